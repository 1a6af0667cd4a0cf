//! Do the groups differ in how many ever leave for one reason, others leaving for other reasons?

use super::chi_squared::ChiSquared;
use super::compared_groups::ComparedGroups;
use super::gray_sums::{GraySums, Scratch};
use super::risk_walk::at_each_time;
use super::trend::Trend;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// How Gray's test is made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until a test is made"]
pub struct GraySettings {
    outcome: String,
    rho: f64,
}

impl GraySettings {
    /// Gray's test for leaving with an outcome, all times weighing the same (rho 0, as cmprsk does unless told).
    pub fn new(outcome: impl Into<String>) -> Self {
        Self { outcome: outcome.into(), rho: 0.0 }
    }

    /// The outcome.
    #[must_use]
    pub fn outcome(&self) -> &str {
        &self.outcome
    }

    /// How much more the early weigh than the late: the weight is `(1 − F(t−))^rho` with the pooled incidence `F`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is not a finite number of at least 0.
    pub fn rho(mut self, rho: f64) -> Result<Self> {
        if !(rho >= 0.0 && rho.is_finite()) {
            return Err(Error::setting(
                "rho",
                rho,
                "is not a finite number of at least 0; write 0 for equal weights, 1 for more on the early",
            ));
        }
        self.rho = rho;
        Ok(self)
    }
}

/// One group in Gray's test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GrayGroup {
    /// Its name.
    pub name: String,
    /// Number of rows, whatever their weight.
    pub count: u64,
    /// Leavers with the outcome.
    pub events: f64,
    /// Weighted events less those expected when all groups of the stratum have one incidence.
    pub score: f64,
    /// Variance of the score; 0 when the group could not be compared.
    pub variance: f64,
}

/// Gray's test of whether groups have one cumulative incidence of an outcome: "does the share that is ever struck off differ by branch?"
///
/// A [`LogRankTest`](super::LogRankTest) of the same outcome asks another question: whether those who are there leave for it at one rate. A branch
/// in which many die early loses few by arrears, though its members fall into arrears at the same rate; Gray's test sees that,
/// the log-rank test does not. Censoring may differ between groups, but must not depend on the outcome. Needs some tens of events.
///
/// The reference implementation, R cmprsk, has no delayed entry; here those who enter late are at risk from then on. The test is refused when
/// all of a group left before others of it entered.
///
/// # Formula
///
/// With `n` at risk, `S` the share not gone with any outcome and `F` the incidence of the outcome in a group, `d` its events, sums over groups
/// without index, `F0` the pooled incidence with steps `d / sum(n / S(t−))`:
///
/// ```text
/// q = n / S(t−)       R = q (1 − F(t−))       L = (1 − F0(t−))^rho
/// z_k  = sum over times of L (d_k − d R_k / R)
/// e_kj = L q_k ([k = j] − q_j / q)
/// C_kj(u) = sum over times after u of e_kj ΔF0 / (1 − F0(t−))
/// V_kl = sum over times u and groups j of
///          (e_kj + (1 − b_j) C_kj)(e_lj + (1 − b_j) C_lj) S_j(u−) ΔF0 / n_j + b_j² C_kj C_lj S_j(u−)² m_j / n_j²
/// χ²   = zᵀ V⁻ z
/// ```
///
/// with `b = (1 − F0(u)) / S(u)` (0 when nobody is left) and `m` those who leave otherwise. Several events at one time multiply the first term by
/// `1 − (d − 1) / (S_j(u−) q − 1)`, several other leavers the second by `1 − (m − 1) / (n − 1)`. These choices of left and right limits and of ties are those
/// of R cmprsk. Strata add.
///
/// # Properties
///
/// Scores add up to 0. Without other outcomes they are those of the log-rank test exactly (rho 0); the variance is another estimate, and agrees
/// when groups are large and do not differ.
///
/// # References
///
/// R. J. Gray (1988), *Annals of Statistics* 16, 1141–1154, section 2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GrayTest {
    /// How it was made.
    pub settings: GraySettings,
    /// The groups, in the order of [`ComparedGroups::names`].
    pub groups: Vec<GrayGroup>,
    /// Covariances of the scores, row by row.
    pub covariance: Vec<f64>,
    /// The test; `None` when no two groups could be compared.
    pub chi_squared: Option<ChiSquared>,
}

impl GraySettings {
    /// The test. O(times × groups), and × groups² at times with an event; one pass.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when no group has the outcome; [`Error::Setting`] when a group lost all its members before others entered it, with the
    /// group and the time.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::{ComparedGroups, GraySettings, Observations};
    /// let outcomes = [Some("arrears"), Some("death"), Some("arrears"), Some("arrears")];
    /// let rows = Observations::of_outcomes(&[1.0, 2.0, 3.0, 4.0], &outcomes)?.grouped(&["a", "b", "a", "b"])?;
    /// let test = GraySettings::new("arrears").test(&ComparedGroups::of_rows(&rows)?)?;
    /// // at 1: 2 of 4 in a. At 3, who died still counts in b: R is 1/(1/2) × 1/2 = 1 in a and 1/(1/2) = 2 in b. At 4 only b is left.
    /// assert!((test.groups[0].score - (2.0 - 1.0 / 2.0 - 1.0 / 3.0)).abs() < 1e-15);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn test(&self, groups: &ComparedGroups<'_>) -> Result<GrayTest> {
        groups.check_outcome(&self.outcome)?;
        self.test_counted(groups)
    }

    /// The test when the outcome is known to some group.
    pub(super) fn test_counted(&self, groups: &ComparedGroups<'_>) -> Result<GrayTest> {
        let width = groups.names().len();
        let (mut events, mut scores, mut covariance) = (vec![0.0; width], vec![0.0; width], vec![0.0; width * width]);
        for stratum in groups.strata() {
            let (mut sums, mut scratch) = (GraySums::new(width), Scratch::default());
            at_each_time(stratum, Some(&self.outcome), |time, groups| sums.add(self.rho, time, groups, &mut scratch));
            if let Some((time, at)) = sums.re_entered {
                return Err(refused(&groups.names()[at], time));
            }
            add(&mut events, &sums.events);
            add(&mut scores, &sums.scores);
            add(&mut covariance, &sums.covariance());
        }
        let named = groups.names().iter().enumerate();
        let tested = named.map(|(at, name)| GrayGroup {
            name: name.clone(),
            count: groups.count(at),
            events: events[at],
            score: scores[at],
            variance: covariance[at * width + at],
        });
        let chi_squared = ChiSquared::of_differences(&scores, &covariance);
        Ok(GrayTest { settings: self.clone(), groups: tested.collect(), covariance, chi_squared })
    }
}

fn add(sums: &mut [f64], values: &[f64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

fn refused(group: &str, time: f64) -> Error {
    let reason = format!("lost all its members before others entered, who were at risk at time {time}; leave out those who entered first");
    Error::setting("group", format!("{group:?}"), reason)
}

impl GrayTest {
    /// The names of the groups that could not be compared: never at risk beside another group while anyone left with the outcome.
    pub fn left_out(&self) -> impl Iterator<Item = &str> + '_ {
        self.groups.iter().filter(|group| group.variance <= 0.0).map(|group| group.name.as_str())
    }

    /// Whether the incidence rises or falls with a score of the groups, one score a group. See [`Trend`].
    ///
    /// # Errors
    ///
    /// As [`LogRankTest::trend`](super::LogRankTest::trend).
    pub fn trend(&self, scores: &[f64]) -> Result<Trend> {
        let differences: Vec<f64> = self.groups.iter().map(|group| group.score).collect();
        Trend::of(scores, &differences, &self.covariance)
    }

    /// The table: a row a group.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: &dyn Fn(&GrayGroup) -> f64| Values::Reals(self.groups.iter().map(|group| Some(value(group))).collect());
        let columns = [
            ("group", Values::Texts(self.groups.iter().map(|group| Some(group.name.clone())).collect())),
            ("count", Values::Integers(self.groups.iter().map(|group| i64::try_from(group.count).ok()).collect())),
            ("events", reals(&|group| group.events)),
            ("score", reals(&|group| group.score)),
            ("variance", reals(&|group| group.variance)),
        ];
        Table::of_columns("gray_test", columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::Observations;

    fn tested(time: &[f64], outcome: &[Option<&str>], group: &[&str]) -> GrayTest {
        let rows = Observations::of_outcomes(time, outcome).unwrap().grouped(group).unwrap();
        GraySettings::new("arrears").test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap()
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-14, "{found} is not {expected}");
    }

    #[test]
    fn two_members_by_hand() {
        // at 1: q = 1, 1; e = ±1/2; each term (1/2)² with weight 1 × 1/2 / 1: variance 1/4. At 2 only b is left.
        let test = tested(&[1.0, 2.0], &[Some("arrears"); 2], &["a", "b"]);
        assert_eq!((test.groups[0].score, test.groups[0].variance), (0.5, 0.25));
        assert_eq!(test.chi_squared.map(|test| (test.statistic, test.degrees)), Some((1.0, 1)));
    }

    #[test]
    fn one_pass_gives_the_double_sum_of_the_formula() {
        // The formula of the documentation as it stands, with its double sum, in exact fractions (Python 3.11, fractions): ties of both kinds,
        // a censored member, a group that ends first.
        let time = [1.0, 2.0, 3.0, 4.0, 1.0, 3.0, 3.0, 5.0, 5.0, 2.0];
        let (arrears, death) = (Some("arrears"), Some("death"));
        let outcome = [arrears, death, arrears, arrears, death, arrears, arrears, None, None, death];
        let test = tested(&time, &outcome, &["a", "b", "a", "b", "c", "c", "c", "c", "a", "b"]);
        for (group, score) in test.groups.iter().zip([13.0 / 15.0, -4.0 / 5.0, -1.0 / 15.0]) {
            assert_near(group.score, score);
        }
        assert_near(test.covariance[0], 412_059_049.0 / 495_040_000.0);
        assert_near(test.covariance[1], -41_844_363.0 / 70_720_000.0);
        assert_near(test.covariance[5], -15_628_651.0 / 17_680_000.0);
        assert_near(test.covariance[8], 34_796_921.0 / 30_940_000.0);
    }

    #[test]
    fn one_group_and_an_outcome_nobody_has() {
        let one = tested(&[1.0, 2.0], &[Some("arrears"); 2], &["a", "a"]);
        assert_eq!((one.chi_squared, one.left_out().collect::<Vec<_>>()), (None, vec!["a"]));
        let rows = Observations::of_outcomes(&[1.0], &[Some("death")]).unwrap();
        let unknown = GraySettings::new("arrears").test(&ComparedGroups::of_rows(&rows).unwrap());
        assert!(unknown.unwrap_err().to_string().contains("the outcomes are: death"));
    }
}
