//! Does a group leave as a given standard says, or faster, or slower?

use super::chi_squared::{ChiSquared, two_sided};
use super::standard_hazard::StandardHazard;
use crate::error::{Error, Result};
use crate::rates::{Interval, RateMethod, rate_interval};
use crate::special::{CompensatedSum, poisson_tails};
use crate::survival::risk_table::RiskTable;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// Observed leavers of a group against those expected under a given hazard: the one-sample log-rank test.
///
/// The standard is taken as known. Allows for delayed entry: who enters late is expected to leave only from then on. With fewer than
/// about ten expected leavers take [`OneSampleTest::exact_p_value`].
///
/// # Formula
///
/// With the cumulative hazard `H` of the standard, entry `e` and last time `x` of each row:
///
/// ```text
/// O = number of leavers       E = sum over rows of H(x) − H(e)
/// z = (O − E) / √E            χ² = z², one degree of freedom
/// ```
///
/// # References
///
/// N. E. Breslow (1975), *International Statistical Review* 43, 45–57; J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*, 2nd ed.,
/// section 7.2.
///
/// # Example
///
/// Three members seen for 10, 20 and 30 years, two of whom left; the standard is 0.05 a year:
///
/// ```
/// use kaiin::survival::{Observations, OneSampleTest, StandardHazard};
/// let rows = Observations::of_events(&[10.0, 20.0, 30.0], &[true, false, true])?;
/// let test = OneSampleTest::of_table(&rows.risk_table()?, &StandardHazard::constant(0.05)?)?;
/// assert_eq!((test.observed, test.expected), (2.0, 3.0));
/// assert_eq!(test.ratio(), Some(2.0 / 3.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OneSampleTest {
    /// Leavers.
    pub observed: f64,
    /// Leavers expected under the standard; their variance is the same number.
    pub expected: f64,
}

impl OneSampleTest {
    /// The test of a group against a standard, for leaving with any outcome; [`RiskTable::of_outcome`] chooses one.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when somebody was at risk at a time for which the standard is not known, with the time.
    pub fn of_table(table: &RiskTable, standard: &StandardHazard) -> Result<Self> {
        let hazard = |time: f64| {
            let advice = "give the standard for all times from the origin to the last time of the group";
            standard.cumulative(time).ok_or_else(|| Error::missing(format!("the hazard of the standard at time {time}"), advice))
        };
        let (mut observed, mut expected, mut early) = (CompensatedSum::default(), CompensatedSum::default(), CompensatedSum::default());
        for row in table.rows() {
            let ended = row.all_events() + row.censored;
            observed.add(row.all_events());
            expected.add(ended * hazard(row.time)?);
            early.add(ended);
        }
        for (time, entered) in table.entries() {
            expected.add(-entered * hazard(time)?);
            early.add(-entered);
        }
        // Who did not enter late was at risk from the origin on.
        if table.first_entry().is_none() && table.count() > 0 {
            expected.add(-early.value() * hazard(table.origin())?);
        }
        Self::of_totals(observed.value(), expected.value().max(0.0))
    }

    /// The test when the standard gives each row its own expectation, `H(x) − H(e)`, for example by age and sex.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when the arrays differ in length; [`Error::Setting`] for an expectation that is negative or not finite, with its
    /// row.
    pub fn of_rows(event: &[bool], expected: &[f64]) -> Result<Self> {
        if event.len() != expected.len() {
            let (column, reference) = ("expected".to_owned(), "event".to_owned());
            return Err(Error::ColumnLength { column, found: expected.len(), reference, expected: event.len() });
        }
        if let Some(row) = expected.iter().position(|hazard| !(*hazard >= 0.0 && hazard.is_finite())) {
            let reason = format!("in row {row} is not a finite number of at least 0; give the hazard that the row accumulates");
            return Err(Error::setting("expected", expected[row], reason));
        }
        let mut sum = CompensatedSum::default();
        expected.iter().for_each(|&hazard| sum.add(hazard));
        Self::of_totals(event.iter().filter(|&&event| event).count() as f64, sum.value())
    }

    /// The test from totals.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a total that is negative or not finite.
    pub fn of_totals(observed: f64, expected: f64) -> Result<Self> {
        for (name, value) in [("observed", observed), ("expected", expected)] {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(Error::setting(name, value, "is not a finite number of at least 0; give a number of leavers"));
            }
        }
        Ok(Self { observed, expected })
    }

    /// Observed divided by expected, a standardised ratio: above 1 when the group leaves faster. `None` when none are expected.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        Some(self.observed / self.expected).filter(|ratio| ratio.is_finite())
    }

    /// Limits of the ratio, leavers taken as Poisson: exact ones by [`RateMethod::Garwood`]. `None` when none are expected, and when leavers
    /// were weighted so that their sum is not a whole number.
    ///
    /// # Errors
    ///
    /// None for a test made here; the result type is that of [`rate_interval`].
    pub fn ratio_interval(&self, confidence: Confidence, method: RateMethod) -> Result<Option<Interval>> {
        match self.whole() {
            Some(observed) if self.expected > 0.0 => rate_interval(observed, self.expected, confidence, method),
            _ => Ok(None),
        }
    }

    /// The standardised difference: above 0 when the group leaves faster. `None` when none are expected.
    #[must_use]
    pub fn z(&self) -> Option<f64> {
        Some((self.observed - self.expected) / self.expected.sqrt()).filter(|z| z.is_finite())
    }

    /// The square of [`OneSampleTest::z`] with its p value.
    #[must_use]
    pub fn chi_squared(&self) -> Option<ChiSquared> {
        let z = self.z()?;
        ChiSquared::of(z * z, 1)
    }

    /// The exact two-sided p value, twice the smaller Poisson tail and at most 1: below 0.05 exactly when the 95 % Garwood interval does not
    /// contain 1. `None` when leavers were weighted so that their sum is not a whole number, and when none are expected and none left.
    #[must_use]
    pub fn exact_p_value(&self) -> Option<f64> {
        let observed = self.whole()?;
        if self.expected == 0.0 && observed == 0 {
            return None;
        }
        let at_most = poisson_tails(observed, self.expected).ok()?.lower();
        let at_least = match observed.checked_sub(1) {
            Some(fewer) => poisson_tails(fewer, self.expected).ok()?.upper(),
            None => 1.0,
        };
        Some((2.0 * at_most.min(at_least)).min(1.0))
    }

    /// The two-sided normal p value of [`OneSampleTest::z`].
    #[must_use]
    pub fn p_value(&self) -> Option<f64> {
        self.z().map(two_sided)
    }

    /// The table: one row, with the exact 95 % limits of the ratio.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let limits = self.ratio_interval(Confidence::default(), RateMethod::Garwood).ok().flatten();
        let columns = [
            ("observed", Some(self.observed)),
            ("expected", Some(self.expected)),
            ("ratio", self.ratio()),
            ("lower", limits.map(|limits| limits.lower)),
            ("upper", limits.map(|limits| limits.upper)),
            ("z", self.z()),
            ("p_value", self.p_value()),
            ("exact_p_value", self.exact_p_value()),
        ];
        Table::of_columns("one_sample", columns.map(|(name, value)| (name, Values::Reals(vec![value]))))
    }

    /// The number of leavers when it is one.
    fn whole(&self) -> Option<u64> {
        (self.observed.fract() == 0.0 && self.observed < 2f64.powi(53)).then_some(self.observed as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::Observations;

    #[test]
    fn who_enters_late_is_expected_from_then_on() {
        // from the origin to 10, from 5 to 20: 10 + 15 years at 0.1
        let rows = Observations::of_events(&[10.0, 20.0], &[true, true]).unwrap().entering(&[0.0, 5.0]).unwrap();
        let test = OneSampleTest::of_table(&rows.risk_table().unwrap(), &StandardHazard::constant(0.1).unwrap()).unwrap();
        assert_eq!((test.observed, test.expected), (2.0, 2.5));
        assert!((test.z().unwrap() + 0.5 / 2.5f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn tails_by_hand() {
        // no leaver, 3 expected: twice e⁻³
        let test = OneSampleTest::of_totals(0.0, 3.0).unwrap();
        assert!((test.exact_p_value().unwrap() - 2.0 * (-3.0f64).exp()).abs() < 1e-16);
        assert_eq!(test.chi_squared().map(|test| test.statistic.round()), Some(3.0));
        assert_eq!(OneSampleTest::of_totals(3.0, 3.0).unwrap().exact_p_value(), Some(1.0));
    }

    #[test]
    fn where_nothing_is_expected_there_is_no_ratio() {
        let none = OneSampleTest::of_totals(0.0, 0.0).unwrap();
        assert_eq!((none.ratio(), none.z(), none.chi_squared(), none.exact_p_value()), (None, None, None, None));
        let some = OneSampleTest::of_totals(1.0, 0.0).unwrap();
        assert_eq!((some.ratio(), some.z(), some.exact_p_value()), (None, None, Some(0.0)));
        assert_eq!(some.ratio_interval(Confidence::default(), RateMethod::Garwood).unwrap(), None);
        assert_eq!(OneSampleTest::of_totals(1.5, 1.0).unwrap().exact_p_value(), None);
        assert!(OneSampleTest::of_totals(f64::NAN, 1.0).is_err() && OneSampleTest::of_rows(&[true], &[-1.0]).is_err());
    }

    #[test]
    fn a_standard_that_ends_too_early_is_named() {
        let rows = Observations::of_events(&[10.0], &[true]).unwrap().risk_table().unwrap();
        let standard = StandardHazard::of_probabilities(&[0.0, 5.0], &[0.1]).unwrap();
        let message = OneSampleTest::of_table(&rows, &standard).unwrap_err().to_string();
        assert!(message.starts_with("the hazard of the standard at time 10 is not known"), "{message}");
    }
}
