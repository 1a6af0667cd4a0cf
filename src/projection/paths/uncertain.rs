//! Probabilities that are themselves drawn, path by path: within their standard errors, and year by year.

use crate::projection::roll_forward::{Probabilities, Years};
use crate::projection::{Arrival, YearDependence, YearVariation};
use crate::random::FastDraws;
use crate::special::{MAX_SHAPE, MIN_SHAPE, Tails, inverse_incomplete_beta, normal_quantile};
use std::collections::{BTreeMap, BTreeSet};

/// A standard normal number.
pub(super) fn normal(draws: &mut FastDraws) -> f64 {
    // Never 0 or 1: half a step above the lowest of 2^53 positions.
    let share = draws.uniform() + 0.5 / (1u64 << 53) as f64;
    Tails::from_upper(share).map_or(0.0, normal_quantile)
}

/// Which probabilities err, year by year.
pub(super) struct Errors {
    /// How many assumptions err, in any year.
    assumptions: usize,
    /// By year: the number of the assumption, the place of its probability, and its standard error.
    by_year: Vec<Vec<(usize, usize, f64)>>,
}

impl Errors {
    /// From the assumption, the place and the error of each probability that errs, by year.
    pub(super) fn of(by_year: impl Iterator<Item = Vec<(usize, usize, f64)>>) -> Self {
        let mut by_year: Vec<_> = by_year.collect();
        let sources: BTreeSet<usize> = by_year.iter().flatten().map(|(source, ..)| *source).collect();
        let numbers: BTreeMap<usize, usize> = sources.into_iter().zip(0..).collect();
        by_year.iter_mut().flatten().for_each(|(source, ..)| *source = numbers.get(source).copied().unwrap_or(0));
        Self { assumptions: numbers.len(), by_year }
    }

    /// Whether nothing errs.
    pub(super) fn none(&self) -> bool {
        self.assumptions == 0
    }
}

/// An assumption that errs.
#[derive(Debug, Clone, Default)]
struct Uncertain {
    /// Where in its distribution this path lies.
    position: f64,
    /// Its mean and standard error when it was last asked for, and the probability there: in most projections the same every year.
    last: Option<(f64, f64, f64)>,
}

impl Uncertain {
    /// The probability of this path.
    fn drawn(&mut self, mean: f64, error: f64) -> f64 {
        let same = self.last.filter(|(of_mean, of_error, _)| (*of_mean, *of_error) == (mean, error));
        let drawn = same.map_or_else(|| within_error(mean, error, self.position), |(.., drawn)| drawn);
        self.last = Some((mean, error, drawn));
        drawn
    }
}

/// The probabilities of one path.
pub(super) struct DrawnRates {
    /// The assumptions that err, by number.
    uncertain: Vec<Uncertain>,
    /// The effects so far of wandering years, on the log odds of entry, lapse and reinstatement.
    effects: [f64; 3],
    /// The effects, common to all years, that are not known of rates estimated from few years.
    in_common: [f64; 3],
}

impl DrawnRates {
    /// Draws where a path lies in the distribution of each assumption.
    pub(super) fn new(errors: &Errors, variation: &YearVariation, draws: &mut FastDraws) -> Self {
        let mut uncertain = vec![Uncertain::default(); errors.assumptions];
        uncertain.iter_mut().for_each(|of| of.position = draws.uniform());
        let mut in_common = [variation.entry, variation.lapse, variation.reinstatement];
        for effect in &mut in_common {
            let is_drawn = *effect > 0.0 && variation.years > 0;
            *effect = if is_drawn { *effect / f64::from(variation.years).sqrt() * normal(draws) } else { 0.0 };
        }
        Self { uncertain, effects: [0.0; 3], in_common }
    }

    /// The probabilities of a year on this path.
    pub(super) fn of_year(
        &mut self,
        years: &Years,
        year: usize,
        errors: &Errors,
        variation: &YearVariation,
        draws: &mut FastDraws,
    ) -> Probabilities {
        let mut of = years.probabilities(year).clone();
        for &(number, at, error) in errors.by_year.get(year).into_iter().flatten() {
            of.values[at] = self.uncertain[number].drawn(of.values[at], error);
        }
        let deviations = [variation.entry, variation.lapse, variation.reinstatement];
        let kinds = years.places().entry_lapse_reinstatement();
        for (((places, deviation), effect), in_common) in kinds.iter().zip(deviations).zip(&mut self.effects).zip(self.in_common) {
            if deviation == 0.0 {
                continue;
            }
            let before = if variation.dependence == YearDependence::RandomWalk { *effect } else { 0.0 };
            *effect = before + deviation * normal(draws);
            let odds = libm::exp(*effect + in_common);
            places.iter().for_each(|&at| {
                let p = of.values[at];
                of.values[at] = p * odds / (1.0 - p + p * odds);
            });
        }
        of
    }
}

/// The inflow of one path: with the errors of a forecast, each drawn once and common to the years that it moves, never below 0.
pub(super) fn drawn_inflow(inflow: &[Arrival], errors: &[Vec<f64>], draws: &mut FastDraws) -> Vec<Arrival> {
    let mut moved = vec![0.0; inflow.len()];
    for error in errors {
        let size = normal(draws);
        moved.iter_mut().zip(error).for_each(|(moved, error)| *moved += size * error);
    }
    let of_year = |(arrival, moved): (&Arrival, f64)| match *arrival {
        _ if moved == 0.0 => *arrival,
        Arrival::Fixed(people) => Arrival::Fixed((people + moved).max(0.0)),
        Arrival::Poisson(mean) => Arrival::Poisson((mean + moved).max(0.0)),
        Arrival::Uncertain { mean, deviation } => Arrival::Uncertain { mean: mean + moved, deviation },
        binomial @ Arrival::Binomial { .. } => binomial,
    };
    inflow.iter().zip(moved).map(of_year).collect()
}

/// The probability at a position of the beta distribution with this mean and standard error; the mean itself where there is none.
fn within_error(mean: f64, error: f64, position: f64) -> f64 {
    let size = mean * (1.0 - mean) / (error * error) - 1.0;
    let (a, b) = (mean * size, (1.0 - mean) * size);
    let possible = |shape: f64| (MIN_SHAPE..=MAX_SHAPE).contains(&shape);
    if !(possible(a) && possible(b)) {
        return mean;
    }
    Tails::from_lower(position).and_then(|tails| inverse_incomplete_beta(a, b, tails)).unwrap_or(mean)
}
