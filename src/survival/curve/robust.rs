//! Errors that allow for several rows of one person and for weights that are not counts.

use super::restricted_mean::RestrictedMean;
use super::settings::{SurvivalEstimator, SurvivalSettings};
use super::survival_curve::SurvivalCurve;
use crate::error::Result;
use crate::survival::near_ties::NearTies;
use crate::survival::observations::Observations;
use std::collections::HashMap;

impl SurvivalSettings {
    /// The curve of a group with errors by person (infinitesimal jackknife).
    ///
    /// # Formula
    ///
    /// With `w` the weight of a row, `x` its time, `e` its entry, `δ` 1 when it ends in an event, and for Kaplan-Meier
    /// `A(t) = sum over times ≤ t of d / (n (n - d))`, `b(t) = 1 / (n - d)`:
    ///
    /// ```text
    /// U(t)          = sum over rows of the person of w (A(min(x, t)) - A(e) - δ b(x) [x ≤ t])
    /// Var log S(t)  = sum over persons of U(t)²
    /// ```
    ///
    /// For the Nelson-Aalen hazard `A(t) = sum of d / n²` and `b(t) = 1 / n`; for the Fleming-Harrington hazard the like, term by term. One pass over the rows in the order of time: what a person contributes is a
    /// linear function of `A(t)` while at risk, so the sum of squares is kept by three sums.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`](crate::Error::Missing) when there is no such group, [`Error::NoRows`](crate::Error::NoRows) when no row of it counts.
    ///
    /// # References
    ///
    /// T. Therneau, E. Atkinson, *The survival package*, methods vignette, section on the infinitesimal jackknife.
    pub fn robust_curve(&self, rows: &Observations, group: &str) -> Result<SurvivalCurve> {
        let rows = rows.clone().merging(NearTies::Rounding);
        let chosen = rows.rows_of(rows.group_position(group)?);
        let mut curve = self.curve(&rows.risk_table_of(&chosen)?);
        let errors = |scale| Jackknife::new(&curve, scale).errors(&rows, &chosen);
        let (hazard, log) = match self.estimator {
            SurvivalEstimator::KaplanMeier => (errors(Scale::NelsonAalen), errors(Scale::Survival)),
            SurvivalEstimator::NelsonAalen => (errors(Scale::NelsonAalen), errors(Scale::NelsonAalen)),
            SurvivalEstimator::FlemingHarrington => (errors(Scale::FlemingHarrington), errors(Scale::FlemingHarrington)),
        };
        for ((point, hazard), log) in curve.points.iter_mut().zip(hazard).zip(log) {
            point.hazard_error = hazard;
            point.log_error = point.log_error.map(|_| log);
        }
        curve.robust = true;
        Ok(curve)
    }
}

impl SurvivalSettings {
    /// Mean time within a horizon, as [`SurvivalCurve::restricted_mean`], with its error by person.
    ///
    /// # Formula
    ///
    /// ```text
    /// Var = sum over persons of (∫ S U from origin to horizon)²
    /// ```
    ///
    /// with `U` as in [`SurvivalSettings::robust_curve`].
    ///
    /// # Errors
    ///
    /// As both of these.
    pub fn robust_restricted_mean(&self, rows: &Observations, group: &str, horizon: f64) -> Result<RestrictedMean> {
        let rows = rows.clone().merging(NearTies::Rounding);
        let chosen = rows.rows_of(rows.group_position(group)?);
        let curve = self.curve(&rows.risk_table_of(&chosen)?);
        let mean = curve.restricted_mean(horizon)?;
        let scale = match self.estimator {
            SurvivalEstimator::KaplanMeier => Scale::Survival,
            SurvivalEstimator::NelsonAalen => Scale::NelsonAalen,
            SurvivalEstimator::FlemingHarrington => Scale::FlemingHarrington,
        };
        Ok(RestrictedMean { error: Jackknife::new(&curve, scale).area_error(&curve, &rows, &chosen, horizon), ..mean })
    }
}

/// What the errors are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Survival,
    NelsonAalen,
    FlemingHarrington,
}

impl Scale {
    /// The step of `A` and the value of `b` at a time: by how much another unit of weight at risk lowers the estimate, and another unit
    /// that leaves raises it.
    fn slopes(self, curve: &SurvivalCurve, at: usize) -> (f64, f64) {
        let point = &curve.points[at];
        let (n, d) = (point.at_risk, point.events);
        match self {
            // Once all have left the share is 0 whatever a person weighs.
            Self::Survival if curve.table.is_emptied(at) => (0.0, 0.0),
            Self::Survival => (d / (n * (n - d)), 1.0 / (n - d)),
            Self::NelsonAalen => (d / (n * n), 1.0 / n),
            Self::FlemingHarrington => {
                let rows = curve.table.event_rows(at);
                let each = d / rows.max(1) as f64;
                (0..rows).fold((0.0, 0.0), |(risk, event), before| {
                    let left = n - before as f64 * each;
                    (risk + each / (left * left), event + n / (rows as f64 * left * left))
                })
            }
        }
    }
}

/// The steps of `A` and the values of `b` at each time of a curve.
struct Jackknife {
    times: Vec<f64>,
    cumulative: Vec<f64>,
    event: Vec<f64>,
}

impl Jackknife {
    fn new(curve: &SurvivalCurve, scale: Scale) -> Self {
        let (mut sum, mut cumulative, mut event) = (0.0, Vec::new(), Vec::new());
        for at in 0..curve.points.len() {
            let (step, left) = scale.slopes(curve, at);
            sum += step;
            cumulative.push(sum);
            event.push(left);
        }
        Self { times: curve.points.iter().map(|point| point.time).collect(), cumulative, event }
    }

    /// `A` just after the last time that is not after a given one.
    fn cumulative_at(&self, time: f64) -> f64 {
        self.times.partition_point(|&t| t <= time).checked_sub(1).map_or(0.0, |at| self.cumulative[at])
    }

    /// The standard error of the area under the curve up to a horizon.
    fn area_error(&self, curve: &SurvivalCurve, rows: &Observations, chosen: &[usize], horizon: f64) -> f64 {
        // Area, and area times `A`, to the right of each time.
        let used = self.times.partition_point(|&time| time <= horizon);
        let (mut later, mut area, mut weighed) = (horizon, vec![0.0; used + 1], vec![0.0; used + 1]);
        for at in (0..used).rev() {
            let piece = curve.points[at].survival * (later - self.times[at]);
            (area[at], weighed[at]) = (area[at + 1] + piece, weighed[at + 1] + piece * self.cumulative[at]);
            later = self.times[at];
        }
        let mut influence: HashMap<usize, f64> = HashMap::new();
        for &row in chosen {
            let (entry, time, weight) = (rows.entry_of(row), rows.time[row], rows.weight_of(row));
            let first = self.times[..used].partition_point(|&t| t <= entry);
            let exit = self.times[..used].partition_point(|&t| t < time);
            let before = self.cumulative_at(entry);
            let at_risk = weighed[first] - weighed[exit] - before * (area[first] - area[exit]);
            let after = if exit < used {
                let left = if rows.outcome[row] > 0 { self.event[exit] } else { 0.0 };
                (self.cumulative[exit] - before - left) * area[exit]
            } else {
                0.0
            };
            *influence.entry(rows.person_of(row)).or_default() += weight * (at_risk + after);
        }
        let mut squares: Vec<f64> = influence.into_values().map(|value| value * value).collect();
        // The order of a hash map is not the same twice, and a sum depends on it in the last digit.
        squares.sort_by(f64::total_cmp);
        squares.iter().sum::<f64>().sqrt()
    }

    /// The standard error at each time.
    fn errors(&self, rows: &Observations, chosen: &[usize]) -> Vec<f64> {
        let mut person_number = HashMap::new();
        let person: Vec<usize> = chosen
            .iter()
            .map(|&row| {
                let next = person_number.len();
                *person_number.entry(rows.person_of(row)).or_insert(next)
            })
            .collect();
        let mut influence = vec![Influence::default(); person_number.len()];
        let mut squares = Squares::default();
        let mut entering: Vec<usize> = (0..chosen.len()).collect();
        entering.sort_by(|&a, &b| rows.entry_of(chosen[a]).total_cmp(&rows.entry_of(chosen[b])));
        let mut leaving: Vec<usize> = (0..chosen.len()).collect();
        leaving.sort_by(|&a, &b| rows.time[chosen[a]].total_cmp(&rows.time[chosen[b]]));
        let (mut entering, mut leaving) = (entering.into_iter().peekable(), leaving.into_iter().peekable());
        let mut errors = Vec::with_capacity(self.times.len());
        for (at, &time) in self.times.iter().enumerate() {
            while let Some(row) = entering.next_if(|&row| rows.entry_of(chosen[row]) < time) {
                let (weight, before) = (rows.weight_of(chosen[row]), self.cumulative_at(rows.entry_of(chosen[row])));
                squares.change(&mut influence[person[row]], -weight * before, weight);
            }
            while let Some(row) = leaving.next_if(|&row| rows.time[chosen[row]] <= time) {
                let weight = rows.weight_of(chosen[row]);
                let left = if rows.outcome[chosen[row]] > 0 { self.event[at] } else { 0.0 };
                squares.change(&mut influence[person[row]], weight * (self.cumulative[at] - left), -weight);
            }
            errors.push(squares.at(self.cumulative[at]).max(0.0).sqrt());
        }
        errors
    }
}

/// What a person contributes to the error at `A`: `fixed + slope A`.
#[derive(Debug, Clone, Copy, Default)]
struct Influence {
    fixed: f64,
    slope: f64,
}

/// The sum over persons of the squares of their influence, as a polynomial in `A`.
#[derive(Debug, Clone, Copy, Default)]
struct Squares {
    fixed: f64,
    mixed: f64,
    slope: f64,
}

impl Squares {
    fn change(&mut self, influence: &mut Influence, fixed: f64, slope: f64) {
        self.add(influence, -1.0);
        influence.fixed += fixed;
        influence.slope += slope;
        self.add(influence, 1.0);
    }

    fn add(&mut self, influence: &Influence, sign: f64) {
        self.fixed += sign * influence.fixed * influence.fixed;
        self.mixed += sign * influence.fixed * influence.slope;
        self.slope += sign * influence.slope * influence.slope;
    }

    fn at(&self, cumulative: f64) -> f64 {
        self.fixed + cumulative * (2.0 * self.mixed + cumulative * self.slope)
    }
}
