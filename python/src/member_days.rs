//! Days at risk and exits by tenure and fiscal year (Lexis table), in Python.

use crate::calendar::FiscalCalendar;
use crate::error::enter;
use crate::grouping::exits;
use crate::register::Register;
use crate::result::{pickled, tabular};
use crate::span::{ObservationWindow, SpansArg};
use crate::tenure::TenureRules;
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::cohort::{Coverage, ExitDay};
use kaiin::time::LeapDay;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// The settings of a `MemberDays` table: which days, which periods, and when a year of membership is completed.
///
/// Args:
///     window: The days under study.
///     calendar: The fiscal years that make the columns; the Japanese ones by default.
///     leap_day: When those who joined on 29 February complete a year: ``"feb28"`` (the default) or ``"mar1"``.
///     exit_day: On which day an exit is booked: ``"first_day_out"`` (the default) or ``"last_day_in"``.
///     tenure: When tenure runs, for `count_register`; by default through leave, and from the start of each membership.
///
/// Examples:
///     >>> table = LexisGrid(ObservationWindow("2020-04-01", "2023-04-01")).count([
///     ...     Span("2019-04-01"),  # second, third and fourth year of membership
///     ...     Span("2021-10-01", end="2022-04-11", exit="voluntary"),  # 182 days, then 10
///     ... ])
///     >>> cell = table.cell(0, 2022)
///     >>> cell.days, cell.exits, table.total.days == 3 * 365 + 192
///     (10, {'voluntary': 1}, True)
#[pyclass(frozen, eq, hash, module = "kaiin")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct LexisGrid {
    inner: kaiin::cohort::LexisGrid,
}

#[pymethods]
impl LexisGrid {
    #[new]
    #[pyo3(signature = (window, *, calendar = None, leap_day = None, exit_day = None, tenure = None))]
    fn new(
        window: ObservationWindow,
        calendar: Option<FiscalCalendar>,
        leap_day: Option<Word<LeapDay>>,
        exit_day: Option<Word<ExitDay>>,
        tenure: Option<TenureRules>,
    ) -> Self {
        let grid = kaiin::cohort::LexisGrid::new(window.inner);
        let grid = calendar.into_iter().fold(grid, |grid, calendar| grid.calendar(calendar.inner));
        let grid = leap_day.into_iter().fold(grid, |grid, rule| grid.leap_day(rule.0));
        let grid = exit_day.into_iter().fold(grid, |grid, rule| grid.exit_day(rule.0));
        Self { inner: tenure.into_iter().fold(grid, |grid, rules| grid.tenure(rules.inner)) }
    }

    /// The days at risk and the exits of all members of a register.
    ///
    /// Days on leave are days at risk; where tenure stops during leave they are counted at the years completed before it. Memberships
    /// whose first day is not known have no tenure and are left out.
    fn count_register(&self, py: Python<'_>, register: PyRef<'_, Register>) -> MemberDays {
        let register = &register.inner;
        MemberDays { inner: py.detach(|| self.inner.count_register(register)) }
    }

    /// The days at risk and the exits of all spans.
    fn count(&self, py: Python<'_>, spans: SpansArg) -> MemberDays {
        MemberDays { inner: py.detach(|| self.inner.count(spans.spans())) }
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LexisGrid {}>", self.inner)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

pickled!(LexisGrid, kaiin::cohort::LexisGrid);

/// Days at risk and exits of one group.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct AtRisk {
    inner: kaiin::cohort::AtRisk,
}

#[pymethods]
impl AtRisk {
    /// Days at risk, summed over persons.
    #[getter]
    fn days(&self) -> u64 {
        self.inner.days.get()
    }

    /// Exits by reason; reasons that did not occur are absent.
    #[getter]
    fn exits(&self) -> BTreeMap<&'static str, u64> {
        exits(self.inner.exits)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "AtRisk", &["days", "exits"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "AtRisk", &["days", "exits"])
    }
}

pickled!(AtRisk, kaiin::cohort::AtRisk);

impl From<kaiin::cohort::AtRisk> for AtRisk {
    fn from(inner: kaiin::cohort::AtRisk) -> Self {
        Self { inner }
    }
}

/// Days at risk and exits by tenure year and fiscal year, made by `LexisGrid`.
///
/// The total days are the days of all memberships inside the window. Merged tables of any parts are the table of the whole.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MemberDays {
    pub(crate) inner: kaiin::cohort::MemberDays,
}

#[pymethods]
impl MemberDays {
    /// The settings that made the table.
    #[getter]
    fn grid(&self) -> LexisGrid {
        LexisGrid { inner: self.inner.grid() }
    }

    /// The fiscal years that the window touches, in order.
    #[getter]
    fn periods(&self) -> Vec<i32> {
        self.inner.periods().map(FiscalYear::get).collect()
    }

    /// How much of a fiscal year the window covers: a year that it cuts is incomplete, not low; ``None`` when the window does not touch
    /// the year.
    fn coverage(&self, period: i32) -> Option<Word<Coverage>> {
        self.inner.coverage(FiscalYear(period)).map(Word)
    }

    /// Days and exits in the year of membership that follows so many completed years, in one fiscal year; ``None`` when the window does
    /// not touch that fiscal year. Zero days mean that nobody was at risk.
    fn cell(&self, tenure: u32, period: i32) -> Option<AtRisk> {
        self.inner.cell(tenure, FiscalYear(period)).map(AtRisk::from)
    }

    /// Days and exits of the whole table.
    #[getter]
    fn total(&self) -> AtRisk {
        self.inner.total().into()
    }

    /// The table regrouped by completed years of membership.
    fn by_tenure(&self) -> BTreeMap<u32, AtRisk> {
        self.inner.by_tenure().into_iter().map(|(tenure, at_risk)| (tenure, at_risk.into())).collect()
    }

    /// The table regrouped by fiscal year.
    fn by_period(&self) -> BTreeMap<i32, AtRisk> {
        self.inner.by_period().into_iter().map(|(period, at_risk)| (period.get(), at_risk.into())).collect()
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
        format!("<kaiin.MemberDays: {} days, {}>", self.inner.total().days.get(), self.inner.grid())
    }
}

tabular!(MemberDays);
pickled!(MemberDays, kaiin::cohort::MemberDays);
