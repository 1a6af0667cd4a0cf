//! In what is an axis counted?

use crate::report::cell::Cell;
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the values of a chart are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ValueUnit {
    /// Whole numbers: members, joiners.
    #[default]
    Count,
    /// Shares, 0.653 for 65.3 %; they may exceed 1.
    Percent,
    /// Other real numbers: years, money.
    Real,
}

impl ValueUnit {
    /// The value as a text with `decimals` digits.
    pub(super) fn shown(self, value: f64, decimals: u8, language: Language) -> String {
        match self {
            Self::Percent => language.percent(value, decimals),
            Self::Count | Self::Real => language.real(value, decimals),
        }
    }

    /// A difference with its sign, unless it shows as 0; percentage points for a share.
    pub(super) fn signed(self, value: f64, decimals: u8, language: Language) -> String {
        let text = language.real(value * self.factor(), decimals);
        let is_zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        if is_zero || text.starts_with('-') { text } else { format!("+{text}") }
    }

    /// What differences are counted in, where it must be said.
    pub(super) fn points(self, language: Language) -> &'static str {
        if self == Self::Percent { language.choose("points", "ポイント") } else { "" }
    }

    /// The value as a short text for hints.
    pub(super) fn brief(self, value: f64, language: Language) -> String {
        let decimals = if self == Self::Count && value.fract() == 0.0 { 0 } else { 1 };
        self.shown(value, decimals, language)
    }

    /// The value as a cell of a table.
    pub(super) fn cell(self, value: Option<f64>) -> Cell {
        match (self, value) {
            (Self::Percent, value) => Cell::percent(value, 1),
            (Self::Count, Some(count)) if count.fract() == 0.0 && count.abs() < 1e15 => Cell::count(count as i64),
            (Self::Count | Self::Real, value) => Cell::real(value, 1),
        }
    }

    /// What a tick is multiplied by when it is shown.
    pub(super) fn factor(self) -> f64 {
        if self == Self::Percent { 100.0 } else { 1.0 }
    }

    /// The smallest distance between two ticks.
    pub(super) fn smallest_step(self) -> f64 {
        match self {
            Self::Count => 1.0,
            Self::Percent | Self::Real => 1e-9,
        }
    }

    /// What an axis spans when every value is 0.
    pub(super) fn smallest_range(self) -> f64 {
        if self == Self::Percent { 0.1 } else { 1.0 }
    }
}
