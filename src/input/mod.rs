//! Reading what an association already has: tables as office tools write them, in Japanese or English.
//!
//! | to read | use |
//! |---|---|
//! | a register of members from CSV | `read_episodes_csv`, `read_episodes_path` |
//! | a register from any other source of columns (a data frame, a database) | [`EpisodeInterpreter`] |
//! | new licence holders by year | `read_licensees_csv`, or [`YearlyTable`] and [`licensee_rows`] |
//! | yearly totals of members and movements | `read_totals_csv`, or [`YearlyTable`] and [`total_rows`] |
//!
//! All of them take [`ReadSettings`]. Columns are found by their headers ([`Role`], [`LicenseeRole`], [`TotalsRole`]), by the caller's
//! [`ColumnMapping`] or by the [`Preset`] of a known system; all other columns are never kept, so no name or address comes in. One bad
//! row is an [`Issue`]; an error is for a table that cannot be read as a whole. Every row read is either used or set aside with an
//! issue.
//!
//! The end of a membership (退会日) is read as the first day that is no longer part of it, an expiry date (有効期限) as the last day that
//! still is; see [`EndDay`].

mod assembly;
mod count_text;
#[cfg(feature = "csv")]
mod csv_episodes;
#[cfg(feature = "csv")]
mod csv_rows;
#[cfg(feature = "csv")]
mod csv_source;
#[cfg(feature = "csv")]
mod csv_yearly;
mod date_text;
#[cfg(feature = "csv")]
mod encoding;
mod era;
mod field;
mod interpreter;
mod issue;
#[cfg(feature = "csv")]
mod join;
mod key_field;
mod leave;
mod level_field;
mod licensee_rows;
mod mapping;
mod plain_text;
mod prefecture;
mod preset;
mod reading;
mod selection;
mod settings;
mod total_rows;
mod vocabulary;
mod words;
mod year_text;
mod yearly;

#[cfg(feature = "csv")]
pub use csv_episodes::{read_episodes_csv, read_episodes_path, read_episodes_path_watched};
#[cfg(feature = "csv")]
pub use csv_yearly::{read_licensees_csv, read_licensees_path, read_totals_csv, read_totals_path};
pub use date_text::{DateOrder, DateProblem, DateReading, SerialDates, parse_date};
pub use field::FieldBuilder;
pub use interpreter::EpisodeInterpreter;
pub use issue::{Action, Issue, IssueCode, IssueLog, Severity};
pub use licensee_rows::{LicenseeRole, LicenseeRow, licensee_rows};
pub use mapping::{ColumnMapping, ColumnUse, Unmapped};
pub use prefecture::Prefecture;
pub use preset::{PastGaps, Preset};
pub use reading::EpisodeRead;
pub use settings::{BranchLevels, Delimiter, Encoding, EndDay, ReadSettings};
pub use total_rows::{TotalsRole, YearTotalsRow, total_rows};
pub use vocabulary::Role;
pub use words::{StandingWord, end_reason_word, standing_word};
pub use year_text::parse_fiscal_year;
pub use yearly::{Cell, YearlyRead, YearlyTable};
