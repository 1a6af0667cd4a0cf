//! How much does money spent on a measure bring, and the next unit of money?

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// What a measure brings as a function of what is spent on it: never less for more money, and each unit no more than the one before
/// (diminishing returns, 収穫逓減).
///
/// # Why concave only
///
/// With diminishing returns the best allocation is where the next unit of money brings the same everywhere, and is found exactly. A
/// response with a threshold (Hill with an exponent above 1) has no such point: describe it as a measure with a fixed cost
/// ([`BudgetLine::fixed_cost`](super::BudgetLine::fixed_cost)) and diminishing returns from there on.
///
/// # Formula
///
/// ```text
/// linear(a)                gain = a x
/// saturating(L, s)         gain = L (1 - exp(-x / s))        63 % of the limit L at x = s
/// power(f, p), p ≤ 1       gain = f xᵖ
/// hill(L, h, p), p ≤ 1     gain = L xᵖ / (hᵖ + xᵖ)           half of the limit at x = h
/// ```
///
/// # Weakness
///
/// The form is an assumption until spending has been varied: two points of one measure fit all four.
///
/// # Example
///
/// ```
/// use kaiin::decision::allocation::Response;
/// let campaign = Response::saturating(100.0, 2_000_000.0)?;
/// assert!((campaign.gain(2_000_000.0) - 100.0 * (1.0 - (-1f64).exp())).abs() < 1e-12);
/// let reward = Response::hill(30.0, 500_000.0, 1.0)?;
/// assert_eq!(reward.gain(500_000.0), 15.0);
/// assert!(Response::hill(30.0, 500_000.0, 2.0).is_err()); // S-shaped
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Shape")]
pub struct Response(Shape);

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    Linear {
        per_unit: f64,
    },
    Saturating {
        limit: f64,
        scale: f64,
    },
    Power {
        factor: f64,
        exponent: f64,
    },
    Hill {
        limit: f64,
        half: f64,
        exponent: f64,
    },
    /// A whole that is had or not: nothing more for more money.
    Whole {
        gain: f64,
    },
}

impl TryFrom<Shape> for Response {
    type Error = Error;

    fn try_from(read: Shape) -> Result<Self> {
        match read {
            Shape::Linear { per_unit } => Self::linear(per_unit),
            Shape::Saturating { limit, scale } => Self::saturating(limit, scale),
            Shape::Power { factor, exponent } => Self::power(factor, exponent),
            Shape::Hill { limit, half, exponent } => Self::hill(limit, half, exponent),
            Shape::Whole { gain } => Self::whole(gain),
        }
    }
}

impl Response {
    /// The same for every unit of money, as where each person reached costs and brings the same: give it a most.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a gain that is negative or not finite.
    pub fn linear(per_unit: f64) -> Result<Self> {
        Ok(Self(Shape::Linear { per_unit: not_negative("gain per unit", per_unit)? }))
    }

    /// Towards a limit, exponentially.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a limit that is negative or not finite, or a scale that is not above 0 and finite.
    pub fn saturating(limit: f64, scale: f64) -> Result<Self> {
        Ok(Self(Shape::Saturating { limit: not_negative("limit", limit)?, scale: positive("scale", scale)? }))
    }

    /// A power of the money spent; with an exponent of 1 linear.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a factor that is negative or not finite, or an exponent outside (0, 1].
    pub fn power(factor: f64, exponent: f64) -> Result<Self> {
        let (factor, exponent) = (not_negative("factor", factor)?, concave(exponent)?);
        Ok(Self(if exponent == 1.0 { Shape::Linear { per_unit: factor } } else { Shape::Power { factor, exponent } }))
    }

    /// Towards a limit, of which half is had at `half`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a limit that is negative or not finite, a `half` that is not above 0 and finite, or an exponent outside
    /// (0, 1].
    pub fn hill(limit: f64, half: f64, exponent: f64) -> Result<Self> {
        let (limit, half) = (not_negative("limit", limit)?, positive("half", half)?);
        Ok(Self(Shape::Hill { limit, half, exponent: concave(exponent)? }))
    }

    pub(super) fn whole(gain: f64) -> Result<Self> {
        Ok(Self(Shape::Whole { gain: not_negative("gain", gain)? }))
    }

    /// What so much money brings.
    #[must_use]
    pub fn gain(&self, spent: f64) -> f64 {
        match self.0 {
            Shape::Linear { per_unit } => per_unit * spent,
            Shape::Saturating { limit, scale } => -limit * (-spent / scale).exp_m1(),
            Shape::Power { factor, exponent } => factor * spent.powf(exponent),
            Shape::Hill { limit, half, exponent } => {
                let ratio = (half / spent).powf(exponent);
                limit / (1.0 + ratio)
            }
            Shape::Whole { gain } => gain,
        }
    }

    /// What the next unit of money brings; infinite at 0 for powers, and for Hill curves with an exponent below 1.
    #[must_use]
    pub fn slope(&self, spent: f64) -> f64 {
        match self.0 {
            Shape::Linear { per_unit } => per_unit,
            Shape::Saturating { limit, scale } => limit / scale * (-spent / scale).exp(),
            Shape::Power { factor: 0.0, .. } | Shape::Hill { limit: 0.0, .. } | Shape::Whole { .. } => 0.0,
            Shape::Power { factor, exponent } => factor * exponent * spent.powf(exponent - 1.0),
            Shape::Hill { limit, half, exponent: 1.0 } => limit / half / (1.0 + spent / half).powi(2),
            Shape::Hill { .. } if spent == 0.0 => f64::INFINITY,
            Shape::Hill { limit, half, exponent } => {
                let ratio = (spent / half).powf(exponent);
                limit * exponent * (ratio / spent) / (1.0 + ratio).powi(2)
            }
        }
    }

    /// Up to where the next unit of money brings more than a price: 0 when not even the first does, infinite when every one does.
    pub(super) fn spent_at(&self, price: f64) -> f64 {
        match self.0 {
            Shape::Linear { per_unit } => {
                if per_unit > price {
                    f64::INFINITY
                } else {
                    0.0
                }
            }
            _ if self.slope(0.0) <= price => 0.0,
            Shape::Saturating { limit, scale } => scale * (limit / scale / price).ln(),
            Shape::Power { factor, exponent } => (factor * exponent / price).powf(1.0 / (1.0 - exponent)),
            Shape::Hill { limit, half, exponent: 1.0 } => half * ((limit / half / price).sqrt() - 1.0),
            Shape::Hill { .. } => f64::from_bits(last_bits(f64::MAX.to_bits(), |bits| self.slope(f64::from_bits(bits)) > price)),
            Shape::Whole { .. } => 0.0,
        }
    }

    /// Whether it is a whole that is had or not.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.0, Shape::Whole { .. })
    }
}

/// The last of the whole numbers 0 … most for which something holds that holds for 0, and for none after the first for which it does not.
/// Positive real numbers are in the order of their bits, so that this finds the last digit of a root in 64 steps.
pub(super) fn last_bits(most: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, most.saturating_add(1));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

fn not_negative(name: &'static str, value: f64) -> Result<f64> {
    if value >= 0.0 && value.is_finite() {
        return Ok(value);
    }
    Err(Error::setting(name, value, "is no gain; give a finite number of 0 or more, and leave measures out that do harm"))
}

fn positive(name: &'static str, value: f64) -> Result<f64> {
    if value > 0.0 && value.is_finite() {
        return Ok(value);
    }
    Err(Error::setting(name, value, "is no amount of money above 0; give the spending at which most of the limit is reached"))
}

fn concave(exponent: f64) -> Result<f64> {
    if exponent > 0.0 && exponent <= 1.0 {
        return Ok(exponent);
    }
    let reason = "is outside (0, 1]; above 1 returns rise at first: give a fixed cost and diminishing returns after it";
    Err(Error::setting("exponent", exponent, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn responses() -> [Response; 5] {
        [
            Response::saturating(10.0, 3.0).unwrap(),
            Response::power(2.0, 0.5).unwrap(),
            Response::hill(10.0, 3.0, 1.0).unwrap(),
            Response::hill(10.0, 3.0, 0.6).unwrap(),
            Response::linear(1.5).unwrap(),
        ]
    }

    #[test]
    fn slopes_are_those_of_differences_and_fall() {
        for response in responses() {
            for spent in [0.5, 2.0, 9.0] {
                let difference = (response.gain(spent + 1e-6) - response.gain(spent - 1e-6)) / 2e-6;
                assert!((response.slope(spent) / difference - 1.0).abs() < 1e-8, "{response:?} {spent}");
                assert!(response.slope(spent) >= response.slope(spent + 1.0));
            }
            assert_eq!(response.gain(0.0), 0.0);
        }
    }

    #[test]
    fn spending_at_a_price_is_where_the_slope_is_the_price() {
        for response in &responses()[..4] {
            for price in [0.01, 0.3, 1.0] {
                let spent = response.spent_at(price);
                assert!((response.slope(spent) / price - 1.0).abs() < 1e-12, "{response:?} {price} {spent}");
            }
        }
        let [saturating, power, hill, ..] = responses();
        assert_eq!((saturating.spent_at(10.0), hill.spent_at(10.0)), (0.0, 0.0));
        assert_eq!((saturating.spent_at(0.0), power.spent_at(0.0)), (f64::INFINITY, f64::INFINITY));
        let nothing = Response::saturating(0.0, 3.0).unwrap();
        assert_eq!((nothing.spent_at(0.0), Response::power(0.0, 0.5).unwrap().spent_at(0.0)), (0.0, 0.0));
    }

    #[test]
    fn what_is_no_diminishing_return_is_refused() {
        for error in [
            Response::linear(-1.0),
            Response::saturating(f64::NAN, 1.0),
            Response::saturating(1.0, 0.0),
            Response::power(1.0, 1.1),
            Response::power(1.0, 0.0),
            Response::hill(1.0, f64::INFINITY, 1.0),
            Response::hill(1.0, 1.0, 2.0),
            Response::whole(-1.0),
        ] {
            assert_eq!(error.unwrap_err().code(), "setting");
        }
    }
}
