//! The rules of a simulated association: what its register records and how arrears end a membership.

use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// When members who do not pay the dues of the next fiscal year (会費滞納) leave the register.
///
/// Only the first makes recorded tenure equal to the tenure at which people decided. The others are what associations do, and what
/// puts a cliff on one day of the year into every lapse curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrears {
    /// On the last day of the last fiscal year paid for.
    AtYearEnd,
    /// At the end of this day of the following fiscal year; full members until then.
    StruckOff {
        /// Month, 1 to 12.
        month: u8,
        /// Day of the month; it exists in every year.
        day: u8,
    },
    /// The same, with rights suspended (権利停止) from the first day of that fiscal year.
    SuspendedThenStruckOff {
        /// Month, 1 to 12.
        month: u8,
        /// Day of the month; it exists in every year.
        day: u8,
    },
}

impl Default for Arrears {
    /// Struck off on 30 June: the first day no longer a member is 1 July.
    fn default() -> Self {
        Self::StruckOff { month: 6, day: 30 }
    }
}

/// What becomes of the years of membership of someone who comes back after a lapse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenureOnReturn {
    /// They count for nothing: the person lapses like a new member. The default.
    #[default]
    Restarts,
    /// They are resumed where they ended.
    Resumes,
}

/// How the register records when a person was licensed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceRecord {
    /// As the fiscal year of the licence cohort. The default.
    #[default]
    Cohort,
    /// As the day in April on which the licence was registered (免許登録日), in the fiscal year of the cohort and not after joining.
    RegistrationDay,
    /// As the day on which the examination results were announced (合格発表日): 23 March, in the fiscal year *before* the cohort.
    AnnouncementDay,
    /// Not at all.
    Absent,
}

/// A column that the register may hold beside person, start, end, standing, reason, licence and branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extra {
    /// Day of birth.
    Born,
    /// Segment `sex` (性別) with the levels 女 and 男.
    Sex,
    /// Segment `class` (会員区分): 正会員, and 永年会員 from the first fiscal year that begins at age 65 or more, 20 fiscal years or
    /// more after first joining. The change cuts the membership into two episodes that touch.
    Class,
}

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOrder {
    /// By person, and by time within a person; rows added as noise come last. The default.
    #[default]
    ByPerson,
    /// At random.
    Shuffled,
}

/// A known difference from the common probabilities: of a branch, of some years, of a campaign.
///
/// It multiplies odds, p / (1 - p), so that no probability leaves [0, 1]. Several effects on the same people multiply.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, simulate::Effect};
/// // A campaign in 東京都 in fiscal 2020 and 2021 that halves the odds of lapsing.
/// let campaign = Effect::in_branch("東京都").during(FiscalYear(2020), FiscalYear(2021)).lapse_odds(0.5);
/// assert_eq!(campaign.entry_odds, 1.0);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The branch it is limited to; everywhere when `None`.
    pub branch: Option<String>,
    /// The fiscal years it is limited to, first and last; always when `None`.
    pub years: Option<(FiscalYear, FiscalYear)>,
    /// Factor on the odds of entering, in the licence year or later.
    pub entry_odds: f64,
    /// Factor on the odds that an active member lapses at the end of the fiscal year.
    pub lapse_odds: f64,
}

impl Effect {
    /// An effect on all branches, of no strength yet.
    #[must_use]
    pub fn everywhere() -> Self {
        Self { branch: None, years: None, entry_odds: 1.0, lapse_odds: 1.0 }
    }

    /// An effect on one branch, of no strength yet.
    #[must_use]
    pub fn in_branch(branch: impl Into<String>) -> Self {
        Self { branch: Some(branch.into()), ..Self::everywhere() }
    }

    /// The same, only in the fiscal years from `first` to `last`.
    #[must_use]
    pub fn during(mut self, first: FiscalYear, last: FiscalYear) -> Self {
        self.years = Some((first, last));
        self
    }

    /// The same with a factor on the odds of entering.
    #[must_use]
    pub fn entry_odds(mut self, factor: f64) -> Self {
        self.entry_odds = factor;
        self
    }

    /// The same with a factor on the odds of lapsing.
    #[must_use]
    pub fn lapse_odds(mut self, factor: f64) -> Self {
        self.lapse_odds = factor;
        self
    }

    /// Refuses factors that are not finite or are negative.
    pub(super) fn check(&self) -> Result<()> {
        for (name, factor) in [("entry_odds", self.entry_odds), ("lapse_odds", self.lapse_odds)] {
            if !(factor.is_finite() && factor >= 0.0) {
                return Err(Error::setting(
                    name,
                    factor,
                    "is not a factor on odds; write a finite number that is not negative, 1 for none",
                ));
            }
        }
        Ok(())
    }

    /// Whether it holds in a fiscal year.
    pub(super) fn holds_in(&self, year: FiscalYear) -> bool {
        self.years.is_none_or(|(first, last)| first <= year && year <= last)
    }
}

/// Bad rows to add to a register, by kind; none by default.
///
/// Each is made so that a reader that handles it as documented by [`IssueCode`](crate::input::IssueCode) is left with the register
/// without noise: same people, same days of membership.
///
/// # Example
///
/// ```
/// use kaiin::simulate::Noise;
/// let noise = Noise { duplicates: 3, overlaps: 2, ..Noise::default() };
/// assert_eq!(noise.rows(), 5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Noise {
    /// Rows that repeat another row in every column.
    pub duplicates: u64,
    /// Rows that end the day before they start.
    pub end_before_start: u64,
    /// Rows of one day that lie wholly inside another row of the same person, one that has ended.
    pub covered: u64,
    /// Ended rows cut in two that overlap by one day; each adds one row.
    pub overlaps: u64,
    /// Rows of an unknown person that start after the extract date.
    pub start_after_as_of: u64,
}

impl Noise {
    /// How many rows are added.
    #[must_use]
    pub fn rows(&self) -> u64 {
        [self.duplicates, self.end_before_start, self.covered, self.overlaps, self.start_after_as_of]
            .into_iter()
            .fold(0, u64::saturating_add)
    }
}
