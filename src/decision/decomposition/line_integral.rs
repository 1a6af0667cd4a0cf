//! How much is due to each parameter when all of them change together, little by little, from before to after?

use super::method::DecompositionMethod;
use super::parameters::Parameters;
use super::part::Part;
use super::result::Decomposition;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::special::{CompensatedSum, compensated_sum};
use serde::{Deserialize, Serialize};

/// Most steps of an integral.
const MOST_STEPS: usize = 1 << 20;

/// Most evaluations of the rate in one call.
const MOST_EVALUATIONS: u64 = 1 << 30;

/// Steps with which refinement begins, and after which it gives up.
const FIRST_STEPS: usize = 4;
const LAST_STEPS: usize = 1 << 14;

/// Finest precision that can be asked for: beyond it rounding is larger than the error.
const FINEST: f64 = 1e-13;

/// How the slope of the rate along a parameter is taken in each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Slope {
    /// The change of the rate across the step in this parameter alone, the others in the middle of the step (Horiuchi and others 2008).
    /// The default: it needs no derivative and is exact, in one step, for rates that are sums of products of two parameters.
    #[default]
    Secant,
    /// The derivative in the middle of the step, times the change of the parameter (life table response experiments, Caswell 1989).
    Tangent,
}

/// Whether the number of steps is given or found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Steps {
    Given(usize),
    Until(f64),
}

/// Horiuchi's decomposition: the parameters move on a straight line from before to after, and each is given the integral of what it did to
/// the rate on the way.
///
/// For rates of many parameters, such as life expectancies or projections, of which Das Gupta's mixtures would be too many. The steps
/// stay between before and after, so the rate function need not be defined elsewhere.
///
/// # Formula
///
/// ```text
/// c(i) = ∫₀¹ ∂F/∂x_i (x(t)) · (b_i - a_i) dt,      x(t) = a + t (b - a)
///      ≈ Σ_j [ F(x_j + d_i/2 e_i) - F(x_j - d_i/2 e_i) ],   x_j = a + (j - ½) d,   d = (b - a) / N,   j = 1 … N
/// ```
///
/// where `F` is the rate, `a` and `b` the parameters before and after, `e_i` the unit vector of parameter `i`, and `N` the number of steps.
/// The error of a smooth rate falls with `N²`.
///
/// # Weakness
///
/// Assumes a straight path, all parameters in proportion: if one changed early and another late, the joint effect was shared differently.
/// Where the rate has a kink or a jump on the way the error falls slowly; it is reported, not hidden.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{LineIntegral, Parameters};
/// // entry × retention³: those who join in a year and are still there after three
/// let changed = Parameters::new([("entry", 0.8, 0.7), ("retention", 0.9, 0.95)])?;
/// let rate = |p: &[f64]| p[0] * p[1].powi(3);
/// let coarse = LineIntegral::of_steps(10).decompose(&changed, rate)?;
/// let fine = LineIntegral::until(1e-12)?.decompose(&changed, rate)?;
/// assert!(coarse.integration_error.abs() < 2e-6 && fine.integration_error.abs() < 1e-12);
/// assert!((fine.decomposition.change - (0.7 * 0.95f64.powi(3) - 0.8 * 0.9f64.powi(3))).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// S. Horiuchi, J. R. Wilmoth and S. D. Pletcher, "A decomposition method based on a model of continuous change", *Demography* 45 (2008),
/// 785-801. H. Caswell, "Analysis of life table response experiments I", *Ecological Modelling* 46 (1989), 221-237.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct LineIntegral {
    steps: Steps,
    slope: Slope,
}

/// The parts of a line integral, and how far they are from exact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineIntegralDecomposition {
    /// A part for each parameter.
    pub decomposition: Decomposition,
    /// The number of steps taken; the last one when it was found by refinement.
    pub steps: usize,
    /// The change less the sum of the parts.
    pub integration_error: f64,
    /// The largest difference of a part from that with half the steps; `None` when the number of steps was given.
    pub part_error: Option<f64>,
}

remade_when_read! {
    Unchecked => LineIntegral { steps: Steps, slope: Slope }
}

impl LineIntegral {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = match self.steps {
            Steps::Given(steps) => Self::of_steps(steps),
            Steps::Until(precision) => Self::until(precision)?,
        };
        Ok(made.slope(self.slope))
    }

    /// With a given number of steps, at the middle of each, without extrapolation: as R `DemoDecomp::horiuchi` with `N`.
    pub fn of_steps(steps: usize) -> Self {
        Self { steps: Steps::Given(steps), slope: Slope::default() }
    }

    /// With twice as many steps until no part changes by more than `precision` and the parts sum to the change within it; as a share of
    /// the largest of the rates and parts. Parts of different numbers of steps are extrapolated (Romberg).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the precision is not from 1e-13 to 1.
    pub fn until(precision: f64) -> Result<Self> {
        if !(FINEST..1.0).contains(&precision) {
            return Err(Error::setting("precision", precision, "is outside [1e-13, 1); write 1e-9 for nine digits of the rate"));
        }
        Ok(Self { steps: Steps::Until(precision), slope: Slope::default() })
    }

    /// With another slope.
    pub fn slope(self, slope: Slope) -> Self {
        Self { slope, ..self }
    }

    /// Decomposes the change of a rate of these parameters.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for 0 steps and when the rate is not a finite number on the way; [`Error::Limit`] for more than 2^20 steps or 2^30
    /// evaluations, and when a precision is not reached in 2^14 steps.
    pub fn decompose(&self, parameters: &Parameters, rate: impl Fn(&[f64]) -> f64) -> Result<LineIntegralDecomposition> {
        let checked = |values: &[f64]| finite_rate(rate(values));
        let (before, after) = (checked(parameters.before())?, checked(parameters.after())?);
        let path = Path { parameters, changes: parameters.changes(), slope: self.slope, rate: &checked };
        let (parts, steps, part_error) = match self.steps {
            Steps::Given(steps) => (path.integral(steps)?, steps, None),
            Steps::Until(precision) => {
                let scale = before.abs().max(after.abs());
                let (parts, steps, error) = path.refined(precision, scale, after - before)?;
                (parts, steps, Some(error))
            }
        };
        let part = |(name, value): (&String, f64)| {
            Part::new(name, Bilingual::new(format!("the change of parameter {name}"), format!("パラメータ{name}の変化")), value)
        };
        let parts = parameters.names().iter().zip(parts).map(part).collect();
        let method = DecompositionMethod::LineIntegral { steps };
        let decomposition = Decomposition::new((&parameters.from, before), (&parameters.to, after), method, parts)?;
        Ok(LineIntegralDecomposition { integration_error: decomposition.residue(), decomposition, steps, part_error })
    }
}

/// The straight way from before to after.
struct Path<'a, F> {
    parameters: &'a Parameters,
    changes: Vec<f64>,
    slope: Slope,
    rate: &'a F,
}

impl<F: Fn(&[f64]) -> Result<f64>> Path<'_, F> {
    /// The integral of each parameter by the rule of midpoints.
    fn integral(&self, steps: usize) -> Result<Vec<f64>> {
        self.check(steps)?;
        let mut sums = vec![CompensatedSum::default(); self.changes.len()];
        for step in 0..steps {
            let middle = (step as f64 + 0.5) / steps as f64;
            let point = |(before, change): (&f64, &f64)| before + change * middle;
            let mut values: Vec<f64> = self.parameters.before().iter().zip(&self.changes).map(point).collect();
            for (at, sum) in sums.iter_mut().enumerate() {
                self.contribution(at, steps, &mut values)?.into_iter().for_each(|part| sum.add(part));
            }
        }
        Ok(sums.into_iter().map(CompensatedSum::value).collect())
    }

    /// What a parameter did in the step around `values`, as numbers to be added up.
    fn contribution(&self, at: usize, steps: usize, values: &mut [f64]) -> Result<Vec<f64>> {
        let change = self.changes[at];
        if change == 0.0 {
            return Ok(Vec::new());
        }
        let half = 0.5 / steps as f64;
        match self.slope {
            Slope::Secant => Ok(vec![self.across(at, change * half, values)?]),
            Slope::Tangent => {
                // The central difference over a short way, extrapolated once.
                let short = half.min(1e-3);
                let (wide, narrow) = (self.across(at, change * short, values)?, self.across(at, change * short / 2.0, values)?);
                Ok(vec![(8.0 * narrow - wide) / 3.0 * half / short])
            }
        }
    }

    /// The rate with one parameter `by` higher less the rate with it `by` lower.
    fn across(&self, at: usize, by: f64, values: &mut [f64]) -> Result<f64> {
        let middle = values[at];
        values[at] = middle + by;
        let high = (self.rate)(values)?;
        values[at] = middle - by;
        let low = (self.rate)(values)?;
        values[at] = middle;
        Ok(high - low)
    }

    /// The integrals with twice as many steps each time, extrapolated, until they stand still.
    fn refined(&self, precision: f64, scale: f64, change: f64) -> Result<(Vec<f64>, usize, f64)> {
        let mut steps = FIRST_STEPS;
        let mut row = vec![self.integral(steps)?];
        loop {
            steps *= 2;
            let next = romberg(&row, self.integral(steps)?);
            let (old, new) = (row.last().cloned().unwrap_or_default(), next.last().cloned().unwrap_or_default());
            let moved = old.iter().zip(&new).map(|(old, new)| (old - new).abs()).fold(0.0, f64::max);
            let missing = (change - compensated_sum(new.iter().copied())).abs();
            let close = precision * new.iter().map(|part| part.abs()).fold(scale, f64::max);
            if moved <= close && missing <= close {
                return Ok((new, steps, moved));
            }
            if steps >= LAST_STEPS {
                let advice = format!(
                    "parts still move by {moved:e}: the rate may jump on the way; accept less precision, or give a number of steps"
                );
                return Err(Error::Limit { what: "steps of a line integral", found: 2 * steps as u64, limit: LAST_STEPS as u64, advice });
            }
            row = next;
        }
    }

    fn check(&self, steps: usize) -> Result<()> {
        if steps == 0 {
            return Err(Error::setting("number of steps", steps, "makes no way; write 100"));
        }
        let found = (steps as u64).saturating_mul(4).saturating_mul(self.changes.len() as u64);
        let advice = || "take fewer steps".to_owned();
        if steps > MOST_STEPS {
            return Err(Error::Limit { what: "steps of a line integral", found: steps as u64, limit: MOST_STEPS as u64, advice: advice() });
        }
        if found > MOST_EVALUATIONS {
            return Err(Error::Limit { what: "evaluations of the rate", found, limit: MOST_EVALUATIONS, advice: advice() });
        }
        Ok(())
    }
}

/// The next row of a Romberg table: the error of midpoints has even powers of the step only.
fn romberg(row: &[Vec<f64>], finest: Vec<f64>) -> Vec<Vec<f64>> {
    let mut next = vec![finest];
    let mut power = 1.0;
    for coarse in row {
        power *= 4.0;
        let extrapolated = |(fine, coarse): (&f64, &f64)| fine + (fine - coarse) / (power - 1.0);
        let Some(fine) = next.last() else { break };
        let better = fine.iter().zip(coarse).map(extrapolated).collect();
        next.push(better);
    }
    next
}

/// A rate that is a number.
pub(super) fn finite_rate(rate: f64) -> Result<f64> {
    let reason = "is not a finite number somewhere between before and after; the rate function must be defined there";
    if rate.is_finite() { Ok(rate) } else { Err(Error::setting("rate", rate, reason)) }
}
