//! How far may a share or a rate be from the one seen: limits by every method, and the record that keeps method and confidence.

mod minimum_likelihood;
mod proportion;
mod rate;
mod result;

pub use proportion::{ProportionMethod, proportion_interval};
pub use rate::{RateMethod, rate_interval};
pub use result::{Interval, IntervalMethod};

pub(in crate::rates) use rate::{check_exposure, count_limits};
pub(in crate::rates) use result::{Sides, percent};
