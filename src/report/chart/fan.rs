//! What will happen, and how far may it be off? The history as a line, the projection as a fan of prediction intervals, and where
//! other courses lead: a line each, named at its end.

use super::canvas::{Anchor, Canvas, Lettering};
use super::end_label::{self, EndLabel};
use super::frame::{self, FOOT, MARGIN, Plot, TICK};
use super::legend::Key;
use super::line::{self, Field};
use super::palette::{INK, LineStyle, Marker, PAPER};
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

/// Colour of a goal, and of its name.
const GOAL: (&str, &str) = ("#D55E00", "#A34700");

/// A history and its projection with prediction intervals; beside it, where other courses lead.
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
    /// Other courses, such as scenarios, from the same start; where there are any, every course is named at its end.
    #[serde(default)]
    pub courses: Vec<FanCourse>,
    /// What is to be reached in a year.
    #[serde(default)]
    pub goal: Option<FanGoal>,
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

/// Where another course leads: the centre of its projection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FanCourse {
    /// Its name.
    pub label: String,
    /// The centre of its projection; intervals are not drawn.
    pub points: Vec<YearPoint>,
}

/// A value to be reached in a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FanGoal {
    /// The year.
    pub year: i32,
    /// The value.
    pub value: f64,
    /// What it is: "goal: 60 %".
    pub label: String,
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
        let goals = self.reference.iter().map(|line| line.value).chain(self.goal.iter().map(|goal| goal.value));
        let goals = goals.filter_map(|value| known(Some(value)));
        let Some(ticks) = self.ticks(numbers.clone().chain(goals)).filter(|_| numbers.clone().next().is_some()) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let legend = self.legend(canvas.language);
        let top = frame::head(&mut canvas, &self.title, &legend);
        let top = frame::value_label(&mut canvas, top, &self.value_label, &ticks, self.unit);
        let left = frame::left_of(&canvas, &ticks, self.unit);
        let named = self.named_courses(canvas.language);
        let names = || named.iter().map(|(_, _, name, value)| (name.as_str(), value.as_str()));
        let room = end_label::room(names(), canvas.width);
        let mut plot = Plot { left, right: canvas.width - MARGIN - 4.0 - room, top, bottom: 0.0 };
        let goal_year = self.goal.iter().map(|goal| goal.year);
        let Some(years) = frame::year_scale(plot, self.lines().chain(self.band_points()).map(|p| p.year).chain(goal_year)) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        plot.top += frame::break_height(&self.breaks, plot, years.0);
        plot.bottom = (wanted - FOOT).max(plot.top + end_label::height(names(), room).max(140.0));
        let y = frame::value_axis(&mut canvas, plot, &ticks, self.unit);
        let field = Field { x: years.0, y, unit: self.unit, breaks: &self.breaks };
        self.draw_bands(&mut canvas, field);
        self.draw_reference(&mut canvas, field, plot);
        frame::draw_breaks(&mut canvas, &self.breaks, plot, years.0);
        self.draw_lines(&mut canvas, field);
        self.draw_goal(&mut canvas, field, plot);
        let ends = named.into_iter().map(|(end, colour, name, value)| EndLabel { end: field.place(&end), colour, name, value });
        end_label::draw(&mut canvas, plot, ends.collect());
        frame::year_axis(&mut canvas, plot, years, &self.year_label);
        canvas.finish(plot.bottom + FOOT, &self.title, &self.description)
    }

    fn lines(&self) -> impl Iterator<Item = &YearPoint> + Clone {
        self.history.iter().chain(&self.centre).chain(self.courses.iter().flat_map(|course| &course.points))
    }

    /// The last known point, the colour, the name and the last value of every course, that of the projection first; none where it stands alone. A goal of
    /// the last year is named beside them.
    fn named_courses(&self, language: Language) -> Vec<(YearPoint, &'static str, String, String)> {
        let end = |points: &[YearPoint], colour, label: &str| {
            let last = points.iter().filter(|point| point.known().is_some()).max_by_key(|point| point.year)?;
            let value = last.known().map_or_else(String::new, |value| self.unit.brief(value, language));
            Some((*last, colour, label.to_owned(), value))
        };
        let course = |(at, course): (usize, &FanCourse)| end(&course.points, LineStyle::course(at).colour, &course.label);
        let courses: Vec<_> = self.courses.iter().enumerate().filter_map(course).collect();
        let centre = end(&self.centre, CENTRE.colour, &self.centre_label).filter(|_| !courses.is_empty());
        let goal = self
            .goal
            .as_ref()
            .filter(|_| self.goal_is_last())
            .map(|goal| (YearPoint::new(goal.year, goal.value), GOAL.1, goal.label.clone(), String::new()));
        centre.into_iter().chain(courses).chain(goal).collect()
    }

    fn goal_is_last(&self) -> bool {
        let last = self.lines().map(|point| point.year).max();
        self.goal.as_ref().is_some_and(|goal| known(Some(goal.value)).is_some() && last.is_none_or(|last| goal.year >= last))
    }

    /// The round numbers of the axis. Where courses are to be told apart it leaves out 0 more readily: lines have no length to misread.
    fn ticks(&self, numbers: impl Iterator<Item = f64> + Clone) -> Option<Ticks> {
        let (low, high) = super::ticks::range(numbers.clone())?;
        if !self.courses.is_empty() && low > 0.4 * high && low < high {
            return Some(Ticks::spanning(low, high, self.unit, 6));
        }
        Ticks::around(numbers, self.unit, 6)
    }

    fn band_points(&self) -> impl Iterator<Item = &YearPoint> + Clone {
        self.bands.iter().flat_map(|band| &band.points)
    }

    /// The last known point of the history before the projection: there every band has no width.
    fn hinge(&self) -> Option<YearPoint> {
        let courses = self.courses.iter().flat_map(|course| &course.points);
        let first = self.centre.iter().chain(self.band_points()).chain(courses).map(|p| p.year).min()?;
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
        let courses: Vec<_> = (0..).zip(&self.courses).map(|(at, course)| (&course.points, LineStyle::course(at), &course.label)).collect();
        for (points, style, label) in courses.into_iter().chain([(&self.centre, CENTRE, &self.centre_label)]) {
            self.draw_course(canvas, field, points, style, label);
        }
        line::draw_line(canvas, field, &line::in_order(&self.history), HISTORY, &self.history_label);
    }

    /// A projected line from the last known point of the history on.
    fn draw_course(&self, canvas: &mut Canvas, field: Field<'_>, points: &[YearPoint], style: LineStyle, label: &str) {
        let hinged = self.hinged(points);
        for stretch in line::stretches(&hinged, field.breaks, |point| point.known().is_some()) {
            let path: Vec<_> = stretch.iter().filter(|point| point.known().is_some()).map(|point| field.place(point)).collect();
            canvas.path(&path, style.colour, 2.0, style.dash);
        }
        for point in points {
            if let Some(value) = point.known() {
                let hint = line::hint(canvas, label, point, &field.unit.brief(value, canvas.language));
                canvas.marker(field.place(point), style, 2.4, Completeness::Complete, Some(&hint));
            }
        }
    }

    /// What is to be reached in a year: a ring with its name on the side where there is room.
    fn draw_goal(&self, canvas: &mut Canvas, field: Field<'_>, plot: Plot) {
        let Some((goal, value)) = self.goal.as_ref().and_then(|goal| Some((goal, known(Some(goal.value))?))) else { return };
        let at = (field.x.at(f64::from(goal.year)), field.y.at(value));
        let style = LineStyle { colour: GOAL.0, dash: "", marker: Marker::Circle };
        canvas.marker(at, style, 6.0, Completeness::Incomplete, Some(&goal.label));
        canvas.marker(at, style, 2.0, Completeness::Complete, None);
        if self.goal_is_last() {
            return; // named with the courses
        }
        let label = fitted(&goal.label, TICK, plot.right - plot.left - 8.0);
        let width = text_width(&label, TICK);
        let left = (at.0 - width - 12.0).max(plot.left + 2.0);
        let place = if at.1 - plot.top < 18.0 { at.1 + 14.0 } else { at.1 - 12.0 };
        canvas.rectangle((left - 2.0, place - 7.0), (width + 4.0, 14.0), PAPER, "", None);
        canvas.text((left, place), &label, Lettering::new(TICK, GOAL.1).at(Anchor::Start));
    }

    /// The goal, its name in the half of the plot where the history lies low, above the line.
    fn draw_reference(&self, canvas: &mut Canvas, field: Field<'_>, plot: Plot) {
        let Some((line, value)) = self.reference.as_ref().and_then(|line| Some((line, known(Some(line.value))?))) else { return };
        let y = field.y.at(value);
        canvas.line((plot.left, y), (plot.right, y), GOAL.0, 1.6, "9 3 2 3");
        let label = fitted(&line.label, TICK, plot.right - plot.left - 8.0);
        let place = if y - plot.top < 16.0 { y + 9.0 } else { y - 9.0 };
        let width = text_width(&label, TICK);
        canvas.rectangle((plot.left + 3.0, place - 7.0), (width + 6.0, 14.0), PAPER, "", None);
        canvas.text((plot.left + 6.0, place), &label, Lettering::new(TICK, GOAL.1).at(Anchor::Start));
    }

    fn legend(&self, language: Language) -> Vec<(Key, String)> {
        let mut entries = Vec::new();
        if self.history.iter().any(|p| p.known().is_some()) {
            entries.push((Key::Line(HISTORY), self.history_label.clone()));
        }
        if self.courses.is_empty() && self.centre.iter().any(|p| p.known().is_some()) {
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
        table = self.courses.iter().fold(table, |table, course| table.with_column(&course.label, Alignment::Right));
        for band in &self.bands {
            table = limit_labels(&band.label, language).into_iter().fold(table, |table, label| table.with_column(label, Alignment::Right));
        }
        let years: BTreeSet<i32> = self.lines().chain(self.band_points()).map(|p| p.year).collect();
        for year in years {
            let at = |points: &[YearPoint]| points.iter().find(|p| p.year == year).copied().unwrap_or(YearPoint::new(year, None));
            let (history, centre) = (at(&self.history), at(&self.centre));
            let mut cells =
                vec![Cell::year(year), self.unit.cell(history.known()).marked(history.completeness), self.unit.cell(centre.known())];
            cells.extend(self.courses.iter().map(|course| self.unit.cell(at(&course.points).known())));
            for band in &self.bands {
                let (low, high) = limits(at(&band.points).lower, at(&band.points).upper).unzip();
                cells.extend([self.unit.cell(low), self.unit.cell(high)]);
            }
            table.rows.push(cells);
        }
        table.notes.extend(self.reference.iter().map(|line| line.label.clone()));
        table.notes.extend(self.goal.iter().map(|goal| format!("{}: {}", goal.year, goal.label)));
        table.notes.extend(self.breaks.iter().map(|each| format!("{}: {}", each.before_year, each.label)));
        table
    }
}

/// How dark a band is painted: the narrower, the darker.
fn opacity(rank: usize) -> f64 {
    0.16 + 0.06 * rank.min(4) as f64
}
