//! How a table is to be read: what the caller knows about the file and the reader cannot know.

use super::date_text::{DateOrder, DateReading, SerialDates};
use super::licensee_rows::LicenseeRole;
use super::mapping::{ColumnMapping, ColumnUse};
use super::preset::Preset;
use super::total_rows::TotalsRole;
use super::vocabulary::Role;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// In which encoding a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Found out: a byte order mark, the NUL bytes of UTF-16, valid UTF-8, else CP932. The default.
    #[default]
    Auto,
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// CP932, the Windows form of Shift_JIS.
    Cp932,
    /// UTF-16, little endian unless a byte order mark says otherwise ("Unicode text" of Excel).
    Utf16Le,
    /// UTF-16, big endian unless a byte order mark says otherwise.
    Utf16Be,
}

/// What separates the fields of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// Found out from the header: the separator that gives the most known headers, then the most fields. The default.
    #[default]
    Auto,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tab.
    Tab,
}

/// What the day in a column for an end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndDay {
    /// The first day that is no longer part of it.
    FirstDayOut,
    /// The last day that is still part of it.
    LastDayIncluded,
}

/// What the texts in the column for the branch are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchLevels {
    /// Prefectures where they name one (東京, Tokyo, 13, 1 to 47): kept under the Japanese name; other texts as written. The default.
    #[default]
    Prefectures,
    /// Names or numbers of the association's own: kept as written.
    AsWritten,
}

/// How a table of members or a yearly table is read.
///
/// # Example
///
/// ```
/// use kaiin::input::{DateOrder, EndDay, ReadSettings, Role};
/// let settings = ReadSettings::new()
///     .column(Role::Start, "Beitritt")
///     .column(Role::End, "Austritt")
///     .segment("branch", "Landesverband")
///     .date_order(DateOrder::DayFirst)
///     .end_day(EndDay::LastDayIncluded);
/// assert_eq!(settings.dates.order, DateOrder::DayFirst);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReadSettings {
    /// Which columns are what, where the caller says so.
    pub mapping: ColumnMapping,
    /// The system that the table was exported from, where it is a known one; its columns take the place of the vocabulary.
    pub preset: Option<Preset>,
    /// The encoding of the file.
    pub encoding: Encoding,
    /// The separator of fields.
    pub delimiter: Delimiter,
    /// How dates are read.
    pub dates: DateReading,
    /// What the day of the end of a membership means; the first day out unless told.
    pub end_day: EndDay,
    /// What the day of the end of a leave means (休会終了日); the last day of the leave unless told.
    pub leave_end_day: EndDay,
    /// What the texts in the column for the branch are.
    pub branch_levels: BranchLevels,
    /// The row that holds the headers, counted from 1; rows before it (a title) are skipped.
    pub header_row: u64,
    /// The longest row in bytes; a longer one is an error, before it is held in memory. 1 MiB unless told.
    pub longest_row: usize,
    /// How many threads read; as many as the machine runs at once when `None`. The result does not depend on it.
    pub threads: Option<usize>,
}

impl Default for ReadSettings {
    fn default() -> Self {
        Self {
            mapping: ColumnMapping::default(),
            preset: None,
            encoding: Encoding::default(),
            delimiter: Delimiter::default(),
            dates: DateReading::default(),
            end_day: EndDay::FirstDayOut,
            leave_end_day: EndDay::LastDayIncluded,
            branch_levels: BranchLevels::default(),
            header_row: 1,
            longest_row: 1 << 20,
            threads: None,
        }
    }
}

impl ReadSettings {
    /// Everything found out from the table itself.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that a column has a role in a register of members.
    #[must_use]
    pub fn column(mut self, role: Role, header: impl Into<String>) -> Self {
        self.mapping = self.mapping.column(role, header);
        self
    }

    /// Keeps a column as a segment under a name.
    #[must_use]
    pub fn segment(mut self, name: impl Into<String>, header: impl Into<String>) -> Self {
        self.mapping = self.mapping.segment(name, header);
        self
    }

    /// Says that a column has a role in a table of licensees.
    #[must_use]
    pub fn licensee_column(mut self, role: LicenseeRole, header: impl Into<String>) -> Self {
        self.mapping = self.mapping.with(ColumnUse::Licensee(role), header);
        self
    }

    /// Says that a column has a role in a table of yearly totals.
    #[must_use]
    pub fn totals_column(mut self, role: TotalsRole, header: impl Into<String>) -> Self {
        self.mapping = self.mapping.with(ColumnUse::Totals(role), header);
        self
    }

    /// Reads only the rows in which a column holds a value; other rows are not counted.
    #[must_use]
    pub fn only(mut self, header: impl Into<String>, value: impl Into<String>) -> Self {
        self.mapping = self.mapping.only(header, value);
        self
    }

    /// Which columns are what.
    #[must_use]
    pub fn mapping(mut self, mapping: ColumnMapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// The system that the table was exported from. Its branches are numbers of its own and are kept as written.
    #[must_use]
    pub fn preset(mut self, preset: Preset) -> Self {
        self.preset = Some(preset);
        self.branch_levels = BranchLevels::AsWritten;
        self
    }

    /// The role of a header in a register of members: by the preset where there is one, else by the vocabulary.
    pub(crate) fn role_of(&self, header: &str) -> Option<Role> {
        match self.preset {
            Some(preset) => preset.role_of(header),
            None => Role::of_header(header),
        }
    }

    /// The encoding of the file.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// The separator of fields.
    #[must_use]
    pub fn delimiter(mut self, delimiter: Delimiter) -> Self {
        self.delimiter = delimiter;
        self
    }

    /// The order of day, month and year where the year does not come first.
    #[must_use]
    pub fn date_order(mut self, order: DateOrder) -> Self {
        self.dates.order = order;
        self
    }

    /// What a bare number in a column of dates means.
    #[must_use]
    pub fn serial_dates(mut self, serials: SerialDates) -> Self {
        self.dates.serials = serials;
        self
    }

    /// What the day of the end of a membership means.
    #[must_use]
    pub fn end_day(mut self, end_day: EndDay) -> Self {
        self.end_day = end_day;
        self
    }

    /// What the day of the end of a leave of absence means.
    #[must_use]
    pub fn leave_end_day(mut self, end_day: EndDay) -> Self {
        self.leave_end_day = end_day;
        self
    }

    /// What the texts in the column for the branch are.
    #[must_use]
    pub fn branch_levels(mut self, levels: BranchLevels) -> Self {
        self.branch_levels = levels;
        self
    }

    /// The row that holds the headers, counted from 1.
    #[must_use]
    pub fn header_row(mut self, row: u64) -> Self {
        self.header_row = row;
        self
    }

    /// The longest row in bytes.
    #[must_use]
    pub fn longest_row(mut self, bytes: usize) -> Self {
        self.longest_row = bytes;
        self
    }

    /// How many threads read.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Refuses settings that cannot be used.
    pub(crate) fn check(&self) -> Result<()> {
        if self.header_row == 0 {
            return Err(Error::setting("header_row", 0, "is not a row; rows are counted from 1"));
        }
        if self.longest_row == 0 {
            return Err(Error::setting("longest_row", 0, "leaves no room for a row; write a number of bytes such as 1048576"));
        }
        if self.threads == Some(0) {
            return Err(Error::setting("threads", 0, "cannot do the work; write 1 or more, or nothing"));
        }
        Ok(())
    }
}
