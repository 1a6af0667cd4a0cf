//! Is it the years of membership, the calendar year, or the cohort: the age-period-cohort view, with what can and what cannot be told.
//!
//! "Age" is whatever grows by one every year: completed years of membership, or attained age.

mod basis;
mod counts;
mod fit;
mod model;
mod result;

pub use counts::AgePeriodCounts;
pub use model::{ApcSettings, ApcTerms};
pub use result::{AgePeriodCohort, ApcComparison, ApcEffect, ApcFit};
