//! The aggregates in Python: members by cohort and year, movements, retention triangle.

use crate::calendar::FiscalCalendar;
use crate::day::{DayOut, date};
use crate::error::{Watcher, enter, enter_with_progress};
use crate::grouping::{LevelArg, group, group_by};
use crate::issue::Issue;
use crate::read_settings::ReadSettings;
use crate::register::Register;
use crate::result::{self, pickled, tabular};
use crate::source::Source;
use crate::table;
use crate::tenure::TenureRules;
use crate::words::Word;
use crate::yearly;
use kaiin::cohort::{AgeClock, Coverage, ExitDay, MovementSource, SpellsCounted, StatedJoiners, TriangleCohort};
use kaiin::input::{YearTotalsRow, YearlyRead, read_totals_path, total_rows};
use kaiin::time::LeapDay;
use kaiin::{FiscalYear, Progress};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Which licences make one licence cohort (免許取得コホート): the fiscal year in which their holders become able to join.
///
/// Args:
///     calendar: The fiscal calendar; the Japanese one by default.
///     lead_days: A licence announced so many days or fewer before a fiscal year begins belongs to that next year's cohort, 0 (no shift)
///         to 364. By default 31: an examination of February that is announced in late March.
///
/// Raises:
///     SettingError: The lead is a year or more.
///
/// Examples:
///     >>> CohortRule().cohort_of("2019-03-25"), CohortRule(lead_days=0).cohort_of("2019-03-25")
///     (2019, 2018)
#[pyclass(frozen, eq, hash, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CohortRule {
    pub(crate) inner: kaiin::licensees::CohortRule,
}

#[pymethods]
impl CohortRule {
    #[new]
    #[pyo3(signature = (calendar = None, lead_days = None))]
    fn new(calendar: Option<FiscalCalendar>, lead_days: Option<u16>) -> PyResult<Self> {
        let calendar = calendar_or_default(calendar);
        let inner = match lead_days {
            Some(lead_days) => kaiin::licensees::CohortRule::new(calendar, lead_days).map_err(crate::error::err)?,
            None => kaiin::licensees::CohortRule::of(calendar),
        };
        Ok(Self { inner })
    }

    /// The fiscal calendar.
    #[getter]
    fn calendar(&self) -> FiscalCalendar {
        FiscalCalendar { inner: self.inner.calendar() }
    }

    /// The lead in days.
    #[getter]
    fn lead_days(&self) -> u16 {
        self.inner.lead_days()
    }

    /// The licence cohort of a licence of this day, as a fiscal year.
    fn cohort_of(&self, day: crate::day::DayArg) -> i32 {
        self.inner.cohort_of(day.0).get()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.CohortRule {}>", self.inner)
    }

    fn __getnewargs__(&self) -> (FiscalCalendar, u16) {
        (self.calendar(), self.lead_days())
    }
}

/// Members by cohort, fiscal year and segment: stock by standing, joiners, reinstated, leavers by reason, days of membership.
///
/// Whole numbers throughout: tables of parts of a register add up exactly, whatever the parts, and can be made coarser without loss.
///
/// Args:
///     register: The register.
///     calendar: The fiscal calendar; the Japanese one by default.
///     by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default.
///     cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
///     exit_day: On which day a leaver counts as gone: ``"first_day_out"`` (the default: the closing stock is the members on the roll during
///         the last day of the year) or ``"last_day_in"``, where who leaves as of 31 March (3月31日付退会) has left in the year that ends
///         on that day and is not in its closing stock. Every row balances under both.
///     threads: Number of threads; as many as there are processors by default. The table does not depend on it.
///     progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.
///
/// Raises:
///     InputError: The register does not have a segment of that name.
///     TableError: The groups times the years are too many to hold.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2021-04-01"},
///     ...     {"person": "B", "start": "2022-05-01", "end": "2023-07-01"},
///     ... ]
///     >>> table = CohortTable(Register(rows, as_of="2024-03-31"))
///     >>> last = table.movements().row(2023)
///     >>> last["opening"], last["left"], last["closing"]
///     (2, 1, 1)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CohortTable {
    pub(crate) inner: kaiin::cohort::CohortTable,
}

#[pymethods]
impl CohortTable {
    #[new]
    #[allow(clippy::too_many_arguments)]
    #[pyo3(signature = (register, *, calendar = None, by = Vec::new(), cohort_rule = None, exit_day = None, threads = None,
        progress = Watcher::default()))]
    fn new(
        py: Python<'_>,
        register: PyRef<'_, Register>,
        calendar: Option<FiscalCalendar>,
        by: Vec<String>,
        cohort_rule: Option<CohortRule>,
        exit_day: Option<Word<ExitDay>>,
        threads: Option<usize>,
        progress: Watcher,
    ) -> PyResult<Self> {
        let settings = kaiin::cohort::CohortTable::settings(calendar_or_default(calendar)).by(group_by(by));
        let settings = cohort_rule.into_iter().fold(settings, |settings, rule| settings.cohort_rule(rule.inner));
        let settings = exit_day.into_iter().fold(settings, |settings, rule| settings.exit_day(rule.0));
        let settings = threads.into_iter().fold(settings, kaiin::cohort::CohortTableSettings::threads);
        let register = &register.inner;
        enter_with_progress(py, progress, |watch| {
            let report = |done, total| watch.report(done, total);
            settings.build_with_progress(register, Progress::to(&report)).map(|inner| Self { inner })
        })
    }

    /// The fiscal calendar.
    #[getter]
    fn calendar(&self) -> FiscalCalendar {
        FiscalCalendar { inner: self.inner.calendar() }
    }

    /// Extract date of the register.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.as_of())
    }

    /// What the table is grouped by.
    #[getter]
    fn by(&self) -> Vec<String> {
        self.inner.group_by().names()
    }

    /// The groups, each by what the table is grouped by, ascending; ``None`` is not known.
    #[getter]
    fn groups(&self) -> Vec<BTreeMap<String, Option<LevelArg>>> {
        self.inner.groups().iter().map(group).collect()
    }

    /// Which fiscal year's cohort a licence date belongs to.
    #[getter]
    fn cohort_rule(&self) -> CohortRule {
        CohortRule { inner: self.inner.cohort_rule() }
    }

    /// On which day a leaver counts as gone.
    #[getter]
    fn exit_day(&self) -> Word<ExitDay> {
        Word(self.inner.exit_day())
    }

    /// The day on which the record begins, where earlier members are missing from it.
    #[getter]
    fn record_begins(&self) -> Option<DayOut> {
        self.inner.record_begins().map(DayOut)
    }

    /// Whether people who were able to join from the first day of a fiscal year on may have come and gone before the record began.
    fn record_begins_after(&self, year: i32) -> bool {
        self.inner.record_begins_after(FiscalYear(year))
    }

    /// How much of a fiscal year the record covers.
    fn coverage(&self, year: i32) -> Word<Coverage> {
        Word(self.inner.coverage(FiscalYear(year)))
    }

    /// The fiscal years covered, ascending.
    #[getter]
    fn years(&self) -> Vec<i32> {
        self.inner.years().map(FiscalYear::get).collect()
    }

    /// The movements of all members together.
    fn movements(&self, py: Python<'_>) -> MovementTable {
        MovementTable { inner: py.detach(|| self.inner.movements()) }
    }

    /// The movements of each level of a segment; members without a level are under ``None``.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by this segment.
    fn movements_by(&self, py: Python<'_>, segment: &str) -> PyResult<BTreeMap<Option<String>, MovementTable>> {
        let tables = enter(py, |_| self.inner.movements_by(segment))?;
        Ok(tables.into_iter().map(|(level, inner)| (level, MovementTable { inner })).collect())
    }

    /// The table of each level of a segment by itself, grouped by the rest; members without a level are under ``None``.
    ///
    /// Members who moved between levels are transferred in and out. It is the way to assumptions of every branch.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by this segment.
    ///
    /// Examples:
    ///     >>> import kaiin
    ///     >>> rows = [{"person": who, "start": "2021-04-01", "branch": branch} for who, branch in [("A", "north"), ("B", "south")]]
    ///     >>> register = kaiin.Register(rows, as_of="2022-03-31")
    ///     >>> branches = kaiin.CohortTable(register, by=["join_cohort", "branch"]).tables_by("branch")
    ///     >>> {name: of.movements().row(2021)["closing"] for name, of in branches.items()}
    ///     {'north': 1, 'south': 1}
    fn tables_by(&self, py: Python<'_>, segment: &str) -> PyResult<BTreeMap<Option<String>, Self>> {
        let tables = enter(py, |_| self.inner.tables_by(segment))?;
        Ok(tables.into_iter().map(|(level, inner)| (level, Self { inner })).collect())
    }

    /// The sum of two tables of parts of one register that have no person in common.
    ///
    /// Raises:
    ///     TableError: The tables were built with different settings.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    /// The table by some of what it is grouped by, without loss.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by one of these.
    fn regroup(&self, py: Python<'_>, by: Vec<String>) -> PyResult<Self> {
        enter(py, |_| self.inner.regroup(&group_by(by))).map(|inner| Self { inner })
    }

    fn __repr__(&self) -> String {
        format!(
            "<kaiin.CohortTable by {}: {} groups, {} years>",
            self.inner.group_by(),
            self.inner.groups().len(),
            self.inner.years().len()
        )
    }
}

tabular!(CohortTable);

/// Movements by fiscal year: opening, joined, reinstated, left by reason, closing.
///
/// From a register (`CohortTable.movements`) or from yearly totals (`MovementTable.from_totals`), on equal terms.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MovementTable {
    pub(crate) inner: kaiin::cohort::MovementTable,
}

#[pymethods]
impl MovementTable {
    /// Movements from the totals that an association prints for each fiscal year, in any order.
    ///
    /// Opening and closing fill each other in between neighbouring years; joiners, or leavers, follow from the balance when they alone
    /// are missing. Years that do not balance become issues.
    ///
    /// Args:
    ///     data: A table with one row a year; headers in Japanese or English are found, such as ``year``, ``opening``, ``joined``,
    ///         ``reinstated``, ``left``, ``left_arrears`` (and other reasons), ``closing``, ``on_leave``.
    ///     columns: Header of a column that is not found, by what it is for: ``{"opening": "members_apr1"}``.
    ///     read: How the table is read otherwise.
    ///     calendar: The fiscal calendar; the Japanese one by default.
    ///     joiners: When a stated number of joiners disagrees with the balance, it is ``"kept"`` and the year named as unbalanced (the
    ///         default), or replaced by the ``"balanced"`` figure.
    ///
    /// Raises:
    ///     InputError: There is no row, or no column for the year or for a count.
    ///     RegisterError: A year or a count cannot be read.
    ///     SettingError: A year is given twice, or two columns stand for one thing.
    ///
    /// Examples:
    ///     >>> table = MovementTable.from_totals({"year": [1989, 1990], "opening": [15_908, 16_174], "left": [428, None]})
    ///     >>> table.row(1989)["joined"]  # 16,174 - 15,908 + 428
    ///     694
    #[staticmethod]
    #[pyo3(signature = (data, *, columns = None, read = None, calendar = None, joiners = None))]
    fn from_totals(
        py: Python<'_>,
        data: Source,
        columns: yearly::Columns,
        read: Option<ReadSettings>,
        calendar: Option<FiscalCalendar>,
        joiners: Option<Word<StatedJoiners>>,
    ) -> PyResult<Self> {
        enter(py, |watch| {
            let settings = yearly::totals_settings(read, columns)?;
            Self::balanced(total_rows(&yearly::table(data, "the yearly totals", watch)?, &settings)?, calendar, joiners)
        })
    }

    /// The same from a CSV file.
    ///
    /// Raises:
    ///     OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
    #[staticmethod]
    #[pyo3(signature = (path, *, columns = None, read = None, calendar = None, joiners = None))]
    fn read_csv(
        py: Python<'_>,
        path: PathBuf,
        columns: yearly::Columns,
        read: Option<ReadSettings>,
        calendar: Option<FiscalCalendar>,
        joiners: Option<Word<StatedJoiners>>,
    ) -> PyResult<Self> {
        enter(py, |_| Self::balanced(read_totals_path(&path, &yearly::totals_settings(read, columns)?)?, calendar, joiners))
    }

    /// The fiscal calendar.
    #[getter]
    fn calendar(&self) -> FiscalCalendar {
        FiscalCalendar { inner: self.inner.calendar() }
    }

    /// The row of a fiscal year by column; ``None`` when the table does not reach it.
    #[pyo3(signature = (year) -> "dict[str, object] | None")]
    fn row<'py>(&self, py: Python<'py>, year: i32) -> PyResult<Option<Bound<'py, PyDict>>> {
        let position = self.inner.rows().iter().position(|row| row.year == Some(FiscalYear(year)));
        position.map(|position| table::row(py, &result::table(py, || self.inner.to_table())?, position)).transpose()
    }

    /// The last fiscal year that is covered completely and whose closing stock is known.
    #[getter]
    fn last_complete(&self) -> Option<i32> {
        self.inner.last_complete().and_then(|row| row.year).map(FiscalYear::get)
    }

    /// The last fiscal year that is covered completely and of which stock, joiners and leavers are all known.
    #[getter]
    fn last_with_flows(&self) -> Option<i32> {
        self.inner.last_with_flows().and_then(|row| row.year).map(FiscalYear::get)
    }

    /// The fiscal years, ascending.
    #[getter]
    fn years(&self) -> Vec<i32> {
        self.inner.rows().iter().filter_map(|row| row.year).map(FiscalYear::get).collect()
    }

    /// Extract date of the register that the movements were counted in; ``None`` for yearly totals.
    #[getter]
    fn as_of(&self) -> Option<DayOut> {
        match self.inner.source() {
            MovementSource::Register { as_of } => Some(DayOut(*as_of)),
            MovementSource::Totals => None,
        }
    }

    /// On which day a leaver counts as gone; ``None`` for yearly totals, where only those who added them up know.
    #[getter]
    fn exit_day(&self) -> Option<Word<ExitDay>> {
        self.inner.exit_day().map(Word)
    }

    /// Closing minus what follows from opening and flows: 0 when the year balances, ``None`` when a figure is not known.
    fn imbalance(&self, year: i32) -> Option<i64> {
        self.inner.row(FiscalYear(year)).and_then(kaiin::cohort::MovementRow::imbalance)
    }

    /// Of the opening members of a year, those still on the roll at its end; ``None`` when not known.
    fn retained(&self, year: i32) -> Option<u64> {
        self.inner.row(FiscalYear(year)).and_then(kaiin::cohort::MovementRow::retained)
    }

    /// Closing minus opening of a year; ``None`` when not known.
    fn net_growth(&self, year: i32) -> Option<i64> {
        self.inner.row(FiscalYear(year)).and_then(kaiin::cohort::MovementRow::net_growth)
    }

    /// The years whose totals do not balance, each with opening + in - out - closing.
    #[getter]
    fn unbalanced(&self) -> Vec<(i32, i64)> {
        self.inner.unbalanced().into_iter().map(|(year, by)| (year.get(), by)).collect()
    }

    /// Persons who left and did not come back, at the end of each year, as far as the table can tell.
    #[getter]
    fn lapsed_stock(&self) -> Vec<(i32, Option<u64>)> {
        self.inner.lapsed_stock().into_iter().map(|(year, stock)| (year.get(), stock)).collect()
    }

    /// What was found in the totals.
    #[getter]
    fn issues(&self) -> Vec<Issue> {
        self.inner.issues().iter().cloned().map(Issue::from).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.rows().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.MovementTable: {} years>", self.inner.rows().len())
    }
}

impl MovementTable {
    fn balanced(
        read: YearlyRead<YearTotalsRow>,
        calendar: Option<FiscalCalendar>,
        joiners: Option<Word<StatedJoiners>>,
    ) -> kaiin::Result<Self> {
        let (calendar, joiners) = (calendar_or_default(calendar), joiners.map(|word| word.0).unwrap_or_default());
        kaiin::cohort::MovementTable::from_totals(calendar, yearly::totals(read)?, joiners).map(|inner| Self { inner })
    }
}

tabular!(MovementTable);
pickled!(MovementTable, kaiin::cohort::MovementTable);

/// How many of a cohort are still members after each year; a cell not yet seen is absent, never a loss.
///
/// Args:
///     register: The register.
///     calendar: The fiscal calendar; the Japanese one by default.
///     cohort: Who makes a cohort: all who ``"joined"`` (the default) or were ``"licensed"`` in one fiscal year.
///     cohort_rule: Which fiscal year's cohort a licence date belongs to.
///     clock: When members are looked at again: on each ``"anniversary"`` of joining (the default) or at each ``"fiscal_year_end"``.
///     spells: Whether the ``"first"`` spell counts only (the default) or ``"all"``.
///     leap_day: When someone who joined on 29 February completes a year: ``"feb28"`` (the default) or ``"mar1"``.
///     tenure: When tenure runs; by default an age is the time since joining (`TenureRules.since_joining`). Where tenure restarts on
///         return, each membership enters its own cohort.
///     exit_day: On which day a leaver counts as gone, when that is a day on which members are looked at: ``"first_day_out"`` (the
///         default) or ``"last_day_in"``.
///
/// Raises:
///     SettingError: Members are looked at on the last days of fiscal years and tenure stops during leave or resumes on return: those days
///         come whether tenure runs or not.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2021-04-01"},
///     ...     {"person": "B", "start": "2021-06-01", "end": "2022-12-01"},
///     ... ]
///     >>> triangle = RetentionTriangle(Register(rows, as_of="2023-05-31"))
///     >>> [triangle.remaining(2021, age) for age in range(3)]  # the second anniversary of B is not yet seen
///     [2, 2, None]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RetentionTriangle {
    pub(crate) inner: kaiin::cohort::RetentionTriangle,
}

#[pymethods]
impl RetentionTriangle {
    #[new]
    #[pyo3(signature = (register, *, calendar = None, cohort = None, cohort_rule = None, clock = None, spells = None, leap_day = None,
        tenure = None, exit_day = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        register: PyRef<'_, Register>,
        calendar: Option<FiscalCalendar>,
        cohort: Option<Word<TriangleCohort>>,
        cohort_rule: Option<CohortRule>,
        clock: Option<Word<AgeClock>>,
        spells: Option<Word<SpellsCounted>>,
        leap_day: Option<Word<LeapDay>>,
        tenure: Option<TenureRules>,
        exit_day: Option<Word<ExitDay>>,
    ) -> PyResult<Self> {
        let settings = kaiin::cohort::RetentionTriangle::settings(calendar_or_default(calendar));
        let settings = cohort.into_iter().fold(settings, |settings, cohort| settings.cohort(cohort.0));
        let settings = cohort_rule.into_iter().fold(settings, |settings, rule| settings.cohort_rule(rule.inner));
        let settings = clock.into_iter().fold(settings, |settings, clock| settings.clock(clock.0));
        let settings = spells.into_iter().fold(settings, |settings, spells| settings.spells(spells.0));
        let settings = leap_day.into_iter().fold(settings, |settings, rule| settings.leap_day(rule.0));
        let settings = tenure.into_iter().fold(settings, |settings, rules| settings.tenure(rules.inner));
        let settings = exit_day.into_iter().fold(settings, |settings, rule| settings.exit_day(rule.0));
        let register = &register.inner;
        enter(py, |_| settings.build(register)).map(|inner| Self { inner })
    }

    /// The cohorts as fiscal years, ascending.
    #[getter]
    fn cohorts(&self) -> Vec<i32> {
        self.inner.rows().iter().map(|row| row.cohort.get()).collect()
    }

    /// Extract date of the register.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.as_of())
    }

    /// The fiscal calendar.
    #[getter]
    fn calendar(&self) -> FiscalCalendar {
        FiscalCalendar { inner: self.inner.calendar() }
    }

    /// When members are looked at again.
    #[getter]
    fn clock(&self) -> Word<AgeClock> {
        Word(self.inner.clock())
    }

    /// What a cohort is made of.
    #[getter]
    fn cohorts_of(&self) -> Word<TriangleCohort> {
        Word(self.inner.cohorts_of())
    }

    /// Which memberships count.
    #[getter]
    fn spells_counted(&self) -> Word<SpellsCounted> {
        Word(self.inner.spells_counted())
    }

    /// When tenure runs.
    #[getter]
    fn tenure(&self) -> TenureRules {
        self.inner.tenure().into()
    }

    /// On which day a leaver counts as gone.
    #[getter]
    fn exit_day(&self) -> Word<ExitDay> {
        Word(self.inner.exit_day())
    }

    /// Persons of a cohort; ``None`` when there is no such cohort.
    fn entrants(&self, cohort: i32) -> Option<u64> {
        self.inner.rows().iter().find(|row| row.cohort == FiscalYear(cohort)).map(|row| row.entrants)
    }

    /// Persons who belong to no cohort because their first day, or their licence, is not known or lies before observation.
    #[getter]
    fn left_out(&self) -> u64 {
        self.inner.left_out()
    }

    /// Members of a cohort remaining at an age in years; ``None`` when the cell has not been seen.
    fn remaining(&self, cohort: i32, age: usize) -> Option<u64> {
        self.inner.remaining(FiscalYear(cohort), age)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.RetentionTriangle of {} cohorts as of {}>", self.inner.rows().len(), self.inner.as_of())
    }
}

tabular!(RetentionTriangle);
pickled!(RetentionTriangle, kaiin::cohort::RetentionTriangle);

fn calendar_or_default(calendar: Option<FiscalCalendar>) -> kaiin::FiscalCalendar {
    calendar.map(|calendar| calendar.inner).unwrap_or_default()
}
