//! The projection of a report: where the rates of the last years lead if they stay.

use super::builder::AnnualReportBuilder;
use super::wording;
use crate::cohort::{CohortTable, MovementTable};
use crate::error::Result;
use crate::language::Bilingual;
use crate::projection::{Assumed, Assumptions, InflowForecast, InflowMethod, Population, Projection, ProjectionSettings, YearVariation};
use crate::unit::FiscalYear;

/// Fiscal years from which assumptions are estimated.
const WINDOW_YEARS: i32 = 5;

/// What a projection starts from.
struct Basis {
    population: Population,
    assumptions: Assumptions,
    variation: YearVariation,
}

/// All that a projection needs.
pub(super) struct Prospect {
    basis: Basis,
    pub(super) inflow: Inflow,
}

/// The new licence holders, or joiners, of the years to come.
pub(super) enum Inflow {
    Given(Vec<u64>),
    /// The mean of a few years that say nothing of how far it may be off.
    Mean(Vec<u64>),
    Forecast(InflowForecast),
}

impl Inflow {
    /// Where it comes from.
    pub(super) fn words(&self) -> Bilingual {
        match self {
            Self::Given(_) => Bilingual::new("The inflow of each year is as given.", "各年度の新規流入は設定値による。"),
            Self::Mean(_) => Bilingual::new(
                "The inflow of each year is the mean of the last years known. How far it may be off is not in the intervals.",
                "各年度の新規流入は、判明している直近の年度の平均とした。そのずれは予測区間に含まない。",
            ),
            Self::Forecast(forecast) => {
                let years = forecast.history().len();
                Bilingual::new(
                    format!(
                        "The inflow of each year is that of the last one. How far it may be off follows from the changes of the last {years} years \
                         and is in the intervals. Where you know more of the years to come, give the inflow itself."
                    ),
                    format!(
                        "各年度の新規流入は直近年度と同数とした。そのずれは直近{years}年間の増減から見積もり、予測区間に含めている。\
                         今後の流入の見込みが分かる場合は、その値を設定する。"
                    ),
                )
            }
        }
    }
}

impl AnnualReportBuilder<'_> {
    /// What will happen if things stay as they were in the last years is projected from this; `None` where the data do not tell it.
    pub(super) fn prospect(&self, movements: &MovementTable, table: Option<&CohortTable>, year: FiscalYear) -> Result<Option<Prospect>> {
        if self.horizon == 0 {
            return Ok(None);
        }
        let Some(basis) = (match table.filter(|_| self.movements.is_none()) {
            Some(table) => self.basis_of_cohorts(movements, table, year)?,
            None => self.basis_of_totals(movements, year)?,
        }) else {
            return Ok(None);
        };
        let inflow = match &self.inflow {
            Some(given) => Some(Inflow::Given(given.clone())),
            None => self.usual_inflow(movements, year)?,
        };
        Ok(inflow.map(|inflow| Prospect { basis, inflow }))
    }

    /// The settings of the projection.
    pub(super) fn projected<'p>(&self, prospect: &'p Prospect) -> ProjectionSettings<'p> {
        let Basis { population, assumptions, variation } = &prospect.basis;
        let of = |inflow: &[u64]| Projection::of(population, assumptions, inflow.iter().copied());
        let settings = match &prospect.inflow {
            Inflow::Given(inflow) | Inflow::Mean(inflow) => of(inflow),
            Inflow::Forecast(forecast) => of(&[]).inflow_forecast(forecast),
        };
        let settings = settings.year_variation(*variation);
        match self.licensees {
            Some(licensees) => settings.licensees(licensees, self.organization_kind()),
            None => settings,
        }
    }

    /// Population and assumptions from the cohorts of a register.
    fn basis_of_cohorts(&self, movements: &MovementTable, table: &CohortTable, year: FiscalYear) -> Result<Option<Basis>> {
        let covered = |year: FiscalYear| movements.row(year).is_some_and(|row| row.coverage.is_complete());
        let years = (0..WINDOW_YEARS).take_while(|&back| covered(year.plus(-back))).count() as i32;
        if years == 0 {
            return Ok(None);
        }
        let window = year.plus(1 - years)..=year;
        let mut assumptions = Assumptions::estimate(table, self.licensees, window.clone())?;
        let variation = if years > 1 { YearVariation::estimate(table, self.licensees, window)? } else { YearVariation::default() };
        if self.licensees.is_none() {
            assumptions.entry = vec![Assumed::typed_in(1.0, wording::JOINERS_GIVEN.0)?, Assumed::typed_in(0.0, wording::NOBODY_LATER.0)?];
        }
        Ok(Some(Basis { population: Population::from_table(table, self.licensees, year)?, assumptions, variation }))
    }

    /// Population and assumptions from the totals of the reference year.
    fn basis_of_totals(&self, movements: &MovementTable, year: FiscalYear) -> Result<Option<Basis>> {
        let Some(row) = movements.row(year) else { return Ok(None) };
        let (Some(closing), Some(left)) = (row.closing, row.left) else { return Ok(None) };
        // Without an opening stock the closing one stands in for it: the difference is the year's growth.
        let exposed = row.opening.unwrap_or(closing);
        if exposed == 0 {
            return Ok(None);
        }
        let lapse = Assumed::estimated(year, year, left.min(exposed), exposed)?;
        let entry = match (self.licensees, row.joined) {
            (None, _) => Assumed::typed_in(1.0, wording::JOINERS_GIVEN.0)?,
            (Some(licensees), Some(joined)) => {
                let Some(new) = licensees.new_licensees(year).and_then(|new| new.value.count()).filter(|new| *new > 0) else {
                    return Ok(None);
                };
                Assumed::estimated(year, year, joined.min(new), new)?
            }
            (Some(_), None) => return Ok(None),
        };
        let assumptions = Assumptions {
            entry: vec![entry, Assumed::typed_in(0.0, wording::LATE_INSIDE.0)?],
            lapse: vec![Assumed::typed_in(0.0, wording::FIRST_YEAR_UNKNOWN.0)?, lapse],
            ..Assumptions::nothing_happens()
        };
        let population = Population::from_totals(year, closing, 0, 0, 0);
        Ok(Some(Basis { population, assumptions, variation: YearVariation::default() }))
    }

    /// The number of new licence holders, or of joiners, as the years until the reference year let one expect it.
    fn usual_inflow(&self, movements: &MovementTable, year: FiscalYear) -> Result<Option<Inflow>> {
        let of_year = |year: FiscalYear| match self.licensees {
            Some(licensees) => licensees.new_licensees(year).and_then(|new| new.value.count()),
            None => movements.row(year).and_then(|row| row.joined),
        };
        let mut in_a_row: Vec<u64> = (0..InflowForecast::MOST_YEARS as i32).map_while(|back| of_year(year.plus(-back))).collect();
        in_a_row.reverse();
        if in_a_row.len() >= InflowForecast::FEWEST_YEARS {
            return InflowForecast::of(&in_a_row, InflowMethod::default(), self.horizon as usize).map(|of| Some(Inflow::Forecast(of)));
        }
        let known: Vec<u64> = (0..WINDOW_YEARS).filter_map(|back| of_year(year.plus(-back))).collect();
        let mean = known.iter().sum::<u64>() as f64 / known.len().max(1) as f64;
        Ok((!known.is_empty()).then(|| Inflow::Mean(vec![mean.round() as u64; self.horizon as usize])))
    }
}
