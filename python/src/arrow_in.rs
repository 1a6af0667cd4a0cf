//! Tables of any package that speaks the Arrow PyCapsule protocol: pandas, polars, pyarrow, duckdb and others, without importing one.

use crate::arrow_stream::ArrowStream;
use crate::cell::Cell;
use crate::error::err;
use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::*;
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, BooleanArray, Date32Array, Float64Array, Int64Array, PrimitiveArray};
use arrow_array::{LargeStringArray, StringArray, StringViewArray, make_array};
use arrow_schema::{DataType, TimeUnit};
use kaiin::Error;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// The stream of an object with `__arrow_c_stream__`; `None` when it has no such method.
///
/// pandas has the method but needs pyarrow for it; the message of the failure then says what to do.
pub(crate) fn stream(data: &Bound<'_, PyAny>) -> PyResult<Option<ArrowStream>> {
    let Some(method) = data.getattr_opt("__arrow_c_stream__")? else { return Ok(None) };
    let stream = taken(&method.call0().map_err(|cause| explain_missing_pyarrow(data, cause))?)?;
    ArrowStream::new(stream).map(Some).map_err(err)
}

/// The arrays of an object that is one column, an Arrow array or a series; `None` when it speaks no Arrow, or needs pyarrow for it and
/// pyarrow is not installed.
pub(crate) fn arrays(data: &Bound<'_, PyAny>) -> PyResult<Option<Vec<ArrayRef>>> {
    if let Some(method) = data.getattr_opt("__arrow_c_array__")? {
        return array(&method.call0()?).map(|array| Some(vec![array]));
    }
    let Some(method) = data.getattr_opt("__arrow_c_stream__")? else { return Ok(None) };
    let capsule = match method.call0() {
        Err(cause) if cause.is_instance_of::<pyo3::exceptions::PyImportError>(data.py()) => return Ok(None),
        capsule => capsule?,
    };
    ArrowStream::new(taken(&capsule)?).and_then(Iterator::collect).map(Some).map_err(err)
}

/// The stream in a capsule.
fn taken(capsule: &Bound<'_, PyAny>) -> PyResult<FFI_ArrowArrayStream> {
    let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: the capsule's name was checked, so the pointer is to a live stream; from_raw moves it out and marks the capsule's
    // copy as released, so that the capsule's destructor has nothing to do.
    Ok(unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) })
}

/// The array in a pair of capsules, of its schema and its values.
fn array(capsules: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (schema, values): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
    let values = values.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
    // SAFETY: the names of both capsules were checked, so the pointers are to a live schema, which is only looked at while its capsule
    // lives, and to a live array, which from_raw moves out, marking the capsule's copy as released.
    let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(values.as_ptr()), schema.as_ref()) };
    data.map(make_array).map_err(|cause| err(unreadable(cause)))
}

fn explain_missing_pyarrow(data: &Bound<'_, PyAny>, cause: PyErr) -> PyErr {
    let py = data.py();
    if !cause.is_instance_of::<pyo3::exceptions::PyImportError>(py) {
        return cause;
    }
    let error = PyTypeError::new_err(
        "this table needs pyarrow to hand on its columns and pyarrow is not installed; \
         run `pip install pyarrow`, or pass a mapping of columns: {name: frame[name].tolist() for name in frame}",
    );
    error.set_cause(py, Some(cause));
    error
}

/// The error for a stream that breaks or lies about its layout.
pub(crate) fn unreadable(cause: impl std::fmt::Display) -> Error {
    Error::Malformed { input: "the Arrow stream".into(), row: None, reason: cause.to_string() }
}

/// One column of one batch, by the few layouts that really arrive.
pub(crate) enum ArrowColumn {
    Absent,
    Days(Date32Array),
    /// Ticks since 1970-01-01, so many a day, `shift` ticks to be added for the time zone.
    Ticks {
        values: Int64Array,
        per_day: i64,
        shift: i64,
    },
    Integers(Int64Array),
    Reals(Float64Array),
    Flags(BooleanArray),
    Texts(StringArray),
    LargeTexts(LargeStringArray),
    TextViews(StringViewArray),
    Dictionary {
        keys: Vec<Option<usize>>,
        values: Box<ArrowColumn>,
    },
}

impl ArrowColumn {
    /// The typed form of an array.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnType`] for a type that holds no dates, numbers or words, and for a timestamp in a time zone whose days
    /// cannot be told without a table of its rules.
    pub(crate) fn new(name: &str, array: &ArrayRef) -> Result<Self, Error> {
        let wrong = |reason: String| Error::ColumnType { column: name.into(), reason };
        Ok(match array.data_type() {
            DataType::Null => Self::Absent,
            DataType::Date32 => Self::Days(array.as_primitive::<Date32Type>().clone()),
            DataType::Date64 => {
                Self::Ticks { values: array.as_primitive::<Date64Type>().reinterpret_cast(), per_day: 86_400_000, shift: 0 }
            }
            DataType::Timestamp(unit, zone) => {
                let (values, per_second) = match unit {
                    TimeUnit::Second => (array.as_primitive::<TimestampSecondType>().reinterpret_cast(), 1),
                    TimeUnit::Millisecond => (array.as_primitive::<TimestampMillisecondType>().reinterpret_cast(), 1_000),
                    TimeUnit::Microsecond => (array.as_primitive::<TimestampMicrosecondType>().reinterpret_cast(), 1_000_000),
                    TimeUnit::Nanosecond => (array.as_primitive::<TimestampNanosecondType>().reinterpret_cast(), 1_000_000_000),
                };
                let east = zone.as_deref().map_or(Ok(0), seconds_east).map_err(wrong)?;
                Self::Ticks { values, per_day: 86_400 * per_second, shift: east * per_second }
            }
            DataType::Int8 => Self::integers(array.as_primitive::<Int8Type>()),
            DataType::Int16 => Self::integers(array.as_primitive::<Int16Type>()),
            DataType::Int32 => Self::integers(array.as_primitive::<Int32Type>()),
            DataType::Int64 => Self::Integers(array.as_primitive::<Int64Type>().clone()),
            DataType::UInt8 => Self::integers(array.as_primitive::<UInt8Type>()),
            DataType::UInt16 => Self::integers(array.as_primitive::<UInt16Type>()),
            DataType::UInt32 => Self::integers(array.as_primitive::<UInt32Type>()),
            DataType::UInt64 => Self::checked_integers(array.as_primitive::<UInt64Type>()).map_err(wrong)?,
            DataType::Decimal128(_, 0) => Self::checked_integers(array.as_primitive::<Decimal128Type>()).map_err(wrong)?,
            DataType::Decimal128(_, scale) => {
                let unit = 10f64.powi(i32::from(*scale));
                Self::Reals(array.as_primitive::<Decimal128Type>().unary(|value| value as f64 / unit))
            }
            DataType::Float32 => Self::Reals(array.as_primitive::<Float32Type>().unary(f64::from)),
            DataType::Float64 => Self::Reals(array.as_primitive::<Float64Type>().clone()),
            DataType::Boolean => Self::Flags(array.as_boolean().clone()),
            DataType::Utf8 => Self::Texts(array.as_string::<i32>().clone()),
            DataType::LargeUtf8 => Self::LargeTexts(array.as_string::<i64>().clone()),
            DataType::Utf8View => Self::TextViews(array.as_string_view().clone()),
            DataType::Dictionary(_, _) => Self::dictionary(name, array)?,
            other => return Err(wrong(format!("has type {other}; give dates, whole numbers or text"))),
        })
    }

    fn integers<T: ArrowPrimitiveType<Native: Into<i64>>>(array: &PrimitiveArray<T>) -> Self {
        Self::Integers(array.unary(Into::into))
    }

    fn checked_integers<T: ArrowPrimitiveType<Native: TryInto<i64> + std::fmt::Debug + Copy>>(
        array: &PrimitiveArray<T>,
    ) -> Result<Self, String> {
        let beyond = |value: T::Native| format!("holds {value:?}, more than 9,223,372,036,854,775,807; give these numbers as text");
        array.try_unary(|value| value.try_into().map_err(|_| beyond(value))).map(Self::Integers)
    }

    fn dictionary(name: &str, array: &ArrayRef) -> Result<Self, Error> {
        let dictionary = array.as_any_dictionary();
        let values = Box::new(Self::new(name, dictionary.values())?);
        if dictionary.values().is_empty() {
            return Ok(Self::Absent); // normalized_keys needs at least one value; without values every key is null
        }
        let keys = dictionary.normalized_keys().into_iter().enumerate();
        Ok(Self::Dictionary { keys: keys.map(|(row, key)| (!dictionary.keys().is_null(row)).then_some(key)).collect(), values })
    }

    /// The value in a row counted from 0 within the batch.
    pub(crate) fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Absent => Cell::Absent,
            Self::Days(a) => known(a, row, |row| Cell::Day(i64::from(a.value(row)))),
            Self::Ticks { values, per_day, shift } => {
                known(values, row, |row| Cell::Day(values.value(row).saturating_add(*shift).div_euclid(*per_day)))
            }
            Self::Integers(a) => known(a, row, |row| Cell::Integer(a.value(row))),
            Self::Reals(a) => known(a, row, |row| real(a.value(row))),
            Self::Flags(a) => known(a, row, |row| Cell::Flag(a.value(row))),
            Self::Texts(a) => known(a, row, |row| Cell::Text(a.value(row))),
            Self::LargeTexts(a) => known(a, row, |row| Cell::Text(a.value(row))),
            Self::TextViews(a) => known(a, row, |row| Cell::Text(a.value(row))),
            Self::Dictionary { keys, values } => keys.get(row).copied().flatten().map_or(Cell::Absent, |key| values.cell(key)),
        }
    }
}

/// The cell of a row, absent where the array has a null or ends before.
fn known<'a>(array: &impl Array, row: usize, cell: impl Fn(usize) -> Cell<'a>) -> Cell<'a> {
    if row < array.len() && array.is_valid(row) { cell(row) } else { Cell::Absent }
}

/// A real number; NaN is what pandas writes for "absent".
pub(crate) fn real<'a>(value: f64) -> Cell<'a> {
    if value.is_nan() { Cell::Absent } else { Cell::Real(value) }
}

/// Seconds that a time zone lies east of Greenwich, where that is the same all year.
fn seconds_east(zone: &str) -> Result<i64, String> {
    if matches!(zone, "UTC" | "Etc/UTC" | "GMT" | "Z" | "") {
        return Ok(0);
    }
    if matches!(zone, "Asia/Tokyo" | "Japan" | "JST") {
        return Ok(9 * 3_600); // no summer time since 1951
    }
    fixed_offset(zone).ok_or_else(|| {
        format!("is a timestamp in the time zone {zone}, whose days depend on its rules; convert the column to dates before passing it")
    })
}

/// `+09:00`, `-0330`, `+09` in seconds.
fn fixed_offset(zone: &str) -> Option<i64> {
    let (sign, rest) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let number = |range| digits.get(range).and_then(|t: &str| t.parse::<i64>().ok());
    let minutes = if digits.len() == 2 { Some(0) } else { number(2..4) };
    let short = digits.len() == 2 || digits.len() == 4;
    (short && digits.bytes().all(|b| b.is_ascii_digit())).then_some(sign * (number(0..2)? * 3_600 + minutes? * 60))
}
