//! The fiscal calendar in Python.

use crate::day::{DayArg, DayOut, date};
use crate::error::err;
use crate::words::{Word, word};
use kaiin::FiscalYear;
use kaiin::time::{LeapDay, YearLabel};
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

/// The day on which so many years are completed since a day.
///
/// Args:
///     start: The first day.
///     years: Completed years.
///     leap_day: When someone who joined on 29 February completes a year: ``"feb28"`` (the default) or ``"mar1"``.
///
/// Examples:
///     >>> anniversary("2020-02-29", 1), anniversary("2020-02-29", 1, leap_day="mar1")
///     (datetime.date(2021, 2, 28), datetime.date(2021, 3, 1))
#[pyfunction]
#[pyo3(signature = (start, years, *, leap_day = None))]
pub(crate) fn anniversary(start: DayArg, years: u32, leap_day: Option<Word<LeapDay>>) -> DayOut {
    DayOut(kaiin::time::anniversary(start.0, years, leap_day.map(|word| word.0).unwrap_or_default()))
}

/// How many years are completed between two days; 0 when the second is not after the first.
///
/// Args:
///     start: The first day.
///     day: The later day.
///     leap_day: As for `anniversary`.
///
/// Examples:
///     >>> completed_years("2020-04-01", "2023-03-31"), completed_years("2020-04-01", "2023-04-01")
///     (2, 3)
#[pyfunction]
#[pyo3(signature = (start, day, *, leap_day = None))]
pub(crate) fn completed_years(start: DayArg, day: DayArg, leap_day: Option<Word<LeapDay>>) -> u32 {
    kaiin::time::completed_years(start.0, day.0, leap_day.map(|word| word.0).unwrap_or_default())
}
