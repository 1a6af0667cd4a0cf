//! Laws of projections: what holds for all populations and assumptions. The reference here is written apart from the library: whole
//! people moved by quarters, and single people followed along every path.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test that cannot build its example fails")]

use kaiin::projection::{Assumed, Assumptions, CohortPopulation, Population, Projection, TenureOnReturn};
use kaiin::{EndReason, FiscalYear};
use proptest::prelude::*;
use std::collections::BTreeMap;

const BASE: i32 = 2020;

/// Assumptions in quarters: 3 is a probability of 3/4.
#[derive(Debug, Clone)]
struct Quarters {
    entry: Vec<u64>,
    lapse: Vec<u64>,
    leave: u64,
    leave_end: u64,
    lapse_on_leave: u64,
    reinstatement: u64,
    gone_for_good: u64,
    returning: TenureOnReturn,
}

impl Quarters {
    fn assumptions(&self) -> Assumptions {
        let p = |quarters: u64| Assumed::typed_in(quarters as f64 / 4.0, "quarters").unwrap();
        Assumptions {
            entry: self.entry.iter().copied().map(p).collect(),
            lapse: self.lapse.iter().copied().map(p).collect(),
            leave: p(self.leave),
            leave_end: p(self.leave_end),
            lapse_on_leave: p(self.lapse_on_leave),
            reinstatement: vec![p(self.reinstatement)],
            reasons: BTreeMap::from([(EndReason::Death, vec![p(self.gone_for_good)])]),
            exit: p(0),
            tenure_on_return: self.returning,
        }
    }

    /// The entry of a list for a year; the last one for all later years.
    fn at(list: &[u64], year: u32) -> u64 {
        list[(year as usize).min(list.len() - 1)]
    }

    /// Tenure at the end of the year of coming back, for someone of a tenure that runs on.
    fn returned(&self, tenure: u32) -> u32 {
        match self.returning {
            TenureOnReturn::Reset => 0,
            TenureOnReturn::Longest => u32::MAX,
            TenureOnReturn::RunsOn => tenure,
        }
    }

    /// The lapsed by tenure at the end of the year, the `since`-th after the licence.
    fn lapsed(before: &CohortPopulation, since: u32) -> BTreeMap<u32, u64> {
        let mut by_tenure: BTreeMap<u32, u64> = BTreeMap::new();
        for (out, &count) in &before.lapsed {
            let known = before.lapsed_by_tenure.get(out).cloned().unwrap_or_default();
            *by_tenure.entry(since).or_default() += count - known.values().sum::<u64>();
            known.iter().for_each(|(tenure, count)| *by_tenure.entry(tenure.saturating_add(1)).or_default() += count);
        }
        by_tenure
    }

    /// One cohort after one year, the `since`-th after the licence. All counts are multiples of 64, so that no one is divided.
    fn step(&self, before: &CohortPopulation, since: u32) -> CohortPopulation {
        let mut after = CohortPopulation::default();
        let mut lost: BTreeMap<u32, u64> = BTreeMap::new();
        let joined = before.never_joined * Self::at(&self.entry, since) / 4;
        let at_once = joined * self.lapse[0] / 4;
        *lost.entry(0).or_default() += at_once;
        after.never_joined = before.never_joined - joined;
        *after.active.entry(0).or_default() += joined - at_once;
        for (&tenure, &count) in &before.active {
            let tenure = tenure.saturating_add(1);
            let leavers = count * Self::at(&self.lapse, tenure) / 4;
            let begin = (count - leavers) * self.leave / 4;
            *lost.entry(tenure).or_default() += leavers;
            *after.on_leave.entry(tenure).or_default() += begin;
            *after.active.entry(tenure).or_default() += count - leavers - begin;
        }
        for (&tenure, &count) in &before.on_leave {
            let tenure = tenure.saturating_add(1);
            let leavers = count * self.lapse_on_leave / 4;
            let end = (count - leavers) * self.leave_end / 4;
            *lost.entry(tenure).or_default() += leavers;
            *after.active.entry(tenure).or_default() += end;
            *after.on_leave.entry(tenure).or_default() += count - leavers - end;
        }
        let mut still_out: BTreeMap<u32, u64> = lost.iter().map(|(tenure, lost)| (*tenure, lost - lost * self.gone_for_good / 4)).collect();
        for (tenure, lapsed) in Self::lapsed(before, since) {
            let back = lapsed * self.reinstatement / 4;
            *after.active.entry(self.returned(tenure)).or_default() += back;
            *still_out.entry(tenure).or_default() += lapsed - back;
        }
        after.lapsed = BTreeMap::from([(0, still_out.values().sum())]);
        after.lapsed_by_tenure = BTreeMap::from([(0, still_out)]);
        after
    }

    /// Everyone after one year, with `inflow` new licence holders.
    fn year(&self, population: &Population, inflow: u64) -> Population {
        let year = population.base_year.plus(1);
        let mut before = population.cohorts.clone();
        before.push((Some(year), CohortPopulation { never_joined: inflow, ..CohortPopulation::default() }));
        let since = |cohort: Option<FiscalYear>| cohort.map_or(u32::MAX, |cohort| year.since(cohort) as u32);
        Population {
            base_year: year,
            cohorts: before.iter().map(|(cohort, people)| (*cohort, self.step(people, since(*cohort)))).collect(),
        }
    }
}

fn quarters() -> impl Strategy<Value = Quarters> {
    let list = || prop::collection::vec(0u64..=4, 1..5);
    let returning = prop_oneof![Just(TenureOnReturn::Reset), Just(TenureOnReturn::Longest), Just(TenureOnReturn::RunsOn)];
    (list(), list(), prop::array::uniform5(0u64..=4), returning).prop_map(|(entry, lapse, one, returning)| Quarters {
        entry,
        lapse,
        leave: one[0],
        leave_end: one[1],
        lapse_on_leave: one[2],
        reinstatement: one[3],
        gone_for_good: one[4],
        returning,
    })
}

/// Populations in multiples of `unit`: some cohorts of different ages, the last one of unknown licence.
fn population(unit: u64, most: u64) -> impl Strategy<Value = Population> {
    let count = move || (0..=most).prop_map(move |count| count * unit);
    let tenures = move || prop::collection::btree_map(prop_oneof![0u32..6, Just(u32::MAX)], count(), 0..3);
    let people = (count(), tenures(), tenures(), count());
    let cohort = people.prop_map(|(never_joined, active, on_leave, lapsed)| CohortPopulation {
        never_joined,
        active,
        on_leave,
        lapsed: BTreeMap::from([(2, lapsed)]),
        ..CohortPopulation::default()
    });
    prop::collection::vec(cohort, 1..4).prop_map(|cohorts| {
        let label = |at: usize| if at == 2 { None } else { Some(FiscalYear(BASE - 3 * at as i32)) };
        Population { base_year: FiscalYear(BASE), cohorts: cohorts.into_iter().enumerate().map(|(at, of)| (label(at), of)).collect() }
    })
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0)
}

proptest! {
    #[test]
    fn nothing_that_can_happen_leaves_the_stock_as_it_is(population in population(1, 1_000), years in 1usize..30) {
        let assumptions = Assumptions::nothing_happens();
        let projection = Projection::of(&population, &assumptions, vec![0; years]).run().unwrap();
        for year in projection.years() {
            prop_assert_eq!(year.members.mean, population.members() as f64);
            prop_assert_eq!((year.members.variance(), year.on_leave.variance()), (0.0, 0.0));
            prop_assert_eq!((year.joined.mean, year.reinstated.mean, year.left.mean), (0.0, 0.0, 0.0));
        }
    }

    #[test]
    fn members_are_the_sum_of_the_cohorts_and_follow_from_stock_and_flows(
        population in population(1, 1_000), quarters in quarters(), inflow in prop::collection::vec(0u64..500, 1..12),
    ) {
        let assumptions = quarters.assumptions();
        let projection = Projection::of(&population, &assumptions, inflow.clone()).run().unwrap();
        let everyone = population.cohorts.iter().map(|(_, of)| of.members() + of.never_joined + of.lapsed.values().sum::<u64>()).sum::<u64>() as f64;
        let (mut before, mut people) = (population.members() as f64, everyone);
        for (year, new) in projection.years().iter().zip(inflow) {
            people += new as f64;
            prop_assert!(close(year.members.mean, year.members_by_cohort.iter().map(|(_, members)| members).sum()));
            prop_assert!(close(year.members.mean, before + year.joined.mean + year.reinstated.mean - year.left.mean));
            prop_assert!(year.members.mean <= people * (1.0 + 1e-12) && year.on_leave.mean <= year.members.mean * (1.0 + 1e-12));
            prop_assert!(year.members.variance() >= 0.0 && year.members.variance() <= people / 4.0 * (1.0 + 1e-12));
            prop_assert!(year.joined.mean >= 0.0 && year.reinstated.mean >= 0.0 && year.left.mean >= 0.0);
            before = year.members.mean;
        }
    }

    #[test]
    fn a_projection_in_two_steps_is_the_projection_in_one(
        population in population(64, 20), quarters in quarters(), new in prop::collection::vec(0u64..20, 1..6),
    ) {
        let assumptions = quarters.assumptions();
        let inflow: Vec<u64> = new.into_iter().map(|new| 64 * new).collect();
        let whole = Projection::of(&population, &assumptions, inflow.clone()).run().unwrap();
        let a_year_later = quarters.year(&population, inflow[0]);
        prop_assert!(close(whole.years()[0].members.mean, a_year_later.members() as f64));
        let by_cohort: Vec<_> = a_year_later.cohorts.iter().map(|(cohort, of)| (*cohort, of.members() as f64)).collect();
        prop_assert_eq!(&whole.years()[0].members_by_cohort, &by_cohort);
        if inflow.len() > 1 {
            let rest = Projection::of(&a_year_later, &assumptions, inflow[1..].to_vec()).run().unwrap();
            for (one, two) in whole.years()[1..].iter().zip(rest.years()) {
                prop_assert_eq!(one.year, two.year);
                for (left, right) in [
                    (one.members.mean, two.members.mean), (one.on_leave.mean, two.on_leave.mean),
                    (one.joined.mean, two.joined.mean), (one.reinstated.mean, two.reinstated.mean), (one.left.mean, two.left.mean),
                ] {
                    prop_assert!(close(left, right), "{} {left} {right}", one.year);
                }
            }
        }
    }

    #[test]
    fn mean_and_variance_are_those_of_everyone_followed_along_every_path(
        population in population(1, 2), quarters in quarters(), inflow in prop::collection::vec(0u64..3, 1..4),
    ) {
        let assumptions = quarters.assumptions();
        let projection = Projection::of(&population, &assumptions, inflow.clone()).run().unwrap();
        for (at, year) in projection.years().iter().enumerate() {
            let distribution = distribution(&population, &quarters, &inflow, at + 1);
            let moment = |power: i32| distribution.iter().enumerate().map(|(k, p)| (k as f64).powi(power) * p).sum::<f64>();
            prop_assert!(close(moment(0), 1.0));
            prop_assert!(close(moment(1), year.members.mean), "{} {}", moment(1), year.members.mean);
            prop_assert!(close(moment(2) - moment(1) * moment(1), year.members.variance()));
        }
    }
}

/// Where one person is at the end of a year.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Never joined; years since the licence of the year to come.
    Never(u32),
    Active(u32),
    OnLeave(u32),
    /// Years since joining.
    Lapsed(u32),
    Gone,
}

/// The probability that a person is a member after some years: the sum over all paths.
fn member_after(place: Place, years: usize, q: &Quarters) -> f64 {
    let Some(rest) = years.checked_sub(1) else { return f64::from(u8::from(matches!(place, Place::Active(_) | Place::OnLeave(_)))) };
    let p = |quarters: u64| quarters as f64 / 4.0;
    let after = |place: Place| member_after(place, rest, q);
    let out = |tenure| p(q.gone_for_good) * after(Place::Gone) + (1.0 - p(q.gone_for_good)) * after(Place::Lapsed(tenure));
    match place {
        Place::Never(since) => {
            let (entry, at_once) = (p(Quarters::at(&q.entry, since)), p(q.lapse[0]));
            (1.0 - entry) * after(Place::Never(since.saturating_add(1)))
                + entry * ((1.0 - at_once) * after(Place::Active(0)) + at_once * out(0))
        }
        Place::Active(tenure) => {
            let tenure = tenure.saturating_add(1);
            let (lapse, leave) = (p(Quarters::at(&q.lapse, tenure)), p(q.leave));
            lapse * out(tenure) + (1.0 - lapse) * (leave * after(Place::OnLeave(tenure)) + (1.0 - leave) * after(Place::Active(tenure)))
        }
        Place::OnLeave(tenure) => {
            let tenure = tenure.saturating_add(1);
            let (lapse, end) = (p(q.lapse_on_leave), p(q.leave_end));
            lapse * out(tenure) + (1.0 - lapse) * (end * after(Place::Active(tenure)) + (1.0 - end) * after(Place::OnLeave(tenure)))
        }
        Place::Lapsed(tenure) => {
            let (tenure, back) = (tenure.saturating_add(1), p(q.reinstatement));
            back * after(Place::Active(q.returned(tenure))) + (1.0 - back) * after(Place::Lapsed(tenure))
        }
        Place::Gone => 0.0,
    }
}

/// The distribution of the number of members after some years: one person after the other added to it.
fn distribution(population: &Population, quarters: &Quarters, inflow: &[u64], years: usize) -> Vec<f64> {
    let mut distribution = vec![1.0];
    let mut add = |place: Place, count: u64, lived: usize| {
        let p = member_after(place, lived, quarters);
        for _ in 0..count {
            // Shifted by one where the person is a member, as it was where not.
            let with = std::iter::once(0.0).chain(distribution.iter().map(|chance| chance * p));
            let without = distribution.iter().map(|chance| chance * (1.0 - p)).chain(std::iter::once(0.0));
            distribution = with.zip(without).map(|(with, without)| with + without).collect();
        }
    };
    for (cohort, people) in &population.cohorts {
        let since = cohort.map_or(u32::MAX, |cohort| (BASE + 1 - cohort.get()) as u32);
        add(Place::Never(since), people.never_joined, years);
        people.active.iter().for_each(|(&tenure, &count)| add(Place::Active(tenure), count, years));
        people.on_leave.iter().for_each(|(&tenure, &count)| add(Place::OnLeave(tenure), count, years));
        let joined = if cohort.is_none() { u32::MAX } else { since - 1 };
        add(Place::Lapsed(joined), people.lapsed.values().sum(), years);
    }
    inflow.iter().take(years).enumerate().for_each(|(came, &count)| add(Place::Never(0), count, years - came));
    distribution
}

#[test]
fn the_reference_moves_people_as_told() {
    // 64 active in their first year, half of them leave (2/4), a quarter of the others goes on leave, 3/4 of the leavers are gone for good.
    let quarters = Quarters {
        entry: vec![0],
        lapse: vec![0, 2],
        leave: 1,
        leave_end: 0,
        lapse_on_leave: 0,
        reinstatement: 0,
        gone_for_good: 3,
        returning: TenureOnReturn::Reset,
    };
    let before = CohortPopulation { active: BTreeMap::from([(0, 64)]), ..CohortPopulation::default() };
    let after = quarters.step(&before, 1);
    assert_eq!((after.active.get(&1), after.on_leave.get(&1), after.lapsed.get(&0)), (Some(&24), Some(&8), Some(&8)));
}
