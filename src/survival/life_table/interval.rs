//! What is estimated in one interval of a life table.

use super::counts::LifeCounts;
use super::settings::LifeTableSettings;
use serde::{Deserialize, Serialize};

/// One interval of a [`LifeTable`](super::LifeTable).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LifeTableRow {
    /// When it starts.
    pub start: f64,
    /// When it ends; `None` for the open one.
    pub end: Option<f64>,
    /// Weight there at its start.
    pub entered: f64,
    /// Weight first seen in it, that is, later than at its start.
    pub entered_late: f64,
    /// Weight last seen in it.
    pub censored: f64,
    /// The part of it that was last seen exactly at the end of the interval and counts in full.
    pub censored_at_end: f64,
    /// Weight that counts as at risk in the interval.
    pub at_risk: f64,
    /// Weight that left in it, by outcome.
    pub events: Vec<f64>,
    /// Probability of leaving in it, given that one is there at its start; `None` when nobody is at risk, and when more left than count as
    /// at risk (many entered late and left in the same interval: take narrower ones).
    pub probability: Option<f64>,
    /// Share still there at its start; `None` after an interval without a probability.
    pub survival: Option<f64>,
    /// Its standard error (Greenwood); `None` once nobody is left.
    pub survival_error: Option<f64>,
    /// Share of the cohort that leaves per unit of time in it; `None` in the open interval.
    pub density: Option<f64>,
    /// Its standard error; `None` when nobody left.
    pub density_error: Option<f64>,
    /// Hazard per unit of time at its middle; `None` in the open interval.
    pub hazard: Option<f64>,
    /// Its standard error; `None` when nobody left.
    pub hazard_error: Option<f64>,
    /// Time from its start in which half of those there leave; `None` when that is not seen.
    pub median_residual: Option<f64>,
    /// Its standard error.
    pub median_residual_error: Option<f64>,
}

impl LifeTableRow {
    /// Weight that left in it for any outcome.
    #[must_use]
    pub fn all_events(&self) -> f64 {
        self.events.iter().sum()
    }
}

impl LifeTableSettings {
    /// What is estimated in an interval, given what is known at its start.
    pub(super) fn row(&self, at: usize, entered: f64, counts: LifeCounts, running: &Running) -> LifeTableRow {
        let (start, end) = self.ends(at);
        let part = self.timing.weight();
        let at_risk = entered + part * counts.late - (1.0 - part) * counts.censored;
        let events: f64 = counts.events.iter().sum();
        let probability = (at_risk > 0.0 && events <= at_risk * (1.0 + 1e-12)).then(|| (events / at_risk).min(1.0));
        let slope = probability.zip(end).map(|(q, end)| Slope { q, p: 1.0 - q, at_risk, width: end - start });
        let density = slope.zip(running.survival).map(|(slope, survival)| survival * slope.q / slope.width);
        LifeTableRow {
            start,
            end,
            entered,
            entered_late: counts.late,
            censored: counts.censored + counts.censored_at_end,
            censored_at_end: counts.censored_at_end,
            at_risk,
            events: counts.events,
            probability,
            survival: running.survival,
            survival_error: running.survival_error(),
            density,
            density_error: density.zip(slope).and_then(|(density, slope)| slope.density_error(density, running.greenwood)),
            hazard: slope.map(Slope::hazard),
            hazard_error: slope.and_then(Slope::hazard_error),
            median_residual: None,
            median_residual_error: None,
        }
    }
}

/// The share still there and the sum of Greenwood at the start of an interval.
#[derive(Debug, Clone, Copy)]
pub(super) struct Running {
    pub(super) survival: Option<f64>,
    greenwood: f64,
}

impl Default for Running {
    fn default() -> Self {
        Self { survival: Some(1.0), greenwood: 0.0 }
    }
}

impl Running {
    pub(super) fn pass(&mut self, row: &LifeTableRow) {
        self.greenwood += row.probability.map_or(f64::INFINITY, |q| q / (row.at_risk * (1.0 - q)));
        // Once all have left the share stays 0, whether or not there is anyone to see it.
        if self.survival == Some(0.0) {
            return;
        }
        self.survival = self.survival.zip(row.probability).map(|(survival, q)| survival * (1.0 - q));
    }

    fn survival_error(&self) -> Option<f64> {
        self.survival.filter(|_| self.greenwood.is_finite()).map(|survival| survival * self.greenwood.sqrt())
    }
}

/// A closed interval: probability, its complement, weight at risk and width.
#[derive(Debug, Clone, Copy)]
struct Slope {
    q: f64,
    p: f64,
    at_risk: f64,
    width: f64,
}

impl Slope {
    fn hazard(self) -> f64 {
        2.0 * self.q / (self.width * (1.0 + self.p))
    }

    fn hazard_error(self) -> Option<f64> {
        let half = self.width * self.hazard() / 2.0;
        (self.q > 0.0).then(|| self.hazard() * ((1.0 - half * half).max(0.0) / (self.at_risk * self.q)).sqrt())
    }

    fn density_error(self, density: f64, greenwood: f64) -> Option<f64> {
        (self.q > 0.0 && greenwood.is_finite()).then(|| density * (greenwood + self.p / (self.at_risk * self.q)).sqrt())
    }
}

/// The time from the start of the first of some rows in which half of those there leave, with its error.
pub(super) fn median_residual(rows: &[LifeTableRow], ends: &[Option<f64>]) -> Option<(f64, Option<f64>)> {
    let (first, survival) = (rows.first()?, rows.first()?.survival.filter(|&survival| survival > 0.0)?);
    let half = survival / 2.0;
    let (row, end) = rows.iter().zip(ends).find(|(_, end)| end.is_none_or(|end| end <= half))?;
    let (here, width, density) = (row.survival?, row.end? - row.start, row.density?);
    let median = row.start - first.start + width * (here - half) / (here - (*end)?);
    Some((median, (first.at_risk > 0.0 && density > 0.0).then(|| survival / (2.0 * density * first.at_risk.sqrt()))))
}
