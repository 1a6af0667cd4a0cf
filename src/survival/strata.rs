//! Rows parted into strata, so that like is compared with like.

use super::observations::{Observations, coded, same_length};
use crate::error::Result;

impl Observations {
    /// The rows of each stratum, by the name of the stratum, in the order of the names. Rows keep their groups; a group that has no row in a
    /// stratum is not among the groups there.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`](crate::Error::ColumnLength) when there is not one name a row.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::Observations;
    /// let rows = Observations::of_events(&[1.0, 2.0, 3.0], &[true, false, true])?.grouped(&["a", "b", "a"])?;
    /// let strata = rows.split(&["old", "old", "young"])?;
    /// assert_eq!((strata[1].0.as_str(), strata[1].1.groups()), ("young", &["a".to_owned()][..]));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn split<S: AsRef<str>>(&self, stratum: &[S]) -> Result<Vec<(String, Self)>> {
        same_length("stratum", stratum.len(), "time", self.len())?;
        let (names, codes) = coded(stratum.iter().map(|name| Some(name.as_ref())));
        let mut rows_of: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
        for (row, code) in codes.into_iter().enumerate() {
            if let Some(code) = code {
                rows_of[code as usize].push(row);
            }
        }
        Ok(names.into_iter().zip(rows_of).map(|(name, rows)| (name, self.only(&rows))).collect())
    }

    /// Some of the rows, with the groups that occur in them. Rows without weight count nowhere and are left out.
    fn only(&self, rows: &[usize]) -> Self {
        let rows: Vec<usize> = rows.iter().copied().filter(|&row| self.weight_of(row) > 0.0).collect();
        let taken = |values: &[f64]| rows.iter().filter_map(|&row| values.get(row).copied()).collect::<Vec<f64>>();
        let names: Vec<Option<&str>> =
            rows.iter().map(|&row| self.group_names.get(self.group_of(row)).map(std::string::String::as_str)).collect();
        let (group_names, group) = coded(names.into_iter());
        Self {
            time: taken(&self.time),
            outcome: rows.iter().map(|&row| self.outcome[row]).collect(),
            outcome_names: self.outcome_names.clone(),
            entry: taken(&self.entry),
            weight: taken(&self.weight),
            group: group.into_iter().flatten().collect(),
            group_names,
            person: rows.iter().filter_map(|&row| self.person.get(row).copied()).collect(),
        }
    }
}
