//! What is one value of a year, and where does a series break?

use crate::report::cell::Completeness;
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value of one year, with the limits of its interval. A number that is not finite counts as not known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct YearPoint {
    /// The year, as labelled.
    pub year: i32,
    /// The value; `None` leaves a gap.
    pub value: Option<f64>,
    /// The lower limit of the interval.
    #[serde(default)]
    pub lower: Option<f64>,
    /// The upper limit of the interval.
    #[serde(default)]
    pub upper: Option<f64>,
    /// Whether the value can still change; then it is drawn hollow.
    #[serde(default)]
    pub completeness: Completeness,
}

/// A place where a series changes its meaning: the values before and after must not be joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesBreak {
    /// The first year of the new meaning.
    pub before_year: i32,
    /// What changed, in a few words.
    pub label: String,
}

impl YearPoint {
    /// A complete value without an interval.
    #[must_use]
    pub fn new(year: i32, value: impl Into<Option<f64>>) -> Self {
        Self { year, value: value.into(), lower: None, upper: None, completeness: Completeness::Complete }
    }

    /// The point with the limits of its interval.
    #[must_use]
    pub fn with_interval(mut self, lower: f64, upper: f64) -> Self {
        (self.lower, self.upper) = (Some(lower), Some(upper));
        self
    }

    /// The point marked as incomplete.
    #[must_use]
    pub fn incomplete(mut self) -> Self {
        self.completeness = Completeness::Incomplete;
        self
    }

    /// The value where there is a number.
    pub(super) fn known(&self) -> Option<f64> {
        known(self.value)
    }

    /// Both limits, the smaller first, where both are numbers.
    pub(super) fn limits(&self) -> Option<(f64, f64)> {
        limits(self.lower, self.upper)
    }

    /// Every number of the point.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> + use<> {
        let (lower, upper) = self.limits().unzip();
        [self.known(), lower, upper].into_iter().flatten()
    }
}

/// The number, unless it is not finite or beyond 10^15, where a chart of people has no meaning.
pub(super) fn known(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.abs() <= 1e15)
}

/// The headings of the columns of the lower and the upper limits of something.
pub(super) fn limit_labels(label: &str, language: Language) -> [String; 2] {
    match language {
        Language::En => [format!("{label}: lower limit"), format!("{label}: upper limit")],
        Language::Ja => [format!("{label}：下限"), format!("{label}：上限")],
    }
}

/// Two limits, the smaller first, where both are numbers.
pub(super) fn limits(lower: Option<f64>, upper: Option<f64>) -> Option<(f64, f64)> {
    let (a, b) = (known(lower)?, known(upper)?);
    Some((a.min(b), a.max(b)))
}
