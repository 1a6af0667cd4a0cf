//! How a member stands with the association.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How a member stands with the association during an episode. All three are on the roll (在籍).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Standing {
    /// A member with full rights and duties (会員).
    #[default]
    Active = 0,
    /// On leave of absence: dues waived, rights resting (休会).
    OnLeave = 1,
    /// Rights suspended, usually for unpaid dues (権利停止).
    Suspended = 2,
}

impl Standing {
    /// All standings, in the order of their codes.
    pub const ALL: [Self; 3] = [Self::Active, Self::OnLeave, Self::Suspended];

    /// The stable name used in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::OnLeave => "on_leave",
            Self::Suspended => "suspended",
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
