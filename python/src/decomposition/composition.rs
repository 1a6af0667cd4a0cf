//! How a population is composed, and how much of a difference is due to it, in Python.

use super::cells::CellsArg;
use super::populations::Populations;
use super::rate_function::RateOfNumbers;
use super::standardised::StandardisedRates;
use crate::array::Array;
use crate::error::{enter, err};
use pyo3::prelude::*;

/// The cells of two populations or more, cross-classified by one variable or more (age group, sex, branch), and their sizes.
///
/// Args:
///     sizes: Persons in each cell, or any numbers proportional to them: a list of cells for each population (also the rows of a
///         two-dimensional array), or a table with a column for each, in the order of the populations.
///
/// Raises:
///     InputError: There is no population or no cell, populations differ in their number of cells, or a size is not a number.
///     SettingError: A size is negative or not finite, or all of a population are 0.
///
/// Examples:
///     >>> holders = Composition([[30, 20, 40, 10], [20, 20, 40, 20]]).by("sex", ["f", "f", "m", "m"])
///     >>> holders = holders.by("age", ["-39", "40+", "-39", "40+"])
///     >>> years = Populations(["2013", "2023"]).factor_by_cell("members", [[0.8, 0.6, 0.7, 0.5], [0.7, 0.6, 0.6, 0.5]])
///     >>> change = holders.standardise(years, product_of_factors).between("2013", "2023")
///     >>> [part.name for part in change.parts], round(change.value("members"), 12)  # -0.1 in cells of 0.65 on the mean
///     (['sex', 'age', 'members'], -0.065)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Composition {
    inner: kaiin::decision::decomposition::Composition,
}

#[pymethods]
impl Composition {
    #[new]
    fn new(py: Python<'_>, sizes: CellsArg<'_>) -> PyResult<Self> {
        let sizes = sizes.in_order("sizes")?;
        enter(py, |_| kaiin::decision::decomposition::Composition::of_sizes(&sizes)).map(|inner| Self { inner })
    }

    /// Classified by a variable. Given several times, the cells are cross-classified; two cells may have the same levels.
    ///
    /// Args:
    ///     variable: Its name, and that of its part.
    ///     levels: The level of each cell.
    ///
    /// Raises:
    ///     InputError: There are not as many levels as cells, or one is absent.
    ///     SettingError: The variable is given twice.
    fn by(&self, variable: String, levels: Array) -> PyResult<Self> {
        let levels = levels.names(&variable).map_err(err)?;
        self.inner.clone().by(variable, &levels).map(|inner| Self { inner }).map_err(err)
    }

    /// Standardises a rate that is the mean of the rates of cells, weighted by their sizes: a part for each variable and for each factor.
    ///
    /// Composition and rates are weighed against each other first, each at the mean of the other; then composition is split among its
    /// variables and the rates among their factors, by Das Gupta's average over all orders. With one variable and one factor this is
    /// Kitagawa's decomposition. A cell that is empty in one population needs a rate in it all the same: give it that of the other. Weak:
    /// the part of a variable depends on which other variables are there, though not on their order.
    ///
    /// Source: Das Gupta (1993), chapter 5.
    ///
    /// Args:
    ///     populations: The factors of the rate, by cell in the order of the cells here or one number for all.
    ///     rate: The rate of a cell, a function of the list of its factors; `product_of_factors` where there is one factor, or they are
    ///         multiplied, which is computed without calling Python.
    ///
    /// Raises:
    ///     InputError: There is no variable or no factor, or numbers of populations or cells differ from the composition.
    ///     TableError: There are more than 20 factors, or more than 2^27 evaluations in all.
    ///     SettingError: A variable and a factor have one name, or the rate is not a finite number.
    ///     Exception: One of the function's own comes out as it is.
    ///
    /// Examples:
    ///     >>> branches = Composition([[50, 50], [60, 40]]).by("branch", ["A", "B"])
    ///     >>> years = Populations(["2022", "2023"]).factor_by_cell("rate", [[0.8, 0.4], [0.7, 0.4]])
    ///     >>> change = branches.standardise(years, product_of_factors).between("2022", "2023")
    ///     >>> round(change.value("branch"), 12), round(change.value("rate"), 12)  # 0.1 * (0.75 - 0.4) and -0.1 * 0.55
    ///     (0.035, -0.055)
    fn standardise(&self, populations: PyRef<'_, Populations>, rate: RateOfNumbers<'_>) -> PyResult<StandardisedRates> {
        let populations = &populations.inner;
        rate.apply(|rate| self.inner.standardise(populations, rate)).map(StandardisedRates::from)
    }

    /// The names of the variables, in the order given.
    #[getter]
    fn variables(&self) -> Vec<&str> {
        self.inner.variables().collect()
    }

    /// Number of cells.
    #[getter]
    fn cells(&self) -> usize {
        self.inner.cells()
    }

    /// Number of populations.
    #[getter]
    fn populations(&self) -> usize {
        self.inner.populations()
    }

    fn __repr__(&self) -> String {
        let variables: Vec<&str> = self.inner.variables().collect();
        format!(
            "<kaiin.Composition of {} populations in {} cells by {}>",
            self.inner.populations(),
            self.inner.cells(),
            variables.join(", ")
        )
    }
}
