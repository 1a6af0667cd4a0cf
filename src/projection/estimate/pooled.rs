//! Years that share a probability because few people were in them.

use crate::error::Result;
use crate::projection::assumed::{Assumed, Provenance};
use std::collections::BTreeMap;

/// Fewest persons exposed in a year of tenure, or since licence, for a probability of its own; with fewer it shares one with its
/// neighbours.
pub(super) const FEWEST_EXPOSED: u64 = 30;
/// Fewest events for the same, unless the next year is clearly different: the errors of many years of which each knows little add up to
/// more than they are.
const FEWEST_EVENTS: u64 = 5;

/// Events and persons exposed, added up.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::projection) struct Tally {
    pub(in crate::projection) events: u64,
    pub(in crate::projection) exposed: u64,
}

impl Tally {
    pub(super) fn add(&mut self, events: u64, exposed: u64) {
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

/// A list by year from 0 on. Years before `first` stand alone: entry in the licence year, and lapse in the joining year, are of another
/// kind than those of whole years after it. The others are taken together until there are enough people; too few at the end belong to the
/// years before them. One entry of probability 0 when nothing is known.
pub(super) fn by_year(tallies: &BTreeMap<u32, Tally>, first: u32, estimated: &impl Fn(&Tally) -> Result<Assumed>) -> Result<Vec<Assumed>> {
    let last = tallies.iter().filter(|(_, tally)| tally.exposed > 0).map(|(year, _)| *year).max().unwrap_or(0);
    let of_year = |year: u32| tallies.get(&year).copied().unwrap_or_default();
    let alone = |year| Together { first: year, years: 1, tally: of_year(year) };
    let mut together: Vec<Together> = (0..first).map(alone).collect();
    let mut open = Together::starting(first);
    for year in first..=last {
        if open.end_before(of_year(year)) {
            together.push(std::mem::replace(&mut open, Together::starting(year)));
        }
        open.add(1, of_year(year));
    }
    match together.last_mut() {
        Some(before) if before.first >= first && open.tally.exposed < FEWEST_EXPOSED => before.add(open.years, open.tally),
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
