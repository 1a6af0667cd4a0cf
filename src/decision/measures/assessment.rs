//! Is a measure worth its money? Its value against its cost, or the effect at which it would be.

use super::break_even::{BreakEven, break_even};
use super::effect::{Effect, EffectProvenance};
use super::measure::Measure;
use super::plan::MeasurePlan;
use crate::decision::Lever;
use crate::decision::money::{check_discount, shown};
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::special::normal_tails;
use crate::table::{Table, Values};
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// What is at stake: the rate as it is without the measure, and what one person gained or kept is worth.
///
/// The rate is that of the lever among the audience: leaving of members, joining of new licence holders. The worth is the lifetime value
/// for who joins, [`value_of_kept`](crate::decision::money::MemberValue::value_of_kept) for who stays or comes back, the
/// dues of the years for who takes no leave, and for one more licence holder the probability of joining times the lifetime value.
///
/// # Example
///
/// ```
/// use kaiin::decision::measures::Stake;
/// assert!(Stake::new(0.08, 60_000.0)?.discount(0.03).is_ok());
/// assert!(Stake::new(8.0, 60_000.0).is_err()); // 8 % is 0.08
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct Stake {
    rate: Probability,
    value_of_one: f64,
    discount: f64,
}

remade_when_read! {
    Unchecked => Stake { rate: Probability, value_of_one: f64, discount: f64 }
}

impl Stake {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        Self::new(self.rate.get(), self.value_of_one)?.discount(self.discount)
    }

    /// A rate, and what one person is worth, in the unit of the costs.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a rate outside [0, 1] and a worth that is not finite.
    pub fn new(rate: f64, value_of_one: f64) -> Result<Self> {
        if !value_of_one.is_finite() {
            return Err(Error::setting("value of one", value_of_one, "is not finite; discount the years of those who never leave"));
        }
        Ok(Self { rate: Probability::new(rate)?, value_of_one, discount: 0.0 })
    }

    /// With a yearly discount rate for measures of several years.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is negative or not finite.
    pub fn discount(self, rate: f64) -> Result<Self> {
        Ok(Self { discount: check_discount(rate)?, ..self })
    }

    /// The rate without the measure.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.rate.get()
    }

    /// What one person is worth.
    #[must_use]
    pub fn value_of_one(&self) -> f64 {
        self.value_of_one
    }

    /// The yearly discount rate.
    #[must_use]
    pub fn discount_rate(&self) -> f64 {
        self.discount
    }
}

/// What a measure of known effect brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What the effect adds to the rate of those reached.
    pub change: f64,
    /// Persons gained or kept in each year; negative when the effect is to the worse.
    pub gained_a_year: f64,
    /// What they are worth, over all years, discounted to the start.
    pub value: f64,
    /// Value less cost.
    pub net: f64,
    /// Standard error of value and net, from that of the effect alone; `None` when none was given.
    pub net_error: Option<f64>,
    /// The probability that the value exceeds the cost, were the effect normally distributed; `None` without a standard error above 0.
    pub chance_of_paying: Option<f64>,
    /// Cost over persons gained; `None` when none are.
    pub cost_of_one: Option<f64>,
    /// Where the effect comes from.
    pub provenance: EffectProvenance,
}

/// A measure weighed against its cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The measure.
    pub measure: Measure,
    /// The lever on which it is weighed; `None` when it has none.
    pub lever: Option<Lever>,
    /// The rate of the lever without the measure.
    pub rate: f64,
    /// Persons reached in each year.
    pub reached: f64,
    /// The cost of all years, discounted to the start.
    pub cost: f64,
    /// The effect at which the value equals the cost.
    pub break_even: BreakEven,
    /// What it brings; `None` when the effect is unknown.
    pub outcome: Option<Outcome>,
}

pub(super) fn assess(plan: &MeasurePlan, stake: &Stake) -> Result<Assessment> {
    let (cost, worth) = (plan.present_cost(stake.discount)?, plan.worth_of_years(stake.discount)?);
    let worth_of_rate = plan.reached() * worth * stake.value_of_one;
    if !(cost.is_finite() && worth_of_rate.is_finite()) {
        let advice = "check the number of persons and the unit of amounts".into();
        return Err(Error::Limit { what: "amount of money", found: u64::MAX, limit: u64::MAX, advice });
    }
    Ok(Assessment {
        measure: plan.measure().clone(),
        lever: plan.lever(),
        rate: stake.rate(),
        reached: plan.reached(),
        cost,
        break_even: break_even(plan.lever(), stake.rate(), cost, plan.reached(), worth_of_rate),
        outcome: plan.effect().map(|effect| outcome(plan, stake, effect, cost, worth_of_rate)).transpose()?,
    })
}

fn outcome(plan: &MeasurePlan, stake: &Stake, effect: &Effect, cost: f64, worth_of_rate: f64) -> Result<Outcome> {
    let change = effect.change().of(stake.rate());
    let after = stake.rate() + change;
    // A relative change of -1 must end at 0, whatever the last digit says.
    if !(-1e-15..=1.0 + 1e-15).contains(&after) {
        let reason = format!("takes the rate of {} from {} to {after}, which is none; give a smaller change", effect.lever(), stake.rate());
        return Err(Error::setting("change", change, reason));
    }
    let better = if effect.lever().gains_when_lower() { -change } else { change };
    let (value, gained) = (better * worth_of_rate, better * plan.reached());
    let net = value - cost;
    let net_error = effect.standard_error().map(|error| (error * effect.change().unit(stake.rate()) * worth_of_rate).abs());
    Ok(Outcome {
        change,
        gained_a_year: gained,
        value,
        net,
        net_error,
        chance_of_paying: net_error.filter(|error| *error > 0.0).map(|error| normal_tails(net / error).lower()),
        cost_of_one: (gained > 0.0).then(|| cost / (gained * f64::from(plan.number_of_years()))),
        provenance: effect.provenance().clone(),
    })
}

impl Assessment {
    /// The assessment in a sentence.
    #[must_use]
    pub fn words(&self) -> Bilingual {
        let name = &self.measure.name;
        let (english, japanese) = match &self.outcome {
            Some(outcome) => known(outcome),
            None => ("effect unknown".to_owned(), "効果は不明".to_owned()),
        };
        let needed = self.break_even.words(self.lever, self.rate);
        Bilingual::new(
            format!("{} {}: costs {}; {english}; {}", self.measure.id, name.english, shown(self.cost), needed.english),
            format!("{} {}：費用 {}。{japanese}。{}", self.measure.id, name.japanese, shown(self.cost), needed.japanese),
        )
    }

    /// Several assessments as a table, in their order.
    #[must_use]
    pub fn table(assessments: &[Self]) -> Table {
        let texts = |of: &dyn Fn(&Self) -> Option<String>| Values::Texts(assessments.iter().map(of).collect());
        let reals = |of: &dyn Fn(&Self) -> Option<f64>| Values::Reals(assessments.iter().map(of).collect());
        let outcome = |of: fn(&Outcome) -> Option<f64>| reals(&|row| row.outcome.as_ref().and_then(of));
        let columns = [
            ("id", texts(&|row| Some(row.measure.id.clone()))),
            ("name_english", texts(&|row| Some(row.measure.name.english.clone()))),
            ("name_japanese", texts(&|row| Some(row.measure.name.japanese.clone()))),
            ("lever", texts(&|row| row.lever.map(|lever| lever.name().to_owned()))),
            ("effect", texts(&|row| Some(if row.outcome.is_some() { "known" } else { "unknown" }.to_owned()))),
            ("rate", reals(&|row| Some(row.rate))),
            ("reached_a_year", reals(&|row| Some(row.reached))),
            ("cost", reals(&|row| Some(row.cost))),
            ("change", outcome(|outcome| Some(outcome.change))),
            ("gained_a_year", outcome(|outcome| Some(outcome.gained_a_year))),
            ("value", outcome(|outcome| Some(outcome.value))),
            ("net", outcome(|outcome| Some(outcome.net))),
            ("net_error", outcome(|outcome| outcome.net_error)),
            ("chance_of_paying", outcome(|outcome| outcome.chance_of_paying)),
            ("cost_of_one", outcome(|outcome| outcome.cost_of_one)),
            ("break_even", texts(&|row| Some(row.break_even.name().to_owned()))),
            ("break_even_change", reals(&|row| row.break_even.change())),
        ];
        Table::of_columns("assessments", columns)
    }
}

/// What a known effect brings, in words.
fn known(outcome: &Outcome) -> (String, String) {
    let (gained, net) = (outcome.gained_a_year, shown(outcome.net));
    let error = outcome.net_error.map_or(String::new(), |error| format!(" ± {}", shown(error)));
    (format!("brings {gained:.1} persons a year, net {net}{error}"), format!("年間 {gained:.1} 人の効果、差引 {net}{error}"))
}
