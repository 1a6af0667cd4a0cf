//! Rates with their definitions, counts and intervals, in Python.

use crate::calendar::FiscalCalendar;
use crate::cohort::{CohortRule, CohortTable, MovementTable, RetentionTriangle};
use crate::day::DayOut;
use crate::denominator::Denominator;
use crate::error::{enter, err};
use crate::licensees::Licensees;
use crate::result::pickled;
use crate::tenure::TenureRules;
use crate::words::Word;
use kaiin::cohort::ExitDay;
use kaiin::episode::EndReason;
use kaiin::licensees::DenominatorKind;
use kaiin::rates::{LeaveCounted, ProportionMethod, RateKind, RateMethod, RateStatus, RateUnit, UncertaintyModel};
use kaiin::{Confidence, Error, FiscalYear};
use pyo3::prelude::*;

/// How rates are computed.
///
/// Args:
///     confidence: Confidence of the intervals, 0.95 by default.
///     proportion_method: Method for shares, ``"wilson"`` by default.
///     rate_method: Method for events per exposure.
///     leave: Whether members on leave count as members in the stock rates: ``"in"`` (the default) or ``"out"``.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct RateSettings {
    pub(crate) inner: kaiin::rates::RateSettings,
}

#[pymethods]
impl RateSettings {
    #[new]
    #[pyo3(signature = (*, confidence = None, proportion_method = None, rate_method = None, leave = None))]
    fn new(
        confidence: Option<f64>,
        proportion_method: Option<Word<ProportionMethod>>,
        rate_method: Option<Word<RateMethod>>,
        leave: Option<Word<LeaveCounted>>,
    ) -> PyResult<Self> {
        let default = kaiin::rates::RateSettings::default();
        Ok(Self {
            inner: kaiin::rates::RateSettings {
                confidence: confidence.map_or(Ok(default.confidence), Confidence::new).map_err(err)?,
                proportion_method: proportion_method.map_or(default.proportion_method, |word| word.0),
                rate_method: rate_method.map_or(default.rate_method, |word| word.0),
                leave: leave.map_or(default.leave, |word| word.0),
            },
        })
    }

    /// Confidence of the intervals.
    #[getter]
    fn confidence(&self) -> f64 {
        self.inner.confidence.get()
    }

    /// Method for shares.
    #[getter]
    fn proportion_method(&self) -> Word<ProportionMethod> {
        Word(self.inner.proportion_method)
    }

    /// Method for events per exposure.
    #[getter]
    fn rate_method(&self) -> Word<RateMethod> {
        Word(self.inner.rate_method)
    }

    /// Whether members on leave count as members in the stock rates.
    #[getter]
    fn leave(&self) -> Word<LeaveCounted> {
        Word(self.inner.leave)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.RateSettings {:?}>", self.inner)
    }
}

pickled!(RateSettings, kaiin::rates::RateSettings);

/// An interval, with its confidence and method.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Interval {
    inner: kaiin::rates::Interval,
}

impl crate::result::Field<Interval> for kaiin::rates::Interval {
    fn field(&self) -> Interval {
        Interval { inner: *self }
    }
}

#[pymethods]
impl Interval {
    /// The lower limit.
    #[getter]
    fn lower(&self) -> f64 {
        self.inner.lower
    }

    /// The upper limit.
    #[getter]
    fn upper(&self) -> f64 {
        self.inner.upper
    }

    /// How often such intervals contain the true value, according to the method.
    #[getter]
    fn confidence(&self) -> f64 {
        self.inner.confidence.get()
    }

    /// How the limits were computed.
    #[getter]
    fn method(&self) -> String {
        self.inner.method.to_string()
    }

    /// How far the limits are apart.
    #[getter]
    fn width(&self) -> f64 {
        self.inner.width()
    }

    /// Whether a value lies between the limits or on one.
    fn contains(&self, value: f64) -> bool {
        self.inner.contains(value)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Interval {}>", self.inner)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "Interval", &["lower", "upper", "confidence", "method"])
    }
}

pickled!(Interval, kaiin::rates::Interval);

/// A rate with its definition, its counts and its interval.
///
/// A word alone never identifies a rate: 入会率 is a flow here and a stock elsewhere, 組織率 has at least three denominators. So each rate
/// carries what is divided by what, and rates of different definition refuse to be compared.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Rate {
    inner: kaiin::rates::Rate,
}

impl crate::result::Field<Rate> for kaiin::rates::Rate {
    fn field(&self) -> Rate {
        Rate { inner: self.clone() }
    }
}

impl From<kaiin::rates::Rate> for Rate {
    fn from(inner: kaiin::rates::Rate) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Rate {
    /// Stable name of the kind: what is divided by what.
    #[getter]
    fn kind(&self) -> String {
        self.inner.definition.kind.name()
    }

    /// Everything that makes two rates comparable, in one line.
    #[getter]
    fn definition(&self) -> String {
        self.inner.definition.to_string()
    }

    /// The fiscal year, or the cohort.
    #[getter]
    fn year(&self) -> i32 {
        self.inner.window.year.get()
    }

    /// The level of the segment, when the rate is about one only.
    #[getter]
    fn segment(&self) -> Option<&str> {
        self.inner.window.segment.as_deref()
    }

    /// What stands above the line, as counted so far.
    #[getter]
    fn numerator(&self) -> Option<f64> {
        self.inner.numerator
    }

    /// What stands below the line.
    #[getter]
    fn denominator(&self) -> Option<f64> {
        self.inner.denominator
    }

    /// Numerator over denominator in the unit of the kind; ``None`` when incomplete or not known: never 0, never NaN.
    #[getter]
    fn value(&self) -> Option<f64> {
        self.inner.value
    }

    /// The interval as if the decisions of the people counted were draws of a process that could have gone otherwise. The whole register
    /// is known: for what did happen there is no sampling error.
    #[getter]
    fn process_interval(&self) -> Option<Interval> {
        self.inner.process_interval.map(|inner| Interval { inner })
    }

    /// The unit of the value.
    #[getter]
    fn unit(&self) -> Word<RateUnit> {
        Word(self.inner.definition.kind.unit())
    }

    /// What the uncertainty is reckoned from.
    #[getter]
    fn uncertainty(&self) -> Word<UncertaintyModel> {
        Word(self.inner.definition.kind.uncertainty())
    }

    /// The name that a reader sees, in English.
    #[getter]
    fn title(&self) -> String {
        self.inner.definition.kind.title().english
    }

    /// The name that a reader sees, in Japanese.
    #[getter]
    fn title_ja(&self) -> String {
        self.inner.definition.kind.title().japanese
    }

    /// What must hold for the figure to mean what its name says; ``None`` where nothing needs to be assumed.
    #[getter]
    fn assumption(&self) -> Option<String> {
        self.inner.definition.kind.assumption().map(|words| words.english)
    }

    /// The fiscal calendar.
    #[getter]
    fn calendar(&self) -> FiscalCalendar {
        FiscalCalendar { inner: self.inner.definition.calendar }
    }

    /// Whether members on leave count as members.
    #[getter]
    fn leave(&self) -> Word<LeaveCounted> {
        Word(self.inner.definition.leave)
    }

    /// The rule that assigns licences to cohorts, where the rate has a licence denominator and the rule is known.
    #[getter]
    fn cohort_rule(&self) -> Option<CohortRule> {
        self.inner.definition.cohort_rule.map(|inner| CohortRule { inner })
    }

    /// How the counts came about, in words, where the kind leaves more than one way.
    #[getter]
    fn counting(&self) -> Option<String> {
        self.inner.definition.counting.as_ref().map(|rule| rule.words().english)
    }

    /// On which day a leaver counts as gone; ``None`` where nobody who left is counted, and for yearly totals, which do not tell.
    #[getter]
    fn exit_day(&self) -> Option<Word<ExitDay>> {
        self.inner.definition.exit_day.map(Word)
    }

    /// When tenure runs, where the rate is of members by tenure.
    #[getter]
    fn tenure(&self) -> Option<TenureRules> {
        self.inner.definition.tenure.map(TenureRules::from)
    }

    /// First day counted, and the day after the last one.
    #[getter]
    fn window(&self) -> (Option<DayOut>, Option<DayOut>) {
        (self.inner.window.from.map(DayOut), self.inner.window.until.map(DayOut))
    }

    /// The licence holders below the line, with their provenance, where the rate has such.
    #[getter]
    fn licensees(&self) -> Option<Denominator> {
        self.inner.licensees.clone().map(Denominator::from)
    }

    /// Persons who joined in the years of the window and whose licence year is not known, so that they are in no cohort and not above
    /// the line; ``None`` where the rate does not ask for the licence year.
    #[getter]
    fn licence_unknown(&self) -> Option<u64> {
        self.inner.licence_unknown
    }

    /// The finite-population view: every member is known, so what happened has no sampling error and the value stands without any width.
    #[getter]
    fn finite_population(&self) -> Option<f64> {
        self.inner.finite_population()
    }

    /// Whether the rate can be read as it stands: ``"complete"``, ``"incomplete"`` or ``"not_known"``.
    #[getter]
    fn status(&self) -> &'static str {
        match self.inner.status {
            RateStatus::Complete => "complete",
            RateStatus::Incomplete(_) => "incomplete",
            RateStatus::NotKnown(_) => "not_known",
        }
    }

    /// Why there is no value.
    #[getter]
    fn reason(&self) -> Option<&str> {
        match &self.inner.status {
            RateStatus::Complete => None,
            RateStatus::Incomplete(why) | RateStatus::NotKnown(why) => Some(&why.english),
        }
    }

    /// The definition card in English: what each line is about, and what it says.
    fn card(&self) -> Vec<(String, String)> {
        self.inner.card().into_iter().map(|line| (line.label.english, line.text.english)).collect()
    }

    /// The definition card in Japanese (定義票).
    fn card_ja(&self) -> Vec<(String, String)> {
        self.inner.card().into_iter().map(|line| (line.label.japanese, line.text.japanese)).collect()
    }

    /// How much this rate exceeds an earlier one of the same definition.
    ///
    /// Raises:
    ///     RateError: The definitions differ, or one of the two has no value.
    fn change_from(&self, earlier: PyRef<'_, Self>) -> PyResult<f64> {
        self.inner.change_from(&earlier.inner).map_err(err)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Rate {} {}: {}>", self.kind(), self.year(), self.inner)
    }

    fn _repr_html_(&self) -> String {
        crate::html::card(&self.inner.definition.kind.title().english, &self.inner.to_string(), &self.card())
    }
}

pickled!(Rate, kaiin::rates::Rate);

/// The rates that follow from a table of movements and, where licence holders stand below the line, from licensees.
///
/// Args:
///     movements: The movements.
///     licensees: The licence holders.
///     settings: Confidence, methods, and whether members on leave count.
///     segment: Name of the segment level that the movements are of, which the rates then carry.
///
/// Examples:
///     >>> movements = MovementTable.from_totals({"year": [2019], "joined": [9_812], "left": [4_125], "closing": [112_518]})
///     >>> rates = MovementRates(movements, Licensees({"year": [2019], "count": [10_809]}))
///     >>> print(rates.rate("entry_rate_year", 2019))
///     90.8 % (89.0 % to 92.6 %; 9812 / 10809)
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct MovementRates {
    movements: Py<MovementTable>,
    licensees: Option<Py<Licensees>>,
    settings: Option<RateSettings>,
    segment: Option<String>,
}

impl MovementRates {
    fn with<T>(&self, f: impl FnOnce(kaiin::rates::MovementRates<'_>) -> kaiin::Result<T>) -> PyResult<T> {
        let rates = kaiin::rates::MovementRates::new(&self.movements.get().inner);
        let rates = self.licensees.iter().fold(rates, |rates, licensees| rates.with_licensees(&licensees.get().inner));
        let rates = self.settings.iter().fold(rates, |rates, settings| rates.with_settings(settings.inner));
        let rates = self.segment.iter().fold(rates, |rates, level| rates.of_segment(level));
        f(rates).map_err(err)
    }
}

#[pymethods]
impl MovementRates {
    #[new]
    #[pyo3(signature = (movements, licensees = None, *, settings = None, segment = None))]
    fn new(
        movements: Py<MovementTable>,
        licensees: Option<Py<Licensees>>,
        settings: Option<RateSettings>,
        segment: Option<String>,
    ) -> Self {
        Self { movements, licensees, settings, segment }
    }

    /// A rate of a fiscal year, by the stable name of its kind: ``"retention"``, ``"lapse_rate"``, ``"lapse_rate_arrears"``,
    /// ``"entry_rate_year"``, ``"organization_rate_cumulative_summed"`` and so on; see `rate_kinds`.
    ///
    /// A rate whose counts are not known has no value and says so; it is not an error.
    ///
    /// Raises:
    ///     RateError: The movements do not reach the year, or the rate stands on licence holders and none were given.
    fn rate(&self, kind: &str, year: i32) -> PyResult<Rate> {
        let kind = rate_kind(kind).map_err(err)?;
        self.with(|rates| rates.rate(kind, FiscalYear(year))).map(Rate::from)
    }

    /// A rate for every year of the movements, in order.
    fn series(&self, kind: &str) -> PyResult<Vec<Rate>> {
        let kind = rate_kind(kind).map_err(err)?;
        Ok(self.with(|rates| rates.series(kind))?.into_iter().map(Rate::from).collect())
    }

    /// Every rate of a year that the movements, and the licensees if given, allow.
    fn all(&self, year: i32) -> PyResult<Vec<Rate>> {
        Ok(self.with(|rates| rates.all(FiscalYear(year)))?.into_iter().map(Rate::from).collect())
    }
}

/// The rates of licence cohorts: who entered, and when.
///
/// Args:
///     table: A cohort table that is grouped by ``"licence_cohort"``, among other things or alone.
///     licensees: The licence holders.
///     settings: Confidence and methods.
///
/// Raises:
///     InputError: The table is not grouped by licence cohort.
///     TableError: Table and licensees assign licences to cohorts by different rules.
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct CohortRates {
    table: Py<CohortTable>,
    licensees: Py<Licensees>,
    settings: Option<RateSettings>,
}

impl CohortRates {
    fn with<T>(&self, f: impl FnOnce(kaiin::rates::CohortRates<'_>) -> kaiin::Result<T>) -> PyResult<T> {
        let rates = kaiin::rates::CohortRates::new(&self.table.get().inner, &self.licensees.get().inner).map_err(err)?;
        f(self.settings.iter().fold(rates, |rates, settings| rates.with_settings(settings.inner))).map_err(err)
    }
}

#[pymethods]
impl CohortRates {
    #[new]
    #[pyo3(signature = (table, licensees, *, settings = None))]
    fn new(table: Py<CohortTable>, licensees: Py<Licensees>, settings: Option<RateSettings>) -> PyResult<Self> {
        let rates = Self { table, licensees, settings };
        rates.with(|_| Ok(()))?;
        Ok(rates)
    }

    /// The licence cohorts that any member belongs to, ascending.
    #[getter]
    fn cohorts(&self) -> PyResult<Vec<i32>> {
        self.with(|rates| Ok(rates.cohorts().map(FiscalYear::get).collect()))
    }

    /// The share of a licence cohort that has joined within so many full fiscal years after the licence year. A cohort that is too young
    /// has no value and says so.
    fn entry_rate(&self, cohort: i32, within_years: u32) -> PyResult<Rate> {
        self.with(|rates| rates.entry_rate(FiscalYear(cohort), within_years)).map(Rate::from)
    }

    /// Of the persons of earlier licence cohorts who had never joined at the start of a year, the share that joins in it.
    fn late_entry_rate(&self, year: i32) -> PyResult<Rate> {
        self.with(|rates| rates.late_entry_rate(FiscalYear(year))).map(Rate::from)
    }

    /// Persons who joined in the fiscal years from the first to the last and whose licence year is not known: they are in no cohort, so
    /// the entry rates of those years may be too low by them.
    fn licence_unknown(&self, first: i32, last: i32) -> PyResult<u64> {
        self.with(|rates| Ok(rates.licence_unknown(FiscalYear(first), FiscalYear(last))))
    }
}

/// Of those who joined in a fiscal year, the share still members on their first anniversary.
///
/// Raises:
///     RateError: The triangle does not hold the cohort.
#[pyfunction]
#[pyo3(signature = (triangle, cohort, *, settings = None))]
pub(crate) fn first_year_retention(triangle: PyRef<'_, RetentionTriangle>, cohort: i32, settings: Option<RateSettings>) -> PyResult<Rate> {
    let settings = settings.map(|settings| settings.inner).unwrap_or_default();
    kaiin::rates::first_year_retention(&triangle.inner, FiscalYear(cohort), &settings).map(Rate::from).map_err(err)
}

/// The interval of a share; ``None`` without trials.
///
/// Args:
///     successes: Events, at most `trials`.
///     trials: Persons of whom each may or may not have the event.
///     confidence: Confidence, 0.95 by default.
///     method: Method, ``"wilson"`` by default.
///
/// Raises:
///     SettingError: More successes than trials, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     >>> print(proportion_interval(90, 100))
///     0.8256 to 0.9448 (95 %, Wilson)
#[pyfunction]
#[pyo3(signature = (successes, trials, *, confidence = None, method = None))]
pub(crate) fn proportion_interval(
    py: Python<'_>,
    successes: u64,
    trials: u64,
    confidence: Option<f64>,
    method: Option<Word<ProportionMethod>>,
) -> PyResult<Option<Interval>> {
    let confidence = confidence_or_default(confidence)?;
    let method = method.map(|word| word.0).unwrap_or_default();
    let interval = enter(py, |_| kaiin::rates::proportion_interval(successes, trials, confidence, method))?;
    Ok(interval.map(|inner| Interval { inner }))
}

/// The interval of events per exposure; ``None`` without exposure.
///
/// Args:
///     events: Events.
///     exposure: What they are counted over, for example member-years.
///     confidence: Confidence, 0.95 by default.
///     method: Method, ``"garwood"`` (exact) by default.
///
/// Raises:
///     SettingError: The exposure is negative or not finite, or the confidence is not strictly between 0 and 1.
#[pyfunction]
#[pyo3(signature = (events, exposure, *, confidence = None, method = None))]
pub(crate) fn rate_interval(
    py: Python<'_>,
    events: u64,
    exposure: f64,
    confidence: Option<f64>,
    method: Option<Word<RateMethod>>,
) -> PyResult<Option<Interval>> {
    let confidence = confidence_or_default(confidence)?;
    let method = method.map(|word| word.0).unwrap_or_default();
    let interval = enter(py, |_| kaiin::rates::rate_interval(events, exposure, confidence, method))?;
    Ok(interval.map(|inner| Interval { inner }))
}

/// The confidence given, or else that of the core.
pub(crate) fn confidence_or_default(confidence: Option<f64>) -> PyResult<Confidence> {
    confidence.map_or_else(|| Ok(Confidence::default()), Confidence::new).map_err(err)
}

/// The stable names of the kinds of rate that movements and licensees allow.
#[pyfunction]
pub(crate) fn rate_kinds() -> Vec<String> {
    kinds().into_iter().map(RateKind::name).collect()
}

fn rate_kind(name: &str) -> kaiin::Result<RateKind> {
    let kinds = kinds();
    kinds.iter().find(|kind| kind.name() == name).copied().ok_or_else(|| {
        let known = kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
        Error::Setting { name: "kind", value: format!("{name:?}"), reason: format!("is not the name of a rate; the names are {known}") }
    })
}

/// All kinds that are asked for by name.
fn kinds() -> Vec<RateKind> {
    use DenominatorKind::{CumulativeGiven, CumulativeSummed, NewLicensees, Practising, Registered};
    use RateKind::*;
    let organization = [CumulativeGiven, CumulativeSummed, Practising, Registered, NewLicensees];
    let reasons = || std::iter::once(None).chain(EndReason::ALL.into_iter().map(Some));
    let mut kinds = vec![EntryRateYear, MembersPerNewLicensee, Retention, LeaveShare, ReinstatementRate, ReplacementRatio, NetGrowth];
    kinds.extend([SteadyStateMembership, MeanTenure, HalfLife]);
    kinds.extend(organization.map(|denominator| OrganizationRate { denominator }));
    kinds.extend(reasons().map(|reason| LapseRate { reason }));
    kinds.extend(reasons().map(|reason| CentralLapseRate { reason }));
    kinds
}
