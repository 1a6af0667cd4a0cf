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
    /// The assumptions of the first, second, … projected year; the last ones hold for all later years.
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
    /// a share of an inflow of unknown distribution is asked for, a reason is one that the assumptions do not tell apart, or a change
    /// names segments.
    pub fn of(scenario: &Scenario, settings: &ProjectionSettings<'_>) -> Result<Self> {
        if let Some(segment) = scenario.changes.iter().find_map(|change| change.segments.first()) {
            let reason = "is the target of a change, but the projection is of one population; use Projection::of_segments";
            return Err(Error::setting("segment", format!("\"{segment}\""), reason));
        }
        Self::of_part(scenario, None, settings)
    }

    /// The plan for one segment, or for a population without: of changes to the others nothing is done.
    pub(super) fn of_part(scenario: &Scenario, segment: Option<&str>, settings: &ProjectionSettings<'_>) -> Result<Self> {
        let changes: Vec<&LeverChange> = scenario.changes.iter().filter(|change| change.concerns(segment)).collect();
        let strengths = |at: usize| -> Vec<f64> {
            let year = settings.base_year().plus(at as i32 + 1);
            changes.iter().map(|change| change.schedule.strength(year) * change.reach.get()).collect()
        };
        let sentences: Vec<String> = changes.iter().map(|change| change.sentence().english).collect();
        let mut plan = Self { assumptions: Vec::new(), inflow: Vec::new() };
        let mut before: Option<(Vec<f64>, &Assumptions)> = None;
        for (at, arrival) in settings.inflow_by_year().iter().enumerate() {
            let (year, strengths, base) = (settings.base_year().plus(at as i32 + 1), strengths(at), settings.assumptions_of(at));
            let as_before = before.as_ref().is_some_and(|(same, of)| *same == strengths && std::ptr::eq(*of, base));
            let mut of_year = if as_before { None } else { Some(base.clone()) };
            let mut arrival = *arrival;
            for ((change, &strength), sentence) in changes.iter().zip(&strengths).zip(&sentences).filter(|((_, s), _)| **s != 0.0) {
                let turn = Turn { change, strength, year, sentence };
                match (change.lever, &mut of_year) {
                    (Lever::LicenceInflow, _) => arrival = turn.inflow(arrival)?,
                    (_, Some(of_year)) => turn.apply(of_year)?,
                    (_, None) => {}
                }
            }
            if let Some(of_year) = of_year {
                // Years that were like the one before them must be there once a later one is not.
                while let Some(last) = plan.assumptions.last().filter(|_| plan.assumptions.len() < at).cloned() {
                    plan.assumptions.push(last);
                }
                plan.assumptions.push(of_year);
            }
            before = Some((strengths, base));
            plan.inflow.push(arrival);
        }
        Ok(plan)
    }
}

/// A change as it is in one year.
struct Turn<'a> {
    change: &'a LeverChange,
    /// Its strength in that year, times its reach.
    strength: f64,
    year: FiscalYear,
    sentence: &'a str,
}

impl Turn<'_> {
    /// A changed number of new licence holders; one that is uncertain keeps its coefficient of variation.
    fn inflow(&self, arrival: Arrival) -> Result<Arrival> {
        let mean = arrival.mean();
        let changed = mean + self.strength * (self.change.amount.of(mean) - mean);
        if changed < 0.0 {
            let reason = format!("of fiscal {} is negative; make the change smaller", self.year);
            return Err(Error::setting("licence_inflow", changed, reason));
        }
        match arrival {
            Arrival::Fixed(_) => Arrival::fixed(changed),
            Arrival::Poisson(_) => Arrival::poisson(changed),
            _ if mean > 0.0 => Arrival::uncertain(changed, arrival.variance().sqrt() * changed / mean),
            _ => Arrival::fixed(changed),
        }
    }

    /// Changes the assumptions of the year.
    fn apply(&self, of: &mut Assumptions) -> Result<()> {
        match (self.change.lever, self.change.reason) {
            (Lever::Entry, _) => {
                // Later years go on as they were.
                lengthen(&mut of.entry, 1);
                self.each("entry", &mut of.entry, 0..=0)
            }
            (Lever::LateEntry, _) => self.by_year("entry", &mut of.entry, (1, 0)),
            (Lever::Reinstatement, _) => self.by_year("reinstatement", &mut of.reinstatement, (1, 1)),
            (Lever::Lapse, None) => {
                self.by_year("lapse", &mut of.lapse, (0, 0))?;
                if self.change.years.is_none() { self.one("lapse_on_leave", &mut of.lapse_on_leave) } else { Ok(()) }
            }
            (Lever::Lapse, Some(reason)) => self.lapse_for(reason, of),
            (Lever::LeaveTaken, _) => self.one("leave", &mut of.leave),
            (Lever::LeaveEnd, _) => self.one("leave_end", &mut of.leave_end),
            (Lever::LicenceInflow, _) => Ok(()),
        }
    }

    /// Changes the entries of a list that the change names. Of a list, `first` is the earliest year that belongs to the lever, and entry 0
    /// stands for year `offset`.
    fn by_year(&self, name: &str, list: &mut Vec<Assumed>, (first, offset): (u32, u32)) -> Result<()> {
        let (from, to) = self.change.years.unwrap_or((first, u32::MAX));
        if to < first {
            let reason = format!("lie before year {first}, with which {} begins", self.change.lever);
            return Err(Error::setting("years", format!("{from} to {to}"), reason));
        }
        let place = |year: u32| year.saturating_sub(offset) as usize;
        let from = place(from.max(first));
        // Years after the last one that is changed go on as they were.
        lengthen(list, if to < u32::MAX { place(to) + 1 } else { from });
        let last = place(to).min(list.len() - 1);
        self.each(name, list, from..=last)
    }

    fn each(&self, name: &str, list: &mut [Assumed], places: RangeInclusive<usize>) -> Result<()> {
        list.get_mut(places).into_iter().flatten().try_for_each(|assumed| self.one(name, assumed))
    }

    /// What becomes of a probability.
    fn turned(&self, name: &str, p: f64) -> Result<Probability> {
        // At full strength exactly the changed one.
        self.checked(name, (1.0 - self.strength) * p + self.strength * self.change.amount.of(p), p)
    }

    /// Changes one assumption.
    fn one(&self, name: &str, assumed: &mut Assumed) -> Result<()> {
        let p = assumed.probability.get();
        let slope = 1.0 + self.strength * (self.change.amount.slope(p) - 1.0);
        *assumed = self.of_changed(assumed, self.turned(name, p)?, slope);
        Ok(())
    }

    /// The changed assumption, which names what it was.
    fn of_changed(&self, before: &Assumed, changed: Probability, slope: f64) -> Assumed {
        Assumed {
            probability: changed,
            standard_error: before.standard_error.map(|error| error * slope.abs()),
            provenance: match &before.provenance {
                // What errs with another year still does.
                carried @ Provenance::CarriedOver { .. } => carried.clone(),
                before => Provenance::Changed(format!("{} Before: {}", self.sentence, before.words().english)),
            },
        }
    }

    /// Changes the probability of leaving for one reason, active or on leave, and with it the whole and the shares of all reasons.
    fn lapse_for(&self, reason: EndReason, of: &mut Assumptions) -> Result<()> {
        if reason != EndReason::Unstated && !of.reasons.contains_key(&reason) {
            let known = of.reasons.keys().map(|reason| reason.name()).collect::<Vec<_>>().join(", ");
            return Err(Error::setting("reason", reason, format!("is not among the reasons of the assumptions: [{known}]")));
        }
        let years = self.change.years;
        if years.is_none() {
            // Shares of reasons are those of everyone who leaves; on leave the share of the last tenure stands for all.
            let (lapse, share) = (of.lapse_on_leave.probability.get(), of.share_of(reason, u32::MAX));
            let (whole, factor) = self.whole("lapse_on_leave", lapse, share)?;
            of.lapse_on_leave = self.of_changed(&of.lapse_on_leave, whole, 1.0 + share * (factor - 1.0));
        }
        let (from, to) = years.unwrap_or((0, u32::MAX));
        let wanted = if to < u32::MAX { to as usize + 2 } else { from as usize + 1 };
        let longest = of.reasons.values().map(Vec::len).chain([of.lapse.len(), wanted]).max().unwrap_or(1);
        lengthen(&mut of.lapse, longest - 1);
        of.reasons.values_mut().for_each(|list| lengthen(list, longest - 1));
        for tenure in (from as usize)..=(to as usize).min(longest - 1) {
            let (lapse, share) = (of.lapse[tenure].probability.get(), of.share_of(reason, tenure as u32));
            let (whole, factor) = self.whole("lapse", lapse, share)?;
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
    fn whole(&self, name: &str, lapse: f64, share: f64) -> Result<(Probability, f64)> {
        let p = lapse * share;
        let changed = self.turned(name, p)?.get();
        let whole = self.checked(name, lapse - p + changed, lapse)?;
        Ok((whole, if p > 0.0 { changed / p } else { 1.0 }))
    }

    /// A probability that is one.
    fn checked(&self, name: &str, changed: f64, before: f64) -> Result<Probability> {
        // A hair outside is rounding.
        let rounded = if (-1e-12..=1.0 + 1e-12).contains(&changed) { changed.clamp(0.0, 1.0) } else { changed };
        Probability::new(rounded).map_err(|_| {
            let reason = format!(
                "is what \"{}\" makes of {name} ({before}) in fiscal {}, and no probability; make it smaller, or change the odds, which cannot leave [0, 1]",
                self.sentence.trim_end_matches('.'),
                self.year
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
