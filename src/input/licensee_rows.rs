//! New licence holders by year, as examination statistics print them.

use super::mapping::ColumnUse;
use super::plain_text::{key, short_key};
use super::prefecture::Prefecture;
use super::settings::{BranchLevels, ReadSettings};
use super::vocabulary::Role;
use super::yearly::{YearlyRead, YearlyTable, assign, read_rows};
use crate::error::Result;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// What a column of a table of licensees is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenseeRole {
    /// The year as printed: of the examination or of the licence. Which cohort it belongs to is decided later.
    Year,
    /// New licence holders of the year (合格者数, 免許取得者数).
    Count,
    /// Licence holders up to and with the year (累計).
    Cumulative,
    /// Branch, where the table has one row for each.
    Branch,
    /// The day on which the figure was published.
    Vintage,
}

impl LicenseeRole {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::Year, Self::Count, Self::Cumulative, Self::Branch, Self::Vintage];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Count => "count",
            Self::Cumulative => "cumulative",
            Self::Branch => "branch",
            Self::Vintage => "vintage",
        }
    }

    /// The role of a stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The keys of the headers that stand for it.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Year => &[
                "year",
                "fiscalyear",
                "fy",
                "calendaryear",
                "examyear",
                "licenceyear",
                "licenseyear",
                "cohort",
                "年度",
                "年",
                "西暦",
                "会計年度",
                "試験年",
                "試験年度",
                "実施年",
                "合格年",
                "合格年度",
                "免許取得年度",
                "免許年度",
            ],
            Self::Count => &[
                "count",
                "passers",
                "passed",
                "licensees",
                "newlicensees",
                "newlicences",
                "newlicenses",
                "newlylicensed",
                "合格者数",
                "合格者",
                "免許取得者数",
                "免許取得者",
                "新規免許取得者数",
                "免許登録者数",
                "新規免許登録者数",
            ],
            Self::Cumulative => &[
                "cumulative",
                "cumulativepassers",
                "cumulativecount",
                "cumulativelicensees",
                "licenceholders",
                "licenseholders",
                "licenceholderscumulative",
                "licenseholderscumulative",
                "累計",
                "累積",
                "累計合格者数",
                "累積合格者数",
                "合格者累計",
                "合格者数累計",
                "合格者累積",
                "累計免許取得者数",
                "免許保有者数",
                "有資格者数",
            ],
            Self::Branch => Role::Branch.words(),
            Self::Vintage => {
                &["vintage", "published", "publishedon", "announced", "announcedon", "asof", "公表日", "公表年月日", "発表日", "時点"]
            }
        }
    }

    /// The role that a header stands for.
    #[must_use]
    pub fn of_header(header: &str) -> Option<Self> {
        let find = |key: String| Self::ALL.into_iter().find(|role| role.words().contains(&key.as_str()));
        find(key(header)).or_else(|| find(short_key(header)))
    }
}

/// One row of a table of licensees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseeRow {
    /// The year as printed.
    pub year: i32,
    /// The branch, where the table has one row for each; prefectures under their Japanese names.
    pub branch: Option<String>,
    /// New licence holders of the year; `None` where not printed.
    pub count: Option<u64>,
    /// Licence holders up to and with the year; `None` where not printed.
    pub cumulative: Option<u64>,
    /// The day on which the figure was published; `None` where not printed.
    pub vintage: Option<Day>,
}

/// Understands a table of licensees.
///
/// A row whose year or count cannot be read is set aside with an issue; a count that is not printed is `None`, never 0.
///
/// # Errors
///
/// [`Error::MissingColumn`](crate::Error::MissingColumn) when no column stands for the year or none for a count;
/// [`Error::NoRows`](crate::Error::NoRows) when no row is left; [`Error::Setting`](crate::Error::Setting) when two columns stand for
/// one role.
///
/// # Example
///
/// See [`YearlyTable`].
pub fn licensee_rows(table: &YearlyTable, settings: &ReadSettings) -> Result<YearlyRead<LicenseeRow>> {
    let of = ColumnUse::Licensee;
    let word = |header: &str| LicenseeRole::of_header(header).map(of);
    let is_count = |usage: &ColumnUse| *usage == of(LicenseeRole::Count) || *usage == of(LicenseeRole::Cumulative);
    let assigned = assign(table, settings, word, &of(LicenseeRole::Year), is_count, "count, cumulative")?;
    read_rows(table, &assigned, |row| {
        let year = row.year(&of(LicenseeRole::Year));
        let (count, cumulative) = (row.count(&of(LicenseeRole::Count)), row.count(&of(LicenseeRole::Cumulative)));
        let vintage = row.day(&of(LicenseeRole::Vintage), settings.dates);
        let branch = row.text(&of(LicenseeRole::Branch)).map(|text| branch_level(text, settings.branch_levels));
        Some(LicenseeRow { year: year?, branch, count: count.ok()?, cumulative: cumulative.ok()?, vintage })
    })
}

/// A branch under the name by which it is kept.
fn branch_level(text: String, rule: BranchLevels) -> String {
    match (rule, Prefecture::named(&text)) {
        (BranchLevels::Prefectures, Some(prefecture)) => prefecture.japanese().to_owned(),
        _ => text,
    }
}
