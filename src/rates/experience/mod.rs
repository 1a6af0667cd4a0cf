//! How probable is it to leave in a year, is that more than a standard expects, and how far can it be believed (experience study)?

mod actual_to_expected;
mod credibility;
mod group_experience;
mod hazard_rates;
mod standard_rates;

pub use actual_to_expected::{ActualToExpected, ActualToExpectedSettings};
pub use credibility::{FullCredibility, LimitedFluctuation};
pub use group_experience::Experience;
pub use hazard_rates::{HazardRate, HazardRateSettings, HazardRates};
pub use standard_rates::{BeyondStandard, StandardBasis, StandardRates};
