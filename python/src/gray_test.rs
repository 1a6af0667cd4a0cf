//! Do the groups differ in how many ever leave for one reason? Gray's test, in Python.

use crate::array::Array;
use crate::compared_groups::ComparedGroups;
use crate::error::{enter, err};
use crate::log_rank::{ChiSquared, Trend, outcome_of, rows_of};
use crate::pairwise::PairwiseTests;
use crate::result::{fields, pickled, record, tabular};
use crate::words::Word;
use kaiin::survival::Adjustment;
use pyo3::prelude::*;

/// How Gray's test is made.
///
/// Args:
///     outcome: The outcome.
///     rho: How much more the early weigh than the late: the weight is one minus the pooled incidence before the time, to the power rho; 0
///         by default, as R `cmprsk`: all times weigh the same.
///
/// Raises:
///     SettingError: The power is not a finite number of at least 0.
///
/// Examples:
///     >>> GraySettings("arrears").outcome
///     'arrears'
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct GraySettings {
    inner: kaiin::survival::GraySettings,
}

#[pymethods]
impl GraySettings {
    #[new]
    #[pyo3(signature = (outcome, *, rho = None))]
    fn new(outcome: String, rho: Option<f64>) -> PyResult<Self> {
        let settings = kaiin::survival::GraySettings::new(outcome);
        rho.into_iter().try_fold(settings, kaiin::survival::GraySettings::rho).map(|inner| Self { inner }).map_err(err)
    }

    /// The outcome.
    #[getter]
    fn outcome(&self) -> &str {
        self.inner.outcome()
    }

    /// The test.
    ///
    /// Args:
    ///     groups: The groups.
    ///
    /// Raises:
    ///     RateError: No group has the outcome.
    ///     SettingError: A group lost all its members before others entered it.
    fn test(&self, py: Python<'_>, groups: PyRef<'_, ComparedGroups>) -> PyResult<GrayTest> {
        let groups = &*groups;
        enter(py, |_| groups.with(|groups| self.inner.test(groups))).map(|inner| GrayTest { inner })
    }

    /// The test of every pair of groups, as if the other groups were not there.
    ///
    /// Args:
    ///     groups: The groups.
    ///     adjustment: How p values are adjusted for the number of pairs, as in `adjusted_p_values`; ``"holm"`` by default.
    ///
    /// Raises:
    ///     TableError: There are more than 200 groups.
    ///     RateError: No group has the outcome.
    ///     SettingError: A group lost all its members before others entered it.
    #[pyo3(signature = (groups, *, adjustment = None))]
    fn pairwise(&self, py: Python<'_>, groups: PyRef<'_, ComparedGroups>, adjustment: Option<Word<Adjustment>>) -> PyResult<PairwiseTests> {
        let (groups, adjustment) = (&*groups, adjustment.map(|word| word.0).unwrap_or_default());
        enter(py, |_| groups.with(|groups| self.inner.pairwise(groups, adjustment))).map(PairwiseTests::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.GraySettings {:?}>", self.inner)
    }
}

pickled!(GraySettings, kaiin::survival::GraySettings);

record! {
    /// One group in a `GrayTest`.
    GrayGroup of kaiin::survival::GrayGroup {
        /// Its name.
        name: String,
        /// Number of rows, whatever their weight.
        count: u64,
        /// Leavers with the outcome.
        events: f64,
        /// Weighted events less those expected when all groups of the stratum have one incidence.
        score: f64,
        /// Variance of the score; 0 when the group could not be compared.
        variance: f64,
    }
}

/// Gray's test of whether groups have one cumulative incidence of an outcome: does the share that is ever struck off differ by branch?
/// Made by `GraySettings.test`.
///
/// A `LogRankTest` of the same outcome asks another question: whether those who are there leave for it at one rate. A branch in which many
/// die early loses few by arrears, though its members fall into arrears at the same rate; Gray's test sees that, the log-rank test does
/// not. ``z_k = sum over times of L (d_k - d R_k / R)`` with ``R = n (1 - F) / S`` just before the time. Censoring may differ between
/// groups but must not depend on the outcome; needs some tens of events. Ties and limits as R `cmprsk`, which has no delayed entry; here
/// those who enter late are at risk from then on. R. J. Gray (1988), Annals of Statistics 16, 1141-1154.
///
/// Examples:
///     At 1, 2 of 4 are in ``a``. At 3 who died still counts in ``b``: R is 1 in ``a`` and 2 in ``b``. At 4 only ``b`` is left.
///
///     >>> rows = Observations.of_outcomes([1, 2, 3, 4], ["arrears", "death", "arrears", "arrears"]).grouped(["a", "b", "a", "b"])
///     >>> test = GraySettings("arrears").test(ComparedGroups.of_rows(rows))
///     >>> round(test.groups[0].score, 12)  # 2 - 1/2 - 1/3
///     1.166666666667
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct GrayTest {
    inner: kaiin::survival::GrayTest,
}

fields!(GrayTest {
    /// The groups, in the order of `ComparedGroups.names`.
    groups: Vec<GrayGroup>,
    /// The test; ``None`` when no two groups could be compared.
    chi_squared: Option<ChiSquared>,
});

#[pymethods]
impl GrayTest {
    /// How it was made.
    #[getter]
    fn settings(&self) -> GraySettings {
        GraySettings { inner: self.inner.settings.clone() }
    }

    /// Covariances of the scores, a list for each group.
    #[getter]
    fn covariance(&self) -> Vec<Vec<f64>> {
        rows_of(&self.inner.covariance, self.inner.groups.len())
    }

    /// The names of the groups that could not be compared: never at risk beside another group while anyone left with the outcome.
    #[getter]
    fn left_out(&self) -> Vec<String> {
        self.inner.left_out().map(str::to_owned).collect()
    }

    /// Whether the incidence rises or falls with a score of the groups.
    ///
    /// Args:
    ///     scores: One score a group, in the order of the groups.
    ///
    /// Raises:
    ///     InputError: There is not one score a group.
    ///     SettingError: A score is not a finite number.
    fn trend(&self, py: Python<'_>, scores: Array) -> PyResult<Trend> {
        enter(py, |_| self.inner.trend(&scores.reals("scores")?)).map(Trend::from)
    }

    fn __repr__(&self) -> String {
        let (groups, outcome) = (self.inner.groups.len(), self.inner.settings.outcome());
        format!("<kaiin.GrayTest for {outcome} of {groups} groups, {}>", outcome_of(self.inner.chi_squared.as_ref()))
    }
}

tabular!(GrayTest);
pickled!(GrayTest, kaiin::survival::GrayTest);
