//! What a log-rank test adds up over the times of one stratum.

use super::log_rank_settings::{LogRankSettings, LogRankWeight, TieVariance};
use super::risk_walk::GroupAtTime;
use crate::error::{Error, Result};

/// Sums over times: events, weighted observed and expected events by group, and the covariances of their differences.
#[derive(Debug)]
pub(super) struct LogRankSums {
    pub(super) events: Vec<f64>,
    pub(super) observed: Vec<f64>,
    pub(super) expected: Vec<f64>,
    /// Row by row; while adding up only what lies above the diagonal.
    pub(super) covariance: Vec<f64>,
    pooled: Pooled,
    /// Those at risk in each group at the time being added, side by side.
    at_risk: Vec<f64>,
    /// The first time at which a leaver had an infinite weight.
    infinite: Option<f64>,
}

/// The shares still there of all groups together.
#[derive(Debug, Clone, Copy)]
struct Pooled {
    /// Kaplan-Meier, just before the time.
    before: f64,
    /// The product of 1 − D / (N + 1), up to and with the time.
    peto: f64,
}

impl LogRankSums {
    pub(super) fn new(groups: usize) -> Self {
        let zeros = vec![0.0; groups];
        Self {
            events: zeros.clone(),
            observed: zeros.clone(),
            expected: zeros.clone(),
            at_risk: zeros,
            covariance: vec![0.0; groups * groups],
            pooled: Pooled { before: 1.0, peto: 1.0 },
            infinite: None,
        }
    }

    /// Adds one time.
    pub(super) fn add(&mut self, settings: &LogRankSettings, time: f64, groups: &[GroupAtTime]) {
        self.at_risk.iter_mut().zip(groups).for_each(|(at_risk, group)| *at_risk = group.at_risk);
        let at_risk: f64 = self.at_risk.iter().sum();
        let leaving: f64 = groups.iter().map(|group| group.events).sum();
        if leaving <= 0.0 || at_risk <= 0.0 {
            return;
        }
        self.pooled.peto *= (1.0 - leaving / (at_risk + 1.0)).max(0.0);
        let weight = self.pooled.weight(settings.weight, at_risk);
        if weight.is_finite() && at_risk.is_finite() {
            self.add_counts(weight, at_risk, leaving, groups);
            match settings.ties {
                TieVariance::Hypergeometric => self.add_variance(weight * weight * without_replacement(at_risk, leaving)),
                TieVariance::CoxBreslow => self.add_variance(weight * weight * leaving / (at_risk * at_risk)),
                TieVariance::CoxEfron => self.add_one_after_the_other(weight, at_risk, leaving, groups),
            }
        } else {
            self.infinite = self.infinite.or(Some(time));
        }
        self.pooled.before *= ((at_risk - leaving) / at_risk).max(0.0);
    }

    /// The sums, with the whole matrix of covariances: what a group owes itself is what it owes the others, so that rows add up to 0.
    pub(super) fn finished(mut self) -> Result<Self> {
        if let Some(time) = self.infinite {
            let advice = "choose a rho of at least 0, smaller weights of rows, or compare from a later start";
            return Err(Error::setting("weight", "infinite", format!("is what a leaver has at time {time}; {advice}")));
        }
        complete_covariance(&mut self.covariance, self.observed.len());
        if self.expected.iter().chain(&self.covariance).all(|value| value.is_finite()) {
            return Ok(self);
        }
        Err(Error::setting("weight", "of the rows", "is so large that sums are not finite; divide all weights by one number"))
    }

    /// Observed events, and those expected when all groups leave at one rate.
    fn add_counts(&mut self, weight: f64, at_risk: f64, leaving: f64, groups: &[GroupAtTime]) {
        let rate = weight * leaving / at_risk;
        for (at, group) in groups.iter().enumerate() {
            self.events[at] += group.events;
            self.observed[at] += weight * group.events;
            self.expected[at] += rate * group.at_risk;
        }
    }

    /// Covariances −factor × n_g n_h.
    fn add_variance(&mut self, factor: f64) {
        if factor == 0.0 {
            return;
        }
        let width = self.at_risk.len();
        for (at, &at_risk) in self.at_risk.iter().enumerate().filter(|(_, at_risk)| **at_risk > 0.0) {
            let scaled = factor * at_risk;
            let row = &mut self.covariance[at * width + at + 1..(at + 1) * width];
            row.iter_mut().zip(&self.at_risk[at + 1..]).for_each(|(covariance, other)| *covariance -= scaled * other);
        }
    }

    /// Efron's ties. When a share j / D of the leavers has gone, a group is the part `p = (n − j d / D) / (N − j)` of those at risk,
    /// that is `a + b / (N − j)` with `a = d / D` and `b = n − N a`: sums over j need only those of 1 / (N − j) and its square.
    fn add_one_after_the_other(&mut self, weight: f64, at_risk: f64, leaving: f64, groups: &[GroupAtTime]) {
        let (once, squared) = reciprocals(at_risk, leaving);
        let parts = |group: &GroupAtTime| (group.events / leaving, group.at_risk - at_risk * group.events / leaving);
        let width = groups.len();
        for (at, group) in groups.iter().enumerate() {
            let (a, b) = parts(group);
            // add_counts has added n D / N; D a + b × once is right.
            self.expected[at] += weight * (group.events + b * once - group.at_risk * leaving / at_risk);
            for (covariance, other) in self.covariance[at * width + at + 1..(at + 1) * width].iter_mut().zip(&groups[at + 1..]) {
                let (other_a, other_b) = parts(other);
                let product = leaving * a * other_a + (a * other_b + other_a * b) * once + b * other_b * squared;
                *covariance -= weight * weight * product;
            }
        }
    }
}

impl Pooled {
    fn weight(self, weight: LogRankWeight, at_risk: f64) -> f64 {
        match weight {
            LogRankWeight::LogRank => 1.0,
            LogRankWeight::GehanBreslow => at_risk,
            LogRankWeight::TaroneWare => at_risk.sqrt(),
            LogRankWeight::PetoPeto => self.peto,
            LogRankWeight::ModifiedPetoPeto => self.peto * at_risk / (at_risk + 1.0),
            LogRankWeight::GRho(rho) => self.before.powf(rho),
            LogRankWeight::FlemingHarrington { rho, gamma } => self.before.powf(rho) * (1.0 - self.before).powf(gamma),
        }
    }
}

/// Fills in what lies below the diagonal and the diagonal itself, so that rows add up to 0.
pub(super) fn complete_covariance(covariance: &mut [f64], groups: usize) {
    for at in 0..groups {
        for other in 0..at {
            covariance[at * groups + other] = covariance[other * groups + at];
        }
    }
    for at in 0..groups {
        covariance[at * groups + at] = 0.0;
        let others: f64 = covariance[at * groups..(at + 1) * groups].iter().sum();
        covariance[at * groups + at] = 0.0 - others;
    }
}

/// D (N − D) / ((N − 1) N²). Weights that are not counts may leave less than 1 at risk: then there is no variance.
fn without_replacement(at_risk: f64, leaving: f64) -> f64 {
    if at_risk <= 1.0 {
        return 0.0;
    }
    let kept = ((at_risk - leaving) / (at_risk - 1.0)).clamp(0.0, 1.0);
    leaving * kept / (at_risk * at_risk)
}

/// From so many left on, reciprocals are added up by the formula of Euler and Maclaurin: its error is below 1e-14.
const MANY: f64 = 1_000.0;

/// The sums of 1 / (N − j) and 1 / (N − j)² over j = 0, 1, … D − 1; a remainder of weight counts as a part of a leaver.
fn reciprocals(at_risk: f64, leaving: f64) -> (f64, f64) {
    let many = leaving.min(at_risk - MANY).floor().max(0.0);
    let (mut once, mut squared) = many_reciprocals(at_risk, many);
    let mut gone = many;
    while gone < leaving {
        let part = (leaving - gone).min(1.0);
        let left = at_risk - gone;
        once += part / left;
        squared += part / (left * left);
        gone += 1.0;
    }
    (once, squared)
}

/// The same for a whole number of leavers, all from more than [`MANY`].
fn many_reciprocals(at_risk: f64, leaving: f64) -> (f64, f64) {
    let (lower, upper) = (at_risk - leaving + 0.5, at_risk + 0.5);
    let once = (leaving / lower).ln_1p() + (upper.powi(-2) - lower.powi(-2)) / 24.0;
    let squared = leaving / (lower * upper) + (upper.powi(-3) - lower.powi(-3)) / 12.0;
    (once, squared)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(at_risk: f64, events: f64) -> GroupAtTime {
        GroupAtTime { at_risk, events, others: 0.0 }
    }

    #[test]
    fn one_time_by_hand_under_each_rule_of_ties() {
        // 2 of 3 and 0 of 1 leave: expected 2 · 3/4; p q = 3/16
        let sums = |ties| {
            let mut sums = LogRankSums::new(2);
            sums.add(&LogRankSettings::new().ties(ties), 1.0, &[group(3.0, 2.0), group(1.0, 0.0)]);
            let sums = sums.finished().unwrap();
            (sums.expected[0], sums.covariance[0])
        };
        // (4 − 2) / (4 − 1) · 2 · 3/16 = 1/4
        assert_eq!(sums(TieVariance::Hypergeometric), (1.5, 0.25));
        // 2 · 3/16
        assert_eq!(sums(TieVariance::CoxBreslow), (1.5, 0.375));
        // the first of 3/4, the second of (3 − 1)/(4 − 1): 3/4 + 2/3; 3/16 + 2/9
        let (expected, variance) = sums(TieVariance::CoxEfron);
        assert!((expected - 17.0 / 12.0).abs() < 1e-15 && (variance - 59.0 / 144.0).abs() < 1e-15);
    }

    #[test]
    fn weights_by_hand() {
        // 4 at risk of whom 1 leaves, then 3 of whom 1 leaves: S(t−) = 1, 3/4; S̃ = 4/5, 4/5 · 3/4
        let observed = |weight| {
            let mut sums = LogRankSums::new(1);
            let settings = LogRankSettings::new().weight(weight).unwrap();
            sums.add(&settings, 1.0, &[group(4.0, 1.0)]);
            sums.add(&settings, 2.0, &[group(3.0, 1.0)]);
            sums.observed[0]
        };
        let near = |weight, expected: f64| assert!((observed(weight) - expected).abs() < 1e-15, "{weight}");
        near(LogRankWeight::LogRank, 2.0);
        near(LogRankWeight::GehanBreslow, 7.0);
        near(LogRankWeight::TaroneWare, 2.0 + 3.0_f64.sqrt());
        near(LogRankWeight::PetoPeto, 1.4);
        near(LogRankWeight::ModifiedPetoPeto, 0.64 + 0.45);
        near(LogRankWeight::GRho(2.0), 1.0 + 0.5625);
        near(LogRankWeight::FlemingHarrington { rho: 1.0, gamma: 1.0 }, 0.1875);
    }

    #[test]
    fn many_leavers_are_added_up_as_few_are() {
        let slowly = |at_risk: f64, leaving: u32| {
            (0..leaving).rev().fold((0.0, 0.0), |(once, squared), j| {
                let left = at_risk - f64::from(j);
                (once + 1.0 / left, squared + 1.0 / (left * left))
            })
        };
        for (at_risk, leaving) in [(1_002.0, 2), (3_000.0, 3_000), (1e6, 999_990), (1e5, 7)] {
            let (found, expected) = (reciprocals(at_risk, f64::from(leaving)), slowly(at_risk, leaving));
            assert!(
                (found.0 / expected.0 - 1.0).abs() < 1e-12 && (found.1 / expected.1 - 1.0).abs() < 1e-12,
                "{at_risk} {found:?} {expected:?}"
            );
        }
        assert!(reciprocals(1e300, 1e299).0.is_finite());
    }

    #[test]
    fn a_negative_power_after_all_have_left_is_refused() {
        let settings = LogRankSettings::new().weight(LogRankWeight::GRho(-1.0)).unwrap();
        let mut sums = LogRankSums::new(1);
        sums.add(&settings, 1.0, &[group(1.0, 1.0)]);
        sums.add(&settings, 2.0, &[group(1.0, 1.0)]);
        assert!(sums.finished().unwrap_err().to_string().contains("at time 2; choose a rho"));
    }
}
