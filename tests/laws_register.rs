//! Laws of the register, on rows as bad as they come.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::register::{Entry, EpisodeView, Exit, RegisterSettings};
use kaiin::{Day, Episode, Issue, IssueCode, Register};
use proptest::prelude::*;
use support::{AS_OF, after_2010, any_settings, columns, messy_rows};

fn built(settings: &RegisterSettings, rows: &[Episode]) -> Register {
    settings.build(&columns(rows)).unwrap()
}

fn views(register: &Register) -> Vec<(String, EpisodeView)> {
    (0..register.episodes()).filter_map(|at| register.episode(at)).map(|view| (register.person_key(view.person), view)).collect()
}

/// What was found, apart from the row in which it was found.
fn findings(register: &Register) -> Vec<Issue> {
    let mut found: Vec<Issue> = register.issues().iter().cloned().map(|issue| Issue { row: None, ..issue }).collect();
    found.sort();
    found
}

/// Whether the row is usable at all, and its days of membership: from its start (included) to its end (excluded).
fn days_of(row: &Episode, as_of: Day) -> Option<(Day, Day)> {
    let start = row.start?;
    let end = row.end.filter(|&end| end <= as_of).unwrap_or(as_of.next());
    (!row.person.is_empty() && start <= as_of && row.end.is_none_or(|end| end >= start)).then_some((start, end))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_row_read_is_kept_repaired_or_set_aside(rows in messy_rows(), settings in any_settings()) {
        let log = built(&settings, &rows).log().clone();
        prop_assert_eq!(log.rows_read, rows.len() as u64);
        prop_assert_eq!(log.rows_read, log.rows_kept + log.rows_repaired + log.rows_set_aside);
    }

    #[test]
    fn the_order_of_the_rows_never_matters((rows, shuffled) in messy_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())), settings in any_settings()) {
        let (one, other) = (built(&settings, &rows), built(&settings, &shuffled));
        prop_assert_eq!(views(&one), views(&other));
        prop_assert_eq!(findings(&one), findings(&other));
        prop_assert_eq!(one.segments(), other.segments());
        prop_assert_eq!(one.mass_exit_days(), other.mass_exit_days());
        for person in 0..one.persons() {
            prop_assert_eq!((one.licensed(person), one.born(person)), (other.licensed(person), other.born(person)));
        }
        let counts = |register: &Register| (register.log().rows_kept, register.log().rows_repaired, register.log().rows_set_aside);
        prop_assert_eq!(counts(&one), counts(&other));
    }

    #[test]
    fn episodes_of_a_person_follow_each_other_without_overlap(rows in messy_rows(), settings in any_settings()) {
        let register = built(&settings, &rows);
        for person in 0..register.persons() {
            let episodes: Vec<EpisodeView> = register.episodes_of(person).collect();
            prop_assert!(!episodes.is_empty(), "a person without an episode");
            for episode in &episodes {
                prop_assert!(episode.start <= episode.observed, "{episode:?}");
                prop_assert!(episode.observed <= register.as_of(), "{episode:?}");
                // Whose last day is the day of the extract is known to leave.
                let latest = register.as_of().next();
                prop_assert!(episode.end.is_none_or(|end| episode.observed <= end && end <= latest), "{episode:?}");
                prop_assert_eq!(episode.exit == Exit::Open, episode.end.is_none());
            }
            prop_assert!(matches!(episodes[0].entry, Entry::Joined | Entry::Present));
            prop_assert_ne!(episodes[episodes.len() - 1].exit, Exit::Continued);
            for pair in episodes.windows(2) {
                let gap = pair[1].start.since(pair[0].end.unwrap());
                prop_assert!(gap >= 0, "{pair:?}");
                prop_assert_eq!(pair[0].exit == Exit::Continued, pair[1].entry == Entry::Continued);
                prop_assert_eq!(pair[1].entry == Entry::Continued, gap == 0, "{:?}", pair);
                prop_assert!(gap == 0 || gap > settings.grace() as i32);
                prop_assert!(pair[1].entry == Entry::Continued || pair[1].entry == Entry::Reinstated);
                prop_assert!(pair[1].entry != Entry::Continued || pair[1].observed == pair[1].start, "{pair:?}");
            }
        }
    }

    #[test]
    fn nothing_is_observed_before_the_record_begins(rows in messy_rows(), settings in any_settings()) {
        let register = built(&settings, &rows);
        let Some(record) = settings.record_start_day() else { return Ok(()) };
        for (_, episode) in views(&register) {
            prop_assert!(episode.observed >= record, "{episode:?} but the record begins on {record}");
        }
    }

    #[test]
    fn members_of_any_day_are_those_whose_rows_cover_it(rows in messy_rows(), swap_free in any_settings()) {
        // Rows without delayed entry of their own, default rules; who has an open row followed by another is judged by a rule.
        let rows: Vec<Episode> = rows.into_iter().map(|row| Episode { observed_from: None, ..row }).collect();
        let as_of = after_2010(AS_OF);
        let mut settings = RegisterSettings::new(as_of);
        if let Some(record) = swap_free.record_start_day() {
            settings = settings.record_start(record);
        }
        let register = built(&settings, &rows);
        let judged = |key: &str| register.issues().iter().any(|issue| issue.code == IssueCode::OpenButFollowed && issue.person.as_deref() == Some(key));
        for key in ["p", "q", "r"].into_iter().filter(|key| !judged(key)) {
            let stretches: Vec<(Day, Day)> = rows.iter().filter(|row| row.person == key).filter_map(|row| days_of(row, as_of)).collect();
            let linked: Vec<EpisodeView> = views(&register).into_iter().filter(|(person, _)| person == key).map(|(_, view)| view).collect();
            for at in (0..=AS_OF).step_by(1) {
                let day = after_2010(at);
                let expected = swap_free.record_start_day().is_none_or(|record| day >= record) && stretches.iter().any(|&(from, to)| from <= day && day < to);
                let found = linked.iter().filter(|view| view.observed <= day && view.end.is_none_or(|end| day < end)).count();
                prop_assert_eq!(found, usize::from(expected), "{} on {}: {:?}", key, day, linked);
            }
        }
    }

    #[test]
    fn a_spell_runs_from_an_entry_to_a_leaving(rows in messy_rows(), settings in any_settings()) {
        let register = built(&settings, &rows);
        let entries = views(&register).iter().filter(|(_, view)| view.entry != Entry::Continued).count();
        prop_assert_eq!(register.spells().count(), entries);
        for person in 0..register.persons() {
            let spells: Vec<_> = register.spells_of(person).collect();
            for (number, spell) in spells.iter().enumerate() {
                prop_assert_eq!(spell.number as usize, number);
                prop_assert_eq!(spell.end.is_none(), spell.reason.is_none());
            }
            for pair in spells.windows(2) {
                prop_assert!(pair[1].start.since(pair[0].end.unwrap()) > settings.grace() as i32);
            }
        }
    }
}
