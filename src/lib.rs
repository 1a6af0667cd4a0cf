//! Membership mathematics for professional associations.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

#[cfg(feature = "cli")]
pub mod cli;
pub mod cohort;
pub mod episode;
pub mod error;
pub mod input;
pub mod language;
pub mod licensees;
pub mod progress;
pub mod projection;
pub mod rates;
pub mod register;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "simulate")]
pub mod simulate;
pub mod special;
pub mod survival;
pub mod table;
pub mod time;
pub mod unit;

pub use episode::{EndReason, Episode, Standing};
pub use error::{Error, Result};
pub use input::{Issue, IssueCode};
pub use licensees::{CohortRule, Licensees};
pub use progress::Progress;
pub use register::{Register, RegisterSettings};
pub use table::Table;
pub use time::{Day, FiscalCalendar, LeapDay};
pub use unit::{Confidence, FiscalYear, PersonDays, PersonYears, Probability};
