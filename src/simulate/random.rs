//! What a simulated life draws: shares, chances, positions in a table.

use crate::random::Draws;

impl Draws {
    /// Whether something of probability `p` happens. Probabilities 0 and 1 are certain and draw nothing.
    pub(super) fn chance(&mut self, p: f64) -> bool {
        p >= 1.0 || (p > 0.0 && self.uniform() < p)
    }

    /// A whole number in `0..n`; 0 when `n` is 0. The upper half of a 128-bit product: its bias is below n / 2^64.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// A position in a table of cumulative shares that ends with 1.
    pub(super) fn position(&mut self, cumulative: &[f64]) -> usize {
        position_of(self.uniform(), cumulative)
    }
}

/// The first position whose cumulative share exceeds `u`, the last one at most.
pub(super) fn position_of(u: f64, cumulative: &[f64]) -> usize {
    cumulative.partition_point(|&share| share <= u).min(cumulative.len().saturating_sub(1))
}

/// Cumulative shares of weights; the last is 1. The weights are finite, not negative and not all zero.
pub(super) fn cumulative(weights: impl IntoIterator<Item = f64> + Clone) -> Vec<f64> {
    let total: f64 = weights.clone().into_iter().sum();
    let mut sum = 0.0;
    let mut shares: Vec<f64> = weights
        .into_iter()
        .map(|weight| {
            sum += weight;
            sum / total
        })
        .collect();
    // The tail of equal sums is set to 1 so that rounding cannot give a weight of zero a share.
    if let Some(&last) = shares.last() {
        shares.iter_mut().rev().take_while(|share| **share == last).for_each(|share| *share = 1.0);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cumulative_shares_end_with_one_and_skip_zero_weights() {
        let shares = cumulative([0.0, 1.0, 3.0, 0.0]);
        assert_eq!(shares, [0.0, 0.25, 1.0, 1.0]);
        assert_eq!(position_of(0.0, &shares), 1);
        assert_eq!(position_of(0.25, &shares), 2);
        assert_eq!(position_of(1.0 - f64::EPSILON / 2.0, &shares), 2);
    }

    #[test]
    fn certain_and_impossible_things_draw_nothing() {
        let (mut a, mut b) = (Draws::new(1, 1), Draws::new(1, 1));
        assert!(a.chance(1.0) && !a.chance(0.0));
        assert_eq!(a.uniform(), b.uniform());
    }
}
