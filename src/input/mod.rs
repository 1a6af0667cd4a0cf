//! Reading what an association already has: tables as office tools write them, in Japanese or English.

mod date_text;
mod era;
mod issue;
mod plain_text;
mod year_text;

pub use date_text::{DateOrder, DateProblem, DateReading, SerialDates, parse_date};
pub use issue::{Action, Issue, IssueCode, IssueLog, Severity};
pub use year_text::parse_fiscal_year;
