//! What is worth its cost? Scenarios by what they cost and what they reach; a line joins those that no other one beats.
//!
//! A point is beaten when another one costs no more and reaches no less, and is better in one of the two. Beaten points are hollow.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{self, FOOT, LABEL, MARGIN, Plot, Scale, TICK};
use super::legend::Key;
use super::palette::{GREY, INK, LineStyle, Marker, PALE, PAPER};
use super::point::known;
use super::text_width::{fitted, text_width};
use super::ticks::Ticks;
use super::unit::ValueUnit;
use crate::report::cell::{Cell, Completeness};
use crate::report::chart::ReferenceLine;
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The points that no other one beats, and the line through them.
const BEST: LineStyle = LineStyle { colour: "#0072B2", dash: "", marker: Marker::Circle };
/// The points that another one beats.
const BEATEN: LineStyle = LineStyle { colour: GREY, dash: "", marker: Marker::Square };
/// What happens without any cost.
const BASE: LineStyle = LineStyle { colour: INK, dash: "", marker: Marker::Diamond };
/// Size of a point.
const RADIUS: f64 = 4.2;
/// Height of a name.
const HIGH: f64 = 13.0;
/// The widest that a name may be, as a share of the plot.
const WIDEST: f64 = 0.42;

/// Cost against what is reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frontier {
    /// The title.
    pub title: String,
    /// What the picture shows, for readers who cannot see it.
    pub description: String,
    /// Label of the horizontal axis: what a cost is, and in which unit.
    pub cost_label: String,
    /// Label of the vertical axis: what is reached, and in which year.
    pub value_label: String,
    /// What the values are.
    pub unit: ValueUnit,
    /// Digits after the point of printed values, of percentages for [`ValueUnit::Percent`].
    pub decimals: u8,
    /// What is reached without any cost.
    pub base: FrontierPoint,
    /// What could be done.
    pub points: Vec<FrontierPoint>,
    /// A goal to compare with.
    #[serde(default)]
    pub goal: Option<ReferenceLine>,
}

/// One thing that could be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierPoint {
    /// Its name.
    pub label: String,
    /// What it costs.
    pub cost: f64,
    /// What it reaches.
    pub value: f64,
}

impl FrontierPoint {
    /// A name, a cost and a value.
    #[must_use]
    pub fn new(label: impl Into<String>, cost: f64, value: f64) -> Self {
        Self { label: label.into(), cost, value }
    }

    /// Whether the other one costs no more and reaches no less, and is better in one of the two.
    fn is_beaten_by(&self, other: &Self) -> bool {
        other.cost <= self.cost && other.value >= self.value && (other.cost < self.cost || other.value > self.value)
    }

    fn is_known(&self) -> bool {
        known(Some(self.cost)).is_some() && known(Some(self.value)).is_some()
    }
}

/// A rectangle that a name or a point takes: left, top, right, bottom.
type Taken = (f64, f64, f64, f64);

impl Frontier {
    /// Everything that could be done, the base among it, with whether another one beats it; by cost, at one cost by value.
    #[must_use]
    pub fn judged(&self) -> Vec<(&FrontierPoint, bool)> {
        let mut all: Vec<&FrontierPoint> = std::iter::once(&self.base).chain(&self.points).filter(|point| point.is_known()).collect();
        all.sort_by(|one, other| one.cost.total_cmp(&other.cost).then(one.value.total_cmp(&other.value)));
        // Ascending in cost: who reaches less than the best so far, or the same for more, is beaten.
        let mut best: Option<&FrontierPoint> = None;
        let mut beaten = vec![false; all.len()];
        for (at, point) in all.iter().enumerate() {
            let dearer = all[at + 1..].iter().take_while(|other| other.cost == point.cost);
            let at_same_cost = dearer.into_iter().any(|other| point.is_beaten_by(other));
            beaten[at] = at_same_cost || best.is_some_and(|best| point.is_beaten_by(best));
            if best.is_none_or(|best| point.value > best.value) {
                best = Some(point);
            }
        }
        all.into_iter().zip(beaten).collect()
    }

    /// Draws the picture.
    pub(super) fn draw(&self, mut canvas: Canvas, wanted: f64) -> String {
        let judged = self.judged();
        let goal = self.goal.iter().filter_map(|goal| known(Some(goal.value)));
        let values = judged.iter().map(|(point, _)| point.value).chain(goal);
        let ticks = self.ticks(values).filter(|_| !judged.is_empty());
        let costs = judged.iter().map(|(point, _)| point.cost).chain([0.0]);
        let costs = Ticks::around(costs, ValueUnit::Real, if canvas.width < 500.0 { 3 } else { 5 });
        let (Some(ticks), Some(costs)) = (ticks, costs) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let legend = self.legend(canvas.language, &judged);
        let top = frame::head(&mut canvas, &self.title, &legend);
        let top = frame::value_label(&mut canvas, top, &self.value_label, &ticks, self.unit);
        let left = frame::left_of(&canvas, &ticks, self.unit);
        let half = costs.label_width(ValueUnit::Real, canvas.language, TICK) / 2.0;
        let plot = Plot {
            left: left + 8.0,
            right: canvas.width - MARGIN - half.max(4.0),
            top: top + 8.0,
            bottom: (wanted - FOOT).max(top + 180.0),
        };
        let y = frame::value_axis(&mut canvas, plot, &ticks, self.unit);
        let x = self.cost_axis(&mut canvas, plot, &costs);
        let line: Vec<_> = judged.iter().filter(|(_, beaten)| !beaten).map(|(point, _)| (x.at(point.cost), y.at(point.value))).collect();
        canvas.path(&line, BEST.colour, 1.6, "");
        let places: Vec<_> = judged.iter().map(|(point, _)| (x.at(point.cost), y.at(point.value))).collect();
        for ((point, beaten), place) in judged.iter().zip(&places) {
            self.draw_point(&mut canvas, point, *beaten, *place);
        }
        let mut taken: Vec<Taken> = places.iter().map(|(x, y)| (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)).collect();
        taken.extend(self.draw_goal(&mut canvas, plot, y, &taken));
        let names: Vec<&str> = judged.iter().map(|(point, _)| point.label.as_str()).collect();
        draw_names(&mut canvas, plot, (&names, &places), taken, &line);
        frame::axis_label(&mut canvas, plot, &self.cost_label);
        canvas.finish(plot.bottom + FOOT, &self.title, &self.description)
    }

    /// The round numbers of the vertical axis, with room below the lowest point where the axis leaves out 0.
    fn ticks(&self, values: impl Iterator<Item = f64>) -> Option<Ticks> {
        let (low, high) = super::ticks::range(values)?;
        match high - low {
            range if low > 0.5 * high && range > 0.0 => {
                Some(Ticks::spanning((low - 0.1 * range).max(0.0), high + 0.05 * range, self.unit, 5))
            }
            _ => Ticks::around([low, high], self.unit, 5),
        }
    }

    fn cost_axis(&self, canvas: &mut Canvas, plot: Plot, ticks: &Ticks) -> Scale {
        let x = Scale::new((ticks.from, ticks.to), (plot.left + 8.0, plot.right));
        for value in &ticks.values {
            let (at, label) = (x.at(*value), ticks.label(*value, ValueUnit::Real, canvas.language));
            canvas.line((at, plot.top), (at, plot.bottom), PALE, 1.0, "");
            canvas.text((at, plot.bottom + 13.0), &label, Lettering::new(TICK, INK).at(Anchor::Middle));
        }
        canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), INK, 1.0, "");
        x
    }

    /// Draws the goal with its name at the left end, or at the right where a point is in the way; returns where the name stands.
    fn draw_goal(&self, canvas: &mut Canvas, plot: Plot, y: Scale, taken: &[Taken]) -> Option<Taken> {
        let (goal, value) = self.goal.as_ref().and_then(|goal| Some((goal, known(Some(goal.value))?)))?;
        let at = y.at(value);
        canvas.line((plot.left, at), (plot.right, at), "#D55E00", 1.6, "9 3 2 3");
        let label = fitted(&goal.label, TICK, plot.right - plot.left - 8.0);
        let width = text_width(&label, TICK);
        let place = |left: f64| (left, at - 15.0, left + width, at - 3.0);
        let [left, right] = [place(plot.left + 6.0), place(plot.right - width - 4.0)];
        let found = if taken.iter().any(|point| overlaps(point, &left)) { right } else { left };
        canvas.text((found.0, at - 9.0), &label, Lettering::new(TICK, "#A34700"));
        Some(found)
    }

    fn draw_point(&self, canvas: &mut Canvas, point: &FrontierPoint, beaten: bool, place: (f64, f64)) {
        let (style, completeness) = match beaten {
            _ if point == &self.base => (BASE, Completeness::Complete),
            true => (BEATEN, Completeness::Incomplete),
            false => (BEST, Completeness::Complete),
        };
        let [value, cost] = [self.unit.shown(point.value, self.decimals, canvas.language), canvas.language.real(point.cost, 0)];
        canvas.marker(place, style, RADIUS, completeness, Some(&format!("{}: {value}, {cost}", point.label)));
    }

    fn legend(&self, language: Language, judged: &[(&FrontierPoint, bool)]) -> Vec<(Key, String)> {
        let best = language.choose("no other one reaches as much for less", "同じ成果をより安く得る案がない");
        let beaten = language.choose("another one is better", "より有利な案がほかにある");
        let some_beaten = judged.iter().any(|(_, beaten)| *beaten).then(|| (Key::Beaten(BEATEN), beaten.to_owned()));
        std::iter::once((Key::Line(BEST), best.to_owned())).chain(some_beaten).collect()
    }

    /// The numbers of the picture.
    pub(super) fn data_table(&self, language: Language) -> DocTable {
        let table = DocTable::new("frontier", &self.title)
            .with_column(language.choose("course", "案"), Alignment::Left)
            .with_column(&self.cost_label, Alignment::Right)
            .with_column(&self.value_label, Alignment::Right)
            .with_column(language.choose("another one is better", "より有利な案がある"), Alignment::Left);
        let value = |value: f64| match self.unit {
            ValueUnit::Percent => Cell::percent(value, self.decimals),
            ValueUnit::Count | ValueUnit::Real => Cell::real(value, self.decimals),
        };
        let row = |table: DocTable, (point, beaten): (&FrontierPoint, bool)| {
            let judged = Cell::text(language.flag(beaten));
            table.with_row([Cell::text(&point.label), Cell::real(point.cost, 0), value(point.value), judged])
        };
        let mut table = self.judged().into_iter().fold(table, row);
        table.notes.extend(self.goal.iter().map(|goal| goal.label.clone()));
        table
    }
}

/// Writes the names beside the points where they cover neither each other nor a point, nor, where it can be helped, the line. A name for
/// which there is no room is left to the hint of its point and to the table.
fn draw_names(canvas: &mut Canvas, plot: Plot, (names, places): (&[&str], &[(f64, f64)]), mut taken: Vec<Taken>, line: &[(f64, f64)]) {
    for (name, place) in names.iter().zip(places) {
        let name = fitted(name, LABEL, WIDEST * (plot.right - plot.left));
        let free = |of: &Taken| inside(of, plot) && !taken.iter().any(|other| overlaps(of, other));
        let candidates = around(*place, 1.06 * text_width(&name, LABEL));
        let clear = |of: &Taken| !line.windows(2).any(|pair| crosses(of, pair[0], pair[1]));
        let found = candidates.iter().find(|of| free(of) && clear(of)).or_else(|| candidates.iter().find(|of| free(of)));
        if let Some(found) = found.copied() {
            canvas.rectangle((found.0 + 1.0, found.1 + 1.0), (found.2 - found.0 - 2.0, found.3 - found.1 - 2.0), PAPER, "", None);
            canvas.text((found.0 + 2.0, (found.1 + found.3) / 2.0), &name, Lettering::new(LABEL, INK));
            taken.push(found);
        }
    }
}

/// Where a name could stand: right, left, above, below, and at the corners, near and farther away.
fn around((x, y): (f64, f64), width: f64) -> Vec<Taken> {
    let width = width + 4.0;
    let near = |dx: f64, dy: f64| (x + dx, y + dy - HIGH / 2.0, x + dx + width, y + dy + HIGH / 2.0);
    let (right, left, middle, up) = (RADIUS + 3.0, -RADIUS - 3.0 - width, -width / 2.0, RADIUS + 9.0);
    let at = [0.0, 8.0, 22.0].into_iter().flat_map(|far| {
        let up = up + far;
        [(right, -up), (left, -up), (middle, -up), (right, 0.0), (left, 0.0), (right, up), (middle, up), (left, up)]
    });
    at.map(|(dx, dy)| near(dx, dy)).collect()
}

fn inside(of: &Taken, plot: Plot) -> bool {
    of.0 >= plot.left && of.2 <= plot.right + 6.0 && of.1 >= plot.top - 10.0 && of.3 <= plot.bottom - 1.0
}

fn overlaps(one: &Taken, other: &Taken) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// Whether a straight line runs through a rectangle: somewhere on the part of the line above the rectangle's width.
fn crosses(of: &Taken, from: (f64, f64), to: (f64, f64)) -> bool {
    let (left, right) = (of.0.max(from.0.min(to.0)), of.2.min(from.0.max(to.0)));
    if left > right {
        return false;
    }
    let at = |x: f64| from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0);
    let (one, other) = if to.0 == from.0 { (from.1, to.1) } else { (at(left), at(right)) };
    one.min(other) < of.3 && one.max(other) > of.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frontier(points: &[(&str, f64, f64)]) -> Frontier {
        Frontier {
            title: "What is worth its cost?".into(),
            description: String::new(),
            cost_label: "yen".into(),
            value_label: "rate".into(),
            unit: ValueUnit::Percent,
            decimals: 1,
            base: FrontierPoint::new("base", 0.0, 0.52),
            points: points.iter().map(|(label, cost, value)| FrontierPoint::new(*label, *cost, *value)).collect(),
            goal: None,
        }
    }

    fn best(chart: &Frontier) -> Vec<&str> {
        chart.judged().into_iter().filter(|(_, beaten)| !beaten).map(|(point, _)| point.label.as_str()).collect()
    }

    #[test]
    fn those_remain_that_no_other_one_beats() {
        let chart = frontier(&[("a", 5.0, 0.54), ("b", 4.0, 0.55), ("c", 9.0, 0.58), ("d", 9.0, 0.57), ("e", 2.0, 0.50)]);
        assert_eq!(best(&chart), ["base", "b", "c"]); // a and d are beaten by b and c, e by doing nothing
        let judged: Vec<&str> = chart.judged().iter().map(|(point, _)| point.label.as_str()).collect();
        assert_eq!(judged, ["base", "e", "b", "a", "d", "c"]);
    }

    #[test]
    fn two_that_cost_and_reach_the_same_beat_each_other_not() {
        assert_eq!(best(&frontier(&[("a", 5.0, 0.54), ("b", 5.0, 0.54)])), ["base", "a", "b"]);
        assert_eq!(best(&frontier(&[("same as the base", 5.0, 0.52), ("pays", -3.0, 0.53)])), ["pays"]);
    }

    #[test]
    fn a_line_crosses_a_name_only_where_it_runs_through() {
        let name = (10.0, 10.0, 20.0, 20.0);
        assert!(crosses(&name, (0.0, 0.0), (30.0, 30.0)) && crosses(&name, (15.0, 0.0), (15.0, 40.0)));
        assert!(!crosses(&name, (0.0, 25.0), (30.0, 25.0)) && !crosses(&name, (21.0, 0.0), (30.0, 30.0)));
    }
}
