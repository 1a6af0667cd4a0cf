//! Seeded synthetic registers with known truth, for tests, teaching, power and benchmarks.
//!
//! [`Simulation`] holds the settings, [`Simulation::run`] makes a [`SimulatedRegister`] from a seed: the rows as any reader would
//! deliver them, the licence holders by cohort and branch, and the [`Truth`], which knows every probability that was used and counts
//! what happened while it happens.
//!
//! The same settings and seed give the same register on every machine and for any number of threads. A new version of this crate may
//! give another one; the change log then says so.

mod branch;
mod inflow;
mod licensee_table;
mod life;
mod noise;
mod plan;
mod random;
mod rules;
mod run;
mod schedule;
mod settings;
mod truth;
mod truth_table;

pub use rules::{Arrears, Effect, Extra, LicenceRecord, Noise, RowOrder, TenureOnReturn};
pub use run::SimulatedRegister;
pub use settings::Simulation;
pub use truth::{CohortTruth, Tally, Truth, YearTruth};
