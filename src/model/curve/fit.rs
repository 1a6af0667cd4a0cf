//! A fitted retention curve: its parameters with their errors, and how the fit ended.

use super::data::CurveData;
use super::family::CurveFamily;
use super::fitting::{Fitted, LONG_TERM};
use super::law::CurveLaw;
use super::model::CurveModel;
use crate::model::FitEnding;
use crate::model::jet::Jet;
use crate::model::parameter::Scale;
use crate::special::{Tails, normal_quantile};
use crate::survival::Limits;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// A parameter with its errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedParameter {
    /// Its name: see [`CurveFamily::parameter_names`], and `long_term` for the share who never leave.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its standard error; `None` at an edge.
    pub error: Option<f64>,
    /// The standard error of its logarithm; `None` at an edge and for `meanlog`, which may be negative.
    pub log_error: Option<f64>,
    /// Limits: symmetric about the logarithm (shapes, scales, rates), the log odds (probabilities, shares) or the value (`meanlog`).
    pub limits: Option<Limits>,
}

/// A curve fitted to data.
///
/// # Example
///
/// Where retention falls with tenure, a beta-geometric is no better than a geometric, and the fit says so:
///
/// ```
/// use kaiin::model::{FitEnding, curve::{CurveFamily, CurveModel, RenewalCounts}};
/// let counts = RenewalCounts::of_cohort(&[1000, 850, 700, 550, 410])?;
/// let fit = CurveModel::new(CurveFamily::ShiftedBetaGeometric).fit(&counts)?;
/// assert!(matches!(fit.ending(), FitEnding::Boundary(_)));
/// assert_eq!(fit.law().family(), &CurveFamily::Geometric);
/// assert!((fit.parameter("theta").unwrap().value - 590.0 / 3100.0).abs() < 1e-15); // lost by renewals that were due
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurveFit {
    pub(super) model: CurveModel,
    pub(super) law: CurveLaw,
    pub(super) ending: FitEnding,
    pub(super) log_likelihood: f64,
    pub(super) estimated: usize,
    pub(super) people: f64,
    pub(super) events: f64,
    /// Of the parameters of the search.
    pub(super) covariance: Option<Vec<Vec<f64>>>,
    steps: u64,
    gradient_norm: f64,
}

impl CurveFit {
    pub(super) fn new(model: &CurveModel, data: &CurveData<'_>, fitted: Fitted) -> Self {
        let rows = |matrix: &nalgebra::DMatrix<f64>| matrix.row_iter().map(|row| row.iter().copied().collect()).collect();
        Self {
            model: model.clone(),
            covariance: fitted.covariance.as_ref().map(rows),
            law: fitted.law,
            ending: fitted.ending,
            log_likelihood: fitted.log_likelihood,
            estimated: fitted.estimated,
            people: data.people(),
            events: data.events(),
            steps: fitted.steps,
            gradient_norm: fitted.gradient_norm,
        }
    }

    /// What was asked for.
    pub fn model(&self) -> &CurveModel {
        &self.model
    }

    /// The curve: of the family asked for, or the simpler one that it became at an edge.
    #[must_use]
    pub fn law(&self) -> &CurveLaw {
        &self.law
    }

    /// How the search for the curve that was asked for ended.
    #[must_use]
    pub fn ending(&self) -> &FitEnding {
        &self.ending
    }

    /// Whether the curve is of the family that was asked for, with the long-term share that was asked for.
    #[must_use]
    pub fn is_as_asked(&self) -> bool {
        self.law.family() == self.model.family() && self.law.long_term().is_some() == self.model.has_long_term()
    }

    /// The log likelihood.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Number of parameters that were estimated.
    #[must_use]
    pub fn estimated(&self) -> usize {
        self.estimated
    }

    /// Number of persons, or the sum of their weights.
    #[must_use]
    pub fn people(&self) -> f64 {
        self.people
    }

    /// How many left, or the sum of their weights.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.events
    }

    /// Akaike's criterion, `2 k - 2 ℓ` with `k` parameters estimated: the smaller the better.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * self.estimated as f64 - 2.0 * self.log_likelihood
    }

    /// The Bayesian criterion, `k ln n - 2 ℓ` with `n` persons: the smaller the better.
    #[must_use]
    pub fn bic(&self) -> f64 {
        self.people.ln() * self.estimated as f64 - 2.0 * self.log_likelihood
    }

    /// Steps of the search.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Length of the gradient of the log likelihood at the end, by the parameters of the search (logarithms and log odds).
    #[must_use]
    pub fn gradient_norm(&self) -> f64 {
        self.gradient_norm
    }

    /// The parameters with their errors.
    #[must_use]
    pub fn parameters(&self) -> Vec<FittedParameter> {
        let mut names = self.law.family().parameter_names();
        names.extend(self.law.long_term().map(|_| LONG_TERM.to_owned()));
        let values = self.law.parameters().iter().copied().chain(self.law.long_term());
        let covariance = self.covariance();
        let error = |at: usize| covariance.as_ref().and_then(|rows| rows.get(at)?.get(at).map(|variance: &f64| variance.sqrt()));
        names.into_iter().zip(values).enumerate().map(|(at, (name, value))| self.fitted_parameter(name, value, error(at))).collect()
    }

    fn fitted_parameter(&self, name: String, value: f64, error: Option<f64>) -> FittedParameter {
        let scale = match name.as_str() {
            "meanlog" => Scale::Identity,
            "theta" | LONG_TERM => Scale::Logit,
            _ => Scale::Log,
        };
        let free = scale.free(value);
        let half = error.map(|error| self.z() * error / scale.slope(free));
        let limits = half
            .filter(|half| half.is_finite())
            .map(|half| Limits { lower: scale.natural(free - half), upper: scale.natural(free + half) });
        let log_error = error.filter(|_| scale != Scale::Identity).map(|error| error / value);
        FittedParameter { name, value, error, log_error, limits }
    }

    /// A parameter by its name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<FittedParameter> {
        self.parameters().into_iter().find(|parameter| parameter.name == name)
    }

    /// The covariance of the parameters, in their order; `None` at an edge.
    #[must_use]
    pub fn covariance(&self) -> Option<Vec<Vec<f64>>> {
        let slopes = self.slopes_of_parameters();
        let one = |a: &Vec<f64>| slopes.iter().map(|b| self.covariance_of(a, b)).collect::<Option<Vec<f64>>>();
        slopes.iter().map(one).collect()
    }

    /// The covariance of the logarithms of the parameters; `None` at an edge and where a parameter is not above 0.
    #[must_use]
    pub fn log_covariance(&self) -> Option<Vec<Vec<f64>>> {
        let values: Vec<f64> = self.law.parameters().iter().copied().chain(self.law.long_term()).collect();
        if values.iter().any(|&value| value <= 0.0) {
            return None;
        }
        let scaled = |row: &Vec<f64>, own: f64| row.iter().zip(&values).map(|(covariance, other)| covariance / (own * other)).collect();
        Some(self.covariance()?.iter().zip(&values).map(|(row, &own)| scaled(row, own)).collect())
    }

    /// The slopes of each parameter by the parameters of the search.
    fn slopes_of_parameters(&self) -> Vec<Vec<f64>> {
        let free = self.law.free();
        let (own, odds) = free.split_at(self.law.family().size());
        let mut rows: Vec<Vec<f64>> = match self.law.family() {
            CurveFamily::PiecewiseExponential(_) => diagonal(own.iter().map(|rate| rate.exp())),
            family => family.natural(&Jet::parameters(own)).iter().map(|jet| jet.slope[..own.len()].to_vec()).collect(),
        };
        if let Some(&odds) = odds.first() {
            rows.iter_mut().for_each(|row| row.push(0.0));
            rows.push(own.iter().map(|_| 0.0).chain([Scale::Logit.slope(odds)]).collect());
        }
        rows
    }

    /// The covariance of two quantities by their slopes.
    pub(super) fn covariance_of(&self, a: &[f64], b: &[f64]) -> Option<f64> {
        let rows = self.covariance.as_ref()?;
        let by_row = rows.iter().zip(a).map(|(row, a)| a * row.iter().zip(b).map(|(covariance, b)| covariance * b).sum::<f64>());
        Some(by_row.sum::<f64>()).filter(|covariance| covariance.is_finite())
    }

    /// The standard error of a quantity by its slopes.
    pub(super) fn error_of(&self, slopes: &[f64]) -> Option<f64> {
        self.covariance_of(slopes, slopes).map(|variance| variance.max(0.0).sqrt())
    }

    /// The normal quantile of the confidence.
    pub(super) fn z(&self) -> f64 {
        normal_quantile(Tails::of_upper((1.0 - self.model.confidence.get()) / 2.0))
    }

    /// The table: a row a parameter.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows = self.parameters();
        let reals = |value: &dyn Fn(&FittedParameter) -> Option<f64>| Values::Reals(rows.iter().map(value).collect());
        let columns = [
            ("parameter", Values::Texts(rows.iter().map(|row| Some(row.name.clone())).collect())),
            ("value", reals(&|row| Some(row.value))),
            ("error", reals(&|row| row.error)),
            ("log_error", reals(&|row| row.log_error)),
            ("lower", reals(&|row| row.limits.map(|limits| limits.lower))),
            ("upper", reals(&|row| row.limits.map(|limits| limits.upper))),
        ];
        Table::of_columns("curve_parameters", columns)
    }
}

fn diagonal(values: impl ExactSizeIterator<Item = f64>) -> Vec<Vec<f64>> {
    let size = values.len();
    values.enumerate().map(|(at, value)| (0..size).map(|column| if column == at { value } else { 0.0 }).collect()).collect()
}
