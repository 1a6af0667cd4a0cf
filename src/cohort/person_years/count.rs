//! The one pass over a register: person-years into cells, current members into cells, and person-years one by one.

use super::cells::{Keys, KnownCells, Tally};
use super::settings::PersonYearSettings;
use super::table::{CurrentMembers, Identity, LeftOut, PersonYearRow, PersonYearTable};
use super::walk::Outcome;
use crate::cohort::quick_hash::QuickMap;
use crate::error::{Error, Result};
use crate::register::Register;
use std::collections::HashMap;

impl PersonYearSettings {
    /// Counts a register.
    ///
    /// Takes time proportional to episodes and person-years, and memory by cells.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] for a segment that the register has not; [`Error::NoRows`] when no fiscal year is complete;
    /// [`Error::Limit`] for more possible cells than 2⁶².
    pub fn count(&self, register: &Register) -> Result<PersonYearTable> {
        let keys = Keys::new(self, register)?;
        let (Some(first), Some(last)) = (keys.walk.first_year(), keys.walk.last_year()) else {
            let advice = "extract the register on or after the last day of a fiscal year with members at its start".into();
            return Err(Error::NoRows { input: "the table of person-years".into(), advice });
        };
        let mut tally = Tally::new(keys.possible);
        let mut left_out = LeftOut::default();
        for person in 0..register.persons() {
            keys.walk.years_of(person, (first, last), &mut |year| match (year.tenure, year.outcome) {
                (None, _) => left_out.tenure_unknown += 1,
                (_, Outcome::Removed) => left_out.other_exits += 1,
                (Some(tenure), outcome) => tally.add(keys.key(&year, tenure), outcome == Outcome::Left),
            });
        }
        let mut rows = keys.rows(tally.sorted());
        rows.sort_by(|a, b| a.identity().cmp(&b.identity()));
        Ok(PersonYearTable { settings: self.clone(), as_of: register.as_of(), rows, left_out })
    }

    /// The cells of the members on the roll at the end of the extract date, as they would stand at the start of a year that begins the day
    /// after, and the cell of each of them.
    ///
    /// # Errors
    ///
    /// As [`PersonYearSettings::count`].
    pub fn current(&self, register: &Register) -> Result<CurrentMembers> {
        let keys = Keys::new(self, register)?;
        let (mut persons, mut cells, mut tenure_unknown) = (Vec::new(), Vec::new(), 0);
        for person in 0..register.persons() {
            if let Some(year) = keys.walk.coming_year_of(person) {
                match year.tenure {
                    None => tenure_unknown += 1,
                    Some(tenure) => {
                        persons.push(person as u32);
                        cells.push(keys.key(&year, tenure));
                    }
                }
            }
        }
        let mut distinct = cells.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let place: QuickMap<u64, u32> = distinct.iter().copied().zip(0..).collect();
        let cell = cells.iter().filter_map(|key| place.get(key).copied()).collect();
        let cells = keys.rows(distinct.into_iter().map(|key| (key, (0, 0))).collect());
        Ok(CurrentMembers { settings: self.clone(), persons, cell, cells, tenure_unknown })
    }

    /// Gives each person-year of a register in order: the person, the position of its row in the table, and whether the member left.
    pub(crate) fn each(&self, register: &Register, table: &PersonYearTable, give: &mut dyn FnMut(usize, usize, bool)) -> Result<()> {
        let keys = Keys::new(self, register)?;
        let place: HashMap<Identity<'_>, usize> = table.rows.iter().map(PersonYearRow::identity).zip(0..).collect();
        let mut known = KnownCells::new(keys.possible);
        let mut cell = |key: u64| known.of(key, || place.get(&keys.row(key, 0, 0).identity()).copied());
        let (Some(first), Some(last)) = (keys.walk.first_year(), keys.walk.last_year()) else { return Ok(()) };
        for person in 0..register.persons() {
            keys.walk.years_of(person, (first, last), &mut |year| {
                let cell = year.tenure.and_then(|tenure| cell(keys.key(&year, tenure)));
                if let (Some(cell), true) = (cell, year.outcome != Outcome::Removed) {
                    give(person, cell, year.outcome == Outcome::Left);
                }
            });
        }
        Ok(())
    }
}
