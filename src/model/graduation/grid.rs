//! The cells of a series or a table, their neighbours, and the differences along each axis.

use nalgebra::DMatrix;

/// Where cells lie: `sides` rows and columns as given, kept with the shorter side inside so that the band is narrow.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    sides: [usize; 2],
    /// Order of differences along each axis; 0 along an axis of one cell.
    orders: [usize; 2],
    /// Distance, in kept order, between neighbours along each axis.
    strides: [usize; 2],
}

impl Grid {
    pub(super) fn new(rows: usize, columns: usize, orders: [usize; 2]) -> Self {
        let orders = [if rows > 1 { orders[0] } else { 0 }, if columns > 1 { orders[1] } else { 0 }];
        let strides = if columns <= rows { [columns, 1] } else { [1, rows] };
        Self { sides: [rows, columns], orders, strides }
    }

    pub(super) fn cells(&self) -> usize {
        self.sides[0] * self.sides[1]
    }

    pub(super) fn sides(&self) -> [usize; 2] {
        self.sides
    }

    pub(super) fn orders(&self) -> [usize; 2] {
        self.orders
    }

    /// The axes along which there are differences.
    pub(super) fn axes(&self) -> impl Iterator<Item = usize> + '_ {
        [0, 1].into_iter().filter(|&axis| self.orders[axis] > 0)
    }

    /// Parameters of the polynomials that no difference sees.
    pub(super) fn unpenalised(&self) -> usize {
        self.orders.iter().map(|&order| order.max(1)).product()
    }

    /// Places that a row of the system reaches, the diagonal included.
    pub(super) fn band(&self) -> usize {
        1 + self.axes().map(|axis| self.orders[axis] * self.strides[axis]).max().unwrap_or(0)
    }

    /// The kept position of a cell given row by row.
    pub(super) fn kept(&self, cell: usize) -> usize {
        let (row, column) = (cell / self.sides[1], cell % self.sides[1]);
        row * self.strides[0] + column * self.strides[1]
    }

    /// The row and the column of a kept cell.
    pub(super) fn place(&self, kept: usize) -> [usize; 2] {
        let [rows, columns] = self.sides;
        if columns <= rows { [kept / columns, kept % columns] } else { [kept % rows, kept / rows] }
    }

    /// Whether a difference along an axis begins at a kept cell, and how far apart its places lie.
    pub(super) fn difference_from(&self, kept: usize, axis: usize) -> Option<usize> {
        (self.place(kept)[axis] + self.orders[axis] < self.sides[axis]).then_some(self.strides[axis])
    }

    /// Σ (Δᵖ z)² along each axis.
    pub(super) fn roughness(&self, values: &[f64]) -> [f64; 2] {
        let mut sums = [0.0; 2];
        for axis in self.axes() {
            let coefficients = binomials(self.orders[axis]);
            for kept in 0..self.cells() {
                let Some(stride) = self.difference_from(kept, axis) else { continue };
                let difference: f64 = coefficients.iter().enumerate().map(|(step, c)| c * values[kept + step * stride]).sum();
                sums[axis] += difference * difference;
            }
        }
        sums
    }

    /// Whether the cells with weight tell the polynomials that no difference sees.
    pub(super) fn is_determined(&self, weights: &[f64]) -> bool {
        let seen: Vec<usize> = (0..self.cells()).filter(|&kept| weights[kept] > 0.0).collect();
        let parameters = self.unpenalised();
        if seen.len() < parameters {
            return false;
        }
        let scaled = |kept: usize, axis: usize| 2.0 * self.place(kept)[axis] as f64 / (self.sides[axis].max(2) - 1) as f64 - 1.0;
        let across = self.orders[1].max(1);
        let basis = DMatrix::from_fn(parameters, parameters, |a, b| {
            let power = |kept: usize, p: usize| scaled(kept, 0).powi((p / across) as i32) * scaled(kept, 1).powi((p % across) as i32);
            seen.iter().map(|&kept| power(kept, a) * power(kept, b)).sum::<f64>()
        });
        let values = basis.symmetric_eigenvalues();
        values.min() > 1e-12 * values.max()
    }

    /// The logarithm of the product of the eigenvalues above 0 of `λ_down P_down + λ_across P_across`; for a series without the part that
    /// does not depend on λ.
    pub(super) fn log_penalty_determinant(&self, lambdas: [f64; 2], spectra: &[Vec<f64>; 2]) -> f64 {
        match self.axes().collect::<Vec<_>>()[..] {
            [axis] => (self.sides[axis] - self.orders[axis]) as f64 * lambdas[axis].ln(),
            _ => {
                let sums = spectra[0].iter().flat_map(|down| spectra[1].iter().map(move |across| lambdas[0] * down + lambdas[1] * across));
                sums.filter(|sum| *sum > 0.0).map(f64::ln).sum()
            }
        }
    }

    /// The eigenvalues of the penalty along each axis of a table; those of polynomials are 0. Empty for a series.
    pub(super) fn spectra(&self) -> [Vec<f64>; 2] {
        if self.axes().count() < 2 { [Vec::new(), Vec::new()] } else { [0, 1].map(|axis| spectrum(self.sides[axis], self.orders[axis])) }
    }
}

/// The eigenvalues of `D'D` for differences of an order, ascending.
fn spectrum(side: usize, order: usize) -> Vec<f64> {
    let coefficients = binomials(order);
    let at =
        |difference: usize, place: usize| place.checked_sub(difference).and_then(|step| coefficients.get(step)).copied().unwrap_or(0.0);
    let differences = DMatrix::from_fn(side.saturating_sub(order), side, at);
    let mut values: Vec<f64> = (differences.transpose() * differences).symmetric_eigenvalues().iter().copied().collect();
    values.sort_by(f64::total_cmp);
    values.iter_mut().take(order).for_each(|value| *value = 0.0);
    values
}

/// The coefficients of a difference of an order: binomials with changing sign.
pub(super) fn binomials(order: usize) -> Vec<f64> {
    let mut row = vec![1.0];
    for _ in 0..order {
        let mut next = vec![-row[0]];
        next.extend(row.windows(2).map(|pair| pair[0] - pair[1]));
        next.push(row[row.len() - 1]);
        row = next;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_binomial_coefficients() {
        assert_eq!(binomials(1), [-1.0, 1.0]);
        assert_eq!(binomials(2), [1.0, -2.0, 1.0]);
        assert_eq!(binomials(3), [-1.0, 3.0, -3.0, 1.0]);
    }

    #[test]
    fn places_come_back_whichever_side_is_shorter() {
        for (rows, columns) in [(3, 5), (5, 3), (4, 1), (1, 4)] {
            let grid = Grid::new(rows, columns, [2, 2]);
            for cell in 0..rows * columns {
                assert_eq!(grid.place(grid.kept(cell)), [cell / columns, cell % columns]);
            }
        }
    }

    #[test]
    fn the_spectrum_of_first_differences_is_that_of_a_path() {
        // a path of three: 0, 1, 3
        let values = spectrum(3, 1);
        assert!(values[0] == 0.0 && (values[1] - 1.0).abs() < 1e-14 && (values[2] - 3.0).abs() < 1e-14);
    }
}
