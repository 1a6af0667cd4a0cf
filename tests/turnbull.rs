//! Interval-censored times: Turnbull's estimator against hand working, published figures, a second implementation, and by law.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::survival::{
    AdministrativeExits, IntervalObservations, LapseDate, LapseDates, Observations, PaidThrough, SurvivalSettings, TurnbullCurve,
    TurnbullSettings,
};
use kaiin::{Day, EndReason, Episode, Register};
use proptest::prelude::*;

fn curve(rows: &IntervalObservations) -> TurnbullCurve {
    TurnbullSettings::new().curve(rows).unwrap()
}

/// Time to cosmetic deterioration, 46 women with radiotherapy alone, in months: Finkelstein and Wolfe (1985), *Biometrics* 41, 933-945.
const RADIOTHERAPY: [(f64, f64); 46] = {
    const NONE: f64 = f64::INFINITY;
    [
        (45.0, NONE),
        (6.0, 10.0),
        (0.0, 7.0),
        (46.0, NONE),
        (46.0, NONE),
        (7.0, 16.0),
        (17.0, NONE),
        (7.0, 14.0),
        (37.0, 44.0),
        (0.0, 8.0),
        (4.0, 11.0),
        (15.0, NONE),
        (11.0, 15.0),
        (22.0, NONE),
        (46.0, NONE),
        (46.0, NONE),
        (25.0, 37.0),
        (46.0, NONE),
        (26.0, 40.0),
        (46.0, NONE),
        (27.0, 34.0),
        (36.0, 44.0),
        (46.0, NONE),
        (36.0, 48.0),
        (37.0, NONE),
        (40.0, NONE),
        (17.0, 25.0),
        (46.0, NONE),
        (11.0, 18.0),
        (38.0, NONE),
        (5.0, 12.0),
        (37.0, NONE),
        (0.0, 5.0),
        (18.0, NONE),
        (24.0, NONE),
        (36.0, NONE),
        (5.0, 11.0),
        (19.0, 35.0),
        (17.0, 25.0),
        (24.0, NONE),
        (32.0, NONE),
        (33.0, NONE),
        (19.0, 26.0),
        (37.0, NONE),
        (34.0, NONE),
        (36.0, NONE),
    ]
};

#[test]
fn the_breast_cosmesis_study_gives_the_published_masses() {
    let left: Vec<f64> = RADIOTHERAPY.iter().map(|row| row.0).collect();
    let right: Vec<Option<f64>> = RADIOTHERAPY.iter().map(|row| row.1.is_finite().then_some(row.1)).collect();
    let curve = curve(&IntervalObservations::new(&left, &right).unwrap());
    // M. P. Fay and P. A. Shaw (2010), *Journal of Statistical Software* 36(2), the fit of the group "Rad" by R `interval`
    let expected = [
        (4, 5, 0.0463),
        (6, 7, 0.0334),
        (7, 8, 0.0887),
        (11, 12, 0.0708),
        (24, 25, 0.0926),
        (33, 34, 0.0818),
        (38, 40, 0.1209),
        (46, 48, 0.4656),
    ];
    assert_eq!(curve.intervals().len(), expected.len());
    for (found, (from, through, mass)) in curve.intervals().iter().zip(expected) {
        assert_eq!((found.from, found.through, found.is_exact), (f64::from(from), f64::from(through), false));
        assert!((found.mass - mass).abs() < 5e-5 + 1e-12, "({from}, {through}]: {} is not {mass}", found.mass);
    }
    assert!(curve.beyond() < 1e-9 && curve.gap() <= 1e-9 && !curve.is_local());
    // within an innermost interval the value is not identified
    let at = curve.at(47.0).unwrap();
    assert!((at.upper - 0.4656).abs() < 5e-5 && at.lower < 1e-9);
    assert_eq!(curve.at(4.0).map(|at| (at.lower, at.upper)), Some((1.0, 1.0)));
}

#[test]
fn delayed_entry_by_hand() {
    // A leaves in (0, 2]. B, under observation from 1 on, leaves in (2, 3]. C, from 1 on, is still there at 3.
    // Mass of A before B and C enter is likeliest: p₁ in (0, 1] with P(A) = 1 − (1 − h₁)(1 − h₂) largest at h₁ = 1,
    // then half of those under observation leave in (2, 3].
    let rows = IntervalObservations::new(&[0.0, 2.0, 3.0], &[Some(2.0), Some(3.0), None]).unwrap().entering(&[0.0, 1.0, 1.0]).unwrap();
    let found = curve(&rows);
    assert!((found.log_likelihood() - 0.25f64.ln()).abs() < 1e-8, "{}", found.log_likelihood());
    assert!(found.is_local());
}

#[derive(Debug, Clone)]
struct Rows {
    left: Vec<f64>,
    right: Vec<Option<f64>>,
    entry: Vec<f64>,
}

impl Rows {
    fn interval(&self, with_entry: bool) -> IntervalObservations {
        let rows = IntervalObservations::new(&self.left, &self.right).unwrap();
        if with_entry { rows.entering(&self.entry).unwrap() } else { rows }
    }

    fn len(&self) -> usize {
        self.left.len()
    }

    fn repeated(&self, order: impl Iterator<Item = usize>) -> Self {
        let order: Vec<usize> = order.collect();
        Self {
            left: order.iter().map(|&at| self.left[at]).collect(),
            right: order.iter().map(|&at| self.right[at]).collect(),
            entry: order.iter().map(|&at| self.entry[at]).collect(),
        }
    }
}

/// Rows with whole times, so that ends meet; `exact` rows have their event at a known time.
fn any_rows(exact_only: bool) -> impl Strategy<Value = Rows> {
    let row = (1..12i32, 0..6i32, 0..4u8, 0..8i32);
    prop::collection::vec(row, 2..25).prop_map(move |rows| {
        let mut made = Rows { left: Vec::new(), right: Vec::new(), entry: Vec::new() };
        for (left, width, kind, before) in rows {
            let width = if exact_only { 0 } else { width };
            made.left.push(f64::from(left));
            made.right.push((kind > 0).then(|| f64::from(left + width)));
            made.entry.push(f64::from((left - 1 - before).max(0)));
        }
        made
    })
}

/// The chance of each row by the masses of a curve; its event lies in the intervals that the row's contains.
fn chances(curve: &TurnbullCurve, rows: &Rows) -> Vec<f64> {
    let contains = |row: usize, from: f64, through: f64, is_exact: bool| {
        let after_left = if is_exact { from > rows.left[row] || rows.right[row] == Some(from) } else { from >= rows.left[row] };
        after_left && rows.right[row].is_none_or(|right| through <= right)
    };
    (0..rows.len())
        .map(|row| {
            let within = curve.intervals().iter().filter(|cell| contains(row, cell.from, cell.through, cell.is_exact));
            within.map(|cell| cell.mass).sum::<f64>() + if rows.right[row].is_none() { curve.beyond() } else { 0.0 }
        })
        .collect()
}

/// Self-consistency of masses over all elementary intervals, with ghosts for those who were never seen: Turnbull's own algorithm.
fn naive(rows: &Rows, with_entry: bool, steps: usize) -> f64 {
    // time t stands for 2t, the open interval after it for 2t + 1
    let cells: Vec<i64> = (0..60).collect();
    let inside = |row: usize, cell: i64| {
        let (left, right) = (2 * rows.left[row] as i64, rows.right[row].map(|right| 2 * right as i64));
        (cell > left || right == Some(cell)) && right.is_none_or(|right| cell <= right)
    };
    let seen = |row: usize, cell: i64| !with_entry || cell > 2 * rows.entry[row] as i64;
    let mut mass = vec![1.0 / cells.len() as f64; cells.len()];
    let chance = |mass: &[f64], row: usize, of: &dyn Fn(usize, i64) -> bool| {
        cells.iter().zip(mass).filter(|(cell, _)| of(row, **cell)).map(|(_, mass)| mass).sum::<f64>()
    };
    for _ in 0..steps {
        let mut next = vec![0.0; cells.len()];
        for row in 0..rows.len() {
            let (own, all) = (chance(&mass, row, &inside), chance(&mass, row, &seen));
            for (at, &cell) in cells.iter().enumerate() {
                let ghosts = if seen(row, cell) { 0.0 } else { mass[at] / all };
                next[at] += ghosts + if inside(row, cell) { mass[at] / own } else { 0.0 };
            }
        }
        let total: f64 = next.iter().sum();
        mass = next.into_iter().map(|value| value / total).collect();
    }
    (0..rows.len()).map(|row| (chance(&mass, row, &inside) / chance(&mass, row, &seen)).ln()).sum()
}

fn same(a: &TurnbullCurve, b: &TurnbullCurve, shift: f64) -> Result<(), TestCaseError> {
    for half in 0..40 {
        let time = f64::from(half) / 2.0;
        match (a.at(time), b.at(time + shift)) {
            // masses need not be unique where rows are few; what they make of the rows is
            (Some(_), Some(_)) | (None, None) => {}
            (a, b) => prop_assert!(false, "{:?} {:?}", a, b),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn exact_and_right_censored_times_give_kaplan_meier(rows in any_rows(true), with_entry in any::<bool>()) {
        let found = curve(&rows.interval(with_entry));
        let event: Vec<bool> = rows.right.iter().map(Option::is_some).collect();
        let plain = Observations::of_events(&rows.left, &event).unwrap();
        let plain = if with_entry { plain.entering(&rows.entry).unwrap() } else { plain };
        let expected = SurvivalSettings::new().curve(&plain.risk_table().unwrap());
        for half in 0..40 {
            let time = f64::from(half) / 2.0;
            let (found, expected) = (found.at(time), expected.at(time));
            prop_assert_eq!(found.is_some(), expected.is_some(), "at {}", time);
            if let (Some(found), Some(expected)) = (found, expected) {
                prop_assert!((found.lower - expected).abs() < 1e-12 && found.lower == found.upper, "at {}: {:?} is not {}", time, found, expected);
            }
        }
    }

    #[test]
    fn no_elementary_interval_would_take_more_mass(rows in any_rows(false)) {
        // the condition of the maximum of a concave function, from the masses alone
        let found = curve(&rows.interval(false));
        let chances = chances(&found, &rows);
        for cell in 0..60i64 {
            let holds = |row: usize| {
                let (left, right) = (2 * rows.left[row] as i64, rows.right[row].map(|right| 2 * right as i64));
                (cell > left || right == Some(cell)) && right.is_none_or(|right| cell <= right)
            };
            let pull: f64 = (0..rows.len()).filter(|&row| holds(row)).map(|row| 1.0 / chances[row]).sum();
            prop_assert!(pull <= rows.len() as f64 * (1.0 + 1e-6), "{} of {}", pull, rows.len());
        }
        let total = found.intervals().iter().map(|cell| cell.mass).sum::<f64>() + found.beyond();
        prop_assert!((total - 1.0).abs() < 1e-12);
        let log_likelihood: f64 = chances.iter().map(|chance| chance.ln()).sum();
        prop_assert!((log_likelihood - found.log_likelihood()).abs() < 1e-7 * rows.len() as f64);
    }

    #[test]
    fn order_repetition_weights_and_the_origin_do_not_matter(rows in any_rows(false), with_entry in any::<bool>(), shift in -50..50i32) {
        let first = curve(&rows.interval(with_entry));
        let n = rows.len();
        let reversed = curve(&rows.repeated((0..n).rev()).interval(with_entry));
        let twice = curve(&rows.repeated((0..2 * n).map(|at| at % n)).interval(with_entry));
        let weighted = curve(&rows.interval(with_entry).weighted(&vec![2.0; n]).unwrap());
        prop_assert_eq!(&first, &reversed);
        prop_assert_eq!(twice.intervals(), weighted.intervals());
        prop_assert!((twice.log_likelihood() - 2.0 * first.log_likelihood()).abs() < 1e-6 * n as f64);
        let moved = Rows {
            left: rows.left.iter().map(|time| time + f64::from(shift)).collect(),
            right: rows.right.iter().map(|time| time.map(|time| time + f64::from(shift))).collect(),
            entry: rows.entry.iter().map(|time| time + f64::from(shift)).collect(),
        };
        let moved = curve(&moved.interval(with_entry));
        prop_assert!((moved.log_likelihood() - first.log_likelihood()).abs() < 1e-9 * n as f64);
        same(&first, &moved, f64::from(shift))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn turnbulls_own_algorithm_comes_no_further(rows in any_rows(false), with_entry in any::<bool>()) {
        let found = curve(&rows.interval(with_entry)).log_likelihood();
        let slow = naive(&rows, with_entry, 400);
        prop_assert!(found >= slow - 1e-7 * rows.len() as f64, "{} is less than {}", found, slow);
    }
}

#[test]
fn edges_are_answered_or_refused() {
    let settings = TurnbullSettings::new();
    let none = IntervalObservations::new(&[], &[]).unwrap();
    assert_eq!(settings.curve(&none).unwrap_err().code(), "no_rows");
    let nobody = IntervalObservations::new(&[1.0], &[None]).unwrap().weighted(&[0.0]).unwrap();
    assert_eq!(settings.curve(&nobody).unwrap_err().code(), "no_rows");
    let all_censored = curve(&IntervalObservations::new(&[1.0, 2.0], &[None, None]).unwrap());
    assert_eq!((all_censored.intervals().len(), all_censored.beyond()), (0, 1.0));
    assert_eq!((all_censored.at(1.5).map(|at| at.lower), all_censored.at(2.5), all_censored.at(f64::NAN)), (Some(1.0), None, None));
    let one = curve(&IntervalObservations::new(&[1.0], &[Some(3.0)]).unwrap());
    assert_eq!(one.at(2.0).map(|at| (at.lower, at.upper)), Some((0.0, 1.0)));
    assert_eq!(one.at(9.0).map(|at| at.upper), Some(0.0));
    assert!(settings.tolerance(1.0).is_err());
    let rows = IntervalObservations::new(&[0.0, 1.0, 2.0], &[Some(2.0), Some(3.0), Some(4.0)]).unwrap();
    assert_eq!(settings.most_steps(0).curve(&rows).unwrap_err().code(), "limit");
    assert_eq!(curve(&rows).to_table().rows(), curve(&rows).intervals().len());
}

// ---- a real roll with audits ----

fn kubernetes() -> Register {
    let path = format!("{}/examples/data/kubernetes_org_member_spells.csv", env!("CARGO_MANIFEST_DIR"));
    let day = |text: &str| (!text.is_empty()).then(|| text.parse::<Day>().unwrap());
    let rows = csv::Reader::from_path(path).unwrap().into_records().map(Result::unwrap).map(|row| Episode {
        start: day(&row[2]),
        observed_from: day(&row[3]),
        end: day(&row[4]),
        end_reason: EndReason::Unstated,
        ..Episode::new(&row[0], Day::MIN)
    });
    Register::settings_as_of("2026-08-21".parse().unwrap()).build(&rows.collect()).unwrap()
}

#[test]
fn audit_days_of_kubernetes_as_recorded_paid_through_and_censored() {
    let path = format!("{}/tests/golden/kubernetes_lapse.json", env!("CARGO_MANIFEST_DIR"));
    let golden: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let register = kubernetes();
    let rows = |date| LapseDates::new(date).rows(&register).unwrap();
    let [recorded, paid, censored] = [LapseDate::AsRecorded, LapseDate::PaidThrough, LapseDate::IntervalCensored].map(rows);
    for rows in [&recorded, &paid, &censored] {
        let counts = (rows.intervals().len() as u64, rows.administrative(), rows.clock_unknown());
        let expected = ["rows", "audited", "unknown"].map(|name| golden[name].as_u64().unwrap());
        assert_eq!([counts.0, counts.1, counts.2], expected);
    }
    let turnbull = curve(censored.intervals());
    assert!((turnbull.log_likelihood() - golden["log_likelihood"].as_f64().unwrap()).abs() < 2e-3);
    let [as_recorded, as_paid] =
        [&recorded, &paid].map(|rows| SurvivalSettings::new().curve(&rows.observations().unwrap().risk_table().unwrap()));
    for expected in golden["curves"].as_array().unwrap() {
        let days = expected["days"].as_f64().unwrap();
        let number = |value: &serde_json::Value| value.as_f64().unwrap();
        assert!((as_recorded.at(days).unwrap() - number(&expected["recorded"])).abs() < 1e-12);
        assert!((as_paid.at(days).unwrap() - number(&expected["paid_through"])).abs() < 1e-12);
        let found = turnbull.at(days).unwrap();
        assert!((found.lower - number(&expected["interval"][0])).abs() < 2e-3, "{days}: {found:?}");
        assert!((found.upper - number(&expected["interval"][1])).abs() < 2e-3, "{days}: {found:?}");
    }
    // after two years: 93 % on the record, 63 % if those removed had left at the audit before, 77 % when only the interval is taken as known
    let after_two = [as_recorded.at(730.0), turnbull.at(730.0).map(|at| at.upper), as_paid.at(730.0)];
    assert_eq!(after_two.map(|share| (100.0 * share.unwrap()).round()), [93.0, 77.0, 63.0]);
    assert_eq!(censored.observations().unwrap_err().code(), "missing");
}

#[test]
fn each_rule_of_the_paid_day_by_hand() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let rows = [Episode::new("A", day("2020-06-01")).until(day("2023-07-01"), EndReason::Arrears), Episode::new("B", day("2020-06-01"))];
    let register = Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap();
    let left = |rule| {
        let settings = LapseDates::new(LapseDate::IntervalCensored).paid_through(rule);
        let settings = settings.administrative(AdministrativeExits::Reasons(vec![EndReason::Arrears]));
        settings.rows(&register).unwrap().intervals().left()[0]
    };
    let since = |text: &str| f64::from(day(text).since(day("2020-06-01")));
    let calendar = kaiin::FiscalCalendar::japan();
    assert_eq!(left(PaidThrough::PreviousMassExitDay), 0.0); // no such day: the first day observed
    assert_eq!(left(PaidThrough::Anniversary), since("2023-06-01"));
    assert_eq!(left(PaidThrough::FiscalYears { calendar, years: 0 }), since("2023-04-01"));
    assert_eq!(left(PaidThrough::FiscalYears { calendar, years: 1 }), since("2022-04-01"));
    assert_eq!(left(PaidThrough::FiscalYears { calendar, years: 9 }), 0.0);
    assert_eq!(left(PaidThrough::DaysBefore(30)), since("2023-06-01"));
}
