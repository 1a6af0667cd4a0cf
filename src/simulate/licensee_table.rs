//! The licence holders of a simulation as a table that the reader of licence holders understands.

use super::SimulatedRegister;
use crate::table::{Table, Values};
use std::collections::{BTreeMap, BTreeSet};

impl SimulatedRegister {
    /// Licence holders by licence cohort and branch of first membership: `year`, `branch`, `count`, by year, then branch.
    ///
    /// Every branch has a row in every year: the simulation knows where nobody was licensed, so the count there is 0 and not absent.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::simulate::Simulation;
    /// let table = Simulation::new().licensees(100)?.run(1)?.licensee_table();
    /// assert_eq!(table.rows() % 59, 0); // 59 licence cohorts
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn licensee_table(&self) -> Table {
        let counts: BTreeMap<_, _> = self.licensees.iter().map(|(year, branch, count)| ((*year, branch.as_str()), *count)).collect();
        let branches: BTreeSet<_> = counts.keys().map(|(_, branch)| *branch).collect();
        let years = self.truth.years.iter().map(|truth| truth.year).chain(counts.keys().map(|(year, _)| *year)).collect::<BTreeSet<_>>();
        let pairs: Vec<_> = years.iter().flat_map(|year| branches.iter().map(move |branch| (*year, *branch))).collect();
        let count = |pair| i64::try_from(counts.get(pair).copied().unwrap_or(0)).ok();
        let columns = [
            ("year", Values::Integers(pairs.iter().map(|(year, _)| Some(i64::from(year.get()))).collect())),
            ("branch", Values::Texts(pairs.iter().map(|(_, branch)| Some((*branch).to_owned())).collect())),
            ("count", Values::Integers(pairs.iter().map(count).collect())),
        ];
        Table::of_columns("licensees", columns)
    }
}
