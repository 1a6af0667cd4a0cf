//! What if the other branches did as the better ones do?

use super::amount::Amount;
use super::change::LeverChange;
use super::schedule::Schedule;
use super::segment_rates::{SegmentRates, drawn};
use crate::decision::Lever;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::projection::{Assumed, Assumptions, Exposed, ProjectionSettings, SegmentSettings};
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// Copying good practice: the other segments close a share of the gap to the better ones.
///
/// Segments are ranked by one rate of the lever, standardised to the people of all segments, so that a branch is not thought good for
/// having members of long standing. The better ones are the best share of the segments; what they have by year since joining (licence,
/// lapse), weighted by their people, is the mark. Each of the others closes the stated share of the gap to it in every year in which
/// it lies behind; where it lies before, it stays.
///
/// # Luck
///
/// The best of many branches are partly the luckiest, and those behind partly the unluckiest: were all branches the same, there would
/// still be a best quarter, and at face value much to gain from copying it (the winner's curse). Luck cannot be copied. So rates that
/// were estimated are drawn towards those of all segments before anything is compared ([`SegmentRates::Drawn`], the default). A segment
/// is given one shift of the log odds for all years, which its counts of all years tell together; how far it is drawn to none depends on
/// how few they are, and on how far segments scatter beyond chance: no further, and all become one; much further, and each keeps its
/// own. Rates that were typed in, borrowed, smoothed or drawn before hold as they are. What a branch gains is taken from its rate in
/// proportion, so that its own bad luck is no gain either.
///
/// What is drawn errs on the cautious side. Copying the best quarter of forty simulated branches, of 20 to 215 members in each of four
/// tenures and five years of experience, promises so many members more after three years, on the average of 200 simulations:
///
/// | lapse of a quarter of the branches against the others | truly | drawn | at face value |
/// | --- | --- | --- | --- |
/// | the same | 0 % | 0.2 % | 2.7 % |
/// | 13 % less | 2.1 % | 1.0 % | 3.1 % |
/// | 25 % less | 4.3 % | 3.2 % | 4.5 % |
/// | 36 % less | 6.4 % | 5.5 % | 6.4 % |
/// | 60 % less | 12.2 % | 11.6 % | 12.1 % |
///
/// Where branches truly differ by a quarter or more, face value comes nearer, as the luck that it counts and the better branches that it
/// takes for others make up for each other. But nobody knows beforehand in which row an association stands, and only what is drawn never
/// promised more than there was, but for 0.2 % where there was nothing.
///
/// # Formula
///
/// ```text
/// rate(b) = Σ_t W(t) p_b(t) / Σ_t W(t),   W(t) = Σ_b w_b(t)
/// mark(t) = Σ_{b better} w_b(t) p_b(t) / Σ_{b better} w_b(t),   p_b'(t) = p_b(t) + strength × share × (mark(t) - p_b(t))
/// ```
///
/// with `w_b(t)` the people of segment b whom the lever concerns in the first projected year. Of rates that are drawn, p stands for
///
/// ```text
/// logit p_b(t) = logit q(t) + δ_b,   q(t) = Σ_b y_b(t) / Σ_b n_b(t),   Σ_t (y_b(t) - n_b(t) p_b(t)) = δ_b / τ²
/// τ² = (Σ_b S_b² / I_b - (B - 1)) / (Σ_b I_b - Σ_b I_b² / Σ_b I_b) or 0,   S_b = Σ_t (y_b - n_b q),   I_b = Σ_t n_b q (1 - q)
/// ```
///
/// with `y` events of `n` persons exposed in B segments; the rate that is projected then goes by the factor `p_b'(t) / p_b(t)` of
/// lapse, and by that of `1 - p` of joining and coming back.
///
/// # Weakness
///
/// What a branch does better in one year only is spread over all its years. With two or three segments τ² is hardly known, and nor is
/// what is luck. That a practice can be copied is assumed, not shown.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, decision::{Lever, scenario::{GoodPractice, Scenario}}};
/// use kaiin::projection::{Assumed, Assumptions, Population, Projection};
/// let lapse = |p| Ok::<_, kaiin::Error>(Assumptions { lapse: vec![Assumed::typed_in(p, "")?], ..Assumptions::nothing_happens() });
/// let (north, south) = (lapse(0.1)?, lapse(0.2)?);
/// let people = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let all = Projection::of_segments([("north", Projection::of(&people, &north, [0])), ("south", Projection::of(&people, &south, [0]))])?;
/// let copying = GoodPractice::of(Lever::Lapse, 0.5)?.better(0.5)?;
/// let scenario = copying.changes(&all)?.into_iter().fold(Scenario::named("copying"), Scenario::with);
/// let south = scenario.run_segments(&all)?.segment("south").unwrap().years()[0].members.mean;
/// assert!((south - 850.0).abs() < 1e-9); // 15 % leave, half way from 20 to 10 %
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// R. DerSimonian and N. Laird, "Meta-analysis in clinical trials", *Controlled Clinical Trials* 7 (1986), 177-188, on the moments of τ².
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct GoodPractice {
    lever: Lever,
    share_of_gap: Probability,
    better: f64,
    schedule: Schedule,
    rates: SegmentRates,
}

/// What a segment does, by year.
struct Practice<'a> {
    segment: &'a str,
    people: Vec<f64>,
    /// The probabilities that are projected.
    assumed: Vec<f64>,
    /// Those by which segments are compared.
    probabilities: Vec<f64>,
}

remade_when_read! {
    Unchecked => GoodPractice {
        lever: Lever, share_of_gap: Probability, better: f64, schedule: Schedule, #[serde(default)] rates: SegmentRates,
    }
}

impl GoodPractice {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = Self::of(self.lever, self.share_of_gap.get())?.better(self.better)?;
        Ok(made.schedule(self.schedule).rates(self.rates))
    }

    /// Closing this share of the gap, from the first projected year on. The better ones are the best quarter of the segments.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a share outside [0, 1], and for levers other than entry, late entry, lapse and reinstatement.
    pub fn of(lever: Lever, share_of_gap: f64) -> Result<Self> {
        if !matches!(lever, Lever::Entry | Lever::LateEntry | Lever::Lapse | Lever::Reinstatement) {
            let reason = "is no practice that branches copy here; name entry, late_entry, lapse or reinstatement";
            return Err(Error::setting("lever", lever, reason));
        }
        Ok(Self {
            lever,
            share_of_gap: Probability::new(share_of_gap)?,
            better: 0.25,
            schedule: Schedule::always(),
            rates: SegmentRates::default(),
        })
    }

    /// With another share of the segments as the better ones; one at least.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the share is not above 0 and below 1.
    pub fn better(self, share: f64) -> Result<Self> {
        if !(share > 0.0 && share < 1.0) {
            return Err(Error::setting("better", share, "is no share of the segments that leaves others; write 0.25 for the best quarter"));
        }
        Ok(Self { better: share, ..self })
    }

    /// When it works: a ramp says how the others come closer year by year.
    pub fn schedule(self, schedule: Schedule) -> Self {
        Self { schedule, ..self }
    }

    /// How the rates of segments are read; drawn towards those of all unless told.
    pub fn rates(self, rates: SegmentRates) -> Self {
        Self { rates, ..self }
    }

    /// The lever.
    #[must_use]
    pub fn lever(&self) -> Lever {
        self.lever
    }

    /// Which share of the gap is closed.
    #[must_use]
    pub fn share_of_gap(&self) -> f64 {
        self.share_of_gap.get()
    }

    /// Which share of the segments are the better ones.
    #[must_use]
    pub fn better_share(&self) -> f64 {
        self.better
    }

    /// When it works.
    #[must_use]
    pub fn when(&self) -> Schedule {
        self.schedule
    }

    /// How the rates of segments are read.
    #[must_use]
    pub fn segment_rates(&self) -> SegmentRates {
        self.rates
    }

    /// The changes that it makes, segment by segment and year by year, to be put into a scenario.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for fewer than two segments; else as
    /// [`ProjectionSettings::run`](crate::projection::ProjectionSettings::run).
    pub fn changes(&self, segments: &SegmentSettings<'_>) -> Result<Vec<LeverChange>> {
        let parts = segments.segments();
        if parts.len() < 2 {
            return Err(Error::setting("segments", parts.len(), "cannot copy from each other; give two or more"));
        }
        let assumed: Vec<&Assumptions> = parts.iter().map(|(_, of)| of.assumptions_of(0)).collect();
        let years = assumed.iter().map(|of| self.list(of).len()).max().unwrap_or(1).max(1);
        let drawn = match self.rates {
            SegmentRates::Drawn => Some(self.drawn(&assumed)?),
            SegmentRates::AtFaceValue => None,
        };
        let practice = parts.iter().enumerate().map(|(at, (segment, of))| {
            let assumed = self.probabilities(assumed[at], years);
            let probabilities = drawn.as_ref().map_or_else(|| assumed.clone(), |drawn| self.probabilities(&drawn[at], years));
            Ok(Practice { segment: segment.as_str(), people: self.people(of, years)?, assumed, probabilities })
        });
        let mut ranked = practice.collect::<Result<Vec<_>>>()?;
        let all: Vec<f64> = (0..years).map(|year| ranked.iter().map(|of| of.people[year]).sum()).collect();
        let sign = if self.lever.gains_when_lower() { 1.0 } else { -1.0 };
        let rate = |of: &Practice<'_>| sign * mean(&of.probabilities, &all);
        ranked.sort_by(|one, other| rate(one).total_cmp(&rate(other)).then_with(|| one.segment.cmp(other.segment)));
        let count = ((self.better * ranked.len() as f64).ceil() as usize).clamp(1, ranked.len() - 1);
        let (better, others) = ranked.split_at(count);
        let mark = |year: usize| {
            let (p, w): (Vec<f64>, Vec<f64>) = better.iter().map(|of| (of.probabilities[year], of.people[year])).unzip();
            mean(&p, &w)
        };
        let marks: Vec<f64> = (0..years).map(mark).collect();
        let behind = others.iter().flat_map(|of| (0..years).map(move |year| (of, year)));
        let behind = behind.filter(|(of, year)| sign * (of.probabilities[*year] - marks[*year]) > 0.0);
        behind.map(|(of, year)| self.change(of, year, years, marks[year])).collect()
    }

    /// The list of the lever, from the first year that belongs to it.
    fn list<'a>(&self, of: &'a Assumptions) -> &'a [Assumed] {
        let entry = of.entry.as_slice();
        match self.lever {
            Lever::Entry => &entry[..entry.len().min(1)],
            // A list of one entry holds for all later years too.
            Lever::LateEntry if entry.len() == 1 => entry,
            Lever::LateEntry => entry.get(1..).unwrap_or_default(),
            Lever::Reinstatement => &of.reinstatement,
            _ => &of.lapse,
        }
    }

    /// The assumptions with the list of the lever drawn.
    fn drawn(&self, assumed: &[&Assumptions]) -> Result<Vec<Assumptions>> {
        match self.lever {
            Lever::Entry => drawn(assumed, |of| &mut of.entry, 0..1),
            Lever::LateEntry => drawn(assumed, |of| &mut of.entry, 1..usize::MAX),
            Lever::Reinstatement => drawn(assumed, |of| &mut of.reinstatement, 0..usize::MAX),
            _ => drawn(assumed, |of| &mut of.lapse, 0..usize::MAX),
        }
    }

    /// The number of the first year of the list.
    fn first_year(&self) -> u32 {
        u32::from(matches!(self.lever, Lever::LateEntry | Lever::Reinstatement))
    }

    /// The probabilities by year; the last year holds all later ones.
    fn probabilities(&self, of: &Assumptions, years: usize) -> Vec<f64> {
        let list = self.list(of);
        (0..years).map(|year| list.get(year).or(list.last()).map_or(0.0, |of| of.probability.get())).collect()
    }

    /// The people whom the lever concerns, by year.
    fn people(&self, of: &ProjectionSettings<'_>, years: usize) -> Result<Vec<f64>> {
        let people = |year: usize| {
            let first = year as u32 + self.first_year();
            let last = if year + 1 == years { u32::MAX } else { first };
            let exposed = match self.lever {
                Lever::Entry => Exposed::New,
                Lever::LateEntry => Exposed::NeverJoined(first, last),
                Lever::Reinstatement => Exposed::Lapsed(first, last),
                _ => Exposed::Active(first, last),
            };
            Ok(of.exposed(&[exposed])?.first().copied().unwrap_or(0.0))
        };
        (0..years).map(people).collect()
    }

    /// The change of one segment and year.
    fn change(&self, of: &Practice<'_>, year: usize, years: usize, mark: f64) -> Result<LeverChange> {
        let drawn = of.probabilities[year];
        let amount = match self.lever {
            _ if drawn == of.assumed[year] => Amount::To(mark),
            Lever::Lapse => Amount::Factor(mark / drawn),
            _ => Amount::Complement((1.0 - mark) / (1.0 - drawn)),
        };
        let change = LeverChange::of(self.lever, amount)?.segments([of.segment]);
        let change = change.schedule(self.schedule).reach(self.share_of_gap.get())?;
        let first = year as u32 + self.first_year();
        match self.lever {
            Lever::Entry => Ok(change),
            _ if year + 1 == years => change.years_from(first),
            _ => change.years(first, first),
        }
    }
}

/// A mean with weights; without any weight, of equal ones.
fn mean(values: &[f64], weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let plain = || values.iter().sum::<f64>() / values.len().max(1) as f64;
    if sum > 0.0 { values.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>() / sum } else { plain() }
}
