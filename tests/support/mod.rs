//! Builders of small registers that several tests share.

#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::episode::{EpisodeColumns, LicenceDate, SegmentColumn};
use kaiin::register::{LeaveSilence, Overlaps, RegisterSettings, ReversedDates};
use kaiin::{Day, EndReason, Episode, FiscalYear, Register, Standing};
use proptest::prelude::*;

/// A day from its ISO form.
pub(crate) fn day(iso: &str) -> Day {
    iso.parse().unwrap()
}

/// The day `days` after 2010-01-01, the first day of the window in which generated registers live.
pub(crate) fn after_2010(days: i32) -> Day {
    day("2010-01-01").plus_days(days).unwrap()
}

/// The extract date of generated registers: somewhat more than ten years into the window.
pub(crate) const AS_OF: i32 = 3_800;

/// The toy register of the tests: five persons, every kind of entry and exit, extracted on 2024-03-31.
pub(crate) fn toy_register() -> Register {
    let rows = [
        Episode::new("A", day("2018-04-01")),
        Episode::new("B", day("2019-05-01")).until(day("2021-03-31"), EndReason::Voluntary),
        Episode::new("C", day("2019-06-01")).until(day("2020-06-01"), EndReason::Arrears),
        Episode::new("C", day("2022-04-01")),
        Episode::new("D", day("2020-04-01")).until(day("2022-10-01"), EndReason::Unstated),
        Episode::new("D", day("2022-10-01")).until(day("2023-10-01"), EndReason::Voluntary).standing(Standing::OnLeave),
        Episode { start: None, observed_from: Some(day("2018-04-01")), ..Episode::new("E", Day::MIN) },
    ];
    Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap()
}

/// Columns of rows, with the segment `branch` even where no row has a level of it.
pub(crate) fn columns(rows: &[Episode]) -> EpisodeColumns {
    let mut columns: EpisodeColumns = rows.iter().cloned().collect();
    if columns.segments.is_empty() {
        columns.segments.push(SegmentColumn::from_levels("branch", rows.iter().map(|_| "")));
    }
    columns
}

fn standing() -> impl Strategy<Value = Standing> {
    prop_oneof![3 => Just(Standing::Active), 2 => Just(Standing::OnLeave), 1 => Just(Standing::Suspended)]
}

fn reason() -> impl Strategy<Value = EndReason> {
    prop_oneof![2 => Just(EndReason::Unstated), 1 => Just(EndReason::Voluntary), 1 => Just(EndReason::Death)]
}

fn branch() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![Just(None), Just(Some("A")), Just(Some("B"))]
}

/// A day of the twelve years of the window; half of the time one of a few, so that days coincide.
fn offset() -> impl Strategy<Value = i32> {
    prop_oneof![(0..12i32).prop_map(|step| step * 365), 0..4_383i32]
}

/// One row as bad as it comes: reversed, open, after the extract date, without key or start, in any standing.
fn messy_row() -> impl Strategy<Value = Episode> {
    (
        (prop_oneof![1 => Just(""), 30 => Just("p"), 20 => Just("q"), 10 => Just("r")], prop::option::weighted(0.9, offset())),
        (prop::option::weighted(0.7, offset()), prop::option::weighted(0.1, offset())),
        (standing(), reason(), branch()),
        (prop::option::weighted(0.5, 0..3i32), prop::option::weighted(0.3, 0..2i32)),
    )
        .prop_map(|((person, start), (end, observed), (standing, end_reason, branch), (licensed, born))| Episode {
            start: start.map(after_2010),
            end: end.map(after_2010),
            observed_from: observed.map(after_2010),
            standing,
            end_reason,
            licensed: licensed.map(|year| LicenceDate::Day(after_2010(year * 365))),
            born: born.map(|year| after_2010(-9_000 - year)),
            segments: branch.map(|level| ("branch".to_owned(), level.to_owned())).into_iter().collect(),
            ..Episode::new(person, Day::MIN)
        })
}

/// Messy rows, some of them given twice.
pub(crate) fn messy_rows() -> impl Strategy<Value = Vec<Episode>> {
    (prop::collection::vec(messy_row(), 1..12), 0..3usize).prop_map(|(mut rows, twice)| {
        rows.extend(rows.iter().take(twice).cloned().collect::<Vec<_>>());
        rows
    })
}

/// Any settings of a register.
pub(crate) fn any_settings() -> impl Strategy<Value = RegisterSettings> {
    let choices = (prop::option::weighted(0.4, offset()), prop_oneof![Just(0u32), Just(30), Just(400)], any::<[bool; 3]>());
    choices.prop_map(|(record, grace, [swap, set_aside, back])| {
        let settings = RegisterSettings::new(after_2010(AS_OF)).grace_days(grace);
        let settings = record.filter(|&day| day <= AS_OF).map_or(settings.clone(), |day| settings.record_start(after_2010(day)));
        let settings = if swap { settings.reversed_dates(ReversedDates::Swap) } else { settings };
        let settings = if set_aside { settings.overlaps(Overlaps::SetAside) } else { settings };
        if back { settings.leave_silence(LeaveSilence::Return) } else { settings }
    })
}

/// One person whose rows need no repair.
#[derive(Debug, Clone)]
pub(crate) struct CleanPerson {
    pub(crate) rows: Vec<Episode>,
}

/// Persons whose rows need no repair: each a chain of episodes that touch or lie apart, the last one open or not; some already members
/// when they are first seen.
pub(crate) fn clean_persons(delayed_entry: bool) -> impl Strategy<Value = Vec<CleanPerson>> {
    let length = prop_oneof![1 => Just(0i32), 3 => Just(365), 6 => 1..900i32];
    let gap = prop_oneof![4 => Just(0i32), 1 => Just(30), 1 => Just(31), 4 => 1..500i32];
    let episode = (gap, length, standing(), reason(), branch());
    let chain = (offset(), prop::collection::vec(episode, 1..6), any::<bool>(), prop::option::of(0..2_000i32), 0..6u8, 0..400i32);
    prop::collection::vec(chain, 1..9).prop_map(move |chains| {
        let person = |(number, (first, episodes, open, licensed, delay, seen_after))| {
            let delay = if delayed_entry { delay } else { 9 };
            clean_person(number, first, episodes, open, licensed, delay, seen_after)
        };
        chains.into_iter().enumerate().map(person).filter(|person| !person.rows.is_empty()).collect()
    })
}

fn clean_person(
    number: usize,
    first: i32,
    episodes: Vec<(i32, i32, Standing, EndReason, Option<&'static str>)>,
    open: bool,
    licensed: Option<i32>,
    delay: u8,
    seen_after: i32,
) -> CleanPerson {
    let mut rows: Vec<Episode> = Vec::new();
    let mut at = first % 3_000;
    let mut after_zero_length = false;
    for (gap, length, standing, end_reason, branch) in episodes {
        // Two events of one day have no order that could be read off the dates.
        let start = at + if after_zero_length && gap == 0 { 40 } else { gap };
        after_zero_length = length == 0;
        at = start + length;
        if at > AS_OF && start <= AS_OF && number.is_multiple_of(2) {
            at = AS_OF + 1; // the last day is the extract date
        }
        if at > AS_OF + 1 || start > AS_OF {
            break;
        }
        rows.push(Episode {
            end: Some(after_2010(at)),
            standing,
            // A leave that ends without a reason and is followed by nothing is read by a rule of its own.
            end_reason: if standing == Standing::OnLeave { EndReason::Voluntary } else { end_reason },
            licensed: licensed.map(|days| LicenceDate::Day(after_2010(days))),
            segments: branch.map(|level| ("branch".to_owned(), level.to_owned())).into_iter().collect(),
            ..Episode::new(format!("person {number}"), after_2010(start))
        });
    }
    if let Some(last) = rows.last_mut().filter(|_| open) {
        last.end = None;
    }
    if let Some(first) = rows.first_mut().filter(|_| delay < 2) {
        // Seen for the first time before the first episode is over.
        let start = first.start.unwrap();
        let longest = first.end.map_or(AS_OF, |end| end.since(start) - 1).max(0);
        let seen = start.plus_days(seen_after.min(longest)).unwrap().min(after_2010(AS_OF));
        first.observed_from = Some(seen);
        if delay == 0 {
            first.start = None;
        }
    }
    CleanPerson { rows }
}

/// All rows of persons.
pub(crate) fn rows_of(persons: &[CleanPerson]) -> Vec<Episode> {
    persons.iter().flat_map(|person| person.rows.iter().cloned()).collect()
}

/// The register of rows that need no repair.
pub(crate) fn clean_register(rows: &[Episode], grace: u32) -> Register {
    RegisterSettings::new(after_2010(AS_OF)).grace_days(grace).build(&columns(rows)).unwrap()
}

/// The fiscal year of a day when years begin on the first of a month.
pub(crate) fn fiscal_year(day: Day, start_month: u8) -> FiscalYear {
    let (year, month, _) = day.ymd();
    FiscalYear(if month >= u32::from(start_month) { year } else { year - 1 })
}
