//! What surrounds the data? Title, legend, axes, grid and the marks of series breaks; the plot gets the rest.

use super::canvas::{Anchor, Canvas, Lettering};
use super::legend::{self, Key};
use super::palette::{GREY, INK, PALE};
use super::point::SeriesBreak;
use super::text_width::{fitted, text_width, wrapped};
use super::ticks::{Ticks, labelled_years, range};
use super::unit::ValueUnit;

/// Font size of tick labels.
pub(super) const TICK: f64 = 10.5;
/// Font size of axis labels and notes.
pub(super) const LABEL: f64 = 11.0;
/// Space on the left and right of everything.
pub(super) const MARGIN: f64 = 12.0;
/// Height below a plot for the tick labels and the label of its horizontal axis.
pub(super) const FOOT: f64 = 42.0;

/// A linear map from values to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Maps `from` to `start` and `to` to `end`.
    pub(super) fn new((from, to): (f64, f64), (start, end): (f64, f64)) -> Self {
        Self { from, to: if to > from { to } else { from + 1.0 }, start, end }
    }

    /// The pixel of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// Whether a value lies within the scale.
    pub(super) fn shows(&self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// Pixels a unit of the value, without a sign.
    pub(super) fn density(&self) -> f64 {
        ((self.end - self.start) / (self.to - self.from)).abs()
    }
}

/// The rectangle of a plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// Draws the title, broken into lines, and the legend; returns where the plot can begin.
pub(super) fn head(canvas: &mut Canvas, title: &str, entries: &[(Key, String)]) -> f64 {
    let width = canvas.width - 2.0 * MARGIN;
    let mut y = 8.0;
    for line in wrapped(title, 14.0, width) {
        canvas.text((MARGIN, y + 10.0), &line, Lettering::new(14.0, INK).bold());
        y += 20.0;
    }
    legend::draw(canvas, y + 2.0, MARGIN, MARGIN + width, entries) + 2.0
}

/// Draws the label of a vertical axis, level, where Japanese can be read; returns where the plot can begin.
pub(super) fn value_label(canvas: &mut Canvas, top: f64, label: &str, ticks: &Ticks, unit: ValueUnit) -> f64 {
    let from_zero = ticks.from <= 0.0;
    let lowest = ticks.label(ticks.from, unit, canvas.language);
    let note = match canvas.language.choose("en", "ja") {
        _ if from_zero => String::new(),
        "en" => format!("  (axis starts at {lowest}, not at 0)"),
        _ => format!("（軸は0ではなく{lowest}から）"),
    };
    let text = fitted(&format!("{label}{note}"), LABEL, canvas.width - 2.0 * MARGIN);
    canvas.text((MARGIN, top + 9.0), &text, Lettering::new(LABEL, GREY));
    top + 24.0
}

/// Draws the ticks, grid lines and labels of a vertical axis and returns its scale.
pub(super) fn value_axis(canvas: &mut Canvas, plot: Plot, ticks: &Ticks, unit: ValueUnit) -> Scale {
    let scale = Scale::new((ticks.from, ticks.to), (plot.bottom, plot.top));
    for value in &ticks.values {
        let y = scale.at(*value);
        canvas.line((plot.left, y), (plot.right, y), if *value == 0.0 { GREY } else { PALE }, 1.0, "");
        let label = ticks.label(*value, unit, canvas.language);
        canvas.text((plot.left - 7.0, y), &label, Lettering::new(TICK, INK).at(Anchor::End));
    }
    scale
}

/// How far from the left a plot begins whose ticks have these labels.
pub(super) fn left_of(canvas: &Canvas, ticks: &Ticks, unit: ValueUnit) -> f64 {
    MARGIN + ticks.label_width(unit, canvas.language, TICK) + 8.0
}

/// The horizontal scale of years: half a year is left free on both sides.
pub(super) fn year_scale(plot: Plot, years: impl IntoIterator<Item = i32>) -> Option<(Scale, i64, i64)> {
    let (first, last) = range(years.into_iter().map(f64::from))?;
    Some((Scale::new((first - 0.5, last + 0.5), (plot.left, plot.right)), first as i64, last as i64))
}

/// Draws the ticks and labels of the years and the label of the axis.
pub(super) fn year_axis(canvas: &mut Canvas, plot: Plot, (scale, first, last): (Scale, i64, i64), label: &str) {
    canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), INK, 1.0, "");
    let widest = text_width(&first.to_string(), TICK).max(text_width(&last.to_string(), TICK));
    for year in labelled_years(first, last, scale.density(), widest + 8.0) {
        let x = scale.at(year as f64);
        canvas.line((x, plot.bottom), (x, plot.bottom + 4.0), INK, 1.0, "");
        canvas.text((x, plot.bottom + 13.0), &year.to_string(), Lettering::new(TICK, INK).at(Anchor::Middle));
    }
    axis_label(canvas, plot, label);
}

/// Draws the label of a horizontal axis below its tick labels.
pub(super) fn axis_label(canvas: &mut Canvas, plot: Plot, label: &str) {
    let label = fitted(label, LABEL, plot.right - plot.left);
    canvas.text(((plot.left + plot.right) / 2.0, plot.bottom + 31.0), &label, Lettering::new(LABEL, GREY).at(Anchor::Middle));
}

/// Height of the strip above a plot that the labels of its breaks need.
pub(super) fn break_height(breaks: &[SeriesBreak], plot: Plot, scale: Scale) -> f64 {
    placed_breaks(breaks, plot, scale).iter().map(|(_, _, _, row)| 14.0 * (row + 1) as f64 + 4.0).fold(0.0, f64::max)
}

/// Draws the breaks as dashed upright lines with their labels in rows above the plot.
pub(super) fn draw_breaks(canvas: &mut Canvas, breaks: &[SeriesBreak], plot: Plot, scale: Scale) {
    for (x, left, label, row) in placed_breaks(breaks, plot, scale) {
        let y = plot.top - 11.0 - 14.0 * row as f64;
        canvas.line((x, y + 8.5), (x, plot.bottom), INK, 1.2, "5 3");
        canvas.text((left, y), &label, Lettering::new(TICK, INK));
    }
}

/// Where each break stands: its line, the start of its label, the label and its row counted from the plot.
fn placed_breaks(breaks: &[SeriesBreak], plot: Plot, scale: Scale) -> Vec<(f64, f64, String, usize)> {
    let mut rows: Vec<f64> = Vec::new();
    let mut sorted: Vec<_> = breaks.iter().collect();
    sorted.sort_by_key(|b| b.before_year);
    let mut placed = Vec::new();
    for each in sorted {
        let x = scale.at(f64::from(each.before_year) - 0.5);
        if x < plot.left || x > plot.right {
            continue;
        }
        let label = fitted(&each.label, TICK, plot.right - plot.left);
        let width = text_width(&label, TICK);
        let left = (x - width / 2.0).clamp(plot.left, (plot.right - width).max(plot.left));
        let row = rows.iter().position(|end| *end + 10.0 <= left).unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(0.0);
        }
        if let Some(end) = rows.get_mut(row) {
            *end = left + width;
        }
        placed.push((x, left, label, row));
    }
    placed
}

/// The whole picture of a chart that has nothing to show.
pub(super) fn no_data(mut canvas: Canvas, title: &str, description: &str) -> String {
    let top = head(&mut canvas, title, &[]);
    let (height, width) = (top + 96.0, canvas.width - 2.0 * MARGIN);
    canvas.outline((MARGIN, top + 4.0), (width, 80.0), GREY);
    let text = canvas.language.choose("No data to show", "表示できるデータがありません");
    canvas.text((canvas.width / 2.0, top + 44.0), text, Lettering::new(13.0, GREY).at(Anchor::Middle));
    canvas.finish(height, title, description)
}
