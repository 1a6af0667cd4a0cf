//! Cohort tables are added and coarsened without loss.

use super::CohortTable;
use super::table::Measure;
use crate::cohort::grouping::{Group, GroupBy};
use crate::error::{Error, Result};
use crate::register::Entry;
use std::collections::{BTreeMap, BTreeSet};

impl CohortTable {
    /// The table that results from adding another one built from other persons with the same settings.
    ///
    /// Law: merging the tables of the parts of a register, in any order, gives the table of the whole.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when calendar, cohort rule, day of exits, extract date or grouping differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        let differ = |what, left: String, right: String| if left == right { Ok(()) } else { Err(Error::Mismatch { what, left, right }) };
        differ("fiscal calendar", self.calendar.to_string(), other.calendar.to_string())?;
        differ("cohort rule", self.rule.to_string(), other.rule.to_string())?;
        differ("day of exits", self.exit_day.to_string(), other.exit_day.to_string())?;
        differ("extract date", self.as_of.to_string(), other.as_of.to_string())?;
        differ("grouping", self.group_by.to_string(), other.group_by.to_string())?;
        let (shorter, longer) = if self.years < other.years { (self, other) } else { (other, self) };
        let groups: BTreeSet<Group> = self.groups.iter().chain(&other.groups).cloned().collect();
        let mut merged = Self {
            record_begins: [self.record_begins, other.record_begins].into_iter().flatten().min(),
            groups: groups.into_iter().collect(),
            measures: BTreeMap::new(),
            moves: BTreeMap::new(),
            returns: BTreeMap::new(),
            ..longer.clone()
        };
        for part in [longer, shorter] {
            let positions: Vec<usize> = part.groups.iter().map(|group| merged.groups.partition_point(|other| other < group)).collect();
            merged.add(part, &positions);
        }
        Ok(merged)
    }

    /// The table grouped by fewer things.
    ///
    /// Law: it equals the table built with that grouping from the start.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when it is not grouped by something asked for.
    pub fn regroup(&self, group_by: &GroupBy) -> Result<Self> {
        let has = self.group_by.names();
        if let Some(missing) = group_by.names().into_iter().find(|name| !has.contains(name)) {
            let advice = "build the table with this grouping, or ask for one of these".into();
            return Err(Error::MissingColumn { input: "the grouping of the table".into(), column: missing, found: has, advice });
        }
        Ok(self.coarsened(group_by))
    }

    /// Adds the cells of another table whose groups lie at `positions` of this one; years are aligned at their end.
    fn add(&mut self, part: &Self, positions: &[usize]) {
        let shift = self.years - part.years;
        for (measure, column) in &part.measures {
            let sums = self.measures.entry(*measure).or_insert_with(|| vec![0; self.groups.len() * self.years]);
            for (group, &position) in positions.iter().enumerate() {
                for year in 0..part.years {
                    sums[position * self.years + shift + year] += column[group * part.years + year];
                }
            }
        }
        for (&(group, lapsed, returned, stays), &count) in &part.returns {
            let key = (positions[group as usize] as u32, lapsed + shift as u16, returned + shift as u16, stays);
            *self.returns.entry(key).or_insert(0) += count;
        }
        for (&(from, to, year, before, after), &count) in &part.moves {
            let (from, to, year) = (positions[from as usize], positions[to as usize], year + shift as u16);
            if from != to {
                *self.moves.entry((from as u32, to as u32, year, before, after)).or_insert(0) += count;
            } else if before == after {
                // Within one group of the coarser table nothing happened.
                let cell = from * self.years + usize::from(year);
                for measure in [Measure::Began(Entry::Continued, after), Measure::Passed(before)] {
                    self.measures.entry(measure).and_modify(|column| column[cell] -= count);
                }
            }
        }
    }

    /// The table with groups that agree in `group_by` added together.
    pub(super) fn coarsened(&self, group_by: &GroupBy) -> Self {
        let coarse: Vec<Group> = self.groups.iter().map(|group| group_by.project(group)).collect();
        let groups: Vec<Group> = coarse.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let positions: Vec<usize> = coarse.iter().map(|group| groups.partition_point(|other| other < group)).collect();
        let emptied = Self { measures: BTreeMap::new(), moves: BTreeMap::new(), returns: BTreeMap::new(), ..self.clone() };
        let mut table = Self { group_by: group_by.clone(), groups, ..emptied };
        table.add(self, &positions);
        table.measures.retain(|_, column| column.iter().any(|&count| count > 0));
        table
    }
}
