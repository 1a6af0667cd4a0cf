//! The numbers that a projection rests on, each with its provenance.

use crate::error::Result;
use crate::language::Bilingual;
use crate::table::{Table, Values};
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
    /// Taken over from the nearest earlier year of tenure or since licence that had enough people, because this one had too few.
    CarriedOver {
        /// That year.
        from_year: u32,
    },
    /// Typed in by the user, with the user's words on why.
    TypedIn(String),
}

impl Provenance {
    /// The provenance in words.
    #[must_use]
    pub fn words(&self) -> Bilingual {
        match self {
            Self::Estimated { from, to, exposed: 0, .. } => Bilingual::new(
                format!("not known: nobody it could happen to in fiscal years {from} to {to}; taken as 0"),
                format!("不明：{from}～{to}年度に対象者なし。0とみなす"),
            ),
            Self::Estimated { from, to, events, exposed } => Bilingual::new(
                format!("estimated from fiscal years {from} to {to}: {events} of {exposed}"),
                format!("{from}～{to}年度の実績：{exposed}人中{events}人"),
            ),
            Self::CarriedOver { from_year } => Bilingual::new(
                format!("too few people; taken over from year {from_year}"),
                format!("人数が少ないため{from_year}年目の値を使用"),
            ),
            Self::TypedIn(note) => Bilingual::new(format!("typed in: {note}"), format!("入力値：{note}")),
        }
    }
}

/// A probability per fiscal year, with its provenance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Assumed {
    /// The probability.
    pub probability: Probability,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Assumed {
    /// A probability typed in, with a note on why.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`](crate::Error::Setting) when `probability` is not in [0, 1].
    pub fn typed_in(probability: f64, note: impl Into<String>) -> Result<Self> {
        Ok(Self { probability: Probability::new(probability)?, provenance: Provenance::TypedIn(note.into()) })
    }

    pub(super) fn get(&self) -> f64 {
        self.probability.get()
    }
}

/// Where the tenure of a member who comes back starts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum TenureOnReturn {
    /// At the beginning: who came back lapses like a newcomer. The default; the cautious choice.
    #[default]
    Reset,
    /// At the longest tenure of the assumptions: who came back lapses like a member of long standing.
    Longest,
}

/// What a projection assumes for every fiscal year to come. Lists are by year; the last entry of a list holds for all later years.
///
/// # Example
///
/// ```
/// use kaiin::projection::{Assumed, Assumptions};
/// let assumptions = Assumptions {
///     entry: vec![Assumed::typed_in(0.9, "general meeting papers 2020")?, Assumed::typed_in(0.02, "guess")?],
///     lapse: vec![Assumed::typed_in(0.037, "4,125 leavers of about 111,000")?],
///     ..Assumptions::nothing_happens()
/// };
/// assert_eq!(assumptions.to_table().rows(), 3 + 5); // two of entry, one of lapse, five single ones
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Assumptions {
    /// Probability that someone who has never joined joins, by fiscal years since the licence cohort; entry 0 is the licence year.
    pub entry: Vec<Assumed>,
    /// Probability that a member leaves within the year and is not back at its end, by fiscal years since joining; entry 0 is the rest
    /// of the joining year.
    pub lapse: Vec<Assumed>,
    /// Probability that a member who stays and is active at the start of a year is on leave at its end.
    pub leave: Assumed,
    /// Probability that a member who stays and is on leave at the start of a year is active at its end.
    pub leave_end: Assumed,
    /// Probability that a member on leave at the start of a year leaves within it.
    pub lapse_on_leave: Assumed,
    /// Probability that someone who lapsed and could come back is a member again at the end of the year.
    pub reinstatement: Assumed,
    /// Share of those who leave, active or on leave, who cannot come back (death).
    pub gone_for_good: Assumed,
    /// Tenure of those who come back.
    pub tenure_on_return: TenureOnReturn,
}

impl Assumptions {
    /// Nobody joins, leaves or comes back: the start for assumptions typed in.
    #[must_use]
    pub fn nothing_happens() -> Self {
        let never = || Assumed { probability: Probability::default(), provenance: Provenance::TypedIn("does not happen".into()) };
        Self {
            entry: vec![never()],
            lapse: vec![never()],
            leave: never(),
            leave_end: never(),
            lapse_on_leave: never(),
            reinstatement: never(),
            gone_for_good: never(),
            tenure_on_return: TenureOnReturn::default(),
        }
    }

    /// The assumptions as columns: name, year, probability per fiscal year, provenance.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let lists = [("entry", &self.entry), ("lapse", &self.lapse)];
        let by_year = lists.into_iter().flat_map(|(name, list)| list.iter().enumerate().map(move |(year, a)| (name, Some(year as i64), a)));
        let single = [
            ("leave", &self.leave),
            ("leave_end", &self.leave_end),
            ("lapse_on_leave", &self.lapse_on_leave),
            ("reinstatement", &self.reinstatement),
            ("gone_for_good", &self.gone_for_good),
        ];
        let rows: Vec<_> = by_year.chain(single.into_iter().map(|(name, assumed)| (name, None, assumed))).collect();
        let columns = [
            ("assumption", Values::Texts(rows.iter().map(|(name, ..)| Some((*name).to_owned())).collect())),
            ("year", Values::Integers(rows.iter().map(|(_, year, _)| *year).collect())),
            ("probability", Values::Reals(rows.iter().map(|(.., assumed)| Some(assumed.get())).collect())),
            ("provenance", Values::Texts(rows.iter().map(|(.., assumed)| Some(assumed.provenance.words().english)).collect())),
        ];
        Table::of_columns("assumptions", columns)
    }
}
