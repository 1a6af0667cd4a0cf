//! Differences measured by their covariances when some of the differences depend on the others.

/// A pivot below this part of its variance is what rounding left of zero.
const ROUNDING: f64 = 1e-9;

/// `uᵀ V⁻ u` with a generalised inverse of a symmetric, positive semidefinite `V`, given row by row, and the rank of `V`.
///
/// By elimination, the largest remaining share of the own variance first, until nothing is left but rounding: groups without a variance and
/// groups that follow from the others are passed over. The result is that of any generalised inverse as long as `u` is in the range of `V`, as
/// differences of observed and expected are. O(n² × rank).
pub(super) fn quadratic_form(differences: &[f64], covariance: &[f64]) -> (f64, usize) {
    let n = differences.len();
    let mut rest: Vec<f64> = covariance.to_vec();
    let mut u = differences.to_vec();
    let mut open: Vec<usize> = (0..n).filter(|&at| covariance[at * n + at] > 0.0).collect();
    let share = |rest: &[f64], at: usize| rest[at * n + at] / covariance[at * n + at];
    let (mut sum, mut rank) = (0.0, 0);
    while let Some(place) = (0..open.len()).max_by(|&a, &b| share(&rest, open[a]).total_cmp(&share(&rest, open[b]))) {
        if share(&rest, open[place]) <= ROUNDING {
            break;
        }
        let pivot = open.swap_remove(place);
        let row: Vec<f64> = (0..n).map(|column| rest[pivot * n + column]).collect();
        sum += u[pivot] * u[pivot] / row[pivot];
        rank += 1;
        for &at in &open {
            let part = rest[at * n + pivot] / row[pivot];
            u[at] -= part * u[pivot];
            for &column in &open {
                rest[at * n + column] -= part * row[column];
            }
        }
    }
    (sum, rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_are_a_squared_standard_score() {
        // differences 3 and −3 with variance 4: 9 / 4
        assert_eq!(quadratic_form(&[3.0, -3.0], &[4.0, -4.0, -4.0, 4.0]), (2.25, 1));
    }

    #[test]
    fn groups_without_variance_and_separate_pairs_are_counted_right() {
        // a and b apart from c and d, e never compared: 9/4 + 1/1
        #[rustfmt::skip]
        let covariance = [
            4.0, -4.0, 0.0, 0.0, 0.0,
            -4.0, 4.0, 0.0, 0.0, 0.0,
            0.0, 0.0, 1.0, -1.0, 0.0,
            0.0, 0.0, -1.0, 1.0, 0.0,
            0.0, 0.0, 0.0, 0.0, 0.0,
        ];
        assert_eq!(quadratic_form(&[3.0, -3.0, 1.0, -1.0, 0.0], &covariance), (3.25, 2));
        assert_eq!(quadratic_form(&[], &[]), (0.0, 0));
    }

    #[test]
    fn whichever_group_is_left_out_by_hand_the_form_is_the_same() {
        // V = [[2,-1,-1],[-1,2,-1],[-1,-1,2]], u = (1, 1, −2): inverse of the 2 × 2 part is 1/3 [[2,1],[1,2]], so uᵀV⁻u = (2+1+1+2)/3 = 2
        let (value, rank) = quadratic_form(&[1.0, 1.0, -2.0], &[2.0, -1.0, -1.0, -1.0, 2.0, -1.0, -1.0, -1.0, 2.0]);
        assert!((value - 2.0).abs() < 1e-14 && rank == 2);
    }
}
