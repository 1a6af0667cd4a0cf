//! Assumptions from a table: events over persons exposed in a window of fiscal years.

use super::assumed::{Assumed, Provenance};
use super::assumptions::{Assumptions, TenureOnReturn};
use crate::cohort::{CohortTable, MovementRow};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::Licensees;
use crate::unit::{FiscalYear, Probability};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Fewest persons exposed in a year of tenure, or since licence, for a probability of its own; with fewer it shares one with its
/// neighbours.
const FEWEST_EXPOSED: u64 = 30;
/// Fewest events for the same, unless the next year is clearly different: the errors of many years of which each knows little add up to
/// more than they are.
const FEWEST_EVENTS: u64 = 5;

/// What the estimate says of exits from the profession.
pub(crate) const EXIT_NOT_KNOWN: &str = "not in the table; taken as 0";

/// Events and persons exposed, added up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) events: u64,
    pub(super) exposed: u64,
}

impl Tally {
    fn add(&mut self, events: u64, exposed: u64) {
        self.events += events.min(exposed);
        self.exposed += exposed;
    }

    /// Whether two shares lie further apart than two standard errors of their difference, were they the same.
    fn differs_from(self, other: Self) -> bool {
        let (n, m) = (self.exposed as f64, other.exposed as f64);
        let p = (self.events + other.events) as f64 / (n + m).max(1.0);
        let difference = self.events as f64 * m - other.events as f64 * n;
        difference * difference > 4.0 * p * (1.0 - p) * n * m * (n + m)
    }
}

/// What is counted for each assumption.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    entry: BTreeMap<u32, Tally>,
    lapse: BTreeMap<u32, Tally>,
    /// Lapse of members whose first day is not known.
    lapse_unknown: Tally,
    leave: Tally,
    leave_end: Tally,
    lapse_on_leave: Tally,
    reinstatement: Tally,
    left: u64,
    left_by_reason: BTreeMap<EndReason, u64>,
}

impl Assumptions {
    /// Assumptions estimated from the fiscal years of `window`, from a table grouped by licence cohort and join cohort.
    ///
    /// Entry probabilities need `licensees`; without, nobody enters. Lapse by tenure is followed from year-end to year-end: members of a
    /// join cohort at the start of a year who are not members at its end. Years of tenure, or since licence,
    /// with fewer than 30 persons are taken together with the years after them, at the end of the list with those before; so are years with
    /// fewer than 5 events that lie within two standard errors of the next year. Only year 0 always stands alone.
    /// Members whose first day is not known count as of a tenure of their own, longer than all others. Licence cohorts older than the record
    /// are left out of the entry probabilities.
    ///
    /// # Formula
    ///
    /// ```text
    /// entry(k)   = sum of joiners of cohort y - k in year y / sum of licence holders of y - k who had never joined at the start of y
    /// lapse(t)   = sum of opening members of join cohort y - t lost in y / sum of opening members,  t >= 1
    /// lapse(0)   = sum of joiners of y no longer members at its end / sum of joiners of y
    /// leave      = sum of leaves begun in y / sum of opening active members not lost in y
    /// leave_end  = sum of leaves ended by return in y / sum of opening members on leave not lost in y
    /// lapse_on_leave = sum of members lost on leave in y / sum of opening members on leave
    /// reinstatement  = sum of members at the end of y who had lapsed before y / sum of those who had lapsed before y for no final reason
    /// reasons        = sum of leavers of y for the reason / sum of leavers of y
    /// ```
    ///
    /// Opening members are active or suspended where leave is not named. Reinstatement does not tell years since the lapse apart, and
    /// exits from the profession of people who are not members are not in the table: they are taken as 0 and say so. Standard errors
    /// are those of [`Assumed::estimated`].
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when the table is not grouped by both cohorts; [`Error::Missing`] when a year of the window is not covered
    /// completely; [`Error::Setting`] for an empty window.
    pub fn estimate(table: &CohortTable, licensees: Option<&Licensees>, window: RangeInclusive<FiscalYear>) -> Result<Self> {
        let (from, to) = (*window.start(), *window.end());
        let tallies = Tallies::sum(&Tallies::by_year(table, licensees, window)?);
        let estimated = |tally: &Tally| Assumed::estimated(from, to, tally.events, tally.exposed);
        let of_reason = |(reason, events): (&EndReason, &u64)| {
            let share = estimated(&Tally { events: *events, exposed: tallies.left })?;
            Ok((*reason, vec![share]))
        };
        let named = tallies.left_by_reason.iter().filter(|(reason, events)| **reason != EndReason::Unstated && **events > 0);
        Ok(Self {
            entry: tallies.entry_by_year(&estimated)?,
            lapse: tallies.lapse_by_year(&estimated)?,
            reasons: named.map(of_reason).collect::<Result<_>>()?,
            leave: estimated(&tallies.leave)?,
            leave_end: estimated(&tallies.leave_end)?,
            lapse_on_leave: estimated(&tallies.lapse_on_leave)?,
            reinstatement: vec![estimated(&tallies.reinstatement)?],
            exit: Assumed::of(Probability::default(), Provenance::TypedIn(EXIT_NOT_KNOWN.into())),
            tenure_on_return: TenureOnReturn::default(),
        })
    }
}

/// Years of tenure, or since licence, that share a probability.
#[derive(Debug, Clone, Copy)]
struct Together {
    first: u32,
    years: u32,
    tally: Tally,
}

impl Together {
    fn starting(first: u32) -> Self {
        Self { first, years: 0, tally: Tally::default() }
    }

    fn add(&mut self, years: u32, tally: Tally) {
        self.years += years;
        self.tally.add(tally.events, tally.exposed);
    }

    /// Whether a year after these has to stand apart: these are enough, or it is clearly not like them.
    fn end_before(&self, next: Tally) -> bool {
        let enough = self.tally.exposed >= FEWEST_EXPOSED;
        enough && (self.tally.events >= FEWEST_EVENTS || self.tally.differs_from(next))
    }
}

/// A list by year from 0 on. Year 0 stands alone: entry in the licence year, and lapse in the joining year, are of another kind. Later
/// years are taken together until there are enough people; too few at the end belong to the years before them. One entry of probability
/// 0 when nothing is known.
fn by_year(tallies: &BTreeMap<u32, Tally>, estimated: &impl Fn(&Tally) -> Result<Assumed>) -> Result<Vec<Assumed>> {
    let last = tallies.iter().filter(|(_, tally)| tally.exposed > 0).map(|(year, _)| *year).max().unwrap_or(0);
    let of_year = |year: u32| tallies.get(&year).copied().unwrap_or_default();
    let mut together = vec![Together { first: 0, years: 1, tally: of_year(0) }];
    let mut open = Together::starting(1);
    for year in 1..=last {
        if open.end_before(of_year(year)) {
            together.push(std::mem::replace(&mut open, Together::starting(year)));
        }
        open.add(1, of_year(year));
    }
    match together.last_mut() {
        Some(before) if before.first > 0 && open.tally.exposed < FEWEST_EXPOSED => before.add(open.years, open.tally),
        _ => together.extend((open.years > 0).then_some(open)),
    }
    let mut list: Vec<Assumed> = Vec::new();
    for Together { first, years, tally } in together {
        let own = estimated(&tally)?;
        let same = Assumed { provenance: Provenance::CarriedOver { from_year: first }, ..own.clone() };
        list.push(own);
        list.extend(std::iter::repeat_n(same, years as usize - 1));
    }
    Ok(list)
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
                of_year.add_year(row, before, &rows[..position], group.join_cohort.flatten(), year);
            }
        }
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

/// Adds tallies by year since joining or licence.
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
    pub(super) fn by_year(table: &CohortTable, licensees: Option<&Licensees>, window: RangeInclusive<FiscalYear>) -> Result<Vec<Self>> {
        let table = super::by_both_cohorts(table)?;
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
    pub(super) fn sum(years: &[Self]) -> Self {
        let mut sum = Self::default();
        for year in years {
            add_all(&mut sum.entry, &year.entry);
            add_all(&mut sum.lapse, &year.lapse);
            let single = [
                (&mut sum.lapse_unknown, year.lapse_unknown),
                (&mut sum.leave, year.leave),
                (&mut sum.leave_end, year.leave_end),
                (&mut sum.lapse_on_leave, year.lapse_on_leave),
                (&mut sum.reinstatement, year.reinstatement),
            ];
            single.into_iter().for_each(|(sum, of_year)| sum.add(of_year.events, of_year.exposed));
            sum.left += year.left;
            year.left_by_reason.iter().for_each(|(reason, left)| *sum.left_by_reason.entry(*reason).or_default() += left);
        }
        sum
    }

    /// Adds one year of one group.
    fn add_year(
        &mut self,
        row: &MovementRow,
        before: Option<&MovementRow>,
        earlier: &[MovementRow],
        join_cohort: Option<FiscalYear>,
        year: FiscalYear,
    ) {
        let (opening, lost, closing) = (row.opening.unwrap_or(0), row.opening_lost.unwrap_or(0), row.closing.unwrap_or(0));
        let on_leave = before.and_then(|row| row.on_leave).unwrap_or(0);
        let left_on_leave = row.left_on_leave.unwrap_or(0).min(lost);
        let active = opening.saturating_sub(on_leave);
        let retained = opening - lost.min(opening);
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
        let came_back = closing.saturating_sub(retained).min(row.reinstated.unwrap_or(0));
        self.reinstatement.add(came_back, super::lapsed_after(earlier));
        self.left += row.left.unwrap_or(0);
        row.left_by_reason.iter().for_each(|(reason, left)| *self.left_by_reason.entry(*reason).or_default() += left);
    }

    /// Entry by years since licence. That of the licence year never stands for later years: where nobody could join later, it is not known
    /// and 0.
    fn entry_by_year(&self, estimated: &impl Fn(&Tally) -> Result<Assumed>) -> Result<Vec<Assumed>> {
        let mut list = by_year(&self.entry, estimated)?;
        if list.len() == 1 {
            list.push(estimated(&Tally::default())?);
        }
        Ok(list)
    }

    /// Lapse by year of tenure; after them, where there are enough, one for the members whose first day is not known.
    fn lapse_by_year(&self, estimated: &impl Fn(&Tally) -> Result<Assumed>) -> Result<Vec<Assumed>> {
        let mut list = by_year(&self.lapse, estimated)?;
        if self.lapse_unknown.exposed >= FEWEST_EXPOSED {
            list.push(estimated(&self.lapse_unknown)?);
        }
        Ok(list)
    }

    /// Entries by years since licence.
    pub(super) fn entries(&self) -> BTreeMap<u32, Tally> {
        self.entry.clone()
    }

    /// Lapses by years since joining, of members of unknown tenure and of members on leave.
    pub(super) fn lapses(&self) -> BTreeMap<u32, Tally> {
        let others = [(u32::MAX, self.lapse_unknown), (u32::MAX - 1, self.lapse_on_leave)];
        self.lapse.iter().map(|(tenure, tally)| (*tenure, *tally)).chain(others).collect()
    }

    /// Reinstatements.
    pub(super) fn reinstatements(&self) -> BTreeMap<u32, Tally> {
        BTreeMap::from([(0, self.reinstatement)])
    }
}
