//! Where the search for the parameters of a curve begins.

use super::data::CurveData;
use super::family::CurveFamily;
use super::law::CurveLaw;
use super::renewal_counts::RenewalCounts;
use crate::model::parameter::Scale;

/// Sum of the shapes of a beta distribution whose members hardly differ.
const NEARLY_EQUAL: f64 = 100.0;

/// Starts for the parameters of the search; several, because some surfaces have more than one top.
pub(super) fn starts(family: &CurveFamily, has_long_term: bool, data: &CurveData<'_>) -> Vec<Vec<f64>> {
    if !has_long_term {
        return of_leavers(family, data, 0.0);
    }
    let shares = [0.1, 0.3, 0.6].map(|part| (part * last_share(data)).clamp(0.01, 0.9));
    let with_share = |share: f64| {
        of_leavers(family, data, share).into_iter().map(move |mut start| {
            start.push(Scale::Logit.free(share));
            start
        })
    };
    shares.into_iter().flat_map(with_share).collect()
}

/// A start for a family close to a simpler curve that it contains; `None` when it does not.
pub(super) fn near(simpler: &CurveLaw, family: &CurveFamily, has_long_term: bool) -> Option<Vec<f64>> {
    // The shapes of a beta distribution of this mean that varies little.
    let shapes = |theta: f64| [theta * NEARLY_EQUAL, (1.0 - theta) * NEARLY_EQUAL];
    let parameters = match (simpler.family(), family, simpler.parameters()) {
        (from, to, parameters) if from == to => parameters.to_vec(),
        (CurveFamily::Geometric, CurveFamily::ShiftedBetaGeometric, &[theta]) => shapes(theta).to_vec(),
        (CurveFamily::Geometric, CurveFamily::DiscreteWeibull, &[theta]) => vec![theta, 1.0],
        (CurveFamily::DiscreteWeibull, CurveFamily::BetaDiscreteWeibull, &[theta, c]) => shapes(theta).into_iter().chain([c]).collect(),
        (CurveFamily::ShiftedBetaGeometric, CurveFamily::BetaDiscreteWeibull, &[alpha, beta]) => vec![alpha, beta, 1.0],
        _ => return None,
    };
    let mut free = family.free(&parameters);
    if has_long_term {
        free.push(Scale::Logit.free(simpler.long_term().unwrap_or(0.0).clamp(1e-3, 0.999)));
    }
    free.iter().all(|value| value.is_finite()).then_some(free)
}

/// Starts for those who leave, when a share never does.
fn of_leavers(family: &CurveFamily, data: &CurveData<'_>, long_term: f64) -> Vec<Vec<f64>> {
    let (rate, first) = match data {
        CurveData::Renewals(counts) => (mean_loss(counts), first_loss(counts)),
        CurveData::Lifetimes(lifetimes) => (lifetimes.events() / lifetimes.exposure(), 0.0),
    };
    let leaving = |share: f64| Scale::Logit.free((share / (1.0 - long_term)).clamp(1e-4, 0.99));
    let place = -(rate / (1.0 - long_term)).ln();
    match family {
        CurveFamily::Geometric => vec![vec![leaving(rate)]],
        CurveFamily::ShiftedBetaGeometric => [0.0, -3.0].map(|spread| vec![leaving(first), spread]).to_vec(),
        CurveFamily::DiscreteWeibull => [0.0, -0.7].map(|power| vec![leaving(first), power]).to_vec(),
        CurveFamily::BetaDiscreteWeibull => {
            let spreads = [0.0, -3.0].into_iter();
            spreads.flat_map(|spread| [-0.5, 0.0, 0.5].map(|power| vec![leaving(first), spread, power])).collect()
        }
        CurveFamily::Exponential => vec![vec![place]],
        CurveFamily::Weibull | CurveFamily::LogNormal | CurveFamily::LogLogistic => [0.0, -1.0].map(|width| vec![place, width]).to_vec(),
        CurveFamily::PiecewiseExponential(cuts) => vec![vec![-place; cuts.len() + 1]],
    }
}

/// The share still there at the end of what was seen, roughly.
fn last_share(data: &CurveData<'_>) -> f64 {
    match data {
        CurveData::Renewals(counts) => counts.survival().into_iter().flatten().last().unwrap_or(0.5),
        CurveData::Lifetimes(lifetimes) => 1.0 - lifetimes.events() / lifetimes.people().max(lifetimes.events()),
    }
}

/// Lost by renewals that were due.
fn mean_loss(counts: &RenewalCounts) -> f64 {
    let at_risk: f64 = counts.at_risk().iter().map(|&at_risk| at_risk as f64).sum();
    counts.all_lost() as f64 / at_risk
}

/// Lost at the first renewal that was seen.
fn first_loss(counts: &RenewalCounts) -> f64 {
    counts.retention().into_iter().flatten().next().map_or(0.5, |share| 1.0 - share)
}
