//! The levels of a category: which there are in the rows of a fit, and which of them other rows have.

use super::covariates::{Covariate, CovariateValues};
use super::design::Learning;
use crate::cohort::QuickMap;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// What predictions do with a level that the fit has not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownLevel {
    /// Refuse the whole call and name the level. The default.
    #[default]
    Refuse,
    /// Predict as for the reference level (without one, as if no level applied), and count the rows.
    Reference,
    /// Give no prediction for these rows, and count them.
    LeaveOut,
}

impl Covariate {
    pub(super) fn numbers(&self) -> Result<&[f64]> {
        match &self.values {
            CovariateValues::Numbers(values) => Ok(values),
            CovariateValues::Levels { .. } => {
                let reason = "holds levels, a number is needed; use Term::category, or give known numbers in every row";
                Err(Error::ColumnType { column: self.name.clone(), reason: reason.into() })
            }
        }
    }
}

/// The levels that occur in rows with trials, in order: by name, or by number.
pub(super) fn levels_of(column: &Covariate, from: &Learning<'_>, cap: Option<f64>) -> Vec<String> {
    let counted = || from.rows.iter().zip(from.trials).filter(|(_, trials)| **trials > 0.0).map(|(row, _)| *row);
    match &column.values {
        CovariateValues::Levels { levels, codes } => {
            let seen: BTreeSet<u32> = counted().map(|row| codes[row]).collect();
            seen.into_iter().filter_map(|code| levels.get(code as usize).cloned()).collect()
        }
        CovariateValues::Numbers(values) => {
            let mut seen: Vec<f64> = counted().map(|row| capped(values[row], cap)).collect();
            seen.sort_by(f64::total_cmp);
            seen.dedup();
            seen.into_iter().map(number_level).collect()
        }
    }
}

/// The position of the level of each row among the levels of a fit.
pub(super) fn codes_in(column: &Covariate, cap: Option<f64>, rows: &[usize], known: &[String]) -> Vec<Option<u32>> {
    let place: HashMap<&str, u32> = known.iter().map(String::as_str).zip(0..).collect();
    match &column.values {
        CovariateValues::Levels { levels, codes } => {
            let places: Vec<Option<u32>> = levels.iter().map(|level| place.get(level.as_str()).copied()).collect();
            rows.iter().map(|&row| places[codes[row] as usize]).collect()
        }
        CovariateValues::Numbers(values) => {
            let mut seen: QuickMap<u64, Option<u32>> = QuickMap::default();
            let mut code = |value: f64| *seen.entry(value.to_bits()).or_insert_with(|| place.get(number_level(value).as_str()).copied());
            rows.iter().map(|&row| code(capped(values[row], cap))).collect()
        }
    }
}

pub(super) fn level_at(column: &Covariate, cap: Option<f64>, row: usize) -> String {
    match &column.values {
        CovariateValues::Levels { levels, codes } => levels[codes[row] as usize].clone(),
        CovariateValues::Numbers(values) => number_level(capped(values[row], cap)),
    }
}

pub(super) fn number_level(value: f64) -> String {
    (value + 0.0).to_string()
}

pub(super) fn capped(value: f64, cap: Option<f64>) -> f64 {
    cap.map_or(value, |cap| value.min(cap))
}

pub(super) fn not_positive(column: &str, row: usize) -> String {
    format!("in row {row} of {column:?} has no logarithm; count years from 1, or use Term::number")
}

pub(super) fn shown(levels: &[String]) -> String {
    match levels {
        few if few.len() <= 12 => few.join(", "),
        many => format!("{}, … ({} in all)", many[..12].join(", "), many.len()),
    }
}
