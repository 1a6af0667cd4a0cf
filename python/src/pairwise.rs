//! Which groups differ from which, with p values adjusted for the number of pairs, in Python.

use crate::error::enter;
use crate::log_rank::ChiSquared;
use crate::result::{fields, pickled, record, tabular};
use crate::words::Word;
use kaiin::survival::Adjustment;
use pyo3::prelude::*;

record! {
    /// Two groups and their test.
    PairTest of kaiin::survival::PairTest {
        /// Name of the first.
        first: String,
        /// Name of the second.
        second: String,
        /// Observed less expected in the first: above 0 when it leaves faster than the second.
        difference: f64,
        /// The test of the two alone; ``None`` when they could not be compared.
        chi_squared: Option<ChiSquared>,
        /// Its p value adjusted for the number of pairs that could be compared.
        adjusted_p: Option<f64>,
    }
}

/// Every pair of groups, tested as if the other groups were not there. Made by `LogRankSettings.pairwise` and `GraySettings.pairwise`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct PairwiseTests {
    inner: kaiin::survival::PairwiseTests,
}

impl From<kaiin::survival::PairwiseTests> for PairwiseTests {
    fn from(inner: kaiin::survival::PairwiseTests) -> Self {
        Self { inner }
    }
}

fields!(PairwiseTests {
    /// How p values were adjusted.
    adjustment: Word<Adjustment>,
    /// The pairs, by the order of the groups.
    pairs: Vec<PairTest>,
});

#[pymethods]
impl PairwiseTests {
    fn __len__(&self) -> usize {
        self.inner.pairs.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.PairwiseTests of {} pairs, adjusted by {}>", self.inner.pairs.len(), self.inner.adjustment)
    }
}

tabular!(PairwiseTests);
pickled!(PairwiseTests, kaiin::survival::PairwiseTests);

/// P values adjusted for the number of comparisons, in the order given, as R `p.adjust`; each is at most 1.
///
/// Two promises are made. Family-wise (``"bonferroni"``, ``"holm"``, ``"hochberg"``): the probability that any group is called different
/// when none is, is at most the level. False discovery rate (``"benjamini_hochberg"``, ``"benjamini_yekutieli"``): of those called
/// different, the expected share that is not, is at most the level; suited to looking through many branches for some to visit.
/// ``"hochberg"`` and ``"benjamini_hochberg"`` need comparisons that are independent or positively dependent.
///
/// Args:
///     p_values: The p values; what is ``None`` was not compared: it stays ``None`` and does not count.
///     adjustment: ``"holm"`` (the default), ``"bonferroni"``, ``"hochberg"``, ``"benjamini_hochberg"``, ``"benjamini_yekutieli"`` or
///         ``"none"``.
///
/// Raises:
///     SettingError: A value is not in [0, 1].
///
/// Examples:
///     >>> adjusted_p_values([0.25, None, 0.0625, 0.125])
///     [0.25, None, 0.1875, 0.25]
///     >>> adjusted_p_values([0.25, None, 0.0625, 0.125], "benjamini_hochberg")
///     [0.25, None, 0.1875, 0.1875]
#[pyfunction]
#[pyo3(signature = (p_values, adjustment = None))]
pub(crate) fn adjusted_p_values(
    py: Python<'_>,
    p_values: Vec<Option<f64>>,
    adjustment: Option<Word<Adjustment>>,
) -> PyResult<Vec<Option<f64>>> {
    let adjustment = adjustment.map(|word| word.0).unwrap_or_default();
    enter(py, |_| adjustment.adjust(&p_values))
}
