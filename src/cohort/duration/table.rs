//! After how many days do memberships end, and why: the aggregate from which survival is estimated.

use crate::cohort::grouping::{Group, GroupBy};
use crate::cohort::span::{ExitCounts, ObservationWindow};
use crate::cohort::triangle::SpellsCounted;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar};
use serde::{Deserialize, Serialize};

/// From which day durations are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DurationClock {
    /// From the first day of the membership. The default. Who came back starts again.
    #[default]
    SinceJoining,
    /// From the day of the licence: who joins later enters late (delayed entry), who joined before is at risk from the licence on.
    /// Persons without a licence day are left out.
    SinceLicence,
}

/// How a [`DurationTable`] is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `build` is called"]
pub struct DurationTableSettings {
    pub(super) calendar: FiscalCalendar,
    pub(super) rule: CohortRule,
    pub(super) group_by: GroupBy,
    pub(super) clock: DurationClock,
    pub(super) spells: SpellsCounted,
    pub(super) window: Option<ObservationWindow>,
    #[serde(skip, default = "one")]
    pub(super) threads: usize,
}

fn one() -> usize {
    1
}

impl DurationTableSettings {
    /// What to group by; nothing unless told. A membership belongs to the group of its first episode.
    pub fn by(mut self, group_by: GroupBy) -> Self {
        self.group_by = group_by;
        self
    }

    /// What the table is grouped by.
    pub fn grouped_by(&self) -> &GroupBy {
        &self.group_by
    }

    /// Which fiscal year's cohort a licence date belongs to; without a shift unless told.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// From which day durations are counted.
    pub fn clock(mut self, clock: DurationClock) -> Self {
        self.clock = clock;
        self
    }

    /// Which memberships count; the first of each person unless told.
    pub fn spells(mut self, spells: SpellsCounted) -> Self {
        self.spells = spells;
        self
    }

    /// Which memberships count.
    pub(crate) fn counts_spells(&self) -> SpellsCounted {
        self.spells
    }

    /// Only what happened on the days of a window counts: who was a member before enters late, who is one after is censored. This is
    /// the period view: retention as the rates of these years would make it.
    pub fn during(mut self, window: ObservationWindow) -> Self {
        self.window = Some(window);
        self
    }

    /// Number of threads, 1 to 256; as many as the machine offers unless told. The table does not depend on it.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, 256);
        self
    }
}

/// What happened after so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DurationRow {
    /// Days since the clock started.
    pub days: u32,
    /// Memberships first seen after so many days: at risk from the next day on.
    pub entered_late: u64,
    /// Memberships that ended after so many days, by reason.
    pub exits: ExitCounts,
    /// Memberships last seen, still lasting, after so many days.
    pub censored: u64,
}

/// The durations of the memberships of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DurationGroup {
    pub(super) group: Group,
    /// Memberships seen from the start of the clock on.
    pub(super) from_start: u64,
    /// The days on which anything happened, ascending.
    pub(super) days: Vec<u32>,
    /// For each of them what is counted: late entries, censored, exits by the reasons of the table.
    pub(super) counts: Vec<u32>,
}

/// Memberships by their duration in days, with reasons, delayed entry and censoring, by group.
///
/// Integers throughout, built in one pass over the register, O(episodes + days × groups); tables add.
/// [`RiskTable::of_durations`](crate::survival::RiskTable::of_durations) makes of each group what estimators take.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::DurationTable};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2023, 4, 1)?),
///     Episode::new("B", day(2023, 4, 1)?).until(day(2023, 4, 11)?, EndReason::Arrears),
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = DurationTable::settings(FiscalCalendar::japan()).build(&register)?;
/// let rows: Vec<_> = table.rows(0).collect();
/// assert_eq!((rows[0].days, rows[0].exits.of(EndReason::Arrears)), (10, 1));
/// assert_eq!((rows[1].days, rows[1].censored), (366, 1)); // 2024-03-31 was still seen
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct DurationTable {
    pub(super) settings: DurationTableSettings,
    pub(super) as_of: Day,
    /// The reasons that occur, in their order.
    pub(super) reasons: Vec<EndReason>,
    pub(super) groups: Vec<DurationGroup>,
    /// Memberships left out because their first day, or the licence day, is not known.
    pub(super) clock_unknown: u64,
    /// Memberships that were at risk on no day: not in the window, or seen for the first time when they ended.
    pub(super) never_at_risk: u64,
}

/// A table as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    settings: DurationTableSettings,
    as_of: Day,
    reasons: Vec<EndReason>,
    groups: Vec<DurationGroup>,
    clock_unknown: u64,
    never_at_risk: u64,
}

impl TryFrom<Unchecked> for DurationTable {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let width = BEFORE_REASONS + read.reasons.len();
        let fits =
            |group: &DurationGroup| group.counts.len() == group.days.len() * width && group.days.windows(2).all(|pair| pair[0] < pair[1]);
        if !read.groups.iter().all(fits) || !read.groups.windows(2).all(|pair| pair[0].group < pair[1].group) {
            let shown = format!("of {} groups", read.groups.len());
            return Err(Error::setting("duration table", shown, "has columns that do not fit; write it again"));
        }
        let Unchecked { settings, as_of, reasons, groups, clock_unknown, never_at_risk } = read;
        Ok(Self { settings, as_of, reasons, groups, clock_unknown, never_at_risk })
    }
}

/// Late entries and censored come before the reasons.
pub(super) const BEFORE_REASONS: usize = 2;

impl DurationTable {
    /// Settings for a table of the first memberships of all persons, since joining.
    pub fn settings(calendar: FiscalCalendar) -> DurationTableSettings {
        DurationTableSettings {
            calendar,
            rule: CohortRule::of(calendar),
            group_by: GroupBy::nothing(),
            clock: DurationClock::default(),
            spells: SpellsCounted::default(),
            window: None,
            threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        }
    }

    /// How it was built.
    pub fn made_by(&self) -> &DurationTableSettings {
        &self.settings
    }

    /// What it is grouped by.
    pub fn group_by(&self) -> &GroupBy {
        &self.settings.group_by
    }

    /// The extract date of the register.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The reasons that occur, in their order.
    #[must_use]
    pub fn reasons(&self) -> &[EndReason] {
        &self.reasons
    }

    /// The groups, ascending.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = &Group> + ExactSizeIterator + '_ {
        self.groups.iter().map(|group| &group.group)
    }

    /// The position of a group among [`DurationTable::groups`].
    #[must_use]
    pub fn position(&self, group: &Group) -> Option<usize> {
        self.groups.binary_search_by(|found| found.group.cmp(group)).ok()
    }

    /// Memberships of a group seen from the start of the clock on; the others entered late. 0 beyond the last group.
    #[must_use]
    pub fn from_start(&self, group: usize) -> u64 {
        self.groups.get(group).map_or(0, |group| group.from_start)
    }

    /// Memberships left out because the day on which their clock starts is not known.
    #[must_use]
    pub fn clock_unknown(&self) -> u64 {
        self.clock_unknown
    }

    /// Memberships that were at risk on no day.
    #[must_use]
    pub fn never_at_risk(&self) -> u64 {
        self.never_at_risk
    }

    /// What happened in a group, by ascending duration; empty beyond the last group.
    pub fn rows(&self, group: usize) -> impl DoubleEndedIterator<Item = DurationRow> + '_ {
        let width = self.width();
        let group = self.groups.get(group);
        let days = group.map_or(&[][..], |group| &group.days);
        let counts = group.map_or(&[][..], |group| &group.counts);
        days.iter().zip(counts.chunks_exact(width)).map(|(&days, counts)| {
            let mut exits = ExitCounts::default();
            for (&reason, &count) in self.reasons.iter().zip(&counts[BEFORE_REASONS..]) {
                exits.count_many(reason, u64::from(count));
            }
            DurationRow { days, entered_late: u64::from(counts[0]), exits, censored: u64::from(counts[1]) }
        })
    }

    /// The counts of a group as they are kept: its days, and for each of them late entries, censored, and exits by reason.
    pub(crate) fn counts_of(&self, group: usize) -> Option<(&[u32], &[u32], u64)> {
        self.groups.get(group).map(|group| (&group.days[..], &group.counts[..], group.from_start))
    }

    /// Number of counts a day.
    pub(crate) fn width(&self) -> usize {
        BEFORE_REASONS + self.reasons.len()
    }

    /// The table of two registers with no person in both.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings or the extract dates differ; [`Error::Limit`] when more than 2³² memberships meet in one cell.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        self.same_settings(other)?;
        let mut reasons: Vec<EndReason> = EndReason::ALL.to_vec();
        reasons.retain(|reason| self.reasons.contains(reason) || other.reasons.contains(reason));
        let (left, right) = (self.with_reasons(&reasons), other.with_reasons(&reasons));
        let mut groups = left.groups;
        for group in right.groups {
            match groups.binary_search_by(|found| found.group.cmp(&group.group)) {
                Ok(at) => groups[at] = groups[at].plus(&group, BEFORE_REASONS + reasons.len())?,
                Err(at) => groups.insert(at, group),
            }
        }
        Ok(Self {
            settings: self.settings.clone(),
            as_of: self.as_of,
            reasons,
            groups,
            clock_unknown: self.clock_unknown + other.clock_unknown,
            never_at_risk: self.never_at_risk + other.never_at_risk,
        })
    }

    /// The table by fewer things: groups that no longer differ are added.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `by` has something that the table is not grouped by; [`Error::Limit`] as [`DurationTable::merge`].
    pub fn regroup(&self, by: &GroupBy) -> Result<Self> {
        let known = self.settings.group_by.names();
        if let Some(name) = by.names().into_iter().find(|name| !known.contains(name)) {
            let reason = format!("is not among what the table is grouped by ({}); build it by that too", self.settings.group_by);
            return Err(Error::setting("by", name, reason));
        }
        let width = self.width();
        let mut groups: Vec<DurationGroup> = Vec::new();
        for group in &self.groups {
            let moved = DurationGroup { group: by.project(&group.group), ..group.clone() };
            match groups.binary_search_by(|found| found.group.cmp(&moved.group)) {
                Ok(at) => groups[at] = groups[at].plus(&moved, width)?,
                Err(at) => groups.insert(at, moved),
            }
        }
        let settings = DurationTableSettings { group_by: by.clone(), ..self.settings.clone() };
        Ok(Self { settings, groups, ..self.clone() })
    }

    fn same_settings(&self, other: &Self) -> Result<()> {
        let mismatch = |what, left: String, right: String| Err(Error::Mismatch { what, left, right });
        if self.as_of != other.as_of {
            return mismatch("extract date", self.as_of.to_string(), other.as_of.to_string());
        }
        let settings = |table: &Self| DurationTableSettings { threads: 1, ..table.settings.clone() };
        if settings(self) != settings(other) {
            return mismatch("settings", format!("{:?}", self.settings), format!("{:?}", other.settings));
        }
        Ok(())
    }

    /// The same counts with more reasons, of which there are none.
    fn with_reasons(&self, reasons: &[EndReason]) -> Self {
        let width = self.width();
        let place: Vec<usize> = self.reasons.iter().filter_map(|reason| reasons.iter().position(|other| other == reason)).collect();
        let widened = |group: &DurationGroup| {
            let mut counts = vec![0; group.days.len() * (BEFORE_REASONS + reasons.len())];
            for (to, from) in counts.chunks_exact_mut(BEFORE_REASONS + reasons.len()).zip(group.counts.chunks_exact(width)) {
                to[..BEFORE_REASONS].copy_from_slice(&from[..BEFORE_REASONS]);
                for (&place, &count) in place.iter().zip(&from[BEFORE_REASONS..]) {
                    to[BEFORE_REASONS + place] = count;
                }
            }
            DurationGroup { counts, ..group.clone() }
        };
        Self { reasons: reasons.to_vec(), groups: self.groups.iter().map(widened).collect(), ..self.clone() }
    }

    /// The table: a row for each group and day on which anything happened.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let positions: Vec<usize> = (0..self.groups.len()).flat_map(|at| std::iter::repeat_n(at, self.groups[at].days.len())).collect();
        let rows: Vec<DurationRow> = (0..self.groups.len()).flat_map(|group| self.rows(group)).collect();
        let integers =
            |value: &dyn Fn(&DurationRow) -> u64| Values::Integers(rows.iter().map(|row| i64::try_from(value(row)).ok()).collect());
        let groups: Vec<&Group> = positions.iter().map(|&at| &self.groups[at].group).collect();
        let mut columns = self.settings.group_by.columns_of(&groups);
        columns.push(("days".into(), integers(&|row| u64::from(row.days))));
        columns.push(("entered_late".into(), integers(&|row| row.entered_late)));
        for &reason in &self.reasons {
            columns.push((format!("left_{reason}"), integers(&|row| row.exits.of(reason))));
        }
        columns.push(("censored".into(), integers(&|row| row.censored)));
        Table::of_columns("durations", columns)
    }
}

impl DurationGroup {
    /// The counts of both.
    fn plus(&self, other: &Self, width: usize) -> Result<Self> {
        let (mut days, mut counts) = (Vec::with_capacity(self.days.len()), Vec::with_capacity(self.counts.len()));
        let (mut left, mut right) = (0, 0);
        while left < self.days.len() || right < other.days.len() {
            let (a, b) = (self.days.get(left).copied(), other.days.get(right).copied());
            let day = a.into_iter().chain(b).min().unwrap_or_default();
            let of = |group: &Self, at: usize, found: Option<u32>, slot: usize| {
                if found == Some(day) { group.counts[at * width + slot] } else { 0 }
            };
            for slot in 0..width {
                let (a, b) = (of(self, left, a, slot), of(other, right, b, slot));
                counts.push(a.checked_add(b).ok_or_else(|| too_many(u64::from(a) + u64::from(b)))?);
            }
            days.push(day);
            left += usize::from(a == Some(day));
            right += usize::from(b == Some(day));
        }
        Ok(Self { group: self.group.clone(), from_start: self.from_start + other.from_start, days, counts })
    }
}

fn too_many(found: u64) -> Error {
    let advice = "keep the tables apart and add what is estimated from them".into();
    Error::Limit { what: "memberships of one group and duration", found, limit: u64::from(u32::MAX), advice }
}
