//! At each time: how many were at risk, how many left for which reason, how many were no longer seen.

use super::near_ties::NearTies;
use super::observations::Observations;
use crate::cohort::DurationTable;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::special::CompensatedSum;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One time of a [`RiskTable`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskRow<'a> {
    /// The time.
    pub time: f64,
    /// Weight at risk just before the time, without those who enter at it.
    pub at_risk: f64,
    /// Weight that left at the time, by outcome.
    pub events: &'a [f64],
    /// Weight last seen at the time.
    pub censored: f64,
}

impl RiskRow<'_> {
    /// Weight that left at the time for any outcome.
    #[must_use]
    pub fn all_events(&self) -> f64 {
        self.events.iter().sum()
    }
}

/// Who was at risk and what happened, at each time at which something ended, for one group.
///
/// Counts are numbers of rows, or sums of weights. Everything in this stage is computed from such tables; two of them describe two
/// groups.
///
/// # Example
///
/// ```
/// use kaiin::survival::Observations;
/// let rows = Observations::of_events(&[1.0, 2.0, 2.0, 3.0], &[true, true, false, true])?;
/// let table = rows.risk_table()?;
/// let at_two = table.rows().nth(1).expect("three distinct times");
/// assert_eq!((at_two.time, at_two.at_risk, at_two.all_events(), at_two.censored), (2.0, 3.0, 1.0, 1.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct RiskTable {
    outcomes: Vec<String>,
    /// Where the clock starts: 0, a time before 0 when there is one, or the start of a conditional table.
    origin: f64,
    /// The earliest entry; `None` when some were at risk from the origin.
    first_entry: Option<f64>,
    times: Vec<f64>,
    at_risk: Vec<f64>,
    /// `events[time * outcomes + outcome]`.
    events: Vec<f64>,
    censored: Vec<f64>,
    /// Whether all who were at risk at the time left at it, decided on numbers of rows and not on sums of weights.
    emptied: Vec<bool>,
    /// Number of rows, whatever their weight, that left at the time.
    event_rows: Vec<u64>,
    /// The last entry; `None` when all were at risk from the origin.
    last_entry: Option<f64>,
    /// The times at which people entered late, ascending.
    entry_times: Vec<f64>,
    /// Weight that entered at each of them.
    entered: Vec<f64>,
    rows: u64,
}

impl RiskTable {
    /// The names of the outcomes, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// Where the clock starts: 0, a time before 0 when there is one, or the start of a conditional table.
    #[must_use]
    pub fn origin(&self) -> f64 {
        self.origin
    }

    /// The earliest time of entry, before which nobody was seen; `None` when some were at risk from the origin.
    #[must_use]
    pub fn first_entry(&self) -> Option<f64> {
        self.first_entry
    }

    /// The last time of entry; `None` when all were at risk from the origin.
    #[must_use]
    pub fn last_entry(&self) -> Option<f64> {
        self.last_entry
    }

    /// Number of rows counted, whatever their weight.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.rows
    }

    /// The times, ascending.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The rows, in the order of time.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = RiskRow<'_>> + ExactSizeIterator + '_ {
        (0..self.times.len()).map(|at| self.row(at))
    }

    /// The row at a position.
    pub(super) fn row(&self, at: usize) -> RiskRow<'_> {
        let width = self.outcomes.len();
        RiskRow {
            time: self.times[at],
            at_risk: self.at_risk[at],
            events: &self.events[at * width..(at + 1) * width],
            censored: self.censored[at],
        }
    }

    /// The late entries, in the order of time: when, and how much weight. Who enters at a time is at risk after it.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (f64, f64)> + ExactSizeIterator + '_ {
        self.entry_times.iter().copied().zip(self.entered.iter().copied())
    }

    /// The late entry at a position: when, and how much weight.
    pub(super) fn entry_at(&self, at: usize) -> Option<(f64, f64)> {
        Some((*self.entry_times.get(at)?, *self.entered.get(at)?))
    }

    /// Whether everyone at risk at the time at a position left at it.
    pub(super) fn is_emptied(&self, at: usize) -> bool {
        self.emptied[at]
    }

    /// Number of rows, whatever their weight, that left at the time at a position.
    pub(super) fn event_rows(&self, at: usize) -> u64 {
        self.event_rows[at]
    }

    /// The table from a later start on, of those still at risk then: what happens at `start` itself is kept.
    pub(super) fn starting_at(&self, start: f64) -> Self {
        let first = self.times.partition_point(|&time| time < start);
        let width = self.outcomes.len();
        let later = self.entry_times.partition_point(|&time| time < start);
        Self {
            outcomes: self.outcomes.clone(),
            origin: start,
            first_entry: self.first_entry.filter(|&entry| entry > start),
            times: self.times[first..].to_vec(),
            at_risk: self.at_risk[first..].to_vec(),
            events: self.events[first * width..].to_vec(),
            censored: self.censored[first..].to_vec(),
            emptied: self.emptied[first..].to_vec(),
            event_rows: self.event_rows[first..].to_vec(),
            last_entry: self.last_entry,
            entry_times: self.entry_times[later..].to_vec(),
            entered: self.entered[later..].to_vec(),
            rows: self.rows,
        }
    }

    /// The table with one outcome only; the others count as censored.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such outcome.
    pub fn of_outcome(&self, name: &str) -> Result<Self> {
        let at = self.outcome_position(name)?;
        let chosen = |row: RiskRow<'_>| row.events[at];
        Ok(Self {
            outcomes: vec![name.to_owned()],
            events: self.rows().map(chosen).collect(),
            censored: self.rows().map(|row| row.censored + row.all_events() - chosen(row)).collect(),
            emptied: self.rows().zip(&self.emptied).map(|(row, &emptied)| emptied && chosen(row) == row.all_events()).collect(),
            ..self.clone()
        })
    }

    /// The table with some outcomes counted as one: what leaves for any of them leaves for the new one, which comes last.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such outcome, or none is named; [`Error::Setting`] when the new name is that of another outcome.
    pub fn joining_outcomes<S: AsRef<str>>(&self, names: &[S], joined: &str) -> Result<Self> {
        if names.is_empty() {
            return Err(Error::missing("the outcomes to join", format!("the outcomes are: {}", self.outcomes.join(", "))));
        }
        let chosen = names.iter().map(|name| self.outcome_position(name.as_ref())).collect::<Result<Vec<usize>>>()?;
        let kept: Vec<usize> = (0..self.outcomes.len()).filter(|at| !chosen.contains(at)).collect();
        if kept.iter().any(|&at| self.outcomes[at] == joined) {
            return Err(Error::setting("joined", joined, "is the name of an outcome that is kept; choose another name"));
        }
        let outcomes = kept.iter().map(|&at| self.outcomes[at].clone()).chain([joined.to_owned()]).collect();
        let sum = |row: &RiskRow<'_>| (0..row.events.len()).filter(|at| chosen.contains(at)).map(|at| row.events[at]).sum();
        let events = self.rows().flat_map(|row| kept.iter().map(|&at| row.events[at]).chain([sum(&row)]).collect::<Vec<f64>>());
        Ok(Self { outcomes, events: events.collect(), ..self.clone() })
    }

    /// The position of an outcome by its name.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] naming the outcomes there are.
    pub(super) fn outcome_position(&self, name: &str) -> Result<usize> {
        let position = self.outcomes.iter().position(|outcome| outcome == name);
        position.ok_or_else(|| Error::missing(format!("outcome {name:?}"), format!("the outcomes are: {}", self.outcomes.join(", "))))
    }

    /// Whether all were at risk from one time on and every row counts once, as far as counts can tell.
    pub(super) fn is_seen_from_start(&self) -> bool {
        let start = self.first_entry.unwrap_or(self.origin).max(self.origin);
        let is_whole = |(row, &events): (RiskRow<'_>, &u64)| row.all_events() == events as f64;
        let weight: f64 = self.rows().map(|row| row.all_events() + row.censored).sum();
        self.last_entry.is_none_or(|last| last <= start) && weight == self.rows as f64 && self.rows().zip(&self.event_rows).all(is_whole)
    }

    /// The table: one row a time, one column of events an outcome.
    #[must_use]
    #[allow(clippy::missing_panics_doc)] // none in practice: all columns have one length
    pub fn to_table(&self) -> Table {
        let reals = |values: &[f64]| Values::Reals(values.iter().copied().map(Some).collect());
        let mut columns = vec![("time".to_owned(), reals(&self.times)), ("at_risk".to_owned(), reals(&self.at_risk))];
        for (position, name) in self.outcomes.iter().enumerate() {
            let events: Vec<f64> = self.rows().map(|row| row.events[position]).collect();
            columns.push((format!("events_{name}"), reals(&events)));
        }
        columns.push(("censored".to_owned(), reals(&self.censored)));
        Table::of_columns("risk", columns)
    }
}

/// A table as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    outcomes: Vec<String>,
    origin: f64,
    first_entry: Option<f64>,
    times: Vec<f64>,
    at_risk: Vec<f64>,
    events: Vec<f64>,
    censored: Vec<f64>,
    emptied: Vec<bool>,
    event_rows: Vec<u64>,
    last_entry: Option<f64>,
    entry_times: Vec<f64>,
    entered: Vec<f64>,
    rows: u64,
}

impl TryFrom<Unchecked> for RiskTable {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let rows = read.times.len();
        let lengths = [read.at_risk.len(), read.censored.len(), read.emptied.len(), read.event_rows.len()];
        let is_ascending = [&read.times, &read.entry_times].iter().all(|times| times.windows(2).all(|pair| pair[0] < pair[1]));
        let has_entries = read.entered.len() == read.entry_times.len();
        if !has_entries || lengths.iter().any(|&length| length != rows) || read.events.len() != rows * read.outcomes.len() || !is_ascending
        {
            return Err(Error::setting("risk table", format!("of {rows} times"), "has columns that do not fit; write it again"));
        }
        let Unchecked { outcomes, origin, first_entry, times, at_risk, events, censored, emptied, event_rows, .. } = read;
        let Unchecked { last_entry, entry_times, entered, rows, .. } = read;
        Ok(Self {
            outcomes,
            origin,
            first_entry,
            times,
            at_risk,
            events,
            censored,
            emptied,
            event_rows,
            last_entry,
            entry_times,
            entered,
            rows,
        })
    }
}

impl RiskTable {
    /// Who is at risk in a group of a [`DurationTable`], in days; outcomes are the reasons of the table by their names.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no group at the position.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::DurationTable, survival::{RiskTable, SurvivalSettings}};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let rows = [
    ///     Episode::new("A", day(2023, 4, 1)?),
    ///     Episode::new("B", day(2023, 4, 1)?).until(day(2023, 4, 11)?, EndReason::Arrears),
    /// ];
    /// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let table = RiskTable::of_durations(&DurationTable::settings(FiscalCalendar::japan()).build(&register)?, 0)?;
    /// assert_eq!(SurvivalSettings::new().curve(&table).at(30.0), Some(0.5));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_durations(durations: &DurationTable, group: usize) -> Result<Self> {
        let Some((days, counts, from_start)) = durations.counts_of(group) else {
            let reason = format!("is not a position among the {} groups of the table", durations.groups().len());
            return Err(Error::setting("group", group, reason));
        };
        let width = durations.width();
        let outcomes: Vec<String> = durations.reasons().iter().map(EndReason::to_string).collect();
        let mut table = Self::with_room_for(days.len(), outcomes);
        let mut at_risk = from_start;
        for (&day, counts) in days.iter().zip(counts.chunks_exact(width)) {
            let [entered, censored, exits @ ..] = counts else { continue };
            let left: u64 = exits.iter().copied().map(u64::from).sum();
            if left > 0 || *censored > 0 {
                table.times.push(f64::from(day));
                table.at_risk.push(at_risk as f64);
                table.events.extend(exits.iter().copied().map(f64::from));
                table.censored.push(f64::from(*censored));
                table.event_rows.push(left);
                table.emptied.push(left == at_risk);
            }
            if *entered > 0 {
                table.last_entry = Some(f64::from(day));
                table.first_entry = table.first_entry.or(Some(f64::from(day)));
                table.entry_times.push(f64::from(day));
                table.entered.push(f64::from(*entered));
            }
            at_risk = (at_risk + u64::from(*entered)).saturating_sub(left + u64::from(*censored));
            table.rows += left + u64::from(*censored);
        }
        if from_start > 0 {
            table.first_entry = None;
        }
        Ok(table)
    }
}

impl RiskTable {
    /// An empty table with room for so many times: growing it costs as much as counting.
    fn with_room_for(times: usize, outcomes: Vec<String>) -> Self {
        Self {
            times: Vec::with_capacity(times),
            at_risk: Vec::with_capacity(times),
            events: Vec::with_capacity(times * outcomes.len()),
            censored: Vec::with_capacity(times),
            emptied: Vec::with_capacity(times),
            event_rows: Vec::with_capacity(times),
            outcomes,
            ..Self::default()
        }
    }

    /// Keeps the late among entries that come in the order of time.
    fn enter(&mut self, entries: impl Iterator<Item = (f64, f64)>) {
        let mut sum = CompensatedSum::default();
        for (time, weight) in entries.filter(|(time, _)| time.is_finite()) {
            if self.entry_times.last() != Some(&time) {
                self.entry_times.push(time);
                self.entered.push(0.0);
                sum = CompensatedSum::default();
            }
            sum.add(weight);
            if let Some(entered) = self.entered.last_mut() {
                *entered = sum.value();
            }
        }
    }
}

impl Observations {
    /// Who is at risk in all groups together.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row counts.
    pub fn risk_table(&self) -> Result<RiskTable> {
        let rows: Vec<usize> = (0..self.len()).filter(|&row| self.weight_of(row) > 0.0).collect();
        self.risk_table_of(&rows)
    }

    /// Who is at risk in each group: one table a group, in the order of [`Observations::groups`].
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when a group has no row that counts; its name is in the message.
    pub fn risk_tables(&self) -> Result<Vec<(String, RiskTable)>> {
        let mut rows_of_group = vec![Vec::new(); self.group_names.len()];
        for row in (0..self.len()).filter(|&row| self.weight_of(row) > 0.0) {
            rows_of_group[self.group_of(row)].push(row);
        }
        let named = self.group_names.iter().zip(&rows_of_group);
        named.map(|(name, rows)| Ok((name.clone(), self.risk_table_of(rows).map_err(|_| no_row_of(name))?))).collect()
    }

    /// Who is at risk in some rows; near ties are merged by the default rule.
    pub(super) fn risk_table_of(&self, rows: &[usize]) -> Result<RiskTable> {
        if rows.is_empty() {
            return Err(Error::NoRows { input: "the group".into(), advice: "give at least one row with a weight above 0".into() });
        }
        let mut time: Vec<f64> = rows.iter().map(|&row| self.time[row]).collect();
        let mut entry: Vec<f64> = rows.iter().map(|&row| self.entry_of(row)).collect();
        NearTies::Rounding.merge(&mut time.iter_mut().chain(entry.iter_mut()).collect::<Vec<_>>());
        // Rounding may have left a row without any time at risk: it is at risk for nothing and counts nowhere.
        let mut exits: Vec<usize> = (0..rows.len()).filter(|&row| entry[row] < time[row]).collect();
        if exits.is_empty() {
            return Err(Error::NoRows { input: "the group".into(), advice: "every row enters at the time at which it ends".into() });
        }
        exits.sort_by(|&a, &b| time[a].total_cmp(&time[b]));
        let mut entries = exits.clone();
        entries.sort_by(|&a, &b| entry[a].total_cmp(&entry[b]));
        let earliest = entry[entries[0]];
        let first_time = time[exits[0]];
        let last_entry = entry[entries[entries.len() - 1]];
        let mut table = RiskTable {
            outcomes: self.outcome_names.clone(),
            origin: if earliest.is_finite() { earliest.min(0.0) } else { first_time.min(0.0) },
            first_entry: earliest.is_finite().then_some(earliest),
            times: Vec::new(),
            at_risk: Vec::new(),
            events: Vec::new(),
            censored: Vec::new(),
            emptied: Vec::new(),
            event_rows: Vec::new(),
            last_entry: last_entry.is_finite().then_some(last_entry),
            entry_times: Vec::new(),
            entered: Vec::new(),
            rows: exits.len() as u64,
        };
        table.enter(entries.iter().map(|&row| (entry[row], self.weight_of(rows[row]))));
        let width = table.outcomes.len();
        let (mut entered, mut exited) = (0, 0);
        let mut at_risk = CompensatedSum::default();
        let mut rest = &exits[..];
        while let Some(&first) = rest.first() {
            let now = time[first];
            let ending = rest.iter().take_while(|&&row| time[row] == now).count();
            while entered < entries.len() && entry[entries[entered]] < now {
                at_risk.add(self.weight_of(rows[entries[entered]]));
                entered += 1;
            }
            let at = table.times.len();
            table.times.push(now);
            table.at_risk.push(at_risk.value());
            table.events.resize((at + 1) * width, 0.0);
            let (mut censored, mut events) = (0.0, 0);
            for &row in &rest[..ending] {
                let weight = self.weight_of(rows[row]);
                at_risk.add(-weight);
                match self.outcome[rows[row]] {
                    0 => censored += weight,
                    outcome => {
                        table.events[at * width + outcome as usize - 1] += weight;
                        events += 1;
                    }
                }
            }
            table.censored.push(censored);
            table.emptied.push(events == entered - exited);
            table.event_rows.push(events as u64);
            exited += ending;
            if entered == exited {
                at_risk = CompensatedSum::default();
            }
            rest = &rest[ending..];
        }
        Ok(table)
    }
}

fn no_row_of(group: &str) -> Error {
    Error::NoRows {
        input: format!("group {group:?}"),
        advice: "give it a row with a weight above 0 and time at risk, or leave the group out".into(),
    }
}
