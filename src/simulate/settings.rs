//! What can be set about a simulated register, and what holds when nothing is set.

use super::branch::PREFECTURES;
use super::inflow::{FIRST_COHORT, LAST_COHORT, physiotherapists};
use super::rules::{Arrears, Effect, Extra, LicenceRecord, Noise, RowOrder, TenureOnReturn};
use super::schedule::{Schedule, probability, weights};
use crate::error::{Error, Result};
use crate::time::Day;
use crate::unit::FiscalYear;
use std::collections::HashSet;
use std::num::NonZeroUsize;

/// Settings of a simulated register; [`Simulation::run`] makes it.
///
/// Fiscal years run from April to March. In each of them, in this order: licence holders, members or not, die or leave the
/// profession (never in the year of licence, of joining or of return); people who are not members enter or come back; and on the last
/// day those who are members lapse, or go on leave, or move to another branch, or stay. All people decide independently.
///
/// The default probabilities are round numbers of a plausible size, not estimates for any association.
///
/// # Example
///
/// ```
/// use kaiin::simulate::Simulation;
/// let register = Simulation::new().members(1_000)?.lapse(&[0.10, 0.05])?.run(42)?;
/// assert_eq!(register.truth.lapse[1].probability, 0.05);
/// assert_eq!(register, Simulation::new().members(1_000)?.lapse(&[0.10, 0.05])?.threads(2)?.run(42)?);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Simulation {
    pub(super) size: Size,
    pub(super) first_cohort: FiscalYear,
    pub(super) cohort_weights: Vec<f64>,
    pub(super) as_of: Option<Day>,
    pub(super) branches: Vec<(String, f64)>,
    pub(super) joining_months: [f64; 12],
    pub(super) entry: (f64, f64),
    pub(super) late_entry: Schedule,
    pub(super) lapse: Schedule,
    pub(super) voluntary: f64,
    pub(super) leave: f64,
    pub(super) leave_return: f64,
    pub(super) leave_lapse: f64,
    pub(super) reinstatement: Schedule,
    pub(super) transfer: f64,
    pub(super) death: Schedule,
    pub(super) retirement: Schedule,
    pub(super) arrears: Arrears,
    pub(super) tenure_on_return: TenureOnReturn,
    pub(super) licence_record: LicenceRecord,
    pub(super) extras: Vec<Extra>,
    pub(super) effects: Vec<Effect>,
    pub(super) noise: Noise,
    pub(super) row_order: RowOrder,
    pub(super) threads: Option<NonZeroUsize>,
}

/// How large a register is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// So many people who ever join, in expectation.
    Members(u64),
    /// So many licence holders, exactly.
    Licensees(u64),
}

/// The most licence holders and rows of one register.
pub(super) const MOST_ROWS: u64 = u32::MAX as u64 - 1;
/// The most branches, which keeps the counts by branch and year small.
const MOST_BRANCHES: usize = 1_000;

impl Default for Simulation {
    fn default() -> Self {
        Self::new()
    }
}

impl Simulation {
    /// The default settings: 10,000 members of the licence cohorts 1966 to 2024, growing like the Japanese physiotherapists; 47
    /// branches; extract of 31 March 2025.
    pub fn new() -> Self {
        let schedule = |values: &[f64]| Schedule::new("default", values).expect("the defaults are probabilities");
        let by_age = |steps: &[(u32, f64)]| Schedule::by_age("default", steps).expect("the defaults are ascending ages with probabilities");
        let mut cohort_weights = physiotherapists();
        cohort_weights.pop(); // cohort 2025
        Self {
            size: Size::Members(10_000),
            first_cohort: FIRST_COHORT,
            cohort_weights,
            as_of: None,
            branches: PREFECTURES.iter().map(|&(name, members)| (name.to_owned(), f64::from(members))).collect(),
            joining_months: [55.0, 15.0, 10.0, 5.0, 3.0, 3.0, 2.0, 2.0, 1.0, 2.0, 1.0, 1.0],
            entry: (0.92, 0.86),
            late_entry: schedule(&[0.10, 0.06, 0.04, 0.03, 0.02, 0.01]),
            lapse: schedule(&[0.10, 0.08, 0.065, 0.055, 0.045, 0.04, 0.035, 0.03, 0.025, 0.02]),
            voluntary: 0.45,
            leave: 0.012,
            leave_return: 0.45,
            leave_lapse: 0.15,
            reinstatement: schedule(&[0.06, 0.04, 0.03, 0.02, 0.01]),
            transfer: 0.015,
            death: by_age(&[(0, 0.0005), (40, 0.0015), (50, 0.004), (60, 0.008), (70, 0.02), (80, 0.06), (90, 0.2), (100, 0.5)]),
            retirement: by_age(&[(50, 0.005), (60, 0.05), (65, 0.15), (70, 0.25)]),
            arrears: Arrears::default(),
            tenure_on_return: TenureOnReturn::default(),
            licence_record: LicenceRecord::default(),
            extras: Vec::new(),
            effects: Vec::new(),
            noise: Noise::default(),
            row_order: RowOrder::default(),
            threads: None,
        }
    }

    /// So many different people who ever join, in expectation: the number of licence holders is set to it divided by the share of
    /// them who ever join (effects left out), and about ± √`count` remains to chance. Replaces [`licensees`](Self::licensees).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when 0; [`Error::Limit`] beyond 2^32 - 2.
    pub fn members(mut self, count: u64) -> Result<Self> {
        self.size = Size::Members(people("members", count)?);
        Ok(self)
    }

    /// So many licence holders, exactly. Replaces [`members`](Self::members).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when 0; [`Error::Limit`] beyond 2^32 - 2.
    pub fn licensees(mut self, count: u64) -> Result<Self> {
        self.size = Size::Licensees(people("licensees", count)?);
        Ok(self)
    }

    /// The licence cohorts from `first` to `last`, growing like the Japanese physiotherapists; 1966 to 2024 by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a cohort lies outside 1966 to 2025 or `last` before `first`.
    pub fn cohorts(mut self, first: FiscalYear, last: FiscalYear) -> Result<Self> {
        let known = FIRST_COHORT..=LAST_COHORT;
        if !known.contains(&first) || !known.contains(&last) || last < first {
            let reason = "are not licence cohorts of the table; write years from 1966 to 2025, the first first, or give an inflow";
            return Err(Error::setting("cohorts", format!("{first} to {last}"), reason));
        }
        let all = physiotherapists();
        self.cohort_weights = all[first.since(FIRST_COHORT) as usize..=last.since(FIRST_COHORT) as usize].to_vec();
        self.first_cohort = first;
        Ok(self)
    }

    /// Licence cohorts of relative sizes `weights`, one for each fiscal year from `first` on: an inflow other than the
    /// physiotherapists'.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `first` lies before 1900 or the last cohort after 2150, or when the weights are negative, not finite or
    /// all zero.
    pub fn inflow(mut self, first: FiscalYear, weights_by_year: &[f64]) -> Result<Self> {
        weights("inflow", weights_by_year.iter().copied())?;
        let last = first.plus(i32::try_from(weights_by_year.len()).unwrap_or(i32::MAX) - 1);
        if first < FiscalYear(1900) || last > FiscalYear(2150) {
            return Err(Error::setting("inflow", format!("{first} to {last}"), "leaves the years 1900 to 2150; write cohorts within them"));
        }
        self.first_cohort = first;
        self.cohort_weights = weights_by_year.to_vec();
        Ok(self)
    }

    /// The extract date (基準日): what happened by the end of this day is known, nothing later is. By default 31 March of the fiscal year
    /// of the last cohort, so that all years are complete; those who leave with that day are still members on it.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it lies after 2190; [`Simulation::run`] refuses one before the first cohort.
    pub fn as_of(mut self, day: Day) -> Result<Self> {
        if day.year() > 2190 {
            return Err(Error::setting("as_of", day, "lies after 2190; write an earlier extract date"));
        }
        self.as_of = Some(day);
        Ok(self)
    }

    /// Branches (所属) with their weights among the newly licensed; by default the 47 prefectures in the order of their JIS codes,
    /// weighted by members of the Japanese Physical Therapy Association in fiscal 2001.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a name is empty or repeated, or the weights are negative, not finite or all zero; [`Error::Limit`]
    /// beyond 1,000 branches.
    pub fn branches<N: Into<String>>(mut self, branches: impl IntoIterator<Item = (N, f64)>) -> Result<Self> {
        let branches: Vec<(String, f64)> = branches.into_iter().map(|(name, weight)| (name.into(), weight)).collect();
        weights("branches", branches.iter().map(|&(_, weight)| weight))?;
        if branches.len() > MOST_BRANCHES {
            let (found, limit) = (branches.len() as u64, MOST_BRANCHES as u64);
            return Err(Error::Limit { what: "branches of a simulation", found, limit, advice: "merge small branches".into() });
        }
        let mut seen = HashSet::new();
        if let Some((name, _)) = branches.iter().find(|(name, _)| name.is_empty() || !seen.insert(name.as_str())) {
            return Err(Error::setting("branches", format!("{name:?}"), "is empty or repeated; give each branch a name of its own"));
        }
        self.branches = branches;
        Ok(self)
    }

    /// Relative frequency of the months in which people join or come back, from April to March; the day within the month is uniform.
    /// By default 55 % in April, 15 % in May, 10 % in June and the rest over the year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the weights are negative, not finite or all zero.
    pub fn joining_months(mut self, april_to_march: [f64; 12]) -> Result<Self> {
        weights("joining_months", april_to_march)?;
        self.joining_months = april_to_march;
        Ok(self)
    }

    /// Probability of joining in the fiscal year of the licence (入会率), for the first and for the last cohort; on a straight line
    /// between. 0.92 to 0.86 by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when outside [0, 1].
    pub fn entry(mut self, first_cohort: f64, last_cohort: f64) -> Result<Self> {
        self.entry = (probability("entry", first_cohort)?, probability("entry", last_cohort)?);
        Ok(self)
    }

    /// Probability that someone who never joined joins in the 1st, 2nd, … fiscal year after that of the licence; the last holds for
    /// all later years. `[0.10, 0.06, 0.04, 0.03, 0.02, 0.01]` by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when empty or outside [0, 1].
    pub fn late_entry(mut self, by_years_since_licence: &[f64]) -> Result<Self> {
        self.late_entry = Schedule::new("late_entry", by_years_since_licence)?;
        Ok(self)
    }

    /// Probability that an active member does not continue after the 1st, 2nd, … fiscal year of membership, the year of joining being
    /// the first; the last holds for all later years. Years on leave count, but nobody lapses by this probability while on leave.
    /// `[0.10, 0.08, 0.065, 0.055, 0.045, 0.04, 0.035, 0.03, 0.025, 0.02]` by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when empty or outside [0, 1].
    pub fn lapse(mut self, by_membership_year: &[f64]) -> Result<Self> {
        self.lapse = Schedule::new("lapse", by_membership_year)?;
        Ok(self)
    }

    /// Share of those who do not continue who resign (任意退会), which takes effect on 31 March; the others fall into arrears
    /// (会費滞納), see [`arrears`](Self::arrears). 0.45 by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when outside [0, 1].
    pub fn voluntary(mut self, share: f64) -> Result<Self> {
        self.voluntary = probability("voluntary", share)?;
        Ok(self)
    }

    /// When arrears end a membership; struck off on 30 June by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the day does not exist in every year.
    pub fn arrears(mut self, rule: Arrears) -> Result<Self> {
        if let Arrears::StruckOff { month, day } | Arrears::SuspendedThenStruckOff { month, day } = rule {
            Day::from_ymd(2023, u32::from(month), u32::from(day))?;
        }
        self.arrears = rule;
        Ok(self)
    }

    /// Leave of absence (休会), in whole fiscal years: the probability that an active member who continues begins one on 1 April; and
    /// for someone on leave, at the end of each fiscal year, the probabilities of becoming active again and of leaving the
    /// association. 0.012, 0.45 and 0.15 by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when one is outside [0, 1] or the last two add up to more than 1.
    pub fn leave(mut self, begin: f64, resume: f64, lapse: f64) -> Result<Self> {
        self.leave = probability("leave", begin)?;
        self.leave_return = probability("leave_return", resume)?;
        self.leave_lapse = probability("leave_lapse", lapse)?;
        if resume + lapse > 1.0 {
            let reason = "add up to more than 1; write probabilities of returning and lapsing that leave room for staying on leave";
            return Err(Error::setting("leave_return and leave_lapse", format!("{resume} and {lapse}"), reason));
        }
        Ok(self)
    }

    /// Probability that someone who lapsed comes back in the 1st, 2nd, … fiscal year for which this is possible, the first being the
    /// second after the last one paid for: a whole fiscal year is missed. The last holds for all later years.
    /// `[0.06, 0.04, 0.03, 0.02, 0.01]` by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when empty or outside [0, 1].
    pub fn reinstatement(mut self, by_years_since_lapse: &[f64]) -> Result<Self> {
        self.reinstatement = Schedule::new("reinstatement", by_years_since_lapse)?;
        Ok(self)
    }

    /// What becomes of the years of membership of those who come back; they restart by default.
    pub fn tenure_on_return(mut self, rule: TenureOnReturn) -> Self {
        self.tenure_on_return = rule;
        self
    }

    /// Probability that an active member who continues, not on leave, moves to another branch (異動) on 1 April; the new branch is
    /// drawn from the other branches by their weights. 0.015 by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when outside [0, 1].
    pub fn transfer(mut self, p: f64) -> Result<Self> {
        self.transfer = probability("transfer", p)?;
        Ok(self)
    }

    /// Probability of dying within a fiscal year by age at its beginning, as steps (age from which it holds, probability); none when
    /// empty. The day is uniform over the year. About that of Japan by default, in round figures.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the ages do not ascend or exceed 120, or a probability is outside [0, 1].
    pub fn death(mut self, by_age: &[(u32, f64)]) -> Result<Self> {
        self.death = Schedule::by_age("death", by_age)?;
        Ok(self)
    }

    /// Probability of leaving the profession (廃業・引退) within a fiscal year for those who do not die in it, by age at its beginning,
    /// as in [`death`](Self::death). None before 50, 0.05 from 60, 0.15 from 65, 0.25 from 70 by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the ages do not ascend or exceed 120, or a probability is outside [0, 1].
    pub fn retirement(mut self, by_age: &[(u32, f64)]) -> Result<Self> {
        self.retirement = Schedule::by_age("retirement", by_age)?;
        Ok(self)
    }

    /// A known difference of a branch, of some years, of a campaign; may be called several times. None by default.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a factor is negative or not finite; [`Simulation::run`] refuses the name of an unknown branch.
    pub fn effect(mut self, effect: Effect) -> Result<Self> {
        effect.check()?;
        self.effects.push(effect);
        Ok(self)
    }

    /// How the register records the licence; as the licence cohort by default. Nothing else depends on it.
    pub fn licence_record(mut self, record: LicenceRecord) -> Self {
        self.licence_record = record;
        self
    }

    /// One more column; none by default. Born and sex change nothing else, class cuts the memberships of senior members.
    pub fn with(mut self, extra: Extra) -> Self {
        self.extras.push(extra);
        self
    }

    /// Bad rows to add; none by default. How many could be added stands in the truth.
    pub fn noise(mut self, noise: Noise) -> Self {
        self.noise = noise;
        self
    }

    /// The order of the rows; by person by default.
    pub fn row_order(mut self, order: RowOrder) -> Self {
        self.row_order = order;
        self
    }

    /// How many threads work; by default as many as the machine offers. The result does not depend on it.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when 0.
    pub fn threads(mut self, count: usize) -> Result<Self> {
        let positive = NonZeroUsize::new(count);
        self.threads = Some(positive.ok_or_else(|| Error::setting("threads", count, "do no work; write at least 1"))?);
        Ok(self)
    }
}

/// A number of people that a register can hold.
fn people(name: &'static str, count: u64) -> Result<u64> {
    match count {
        0 => Err(Error::setting(name, count, "is an empty register; write at least 1")),
        1..=MOST_ROWS => Ok(count),
        _ => Err(Error::Limit {
            what: name,
            found: count,
            limit: MOST_ROWS,
            advice: "simulate several registers with different seeds".into(),
        }),
    }
}
