//! By how much a measure moves its lever, in Python.

use crate::error::{err, setting};
use crate::rates::confidence_or_default;
use crate::result::{Field, pickled, wraps};
use crate::words::{Word, tag};
use kaiin::decision::Lever;
use kaiin::decision::measures::{Change, Effect, EffectProvenance, Uncertainty};
use pyo3::prelude::*;

/// The effect of a measure on those it reaches, in the year in which it reaches them: given by you, with its source.
///
/// An effect is typed in with a note (`MeasureEffect.typed_in`) or taken from an evaluation (`MeasureEffect.evaluated`). `Effect` without
/// "Measure" is another thing: a difference that `simulate` puts into a register.
///
/// Examples:
///     >>> trial = "mentors 2024 against waiting list"
///     >>> effect = MeasureEffect.evaluated("lapse", trial, relative=-0.10, interval=(-0.198, -0.002))
///     >>> round(effect.standard_error, 4)  # 0.196 / (2 x 1.96)
///     0.05
///     >>> print(effect)
///     lapse -10.0 % of the rate (95 %: -19.8 % to -0.2 %); evaluated: mentors 2024 against waiting list
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MeasureEffect {
    pub(super) inner: Effect,
}

#[pymethods]
impl MeasureEffect {
    /// An effect that is assumed, with a note on why. Exactly one of ``relative`` and ``absolute`` is given, and at most one of
    /// ``standard_error`` and ``interval``; without either, what follows has no uncertainty and must not be read as certain.
    ///
    /// Args:
    ///     lever: The lever that it moves, as in `LeverChange`.
    ///     note: Why this number: who says so.
    ///     relative: A share of the rate as it is: -0.1 lowers a rate of 8 % to 7.2 %.
    ///     absolute: Added to the rate: -0.01 lowers a rate of 8 % to 7 %.
    ///     standard_error: The standard error, in the unit of the change.
    ///     interval: The lower and the upper limit of the change. They need not be symmetric; for calculations their width is read as that
    ///         of a normal distribution.
    ///     confidence: The confidence of the interval, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: Not exactly one change, both kinds of uncertainty, a confidence without an interval, a change that is none of a
    ///         rate (a relative one below -1, an absolute one outside [-1, 1]), a negative standard error, or an interval without the
    ///         change.
    ///     RateError: The note is blank.
    #[staticmethod]
    #[pyo3(signature = (lever, note, *, relative = None, absolute = None, standard_error = None, interval = None, confidence = None))]
    fn typed_in(
        lever: Word<Lever>,
        note: &str,
        relative: Option<f64>,
        absolute: Option<f64>,
        standard_error: Option<f64>,
        interval: Option<(f64, f64)>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let effect = Effect::typed_in(lever.0, change(relative, absolute)?, note).map_err(err)?;
        uncertain(effect, standard_error, interval, confidence)
    }

    /// An effect that an evaluation has estimated.
    ///
    /// Args:
    ///     lever: The lever that it moves, as in `LeverChange`.
    ///     evaluation: The name of the evaluation.
    ///     relative: As in `MeasureEffect.typed_in`.
    ///     absolute: As in `MeasureEffect.typed_in`.
    ///     standard_error: As in `MeasureEffect.typed_in`.
    ///     interval: As in `MeasureEffect.typed_in`.
    ///     confidence: As in `MeasureEffect.typed_in`.
    ///
    /// Raises:
    ///     SettingError: As `MeasureEffect.typed_in`.
    ///     RateError: The evaluation is not named.
    #[staticmethod]
    #[pyo3(signature = (lever, evaluation, *, relative = None, absolute = None, standard_error = None, interval = None, confidence = None))]
    fn evaluated(
        lever: Word<Lever>,
        evaluation: &str,
        relative: Option<f64>,
        absolute: Option<f64>,
        standard_error: Option<f64>,
        interval: Option<(f64, f64)>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let effect = Effect::evaluated(lever.0, change(relative, absolute)?, evaluation).map_err(err)?;
        uncertain(effect, standard_error, interval, confidence)
    }

    /// The lever.
    #[getter]
    fn lever(&self) -> Word<Lever> {
        Word(self.inner.lever())
    }

    /// The kind of change, ``"relative"`` or ``"absolute"``, and its number.
    #[getter]
    fn change(&self) -> (String, f64) {
        (tag(self.inner.change()), self.inner.change().value())
    }

    /// The standard error of the change; of an interval its width over twice the normal quantile. ``None`` when none was given.
    #[getter]
    fn standard_error(&self) -> Option<f64> {
        self.inner.standard_error()
    }

    /// The limits of the change; ``None`` when none were given.
    #[getter]
    fn interval(&self) -> Option<(f64, f64)> {
        match self.inner.uncertainty() {
            Uncertainty::Interval { limits, .. } => Some((limits.lower, limits.upper)),
            Uncertainty::NotGiven | Uncertainty::StandardError(_) => None,
        }
    }

    /// The confidence of these limits; ``None`` without them.
    #[getter]
    fn confidence(&self) -> Option<f64> {
        match self.inner.uncertainty() {
            Uncertainty::Interval { confidence, .. } => Some(confidence.get()),
            Uncertainty::NotGiven | Uncertainty::StandardError(_) => None,
        }
    }

    /// Where it comes from: ``"typed_in"`` with the note, or ``"evaluated"`` with the evaluation.
    #[getter]
    fn provenance(&self) -> (String, String) {
        self.inner.provenance().field()
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.MeasureEffect {}>", self.inner)
    }
}

pickled!(MeasureEffect, Effect);
wraps!(MeasureEffect, Effect);

impl Field<(String, String)> for EffectProvenance {
    fn field(&self) -> (String, String) {
        let (Self::TypedIn(text) | Self::Evaluated(text)) = self;
        (tag(self), text.clone())
    }
}

fn change(relative: Option<f64>, absolute: Option<f64>) -> PyResult<Change> {
    match (relative, absolute) {
        (Some(change), None) => Ok(Change::Relative(change)),
        (None, Some(change)) => Ok(Change::Absolute(change)),
        _ => Err(err(setting("change", "", "must be given once; write relative or absolute"))),
    }
}

fn uncertain(effect: Effect, error: Option<f64>, interval: Option<(f64, f64)>, confidence: Option<f64>) -> PyResult<MeasureEffect> {
    let effect = match (error, interval, confidence) {
        (None, None, None) => effect,
        (Some(error), None, None) => effect.with_standard_error(error).map_err(err)?,
        (None, Some((lower, upper)), confidence) => effect.interval(lower, upper, confidence_or_default(confidence)?).map_err(err)?,
        _ => {
            let reason = "must be given once; write standard_error, or interval with a confidence";
            return Err(err(setting("uncertainty", "", reason)));
        }
    };
    Ok(effect.into())
}
