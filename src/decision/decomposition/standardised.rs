//! The standardised rates of every population, factor by factor, and the decomposition between any two.

use super::method::DecompositionMethod;
use super::pair::Standardised;
use super::part::Part;
use super::populations::position;
use super::result::Decomposition;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::special::CompensatedSum;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// The rates of all populations as they would be if they differed in one factor only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandardisedFactor {
    /// The factor that differs.
    pub name: String,
    /// What it counts.
    pub counts: Bilingual,
    /// The standardised rate of each population.
    pub rates: Vec<f64>,
}

/// Standardised rates of two populations or more.
///
/// Law: for any two populations the differences of the standardised rates sum over the factors to the difference of the rates.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{Populations, standardise, sum_of_products};
/// let branches = Populations::of(["North", "South", "West"])?.factor("entry", &[0.8, 0.6, 0.7])?.factor("stay", &[0.9, 0.8, 0.7])?;
/// let standardised = standardise(&branches, sum_of_products)?;
/// assert_eq!(standardised.factors().len(), 2);
/// let (direct, by_way_of_west) = (standardised.between("North", "South")?, standardised.between("North", "West")?);
/// let on = standardised.between("West", "South")?;
/// let both = by_way_of_west.value("entry").unwrap() + on.value("entry").unwrap();
/// assert!((direct.value("entry").unwrap() - both).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandardisedRates {
    method: DecompositionMethod,
    populations: Vec<String>,
    rates: Vec<f64>,
    factors: Vec<StandardisedFactor>,
}

impl StandardisedRates {
    /// The rates of all populations from those of all pairs.
    pub(super) fn new(
        method: DecompositionMethod,
        populations: Vec<String>,
        rates: Vec<f64>,
        factors: Vec<(String, Bilingual)>,
        pairs: &Pairs,
    ) -> Self {
        let of_factor = |(at, (name, counts))| StandardisedFactor { name, counts, rates: pairs.consistent(at) };
        Self { method, factors: factors.into_iter().enumerate().map(of_factor).collect(), populations, rates }
    }

    /// The convention.
    #[must_use]
    pub fn method(&self) -> DecompositionMethod {
        self.method
    }

    /// The populations.
    #[must_use]
    pub fn populations(&self) -> &[String] {
        &self.populations
    }

    /// The rate of each population as it is (the crude rate).
    #[must_use]
    pub fn rates(&self) -> &[f64] {
        &self.rates
    }

    /// The standardised rates, factor by factor.
    #[must_use]
    pub fn factors(&self) -> &[StandardisedFactor] {
        &self.factors
    }

    /// The standardised rates of one factor.
    #[must_use]
    pub fn factor(&self, name: &str) -> Option<&StandardisedFactor> {
        self.factors.iter().find(|factor| factor.name == name)
    }

    /// The difference of two populations, as the second less the first, by factor.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] for a population that is not there; [`Error::Setting`] when a difference is beyond what real numbers hold.
    pub fn between(&self, from: &str, to: &str) -> Result<Decomposition> {
        let (first, second) = (position(&self.populations, from)?, position(&self.populations, to)?);
        let rate = |rates: &[f64], at: usize| {
            rates.get(at).copied().ok_or_else(|| Error::missing("a rate of every population", "standardise them again"))
        };
        let part = |factor: &StandardisedFactor| {
            let (before, after) = (rate(&factor.rates, first)?, rate(&factor.rates, second)?);
            let part = Part::new(&factor.name, factor.counts.clone(), after - before);
            Ok(Part { before: Some(before), after: Some(after), ..part })
        };
        let parts = self.factors.iter().map(part).collect::<Result<_>>()?;
        Decomposition::new((from, rate(&self.rates, first)?), (to, rate(&self.rates, second)?), self.method, parts)
    }

    /// One row for each factor and population: `factor`, `population`, `standardised_rate`, `rate`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows: Vec<_> = self
            .factors
            .iter()
            .flat_map(|factor| {
                let rates = factor.rates.iter().zip(&self.rates).zip(&self.populations);
                rates.map(|((&standardised, &rate), population)| (factor.name.clone(), population.clone(), standardised, rate))
            })
            .collect();
        Table::of_columns(
            "standardised_rates",
            [
                ("factor", Values::Texts(rows.iter().map(|row| Some(row.0.clone())).collect())),
                ("population", Values::Texts(rows.iter().map(|row| Some(row.1.clone())).collect())),
                ("standardised_rate", Values::Reals(rows.iter().map(|row| Some(row.2)).collect())),
                ("rate", Values::Reals(rows.iter().map(|row| Some(row.3)).collect())),
            ],
        )
    }
}

/// The standardised rates of all pairs of populations.
#[derive(Debug)]
pub(super) struct Pairs {
    populations: usize,
    /// For the pairs (0, 1), (0, 2), …, (1, 2), …: each factor.
    pairs: Vec<Vec<Standardised>>,
}

impl Pairs {
    /// All pairs, each computed by `pair`.
    pub(super) fn of(populations: usize, mut pair: impl FnMut(usize, usize) -> Result<Vec<Standardised>>) -> Result<Self> {
        let each = (0..populations).flat_map(|first| (first + 1..populations).map(move |second| (first, second)));
        Ok(Self { populations, pairs: each.map(|(first, second)| pair(first, second)).collect::<Result<_>>()? })
    }

    /// The rate of `of` for a factor, standardised against `against`.
    fn rate(&self, factor: usize, of: usize, against: usize) -> f64 {
        let (low, high) = (of.min(against), of.max(against));
        let before = low * self.populations - low * (low + 1) / 2; // pairs that begin with a population before `low`
        let pair = self.pairs.get(before + high - low - 1).and_then(|factors| factors.get(factor)).copied().unwrap_or_default();
        if of < against { pair.first } else { pair.second }
    }

    /// The rates of all populations for a factor, made consistent with each other (Das Gupta 1993, equation 6.11).
    fn consistent(&self, factor: usize) -> Vec<f64> {
        let all = self.populations;
        let n = all as f64;
        // Σ over i and j ≠ i of Q(i; j), from which those with `of` are taken away
        let sum = |rates: &mut dyn Iterator<Item = f64>| {
            let mut sum = CompensatedSum::default();
            rates.for_each(|rate| sum.add(rate));
            sum.value()
        };
        let own: Vec<f64> = (0..all).map(|of| sum(&mut (0..all).filter(|&j| j != of).map(|j| self.rate(factor, of, j)))).collect();
        let others_against: Vec<f64> =
            (0..all).map(|of| sum(&mut (0..all).filter(|&i| i != of).map(|i| self.rate(factor, i, of)))).collect();
        if all == 2 {
            return own; // as it stands, so that a factor that does not differ has a part of exactly 0
        }
        let total = sum(&mut own.iter().copied());
        (0..all)
            .map(|of| {
                let among_others = total - own[of] - others_against[of];
                own[of] / (n - 1.0) + (among_others - (n - 2.0) * others_against[of]) / (n * (n - 1.0))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_whichever_comes_first() {
        let standardised = |first: usize, second: usize| Ok(vec![Standardised { first: first as f64, second: 10.0 + second as f64 }]);
        let pairs = Pairs::of(4, standardised).unwrap();
        for (of, against) in [(0, 1), (0, 3), (1, 2), (2, 3)] {
            assert_eq!(pairs.rate(0, of, against), of as f64);
            assert_eq!(pairs.rate(0, against, of), 10.0 + against as f64);
        }
    }
}
