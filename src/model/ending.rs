//! How a fit ended: at a maximum, at the edge of what its parameters can be, or nowhere.

use serde::{Deserialize, Serialize};
use std::fmt;

/// At which end of its range a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// At the lower end: 0 for a rate or a share, minus infinity for a coefficient.
    Low,
    /// At the upper end: infinity for a rate or a coefficient, 1 for a share.
    High,
}

/// A parameter that the likelihood drives to an end of its range.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunAway {
    /// Name of the parameter.
    pub parameter: String,
    /// Where it runs to.
    pub edge: Edge,
}

impl fmt::Display for RunAway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edge = match self.edge {
            Edge::Low => "lower",
            Edge::High => "upper",
        };
        write!(f, "{} runs to the {edge} end of its range", self.parameter)
    }
}

/// How the search for the maximum of a likelihood ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FitEnding {
    /// The likelihood has its maximum here, with all parameters inside their range: standard errors exist.
    Interior,
    /// The likelihood grows as long as these parameters move towards the end of their range: a simpler model is the answer, and the
    /// parameters have no standard errors.
    Boundary(Vec<RunAway>),
    /// The likelihood is flat in some direction: these data cannot tell the named parameters apart, or there are fewer of them than
    /// parameters.
    NotConcave(Vec<String>),
    /// The search did not settle within its limit of steps.
    NotReached,
}

impl FitEnding {
    /// Whether there is a maximum inside the range of the parameters.
    #[must_use]
    pub fn is_interior(&self) -> bool {
        matches!(self, Self::Interior)
    }
}

impl fmt::Display for FitEnding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interior => f.write_str("maximum inside the range of the parameters"),
            Self::Boundary(run_away) => {
                let named: Vec<String> = run_away.iter().map(RunAway::to_string).collect();
                write!(f, "no maximum inside the range of the parameters: {}", named.join(", "))
            }
            Self::NotConcave(names) if names.len() == 1 => write!(f, "the data say nothing of {}", names.concat()),
            Self::NotConcave(names) => write!(f, "the data cannot tell {} apart", names.join(" and ")),
            Self::NotReached => f.write_str("no maximum was reached"),
        }
    }
}
