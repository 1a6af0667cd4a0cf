//! Which curve the data prefer, and whether it would have been right, in Python.

use crate::curve_data::CountsArg;
use crate::curve_model::{CurveFit, CurveModel};
use crate::error::enter;
use crate::result::{Field, pickled, record, tabular, wraps};
use pyo3::prelude::*;

record! {
    /// One curve of a `CurveComparison`.
    ComparedCurve of kaiin::model::curve::ComparedCurve {
        /// The fit.
        fit: CurveFit,
        /// Its AIC above the least of all.
        aic_difference: f64,
        /// Its Akaike weight: how much the data favour it among these curves; weights sum to 1.
        weight: f64,
    }
}

/// Curves fitted to the same data, the best by AIC first.
///
/// ``weight = exp(-Δ / 2) / Σ exp(-Δ / 2)``, Δ the AIC above the least. AIC and BIC judge the years that were seen; how a curve does beyond
/// them, a `HoldOut` tells. Burnham and Anderson (2002), *Model Selection and Multimodel Inference*, chapter 2.
///
/// Args:
///     fits: The fits.
///
/// Raises:
///     InputError: There is no fit.
///     TableError: Two were fitted to different data: renewals and time, or different numbers of persons or leavers.
///
/// Examples:
///     >>> seen = [1000, 869, 743, 653, 593, 551, 517, 491]
///     >>> families = ["geometric", "shifted_beta_geometric", "beta_discrete_weibull"]
///     >>> best = CurveComparison([CurveModel(family).fit(seen) for family in families]).curves[0]
///     >>> best.fit.law.family, best.aic_difference
///     ('beta_discrete_weibull', 0.0)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CurveComparison {
    inner: kaiin::model::curve::CurveComparison,
}

#[pymethods]
impl CurveComparison {
    #[new]
    fn new(py: Python<'_>, fits: Vec<CurveFit>) -> PyResult<Self> {
        let fits: Vec<_> = fits.into_iter().map(|fit| fit.inner).collect();
        enter(py, |_| kaiin::model::curve::CurveComparison::new(&fits)).map(Self::from)
    }

    /// The curves, by ascending AIC.
    #[getter]
    fn curves(&self) -> Vec<ComparedCurve> {
        self.inner.curves.field()
    }

    fn __len__(&self) -> usize {
        self.inner.curves.len()
    }

    fn __repr__(&self) -> String {
        let names: Vec<String> = self.inner.curves.iter().map(|curve| curve.fit.model().to_string()).collect();
        format!("<kaiin.CurveComparison, the best first: {}>", names.join(", "))
    }
}

wraps!(CurveComparison, kaiin::model::curve::CurveComparison);
tabular!(CurveComparison);
pickled!(CurveComparison, kaiin::model::curve::CurveComparison);

record! {
    /// One renewal that the fit of a `HoldOut` did not see.
    HoldOutPoint of kaiin::model::curve::HoldOutPoint {
        /// Number of renewals.
        renewals: usize,
        /// Share still there as observed.
        observed: f64,
        /// Share still there as projected from the first renewals.
        projected: f64,
    }
}

/// A curve fitted to the first renewals and compared with the rest.
///
/// Args:
///     model: The curve to be fitted.
///     counts: `RenewalCounts`, a `RetentionTriangle`, the members of one cohort after 0, 1, 2, … renewals, or a list of such cohorts.
///     renewals: How many renewals the fit sees.
///
/// Raises:
///     SettingError: No renewal is left to judge on, or none to fit; or as for `CurveModel.fit`.
///     InputError: Nobody was at risk.
///
/// Examples:
///     >>> regular = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
///     >>> beta = HoldOut(CurveModel("shifted_beta_geometric"), regular, 7)
///     >>> plain = HoldOut(CurveModel("geometric"), regular, 7)
///     >>> len(beta.points), beta.mean_absolute_error < 0.004, plain.mean_absolute_error > 0.05
///     (5, True, True)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct HoldOut {
    inner: kaiin::model::curve::HoldOut,
}

#[pymethods]
impl HoldOut {
    #[new]
    fn new(py: Python<'_>, model: PyRef<'_, CurveModel>, counts: CountsArg, renewals: usize) -> PyResult<Self> {
        let model = &model.inner;
        enter(py, |_| kaiin::model::curve::HoldOut::new(model, &counts.counts()?, renewals)).map(Self::from)
    }

    fn __repr__(&self) -> String {
        let (model, points, off) = (self.inner.fit.model(), self.inner.points.len(), self.inner.mean_absolute_error);
        format!("<kaiin.HoldOut of {model}: off by {off} on average over {points} renewals>")
    }
}

crate::result::fields!(HoldOut {
    /// The fit to the first renewals.
    fit: CurveFit,
    /// The renewals that it did not see.
    points: Vec<HoldOutPoint>,
    /// Mean of the absolute differences of projected and observed shares.
    mean_absolute_error: f64,
    /// The same divided by the observed shares; ``None`` when nobody was left at some renewal.
    mean_absolute_percentage_error: Option<f64>,
    /// The largest absolute difference.
    largest_absolute_error: f64,
});

wraps!(HoldOut, kaiin::model::curve::HoldOut);
tabular!(HoldOut);
pickled!(HoldOut, kaiin::model::curve::HoldOut);
