//! A real voluntary body, member by member: the movement table and the cohorts derived elsewhere from the same spells are met exactly.
//!
//! Source of the figures: `examples/data/kubernetes_org_flows.csv` and `kubernetes_org_cohorts.csv`, derived from the spells by another
//! program (github:kubernetes/org, commit d8ba45ff, Apache-2.0; see `examples/data/README.md`).

#![allow(missing_docs, clippy::unwrap_used)]

use kaiin::cohort::{CohortTable, Coverage, RetentionTriangle};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Register};

fn rows(file: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/examples/data/{file}", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

fn register() -> Register {
    let day = |text: &str| (!text.is_empty()).then(|| text.parse::<Day>().unwrap());
    let episodes = rows("kubernetes_org_member_spells.csv").into_iter().map(|row| Episode {
        start: day(&row[2]),
        observed_from: day(&row[3]),
        end: day(&row[4]),
        end_reason: EndReason::Unstated,
        ..Episode::new(&row[0], Day::MIN)
    });
    Register::settings_as_of("2026-08-21".parse().unwrap()).build(&episodes.collect()).unwrap()
}

#[test]
fn the_movement_table_equals_the_published_flows() {
    let table = CohortTable::settings(FiscalCalendar::calendar_year()).build(&register()).unwrap();
    let movements = table.movements();
    let expected = rows("kubernetes_org_flows.csv");
    assert_eq!(movements.rows().len(), expected.len());
    for (row, expected) in movements.rows().iter().zip(expected) {
        let number = |at: usize| expected[at].parse::<u64>().unwrap();
        assert_eq!(row.year, Some(FiscalYear(expected[0].parse().unwrap())));
        if !expected[1].is_empty() {
            assert_eq!(row.opening, Some(number(1)));
        }
        let found = [row.joined, row.reinstated, row.left, row.closing];
        assert_eq!(found, [number(2), number(3), number(4), number(5)].map(Some), "{expected:?}");
        assert_eq!(row.imbalance(), Some(0));
    }
    let first = &movements.rows()[0];
    assert_eq!((first.opening, first.present), (Some(0), Some(702)), "702 were members when the record began: delayed entry");
    assert_eq!(first.coverage, Coverage::BeginsWithin);
    assert_eq!(movements.rows()[8].coverage, Coverage::NotEnded);
}

#[test]
fn the_cohorts_equal_the_published_ones() {
    let triangle = RetentionTriangle::settings(FiscalCalendar::calendar_year()).build(&register()).unwrap();
    let mut expected_cells = 0;
    for expected in rows("kubernetes_org_cohorts.csv") {
        let number = |at: usize| expected[at].parse::<u64>().unwrap();
        let cohort = FiscalYear(expected[0].parse().unwrap());
        assert_eq!(triangle.remaining(cohort, number(2) as usize), Some(number(3)), "{expected:?}");
        assert_eq!(triangle.rows().iter().find(|row| row.cohort == cohort).unwrap().entrants, number(1));
        expected_cells += 1;
    }
    let seen: usize = triangle.rows().iter().map(|row| row.remaining.iter().flatten().count()).sum();
    assert_eq!(seen, expected_cells, "no cell is shown that is not in the published table");
    assert_eq!(triangle.left_out(), 702);
}

#[test]
fn open_spells_people_and_mass_exit_days_are_found() {
    let register = register();
    assert_eq!(register.persons(), 2_632);
    assert_eq!(register.spells().count(), 2_648);
    assert_eq!(register.spells().filter(|spell| spell.end.is_none()).count(), 1_276);
    assert_eq!(register.members_on(register.as_of()), 1_276);
    let judged: Vec<(String, u64)> =
        register.mass_exit_days().iter().filter(|day| day.judged).map(|day| (day.day.to_string(), day.exits)).collect();
    let expected = [("2020-07-20", 136), ("2024-02-16", 649), ("2025-07-24", 309)];
    assert_eq!(judged, expected.map(|(day, exits)| (day.to_owned(), exits)));
    let log = register.log();
    assert_eq!((log.rows_read, log.rows_kept), (2_648, 2_648));
}
