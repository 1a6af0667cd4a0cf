//! What a projection assumes, in Python.

use crate::cohort::CohortTable;
use crate::curve_data::RenewalCounts;
use crate::curve_law::CurveLaw;
use crate::curve_model::{CurveFit, CurveModel};
use crate::error::{enter, err};
use crate::graduation::WhittakerHenderson;
use crate::licensees::Licensees;
use crate::result::{Field, fields, pickled, tabular, wraps};
use crate::words::Word;
use kaiin::projection::{LapseCurve, TenureOnReturn};
use kaiin::{EndReason, FiscalYear, Result};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A probability per fiscal year, with its standard error where one is known, and its provenance.
///
/// Args:
///     probability: The probability.
///     note: Why this number, for the reader.
///     standard_error: How far the probability that holds may lie from it; ``None``, the default, when that is not known, which a
///         projection takes as no error.
///
/// Raises:
///     SettingError: The probability is outside [0, 1], or the standard error is negative.
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
    #[pyo3(signature = (probability, note = "", *, standard_error = None))]
    fn new(probability: f64, note: &str, standard_error: Option<f64>) -> PyResult<Self> {
        let typed_in = kaiin::projection::Assumed::typed_in(probability, note);
        let assumed = typed_in.and_then(|assumed| standard_error.map_or(Ok(assumed.clone()), |error| assumed.with_error(error)));
        assumed.map(Self::from).map_err(err)
    }

    /// The share of ``events`` among ``exposed`` persons in the fiscal years ``from_year`` to ``to_year``, with the deviation of Jeffreys'
    /// posterior as its standard error; 0, and not known, when nobody was exposed.
    ///
    /// Raises:
    ///     SettingError: There are more events than persons exposed.
    ///
    /// Examples:
    ///     >>> round(Assumed.estimated(2019, 2023, 37, 1_000).standard_error, 4)
    ///     0.006
    #[staticmethod]
    fn estimated(from_year: i32, to_year: i32, events: u64, exposed: u64) -> PyResult<Self> {
        let (from, to) = (FiscalYear(from_year), FiscalYear(to_year));
        kaiin::projection::Assumed::estimated(from, to, events, exposed).map(Self::from).map_err(err)
    }

    /// The probability.
    #[getter]
    fn probability(&self) -> f64 {
        self.inner.probability.get()
    }

    /// Its standard error; ``None`` when it is not known.
    #[getter]
    fn standard_error(&self) -> Option<f64> {
        self.inner.standard_error
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

wraps!(Assumed, kaiin::projection::Assumed);

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
///     reinstatement: Probability of coming back after a lapse, by years since the lapse; entry 0 is the year after the one of the lapse.
///     reasons: Share of each reason among those who leave, by years since joining: ``{"death": [0.05], "arrears": [0.4, 0.2]}``. What is
///         missing to 1 is unstated. Who dies or retires does not come back.
///     exit: Probability that a licence holder who is not a member, and does not become one, leaves the profession for good.
///     tenure_on_return: Tenure of those who come back: ``"reset"`` (the default; they lapse like newcomers), ``"longest"`` (like members of
///         long standing), or ``"runs_on"`` (by the years since they first joined, as an estimate from a table measures lapse, and takes).
///     note: Why these numbers, for the reader, where they have no note of their own.
///
/// Raises:
///     SettingError: A probability is outside [0, 1].
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Assumptions {
    pub(crate) inner: kaiin::projection::Assumptions,
}

#[pymethods]
impl Assumptions {
    #[new]
    #[pyo3(signature = (*, entry = None, lapse = None, leave = None, leave_end = None, lapse_on_leave = None, reinstatement = None,
        reasons = None, exit = None, tenure_on_return = None, note = ""))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        entry: Option<Vec<AssumedArg>>,
        lapse: Option<Vec<AssumedArg>>,
        leave: Option<AssumedArg>,
        leave_end: Option<AssumedArg>,
        lapse_on_leave: Option<AssumedArg>,
        reinstatement: Option<Vec<AssumedArg>>,
        reasons: Option<BTreeMap<Word<EndReason>, Vec<AssumedArg>>>,
        exit: Option<AssumedArg>,
        tenure_on_return: Option<Word<TenureOnReturn>>,
        note: &str,
    ) -> PyResult<Self> {
        let default = kaiin::projection::Assumptions::nothing_happens();
        let one = |given: Option<AssumedArg>, default| given.map_or(Ok(default), |probability| probability.noted(note));
        let all = |list: Vec<AssumedArg>| list.into_iter().map(|probability| probability.noted(note)).collect::<Result<Vec<_>>>();
        let list = |given: Option<Vec<AssumedArg>>, default| given.map_or(Ok(default), all);
        let shares = |given: BTreeMap<Word<EndReason>, _>| given.into_iter().map(|(reason, list)| Ok((reason.0, all(list)?))).collect();
        let assumptions = || {
            Result::Ok(kaiin::projection::Assumptions {
                entry: list(entry, default.entry)?,
                lapse: list(lapse, default.lapse)?,
                leave: one(leave, default.leave)?,
                leave_end: one(leave_end, default.leave_end)?,
                lapse_on_leave: one(lapse_on_leave, default.lapse_on_leave)?,
                reinstatement: list(reinstatement, default.reinstatement)?,
                reasons: reasons.map_or(Ok(default.reasons), shares)?,
                exit: one(exit, default.exit)?,
                tenure_on_return: tenure_on_return.map_or(default.tenure_on_return, |word| word.0),
            })
        };
        assumptions().map(|inner| Self { inner }).map_err(err)
    }

    /// The assumptions of a text of comma-separated values, as ``to_csv`` writes it: to be edited in a spreadsheet.
    ///
    /// Raises:
    ///     InputError: The text cannot be read; the message names row and column.
    ///     SettingError: A probability is outside [0, 1], or a list has a gap.
    #[staticmethod]
    fn from_csv(py: Python<'_>, text: &str) -> PyResult<Self> {
        enter(py, |_| kaiin::projection::Assumptions::from_csv(text)).map(Self::from)
    }

    /// The assumptions as a text of comma-separated values: name, reason, year, probability, standard error and provenance.
    fn to_csv(&self) -> PyResult<String> {
        self.inner.to_csv().map_err(err)
    }

    /// The probabilities observed in a window of fiscal years, the last one included, in a cohort table grouped by ``"licence_cohort"``
    /// and ``"join_cohort"``.
    ///
    /// Reinstatement is by fiscal years since the lapse: those who had lapsed so long ago, for no final reason, and are members at the end of
    /// the year, over those not back before it; from the tenth year on all together. Years with few people are taken together. Lapse is by
    /// years since first joining, and so is the tenure of those who come back: ``tenure_on_return`` is ``"runs_on"``.
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
        of_window(py, &table, licensees.as_deref(), window, kaiin::projection::Assumptions::estimate).map(Self::from)
    }

    /// The same with lapse graduated along the years since joining: the rates of neighbouring years support each other.
    ///
    /// Years that were taken over or typed in come from their neighbours; the year of joining and the last entry, which holds all later
    /// years, stay as they are. Errors of neighbouring years are taken as independent, which they no longer are: the spread of a projection
    /// comes out somewhat too small.
    ///
    /// Args:
    ///     by: How it is smoothed.
    ///
    /// Raises:
    ///     RateError: Fewer than three of the years were estimated, or nobody left in them.
    ///
    /// Examples:
    ///     >>> counts = [(1, 50), (3, 10), (1, 10), (2, 20), (40, 900)]
    ///     >>> rough = Assumptions(lapse=[Assumed.estimated(2020, 2024, left, exposed) for left, exposed in counts])
    ///     >>> round(rough.graduated_lapse(WhittakerHenderson(order=1, smoothing=1e9)).lapse[1].probability, 6)  # 6 of 40
    ///     0.15
    fn graduated_lapse(&self, py: Python<'_>, by: PyRef<'_, WhittakerHenderson>) -> PyResult<Self> {
        let by = &by.inner;
        enter(py, |_| self.inner.graduated_lapse(by)).map(Self::from)
    }

    /// The same with lapse in some years since joining taken from a retention curve: beyond the years in which enough members were seen.
    ///
    /// ``lapse(t) = 1 - S(t) / S(t - 1)`` with S the curve, which counts years from the end of the joining year on; the standard error is that of
    /// the fitted retention (delta method), and a projection lets the years of one curve err together. That the shape may be wrong is not
    /// in it. Earlier entries stay as they are.
    ///
    /// Args:
    ///     curve: A fitted curve, or one with given parameters, whose error is not known.
    ///     years: First and last year since joining; the last one holds for all later years.
    ///
    /// Raises:
    ///     SettingError: The years are none, or begin with the year of joining, which is not a whole year.
    ///     KaiinError: There are more than 1,000 years (code ``limit``).
    ///
    /// Examples:
    ///     >>> seen = Assumptions(lapse=[0.02, 0.5, 0.3])
    ///     >>> curve = CurveLaw("shifted_beta_geometric", [1, 1])  # S(t) = 1 / (t + 1)
    ///     >>> [round(lapse.probability, 3) for lapse in seen.lapse_beyond(curve, (3, 5)).lapse]
    ///     [0.02, 0.5, 0.3, 0.25, 0.2, 0.167]
    fn lapse_beyond(&self, py: Python<'_>, curve: LapseCurveArg<'_>, years: (u32, u32)) -> PyResult<Self> {
        let (inner, curve) = (&self.inner, curve.inner());
        enter(py, |_| inner.lapse_beyond(curve, years.0..=years.1)).map(Self::from)
    }

    /// The same with a curve fitted to the lapse of the earlier years: to the counts that these assumptions were estimated from.
    ///
    /// Args:
    ///     model: The shape of the curve, and how it is fitted.
    ///     years: First and last year since joining that are taken from it; the last one holds for all later years.
    ///
    /// Raises:
    ///     RateError: No earlier year was estimated from members.
    ///     SettingError: The years are none, or begin with the year of joining; or the shape does not count renewals.
    ///
    /// Examples:
    ///     >>> lapse = [Assumed.estimated(2015, 2024, *of) for of in ((2, 100), (60, 600), (30, 300))]
    ///     >>> beyond = Assumptions(lapse=lapse).fitted_lapse_beyond(CurveModel("geometric"), (3, 3)).lapse[3]
    ///     >>> round(beyond.probability, 3), round(beyond.standard_error, 3)  # 90 of 900
    ///     (0.1, 0.01)
    fn fitted_lapse_beyond(&self, py: Python<'_>, model: PyRef<'_, CurveModel>, years: (u32, u32)) -> PyResult<Self> {
        let (inner, model) = (&self.inner, &model.inner);
        enter(py, |_| inner.fitted_lapse_beyond(model, years.0..=years.1)).map(Self::from)
    }

    /// Members at the start of each year since joining before the year `before`, and how many of them lapsed, as far as these assumptions were
    /// estimated: to fit curves to them and compare them.
    ///
    /// The first renewal is that of the first year after the one of joining. Counts of years taken together are spread evenly over them. A
    /// person is counted in every year.
    ///
    /// Raises:
    ///     RateError: No year before was estimated from members.
    ///
    /// Examples:
    ///     >>> lapse = [Assumed.estimated(2015, 2024, *of) for of in ((2, 100), (60, 600), (30, 300))]
    ///     >>> Assumptions(lapse=lapse).lapse_counts(3).at_risk
    ///     [600, 300]
    fn lapse_counts(&self, before: u32) -> PyResult<RenewalCounts> {
        self.inner.lapse_counts(before).map(|inner| RenewalCounts { inner }).map_err(err)
    }

    /// The same with every estimated probability drawn towards that of a larger group.
    ///
    /// ``p' = (events + m q) / (exposed + m)`` with q the group's probability of the same year and m the `persons`: branches of few members
    /// get most of the group's rates, large ones keep their own. What was typed in stays.
    ///
    /// Args:
    ///     group: The assumptions of the larger group.
    ///     persons: How many persons the group's rates weigh as much as.
    ///
    /// Raises:
    ///     SettingError: `persons` is negative or not finite.
    ///
    /// Examples:
    ///     >>> branch, whole = (Assumptions(lapse=[Assumed.estimated(2020, 2024, *of)]) for of in ((6, 40), (500, 10_000)))
    ///     >>> round(branch.drawn_towards(whole, 60).lapse[0].probability, 6)  # between 15 and 5 %
    ///     0.09
    fn drawn_towards(&self, py: Python<'_>, group: PyRef<'_, Self>, persons: f64) -> PyResult<Self> {
        let group = &group.inner;
        enter(py, |_| self.inner.drawn_towards(group, persons)).map(Self::from)
    }

    /// Share of each reason among those who leave, by fiscal years since joining; what is missing to 1 is unstated.
    #[getter]
    fn reasons(&self) -> BTreeMap<&'static str, Vec<Assumed>> {
        self.inner.reasons.iter().map(|(reason, list)| (reason.name(), list.field())).collect()
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

/// A retention curve from which lapse is taken.
#[derive(FromPyObject)]
enum LapseCurveArg<'py> {
    #[pyo3(transparent, annotation = "CurveFit")]
    Fitted(PyRef<'py, CurveFit>),
    #[pyo3(transparent, annotation = "CurveLaw")]
    Given(PyRef<'py, CurveLaw>),
}

impl LapseCurveArg<'_> {
    fn inner(&self) -> LapseCurve<'_> {
        match self {
            Self::Fitted(fit) => LapseCurve::Fitted(&fit.inner),
            Self::Given(law) => LapseCurve::Given(&law.inner),
        }
    }
}

/// What is estimated from the fiscal years of a window, the last one included.
pub(super) fn of_window<T: Send>(
    py: Python<'_>,
    table: &CohortTable,
    licensees: Option<&Licensees>,
    (from, to): (i32, i32),
    estimate: fn(&kaiin::cohort::CohortTable, Option<&kaiin::Licensees>, RangeInclusive<FiscalYear>) -> Result<T>,
) -> PyResult<T> {
    let (table, licensees) = (&table.inner, licensees.map(|licensees| &licensees.inner));
    enter(py, |_| estimate(table, licensees, FiscalYear(from)..=FiscalYear(to)))
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
    /// Probability that someone who lapsed and could come back is a member again at the end of the year, by fiscal years since the lapse;
    /// entry 0 is the year after the one of the lapse.
    reinstatement: Vec<Assumed>,
    /// Probability that a licence holder who is not a member, and does not become one, leaves the profession for good within the year.
    exit: Assumed,
});
tabular!(Assumptions);
pickled!(Assumptions, kaiin::projection::Assumptions);
wraps!(Assumptions, kaiin::projection::Assumptions);
