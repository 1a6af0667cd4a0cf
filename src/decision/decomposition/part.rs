//! One part of a change: which factor, what it counts, how much.

use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

/// What one factor, flow or segment added to a rate, or took from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Part {
    /// The name of the factor: as the caller gave it, or the stable name of a flow, such as `late_entry`.
    pub name: String,
    /// What the part counts, in words.
    pub counts: Bilingual,
    /// What it added to the rate, in the unit of the rate; negative where it took away. The parts sum to the change.
    pub value: f64,
    /// The rate with this factor as it was before and all others standardised; `None` for methods that have no such rate.
    pub before: Option<f64>,
    /// The rate with this factor as it was after and all others standardised.
    pub after: Option<f64>,
    /// The persons that came (positive) or went, for a flow of persons.
    pub persons: Option<i64>,
}

impl Part {
    /// A part with a value and nothing else.
    pub(super) fn new(name: impl Into<String>, counts: Bilingual, value: f64) -> Self {
        Self { name: name.into(), counts, value, before: None, after: None, persons: None }
    }

    /// The same part of another value, of which what belongs to the value alone is left out.
    pub(super) fn with_value(&self, value: f64) -> Self {
        Self { value, before: None, after: None, ..self.clone() }
    }
}
