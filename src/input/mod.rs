//! Reading what an association already has: tables as office tools write them, in Japanese or English.

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
pub use reading::EpisodeRead;
pub use settings::{BranchLevels, Delimiter, Encoding, EndDay, ReadSettings};
pub use total_rows::{TotalsRole, YearTotalsRow, total_rows};
pub use vocabulary::Role;
pub use words::{StandingWord, end_reason_word, standing_word};
pub use year_text::parse_fiscal_year;
pub use yearly::{Cell, YearlyRead, YearlyTable};
