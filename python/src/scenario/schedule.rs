//! When a change works, in Python.

use crate::error::err;
use crate::result::{pickled, wraps};
use kaiin::FiscalYear;
use pyo3::prelude::*;

/// In which fiscal years a change works, and how strongly: it starts, grows evenly to its full strength, and may fade evenly.
///
/// Args:
///     from_year: First fiscal year; the first projected one unless given.
///     ramp: Growing evenly over so many years, the first of them at one part in so many.
///     until: Last fiscal year of full strength; without end unless given.
///     fade: Fading evenly over so many years after it.
///
/// Raises:
///     SettingError: A ramp without a first year.
///
/// Examples:
///     >>> [Schedule(from_year=2026, ramp=2).strength(year) for year in (2025, 2026, 2027)]
///     [0.0, 0.5, 1.0]
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Schedule {
    pub(super) inner: kaiin::decision::scenario::Schedule,
}

#[pymethods]
impl Schedule {
    #[new]
    #[pyo3(signature = (*, from_year = None, ramp = None, until = None, fade = None))]
    fn new(from_year: Option<i32>, ramp: Option<u32>, until: Option<i32>, fade: Option<u32>) -> PyResult<Self> {
        use kaiin::decision::scenario::Schedule;
        let schedule = from_year.map_or_else(Schedule::always, |year| Schedule::from(FiscalYear(year)));
        let schedule = ramp.map_or(Ok(schedule), |years| schedule.ramp(years)).map_err(err)?;
        let schedule = until.map_or(schedule, |year| schedule.until(FiscalYear(year)));
        Ok(Self { inner: fade.map_or(schedule, |years| schedule.fade(years)) })
    }

    /// The strength in a fiscal year, from 0 to 1.
    fn strength(&self, year: i32) -> f64 {
        self.inner.strength(FiscalYear(year))
    }

    /// The strength in a fiscal year in which the change is in force: what fades afterwards is not, and costs nothing.
    ///
    /// Examples:
    ///     >>> schedule = Schedule(from_year=2026, until=2027, fade=1)
    ///     >>> [(schedule.strength(year), schedule.in_force(year)) for year in (2027, 2028)]
    ///     [(1.0, 1.0), (0.5, 0.0)]
    fn in_force(&self, year: i32) -> f64 {
        self.inner.in_force(FiscalYear(year))
    }
}

pickled!(Schedule, kaiin::decision::scenario::Schedule);
wraps!(Schedule, kaiin::decision::scenario::Schedule);
