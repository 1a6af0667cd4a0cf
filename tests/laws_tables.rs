//! Laws of the aggregates, and a second implementation that walks through every day of every person.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{
    AgeClock, CohortTable, CohortTableSettings, ExitDay, Group, GroupBy, Level, MovementRow, RetentionTriangle, SpellsCounted,
    TriangleCohort,
};
use kaiin::episode::LicenceDate;
use kaiin::licensees::CohortRule;
use kaiin::time::{LeapDay, YearLabel};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Register, Standing};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::{AS_OF, CleanPerson, after_2010, clean_persons, clean_register, columns, day, fiscal_year, rows_of};

/// What a table is grouped by, as three switches: licence cohort, join cohort, branch.
type Axes = [bool; 3];

const ALL_AXES: Axes = [true; 3];

fn group_by([licence, join, branch]: Axes) -> GroupBy {
    let by = GroupBy::nothing();
    let by = if licence { by.licence_cohort() } else { by };
    let by = if join { by.join_cohort() } else { by };
    if branch { by.segment("branch") } else { by }
}

fn calendar(start_month: u8) -> FiscalCalendar {
    FiscalCalendar::new(start_month, 1, YearLabel::StartYear).unwrap()
}

fn settings(start_month: u8, axes: Axes) -> CohortTableSettings {
    let calendar = calendar(start_month);
    CohortTable::settings(calendar).cohort_rule(CohortRule::of(calendar)).by(group_by(axes)).threads(1)
}

fn table(register: &Register, start_month: u8, axes: Axes) -> CohortTable {
    settings(start_month, axes).build(register).unwrap()
}

fn booked(register: &Register, start_month: u8, axes: Axes, exit_day: ExitDay) -> CohortTable {
    settings(start_month, axes).exit_day(exit_day).build(register).unwrap()
}

fn exit_day() -> impl Strategy<Value = ExitDay> {
    prop_oneof![Just(ExitDay::FirstDayOut), Just(ExitDay::LastDayIn)]
}

/// The second implementation: one entry for each day on the roll, then everything is read off the days of each year.
mod naive {
    use super::*;

    /// One stretch after linking: observed days `from..to`, how it stands, its group.
    pub(crate) struct Stretch {
        from: i32,
        to: i32,
        standing: Standing,
        group: Group,
        left: Option<EndReason>,
        continued: bool,
        present: bool,
        first: bool,
    }

    impl Stretch {
        /// The day on which its end is booked.
        fn booked(&self, rule: ExitDay) -> i32 {
            if self.left.is_some() && rule == ExitDay::LastDayIn { (self.to - 1).max(self.from) } else { self.to }
        }
    }

    /// The stretches of a person, days counted from 2010-01-01.
    fn stretches(person: &CleanPerson, month: u8, [licence, join, branch]: Axes, grace: i32) -> Vec<Stretch> {
        let at = |day: Day| day.since(after_2010(0));
        let rows = &person.rows;
        let licensed = rows[0].licensed.map(|licensed| match licensed {
            LicenceDate::Day(day) => fiscal_year(day.plus_days(31).unwrap(), month),
            LicenceDate::Cohort(year) => year,
        });
        let joined = rows[0].start.map(|day| fiscal_year(day, month));
        let starts: Vec<i32> = rows.iter().map(|row| at(row.start.or(row.observed_from).unwrap())).collect();
        let continued = |row: usize| row > 0 && starts[row] - at(rows[row - 1].end.unwrap()) <= grace;
        (0..rows.len())
            .map(|row| {
                let level = rows[row].segments.first().map(|(_, level)| level.clone());
                let is_continued_by_next = row + 1 < rows.len() && continued(row + 1);
                let own_end = rows[row].end.map_or(AS_OF + 1, at);
                let seen = rows[row].observed_from.map_or(starts[row], |day| at(day).max(starts[row]));
                Stretch {
                    from: seen,
                    to: if is_continued_by_next { starts[row + 1] } else { own_end },
                    standing: rows[row].standing,
                    group: Group {
                        licence_cohort: licence.then_some(licensed),
                        join_cohort: join.then_some(joined),
                        levels: if branch { vec![Level { segment: "branch".into(), level }] } else { Vec::new() },
                    },
                    left: rows[row].end.map(|_| rows[row].end_reason).filter(|_| !is_continued_by_next),
                    continued: continued(row),
                    present: row == 0 && (rows[0].start.is_none() || seen > starts[0]),
                    first: row == 0,
                }
            })
            .collect()
    }

    /// All cells by group and year. Only what is not zero is there.
    pub(crate) fn cells(
        persons: &[CleanPerson],
        month: u8,
        axes: Axes,
        grace: i32,
        rule: ExitDay,
    ) -> BTreeMap<(Group, FiscalYear), MovementRow> {
        let mut cells: BTreeMap<(Group, FiscalYear), MovementRow> = BTreeMap::new();
        let year_of = |at: i32| fiscal_year(after_2010(at), month);
        let one = |field: &mut Option<u64>| *field = Some(field.unwrap_or(0) + 1);
        for person in persons {
            let stretches = stretches(person, month, axes, grace);
            let on = |day: i32| stretches.iter().find(|stretch| stretch.from <= day && day < stretch.to);
            // The same when the books of a day are closed.
            let on_books = |day: i32| stretches.iter().find(|stretch| stretch.from <= day && day < stretch.booked(rule));
            for (number, stretch) in stretches.iter().enumerate() {
                let cell = cells.entry((stretch.group.clone(), year_of(stretch.from))).or_default();
                let previous = number.checked_sub(1).map(|previous| &stretches[previous]);
                match (stretch.continued, stretch.present, stretch.first) {
                    (true, ..) => {
                        let previous = previous.unwrap();
                        if previous.group != stretch.group {
                            one(&mut cell.transferred_in);
                            one(&mut cells.entry((previous.group.clone(), year_of(stretch.from))).or_default().transferred_out);
                        }
                        if previous.standing != stretch.standing && stretch.standing == Standing::OnLeave {
                            one(&mut cells.entry((stretch.group.clone(), year_of(stretch.from))).or_default().leave_taken);
                        }
                        if previous.standing != stretch.standing && previous.standing == Standing::OnLeave {
                            one(&mut cells.entry((previous.group.clone(), year_of(stretch.from))).or_default().leave_ended);
                        }
                    }
                    (_, true, _) => one(&mut cell.present),
                    (_, _, true) => one(&mut cell.joined),
                    _ => one(&mut cell.reinstated),
                }
                if let Some(reason) = stretch.left.filter(|_| stretch.booked(rule) <= AS_OF) {
                    let cell = cells.entry((stretch.group.clone(), year_of(stretch.booked(rule)))).or_default();
                    one(&mut cell.left);
                    *cell.left_by_reason.entry(reason).or_insert(0) += 1;
                    if stretch.standing == Standing::OnLeave {
                        one(&mut cell.left_on_leave);
                    }
                }
            }
            let mut opening: Option<&Stretch> = None;
            for at in 0..=AS_OF {
                let year = year_of(at);
                if let Some(today) = on(at) {
                    one(&mut cells.entry((today.group.clone(), year)).or_default().member_days);
                }
                let today = on_books(at);
                if at == AS_OF || year_of(at + 1) != year {
                    if let Some(opening) = opening {
                        let cell = cells.entry((opening.group.clone(), year)).or_default();
                        one(&mut cell.opening);
                        if today.is_none() {
                            one(&mut cell.opening_lost);
                        }
                    }
                    if let Some(today) = today {
                        let cell = cells.entry((today.group.clone(), year)).or_default();
                        one(&mut cell.closing);
                        one([&mut cell.active, &mut cell.on_leave, &mut cell.suspended][today.standing as usize]);
                    }
                    opening = today;
                }
            }
        }
        cells
    }
}

/// A row as plain numbers, so that "not there" and 0 compare equal.
fn numbers(row: &MovementRow) -> (Vec<u64>, BTreeMap<EndReason, u64>) {
    let fields = [
        row.opening,
        row.present,
        row.joined,
        row.reinstated,
        row.transferred_in,
        row.left,
        row.transferred_out,
        row.closing,
        row.active,
        row.on_leave,
        row.suspended,
        row.leave_taken,
        row.leave_ended,
        row.left_on_leave,
        row.opening_lost,
        row.member_days,
    ];
    (fields.into_iter().map(|field| field.unwrap_or(0)).collect(), row.left_by_reason.clone())
}

fn sum_of(rows: impl Iterator<Item = MovementRow>) -> Vec<u64> {
    rows.fold(vec![0; 16], |sum, row| sum.iter().zip(numbers(&row).0).map(|(a, b)| a + b).collect())
}

fn all_rows(table: &CohortTable) -> Vec<(Group, MovementRow)> {
    (0..table.groups().len()).flat_map(|at| table.rows_of(at).into_iter().map(move |row| (table.groups()[at].clone(), row))).collect()
}

fn axes() -> impl Strategy<Value = Axes> {
    any::<Axes>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_cell_equals_a_count_of_every_day_of_every_person(
        persons in clean_persons(true), month in 1..=12u8, axes in axes(), grace in prop_oneof![Just(0u32), Just(30)], rule in exit_day(),
    ) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let table = booked(&clean_register(&rows, grace), month, axes, rule);
        let expected = naive::cells(&persons, month, axes, grace as i32, rule);
        let (mut found, nothing) = (BTreeSet::new(), MovementRow::default());
        for (group, row) in all_rows(&table) {
            let key = (group, row.year.unwrap());
            prop_assert_eq!(numbers(&row), numbers(expected.get(&key).unwrap_or(&nothing)), "{:?}", key);
            found.insert(key);
        }
        for (key, row) in expected {
            prop_assert!(found.contains(&key) || numbers(&row) == numbers(&nothing), "{key:?} is missing: {row:?}");
        }
    }

    #[test]
    fn rows_balance_and_each_closing_is_the_next_opening(persons in clean_persons(true), month in 1..=12u8, axes in axes(), rule in exit_day()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let table = booked(&clean_register(&rows, 0), month, axes, rule);
        for group in 0..table.groups().len() {
            let rows = table.rows_of(group);
            for row in &rows {
                prop_assert_eq!(row.imbalance(), Some(0), "{:?}", row);
                prop_assert!(row.retained().is_some(), "{row:?}");
                prop_assert_eq!(row.left_by_reason.values().sum::<u64>(), row.left.unwrap());
            }
            prop_assert!(rows.windows(2).all(|pair| pair[0].closing == pair[1].opening));
        }
    }

    #[test]
    fn groups_add_up_to_the_whole(persons in clean_persons(true), month in 1..=12u8, axes in axes(), rule in exit_day()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let (fine, whole) = (booked(&register, month, axes, rule), booked(&register, month, [false; 3], rule).movements());
        prop_assert_eq!(&fine.movements(), &whole);
        for row in whole.rows() {
            let mut of_groups = sum_of(all_rows(&fine).into_iter().map(|(_, row)| row).filter(|other| other.year == row.year));
            let mut of_whole = numbers(row).0;
            for transferred in [4, 6] {
                (of_groups[transferred], of_whole[transferred]) = (0, 0);
            }
            prop_assert_eq!(of_groups, of_whole);
        }
    }

    #[test]
    fn member_days_are_the_lengths_of_the_stretches(persons in clean_persons(true), month in 1..=12u8, rule in exit_day()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let after = register.as_of().next();
        let lengths: i32 = register.spells().map(|spell| spell.end.unwrap_or(after).since(spell.observed)).sum();
        let days: u64 = booked(&register, month, [false; 3], rule).movements().rows().iter().filter_map(|row| row.member_days).sum();
        prop_assert_eq!(days, lengths as u64);
    }

    #[test]
    fn the_day_of_exits_moves_only_those_who_leave_with_the_last_day_of_a_year(persons in clean_persons(true), month in 1..=12u8) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let of = |rule| booked(&register, month, [false; 3], rule).movements();
        let (out, within) = (of(ExitDay::FirstDayOut), of(ExitDay::LastDayIn));
        for (out, within) in out.rows().iter().zip(within.rows()) {
            let last = calendar(month).end_of(out.year.unwrap()).unwrap().plus_days(-1).unwrap().min(register.as_of());
            prop_assert_eq!(out.closing, Some(register.members_on(last)));
            // Who has a row of no day on the next day leaves on that day by either rule.
            let of_no_day = |spell: &kaiin::register::Spell| {
                register.episodes_of(spell.person).any(|row| row.end == spell.end && Some(row.observed) == row.end && row.exit != kaiin::register::Exit::Continued)
            };
            let with_the_last_day = register.spells().filter(|spell| spell.end == Some(last.next()) && !of_no_day(spell)).count() as u64;
            prop_assert_eq!(within.closing, Some(out.closing.unwrap() - with_the_last_day));
            prop_assert_eq!((out.joined, out.reinstated, out.member_days), (within.joined, within.reinstated, within.member_days));
        }
    }

    #[test]
    fn merging_any_parts_in_any_order_gives_the_whole(
        persons in clean_persons(true), month in 1..=12u8, axes in axes(), part_of in prop::collection::vec(0..3usize, 9), turn in 0..6usize,
        rule in exit_day(),
    ) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let whole = booked(&clean_register(&rows, 0), month, axes, rule);
        let part = |wanted: usize| {
            let of_part: Vec<CleanPerson> = persons.iter().enumerate().filter(|(at, _)| part_of[*at] == wanted).map(|(_, p)| p.clone()).collect();
            (!of_part.is_empty()).then(|| booked(&clean_register(&rows_of(&of_part), 0), month, axes, rule))
        };
        let order = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]][turn];
        let parts: Vec<CohortTable> = order.into_iter().filter_map(part).collect();
        let merged = parts[1..].iter().fold(parts[0].clone(), |sum, part| sum.merge(part).unwrap());
        prop_assert_eq!(merged, whole);
    }

    #[test]
    fn the_table_of_each_branch_tells_what_the_whole_tells_of_it(persons in clean_persons(true), month in 1..=12u8, axes in axes()) {
        let [licence, join, _] = axes;
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let whole = table(&clean_register(&rows, 0), month, [licence, join, true]);
        let branches = whole.tables_by("branch").unwrap();
        let movements = whole.movements_by("branch").unwrap();
        prop_assert_eq!(branches.len(), movements.len());
        for ((level, branch), (name, expected)) in branches.iter().zip(&movements) {
            prop_assert_eq!(level, name);
            prop_assert_eq!(&branch.movements(), expected);
            prop_assert_eq!(branch.group_by(), &group_by([licence, join, false]));
            for (at, group) in branch.groups().iter().enumerate() {
                let same = |other: &&Group| other.levels[0].level == *level && (other.licence_cohort, other.join_cohort) == (group.licence_cohort, group.join_cohort);
                let position = whole.groups().iter().position(|other| same(&other)).unwrap();
                prop_assert_eq!(branch.rows_of(at), whole.rows_of(position));
            }
        }
        prop_assert!(whole.tables_by("colour").is_err());
    }

    #[test]
    fn regrouping_equals_building_with_fewer_groups(persons in clean_persons(true), month in 1..=12u8, fine in axes(), mask in axes(), rule in exit_day()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let coarse = [fine[0] && mask[0], fine[1] && mask[1], fine[2] && mask[2]];
        let fine = booked(&register, month, fine, rule);
        prop_assert_eq!(fine.regroup(&group_by(coarse)).unwrap(), booked(&register, month, coarse, rule));
    }

    #[test]
    fn a_stretch_cut_in_two_changes_nothing(persons in clean_persons(true), month in 1..=12u8, which in any::<prop::sample::Index>(), at in 0..5_000i32) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let chosen = which.index(rows.len());
        let begin = rows[chosen].start.into_iter().chain(rows[chosen].observed_from).max().unwrap();
        let length = rows[chosen].end.unwrap_or(after_2010(AS_OF)).since(begin);
        // Of two rows of one day, in different groups or one without a known start, the dates do not tell which comes first.
        prop_assume!(length > 0 || rows[chosen].start.is_some());
        let cut = begin.plus_days(at % length.max(1)).unwrap();
        let mut cut_rows = rows.clone();
        cut_rows[chosen] = Episode { end: Some(cut), end_reason: EndReason::Unstated, ..rows[chosen].clone() };
        cut_rows.push(Episode { start: Some(cut), observed_from: None, ..rows[chosen].clone() });
        let (whole, cut) = (clean_register(&rows, 0), clean_register(&cut_rows, 0));
        for axes in [[false; 3], ALL_AXES] {
            for rule in [ExitDay::FirstDayOut, ExitDay::LastDayIn] {
                prop_assert_eq!(booked(&cut, month, axes, rule), booked(&whole, month, axes, rule));
            }
        }
        prop_assert_eq!(cut.spells().collect::<Vec<_>>(), whole.spells().collect::<Vec<_>>());
    }

    #[test]
    fn the_order_of_the_rows_changes_no_table(
        (rows, shuffled) in clean_persons(true).prop_map(|persons| rows_of(&persons)).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        prop_assume!(!rows.is_empty());
        prop_assert_eq!(table(&clean_register(&rows, 0), 4, ALL_AXES), table(&clean_register(&shuffled, 0), 4, ALL_AXES));
    }

    #[test]
    fn messy_rows_give_tables_that_balance(rows in support::messy_rows(), settings in support::any_settings(), month in 1..=12u8, axes in axes()) {
        let register = settings.build(&columns(&rows)).unwrap();
        for (_, row) in all_rows(&booked(&register, month, axes, ExitDay::LastDayIn)) {
            prop_assert_eq!(row.imbalance(), Some(0));
            prop_assert!(row.retained().is_some());
        }
        let table = table(&register, month, axes);
        for (_, row) in all_rows(&table) {
            prop_assert_eq!(row.imbalance(), Some(0));
            prop_assert!(row.retained().is_some());
        }
        let last = table.movements().rows().last().and_then(|row| row.closing).unwrap_or(0);
        prop_assert_eq!(last, register.members_on(register.as_of()));
        prop_assert!(RetentionTriangle::settings(calendar(month)).build(&register).is_ok());
    }
}

/// The second triangle: every person is asked again at every age.
fn naive_triangle(
    register: &Register,
    month: u8,
    clock: AgeClock,
    spells: SpellsCounted,
    leap: LeapDay,
) -> BTreeMap<FiscalYear, (u64, Vec<Option<u64>>)> {
    let look = |start: Day, age: i32| match clock {
        AgeClock::Anniversary => {
            let (y, m, d) = start.ymd();
            Day::from_ymd(y + age, m, d).unwrap_or_else(|_| {
                Day::from_ymd(y + age, if leap == LeapDay::Mar1 { 3 } else { 2 }, if leap == LeapDay::Mar1 { 1 } else { 28 }).unwrap()
            })
        }
        AgeClock::FiscalYearEnd => {
            Day::from_ymd(fiscal_year(start, month).get() + age + 1, u32::from(month), 1).unwrap().plus_days(-1).unwrap()
        }
    };
    let mut people: BTreeMap<FiscalYear, Vec<usize>> = BTreeMap::new();
    for person in 0..register.persons() {
        let first = register.spells_of(person).next().unwrap();
        if first.start_known && first.observed == first.start {
            people.entry(fiscal_year(first.start, month)).or_default().push(person);
        }
    }
    let start = |person: usize| register.spells_of(person).next().unwrap().start;
    let reached = |person: usize, age: i32| look(start(person), age) <= register.as_of();
    let remains = |person: usize, age: i32| {
        let on = look(start(person), age);
        let counted = if spells == SpellsCounted::All { usize::MAX } else { 1 };
        register.spells_of(person).take(counted).any(|spell| spell.start <= on && spell.end.is_none_or(|end| on < end))
    };
    let row = |people: Vec<usize>| {
        let ages = (0..).take_while(|&age| people.iter().any(|&person| reached(person, age)));
        let cell = |age| {
            people.iter().all(|&person| reached(person, age)).then(|| people.iter().filter(|&&person| remains(person, age)).count() as u64)
        };
        (people.len() as u64, ages.map(cell).collect())
    };
    people.into_iter().map(|(cohort, people)| (cohort, row(people))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_triangle_asks_every_person_at_every_age(persons in clean_persons(true), month in 1..=12u8, [by_year, all, march] in any::<[bool; 3]>()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let clock = if by_year { AgeClock::FiscalYearEnd } else { AgeClock::Anniversary };
        let spells = if all { SpellsCounted::All } else { SpellsCounted::First };
        let leap = if march { LeapDay::Mar1 } else { LeapDay::Feb28 };
        let triangle = RetentionTriangle::settings(calendar(month)).clock(clock).spells(spells).leap_day(leap).build(&register).unwrap();
        let found: BTreeMap<_, _> = triangle.rows().iter().map(|row| (row.cohort, (row.entrants, row.remaining.clone()))).collect();
        prop_assert_eq!(&found, &naive_triangle(&register, month, clock, spells, leap));
        prop_assert_eq!(triangle.left_out() + found.values().map(|(entrants, _)| entrants).sum::<u64>(), register.persons() as u64);
        if !all {
            for row in triangle.rows() {
                let seen: Vec<u64> = row.remaining.iter().map_while(|cell| *cell).collect();
                prop_assert!(seen.windows(2).all(|pair| pair[1] <= pair[0]) && seen.first().is_none_or(|&first| first <= row.entrants));
            }
        }
    }

    #[test]
    fn at_fiscal_year_ends_the_triangle_of_all_spells_is_the_closing_of_the_join_cohorts(persons in clean_persons(false), month in 1..=12u8, rule in exit_day()) {
        let rows = rows_of(&persons);
        prop_assume!(!rows.is_empty());
        let register = clean_register(&rows, 0);
        let settings = RetentionTriangle::settings(calendar(month)).clock(AgeClock::FiscalYearEnd).spells(SpellsCounted::All);
        let triangle = settings.exit_day(rule).build(&register).unwrap();
        let table = booked(&register, month, [false, true, false], rule);
        for (group, row) in all_rows(&table) {
            let (cohort, year) = (group.join_cohort.unwrap().unwrap(), row.year.unwrap());
            if year >= cohort && row.coverage.is_complete() {
                prop_assert_eq!(triangle.remaining(cohort, year.since(cohort) as usize), row.closing, "{} in {}", cohort, year);
            }
        }
    }
}

/// A register of some 150,000 episodes from a small generator (a linear congruential one with the constants of Numerical Recipes,
/// 1992, p. 284), with a segment of `levels` levels.
fn large_register(levels: u32) -> Register {
    let mut state = 20_240_401u32;
    let mut draw = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut rows = Vec::new();
    for person in 0..60_000 {
        let mut at = draw(3_600) as i32;
        let licensed = after_2010(draw(3_000) as i32 - 400);
        for _ in 0..=draw(4) {
            let end = at + draw(700) as i32;
            let standing = Standing::ALL[draw(3) as usize];
            let row = Episode::new(format!("{person:05}"), after_2010(at)).licensed(licensed).standing(standing);
            let row = row.segment("branch", ["A", "B", "C"][draw(3) as usize]).segment("unit", format!("{:04}", draw(levels)));
            if end > AS_OF {
                rows.push(row);
                break;
            }
            rows.push(row.until(after_2010(end), EndReason::ALL[1 + draw(8) as usize]));
            at = end + if draw(3) == 0 { draw(300) as i32 } else { 0 };
            if at > AS_OF {
                break;
            }
        }
    }
    assert!(rows.len() > 110_000, "{}", rows.len());
    Register::settings_as_of(after_2010(AS_OF)).build(&rows.into_iter().collect()).unwrap()
}

#[test]
fn the_number_of_threads_and_the_layout_of_the_cells_never_matter() {
    let register = large_register(15);
    let japan = FiscalCalendar::japan();
    let build = |by: GroupBy, threads: usize| CohortTable::settings(japan).by(by).threads(threads).build(&register).unwrap();
    // 14 x 12 cohorts x 4 branches x 16 units x 12 years x more than 60 counts: more cells than are kept without looking up keys.
    let everything = GroupBy::nothing().licence_cohort().join_cohort().segment("branch").segment("unit");
    let sparse = build(everything.clone(), 1);
    assert!(sparse.groups().len() > 1_000);
    for coarse in [GroupBy::nothing(), GroupBy::nothing().licence_cohort(), GroupBy::nothing().join_cohort().segment("branch")] {
        let one = build(coarse.clone(), 1);
        assert_eq!(build(coarse.clone(), 2), one);
        assert_eq!(build(coarse.clone(), 3), one);
        assert_eq!(sparse.regroup(&coarse).unwrap(), one, "{coarse}");
    }
    assert_eq!(build(everything, 3), sparse);
    let last = sparse.movements().rows().last().unwrap().clone();
    assert_eq!(last.closing, Some(register.members_on(register.as_of())));
    assert_eq!(last.imbalance(), Some(0));
}

#[test]
fn a_member_who_moves_and_then_leaves_is_lost_to_the_branch_that_had_the_member_at_the_start() {
    // A member of branch A on 2020-03-31 moves to B in June and leaves in September: A had one member at the start and has lost one.
    let rows = [
        Episode::new("1", day("2019-04-01")).until(day("2020-06-01"), EndReason::Transferred).segment("branch", "A"),
        Episode::new("1", day("2020-06-01")).until(day("2020-09-01"), EndReason::Voluntary).segment("branch", "B"),
    ];
    let register = Register::settings_as_of(day("2021-03-31")).build(&rows.into_iter().collect()).unwrap();
    let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().segment("branch")).build(&register).unwrap();
    let branches = table.movements_by("branch").unwrap();
    let row = |at: usize| branches[at].1.row(FiscalYear(2020)).unwrap().clone();
    assert_eq!((row(0).opening, row(0).left, row(0).transferred_out, row(0).opening_lost), (Some(1), Some(0), Some(1), Some(1)));
    assert_eq!((row(1).opening, row(1).left, row(1).transferred_in, row(1).opening_lost), (Some(0), Some(1), Some(1), Some(0)));
}

#[test]
fn licence_cohorts_of_a_triangle_count_ages_from_joining() {
    // Licensed on 2019-03-25: cohort 2019. One joins at once and stays, one joins two years later and leaves after half a year.
    let rows = [
        Episode::new("at once", day("2019-04-01")).licensed(day("2019-03-25")),
        Episode::new("late", day("2021-04-01")).until(day("2021-10-01"), EndReason::Voluntary).licensed(day("2019-03-25")),
        Episode::new("not known", day("2021-04-01")),
    ];
    let register = Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap();
    let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).cohort(TriangleCohort::Licensed).build(&register).unwrap();
    assert_eq!(triangle.rows().len(), 1);
    assert_eq!((triangle.rows()[0].cohort, triangle.rows()[0].entrants, triangle.left_out()), (FiscalYear(2019), 2, 1));
    // Ages 0, 1, 2 are reached by both before 2024-03-31; age 3 of the late one is 2024-04-01.
    assert_eq!(triangle.rows()[0].remaining, [Some(2), Some(1), Some(1), None, None]);
}
