//! When tenure runs, and exits by tenure, in Python.

use crate::error::enter;
use crate::grouping::exits;
use crate::register::Register;
use crate::result::{pickled, tabular};
use crate::span::{ObservationWindow, SpansArg};
use crate::words::Word;
use kaiin::cohort::{TenureDuringLeave, TenureOnReturn};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// When tenure (在籍年数) runs.
///
/// Args:
///     during_leave: Whether it ``"runs"`` during leave (the default) or ``"stops"``.
///     on_return: Where it stands after a lapse: it ``"restarts"`` (the default), ``"resumes"`` where it ended, or ``"runs_on"`` as if
///         there had been no lapse.
///
/// Examples:
///     >>> str(TenureRules(during_leave="stops"))
///     'tenure stops during leave and restarts on return'
#[pyclass(frozen, eq, hash, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TenureRules {
    pub(crate) inner: kaiin::cohort::TenureRules,
}

impl From<kaiin::cohort::TenureRules> for TenureRules {
    fn from(inner: kaiin::cohort::TenureRules) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl TenureRules {
    #[new]
    #[pyo3(signature = (*, during_leave = None, on_return = None))]
    fn new(during_leave: Option<Word<TenureDuringLeave>>, on_return: Option<Word<TenureOnReturn>>) -> Self {
        let default = kaiin::cohort::TenureRules::default();
        let during_leave = during_leave.map_or(default.during_leave, |word| word.0);
        Self { inner: kaiin::cohort::TenureRules { during_leave, on_return: on_return.map_or(default.on_return, |word| word.0) } }
    }

    /// Time since joining: tenure runs during leave and runs on through a lapse.
    #[staticmethod]
    fn since_joining() -> Self {
        Self { inner: kaiin::cohort::TenureRules::SINCE_JOINING }
    }

    /// Whether it runs during leave.
    #[getter]
    fn during_leave(&self) -> Word<TenureDuringLeave> {
        Word(self.inner.during_leave)
    }

    /// Where it stands after a lapse.
    #[getter]
    fn on_return(&self) -> Word<TenureOnReturn> {
        Word(self.inner.on_return)
    }

    /// The rules in words, in English and Japanese, for a definition card.
    fn words(&self) -> (String, String) {
        let words = self.inner.words();
        (words.english, words.japanese)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "TenureRules", &["during_leave", "on_return"])
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

pickled!(TenureRules, kaiin::cohort::TenureRules);

/// Time at risk and exits in one band of tenure.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct TenureBand {
    inner: kaiin::cohort::TenureBand,
}

#[pymethods]
impl TenureBand {
    /// Time at risk, in years of 365.25 days.
    #[getter]
    fn person_years(&self) -> f64 {
        self.inner.person_years().get()
    }

    /// Exits by reason; reasons that did not occur are absent.
    #[getter]
    fn exits(&self) -> BTreeMap<&'static str, u64> {
        exits(self.inner.exits())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "TenureBand", &["person_years", "exits"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "TenureBand", &["person_years", "exits"])
    }
}

pickled!(TenureBand, kaiin::cohort::TenureBand);

/// Person-years and exits by tenure in bands of 365.25 days, closed on the right: an exit exactly at the end of a band belongs to it.
///
/// Exits are booked on the first day out. A membership without a day at risk in the window is dropped with its exit, as `Epi::Lexis` of R
/// does; `MemberDays` keeps the exit.
///
/// Examples:
///     1,461 days are four years exactly: the exit belongs to the fourth band.
///
///     >>> window = ObservationWindow("2020-01-01", "2026-01-01")
///     >>> bands = TenureBands.count(window, [Span("2020-01-01", end="2024-01-01", exit="voluntary")])
///     >>> bands.total.person_years, bands.bands[3].exits
///     (4.0, {'voluntary': 1})
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct TenureBands {
    inner: kaiin::cohort::TenureBands,
}

#[pymethods]
impl TenureBands {
    /// The time at risk and the exits of all members of a register in a window.
    ///
    /// Args:
    ///     window: The days under study.
    ///     register: The register.
    ///     rules: When tenure runs; by default through leave, and from the start of each membership.
    #[staticmethod]
    #[pyo3(signature = (window, register, rules = None))]
    fn of_register(py: Python<'_>, window: ObservationWindow, register: PyRef<'_, Register>, rules: Option<TenureRules>) -> Self {
        let (register, rules) = (&register.inner, rules.map(|rules| rules.inner).unwrap_or_default());
        Self { inner: py.detach(|| kaiin::cohort::TenureBands::of_register(window.inner, register, rules)) }
    }

    /// The time at risk and the exits of all spans in a window; when tenure runs is what their starts say.
    #[staticmethod]
    fn count(py: Python<'_>, window: ObservationWindow, spans: SpansArg) -> Self {
        Self { inner: py.detach(|| kaiin::cohort::TenureBands::count(window.inner, spans.spans())) }
    }

    /// The window that was counted.
    #[getter]
    fn window(&self) -> ObservationWindow {
        ObservationWindow { inner: self.inner.window() }
    }

    /// When tenure ran; ``None`` for bands of spans, which say it themselves.
    #[getter]
    fn tenure(&self) -> Option<TenureRules> {
        self.inner.tenure().map(TenureRules::from)
    }

    /// The bands: the first is the first year of membership.
    #[getter]
    fn bands(&self) -> Vec<TenureBand> {
        self.inner.bands().iter().map(|&inner| TenureBand { inner }).collect()
    }

    /// Time and exits of all bands.
    #[getter]
    fn total(&self) -> TenureBand {
        TenureBand { inner: self.inner.total() }
    }

    /// The bands of both, which must be of different members.
    ///
    /// Raises:
    ///     TableError: The windows or the rules of tenure differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.TenureBands: {} bands, {}>", self.inner.bands().len(), self.inner.window())
    }
}

tabular!(TenureBands);
pickled!(TenureBands, kaiin::cohort::TenureBands);
