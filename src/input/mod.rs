//! Reading what an association already has: tables as office tools write them, in Japanese or English.

mod issue;

pub use issue::{Action, Issue, IssueCode, IssueLog, Severity};
