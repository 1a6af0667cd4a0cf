//! The rates that experience is compared with, in Python.

use crate::array::Array;
use crate::error::enter;
use crate::grouping::GroupArg;
use crate::hazard_key::{axes_of, key_of, key_within};
use crate::hazard_rates::HazardRates;
use crate::result::pickled;
use crate::words::Word;
use kaiin::Result;
use kaiin::rates::{BeyondStandard, StandardBasis};
use pyo3::prelude::*;

/// Rates of leaving by tenure, fiscal year, age, cohort or segment, to compare experience with.
///
/// Examples:
///     >>> standard = StandardRates.by_tenure("probability", [0.20, 0.12, 0.08], beyond="last_rate")
///     >>> len(standard), standard.rate({"tenure": 1}), standard.rate({"tenure": 30})
///     (3, 0.12, 0.08)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct StandardRates {
    pub(crate) inner: kaiin::rates::StandardRates,
}

fn finished(
    py: Python<'_>,
    beyond: Option<Word<BeyondStandard>>,
    make: impl FnOnce() -> Result<kaiin::rates::StandardRates> + Send,
) -> PyResult<StandardRates> {
    let standard = enter(py, |_| make())?;
    Ok(StandardRates { inner: beyond.into_iter().fold(standard, |standard, beyond| standard.beyond(beyond.0)) })
}

#[pymethods]
impl StandardRates {
    /// One rate for each tenure, from 0.
    ///
    /// Args:
    ///     basis: What the rates are: each the ``"probability"`` of leaving within a year (the q of a life table), to be multiplied by
    ///         actuarial exposure, or ``"central"``, exits a person-year (the m), to be multiplied by exact time at risk.
    ///     rates: The rates; 0.05 is 5 % a year.
    ///     beyond: What the standard says of tenures beyond its last: nothing, such exposure is ``"unmatched"`` (the default), or the
    ///         ``"last_rate"``.
    ///
    /// Raises:
    ///     SettingError: A rate is negative, not a finite number, or above 1 where it is a probability.
    ///     InputError: A rate is not a number.
    #[staticmethod]
    #[pyo3(signature = (basis, rates, *, beyond = None))]
    fn by_tenure(py: Python<'_>, basis: Word<StandardBasis>, rates: Array, beyond: Option<Word<BeyondStandard>>) -> PyResult<Self> {
        finished(py, beyond, || kaiin::rates::StandardRates::by_tenure(basis.0, rates.reals("rates")?))
    }

    /// One rate for each key of some axes.
    ///
    /// Args:
    ///     basis: As for `by_tenure`.
    ///     by: What the rates are by, as in `HazardTable`.
    ///     rates: Pairs of a key, such as ``{"tenure": 0, "branch": "東京都"}``, and its rate.
    ///     beyond: As for `by_tenure`.
    ///
    /// Raises:
    ///     SettingError: As for `by_tenure`; a key is given twice, or names something that the standard is not by.
    ///     RateError: A key does not name all that the standard is by.
    ///
    /// Examples:
    ///     >>> rates = [({"branch": "東京都"}, 0.05), ({"branch": "大阪府"}, 0.04)]
    ///     >>> StandardRates.of_keys("central", ["branch"], rates).rate({"branch": "大阪府", "tenure": 3})
    ///     0.04
    #[staticmethod]
    #[pyo3(signature = (basis, by, rates, *, beyond = None))]
    fn of_keys(
        py: Python<'_>,
        basis: Word<StandardBasis>,
        by: Vec<String>,
        rates: Vec<(GroupArg, f64)>,
        beyond: Option<Word<BeyondStandard>>,
    ) -> PyResult<Self> {
        finished(py, beyond, || {
            let axes = axes_of(by);
            let keyed: Vec<_> = rates.into_iter().map(|(key, rate)| Ok((key_of(key, &axes)?, rate))).collect::<Result<_>>()?;
            kaiin::rates::StandardRates::of_keys(basis.0, axes, keyed)
        })
    }

    /// The rates of another table: of another association, of other years, of all branches together. Rows without exposure have none.
    ///
    /// Args:
    ///     basis: ``"probability"`` for the actuarial rates, ``"central"`` for the central ones.
    ///     hazards: The rates.
    ///     beyond: As for `by_tenure`.
    ///
    /// Raises:
    ///     SettingError: An actuarial rate is above 1: it is no probability.
    #[staticmethod]
    #[pyo3(signature = (basis, hazards, *, beyond = None))]
    fn of_hazards(
        py: Python<'_>,
        basis: Word<StandardBasis>,
        hazards: PyRef<'_, HazardRates>,
        beyond: Option<Word<BeyondStandard>>,
    ) -> PyResult<Self> {
        let hazards = &hazards.inner;
        finished(py, beyond, || kaiin::rates::StandardRates::of_hazards(basis.0, hazards))
    }

    /// What its rates are.
    #[getter]
    fn basis(&self) -> Word<StandardBasis> {
        Word(self.inner.basis())
    }

    /// What its rates are by.
    #[getter]
    fn by(&self) -> Vec<String> {
        self.inner.axes().names()
    }

    /// The rate of a key, of which only what the standard is by is looked at; ``None`` when the standard has none.
    ///
    /// Args:
    ///     key: The key; it may name more than the standard is by.
    ///
    /// Raises:
    ///     RateError: Something that the standard is by is not named.
    ///     SettingError: A year is not a whole number.
    fn rate(&self, py: Python<'_>, key: GroupArg) -> PyResult<Option<f64>> {
        enter(py, |_| Ok(self.inner.rate(&key_within(key, self.inner.axes())?)))
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.StandardRates by {}: {} rates>", self.inner.axes(), self.inner.len())
    }
}

pickled!(StandardRates, kaiin::rates::StandardRates);
