//! What a retention curve is fitted to, in Python: counts of renewals, or lifetimes.

use crate::cohort::RetentionTriangle;
use crate::durations::DurationTable;
use crate::error::enter;
use crate::observations::Observations;
use crate::result::{pickled, tabular, wraps};
use kaiin::Result;
use kaiin::model::curve::CurveData;
use pyo3::prelude::*;

/// Members up for their first, second, third … renewal, and how many of them were lost at it.
///
/// The likelihood of every curve that counts renewals depends on these counts alone. Assumes that all cohorts follow one curve, and that a
/// cohort is no longer seen for reasons that have nothing to do with renewing.
///
/// Examples:
///     100 joined, 80 renewed once, 70 twice; a year later 50 joined and 45 renewed once:
///
///     >>> counts = RenewalCounts.of_cohorts([[100, 80, 70], [50, 45]])
///     >>> counts.at_risk, counts.lost
///     ([150, 80], [25, 10])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RenewalCounts {
    pub(crate) inner: kaiin::model::curve::RenewalCounts,
}

#[pymethods]
impl RenewalCounts {
    /// One cohort: how many joined, and how many were still there after each renewal.
    ///
    /// Args:
    ///     remaining: Members after 0, 1, 2, … renewals, never rising.
    ///
    /// Raises:
    ///     SettingError: There are more after a renewal than before it, or nobody at first.
    #[staticmethod]
    fn of_cohort(py: Python<'_>, remaining: Vec<u64>) -> PyResult<Self> {
        enter(py, |_| kaiin::model::curve::RenewalCounts::of_cohort(&remaining)).map(Self::from)
    }

    /// Several cohorts, each with its own number of renewals seen.
    ///
    /// Args:
    ///     cohorts: Of each cohort, members after 0, 1, 2, … renewals.
    ///
    /// Raises:
    ///     SettingError: As for `of_cohort`.
    #[staticmethod]
    fn of_cohorts(py: Python<'_>, cohorts: Vec<Vec<u64>>) -> PyResult<Self> {
        enter(py, |_| kaiin::model::curve::RenewalCounts::of_cohorts(&cohorts)).map(Self::from)
    }

    /// Lifetimes that were counted.
    ///
    /// Args:
    ///     lost: How many were lost at the first, second, … renewal.
    ///     censored: How many were still there and not seen after one, two, … renewals.
    ///
    /// Raises:
    ///     InputError: The lists differ in length, or nobody is counted.
    ///
    /// Examples:
    ///     >>> counts = RenewalCounts.of_lifetimes([3, 1], [2, 4])
    ///     >>> counts.at_risk, counts.lost
    ///     ([10, 5], [3, 1])
    #[staticmethod]
    fn of_lifetimes(py: Python<'_>, lost: Vec<u64>, censored: Vec<u64>) -> PyResult<Self> {
        enter(py, |_| kaiin::model::curve::RenewalCounts::of_lifetimes(&lost, &censored)).map(Self::from)
    }

    /// The cohorts of a triangle, each from its first age to the last that was seen.
    ///
    /// Where members are looked at on the last days of fiscal years, the time before the first look is no renewal and is left out.
    ///
    /// Raises:
    ///     SettingError: A cohort grows because who came back counts again: build the triangle with first spells only.
    #[staticmethod]
    fn of_triangle(py: Python<'_>, triangle: PyRef<'_, RetentionTriangle>) -> PyResult<Self> {
        let triangle = &triangle.inner;
        enter(py, |_| kaiin::model::curve::RenewalCounts::of_triangle(triangle)).map(Self::from)
    }

    /// The same and one more cohort, which was first seen after some renewals (delayed entry).
    ///
    /// Who had gone before is not counted and does not bias the fit.
    ///
    /// Args:
    ///     renewals: Renewals made before the cohort was first seen.
    ///     remaining: Members then, and after each later renewal.
    ///
    /// Raises:
    ///     SettingError: As for `of_cohort`.
    ///     TableError: There are more than 10,000 renewals.
    fn and_cohort_from(&self, py: Python<'_>, renewals: usize, remaining: Vec<u64>) -> PyResult<Self> {
        enter(py, |_| self.inner.clone().and_cohort_from(renewals, &remaining)).map(Self::from)
    }

    /// Members up for each renewal, the first one first.
    #[getter]
    fn at_risk(&self) -> Vec<u64> {
        self.inner.at_risk().to_vec()
    }

    /// Members lost at each renewal.
    #[getter]
    fn lost(&self) -> Vec<u64> {
        self.inner.lost().to_vec()
    }

    /// Number of persons.
    #[getter]
    fn people(&self) -> u64 {
        self.inner.people()
    }

    /// Members lost at all renewals.
    #[getter]
    fn all_lost(&self) -> u64 {
        self.inner.all_lost()
    }

    /// Number of renewals for which anyone was seen: the last one that was.
    #[getter]
    fn periods(&self) -> usize {
        self.inner.periods()
    }

    /// The share that stayed at each renewal; ``None`` where nobody was up for it.
    #[getter]
    fn retention(&self) -> Vec<Option<f64>> {
        self.inner.retention()
    }

    /// The share still there after 0, 1, 2, … renewals; ``None`` from the first renewal on for which nobody was seen.
    #[getter]
    fn survival(&self) -> Vec<Option<f64>> {
        self.inner.survival()
    }

    /// The first renewals only.
    fn first(&self, periods: usize) -> Self {
        self.inner.first(periods).into()
    }

    fn __len__(&self) -> usize {
        self.inner.periods()
    }

    fn __repr__(&self) -> String {
        let (people, periods, lost) = (self.inner.people(), self.inner.periods(), self.inner.all_lost());
        format!("<kaiin.RenewalCounts of {people} persons, {periods} renewals, {lost} lost>")
    }
}

wraps!(RenewalCounts, kaiin::model::curve::RenewalCounts);
tabular!(RenewalCounts);
pickled!(RenewalCounts, kaiin::model::curve::RenewalCounts);

/// When members left, were last seen, or entered late: right-censored and left-truncated lifetimes, in any one unit of time.
///
/// Assumes that who is no longer seen would have left like those who are, and that who enters late is like those who were there.
///
/// Examples:
///     >>> rows = Observations.of_events([2, 3, 3], [1, 0, 1]).entering([0, 1, 0])
///     >>> lifetimes = Lifetimes.of_observations(rows)
///     >>> lifetimes.people, lifetimes.events, lifetimes.exposure
///     (3.0, 2.0, 7.0)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Lifetimes {
    inner: kaiin::model::curve::Lifetimes,
}

#[pymethods]
impl Lifetimes {
    /// All rows together; the end with any outcome is an event.
    ///
    /// Raises:
    ///     InputError: No row counts.
    ///     SettingError: A row ends at 0 or before, with the row.
    #[staticmethod]
    fn of_observations(py: Python<'_>, rows: PyRef<'_, Observations>) -> PyResult<Self> {
        let rows = &rows.inner;
        enter(py, |_| kaiin::model::curve::Lifetimes::of_observations(rows)).map(Self::from)
    }

    /// The rows of one group.
    ///
    /// Raises:
    ///     InputError: No row of it counts.
    ///     RateError: There is no such group.
    ///     SettingError: A row ends at 0 or before, with the row.
    #[staticmethod]
    fn of_group(py: Python<'_>, rows: PyRef<'_, Observations>, group: &str) -> PyResult<Self> {
        let rows = &rows.inner;
        enter(py, |_| kaiin::model::curve::Lifetimes::of_group(rows, group)).map(Self::from)
    }

    /// A group of a table of durations, in days; leaving for any reason is an event.
    ///
    /// Args:
    ///     durations: The table.
    ///     group: Position of the group among ``durations.groups``.
    ///
    /// Raises:
    ///     InputError: Nobody of it was seen for a day.
    ///     SettingError: There is no group at the position.
    #[staticmethod]
    #[pyo3(signature = (durations, group = 0))]
    fn of_durations(py: Python<'_>, durations: PyRef<'_, DurationTable>, group: usize) -> PyResult<Self> {
        let durations = &durations.inner;
        enter(py, |_| kaiin::model::curve::Lifetimes::of_durations(durations, group)).map(Self::from)
    }

    /// The same times in a larger or smaller unit: days divided by 365.25 are years.
    ///
    /// Args:
    ///     size: Length of the new unit in the old one.
    ///
    /// Raises:
    ///     SettingError: The size is not finite and above 0.
    fn in_units_of(&self, py: Python<'_>, size: f64) -> PyResult<Self> {
        enter(py, |_| self.inner.clone().in_units_of(size)).map(Self::from)
    }

    /// Number of persons, or the sum of their weights.
    #[getter]
    fn people(&self) -> f64 {
        self.inner.people()
    }

    /// Number of events, or the sum of their weights.
    #[getter]
    fn events(&self) -> f64 {
        self.inner.events()
    }

    /// Time at risk of all together.
    #[getter]
    fn exposure(&self) -> f64 {
        self.inner.exposure()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Lifetimes", &["people", "events", "exposure"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "Lifetimes", &["people", "events", "exposure"])
    }
}

wraps!(Lifetimes, kaiin::model::curve::Lifetimes);
pickled!(Lifetimes, kaiin::model::curve::Lifetimes);

/// Counts of renewals, or what they can be made from.
#[derive(FromPyObject)]
pub(crate) enum CountsArg {
    #[pyo3(transparent, annotation = "RenewalCounts")]
    Counts(Py<RenewalCounts>),
    #[pyo3(transparent, annotation = "RetentionTriangle")]
    Triangle(Py<RetentionTriangle>),
    #[pyo3(transparent, annotation = "list of counts")]
    Cohort(Vec<u64>),
    #[pyo3(transparent, annotation = "list of lists of counts")]
    Cohorts(Vec<Vec<u64>>),
}

impl CountsArg {
    pub(crate) fn counts(&self) -> Result<kaiin::model::curve::RenewalCounts> {
        use kaiin::model::curve::RenewalCounts;
        match self {
            Self::Counts(counts) => Ok(counts.get().inner.clone()),
            Self::Triangle(triangle) => RenewalCounts::of_triangle(&triangle.get().inner),
            Self::Cohort(remaining) => RenewalCounts::of_cohort(remaining),
            Self::Cohorts(cohorts) => RenewalCounts::of_cohorts(cohorts),
        }
    }
}

/// Renewals or times.
#[derive(FromPyObject)]
pub(crate) enum DataArg {
    #[pyo3(transparent, annotation = "Lifetimes")]
    Lifetimes(Py<Lifetimes>),
    #[pyo3(transparent, annotation = "Observations")]
    Observations(Py<Observations>),
    #[pyo3(transparent, annotation = "RenewalCounts, RetentionTriangle or counts")]
    Renewals(CountsArg),
}

impl DataArg {
    /// Does something with the data as the core takes them.
    pub(crate) fn with<T>(&self, take: impl FnOnce(CurveData<'_>) -> Result<T>) -> Result<T> {
        match self {
            Self::Lifetimes(lifetimes) => take((&lifetimes.get().inner).into()),
            Self::Observations(rows) => take((&kaiin::model::curve::Lifetimes::of_observations(&rows.get().inner)?).into()),
            Self::Renewals(counts) => take((&counts.counts()?).into()),
        }
    }
}
