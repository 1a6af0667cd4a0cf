//! Mappings of the caller, a dict or any other.

use pyo3::prelude::*;
use pyo3::types::PyMapping;
use std::collections::BTreeMap;

/// The entries of a mapping, by ascending key.
pub(crate) fn entries<K, V>(mapping: &Bound<'_, PyAny>) -> PyResult<BTreeMap<K, V>>
where
    K: Ord + for<'a, 'py> FromPyObject<'a, 'py>,
    V: for<'a, 'py> FromPyObject<'a, 'py>,
{
    let items: Vec<(K, V)> = mapping.cast::<PyMapping>()?.items()?.extract()?;
    Ok(items.into_iter().collect())
}

macro_rules! mappings {
    ($($(#[doc = $doc:literal])+ $name:ident of $key:ty, $value:ty, $hint:literal;)+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) struct $name(pub(crate) BTreeMap<$key, $value>);

            impl<'py> FromPyObject<'_, 'py> for $name {
                type Error = PyErr;
                #[cfg(feature = "stubs")]
                const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", $hint);

                fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                    entries(&value).map(Self)
                }
            }
        )+
    };
}

mappings! {
    /// Numbers of each cohort by age; `None` is not seen.
    CohortCells of i32, Vec<Option<f64>>, "CohortCells";
    /// A number of each cohort.
    CohortNumbers of i32, f64, "CohortNumbers";
    /// What is known of a member, by name.
    Known of String, crate::lifetime_regression::KnownArg, "Known";
}
