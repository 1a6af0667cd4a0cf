//! The one pass that counts states and transitions.

use super::counts::StateCounts;
use super::member_state::{BeforeJoining, MemberState, StandingStates, StateClock};
use super::table::{StateTable, StateTableSettings};
use crate::cohort::grouping::Grouping;
use crate::episode::{EndReason, LicenceColumn, Standing};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::register::{Entry, Exit, Register, RegisterColumns};
use crate::time::Day;
use std::ops::Range;

/// Most cells that a thread counts in without looking up which occur: 512 MiB.
const MOST_DENSE_CELLS: u64 = 1 << 27;
/// Persons after which progress is reported.
const CHUNK: usize = 1 << 12;
/// The end of an episode that lasts.
const OPEN: i32 = i32::MAX;
/// No licence day.
const NO_DAY: i32 = i32::MIN;

impl StateTableSettings {
    /// Builds the table in one pass.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] for a segment that the register does not have; [`Error::Missing`] when licence days are needed and the
    /// register has none, or for a landmark in a state that does not occur.
    pub fn build(&self, register: &Register) -> Result<StateTable> {
        self.build_with_progress(register, Progress::none())
    }

    /// The same, reporting progress in persons; each thread reports its own part.
    ///
    /// # Errors
    ///
    /// As [`StateTableSettings::build`]; [`Error::Cancelled`] when the callback asks to stop.
    pub fn build_with_progress(&self, register: &Register, progress: Progress<'_>) -> Result<StateTable> {
        let grouping = Grouping::new(register, &self.group_by, self.calendar, self.rule)?;
        let pass = Pass::new(self, register)?;
        let part = pass.run(&grouping, register.persons(), progress)?;
        let (transitions, groups) = pass.groups(part.cells, &grouping);
        Ok(StateTable {
            settings: Self { threads: 1, ..self.clone() },
            as_of: register.as_of(),
            record_start: register.settings().record_start_day(),
            states: pass.states,
            transitions,
            groups,
            clock_unknown: part.clock_unknown,
            never_at_risk: part.never_at_risk,
            returned_after_exit: part.returned_after_exit,
        })
    }
}

impl StateTableSettings {
    /// The states, and the stretches of time of all persons in them, by person and time; groups do not matter.
    pub(crate) fn stretches(&self, register: &Register) -> Result<(Vec<MemberState>, Vec<StateStretch>)> {
        let pass = Pass::new(self, register)?;
        let (mut stretches, mut changes) = (Vec::new(), Vec::new());
        for person in 0..register.persons() {
            let episodes = register.range_of(person);
            if episodes.is_empty() {
                continue;
            }
            pass.read_changes(&episodes, &mut changes);
            let mut since = 0;
            pass.follow(&changes, pass.clock_of(episodes.start, &changes), |event| {
                let (end, from, to) = match event {
                    StateEvent::Entered { day, .. } => {
                        since = day;
                        return;
                    }
                    StateEvent::Moved { day, from, to } => (day, from, Some(to)),
                    StateEvent::Censored { day, state } => (day, state, None),
                };
                if end > since {
                    stretches.push(StateStretch { person: person as u32, from, to, entry: since, end });
                }
                since = end;
            });
        }
        Ok((pass.states, stretches))
    }
}

/// The counts of cells: one for every cell there is, or the cell of every count where there are too many.
enum Cells {
    Dense(Vec<u32>),
    Sparse(Vec<u64>),
}

impl Cells {
    fn new(cells: u64) -> Self {
        if cells <= MOST_DENSE_CELLS { Self::Dense(vec![0; cells as usize]) } else { Self::Sparse(Vec::new()) }
    }

    #[inline]
    fn count(&mut self, cell: u64) {
        match self {
            Self::Dense(counts) => {
                if let Some(count) = counts.get_mut(cell as usize) {
                    *count += 1;
                }
            }
            Self::Sparse(cells) => cells.push(cell),
        }
    }

    fn add(&mut self, other: Self) {
        match (self, other) {
            (Self::Dense(counts), Self::Dense(more)) => counts.iter_mut().zip(more).for_each(|(count, more)| *count += more),
            (Self::Sparse(cells), Self::Sparse(mut more)) => cells.append(&mut more),
            // All parts have the same number of cells, and so the same form.
            _ => {}
        }
    }

    /// The cells that are not 0, ascending, with their counts.
    fn counted(self) -> Vec<(u64, u32)> {
        match self {
            Self::Dense(counts) => {
                counts.into_iter().enumerate().filter(|(_, count)| *count > 0).map(|(cell, count)| (cell as u64, count)).collect()
            }
            Self::Sparse(mut cells) => {
                cells.sort_unstable();
                cells.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
            }
        }
    }
}

/// What is seen of a person on a day of the clock; states by their position.
enum StateEvent {
    Entered { day: i32, state: u8 },
    Moved { day: i32, from: u8, to: u8 },
    Censored { day: i32, state: u8 },
}

/// How a person was followed.
enum Followed {
    ClockUnknown,
    NeverAtRisk,
    /// With the number of returns after a final exit.
    Seen {
        returns: u64,
    },
}

/// One stretch of a person in a state: positions of the person and of the states, first and last day of the clock.
pub(crate) struct StateStretch {
    pub(crate) person: u32,
    pub(crate) from: u8,
    /// `None` when the person was last seen in the state.
    pub(crate) to: Option<u8>,
    pub(crate) entry: i32,
    pub(crate) end: i32,
}

/// What a pass over some persons found.
struct Part {
    cells: Cells,
    clock_unknown: u64,
    never_at_risk: u64,
    returned_after_exit: u64,
}

impl Part {
    fn add(&mut self, other: Self) {
        self.cells.add(other.cells);
        self.clock_unknown += other.clock_unknown;
        self.never_at_risk += other.never_at_risk;
        self.returned_after_exit += other.returned_after_exit;
    }
}

/// What a pass reads, and how what it counts is laid out.
struct Pass<'a> {
    settings: &'a StateTableSettings,
    columns: RegisterColumns<'a>,
    licence_days: &'a [i32],
    record_start: i32,
    /// First day of the window, and the day after its last.
    window: Range<i32>,
    states: Vec<MemberState>,
    /// The place among the states of each standing.
    of_standing: [u8; 4],
    /// The place among the states after each [`Exit::code`].
    of_exit: Vec<u8>,
    never_joined: Option<u8>,
    /// The day of the clock of the first cell, and the number of days.
    days: Range<i32>,
}

impl<'a> Pass<'a> {
    fn new(settings: &'a StateTableSettings, register: &'a Register) -> Result<Self> {
        let columns = register.columns();
        let licence_days = needed_licence_days(settings, &columns)?;
        let after = register.as_of().days() + 1;
        let window = settings.window.map_or(i32::MIN..after, |window| window.from().days()..window.to().days().min(after));
        let states = states_of(settings, &columns);
        if let Some((state, _)) = settings.landmark.filter(|(state, _)| !states.contains(state)) {
            let known: Vec<String> = states.iter().map(ToString::to_string).collect();
            return Err(Error::missing(
                format!("anyone in the state {state} of the landmark"),
                format!("the states are: {}", known.join(", ")),
            ));
        }
        let place = |state: MemberState| states.binary_search(&state).unwrap_or_default() as u8;
        let of_standing = [0, 1, 2, 3].map(|code| place(state_of_standing(settings, code)));
        let of_exit = (0..2 + EndReason::ALL.len() as u8).map(|code| match Exit::from_code(code) {
            Exit::Left(reason) => place(settings.state_after(reason)),
            Exit::Open | Exit::Continued => 0,
        });
        let of_exit = of_exit.collect();
        let never_joined = states.iter().position(|&state| state == MemberState::NeverJoined).map(|at| at as u8);
        let days = days_of(settings, &columns, after);
        let record_start = register.settings().record_start_day().map_or(i32::MIN, Day::days);
        Ok(Self { settings, columns, licence_days, record_start, window, states, of_standing, of_exit, never_joined, days })
    }

    /// Number of cells a day: entered and censored by state, and every pair of states.
    fn width(&self) -> u64 {
        let states = self.states.len() as u64;
        2 * states + states * states
    }

    fn run(&self, grouping: &Grouping<'_>, persons: usize, progress: Progress<'_>) -> Result<Part> {
        let cells = grouping.keys().saturating_mul(self.days.len() as u64).saturating_mul(self.width());
        let by_memory = usize::try_from(2 * MOST_DENSE_CELLS / cells.max(1)).unwrap_or(usize::MAX);
        let threads = self.settings.threads.min(1 + persons / 50_000).min(by_memory.max(1));
        let bounds: Vec<usize> = (0..=threads).map(|part| persons * part / threads).collect();
        let work = |part: &[usize]| self.run_range(part[0]..part[1], Cells::new(cells), grouping, progress);
        let parts = std::thread::scope(|scope| {
            let workers: Vec<_> = bounds.windows(2).map(|part| scope.spawn(move || work(part))).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect::<Vec<_>>()
        });
        let mut total = Part { cells: Cells::new(cells), clock_unknown: 0, never_at_risk: 0, returned_after_exit: 0 };
        for part in parts {
            total.add(part?);
        }
        Ok(total)
    }

    /// Counts some persons.
    fn run_range(&self, range: Range<usize>, cells: Cells, grouping: &Grouping<'_>, progress: Progress<'_>) -> Result<Part> {
        let mut part = Part { cells, clock_unknown: 0, never_at_risk: 0, returned_after_exit: 0 };
        let mut changes = Vec::new();
        for person in range.clone() {
            let episodes = self.columns.first[person] as usize..self.columns.first[person + 1] as usize;
            if episodes.is_empty() {
                continue;
            }
            self.read_changes(&episodes, &mut changes);
            let key = if grouping.keys() > 1 { grouping.key(episodes.start) } else { 0 };
            self.count(&changes, self.clock_of(episodes.start, &changes), key, &mut part);
            if (person + 1 - range.start).is_multiple_of(CHUNK) || person + 1 == range.end {
                progress.report((person + 1 - range.start) as u64, range.len() as u64)?;
            }
        }
        Ok(part)
    }

    /// The days on which a person came into a state, and the states; a state for less than a day is passed over.
    fn read_changes(&self, episodes: &Range<usize>, changes: &mut Vec<(i32, u8)>) {
        changes.clear();
        let first = episodes.start;
        if let Some(never) = self.never_joined.filter(|_| self.columns.opens[first] >> 2 == Entry::Joined as u8) {
            let licence = self.licence_days.get(first).copied().filter(|&day| day != NO_DAY && day < self.columns.start[first]);
            changes.extend(licence.map(|day| (day.max(self.record_start).min(self.columns.start[first]), never)));
        }
        for at in episodes.clone() {
            change(changes, self.columns.observed[at], self.of_standing[usize::from(self.columns.opens[at] & 3)]);
            let (end, exit) = (self.columns.end[at], usize::from(self.columns.closes[at] >> 2));
            if end != OPEN && exit >= usize::from(Exit::Left(EndReason::Unstated).code()) {
                change(changes, end, self.of_exit[exit]);
            }
        }
    }

    /// The day on which the clock of a person starts.
    fn clock_of(&self, first: usize, changes: &[(i32, u8)]) -> Option<i32> {
        match self.settings.clock {
            StateClock::Calendar => Some(0),
            StateClock::SinceJoining => {
                let is_unknown = self.columns.start_unknown.binary_search(&(first as u32)).is_ok();
                (!is_unknown).then(|| self.columns.start[first])
            }
            StateClock::SinceLicence => self.licence_days.get(first).copied().filter(|&day| day != NO_DAY),
            StateClock::SinceLapse => changes.iter().find(|(_, state)| self.states[usize::from(*state)].is_lapsed()).map(|&(day, _)| day),
        }
    }

    /// Counts one person.
    fn count(&self, changes: &[(i32, u8)], clock: Option<i32>, key: u64, part: &mut Part) {
        let Part { cells, clock_unknown, never_at_risk, returned_after_exit } = part;
        let states = self.states.len() as u64;
        let row = |day: i32| (key * self.days.len() as u64 + (day - self.days.start) as u64) * self.width();
        let followed = self.follow(changes, clock, |event| {
            let cell = match event {
                StateEvent::Entered { day, state } => row(day) + u64::from(state),
                StateEvent::Censored { day, state } => row(day) + states + u64::from(state),
                StateEvent::Moved { day, from, to } => row(day) + 2 * states + u64::from(from) * states + u64::from(to),
            };
            cells.count(cell);
        });
        match followed {
            Followed::ClockUnknown => *clock_unknown += 1,
            Followed::NeverAtRisk => *never_at_risk += 1,
            Followed::Seen { returns } => *returned_after_exit += returns,
        }
    }

    /// Tells what is seen of one person, in the order of time; days are those of the clock.
    fn follow(&self, changes: &[(i32, u8)], clock: Option<i32>, mut tell: impl FnMut(StateEvent)) -> Followed {
        let Some(clock) = clock else { return Followed::ClockUnknown };
        let Some(from) = self.first_day(changes, clock) else { return Followed::NeverAtRisk };
        let (mut at_risk, mut was_seen, mut returns) = (None, false, 0);
        for (at, &(day, state)) in changes.iter().enumerate() {
            let is_final = self.states[usize::from(state)].is_final();
            if day <= from {
                let lasts = changes.get(at + 1).is_none_or(|&(next, _)| next > from);
                at_risk = (lasts && !is_final).then_some(state);
                at_risk.iter().for_each(|&state| tell(StateEvent::Entered { day: from - clock, state }));
            } else if day < self.window.end || (self.settings.window.is_none() && day == self.window.end) {
                let day = day - clock;
                returns += u64::from(at_risk.is_none());
                tell(at_risk.map_or(StateEvent::Entered { day, state }, |from| StateEvent::Moved { day, from, to: state }));
                at_risk = (!is_final).then_some(state);
            }
            was_seen |= at_risk.is_some();
        }
        at_risk.iter().for_each(|&state| tell(StateEvent::Censored { day: self.window.end - clock, state }));
        if was_seen { Followed::Seen { returns } } else { Followed::NeverAtRisk }
    }

    /// The first day on which a person is under observation; `None` when there is none, or the person is not in the state of the landmark.
    fn first_day(&self, changes: &[(i32, u8)], clock: i32) -> Option<i32> {
        let origin = if self.settings.clock == StateClock::Calendar { i32::MIN } else { clock };
        let first = changes.first()?.0.max(self.window.start).max(origin);
        let from = match self.settings.landmark {
            None => first,
            Some((state, days)) => {
                let landmark = clock.saturating_add(days);
                let (_, found) = *changes.iter().take_while(|(day, _)| *day <= landmark).last()?;
                (first <= landmark && self.states[usize::from(found)] == state).then_some(landmark)?
            }
        };
        (from < self.window.end).then_some(from)
    }

    /// The transitions that occur, and the counts by group in the order of groups.
    fn groups(&self, cells: Cells, grouping: &Grouping<'_>) -> (Vec<(u32, u32)>, Vec<StateCounts>) {
        let (states, width) = (self.states.len() as u64, self.width());
        let counted = cells.counted();
        let mut seen = vec![false; (states * states) as usize];
        counted
            .iter()
            .filter(|(cell, _)| cell % width >= 2 * states)
            .for_each(|(cell, _)| seen[(cell % width - 2 * states) as usize] = true);
        let mut place_of = vec![0; seen.len()];
        let mut transitions = Vec::new();
        for pair in (0..seen.len()).filter(|&pair| seen[pair]) {
            place_of[pair] = 2 * states as usize + transitions.len();
            transitions.push((pair as u32 / states as u32, pair as u32 % states as u32));
        }
        let kept = 2 * states as usize + transitions.len();
        let days = self.days.len() as u64;
        let (mut groups, mut last_key) = (Vec::<StateCounts>::new(), None);
        for (cell, count) in counted {
            let (row, slot) = (cell / width, (cell % width) as usize);
            let key = row / days;
            if last_key != Some(key) {
                last_key = Some(key);
                groups.push(StateCounts { group: grouping.group(key), days: Vec::new(), counts: Vec::new() });
            }
            let place = slot.checked_sub(2 * states as usize).map_or(slot, |pair| place_of[pair]);
            groups
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(|group| group.add((row % days) as i32 + self.days.start, place, count, kept));
        }
        groups.sort_by(|a, b| a.group.cmp(&b.group));
        (transitions, groups)
    }
}

/// Adds a change to a state on a day.
fn change(changes: &mut Vec<(i32, u8)>, day: i32, state: u8) {
    if changes.last().is_some_and(|&(last, _)| last >= day) {
        changes.pop();
    }
    if changes.last().is_none_or(|&(_, last)| last != state) {
        changes.push((day, state));
    }
}

/// The licence days, when they are needed.
fn needed_licence_days<'a>(settings: &StateTableSettings, columns: &RegisterColumns<'a>) -> Result<&'a [i32]> {
    if settings.clock != StateClock::SinceLicence && settings.before_joining == BeforeJoining::LeftOut {
        return Ok(&[]);
    }
    match columns.licensed {
        LicenceColumn::Days(days) => Ok(days.raw()),
        LicenceColumn::Absent | LicenceColumn::Cohorts(_) => {
            Err(Error::missing("the licence day of each member", "map a column of licence days, or count states from joining on"))
        }
    }
}

/// The state of a standing by its code.
fn state_of_standing(settings: &StateTableSettings, code: usize) -> MemberState {
    match settings.standings {
        StandingStates::Apart => MemberState::Standing(Standing::ALL[code.min(2)]),
        StandingStates::Together => MemberState::Member,
    }
}

/// The states that can occur in a register, ascending.
fn states_of(settings: &StateTableSettings, columns: &RegisterColumns<'_>) -> Vec<MemberState> {
    let opens = (0..16).filter(|code| columns.extent.opens >> code & 1 == 1).map(|code| state_of_standing(settings, code & 3));
    let ends = (0..64u8).filter(|code| columns.extent.closes >> code & 1 == 1).filter_map(|code| match Exit::from_code(code >> 2) {
        Exit::Left(reason) => Some(settings.state_after(reason)),
        Exit::Open | Exit::Continued => None,
    });
    let never = (settings.before_joining == BeforeJoining::SinceLicence).then_some(MemberState::NeverJoined);
    let mut states: Vec<MemberState> = opens.chain(ends).chain(never).collect();
    states.sort_unstable();
    states.dedup();
    states
}

/// The days of the clock that can occur, from the first to the one after the last.
fn days_of(settings: &StateTableSettings, columns: &RegisterColumns<'_>, after: i32) -> Range<i32> {
    let extent = columns.extent;
    let licence = extent.licence_days.map_or(after, |(first, _)| first);
    let seen = extent.first_day.unwrap_or(after);
    match settings.clock {
        StateClock::Calendar if settings.before_joining == BeforeJoining::SinceLicence => seen.min(licence)..after + 1,
        StateClock::Calendar => seen..after + 1,
        StateClock::SinceJoining => 0..after - extent.starts.map_or(after, |(first, _)| first).min(after) + 1,
        StateClock::SinceLicence => 0..after - licence.min(after) + 1,
        StateClock::SinceLapse => 0..after - seen.min(after) + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{GroupBy, ObservationWindow};
    use crate::episode::Episode;
    use crate::time::FiscalCalendar;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn register(rows: Vec<Episode>) -> Register {
        Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap()
    }

    /// A row: day, what entered, what moved, what is censored.
    type Counts = (i32, Vec<u32>, Vec<u32>, Vec<u32>);

    fn rows(table: &StateTable) -> Vec<Counts> {
        table.rows(0).unwrap().map(|row| (row.day, row.entered.to_vec(), row.moved.to_vec(), row.censored.to_vec())).collect()
    }

    #[test]
    fn a_state_for_less_than_a_day_is_passed_over() {
        let mut changes = Vec::new();
        for (day, state) in [(1, 0), (5, 1), (5, 2), (7, 2), (8, 1), (8, 2)] {
            change(&mut changes, day, state);
        }
        assert_eq!(changes, [(1, 0), (5, 2)]);
    }

    #[test]
    fn who_returns_after_a_final_exit_enters_late_and_is_counted() {
        let rows_of_one = vec![
            Episode::new("A", day("2020-01-01")).until(day("2020-01-11"), EndReason::Retirement),
            Episode::new("A", day("2020-01-21")),
        ];
        let table = StateTable::settings(FiscalCalendar::japan()).build(&register(rows_of_one)).unwrap();
        assert_eq!((table.returned_after_exit(), table.transitions()), (1, &[(0, 1)][..]));
        let last = day("2024-04-01").since(day("2020-01-01"));
        let (none, one) = (vec![0, 0], vec![1, 0]);
        let expected =
            [(0, one.clone(), vec![0], none.clone()), (10, none.clone(), vec![1], none.clone()), (20, one.clone(), vec![0], none.clone())];
        assert_eq!(rows(&table)[..3], expected);
        assert_eq!(rows(&table)[3], (last, none, vec![0], one));
    }

    #[test]
    fn a_window_cuts_on_both_sides() {
        let rows_of_one = vec![Episode::new("A", day("2020-01-01")).until(day("2021-01-01"), EndReason::Arrears)];
        let register = register(rows_of_one);
        let of = |from, to| {
            let window = ObservationWindow::new(day(from), day(to)).unwrap();
            StateTable::settings(FiscalCalendar::japan()).during(window).by(GroupBy::nothing()).build(&register).unwrap()
        };
        let table = of("2020-01-11", "2021-01-01"); // the exit is on the first day after the window
        assert_eq!(rows(&table), [(10, vec![1, 0], vec![], vec![0, 0]), (366, vec![0, 0], vec![], vec![1, 0])]);
        let table = of("2020-01-11", "2021-01-02");
        assert_eq!(rows(&table)[1..], [(366, vec![0, 0], vec![1], vec![0, 0]), (367, vec![0, 0], vec![0], vec![0, 1])]);
        assert_eq!(of("2019-01-01", "2019-06-01").never_at_risk(), 1);
    }

    #[test]
    fn a_landmark_nobody_can_reach_is_refused() {
        let settings = StateTable::settings(FiscalCalendar::japan()).landmark(MemberState::Standing(Standing::OnLeave), 100);
        let message = settings.build(&register(vec![Episode::new("A", day("2020-01-01"))])).unwrap_err().to_string();
        assert_eq!(message, "anyone in the state on_leave of the landmark is not known; the states are: active");
    }
}
