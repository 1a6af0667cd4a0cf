//! Two real bodies, member by member: how long people stay, by the kind of leaving, and what a day of mass exits does to that.
//!
//! The reference values were computed from the same files with lifelines 0.30.3 (pandas 2.3.3, Python 3.11), `KaplanMeierFitter().fit(days,
//! event)` with days from joining to leaving or to the day after the extract, `predict` at the days named.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::cohort::{DurationTable, SpellsCounted};
use kaiin::survival::{RiskTable, SurvivalCurve, SurvivalSettings};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register};

fn rows(file: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/examples/data/{file}", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

fn day(text: &str) -> Option<Day> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// The core team, each leaving with a reason that `reason` reads from the kind of exit and the day.
fn core_team(reason: impl Fn(&str, &str) -> EndReason) -> Register {
    let episode = |row: csv::StringRecord| Episode {
        start: day(&row[1]),
        end: day(&row[2]),
        end_reason: reason(&row[3], &row[2]),
        ..Episode::new(&row[0], Day::MIN)
    };
    let episodes = rows("python_core_team_spells.csv").into_iter().map(episode);
    Register::settings_as_of("2026-07-31".parse().unwrap()).build(&episodes.collect()).unwrap()
}

fn kubernetes(reason: impl Fn(&str) -> EndReason) -> Register {
    let episode = |row: csv::StringRecord| Episode {
        start: day(&row[2]),
        observed_from: day(&row[3]),
        end: day(&row[4]),
        end_reason: reason(&row[4]),
        ..Episode::new(&row[0], Day::MIN)
    };
    let episodes = rows("kubernetes_org_member_spells.csv").into_iter().map(episode);
    Register::settings_as_of("2026-08-21".parse().unwrap()).build(&episodes.collect()).unwrap()
}

fn risk(register: &Register) -> RiskTable {
    let durations = DurationTable::settings(FiscalCalendar::calendar_year()).spells(SpellsCounted::All).build(register).unwrap();
    RiskTable::of_durations(&durations, 0).unwrap()
}

fn curve_of(table: &RiskTable, reason: EndReason) -> SurvivalCurve {
    SurvivalSettings::new().curve(&table.of_outcome(&reason.to_string()).unwrap())
}

/// Leavers, median and shares at the days of a curve.
fn assert_curve(what: &str, curve: &SurvivalCurve, leavers: f64, median: Option<f64>, shares: &[(f64, f64)]) {
    let left: f64 = curve.points().iter().map(|point| point.events).sum();
    assert_eq!(left, leavers, "{what}: leavers");
    assert_eq!(curve.quantile(0.5).unwrap().time, median, "{what}: median");
    for &(day, expected) in shares {
        let found = curve.at(day).unwrap();
        assert!((found - expected).abs() < 1e-12, "{what} at {day}: {found} is not {expected}");
    }
}

fn kind(exit: &str, _: &str) -> EndReason {
    match exit {
        "voluntary" => EndReason::Voluntary,
        "administrative" => EndReason::Other,
        "deceased" => EndReason::Death,
        _ => EndReason::Unstated,
    }
}

#[test]
fn core_developers_leave_by_kind() {
    let table = risk(&core_team(kind));
    let all = SurvivalSettings::new().curve(&table);
    let shares = [(1826.0, 0.9566657420989148), (3652.0, 0.8185896091275464), (7305.0, 0.41316612874275965)];
    assert_curve("all", &all, 84.0, Some(6070.0), &shares);
    let kinds: [(EndReason, f64, [f64; 3]); 4] = [
        (EndReason::Voluntary, 19.0, [0.9679206331824308, 0.940440448185382, 0.8451186759025058]),
        (EndReason::Other, 50.0, [0.9883720930232565, 0.8886581087230322, 0.5539709673122323]),
        (EndReason::Death, 1.0, [1.0, 1.0, 0.9848484848484849]),
        (EndReason::Unstated, 14.0, [1.0, 0.9794904810080013, 0.8960878444018536]),
    ];
    for (reason, leavers, [five, ten, twenty]) in kinds {
        // Half of them never left in one way alone: no median, not the end of the record.
        assert_curve(&reason.to_string(), &curve_of(&table, reason), leavers, None, &[(1826.0, five), (3652.0, ten), (7305.0, twenty)]);
    }
}

#[test]
fn one_day_makes_most_of_the_leaving() {
    let register = core_team(kind);
    let mass: Vec<_> = register.mass_exit_days().iter().map(|day| (day.day.to_string(), day.exits)).collect();
    assert_eq!(mass, [("2017-02-10".to_owned(), 53)]);
    // That day a tool changed. With it taken as the end of observation and not as a decision, the median is not reached at all.
    let split = |_: &str, day: &str| if day == "2017-02-10" { EndReason::Other } else { EndReason::Voluntary };
    let table = risk(&core_team(split));
    let shares = [(1826.0, 0.9679206331824308), (3652.0, 0.9276394561563704), (7305.0, 0.764468617656542)];
    assert_curve("other days", &curve_of(&table, EndReason::Voluntary), 31.0, None, &shares);
}

#[test]
fn kubernetes_members_leave_on_days_of_audit() {
    let audits = ["2020-07-20", "2024-02-16", "2025-07-24"];
    let register = kubernetes(|day| if audits.contains(&day) { EndReason::Other } else { EndReason::Unstated });
    let judged: Vec<_> = register.mass_exit_days().iter().filter(|day| day.judged).map(|day| day.day.to_string()).collect();
    assert_eq!(judged, audits);
    let durations = DurationTable::settings(FiscalCalendar::calendar_year()).spells(SpellsCounted::All).build(&register).unwrap();
    assert_eq!(durations.clock_unknown(), 702, "members before the record began, whose first day is not known");
    let table = risk(&register);
    let all = [(365.0, 0.9814668686327228), (730.0, 0.9256146935810465), (1826.0, 0.485583748669817)];
    assert_curve("all", &SurvivalSettings::new().curve(&table), 815.0, Some(1807.0), &all);
    let audit = [(365.0, 0.9988551780571857), (730.0, 0.9531562320731581), (1826.0, 0.5110589928949145)];
    assert_curve("audits", &curve_of(&table, EndReason::Other), 738.0, Some(1846.0), &audit);
    let other = [(365.0, 0.982591761241821), (730.0, 0.9711049064514771), (1826.0, 0.9501531860278263)];
    assert_curve("other days", &curve_of(&table, EndReason::Unstated), 77.0, None, &other);
}
