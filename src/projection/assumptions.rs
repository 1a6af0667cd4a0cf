//! The numbers that a projection rests on, each with its provenance.

use super::assumed::{Assumed, Provenance};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use crate::unit::Probability;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest list of assumptions by year.
pub(super) const LONGEST_LIST: u64 = 1_000;
/// By how much the shares of the reasons may exceed 1 for being rounded.
const SHARE_TOLERANCE: f64 = 1e-9;

/// Where the tenure of a member who comes back starts again.
///
/// It has to be what lapse by tenure was measured by. Lapse by years since the first joining, as [`Assumptions::estimate`] finds it, is a
/// mean over those who never left and those who came back; whoever comes back lapses by it from the same year on
/// ([`RunsOn`](Self::RunsOn)). A projection that begins their tenure anew would count the higher lapse of the first years twice: once for
/// them, and once inside the mean of all others. In simulated associations where lapse falls from 20 % to 2 % and a fifth of the lapsed
/// is back in the next year, members projected ten years ahead with the true rates of these years come out 3.7 % too few with
/// [`Reset`](Self::Reset), 0.3 % too many with [`Longest`](Self::Longest), and right within 0.1 % with [`RunsOn`](Self::RunsOn), whether
/// those who come back lapse like newcomers or like those who never left. Where lapse does not depend on tenure, nor does anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum TenureOnReturn {
    /// At the beginning: who came back lapses like a newcomer. The default for assumptions typed in, whose lapse tells how long members
    /// stay who have not been away; the cautious choice.
    #[default]
    Reset,
    /// At the longest tenure of the assumptions: who came back lapses like a member of long standing.
    Longest,
    /// At the years since the first joining, those away included: what an estimate from a table measures, and takes. A projection then follows
    /// the lapsed by the years since joining as well as since the lapse.
    RunsOn,
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
/// assert_eq!(assumptions.to_table().rows(), 3 + 1 + 4); // two of entry, one of lapse, one of reinstatement, four single ones
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
    /// Share of a reason among those who leave, active or on leave, by fiscal years since joining; what is missing to 1 is unstated. Who
    /// leaves for a final reason ([`EndReason::FINAL`]: death, retirement) does not come back and is no longer a licence holder in
    /// practice.
    pub reasons: BTreeMap<EndReason, Vec<Assumed>>,
    /// Probability that a member who stays and is active at the start of a year is on leave at its end.
    pub leave: Assumed,
    /// Probability that a member who stays and is on leave at the start of a year is active at its end.
    pub leave_end: Assumed,
    /// Probability that a member on leave at the start of a year leaves within it.
    pub lapse_on_leave: Assumed,
    /// Probability that someone who lapsed and could come back is a member again at the end of the year, by fiscal years since the lapse;
    /// entry 0 is the year after the one of the lapse.
    pub reinstatement: Vec<Assumed>,
    /// Probability that a licence holder who is not a member, and does not become one, leaves the profession for good within the year.
    pub exit: Assumed,
    /// Tenure of those who come back.
    pub tenure_on_return: TenureOnReturn,
}

/// An assumption with its name, its reason and its year where it has one.
pub(super) type NamedAssumption<'a> = (&'static str, Option<EndReason>, Option<u32>, &'a Assumed);

/// The entries of a list, each with its name.
fn by_year<'a>(name: &'static str, reason: Option<EndReason>, list: &'a [Assumed]) -> impl Iterator<Item = NamedAssumption<'a>> {
    (0u32..).zip(list).map(move |(year, of)| (name, reason, Some(year), of))
}

impl Assumptions {
    /// Nobody joins, leaves or comes back: the start for assumptions typed in.
    #[must_use]
    pub fn nothing_happens() -> Self {
        let never = || Assumed::of(Probability::default(), Provenance::TypedIn("does not happen".into()));
        Self {
            entry: vec![never()],
            lapse: vec![never()],
            reasons: BTreeMap::new(),
            leave: never(),
            leave_end: never(),
            lapse_on_leave: never(),
            reinstatement: vec![never()],
            exit: never(),
            tenure_on_return: TenureOnReturn::default(),
        }
    }

    /// The share of those leaving in the year `tenure` fiscal years after the one of joining who leave for `reason`.
    #[must_use]
    pub fn share_of(&self, reason: EndReason, tenure: u32) -> f64 {
        let named = |list: &Vec<Assumed>| list.get(tenure as usize).or(list.last()).map_or(0.0, Assumed::get);
        match reason {
            EndReason::Unstated => {
                let others: f64 =
                    self.reasons.iter().filter(|(reason, _)| **reason != EndReason::Unstated).map(|(_, list)| named(list)).sum();
                (1.0 - others).max(0.0)
            }
            _ => self.reasons.get(&reason).map_or(0.0, named),
        }
    }

    /// Every assumption: its name, reason and year where it has one, and the number.
    pub(super) fn named(&self) -> Vec<NamedAssumption<'_>> {
        let reasons = self.reasons.iter().flat_map(|(reason, list)| by_year("reason", Some(*reason), list));
        let lists = by_year("entry", None, &self.entry).chain(by_year("lapse", None, &self.lapse)).chain(reasons);
        let lists = lists.chain(by_year("reinstatement", None, &self.reinstatement));
        let single =
            [("leave", &self.leave), ("leave_end", &self.leave_end), ("lapse_on_leave", &self.lapse_on_leave), ("exit", &self.exit)];
        lists.chain(single.into_iter().map(|(name, of)| (name, None, None, of))).collect()
    }

    /// The assumptions as columns: name, reason, year, probability per fiscal year, its standard error, provenance.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows = self.named();
        let columns = [
            ("assumption", Values::Texts(rows.iter().map(|(name, ..)| Some((*name).to_owned())).collect())),
            ("reason", Values::Texts(rows.iter().map(|(_, reason, ..)| reason.map(|reason| reason.name().to_owned())).collect())),
            ("year", Values::Integers(rows.iter().map(|(_, _, year, _)| year.map(i64::from)).collect())),
            ("probability", Values::Reals(rows.iter().map(|(.., assumed)| Some(assumed.get())).collect())),
            ("standard_error", Values::Reals(rows.iter().map(|(.., assumed)| assumed.standard_error).collect())),
            ("provenance", Values::Texts(rows.iter().map(|(.., assumed)| Some(assumed.provenance.words().english)).collect())),
        ];
        Table::of_columns("assumptions", columns)
    }

    /// Refuses lists that are empty or endless, and reasons whose shares sum to more than 1.
    pub(super) fn check(&self) -> Result<()> {
        let reasons = self.reasons.values().map(|list| ("reasons", list));
        let lists = [("entry", &self.entry), ("lapse", &self.lapse), ("reinstatement", &self.reinstatement)];
        for (name, list) in lists.into_iter().chain(reasons) {
            if list.is_empty() {
                return Err(Error::setting(name, "[]", "is an empty list; give at least the probability of year 0"));
            }
            if list.len() as u64 > LONGEST_LIST {
                let advice = "shorten the list; its last entry holds for all later years".into();
                return Err(Error::Limit { what: "years of an assumption", found: list.len() as u64, limit: LONGEST_LIST, advice });
            }
        }
        for year in 0..self.reasons.values().map(Vec::len).max().unwrap_or(0) {
            let sum: f64 = self.reasons.values().filter_map(|list| list.get(year).or(list.last())).map(Assumed::get).sum();
            if sum > 1.0 + SHARE_TOLERANCE {
                let reason = format!("is the sum of the shares of reasons in year {year}; the leavers cannot be more than all");
                return Err(Error::setting("reasons", sum, reason));
            }
        }
        Ok(())
    }
}
