//! Leave, silence after it, and gaps that are no lapse.

use super::{build, episodes, from, issues, leave, rows, settings, spell};
use crate::support::day;
use kaiin::EndReason::{Arrears, Death, Unstated};
use kaiin::IssueCode::*;
use kaiin::cohort::CohortTable;
use kaiin::input::Action::{Kept, Repaired};
use kaiin::register::{LeaveSilence, Overlaps};
use kaiin::{FiscalCalendar, FiscalYear};

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
