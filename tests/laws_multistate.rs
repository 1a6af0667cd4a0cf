//! Laws of multi-state estimates, on generated histories.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{
    BeforeJoining, DurationTable, GroupBy, LapsesCounted, MemberState, ReasonStates, ReinstatementTable, StandingStates, StateClock,
    StateTable,
};
use kaiin::register::Exit;
use kaiin::survival::{
    InitialShares, MultistateSettings, MultistateVariance, Observations, OccupationStart, RiskTable, StateObservations, SurvivalSettings,
    TransitionRiskTable,
};
use kaiin::{EndReason, FiscalCalendar, Register, Standing};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{after_2010, clean_persons, clean_register, columns, rows_of};

const STATES: [&str; 4] = ["member", "leave", "lapsed", "gone"];

/// One stretch of a person.
#[derive(Debug, Clone, PartialEq)]
struct Stretch {
    person: String,
    from: usize,
    to: Option<usize>,
    entry: f64,
    time: f64,
}

/// A history: an entry, a first state, and for each step a time and the state that follows; the last one is seen no further or gone.
fn history(number: usize) -> impl Strategy<Value = Vec<Stretch>> {
    let steps = prop::collection::vec((1..6u32, 0..4usize), 1..6);
    (prop_oneof![3 => Just(0u32), 1 => 0..6u32], 0..3usize, steps).prop_map(move |(entry, first, steps)| {
        let (mut at, mut state, mut rows) = (entry, first, Vec::new());
        for (step, (time, next)) in steps.iter().enumerate() {
            let is_last = step + 1 == steps.len();
            let to = (*next != state && (!is_last || *next == 3)).then_some(*next);
            rows.push(Stretch { person: format!("p{number:03}"), from: state, to, entry: f64::from(at), time: f64::from(at + time) });
            at += time;
            state = to.unwrap_or(state);
            if state == 3 {
                break;
            }
        }
        rows
    })
}

fn histories() -> impl Strategy<Value = Vec<Stretch>> {
    (1..25usize)
        .prop_flat_map(|persons| (0..persons).map(history).collect::<Vec<_>>())
        .prop_map(|rows| rows.into_iter().flatten().collect())
}

fn rows(stretches: &[Stretch]) -> StateObservations {
    let person: Vec<&str> = stretches.iter().map(|row| row.person.as_str()).collect();
    let from: Vec<&str> = stretches.iter().map(|row| STATES[row.from]).collect();
    let to: Vec<Option<&str>> = stretches.iter().map(|row| row.to.map(|to| STATES[to])).collect();
    let entry: Vec<f64> = stretches.iter().map(|row| row.entry).collect();
    let time: Vec<f64> = stretches.iter().map(|row| row.time).collect();
    StateObservations::new(&STATES, &person, &from, &to, &entry, &time).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * (1.0 + a.abs() + b.abs())
}

proptest! {
    #[test]
    fn rows_of_a_transition_matrix_sum_to_one_and_matrices_multiply(stretches in histories(), middle in 0..10u32, later in 0..10u32) {
        let table = rows(&stretches).risk_table().unwrap();
        let last = table.last_time().unwrap();
        let settings = MultistateSettings::new();
        let (start, middle) = (0.0, f64::from(middle).min(last));
        let end = (middle + f64::from(later)).min(last);
        if middle >= last {
            return Ok(());
        }
        let matrix = |s, t| settings.transition_matrix(&table, s, t).unwrap();
        let (first, second, whole) = (matrix(start, middle), matrix(middle, end), matrix(start, end));
        let share = |matrix: &kaiin::survival::TransitionMatrix, from, to| matrix.probability(from, to).unwrap().probability;
        for from in STATES {
            let sum: f64 = STATES.iter().map(|to| whole.probability(from, to).unwrap().probability).sum();
            prop_assert!(near(sum, 1.0), "{}", sum);
            let all = whole.share(from, &STATES).unwrap();
            prop_assert!(near(all.probability, 1.0) && all.error < 1e-7, "{:?}", all);
            for to in STATES {
                let product: f64 = STATES.iter().map(|by| share(&first, from, by) * share(&second, by, to)).sum();
                prop_assert!(near(share(&whole, from, to), product));
                let none = settings.transition_matrix(&table, middle, middle).unwrap().probability(from, to).unwrap();
                prop_assert_eq!((none.probability, none.error), (f64::from(u8::from(from == to)), 0.0));
            }
        }
    }

    #[test]
    fn curves_and_matrices_and_lengths_of_stay_agree(stretches in histories(), aalen in any::<bool>()) {
        let table = rows(&stretches).risk_table().unwrap();
        let (last, rule) = (table.last_time().unwrap(), if aalen { MultistateVariance::Aalen } else { MultistateVariance::Greenwood });
        let settings = MultistateSettings::new().variance(rule);
        let curves = settings.transition_curves(&table, 0.0).unwrap();
        let stay = settings.length_of_stay(&table, 0.0, last).unwrap();
        for from in STATES {
            for to in STATES {
                let matrix = settings.transition_matrix(&table, 0.0, last).unwrap().probability(from, to).unwrap();
                let point = curves.at(from, to, last).unwrap().unwrap();
                prop_assert!(near(matrix.probability, point.probability) && (matrix.error - point.error).abs() < 1e-7);
                // The area under a step function, added up from its steps.
                let steps: Vec<f64> = curves.times().iter().copied().chain([last]).collect();
                let height = |time| curves.at(from, to, time).unwrap().unwrap().probability;
                let area: f64 = steps.windows(2).map(|pair| height(pair[0]) * (pair[1] - pair[0])).sum();
                prop_assert!(near(stay.time(from, to).unwrap().mean, area));
            }
            let all: f64 = STATES.iter().map(|state| stay.time(from, state).unwrap().mean).sum();
            prop_assert!(near(all, last));
        }
    }

    #[test]
    fn order_cutting_doubling_and_shifting_change_nothing(stretches in histories(), seed in any::<u64>(), at in 0.1..0.9f64) {
        let settings = MultistateSettings::new();
        let times = [2.0, 5.0, 9.0];
        let of = |rows: &StateObservations, shift: f64| {
            let times: Vec<f64> = times.iter().map(|time| time + shift).collect();
            settings.occupation(rows, OccupationStart::FirstTransition, &times).unwrap()
        };
        let table = rows(&stretches).risk_table().unwrap();
        let found = of(&rows(&stretches), 0.0);
        let mut shuffled = stretches.clone();
        shuffled.sort_by_key(|row| (row.entry.to_bits() ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        prop_assert_eq!(&rows(&shuffled).risk_table().unwrap(), &table);
        prop_assert_eq!(&of(&rows(&shuffled), 0.0), &found);
        let cut: Vec<Stretch> = stretches
            .iter()
            .flat_map(|row| {
                let middle = row.entry + at * (row.time - row.entry);
                [Stretch { to: None, time: middle, ..row.clone() }, Stretch { entry: middle, ..row.clone() }]
            })
            .collect();
        prop_assert_eq!(&rows(&cut).risk_table().unwrap(), &table);
        let doubled: Vec<Stretch> =
            stretches.iter().flat_map(|row| [row.clone(), Stretch { person: format!("{} again", row.person), ..row.clone() }]).collect();
        let later = |row: &Stretch| Stretch { entry: row.entry + 64.0, time: row.time + 64.0, ..row.clone() };
        let shifted: Vec<Stretch> = stretches.iter().map(later).collect();
        let (cut, doubled, shifted) = (of(&rows(&cut), 0.0), of(&rows(&doubled), 0.0), of(&rows(&shifted), 64.0));
        for (position, _) in times.iter().enumerate() {
            for state in STATES {
                let share = |found: &kaiin::survival::StateOccupation| found.share(state, position).unwrap();
                let Some(expected) = share(&found) else {
                    prop_assert!(share(&cut).is_none() && share(&doubled).is_none() && share(&shifted).is_none());
                    continue;
                };
                let (cut, doubled, shifted) = (share(&cut).unwrap(), share(&doubled).unwrap(), share(&shifted).unwrap());
                prop_assert!(near(cut.probability, expected.probability) && near(cut.error, expected.error));
                prop_assert!(near(doubled.probability, expected.probability) && near(doubled.error, expected.error / 2f64.sqrt()));
                prop_assert!(near(shifted.probability, expected.probability) && near(shifted.error, expected.error));
            }
        }
    }

    #[test]
    fn without_censoring_the_shares_are_those_counted(stretches in histories(), time in 0..20u32) {
        // Everyone is seen from 0 to the end: what was cut off at either end is drawn on.
        let mut by_person: BTreeMap<String, Vec<Stretch>> = BTreeMap::new();
        stretches.iter().for_each(|row| by_person.entry(row.person.clone()).or_default().push(row.clone()));
        for rows in by_person.values_mut() {
            rows[0].entry = 0.0;
            let last = rows.last_mut().unwrap();
            if last.to.is_none() {
                last.time = 100.0;
            }
        }
        let whole: Vec<Stretch> = by_person.values().flatten().cloned().collect();
        let time = f64::from(time);
        let settings = MultistateSettings::new().initial_shares(InitialShares::Estimated);
        let found = settings.occupation(&rows(&whole), OccupationStart::At(0.0), &[time]).unwrap();
        let persons = by_person.len() as f64;
        for (at, state) in STATES.iter().enumerate() {
            let is_there = |rows: &&Vec<Stretch>| match rows.iter().find(|row| time < row.time) {
                Some(row) => row.from == at,
                None => at == 3,
            };
            let share = by_person.values().filter(is_there).count() as f64 / persons;
            let Some(found) = found.share(state, 0).unwrap() else { continue };
            prop_assert!(near(found.probability, share), "{} is {} not {}", state, found.probability, share);
            prop_assert!((found.error - (share * (1.0 - share) / persons).sqrt()).abs() < 1e-9);
        }
    }

    #[test]
    fn two_states_are_kaplan_meier(data in prop::collection::vec((0..5u32, 1..12u32, any::<bool>()), 1..30), aalen in any::<bool>()) {
        let person: Vec<String> = (0..data.len()).map(|number| format!("p{number}")).collect();
        let entry: Vec<f64> = data.iter().map(|row| f64::from(row.0)).collect();
        let time: Vec<f64> = data.iter().map(|row| f64::from(row.0 + row.1)).collect();
        let event: Vec<bool> = data.iter().map(|row| row.2).collect();
        let to: Vec<Option<&str>> = event.iter().map(|&event| event.then_some("out")).collect();
        let states = StateObservations::new(&["in", "out"], &person, &vec!["in"; data.len()], &to, &entry, &time).unwrap();
        let table = states.risk_table().unwrap();
        let rows = Observations::of_events(&time, &event).unwrap().entering(&entry).unwrap();
        let kaplan_meier = SurvivalSettings::new().curve(&rows.risk_table().unwrap());
        let rule = if aalen { MultistateVariance::Aalen } else { MultistateVariance::Greenwood };
        let curves = MultistateSettings::new().variance(rule).transition_curves(&table, -1.0).unwrap();
        for point in kaplan_meier.points() {
            let found = curves.at("in", "in", point.time).unwrap().unwrap();
            prop_assert!(near(found.probability, point.survival));
            if let Some(error) = point.error().filter(|_| !aalen) {
                prop_assert!(near(found.error, error), "{} {}", found.error, error);
            }
        }
        let horizon = table.last_time().unwrap();
        let mean = kaplan_meier.restricted_mean(horizon).unwrap();
        let stay = MultistateSettings::new().length_of_stay(&table, kaplan_meier.risk_table().origin() - 1.0, horizon).unwrap();
        let found = stay.time("in", "in").unwrap();
        prop_assert!(near(found.mean, mean.mean + 1.0));
        if kaplan_meier.points().iter().all(|point| point.survival > 0.0) {
            prop_assert!(near(found.error, mean.error), "{} {}", found.error, mean.error);
        }
    }

    #[test]
    fn a_landmark_uses_those_who_are_there(stretches in histories(), start in 0..8u32) {
        let all = rows(&stretches);
        let start = f64::from(start);
        for (at, state) in STATES.iter().enumerate().take(3) {
            let is_there = |row: &&Stretch| row.from == at && row.entry <= start && start < row.time;
            let there = stretches.iter().filter(is_there).count();
            match all.landmark(state, start) {
                Ok(found) => {
                    let table = found.risk_table().unwrap();
                    let curves = MultistateSettings::new().transition_curves(&table, start).unwrap();
                    prop_assert_eq!(curves.at_risk(state).unwrap(), there as f64);
                    prop_assert_eq!(curves.at(state, state, start).unwrap().unwrap().probability, 1.0);
                }
                Err(_) => prop_assert!(there == 0),
            }
        }
    }
}

/// The state of a person on a day, looked up in the episodes; `None` before anything is known.
fn state_on(register: &Register, person: usize, day: i32, before_joining: bool) -> Option<MemberState> {
    let episodes: Vec<_> = register.episodes_of(person).collect();
    let first = episodes[0];
    if day < first.start.days() {
        let licensed = match register.licensed(person)? {
            kaiin::episode::LicenceDate::Day(licensed) => licensed.days(),
            kaiin::episode::LicenceDate::Cohort(_) => return None,
        };
        let is_seen = before_joining && first.entry == kaiin::register::Entry::Joined && licensed <= day;
        return is_seen.then_some(MemberState::NeverJoined);
    }
    let is_in = |episode: &&kaiin::register::EpisodeView| episode.observed.days() <= day && episode.end.is_none_or(|end| day < end.days());
    if let Some(episode) = episodes.iter().find(is_in) {
        return Some(MemberState::Standing(episode.standing));
    }
    let ended = episodes.iter().rev().find(|episode| episode.end.is_some_and(|end| end.days() <= day))?;
    match ended.exit {
        Exit::Left(reason @ (EndReason::Death | EndReason::Retirement)) => Some(MemberState::ExitedFor(reason)),
        Exit::Left(_) => Some(MemberState::Lapsed),
        Exit::Open | Exit::Continued => None,
    }
}

/// Who was in which state, asked of every person on every day.
fn asked_daily(
    register: &Register,
    table: &StateTable,
    clock: StateClock,
    window: Option<(i32, i32)>,
    before_joining: bool,
) -> Option<StateObservations> {
    let names: Vec<String> = table.states().iter().map(ToString::to_string).collect();
    let (mut person, mut from, mut to, mut entry, mut time) = (vec![], vec![], vec![], vec![], vec![]);
    let after = register.as_of().days() + 1;
    for at in 0..register.persons() {
        let state = |day: i32| state_on(register, at, day, before_joining);
        let episodes: Vec<_> = register.episodes_of(at).collect();
        let licence = match register.licensed(at) {
            Some(kaiin::episode::LicenceDate::Day(day)) => Some(day.days()),
            _ => None,
        };
        let first_seen = if before_joining && episodes[0].entry == kaiin::register::Entry::Joined {
            licence.unwrap_or(i32::MAX).min(episodes[0].observed.days())
        } else {
            episodes[0].observed.days()
        };
        let lapse = || (first_seen..=after).find(|&day| state(day).is_some_and(MemberState::is_lapsed));
        let origin = match clock {
            StateClock::Calendar => Some(0),
            StateClock::SinceJoining => register.joined(at).map(|day| day.days()),
            StateClock::SinceLicence => licence,
            StateClock::SinceLapse => lapse(),
        };
        let Some(origin) = origin else { continue };
        let (low, high) = window.unwrap_or((i32::MIN, after));
        let high = high.min(after);
        let start = first_seen.max(low).max(if clock == StateClock::Calendar { i32::MIN } else { origin });
        if start >= high {
            continue;
        }
        let mut push = |state: MemberState, next: Option<MemberState>, begin: i32, end: i32| {
            if begin < end && !state.is_final() {
                person.push(format!("{at}"));
                from.push(state.to_string());
                to.push(next.map(|next| next.to_string()));
                entry.push(f64::from(begin - origin));
                time.push(f64::from(end - origin));
            }
        };
        let (mut since, mut now) = (start, state(start).unwrap());
        let last = if window.is_none() { high } else { high - 1 };
        for day in start + 1..=last {
            let next = state(day).unwrap();
            if next != now {
                push(now, Some(next), since, day);
                (since, now) = (day, next);
            }
        }
        push(now, None, since, high);
    }
    (!person.is_empty()).then(|| StateObservations::new(&names, &person, &from, &to, &entry, &time).unwrap())
}

fn table_settings(clock: StateClock, before_joining: bool) -> kaiin::cohort::StateTableSettings {
    let rule = if before_joining { BeforeJoining::SinceLicence } else { BeforeJoining::LeftOut };
    StateTable::settings(FiscalCalendar::japan()).clock(clock).exits(ReasonStates::Apart).before_joining(rule)
}

fn any_clock() -> impl Strategy<Value = StateClock> {
    prop_oneof![Just(StateClock::SinceJoining), Just(StateClock::SinceLicence), Just(StateClock::SinceLapse), Just(StateClock::Calendar)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_one_pass_finds_what_asking_everyone_daily_finds(
        persons in clean_persons(true),
        clock in any_clock(),
        choices in any::<[bool; 2]>(),
        window in prop::option::of((0..3_000i32, 100..2_000i32)),
    ) {
        let rows = rows_of(&persons);
        let register = clean_register(&rows, if choices[0] { 30 } else { 0 });
        let before_joining = choices[1] && rows.iter().any(|row| row.licensed.is_some());
        let window = window.map(|(from, length)| (after_2010(from).days(), after_2010(from + length).days()));
        let mut settings = table_settings(clock, before_joining);
        if let Some((from, to)) = window {
            let day = |days: i32| kaiin::Day::from_days(i64::from(days)).unwrap();
            settings = settings.during(kaiin::cohort::ObservationWindow::new(day(from), day(to)).unwrap());
        }
        let Ok(table) = settings.build(&register) else {
            prop_assert!(rows.iter().all(|row| row.licensed.is_none()));
            return Ok(());
        };
        let asked = asked_daily(&register, &table, clock, window, before_joining).and_then(|rows| rows.risk_table().ok());
        let Some(asked) = asked else {
            for at in 0..table.groups().len() {
                let counted = TransitionRiskTable::of_states(&table, at).unwrap();
                prop_assert!(counted.rows().all(|row| row.at_risk.iter().all(|&at_risk| at_risk == 0.0)));
            }
            return Ok(());
        };
        let counted = TransitionRiskTable::of_states(&table, 0).unwrap();
        prop_assert_eq!(counted.transitions(), asked.transitions());
        let rows = StateObservations::of_register(&register, &settings).unwrap();
        prop_assert_eq!(&rows.risk_table().unwrap(), &asked);
        for row in asked.rows() {
            let found = counted.rows().find(|found| found.time == row.time).unwrap();
            prop_assert_eq!((found.at_risk, found.moved), (row.at_risk, row.moved), "at {}", row.time);
        }
        for row in counted.rows().filter(|row| row.moved.iter().any(|&moved| moved > 0.0)) {
            prop_assert!(asked.times().contains(&row.time), "{}", row.time);
        }
        // Whoever was seen is somewhere at the end: in, less out, is nothing.
        let mut balance = vec![0i64; table.states().len()];
        for row in table.rows(0).unwrap() {
            for (at, balance) in balance.iter_mut().enumerate() {
                *balance += i64::from(row.entered[at]) - i64::from(row.censored[at]);
            }
            for (&(from, to), &moved) in table.transitions().iter().zip(row.moved) {
                balance[from as usize] -= i64::from(moved);
                balance[to as usize] += if table.states()[to as usize].is_final() { 0 } else { i64::from(moved) };
            }
        }
        prop_assert!(balance.iter().all(|&left| left == 0), "{:?}", balance);
    }

    #[test]
    fn tables_of_parts_add_up_and_groups_fold(persons in clean_persons(true), clock in any_clock(), at in 0..9usize) {
        let at = at.min(persons.len());
        let whole = clean_register(&rows_of(&persons), 0);
        let settings = table_settings(clock, false).by(GroupBy::nothing().segment("branch"));
        let Ok(table) = settings.build(&whole) else { return Ok(()) };
        let lapses = ReinstatementTable::settings().lapses(LapsesCounted::Every);
        if at > 0 && at < persons.len() {
            let [left, right] = [&persons[..at], &persons[at..]].map(|part| clean_register(&rows_of(part), 0));
            prop_assert_eq!(lapses.build(&left).merge(&lapses.build(&right)).unwrap(), lapses.build(&whole));
            if let (Ok(left), Ok(right)) = (settings.build(&left), settings.build(&right)) {
                let merged = right.merge(&left).unwrap();
                prop_assert_eq!(&merged, &left.merge(&right).unwrap());
                prop_assert_eq!(&merged, &table);
            }
        }
        let folded = table.regroup(&GroupBy::nothing()).unwrap();
        prop_assert_eq!(&folded, &table_settings(clock, false).build(&whole).unwrap());
        let stored: StateTable = serde_json::from_str(&serde_json::to_string(&table).unwrap()).unwrap();
        prop_assert_eq!(stored.merge(&table).unwrap(), table.merge(&table).unwrap());
        let _ = table.to_table();
    }

    #[test]
    fn reinstatement_is_one_less_kaplan_meier(persons in clean_persons(false), every in any::<bool>()) {
        let register = clean_register(&rows_of(&persons), 0);
        let rule = if every { LapsesCounted::Every } else { LapsesCounted::First };
        let table = ReinstatementTable::settings().final_reasons(&[]).lapses(rule).build(&register);
        let (mut days, mut back) = (Vec::new(), Vec::new());
        for person in 0..register.persons() {
            let spells: Vec<_> = register.spells_of(person).collect();
            for (at, spell) in spells.iter().enumerate().filter(|(at, _)| every || *at == 0) {
                let Some(end) = spell.end else { continue };
                let returned = spells.get(at + 1).map(|next| next.start);
                let last = returned.unwrap_or(register.as_of().next());
                if last > end {
                    days.push(f64::from(last.since(end)));
                    back.push(returned.is_some());
                }
            }
        }
        let years = [0.5, 1.0, 2.0, 3.0, 5.0];
        let Ok(found) = MultistateSettings::new().reinstatement(&table, None, &years) else {
            prop_assert!(days.is_empty());
            return Ok(());
        };
        prop_assert_eq!(found.lapses(), days.len() as u64);
        let curve = SurvivalSettings::new().curve(&Observations::of_events(&days, &back).unwrap().risk_table().unwrap());
        for share in found.shares() {
            match (share.returned, curve.at(share.years * 365.25)) {
                (Some(found), Some(still)) => prop_assert!(near(found.probability, 1.0 - still)),
                (found, still) => prop_assert!(found.is_none() && still.is_none(), "{:?} {:?}", found, still),
            }
        }
    }

    #[test]
    fn leaving_for_good_is_the_survival_of_durations(persons in clean_persons(true)) {
        // All reasons final and standings together: two states, the first membership only, as a table of durations counts it.
        let register = clean_register(&rows_of(&persons), 0);
        let settings = StateTable::settings(FiscalCalendar::japan()).standings(StandingStates::Together).final_reasons(&EndReason::ALL);
        let states = settings.build(&register).unwrap();
        let durations = DurationTable::settings(FiscalCalendar::japan()).build(&register).unwrap();
        if states.returned_after_exit() > 0 || states.groups().len() == 0 || durations.groups().len() == 0 {
            return Ok(());
        }
        let curve = SurvivalSettings::new().curve(&RiskTable::of_durations(&durations, 0).unwrap());
        let table = TransitionRiskTable::of_states(&states, 0).unwrap();
        // A membership of no day is an event at 0 there, and never at risk here.
        if table.last_time().is_none_or(|last| last <= 0.0) || curve.points().iter().any(|point| point.time == 0.0) {
            return Ok(());
        }
        let curves = MultistateSettings::new().transition_curves(&table, 0.0).unwrap();
        for point in curve.points() {
            let found = curves.at("member", "member", point.time).unwrap().unwrap();
            prop_assert!(near(found.probability, point.survival));
        }
    }
}

#[test]
fn a_person_is_a_candidate_a_member_on_leave_lapsed_and_back() {
    let day = support::day;
    let licensed = Some(kaiin::episode::LicenceDate::Day(day("2018-04-01")));
    let rows = [
        kaiin::Episode { licensed, ..kaiin::Episode::new("A", day("2018-05-01")).until(day("2019-05-01"), EndReason::Unstated) },
        kaiin::Episode {
            licensed,
            ..kaiin::Episode::new("A", day("2019-05-01")).until(day("2019-06-01"), EndReason::Arrears).standing(Standing::OnLeave)
        },
        kaiin::Episode { licensed, ..kaiin::Episode::new("A", day("2020-06-01")).until(day("2021-06-01"), EndReason::Death) },
    ];
    let register = Register::settings_as_of(day("2024-03-31")).build(&columns(&rows)).unwrap();
    let settings =
        StateTable::settings(FiscalCalendar::japan()).clock(StateClock::SinceLicence).before_joining(BeforeJoining::SinceLicence);
    let table = settings.build(&register).unwrap();
    let names: Vec<String> = table.states().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["never_joined", "active", "on_leave", "lapsed", "exited"]);
    assert_eq!(table.transitions(), [(0, 1), (1, 2), (1, 4), (2, 3), (3, 1)]);
    let days: Vec<i32> = table.rows(0).unwrap().map(|row| row.day).collect();
    assert_eq!(days, [0, 30, 395, 426, 792, 1157]); // 29 February 2020 lies between the lapse and the return
    let with_others = table.with_never_joined(0, &[day("2018-04-01"), day("2024-04-01")]).unwrap();
    assert_eq!(with_others.never_at_risk(), 1); // licensed after the extract
    let curves = MultistateSettings::new().transition_curves(&TransitionRiskTable::of_states(&with_others, 0).unwrap(), 0.0).unwrap();
    assert_eq!(curves.at("never_joined", "active", 100.0).unwrap().unwrap().probability, 0.5);
    assert_eq!(curves.at("never_joined", "exited", 2_000.0).unwrap().unwrap().probability, 0.5);
    assert_eq!(curves.at("never_joined", "exited", 3_000.0).unwrap(), None); // the other is seen until the extract only
    let landmark = settings.landmark(MemberState::Lapsed, 500).build(&register).unwrap();
    let curves = MultistateSettings::new().transition_curves(&TransitionRiskTable::of_states(&landmark, 0).unwrap(), 500.0).unwrap();
    assert_eq!(curves.at("lapsed", "active", 800.0).unwrap().unwrap().probability, 1.0);
}

#[test]
fn who_departed_cannot_come_back() {
    let day = support::day;
    let lapsed = |key: &str| kaiin::Episode::new(key, day("2020-04-01")).until(day("2021-04-01"), EndReason::Arrears);
    let rows = [lapsed("A"), lapsed("B"), kaiin::Episode::new("B", day("2022-04-01")), lapsed("C"), lapsed("D")];
    let register = Register::settings_as_of(day("2024-03-31")).build(&columns(&rows)).unwrap();
    let departures = BTreeMap::from([("A".to_owned(), day("2021-07-01")), ("B".to_owned(), day("2023-01-01"))]);
    let table = ReinstatementTable::settings().build_with_departures(&register, &departures);
    let back = MultistateSettings::new().reinstatement(&table, Some(EndReason::Arrears), &[0.5, 2.0, 5.0]).unwrap();
    // Of four one has died by half a year; one of the other three is back by two years.
    assert_eq!(back.shares()[0].departed.unwrap().probability, 0.25);
    assert_eq!((back.shares()[1].returned.unwrap().probability, back.shares()[1].at_risk), (0.25, 2));
    assert_eq!(back.shares()[2].returned, None);
    assert!(MultistateSettings::new().reinstatement(&table, Some(EndReason::Voluntary), &[1.0]).is_err());
    assert!(MultistateSettings::new().reinstatement(&table, None, &[f64::NAN]).is_err());
}
