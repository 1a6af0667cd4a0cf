//! The report of a simulated register, worked again from what was true while it was simulated and from its rows.

use super::{MEMBERS, SIMULATED, assert_rate, assert_said, assert_value, labels, plain, rate, table};
use kaiin::report::{AnnualReport, Language};
use kaiin::simulate::{SimulatedRegister, Simulation};
use kaiin::{Day, EndReason, FiscalCalendar, FiscalYear, Standing};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The register of the report, made again from its seed.
static POPULATION: LazyLock<SimulatedRegister> = LazyLock::new(|| Simulation::new().members(MEMBERS).unwrap().run(1).unwrap());

fn report() -> &'static AnnualReport {
    &SIMULATED
}

/// Persons with a row on a day.
fn members_on(day: &str) -> BTreeSet<String> {
    let (day, columns): (Day, _) = (day.parse().unwrap(), &POPULATION.columns);
    let end = |row| columns.end.as_ref().and_then(|end| end.get(row));
    let on = |row: &usize| columns.start.get(*row).is_some_and(|start| start <= day) && end(*row).is_none_or(|end| end > day);
    (0..columns.rows().unwrap()).filter(on).map(|row| columns.person.text(row).to_string()).collect()
}

/// Licence cohort and fiscal year of first joining of everyone who ever joined.
fn entries() -> Vec<(i32, i32)> {
    let (columns, japan) = (&POPULATION.columns, FiscalCalendar::japan());
    let mut first: BTreeMap<String, (i32, Day)> = BTreeMap::new();
    for row in 0..columns.rows().unwrap() {
        let licensed: i32 = columns.licensed.get(row).unwrap().to_string()[..4].parse().unwrap();
        let start = columns.start.get(row).unwrap();
        let found = first.entry(columns.person.text(row).to_string()).or_insert((licensed, start));
        found.1 = found.1.min(start);
    }
    first.into_values().map(|(cohort, start)| (cohort, japan.year_of(start).get())).collect()
}

/// Licence holders of a cohort.
fn licensees(cohort: i32) -> f64 {
    POPULATION.truth.cohorts.iter().find(|truth| truth.cohort == FiscalYear(cohort)).unwrap().licensees as f64
}

#[test]
fn the_movements_are_what_happened_in_every_year() {
    let rows = report().movements.rows();
    assert_eq!(rows.len(), POPULATION.truth.years.len());
    let mut opening = 0;
    for (row, truth) in rows.iter().zip(&POPULATION.truth.years) {
        let left: u64 = truth.ended.iter().sum();
        assert_eq!(row.year, Some(truth.year));
        assert_eq!([row.opening, row.joined, row.reinstated, row.left], [opening, truth.joined(), truth.reinstated, left].map(Some));
        assert_eq!(row.closing, Some(truth.members_on_last_day()));
        assert_eq!(row.on_leave, Some(truth.on_last_day[Standing::OnLeave as usize]));
        for reason in EndReason::ALL {
            assert_eq!(row.left_by_reason.get(&reason).copied().unwrap_or(0), truth.ended[reason as usize], "{:?} {reason:?}", row.year);
        }
        assert_eq!(row.imbalance(), Some(0));
        opening = truth.members_on_last_day();
    }
}

#[test]
fn the_branches_are_47_and_add_up() {
    let (branches, truth) = (report().branches.as_ref().unwrap(), POPULATION.truth.years.last().unwrap());
    assert_eq!((branches.segment.as_str(), branches.rows.len()), ("branch", 47));
    for (name, members) in POPULATION.truth.branches.iter().zip(&truth.on_last_day_by_branch) {
        let row = branches.rows.iter().find(|row| row.level.as_ref() == Some(name)).unwrap();
        assert_eq!(row.closing, Some(*members), "{name}");
    }
    let sum = |count: fn(&kaiin::report::BranchRow) -> Option<u64>| branches.rows.iter().map(|row| count(row).unwrap()).sum::<u64>();
    let year = report().movements.row(FiscalYear(2024)).unwrap();
    assert_eq!([sum(|row| row.closing), sum(|row| row.joined), sum(|row| row.left)].map(Some), [year.closing, year.joined, year.left]);
    assert_eq!(branches.rows.iter().map(|row| row.net_transfers.unwrap()).sum::<i64>(), 0); // who comes from one branch leaves another
    for (language, first, last) in [(Language::En, "Hokkaido", "Okinawa"), (Language::Ja, "北海道", "沖縄県")] {
        let printed = plain(&table(report(), language, "segments"));
        assert_eq!((printed.len(), printed[0][0].as_deref(), printed[46][0].as_deref()), (47, Some(first), Some(last)));
    }
}

#[test]
fn every_rate_of_2024_follows_from_what_happened() {
    let truth = &POPULATION.truth;
    let [before, year] = [&truth.years[truth.years.len() - 2], truth.years.last().unwrap()];
    assert_eq!((report().reference_year, year.year), (FiscalYear(2024), FiscalYear(2024)));
    let (opening, closing) = (before.members_on_last_day() as f64, year.members_on_last_day() as f64);
    let (joined, back, left) = (year.joined() as f64, year.reinstated as f64, year.ended.iter().sum::<u64>() as f64);
    assert_rate(report(), "Organization rate, cumulative, summed", closing, truth.licensees as f64);
    assert_rate(report(), "Entry rate, year", joined, licensees(2024));
    assert_rate(report(), "Members per new licence holder", closing, licensees(2024));
    let stayed = members_on("2024-03-31").intersection(&members_on("2025-03-31")).count() as f64;
    assert_rate(report(), "Retention", stayed, opening);
    assert_rate(report(), "Lapse rate", left, opening);
    assert_rate(report(), "Net growth", closing - opening, opening);
    assert_rate(report(), "Leave share", year.on_last_day[Standing::OnLeave as usize] as f64, closing);
    for reason in EndReason::ALL.into_iter().filter(|reason| year.ended[*reason as usize] > 0) {
        let label = format!("Lapse rate, {}", reason.title().english);
        assert_rate(report(), &label, year.ended[reason as usize] as f64, opening);
    }
    // Those who had lapsed before the year and could come back: all earlier leavers but the dead, without those who came back.
    let earlier = &truth.years[..truth.years.len() - 1];
    let gone = |year: &kaiin::simulate::YearTruth| year.ended.iter().sum::<u64>() - year.ended[EndReason::Death as usize] - year.reinstated;
    assert_rate(report(), "Reinstatement rate", back, earlier.iter().map(gone).sum::<u64>() as f64);
    assert_rate(report(), "Replacement ratio", joined + back, left);
    let years = rate(report(), "Central lapse rate").denominator.unwrap(); // member-days: tests/exposure.rs
    assert!(years > opening.min(closing) && years < opening.max(closing), "{years}");
    assert_rate(report(), "Central lapse rate", left, years);
    assert_rate(report(), "Steady-state membership", joined + back, left / years);
    assert_rate(report(), "Mean tenure", years, left);
    assert_value(report(), "Half-life", years, left, 2f64.ln() * years / left);
}

#[test]
fn entry_by_cohort_follows_from_the_rows() {
    let entries = entries();
    let within = |cohort: i32, years: i32| entries.iter().filter(|(of, joined)| *of == cohort && joined - of <= years).count() as f64;
    assert_rate(report(), "Entry rate, cohort, in the licence year (2024)", within(2024, 0), licensees(2024));
    let one = labels(report()).into_iter().find(|label| label.ends_with("(2023)") && label.starts_with("Entry rate, cohort")).unwrap();
    assert_rate(report(), one, within(2023, 1), licensees(2023));
    assert_rate(report(), "Entry rate, cohort, within 3 years after the licence year (2021)", within(2021, 3), licensees(2021));
    assert_eq!(within(2024, 0) as u64, POPULATION.truth.cohorts.last().unwrap().entry.events);
    // Of those licensed before 2024 who had not joined before 2024, those who joined in it.
    let late = entries.iter().filter(|(cohort, joined)| *cohort < 2024 && *joined == 2024).count() as f64;
    let earlier: f64 = POPULATION.truth.cohorts.iter().filter(|c| c.cohort < FiscalYear(2024)).map(|c| c.licensees as f64).sum();
    let joined_before = entries.iter().filter(|(cohort, joined)| *cohort < 2024 && *joined < 2024).count() as f64;
    assert_rate(report(), "Late-entry rate", late, earlier - joined_before);
    assert_eq!(late as u64, POPULATION.truth.years.last().unwrap().joined_late);
}

#[test]
fn the_closing_days_of_the_association_are_told_once_each() {
    // The default plan: resignations end with the fiscal year, arrears are struck off on one day in summer.
    assert_said(report(), Language::En, &["04-01 is a closing day of the records"]);
    assert_said(report(), Language::En, &["07-01 is a closing day of the records"]);
    assert_said(report(), Language::Ja, &["4月1日は毎年の退会処理日"]);
    assert_said(report(), Language::Ja, &["7月1日は毎年の退会処理日"]);
}

#[test]
fn every_row_is_accounted_for() {
    let rows = report().rows.unwrap();
    assert_eq!((rows.read, rows.kept, rows.repaired, rows.set_aside), (POPULATION.truth.rows, POPULATION.truth.rows, 0, 0));
    assert_eq!(rows.persons, POPULATION.truth.members);
}
