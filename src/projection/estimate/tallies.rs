//! What is counted in each fiscal year of a window: events and persons exposed behind every assumption.

use super::pooled::{FEWEST_EXPOSED, Tally, by_year};
use crate::cohort::{CohortTable, Lapses, MovementRow};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::Licensees;
use crate::projection::assumed::{Assumed, Provenance};
use crate::unit::FiscalYear;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Years since the lapse that have a probability of their own: the tenth and all later ones share theirs. By then few come back, and a
/// projection follows the lapsed by each of these years.
const MOST_YEARS_SINCE_LAPSE: u32 = 10;

/// What is counted for each assumption.
#[derive(Debug, Default)]
pub(in crate::projection) struct Tallies {
    entry: BTreeMap<u32, Tally>,
    lapse: BTreeMap<u32, Tally>,
    /// Lapse of members whose first day is not known.
    lapse_unknown: Tally,
    pub(super) leave: Tally,
    pub(super) leave_end: Tally,
    pub(super) lapse_on_leave: Tally,
    /// By years since the lapse.
    reinstatement: BTreeMap<u32, Tally>,
    pub(super) left: u64,
    pub(super) left_by_reason: BTreeMap<EndReason, u64>,
}

/// Counts events and persons exposed in each year of the window.
fn tally(table: &CohortTable, licensees: Option<&Licensees>, from: FiscalYear, to: FiscalYear) -> Vec<Tallies> {
    let mut tallies: Vec<Tallies> = (0..=to.since(from)).map(|_| Tallies::default()).collect();
    let mut entered: BTreeMap<FiscalYear, BTreeMap<FiscalYear, Entered>> = BTreeMap::new();
    for (at, group) in table.groups().iter().enumerate() {
        let rows = table.rows_of(at);
        for (position, row) in rows.iter().enumerate() {
            let Some(year) = row.year else { continue };
            if let Some(cohort) = group.licence_cohort.flatten() {
                let of_year = entered.entry(cohort).or_default().entry(year).or_default();
                of_year.joined += row.joined.unwrap_or(0);
                of_year.present += row.present.unwrap_or(0);
            }
            let of_window = usize::try_from(year.since(from)).ok().and_then(|offset| tallies.get_mut(offset));
            if let Some(of_year) = of_window {
                let before = position.checked_sub(1).map(|previous| &rows[previous]);
                of_year.add_year(row, before, group.join_cohort.flatten(), year);
            }
        }
        table.lapses_of(at).iter().for_each(|lapses| add_returns(&mut tallies, lapses, from));
    }
    for cohort in licensees.map(Licensees::years).unwrap_or_default().into_iter().filter(|cohort| !table.record_begins_after(*cohort)) {
        let Some(count) = licensees.and_then(|of| of.new_licensees(cohort)).and_then(|new| new.value.count()) else { continue };
        add_entries(&mut tallies, (cohort, count), entered.get(&cohort), from);
    }
    tallies
}

/// Adds the joiners of a licence cohort to each year of the window that begins with `from`, over those of it who had never joined.
fn add_entries(
    tallies: &mut [Tallies],
    (cohort, licensees): (FiscalYear, u64),
    entered: Option<&BTreeMap<FiscalYear, Entered>>,
    from: FiscalYear,
) {
    let first = from.max(cohort);
    let of_year = |year: FiscalYear| entered.and_then(|years| years.get(&year)).copied().unwrap_or_default();
    let mut before: u64 = entered.map_or(0, |years| years.range(..first).map(|(_, of)| of.joined + of.present).sum());
    let skipped = usize::try_from(first.since(from)).unwrap_or(usize::MAX);
    for (offset, tallies) in tallies.iter_mut().skip(skipped).enumerate() {
        let year = first.plus(offset as i32);
        let Entered { joined, present } = of_year(year);
        let since = u32::try_from(year.since(cohort)).unwrap_or(0);
        // Who was a member already when observation began had joined before.
        before += present;
        tallies.entry.entry(since).or_default().add(joined, licensees.saturating_sub(before));
        before += joined;
    }
}

/// Adds those of one year's lapses who came back in each year of the window that begins with `from`, over those who were still out.
fn add_returns(tallies: &mut [Tallies], lapses: &Lapses, from: FiscalYear) {
    for (offset, tallies) in tallies.iter_mut().enumerate() {
        let year = from.plus(offset as i32);
        if let Some(since) = year.since(lapses.year).checked_sub(1).and_then(|since| u32::try_from(since).ok()) {
            let of_since = tallies.reinstatement.entry(since.min(MOST_YEARS_SINCE_LAPSE - 1)).or_default();
            of_since.add(lapses.back_at_end_of(year), lapses.out_after(year.plus(-1)));
        }
    }
}

/// Adds tallies by year since joining, licence or lapse.
fn add_all(sum: &mut BTreeMap<u32, Tally>, of_year: &BTreeMap<u32, Tally>) {
    of_year.iter().for_each(|(year, tally)| sum.entry(*year).or_default().add(tally.events, tally.exposed));
}

/// Persons of a licence cohort who came in within a year.
#[derive(Debug, Clone, Copy, Default)]
struct Entered {
    joined: u64,
    /// Members already when they came under observation.
    present: u64,
}

impl Tallies {
    /// The fiscal years of a window, which must be covered completely, each counted by itself.
    pub(in crate::projection) fn by_year(
        table: &CohortTable,
        licensees: Option<&Licensees>,
        window: RangeInclusive<FiscalYear>,
    ) -> Result<Vec<Self>> {
        let table = crate::projection::by_both_cohorts(table)?;
        let (from, to) = (*window.start(), *window.end());
        if from > to {
            return Err(Error::setting("window", format!("{from} to {to}"), "is empty; name the earlier year first"));
        }
        let mut years = (0..=to.since(from)).map(|offset| from.plus(offset));
        if let Some(year) = years.find(|year| !table.years().any(|other| other == *year) || !table.coverage(*year).is_complete()) {
            return Err(Error::missing(format!("all of fiscal year {year} in the table"), "choose a window of years covered completely"));
        }
        Ok(tally(&table, licensees, from, to))
    }

    /// All years together.
    pub(in crate::projection) fn sum(years: &[Self]) -> Self {
        let mut sum = Self::default();
        for year in years {
            add_all(&mut sum.entry, &year.entry);
            add_all(&mut sum.lapse, &year.lapse);
            add_all(&mut sum.reinstatement, &year.reinstatement);
            let single = [
                (&mut sum.lapse_unknown, year.lapse_unknown),
                (&mut sum.leave, year.leave),
                (&mut sum.leave_end, year.leave_end),
                (&mut sum.lapse_on_leave, year.lapse_on_leave),
            ];
            single.into_iter().for_each(|(sum, of_year)| sum.add(of_year.events, of_year.exposed));
            sum.left += year.left;
            year.left_by_reason.iter().for_each(|(reason, left)| *sum.left_by_reason.entry(*reason).or_default() += left);
        }
        sum
    }

    /// Adds one year of one group.
    fn add_year(&mut self, row: &MovementRow, before: Option<&MovementRow>, join_cohort: Option<FiscalYear>, year: FiscalYear) {
        let (opening, lost, closing) = (row.opening.unwrap_or(0), row.opening_lost.unwrap_or(0), row.closing.unwrap_or(0));
        let on_leave = before.and_then(|row| row.on_leave).unwrap_or(0);
        let left_on_leave = row.left_on_leave.unwrap_or(0).min(lost);
        let active = opening.saturating_sub(on_leave);
        match join_cohort {
            Some(joined) if joined == year => {
                let entered = row.joined.unwrap_or(0);
                self.lapse.entry(0).or_default().add(entered.saturating_sub(closing), entered);
            }
            joined => {
                let of_tenure = match joined.and_then(|joined| u32::try_from(year.since(joined)).ok()) {
                    Some(tenure) => self.lapse.entry(tenure).or_default(),
                    None => &mut self.lapse_unknown,
                };
                of_tenure.add(lost - left_on_leave, active);
            }
        }
        self.leave.add(row.leave_taken.unwrap_or(0), active.saturating_sub(lost - left_on_leave));
        self.leave_end.add(row.leave_ended.unwrap_or(0), on_leave.saturating_sub(left_on_leave));
        self.lapse_on_leave.add(left_on_leave, on_leave);
        self.left += row.left.unwrap_or(0);
        row.left_by_reason.iter().for_each(|(reason, left)| *self.left_by_reason.entry(*reason).or_default() += left);
    }

    /// Entry by years since licence. That of the licence year never stands for later years: where nobody could join later, it is not known
    /// and 0.
    pub(super) fn entry_by_year(&self, estimated: &impl Fn(&Tally) -> Result<Assumed>) -> Result<Vec<Assumed>> {
        let mut list = by_year(&self.entry, 1, estimated)?;
        if list.len() == 1 {
            list.push(estimated(&Tally::default())?);
        }
        Ok(list)
    }

    /// Lapse by year of tenure; after them, where there are enough, one for the members whose first day is not known.
    pub(super) fn lapse_by_year(&self, estimated: &impl Fn(&Tally) -> Result<Assumed>) -> Result<Vec<Assumed>> {
        let mut list = by_year(&self.lapse, 1, estimated)?;
        if self.lapse_unknown.exposed >= FEWEST_EXPOSED {
            list.push(estimated(&self.lapse_unknown)?);
        }
        Ok(list)
    }

    /// Reinstatement by years since the lapse, up to the last one that is not taken over from another: it holds for all later ones.
    pub(super) fn reinstatement_by_year(&self, estimated: &impl Fn(&Tally) -> Result<Assumed>) -> Result<Vec<Assumed>> {
        let mut list = by_year(&self.reinstatement, 0, estimated)?;
        let own = list.iter().rposition(|assumed| !matches!(assumed.provenance, Provenance::CarriedOver { .. }));
        list.truncate(own.map_or(1, |own| own + 1));
        Ok(list)
    }

    /// Entries by years since licence.
    pub(in crate::projection) fn entries(&self) -> BTreeMap<u32, Tally> {
        self.entry.clone()
    }

    /// Lapses by years since joining, of members of unknown tenure and of members on leave.
    pub(in crate::projection) fn lapses(&self) -> BTreeMap<u32, Tally> {
        let others = [(u32::MAX, self.lapse_unknown), (u32::MAX - 1, self.lapse_on_leave)];
        self.lapse.iter().map(|(tenure, tally)| (*tenure, *tally)).chain(others).collect()
    }

    /// Reinstatements by years since the lapse.
    pub(in crate::projection) fn reinstatements(&self) -> BTreeMap<u32, Tally> {
        self.reinstatement.clone()
    }
}
