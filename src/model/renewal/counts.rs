//! The one pass: who entered, resigned and was lost from sight on which day of which year, and who reached and missed each renewal.

use super::days::Year;
use super::settings::RenewalSettings;
use crate::cohort::{ExitCounts, SpellsCounted};
use crate::episode::EndReason;
use crate::register::{Register, Spell};
use crate::time::Day;
use std::collections::BTreeMap;

/// What happened on one day of a year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DayCount {
    /// At risk from the next day on.
    pub(super) entered: u64,
    pub(super) resigned: u64,
    pub(super) censored: u64,
}

/// What happened in one year of membership.
#[derive(Debug, Clone, Default)]
pub(super) struct YearCount {
    /// By day of the year.
    pub(super) days: BTreeMap<i32, DayCount>,
    pub(super) resigned: ExitCounts,
    pub(super) mid_term_days: u64,
    /// At risk when the window opened, and seen until it closed or until they left.
    pub(super) reached: u64,
    pub(super) lapsed: ExitCounts,
}

/// The counts of all years, and the memberships left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) years: Vec<YearCount>,
    pub(super) clock_unknown: u64,
    pub(super) never_at_risk: u64,
}

/// One membership under observation.
struct Life {
    start: Day,
    observed: Day,
    /// First day out, and why.
    end: Option<(Day, EndReason)>,
    last_seen: Day,
}

impl RenewalSettings {
    pub(super) fn count(&self, register: &Register) -> Counts {
        let mut counts = Counts::default();
        for spell in register.spells().filter(|spell| self.spells == SpellsCounted::All || spell.number == 0) {
            match Life::of(&spell, register.as_of()) {
                None if spell.start_known => counts.never_at_risk += 1,
                None => counts.clock_unknown += 1,
                Some(life) => self.live(&life, &mut counts),
            }
        }
        counts
    }

    /// Goes through the years of one membership.
    fn live(&self, life: &Life, counts: &mut Counts) {
        // who is first seen in a window belongs to the year before it, but not to its renewal
        let first = self.number(life.start, life.observed);
        let mut number = if self.year(life.start, first).is_some_and(|year| life.observed < year.mid_term_from) {
            first.saturating_sub(1)
        } else {
            first
        };
        while let Some(year) = self.year(life.start, number) {
            let count = counts.year(year.number);
            if life.observed < year.opens && !life.passes_mid_term(&year, count) {
                return;
            }
            if !life.passes_renewal(&year, count) {
                return;
            }
            number += 1;
        }
    }
}

impl Counts {
    fn year(&mut self, number: u32) -> &mut YearCount {
        let number = number as usize;
        if self.years.len() <= number {
            self.years.resize(number + 1, YearCount::default());
        }
        &mut self.years[number]
    }
}

impl Life {
    /// `None` when the first day is not known, or no day is under observation.
    fn of(spell: &Spell, as_of: Day) -> Option<Self> {
        // an end on the day after the extract is known: the last day in was the extract date
        let last = spell.end.unwrap_or(as_of.next());
        let life = Self { start: spell.start, observed: spell.observed, end: spell.end.zip(spell.reason), last_seen: last };
        (spell.start_known && spell.observed < last).then_some(life)
    }

    /// Counts the mid-term of a year; whether the window opened for this member.
    fn passes_mid_term(&self, year: &Year, count: &mut YearCount) -> bool {
        let from = self.observed.max(year.mid_term_from);
        let until = self.last_seen.min(year.opens);
        let at = |day: Day| day.since(year.begins);
        if from >= year.opens {
            return true; // no mid-term between two windows that meet
        }
        count.days.entry(at(from)).or_default().entered += 1;
        count.mid_term_days += u64::try_from(until.since(from)).unwrap_or(0);
        match self.end.filter(|(end, _)| *end < year.opens) {
            Some((end, reason)) => {
                count.days.entry(at(end)).or_default().resigned += 1;
                count.resigned.count(reason);
                false
            }
            None => {
                let seen = self.last_seen.min(year.opens);
                count.days.entry(at(seen)).or_default().censored += 1;
                self.last_seen >= year.opens
            }
        }
    }

    /// Counts the renewal at the end of a year; whether the next year begins for this member.
    fn passes_renewal(&self, year: &Year, count: &mut YearCount) -> bool {
        let counts = self.observed < year.opens;
        match self.end.filter(|(end, _)| *end <= year.closes) {
            Some((_, reason)) => {
                if counts {
                    count.reached += 1;
                    count.lapsed.count(reason);
                }
                false
            }
            None => {
                let seen = self.last_seen >= year.closes;
                count.reached += u64::from(counts && seen);
                // who was last seen in the window had not left yet: unknown whether renewed
                seen && self.last_seen > year.closes
            }
        }
    }
}
