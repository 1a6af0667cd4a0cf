//! How an accelerated failure time regression is set up and fitted.

use super::coefficient::LifetimeRegressionFit;
use super::covariates::{Coding, Column};
use super::likelihood::{RegressionLikelihood, TimeRow};
use crate::error::{Error, Result};
use crate::model::curve::CurveFamily;
use crate::model::parameter::{Parameter, Scale};
use crate::model::{FitEnding, Maximum, maximise};
use crate::survival::Observations;
use crate::unit::Confidence;
use nalgebra::DMatrix;

/// The name of the coefficient that every row has.
pub(super) const INTERCEPT: &str = "(Intercept)";

/// The name of the logarithm of the width.
pub(super) const LOG_SCALE: &str = "Log(scale)";

/// A regression of the logarithm of time on what is known of each row (accelerated failure time), with right censoring, delayed entry and
/// weights.
///
/// # Formula
///
/// ```text
/// ln T = intercept + Σ coefficient × value + scale × W
/// ```
///
/// `W` has the least extreme value distribution (Weibull, and exponential with the scale fixed at 1), the normal (log-normal) or the
/// logistic (log-logistic). One unit more of a value multiplies every time by exp(coefficient). In the parameters of
/// [`CurveLaw`](crate::model::curve::CurveLaw) a Weibull has shape `1 / scale` and scale `exp(intercept + …)`. This is the regression of
/// R's `survreg`, with the coefficients and the scale that it prints.
///
/// Assumes that each value multiplies time by the same factor at all tenures.
///
/// # Example
///
/// Without censoring, the exponential regression on two groups gives the logarithms of their mean times:
///
/// ```
/// use kaiin::{model::{aft::LifetimeRegression, curve::CurveFamily}, survival::Observations};
/// let rows = Observations::of_events(&[1.0, 3.0, 2.0, 6.0], &[true; 4])?;
/// let fit = LifetimeRegression::new(CurveFamily::Exponential)?.levels("branch", &["A", "A", "B", "B"]).fit(&rows)?;
/// let factor = fit.coefficient("branchB").unwrap().estimate.unwrap().exp();
/// assert!((factor - 2.0).abs() < 1e-12); // mean 4 against mean 2
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// J. D. Kalbfleisch and R. L. Prentice (2002), *The Statistical Analysis of Failure Time Data*, 2nd ed., chapter 3.
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a regression does nothing until `fit` is called"]
pub struct LifetimeRegression {
    family: CurveFamily,
    columns: Vec<(String, Column)>,
    confidence: Confidence,
}

impl LifetimeRegression {
    /// A regression without anything known of the rows, with 95 % limits.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a family other than exponential, Weibull, log-normal and log-logistic.
    pub fn new(family: CurveFamily) -> Result<Self> {
        if family.counts_renewals() || matches!(family, CurveFamily::PiecewiseExponential(_)) {
            let reason = "has no place and width in the logarithm of time; choose exponential, Weibull, log-normal or log-logistic";
            return Err(Error::setting("family", family, reason));
        }
        Ok(Self { family, columns: Vec::new(), confidence: Confidence::default() })
    }

    /// A number known of each row.
    pub fn numbers(mut self, name: impl Into<String>, values: &[f64]) -> Self {
        self.columns.push((name.into(), Column::Numbers(values.to_vec())));
        self
    }

    /// A level known of each row, compared with the first by name.
    pub fn levels<S: AsRef<str>>(self, name: impl Into<String>, values: &[S]) -> Self {
        self.with_levels(name.into(), values, None)
    }

    /// A level known of each row, compared with a reference.
    pub fn levels_against<S: AsRef<str>>(self, name: impl Into<String>, values: &[S], reference: &str) -> Self {
        self.with_levels(name.into(), values, Some(reference.to_owned()))
    }

    fn with_levels<S: AsRef<str>>(mut self, name: String, values: &[S], reference: Option<String>) -> Self {
        let values = values.iter().map(|level| level.as_ref().to_owned()).collect();
        self.columns.push((name, Column::Levels { values, reference }));
        self
    }

    /// The confidence of limits.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Fits the regression by maximum likelihood; the end of a row with any outcome is an event.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row counts or none ended in an event; [`Error::ColumnLength`] when a column is not as long as the rows;
    /// [`Error::Setting`] for a time not above 0, a value that is not finite, a column of one value, columns that cannot be told apart, and
    /// a likelihood that grows without limit; [`Error::Missing`] for a reference that does not occur.
    pub fn fit(&self, rows: &Observations) -> Result<LifetimeRegressionFit> {
        let chosen: Vec<usize> = (0..rows.len()).filter(|&row| rows.observed(row).weight > 0.0).collect();
        let times = time_rows(rows, &chosen)?;
        let codings = self.codings(rows.len(), &chosen)?;
        let names = self.names(&codings);
        let design = Design::new(self.design(&codings, &chosen, names.len())?, &names)?;
        let null = self.maximum(&times, &DMatrix::from_element(1, times.len(), 1.0), &names[..1])?;
        let found = self.maximum(&times, &design.standard, &names)?;
        if let FitEnding::NotConcave(_) | FitEnding::NotReached = found.ending {
            let reason = format!("has no maximum: {}; leave one of the columns out", found.ending);
            return Err(Error::setting("regression", &self.family, reason));
        }
        let codings = self.columns.iter().map(|(name, _)| name.clone()).zip(codings).collect();
        Ok(LifetimeRegressionFit::new(self.family.clone(), self.confidence, codings, names, &found, &design, &times, null.log_likelihood))
    }

    fn codings(&self, rows: usize, chosen: &[usize]) -> Result<Vec<Coding>> {
        let coding = |(name, column): &(String, Column)| {
            if column.len() != rows {
                return Err(Error::ColumnLength { column: name.clone(), found: column.len(), reference: "time".into(), expected: rows });
            }
            column.coding(name, chosen)
        };
        self.columns.iter().map(coding).collect()
    }

    fn names(&self, codings: &[Coding]) -> Vec<String> {
        let known = self.columns.iter().zip(codings).flat_map(|((name, _), coding)| coding.names(name));
        std::iter::once(INTERCEPT.to_owned()).chain(known).collect()
    }

    fn design(&self, codings: &[Coding], chosen: &[usize], width: usize) -> Result<DMatrix<f64>> {
        let mut cells = Vec::with_capacity(chosen.len() * width);
        for &row in chosen {
            cells.push(1.0);
            for ((name, column), coding) in self.columns.iter().zip(codings) {
                let value = column.value(row).ok_or_else(|| Error::missing(format!("{name} of row {row}"), "give a value for each row"))?;
                cells.extend(coding.coded(name, &value)?);
            }
        }
        Ok(DMatrix::from_vec(width, chosen.len(), cells))
    }

    fn maximum(&self, rows: &[TimeRow], design: &DMatrix<f64>, names: &[String]) -> Result<Maximum> {
        let mut parameters: Vec<Parameter> = names.iter().map(|name| Parameter::new(name.clone(), Scale::Identity)).collect();
        if self.family != CurveFamily::Exponential {
            parameters.push(Parameter::new(LOG_SCALE, Scale::Identity).between(-14.0, 14.0));
        }
        let sum = |of: &dyn Fn(&TimeRow) -> f64| rows.iter().map(of).sum::<f64>();
        let exposure = sum(&|row| row.weight * (row.time - row.entry.max(0.0)));
        let mut start = vec![0.0; parameters.len()];
        start[0] = (exposure / sum(&|row| if row.is_event { row.weight } else { 0.0 })).ln();
        let likelihood = RegressionLikelihood { family: &self.family, rows, design, parameters };
        let undefined = || Error::setting("regression", &self.family, "is not defined for these times; look for values that cannot be");
        let found = maximise(&likelihood, &start).ok_or_else(undefined)?;
        match &found.ending {
            FitEnding::Boundary(run_away) if run_away.iter().any(|run| run.parameter == LOG_SCALE) => {
                let reason = format!("fits without limit: {}; look whether all leave at one time", found.ending);
                Err(Error::setting("regression", &self.family, reason))
            }
            _ => Ok(found),
        }
    }
}

fn time_rows(rows: &Observations, chosen: &[usize]) -> Result<Vec<TimeRow>> {
    let time_row = |&row: &usize| {
        let seen = rows.observed(row);
        if seen.time <= 0.0 {
            let reason = format!("in row {row} is not above 0 and has no logarithm; leave the row out or move the clock");
            return Err(Error::setting("time", seen.time, reason));
        }
        Ok(TimeRow { entry: seen.entry, time: seen.time, is_event: seen.is_event, weight: seen.weight })
    };
    let times: Vec<TimeRow> = chosen.iter().map(time_row).collect::<Result<_>>()?;
    if !times.iter().any(|row| row.is_event) {
        return Err(Error::NoRows { input: "the regression".into(), advice: "give at least one row that ended in an event".into() });
    }
    Ok(times)
}

/// The columns in units of their own spread, so that the search is as good for ages as for incomes, and the way back.
pub(super) struct Design {
    pub(super) standard: DMatrix<f64>,
    /// Coefficients of the columns themselves from those of the standard ones.
    pub(super) back: DMatrix<f64>,
}

impl Design {
    fn new(mut columns: DMatrix<f64>, names: &[String]) -> Result<Self> {
        let mut back = DMatrix::identity(columns.nrows(), columns.nrows());
        for (at, name) in names.iter().enumerate().skip(1) {
            let mut column = columns.row_mut(at);
            let centre = column.mean();
            column.add_scalar_mut(-centre);
            let spread = (column.norm_squared() / column.len() as f64).sqrt();
            if spread <= 1e-12 * centre.abs() || !spread.is_finite() {
                return Err(Error::setting("column", name, "has one value in all rows and explains nothing; leave it out"));
            }
            column.scale_mut(1.0 / spread);
            back[(at, at)] = 1.0 / spread;
            back[(0, at)] = -centre / spread;
        }
        Ok(Self { standard: columns, back })
    }
}
