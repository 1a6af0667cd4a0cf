//! One thing wrong or worth knowing about one row, and the log that collects them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// How much an issue matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Worth knowing; nothing was changed.
    Info,
    /// Doubtful: kept as it is, or repaired by a rule.
    Warning,
    /// Unusable: the row was set aside.
    Error,
}

/// What was done with the row of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Action {
    /// Used as it is.
    Kept,
    /// Used after a repair rule was applied.
    Repaired,
    /// Not used.
    SetAside,
}

macro_rules! issue_codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident, $en:literal, $ja:literal;)+) => {
        /// What kind of thing is wrong; stable names for programs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        #[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
        pub enum IssueCode { $($(#[doc = $doc])+ $variant,)+ }

        impl IssueCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// How much it matters.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What is wrong and what was done, as an English sentence.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ }
            }

            /// What is wrong and what was done, as a Japanese sentence.
            #[must_use]
            pub fn japanese(self) -> &'static str {
                match self { $(Self::$variant => $ja,)+ }
            }
        }
    };
}

issue_codes! {
    /// The row has no person key.
    MissingPerson = "missing_person", Error, "the row has no person key and was set aside", "会員番号がないため除外した";
    /// The row has no start and no day from which it was observed.
    MissingStart = "missing_start", Error, "the row has no start date and was set aside", "入会日がないため除外した";
    /// A date could not be read.
    UnreadableDate = "unreadable_date", Error, "the date could not be read and the row was set aside", "日付を読み取れないため除外した";
    /// A date can be read as two different days.
    AmbiguousDate = "ambiguous_date", Error, "the order of day, month and year is not clear (or the year has two digits); the row was set aside; name the date order", "年月日の順が不明（または西暦が2桁）のため除外した";
    /// A date lies outside 1800 to 2199.
    DateOutOfRange = "date_out_of_range", Error, "the date lies outside 1800 to 2199 and the row was set aside", "日付が1800～2199年の範囲外のため除外した";
    /// A date that matters little could not be read; the rest of the row is used.
    DateIgnored = "date_ignored", Warning, "the date could not be read and is treated as not known", "日付を読み取れないため不明として扱った";
    /// The end is a placeholder such as 9999-12-31.
    OpenEndPlaceholder = "open_end_placeholder", Info, "a placeholder such as 9999-12-31 or 0000-00-00 stands for 'no end' and was read so", "9999年12月31日等の仮の終了日は「終了なし」として読み取った";
    /// A number could not be read, is negative or not finite.
    UnreadableNumber = "unreadable_number", Error, "the number could not be read, is negative or is not finite; the row was set aside", "数値を読み取れない、または負・非有限のため除外した";
    /// The row has more or fewer fields than the header.
    WrongFieldCount = "wrong_field_count", Error, "the row has another number of fields than the header and was set aside", "列数が見出しと異なるため除外した";
    /// The row holds bytes that are not text in the file's encoding.
    UndecodableText = "undecodable_text", Error, "the row holds bytes that are not text in the encoding of the file and was set aside", "文字コードとして読み取れないため除外した";
    /// The row holds a NUL byte.
    NulByte = "nul_byte", Error, "the row holds a NUL byte and was set aside", "NUL文字を含むため除外した";
    /// The row repeats another row in every column.
    DuplicateRow = "duplicate_row", Warning, "the row repeats an earlier row in every column and was set aside", "他の行と全列が同一のため除外した";
    /// The end lies before the start.
    EndBeforeStart = "end_before_start", Error, "the end lies before the start; the row was set aside", "終了日が開始日より前のため除外した";
    /// The end lay before the start and the two were exchanged.
    EndsSwapped = "ends_swapped", Warning, "the end lay before the start; the two were exchanged", "終了日が開始日より前のため入れ替えた";
    /// The membership ended on the day it began.
    ZeroLength = "zero_length", Info, "the membership ended on the day it began", "入会日と退会日が同じ";
    /// The episode begins before an earlier one of the person ends.
    Overlap = "overlap", Warning, "the row overlaps an earlier one of the same person; its start was moved to that one's end", "同一会員の期間が重複するため開始日を繰り下げた";
    /// The episode lies wholly inside an earlier one of the person.
    Covered = "covered", Warning, "the row lies wholly inside an earlier one of the same person and was set aside", "同一会員の他の期間に含まれるため除外した";
    /// An episode without an end is followed by another one of the person.
    OpenButFollowed = "open_but_followed", Warning, "the row has no end but a later row of the same person follows; it was ended where that one begins", "終了日がないが後続の行があるため、その開始日で終了とした";
    /// The start lies before the licence.
    StartBeforeLicence = "start_before_licence", Warning, "the membership begins before the licence; kept as it is", "免許取得より前に入会している（そのまま使用）";
    /// The start lies after the extract date.
    StartAfterAsOf = "start_after_as_of", Error, "the membership begins after the extract date; the row was set aside", "入会日が基準日より後のため除外した";
    /// The end lies after the extract date (a last day on that date is none of these).
    EndAfterAsOf = "end_after_as_of", Warning, "the end lies after the extract date; the person is still a member on that date", "退会日が基準日より後のため在籍中とした";
    /// The licence lies after the extract date.
    LicenceAfterAsOf = "licence_after_as_of", Warning, "the licence lies after the extract date; kept as it is", "免許取得日が基準日より後（そのまま使用）";
    /// The person has different licence dates.
    LicenceConflict = "licence_conflict", Warning, "the person has different licence dates; the earliest is used", "同一会員の免許取得日が一致しないため最も早い日を使用した";
    /// The person has different birth dates.
    BirthConflict = "birth_conflict", Warning, "the person has different birth dates; the earliest is used", "同一会員の生年月日が一致しないため最も早い日を使用した";
    /// The word for the standing is not known.
    UnknownStanding = "unknown_standing", Warning, "the word for the standing is not known; taken as active", "会員状態の語が不明のため正会員として扱った";
    /// The row tells how the member stands now, but not since when.
    StandingSinceUnknown = "standing_since_unknown", Warning, "the row tells the present standing (on leave, suspended) but not since when; it was taken for the whole row", "現在の状態（休会・停止）の開始日が不明のため、行の全期間に適用した";
    /// A leave of absence does not lie within the membership, or ends before it begins.
    LeaveIgnored = "leave_ignored", Warning, "the leave of absence does not lie within the membership, ends before it begins or has no beginning; it was ignored", "休会期間が在籍期間外、または開始・終了が不正のため無視した";
    /// The row describes time outside the membership.
    OffRoll = "off_roll", Warning, "the row describes time outside the membership (lapsed, expired, applicant) and was set aside", "在籍していない期間の行のため除外した";
    /// The word for the end reason is not known.
    UnknownEndReason = "unknown_end_reason", Warning, "the word for the end reason is not known; taken as other", "退会理由の語が不明のため「その他」とした";
    /// A gap between two episodes is not longer than the grace period.
    GapWithinGrace = "gap_within_grace", Info, "the gap to the earlier row is within the grace period and does not count as a lapse", "空白が猶予期間内のため退会とみなさない";
    /// A leave of absence ended and nothing follows.
    LeaveEndedSilently = "leave_ended_silently", Warning, "a leave of absence ended and nothing follows; read by the rule for silence at the end of a leave", "休会終了後の記録がないため、設定した規則に従った";
    /// The episode ended before the record began.
    BeforeRecord = "before_record", Info, "the membership ended before the record began and was set aside", "記録開始前に終了しているため除外した";
    /// Many members left on one day.
    MassExitDay = "mass_exit_day", Warning, "a mass exit day: the day on which the records were closed, not the day on which people decided", "一斉退会処理日（会員が退会を決めた日ではない）";
    /// A member is not in the register of licence holders.
    UnmatchedMember = "unmatched_member", Warning, "the member was not found among the licence holders", "免許保有者名簿に見つからない会員";
    /// A licence holder without a known licence.
    MissingLicence = "missing_licence", Warning, "neither the licence date nor the cohort is known; kept for linking, counted in no cohort", "免許取得日・年度とも不明（照合のみに使用し、どのコホートにも数えない）";
    /// The same fact is given with different values.
    Conflicting = "conflicting", Warning, "the same fact is given with different values and nothing tells which holds; treated as not known", "同一事項の値が一致せず、どれが正しいか判断できないため不明として扱った";
    /// A stated total differs from the sum of its parts.
    TotalDiffers = "total_differs", Warning, "the stated total differs from the sum of its parts; both are kept under their own names", "公表された合計が内訳の和と一致しない（両方をそれぞれの名称で保持）";
    /// A yearly total does not balance.
    Unbalanced = "unbalanced", Warning, "the yearly totals do not balance: opening + in - out differs from closing", "期首＋増加－減少が期末と一致しない";
    /// A stated total differs from the one that follows from the balance.
    StatedDiffers = "stated_differs", Warning, "the stated figure differs from the one that follows from the balance; the latter is used", "公表値が収支から導かれる値と異なる（後者を使用）";
    /// A series changes its definition or jumps implausibly.
    SeriesBreak = "series_break", Warning, "the series breaks here: figures before and after are not comparable", "系列の断絶：前後の数値は比較できない";
    /// A published figure was revised.
    Revised = "revised", Info, "the figure was revised after it was first published", "公表後に改定された数値";
}

impl fmt::Display for IssueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing wrong or worth knowing about one row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Issue {
    /// Number of the row as the reader counted it (the first data row of a file with a header is row 2); `None` when the issue is not
    /// about one row.
    pub row: Option<u64>,
    /// What kind of thing is wrong.
    pub code: IssueCode,
    /// What was done with the row.
    pub action: Action,
    /// Key of the person, where known.
    pub person: Option<String>,
    /// The column concerned, where one is.
    pub column: Option<String>,
    /// The value found, where one was.
    pub value: Option<String>,
}

impl Issue {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(row) = self.row {
            write!(f, "row {row}: ")?;
        }
        if let Some(person) = &self.person {
            write!(f, "person {person}: ")?;
        }
        if let Some(column) = &self.column {
            write!(f, "{column} ")?;
        }
        if let Some(value) = &self.value {
            write!(f, "{value:?}: ")?;
        }
        f.write_str(self.code.english())
    }
}

/// All issues of one reading, with the rows accounted for.
///
/// Law: `rows_read = rows_kept + rows_repaired + rows_set_aside`. A row with several issues counts once, by the strongest action.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct IssueLog {
    /// Data rows read.
    pub rows_read: u64,
    /// Rows used as they are.
    pub rows_kept: u64,
    /// Rows used after a repair.
    pub rows_repaired: u64,
    /// Rows not used.
    pub rows_set_aside: u64,
    /// The issues, ordered by row, then code.
    pub issues: Vec<Issue>,
}

impl IssueLog {
    /// How many issues there are of each kind.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<IssueCode, u64> {
        let mut counts = BTreeMap::new();
        for issue in &self.issues {
            *counts.entry(issue.code).or_insert(0) += 1;
        }
        counts
    }
}
