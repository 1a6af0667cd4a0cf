//! Maximum likelihood of log-linear Poisson rates with some of the terms.

use super::basis::curvature_basis;
use super::counts::AgePeriodCounts;
use super::model::ApcTerms;
use crate::error::{Error, Result};
use crate::special::poisson_deviance_part;
use nalgebra::{DMatrix, DVector};

/// Steps of Newton's method; it converges in about six.
const MOST_STEPS: usize = 100;

/// The columns of the full model: level, slope of age, drift, and the curvatures of age, period and cohort.
pub(super) struct Design {
    /// One row for each cell with exposure.
    rows: Vec<Vec<f64>>,
    pub(super) cells: Vec<usize>,
    bases: [Vec<Vec<f64>>; 3],
    widths: [usize; 3],
}

/// A fitted model: coefficients of the full design, 0 for terms that are not in it, and their covariance.
pub(super) struct Fitted {
    pub(super) coefficients: DVector<f64>,
    pub(super) covariance: DMatrix<f64>,
    pub(super) deviance: f64,
    pub(super) pearson: f64,
    pub(super) parameters: usize,
    /// Expected events in the cells with exposure.
    pub(super) expected: Vec<f64>,
}

impl Design {
    pub(super) fn new(counts: &AgePeriodCounts) -> Self {
        let levels = counts.levels();
        let bases = levels.map(curvature_basis);
        let widths = levels.map(|levels| levels.saturating_sub(2));
        let mut design = Self { rows: Vec::new(), cells: counts.seen(), bases, widths };
        design.rows = design.cells.iter().map(|&cell| design.row(counts, counts.place(cell))).collect();
        design
    }

    /// The columns of a place, which need not be on the table.
    pub(super) fn row(&self, counts: &AgePeriodCounts, [age, period, cohort]: [usize; 3]) -> Vec<f64> {
        let centred = |at: usize, levels: usize| at as f64 - (levels as f64 - 1.0) / 2.0;
        let mut row = vec![1.0, centred(age, counts.ages()), centred(period, counts.periods())];
        for (basis, level) in self.bases.iter().zip([age, period, cohort]) {
            row.extend(&basis[level]);
        }
        row
    }

    /// Number of columns.
    pub(super) fn width(&self) -> usize {
        3 + self.widths.iter().sum::<usize>()
    }

    /// Where the curvature of a factor (0 age, 1 period, 2 cohort) begins, and how many columns it has.
    pub(super) fn curvature(&self, factor: usize) -> (usize, usize) {
        (3 + self.widths[..factor].iter().sum::<usize>(), self.widths[factor])
    }

    /// The columns of a level's curvature alone.
    pub(super) fn curvature_row(&self, factor: usize, level: usize) -> Vec<f64> {
        let mut row = vec![0.0; self.width()];
        let (from, width) = self.curvature(factor);
        row[from..from + width].copy_from_slice(&self.bases[factor][level]);
        row
    }

    /// The columns that a model has, of those that its table can have: a drift needs two periods, a slope two ages.
    fn columns_of(&self, terms: ApcTerms, counts: &AgePeriodCounts) -> Vec<usize> {
        let mut columns = vec![0];
        columns.extend((counts.ages() > 1).then_some(1));
        columns.extend((terms.has_drift() && counts.periods() > 1).then_some(2));
        for (factor, has) in [true, terms.has_period(), terms.has_cohort()].into_iter().enumerate() {
            let (from, width) = self.curvature(factor);
            columns.extend((from..from + width).filter(|_| has));
        }
        columns
    }

    /// Fits a model by Newton's method.
    pub(super) fn fit(&self, counts: &AgePeriodCounts, terms: ApcTerms) -> Result<Fitted> {
        let columns = self.columns_of(terms, counts);
        if columns.len() > self.rows.len() {
            let (what, advice) =
                (format!("a model of {} parameters for {} cells", columns.len(), self.rows.len()), "give more ages or periods");
            return Err(Error::missing(what, advice));
        }
        let x = DMatrix::from_fn(self.rows.len(), columns.len(), |row, column| self.rows[row][columns[column]]);
        let events: Vec<f64> = self.cells.iter().map(|&cell| counts.events[cell] as f64).collect();
        let exposure: Vec<f64> = self.cells.iter().map(|&cell| counts.exposure[cell]).collect();
        let mut expected: Vec<f64> = events.iter().map(|events| events + 0.1).collect();
        let mut last = f64::INFINITY;
        for _ in 0..MOST_STEPS {
            let target = DVector::from_iterator(
                expected.len(),
                (0..expected.len()).map(|at| (expected[at] / exposure[at]).ln() + (events[at] - expected[at]) / expected[at]),
            );
            let weighted = DMatrix::from_fn(x.nrows(), x.ncols(), |row, column| x[(row, column)] * expected[row]);
            let information = weighted.tr_mul(&x);
            let Some(factor) = information.clone().cholesky().filter(|_| is_regular(&information)) else {
                return Err(not_determined(terms));
            };
            let solution = factor.solve(&weighted.tr_mul(&target));
            let logs = &x * &solution;
            expected = logs.iter().zip(&exposure).map(|(log, exposure)| exposure * log.exp()).collect();
            if expected.iter().any(|value| !(value.is_finite() && *value > 0.0)) {
                return Err(not_determined(terms));
            }
            let deviance =
                2.0 * events.iter().zip(&expected).map(|(&events, &expected)| poisson_deviance_part(events, expected)).sum::<f64>();
            if (deviance - last).abs() <= 1e-12 * (deviance.abs() + 0.1) {
                let covariance = spread(&covariance_at(&x, &expected).ok_or_else(|| not_determined(terms))?, &columns, self.width());
                let mut coefficients = DVector::zeros(self.width());
                columns.iter().zip(solution.iter()).for_each(|(&column, &value)| coefficients[column] = value);
                let pearson = events.iter().zip(&expected).map(|(events, expected)| (events - expected).powi(2) / expected).sum();
                return Ok(Fitted { coefficients, covariance, deviance, pearson, parameters: columns.len(), expected });
            }
            last = deviance;
        }
        Err(not_determined(terms))
    }
}

fn covariance_at(x: &DMatrix<f64>, expected: &[f64]) -> Option<DMatrix<f64>> {
    let weighted = DMatrix::from_fn(x.nrows(), x.ncols(), |row, column| x[(row, column)] * expected[row]);
    weighted.tr_mul(x).cholesky().map(|factor| factor.inverse())
}

/// A covariance of some columns as one of all, with zeros.
fn spread(covariance: &DMatrix<f64>, columns: &[usize], width: usize) -> DMatrix<f64> {
    let mut all = DMatrix::zeros(width, width);
    for (row, &to_row) in columns.iter().enumerate() {
        for (column, &to_column) in columns.iter().enumerate() {
            all[(to_row, to_column)] = covariance[(row, column)];
        }
    }
    all
}

/// Whether the pivots tell rounding from information.
fn is_regular(information: &DMatrix<f64>) -> bool {
    information.clone().cholesky().is_some_and(|factor| {
        let pivots = factor.l_dirty().diagonal().component_mul(&factor.l_dirty().diagonal());
        pivots.iter().zip(information.diagonal().iter()).all(|(pivot, own)| *pivot > 1e-12 * own)
    })
}

fn not_determined(terms: ApcTerms) -> Error {
    let advice = "leave out ages and periods at the edges with few events, or whole years in which nobody left";
    Error::missing(format!("the maximum of the {terms} model"), advice)
}
