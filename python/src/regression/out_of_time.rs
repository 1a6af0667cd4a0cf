//! How well a regression would have done, in Python: fitted on the years up to one, judged on the next.

use super::forecasts::{Calibration, Concordance, Lift};
use super::hazard_fit::HazardFit;
use super::hazard_regression::HazardRegression;
use super::hazard_rows::HazardRows;
use crate::error::enter;
use crate::result::{fields, pickled, tabular, wraps};
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::model::regression::{OutOfTime as Core, UnknownLevel};
use pyo3::prelude::*;

/// Settings of a validation out of time: a regression is fitted on the rows of all years up to one and judged on those of the next.
///
/// No row can be in both: which rows train and which judge follows from one year.
///
/// Args:
///     regression: The regression.
///     period: Name of the covariate of years; ``"period"`` by default.
///     unknown_levels: What to do with a level that no training year had: ``"refuse"`` (the default), forecast as for the ``"reference"``
///         level, or ``"leave_out"``. Rows without a forecast are counted and not judged.
///     groups: Number of groups of calibration and lift; 10 by default.
///
/// Examples:
///     >>> cells = {"period": [2020, 2020, 2021, 2021], "tenure": [0, 1, 0, 1], "left": [20, 10, 18, 9], "members": [100] * 4}
///     >>> rows = HazardRows(cells, events="left", trials="members")
///     >>> judged = OutOfTime(HazardRegression(terms=[Term.category("tenure")])).judge(rows, 2020)
///     >>> judged.judged_on, round(judged.brier, 12)  # (18 × 0.64 + 82 × 0.04 + 9 × 0.81 + 91 × 0.01) / 200
///     (2021, 0.115)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct OutOfTime {
    inner: Core,
}

#[pymethods]
impl OutOfTime {
    #[new]
    #[pyo3(signature = (regression, *, period = None, unknown_levels = None, groups = None))]
    fn new(
        regression: HazardRegression,
        period: Option<String>,
        unknown_levels: Option<Word<UnknownLevel>>,
        groups: Option<usize>,
    ) -> Self {
        let settings = Core::new(regression.inner);
        let settings = period.into_iter().fold(settings, Core::period);
        let settings = unknown_levels.into_iter().fold(settings, |settings, policy| settings.unknown_levels(policy.0));
        Self { inner: groups.into_iter().fold(settings, Core::groups) }
    }

    /// Fits on all rows up to a year and judges on those of the next.
    ///
    /// Args:
    ///     rows: The rows.
    ///     trained_through: The last year that the fit sees.
    ///
    /// Raises:
    ///     RateError: There are no rows of the one or the other, or the fit fails as in `HazardRegression.fit`.
    ///     InputError: The years are no numbers, or a column is missing.
    ///     SettingError: Weights are fractional, or a level is not known and that is refused.
    fn judge(&self, py: Python<'_>, rows: PyRef<'_, HazardRows>, trained_through: i32) -> PyResult<OutOfTimeScores> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.judge(rows, FiscalYear(trained_through))).map(OutOfTimeScores::from)
    }

    /// Judges one year after the other: for each of the years from the first to the last, a fit on all years up to it, judged on the next.
    ///
    /// Args:
    ///     rows: The rows.
    ///     first: The first year through which a fit is trained.
    ///     last: The last one; it must be followed by a year with rows.
    ///
    /// Raises:
    ///     SettingError: The last year is before the first.
    ///     RateError: As for `judge`.
    ///     InputError: As for `judge`.
    fn rolling(&self, py: Python<'_>, rows: PyRef<'_, HazardRows>, first: i32, last: i32) -> PyResult<RollingScores> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.rolling(rows, FiscalYear(first)..=FiscalYear(last))).map(|inner| RollingScores { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(OutOfTime, Core);

/// How a regression fitted on the years up to one did in the next; made by `OutOfTime.judge`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct OutOfTimeScores {
    inner: kaiin::model::regression::OutOfTimeScores,
}

wraps!(OutOfTimeScores, kaiin::model::regression::OutOfTimeScores);

fields! {
    OutOfTimeScores {
        /// The last year that the fit has seen.
        trained_through: i32,
        /// The year that it was judged on.
        judged_on: i32,
        /// Trials of that year with a forecast.
        trials: u64,
        /// Events of these.
        events: u64,
        /// Events that were forecast: the sum of the probabilities.
        expected: f64,
        /// Trials of that year without a forecast.
        without_forecast: u64,
        /// Rows of that year with a level that no training year had.
        unknown_levels: u64,
        /// The share of events in the training years: the constant that skill is measured against.
        constant: f64,
        /// The Brier score.
        brier: f64,
        /// Its skill against the constant.
        brier_skill: Option<f64>,
        /// The logarithmic score.
        log_score: Option<f64>,
        /// Whether as many left as was forecast.
        calibration: Calibration,
        /// How many of the leavers are among the highest probabilities.
        lift: Lift,
        /// Whether leavers had the higher probabilities.
        concordance: Option<Concordance>,
        /// The fit itself.
        fit: HazardFit,
    }
}

/// What is shown of scores.
const SHOWN: [&str; 9] =
    ["trained_through", "judged_on", "trials", "events", "expected", "brier", "brier_skill", "log_score", "concordance"];

#[pymethods]
impl OutOfTimeScores {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "OutOfTimeScores", &SHOWN)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "OutOfTimeScores", &SHOWN)
    }
}

pickled!(OutOfTimeScores, kaiin::model::regression::OutOfTimeScores);

/// The scores of several years, each judged by a fit on the years before it; made by `OutOfTime.rolling`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RollingScores {
    inner: kaiin::model::regression::RollingScores,
}

#[pymethods]
impl RollingScores {
    /// One a year, ascending.
    #[getter]
    fn years(&self) -> Vec<OutOfTimeScores> {
        self.inner.years.iter().cloned().map(OutOfTimeScores::from).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.years.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.RollingScores of {} years>", self.inner.years.len())
    }
}

tabular!(RollingScores);
pickled!(RollingScores, kaiin::model::regression::RollingScores);
