//! What is added up of a projection, year by year: of one population, or of several that make one association.

use super::moments::{Chances, Moments, STATES};
use super::projected::{Projected, member};
use super::result::ProjectedYear;
use super::states::ProjectedState;
use crate::episode::EndReason;
use crate::projection::chain::Arrival;
use crate::unit::FiscalYear;
use std::collections::BTreeMap;

/// What makes probabilities deviate together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::projection) enum Cause {
    /// The error of an estimated assumption, with its year where it has one.
    Estimation { name: &'static str, year: Option<u32> },
    /// The effect of a projected year on entry, lapse or reinstatement; without a year that of the past years inside the rates.
    Year { kind: usize, year: Option<usize> },
}

/// A projection before deviations with one cause are squared.
#[derive(Debug, Clone)]
pub(in crate::projection) struct Roll {
    pub(super) years: Vec<Rolled>,
    /// By each cause, the deviation of everything that is counted, by year.
    pub(super) shifts: Vec<(Cause, Vec<Chances>)>,
}

impl Roll {
    /// The projected years, the causes being independent of each other.
    pub(super) fn projected(mut self, base: FiscalYear) -> Vec<ProjectedYear> {
        let shifts = std::mem::take(&mut self.shifts);
        shifts.iter().for_each(|(cause, shift)| self.add_shift(*cause, shift));
        self.years.iter().enumerate().map(|(at, of)| of.year(base, at)).collect()
    }

    /// Adds what one cause does.
    fn add_shift(&mut self, cause: Cause, shift: &[Chances]) {
        for (of_year, shift) in self.years.iter_mut().zip(shift) {
            match cause {
                Cause::Estimation { .. } => of_year.moments.estimation.add_shift(shift),
                Cause::Year { .. } => of_year.moments.year_to_year.add_shift(shift),
            }
        }
    }

    /// Several populations as one. What a cause does in each adds up before it is squared where it is `common` to all, and after where
    /// each has its own.
    pub(super) fn sum(rolls: &[Self], common: impl Fn(Cause) -> bool) -> Option<Self> {
        let (first, others) = rolls.split_first()?;
        let mut sum = Self { years: first.years.clone(), shifts: Vec::new() };
        for other in others {
            sum.years.iter_mut().zip(&other.years).for_each(|(of_year, other)| of_year.add(other));
        }
        let mut together: BTreeMap<Cause, Vec<Chances>> = BTreeMap::new();
        for (cause, shift) in rolls.iter().flat_map(|roll| &roll.shifts) {
            if !common(*cause) {
                sum.add_shift(*cause, shift);
                continue;
            }
            let of_all = together.entry(*cause).or_insert_with(|| vec![Chances::default(); shift.len()]);
            for (of_all, one) in of_all.iter_mut().zip(shift) {
                of_all.iter_mut().zip(one).for_each(|(of_all, one)| *of_all += one);
            }
        }
        sum.shifts = together.into_iter().collect();
        Some(sum)
    }
}

/// One year as it is added up.
#[derive(Debug, Clone, Default)]
pub(in crate::projection) struct Rolled {
    pub(super) new_licensees: f64,
    /// Cumulative licence holders at the end of the year, where the base is known.
    pub(super) licensees: Option<f64>,
    /// Whether those who never joined are known.
    pub(super) knows_never: bool,
    pub(super) moments: Moments,
    pub(super) left_by_reason: BTreeMap<EndReason, f64>,
    pub(super) members_by_tenure: Vec<f64>,
    pub(super) members_by_cohort: Vec<(Option<FiscalYear>, f64)>,
    /// Members among the new licence holders of each year so far, the latest last.
    of_inflow: Vec<(usize, f64)>,
    /// Variance of the number of new licence holders so far, and its covariance with the numbers in the states.
    inflow_variance: f64,
    inflow_covariance: [f64; STATES],
}

impl Rolled {
    /// A year of which nothing is counted yet.
    pub(super) fn of(new_licensees: f64, licensees: Option<f64>, knows_never: bool) -> Self {
        Self { new_licensees, licensees, knows_never, ..Self::default() }
    }

    /// Adds the new licence holders of a year, who had these chances when they came.
    pub(super) fn add_arrivals(&mut self, number: &Arrival, chances: &Chances, year: usize) {
        let (mean, variance) = (number.mean(), number.variance());
        self.moments.chance.add_people(mean, variance, chances);
        let at = self.of_inflow.partition_point(|(from, _)| *from < year);
        self.of_inflow.insert(at, (year, mean * member(chances)));
        self.inflow_variance += variance;
        self.inflow_covariance.iter_mut().zip(chances).for_each(|(cell, chance)| *cell += variance * chance);
    }

    /// Adds an error of the inflow: by so much it changes the new licence holders so far, and by so much what is counted of the year.
    pub(super) fn add_inflow_error(&mut self, licensees: f64, counted: &Chances) {
        self.moments.chance.add_shift(counted);
        self.inflow_variance += licensees * licensees;
        self.inflow_covariance.iter_mut().zip(counted).for_each(|(cell, count)| *cell += licensees * count);
    }

    /// Adds people who live independently of these.
    fn add(&mut self, other: &Self) {
        self.new_licensees += other.new_licensees;
        self.licensees = self.licensees.zip(other.licensees).map(|(one, other)| one + other);
        // Where one population knows nobody who never joined, the licence holders in the profession of all are not known.
        self.knows_never &= other.knows_never;
        self.moments.add(&other.moments);
        other.left_by_reason.iter().for_each(|(reason, left)| *self.left_by_reason.entry(*reason).or_default() += left);
        let length = self.members_by_tenure.len().min(other.members_by_tenure.len());
        let mut by_tenure = shortened(&self.members_by_tenure, length);
        by_tenure.iter_mut().zip(shortened(&other.members_by_tenure, length)).for_each(|(sum, members)| *sum += members);
        self.members_by_tenure = by_tenure;
        let mut by_cohort: BTreeMap<Option<FiscalYear>, f64> = BTreeMap::new();
        let both = self.members_by_cohort.iter().chain(&other.members_by_cohort);
        both.for_each(|(cohort, members)| *by_cohort.entry(*cohort).or_default() += members);
        self.members_by_cohort = by_cohort.into_iter().collect();
        self.of_inflow.iter_mut().zip(&other.of_inflow).for_each(|((_, sum), (_, members))| *sum += members);
        self.inflow_variance += other.inflow_variance;
        self.inflow_covariance.iter_mut().zip(other.inflow_covariance).for_each(|(sum, covariance)| *sum += covariance);
    }

    /// What is known of the `at`-th year after `base`.
    fn year(&self, base: FiscalYear, at: usize) -> ProjectedYear {
        use ProjectedState::{Active, Lapsed, NeverJoined, OnLeave};
        let moments = &self.moments;
        let members = moments.number(&[Active, OnLeave]);
        let cohort_of_inflow = |(from, members): &(usize, f64)| (Some(base.plus(*from as i32 + 1)), *members);
        let practising = moments.share(&[Active, OnLeave], &[NeverJoined, Active, OnLeave, Lapsed]);
        ProjectedYear {
            year: base.plus(at as i32 + 1),
            new_licensees: self.new_licensees,
            members,
            on_leave: moments.number(&[OnLeave]),
            never_joined: moments.number(&[NeverJoined]),
            lapsed: moments.number(&[Lapsed]),
            joined: moments.event(0),
            reinstated: moments.event(1),
            left: moments.event(2),
            left_by_reason: self.left_by_reason.clone(),
            members_by_tenure: self.members_by_tenure.clone(),
            members_by_cohort: self.members_by_cohort.iter().copied().chain(self.of_inflow.iter().map(cohort_of_inflow)).collect(),
            licensees: self.licensees,
            organization: self.licensees.filter(|of| *of > 0.0).map(|licensees| self.organization(members, licensees)),
            organization_practising: practising.filter(|_| self.knows_never),
        }
    }

    /// Members over licence holders, whose number is as uncertain as the inflow.
    fn organization(&self, members: Projected, licensees: f64) -> Projected {
        let rate = members.over(licensees);
        let together = member_part(&self.inflow_covariance);
        let chance = rate.chance + (rate.mean * rate.mean * self.inflow_variance - 2.0 * rate.mean * together) / (licensees * licensees);
        Projected { chance: chance.max(0.0), ..rate }
    }
}

/// A list by tenure whose last entry holds all longer tenures, cut to a length.
fn shortened(by_tenure: &[f64], length: usize) -> Vec<f64> {
    let mut short = by_tenure[..length].to_vec();
    if let Some(last) = short.last_mut() {
        *last += by_tenure[length..].iter().sum::<f64>();
    }
    short
}

fn member_part(states: &[f64; STATES]) -> f64 {
    states[ProjectedState::Active as usize] + states[ProjectedState::OnLeave as usize]
}
