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
use kaiin::projection::back_test::{
    BackTest, BackTestScore, BackTestScores, Forecast, constant_rate, drift, naive, projected_register, projected_totals,
};
use kaiin::projection::{InflowForecast, InflowMethod, YearDependence};
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
    let mut pooled = Vec::new();
    let mut show = |title: &str, scores: &[BackTestScores], pool: bool| {
        print_mean(title, scores);
        pooled.extend(scores.iter().filter(|_| pool).take(1).map(|_| scores.to_vec()));
    };
    show("Judicial scriveners: members, origins 1996 to 2008", &[scriveners(MEMBERS)?], true);
    show("Judicial scriveners: cancellations by death", &[scriveners("cancel_death")?], false);
    show("Judicial scriveners: cancellations by closure", &[scriveners("cancel_closure")?], false);
    show(
        "Judicial scriveners: registrations, an inflow",
        &[inflow(counts("jp_shihoshoshi_flows.csv", "fiscal_year", "new_registrations_derived", "")?)?],
        true,
    );
    show(
        "Physiotherapists: passers of the examination, an inflow",
        &[inflow(counts("jp_pt_cumulative_derived.csv", "exam_year", "passers", "")?)?],
        true,
    );
    show("Kubernetes: a register, calendar years", &[kubernetes()?], true);
    show("CPython core team: a register, calendar years", &[core_team()?], true);
    show("IEEE: retention in percent", &[ieee()?], false);
    let simulated = (1..=REGISTERS).map(simulated).collect::<Result<Vec<_>>>()?;
    show(&format!("{REGISTERS} simulated registers of 20,000 members"), &simulated, true);
    print_pooled(&pooled);
    Ok(())
}

/// The series that is projected from the totals of the scriveners.
const MEMBERS: &str = "members_apr1";

/// Members of the judicial scriveners, or their cancellations for one reason. Flows are known until 2008, members ten years further.
fn scriveners(column: &str) -> Result<BackTestScores> {
    let rows = rows("jp_shihoshoshi_flows.csv")?;
    let number = |row: &Row, column: &str| row.get(column).and_then(|text| text.parse::<u64>().ok());
    let totals: Vec<YearTotals> = (rows.windows(2))
        .filter_map(|pair| {
            let year = FiscalYear(pair[0].get("fiscal_year")?.parse().ok()?);
            Some(YearTotals {
                year,
                opening: number(&pair[0], MEMBERS),
                closing: number(&pair[1], MEMBERS),
                joined: number(&pair[0], "new_registrations_derived"),
                left: number(&pair[0], "cancel_total"),
                ..YearTotals::default()
            })
        })
        .collect();
    if column != MEMBERS {
        return inflow(counts("jp_shihoshoshi_flows.csv", "fiscal_year", column, "")?);
    }
    let series: Vec<(FiscalYear, f64)> = totals.iter().filter_map(|of| Some((of.year, of.closing? as f64))).collect();
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept)?;
    let mut test = with_simple(BackTest::of(series)?.fewest_years(8));
    for (method, dependence) in projections() {
        test = test.method(name(method, dependence), projected_totals(&movements, 5, dependence, method));
    }
    test.run()
}

/// The projections that are compared: by every inflow, and by the default with years that wander.
fn projections() -> impl Iterator<Item = (InflowMethod, YearDependence)> {
    let wander = (InflowMethod::default(), YearDependence::RandomWalk);
    InflowMethod::ALL.into_iter().map(|method| (method, YearDependence::Independent)).chain([wander])
}

/// The name of a projection.
fn name(method: InflowMethod, dependence: YearDependence) -> String {
    let wanders = if dependence == YearDependence::RandomWalk { ", years wander" } else { "" };
    format!("inflow {}{wanders}", method.name().replace('_', " "))
}

/// A series of counts by year, the first stretch without a gap; rows whose profession is another are left out.
fn counts(file: &str, year: &str, column: &str, profession: &str) -> Result<Vec<(FiscalYear, f64)>> {
    let of = |row: Row| {
        let wanted = row.get("profession").is_none_or(|found| found == profession);
        Some((FiscalYear(row.get(year)?.parse().ok()?), row.get(column)?.parse().ok().filter(|_| wanted)?))
    };
    let all: Vec<(FiscalYear, f64)> = rows(file)?.into_iter().filter_map(of).collect();
    let end = all.windows(2).position(|pair| pair[1].0 != pair[0].0.plus(1)).map_or(all.len(), |at| at + 1);
    Ok(all[..end].to_vec())
}

/// A series of counts, forecast by itself.
fn inflow(series: Vec<(FiscalYear, f64)>) -> Result<BackTestScores> {
    let mut test = with_simple(BackTest::of(series)?.fewest_years(8));
    for method in InflowMethod::ALL {
        test = test.method(name(method, YearDependence::Independent), move |history: &[(FiscalYear, f64)], horizon: usize| {
            let counts: Vec<u64> = history.iter().map(|(_, count)| *count as u64).collect();
            let forecast = InflowForecast::of(&counts, method, horizon)?;
            Ok(Some(forecast.mean().iter().zip(forecast.deviation()).map(|(&mean, deviation)| Forecast { mean, deviation }).collect()))
        });
    }
    test.run()
}

/// Retention of the members of IEEE, in percent, of which no counts are known.
fn ieee() -> Result<BackTestScores> {
    let series = counts("ieee_retention.csv", "membership_year", "retention_overall_pct", "")?;
    with_simple(BackTest::of(series)?.fewest_years(6)).run()
}

/// The core team of CPython, by calendar year.
fn core_team() -> Result<BackTestScores> {
    let day = |row: &Row, column: &str| row.get(column).filter(|text| !text.is_empty()).map(|text| text.parse::<Day>()).transpose();
    let episode = |row: Row| {
        let start = day(&row, "join_date")?;
        Ok(Episode { start, end: day(&row, "leave_date")?, ..Episode::new(row.get("member_id").map_or("", String::as_str), Day::MIN) })
    };
    let episodes = rows("python_core_team_spells.csv")?.into_iter().map(episode).collect::<Result<EpisodeColumns>>()?;
    let last = rows("python_core_team_spells.csv")?.iter().filter_map(|row| day(row, "join_date").ok()?).max();
    let register = Register::settings_as_of(last.unwrap_or(Day::MIN)).build(&episodes)?;
    judged(&register, None, FiscalCalendar::calendar_year(), (12, 10))
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
    let mut test = test;
    for (method, dependence) in projections() {
        test = test.method(name(method, dependence), projected_register(&table, licensees, window, dependence, method));
    }
    test.run()
}

fn with_simple(test: BackTest<'_>) -> BackTest<'_> {
    test.method("as last year", naive).method("drift", drift).method("constant rate", constant_rate)
}

const HEAD: &str = "| method | years ahead | forecasts | bias | scaled error | ranked score | held 50 % | held 80 % | held 95 % |\n\
                    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

/// Over all series and the years ahead printed: the ranked score against that of the last value, as a geometric mean, and the intervals.
fn print_pooled(all: &[Vec<BackTestScores>]) {
    println!(
        "\n### All series together\n\n| method | series and years ahead | ranked score, last value = 1 | held 50 % | held 80 % | held 95 % |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let names: Vec<String> = projections().map(|(method, dependence)| name(method, dependence)).collect();
    for method in ["as last year", "drift", "constant rate"].into_iter().map(str::to_owned).chain(names) {
        let mut found: Vec<[f64; 4]> = Vec::new();
        for of_series in all {
            for ahead in PRINTED {
                let mean = |of: &dyn Fn(&BackTestScores) -> Option<f64>| {
                    let values: Vec<f64> = of_series.iter().filter_map(of).collect();
                    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
                };
                let known = |scores: &BackTestScores| {
                    scores.score(&method, ahead).or(scores.score(method.trim_end_matches(", years wander"), ahead)).cloned()
                };
                let (Some(score), Some(last)) = (
                    mean(&|scores| Some(known(scores)?.ranked_score)),
                    mean(&|scores| Some(scores.score("as last year", ahead)?.ranked_score)),
                ) else {
                    continue;
                };
                let held = [|s: &BackTestScore| s.held_50, |s: &BackTestScore| s.held_80, |s: &BackTestScore| s.held_95]
                    .map(|of| mean(&|scores| known(scores).as_ref().map(of)).unwrap_or(0.0));
                found.push([(score / last).ln(), held[0], held[1], held[2]]);
            }
        }
        let mean = |at: usize| found.iter().map(|of| of[at]).sum::<f64>() / found.len() as f64;
        println!(
            "| {method} | {} | {:.2} | {:.0} % | {:.0} % | {:.0} % |",
            found.len(),
            mean(0).exp(),
            100.0 * mean(1),
            100.0 * mean(2),
            100.0 * mean(3)
        );
    }
}

/// The mean scores of several series.
fn print_mean(title: &str, all: &[BackTestScores]) {
    println!("\n### {title}\n\n{HEAD}");
    let Some(first) = all.first() else { return };
    for score in first.scores().iter().filter(|score| PRINTED.contains(&score.ahead)) {
        let same: Vec<_> = all.iter().filter_map(|scores| scores.score(&score.method, score.ahead)).collect();
        let forecasts: usize = same.iter().map(|score| score.forecasts).sum();
        let mean =
            |of: fn(&BackTestScore) -> f64| same.iter().map(|score| of(score) * score.forecasts as f64).sum::<f64>() / forecasts as f64;
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
