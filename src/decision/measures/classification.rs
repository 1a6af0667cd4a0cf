//! Whom does a measure address, which rate does it move, and does its incentive have a price?

use crate::decision::Lever;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whom a measure addresses: not always those whose behaviour it changes. "Members recommend" addresses members, and works on entry.
///
/// # Example
///
/// ```
/// use kaiin::decision::measures::Audience;
/// assert_eq!(Audience::LapsedMembers.title().japanese, "退会者");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Who obtained the licence lately, or is about to.
    NewLicensees,
    /// Members.
    CurrentMembers,
    /// Former members.
    LapsedMembers,
    /// The branches of the association.
    Branches,
    /// Those who lead the association.
    Leadership,
}

impl Audience {
    /// All audiences.
    pub const ALL: [Self; 5] = [Self::NewLicensees, Self::CurrentMembers, Self::LapsedMembers, Self::Branches, Self::Leadership];

    /// The stable name used in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NewLicensees => "new_licensees",
            Self::CurrentMembers => "current_members",
            Self::LapsedMembers => "lapsed_members",
            Self::Branches => "branches",
            Self::Leadership => "leadership",
        }
    }

    /// The name that a reader sees.
    #[must_use]
    pub fn title(self) -> Bilingual {
        match self {
            Self::NewLicensees => Bilingual::new("new licence holders", "新規免許取得者"),
            Self::CurrentMembers => Bilingual::new("current members", "現会員"),
            Self::LapsedMembers => Bilingual::new("former members", "退会者"),
            Self::Branches => Bilingual::new("branches", "支部"),
            Self::Leadership => Bilingual::new("leadership", "執行部"),
        }
    }
}

/// What a measure offers: money, something else, both, or nothing.
///
/// # Example
///
/// ```
/// use kaiin::decision::measures::Incentive;
/// assert_eq!(Incentive::NonMonetary.title().japanese, "非金銭的");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incentive {
    /// Money, or what is bought with it: discounts, rewards, goods (金銭的インセンティブ).
    Monetary,
    /// Something else: knowledge, standing, company, a say (非金銭的インセンティブ).
    NonMonetary,
    /// Both.
    Both,
    /// Nothing: the measure finds something out.
    None,
}

impl Incentive {
    /// All incentives.
    pub const ALL: [Self; 4] = [Self::Monetary, Self::NonMonetary, Self::Both, Self::None];

    /// The stable name used in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Monetary => "monetary",
            Self::NonMonetary => "non_monetary",
            Self::Both => "both",
            Self::None => "none",
        }
    }

    /// The name that a reader sees.
    #[must_use]
    pub fn title(self) -> Bilingual {
        match self {
            Self::Monetary => Bilingual::new("monetary", "金銭的"),
            Self::NonMonetary => Bilingual::new("non-monetary", "非金銭的"),
            Self::Both => Bilingual::new("monetary and non-monetary", "金銭的・非金銭的の両方"),
            Self::None => Bilingual::new("none", "なし"),
        }
    }
}

/// What a measure moves: a rate, our knowledge, or nothing that can be named.
///
/// # Example
///
/// ```
/// use kaiin::decision::{Lever, measures::Action};
/// assert_eq!(Action::Moves(Lever::Lapse).lever(), Some(Lever::Lapse));
/// assert_eq!((Action::Measures.lever(), Action::Measures.name()), (None, "measurement"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It moves this lever.
    Moves(Lever),
    /// It measures: it finds out what other measures should do, and moves no rate by itself.
    Measures,
    /// It has no lever: if it works, it works through other measures, and cannot be valued by itself.
    NoLever,
}

impl Action {
    /// The lever, where there is one.
    #[must_use]
    pub fn lever(self) -> Option<Lever> {
        match self {
            Self::Moves(lever) => Some(lever),
            Self::Measures | Self::NoLever => None,
        }
    }

    /// The stable name used in tables and files: that of the lever, `measurement` or `none`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Moves(lever) => lever.name(),
            Self::Measures => "measurement",
            Self::NoLever => "none",
        }
    }

    /// The name that a reader sees.
    #[must_use]
    pub fn title(self) -> Bilingual {
        match self {
            Self::Moves(lever) => lever.title(),
            Self::Measures => Bilingual::new("measurement only", "把握・測定のみ"),
            Self::NoLever => Bilingual::new("no lever of its own", "直接動かす率なし"),
        }
    }
}

macro_rules! shown_by_name {
    ($($kind:ty),*) => {$(
        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    )*};
}

shown_by_name!(Audience, Incentive, Action);
