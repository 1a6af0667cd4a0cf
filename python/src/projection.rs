//! What will happen if the assumptions hold, in Python.

use crate::cohort::CohortTable;
use crate::error::{enter, err};
use crate::licensees::Licensees;
use crate::result::{pickled, tabular};
use crate::words::Word;
use kaiin::licensees::DenominatorKind;
use kaiin::projection::{Assumed, TenureOnReturn};
use kaiin::{FiscalYear, Result};
use pyo3::prelude::*;

/// Everyone on the last day of the base year, by licence cohort: members by tenure, on leave, lapsed, never joined.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Population {
    inner: kaiin::projection::Population,
}

#[pymethods]
impl Population {
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

/// What a projection assumes for every fiscal year to come, each probability with its provenance. The last entry of a list holds for all
/// later years.
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
///     note: Why these numbers, for the reader.
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
        entry: Option<Vec<f64>>,
        lapse: Option<Vec<f64>>,
        leave: Option<f64>,
        leave_end: Option<f64>,
        lapse_on_leave: Option<f64>,
        reinstatement: Option<f64>,
        gone_for_good: Option<f64>,
        tenure_on_return: Option<Word<TenureOnReturn>>,
        note: &str,
    ) -> PyResult<Self> {
        let default = kaiin::projection::Assumptions::nothing_happens();
        let one = |given: Option<f64>, default| given.map_or(Ok(default), |probability| Assumed::typed_in(probability, note));
        let list = |given: Option<Vec<f64>>, default| {
            given.map_or(Ok(default), |list| list.into_iter().map(|probability| Assumed::typed_in(probability, note)).collect())
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

    fn __repr__(&self) -> String {
        format!("<kaiin.Assumptions: {} entry years, {} tenure years>", self.inner.entry.len(), self.inner.lapse.len())
    }
}

tabular!(Assumptions);
pickled!(Assumptions, kaiin::projection::Assumptions);

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
    inner: kaiin::projection::Projection,
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
