//! Projections worked by hand: two licence cohorts for three years with every move, in exact fractions; assumptions counted from a small
//! register; and what cannot be projected is refused.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test that cannot build its example fails")]

use kaiin::cohort::{CohortTable, GroupBy};
use kaiin::licensees::{Attrition, DenominatorKind, LicenceYear, Licensees};
use kaiin::projection::{Assumed, Assumptions, CohortPopulation, Population, Projection, Provenance, TenureOnReturn};
use kaiin::{Confidence, Day, EndReason, Episode, FiscalCalendar, FiscalYear, Probability, Register, Standing};
use std::collections::BTreeMap;

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd(y, m, d).unwrap()
}

fn p(probability: f64) -> Assumed {
    Assumed::typed_in(probability, "by hand").unwrap()
}

fn close(value: f64, expected: f64) {
    assert!((value - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{value} is not {expected}");
}

// ---------------------------------------------------------------- two cohorts, three years, every move

/// Probabilities are halves, quarters and eighths, so that every number below is exact.
///
/// entry 1/2 in the licence year, 1/4 in the year after, 0 later; lapse 1/8 at once, 1/4 in the year after joining, 1/2 later;
/// leave 1/4 of the active who stay; leave ends for 1/2 of those on leave who stay; 1/4 of those on leave leave; 1/2 of the lapsed come
/// back; 1/2 of the leavers are gone for good.
fn every_move(tenure_on_return: TenureOnReturn) -> Assumptions {
    Assumptions {
        entry: vec![p(0.5), p(0.25), p(0.0)],
        lapse: vec![p(0.125), p(0.25), p(0.5)],
        leave: p(0.25),
        leave_end: p(0.5),
        lapse_on_leave: p(0.25),
        reinstatement: vec![p(0.5)],
        reasons: BTreeMap::from([(EndReason::Death, vec![p(0.5)])]),
        exit: p(0.0),
        tenure_on_return,
    }
}

/// Base year 2020. Cohort 2019: 64 active since the year before, 32 on leave since the year before, 16 lapsed. Cohort 2020: 64 never
/// joined, 64 active since this year. New licence holders: 128, 0, 0.
fn two_cohorts() -> Population {
    let of_2019 = CohortPopulation {
        never_joined: 0,
        active: BTreeMap::from([(1, 64)]),
        on_leave: BTreeMap::from([(1, 32)]),
        lapsed: BTreeMap::from([(3, 16)]),
        lapsed_by_tenure: BTreeMap::new(),
    };
    let of_2020 = CohortPopulation { never_joined: 64, active: BTreeMap::from([(0, 64)]), ..CohortPopulation::default() };
    Population { base_year: FiscalYear(2020), cohorts: vec![(Some(FiscalYear(2019)), of_2019), (Some(FiscalYear(2020)), of_2020)] }
}

/// What is expected of a year: joined, reinstated, left, members, on leave, and members by cohort 2019, 2020, 2021.
type Expected = (f64, f64, f64, f64, f64, [f64; 3]);

fn assert_years(tenure_on_return: TenureOnReturn, expected: [Expected; 3]) {
    let (population, assumptions) = (two_cohorts(), every_move(tenure_on_return));
    assert_eq!(population.members(), 160);
    let projection = Projection::of(&population, &assumptions, [128, 0, 0]).run().unwrap();
    let mut members_before = 160.0;
    assert_eq!(projection.years().len(), 3);
    for (year, (joined, reinstated, left, members, on_leave, by_cohort)) in projection.years().iter().zip(expected) {
        assert_eq!((year.joined.mean, year.reinstated.mean, year.left.mean), (joined, reinstated, left), "{}", year.year);
        assert_eq!((year.members.mean, year.on_leave.mean), (members, on_leave), "{}", year.year);
        let found: Vec<f64> = year.members_by_cohort.iter().map(|(_, members)| *members).collect();
        assert_eq!((&found[..3], found[3..].iter().sum::<f64>()), (by_cohort.as_slice(), 0.0), "{}", year.year); // later cohorts are empty
        assert_eq!(members, members_before + joined + reinstated - left, "{}", year.year);
        members_before = members;
    }
}

/// a1, a2: active about to live the 1st year after joining, or a later one; l: on leave, all in later years; x: lapsed; g: gone; n: never.
///
/// Fiscal 2021. Cohort 2019 (a2 64, l 32, x 16): 32 of a2 leave, 32 stay: 24 active, 8 on leave. 8 of l leave, 24 stay: 12 return, 12
/// stay on leave. 8 of x come back. Left 40: 20 to x, 20 gone. After: active 36 + 8 back, on leave 20, x 8 + 20 = 28. Members 64.
/// Cohort 2020 (n 64 in its 1st year after, a1 64): 16 of n join, 2 of them leave at once; 16 of a1 leave, 48 stay: 36 active, 12 on
/// leave. Left 18: 9 to x. After: n 48, a1 14, a2 36, on leave 12, x 9. Members 62.
/// Cohort 2021 (128): 64 join, 8 leave at once. After: n 64, a1 56, x 4. Members 56.
/// All: joined 80, back 8, left 66, members 182 = 160 + 80 + 8 - 66, on leave 32.
///
/// Fiscal 2022. Cohort 2019 with tenure reset (a1 8, a2 36, l 20, x 28): a1: 2 leave, 6 stay: 4.5 active, 1.5 on leave. a2: 18 leave, 18
/// stay: 13.5, 4.5. l: 5 leave, 15 stay: 7.5 return, 7.5. x: 14 back. Left 25: 12.5 to x. After: a1 14, a2 25.5, l 13.5, x 26.5. Members 53.
/// Cohort 2020 (n 48 in its 2nd year: nobody joins; a1 14, a2 36, l 12, x 9): a1: 3.5 leave, 10.5 stay: 7.875, 2.625. a2: 18 leave, 18
/// stay: 13.5, 4.5. l: 3 leave, 9 stay: 4.5, 4.5. x: 4.5 back. Left 24.5: 12.25 to x. After: a1 4.5, a2 25.875, l 11.625, x 16.75.
/// Members 42. Cohort 2021 (n 64 in its 1st year after, a1 56, x 4): 16 join, 2 leave at once; a1: 14 leave, 42 stay: 31.5, 10.5; x: 2
/// back. Left 16: 8 to x. After: n 48, a1 16, a2 31.5, l 10.5, x 10. Members 58.
/// All: joined 16, back 20.5, left 65.5, members 153 = 182 + 16 + 20.5 - 65.5, on leave 35.625.
///
/// Fiscal 2023. Cohort 2019: a1 14: 3.5 leave, 10.5 stay: 7.875, 2.625. a2 25.5: 12.75 leave, 12.75 stay: 9.5625, 3.1875. l 13.5: 3.375
/// leave, 10.125 stay: 5.0625 return, 5.0625. x 26.5: 13.25 back. Left 19.625. Members 53 + 13.25 - 19.625 = 46.625, on leave 10.875.
/// Cohort 2020: a1 4.5: 1.125 leave, 3.375 stay: 0.84375 on leave. a2 25.875: 12.9375 leave and stay: 3.234375 on leave. l 11.625: 2.90625
/// leave, 8.71875 stay: 4.359375 on leave. x 16.75: 8.375 back. Left 16.96875. Members 42 + 8.375 - 16.96875 = 33.40625, on leave
/// 8.4375. Cohort 2021: nobody joins; a1 16: 4 leave, 12 stay: 3 on leave. a2 31.5: 15.75 leave and stay: 3.9375 on leave. l 10.5: 2.625
/// leave, 7.875 stay: 3.9375 on leave. x 10: 5 back. Left 22.375. Members 58 + 5 - 22.375 = 40.625, on leave 10.875.
/// All: joined 0, back 26.625, left 58.96875, members 120.65625, on leave 30.1875.
#[test]
fn three_years_of_two_cohorts_by_hand_with_tenure_reset_on_return() {
    assert_years(
        TenureOnReturn::Reset,
        [
            (80.0, 8.0, 66.0, 182.0, 32.0, [64.0, 62.0, 56.0]),
            (16.0, 20.5, 65.5, 153.0, 35.625, [53.0, 42.0, 58.0]),
            (0.0, 26.625, 58.96875, 120.65625, 30.1875, [46.625, 33.40625, 40.625]),
        ],
    );
}

/// The same with the longest tenure on return: who came back lapses with 1/2 instead of 1/4.
///
/// Fiscal 2021 as before; the 8 who came back are in a2 now.
/// Fiscal 2022. Cohort 2019 (a2 44, l 20, x 28): 22 leave, 22 stay: 16.5, 5.5; l as before 5 leave, 7.5, 7.5; 14 back. Left 27: 13.5 to x.
/// After: a2 16.5 + 7.5 + 14 = 38, l 13, x 27.5. Members 51. Cohort 2020 as before, its 4.5 who came back in a2: a2 30.375, l 11.625,
/// x 16.75. Cohort 2021 as before, its 2 who came back in a2: a1 14, a2 33.5, l 10.5, x 10.
/// All: joined 16, back 20.5, left 67.5, members 151, on leave 13 + 11.625 + 10.5 = 35.125.
/// Fiscal 2023. Cohort 2019: a2 38: 19 leave, 19 stay: 4.75 on leave; l 13: 3.25 leave, 9.75 stay: 4.875; 13.75 back. Left 22.25. Members
/// 42.5, on leave 9.625. Cohort 2020: a2 30.375: 15.1875 leave and stay: 3.796875; l: 2.90625 leave, 4.359375; 8.375 back. Left 18.09375.
/// Members 32.28125, on leave 8.15625. Cohort 2021: a1 14: 3.5 leave, 10.5 stay: 2.625; a2 33.5: 16.75 leave and stay: 4.1875; l: 2.625
/// leave, 3.9375; 5 back. Left 22.875. Members 40.125, on leave 10.75.
/// All: back 27.125, left 63.21875, members 114.90625, on leave 28.53125.
#[test]
fn three_years_of_two_cohorts_by_hand_with_the_longest_tenure_on_return() {
    assert_years(
        TenureOnReturn::Longest,
        [
            (80.0, 8.0, 66.0, 182.0, 32.0, [64.0, 62.0, 56.0]),
            (16.0, 20.5, 67.5, 151.0, 35.125, [51.0, 42.0, 58.0]),
            (0.0, 27.125, 63.21875, 114.90625, 28.53125, [42.5, 32.28125, 40.125]),
        ],
    );
}

/// 64 who joined in 2020; 1/2 lapse in the first year after it, 1/4 in the second, 1/8 in the third, nobody later; 1/2 of the lapsed come back
/// in the year after, 1/4 in each later one.
///
/// Fiscal 2021: 32 lapse, 32 stay. Fiscal 2022: of the 32 in their second year 8 lapse, 24 stay; 16 of the lapsed come back: members 40.
/// Fiscal 2023, those who came back being in their third year with the others: of 40, 5 lapse, 35 stay; of the 8 who lapsed last year 4
/// come back, of the 16 who lapsed two years ago 4: members 43. In their first year again: of 24, 3 lapse, and of 16, 8: members
/// 21 + 8 + 8 = 37. In the longest tenure: of 24, 3 lapse, of 16 nobody: members 21 + 16 + 8 = 45.
#[test]
fn who_comes_back_lapses_by_the_tenure_on_return() {
    let people = CohortPopulation { active: BTreeMap::from([(0, 64)]), ..CohortPopulation::default() };
    let population = Population { base_year: FiscalYear(2020), cohorts: vec![(Some(FiscalYear(2020)), people)] };
    let third_year = |tenure_on_return| {
        let assumptions = Assumptions {
            lapse: [0.0, 0.5, 0.25, 0.125, 0.0].map(p).to_vec(),
            reinstatement: [0.5, 0.25].map(p).to_vec(),
            tenure_on_return,
            ..Assumptions::nothing_happens()
        };
        let years = Projection::of(&population, &assumptions, [0, 0, 0]).run().unwrap().years().to_vec();
        assert_eq!((years[0].members.mean, years[1].members.mean, years[1].reinstated.mean), (32.0, 40.0, 16.0));
        (years[2].members.mean, years[2].left.mean, years[2].reinstated.mean, years[2].members_by_tenure.clone())
    };
    assert_eq!(third_year(TenureOnReturn::RunsOn), (43.0, 5.0, 8.0, vec![0.0, 0.0, 0.0, 43.0]));
    assert_eq!(third_year(TenureOnReturn::Reset), (37.0, 11.0, 8.0, vec![8.0, 8.0, 0.0, 21.0]));
    assert_eq!(third_year(TenureOnReturn::Longest), (45.0, 3.0, 8.0, vec![0.0, 0.0, 0.0, 45.0]));
}

#[test]
fn the_lapsed_of_the_base_year_come_back_with_their_years_since_joining() {
    // 16 lapsed last year, of cohort 2018 or unknown; 8 of them joined a year before the base, of the others the joining is not known.
    let of_cohort = |cohort: Option<FiscalYear>, known: u64| {
        let lapsed_by_tenure = BTreeMap::from([(0, BTreeMap::from([(1, known)]))]);
        let people = CohortPopulation { lapsed: BTreeMap::from([(0, 16)]), lapsed_by_tenure, ..CohortPopulation::default() };
        let population = Population { base_year: FiscalYear(2020), cohorts: vec![(cohort, people)] };
        let assumptions = Assumptions {
            lapse: [0.0, 0.0, 0.0, 0.5, 0.25, 0.125].map(p).to_vec(),
            reinstatement: [0.5, 0.0].map(p).to_vec(),
            tenure_on_return: TenureOnReturn::RunsOn,
            ..Assumptions::nothing_happens()
        };
        let years = Projection::of(&population, &assumptions, [0, 0]).run().unwrap().years().to_vec();
        assert_eq!(years[0].reinstated.mean, 8.0);
        years[1].left.mean
    };
    // In 2022 the 4 known ones live the third year after the one of joining, the others the fourth: 4 / 2 + 4 / 4.
    assert_eq!(of_cohort(Some(FiscalYear(2018)), 8), 3.0);
    // Where the licence is not known either, the others are of the longest tenure: 4 / 2 + 4 / 8.
    assert_eq!(of_cohort(None, 8), 2.5);
    // More known than there are does not make more of them.
    assert_eq!(of_cohort(Some(FiscalYear(2018)), 1_000), 4.0);
}

#[test]
fn years_of_one_fitted_curve_err_together() {
    let people = CohortPopulation { active: BTreeMap::from([(0, 100), (1, 100)]), ..CohortPopulation::default() };
    let population = Population { base_year: FiscalYear(2020), cohorts: vec![(Some(FiscalYear(2019)), people)] };
    let variance = |curves: [&str; 2]| {
        let of = |curve: &str| Assumed::of(Probability::new(0.1).unwrap(), Provenance::FittedCurve(curve.into())).with_error(0.01).unwrap();
        let assumptions = Assumptions { lapse: vec![p(0.0), of(curves[0]), of(curves[1])], ..Assumptions::nothing_happens() };
        Projection::of(&population, &assumptions, [0]).run().unwrap().years()[0].members.estimation
    };
    close(variance(["one", "one"]), 4.0); // (100 × 0.01 + 100 × 0.01)²
    close(variance(["one", "other"]), 2.0); // (100 × 0.01)² + (100 × 0.01)²
}

#[test]
fn shares_of_final_reasons_err_too() {
    // 100 members, 1/2 leave, of whom 0.2 ± 0.03 die and 0.1 ± 0.04 retire; 1/2 of the others come back in the year after. Of those who
    // leave in 2021, 50 × (1 - share) / 2 are back in 2022: an error of 0.05 in the share, common to all tenures, is one of 1.25 members.
    let share = |p: f64, error: f64| vec![Assumed::typed_in(p, "").unwrap().with_error(error).unwrap()];
    let population = Population::from_totals(FiscalYear(2020), 100, 0, 0, 0);
    let assumptions = Assumptions {
        lapse: [0.0, 0.0, 0.5].map(p).to_vec(),
        reasons: BTreeMap::from([
            (EndReason::Death, share(0.2, 0.03)),
            (EndReason::Retirement, share(0.1, 0.04)),
            (EndReason::Arrears, share(0.5, 0.1)),
        ]),
        reinstatement: vec![p(0.5)],
        ..Assumptions::nothing_happens()
    };
    let years = Projection::of(&population, &assumptions, [0, 0]).run().unwrap().years().to_vec();
    close(years[0].members.estimation, 0.0);
    close(years[1].members.estimation, 1.25 * 1.25);
}

#[test]
fn the_variance_of_the_first_year_by_hand() {
    let (population, assumptions) = (two_cohorts(), every_move(TenureOnReturn::Reset));
    let projection = Projection::of(&population, &assumptions, [128]).run().unwrap();
    // n h (1 - h): a2 64 with 1/2: 16; l 32 with 3/4: 6; x 16 with 1/2: 4; n 64 with 1/4 x 7/8 = 7/32: 64 x 7/32 x 25/32 = 10.9375;
    // a1 64 with 3/4: 12; new 128 with 1/2 x 7/8 = 7/16: 128 x 7/16 x 9/16 = 31.5
    let members = projection.years()[0].members;
    assert_eq!(members.variance(), 16.0 + 6.0 + 4.0 + 10.9375 + 12.0 + 31.5);
    let interval = members.interval(Confidence::default());
    // 182 -+ 1.959964 x sqrt(80.4375)
    close(interval.upper - 182.0, 1.959_963_984_540_054 * 80.437_5_f64.sqrt());
    close(182.0 - interval.lower, interval.upper - 182.0);
    // on leave: a2 64 with 1/8: 7; l 32 with 3/8: 7.5; a1 64 with 3/16: 9.75; nobody else
    assert_eq!(projection.years()[0].on_leave.variance(), 7.0 + 7.5 + 9.75);
}

#[test]
fn an_interval_never_goes_below_nobody() {
    let population = Population::from_totals(FiscalYear(2020), 2, 0, 0, 0);
    let assumptions = Assumptions { lapse: vec![p(0.5)], ..Assumptions::nothing_happens() };
    let year = &Projection::of(&population, &assumptions, [0]).run().unwrap().years()[0].clone();
    assert_eq!((year.members.mean, year.members.variance()), (1.0, 0.5));
    assert_eq!(year.members.interval(Confidence::new(0.999_999).unwrap()).lower, 0.0);
}

// ---------------------------------------------------------------- populations

#[test]
fn the_physiotherapists_from_totals_only() {
    // JPTA on 31 March 2020: 112,518 members, 3,958 on leave, of 172,285 who ever passed; 4,125 of about 110,000 left.
    let population = Population::from_totals(FiscalYear(2019), 112_518, 3_958, 172_285 - 112_518, 0);
    assert_eq!(population.members(), 112_518);
    let licensees =
        Licensees::builder().rows([LicenceYear::new(FiscalYear(2019)).with_count(10_809).with_cumulative(172_285)]).build().unwrap();
    let assumptions = Assumptions {
        entry: vec![p(0.9), p(0.0)],
        lapse: vec![p(0.0), p(0.04)],
        lapse_on_leave: p(0.04),
        leave_end: p(1.0),
        ..Assumptions::nothing_happens()
    };
    let settings = Projection::of(&population, &assumptions, [10_608, 9_434]).licensees(&licensees, DenominatorKind::CumulativeGiven);
    let projection = settings.run().unwrap();
    let [first, second] = projection.years() else { panic!("two years") };
    close(first.members.mean, 0.96 * 112_518.0 + 0.9 * 10_608.0);
    close(second.members.mean, 0.96 * first.members.mean + 0.9 * 9_434.0);
    close(first.organization_rate().unwrap(), first.members.mean / (172_285.0 + 10_608.0));
    assert_eq!((first.on_leave.mean, second.licensees), (0.0, Some(172_285.0 + 10_608.0 + 9_434.0)));
    assert_eq!(projection.base_members(), 112_518);
    assert_eq!(Population::from_totals(FiscalYear(2019), 10, 99, 0, 0).members(), 10, "more on leave than members: all are");
}

#[test]
fn members_of_unknown_tenure_lapse_like_those_of_the_longest() {
    let people = CohortPopulation { active: BTreeMap::from([(0, 100), (u32::MAX, 100)]), ..CohortPopulation::default() };
    let population = Population { base_year: FiscalYear(2020), cohorts: vec![(None, people)] };
    let assumptions = Assumptions { lapse: vec![p(0.0), p(0.5), p(0.0)], ..Assumptions::nothing_happens() };
    assert_eq!(Projection::of(&population, &assumptions, [0]).run().unwrap().years()[0].members.mean, 150.0);
}

#[test]
fn a_cohort_of_next_year_enters_next_year() {
    let people = |never_joined| CohortPopulation { never_joined, ..CohortPopulation::default() };
    let cohorts = vec![(Some(FiscalYear(2020)), people(100)), (Some(FiscalYear(2021)), people(1_000))];
    let population = Population { base_year: FiscalYear(2020), cohorts };
    let assumptions = Assumptions { entry: vec![p(0.5), p(0.25), p(0.0)], ..Assumptions::nothing_happens() };
    // 2020 lives its first year after the licence: 25; 2021 its licence year: 500; the inflow too: 5
    let years = Projection::of(&population, &assumptions, [10]).run().unwrap();
    assert_eq!(years.years()[0].members_by_cohort.iter().map(|(_, members)| *members).collect::<Vec<_>>(), [25.0, 500.0, 5.0]);
}

#[test]
fn absurd_numbers_of_people_do_not_overflow() {
    let most = u64::MAX;
    let people = CohortPopulation {
        never_joined: most,
        active: BTreeMap::from([(0, most), (u32::MAX, most)]),
        on_leave: BTreeMap::from([(0, most), (7, most)]),
        lapsed: BTreeMap::from([(0, most), (u32::MAX, most)]),
        lapsed_by_tenure: BTreeMap::from([(0, BTreeMap::from([(0, most), (u32::MAX, most)]))]),
    };
    let population =
        Population { base_year: FiscalYear(i32::MAX), cohorts: vec![(Some(FiscalYear(i32::MIN)), people.clone()), (None, people)] };
    assert_eq!(population.members(), most);
    let assumptions = every_move(TenureOnReturn::Reset);
    let projection = Projection::of(&population, &assumptions, [most; 200]).run().unwrap();
    for year in projection.years() {
        assert!(year.members.mean.is_finite() && year.members.variance().is_finite() && year.left.mean.is_finite());
    }
    assert_eq!(projection.to_table().rows(), 200);
}

// ---------------------------------------------------------------- what is refused

#[test]
fn what_cannot_be_projected_is_refused() {
    let (population, good) = (two_cohorts(), every_move(TenureOnReturn::Reset));
    let refused = |assumptions: &Assumptions, inflow: Vec<u64>| Projection::of(&population, assumptions, inflow).run().unwrap_err();
    let none = refused(&good, vec![]);
    assert_eq!(
        (none.code(), none.to_string().as_str()),
        ("setting", "inflow [] names no year; give the new licence holders of each year to project")
    );
    let far = refused(&good, vec![1; 500]);
    assert_eq!(far.code(), "limit");
    assert!(far.to_string().contains("500 is more than the limit of 200"), "{far}");
    assert_eq!(Projection::of(&population, &good, std::iter::repeat(1)).run().unwrap_err().code(), "limit", "without end");
    assert!(Projection::of(&population, &good, [1; 200]).run().is_ok());
    for broken in [Assumptions { entry: vec![], ..good.clone() }, Assumptions { lapse: vec![], ..good.clone() }] {
        assert_eq!(refused(&broken, vec![1]).code(), "setting");
    }
    assert_eq!(refused(&Assumptions { lapse: vec![p(0.1); 100_000], ..good.clone() }, vec![1]).code(), "limit");
    // The lapsed by years since joining and since the lapse: 999 × 1,000 states.
    let long = Assumptions { lapse: vec![p(0.1); 1_000], reinstatement: vec![p(0.1); 1_000], ..good.clone() };
    assert!(Projection::of(&population, &long, [1]).run().is_ok());
    let both = Assumptions { tenure_on_return: TenureOnReturn::RunsOn, ..long };
    assert!(refused(&both, vec![1]).to_string().contains("999000 is more than the limit of 10000"), "{}", refused(&both, vec![1]));
    for impossible in [-0.1, 1.1, 90.0, f64::NAN, f64::INFINITY] {
        assert_eq!(Assumed::typed_in(impossible, "").unwrap_err().code(), "setting");
        assert!(Probability::new(impossible).is_err());
    }
    assert!(serde_json::from_str::<Assumed>(r#"{"probability":1.5,"provenance":{"typed_in":""}}"#).is_err(), "nor from a file");
}

#[test]
fn only_cumulative_licence_holders_grow_by_the_inflow() {
    let (population, assumptions) = (two_cohorts(), every_move(TenureOnReturn::Reset));
    let tenth = Attrition::Annual(Probability::new(0.1).unwrap());
    let licensees = Licensees::by_cohort([(FiscalYear(2019), 200), (FiscalYear(2020), 128)]).unwrap().with_attrition(tenth);
    let with = |kind| Projection::of(&population, &assumptions, [128]).licensees(&licensees, kind).run();
    assert_eq!(with(DenominatorKind::CumulativeSummed).unwrap().years()[0].organization_rate(), Some(182.0 / 456.0));
    assert_eq!(with(DenominatorKind::CumulativeGiven).unwrap().years()[0].organization_rate(), None); // none was published
    for other in [DenominatorKind::Practising, DenominatorKind::NewLicensees, DenominatorKind::Registered] {
        assert_eq!(with(other).unwrap_err().code(), "setting", "{other}");
    }
}

// ---------------------------------------------------------------- assumptions counted from a register

/// A register with 40 people of each sort (thin years are below 30), cohort 2018 of 200 licence holders, extract of 31 March 2022.
///
/// | sort | what they do |
/// |---|---|
/// | 1 | join 2018-05-01, stay |
/// | 2 | join 2018-05-01, leave 2018-12-01 (resigned) |
/// | 3 | join 2018-05-01, leave 2020-07-01 (arrears), back 2021-05-01 |
/// | 4 | join 2019-05-01, on leave 2020-04-01 to 2021-03-31 |
///
/// and one person each: 5 joins 2018-05-01, goes on leave 2019-04-01, dies 2019-06-01; 6 joins 2018-05-01, on leave from 2019-04-01,
/// leaves 2020-09-01; 7 joins 2020-05-01 (late by two years), dies 2021-08-01.
fn counted() -> CohortTable {
    use EndReason::{Arrears, Death, Unstated, Voluntary};
    let mut rows = Vec::new();
    let row = |who: &str, start: Day| Episode::new(who, start).licensed(day(2018, 4, 10));
    let on_leave = |row: Episode| Episode { standing: Standing::OnLeave, ..row };
    for i in 0..40 {
        rows.push(row(&format!("1-{i}"), day(2018, 5, 1)));
        rows.push(row(&format!("2-{i}"), day(2018, 5, 1)).until(day(2018, 12, 1), Voluntary));
        rows.push(row(&format!("3-{i}"), day(2018, 5, 1)).until(day(2020, 7, 1), Arrears));
        rows.push(row(&format!("3-{i}"), day(2021, 5, 1)));
        rows.push(row(&format!("4-{i}"), day(2019, 5, 1)).until(day(2020, 4, 1), Unstated));
        rows.push(on_leave(row(&format!("4-{i}"), day(2020, 4, 1)).until(day(2021, 4, 1), Unstated)));
        rows.push(row(&format!("4-{i}"), day(2021, 4, 1)));
    }
    rows.push(row("5", day(2018, 5, 1)).until(day(2019, 4, 1), Unstated));
    rows.push(on_leave(row("5", day(2019, 4, 1)).until(day(2019, 6, 1), Death)));
    rows.push(row("6", day(2018, 5, 1)).until(day(2019, 4, 1), Unstated));
    rows.push(on_leave(row("6", day(2019, 4, 1)).until(day(2020, 9, 1), Voluntary)));
    rows.push(row("7", day(2020, 5, 1)).until(day(2021, 8, 1), Death));
    let register = Register::settings_as_of(day(2022, 3, 31)).build(&rows.into_iter().collect()).unwrap();
    let by_both = GroupBy::nothing().licence_cohort().join_cohort();
    CohortTable::settings(FiscalCalendar::japan()).by(by_both).build(&register).unwrap()
}

fn two_hundred() -> Licensees {
    Licensees::by_cohort([(FiscalYear(2018), 200)]).unwrap()
}

fn events(assumed: &Assumed) -> (u64, u64) {
    match assumed.provenance {
        Provenance::Estimated { events, exposed, .. } => {
            let share = if exposed == 0 { 0.0 } else { events as f64 / exposed as f64 };
            assert_eq!(assumed.probability.get(), share);
            (events, exposed)
        }
        _ => panic!("{:?} is not estimated", assumed.provenance),
    }
}

#[test]
fn assumptions_counted_by_hand_over_all_years() {
    let of = Assumptions::estimate(&counted(), Some(&two_hundred()), FiscalYear(2018)..=FiscalYear(2021)).unwrap();
    // Entry, cohort 2018 of 200: in 2018 sorts 1 2 3 and 5 6 = 122 of 200; in 2019 sort 4 = 40 of 78; in 2020 one of 38 and in 2021 none of
    // 37, which are taken together: fewer than five events, and not clearly different.
    assert_eq!(of.entry[..3].iter().map(events).collect::<Vec<_>>(), [(122, 200), (40, 78), (1, 75)]);
    assert_eq!((of.entry.len(), &of.entry[3].provenance), (4, &Provenance::CarriedOver { from_year: 2 }));
    // Lapse in the year of joining: 40 (sort 2) of 122 in 2018, 0 of 40 in 2019, 0 of 1 in 2020.
    assert_eq!(events(&of.lapse[0]), (40, 163));
    // Year 1: joined 2018, in 2019: opening 82 (1 3 5 6), one lost on leave that began this year (5): 0 lost while active of 82.
    // Joined 2019, in 2020: opening 40, 0 lost. Joined 2020, in 2021: 1 of 1 lost.
    assert_eq!(events(&of.lapse[1]), (1, 123));
    // Year 2: joined 2018, in 2020: opening 81, one on leave (6, who leaves on leave): 40 (sort 3) of 80. Joined 2019, in 2021: opening 40
    // on leave: 0 of 0.
    assert_eq!(events(&of.lapse[2]), (40, 80));
    // Year 3: joined 2018, in 2021: opening 40 (sort 1): 0 of 40.
    assert_eq!(events(&of.lapse[3]), (0, 40));
    assert_eq!(of.lapse.len(), 4);
    // Leave begun by those active at the start who are not lost while active: 2019: 2 (5 6) of 82; 2020: 40 of 40, and 0 of 80 - 40; 2021: 0
    // of 40 (sort 1), 0 of 0 (sort 4 is on leave), 0 of 1 - 1.
    assert_eq!(events(&of.leave), (42, 82 + 40 + 40 + 40));
    // Leave ended: 2020: 0 of 1 - 1 (6 leaves); 2021: 40 of 40.
    assert_eq!(events(&of.leave_end), (40, 40));
    // Lost of those on leave at the start: 2020: 1 of 1 (6); 2021: 0 of 40. 5 was not on leave at the start.
    assert_eq!(events(&of.lapse_on_leave), (1, 41));
    // Come back in the year after the lapse: 2019: 0 of 40 (sort 2); 2021: 40 (sort 3) of 40 + 1 (6); 5 is dead. In the second: 2020: 0 of
    // 40 (sort 2); in the third: 2021: 0 of 40 (sort 2). The last two are alike: taken together, they hold for all later years.
    assert_eq!(of.reinstatement.iter().map(events).collect::<Vec<_>>(), [(40, 40 + 41), (0, 40 + 40)]);
    assert_eq!(of.tenure_on_return, TenureOnReturn::RunsOn);
    // Deaths 2 (5 7) of leavers 40 + 1 + 41 + 1
    assert_eq!(events(&of.reasons[&EndReason::Death][0]), (2, 83));
}

#[test]
fn a_window_of_one_year_and_thin_years_taken_together() {
    let of = Assumptions::estimate(&counted(), Some(&two_hundred()), FiscalYear(2020)..=FiscalYear(2020)).unwrap();
    // In 2020 one joins (year 0), 40 are in year 1, 80 in year 2: year 0 is thin, and there is no earlier one.
    assert_eq!(of.lapse.iter().map(events).collect::<Vec<_>>(), [(0, 1), (0, 40), (40, 80)]);
    // Entry: only year 2 was seen, 1 of 38; year 0 is not known and says so; year 1 is taken together with year 2, never with year 0.
    assert_eq!((events(&of.entry[0]), events(&of.entry[1])), ((0, 0), (1, 38)));
    assert_eq!(of.entry[0].provenance.words().english, "not known: nobody it could happen to in fiscal years 2020 to 2020; taken as 0");
    assert_eq!((of.entry.len(), &of.entry[2].provenance), (3, &Provenance::CarriedOver { from_year: 1 }));
    let of = Assumptions::estimate(&counted(), None, FiscalYear(2019)..=FiscalYear(2021)).unwrap();
    assert_eq!(of.lapse.iter().map(events).collect::<Vec<_>>(), [(0, 41), (1, 123), (40, 80), (0, 40)]);
    // In 2021: year 1 has one person, who leaves, year 2 none active, year 3 has 40: taken together.
    let of = Assumptions::estimate(&counted(), None, FiscalYear(2021)..=FiscalYear(2021)).unwrap();
    assert_eq!((events(&of.lapse[0]), events(&of.lapse[1])), ((0, 0), (1, 41)));
    for year in [2, 3] {
        assert_eq!(of.lapse[year].provenance, Provenance::CarriedOver { from_year: 1 }, "{year}");
    }
    // Nobody could join: entry in the licence year and after it are two numbers that are not known.
    assert_eq!((events(&of.entry[0]), events(&of.entry[1])), ((0, 0), (0, 0)));
    assert_eq!(of.to_table().rows(), 2 + 4 + 1 + of.reinstatement.len() + 4); // entry, lapse, death, reinstatement, four single ones
}

#[test]
fn a_window_that_the_table_does_not_cover_is_refused() {
    let estimate = |window| Assumptions::estimate(&counted(), None, window);
    for window in [2017..=2018, 2021..=2022, 1900..=1901, i32::MIN..=i32::MAX, 2018..=i32::MAX] {
        let window = FiscalYear(*window.start())..=FiscalYear(*window.end());
        assert_eq!(estimate(window).unwrap_err().code(), "missing");
    }
    #[allow(clippy::reversed_empty_ranges, reason = "that is what is refused")]
    let reversed = FiscalYear(2021)..=FiscalYear(2020);
    assert_eq!(estimate(reversed).unwrap_err().to_string(), "window 2021 to 2020 is empty; name the earlier year first");
    let not_grouped = counted().regroup(&GroupBy::nothing().join_cohort()).unwrap();
    assert_eq!(Assumptions::estimate(&not_grouped, None, FiscalYear(2020)..=FiscalYear(2020)).unwrap_err().code(), "missing_column");
    assert_eq!(Population::from_table(&not_grouped, None, FiscalYear(2020)).unwrap_err().code(), "missing_column");
    assert_eq!(Population::from_table(&counted(), None, FiscalYear(2022)).unwrap_err().code(), "missing");
}

#[test]
fn the_population_at_the_end_of_each_year_by_hand() {
    let at = |year: i32| {
        let population = Population::from_table(&counted(), Some(&two_hundred()), FiscalYear(year)).unwrap();
        let [(cohort, people)] = population.cohorts.as_slice() else { panic!("one cohort") };
        assert_eq!(*cohort, Some(FiscalYear(2018)));
        people.clone()
    };
    let tenures = |list: &[(u32, u64)]| list.iter().copied().collect::<BTreeMap<_, _>>();
    // Years since the lapse, years since joining, persons.
    let by_tenure = |list: &[(u32, u32, u64)]| {
        let mut lapsed: BTreeMap<u32, BTreeMap<u32, u64>> = BTreeMap::new();
        list.iter().for_each(|&(out, tenure, count)| *lapsed.entry(out).or_default().entry(tenure).or_default() += count);
        lapsed
    };
    // 2018: 1 3 5 6 are members, 2 has lapsed, 78 never joined.
    assert_eq!(
        at(2018),
        CohortPopulation {
            never_joined: 78,
            active: tenures(&[(0, 82)]),
            on_leave: tenures(&[]),
            lapsed: tenures(&[(0, 40)]),
            lapsed_by_tenure: by_tenure(&[(0, 0, 40)])
        }
    );
    // 2019: 1 3 active, 6 on leave, 4 new; 5 is dead.
    assert_eq!(
        at(2019),
        CohortPopulation {
            never_joined: 38,
            active: tenures(&[(0, 40), (1, 80)]),
            on_leave: tenures(&[(1, 1)]),
            lapsed: tenures(&[(1, 40)]),
            lapsed_by_tenure: by_tenure(&[(1, 1, 40)])
        }
    );
    // 2020: 1 active, 4 on leave, 7 new; 2 3 6 have lapsed.
    assert_eq!(
        at(2020),
        CohortPopulation {
            never_joined: 37,
            active: tenures(&[(0, 1), (2, 40)]),
            on_leave: tenures(&[(1, 40)]),
            lapsed: tenures(&[(0, 41), (2, 40)]),
            lapsed_by_tenure: by_tenure(&[(0, 2, 41), (2, 2, 40)])
        }
    );
    // 2021: 1 and 3, who is back, joined three years ago; 4 active again; 7 is dead.
    assert_eq!(
        at(2021),
        CohortPopulation {
            never_joined: 37,
            active: tenures(&[(2, 40), (3, 80)]),
            on_leave: tenures(&[]),
            lapsed: tenures(&[(1, 1), (3, 40)]),
            lapsed_by_tenure: by_tenure(&[(1, 3, 1), (3, 3, 40)])
        }
    );
}

#[test]
fn members_of_before_the_record_lapse_with_a_probability_of_their_own() {
    // 50 who were members when the record began on 1 April 2019, first day not known: 10 leave in 2020. 40 who join in 2019: none leaves.
    let mut rows: Vec<Episode> = (0..40).map(|i| Episode::new(format!("new {i}"), day(2019, 4, 1))).collect();
    for i in 0..50 {
        let old = Episode { start: None, observed_from: Some(day(2019, 4, 1)), ..Episode::new(format!("old {i}"), day(2019, 4, 1)) };
        rows.push(if i < 10 { old.until(day(2020, 10, 1), EndReason::Voluntary) } else { old });
    }
    let register = Register::settings_as_of(day(2021, 3, 31)).record_start(day(2019, 4, 1)).build(&rows.into_iter().collect()).unwrap();
    let by_both = GroupBy::nothing().licence_cohort().join_cohort();
    let table = CohortTable::settings(FiscalCalendar::japan()).by(by_both).build(&register).unwrap();
    let of = Assumptions::estimate(&table, None, FiscalYear(2020)..=FiscalYear(2020)).unwrap();
    assert_eq!((events(&of.lapse[1]), events(&of.lapse[2]), of.lapse.len()), ((0, 40), (10, 50), 3));
    let population = Population::from_table(&table, None, FiscalYear(2020)).unwrap();
    assert_eq!(population.cohorts[0].1.active, BTreeMap::from([(1, 40), (u32::MAX, 40)]));
    let year = &Projection::of(&population, &of, [0]).run().unwrap().years()[0].clone();
    close(year.left.mean, 0.2 * 40.0 + 0.2 * 40.0); // in their second year the new ones are of the longest tenure known
}

#[test]
fn members_found_when_the_record_began_did_not_join_then() {
    // Cohort 2019 of 60: the record begins on 1 April 2019, its licence year; 20 of an older cohort are there already, 30 of 2019 join.
    let old = (0..20).map(|i| Episode::new(format!("old {i}"), day(2015, 4, 1)).licensed(day(2015, 4, 1)));
    let new = (0..30).map(|i| Episode::new(format!("new {i}"), day(2019, 5, 1)).licensed(day(2019, 4, 1)));
    let register = Register::settings_as_of(day(2021, 3, 31)).record_start(day(2019, 4, 1)).build(&old.chain(new).collect()).unwrap();
    let by_both = GroupBy::nothing().licence_cohort().join_cohort();
    let table = CohortTable::settings(FiscalCalendar::japan()).by(by_both).build(&register).unwrap();
    let licensees = Licensees::by_cohort([(FiscalYear(2015), 100), (FiscalYear(2019), 60)]).unwrap();
    let of = Assumptions::estimate(&table, Some(&licensees), FiscalYear(2019)..=FiscalYear(2020)).unwrap();
    // 2015 is left out: who joined and left before 2019 cannot be told from who never joined.
    assert_eq!(of.entry.iter().map(events).collect::<Vec<_>>(), [(30, 60), (0, 30)]);
}
