//! The truth as tables: to lay beside what an analysis found.

use super::truth::{Tally, Truth, YearTruth};
use crate::episode::{EndReason, Standing};
use crate::table::{Table, Values};

impl Truth {
    /// The tallies as a table, one row each: `quantity`; `index`, the licence cohort for `entry` and otherwise the year from 1 on;
    /// `probability` as set, `trials`, `events`, `expected`, `rate` and `z`. Rows without trials are left out.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::simulate::Simulation;
    /// let table = Simulation::new().members(5_000)?.run(1)?.truth.tally_table();
    /// assert_eq!(table.column("quantity").unwrap().text(0), "entry");
    /// assert_eq!(table.column("index").unwrap().text(0), "1966");
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn tally_table(&self) -> Table {
        let rows: Vec<(&str, Option<i64>, &Tally)> = self.numbered_tallies().into_iter().filter(|(.., tally)| tally.trials > 0).collect();
        let by_age = |name: &str| matches!(name, "death" | "retirement");
        let set = rows.iter().map(|&(name, _, tally)| (!by_age(name)).then_some(tally.probability)).collect();
        let count = |count: fn(&Tally) -> u64| Values::Integers(rows.iter().map(|(.., tally)| i64::try_from(count(tally)).ok()).collect());
        table(
            "simulation_tallies",
            [
                ("quantity", Values::Texts(rows.iter().map(|(name, ..)| Some((*name).to_owned())).collect())),
                ("index", Values::Integers(rows.iter().map(|&(_, index, _)| index).collect())),
                ("probability", Values::Reals(set)),
                ("trials", count(|tally| tally.trials)),
                ("events", count(|tally| tally.events)),
                ("expected", Values::Reals(rows.iter().map(|(.., tally)| Some(tally.expected)).collect())),
                ("rate", Values::Reals(rows.iter().map(|(.., tally)| tally.rate()).collect())),
                ("z", Values::Reals(rows.iter().map(|(.., tally)| tally.z()).collect())),
            ],
        )
    }

    /// What happened by fiscal year as a table, one row each; leavers by reason in columns `left_…` by their
    /// last day and `ended_…` by the day after, people on the roll on the last
    /// day by standing in columns `on_last_day_…`, absent for a year that is not complete.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::simulate::Simulation;
    /// let register = Simulation::new().members(500)?.run(1)?;
    /// let table = register.truth.year_table();
    /// assert_eq!(table.rows(), 59);
    /// assert_eq!(table.column("joined_on_time").unwrap().text(58), register.truth.years[58].joined_on_time.to_string());
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn year_table(&self) -> Table {
        let years = &self.years;
        let count = |of: &dyn Fn(&YearTruth) -> u64| Values::Integers(years.iter().map(|year| i64::try_from(of(year)).ok()).collect());
        let of_complete = |of: &dyn Fn(&YearTruth) -> u64| {
            let shown = |year: &YearTruth| i64::try_from(of(year)).ok().filter(|_| year.complete);
            Values::Integers(years.iter().map(shown).collect())
        };
        let mut columns = vec![
            ("year".to_owned(), Values::Integers(years.iter().map(|year| Some(i64::from(year.year.get()))).collect())),
            ("complete".to_owned(), Values::Flags(years.iter().map(|year| Some(year.complete)).collect())),
            ("joined_on_time".to_owned(), count(&|year| year.joined_on_time)),
            ("joined_late".to_owned(), count(&|year| year.joined_late)),
            ("reinstated".to_owned(), count(&|year| year.reinstated)),
            ("leave_begun".to_owned(), count(&|year| year.leave_begun)),
            ("transferred".to_owned(), count(&|year| year.transferred)),
        ];
        // A transfer does not end a membership, and the simulation knows no other reasons.
        let reasons = [EndReason::Voluntary, EndReason::Arrears, EndReason::Death, EndReason::Retirement];
        columns.extend(reasons.map(|reason| (format!("left_{reason}"), count(&|year| year.left[reason as usize]))));
        columns.extend(reasons.map(|reason| (format!("ended_{reason}"), count(&|year| year.ended[reason as usize]))));
        columns.extend(Standing::ALL.map(|s| (format!("on_last_day_{s}"), of_complete(&|year| year.on_last_day[s as usize]))));
        columns.push(("carried_over".to_owned(), of_complete(&YearTruth::carried_over)));
        table("simulation_years", columns)
    }

    /// The tallies with name and number.
    fn numbered_tallies(&self) -> Vec<(&'static str, Option<i64>, &Tally)> {
        let mut number = 0;
        let mut previous = "";
        let numbered = |(name, tally)| {
            number = if name == previous { number + 1 } else { 1 };
            previous = name;
            let index = match name {
                "entry" => self.cohorts.get(number - 1).map(|cohort| i64::from(cohort.cohort.get())),
                "late_entry" | "lapse" | "reinstatement" => i64::try_from(number).ok(),
                _ => None,
            };
            (name, index, tally)
        };
        self.tallies().map(numbered).collect()
    }
}

/// A table of columns that have one length by construction.
fn table<N: Into<String>>(name: &str, columns: impl IntoIterator<Item = (N, Values)>) -> Table {
    columns
        .into_iter()
        .try_fold(Table::new(name), |table, (name, values)| table.with(name, values))
        .expect("each column is made from the same rows")
}
