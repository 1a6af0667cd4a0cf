//! Membership mathematics for professional associations: where are we, who leaves and when, what will happen.
//!
//! An association keeps a register of its members and knows how many people obtain the licence each year. From these, or from yearly
//! totals alone, this crate computes the rates by which an association is judged (entry rate 入会率, organization rate 組織率, retention
//! 継続率, lapse 退会率, reinstatement 再入会率), each with its definition, its counts and an interval.
//!
//! # From rows to an answer
//!
//! One row is one person in one standing for one stretch of time ([`Episode`]); rows make a [`Register`], one pass over it makes small
//! integer tables, and everything else is arithmetic on these.
//!
//! ```
//! use kaiin::cohort::CohortTable;
//! use kaiin::rates::{MovementRates, RateKind};
//! use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Register};
//!
//! let rows = [
//!     Episode::new("A", Day::from_ymd(2021, 4, 1)?),
//!     Episode::new("B", Day::from_ymd(2021, 6, 1)?).until(Day::from_ymd(2023, 3, 31)?, EndReason::Arrears),
//! ];
//! let register = Register::settings_as_of(Day::from_ymd(2024, 3, 31)?).build(&rows.into_iter().collect())?;
//! let movements = CohortTable::settings(FiscalCalendar::japan()).build(&register)?.movements();
//! let rate = MovementRates::new(&movements).rate(RateKind::Retention, FiscalYear(2022))?;
//! assert_eq!(rate.to_string(), "50.0 % (9.5 % to 90.5 %; 1 / 2)"); // B was struck off on the last day of fiscal 2022
//! # Ok::<(), kaiin::Error>(())
//! ```
//!
//! # Which stage answers what
//!
//! Data flows one way: a stage uses only those above it.
//!
//! | stage | question |
//! | --- | --- |
//! | [`mod@error`], [`mod@unit`], [`time`], [`table`], [`special`] | what went wrong; days, years, shares; tables; distributions |
//! | [`episode`], [`input`] | what a row is, and how office files become rows, with every doubt an [`Issue`] |
//! | [`register`] | who is a member when: validated, grouped by person, immutable |
//! | [`licensees`] | how many could be members: licence holders by cohort, the denominators |
//! | `simulate` | a register whose truth is known (feature `simulate`) |
//! | [`cohort`] | who came, stayed and went: tables by cohort, year, duration and segment that add exactly |
//! | [`rates`] | how good is that: named rates with definitions and intervals |
//! | [`survival`] | who leaves when and why: curves with delayed entry, quantiles, restricted means, reasons that compete, life tables |
//! | [`model`] | what lies behind and beyond the counts: curves, development, graduation, regressions, the risk of each member |
//! | [`projection`] | what will happen if the rates stay: cohorts rolled forward, with their uncertainty by source |
//! | [`decision`] | why did the rate change, what would it take, what pays: parts, scenarios and goals, measures and money |
//! | `report`, `cli` | the annual report and the command line (features `report`, `cli`) |
//!
//! # Conventions
//!
//! Periods are half-open: a member is one from the first day on, until the day before [`Episode::end`]. What is not known is `None`, never 0:
//! years that have not ended, cohorts too young and curves that do not reach a level have no value. Results are the same for any number of
//! threads and any order of rows. Bad rows become issues; an impossible request becomes an [`Error`] that says what to do; nothing
//! panics on data.
//!
//! # Features
//!
//! `csv` (reading files), `report` (the annual report, with charts), `simulate` (synthetic registers): on by default. `cli`: the program.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

#[cfg(feature = "cli")]
pub mod cli;
pub mod cohort;
pub mod decision;
pub mod episode;
pub mod error;
pub mod input;
pub mod language;
pub mod licensees;
pub mod model;
pub mod progress;
pub mod projection;
mod random;
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
