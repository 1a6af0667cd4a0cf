//! Numbers by population, and by cell of each population, as Python writes them.

use crate::array::{Array, TableArg};
use crate::error::err;
use kaiin::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyMapping;

/// One number a population: in the order of the populations, or a mapping by their names.
pub(super) struct NumbersArg<'py>(Bound<'py, PyAny>);

/// One list of cells a population: in the order of the populations (also the rows of a two-dimensional array), or a table with a column
/// for each.
pub(super) struct CellsArg<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for NumbersArg<'py> {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "NumbersByPopulation");

    fn extract(values: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(values.to_owned()))
    }
}

impl<'py> FromPyObject<'_, 'py> for CellsArg<'py> {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "CellsByPopulation");

    fn extract(values: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(values.to_owned()))
    }
}

impl NumbersArg<'_> {
    /// The numbers of a factor in the order of the populations.
    pub(super) fn reals(self, name: &str, populations: &[String]) -> PyResult<Vec<f64>> {
        let Ok(mapping) = self.0.cast::<PyMapping>() else {
            return self.0.extract::<Array>()?.reals(name).map_err(err);
        };
        let missing = |population: &str| {
            let advice = format!("the populations are {}", populations.join(", "));
            err(Error::Missing { what: format!("{name} of population {population:?}"), advice })
        };
        let number = |population: &String| match mapping.contains(population)? {
            true => mapping.get_item(population)?.extract(),
            false => Err(missing(population)),
        };
        populations.iter().map(number).collect()
    }
}

impl<'py> CellsArg<'py> {
    /// The cells of a factor in the order of the populations.
    pub(super) fn of_populations(self, name: &str, populations: &[String]) -> PyResult<Vec<Vec<f64>>> {
        if !self.is_table()? {
            return self.lists(name);
        }
        let names: Vec<&str> = populations.iter().map(String::as_str).collect();
        reals(name, self.0.extract::<TableArg<'py>>()?.arrays(&names)?)
    }

    /// All lists, or all columns of a table in their order.
    pub(super) fn in_order(self, name: &str) -> PyResult<Vec<Vec<f64>>> {
        if !self.is_table()? {
            return self.lists(name);
        }
        let columns = self.0.extract::<TableArg<'py>>()?.columns()?;
        reals(name, columns.into_iter().map(|(_, column)| column).collect())
    }

    fn lists(&self, name: &str) -> PyResult<Vec<Vec<f64>>> {
        let lists = self.0.try_iter()?.map(|list| list?.extract()).collect::<PyResult<Vec<Array>>>()?;
        reals(name, lists)
    }

    /// Whether the cells are a table and not a list of lists.
    fn is_table(&self) -> PyResult<bool> {
        Ok(self.0.cast::<PyMapping>().is_ok() || self.0.hasattr("__arrow_c_stream__")?)
    }
}

fn reals(name: &str, columns: Vec<Array>) -> PyResult<Vec<Vec<f64>>> {
    columns.into_iter().map(|column| column.reals(name)).collect::<Result<_>>().map_err(err)
}
