//! What a scenario makes of the assumptions: a set of them for every projected year, and the inflow.

use super::Scenario;
use super::change::LeverChange;
use crate::decision::Lever;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::projection::{Arrival, Assumed, Assumptions, ProjectionSettings, Provenance};
use crate::unit::{FiscalYear, Probability};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The assumptions and new licence holders of every projected year under a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The assumptions of the first, second, … projected year.
    pub assumptions: Vec<Assumptions>,
    /// The new licence holders of the first, second, … projected year.
    pub inflow: Vec<Arrival>,
}

impl Plan {
    /// The plan of a scenario. What changes keeps its standard error, as far as the change lets it, and says in its provenance what was
    /// changed.
    ///
    /// # Formula
    ///
    /// ```text
    /// p' = p + strength × reach × (changed(p) - p)
    /// ```
    ///
    /// A change of lapse for one reason changes the probability of leaving for that reason; those of the other reasons stay. Members on
    /// leave are changed with the others unless the change is of some years only; they leave for the reasons of their tenure.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a probability leaves [0, 1], probabilities of all reasons together exceed 1, an inflow becomes negative or
    /// a share of an inflow of unknown distribution is asked for, or a reason is one that the assumptions do not tell apart.
    pub fn of(scenario: &Scenario, settings: &ProjectionSettings<'_>) -> Result<Self> {
        let (mut assumptions, mut inflow) = (Vec::new(), Vec::new());
        for (at, arrival) in settings.inflow_by_year().iter().enumerate() {
            let year = settings.base_year().plus(at as i32 + 1);
            let (mut of_year, mut arrival) = (settings.assumptions_of(at).clone(), *arrival);
            for change in &scenario.changes {
                let strength = change.schedule.strength(year) * change.reach.get();
                match change.lever {
                    _ if strength == 0.0 => {}
                    Lever::LicenceInflow => arrival = changed_inflow(change, strength, arrival, year)?,
                    _ => change.apply(strength, &mut of_year, year)?,
                }
            }
            assumptions.push(of_year);
            inflow.push(arrival);
        }
        Ok(Self { assumptions, inflow })
    }
}

/// A changed number of new licence holders; one that is uncertain keeps its coefficient of variation.
fn changed_inflow(change: &LeverChange, strength: f64, arrival: Arrival, year: FiscalYear) -> Result<Arrival> {
    let mean = arrival.mean();
    let changed = mean + strength * (change.amount.of(mean) - mean);
    if changed < 0.0 {
        return Err(Error::setting("licence_inflow", changed, format!("of fiscal {year} is negative; make the change smaller")));
    }
    match arrival {
        Arrival::Fixed(_) => Arrival::fixed(changed),
        Arrival::Poisson(_) => Arrival::poisson(changed),
        _ if mean > 0.0 => Arrival::uncertain(changed, arrival.variance().sqrt() * changed / mean),
        _ => Arrival::fixed(changed),
    }
}

impl LeverChange {
    /// Changes the assumptions of one year.
    fn apply(&self, strength: f64, of: &mut Assumptions, year: FiscalYear) -> Result<()> {
        match (self.lever, self.reason) {
            (Lever::Entry, _) => {
                // Later years go on as they were.
                lengthen(&mut of.entry, 1);
                self.each(strength, &mut of.entry, 0..=0, year)
            }
            (Lever::LateEntry, _) => self.by_year(strength, &mut of.entry, (1, 0), year),
            (Lever::Reinstatement, _) => self.by_year(strength, &mut of.reinstatement, (1, 1), year),
            (Lever::Lapse, None) => {
                self.by_year(strength, &mut of.lapse, (0, 0), year)?;
                if self.years.is_none() { self.one(strength, &mut of.lapse_on_leave, year) } else { Ok(()) }
            }
            (Lever::Lapse, Some(reason)) => self.lapse_for(reason, strength, of, year),
            (Lever::LeaveTaken, _) => self.one(strength, &mut of.leave, year),
            (Lever::LeaveEnd, _) => self.one(strength, &mut of.leave_end, year),
            (Lever::LicenceInflow, _) => Ok(()),
        }
    }

    /// Changes the entries of a list that the change names. Of a list, `first` is the earliest year that belongs to the lever, and entry 0
    /// stands for year `offset`.
    fn by_year(&self, strength: f64, list: &mut Vec<Assumed>, (first, offset): (u32, u32), year: FiscalYear) -> Result<()> {
        let (from, to) = self.years.unwrap_or((first, u32::MAX));
        if to < first {
            let reason = format!("lie before year {first}, with which {} begins", self.lever);
            return Err(Error::setting("years", format!("{from} to {to}"), reason));
        }
        let place = |year: u32| year.saturating_sub(offset) as usize;
        let from = place(from.max(first));
        if self.years.is_some() {
            lengthen(list, place(to) + 1);
        } else {
            lengthen(list, from);
        }
        let last = place(to).min(list.len() - 1);
        self.each(strength, list, from..=last, year)
    }

    fn each(&self, strength: f64, list: &mut [Assumed], places: RangeInclusive<usize>, year: FiscalYear) -> Result<()> {
        list.get_mut(places).into_iter().flatten().try_for_each(|assumed| self.one(strength, assumed, year))
    }

    /// Changes one assumption.
    fn one(&self, strength: f64, assumed: &mut Assumed, year: FiscalYear) -> Result<()> {
        let p = assumed.probability.get();
        let changed = self.checked(p + strength * (self.amount.of(p) - p), p, year)?;
        let slope = 1.0 + strength * (self.amount.slope(p) - 1.0);
        *assumed = self.of_changed(assumed, changed, slope);
        Ok(())
    }

    /// The changed assumption, which names what it was.
    fn of_changed(&self, before: &Assumed, changed: Probability, slope: f64) -> Assumed {
        let sentence = self.sentence().english;
        Assumed {
            probability: changed,
            standard_error: before.standard_error.map(|error| error * slope.abs()),
            provenance: match &before.provenance {
                // What errs with another year still does.
                carried @ Provenance::CarriedOver { .. } => carried.clone(),
                before => Provenance::Changed(format!("{sentence} Before: {}", before.words().english)),
            },
        }
    }

    /// Changes the probability of leaving for one reason, active or on leave, and with it the whole and the shares of all reasons.
    fn lapse_for(&self, reason: EndReason, strength: f64, of: &mut Assumptions, year: FiscalYear) -> Result<()> {
        if reason != EndReason::Unstated && !of.reasons.contains_key(&reason) {
            let known = of.reasons.keys().map(|reason| reason.name()).collect::<Vec<_>>().join(", ");
            return Err(Error::setting("reason", reason, format!("is not among the reasons of the assumptions: [{known}]")));
        }
        if self.years.is_none() {
            // Shares of reasons are those of everyone who leaves; on leave the share of the last tenure stands for all.
            let (lapse, share) = (of.lapse_on_leave.probability.get(), of.share_of(reason, u32::MAX));
            let (whole, factor) = self.whole(lapse, share, strength, year)?;
            of.lapse_on_leave = self.of_changed(&of.lapse_on_leave, whole, 1.0 + share * (factor - 1.0));
        }
        let (from, to) = self.years.unwrap_or((0, u32::MAX));
        let wanted = if self.years.is_some() { to as usize + 2 } else { 0 };
        let longest = of.reasons.values().map(Vec::len).chain([of.lapse.len(), wanted]).max().unwrap_or(1);
        lengthen(&mut of.lapse, longest - 1);
        of.reasons.values_mut().for_each(|list| lengthen(list, longest - 1));
        for tenure in (from as usize)..=(to as usize).min(longest - 1) {
            let (lapse, share) = (of.lapse[tenure].probability.get(), of.share_of(reason, tenure as u32));
            let (whole, factor) = self.whole(lapse, share, strength, year)?;
            of.lapse[tenure] = self.of_changed(&of.lapse[tenure], whole, 1.0 + share * (factor - 1.0));
            for (other, list) in &mut of.reasons {
                let before = list[tenure].probability.get();
                let now = if *other == reason { before * factor } else { before };
                let scale = 1.0 + share * (factor - 1.0);
                let share = if scale > 0.0 { Probability::new((now / scale).clamp(0.0, 1.0))? } else { list[tenure].probability };
                list[tenure] = Assumed { probability: share, ..list[tenure].clone() };
            }
        }
        Ok(())
    }

    /// The probability of leaving for any reason after the one for this reason has changed, and the factor of the latter.
    fn whole(&self, lapse: f64, share: f64, strength: f64, year: FiscalYear) -> Result<(Probability, f64)> {
        let p = lapse * share;
        let changed = self.checked(p + strength * (self.amount.of(p) - p), p, year)?.get();
        let whole = self.checked(lapse - p + changed, lapse, year)?;
        Ok((whole, if p > 0.0 { changed / p } else { 1.0 }))
    }

    /// A probability that is one.
    fn checked(&self, changed: f64, before: f64, year: FiscalYear) -> Result<Probability> {
        // A hair outside is rounding.
        let rounded = if (-1e-12..=1.0 + 1e-12).contains(&changed) { changed.clamp(0.0, 1.0) } else { changed };
        Probability::new(rounded).map_err(|_| {
            let reason = format!(
                "is what \"{}\" makes of {before} in fiscal {year}, and no probability; make it smaller, or change the odds, which cannot leave [0, 1]",
                self.sentence().english.trim_end_matches('.')
            );
            Error::setting("probability", changed, reason)
        })
    }
}

/// Repeats the last entry of a list, so that there is one at `place`. The copies err with the entry that they were taken from.
fn lengthen(list: &mut Vec<Assumed>, place: usize) {
    let from_year = list.len().saturating_sub(1) as u32;
    while let Some(last) = list.last().filter(|_| list.len() <= place).cloned() {
        let provenance = match last.provenance {
            carried @ Provenance::CarriedOver { .. } => carried,
            _ => Provenance::CarriedOver { from_year },
        };
        list.push(Assumed { provenance, ..last });
    }
}
