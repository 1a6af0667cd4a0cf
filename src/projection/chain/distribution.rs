//! The exact distribution of the number of people in some states: how probable is each number.

use super::arrival::Arrival;
use super::settings::ChainSettings;
use crate::error::{Error, Result};
use crate::special::{binomial_probability, poisson_probability};
use crate::table::{Table, Values};
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// Most people whose number is followed exactly: the work grows with their square.
const MOST_PEOPLE: u64 = 20_000;
/// What is left out above a Poisson number.
const POISSON_TAIL: f64 = 1e-18;

/// The probability of every number of people in some states after some steps.
///
/// # Assumption
///
/// Everyone moves independently. Those who start alike are a binomial number; the numbers of all starts add up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountDistribution {
    probabilities: Vec<f64>,
}

impl CountDistribution {
    /// The sum of independent binomial and Poisson numbers, one for each start.
    pub(super) fn of(settings: &ChainSettings<'_>, states: &[&str], steps: usize) -> Result<Self> {
        let places = states.iter().map(|state| settings.chain.position(state)).collect::<Result<Vec<usize>>>()?;
        // chances[state]: the probability of standing in one of the places after the steps that are still to go.
        let mut chances: Vec<f64> = (0..settings.start.len()).map(|at| f64::from(u8::from(places.contains(&at)))).collect();
        let mut numbers = Numbers::default();
        for step in (1..=steps).rev() {
            for (state, number) in settings.arriving(step) {
                numbers.add(number, chances[state])?;
            }
            let rows = settings.chain.probabilities(step);
            chances = rows.iter().map(|row| row.iter().zip(&chances).map(|(p, chance)| p * chance).sum::<f64>().min(1.0)).collect();
        }
        for (&people, &chance) in settings.start.iter().zip(&chances) {
            numbers.add(&Arrival::Fixed(people), chance)?;
        }
        Ok(Self { probabilities: numbers.sum()? })
    }

    /// The probability of 0, 1, 2, … people.
    #[must_use]
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// The expected number of people.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.probabilities.iter().enumerate().map(|(number, p)| number as f64 * p).sum()
    }

    /// The variance of the number of people.
    #[must_use]
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        self.probabilities.iter().enumerate().map(|(number, p)| (number as f64 - mean).powi(2) * p).sum()
    }

    /// The probability of at least `number` people: of reaching a target.
    #[must_use]
    pub fn at_least(&self, number: u64) -> f64 {
        let from = usize::try_from(number).unwrap_or(usize::MAX).min(self.probabilities.len());
        self.probabilities[from..].iter().sum::<f64>().min(1.0)
    }

    /// The smallest number of people that is not exceeded with at least the given probability.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `probability` is not in [0, 1].
    pub fn quantile(&self, probability: f64) -> Result<u64> {
        let probability = Probability::new(probability)?.get();
        let mut below = 0.0;
        // Where rounding keeps the sum under 1, the largest number answers for it.
        let found = self.probabilities.iter().position(|p| {
            below += p;
            below >= probability
        });
        Ok(found.unwrap_or(self.probabilities.len().saturating_sub(1)) as u64)
    }

    /// The distribution as columns: `number`, `probability`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let columns = [
            ("number", Values::Integers((0..self.probabilities.len()).map(|number| i64::try_from(number).ok()).collect())),
            ("probability", Values::Reals(self.probabilities.iter().map(|&p| Some(p)).collect())),
        ];
        Table::of_columns("count_distribution", columns)
    }
}

/// Independent numbers whose sum is asked for.
#[derive(Default)]
struct Numbers {
    /// Trials and probability of success.
    binomials: Vec<(u64, f64)>,
    /// Mean of the Poisson number that all Poisson arrivals make up together.
    poisson: f64,
}

impl Numbers {
    /// Those of the arrivals who end, each with probability `chance`, in the places.
    fn add(&mut self, number: &Arrival, chance: f64) -> Result<()> {
        match *number {
            Arrival::Fixed(people) if people.fract() == 0.0 && people <= 9.0e15 => self.binomials.push((people as u64, chance)),
            Arrival::Binomial { of, probability } => self.binomials.push((of, probability.get() * chance)),
            Arrival::Poisson(mean) => self.poisson += mean * chance,
            Arrival::Fixed(people) => {
                return Err(Error::setting("people", people, "is not a whole number; a distribution of counts needs whole numbers"));
            }
            Arrival::Uncertain { .. } => {
                let reason = "do not have a distribution, only mean and deviation; give a fixed, Poisson or binomial number";
                return Err(Error::setting("arrivals", "of mean and deviation", reason));
            }
        }
        Ok(())
    }

    /// The distribution of the sum.
    fn sum(&self) -> Result<Vec<f64>> {
        let people = self.binomials.iter().fold(0u64, |sum, (people, _)| sum.saturating_add(*people));
        let found = people.saturating_add(self.poisson as u64);
        if found > MOST_PEOPLE {
            let advice = "use the mean and variance, which are exact, and the normal approximation".into();
            return Err(Error::Limit { what: "people of an exact distribution", found, limit: MOST_PEOPLE, advice });
        }
        let mut sum = poisson_numbers(self.poisson)?;
        for &(trials, p) in &self.binomials {
            let one = (0..=trials).map(|successes| binomial_probability(successes, trials, p)).collect::<Result<Vec<f64>>>()?;
            sum = convolved(&sum, &one);
        }
        Ok(sum)
    }
}

/// The probabilities of 0, 1, 2, … when `mean` are expected, up to where no more is left.
fn poisson_numbers(mean: f64) -> Result<Vec<f64>> {
    if mean == 0.0 {
        return Ok(vec![1.0]);
    }
    let mut probabilities = Vec::new();
    for number in 0.. {
        let probability = poisson_probability(number, mean)?;
        probabilities.push(probability);
        if number as f64 > mean && probability < POISSON_TAIL {
            break;
        }
    }
    Ok(probabilities)
}

/// The distribution of the sum of two independent numbers.
fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; one.len() + other.len() - 1];
    for (at, p) in one.iter().enumerate().filter(|(_, p)| **p > 0.0) {
        for (place, q) in sum[at..].iter_mut().zip(other) {
            *place += p * q;
        }
    }
    sum
}
