//! Rows from arrays: between which two times each left, and from when on each was under observation.

use crate::error::{Error, Result};

/// Rows of time to an event that is known to lie in an interval.
///
/// One row is one person. The event lies in `(left, right]`; where `left = right` it happened at that time; without `right` it had not
/// happened at `left` (right-censored). Times are in any one unit.
///
/// # Example
///
/// ```
/// use kaiin::survival::IntervalObservations;
/// // left between 0 and 1 year; left at 2 years exactly; still a member at 3 years
/// let rows = IntervalObservations::new(&[0.0, 2.0, 3.0], &[Some(1.0), Some(2.0), None])?;
/// assert_eq!((rows.len(), rows.exact(), rows.censored()), (3, 1, 1));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalObservations {
    pub(super) left: Vec<f64>,
    pub(super) right: Vec<f64>,
    /// Empty when all are under observation from the origin.
    pub(super) entry: Vec<f64>,
    /// Empty when every row counts once.
    pub(super) weight: Vec<f64>,
}

impl IntervalObservations {
    /// Rows whose event lies in `(left, right]`, at `left` when both are equal, and after `left` when `right` is `None`.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a time that is not a finite number, or a right end before the left, with the row.
    pub fn new(left: &[f64], right: &[Option<f64>]) -> Result<Self> {
        same_length("right", right.len(), left.len())?;
        for (row, (&left, &right)) in left.iter().zip(right).enumerate() {
            if !left.is_finite() || right.is_some_and(|right| !right.is_finite()) {
                let reason = format!("in row {row} is not a finite number; a row without a right end has None there");
                return Err(Error::setting("time", right.filter(|_| left.is_finite()).unwrap_or(left), reason));
            }
            if let Some(right) = right.filter(|&right| right < left) {
                return Err(Error::setting("right", right, format!("in row {row} is before its left end {left}; exchange the two")));
            }
        }
        let right = right.iter().map(|right| right.unwrap_or(f64::INFINITY)).collect();
        Ok(Self { left: left.to_vec(), right, entry: Vec::new(), weight: Vec::new() })
    }

    /// The same rows, known only because their event lies after `entry` (delayed entry, left truncation).
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for an entry that is not a finite number, that lies after the left end of its row, or at
    /// the time of an exact event.
    pub fn entering(mut self, entry: &[f64]) -> Result<Self> {
        same_length("entry", entry.len(), self.len())?;
        for (row, &entry) in entry.iter().enumerate() {
            if !entry.is_finite() {
                return Err(Error::setting("entry", entry, format!("in row {row} is not a finite number")));
            }
            if entry > self.left[row] || entry >= self.right[row] {
                let reason = format!("in row {row} is not before its event, which lies after {}; raise the left end to it", self.left[row]);
                return Err(Error::setting("entry", entry, reason));
            }
        }
        self.entry = entry.to_vec();
        Ok(self)
    }

    /// The same rows, each counted as often as its weight says. A row of weight 0 counts nowhere.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a weight that is negative or not a finite number.
    pub fn weighted(mut self, weight: &[f64]) -> Result<Self> {
        same_length("weight", weight.len(), self.len())?;
        if let Some(row) = weight.iter().position(|weight| !(*weight >= 0.0 && weight.is_finite())) {
            return Err(Error::setting("weight", weight[row], format!("in row {row} is not a finite number of at least 0")));
        }
        self.weight = weight.to_vec();
        Ok(self)
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Rows whose event happened at a known time.
    #[must_use]
    pub fn exact(&self) -> usize {
        self.left.iter().zip(&self.right).filter(|(left, right)| left == right).count()
    }

    /// Rows whose event had not happened when they were last seen.
    #[must_use]
    pub fn censored(&self) -> usize {
        self.right.iter().filter(|right| right.is_infinite()).count()
    }

    /// The left ends, in the order of the rows.
    #[must_use]
    pub fn left(&self) -> &[f64] {
        &self.left
    }

    /// The right ends, in the order of the rows; `None` where a row has none.
    pub fn right(&self) -> impl Iterator<Item = Option<f64>> + '_ {
        self.right.iter().map(|&right| right.is_finite().then_some(right))
    }

    pub(super) fn weight_of(&self, row: usize) -> f64 {
        self.weight.get(row).copied().unwrap_or(1.0)
    }

    /// When a row comes under observation; before any time when it is from the origin.
    pub(super) fn entry_of(&self, row: usize) -> f64 {
        self.entry.get(row).copied().unwrap_or(f64::NEG_INFINITY)
    }

    pub(super) fn counted(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|&row| self.weight_of(row) > 0.0)
    }
}

fn same_length(column: &str, found: usize, expected: usize) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(Error::ColumnLength { column: column.to_owned(), found, reference: "left".to_owned(), expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused_with_its_row() {
        let message = |result: Result<IntervalObservations>| result.unwrap_err().to_string();
        let rows = || IntervalObservations::new(&[1.0, 2.0], &[Some(3.0), Some(2.0)]).unwrap();
        assert!(
            message(IntervalObservations::new(&[1.0, 5.0], &[None, Some(4.0)])).starts_with("right 4 in row 1 is before its left end 5")
        );
        assert!(message(IntervalObservations::new(&[f64::NAN], &[None])).starts_with("time NaN in row 0"));
        assert!(message(IntervalObservations::new(&[1.0], &[Some(f64::INFINITY)])).starts_with("time inf in row 0"));
        assert!(message(rows().entering(&[0.0, 2.0])).starts_with("entry 2 in row 1 is not before its event"));
        assert!(rows().entering(&[1.0, 1.9]).is_ok());
        assert!(message(rows().weighted(&[1.0, -1.0])).starts_with("weight -1 in row 1"));
    }
}
