//! How is a budget best spent over measures with diminishing returns, and what would more money bring?

use super::attitude::{Aim, Attitude, Dependence};
use super::budget_line::BudgetLine;
use super::result::{AllocatedLine, Allocation};
use super::whole_choice::best;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// A sum of money to be shared among measures, and what shall be made as large as possible.
///
/// # Method
///
/// Responses are concave and independent of each other, so that the best allocation is where the next unit of money brings the same in
/// every measure that is neither at its least nor at its most (the conditions of Karush, Kuhn and Tucker), and the dual problem has one
/// variable, the price of money, which halving finds to its last digit. No general optimiser is needed, nor a starting
/// point or a tolerance. Fixed costs, all or nothing, are decided by branch and bound over the concave envelopes, which is exact too.
///
/// # Formula
///
/// ```text
/// maximise  Σ g_i(x_i) - k D    with  Σ x_i ≤ B,  l_i ≤ x_i ≤ u_i,  x_i = 0 or x_i ≥ F_i
/// D = √Σ (ρ_i g_i)²  for independent errors,   D = Σ ρ_i g_i  for errors that go together
/// ```
///
/// where `g_i` is the response to `x_i`, `B` the budget, `F_i` the fixed cost, `ρ_i` the relative error and `k` the deviations taken off
/// (0 for [`Attitude::Mean`]).
///
/// # Assumption
///
/// Gains add up: no measure makes another more or less effective, and no person is counted twice.
///
/// # Example
///
/// ```
/// use kaiin::decision::allocation::{Budget, BudgetLine, Response};
/// // gains 6 √x and 8 √x share 100 as 36 to 64: there 6 / (2 √36) = 8 / (2 √64) = 0.5
/// let lines = [BudgetLine::new("a", Response::power(6.0, 0.5)?), BudgetLine::new("b", Response::power(8.0, 0.5)?)];
/// let best = Budget::of(100.0)?.allocate(&lines)?;
/// assert!((best.lines[0].spent - 36.0).abs() < 1e-9 && (best.lines[1].spent - 64.0).abs() < 1e-9);
/// assert!((best.gain - 100.0).abs() < 1e-9); // 6 × 6 + 8 × 8
/// assert!((best.shadow_price.unwrap() - 0.5).abs() < 1e-12); // one unit of money more brings a half
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// S. Boyd and L. Vandenberghe (2004), *Convex Optimization*, Cambridge University Press, example 5.2 (water-filling).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct Budget {
    amount: f64,
    attitude: Attitude,
    dependence: Dependence,
}

remade_when_read! {
    Unchecked => Budget { amount: f64, attitude: Attitude, dependence: Dependence }
}

impl Budget {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        Ok(Self::of(self.amount)?.attitude(self.attitude)?.dependence(self.dependence))
    }

    /// A sum of money, in the unit of the responses.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is negative or not finite.
    pub fn of(amount: f64) -> Result<Self> {
        if !(0.0..=f64::MAX / 4.0).contains(&amount) {
            return Err(Error::setting("budget", amount, "is no sum that can be shared; give a finite one of 0 or more"));
        }
        Ok(Self { amount, attitude: Attitude::Mean, dependence: Dependence::Independent })
    }

    /// With something else to be made as large as possible than the expected gain.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a number of deviations that is negative or not finite.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::allocation::{Attitude, Budget, BudgetLine, Response};
    /// let sure = BudgetLine::new("sure", Response::linear(1.0)?);
    /// let doubtful = BudgetLine::new("doubtful", Response::linear(1.5)?).uncertain(0.5)?;
    /// let lines = [sure, doubtful];
    /// assert_eq!(Budget::of(10.0)?.allocate(&lines)?.lines[1].spent, 10.0);
    /// // less one standard deviation, 1.5 × (1 - 0.5) = 0.75 is less than 1
    /// assert_eq!(Budget::of(10.0)?.attitude(Attitude::MeanLessDeviations(1.0))?.allocate(&lines)?.lines[0].spent, 10.0);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn attitude(self, attitude: Attitude) -> Result<Self> {
        if let Attitude::MeanLessDeviations(deviations) = attitude
            && !(deviations >= 0.0 && deviations.is_finite())
        {
            return Err(Error::setting("deviations", deviations, "are no number to take off; give a finite one of 0 or more"));
        }
        Ok(Self { attitude, ..self })
    }

    /// With errors of effects that go together otherwise than not at all.
    pub fn dependence(self, dependence: Dependence) -> Self {
        Self { dependence, ..self }
    }

    /// The best allocation. Measures that are equally good are funded in the order of their names.
    ///
    /// The shadow price (潜在価格) is what one more unit of money would add to what is maximised, with the fixed costs that are paid; a
    /// measure that is just too dear may bring more.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a line; [`Error::Setting`] for a name given twice, and when the least amounts exceed the
    /// budget; [`Error::Limit`] when more than 100,000 combinations of fixed costs would have to be looked at.
    pub fn allocate(&self, lines: &[BudgetLine]) -> Result<Allocation> {
        if lines.is_empty() {
            return Err(Error::NoRows { input: "the lines of the budget".into(), advice: "give one measure at least".into() });
        }
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|&a, &b| lines[a].name.cmp(&lines[b].name));
        if let Some(pair) = order.windows(2).find(|pair| lines[pair[0]].name == lines[pair[1]].name) {
            let name = format!("{:?}", lines[pair[0]].name);
            return Err(Error::setting("budget line", name, "is given twice; give each a name of its own"));
        }
        let sorted: Vec<&BudgetLine> = order.iter().map(|&at| &lines[at]).collect();
        let aim = self.aim();
        let found = best(&sorted, &aim, self.amount)?;
        let marginals = aim.marginals(&found.pieces, &found.level.spent);
        let mut allocated: Vec<(usize, AllocatedLine)> = Vec::with_capacity(lines.len());
        for ((at, spent), marginal) in order.iter().zip(&found.level.spent).zip(marginals) {
            let (line, gain) = (&lines[*at], lines[*at].gain(*spent));
            let error = line.relative_error * gain;
            allocated.push((*at, AllocatedLine { name: line.name.clone(), spent: *spent, gain, error, marginal }));
        }
        allocated.sort_by_key(|(at, _)| *at);
        Ok(Allocation {
            budget: self.amount,
            attitude: self.attitude,
            dependence: self.dependence,
            gain: Aim::gain(&found.pieces, &found.level.spent),
            error: aim.error(&found.pieces, &found.level.spent),
            objective: aim.objective(&found.pieces, &found.level.spent),
            shadow_price: found.level.price,
            lines: allocated.into_iter().map(|(_, line)| line).collect(),
        })
    }

    fn aim(&self) -> Aim {
        let deviations = match self.attitude {
            Attitude::Mean => 0.0,
            Attitude::MeanLessDeviations(deviations) => deviations,
        };
        Aim { deviations, dependence: self.dependence }
    }
}
