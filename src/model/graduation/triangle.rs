//! Least squares with rows that touch few neighbouring unknowns: a banded triangle, made by rotations.
//!
//! Rotations keep the digits that the normal equations lose when the smoothing is strong: their condition is the square root.

/// An upper triangle `R` of which only a band is kept, and the rotated right-hand side: `R'R` is the matrix of the normal equations.
#[derive(Debug, Clone)]
pub(super) struct Triangle {
    width: usize,
    /// Row by row: the diagonal and the `width - 1` places after it.
    rows: Vec<f64>,
    right: Vec<f64>,
    /// The row being rotated in.
    incoming: Vec<f64>,
}

impl Triangle {
    /// A triangle of so many unknowns whose rows touch at most `width` neighbours.
    pub(super) fn new(unknowns: usize, width: usize) -> Self {
        Self { width, rows: vec![0.0; unknowns * width], right: vec![0.0; unknowns], incoming: vec![0.0; width] }
    }

    /// Rotates one row in: coefficients at some places from `first` on, and the right-hand side. Rows must come in the order of `first`;
    /// then no row reaches further than `width`.
    pub(super) fn add(&mut self, first: usize, coefficients: impl IntoIterator<Item = (usize, f64)>, right: f64) {
        self.incoming.fill(0.0);
        for (place, value) in coefficients {
            self.incoming[place] = value;
        }
        let mut right = right;
        for step in 0..self.width.min(self.right.len() - first) {
            let lead = self.incoming[step];
            if lead == 0.0 {
                continue;
            }
            let at = first + step;
            let reach = self.width - step;
            let row = &mut self.rows[at * self.width..at * self.width + reach];
            let length = row[0].hypot(lead);
            let (cosine, sine) = (row[0] / length, lead / length);
            for (own, new) in row.iter_mut().zip(&mut self.incoming[step..]) {
                (*own, *new) = (cosine * *own + sine * *new, cosine * *new - sine * *own);
            }
            (self.right[at], right) = (cosine * self.right[at] + sine * right, cosine * right - sine * self.right[at]);
        }
    }

    fn row(&self, at: usize) -> &[f64] {
        let reach = self.width.min(self.right.len() - at);
        &self.rows[at * self.width..at * self.width + reach]
    }

    /// The solution of the least squares.
    pub(super) fn solution(&self) -> Vec<f64> {
        let mut solution = self.right.clone();
        for at in (0..solution.len()).rev() {
            let row = self.row(at);
            let known: f64 = row[1..].iter().zip(&solution[at + 1..]).map(|(a, x)| a * x).sum();
            solution[at] = (solution[at] - known) / row[0];
        }
        solution
    }

    /// The logarithm of the determinant of `R'R`.
    pub(super) fn log_determinant(&self) -> f64 {
        2.0 * (0..self.right.len()).map(|at| self.row(at)[0].abs().ln()).sum::<f64>()
    }

    /// The diagonal of the inverse of `R'R`, by the recursion of Takahashi, Fagan and Chin: only the band of the inverse is made.
    pub(super) fn inverse_diagonal(&self) -> Vec<f64> {
        let unknowns = self.right.len();
        let mut inverse = vec![0.0; unknowns * self.width];
        for at in (0..unknowns).rev() {
            let row = self.row(at);
            let pivot = row[0];
            for far in (0..row.len()).rev() {
                let others = (1..row.len()).map(|near| {
                    let (low, high) = (near.min(far), near.max(far));
                    row[near] / pivot * inverse[(at + low) * self.width + high - low]
                });
                // `far` 0 is the diagonal itself, whose neighbours in the row are known by now
                let sum: f64 = if far == 0 {
                    (1..row.len()).map(|near| row[near] / pivot * inverse[at * self.width + near]).sum()
                } else {
                    others.sum()
                };
                inverse[at * self.width + far] = if far == 0 { 1.0 / (pivot * pivot) - sum } else { -sum };
            }
        }
        (0..unknowns).map(|at| inverse[at * self.width]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_of_two_by_hand() {
        // rows (1, 1 | 3), (0, 2 | 2), (1, 0 | 1): normal matrix [[2, 1], [1, 5]], right side (4, 7), solution (13/9, 10/9)
        let mut triangle = Triangle::new(2, 2);
        triangle.add(0, [(0, 1.0), (1, 1.0)], 3.0);
        triangle.add(0, [(0, 1.0)], 1.0);
        triangle.add(1, [(0, 2.0)], 2.0);
        let solution = triangle.solution();
        assert!((solution[0] - 13.0 / 9.0).abs() < 1e-15 && (solution[1] - 10.0 / 9.0).abs() < 1e-15);
        assert!((triangle.log_determinant() - 9f64.ln()).abs() < 1e-15);
        let inverse = triangle.inverse_diagonal();
        assert!((inverse[0] - 5.0 / 9.0).abs() < 1e-15 && (inverse[1] - 2.0 / 9.0).abs() < 1e-15);
    }
}
