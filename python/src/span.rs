//! Memberships as exposure needs them, and the days under study, in Python.

use crate::day::{DayArg, DayOut};
use crate::error::err;
use crate::register::Register;
use crate::result::pickled;
use crate::words::Word;
use kaiin::EndReason;
use pyo3::prelude::*;

/// The days under study, half-open: nothing before the first day, and nothing on ``to`` or after it, is counted.
///
/// Args:
///     first: First day of the window.
///     to: First day after the window.
///
/// Raises:
///     SettingError: The window is empty, or does not lie between 1801-01-01 and 2199-01-01.
///
/// Examples:
///     >>> ObservationWindow("2016-01-01", "2024-01-01") == ObservationWindow.through("2016-01-01", "2023-12-31")
///     True
#[pyclass(frozen, eq, hash, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ObservationWindow {
    pub(crate) inner: kaiin::cohort::ObservationWindow,
}

#[pymethods]
impl ObservationWindow {
    #[new]
    fn new(first: DayArg, to: DayArg) -> PyResult<Self> {
        kaiin::cohort::ObservationWindow::new(first.0, to.0).map(|inner| Self { inner }).map_err(err)
    }

    /// The days from the first to the last, both included, as studies print them.
    ///
    /// Raises:
    ///     SettingError: As for the constructor.
    #[staticmethod]
    fn through(first: DayArg, last: DayArg) -> PyResult<Self> {
        kaiin::cohort::ObservationWindow::through(first.0, last.0).map(|inner| Self { inner }).map_err(err)
    }

    /// First day of the window.
    #[getter]
    fn first(&self) -> DayOut {
        DayOut(self.inner.from())
    }

    /// First day after the window.
    #[getter]
    fn to(&self) -> DayOut {
        DayOut(self.inner.to())
    }

    /// Last day of the window.
    #[getter]
    fn last(&self) -> DayOut {
        DayOut(self.inner.last())
    }

    /// Whether a day lies in the window.
    fn contains(&self, day: DayArg) -> bool {
        self.inner.contains(day.0)
    }

    fn __repr__(&self) -> String {
        format!("ObservationWindow(\"{}\", \"{}\")", self.inner.from(), self.inner.to())
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

pickled!(ObservationWindow, kaiin::cohort::ObservationWindow);

/// One uninterrupted membership, as far as exposure needs it.
///
/// Tenure runs from ``start``. A membership cut in two stays the same when both parts keep ``start``, the first has no ``exit``, and the
/// second has ``observed_from`` set to the cut.
///
/// Args:
///     start: The day of joining.
///     observed_from: First day under observation where that is later (delayed entry).
///     end: First day out; ``None`` while the membership lasts.
///     exit: Why it ended at ``end``; ``None`` when it lasts, or when only the observation ended there.
///
/// Examples:
///     >>> Span("2020-04-01", end="2022-04-01", exit="voluntary").end
///     datetime.date(2022, 4, 1)
#[pyclass(frozen, eq, hash, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Span {
    pub(crate) inner: kaiin::cohort::Span,
}

#[pymethods]
impl Span {
    #[new]
    #[pyo3(signature = (start, *, observed_from = None, end = None, exit = None))]
    fn new(start: DayArg, observed_from: Option<DayArg>, end: Option<DayArg>, exit: Option<Word<EndReason>>) -> Self {
        let (observed_from, end) = (observed_from.map(|day| day.0), end.map(|day| day.0));
        Self { inner: kaiin::cohort::Span { start: start.0, observed_from, end, exit: exit.map(|word| word.0) } }
    }

    /// The spells of a register; those whose first day is not known have no tenure and are left out.
    #[staticmethod]
    fn of_register(register: PyRef<'_, Register>) -> Vec<Self> {
        spans(&register.inner).into_iter().map(|inner| Self { inner }).collect()
    }

    /// The day of joining, from which tenure is counted.
    #[getter]
    fn start(&self) -> DayOut {
        DayOut(self.inner.start)
    }

    /// First day under observation where that is later than the start.
    #[getter]
    fn observed_from(&self) -> Option<DayOut> {
        self.inner.observed_from.map(DayOut)
    }

    /// First day out.
    #[getter]
    fn end(&self) -> Option<DayOut> {
        self.inner.end.map(DayOut)
    }

    /// Why the membership ended.
    #[getter]
    fn exit(&self) -> Option<Word<EndReason>> {
        self.inner.exit.map(Word)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Span", &["start", "observed_from", "end", "exit"])
    }
}

pickled!(Span, kaiin::cohort::Span);

/// The memberships to be counted: those of a register, or spans one by one.
#[derive(FromPyObject)]
pub(crate) enum SpansArg {
    #[pyo3(transparent, annotation = "Register")]
    Register(Py<Register>),
    #[pyo3(transparent, annotation = "list of Span")]
    Spans(Vec<Span>),
}

impl SpansArg {
    pub(crate) fn spans(&self) -> Vec<kaiin::cohort::Span> {
        match self {
            Self::Register(register) => spans(&register.get().inner),
            Self::Spans(spans) => spans.iter().map(|span| span.inner).collect(),
        }
    }
}

fn spans(register: &kaiin::Register) -> Vec<kaiin::cohort::Span> {
    register.spells().filter_map(|spell| kaiin::cohort::Span::of_spell(&spell)).collect()
}
