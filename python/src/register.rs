//! The register of members, in Python.

use crate::cell::Cell;
use crate::day::{DayArg, DayOut, date};
use crate::error::{Watch, Watcher, enter_with_progress};
use crate::issue::Issue;
use crate::people::{EpisodeView, LicenceOut, MassExitDay, Spell};
use crate::read_settings::ReadSettings;
use crate::source::Source;
use crate::words::Word;
use kaiin::Progress;
use kaiin::input::{EpisodeInterpreter, EpisodeRead, FieldBuilder, read_episodes_path};
use kaiin::register::{LeaveSilence, Overlaps, RegisterSettings, ReversedDates};
use pyo3::prelude::*;
use pyo3::types::PyDate;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A register of members: validated episodes, grouped by person, immutable.
///
/// One row is one person in one standing for one stretch of time; a plain list of memberships is the case with one standing. Rows that
/// cannot be used are set aside, each with an `Issue`; rows read = kept + repaired + set aside, always.
///
/// Args:
///     data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
///     as_of: Extract date: what happened on that day is known, nothing later is.
///     read: How the table is read; headers in Japanese or English are found without it.
///     record_start: The day on which the record begins, where people who left earlier are missing from it: memberships that began
///         before are observed from that day on (delayed entry).
///     grace_days: Longest gap in days between two episodes of a person that does not count as a lapse; 0 by default.
///     reversed_dates: Rows that end before they begin are ``"set_aside"`` (the default) or have their dates exchanged, ``"swap"``.
///     overlaps: Rows that overlap an earlier one of the person begin at its end, ``"trim"`` (the default), or are ``"set_aside"``.
///     leave_silence: When a leave of absence ends and nothing follows, the membership ends, ``"lapse"`` (the default), or goes on,
///         ``"return"``.
///     strict: Raise `RegisterError` when any row has an issue of severity warning or error.
///     progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.
///
/// Raises:
///     InputError: A needed column is missing, columns differ in length, or there is no row.
///     RegisterError: With `strict`, when there are issues.
///
/// Examples:
///     >>> rows = [
///     ...     {"会員番号": "A", "入会日": "令和3年4月1日"},
///     ...     {"会員番号": "B", "入会日": "2022/4/1", "退会日": "2023/4/1"},
///     ... ]
///     >>> register = Register(rows, as_of="2024-03-31")
///     >>> register.persons, register.members_on("2024-03-31")
///     (2, 1)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Register {
    pub(crate) inner: kaiin::Register,
}

#[pymethods]
impl Register {
    #[new]
    #[pyo3(signature = (data, *, as_of, read = None, record_start = None, grace_days = None, reversed_dates = None, overlaps = None,
        leave_silence = None, strict = false, progress = Watcher::default()))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        data: Source,
        as_of: DayArg,
        read: Option<ReadSettings>,
        record_start: Option<DayArg>,
        grace_days: Option<u32>,
        reversed_dates: Option<Word<ReversedDates>>,
        overlaps: Option<Word<Overlaps>>,
        leave_silence: Option<Word<LeaveSilence>>,
        strict: bool,
        progress: Watcher,
    ) -> PyResult<Self> {
        let settings = settings(as_of, record_start, grace_days, reversed_dates, overlaps, leave_silence, strict);
        let read = read.map(|read| read.inner).unwrap_or_default();
        enter_with_progress(py, progress, |watch| build(&settings, read_episodes(data, &read, watch)?, watch))
    }

    /// A register from a CSV file as office tools write it: UTF-8, CP932 (Shift_JIS) or UTF-16; comma, semicolon or tab.
    ///
    /// Args:
    ///     path: The file.
    ///     as_of: Extract date. This and all other arguments are those of `Register`.
    ///
    /// Raises:
    ///     OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
    #[staticmethod]
    #[pyo3(signature = (path, *, as_of, read = None, record_start = None, grace_days = None, reversed_dates = None, overlaps = None,
        leave_silence = None, strict = false, progress = Watcher::default()))]
    #[allow(clippy::too_many_arguments)]
    fn read_csv(
        py: Python<'_>,
        path: PathBuf,
        as_of: DayArg,
        read: Option<ReadSettings>,
        record_start: Option<DayArg>,
        grace_days: Option<u32>,
        reversed_dates: Option<Word<ReversedDates>>,
        overlaps: Option<Word<Overlaps>>,
        leave_silence: Option<Word<LeaveSilence>>,
        strict: bool,
        progress: Watcher,
    ) -> PyResult<Self> {
        let settings = settings(as_of, record_start, grace_days, reversed_dates, overlaps, leave_silence, strict);
        let read = read.map(|read| read.inner).unwrap_or_default();
        enter_with_progress(py, progress, |watch| build(&settings, read_episodes_path(&path, &read)?, watch))
    }

    /// Extract date.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.as_of())
    }

    /// Number of persons.
    #[getter]
    fn persons(&self) -> usize {
        self.inner.persons()
    }

    /// Number of episodes after validation.
    #[getter]
    fn episodes(&self) -> usize {
        self.inner.episodes()
    }

    /// Number of persons on the roll on a day, in any standing.
    fn members_on(&self, day: DayArg) -> u64 {
        self.inner.members_on(day.0)
    }

    /// Names and levels of the segments, such as branch (所属) or class (会員区分).
    #[getter]
    fn segments(&self) -> BTreeMap<&str, Vec<&str>> {
        self.inner.segments().iter().map(|segment| (segment.name(), segment.levels().iter().map(String::as_str).collect())).collect()
    }

    /// Data rows read; equals `rows_kept` + `rows_repaired` + `rows_set_aside`.
    #[getter]
    fn rows_read(&self) -> u64 {
        self.inner.log().rows_read
    }

    /// Rows used as they are.
    #[getter]
    fn rows_kept(&self) -> u64 {
        self.inner.log().rows_kept
    }

    /// Rows used after a repair.
    #[getter]
    fn rows_repaired(&self) -> u64 {
        self.inner.log().rows_repaired
    }

    /// Rows not used.
    #[getter]
    fn rows_set_aside(&self) -> u64 {
        self.inner.log().rows_set_aside
    }

    /// Everything wrong or worth knowing about the rows, ordered by row.
    #[getter]
    fn issues(&self) -> Vec<Issue> {
        self.inner.issues().iter().cloned().map(Issue::from).collect()
    }

    /// How many issues there are of each kind.
    #[getter]
    fn issue_counts(&self) -> BTreeMap<String, u64> {
        self.inner.log().counts().into_iter().map(|(code, count)| (code.name().to_owned(), count)).collect()
    }

    /// Days on which far more members left than on any other: days on which records were closed, not days on which people decided.
    #[getter]
    fn mass_exit_days(&self) -> Vec<MassExitDay> {
        self.inner.mass_exit_days().iter().copied().map(MassExitDay::from).collect()
    }

    /// The day on which the record begins, where it was given.
    #[getter]
    fn record_start(&self) -> Option<DayOut> {
        self.inner.settings().record_start_day().map(DayOut)
    }

    /// Longest gap in days between two episodes of a person that does not count as a lapse.
    #[getter]
    fn grace_days(&self) -> u32 {
        self.inner.settings().grace()
    }

    /// The repair rules in words.
    #[getter]
    fn repairs(&self) -> String {
        self.inner.settings().repairs()
    }

    /// First day of the earliest observed episode; ``None`` for an empty register.
    #[getter]
    fn first_day(&self) -> Option<DayOut> {
        self.inner.first_day().map(DayOut)
    }

    /// The keys of all persons, ascending; a person is named elsewhere by the position in this list.
    #[getter]
    fn person_keys(&self, py: Python<'_>) -> Vec<String> {
        py.detach(|| (0..self.inner.persons()).map(|person| self.inner.person_key(person)).collect())
    }

    /// All spells of membership, by person and time.
    fn spells(&self, py: Python<'_>) -> Vec<Spell> {
        py.detach(|| self.inner.spells().map(|inner| Spell { inner }).collect())
    }

    /// The spells of a person counted from 0, in time order.
    fn spells_of(&self, person: usize) -> Vec<Spell> {
        self.inner.spells_of(person).map(|inner| Spell { inner }).collect()
    }

    /// An episode counted from 0; ``None`` beyond the end.
    fn episode(&self, at: usize) -> Option<EpisodeView> {
        self.inner.episode(at).map(|inner| EpisodeView { inner })
    }

    /// The episodes of a person counted from 0, in time order.
    fn episodes_of(&self, person: usize) -> Vec<EpisodeView> {
        self.inner.episodes_of(person).map(|inner| EpisodeView { inner }).collect()
    }

    /// When a person counted from 0 joined for the first time; ``None`` when that lies before the record and is not known.
    fn joined(&self, person: usize) -> Option<DayOut> {
        self.inner.joined(person).map(DayOut)
    }

    /// When a person counted from 0 was licensed: the day, or the licence cohort as a fiscal year; ``None`` when not known.
    fn licensed(&self, person: usize) -> Option<LicenceOut> {
        self.inner.licensed(person).map(LicenceOut::from)
    }

    /// The day of birth of a person counted from 0, where known.
    fn born(&self, person: usize) -> Option<DayOut> {
        self.inner.born(person).map(DayOut)
    }

    fn __repr__(&self) -> String {
        let (persons, episodes) = (self.inner.persons(), self.inner.episodes());
        format!("<kaiin.Register of {persons} persons, {episodes} episodes, as of {}>", self.inner.as_of())
    }
}

fn settings(
    as_of: DayArg,
    record_start: Option<DayArg>,
    grace_days: Option<u32>,
    reversed_dates: Option<Word<ReversedDates>>,
    overlaps: Option<Word<Overlaps>>,
    leave_silence: Option<Word<LeaveSilence>>,
    strict: bool,
) -> RegisterSettings {
    let settings = RegisterSettings::new(as_of.0);
    let settings = record_start.into_iter().fold(settings, |settings, day| settings.record_start(day.0));
    let settings = grace_days.into_iter().fold(settings, RegisterSettings::grace_days);
    let settings = reversed_dates.into_iter().fold(settings, |settings, rule| settings.reversed_dates(rule.0));
    let settings = overlaps.into_iter().fold(settings, |settings, rule| settings.overlaps(rule.0));
    let settings = leave_silence.into_iter().fold(settings, |settings, rule| settings.leave_silence(rule.0));
    if strict { settings.strict() } else { settings }
}

fn build(settings: &RegisterSettings, read: EpisodeRead, watch: &Watch) -> kaiin::Result<Register> {
    let report = |done, total| watch.report(done, total);
    let inner = settings.build_after_reading(&read.columns, read.rows_read, read.issues, Progress::to(&report))?;
    Ok(Register { inner })
}

/// Pushes the caller's values into the core's interpreter, which decides what they mean.
fn read_episodes(data: Source, settings: &kaiin::input::ReadSettings, watch: &Watch) -> kaiin::Result<EpisodeRead> {
    let mut interpreter = EpisodeInterpreter::new(&data.names(), "the table", settings)?;
    let wanted: Vec<usize> = interpreter.fields_mut().iter().map(FieldBuilder::position).collect();
    data.for_each(&wanted, watch, |batch| {
        for (field, column) in interpreter.fields_mut().iter_mut().zip(&batch.columns) {
            (0..batch.rows).for_each(|row| push(field, column.cell(row)));
        }
        Ok(())
    })?;
    interpreter.finish()
}

fn push(field: &mut FieldBuilder, cell: Cell<'_>) {
    match cell {
        Cell::Absent => field.push_null(),
        Cell::Day(days) => field.push_days_since_1970(days),
        Cell::Integer(number) => field.push_integer(number),
        Cell::Real(number) => field.push_real(number),
        Cell::Text(text) => field.push_text(text),
        Cell::Flag(flag) => field.push_flag(flag),
    }
}
