//! How much of each cohort is left after each year? A retention triangle as coloured cells; what has not been seen has no colour.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{self, LABEL, MARGIN, TICK};
use super::palette::{Fill, GREY, Hatch, INK, ink_on, sequential};
use super::point::known;
use super::text_width::{fitted, text_width};
use super::ticks::{Ticks, range, whole_step};
use super::unit::ValueUnit;
use crate::report::cell::{Cell, Completeness};
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const UNSEEN: Fill = Fill { colour: "#FFFFFF", hatch: Hatch::Rising };

/// Rows of cells coloured by their value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Heatmap {
    /// The title.
    pub title: String,
    /// What the picture shows, for readers who cannot see it.
    pub description: String,
    /// What the rows are: fiscal year of joining.
    pub row_label: String,
    /// What the columns are: years since joining.
    pub column_label: String,
    /// What the colours are: share still members.
    pub value_label: String,
    /// Heading of the sizes of the rows; the sizes are printed when there is one.
    pub size_label: Option<String>,
    /// What the values are.
    pub unit: ValueUnit,
    /// The labels of the columns; cells beyond the last are not shown.
    pub columns: Vec<String>,
    /// The rows from the top.
    pub rows: Vec<HeatRow>,
}

/// One row of cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeatRow {
    /// The cohort.
    pub label: String,
    /// The people that the row started with.
    pub size: Option<i64>,
    /// The cells from the first column; missing ones count as not seen.
    pub cells: Vec<HeatCell>,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeatCell {
    /// The value; `None` is not seen yet, or nobody was there.
    pub value: Option<f64>,
    /// Whether the value can still change; then it has a dashed outline.
    #[serde(default)]
    pub completeness: Completeness,
}

impl HeatCell {
    /// A complete cell, or one that has not been seen.
    #[must_use]
    pub fn new(value: impl Into<Option<f64>>) -> Self {
        Self { value: value.into(), completeness: Completeness::Complete }
    }

    /// The cell marked as incomplete.
    #[must_use]
    pub fn incomplete(mut self) -> Self {
        self.completeness = Completeness::Incomplete;
        self
    }
}

/// Where the cells lie.
struct Grid {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    print: Option<Print>,
}

/// How the values of all cells are printed, so that no two cells of a picture differ in precision.
#[derive(Debug, Clone, Copy)]
struct Print {
    decimals: u8,
    sign: Sign,
    size: f64,
}

/// Whether the sign of percent is printed; without it the colour scale tells the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Shown,
    Dropped,
}

impl Print {
    fn text(self, value: f64, unit: ValueUnit, language: Language) -> String {
        let text = unit.shown(value, self.decimals, language);
        if self.sign == Sign::Shown { text } else { text.trim_end_matches(['%', ' ']).to_string() }
    }
}

impl Heatmap {
    /// Draws the picture; its height follows from the rows.
    pub(super) fn draw(&self, mut canvas: Canvas) -> String {
        let Some(colours) = self.colour_range().filter(|_| !self.columns.is_empty()) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let top = frame::head(&mut canvas, &self.title, &[]);
        let top = self.draw_key(&mut canvas, top, &colours);
        let grid = self.grid(&canvas, top + 36.0);
        self.draw_heads(&mut canvas, &grid);
        for (row, each) in self.rows.iter().enumerate() {
            self.draw_row(&mut canvas, &grid, row, each, &colours);
        }
        let height = grid.top + grid.height * self.rows.len() as f64 + MARGIN;
        canvas.finish(height, &self.title, &self.description)
    }

    fn cells(&self) -> impl Iterator<Item = &HeatCell> {
        self.rows.iter().flat_map(|row| row.cells.iter().take(self.columns.len()))
    }

    /// The values at the ends of the colour scale, on round numbers.
    fn colour_range(&self) -> Option<Ticks> {
        let (low, high) = range(self.cells().filter_map(|cell| known(cell.value)))?;
        let high = if high > low { high } else { low + self.unit.smallest_range() };
        Some(Ticks::spanning(low, high, self.unit, 5))
    }

    /// Widths and heights: cells fill the width, but are never more than 56 wide, and between 9 and 22 high.
    fn grid(&self, canvas: &Canvas, top: f64) -> Grid {
        let label = self.rows.iter().map(|row| text_width(&row.label, TICK)).fold(text_width(&self.row_label, LABEL).min(120.0), f64::max);
        let size = self.size_texts(canvas.language).iter().map(|text| text_width(text, TICK)).fold(0.0, f64::max);
        let left = MARGIN + label.min(canvas.width * 0.25) + 8.0 + if size > 0.0 { size + 10.0 } else { 0.0 };
        let width = ((canvas.width - MARGIN - left) / self.columns.len().max(1) as f64).min(56.0);
        let height = if self.rows.len() <= 30 { 22.0 } else { (660.0 / self.rows.len() as f64).max(9.0) };
        Grid { left, top, width, height, print: self.print(width, height, canvas.language) }
    }

    /// The sizes of the rows and their heading, as texts; none when they are not printed.
    fn size_texts(&self, language: Language) -> Vec<String> {
        let Some(label) = &self.size_label else { return Vec::new() };
        let sizes = self.rows.iter().map(|row| row.size.map_or(language.absent().to_string(), |size| language.integer(size)));
        std::iter::once(fitted(label, TICK, 90.0)).chain(sizes).collect()
    }

    /// The colour scale with its ticks, and the sample of what has not been seen.
    fn draw_key(&self, canvas: &mut Canvas, top: f64, colours: &Ticks) -> f64 {
        let label = fitted(&self.value_label, LABEL, canvas.width * 0.45);
        canvas.text((MARGIN, top + 10.0), &label, Lettering::new(LABEL, INK));
        let left = MARGIN + text_width(&label, LABEL) + 12.0 + colours.label_width(self.unit, canvas.language, TICK) / 2.0;
        let bar = (canvas.width - left - 190.0).clamp(90.0, 220.0);
        for step in 0..40 {
            let share = f64::from(step) / 40.0;
            canvas.rectangle((left + bar * share, top + 4.0), (bar / 40.0 + 0.3, 12.0), &sequential(share), "", None);
        }
        let apart = whole_step(bar / (colours.values.len().max(2) - 1) as f64, colours.label_width(self.unit, canvas.language, TICK) + 8.0)
            as usize;
        for value in colours.values.iter().step_by(apart) {
            let x = left + bar * (value - colours.from) / (colours.to - colours.from);
            canvas.text((x, top + 24.0), &colours.label(*value, self.unit, canvas.language), Lettering::new(TICK, INK).at(Anchor::Middle));
        }
        self.draw_unseen_key(canvas, left + bar + 30.0, top + 10.0);
        top + 34.0
    }

    fn draw_unseen_key(&self, canvas: &mut Canvas, left: f64, y: f64) {
        let unseen =
            self.rows.iter().any(|row| (0..self.columns.len()).any(|c| row.cells.get(c).and_then(|cell| known(cell.value)).is_none()));
        if unseen {
            let paint = canvas.paint(UNSEEN);
            canvas.rectangle((left, y - 6.0), (18.0, 12.0), &paint, GREY, None);
            let text = canvas.language.choose("not seen yet", "未観察");
            canvas.text((left + 24.0, y), text, Lettering::new(LABEL, INK));
        }
        if self.cells().any(|cell| known(cell.value).is_some() && cell.completeness == Completeness::Incomplete) {
            let y = y + 17.0;
            canvas.outline((left, y - 6.0), (18.0, 12.0), INK);
            let text = canvas.language.choose("not complete yet", "未確定");
            canvas.text((left + 24.0, y), text, Lettering::new(LABEL, INK));
        }
    }

    /// Headings of rows, sizes and columns.
    fn draw_heads(&self, canvas: &mut Canvas, grid: &Grid) {
        let y = grid.top - 10.0;
        let size_width = self.size_texts(canvas.language).iter().map(|text| text_width(text, TICK)).fold(0.0, f64::max);
        let room = grid.left - MARGIN - 8.0 - if size_width > 0.0 { size_width + 10.0 } else { 0.0 };
        canvas.text((MARGIN, y), &fitted(&self.row_label, LABEL, room), Lettering::new(LABEL, GREY));
        if let Some(label) = &self.size_label {
            canvas.text((grid.left - 8.0, y), &fitted(label, TICK, 90.0), Lettering::new(TICK, GREY).at(Anchor::End));
        }
        canvas.text((grid.left, y - 17.0), &self.column_label, Lettering::new(LABEL, GREY));
        let widest = self.columns.iter().map(|label| text_width(label, TICK)).fold(0.0, f64::max);
        let step = whole_step(grid.width, widest + 6.0) as usize;
        for (column, label) in self.columns.iter().enumerate().step_by(step) {
            let x = grid.left + grid.width * (column as f64 + 0.5);
            canvas.text((x, y), label, Lettering::new(TICK, INK).at(Anchor::Middle));
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, grid: &Grid, row: usize, each: &HeatRow, colours: &Ticks) {
        let (top, middle) = (grid.top + grid.height * row as f64, grid.top + grid.height * (row as f64 + 0.5));
        let every = whole_step(grid.height, TICK + 1.0) as usize;
        if row.is_multiple_of(every) {
            let label = fitted(&each.label, TICK, canvas.width * 0.25);
            canvas.text((MARGIN, middle), &label, Lettering::new(TICK, INK));
            if self.size_label.is_some() {
                let size = each.size.map_or(canvas.language.absent().to_string(), |size| canvas.language.integer(size));
                canvas.text((grid.left - 8.0, middle), &size, Lettering::new(TICK, GREY).at(Anchor::End));
            }
        }
        let mut unseen_from = None;
        for column in 0..self.columns.len() {
            let left = grid.left + grid.width * column as f64;
            match each.cells.get(column).and_then(|cell| known(cell.value).map(|value| (cell, value))) {
                Some((cell, value)) => {
                    draw_unseen(canvas, grid, top, unseen_from.take(), column);
                    self.draw_cell(canvas, grid, (left, top), (each, column), (value, cell.completeness), colours);
                }
                None => unseen_from = unseen_from.or(Some(column)),
            }
        }
        draw_unseen(canvas, grid, top, unseen_from, self.columns.len());
    }

    /// One seen cell: its colour, a hint, and the value where it fits.
    fn draw_cell(
        &self,
        canvas: &mut Canvas,
        grid: &Grid,
        at: (f64, f64),
        (row, column): (&HeatRow, usize),
        (value, completeness): (f64, Completeness),
        colours: &Ticks,
    ) {
        let position = (value - colours.from) / (colours.to - colours.from);
        let shown = self.unit.brief(value, canvas.language);
        let label = self.columns.get(column).map_or("", String::as_str);
        let hint = format!("{}, {label}: {shown}", row.label);
        canvas.rectangle(at, (grid.width, grid.height), &sequential(position), "#FFFFFF", Some(&hint));
        if completeness == Completeness::Incomplete {
            canvas.outline((at.0 + 1.2, at.1 + 1.2), (grid.width - 2.4, grid.height - 2.4), ink_on(position));
        }
        if let Some(print) = grid.print {
            let middle = (at.0 + grid.width / 2.0, at.1 + grid.height / 2.0);
            let text = print.text(value, self.unit, canvas.language);
            canvas.text(middle, &text, Lettering::new(print.size, ink_on(position)).at(Anchor::Middle));
        }
    }

    /// The most precise way of printing in which every value fits its cell, if there is one.
    fn print(&self, width: f64, height: f64, language: Language) -> Option<Print> {
        let size = (height - 3.0).min(10.0);
        let fits = |print: &Print| {
            let mut values = self.cells().filter_map(|cell| known(cell.value));
            size >= 8.0 && values.all(|value| text_width(&print.text(value, self.unit, language), size) <= width - 3.0)
        };
        let decimals: &[u8] = if self.unit == ValueUnit::Count { &[0] } else { &[1, 0] };
        let ways = decimals.iter().flat_map(|decimals| [Sign::Shown, Sign::Dropped].map(|sign| Print { decimals: *decimals, sign, size }));
        ways.into_iter().find(fits)
    }

    /// The numbers of the picture.
    pub(super) fn data_table(&self) -> DocTable {
        let mut table = DocTable::new("retention_triangle", &self.title).with_column(&self.row_label, Alignment::Left);
        if let Some(label) = &self.size_label {
            table = table.with_column(label, Alignment::Right);
        }
        for label in &self.columns {
            table = table.with_column(label, Alignment::Right);
        }
        for row in &self.rows {
            let size = self.size_label.is_some().then(|| Cell::count(row.size));
            let cell =
                |c: usize| row.cells.get(c).map_or_else(Cell::absent, |cell| self.unit.cell(known(cell.value)).marked(cell.completeness));
            table.rows.push(std::iter::once(Cell::text(&row.label)).chain(size).chain((0..self.columns.len()).map(cell)).collect());
        }
        table.notes.push(format!("{} × {}: {}", self.row_label, self.column_label, self.value_label));
        table
    }
}

/// One hatched area over neighbouring cells that have not been seen.
fn draw_unseen(canvas: &mut Canvas, grid: &Grid, top: f64, from: Option<usize>, until: usize) {
    if let Some(from) = from {
        let paint = canvas.paint(UNSEEN);
        let hint = canvas.language.choose("not seen yet", "未観察");
        canvas.rectangle(
            (grid.left + grid.width * from as f64, top),
            (grid.width * (until - from) as f64, grid.height),
            &paint,
            "",
            Some(hint),
        );
    }
}
