//! What would a measure cost, whom would it reach, and for how long?

use super::assessment::{Assessment, Stake, assess};
use super::effect::Effect;
use super::measure::Measure;
use crate::decision::Lever;
use crate::decision::money::{Money, check_discount};
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// More years than any plan is made for.
const MOST_YEARS: u32 = 100;

/// A measure with its audience, reach, cost and years, and with its effect where one is known.
///
/// Without an effect it is "effect unknown": an assessment then says how large the effect would have to be.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::Money;
/// use kaiin::decision::measures::{BreakEven, Catalogue, Stake};
/// let mentors = Catalogue::shipped().get("M15").unwrap().for_audience_of(1_000.0)?.reach(0.4)?.cost(Money(600_000), Money(1_500))?;
/// // 400 reached cost 600,000 + 400 × 1,500 = 1,200,000; a member kept is worth 60,000: 20 must be kept, 5 points of 400
/// let found = mentors.assess(&Stake::new(0.20, 60_000.0)?)?;
/// assert!(found.outcome.is_none()); // the effect is not known
/// let BreakEven::At { absolute, relative, persons } = found.break_even else { panic!() };
/// assert!((absolute + 0.05).abs() < 1e-15 && (relative.unwrap() + 0.25).abs() < 1e-15 && (persons - 20.0).abs() < 1e-12);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct MeasurePlan {
    measure: Measure,
    audience: f64,
    reach: f64,
    fixed: Money,
    per_person: Money,
    years: u32,
    effect: Option<Effect>,
}

remade_when_read! {
    Unchecked => MeasurePlan {
        measure: Measure, audience: f64, reach: f64, fixed: Money, per_person: Money, years: u32, effect: Option<Effect>,
    }
}

impl MeasurePlan {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = self.measure.for_audience_of(self.audience)?.reach(self.reach)?.cost(self.fixed, self.per_person)?.years(self.years)?;
        self.effect.into_iter().try_fold(made, Self::with_effect)
    }

    pub(super) fn new(measure: Measure, audience: f64) -> Self {
        Self { measure, audience, reach: 1.0, fixed: Money::ZERO, per_person: Money::ZERO, years: 1, effect: None }
    }

    /// With the share of the audience that is reached; without it, all.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] outside [0, 1].
    pub fn reach(self, share: f64) -> Result<Self> {
        if !(0.0..=1.0).contains(&share) {
            return Err(Error::setting("reach", share, "is outside [0, 1]; write 0.3 for 30 % of the audience"));
        }
        Ok(Self { reach: share, ..self })
    }

    /// With a cost once, at the start, and a cost for each person reached in each year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative cost.
    pub fn cost(self, fixed: Money, per_person: Money) -> Result<Self> {
        Ok(Self { fixed: fixed.not_negative("fixed cost")?, per_person: per_person.not_negative("cost per person")?, ..self })
    }

    /// With a number of years; without it, one. In each year as many persons are reached.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for no year; [`Error::Limit`] for more than 100.
    pub fn years(self, years: u32) -> Result<Self> {
        if years == 0 {
            return Err(Error::setting("years", years, "are none in which the measure could work; give 1 or more"));
        }
        if years > MOST_YEARS {
            let advice = "plan for fewer years and repeat".into();
            return Err(Error::Limit { what: "years of a measure", found: years.into(), limit: MOST_YEARS.into(), advice });
        }
        Ok(Self { years, ..self })
    }

    /// With its effect on those reached.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the effect is on a lever on which the measure does not work.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::{Lever, measures::{Catalogue, Change, Effect}};
    /// let catalogue = Catalogue::shipped();
    /// let effect = Effect::typed_in(Lever::Entry, Change::Absolute(0.02), "guess of the committee")?;
    /// let lobbying = catalogue.get("M32").unwrap();
    /// assert!(lobbying.for_audience_of(100.0)?.with_effect(effect.clone()).is_err()); // it has no such lever in the catalogue
    /// assert!(lobbying.clone().acting_on(Lever::Entry).for_audience_of(100.0)?.with_effect(effect).is_ok());
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn with_effect(self, effect: Effect) -> Result<Self> {
        if !self.measure.moves(effect.lever()) {
            let second = self.measure.second.map_or(String::new(), |second| format!(" and {second}"));
            let reason = format!(
                "is not one that measure {} works on ({}{second}); give an effect on that lever, or say otherwise by Measure::acting_on",
                self.measure.id, self.measure.action
            );
            return Err(Error::setting("lever", effect.lever(), reason));
        }
        Ok(Self { effect: Some(effect), ..self })
    }

    /// The measure.
    #[must_use]
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// The effect; `None` when it is not known.
    #[must_use]
    pub fn effect(&self) -> Option<&Effect> {
        self.effect.as_ref()
    }

    /// The lever of the effect, or else that on which the measure works first of all.
    #[must_use]
    pub fn lever(&self) -> Option<Lever> {
        self.effect.as_ref().map(Effect::lever).or(self.measure.lever())
    }

    /// Persons reached in each year.
    #[must_use]
    pub fn reached(&self) -> f64 {
        self.audience * self.reach
    }

    /// The cost that is paid once, whoever is reached.
    #[must_use]
    pub fn fixed_cost(&self) -> f64 {
        self.fixed.as_real()
    }

    /// The years.
    #[must_use]
    pub fn number_of_years(&self) -> u32 {
        self.years
    }

    /// The cost of all years, those of later years discounted to the start.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the discount rate is negative or not finite.
    pub fn present_cost(&self, discount: f64) -> Result<f64> {
        Ok(self.fixed.as_real() + self.per_person.as_real() * self.reached() * self.worth_of_years(discount)?)
    }

    /// What the measure brings for its cost, or how much it would have to bring.
    ///
    /// # Formula
    ///
    /// ```text
    /// gained a year g = n Δ,   cost C = F + c n a,   value = g v a,   a = Σ (1 + d)^-y over y = 0 … years - 1
    /// break-even change = C / (n v a)
    /// ```
    ///
    /// where `n` persons are reached a year, `Δ` is the change of the lever's rate to the better, `F` the fixed cost, `c` that per person,
    /// `v` what one person gained or kept is worth and `d` the discount rate.
    ///
    /// # Assumption
    ///
    /// The effect lasts the year in which a person is reached, and what is gained afterwards is in `v`. Persons reached would have acted
    /// at the stated rate: that of the audience, not of those who accept an offer.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the change would take the rate out of [0, 1]; [`Error::Limit`] when amounts are beyond real numbers.
    pub fn assess(&self, stake: &Stake) -> Result<Assessment> {
        assess(self, stake)
    }

    /// What one unit in each year is worth at the start.
    pub(super) fn worth_of_years(&self, discount: f64) -> Result<f64> {
        let factor = 1.0 / (1.0 + check_discount(discount)?);
        Ok((0..self.years).fold(0.0, |worth, _| 1.0 + factor * worth))
    }
}
