//! The register by hand: each kind of issue once, with the episodes that result and all rows accounted for, and the awkward cases.
//!
//! Every expected value is worked out by hand from the rule named in the test.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::EndReason::{Arrears, Death, Unstated, Voluntary};
use kaiin::IssueCode::{self, *};
use kaiin::cohort::{CohortTable, GroupBy, RetentionTriangle};
use kaiin::episode::{DayColumn, EpisodeColumns, LicenceColumn, LicenceDate, PersonKeys, RowNumbers, SegmentColumn};
use kaiin::input::Action::{self, Kept, Repaired, SetAside};
use kaiin::register::{LeaveSilence, Overlaps, RegisterSettings, ReversedDates};
use kaiin::{Day, EndReason, Episode, Error, FiscalCalendar, FiscalYear, Progress, Register, Standing};
use support::{day, toy_register};

/// Settings for an extract of 2024-03-31.
fn settings() -> RegisterSettings {
    RegisterSettings::new(day("2024-03-31"))
}

fn from(start: &str) -> Episode {
    Episode::new("A", day(start))
}

fn spell(start: &str, end: &str) -> Episode {
    from(start).until(day(end), Voluntary)
}

fn leave(start: &str, end: &str) -> Episode {
    from(start).until(day(end), Unstated).standing(Standing::OnLeave)
}

fn build(settings: RegisterSettings, rows: &[Episode]) -> Register {
    settings.build(&rows.iter().cloned().collect()).unwrap()
}

/// The episodes as text: days, standing, how they begin and end; the first observed day where it differs from the start.
fn episodes(register: &Register) -> Vec<String> {
    let shown = |at| {
        let view = register.episode(at).unwrap();
        let end = view.end.map_or(String::new(), |end| end.to_string());
        let observed = if view.observed == view.start { String::new() } else { format!(" seen {}", view.observed) };
        let start = if view.start_known { view.start.to_string() } else { format!("?{}", view.start) };
        format!("{start}..{end}{observed} {} {:?} {:?}", view.standing, view.entry, view.exit)
    };
    (0..register.episodes()).map(shown).collect()
}

/// The issues of rows.
fn issues(register: &Register) -> Vec<(u64, IssueCode, Action)> {
    register.issues().iter().map(|issue| (issue.row.unwrap(), issue.code, issue.action)).collect()
}

/// Rows read, kept, repaired and set aside.
fn rows(register: &Register) -> [u64; 4] {
    let log = register.log();
    assert_eq!(log.rows_read, log.rows_kept + log.rows_repaired + log.rows_set_aside);
    [log.rows_read, log.rows_kept, log.rows_repaired, log.rows_set_aside]
}

// One row for itself.

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

#[test]
fn a_membership_that_ended_before_the_record_is_set_aside_and_one_that_lasted_is_observed_from_then_on() {
    let register = build(
        settings().record_start(day("2020-04-01")),
        &[spell("2010-04-01", "2015-04-01"), Episode { person: "B".into(), ..spell("2010-04-01", "2021-04-01") }],
    );
    assert_eq!(issues(&register), [(1, BeforeRecord, SetAside)]);
    assert_eq!(episodes(&register), ["2010-04-01..2021-04-01 seen 2020-04-01 active Present Left(Voluntary)"]);
    assert_eq!((rows(&register), register.persons(), register.person_key(0)), ([2, 1, 0, 1], 1, "B".to_owned()));
    assert_eq!(register.first_day(), Some(day("2020-04-01")));
}

#[test]
fn a_membership_older_than_the_record_keeps_its_first_day_through_leave_and_transfer() {
    let register = build(
        settings().record_start(day("2020-04-01")),
        &[spell("2010-04-01", "2015-04-01"), leave("2015-04-01", "2016-04-01"), from("2016-04-01")],
    );
    assert_eq!(episodes(&register), ["2010-04-01.. seen 2020-04-01 active Present Open"]);
    assert_eq!((rows(&register), register.joined(0)), ([3, 3, 0, 0], Some(day("2010-04-01"))));
}

#[test]
fn a_leave_inside_a_membership_that_spans_the_beginning_of_the_record_is_seen_from_then_on() {
    let register = build(settings().record_start(day("2020-04-01")), &[from("2010-04-01"), leave("2019-04-01", "2020-10-01")]);
    assert_eq!(
        episodes(&register),
        ["2010-04-01..2020-10-01 seen 2020-04-01 on_leave Present Continued", "2020-10-01.. active Continued Open",]
    );
    assert_eq!(register.members_on(day("2020-05-01")), 1);
}

#[test]
fn an_open_row_followed_before_the_record_began_is_not_counted_twice() {
    let register = build(settings().record_start(day("2020-04-01")), &[from("2010-04-01"), from("2018-04-01")]);
    assert_eq!(issues(&register), [(1, OpenButFollowed, Repaired)]);
    assert_eq!(episodes(&register), ["2010-04-01.. seen 2020-04-01 active Present Open"]);
}

#[test]
fn all_rows_of_a_spell_that_lapsed_before_the_record_are_set_aside_and_the_return_is_the_first_entry_seen() {
    let register = build(
        settings().record_start(day("2020-04-01")),
        &[spell("2010-04-01", "2012-04-01"), leave("2012-04-01", "2013-04-01"), from("2021-04-01")],
    );
    assert_eq!(issues(&register), [(1, BeforeRecord, SetAside), (2, BeforeRecord, SetAside)]);
    assert_eq!(episodes(&register), ["2021-04-01.. active Joined Open"]);
}

#[test]
fn a_record_that_begins_after_the_extract_date_is_refused() {
    let error = settings().record_start(day("2024-04-01")).build(&[from("2020-04-01")].into_iter().collect()).unwrap_err();
    assert_eq!(error.to_string(), "record_start 2024-04-01 lies after the extract date 2024-03-31; correct one of the two");
}

#[test]
fn a_leave_from_the_first_seen_day_on_does_not_make_a_joiner_of_someone_already_there() {
    let member = Episode { start: None, observed_from: Some(day("2020-04-01")), ..from("2020-04-01") };
    let register = build(settings(), &[member, leave("2020-04-01", "2021-04-01")]);
    assert_eq!(episodes(&register), ["?2020-04-01..2021-04-01 on_leave Present Continued", "2021-04-01.. active Continued Open"]);
}

// Several rows of one person.

#[test]
fn a_row_given_twice_is_used_once_even_when_a_leave_or_an_overlap_stands_between() {
    let register = build(settings(), &[spell("2018-04-01", "2020-04-01"), spell("2018-04-01", "2020-04-01")]);
    assert_eq!((issues(&register), rows(&register)), (vec![(2, DuplicateRow, SetAside)], [2, 1, 0, 1]));

    let register = build(settings(), &[from("2018-04-01"), leave("2019-04-01", "2020-04-01"), leave("2019-04-01", "2020-04-01")]);
    assert_eq!((issues(&register), register.episodes()), (vec![(3, DuplicateRow, SetAside)], 3));

    let twice = spell("2019-04-01", "2021-04-01");
    let register = build(settings(), &[spell("2018-04-01", "2020-04-01"), twice.clone(), twice]);
    assert_eq!(issues(&register), [(2, Overlap, Repaired), (3, DuplicateRow, SetAside)]);
}

#[test]
fn rows_that_differ_in_the_licence_alone_are_no_duplicates() {
    let row = spell("2018-04-01", "2020-04-01");
    let register = build(settings(), &[row.clone().licensed(day("2018-03-25")), row.licensed(day("2017-03-25"))]);
    assert_eq!(issues(&register), [(1, Covered, SetAside), (1, LicenceConflict, Kept)]);
    assert_eq!(register.licensed(0), Some(LicenceDate::Day(day("2017-03-25"))));
}

#[test]
fn a_row_wholly_inside_another_is_set_aside() {
    let register = build(settings(), &[spell("2018-04-01", "2022-04-01"), spell("2019-04-01", "2020-04-01")]);
    assert_eq!((issues(&register), rows(&register)), (vec![(2, Covered, SetAside)], [2, 1, 0, 1]));
    assert_eq!(episodes(&register), ["2018-04-01..2022-04-01 active Joined Left(Voluntary)"]);
}

#[test]
fn an_overlap_is_trimmed_or_set_aside() {
    let overlapping = [spell("2018-04-01", "2020-04-01"), from("2020-01-01")];
    let register = build(settings(), &overlapping);
    assert_eq!((issues(&register), rows(&register)), (vec![(2, Overlap, Repaired)], [2, 1, 1, 0]));
    assert_eq!(episodes(&register), ["2018-04-01..2020-04-01 active Joined Continued", "2020-04-01.. active Continued Open"]);

    let register = build(settings().overlaps(Overlaps::SetAside), &overlapping);
    assert_eq!((issues(&register), rows(&register)), (vec![(2, Overlap, SetAside)], [2, 1, 0, 1]));
    assert_eq!(episodes(&register), ["2018-04-01..2020-04-01 active Joined Left(Voluntary)"]);
}

#[test]
fn three_overlapping_rows_give_one_unbroken_membership() {
    let register =
        build(settings(), &[spell("2018-01-01", "2020-01-01"), spell("2019-01-01", "2021-01-01"), spell("2019-06-01", "2022-01-01")]);
    assert_eq!(issues(&register), [(2, Overlap, Repaired), (3, Overlap, Repaired)]);
    assert_eq!(
        episodes(&register),
        [
            "2018-01-01..2020-01-01 active Joined Continued",
            "2020-01-01..2021-01-01 active Continued Continued",
            "2021-01-01..2022-01-01 active Continued Left(Voluntary)",
        ]
    );
    assert_eq!((rows(&register), register.spells().count()), ([3, 1, 2, 0], 1));
}

#[test]
fn an_open_row_followed_by_another_ends_where_that_one_begins() {
    let register = build(settings(), &[from("2018-04-01"), spell("2020-04-01", "2021-04-01")]);
    assert_eq!((issues(&register), rows(&register)), (vec![(1, OpenButFollowed, Repaired)], [2, 1, 1, 0]));
    assert_eq!(
        episodes(&register),
        ["2018-04-01..2020-04-01 active Joined Continued", "2020-04-01..2021-04-01 active Continued Left(Voluntary)",]
    );
}

#[test]
fn an_open_row_followed_after_a_leave_ends_there_too() {
    let register = build(settings(), &[from("2018-04-01"), leave("2019-04-01", "2020-04-01"), spell("2020-04-01", "2021-04-01")]);
    assert_eq!(issues(&register), [(1, OpenButFollowed, Repaired)]);
    assert_eq!(
        episodes(&register),
        [
            "2018-04-01..2019-04-01 active Joined Continued",
            "2019-04-01..2020-04-01 on_leave Continued Continued",
            "2020-04-01..2021-04-01 active Continued Left(Voluntary)",
        ]
    );
}

// Leave.

#[test]
fn a_leave_inside_the_membership_row_cuts_it_and_is_no_issue() {
    let register = build(settings(), &[from("2018-04-01"), leave("2019-04-01", "2020-04-01"), leave("2021-04-01", "2022-04-01")]);
    assert_eq!(
        episodes(&register),
        [
            "2018-04-01..2019-04-01 active Joined Continued",
            "2019-04-01..2020-04-01 on_leave Continued Continued",
            "2020-04-01..2021-04-01 active Continued Continued",
            "2021-04-01..2022-04-01 on_leave Continued Continued",
            "2022-04-01.. active Continued Open",
        ]
    );
    assert_eq!((issues(&register).len(), rows(&register)), (0, [3, 3, 0, 0]));
}

#[test]
fn a_leave_that_begins_with_the_membership_is_no_overlap() {
    for rule in [Overlaps::Trim, Overlaps::SetAside] {
        let register = build(settings().overlaps(rule), &[from("2018-04-01"), leave("2018-04-01", "2019-04-01")]);
        assert_eq!(episodes(&register), ["2018-04-01..2019-04-01 on_leave Joined Continued", "2019-04-01.. active Continued Open"]);
        assert_eq!(issues(&register), []);
    }
}

#[test]
fn a_leave_that_overlaps_another_leave_inside_the_membership_is_trimmed() {
    let register = build(settings(), &[from("2018-04-01"), leave("2019-04-01", "2020-04-01"), leave("2020-01-01", "2021-01-01")]);
    assert_eq!(issues(&register), [(3, Overlap, Repaired)]);
    assert_eq!(
        episodes(&register),
        [
            "2018-04-01..2019-04-01 active Joined Continued",
            "2019-04-01..2020-04-01 on_leave Continued Continued",
            "2020-04-01..2021-01-01 on_leave Continued Continued",
            "2021-01-01.. active Continued Open",
        ]
    );
    assert_eq!(register.members_on(day("2020-02-01")), 1);
}

#[test]
fn a_leave_that_ends_with_the_membership_takes_its_reason() {
    let member = from("2018-04-01").until(day("2020-04-01"), Death);
    let register = build(settings(), &[member, leave("2019-04-01", "2020-04-01")]);
    assert_eq!(
        episodes(&register),
        ["2018-04-01..2019-04-01 active Joined Continued", "2019-04-01..2020-04-01 on_leave Continued Left(Death)"]
    );
}

#[test]
fn silence_after_a_leave_is_a_lapse_or_a_return() {
    let silent = [spell("2018-04-01", "2019-04-01"), leave("2019-04-01", "2020-04-01")];
    let register = build(settings(), &silent);
    assert_eq!((issues(&register), rows(&register)), (vec![(2, LeaveEndedSilently, Kept)], [2, 2, 0, 0]));
    assert_eq!(episodes(&register)[1], "2019-04-01..2020-04-01 on_leave Continued Left(Unstated)");

    let register = build(settings().leave_silence(LeaveSilence::Return), &silent);
    assert_eq!((issues(&register), rows(&register)), (vec![(2, LeaveEndedSilently, Repaired)], [2, 1, 1, 0]));
    assert_eq!(episodes(&register)[1..], ["2019-04-01..2020-04-01 on_leave Continued Continued", "2020-04-01.. active Continued Open"]);
}

#[test]
fn a_leave_with_a_reason_or_inside_a_membership_that_ends_with_it_is_not_silent() {
    for rule in [LeaveSilence::Lapse, LeaveSilence::Return] {
        let stated = leave("2018-04-01", "2020-04-01").until(day("2020-04-01"), Arrears);
        assert_eq!(issues(&build(settings().leave_silence(rule), &[stated])), []);
        let member = from("2018-04-01").until(day("2020-04-01"), Unstated);
        let register = build(settings().leave_silence(rule), &[member, leave("2019-04-01", "2020-04-01")]);
        assert_eq!((issues(&register), register.members_on(day("2020-04-01"))), (vec![], 0));
    }
}

// Gaps.

#[test]
fn a_gap_of_the_grace_period_is_no_lapse_and_one_day_more_is() {
    // 2020-03-02 to 2020-04-01: 30 days.
    let rows_apart = [spell("2018-04-01", "2020-03-02"), from("2020-04-01")];
    let register = build(settings().grace_days(30), &rows_apart);
    assert_eq!((issues(&register), rows(&register)), (vec![(2, GapWithinGrace, Kept)], [2, 2, 0, 0]));
    assert_eq!(register.issues()[0].value.as_deref(), Some("30 days"));
    assert_eq!(episodes(&register), ["2018-04-01..2020-04-01 active Joined Continued", "2020-04-01.. active Continued Open"]);

    let register = build(settings().grace_days(29), &rows_apart);
    assert_eq!(issues(&register), []);
    assert_eq!(episodes(&register), ["2018-04-01..2020-03-02 active Joined Left(Voluntary)", "2020-04-01.. active Reinstated Open"]);
}

#[test]
fn rejoining_on_the_leaving_day_is_no_lapse() {
    let register = build(settings(), &[spell("2018-04-01", "2020-04-01"), from("2020-04-01")]);
    assert_eq!((register.spells().count(), issues(&register).len()), (1, 0));
    let table = CohortTable::settings(FiscalCalendar::japan()).build(&register).unwrap().movements();
    let row = table.row(FiscalYear(2020)).unwrap();
    assert_eq!((row.opening, row.left, row.reinstated, row.closing), (Some(1), Some(0), Some(0), Some(1)));
}

#[test]
fn the_largest_grace_does_not_overflow() {
    let register = build(settings().grace_days(u32::MAX), &[spell("1800-01-01", "1800-01-02"), from("2024-03-31")]);
    assert_eq!(register.spells().count(), 1);
}

// Facts about the person.

#[test]
fn of_different_licence_and_birth_dates_the_earliest_is_used() {
    let one = Episode { born: Some(day("1990-05-05")), ..spell("2019-04-01", "2020-04-01").licensed(day("2019-03-25")) };
    let other = Episode { born: Some(day("1990-05-04")), ..from("2021-04-01").licensed(day("2019-03-26")) };
    let register = build(settings(), &[one, other]);
    assert_eq!(issues(&register), [(1, BirthConflict, Kept), (2, LicenceConflict, Kept)]);
    assert_eq!((register.born(0), register.licensed(0)), (Some(day("1990-05-04")), Some(LicenceDate::Day(day("2019-03-25")))));
    assert_eq!(rows(&register), [2, 2, 0, 0]);
}

#[test]
fn joining_before_the_licence_is_named_and_kept() {
    let register = build(
        settings(),
        &[from("2019-04-01").licensed(day("2019-04-02")), Episode { person: "B".into(), ..from("2019-04-01") }.licensed(day("2019-04-01"))],
    );
    assert_eq!((issues(&register), rows(&register)), (vec![(1, StartBeforeLicence, Kept)], [2, 2, 0, 0]));
}

// Strict reading.

#[test]
fn strict_reading_fails_on_a_warning_and_names_it_but_not_on_an_information() {
    let with = |rows: &[Episode]| settings().grace_days(30).strict().build(&rows.iter().cloned().collect());
    assert!(with(&[spell("2018-04-01", "2020-03-02"), from("2020-04-01")]).is_ok(), "a gap within grace is for information");
    let error = with(&[spell("2021-04-01", "2020-04-01"), from("2025-04-01")]).unwrap_err();
    assert_eq!(error.code(), "strict");
    assert_eq!(
        error.to_string(),
        "strict reading found 2 issue(s); the first: row 1: person A: end \"2021-04-01 to 2020-04-01\": the end lies before the start; the row was set aside"
    );
}

// Awkward input.

#[test]
fn no_rows_and_columns_of_different_length_are_errors() {
    let nobody = EpisodeColumns::new(PersonKeys::Integers(Vec::new()), DayColumn::default());
    assert_eq!(settings().build(&nobody).unwrap_err().code(), "no_rows");
    let starts = |n: usize| DayColumn::from_iter(vec![day("2020-04-01"); n]);
    let two = || EpisodeColumns::new(PersonKeys::Integers(vec![1, 2]), starts(2));
    let broken = [
        EpisodeColumns { start: starts(1), ..two() },
        EpisodeColumns { end: Some(starts(3)), ..two() },
        EpisodeColumns { observed_from: Some(starts(0)), ..two() },
        EpisodeColumns { standing: Some(vec![Standing::Active]), ..two() },
        EpisodeColumns { end_reason: Some(vec![Death; 3]), ..two() },
        EpisodeColumns { licensed: LicenceColumn::Cohorts(vec![None]), ..two() },
        EpisodeColumns { born: Some(starts(1)), ..two() },
        EpisodeColumns { segments: vec![SegmentColumn::from_levels("branch", ["A"])], ..two() },
    ];
    for columns in broken {
        assert_eq!(settings().build(&columns).unwrap_err().code(), "column_length");
    }
    assert!(settings().build(&two()).is_ok());
}

#[test]
fn integer_keys_are_sorted_as_numbers_and_a_missing_one_is_named() {
    let keys = PersonKeys::Integers(vec![10, 9, -1, PersonKeys::MISSING]);
    let register = settings().build(&EpisodeColumns::new(keys, DayColumn::from_iter(vec![day("2020-04-01"); 4]))).unwrap();
    assert_eq!((0..3).map(|person| register.person_key(person)).collect::<Vec<_>>(), ["-1", "9", "10"]);
    assert_eq!((issues(&register), rows(&register)), (vec![(4, MissingPerson, SetAside)], [4, 3, 0, 1]));
    assert_eq!(register.issues()[0].person, None);
}

#[test]
fn a_register_of_which_every_row_was_set_aside_still_answers() {
    let before = build(settings().record_start(day("2020-04-01")), &[spell("2010-04-01", "2012-04-01")]);
    let after = build(settings(), &[from("2024-04-01").segment("branch", "A").licensed(day("2024-03-25"))]);
    for register in [before, after] {
        assert_eq!((register.persons(), register.episodes(), register.first_day()), (0, 0, None));
        assert_eq!(rows(&register), [1, 0, 0, 1]);
        for by in [GroupBy::nothing(), GroupBy::nothing().licence_cohort().join_cohort()] {
            let table = CohortTable::settings(FiscalCalendar::japan()).by(by.clone()).build(&register).unwrap();
            assert_eq!((table.groups().len(), table.years().len(), table.to_table().rows()), (0, 0, 0));
            assert_eq!(table.movements().rows(), []);
            assert_eq!(table.merge(&table).unwrap(), table);
            assert_eq!(
                table.regroup(&GroupBy::nothing()).unwrap(),
                CohortTable::settings(FiscalCalendar::japan()).build(&register).unwrap()
            );
        }
        let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).build(&register).unwrap();
        assert_eq!((triangle.rows().len(), triangle.left_out(), triangle.to_table().rows()), (0, 0, 0));
    }
}

#[test]
fn a_table_of_nobody_merges_with_any_other() {
    let nobody = build(settings(), &[from("2024-04-01")]);
    let table = |register: &Register| CohortTable::settings(FiscalCalendar::japan()).build(register).unwrap();
    let (none, some) = (table(&nobody), table(&toy_register()));
    assert_eq!(none.merge(&some).unwrap(), some);
    assert_eq!(some.merge(&none).unwrap(), some);
}

#[test]
fn one_member_alone_is_a_register() {
    let register = build(settings(), &[from("2023-04-01")]);
    let table = CohortTable::settings(FiscalCalendar::japan()).build(&register).unwrap().movements();
    let row = &table.rows()[0];
    // 2023-04-01 to 2024-03-31 has a 29 February: 366 days.
    assert_eq!((row.opening, row.joined, row.closing, row.member_days), (Some(0), Some(1), Some(1), Some(366)));
}

#[test]
fn when_all_leave_on_one_day_nobody_is_left_and_the_day_is_named() {
    let rows: Vec<Episode> = (0..25).map(|n| Episode { person: format!("{n:02}"), ..spell("2018-04-01", "2021-03-31") }).collect();
    let register = build(settings(), &rows);
    assert_eq!(register.members_on(day("2021-03-30")), 25);
    assert_eq!(register.members_on(day("2021-03-31")), 0);
    let [found] = register.mass_exit_days() else { panic!("one day") };
    assert_eq!((found.day, found.exits, found.exits_of_twelve_months, found.judged), (day("2021-03-31"), 25, 25, true));
    let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().join_cohort()).build(&register).unwrap();
    assert_eq!(table.groups().len(), 1, "all persons in one cohort");
    let movements = table.movements();
    let last = movements.row(FiscalYear(2020)).unwrap();
    assert_eq!((last.opening, last.left, last.opening_lost, last.closing), (Some(25), Some(25), Some(25), Some(0)));
    // From the leaving day on nobody is there: 364 days of fiscal 2020, which has 365.
    assert_eq!(last.member_days, Some(25 * 364));
    assert_eq!(movements.row(FiscalYear(2023)).unwrap().closing, Some(0));
}

#[test]
fn a_member_since_29_february_is_counted_on_both_rules() {
    let register = build(settings(), &[spell("2020-02-29", "2021-03-01")]);
    let remaining =
        |rule| RetentionTriangle::settings(FiscalCalendar::japan()).leap_day(rule).build(&register).unwrap().rows()[0].remaining.clone();
    // The first anniversary is 28 February (still a member) or 1 March (the day of leaving: no longer). 2024-02-29 is the fourth.
    assert_eq!(remaining(kaiin::time::LeapDay::Feb28), [Some(1), Some(1), Some(0), Some(0), Some(0)]);
    assert_eq!(remaining(kaiin::time::LeapDay::Mar1), [Some(1), Some(0), Some(0), Some(0), Some(0)]);
}

#[test]
fn the_first_and_the_last_day_of_the_calendar_are_days_like_others() {
    let register =
        RegisterSettings::new(Day::MAX).build(&[Episode::new("A", Day::MIN), Episode::new("B", Day::MAX)].into_iter().collect()).unwrap();
    let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().join_cohort()).build(&register).unwrap();
    let last = table.movements().rows().last().unwrap().clone();
    assert_eq!((last.opening, last.joined, last.closing, last.imbalance()), (Some(1), Some(1), Some(2), Some(0)));
    assert!(RetentionTriangle::settings(FiscalCalendar::japan()).build(&register).is_ok());
}

#[test]
fn rows_that_a_reader_set_aside_are_accounted_for() {
    let issue = kaiin::Issue { row: Some(3), code: UnreadableDate, action: SetAside, person: None, column: None, value: None };
    let columns: EpisodeColumns = [from("2020-04-01")].into_iter().collect();
    let columns = EpisodeColumns { row_numbers: RowNumbers::Listed(vec![2]), ..columns };
    let register = settings().build_after_reading(&columns, 2, vec![issue], Progress::none()).unwrap();
    assert_eq!(rows(&register), [2, 1, 0, 1]);
}

#[test]
fn a_row_that_gave_two_episodes_of_which_one_is_not_used_counts_once_as_repaired() {
    let columns: EpisodeColumns = [from("2020-04-01"), leave("2022-04-01", "2021-04-01")].into_iter().collect();
    let columns = EpisodeColumns { row_numbers: RowNumbers::Listed(vec![2, 2]), ..columns };
    let register = settings().build_after_reading(&columns, 1, Vec::new(), Progress::none()).unwrap();
    assert_eq!((issues(&register), rows(&register)), (vec![(2, EndBeforeStart, SetAside)], [1, 0, 1, 0]));
}

#[test]
fn the_callback_can_stop_the_building() {
    let columns: EpisodeColumns = [from("2020-04-01")].into_iter().collect();
    let stopped = settings().build_after_reading(&columns, 1, Vec::new(), Progress::to(&|_, _| false));
    assert!(matches!(stopped, Err(Error::Cancelled)));
}

#[test]
fn groups_beyond_counting_are_refused_and_not_miscounted() {
    // Seven segments of 1,000 levels: 1,001^7 possible groups are more than 2^64.
    let mut columns = EpisodeColumns::new(PersonKeys::Integers((0..1_000).collect()), DayColumn::from_iter(vec![day("2020-04-01"); 1_000]));
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    columns.segments = names.iter().map(|name| SegmentColumn::from_levels(*name, (0..1_000).map(|level| level.to_string()))).collect();
    let register = settings().build(&columns).unwrap();
    let by = |count: usize| names[..count].iter().fold(GroupBy::nothing(), |by, name| by.segment(*name));
    let settings = CohortTable::settings(FiscalCalendar::japan());
    assert_eq!(settings.clone().by(by(7)).build(&register).unwrap_err().code(), "limit");
    assert_eq!(settings.by(by(6)).build(&register).unwrap().groups().len(), 1_000);
}

#[test]
fn the_toy_register_holds_every_kind_of_entry_and_exit() {
    let register = toy_register();
    assert_eq!(
        episodes(&register),
        [
            "2018-04-01.. active Joined Open",
            "2019-05-01..2021-03-31 active Joined Left(Voluntary)",
            "2019-06-01..2020-06-01 active Joined Left(Arrears)",
            "2022-04-01.. active Reinstated Open",
            "2020-04-01..2022-10-01 active Joined Continued",
            "2022-10-01..2023-10-01 on_leave Continued Left(Voluntary)",
            "?2018-04-01.. active Present Open",
        ]
    );
    let reasons: Vec<Option<EndReason>> = register.spells().map(|spell| spell.reason).collect();
    assert_eq!(reasons, [None, Some(Voluntary), Some(Arrears), None, Some(Voluntary), None]);
}
