//! How long someone will still stay, and what that is worth today: discounted expected (residual) lifetime.

use super::discrete;
use super::family::CurveFamily;
use super::law::CurveLaw;
use super::quadrature::{Approached, half_line, sum};
use crate::error::{Error, Result};
use crate::special::hypergeometric_one;
use crate::survival::Limits;
use serde::{Deserialize, Serialize};

/// An expected number of periods, discounted or not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ResidualLifetime {
    /// The expected number of periods (renewals, or units of time).
    pub value: f64,
    /// By how much the value can be off because sums and integrals that go on for ever were approached; rounding for closed forms.
    pub numerical_error: f64,
    /// Standard error, from that of the fitted parameters by the delta method; `None` for a curve that was typed in, or fitted at an edge.
    pub error: Option<f64>,
    /// Limits, symmetric about the logarithm, where there is a standard error.
    pub limits: Option<Limits>,
}

impl CurveLaw {
    /// The expected number of periods of membership of someone who joins now, each worth `(1 + discount)` less than the one before. With
    /// a discount of 0 the mean duration. `None` when it is infinite: many heavy tails have no mean, and who never leaves stays for ever.
    ///
    /// # Formula
    ///
    /// ```text
    /// counted in renewals   DEL = Σ S(t) / (1 + d)ᵗ    over t = 0, 1, 2, …     (the first period is paid at once)
    /// in time               DEL = ∫ S(t) / (1 + d)ᵗ dt over t from 0           (paid as it passes)
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the discount is negative or not finite.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::model::curve::{CurveFamily, CurveLaw};
    /// let law = CurveLaw::new(CurveFamily::Geometric, &[0.2])?;
    /// let years = law.discounted_lifetime(0.0)?.unwrap().value;
    /// assert!((years - 5.0).abs() < 1e-12); // 1 + 0.8 + 0.64 + … = 1 / 0.2
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// P. S. Fader and B. G. S. Hardie (2010), "Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity",
    /// *Marketing Science* 29, 85-93.
    pub fn discounted_lifetime(&self, discount: f64) -> Result<Option<ResidualLifetime>> {
        let Some(later) = self.discounted_residual_lifetime(0.0, discount)? else { return Ok(None) };
        if !self.family().counts_renewals() {
            return Ok(Some(later));
        }
        Ok(Some(ResidualLifetime { value: 1.0 + later.value / (1.0 + discount), ..later }))
    }

    /// The expected number of further periods of someone who has stayed so far, discounted.
    ///
    /// For curves that count renewals, `after` renewals have been made (a whole number) and the next is due now: it counts in full if it
    /// comes. (Fader and Hardie's DERL at the point just before renewal `n` is this after `n - 1` renewals.) For curves in time it is a
    /// time. `None` when it is infinite, or nobody is left then.
    ///
    /// # Formula
    ///
    /// ```text
    /// counted in renewals   DERL = Σ S(t) / S(n) / (1 + d)^(t - n - 1)   over t = n + 1, n + 2, …
    ///   shifted beta-geometric     r(n + 1) ₂F₁(1, β + n + 1; α + β + n + 1; 1 / (1 + d))
    /// in time               DERL = ∫ S(t) / S(n) / (1 + d)^(t - n) dt    over t from n
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the discount is negative or not finite, or `after` is negative, not finite, or not whole where renewals
    /// are counted.
    ///
    /// # References
    ///
    /// Fader and Hardie (2010), as above.
    pub fn discounted_residual_lifetime(&self, after: f64, discount: f64) -> Result<Option<ResidualLifetime>> {
        if !(discount >= 0.0 && discount.is_finite()) {
            return Err(Error::setting("discount", discount, "is not a rate of at least 0; write 0.05 for 5 % a period"));
        }
        let whole = !self.family().counts_renewals() || after.fract() == 0.0;
        if !(after >= 0.0 && after.is_finite() && whole) {
            let what = if self.family().counts_renewals() { "a whole number of renewals" } else { "a time" };
            return Err(Error::setting("after", after, format!("is not {what} of at least 0; give one")));
        }
        let lifetime = self.mixed_lifetime(after, discount);
        let known = lifetime.filter(|lifetime| lifetime.value.is_finite());
        Ok(known.map(|Approached { value, error }| ResidualLifetime { value, numerical_error: error, error: None, limits: None }))
    }

    /// Those who leave and those who never do, by the shares they have among those still there.
    fn mixed_lifetime(&self, after: f64, discount: f64) -> Option<Approached> {
        let leavers = self.of_leavers();
        let Some(share) = self.long_term().filter(|&share| share > 0.0) else { return leavers.leavers_lifetime(after, discount) };
        let for_ever = if discount > 0.0 { self.for_ever(discount) } else { return None };
        let left = (1.0 - share) * leavers.log_survival(after).exp();
        if left == 0.0 {
            return Some(Approached { value: for_ever, error: 0.0 });
        }
        let finite = leavers.leavers_lifetime(after, discount)?;
        let weigh = |finite: f64, for_ever: f64| (left * finite + share * for_ever) / (left + share);
        Some(Approached { value: weigh(finite.value, for_ever), error: weigh(finite.error, 0.0) })
    }

    /// The discounted lifetime of who never leaves.
    fn for_ever(&self, discount: f64) -> f64 {
        if self.family().counts_renewals() { (1.0 + discount) / discount } else { 1.0 / discount.ln_1p() }
    }

    fn leavers_lifetime(&self, after: f64, discount: f64) -> Option<Approached> {
        let exact = |value: f64| Some(Approached { value, error: 1e-14 * value.abs() });
        let factor = 1.0 / (1.0 + discount);
        match (self.family(), self.parameters()) {
            (CurveFamily::Geometric, &[theta]) => exact((1.0 - theta) / (1.0 - (1.0 - theta) * factor)),
            (CurveFamily::ShiftedBetaGeometric, &[alpha, beta]) => {
                let (left, all) = (beta + after, alpha + beta + after);
                hypergeometric_one(left + 1.0, all + 1.0, factor).and_then(|sum| exact(left / all * sum))
            }
            (CurveFamily::Exponential, &[rate]) => exact(1.0 / (rate + discount.ln_1p())),
            (CurveFamily::PiecewiseExponential(cuts), rates) => exact(pieces(cuts, rates, after, discount.ln_1p())),
            _ if discount == 0.0 && !self.has_mean() => None,
            _ => self.approached(after, discount.ln_1p()),
        }
    }

    /// Whether the mean duration is finite, for the families that have no closed form.
    fn has_mean(&self) -> bool {
        match (self.family(), self.parameters()) {
            (CurveFamily::BetaDiscreteWeibull, &[alpha, _, c]) => alpha * c > 1.0,
            (CurveFamily::DiscreteWeibull, &[theta, _]) => theta > 0.0,
            (CurveFamily::LogLogistic, &[shape, _]) => shape > 1.0,
            _ => true,
        }
    }

    /// By summing, or by integrating; `None` when nobody is left to begin with.
    fn approached(&self, after: f64, force: f64) -> Option<Approached> {
        let start = Some(self.log_survival(after)).filter(|start| start.is_finite())?;
        if self.family().counts_renewals() {
            let free = self.family().free(self.parameters());
            let log_share = |t: f64| discrete::log_survival(self.family(), &free, t) - start - force * (t - after - 1.0);
            return Some(sum(after + 1.0, log_share));
        }
        let scale = self.quantile(0.5).ok().flatten().unwrap_or(1.0).min(if force > 0.0 { 1.0 / force } else { f64::INFINITY });
        Some(half_line(scale, |x| (self.log_survival(after + x) - start - force * x).exp()))
    }
}

/// ∫ S(t) / S(after) e^(-force (t - after)) dt for rates that are constant in pieces; infinite when the last piece has neither.
fn pieces(cuts: &[f64], rates: &[f64], after: f64, force: f64) -> f64 {
    let first = cuts.partition_point(|&cut| cut <= after);
    let (mut from, mut left, mut value) = (after, 1.0, 0.0);
    for (piece, rate) in rates.iter().enumerate().skip(first) {
        let length = cuts.get(piece).map_or(f64::INFINITY, |cut| cut - from);
        let force = rate + force;
        value += left * if force > 0.0 { -(-force * length).exp_m1() / force } else { length };
        left *= (-force * length).exp();
        from += length;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law(family: CurveFamily, parameters: &[f64]) -> CurveLaw {
        CurveLaw::new(family, parameters).unwrap()
    }

    fn residual(law: &CurveLaw, after: f64, discount: f64) -> f64 {
        law.discounted_residual_lifetime(after, discount).unwrap().unwrap().value
    }

    #[test]
    fn summed_and_closed_forms_agree() {
        let closed = law(CurveFamily::ShiftedBetaGeometric, &[1.7, 2.1]);
        let summed = law(CurveFamily::BetaDiscreteWeibull, &[1.7, 2.1, 1.0]);
        for (after, discount) in [(0.0, 0.1), (3.0, 0.001), (0.0, 0.0), (10.0, 0.0)] {
            let found = summed.discounted_residual_lifetime(after, discount).unwrap().unwrap();
            let expected = residual(&closed, after, discount);
            assert!((found.value / expected - 1.0).abs() < 1e-11, "{after} {discount}: {found:?} {expected}");
            assert!((found.value - expected).abs() < 3.0 * found.numerical_error + 1e-13 * expected);
        }
        let geometric = law(CurveFamily::Geometric, &[0.2]);
        let weibull = law(CurveFamily::DiscreteWeibull, &[0.2, 1.0]);
        assert!((residual(&weibull, 2.0, 0.05) / residual(&geometric, 2.0, 0.05) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn means_known_in_closed_form() {
        // Weibull with shape ½: scale Γ(3) = 2 scale; log-normal exp(m + s²/2); log-logistic scale (π/k) / sin(π/k)
        let angle = std::f64::consts::PI / 3.0;
        let cases = [
            (law(CurveFamily::Weibull, &[0.5, 7.0]), 14.0),
            (law(CurveFamily::LogNormal, &[1.0, 0.8]), (1.32f64).exp()),
            (law(CurveFamily::LogLogistic, &[3.0, 5.0]), 5.0 * angle / angle.sin()),
            (law(CurveFamily::Exponential, &[0.25]), 4.0),
        ];
        for (law, expected) in cases {
            assert!((residual(&law, 0.0, 0.0) / expected - 1.0).abs() < 1e-10, "{:?}: {}", law, residual(&law, 0.0, 0.0));
        }
    }

    #[test]
    fn pieces_by_hand() {
        // rate ½ for two years, none until year 3, then 1: (1 − e⁻¹)/½ + e⁻¹ + e⁻¹
        let law = law(CurveFamily::PiecewiseExponential(vec![2.0, 3.0]), &[0.5, 0.0, 1.0]);
        let e = (-1f64).exp();
        assert!((residual(&law, 0.0, 0.0) - (2.0 * (1.0 - e) + 2.0 * e)).abs() < 1e-14);
        assert!((residual(&law, 2.5, 0.0) - 1.5).abs() < 1e-14);
    }

    #[test]
    fn what_is_infinite_is_none_and_what_cannot_be_is_refused() {
        let none = |law: &CurveLaw, discount| law.discounted_lifetime(discount).unwrap().is_none();
        assert!(none(&law(CurveFamily::ShiftedBetaGeometric, &[0.7, 1.2]), 0.0));
        assert!(none(&law(CurveFamily::BetaDiscreteWeibull, &[0.5, 1.2, 1.9]), 0.0));
        assert!(none(&law(CurveFamily::LogLogistic, &[0.9, 1.2]), 0.0));
        assert!(none(&law(CurveFamily::Geometric, &[0.0]), 0.0) && none(&law(CurveFamily::Exponential, &[0.0]), 0.0));
        let mixed = law(CurveFamily::Geometric, &[0.5]).with_long_term(0.3).unwrap();
        assert!(none(&mixed, 0.0));
        // Σ (0.3 + 0.7 × 0.5ᵗ) / 1.1ᵗ = 0.3 × 11 + 0.7 / (1 − 0.5/1.1)
        let value = mixed.discounted_lifetime(0.1).unwrap().unwrap().value;
        assert!((value - (3.3 + 0.7 / (1.0 - 0.5 / 1.1))).abs() < 1e-13);
        for (after, discount) in [(0.5, 0.1), (-1.0, 0.1), (0.0, -0.1), (0.0, f64::NAN), (f64::INFINITY, 0.1)] {
            assert_eq!(mixed.discounted_residual_lifetime(after, discount).unwrap_err().code(), "setting");
        }
    }
}
