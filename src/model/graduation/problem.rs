//! One penalised least squares fit: values, weights and smoothing given.

use super::grid::{Grid, binomials};
use super::triangle::Triangle;

/// The fitted values of one smoothing, and what a criterion needs. Cells are in kept order.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) values: Vec<f64>,
    /// Σ w (y − z)².
    pub(super) residual: f64,
    /// λ_down and λ_across times the squared differences.
    pub(super) penalty: f64,
    /// log |W + P|.
    pub(super) log_determinant: f64,
    pub(super) triangle: Triangle,
}

impl Fit {
    /// The fit of `values` with `weights`, in kept order; the grid must be determined by the cells with weight.
    pub(super) fn new(grid: &Grid, values: &[f64], weights: &[f64], lambdas: [f64; 2]) -> Self {
        let mut triangle = Triangle::new(grid.cells(), grid.band());
        let differences: Vec<(usize, Vec<f64>)> = grid
            .axes()
            .map(|axis| (axis, binomials(grid.orders()[axis]).into_iter().map(|c| c * lambdas[axis].sqrt()).collect()))
            .collect();
        for kept in 0..grid.cells() {
            for (axis, coefficients) in &differences {
                if let Some(stride) = grid.difference_from(kept, *axis) {
                    triangle.add(kept, coefficients.iter().enumerate().map(|(step, &c)| (step * stride, c)), 0.0);
                }
            }
            if weights[kept] > 0.0 {
                let root = weights[kept].sqrt();
                triangle.add(kept, [(0, root)], root * values[kept]);
            }
        }
        let fitted = triangle.solution();
        let residual =
            (0..grid.cells()).filter(|&kept| weights[kept] > 0.0).map(|kept| weights[kept] * (values[kept] - fitted[kept]).powi(2)).sum();
        let rough = grid.roughness(&fitted);
        let penalty = grid.axes().map(|axis| lambdas[axis] * rough[axis]).sum();
        Self { log_determinant: triangle.log_determinant(), values: fitted, residual, penalty, triangle }
    }

    /// The diagonal of (W + P)⁻¹.
    pub(super) fn variances(&self) -> Vec<f64> {
        self.triangle.inverse_diagonal()
    }
}

/// Effective degrees of freedom: the trace of (W + P)⁻¹ W.
pub(super) fn degrees_of_freedom(variances: &[f64], weights: &[f64]) -> f64 {
    variances.iter().zip(weights).map(|(variance, weight)| variance * weight).sum()
}
