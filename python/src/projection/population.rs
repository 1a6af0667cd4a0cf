//! Who is where at the start of a projection, in Python.

use crate::cohort::CohortTable;
use crate::error::enter;
use crate::licensees::Licensees;
use crate::result::pickled;
use kaiin::FiscalYear;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// The people of one licence cohort on the last day of the base year.
///
/// Args:
///     never_joined: Licence holders of the cohort who have never joined.
///     active: Active members by fiscal years since joining.
///     on_leave: Members on leave by fiscal years since joining.
///     lapsed: Persons who lapsed within the record, could come back and have not, by fiscal years since the lapse.
///     lapsed_by_tenure: Of the lapsed those whose joining is known: by fiscal years since the lapse, then since joining (the largest number
///         for a joining before the record). It matters only where tenure runs on. The others count as joined in the year of the licence;
///         where that is not known either, as of the longest tenure.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CohortPopulation {
    inner: kaiin::projection::CohortPopulation,
}

#[pymethods]
impl CohortPopulation {
    #[new]
    #[pyo3(signature = (*, never_joined = 0, active = BTreeMap::new(), on_leave = BTreeMap::new(), lapsed = BTreeMap::new(),
        lapsed_by_tenure = BTreeMap::new()))]
    fn new(
        never_joined: u64,
        active: BTreeMap<u32, u64>,
        on_leave: BTreeMap<u32, u64>,
        lapsed: BTreeMap<u32, u64>,
        lapsed_by_tenure: BTreeMap<u32, BTreeMap<u32, u64>>,
    ) -> Self {
        Self { inner: kaiin::projection::CohortPopulation { never_joined, active, on_leave, lapsed, lapsed_by_tenure } }
    }

    /// Licence holders of the cohort who have never joined.
    #[getter]
    fn never_joined(&self) -> u64 {
        self.inner.never_joined
    }

    /// Active members by fiscal years since joining.
    #[getter]
    fn active(&self) -> BTreeMap<u32, u64> {
        self.inner.active.clone()
    }

    /// Members on leave by fiscal years since joining.
    #[getter]
    fn on_leave(&self) -> BTreeMap<u32, u64> {
        self.inner.on_leave.clone()
    }

    /// Persons who lapsed within the record, could come back and have not, by fiscal years since the lapse.
    #[getter]
    fn lapsed(&self) -> BTreeMap<u32, u64> {
        self.inner.lapsed.clone()
    }

    /// Of the lapsed those whose joining is known: by fiscal years since the lapse, then since joining.
    #[getter]
    fn lapsed_by_tenure(&self) -> BTreeMap<u32, BTreeMap<u32, u64>> {
        self.inner.lapsed_by_tenure.clone()
    }

    /// Members on the roll.
    #[getter]
    fn members(&self) -> u64 {
        self.inner.members()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "CohortPopulation", &["never_joined", "active", "on_leave", "lapsed"])
    }
}

pickled!(CohortPopulation, kaiin::projection::CohortPopulation);

/// Everyone on the last day of the base year, by licence cohort: members by tenure, on leave, lapsed, never joined.
///
/// Args:
///     base_year: The fiscal year on whose last day the people are counted.
///     cohorts: The people by licence cohort; ``None`` is the cohort of those whose licence is not known.
///
/// Examples:
///     >>> Population(2019, [(2018, CohortPopulation(active={0: 90, 1: 10}, on_leave={1: 5}))]).members
///     105
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Population {
    pub(crate) inner: kaiin::projection::Population,
}

#[pymethods]
impl Population {
    #[new]
    fn new(base_year: i32, cohorts: Vec<(Option<i32>, CohortPopulation)>) -> Self {
        let cohorts = cohorts.into_iter().map(|(cohort, people)| (cohort.map(FiscalYear), people.inner)).collect();
        Self { inner: kaiin::projection::Population { base_year: FiscalYear(base_year), cohorts } }
    }

    /// The people of a cohort table grouped by ``"licence_cohort"`` and ``"join_cohort"``.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by both cohorts.
    ///     RateError: It does not cover the base year to its end.
    #[staticmethod]
    #[pyo3(signature = (table, base_year, licensees = None))]
    fn from_table(
        py: Python<'_>,
        table: PyRef<'_, CohortTable>,
        base_year: i32,
        licensees: Option<PyRef<'_, Licensees>>,
    ) -> PyResult<Self> {
        let (table, licensees) = (&table.inner, licensees.as_ref().map(|licensees| &licensees.inner));
        enter(py, |_| kaiin::projection::Population::from_table(table, licensees, FiscalYear(base_year))).map(|inner| Self { inner })
    }

    /// A population of which only the totals are known: every member counts as one of long standing,
    /// and every lapse as long ago.
    #[staticmethod]
    #[pyo3(signature = (base_year, members, *, on_leave = 0, never_joined = 0, lapsed = 0))]
    fn from_totals(base_year: i32, members: u64, on_leave: u64, never_joined: u64, lapsed: u64) -> Self {
        Self { inner: kaiin::projection::Population::from_totals(FiscalYear(base_year), members, on_leave, never_joined, lapsed) }
    }

    /// The fiscal year on whose last day the people are counted.
    #[getter]
    fn base_year(&self) -> i32 {
        self.inner.base_year.get()
    }

    /// The people by licence cohort.
    #[getter]
    fn cohorts(&self) -> Vec<(Option<i32>, CohortPopulation)> {
        let cohort = |(year, people): &(Option<FiscalYear>, _)| (year.map(FiscalYear::get), people_of(people));
        self.inner.cohorts.iter().map(cohort).collect()
    }

    /// Members on the roll.
    #[getter]
    fn members(&self) -> u64 {
        self.inner.members()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Population of {} members>", self.inner.members())
    }
}

pickled!(Population, kaiin::projection::Population);

fn people_of(people: &kaiin::projection::CohortPopulation) -> CohortPopulation {
    CohortPopulation { inner: people.clone() }
}
