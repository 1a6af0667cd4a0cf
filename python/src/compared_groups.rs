//! Which groups are compared, within which strata, in Python.

use crate::array::Array;
use crate::durations::DurationTable;
use crate::error::enter;
use crate::grouping::group_by;
use crate::observations::Observations;
use crate::survival::RiskTable;
use kaiin::Result;
use kaiin::cohort::GroupBy;
use pyo3::prelude::*;

type Tables = Vec<(String, kaiin::survival::RiskTable)>;
type TablesArg<'py> = Vec<(String, PyRef<'py, RiskTable>)>;

/// Groups to be compared, each with who was at risk in it; within strata when like must be compared with like.
///
/// Made from rows (`of_rows`), from tables of who is at risk (`of_tables`), or from a `DurationTable` (`of_durations`), whose counts are
/// read where they are. Nothing is copied from a table of durations.
///
/// Examples:
///     >>> rows = Observations.of_events([1, 3, 2, 4], [1, 1, 1, 1]).grouped(["a", "a", "b", "b"])
///     >>> groups = ComparedGroups.of_rows(rows)
///     >>> groups.names
///     ['a', 'b']
///     >>> round(LogRankSettings().test(groups).groups[0].expected, 12)  # 2/4 at time 1, 1/3 at 2, 1/2 at 3, 0 at 4
///     1.333333333333
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct ComparedGroups {
    source: Compared,
    names: Vec<String>,
}

/// What the groups of the core, which borrow their tables, are made from.
enum Compared {
    Rows(kaiin::survival::ComparedGroups<'static>),
    Tables(Tables),
    Strata(Vec<(String, Tables)>),
    Durations(Py<DurationTable>),
    DurationsWithin(Py<DurationTable>, GroupBy, GroupBy),
}

impl ComparedGroups {
    fn new(py: Python<'_>, source: impl FnOnce() -> Result<Compared> + Send) -> PyResult<Self> {
        enter(py, |_| {
            let source = source()?;
            let names = with(&source, |groups| Ok(groups.names().to_vec()))?;
            Ok(Self { source, names })
        })
    }

    /// Work on the groups as the core has them.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&kaiin::survival::ComparedGroups<'_>) -> Result<T>) -> Result<T> {
        with(&self.source, work)
    }
}

fn with<T>(source: &Compared, work: impl FnOnce(&kaiin::survival::ComparedGroups<'_>) -> Result<T>) -> Result<T> {
    use kaiin::survival::ComparedGroups as Core;
    match source {
        Compared::Rows(groups) => work(groups),
        Compared::Tables(tables) => work(&Core::of_tables(tables)?),
        Compared::Strata(strata) => work(&Core::of_strata(strata)?),
        Compared::Durations(table) => work(&Core::of_durations(&table.get().inner)?),
        Compared::DurationsWithin(table, compare, within) => work(&Core::of_durations_within(&table.get().inner, compare, within)?),
    }
}

#[pymethods]
impl ComparedGroups {
    /// The groups of rows. A group whose rows all have weight 0 has nobody at risk.
    ///
    /// Args:
    ///     rows: The rows, grouped.
    ///
    /// Raises:
    ///     InputError: No row counts.
    ///     TableError: There are more than 1,000 groups.
    #[staticmethod]
    fn of_rows(py: Python<'_>, rows: PyRef<'_, Observations>) -> PyResult<Self> {
        let rows = &rows.inner;
        Self::new(py, || kaiin::survival::ComparedGroups::of_rows(rows).map(Compared::Rows))
    }

    /// The groups of rows, compared within strata. A group may be absent from a stratum.
    ///
    /// Args:
    ///     rows: The rows, grouped.
    ///     stratum: The name of the stratum of each row.
    ///
    /// Raises:
    ///     InputError: There is not one stratum a row, or no row counts.
    ///     TableError: There are more than 1,000 groups.
    #[staticmethod]
    fn of_rows_within(py: Python<'_>, rows: PyRef<'_, Observations>, stratum: Array) -> PyResult<Self> {
        let rows = &rows.inner;
        Self::new(py, || kaiin::survival::ComparedGroups::of_rows_within(rows, &stratum.names("stratum")?).map(Compared::Rows))
    }

    /// Groups given by their tables, in the order given.
    ///
    /// Args:
    ///     tables: The name and the table of each group, as `Observations.risk_tables` gives them.
    ///
    /// Raises:
    ///     SettingError: A name occurs twice.
    ///     InputError: There is no group.
    ///     TableError: There are more than 1,000 groups.
    #[staticmethod]
    fn of_tables(py: Python<'_>, tables: TablesArg<'_>) -> PyResult<Self> {
        let tables = owned(tables);
        Self::new(py, || Ok(Compared::Tables(tables)))
    }

    /// Strata given by their names, each with the tables of its groups. Groups of one name are one group; they come in the order in which
    /// they are first named.
    ///
    /// Args:
    ///     strata: The name of each stratum, and the name and the table of each of its groups.
    ///
    /// Raises:
    ///     SettingError: A name occurs twice in a stratum.
    ///     InputError: There is no group.
    ///     TableError: There are more than 1,000 groups.
    #[staticmethod]
    fn of_strata(py: Python<'_>, strata: Vec<(String, TablesArg<'_>)>) -> PyResult<Self> {
        let strata = strata.into_iter().map(|(name, tables)| (name, owned(tables))).collect();
        Self::new(py, || Ok(Compared::Strata(strata)))
    }

    /// The groups of a table of durations; times are days.
    ///
    /// Args:
    ///     durations: The table.
    ///
    /// Raises:
    ///     InputError: There is no group.
    ///     TableError: There are more than 1,000 groups.
    #[staticmethod]
    fn of_durations(py: Python<'_>, durations: Py<DurationTable>) -> PyResult<Self> {
        Self::new(py, || Ok(Compared::Durations(durations)))
    }

    /// Groups and strata of a table of durations that was built by both: branches within licence cohorts.
    ///
    /// Args:
    ///     durations: The table.
    ///     compare: What is compared: some of what the table is grouped by.
    ///     within: What makes the strata: all the rest of it.
    ///
    /// Raises:
    ///     SettingError: The table is not grouped by one of these, or by something else besides; `DurationTable.regroup` takes it away.
    ///     InputError: There is no group.
    ///     TableError: There are more than 1,000 groups.
    #[staticmethod]
    fn of_durations_within(py: Python<'_>, durations: Py<DurationTable>, compare: Vec<String>, within: Vec<String>) -> PyResult<Self> {
        Self::new(py, || Ok(Compared::DurationsWithin(durations, group_by(compare), group_by(within))))
    }

    /// The names of the groups, in order.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn __len__(&self) -> usize {
        self.names.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ComparedGroups {}>", self.names.join(", "))
    }
}

fn owned(tables: TablesArg<'_>) -> Tables {
    tables.into_iter().map(|(name, table)| (name, table.inner.clone())).collect()
}
