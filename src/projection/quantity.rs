//! What is asked of a projection: members, a rate, a flow.

use super::roll_forward::{Projected, ProjectedYear};
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A number of a projected year: what scenarios are compared by, and goals set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Quantity {
    /// Members on the last day of the year. The default.
    #[default]
    Members,
    /// Members over cumulative licence holders (組織率).
    OrganizationRate,
    /// Members over licence holders in the profession.
    OrganizationRatePractising,
    /// Persons who join within the year over new licence holders of the year (入会率).
    EntryRate,
    /// Members on leave on the last day of the year.
    OnLeave,
    /// Persons who join for the first time within the year.
    Joined,
    /// Persons who come back within the year.
    Reinstated,
    /// Members who leave within the year.
    Left,
}

impl Quantity {
    /// The quantity of a projected year; `None` where the projection does not know it.
    #[must_use]
    pub fn of(self, year: &ProjectedYear) -> Option<Projected> {
        match self {
            Self::Members => Some(year.members),
            Self::OrganizationRate => year.organization,
            Self::OrganizationRatePractising => year.organization_practising,
            Self::EntryRate => (year.new_licensees > 0.0).then(|| year.joined.over(year.new_licensees)),
            Self::OnLeave => Some(year.on_leave),
            Self::Joined => Some(year.joined),
            Self::Reinstated => Some(year.reinstated),
            Self::Left => Some(year.left),
        }
    }

    /// The stable name used in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::OrganizationRate => "organization_rate",
            Self::OrganizationRatePractising => "organization_rate_practising",
            Self::EntryRate => "entry_rate",
            Self::OnLeave => "on_leave",
            Self::Joined => "joined",
            Self::Reinstated => "reinstated",
            Self::Left => "left",
        }
    }

    /// The name that a reader sees.
    #[must_use]
    pub fn title(self) -> Bilingual {
        match self {
            Self::Members => Bilingual::new("members", "会員数"),
            Self::OrganizationRate => Bilingual::new("organization rate (cumulative licence holders)", "組織率（対累計免許取得者）"),
            Self::OrganizationRatePractising => Bilingual::new("organization rate (licence holders in practice)", "組織率（対就業者）"),
            Self::EntryRate => Bilingual::new("entry rate", "入会率"),
            Self::OnLeave => Bilingual::new("members on leave", "休会者数"),
            Self::Joined => Bilingual::new("joiners", "入会者数"),
            Self::Reinstated => Bilingual::new("reinstated", "再入会者数"),
            Self::Left => Bilingual::new("leavers", "退会者数"),
        }
    }

    /// Whether it is a share, to be written in percent.
    #[must_use]
    pub fn is_rate(self) -> bool {
        matches!(self, Self::OrganizationRate | Self::OrganizationRatePractising | Self::EntryRate)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
