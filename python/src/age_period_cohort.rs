//! Years of membership, calendar year or cohort: the age-period-cohort view, in Python.

use crate::array::Array;
use crate::error::{enter, err};
use crate::member_days::MemberDays;
use crate::result::{Field, pickled, record, tabular, wraps};
use crate::table::Table;
use crate::words::Word;
use kaiin::model::age_period_cohort::ApcTerms;
use kaiin::{Confidence, EndReason};
use pyo3::prelude::*;

/// Exits and exposure by age (or tenure) and period, in steps of one year along both.
///
/// Args:
///     first_age: The age, or completed years of membership, of the first row.
///     first_period: The year of the first column.
///     periods: Number of columns.
///     events: Number of exits of each cell, row by row of age.
///     exposure: Time at risk of each cell, row by row of age.
///
/// Raises:
///     InputError: The arrays differ in length, are empty, or an event is no count.
///     SettingError: They do not fill whole rows, an exposure is negative or not a finite number, or there are events without exposure.
///
/// Examples:
///     >>> counts = AgePeriodCounts(0, 2022, 3, [20, 18, 22, 9, 8, 7], [100.0] * 6)
///     >>> counts.ages, counts.periods, counts.cohorts, counts.cohort_label(0)  # tenure 1 in 2022
///     (2, 3, 4, 2021)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct AgePeriodCounts {
    inner: kaiin::model::age_period_cohort::AgePeriodCounts,
}

#[pymethods]
impl AgePeriodCounts {
    #[new]
    fn new(py: Python<'_>, first_age: i32, first_period: i32, periods: usize, events: Array, exposure: Array) -> PyResult<Self> {
        enter(py, |_| {
            let (events, exposure) = (events.counts("events")?, exposure.reals("exposure")?);
            kaiin::model::age_period_cohort::AgePeriodCounts::new(first_age, first_period, periods, &events, &exposure)
        })
        .map(Self::from)
    }

    /// Exits for some reasons and person-years by completed years of membership and fiscal year; only fiscal years that the window covers
    /// wholly are taken.
    ///
    /// Args:
    ///     table: The table of a register.
    ///     last_tenure: The last row: so many completed years of membership.
    ///     reasons: The reasons that count as exits.
    ///
    /// Raises:
    ///     InputError: No fiscal year is complete.
    ///     SettingError: There is an exit in a cell without a day at risk: count exits on the last day in then.
    #[staticmethod]
    fn of_member_days(py: Python<'_>, table: PyRef<'_, MemberDays>, last_tenure: u32, reasons: Vec<Word<EndReason>>) -> PyResult<Self> {
        let (table, reasons): (_, Vec<EndReason>) = (&table.inner, reasons.into_iter().map(|reason| reason.0).collect());
        enter(py, |_| kaiin::model::age_period_cohort::AgePeriodCounts::of_member_days(table, last_tenure, &reasons)).map(Self::from)
    }

    /// Events row by row of age.
    #[getter]
    fn events(&self) -> Vec<u64> {
        self.inner.events().to_vec()
    }

    /// Exposure row by row of age.
    #[getter]
    fn exposure(&self) -> Vec<f64> {
        self.inner.exposure().to_vec()
    }

    /// Number of ages.
    #[getter]
    fn ages(&self) -> usize {
        self.inner.ages()
    }

    /// Number of periods.
    #[getter]
    fn periods(&self) -> usize {
        self.inner.periods()
    }

    /// Number of cohorts: ages + periods - 1.
    #[getter]
    fn cohorts(&self) -> usize {
        self.inner.cohorts()
    }

    /// The age of a row, counted from 0.
    fn age_label(&self, age: usize) -> i32 {
        self.inner.age_label(age)
    }

    /// The period of a column, counted from 0.
    fn period_label(&self, period: usize) -> i32 {
        self.inner.period_label(period)
    }

    /// A cohort, period less age, counted from 0 for the oldest.
    fn cohort_label(&self, cohort: usize) -> i32 {
        self.inner.cohort_label(cohort)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "AgePeriodCounts", &["ages", "periods", "cohorts"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "AgePeriodCounts", &["ages", "periods", "cohorts", "events", "exposure"])
    }
}

wraps!(AgePeriodCounts, kaiin::model::age_period_cohort::AgePeriodCounts);
pickled!(AgePeriodCounts, kaiin::model::age_period_cohort::AgePeriodCounts);

/// How the age-period-cohort model is displayed.
///
/// Args:
///     reference_cohort: The cohort whose rates the age effects are, by its label; the cohort of the median event by default.
///     confidence: Confidence of limits, 0.95 by default.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
///
/// Examples:
///     Rates that halve with each year of membership and rise by a tenth from one year to the next: there is drift and nothing else.
///
///     >>> events = [4000, 4400, 4840, 2000, 2200, 2420, 1000, 1100, 1210]
///     >>> view = ApcSettings().fit(AgePeriodCounts(0, 2022, 3, events, [10_000] * 9))
///     >>> f"{view.net_drift.effect:.6f}", view.fit_of("age_drift").deviance < 1e-9
///     ('1.100000', True)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ApcSettings {
    inner: kaiin::model::age_period_cohort::ApcSettings,
}

#[pymethods]
impl ApcSettings {
    #[new]
    #[pyo3(signature = (*, reference_cohort = None, confidence = None))]
    fn new(reference_cohort: Option<i32>, confidence: Option<f64>) -> PyResult<Self> {
        use kaiin::model::age_period_cohort::ApcSettings as Settings;
        let settings = reference_cohort.into_iter().fold(Settings::new(), Settings::reference_cohort);
        let confidence = confidence.map(Confidence::new).transpose().map_err(err)?;
        Ok(confidence.into_iter().fold(settings, Settings::confidence).into())
    }

    /// Fits the five models: age, age-drift, age-cohort, age-period, age-period-cohort.
    ///
    /// Raises:
    ///     RateError: An age, a period or a cohort has no event, there are fewer than two ages or periods, or fewer cells than parameters.
    ///     SettingError: The reference is not among the cohorts.
    fn fit(&self, py: Python<'_>, counts: PyRef<'_, AgePeriodCounts>) -> PyResult<AgePeriodCohort> {
        let counts = &counts.inner;
        enter(py, |_| self.inner.fit(counts)).map(AgePeriodCohort::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ApcSettings {:?}>", self.inner)
    }
}

wraps!(ApcSettings, kaiin::model::age_period_cohort::ApcSettings);
pickled!(ApcSettings, kaiin::model::age_period_cohort::ApcSettings);

record! {
    /// How well one model of an `AgePeriodCohort` fits.
    ApcFit of kaiin::model::age_period_cohort::ApcFit {
        /// The effects in it.
        terms: Word<ApcTerms>,
        /// Poisson deviance from the observed counts.
        deviance: f64,
        /// Pearson's χ².
        chi_squared: f64,
        /// Number of parameters.
        parameters: usize,
        /// Cells with exposure less parameters.
        residual_freedom: usize,
    }
}

record! {
    /// A likelihood-ratio test of one model of an `AgePeriodCohort` within another.
    ApcComparison of kaiin::model::age_period_cohort::ApcComparison {
        /// The smaller model.
        smaller: Word<ApcTerms>,
        /// The larger model.
        larger: Word<ApcTerms>,
        /// By how much the deviance falls.
        deviance: f64,
        /// By how many parameters the models differ.
        freedom: usize,
        /// The probability of so much or more when the smaller model is right; ``None`` when the models do not differ.
        p: Option<f64>,
    }
}

record! {
    /// One level of an effect of an `AgePeriodCohort`.
    ApcEffect of kaiin::model::age_period_cohort::ApcEffect {
        /// The age, period or cohort.
        label: i32,
        /// The effect: a rate for ages, a ratio of rates for periods and cohorts.
        effect: f64,
        /// Standard error of its logarithm; 0 for the reference cohort.
        log_error: f64,
        /// Lower limit.
        lower: f64,
        /// Upper limit.
        upper: f64,
    }
}

/// The age-period-cohort view of a table of counts: five log-linear Poisson models, their comparison, and the full one displayed with a
/// stated constraint; made by `ApcSettings.fit`.
///
/// Cohort is period less age, so the three slopes cannot be told apart. What can be told: how each effect bends (`second_differences`), the
/// sum of the slopes of period and cohort (`net_drift`), and which model fits. The display needs a constraint: the period effect has mean 0
/// and slope 0 (Holford), the whole drift is given to the cohorts, ages are rates in the reference cohort. Weak at the corners of the table,
/// where a cohort has one or two cells, and where counts are not Poisson: deviance far above its degrees of freedom says so. Holford
/// (1983), *Biometrics* 39, 311-324; Clayton and Schifflers (1987), *Statistics in Medicine* 6, 449-481; Carstensen (2007), *Statistics in
/// Medicine* 26, 3018-3045.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct AgePeriodCohort {
    inner: kaiin::model::age_period_cohort::AgePeriodCohort,
}

#[pymethods]
impl AgePeriodCohort {
    /// The settings it was made with.
    #[getter]
    fn made_by(&self) -> ApcSettings {
        self.inner.made_by().field()
    }

    /// The counts that were fitted.
    #[getter]
    fn counts(&self) -> AgePeriodCounts {
        self.inner.counts().field()
    }

    /// The label of the cohort in which ages are rates.
    #[getter]
    fn reference_cohort(&self) -> i32 {
        self.inner.reference_cohort()
    }

    /// How well each model fits, from the smallest.
    #[getter]
    fn fits(&self) -> Vec<ApcFit> {
        effects(self.inner.fits())
    }

    /// How well one model fits.
    ///
    /// Args:
    ///     terms: ``"age"``, ``"age_drift"``, ``"age_cohort"``, ``"age_period"`` or ``"age_period_cohort"``.
    fn fit_of(&self, terms: Word<ApcTerms>) -> ApcFit {
        self.inner.fit_of(terms.0).field()
    }

    /// The table of deviances: is there any change, more than a steady one, does the other of period and cohort matter as well?
    #[getter]
    fn comparisons(&self) -> Vec<ApcComparison> {
        self.inner.comparisons().field()
    }

    /// The change from one year to the next of the age-drift model, as a ratio: periods and cohorts change by it together. The label is 0.
    #[getter]
    fn net_drift(&self) -> ApcEffect {
        self.inner.net_drift().field()
    }

    /// Rates by age in the reference cohort.
    #[getter]
    fn ages(&self) -> Vec<ApcEffect> {
        effects(self.inner.ages())
    }

    /// Ratios of rates by period, without mean and slope.
    #[getter]
    fn periods(&self) -> Vec<ApcEffect> {
        effects(self.inner.periods())
    }

    /// Ratios of rates by cohort against the reference, with the whole drift.
    #[getter]
    fn cohorts(&self) -> Vec<ApcEffect> {
        effects(self.inner.cohorts())
    }

    /// How the age, the period and the cohort effect bend: ``exp`` of the second differences of the logarithm, by the middle level; 1 where
    /// the effect runs straight. Independent of any constraint.
    #[getter]
    fn second_differences(&self) -> (Vec<ApcEffect>, Vec<ApcEffect>, Vec<ApcEffect>) {
        self.inner.second_differences().map(effects).into()
    }

    /// Exits that the full model expects in each cell, row by row of age; ``None`` without exposure.
    #[getter]
    fn expected(&self) -> Vec<Option<f64>> {
        self.inner.expected().to_vec()
    }

    /// The effects of the full model as a table: age, period and cohort, their labels, the effects with errors and limits.
    fn effects_table(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.effects_table()).into()
    }

    fn __repr__(&self) -> String {
        let counts = self.inner.counts();
        format!("<kaiin.AgePeriodCohort of {} ages, {} periods, {} cohorts>", counts.ages(), counts.periods(), counts.cohorts())
    }
}

wraps!(AgePeriodCohort, kaiin::model::age_period_cohort::AgePeriodCohort);
tabular!(AgePeriodCohort);
pickled!(AgePeriodCohort, kaiin::model::age_period_cohort::AgePeriodCohort);

fn effects<T, U: Field<T>>(shown: &[U]) -> Vec<T> {
    shown.iter().map(Field::field).collect()
}
