//! Licence and birth dates, strict reading, nobody, everybody at once, and the ends of the calendar.

use super::{build, episodes, from, issues, leave, rows, settings, spell};
use crate::support::{day, toy_register};
use kaiin::EndReason::{Arrears, Death, Voluntary};
use kaiin::IssueCode::*;
use kaiin::cohort::{CohortTable, GroupBy, RetentionTriangle};
use kaiin::episode::{DayColumn, EpisodeColumns, LicenceColumn, LicenceDate, PersonKeys, RowNumbers, SegmentColumn};
use kaiin::input::Action::{Kept, SetAside};
use kaiin::register::RegisterSettings;
use kaiin::{Day, EndReason, Episode, Error, FiscalCalendar, FiscalYear, Progress, Register, Standing};

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
