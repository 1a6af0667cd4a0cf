//! Why did a rate change? Before, one bar for each part from where the last one ended, and after.
//!
//! One row for each, so that long names stand beside their bars and figures in a column that adds up. Where the axis leaves out 0, the
//! totals are points and not bars: the length of a cut bar says nothing. The parts are bars all the same, for theirs are differences.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{self, FOOT, LABEL, MARGIN, Plot, Scale, TICK};
use super::legend::Key;
use super::palette::{Fill, GREY, Hatch, INK, LineStyle, Marker, PAPER};
use super::point::known;
use super::row::{self, BAR, RowLabel};
use super::text_width::text_width;
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::cell::{Cell, Completeness};
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const TOTAL: Fill = Fill { colour: "#5F6B7A", hatch: Hatch::Plain };
const POINT: LineStyle = LineStyle { colour: INK, dash: "", marker: Marker::Diamond };

/// The change of a rate as a sum of parts. The figures are drawn and printed as given: give ones that add up
/// ([`Waterfall::of`] rounds those of a decomposition so).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Waterfall {
    /// The title.
    pub title: String,
    /// What the picture shows, for readers who cannot see it.
    pub description: String,
    /// Label of the axis: what the rate is.
    pub value_label: String,
    /// What the values are.
    pub unit: ValueUnit,
    /// Digits after the point of the printed figures, percentages for [`ValueUnit::Percent`].
    pub decimals: u8,
    /// The rate before.
    pub before: WaterfallTotal,
    /// The parts, in the order drawn.
    pub parts: Vec<WaterfallPart>,
    /// The rate after.
    pub after: WaterfallTotal,
}

/// The rate before, or after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WaterfallTotal {
    /// The date.
    pub label: String,
    /// The rate; [`Waterfall::unit`] says in what.
    pub value: f64,
}

/// What one part added to the rate, or took from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WaterfallPart {
    /// What the part counts.
    pub label: String,
    /// What it added, in the unit of the rate; negative where it took away.
    pub value: f64,
    /// A short remark below the label, such as the number of persons.
    #[serde(default)]
    pub note: Option<String>,
}

/// One row of the picture.
struct Row {
    label: RowLabel,
    figure: String,
    mark: Mark,
}

/// What is drawn in a row.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Total(f64),
    Part(f64, f64),
}

impl Waterfall {
    /// Draws the picture, as high as its rows.
    pub(super) fn draw(&self, mut canvas: Canvas) -> String {
        let marks = self.marks();
        let Some(ticks) = marks.as_deref().and_then(|marks| self.ticks(marks, canvas.width)) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let figures = self.figures(canvas.language);
        let figure_width = figures.iter().map(|figure| row::figure_width(figure)).fold(0.0, f64::max);
        let label_width = self.label_width(canvas.language, canvas.width);
        let rows = self.rows(canvas.language, marks.unwrap_or_default(), figures, label_width);
        let legend = self.legend(canvas.language);
        let top = frame::head(&mut canvas, &self.title, &legend);
        let top = self.heading(&mut canvas, top, &ticks);
        let bottom = top + rows.iter().map(|row| row.label.height).sum::<f64>();
        let (left, right) = (MARGIN + label_width + 12.0, canvas.width - MARGIN - figure_width - 14.0);
        let plot = Plot { left, right, top, bottom };
        let x = row::level_axis(&mut canvas, plot, &ticks, self.unit);
        self.draw_rows(&mut canvas, plot, x, &rows);
        canvas.finish(bottom + FOOT - 14.0, &self.title, &self.description)
    }

    /// Where every row begins and ends; `None` when a value is no number.
    fn marks(&self) -> Option<Vec<Mark>> {
        let mut at = known(Some(self.before.value))?;
        let mut marks = vec![Mark::Total(at)];
        for part in &self.parts {
            let to = at + known(Some(part.value))?;
            marks.push(Mark::Part(at, to));
            at = to;
        }
        marks.push(Mark::Total(known(Some(self.after.value))?));
        Some(marks)
    }

    /// The round numbers of the axis. It leaves out 0 where the parts would fill less than half of it.
    fn ticks(&self, marks: &[Mark], width: f64) -> Option<Ticks> {
        let ends = marks.iter().flat_map(|mark| match *mark {
            Mark::Total(value) => [value, value],
            Mark::Part(from, to) => [from, to],
        });
        let (low, high) = super::ticks::range(ends)?;
        let one = high - low <= 1e-12 * high.abs().max(low.abs());
        let low = if low >= 0.0 && (low <= 0.5 * high || one) { 0.0 } else { low };
        let high = if high <= 0.0 && (high >= 0.5 * low || one) { 0.0 } else { high };
        let high = if high <= low { low + self.unit.smallest_range() } else { high };
        Some(Ticks::spanning(low, high, self.unit, if width < 600.0 { 3 } else { 5 }))
    }

    /// The printed figures: the rates before and after, and the parts with their signs between them.
    pub(super) fn figures(&self, language: Language) -> Vec<String> {
        let total = |total: &WaterfallTotal| self.unit.shown(total.value, self.decimals, language);
        let parts = self.parts.iter().map(|part| self.signed(part.value, language));
        std::iter::once(total(&self.before)).chain(parts).chain([total(&self.after)]).collect()
    }

    /// A change with its sign; percentage points for a share.
    pub(super) fn signed(&self, value: f64, language: Language) -> String {
        self.unit.signed(value, self.decimals, language)
    }

    pub(super) fn points(&self, language: Language) -> &'static str {
        self.unit.points(language)
    }

    /// The change of the whole in words, below the label of the rate after.
    fn change(&self, language: Language) -> String {
        let (change, points) = (self.signed(self.after.value - self.before.value, language), self.points(language));
        match language {
            Language::En => format!("change {change} {points}").trim_end().to_owned(),
            Language::Ja => format!("変化 {change}{points}"),
        }
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts.iter().map(|part| part.label.as_str());
        std::iter::once(self.before.label.as_str()).chain(parts).chain([self.after.label.as_str()])
    }

    /// Room for the labels and the lines below them, as far as there is any.
    fn label_width(&self, language: Language, width: f64) -> f64 {
        let change = self.change(language);
        let notes = self.parts.iter().filter_map(|part| part.note.as_deref()).chain([change.as_str()]);
        row::label_width(self.labels(), notes, width)
    }

    fn rows(&self, language: Language, marks: Vec<Mark>, figures: Vec<String>, width: f64) -> Vec<Row> {
        let notes = self.parts.iter().map(|part| part.note.clone());
        let notes = std::iter::once(None).chain(notes).chain([Some(self.change(language))]);
        let row = |(((mark, figure), label), note): (((Mark, String), &str), Option<String>)| Row {
            label: RowLabel::of(label, note.as_deref(), width),
            figure,
            mark,
        };
        marks.into_iter().zip(figures).zip(self.labels()).zip(notes).map(row).collect()
    }

    fn legend(&self, language: Language) -> Vec<(Key, String)> {
        let used = |sign: f64| self.parts.iter().any(|part| part.value * sign > 0.0);
        let rise = used(1.0).then(|| (Key::Area(Fill::RISE), language.choose("raised the rate (+)", "率を上げた要因（＋）").to_owned()));
        let fall = used(-1.0).then(|| (Key::Area(Fill::FALL), language.choose("lowered the rate (-)", "率を下げた要因（－）").to_owned()));
        rise.into_iter().chain(fall).collect()
    }

    /// What the axis shows, whether it leaves out 0, and the unit of the column of figures; returns where the rows can begin.
    fn heading(&self, canvas: &mut Canvas, top: f64, ticks: &Ticks) -> f64 {
        let points = self.points(canvas.language);
        canvas.text((canvas.width - MARGIN, top + 9.0), points, Lettering::new(TICK, GREY).at(Anchor::End));
        let note = row::without_zero(ticks, self.unit, canvas.language).unwrap_or_default();
        row::heading(canvas, top, &format!("{}{note}", self.value_label), text_width(points, TICK))
    }

    fn draw_rows(&self, canvas: &mut Canvas, plot: Plot, x: Scale, rows: &[Row]) {
        let mut top = plot.top;
        let mut ended = None;
        for (row, label) in rows.iter().zip(self.labels()) {
            let middle = top + row.label.height / 2.0;
            if let Some((value, below)) = ended {
                canvas.line((x.at(value), below), (x.at(value), middle - BAR / 2.0), GREY, 1.0, "2 2");
            }
            let hint = format!("{label}: {}", row.figure);
            let end = match row.mark {
                Mark::Total(value) => draw_total(canvas, x, middle, value, &hint),
                Mark::Part(from, to) => draw_part(canvas, x, middle, (from, to), &hint),
            };
            draw_texts(canvas, row, middle);
            ended = Some((end, middle + BAR / 2.0));
            top += row.label.height;
        }
    }

    /// The numbers of the picture.
    pub(super) fn data_table(&self, language: Language) -> DocTable {
        let changes = if self.unit == ValueUnit::Percent {
            language.choose("change, points", "変化（ポイント）")
        } else {
            language.choose("change", "変化")
        };
        let change = |value: f64| Cell::real(value * self.unit.factor(), self.decimals);
        let rate = |value: f64| match self.unit {
            ValueUnit::Percent => Cell::percent(value, self.decimals),
            ValueUnit::Count | ValueUnit::Real => Cell::real(value, self.decimals),
        };
        let table = DocTable::new("waterfall", &self.title)
            .with_column(language.choose("part", "要因"), Alignment::Left)
            .with_column(changes, Alignment::Right)
            .with_column(&self.value_label, Alignment::Right)
            .with_row([Cell::text(&self.before.label), Cell::absent(), rate(self.before.value)]);
        let part = |table: DocTable, part: &WaterfallPart| table.with_row([Cell::text(&part.label), change(part.value), Cell::absent()]);
        let table = self.parts.iter().fold(table, part);
        table.with_row([Cell::text(&self.after.label), change(self.after.value - self.before.value), rate(self.after.value)])
    }
}

/// The rate before or after: a bar from 0, or a point where the axis leaves out 0. Returns where the next row begins.
fn draw_total(canvas: &mut Canvas, x: Scale, middle: f64, value: f64, hint: &str) -> f64 {
    if x.shows(0.0) {
        let paint = canvas.paint(TOTAL);
        let (left, right) = (x.at(value.min(0.0)), x.at(value.max(0.0)));
        canvas.rectangle((left, middle - BAR / 2.0), ((right - left).max(1.0), BAR), &paint, "", Some(hint));
    } else {
        canvas.marker((x.at(value), middle), POINT, 5.5, Completeness::Complete, Some(hint));
    }
    value
}

/// A part from where the one before ended; one of 0 is a mark. Returns where it ends.
fn draw_part(canvas: &mut Canvas, x: Scale, middle: f64, (from, to): (f64, f64), hint: &str) -> f64 {
    let (left, right) = (x.at(from.min(to)), x.at(from.max(to)));
    if right - left < 0.05 {
        canvas.line((left, middle - BAR / 2.0), (left, middle + BAR / 2.0), INK, 1.6, "");
    } else {
        let fill = if to > from { Fill::RISE } else { Fill::FALL };
        let paint = canvas.paint(fill);
        let outline = if right - left > 5.0 { PAPER } else { "" };
        canvas.rectangle((left, middle - BAR / 2.0), ((right - left).max(1.2), BAR), &paint, outline, Some(hint));
    }
    to
}

/// The label on the left, and the figure in its column on the right.
fn draw_texts(canvas: &mut Canvas, row: &Row, middle: f64) {
    let plain = Lettering::new(LABEL, INK);
    let lettering = if matches!(row.mark, Mark::Total(_)) { plain.bold() } else { plain };
    row.label.draw(canvas, middle, lettering);
    canvas.text((canvas.width - MARGIN, middle), &row.figure, lettering.at(Anchor::End));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waterfall(before: f64, parts: &[f64]) -> Waterfall {
        let part = |value: &f64| WaterfallPart { label: "part".into(), value: *value, note: None };
        Waterfall {
            title: "Why".into(),
            description: String::new(),
            value_label: "rate".into(),
            unit: ValueUnit::Percent,
            decimals: 2,
            before: WaterfallTotal { label: "before".into(), value: before },
            parts: parts.iter().map(part).collect(),
            after: WaterfallTotal { label: "after".into(), value: before + parts.iter().sum::<f64>() },
        }
    }

    fn axis(chart: &Waterfall) -> (f64, f64) {
        let ticks = chart.ticks(&chart.marks().unwrap(), 680.0).unwrap();
        (ticks.from, ticks.to)
    }

    #[test]
    fn the_axis_leaves_out_zero_only_where_all_values_are_far_from_it() {
        assert_eq!(axis(&waterfall(0.1, &[0.2, -0.25])).0, 0.0);
        assert!(axis(&waterfall(0.60, &[0.02, -0.03])).0 > 0.5);
        assert!(axis(&waterfall(-0.60, &[0.02, -0.03])).1 < -0.5);
        assert_eq!(axis(&waterfall(-0.1, &[-0.2, 0.25])).1, 0.0);
        assert!(axis(&waterfall(0.0, &[])).1 > 0.0);
        let one = axis(&waterfall(0.4, &[0.0]));
        assert!(one.0 == 0.0 && one.1 >= 0.4);
    }

    #[test]
    fn a_change_has_its_sign_and_no_change_has_none() {
        let chart = waterfall(0.6, &[0.0123, -0.02, 0.0, 0.000_001]);
        assert_eq!(chart.figures(Language::En), ["60.00 %", "+1.23", "-2.00", "0.00", "0.00", "59.23 %"]);
        assert_eq!(chart.change(Language::Ja), "変化 -0.77ポイント");
    }

    #[test]
    fn a_value_that_is_no_number_leaves_nothing_to_show() {
        assert!(waterfall(0.6, &[f64::NAN]).marks().is_none());
    }
}
