//! Licence holders: the only source of denominators.

mod cohort_rule;

pub use cohort_rule::CohortRule;
