//! One column of values on its own: a list, a numpy array or another buffer, an Arrow array or series, or a column of a table.

use crate::arrow_in::{self, ArrowColumn};
use crate::cell::{Cell, OwnedCell};
use crate::error::{enter, err};
use crate::python_in;
use crate::source::{Column, Source};
use arrow_array::Array as _;
use kaiin::table::Values;
use kaiin::{Error, Result};
use pyo3::buffer::{Element, PyBuffer};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PyString};

/// Up to here every whole number is a number of its own among reals: 2^53.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// The values of one column as the caller has them.
pub(crate) enum Array {
    Reals(Vec<f64>),
    Integers(Vec<i64>),
    Flags(Vec<bool>),
    /// Parts of a column, each with its number of rows.
    Parts(Vec<(Column, usize)>),
}

impl<'py> FromPyObject<'_, 'py> for Array {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "ArrayData");

    fn extract(values: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if values.is_instance_of::<PyString>() || values.is_instance_of::<PyBytes>() {
            return Err(PyTypeError::new_err(format!("{} is not a sequence of values", values.repr()?)));
        }
        if let Some(array) = buffered(&values)? {
            return Ok(array);
        }
        if let Some(parts) = arrow_in::arrays(&values)? {
            let part = |array: arrow_array::ArrayRef| ArrowColumn::new("values", &array).map(|part| (Column::Arrow(part), array.len()));
            return parts.into_iter().map(part).collect::<Result<_>>().map(Self::Parts).map_err(err);
        }
        let cells = python_in::column("values", &values)?;
        let rows = cells.len();
        Ok(Self::Parts(vec![(Column::Objects(cells), rows)]))
    }
}

/// The values of an object with a buffer of numbers: numpy arrays, `array.array`, `memoryview`.
fn buffered(values: &Bound<'_, PyAny>) -> PyResult<Option<Array>> {
    let flags = python_in::numpy_kind(values)?.as_deref() == Some("b");
    if flags {
        let bytes = values.call_method1("view", ("uint8",))?;
        return Ok(numbers::<u8>(&bytes)?.map(|bytes| Array::Flags(bytes.into_iter().map(|byte| byte != 0).collect())));
    }
    if let Some(reals) = numbers::<f64>(values)? {
        return Ok(Some(Array::Reals(reals)));
    }
    if let Some(reals) = numbers::<f32>(values)? {
        return Ok(Some(Array::Reals(reals.into_iter().map(f64::from).collect())));
    }
    if let Some(integers) = numbers::<i64>(values)? {
        return Ok(Some(Array::Integers(integers)));
    }
    macro_rules! smaller {
        ($($kind:ty),+) => {
            $(if let Some(integers) = numbers::<$kind>(values)? {
                return Ok(Some(Array::Integers(integers.into_iter().map(i64::from).collect())));
            })+
        };
    }
    smaller!(i32, i16, i8, u32, u16, u8);
    Ok(None)
}

/// The buffer of an object as numbers of one type; `None` when it has no buffer or one of another type.
fn numbers<T: Element>(values: &Bound<'_, PyAny>) -> PyResult<Option<Vec<T>>> {
    let Ok(buffer) = PyBuffer::<T>::get(values) else { return Ok(None) };
    if buffer.dimensions() != 1 {
        return Err(PyTypeError::new_err(format!("an array of {} dimensions is not a column; pass one dimension", buffer.dimensions())));
    }
    buffer.to_vec(values.py()).map(Some)
}

impl Array {
    /// The values as numbers; what is absent is NaN, which the core refuses with its row.
    pub(crate) fn reals(self, name: &str) -> Result<Vec<f64>> {
        match self {
            Self::Reals(values) => Ok(values),
            Self::Integers(values) => Ok(values.into_iter().map(|value| value as f64).collect()),
            other => other.each(name, "a number", |cell| match cell {
                Cell::Absent => Some(f64::NAN),
                Cell::Real(value) => Some(value),
                Cell::Integer(value) => Some(value as f64),
                _ => None,
            }),
        }
    }

    /// The values as counts: whole numbers of at least 0.
    pub(crate) fn counts(self, name: &str) -> Result<Vec<u64>> {
        self.each(name, "a whole number of at least 0", |cell| match cell {
            Cell::Integer(value) => u64::try_from(value).ok(),
            Cell::Real(value) if value.fract() == 0.0 && (0.0..=MOST_EXACT).contains(&value) => Some(value as u64),
            _ => None,
        })
    }

    /// The values as a typed column of a table; what is absent is `None`.
    pub(crate) fn values(self, name: &str) -> Result<Values> {
        match self {
            Self::Integers(values) => Ok(Values::Integers(values.into_iter().map(Some).collect())),
            Self::Flags(values) => Ok(Values::Flags(values.into_iter().map(Some).collect())),
            Self::Reals(values) => Ok(Values::Reals(values.into_iter().map(|value| (!value.is_nan()).then_some(value)).collect())),
            Self::Parts(parts) => {
                let cells = parts.iter().flat_map(|(column, rows)| (0..*rows).map(|row| OwnedCell::from(column.cell(row))));
                crate::table::values(name, &cells.collect::<Vec<_>>(), None)
            }
        }
    }

    /// The values as numbers, `None` where there is none.
    pub(crate) fn optional_reals(self, name: &str) -> Result<Vec<Option<f64>>> {
        self.each(name, "a number or None", |cell| match cell {
            Cell::Absent => Some(None),
            Cell::Real(value) => Some(Some(value)),
            Cell::Integer(value) => Some(Some(value as f64)),
            _ => None,
        })
    }

    /// The values as yes and no, where 1 and 0 are the same.
    pub(crate) fn flags(self, name: &str) -> Result<Vec<bool>> {
        match self {
            Self::Flags(values) => Ok(values),
            other => other.each(name, "True, False, 1 or 0", |cell| match cell {
                Cell::Flag(value) => Some(value),
                Cell::Integer(1) => Some(true),
                Cell::Integer(0) => Some(false),
                Cell::Real(1.0) => Some(true),
                Cell::Real(0.0) => Some(false),
                _ => None,
            }),
        }
    }

    /// The values as names, `None` where there is none.
    pub(crate) fn labels(self, name: &str) -> Result<Vec<Option<String>>> {
        self.each(name, "a text or a number", |cell| match cell {
            Cell::Absent => Some(None),
            Cell::Text(text) => Some(Some(text.to_owned())),
            Cell::Integer(value) => Some(Some(value.to_string())),
            Cell::Real(value) => Some(Some(value.to_string())),
            Cell::Flag(value) => Some(Some(value.to_string())),
            Cell::Day(days) => kaiin::Day::from_days(days).ok().map(|day| Some(day.to_string())),
        })
    }

    /// The values as names that must all be there.
    pub(crate) fn names(self, name: &str) -> Result<Vec<String>> {
        let labels = self.labels(name)?.into_iter().enumerate();
        let known = |(row, label): (usize, Option<String>)| {
            label.ok_or_else(|| Error::ColumnType { column: name.into(), reason: format!("has no value in row {row}") })
        };
        labels.map(known).collect()
    }

    /// Every cell read by `take`; the first that it cannot read is named with its row, counted from 0.
    fn each<T>(self, name: &str, wanted: &str, take: impl Fn(Cell<'_>) -> Option<T>) -> Result<Vec<T>> {
        let mut values = Vec::new();
        let mut push = |cell: Cell<'_>| {
            let row = values.len();
            let wrong = || Error::ColumnType { column: name.into(), reason: format!("holds {cell} in row {row}; give {wanted}") };
            values.push(take(cell).ok_or_else(wrong)?);
            Ok(())
        };
        match self {
            Self::Reals(array) => array.into_iter().map(arrow_in::real).try_for_each(&mut push)?,
            Self::Integers(array) => array.into_iter().map(Cell::Integer).try_for_each(&mut push)?,
            Self::Flags(array) => array.into_iter().map(Cell::Flag).try_for_each(&mut push)?,
            Self::Parts(parts) => {
                for (column, rows) in &parts {
                    (0..*rows).map(|row| column.cell(row)).try_for_each(&mut push)?;
                }
            }
        }
        Ok(values)
    }
}

/// Columns by their names, in the order of the caller.
pub(crate) struct NamedArrays(Vec<(String, Array)>);

impl<'py> FromPyObject<'_, 'py> for NamedArrays {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "NamedArrays");

    fn extract(columns: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let items = columns.cast::<PyMapping>()?.items()?;
        items.iter().map(|item| item.extract()).collect::<PyResult<_>>().map(Self)
    }
}

impl NamedArrays {
    /// The columns as numbers; what is absent is NaN, which the core refuses.
    pub(crate) fn reals(self) -> Result<Vec<(String, Vec<f64>)>> {
        let values = |(name, array): (String, Array)| array.reals(&name).map(|values| (name, values));
        self.0.into_iter().map(values).collect()
    }
}

/// A table of which some columns are wanted by name.
pub(crate) struct TableArg<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for TableArg<'py> {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "TableData");

    fn extract(data: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(data.to_owned()))
    }
}

impl TableArg<'_> {
    /// All columns with their names, in order.
    pub(crate) fn columns(self) -> PyResult<Vec<(String, Array)>> {
        let mapping = self.0.cast::<PyMapping>().ok().filter(|_| !self.0.hasattr("__arrow_c_stream__").unwrap_or(false));
        let Some(mapping) = mapping else {
            let source: Source = self.0.extract()?;
            let names = source.names();
            let wanted: Vec<&str> = names.iter().map(String::as_str).collect();
            let arrays = enter(self.0.py(), |watch| source.select(&wanted, watch))?;
            return Ok(names.into_iter().zip(arrays).collect());
        };
        let names: Vec<String> = mapping.keys()?.extract()?;
        let arrays = names.iter().map(|name| mapping.get_item(name)?.extract::<Array>()).collect::<PyResult<Vec<_>>>()?;
        Ok(names.into_iter().zip(arrays).collect())
    }

    /// The columns of these names, in their order.
    pub(crate) fn arrays(self, names: &[&str]) -> PyResult<Vec<Array>> {
        let mapping = self.0.cast::<PyMapping>().ok().filter(|_| !self.0.hasattr("__arrow_c_stream__").unwrap_or(false));
        let Some(mapping) = mapping else {
            let source: Source = self.0.extract()?;
            return enter(self.0.py(), |watch| source.select(names, watch));
        };
        let found = || mapping.keys().and_then(|keys| keys.extract::<Vec<String>>()).unwrap_or_default();
        let column = |name: &&str| match mapping.get_item(name) {
            Ok(values) => values.extract(),
            Err(_) => Err(err(missing_column(name, found()))),
        };
        names.iter().map(column).collect()
    }
}

/// Columns as a table.
pub(crate) fn table_of(name: &str, columns: Vec<(String, Array)>) -> Result<kaiin::Table> {
    let add = |table: kaiin::Table, (name, array): (String, Array)| {
        let values = array.values(&name)?;
        table.with(name, values)
    };
    columns.into_iter().try_fold(kaiin::Table::new(name), add)
}

/// The error for a column that a table does not have.
pub(crate) fn missing_column(name: &str, found: Vec<String>) -> Error {
    Error::MissingColumn { input: "the table".into(), column: name.into(), found, advice: "name a column that is there".into() }
}
