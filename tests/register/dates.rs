//! A row whose dates are missing, in the wrong order, or beyond the extract.

use super::{build, episodes, from, issues, leave, rows, settings, spell};
use crate::support::day;
use kaiin::IssueCode::*;
use kaiin::episode::LicenceDate;
use kaiin::input::Action::{Kept, Repaired, SetAside};
use kaiin::register::ReversedDates;
use kaiin::{Episode, FiscalYear, Register};

#[test]
fn a_row_without_a_person_is_set_aside() {
    let register = build(settings(), &[from("2020-04-01"), Episode { person: String::new(), ..from("2020-04-01") }]);
    assert_eq!(issues(&register), [(2, MissingPerson, SetAside)]);
    assert_eq!((rows(&register), register.persons()), ([2, 1, 0, 1], 1));
}

#[test]
fn a_row_without_start_and_without_a_first_seen_day_is_set_aside() {
    let register = build(settings(), &[Episode { start: None, ..from("2020-04-01") }, from("2020-04-01")]);
    assert_eq!(issues(&register), [(1, MissingStart, SetAside)]);
    assert_eq!(rows(&register), [2, 1, 0, 1]);
}

#[test]
fn an_end_before_the_start_is_set_aside_or_exchanged() {
    let reversed = [spell("2021-04-01", "2020-04-01")];
    let register = build(settings(), &reversed);
    assert_eq!(issues(&register), [(1, EndBeforeStart, SetAside)]);
    assert_eq!((rows(&register), register.persons()), ([1, 0, 0, 1], 0));
    assert_eq!(register.issues()[0].value.as_deref(), Some("2021-04-01 to 2020-04-01"));

    let register = build(settings().reversed_dates(ReversedDates::Swap), &reversed);
    assert_eq!(issues(&register), [(1, EndsSwapped, Repaired)]);
    assert_eq!(episodes(&register), ["2020-04-01..2021-04-01 active Joined Left(Voluntary)"]);
    assert_eq!(rows(&register), [1, 0, 1, 0]);
}

#[test]
fn an_end_before_the_first_seen_day_cannot_be_exchanged_when_the_start_is_not_known() {
    let row = Episode { start: None, observed_from: Some(day("2021-04-01")), ..spell("2021-04-01", "2020-04-01") };
    assert_eq!(issues(&build(settings().reversed_dates(ReversedDates::Swap), &[row])), [(1, EndBeforeStart, SetAside)]);
}

#[test]
fn a_start_after_the_extract_date_is_set_aside_and_one_on_it_is_kept() {
    let register = build(settings(), &[from("2024-03-31"), Episode { person: "B".into(), ..from("2024-04-01") }]);
    assert_eq!(issues(&register), [(2, StartAfterAsOf, SetAside)]);
    assert_eq!((rows(&register), register.members_on(day("2024-03-31"))), ([2, 1, 0, 1], 1));
}

#[test]
fn observation_that_begins_after_the_extract_date_sets_the_row_aside() {
    let register = build(settings(), &[Episode { observed_from: Some(day("2024-05-01")), ..from("2020-04-01") }]);
    assert_eq!(issues(&register), [(1, StartAfterAsOf, SetAside)]);
    assert_eq!(register.issues()[0].column.as_deref(), Some("observed_from"));
}

#[test]
fn an_end_after_the_extract_date_means_still_a_member_and_one_on_it_is_an_exit() {
    let register =
        build(settings(), &[spell("2020-04-01", "2024-04-02"), Episode { person: "B".into(), ..spell("2020-04-01", "2024-03-31") }]);
    assert_eq!(issues(&register), [(1, EndAfterAsOf, Repaired)]);
    assert_eq!(episodes(&register), ["2020-04-01.. active Joined Open", "2020-04-01..2024-03-31 active Joined Left(Voluntary)"]);
    assert_eq!((rows(&register), register.members_on(day("2024-03-31"))), ([2, 1, 1, 0], 1));
}

#[test]
fn an_end_whose_last_day_is_the_extract_date_is_known_and_no_issue_even_when_strict() {
    // The last day is 2024-03-31, the extract date: on the roll on it, out on the next day.
    let register = build(settings().strict(), &[spell("2020-04-01", "2024-04-01")]);
    assert_eq!(issues(&register), []);
    assert_eq!(episodes(&register), ["2020-04-01..2024-04-01 active Joined Left(Voluntary)"]);
    assert_eq!((rows(&register), register.members_on(day("2024-03-31"))), ([1, 1, 0, 0], 1));
    assert!(settings().strict().build(&[spell("2020-04-01", "2024-04-02")].into_iter().collect()).is_err());
}

#[test]
fn an_end_with_the_extract_date_that_is_no_end_of_the_membership_leaves_it_open() {
    // A transfer on 2024-04-01, whose second row begins after the extract date and is set aside.
    let moved = build(settings(), &[spell("2020-04-01", "2024-04-01"), from("2024-04-01")]);
    assert_eq!(issues(&moved), [(1, EndAfterAsOf, Repaired), (2, StartAfterAsOf, SetAside)]);
    assert_eq!(episodes(&moved), ["2020-04-01.. active Joined Open"]);
    // Ten days later it is a return after a lapse, unless ten days are within the grace.
    let back = [spell("2020-04-01", "2024-04-01"), from("2024-04-11")];
    assert_eq!(issues(&build(settings(), &back)), [(2, StartAfterAsOf, SetAside)]);
    assert_eq!(issues(&build(settings().grace_days(10), &back)).len(), 2);
    // A leave until 2024-03-31 inside a membership that lasts: on leave on the extract date.
    let leave = leave("2023-04-01", "2024-04-01");
    let within = build(settings(), &[from("2020-04-01"), leave.clone()]);
    assert_eq!(issues(&within), [(2, EndAfterAsOf, Repaired)]);
    assert_eq!(episodes(&within), ["2020-04-01..2023-04-01 active Joined Continued", "2023-04-01.. on_leave Continued Open"]);
    // The same leave as the last thing known of a person: what follows is not known.
    let last = build(settings(), &[Episode { end: Some(day("2023-04-01")), ..from("2020-04-01") }, leave]);
    assert_eq!(issues(&last), [(2, EndAfterAsOf, Repaired)]);
    assert_eq!(episodes(&last)[1], "2023-04-01.. on_leave Continued Open");
}

#[test]
fn a_licence_after_the_extract_date_is_named_once_and_kept() {
    let licensed = |person: &str, licence: LicenceDate| Episode { person: person.into(), licensed: Some(licence), ..from("2020-04-01") };
    let days = [licensed("A", LicenceDate::Day(day("2024-03-31"))), licensed("B", LicenceDate::Day(day("2024-04-01")))];
    let late = |register: &Register| {
        let issues = register.issues().iter().filter(|issue| issue.code == LicenceAfterAsOf);
        issues.map(|issue| (issue.row.unwrap(), issue.value.clone().unwrap())).collect::<Vec<_>>()
    };
    let register = build(settings(), &days);
    assert_eq!((late(&register), rows(&register)), (vec![(2, "2024-04-01".into())], [2, 2, 0, 0]));
    assert!(settings().strict().build(&days.into_iter().collect()).is_err());
    // A cohort that begins within a year of 2024 may be known, whatever its shift; 2026 cannot be.
    let cohorts = [licensed("A", LicenceDate::Cohort(FiscalYear(2025))), licensed("B", LicenceDate::Cohort(FiscalYear(2026)))];
    assert_eq!(late(&build(settings(), &cohorts)), [(2, "2026".into())]);
}

#[test]
fn joining_and_leaving_on_one_day_is_kept_and_named() {
    let register = build(settings(), &[spell("2020-02-29", "2020-02-29")]);
    assert_eq!(issues(&register), [(1, ZeroLength, Kept)]);
    assert_eq!(episodes(&register), ["2020-02-29..2020-02-29 active Joined Left(Voluntary)"]);
    assert_eq!((rows(&register), register.members_on(day("2020-02-29"))), ([1, 1, 0, 0], 0));
}

#[test]
fn an_unknown_start_is_a_member_present_when_first_seen() {
    let row = Episode { start: None, observed_from: Some(day("2018-10-15")), ..from("2018-10-15") };
    let register = build(settings(), &[row]);
    assert_eq!(episodes(&register), ["?2018-10-15.. active Present Open"]);
    assert_eq!((register.joined(0), issues(&register).len()), (None, 0));
}

// The record.
