//! How many members were at risk in each year, how many of them left and why, in Python.

use crate::calendar::FiscalCalendar;
use crate::cohort::CohortRule;
use crate::error::enter;
use crate::grouping::{GroupArg, exits};
use crate::hazard_key::{Key, axes_of, key_of};
use crate::register::Register;
use crate::result::{Field, pickled, tabular};
use crate::span::ObservationWindow;
use crate::tenure::TenureRules;
use crate::words::Word;
use kaiin::EndReason;
use kaiin::cohort::{ExitDay, HazardYear};
use kaiin::time::LeapDay;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// The years at risk of one row of a `HazardTable`: persons, exits, days. One person in one year is a year at risk.
#[pyclass(frozen, eq, hash, module = "kaiin")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct HazardCell {
    inner: kaiin::cohort::HazardCell,
}

#[pymethods]
impl HazardCell {
    /// Years at risk, whole or in part: persons who were at risk in such a year for at least one day, or left in it.
    #[getter]
    fn years(&self) -> u64 {
        self.inner.years()
    }

    /// Persons at risk at the start of a year the whole of which lies in the record: the trials of a probability a year.
    #[getter]
    fn at_risk(&self) -> u64 {
        self.inner.at_risk()
    }

    /// Of these, persons who left within the year, by reason; reasons that did not occur are absent.
    #[getter]
    fn left(&self) -> BTreeMap<&'static str, u64> {
        exits(self.inner.left())
    }

    /// All exits by reason, also those of persons who came under observation within the year, and of years that are not on record to their
    /// end.
    #[getter]
    fn exits(&self) -> BTreeMap<&'static str, u64> {
        exits(self.inner.exits())
    }

    /// Exact days at risk: the denominator of a central rate.
    #[getter]
    fn days(&self) -> u64 {
        self.inner.days().get()
    }

    /// Actuarial exposure in years for the exits of some reasons: days at risk over the days of the year, and the whole rest of the year for
    /// who left in it for one of them (Balducci).
    ///
    /// Args:
    ///     reasons: The reasons studied.
    fn actuarial_years(&self, reasons: Vec<Word<EndReason>>) -> f64 {
        self.inner.actuarial_years(&unwrapped(reasons))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "HazardCell", &["years", "at_risk", "left", "exits", "days"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "HazardCell", &["years", "at_risk", "left", "exits", "days"])
    }
}

pickled!(HazardCell, kaiin::cohort::HazardCell);

/// The reasons of the core.
pub(crate) fn unwrapped(reasons: Vec<Word<EndReason>>) -> Vec<EndReason> {
    reasons.into_iter().map(|reason| reason.0).collect()
}

/// Years at risk and exits by tenure, fiscal year, attained age, cohort and segment, made in one pass over a register.
///
/// A member has one row a year: the year of membership (or the fiscal year) that begins while the membership lasts. Its tenure, fiscal year,
/// age and group are those of the first day at risk in it; who moves to another group within a year stays with the first. Whole numbers:
/// tables of parts of a register add, and a regrouped table is the table built with fewer axes. `HazardRates` turns it into probabilities
/// and rates with intervals.
///
/// Args:
///     register: The register.
///     calendar: The fiscal calendar; the Japanese one by default.
///     year: Which year a member is at risk for: that of ``"membership"`` (the default), or the ``"fiscal"`` one.
///     by: What has a row of its own: ``"tenure"`` (the first year is 0), ``"period"`` (the fiscal year), ``"age"`` in completed years,
///         ``"licence_cohort"``, ``"join_cohort"`` and names of segments; tenure by default.
///     exit_day: On which day an exit is booked: the ``"last_day_in"`` (the default: who leaves when a year ends leaves in that year) or the
///         ``"first_day_out"``.
///     leap_day: When those who joined on 29 February complete a year: ``"feb28"`` or ``"mar1"``, as in `completed_years`.
///     tenure: When tenure runs. Tenure that stops during leave needs fiscal years.
///     cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
///     during: Only the days of this window count; all days of the record by default.
///
/// Raises:
///     InputError: The register does not have a segment of that name.
///     SettingError: Tenure stops during leave, with years of membership: such a year has no fixed length.
///
/// Examples:
///     B left with the last day of the first year; the first year of C has not ended, so that C is not among those at risk for a whole year.
///
///     >>> members = [
///     ...     {"person": "A", "start": "2021-04-01"},
///     ...     {"person": "B", "start": "2021-04-01", "end": "2022-04-01", "end_reason": "arrears"},
///     ...     {"person": "C", "start": "2023-10-01"},
///     ... ]
///     >>> table = HazardTable(Register(members, as_of="2024-03-31"))
///     >>> key, first = table.cells[0]
///     >>> key, first.at_risk, first.left, first.years, first.days  # 365 + 365 + 183 days
///     ({'tenure': 0}, 2, {'arrears': 1}, 3, 913)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct HazardTable {
    pub(crate) inner: kaiin::cohort::HazardTable,
}

#[pymethods]
impl HazardTable {
    #[new]
    #[pyo3(signature = (register, *, calendar = None, year = None, by = None, exit_day = None, leap_day = None, tenure = None,
        cohort_rule = None, during = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        register: PyRef<'_, Register>,
        calendar: Option<FiscalCalendar>,
        year: Option<Word<HazardYear>>,
        by: Option<Vec<String>>,
        exit_day: Option<Word<ExitDay>>,
        leap_day: Option<Word<LeapDay>>,
        tenure: Option<TenureRules>,
        cohort_rule: Option<CohortRule>,
        during: Option<ObservationWindow>,
    ) -> PyResult<Self> {
        let settings = kaiin::cohort::HazardTable::settings(calendar.map(|calendar| calendar.inner).unwrap_or_default());
        let settings = year.into_iter().fold(settings, |settings, year| settings.year(year.0));
        let settings = by.into_iter().fold(settings, |settings, by| settings.by(axes_of(by)));
        let settings = exit_day.into_iter().fold(settings, |settings, day| settings.exit_day(day.0));
        let settings = leap_day.into_iter().fold(settings, |settings, day| settings.leap_day(day.0));
        let settings = tenure.into_iter().fold(settings, |settings, rules| settings.tenure(rules.inner));
        let settings = cohort_rule.into_iter().fold(settings, |settings, rule| settings.cohort_rule(rule.inner));
        let settings = during.into_iter().fold(settings, |settings, window| settings.during(window.inner));
        let register = &register.inner;
        enter(py, |_| settings.build(register)).map(|inner| Self { inner })
    }

    /// What the table is by.
    #[getter]
    fn by(&self) -> Vec<String> {
        self.inner.made_by().axes().names()
    }

    /// Which year a member is at risk for.
    #[getter]
    fn year(&self) -> Word<HazardYear> {
        Word(self.inner.made_by().hazard_year())
    }

    /// The rows in which anybody was at risk, ascending, each with what the table is by; ``None`` is not known.
    #[getter]
    fn cells(&self) -> Vec<(Key, HazardCell)> {
        self.inner.cells().iter().map(|(key, cell)| (key.field(), HazardCell { inner: *cell })).collect()
    }

    /// The row of a key, such as ``{"tenure": 0, "branch": "東京都"}``; ``None`` when nobody was at risk.
    ///
    /// Args:
    ///     key: All that the table is by.
    ///
    /// Raises:
    ///     RateError: Something that the table is by is not named.
    ///     SettingError: Something is named that it is not by, or a year is not a whole number.
    fn cell(&self, py: Python<'_>, key: GroupArg) -> PyResult<Option<HazardCell>> {
        let key = enter(py, |_| key_of(key, self.inner.made_by().axes()))?;
        Ok(self.inner.cell(&key).map(|cell| HazardCell { inner: *cell }))
    }

    /// Episodes left out because the first day of the membership is not known: it has no tenure.
    #[getter]
    fn tenure_unknown(&self) -> u64 {
        self.inner.tenure_unknown()
    }

    /// All rows together.
    #[getter]
    fn total(&self) -> HazardCell {
        HazardCell { inner: self.inner.total() }
    }

    /// The table by fewer axes: rows that no longer differ are added.
    ///
    /// Args:
    ///     by: Some of what the table is by.
    ///
    /// Raises:
    ///     SettingError: The table is not by one of these.
    fn regroup(&self, py: Python<'_>, by: Vec<String>) -> PyResult<Self> {
        enter(py, |_| self.inner.regroup(&axes_of(by))).map(|inner| Self { inner })
    }

    /// The table of two registers with no person in both.
    ///
    /// Raises:
    ///     TableError: The settings differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    fn __len__(&self) -> usize {
        self.inner.cells().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.HazardTable by {}: {} rows>", self.inner.made_by().axes(), self.inner.cells().len())
    }
}

tabular!(HazardTable);
pickled!(HazardTable, kaiin::cohort::HazardTable);
