//! The rows of a design matrix, of which only what is not 0 is kept: a row with five categories has five numbers, not fifty.

use nalgebra::{DMatrix, DVector};

/// A matrix by rows.
#[derive(Debug, Clone, Default)]
pub(super) struct SparseRows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    pub(super) width: usize,
}

impl SparseRows {
    /// A matrix of so many columns without a row.
    pub(super) fn new(width: usize) -> Self {
        Self { starts: vec![0], columns: Vec::new(), values: Vec::new(), width }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, entries: impl IntoIterator<Item = (u32, f64)>) {
        for (column, value) in entries {
            self.columns.push(column);
            self.values.push(value);
        }
        self.starts.push(self.columns.len());
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The columns and values of a row.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        let range = self.starts[row]..self.starts[row + 1];
        self.columns[range.clone()].iter().map(|&column| column as usize).zip(self.values[range].iter().copied())
    }

    /// The scalar product of a row with a vector.
    pub(super) fn dot(&self, row: usize, vector: &DVector<f64>) -> f64 {
        self.row(row).map(|(column, value)| value * vector[column]).sum()
    }

    /// Adds a multiple of a row to a vector.
    pub(super) fn add_to(&self, row: usize, factor: f64, vector: &mut DVector<f64>) {
        self.row(row).for_each(|(column, value)| vector[column] += factor * value);
    }

    /// `X' W X` for the weights of the rows.
    pub(super) fn gram(&self, weights: &[f64]) -> DMatrix<f64> {
        let mut gram = DMatrix::zeros(self.width, self.width);
        let cells = gram.as_mut_slice();
        for (row, &weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            self.add_square(row, weight, cells);
        }
        gram.fill_upper_triangle_with_lower_triangle();
        gram
    }

    /// Adds a multiple of the square of a row to the lower triangle of a matrix, column after column.
    fn add_square(&self, row: usize, weight: f64, gram: &mut [f64]) {
        let range = self.starts[row]..self.starts[row + 1];
        let (columns, values) = (&self.columns[range.clone()], &self.values[range]);
        for (at, (&column, &value)) in columns.iter().zip(values).enumerate() {
            let scaled = weight * value;
            // Columns ascend within a row.
            let lower = &mut gram[column as usize * self.width..][..self.width];
            for (&below, &other) in columns[at..].iter().zip(&values[at..]) {
                lower[below as usize] += scaled * other;
            }
        }
    }

    /// The same rows with some of the columns, which ascend.
    pub(super) fn keep(&self, kept: &[usize]) -> Self {
        let mut place = vec![None; self.width];
        kept.iter().zip(0u32..).for_each(|(&column, at)| place[column] = Some(at));
        let mut rows = Self::new(kept.len());
        for row in 0..self.len() {
            rows.push(self.row(row).filter_map(|(column, value)| place[column].map(|at| (at, value))));
        }
        rows
    }

    /// Changes every value by its column.
    pub(super) fn map(&mut self, change: impl Fn(usize, f64) -> f64) {
        self.columns.iter().zip(&mut self.values).for_each(|(&column, value)| *value = change(column as usize, *value));
    }

    /// Some of the rows, in the order asked for.
    pub(super) fn select(&self, rows: &[usize]) -> Self {
        let mut selected = Self::new(self.width);
        rows.iter().for_each(|&row| selected.push(self.row(row).map(|(column, value)| (column as u32, value))));
        selected
    }

    /// A row with its zeros.
    pub(super) fn dense(&self, row: usize) -> DVector<f64> {
        let mut dense = DVector::zeros(self.width);
        self.add_to(row, 1.0, &mut dense);
        dense
    }

    /// Makes a row 0.
    pub(super) fn clear(&mut self, row: usize) {
        let range = self.starts[row]..self.starts[row + 1];
        self.values[range].fill(0.0);
    }
}
