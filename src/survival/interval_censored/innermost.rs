//! Where the estimate can put mass: the innermost intervals of the rows.

use super::observations::IntervalObservations;

/// A place between times: just before a time, or just after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
    pub(super) time: f64,
    pub(super) after: bool,
}

impl Cut {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.time.total_cmp(&other.time).then(self.after.cmp(&other.after))
    }
}

/// An interval in which the likelihood does not tell where mass lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub(super) from: Cut,
    pub(super) to: Cut,
}

/// A row in terms of the cells: under observation from a cell on, event in `low..high`. A censored row has `high` `None`: its event lies in
/// `low` or later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) entry: usize,
    pub(super) low: usize,
    pub(super) high: Option<usize>,
    pub(super) weight: f64,
}

/// The cells of some rows, ascending, and the rows in terms of them.
///
/// A cell begins where the interval of a row begins and ends, with nothing beginning in between, where one ends or where a row comes under
/// observation: mass moved into it from elsewhere loses no row and moves no mass before an entry. (Turnbull 1976, with the entries that
/// Frydman 1994 found missing there.) Cells that lie in no interval with a right end get no mass and are left out.
pub(super) fn placed(rows: &IntervalObservations) -> (Vec<Cell>, Vec<Placed>) {
    let mut ends: Vec<(Cut, bool)> = Vec::new(); // and whether it is a left end
    let mut finite: Vec<(Cut, Cut)> = Vec::new();
    for row in rows.counted() {
        ends.push((left_cut(rows, row), true));
        ends.push((right_cut(rows, row), false));
        if rows.entry_of(row).is_finite() {
            ends.push((entry_cut(rows, row), false));
        }
        if rows.right[row].is_finite() {
            finite.push((left_cut(rows, row), right_cut(rows, row)));
        }
    }
    ends.sort_by(|a, b| a.0.order(&b.0).then(a.1.cmp(&b.1)));
    ends.dedup();
    finite.sort_by(|a, b| a.0.order(&b.0));
    let cells = within_intervals(candidates(&ends), &finite);
    let place = |cut: Cut| cells.partition_point(|cell| cell.from.order(&cut).is_lt());
    let rows = rows.counted().map(|row| Placed {
        entry: if rows.entry_of(row).is_finite() { place(entry_cut(rows, row)) } else { 0 },
        low: place(left_cut(rows, row)),
        high: rows.right[row].is_finite().then(|| {
            let right = right_cut(rows, row);
            cells.partition_point(|cell| cell.to.order(&right).is_le())
        }),
        weight: rows.weight_of(row),
    });
    let placed = rows.collect();
    (cells, placed)
}

fn left_cut(rows: &IntervalObservations, row: usize) -> Cut {
    Cut { time: rows.left[row], after: rows.left[row] != rows.right[row] }
}

fn right_cut(rows: &IntervalObservations, row: usize) -> Cut {
    Cut { time: rows.right[row], after: true }
}

fn entry_cut(rows: &IntervalObservations, row: usize) -> Cut {
    Cut { time: rows.entry_of(row), after: true }
}

/// From each left end to the next place that is another kind of end, unless another left end lies between.
fn candidates(ends: &[(Cut, bool)]) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut begun: Option<Cut> = None;
    for &(cut, is_left) in ends {
        match (is_left, begun) {
            (true, _) => begun = Some(cut),
            (false, Some(from)) if from != cut => {
                cells.push(Cell { from, to: cut });
                begun = None;
            }
            (false, _) => {}
        }
    }
    cells
}

/// The cells that lie in an interval; `finite` is in the order of left ends.
fn within_intervals(cells: Vec<Cell>, finite: &[(Cut, Cut)]) -> Vec<Cell> {
    let mut begun = 0;
    let mut furthest: Option<Cut> = None;
    let is_within = |cell: &Cell| {
        while let Some((_, right)) = finite.get(begun).filter(|(left, _)| left.order(&cell.from).is_le()) {
            furthest = Some(furthest.map_or(*right, |far| if far.order(right).is_lt() { *right } else { far }));
            begun += 1;
        }
        furthest.is_some_and(|far| cell.to.order(&far).is_le())
    };
    let mut is_within = is_within;
    cells.into_iter().filter(|cell| is_within(cell)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(rows: &IntervalObservations) -> Vec<(f64, f64)> {
        placed(rows).0.iter().map(|cell| (cell.from.time, cell.to.time)).collect()
    }

    #[test]
    fn innermost_intervals_by_hand() {
        // (0, 2], (1, 3], (2, 4]: left ends 0 1 2, right ends 2 3 4: (1, 2] and (2, 3]
        let rows = IntervalObservations::new(&[0.0, 1.0, 2.0], &[Some(2.0), Some(3.0), Some(4.0)]).unwrap();
        assert_eq!(shown(&rows), [(1.0, 2.0), (2.0, 3.0)]);
        // still there at 1.5: mass of the first row may be after it
        let rows = IntervalObservations::new(&[0.0, 1.5], &[Some(2.0), None]).unwrap();
        assert_eq!(shown(&rows), [(1.5, 2.0)]);
        // an exact event is an interval of one time; who was censored at that time was at risk at it
        let rows = IntervalObservations::new(&[2.0, 2.0], &[Some(2.0), None]).unwrap();
        assert_eq!(shown(&rows), [(2.0, 2.0)]);
        assert_eq!(placed(&rows).1[1].low, 1);
    }

    #[test]
    fn an_entry_ends_an_interval() {
        // (0, 4] and (3, 4] of one who entered at 2: mass before 2 does not lower the chance of the second
        let rows = IntervalObservations::new(&[0.0, 3.0], &[Some(4.0), Some(4.0)]).unwrap().entering(&[0.0, 2.0]).unwrap();
        assert_eq!(shown(&rows), [(0.0, 2.0), (3.0, 4.0)]);
    }
}
