//! Which rows of a regression are alike: rows with the same covariates are one cell, so that a fit takes time by cells, not by rows.

use super::covariates::{Covariate, CovariateValues};
use crate::cohort::QuickMap;

/// The cell of each row, and one row of each cell. Cells are in the order of their values, whatever the order of the rows.
#[derive(Debug, Clone)]
pub(super) struct DistinctRows {
    /// For each row the position of its cell.
    pub(super) cell: Vec<u32>,
    /// For each cell the first row in it.
    pub(super) example: Vec<usize>,
}

/// Cells that are looked up in a table rather than in a map, whatever the number of rows.
const SMALL_TABLE: usize = 1 << 20;

impl DistinctRows {
    /// The cells of so many rows by columns and, where there are some, offsets.
    pub(super) fn of<'a>(rows: usize, columns: impl IntoIterator<Item = &'a Covariate>, offset: &[f64]) -> Self {
        let mut cells = Self { cell: vec![0; rows], example: if rows == 0 { Vec::new() } else { vec![0] } };
        for column in columns {
            match &column.values {
                CovariateValues::Levels { levels, codes } => cells.divide(codes, levels.len()),
                CovariateValues::Numbers(values) => cells.divide_by_numbers(values),
            }
        }
        if !offset.is_empty() {
            cells.divide_by_numbers(offset);
        }
        cells
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.example.len()
    }

    fn divide_by_numbers(&mut self, values: &[f64]) {
        if self.len() == values.len() {
            return;
        }
        let mut ranks: QuickMap<u64, u32> = values.iter().map(|value| (bits(*value), 0)).collect();
        let mut distinct: Vec<f64> = ranks.keys().map(|&bits| f64::from_bits(bits)).collect();
        distinct.sort_unstable_by(f64::total_cmp);
        for (value, rank) in distinct.iter().zip(0..) {
            ranks.insert(bits(*value), rank);
        }
        let codes: Vec<u32> = values.iter().map(|value| ranks.get(&bits(*value)).copied().unwrap_or(0)).collect();
        self.divide(&codes, distinct.len());
    }

    /// Divides each cell by the codes of its rows, `size` of them.
    fn divide(&mut self, codes: &[u32], size: usize) {
        if self.len() == codes.len() {
            return; // every row has a cell of its own already
        }
        let key = |cell: u32, code: u32| u64::from(cell) * size as u64 + u64::from(code);
        let keys = self.len().saturating_mul(size);
        if keys <= SMALL_TABLE.max(4 * codes.len()) {
            let mut place = vec![u32::MAX; keys];
            self.cell.iter().zip(codes).for_each(|(&cell, &code)| place[key(cell, code) as usize] = 0);
            place.iter_mut().filter(|place| **place == 0).zip(0..).for_each(|(place, at)| *place = at);
            self.renumber(codes, |cell, code| place[key(cell, code) as usize]);
        } else {
            let mut distinct: Vec<u64> = self.cell.iter().zip(codes).map(|(&cell, &code)| key(cell, code)).collect();
            distinct.sort_unstable();
            distinct.dedup();
            let place: QuickMap<u64, u32> = distinct.into_iter().zip(0..).collect();
            self.renumber(codes, |cell, code| place.get(&key(cell, code)).copied().unwrap_or(0));
        }
    }

    fn renumber(&mut self, codes: &[u32], place: impl Fn(u32, u32) -> u32) {
        self.cell.iter_mut().zip(codes).for_each(|(cell, &code)| *cell = place(*cell, code));
        let cells = self.cell.iter().max().map_or(0, |&last| last as usize + 1);
        self.example = vec![usize::MAX; cells];
        for (row, &cell) in self.cell.iter().enumerate() {
            let example = &mut self.example[cell as usize];
            *example = row.min(*example);
        }
    }
}

/// The bits of a number, the same for both zeros.
fn bits(value: f64) -> u64 {
    (value + 0.0).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[f64]) -> Covariate {
        Covariate { name: "x".into(), values: CovariateValues::Numbers(values.to_vec()) }
    }

    #[test]
    fn rows_with_the_same_values_are_one_cell_in_the_order_of_values() {
        let levels = Covariate {
            name: "b".into(),
            values: CovariateValues::Levels { levels: vec!["e".into(), "w".into()], codes: vec![1, 0, 1, 1] },
        };
        let cells = DistinctRows::of(4, [&levels, &numbers(&[2.0, 5.0, 1.0, 2.0])], &[]);
        assert_eq!((cells.cell, cells.example), (vec![2, 0, 1, 2], vec![1, 2, 0]));
        let signs = DistinctRows::of(2, [&numbers(&[0.0, -0.0])], &[]);
        assert_eq!(signs.len(), 1);
        assert_eq!(DistinctRows::of(0, [&numbers(&[])], &[]).len(), 0);
        assert_eq!(DistinctRows::of(3, [], &[]).cell, [0, 0, 0]);
    }
}
