//! What will happen if the assumptions hold, in Python.

use crate::cohort::CohortTable;
use crate::error::{enter, err};
use crate::licensees::Licensees;
use crate::rates::{Interval, confidence_or_default};
use crate::result::{Field, fields, pickled, record, tabular};
use crate::words::Word;
use kaiin::licensees::DenominatorKind;
use kaiin::projection::TenureOnReturn;
use kaiin::{FiscalYear, Result};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// A probability per fiscal year, with its provenance.
///
/// Args:
///     probability: The probability.
///     note: Why this number, for the reader.
///
/// Raises:
///     SettingError: The probability is outside [0, 1].
///
/// Examples:
///     >>> Assumed(0.02, "guess").provenance
///     'typed in: guess'
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Assumed {
    inner: kaiin::projection::Assumed,
}

#[pymethods]
impl Assumed {
    #[new]
    #[pyo3(signature = (probability, note = ""))]
    fn new(probability: f64, note: &str) -> PyResult<Self> {
        kaiin::projection::Assumed::typed_in(probability, note).map(|inner| Self { inner }).map_err(err)
    }

    /// The probability.
    #[getter]
    fn probability(&self) -> f64 {
        self.inner.probability.get()
    }

    /// Where it comes from, in words.
    #[getter]
    fn provenance(&self) -> String {
        self.inner.provenance.words().english
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Assumed", &["probability", "provenance"])
    }
}

pickled!(Assumed, kaiin::projection::Assumed);

impl Field<Assumed> for kaiin::projection::Assumed {
    fn field(&self) -> Assumed {
        Assumed { inner: self.clone() }
    }
}

/// A probability, with or without a provenance of its own.
#[derive(FromPyObject)]
enum AssumedArg {
    #[pyo3(transparent, annotation = "Assumed")]
    Given(Assumed),
    #[pyo3(transparent, annotation = "float")]
    Probability(f64),
}

impl AssumedArg {
    fn noted(self, note: &str) -> Result<kaiin::projection::Assumed> {
        match self {
            Self::Given(assumed) => Ok(assumed.inner),
            Self::Probability(probability) => kaiin::projection::Assumed::typed_in(probability, note),
        }
    }
}

/// The people of one licence cohort on the last day of the base year.
///
/// Args:
///     never_joined: Licence holders of the cohort who have never joined.
///     active: Active members by fiscal years since joining.
///     on_leave: Members on leave by fiscal years since joining.
///     lapsed: Persons who lapsed within the record, could come back and have not.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CohortPopulation {
    inner: kaiin::projection::CohortPopulation,
}

#[pymethods]
impl CohortPopulation {
    #[new]
    #[pyo3(signature = (*, never_joined = 0, active = BTreeMap::new(), on_leave = BTreeMap::new(), lapsed = 0))]
    fn new(never_joined: u64, active: BTreeMap<u32, u64>, on_leave: BTreeMap<u32, u64>, lapsed: u64) -> Self {
        Self { inner: kaiin::projection::CohortPopulation { never_joined, active, on_leave, lapsed } }
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

    /// Persons who lapsed within the record, could come back and have not.
    #[getter]
    fn lapsed(&self) -> u64 {
        self.inner.lapsed
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

    /// A population of which only the totals are known: every member counts as one of long standing.
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

/// What a projection assumes for every fiscal year to come, each probability with its provenance. The last entry of a list holds for all
/// later years. A probability is a number, or an `Assumed` with a note of its own.
///
/// Args:
///     entry: Probability that someone who has never joined joins, by years since the licence cohort; entry 0 is the licence year.
///     lapse: Probability that a member leaves within the year and is not back at its end, by years since joining; entry 0 is the rest
///         of the joining year.
///     leave: Probability of going on leave.
///     leave_end: Probability of coming back from leave.
///     lapse_on_leave: Probability of leaving while on leave.
///     reinstatement: Probability of coming back after a lapse.
///     gone_for_good: Share of those who leave who cannot come back.
///     tenure_on_return: Tenure of those who come back: ``"reset"`` (the default) or ``"longest"``.
///     note: Why these numbers, for the reader, where they have no note of their own.
///
/// Raises:
///     SettingError: A probability is outside [0, 1].
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Assumptions {
    inner: kaiin::projection::Assumptions,
}

#[pymethods]
impl Assumptions {
    #[new]
    #[pyo3(signature = (*, entry = None, lapse = None, leave = None, leave_end = None, lapse_on_leave = None, reinstatement = None,
        gone_for_good = None, tenure_on_return = None, note = ""))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        entry: Option<Vec<AssumedArg>>,
        lapse: Option<Vec<AssumedArg>>,
        leave: Option<AssumedArg>,
        leave_end: Option<AssumedArg>,
        lapse_on_leave: Option<AssumedArg>,
        reinstatement: Option<AssumedArg>,
        gone_for_good: Option<AssumedArg>,
        tenure_on_return: Option<Word<TenureOnReturn>>,
        note: &str,
    ) -> PyResult<Self> {
        let default = kaiin::projection::Assumptions::nothing_happens();
        let one = |given: Option<AssumedArg>, default| given.map_or(Ok(default), |probability| probability.noted(note));
        let list = |given: Option<Vec<AssumedArg>>, default| {
            given.map_or(Ok(default), |list| list.into_iter().map(|probability| probability.noted(note)).collect())
        };
        let assumptions = || {
            Result::Ok(kaiin::projection::Assumptions {
                entry: list(entry, default.entry)?,
                lapse: list(lapse, default.lapse)?,
                leave: one(leave, default.leave)?,
                leave_end: one(leave_end, default.leave_end)?,
                lapse_on_leave: one(lapse_on_leave, default.lapse_on_leave)?,
                reinstatement: one(reinstatement, default.reinstatement)?,
                gone_for_good: one(gone_for_good, default.gone_for_good)?,
                tenure_on_return: tenure_on_return.map_or(default.tenure_on_return, |word| word.0),
            })
        };
        assumptions().map(|inner| Self { inner }).map_err(err)
    }

    /// The probabilities observed in a window of fiscal years, the last one included, in a cohort table grouped by ``"licence_cohort"``
    /// and ``"join_cohort"``.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by both cohorts.
    ///     RateError: A year of the window is not covered completely.
    #[staticmethod]
    #[pyo3(signature = (table, window, licensees = None))]
    fn estimate(
        py: Python<'_>,
        table: PyRef<'_, CohortTable>,
        window: (i32, i32),
        licensees: Option<PyRef<'_, Licensees>>,
    ) -> PyResult<Self> {
        let (table, licensees) = (&table.inner, licensees.as_ref().map(|licensees| &licensees.inner));
        let window = FiscalYear(window.0)..=FiscalYear(window.1);
        enter(py, |_| kaiin::projection::Assumptions::estimate(table, licensees, window)).map(|inner| Self { inner })
    }

    /// Tenure of those who come back.
    #[getter]
    fn tenure_on_return(&self) -> Word<TenureOnReturn> {
        Word(self.inner.tenure_on_return)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Assumptions: {} entry years, {} tenure years>", self.inner.entry.len(), self.inner.lapse.len())
    }
}

fields!(Assumptions {
    /// Probability that someone who has never joined joins, by fiscal years since the licence cohort; entry 0 is the licence year.
    entry: Vec<Assumed>,
    /// Probability that a member leaves within the year and is not back at its end, by fiscal years since joining.
    lapse: Vec<Assumed>,
    /// Probability that a member who stays and is active at the start of a year is on leave at its end.
    leave: Assumed,
    /// Probability that a member who stays and is on leave at the start of a year is active at its end.
    leave_end: Assumed,
    /// Probability that a member on leave at the start of a year leaves within it.
    lapse_on_leave: Assumed,
    /// Probability that someone who lapsed and could come back is a member again at the end of the year.
    reinstatement: Assumed,
    /// Share of those who leave, active or on leave, who cannot come back (death).
    gone_for_good: Assumed,
});
tabular!(Assumptions);
pickled!(Assumptions, kaiin::projection::Assumptions);

record! {
    /// A projected number: its mean and variance over the chance of who joins, leaves and comes back, given the assumptions.
    Projected of kaiin::projection::Projected {
        /// The expected number.
        mean: f64,
        /// Its variance.
        variance: f64,
    }
}

#[pymethods]
impl Projected {
    /// The prediction interval by the normal approximation, never below 0.
    ///
    /// It holds the chance of individual decisions only: with more than a few thousand members it is much too narrow for a plan.
    ///
    /// Args:
    ///     confidence: Confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[pyo3(signature = (*, confidence = None))]
    fn interval(&self, confidence: Option<f64>) -> PyResult<Interval> {
        Ok(self.inner.interval(confidence_or_default(confidence)?).field())
    }
}

record! {
    /// One projected fiscal year.
    ProjectedYear of kaiin::projection::ProjectedYear {
        /// The fiscal year.
        year: i32,
        /// New licence holders of the year, as given.
        new_licensees: u64,
        /// Members on the last day of the year.
        members: Projected,
        /// Of these, members on leave.
        on_leave: Projected,
        /// Persons who join for the first time within the year (mean).
        joined: f64,
        /// Persons who come back within the year and are members at its end (mean).
        reinstated: f64,
        /// Members who leave within the year and are not back at its end (mean).
        left: f64,
        /// Cumulative licence holders at the end of the year; ``None`` when those at the base are not known.
        licensees: Option<f64>,
    }
}

#[pymethods]
impl ProjectedYear {
    /// Members by licence cohort on the last day of the year (mean); ``None`` is the cohort of those whose licence is not known.
    #[getter]
    fn members_by_cohort(&self) -> Vec<(Option<i32>, f64)> {
        self.inner.members_by_cohort.iter().map(|(cohort, members)| (cohort.map(FiscalYear::get), *members)).collect()
    }

    /// Members over cumulative licence holders: the projected organization rate.
    #[getter]
    fn organization_rate(&self) -> Option<f64> {
        self.inner.organization_rate()
    }
}

/// A projection: the people at the start, the assumptions, and the years that follow, with prediction intervals.
///
/// The intervals hold the chance of individual decisions only. Rates that are themselves uncertain make the truth spread wider.
///
/// Args:
///     population: The people at the start.
///     assumptions: What is assumed.
///     inflow: New licence holders in the first, second, ... projected year; as many years are projected as are given.
///     licensees: Licence holders, for the projected organization rate.
///     denominator: Which cumulative licence holders of the base year; ``"cumulative_summed"`` unless told.
///
/// Raises:
///     SettingError: There is no year, or a list of assumptions is empty.
///     TableError: More than 200 years.
///
/// Examples:
///     >>> assumptions = Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])
///     >>> projection = Projection(Population.from_totals(2019, 1_000), assumptions, [200, 200])
///     >>> projection.to_table()["members"][0]  # 900 stay, 100 of 200 join
///     1000.0
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Projection {
    pub(crate) inner: kaiin::projection::Projection,
}

#[pymethods]
impl Projection {
    #[new]
    #[pyo3(signature = (population, assumptions, inflow, *, licensees = None, denominator = None))]
    fn new(
        py: Python<'_>,
        population: PyRef<'_, Population>,
        assumptions: PyRef<'_, Assumptions>,
        inflow: Vec<u64>,
        licensees: Option<PyRef<'_, Licensees>>,
        denominator: Option<Word<DenominatorKind>>,
    ) -> PyResult<Self> {
        let (population, assumptions) = (&population.inner, &assumptions.inner);
        let kind = denominator.map_or(DenominatorKind::CumulativeSummed, |word| word.0);
        let settings = kaiin::projection::Projection::of(population, assumptions, inflow);
        let settings = licensees.iter().fold(settings, |settings, licensees| settings.licensees(&licensees.inner, kind));
        enter(py, |_| settings.run()).map(|inner| Self { inner })
    }

    /// The fiscal year on whose last day the projection starts.
    #[getter]
    fn base_year(&self) -> i32 {
        self.inner.base_year().get()
    }

    /// Members on that day.
    #[getter]
    fn base_members(&self) -> u64 {
        self.inner.base_members()
    }

    /// The assumptions it rests on.
    #[getter]
    fn assumptions(&self) -> Assumptions {
        Assumptions { inner: self.inner.assumptions().clone() }
    }

    /// The projected years, in order.
    #[getter]
    fn years(&self) -> Vec<ProjectedYear> {
        self.inner.years().iter().cloned().map(ProjectedYear::from).collect()
    }

    /// Members over cumulative licence holders in each projected year; ``None`` where the licence holders are not known.
    #[getter]
    fn organization_rates(&self) -> Vec<(i32, Option<f64>)> {
        self.inner.years().iter().map(|year| (year.year.get(), year.organization_rate())).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.years().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Projection of {} years from fiscal {}>", self.inner.years().len(), self.inner.base_year())
    }
}

tabular!(Projection);
pickled!(Projection, kaiin::projection::Projection);
