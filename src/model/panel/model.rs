//! Which changes of state are possible, and the fit of their rates.

use super::fit::PanelFit;
use super::likelihood::PanelLikelihood;
use super::observations::PanelObservations;
use crate::error::{Error, Result};
use crate::model::{Parameter, Scale, maximise};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// A Markov process in continuous time: which changes of state can happen at a moment. Others happen by way of these.
///
/// Assumes that rates do not change with time, and that how long a person was in a state, or what came before, says nothing on what
/// comes next (Markov). Where tenure matters, as it does in most associations, fit newcomers and others apart, or take the rates as
/// means.
///
/// # Formula
///
/// With `q(r,s)` the rate from state `r` to `s`, `q(r,r) = -` the sum of those out of `r`, and `t` the time between two snapshots of a
/// person in states `r` and `s`:
///
/// ```text
/// P(t) = exp(Q t),   log likelihood = sum over pairs of snapshots of log P(t; r,s)
/// log of the sum over k of P(t; r,k) q(k,s)   instead, where the time of reaching s is exact
/// ```
///
/// Found by Newton steps with the exact second derivatives; errors come from these (observed information).
///
/// # References
///
/// J. D. Kalbfleisch and J. F. Lawless (1985), *J. Amer. Statist. Assoc.* 80, 863–871; C. H. Jackson (2011), *J. Statist. Software*
/// 38(8) (R `msm`).
///
/// # Example
///
/// ```
/// use kaiin::model::panel::{PanelModel, PanelObservations};
/// // Of 100 members 20 have lapsed a year later, and none of the lapsed comes back.
/// let person: Vec<String> = (0..200).map(|row| format!("{:03}", row / 2)).collect();
/// let time: Vec<f64> = (0..200).map(|row| f64::from(row % 2)).collect();
/// let state: Vec<&str> = (0..200).map(|row| if row % 2 == 1 && row < 40 { "lapsed" } else { "member" }).collect();
/// let seen = PanelObservations::new(&["member", "lapsed"], &person, &time, &state)?;
/// let fit = PanelModel::new(&[("member", "lapsed")])?.fit(&seen)?;
/// let rate = &fit.rates()[0];
/// assert!((rate.rate - 1.25_f64.ln()).abs() < 1e-12); // exp(-rate) = 0.8
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "a model does nothing until it is fitted"]
pub struct PanelModel {
    allowed: Vec<(String, String)>,
    pub(super) confidence: Confidence,
}

impl PanelModel {
    /// A model in which these changes are possible, each from one state to another.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a change named twice or from a state to itself; [`Error::NoRows`] for none.
    pub fn new<S: AsRef<str>, T: AsRef<str>>(allowed: &[(S, T)]) -> Result<Self> {
        let allowed: Vec<(String, String)> = allowed.iter().map(|(from, to)| (from.as_ref().to_owned(), to.as_ref().to_owned())).collect();
        let shown = |(from, to): &(String, String)| format!("from {from} to {to}");
        if allowed.is_empty() {
            return Err(Error::NoRows { input: "the list of possible changes".into(), advice: "name at least one".into() });
        }
        if let Some(same) = allowed.iter().find(|(from, to)| from == to) {
            return Err(Error::setting("change", shown(same), "is none; leave it out"));
        }
        match (1..allowed.len()).find(|&at| allowed[..at].contains(&allowed[at])) {
            Some(at) => Err(Error::setting("change", shown(&allowed[at]), "is named twice; name it once")),
            None => Ok(Self { allowed, confidence: Confidence::default() }),
        }
    }

    /// How often limits contain the true value.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// The rates that make the snapshots most probable.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when a change names a state that the observations do not have; [`Error::Setting`] when they contain a step
    /// that is not possible, even by way of other states, or a state with exact times can be left.
    pub fn fit(&self, observations: &PanelObservations) -> Result<PanelFit> {
        let place = |(from, to): &(String, String)| Ok((observations.position(from)?, observations.position(to)?));
        let allowed = self.allowed.iter().map(place).collect::<Result<Vec<_>>>()?;
        check_steps(observations, &allowed)?;
        let likelihood = PanelLikelihood::new(observations, &allowed, self.parameters(observations));
        let found = maximise(&likelihood, &starts(observations, &allowed));
        let found = found
            .ok_or_else(|| Error::missing("the likelihood at the start", "check the intervals between snapshots: they differ too much"))?;
        Ok(PanelFit::new(self, observations, allowed, found))
    }

    /// The logarithms of the rates, between one change in a hundred million of the longest intervals and hundreds in the shortest.
    fn parameters(&self, observations: &PanelObservations) -> Vec<Parameter> {
        let intervals = || observations.steps.iter().map(|step| step.interval);
        let (shortest, longest) = (intervals().fold(f64::INFINITY, f64::min), intervals().fold(0.0, f64::max));
        let (low, high) = ((1e-8 / longest).ln(), (500.0 / shortest).ln());
        let named = |(from, to): &(String, String)| Parameter::new(format!("{from} to {to}"), Scale::Log).between(low, high);
        self.allowed.iter().map(named).collect()
    }
}

/// Refuses what the model says cannot happen.
fn check_steps(observations: &PanelObservations, allowed: &[(usize, usize)]) -> Result<()> {
    let size = observations.states.len();
    let mut reached: Vec<bool> = (0..size * size).map(|at| at / size == at % size).collect();
    allowed.iter().for_each(|&(from, to)| reached[from * size + to] = true);
    for by in 0..size {
        for from in (0..size).filter(|&from| reached[from * size + by]).collect::<Vec<_>>() {
            (0..size).filter(|&to| reached[by * size + to]).collect::<Vec<_>>().into_iter().for_each(|to| reached[from * size + to] = true);
        }
    }
    let name = |state: usize| &observations.states[state];
    if let Some(&(from, to)) = allowed.iter().find(|(from, _)| observations.exact[*from]) {
        let reason = "leaves a state with exact times; nobody is followed there, leave the change out";
        return Err(Error::setting("change", format!("from {} to {}", name(from), name(to)), reason));
    }
    match observations.steps.iter().find(|step| !reached[step.from as usize * size + step.to as usize]) {
        Some(step) => {
            let shown = format!("from {} to {}", name(step.from as usize), name(step.to as usize));
            let reason =
                format!("is seen {} times and is not possible in the model, also not by way of other states; allow it", step.count);
            Err(Error::setting("step", shown, reason))
        }
        None => Ok(()),
    }
}

/// Rates to start from, as if every change had been seen: half a step more than seen for each, by the time seen in the state.
fn starts(observations: &PanelObservations, allowed: &[(usize, usize)]) -> Vec<f64> {
    let steps = || observations.steps.iter();
    let mean = steps().map(|step| step.interval * step.count as f64).sum::<f64>() / steps().map(|step| step.count as f64).sum::<f64>();
    let start = |&(from, to): &(usize, usize)| {
        let left = || steps().filter(|step| step.from as usize == from);
        let moved: u64 = left().filter(|step| step.to as usize == to).map(|step| step.count).sum();
        let time: f64 = left().map(|step| step.interval * step.count as f64).sum();
        ((moved as f64 + 0.5) / (time + mean)).ln()
    };
    allowed.iter().map(start).collect()
}
