//! Curves of persons drawn again: the same for any number of threads, as wide as Greenwood's formula where that holds, wider where rows of
//! one person belong together.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::cohort::{DurationTable, ObservationWindow, SpellsCounted};
use kaiin::survival::{Bootstrap, BootstrapLimits, Observations, RiskTable, SurvivalEstimator, SurvivalSettings};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register};

/// 400 rows with times 1 to 40, every third censored, in no order.
fn rows() -> Observations {
    let number = |row: u64| row.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    let time: Vec<f64> = (0..400).map(|row| (number(row) % 40 + 1) as f64).collect();
    let event: Vec<bool> = (0..400).map(|row| number(row + 1_000) % 3 > 0).collect();
    Observations::of_events(&time, &event).unwrap()
}

#[test]
fn errors_agree_with_greenwood_and_limits_lie_around_the_estimate() {
    let settings = SurvivalSettings::new();
    let curve = settings.curve(&rows().risk_table().unwrap());
    let drawn = Bootstrap::new(1).replicates(4_000).unwrap().curve(&settings, &rows(), "all", &[5.0, 12.0, 30.0]).unwrap();
    for point in drawn.points() {
        let exact = curve.points().iter().rev().find(|exact| exact.time <= point.time).unwrap();
        assert_eq!(point.survival, exact.survival);
        // 4,000 replicates give the error to about 1.1 %: 1 / √(2 · 4,000).
        let ratio = point.error / exact.error().unwrap();
        assert!((ratio - 1.0).abs() < 0.05, "{ratio}");
        assert!(0.0 <= point.lower && point.lower < point.survival && point.survival < point.upper && point.upper <= 1.0);
    }
}

#[test]
fn the_result_is_the_same_for_any_number_of_threads_and_order_of_times() {
    let on = |threads, times: &[f64]| {
        let bootstrap = Bootstrap::new(7).replicates(101).unwrap().threads(threads);
        bootstrap.curve(&SurvivalSettings::new(), &rows(), "all", times).unwrap()
    };
    let one = on(1, &[3.0, 20.0]);
    assert!([2, 3, 8, 256].into_iter().all(|threads| on(threads, &[3.0, 20.0]) == one));
    assert_eq!(on(2, &[20.0, 3.0]).points()[1], one.points()[0]);
    let other = Bootstrap::new(8).replicates(101).unwrap().curve(&SurvivalSettings::new(), &rows(), "all", &[3.0]).unwrap();
    assert_ne!(other.points()[0].error, one.points()[0].error);
}

#[test]
fn rows_of_one_person_are_drawn_together() {
    // 100 rows, and the same rows four times, each four of one person: the same information.
    let single: Vec<f64> = (0..100).map(|row| f64::from(row % 10 + 1)).collect();
    let time: Vec<f64> = single.iter().flat_map(|&time| [time; 4]).collect();
    let keys: Vec<String> = (0..400).map(|row| (row / 4).to_string()).collect();
    let error = |rows: Observations| {
        let drawn = Bootstrap::new(3).replicates(4_000).unwrap();
        drawn.curve(&SurvivalSettings::new(), &rows, "all", &[5.0]).unwrap().points()[0].error
    };
    let of_persons = error(Observations::of_events(&time, &[true; 400]).unwrap().persons(&keys).unwrap());
    let of_rows = error(Observations::of_events(&time, &[true; 400]).unwrap());
    assert!((of_persons - 0.05).abs() < 0.003, "{of_persons}"); // √(½ · ½ / 100)
    assert!((of_rows - 0.025).abs() < 0.0015, "{of_rows}"); // √(½ · ½ / 400)
}

#[test]
fn basic_limits_mirror_percentile_limits() {
    let with = |limits| {
        let bootstrap = Bootstrap::new(3).replicates(200).unwrap().limits(limits);
        bootstrap.curve(&SurvivalSettings::new(), &rows(), "all", &[9.0]).unwrap().points()[0]
    };
    let (percentile, basic) = (with(BootstrapLimits::Percentile), with(BootstrapLimits::Basic));
    assert!((basic.lower - (2.0 * percentile.survival - percentile.upper)).abs() < 1e-15);
    assert!((basic.upper - (2.0 * percentile.survival - percentile.lower)).abs() < 1e-15);
}

#[test]
fn a_duration_table_gives_what_its_rows_give() {
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
    let person = |number: u32| {
        let key = format!("{number}");
        let joined = day(2015, 4, 1).plus_days((number % 30) as i32).unwrap();
        if number.is_multiple_of(3) {
            Episode::new(key, joined)
        } else {
            Episode::new(key, joined).until(joined.plus_days((number % 50) as i32 * 30 + 10).unwrap(), EndReason::Voluntary)
        }
    };
    let register = Register::settings_as_of(day(2024, 3, 31)).build(&(0..300).map(person).collect()).unwrap();
    let settings = SurvivalSettings::new().estimator(SurvivalEstimator::NelsonAalen);
    let table = DurationTable::settings(FiscalCalendar::japan()).build(&register).unwrap();
    let times = [365.0, 1_000.0];
    let drawn = Bootstrap::new(5).durations(&settings, &table, 0, &times).unwrap();
    let curve = settings.curve(&RiskTable::of_durations(&table, 0).unwrap());
    for point in drawn.points() {
        assert!((point.survival - curve.at(point.time).unwrap()).abs() < 1e-14);
        let error = curve.points().iter().rev().find(|exact| exact.time <= point.time).unwrap().error().unwrap();
        assert!((point.error / error - 1.0).abs() < 0.1);
    }
    assert_eq!((drawn.persons(), drawn.to_table().rows()), (300, 2));

    let refused = |table: &DurationTable, times: &[f64]| Bootstrap::new(5).durations(&settings, table, 0, times).unwrap_err().to_string();
    let all = DurationTable::settings(FiscalCalendar::japan()).spells(SpellsCounted::All).build(&register).unwrap();
    assert!(refused(&all, &times).starts_with("memberships all are counted in the table"));
    let window = ObservationWindow::new(day(2016, 4, 1), day(2024, 4, 1)).unwrap();
    let late = DurationTable::settings(FiscalCalendar::japan()).during(window).build(&register).unwrap();
    assert!(refused(&late, &times).contains("entered late"));
    assert!(refused(&table, &[1e9]).starts_with("time 1000000000 was not reached"));
    assert!(refused(&table, &[f64::NAN]).starts_with("time NaN"));
    assert!(Bootstrap::new(5).durations(&settings, &table, 1, &times).is_err());
}

#[test]
fn impossible_requests_are_refused() {
    let settings = SurvivalSettings::new();
    assert!(Bootstrap::new(1).replicates(1).is_err() && Bootstrap::new(1).replicates(1_000_001).is_err());
    assert!(Bootstrap::new(1).curve(&settings, &rows(), "x", &[1.0]).unwrap_err().to_string().contains("the groups are: all"));
    let weighted = rows().weighted(&vec![1.0; 400]).unwrap();
    assert!(Bootstrap::new(1).curve(&settings, &weighted, "all", &[1.0]).unwrap_err().to_string().contains("without weights"));
    let one = Observations::of_events(&[2.0], &[true]).unwrap();
    let point = Bootstrap::new(1).curve(&settings, &one, "all", &[1.0, 2.0, 9.0]).unwrap();
    let shares: Vec<_> = point.points().iter().map(|point| (point.survival, point.error)).collect();
    assert_eq!(shares, [(1.0, 0.0), (0.0, 0.0), (0.0, 0.0)]);
}
