//! The annual exposure method (actuarial experience studies), in Python.

use crate::calendar::FiscalCalendar;
use crate::day::DayOut;
use crate::error::enter;
use crate::rates::confidence_or_default;
use crate::result::{Field, pickled, record, tabular};
use crate::span::{ObservationWindow, SpansArg};
use crate::words::Word;
use kaiin::EndReason;
use kaiin::cohort::{ExitDay, ExposureConvention, ExposurePeriod, PeriodLength};
use pyo3::prelude::*;

/// What the periods of exposure are counted from.
///
/// Examples:
///     >>> print(ExposureBasis.anniversary("quarter"))
///     quarters since joining
#[pyclass(frozen, eq, hash, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ExposureBasis {
    inner: kaiin::cohort::ExposureBasis,
}

#[pymethods]
impl ExposureBasis {
    /// From the day of joining: the first, second, ... period of membership (policy years).
    ///
    /// Args:
    ///     length: ``"year"`` (the default), ``"quarter"`` or ``"month"``.
    #[staticmethod]
    #[pyo3(signature = (length = None))]
    fn anniversary(length: Option<Word<PeriodLength>>) -> Self {
        let length = length.map(|word| word.0).unwrap_or_default();
        Self { inner: kaiin::cohort::ExposureBasis::Anniversary(length) }
    }

    /// From the start of the fiscal year, the same for everybody.
    ///
    /// Args:
    ///     length: ``"year"`` (the default), ``"quarter"`` or ``"month"``.
    ///     calendar: The fiscal calendar; the Japanese one by default.
    #[staticmethod]
    #[pyo3(signature = (length = None, calendar = None))]
    fn calendar(length: Option<Word<PeriodLength>>, calendar: Option<FiscalCalendar>) -> Self {
        let length = length.map(|word| word.0).unwrap_or_default();
        let calendar = calendar.map(|calendar| calendar.inner).unwrap_or_default();
        Self { inner: kaiin::cohort::ExposureBasis::Calendar(length, calendar) }
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ExposureBasis {}>", self.inner)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

pickled!(ExposureBasis, kaiin::cohort::ExposureBasis);

/// The number of a period since joining, from 1, or the day on which a calendar period begins.
#[derive(IntoPyObject)]
pub(crate) enum PeriodOut {
    SinceJoining(u32),
    Starting(DayOut),
}

impl Field<PeriodOut> for ExposurePeriod {
    fn field(&self) -> PeriodOut {
        match self {
            Self::SinceJoining(number) => PeriodOut::SinceJoining(*number),
            Self::Starting(day) => PeriodOut::Starting(DayOut(*day)),
        }
    }
}

record! {
    /// The exposure of one person in one period.
    ExposureRow of kaiin::cohort::ExposureRow {
        /// The period: its number since joining, from 1, or the day on which the calendar period begins.
        period: PeriodOut,
        /// First day of the period.
        start: DayOut,
        /// First day after the period.
        end: DayOut,
        /// Days exposed; all of the period after an exit for a studied reason.
        days: u32,
        /// Days of the period.
        length: u32,
        /// Why the person left in this period; ``None`` when the membership went on.
        exit: Option<Word<EndReason>>,
        /// Whether the exit is for a reason studied.
        studied: bool,
    }
}

#[pymethods]
impl ExposureRow {
    /// Position of the span among those given, from 0.
    #[getter]
    fn span(&self) -> usize {
        self.inner.span
    }

    /// The part of the period exposed.
    #[getter]
    fn exposure(&self) -> f64 {
        self.inner.exposure()
    }
}

/// Exposure and exits of one period, or of all together.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ExposureSum {
    inner: kaiin::cohort::ExposureSum,
}

#[pymethods]
impl ExposureSum {
    /// Number of persons and periods added up.
    #[getter]
    fn rows(&self) -> u64 {
        self.inner.rows()
    }

    /// Exits for a reason studied (in actuarial words: claims).
    #[getter]
    fn claims(&self) -> u64 {
        self.inner.claims()
    }

    /// Exits for other reasons.
    #[getter]
    fn other_exits(&self) -> u64 {
        self.inner.other_exits()
    }

    /// Exposure in whole periods.
    #[getter]
    fn exposure(&self) -> f64 {
        self.inner.exposure()
    }

    /// The probability of leaving for a studied reason in a whole period; ``None`` when nobody was exposed.
    #[getter]
    fn rate(&self) -> Option<f64> {
        self.inner.rate()
    }

    /// How far the rate can be believed, from 0 to 1: the limited fluctuation credibility of its number of exits; ``None`` when nobody
    /// was exposed.
    ///
    /// Args:
    ///     tolerance: The relative error that is allowed with the given confidence; 0.05 is usual.
    ///     confidence: Confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The tolerance or the confidence is not strictly between 0 and 1.
    #[pyo3(signature = (tolerance, *, confidence = None))]
    fn credibility(&self, py: Python<'_>, tolerance: f64, confidence: Option<f64>) -> PyResult<Option<f64>> {
        let confidence = confidence_or_default(confidence)?;
        enter(py, |_| self.inner.credibility(confidence, tolerance))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "ExposureSum", &["rows", "claims", "other_exits", "exposure", "rate"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "ExposureSum", &["rows", "claims", "other_exits", "exposure", "rate"])
    }
}

pickled!(ExposureSum, kaiin::cohort::ExposureSum);

/// The settings of the annual exposure method: window, periods, and the reasons for leaving that are studied.
///
/// A member is exposed for the part of a period that was lived through, in days over the days of the period. Who leaves for a studied
/// reason is exposed for the whole of the last period (Balducci hypothesis). Weak where periods are long; with periods of one month the
/// difference to `MemberDays` is small.
///
/// Args:
///     window: The days under study.
///     basis: What the periods are counted from.
///     reasons: The reasons studied; without any, every exit is exposed only up to its day.
///     exit_day: On which day an exit is booked: ``"first_day_out"`` (the default) or ``"last_day_in"``.
///     convention: ``"by_day"`` (the default), or as R and Python ``"actxps"`` 1.1 count.
///
/// Examples:
///     >>> window = ObservationWindow.through("2020-01-01", "2023-12-31")
///     >>> study = ActuarialExposure(window, ExposureBasis.anniversary(), ["voluntary"])
///     >>> spans = [
///     ...     Span("2021-10-20", end="2023-04-11", exit="voluntary"),  # 1, then 1
///     ...     Span("2022-10-20"),  # 1, then 2023-10-20 to 2023-12-31: 73 of 366 days
///     ... ]
///     >>> table = study.table(spans)
///     >>> number, second = table.periods[1]
///     >>> number, second.claims, second.exposure == 1 + 73 / 366
///     (2, 1, True)
#[pyclass(frozen, eq, hash, module = "kaiin")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct ActuarialExposure {
    inner: kaiin::cohort::ActuarialExposure,
}

#[pymethods]
impl ActuarialExposure {
    #[new]
    #[pyo3(signature = (window, basis, reasons, *, exit_day = None, convention = None))]
    fn new(
        window: ObservationWindow,
        basis: ExposureBasis,
        reasons: Vec<Word<EndReason>>,
        exit_day: Option<Word<ExitDay>>,
        convention: Option<Word<ExposureConvention>>,
    ) -> Self {
        let reasons: Vec<EndReason> = reasons.into_iter().map(|word| word.0).collect();
        let study = kaiin::cohort::ActuarialExposure::new(window.inner, basis.inner, &reasons);
        let study = exit_day.into_iter().fold(study, |study, rule| study.exit_day(rule.0));
        Self { inner: convention.into_iter().fold(study, |study, convention| study.convention(convention.0)) }
    }

    /// The window of the study.
    #[getter]
    fn window(&self) -> ObservationWindow {
        ObservationWindow { inner: self.inner.window() }
    }

    /// The periods of the study.
    #[getter]
    fn basis(&self) -> ExposureBasis {
        ExposureBasis { inner: self.inner.basis() }
    }

    /// The reasons studied.
    #[getter]
    fn reasons(&self) -> Vec<Word<EndReason>> {
        self.inner.reasons().iter().copied().map(Word).collect()
    }

    /// The periods of all memberships one by one, in the order of the memberships and of time.
    ///
    /// Args:
    ///     spans: A register, or spans.
    fn rows(&self, py: Python<'_>, spans: SpansArg) -> Vec<ExposureRow> {
        py.detach(|| self.inner.rows(spans.spans()).map(ExposureRow::from).collect())
    }

    /// The exposure and the exits of all memberships, added up by period.
    ///
    /// Args:
    ///     spans: A register, or spans.
    fn table(&self, py: Python<'_>, spans: SpansArg) -> ExposureTable {
        ExposureTable { inner: py.detach(|| self.inner.table(spans.spans())) }
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ActuarialExposure {}>", self.inner)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

pickled!(ActuarialExposure, kaiin::cohort::ActuarialExposure);

/// Exposure and exits by period, made by `ActuarialExposure.table`.
///
/// The order of the memberships changes nothing, and merged tables of any parts are the table of the whole, to the last digit.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ExposureTable {
    inner: kaiin::cohort::ExposureTable,
}

#[pymethods]
impl ExposureTable {
    /// The settings that made the table.
    #[getter]
    fn study(&self) -> ActuarialExposure {
        ActuarialExposure { inner: self.inner.study().clone() }
    }

    /// The periods in order, each with its exposure and exits; a period is its number since joining, or the day on which it begins.
    #[getter]
    fn periods(&self) -> Vec<(PeriodOut, ExposureSum)> {
        self.inner.periods().iter().map(|(period, sum)| (period.field(), ExposureSum { inner: sum.clone() })).collect()
    }

    /// Exposure and exits of all periods together.
    #[getter]
    fn total(&self) -> ExposureSum {
        ExposureSum { inner: self.inner.total() }
    }

    /// The table of the memberships of both tables, which must be different ones.
    ///
    /// Raises:
    ///     TableError: The settings differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ExposureTable: {} periods, {}>", self.inner.periods().len(), self.inner.study())
    }
}

tabular!(ExposureTable);
pickled!(ExposureTable, kaiin::cohort::ExposureTable);
