//! A table of results as an Arrow stream, which pandas, polars, pyarrow and duckdb take without a copy.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use kaiin::table::{Table, Values};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::sync::Arc;

/// The capsule behind `__arrow_c_stream__`.
pub(crate) fn stream<'py>(py: Python<'py>, table: &Table) -> PyResult<Bound<'py, PyCapsule>> {
    let batch = py.detach(|| batch(table)).map_err(failure)?;
    let schema = batch.schema();
    let batches = RecordBatchIterator::new([Ok(batch)], schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
}

/// The capsule behind `__arrow_c_schema__`.
pub(crate) fn schema_capsule<'py>(py: Python<'py>, table: &Table) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema(table).as_ref()).map_err(failure)?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

fn failure(cause: arrow_schema::ArrowError) -> PyErr {
    PyValueError::new_err(cause.to_string())
}

fn schema(table: &Table) -> SchemaRef {
    let field = |column: &kaiin::table::TableColumn| Field::new(&column.name, data_type(&column.values), true);
    Arc::new(Schema::new(table.columns().iter().map(field).collect::<Vec<_>>()))
}

fn data_type(values: &Values) -> DataType {
    match values {
        Values::Integers(_) => DataType::Int64,
        Values::Reals(_) => DataType::Float64,
        Values::Days(_) => DataType::Date32,
        Values::Texts(_) => DataType::Utf8,
        Values::Flags(_) => DataType::Boolean,
    }
}

fn batch(table: &Table) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let arrays = table.columns().iter().map(|column| array(&column.values)).collect();
    let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(table.rows()));
    RecordBatch::try_new_with_options(schema(table), arrays, &options)
}

fn array(values: &Values) -> ArrayRef {
    match values {
        Values::Integers(v) => Arc::new(Int64Array::from_iter(v.iter().copied())),
        Values::Reals(v) => Arc::new(Float64Array::from_iter(v.iter().copied())),
        Values::Days(v) => Arc::new(Date32Array::from_iter(v.iter().map(|day| day.map(kaiin::Day::days)))),
        Values::Texts(v) => Arc::new(StringArray::from_iter(v.iter().map(Option::as_deref))),
        Values::Flags(v) => Arc::new(BooleanArray::from_iter(v.iter().copied())),
    }
}
