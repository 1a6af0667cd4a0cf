//! Columns on one scale, and which of them say nothing new.
//!
//! Numbers are centred and divided by their standard deviation before anything is solved, so that a year of 2018 loses no digits.
//! Results are turned back.

use super::sparse_rows::SparseRows;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};
use serde::{Deserialize, Serialize};

/// What was subtracted from each column and what it was divided by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ColumnScales {
    centre: Vec<f64>,
    pub(super) scale: Vec<f64>,
    /// The standard deviation of each column over the trials.
    pub(super) deviation: Vec<f64>,
    has_intercept: bool,
}

/// A column that is 0, constant, or a combination of earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Collinear {
    pub(super) column: usize,
    /// The earlier columns that it is made of.
    pub(super) of: Vec<usize>,
}

/// What is left of the squared length of a column, on its own scale, when it says nothing new. Rounding leaves 1e-15 or so; R's `glm`
/// looks at the length and lets pass what is above 1e-11, where sums of squares have no digits left.
const NOTHING_NEW: f64 = 1e-11;
/// A standard deviation that is so small a part of the mean is rounding.
const NO_SPREAD: f64 = 1e-11;

impl ColumnScales {
    /// The scales of columns, and the columns on them.
    pub(super) fn of(mut rows: SparseRows, trials: &[f64], has_intercept: bool, is_dense: &[bool]) -> (Self, SparseRows) {
        let width = rows.width;
        let (mut sum, mut squares, total) = (vec![0.0; width], vec![0.0; width], trials.iter().sum::<f64>());
        for (row, trials) in trials.iter().enumerate() {
            rows.row(row).for_each(|(column, value)| sum[column] += trials * value);
        }
        let mean: Vec<f64> = sum.iter().map(|sum| sum / total).collect();
        let mut weight = vec![0.0; width];
        for (row, trials) in trials.iter().enumerate() {
            rows.row(row).for_each(|(column, value)| {
                weight[column] += trials;
                squares[column] += trials * (value - mean[column]).powi(2);
            });
        }
        // Where a row keeps nothing for a column its value is 0.
        let variance = (0..width).map(|column| (squares[column] + (total - weight[column]).max(0.0) * mean[column].powi(2)) / total);
        let deviation: Vec<f64> = variance.map(f64::sqrt).collect();
        let centre: Vec<f64> = (0..width).map(|column| if has_intercept && is_dense[column] { mean[column] } else { 0.0 }).collect();
        let length = |column: usize| if centre[column] == 0.0 { deviation[column].hypot(mean[column]) } else { deviation[column] };
        let scale: Vec<f64> = (0..width)
            .map(|column| if length(column) > NO_SPREAD * mean[column].abs() { length(column) } else { mean[column].abs().max(1.0) })
            .collect();
        rows.map(|column, value| (value - centre[column]) / scale[column]);
        (Self { centre, scale, deviation, has_intercept }, rows)
    }

    /// Other rows on the same scales.
    pub(super) fn apply(&self, rows: &mut SparseRows) {
        rows.map(|column, value| (value - self.centre[column]) / self.scale[column]);
    }

    /// The matrix that turns coefficients on these scales back: rows and columns are those that were kept.
    pub(super) fn back(&self, kept: &[usize]) -> DMatrix<f64> {
        let mut back = DMatrix::zeros(kept.len(), kept.len());
        for (at, &column) in kept.iter().enumerate() {
            back[(at, at)] = 1.0 / self.scale[column];
            if self.has_intercept && at > 0 {
                back[(0, at)] = -self.centre[column] / self.scale[column];
            }
        }
        back
    }
}

/// The columns that say something new, in order, and for each other one what it is made of. Columns are on one scale.
pub(super) fn independent_columns(rows: &SparseRows, trials: &[f64]) -> (Vec<usize>, Vec<Collinear>) {
    let total: f64 = trials.iter().sum();
    let shares: Vec<f64> = trials.iter().map(|trials| trials / total).collect();
    let gram = rows.gram(&shares);
    let (mut kept, mut collinear): (Vec<usize>, Vec<Collinear>) = (Vec::new(), Vec::new());
    // The rows of the Cholesky factor of the kept columns.
    let mut factor: Vec<Vec<f64>> = Vec::new();
    for column in 0..rows.width {
        let mut row: Vec<f64> = Vec::with_capacity(kept.len() + 1);
        for (at, &other) in kept.iter().enumerate() {
            let known: f64 = row.iter().zip(&factor[at]).map(|(a, b)| a * b).sum();
            row.push((gram[(column, other)] - known) / factor[at][at]);
        }
        let left = gram[(column, column)] - row.iter().map(|value| value * value).sum::<f64>();
        if left > NOTHING_NEW * gram[(column, column)].max(NOTHING_NEW) {
            row.push(left.sqrt());
            factor.push(row);
            kept.push(column);
        } else {
            let of = combination(&factor, &row).into_iter().zip(&kept).filter(|(share, _)| share.abs() > 1e-6).map(|(_, &column)| column);
            collinear.push(Collinear { column, of: of.collect() });
        }
    }
    (kept, collinear)
}

/// Solves the transposed triangular system: the coefficients of a combination.
fn combination(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut solution = right.to_vec();
    for at in (0..solution.len()).rev() {
        let known: f64 = (at + 1..solution.len()).map(|below| factor[below][at] * solution[below]).sum();
        solution[at] = (solution[at] - known) / factor[at][at];
    }
    solution
}

/// The Cholesky factor of a symmetric matrix that is positive definite.
pub(super) fn factor(matrix: DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    Cholesky::new(matrix).filter(|factor| factor.l_dirty().diagonal().iter().all(|value| value.is_finite() && *value > 0.0))
}

/// `v' A v` for a symmetric matrix and sparse entries of `v`.
pub(super) fn quadratic(matrix: &DMatrix<f64>, vector: &DVector<f64>) -> f64 {
    (vector.transpose() * matrix * vector)[(0, 0)]
}
