//! Which of several curves the data prefer.

use super::fit::CurveFit;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One curve among others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedCurve {
    /// The fit.
    pub fit: CurveFit,
    /// Its AIC above the least of all.
    pub aic_difference: f64,
    /// Its Akaike weight: how much the data favour it among these curves; weights sum to 1.
    pub weight: f64,
}

/// Curves fitted to the same data, the best by AIC first.
///
/// AIC and BIC judge the years that were seen; how a curve does beyond them, a [`HoldOut`](super::HoldOut) tells.
///
/// # Formula
///
/// ```text
/// weight = exp(-Δ / 2) / Σ exp(-Δ / 2)      Δ = AIC - least AIC
/// ```
///
/// # Example
///
/// ```
/// use kaiin::model::curve::{CurveComparison, CurveFamily, CurveModel, RenewalCounts};
/// let counts = RenewalCounts::of_cohort(&[1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let fit = |family| CurveModel::new(family).fit(&counts);
/// let fits = [fit(CurveFamily::Geometric)?, fit(CurveFamily::ShiftedBetaGeometric)?, fit(CurveFamily::BetaDiscreteWeibull)?];
/// let best = &CurveComparison::new(&fits)?.curves[0];
/// assert_eq!(best.fit.law().family(), &CurveFamily::BetaDiscreteWeibull);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// K. P. Burnham and D. R. Anderson (2002), *Model Selection and Multimodel Inference*, 2nd ed., chapter 2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurveComparison {
    /// The curves, by ascending AIC.
    pub curves: Vec<ComparedCurve>,
}

impl CurveComparison {
    /// Compares fits to the same data.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a fit; [`Error::Mismatch`] when two were fitted to different data: renewals and time, or different
    /// numbers of persons or leavers.
    pub fn new(fits: &[CurveFit]) -> Result<Self> {
        let Some(first) = fits.first() else {
            return Err(Error::NoRows { input: "the comparison".into(), advice: "give at least one fit".into() });
        };
        if let Some(other) = fits.iter().find(|fit| data_of(fit) != data_of(first)) {
            return Err(Error::Mismatch { what: "data", left: data_of(first), right: data_of(other) });
        }
        let least = fits.iter().map(CurveFit::aic).fold(f64::INFINITY, f64::min);
        let share = |fit: &CurveFit| (-0.5 * (fit.aic() - least)).exp();
        let all: f64 = fits.iter().map(share).sum();
        let compared = |fit: &CurveFit| ComparedCurve { aic_difference: fit.aic() - least, weight: share(fit) / all, fit: fit.clone() };
        let mut curves: Vec<ComparedCurve> = fits.iter().map(compared).collect();
        curves.sort_by(|a, b| a.fit.aic().total_cmp(&b.fit.aic()));
        Ok(Self { curves })
    }

    /// The table: a row a curve, the best first.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: &dyn Fn(&ComparedCurve) -> f64| Values::Reals(self.curves.iter().map(|curve| Some(value(curve))).collect());
        let texts = |value: &dyn Fn(&ComparedCurve) -> String| Values::Texts(self.curves.iter().map(|curve| Some(value(curve))).collect());
        let columns = [
            ("asked", texts(&|curve| curve.fit.model().to_string())),
            ("curve", texts(&|curve| curve.fit.law().family().to_string())),
            ("ending", texts(&|curve| curve.fit.ending().to_string())),
            ("parameters", Values::Integers(self.curves.iter().map(|curve| i64::try_from(curve.fit.estimated()).ok()).collect())),
            ("log_likelihood", reals(&|curve| curve.fit.log_likelihood())),
            ("aic", reals(&|curve| curve.fit.aic())),
            ("bic", reals(&|curve| curve.fit.bic())),
            ("aic_difference", reals(&|curve| curve.aic_difference)),
            ("weight", reals(&|curve| curve.weight)),
        ];
        Table::of_columns("curve_comparison", columns)
    }
}

/// What a fit was fitted to, as far as it knows.
fn data_of(fit: &CurveFit) -> String {
    let kind = if fit.model().family().counts_renewals() { "renewals" } else { "times" };
    format!("{kind} of {} persons, {} of whom left", fit.people(), fit.events())
}
