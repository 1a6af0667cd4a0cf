//! The fiscal calendar in Python.

use crate::day::{DayArg, date};
use crate::error::err;
use crate::words::{Word, word};
use kaiin::FiscalYear;
use kaiin::time::YearLabel;
use pyo3::prelude::*;
use pyo3::types::PyDate;

/// The twelve months that a fiscal year names: its first day, and whether it is labelled by its start or its end.
///
/// Without arguments it is the Japanese fiscal year (年度): April to March, labelled by its first year.
///
/// Args:
///     start_month: Month in which a year begins, 1 to 12.
///     start_day: Day of the month on which it begins, 1 to 28, so that the day exists every year.
///     label: ``"start_year"`` (the default) when year 2024 begins in 2024, ``"end_year"`` when it ends in 2024.
///
/// Raises:
///     SettingError: A month or day is out of range.
///
/// Examples:
///     >>> calendar = FiscalCalendar()
///     >>> calendar.year_of("2025-03-31")
///     2024
///     >>> calendar.start_of(2024)
///     datetime.date(2024, 4, 1)
#[pyclass(frozen, eq, hash, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FiscalCalendar {
    pub(crate) inner: kaiin::FiscalCalendar,
}

#[pymethods]
impl FiscalCalendar {
    #[new]
    #[pyo3(signature = (start_month = 4, start_day = 1, label = None))]
    fn new(start_month: u8, start_day: u8, label: Option<Word<YearLabel>>) -> PyResult<Self> {
        let label = label.map_or_else(YearLabel::default, |word| word.0);
        kaiin::FiscalCalendar::new(start_month, start_day, label).map(|inner| Self { inner }).map_err(err)
    }

    /// April to March, labelled by its first year (年度).
    #[staticmethod]
    fn japan() -> Self {
        Self { inner: kaiin::FiscalCalendar::japan() }
    }

    /// January to December.
    #[staticmethod]
    fn calendar_year() -> Self {
        Self { inner: kaiin::FiscalCalendar::calendar_year() }
    }

    /// Month in which a year begins, 1 to 12.
    #[getter]
    fn start_month(&self) -> u8 {
        self.inner.start_month()
    }

    /// Day of the month on which a year begins, 1 to 28.
    #[getter]
    fn start_day(&self) -> u8 {
        self.inner.start_day()
    }

    /// Whether a year is called after the calendar year in which it begins or in which it ends.
    #[getter]
    fn label(&self) -> Word<YearLabel> {
        Word(self.inner.label())
    }

    /// The fiscal year in which a day lies.
    fn year_of(&self, day: DayArg) -> i32 {
        self.inner.year_of(day.0).get()
    }

    /// The first day of a fiscal year.
    fn start_of<'py>(&self, py: Python<'py>, year: i32) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.start_of(FiscalYear(year)).map_err(err)?)
    }

    /// The day after the last day of a fiscal year: the exclusive end.
    fn end_of<'py>(&self, py: Python<'py>, year: i32) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.end_of(FiscalYear(year)).map_err(err)?)
    }

    fn __repr__(&self) -> String {
        format!("FiscalCalendar(start_month={}, start_day={}, label={:?})", self.start_month(), self.start_day(), word(self.inner.label()))
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __getnewargs__(&self) -> (u8, u8, Word<YearLabel>) {
        (self.start_month(), self.start_day(), self.label())
    }
}
