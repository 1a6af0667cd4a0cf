//! How good would the projection have been? Every year since the record is long enough, it is made again with what was known then, and
//! compared with what came: on real series and on simulated registers, beside methods that know nothing of members.
//!
//! ```text
//! cargo run --release --example back_test
//! ```
//!
//! prints the tables that stand in the documentation of `kaiin::projection::back_test`.

use kaiin::cohort::{CohortTable, GroupBy, MovementTable, StatedJoiners, YearTotals};
use kaiin::episode::EpisodeColumns;
use kaiin::projection::YearDependence;
use kaiin::projection::back_test::{BackTest, BackTestScores, constant_rate, drift, naive, projected_register, projected_totals};
use kaiin::simulate::Simulation;
use kaiin::{Day, Episode, Error, FiscalCalendar, FiscalYear, Licensees, Register, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// Years ahead that are printed.
const PRINTED: [usize; 4] = [1, 3, 5, 10];
/// Simulated registers.
const REGISTERS: u64 = 20;

type Row = BTreeMap<String, String>;

fn main() -> Result<()> {
    print("Judicial scriveners: totals, origins 1996 to 2008", &scriveners()?);
    print("Kubernetes: a register, calendar years", &kubernetes()?);
    let simulated = (1..=REGISTERS).map(simulated).collect::<Result<Vec<_>>>()?;
    print_mean(&format!("{REGISTERS} simulated registers of 20,000 members"), &simulated);
    Ok(())
}

/// Members, joiners and leavers of the judicial scriveners. Flows are known until 2008, members ten years further.
fn scriveners() -> Result<BackTestScores> {
    let rows = rows("jp_shihoshoshi_flows.csv")?;
    let number = |row: &Row, column: &str| row.get(column).and_then(|text| text.parse::<u64>().ok());
    let totals: Vec<YearTotals> = (rows.windows(2))
        .filter_map(|pair| {
            let year = FiscalYear(pair[0].get("fiscal_year")?.parse().ok()?);
            Some(YearTotals {
                year,
                opening: number(&pair[0], "members_apr1"),
                closing: number(&pair[1], "members_apr1"),
                joined: number(&pair[0], "new_registrations_derived"),
                left: number(&pair[0], "cancel_total"),
                ..YearTotals::default()
            })
        })
        .collect();
    let series: Vec<(FiscalYear, f64)> = totals.iter().filter_map(|of| Some((of.year, of.closing? as f64))).collect();
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept)?;
    let test = with_simple(BackTest::of(series)?.fewest_years(8));
    let test = test.method("projection", projected_totals(&movements, 5, YearDependence::Independent));
    test.method("projection, wandering", projected_totals(&movements, 5, YearDependence::RandomWalk)).run()
}

/// The members of an organization on GitHub, by calendar year.
fn kubernetes() -> Result<BackTestScores> {
    let day = |row: &Row, column: &str| row.get(column).filter(|text| !text.is_empty()).map(|text| text.parse::<Day>()).transpose();
    let episode = |row: Row| {
        Ok(Episode {
            start: day(&row, "join_date")?,
            observed_from: day(&row, "present_at_start_of_record")?,
            end: day(&row, "leave_date")?,
            ..Episode::new(row.get("member_id").map_or("", String::as_str), Day::MIN)
        })
    };
    let episodes = rows("kubernetes_org_member_spells.csv")?.into_iter().map(episode).collect::<Result<EpisodeColumns>>()?;
    let register = Register::settings_as_of("2026-08-21".parse()?).build(&episodes)?;
    judged(&register, None, FiscalCalendar::calendar_year(), (4, 3))
}

/// A simulated register: its rates hold in all years, but for entry, which falls.
fn simulated(seed: u64) -> Result<BackTestScores> {
    let simulated = Simulation::new().members(20_000)?.run(seed)?;
    let register = Register::settings_as_of(simulated.as_of).build(&simulated.columns)?;
    let licensees = Licensees::by_cohort(simulated.truth.cohorts.iter().map(|cohort| (cohort.cohort, cohort.licensees)))?;
    judged(&register, Some(&licensees), FiscalCalendar::japan(), (25, 10))
}

/// The members of a register at the end of each complete year, forecast by all methods.
fn judged(
    register: &Register,
    licensees: Option<&Licensees>,
    calendar: FiscalCalendar,
    (fewest, window): (usize, u32),
) -> Result<BackTestScores> {
    let by = GroupBy::nothing().licence_cohort().join_cohort();
    let table = CohortTable::settings(calendar).by(by).build(register)?;
    let movements = table.movements();
    let complete = movements.rows().iter().filter(|row| row.coverage.is_complete());
    let series: Vec<(FiscalYear, f64)> = complete.filter_map(|row| Some((row.year?, row.closing? as f64))).collect();
    let test = with_simple(BackTest::of(series)?.fewest_years(fewest));
    let test = test.method("projection", projected_register(&table, licensees, window, YearDependence::Independent));
    test.method("projection, wandering", projected_register(&table, licensees, window, YearDependence::RandomWalk)).run()
}

fn with_simple(test: BackTest<'_>) -> BackTest<'_> {
    test.method("as last year", naive).method("drift", drift).method("constant rate", constant_rate)
}

const HEAD: &str = "| method | years ahead | forecasts | bias | scaled error | ranked score | held 50 % | held 80 % | held 95 % |\n\
                    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

/// The scores of a series as a Markdown table.
fn print(title: &str, scores: &BackTestScores) {
    print_mean(title, std::slice::from_ref(scores));
}

/// The mean scores of several series.
fn print_mean(title: &str, all: &[BackTestScores]) {
    println!("\n## {title}\n\n{HEAD}");
    let Some(first) = all.first() else { return };
    for score in first.scores().iter().filter(|score| PRINTED.contains(&score.ahead)) {
        let same: Vec<_> = all.iter().filter_map(|scores| scores.score(&score.method, score.ahead)).collect();
        let forecasts: usize = same.iter().map(|score| score.forecasts).sum();
        let mean = |of: fn(&kaiin::projection::back_test::BackTestScore) -> f64| {
            same.iter().map(|score| of(score) * score.forecasts as f64).sum::<f64>() / forecasts as f64
        };
        println!(
            "| {} | {} | {forecasts} | {:.0} | {:.2} | {:.0} | {:.0} % | {:.0} % | {:.0} % |",
            score.method,
            score.ahead,
            mean(|score| score.bias),
            mean(|score| score.scaled_error.unwrap_or(f64::NAN)),
            mean(|score| score.ranked_score),
            100.0 * mean(|score| score.held_50),
            100.0 * mean(|score| score.held_80),
            100.0 * mean(|score| score.held_95),
        );
    }
}

/// The rows of a file of `examples/data`.
fn rows(file: &str) -> Result<Vec<Row>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(file);
    let malformed = |error: csv::Error| Error::Malformed { input: file.to_owned(), row: None, reason: error.to_string() };
    csv::Reader::from_path(path).map_err(malformed)?.deserialize().collect::<std::result::Result<_, _>>().map_err(malformed)
}
