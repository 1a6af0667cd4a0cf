//! Episodes as a table: what a file or a data frame of them holds.

use super::{EndReason, EpisodeColumns, LicenceColumn, SegmentColumn, Standing};
use crate::error::Result;
use crate::table::{Table, Values};
use crate::time::Day;

impl EpisodeColumns {
    /// The rows as a table: `person`, `start`, `end`, and each further column that is known: `observed_from`, `standing`, `end_reason`,
    /// `licensed` or `licence_cohort`, `born`, and one column a segment.
    ///
    /// Reading the table gives the same episodes again. Persons without a key, ends of episodes that last and reasons that nobody
    /// stated are absent.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`](crate::Error::ColumnLength) and [`Error::Limit`](crate::Error::Limit) as [`EpisodeColumns::rows`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, Episode, EndReason, episode::EpisodeColumns};
    /// let day = |y| Day::from_ymd(y, 4, 1);
    /// let rows = [Episode::new("A", day(2019)?).until(day(2022)?, EndReason::Voluntary), Episode::new("B", day(2020)?)];
    /// let table = rows.into_iter().collect::<EpisodeColumns>().to_table()?;
    /// assert_eq!(table.column("end").unwrap().text(0), "2022-04-01"); // the first day no longer a member
    /// assert_eq!(table.column("end").unwrap().text(1), "");
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn to_table(&self) -> Result<Table> {
        let rows = self.rows()?;
        let persons = (0..rows).map(|row| Some(self.person.text(row)).filter(|key| !key.is_empty())).collect();
        let days = |day: &dyn Fn(usize) -> Option<Day>| Values::Days((0..rows).map(day).collect());
        let mut table = Table::new("episodes").with("person", Values::Texts(persons))?.with("start", days(&|row| self.start.get(row)))?;
        for (name, column) in [("end", &self.end), ("observed_from", &self.observed_from)] {
            if let Some(column) = column {
                table = table.with(name, days(&|row| column.get(row)))?;
            }
        }
        if let Some(standing) = &self.standing {
            let word = |standing: &Standing| Some(standing.name().to_owned());
            table = table.with("standing", Values::Texts(standing.iter().map(word).collect()))?;
        }
        if let Some(reasons) = &self.end_reason {
            let word = |reason: &EndReason| (*reason != EndReason::Unstated).then(|| reason.name().to_owned());
            table = table.with("end_reason", Values::Texts(reasons.iter().map(word).collect()))?;
        }
        table = match &self.licensed {
            LicenceColumn::Absent => table,
            LicenceColumn::Days(licensed) => table.with("licensed", days(&|row| licensed.get(row)))?,
            LicenceColumn::Cohorts(cohorts) => {
                let years = cohorts.iter().map(|cohort| cohort.map(|year| i64::from(year.get()))).collect();
                table.with("licence_cohort", Values::Integers(years))?
            }
        };
        if let Some(born) = &self.born {
            table = table.with("born", days(&|row| born.get(row)))?;
        }
        self.segments.iter().try_fold(table, |table, segment| table.with(&segment.name, levels(segment)))
    }
}

/// The level of each row.
fn levels(segment: &SegmentColumn) -> Values {
    let level = |&code: &u32| segment.levels.get(code as usize).cloned();
    Values::Texts(segment.codes.iter().map(level).collect())
}
