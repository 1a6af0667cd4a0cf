//! What is the sum of many parts when rounding errors do not cancel?

use std::iter::Sum;

/// A sum that keeps what rounding loses (Neumaier). Half a million log-likelihoods with few different values lose more in a plain sum than
/// a step of a fit gains, and fractional weights added and taken away leave something behind; here neither happens.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CompensatedSum {
    sum: f64,
    lost: f64,
}

impl CompensatedSum {
    /// Adds a part.
    pub(crate) fn add(&mut self, part: f64) {
        let sum = self.sum + part;
        self.lost += if self.sum.abs() >= part.abs() { (self.sum - sum) + part } else { (part - sum) + self.sum };
        self.sum = sum;
    }

    /// The sum of the parts added so far.
    pub(crate) fn value(self) -> f64 {
        // Beyond the largest number what was lost is not a number either.
        if self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

/// The compensated sum of some numbers.
pub(crate) fn compensated_sum(numbers: impl IntoIterator<Item = f64>) -> f64 {
    numbers.into_iter().sum::<CompensatedSum>().value()
}

impl Sum<f64> for CompensatedSum {
    fn sum<I: Iterator<Item = f64>>(parts: I) -> Self {
        let mut sum = Self::default();
        parts.for_each(|part| sum.add(part));
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_among_many_equal_parts_nor_beside_a_large_one() {
        let parts = || std::iter::repeat_n(0.1, 1_000_000);
        assert!((parts().sum::<f64>() - 1e5).abs() > 1e-6); // what a plain sum loses
        assert!((parts().sum::<CompensatedSum>().value() - 1e5).abs() < 1e-10);
        assert_eq!(compensated_sum([1.0, 1e100, 1.0, -1e100]), 2.0); // Neumaier's own example
        assert_eq!(compensated_sum([]), 0.0);
        assert_eq!(compensated_sum([f64::MAX, f64::MAX]), f64::INFINITY);
    }
}
