//! Memberships by their duration, in Python.

use crate::calendar::FiscalCalendar;
use crate::cohort::CohortRule;
use crate::day::DayOut;
use crate::error::enter;
use crate::grouping::{GroupArg, LevelArg, group, group_by, group_of};
use crate::register::Register;
use crate::result::{pickled, tabular};
use crate::span::ObservationWindow;
use crate::words::Word;
use kaiin::EndReason;
use kaiin::cohort::{DurationClock, DurationTableSettings, SpellsCounted};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// Memberships by their duration in days, with reasons, delayed entry and censoring, by group.
///
/// Whole numbers throughout, built in one pass over the register; tables of parts of a register add. `RiskTable.of_durations` makes of
/// each group what estimators take.
///
/// Args:
///     register: The register.
///     calendar: The fiscal calendar of the cohorts; the Japanese one by default.
///     by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default. A membership belongs to
///         the group of its first episode.
///     cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
///     clock: From which day durations are counted: ``"since_joining"`` (the default) or ``"since_licence"``.
///     spells: Which memberships count: the ``"first"`` of each person (the default) or ``"all"``.
///     during: Only what happened on the days of this window counts (the period view): who was a member before enters late, who is one
///         after is censored.
///     threads: Number of threads; as many as there are processors by default. The table does not depend on it.
///
/// Raises:
///     InputError: The register does not have a segment of that name.
///     RateError: The clock starts with the licence and no member has a licence day.
///     TableError: More than 2^32 memberships meet in one cell.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2023-04-01"},
///     ...     {"person": "B", "start": "2023-04-01", "end": "2023-04-11", "end_reason": "arrears"},
///     ... ]
///     >>> table = DurationTable(Register(rows, as_of="2024-03-31")).to_table()
///     >>> table["days"], table["left_arrears"], table["censored"]  # 2024-03-31 was still seen
///     ([10, 366], [1, 0], [0, 1])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct DurationTable {
    pub(crate) inner: kaiin::cohort::DurationTable,
}

#[pymethods]
impl DurationTable {
    #[new]
    #[pyo3(signature = (register, *, calendar = None, by = Vec::new(), cohort_rule = None, clock = None, spells = None, during = None,
        threads = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        register: PyRef<'_, Register>,
        calendar: Option<FiscalCalendar>,
        by: Vec<String>,
        cohort_rule: Option<CohortRule>,
        clock: Option<Word<DurationClock>>,
        spells: Option<Word<SpellsCounted>>,
        during: Option<ObservationWindow>,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        let calendar = calendar.map(|calendar| calendar.inner).unwrap_or_default();
        let settings = kaiin::cohort::DurationTable::settings(calendar).by(group_by(by));
        let settings = cohort_rule.into_iter().fold(settings, |settings, rule| settings.cohort_rule(rule.inner));
        let settings = clock.into_iter().fold(settings, |settings, clock| settings.clock(clock.0));
        let settings = spells.into_iter().fold(settings, |settings, spells| settings.spells(spells.0));
        let settings = during.into_iter().fold(settings, |settings, window| settings.during(window.inner));
        let settings = threads.into_iter().fold(settings, DurationTableSettings::threads);
        let register = &register.inner;
        enter(py, |_| settings.build(register)).map(|inner| Self { inner })
    }

    /// Extract date of the register.
    #[getter]
    fn as_of(&self) -> DayOut {
        DayOut(self.inner.as_of())
    }

    /// The reasons that occur.
    #[getter]
    fn reasons(&self) -> Vec<Word<EndReason>> {
        self.inner.reasons().iter().copied().map(Word).collect()
    }

    /// The groups, each by what the table is grouped by; a group is named elsewhere by its position in this list.
    #[getter]
    fn groups(&self) -> Vec<BTreeMap<String, Option<LevelArg>>> {
        self.inner.groups().map(group).collect()
    }

    /// The position of a group among `groups`, such as ``{"branch": "東京都"}``; ``None`` when nobody is in it.
    ///
    /// Raises:
    ///     RateError: Something that the table is grouped by is not named.
    ///     SettingError: Something is named that it is not grouped by.
    fn position(&self, py: Python<'_>, group: GroupArg) -> PyResult<Option<usize>> {
        let group = enter(py, |_| group_of(group, self.inner.group_by()))?;
        Ok(self.inner.position(&group))
    }

    /// Memberships of a group seen from the start of the clock on; the others entered late. 0 beyond the last group.
    #[pyo3(signature = (group = 0))]
    #[expect(clippy::wrong_self_convention, reason = "the name in the core")]
    fn from_start(&self, group: usize) -> u64 {
        self.inner.from_start(group)
    }

    /// Memberships left out because the day on which their clock starts is not known.
    #[getter]
    fn clock_unknown(&self) -> u64 {
        self.inner.clock_unknown()
    }

    /// Memberships that were at risk on no day.
    #[getter]
    fn never_at_risk(&self) -> u64 {
        self.inner.never_at_risk()
    }

    /// The table of two registers with no person in both.
    ///
    /// Raises:
    ///     TableError: The settings or the extract dates differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    /// The table by some of what it is grouped by, without loss.
    ///
    /// Raises:
    ///     SettingError: The table is not grouped by one of these.
    fn regroup(&self, py: Python<'_>, by: Vec<String>) -> PyResult<Self> {
        enter(py, |_| self.inner.regroup(&group_by(by))).map(|inner| Self { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.DurationTable of {} groups as of {}>", self.inner.groups().len(), self.inner.as_of())
    }
}

tabular!(DurationTable);
pickled!(DurationTable, kaiin::cohort::DurationTable);
