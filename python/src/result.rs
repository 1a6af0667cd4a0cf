//! What every result has in common in Python: it is an Arrow stream, shows itself in a notebook, and pickles.

use crate::day::DayOut;
use crate::error::{enter, err};
use crate::words::{Choice, Word};
use kaiin::Error;
use pyo3::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Methods of a result whose core value has `to_table`.
macro_rules! tabular {
    ($type:ty) => {
        $crate::result::produces_arrow!($type);

        #[pyo3::pymethods]
        impl $type {
            fn _repr_html_(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<String> {
                $crate::result::table(py, || self.inner.to_table()).map(|table| $crate::html::table(&table))
            }
        }
    };
}

/// The same for a result that shows itself in a notebook in its own way.
macro_rules! produces_arrow {
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

/// Getters of the public fields of a core value.
macro_rules! fields {
    ($type:ident { $($(#[doc = $doc:literal])+ $name:ident: $kind:ty,)+ }) => {
        #[pyo3::pymethods]
        impl $type {
            $(
                $(#[doc = $doc])+
                #[getter]
                #[allow(clippy::wrong_self_convention, reason = "the name in the core, such as from_age")]
                fn $name(&self) -> $kind {
                    $crate::result::Field::field(&self.inner.$name)
                }
            )+
        }
    };
}

/// A small result whose core value is a plain struct: a class with a getter for each of its fields.
macro_rules! record {
    ($(#[doc = $title:literal])+ $type:ident of $core:ty { $($(#[doc = $doc:literal])+ $name:ident: $kind:ty,)+ }) => {
        $(#[doc = $title])+
        #[pyo3::pyclass(frozen, eq, module = "kaiin")]
        #[derive(PartialEq)]
        pub(crate) struct $type {
            pub(crate) inner: $core,
        }

        impl From<$core> for $type {
            fn from(inner: $core) -> Self {
                Self { inner }
            }
        }

        impl $crate::result::Field<$type> for $core {
            fn field(&self) -> $type {
                $type { inner: self.clone() }
            }
        }

        $crate::result::fields!($type { $($(#[doc = $doc])+ $name: $kind,)+ });
        $crate::result::pickled!($type, $core);

        #[pyo3::pymethods]
        impl $type {
            fn __repr__(slf: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                $crate::result::repr(slf, stringify!($type), &[$(stringify!($name)),+])
            }

            fn _repr_html_(slf: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                $crate::result::html(slf, stringify!($type), &[$(stringify!($name)),+])
            }
        }
    };
}

/// A class around a core value: made from it, and how the value is shown where it is a field of another.
macro_rules! wraps {
    ($type:ident, $core:ty) => {
        impl From<$core> for $type {
            fn from(inner: $core) -> Self {
                Self { inner }
            }
        }

        impl $crate::result::Field<$type> for $core {
            fn field(&self) -> $type {
                $type { inner: self.clone() }
            }
        }
    };
}

pub(crate) use {fields, pickled, produces_arrow, record, tabular, wraps};

/// How a field of the core is shown in Python.
pub(crate) trait Field<T> {
    fn field(&self) -> T;
}

macro_rules! plain_fields {
    ($($core:ty => $python:ty, |$value:ident| $shown:expr;)+) => {
        $(impl Field<$python> for $core {
            fn field(&self) -> $python {
                let $value = self;
                $shown
            }
        })+
    };
}

plain_fields! {
    f64 => f64, |value| *value;
    u64 => u64, |value| *value;
    u32 => u32, |value| *value;
    usize => usize, |value| *value;
    i64 => i64, |value| *value;
    i128 => i128, |value| *value;
    i32 => i32, |value| *value;
    bool => bool, |value| *value;
    String => String, |value| value.clone();
    kaiin::FiscalYear => i32, |value| value.get();
    kaiin::Confidence => f64, |value| value.get();
    kaiin::Probability => f64, |value| value.get();
    kaiin::PersonDays => u64, |value| value.get();
    kaiin::PersonYears => f64, |value| value.get();
    kaiin::Day => DayOut, |value| DayOut(*value);
    kaiin::decision::money::Money => i64, |value| value.0;
    kaiin::cohort::ExitCounts => BTreeMap<&'static str, u64>, |value| crate::grouping::exits(*value);
    kaiin::language::Bilingual => (String, String), |value| (value.english.clone(), value.japanese.clone());
    kaiin::rates::IntervalMethod => String, |value| value.to_string();
}

impl<T, U: Field<T>> Field<Option<T>> for Option<U> {
    fn field(&self) -> Option<T> {
        self.as_ref().map(Field::field)
    }
}

impl<T, U: Field<T>> Field<Vec<T>> for Vec<U> {
    fn field(&self) -> Vec<T> {
        self.iter().map(Field::field).collect()
    }
}

impl<T: Choice + Copy> Field<Word<T>> for T {
    fn field(&self) -> Word<T> {
        Word(*self)
    }
}

/// `<kaiin.Limits lower=0.8 upper=0.9>`.
pub(crate) fn repr(value: &Bound<'_, PyAny>, class: &str, names: &[&str]) -> PyResult<String> {
    let fields = shown(value, names)?.into_iter().map(|(name, text)| format!(" {name}={text}"));
    Ok(format!("<kaiin.{class}{}>", fields.collect::<String>()))
}

/// The same as a small table for a notebook.
pub(crate) fn html(value: &Bound<'_, PyAny>, class: &str, names: &[&str]) -> PyResult<String> {
    Ok(crate::html::fields(class, &shown(value, names)?))
}

fn shown(value: &Bound<'_, PyAny>, names: &[&str]) -> PyResult<Vec<(String, String)>> {
    names.iter().map(|name| Ok(((*name).to_owned(), value.getattr(*name)?.repr()?.to_string()))).collect()
}

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
