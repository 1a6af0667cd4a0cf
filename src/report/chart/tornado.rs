//! Which assumptions matter? One bar for each to both sides of what is expected, the longest on top.
//!
//! The bars begin at what is expected, so that an axis without 0 does not mislead: the length of a bar is a difference. Beside them stand
//! the differences in figures, one column for the assumption lower and one for it higher.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{self, FOOT, LABEL, MARGIN, Plot, Scale, TICK};
use super::legend::Key;
use super::palette::{Fill, GREY, INK, PAPER};
use super::point::known;
use super::row::{self, BAR, RowLabel};
use super::text_width::{text_width, wrapped};
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::cell::Cell;
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Distance between the two columns of figures.
const GAP: f64 = 12.0;
/// Height of a line of the remark below the axis.
const LINE: f64 = 15.0;

/// How far a quantity moves with each of several assumptions: a tornado picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tornado {
    /// The title.
    pub title: String,
    /// What the picture shows, for readers who cannot see it.
    pub description: String,
    /// Label of the axis: what the quantity is, and of which year.
    pub value_label: String,
    /// What the values are.
    pub unit: ValueUnit,
    /// Digits after the point of the printed differences, percentage points for [`ValueUnit::Percent`].
    pub decimals: u8,
    /// The quantity with all assumptions as they are.
    pub centre: f64,
    /// What "lower" means, in the legend: "assumption a tenth lower".
    pub lower_label: String,
    /// What "higher" means, in the legend.
    pub higher_label: String,
    /// The assumptions, in the order drawn.
    pub bars: Vec<TornadoBar>,
    /// What is not drawn, in a sentence.
    #[serde(default)]
    pub note: Option<String>,
}

/// How far the quantity moves with one assumption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TornadoBar {
    /// The assumption.
    pub label: String,
    /// A short remark below the label, such as the assumed probability.
    #[serde(default)]
    pub note: Option<String>,
    /// The quantity when the assumption is lower.
    pub lower: f64,
    /// The quantity when it is higher.
    pub higher: f64,
}

/// One row of the picture.
struct Row<'t> {
    bar: &'t TornadoBar,
    label: RowLabel,
    figures: [String; 2],
}

/// Where the two columns of figures end.
type Columns = [f64; 2];

impl Tornado {
    /// Draws the picture, as high as its rows.
    pub(super) fn draw(&self, mut canvas: Canvas) -> String {
        let Some(ticks) = self.ticks(canvas.width).filter(|_| !self.bars.is_empty()) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let notes = self.bars.iter().filter_map(|bar| bar.note.as_deref());
        let label_width = row::label_width(self.bars.iter().map(|bar| bar.label.as_str()), notes, canvas.width);
        let rows = self.rows(canvas.language, label_width);
        let top = frame::head(&mut canvas, &self.title, &self.legend());
        let (top, columns, left_of_figures) = self.heading(&mut canvas, top, &ticks, &rows);
        let bottom = top + rows.iter().map(|row| row.label.height).sum::<f64>();
        let plot = Plot { left: MARGIN + label_width + 12.0, right: left_of_figures - 14.0, top, bottom };
        let x = row::level_axis(&mut canvas, plot, &ticks, self.unit);
        self.draw_rows(&mut canvas, plot, x, &rows, columns);
        let foot = self.draw_note(&mut canvas, bottom + FOOT - 14.0);
        canvas.finish(foot, &self.title, &self.description)
    }

    /// The round numbers of an axis that holds every bar; `None` when a value is no number.
    fn ticks(&self, width: f64) -> Option<Ticks> {
        let values = self.bars.iter().flat_map(|bar| [bar.lower, bar.higher]).chain([self.centre]);
        let values: Vec<f64> = values.map(|value| known(Some(value))).collect::<Option<_>>()?;
        let (low, high) = super::ticks::range(values)?;
        let (low, high) = if high > low { (low, high) } else { (low, low + self.unit.smallest_range()) };
        Some(Ticks::spanning(low, high, self.unit, if width < 600.0 { 3 } else { 5 }))
    }

    fn rows(&self, language: Language, width: f64) -> Vec<Row<'_>> {
        let row = |bar: &'_ TornadoBar| {
            let figures = [bar.lower, bar.higher].map(|value| self.difference(value, language));
            (RowLabel::of(&bar.label, bar.note.as_deref(), width), figures)
        };
        self.bars.iter().map(|bar| (bar, row(bar))).map(|(bar, (label, figures))| Row { bar, label, figures }).collect()
    }

    /// By how much a value lies above what is expected, with its sign; percentage points for a share.
    pub(super) fn difference(&self, value: f64, language: Language) -> String {
        self.unit.signed(value - self.centre, self.decimals, language)
    }

    fn legend(&self) -> Vec<(Key, String)> {
        vec![(Key::Area(Fill::FALL), self.lower_label.clone()), (Key::Area(Fill::RISE), self.higher_label.clone())]
    }

    /// What the axis shows and the heads of the columns of figures; returns where the rows can begin, where the columns end, and where
    /// the first of them begins.
    fn heading(&self, canvas: &mut Canvas, top: f64, ticks: &Ticks, rows: &[Row<'_>]) -> (f64, Columns, f64) {
        let points = self.unit.points(canvas.language);
        let unit = if points.is_empty() {
            String::new()
        } else {
            canvas.language.choose(&format!(", {points}"), &format!("（{points}）")).to_owned()
        };
        let heads = [canvas.language.choose("lower", "低い"), canvas.language.choose("higher", "高い")].map(|head| format!("{head}{unit}"));
        let widest = |at: usize| {
            let figures = rows.iter().map(|row| row::figure_width(&row.figures[at]));
            figures.fold(text_width(&heads[at], TICK), f64::max)
        };
        let last = canvas.width - MARGIN;
        let columns = [last - widest(1) - GAP, last];
        for (head, at) in heads.iter().zip(columns) {
            canvas.text((at, top + 9.0), head, Lettering::new(TICK, GREY).at(Anchor::End));
        }
        let begin = columns[0] - widest(0);
        let note = row::without_zero(ticks, self.unit, canvas.language).unwrap_or_default();
        (row::heading(canvas, top, &format!("{}{note}", self.value_label), last - begin), columns, begin)
    }

    fn draw_rows(&self, canvas: &mut Canvas, plot: Plot, x: Scale, rows: &[Row<'_>], columns: Columns) {
        let mut top = plot.top;
        for row in rows {
            let middle = top + row.label.height / 2.0;
            row.label.draw(canvas, middle, Lettering::new(LABEL, INK));
            for (fill, value, figure) in [(Fill::FALL, row.bar.lower, &row.figures[0]), (Fill::RISE, row.bar.higher, &row.figures[1])] {
                let hint = format!("{}: {figure}", row.bar.label);
                self.draw_bar(canvas, x, middle, (fill, value), &hint);
            }
            for (figure, at) in row.figures.iter().zip(columns) {
                canvas.text((at, middle), figure, Lettering::new(LABEL, INK).at(Anchor::End));
            }
            top += row.label.height;
        }
        let centre = x.at(self.centre);
        canvas.line((centre, plot.top - 2.0), (centre, plot.bottom + 2.0), INK, 1.6, "");
    }

    /// A bar from what is expected to a value; nothing where they are the same. Where both sides move one way they lie above each other.
    fn draw_bar(&self, canvas: &mut Canvas, x: Scale, middle: f64, (fill, value): (Fill, f64), hint: &str) {
        let (left, right) = (x.at(value.min(self.centre)), x.at(value.max(self.centre)));
        if right - left < 0.05 {
            return;
        }
        let paint = canvas.paint(fill);
        let outline = if right - left > 5.0 { PAPER } else { "" };
        canvas.rectangle((left, middle - BAR / 2.0), ((right - left).max(1.2), BAR), &paint, outline, Some(hint));
    }

    /// What is not drawn, below the axis; returns where the picture ends.
    fn draw_note(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let lines = wrapped(self.note.as_deref().unwrap_or_default(), TICK, canvas.width - 2.0 * MARGIN);
        for (at, line) in lines.iter().enumerate() {
            canvas.text((MARGIN, top + LINE * (at as f64 + 0.2)), line, Lettering::new(TICK, GREY));
        }
        top + LINE * lines.len() as f64
    }

    /// The numbers of the picture.
    pub(super) fn data_table(&self, language: Language) -> DocTable {
        let points = self.unit.points(language);
        let head = |label: &str| match (points.is_empty(), language) {
            (true, _) => label.to_owned(),
            (false, Language::En) => format!("{label}, {points}"),
            (false, Language::Ja) => format!("{label}（{points}）"),
        };
        let table = DocTable::new("tornado", &self.title)
            .with_column(language.choose("assumption", "前提"), Alignment::Left)
            .with_column(language.choose("assumed", "設定値"), Alignment::Left)
            .with_column(head(&self.lower_label), Alignment::Right)
            .with_column(head(&self.higher_label), Alignment::Right);
        let difference = |value: f64| Cell::real((value - self.centre) * self.unit.factor(), self.decimals);
        let row = |table: DocTable, bar: &TornadoBar| {
            let assumed = bar.note.as_ref().map_or_else(Cell::absent, Cell::text);
            table.with_row([Cell::text(&bar.label), assumed, difference(bar.lower), difference(bar.higher)])
        };
        let mut table = self.bars.iter().fold(table, row);
        table.notes.extend(self.note.clone());
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tornado(centre: f64, ends: &[(f64, f64)]) -> Tornado {
        let bar = |&(lower, higher): &(f64, f64)| TornadoBar { label: "lapse".into(), note: None, lower, higher };
        Tornado {
            title: "Which assumptions matter?".into(),
            description: String::new(),
            value_label: "rate".into(),
            unit: ValueUnit::Percent,
            decimals: 1,
            centre,
            lower_label: "a tenth lower".into(),
            higher_label: "a tenth higher".into(),
            bars: ends.iter().map(bar).collect(),
            note: None,
        }
    }

    #[test]
    fn figures_are_differences_from_what_is_expected() {
        let chart = tornado(0.52, &[(0.531, 0.505)]);
        let table = chart.data_table(Language::En);
        let shown: Vec<String> = table.rows[0].iter().map(|cell| cell.shown(Language::En)).collect();
        assert_eq!(shown, ["lapse", "–", "1.1", "-1.5"]);
        assert_eq!([0.531, 0.505, 0.52].map(|value| chart.difference(value, Language::En)), ["+1.1", "-1.5", "0.0"]);
    }

    #[test]
    fn the_axis_holds_every_bar_and_nothing_moves_still_has_one() {
        let ticks = tornado(0.52, &[(0.53, 0.50), (0.521, 0.519)]).ticks(680.0).unwrap();
        assert!(ticks.from <= 0.50 && ticks.to >= 0.53 && ticks.from > 0.4);
        let still = tornado(0.52, &[(0.52, 0.52)]).ticks(680.0).unwrap();
        assert!(still.from <= 0.52 && still.to > 0.52);
        assert!(tornado(0.52, &[(f64::NAN, 0.5)]).ticks(680.0).is_none());
    }
}
