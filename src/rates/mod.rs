//! Rates, each with its definition, its counts and its interval; a word alone never identifies one.

mod cohort_rates;
mod interval;
mod kind;
mod minimum_likelihood;
mod movement_rates;
mod observed_rate;
mod proportion_interval;
mod rate;
mod rate_difference;
mod rate_interval;
mod rate_ratio;
mod rate_test;
mod retention_curve;
mod series_break;

pub use cohort_rates::{CohortRates, first_year_retention};
pub use interval::{Interval, IntervalMethod};
pub use kind::{RateKind, RateUnit, UncertaintyModel};
pub use movement_rates::{MovementRates, RateSettings};
pub use observed_rate::ObservedRate;
pub use proportion_interval::{ProportionMethod, proportion_interval};
pub use rate::{CardLine, CountingRule, LeaveCounted, Rate, RateDefinition, RateStatus, RateWindow};
pub use rate_difference::{DifferenceMethod, RateDifference, rate_difference};
pub use rate_interval::{RateMethod, rate_interval};
pub use rate_ratio::{RateRatio, RatioInterval, RatioMethod, rate_ratio};
pub use rate_test::{RateTest, equal_rates_p};
pub use retention_curve::{RetentionCurve, RetentionPoint};
pub use series_break::{SeriesBreak, series_breaks};
