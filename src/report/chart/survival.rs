//! How long do people stay? Step curves by cohort group, with intervals and the number of people still watched.

use super::canvas::{Anchor, Canvas, Lettering};
use super::frame::{self, LABEL, MARGIN, Plot, Scale, TICK};
use super::legend::Key;
use super::palette::{GREY, INK, LineStyle};
use super::point::{known, limits};
use super::text_width::{fitted, text_width};
use super::ticks::{Ticks, whole_step};
use super::unit::ValueUnit;
use crate::report::cell::Cell;
use crate::report::document::{Alignment, DocTable};
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The share still there by the time since an origin, for several groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Survival {
    /// The title.
    pub title: String,
    /// What the picture shows, for readers who cannot see it.
    pub description: String,
    /// Label of the horizontal axis, with its unit.
    pub time_label: String,
    /// Label of the vertical axis.
    pub value_label: String,
    /// What the bands are, for the legend. Not shown when there is no interval.
    pub interval_label: String,
    /// The curves.
    pub curves: Vec<SurvivalCurve>,
}

/// The curve of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurvivalCurve {
    /// The name in the legend.
    pub label: String,
    /// The steps; their order does not matter. A curve whose first step lies after time 0 starts at 1 (everybody).
    pub steps: Vec<StepPoint>,
    /// Until when the group was watched; the curve is drawn level to there and no further.
    pub watched_until: Option<f64>,
    /// The people at risk, printed below the plot at whole times; may be empty.
    pub at_risk: Vec<AtRisk>,
}

/// The estimate from a time until the next step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StepPoint {
    /// Time since the origin, in the unit of the axis.
    pub time: f64,
    /// Share still there, 0 to 1; `None` ends the line there.
    pub value: Option<f64>,
    /// The lower limit of the interval.
    pub lower: Option<f64>,
    /// The upper limit of the interval.
    pub upper: Option<f64>,
}

/// The number of people at risk just before a time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AtRisk {
    /// Time since the origin.
    pub time: f64,
    /// People.
    pub count: i64,
}

/// A level piece of a curve: from, until, value, limits.
type Tread = (f64, f64, f64, Option<(f64, f64)>);

impl Survival {
    /// Draws the picture.
    pub(super) fn draw(&self, mut canvas: Canvas, wanted: f64) -> String {
        let treads: Vec<_> = self.curves.iter().map(SurvivalCurve::treads).collect();
        let Some(longest) = treads.iter().flatten().map(|tread| tread.1).reduce(f64::max) else {
            return frame::no_data(canvas, &self.title, &self.description);
        };
        let ticks = Ticks::spanning(0.0, 1.0, ValueUnit::Percent, 5);
        let top = frame::head(&mut canvas, &self.title, &self.legend());
        let top = frame::value_label(&mut canvas, top, &self.value_label, &ticks, ValueUnit::Percent);
        let foot = self.foot();
        let left = frame::left_of(&canvas, &ticks, ValueUnit::Percent).max(self.risk_indent(&canvas));
        let plot = Plot { left, right: canvas.width - MARGIN - 14.0, top, bottom: (wanted - foot).max(top + 160.0) };
        let x = Scale::new((0.0, if longest > 0.0 { longest } else { 1.0 }), (plot.left, plot.right));
        let y = frame::value_axis(&mut canvas, plot, &ticks, ValueUnit::Percent);
        for (index, curve) in treads.iter().enumerate() {
            draw_band(&mut canvas, x, y, curve, LineStyle::nth(index).colour);
        }
        for (index, curve) in treads.iter().enumerate() {
            draw_steps(&mut canvas, x, y, curve, LineStyle::nth(index));
        }
        let times = if self.has_risk() {
            Ticks::every(self.risk_step(&canvas, x), longest)
        } else {
            Ticks::spanning(0.0, longest.max(1e-6), ValueUnit::Real, 10)
        };
        time_axis(&mut canvas, plot, x, &times, longest, &self.time_label);
        self.draw_risk(&mut canvas, plot, x);
        canvas.finish(plot.bottom + foot, &self.title, &self.description)
    }

    fn has_risk(&self) -> bool {
        self.curves.iter().any(|curve| !curve.at_risk.is_empty())
    }

    /// Height below the plot.
    fn foot(&self) -> f64 {
        if self.has_risk() { frame::FOOT + 20.0 + 15.0 * self.curves.len() as f64 } else { frame::FOOT }
    }

    /// Where the plot must begin for the names of the groups to fit on the left of the people at risk.
    fn risk_indent(&self, canvas: &Canvas) -> f64 {
        if !self.has_risk() {
            return 0.0;
        }
        let widest = self.curves.iter().map(|curve| text_width(&curve.label, TICK)).fold(0.0, f64::max);
        MARGIN + widest.min(canvas.width * 0.22) + 14.0 + self.widest_count(canvas) / 2.0
    }

    /// The people at risk, one row a group, at whole times so far apart that the numbers do not touch.
    fn draw_risk(&self, canvas: &mut Canvas, plot: Plot, x: Scale) {
        if !self.has_risk() {
            return;
        }
        let step = self.risk_step(canvas, x);
        let mut y = plot.bottom + frame::FOOT + 8.0;
        let head = canvas.language.choose("People at risk", "観察中の人数");
        canvas.text((MARGIN, y), head, Lettering::new(TICK, GREY).bold());
        for (index, curve) in self.curves.iter().enumerate() {
            y += 15.0;
            let label = fitted(&curve.label, TICK, plot.left - MARGIN - 8.0 - self.widest_count(canvas) / 2.0);
            canvas.text((MARGIN, y), &label, Lettering::new(TICK, LineStyle::nth(index).colour).bold());
            for risk in curve.at_risk.iter().filter(|risk| known(Some(risk.time)).is_some_and(|time| is_shown(time, step))) {
                let at = x.at(risk.time);
                if at >= plot.left - 0.5 && at <= plot.right + 0.5 {
                    canvas.text((at, y), &canvas.language.integer(risk.count), Lettering::new(TICK, INK).at(Anchor::Middle));
                }
            }
        }
    }

    /// Time between two numbers of people at risk; the ticks of the axis stand there too.
    fn risk_step(&self, canvas: &Canvas, x: Scale) -> i64 {
        whole_step(x.density(), self.widest_count(canvas) + 8.0)
    }

    /// Width of the widest number of people at risk.
    fn widest_count(&self, canvas: &Canvas) -> f64 {
        let counts = self.curves.iter().flat_map(|curve| &curve.at_risk);
        counts.map(|risk| text_width(&canvas.language.integer(risk.count), TICK)).fold(0.0, f64::max)
    }

    fn legend(&self) -> Vec<(Key, String)> {
        let mut entries: Vec<_> =
            self.curves.iter().enumerate().map(|(index, curve)| (Key::Plain(LineStyle::nth(index)), curve.label.clone())).collect();
        if self.curves.iter().flat_map(|c| &c.steps).any(|s| limits(s.lower, s.upper).is_some()) && !self.interval_label.is_empty() {
            entries.push((Key::Band("#555555", 0.25), self.interval_label.clone()));
        }
        entries
    }

    /// The numbers of the picture, read at whole units of time: at most 12 rows a group.
    pub(super) fn data_table(&self, language: Language) -> DocTable {
        let (lower, upper) = language.choose("lower limit|upper limit", "下限|上限").split_once('|').unwrap_or_default();
        let mut table = DocTable::new("survival", &self.title)
            .with_column(language.choose("group", "区分"), Alignment::Left)
            .with_column(&self.time_label, Alignment::Right)
            .with_column(&self.value_label, Alignment::Right)
            .with_column(lower, Alignment::Right)
            .with_column(upper, Alignment::Right);
        for curve in &self.curves {
            let treads = curve.treads();
            let Some(end) = treads.last().map(|tread| tread.1) else { continue };
            let step = whole_step(11.0 / end.max(1.0), 1.0);
            for time in (0..12).map(|k| k as f64 * step as f64).filter(|time| *time <= end) {
                let tread = treads.iter().rev().find(|tread| tread.0 <= time && time <= tread.1);
                let (low, high) = tread.and_then(|tread| tread.3).unzip();
                let value = Cell::percent(tread.map(|tread| tread.2), 1);
                table.rows.push(vec![Cell::text(&curve.label), Cell::real(time, 0), value, Cell::percent(low, 1), Cell::percent(high, 1)]);
            }
        }
        table
    }
}

impl SurvivalCurve {
    /// The level pieces of the curve in order.
    fn treads(&self) -> Vec<Tread> {
        let mut steps: Vec<_> = self.steps.iter().copied().filter(|s| known(Some(s.time)).is_some_and(|time| time >= 0.0)).collect();
        steps.sort_by(|a, b| a.time.total_cmp(&b.time));
        if steps.first().is_some_and(|first| first.time > 0.0 && known(first.value).is_some()) {
            steps.insert(0, StepPoint { time: 0.0, value: Some(1.0), lower: Some(1.0), upper: Some(1.0) });
        }
        let last = steps.last().map_or(0.0, |step| step.time);
        let end = known(self.watched_until).filter(|until| *until >= last).unwrap_or(last);
        let until = |index: usize| steps.get(index + 1).map_or(end, |next: &StepPoint| next.time);
        let tread = |(index, step): (usize, &StepPoint)| {
            Some((step.time, until(index), known(step.value)?.clamp(0.0, 1.0), limits(step.lower, step.upper)))
        };
        steps.iter().enumerate().filter_map(tread).collect()
    }
}

/// Whether a time is a whole multiple of the step.
fn is_shown(time: f64, step: i64) -> bool {
    (time / step as f64).fract() == 0.0
}

/// Draws the line; it is broken where the estimate is not known.
fn draw_steps(canvas: &mut Canvas, x: Scale, y: Scale, treads: &[Tread], style: LineStyle) {
    for run in treads.chunk_by(|a, b| a.1 == b.0) {
        let points: Vec<_> =
            run.iter().flat_map(|(from, until, value, _)| [(x.at(*from), y.at(*value)), (x.at(*until), y.at(*value))]).collect();
        canvas.path(&points, style.colour, 2.0, style.dash);
    }
}

/// Draws the band of the intervals where they are known.
fn draw_band(canvas: &mut Canvas, x: Scale, y: Scale, treads: &[Tread], colour: &str) {
    for run in treads.chunk_by(|a, b| a.1 == b.0 && a.3.is_some() == b.3.is_some()) {
        let limits: Vec<_> = run.iter().filter_map(|(from, until, _, limits)| limits.map(|l| (*from, *until, l))).collect();
        let lower =
            limits.iter().flat_map(|(from, until, (low, _))| [(x.at(*from), y.at(low.max(0.0))), (x.at(*until), y.at(low.max(0.0)))]);
        let upper = limits
            .iter()
            .rev()
            .flat_map(|(from, until, (_, high))| [(x.at(*until), y.at(high.min(1.0))), (x.at(*from), y.at(high.min(1.0)))]);
        let outline: Vec<_> = lower.chain(upper).collect();
        if !outline.is_empty() {
            canvas.area(&outline, colour, 0.15);
        }
    }
}

/// The axis of time, with ticks up to the longest curve.
fn time_axis(canvas: &mut Canvas, plot: Plot, x: Scale, ticks: &Ticks, longest: f64, label: &str) {
    canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), INK, 1.0, "");
    for value in ticks.values.iter().filter(|value| **value <= longest * 1.000_001 || **value == 0.0) {
        let at = x.at(*value);
        canvas.line((at, plot.bottom), (at, plot.bottom + 4.0), INK, 1.0, "");
        let text = ticks.label(*value, ValueUnit::Real, canvas.language);
        canvas.text((at, plot.bottom + 13.0), &text, Lettering::new(TICK, INK).at(Anchor::Middle));
    }
    let label = fitted(label, LABEL, plot.right - plot.left);
    canvas.text(((plot.left + plot.right) / 2.0, plot.bottom + 31.0), &label, Lettering::new(LABEL, GREY).at(Anchor::Middle));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(time: f64, value: impl Into<Option<f64>>) -> StepPoint {
        StepPoint { time, value: value.into(), lower: None, upper: None }
    }

    fn curve(steps: Vec<StepPoint>, watched_until: Option<f64>) -> SurvivalCurve {
        SurvivalCurve { label: "c".into(), steps, watched_until, at_risk: Vec::new() }
    }

    #[test]
    fn a_curve_starts_with_everybody_and_ends_where_watching_ends() {
        let treads = curve(vec![step(2.0, 0.5), step(1.0, 0.8)], Some(3.0)).treads();
        let levels: Vec<_> = treads.iter().map(|t| (t.0, t.1, t.2)).collect();
        assert_eq!(levels, [(0.0, 1.0, 1.0), (1.0, 2.0, 0.8), (2.0, 3.0, 0.5)]);
    }

    #[test]
    fn an_unknown_estimate_is_a_gap_and_not_zero() {
        let treads = curve(vec![step(0.0, 1.0), step(1.0, None), step(2.0, 0.4)], None).treads();
        assert_eq!(treads.iter().map(|t| (t.0, t.1, t.2)).collect::<Vec<_>>(), [(0.0, 1.0, 1.0), (2.0, 2.0, 0.4)]);
        assert!(curve(vec![step(f64::NAN, 0.4)], Some(f64::INFINITY)).treads().is_empty());
    }
}
