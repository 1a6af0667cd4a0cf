//! From which values to which the parameters of a rate changed, in Python.

use crate::array::Array;
use crate::error::{enter, err};
use pyo3::prelude::*;
use pyo3::types::PyMapping;

/// Parameters with their values before and after: a mapping by name, or a list of name, before and after.
struct ChangesArg(Vec<(String, f64, f64)>);

impl<'py> FromPyObject<'_, 'py> for ChangesArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "ParameterChanges");

    fn extract(changes: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let Ok(mapping) = changes.cast::<PyMapping>() else { return changes.extract().map(Self) };
        let items: Vec<(String, (f64, f64))> = mapping.items()?.extract()?;
        Ok(Self(items.into_iter().map(|(name, (before, after))| (name, before, after)).collect()))
    }
}

/// The parameters of a rate before and after, each by name.
///
/// Args:
///     parameters: A mapping of names to pairs of before and after, or a list of name, before and after.
///
/// Raises:
///     InputError: There is none.
///     SettingError: A value is not finite, or a name is given twice.
///
/// Examples:
///     >>> changed = Parameters({"entry": (0.8, 0.7), "retention": (0.90, 0.95)}).between("2022", "2023")
///     >>> changed.names, changed.before, changed.after
///     (['entry', 'retention'], [0.8, 0.9], [0.7, 0.95])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Parameters {
    pub(super) inner: kaiin::decision::decomposition::Parameters,
}

#[pymethods]
impl Parameters {
    #[new]
    fn new(parameters: ChangesArg) -> PyResult<Self> {
        kaiin::decision::decomposition::Parameters::new(parameters.0).map(|inner| Self { inner }).map_err(err)
    }

    /// Parameters ``1``, ``2``, ... from two lists.
    ///
    /// Raises:
    ///     InputError: The lists differ in length or are empty, or a value is not a number.
    ///     SettingError: A value is not finite.
    #[staticmethod]
    fn of_lists(py: Python<'_>, before: Array, after: Array) -> PyResult<Self> {
        let make = || kaiin::decision::decomposition::Parameters::of_lists(&before.reals("before")?, &after.reals("after")?);
        enter(py, |_| make()).map(|inner| Self { inner })
    }

    /// With the names of the two dates or populations.
    fn between(&self, first: String, second: String) -> Self {
        Self { inner: self.inner.clone().between(first, second) }
    }

    /// The names.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.inner.names().to_vec()
    }

    /// The values before.
    #[getter]
    fn before(&self) -> Vec<f64> {
        self.inner.before().to_vec()
    }

    /// The values after.
    #[getter]
    fn after(&self) -> Vec<f64> {
        self.inner.after().to_vec()
    }

    fn __len__(&self) -> usize {
        self.inner.names().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Parameters {}>", self.inner.names().join(", "))
    }
}
