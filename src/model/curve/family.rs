//! The shapes that a retention curve can have.

use crate::error::{Error, Result};
use crate::model::number::Number;
use crate::model::parameter::{Parameter, Scale};
use serde::{Deserialize, Serialize};
use std::fmt;

/// `1 / (α + β)` below e⁻¹⁴ or above e¹⁴, and shapes likewise, are taken for their limits.
const FAR: f64 = 14.0;

/// The shape of a retention curve.
///
/// The first four count renewals: `t` is 1, 2, 3, … and what happens within a period is not asked. The others measure time.
///
/// # Formula
///
/// `S(t)` is the share still there after `t`, in the parameters that [`CurveFamily::parameter_names`] lists:
///
/// ```text
/// geometric               S(t) = (1 - θ)ᵗ
/// shifted beta-geometric  S(t) = B(α, β + t) / B(α, β)                  everyone has a θ of their own, beta-distributed
/// discrete Weibull        S(t) = (1 - θ)^(t^c)
/// beta-discrete-Weibull   S(t) = B(α, β + t^c) / B(α, β)
/// exponential             S(t) = exp(-rate t)
/// Weibull                 S(t) = exp(-(t / scale)^shape)
/// log-normal              S(t) = Φ(-(ln t - meanlog) / sdlog)
/// log-logistic            S(t) = 1 / (1 + (t / scale)^shape)
/// piecewise exponential   S(t) = exp(-Σ rate of a piece × time in it)
/// ```
///
/// # References
///
/// P. S. Fader and B. G. S. Hardie (2007), "How to project customer retention", *J. Interactive Marketing* 21(1), 76-90 (shifted
/// beta-geometric); P. S. Fader, B. G. S. Hardie, Y. Liu, J. Davin and T. Steenburgh (2018), "How to project customer retention
/// revisited", *J. Interactive Marketing* 43, 1-16 (beta-discrete-Weibull); T. Nakagawa and S. Osaki (1975), "The discrete Weibull
/// distribution", *IEEE Trans. Reliability* R-24, 300-301; J. D. Kalbfleisch and R. L. Prentice (2002), *The Statistical Analysis of
/// Failure Time Data*, 2nd ed., chapter 2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CurveFamily {
    /// Everyone leaves at each renewal with the same probability `θ`.
    Geometric,
    /// Everyone has a probability of leaving of their own, the same at each renewal; those likely to leave go first, so retention rises.
    ShiftedBetaGeometric,
    /// One probability for all that falls (`c` < 1) or rises (`c` > 1) with tenure.
    DiscreteWeibull,
    /// Probabilities of their own that also change with tenure: retention may fall first and rise later.
    BetaDiscreteWeibull,
    /// A constant rate of leaving.
    Exponential,
    /// A rate that falls (shape < 1) or rises (shape > 1) with a power of time.
    Weibull,
    /// A rate that rises first and falls later, with the logarithm of time normally distributed.
    LogNormal,
    /// A rate that falls (shape ≤ 1), or rises first and falls later, with a tail heavier than the log-normal.
    LogLogistic,
    /// A rate that is constant between the cut points, ascending and above 0, and beyond the last.
    PiecewiseExponential(Vec<f64>),
}

impl CurveFamily {
    /// Whether it counts renewals; the others measure time.
    #[must_use]
    pub fn counts_renewals(&self) -> bool {
        matches!(self, Self::Geometric | Self::ShiftedBetaGeometric | Self::DiscreteWeibull | Self::BetaDiscreteWeibull)
    }

    /// The names of the parameters, in order.
    #[must_use]
    pub fn parameter_names(&self) -> Vec<String> {
        let names: &[&str] = match self {
            Self::Geometric => &["theta"],
            Self::ShiftedBetaGeometric => &["alpha", "beta"],
            Self::DiscreteWeibull => &["theta", "c"],
            Self::BetaDiscreteWeibull => &["alpha", "beta", "c"],
            Self::Exponential => &["rate"],
            Self::Weibull | Self::LogLogistic => &["shape", "scale"],
            Self::LogNormal => &["meanlog", "sdlog"],
            Self::PiecewiseExponential(cuts) => return (1..=cuts.len() + 1).map(|piece| format!("rate_{piece}")).collect(),
        };
        names.iter().map(|&name| name.to_owned()).collect()
    }

    /// Number of parameters.
    pub(super) fn size(&self) -> usize {
        self.parameter_names().len()
    }

    /// Checks the cut points.
    pub(super) fn check(&self) -> Result<()> {
        let Self::PiecewiseExponential(cuts) = self else { return Ok(()) };
        let ascend = cuts.windows(2).all(|pair| pair[0] < pair[1]);
        if cuts.iter().all(|&cut| cut > 0.0 && cut.is_finite()) && ascend {
            return Ok(());
        }
        Err(Error::setting("cuts", format!("{cuts:?}"), "are not finite, above 0 and ascending; give such cut points"))
    }

    /// The parameters as the search has them.
    ///
    /// Beta-distributed probabilities are searched by their mean and by `1 / (α + β)`: `α` and `β` themselves run off together where
    /// everyone is alike, and a search would follow a long ridge.
    pub(super) fn searched(&self) -> Vec<Parameter> {
        let mean = || Parameter::new("mean lapse probability alpha / (alpha + beta)", Scale::Logit).between(-40.0, 40.0);
        let spread = || Parameter::new("heterogeneity 1 / (alpha + beta)", Scale::Log).between(-FAR, FAR);
        let power = || Parameter::new("c", Scale::Log).between(-FAR, FAR);
        let theta = || Parameter::new("theta", Scale::Logit).between(-40.0, 40.0);
        let place = |name| Parameter::new(name, Scale::Identity);
        let width = |name| Parameter::new(name, Scale::Log).between(-FAR, FAR);
        match self {
            Self::Geometric => vec![theta()],
            Self::ShiftedBetaGeometric => vec![mean(), spread()],
            Self::DiscreteWeibull => vec![theta(), power()],
            Self::BetaDiscreteWeibull => vec![mean(), spread(), power()],
            Self::Exponential => vec![place("log mean time")],
            Self::Weibull | Self::LogLogistic => vec![place("log scale"), width("spread 1 / shape")],
            Self::LogNormal => vec![place("meanlog"), width("sdlog")],
            Self::PiecewiseExponential(_) => self.parameter_names().into_iter().map(|name| Parameter::new(name, Scale::Log)).collect(),
        }
    }

    /// The parameters themselves from those of the search.
    pub(super) fn natural<T: Number>(&self, free: &[T]) -> Vec<T> {
        let shape_and_scale = |place: T, width: T| vec![(-width).exp(), place.exp()];
        match (self, free) {
            (Self::Geometric, &[theta]) => vec![theta.logistic()],
            (Self::ShiftedBetaGeometric, &[mean, spread]) => beta_shapes(mean, spread).to_vec(),
            (Self::DiscreteWeibull, &[theta, power]) => vec![theta.logistic(), power.exp()],
            (Self::BetaDiscreteWeibull, &[mean, spread, power]) => {
                let [alpha, beta] = beta_shapes(mean, spread);
                vec![alpha, beta, power.exp()]
            }
            (Self::Exponential, &[place]) => vec![(-place).exp()],
            (Self::Weibull | Self::LogLogistic, &[place, width]) => shape_and_scale(place, width),
            (Self::LogNormal, &[place, width]) => vec![place, width.exp()],
            (_, rates) => rates.iter().map(|rate| rate.exp()).collect(),
        }
    }

    /// The parameters of the search from the parameters themselves.
    pub(super) fn free(&self, natural: &[f64]) -> Vec<f64> {
        let log_odds = |share: f64| Scale::Logit.free(share);
        let of_shapes = |alpha: f64, beta: f64| [alpha.ln() - beta.ln(), -(alpha + beta).ln()];
        match (self, natural) {
            (Self::Geometric, &[theta]) => vec![log_odds(theta)],
            (Self::ShiftedBetaGeometric, &[alpha, beta]) => of_shapes(alpha, beta).to_vec(),
            (Self::DiscreteWeibull, &[theta, c]) => vec![log_odds(theta), c.ln()],
            (Self::BetaDiscreteWeibull, &[alpha, beta, c]) => {
                let [mean, spread] = of_shapes(alpha, beta);
                vec![mean, spread, c.ln()]
            }
            (Self::Exponential, &[rate]) => vec![-rate.ln()],
            (Self::Weibull | Self::LogLogistic, &[shape, scale]) => vec![scale.ln(), -shape.ln()],
            (Self::LogNormal, &[meanlog, sdlog]) => vec![meanlog, sdlog.ln()],
            (_, rates) => rates.iter().map(|rate| rate.ln()).collect(),
        }
    }

    /// Checks parameters that were typed in.
    pub(super) fn check_parameters(&self, natural: &[f64]) -> Result<()> {
        self.check()?;
        let names = self.parameter_names();
        if names.len() != natural.len() {
            let reason = format!("are {} numbers; the {self} curve has {}: {}", natural.len(), names.len(), names.join(", "));
            return Err(Error::setting("parameters", format!("{natural:?}"), reason));
        }
        for (name, &value) in names.iter().zip(natural) {
            let (fits, range) = match name.as_str() {
                "theta" => ((0.0..=1.0).contains(&value), "a probability in [0, 1]"),
                "meanlog" => (value.is_finite(), "a finite number"),
                name if name.starts_with("rate") => (value >= 0.0 && value.is_finite(), "finite and at least 0"),
                _ => (value > 0.0 && value.is_finite(), "finite and above 0"),
            };
            if !fits {
                return Err(Error::setting("parameter", value, format!("cannot be {name}: give {range}")));
            }
        }
        Ok(())
    }
}

/// α and β from the log odds of α / (α + β) and the logarithm of 1 / (α + β).
fn beta_shapes<T: Number>(mean: T, spread: T) -> [T; 2] {
    let size = (-spread).exp();
    [mean.logistic() * size, (-mean).logistic() * size]
}

impl fmt::Display for CurveFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Geometric => "geometric",
            Self::ShiftedBetaGeometric => "shifted beta-geometric",
            Self::DiscreteWeibull => "discrete Weibull",
            Self::BetaDiscreteWeibull => "beta-discrete-Weibull",
            Self::Exponential => "exponential",
            Self::Weibull => "Weibull",
            Self::LogNormal => "log-normal",
            Self::LogLogistic => "log-logistic",
            Self::PiecewiseExponential(_) => "piecewise exponential",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_and_those_of_the_search_undo_each_other() {
        let cases = [
            (CurveFamily::Geometric, vec![0.2]),
            (CurveFamily::ShiftedBetaGeometric, vec![0.7, 1.2]),
            (CurveFamily::DiscreteWeibull, vec![0.2, 0.8]),
            (CurveFamily::BetaDiscreteWeibull, vec![0.5, 0.8, 1.3]),
            (CurveFamily::Exponential, vec![0.02]),
            (CurveFamily::Weibull, vec![1.3, 400.0]),
            (CurveFamily::LogNormal, vec![5.6, 1.1]),
            (CurveFamily::LogLogistic, vec![1.7, 300.0]),
            (CurveFamily::PiecewiseExponential(vec![1.0, 5.0]), vec![0.3, 0.2, 0.1]),
        ];
        for (family, natural) in cases {
            let back = family.natural(&family.free(&natural));
            assert!(back.iter().zip(&natural).all(|(a, b)| (a / b - 1.0).abs() < 1e-14), "{family}: {back:?}");
            assert_eq!(family.searched().len(), family.size());
            assert!(family.check_parameters(&natural).is_ok());
        }
    }

    #[test]
    fn parameters_that_cannot_be_are_refused() {
        let refused = |family: CurveFamily, parameters: &[f64]| family.check_parameters(parameters).unwrap_err().to_string();
        assert!(refused(CurveFamily::Geometric, &[1.5]).contains("theta: give a probability"));
        assert!(refused(CurveFamily::Weibull, &[1.0]).contains("has 2: shape, scale"));
        assert!(refused(CurveFamily::ShiftedBetaGeometric, &[0.0, f64::NAN]).contains("alpha"));
        assert!(refused(CurveFamily::PiecewiseExponential(vec![2.0, 1.0]), &[1.0; 3]).contains("ascending"));
    }
}
