//! The register of licence holders and its linkage with the members, in Python.

use crate::cell::OwnedCell;
use crate::cohort::CohortRule;
use crate::day::{DayArg, DayOut};
use crate::denominator::Denominator;
use crate::error::{Watch, enter, setting};
use crate::issue::Issue;
use crate::licensees::Licensees;
use crate::register::Register;
use crate::result::{pickled, tabular};
use crate::source::Source;
use kaiin::input::{DateReading, parse_date};
use kaiin::licensees::{LicenceRow, LicenceStart};
use kaiin::{Day, Error, FiscalYear};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// A register of licence holders (免許保有者名簿): one holder a key, sorted by key.
///
/// Rows of one key are taken together: what one row leaves out is filled from another. Two licence dates: the earliest is used. Two
/// branches, or two ends: not known. Each is an issue. The result does not depend on the order of the rows.
///
/// Args:
///     data: A table with one row a licence and the columns ``key`` (the key that links the licence holder to a member, 会員番号 or
///         免許番号), ``licensed`` (day of the licence) or ``cohort`` (fiscal year of the licence cohort), and where known ``branch``
///         and ``end`` (first day without the licence).
///     columns: Header of a column that is called otherwise, by what it is for: ``{"key": "登録番号"}``.
///     as_of: The day on which the register was extracted: the vintage of what is counted in it.
///
/// Raises:
///     InputError: No row is left, there is no column ``key``, or a day or a cohort cannot be read.
///
/// Examples:
///     >>> licences = LicenceRegister([
///     ...     {"key": "A1", "licensed": "2019-03-25"},
///     ...     {"key": 17, "licensed": "2019-05-07"},
///     ...     {"key": "C3", "cohort": 2020},
///     ... ])
///     >>> licences.licensees(CohortRule()).new_licensees(2019)
///     2
///     >>> linkage = licences.link(["17", "C3", "X9"])
///     >>> linkage.matched, linkage.unmatched_members, linkage.unmatched_licensees
///     (2, ['X9'], ['A1'])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LicenceRegister {
    inner: kaiin::licensees::LicenceRegister,
}

#[pymethods]
impl LicenceRegister {
    #[new]
    #[pyo3(signature = (data, *, columns = None, as_of = None))]
    fn new(py: Python<'_>, data: Source, columns: Option<BTreeMap<String, String>>, as_of: Option<DayArg>) -> PyResult<Self> {
        enter(py, |watch| {
            let register = kaiin::licensees::LicenceRegister::new(rows(data, &columns.unwrap_or_default(), watch)?)?;
            Ok(Self { inner: as_of.into_iter().fold(register, |register, day| register.as_of(day.0)) })
        })
    }

    /// The licence holders, sorted by key.
    #[getter]
    fn holders(&self) -> Vec<LicenceHolder> {
        self.inner.holders().iter().cloned().map(LicenceHolder::from).collect()
    }

    /// The licence holder of a key; ``None`` when there is none.
    fn licence_of(&self, key: &str) -> Option<LicenceHolder> {
        self.inner.licence_of(key).cloned().map(LicenceHolder::from)
    }

    /// Who of the members is a licence holder, and who of the licence holders a member. A key that comes several times counts once.
    ///
    /// Args:
    ///     members: A register of members, or the keys of members.
    fn link(&self, py: Python<'_>, members: MembersArg) -> Linkage {
        Linkage { inner: py.detach(|| self.inner.link(members.keys().iter().map(String::as_str))) }
    }

    /// New licence holders by cohort, for the whole and for each branch.
    ///
    /// A register is complete: a year between the first and the last cohort in which nobody obtained the licence counts 0.
    ///
    /// Args:
    ///     rule: Which licences make one cohort; the Japanese rule with its lead of 31 days by default.
    ///
    /// Raises:
    ///     InputError: No licence is known.
    ///     TableError: Branches times years are more than ten million.
    #[pyo3(signature = (rule = None))]
    fn licensees(&self, py: Python<'_>, rule: Option<CohortRule>) -> PyResult<Licensees> {
        let rule = rule.map(|rule| rule.inner).unwrap_or_default();
        enter(py, |_| self.inner.licensees(rule)).map(|inner| Licensees { inner })
    }

    /// Licences in force on a day: obtained on or before it and not ended by it; ``None`` when the day lies after the extract.
    ///
    /// Args:
    ///     day: The day.
    ///     rule: Which licences make one cohort; of those with a cohort only, the licence counts from the first day of that fiscal year.
    #[pyo3(signature = (day, rule = None))]
    fn in_force_on(&self, py: Python<'_>, day: DayArg, rule: Option<CohortRule>) -> Option<Denominator> {
        let rule = rule.map(|rule| rule.inner).unwrap_or_default();
        py.detach(|| self.inner.in_force_on(day.0, rule)).map(Denominator::from)
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

    /// What was wrong with the rows.
    #[getter]
    fn issues(&self) -> Vec<Issue> {
        self.inner.log().issues.iter().cloned().map(Issue::from).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.holders().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LicenceRegister of {} licence holders>", self.inner.holders().len())
    }
}

pickled!(LicenceRegister, kaiin::licensees::LicenceRegister);

/// One licence holder, all rows of the key taken together.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq, Eq)]
pub(crate) struct LicenceHolder {
    inner: kaiin::licensees::LicenceHolder,
}

impl From<kaiin::licensees::LicenceHolder> for LicenceHolder {
    fn from(inner: kaiin::licensees::LicenceHolder) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl LicenceHolder {
    /// The key.
    #[getter]
    fn key(&self) -> &str {
        &self.inner.key
    }

    /// The day of the licence; ``None`` when not known, or only the cohort is.
    #[getter]
    fn licensed(&self) -> Option<DayOut> {
        match self.inner.licence {
            Some(LicenceStart::Day(day)) => Some(DayOut(day)),
            _ => None,
        }
    }

    /// The licence cohort, where it is given instead of the day.
    #[getter]
    fn cohort(&self) -> Option<i32> {
        match self.inner.licence {
            Some(LicenceStart::Cohort(year)) => Some(year.get()),
            _ => None,
        }
    }

    /// The branch; ``None`` is not known, or contradictory.
    #[getter]
    fn branch(&self) -> Option<&str> {
        self.inner.branch.as_deref()
    }

    /// The first day without the licence; ``None`` is in force, or contradictory.
    #[getter]
    fn end(&self) -> Option<DayOut> {
        self.inner.end.map(DayOut)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "LicenceHolder", &["key", "licensed", "cohort", "branch", "end"])
    }
}

pickled!(LicenceHolder, kaiin::licensees::LicenceHolder);

/// The register of licence holders linked to the members by key (名簿の突合); its table lists the unmatched of both sides.
///
/// A member who is not among the licence holders is most often a key written in another way: see `alike`. A licence holder who is not
/// among the members has never joined, or has joined under another key.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq, Eq)]
pub(crate) struct Linkage {
    inner: kaiin::licensees::Linkage,
}

#[pymethods]
impl Linkage {
    /// How many keys are in both.
    #[getter]
    fn matched(&self) -> u64 {
        self.inner.matched
    }

    /// The keys of members who are not among the licence holders, sorted.
    #[getter]
    fn unmatched_members(&self) -> Vec<String> {
        self.inner.unmatched_members.clone()
    }

    /// The keys of licence holders who are not among the members, sorted.
    #[getter]
    fn unmatched_licensees(&self) -> Vec<String> {
        self.inner.unmatched_licensees.clone()
    }

    /// Pairs of an unmatched member and an unmatched licence holder whose keys are the same when white space, hyphens, leading zeros,
    /// full-width forms and the case of letters are ignored. They are not linked: correct the keys first.
    fn alike(&self) -> Vec<(&str, &str)> {
        self.inner.alike()
    }

    /// An issue for each member who is not among the licence holders.
    #[getter]
    fn issues(&self) -> Vec<Issue> {
        self.inner.issues().into_iter().map(Issue::from).collect()
    }

    fn __repr__(&self) -> String {
        let (members, licensees) = (self.inner.unmatched_members.len(), self.inner.unmatched_licensees.len());
        format!("<kaiin.Linkage: {} matched, {members} members and {licensees} licence holders unmatched>", self.inner.matched)
    }
}

tabular!(Linkage);
pickled!(Linkage, kaiin::licensees::Linkage);

/// A register of members, or the keys of members.
#[derive(FromPyObject)]
enum MembersArg {
    #[pyo3(transparent, annotation = "Register")]
    Register(Py<Register>),
    #[pyo3(transparent, annotation = "list of str")]
    Keys(Vec<String>),
}

impl MembersArg {
    fn keys(self) -> Vec<String> {
        match self {
            Self::Register(register) => {
                let register = &register.get().inner;
                (0..register.persons()).map(|person| register.person_key(person)).collect()
            }
            Self::Keys(keys) => keys,
        }
    }
}

/// What a column can be for.
const ROLES: [&str; 5] = ["key", "licensed", "cohort", "branch", "end"];

/// The rows of the caller's table.
fn rows(data: Source, columns: &BTreeMap<String, String>, watch: &Watch) -> kaiin::Result<Vec<LicenceRow>> {
    if let Some(unknown) = columns.keys().find(|role| !ROLES.contains(&role.as_str())) {
        let reason = format!("is not what a column can be for; write one of {}", ROLES.join(", "));
        return Err(setting("columns", format!("{unknown:?}"), reason));
    }
    let found = data.names();
    let cells = data.collect(watch)?;
    let column = |role: &str| {
        let header = columns.get(role).map_or(role, String::as_str);
        cells.iter().find(|(name, _)| name == header).map(|(_, cells)| cells.as_slice())
    };
    let [key, licensed, cohort, branch, end] = ROLES.map(column);
    let advice = "say which it is: columns={\"key\": ...}".to_owned();
    let keys = key.ok_or(Error::MissingColumn { input: "the register of licence holders".into(), column: "key".into(), found, advice })?;
    let at = |cells: Option<&[OwnedCell]>, row: usize| cells.and_then(|cells| cells.get(row)).cloned().unwrap_or(OwnedCell::Absent);
    let row = |(row, key): (usize, &OwnedCell)| {
        let licence = match day(at(licensed, row), "licensed", row)? {
            Some(day) => Some(LicenceStart::Day(day)),
            None => year(at(cohort, row), row)?.map(LicenceStart::Cohort),
        };
        let (key, branch) = (text(key.clone()).unwrap_or_default(), text(at(branch, row)));
        Ok(LicenceRow { licence, branch, end: day(at(end, row), "end", row)?, ..LicenceRow::new(key) })
    };
    keys.iter().enumerate().map(row).collect()
}

fn text(cell: OwnedCell) -> Option<String> {
    match cell {
        OwnedCell::Absent => None,
        OwnedCell::Text(text) => Some(text),
        other => Some(other.view().to_string()),
    }
}

fn day(cell: OwnedCell, column: &str, row: usize) -> kaiin::Result<Option<Day>> {
    match &cell {
        OwnedCell::Absent => Ok(None),
        OwnedCell::Day(days) => Day::from_days(*days).map(Some),
        OwnedCell::Text(text) => parse_date(text, DateReading::default()).map_err(|_| not_read(&cell, column, "a day", row)),
        _ => Err(not_read(&cell, column, "a day", row)),
    }
}

fn year(cell: OwnedCell, row: usize) -> kaiin::Result<Option<FiscalYear>> {
    match &cell {
        OwnedCell::Absent => Ok(None),
        OwnedCell::Integer(year) => {
            i32::try_from(*year).map(|year| Some(FiscalYear(year))).map_err(|_| not_read(&cell, "cohort", "a year", row))
        }
        OwnedCell::Text(text) => kaiin::input::parse_fiscal_year(text).map_err(|_| not_read(&cell, "cohort", "a year", row)),
        _ => Err(not_read(&cell, "cohort", "a year", row)),
    }
}

fn not_read(cell: &OwnedCell, column: &str, wanted: &str, row: usize) -> Error {
    Error::ColumnType { column: column.into(), reason: format!("holds {} in row {row}, which is not {wanted}", cell.view()) }
}
