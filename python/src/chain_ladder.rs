//! How many of a licence cohort will have joined in the end, by the chain ladder and with a prior, in Python.

use crate::development_parts::{
    BornhuetterFergusonCohort, DevelopedCohort, DevelopmentFactor, DevelopmentLimits, DevelopmentResidual, DevelopmentTotal, FutureEntrants,
};
use crate::development_triangle::{DevelopmentTriangle, TriangleArg};
use crate::error::{enter, err, setting};
use crate::mapping::CohortNumbers;
use crate::result::{Field, pickled, tabular, wraps};
use crate::table::Table;
use crate::words::Word;
use kaiin::model::development::{
    DevelopmentInterval, DevelopmentPattern, EntryPrior, FactorAverage, ParameterError, TailError, TailFactor, TailSigma, ZeroStart,
};
use kaiin::{Confidence, FiscalYear};
use pyo3::prelude::*;

/// How a chain ladder is made.
///
/// Args:
///     average: How the growth of single cohorts is averaged, ``Σ C^α (D / C) / Σ C^α``: ``"volume_weighted"`` (α = 1, the default),
///         ``"simple"`` (α = 0) or ``"regression"`` (α = 2).
///     zero_start: Whether those who joined later of a cohort in which nobody had joined yet are ``"counted"`` (the default) or
///         ``"left_out"``.
///     tail_sigma: σ of growth that was seen in one cohort only: by the rule of ``"mack"`` (the default), ``"log_linear"`` (as
///         chainladder for Python), ``"log_linear_or_mack"`` (as R), or a number.
///     tail: Growth after the last age, none by default: the factor and its standard error and σ, such as ``(1.05, 0.02, 0.5)``, or
///         ``(1.05, "log_linear")`` to read them off the lines through the logarithms as R does.
///     parameter_error: ``"mack"`` (the default), or ``"independence"``, with the product of the errors of successive factors.
///     interval: The distribution of those still to come: ``"log_normal"`` (the default) or ``"normal"``, to be taken where fewer than
///         about five persons are still to come.
///     confidence: Confidence of limits, 0.95 by default.
///
/// Raises:
///     SettingError: A word is not known, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     >>> triangle = DevelopmentTriangle({2021: [60, 88], 2022: [40, 62], 2023: [40]})
///     >>> ladder = ChainLadderSettings().fit(triangle)
///     >>> ladder.factors[0].factor, ladder.cohorts[2].ultimate  # 150 / 100
///     (1.5, 60.0)
///     >>> round(ladder.cohorts[2].error ** 2, 9) == round(28 / 3, 9)  # σ² = 1/6, 40 σ² + 40² σ² / 100
///     True
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct ChainLadderSettings {
    inner: kaiin::model::development::ChainLadderSettings,
}

#[pymethods]
impl ChainLadderSettings {
    #[new]
    #[pyo3(signature = (*, average = None, zero_start = None, tail_sigma = None, tail = None, parameter_error = None, interval = None,
        confidence = None))]
    fn new(
        average: Option<Word<FactorAverage>>,
        zero_start: Option<Word<ZeroStart>>,
        tail_sigma: Option<TailSigmaArg>,
        tail: Option<TailArg>,
        parameter_error: Option<Word<ParameterError>>,
        interval: Option<Word<DevelopmentInterval>>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let settings = kaiin::model::development::ChainLadderSettings::new();
        let settings = average.into_iter().fold(settings, |settings, average| settings.average(average.0));
        let settings = zero_start.into_iter().fold(settings, |settings, rule| settings.zero_start(rule.0));
        let settings = tail_sigma.into_iter().fold(settings, |settings, rule| settings.tail_sigma(rule.0));
        let settings = tail.into_iter().fold(settings, |settings, tail| settings.tail(tail.0));
        let settings = parameter_error.into_iter().fold(settings, |settings, rule| settings.parameter_error(rule.0));
        let settings = interval.into_iter().fold(settings, |settings, interval| settings.interval(interval.0));
        let confidence = confidence.map(Confidence::new).transpose().map_err(err)?;
        Ok(Self { inner: confidence.into_iter().fold(settings, kaiin::model::development::ChainLadderSettings::confidence) })
    }

    /// Completes a triangle.
    ///
    /// Args:
    ///     triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.
    ///
    /// Raises:
    ///     SettingError: A given tail factor is below 1, or a given error or σ is negative or not finite.
    ///     InputError: No cell of the entrants is seen.
    fn fit(&self, py: Python<'_>, triangle: TriangleArg) -> PyResult<ChainLadder> {
        enter(py, |_| self.inner.fit(&triangle.triangle()?)).map(ChainLadder::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ChainLadderSettings {:?}>", self.inner)
    }
}

wraps!(ChainLadderSettings, kaiin::model::development::ChainLadderSettings);
pickled!(ChainLadderSettings, kaiin::model::development::ChainLadderSettings);

/// A triangle completed by the chain ladder, with Mack's standard errors; made by `ChainLadderSettings.fit`.
///
/// Assumes that a cohort grows from an age to the next as the others did at that age, whatever it was before, and that cohorts are
/// independent. Weak where the first ages hold few persons (a cohort of nobody stays nobody: use `BornhuetterFergusonSettings`), where
/// fewer than ten cohorts were seen (limits are then too narrow), where a year was unlike others for all cohorts (`CalendarEffects`), and
/// near everyone: nothing keeps an ultimate below the licence holders. Mack (1993), *ASTIN Bulletin* 23, 213-225; Mack (1999), *ASTIN
/// Bulletin* 29, 361-366.
///
/// Examples:
///     >>> triangle = DevelopmentTriangle({2021: [60, 80, 88], 2022: [40, 70], 2023: [50]}, licensees={2023: 110})
///     >>> ladder = ChainLadderSettings().fit(triangle)
///     >>> youngest = ladder.cohorts[2]
///     >>> round(youngest.ultimate, 9), round(youngest.entry_rate, 9)  # 50 × 150/100 × 88/80
///     (82.5, 0.75)
///     >>> round(ladder.future_entrants[0].expected, 9)  # 2024: 70 × 0.1 of cohort 2022 and 50 × 0.5 of cohort 2023
///     32.0
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ChainLadder {
    inner: kaiin::model::development::ChainLadder,
}

#[pymethods]
impl ChainLadder {
    /// How it was made.
    #[getter]
    fn settings(&self) -> ChainLadderSettings {
        self.inner.settings().field()
    }

    /// The numbers that it was made from.
    #[getter]
    fn triangle(&self) -> DevelopmentTriangle {
        self.inner.triangle().field()
    }

    /// Growth from each age to the next; a tail comes last.
    #[getter]
    fn factors(&self) -> Vec<DevelopmentFactor> {
        self.inner.factors().iter().copied().map(DevelopmentFactor::from).collect()
    }

    /// The cohorts, ascending.
    #[getter]
    fn cohorts(&self) -> Vec<DevelopedCohort> {
        self.inner.cohorts().iter().cloned().map(DevelopedCohort::from).collect()
    }

    /// All cohorts together.
    #[getter]
    fn total(&self) -> DevelopmentTotal {
        self.inner.total().field()
    }

    /// Share of the final number reached at an age; ``None`` where not known.
    fn developed(&self, age: usize) -> Option<f64> {
        self.inner.developed(age)
    }

    /// Late entrants of each coming year with their errors, ascending. A tail is not in it: it says how many, not when.
    #[getter]
    fn future_entrants(&self) -> Vec<FutureEntrants> {
        self.inner.future_entrants().field()
    }

    /// The limits of the ultimate of a cohort: those who joined, plus the limits of those still to come.
    ///
    /// Args:
    ///     cohort: One of `cohorts`.
    fn limits(&self, cohort: PyRef<'_, DevelopedCohort>) -> Option<DevelopmentLimits> {
        self.inner.limits(&cohort.inner).map(DevelopmentLimits::from)
    }

    /// The limits of the entry rate of a cohort in the end.
    ///
    /// Args:
    ///     cohort: One of `cohorts`.
    fn entry_rate_limits(&self, cohort: PyRef<'_, DevelopedCohort>) -> Option<DevelopmentLimits> {
        self.inner.entry_rate_limits(&cohort.inner).map(DevelopmentLimits::from)
    }

    /// The limits of the sum of all ultimates.
    #[getter]
    fn total_limits(&self) -> Option<DevelopmentLimits> {
        self.inner.total_limits().map(DevelopmentLimits::from)
    }

    /// The limits of a number still to come, such as ``expected`` of `FutureEntrants` with its error.
    fn limits_of(&self, expected: f64, error: f64) -> Option<DevelopmentLimits> {
        self.inner.limits_of(expected, error).map(DevelopmentLimits::from)
    }

    /// The residuals of all pairs of seen cells, by age and cohort.
    #[getter]
    fn residuals(&self) -> Vec<DevelopmentResidual> {
        self.inner.residuals().field()
    }

    /// The growth factors as columns.
    fn factor_table(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.factor_table()).into()
    }

    /// The completed triangle as columns, one row a cell that is seen or expected.
    fn cell_table(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.cell_table()).into()
    }

    /// The late entrants of coming years as columns.
    fn future_table(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.future_table()).into()
    }

    /// The residuals as columns.
    fn residual_table(&self, py: Python<'_>) -> Table {
        py.detach(|| self.inner.residual_table()).into()
    }

    fn __len__(&self) -> usize {
        self.inner.cohorts().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ChainLadder of {} cohorts, {} ages>", self.inner.cohorts().len(), self.inner.triangle().ages())
    }
}

wraps!(ChainLadder, kaiin::model::development::ChainLadder);
tabular!(ChainLadder);
pickled!(ChainLadder, kaiin::model::development::ChainLadder);

/// How an estimate is made that leans on an entry rate expected beforehand.
///
/// Args:
///     prior: The entry rate in the end that is expected: a rate such as 0.6, a rate for each cohort, or ``"cape_cod"``, the rate of all
///         cohorts together, each with the part of its licence holders that had time to join.
///     prior_error: Standard error of the prior rate; 0 by default, for the method has no way to know it.
///     pattern: From which growth the share that has joined by an age is taken: ``"chain_ladder"`` (the default; without errors), or the
///         ``"increments"`` over the priors (Mack 2008; with errors, without a tail, not with ``"cape_cod"``).
///     chain_ladder: How the chain ladder of the pattern is made.
///
/// Examples:
///     Half of those who will join do so in the licence year. A cohort of 200 in which nobody has joined yet:
///
///     >>> triangle = DevelopmentTriangle({2021: [50, 100], 2022: [40, 80], 2023: [0]}, licensees={2023: 200})
///     >>> estimate = BornhuetterFergusonSettings(0.6).fit(triangle)
///     >>> estimate.cohorts[2].ultimate, estimate.chain_ladder.cohorts[2].ultimate  # 0 + 200 × 0.6 × (1 - 0.5)
///     (60.0, 0.0)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct BornhuetterFergusonSettings {
    inner: kaiin::model::development::BornhuetterFergusonSettings,
}

#[pymethods]
impl BornhuetterFergusonSettings {
    #[new]
    #[pyo3(signature = (prior, *, prior_error = None, pattern = None, chain_ladder = None))]
    fn new(
        prior: PriorArg,
        prior_error: Option<f64>,
        pattern: Option<Word<DevelopmentPattern>>,
        chain_ladder: Option<ChainLadderSettings>,
    ) -> Self {
        use kaiin::model::development::BornhuetterFergusonSettings as Settings;
        let settings = prior_error.into_iter().fold(Settings::new(prior.0), Settings::prior_error);
        let settings = pattern.into_iter().fold(settings, |settings, pattern| settings.pattern(pattern.0));
        chain_ladder.into_iter().fold(settings, |settings, ladder| settings.chain_ladder(ladder.inner)).into()
    }

    /// The estimate of a triangle whose licence holders are known.
    ///
    /// Args:
    ///     triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.
    ///
    /// Raises:
    ///     RateError: The licence holders of no cohort are known.
    ///     SettingError: A prior rate or its error is negative or not finite, ``"cape_cod"`` is asked for with the increments, or as for
    ///         `ChainLadderSettings.fit`.
    ///     InputError: No cell of the entrants is seen.
    fn fit(&self, py: Python<'_>, triangle: TriangleArg) -> PyResult<BornhuetterFerguson> {
        enter(py, |_| self.inner.fit(&triangle.triangle()?)).map(BornhuetterFerguson::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.BornhuetterFergusonSettings {:?}>", self.inner)
    }
}

wraps!(BornhuetterFergusonSettings, kaiin::model::development::BornhuetterFergusonSettings);
pickled!(BornhuetterFergusonSettings, kaiin::model::development::BornhuetterFergusonSettings);

/// Who will have joined in the end: those who have, plus what is left of the number expected beforehand.
///
/// ``ultimate = C + U (1 - z)``: C those who joined, z the share of the final number reached by their age, U licence holders times the prior
/// rate. Assumes that who has joined so far says nothing about who is still to join. Weak: as good as the prior. Bornhuetter and Ferguson
/// (1972), *Proceedings of the Casualty Actuarial Society* 59, 181-195; Mack (2008), *ASTIN Bulletin* 38, 87-103.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct BornhuetterFerguson {
    inner: kaiin::model::development::BornhuetterFerguson,
}

#[pymethods]
impl BornhuetterFerguson {
    /// How it was made.
    #[getter]
    fn settings(&self) -> BornhuetterFergusonSettings {
        self.inner.settings().field()
    }

    /// The cohorts, ascending.
    #[getter]
    fn cohorts(&self) -> Vec<BornhuetterFergusonCohort> {
        self.inner.cohorts().iter().copied().map(BornhuetterFergusonCohort::from).collect()
    }

    /// The rate of all cohorts together, whether it was the prior or not; a check of the prior that was given.
    #[getter]
    fn cape_cod_rate(&self) -> Option<f64> {
        self.inner.cape_cod_rate()
    }

    /// The chain ladder of the same triangle.
    #[getter]
    fn chain_ladder(&self) -> ChainLadder {
        self.inner.chain_ladder().field()
    }

    fn __len__(&self) -> usize {
        self.inner.cohorts().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.BornhuetterFerguson of {} cohorts>", self.inner.cohorts().len())
    }
}

wraps!(BornhuetterFerguson, kaiin::model::development::BornhuetterFerguson);
tabular!(BornhuetterFerguson);
pickled!(BornhuetterFerguson, kaiin::model::development::BornhuetterFerguson);

/// A rule for σ, or σ itself.
pub(crate) struct TailSigmaArg(TailSigma);

impl<'py> FromPyObject<'_, 'py> for TailSigmaArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "TailSigma");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(sigma) = value.extract::<f64>() {
            return Ok(Self(TailSigma::Given(sigma)));
        }
        match value.extract::<String>().as_deref() {
            Ok("mack") => Ok(Self(TailSigma::Mack)),
            Ok("log_linear") => Ok(Self(TailSigma::LogLinear)),
            Ok("log_linear_or_mack") => Ok(Self(TailSigma::LogLinearOrMack)),
            _ => {
                let reason = "is not known; write \"mack\", \"log_linear\", \"log_linear_or_mack\" or a number";
                Err(err(setting("tail_sigma", value.repr()?, reason)))
            }
        }
    }
}

/// Growth after the last age, with its errors.
pub(crate) struct TailArg(TailFactor);

impl<'py> FromPyObject<'_, 'py> for TailArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "TailFactor");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok((factor, factor_error, sigma)) = value.extract::<(f64, f64, f64)>() {
            return Ok(Self(TailFactor::Given { factor, error: TailError::Given { factor_error, sigma } }));
        }
        if let Ok((factor, rule)) = value.extract::<(f64, String)>()
            && rule == "log_linear"
        {
            return Ok(Self(TailFactor::Given { factor, error: TailError::LogLinear }));
        }
        let reason = "is not known; write factor, standard error and sigma such as (1.05, 0.02, 0.5), or (1.05, \"log_linear\")";
        Err(err(setting("tail", value.repr()?, reason)))
    }
}

/// The entry rate that is expected beforehand.
pub(crate) struct PriorArg(EntryPrior);

impl<'py> FromPyObject<'_, 'py> for PriorArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "EntryPrior");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(rate) = value.extract::<f64>() {
            return Ok(Self(EntryPrior::Rate(rate)));
        }
        if let Ok(CohortNumbers(rates)) = value.extract() {
            return Ok(Self(EntryPrior::Rates(rates.into_iter().map(|(cohort, rate)| (FiscalYear(cohort), rate)).collect())));
        }
        match value.extract::<String>().as_deref() {
            Ok("cape_cod") => Ok(Self(EntryPrior::CapeCod)),
            _ => {
                let reason = "is not known; write a rate such as 0.6, a rate for each cohort such as {2023: 0.6}, or \"cape_cod\"";
                Err(err(setting("prior", value.repr()?, reason)))
            }
        }
    }
}
