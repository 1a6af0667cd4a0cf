//! What is known of each row, as columns of numbers.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A value of something known of a member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CovariateValue {
    /// A number.
    Number(f64),
    /// A level of something with levels.
    Level(String),
}

impl From<f64> for CovariateValue {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for CovariateValue {
    fn from(level: &str) -> Self {
        Self::Level(level.to_owned())
    }
}

/// Something known of each row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column {
    Numbers(Vec<f64>),
    Levels { values: Vec<String>, reference: Option<String> },
}

/// How something known becomes columns of a regression: one, or one a level other than the reference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Coding {
    Number,
    /// The levels that have a column, ascending; the reference has none.
    Levels {
        reference: String,
        others: Vec<String>,
    },
}

impl Column {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Levels { values, .. } => values.len(),
        }
    }

    pub(super) fn value(&self, row: usize) -> Option<CovariateValue> {
        match self {
            Self::Numbers(values) => values.get(row).map(|&number| CovariateValue::Number(number)),
            Self::Levels { values, .. } => values.get(row).map(|level| CovariateValue::Level(level.clone())),
        }
    }

    /// The coding by the levels of the rows that count.
    pub(super) fn coding(&self, name: &str, rows: &[usize]) -> Result<Coding> {
        let Self::Levels { values, reference } = self else { return Ok(Coding::Number) };
        let mut levels: BTreeSet<&str> = rows.iter().filter_map(|&row| values.get(row)).map(String::as_str).collect();
        let first = levels.first().map(|&level| level.to_owned()).unwrap_or_default();
        let reference = reference.clone().unwrap_or(first);
        if !levels.remove(reference.as_str()) {
            let known: Vec<&str> = levels.into_iter().collect();
            return Err(Error::missing(format!("reference {reference:?} of {name}"), format!("its levels are: {}", known.join(", "))));
        }
        Ok(Coding::Levels { reference, others: levels.into_iter().map(str::to_owned).collect() })
    }
}

impl Coding {
    /// The names of the columns, as R writes them: the name, or the name and the level in one word.
    pub(super) fn names(&self, name: &str) -> Vec<String> {
        match self {
            Self::Number => vec![name.to_owned()],
            Self::Levels { others, .. } => others.iter().map(|level| format!("{name}{level}")).collect(),
        }
    }

    /// A value as columns.
    pub(super) fn coded(&self, name: &str, value: &CovariateValue) -> Result<Vec<f64>> {
        match (self, value) {
            (Self::Number, CovariateValue::Number(number)) if number.is_finite() => Ok(vec![*number]),
            (Self::Levels { reference, others }, CovariateValue::Level(level)) if level == reference || others.contains(level) => {
                Ok(others.iter().map(|other| f64::from(u8::from(other == level))).collect())
            }
            (Self::Number, _) => Err(Error::missing(format!("a finite number for {name}"), format!("{value:?} was given"))),
            (Self::Levels { reference, others }, _) => {
                let known = format!("{reference}, {}", others.join(", "));
                Err(Error::missing(format!("{value:?} of {name}"), format!("its levels are: {known}")))
            }
        }
    }
}
