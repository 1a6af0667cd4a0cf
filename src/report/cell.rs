//! What does one cell of a report hold? A value that is still a value: each renderer writes it in its own way.

use super::language::Language;
use crate::table::Values;
use crate::time::Day;
use crate::unit::FiscalYear;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a value can still change because its period has not ended or its people have not been watched for long enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// The period has ended.
    #[default]
    Complete,
    /// The period has not ended: the value is marked wherever it is shown.
    Incomplete,
}

/// What a cell of a table holds; each renderer writes it in its own way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CellValue {
    /// Not known, or does not exist. Never 0.
    Absent,
    /// Words.
    Text(String),
    /// A whole number with thousands separators.
    Count(i64),
    /// The label of a year: a whole number without separators.
    Year(i32),
    /// A fiscal year in words: fiscal 2019, 2019年度.
    FiscalYear(i32),
    /// A real number shown with so many decimals.
    Real {
        /// The number.
        value: f64,
        /// Digits after the point.
        decimals: u8,
    },
    /// A share, 0.653 for 65.3 %.
    Percent {
        /// The share as a number; not multiplied by 100.
        value: f64,
        /// Digits after the point of the percentage.
        decimals: u8,
    },
    /// A calendar day.
    Day(#[schemars(with = "String")] Day),
    /// Yes or no.
    Flag(bool),
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// What it holds.
    pub value: CellValue,
    /// Whether it can still change.
    #[serde(default)]
    pub completeness: Completeness,
}

impl Cell {
    /// A cell with a value that will not change.
    #[must_use]
    pub fn new(value: CellValue) -> Self {
        Self { value, completeness: Completeness::Complete }
    }

    /// A cell for what is not known or does not exist.
    #[must_use]
    pub fn absent() -> Self {
        Self::new(CellValue::Absent)
    }

    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(CellValue::Text(text.into()))
    }

    /// A count, absent where there is none.
    #[must_use]
    pub fn count(value: impl Into<Option<i64>>) -> Self {
        Self::new(value.into().map_or(CellValue::Absent, CellValue::Count))
    }

    /// The label of a year, printed as it is.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self::new(CellValue::Year(year))
    }

    /// A fiscal year in words.
    #[must_use]
    pub fn fiscal_year(year: FiscalYear) -> Self {
        Self::new(CellValue::FiscalYear(year.get()))
    }

    /// A real number, absent where there is none or it is not finite.
    #[must_use]
    pub fn real(value: impl Into<Option<f64>>, decimals: u8) -> Self {
        Self::new(value.into().filter(|v| v.is_finite()).map_or(CellValue::Absent, |value| CellValue::Real { value, decimals }))
    }

    /// A share as a percentage, absent where there is none or it is not finite.
    #[must_use]
    pub fn percent(share: impl Into<Option<f64>>, decimals: u8) -> Self {
        Self::new(share.into().filter(|v| v.is_finite()).map_or(CellValue::Absent, |value| CellValue::Percent { value, decimals }))
    }

    /// A day, absent where there is none.
    #[must_use]
    pub fn day(day: impl Into<Option<Day>>) -> Self {
        Self::new(day.into().map_or(CellValue::Absent, CellValue::Day))
    }

    /// The cell, complete or not.
    #[must_use]
    pub fn marked(mut self, completeness: Completeness) -> Self {
        self.completeness = completeness;
        self
    }

    /// The value as a reader of the language expects it, without the mark of incompleteness.
    #[must_use]
    pub fn shown(&self, language: Language) -> String {
        match &self.value {
            CellValue::Absent => language.absent().to_string(),
            CellValue::Text(text) => text.clone(),
            CellValue::Count(value) => language.integer(*value),
            CellValue::Year(year) => year.to_string(),
            CellValue::FiscalYear(year) => language.fiscal_year(FiscalYear(*year)),
            CellValue::Real { value, decimals } => language.real(*value, *decimals),
            CellValue::Percent { value, decimals } => language.percent(*value, *decimals),
            CellValue::Day(day) => language.day(*day),
            CellValue::Flag(flag) => language.flag(*flag).to_string(),
        }
    }

    /// The value as a program reads it: the empty text where there is none, digits without separators, shares not multiplied by
    /// 100, days in ISO form.
    #[must_use]
    pub fn plain(&self) -> String {
        match &self.value {
            CellValue::Absent => String::new(),
            CellValue::Text(text) => text.clone(),
            CellValue::Count(value) => value.to_string(),
            CellValue::Year(year) | CellValue::FiscalYear(year) => year.to_string(),
            CellValue::Real { value, .. } | CellValue::Percent { value, .. } if !value.is_finite() => String::new(),
            CellValue::Real { value, .. } | CellValue::Percent { value, .. } => value.to_string(),
            CellValue::Day(day) => day.to_string(),
            CellValue::Flag(flag) => flag.to_string(),
        }
    }

    /// One value of a result table. Whole numbers in columns named after a year are labels, not amounts.
    pub(super) fn of(name: &str, values: &Values, row: usize, decimals: u8) -> Self {
        let label = name == "year" || name.ends_with("_year") || name == "cohort" || name.ends_with("_cohort");
        match values {
            Values::Integers(v) => match v.get(row).copied().flatten() {
                Some(value) if label => i32::try_from(value).map_or_else(|_| Self::count(value), Self::year),
                value => Self::count(value),
            },
            Values::Reals(v) => Self::real(v.get(row).copied().flatten(), decimals),
            Values::Days(v) => Self::day(v.get(row).copied().flatten()),
            Values::Texts(v) => v.get(row).cloned().flatten().map_or_else(Self::absent, Self::text),
            Values::Flags(v) => Self::new(v.get(row).copied().flatten().map_or(CellValue::Absent, CellValue::Flag)),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_and_not_finite_are_shown_as_a_dash_and_written_as_nothing() {
        for cell in [Cell::absent(), Cell::count(None), Cell::real(f64::NAN, 1), Cell::percent(f64::INFINITY, 1), Cell::day(None)] {
            assert_eq!((cell.shown(Language::En).as_str(), cell.plain().as_str()), ("–", ""));
        }
    }

    #[test]
    fn a_reader_and_a_program_see_the_same_share_differently() {
        let cell = Cell::percent(0.5, 1);
        assert_eq!((cell.shown(Language::En).as_str(), cell.plain().as_str()), ("50.0 %", "0.5"));
    }
}
