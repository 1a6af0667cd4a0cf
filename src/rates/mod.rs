//! Stage rates.

mod interval;
mod minimum_likelihood;
mod observed_rate;
mod proportion_interval;
mod rate_difference;
mod rate_interval;
mod rate_ratio;
mod rate_test;

pub use interval::{Interval, IntervalMethod};
pub use observed_rate::ObservedRate;
pub use proportion_interval::{ProportionMethod, proportion_interval};
pub use rate_difference::{DifferenceMethod, RateDifference, rate_difference};
pub use rate_interval::{RateMethod, rate_interval};
pub use rate_ratio::{RateRatio, RatioInterval, RatioMethod, rate_ratio};
pub use rate_test::{RateTest, equal_rates_p};
