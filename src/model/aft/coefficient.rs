//! A fitted accelerated failure time regression: coefficients with their errors, as R's `summary` prints them.

use super::covariates::Coding;
use super::likelihood::TimeRow;
use super::regression::{Design, LOG_SCALE};
use crate::model::curve::CurveFamily;
use crate::model::{Edge, FitEnding, Maximum, RunAway};
use crate::special::{Tails, normal_quantile, normal_tails};
use crate::survival::Limits;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// One coefficient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegressionCoefficient {
    /// Its name: `(Intercept)`, the name of a number, the name and level of something with levels, `Log(scale)`.
    pub name: String,
    /// Its value; `None` where the likelihood drives it to infinity (no events in a level).
    pub estimate: Option<f64>,
    /// Its standard error; `None` when any coefficient runs to infinity.
    pub error: Option<f64>,
    /// Estimate by error.
    pub z: Option<f64>,
    /// Two-sided p value of the estimate against 0 (Wald).
    pub p_value: Option<f64>,
    /// Limits about the estimate.
    pub limits: Option<Limits>,
}

/// A fitted accelerated failure time regression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LifetimeRegressionFit {
    pub(super) family: CurveFamily,
    pub(super) confidence: Confidence,
    pub(super) codings: Vec<(String, Coding)>,
    names: Vec<String>,
    /// Coefficients, and last the logarithm of the scale where there is one.
    pub(super) estimates: Vec<f64>,
    runs_away: Vec<bool>,
    pub(super) covariance: Option<Vec<Vec<f64>>>,
    ending: FitEnding,
    log_likelihood: f64,
    null_log_likelihood: f64,
    rows: u64,
    events: f64,
}

impl LifetimeRegressionFit {
    #[expect(clippy::too_many_arguments, reason = "all that a fit is made of, once")]
    pub(super) fn new(
        family: CurveFamily,
        confidence: Confidence,
        codings: Vec<(String, Coding)>,
        mut names: Vec<String>,
        found: &Maximum,
        design: &Design,
        rows: &[TimeRow],
        null_log_likelihood: f64,
    ) -> Self {
        let columns = names.len();
        let size = found.free.len();
        let mut back = DMatrix::identity(size, size);
        back.view_mut((0, 0), (columns, columns)).copy_from(&design.back);
        let estimates = &back * nalgebra::DVector::from_column_slice(&found.free);
        let covariance = found.covariance.as_ref().map(|standard| &back * standard * back.transpose());
        names.extend((size > columns).then(|| LOG_SCALE.to_owned()));
        let ending = ending_of(found, &names, &(&back * &found.drift));
        let runs_away = names.iter().map(|name| runs_away(&ending, name)).collect();
        Self {
            family,
            confidence,
            codings,
            runs_away,
            names,
            estimates: estimates.iter().copied().collect(),
            covariance: covariance.map(|matrix| matrix.row_iter().map(|row| row.iter().copied().collect()).collect()),
            ending,
            log_likelihood: found.log_likelihood,
            null_log_likelihood,
            rows: rows.len() as u64,
            events: rows.iter().filter(|row| row.is_event).map(|row| row.weight).sum(),
        }
    }

    /// The distribution of time.
    #[must_use]
    pub fn family(&self) -> &CurveFamily {
        &self.family
    }

    /// How the search ended.
    #[must_use]
    pub fn ending(&self) -> &FitEnding {
        &self.ending
    }

    /// The log likelihood, of times (not of their logarithms).
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// The log likelihood with the intercept and the scale alone.
    #[must_use]
    pub fn null_log_likelihood(&self) -> f64 {
        self.null_log_likelihood
    }

    /// Akaike's criterion, `2 k - 2 ℓ` with `k` coefficients, the scale among them where it is estimated.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * self.names.len() as f64 - 2.0 * self.log_likelihood
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Number of events, or the sum of their weights.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.events
    }

    /// The scale, 1 for the exponential: the inverse of the shape of a Weibull.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.log_scale().exp()
    }

    pub(super) fn log_scale(&self) -> f64 {
        if self.has_scale() { self.estimates.last().copied().unwrap_or_default() } else { 0.0 }
    }

    pub(super) fn has_scale(&self) -> bool {
        self.family != CurveFamily::Exponential
    }

    /// The coefficients, the intercept first and the logarithm of the scale last.
    #[must_use]
    pub fn coefficients(&self) -> Vec<RegressionCoefficient> {
        let error = |at: usize| self.covariance.as_ref().and_then(|rows| rows.get(at)?.get(at).map(|variance| variance.sqrt()));
        let each = self.names.iter().zip(&self.estimates).zip(&self.runs_away).enumerate();
        each.map(|(at, ((name, &estimate), &runs_away))| self.row(name, (!runs_away).then_some(estimate), error(at))).collect()
    }

    fn row(&self, name: &str, estimate: Option<f64>, error: Option<f64>) -> RegressionCoefficient {
        let both = estimate.zip(error).filter(|(_, error)| *error > 0.0);
        let z = both.map(|(estimate, error)| estimate / error);
        let limits = both.map(|(estimate, error)| Limits { lower: estimate - self.z() * error, upper: estimate + self.z() * error });
        let p_value = z.map(|z| 2.0 * normal_tails(z.abs()).upper());
        RegressionCoefficient { name: name.to_owned(), estimate, error, z, p_value, limits }
    }

    /// A coefficient by its name.
    #[must_use]
    pub fn coefficient(&self, name: &str) -> Option<RegressionCoefficient> {
        self.coefficients().into_iter().find(|coefficient| coefficient.name == name)
    }

    /// The covariance of the coefficients, in their order; `None` when any runs to infinity.
    #[must_use]
    pub fn covariance(&self) -> Option<&[Vec<f64>]> {
        self.covariance.as_deref()
    }

    /// The normal quantile of the confidence.
    pub(super) fn z(&self) -> f64 {
        normal_quantile(Tails::of_upper((1.0 - self.confidence.get()) / 2.0))
    }

    /// The table: a row a coefficient.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows = self.coefficients();
        let reals = |value: &dyn Fn(&RegressionCoefficient) -> Option<f64>| Values::Reals(rows.iter().map(value).collect());
        let columns = [
            ("coefficient", Values::Texts(rows.iter().map(|row| Some(row.name.clone())).collect())),
            ("estimate", reals(&|row| row.estimate)),
            ("error", reals(&|row| row.error)),
            ("z", reals(&|row| row.z)),
            ("p_value", reals(&|row| row.p_value)),
            ("lower", reals(&|row| row.limits.map(|limits| limits.lower))),
            ("upper", reals(&|row| row.limits.map(|limits| limits.upper))),
        ];
        Table::of_columns("lifetime_regression", columns)
    }
}

/// How the search ended, in the coefficients of the columns themselves; it was made in those of standard columns, where the intercept
/// drifts along with any other.
fn ending_of(found: &Maximum, names: &[String], drift: &nalgebra::DVector<f64>) -> FitEnding {
    let FitEnding::Boundary(_) = found.ending else { return found.ending.clone() };
    let longest = drift.amax();
    let edge = |step: f64| if step > 0.0 { Edge::High } else { Edge::Low };
    let running = names.iter().zip(drift.iter()).filter(|(_, step)| step.abs() > 0.1 * longest);
    FitEnding::Boundary(running.map(|(name, &step)| RunAway { parameter: name.clone(), edge: edge(step) }).collect())
}

/// Whether a coefficient runs to infinity.
fn runs_away(ending: &FitEnding, name: &str) -> bool {
    matches!(ending, FitEnding::Boundary(run_away) if run_away.iter().any(|run| run.parameter == name))
}
