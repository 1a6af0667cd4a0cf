//! Who goes from which state to which, and when, in Python.

use crate::calendar::FiscalCalendar;
use crate::cohort::CohortRule;
use crate::day::{DayArg, DayOut};
use crate::error::{enter, err};
use crate::grouping::{GroupArg, LevelArg, group, group_by, group_of};
use crate::register::Register;
use crate::result::{pickled, tabular};
use crate::span::ObservationWindow;
use crate::words::Word;
use kaiin::EndReason;
use kaiin::cohort::{BeforeJoining, MemberState, ReasonStates, StandingStates, StateClock};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// How a `StateTable` is built.
///
/// Args:
///     calendar: The fiscal calendar of the cohorts; the Japanese one by default.
///     by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default. A person belongs to the
///         group of the first episode.
///     cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
///     clock: From which day time is counted: ``"since_joining"`` (the default: lapses and returns do not stop it), ``"since_licence"``,
///         ``"since_lapse"`` (the first one; who never lapsed is left out), or the ``"calendar"`` (days since 1970-01-01).
///     standings: Whether active, on leave and suspended are states ``"apart"`` (the default) or one state, ``"together"``.
///     lapses: Whether the reasons after which people come back are states ``"apart"`` or one state, ``"together"`` (the default).
///     exits: The same for the reasons after which nobody comes back.
///     final_reasons: The reasons after which a person is gone for good and not followed any further; death and retirement by default.
///     before_joining: Whether the time between licence and joining is ``"left_out"`` (the default) or counts, ``"since_licence"``. A
///         register knows only those who did join: add the others by `with_never_joined`, or shares of people who join are far too high.
///     landmark: A state and a day of the clock: only persons who are in it just after that day, from then on. Right for probabilities
///         given a state even where the future depends on more than the state (not Markov).
///     during: Only what happened on the days of this window counts: who was there before enters late, who is there after is censored.
///     threads: Number of threads; as many as there are processors by default. The table does not depend on it.
///
/// Raises:
///     SettingError: The state of the landmark is not known.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone)]
pub(crate) struct StateTableSettings {
    pub(super) inner: kaiin::cohort::StateTableSettings,
}

/// The number of threads is no part of what is asked for, and is not stored.
impl PartialEq for StateTableSettings {
    fn eq(&self, other: &Self) -> bool {
        self.inner.clone().threads(1) == other.inner.clone().threads(1)
    }
}

#[pymethods]
impl StateTableSettings {
    #[new]
    #[pyo3(signature = (*, calendar = None, by = Vec::new(), cohort_rule = None, clock = None, standings = None, lapses = None,
        exits = None, final_reasons = None, before_joining = None, landmark = None, during = None, threads = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        calendar: Option<FiscalCalendar>,
        by: Vec<String>,
        cohort_rule: Option<CohortRule>,
        clock: Option<Word<StateClock>>,
        standings: Option<Word<StandingStates>>,
        lapses: Option<Word<ReasonStates>>,
        exits: Option<Word<ReasonStates>>,
        final_reasons: Option<Vec<Word<EndReason>>>,
        before_joining: Option<Word<BeforeJoining>>,
        landmark: Option<(StateArg, i32)>,
        during: Option<ObservationWindow>,
        threads: Option<usize>,
    ) -> Self {
        let calendar = calendar.map(|calendar| calendar.inner).unwrap_or_default();
        let settings = kaiin::cohort::StateTable::settings(calendar).by(group_by(by));
        let settings = cohort_rule.into_iter().fold(settings, |settings, rule| settings.cohort_rule(rule.inner));
        let settings = clock.into_iter().fold(settings, |settings, clock| settings.clock(clock.0));
        let settings = standings.into_iter().fold(settings, |settings, standings| settings.standings(standings.0));
        let settings = lapses.into_iter().fold(settings, |settings, lapses| settings.lapses(lapses.0));
        let settings = exits.into_iter().fold(settings, |settings, exits| settings.exits(exits.0));
        let settings = final_reasons.into_iter().fold(settings, |settings, reasons| settings.final_reasons(&plain(reasons)));
        let settings = before_joining.into_iter().fold(settings, |settings, rule| settings.before_joining(rule.0));
        let settings = landmark.into_iter().fold(settings, |settings, (state, days)| settings.landmark(state.0, days));
        let settings = during.into_iter().fold(settings, |settings, window| settings.during(window.inner));
        Self { inner: threads.into_iter().fold(settings, kaiin::cohort::StateTableSettings::threads) }
    }

    /// Builds the table of a register.
    ///
    /// Raises:
    ///     InputError: The register does not have a segment of that name.
    ///     RateError: Licence days are needed and the register has none, or nobody is ever in the state of the landmark.
    ///     TableError: More than 2^32 persons meet in one cell.
    fn build(&self, py: Python<'_>, register: PyRef<'_, Register>) -> PyResult<StateTable> {
        let register = &register.inner;
        enter(py, |_| self.inner.build(register)).map(|inner| StateTable { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(StateTableSettings, kaiin::cohort::StateTableSettings);

/// The states of the persons of a register by day: who was first seen where, who went from where to where, who was last seen where.
///
/// Made by `StateTableSettings.build`. Whole numbers throughout, built in one pass over the register; tables of parts of a register add.
/// Persons stay under observation after a lapse, until they come back or until the extract: that they lapsed is known, that they died later
/// is not. A state entered and left on one day is passed over. `TransitionRiskTable.of_states` makes of each group what estimators take.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2023-04-01", "end": "2023-04-11", "end_reason": "arrears"},
///     ...     {"person": "A", "start": "2023-05-01"},
///     ... ]
///     >>> table = StateTableSettings().build(Register(rows, as_of="2024-03-31"))
///     >>> table.states, table.transitions
///     (['active', 'lapsed'], [('active', 'lapsed'), ('lapsed', 'active')])
///     >>> table.to_table()["days"]  # joined, lapsed, back, last seen
///     [0, 10, 30, 366]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct StateTable {
    pub(crate) inner: kaiin::cohort::StateTable,
}

#[pymethods]
impl StateTable {
    /// How it was built.
    #[getter]
    fn made_by(&self) -> StateTableSettings {
        StateTableSettings { inner: self.inner.made_by().clone() }
    }

    /// Extract date of the register.
    #[getter]
    fn as_of(&self) -> DayOut {
        DayOut(self.inner.as_of())
    }

    /// The states, in the order in which results list them.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().iter().map(ToString::to_string).collect()
    }

    /// The transitions that occur: the state left and the state reached.
    #[getter]
    fn transitions(&self) -> Vec<(String, String)> {
        named(&self.states(), self.inner.transitions())
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

    /// Persons left out because the day on which their clock starts is not known, or did not come (no lapse).
    #[getter]
    fn clock_unknown(&self) -> u64 {
        self.inner.clock_unknown()
    }

    /// Persons who were at risk on no day: not in the window, not in the state of the landmark, or gone for good when first seen.
    #[getter]
    fn never_at_risk(&self) -> u64 {
        self.inner.never_at_risk()
    }

    /// How often a person came back after an exit that was taken as final. When often, the reason is not final in this association.
    #[getter]
    fn returned_after_exit(&self) -> u64 {
        self.inner.returned_after_exit()
    }

    /// The table of two registers with no person in both.
    ///
    /// Raises:
    ///     TableError: The settings, the extract dates or the starts of the record differ.
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

    /// The table with persons who were licensed on some days and are in no register: they have not joined by the extract date.
    ///
    /// Args:
    ///     licence_days: The day of the licence of each.
    ///     group: Position of their group among `groups`.
    ///
    /// Raises:
    ///     SettingError: The table does not count the time before joining, its clock starts at the first joining or lapse, or there is no
    ///         group at the position.
    #[pyo3(signature = (licence_days, group = 0))]
    fn with_never_joined(&self, py: Python<'_>, licence_days: Vec<DayArg>, group: usize) -> PyResult<Self> {
        let days: Vec<kaiin::Day> = licence_days.into_iter().map(|day| day.0).collect();
        enter(py, |_| self.inner.with_never_joined(group, &days)).map(|inner| Self { inner })
    }

    fn __repr__(&self) -> String {
        format!(
            "<kaiin.StateTable of {} groups as of {}, states {}>",
            self.inner.groups().len(),
            self.inner.as_of(),
            self.states().join(", ")
        )
    }
}

tabular!(StateTable);
pickled!(StateTable, kaiin::cohort::StateTable);

/// Reasons without their words.
pub(super) fn plain(reasons: Vec<Word<EndReason>>) -> Vec<EndReason> {
    reasons.into_iter().map(|word| word.0).collect()
}

/// Transitions by the names of their states.
pub(super) fn named(states: &[String], transitions: &[(u32, u32)]) -> Vec<(String, String)> {
    let name = |state: u32| states.get(state as usize).cloned().unwrap_or_default();
    transitions.iter().map(|&(from, to)| (name(from), name(to))).collect()
}

/// A state by its name.
pub(crate) struct StateArg(MemberState);

impl FromPyObject<'_, '_> for StateArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "MemberState");

    fn extract(value: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        value.extract::<String>()?.parse().map(Self).map_err(err)
    }
}
