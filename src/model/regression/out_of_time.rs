//! How well would the model have done: fitted on the years up to one, judged on the next?

use super::calibration::Calibration;
use super::concordance::Concordance;
use super::forecasts::Forecasts;
use super::hazard_fit::HazardFit;
use super::hazard_regression::HazardRegression;
use super::hazard_rows::HazardRows;
use super::levels::UnknownLevel;
use super::lift::Lift;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// Settings of a validation out of time: a regression is fitted on the rows of all years up to one and judged on those of the next.
///
/// No row can be in both: which rows train and which judge follows from one year.
///
/// # Example
///
/// ```
/// use kaiin::FiscalYear;
/// use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, OutOfTime, Term};
/// let cells = Covariates::new()
///     .number("period", &[2020.0, 2020.0, 2021.0, 2021.0])?
///     .number("tenure", &[0.0, 1.0, 0.0, 1.0])?;
/// let rows = HazardRows::grouped(cells, &[20, 10, 18, 9], &[100, 100, 100, 100])?;
/// let regression = HazardRegression::new(Link::Logit).term(Term::category("tenure"));
/// let judged = OutOfTime::new(regression).judge(&rows, FiscalYear(2020))?;
/// // 0.2 and 0.1 were forecast for 2021; 18 and 9 of 100 left: (18 x 0.64 + 82 x 0.04 + 9 x 0.81 + 91 x 0.01) / 200
/// assert!((judged.brier - 0.115).abs() < 1e-12);
/// assert_eq!((judged.trained_through, judged.judged_on), (FiscalYear(2020), FiscalYear(2021)));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `judge` is called"]
pub struct OutOfTime {
    regression: HazardRegression,
    period: String,
    unknown: UnknownLevel,
    groups: usize,
}

impl OutOfTime {
    /// A validation by the column `period`, in deciles, that refuses levels which no training year had.
    pub fn new(regression: HazardRegression) -> Self {
        Self { regression, period: "period".into(), unknown: UnknownLevel::default(), groups: 10 }
    }

    /// The column of years.
    pub fn period(mut self, column: impl Into<String>) -> Self {
        self.period = column.into();
        self
    }

    /// What to do with a level that no training year had. Rows without a forecast are counted and not judged.
    pub fn unknown_levels(mut self, policy: UnknownLevel) -> Self {
        self.unknown = policy;
        self
    }

    /// Number of groups of calibration and lift.
    pub fn groups(mut self, groups: usize) -> Self {
        self.groups = groups;
        self
    }

    /// Fits on all rows up to a year and judges on those of the next.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there are no rows of the one or the other; [`Error::ColumnType`] when the years are no numbers;
    /// [`Error::Setting`] for fractional weights; as [`HazardRegression::fit`] and [`HazardFit::predict`].
    pub fn judge(&self, rows: &HazardRows, trained_through: FiscalYear) -> Result<OutOfTimeScores> {
        let years = rows.covariates.column(&self.period)?.numbers()?;
        let (last, next) = (f64::from(trained_through.get()), f64::from(trained_through.plus(1).get()));
        let training = self.part(rows, years, "training", &|year| year <= last, format!("of {trained_through} or earlier"))?;
        let judging = self.part(rows, years, "judging", &|year| year == next, format!("of {}", trained_through.plus(1)))?;
        let fit = self.regression.fit(&training)?;
        let predictions = fit.predict_with(&judging.covariates, self.unknown)?;
        let forecast: Vec<(usize, f64)> =
            predictions.rows.iter().enumerate().filter_map(|(row, found)| found.hazard.map(|hazard| (row, hazard))).collect();
        let count = |values: &[f64]| forecast.iter().map(|&(row, _)| (judging.weight(row) * values[row]) as u64).collect::<Vec<u64>>();
        let hazards: Vec<f64> = forecast.iter().map(|(_, hazard)| *hazard).collect();
        let forecasts = Forecasts::grouped(&hazards, &count(&judging.events), &count(&judging.trials))?;
        let confidence = self.regression.confidence;
        let constant = training.events() / training.trials();
        Ok(OutOfTimeScores {
            trained_through,
            judged_on: trained_through.plus(1),
            trials: forecasts.trials(),
            events: forecasts.events(),
            expected: forecasts.expected(),
            without_forecast: judging.trials() as u64 - forecasts.trials(),
            unknown_levels: predictions.unknown_levels,
            constant,
            brier: forecasts.brier(),
            brier_skill: forecasts.brier_skill(constant),
            log_score: forecasts.log_score(),
            calibration: forecasts.calibration(self.groups, confidence)?,
            lift: forecasts.lift(self.groups)?,
            concordance: forecasts.concordance(confidence),
            fit,
        })
    }

    /// Judges one year after the other: for each of the years of a range, the last of which is followed by a year with rows, a fit on all
    /// years up to it.
    ///
    /// # Errors
    ///
    /// As [`OutOfTime::judge`]; [`Error::Setting`] for an empty range.
    pub fn rolling(&self, rows: &HazardRows, trained_through: std::ops::RangeInclusive<FiscalYear>) -> Result<RollingScores> {
        let (first, last) = (trained_through.start().get(), trained_through.end().get());
        if first > last {
            return Err(Error::setting("years", format!("{first} to {last}"), "are none; write the earlier year first"));
        }
        let years = (first..=last).map(|year| self.judge(rows, FiscalYear(year))).collect::<Result<_>>()?;
        Ok(RollingScores { years })
    }

    fn part(&self, rows: &HazardRows, years: &[f64], purpose: &str, belongs: &dyn Fn(f64) -> bool, which: String) -> Result<HazardRows> {
        if rows.weights.iter().any(|weight| weight.fract() != 0.0) {
            return Err(Error::setting("weights", "fractional", "cannot be judged as counts; validate on unweighted rows"));
        }
        let chosen: Vec<usize> = (0..rows.len()).filter(|&row| belongs(years[row])).collect();
        rows.select(&chosen).ok_or_else(|| {
            Error::missing(
                format!("any row {which} in {:?} for {purpose}: it", self.period),
                "choose a year that has rows before and after",
            )
        })
    }
}

/// How a regression fitted on the years up to one did in the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutOfTimeScores {
    /// The last year that the fit has seen.
    pub trained_through: FiscalYear,
    /// The year that it was judged on.
    pub judged_on: FiscalYear,
    /// Trials of that year with a forecast.
    pub trials: u64,
    /// Events of these.
    pub events: u64,
    /// Events that were forecast: the sum of the probabilities.
    pub expected: f64,
    /// Trials of that year without a forecast.
    pub without_forecast: u64,
    /// Rows of that year with a level that no training year had.
    pub unknown_levels: u64,
    /// The share of events in the training years: the constant that skill is measured against.
    pub constant: f64,
    /// The Brier score.
    pub brier: f64,
    /// Its skill against the constant.
    pub brier_skill: Option<f64>,
    /// The logarithmic score.
    pub log_score: Option<f64>,
    /// Whether as many left as was forecast.
    pub calibration: Calibration,
    /// How many of the leavers are among the highest probabilities.
    pub lift: Lift,
    /// Whether leavers had the higher probabilities.
    pub concordance: Option<Concordance>,
    /// The fit itself.
    pub fit: HazardFit,
}

/// The scores of several years, each judged by a fit on the years before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RollingScores {
    /// One a year, ascending.
    pub years: Vec<OutOfTimeScores>,
}

impl RollingScores {
    /// One row a year: `judged_on`, `trials`, `events`, `expected`, `brier`, `brier_skill`, `log_score`, `concordance`,
    /// `concordance_error`, `calibration_slope`, `calibration_in_the_large`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: fn(&OutOfTimeScores) -> Option<f64>| Values::Reals(self.years.iter().map(value).collect());
        let counts = |value: fn(&OutOfTimeScores) -> i64| Values::Integers(self.years.iter().map(|year| Some(value(year))).collect());
        Table::of_columns(
            "out_of_time",
            [
                ("judged_on", counts(|year| i64::from(year.judged_on.get()))),
                ("trials", counts(|year| year.trials as i64)),
                ("events", counts(|year| year.events as i64)),
                ("expected", reals(|year| Some(year.expected))),
                ("brier", reals(|year| Some(year.brier))),
                ("brier_skill", reals(|year| year.brier_skill)),
                ("log_score", reals(|year| year.log_score)),
                ("concordance", reals(|year| year.concordance.map(|found| found.value))),
                ("concordance_error", reals(|year| year.concordance.and_then(|found| found.error))),
                ("calibration_slope", reals(|year| year.calibration.slope.map(|slope| slope.value))),
                ("calibration_in_the_large", reals(|year| year.calibration.in_the_large.map(|found| found.value))),
            ],
        )
    }
}
