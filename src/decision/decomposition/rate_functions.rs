//! The rate functions that most decompositions need.

use crate::special::{CompensatedSum, compensated_sum};

/// The sum over cells of the product of all factors: `Σ a b c …`, a factor of one number counting in every cell.
///
/// With factors of one number each it is their plain product; with shares and rates by cell it is the rate of the whole.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::sum_of_products;
/// // shares 0.25 and 0.75 with rates 0.8 and 0.4, times 100
/// assert_eq!(sum_of_products(&[&[0.25, 0.75], &[0.8, 0.4], &[100.0]]), 50.0);
/// ```
#[must_use]
pub fn sum_of_products(factors: &[&[f64]]) -> f64 {
    let cells = factors.iter().map(|cells| cells.len()).max().unwrap_or(0);
    let mut sum = CompensatedSum::default();
    for cell in 0..cells {
        let product = factors.iter().fold(1.0, |product, values| match values {
            [scalar] => product * scalar,
            values => product * values.get(cell).copied().unwrap_or(f64::NAN),
        });
        sum.add(product);
    }
    sum.value()
}

/// The sum over cells of the sum of all factors: `Σ (a + b + c + …)`, a factor of one number counting once.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::sum_of_factors;
/// // joiners by branch, and those who came back, as shares of the licence holders
/// assert_eq!(sum_of_factors(&[&[0.25, 0.125], &[0.0625]]), 0.4375);
/// ```
#[must_use]
pub fn sum_of_factors(factors: &[&[f64]]) -> f64 {
    compensated_sum(factors.iter().flat_map(|cells| cells.iter().copied()))
}

/// The product of the factors of one cell: the rate function of [`Composition::standardise`](super::Composition::standardise) where the
/// rate of a cell is a product, or one factor alone.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::product_of_factors;
/// assert_eq!(product_of_factors(&[0.5, 0.5, 3.0]), 0.75);
/// ```
#[must_use]
pub fn product_of_factors(factors: &[f64]) -> f64 {
    factors.iter().product()
}
