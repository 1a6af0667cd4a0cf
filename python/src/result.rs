//! What every result has in common in Python: it is an Arrow stream, shows itself in a notebook, and pickles.

use crate::error::{enter, err};
use kaiin::Error;
use pyo3::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Methods of a result whose core value has `to_table`.
macro_rules! tabular {
    ($type:ty) => {
        #[pyo3::pymethods]
        impl $type {
            /// The result as named columns.
            fn to_table(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<$crate::table::Table> {
                $crate::result::table(py, || self.inner.to_table()).map($crate::table::Table::from)
            }

            #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
            fn __arrow_c_stream__<'py>(
                &self,
                py: pyo3::Python<'py>,
                requested_schema: Option<pyo3::Bound<'py, pyo3::PyAny>>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyCapsule>> {
                let _ = requested_schema; // the protocol lets a producer ignore it
                $crate::arrow_out::stream(py, &$crate::result::table(py, || self.inner.to_table())?)
            }

            #[pyo3(signature = () -> "object")]
            fn __arrow_c_schema__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyCapsule>> {
                $crate::arrow_out::schema_capsule(py, &$crate::result::table(py, || self.inner.to_table())?)
            }

            fn _repr_html_(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<String> {
                $crate::result::table(py, || self.inner.to_table()).map(|table| $crate::html::table(&table))
            }
        }
    };
}

/// Pickling of a value whose core value is `Serialize` and `Deserialize`.
macro_rules! pickled {
    ($type:ident, $core:ty) => {
        #[pyo3::pymethods]
        impl $type {
            #[staticmethod]
            fn _from_json(py: pyo3::Python<'_>, text: &str) -> pyo3::PyResult<Self> {
                let inner: $core = py.detach(|| $crate::result::from_json(text))?;
                Ok(Self { inner })
            }

            #[pyo3(signature = () -> "tuple[object, tuple[object, str]]")]
            fn __reduce__<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<(pyo3::Bound<'py, pyo3::PyAny>, (pyo3::Bound<'py, pyo3::types::PyType>, String))> {
                let text = py.detach(|| $crate::result::to_json(&self.inner))?;
                Ok((py.import("kaiin._pickle")?.getattr("restore")?, (py.get_type::<Self>(), text)))
            }
        }
    };
}

pub(crate) use {pickled, tabular};

/// What `to_table` gives: a table, or one that could be too large.
pub(crate) trait MaybeTable: Send {
    fn into_result(self) -> kaiin::Result<kaiin::Table>;
}

impl MaybeTable for kaiin::Table {
    fn into_result(self) -> kaiin::Result<kaiin::Table> {
        Ok(self)
    }
}

impl MaybeTable for kaiin::Result<kaiin::Table> {
    fn into_result(self) -> kaiin::Result<kaiin::Table> {
        self
    }
}

/// The table of a result, made without holding the interpreter.
pub(crate) fn table<T: MaybeTable>(py: Python<'_>, make: impl FnOnce() -> T + Send) -> PyResult<kaiin::Table> {
    enter(py, |_| make().into_result())
}

pub(crate) fn to_json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(unreadable)
}

pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(unreadable)
}

fn unreadable(cause: serde_json::Error) -> PyErr {
    err(Error::Malformed { input: "the stored value".into(), row: None, reason: cause.to_string() })
}
