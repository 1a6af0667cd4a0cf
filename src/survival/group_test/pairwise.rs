//! Which groups differ from which: every pair tested, with p values adjusted for their number.

use super::adjustment::Adjustment;
use super::chi_squared::ChiSquared;
use super::compared_groups::ComparedGroups;
use super::gray::GraySettings;
use super::log_rank_settings::LogRankSettings;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Two groups and their test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairTest {
    /// Name of the first.
    pub first: String,
    /// Name of the second.
    pub second: String,
    /// Observed less expected in the first: above 0 when it leaves faster than the second.
    pub difference: f64,
    /// The test of the two alone; `None` when they could not be compared.
    pub chi_squared: Option<ChiSquared>,
    /// Its p value adjusted for the number of pairs that could be compared.
    pub adjusted_p: Option<f64>,
}

/// Every pair of groups, tested as if the other groups were not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairwiseTests {
    /// How p values were adjusted.
    pub adjustment: Adjustment,
    /// The pairs, by the order of the groups.
    pub pairs: Vec<PairTest>,
}

/// The pairs of more groups than this are nobody's to read.
const MOST_GROUPS: usize = 200;

impl LogRankSettings {
    /// The test of every pair of groups.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for more than 200 groups; otherwise as [`LogRankSettings::test`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::{Adjustment, ComparedGroups, LogRankSettings, Observations};
    /// let rows = Observations::of_events(&[1.0, 2.0, 3.0, 4.0, 3.0, 4.0], &[true; 6])?.grouped(&["a", "a", "b", "b", "c", "c"])?;
    /// let tests = LogRankSettings::new().pairwise(&ComparedGroups::of_rows(&rows)?, Adjustment::Bonferroni)?;
    /// assert_eq!(tests.pairs.len(), 3);
    /// assert_eq!(tests.pairs[2].difference, 0.0); // b and c are alike
    /// assert_eq!(tests.pairs[2].adjusted_p, Some(1.0));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn pairwise(&self, groups: &ComparedGroups<'_>, adjustment: Adjustment) -> Result<PairwiseTests> {
        if let Some(outcome) = &self.outcome {
            groups.check_outcome(outcome)?;
        }
        PairwiseTests::of(groups, adjustment, |pair| {
            let test = self.test_counted(pair)?;
            Ok((test.groups[0].observed - test.groups[0].expected, test.chi_squared))
        })
    }
}

impl GraySettings {
    /// The test of every pair of groups.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for more than 200 groups; otherwise as [`GraySettings::test`].
    pub fn pairwise(&self, groups: &ComparedGroups<'_>, adjustment: Adjustment) -> Result<PairwiseTests> {
        groups.check_outcome(self.outcome())?;
        PairwiseTests::of(groups, adjustment, |pair| {
            let test = self.test_counted(pair)?;
            Ok((test.groups[0].score, test.chi_squared))
        })
    }
}

impl PairwiseTests {
    fn of(
        groups: &ComparedGroups<'_>,
        adjustment: Adjustment,
        test: impl Fn(&ComparedGroups<'_>) -> Result<(f64, Option<ChiSquared>)>,
    ) -> Result<Self> {
        let names = groups.names();
        if names.len() > MOST_GROUPS {
            let advice = "join groups that belong together, or choose the pairs and test each".into();
            return Err(Error::Limit { what: "groups to compare in pairs", found: names.len() as u64, limit: MOST_GROUPS as u64, advice });
        }
        let mut pairs = Vec::with_capacity(names.len() * names.len().saturating_sub(1) / 2);
        for (first, second) in (0..names.len()).flat_map(|first| (first + 1..names.len()).map(move |second| (first, second))) {
            let (difference, chi_squared) = test(&groups.pair(first, second))?;
            let (first, second) = (names[first].clone(), names[second].clone());
            pairs.push(PairTest { first, second, difference, chi_squared, adjusted_p: None });
        }
        let p_values: Vec<Option<f64>> = pairs.iter().map(|pair| pair.chi_squared.map(|test| test.p_value)).collect();
        for (pair, adjusted) in pairs.iter_mut().zip(adjustment.adjust(&p_values)?) {
            pair.adjusted_p = adjusted;
        }
        Ok(Self { adjustment, pairs })
    }

    /// The table: a row a pair.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let texts = |value: &dyn Fn(&PairTest) -> &String| Values::Texts(self.pairs.iter().map(|pair| Some(value(pair).clone())).collect());
        let reals = |value: &dyn Fn(&PairTest) -> Option<f64>| Values::Reals(self.pairs.iter().map(value).collect());
        let columns = [
            ("first", texts(&|pair| &pair.first)),
            ("second", texts(&|pair| &pair.second)),
            ("difference", reals(&|pair| Some(pair.difference))),
            ("chi_squared", reals(&|pair| pair.chi_squared.map(|test| test.statistic))),
            ("p_value", reals(&|pair| pair.chi_squared.map(|test| test.p_value))),
            ("adjusted_p", reals(&|pair| pair.adjusted_p)),
        ];
        Table::of_columns("pairwise", columns)
    }
}
