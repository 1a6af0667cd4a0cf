//! Renewals or times: what a curve is fitted to.

use super::lifetimes::Lifetimes;
use super::renewal_counts::RenewalCounts;

/// What a curve is fitted to: counts of renewals, or lifetimes. Both turn into this by themselves where one is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CurveData<'a> {
    /// Renewals, for the families that count them.
    Renewals(&'a RenewalCounts),
    /// Times, for the others.
    Lifetimes(&'a Lifetimes),
}

impl<'a> From<&'a RenewalCounts> for CurveData<'a> {
    fn from(counts: &'a RenewalCounts) -> Self {
        Self::Renewals(counts)
    }
}

impl<'a> From<&'a Lifetimes> for CurveData<'a> {
    fn from(lifetimes: &'a Lifetimes) -> Self {
        Self::Lifetimes(lifetimes)
    }
}

impl CurveData<'_> {
    /// Persons, or the sum of their weights.
    pub(super) fn people(&self) -> f64 {
        match self {
            Self::Renewals(counts) => counts.people() as f64,
            Self::Lifetimes(lifetimes) => lifetimes.people(),
        }
    }

    /// How many left, or the sum of their weights.
    pub(super) fn events(&self) -> f64 {
        match self {
            Self::Renewals(counts) => counts.all_lost() as f64,
            Self::Lifetimes(lifetimes) => lifetimes.events(),
        }
    }
}
