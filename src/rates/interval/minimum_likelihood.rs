//! Up to which share does the two-sided exact test not reject? The inversion of the minimum-likelihood test.
//!
//! The p-value of a share above k/n is P(X ≤ k) + P(X ≥ j), where j is the first count beyond it that is no more probable than k.
//! As the share grows, j moves out one by one: at the *j-th breakpoint*, where j and k are equally probable, the p-value jumps down by
//! that probability. Between two breakpoints it first falls and may then rise, so it is largest at their ends; and at the breakpoints
//! it falls with j (checked by computing all of them for every count in up to 60 trials and some in up to 500). So the last
//! breakpoint that is not rejected is found by bisection over j, and the limit is there or shortly behind.

use crate::special::{binomial_tails_at_odds, log_factorial_ratio};

/// The odds of the largest share that is not rejected at level `alpha` when `successes` and `failures` were seen.
pub(super) fn upper_odds(successes: u64, failures: u64, alpha: f64) -> f64 {
    if failures == 0 {
        return f64::INFINITY;
    }
    let test = Test { k: successes, n: successes + failures, alpha };
    let last = test.last_breakpoint();
    let odds = test.breakpoint(last);
    let behind = test.p_value(odds, last.saturating_add(1));
    if behind.p < alpha { odds } else { test.crossing(odds, last.saturating_add(1)) }
}

/// The question: which odds are not rejected at `alpha` after `k` successes in `n` trials?
struct Test {
    k: u64,
    n: u64,
    alpha: f64,
}

/// A p-value and by how much it changes per unit of ln odds.
struct PValue {
    p: f64,
    slope: f64,
}

impl Test {
    /// The odds at which `j` and `k` are equally probable: C(n, k) oᵏ = C(n, j) oʲ, for j > k.
    fn breakpoint(&self, j: u64) -> f64 {
        let (n, k, far) = (self.n as f64, self.k as f64, j as f64);
        ((log_factorial_ratio(far, k) - log_factorial_ratio(n - k, n - far)) / (far - k)).exp()
    }

    /// P(X ≤ k) + P(X ≥ j).
    fn p_value(&self, odds: f64, j: u64) -> PValue {
        let below = binomial_tails_at_odds(self.k, self.n, odds);
        let mut value = PValue { p: below.tails.lower(), slope: -below.slope };
        if j <= self.n {
            let beyond = binomial_tails_at_odds(j - 1, self.n, odds);
            value.p += beyond.tails.upper();
            value.slope += beyond.slope;
        }
        value
    }

    /// The largest j whose breakpoint is not rejected; k + 1 is not, having a p-value of 1.
    fn last_breakpoint(&self) -> u64 {
        let (mut kept, mut rejected) = (self.k + 1, self.n.saturating_add(1));
        while rejected - kept > 1 {
            let middle = kept + (rejected - kept) / 2;
            if self.p_value(self.breakpoint(middle), middle).p >= self.alpha { kept = middle } else { rejected = middle }
        }
        kept
    }

    /// The odds behind `from` at which the p-value with the counts from `j` on falls to `alpha`: Newton's method in ln odds within a
    /// bracket that ends at the next breakpoint, where the p-value is below `alpha`.
    fn crossing(&self, from: f64, j: u64) -> f64 {
        let (mut low, mut high) = (from, if j <= self.n { self.breakpoint(j) } else { f64::MAX });
        let mut odds = low;
        for _ in 0..200 {
            let value = self.p_value(odds, j);
            if value.p >= self.alpha {
                low = odds
            } else {
                high = odds
            }
            let step = -(value.p / self.alpha).ln() * value.p / value.slope;
            let next = odds * step.exp();
            if step.abs() < 1e-15 || high / low - 1.0 < 4.0 * f64::EPSILON {
                return odds;
            }
            odds = if next > low && next < high { next } else { low.sqrt() * high.sqrt() };
        }
        odds
    }
}
