//! Rows given twice, inside each other, or overlapping.

use super::{build, episodes, from, issues, leave, rows, settings, spell};
use crate::support::day;
use kaiin::IssueCode::*;
use kaiin::episode::LicenceDate;
use kaiin::input::Action::{Kept, Repaired, SetAside};
use kaiin::register::Overlaps;

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
