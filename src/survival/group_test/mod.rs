//! Do groups differ, or is the difference seen chance: tests of several groups, of pairs, along a trend and against a standard.

mod adjustment;
mod chi_squared;
mod compared_groups;
mod gray;
mod gray_sums;
mod log_rank;
mod log_rank_settings;
mod log_rank_sums;
mod one_sample;
mod pairwise;
mod quadratic_form;
mod risk_walk;
mod standard_hazard;
mod trend;

pub use adjustment::Adjustment;
pub use chi_squared::ChiSquared;
pub use compared_groups::ComparedGroups;
pub use gray::{GrayGroup, GraySettings, GrayTest};
pub use log_rank::{LogRankTest, TestedGroup, TestedStratum};
pub use log_rank_settings::{LogRankSettings, LogRankWeight, TieVariance};
pub use one_sample::OneSampleTest;
pub use pairwise::{PairTest, PairwiseTests};
pub use standard_hazard::StandardHazard;
pub use trend::Trend;
