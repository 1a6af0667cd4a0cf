//! Sums that keep what rounding loses.

/// A running sum that keeps what rounding loses (Neumaier), so that parts of different size and sign still sum to the change.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CompensatedSum {
    sum: f64,
    lost: f64,
}

impl CompensatedSum {
    /// One more number.
    pub(super) fn add(&mut self, number: f64) {
        let sum = self.sum + number;
        self.lost += if self.sum.abs() >= number.abs() { (self.sum - sum) + number } else { (number - sum) + self.sum };
        self.sum = sum;
    }

    /// The sum.
    pub(super) fn get(self) -> f64 {
        // Beyond the largest number what was lost is not a number either.
        if self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

/// The sum of some numbers.
pub(super) fn compensated_sum(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = CompensatedSum::default();
    numbers.into_iter().for_each(|number| sum.add(number));
    sum.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_survive_large_ones() {
        assert_eq!(compensated_sum([1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(compensated_sum([]), 0.0);
        assert_eq!(compensated_sum([f64::MAX, f64::MAX]), f64::INFINITY);
    }
}
