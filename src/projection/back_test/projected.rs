//! The projection as a method of forecasting: from a register, or from yearly totals.

use super::forecast::{Forecast, Forecasts};
use crate::cohort::{CohortTable, MovementTable};
use crate::error::Result;
use crate::licensees::Licensees;
use crate::projection::{Assumed, Assumptions, InflowForecast, InflowMethod, Population, Projection, YearDependence, YearVariation};
use crate::unit::FiscalYear;

/// Members projected from a cohort table, each time with the assumptions of the `window` years before the origin.
///
/// The inflow goes on by `inflow` from all years up to the origin: of new licence holders where `licensees` are given, else of joiners.
/// Variation between years is estimated from the window and wanders as told.
///
/// The table must be grouped by licence cohort and join cohort. Origins before the window fits into the table, or with fewer than three
/// years of inflow, give no forecast.
pub fn projected_register<'a>(
    table: &'a CohortTable,
    licensees: Option<&'a Licensees>,
    window: u32,
    dependence: YearDependence,
    inflow: InflowMethod,
) -> impl Fn(&[(FiscalYear, f64)], usize) -> Forecasts + 'a {
    let movements = table.movements();
    let new = move |year: FiscalYear| match licensees {
        Some(licensees) => licensees.new_licensees(year).and_then(|new| new.value.count()),
        None => movements.row(year).filter(|row| row.coverage.is_complete()).and_then(|row| row.joined),
    };
    move |history, horizon| {
        let Some((origin, _)) = history.last().copied() else { return Ok(None) };
        let years: Vec<FiscalYear> = (0..window.max(1) as i32).rev().map(|back| origin.plus(-back)).collect();
        let covered = |year: &FiscalYear| table.years().any(|known| known == *year) && table.coverage(*year).is_complete();
        if !years.iter().all(covered) {
            return Ok(None);
        }
        let Some(inflow) = inflow_until(origin, &new, inflow, horizon)? else { return Ok(None) };
        let whole = years[0]..=origin;
        let mut assumptions = Assumptions::estimate(table, licensees, whole.clone())?;
        if licensees.is_none() {
            assumptions.entry = vec![Assumed::typed_in(1.0, "the inflow is of joiners")?, Assumed::typed_in(0.0, "no later entry")?];
        }
        let variation = if years.len() > 1 { YearVariation::estimate(table, licensees, whole)? } else { YearVariation::default() };
        let population = Population::from_table(table, licensees, origin)?;
        forecast(&population, &assumptions, &inflow, variation.with_dependence(dependence))
    }
}

/// Members projected from yearly totals: all members leave alike, with the lapse rate of the `window` years before the origin; joiners are
/// go on by `inflow` from all years up to the origin.
///
/// Origins at which members at the start of a year, joiners or leavers are not known for the whole window, or joiners of fewer than three
/// years, give no forecast.
pub fn projected_totals(
    movements: &MovementTable,
    window: u32,
    dependence: YearDependence,
    inflow: InflowMethod,
) -> impl Fn(&[(FiscalYear, f64)], usize) -> Forecasts {
    move |history, horizon| {
        let Some((origin, members)) = history.last().copied() else { return Ok(None) };
        let of_year = |back: i32| {
            let row = movements.row(origin.plus(-back))?;
            Some((row.joined.and(row.left)?, row.opening.filter(|opening| *opening > 0)?))
        };
        let Some(years) = (0..window.max(1) as i32).map(of_year).collect::<Option<Vec<_>>>() else { return Ok(None) };
        let (left, opening) = years.iter().fold((0, 0), |(left, opening), year| (left + year.0.min(year.1), opening + year.1));
        let assumptions = Assumptions {
            entry: vec![Assumed::typed_in(1.0, "the inflow is of joiners")?, Assumed::typed_in(0.0, "no later entry")?],
            lapse: vec![
                Assumed::typed_in(0.0, "inside the lapse of later years")?,
                Assumed::estimated(origin.plus(1 - years.len() as i32), origin, left, opening)?,
            ],
            ..Assumptions::nothing_happens()
        };
        let lapses: Vec<(u64, u64)> = years.iter().map(|year| (year.0.min(year.1), year.1)).collect();
        let variation =
            YearVariation::new(0.0, YearVariation::of_counts(&lapses), 0.0)?.with_dependence(dependence).with_years(years.len() as u32);
        let population = Population::from_totals(origin, members.max(0.0) as u64, 0, 0, 0);
        let joined = |year: FiscalYear| movements.row(year).and_then(|row| row.joined);
        let Some(inflow) = inflow_until(origin, &joined, inflow, horizon)? else { return Ok(None) };
        forecast(&population, &assumptions, &inflow, variation)
    }
}

/// The inflow after a year, from all years up to it without a gap; `None` with fewer than three.
fn inflow_until(
    origin: FiscalYear,
    of_year: &impl Fn(FiscalYear) -> Option<u64>,
    method: InflowMethod,
    horizon: usize,
) -> Result<Option<InflowForecast>> {
    let mut history: Vec<u64> = (0..).map_while(|back| of_year(origin.plus(-back))).collect();
    history.reverse();
    if history.len() < 3 { Ok(None) } else { InflowForecast::of(&history, method, horizon).map(Some) }
}

/// The projected members as forecasts.
fn forecast(population: &Population, assumptions: &Assumptions, inflow: &InflowForecast, variation: YearVariation) -> Forecasts {
    let settings = Projection::of(population, assumptions, [0; 0]).inflow_forecast(inflow);
    let projection = settings.year_variation(variation).run()?;
    Ok(Some(projection.years().iter().map(|year| Forecast { mean: year.members.mean, deviation: year.members.deviation() }).collect()))
}
