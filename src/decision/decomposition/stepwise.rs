//! How much is due to each parameter when they are replaced one after the other?

use super::line_integral::finite_rate;
use super::method::DecompositionMethod;
use super::parameters::Parameters;
use super::part::Part;
use super::result::Decomposition;
use crate::error::Result;
use crate::language::Bilingual;
use crate::special::CompensatedSum;
use serde::{Deserialize, Serialize};

/// In which order the parameters are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepOrder {
    /// From the first to the last (`"up"` in R `DemoDecomp`). The default, as there.
    #[default]
    FirstToLast,
    /// From the last to the first (`"down"`).
    LastToFirst,
    /// The mean of both (`"both"`).
    Both,
}

/// From where to where the parameters are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replacement {
    /// Those of before by those of after, and back in the same order; the mean of both (`symmetrical = TRUE`). The default: reversing the
    /// two dates then flips every sign.
    #[default]
    ThereAndBack,
    /// Those of before by those of after only.
    There,
}

/// Stepwise replacement: parameters change one after the other, and each is given the step that the rate makes.
///
/// # Formula
///
/// ```text
/// c(i) = F(b_1 … b_i, a_(i+1) … a_n) - F(b_1 … b_(i-1), a_i … a_n)
/// ```
///
/// where `F` is the rate and `a`, `b` are the parameters before and after; averaged with the same from `b` to `a`, sign reversed.
///
/// # Weakness
///
/// The parts depend on the order in which the parameters are given, unless the rate is a sum of products of two; use
/// [`standardise`](super::standardise) where they must not. It takes only two evaluations a parameter.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{Parameters, Replacement, StepwiseReplacement};
/// let changed = Parameters::new([("a", 2.0, 4.0), ("b", 3.0, 5.0)])?;
/// let parts = |settings: StepwiseReplacement| -> kaiin::Result<Vec<f64>> {
///     Ok(settings.decompose(&changed, |p| p[0] * p[1])?.parts.iter().map(|part| part.value).collect())
/// };
/// assert_eq!(parts(StepwiseReplacement::new())?, [8.0, 6.0]);
/// assert_eq!(parts(StepwiseReplacement::new().replacing(Replacement::There))?, [6.0, 8.0]); // 2·3 → 4·3 → 4·5
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// E. M. Andreev, V. M. Shkolnikov and A. Z. Begun, "Algorithm for decomposition of differences between aggregate demographic measures",
/// *Demographic Research* 7 (2002), 499-522.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[must_use]
pub struct StepwiseReplacement {
    order: StepOrder,
    replacement: Replacement,
}

impl StepwiseReplacement {
    /// From the first parameter to the last, there and back.
    pub fn new() -> Self {
        Self::default()
    }

    /// In another order.
    pub fn order(self, order: StepOrder) -> Self {
        Self { order, ..self }
    }

    /// There only, or there and back.
    pub fn replacing(self, replacement: Replacement) -> Self {
        Self { replacement, ..self }
    }

    /// Decomposes the change of a rate of these parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`](crate::Error::Setting) when the rate is not a finite number on the way.
    pub fn decompose(&self, parameters: &Parameters, rate: impl Fn(&[f64]) -> f64) -> Result<Decomposition> {
        let (before, after) = (parameters.before(), parameters.after());
        let last = before.len();
        let orders: Vec<Vec<usize>> = match self.order {
            StepOrder::FirstToLast => vec![(0..last).collect()],
            StepOrder::LastToFirst => vec![(0..last).rev().collect()],
            StepOrder::Both => vec![(0..last).collect(), (0..last).rev().collect()],
        };
        let mut sums = vec![CompensatedSum::default(); last];
        let mut sequences = 0;
        for order in &orders {
            replace(before, after, order, &rate, |at, step| sums[at].add(step))?;
            sequences += 1;
            if self.replacement == Replacement::ThereAndBack {
                replace(after, before, order, &rate, |at, step| sums[at].add(-step))?;
                sequences += 1;
            }
        }
        let part = |(name, sum): (&String, CompensatedSum)| {
            let counts = Bilingual::new(format!("the change of parameter {name}"), format!("パラメータ{name}の変化"));
            Part::new(name, counts, sum.value() / sequences as f64)
        };
        let parts = parameters.names().iter().zip(sums).map(part).collect();
        let (first, second) = (finite_rate(rate(before))?, finite_rate(rate(after))?);
        Decomposition::new((&parameters.from, first), (&parameters.to, second), DecompositionMethod::Stepwise { sequences }, parts)
    }
}

/// Replaces parameters in an order and tells the step of the rate at each.
fn replace(from: &[f64], to: &[f64], order: &[usize], rate: impl Fn(&[f64]) -> f64, mut step: impl FnMut(usize, f64)) -> Result<()> {
    let mut values = from.to_vec();
    let mut reached = finite_rate(rate(&values))?;
    for &at in order {
        values[at] = to[at];
        let next = finite_rate(rate(&values))?;
        step(at, next - reached);
        reached = next;
    }
    Ok(())
}
