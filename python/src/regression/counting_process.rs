//! The rows of a register as Cox regression elsewhere takes them, in Python.

use crate::calendar::FiscalCalendar;
use crate::cohort::CohortRule;
use crate::error::enter;
use crate::grouping::group_by;
use crate::register::Register;
use crate::result::{pickled, tabular};
use crate::words::Word;
use kaiin::EndReason;
use kaiin::model::regression::{CountingProcess as Core, RowSplit};
use kaiin::time::LeapDay;
use pyo3::prelude::*;

/// Settings of the rows of a register for Cox regression in R or lifelines (counting process), which this library leaves to them.
///
/// One row is ``(start, stop]`` in days since the first day of the membership, with the day of the exit as the event: who is seen from day
/// 100 on enters late. Memberships whose first day is not known, and those at risk on no day, are left out and counted.
///
/// R: ``coxph(Surv(start, stop, event) ~ branch + factor(period), data = rows, id = person, cluster = person)``. lifelines:
/// ``CoxTimeVaryingFitter().fit(rows, id_col="membership", start_col="start", stop_col="stop", event_col="event")``, which wants numbers:
/// ``pandas.get_dummies`` first, and without the columns of words.
///
/// Args:
///     calendar: The fiscal calendar; the Japanese one by default.
///     by: Columns for ``"licence_cohort"``, ``"join_cohort"`` and names of segments; none by default.
///     cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
///     split: Where the rows of a membership are cut: where the standing or a segment changes, ``"episodes"`` (the default), or there and
///         at the start of each fiscal year, ``"fiscal_years"``, so that the year can be a covariate.
///     reasons: Exits for other reasons are censored; every reason counts by default.
///     leap_day: When those who joined on 29 February complete a year of tenure: ``"feb28"`` (the default) or ``"mar1"``.
///
/// Examples:
///     >>> rows = [{"person": "A", "start": "2020-04-01", "end": "2020-04-11", "end_reason": "voluntary"}]
///     >>> found = CountingProcess().rows(Register(rows, as_of="2022-03-31")).to_table()
///     >>> found["start"], found["stop"], found["event"]
///     ([0], [10], [1])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CountingProcess {
    inner: Core,
}

#[pymethods]
impl CountingProcess {
    #[new]
    #[pyo3(signature = (*, calendar = None, by = Vec::new(), cohort_rule = None, split = None, reasons = Vec::new(), leap_day = None))]
    fn new(
        calendar: Option<FiscalCalendar>,
        by: Vec<String>,
        cohort_rule: Option<CohortRule>,
        split: Option<Word<RowSplit>>,
        reasons: Vec<Word<EndReason>>,
        leap_day: Option<Word<LeapDay>>,
    ) -> Self {
        let settings = Core::new(calendar.map(|calendar| calendar.inner).unwrap_or_default()).by(group_by(by));
        let settings = cohort_rule.into_iter().fold(settings, |settings, rule| settings.cohort_rule(rule.inner));
        let settings = split.into_iter().fold(settings, |settings, split| settings.split(split.0));
        let settings = settings.reasons(&reasons.into_iter().map(|word| word.0).collect::<Vec<_>>());
        Self { inner: leap_day.into_iter().fold(settings, |settings, rule| settings.leap_day(rule.0)) }
    }

    /// The rows of a register; ``pandas.DataFrame.from_arrow(settings.rows(register))`` takes them as they are.
    ///
    /// Raises:
    ///     InputError: The register has no segment of that name.
    fn rows(&self, py: Python<'_>, register: PyRef<'_, Register>) -> PyResult<CountingProcessRows> {
        let register = &register.inner;
        enter(py, |_| self.inner.rows(register)).map(|inner| CountingProcessRows { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(CountingProcess, Core);

/// The rows of a register for Cox regression elsewhere, and what is not in them; made by `CountingProcess.rows`.
///
/// As a table, one row a stretch at risk, by person and time: `person` (its key), `membership` (a number), `start`, `stop`, `event` (0 or
/// 1), `reason`, `tenure` (completed years at the start of the row), `period` (the fiscal year of the start of the row), `standing`, and
/// the columns of the groups.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CountingProcessRows {
    inner: kaiin::model::regression::CountingProcessRows,
}

#[pymethods]
impl CountingProcessRows {
    /// Memberships left out because their first day is not known.
    #[getter]
    fn start_unknown(&self) -> u64 {
        self.inner.start_unknown
    }

    /// Memberships left out because they were at risk on no day.
    #[getter]
    fn never_at_risk(&self) -> u64 {
        self.inner.never_at_risk
    }

    fn __len__(&self) -> usize {
        self.inner.table.rows()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.CountingProcessRows: {} rows>", self.inner.table.rows())
    }
}

tabular!(CountingProcessRows);
pickled!(CountingProcessRows, kaiin::model::regression::CountingProcessRows);
