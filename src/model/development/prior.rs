//! Which entry rate is expected of a cohort before it is looked at, and how fast does entry come?

use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The entry rate in the end that is expected of a cohort beforehand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryPrior {
    /// One rate for all cohorts, such as 0.6.
    Rate(f64),
    /// A rate for each cohort; cohorts that are not in it have no prior and no answer.
    Rates(BTreeMap<FiscalYear, f64>),
    /// The rate of all cohorts together, each with the part of its licence holders that had time to join (Cape Cod, Stanard-Bühlmann).
    CapeCod,
}

impl EntryPrior {
    /// Refuses rates that are none. A rate above 1 is let pass: the licence holders may be known from another source.
    pub(super) fn check(&self) -> Result<()> {
        let rates: Vec<f64> = match self {
            Self::Rate(rate) => vec![*rate],
            Self::Rates(rates) => rates.values().copied().collect(),
            Self::CapeCod => Vec::new(),
        };
        match rates.into_iter().find(|rate| !(rate.is_finite() && *rate >= 0.0)) {
            Some(bad) => Err(Error::setting("prior entry rate", bad, "is not a number of at least 0; write 0.6 for 60 %")),
            None => Ok(()),
        }
    }

    /// The rate of a cohort; `cape_cod` is the rate of all together.
    pub(super) fn rate(&self, cohort: FiscalYear, cape_cod: Option<f64>) -> Option<f64> {
        match self {
            Self::Rate(rate) => Some(*rate),
            Self::Rates(rates) => rates.get(&cohort).copied(),
            Self::CapeCod => cape_cod,
        }
    }
}

/// From which growth the share that has joined by an age is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DevelopmentPattern {
    /// From the factors of the chain ladder. The default, and what is usual: with the chain ladder's ultimates as priors it gives the chain
    /// ladder. There is no error of prediction: the models of the two methods contradict each other.
    #[default]
    ChainLadder,
    /// From the entrants of each age divided by the prior numbers of the cohorts seen, scaled to a sum of 1 (Mack 2008). With an error of
    /// prediction. Assumes that everyone joins by the last age; a tail is not used. Not with [`EntryPrior::CapeCod`], which needs a pattern
    /// first.
    Increments,
}
