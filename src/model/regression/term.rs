//! What a hazard is made to depend on: the terms of a regression, as they are written down.

use super::spline::Spline;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One term of a regression: a number, a category, a spline, or the interaction of two of these.
///
/// # Example
///
/// ```
/// use kaiin::model::regression::Term;
/// let terms = [Term::category("tenure").capped_at(5.0), Term::category("branch").reference("east"), Term::number("period")];
/// assert_eq!(terms.map(|term| term.to_string()), ["min(tenure, 5)", "branch", "period"]);
/// assert_eq!(Term::number("tenure").times(Term::category("sex")).to_string(), "tenure:sex");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use]
pub struct Term {
    pub(super) kind: TermKind,
}

/// What a term does with its column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum TermKind {
    Number { column: String, scale: NumberScale, cap: Option<f64> },
    Category { column: String, reference: Option<String>, cap: Option<f64> },
    Spline { column: String, spline: Spline },
    Interaction(Box<Term>, Box<Term>),
}

/// On which scale a number enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum NumberScale {
    Plain,
    Log,
}

impl Term {
    /// A number as it is: one coefficient, the change of the linear predictor by a unit.
    pub fn number(column: impl Into<String>) -> Self {
        Self { kind: TermKind::Number { column: column.into(), scale: NumberScale::Plain, cap: None } }
    }

    /// The natural logarithm of a number, which must be positive.
    pub fn log(column: impl Into<String>) -> Self {
        Self { kind: TermKind::Number { column: column.into(), scale: NumberScale::Log, cap: None } }
    }

    /// A coefficient for each level but the reference (treatment coding). A column of numbers has its distinct numbers as levels,
    /// ascending. The reference is the first level unless named.
    pub fn category(column: impl Into<String>) -> Self {
        Self { kind: TermKind::Category { column: column.into(), reference: None, cap: None } }
    }

    /// A smooth curve of a number.
    pub fn spline(column: impl Into<String>, spline: Spline) -> Self {
        Self { kind: TermKind::Spline { column: column.into(), spline } }
    }

    /// The level that others are compared with. Only a category has one; a fit refuses a reference that does not occur.
    pub fn reference(mut self, level: impl Into<String>) -> Self {
        if let TermKind::Category { reference, .. } = &mut self.kind {
            *reference = Some(level.into());
        }
        self
    }

    /// Numbers above a limit count as the limit: `Term::category("tenure").capped_at(5.0)` has the levels 0 to 5, the last for five years
    /// and more. Splines and interactions have no cap.
    pub fn capped_at(mut self, limit: f64) -> Self {
        if let TermKind::Number { cap, .. } | TermKind::Category { cap, .. } = &mut self.kind {
            *cap = Some(limit);
        }
        self
    }

    /// The interaction of two terms: their products. Give the two terms themselves as well, unless the model is to do without them. A
    /// category whose partner is no term of its own has a column for every level, as in R.
    pub fn times(self, other: Self) -> Self {
        Self { kind: TermKind::Interaction(Box::new(self), Box::new(other)) }
    }

    /// The columns that it needs.
    pub(super) fn columns(&self) -> Vec<&str> {
        match &self.kind {
            TermKind::Number { column, .. } | TermKind::Category { column, .. } | TermKind::Spline { column, .. } => vec![column],
            TermKind::Interaction(left, right) => left.columns().into_iter().chain(right.columns()).collect(),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let capped = |column: &str, cap: &Option<f64>| cap.map_or(column.to_owned(), |cap| format!("min({column}, {cap})"));
        match &self.kind {
            TermKind::Number { column, scale: NumberScale::Plain, cap } => f.write_str(&capped(column, cap)),
            TermKind::Number { column, scale: NumberScale::Log, cap } => write!(f, "log({})", capped(column, cap)),
            TermKind::Category { column, cap, .. } => f.write_str(&capped(column, cap)),
            TermKind::Spline { column, spline } => write!(f, "{}({column})", spline.name()),
            TermKind::Interaction(left, right) => write!(f, "{left}:{right}"),
        }
    }
}
