//! The projection of a report: where the rates of the last years lead if they stay.

use super::builder::AnnualReportBuilder;
use super::wording;
use crate::cohort::{CohortTable, MovementTable};
use crate::error::Result;
use crate::projection::{Assumed, Assumptions, Population, Projection, ProjectionSettings, YearVariation};
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
    inflow: Vec<u64>,
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
        let usual = || self.usual_inflow(movements, year).map(|usual| vec![usual; self.horizon as usize]);
        Ok(self.inflow.clone().or_else(usual).map(|inflow| Prospect { basis, inflow }))
    }

    /// The settings of the projection.
    pub(super) fn projected<'p>(&self, prospect: &'p Prospect) -> ProjectionSettings<'p> {
        let Basis { population, assumptions, variation } = &prospect.basis;
        let settings = Projection::of(population, assumptions, prospect.inflow.iter().copied()).year_variation(*variation);
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

    /// The mean number of new licence holders, or of joiners, in the last five years known.
    fn usual_inflow(&self, movements: &MovementTable, year: FiscalYear) -> Option<u64> {
        let of_year = |year: FiscalYear| match self.licensees {
            Some(licensees) => licensees.new_licensees(year).and_then(|new| new.value.count()),
            None => movements.row(year).and_then(|row| row.joined),
        };
        let known: Vec<u64> = (0..WINDOW_YEARS).filter_map(|back| of_year(year.plus(-back))).collect();
        let sum: u64 = known.iter().sum();
        (!known.is_empty()).then(|| (sum as f64 / known.len() as f64).round() as u64)
    }
}
