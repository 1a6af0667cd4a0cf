//! How is a picture of rows laid out? Labels on the left, bars over a level axis, figures in columns on the right.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{LABEL, MARGIN, Plot, Scale, TICK};
use super::palette::{GREY, INK, PALE};
use super::text_width::{fitted, text_width, wrapped};
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::language::Language;

/// Height of a bar.
pub(super) const BAR: f64 = 15.0;
/// Font size of the line below a label.
const NOTE: f64 = 9.5;
/// Height of a line of a label.
const LINE: f64 = 14.0;
/// Lines of a label that are printed.
const MOST_LINES: usize = 4;
/// The widest that the labels may be, as a share of the picture.
const LABELS: f64 = 0.4;
/// By how much the estimate of a width is exceeded at most: bold letters and unusual fonts.
const SLACK: f64 = 1.08;

/// The label of a row in the lines in which it is printed.
pub(super) struct RowLabel {
    lines: Vec<String>,
    note: Option<String>,
    pub(super) height: f64,
}

impl RowLabel {
    /// A label with the remark below it, in lines no wider than `width`.
    pub(super) fn of(label: &str, note: Option<&str>, width: f64) -> Self {
        let lines = lines_of(label, width / SLACK);
        let note = note.map(|note| fitted(note, NOTE, width));
        let height = LINE * lines.len().max(1) as f64 + if note.is_some() { 12.0 } else { 0.0 } + 9.0;
        Self { lines, note, height }
    }

    /// Draws the label with its vertical middle at `middle`.
    pub(super) fn draw(&self, canvas: &mut Canvas, middle: f64, lettering: Lettering) {
        let high = LINE * self.lines.len() as f64 + if self.note.is_some() { 12.0 } else { 0.0 };
        let mut y = middle - high / 2.0 + LINE / 2.0;
        for line in &self.lines {
            canvas.text((MARGIN, y), line, lettering);
            y += LINE;
        }
        if let Some(note) = &self.note {
            canvas.text((MARGIN, y - 1.0), note, Lettering::new(NOTE, GREY));
        }
    }
}

/// Room for the labels and the remarks below them, as far as there is any.
pub(super) fn label_width<'t>(labels: impl Iterator<Item = &'t str>, notes: impl Iterator<Item = &'t str>, width: f64) -> f64 {
    let notes = notes.map(|note| text_width(note, NOTE));
    labels.map(figure_width).chain(notes).fold(0.0, f64::max).min(LABELS * width)
}

/// Room for a figure or a line of a label.
pub(super) fn figure_width(figure: &str) -> f64 {
    SLACK * text_width(figure, LABEL)
}

/// Draws what the axis shows, in as many lines as it needs beside something `beside` wide; returns where the rows can begin.
pub(super) fn heading(canvas: &mut Canvas, top: f64, text: &str, beside: f64) -> f64 {
    let lines = wrapped(text, LABEL, canvas.width - 2.0 * MARGIN - beside - 12.0);
    for (at, line) in lines.iter().enumerate() {
        canvas.text((MARGIN, top + 9.0 + LINE * at as f64), line, Lettering::new(LABEL, GREY));
    }
    top + 10.0 + LINE * lines.len().max(1) as f64
}

/// Draws the grid of a level axis with its labels below the rows, and returns the scale.
pub(super) fn level_axis(canvas: &mut Canvas, plot: Plot, ticks: &Ticks, unit: ValueUnit) -> Scale {
    let x = Scale::new((ticks.from, ticks.to), (plot.left, plot.right));
    let room = ticks.label_width(unit, canvas.language, TICK) + 8.0;
    let mut free = f64::NEG_INFINITY;
    for value in &ticks.values {
        let at = x.at(*value);
        canvas.line((at, plot.top), (at, plot.bottom), if *value == 0.0 { GREY } else { PALE }, 1.0, "");
        if at - room / 2.0 >= free {
            let label = ticks.label(*value, unit, canvas.language);
            canvas.text((at, plot.bottom + 11.0), &label, Lettering::new(TICK, INK).at(Anchor::Middle));
            free = at + room / 2.0;
        }
    }
    x
}

/// That an axis leaves out 0, in words.
pub(super) fn without_zero(ticks: &Ticks, unit: ValueUnit, language: Language) -> Option<String> {
    let (from, to) = (ticks.label(ticks.from, unit, language), ticks.label(ticks.to, unit, language));
    match language {
        _ if ticks.from <= 0.0 && ticks.to >= 0.0 => None,
        Language::En => Some(format!("  (axis from {from} to {to}, without 0)")),
        Language::Ja => Some(format!("（軸は{from}から{to}まで、0を含まない）")),
    }
}

/// A label in so many lines as are printed, the last one cut.
fn lines_of(label: &str, width: f64) -> Vec<String> {
    let mut lines = wrapped(label, LABEL, width);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            while text_width(last, LABEL) + text_width("…", LABEL) > width && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_is_cut_after_its_fourth_line() {
        let lines = lines_of(&"word ".repeat(60), 100.0);
        assert_eq!(lines.len(), MOST_LINES);
        assert!(lines[3].ends_with("d…"));
        assert!(lines.iter().all(|line| text_width(line, LABEL) <= 100.0));
    }
}
