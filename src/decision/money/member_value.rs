//! What is a member worth, and how much may it cost to win or to keep one?

use super::amount::Money;
use super::break_even_retention::{BreakEvenRetention, break_even};
use super::member_group::MemberGroup;
use super::schedule::DuesSchedule;
use super::staying::{Payments, Staying, check_discount};
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::special::CompensatedSum;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// More years of dues that change with tenure than any schedule has.
const MOST_STEPS: u32 = 1_000;

/// When in its year a payment is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentTiming {
    /// At its start, by all who renew: dues billed for the coming year. The default, as most associations bill so.
    #[default]
    StartOfYear,
    /// Half a year later on average, by all who renewed at its start: monthly fees, or invoices paid in the course of the year.
    MidYear,
}

impl PaymentTiming {
    /// The years from the start of the year to the payment.
    fn delay(self) -> f64 {
        match self {
            Self::StartOfYear => 0.0,
            Self::MidYear => 0.5,
        }
    }
}

/// What a member pays and costs, from which follows what a member is worth.
///
/// The margin of a year is dues plus other revenue less the cost of serving. Entrance fee and acquisition cost fall on the day of joining.
///
/// # Assumption
///
/// Margins depend on tenure alone, and staying does not depend on them: a higher fee that drives members away is not seen here.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::{MemberValue, Money, Staying};
/// let member = MemberValue::of_dues(Money(10_000))?.servicing(Money(4_000))?.acquisition(Money(20_000))?.discount(0.25)?;
/// // a margin of 6,000; with retention 0.75 and a discount of 25 %, 1 / (1 - 0.75 / 1.25) = 2.5 payments
/// let value = member.lifetime_value(&Staying::constant(0.75)?)?.unwrap();
/// assert!((value.maximum_acquisition_cost - 15_000.0).abs() < 1e-9);
/// assert!((value.value + 5_000.0).abs() < 1e-9); // it costs 5,000 more to win one than one is worth
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct MemberValue {
    first_years: Vec<Money>,
    dues: Money,
    other_revenue: Money,
    servicing: Money,
    entrance_fee: Money,
    acquisition: Money,
    discount: f64,
    timing: PaymentTiming,
}

/// What a member is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LifetimeValue {
    /// The present value of margins and entrance fee, less the acquisition cost.
    pub value: f64,
    /// The present value of margins and entrance fee: the most that winning a member may cost.
    pub maximum_acquisition_cost: f64,
    /// The acquisition cost that was given.
    pub acquisition_cost: f64,
    /// The expected number of yearly payments, each discounted to the start of the first year.
    pub payments: f64,
    /// By how much the values can be off because sums and integrals that go on for ever were approached.
    pub numerical_error: f64,
}

remade_when_read! {
    Unchecked => MemberValue {
        first_years: Vec<Money>, dues: Money, other_revenue: Money, servicing: Money, entrance_fee: Money, acquisition: Money,
        discount: f64, timing: PaymentTiming,
    }
}

impl MemberValue {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = Self::of_dues(self.dues)?.first_years(&self.first_years)?.other_revenue(self.other_revenue)?;
        let made = made.servicing(self.servicing)?.entrance_fee(self.entrance_fee)?.acquisition(self.acquisition)?;
        Ok(made.discount(self.discount)?.timing(self.timing))
    }

    /// Members who pay such dues a year, and nothing else.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for negative dues.
    pub fn of_dues(dues: Money) -> Result<Self> {
        Ok(Self {
            first_years: Vec::new(),
            dues: dues.not_negative("dues")?,
            other_revenue: Money::ZERO,
            servicing: Money::ZERO,
            entrance_fee: Money::ZERO,
            acquisition: Money::ZERO,
            discount: 0.0,
            timing: PaymentTiming::StartOfYear,
        })
    }

    /// Active members of a class by a schedule of dues as it stands in a fiscal year, with entrance fee and reductions by tenure.
    ///
    /// # Errors
    ///
    /// As [`DuesSchedule::due`]; [`Error::Limit`] when dues change with tenure after 1,000 years.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::FiscalYear;
    /// use kaiin::decision::money::{Dues, DuesSchedule, MemberValue, Money, Reduction, ReductionRule, Staying};
    /// let schedule = DuesSchedule::new()
    ///     .dues("full", FiscalYear(2025), Dues::yearly(Money(10_000))?)?
    ///     .reduce(ReductionRule::newcomers(1, Reduction::share(0.5)?)?);
    /// let member = MemberValue::of_schedule(&schedule, "full", FiscalYear(2025))?;
    /// // 5,000 + 5,000 + 2,500 + … : half as many pay each year, the first of them half
    /// assert!((member.lifetime_value(&Staying::constant(0.5)?)?.unwrap().value - 15_000.0).abs() < 1e-9);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_schedule(schedule: &DuesSchedule, class: &str, year: FiscalYear) -> Result<Self> {
        let steps = schedule.last_step();
        if steps > MOST_STEPS {
            let advice = "nobody stays so long; give reductions by tenures of this life".into();
            return Err(Error::Limit { what: "tenure at which dues change", found: steps.into(), limit: MOST_STEPS.into(), advice });
        }
        let due = |tenure: u32| schedule.due(&MemberGroup::new(year, class).tenure(tenure));
        let first_years = (0..steps).map(|tenure| Ok(due(tenure)?.payable)).collect::<Result<Vec<_>>>()?;
        let later = due(steps)?;
        Self::of_dues(later.payable)?.first_years(&first_years)?.entrance_fee(later.entrance_fee)
    }

    /// With other dues in the first years: newcomers' discounts.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for negative dues.
    pub fn first_years(self, dues: &[Money]) -> Result<Self> {
        let first_years = dues.iter().map(|dues| dues.not_negative("dues")).collect::<Result<_>>()?;
        Ok(Self { first_years, ..self })
    }

    /// With what a member brings a year beside dues: events, publications.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative amount.
    pub fn other_revenue(self, a_year: Money) -> Result<Self> {
        Ok(Self { other_revenue: a_year.not_negative("other revenue")?, ..self })
    }

    /// With what serving a member costs a year: what would be saved if there were one member less.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative amount.
    pub fn servicing(self, a_year: Money) -> Result<Self> {
        Ok(Self { servicing: a_year.not_negative("servicing cost")?, ..self })
    }

    /// With the fee paid on joining.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative amount.
    pub fn entrance_fee(self, fee: Money) -> Result<Self> {
        Ok(Self { entrance_fee: fee.not_negative("entrance fee")?, ..self })
    }

    /// With what winning a member costs, on the day of joining.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative amount.
    pub fn acquisition(self, cost: Money) -> Result<Self> {
        Ok(Self { acquisition: cost.not_negative("acquisition cost")?, ..self })
    }

    /// With a yearly discount rate: money in a year is worth `1 / (1 + rate)` of money now. Without one, 0.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a rate that is negative or not finite.
    pub fn discount(self, rate: f64) -> Result<Self> {
        Ok(Self { discount: check_discount(rate)?, ..self })
    }

    /// With another time of payment than the start of the year.
    pub fn timing(self, timing: PaymentTiming) -> Self {
        Self { timing, ..self }
    }

    /// Dues a year.
    #[must_use]
    pub fn dues(&self) -> Money {
        self.dues
    }

    /// Other dues in the first years.
    #[must_use]
    pub fn dues_of_first_years(&self) -> &[Money] {
        &self.first_years
    }

    /// What a member brings a year beside dues.
    #[must_use]
    pub fn revenue_beside_dues(&self) -> Money {
        self.other_revenue
    }

    /// What serving a member costs a year.
    #[must_use]
    pub fn servicing_cost(&self) -> Money {
        self.servicing
    }

    /// The fee paid on joining.
    #[must_use]
    pub fn entrance_fee_paid(&self) -> Money {
        self.entrance_fee
    }

    /// What winning a member costs.
    #[must_use]
    pub fn acquisition_cost(&self) -> Money {
        self.acquisition
    }

    /// The yearly discount rate.
    #[must_use]
    pub fn discount_rate(&self) -> f64 {
        self.discount
    }

    /// When in its year a payment is made.
    #[must_use]
    pub fn payment_timing(&self) -> PaymentTiming {
        self.timing
    }

    /// What someone who joins is worth. `None` when it is infinite: without a discount for members who never leave, or leave so late that
    /// the mean has no end.
    ///
    /// # Formula
    ///
    /// ```text
    /// value = E - A + Σ m(t) S(t) / (1 + d)^(t + τ)   over t = 0, 1, 2, …
    /// ```
    ///
    /// where `E` is the entrance fee, `A` the acquisition cost, `m(t)` the margin of year `t` (dues + other revenue - servicing), `S(t)`
    /// the share who make the payment of that year, `d` the discount rate and `τ` 0, or ½ for payment in mid-year. For a constant margin
    /// and retention `r` the sum is `m (1 + d)^(1 - τ) / (1 + d - r)`.
    ///
    /// # Errors
    ///
    /// None for settings that were accepted.
    ///
    /// # References
    ///
    /// P. S. Fader and B. G. S. Hardie (2010), "Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity",
    /// *Marketing Science* 29, 85-93: why the curve, and not one retention rate, is to be used.
    pub fn lifetime_value(&self, staying: &Staying) -> Result<Option<LifetimeValue>> {
        let worth = self.margins_from(staying, 0)?;
        Ok(worth.map(|(payments, margins)| {
            let most = self.entrance_fee.as_real() + margins;
            let cost = self.acquisition.as_real();
            LifetimeValue {
                value: most - cost,
                maximum_acquisition_cost: most,
                acquisition_cost: cost,
                payments: payments.number,
                numerical_error: payments.numerical_error * self.later_margin().abs() + 1e-14 * most.abs(),
            }
        }))
    }

    /// What is lost with a member who does not renew for a year, and would otherwise have stayed as others do: the margins from the
    /// payment of that year on, discounted to its start. `None` when it is infinite, or nobody gets there.
    ///
    /// A member who comes back is worth the same as one who was kept, if tenure goes on as if there had been no gap.
    ///
    /// # Weakness
    ///
    /// Members whom a measure keeps were about to leave, and will mostly leave sooner than others: this is an upper bound.
    ///
    /// # Errors
    ///
    /// None for settings that were accepted.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::money::{Beyond, MemberValue, Money, Staying};
    /// let staying = Staying::shares(&[1.0, 0.5, 0.4, 0.2], Beyond::NotCounted)?;
    /// let kept = MemberValue::of_dues(Money(10_000))?.value_of_kept(&staying, 1)?.unwrap();
    /// assert!((kept - 22_000.0).abs() < 1e-9); // 10,000 × (0.5 + 0.4 + 0.2) / 0.5
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn value_of_kept(&self, staying: &Staying, year: u32) -> Result<Option<f64>> {
        Ok(self.margins_from(staying, year)?.map(|(_, margins)| margins))
    }

    /// The constant yearly retention at which a member who joins is worth the acquisition cost less the entrance fee.
    ///
    /// # Formula
    ///
    /// ```text
    /// r = (1 + d) (1 - m / ((A - E) (1 + d)^τ))       for a constant margin m
    /// ```
    ///
    /// with the symbols of [`lifetime_value`](Self::lifetime_value); for margins that change in the first years the root of the value in
    /// `r`, to the last digit.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a margin after the first year is negative: more retention then loses money, and there is no such
    /// retention or more than one.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::money::{BreakEvenRetention, MemberValue, Money};
    /// let member = MemberValue::of_dues(Money(10_000))?;
    /// assert_eq!(member.clone().acquisition(Money(40_000))?.break_even_retention()?, BreakEvenRetention::At(0.75)); // 1 - 10/40
    /// assert_eq!(member.acquisition(Money(9_000))?.break_even_retention()?, BreakEvenRetention::Always);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn break_even_retention(&self) -> Result<BreakEvenRetention> {
        let margins: Vec<f64> = (0..self.first_years.len()).map(|year| self.margin(year)).collect();
        let target = (self.acquisition.as_real() - self.entrance_fee.as_real()) * (1.0 + self.discount).powf(self.timing.delay());
        break_even(&margins, self.later_margin(), target, self.discount)
    }

    /// The expected discounted payments from a year on, and what their margins are worth at the start of that year.
    fn margins_from(&self, staying: &Staying, from: u32) -> Result<Option<(Payments, f64)>> {
        let Some(payments) = staying.payments(from, self.discount)? else { return Ok(None) };
        let factor = 1.0 / (1.0 + self.discount);
        let (mut sum, mut worth) = (CompensatedSum::default(), 1.0 / staying.share(from));
        sum.add(self.later_margin() * payments.number);
        for year in from as usize..self.first_years.len() {
            // The years are few: no more than were given.
            let share = staying.share(u32::try_from(year).unwrap_or(u32::MAX));
            sum.add((self.margin(year) - self.later_margin()) * share * worth);
            worth *= factor;
        }
        Ok(Some((payments, sum.value() * factor.powf(self.timing.delay()))))
    }

    fn later_margin(&self) -> f64 {
        self.margin_of(self.dues)
    }

    fn margin(&self, year: usize) -> f64 {
        self.margin_of(self.first_years.get(year).copied().unwrap_or(self.dues))
    }

    fn margin_of(&self, dues: Money) -> f64 {
        dues.as_real() + self.other_revenue.as_real() - self.servicing.as_real()
    }
}
