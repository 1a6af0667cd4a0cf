//! How the account of an organization rate is made from the tables of an association, in Python.

use super::account::RateAccount;
use super::change::Decomposition;
use crate::cohort::{CohortTable, MovementTable};
use crate::error::{enter, err, setting};
use crate::licensees::Licensees;
use crate::result::pickled;
use crate::tenure::TenureRules;
use crate::words::{Word, tagged};
use kaiin::FiscalYear;
use kaiin::decision::decomposition::{AccountSettings as Core, Losses};
use kaiin::licensees::DenominatorKind;
use kaiin::rates::LeaveCounted;
use pyo3::prelude::*;

/// How losses are told apart, as Python writes it.
struct LossesArg(Losses);

impl<'py> FromPyObject<'_, 'py> for LossesArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "Losses");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let (word, parts) = tagged(&value);
        match (word.as_str(), &parts[..]) {
            ("by_reason", []) => Ok(Self(Losses::ByReason)),
            ("together", []) => Ok(Self(Losses::Together)),
            ("by_tenure", [bands]) => Ok(Self(Losses::ByTenure(bands.extract()?))),
            _ => {
                let reason = "is not known; write \"by_reason\", \"together\" or (\"by_tenure\", [0, 1, 3])";
                Err(err(setting("losses", value.repr()?, reason)))
            }
        }
    }
}

/// How the account of an organization rate is made from movements or cohorts.
///
/// Args:
///     denominator: Over which licence holders: ``"cumulative_summed"`` (the default), ``"cumulative_given"`` or ``"practising"``.
///     leave: Whether members on leave count as members: ``"in"`` (the default) or ``"out"``. When they do not, a part ``leave`` has those
///         who went on leave less those who came back from it, and a part ``left_on_leave`` gives back those who left while on leave.
///     losses: How those who left are told apart: ``"by_reason"`` (the default), ``"together"``, or ``("by_tenure", [0, 1, 3])``, in bands
///         of fiscal years since that of first joining which begin at these years.
///
/// Raises:
///     SettingError: Tenure bands are none, do not begin with 0, or do not ascend.
///
/// Examples:
///     >>> totals = {"year": [2018, 2019], "joined": [12, 9], "left": [2, 4], "closing": [100, 105]}
///     >>> movements, licensees = MovementTable.from_totals(totals), Licensees({"year": [2018, 2019], "count": [160, 15]})
///     >>> change = AccountSettings().of_movements(movements, licensees, 2018, 2019).decompose()
///     >>> [(part.name, part.persons) for part in change.parts]
///     [('joined', 9), ('left_unstated', -4), ('new_licensees', 15)]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq, Eq)]
pub(crate) struct AccountSettings {
    inner: Core,
}

#[pymethods]
impl AccountSettings {
    #[new]
    #[pyo3(signature = (*, denominator = None, leave = None, losses = None))]
    fn new(denominator: Option<Word<DenominatorKind>>, leave: Option<Word<LeaveCounted>>, losses: Option<LossesArg>) -> PyResult<Self> {
        let settings = Core::new();
        let settings = denominator.into_iter().fold(settings, |settings, kind| settings.over(kind.0));
        let settings = leave.into_iter().fold(settings, |settings, leave| settings.leave(leave.0));
        let settings = losses.into_iter().try_fold(settings, |settings, losses| settings.losses(losses.0));
        settings.map(|inner| Self { inner }).map_err(err)
    }

    /// When tenure runs in losses by tenure: from the fiscal year of first joining, through leave and lapses.
    #[getter]
    fn tenure(&self) -> TenureRules {
        self.inner.tenure().into()
    }

    /// The account between the last days of two fiscal years, from a table of movements.
    ///
    /// Parts are ``joined``, ``reinstated``, ``left_...`` by reason (or ``left``), ``transferred_in`` and ``transferred_out`` for one group
    /// of several, ``came_under_observation``, and ``new_licensees``. Those of 0 persons are left out, except joiners, leavers and
    /// licensees. Years whose figures do not balance show as ``not_explained``.
    ///
    /// Args:
    ///     movements: Members and flows of each year.
    ///     licensees: Licence holders.
    ///     from_year: The account begins with the last day of this fiscal year.
    ///     to_year: It ends with the last day of this one.
    ///
    /// Raises:
    ///     SettingError: The first year is not before the last, or losses are by tenure, which movements do not tell.
    ///     RateError: A year is absent or not covered completely, or members, joiners, leavers or licence holders are not known.
    ///     TableError: There are more than 2^53 persons.
    fn of_movements(
        &self,
        py: Python<'_>,
        movements: PyRef<'_, MovementTable>,
        licensees: PyRef<'_, Licensees>,
        from_year: i32,
        to_year: i32,
    ) -> PyResult<RateAccount> {
        self.between(py, &movements.inner, &licensees, (from_year, to_year), Core::of_movements).map(RateAccount::from)
    }

    /// A decomposition of `of_movements` for each fiscal year after the first until the last; `Decomposition.chained` makes one of them
    /// that follows the path.
    ///
    /// Raises:
    ///     SettingError, RateError, TableError: As `of_movements`.
    fn each_year(
        &self,
        py: Python<'_>,
        movements: PyRef<'_, MovementTable>,
        licensees: PyRef<'_, Licensees>,
        from_year: i32,
        to_year: i32,
    ) -> PyResult<Vec<Decomposition>> {
        Ok(self
            .between(py, &movements.inner, &licensees, (from_year, to_year), Core::each_year)?
            .into_iter()
            .map(Decomposition::from)
            .collect())
    }

    /// The account from a table grouped by ``"licence_cohort"``, and by ``"join_cohort"`` for losses by tenure.
    ///
    /// As `of_movements`, with joiners told apart: ``new_cohorts`` joined by the end of the fiscal year of their licence, ``late_entry``
    /// later, ``joined_cohort_unknown`` have no known licence year.
    ///
    /// Args:
    ///     table: Members and flows by cohort and year.
    ///     licensees: Licence holders.
    ///     from_year: The account begins with the last day of this fiscal year.
    ///     to_year: It ends with the last day of this one.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by the cohorts needed.
    ///     TableError: Licensees and table assign licences to cohorts by different rules, or there are more than 2^53 persons.
    ///     SettingError, RateError: As `of_movements`.
    fn of_cohorts(
        &self,
        py: Python<'_>,
        table: PyRef<'_, CohortTable>,
        licensees: PyRef<'_, Licensees>,
        from_year: i32,
        to_year: i32,
    ) -> PyResult<RateAccount> {
        self.between(py, &table.inner, &licensees, (from_year, to_year), Core::of_cohorts).map(RateAccount::from)
    }

    /// A decomposition of `of_cohorts` for each fiscal year after the first until the last.
    ///
    /// Raises:
    ///     InputError, TableError, SettingError, RateError: As `of_cohorts`.
    fn each_year_of_cohorts(
        &self,
        py: Python<'_>,
        table: PyRef<'_, CohortTable>,
        licensees: PyRef<'_, Licensees>,
        from_year: i32,
        to_year: i32,
    ) -> PyResult<Vec<Decomposition>> {
        Ok(self
            .between(py, &table.inner, &licensees, (from_year, to_year), Core::each_year_of_cohorts)?
            .into_iter()
            .map(Decomposition::from)
            .collect())
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.AccountSettings {:?}>", self.inner)
    }
}

impl AccountSettings {
    /// What a way of accounting makes of a table between the last days of two fiscal years.
    fn between<T: Sync, R: Send>(
        &self,
        py: Python<'_>,
        table: &T,
        licensees: &Licensees,
        (from, to): (i32, i32),
        way: fn(&Core, &T, &kaiin::Licensees, FiscalYear, FiscalYear) -> kaiin::Result<R>,
    ) -> PyResult<R> {
        let licensees = &licensees.inner;
        enter(py, |_| way(&self.inner, table, licensees, FiscalYear(from), FiscalYear(to)))
    }
}

pickled!(AccountSettings, Core);
