//! How much does growth vary where it was seen only once?

use super::log_linear::LogLine;
use serde::{Deserialize, Serialize};

/// The p-value of the slope above which R gives up the line: five in a hundred.
const R_LEVEL: f64 = 0.05;

/// The σ of growth that was seen in one cohort only, from which no variance can be estimated: in a triangle that of the last age.
///
/// # Formula
///
/// ```text
/// Mack        σₖ² = min(σₖ₋₁⁴ / σₖ₋₂², σₖ₋₂², σₖ₋₁²)
/// log-linear  log σₖ = a + b k, by least squares over the ages whose σ is estimated and above 0
/// ```
///
/// # References
///
/// T. Mack (1993), *ASTIN Bulletin* 23, 213–225; R `ChainLadder` 0.2, `MackChainLadder`, argument `est.sigma`; chainladder (Python) 0.10,
/// `Development`, argument `sigma_interpolation`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TailSigma {
    /// Mack's rule. The default: what the published tables use; needs the two ages before.
    #[default]
    Mack,
    /// The line through the logarithms goes on, whether it falls or not. The default of chainladder (Python).
    LogLinear,
    /// The line, or Mack's rule where the p-value of its slope is above 0.05 or does not exist. The default of R.
    LogLinearOrMack,
    /// This number.
    Given(f64),
}

/// Where a σ comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigmaSource {
    /// Estimated from two or more cohorts.
    Estimated,
    /// By Mack's rule from the two ages before.
    Mack,
    /// From the line through the logarithms of the others.
    LogLinear,
    /// Given by the caller.
    Given,
}

impl SigmaSource {
    /// The stable name used in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Estimated => "estimated",
            Self::Mack => "mack",
            Self::LogLinear => "log_linear",
            Self::Given => "given",
        }
    }
}

impl TailSigma {
    /// Each σ with its source; those at the places `missing` are filled in where the rule can.
    pub(super) fn fill(self, estimated: &[Option<f64>], missing: &[usize]) -> Vec<Option<(f64, SigmaSource)>> {
        let mut filled: Vec<_> = estimated.iter().map(|sigma| sigma.map(|sigma| (sigma, SigmaSource::Estimated))).collect();
        let line = self.line(estimated);
        for &at in missing {
            let value = match (self, line) {
                (Self::Given(sigma), _) => Some((sigma, SigmaSource::Given)),
                (_, Some(Line::Falls(line))) => Some((line.at(at as f64), SigmaSource::LogLinear)),
                (_, Some(Line::AllZero)) => Some((0.0, SigmaSource::LogLinear)),
                (Self::LogLinear, None) => None,
                _ => mack(&filled, at).map(|sigma| (sigma, SigmaSource::Mack)),
            };
            if let Some(place) = filled.get_mut(at) {
                *place = value.filter(|(sigma, _)| sigma.is_finite());
            }
        }
        filled
    }

    /// The line that the rule asks for; `None` where it asks for none or there is none.
    fn line(self, estimated: &[Option<f64>]) -> Option<Line> {
        let points: Vec<(f64, f64)> = estimated.iter().enumerate().filter_map(|(at, sigma)| Some((at as f64, (*sigma)?))).collect();
        let line = LogLine::through(&points);
        match self {
            Self::LogLinear if !points.is_empty() && points.iter().all(|(_, sigma)| *sigma == 0.0) => Some(Line::AllZero),
            Self::LogLinear => line.map(Line::Falls),
            Self::LogLinearOrMack => line.filter(|line| line.p_value.is_some_and(|p| p <= R_LEVEL)).map(Line::Falls),
            Self::Mack | Self::Given(_) => None,
        }
    }
}

/// How the logarithms of σ go on.
#[derive(Debug, Clone, Copy)]
enum Line {
    /// Along a line.
    Falls(LogLine),
    /// They do not exist: growth did not vary at all.
    AllZero,
}

/// Mack's rule, from the two before, filled in or not.
fn mack(sigmas: &[Option<(f64, SigmaSource)>], at: usize) -> Option<f64> {
    let before = |steps: usize| Some(sigmas.get(at.checked_sub(steps)?)?.as_ref()?.0);
    let (last, last_but_one) = (before(1)?.powi(2), before(2)?.powi(2));
    let ratio = last * last / last_but_one;
    let smaller = last.min(last_but_one);
    Some(if ratio.is_finite() { ratio.min(smaller) } else { smaller }.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(rule: TailSigma, sigmas: &[f64]) -> Option<(f64, SigmaSource)> {
        let estimated: Vec<Option<f64>> = sigmas.iter().copied().map(Some).chain([None]).collect();
        rule.fill(&estimated, &[sigmas.len()]).pop().unwrap()
    }

    #[test]
    fn macks_rule_takes_the_smallest_of_three() {
        // By hand: 4⁴ / 8² = 4, 8² = 64, 4² = 16; then 4² / 2² … rising: 8⁴ / 4² = 256, 16, 64.
        assert_eq!(last(TailSigma::Mack, &[8.0, 4.0]), Some((2.0, SigmaSource::Mack)));
        assert_eq!(last(TailSigma::Mack, &[4.0, 8.0]), Some((4.0, SigmaSource::Mack)));
        assert_eq!(last(TailSigma::Mack, &[4.0]), None);
        assert_eq!(last(TailSigma::Mack, &[0.0, 0.0]), Some((0.0, SigmaSource::Mack)));
        assert_eq!(last(TailSigma::Mack, &[0.0, 3.0]), Some((0.0, SigmaSource::Mack)));
    }

    #[test]
    fn the_line_goes_on_and_r_gives_it_up_when_it_is_not_clear() {
        let (sigma, source) = last(TailSigma::LogLinear, &[8.0, 4.0]).unwrap();
        assert!((sigma - 2.0).abs() < 1e-14);
        assert_eq!(source, SigmaSource::LogLinear);
        // Two points have no p-value.
        assert_eq!(last(TailSigma::LogLinearOrMack, &[8.0, 4.0]), Some((2.0, SigmaSource::Mack)));
        assert_eq!(last(TailSigma::LogLinearOrMack, &[8.0, 4.0, 2.0, 1.01, 0.5]).unwrap().1, SigmaSource::LogLinear);
        assert_eq!(last(TailSigma::LogLinearOrMack, &[8.0, 1.0, 9.0, 4.0]).unwrap().1, SigmaSource::Mack);
        assert_eq!(last(TailSigma::LogLinear, &[0.0, 0.0]), Some((0.0, SigmaSource::LogLinear)));
        assert_eq!(last(TailSigma::LogLinear, &[3.0]), None);
        assert_eq!(last(TailSigma::Given(1.5), &[]), Some((1.5, SigmaSource::Given)));
    }
}
