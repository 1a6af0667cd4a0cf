//! The rates of a Markov process fitted to snapshots, and what follows from them.

use super::exponential::{Exponential, Rate};
use super::likelihood::rates_of;
use super::model::PanelModel;
use super::observations::PanelObservations;
use crate::error::{Error, Result};
use crate::model::{FitEnding, Maximum};
use crate::special::{Tails, normal_quantile};
use crate::survival::Limits;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// The rate of one change of state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PanelRate {
    /// The state left.
    pub from: String,
    /// The state reached.
    pub to: String,
    /// How often per unit of time, of those in the state.
    pub rate: f64,
    /// Its standard error; `None` when the fit did not end at a maximum.
    pub error: Option<f64>,
    /// The standard error of its logarithm.
    pub log_error: Option<f64>,
    /// Its limits, symmetric about the logarithm.
    pub limits: Option<Limits>,
}

/// A value that follows from the rates, with the standard error that they give it (delta method).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PanelEstimate {
    /// The value.
    pub value: f64,
    /// Its standard error; `None` when the fit did not end at a maximum.
    pub error: Option<f64>,
}

/// A Markov process fitted to snapshots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct PanelFit {
    model: PanelModel,
    observations: PanelObservations,
    allowed: Vec<(usize, usize)>,
    ending: FitEnding,
    log_likelihood: f64,
    /// The logarithms of the rates.
    logs: Vec<f64>,
    /// Of these; `None` unless there is a maximum.
    covariance: Option<Vec<Vec<f64>>>,
    steps: u64,
}

/// The same as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    model: PanelModel,
    observations: PanelObservations,
    allowed: Vec<(usize, usize)>,
    ending: FitEnding,
    log_likelihood: f64,
    logs: Vec<f64>,
    covariance: Option<Vec<Vec<f64>>>,
    steps: u64,
}

impl TryFrom<Unchecked> for PanelFit {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { model, observations, allowed, ending, log_likelihood, logs, covariance, steps } = read;
        let (size, rates) = (observations.states().len(), logs.len());
        let is_square = |rows: &Vec<Vec<f64>>| rows.len() == rates && rows.iter().all(|row| row.len() == rates);
        let square_fits = covariance.as_ref().is_none_or(is_square);
        let fits = allowed.len() == logs.len() && allowed.iter().all(|&(from, to)| from < size && to < size && from != to) && square_fits;
        if !fits {
            return Err(Error::setting("panel fit", format!("of {size} states"), "has columns that do not fit; write it again"));
        }
        Ok(Self { model, observations, allowed, ending, log_likelihood, logs, covariance, steps })
    }
}

impl PanelFit {
    pub(super) fn new(model: &PanelModel, observations: &PanelObservations, allowed: Vec<(usize, usize)>, found: Maximum) -> Self {
        let rows = |matrix: nalgebra::DMatrix<f64>| matrix.row_iter().map(|row| row.iter().copied().collect()).collect();
        Self {
            model: model.clone(),
            observations: observations.clone(),
            allowed,
            ending: found.ending,
            log_likelihood: found.log_likelihood,
            logs: found.free,
            covariance: found.covariance.map(rows),
            steps: found.steps,
        }
    }

    /// What was asked for.
    pub fn model(&self) -> &PanelModel {
        &self.model
    }

    /// The snapshots it was fitted to.
    #[must_use]
    pub fn observations(&self) -> &PanelObservations {
        &self.observations
    }

    /// How the fit ended. A rate at the lower end: the change is not needed to explain the snapshots; leave it out.
    #[must_use]
    pub fn ending(&self) -> &FitEnding {
        &self.ending
    }

    /// The log likelihood at the rates found.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Akaike's criterion, for comparing models of the same snapshots: twice the number of rates less twice the log likelihood.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * self.logs.len() as f64 - 2.0 * self.log_likelihood
    }

    /// Steps of the search.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        self.observations.states()
    }

    /// The covariance of the logarithms of the rates, in the order of the model; `None` when the fit did not end at a maximum.
    #[must_use]
    pub fn log_covariance(&self) -> Option<&[Vec<f64>]> {
        self.covariance.as_deref()
    }

    /// The rates, in the order of the model.
    #[must_use]
    pub fn rates(&self) -> Vec<PanelRate> {
        let name = |state: usize| self.states()[state].clone();
        let z = normal_quantile(Tails::of_upper((1.0 - self.model.confidence.get()) / 2.0));
        let rate = |(at, rate): (usize, Rate)| {
            let log_error = self.covariance.as_ref().map(|covariance| covariance[at][at].max(0.0).sqrt());
            let around = |error: f64| Limits { lower: rate.rate * (-z * error).exp(), upper: rate.rate * (z * error).exp() };
            PanelRate {
                from: name(rate.from),
                to: name(rate.to),
                rate: rate.rate,
                error: log_error.map(|error| error * rate.rate),
                log_error,
                limits: log_error.map(around),
            }
        };
        self.by_rate().into_iter().enumerate().map(rate).collect()
    }

    fn by_rate(&self) -> Vec<Rate> {
        rates_of(&self.allowed, &self.logs)
    }

    /// The rate at which a state is left, for any other.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn rate_out(&self, state: &str) -> Result<PanelEstimate> {
        let state = self.observations.position(state)?;
        let slope: Vec<f64> = self.by_rate().iter().map(|rate| if rate.from == state { rate.rate } else { 0.0 }).collect();
        Ok(self.estimate(slope.iter().sum(), &slope))
    }

    /// The mean time of one stay in a state; `None` where nobody leaves.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn mean_stay(&self, state: &str) -> Result<Option<PanelEstimate>> {
        let out = self.rate_out(state)?;
        let stay = || PanelEstimate { value: 1.0 / out.value, error: out.error.map(|error| error / (out.value * out.value)) };
        Ok((out.value > 0.0).then(stay))
    }

    /// The probability of being in a state so much later, given a state.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state; [`Error::Setting`] for a time that is negative or not a finite number.
    pub fn probability(&self, from: &str, to: &str, time: f64) -> Result<PanelEstimate> {
        let place = self.observations.position(from)? * self.states().len() + self.observations.position(to)?;
        let exponential = Exponential::new(&self.by_rate(), self.states().len(), checked_time(time)?, 1);
        let slope: Vec<f64> = exponential.first().map(|first| first[place]).collect();
        Ok(self.estimate(exponential.value[place], &slope))
    }

    /// The mean time spent in a state until a horizon, all stays together, given a state at first.
    ///
    /// # Formula
    ///
    /// ```text
    /// ∫ P(u; from, state) du from 0 to the horizon
    /// ```
    ///
    /// # Errors
    ///
    /// As [`PanelFit::probability`].
    pub fn time_in_state(&self, from: &str, state: &str, horizon: f64) -> Result<PanelEstimate> {
        let place = self.observations.position(from)? * self.states().len() + self.observations.position(state)?;
        let integral = Exponential::integral(&self.by_rate(), self.states().len(), checked_time(horizon)?);
        let slope: Vec<f64> = integral.first().map(|first| first[place]).collect();
        Ok(self.estimate(integral.value[place], &slope))
    }

    /// A value and its error from its derivatives by the logarithms of the rates.
    fn estimate(&self, value: f64, slope: &[f64]) -> PanelEstimate {
        let variance = |covariance: &Vec<Vec<f64>>| {
            let row = |(row, a): (&Vec<f64>, &f64)| a * row.iter().zip(slope).map(|(covariance, b)| covariance * b).sum::<f64>();
            covariance.iter().zip(slope).map(row).sum::<f64>()
        };
        PanelEstimate { value, error: self.covariance.as_ref().map(variance).map(|variance| variance.max(0.0).sqrt()) }
    }

    /// The table: a row for each rate.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rates = self.rates();
        let real = |of: &dyn Fn(&PanelRate) -> Option<f64>| Values::Reals(rates.iter().map(of).collect());
        let columns = [
            ("from", Values::Texts(rates.iter().map(|rate| Some(rate.from.clone())).collect())),
            ("to", Values::Texts(rates.iter().map(|rate| Some(rate.to.clone())).collect())),
            ("rate", real(&|rate| Some(rate.rate))),
            ("error", real(&|rate| rate.error)),
            ("lower", real(&|rate| rate.limits.map(|limits| limits.lower))),
            ("upper", real(&|rate| rate.limits.map(|limits| limits.upper))),
        ];
        Table::of_columns("panel_rates", columns)
    }
}

fn checked_time(time: f64) -> Result<f64> {
    if time.is_finite() && time >= 0.0 {
        Ok(time)
    } else {
        Err(Error::setting("time", time, "is not a finite number from 0 on; give the time between two states"))
    }
}
