//! Cumulative numbers by cohort and age, and tests of whether they develop as a chain ladder takes it, in Python.

use crate::entry_triangle::EntryTriangle;
use crate::error::enter;
use crate::mapping::{CohortCells, CohortNumbers};
use crate::result::{Field, pickled, record, tabular, wraps};
use kaiin::{FiscalYear, Result};
use pyo3::prelude::*;
use std::collections::BTreeMap;

record! {
    /// One licence cohort of a `DevelopmentTriangle`.
    DevelopmentRow of kaiin::model::development::DevelopmentRow {
        /// The licence cohort, or whatever year the numbers originate in.
        cohort: i32,
        /// New licence holders of the cohort; ``None`` where not known.
        licensees: Option<f64>,
        /// Who had joined by age 0, 1, 2, …; ``None`` where not seen.
        cumulative: Vec<Option<f64>>,
    }
}

#[pymethods]
impl DevelopmentRow {
    /// The last age with a seen cell, and that cell.
    #[getter]
    fn latest(&self) -> Option<(usize, f64)> {
        self.inner.latest()
    }
}

fn by_year<T>(cells: BTreeMap<i32, T>) -> impl Iterator<Item = (FiscalYear, T)> {
    cells.into_iter().map(|(cohort, cells)| (FiscalYear(cohort), cells))
}

/// Cumulative numbers by cohort and age. A cell that has not been seen is ``None``; a 0 is a number like others.
///
/// Ages are steps of one length, for licence cohorts years since the licence: age 0 is the licence year itself. Cells may be missing
/// anywhere.
///
/// Args:
///     cumulative: Of each cohort, who had joined by age 0, 1, 2, …; cells at the end may be left out.
///     licensees: New licence holders of cohorts, the denominators of entry rates.
///
/// Raises:
///     InputError: No cell is seen.
///     SettingError: A cell is negative, not finite or beyond 1e30, or the licence holders of a cohort are not above 0.
///
/// Examples:
///     >>> triangle = DevelopmentTriangle({2021: [60, 90, 99], 2022: [80, 110], 2023: [70]}, licensees={2023: 120})
///     >>> triangle.ages, triangle.rows[1].latest, triangle.rows[2].licensees
///     (3, (1, 110.0), 120.0)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct DevelopmentTriangle {
    pub(crate) inner: kaiin::model::development::DevelopmentTriangle,
}

#[pymethods]
impl DevelopmentTriangle {
    #[new]
    #[pyo3(signature = (cumulative, *, licensees = None))]
    fn new(py: Python<'_>, cumulative: CohortCells, licensees: Option<CohortNumbers>) -> PyResult<Self> {
        enter(py, |_| {
            let triangle = kaiin::model::development::DevelopmentTriangle::of_cumulative(by_year(cumulative.0))?;
            licensees.into_iter().try_fold(triangle, |triangle, licensees| triangle.with_licensees(by_year(licensees.0)))
        })
        .map(Self::from)
    }

    /// A triangle of the numbers that were added at each age; they are summed up to the first that was not seen.
    ///
    /// Raises:
    ///     InputError: As for the class.
    ///     SettingError: As for the class, of the sums.
    #[staticmethod]
    fn of_increments(py: Python<'_>, increments: CohortCells) -> PyResult<Self> {
        enter(py, |_| kaiin::model::development::DevelopmentTriangle::of_increments(by_year(increments.0))).map(Self::from)
    }

    /// The triangle of the entrants of a register.
    ///
    /// Raises:
    ///     InputError: No cell is seen.
    #[staticmethod]
    fn of_entrants(py: Python<'_>, entries: PyRef<'_, EntryTriangle>) -> PyResult<Self> {
        let entries = &entries.inner;
        enter(py, |_| kaiin::model::development::DevelopmentTriangle::of_entrants(entries)).map(Self::from)
    }

    /// The triangle with the new licence holders of cohorts; cohorts that are not in it are added as cohorts of which nothing is seen.
    ///
    /// Raises:
    ///     SettingError: A number is not above 0, or above 1e30.
    fn with_licensees(&self, py: Python<'_>, licensees: CohortNumbers) -> PyResult<Self> {
        enter(py, |_| self.inner.clone().with_licensees(by_year(licensees.0))).map(Self::from)
    }

    /// The cohorts, ascending, each with one cell for every age.
    #[getter]
    fn rows(&self) -> Vec<DevelopmentRow> {
        self.inner.rows().iter().cloned().map(DevelopmentRow::from).collect()
    }

    /// How many ages there are: 0 up to one less than this.
    #[getter]
    fn ages(&self) -> usize {
        self.inner.ages()
    }

    fn __len__(&self) -> usize {
        self.inner.rows().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.DevelopmentTriangle of {} cohorts, {} ages>", self.inner.rows().len(), self.inner.ages())
    }
}

wraps!(DevelopmentTriangle, kaiin::model::development::DevelopmentTriangle);
tabular!(DevelopmentTriangle);
pickled!(DevelopmentTriangle, kaiin::model::development::DevelopmentTriangle);

/// A triangle that can be developed, or the entrants of a register of which it can be made.
#[derive(FromPyObject)]
pub(crate) enum TriangleArg {
    #[pyo3(transparent, annotation = "DevelopmentTriangle")]
    Development(Py<DevelopmentTriangle>),
    #[pyo3(transparent, annotation = "EntryTriangle")]
    Entrants(Py<EntryTriangle>),
}

impl TriangleArg {
    pub(crate) fn triangle(&self) -> Result<kaiin::model::development::DevelopmentTriangle> {
        match self {
            Self::Development(triangle) => Ok(triangle.get().inner.clone()),
            Self::Entrants(entries) => kaiin::model::development::DevelopmentTriangle::of_entrants(&entries.get().inner),
        }
    }
}

record! {
    /// The growths that were seen in one year, of `CalendarEffects`.
    CalendarYearCount of kaiin::model::development::CalendarYearCount {
        /// The fiscal year in which the later age ended.
        year: i32,
        /// Growths below the median of their age.
        small: u64,
        /// Growths above the median of their age.
        large: u64,
        /// The smaller of the two counts.
        statistic: u64,
        /// Its expected value if small and large are equally likely.
        expected: f64,
        /// Its variance.
        variance: f64,
        /// How probable so uneven a split is (binomial, two-sided); 1 where there is nothing to split.
        p_value: f64,
    }
}

/// Mack's test for effects of calendar years: a campaign or a change of rules that touched all cohorts in one year.
///
/// Every growth of a cohort is compared with the median of its age. With S small and L large growths of a year the statistic is
/// ``min(S, L)``; its sum over years is tested as normal. Weak where a triangle is small; many years are looked at, so with twenty one
/// p-value below 0.05 is no surprise. Mack (1994), *CAS Forum*, appendix H.
///
/// Args:
///     triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.
///
/// Examples:
///     >>> effects = CalendarEffects(DevelopmentTriangle({2020: [100, 150, 160], 2021: [100, 200, 240], 2022: [100, 150]}))
///     >>> [(year.small, year.large) for year in effects.years if year.year == 2023]  # 240/200 is above the median of age 1
///     [(0, 1)]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CalendarEffects {
    inner: kaiin::model::development::CalendarEffects,
}

#[pymethods]
impl CalendarEffects {
    #[new]
    fn new(py: Python<'_>, triangle: TriangleArg) -> PyResult<Self> {
        enter(py, |_| Ok(kaiin::model::development::CalendarEffects::of(&triangle.triangle()?))).map(Self::from)
    }

    /// The years with a seen growth, ascending.
    #[getter]
    fn years(&self) -> Vec<CalendarYearCount> {
        self.inner.years.field()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "CalendarEffects", &["statistic", "expected", "variance", "p_value"])
    }
}

crate::result::fields!(CalendarEffects {
    /// The sum of the statistics of the years.
    statistic: f64,
    /// Its expected value without effects.
    expected: f64,
    /// Its variance without effects.
    variance: f64,
    /// Two-sided p-value from the normal distribution; ``None`` where the statistic cannot vary.
    p_value: Option<f64>,
});

wraps!(CalendarEffects, kaiin::model::development::CalendarEffects);
tabular!(CalendarEffects);
pickled!(CalendarEffects, kaiin::model::development::CalendarEffects);

record! {
    /// Spearman's rank correlation of growth to an age and growth from it, of `FactorCorrelation`.
    RankCorrelation of kaiin::model::development::RankCorrelation {
        /// The age between the two growths, in years.
        age: usize,
        /// Cohorts of which both were seen.
        cohorts: usize,
        /// The correlation of their ranks, -1 to 1.
        correlation: f64,
    }
}

/// Mack's test for correlation of growth from age to age: the chain ladder takes it that there is none.
///
/// A negative value is catching up: cohorts of which many joined early have fewer left to join. ``T = Σ (m - 1) T_age / Σ (m - 1)`` with
/// variance ``1 / Σ (m - 1)`` over the m cohorts of each age. Mack looks at the middle 50 % of the normal distribution, because the test is
/// rough. Mack (1994), *CAS Forum*, appendix G.
///
/// Args:
///     triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.
///
/// Examples:
///     Growths of 1.5, 1.2 and 1.1, then 1.1, 1.2 and 1.3:
///
///     >>> found = FactorCorrelation(DevelopmentTriangle({2020: [100, 150, 165], 2021: [100, 120, 144], 2022: [100, 110, 143]}))
///     >>> found.statistic, found.variance
///     (-1.0, 0.5)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct FactorCorrelation {
    inner: kaiin::model::development::FactorCorrelation,
}

#[pymethods]
impl FactorCorrelation {
    #[new]
    fn new(py: Python<'_>, triangle: TriangleArg) -> PyResult<Self> {
        enter(py, |_| Ok(kaiin::model::development::FactorCorrelation::of(&triangle.triangle()?))).map(Self::from)
    }

    /// The correlation at each age at which two or more cohorts can be ranked.
    #[getter]
    fn ages(&self) -> Vec<RankCorrelation> {
        self.inner.ages.field()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "FactorCorrelation", &["statistic", "variance", "p_value"])
    }
}

crate::result::fields!(FactorCorrelation {
    /// The weighted mean of the correlations; ``None`` where there are none.
    statistic: Option<f64>,
    /// Its variance without correlation.
    variance: Option<f64>,
    /// Two-sided p-value from the normal distribution.
    p_value: Option<f64>,
});

wraps!(FactorCorrelation, kaiin::model::development::FactorCorrelation);
tabular!(FactorCorrelation);
pickled!(FactorCorrelation, kaiin::model::development::FactorCorrelation);
