//! What will happen, and how far may it be off? The history as a line, the projection as a fan of prediction intervals.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{self, FOOT, MARGIN, Plot, TICK};
use super::legend::Key;
use super::line::{self, Field};
use super::palette::{INK, LineStyle, Marker};
use super::point::{SeriesBreak, YearPoint, known, limit_labels, limits};
use super::text_width::{fitted, text_width};
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::cell::{Cell, Completeness};
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const BAND: &str = "#0072B2";
const HISTORY: LineStyle = LineStyle { colour: INK, dash: "", marker: Marker::Circle };
const CENTRE: LineStyle = LineStyle { colour: "#004B77", dash: "7 3", marker: Marker::Diamond };

/// A history and its projection with prediction intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fan {
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
    /// Name of the history in the legend.
    pub history_label: String,
    /// The years that have been observed.
    pub history: Vec<YearPoint>,
    /// Name of the centre of the projection in the legend: median or mean.
    pub centre_label: String,
    /// The centre of the projection; its interval is not drawn.
    pub centre: Vec<YearPoint>,
    /// The prediction intervals, in any order; they are drawn from the widest to the narrowest.
    pub bands: Vec<FanBand>,
    /// A goal to compare with.
    pub reference: Option<ReferenceLine>,
    /// Where the history changes its meaning.
    pub breaks: Vec<SeriesBreak>,
}

/// A prediction interval over the years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FanBand {
    /// The name in the legend, with the level: "80 % prediction interval".
    pub label: String,
    /// The limits; the value of the points is not used. The band starts at the last known value of the history.
    pub points: Vec<YearPoint>,
}

/// A level line with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReferenceLine {
    /// Where it lies.
    pub value: f64,
    /// What it is.
    pub label: String,
}

impl Fan {
    /// Draws the picture.
    pub(super) fn draw(&self, mut canvas: Canvas, wanted: f64) -> String {
        let numbers = self
            .lines()
            .filter_map(YearPoint::known)
            .chain(self.band_points().flat_map(|p| p.limits().into_iter().flat_map(|(a, b)| [a, b])));
        let goal = self.reference.iter().filter_map(|line| known(Some(line.value)));
        let Some(ticks) = Ticks::around(numbers.clone().chain(goal), self.unit, 6).filter(|_| numbers.clone().next().is_some()) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let legend = self.legend(canvas.language);
        let top = frame::head(&mut canvas, &self.title, &legend);
        let top = frame::value_label(&mut canvas, top, &self.value_label, &ticks, self.unit);
        let left = frame::left_of(&canvas, &ticks, self.unit);
        let mut plot = Plot { left, right: canvas.width - MARGIN - 4.0, top, bottom: 0.0 };
        let Some(years) = frame::year_scale(plot, self.lines().chain(self.band_points()).map(|p| p.year)) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        plot.top += frame::break_height(&self.breaks, plot, years.0);
        plot.bottom = (wanted - FOOT).max(plot.top + 140.0);
        let y = frame::value_axis(&mut canvas, plot, &ticks, self.unit);
        let field = Field { x: years.0, y, unit: self.unit, breaks: &self.breaks };
        self.draw_bands(&mut canvas, field);
        self.draw_reference(&mut canvas, field, plot);
        frame::draw_breaks(&mut canvas, &self.breaks, plot, years.0);
        self.draw_lines(&mut canvas, field);
        frame::year_axis(&mut canvas, plot, years, &self.year_label);
        canvas.finish(plot.bottom + FOOT, &self.title, &self.description)
    }

    fn lines(&self) -> impl Iterator<Item = &YearPoint> + Clone {
        self.history.iter().chain(&self.centre)
    }

    fn band_points(&self) -> impl Iterator<Item = &YearPoint> + Clone {
        self.bands.iter().flat_map(|band| &band.points)
    }

    /// The last known point of the history before the projection: there every band has no width.
    fn hinge(&self) -> Option<YearPoint> {
        let first = self.centre.iter().chain(self.band_points()).map(|p| p.year).min()?;
        let hinge = self.history.iter().filter(|p| p.known().is_some() && p.year < first).max_by_key(|p| p.year).copied()?;
        Some(YearPoint { lower: hinge.value, upper: hinge.value, ..hinge })
    }

    /// The points with the hinge before them.
    fn hinged(&self, points: &[YearPoint]) -> Vec<YearPoint> {
        line::in_order(&self.hinge().into_iter().chain(points.iter().copied()).collect::<Vec<_>>())
    }

    /// Positions of the bands from the widest to the narrowest.
    fn widest_first(&self) -> Vec<usize> {
        let width = |band: &FanBand| band.points.iter().filter_map(|p| p.limits().map(|(low, high)| high - low)).fold(0.0, f64::max);
        let mut order: Vec<_> = (0..self.bands.len()).collect();
        order.sort_by(|a, b| width(&self.bands[*b]).total_cmp(&width(&self.bands[*a])));
        order
    }

    fn draw_bands(&self, canvas: &mut Canvas, field: Field<'_>) {
        for (rank, index) in self.widest_first().into_iter().enumerate() {
            line::draw_intervals(canvas, field, &self.hinged(&self.bands[index].points), BAND, opacity(rank));
        }
    }

    fn draw_lines(&self, canvas: &mut Canvas, field: Field<'_>) {
        let hinged = self.hinged(&self.centre);
        for stretch in line::stretches(&hinged, field.breaks, |point| point.known().is_some()) {
            let path: Vec<_> = stretch.iter().filter_map(|p| p.known().map(|v| (field.x.at(f64::from(p.year)), field.y.at(v)))).collect();
            canvas.path(&path, CENTRE.colour, 2.0, CENTRE.dash);
        }
        for point in &self.centre {
            if let Some(value) = point.known() {
                let hint = line::hint(canvas, &self.centre_label, point, &field.unit.brief(value, canvas.language));
                canvas.marker((field.x.at(f64::from(point.year)), field.y.at(value)), CENTRE, 2.4, Completeness::Complete, Some(&hint));
            }
        }
        line::draw_line(canvas, field, &line::in_order(&self.history), HISTORY, &self.history_label);
    }

    /// The goal, its name in the half of the plot where the history lies low, above the line.
    fn draw_reference(&self, canvas: &mut Canvas, field: Field<'_>, plot: Plot) {
        let Some((line, value)) = self.reference.as_ref().and_then(|line| Some((line, known(Some(line.value))?))) else { return };
        let y = field.y.at(value);
        canvas.line((plot.left, y), (plot.right, y), "#D55E00", 1.6, "9 3 2 3");
        let label = fitted(&line.label, TICK, plot.right - plot.left - 8.0);
        let place = if y - plot.top < 16.0 { y + 9.0 } else { y - 9.0 };
        let width = text_width(&label, TICK);
        canvas.rectangle((plot.left + 3.0, place - 7.0), (width + 6.0, 14.0), "#FFFFFF", "", None);
        canvas.text((plot.left + 6.0, place), &label, Lettering::new(TICK, "#A34700").at(Anchor::Start));
    }

    fn legend(&self, language: Language) -> Vec<(Key, String)> {
        let mut entries = Vec::new();
        if self.history.iter().any(|p| p.known().is_some()) {
            entries.push((Key::Line(HISTORY), self.history_label.clone()));
        }
        if self.centre.iter().any(|p| p.known().is_some()) {
            entries.push((Key::Line(CENTRE), self.centre_label.clone()));
        }
        for (rank, index) in self.widest_first().into_iter().enumerate() {
            let shown: f64 = (0..=rank).map(opacity).fold(0.0, |below, each| below + each * (1.0 - below)); // the bands lie over each other
            entries.push((Key::Band(BAND, shown), self.bands[index].label.clone()));
        }
        if self.history.iter().any(|p| p.known().is_some() && p.completeness == Completeness::Incomplete) {
            entries.push((Key::Hollow, language.choose("not complete yet", "未確定").into()));
        }
        entries
    }

    /// The numbers of the picture.
    pub(super) fn data_table(&self, language: Language) -> DocTable {
        let mut table = DocTable::new("projection", &self.title)
            .with_column(&self.year_label, Alignment::Right)
            .with_column(&self.history_label, Alignment::Right)
            .with_column(&self.centre_label, Alignment::Right);
        for band in &self.bands {
            table = limit_labels(&band.label, language).into_iter().fold(table, |table, label| table.with_column(label, Alignment::Right));
        }
        let years: BTreeSet<i32> = self.lines().chain(self.band_points()).map(|p| p.year).collect();
        for year in years {
            let at = |points: &[YearPoint]| points.iter().find(|p| p.year == year).copied().unwrap_or(YearPoint::new(year, None));
            let (history, centre) = (at(&self.history), at(&self.centre));
            let mut cells =
                vec![Cell::year(year), self.unit.cell(history.known()).marked(history.completeness), self.unit.cell(centre.known())];
            for band in &self.bands {
                let (low, high) = limits(at(&band.points).lower, at(&band.points).upper).unzip();
                cells.extend([self.unit.cell(low), self.unit.cell(high)]);
            }
            table.rows.push(cells);
        }
        table.notes.extend(self.reference.iter().map(|line| line.label.clone()));
        table.notes.extend(self.breaks.iter().map(|each| format!("{}: {}", each.before_year, each.label)));
        table
    }
}

/// How dark a band is painted: the narrower, the darker.
fn opacity(rank: usize) -> f64 {
    0.16 + 0.06 * rank.min(4) as f64
}
