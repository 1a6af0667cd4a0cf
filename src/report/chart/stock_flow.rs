//! How many members are there, and who came and went? The stock above, the flows of each year below: in upwards, out downwards.

use super::canvas::{Canvas, Lettering};
use super::frame::{self, FOOT, LABEL, MARGIN, Plot, Scale};
use super::legend::Key;
use super::palette::{Fill, GREY, Hatch, INK, PAPER};
use super::point::YearPoint;
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::cell::{Cell, Completeness};
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const STOCK: Fill = Fill { colour: "#5F6B7A", hatch: Hatch::Plain };

/// The stock of members and the flows that change it, in counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StockFlow {
    /// The title.
    pub title: String,
    /// What the picture shows, for readers who cannot see it.
    pub description: String,
    /// Label of the horizontal axis.
    pub year_label: String,
    /// Label of the stock, with the day of the year on which it is counted.
    pub stock_label: String,
    /// Label of the axis of the flows.
    pub flow_label: String,
    /// The stock of each year.
    pub stock: Vec<YearPoint>,
    /// What adds to the stock, drawn upwards.
    pub inflows: Vec<Flow>,
    /// What takes from the stock, by reason, in positive numbers, drawn downwards.
    pub outflows: Vec<Flow>,
}

/// One way in or out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Flow {
    /// The name in the legend.
    pub label: String,
    /// The people of each year.
    pub points: Vec<YearPoint>,
}

/// One piece of the stack of a year: from one value to another.
struct Piece<'f> {
    label: &'f str,
    fill: Fill,
    point: YearPoint,
    span: (f64, f64),
}

impl StockFlow {
    /// Draws the picture.
    pub(super) fn draw(&self, mut canvas: Canvas, wanted: f64) -> String {
        let pieces = self.pieces();
        let stock =
            Ticks::around(self.stock.iter().filter_map(YearPoint::known).chain(self.has_stock().then_some(0.0)), ValueUnit::Count, 4);
        let flow = Ticks::around(pieces.iter().flat_map(|piece| [piece.span.0, piece.span.1]), ValueUnit::Count, 6);
        if stock.is_none() && flow.is_none() {
            return frame::no_data(canvas, &self.title, &self.description);
        }
        let legend = self.legend(canvas.language);
        let top = frame::head(&mut canvas, &self.title, &legend);
        let left = [&stock, &flow].into_iter().flatten().map(|t| frame::left_of(&canvas, t, ValueUnit::Count)).fold(0.0, f64::max);
        let frame_plot = Plot { left, right: canvas.width - MARGIN - 4.0, top, bottom: (wanted - FOOT).max(top + 240.0) };
        let Some(years) = frame::year_scale(frame_plot, self.years()) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let share = if stock.is_none() {
            0.0
        } else if flow.is_none() {
            1.0
        } else {
            0.42
        };
        let cut = top + (frame_plot.bottom - top) * share;
        if let Some(ticks) = &stock {
            let plot = Plot { top: panel_label(&mut canvas, top, &self.stock_label), bottom: cut, ..frame_plot };
            let y = frame::value_axis(&mut canvas, plot, ticks, ValueUnit::Count);
            self.draw_stock(&mut canvas, years.0, y);
        }
        if let Some(ticks) = &flow {
            let top = if share > 0.0 { cut + 12.0 } else { top };
            let plot = Plot { top: panel_label(&mut canvas, top, &self.flow_label), ..frame_plot };
            let y = frame::value_axis(&mut canvas, plot, ticks, ValueUnit::Count);
            draw_pieces(&mut canvas, years.0, y, &pieces);
        }
        frame::year_axis(&mut canvas, frame_plot, years, &self.year_label);
        canvas.finish(frame_plot.bottom + FOOT, &self.title, &self.description)
    }

    fn has_stock(&self) -> bool {
        self.stock.iter().any(|p| p.known().is_some())
    }

    fn flows(&self) -> impl Iterator<Item = &Flow> {
        self.inflows.iter().chain(&self.outflows)
    }

    fn years(&self) -> BTreeSet<i32> {
        self.stock.iter().chain(self.flows().flat_map(|flow| &flow.points)).map(|p| p.year).collect()
    }

    /// The stacks of all years. A negative number, as in a correction, is stacked on the other side.
    fn pieces(&self) -> Vec<Piece<'_>> {
        let inflows = self.inflows.iter().enumerate().map(|(index, flow)| (flow, Fill::inflow(index), 1.0));
        let outflows = self.outflows.iter().enumerate().map(|(index, flow)| (flow, Fill::outflow(index), -1.0));
        let (mut above, mut below) = (BTreeMap::new(), BTreeMap::new());
        let mut pieces = Vec::new();
        for (flow, fill, sign) in inflows.chain(outflows) {
            for point in &flow.points {
                let Some(size) = point.known().map(|value| value * sign) else { continue };
                let height: &mut f64 = if size >= 0.0 { &mut above } else { &mut below }.entry(point.year).or_default();
                pieces.push(Piece { label: &flow.label, fill, point: *point, span: (*height, *height + size) });
                *height += size;
            }
        }
        pieces
    }

    fn draw_stock(&self, canvas: &mut Canvas, x: Scale, y: Scale) {
        let paint = canvas.paint(STOCK);
        for point in &self.stock {
            if let Some(value) = point.known() {
                let hint = hint(canvas.language, &self.stock_label, point);
                draw_bar(canvas, (x, y), point, (0.0, value), &paint, STOCK.colour, &hint);
            }
        }
    }

    fn legend(&self, language: Language) -> Vec<(Key, String)> {
        let used = |flow: &Flow| flow.points.iter().any(|p| p.known().is_some_and(|v| v != 0.0));
        let inflows = self.inflows.iter().enumerate().filter(|(_, f)| used(f)).map(|(i, f)| (Key::Area(Fill::inflow(i)), f.label.clone()));
        let outflows =
            self.outflows.iter().enumerate().filter(|(_, f)| used(f)).map(|(i, f)| (Key::Area(Fill::outflow(i)), f.label.clone()));
        let mut entries: Vec<_> = inflows.chain(outflows).collect();
        if self
            .stock
            .iter()
            .chain(self.flows().flat_map(|f| &f.points))
            .any(|p| p.known().is_some() && p.completeness == Completeness::Incomplete)
        {
            entries.push((Key::Open, language.choose("part of the year only", "期間の一部のみ").into()));
        }
        entries
    }

    /// The numbers of the picture.
    pub(super) fn data_table(&self) -> DocTable {
        let mut table = DocTable::new("stock_and_flows", &self.title).with_column(&self.year_label, Alignment::Right);
        for flow in self.flows() {
            table = table.with_column(&flow.label, Alignment::Right);
        }
        table = table.with_column(&self.stock_label, Alignment::Right);
        for year in self.years() {
            let cell = |points: &[YearPoint]| {
                points
                    .iter()
                    .find(|p| p.year == year)
                    .map_or_else(Cell::absent, |p| ValueUnit::Count.cell(p.known()).marked(p.completeness))
            };
            let flows = self.flows().map(|flow| cell(&flow.points));
            table.rows.push(std::iter::once(Cell::year(year)).chain(flows).chain([cell(&self.stock)]).collect());
        }
        table
    }
}

/// The label of a panel; returns where its plot begins.
fn panel_label(canvas: &mut Canvas, top: f64, label: &str) -> f64 {
    canvas.text((MARGIN, top + 9.0), label, Lettering::new(LABEL, GREY));
    top + 24.0
}

fn draw_pieces(canvas: &mut Canvas, x: Scale, y: Scale, pieces: &[Piece<'_>]) {
    for piece in pieces {
        let paint = canvas.paint(piece.fill);
        let hint = hint(canvas.language, piece.label, &piece.point);
        draw_bar(canvas, (x, y), &piece.point, piece.span, &paint, piece.fill.colour, &hint);
    }
    if let Some((first, last)) = super::ticks::range(pieces.iter().map(|piece| f64::from(piece.point.year))) {
        canvas.line((x.at(first - 0.5), y.at(0.0)), (x.at(last + 0.5), y.at(0.0)), INK, 1.0, "");
    }
}

/// One bar from a value to another, outlined with dashes where the year is not complete.
fn draw_bar(canvas: &mut Canvas, (x, y): (Scale, Scale), point: &YearPoint, (from, to): (f64, f64), paint: &str, colour: &str, hint: &str) {
    let wide = (x.density() * 0.74).clamp(0.4, 46.0);
    let (high, low) = (y.at(from.max(to)), y.at(from.min(to)));
    let (corner, size) = ((x.at(f64::from(point.year)) - wide / 2.0, high), (wide, low - high));
    match point.completeness {
        Completeness::Complete => {
            canvas.rectangle(corner, size, paint, if wide > 4.0 && low - high > 5.0 { PAPER } else { "" }, Some(hint))
        }
        Completeness::Incomplete => canvas.open_rectangle(corner, size, paint, colour, Some(hint)),
    }
}

/// What is shown where the pointer rests on a bar.
fn hint(language: Language, label: &str, point: &YearPoint) -> String {
    let value = point.known().map_or(String::new(), |value| ValueUnit::Count.brief(value, language));
    let mark = if point.completeness == Completeness::Incomplete { language.choose(" (incomplete)", "（未確定）") } else { "" };
    format!("{label}, {}: {value}{mark}", point.year)
}
