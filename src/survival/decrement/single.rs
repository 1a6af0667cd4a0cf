//! How often would members leave for one reason if the other reasons did not exist?

use super::settings::LeavingTime;

/// Rounds after which the probabilities of leaving for one reason alone are given up.
const MOST_ROUNDS: usize = 10_000;

impl LeavingTime {
    /// For probabilities by outcome in one interval, those of each outcome alone; `None` where there are none under this assumption.
    pub(super) fn alone(self, probabilities: &[f64]) -> Vec<Option<f64>> {
        match self {
            Self::UniformAlone => {
                uniform_alone(probabilities).map_or(vec![None; probabilities.len()], |alone| alone.into_iter().map(Some).collect())
            }
            Self::Uniform | Self::ConstantForce | Self::EndOfInterval => {
                let all: f64 = probabilities.iter().sum::<f64>().min(1.0);
                probabilities.iter().map(|&q| Some(constant_ratio(q, all))).collect()
            }
        }
    }

    /// The probabilities by outcome when one of them does not exist: its place holds 0. `None` as for [`LeavingTime::alone`].
    pub(super) fn without(self, probabilities: &[f64], outcome: usize) -> Option<Vec<f64>> {
        if self == Self::UniformAlone {
            let mut alone = uniform_alone(probabilities)?;
            alone[outcome] = 0.0;
            return Some((0..alone.len()).map(|at| alone[at] * others_stay(&alone, at)).collect());
        }
        let all: f64 = probabilities.iter().sum::<f64>().min(1.0);
        let rest: f64 = probabilities.iter().enumerate().filter(|&(at, _)| at != outcome).map(|(_, q)| q).sum();
        let left = constant_ratio(rest, all);
        let share = |(at, &q): (usize, &f64)| if at == outcome || rest <= 0.0 { 0.0 } else { left * q / rest };
        Some(probabilities.iter().enumerate().map(share).collect())
    }

    /// Mean part of an interval that those there at its start spend in it.
    pub(super) fn time_spent(self, probabilities: &[f64]) -> f64 {
        let all: f64 = probabilities.iter().sum::<f64>().min(1.0);
        match self {
            Self::EndOfInterval => 1.0,
            // All left: no force is constant and as large.
            Self::ConstantForce if all > 0.0 && all < 1.0 => -all / (-all).ln_1p(),
            Self::UniformAlone => uniform_alone(probabilities).map_or(1.0 - all / 2.0, |alone| others_stay(&alone, alone.len())),
            Self::Uniform | Self::ConstantForce => 1.0 - all / 2.0,
        }
    }
}

/// `1 - (1 - all)^(q / all)`: the forces of the outcomes keep their ratio within the interval.
fn constant_ratio(q: f64, all: f64) -> f64 {
    if q <= 0.0 { 0.0 } else { -(q / all * (-all).ln_1p()).exp_m1() }
}

/// Solves `q_k = q'_k ∫ product over j ≠ k of (1 - t q'_j) dt` from below: the rounds rise to the smallest solution.
fn uniform_alone(probabilities: &[f64]) -> Option<Vec<f64>> {
    let mut alone = probabilities.to_vec();
    for _ in 0..MOST_ROUNDS {
        let next: Vec<f64> = (0..alone.len()).map(|at| probabilities[at] / others_stay(&alone, at)).collect();
        if next.iter().any(|q| !(0.0..=1.0 + 1e-12).contains(q)) {
            return None;
        }
        let moved = next.iter().zip(&alone).map(|(next, before)| (next - before).abs()).fold(0.0, f64::max);
        alone = next;
        if moved <= 2.0 * f64::EPSILON {
            return Some(alone);
        }
    }
    None
}

/// `∫ product over j ≠ k of (1 - t q_j) dt` from 0 to 1; with `k` beyond the last, of all.
fn others_stay(alone: &[f64], outcome: usize) -> f64 {
    let mut coefficients = vec![1.0];
    for (_, &q) in alone.iter().enumerate().filter(|&(at, _)| at != outcome) {
        coefficients.push(0.0);
        for power in (1..coefficients.len()).rev() {
            coefficients[power] -= q * coefficients[power - 1];
        }
    }
    coefficients.iter().enumerate().map(|(power, coefficient)| coefficient / (power + 1) as f64).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_reasons_alone_by_hand() {
        // Uniform alone with q' = 0.2 and 0.4: q = 0.2 (1 - 0.2) = 0.16 and 0.4 (1 - 0.1) = 0.36, 0.52 = 1 - 0.8 · 0.6 in all.
        let alone = LeavingTime::UniformAlone.alone(&[0.16, 0.36]);
        assert!((alone[0].unwrap() - 0.2).abs() < 1e-14 && (alone[1].unwrap() - 0.4).abs() < 1e-14, "{alone:?}");
        // Constant ratio with q = 0.25 and 0.5 of 0.75: 1 - 0.25^(1/3) and 1 - 0.25^(2/3).
        let alone = LeavingTime::Uniform.alone(&[0.25, 0.5]);
        assert!((alone[0].unwrap() - (1.0 - 0.25f64.cbrt())).abs() < 1e-15 && (alone[1].unwrap() - (1.0 - 0.0625f64.cbrt())).abs() < 1e-15);
    }

    #[test]
    fn time_spent_by_hand() {
        let spent = |timing: LeavingTime| timing.time_spent(&[0.16, 0.36]);
        assert!((spent(LeavingTime::Uniform) - 0.74).abs() < 1e-15);
        assert_eq!(spent(LeavingTime::EndOfInterval), 1.0);
        // ∫ (1 - 0.2 t)(1 - 0.4 t) = 1 - 0.3 + 0.08 / 3.
        assert!((spent(LeavingTime::UniformAlone) - (0.7 + 0.08 / 3.0)).abs() < 1e-14);
        // q / -log p with q = 0.52.
        assert!((spent(LeavingTime::ConstantForce) - 0.52 / -(0.48f64.ln())).abs() < 1e-15);
    }

    #[test]
    fn without_a_reason_the_others_take_more() {
        let without = LeavingTime::UniformAlone.without(&[0.16, 0.36], 0).unwrap();
        assert!(without[0] == 0.0 && (without[1] - 0.4).abs() < 1e-14, "{without:?}");
        let without = LeavingTime::Uniform.without(&[0.25, 0.5], 0).unwrap();
        assert!((without[1] - (1.0 - 0.0625f64.cbrt())).abs() < 1e-15);
        assert_eq!(LeavingTime::Uniform.without(&[0.25, 0.0], 0).unwrap(), [0.0, 0.0]);
    }

    #[test]
    fn where_all_leave_for_two_reasons_equally_uniform_alone_has_no_answer() {
        assert_eq!(LeavingTime::UniformAlone.alone(&[0.5, 0.5]), [None, None]);
        assert_eq!(LeavingTime::UniformAlone.alone(&[1.0]), [Some(1.0)]);
        // 0.6 = 1 · (1 - 0.4) and 0.4 = 0.8 · (1 - 0.5).
        let alone = LeavingTime::UniformAlone.alone(&[0.6, 0.4]);
        assert!((alone[0].unwrap() - 1.0).abs() < 1e-14 && (alone[1].unwrap() - 0.8).abs() < 1e-14, "{alone:?}");
        assert_eq!(LeavingTime::Uniform.alone(&[0.5, 0.5]), [Some(1.0), Some(1.0)]);
    }
}
