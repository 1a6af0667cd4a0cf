//! One assumed probability: its value, how uncertain it is, and where it comes from.

use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::unit::{FiscalYear, Probability};
use serde::{Deserialize, Serialize};

/// Where an assumed probability comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Provenance {
    /// Estimated as events over persons exposed in a window of fiscal years.
    Estimated {
        /// First fiscal year used.
        from: FiscalYear,
        /// Last fiscal year used.
        to: FiscalYear,
        /// Events counted.
        events: u64,
        /// Persons exposed.
        exposed: u64,
    },
    /// The same as of another year of tenure, or since licence: taken together with it for lack of people, or the last one given.
    /// Both err together.
    CarriedOver {
        /// That year.
        from_year: u32,
    },
    /// Estimated and then smoothed along the years; the words say how.
    Graduated(String),
    /// Estimated and then drawn towards a larger group; the words name it, and the weight of the own data.
    Shrunk(String),
    /// From a curve fitted to the years seen, beyond them; the words name curve and years. Years with the same words err together.
    FittedCurve(String),
    /// Taken from another association or a publication; the words name it.
    Borrowed(String),
    /// Changed from another assumption by a scenario; the words say how.
    Changed(String),
    /// Typed in by the user, with the user's words on why.
    TypedIn(String),
}

impl Provenance {
    /// The provenance in words.
    #[must_use]
    pub fn words(&self) -> Bilingual {
        let both = |english: &str, japanese: &str, note: &str| Bilingual::new(format!("{english}: {note}"), format!("{japanese}：{note}"));
        match self {
            Self::Estimated { from, to, exposed: 0, .. } => Bilingual::new(
                format!("not known: nobody it could happen to in fiscal years {from} to {to}; taken as 0"),
                format!("不明：{from}～{to}年度に対象者なし。0とみなす"),
            ),
            Self::Estimated { from, to, events, exposed } => Bilingual::new(
                format!("estimated from fiscal years {from} to {to}: {events} of {exposed}"),
                format!("{from}～{to}年度の実績：{exposed}人中{events}人"),
            ),
            Self::CarriedOver { from_year } => {
                Bilingual::new(format!("taken over from year {from_year}"), format!("{from_year}年目の値を使用"))
            }
            Self::Graduated(note) => both("graduated", "平滑化", note),
            Self::Shrunk(note) => both("drawn towards a larger group", "上位集団への縮小推定", note),
            Self::FittedCurve(note) => both("from a fitted curve", "あてはめた曲線による", note),
            Self::Borrowed(note) => both("borrowed", "他の資料からの引用", note),
            Self::Changed(note) => both("changed", "変更", note),
            Self::TypedIn(note) => both("typed in", "入力値", note),
        }
    }
}

/// A probability per fiscal year, with its standard error where one is known, and its provenance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Assumed {
    /// The probability.
    pub probability: Probability,
    /// Its standard error: how far the probability that holds may lie from it; `None` when that is not known, which a projection takes
    /// as no error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Assumed {
    /// A probability typed in, with a note on why.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `probability` is not in [0, 1].
    pub fn typed_in(probability: f64, note: impl Into<String>) -> Result<Self> {
        Ok(Self::of(Probability::new(probability)?, Provenance::TypedIn(note.into())))
    }

    /// The share of `events` among `exposed` persons in the fiscal years `from` to `to`; 0, and not known, when nobody was exposed.
    ///
    /// # Formula
    ///
    /// ```text
    /// probability = events / exposed,   standard error = sqrt(a b / ((a + b)² (a + b + 1))),   a = events + 1/2,  b = exposed - events + 1/2
    /// ```
    ///
    /// The error is the deviation of Jeffreys' posterior: never 0, also where nobody or everybody had the event.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there are more events than persons exposed.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, projection::Assumed};
    /// let lapse = Assumed::estimated(FiscalYear(2019), FiscalYear(2023), 37, 1_000)?;
    /// assert_eq!(lapse.probability.get(), 0.037);
    /// assert!((lapse.standard_error.unwrap() - 0.006).abs() < 1e-4); // sqrt(0.037 × 0.963 / 1,000) = 0.00597
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn estimated(from: FiscalYear, to: FiscalYear, events: u64, exposed: u64) -> Result<Self> {
        if events > exposed {
            return Err(Error::setting("events", events, format!("is more than the {exposed} persons exposed")));
        }
        let share = if exposed == 0 { 0.0 } else { events as f64 / exposed as f64 };
        let (a, b) = (events as f64 + 0.5, (exposed - events) as f64 + 0.5);
        let error = (a * b / (a + b + 1.0)).sqrt() / (a + b);
        let provenance = Provenance::Estimated { from, to, events, exposed };
        Ok(Self { standard_error: (exposed > 0).then_some(error), ..Self::of(Probability::new(share)?, provenance) })
    }

    /// A probability without a standard error.
    #[must_use]
    pub fn of(probability: Probability, provenance: Provenance) -> Self {
        Self { probability, standard_error: None, provenance }
    }

    /// The same with a standard error.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `error` is negative, infinite or NaN.
    pub fn with_error(self, error: f64) -> Result<Self> {
        if error >= 0.0 && error.is_finite() {
            return Ok(Self { standard_error: Some(error), ..self });
        }
        Err(Error::setting("standard error", error, "is not a standard error; give 0 or more"))
    }

    pub(super) fn get(&self) -> f64 {
        self.probability.get()
    }
}
