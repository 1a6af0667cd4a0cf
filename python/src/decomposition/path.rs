//! How much is due to each parameter on the way from before to after, in Python.

use super::change::Decomposition;
use super::parameters::Parameters;
use super::rate_function::RateOfNumbers;
use crate::error::err;
use crate::result::{pickled, record};
use crate::words::Word;
use kaiin::decision::decomposition::{Replacement, Slope, StepOrder};
use pyo3::prelude::*;

record! {
    /// The parts of a line integral, and how far they are from exact.
    LineIntegralDecomposition of kaiin::decision::decomposition::LineIntegralDecomposition {
        /// A part for each parameter.
        decomposition: Decomposition,
        /// The number of steps taken; the last one when it was found by refinement.
        steps: usize,
        /// The change less the sum of the parts.
        integration_error: f64,
        /// The largest difference of a part from that with half the steps; ``None`` when the number of steps was given.
        part_error: Option<f64>,
    }
}

/// Horiuchi's decomposition: the parameters move on a straight line from before to after, and each is given the integral of what it did to
/// the rate on the way, ``c(i) = int_0^1 dF/dx_i (x(t)) (b_i - a_i) dt``, by the rule of midpoints. Made by `of_steps` or `until`.
///
/// For rates of many parameters, such as life expectancies or projections. Assumes a straight path, all parameters in proportion: if one
/// changed early and another late, the joint effect was shared differently. Weak where the rate has a kink or a jump on the way: the error
/// falls slowly; it is reported, not hidden.
///
/// Source: Horiuchi, Wilmoth and Pletcher, Demography 45 (2008), 785-801; for the tangent Caswell, Ecological Modelling 46 (1989), 221-237.
///
/// Examples:
///     >>> changed = Parameters({"entry": (0.8, 0.7), "retention": (0.9, 0.95)})
///     >>> fine = LineIntegral.until(1e-12).decompose(changed, lambda p: p[0] * p[1] ** 3)  # who join and are there after three years
///     >>> abs(fine.integration_error) < 1e-12, round(fine.decomposition.change, 12)
///     (True, 0.0169625)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LineIntegral {
    inner: kaiin::decision::decomposition::LineIntegral,
}

fn with_slope(integral: kaiin::decision::decomposition::LineIntegral, slope: Option<Word<Slope>>) -> LineIntegral {
    LineIntegral { inner: slope.into_iter().fold(integral, |integral, slope| integral.slope(slope.0)) }
}

#[pymethods]
impl LineIntegral {
    /// With a given number of steps, without extrapolation: as R ``DemoDecomp::horiuchi`` with ``N``.
    ///
    /// Args:
    ///     steps: The number of steps.
    ///     slope: How the slope along a parameter is taken in each step: ``"secant"`` (the default), the change of the rate across the step
    ///         in this parameter alone, or ``"tangent"``, the derivative in its middle.
    #[staticmethod]
    #[pyo3(signature = (steps, *, slope = None))]
    fn of_steps(steps: usize, slope: Option<Word<Slope>>) -> Self {
        with_slope(kaiin::decision::decomposition::LineIntegral::of_steps(steps), slope)
    }

    /// With twice as many steps until no part changes by more than the precision and the parts sum to the change within it.
    ///
    /// Args:
    ///     precision: A share of the largest of the rates and parts, from 1e-13 to 1: 1e-9 for nine digits.
    ///     slope: As for `of_steps`.
    ///
    /// Raises:
    ///     SettingError: The precision is outside [1e-13, 1).
    #[staticmethod]
    #[pyo3(signature = (precision, *, slope = None))]
    fn until(precision: f64, slope: Option<Word<Slope>>) -> PyResult<Self> {
        kaiin::decision::decomposition::LineIntegral::until(precision).map(|integral| with_slope(integral, slope)).map_err(err)
    }

    /// Decomposes the change of a rate of these parameters.
    ///
    /// Args:
    ///     parameters: The parameters before and after.
    ///     rate: The rate, a function of the list of the parameters in their order; it is called twice a step and parameter.
    ///
    /// Raises:
    ///     SettingError: There are 0 steps, or the rate is not a finite number on the way.
    ///     TableError: There are more than 2^20 steps or 2^30 evaluations, or a precision is not reached in 2^14 steps.
    ///     Exception: One of the function's own comes out as it is.
    fn decompose(&self, parameters: PyRef<'_, Parameters>, rate: RateOfNumbers<'_>) -> PyResult<LineIntegralDecomposition> {
        let parameters = &parameters.inner;
        rate.apply(|rate| self.inner.decompose(parameters, rate)).map(LineIntegralDecomposition::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LineIntegral {:?}>", self.inner)
    }
}

pickled!(LineIntegral, kaiin::decision::decomposition::LineIntegral);

/// Stepwise replacement: parameters change one after the other, and each is given the step that the rate makes.
///
/// Weak: the parts depend on the order in which the parameters are given, unless the rate is a sum of products of two; use `standardise`
/// where they must not. It takes only two evaluations a parameter.
///
/// Source: Andreev, Shkolnikov and Begun, Demographic Research 7 (2002), 499-522.
///
/// Args:
///     order: In which order: ``"first_to_last"`` (the default), ``"last_to_first"``, or the mean of ``"both"``.
///     replacing: From where to where: ``"there_and_back"`` (the default), the mean of replacing those of before and, in the same order,
///         those of after, so that reversing the two dates flips every sign; or ``"there"`` only.
///
/// Examples:
///     >>> changed = Parameters({"a": (2.0, 4.0), "b": (3.0, 5.0)})
///     >>> [part.value for part in StepwiseReplacement().decompose(changed, product_of_factors).parts]
///     [8.0, 6.0]
///     >>> [part.value for part in StepwiseReplacement(replacing="there").decompose(changed, product_of_factors).parts]
///     [6.0, 8.0]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq, Eq)]
pub(crate) struct StepwiseReplacement {
    inner: kaiin::decision::decomposition::StepwiseReplacement,
}

#[pymethods]
impl StepwiseReplacement {
    #[new]
    #[pyo3(signature = (*, order = None, replacing = None))]
    fn new(order: Option<Word<StepOrder>>, replacing: Option<Word<Replacement>>) -> Self {
        let settings = kaiin::decision::decomposition::StepwiseReplacement::new();
        let settings = order.into_iter().fold(settings, |settings, order| settings.order(order.0));
        Self { inner: replacing.into_iter().fold(settings, |settings, replacing| settings.replacing(replacing.0)) }
    }

    /// Decomposes the change of a rate of these parameters.
    ///
    /// Args:
    ///     parameters: The parameters before and after.
    ///     rate: The rate, a function of the list of the parameters in their order.
    ///
    /// Raises:
    ///     SettingError: The rate is not a finite number on the way.
    ///     Exception: One of the function's own comes out as it is.
    fn decompose(&self, parameters: PyRef<'_, Parameters>, rate: RateOfNumbers<'_>) -> PyResult<Decomposition> {
        let parameters = &parameters.inner;
        rate.apply(|rate| self.inner.decompose(parameters, rate)).map(Decomposition::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.StepwiseReplacement {:?}>", self.inner)
    }
}

pickled!(StepwiseReplacement, kaiin::decision::decomposition::StepwiseReplacement);
