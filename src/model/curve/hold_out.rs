//! Would the curve have been right: fitted to the first renewals, judged on the rest.

use super::fit::CurveFit;
use super::model::CurveModel;
use super::renewal_counts::RenewalCounts;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One renewal that the fit did not see.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HoldOutPoint {
    /// Number of renewals.
    pub renewals: usize,
    /// Share still there as observed.
    pub observed: f64,
    /// Share still there as projected from the first renewals.
    pub projected: f64,
}

/// A curve fitted to the first renewals and compared with the rest.
///
/// # Example
///
/// ```
/// use kaiin::model::curve::{CurveFamily, CurveModel, HoldOut, RenewalCounts};
/// let regular = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];
/// let counts = RenewalCounts::of_cohort(&regular)?;
/// let beta = HoldOut::new(&CurveModel::new(CurveFamily::ShiftedBetaGeometric), &counts, 7)?;
/// let plain = HoldOut::new(&CurveModel::new(CurveFamily::Geometric), &counts, 7)?;
/// assert_eq!(beta.points.len(), 5);
/// assert!(beta.mean_absolute_error < 0.004 && plain.mean_absolute_error > 0.05);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HoldOut {
    /// The fit to the first renewals.
    pub fit: CurveFit,
    /// The renewals that it did not see.
    pub points: Vec<HoldOutPoint>,
    /// Mean of |projected - observed|.
    pub mean_absolute_error: f64,
    /// Mean of |projected - observed| / observed; `None` when nobody was left at some renewal.
    pub mean_absolute_percentage_error: Option<f64>,
    /// Largest |projected - observed|.
    pub largest_absolute_error: f64,
}

impl HoldOut {
    /// Fits a model to the first renewals and compares it with the shares still there after the others.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when no renewal is left to judge on, or none to fit; whatever [`CurveModel::fit`] says.
    pub fn new(model: &CurveModel, counts: &RenewalCounts, renewals: usize) -> Result<Self> {
        let fit = model.fit(&counts.first(renewals))?;
        let points: Vec<HoldOutPoint> = counts
            .survival()
            .into_iter()
            .enumerate()
            .skip(renewals + 1)
            .filter_map(|(renewals, observed)| {
                let projected = fit.law().survival(renewals as f64)?;
                Some(HoldOutPoint { renewals, observed: observed?, projected })
            })
            .collect();
        if points.is_empty() {
            let reason = format!("leaves none of the {} renewals to judge on; fit to fewer", counts.periods());
            return Err(Error::setting("renewals", renewals, reason));
        }
        let mean = |of: &dyn Fn(&HoldOutPoint) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
        let off = |point: &HoldOutPoint| (point.projected - point.observed).abs();
        let all_left = points.iter().all(|point| point.observed > 0.0);
        Ok(Self {
            mean_absolute_error: mean(&off),
            mean_absolute_percentage_error: all_left.then(|| mean(&|point| off(point) / point.observed)),
            largest_absolute_error: points.iter().map(off).fold(0.0, f64::max),
            fit,
            points,
        })
    }

    /// The table: a row a renewal that the fit did not see.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: &dyn Fn(&HoldOutPoint) -> f64| Values::Reals(self.points.iter().map(|point| Some(value(point))).collect());
        let columns = [
            ("renewals", Values::Integers(self.points.iter().map(|point| i64::try_from(point.renewals).ok()).collect())),
            ("observed", reals(&|point| point.observed)),
            ("projected", reals(&|point| point.projected)),
            ("error", reals(&|point| point.projected - point.observed)),
        ];
        Table::of_columns("hold_out", columns)
    }
}
