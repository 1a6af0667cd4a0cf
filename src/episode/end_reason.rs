//! Why a membership ended.

use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a membership ended. Reasons compete: one churn rate for all of them hides opposite trends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum EndReason {
    /// The record gives no reason.
    #[default]
    Unstated = 0,
    /// Resigned at own request (任意退会).
    Voluntary = 1,
    /// Struck off for unpaid dues (会費滞納). Decided earlier than the recorded day.
    Arrears = 2,
    /// Died (死亡).
    Death = 3,
    /// Closed the practice, retired, left the profession or lost the licence (廃業・引退・免許喪失).
    Retirement = 4,
    /// Expelled (除名).
    Expelled = 5,
    /// Moved to another branch or body (転出・異動). Not a lapse when an episode elsewhere follows.
    Transferred = 6,
    /// Cannot be reached (所在不明).
    UnknownAddress = 7,
    /// A stated reason that is none of these (その他).
    Other = 8,
}

impl EndReason {
    /// All reasons, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::Unstated,
        Self::Voluntary,
        Self::Arrears,
        Self::Death,
        Self::Retirement,
        Self::Expelled,
        Self::Transferred,
        Self::UnknownAddress,
        Self::Other,
    ];

    /// The reasons after which people do not come back, unless a setting names others: death and retirement.
    pub const FINAL: [Self; 2] = [Self::Death, Self::Retirement];

    /// The stable name used in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::Voluntary => "voluntary",
            Self::Arrears => "arrears",
            Self::Death => "death",
            Self::Retirement => "retirement",
            Self::Expelled => "expelled",
            Self::Transferred => "transferred",
            Self::UnknownAddress => "unknown_address",
            Self::Other => "other",
        }
    }
}

impl EndReason {
    /// The name that a reader sees.
    #[must_use]
    pub fn title(self) -> Bilingual {
        match self {
            Self::Unstated => Bilingual::new("no reason stated", "理由不詳"),
            Self::Voluntary => Bilingual::new("voluntary", "任意退会"),
            Self::Arrears => Bilingual::new("arrears", "会費滞納"),
            Self::Death => Bilingual::new("death", "死亡"),
            Self::Retirement => Bilingual::new("closure or retirement", "廃業・引退"),
            Self::Expelled => Bilingual::new("expelled", "除名"),
            Self::Transferred => Bilingual::new("transferred", "転出"),
            Self::UnknownAddress => Bilingual::new("address unknown", "所在不明"),
            Self::Other => Bilingual::new("other", "その他"),
        }
    }
}

impl fmt::Display for EndReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
