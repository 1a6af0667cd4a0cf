//! How is a budget shared so that the next unit of money brings the same everywhere?

use super::piece::{Piece, Weighting};
use super::response::last_bits;
use crate::special::compensated_sum;

/// The best spending on concave pieces, and the price of money there.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) spent: Vec<f64>,
    /// What one more unit of money would add; `None` when it is infinite.
    pub(super) price: Option<f64>,
}

/// Shares a budget; `None` when the least amounts exceed it.
///
/// The problem is concave and separable, so that its dual has one variable, the price of money: at the right price the amounts that
/// the pieces want add up to the budget (Karush, Kuhn and Tucker). The amounts fall with the price, so that halving an interval finds
/// it to its last digit. Where pieces jump at the price (straight lines), they are filled in their order.
pub(super) fn share(pieces: &[Piece], weightings: &[Weighting], budget: f64) -> Option<Level> {
    let lower: Vec<f64> = pieces.iter().map(|piece| piece.lower).collect();
    if compensated_sum(lower.iter().copied()) > budget {
        return None;
    }
    let wants = |price: f64| -> Vec<f64> { pieces.iter().zip(weightings).map(|(piece, by)| piece.demand(price, *by)).collect() };
    let exceeds = |price: f64| compensated_sum(wants(price)) > budget;
    if !exceeds(0.0) {
        return Some(Level { spent: wants(0.0), price: Some(0.0) });
    }
    if exceeds(f64::MAX) || compensated_sum(lower.iter().copied()) == budget {
        return Some(Level { price: price_at(pieces, weightings, &lower), spent: lower });
    }
    let below = last_bits(f64::MAX.to_bits(), |bits| exceeds(f64::from_bits(bits)));
    let price = f64::from_bits(below + 1);
    let (mut spent, most) = (wants(price), wants(f64::from_bits(below)));
    let mut left = budget - compensated_sum(spent.iter().copied());
    for (amount, most) in spent.iter_mut().zip(most) {
        let more = (most - *amount).clamp(0.0, left.max(0.0));
        *amount += more;
        left -= more;
    }
    Some(Level { spent, price: Some(price) })
}

/// The price of money where nothing is left to share: what the next unit would bring where it brings most.
fn price_at(pieces: &[Piece], weightings: &[Weighting], spent: &[f64]) -> Option<f64> {
    let with_room = pieces.iter().zip(weightings).zip(spent).filter(|((piece, _), spent)| piece.upper > **spent);
    let price = with_room.map(|((piece, by), spent)| piece.marginal(*spent, *by)).fold(0.0, f64::max);
    Some(price).filter(|price| price.is_finite())
}
