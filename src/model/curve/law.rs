//! A retention curve with its parameters: shares still there, rates, quantiles.

use super::family::CurveFamily;
use super::{continuous, discrete, mixture, piecewise};
use crate::error::{Error, Result};
use crate::model::jet::Jet;
use crate::model::number::Number;
use crate::model::parameter::Scale;
use serde::{Deserialize, Serialize};

/// A retention curve: a shape with its parameters, and possibly a share of members who never leave.
///
/// # Example
///
/// ```
/// use kaiin::model::curve::{CurveFamily, CurveLaw};
/// let law = CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[1.0, 2.0])?; // S(t) = 2 / (t + 2)
/// assert!((law.survival(2.0).unwrap() - 0.5).abs() < 1e-15);
/// assert!((law.retention(2.0).unwrap() - 3.0 / 4.0).abs() < 1e-15); // S(2) / S(1) = (2/4) / (2/3)
/// assert_eq!(law.quantile(0.5)?, Some(2.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct CurveLaw {
    family: CurveFamily,
    parameters: Vec<f64>,
    long_term: Option<f64>,
}

#[derive(Deserialize)]
struct Unchecked {
    family: CurveFamily,
    parameters: Vec<f64>,
    long_term: Option<f64>,
}

impl TryFrom<Unchecked> for CurveLaw {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let law = Self::new(read.family, &read.parameters)?;
        read.long_term.map_or(Ok(law.clone()), |share| law.with_long_term(share))
    }
}

impl CurveLaw {
    /// A curve with the parameters of [`CurveFamily::parameter_names`], in that order.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there are too few or too many, or one is outside its range.
    pub fn new(family: CurveFamily, parameters: &[f64]) -> Result<Self> {
        family.check_parameters(parameters)?;
        Ok(Self { family, parameters: parameters.to_vec(), long_term: None })
    }

    /// The same, of those who leave at all, beside a share in [0, 1] of members who never leave.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the share is outside [0, 1].
    pub fn with_long_term(mut self, share: f64) -> Result<Self> {
        if !(0.0..=1.0).contains(&share) {
            return Err(Error::setting("long_term", share, "is outside [0, 1]; write 0.3 for 30 % who never leave"));
        }
        self.long_term = Some(share);
        Ok(self)
    }

    /// A curve at parameters of the search.
    pub(super) fn at(family: &CurveFamily, has_long_term: bool, free: &[f64]) -> Self {
        let (own, odds) = free.split_at(family.size().min(free.len()));
        let long_term = odds.first().filter(|_| has_long_term).map(|&odds| Scale::Logit.natural(odds));
        Self { family: family.clone(), parameters: family.natural(own), long_term }
    }

    /// The shape.
    #[must_use]
    pub fn family(&self) -> &CurveFamily {
        &self.family
    }

    /// The parameters of the shape, in the order of [`CurveFamily::parameter_names`].
    #[must_use]
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// The share of members who never leave; `None` when the curve has none.
    #[must_use]
    pub fn long_term(&self) -> Option<f64> {
        self.long_term
    }

    /// Those of a family's members who leave at all.
    pub(super) fn of_leavers(&self) -> Self {
        Self { long_term: None, ..self.clone() }
    }

    /// The parameters of the search: those of the family, then the log odds of the long-term share.
    pub(super) fn free(&self) -> Vec<f64> {
        let mut free = self.family.free(&self.parameters);
        free.extend(self.long_term.map(|share| Scale::Logit.free(share)));
        free
    }

    /// Share still there after a time; for curves that count renewals, after as many whole renewals. `None` for a negative time or NaN.
    #[must_use]
    pub fn survival(&self, time: f64) -> Option<f64> {
        let time = self.counted(time)?;
        // Not by the logarithm of the mixture, whose last digit would leave less than all at time 0.
        let leavers = self.log_survival_of_leavers(time).exp();
        Some(self.long_term.map_or(leavers, |share| leavers + share * (1.0 - leavers)))
    }

    /// The share of those still there one period before a time who are still there at it: `S(t) / S(t - 1)`, for `t` of 1 and more.
    /// `None` where nobody was left.
    #[must_use]
    pub fn retention(&self, time: f64) -> Option<f64> {
        let time = self.counted(time).filter(|&time| time >= 1.0)?;
        Some(self.log_retention(time).exp()).filter(|share| !share.is_nan())
    }

    /// The share of all who leave in the period that ends at a time: `S(t - 1) - S(t)`, for `t` of 1 and more. For curves that count
    /// renewals the probability of leaving at renewal `t`.
    #[must_use]
    pub fn leaving(&self, time: f64) -> Option<f64> {
        let time = self.counted(time).filter(|&time| time >= 1.0)?;
        let before = self.log_survival(time - 1.0).exp();
        if before == 0.0 {
            return Some(0.0);
        }
        Some(before * -self.log_retention(time).exp_m1())
    }

    /// The rate of leaving: for curves in time the hazard at a time above 0, per unit of time; for curves that count renewals the
    /// probability of leaving at a renewal, `1 - r(t)`.
    #[must_use]
    pub fn hazard(&self, time: f64) -> Option<f64> {
        let time = self.counted(time).filter(|&time| time > 0.0)?;
        if self.family.counts_renewals() {
            return self.retention(time).map(|_| -self.log_retention(time).exp_m1());
        }
        Some((self.log_density(time) - self.log_survival(time)).exp()).filter(|rate| rate.is_finite())
    }

    /// The time by which a share has left; for curves that count renewals the first renewal after which at least that share is gone.
    /// `None` when so many never leave, or not within 10¹⁵ periods.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the share is not strictly between 0 and 1.
    pub fn quantile(&self, share: f64) -> Result<Option<f64>> {
        if !(share > 0.0 && share < 1.0) {
            return Err(Error::setting("share", share, "is outside (0, 1); write 0.5 for the median"));
        }
        let goal = (-share).ln_1p();
        let whole = self.family.counts_renewals();
        // A share that is reached exactly at a renewal is reached, whatever the last digit says.
        let slack = if whole { 1e-14 } else { 0.0 };
        Ok(first_time(|time| self.log_survival(time) <= goal + slack, whole))
    }

    /// A time of the curve: whole where renewals are counted.
    fn counted(&self, time: f64) -> Option<f64> {
        let time = Some(time).filter(|&time| time >= 0.0)?;
        Some(if self.family.counts_renewals() { time.floor() } else { time })
    }

    /// ln S at any time of 0 and more.
    pub(super) fn log_survival(&self, time: f64) -> f64 {
        mixture::log_survival(self.log_odds(), self.log_survival_of_leavers(time))
    }

    /// ln S of those who leave some time.
    fn log_survival_of_leavers(&self, time: f64) -> f64 {
        let free = self.family.free(&self.parameters);
        match &self.family {
            CurveFamily::PiecewiseExponential(cuts) => -piecewise::hazard(cuts, &free, time),
            family => own_log_survival(family, &free, time),
        }
    }

    fn log_odds(&self) -> Option<f64> {
        self.long_term.map(|share| Scale::Logit.free(share))
    }

    fn log_retention(&self, time: f64) -> f64 {
        if self.long_term.is_none() && self.family.counts_renewals() {
            return discrete::log_retention(&self.family, &self.family.free(&self.parameters), time);
        }
        self.log_survival(time) - self.log_survival(time - 1.0)
    }

    fn log_density(&self, time: f64) -> f64 {
        let free = self.family.free(&self.parameters);
        let own = match &self.family {
            CurveFamily::PiecewiseExponential(cuts) => {
                free.get(piecewise::piece_of(cuts, time)).copied().unwrap_or(f64::NEG_INFINITY) - piecewise::hazard(cuts, &free, time)
            }
            family => match continuous::place_and_width(&free) {
                Some((place, width)) => continuous::log_density(family, place, width, time),
                None => f64::NAN,
            },
        };
        mixture::log_density(self.log_odds(), own)
    }

    /// The slopes of ln S by the parameters of the search.
    pub(super) fn log_survival_slopes(&self, time: f64) -> Vec<f64> {
        let free = self.free();
        let (own, odds) = free.split_at(self.family.size());
        let inner: Vec<f64> = match &self.family {
            CurveFamily::PiecewiseExponential(cuts) => {
                own.iter().zip(piecewise::time_in_pieces(cuts, time)).map(|(log_rate, time)| -log_rate.exp() * time).collect()
            }
            family => own_log_survival(family, &Jet::parameters(own), time).slope.into_iter().take(own.len()).collect(),
        };
        let Some(&odds) = odds.first() else { return inner };
        let leavers = Jet::parameter(self.log_survival_of_leavers(time), 0);
        let [by_leavers, by_odds, ..] = mixture::log_survival(Some(Jet::parameter(odds, 1)), leavers).slope;
        inner.into_iter().map(|slope| slope * by_leavers).chain([by_odds]).collect()
    }
}

/// ln S of a family other than the piecewise, without a long-term share.
fn own_log_survival<T: Number>(family: &CurveFamily, free: &[T], time: f64) -> T {
    if family.counts_renewals() {
        return discrete::log_survival(family, free, time);
    }
    match continuous::place_and_width(free) {
        Some((place, width)) => continuous::log_survival(family, place, width, time),
        None => T::constant(f64::NAN),
    }
}

/// The first time at which something is so that stays so: whole where renewals are counted. `None` when not within 10¹⁵.
fn first_time(is_so: impl Fn(f64) -> bool, whole: bool) -> Option<f64> {
    let (mut low, mut high) = (0.0, 1.0);
    while !is_so(high) {
        (low, high) = (high, 2.0 * high);
        if high > 1e15 {
            return None;
        }
    }
    for _ in 0..1_100 {
        let middle = if whole { (0.5 * (low + high)).floor() } else { 0.5 * (low + high) };
        if middle <= low || middle >= high {
            break;
        }
        if is_so(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_and_geometric_by_hand() {
        let law = CurveLaw::new(CurveFamily::Exponential, &[0.5]).unwrap();
        assert!((law.survival(2.0).unwrap() - (-1f64).exp()).abs() < 1e-16);
        assert!((law.hazard(3.0).unwrap() - 0.5).abs() < 1e-15);
        assert!((law.quantile(0.5).unwrap().unwrap() - 2.0 * 2f64.ln()).abs() < 1e-14);
        let law = CurveLaw::new(CurveFamily::Geometric, &[0.5]).unwrap();
        assert_eq!((law.survival(2.9), law.survival(-1.0), law.survival(f64::NAN)), (Some(0.25), None, None));
        assert_eq!(law.quantile(0.5).unwrap(), Some(1.0));
        assert!((law.leaving(3.0).unwrap() - 0.125).abs() < 1e-16);
    }

    #[test]
    fn those_who_never_leave_are_added() {
        // 0.4 + 0.6 × 0.5ᵗ
        let law = CurveLaw::new(CurveFamily::Geometric, &[0.5]).unwrap().with_long_term(0.4).unwrap();
        assert!((law.survival(1.0).unwrap() - 0.7).abs() < 1e-15);
        assert!((law.retention(2.0).unwrap() - 0.55 / 0.7).abs() < 1e-15);
        assert_eq!(law.quantile(0.7).unwrap(), None);
        assert_eq!(law.quantile(0.45).unwrap(), Some(2.0));
    }

    #[test]
    fn edges_are_curves_too() {
        let stays = CurveLaw::new(CurveFamily::Geometric, &[0.0]).unwrap();
        assert_eq!((stays.survival(9.0), stays.retention(9.0), stays.quantile(0.1).unwrap()), (Some(1.0), Some(1.0), None));
        let goes = CurveLaw::new(CurveFamily::Geometric, &[1.0]).unwrap();
        assert_eq!(
            (goes.survival(0.0), goes.survival(1.0), goes.leaving(1.0), goes.leaving(2.0)),
            (Some(1.0), Some(0.0), Some(1.0), Some(0.0))
        );
        let once = goes.with_long_term(0.3).unwrap();
        assert!((once.survival(1.0).unwrap() - 0.3).abs() < 1e-15 && (once.retention(2.0).unwrap() - 1.0).abs() < 1e-15);
        let still = CurveLaw::new(CurveFamily::Exponential, &[0.0]).unwrap();
        assert_eq!((still.survival(5.0), still.hazard(5.0)), (Some(1.0), Some(0.0)));
    }

    #[test]
    fn slopes_are_those_of_differences() {
        let cases = [
            (CurveFamily::BetaDiscreteWeibull, vec![0.5, 0.8, 1.3], Some(0.1)),
            (CurveFamily::LogNormal, vec![1.0, 0.7], None),
            (CurveFamily::PiecewiseExponential(vec![1.0, 2.0]), vec![0.4, 0.2, 0.1], Some(0.2)),
        ];
        for (family, parameters, long_term) in cases {
            let law = CurveLaw { family: family.clone(), parameters, long_term };
            let free = law.free();
            for (at, slope) in law.log_survival_slopes(3.0).into_iter().enumerate() {
                let moved = |step: f64| {
                    let mut free = free.clone();
                    free[at] += step;
                    CurveLaw::at(&family, long_term.is_some(), &free).log_survival(3.0)
                };
                let expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!((slope - expected).abs() < 1e-9, "{family} {at}: {slope} {expected}");
            }
        }
    }
}
