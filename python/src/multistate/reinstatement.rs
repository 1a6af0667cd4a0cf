//! How long after a lapse people come back, in Python.

use super::settings::StateProbability;
use super::state_table::plain;
use crate::day::{DayArg, DayOut};
use crate::register::Register;
use crate::result::{pickled, record, tabular};
use crate::span::ObservationWindow;
use crate::words::Word;
use kaiin::EndReason;
use kaiin::cohort::LapsesCounted;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// Lapses by reason and by the days until the return, a departure or the extract date.
///
/// Whole numbers throughout; tables of parts of a register add. `MultistateSettings.reinstatement` makes shares of it.
///
/// Args:
///     register: The register.
///     lapses: Which lapses of a person count: the ``"first"`` (the default: the share of persons who ever come back) or ``"every"`` one
///         (the share of lapses that end in a return; intervals are somewhat too narrow then).
///     final_reasons: The reasons after which nobody comes back and which are no lapses; death and retirement by default.
///     lapsed_during: Only lapses on the days of this window count; the lapsed are followed beyond it.
///     departures: The days from which some of the persons, by their keys, can no longer come back: known to have died or left the
///         profession after they lapsed, from a register of licences for example.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"},
///     ...     {"person": "A", "start": "2023-05-01"},
///     ...     {"person": "B", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"},
///     ... ]
///     >>> table = ReinstatementTable(Register(rows, as_of="2024-03-31")).to_table()
///     >>> table["days"], table["returned"], table["censored"]
///     ([30, 366], [1, 0], [0, 1])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ReinstatementTable {
    pub(crate) inner: kaiin::cohort::ReinstatementTable,
}

#[pymethods]
impl ReinstatementTable {
    #[new]
    #[pyo3(signature = (register, *, lapses = None, final_reasons = None, lapsed_during = None, departures = BTreeMap::new()))]
    fn new(
        py: Python<'_>,
        register: PyRef<'_, Register>,
        lapses: Option<Word<LapsesCounted>>,
        final_reasons: Option<Vec<Word<EndReason>>>,
        lapsed_during: Option<ObservationWindow>,
        departures: BTreeMap<String, DayArg>,
    ) -> Self {
        let settings = kaiin::cohort::ReinstatementTable::settings();
        let settings = lapses.into_iter().fold(settings, |settings, lapses| settings.lapses(lapses.0));
        let settings = final_reasons.into_iter().fold(settings, |settings, reasons| settings.final_reasons(&plain(reasons)));
        let settings = lapsed_during.into_iter().fold(settings, |settings, window| settings.lapsed_during(window.inner));
        let departures = departures.into_iter().map(|(person, day)| (person, day.0)).collect();
        let register = &register.inner;
        Self { inner: py.detach(|| settings.build_with_departures(register, &departures)) }
    }

    /// Extract date of the register.
    #[getter]
    fn as_of(&self) -> DayOut {
        DayOut(self.inner.as_of())
    }

    /// The reasons for which people lapsed.
    #[getter]
    fn reasons(&self) -> Vec<Word<EndReason>> {
        self.inner.reasons().map(Word).collect()
    }

    /// Lapses that were followed on no day: they were seen on the last day of the record.
    #[getter]
    fn never_at_risk(&self) -> u64 {
        self.inner.never_at_risk()
    }

    /// What became of those who lapsed for a reason, or for any, by ascending number of days.
    #[pyo3(signature = (reason = None))]
    fn rows(&self, reason: Option<Word<EndReason>>) -> Vec<ReinstatementRow> {
        self.inner.rows(reason.map(|word| word.0)).into_iter().map(ReinstatementRow::from).collect()
    }

    /// The table of two registers with no person in both.
    ///
    /// Raises:
    ///     TableError: The settings or the extract dates differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        crate::error::enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    fn __repr__(&self) -> String {
        let reasons: Vec<String> = self.inner.reasons().map(|reason| reason.to_string()).collect();
        format!("<kaiin.ReinstatementTable as of {}, reasons {}>", self.inner.as_of(), reasons.join(", "))
    }
}

tabular!(ReinstatementTable);
pickled!(ReinstatementTable, kaiin::cohort::ReinstatementTable);

record! {
    /// What became of the lapsed so many days after the lapse.
    ReinstatementRow of kaiin::cohort::ReinstatementRow {
        /// Days since the lapse, from 1.
        days: u32,
        /// Lapses that ended in a return.
        returned: u64,
        /// Lapses of persons known to have died or left the profession then.
        departed: u64,
        /// Lapses last seen lasting: on the extract date.
        censored: u64,
    }
}

record! {
    /// What had become of the lapsed so many years after the lapse.
    ReinstatementShare of kaiin::survival::ReinstatementShare {
        /// Years since the lapse, of 365.25 days.
        years: f64,
        /// Lapses still under observation after so many years.
        at_risk: u64,
        /// Share that came back within these years; ``None`` when nobody was seen for so long.
        returned: Option<StateProbability>,
        /// Share known to have died or left the profession without coming back.
        departed: Option<StateProbability>,
    }
}

/// The share of the lapsed who come back, by years since the lapse (Aalen-Johansen); made by `MultistateSettings.reinstatement`.
///
/// Who is still lapsed on the extract date is censored; who is known to have died or left the profession cannot come back (a competing
/// event). Who died unknown to the association stays among the lapsed: the share is then that of the lapsed as the register knows them.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Reinstatement {
    pub(super) inner: kaiin::survival::Reinstatement,
}

#[pymethods]
impl Reinstatement {
    /// For which reason they lapsed; ``None`` for any.
    #[getter]
    fn reason(&self) -> Option<Word<EndReason>> {
        self.inner.reason().map(Word)
    }

    /// How many lapses it rests on.
    #[getter]
    fn lapses(&self) -> u64 {
        self.inner.lapses()
    }

    /// The shares, in the order of the years asked for.
    #[getter]
    fn shares(&self) -> Vec<ReinstatementShare> {
        self.inner.shares().iter().copied().map(ReinstatementShare::from).collect()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Reinstatement of {} lapses>", self.inner.lapses())
    }
}

tabular!(Reinstatement);
pickled!(Reinstatement, kaiin::survival::Reinstatement);
