//! Tables made of Python objects: a mapping of columns, or a list of dicts.

use crate::cell::OwnedCell;
use crate::error::err;
use kaiin::Error;
use pyo3::exceptions::{PyImportError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyMapping, PyString};

/// Proleptic Gregorian ordinal of 1970-01-01, as `datetime.date.toordinal` counts.
const ORDINAL_OF_1970: i64 = 719_163;

/// Columns by name, read from Python objects.
pub(crate) type NamedCells = Vec<(String, Vec<OwnedCell>)>;

/// A mapping of column names to sequences of one length.
pub(crate) fn columns(data: &Bound<'_, PyMapping>) -> PyResult<NamedCells> {
    let mut columns: NamedCells = Vec::new();
    for item in data.items()?.iter() {
        let (name, values): (String, Bound<'_, PyAny>) = item.extract().map_err(|_| not_a_column_name(&item))?;
        let cells = column(&name, &values)?;
        if let Some((reference, first)) = columns.first().filter(|(_, first)| first.len() != cells.len()) {
            let (found, expected) = (cells.len(), first.len());
            return Err(err(Error::ColumnLength { column: name, found, reference: reference.clone(), expected }));
        }
        columns.push((name, cells));
    }
    Ok(columns)
}

fn not_a_column_name(item: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!("column names must be str; found the entry {}", shown(item)))
}

/// One column from a list, tuple, numpy array, series or other iterable.
pub(crate) fn column(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<OwnedCell>> {
    if values.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(format!("column {name} is one str, not a sequence of values")));
    }
    let plain = plain_values(values).map_err(|cause| unless_import(values.py(), cause, name))?;
    let rows =
        plain.try_iter().map_err(|_| PyTypeError::new_err(format!("column {name} is {}, not a sequence of values", type_name(values))))?;
    rows.enumerate().map(|(row, value)| cell(&value?, name, row)).collect()
}

fn unless_import(py: Python<'_>, cause: PyErr, name: &str) -> PyErr {
    if cause.is_instance_of::<PyImportError>(py) { PyTypeError::new_err(format!("column {name}: {cause}")) } else { cause }
}

/// The values as plain Python objects where the container can make them itself, which is faster and loses no dates.
fn plain_values<'py>(values: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Some(days) = datetime64_days(values)? {
        return days.call_method0("tolist");
    }
    for method in ["to_pylist", "tolist", "to_list"] {
        if let Some(method) = values.getattr_opt(method)? {
            return method.call0();
        }
    }
    Ok(values.clone())
}

/// A numpy array or scalar of moments as one of days; from finer ones numpy would make int, not dates.
fn datetime64_days<'py>(values: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let moments = numpy_kind(values)?.as_deref() == Some("M");
    moments.then(|| values.call_method1("astype", ("datetime64[D]",))).transpose()
}

/// The letter by which numpy calls the type of an array or scalar of its own: `f`, `i`, `b` for flags, `M` for moments.
pub(crate) fn numpy_kind(values: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if values.get_type().module()?.to_cow()? != "numpy" {
        return Ok(None);
    }
    values.getattr_opt("dtype")?.map(|dtype| dtype.getattr("kind")?.extract()).transpose()
}

/// A sequence of dicts, one a row; a key that a row lacks is absent there.
pub(crate) fn rows(data: &Bound<'_, PyAny>) -> PyResult<NamedCells> {
    let mut columns: NamedCells = Vec::new();
    let mut position = std::collections::HashMap::<String, usize>::new();
    for (row, item) in data.try_iter()?.enumerate() {
        let item = item?;
        let dict = item.cast::<PyDict>().map_err(|_| not_a_row(&item, row))?;
        for (name, value) in dict.iter() {
            let name: String = name.extract().map_err(|_| not_a_column_name(&name))?;
            let at = *position.entry(name.clone()).or_insert_with(|| {
                columns.push((name.clone(), vec![OwnedCell::Absent; row]));
                columns.len() - 1
            });
            let value = cell(&value, &name, row)?;
            if let Some((_, cells)) = columns.get_mut(at) {
                cells.push(value);
            }
        }
        columns.iter_mut().for_each(|(_, cells)| cells.resize(row + 1, OwnedCell::Absent));
    }
    Ok(columns)
}

fn not_a_row(item: &Bound<'_, PyAny>, row: usize) -> PyErr {
    PyTypeError::new_err(format!("row {} is {}, not a dict of column names and values", row + 1, type_name(item)))
}

/// One Python value as a cell.
fn cell(value: &Bound<'_, PyAny>, column: &str, row: usize) -> PyResult<OwnedCell> {
    if let Some(cell) = plain_cell(value)? {
        return Ok(cell);
    }
    let days = datetime64_days(value)?;
    let value = days.as_ref().unwrap_or(value);
    // numpy and pyarrow scalars know how to become plain Python objects
    for method in ["item", "as_py"] {
        if let Some(method) = value.getattr_opt(method)?
            && let Some(cell) = plain_cell(&method.call0()?)?
        {
            return Ok(cell);
        }
    }
    if let Ok(number) = value.call_method0("__index__") {
        return integer(&number);
    }
    if value.ne(value)? {
        return Ok(OwnedCell::Absent); // pandas.NaT is no date and differs from itself
    }
    Err(PyTypeError::new_err(format!(
        "column {column}, row {}: {} is {}; give str, int, float, bool, datetime.date, datetime.datetime or None",
        row + 1,
        shown(value),
        type_name(value)
    )))
}

/// The cell of a plain Python object; `None` for other types.
pub(crate) fn plain_cell(value: &Bound<'_, PyAny>) -> PyResult<Option<OwnedCell>> {
    Ok(Some(if value.is_none() {
        OwnedCell::Absent
    } else if let Ok(text) = value.cast::<PyString>() {
        OwnedCell::Text(text.to_cow()?.into_owned())
    } else if let Ok(flag) = value.cast::<PyBool>() {
        OwnedCell::Flag(flag.is_true())
    } else if value.is_instance_of::<PyInt>() {
        integer(value)?
    } else if let Ok(number) = value.cast::<PyFloat>() {
        real(number.value())
    } else if let Some(ordinal) = value.getattr_opt("toordinal")? {
        day(&ordinal)
    } else {
        return Ok(None);
    }))
}

fn real(number: f64) -> OwnedCell {
    if number.is_nan() { OwnedCell::Absent } else { OwnedCell::Real(number) }
}

/// A whole number; one beyond 64 bits is kept as its digits, which suits a person key.
fn integer(value: &Bound<'_, PyAny>) -> PyResult<OwnedCell> {
    match value.extract::<i64>() {
        Ok(number) => Ok(OwnedCell::Integer(number)),
        Err(_) => Ok(OwnedCell::Text(value.str()?.to_cow()?.into_owned())),
    }
}

/// The calendar day of a date or datetime, in its own time zone where it has one; NaT has none.
fn day(ordinal: &Bound<'_, PyAny>) -> OwnedCell {
    let days = ordinal.call0().and_then(|days| days.extract::<i64>());
    days.map_or(OwnedCell::Absent, |days| OwnedCell::Day(days - ORDINAL_OF_1970))
}

fn type_name(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "an object".into(), |name| format!("of type {name}"))
}

fn shown(value: &Bound<'_, PyAny>) -> String {
    let text = value.repr().map_or_else(|_| "?".into(), |repr| repr.to_string());
    if text.chars().count() > 80 { text.chars().take(79).chain(['…']).collect() } else { text }
}
