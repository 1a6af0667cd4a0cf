//! In which state a person can be towards the association, and which of them are told apart.

use crate::episode::{EndReason, Standing};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a person stands towards the association on a day: more than the [`Standing`] of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MemberState {
    /// Licensed, and not a member so far (未入会).
    NeverJoined,
    /// On the roll in any standing, where standings are not told apart (在籍).
    Member,
    /// A member in a standing of its own.
    Standing(Standing),
    /// No longer a member, for any reason after which people come back (退会中).
    Lapsed,
    /// No longer a member, for a reason of its own after which people come back.
    LapsedFor(EndReason),
    /// Gone for good, for any final reason.
    Exited,
    /// Gone for good, for a reason of its own.
    ExitedFor(EndReason),
}

impl MemberState {
    /// Whether nobody is followed any further in the state.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Exited | Self::ExitedFor(_))
    }

    /// Whether the person was a member and can come back.
    #[must_use]
    pub fn is_lapsed(self) -> bool {
        matches!(self, Self::Lapsed | Self::LapsedFor(_))
    }
}

impl fmt::Display for MemberState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeverJoined => f.write_str("never_joined"),
            Self::Member => f.write_str("member"),
            Self::Standing(standing) => standing.fmt(f),
            Self::Lapsed => f.write_str("lapsed"),
            Self::LapsedFor(reason) => write!(f, "lapsed_{reason}"),
            Self::Exited => f.write_str("exited"),
            Self::ExitedFor(reason) => write!(f, "exited_{reason}"),
        }
    }
}

impl std::str::FromStr for MemberState {
    type Err = Error;

    /// Reads what `Display` writes.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for any other text.
    fn from_str(text: &str) -> Result<Self> {
        let plain = [Self::NeverJoined, Self::Member, Self::Lapsed, Self::Exited];
        let standings = Standing::ALL.into_iter().map(Self::Standing);
        let reasons = EndReason::ALL.into_iter().flat_map(|reason| [Self::LapsedFor(reason), Self::ExitedFor(reason)]);
        let mut known = plain.into_iter().chain(standings).chain(reasons);
        known.find(|state| state.to_string() == text).ok_or_else(|| {
            let reason = "is no state; write never_joined, member, active, on_leave, suspended, lapsed, exited, or lapsed_ or exited_ \
                          with a reason, such as lapsed_arrears";
            Error::setting("state", format!("{text:?}"), reason)
        })
    }
}

/// Whether standings are states of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingStates {
    /// Active, on leave and suspended are three states. The default.
    #[default]
    Apart,
    /// All on the roll are in one state.
    Together,
}

/// Whether the reasons of lapses, or of final exits, are states of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonStates {
    /// One state for all of them. The default: states with few persons make shaky estimates.
    #[default]
    Together,
    /// A state for each reason that occurs.
    Apart,
}

/// Whether the time between licence and joining counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BeforeJoining {
    /// It does not: persons appear when they join. The default.
    #[default]
    LeftOut,
    /// From the licence day on a person is in the state [`MemberState::NeverJoined`]. A register knows only those who did join: add the
    /// others by [`StateTable::with_never_joined`](super::StateTable::with_never_joined), or shares of people who join are far too
    /// high.
    SinceLicence,
}

/// From which day the time in states is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateClock {
    /// Days since the person first joined; lapses and returns do not stop it. The default.
    #[default]
    SinceJoining,
    /// Days since the licence. Who joined before is counted from the licence on, who appears later enters late.
    SinceLicence,
    /// Days since the person first lapsed: who comes back, and who stays then. Persons who never lapsed are left out.
    SinceLapse,
    /// The calendar: days since 1970-01-01, as [`Day::days`](crate::Day::days).
    Calendar,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_as_they_are_written() {
        for state in [MemberState::Member, MemberState::Standing(Standing::OnLeave), MemberState::ExitedFor(EndReason::Death)] {
            assert_eq!(state.to_string().parse::<MemberState>().unwrap(), state);
        }
        assert_eq!("lapsed_".parse::<MemberState>().unwrap_err().code(), "setting");
    }
}
