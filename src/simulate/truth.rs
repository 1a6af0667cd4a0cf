//! What is true of a simulated register: the probabilities used and what really happened, counted while it happened.

use super::rules::Noise;
use crate::episode::{EndReason, Standing};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// How often something could happen and did, beside the probability with which it was made to happen.
///
/// Only trials whose outcome the register shows are counted: none of a year that has not ended, and of lapses none whose arrears
/// have not been struck off by the extract date.
///
/// # Example
///
/// ```
/// use kaiin::simulate::Tally;
/// let tally = Tally { probability: 0.5, trials: 100, events: 45, expected: 50.0, variance: 25.0 };
/// assert_eq!((tally.rate(), tally.z()), (Some(0.45), Some(-1.0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// The probability that was set, before [effects](crate::simulate::Effect).
    pub probability: f64,
    /// How often it could happen.
    pub trials: u64,
    /// How often it did.
    pub events: u64,
    /// Sum of the probabilities used, effects included: how often it was to be expected.
    pub expected: f64,
    /// Sum of p (1 - p) over the probabilities used: the variance of `events`.
    pub variance: f64,
}

impl Tally {
    /// The realised rate, events / trials; `None` without trials.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.trials > 0).then(|| self.events as f64 / self.trials as f64)
    }

    /// How many standard deviations the events lie above their expectation; `None` when nothing was left to chance.
    #[must_use]
    pub fn z(&self) -> Option<f64> {
        (self.variance > 0.0).then(|| (self.events as f64 - self.expected) / self.variance.sqrt())
    }

    /// Counts one trial of probability `p`.
    pub(super) fn record(&mut self, p: f64, happened: bool) {
        self.trials += 1;
        self.events += u64::from(happened);
        self.expected += p;
        self.variance += p * (1.0 - p);
    }

    /// Adds the counts of another part of the register.
    pub(super) fn add(&mut self, other: &Self) {
        self.trials += other.trials;
        self.events += other.events;
        self.expected += other.expected;
        self.variance += other.variance;
    }
}

/// What is true of one licence cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortTruth {
    /// The fiscal year of the licence.
    pub cohort: FiscalYear,
    /// Licence holders.
    pub licensees: u64,
    /// Those who joined by the extract date, once or more often.
    pub joined: u64,
    /// Joining in the fiscal year of the licence.
    pub entry: Tally,
}

/// What happened in one fiscal year, as far as the register shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearTruth {
    /// The fiscal year.
    pub year: FiscalYear,
    /// Whether the extract date is the last day of the year or later; if not, nobody is counted on the last day.
    pub complete: bool,
    /// People who joined for the first time, in the fiscal year of their licence.
    pub joined_on_time: u64,
    /// People who joined for the first time, later.
    pub joined_late: u64,
    /// People who came back after a lapse.
    pub reinstated: u64,
    /// People whose *last day* of membership lies in the year, by reason, in the order of [`EndReason::ALL`].
    pub left: [u64; EndReason::ALL.len()],
    /// Those of them whose last day is the last day of the year. Memberships that end with the extract date still last in the register
    /// and are not counted.
    pub left_on_last_day: u64,
    /// People whose first day *no longer a member* lies in the year, by reason: the end as rows record it, by which those who leave with
    /// the last day of a year belong to the next one.
    pub ended: [u64; EndReason::ALL.len()],
    /// People who went on leave on the first day of the year.
    pub leave_begun: u64,
    /// People who moved to another branch on the first day of the year.
    pub transferred: u64,
    /// People on the roll on the last day of the year, by standing, in the order of [`Standing::ALL`].
    pub on_last_day: [u64; Standing::ALL.len()],
    /// The same by branch, in the order of [`Truth::branches`].
    pub on_last_day_by_branch: Vec<u64>,
}

impl YearTruth {
    /// A year without events.
    pub(super) fn empty(year: FiscalYear, complete: bool, branches: usize) -> Self {
        Self {
            year,
            complete,
            joined_on_time: 0,
            joined_late: 0,
            reinstated: 0,
            left: [0; EndReason::ALL.len()],
            left_on_last_day: 0,
            ended: [0; EndReason::ALL.len()],
            leave_begun: 0,
            transferred: 0,
            on_last_day: [0; Standing::ALL.len()],
            on_last_day_by_branch: vec![0; branches],
        }
    }

    /// First joiners of the year.
    #[must_use]
    pub fn joined(&self) -> u64 {
        self.joined_on_time + self.joined_late
    }

    /// Leavers of the year by last day, for all reasons.
    #[must_use]
    pub fn left_total(&self) -> u64 {
        self.left.iter().sum()
    }

    /// People on the roll on the last day of the year in any standing.
    ///
    /// Law, for complete years: members on the last day = those of the year before + joined + reinstated - ended.
    #[must_use]
    pub fn members_on_last_day(&self) -> u64 {
        self.on_last_day.iter().sum()
    }

    /// Members carried into the next year: those of the last day without those who left with it.
    ///
    /// Law, for complete years: carried over = carried over from the year before + joined + reinstated - left.
    #[must_use]
    pub fn carried_over(&self) -> u64 {
        self.members_on_last_day().saturating_sub(self.left_on_last_day)
    }

    /// Counts someone who is on the roll on the last day.
    pub(super) fn count_on_last_day(&mut self, standing: Standing, branch: usize) {
        self.on_last_day[standing as usize] += 1;
        self.on_last_day_by_branch[branch] += 1;
    }

    /// Counts someone whose last day of membership lies in the year.
    pub(super) fn count_left(&mut self, reason: EndReason, on_last_day: bool) {
        self.left[reason as usize] += 1;
        self.left_on_last_day += u64::from(on_last_day);
    }

    /// Counts someone whose first day no longer a member lies in the year.
    pub(super) fn count_ended(&mut self, reason: EndReason) {
        self.ended[reason as usize] += 1;
    }

    /// Adds the counts of another part of the register.
    fn add(&mut self, other: &Self) {
        self.joined_on_time += other.joined_on_time;
        self.joined_late += other.joined_late;
        self.reinstated += other.reinstated;
        add_counts(&mut self.left, &other.left);
        self.left_on_last_day += other.left_on_last_day;
        add_counts(&mut self.ended, &other.ended);
        self.leave_begun += other.leave_begun;
        self.transferred += other.transferred;
        add_counts(&mut self.on_last_day, &other.on_last_day);
        add_counts(&mut self.on_last_day_by_branch, &other.on_last_day_by_branch);
    }
}

/// Adds counts place by place.
pub(super) fn add_counts(sums: &mut [u64], counts: &[u64]) {
    sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}

/// What is true of a simulated register: the probabilities used, and what happened, counted while it happened and not from the rows.
///
/// Tallies are in the order of the years they name: `lapse[0]` belongs to the first year of membership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// Licence holders.
    pub licensees: u64,
    /// Different people who joined by the extract date.
    pub members: u64,
    /// Rows, those of noise included.
    pub rows: u64,
    /// Names of the branches.
    pub branches: Vec<String>,
    /// By licence cohort.
    pub cohorts: Vec<CohortTruth>,
    /// By fiscal year, from that of the first cohort to that of the extract date.
    pub years: Vec<YearTruth>,
    /// Joining by those who never did, in the 1st, 2nd, … fiscal year after that of the licence.
    pub late_entry: Vec<Tally>,
    /// Not continuing after the 1st, 2nd, … fiscal year of membership, for active members.
    pub lapse: Vec<Tally>,
    /// Resigning, for those of [`lapse`](Self::lapse) who do not continue; the others fall into arrears.
    pub voluntary: Tally,
    /// Going on leave, for active members who continue.
    pub leave: Tally,
    /// Becoming active again, for people on leave at the end of a fiscal year.
    pub leave_return: Tally,
    /// Leaving the association, for people on leave at the end of a fiscal year.
    pub leave_lapse: Tally,
    /// Coming back in the 1st, 2nd, … fiscal year for which it is possible.
    pub reinstatement: Vec<Tally>,
    /// Moving to another branch, for active members who continue and are not going on leave.
    pub transfer: Tally,
    /// Dying within a fiscal year, for those on the roll at its beginning and not in arrears; the probability depends on age and is not repeated here.
    pub death: Tally,
    /// Leaving the profession within a fiscal year, for the same people as far as they do not die in it; likewise by age.
    pub retirement: Tally,
    /// Bad rows that were added.
    pub noise: Noise,
}

impl Truth {
    /// All tallies with their names: what a check of the whole goes through.
    pub fn tallies(&self) -> impl Iterator<Item = (&'static str, &Tally)> {
        let cohorts = self.cohorts.iter().map(|cohort| ("entry", &cohort.entry));
        let by_year = [("late_entry", &self.late_entry), ("lapse", &self.lapse), ("reinstatement", &self.reinstatement)];
        let single = [
            ("voluntary", &self.voluntary),
            ("leave", &self.leave),
            ("leave_return", &self.leave_return),
            ("leave_lapse", &self.leave_lapse),
            ("transfer", &self.transfer),
            ("death", &self.death),
            ("retirement", &self.retirement),
        ];
        cohorts.chain(by_year.into_iter().flat_map(|(name, tallies)| tallies.iter().map(move |tally| (name, tally)))).chain(single)
    }

    /// Adds what happened in one block of people of one licence cohort.
    pub(super) fn add(&mut self, cohort: usize, block: &BlockTruth) {
        let of = &mut self.cohorts[cohort];
        of.joined += block.joined;
        of.entry.add(&block.entry);
        self.members += block.joined;
        self.years.iter_mut().zip(&block.years).for_each(|(sum, year)| sum.add(year));
        for (sums, tallies) in
            [(&mut self.late_entry, &block.late_entry), (&mut self.lapse, &block.lapse), (&mut self.reinstatement, &block.reinstatement)]
        {
            sums.iter_mut().zip(tallies).for_each(|(sum, tally)| sum.add(tally));
        }
        for (sum, tally) in [
            (&mut self.voluntary, &block.voluntary),
            (&mut self.leave, &block.leave),
            (&mut self.leave_return, &block.leave_return),
            (&mut self.leave_lapse, &block.leave_lapse),
            (&mut self.transfer, &block.transfer),
            (&mut self.death, &block.death),
            (&mut self.retirement, &block.retirement),
        ] {
            sum.add(tally);
        }
    }
}

/// What happened in one block of people of one licence cohort.
pub(super) struct BlockTruth {
    pub(super) joined: u64,
    pub(super) years: Vec<YearTruth>,
    pub(super) entry: Tally,
    pub(super) late_entry: Vec<Tally>,
    pub(super) lapse: Vec<Tally>,
    pub(super) voluntary: Tally,
    pub(super) leave: Tally,
    pub(super) leave_return: Tally,
    pub(super) leave_lapse: Tally,
    pub(super) reinstatement: Vec<Tally>,
    pub(super) transfer: Tally,
    pub(super) death: Tally,
    pub(super) retirement: Tally,
}

impl BlockTruth {
    /// Nothing happened yet, in the given years.
    pub(super) fn new(years: Vec<YearTruth>) -> Self {
        let by_year = || vec![Tally::default(); years.len()];
        Self {
            joined: 0,
            entry: Tally::default(),
            late_entry: by_year(),
            lapse: by_year(),
            voluntary: Tally::default(),
            leave: Tally::default(),
            leave_return: Tally::default(),
            leave_lapse: Tally::default(),
            reinstatement: by_year(),
            transfer: Tally::default(),
            death: Tally::default(),
            retirement: Tally::default(),
            years,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_without_chance_has_no_z() {
        let mut tally = Tally::default();
        assert_eq!((tally.rate(), tally.z()), (None, None));
        tally.record(1.0, true);
        assert_eq!((tally.rate(), tally.z()), (Some(1.0), None));
    }
}
