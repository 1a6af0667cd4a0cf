//! At each time: how many were at risk in each state, and how many went from which state to which.

use super::observations::{StateObservations, state_position};
use crate::cohort::{ReinstatementRow, StateTable};
use crate::error::{Error, Result};
use crate::special::CompensatedSum;
use crate::survival::near_ties::NearTies;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One time of a [`TransitionRiskTable`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TransitionRow<'a> {
    /// The time.
    pub time: f64,
    /// Weight at risk in each state just before the time, without those who enter it at the time.
    pub at_risk: &'a [f64],
    /// Weight that went over at the time, by the [transitions](TransitionRiskTable::transitions) of the table.
    pub moved: &'a [f64],
    /// Weight last seen at the time, by the state it was seen in.
    pub censored: &'a [f64],
}

/// Who was at risk in which state and who went where, at each time at which anything ended.
///
/// Counts are numbers of rows, or sums of weights. All multi-state estimators are computed from such tables, only errors by person
/// go back to the rows.
///
/// # Example
///
/// ```
/// use kaiin::survival::StateObservations;
/// let rows = StateObservations::new(
///     &["member", "lapsed"],
///     &["A", "A", "B"],
///     &["member", "lapsed", "member"],
///     &[Some("lapsed"), Some("member"), None],
///     &[0.0, 2.0, 0.0],
///     &[2.0, 3.0, 5.0],
/// )?;
/// let table = rows.risk_table()?;
/// let at_two = table.rows().next().expect("A lapses at 2");
/// assert_eq!((at_two.time, at_two.at_risk), (2.0, &[2.0, 0.0][..]));
/// assert_eq!(table.moved("member", "lapsed")?, 1.0);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct TransitionRiskTable {
    states: Vec<String>,
    /// The transitions that occur, by the positions of their states, ascending.
    transitions: Vec<(u32, u32)>,
    /// The earliest entry.
    first_entry: Option<f64>,
    times: Vec<f64>,
    /// `at_risk[time * states + state]`.
    at_risk: Vec<f64>,
    /// `moved[time * transitions + transition]`.
    moved: Vec<f64>,
    /// `censored[time * states + state]`.
    censored: Vec<f64>,
}

impl TransitionRiskTable {
    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// The transitions that occur: the positions of the state left and of the state reached, ascending.
    #[must_use]
    pub fn transitions(&self) -> &[(u32, u32)] {
        &self.transitions
    }

    /// The earliest time of entry, before which nobody was seen.
    #[must_use]
    pub fn first_entry(&self) -> Option<f64> {
        self.first_entry
    }

    /// The times, ascending.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The last time at which anyone was seen; what comes after is not known.
    #[must_use]
    pub fn last_time(&self) -> Option<f64> {
        self.times.last().copied()
    }

    /// The rows, in the order of time.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = TransitionRow<'_>> + ExactSizeIterator + '_ {
        (0..self.times.len()).map(|at| self.row(at))
    }

    /// The row at a position.
    pub(super) fn row(&self, at: usize) -> TransitionRow<'_> {
        let (states, transitions) = (self.states.len(), self.transitions.len());
        TransitionRow {
            time: self.times[at],
            at_risk: &self.at_risk[at * states..(at + 1) * states],
            moved: &self.moved[at * transitions..(at + 1) * transitions],
            censored: &self.censored[at * states..(at + 1) * states],
        }
    }

    /// Weight that ever went from one state to another.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn moved(&self, from: &str, to: &str) -> Result<f64> {
        Ok(self.transition_position(from, to)?.map_or(0.0, |at| self.rows().map(|row| row.moved[at]).sum()))
    }

    /// Weight that was last seen in a state.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn censored(&self, state: &str) -> Result<f64> {
        let at = state_position(&self.states, state)?;
        Ok(self.rows().map(|row| row.censored[at]).sum())
    }

    /// The cumulative hazard of a transition (Nelson-Aalen) just after each time of the table: the sum of those who went over, divided
    /// by those at risk of it. All 0 for a transition that does not occur.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn cumulative_hazard(&self, from: &str, to: &str) -> Result<Vec<f64>> {
        let state = state_position(&self.states, from)?;
        let transition = self.transition_position(from, to)?;
        let step = |row: TransitionRow<'_>| {
            transition.map(|at| row.moved[at]).filter(|&moved| moved > 0.0).map_or(0.0, |moved| moved / row.at_risk[state])
        };
        let sum = |sum: &mut f64, step: f64| {
            *sum += step;
            Some(*sum)
        };
        Ok(self.rows().map(step).scan(0.0, sum).collect())
    }

    /// Whether nobody was ever seen to be at risk in a state: it is only reached, never left. The dead are not observed any further.
    #[must_use]
    pub fn is_absorbing(&self, state: usize) -> bool {
        state < self.states.len() && self.rows().all(|row| row.at_risk[state] == 0.0)
    }

    /// How those at risk at the first transition were spread over the states, as shares; `None` when nobody went anywhere. This is
    /// where R `survfit` starts.
    #[must_use]
    pub fn initial_shares(&self) -> Option<Vec<f64>> {
        let row = self.rows().find(|row| row.moved.iter().any(|&moved| moved > 0.0))?;
        let all: f64 = row.at_risk.iter().sum();
        Some(row.at_risk.iter().map(|&at_risk| at_risk / all).collect())
    }

    /// The position of a transition; `None` when it does not occur.
    fn transition_position(&self, from: &str, to: &str) -> Result<Option<usize>> {
        let pair = (state_position(&self.states, from)? as u32, state_position(&self.states, to)? as u32);
        Ok(self.transitions.binary_search(&pair).ok())
    }

    /// The table: one row a time; for each state at risk and censored, for each transition how many went over.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: &dyn Fn(TransitionRow<'_>) -> f64| Values::Reals(self.rows().map(|row| Some(value(row))).collect());
        let mut columns = vec![("time".to_owned(), reals(&|row| row.time))];
        for (at, state) in self.states.iter().enumerate() {
            columns.push((format!("at_risk_{state}"), reals(&|row| row.at_risk[at])));
        }
        for (at, &(from, to)) in self.transitions.iter().enumerate() {
            let name = format!("{}_to_{}", self.states[from as usize], self.states[to as usize]);
            columns.push((name, reals(&|row| row.moved[at])));
        }
        for (at, state) in self.states.iter().enumerate() {
            columns.push((format!("censored_{state}"), reals(&|row| row.censored[at])));
        }
        Table::of_columns("transitions", columns)
    }

    /// A table without times.
    fn empty(states: Vec<String>, transitions: Vec<(u32, u32)>) -> Self {
        let (times, at_risk, moved, censored) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { states, transitions, first_entry: None, times, at_risk, moved, censored }
    }

    /// Adds a time with nothing in it yet but those at risk.
    fn push(&mut self, time: f64, at_risk: impl Iterator<Item = f64>) {
        self.times.push(time);
        self.at_risk.extend(at_risk);
        self.moved.resize(self.times.len() * self.transitions.len(), 0.0);
        self.censored.resize(self.times.len() * self.states.len(), 0.0);
    }

    /// Takes as at risk in a state at the last time exactly those who leave it then.
    fn empties(&mut self, state: usize) {
        let at = self.times.len() - 1;
        let moved = &self.moved[at * self.transitions.len()..];
        let left = self.transitions.iter().zip(moved).filter(|((from, _), _)| *from as usize == state).map(|(_, &moved)| moved).sum();
        self.at_risk[at * self.states.len() + state] = left;
    }
}

/// A table as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    states: Vec<String>,
    transitions: Vec<(u32, u32)>,
    first_entry: Option<f64>,
    times: Vec<f64>,
    at_risk: Vec<f64>,
    moved: Vec<f64>,
    censored: Vec<f64>,
}

impl TryFrom<Unchecked> for TransitionRiskTable {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { states, transitions, first_entry, times, at_risk, moved, censored } = read;
        let is_state = |state: u32| (state as usize) < states.len();
        let fits = at_risk.len() == times.len() * states.len()
            && censored.len() == at_risk.len()
            && moved.len() == times.len() * transitions.len()
            && transitions.iter().all(|&(from, to)| is_state(from) && is_state(to) && from != to)
            && transitions.windows(2).all(|pair| pair[0] < pair[1])
            && times.windows(2).all(|pair| pair[0] < pair[1]);
        let table = Self { states, transitions, first_entry, times, at_risk, moved, censored };
        if !fits || !table.has_counts_that_fit() {
            let shown = format!("of {} times", table.times.len());
            return Err(Error::setting("transition table", shown, "has columns that do not fit; write it again"));
        }
        Ok(table)
    }
}

impl TransitionRiskTable {
    /// Whether no more went over than were at risk, and all is counted from 0 on.
    fn has_counts_that_fit(&self) -> bool {
        let is_count = |values: &[f64]| values.iter().all(|value| value.is_finite() && *value >= 0.0);
        let fits = |row: TransitionRow<'_>| {
            let mut left = vec![0.0; self.states.len()];
            self.transitions.iter().zip(row.moved).for_each(|(&(from, _), &moved)| left[from as usize] += moved);
            left.iter().zip(row.at_risk).all(|(&left, &at_risk)| left <= at_risk * (1.0 + 1e-9))
        };
        is_count(&self.at_risk) && is_count(&self.moved) && is_count(&self.censored) && self.rows().all(fits)
    }

    /// Who is at risk in a group of a [`StateTable`]; times in days, as the table counts them.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no group at the position.
    ///
    /// # Example
    ///
    /// Still a member ten years after joining, given on leave at five:
    ///
    /// ```
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, Standing, cohort::StateTable};
    /// use kaiin::survival::{MultistateSettings, TransitionRiskTable};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let leave = |key: &str| Episode::new(key, Day::MIN).standing(Standing::OnLeave);
    /// let rows = [
    ///     Episode::new("A", day(2010, 4, 1)?).until(day(2014, 4, 1)?, EndReason::Unstated),
    ///     Episode { start: Some(day(2014, 4, 1)?), ..leave("A") }.until(day(2016, 4, 1)?, EndReason::Unstated),
    ///     Episode::new("A", day(2016, 4, 1)?),
    ///     Episode::new("B", day(2010, 4, 1)?).until(day(2014, 10, 1)?, EndReason::Unstated),
    ///     Episode { start: Some(day(2014, 10, 1)?), ..leave("B") }.until(day(2016, 4, 1)?, EndReason::Arrears),
    /// ];
    /// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let table = TransitionRiskTable::of_states(&StateTable::settings(FiscalCalendar::japan()).build(&register)?, 0)?;
    /// let matrix = MultistateSettings::new().transition_matrix(&table, 5.0 * 365.25, 10.0 * 365.25)?;
    /// assert_eq!(matrix.share("on_leave", &["active", "on_leave"])?.probability, 0.5);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_states(states: &StateTable, group: usize) -> Result<Self> {
        let Some(days) = states.rows(group) else {
            let reason = format!("is not a position among the {} groups of the table", states.groups().len());
            return Err(Error::setting("group", group, reason));
        };
        let names = states.states().iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut table = Self::empty(names, states.transitions().to_vec());
        let mut at_risk = vec![0u64; table.states.len()];
        for day in days {
            if day.moved.iter().chain(day.censored).any(|&count| count > 0) {
                table.push(f64::from(day.day), at_risk.iter().map(|&count| count as f64));
                let at = table.times.len() - 1;
                let (width, states) = (table.transitions.len(), table.states.len());
                table.moved[at * width..].iter_mut().zip(day.moved).for_each(|(to, &count)| *to = f64::from(count));
                table.censored[at * states..].iter_mut().zip(day.censored).for_each(|(to, &count)| *to = f64::from(count));
            }
            table.first_entry = table.first_entry.or_else(|| day.entered.iter().any(|&count| count > 0).then(|| f64::from(day.day)));
            for (at, &(from, to)) in table.transitions.iter().enumerate() {
                let moved = u64::from(day.moved[at]);
                at_risk[from as usize] = at_risk[from as usize].saturating_sub(moved);
                if states.is_followed(to as usize) {
                    at_risk[to as usize] += moved;
                }
            }
            for (at, at_risk) in at_risk.iter_mut().enumerate() {
                *at_risk = (*at_risk + u64::from(day.entered[at])).saturating_sub(u64::from(day.censored[at]));
            }
        }
        Ok(table)
    }
}

impl TransitionRiskTable {
    /// Who was lapsed, came back or departed, by days since the lapse.
    pub(super) fn of_lapses(rows: &[ReinstatementRow]) -> Self {
        let states = ["lapsed", "returned", "departed"].map(str::to_owned).to_vec();
        let mut table = Self { first_entry: Some(0.0), ..Self::empty(states, vec![(0, 1), (0, 2)]) };
        let ending = |row: &ReinstatementRow| row.returned + row.departed + row.censored;
        let mut at_risk: u64 = rows.iter().map(ending).sum();
        for row in rows {
            table.push(f64::from(row.days), [at_risk as f64, 0.0, 0.0].into_iter());
            let (moved, censored) = (table.moved.len() - 2, table.censored.len() - 3);
            (table.moved[moved], table.moved[moved + 1]) = (row.returned as f64, row.departed as f64);
            table.censored[censored] = row.censored as f64;
            at_risk -= ending(row);
        }
        table
    }
}

impl StateObservations {
    /// Who was at risk in which state and who went where.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row counts.
    pub fn risk_table(&self) -> Result<TransitionRiskTable> {
        let merged = self.clone().merging(NearTies::Rounding);
        let counts = |&row: &usize| merged.weight_of(row) > 0.0 && merged.entry[row] < merged.time[row];
        let mut exits: Vec<usize> = (0..merged.len()).filter(counts).collect();
        if exits.is_empty() {
            return Err(Error::NoRows { input: "the table of states".into(), advice: "give a row with a weight and time at risk".into() });
        }
        // Rows that end together are added in an order that does not depend on that of the input.
        exits.sort_by(|&a, &b| merged.time[a].total_cmp(&merged.time[b]).then_with(|| merged.person[a].cmp(&merged.person[b])));
        let mut entries = exits.clone();
        entries.sort_by(|&a, &b| merged.entry[a].total_cmp(&merged.entry[b]).then_with(|| merged.person[a].cmp(&merged.person[b])));
        let mut transitions: Vec<(u32, u32)> = exits.iter().filter_map(|&row| Some((merged.from[row], merged.to[row]?))).collect();
        transitions.sort_unstable();
        transitions.dedup();
        let mut table = TransitionRiskTable::empty(merged.states.clone(), transitions);
        table.first_entry = entries.first().map(|&row| merged.entry[row]);
        let mut waiting = entries.into_iter().peekable();
        let mut at_risk = vec![AtRisk::default(); merged.states.len()];
        for now in exits.chunk_by(|&a, &b| merged.time[a] == merged.time[b]) {
            let time = merged.time[now[0]];
            while let Some(row) = waiting.next_if(|&row| merged.entry[row] < time) {
                at_risk[merged.from[row] as usize].enter(merged.weight_of(row));
            }
            table.count(&merged, now, time, &mut at_risk);
        }
        Ok(table)
    }
}

impl TransitionRiskTable {
    /// Counts the rows that end at a time.
    fn count(&mut self, rows: &StateObservations, ending: &[usize], time: f64, at_risk: &mut [AtRisk]) {
        if ending.iter().any(|&row| !rows.goes_on[row]) {
            self.push(time, at_risk.iter().map(|state| state.weight.value()));
        }
        let base = self.times.len().wrapping_sub(1);
        let mut moving = vec![0u64; self.states.len()];
        for &row in ending {
            let (state, weight) = (rows.from[row] as usize, rows.weight_of(row));
            match rows.to[row] {
                Some(to) => {
                    moving[state] += 1;
                    if let Ok(at) = self.transitions.binary_search(&(rows.from[row], to)) {
                        self.moved[base * self.transitions.len() + at] += weight;
                    }
                }
                None if rows.goes_on[row] => {}
                None => self.censored[base * self.states.len() + state] += weight,
            }
        }
        for (state, &moving) in moving.iter().enumerate().filter(|(_, moving)| **moving > 0) {
            if at_risk[state].rows == moving {
                self.empties(state);
            }
        }
        ending.iter().for_each(|&row| at_risk[rows.from[row] as usize].leave(rows.weight_of(row)));
    }
}

/// Weight and number of rows at risk in a state.
#[derive(Debug, Clone, Copy, Default)]
struct AtRisk {
    weight: CompensatedSum,
    rows: u64,
}

impl AtRisk {
    fn enter(&mut self, weight: f64) {
        self.weight.add(weight);
        self.rows += 1;
    }

    fn leave(&mut self, weight: f64) {
        self.weight.add(-weight);
        self.rows = self.rows.saturating_sub(1);
        if self.rows == 0 {
            self.weight = CompensatedSum::default();
        }
    }
}
