//! Who is in a chain at the start and who arrives later.

use super::arrival::{Arrival, checked};
use super::distribution::CountDistribution;
use super::model::{MarkovChain, same_length};
use super::moments::ChainProjection;
use crate::error::{Error, Result};

/// Most steps that are followed.
const MOST_STEPS: usize = 10_000;

/// People in the states of a chain, and those who arrive; consumed by [`ChainSettings::run`].
///
/// # Assumption
///
/// Arrivals of step `t` come at the end of that step, and move for the first time in step `t + 1`.
#[derive(Debug, Clone)]
#[must_use = "settings do nothing until `run` or `distribution` is called"]
pub struct ChainSettings<'a> {
    pub(super) chain: &'a MarkovChain,
    pub(super) start: Vec<f64>,
    /// State and number, by step; `None` is every step.
    pub(super) arrivals: Vec<(Option<usize>, usize, Arrival)>,
}

impl<'a> ChainSettings<'a> {
    pub(super) fn new(chain: &'a MarkovChain, people: &[f64]) -> Result<Self> {
        same_length("people", people.len(), chain.states())?;
        let start = people.iter().map(|&people| checked("people", people)).collect::<Result<_>>()?;
        Ok(Self { chain, start, arrivals: Vec::new() })
    }

    /// With people who come into `state` at the end of `step`, the first being step 1. Several numbers for one step and state add up, and
    /// are independent of each other.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the chain has no such state, or for step 0: give those as people at the start.
    pub fn arrivals(mut self, step: usize, state: &str, number: Arrival) -> Result<Self> {
        if step == 0 {
            return Err(Error::setting("step", 0, "is the start; give these people to `starting_with`, or number steps from 1"));
        }
        self.arrivals.push((Some(step), self.chain.position(state)?, number));
        Ok(self)
    }

    /// With people who come into `state` at the end of every step.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the chain has no such state.
    pub fn arrivals_each_step(mut self, state: &str, number: Arrival) -> Result<Self> {
        self.arrivals.push((None, self.chain.position(state)?, number));
        Ok(self)
    }

    /// Follows everyone for `steps` steps: expected numbers and covariances after each.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for more than 10,000 steps, or more than 10⁸ covariances (steps × states²).
    pub fn run(&self, steps: usize) -> Result<ChainProjection> {
        check_steps(steps)?;
        ChainProjection::follow(self, steps)
    }

    /// The exact distribution of the number of people who are in one of `states` after `steps` steps.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the chain has no such state, when a number of people is not whole, or when arrivals are known by mean and
    /// deviation only; [`Error::Limit`] for more than 10,000 steps or more than 20,000 people.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::projection::MarkovChain;
    /// let chain = MarkovChain::constant(["member", "gone"], &[[0.5, 0.5], [0.0, 1.0]])?;
    /// let stay = chain.starting_with(&[2.0, 0.0])?.distribution(&["member"], 1)?;
    /// assert!(stay.probabilities().iter().zip([0.25, 0.5, 0.25]).all(|(found, p)| (found - p).abs() < 1e-15));
    /// assert_eq!(stay.quantile(0.9)?, 2);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn distribution(&self, states: &[&str], steps: usize) -> Result<CountDistribution> {
        check_steps(steps)?;
        CountDistribution::of(self, states, steps)
    }

    /// The people who arrive at the end of a step.
    pub(super) fn arriving(&self, step: usize) -> impl Iterator<Item = (usize, &Arrival)> {
        self.arrivals.iter().filter(move |(at, ..)| at.is_none_or(|at| at == step)).map(|(_, state, number)| (*state, number))
    }
}

/// Refuses more steps than can be followed.
fn check_steps(steps: usize) -> Result<()> {
    if steps <= MOST_STEPS {
        return Ok(());
    }
    let advice = "follow fewer; for what happens in the long run see `MarkovChain::absorbing_times`".into();
    Err(Error::Limit { what: "steps of a chain", found: steps as u64, limit: MOST_STEPS as u64, advice })
}
