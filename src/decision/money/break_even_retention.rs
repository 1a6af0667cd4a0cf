//! How well must members stay so that winning them pays?

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// The constant yearly retention from which on winning a member pays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakEvenRetention {
    /// At this retention value and cost are equal; above it winning a member pays.
    At(f64),
    /// The first payment alone pays for it: any retention will do.
    Always,
    /// Not even members who never leave pay for it; they return this share of the cost at most.
    Never(f64),
}

/// The root in [0, 1] of `Σ margin(t) (r / (1 + d))ᵗ = target`.
pub(super) fn break_even(first: &[f64], later: f64, target: f64, discount: f64) -> Result<BreakEvenRetention> {
    if let Some(margin) = first.iter().skip(1).chain(std::iter::once(&later)).find(|margin| **margin < 0.0) {
        let reason = "of a year after the first is negative: who stays longer then costs more; lower the servicing cost or raise dues";
        return Err(Error::setting("margin", margin, reason));
    }
    let factor = 1.0 / (1.0 + discount);
    let worth = |retention: f64| value(first, later, retention * factor);
    if worth(0.0) >= target {
        return Ok(BreakEvenRetention::Always);
    }
    if worth(1.0) < target {
        return Ok(BreakEvenRetention::Never(worth(1.0) / target));
    }
    if first.is_empty() {
        return Ok(BreakEvenRetention::At(((1.0 - later / target) / factor).clamp(0.0, 1.0)));
    }
    Ok(BreakEvenRetention::At(first_share(|retention| worth(retention) >= target)))
}

/// The value of margins of which each next is kept with a ratio, which may be 1: then infinite, or nothing of nothing.
fn value(first: &[f64], later: f64, ratio: f64) -> f64 {
    let after = if later == 0.0 { 0.0 } else { later / (1.0 - ratio) };
    first.iter().rev().fold(after, |rest, margin| margin + ratio * rest)
}

/// The least share in [0, 1] at which something holds that holds at 1, not at 0, and stays so.
fn first_share(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return high;
        }
        if holds(middle) { high = middle } else { low = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 10 / (1 - r) = 40
        assert_eq!(break_even(&[], 10.0, 40.0, 0.0).unwrap(), BreakEvenRetention::At(0.75));
        // 10 / (1 - r / 1.25) = 20: r = 0.625
        assert_eq!(break_even(&[], 10.0, 20.0, 0.25).unwrap(), BreakEvenRetention::At(0.625));
        // 0 + 10 r / (1 - r) = 10: r = ½
        let BreakEvenRetention::At(found) = break_even(&[0.0], 10.0, 10.0, 0.0).unwrap() else { panic!("no root") };
        assert!((found - 0.5).abs() < 1e-15);
        // for ever 10 at 25 %: 50, half of 100
        let BreakEvenRetention::Never(most) = break_even(&[], 10.0, 100.0, 0.25).unwrap() else { panic!("a root") };
        assert!((most - 0.5).abs() < 1e-15);
        assert_eq!(break_even(&[], 10.0, 10.0, 0.0).unwrap(), BreakEvenRetention::Always);
        assert_eq!(break_even(&[], 0.0, 10.0, 0.0).unwrap(), BreakEvenRetention::Never(0.0));
        assert_eq!(break_even(&[], 0.0, 0.0, 0.0).unwrap(), BreakEvenRetention::Always);
        // a loss in the first year, made good later: -5 + 10 r = 0
        assert_eq!(break_even(&[-5.0, 10.0], 0.0, 0.0, 0.0).unwrap(), BreakEvenRetention::At(0.5));
    }

    #[test]
    fn later_losses_are_refused() {
        assert_eq!(break_even(&[10.0, -1.0], 5.0, 1.0, 0.0).unwrap_err().code(), "setting");
        assert_eq!(break_even(&[], -5.0, 1.0, 0.0).unwrap_err().code(), "setting");
    }
}
