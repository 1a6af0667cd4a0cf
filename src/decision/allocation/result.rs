//! The result of an allocation: what is spent on each measure, what it brings, and what more money would bring.

use super::attitude::{Attitude, Dependence};
use crate::special::compensated_sum;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// What is spent on one measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AllocatedLine {
    /// The measure.
    pub name: String,
    /// Money spent, fixed cost included.
    pub spent: f64,
    /// Expected gain.
    pub gain: f64,
    /// Its standard error.
    pub error: f64,
    /// What the next unit of money here would add to what is maximised: negative where its risk outweighs its gain, 0 for a measure
    /// whose fixed cost is not paid; `None` where it is infinite.
    pub marginal: Option<f64>,
}

/// A budget shared among measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Allocation {
    /// The money there was.
    pub budget: f64,
    /// What was maximised.
    pub attitude: Attitude,
    /// How errors were taken to go together.
    pub dependence: Dependence,
    /// Expected gain of all measures.
    pub gain: f64,
    /// Its standard deviation.
    pub error: f64,
    /// What was maximised: the gain, less deviations where they were taken off.
    pub objective: f64,
    /// What one more unit of money would add to it, with the same fixed costs paid; 0 when money is left; `None` where it is infinite.
    pub shadow_price: Option<f64>,
    /// The measures, in the order given.
    pub lines: Vec<AllocatedLine>,
}

impl Allocation {
    /// Money spent.
    #[must_use]
    pub fn spent(&self) -> f64 {
        compensated_sum(self.lines.iter().map(|line| line.spent))
    }

    /// Money left, because no measure brings anything for it or the next fixed cost is too high; 0 when rounding alone is left.
    #[must_use]
    pub fn left(&self) -> f64 {
        let left = self.budget - self.spent();
        if left.abs() <= 1e-12 * self.budget { 0.0 } else { left }
    }

    /// The measures as a table.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |of: fn(&AllocatedLine) -> Option<f64>| Values::Reals(self.lines.iter().map(of).collect());
        let columns = [
            ("measure", Values::Texts(self.lines.iter().map(|line| Some(line.name.clone())).collect())),
            ("spent", reals(|line| Some(line.spent))),
            ("gain", reals(|line| Some(line.gain))),
            ("error", reals(|line| Some(line.error))),
            ("marginal", reals(|line| line.marginal)),
        ];
        Table::of_columns("allocation", columns)
    }
}
