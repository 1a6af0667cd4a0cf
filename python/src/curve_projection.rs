//! Numbers read off a fitted retention curve, in Python.

use crate::result::{pickled, record, tabular, wraps};
use crate::survival::Limits;
use pyo3::prelude::*;

record! {
    /// A number read off a fitted curve. The error is that of the fitted parameters; that the shape may be wrong is not in it.
    CurveEstimate of kaiin::model::curve::CurveEstimate {
        /// The number.
        value: f64,
        /// Its standard error; ``None`` where a parameter is at the edge of its range.
        error: Option<f64>,
        /// Its limits; ``None`` where there is no error, and at shares of 0 and 1 on scales that have none there.
        limits: Option<Limits>,
    }
}

record! {
    /// An expected number of periods, discounted or not.
    ResidualLifetime of kaiin::model::curve::ResidualLifetime {
        /// The expected number of periods (renewals, or units of time).
        value: f64,
        /// By how much the value can be off because endless sums and integrals were approached; rounding for closed forms.
        numerical_error: f64,
        /// Standard error, from that of the fitted parameters; ``None`` for a curve that was typed in, or where a parameter is at the edge of
        /// its range.
        error: Option<f64>,
        /// Limits, symmetric about the logarithm, where there is a standard error.
        limits: Option<Limits>,
    }
}

record! {
    /// One time of a `ProjectedCurve`.
    ProjectedPoint of kaiin::model::curve::ProjectedPoint {
        /// The time, or number of renewals.
        time: f64,
        /// Share still there.
        survival: CurveEstimate,
        /// Share of those there one period before who are still there; ``None`` before the end of the first period.
        retention: Option<CurveEstimate>,
    }
}

/// A fitted curve at many times; made by `CurveFit.project` and `CurveFit.project_at`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ProjectedCurve {
    inner: kaiin::model::curve::ProjectedCurve,
}

#[pymethods]
impl ProjectedCurve {
    /// The times, in the order asked for.
    #[getter]
    fn points(&self) -> Vec<ProjectedPoint> {
        self.inner.points.iter().copied().map(ProjectedPoint::from).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.points.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ProjectedCurve of {} times>", self.inner.points.len())
    }
}

wraps!(ProjectedCurve, kaiin::model::curve::ProjectedCurve);
tabular!(ProjectedCurve);
pickled!(ProjectedCurve, kaiin::model::curve::ProjectedCurve);
