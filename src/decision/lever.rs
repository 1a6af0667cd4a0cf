//! At which rate does a measure or a scenario turn? The seven levers of an association, by name.

use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A rate that an association can try to change. Every scenario and every measure says which one it moves.
///
/// # Example
///
/// ```
/// use kaiin::decision::Lever;
/// assert_eq!(Lever::LateEntry.name(), "late_entry");
/// assert_eq!(Lever::LateEntry.title().japanese, "過年度入会");
/// assert_eq!(Lever::from_name("lapse"), Some(Lever::Lapse));
/// assert!(Lever::Lapse.gains_when_lower() && !Lever::Entry.gains_when_lower());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Lever {
    /// Joining in the fiscal year of the licence, as a share of the year's new licence holders.
    Entry,
    /// Joining for the first time in a later year, as a share of those who have not joined yet; by years since the licence.
    LateEntry,
    /// Leaving, as a share of the members at the start of the year; by tenure and reason.
    Lapse,
    /// Going on leave, as a share of active members.
    LeaveTaken,
    /// Coming back from leave, as a share of those on leave.
    LeaveEnd,
    /// Coming back after a lapse, as a share of those who lapsed; by years since the lapse.
    Reinstatement,
    /// How many people obtain the licence in a year. More of them lower the organization rate unless they join as the others do.
    LicenceInflow,
}

impl Lever {
    /// All levers, in the order of a life with the association.
    pub const ALL: [Self; 7] =
        [Self::Entry, Self::LateEntry, Self::Lapse, Self::LeaveTaken, Self::LeaveEnd, Self::Reinstatement, Self::LicenceInflow];

    /// The stable name used in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::LateEntry => "late_entry",
            Self::Lapse => "lapse",
            Self::LeaveTaken => "leave_taken",
            Self::LeaveEnd => "leave_end",
            Self::Reinstatement => "reinstatement",
            Self::LicenceInflow => "licence_inflow",
        }
    }

    /// The lever of a stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lever| lever.name() == name)
    }

    /// The name that a reader sees.
    #[must_use]
    pub fn title(self) -> Bilingual {
        match self {
            Self::Entry => Bilingual::new("entry in the year of the licence", "免許取得年度の入会"),
            Self::LateEntry => Bilingual::new("late entry", "過年度入会"),
            Self::Lapse => Bilingual::new("lapse", "退会"),
            Self::LeaveTaken => Bilingual::new("going on leave", "休会"),
            Self::LeaveEnd => Bilingual::new("return from leave", "復会"),
            Self::Reinstatement => Bilingual::new("reinstatement", "再入会"),
            Self::LicenceInflow => Bilingual::new("new licences", "新規免許取得"),
        }
    }

    /// Whether the association has more paying members when this is lower: so of leaving and of going on leave.
    #[must_use]
    pub fn gains_when_lower(self) -> bool {
        matches!(self, Self::Lapse | Self::LeaveTaken)
    }
}

impl fmt::Display for Lever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_files_and_differ() {
        for lever in Lever::ALL {
            assert_eq!(serde_json::to_string(&lever).unwrap(), format!("\"{lever}\""));
            assert_eq!(Lever::from_name(lever.name()), Some(lever));
            assert_eq!(Lever::ALL.iter().filter(|other| other.title() == lever.title()).count(), 1);
        }
        assert_eq!(Lever::from_name("dues"), None);
    }
}
