//! Which mix of several changes reaches a goal at the least cost?

use super::Scenario;
use super::change::LeverChange;
use super::goal::{Goal, root};
use super::projectable::Projectable;
use crate::decision::money::check_discount;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

/// Most changes of which a mix is made: every subset is looked at.
const MOST_CHANGES: usize = 12;
/// Most rounds of looking at what each change brings beside the others.
const ROUNDS: usize = 20;
/// Shares that differ by less are the same.
const SAME: f64 = 1e-9;

/// Seeks the cheapest mix of changes that reaches a goal; consumed by [`CheapestMix::run`].
///
/// Each change is made for a share of the people whom its reach names: none, all, or a part. What it costs is its
/// [`Cost`](super::Cost): what is paid once or yearly is paid in full as soon as it is made at all, what is paid for a person in
/// proportion. Diminishing returns are told by several changes of one lever, the cheap part first.
///
/// # Example
///
/// 1,000 members of whom 10 % leave. Letters win over a fifth of them for 10 a member, calls another fifth for 30: to keep 930 the letters go
/// to all and calls to half.
///
/// ```
/// use kaiin::{FiscalYear, decision::{Lever, money::Money, scenario::*}};
/// use kaiin::projection::{Assumed, Assumptions, Population, Projection, Quantity};
/// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
/// let base = Projection::of(&population, &assumptions, [0]);
/// let fewer = |price| {
///     let change = LeverChange::of(Lever::Lapse, Amount::Points(-0.02))?.years_from(1)?;
///     Ok::<_, kaiin::Error>(change.cost(Cost::default().per_person(Money(price))?))
/// };
/// let goal = Goal::new(Quantity::Members, FiscalYear(2025), 930.0)?;
/// let Mix::Found { shares, cost, .. } = CheapestMix::of(goal, [fewer(30)?, fewer(10)?])?.run(&base)? else { panic!() };
/// assert!((shares[0] - 0.5).abs() < 1e-9 && shares[1] == 1.0);
/// assert!((cost - (15_000.0 + 10_000.0)).abs() < 1e-3);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "settings do nothing until `run` is called"]
pub struct CheapestMix {
    goal: Goal,
    changes: Vec<LeverChange>,
    scenario: Scenario,
    discount: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mix {
    /// The goal is met without any change.
    AlreadyMet {
        /// What is reached without.
        reached: f64,
    },
    /// The cheapest mix found.
    Found {
        /// The mix as a scenario; changes that are not made are left out.
        scenario: Scenario,
        /// For which share of its people each change is made, in the order given.
        shares: Vec<f64>,
        /// The expected cost until the year of the goal, discounted.
        cost: f64,
        /// What is reached: the goal, to rounding, or more where a change that is made in full does more than is needed.
        reached: f64,
    },
    /// All changes together do not reach the goal.
    Unreachable {
        /// The best that is reached, by all changes that help.
        best: f64,
        /// These changes, made in full.
        scenario: Scenario,
        /// Their cost.
        cost: f64,
    },
}

impl Mix {
    /// What is reached: without any change, by the mix, or at best.
    #[must_use]
    pub fn reached(&self) -> f64 {
        match self {
            Self::AlreadyMet { reached } | Self::Found { reached, .. } => *reached,
            Self::Unreachable { best, .. } => *best,
        }
    }

    /// The mix, or all changes that help where the goal is out of reach, with the cost until the year of the goal; `None` when none is
    /// needed.
    #[must_use]
    pub fn scenario_and_cost(&self) -> Option<(&Scenario, f64)> {
        match self {
            Self::AlreadyMet { .. } => None,
            Self::Found { scenario, cost, .. } | Self::Unreachable { scenario, cost, .. } => Some((scenario, *cost)),
        }
    }

    /// For which share of its people each change is made, in the order given; `None` unless a mix was found.
    #[must_use]
    pub fn shares(&self) -> Option<&[f64]> {
        match self {
            Self::Found { shares, .. } => Some(shares),
            Self::AlreadyMet { .. } | Self::Unreachable { .. } => None,
        }
    }
}

impl CheapestMix {
    /// Settings for seeking a mix of some changes, each at most as it is given.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a change; [`Error::Limit`] for more than 12.
    pub fn of(goal: Goal, changes: impl IntoIterator<Item = LeverChange>) -> Result<Self> {
        let changes: Vec<LeverChange> = changes.into_iter().take(MOST_CHANGES + 1).collect();
        if changes.is_empty() {
            return Err(Error::NoRows { input: "the changes".into(), advice: "give one or more, each with its cost".into() });
        }
        if changes.len() > MOST_CHANGES {
            let advice = "put together what belongs together".into();
            return Err(Error::Limit { what: "changes of a mix", found: changes.len() as u64, limit: MOST_CHANGES as u64, advice });
        }
        Ok(Self { goal, changes, scenario: Scenario::named(""), discount: 0.0 })
    }

    /// On top of a scenario, whose cost is not counted.
    pub fn on_top_of(self, scenario: &Scenario) -> Self {
        Self { scenario: scenario.clone(), ..self }
    }

    /// With a yearly rate by which later costs are discounted.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is negative or not finite.
    pub fn discount(self, rate: f64) -> Result<Self> {
        Ok(Self { discount: check_discount(rate)?, ..self })
    }

    /// Seeks.
    ///
    /// # Method
    ///
    /// What each change brings is measured beside the others as they are; were gains to add up, the cheapest mix would make the changes
    /// that bring most for their cost in full, and at most one in part: it is found by looking at every subset. The part is
    /// then turned until the projection itself reaches the goal (Brent), and gains are measured again there, until the mix stays.
    ///
    /// # Weakness
    ///
    /// Exact where gains add up. Changes of one lever that lessen each other are met by measuring again; of several mixes that stay, the
    /// cheapest that was met is told, and another one could be a little cheaper.
    ///
    /// # Errors
    ///
    /// As [`Scenario::run`] and [`Goal::reached_by`]: all changes together must make probabilities.
    pub fn run<P: Projectable + ?Sized>(&self, settings: &P) -> Result<Mix> {
        let none = vec![0.0; self.changes.len()];
        let without = self.reached(settings, &none)?;
        if without >= self.goal.value() {
            return Ok(Mix::AlreadyMet { reached: without });
        }
        let mut full = vec![1.0; self.changes.len()];
        let gains = self.gains(settings, &full)?;
        full.iter_mut().zip(&gains).filter(|(_, gain)| **gain <= 0.0).for_each(|(share, _)| *share = 0.0);
        let best = self.reached(settings, &full)?;
        if best < self.goal.value() {
            return Ok(Mix::Unreachable { best, cost: self.cost(settings, &full)?, scenario: self.mixed(&full)? });
        }
        let (shares, cost) = self.improved(settings, full)?;
        Ok(Mix::Found { reached: self.reached(settings, &shares)?, scenario: self.mixed(&shares)?, cost, shares })
    }

    /// The cheapest mixes for goals between what is reached without any change and with all of them, evenly spaced: cost against what is
    /// reached, with the goal itself left aside. The first point costs nothing.
    ///
    /// # Errors
    ///
    /// As [`CheapestMix::run`]; [`Error::Setting`] for fewer than two points or more than 100.
    pub fn frontier<P: Projectable + ?Sized>(&self, settings: &P, points: usize) -> Result<Vec<(f64, f64)>> {
        if !(2..=100).contains(&points) {
            return Err(Error::setting("points", points, "are not between 2 and 100"));
        }
        let least = self.reached(settings, &vec![0.0; self.changes.len()])?;
        let unreachable = Self { goal: self.goal.at(f64::MAX), ..self.clone() };
        let most = match unreachable.run(settings)? {
            Mix::Unreachable { best, cost, .. } => (cost, best),
            Mix::AlreadyMet { .. } | Mix::Found { .. } => (0.0, least),
        };
        let mut found = vec![(0.0, least)];
        for point in 1..points - 1 {
            let goal = self.goal.at(least + (most.1 - least) * point as f64 / (points - 1) as f64);
            if let Mix::Found { cost, reached, .. } = (Self { goal, ..self.clone() }).run(settings)? {
                found.push((cost, reached));
            }
        }
        found.push(most);
        Ok(found)
    }

    /// The cheapest mix met from one that reaches the goal.
    fn improved<P: Projectable + ?Sized>(&self, settings: &P, start: Vec<f64>) -> Result<(Vec<f64>, f64)> {
        let fixed = self.fixed_costs(settings)?;
        let mut best = (start.clone(), self.cost(settings, &start)?);
        let mut at = start;
        for _ in 0..ROUNDS {
            let gains = self.gains(settings, &at)?;
            let costs = self.costs_of_all(settings, &at)?;
            let here = self.reached(settings, &at)?;
            let need = self.goal.value() - here + gains.iter().zip(&at).map(|(gain, share)| gain * share).sum::<f64>();
            let offers: Vec<Offer> = (0..at.len()).map(|of| Offer { gain: gains[of], fixed: fixed[of], full: costs[of] }).collect();
            let next = self.restored(settings, cheapest(&offers, need))?;
            let cost = self.cost(settings, &next)?;
            if cost < best.1 {
                best = (next.clone(), cost);
            }
            if next.iter().zip(&at).all(|(next, at)| (next - at).abs() <= SAME) {
                break;
            }
            at = next;
        }
        Ok(best)
    }

    /// Shares near those given that do reach the goal: one made in part is turned first, then all others towards the full.
    fn restored<P: Projectable + ?Sized>(&self, settings: &P, shares: Vec<f64>) -> Result<Vec<f64>> {
        let missing = |shares: &[f64]| Ok(self.reached(settings, shares)? - self.goal.value());
        let part = shares.iter().position(|share| *share > 0.0 && *share < 1.0);
        if let Some(part) = part {
            let with = |share: f64| {
                let mut turned = shares.clone();
                turned[part] = share;
                turned
            };
            let (low, high) = (missing(&with(0.0))?, missing(&with(1.0))?);
            if low >= 0.0 {
                return Ok(with(0.0));
            }
            if high >= 0.0 {
                return root((0.0, 1.0), |share| missing(&with(share))).map(with);
            }
        }
        if missing(&shares)? >= 0.0 {
            return Ok(shares);
        }
        let towards_full = |by: f64| shares.iter().map(|share| share + by * (1.0 - share)).collect::<Vec<f64>>();
        root((0.0, 1.0), |by| missing(&towards_full(by))).map(towards_full)
    }

    /// The changes made for shares of their people, on top of the scenario.
    fn on_top(&self, shares: &[f64]) -> Result<Scenario> {
        Ok(self.scenario.then(&self.mixed(shares)?, self.scenario.name().clone()))
    }

    /// The changes made for shares of their people.
    fn mixed(&self, shares: &[f64]) -> Result<Scenario> {
        let mut scenario = Scenario::named(Bilingual::new("cheapest mix", "最も安い組合せ"));
        for (change, share) in self.changes.iter().zip(shares).filter(|(_, share)| **share > 0.0) {
            scenario = scenario.with(change.clone().reach((change.reached_share() * share).min(1.0))?);
        }
        Ok(scenario)
    }

    fn reached<P: Projectable + ?Sized>(&self, settings: &P, shares: &[f64]) -> Result<f64> {
        self.goal.reached_under(&self.on_top(shares)?, settings)
    }

    /// The cost of shares beyond that of the scenario below.
    fn cost<P: Projectable + ?Sized>(&self, settings: &P, shares: &[f64]) -> Result<f64> {
        let below = self.scenario.changes().iter().map(|change| change.clone().cost(super::Cost::default()));
        let below = below.fold(Scenario::named(""), Scenario::with);
        self.present(&below.then(&self.mixed(shares)?, "").costs(settings)?, settings)
    }

    /// The costs of the years until the goal, discounted.
    fn present<P: Projectable + ?Sized>(&self, costs: &[f64], settings: &P) -> Result<f64> {
        let base = settings.parts().first().map_or(self.goal.year(), |(_, of)| of.base_year());
        let until = usize::try_from(self.goal.year().since(base)).unwrap_or(0);
        let factor = 1.0 / (1.0 + self.discount);
        Ok(costs.iter().take(until).rev().fold(0.0, |later, cost| cost + factor * later))
    }

    /// What each change costs as soon as it is made at all.
    fn fixed_costs<P: Projectable + ?Sized>(&self, settings: &P) -> Result<Vec<f64>> {
        let of = |change: &LeverChange| {
            let cost = change.costs().per_person(crate::decision::money::Money::ZERO)?;
            self.present(&Scenario::named("").with(change.clone().cost(cost)).costs(settings)?, settings)
        };
        self.changes.iter().map(of).collect()
    }

    /// What each change brings in full, beside the others as they are.
    fn gains<P: Projectable + ?Sized>(&self, settings: &P, at: &[f64]) -> Result<Vec<f64>> {
        self.differences(at, |shares| self.reached(settings, shares))
    }

    /// What each change costs in full, beside the others as they are.
    fn costs_of_all<P: Projectable + ?Sized>(&self, settings: &P, at: &[f64]) -> Result<Vec<f64>> {
        self.differences(at, |shares| self.cost(settings, shares))
    }

    fn differences(&self, at: &[f64], of: impl Fn(&[f64]) -> Result<f64>) -> Result<Vec<f64>> {
        let difference = |change: usize| {
            let with = |share: f64| {
                let mut shares = at.to_vec();
                shares[change] = share;
                of(&shares)
            };
            Ok(with(1.0)? - with(0.0)?)
        };
        (0..at.len()).map(difference).collect()
    }
}

/// A change as a buyer sees it.
#[derive(Debug, Clone, Copy)]
struct Offer {
    gain: f64,
    fixed: f64,
    full: f64,
}

/// The cheapest shares of offers whose gains add up to what is needed: of every subset that is made at all, those that bring most for
/// what they cost beyond the fixed part come first. All offers that gain, where they do not suffice.
fn cheapest(offers: &[Offer], need: f64) -> Vec<f64> {
    let all: Vec<f64> = offers.iter().map(|of| f64::from(u8::from(of.gain > 0.0))).collect();
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut order: Vec<usize> = (0..offers.len()).filter(|&of| offers[of].gain > 0.0).collect();
    let price = |of: usize| (offers[of].full - offers[of].fixed).max(0.0) / offers[of].gain;
    order.sort_by(|&one, &other| price(one).total_cmp(&price(other)));
    for subset in 0u32..1 << offers.len() {
        let (mut shares, mut cost, mut left) = (vec![0.0; offers.len()], 0.0, need);
        for &of in order.iter().filter(|&&of| subset >> of & 1 == 1) {
            let share = (left / offers[of].gain).clamp(0.0, 1.0);
            if share > 0.0 {
                shares[of] = share;
                left -= share * offers[of].gain;
                cost += offers[of].fixed + share * (offers[of].full - offers[of].fixed).max(0.0);
            }
        }
        if left <= need.abs() * 1e-12 && best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, shares));
        }
    }
    best.map_or(all, |(_, shares)| shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_cost_is_worth_it_only_for_much() {
        let offers = [Offer { gain: 10.0, fixed: 0.0, full: 100.0 }, Offer { gain: 20.0, fixed: 50.0, full: 90.0 }];
        assert_eq!(cheapest(&offers, 4.0), [0.4, 0.0]); // 40 against 50 + 8
        assert_eq!(cheapest(&offers, 10.0), [0.0, 0.5]); // 100 against 50 + 20
        assert_eq!(cheapest(&offers, 25.0), [0.5, 1.0]); // the second in full, 90, and half of the first
        assert_eq!(cheapest(&offers, 31.0), [1.0, 1.0]); // not enough
    }
}
