//! The variance of coefficients when the rows of one person depend on each other (sandwich, clustered by person).

use super::cells::Cells;
use super::hazard_rows::HazardRows;
use super::link::Link;
use super::sparse_rows::SparseRows;
use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

/// By what a clustered variance is multiplied, because residuals of a fit are smaller than the errors that they stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterCorrection {
    /// By nothing (HC0). The default: what R's `survival` and lifelines do, and the difference is nothing with the numbers of a register.
    #[default]
    None,
    /// By `G / (G - 1)` for `G` persons: `sandwich::vcovCL` as it comes.
    Persons,
    /// By `G / (G - 1) * (n - 1) / (n - k)` for `n` rows and `k` coefficients: Stata, `sandwich::vcovCL(type = "HC1")`.
    PersonsAndRows,
}

impl ClusterCorrection {
    pub(super) fn factor(self, persons: f64, rows: f64, coefficients: f64) -> f64 {
        match self {
            Self::None => 1.0,
            Self::Persons => persons / (persons - 1.0),
            Self::PersonsAndRows => persons / (persons - 1.0) * (rows - 1.0) / (rows - coefficients),
        }
    }
}

/// Adds up the scores of persons, and their squares.
pub(super) struct PersonScores {
    sum: DVector<f64>,
    touched: Vec<usize>,
    pub(super) squares: DMatrix<f64>,
    pub(super) persons: u64,
}

impl PersonScores {
    pub(super) fn new(width: usize) -> Self {
        Self { sum: DVector::zeros(width), touched: Vec::new(), squares: DMatrix::zeros(width, width), persons: 0 }
    }

    /// Adds a row of the person at hand.
    pub(super) fn add(&mut self, rows: &SparseRows, row: usize, score: f64) {
        for (column, value) in rows.row(row) {
            if self.sum[column] == 0.0 {
                self.touched.push(column);
            }
            self.sum[column] += score * value;
        }
    }

    /// The person at hand has no more rows.
    pub(super) fn close_person(&mut self) {
        self.touched.sort_unstable();
        self.touched.dedup();
        for (at, &column) in self.touched.iter().enumerate() {
            for &other in &self.touched[at..] {
                self.squares[(other, column)] += self.sum[column] * self.sum[other];
            }
        }
        self.touched.drain(..).for_each(|column| self.sum[column] = 0.0);
        self.persons += 1;
    }

    /// The sum of squares, whole.
    pub(super) fn into_squares(mut self) -> DMatrix<f64> {
        self.squares.fill_upper_triangle_with_lower_triangle();
        self.squares
    }
}

/// The score of a row of a cell: the derivative of its log-likelihood by the linear predictor.
pub(super) fn row_score(link: Link, eta: f64, events: f64, trials: f64) -> f64 {
    let here = link.at(eta);
    events * here.event_score - (trials - events) * here.other_score
}

/// The scores of the persons of rows, whose cells are known.
pub(super) fn scores_by_person(rows: &HazardRows, cell: &[u32], design: &SparseRows, link: Link, predictors: &[f64]) -> PersonScores {
    // One order, whatever that of the rows, so that sums round the same.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| {
        let counts = |row: usize| (rows.persons[row], cell[row]);
        counts(a).cmp(&counts(b)).then_with(|| same_cell_order(rows, a, b))
    });
    let mut scores = PersonScores::new(design.width);
    for person in order.chunk_by(|&a, &b| rows.persons[a] == rows.persons[b]) {
        let counted: Vec<usize> = person.iter().copied().filter(|&row| rows.weight(row) * rows.trials[row] > 0.0).collect();
        for &row in &counted {
            let at = cell[row] as usize;
            scores.add(design, at, rows.weight(row) * row_score(link, predictors[at], rows.events[row], rows.trials[row]));
        }
        if !counted.is_empty() {
            scores.close_person();
        }
    }
    scores
}

/// An order of rows of one cell.
pub(super) fn same_cell_order(rows: &HazardRows, a: usize, b: usize) -> std::cmp::Ordering {
    let by = |row: usize| [rows.weight(row), rows.trials[row], rows.events[row]];
    by(a).iter().zip(by(b)).map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
}

/// `A M A` times a factor: the sandwich.
pub(super) fn sandwich(bread: &DMatrix<f64>, meat: &DMatrix<f64>, factor: f64) -> DMatrix<f64> {
    bread * meat * bread * factor
}

/// Sums by cell, weights in them. Rows of fractional weight are added in one order, whatever that of the rows.
pub(super) fn cells_of(rows: &HazardRows, cell: &[u32], cells: usize, example: &[usize]) -> Cells {
    let mut sums = Cells { events: vec![0.0; cells], trials: vec![0.0; cells], offset: Vec::new() };
    let mut add = |row: usize| {
        let (at, weight) = (cell[row] as usize, rows.weight(row));
        sums.events[at] += weight * rows.events[row];
        sums.trials[at] += weight * rows.trials[row];
    };
    if rows.weights.is_empty() {
        (0..rows.len()).for_each(&mut add);
    } else {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&a, &b| cell[a].cmp(&cell[b]).then_with(|| same_cell_order(rows, a, b)));
        order.into_iter().for_each(&mut add);
    }
    sums.offset = example.iter().map(|&row| rows.covariates.offset_of(row)).collect();
    sums
}
