//! What is known of each row of a regression, in Python.

use crate::array::{Array, TableArg, table_of};
use crate::error::enter;
use crate::person_years::PersonYearTable;
use kaiin::Result;
use kaiin::model::regression::Covariates as Core;
use pyo3::prelude::*;

/// Named columns of one length, one value a row: what a hazard is explained by.
///
/// Integers, reals and flags (0 and 1) are numbers, words and days are levels. What is not known becomes the level ``"(not known)"`` in a
/// column of words, and turns a column of numbers into levels.
///
/// Args:
///     data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts; no column yet without it.
///
/// Raises:
///     InputError: Columns differ in length, or two have one name.
///     SettingError: A number is not finite, with its row counted from 0.
///
/// Examples:
///     >>> cells = Covariates({"tenure": [0, 1, 0], "branch": ["east", "east", "west"]})
///     >>> len(cells), cells.names
///     (3, ['tenure', 'branch'])
///     >>> cells == Covariates().number("tenure", [0, 1, 0]).category("branch", ["east", "east", "west"])
///     True
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Covariates {
    pub(crate) inner: Core,
}

impl From<Core> for Covariates {
    fn from(inner: Core) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Covariates {
    #[new]
    #[pyo3(signature = (data = None))]
    fn new(py: Python<'_>, data: Option<TableArg<'_>>) -> PyResult<Self> {
        data.map_or_else(|| Ok(Core::new()), |data| read(py, data)).map(Self::from)
    }

    /// What tells the cells of a table of person-years apart: numbers ``period`` and ``tenure``, levels ``age`` and ``standing``, cohorts
    /// as numbers (as levels when some are not known), segments as levels.
    #[staticmethod]
    fn of_person_years(py: Python<'_>, table: PyRef<'_, PersonYearTable>) -> PyResult<Self> {
        let table = &table.inner;
        enter(py, |_| Core::of_person_years(table.made_by(), table.rows())).map(Self::from)
    }

    /// The same with a column of numbers.
    ///
    /// Raises:
    ///     InputError: The column has another length or holds something else.
    ///     SettingError: A number is not finite, with its row, or the name is taken.
    fn number(&self, py: Python<'_>, name: String, values: Array) -> PyResult<Self> {
        self.with(py, |covariates| {
            let values = values.reals(&name)?;
            covariates.number(name, &values)
        })
    }

    /// The same with a column of levels, which are in the order of their names.
    ///
    /// Raises:
    ///     InputError: The column has another length, or a row has no value.
    ///     SettingError: The name is taken.
    fn category(&self, py: Python<'_>, name: String, values: Array) -> PyResult<Self> {
        self.with(py, |covariates| {
            let values = values.names(&name)?;
            covariates.category(name, &values)
        })
    }

    /// The same with an offset: a number that is added to the linear predictor of each row with coefficient 1, such as the logarithm of
    /// the time at risk under the complementary log-log link.
    ///
    /// Raises:
    ///     InputError: There is not one number a row.
    ///     SettingError: A number is not finite, with its row.
    fn offset(&self, py: Python<'_>, values: Array) -> PyResult<Self> {
        self.with(py, |covariates| covariates.offset(&values.reals("offset")?))
    }

    /// The names of the columns, in the order given.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.inner.names()
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Covariates: {} rows of {}>", self.inner.len(), self.inner.names().join(", "))
    }
}

impl Covariates {
    fn with(&self, py: Python<'_>, change: impl FnOnce(Core) -> Result<Core> + Send) -> PyResult<Self> {
        enter(py, |_| change(self.inner.clone())).map(Self::from)
    }
}

/// The columns of a table as covariates.
fn read(py: Python<'_>, data: TableArg<'_>) -> PyResult<Core> {
    let columns = data.columns()?;
    enter(py, |_| Core::of_table(&table_of("covariates", columns)?))
}

/// Covariates, or a table of them.
#[derive(FromPyObject)]
pub(crate) enum CovariatesArg<'py> {
    #[pyo3(transparent, annotation = "Covariates")]
    Covariates(Py<Covariates>),
    #[pyo3(transparent, annotation = "a table")]
    Table(TableArg<'py>),
}

impl CovariatesArg<'_> {
    pub(crate) fn covariates(self, py: Python<'_>) -> PyResult<Core> {
        match self {
            Self::Covariates(covariates) => Ok(covariates.get().inner.clone()),
            Self::Table(data) => read(py, data),
        }
    }
}
