//! Cohort tables are added and coarsened without loss.

use super::CohortTable;
use super::table::{ELSEWHERE, Measure};
use crate::cohort::grouping::{Group, GroupBy, Level};
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

    /// The table of each level of one segment by itself, grouped by the rest; the level is `None` for members without one.
    ///
    /// Members who moved between levels are transferred in and out, as in the whole table. Law: the movements of each are those of
    /// [`CohortTable::movements_by`]. It is the way to assumptions of every branch: `Assumptions::estimate` and `Population::from_table` of
    /// each of them.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when the table is not grouped by the segment.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, Episode, FiscalCalendar, FiscalYear, Register, cohort::{CohortTable, GroupBy}};
    /// let joined = |who, branch| Ok::<_, kaiin::Error>(Episode::new(who, Day::from_ymd(2021, 4, 1)?).segment("branch", branch));
    /// let rows = [joined("A", "north")?, joined("B", "north")?, joined("C", "south")?];
    /// let register = Register::settings_as_of(Day::from_ymd(2022, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let by = GroupBy::nothing().join_cohort().segment("branch");
    /// let branches = CohortTable::settings(FiscalCalendar::japan()).by(by).build(&register)?.tables_by("branch")?;
    /// let members: Vec<_> = branches.iter().map(|(name, of)| (name.as_deref(), of.movements().row(FiscalYear(2021)).unwrap().closing)).collect();
    /// assert_eq!(members, [(Some("north"), Some(2)), (Some("south"), Some(1))]);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn tables_by(&self, segment: &str) -> Result<Vec<(Option<String>, Self)>> {
        let level_of = |group: &Group| group.levels.iter().find(|level| level.segment == segment).cloned();
        self.regroup(&GroupBy::nothing().segment(segment))?;
        let rest = self.group_by.without(segment);
        let levels: BTreeSet<Option<Level>> = self.groups.iter().map(level_of).collect();
        let of_level = |level: Option<Level>| {
            let positions: Vec<usize> = (0..self.groups.len()).filter(|&at| level_of(&self.groups[at]) == level).collect();
            (level.and_then(|level| level.level), self.only(&positions).coarsened(&rest))
        };
        Ok(levels.into_iter().map(of_level).collect())
    }

    /// The table of some of its groups, whose positions ascend.
    fn only(&self, kept: &[usize]) -> Self {
        let cells = |column: &Vec<u64>| kept.iter().flat_map(|at| &column[at * self.years..(at + 1) * self.years]).copied().collect();
        let place = |group: u32| kept.binary_search(&(group as usize)).map_or(ELSEWHERE, |position| position as u32);
        let mut moves = BTreeMap::new();
        for (&(from, to, year, before, after), &count) in &self.moves {
            let (from, to) = (place(from), place(to));
            if (from, to) != (ELSEWHERE, ELSEWHERE) {
                *moves.entry((from, to, year, before, after)).or_insert(0) += count;
            }
        }
        let returns =
            self.returns.iter().map(|(&(group, lapsed, returned, stays), &count)| ((place(group), lapsed, returned, stays), count));
        Self {
            groups: kept.iter().map(|&at| self.groups[at].clone()).collect(),
            measures: self.measures.iter().map(|(measure, column)| (*measure, cells(column))).collect(),
            moves,
            returns: returns.filter(|((group, ..), _)| *group != ELSEWHERE).collect(),
            ..self.clone()
        }
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
            let place = |group: u32| positions.get(group as usize).map_or(ELSEWHERE, |&position| position as u32);
            let (from, to, year) = (place(from), place(to), year + shift as u16);
            if from != to {
                *self.moves.entry((from, to, year, before, after)).or_insert(0) += count;
            } else if before == after {
                // Within one group of the coarser table nothing happened.
                let cell = from as usize * self.years + usize::from(year);
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
