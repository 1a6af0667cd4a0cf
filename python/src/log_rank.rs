//! Do the groups leave at different rates? The log-rank test and its weighted kin, in Python.

use crate::array::Array;
use crate::compared_groups::ComparedGroups;
use crate::error::{enter, err, setting};
use crate::pairwise::PairwiseTests;
use crate::result::{fields, pickled, record, tabular};
use crate::words::{Word, tagged};
use kaiin::survival::{Adjustment, LogRankWeight, TieVariance};
use pyo3::prelude::*;

record! {
    /// A chi-squared statistic, its degrees of freedom, and how probable one at least as large is when nothing differs.
    ///
    /// The p value keeps its digits in the far tail. It rests on many events: with fewer than about ten in all, or in groups of very
    /// unequal size, it is only a guide.
    ChiSquared of kaiin::survival::ChiSquared {
        /// The statistic.
        statistic: f64,
        /// The degrees of freedom, at least 1.
        degrees: usize,
        /// The probability of a statistic at least as large when nothing differs.
        p_value: f64,
    }
}

record! {
    /// A test of whether leaving rises or falls with a score of the groups (Tarone 1975).
    ///
    /// ``z = sum s (O - E) / sqrt(sum over g, h of s_g V_gh s_h)``. Stronger than the test of any difference when groups are ordered and the
    /// rate goes one way. Only the distances of the scores matter.
    Trend of kaiin::survival::Trend {
        /// The scores, one a group.
        scores: Vec<f64>,
        /// Sum of the scores, counted from the first, times observed less expected.
        statistic: f64,
        /// Variance of the statistic.
        variance: f64,
        /// The standardised statistic: above 0 when groups with high scores leave faster; ``None`` when groups that could be compared do
        /// not differ in score.
        z: Option<f64>,
        /// Two-sided p value of no trend.
        p_value: Option<f64>,
    }
}

record! {
    /// One group in a `LogRankTest`.
    TestedGroup of kaiin::survival::TestedGroup {
        /// Its name.
        name: String,
        /// Number of rows, whatever their weight.
        count: u64,
        /// Leavers that were counted as events.
        events: f64,
        /// Leavers, each with the weight of the test: the number of events when that is 1.
        observed: f64,
        /// What would be observed if all groups of the stratum left at one rate.
        expected: f64,
        /// Variance of observed less expected; 0 when the group was never at risk beside another one while anyone left.
        variance: f64,
    }
}

#[pymethods]
impl TestedGroup {
    /// Whether the group could be compared: it was at risk beside another one while anyone left.
    #[getter]
    fn is_compared(&self) -> bool {
        self.inner.is_compared()
    }
}

record! {
    /// Observed and expected in one stratum.
    TestedStratum of kaiin::survival::TestedStratum {
        /// Its name; ``"all"`` when there is one.
        name: String,
        /// Observed, by group.
        observed: Vec<f64>,
        /// Expected, by group.
        expected: Vec<f64>,
    }
}

/// How a log-rank test is made.
///
/// Args:
///     weight: How much a difference at a time weighs, to be chosen before the data are looked at: ``"log_rank"`` (the default: 1),
///         ``"gehan_breslow"`` (the number at risk N), ``"tarone_ware"`` (its root), ``"peto_peto"``, ``"modified_peto_peto"``,
///         ``("g_rho", rho)`` (the pooled share still there before the time, to the power rho, as R `survdiff(rho=)`), or
///         ``("fleming_harrington", rho, gamma)`` (that share to the power rho times its complement to the power gamma; a gamma above 0
///         looks at late differences).
///     ties: How the variance treats several leavers at one time: ``"hypergeometric"`` (the default, as R `survdiff`), ``"cox_breslow"`` or
///         ``"cox_efron"`` (the score tests of Cox regression with these ties).
///     outcome: Only who left with this outcome has an event; others who leave count as censored. With any outcome by default. This
///         compares rates of leaving for that reason among those who are there; for shares who ever leave for it take `GraySettings`.
///
/// Raises:
///     SettingError: A power is not a finite number, or gamma is below 0.
///
/// Examples:
///     Two leave in ``a`` at times 1 and 2, two in ``b`` at 3 and 4. Weights 1, 3/4, 1/2, 1/4: observed 1.75 in ``a``, expected 0.75,
///     variance 1/4 + 9/16 * 2/9 = 3/8.
///
///     >>> rows = Observations.of_events([1, 2, 3, 4], [1, 1, 1, 1]).grouped(["a", "a", "b", "b"])
///     >>> test = LogRankSettings(weight=("g_rho", 1)).test(ComparedGroups.of_rows(rows))
///     >>> round(test.chi_squared.statistic, 12)  # 1 / (3/8)
///     2.666666666667
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct LogRankSettings {
    inner: kaiin::survival::LogRankSettings,
}

#[pymethods]
impl LogRankSettings {
    #[new]
    #[pyo3(signature = (*, weight = None, ties = None, outcome = None))]
    fn new(weight: Option<WeightArg>, ties: Option<Word<TieVariance>>, outcome: Option<String>) -> PyResult<Self> {
        let settings = kaiin::survival::LogRankSettings::new();
        let settings = weight.into_iter().try_fold(settings, |settings, weight| settings.weight(weight.0)).map_err(err)?;
        let settings = ties.into_iter().fold(settings, |settings, ties| settings.ties(ties.0));
        Ok(Self { inner: outcome.into_iter().fold(settings, kaiin::survival::LogRankSettings::outcome) })
    }

    /// The test of whether groups leave at one rate.
    ///
    /// Args:
    ///     groups: The groups.
    ///
    /// Raises:
    ///     RateError: No group has the outcome asked for.
    ///     SettingError: A weight is infinite: a rho below 0 after the pooled curve has fallen to 0.
    fn test(&self, py: Python<'_>, groups: PyRef<'_, ComparedGroups>) -> PyResult<LogRankTest> {
        let groups = &*groups;
        enter(py, |_| groups.with(|groups| self.inner.test(groups))).map(|inner| LogRankTest { inner })
    }

    /// The test of every pair of groups, as if the other groups were not there.
    ///
    /// Args:
    ///     groups: The groups.
    ///     adjustment: How p values are adjusted for the number of pairs, as in `adjusted_p_values`; ``"holm"`` by default.
    ///
    /// Raises:
    ///     TableError: There are more than 200 groups.
    ///     RateError: As for `test`.
    ///     SettingError: As for `test`.
    ///
    /// Examples:
    ///     >>> rows = Observations.of_events([1, 2, 3, 4, 3, 4], [1] * 6).grouped(["a", "a", "b", "b", "c", "c"])
    ///     >>> tests = LogRankSettings().pairwise(ComparedGroups.of_rows(rows), adjustment="bonferroni")
    ///     >>> tests.pairs[2].difference, tests.pairs[2].adjusted_p  # b and c are alike
    ///     (0.0, 1.0)
    #[pyo3(signature = (groups, *, adjustment = None))]
    fn pairwise(&self, py: Python<'_>, groups: PyRef<'_, ComparedGroups>, adjustment: Option<Word<Adjustment>>) -> PyResult<PairwiseTests> {
        let (groups, adjustment) = (&*groups, adjustment.map(|word| word.0).unwrap_or_default());
        enter(py, |_| groups.with(|groups| self.inner.pairwise(groups, adjustment))).map(PairwiseTests::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LogRankSettings {:?}>", self.inner)
    }
}

pickled!(LogRankSettings, kaiin::survival::LogRankSettings);

/// A weight as Python writes it.
struct WeightArg(LogRankWeight);

impl<'py> FromPyObject<'_, 'py> for WeightArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "LogRankWeight");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let (word, powers) = tagged(&value);
        let powers = powers.iter().map(|power| power.extract()).collect::<PyResult<Vec<f64>>>()?;
        let weight = match (word.as_str(), &powers[..]) {
            ("log_rank", []) => LogRankWeight::LogRank,
            ("gehan_breslow", []) => LogRankWeight::GehanBreslow,
            ("tarone_ware", []) => LogRankWeight::TaroneWare,
            ("peto_peto", []) => LogRankWeight::PetoPeto,
            ("modified_peto_peto", []) => LogRankWeight::ModifiedPetoPeto,
            ("g_rho", &[rho]) => LogRankWeight::GRho(rho),
            ("fleming_harrington", &[rho, gamma]) => LogRankWeight::FlemingHarrington { rho, gamma },
            _ => {
                let reason = "is not known; write \"log_rank\", \"gehan_breslow\", \"tarone_ware\", \"peto_peto\", \"modified_peto_peto\", \
                              (\"g_rho\", 1.0) or (\"fleming_harrington\", 0.0, 1.0)";
                return Err(err(setting("weight", value.repr()?, reason)));
            }
        };
        Ok(Self(weight))
    }
}

/// A test of whether groups leave at one rate: log-rank and its weighted kin, with delayed entry, ties and strata. Made by
/// `LogRankSettings.test`.
///
/// With ``n`` at risk and ``d`` leavers of group g at a time, ``N`` and ``D`` of all groups, and the weight ``w``:
/// ``O_g = sum w d_g``, ``E_g = sum w D n_g / N``, ``chi2 = (O - E)' V^- (O - E)`` with the hypergeometric covariance V and as many degrees
/// of freedom as V has rank. Sums of strata are added.
///
/// Assumes that who is no longer seen, and who enters late, is in each group like those who are there. It looks for one group leaving
/// faster than another all the time; when curves cross it may see nothing. With sampling weights the variance is wrong. N. Mantel (1966);
/// J. P. Klein and M. L. Moeschberger (2003), Survival Analysis, 2nd ed., sections 7.3 to 7.5.
///
/// Examples:
///     >>> rows = Observations.of_events([1, 2, 3, 4], [1, 1, 1, 1]).grouped(["a", "a", "b", "b"])
///     >>> test = LogRankSettings().test(ComparedGroups.of_rows(rows))
///     >>> test.chi_squared.degrees, round(test.chi_squared.statistic, 12)  # (2 - 5/6)^2 / (17/36) = 49/17
///     (1, 2.882352941176)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LogRankTest {
    inner: kaiin::survival::LogRankTest,
}

fields!(LogRankTest {
    /// The groups, in the order of `ComparedGroups.names`.
    groups: Vec<TestedGroup>,
    /// The strata.
    strata: Vec<TestedStratum>,
    /// The test; ``None`` when no two groups could be compared.
    chi_squared: Option<ChiSquared>,
});

#[pymethods]
impl LogRankTest {
    /// How it was made.
    #[getter]
    fn settings(&self) -> LogRankSettings {
        LogRankSettings { inner: self.inner.settings.clone() }
    }

    /// Covariances of observed less expected, a list for each group.
    #[getter]
    fn covariance(&self) -> Vec<Vec<f64>> {
        rows_of(&self.inner.covariance, self.inner.groups.len())
    }

    /// Covariance of observed less expected of two groups, by position; ``None`` beyond the last group.
    fn covariance_of(&self, first: usize, second: usize) -> Option<f64> {
        self.inner.covariance_of(first, second)
    }

    /// The names of the groups that could not be compared: never at risk beside another group while anyone left.
    #[getter]
    fn left_out(&self) -> Vec<String> {
        self.inner.left_out().map(str::to_owned).collect()
    }

    /// Of two groups, the standardised difference: above 0 when the first leaves faster than expected; ``None`` with another number of
    /// groups, or when they could not be compared.
    #[getter]
    fn z(&self) -> Option<f64> {
        self.inner.z()
    }

    /// Whether the rate of leaving rises or falls with a score of the groups: size of the branch, age class, year of joining.
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
        format!("<kaiin.LogRankTest of {} groups, {}>", self.inner.groups.len(), outcome_of(self.inner.chi_squared.as_ref()))
    }
}

tabular!(LogRankTest);
pickled!(LogRankTest, kaiin::survival::LogRankTest);

/// A square matrix, row by row.
pub(crate) fn rows_of(matrix: &[f64], width: usize) -> Vec<Vec<f64>> {
    matrix.chunks(width.max(1)).map(<[f64]>::to_vec).collect()
}

/// The outcome of a test in a few words.
pub(crate) fn outcome_of(test: Option<&kaiin::survival::ChiSquared>) -> String {
    test.map_or_else(
        || "not compared".to_owned(),
        |test| format!("chi-squared {:.4} on {} degrees, p {:.4}", test.statistic, test.degrees, test.p_value),
    )
}
