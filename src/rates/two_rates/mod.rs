//! Are two rates the same, and if not, by how much or how many times do they differ?

mod difference;
mod equality;
mod observed;
mod ratio;

pub use difference::{DifferenceMethod, RateDifference, rate_difference};
pub use equality::{RateTest, equal_rates_p};
pub use observed::ObservedRate;
pub use ratio::{RateRatio, RatioInterval, RatioMethod, rate_ratio};
