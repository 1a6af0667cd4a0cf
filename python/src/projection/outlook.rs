//! What will happen if the assumptions hold, in Python.

use super::assumptions::{Assumptions, of_window};
use super::inflow::{Inflow, InflowArg};
use super::population::Population;
use crate::cohort::CohortTable;
use crate::error::{enter, err};
use crate::licensees::Licensees;
use crate::rates::{Interval, confidence_or_default};
use crate::result::{Field, fields, pickled, record, tabular, wraps};
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::licensees::DenominatorKind;
use kaiin::projection::YearDependence;
use pyo3::prelude::*;
use std::collections::BTreeMap;

record! {
    /// A projected number: its mean, and its variance by where it comes from; the three sources are independent.
    Projected of kaiin::projection::Projected {
        /// The expected number.
        mean: f64,
        /// Variance because each person decides by chance, the probabilities being known. Exact.
        chance: f64,
        /// Variance because the probabilities are estimated: from the standard errors of the assumptions, to first order.
        estimation: f64,
        /// Variance because the probabilities differ from year to year, to first order; 0 where no variation is given.
        year_to_year: f64,
    }
}

#[pymethods]
impl Projected {
    /// The variance from all three sources.
    #[getter]
    fn variance(&self) -> f64 {
        self.inner.variance()
    }

    /// The standard deviation from all three sources.
    #[getter]
    fn deviation(&self) -> f64 {
        self.inner.deviation()
    }

    /// The probability that the number reaches ``target``, by the normal approximation.
    fn probability_of_reaching(&self, target: f64) -> f64 {
        self.inner.probability_of_reaching(target)
    }

    /// The prediction interval by the normal approximation, never below 0.
    ///
    /// Without standard errors of the assumptions and variation between years it is the interval of chance alone, and with more than a few
    /// thousand members much too narrow for a plan.
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
        /// New licence holders of the year, as given; their mean where their number is uncertain.
        new_licensees: f64,
        /// Members on the last day of the year.
        members: Projected,
        /// Of these, members on leave.
        on_leave: Projected,
        /// Licence holders in the profession who have never been members.
        never_joined: Projected,
        /// Former members, in the profession, who could come back.
        lapsed: Projected,
        /// Persons who join for the first time within the year.
        joined: Projected,
        /// Persons who come back within the year and are members at its end.
        reinstated: Projected,
        /// Members who leave within the year and are not back at its end; with the joiners of the year who leave at once.
        left: Projected,
        /// Members by fiscal years since joining on the last day of the year (mean); the last entry holds all longer tenures.
        members_by_tenure: Vec<f64>,
        /// Cumulative licence holders at the end of the year; ``None`` when those at the base are not known.
        licensees: Option<f64>,
        /// Members over cumulative licence holders; ``None`` when these are not known.
        organization: Option<Projected>,
        /// Members over licence holders in the profession: members, never joined and lapsed; ``None`` when the population at the start
        /// names nobody who never joined.
        organization_practising: Option<Projected>,
    }
}

#[pymethods]
impl ProjectedYear {
    /// Members by licence cohort on the last day of the year (mean); ``None`` is the cohort of those whose licence is not known.
    #[getter]
    fn members_by_cohort(&self) -> Vec<(Option<i32>, f64)> {
        self.inner.members_by_cohort.iter().map(|(cohort, members)| (cohort.map(FiscalYear::get), *members)).collect()
    }

    /// Those who leave, by reason (mean).
    #[getter]
    fn left_by_reason(&self) -> BTreeMap<&'static str, f64> {
        self.inner.left_by_reason.iter().map(|(reason, left)| (reason.name(), *left)).collect()
    }

    /// Members on the last day of the year by age (mean); ``None`` is the age of those whose licence year is not known.
    ///
    /// Whether somebody joins or leaves is taken not to depend on the age at the licence, only on the years since; those who obtained it late
    /// in life leave earlier in fact, so that the oldest ages come out too large.
    ///
    /// Args:
    ///     ages: How many people obtain the licence at each age in completed years, as of a census or an examination.
    ///
    /// Raises:
    ///     InputError: Nobody was counted.
    ///     SettingError: An age is above 120.
    ///
    /// Examples:
    ///     >>> population = Population(2024, [(2021, CohortPopulation(active={3: 100}))])
    ///     >>> ProjectionSettings(population, Assumptions(), [0]).run().years[0].members_by_age({22: 3, 30: 1})
    ///     {26: 75.0, 34: 25.0}
    fn members_by_age(&self, ages: BTreeMap<u32, u64>) -> PyResult<BTreeMap<Option<u32>, f64>> {
        let ages = kaiin::projection::AgeAtLicence::counted(ages).map_err(err)?;
        Ok(self.inner.members_by_age(&ages))
    }

    /// Members over cumulative licence holders: the projected organization rate (mean).
    #[getter]
    fn organization_rate(&self) -> Option<f64> {
        self.inner.organization_rate()
    }

    /// Persons who join within the year over new licence holders of the year: the projected entry rate in its literal form (mean).
    #[getter]
    fn entry_rate(&self) -> Option<f64> {
        self.inner.entry_rate()
    }

    /// Members over new licence holders of the year (mean).
    #[getter]
    fn members_per_new_licensee(&self) -> Option<f64> {
        self.inner.members_per_new_licensee()
    }
}

/// How much the odds of entry, lapse and reinstatement vary between fiscal years, beyond chance.
///
/// Args:
///     entry: Standard deviation of the yearly effect on the log odds of entry, common to all years since licence.
///     lapse: The same of lapse, of members on leave too.
///     reinstatement: The same of reinstatement.
///     dependence: ``"independent"`` (the default): each year has an effect of its own; ``"random_walk"``: each year adds to the effect of
///         the year before.
///
/// Raises:
///     SettingError: A deviation is negative, infinite or NaN.
///
/// Examples:
///     >>> YearVariation(lapse=0.1).lapse
///     0.1
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct YearVariation {
    pub(crate) inner: kaiin::projection::YearVariation,
}

#[pymethods]
impl YearVariation {
    #[new]
    #[pyo3(signature = (*, entry = 0.0, lapse = 0.0, reinstatement = 0.0, dependence = None, years = None))]
    fn new(entry: f64, lapse: f64, reinstatement: f64, dependence: Option<Word<YearDependence>>, years: Option<u32>) -> PyResult<Self> {
        let variation = kaiin::projection::YearVariation::new(entry, lapse, reinstatement).map_err(err)?;
        let variation = years.into_iter().fold(variation, kaiin::projection::YearVariation::with_years);
        Ok(dependence.map_or(variation, |word| variation.with_dependence(word.0)).into())
    }

    /// The variation between the fiscal years of a window, the last one included, by the method of moments of DerSimonian and Laird (1986):
    /// what the events of the years differ more from those expected than by chance. With few years it is itself rough.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by both cohorts.
    ///     RateError: A year of the window is not covered completely.
    ///     SettingError: The window is one year.
    #[staticmethod]
    #[pyo3(signature = (table, window, licensees = None))]
    fn estimate(
        py: Python<'_>,
        table: PyRef<'_, CohortTable>,
        window: (i32, i32),
        licensees: Option<PyRef<'_, Licensees>>,
    ) -> PyResult<Self> {
        of_window(py, &table, licensees.as_deref(), window, kaiin::projection::YearVariation::estimate).map(Self::from)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "YearVariation", &["entry", "lapse", "reinstatement", "dependence", "years"])
    }
}

fields!(YearVariation {
    /// Standard deviation of the yearly effect on the log odds of entry.
    entry: f64,
    /// The same of lapse.
    lapse: f64,
    /// The same of reinstatement.
    reinstatement: f64,
    /// How the effects of different years hang together.
    dependence: Word<YearDependence>,
    /// Fiscal years that the rates were estimated from, whose mean effect is inside them; 0 where they are known.
    years: u32,
});
pickled!(YearVariation, kaiin::projection::YearVariation);
wraps!(YearVariation, kaiin::projection::YearVariation);

/// Assumptions for all years, or for each.
#[derive(FromPyObject)]
enum AssumptionsArg<'py> {
    #[pyo3(transparent, annotation = "Assumptions")]
    All(PyRef<'py, Assumptions>),
    #[pyo3(transparent, annotation = "list[Assumptions]")]
    ByYear(Vec<PyRef<'py, Assumptions>>),
}

impl AssumptionsArg<'_> {
    fn by_year(&self) -> Vec<kaiin::projection::Assumptions> {
        match self {
            Self::All(assumptions) => vec![assumptions.inner.clone()],
            Self::ByYear(years) => years.iter().map(|assumptions| assumptions.inner.clone()).collect(),
        }
    }
}

/// Population, assumptions and inflow of a projection, to be run as they are or under a scenario.
///
/// Args:
///     population: As in `Projection`, like all others.
///     assumptions: What is assumed: for all years, or a list for each.
///     inflow: New licence holders in the first, second, ... projected year.
///     year_variation: How much the probabilities vary between years.
///     licensees: Licence holders, for the projected organization rate.
///     denominator: Which cumulative licence holders of the base year; ``"cumulative_summed"`` unless told.
///
/// Raises:
///     SettingError: A number of the inflow is negative, infinite or NaN.
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct ProjectionSettings {
    population: kaiin::projection::Population,
    assumptions: Vec<kaiin::projection::Assumptions>,
    first: kaiin::projection::Assumptions,
    inflow: Inflow,
    variation: kaiin::projection::YearVariation,
    licensees: Option<(kaiin::Licensees, DenominatorKind)>,
}

#[pymethods]
impl ProjectionSettings {
    #[new]
    #[pyo3(signature = (population, assumptions, inflow, *, year_variation = None, licensees = None, denominator = None))]
    fn new(
        population: PyRef<'_, Population>,
        assumptions: AssumptionsArg<'_>,
        inflow: InflowArg<'_>,
        year_variation: Option<PyRef<'_, YearVariation>>,
        licensees: Option<PyRef<'_, Licensees>>,
        denominator: Option<Word<DenominatorKind>>,
    ) -> PyResult<Self> {
        let by_year = assumptions.by_year();
        let kind = denominator.map_or(DenominatorKind::CumulativeSummed, |word| word.0);
        Ok(Self {
            population: population.inner.clone(),
            first: by_year.first().cloned().unwrap_or_else(kaiin::projection::Assumptions::nothing_happens),
            assumptions: by_year,
            inflow: inflow.inflow()?,
            variation: year_variation.map(|variation| variation.inner).unwrap_or_default(),
            licensees: licensees.map(|licensees| (licensees.inner.clone(), kind)),
        })
    }

    /// Rolls the population forward.
    ///
    /// Raises:
    ///     SettingError: There is no year, a list of assumptions is empty, or shares of reasons sum to more than 1.
    ///     TableError: More than 200 years.
    fn run(&self, py: Python<'_>) -> PyResult<Projection> {
        let settings = self.core();
        enter(py, |_| settings.run()).map(Projection::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ProjectionSettings of {} years from fiscal {}>", self.inflow.years(), self.population.base_year)
    }
}

impl ProjectionSettings {
    /// The settings of the core.
    pub(crate) fn core(&self) -> kaiin::projection::ProjectionSettings<'_> {
        let settings = self.inflow.put(kaiin::projection::Projection::of(&self.population, &self.first, [0; 0]));
        let settings = settings.assumptions_by_year(&self.assumptions).year_variation(self.variation);
        self.licensees.iter().fold(settings, |settings, (licensees, kind)| settings.licensees(licensees, *kind))
    }
}

/// A projection: the people at the start, the assumptions, and the years that follow, with prediction intervals.
///
/// Means and variances by chance are exact; the standard errors of the assumptions and the variation between years are carried to first
/// order.
///
/// Args:
///     population: The people at the start.
///     assumptions: What is assumed: for all years, or a list for the first, second, ... year, of which the last holds for all later years.
///     inflow: New licence holders in the first, second, ... projected year, as numbers as `Arrival` where they are
///         uncertain, or an `InflowForecast`; as many years are projected as are given.
///     year_variation: How much the probabilities vary between years; not at all unless given.
///     licensees: Licence holders, for the projected organization rate.
///     denominator: Which cumulative licence holders of the base year; ``"cumulative_summed"`` unless told.
///
/// Raises:
///     SettingError: There is no year, a list of assumptions is empty, or shares of reasons sum to more than 1.
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
    #[pyo3(signature = (population, assumptions, inflow, *, year_variation = None, licensees = None, denominator = None))]
    fn new(
        py: Python<'_>,
        population: PyRef<'_, Population>,
        assumptions: AssumptionsArg<'_>,
        inflow: InflowArg<'_>,
        year_variation: Option<PyRef<'_, YearVariation>>,
        licensees: Option<PyRef<'_, Licensees>>,
        denominator: Option<Word<DenominatorKind>>,
    ) -> PyResult<Self> {
        ProjectionSettings::new(population, assumptions, inflow, year_variation, licensees, denominator)?.run(py)
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

    /// The variation between years that its intervals hold; all 0 where none was given, and for the sum of segments, each of which has its
    /// own.
    #[getter]
    fn year_variation(&self) -> YearVariation {
        self.inner.year_variation().into()
    }

    /// The assumptions of the first year; ``None`` for the sum of segments, each of which has its own.
    #[getter]
    fn assumptions(&self) -> Option<Assumptions> {
        self.inner.assumptions().map(Field::field)
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
wraps!(Projection, kaiin::projection::Projection);
