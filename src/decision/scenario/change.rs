//! One change to one lever: by how much, for whom, when, and for which share of them.

use super::amount::Amount;
use super::cost::Cost;
use super::schedule::Schedule;
use crate::decision::Lever;
use crate::decision::remade::remade_when_read;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// Longest tenure, or time since licence or lapse, that a change can name.
const LONGEST: u32 = 900;

/// A change of one lever.
///
/// # Example
///
/// ```
/// use kaiin::{EndReason, FiscalYear, decision::{Lever, scenario::{Amount, LeverChange, Schedule}}};
/// let change = LeverChange::of(Lever::Lapse, Amount::Factor(0.8))?
///     .years(1, 3)?
///     .reason(EndReason::Arrears)?
///     .reach(0.5)?
///     .schedule(Schedule::from(FiscalYear(2026)).ramp(3)?);
/// assert_eq!(
///     change.sentence().english,
///     "Lapse (arrears) in years 1 to 3: multiplied by 0.8, from fiscal 2026 on, growing over 3 years, for 50 % of those concerned."
/// );
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct LeverChange {
    pub(super) lever: Lever,
    pub(super) amount: Amount,
    pub(super) years: Option<(u32, u32)>,
    pub(super) reason: Option<EndReason>,
    pub(super) schedule: Schedule,
    pub(super) reach: Probability,
    /// The segments concerned; all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) segments: Vec<String>,
    #[serde(default, skip_serializing_if = "Cost::is_nothing")]
    pub(super) cost: Cost,
}

remade_when_read! {
    Unchecked => LeverChange {
        lever: Lever, amount: Amount, years: Option<(u32, u32)>, reason: Option<EndReason>, schedule: Schedule,
        reach: Probability, #[serde(default)] segments: Vec<String>, #[serde(default)] cost: Cost,
    }
}

impl LeverChange {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = Self::of(self.lever, self.amount)?;
        let made = match self.years {
            None => made,
            Some((first, u32::MAX)) => made.years_from(first)?,
            Some((first, last)) => made.years(first, last)?,
        };
        let made = match self.reason {
            None => made,
            Some(reason) => made.reason(reason)?,
        };
        Ok(Self { schedule: self.schedule, reach: self.reach, segments: self.segments, cost: self.cost, ..made })
    }

    /// A change for everyone, from the first projected year on.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the amount is negative where it cannot be, not a number, or not of a kind that the lever has.
    pub fn of(lever: Lever, amount: Amount) -> Result<Self> {
        amount.check()?;
        if lever == Lever::LicenceInflow && matches!(amount, Amount::Odds(_) | Amount::Complement(_)) {
            return Err(Error::setting(
                "amount",
                format!("{amount:?}"),
                "is for probabilities; of the inflow give points, a factor or a number",
            ));
        }
        Ok(Self {
            lever,
            amount,
            years: None,
            reason: None,
            schedule: Schedule::always(),
            reach: Probability::default().complement(),
            segments: Vec::new(),
            cost: Cost::default(),
        })
    }

    /// Only for some years since joining (lapse), since the licence (late entry) or since the lapse (reinstatement), the last one included.
    /// Year 0 is the one of the event itself; late entry and reinstatement begin with year 1.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the last year lies before the first, and for levers that are the same in all years;
    /// [`Error::Limit`] for years beyond 900.
    pub fn years(self, first: u32, last: u32) -> Result<Self> {
        if first > last {
            return Err(Error::setting("years", format!("{first} to {last}"), "are none; name the earlier year first"));
        }
        if last > LONGEST {
            let advice = "leave the years out when all are meant".into();
            return Err(Error::Limit { what: "last year of a change", found: last.into(), limit: LONGEST.into(), advice });
        }
        if !matches!(self.lever, Lever::Lapse | Lever::LateEntry | Lever::Reinstatement) {
            return Err(Error::setting(
                "years",
                format!("{first} to {last}"),
                format!("do not part {}, which is the same in all years", self.lever),
            ));
        }
        Ok(Self { years: Some((first, last)), ..self })
    }

    /// Only for a year and all later ones, counted as in [`years`](Self::years).
    ///
    /// # Errors
    ///
    /// As [`years`](Self::years).
    pub fn years_from(self, first: u32) -> Result<Self> {
        let of = self.years(first, first)?;
        Ok(Self { years: Some((first, u32::MAX)), ..of })
    }

    /// Only for one reason of leaving.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for other levers than lapse.
    pub fn reason(self, reason: EndReason) -> Result<Self> {
        if self.lever != Lever::Lapse {
            return Err(Error::setting("reason", reason, format!("does not part {}; only lapse has reasons", self.lever)));
        }
        Ok(Self { reason: Some(reason), ..self })
    }

    /// When the change works.
    #[must_use]
    pub fn schedule(self, schedule: Schedule) -> Self {
        Self { schedule, ..self }
    }

    /// For which share of those concerned; the others go on as before.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `share` is not in [0, 1].
    pub fn reach(self, share: f64) -> Result<Self> {
        Ok(Self { reach: Probability::new(share)?, ..self })
    }

    /// Only in some segments, by name; a projection of segments is needed then.
    #[must_use]
    pub fn segments<N: Into<String>>(self, names: impl IntoIterator<Item = N>) -> Self {
        Self { segments: names.into_iter().map(Into::into).collect(), ..self }
    }

    /// What it costs; nothing unless told.
    #[must_use]
    pub fn cost(self, cost: Cost) -> Self {
        Self { cost, ..self }
    }

    /// Whether the change is made in a segment, or in a population without segments.
    pub(super) fn concerns(&self, segment: Option<&str>) -> bool {
        self.segments.is_empty() || segment.is_some_and(|segment| self.segments.iter().any(|name| name == segment))
    }

    /// The lever.
    #[must_use]
    pub fn lever(&self) -> Lever {
        self.lever
    }

    /// By how much it turns.
    #[must_use]
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// For which years alone it works, counted as in [`years`](Self::years), the last one `None` for all later ones; `None` when it is for
    /// all.
    #[must_use]
    pub fn in_years(&self) -> Option<(u32, Option<u32>)> {
        self.years.map(|(first, last)| (first, (last < u32::MAX).then_some(last)))
    }

    /// For which reason of leaving alone it works; `None` when it is for all.
    #[must_use]
    pub fn for_reason(&self) -> Option<EndReason> {
        self.reason
    }

    /// When it works.
    #[must_use]
    pub fn when(&self) -> Schedule {
        self.schedule
    }

    /// For which share of those concerned it works.
    #[must_use]
    pub fn reached_share(&self) -> f64 {
        self.reach.get()
    }

    /// The segments that it names; none when it is for all.
    #[must_use]
    pub fn in_segments(&self) -> &[String] {
        &self.segments
    }

    /// Its cost.
    pub fn costs(&self) -> Cost {
        self.cost
    }

    /// The same change by another number.
    ///
    /// # Errors
    ///
    /// As [`LeverChange::of`].
    pub fn with_value(&self, value: f64) -> Result<Self> {
        let amount = self.amount.with_value(value);
        amount.check()?;
        Ok(Self { amount, ..self.clone() })
    }

    /// The change as a sentence, its number in five digits.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        let title = self.lever.title();
        let mut english = title.english;
        if let Some(first) = english.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let mut japanese = title.japanese;
        if let Some(reason) = self.reason {
            english += &format!(" ({})", reason.title().english);
            japanese += &format!("（{}）", reason.title().japanese);
        }
        match self.years {
            Some((first, last)) if first == last => {
                english += &format!(" in year {first}");
                japanese += &format!("の{first}年目");
            }
            Some((first, u32::MAX)) => {
                english += &format!(" in year {first} and later");
                japanese += &format!("の{first}年目以降");
            }
            Some((first, last)) => {
                english += &format!(" in years {first} to {last}");
                japanese += &format!("の{first}～{last}年目");
            }
            None => {}
        }
        if !self.segments.is_empty() {
            english += &format!(" in {}", self.segments.join(", "));
            japanese += &format!("（{}）", self.segments.join("、"));
        }
        let (amount, amount_ja) = self.amount_words();
        let (when, when_ja) = self.schedule.words();
        let (share, share_ja) = match self.reach.get() {
            1.0 => Default::default(),
            reach => (format!(", for {} % of those concerned", percent(reach)), format!("、対象者の{}％に実施", percent(reach))),
        };
        Bilingual::new(format!("{english}: {amount}{when}{share}."), format!("{japanese}：{amount_ja}{when_ja}{share_ja}。"))
    }

    fn amount_words(&self) -> (String, String) {
        let inflow = self.lever == Lever::LicenceInflow;
        match self.amount {
            Amount::Points(points) if inflow => (format!("{:+} persons a year", digits(points)), format!("年{:+}人", digits(points))),
            Amount::Points(points) => {
                (format!("{:+} percentage points", digits(100.0 * points)), format!("{:+}ポイント", digits(100.0 * points)))
            }
            Amount::Factor(factor) => (format!("multiplied by {}", digits(factor)), format!("{}倍", digits(factor))),
            Amount::Odds(ratio) => (format!("odds multiplied by {}", digits(ratio)), format!("オッズ{}倍", digits(ratio))),
            Amount::Complement(factor) => {
                (format!("share of the others multiplied by {}", digits(factor)), format!("それ以外の割合を{}倍", digits(factor)))
            }
            Amount::To(value) if inflow => (format!("set to {} persons a year", digits(value)), format!("年{}人とする", digits(value))),
            Amount::To(value) => (format!("set to {} %", percent(value)), format!("{}％とする", percent(value))),
        }
    }
}

/// A share in percent without digits that are only rounding.
fn percent(share: f64) -> f64 {
    digits(100.0 * share)
}

/// Five digits, and all those before the point.
fn digits(number: f64) -> f64 {
    let before_the_point = number.abs().max(1e-9).log10().floor() as i32;
    let scale = 10f64.powi((4 - before_the_point).max(0));
    (number * scale).round() / scale
}
