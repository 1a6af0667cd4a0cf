//! Retention pooled over cohorts, and breaks in published series, in Python.

use crate::cohort::RetentionTriangle;
use crate::rates::{Interval, confidence_or_default};
use crate::result::{pickled, record, tabular};
use kaiin::FiscalYear;
use pyo3::prelude::*;

record! {
    /// One age of a `RetentionCurve`.
    RetentionPoint of kaiin::rates::RetentionPoint {
        /// Years since joining.
        age: u32,
        /// Members at the age before, in cohorts that have been seen at this age too; at age 0 the persons who joined.
        at_risk: u64,
        /// Of these, members at this age.
        stayed: u64,
        /// The share of those who joined who are still members at this age.
        share: f64,
        /// The interval of the share; ``None`` while nobody has left, where the method gives none.
        interval: Option<Interval>,
    }
}

/// The share of those who joined who are still members after each year, pooled over join cohorts (Kaplan-Meier, log-log limits).
///
/// Every step from one age to the next uses all cohorts that have been seen at both, so young cohorts add what is known of them and
/// nothing more. Weak where cohorts differ: the early years come from all cohorts, the late ones from the old alone.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2020-04-01"},
///     ...     {"person": "B", "start": "2020-04-01", "end": "2021-03-31"},
///     ...     {"person": "C", "start": "2022-04-01"},
///     ... ]
///     >>> triangle = RetentionTriangle(Register(rows, as_of="2023-03-31"))
///     >>> curve = RetentionCurve.pooled(triangle, (2020, 2022))
///     >>> curve.entrants, curve.points[1].at_risk, curve.points[1].share  # after one year only the cohort of 2020 has been seen
///     (3, 2, 0.5)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RetentionCurve {
    pub(crate) inner: kaiin::rates::RetentionCurve,
}

#[pymethods]
impl RetentionCurve {
    /// The curve of the join cohorts from the first to the last; ``None`` when the triangle has none of them.
    ///
    /// Args:
    ///     triangle: The triangle.
    ///     cohorts: First and last join cohort.
    ///     confidence: Confidence of the limits, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[staticmethod]
    #[pyo3(signature = (triangle, cohorts, *, confidence = None))]
    fn pooled(triangle: PyRef<'_, RetentionTriangle>, cohorts: (i32, i32), confidence: Option<f64>) -> PyResult<Option<Self>> {
        let cohorts = FiscalYear(cohorts.0)..=FiscalYear(cohorts.1);
        let curve = kaiin::rates::RetentionCurve::pooled(&triangle.inner, cohorts, confidence_or_default(confidence)?);
        Ok(curve.map(|inner| Self { inner }))
    }

    /// First and last join cohort pooled.
    #[getter]
    fn cohorts(&self) -> (i32, i32) {
        (self.inner.from.get(), self.inner.to.get())
    }

    /// Persons who joined in these cohorts.
    #[getter]
    fn entrants(&self) -> u64 {
        self.inner.entrants
    }

    /// The ages, from 0.
    #[getter]
    fn points(&self) -> Vec<RetentionPoint> {
        self.inner.points.iter().copied().map(RetentionPoint::from).collect()
    }

    /// The first age at which at most half are left; ``None`` when that has not been reached.
    #[getter]
    fn median(&self) -> Option<u32> {
        self.inner.median()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.RetentionCurve of {} persons who joined from {} to {}>", self.inner.entrants, self.inner.from, self.inner.to)
    }
}

tabular!(RetentionCurve);
pickled!(RetentionCurve, kaiin::rates::RetentionCurve);

record! {
    /// A stretch between two published figures in which the definition has probably changed.
    SeriesBreak of kaiin::rates::SeriesBreak {
        /// The last year of the old definition.
        after: i32,
        /// The first year of the new definition.
        before: i32,
        /// Mean change a year between the two, in the unit of the series.
        change_a_year: f64,
        /// Median of the absolute changes a year elsewhere in the series.
        usual_change_a_year: f64,
    }
}

/// Stretches of a series of shares that change by at least two percentage points a year and at least four times as fast as the median of
/// the other stretches.
///
/// A break is an inference from the figures, to be looked up in the association's own papers; figures before and after must not be
/// joined by a line or fitted by one model. Series of fewer than four figures are not judged. A real collapse looks the same.
///
/// Args:
///     series: Fiscal years with their shares.
///
/// Examples:
///     Members over cumulative licence holders of the Japanese physiotherapists:
///
///     >>> [found] = series_breaks([(1999, 0.868), (2004, 0.853), (2009, 0.807), (2014, 0.546), (2019, 0.576)])
///     >>> found.after, found.before
///     (2009, 2014)
#[pyfunction]
pub(crate) fn series_breaks(series: Vec<(i32, f64)>) -> Vec<SeriesBreak> {
    let series: Vec<_> = series.into_iter().map(|(year, share)| (FiscalYear(year), share)).collect();
    kaiin::rates::series_breaks(&series).into_iter().map(SeriesBreak::from).collect()
}
