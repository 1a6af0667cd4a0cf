//! How did the rates move from year to year, and how sure are they?

use super::canvas::Canvas;
use super::frame::{self, FOOT, MARGIN, Plot};
use super::legend::Key;
use super::line::{self, Field};
use super::palette::LineStyle;
use super::point::{SeriesBreak, YearPoint, known, limit_labels};
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::cell::{Cell, Completeness};
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Several rates over the years as lines with bands for their intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RateSeries {
    /// The title.
    pub title: String,
    /// What the picture shows, for readers who cannot see it.
    pub description: String,
    /// Label of the horizontal axis.
    pub year_label: String,
    /// Label of the vertical axis.
    pub value_label: String,
    /// What the values are.
    pub unit: ValueUnit,
    /// What the bands are, for the legend: "band: 95 % Wilson interval". Not shown when there is no interval.
    pub interval_label: String,
    /// The lines.
    pub lines: Vec<RateLine>,
    /// Where the series change their meaning.
    pub breaks: Vec<SeriesBreak>,
}

/// One rate over the years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RateLine {
    /// The name in the legend.
    pub label: String,
    /// The values; their order does not matter.
    pub points: Vec<YearPoint>,
}

impl RateSeries {
    /// Draws the picture.
    pub(super) fn draw(&self, mut canvas: Canvas, wanted: f64) -> String {
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let shown = points().filter(|p| p.known().is_some());
        let Some(ticks) = Ticks::around(shown.clone().flat_map(YearPoint::numbers), self.unit, 6) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let legend = self.legend(canvas.language);
        let top = frame::head(&mut canvas, &self.title, &legend);
        let top = frame::value_label(&mut canvas, top, &self.value_label, &ticks, self.unit);
        let left = frame::left_of(&canvas, &ticks, self.unit);
        let mut plot = Plot { left, right: canvas.width - MARGIN - 4.0, top, bottom: 0.0 };
        let Some(years) = frame::year_scale(plot, points().map(|p| p.year)) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        plot.top += frame::break_height(&self.breaks, plot, years.0);
        plot.bottom = (wanted - FOOT).max(plot.top + 140.0);
        let y = frame::value_axis(&mut canvas, plot, &ticks, self.unit);
        frame::draw_breaks(&mut canvas, &self.breaks, plot, years.0);
        self.draw_lines(&mut canvas, Field { x: years.0, y, unit: self.unit, breaks: &self.breaks });
        frame::year_axis(&mut canvas, plot, years, &self.year_label);
        canvas.finish(plot.bottom + FOOT, &self.title, &self.description)
    }

    /// Bands first, so that no band covers a line.
    fn draw_lines(&self, canvas: &mut Canvas, field: Field<'_>) {
        let lines: Vec<_> = self.lines.iter().map(|line| (line, line::in_order(&line.points))).collect();
        for (index, (_, points)) in lines.iter().enumerate() {
            line::draw_intervals(canvas, field, points, LineStyle::nth(index).colour, 0.16);
        }
        for (index, (line, points)) in lines.iter().enumerate() {
            line::draw_line(canvas, field, points, LineStyle::nth(index), &line.label);
        }
    }

    fn legend(&self, language: Language) -> Vec<(Key, String)> {
        // One line is named by the title.
        let named = self.lines.len() > 1 || self.lines.iter().any(|line| line.label != self.title);
        let mut entries: Vec<_> = self
            .lines
            .iter()
            .enumerate()
            .filter(|_| named)
            .map(|(index, line)| (Key::Line(LineStyle::nth(index)), line.label.clone()))
            .collect();
        let points = || self.lines.iter().flat_map(|line| &line.points);
        if points().any(|p| p.limits().is_some()) && !self.interval_label.is_empty() {
            entries.push((Key::Band("#555555", 0.25), self.interval_label.clone()));
        }
        if points().any(|p| p.known().is_some() && p.completeness == Completeness::Incomplete) {
            entries.push((Key::Hollow, language.choose("not complete yet", "未確定").into()));
        }
        entries
    }

    /// The numbers of the picture.
    pub(super) fn data_table(&self, language: Language) -> DocTable {
        let limits = |line: &RateLine| line.points.iter().any(|p| p.limits().is_some());
        let mut table = DocTable::new("rate_series", &self.title).with_column(&self.year_label, Alignment::Right);
        for line in &self.lines {
            table = table.with_column(&line.label, Alignment::Right);
            if limits(line) {
                table =
                    limit_labels(&line.label, language).into_iter().fold(table, |table, label| table.with_column(label, Alignment::Right));
            }
        }
        let years: BTreeSet<i32> = self.lines.iter().flat_map(|line| &line.points).map(|p| p.year).collect();
        for year in years {
            let mut cells = vec![Cell::year(year)];
            for line in &self.lines {
                let point = line.points.iter().find(|p| p.year == year).copied().unwrap_or(YearPoint::new(year, None));
                cells.push(self.unit.cell(point.known()).marked(point.completeness));
                if limits(line) {
                    cells.extend([point.lower, point.upper].map(|limit| self.unit.cell(known(limit))));
                }
            }
            table.rows.push(cells);
        }
        table.notes.extend(self.breaks.iter().map(|each| format!("{}: {}", each.before_year, each.label)));
        table
    }
}
