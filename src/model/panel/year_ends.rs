//! Snapshots of a register at its year ends: what an association that keeps lists would know of it.

use super::observations::{PanelObservations, StepCounts};
use crate::cohort::{MemberState, StandingStates};
use crate::episode::EndReason;
use crate::error::Result;
use crate::register::{EpisodeView, Exit, Register};
use crate::time::{Day, FiscalCalendar};
use serde::{Deserialize, Serialize};

/// Whether the day of a final exit is used, or only the list after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitTimes {
    /// A final exit is seen at the next year end, as everything else. The default.
    #[default]
    YearEnd,
    /// A final exit is seen on its day, as deaths often are where nothing else is dated.
    Exact,
}

/// How snapshots of a register at its year ends are made.
///
/// At each last day of a fiscal year each person who has joined is in one state: a standing, lapsed, or exited for a final reason
/// (death and retirement unless told), after which the person is no longer followed. Time is counted in years.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, model::panel::YearEndSettings};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2020, 4, 1)?).until(day(2022, 4, 1)?, EndReason::Arrears),
///     Episode::new("A", day(2023, 3, 1)?),
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let seen = YearEndSettings::new(FiscalCalendar::japan()).build(&register)?;
/// // On the roll at the ends of fiscal 2020, 2021 (until the last day of it), 2022 and 2023.
/// assert_eq!(seen.count("active", "active")?, 3);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `build` is called"]
pub struct YearEndSettings {
    calendar: FiscalCalendar,
    standings: StandingStates,
    final_reasons: Vec<EndReason>,
    exits: ExitTimes,
}

impl YearEndSettings {
    /// Snapshots at the ends of the fiscal years of a calendar, with a state for each standing.
    pub fn new(calendar: FiscalCalendar) -> Self {
        let final_reasons = EndReason::FINAL.to_vec();
        Self { calendar, standings: StandingStates::default(), final_reasons, exits: ExitTimes::default() }
    }

    /// Whether standings are states of their own.
    pub fn standings(mut self, standings: StandingStates) -> Self {
        self.standings = standings;
        self
    }

    /// The reasons after which a person is gone for good.
    pub fn final_reasons(mut self, reasons: &[EndReason]) -> Self {
        self.final_reasons = EndReason::ALL.into_iter().filter(|reason| reasons.contains(reason)).collect();
        self
    }

    /// Whether the day of a final exit is used.
    pub fn exits(mut self, exits: ExitTimes) -> Self {
        self.exits = exits;
        self
    }

    /// The snapshots of a register. Its states are those that occur in a snapshot.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`](crate::Error::NoRows) when nobody is seen twice.
    pub fn build(&self, register: &Register) -> Result<PanelObservations> {
        let ends = self.year_ends(register);
        let persons: Vec<Vec<(f64, MemberState)>> = (0..register.persons()).map(|person| self.snapshots(register, person, &ends)).collect();
        let mut states: Vec<MemberState> = persons.iter().flatten().map(|&(_, state)| state).collect();
        states.sort_unstable();
        states.dedup();
        let place = |state: MemberState| states.binary_search(&state).unwrap_or_default() as u32;
        let mut counts = StepCounts::default();
        for pair in persons.iter().flat_map(|seen| seen.windows(2)) {
            counts.add(place(pair[0].1), place(pair[1].1), pair[1].0 - pair[0].0, 1);
        }
        let observations = PanelObservations::of_counts(states.iter().map(ToString::to_string).collect(), counts)?;
        let exact: Vec<String> =
            states.iter().filter(|state| self.exits == ExitTimes::Exact && state.is_final()).map(ToString::to_string).collect();
        observations.exactly_observed(&exact.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The last days of the fiscal years under observation, each with its number.
    fn year_ends(&self, register: &Register) -> Vec<(i32, Day)> {
        let Some(first) = register.first_day() else { return Vec::new() };
        let years = self.calendar.year_of(first).get()..=self.calendar.year_of(register.as_of()).get();
        let end = |year: i32| Some((year, self.calendar.end_of(year.into()).ok()?.plus_days(-1).ok()?));
        years.filter_map(end).filter(|&(_, day)| day <= register.as_of()).collect()
    }

    /// When a person was seen in which state.
    fn snapshots(&self, register: &Register, person: usize, ends: &[(i32, Day)]) -> Vec<(f64, MemberState)> {
        let episodes: Vec<EpisodeView> = register.episodes_of(person).collect();
        let mut seen: Vec<(f64, MemberState)> = Vec::new();
        for &(year, day) in ends {
            let Some(at) = episodes.iter().rposition(|episode| episode.observed <= day) else { continue };
            let episode = &episodes[at];
            let (state, since) = self.state_on(episode, day);
            let is_dated = state.is_final() && self.exits == ExitTimes::Exact;
            let time = if is_dated { since.map_or(f64::from(year), |since| self.in_years(since)) } else { f64::from(year) };
            // Who was gone before the first list is on none.
            if seen.last().is_none_or(|&(before, _)| time > before) && !(seen.is_empty() && state.is_final()) {
                seen.push((time, state));
            }
            if state.is_final() {
                break;
            }
        }
        seen
    }

    /// The state on a day on or after the beginning of an episode, and the day on which the membership ended.
    fn state_on(&self, episode: &EpisodeView, day: Day) -> (MemberState, Option<Day>) {
        match (episode.end.filter(|&end| end <= day), episode.exit) {
            (Some(end), Exit::Left(reason)) if self.final_reasons.contains(&reason) => (MemberState::Exited, Some(end)),
            (Some(end), Exit::Left(_)) => (MemberState::Lapsed, Some(end)),
            _ if self.standings == StandingStates::Together => (MemberState::Member, None),
            _ => (MemberState::Standing(episode.standing), None),
        }
    }

    /// A day in years, where the last day of a fiscal year is its number.
    fn in_years(&self, day: Day) -> f64 {
        let year = self.calendar.year_of(day);
        let (Ok(start), Ok(end)) = (self.calendar.start_of(year), self.calendar.end_of(year)) else { return f64::from(year.get()) };
        f64::from(year.get() - 1) + f64::from(day.since(start) + 1) / f64::from(end.since(start))
    }
}
