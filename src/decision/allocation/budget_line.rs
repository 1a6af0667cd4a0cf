//! On what can the budget be spent: a measure with its response, its limits and its fixed cost.

use super::response::Response;
use crate::decision::measures::{MeasurePlan, Stake};
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// A measure as a line of the budget: what money spent on it brings, how little and how much may be spent, and how sure that is.
///
/// # Example
///
/// ```
/// use kaiin::decision::allocation::{BudgetLine, Response};
/// let mentors = BudgetLine::new("mentors", Response::saturating(40.0, 1_000_000.0)?)
///     .fixed_cost(200_000.0)? // a coordinator, if there are mentors at all
///     .at_most(3_000_000.0)?
///     .uncertain(0.5)?; // a standard error of half the effect
/// let website = BudgetLine::all_or_nothing("website", 800_000.0, 12.0)?;
/// assert_eq!((mentors.name(), website.name()), ("mentors", "website"));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct BudgetLine {
    pub(super) name: String,
    pub(super) response: Response,
    pub(super) fixed: f64,
    pub(super) at_least: f64,
    /// `None` for any amount.
    at_most: Option<f64>,
    pub(super) relative_error: f64,
}

remade_when_read! {
    Unchecked => BudgetLine {
        name: String, response: Response, fixed: f64, at_least: f64, at_most: Option<f64>, relative_error: f64,
    }
}

impl BudgetLine {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        if self.response.is_whole() {
            price(self.fixed)?;
        }
        let (fixed, at_least, error) = (amount("fixed cost", self.fixed)?, amount("least spending", self.at_least)?, self.relative_error);
        let at_most = self.at_most.map(|most| amount("most spending", most)).transpose()?;
        self.with_limits(fixed, Some(at_least), at_most)?.uncertain(error)
    }

    /// A measure on which any amount can be spent.
    pub fn new(name: impl Into<String>, response: Response) -> Self {
        Self { name: name.into(), response, fixed: 0.0, at_least: 0.0, at_most: None, relative_error: 0.0 }
    }

    /// A measure that is bought whole or not at all.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a cost that is not above 0 and finite, or a gain that is negative or not finite.
    pub fn all_or_nothing(name: impl Into<String>, cost: f64, gain: f64) -> Result<Self> {
        Ok(Self { fixed: price(cost)?, at_most: Some(cost), ..Self::new(name, Response::whole(gain)?) })
    }

    /// A measure that is planned: each person reached costs and brings the same until all are reached, after the fixed cost. The gain is
    /// the value of the plan, in money.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when the effect of the plan is unknown: nothing can be allocated to what is not known to work, and its
    /// assessment says what effect would be needed. [`Error::Setting`] when the effect is to the worse. As
    /// [`MeasurePlan::assess`] and [`all_or_nothing`](Self::all_or_nothing).
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::{Lever, allocation::{Budget, BudgetLine}, measures::{Catalogue, Change, Effect, Stake}, money::Money};
    /// let plan = Catalogue::shipped().get("M15").unwrap().for_audience_of(500.0)?.cost(Money(100_000), Money(1_000))?;
    /// let stake = Stake::new(0.2, 60_000.0)?;
    /// assert_eq!(BudgetLine::of_plan(&plan, &stake).unwrap_err().code(), "missing"); // effect unknown
    /// let known = plan.with_effect(Effect::typed_in(Lever::Lapse, Change::Absolute(-0.05), "an assumption")?)?;
    /// let line = BudgetLine::of_plan(&known, &stake)?;
    /// // 300,000 pay the fixed cost and reach 200 persons, of whom 10 more stay, worth 600,000
    /// let allocation = Budget::of(300_000.0)?.allocate(&[line])?;
    /// assert!((allocation.gain - 600_000.0).abs() < 1e-6);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_plan(plan: &MeasurePlan, stake: &Stake) -> Result<Self> {
        let found = plan.assess(stake)?;
        let Some(outcome) = found.outcome else {
            let advice = "give it by MeasurePlan::with_effect, or look at the break-even effect of its assessment";
            return Err(Error::missing(format!("the effect of measure {}", found.measure.id), advice));
        };
        let error = match outcome.net_error {
            Some(error) if outcome.value > 0.0 => error / outcome.value,
            _ => 0.0,
        };
        let (name, fixed) = (found.measure.id, plan.fixed_cost());
        let line = if found.cost > fixed {
            let response = Response::linear(outcome.value / (found.cost - fixed))?;
            Self::new(name, response).fixed_cost(fixed)?.at_most(found.cost)?
        } else {
            Self::all_or_nothing(name, fixed, outcome.value)?
        };
        line.uncertain(error)
    }

    /// With a cost that comes first, before any money brings anything: all of it, or nothing is spent on the measure.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a cost that is negative or not finite, or above the most to be spent.
    pub fn fixed_cost(self, cost: f64) -> Result<Self> {
        self.with_limits(amount("fixed cost", cost)?, None, None)
    }

    /// With an amount that must be spent, fixed cost included.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for an amount that is negative, not finite, or above the most to be spent.
    pub fn at_least(self, amount_spent: f64) -> Result<Self> {
        let fixed = self.fixed;
        self.with_limits(fixed, Some(amount("least spending", amount_spent)?), None)
    }

    /// With the most that can be spent, fixed cost included.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for an amount that is negative, not finite, or below the least or the fixed cost.
    pub fn at_most(self, amount_spent: f64) -> Result<Self> {
        let fixed = self.fixed;
        self.with_limits(fixed, None, Some(amount("most spending", amount_spent)?))
    }

    /// With an effect that is not certain: its standard error as a share of the effect.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is negative or not finite.
    pub fn uncertain(self, relative_error: f64) -> Result<Self> {
        if !(relative_error >= 0.0 && relative_error.is_finite()) {
            return Err(Error::setting("relative error", relative_error, "is none; write 0.5 for a standard error of half the effect"));
        }
        Ok(Self { relative_error, ..self })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its response.
    #[must_use]
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// What so much money brings, fixed cost included; nothing below it.
    #[must_use]
    pub fn gain(&self, spent: f64) -> f64 {
        if spent < self.fixed || spent <= 0.0 { 0.0 } else { self.response.gain(spent - self.fixed) }
    }

    /// The most that can be spent; infinite for any amount.
    pub(super) fn most(&self) -> f64 {
        self.at_most.unwrap_or(f64::INFINITY)
    }

    fn with_limits(self, fixed: f64, at_least: Option<f64>, at_most: Option<f64>) -> Result<Self> {
        let line = Self { fixed, at_least: at_least.unwrap_or(self.at_least), at_most: at_most.or(self.at_most), ..self };
        let least = line.at_least.max(line.fixed);
        if line.most() < least {
            let reason = format!("of {:?} is below the {least} that must be spent; give limits that leave room", line.name);
            return Err(Error::setting("most spending", line.most(), reason));
        }
        if line.response.is_whole() && line.most() > line.fixed {
            let reason = format!("of {:?} differs from its price; it is bought whole", line.name);
            return Err(Error::setting("most spending", line.most(), reason));
        }
        Ok(line)
    }
}

fn price(cost: f64) -> Result<f64> {
    if cost > 0.0 && cost.is_finite() {
        return Ok(cost);
    }
    Err(Error::setting("cost", cost, "is no price above 0; leave measures without cost out, and take them"))
}

fn amount(name: &'static str, value: f64) -> Result<f64> {
    if value >= 0.0 && value.is_finite() {
        return Ok(value);
    }
    Err(Error::setting(name, value, "is no amount of money; give a finite one of 0 or more"))
}
