//! Memberships that are older than the record.

use super::{build, episodes, from, issues, leave, rows, settings, spell};
use crate::support::day;
use kaiin::Episode;
use kaiin::IssueCode::*;
use kaiin::input::Action::{Repaired, SetAside};

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
