//! When tenure runs: the retention triangle, member-days and tenure bands beside an implementation that asks every person every day.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{
    AgeClock, ExitDay, LexisGrid, ObservationWindow, RetentionTriangle, Span, SpellsCounted, TenureBands, TenureDuringLeave,
    TenureOnReturn, TenureRules,
};
use kaiin::register::{Entry, EpisodeView, Exit};
use kaiin::time::{LeapDay, YearLabel};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Register, Standing};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{AS_OF, after_2010, clean_persons, clean_register, day, fiscal_year, rows_of};

fn rules() -> impl Strategy<Value = TenureRules> {
    let leave = prop_oneof![Just(TenureDuringLeave::Runs), Just(TenureDuringLeave::Stops)];
    let back = prop_oneof![Just(TenureOnReturn::Restarts), Just(TenureOnReturn::Resumes), Just(TenureOnReturn::RunsOn)];
    (leave, back).prop_map(|(during_leave, on_return)| TenureRules { during_leave, on_return })
}

fn exit_day() -> impl Strategy<Value = ExitDay> {
    prop_oneof![Just(ExitDay::FirstDayOut), Just(ExitDay::LastDayIn)]
}

fn calendar(start_month: u8) -> FiscalCalendar {
    FiscalCalendar::new(start_month, 1, YearLabel::StartYear).unwrap()
}

/// The anniversary of a day, worked out by itself.
fn anniversary(origin: Day, years: i32, leap: LeapDay) -> Day {
    let (y, m, d) = origin.ymd();
    let instead = if leap == LeapDay::Mar1 { (3, 1) } else { (2, 28) };
    Day::from_ymd(y + years, m, d).unwrap_or_else(|_| Day::from_ymd(y + years, instead.0, instead.1).unwrap())
}

/// Completed years, one anniversary after the other.
fn completed(origin: Day, on: Day, leap: LeapDay) -> u32 {
    (1..).take_while(|&years| anniversary(origin, years, leap) <= on).count() as u32
}

/// Episodes that share one run of tenure.
struct Run {
    episodes: Vec<EpisodeView>,
    rules: TenureRules,
}

impl Run {
    /// The runs of a person: one, or one for each membership where tenure restarts.
    fn of(register: &Register, person: usize, rules: TenureRules) -> Vec<Self> {
        let mut runs: Vec<Self> = Vec::new();
        for episode in register.episodes_of(person) {
            let begins = matches!(episode.entry, Entry::Present | Entry::Joined);
            if begins || (episode.entry == Entry::Reinstated && rules.on_return == TenureOnReturn::Restarts) {
                runs.push(Self { episodes: Vec::new(), rules });
            }
            runs.last_mut().unwrap().episodes.push(episode);
        }
        runs
    }

    fn first_day(&self) -> Day {
        self.episodes[0].start
    }

    fn episode_on(&self, on: Day) -> Option<&EpisodeView> {
        self.episodes.iter().find(|episode| episode.start <= on && episode.end.is_none_or(|end| on < end))
    }

    fn stands_still(&self, on: Day) -> bool {
        match self.episode_on(on) {
            Some(episode) => self.rules.during_leave == TenureDuringLeave::Stops && episode.standing == Standing::OnLeave,
            None => self.rules.on_return == TenureOnReturn::Resumes && self.episodes.iter().any(|episode| episode.start > on),
        }
    }

    /// The day from which tenure counts on a day: one day later for each day that did not count.
    fn origin(&self, on: Day) -> Day {
        let first = self.first_day();
        let stood = (0..on.since(first)).filter(|&days| self.stands_still(first.plus_days(days).unwrap())).count();
        first.plus_days(stood as i32).unwrap()
    }

    /// Whether the books of a day are closed with the person as a member.
    fn on_books(&self, on: Day, rule: ExitDay) -> bool {
        self.episodes.iter().any(|episode| episode.start <= on && booked(episode, rule).is_none_or(|end| on < end))
    }
}

/// The end of an episode, an exit as it is booked.
fn booked(episode: &EpisodeView, rule: ExitDay) -> Option<Day> {
    let end = episode.end?;
    let is_exit = matches!(episode.exit, Exit::Left(_));
    let early = is_exit && rule == ExitDay::LastDayIn && end > episode.observed;
    Some(if early { end.plus_days(-1).unwrap() } else { end })
}

/// Entrants and remaining members by cohort.
type Cohorts = BTreeMap<FiscalYear, (u64, Vec<Option<u64>>)>;

/// Every entrant is looked at on every day; the next age comes on the first day that is not before its day of looking.
fn naive_triangle(
    register: &Register,
    month: u8,
    (clock, spells): (AgeClock, SpellsCounted),
    (rules, rule): (TenureRules, ExitDay),
) -> (Cohorts, u64) {
    let look = |origin: Day, age: i32| match clock {
        AgeClock::Anniversary => anniversary(origin, age, LeapDay::Feb28),
        AgeClock::FiscalYearEnd => {
            Day::from_ymd(fiscal_year(origin, month).get() + age + 1, u32::from(month), 1).unwrap().plus_days(-1).unwrap()
        }
    };
    let mut lives: BTreeMap<FiscalYear, Vec<Vec<bool>>> = BTreeMap::new();
    let mut left_out = 0;
    for person in 0..register.persons() {
        let mut runs = Run::of(register, person, rules);
        if spells == SpellsCounted::First {
            runs.truncate(1);
            let first_spell = runs[0].episodes.iter().skip(1).take_while(|episode| episode.entry == Entry::Continued).count() + 1;
            runs[0].episodes.truncate(first_spell);
        }
        for run in runs {
            let first = run.episodes[0];
            if !first.start_known || first.observed > first.start {
                left_out += 1;
                continue;
            }
            let (mut origin, mut at_ages) = (first.start, Vec::new());
            for days in 0..=register.as_of().since(first.start) {
                let today = first.start.plus_days(days).unwrap();
                let is_first_age_on_leave = at_ages.is_empty() && run.episode_on(today).is_some();
                if run.stands_still(today) && !is_first_age_on_leave {
                    origin = origin.next();
                    continue;
                }
                while look(origin, at_ages.len() as i32) <= today {
                    at_ages.push(run.on_books(today, rule));
                }
                origin = if run.stands_still(today) { origin.next() } else { origin };
            }
            lives.entry(fiscal_year(first.start, month)).or_default().push(at_ages);
        }
    }
    let row = |lives: Vec<Vec<bool>>| {
        let (fewest, most) = (lives.iter().map(Vec::len).min().unwrap(), lives.iter().map(Vec::len).max().unwrap());
        let cell = |age| (age < fewest).then(|| lives.iter().filter(|life| life[age]).count() as u64);
        (lives.len() as u64, (0..most).map(cell).collect())
    };
    (lives.into_iter().map(|(cohort, lives)| (cohort, row(lives))).collect(), left_out)
}

/// Days and exits by completed years and fiscal year, day by day.
fn naive_lexis(
    register: &Register,
    month: u8,
    window: ObservationWindow,
    rules: TenureRules,
    rule: ExitDay,
) -> BTreeMap<(u32, FiscalYear), (u64, u64)> {
    let mut cells: BTreeMap<(u32, FiscalYear), (u64, u64)> = BTreeMap::new();
    each_episode(register, rules, |run, episode, origin| {
        let stands = rules.during_leave == TenureDuringLeave::Stops && episode.standing == Standing::OnLeave;
        let tenure = |on: Day| completed(origin, if stands { episode.start } else { on }, LeapDay::Feb28);
        for on in days_within(episode.observed, episode.end, window) {
            cells.entry((tenure(on), fiscal_year(on, month))).or_default().0 += 1;
        }
        let _ = run;
        if let (Exit::Left(_), Some(on)) = (episode.exit, booked(episode, rule).filter(|&on| window.contains(on))) {
            cells.entry((tenure(on), fiscal_year(on, month))).or_default().1 += 1;
        }
    });
    cells
}

/// Quarters of a day and exits by band of 1461 quarters, quarter by quarter.
fn naive_bands(register: &Register, window: ObservationWindow, rules: TenureRules) -> Vec<(i64, u64)> {
    let mut bands: Vec<(i64, u64)> = Vec::new();
    fn band(bands: &mut Vec<(i64, u64)>, at: i32) -> &mut (i64, u64) {
        let at = usize::try_from(at).unwrap();
        bands.resize(bands.len().max(at + 1), (0, 0));
        &mut bands[at]
    }
    let last_quarter = |days: i32| (4 * days - 1).max(0) / 1461;
    each_episode(register, rules, |run, episode, origin| {
        let stands = rules.during_leave == TenureDuringLeave::Stops && episode.standing == Standing::OnLeave;
        for on in days_within(episode.observed, episode.end, window) {
            for quarter in 0..4 {
                let at = if stands { last_quarter(episode.start.since(origin)) } else { (4 * on.since(origin) + quarter) / 1461 };
                band(&mut bands, at).0 += 1;
            }
        }
        let of_membership =
            run.episodes.iter().rev().find(|other| other.start <= episode.start && other.entry != Entry::Continued).unwrap();
        if let (Exit::Left(_), Some(end)) = (episode.exit, episode.end.filter(|&end| window.contains(end)))
            && of_membership.observed.max(window.from()) < end
        {
            band(&mut bands, last_quarter(if stands { episode.start } else { end }.since(origin))).1 += 1;
        }
    });
    while bands.last() == Some(&(0, 0)) {
        bands.pop();
    }
    bands
}

/// Calls for every episode whose tenure is known, with the day from which it counts.
fn each_episode(register: &Register, rules: TenureRules, mut call: impl FnMut(&Run, &EpisodeView, Day)) {
    for person in 0..register.persons() {
        for run in Run::of(register, person, rules).iter().filter(|run| run.episodes[0].start_known) {
            run.episodes.iter().for_each(|episode| call(run, episode, run.origin(episode.start)));
        }
    }
}

fn days_within(from: Day, end: Option<Day>, window: ObservationWindow) -> impl Iterator<Item = Day> {
    let (from, to) = (from.max(window.from()), end.map_or(window.to(), |end| end.min(window.to())));
    (0..to.since(from).max(0)).map(move |days| from.plus_days(days).unwrap())
}

/// The spells as spans.
fn spans(register: &Register) -> Vec<Span> {
    register.spells().filter_map(|spell| Span::of_spell(&spell)).collect()
}

fn window() -> impl Strategy<Value = ObservationWindow> {
    (-300..AS_OF, 1..AS_OF)
        .prop_map(|(from, days)| ObservationWindow::new(after_2010(from), after_2010((from + days).min(AS_OF + 1).max(from + 1))).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_triangle_looks_at_every_entrant_on_every_day(
        persons in clean_persons(true), month in 1..=12u8, rules in rules(), rule in exit_day(), [by_year, all] in any::<[bool; 2]>(),
    ) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let clock = if by_year { AgeClock::FiscalYearEnd } else { AgeClock::Anniversary };
        let spells = if all { SpellsCounted::All } else { SpellsCounted::First };
        let settings = RetentionTriangle::settings(calendar(month)).clock(clock).spells(spells).tenure(rules).exit_day(rule);
        let cannot_follow = rules.during_leave == TenureDuringLeave::Stops || (all && rules.on_return == TenureOnReturn::Resumes);
        if by_year && cannot_follow {
            prop_assert_eq!(settings.build(&register).unwrap_err().code(), "setting");
            return Ok(());
        }
        let triangle = settings.build(&register).unwrap();
        let found: Cohorts = triangle.rows().iter().map(|row| (row.cohort, (row.entrants, row.remaining.clone()))).collect();
        let (expected, left_out) = naive_triangle(&register, month, (clock, spells), (rules, rule));
        prop_assert_eq!((found, triangle.left_out()), (expected, left_out));
        prop_assert_eq!((triangle.tenure(), triangle.exit_day()), (rules, rule));
    }

    #[test]
    fn member_days_of_a_register_are_counted_day_by_day(
        persons in clean_persons(true), month in 1..=12u8, rules in rules(), rule in exit_day(), window in window(),
    ) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let table = LexisGrid::new(window).calendar(calendar(month)).exit_day(rule).tenure(rules).count_register(&register);
        let found: BTreeMap<_, _> =
            table.cells().map(|cell| ((cell.tenure, cell.period), (cell.at_risk.days.get(), cell.at_risk.exits.total()))).collect();
        prop_assert_eq!(found, naive_lexis(&register, month, window, rules, rule));
    }

    #[test]
    fn tenure_bands_of_a_register_are_counted_quarter_by_quarter(persons in clean_persons(true), rules in rules(), window in window()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let table = TenureBands::of_register(window, &register, rules);
        let quarters = |years: f64| (years * 1461.0).round() as i64;
        let found: Vec<(i64, u64)> =
            table.bands().iter().map(|band| (quarters(band.person_years().get()), band.exits().total())).collect();
        prop_assert_eq!(found, naive_bands(&register, window, rules));
        prop_assert_eq!(table.tenure(), Some(rules));
    }

    #[test]
    fn by_default_a_register_counts_as_its_spells(persons in clean_persons(true), month in 1..=12u8, window in window()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let grid = LexisGrid::new(window).calendar(calendar(month));
        prop_assert_eq!(grid.count_register(&register), grid.count(spans(&register)));
        let (of_register, of_spans) =
            (TenureBands::of_register(window, &register, TenureRules::default()), TenureBands::count(window, spans(&register)));
        prop_assert_eq!(of_register.bands(), of_spans.bands());
        prop_assert!(of_register.merge(&of_spans).is_err(), "one knows its rules of tenure, the other does not");
    }

    #[test]
    fn rules_of_tenure_move_time_between_bands_and_lose_none(persons in clean_persons(true), rules in rules(), window in window()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty() && rows.iter().all(|row| row.start.is_some()));
        let register = clean_register(&rows, 0);
        let total = |rules| LexisGrid::new(window).tenure(rules).count_register(&register).total();
        prop_assert_eq!(total(rules), total(TenureRules::default()));
        let bands = |rules| TenureBands::of_register(window, &register, rules).total();
        prop_assert_eq!(bands(rules), bands(TenureRules::default()));
    }
}

/// A member from 2015-04-01; on leave for the fiscal years 2016 and 2017; gone on 2019-10-01, back on 2021-10-01.
fn member() -> Register {
    let row = |start: &str| Episode::new("A", day(start));
    let rows = [
        row("2015-04-01").until(day("2016-04-01"), EndReason::Unstated),
        row("2016-04-01").until(day("2018-04-01"), EndReason::Unstated).standing(Standing::OnLeave),
        row("2018-04-01").until(day("2019-10-01"), EndReason::Arrears),
        row("2021-10-01"),
    ];
    Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap()
}

#[test]
fn the_ages_of_one_member_under_every_rule_by_hand() {
    let remaining = |during_leave, on_return, spells| {
        let settings = RetentionTriangle::settings(FiscalCalendar::japan()).tenure(TenureRules { during_leave, on_return }).spells(spells);
        let triangle = settings.build(&member()).unwrap();
        let row = |row: &kaiin::cohort::TriangleRow| {
            let cells = row.remaining.iter().map(|cell| cell.map_or('-', |members| if members == 1 { '1' } else { '0' }));
            format!("{} {}", row.cohort, cells.collect::<String>())
        };
        triangle.rows().iter().map(row).collect::<Vec<_>>()
    };
    use SpellsCounted::{All, First};
    use TenureDuringLeave::{Runs, Stops};
    use TenureOnReturn::{Restarts, Resumes, RunsOn};
    // Anniversaries on 1 April 2015 to 2023: nine ages; a member at ages 0 to 4 (2019-04-01).
    assert_eq!(remaining(Runs, RunsOn, First), ["2015 111110000"]);
    // 730 days on leave do not count, so tenure counts from 2017-03-31 (2015-04-01 and 730 days, 29 February 2016 among them): age 1 is
    // reached on the return on 2018-04-01, age 2 on 2019-03-31, age 7 on the extract date: eight ages, a member at three.
    assert_eq!(remaining(Stops, RunsOn, First), ["2015 11100000"]);
    // Back on 2021-10-01: a member again at ages 7 (2022-04-01) and 8; with the leave off, at ages 5 (2022-03-31), 6 and 7.
    assert_eq!(remaining(Runs, RunsOn, All), ["2015 111110011"]);
    assert_eq!(remaining(Stops, RunsOn, All), ["2015 11100111"]);
    // The 731 days of absence off: 4.5 years on 2019-10-01, so age 5 on 2022-04-01 and age 6 on 2023-04-01. With the leave off too,
    // tenure counts from 2019-04-01 after the return: age 3 on 2022-04-01, age 4 on 2023-04-01.
    assert_eq!(remaining(Runs, Resumes, All), ["2015 1111111"]);
    assert_eq!(remaining(Stops, Resumes, All), ["2015 11111"]);
    // Two memberships, each from its own start; the second of fiscal 2021, at ages 0, 1 and 2 (2023-10-01).
    assert_eq!(remaining(Runs, Restarts, All), ["2015 111110000", "2021 111"]);
}

#[test]
fn who_leaves_with_the_day_of_looking_is_gone_on_it_when_exits_are_booked_on_the_last_day_in() {
    // The last day is 2017-03-31, the end of fiscal 2016.
    let rows = [Episode::new("A", day("2015-04-01")).until(day("2017-04-01"), EndReason::Voluntary)];
    let register = Register::settings_as_of(day("2018-03-31")).build(&rows.into_iter().collect()).unwrap();
    let at_year_ends = |rule| {
        let settings = RetentionTriangle::settings(FiscalCalendar::japan()).clock(AgeClock::FiscalYearEnd).exit_day(rule);
        settings.build(&register).unwrap().rows()[0].remaining.clone()
    };
    assert_eq!(at_year_ends(ExitDay::FirstDayOut), [Some(1), Some(1), Some(0)]);
    assert_eq!(at_year_ends(ExitDay::LastDayIn), [Some(1), Some(0), Some(0)]);
}
