//! What Gray's test adds up over the times of one stratum: scores of the groups and their covariances.

use super::log_rank_sums::complete_covariance;
use super::risk_walk::GroupAtTime;

/// Scores and covariances, and what they need of the past.
///
/// The covariance of the scores of groups k and l is a sum over times u and groups j of `x_k x_l t`, where `x_k` contains
/// `C_kj(u)`, a sum over the times *after* u of `δ e_kj`. Exchanging the order of the two sums leaves sums over times before, so that one pass
/// is enough: at a time, `B_j` is the weight with which `(δ e_kj)(δ e_lj)` counts, and `Q_kj` what `δ e_lj` is multiplied with. As
/// `e_kj = L q_k ([k = j] − q_j / q)`, sums over j take O(groups²).
#[derive(Debug)]
pub(super) struct GraySums {
    pub(super) events: Vec<f64>,
    pub(super) scores: Vec<f64>,
    /// Row by row; while adding up only what lies above the diagonal.
    covariance: Vec<f64>,
    groups: Vec<Past>,
    /// Incidence of all groups together under the hypothesis.
    pooled: f64,
    /// `Q_kj`, row by row.
    crossed: Vec<f64>,
    /// The first time, and the group, at which somebody was at risk in a group that had lost all before.
    pub(super) re_entered: Option<(f64, usize)>,
}

/// What is kept of a group.
#[derive(Debug, Clone, Copy)]
struct Past {
    /// Share not gone with any outcome, just before the time.
    staying: f64,
    /// Share gone with the outcome, just before the time.
    incidence: f64,
    /// `B_j`.
    later: f64,
}

/// A group at a time.
#[derive(Debug, Clone, Copy)]
struct Now {
    at_risk: f64,
    events: f64,
    others: f64,
    /// Those at risk, each counted for all who would be there without other outcomes and leavers: `q = n / S(t−)`.
    scaled: f64,
    staying_before: f64,
    /// Those of them who have not gone with the outcome: `R = q (1 − F(t−))`.
    risk: f64,
    /// Share not gone with any outcome, just after the time.
    staying: f64,
}

impl GraySums {
    pub(super) fn new(groups: usize) -> Self {
        Self {
            events: vec![0.0; groups],
            scores: vec![0.0; groups],
            covariance: vec![0.0; groups * groups],
            groups: vec![Past { staying: 1.0, incidence: 0.0, later: 0.0 }; groups],
            pooled: 0.0,
            crossed: vec![0.0; groups * groups],
            re_entered: None,
        }
    }

    /// Adds one time.
    pub(super) fn add(&mut self, rho: f64, time: f64, groups: &[GroupAtTime], now: &mut Scratch) {
        now.groups.clear();
        for (at, (group, past)) in groups.iter().zip(&self.groups).enumerate() {
            if group.at_risk > 0.0 && past.staying <= 0.0 {
                self.re_entered = self.re_entered.or(Some((time, at)));
            }
            now.groups.push(Now::of(group, past));
        }
        let before = self.pooled;
        let events: f64 = groups.iter().map(|group| group.events).sum();
        let scaled: f64 = now.groups.iter().map(|group| group.scaled).sum();
        if events > 0.0 && scaled > 0.0 {
            let weight = (1.0 - before).max(0.0).powf(rho);
            self.score(weight, events, &now.groups);
            self.pooled += events / scaled;
            // A change of the scores' parts at this time stays in them for all times before, in the measure of the incidence.
            let change = if before < 1.0 { events / scaled / (1.0 - before) } else { 0.0 };
            self.add_time(Time { weight, change, events, scaled }, now);
        } else {
            let remaining = 1.0 - self.pooled;
            for (past, group) in self.groups.iter_mut().zip(&now.groups) {
                past.later += group.variance_of_others() * group.odds(remaining).powi(2);
            }
        }
        for (past, group) in self.groups.iter_mut().zip(&now.groups) {
            past.pass(group);
        }
    }

    /// The covariances, whole.
    pub(super) fn covariance(mut self) -> Vec<f64> {
        complete_covariance(&mut self.covariance, self.scores.len());
        self.covariance
    }

    /// Events of each group less those expected from its part of all at risk.
    fn score(&mut self, weight: f64, events: f64, groups: &[Now]) {
        let risk: f64 = groups.iter().map(|group| group.risk).sum();
        for (at, group) in groups.iter().enumerate() {
            let expected = if risk > 0.0 { events * group.risk / risk } else { 0.0 };
            self.events[at] += group.events;
            self.scores[at] += weight * (group.events - expected);
        }
    }

    /// Adds a time at which somebody left with the outcome to the covariances.
    fn add_time(&mut self, time: Time, now: &mut Scratch) {
        let width = now.groups.len();
        let remaining = 1.0 - self.pooled;
        let Scratch { groups, own, crossed, square } = now;
        own.clear();
        own.extend(groups.iter().zip(&self.groups).map(|(group, past)| Parts::of(group, past, time, remaining)));
        // sum over j of q_j / q × Q_kj, and of (q_j / q)² × g_j
        crossed.clear();
        crossed.extend(self.crossed.chunks_exact(width).map(|row| {
            let products = row.iter().zip(&*groups).map(|(crossed, group)| crossed * group.scaled);
            products.sum::<f64>() / time.scaled
        }));
        *square = groups.iter().zip(&*own).map(|(group, parts)| parts.product * (group.scaled / time.scaled).powi(2)).sum();
        for k in 0..width {
            let scaled = time.weight * groups[k].scaled;
            for l in k + 1..width {
                let both = scaled * time.weight * groups[l].scaled;
                let own_part = own[k].product * groups[k].scaled / time.scaled + own[l].product * groups[l].scaled / time.scaled;
                let of_l = time.weight * groups[l].scaled * (self.crossed[k * width + l] - crossed[k]);
                let of_k = scaled * (self.crossed[l * width + k] - crossed[l]);
                self.covariance[k * width + l] += both * (*square - own_part) + time.change * (of_l + of_k);
            }
        }
        for k in 0..width {
            let scaled = time.weight * groups[k].scaled;
            for j in 0..width {
                let own_group = if k == j { 1.0 } else { 0.0 };
                self.crossed[k * width + j] += own[j].crossing * scaled * (own_group - groups[j].scaled / time.scaled);
            }
        }
        for (past, parts) in self.groups.iter_mut().zip(&*own) {
            past.later += parts.later;
        }
    }
}

/// Room for the groups of a time, kept from one time to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    groups: Vec<Now>,
    own: Vec<Parts>,
    crossed: Vec<f64>,
    square: f64,
}

/// All groups together at a time.
#[derive(Debug, Clone, Copy)]
struct Time {
    /// `L = (1 − F(t−))^rho`.
    weight: f64,
    /// `δ`, the rise of the pooled incidence in the measure of what remained.
    change: f64,
    events: f64,
    /// The sum of `q`.
    scaled: f64,
}

/// With what the parts of a group count at a time.
#[derive(Debug, Clone, Copy)]
struct Parts {
    /// Of `e_kj e_lj`.
    product: f64,
    /// Of `e_kj` in `Q_kj`.
    crossing: f64,
    /// What `B_j` grows by.
    later: f64,
}

impl Parts {
    fn of(group: &Now, past: &Past, time: Time, remaining: f64) -> Self {
        let variance = group.variance_of_events(time);
        let odds = group.odds(remaining);
        let left = if group.at_risk > 0.0 { 1.0 - odds } else { 0.0 };
        Self {
            product: variance + past.later * time.change * time.change,
            crossing: variance * left + past.later * time.change,
            later: variance * left * left + group.variance_of_others() * odds * odds,
        }
    }
}

impl Now {
    fn of(group: &GroupAtTime, past: &Past) -> Self {
        let GroupAtTime { at_risk, events, others } = *group;
        let is_there = at_risk > 0.0 && past.staying > 0.0;
        let scaled = if is_there { at_risk / past.staying } else { 0.0 };
        let left = at_risk - events - others;
        let staying = if left <= 1e-12 * at_risk { 0.0 } else { past.staying * left / at_risk };
        let staying = if is_there { staying } else { past.staying };
        Self { at_risk, events, others, scaled, staying_before: past.staying, risk: scaled * (1.0 - past.incidence), staying }
    }

    /// `(1 − F(t)) / S(t)` with the pooled incidence; 0 when nobody of the group is left.
    fn odds(&self, remaining: f64) -> f64 {
        if self.staying > 0.0 { remaining / self.staying } else { 0.0 }
    }

    /// Variance of the group's events, for the rate of all groups; several events at one time are drawn without replacement.
    fn variance_of_events(&self, time: Time) -> f64 {
        if self.scaled <= 0.0 {
            return 0.0;
        }
        let alike = time.scaled * self.staying_before;
        without_replacement(time.events, alike) * self.staying_before * time.events / (time.scaled * self.at_risk)
    }

    /// Variance of the group's other leavers, for its own rate.
    fn variance_of_others(&self) -> f64 {
        if self.scaled <= 0.0 || self.others <= 0.0 {
            return 0.0;
        }
        let part = self.staying_before / self.at_risk;
        without_replacement(self.others, self.at_risk) * part * part * self.others
    }
}

impl Past {
    fn pass(&mut self, group: &Now) {
        if group.scaled > 0.0 {
            self.incidence += group.events / group.scaled;
        }
        self.staying = group.staying;
    }
}

/// 1 − (d − 1) / (n − 1) for several events, 1 for one.
fn without_replacement(events: f64, at_risk: f64) -> f64 {
    if events > 1.0 && at_risk != 1.0 { 1.0 - (events - 1.0) / (at_risk - 1.0) } else { 1.0 }
}
