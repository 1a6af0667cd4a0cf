//! Least squares with coefficients that may not be negative (Lawson and Hanson), for deciding whether a cone holds a point.

use super::standardised::factor;
use nalgebra::{DMatrix, DVector};

/// What is left of a target after the nearest point of a cone is taken away.
///
/// The cone is all sums of the columns of `directions` with coefficients that are not negative. The residual is 0 when the target lies in
/// it; otherwise no direction of the cone has a positive scalar product with the residual, which proves that the target lies outside.
///
/// # References
///
/// C. L. Lawson, R. J. Hanson, *Solving Least Squares Problems*, Prentice-Hall, 1974, chapter 23.
pub(super) fn distance_from_cone(directions: &DMatrix<f64>, target: &DVector<f64>) -> DVector<f64> {
    let mut coefficients: DVector<f64> = DVector::zeros(directions.ncols());
    let mut active: Vec<usize> = Vec::new();
    let mut residual = target.clone();
    let tolerance = 1e-12 * target.norm().max(f64::MIN_POSITIVE);
    for _ in 0..3 * directions.nrows().max(10) + directions.ncols().min(10_000) {
        let gain = directions.tr_mul(&residual);
        let best = (0..gain.len()).filter(|at| !active.contains(at)).max_by(|&a, &b| gain[a].total_cmp(&gain[b]));
        let Some(next) = best.filter(|&at| gain[at] > tolerance) else { break };
        active.push(next);
        if !settle(directions, target, &mut active, &mut coefficients) {
            break;
        }
        let before = residual.norm();
        residual = target - directions * &coefficients;
        if residual.norm() >= before * (1.0 - 1e-14) {
            break;
        }
    }
    residual
}

/// Least squares on the active directions; those whose coefficients would be negative leave. `false` when they depend on each other.
fn settle(directions: &DMatrix<f64>, target: &DVector<f64>, active: &mut Vec<usize>, coefficients: &mut DVector<f64>) -> bool {
    while !active.is_empty() {
        let chosen = directions.select_columns(active.iter());
        let Some(factor) = factor(chosen.tr_mul(&chosen)) else {
            active.pop();
            return false;
        };
        let wanted = factor.solve(&chosen.tr_mul(target));
        // How far to go before the first coefficient reaches 0.
        let steps = active.iter().zip(wanted.iter()).filter(|(_, wanted)| **wanted <= 0.0);
        let share = steps.map(|(&at, wanted)| coefficients[at] / (coefficients[at] - wanted)).fold(1.0, f64::min);
        let share = if share.is_finite() { share } else { 0.0 };
        active.iter().zip(wanted.iter()).for_each(|(&at, wanted)| coefficients[at] += share * (wanted - coefficients[at]));
        if share >= 1.0 {
            return true;
        }
        let before = active.len();
        active.retain(|&at| {
            let stays = coefficients[at] > 1e-14;
            if !stays {
                coefficients[at] = 0.0;
            }
            stays
        });
        if active.len() == before {
            return true;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_residual_is_the_way_from_the_nearest_point_of_the_cone() {
        let quadrant = DMatrix::from_columns(&[DVector::from_vec(vec![1.0, 0.0]), DVector::from_vec(vec![0.0, 1.0])]);
        let residual = |x: f64, y: f64| distance_from_cone(&quadrant, &DVector::from_vec(vec![x, y]));
        assert_eq!(residual(2.0, 3.0).norm(), 0.0);
        assert_eq!(residual(-2.0, 3.0).as_slice(), [-2.0, 0.0]);
        assert_eq!(residual(-2.0, -3.0).as_slice(), [-2.0, -3.0]);
        // The cone between (1, 0) and (1, 1), seen from (0, 1): nearest is (1/2, 1/2).
        let cone = DMatrix::from_columns(&[DVector::from_vec(vec![1.0, 0.0]), DVector::from_vec(vec![1.0, 1.0])]);
        let found = distance_from_cone(&cone, &DVector::from_vec(vec![0.0, 1.0]));
        assert!((found[0] + 0.5).abs() < 1e-15 && (found[1] - 0.5).abs() < 1e-15);
        assert_eq!(distance_from_cone(&DMatrix::zeros(2, 0), &DVector::from_vec(vec![1.0, 0.0])).as_slice(), [1.0, 0.0]);
    }
}
