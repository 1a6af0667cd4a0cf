//! From data to the best curve: search, closed forms, and the simpler curve where the search runs to an edge.

use super::data::CurveData;
use super::family::CurveFamily;
use super::law::CurveLaw;
use super::lifetime_likelihood::{LifetimeLikelihood, PiecewiseLikelihood};
use super::lifetimes::Lifetimes;
use super::piecewise;
use super::renewal_counts::RenewalCounts;
use super::renewal_likelihood::{RenewalLikelihood, of_counts};
use super::starts::starts;
use crate::error::{Error, Result};
use crate::model::parameter::{Parameter, Scale};
use crate::model::{Edge, FitEnding, LogLikelihood, Maximum, RunAway, maximise};
use nalgebra::DMatrix;

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
    let starts = promising(likelihood.as_ref(), starts(family, has_long_term, data));
    let Some(best) = starts.iter().filter_map(|start| maximise(likelihood.as_ref(), start)).reduce(better) else {
        return Err(Error::setting("family", family, "is not defined for these data; look for times and counts that cannot be"));
    };
    if best.ending.is_interior() {
        return Ok(Fitted::at_maximum(family, has_long_term, best));
    }
    let Some(simpler) = simpler(family, has_long_term, &best.ending, data)? else {
        let reason =
            format!("fits without limit: {}; choose a family with fewer parameters, or look whether all leave at one time", best.ending);
        return Err(Error::setting("family", family, reason));
    };
    Ok(Fitted { ending: best.ending, steps: best.steps + simpler.steps, ..simpler })
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
                if has_long_term { Ok(None) } else { pieces.fitted(family).map(Some) }
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

/// Events and time at risk in each piece.
struct Pieces {
    events: Vec<f64>,
    exposure: Vec<f64>,
}

impl Pieces {
    fn new(cuts: &[f64], lifetimes: &Lifetimes) -> Result<Self> {
        let mut pieces = Self { events: vec![0.0; cuts.len() + 1], exposure: vec![0.0; cuts.len() + 1] };
        for &(time, weight) in lifetimes.left() {
            if let Some(events) = pieces.events.get_mut(piecewise::piece_of(cuts, time)) {
                *events += weight;
            }
        }
        for (time, weight) in lifetimes.left().iter().copied().chain(lifetimes.still_there()) {
            pieces.exposure.iter_mut().zip(piecewise::time_in_pieces(cuts, time)).for_each(|(sum, time)| *sum += weight * time);
        }
        let scale = lifetimes.exposure();
        match pieces.exposure.iter().position(|&exposure| exposure <= 1e-12 * scale) {
            Some(piece) => {
                let reason = format!("leave piece {} without anybody at risk; leave out one of its cut points", piece + 1);
                Err(Error::setting("cuts", format!("{cuts:?}"), reason))
            }
            None => Ok(pieces),
        }
    }

    /// Events by exposure; the logarithm of a rate has the variance 1 / events.
    fn fitted(&self, family: &CurveFamily) -> Result<Fitted> {
        let rates: Vec<f64> = self.events.iter().zip(&self.exposure).map(|(events, exposure)| events / exposure).collect();
        let terms = self.events.iter().zip(&rates).map(|(&events, rate)| if events > 0.0 { events * (rate.ln() - 1.0) } else { 0.0 });
        let log_likelihood = terms.sum();
        let law = CurveLaw::new(family.clone(), &rates)?;
        let names = family.parameter_names();
        let empty: Vec<(&str, Edge)> =
            names.iter().zip(&self.events).filter(|&(_, &events)| events == 0.0).map(|(name, _)| (name.as_str(), Edge::Low)).collect();
        if !empty.is_empty() {
            return Ok(Fitted::at_edge(law, log_likelihood, rates.len(), &empty));
        }
        let variances = self.events.iter().map(|events| 1.0 / events);
        let covariance = DMatrix::from_diagonal(&nalgebra::DVector::from_iterator(rates.len(), variances));
        let ending = FitEnding::Interior;
        let estimated = rates.len();
        Ok(Fitted { law, log_likelihood, ending, covariance: Some(covariance), estimated, steps: 0, gradient_norm: 0.0 })
    }
}

/// The curve that a family becomes where its search ended; `None` where that has no name.
fn simpler(family: &CurveFamily, has_long_term: bool, ending: &FitEnding, data: &CurveData<'_>) -> Result<Option<Fitted>> {
    let run_away = match ending {
        FitEnding::Boundary(run_away) => &run_away[..],
        _ => &[],
    };
    let runs = |name: &str, edge: Edge| run_away.iter().any(|run| run.edge == edge && run.parameter.starts_with(name));
    let shares_edge = runs(LONG_TERM, Edge::Low) || runs(LONG_TERM, Edge::High);
    if has_long_term && (shares_edge || run_away.is_empty()) {
        return fitted(family, false, data).map(Some);
    }
    let next = match family {
        CurveFamily::ShiftedBetaGeometric | CurveFamily::BetaDiscreteWeibull if runs(HETEROGENEITY, Edge::High) => None,
        CurveFamily::DiscreteWeibull | CurveFamily::BetaDiscreteWeibull if runs("c", Edge::Low) => None,
        CurveFamily::BetaDiscreteWeibull if runs(HETEROGENEITY, Edge::Low) => Some(CurveFamily::DiscreteWeibull),
        CurveFamily::BetaDiscreteWeibull if run_away.is_empty() => Some(CurveFamily::ShiftedBetaGeometric),
        CurveFamily::ShiftedBetaGeometric => Some(CurveFamily::Geometric),
        CurveFamily::DiscreteWeibull if run_away.is_empty() => Some(CurveFamily::Geometric),
        CurveFamily::Geometric if runs("theta", Edge::High) => None,
        _ => return Ok(None),
    };
    match (next, data) {
        (Some(next), _) => fitted(&next, has_long_term, data).map(Some),
        (None, CurveData::Renewals(counts)) => at_once_or_never(counts),
        _ => Ok(None),
    }
}

/// How the name of the parameter of differences between people begins.
const HETEROGENEITY: &str = "heterogeneity";

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
