//! What becomes of a cohort when reasons compete: the multiple-decrement table with l, d, q, p, L, T and e.

use super::settings::DecrementSettings;
use crate::error::{Error, Result};
use crate::survival::life_table::LifeTable;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One interval of a [`DecrementTable`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecrementRow {
    /// When it starts.
    pub start: f64,
    /// When it ends.
    pub end: f64,
    /// Members there at its start (l).
    pub survivors: f64,
    /// Members who leave in it, by outcome (d).
    pub leavers: Vec<f64>,
    /// Probability of leaving in it, by outcome, given that one is there at its start (q by outcome).
    pub probabilities: Vec<f64>,
    /// Probability of leaving in it (q).
    pub probability: f64,
    /// Probability of staying through it (p).
    pub retention: f64,
    /// Probability of leaving in it for each outcome if the others did not exist; `None` where the assumption on leaving has no answer.
    pub alone: Vec<Option<f64>>,
    /// Time spent in it by all (L).
    pub member_time: f64,
    /// Time spent from its start to the end of the table by all (T).
    pub member_time_after: f64,
    /// Mean time from its start to leaving or to the end of the table (complete e); `None` when nobody is there.
    pub expectation: Option<f64>,
    /// Mean time spent in intervals that are stayed through (curtate e): with intervals of a year the mean number of whole years.
    pub whole_expectation: Option<f64>,
}

/// What becomes of a cohort that leaves with the given probabilities: a multiple-decrement life table.
///
/// Everything is in the unit of the times and of the size of the cohort. The table ends with its last interval; who is there then is
/// [`left_at_end`](DecrementTable::left_at_end), and expectations are of the time until then. Where all have left by the end they are
/// those of whole memberships.
///
/// # Formula
///
/// With `l` members at the start of an interval of width `w`:
///
/// ```text
/// d_k = l q_k       q = sum of q_k       p = 1 - q       l' = l - sum of d_k
/// L = w l × time spent (LeavingTime)     T = sum of L from here on
/// e = T / l                              curtate e = sum from here on of w l' / l
/// ```
///
/// # Example
///
/// ```
/// use kaiin::survival::DecrementSettings;
/// let table = DecrementSettings::new().of_probabilities(&[0.0, 1.0, 2.0], &[("arrears", &[0.25, 0.5]), ("death", &[0.25, 0.5])])?;
/// // Half leave in the first year, on average in its middle, the others in the middle of the second.
/// assert_eq!((table.rows()[0].expectation, table.rows()[0].whole_expectation), (Some(1.0), Some(0.5)));
/// assert_eq!(table.share_by_outcome(), [0.5, 0.5]);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// N. L. Bowers, H. U. Gerber, J. C. Hickman, D. A. Jones, C. J. Nesbitt (1997), *Actuarial Mathematics*, 2nd ed., chapters 3 and 10.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecrementTable {
    settings: DecrementSettings,
    outcomes: Vec<String>,
    rows: Vec<DecrementRow>,
    left_at_end: f64,
}

impl DecrementSettings {
    /// The table of probabilities typed in, or from a published table: for each outcome one an interval between the times.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when an outcome has not one probability an interval; [`Error::Setting`] when the times do not ascend, for a
    /// probability outside [0, 1], and where those of an interval add up to more than 1.
    pub fn of_probabilities<S: AsRef<str>>(&self, breaks: &[f64], probabilities: &[(S, &[f64])]) -> Result<DecrementTable> {
        let ascending = breaks.len() > 1 && breaks.iter().all(|time| time.is_finite()) && breaks.windows(2).all(|pair| pair[0] < pair[1]);
        if !ascending {
            return Err(Error::setting("breaks", format!("{breaks:?}"), "are not two or more finite, ascending times; give such"));
        }
        let intervals = breaks.len() - 1;
        for (name, values) in probabilities {
            if values.len() != intervals {
                let (column, reference) = (name.as_ref().to_owned(), "the list of intervals".to_owned());
                return Err(Error::ColumnLength { column, found: values.len(), reference, expected: intervals });
            }
        }
        let by_interval = |at: usize| probabilities.iter().map(|(_, values)| values[at]).collect();
        let spans = breaks.windows(2).enumerate().map(|(at, pair)| (pair[0], pair[1], by_interval(at)));
        self.of_spans(probabilities.iter().map(|(name, _)| name.as_ref().to_owned()).collect(), spans.collect())
    }

    /// The table of the probabilities of a [`LifeTable`], up to the first interval that is open or has no probability.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when the first interval has none.
    pub fn of_life_table(&self, table: &LifeTable) -> Result<DecrementTable> {
        let known = table.rows().iter().map_while(|row| {
            let share = |events: &f64| if row.at_risk > 0.0 { (events / row.at_risk).min(1.0) } else { 0.0 };
            row.probability.zip(row.end).map(|(_, end)| (row.start, end, row.events.iter().map(share).collect()))
        });
        self.of_spans(table.outcomes().to_vec(), known.collect())
    }

    fn of_spans(&self, outcomes: Vec<String>, spans: Vec<(f64, f64, Vec<f64>)>) -> Result<DecrementTable> {
        if spans.is_empty() {
            let advice = "its first interval must have an end and someone at risk".to_owned();
            return Err(Error::NoRows { input: "the life table".into(), advice });
        }
        let mut survivors = self.radix;
        let mut rows = Vec::with_capacity(spans.len());
        for (start, end, probabilities) in spans {
            let row = self.row(start, end, survivors, probabilities)?;
            survivors *= row.retention;
            rows.push(row);
        }
        let (mut after, mut whole, mut next) = (0.0, 0.0, survivors);
        for row in rows.iter_mut().rev() {
            after += row.member_time;
            whole += (row.end - row.start) * next;
            next = row.survivors;
            row.member_time_after = after;
            row.expectation = (row.survivors > 0.0).then(|| after / row.survivors);
            row.whole_expectation = (row.survivors > 0.0).then(|| whole / row.survivors);
        }
        Ok(DecrementTable { settings: *self, outcomes, rows, left_at_end: survivors })
    }

    fn row(&self, start: f64, end: f64, survivors: f64, probabilities: Vec<f64>) -> Result<DecrementRow> {
        if let Some(wrong) = probabilities.iter().find(|q| !(0.0..=1.0).contains(*q)) {
            return Err(Error::setting("probability", wrong, format!("from {start} is outside [0, 1]; write 0.05 for 5 %")));
        }
        let sum: f64 = probabilities.iter().sum();
        if sum > 1.0 + 1e-9 {
            return Err(Error::setting(
                "probability",
                sum,
                format!("of leaving from {start} for any reason is above 1; correct one of them"),
            ));
        }
        let probability = sum.min(1.0);
        Ok(DecrementRow {
            start,
            end,
            survivors,
            leavers: probabilities.iter().map(|q| survivors * q).collect(),
            probability,
            retention: 1.0 - probability,
            alone: self.leaving.alone(&probabilities),
            member_time: (end - start) * survivors * self.leaving.time_spent(&probabilities),
            member_time_after: 0.0,
            expectation: None,
            whole_expectation: None,
            probabilities,
        })
    }
}

impl DecrementTable {
    /// The intervals, ascending.
    #[must_use]
    pub fn rows(&self) -> &[DecrementRow] {
        &self.rows
    }

    /// The names of the outcomes, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &DecrementSettings {
        &self.settings
    }

    /// Members still there at the end of the table.
    #[must_use]
    pub fn left_at_end(&self) -> f64 {
        self.left_at_end
    }

    /// Share of the cohort that leaves for each outcome by the end of the table, in the order of the outcomes.
    #[must_use]
    pub fn share_by_outcome(&self) -> Vec<f64> {
        let leavers = |at: usize| self.rows.iter().filter_map(|row| row.leavers.get(at)).sum::<f64>();
        (0..self.outcomes.len()).map(|at| leavers(at) / self.settings.radix).collect()
    }

    /// The table if one outcome did not exist: who would have left for it stays, or leaves for another (cause-deleted life table).
    ///
    /// Assumes that the reasons do not depend on each other, which no count can show: who falls into arrears may be about to resign.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such outcome, and when the assumption on leaving has no answer in an interval.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::DecrementSettings;
    /// let table = DecrementSettings::new().of_probabilities(&[0.0, 1.0], &[("arrears", &[0.36]), ("death", &[0.0])])?;
    /// assert_eq!(table.without("arrears")?.left_at_end(), 100_000.0);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn without(&self, outcome: &str) -> Result<Self> {
        let position = self.outcomes.iter().position(|name| name == outcome);
        let known = || Error::missing(format!("outcome {outcome:?}"), format!("the outcomes are: {}", self.outcomes.join(", ")));
        let position = position.ok_or_else(known)?;
        let span = |row: &DecrementRow| {
            let probabilities = self.settings.leaving.without(&row.probabilities, position).ok_or_else(|| {
                let what = format!("the table without {outcome:?}, from {} on,", row.start);
                Error::missing(what, "everyone leaves there, for two reasons equally; choose another assumption on when members leave")
            });
            Ok((row.start, row.end, probabilities?))
        };
        self.settings.of_spans(self.outcomes.clone(), self.rows.iter().map(span).collect::<Result<_>>()?)
    }

    /// The table: a row an interval, with the actuaries' letters.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |value: &dyn Fn(&DecrementRow) -> Option<f64>| Values::Reals(self.rows.iter().map(value).collect());
        let mut columns = vec![
            ("start".to_owned(), column(&|row| Some(row.start))),
            ("end".to_owned(), column(&|row| Some(row.end))),
            ("l".to_owned(), column(&|row| Some(row.survivors))),
        ];
        for (at, name) in self.outcomes.iter().enumerate() {
            columns.push((format!("d_{name}"), column(&|row| row.leavers.get(at).copied())));
            columns.push((format!("q_{name}"), column(&|row| row.probabilities.get(at).copied())));
            columns.push((format!("q_alone_{name}"), column(&|row| row.alone.get(at).copied().flatten())));
        }
        columns.push(("q".to_owned(), column(&|row| Some(row.probability))));
        columns.push(("p".to_owned(), column(&|row| Some(row.retention))));
        columns.push(("member_time".to_owned(), column(&|row| Some(row.member_time))));
        columns.push(("member_time_after".to_owned(), column(&|row| Some(row.member_time_after))));
        columns.push(("expectation".to_owned(), column(&|row| row.expectation)));
        columns.push(("whole_expectation".to_owned(), column(&|row| row.whole_expectation)));
        Table::of_columns("decrements", columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::{LeavingTime, LifeTableSettings};

    #[test]
    fn a_table_by_hand() {
        let settings = DecrementSettings::new().radix(1000.0).unwrap();
        let table = settings.of_probabilities(&[0.0, 1.0, 3.0], &[("arrears", &[0.1, 0.5]), ("death", &[0.1, 0.25])]).unwrap();
        let [first, second] = table.rows() else { panic!("two intervals") };
        assert_eq!((first.survivors, second.survivors, table.left_at_end()), (1000.0, 800.0, 200.0));
        assert_eq!((&first.leavers[..], &second.leavers[..]), (&[100.0, 100.0][..], &[400.0, 200.0][..]));
        // 1000 - 200/2 in the first year; (800 - 600/2) times two years.
        assert_eq!((first.member_time, second.member_time, first.member_time_after), (900.0, 1000.0, 1900.0));
        assert_eq!((first.expectation, second.expectation), (Some(1.9), Some(1.25)));
        // One year is stayed through by 800, the two after it by 200.
        assert_eq!((first.whole_expectation, second.whole_expectation), (Some(1.2), Some(0.5)));
        assert_eq!(table.share_by_outcome(), [0.5, 0.3]);
        assert_eq!(table.to_table().column("d_death").unwrap().text(1), "200");
    }

    #[test]
    fn the_life_table_gives_its_probabilities_up_to_the_open_interval() {
        let life = LifeTableSettings::every(1.0, 1).unwrap().open_ended();
        let life = life.of_outcome_counts(100.0, &[10.0, 0.0], &[("arrears", &[19.0, 5.0][..]), ("death", &[0.0, 5.0])]).unwrap();
        let table = DecrementSettings::new().leaving(LeavingTime::EndOfInterval).of_life_table(&life).unwrap();
        assert_eq!((table.rows().len(), &table.rows()[0].probabilities[..]), (1, &[0.2, 0.0][..]));
        assert_eq!(table.rows()[0].expectation, Some(1.0), "they leave at its end");
    }

    #[test]
    fn when_all_have_left_nothing_is_expected() {
        let table = DecrementSettings::new().of_probabilities(&[0.0, 1.0, 2.0], &[("arrears", &[1.0, 0.3])]).unwrap();
        assert_eq!((table.rows()[0].expectation, table.rows()[1].expectation), (Some(0.5), None));
        for leaving in [LeavingTime::ConstantForce, LeavingTime::UniformAlone] {
            let table = DecrementSettings::new().leaving(leaving).of_probabilities(&[0.0, 1.0], &[("a", &[0.5]), ("b", &[0.5])]).unwrap();
            assert_eq!(table.rows()[0].expectation, Some(0.5), "{leaving:?}: evenly where all leave");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let settings = DecrementSettings::new();
        let of = |breaks: &[f64], q: &[f64]| settings.of_probabilities(breaks, &[("a", q)]).unwrap_err().to_string();
        assert!(of(&[0.0], &[]).contains("ascending"));
        assert!(of(&[0.0, f64::NAN], &[0.1]).contains("ascending"));
        assert!(of(&[0.0, 1.0], &[0.1, 0.2]).contains("a has 2 rows"));
        assert!(of(&[0.0, 1.0], &[5.0]).starts_with("probability 5 from 0 is outside [0, 1]"));
        assert!(of(&[0.0, 1.0], &[f64::NAN]).starts_with("probability NaN"));
        assert!(settings.of_probabilities(&[0.0, 1.0], &[("a", &[0.6]), ("b", &[0.6])]).unwrap_err().to_string().contains("above 1"));
        assert!(settings.radix(0.0).is_err() && settings.radix(f64::INFINITY).is_err());
        let table = settings.of_probabilities(&[0.0, 1.0], &[("a", &[0.6]), ("b", &[0.4])]).unwrap();
        assert!(table.without("c").unwrap_err().to_string().contains("the outcomes are: a, b"));
        let table = settings.leaving(LeavingTime::UniformAlone).of_probabilities(&[0.0, 1.0], &[("a", &[0.5]), ("b", &[0.5])]).unwrap();
        assert!(table.without("a").unwrap_err().to_string().contains("everyone leaves there, for two reasons equally"));
    }
}
