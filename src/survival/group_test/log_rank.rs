//! Do the groups leave at different rates, or is the difference seen chance?

use super::chi_squared::ChiSquared;
use super::compared_groups::ComparedGroups;
use super::log_rank_settings::LogRankSettings;
use super::log_rank_sums::LogRankSums;
use super::risk_walk::at_each_time;
use super::trend::Trend;
use crate::error::Result;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One group in a test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestedGroup {
    /// Its name.
    pub name: String,
    /// Number of rows, whatever their weight.
    pub count: u64,
    /// Leavers that were counted as events.
    pub events: f64,
    /// Leavers, each with the weight of the test: the number of events when that is 1.
    pub observed: f64,
    /// What would be observed if all groups of the stratum left at one rate.
    pub expected: f64,
    /// Variance of observed less expected; 0 when the group was never at risk beside another one while anyone left.
    pub variance: f64,
}

impl TestedGroup {
    /// Whether the group could be compared: it was at risk beside another one while anyone left.
    #[must_use]
    pub fn is_compared(&self) -> bool {
        self.variance > 0.0
    }
}

/// Observed and expected in one stratum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestedStratum {
    /// Its name; `all` when there is one.
    pub name: String,
    /// Observed, by group.
    pub observed: Vec<f64>,
    /// Expected, by group.
    pub expected: Vec<f64>,
}

/// A test of whether groups leave at one rate: log-rank and its weighted kin, with delayed entry, ties and strata.
///
/// Assumes that who is no longer seen, and who enters late, is in each group like those who are there. It looks for one group leaving faster
/// than another all the time; when curves cross it may see nothing. Each stratum has its own expectations (and its own pooled curve for
/// weights); sums are added. A weight of a row counts as that many members: with sampling weights the variance is wrong. A person with
/// several rows that do not overlap counts once, as in R.
///
/// With delayed entry few are at risk at first. That makes the log-rank test weaker, not wrong; weights by the pooled curve
/// (`GRho`, `PetoPeto`) suffer when that curve falls to 0 early.
///
/// # Formula
///
/// With `n` at risk and `d` leavers of group g at a time, `N` and `D` of all groups, and the weight `w`:
///
/// ```text
/// O_g    = sum w d_g
/// E_g    = sum w D n_g / N
/// V_gh   = sum w² v (n_g / N) ([g = h] − n_h / N),   v = D (N − D) / (N − 1)       (other v: TieVariance)
/// χ²     = (O − E)ᵀ V⁻ (O − E),   degrees = rank of V
/// ```
///
/// `V⁻` is a generalised inverse: groups that were compared with no other have no variance, are left out
/// ([`LogRankTest::left_out`]), and do not count in the degrees of freedom; groups that fall into sets never at risk together cost a degree
/// for each set.
///
/// # Properties
///
/// Observed and expected have one sum. With two groups χ² is the square of [`LogRankTest::z`]. Nothing changes when time is stretched in any
/// way that keeps its order, or with the order of rows; exchanging groups exchanges results.
///
/// # References
///
/// N. Mantel (1966), *Cancer Chemotherapy Reports* 50, 163–170; J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*, 2nd ed.,
/// sections 7.3 to 7.5; P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding (1993), *Statistical Models Based on Counting Processes*,
/// section V.2 (delayed entry).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogRankTest {
    /// How it was made.
    pub settings: LogRankSettings,
    /// The groups, in the order of [`ComparedGroups::names`].
    pub groups: Vec<TestedGroup>,
    /// The strata.
    pub strata: Vec<TestedStratum>,
    /// Covariances of observed less expected, row by row.
    pub covariance: Vec<f64>,
    /// The test; `None` when no two groups could be compared.
    pub chi_squared: Option<ChiSquared>,
}

impl LogRankSettings {
    /// The test of whether groups leave at one rate. O(times × groups), and × groups² at times at which anyone leaves.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`](crate::Error::Missing) when no group has the outcome asked for; [`Error::Setting`](crate::Error::Setting) when a weight
    /// is infinite, with the time: a rho below 0 after the pooled curve has fallen to 0.
    ///
    /// # Example
    ///
    /// Two leave in `a` at times 1 and 2, two in `b` at times 3 and 4:
    ///
    /// ```
    /// use kaiin::survival::{ComparedGroups, LogRankSettings, Observations};
    /// let rows = Observations::of_events(&[1.0, 2.0, 3.0, 4.0], &[true; 4])?.grouped(&["a", "a", "b", "b"])?;
    /// let test = LogRankSettings::new().test(&ComparedGroups::of_rows(&rows)?)?;
    /// // expected in a: 2/4 + 1/3 = 5/6; variance 1/4 + 2/9 = 17/36; χ² = (7/6)² / (17/36) = 49/17
    /// let chi_squared = test.chi_squared.expect("both groups were at risk");
    /// assert!((chi_squared.statistic - 49.0 / 17.0).abs() < 1e-14);
    /// assert_eq!(chi_squared.degrees, 1);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn test(&self, groups: &ComparedGroups<'_>) -> Result<LogRankTest> {
        if let Some(outcome) = &self.outcome {
            groups.check_outcome(outcome)?;
        }
        self.test_counted(groups)
    }

    /// The test when the outcome is known to some group.
    pub(super) fn test_counted(&self, groups: &ComparedGroups<'_>) -> Result<LogRankTest> {
        let width = groups.names().len();
        let (mut whole, mut strata) = (Vec::new(), Vec::new());
        for stratum in groups.strata() {
            let mut sums = LogRankSums::new(width);
            at_each_time(stratum, self.outcome.as_deref(), |time, groups| sums.add(self, time, groups));
            let sums = sums.finished()?;
            strata.push(TestedStratum { name: stratum.name.clone(), observed: sums.observed.clone(), expected: sums.expected.clone() });
            whole.push(sums);
        }
        Ok(LogRankTest::of_sums(self, groups, strata, &whole))
    }
}

impl LogRankTest {
    /// The test from the sums of the strata.
    fn of_sums(settings: &LogRankSettings, compared: &ComparedGroups<'_>, strata: Vec<TestedStratum>, sums: &[LogRankSums]) -> Self {
        let width = compared.names().len();
        let total = |pick: &dyn Fn(&LogRankSums) -> f64| sums.iter().map(pick).sum::<f64>();
        let covariance: Vec<f64> = (0..width * width).map(|at| total(&|sums| sums.covariance[at])).collect();
        let groups: Vec<TestedGroup> = (0..width)
            .map(|at| TestedGroup {
                name: compared.names()[at].clone(),
                count: compared.count(at),
                events: total(&|sums| sums.events[at]),
                observed: total(&|sums| sums.observed[at]),
                expected: total(&|sums| sums.expected[at]),
                variance: covariance[at * width + at],
            })
            .collect();
        let differences: Vec<f64> = groups.iter().map(|group| group.observed - group.expected).collect();
        let chi_squared = ChiSquared::of_differences(&differences, &covariance);
        Self { settings: settings.clone(), groups, strata, covariance, chi_squared }
    }

    /// Covariance of observed less expected of two groups; `None` beyond the last group.
    #[must_use]
    pub fn covariance_of(&self, first: usize, second: usize) -> Option<f64> {
        let width = self.groups.len();
        (first < width && second < width).then(|| self.covariance[first * width + second])
    }

    /// The names of the groups that could not be compared: never at risk beside another group while anyone left.
    pub fn left_out(&self) -> impl Iterator<Item = &str> + '_ {
        self.groups.iter().filter(|group| !group.is_compared()).map(|group| group.name.as_str())
    }

    /// Of two groups, the standardised difference: above 0 when the first leaves faster than expected. `None` with another number of groups,
    /// or when they could not be compared.
    #[must_use]
    pub fn z(&self) -> Option<f64> {
        let [first, _] = &self.groups[..] else { return None };
        first.is_compared().then(|| (first.observed - first.expected) / first.variance.sqrt())
    }

    /// Whether the rate of leaving rises or falls with a score of the groups: size of the branch, age class, year of joining. One score a
    /// group, in the order of the groups. See [`Trend`].
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`](crate::Error::ColumnLength) when there is not one score a group; [`Error::Setting`](crate::Error::Setting) for a
    /// score that is not a finite number.
    pub fn trend(&self, scores: &[f64]) -> Result<Trend> {
        let differences: Vec<f64> = self.groups.iter().map(|group| group.observed - group.expected).collect();
        Trend::of(scores, &differences, &self.covariance)
    }

    /// The table: a row a group.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: &dyn Fn(&TestedGroup) -> f64| Values::Reals(self.groups.iter().map(|group| Some(value(group))).collect());
        let columns = [
            ("group", Values::Texts(self.groups.iter().map(|group| Some(group.name.clone())).collect())),
            ("count", Values::Integers(self.groups.iter().map(|group| i64::try_from(group.count).ok()).collect())),
            ("events", reals(&|group| group.events)),
            ("observed", reals(&|group| group.observed)),
            ("expected", reals(&|group| group.expected)),
            ("variance", reals(&|group| group.variance)),
            ("compared", Values::Flags(self.groups.iter().map(|group| Some(group.is_compared())).collect())),
        ];
        Table::of_columns("log_rank", columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::{Observations, RiskTable};

    fn table(time: &[f64], event: &[bool]) -> RiskTable {
        Observations::of_events(time, event).unwrap().risk_table().unwrap()
    }

    #[test]
    fn a_group_with_nobody_at_risk_is_named_and_costs_no_degree() {
        let named = |name: &str, table| (name.to_owned(), table);
        let (a, b) = (table(&[1.0, 2.0], &[true, true]), table(&[3.0, 4.0], &[true, true]));
        let tables = [named("a", a), named("empty", RiskTable::default()), named("b", b)];
        let test = LogRankSettings::new().test(&ComparedGroups::of_tables(&tables).unwrap()).unwrap();
        let chi_squared = test.chi_squared.unwrap();
        assert!((chi_squared.statistic - 49.0 / 17.0).abs() < 1e-14 && chi_squared.degrees == 1);
        assert_eq!(test.left_out().collect::<Vec<_>>(), ["empty"]);
    }

    #[test]
    fn without_an_event_or_with_one_group_nothing_is_tested() {
        let rows = Observations::of_events(&[1.0, 2.0], &[false, false]).unwrap().grouped(&["a", "b"]).unwrap();
        let test = LogRankSettings::new().test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap();
        assert_eq!((test.chi_squared, test.z()), (None, None));
        assert_eq!(test.left_out().count(), 2);
        let one = Observations::of_events(&[1.0, 2.0], &[true, true]).unwrap();
        assert_eq!(LogRankSettings::new().test(&ComparedGroups::of_rows(&one).unwrap()).unwrap().chi_squared, None);
    }

    #[test]
    fn all_leaving_on_one_day_says_nothing() {
        let rows = Observations::of_events(&[1.0; 4], &[true; 4]).unwrap().grouped(&["a", "a", "b", "b"]).unwrap();
        assert_eq!(LogRankSettings::new().test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap().chi_squared, None);
    }

    #[test]
    fn sets_of_groups_that_never_met_cost_a_degree_each() {
        let rows = Observations::of_events(&[1.0, 2.0, 1.0, 2.0], &[true; 4]).unwrap().grouped(&["a", "b", "c", "d"]).unwrap();
        let groups = ComparedGroups::of_rows_within(&rows, &["x", "x", "y", "y"]).unwrap();
        let test = LogRankSettings::new().test(&groups).unwrap();
        // in each stratum (1 − 1/2)² / (1/4) = 1
        let chi_squared = test.chi_squared.unwrap();
        assert_eq!((chi_squared.statistic, chi_squared.degrees), (2.0, 2));
        assert_eq!(test.strata[1].observed, [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn one_outcome_alone_counts_the_others_as_censored() {
        let outcomes = [Some("arrears"), Some("death"), Some("arrears"), None];
        let rows = Observations::of_outcomes(&[1.0, 2.0, 3.0, 4.0], &outcomes).unwrap().grouped(&["a", "a", "b", "b"]).unwrap();
        let test = LogRankSettings::new().outcome("arrears").test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap();
        // at 1: 2 of 4; at 3 only b
        assert_eq!((test.groups[0].events, test.groups[0].expected, test.groups[0].variance), (1.0, 0.5, 0.25));
        let unknown = LogRankSettings::new().outcome("moved").test(&ComparedGroups::of_rows(&rows).unwrap());
        assert!(unknown.unwrap_err().to_string().contains("the outcomes are: arrears, death"));
    }
}
