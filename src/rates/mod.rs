//! Rates, each with its definition, its counts and its interval; a word alone never identifies one.
//!
#![doc = include_str!("experience/coverage.md")]

mod cohort_rates;
mod experience;
mod interval;
mod kind;
mod movement_rates;
mod rate;
mod retention_curve;
mod series_break;
mod two_rates;

pub use cohort_rates::{CohortRates, first_year_retention};
pub use experience::{
    ActualToExpected, ActualToExpectedSettings, BeyondStandard, Experience, FullCredibility, HazardRate, HazardRateSettings, HazardRates,
    LimitedFluctuation, StandardBasis, StandardRates,
};
pub use interval::{Interval, IntervalMethod, ProportionMethod, RateMethod, proportion_interval, rate_interval};
pub use kind::{RateKind, RateUnit, UncertaintyModel};
pub use movement_rates::{MovementRates, RateSettings};
pub use rate::{CardLine, CountingRule, LeaveCounted, Rate, RateDefinition, RateStatus, RateWindow};
pub use retention_curve::{RetentionCurve, RetentionPoint};
pub use series_break::{SeriesBreak, series_breaks};
pub use two_rates::{
    DifferenceMethod, ObservedRate, RateDifference, RateRatio, RateTest, RatioInterval, RatioMethod, equal_rates_p, rate_difference,
    rate_ratio,
};
