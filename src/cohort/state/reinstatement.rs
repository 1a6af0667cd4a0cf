//! How long after a lapse do people come back? The aggregate from which reinstatement is estimated.

use crate::cohort::span::ObservationWindow;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::register::{Register, Spell};
use crate::table::{Table, Values};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which lapses of a person count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LapsesCounted {
    /// The first one only: the share of persons who ever come back. The default; rows are independent, as intervals take them to be.
    #[default]
    First,
    /// Every one: the share of lapses that end in a return. Who lapses often counts often, and intervals are somewhat too narrow.
    Every,
}

/// How a [`ReinstatementTable`] is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `build` is called"]
pub struct ReinstatementSettings {
    lapses: LapsesCounted,
    final_reasons: Vec<EndReason>,
    lapsed_during: Option<ObservationWindow>,
}

impl ReinstatementSettings {
    /// Which lapses of a person count.
    pub fn lapses(mut self, lapses: LapsesCounted) -> Self {
        self.lapses = lapses;
        self
    }

    /// The reasons after which nobody comes back and which are no lapses; death and retirement unless told.
    pub fn final_reasons(mut self, reasons: &[EndReason]) -> Self {
        self.final_reasons = EndReason::ALL.into_iter().filter(|reason| reasons.contains(reason)).collect();
        self
    }

    /// Only lapses on the days of a window count; the lapsed are followed beyond it. With [`LapsesCounted::First`] a person whose first
    /// lapse lies outside is left out.
    pub fn lapsed_during(mut self, window: ObservationWindow) -> Self {
        self.lapsed_during = Some(window);
        self
    }

    /// Builds the table in one pass over the memberships.
    #[must_use]
    pub fn build(&self, register: &Register) -> ReinstatementTable {
        self.build_with_departures(register, &BTreeMap::new())
    }

    /// The same, with the days from which some of the persons, by their keys, can no longer come back: known to have died or left the
    /// profession after they lapsed, from a register of licences for example.
    #[must_use]
    pub fn build_with_departures(&self, register: &Register, departures: &BTreeMap<String, Day>) -> ReinstatementTable {
        let mut counts: BTreeMap<EndReason, BTreeMap<u32, [u64; 3]>> = BTreeMap::new();
        let (mut never_at_risk, after) = (0, register.as_of().next());
        for person in 0..register.persons() {
            let mut spells = register.spells_of(person).peekable();
            let mut gone: Option<Option<Day>> = None;
            while let Some(spell) = spells.next() {
                let Some((day, reason)) = self.lapse(&spell) else { continue };
                if self.lapsed_during.is_none_or(|window| window.contains(day)) {
                    let departure = || departures.get(&register.person_key(person)).copied();
                    let gone = if departures.is_empty() { None } else { *gone.get_or_insert_with(departure) };
                    let (days, outcome) = followed(day, spells.peek().map(|next| next.start), gone.filter(|&gone| gone >= day), after);
                    if days == 0 {
                        never_at_risk += 1;
                    } else {
                        counts.entry(reason).or_default().entry(days).or_default()[outcome] += 1;
                    }
                }
                if self.lapses == LapsesCounted::First {
                    break;
                }
            }
        }
        let reasons = counts.into_iter().map(|(reason, days)| ReasonCounts { reason, days: days.into_iter().collect() }).collect();
        ReinstatementTable { settings: self.clone(), as_of: register.as_of(), reasons, never_at_risk }
    }

    /// The first day out and the reason, when a membership ends in a lapse.
    fn lapse(&self, spell: &Spell) -> Option<(Day, EndReason)> {
        let reason = spell.reason.filter(|reason| !self.final_reasons.contains(reason))?;
        Some((spell.end?, reason))
    }
}

/// Positions of the counts of a day.
const RETURNED: usize = 0;
const DEPARTED: usize = 1;
const CENSORED: usize = 2;

/// After how many days a lapse ended, and how.
fn followed(lapsed: Day, returned: Option<Day>, gone: Option<Day>, after: Day) -> (u32, usize) {
    let (end, outcome) = match (returned.filter(|&day| day < after), gone.filter(|&day| day < after)) {
        // A person who is back on the day is not gone.
        (Some(back), gone) if gone.is_none_or(|gone| back <= gone) => (back, RETURNED),
        (_, Some(gone)) => (gone, DEPARTED),
        _ => (after, CENSORED),
    };
    (u32::try_from(end.since(lapsed)).unwrap_or(0), outcome)
}

/// What became of the lapsed so many days after the lapse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReinstatementRow {
    /// Days since the lapse, from 1.
    pub days: u32,
    /// Lapses that ended in a return.
    pub returned: u64,
    /// Lapses of persons known to have died or left the profession then.
    pub departed: u64,
    /// Lapses last seen lasting: on the extract date.
    pub censored: u64,
}

/// The counts of one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ReasonCounts {
    reason: EndReason,
    /// Ascending.
    days: Vec<(u32, [u64; 3])>,
}

/// Lapses by reason and by the days until the return, a departure or the extract date.
///
/// Integers throughout; tables add. [`MultistateSettings::reinstatement`](crate::survival::MultistateSettings::reinstatement) makes
/// shares of it.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, Register, cohort::ReinstatementTable};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2022, 4, 1)?).until(day(2023, 4, 1)?, EndReason::Arrears),
///     Episode::new("A", day(2023, 5, 1)?),
///     Episode::new("B", day(2022, 4, 1)?).until(day(2023, 4, 1)?, EndReason::Arrears),
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = ReinstatementTable::settings().build(&register);
/// let rows: Vec<_> = table.rows(Some(EndReason::Arrears));
/// assert_eq!((rows[0].days, rows[0].returned), (30, 1));
/// assert_eq!((rows[1].days, rows[1].censored), (366, 1));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct ReinstatementTable {
    settings: ReinstatementSettings,
    as_of: Day,
    /// By reason, ascending.
    reasons: Vec<ReasonCounts>,
    never_at_risk: u64,
}

/// A table as it is read back, before its order is checked.
#[derive(Deserialize)]
struct Unchecked {
    settings: ReinstatementSettings,
    as_of: Day,
    reasons: Vec<ReasonCounts>,
    never_at_risk: u64,
}

impl TryFrom<Unchecked> for ReinstatementTable {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let in_order = |counts: &ReasonCounts| counts.days.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let Unchecked { settings, as_of, reasons, never_at_risk } = read;
        if !reasons.iter().all(in_order) || !reasons.windows(2).all(|pair| pair[0].reason < pair[1].reason) {
            let shown = format!("of {} reasons", reasons.len());
            return Err(Error::setting("reinstatement table", shown, "is not in the order of reasons and days; write it again"));
        }
        Ok(Self { settings, as_of, reasons, never_at_risk })
    }
}

impl ReinstatementTable {
    /// Settings for the first lapse of each person.
    pub fn settings() -> ReinstatementSettings {
        let final_reasons = EndReason::FINAL.to_vec();
        ReinstatementSettings { lapses: LapsesCounted::default(), final_reasons, lapsed_during: None }
    }

    /// How it was built.
    pub fn made_by(&self) -> &ReinstatementSettings {
        &self.settings
    }

    /// The extract date of the register.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The reasons for which people lapsed, ascending.
    pub fn reasons(&self) -> impl Iterator<Item = EndReason> + '_ {
        self.reasons.iter().map(|counts| counts.reason)
    }

    /// Lapses that were followed on no day: they were seen on the last day of the record.
    #[must_use]
    pub fn never_at_risk(&self) -> u64 {
        self.never_at_risk
    }

    /// What became of those who lapsed for a reason, or for any, by ascending number of days.
    #[must_use]
    pub fn rows(&self, reason: Option<EndReason>) -> Vec<ReinstatementRow> {
        let mut days: BTreeMap<u32, [u64; 3]> = BTreeMap::new();
        for counts in self.reasons.iter().filter(|counts| reason.is_none_or(|reason| reason == counts.reason)) {
            for (day, more) in &counts.days {
                days.entry(*day).or_default().iter_mut().zip(more).for_each(|(count, more)| *count += more);
            }
        }
        let row = |(days, counts): (u32, [u64; 3])| {
            let [returned, departed, censored] = counts;
            ReinstatementRow { days, returned, departed, censored }
        };
        days.into_iter().map(row).collect()
    }

    /// The table of two registers with no person in both.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings or the extract dates differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        if self.as_of != other.as_of {
            let (left, right) = (self.as_of.to_string(), other.as_of.to_string());
            return Err(Error::Mismatch { what: "extract date", left, right });
        }
        if self.settings != other.settings {
            let (left, right) = (format!("{:?}", self.settings), format!("{:?}", other.settings));
            return Err(Error::Mismatch { what: "settings", left, right });
        }
        let mut reasons: Vec<EndReason> = self.reasons().chain(other.reasons()).collect();
        reasons.sort_unstable();
        reasons.dedup();
        let both = |reason| {
            let mut days: BTreeMap<u32, [u64; 3]> = BTreeMap::new();
            for counts in self.reasons.iter().chain(&other.reasons).filter(|counts| counts.reason == reason) {
                for (day, more) in &counts.days {
                    days.entry(*day).or_default().iter_mut().zip(more).for_each(|(count, more)| *count += more);
                }
            }
            ReasonCounts { reason, days: days.into_iter().collect() }
        };
        let never_at_risk = self.never_at_risk + other.never_at_risk;
        Ok(Self { settings: self.settings.clone(), as_of: self.as_of, reasons: reasons.into_iter().map(both).collect(), never_at_risk })
    }

    /// The table: a row for each reason and number of days.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let cells = || self.reasons.iter().flat_map(|counts| counts.days.iter().map(|(day, row)| (counts.reason, *day, row)));
        let count = |at: usize| Values::Integers(cells().map(|(.., row)| i64::try_from(row[at]).ok()).collect());
        let columns = [
            ("reason", Values::Texts(cells().map(|(reason, ..)| Some(reason.to_string())).collect())),
            ("days", Values::Integers(cells().map(|(_, day, _)| Some(i64::from(day))).collect())),
            ("returned", count(RETURNED)),
            ("departed", count(DEPARTED)),
            ("censored", count(CENSORED)),
        ];
        Table::of_columns("reinstatements", columns)
    }
}
