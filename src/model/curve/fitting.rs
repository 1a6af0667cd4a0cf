//! From data to the best curve: search, closed forms, and the simpler curve where the search runs to an edge.

use super::data::CurveData;
use super::family::CurveFamily;
use super::law::CurveLaw;
use super::lifetime_likelihood::{LifetimeLikelihood, PiecewiseLikelihood};
use super::lifetimes::Lifetimes;
use super::piecewise::Pieces;
use super::renewal_counts::RenewalCounts;
use super::renewal_likelihood::{RenewalLikelihood, of_counts};
use super::starts::{near, starts};
use crate::error::{Error, Result};
use crate::model::parameter::{Parameter, Scale};
use crate::model::{Edge, FitEnding, LogLikelihood, Maximum, RunAway, maximise};
use nalgebra::{DMatrix, DVector};

/// The best curve and how it was found.
pub(super) struct Fitted {
    pub(super) law: CurveLaw,
    pub(super) log_likelihood: f64,
    /// How the search for the curve that was asked for ended.
    pub(super) ending: FitEnding,
    /// Of the parameters of the search; `None` at an edge.
    pub(super) covariance: Option<DMatrix<f64>>,
    /// Parameters that were estimated and not fixed at an edge.
    pub(super) estimated: usize,
    pub(super) steps: u64,
    pub(super) gradient_norm: f64,
}

impl Fitted {
    /// A curve at the edge, which has no covariance.
    fn at_edge(law: CurveLaw, log_likelihood: f64, estimated: usize, edges: &[(&str, Edge)]) -> Self {
        let run_away = edges.iter().map(|&(name, edge)| RunAway { parameter: name.to_owned(), edge });
        let ending = FitEnding::Boundary(run_away.collect());
        Self { law, log_likelihood, ending, covariance: None, estimated, steps: 0, gradient_norm: 0.0 }
    }

    fn at_maximum(family: &CurveFamily, has_long_term: bool, found: Maximum) -> Self {
        Self {
            law: CurveLaw::at(family, has_long_term, &found.free),
            log_likelihood: found.log_likelihood,
            estimated: found.free.len(),
            ending: found.ending,
            covariance: found.covariance,
            steps: found.steps,
            gradient_norm: found.gradient_norm,
        }
    }
}

/// The best curve of a family, or the simpler one that it becomes.
pub(super) fn fitted(family: &CurveFamily, has_long_term: bool, data: &CurveData<'_>) -> Result<Fitted> {
    if let Some(known) = without_search(family, has_long_term, data)? {
        return Ok(known);
    }
    let likelihood = likelihood(family, has_long_term, data);
    if let CurveData::Renewals(counts) = data
        && likelihood.parameters().len() > counts.at_risk().iter().filter(|&&at_risk| at_risk > 0).count()
    {
        let names = likelihood.parameters().iter().map(|parameter| parameter.name.clone()).collect();
        return instead(family, has_long_term, data, FitEnding::NotConcave(names), None);
    }
    let starts = promising(likelihood.as_ref(), starts(family, has_long_term, data));
    let Some(best) = starts.iter().filter_map(|start| maximise(likelihood.as_ref(), start)).reduce(better) else {
        return Err(Error::setting("family", family, "is not defined for these data; look for times and counts that cannot be"));
    };
    let best = no_lower_than_its_edges(family, has_long_term, data, likelihood.as_ref(), best);
    if best.ending.is_interior() {
        return Ok(Fitted::at_maximum(family, has_long_term, best));
    }
    instead(family, has_long_term, data, best.ending.clone(), Some(best))
}

/// The maximum, or a higher one that is found from the simpler curves at the edges of the parameters: a mixture can have a maximum that is
/// lower than a curve which it contains.
fn no_lower_than_its_edges(
    family: &CurveFamily,
    has_long_term: bool,
    data: &CurveData<'_>,
    likelihood: &dyn LogLikelihood,
    best: Maximum,
) -> Maximum {
    if !best.ending.is_interior() || !has_long_term {
        return best;
    }
    let edges = simpler(family, has_long_term).into_iter().filter_map(|(family, has_long_term)| fitted(&family, has_long_term, data).ok());
    let higher = edges.filter(|edge| edge.log_likelihood > best.log_likelihood + 1e-9 * best.log_likelihood.abs().max(1.0));
    let starts: Vec<Vec<f64>> = higher.filter_map(|edge| near(&edge.law, family, has_long_term)).collect();
    starts.iter().filter_map(|start| maximise(likelihood, start)).fold(best, better)
}

/// The best of the simpler curves, for a search that ended without a maximum.
///
/// Where the likelihood grows towards an edge, a simpler curve is the answer only if it is that edge, and so as probable; a long-term
/// share is an extra, and given up without that. An edge without a name is the curve at the end of the search; not in time, where the
/// likelihood may grow without limit.
fn instead(family: &CurveFamily, has_long_term: bool, data: &CurveData<'_>, ending: FitEnding, found: Option<Maximum>) -> Result<Fitted> {
    let known = simpler(family, has_long_term).into_iter().filter_map(|(family, has_long_term)| fitted(&family, has_long_term, data).ok());
    let edge = if let CurveData::Renewals(counts) = data { at_once_or_never(counts)? } else { None };
    let best = known.chain(edge).reduce(|a, b| if b.log_likelihood > a.log_likelihood + 1e-9 { b } else { a });
    let least = match (&found, &ending) {
        (Some(found), FitEnding::Boundary(_) | FitEnding::NotReached) if !has_long_term => {
            found.log_likelihood - 1e-6 * found.log_likelihood.abs().max(1e4)
        }
        _ => f64::NEG_INFINITY,
    };
    let steps = found.as_ref().map_or(0, |found| found.steps);
    match (best.filter(|best| best.log_likelihood >= least), found, data) {
        (Some(best), ..) => Ok(Fitted { ending, steps: best.steps + steps, covariance: None, ..best }),
        (None, Some(found), CurveData::Renewals(_)) => Ok(Fitted::at_maximum(family, has_long_term, found)),
        _ => {
            let reason =
                format!("fits without limit: {ending}; choose a family with fewer parameters, or look whether all leave at one time");
            Err(Error::setting("family", family, reason))
        }
    }
}

/// The curves that a family becomes at the edges of its parameters.
fn simpler(family: &CurveFamily, has_long_term: bool) -> Vec<(CurveFamily, bool)> {
    let edges: &[CurveFamily] = match family {
        CurveFamily::BetaDiscreteWeibull => &[CurveFamily::DiscreteWeibull, CurveFamily::ShiftedBetaGeometric],
        CurveFamily::ShiftedBetaGeometric | CurveFamily::DiscreteWeibull => &[CurveFamily::Geometric],
        _ => &[],
    };
    let without = has_long_term.then(|| (family.clone(), false));
    without.into_iter().chain(edges.iter().map(|edge| (edge.clone(), has_long_term))).collect()
}

/// The two best starts: a look at a start is cheap, a search from it is not.
fn promising(likelihood: &dyn LogLikelihood, starts: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let mut judged: Vec<(f64, Vec<f64>)> = starts.into_iter().filter_map(|start| Some((likelihood.value(&start)?, start))).collect();
    judged.retain(|(value, _)| value.is_finite());
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    judged.into_iter().take(2).map(|(_, start)| start).collect()
}

/// The higher of two maxima; of two that are equal the one inside the range.
fn better(a: Maximum, b: Maximum) -> Maximum {
    let margin = 1e-9 * a.log_likelihood.abs().max(1.0);
    let gain = b.log_likelihood - a.log_likelihood;
    let inside = b.ending.is_interior() && !a.ending.is_interior();
    let outside = a.ending.is_interior() && !b.ending.is_interior();
    if gain > margin || (inside && gain > -margin) || (gain > 0.0 && !outside) { b } else { a }
}

/// The likelihood of a family, or of a mixture of it with members who never leave.
fn likelihood<'a>(family: &'a CurveFamily, has_long_term: bool, data: &CurveData<'a>) -> Box<dyn LogLikelihood + 'a> {
    let mut parameters = family.searched();
    if has_long_term {
        parameters.push(Parameter::new(LONG_TERM, Scale::Logit).between(-14.0, 14.0));
    }
    match (*data, family) {
        (CurveData::Renewals(counts), _) => Box::new(RenewalLikelihood { family, has_long_term, counts, parameters }),
        (CurveData::Lifetimes(lifetimes), CurveFamily::PiecewiseExponential(cuts)) => {
            Box::new(PiecewiseLikelihood { cuts, lifetimes, parameters })
        }
        (CurveData::Lifetimes(lifetimes), _) => Box::new(LifetimeLikelihood { family, has_long_term, lifetimes, parameters }),
    }
}

/// The name of the share of members who never leave.
pub(super) const LONG_TERM: &str = "long_term";

/// Answers that need no search: nobody leaves, everybody leaves at once, and rates in pieces.
fn without_search(family: &CurveFamily, has_long_term: bool, data: &CurveData<'_>) -> Result<Option<Fitted>> {
    match *data {
        CurveData::Renewals(counts) => {
            if counts.periods() == 0 {
                return Err(Error::NoRows { input: "the renewal counts".into(), advice: "give a cohort with at least one renewal".into() });
            }
            nobody_or_everybody(counts)
        }
        CurveData::Lifetimes(lifetimes) => match family {
            CurveFamily::PiecewiseExponential(cuts) if lifetimes.events() > 0.0 => {
                let pieces = Pieces::new(cuts, lifetimes)?;
                if has_long_term { Ok(None) } else { pieces_fitted(&pieces, family).map(Some) }
            }
            _ => nobody_in_time(lifetimes),
        },
    }
}

fn nobody_or_everybody(counts: &RenewalCounts) -> Result<Option<Fitted>> {
    let at_risk: u128 = counts.at_risk().iter().map(|&at_risk| u128::from(at_risk)).sum();
    let edge = match u128::from(counts.all_lost()) {
        0 => (0.0, Edge::Low),
        lost if lost == at_risk => (1.0, Edge::High),
        _ => return Ok(None),
    };
    let law = CurveLaw::new(CurveFamily::Geometric, &[edge.0])?;
    Ok(Some(Fitted::at_edge(law, 0.0, 1, &[("mean lapse probability", edge.1)])))
}

fn nobody_in_time(lifetimes: &Lifetimes) -> Result<Option<Fitted>> {
    if lifetimes.events() > 0.0 {
        return Ok(None);
    }
    let law = CurveLaw::new(CurveFamily::Exponential, &[0.0])?;
    Ok(Some(Fitted::at_edge(law, 0.0, 1, &[("rate", Edge::Low)])))
}

/// Events by exposure; the logarithm of a rate has the variance 1 / events.
fn pieces_fitted(pieces: &Pieces, family: &CurveFamily) -> Result<Fitted> {
    let rates: Vec<f64> = pieces.events.iter().zip(&pieces.exposure).map(|(events, exposure)| events / exposure).collect();
    let terms = pieces.events.iter().zip(&rates).map(|(&events, rate)| if events > 0.0 { events * (rate.ln() - 1.0) } else { 0.0 });
    let log_likelihood = terms.sum();
    let law = CurveLaw::new(family.clone(), &rates)?;
    let names = family.parameter_names();
    let empty: Vec<(&str, Edge)> =
        names.iter().zip(&pieces.events).filter(|&(_, &events)| events == 0.0).map(|(name, _)| (name.as_str(), Edge::Low)).collect();
    if !empty.is_empty() {
        return Ok(Fitted::at_edge(law, log_likelihood, rates.len(), &empty));
    }
    let variances = pieces.events.iter().map(|events| 1.0 / events);
    let covariance = DMatrix::from_diagonal(&DVector::from_iterator(rates.len(), variances));
    let ending = FitEnding::Interior;
    let estimated = rates.len();
    Ok(Fitted { law, log_likelihood, ending, covariance: Some(covariance), estimated, steps: 0, gradient_norm: 0.0 })
}

/// Some leave at the first renewal and the others never; `None` when some left later.
fn at_once_or_never(counts: &RenewalCounts) -> Result<Option<Fitted>> {
    let (Some(&at_risk), Some(&lost)) = (counts.at_risk().first(), counts.lost().first()) else { return Ok(None) };
    if lost != counts.all_lost() || at_risk == 0 {
        return Ok(None);
    }
    let share = (at_risk - lost) as f64 / at_risk as f64;
    let law = CurveLaw::new(CurveFamily::Geometric, &[1.0])?.with_long_term(share)?;
    let log_likelihood = of_counts(counts, |t| if t == 1 { 1.0 - share } else { 0.0 });
    Ok(Some(Fitted::at_edge(law, log_likelihood, 1, &[])))
}
