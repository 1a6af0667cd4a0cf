//! Simulated paths, in Python.

use super::outlook::ProjectionSettings;
use crate::error::{enter, err};
use crate::result::pickled;
use crate::table::Table;
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::projection::Quantity;
use pyo3::prelude::*;
use std::num::NonZeroUsize;

/// A projection lived through by lot, many times: every person decides by chance, with rates and years drawn too where they are uncertain.
///
/// Means and variances are exact in `Projection`, at a fraction of the work. Paths are for what these do not say: the shape of a
/// distribution, and as a check of the exact numbers. The same seed gives the same paths, on any number of threads.
///
/// Args:
///     settings: Population, assumptions and inflow.
///     paths: How many paths.
///     seed: Where they are drawn from.
///     threads: At most so many threads; as many as the machine has unless given.
///
/// Raises:
///     SettingError: There is no path or no year.
///     TableError: Paths times years exceed 55 million, or people two thousand million.
///
/// Examples:
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
///     >>> paths = SimulatedPaths(base, 1_000, seed=42)
///     >>> 808 < paths.mean("members", 2026) < 812
///     True
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct SimulatedPaths {
    inner: kaiin::projection::SimulatedPaths,
}

#[pymethods]
impl SimulatedPaths {
    #[new]
    #[pyo3(signature = (settings, paths, *, seed, threads = None))]
    fn new(
        py: Python<'_>,
        settings: PyRef<'_, ProjectionSettings>,
        paths: u32,
        seed: u64,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Self> {
        let settings = settings.core();
        let drawn = kaiin::projection::PathSettings::of(&settings, paths, seed);
        let drawn = threads.map_or(drawn.clone(), |threads| drawn.threads(threads));
        enter(py, |_| drawn.run()).map(|inner| Self { inner })
    }

    /// The fiscal year on whose last day the paths start.
    #[getter]
    fn base_year(&self) -> i32 {
        self.inner.base_year().get()
    }

    /// Number of years of a path.
    #[getter]
    fn years(&self) -> usize {
        self.inner.years()
    }

    /// Number of paths.
    #[getter]
    fn paths(&self) -> usize {
        self.inner.paths()
    }

    /// The seed that they were drawn from.
    #[getter]
    fn seed(&self) -> u64 {
        self.inner.seed()
    }

    /// A quantity in a fiscal year on every path; ``None`` where the projection does not know it.
    ///
    /// Args:
    ///     quantity: ``"members"``, ``"organization_rate"``, ``"organization_rate_practising"``, ``"entry_rate"``, ``"on_leave"``,
    ///         ``"joined"``, ``"reinstated"`` or ``"left"``.
    ///     year: The fiscal year.
    ///
    /// Raises:
    ///     SettingError: The year is not projected.
    fn values(&self, quantity: Word<Quantity>, year: i32) -> PyResult<Option<Vec<f64>>> {
        self.inner.values(quantity.0, FiscalYear(year)).map_err(err)
    }

    /// The mean of a quantity over all paths.
    ///
    /// Raises:
    ///     SettingError: The year is not projected.
    fn mean(&self, quantity: Word<Quantity>, year: i32) -> PyResult<Option<f64>> {
        self.inner.mean(quantity.0, FiscalYear(year)).map_err(err)
    }

    /// The variance of a quantity over all paths.
    ///
    /// Raises:
    ///     SettingError: The year is not projected.
    fn variance(&self, quantity: Word<Quantity>, year: i32) -> PyResult<Option<f64>> {
        self.inner.variance(quantity.0, FiscalYear(year)).map_err(err)
    }

    /// The smallest value of a quantity that is not exceeded on at least the given share of the paths.
    ///
    /// Raises:
    ///     SettingError: The year is not projected, or the share is outside [0, 1].
    fn quantile(&self, quantity: Word<Quantity>, year: i32, share: f64) -> PyResult<Option<f64>> {
        self.inner.quantile(quantity.0, FiscalYear(year), share).map_err(err)
    }

    /// The share of the paths on which a quantity reaches ``target`` in a fiscal year.
    ///
    /// Raises:
    ///     SettingError: The year is not projected.
    fn share_reaching(&self, quantity: Word<Quantity>, year: i32, target: f64) -> PyResult<Option<f64>> {
        self.inner.share_reaching(quantity.0, FiscalYear(year), target).map_err(err)
    }

    /// The years as columns for one quantity: mean, deviation, and the quantiles of 2.5, 10, 25, 50, 75, 90 and 97.5 %.
    ///
    /// Args:
    ///     quantity: As in `values`; ``"members"`` by default.
    #[pyo3(signature = (quantity = None))]
    fn to_table(&self, quantity: Option<Word<Quantity>>) -> Table {
        self.inner.to_table(quantity.map(|word| word.0).unwrap_or_default()).into()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.SimulatedPaths: {} of {} years>", self.inner.paths(), self.inner.years())
    }
}

pickled!(SimulatedPaths, kaiin::projection::SimulatedPaths);
