//! The tabular form of every result, in Python.

use crate::arrow_out;
use crate::cell::OwnedCell;
use crate::day::date;
use crate::error::{Watch, enter};
use crate::html;
use crate::source::Source;
use kaiin::table::Values;
use kaiin::{Day, Error};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use std::collections::{BTreeMap, HashMap};

/// A result as named columns of one length; a value that is not known or does not exist is ``None``, never 0 or NaN.
///
/// The table is an Arrow stream: ``pandas.DataFrame.from_arrow(table)``, ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and
/// ``duckdb.sql("select * from table")`` take it without a copy.
///
/// Args:
///     name: Stable name of the table.
///     data: An Arrow stream, a mapping of columns, or a list of dicts.
///     types: Type of each column that should not be told from its values: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or
///         ``"flag"``. A column without any value is text unless named here.
///
/// Raises:
///     InputError: Columns differ in length, or a value does not fit the type of its column.
///
/// Examples:
///     >>> table = Table("movements", {"year": [2018, 2019], "joined": [120, None]})
///     >>> table["joined"]
///     [120, None]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Table {
    inner: kaiin::Table,
}

impl From<kaiin::Table> for Table {
    fn from(inner: kaiin::Table) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Table {
    #[new]
    #[pyo3(signature = (name, data, types = None))]
    fn new(py: Python<'_>, name: &str, data: Source, types: Option<HashMap<String, String>>) -> PyResult<Self> {
        let types = types.unwrap_or_default();
        let build = |watch: &Watch| {
            let mut inner = kaiin::Table::new(name);
            for (column, cells) in data.collect(watch)? {
                let values = values(&column, &cells, types.get(&column).map(String::as_str))?;
                inner = inner.with(column, values)?;
            }
            Ok(Self { inner })
        };
        enter(py, build)
    }

    /// Stable name of the table.
    #[getter]
    fn name(&self) -> &str {
        self.inner.name()
    }

    /// Names of the columns in order.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.inner.columns().iter().map(|column| column.name.as_str()).collect()
    }

    /// Type of each column: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or ``"flag"``.
    #[getter]
    fn types(&self) -> BTreeMap<&str, &'static str> {
        self.inner.columns().iter().map(|column| (column.name.as_str(), type_name(&column.values))).collect()
    }

    /// The columns as lists of ``int``, ``float``, ``datetime.date``, ``str`` or ``bool``, with ``None`` where there is no value.
    #[pyo3(signature = () -> "dict[str, list[object]]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        self.inner.columns().iter().try_for_each(|column| dict.set_item(&column.name, list(py, &column.values)?))?;
        Ok(dict)
    }

    /// One column by name.
    fn __getitem__<'py>(&self, py: Python<'py>, column: &str) -> PyResult<Bound<'py, PyAny>> {
        let missing = || PyKeyError::new_err(format!("{column:?}; the columns are {}", self.columns().join(", ")));
        list(py, self.inner.column(column).ok_or_else(missing)?).map(Bound::into_any)
    }

    fn __len__(&self) -> usize {
        self.inner.rows()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Table {}: {} rows of {}>", self.inner.name(), self.inner.rows(), self.columns().join(", "))
    }

    fn _repr_html_(&self) -> String {
        html::table(&self.inner)
    }

    #[pyo3(signature = () -> "tuple[str, dict[str, list[object]], dict[str, str]]")]
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<(&str, Bound<'py, PyDict>, BTreeMap<&str, &'static str>)> {
        Ok((self.name(), self.to_dict(py)?, self.types()))
    }

    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema; // the protocol lets a producer ignore it
        arrow_out::stream(py, &self.inner)
    }

    #[pyo3(signature = () -> "object")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow_out::schema_capsule(py, &self.inner)
    }
}

fn type_name(values: &Values) -> &'static str {
    match values {
        Values::Integers(_) => "integer",
        Values::Reals(_) => "real",
        Values::Days(_) => "day",
        Values::Texts(_) => "text",
        Values::Flags(_) => "flag",
    }
}

/// One row as a dict; empty beyond the end.
pub(crate) fn row<'py>(py: Python<'py>, table: &kaiin::Table, row: usize) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for column in table.columns() {
        match &column.values {
            Values::Integers(v) => dict.set_item(&column.name, v.get(row).copied().flatten())?,
            Values::Reals(v) => dict.set_item(&column.name, v.get(row).copied().flatten())?,
            Values::Days(v) => dict.set_item(&column.name, v.get(row).copied().flatten().map(|day| date(py, day)).transpose()?)?,
            Values::Texts(v) => dict.set_item(&column.name, v.get(row).cloned().flatten())?,
            Values::Flags(v) => dict.set_item(&column.name, v.get(row).copied().flatten())?,
        }
    }
    Ok(dict)
}

/// A column as a list of `int`, `float`, `datetime.date`, `str` or `bool`, with `None` where there is no value.
fn list<'py>(py: Python<'py>, values: &Values) -> PyResult<Bound<'py, PyList>> {
    match values {
        Values::Integers(v) => PyList::new(py, v),
        Values::Reals(v) => PyList::new(py, v),
        Values::Days(v) => PyList::new(py, v.iter().map(|day| day.map(|day| date(py, day)).transpose()).collect::<PyResult<Vec<_>>>()?),
        Values::Texts(v) => PyList::new(py, v),
        Values::Flags(v) => PyList::new(py, v),
    }
}

/// The typed values of a column, of the type named or else of the type of its first value; text when it has none.
pub(crate) fn values(column: &str, cells: &[OwnedCell], type_name: Option<&str>) -> kaiin::Result<Values> {
    let guess = cells.iter().find_map(guess).unwrap_or("text");
    let mixed_numbers = guess == "integer" && cells.iter().any(|cell| matches!(cell, OwnedCell::Real(_)));
    let wanted = type_name.unwrap_or(if mixed_numbers { "real" } else { guess });
    let wrong = |found: &OwnedCell| Error::ColumnType { column: column.into(), reason: format!("holds {found:?}, which is no {wanted}") };
    macro_rules! typed {
        ($variant:ident, $($pattern:pat => $value:expr),+) => {
            cells.iter().map(|cell| match cell {
                OwnedCell::Absent => Ok(None),
                $($pattern => Ok(Some($value)),)+
                #[allow(unreachable_patterns)]
                other => Err(wrong(other)),
            }).collect::<kaiin::Result<_>>().map(Values::$variant)
        };
    }
    match wanted {
        "integer" => typed!(Integers, OwnedCell::Integer(v) => *v),
        "real" => typed!(Reals, OwnedCell::Real(v) => *v, OwnedCell::Integer(v) => *v as f64),
        "day" => typed!(Days, OwnedCell::Day(v) => Day::from_days(*v)?),
        "text" => typed!(Texts, OwnedCell::Text(v) => v.clone()),
        "flag" => typed!(Flags, OwnedCell::Flag(v) => *v),
        other => {
            Err(Error::ColumnType { column: column.into(), reason: format!("type {other:?} is not one of integer, real, day, text, flag") })
        }
    }
}

fn guess(cell: &OwnedCell) -> Option<&'static str> {
    Some(match cell {
        OwnedCell::Absent => return None,
        OwnedCell::Integer(_) => "integer",
        OwnedCell::Real(_) => "real",
        OwnedCell::Day(_) => "day",
        OwnedCell::Text(_) => "text",
        OwnedCell::Flag(_) => "flag",
    })
}
