//! Who goes from which state to which, and when: the aggregate from which multi-state estimates are made.

use super::counts::StateCounts;
use super::member_state::{BeforeJoining, MemberState, ReasonStates, StandingStates, StateClock};
use crate::cohort::grouping::{Group, GroupBy};
use crate::cohort::span::ObservationWindow;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar};
use serde::{Deserialize, Serialize};

/// How a [`StateTable`] is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `build` is called"]
pub struct StateTableSettings {
    pub(super) calendar: FiscalCalendar,
    pub(super) rule: CohortRule,
    pub(super) group_by: GroupBy,
    pub(super) clock: StateClock,
    pub(super) standings: StandingStates,
    pub(super) lapses: ReasonStates,
    pub(super) exits: ReasonStates,
    pub(super) final_reasons: Vec<EndReason>,
    pub(super) before_joining: BeforeJoining,
    pub(super) landmark: Option<(MemberState, i32)>,
    pub(super) window: Option<ObservationWindow>,
    #[serde(skip, default = "one")]
    pub(super) threads: usize,
}

fn one() -> usize {
    1
}

impl StateTableSettings {
    /// What to group by; nothing unless told. A person belongs to the group of the first episode.
    pub fn by(mut self, group_by: GroupBy) -> Self {
        self.group_by = group_by;
        self
    }

    /// Which fiscal year's cohort a licence date belongs to; without a shift unless told.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// From which day time is counted.
    pub fn clock(mut self, clock: StateClock) -> Self {
        self.clock = clock;
        self
    }

    /// Whether standings are states of their own.
    pub fn standings(mut self, standings: StandingStates) -> Self {
        self.standings = standings;
        self
    }

    /// Whether the reasons after which people come back are states of their own.
    pub fn lapses(mut self, lapses: ReasonStates) -> Self {
        self.lapses = lapses;
        self
    }

    /// Whether the reasons after which nobody comes back are states of their own.
    pub fn exits(mut self, exits: ReasonStates) -> Self {
        self.exits = exits;
        self
    }

    /// The reasons after which a person is gone for good and not followed any further; death and retirement unless told.
    ///
    /// Who comes back all the same is counted in [`StateTable::returned_after_exit`] and enters late from the return on. When there are
    /// many, the reason is not final in this association.
    pub fn final_reasons(mut self, reasons: &[EndReason]) -> Self {
        self.final_reasons = EndReason::ALL.into_iter().filter(|reason| reasons.contains(reason)).collect();
        self
    }

    /// Whether the time between licence and joining counts.
    pub fn before_joining(mut self, rule: BeforeJoining) -> Self {
        self.before_joining = rule;
        self
    }

    /// Only persons who are in a state just after so many days of the clock, from then on: the landmark version, right for
    /// probabilities *given* a state even where the future depends on more than the state (not Markov).
    pub fn landmark(mut self, state: MemberState, days: i32) -> Self {
        self.landmark = Some((state, days));
        self
    }

    /// Only what happened on the days of a window counts: who was there before enters late, who is there after is censored.
    pub fn during(mut self, window: ObservationWindow) -> Self {
        self.window = Some(window);
        self
    }

    /// Number of threads, 1 to 256; as many as the machine offers unless told. The table does not depend on it.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, 256);
        self
    }

    /// The state of a member whose membership ended for a reason.
    pub(super) fn state_after(&self, reason: EndReason) -> MemberState {
        let is_final = self.final_reasons.contains(&reason);
        match (is_final, if is_final { self.exits } else { self.lapses }) {
            (true, ReasonStates::Together) => MemberState::Exited,
            (true, ReasonStates::Apart) => MemberState::ExitedFor(reason),
            (false, ReasonStates::Together) => MemberState::Lapsed,
            (false, ReasonStates::Apart) => MemberState::LapsedFor(reason),
        }
    }
}

/// What happened on one day of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateRow<'a> {
    /// The day of the clock.
    pub day: i32,
    /// Persons first seen on the day, or again after being out of sight, by state: at risk from the next day on.
    pub entered: &'a [u32],
    /// Persons last seen on the day, by state.
    pub censored: &'a [u32],
    /// Persons who changed state on the day, by the [transitions](StateTable::transitions) of the table.
    pub moved: &'a [u32],
}

/// The states of the persons of a register by day: who was first seen where, who went from where to where, who was last seen where.
///
/// Integers throughout, built in one pass over the register, O(episodes + days × transitions × groups); tables add. Persons stay under
/// observation after a lapse, until they come back or until the extract: that they lapsed is known, that they died later is not. A
/// state entered and left on one day is passed over.
/// [`TransitionRiskTable::of_states`](crate::survival::TransitionRiskTable::of_states) makes of each group what estimators take.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::StateTable};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2023, 4, 1)?).until(day(2023, 4, 11)?, EndReason::Arrears),
///     Episode::new("A", day(2023, 5, 1)?),
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = StateTable::settings(FiscalCalendar::japan()).build(&register)?;
/// let names: Vec<String> = table.states().iter().map(ToString::to_string).collect();
/// assert_eq!(names, ["active", "lapsed"]);
/// assert_eq!(table.transitions(), [(0, 1), (1, 0)]);
/// let days: Vec<i32> = table.rows(0).expect("one group").map(|row| row.day).collect();
/// assert_eq!(days, [0, 10, 30, 366]); // joined, lapsed, back, last seen
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct StateTable {
    pub(super) settings: StateTableSettings,
    pub(super) as_of: Day,
    pub(super) record_start: Option<Day>,
    /// The states that can occur, ascending.
    pub(super) states: Vec<MemberState>,
    /// The transitions that occur, by the positions of their states, ascending.
    pub(super) transitions: Vec<(u32, u32)>,
    pub(super) groups: Vec<StateCounts>,
    pub(super) clock_unknown: u64,
    pub(super) never_at_risk: u64,
    pub(super) returned_after_exit: u64,
}

/// A table as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    settings: StateTableSettings,
    as_of: Day,
    record_start: Option<Day>,
    states: Vec<MemberState>,
    transitions: Vec<(u32, u32)>,
    groups: Vec<StateCounts>,
    clock_unknown: u64,
    never_at_risk: u64,
    returned_after_exit: u64,
}

impl TryFrom<Unchecked> for StateTable {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { settings, as_of, record_start, states, transitions, groups, clock_unknown, never_at_risk, returned_after_exit } =
            read;
        let width = 2 * states.len() + transitions.len();
        let is_state = |state: u32| (state as usize) < states.len();
        let fits = states.windows(2).all(|pair| pair[0] < pair[1])
            && transitions.windows(2).all(|pair| pair[0] < pair[1])
            && transitions.iter().all(|&(from, to)| is_state(from) && is_state(to) && from != to)
            && groups.iter().all(|group| group.fits(width))
            && groups.windows(2).all(|pair| pair[0].group < pair[1].group);
        if !fits {
            let shown = format!("of {} groups", groups.len());
            return Err(Error::setting("state table", shown, "has columns that do not fit; write it again"));
        }
        Ok(Self { settings, as_of, record_start, states, transitions, groups, clock_unknown, never_at_risk, returned_after_exit })
    }
}

impl StateTable {
    /// Settings for a table of all persons since joining, with a state for each standing, one for the lapsed and one for those gone for
    /// good.
    pub fn settings(calendar: FiscalCalendar) -> StateTableSettings {
        StateTableSettings {
            calendar,
            rule: CohortRule::of(calendar),
            group_by: GroupBy::nothing(),
            clock: StateClock::default(),
            standings: StandingStates::default(),
            lapses: ReasonStates::default(),
            exits: ReasonStates::default(),
            final_reasons: EndReason::FINAL.to_vec(),
            before_joining: BeforeJoining::default(),
            landmark: None,
            window: None,
            threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        }
    }

    /// How it was built.
    pub fn made_by(&self) -> &StateTableSettings {
        &self.settings
    }

    /// What the table is grouped by.
    pub fn group_by(&self) -> &GroupBy {
        &self.settings.group_by
    }

    /// The extract date of the register.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The states, in the order in which results list them.
    #[must_use]
    pub fn states(&self) -> &[MemberState] {
        &self.states
    }

    /// The transitions that occur: the positions of the state left and of the state reached, ascending.
    #[must_use]
    pub fn transitions(&self) -> &[(u32, u32)] {
        &self.transitions
    }

    /// The groups, ascending.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = &Group> + ExactSizeIterator + '_ {
        self.groups.iter().map(|group| &group.group)
    }

    /// The position of a group among [`StateTable::groups`].
    #[must_use]
    pub fn position(&self, group: &Group) -> Option<usize> {
        self.groups.binary_search_by(|found| found.group.cmp(group)).ok()
    }

    /// Persons left out because the day on which their clock starts is not known, or did not come (no lapse).
    #[must_use]
    pub fn clock_unknown(&self) -> u64 {
        self.clock_unknown
    }

    /// Persons who were at risk on no day: not in the window, not in the state of the landmark, or gone for good when first seen.
    #[must_use]
    pub fn never_at_risk(&self) -> u64 {
        self.never_at_risk
    }

    /// How often a person came back after an exit that was taken as final.
    #[must_use]
    pub fn returned_after_exit(&self) -> u64 {
        self.returned_after_exit
    }

    /// Whether persons are followed any further in the state at a position.
    pub(crate) fn is_followed(&self, state: usize) -> bool {
        self.states.get(state).is_some_and(|state| !state.is_final())
    }

    /// What happened in a group, by ascending day of the clock; `None` beyond the last group.
    #[must_use]
    pub fn rows(&self, group: usize) -> Option<impl ExactSizeIterator<Item = StateRow<'_>>> {
        let (states, width) = (self.states.len(), self.width());
        self.groups.get(group).map(|group| {
            (0..group.days.len()).map(move |at| {
                let counts = &group.counts[at * width..(at + 1) * width];
                let (entered, rest) = counts.split_at(states);
                let (censored, moved) = rest.split_at(states);
                StateRow { day: group.days[at], entered, censored, moved }
            })
        })
    }

    /// Number of counts a day: entered and censored by state, then transitions.
    fn width(&self) -> usize {
        2 * self.states.len() + self.transitions.len()
    }

    /// The table of two registers with no person in both.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings, the extract dates or the starts of the record differ; [`Error::Limit`] when more than 2³²
    /// persons meet in one cell.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        self.same_settings(other)?;
        let mut states: Vec<MemberState> = self.states.iter().chain(&other.states).copied().collect();
        states.sort_unstable();
        states.dedup();
        let mut transitions: Vec<(u32, u32)> = self.transitions_among(&states).chain(other.transitions_among(&states)).collect();
        transitions.sort_unstable();
        transitions.dedup();
        let mut groups = self.groups_among(&states, &transitions);
        for group in other.groups_among(&states, &transitions) {
            match groups.binary_search_by(|found| found.group.cmp(&group.group)) {
                Ok(at) => groups[at] = groups[at].plus(&group)?,
                Err(at) => groups.insert(at, group),
            }
        }
        Ok(Self {
            settings: self.settings.clone(),
            as_of: self.as_of,
            record_start: self.record_start,
            states,
            transitions,
            groups,
            clock_unknown: self.clock_unknown + other.clock_unknown,
            never_at_risk: self.never_at_risk + other.never_at_risk,
            returned_after_exit: self.returned_after_exit + other.returned_after_exit,
        })
    }

    /// The table by fewer things: groups that no longer differ are added.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `by` has something that the table is not grouped by; [`Error::Limit`] as [`StateTable::merge`].
    pub fn regroup(&self, by: &GroupBy) -> Result<Self> {
        let known = self.settings.group_by.names();
        if let Some(name) = by.names().into_iter().find(|name| !known.contains(name)) {
            let reason = format!("is not among what the table is grouped by ({}); build it by that too", self.settings.group_by);
            return Err(Error::setting("by", name, reason));
        }
        let mut groups: Vec<StateCounts> = Vec::new();
        for group in &self.groups {
            let moved = StateCounts { group: by.project(&group.group), ..group.clone() };
            match groups.binary_search_by(|found| found.group.cmp(&moved.group)) {
                Ok(at) => groups[at] = groups[at].plus(&moved)?,
                Err(at) => groups.insert(at, moved),
            }
        }
        let settings = StateTableSettings { group_by: by.clone(), ..self.settings.clone() };
        Ok(Self { settings, groups, ..self.clone() })
    }

    /// The table with persons who were licensed on some days and are in no register: they have not joined by the extract date.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the table does not count the time before joining (see [`BeforeJoining`]), its clock starts at the first
    /// joining or lapse, or there is no group at the position; [`Error::Limit`] as [`StateTable::merge`].
    pub fn with_never_joined(&self, group: usize, licence_days: &[Day]) -> Result<Self> {
        let Some(found) = self.groups.get(group) else {
            let reason = format!("is not a position among the {} groups of the table", self.groups.len());
            return Err(Error::setting("group", group, reason));
        };
        let never = self.states.iter().position(|&state| state == MemberState::NeverJoined);
        let (Some(never), StateClock::SinceLicence | StateClock::Calendar) = (never, self.settings.clock) else {
            let reason = "does not reach persons who never joined; build the table since licence or by calendar, with `before_joining`";
            return Err(Error::setting("clock", format!("{:?}", self.settings.clock), reason));
        };
        let (mut days, mut never_at_risk) = (Vec::new(), self.never_at_risk);
        for &licence in licence_days {
            match self.seen_without_joining(licence) {
                Some((from, to)) => days.extend([(from, never), (to, self.states.len() + never)]),
                None => never_at_risk += 1,
            }
        }
        let more = StateCounts::of_cells(found.group.clone(), days, self.width());
        let mut groups = self.groups.clone();
        groups[group] = found.plus(&more)?;
        Ok(Self { groups, never_at_risk, ..self.clone() })
    }

    /// From which to which day of the clock a person is seen who never joined.
    fn seen_without_joining(&self, licence: Day) -> Option<(i32, i32)> {
        let after = self.as_of.days() + 1;
        let window = self.settings.window;
        let mut from =
            licence.days().max(self.record_start.map_or(i32::MIN, Day::days)).max(window.map_or(i32::MIN, |window| window.from().days()));
        let to = window.map_or(after, |window| window.to().days().min(after));
        let origin = if self.settings.clock == StateClock::Calendar { 0 } else { licence.days() };
        if let Some((state, days)) = self.settings.landmark {
            if state != MemberState::NeverJoined || from > origin.saturating_add(days) {
                return None;
            }
            from = origin.saturating_add(days);
        }
        (from < to).then_some((from - origin, to - origin))
    }

    fn same_settings(&self, other: &Self) -> Result<()> {
        let mismatch = |what, left: String, right: String| Err(Error::Mismatch { what, left, right });
        if self.as_of != other.as_of {
            return mismatch("extract date", self.as_of.to_string(), other.as_of.to_string());
        }
        if self.record_start != other.record_start {
            return mismatch("start of the record", format!("{:?}", self.record_start), format!("{:?}", other.record_start));
        }
        let settings = |table: &Self| StateTableSettings { threads: 1, ..table.settings.clone() };
        if settings(self) != settings(other) {
            return mismatch("settings", format!("{:?}", self.settings), format!("{:?}", other.settings));
        }
        Ok(())
    }

    /// The positions of the states of the table among more states.
    fn places_among(&self, states: &[MemberState]) -> Vec<u32> {
        self.states.iter().map(|state| states.binary_search(state).unwrap_or_default() as u32).collect()
    }

    fn transitions_among(&self, states: &[MemberState]) -> impl Iterator<Item = (u32, u32)> + '_ {
        let places = self.places_among(states);
        self.transitions.iter().map(move |&(from, to)| (places[from as usize], places[to as usize]))
    }

    /// The counts laid out by more states and transitions.
    fn groups_among(&self, states: &[MemberState], transitions: &[(u32, u32)]) -> Vec<StateCounts> {
        let place = self.places_among(states);
        let entered = place.iter().map(|&place| place as usize);
        let censored = place.iter().map(|&place| states.len() + place as usize);
        let moved = self.transitions_among(states).map(|pair| 2 * states.len() + transitions.binary_search(&pair).unwrap_or_default());
        let places: Vec<usize> = entered.chain(censored).chain(moved).collect();
        self.groups.iter().map(|group| group.laid_out(&places, 2 * states.len() + transitions.len())).collect()
    }

    /// The table: a row for each group and day on which anything happened; dates with the clock of the calendar.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows: Vec<(usize, StateRow<'_>)> =
            (0..self.groups.len()).flat_map(|at| self.rows(at).into_iter().flatten().map(move |row| (at, row))).collect();
        let integers =
            |value: &dyn Fn(&StateRow<'_>) -> u32| Values::Integers(rows.iter().map(|(_, row)| Some(i64::from(value(row)))).collect());
        let groups: Vec<&Group> = rows.iter().map(|&(at, _)| &self.groups[at].group).collect();
        let mut columns = self.settings.group_by.columns_of(&groups);
        columns.push(if self.settings.clock == StateClock::Calendar {
            ("date".into(), Values::Days(rows.iter().map(|(_, row)| Day::from_days(i64::from(row.day)).ok()).collect()))
        } else {
            ("days".into(), Values::Integers(rows.iter().map(|(_, row)| Some(i64::from(row.day))).collect()))
        });
        for (at, state) in self.states.iter().enumerate() {
            columns.push((format!("entered_{state}"), integers(&|row| row.entered[at])));
        }
        for (at, &(from, to)) in self.transitions.iter().enumerate() {
            let name = format!("{}_to_{}", self.states[from as usize], self.states[to as usize]);
            columns.push((name, integers(&|row| row.moved[at])));
        }
        for (at, state) in self.states.iter().enumerate() {
            columns.push((format!("censored_{state}"), integers(&|row| row.censored[at])));
        }
        Table::of_columns("states", columns)
    }
}
