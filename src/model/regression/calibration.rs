//! Did as many leave as was forecast: for low probabilities, for high ones, and on the whole?

use super::covariates::Covariates;
use super::forecasts::{ForecastCell, Forecasts};
use super::hazard_regression::{HazardRegression, OnSeparation};
use super::hazard_rows::HazardRows;
use super::link::Link;
use super::term::Term;
use crate::error::Result;
use crate::rates::{Interval, ProportionMethod, proportion_interval};
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// One group of forecasts and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationRow {
    /// The lowest probability in the group.
    pub from: f64,
    /// The highest.
    pub to: f64,
    /// How many they were forecast for.
    pub trials: u64,
    /// How many had the event.
    pub events: u64,
    /// The mean probability.
    pub forecast: f64,
    /// The share that had the event.
    pub observed: f64,
    /// The exact interval (Clopper-Pearson) of the share.
    pub interval: Interval,
}

/// A number with its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// Forecasts against outcomes.
///
/// # Formula
///
/// ```text
/// slope, intercept:  logit P(event) = a + b logit(p)      b < 1: forecasts are too far apart (overfitted), b > 1: too close
/// in the large:      logit P(event) = a + logit(p)        a > 0: more left than was forecast
/// ```
///
/// # Example
///
/// ```
/// use kaiin::Confidence;
/// use kaiin::model::regression::Forecasts;
/// // Of 100 forecast to leave with 10 % 20 left, of 100 with 50 % 70.
/// let forecasts = Forecasts::grouped(&[0.1, 0.5], &[20, 70], &[100, 100])?;
/// let calibration = forecasts.calibration(2, Confidence::default())?;
/// assert_eq!((calibration.rows[0].forecast, calibration.rows[0].observed), (0.1, 0.2));
/// // logit(0.2) = -ln 4 and logit(0.7) = ln(7/3) on logit(0.1) = -ln 9 and logit(0.5) = 0
/// let slope = calibration.slope.unwrap().value;
/// assert!((slope - (7.0f64 / 3.0 * 4.0).ln() / 9.0f64.ln()).abs() < 1e-9);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// D. R. Cox, "Two further applications of a model for binary regression", *Biometrika* 45(3/4), 1958, 562-565. E. W. Steyerberg,
/// *Clinical Prediction Models*, Springer, 2009, chapter 15.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Groups of rising probability with about the same number of trials; equal probabilities stay together, so there may be fewer groups
    /// than asked for.
    pub rows: Vec<CalibrationRow>,
    /// The slope `b`; `None` when a probability is 0 or 1, all are the same, or outcomes follow them without exception.
    pub slope: Option<Estimate>,
    /// The intercept `a` that belongs to the slope.
    pub intercept: Option<Estimate>,
    /// The intercept at slope 1 (calibration in the large).
    pub in_the_large: Option<Estimate>,
}

impl Calibration {
    pub(super) fn of(forecasts: &Forecasts, groups: usize, confidence: Confidence) -> Result<Self> {
        let mut rows = Vec::new();
        for cells in forecasts.groups(groups)? {
            rows.extend(row(&cells, confidence)?);
        }
        let (slope, intercept) = slope(forecasts).unzip();
        Ok(Self { rows, slope, intercept, in_the_large: in_the_large(forecasts) })
    }

    /// One row a group: `from`, `to`, `trials`, `events`, `forecast`, `observed`, `lower`, `upper`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: fn(&CalibrationRow) -> f64| Values::Reals(self.rows.iter().map(|row| Some(value(row))).collect());
        let counts =
            |value: fn(&CalibrationRow) -> u64| Values::Integers(self.rows.iter().map(|row| i64::try_from(value(row)).ok()).collect());
        Table::of_columns(
            "calibration",
            [
                ("from", reals(|row| row.from)),
                ("to", reals(|row| row.to)),
                ("trials", counts(|row| row.trials)),
                ("events", counts(|row| row.events)),
                ("forecast", reals(|row| row.forecast)),
                ("observed", reals(|row| row.observed)),
                ("lower", reals(|row| row.interval.lower)),
                ("upper", reals(|row| row.interval.upper)),
            ],
        )
    }
}

fn row(cells: &[ForecastCell], confidence: Confidence) -> Result<Option<CalibrationRow>> {
    let (trials, events) = cells.iter().fold((0, 0), |(trials, events), cell| (trials + cell.trials, events + cell.events));
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return Ok(None) };
    let interval = proportion_interval(events, trials, confidence, ProportionMethod::ClopperPearson)?;
    let forecast = cells.iter().map(|cell| cell.trials as f64 * cell.hazard).sum::<f64>() / trials as f64;
    let observed = events as f64 / trials as f64;
    Ok(interval.map(|interval| CalibrationRow { from: first.hazard, to: last.hazard, trials, events, forecast, observed, interval }))
}

/// The logits of the forecasts with their counts; `None` when one is infinite.
fn logits(forecasts: &Forecasts) -> Option<(Vec<f64>, Vec<u64>, Vec<u64>)> {
    let cells = &forecasts.cells;
    let logits: Vec<f64> = cells.iter().map(|cell| cell.hazard.ln() - (-cell.hazard).ln_1p()).collect();
    let counts = |value: fn(&ForecastCell) -> u64| cells.iter().map(value).collect();
    logits.iter().all(|logit| logit.is_finite()).then(|| (logits, counts(|cell| cell.events), counts(|cell| cell.trials)))
}

/// The slope and the intercept.
fn slope(forecasts: &Forecasts) -> Option<(Estimate, Estimate)> {
    let (logits, events, trials) = logits(forecasts)?;
    let rows = HazardRows::grouped(Covariates::new().number("logit", &logits).ok()?, &events, &trials).ok()?;
    let settings = HazardRegression::new(Link::Logit).term(Term::number("logit")).on_separation(OnSeparation::Refuse);
    let fit = settings.fit(&rows).ok()?;
    let estimate = |name: &str| fit.coefficient(name).and_then(|found| Some(Estimate { value: found.estimate?, error: found.error? }));
    Some((estimate("logit")?, estimate("(Intercept)")?))
}

fn in_the_large(forecasts: &Forecasts) -> Option<Estimate> {
    let (logits, events, trials) = logits(forecasts)?;
    let rows = HazardRows::grouped(Covariates::new().offset(&logits).ok()?, &events, &trials).ok()?;
    let fit = HazardRegression::new(Link::Logit).fit(&rows).ok()?;
    let found = fit.coefficient("(Intercept)")?;
    Some(Estimate { value: found.estimate?, error: found.error? })
}
