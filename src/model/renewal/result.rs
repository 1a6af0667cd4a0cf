//! The fitted model: what each renewal and each mid-term costs, and who is still there after each year.

use super::counts::YearCount;
use super::settings::{MidTermSurvival, RenewalSettings};
use crate::cohort::ExitCounts;
use crate::error::Result;
use crate::rates::{Interval, ProportionMethod, RateMethod, proportion_interval, rate_interval};
use crate::register::Register;
use crate::special::{Tails, normal_quantile};
use crate::survival::Limits;
use crate::table::{Table, Values};
use crate::unit::PersonDays;
use serde::{Deserialize, Serialize};

/// Resignation within a year of membership.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MidTerm {
    /// Members at risk at some time of the mid-term.
    pub members: u64,
    /// Members who left in it, by reason.
    pub exits: ExitCounts,
    /// Days at risk in it.
    pub days: PersonDays,
    /// The force of resignation: exits a person-year; `None` without any day at risk.
    pub force: Option<f64>,
    /// Its limits, exact.
    pub force_interval: Option<Interval>,
    /// The share that stays from the start of the mid-term to its end; `None` when nobody was at risk.
    pub survival: Option<f64>,
}

/// Lapse at the renewal date that ends a year of membership.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Renewal {
    /// Members who reached the renewal window and were seen until it closed, or left in it.
    pub reached: u64,
    /// Of these, members who left in the window, by reason.
    pub lapsed: ExitCounts,
    /// The probability of not renewing; `None` when nobody reached it.
    pub probability: Option<f64>,
    /// Its limits, exact.
    pub interval: Option<Interval>,
}

/// One year of membership: its mid-term, its renewal, and both together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RenewalYear {
    /// Renewals before the year: 0 is the first.
    pub tenure: u32,
    /// Resignation within the year.
    pub mid_term: MidTerm,
    /// Lapse at its end.
    pub renewal: Renewal,
    /// The share of those who begin the year who begin the next one; `None` when its end was reached by nobody.
    pub survival: Option<f64>,
    /// The share of those who joined who are members after the renewal.
    pub cumulative: Option<f64>,
    /// Limits of the cumulative share.
    pub limits: Option<Limits>,
}

/// Lapse at renewal and resignation in mid-term, year by year of membership.
///
/// Where dues are paid by the year, leaving has two parts of different nature: many decide when the invoice comes, and few within the
/// year. A rate per person-year mixes them, and a curve drawn smoothly through both is wrong on every day.
///
/// # Formula
///
/// ```text
/// force    f = exits in mid-term / person-days in mid-term
/// renewal  q = left in the window / reached the window                      (a point mass at the renewal date)
/// mid-term s = product over days (1 − d / n)      or   exp(−f × days of the mid-term)
/// year     S = s (1 − q)                          cumulative: product of the years
/// Var log  s: sum d / (n (n − d)), or exits × (days of the mid-term / person-days)²;   1 − q: left / (reached (reached − left))
/// ```
///
/// With the product limit, and a window of the renewal date alone, the year is the Kaplan-Meier estimate of it. Who is last seen within a
/// window counts neither as renewed nor as lapsed. Who is first seen within one does not count for that renewal.
///
/// Weak where the window is wide: who leaves in it for another reason (death) counts as not renewing; the counts by reason tell.
///
/// # Example
///
/// ```
/// use kaiin::model::renewal::{RenewalDate, RenewalSettings};
/// use kaiin::{Day, EndReason, Episode, Register, time::LeapDay};
/// let day = |text: &str| text.parse::<Day>();
/// let row = |name: &str| Ok::<_, kaiin::Error>(Episode::new(name, day("2022-04-01")?));
/// let rows = [
///     row("A")?,
///     row("B")?,
///     row("C")?.until(day("2023-04-01")?, EndReason::Arrears),   // not renewed
///     row("D")?.until(day("2022-10-01")?, EndReason::Voluntary), // resigned after 183 days
/// ];
/// let register = Register::settings_as_of(day("2024-03-31")?).build(&rows.into_iter().collect())?;
/// let model = RenewalSettings::new(RenewalDate::Anniversary(LeapDay::Feb28)).fit(&register)?;
/// let first = &model.years()[0];
/// assert_eq!((first.renewal.reached, first.renewal.probability), (3, Some(1.0 / 3.0)));
/// assert_eq!((first.mid_term.days.get(), first.mid_term.survival), (3 * 365 + 183, Some(0.75)));
/// assert_eq!(first.cumulative, Some(0.5)); // 3/4 × 2/3
/// assert_eq!(model.years()[1].renewal.probability, Some(0.0)); // both were still there on 2024-03-31 and did not leave with it
/// assert_eq!(model.years().len(), 2); // of the third no day is on record
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RenewalModel {
    settings: RenewalSettings,
    years: Vec<RenewalYear>,
    clock_unknown: u64,
    never_at_risk: u64,
}

impl RenewalSettings {
    /// Fits the model to a register, in one pass over its memberships and the years of each.
    ///
    /// # Errors
    ///
    /// None in practice: the counts fit together.
    pub fn fit(&self, register: &Register) -> Result<RenewalModel> {
        let counts = self.count(register);
        let (mut cumulative, mut log_variance) = (Some(1.0), Some(0.0));
        let mut years = Vec::with_capacity(counts.years.len());
        for (tenure, count) in (0u32..).zip(&counts.years) {
            let (mid_term, mid_term_variance) = self.mid_term_of(tenure, count)?;
            let renewal = self.renewal_of(count)?;
            let stayed = renewal.probability.map(|q| 1.0 - q);
            // Nobody was in mid-term where two windows meet: then only the renewal takes members away.
            let through = if mid_term.members == 0 && renewal.reached > 0 { Some(1.0) } else { mid_term.survival };
            let survival = through.zip(stayed).map(|(through, stayed)| through * stayed);
            cumulative = cumulative.zip(survival).map(|(before, year)| before * year);
            let lapsed = renewal.lapsed.total() as f64;
            let renewal_variance = lapsed / (renewal.reached as f64 * (renewal.reached as f64 - lapsed));
            log_variance = log_variance.map(|sum| sum + mid_term_variance + renewal_variance).filter(|sum: &f64| sum.is_finite());
            let z = normal_quantile(Tails::of_upper((1.0 - self.confidence.get()) / 2.0));
            let limits = cumulative.zip(log_variance).and_then(|(share, variance)| self.interval.limits(share, variance.sqrt(), z));
            years.push(RenewalYear { tenure, mid_term, renewal, survival, cumulative, limits });
        }
        Ok(RenewalModel { settings: *self, years, clock_unknown: counts.clock_unknown, never_at_risk: counts.never_at_risk })
    }

    /// The mid-term of a year, and the variance of the logarithm of its survival.
    fn mid_term_of(&self, tenure: u32, count: &YearCount) -> Result<(MidTerm, f64)> {
        let (members, product, greenwood) = product_limit(count);
        let exits = count.resigned.total();
        let years = PersonDays(count.mid_term_days).years().get();
        let force = (years > 0.0).then(|| exits as f64 / years);
        let force_interval = if years > 0.0 { rate_interval(exits, years, self.confidence, RateMethod::Garwood)? } else { None };
        let (survival, variance) = match self.mid_term {
            MidTermSurvival::ProductLimit => (product, greenwood),
            MidTermSurvival::ConstantForce => {
                let length = (365.25 - f64::from(self.before) - if tenure == 0 { 0.0 } else { f64::from(self.after) }) / 365.25;
                (force.map(|force| (-force * length).exp()), if years > 0.0 { exits as f64 * (length / years).powi(2) } else { 0.0 })
            }
        };
        let days = PersonDays(count.mid_term_days);
        Ok((MidTerm { members, exits: count.resigned, days, force, force_interval, survival }, variance))
    }

    fn renewal_of(&self, count: &YearCount) -> Result<Renewal> {
        let (reached, lapsed) = (count.reached, count.lapsed.total());
        Ok(Renewal {
            reached,
            lapsed: count.lapsed,
            probability: (reached > 0).then(|| lapsed as f64 / reached as f64),
            interval: proportion_interval(lapsed, reached, self.confidence, ProportionMethod::ClopperPearson)?,
        })
    }
}

/// Members at risk, the product-limit share through the mid-term, and Greenwood's sum.
fn product_limit(count: &YearCount) -> (u64, Option<f64>, f64) {
    let (mut at_risk, mut members, mut share, mut greenwood) = (0u64, 0u64, 1.0, 0.0);
    for day in count.days.values() {
        if day.resigned > 0 {
            let (n, d) = (at_risk as f64, day.resigned as f64);
            share *= 1.0 - d / n;
            greenwood += d / (n * (n - d));
        }
        at_risk = (at_risk + day.entered).saturating_sub(day.resigned + day.censored);
        members += day.entered;
    }
    (members, (members > 0).then_some(share), greenwood)
}

impl RenewalModel {
    /// The settings it was fitted with.
    pub fn made_by(&self) -> &RenewalSettings {
        &self.settings
    }

    /// The years of membership, from the first.
    #[must_use]
    pub fn years(&self) -> &[RenewalYear] {
        &self.years
    }

    /// Memberships left out because their first day is not known.
    #[must_use]
    pub fn clock_unknown(&self) -> u64 {
        self.clock_unknown
    }

    /// Memberships left out because no day of them was under observation.
    #[must_use]
    pub fn never_at_risk(&self) -> u64 {
        self.never_at_risk
    }

    /// Of those who left in years that have a renewal, the share that left at it; `None` when nobody left.
    #[must_use]
    pub fn share_at_renewal(&self) -> Option<f64> {
        let (lapsed, resigned) = self
            .years
            .iter()
            .filter(|year| year.renewal.reached > 0)
            .fold((0, 0), |(lapsed, resigned), year| (lapsed + year.renewal.lapsed.total(), resigned + year.mid_term.exits.total()));
        (lapsed + resigned > 0).then(|| lapsed as f64 / (lapsed + resigned) as f64)
    }

    /// One row a year of membership.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let years = || self.years.iter();
        let whole = |value: &dyn Fn(&RenewalYear) -> u64| Values::Integers(years().map(|year| i64::try_from(value(year)).ok()).collect());
        let real = |value: &dyn Fn(&RenewalYear) -> Option<f64>| Values::Reals(years().map(value).collect());
        let columns = [
            ("tenure", whole(&|year| u64::from(year.tenure))),
            ("mid_term_members", whole(&|year| year.mid_term.members)),
            ("mid_term_exits", whole(&|year| year.mid_term.exits.total())),
            ("mid_term_days", whole(&|year| year.mid_term.days.get())),
            ("force", real(&|year| year.mid_term.force)),
            ("force_lower", real(&|year| year.mid_term.force_interval.map(|limits| limits.lower))),
            ("force_upper", real(&|year| year.mid_term.force_interval.map(|limits| limits.upper))),
            ("mid_term_survival", real(&|year| year.mid_term.survival)),
            ("reached", whole(&|year| year.renewal.reached)),
            ("lapsed", whole(&|year| year.renewal.lapsed.total())),
            ("renewal_lapse", real(&|year| year.renewal.probability)),
            ("renewal_lapse_lower", real(&|year| year.renewal.interval.map(|limits| limits.lower))),
            ("renewal_lapse_upper", real(&|year| year.renewal.interval.map(|limits| limits.upper))),
            ("survival", real(&|year| year.survival)),
            ("cumulative", real(&|year| year.cumulative)),
            ("cumulative_lower", real(&|year| year.limits.map(|limits| limits.lower))),
            ("cumulative_upper", real(&|year| year.limits.map(|limits| limits.upper))),
        ];
        Table::of_columns("renewal", columns)
    }
}
