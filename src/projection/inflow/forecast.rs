//! An inflow of the years to come, with errors that hang together.

use super::method::InflowMethod;
use super::smoothing::Smoothed;
use crate::error::{Error, Result};
use crate::projection::chain::Arrival;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Longest horizon, in fiscal years: that of a projection.
const LONGEST_HORIZON: usize = 200;
/// Years that a mean looks back.
const MEAN_YEARS: usize = 5;
/// Numbers that a damped trend takes from the series: two weights, the damping, level and trend.
const SMOOTHING_PARAMETERS: f64 = 5.0;

/// How many new licence holders, or joiners, come in each year ahead, and how far these numbers may be off.
///
/// A year in which more come than expected raises what is expected of the years after it: the errors of different years are not
/// independent, and the errors of their sum, on which members depend, grow much faster than with independent years.
/// [`ProjectionSettings::inflow_forecast`](crate::projection::ProjectionSettings::inflow_forecast) carries them to all projected numbers
/// exactly.
///
/// # Formula
///
/// With y the n last years, at most 20, h and j years ahead, e independent errors of deviation s:
///
/// ```text
/// mean          y(h) = mean of the last m = 5 at most + e(h) + u,            s² = sum (y - mean)² / (m - 1),      sd u = s / sqrt(m)
/// random walk   y(h) = last + e(1) + … + e(h),                               s² = sum d² / (n - 1)
/// drift         y(h) = last + h (mean d + u) + e(1) + … + e(h),              s² = sum (d - mean d)² / (n - 2),    sd u = s / sqrt(n - 1)
/// damped trend  y(h) = l + (f + … + f^h) b + e(h) + sum over j < h of c(h - j) e(j),   c(k) = a + b' (f + … + f^k)
/// ```
///
/// where d are yearly changes, l and b level and trend smoothed with the weights a and b' and the damping f that make the squares of
/// the one-year errors smallest (of a grid: f from 0.8 to 0.98), and s² is the sum of these squares over n - 1 - 5, at least over half of n - 1.
///
/// # Where it is weak
///
/// It knows the past of one number. A school that opens or a law that changes it does not see; give these as the inflow itself. The error of the
/// weights and of the damping is not in the errors of a damped trend, and with fewer than about ten years none of the methods knows
/// how far it errs.
///
/// # Example
///
/// ```
/// use kaiin::projection::{InflowForecast, InflowMethod};
/// // Changes 4, -2, 4: mean 2, variance (2² + 4² + 2²) / 2 = 12.
/// let drift = InflowForecast::of(&[100, 104, 102, 106], InflowMethod::Drift, 3)?;
/// assert_eq!(drift.mean(), [108.0, 110.0, 112.0]);
/// assert!((drift.deviation()[2] - (12.0_f64 * (3.0 + 9.0 / 3.0)).sqrt()).abs() < 1e-12);
/// assert!(drift.covariance(0, 2) > 0.0);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// E. S. Gardner and E. McKenzie (1985), "Forecasting trends in time series", *Management Science* 31, 1237-1246; R. J. Hyndman, A. B. Koehler,
/// J. K. Ord and R. D. Snyder (2008), *Forecasting with Exponential Smoothing*, Springer, chapter 6, on the variances; R. J. Hyndman and
/// G. Athanasopoulos (2021), *Forecasting: Principles and Practice*, 3rd ed., section 5.5.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InflowForecast {
    method: InflowMethod,
    history: Vec<u64>,
    mean: Vec<f64>,
    /// Independent errors, each with what one deviation of it does to every year.
    errors: Vec<Vec<f64>>,
}

impl InflowForecast {
    /// Fewest years that it can follow from.
    pub const FEWEST_YEARS: usize = 3;
    /// Most years that are looked at: what came before says little about the size of changes now.
    pub const MOST_YEARS: usize = 20;

    /// The inflow of `horizon` years after those of `history`, which is in order of the years and without gaps.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] with horizon 0, or with fewer than three years, which tell nothing of how far they may be off; [`Error::Limit`]
    /// beyond 200 years ahead.
    pub fn of(history: &[u64], method: InflowMethod, horizon: usize) -> Result<Self> {
        if horizon == 0 {
            return Err(Error::setting("horizon", 0, "is no year ahead; give 1 or more"));
        }
        if horizon > LONGEST_HORIZON {
            let advice = "forecast fewer years; the past of one number does not reach that far".into();
            let (found, limit) = (horizon as u64, LONGEST_HORIZON as u64);
            return Err(Error::Limit { what: "years of a forecast", found, limit, advice });
        }
        if history.len() < Self::FEWEST_YEARS {
            let reason = "are too few to say how far the years after them may be off; give three or more, better ten, or the inflow itself";
            return Err(Error::setting("history", format!("{} years", history.len()), reason));
        }
        let history = &history[history.len().saturating_sub(Self::MOST_YEARS)..];
        let values: Vec<f64> = history.iter().map(|&count| count as f64).collect();
        let Ahead { mean, surprise, in_common } = match method {
            InflowMethod::Mean => Ahead::mean(&values, horizon),
            InflowMethod::RandomWalk => Ahead::random_walk(&values, horizon),
            InflowMethod::Drift => Ahead::drift(&values, horizon),
            InflowMethod::DampedTrend => Ahead::damped_trend(&values, horizon),
        };
        let of_year = |year: usize| (0..horizon).map(|at| at.checked_sub(year).map_or(0.0, |later| surprise[later])).collect();
        let errors = (0..horizon).map(of_year).chain([in_common]).filter(|error: &Vec<f64>| error.iter().any(|of| *of != 0.0)).collect();
        Ok(Self { method, history: history.to_vec(), mean: mean.into_iter().map(|people| people.max(0.0)).collect(), errors })
    }

    /// How the inflow goes on.
    #[must_use]
    pub fn method(&self) -> InflowMethod {
        self.method
    }

    /// The years that it follows from.
    #[must_use]
    pub fn history(&self) -> &[u64] {
        &self.history
    }

    /// The expected number of each year ahead; never below 0.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The covariance of the numbers of two years, counted from 0; 0 beyond the horizon.
    #[must_use]
    pub fn covariance(&self, one: usize, other: usize) -> f64 {
        self.errors.iter().filter_map(|error| Some(error.get(one)? * error.get(other)?)).sum()
    }

    /// The standard deviation of the number of each year ahead.
    #[must_use]
    pub fn deviation(&self) -> Vec<f64> {
        (0..self.mean.len()).map(|year| self.covariance(year, year).sqrt()).collect()
    }

    /// Each year with its mean and deviation, as if the years were independent: for one year it is right, for what adds up over years
    /// too certain.
    ///
    /// # Errors
    ///
    /// None that a forecast can cause.
    pub fn arrivals(&self) -> Result<Vec<Arrival>> {
        self.mean.iter().zip(self.deviation()).map(|(mean, deviation)| Arrival::uncertain(*mean, deviation)).collect()
    }

    /// Independent errors, each with what one deviation of it does to every year.
    pub(in crate::projection) fn errors(&self) -> &[Vec<f64>] {
        &self.errors
    }

    /// The forecast as columns: `ahead`, `mean`, `deviation`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let columns = [
            ("ahead", Values::Integers((1..=self.mean.len()).map(|ahead| i64::try_from(ahead).ok()).collect())),
            ("mean", Values::Reals(self.mean.iter().map(|mean| Some(*mean)).collect())),
            ("deviation", Values::Reals(self.deviation().into_iter().map(Some).collect())),
        ];
        Table::of_columns("inflow_forecast", columns)
    }
}

/// What a method says of the years ahead.
struct Ahead {
    mean: Vec<f64>,
    /// What the surprise of a year does to it and to the years after it.
    surprise: Vec<f64>,
    /// What the error of a number that was estimated does to every year.
    in_common: Vec<f64>,
}

impl Ahead {
    fn mean(values: &[f64], horizon: usize) -> Self {
        let (mean, deviation, years) = mean_and_deviation(&values[values.len().saturating_sub(MEAN_YEARS)..]);
        let mut surprise = vec![0.0; horizon];
        surprise[0] = deviation;
        Self { mean: vec![mean; horizon], surprise, in_common: vec![deviation / years.sqrt(); horizon] }
    }

    fn random_walk(values: &[f64], horizon: usize) -> Self {
        let changes = changes(values);
        let deviation = (changes.iter().map(|change| change * change).sum::<f64>() / changes.len() as f64).sqrt();
        let last = values.last().copied().unwrap_or(0.0);
        Self { mean: vec![last; horizon], surprise: vec![deviation; horizon], in_common: vec![0.0; horizon] }
    }

    fn drift(values: &[f64], horizon: usize) -> Self {
        let (drift, deviation, changes) = mean_and_deviation(&changes(values));
        let last = values.last().copied().unwrap_or(0.0);
        let ahead = |of_one: f64| (1..=horizon).map(move |ahead| ahead as f64 * of_one);
        Self {
            mean: ahead(drift).map(|change| last + change).collect(),
            surprise: vec![deviation; horizon],
            in_common: ahead(deviation / changes.sqrt()).collect(),
        }
    }

    fn damped_trend(values: &[f64], horizon: usize) -> Self {
        let Some(smoothed) = Smoothed::best(values) else { return Self::random_walk(values, horizon) };
        let errors = values.len() as f64 - 1.0;
        let deviation = (smoothed.squares() / (errors - SMOOTHING_PARAMETERS).max(0.5 * errors)).sqrt();
        let surprise = smoothed.carried_on(horizon).into_iter().map(|part| part * deviation).collect();
        Self { mean: smoothed.ahead(horizon), surprise, in_common: vec![0.0; horizon] }
    }
}

/// The changes from one year to the next.
fn changes(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Mean, standard deviation and number.
fn mean_and_deviation(values: &[f64]) -> (f64, f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0).max(1.0)).sqrt(), n)
}
