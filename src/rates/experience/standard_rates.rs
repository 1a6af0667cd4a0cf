//! The rates that experience is compared with: typed in, from a life table, or from another association or year.

use super::hazard_rates::{HazardRate, HazardRates};
use crate::cohort::{HazardAxes, HazardKey};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the rates of a standard are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandardBasis {
    /// Probabilities of leaving within a year (the `q` of a life table): multiplied by actuarial exposure.
    Probability,
    /// Exits per person-year (the `m` of a life table): multiplied by exact time at risk in years of 365.25 days.
    Central,
}

/// What the standard says of tenures beyond its last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BeyondStandard {
    /// Nothing: such exposure is counted as unmatched. The default.
    #[default]
    Unmatched,
    /// The rate of its last tenure.
    LastRate,
}

/// Rates of leaving by tenure, fiscal year, age, cohort or segment, to compare experience with.
///
/// # Example
///
/// ```
/// use kaiin::rates::{StandardBasis, StandardRates};
/// // a life table, or any function of tenure
/// let typed = StandardRates::by_tenure(StandardBasis::Probability, [0.20, 0.12, 0.08])?;
/// let curve = StandardRates::by_tenure(StandardBasis::Probability, (0..60).map(|tenure| 0.2 / f64::from(1 + tenure)))?;
/// assert_eq!((typed.len(), curve.len()), (3, 60));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct StandardRates {
    basis: StandardBasis,
    axes: HazardAxes,
    beyond: BeyondStandard,
    /// Ascending by key.
    rates: Vec<(HazardKey, f64)>,
}

/// A standard as it is read back.
#[derive(Deserialize)]
struct Unchecked {
    basis: StandardBasis,
    axes: HazardAxes,
    beyond: BeyondStandard,
    rates: Vec<(HazardKey, f64)>,
}

impl TryFrom<Unchecked> for StandardRates {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        Ok(Self::of_keys(read.basis, read.axes, read.rates)?.beyond(read.beyond))
    }
}

impl StandardRates {
    /// One rate for each tenure, from 0.
    ///
    /// # Errors
    ///
    /// As [`StandardRates::of_keys`].
    pub fn by_tenure(basis: StandardBasis, rates: impl IntoIterator<Item = f64>) -> Result<Self> {
        let keyed = (0u32..).zip(rates).map(|(tenure, rate)| (HazardKey { tenure: Some(tenure), ..HazardKey::default() }, rate));
        Self::of_keys(basis, HazardAxes::tenure(), keyed)
    }

    /// One rate for each key of some axes.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a rate that is negative, not a finite number, or above 1 where it is a probability, and for a key given twice.
    pub fn of_keys(basis: StandardBasis, axes: HazardAxes, rates: impl IntoIterator<Item = (HazardKey, f64)>) -> Result<Self> {
        let mut kept = BTreeMap::new();
        for (key, rate) in rates {
            if !(rate >= 0.0 && rate.is_finite()) || (basis == StandardBasis::Probability && rate > 1.0) {
                return Err(Error::setting("standard rate", rate, "is not possible; write 0.05 for 5 % a year"));
            }
            if kept.insert(axes.project(&key), rate).is_some() {
                return Err(Error::setting("standard rate", rate, format!("is the second for one key by {axes}; give one rate a key")));
            }
        }
        Ok(Self { basis, axes, beyond: BeyondStandard::default(), rates: kept.into_iter().collect() })
    }

    /// The rates of another table: of another association, of other years, of all branches together. Rows without exposure have none.
    ///
    /// # Errors
    ///
    /// As [`StandardRates::of_keys`]: an actuarial rate above 1 is no probability.
    pub fn of_hazards(basis: StandardBasis, hazards: &HazardRates) -> Result<Self> {
        let rate = |rate: &HazardRate| match basis {
            StandardBasis::Probability => rate.actuarial,
            StandardBasis::Central => rate.central,
        };
        let known = hazards.rates().iter().filter_map(|row| rate(row).map(|rate| (row.key.clone(), rate)));
        Self::of_keys(basis, hazards.axes().clone(), known)
    }

    /// What it says of tenures beyond the last one.
    pub fn beyond(self, beyond: BeyondStandard) -> Self {
        Self { beyond, ..self }
    }

    /// What its rates are.
    #[must_use]
    pub fn basis(&self) -> StandardBasis {
        self.basis
    }

    /// What its rates are by.
    pub fn axes(&self) -> &HazardAxes {
        &self.axes
    }

    /// Number of rates.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rates.len()
    }

    /// Whether it has no rate.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rates.is_empty()
    }

    /// The rate of a key, of which only the axes of the standard are looked at; `None` when the standard has none.
    #[must_use]
    pub fn rate(&self, key: &HazardKey) -> Option<f64> {
        let key = self.axes.project(key);
        self.exact(&key).or_else(|| self.last_before(&key))
    }

    fn exact(&self, key: &HazardKey) -> Option<f64> {
        self.rates.binary_search_by(|(found, _)| found.cmp(key)).ok().and_then(|at| self.rates.get(at)).map(|(_, rate)| *rate)
    }

    /// The rate of the last tenure before that of a key, of which everything else is the same, when the standard goes on with it.
    fn last_before(&self, key: &HazardKey) -> Option<f64> {
        let tenure = key.tenure.filter(|_| self.beyond == BeyondStandard::LastRate)?;
        let is_like = |found: &HazardKey| HazardKey { tenure: key.tenure, ..found.clone() } == *key;
        let last = self.rates.iter().filter(|(found, _)| is_like(found)).max_by_key(|(found, _)| found.tenure)?;
        last.0.tenure.is_some_and(|last| last < tenure).then_some(last.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tenure: u32) -> HazardKey {
        HazardKey { tenure: Some(tenure), ..HazardKey::default() }
    }

    #[test]
    fn tenures_beyond_the_last_have_a_rate_only_when_asked() {
        let standard = StandardRates::by_tenure(StandardBasis::Central, [0.3, 1.5]).unwrap();
        assert_eq!((standard.rate(&of(1)), standard.rate(&of(2))), (Some(1.5), None));
        assert_eq!(standard.clone().beyond(BeyondStandard::LastRate).rate(&of(7)), Some(1.5));
        // what the standard is not by does not matter
        let key = HazardKey { period: Some(crate::unit::FiscalYear(2020)), ..of(0) };
        assert_eq!(standard.rate(&key), Some(0.3));
    }

    #[test]
    fn impossible_rates_and_keys_given_twice_are_refused() {
        for wrong in [-0.1, 1.5, f64::NAN, f64::INFINITY] {
            assert_eq!(StandardRates::by_tenure(StandardBasis::Probability, [wrong]).unwrap_err().code(), "setting");
        }
        let twice = StandardRates::of_keys(StandardBasis::Central, HazardAxes::nothing(), [(of(0), 0.1), (of(1), 0.2)]);
        assert!(twice.unwrap_err().to_string().contains("second for one key"));
    }

    #[test]
    fn a_standard_survives_json() {
        let standard = StandardRates::by_tenure(StandardBasis::Probability, [0.3, 0.5]).unwrap().beyond(BeyondStandard::LastRate);
        let text = serde_json::to_string(&standard).unwrap();
        assert_eq!(serde_json::from_str::<StandardRates>(&text).unwrap(), standard);
        assert!(serde_json::from_str::<StandardRates>(&text.replace("0.3", "-0.3")).is_err());
    }
}
