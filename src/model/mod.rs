//! What the figures would be without the chance in them: models fitted to counts and rates.

pub mod age_period_cohort;
pub mod graduation;
pub mod renewal;
