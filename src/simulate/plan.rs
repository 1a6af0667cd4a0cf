//! The settings made ready for use: days of the fiscal years, cumulative shares, sizes of the cohorts.

use super::inflow::share_out;
use super::random::cumulative;
use super::rules::{Arrears, Extra, TenureOnReturn};
use super::schedule::{weights, with_odds};
use super::settings::{MOST_ROWS, Simulation, Size};
use super::truth::YearTruth;
use crate::error::{Error, Result};
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;

/// Ages in completed years on the first day of the fiscal year of the licence, with weights: mostly straight from school.
const AGES_AT_LICENCE: [(u32, f64); 10] =
    [(21, 40.0), (22, 30.0), (23, 8.0), (24, 5.0), (25, 4.0), (27, 4.0), (30, 4.0), (33, 2.0), (37, 2.0), (42, 1.0)];

/// The settings made ready for use. Years are counted from that of the first cohort, days from 1970-01-01.
pub(super) struct Plan<'a> {
    pub(super) settings: &'a Simulation,
    /// The last day that the register shows.
    pub(super) as_of: i32,
    /// Licence holders of each cohort.
    pub(super) licensees: Vec<u64>,
    /// First day of each fiscal year, to two years beyond the last.
    year_start: Vec<i32>,
    /// First day of each month of each fiscal year, and of the next year.
    month_start: Vec<[i32; 13]>,
    /// First day on which the arrears of each fiscal year are no longer members.
    arrears_end: Vec<i32>,
    /// Fiscal years in which something can happen.
    pub(super) years: usize,
    pub(super) entry: Vec<f64>,
    pub(super) joining_months: Vec<f64>,
    pub(super) branch_shares: Vec<f64>,
    pub(super) ages: Vec<f64>,
    /// Factors on the odds of (entering, lapsing) by year and branch; empty without effects.
    odds: Vec<(f64, f64)>,
    pub(super) senior_class: bool,
    pub(super) tenure_resumes: bool,
}

impl<'a> Plan<'a> {
    /// Makes the settings ready.
    pub(super) fn new(settings: &'a Simulation) -> Result<Self> {
        let cohorts = settings.cohort_weights.len();
        let year = |index: usize| settings.first_cohort.plus(index as i32);
        let start = |index: usize| FiscalCalendar::japan().start_of(year(index)).map(Day::days);
        let as_of = settings.as_of.map_or_else(|| start(cohorts).map(|day| day - 1), |day| Ok(day.days()))?;
        let years = years_until(as_of, settings.first_cohort)?;
        let cohort_weights = &settings.cohort_weights[..cohorts.min(years)];
        weights("inflow before as_of", cohort_weights.iter().copied())?;
        let year_start = (0..years + 3).map(start).collect::<Result<Vec<_>>>()?;
        let mut plan = Self {
            as_of,
            licensees: Vec::new(),
            month_start: (0..=years).map(|index| month_starts(year(index))).collect::<Result<_>>()?,
            arrears_end: (0..=years)
                .map(|index| arrears_end(settings.arrears, year(index), &year_start[index..]))
                .collect::<Result<_>>()?,
            year_start,
            years,
            entry: entry_by_cohort(settings.entry, cohorts),
            joining_months: cumulative(settings.joining_months),
            branch_shares: cumulative(settings.branches.iter().map(|&(_, weight)| weight)),
            ages: cumulative(AGES_AT_LICENCE.map(|(_, weight)| weight)),
            odds: odds(settings, years)?,
            senior_class: settings.extras.contains(&Extra::Class),
            tenure_resumes: settings.tenure_on_return == TenureOnReturn::Resumes,
            settings,
        };
        plan.licensees = share_out(plan.licence_holders(cohort_weights)?, cohort_weights);
        Ok(plan)
    }

    /// First day of a fiscal year.
    pub(super) fn start(&self, year: usize) -> i32 {
        self.year_start[year]
    }

    /// First days of the months of a fiscal year and of the next year.
    pub(super) fn months(&self, year: usize) -> &[i32; 13] {
        &self.month_start[year]
    }

    /// The fiscal year with this index.
    pub(super) fn fiscal_year(&self, year: usize) -> FiscalYear {
        self.settings.first_cohort.plus(year as i32)
    }

    /// First day on which those whose dues end with `year` and who fall into arrears are no longer members.
    pub(super) fn arrears_end(&self, year: usize) -> i32 {
        self.arrears_end[year]
    }

    /// Whether the register shows all of a year.
    pub(super) fn complete(&self, year: usize) -> bool {
        self.start(year + 1) <= self.as_of + 1
    }

    /// Whether the register shows who did not continue after a year.
    pub(super) fn lapse_seen(&self, year: usize) -> bool {
        self.arrears_end(year) <= self.as_of
    }

    /// Whether the register shows an episode that begins with the year after, or ends with the year.
    pub(super) fn next_year_seen(&self, year: usize) -> bool {
        self.start(year + 1) <= self.as_of
    }

    /// A probability of entering, after effects.
    pub(super) fn entry_probability(&self, p: f64, year: usize, branch: usize) -> f64 {
        self.odds.get(year * self.branch_shares.len() + branch).map_or(p, |&(entry, _)| with_odds(p, entry))
    }

    /// A probability of lapsing, after effects.
    pub(super) fn lapse_probability(&self, p: f64, year: usize, branch: usize) -> f64 {
        self.odds.get(year * self.branch_shares.len() + branch).map_or(p, |&(_, lapse)| with_odds(p, lapse))
    }

    /// Age at licence with this position in the table of ages.
    pub(super) fn age_at_licence(position: usize) -> u32 {
        AGES_AT_LICENCE[position].0
    }

    /// Years without events.
    pub(super) fn empty_years(&self) -> Vec<YearTruth> {
        let branches = self.settings.branches.len();
        (0..self.years).map(|year| YearTruth::empty(self.fiscal_year(year), self.complete(year), branches)).collect()
    }

    /// How many licence holders are needed.
    fn licence_holders(&self, cohort_weights: &[f64]) -> Result<u64> {
        let members = match self.settings.size {
            Size::Licensees(count) => return Ok(count),
            Size::Members(count) => count,
        };
        let share = self.share_ever_joining(cohort_weights);
        if share <= 0.0 {
            return Err(Error::setting("members", members, "cannot be reached: nobody joins; raise entry or late_entry, or set licensees"));
        }
        let found = (members as f64 / share).round().max(1.0);
        if found > MOST_ROWS as f64 {
            let advice = "ask for fewer members or raise entry".into();
            return Err(Error::Limit { what: "licence holders needed", found: found as u64, limit: MOST_ROWS, advice });
        }
        Ok(found as u64)
    }

    /// Share of the licence holders who join by the last year.
    ///
    /// # Formula
    ///
    /// ```text
    /// share(c, a) = 1 - Σ lost - left,  with  left(c) = 1 - e(c),  lost(y) = left(y-1) x(a + y - c),
    ///               left(y) = (left(y-1) - lost(y)) (1 - l(y - c))
    /// ```
    ///
    /// `e` entry, `l` late entry, `x` dying or leaving the profession; averaged over ages `a` and cohorts `c` by weight.
    fn share_ever_joining(&self, cohort_weights: &[f64]) -> f64 {
        let total: f64 = cohort_weights.iter().sum();
        let ages: f64 = AGES_AT_LICENCE.iter().map(|(_, weight)| weight).sum();
        let mut share = 0.0;
        for (cohort, weight) in cohort_weights.iter().enumerate() {
            for (age, age_weight) in AGES_AT_LICENCE {
                let mut left = 1.0 - self.entry[cohort];
                let mut lost = 0.0;
                for since in 1..self.years - cohort {
                    let exits = left * exit(self.settings, age as usize + since).0;
                    lost += exits;
                    left = (left - exits) * (1.0 - self.settings.late_entry.at(since - 1));
                }
                share += weight / total * (age_weight / ages) * (1.0 - left - lost);
            }
        }
        share
    }
}

/// Probability of dying or leaving the profession at an age, and share of deaths in it.
pub(super) fn exit(settings: &Simulation, age: usize) -> (f64, f64) {
    let (death, retirement) = (settings.death.at(age), settings.retirement.at(age));
    let either = death + (1.0 - death) * retirement;
    (either, if either > 0.0 { death / either } else { 0.0 })
}

/// How many fiscal years, from `first` on, have begun by a day.
fn years_until(as_of: i32, first: FiscalYear) -> Result<usize> {
    let last = FiscalCalendar::japan().year_of(Day::from_days(i64::from(as_of))?);
    usize::try_from(last.since(first) + 1).ok().filter(|&years| years > 0).ok_or_else(|| {
        let day = Day::from_days(i64::from(as_of)).map_or(String::new(), |day| day.to_string());
        Error::setting("as_of", day, format!("lies before the first licence cohort, fiscal {first}; write a later day"))
    })
}

/// First days of the twelve months of a fiscal year and of the next year.
fn month_starts(year: FiscalYear) -> Result<[i32; 13]> {
    let mut starts = [0; 13];
    for (index, start) in starts.iter_mut().enumerate() {
        let month = index as i32 + 3; // from January of the calendar year, counted from 0
        *start = Day::from_ymd(year.get() + month / 12, (month % 12 + 1) as u32, 1)?.days();
    }
    Ok(starts)
}

/// First day on which arrears of a fiscal year are no longer members; `starts` are the first days of that year and those after it.
fn arrears_end(rule: Arrears, year: FiscalYear, starts: &[i32]) -> Result<i32> {
    let next_year = starts[1];
    match rule {
        Arrears::AtYearEnd => Ok(next_year),
        Arrears::StruckOff { month, day } | Arrears::SuspendedThenStruckOff { month, day } => {
            let calendar_year = year.get() + if month >= 4 { 1 } else { 2 };
            Ok(Day::from_ymd(calendar_year, u32::from(month), u32::from(day))?.next().days())
        }
    }
}

/// Probabilities of entry in the licence year, on a straight line from the first cohort to the last.
fn entry_by_cohort((first, last): (f64, f64), cohorts: usize) -> Vec<f64> {
    let steps = cohorts.saturating_sub(1).max(1) as f64;
    (0..cohorts).map(|cohort| first + (last - first) * (cohort as f64 / steps)).map(|p| p.clamp(0.0, 1.0)).collect()
}

/// Factors on odds by year and branch; empty without effects.
fn odds(settings: &Simulation, years: usize) -> Result<Vec<(f64, f64)>> {
    let mut odds = if settings.effects.is_empty() { Vec::new() } else { vec![(1.0, 1.0); years * settings.branches.len()] };
    for effect in &settings.effects {
        if let Some(name) = effect.branch.as_ref().filter(|&name| !settings.branches.iter().any(|(branch, _)| branch == name)) {
            return Err(Error::setting("effect in branch", name, "names no branch of the simulation; write one of them, or set branches"));
        }
        for (index, odds) in odds.iter_mut().enumerate() {
            let (year, branch) = (index / settings.branches.len(), index % settings.branches.len());
            let here = effect.branch.as_ref().is_none_or(|name| *name == settings.branches[branch].0);
            if here && effect.holds_in(settings.first_cohort.plus(year as i32)) {
                // A product beyond the largest number stays finite: 0 times infinity would be no probability.
                odds.0 = (odds.0 * effect.entry_odds).min(f64::MAX);
                odds.1 = (odds.1 * effect.lapse_odds).min(f64::MAX);
            }
        }
    }
    Ok(odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> i32 {
        Day::from_ymd(y, m, d).unwrap().days()
    }

    #[test]
    fn fiscal_years_have_twelve_months_from_april() {
        let starts = month_starts(FiscalYear(2023)).unwrap();
        assert_eq!(
            (starts[0], starts[8], starts[9], starts[11], starts[12]),
            (day(2023, 4, 1), day(2023, 12, 1), day(2024, 1, 1), day(2024, 3, 1), day(2024, 4, 1))
        );
    }

    #[test]
    fn arrears_of_a_year_are_struck_off_in_the_next() {
        let starts = [day(2023, 4, 1), day(2024, 4, 1), day(2025, 4, 1)];
        let end = |rule| arrears_end(rule, FiscalYear(2023), &starts).unwrap();
        assert_eq!(end(Arrears::AtYearEnd), day(2024, 4, 1));
        assert_eq!(end(Arrears::default()), day(2024, 7, 1));
        assert_eq!(end(Arrears::StruckOff { month: 3, day: 31 }), day(2025, 4, 1));
        assert_eq!(end(Arrears::SuspendedThenStruckOff { month: 2, day: 28 }), day(2025, 3, 1));
    }

    #[test]
    fn the_share_who_ever_join_follows_from_the_probabilities() {
        // One cohort, three years, nobody dies: 1 - (1 - 0.5) (1 - 0.2) (1 - 0.1) = 0.64.
        let settings = Simulation::new()
            .inflow(FiscalYear(2000), &[1.0, 0.0, 0.0])
            .and_then(|s| s.entry(0.5, 0.5)?.late_entry(&[0.2, 0.1])?.death(&[])?.retirement(&[])?.members(64))
            .unwrap();
        let plan = Plan::new(&settings).unwrap();
        assert!((plan.share_ever_joining(&settings.cohort_weights) - 0.64).abs() < 1e-15);
        assert_eq!(plan.licensees, [100, 0, 0]);
    }
}
