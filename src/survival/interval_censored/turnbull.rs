//! The share still there when only intervals are known: the maximum likelihood without a model, with what it does not tell.

use super::expectation::{Rows, Step};
use super::innermost::{Cell, placed};
use super::observations::IntervalObservations;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// How far the estimate is driven; consumed by [`TurnbullSettings::curve`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `curve` is called"]
pub struct TurnbullSettings {
    tolerance: f64,
    most_steps: u32,
}

impl Default for TurnbullSettings {
    fn default() -> Self {
        Self { tolerance: 1e-9, most_steps: 100_000 }
    }
}

impl TurnbullSettings {
    /// Until the conditions of a maximum hold to 10⁻⁹, in at most 100,000 steps.
    pub fn new() -> Self {
        Self::default()
    }

    /// How nearly the conditions of a maximum must hold ([`TurnbullCurve::gap`]).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is not between 10⁻¹³ and 0.01.
    pub fn tolerance(self, tolerance: f64) -> Result<Self> {
        if (1e-13..=0.01).contains(&tolerance) {
            Ok(Self { tolerance, ..self })
        } else {
            Err(Error::setting("tolerance", tolerance, "is outside [1e-13, 0.01]; 1e-9 is usual"))
        }
    }

    /// The most steps that are taken.
    pub fn most_steps(self, steps: u32) -> Self {
        Self { most_steps: steps, ..self }
    }

    /// The curve of some rows.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row counts; [`Error::Limit`] when the steps did not suffice: the estimate is not given unless it is
    /// verified to be a maximum.
    pub fn curve(&self, rows: &IntervalObservations) -> Result<TurnbullCurve> {
        if rows.counted().next().is_none() {
            return Err(Error::NoRows { input: "the rows".into(), advice: "give at least one row with a weight above 0".into() });
        }
        let (cells, placed) = placed(rows);
        let sums = Rows::new(cells.len(), &placed);
        let (found, steps) = Climb { rows: &sums, tolerance: self.tolerance, most_steps: self.most_steps }.climb()?;
        Ok(TurnbullCurve {
            rows: rows.counted().count() as u64,
            weight: sums.weight,
            first_entry: rows.counted().map(|row| rows.entry_of(row)).min_by(f64::total_cmp).filter(|entry| entry.is_finite()),
            last_seen: rows
                .counted()
                .map(|row| if rows.right[row].is_finite() { rows.right[row] } else { rows.left[row] })
                .fold(f64::MIN, f64::max),
            log_likelihood: found.step.log_likelihood,
            gap: found.gap,
            steps,
            has_entries: !rows.entry.is_empty(),
            intervals: intervals(&cells, &found.hazards),
        })
    }
}

/// Masses from hazards; cells without mass are left out.
fn intervals(cells: &[Cell], hazards: &[f64]) -> Vec<InnermostInterval> {
    let mut before = 1.0;
    let mut found = Vec::new();
    for (cell, &hazard) in cells.iter().zip(hazards) {
        let after = before * (1.0 - hazard);
        if hazard > 0.0 && before > 0.0 {
            let is_exact = cell.from.time == cell.to.time;
            found.push(InnermostInterval { from: cell.from.time, through: cell.to.time, is_exact, mass: before * hazard, before, after });
        }
        before = after;
    }
    found
}

/// Hazards with what they lead to and how far from a maximum they are.
struct Point {
    hazards: Vec<f64>,
    step: Step,
    gap: f64,
}

/// The climb to the maximum.
struct Climb<'a> {
    rows: &'a Rows,
    tolerance: f64,
    most_steps: u32,
}

/// Events expected in a cell below which it may be empty.
const ALMOST_NOBODY: f64 = 1e-6;

/// A part of all weight that sums of it lose to rounding.
const ROUNDING: f64 = 1e-12;

impl Climb<'_> {
    /// The maximum and the number of steps to it: steps of self-consistency, two of which show a direction in which to leap (squared
    /// extrapolation); a leap that does not lead up is not taken.
    fn climb(&self) -> Result<(Point, u32)> {
        let mut now = self.at(self.rows.start());
        let mut steps = 0;
        while steps < self.most_steps {
            if now.gap <= self.tolerance {
                return Ok((now, steps));
            }
            if let Some(emptied) = self.emptied(&now).filter(|point| point.gap <= self.tolerance) {
                return Ok((emptied, steps));
            }
            let one = self.next(&now);
            let two = self.next(&one);
            let leapt = self.at(leap(&now.hazards, &one.hazards, &two.hazards));
            now = if leapt.step.log_likelihood >= two.step.log_likelihood { self.next(&leapt) } else { two };
            steps += 3;
        }
        let advice = format!("the conditions of a maximum hold to {:e}; allow more steps or a larger tolerance", now.gap);
        Err(Error::Limit { what: "steps of self-consistency", found: u64::from(steps) + 1, limit: u64::from(self.most_steps), advice })
    }

    fn at(&self, hazards: Vec<f64>) -> Point {
        let step = self.rows.step(&hazards);
        let gap = self.gap(&hazards, &step);
        Point { hazards, step, gap }
    }

    fn next(&self, from: &Point) -> Point {
        let parts = from.hazards.iter().zip(&from.step.per_hazard).zip(&from.step.at_risk);
        self.at(parts.map(|((&hazard, &per_hazard), &at_risk)| self.share(hazard * per_hazard, at_risk)).collect())
    }

    /// Events over those at risk, as a hazard; what rounding leaves of all at risk is nobody.
    fn share(&self, events: f64, at_risk: f64) -> f64 {
        if at_risk <= 0.0 || events <= 0.0 {
            0.0
        } else if at_risk - events <= ROUNDING * self.rows.weight {
            1.0
        } else {
            events / at_risk
        }
    }

    /// The same with the cells empty in which almost nobody is expected and fewer would be likelier; `None` when there is none.
    fn emptied(&self, from: &Point) -> Option<Point> {
        let mut hazards = from.hazards.clone();
        let mut any = false;
        for ((hazard, &per_hazard), &at_risk) in hazards.iter_mut().zip(&from.step.per_hazard).zip(&from.step.at_risk) {
            if *hazard > 0.0 && *hazard * per_hazard < ALMOST_NOBODY && per_hazard < at_risk {
                (*hazard, any) = (0.0, true);
            }
        }
        // the others take up what was taken away
        any.then(|| self.next(&self.next(&self.at(hazards))))
    }

    /// By how much the conditions of a maximum fail, against all weight: in a cell with mass the derivative is 0, in one without it is not
    /// positive.
    fn gap(&self, hazards: &[f64], step: &Step) -> f64 {
        if step.log_likelihood == f64::NEG_INFINITY {
            return f64::INFINITY;
        }
        let parts = hazards.iter().zip(&step.per_hazard).zip(&step.at_risk);
        let fails = parts.map(|((&hazard, &per_hazard), &at_risk)| {
            let derivative = per_hazard - at_risk;
            if hazard >= 1.0 { (-derivative).max(0.0) } else { derivative.max(hazard * derivative.abs()) }
        });
        fails.fold(0.0, f64::max) / self.rows.weight
    }
}

/// Where two steps lead if they go on (squared extrapolation), never out of (0, 1) and never far from the second.
fn leap(from: &[f64], one: &[f64], two: &[f64]) -> Vec<f64> {
    let parts = || from.iter().zip(one).zip(two);
    let (mut first, mut change) = (0.0, 0.0);
    parts().for_each(|((a, b), c)| {
        first += (b - a) * (b - a);
        change += (c - 2.0 * b + a) * (c - 2.0 * b + a);
    });
    if change == 0.0 {
        return two.to_vec();
    }
    let length = (first / change).sqrt().max(1.0);
    let reached = |((a, b), c): ((&f64, &f64), &f64)| {
        let there = a + 2.0 * length * (b - a) + length * length * (c - 2.0 * b + a);
        if *c >= 1.0 { 1.0 } else { there.clamp(0.1 * c, 0.9 * c + 0.1) }
    };
    parts().map(reached).collect()
}

/// An interval that holds mass; where in it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct InnermostInterval {
    /// The event lies after this time, or at it when [`InnermostInterval::is_exact`].
    pub from: f64,
    /// The last time at which it can lie.
    pub through: f64,
    /// Whether it is one time.
    pub is_exact: bool,
    /// The share that leaves in it.
    pub mass: f64,
    /// Share still there before it.
    pub before: f64,
    /// Share still there after it.
    pub after: f64,
}

/// The share still there at a time, between two values that the data do not tell apart. Not a confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SurvivalBounds {
    /// When all mass of the interval that holds the time lies before it.
    pub lower: f64,
    /// When all lies after it.
    pub upper: f64,
}

/// The share still there after each time, when events are known to lie in intervals (Turnbull's estimator), with delayed entry.
///
/// The nonparametric maximum of the likelihood. Mass lies in innermost intervals only; where it lies within one is not identified, so the
/// curve has a lower and an upper value there ([`TurnbullCurve::at`]). With exact and right-censored times alone it is the Kaplan-Meier
/// estimator.
///
/// # Formula
///
/// With cells `1 … m`, hazard `h` of each, and for each row the cells `A` in which its event can lie and those `D` after its entry:
///
/// ```text
/// maximise   Σ w log( P(A) / P(D) ),    P by h
/// d_k = Σ w P(event in k | A)      n_k = Σ w P(event in k or later | A) over rows with k in D
/// h_k = d_k / n_k                                                        (self-consistency)
/// maximum    d_k / h_k = n_k where h_k > 0,   lim d_k / h_k <= n_k where h_k = 0   (Karush-Kuhn-Tucker)
/// ```
///
/// An estimate is given only when the last line holds, to the tolerance. Without delayed entry the likelihood is concave in the masses, so
/// that this is the maximum; with it, it is a stationary point, and several starts would be needed to be sure of more. Masses themselves
/// need not be unique where rows are few; the likelihood is.
///
/// Assumes that when people are looked at says nothing about when they leave: a removal because somebody had already left long ago breaks
/// it unless the interval reaches back that far. Has no standard errors: its rate of convergence is not that of a mean; resample persons.
///
/// # Example
///
/// Two left between 0 and 2, one between 1 and 3, one was still there at 2. Innermost: (1, 2] and (2, 3].
///
/// ```
/// use kaiin::survival::{IntervalObservations, TurnbullSettings};
/// let rows = IntervalObservations::new(&[0.0, 0.0, 1.0, 2.0], &[Some(2.0), Some(2.0), Some(3.0), None])?;
/// let curve = TurnbullSettings::new().curve(&rows)?;
/// // p in (1, 2] and 1 − p in (2, 3]: p² · 1 · (1 − p) is largest at p = 2/3
/// assert!((curve.intervals()[0].mass - 2.0 / 3.0).abs() < 1e-8);
/// let at = curve.at(1.5).unwrap();
/// assert!(at.upper == 1.0 && (at.lower - 1.0 / 3.0).abs() < 1e-8);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// B. W. Turnbull (1976), *J. R. Statist. Soc. B* 38, 290–295; H. Frydman (1994), *J. R. Statist. Soc. B* 56, 71–74 (delayed entry);
/// R. Gentleman and C. J. Geyer (1994), *Biometrika* 81, 618–623 (conditions of a maximum, uniqueness); R. Varadhan and C. Roland (2008),
/// *Scand. J. Statist.* 35, 335–353 (squared extrapolation).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TurnbullCurve {
    rows: u64,
    weight: f64,
    first_entry: Option<f64>,
    last_seen: f64,
    log_likelihood: f64,
    gap: f64,
    steps: u32,
    has_entries: bool,
    intervals: Vec<InnermostInterval>,
}

impl TurnbullCurve {
    /// The innermost intervals with mass, ascending.
    #[must_use]
    pub fn intervals(&self) -> &[InnermostInterval] {
        &self.intervals
    }

    /// Number of rows counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.rows
    }

    /// The logarithm of the likelihood.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// By how much the conditions of a maximum fail, against all weight; at most the tolerance. Without delayed entry the mean logarithm of
    /// the likelihood is about this near to the largest there is.
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.gap
    }

    /// Steps taken.
    #[must_use]
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// Whether rows entered late: then the maximum is verified in its neighbourhood only.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.has_entries
    }

    /// The share that leaves after the last time anyone was seen.
    #[must_use]
    pub fn beyond(&self) -> f64 {
        self.intervals.last().map_or(1.0, |last| last.after)
    }

    /// The share still there at a time: after what happens at it. `None` before anyone was seen, for NaN, and after the last time seen while
    /// anyone was left.
    #[must_use]
    pub fn at(&self, time: f64) -> Option<SurvivalBounds> {
        if time.is_nan() || self.first_entry.is_some_and(|entry| time < entry) || (time > self.last_seen && self.beyond() > 0.0) {
            return None;
        }
        let passed = self.intervals.partition_point(|interval| interval.through <= time);
        let upper = passed.checked_sub(1).and_then(|at| self.intervals.get(at)).map_or(1.0, |interval| interval.after);
        let lower = self.intervals.get(passed).filter(|interval| interval.from < time).map_or(upper, |interval| interval.after);
        Some(SurvivalBounds { lower, upper })
    }

    /// The table: a row an innermost interval.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |value: fn(&InnermostInterval) -> f64| Values::Reals(self.intervals.iter().map(|row| Some(value(row))).collect());
        let columns = [
            ("from", column(|row| row.from)),
            ("through", column(|row| row.through)),
            ("exact", Values::Flags(self.intervals.iter().map(|row| Some(row.is_exact)).collect())),
            ("mass", column(|row| row.mass)),
            ("survival_before", column(|row| row.before)),
            ("survival_after", column(|row| row.after)),
        ];
        Table::of_columns("turnbull", columns)
    }
}
