//! When a change begins, how it grows, and how it fades.

use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// In which fiscal years a change works, and how strongly: it starts, grows evenly to its full strength, and may fade evenly.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, decision::scenario::Schedule};
/// let schedule = Schedule::from(FiscalYear(2026)).ramp(2)?.until(FiscalYear(2029)).fade(2);
/// let strengths: Vec<f64> = (2025..=2032).map(|year| schedule.strength(FiscalYear(year))).collect();
/// assert_eq!(strengths, [0.0, 0.5, 1.0, 1.0, 1.0, 2.0 / 3.0, 1.0 / 3.0, 0.0]);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Schedule {
    from: Option<FiscalYear>,
    ramp: u32,
    until: Option<FiscalYear>,
    fade: u32,
}

remade_when_read! {
    Unchecked => Schedule { from: Option<FiscalYear>, ramp: u32, until: Option<FiscalYear>, fade: u32 }
}

impl Schedule {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        self.ramp(self.ramp)
    }

    /// From the first projected year on, at full strength, without end.
    #[must_use]
    pub fn always() -> Self {
        Self::default()
    }

    /// From a fiscal year on.
    #[must_use]
    pub fn from(year: FiscalYear) -> Self {
        Self { from: Some(year), ..Self::default() }
    }

    /// Growing evenly over so many years, the first of them at one part in so many.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when no first year was named.
    pub fn ramp(self, years: u32) -> Result<Self> {
        if self.from.is_none() && years > 1 {
            return Err(Error::setting("ramp", years, "needs a first year; begin with `Schedule::from`"));
        }
        Ok(Self { ramp: years, ..self })
    }

    /// At full strength until a fiscal year, the last one; then fading, at once unless told.
    #[must_use]
    pub fn until(self, year: FiscalYear) -> Self {
        Self { until: Some(year), ..self }
    }

    /// Fading evenly over so many years after the last year of full strength.
    #[must_use]
    pub fn fade(self, years: u32) -> Self {
        Self { fade: years, ..self }
    }

    /// The strength in a fiscal year, from 0 to 1.
    #[must_use]
    pub fn strength(&self, year: FiscalYear) -> f64 {
        let grown = match self.from.map(|from| year.since(from)) {
            None => 1.0,
            Some(since) if since < 0 => 0.0,
            Some(since) => (f64::from(since + 1) / f64::from(self.ramp.max(1))).min(1.0),
        };
        let left = match self.until.map(|until| year.since(until)) {
            None => 1.0,
            Some(after) if after <= 0 => 1.0,
            Some(after) => {
                let whole = f64::from(self.fade) + 1.0;
                ((whole - f64::from(after)) / whole).max(0.0)
            }
        };
        grown.min(left)
    }

    /// The strength in a fiscal year in which the change is in force: what fades afterwards is not.
    #[must_use]
    pub fn in_force(&self, year: FiscalYear) -> f64 {
        if self.until.is_some_and(|until| year > until) { 0.0 } else { self.strength(year) }
    }

    /// The schedule in words, beginning with a comma; empty when it is always.
    pub(super) fn words(&self) -> (String, String) {
        let (mut english, mut japanese) = (String::new(), String::new());
        if let Some(from) = self.from {
            english += &format!(", from fiscal {from} on");
            japanese += &format!("（{from}年度から");
            if self.ramp > 1 {
                english += &format!(", growing over {} years", self.ramp);
                japanese += &format!("{}年かけて段階的に", self.ramp);
            }
            japanese += "）";
        }
        if let Some(until) = self.until {
            english += &format!(", until fiscal {until}");
            japanese += &format!("（{until}年度まで");
            if self.fade > 0 {
                english += &format!(", then fading over {} years", self.fade);
                japanese += &format!("、その後{}年で消失", self.fade);
            }
            japanese += "）";
        }
        (english, japanese)
    }
}
