//! Between which populations, and by which factors, a rate is decomposed, in Python.

use super::cells::{CellsArg, NumbersArg};
use crate::error::{enter, err};
use crate::report::Words;
use pyo3::prelude::*;

/// One factor of a rate: its values in every population. Made by `Populations`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Factor {
    inner: kaiin::decision::decomposition::Factor,
}

#[pymethods]
impl Factor {
    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        self.inner.name()
    }

    /// Its values in the population at a position: one, or one a cell; none beyond the last population.
    fn values_of(&self, population: usize) -> Vec<f64> {
        self.inner.values_of(population).to_vec()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Factor {:?}>", self.inner.name())
    }
}

/// Two populations or more (dates, branches, associations), to which `factor` and `factor_by_cell` add the factors of a rate.
///
/// A factor is one number a population, or one a cell (an age group, a branch), the same cells in the same order in every population.
/// Factors of one number and factors of cells can stand side by side.
///
/// Args:
///     names: The names of the populations.
///
/// Raises:
///     SettingError: There are fewer than two, or one name is given twice.
///
/// Examples:
///     >>> dates = Populations(["2018", "2023"]).factor("pass rate", {"2018": 0.81, "2023": 0.87})
///     >>> dates = dates.factor_by_cell("entry rate by school", {"2018": [0.9, 0.7, 0.8], "2023": [0.8, 0.7, 0.7]})
///     >>> dates.names, len(dates.factors), dates.cells
///     (['2018', '2023'], 2, 3)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Populations {
    pub(super) inner: kaiin::decision::decomposition::Populations,
}

impl From<kaiin::decision::decomposition::Populations> for Populations {
    fn from(inner: kaiin::decision::decomposition::Populations) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Populations {
    #[new]
    fn new(names: Vec<String>) -> PyResult<Self> {
        kaiin::decision::decomposition::Populations::of(names).map(Self::from).map_err(err)
    }

    /// With a factor of one number a population.
    ///
    /// Args:
    ///     name: The name of the factor, and of its part.
    ///     values: The numbers in the order of the populations, or by their names.
    ///
    /// Raises:
    ///     InputError: There is not one number a population, or a value is not a number.
    ///     RateError: A mapping lacks a population.
    ///     SettingError: A value is not finite, or the name is given twice.
    fn factor(&self, name: String, values: NumbersArg<'_>) -> PyResult<Self> {
        let values = values.reals(&name, self.inner.names())?;
        self.inner.clone().factor(name, &values).map(Self::from).map_err(err)
    }

    /// With a factor of one number a cell.
    ///
    /// Args:
    ///     name: The name of the factor, and of its part.
    ///     values: A list of cells for each population in their order (also the rows of a two-dimensional array), or a table with a column
    ///         for each population.
    ///
    /// Raises:
    ///     InputError: There are not as many lists as populations, the numbers of cells differ, there is none, or one is not a number.
    ///     SettingError: A value is not finite, or the name is given twice.
    fn factor_by_cell(&self, py: Python<'_>, name: String, values: CellsArg<'_>) -> PyResult<Self> {
        let values = values.of_populations(&name, self.inner.names())?;
        enter(py, |_| self.inner.clone().factor_by_cell(name, &values)).map(Self::from)
    }

    /// With words that say what the factor given last counts: one text, or its English and Japanese forms. Its part of the change carries
    /// them.
    fn counting(&self, words: Words) -> Self {
        self.inner.clone().counting_in(words.bilingual()).into()
    }

    /// Some of the populations, in the order asked for: with two, they are standardised against each other only.
    ///
    /// Raises:
    ///     RateError: A name is not there.
    ///     SettingError: There are fewer than two, or one is named twice.
    fn only(&self, names: Vec<String>) -> PyResult<Self> {
        self.inner.only(&names).map(Self::from).map_err(err)
    }

    /// One cell alone, counted from 0, of a rate that is a sum over cells: its parts are what this cell adds to those of the whole.
    ///
    /// Raises:
    ///     RateError: It is beyond the last cell.
    fn cell(&self, at: usize) -> PyResult<Self> {
        self.inner.cell(at).map(Self::from).map_err(err)
    }

    /// The names of the populations.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.inner.names().to_vec()
    }

    /// The factors, in the order given.
    #[getter]
    fn factors(&self) -> Vec<Factor> {
        self.inner.factors().iter().cloned().map(|inner| Factor { inner }).collect()
    }

    /// Number of cells; 1 when every factor is one number, 0 without factors.
    #[getter]
    fn cells(&self) -> usize {
        self.inner.cells()
    }

    fn __repr__(&self) -> String {
        let factors: Vec<&str> = self.inner.factors().iter().map(kaiin::decision::decomposition::Factor::name).collect();
        format!("<kaiin.Populations {}: {}>", self.inner.names().join(", "), factors.join(", "))
    }
}
