//! The ways in which an inflow can go on.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How the inflow of the years to come follows from that of the years before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InflowMethod {
    /// The mean of the last five years; each year differs from it on its own. Right for an intake that is limited, such as places at
    /// schools.
    Mean,
    /// The last year; each year adds a change to the year before. The default: over all series of the back-test its distribution was
    /// nearest to what came.
    #[default]
    RandomWalk,
    /// The mean yearly change goes on; each year adds a change of its own.
    Drift,
    /// Level and trend are smoothed and the trend fades out.
    DampedTrend,
}

impl InflowMethod {
    /// All methods.
    pub const ALL: [Self; 4] = [Self::Mean, Self::RandomWalk, Self::Drift, Self::DampedTrend];

    /// The stable name used in tables and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::RandomWalk => "random_walk",
            Self::Drift => "drift",
            Self::DampedTrend => "damped_trend",
        }
    }
}

impl fmt::Display for InflowMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
