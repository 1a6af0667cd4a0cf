//! Why did a rate change? Before, one bar for each part from where the last one ended, and after.
//!
//! One row for each, so that long names stand beside their bars and figures in a column that adds up. Where the axis leaves out 0, the
//! totals are points and not bars: the length of a cut bar says nothing. The parts are bars all the same, for theirs are differences.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{self, FOOT, LABEL, MARGIN, Plot, Scale, TICK};
use super::legend::Key;
use super::palette::{Fill, GREY, Hatch, INK, LineStyle, Marker, PALE, PAPER};
use super::point::known;
use super::text_width::{fitted, text_width, wrapped};
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::cell::{Cell, Completeness};
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const TOTAL: Fill = Fill { colour: "#5F6B7A", hatch: Hatch::Plain };
const POINT: LineStyle = LineStyle { colour: INK, dash: "", marker: Marker::Diamond };
/// Font size of the line below a label.
const NOTE: f64 = 9.5;
/// Height of a line of a label.
const LINE: f64 = 14.0;
/// Lines of a label that are printed.
const MOST_LINES: usize = 4;
/// Height of a bar.
const BAR: f64 = 15.0;
/// The widest that the labels may be, as a share of the picture.
const LABELS: f64 = 0.4;

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
    lines: Vec<String>,
    note: Option<String>,
    figure: String,
    mark: Mark,
    height: f64,
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
        let figure_width = figures.iter().map(|figure| 1.08 * text_width(figure, LABEL)).fold(0.0, f64::max);
        let label_width = self.label_width(canvas.language, canvas.width);
        let rows = self.rows(canvas.language, marks.unwrap_or_default(), figures, label_width);
        let legend = self.legend(canvas.language);
        let top = frame::head(&mut canvas, &self.title, &legend);
        let top = self.heading(&mut canvas, top, &ticks);
        let bottom = top + rows.iter().map(|row| row.height).sum::<f64>();
        let (left, right) = (MARGIN + label_width + 12.0, canvas.width - MARGIN - figure_width - 14.0);
        let plot = Plot { left, right, top, bottom };
        let x = self.axis(&mut canvas, plot, &ticks);
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
        let text = language.real(value * self.unit.factor(), self.decimals);
        let is_zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        if is_zero || text.starts_with('-') { text } else { format!("+{text}") }
    }

    pub(super) fn points(&self, language: Language) -> &'static str {
        if self.unit == ValueUnit::Percent { language.choose("points", "ポイント") } else { "" }
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
        let labels = self.labels().map(|label| 1.08 * text_width(label, LABEL));
        let notes = self.parts.iter().filter_map(|part| part.note.as_deref()).map(|note| text_width(note, NOTE));
        let change = text_width(&self.change(language), NOTE);
        labels.chain(notes).fold(change, f64::max).min(LABELS * width)
    }

    fn rows(&self, language: Language, marks: Vec<Mark>, figures: Vec<String>, width: f64) -> Vec<Row> {
        let notes = self.parts.iter().map(|part| part.note.clone());
        let notes = std::iter::once(None).chain(notes).chain([Some(self.change(language))]);
        let row = |(((mark, figure), label), note): (((Mark, String), &str), Option<String>)| {
            let lines = lines_of(label, width / 1.08);
            let note = note.map(|note| fitted(&note, NOTE, width));
            let height = LINE * lines.len().max(1) as f64 + if note.is_some() { 12.0 } else { 0.0 } + 9.0;
            Row { lines, note, figure, mark, height }
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
        let room = canvas.width - 2.0 * MARGIN - text_width(points, TICK) - 12.0;
        let note = without_zero(ticks, self.unit, canvas.language).unwrap_or_default();
        let lines = wrapped(&format!("{}{note}", self.value_label), LABEL, room);
        for (at, line) in lines.iter().enumerate() {
            canvas.text((MARGIN, top + 9.0 + LINE * at as f64), line, Lettering::new(LABEL, GREY));
        }
        top + 10.0 + LINE * lines.len().max(1) as f64
    }

    /// Draws the grid with its labels below the rows, and returns the scale.
    fn axis(&self, canvas: &mut Canvas, plot: Plot, ticks: &Ticks) -> Scale {
        let x = Scale::new((ticks.from, ticks.to), (plot.left, plot.right));
        let room = ticks.label_width(self.unit, canvas.language, TICK) + 8.0;
        let mut free = f64::NEG_INFINITY;
        for value in &ticks.values {
            let at = x.at(*value);
            canvas.line((at, plot.top), (at, plot.bottom), if *value == 0.0 { GREY } else { PALE }, 1.0, "");
            if at - room / 2.0 >= free {
                let label = ticks.label(*value, self.unit, canvas.language);
                canvas.text((at, plot.bottom + 11.0), &label, Lettering::new(TICK, INK).at(Anchor::Middle));
                free = at + room / 2.0;
            }
        }
        x
    }

    fn draw_rows(&self, canvas: &mut Canvas, plot: Plot, x: Scale, rows: &[Row]) {
        let mut top = plot.top;
        let mut ended = None;
        for (row, label) in rows.iter().zip(self.labels()) {
            let middle = top + row.height / 2.0;
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
            top += row.height;
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

/// That an axis leaves out 0, in words.
fn without_zero(ticks: &Ticks, unit: ValueUnit, language: Language) -> Option<String> {
    let (from, to) = (ticks.label(ticks.from, unit, language), ticks.label(ticks.to, unit, language));
    match language {
        _ if ticks.from <= 0.0 && ticks.to >= 0.0 => None,
        Language::En => Some(format!("  (axis from {from} to {to}, without 0)")),
        Language::Ja => Some(format!("（軸は{from}から{to}まで、0を含まない）")),
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
    let lettering = |size, colour| match row.mark {
        Mark::Total(_) => Lettering::new(size, colour).bold(),
        Mark::Part(..) => Lettering::new(size, colour),
    };
    let high = LINE * row.lines.len() as f64 + if row.note.is_some() { 12.0 } else { 0.0 };
    let mut y = middle - high / 2.0 + LINE / 2.0;
    for line in &row.lines {
        canvas.text((MARGIN, y), line, lettering(LABEL, INK));
        y += LINE;
    }
    if let Some(note) = &row.note {
        canvas.text((MARGIN, y - 1.0), note, Lettering::new(NOTE, GREY));
    }
    canvas.text((canvas.width - MARGIN, middle), &row.figure, lettering(LABEL, INK).at(Anchor::End));
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
    fn a_long_label_is_cut_after_its_fourth_line() {
        let lines = lines_of(&"word ".repeat(60), 100.0);
        assert_eq!(lines.len(), MOST_LINES);
        assert!(lines[3].ends_with("d…"));
        assert!(lines.iter().all(|line| text_width(line, LABEL) <= 100.0));
    }

    #[test]
    fn a_value_that_is_no_number_leaves_nothing_to_show() {
        assert!(waterfall(0.6, &[f64::NAN]).marks().is_none());
    }
}
