//! Of two populations: what is the rate with one factor as in the first or the second, averaged over what all others can be?

use crate::error::Result;
use crate::special::CompensatedSum;

/// The rate with one factor as in the first population and as in the second, all others standardised.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Standardised {
    pub(super) first: f64,
    pub(super) second: f64,
}

/// The standardised rates of each of `factors` factors. `rate` has the rate of a mixture: the factors whose bit is set are those of the
/// second population.
///
/// A set of s of the other n - 1 factors weighs s! (n - 1 - s)! / n!, the share of orders of replacement in which exactly these were
/// replaced before the factor in question. Sets are walked in one order for both populations, so that a factor without effect has the
/// same sum twice and a part of exactly 0.
pub(super) fn standardised_pair(factors: usize, mut rate: impl FnMut(u32) -> Result<f64>) -> Result<Vec<Standardised>> {
    let weights = weights(factors);
    let mut sums = vec![[CompensatedSum::default(); 2]; factors];
    for mixture in 0..1u32 << factors {
        let rate = rate(mixture)?;
        let size = mixture.count_ones() as usize;
        for (factor, sums) in sums.iter_mut().enumerate() {
            let is_second = mixture >> factor & 1 == 1;
            let others = if is_second { size - 1 } else { size };
            let weight = weights.get(others).copied().unwrap_or(0.0);
            sums[usize::from(is_second)].add(rate * weight);
        }
    }
    Ok(sums.into_iter().map(|[first, second]| Standardised { first: first.value(), second: second.value() }).collect())
}

/// s! (n - 1 - s)! / n! for s from 0 to n - 1: one over n times the number of sets of s of n - 1.
pub(super) fn weights(factors: usize) -> Vec<f64> {
    let mut sets = 1.0; // sets of s of n - 1; whole numbers, exact
    (0..factors)
        .map(|size| {
            let weight = 1.0 / (factors as f64 * sets);
            sets = sets * (factors - 1 - size) as f64 / (size + 1) as f64;
            weight
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_those_of_das_gupta() {
        // three factors (Das Gupta 1993, equation 2.10): 1/3 for none or both of the others, 1/6 for one of them
        assert_eq!(weights(3), [1.0 / 3.0, 1.0 / 6.0, 1.0 / 3.0]);
        // four: 1/4, 1/12, 1/12, 1/4
        assert_eq!(weights(4), [0.25, 1.0 / 12.0, 1.0 / 12.0, 0.25]);
        assert_eq!(weights(1), [1.0]);
    }

    #[test]
    fn two_factors_are_kitagawa() {
        // 2 × 3 against 4 × 5: (4 - 2) × (3 + 5)/2 = 8 and (5 - 3) × (2 + 4)/2 = 6
        let value = |mixture: u32| Ok((if mixture & 1 == 1 { 4.0 } else { 2.0 }) * (if mixture & 2 == 2 { 5.0 } else { 3.0 }));
        let pair = standardised_pair(2, value).unwrap();
        assert_eq!(pair, [Standardised { first: 8.0, second: 16.0 }, Standardised { first: 9.0, second: 15.0 }]);
    }
}
