//! By which convention was a change decomposed?

use serde::{Deserialize, Serialize};
use std::fmt;

/// The convention of a decomposition: how the joint effect of factors that changed together is shared among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum DecompositionMethod {
    /// Das Gupta's standardisation: the average over all orders in which factors can be replaced (the Shapley value). With two factors
    /// it is Kitagawa's.
    DasGupta {
        /// How many populations were standardised together; with more than two, differences of all pairs agree with each other.
        populations: usize,
    },
    /// Das Gupta's cross-classified standardisation: rates against composition first, then each of the two split by its own factors.
    CrossClassified {
        /// How many populations were standardised together.
        populations: usize,
    },
    /// Kitagawa's two parts, rates and composition, by segment.
    Kitagawa,
    /// Horiuchi's line integral: all parameters change together, in proportion, from before to after.
    LineIntegral {
        /// Number of steps of the integral.
        steps: usize,
    },
    /// Parameters replaced one after the other.
    Stepwise {
        /// How many sequences were averaged.
        sequences: usize,
    },
    /// The account of flows: each person counts with the mean of what one person was worth before and after.
    Account,
    /// Decompositions of consecutive periods added up.
    Chained,
}

impl fmt::Display for DecompositionMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DasGupta { populations: 2 } => f.write_str("Das Gupta: average over all orders of replacement"),
            Self::DasGupta { populations } => {
                write!(f, "Das Gupta: average over all orders of replacement, {populations} populations together")
            }
            Self::CrossClassified { populations: 2 } => f.write_str("Das Gupta: cross-classified composition and rates"),
            Self::CrossClassified { populations } => {
                write!(f, "Das Gupta: cross-classified composition and rates, {populations} populations together")
            }
            Self::Kitagawa => f.write_str("Kitagawa: rates at mean composition, composition at mean rates"),
            Self::LineIntegral { steps } => write!(f, "Horiuchi: line integral in {steps} steps"),
            Self::Stepwise { sequences: 1 } => f.write_str("stepwise replacement in one order"),
            Self::Stepwise { sequences } => write!(f, "stepwise replacement, mean of {sequences} orders"),
            Self::Account => f.write_str("account of flows at the mean worth of a person before and after"),
            Self::Chained => f.write_str("consecutive periods added up"),
        }
    }
}
