//! In which state each person was, from when to when, in Python; and who was at risk in which state.

use super::state_table::{StateTable, StateTableSettings, named};
use crate::array::{Array, TableArg};
use crate::error::enter;
use crate::register::Register;
use crate::result::{pickled, tabular};
use crate::words::Word;
use kaiin::Result;
use kaiin::survival::{NearTies, StateObservations as Core};
use pyo3::prelude::*;

/// Rows of time spent in states.
///
/// One row is one stretch of one person in one state, ``(entry, time]``, and the state that follows at the time; none when the person was
/// last seen there. A person has one row or several that do not overlap. Who is first seen late, or was out of sight for a while, is at
/// risk from then on (delayed entry). A row that ends unseen, or in its own state, where another row of the person begins in the same state,
/// is no end.
///
/// Args:
///     data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
///     states: The names of the states, at most 64, in the order in which results list them.
///     person: Name of the column of persons.
///     from_: Name of the column of states.
///     to: Name of the column of the states that follow.
///     entry: Name of the column of times at which rows begin.
///     time: Name of the column of times at which rows end, in any one unit.
///     weight: Name of the column of weights; every row counts once without it.
///
/// Raises:
///     InputError: A column is missing or has another type, or there is no row.
///     SettingError: With the row: a state that is listed twice or not at all, a time that is not a finite number, an entry that is not
///         before its time, a negative weight, and rows of one person that overlap or do not fit.
///     TableError: There are more than 64 states.
///
/// Examples:
///     >>> stays = [  # A lapses at 2 and is back at 3; B stays
///     ...     {"person": "A", "from": "member", "to": "lapsed", "entry": 0, "time": 2},
///     ...     {"person": "A", "from": "lapsed", "to": "member", "entry": 2, "time": 3},
///     ...     {"person": "A", "from": "member", "to": None, "entry": 3, "time": 5},
///     ...     {"person": "B", "from": "member", "to": None, "entry": 0, "time": 5},
///     ... ]
///     >>> rows = StateObservations(stays, states=["member", "lapsed"])
///     >>> MultistateSettings().transition_curves(rows.risk_table(), 0).at("member", "lapsed", 2.5).probability
///     0.5
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct StateObservations {
    pub(crate) inner: Core,
}

#[pymethods]
impl StateObservations {
    #[new]
    #[pyo3(signature = (data, *, states, person = "person", from_ = "from", to = "to", entry = "entry", time = "time", weight = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        data: TableArg<'_>,
        states: Vec<String>,
        person: &str,
        from_: &str,
        to: &str,
        entry: &str,
        time: &str,
        weight: Option<&str>,
    ) -> PyResult<Self> {
        let names: Vec<&str> = [person, from_, to, entry, time].into_iter().chain(weight).collect();
        let mut arrays = data.arrays(&names)?.into_iter();
        let mut next = || arrays.next().unwrap_or(Array::Reals(Vec::new()));
        let (persons, from, next_state, entries, times) = (next(), next(), next(), next(), next());
        let weights = weight.map(|name| (name, next()));
        enter(py, |_| {
            let (persons, from, next_state) = (persons.names(person)?, from.names(from_)?, next_state.labels(to)?);
            let rows = Core::new(&states, &persons, &from, &next_state, &entries.reals(entry)?, &times.reals(time)?)?;
            weights.into_iter().try_fold(rows, |rows, (name, array)| rows.weighted(&array.reals(name)?))
        })
        .map(|inner| Self { inner })
    }

    /// The rows of a register, in days of the clock of the settings: for errors by person. Tables are enough for everything else, and
    /// small; what the settings group by does not matter here.
    ///
    /// Args:
    ///     register: The register.
    ///     settings: How states are told apart and time is counted; those of `StateTableSettings()` by default.
    ///
    /// Raises:
    ///     InputError: Nobody is at risk.
    ///     RateError: Licence days are needed and the register has none, or nobody is ever in the state of the landmark.
    ///
    /// Examples:
    ///     >>> rows = [
    ///     ...     {"person": "A", "start": "2023-04-01", "end": "2023-04-11", "end_reason": "arrears"},
    ///     ...     {"person": "A", "start": "2023-05-01"},
    ///     ...     {"person": "B", "start": "2023-04-01"},
    ///     ... ]
    ///     >>> stays = StateObservations.of_register(Register(rows, as_of="2024-03-31"))
    ///     >>> shares = MultistateSettings().occupation(stays, [20, 30])
    ///     >>> shares.share("lapsed", 0).probability, shares.share("active", 1).probability
    ///     (0.5, 1.0)
    #[staticmethod]
    #[pyo3(signature = (register, settings = None))]
    fn of_register(py: Python<'_>, register: PyRef<'_, Register>, settings: Option<StateTableSettings>) -> PyResult<Self> {
        let settings =
            settings.map_or_else(|| kaiin::cohort::StateTable::settings(kaiin::FiscalCalendar::default()), |settings| settings.inner);
        let register = &register.inner;
        enter(py, |_| Core::of_register(register, &settings)).map(|inner| Self { inner })
    }

    /// The same rows, each counted as often as its weight says (whole or fractional). A row of weight 0 counts nowhere.
    ///
    /// Raises:
    ///     InputError: There is not one weight a row.
    ///     SettingError: A weight is negative or not a finite number, with the row, or all are 0.
    fn weighted(&self, py: Python<'_>, weight: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.weighted(&weight.reals("weight")?))
    }

    /// The same rows with times that count as one made equal.
    ///
    /// Args:
    ///     ties: As for `Observations.merging`; estimators take ``"rounding"`` unless told otherwise.
    fn merging(&self, py: Python<'_>, ties: Word<NearTies>) -> PyResult<Self> {
        self.with(py, |rows| Ok(rows.merging(ties.0)))
    }

    /// The rows of the persons who are in a state just after a time, from that time on: what a landmark analysis looks at.
    ///
    /// Who comes into the state at the time itself is in it, who leaves it then is not.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    ///     InputError: Nobody is in it then.
    fn landmark(&self, py: Python<'_>, state: &str, start: f64) -> PyResult<Self> {
        self.with(py, |rows| rows.landmark(state, start))
    }

    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// Who was at risk in which state and who went where.
    ///
    /// Raises:
    ///     InputError: No row counts.
    fn risk_table(&self, py: Python<'_>) -> PyResult<TransitionRiskTable> {
        enter(py, |_| self.inner.risk_table()).map(|inner| TransitionRiskTable { inner })
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.StateObservations: {} rows, states {}>", self.inner.len(), self.inner.states().join(", "))
    }
}

impl StateObservations {
    fn with(&self, py: Python<'_>, change: impl FnOnce(Core) -> Result<Core> + Send) -> PyResult<Self> {
        enter(py, |_| change(self.inner.clone())).map(|inner| Self { inner })
    }
}

/// Who was at risk in which state and who went where, at each time at which anything ended: what multi-state estimators take.
///
/// Made by `StateObservations.risk_table` or `TransitionRiskTable.of_states`. Counts are numbers of rows, or sums of weights.
///
/// Examples:
///     >>> rows = [{"person": "A", "start": "2023-04-01", "end": "2023-04-11"}, {"person": "B", "start": "2023-04-01"}]
///     >>> table = TransitionRiskTable.of_states(StateTableSettings().build(Register(rows, as_of="2024-03-31")))
///     >>> table.moved("active", "lapsed"), table.to_table()["at_risk_active"]
///     (1.0, [2.0, 1.0])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct TransitionRiskTable {
    pub(crate) inner: kaiin::survival::TransitionRiskTable,
}

#[pymethods]
impl TransitionRiskTable {
    /// Who is at risk in a group of a `StateTable`; times in days, as the table counts them.
    ///
    /// Args:
    ///     states: The table.
    ///     group: Position of the group among ``states.groups``; the first by default.
    ///
    /// Raises:
    ///     SettingError: There is no group at the position.
    #[staticmethod]
    #[pyo3(signature = (states, group = 0))]
    fn of_states(py: Python<'_>, states: PyRef<'_, StateTable>, group: usize) -> PyResult<Self> {
        let states = &states.inner;
        enter(py, |_| kaiin::survival::TransitionRiskTable::of_states(states, group)).map(|inner| Self { inner })
    }

    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// The transitions that occur: the state left and the state reached.
    #[getter]
    fn transitions(&self) -> Vec<(String, String)> {
        named(self.inner.states(), self.inner.transitions())
    }

    /// The earliest time of entry, before which nobody was seen.
    #[getter]
    fn first_entry(&self) -> Option<f64> {
        self.inner.first_entry()
    }

    /// The times, ascending.
    #[getter]
    fn times(&self) -> Vec<f64> {
        self.inner.times().to_vec()
    }

    /// The last time at which anyone was seen; what comes after is not known.
    #[getter]
    fn last_time(&self) -> Option<f64> {
        self.inner.last_time()
    }

    /// Weight that ever went from one state to another.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn moved(&self, py: Python<'_>, from_: &str, to: &str) -> PyResult<f64> {
        enter(py, |_| self.inner.moved(from_, to))
    }

    /// Weight that was last seen in a state.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn censored(&self, py: Python<'_>, state: &str) -> PyResult<f64> {
        enter(py, |_| self.inner.censored(state))
    }

    /// The cumulative hazard of a transition (Nelson-Aalen) just after each of `times`; all 0 for a transition that does not occur.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn cumulative_hazard(&self, py: Python<'_>, from_: &str, to: &str) -> PyResult<Vec<f64>> {
        enter(py, |_| self.inner.cumulative_hazard(from_, to))
    }

    /// Whether nobody was ever seen to be at risk in a state: it is only reached, never left.
    ///
    /// Args:
    ///     state: Position of the state among `states`.
    fn is_absorbing(&self, state: usize) -> bool {
        self.inner.is_absorbing(state)
    }

    /// How those at risk at the first transition were spread over the states, as shares; ``None`` when nobody went anywhere.
    #[getter]
    fn initial_shares(&self) -> Option<Vec<f64>> {
        self.inner.initial_shares()
    }

    fn __len__(&self) -> usize {
        self.inner.times().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.TransitionRiskTable of {} times, states {}>", self.inner.times().len(), self.inner.states().join(", "))
    }
}

tabular!(TransitionRiskTable);
pickled!(TransitionRiskTable, kaiin::survival::TransitionRiskTable);
