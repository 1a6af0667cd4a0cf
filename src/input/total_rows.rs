//! Yearly totals of members and movements, as annual reports print them.

use super::mapping::ColumnUse;
use super::plain_text::{key, short_key};
use super::settings::ReadSettings;
use super::words::end_reason_word;
use super::yearly::{YearRow, YearlyRead, YearlyTable, assign, read_rows};
use crate::episode::EndReason;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// What a column of a table of yearly totals is for.
///
/// A bare "members" (会員数) is in no vocabulary: one body counts on the first day of its year and another on the last, and reading one
/// as the other moves every rate by a year. Map it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalsRole {
    /// The year.
    Year,
    /// Members on the first day of the year (期首会員数).
    Opening,
    /// Joined during the year (入会者数); with the reinstated where the table does not tell them apart.
    Joined,
    /// Came back during the year (復会者数).
    Reinstated,
    /// Left during the year for a reason, such as `cancel_death` or 退会者数（死亡）.
    Left(EndReason),
    /// Left during the year for any reason (退会者数).
    LeftTotal,
    /// Members at the end of the year (期末会員数).
    Closing,
    /// On leave of absence at the end of the year (休会者数).
    OnLeave,
}

/// The roles of which there is one column each.
const SINGLE: [TotalsRole; 7] = [
    TotalsRole::Year,
    TotalsRole::Opening,
    TotalsRole::Joined,
    TotalsRole::Reinstated,
    TotalsRole::LeftTotal,
    TotalsRole::Closing,
    TotalsRole::OnLeave,
];

/// What stands before a reason in the header of a column of leavers.
const LEFT_FOR: [&str; 17] = [
    "left",
    "leavers",
    "cancelled",
    "cancellations",
    "cancel",
    "exits",
    "exit",
    "withdrawn",
    "lapsed",
    "退会者数",
    "退会者",
    "退会",
    "登録取消",
    "取消者数",
    "取消",
    "抹消",
    "減",
];

/// What stands after a reason in the header of a column of leavers.
const LEAVERS_OF: [&str; 6] = ["による退会者数", "退会者数", "退会者", "退会", "者数", "数"];

impl TotalsRole {
    /// The stable name, such as `opening` or `left_death`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Year => "year".into(),
            Self::Opening => "opening".into(),
            Self::Joined => "joined".into(),
            Self::Reinstated => "reinstated".into(),
            Self::Left(reason) => format!("left_{}", reason.name()),
            Self::LeftTotal => "left".into(),
            Self::Closing => "closing".into(),
            Self::OnLeave => "on_leave".into(),
        }
    }

    /// The role of a stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        SINGLE.into_iter().chain(EndReason::ALL.map(Self::Left)).find(|role| role.name() == name)
    }

    /// The keys of the headers that stand for it; for leavers by reason see [`TotalsRole::of_header`].
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Year => &["year", "fiscalyear", "fy", "calendaryear", "年度", "年", "西暦", "会計年度"],
            Self::Opening => &[
                "opening",
                "openingmembers",
                "membersopening",
                "membersatstart",
                "期首",
                "期首会員数",
                "年度当初会員数",
                "年度初会員数",
                "年度始会員数",
                "前年度末会員数",
            ],
            Self::Joined => &[
                "joined",
                "joiners",
                "newmembers",
                "newjoiners",
                "joinedfirsttime",
                "newregistrations",
                "入会",
                "入会者",
                "入会者数",
                "入会数",
                "新入会者数",
                "新規入会者数",
                "新入会員数",
                "新規会員数",
                "新規登録者数",
                "加入者数",
            ],
            Self::Reinstated => &[
                "reinstated",
                "reinstatements",
                "rejoined",
                "returned",
                "復会",
                "復会者",
                "復会者数",
                "再入会者",
                "再入会者数",
                "再登録者数",
            ],
            Self::Left(_) => &[],
            Self::LeftTotal => &[
                "left",
                "lefttotal",
                "totalleft",
                "leavers",
                "leaverstotal",
                "canceltotal",
                "cancelled",
                "cancellations",
                "exits",
                "withdrawals",
                "退会",
                "退会者",
                "退会者数",
                "退会数",
                "退会計",
                "退会者計",
                "退会者数計",
                "退会合計",
                "退会者数合計",
                "登録取消者数",
                "脱退者数",
            ],
            Self::Closing => {
                &["closing", "closingmembers", "membersclosing", "membersatend", "期末", "期末会員数", "年度末会員数", "年度末"]
            }
            Self::OnLeave => &["onleave", "membersonleave", "休会", "休会者", "休会者数", "休会会員数", "休会中"],
        }
    }

    /// The role that a header stands for: a word of the vocabulary, or a word for leaving with a reason.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{EndReason, input::TotalsRole};
    /// assert_eq!(TotalsRole::of_header("cancel_death"), Some(TotalsRole::Left(EndReason::Death)));
    /// assert_eq!(TotalsRole::of_header("退会者数（会費滞納）"), Some(TotalsRole::Left(EndReason::Arrears)));
    /// assert_eq!(TotalsRole::of_header("死亡退会者数"), Some(TotalsRole::Left(EndReason::Death)));
    /// assert_eq!(TotalsRole::of_header("退会者数（人）"), Some(TotalsRole::LeftTotal));
    /// assert_eq!(TotalsRole::of_header("会員数"), None);
    /// ```
    #[must_use]
    pub fn of_header(header: &str) -> Option<Self> {
        let find = |key: &str| SINGLE.into_iter().find(|role| role.words().contains(&key));
        let full = key(header);
        find(&full).or_else(|| left_for(&full)).or_else(|| find(&short_key(header)))
    }
}

/// The reason in a header of a column of leavers.
fn left_for(key: &str) -> Option<TotalsRole> {
    let before = LEFT_FOR.iter().filter_map(|word| key.strip_prefix(word));
    let after = LEAVERS_OF.iter().filter_map(|word| key.strip_suffix(word));
    before.chain(after).filter(|rest| !rest.is_empty()).find_map(end_reason_word).map(TotalsRole::Left)
}

/// One row of a table of yearly totals; `None` where the table does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct YearTotalsRow {
    /// The year.
    pub year: i32,
    /// Members on the first day of the year.
    pub opening: Option<u64>,
    /// Joined during the year.
    pub joined: Option<u64>,
    /// Came back during the year.
    pub reinstated: Option<u64>,
    /// Left during the year by reason, in the order of the reasons; reasons that are not printed are not there.
    pub left: Vec<(EndReason, u64)>,
    /// Left during the year for any reason.
    pub left_total: Option<u64>,
    /// Members at the end of the year.
    pub closing: Option<u64>,
    /// On leave of absence at the end of the year.
    pub on_leave: Option<u64>,
}

/// Understands a table of yearly totals. Whether the totals balance is checked where a movement table is built from them.
///
/// A row whose year or any count cannot be read is set aside with an issue; a count that is not printed is `None`, never 0.
///
/// # Errors
///
/// [`Error::MissingColumn`](crate::Error::MissingColumn) when no column stands for the year or none for a count;
/// [`Error::NoRows`](crate::Error::NoRows) when no row is left; [`Error::Setting`](crate::Error::Setting) when two columns stand for
/// one role.
///
/// # Example
///
/// ```
/// use kaiin::{EndReason, input::{Cell, ReadSettings, TotalsRole, YearlyTable, total_rows}};
/// let mut table = YearlyTable::new(&["fiscal_year", "members_apr1", "cancel_death"], "scriveners");
/// table.push(vec![Cell::Integer(1989), Cell::Integer(15_908), Cell::Text("202".into())]);
/// let read = total_rows(&table, &ReadSettings::new().totals_column(TotalsRole::Opening, "members_apr1"))?;
/// assert_eq!((read.rows[0].opening, &read.rows[0].left), (Some(15_908), &vec![(EndReason::Death, 202)]));
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn total_rows(table: &YearlyTable, settings: &ReadSettings) -> Result<YearlyRead<YearTotalsRow>> {
    let of = ColumnUse::Totals;
    let word = |header: &str| TotalsRole::of_header(header).map(of);
    let is_count = |usage: &ColumnUse| matches!(usage, ColumnUse::Totals(role) if *role != TotalsRole::Year);
    let names = "opening, joined, reinstated, left, left_<reason>, closing, on_leave";
    let assigned = assign(table, settings, word, &of(TotalsRole::Year), is_count, names)?;
    read_rows(table, &assigned, |row| {
        let year = row.year(&of(TotalsRole::Year));
        let [opening, joined, reinstated, left_total, closing, on_leave] = [
            TotalsRole::Opening,
            TotalsRole::Joined,
            TotalsRole::Reinstated,
            TotalsRole::LeftTotal,
            TotalsRole::Closing,
            TotalsRole::OnLeave,
        ]
        .map(|role| row.count(&of(role)));
        let left = left_by_reason(row);
        Some(YearTotalsRow {
            year: year?,
            opening: opening.ok()?,
            joined: joined.ok()?,
            reinstated: reinstated.ok()?,
            left: left.ok()?,
            left_total: left_total.ok()?,
            closing: closing.ok()?,
            on_leave: on_leave.ok()?,
        })
    })
}

/// Leavers by reason, in the order of the reasons.
fn left_by_reason(row: &mut YearRow<'_>) -> Result<Vec<(EndReason, u64)>, ()> {
    let counts = EndReason::ALL.map(|reason| (reason, row.count(&ColumnUse::Totals(TotalsRole::Left(reason)))));
    counts.into_iter().filter_map(|(reason, count)| count.map(|count| count.map(|count| (reason, count))).transpose()).collect()
}
