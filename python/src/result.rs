//! What every result has in common in Python: it is an Arrow stream, shows itself in a notebook, and pickles.

use crate::error::err;
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
            fn to_table(&self, py: pyo3::Python<'_>) -> $crate::table::Table {
                py.detach(|| self.inner.to_table()).into()
            }

            #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
            fn __arrow_c_stream__<'py>(
                &self,
                py: pyo3::Python<'py>,
                requested_schema: Option<pyo3::Bound<'py, pyo3::PyAny>>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyCapsule>> {
                let _ = requested_schema; // the protocol lets a producer ignore it
                $crate::arrow_out::stream(py, &py.detach(|| self.inner.to_table()))
            }

            #[pyo3(signature = () -> "object")]
            fn __arrow_c_schema__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyCapsule>> {
                $crate::arrow_out::schema_capsule(py, &py.detach(|| self.inner.to_table()))
            }

            fn _repr_html_(&self, py: pyo3::Python<'_>) -> String {
                py.detach(|| $crate::html::table(&self.inner.to_table()))
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

pub(crate) fn to_json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(unreadable)
}

pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(unreadable)
}

fn unreadable(cause: serde_json::Error) -> PyErr {
    err(Error::Malformed { input: "the stored value".into(), row: None, reason: cause.to_string() })
}
