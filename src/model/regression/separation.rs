//! Does the maximum of the likelihood exist, or do the covariates separate those who leave from those who stay?
//!
//! If a combination of the columns is nowhere negative where everybody left, nowhere positive where nobody did, 0 where some did, and not 0
//! everywhere, then the likelihood grows along it without end (Albert and Anderson 1984). Whether there is one is decided exactly: it
//! exists unless minus the sum of the signed rows lies in the cone of the signed rows (Stiemke's lemma), and if it does not, what is left
//! of the sum is such a combination. It is checked against every row before it is believed.

use super::cells::Cells;
use super::nonnegative::distance_from_cone;
use super::sparse_rows::SparseRows;
use nalgebra::{DMatrix, DVector, SymmetricEigen};
use serde::{Deserialize, Serialize};

/// The cells that the covariates separate, and what the others can still tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Separated {
    /// Directions along which the likelihood grows, one after the other.
    pub(super) directions: Vec<DVector<f64>>,
    /// The cells whose probabilities go to 0 or 1.
    pub(super) cells: Vec<usize>,
    /// The other cells.
    pub(super) others: Vec<usize>,
    /// Columns span what the other cells cannot tell.
    pub(super) open: DMatrix<f64>,
    /// The signed rows of the separated cells within that space, as columns.
    pub(super) cone: DMatrix<f64>,
}

/// Squared singular values below this part of the largest are 0; columns are on one scale.
const NO_EXTENT: f64 = 1e-11;
/// A scalar product with a row of length 1 that is 0 up to rounding.
const ZERO: f64 = 1e-8;

/// What the covariates separate; `None` when the likelihood has a maximum. `penalised` coefficients cannot grow.
pub(super) fn separated(rows: &SparseRows, cells: &Cells, penalised: &[bool]) -> Option<Separated> {
    let mut others: Vec<usize> = (0..rows.len()).filter(|&cell| cells.trials[cell] > 0.0).collect();
    let (mut gone, mut directions) = (Vec::new(), Vec::new());
    while let Some(direction) = direction(rows, cells, &others, penalised) {
        let (left, still): (Vec<usize>, Vec<usize>) = others.iter().partition(|&&cell| product(rows, cell, &direction).abs() > ZERO);
        if left.is_empty() {
            break;
        }
        gone.extend(left);
        directions.push(direction);
        others = still;
    }
    if directions.is_empty() {
        return None;
    }
    gone.sort_unstable();
    let open = null_space(rows, &others, penalised);
    let cone = signed_rows(rows, cells, &gone, &open);
    Some(Separated { directions, cells: gone, others, open, cone })
}

impl Separated {
    /// The probability towards which a row goes: 0, 1, or `None` when the data do not say.
    pub(super) fn limit(&self, row: &DVector<f64>) -> Option<f64> {
        let within = self.open.tr_mul(row);
        let lies_in_cone = |target: DVector<f64>| distance_from_cone(&self.cone, &target).norm() <= ZERO * target.norm();
        if lies_in_cone(within.clone()) {
            Some(1.0)
        } else if lies_in_cone(-within) {
            Some(0.0)
        } else {
            None
        }
    }

    /// Whether the other cells tell what a row has.
    pub(super) fn tells(&self, row: &DVector<f64>) -> bool {
        (self.open.tr_mul(row)).norm() <= ZERO * row.norm().max(1.0)
    }

    /// Where a combination of coefficients goes.
    pub(super) fn fate(&self, combination: &DVector<f64>) -> Fate {
        if self.tells(combination) {
            return Fate::Stays;
        }
        let moved = self.directions.iter().map(|direction| direction.dot(combination)).find(|by| by.abs() > ZERO * combination.norm());
        match moved {
            Some(by) if by > 0.0 => Fate::Up,
            Some(_) => Fate::Down,
            None => Fate::Anywhere,
        }
    }
}

/// Where a combination of coefficients goes as the likelihood grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It has a finite estimate.
    Stays,
    Up,
    Down,
    /// The data do not say.
    Anywhere,
}

/// A direction along which the likelihood of some cells grows without end.
fn direction(rows: &SparseRows, cells: &Cells, among: &[usize], penalised: &[bool]) -> Option<DVector<f64>> {
    let (unanimous, mixed): (Vec<usize>, Vec<usize>) = among.iter().partition(|&&cell| cells.unanimous(cell).is_some());
    if unanimous.is_empty() {
        return None;
    }
    let free = null_space(rows, &mixed, penalised);
    if free.ncols() == 0 {
        return None;
    }
    let signed = signed_rows(rows, cells, &unanimous, &free);
    let sum = signed.column_sum();
    if sum.norm() <= ZERO {
        return None;
    }
    let residual = distance_from_cone(&signed, &-&sum);
    if residual.norm() <= 1e-7 * sum.norm() {
        return None;
    }
    let within = -residual.normalize();
    let holds = signed.tr_mul(&within).iter().all(|product| *product >= -ZERO);
    holds.then(|| free * within)
}

/// The rows of cells, each of length 1, turned so that the direction of what happened is positive, within a space; as columns. Rows that
/// have nothing in the space are left out.
fn signed_rows(rows: &SparseRows, cells: &Cells, which: &[usize], space: &DMatrix<f64>) -> DMatrix<f64> {
    let turned = which.iter().filter_map(|&cell| {
        let sign = if cells.unanimous(cell) == Some(true) { 1.0 } else { -1.0 };
        let length = rows.row(cell).map(|(_, value)| value * value).sum::<f64>().sqrt();
        let mut within: DVector<f64> = DVector::zeros(space.ncols());
        rows.row(cell).for_each(|(column, value)| within += space.row(column).transpose() * (sign * value / length));
        (within.norm() > ZERO).then_some(within)
    });
    let columns: Vec<DVector<f64>> = turned.collect();
    if columns.is_empty() { DMatrix::zeros(space.ncols(), 0) } else { DMatrix::from_columns(&columns) }
}

/// A basis of the combinations of columns that are 0 in all of some cells and use no penalised coefficient.
fn null_space(rows: &SparseRows, cells: &[usize], penalised: &[bool]) -> DMatrix<f64> {
    let mut weights = vec![0.0; rows.len()];
    for &cell in cells {
        let length: f64 = rows.row(cell).map(|(_, value)| value * value).sum();
        weights[cell] = 1.0 / length.max(f64::MIN_POSITIVE);
    }
    let mut gram = rows.gram(&weights);
    let largest = gram.diagonal().max().max(1.0);
    penalised.iter().enumerate().filter(|(_, on)| **on).for_each(|(column, _)| gram[(column, column)] += largest);
    let eigen = SymmetricEigen::new(gram);
    let bound = NO_EXTENT * eigen.eigenvalues.amax().max(f64::MIN_POSITIVE);
    let open: Vec<usize> = (0..rows.width).filter(|&at| eigen.eigenvalues[at] <= bound).collect();
    eigen.eigenvectors.select_columns(open.iter())
}

fn product(rows: &SparseRows, cell: usize, direction: &DVector<f64>) -> f64 {
    rows.dot(cell, direction) / rows.row(cell).map(|(_, value)| value * value).sum::<f64>().sqrt().max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[(&[f64], f64, f64)]) -> (SparseRows, Cells) {
        let mut design = SparseRows::new(rows[0].0.len());
        rows.iter().for_each(|(row, ..)| design.push((0..).zip(row.iter().copied()).filter(|(_, value)| *value != 0.0)));
        let of = |value: fn(&(&[f64], f64, f64)) -> f64| rows.iter().map(value).collect();
        (design, Cells { events: of(|row| row.1), trials: of(|row| row.2), offset: vec![0.0; rows.len()] })
    }

    fn fate(found: &Separated, column: usize, width: usize) -> Fate {
        found.fate(&DVector::from_fn(width, |at, _| f64::from(u8::from(at == column))))
    }

    #[test]
    fn a_level_without_events_is_separated_and_an_overlap_is_not() {
        let (rows, both) = cells(&[(&[1.0, 0.0], 0.0, 6.0), (&[1.0, 1.0], 3.0, 6.0)]);
        let found = separated(&rows, &both, &[false; 2]).unwrap();
        assert_eq!((found.cells.as_slice(), found.others.as_slice()), (&[0][..], &[1][..]));
        assert_eq!((fate(&found, 0, 2), fate(&found, 1, 2)), (Fate::Down, Fate::Up));
        assert_eq!(found.limit(&DVector::from_vec(vec![1.0, 0.0])), Some(0.0));
        assert!(found.tells(&DVector::from_vec(vec![1.0, 1.0])));
        // A penalty on the second coefficient stops the growth.
        assert!(separated(&rows, &both, &[false, true]).is_none());
        // x = 1, 2, 3, 4 with events at 2 and 4: overlap. At 3 and 4: separated. At 3 and 4 with both outcomes at 3: touching.
        let line = |events: [f64; 4], trials: [f64; 4]| {
            let points = [[1.0, 1.0], [1.0, 2.0], [1.0, 3.0], [1.0, 4.0]];
            let (rows, cells) = cells(&[0, 1, 2, 3].map(|at| (&points[at][..], events[at], trials[at])));
            separated(&rows, &cells, &[false; 2]).map(|found| found.cells)
        };
        assert_eq!(line([0.0, 1.0, 0.0, 1.0], [1.0; 4]), None);
        assert_eq!(line([0.0, 0.0, 1.0, 1.0], [1.0; 4]), Some(vec![0, 1, 2, 3]));
        assert_eq!(line([0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 2.0, 1.0]), Some(vec![0, 1, 3]));
    }

    #[test]
    fn separation_within_separation_is_followed_to_the_end() {
        // Nobody left of level 2; of level 3 everybody did. Level 1 is mixed.
        let (rows, three) = cells(&[(&[1.0, 0.0, 0.0], 2.0, 5.0), (&[1.0, 1.0, 0.0], 0.0, 4.0), (&[1.0, 0.0, 1.0], 3.0, 3.0)]);
        let found = separated(&rows, &three, &[false; 3]).unwrap();
        assert_eq!((found.cells, found.others), (vec![1, 2], vec![0]));
        let found = separated(&rows, &three, &[false; 3]).unwrap();
        assert_eq!([0, 1, 2].map(|column| fate(&found, column, 3)), [Fate::Stays, Fate::Down, Fate::Up]);
    }
}
