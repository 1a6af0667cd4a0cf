//! What exactly is a rate divided by?

use super::cohort_rule::CohortRule;
use crate::time::Day;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of licence holders a denominator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum DenominatorKind {
    /// New licence holders of one licence cohort (新規免許取得者).
    NewLicensees,
    /// All who ever obtained the licence, as published (累計免許取得者、公表値); the dead and the retired are in it.
    CumulativeGiven,
    /// All who ever obtained the licence, summed here from the yearly figures (累計免許取得者、積算値); the dead and the retired are in it.
    CumulativeSummed,
    /// Licence holders estimated to be alive and in practice, under a stated assumption (就業者推計).
    Practising,
    /// Licences in force on a day, counted in a register of licence holders (登録者).
    Registered,
}

impl DenominatorKind {
    /// The stable name, for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NewLicensees => "new_licensees",
            Self::CumulativeGiven => "cumulative_given",
            Self::CumulativeSummed => "cumulative_summed",
            Self::Practising => "practising",
            Self::Registered => "registered",
        }
    }

    /// The name in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::NewLicensees => "new licence holders",
            Self::CumulativeGiven => "cumulative licence holders, as published",
            Self::CumulativeSummed => "cumulative licence holders, summed",
            Self::Practising => "licence holders in practice, estimated",
            Self::Registered => "licences in force",
        }
    }

    /// The name in Japanese.
    #[must_use]
    pub fn japanese(self) -> &'static str {
        match self {
            Self::NewLicensees => "新規免許取得者",
            Self::CumulativeGiven => "累計免許取得者（公表値）",
            Self::CumulativeSummed => "累計免許取得者（積算値）",
            Self::Practising => "就業者（推計）",
            Self::Registered => "免許登録者",
        }
    }
}

impl fmt::Display for DenominatorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.english())
    }
}

/// A number of licence holders: counted exactly, or estimated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Amount {
    /// Counted persons.
    Count(u64),
    /// An expected number of persons under an assumption.
    Estimate(f64),
}

impl Amount {
    /// The number; exact for counts, which never exceed 2^53.
    #[must_use]
    pub fn get(self) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Estimate(value) => value,
        }
    }

    /// The number if it was counted.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Estimate(_) => None,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Estimate(value) => write!(f, "{value:.1}"),
        }
    }
}

/// Of which time a number of licence holders speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum When {
    /// The licence cohort of one fiscal year.
    Cohort(FiscalYear),
    /// All licence cohorts up to and including this one.
    ThroughCohort(FiscalYear),
    /// One day.
    On(Day),
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cohort(year) => write!(f, "licence cohort {year}"),
            Self::ThroughCohort(year) => write!(f, "all licence cohorts through {year}"),
            Self::On(day) => write!(f, "on {day}"),
        }
    }
}

/// A number of licence holders with everything that defines it: what is counted, when, where, from what, as known when.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, licensees::Licensees};
/// let licensees = Licensees::by_cohort([(FiscalYear(2018), 9_885), (FiscalYear(2019), 10_809)])?;
/// let new = licensees.new_licensees(FiscalYear(2019)).unwrap();
/// assert_eq!(new.to_string(), "10809 new licence holders (licence cohort 2019)");
/// assert!(licensees.new_licensees(FiscalYear(2020)).is_none()); // not known is not zero
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Denominator {
    /// How many.
    pub value: Amount,
    /// What kind of licence holders.
    pub kind: DenominatorKind,
    /// Of which time.
    pub when: When,
    /// The branch, when it is about one branch only.
    pub branch: Option<String>,
    /// The newest day on which one of the figures used became known, where such a day was given.
    pub vintage: Option<Day>,
    /// The day as of which later revisions were left out; `None` is the newest figures.
    pub known_on: Option<Day>,
    /// How the number came about, in words.
    pub basis: String,
    /// Who published the figures, where stated.
    pub source: Option<String>,
    /// The rule that assigns licences to cohorts; `None` when the caller gave cohorts without one.
    pub rule: Option<CohortRule>,
}

impl fmt::Display for Denominator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({}", self.value, self.kind, self.when)?;
        if let Some(branch) = &self.branch {
            write!(f, ", branch {branch}")?;
        }
        if let Some(vintage) = self.vintage {
            write!(f, ", figures of {vintage}")?;
        }
        f.write_str(")")
    }
}
