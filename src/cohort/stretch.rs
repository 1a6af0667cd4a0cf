//! The stretches of membership of a register, each with the tenure at which it begins.

use super::span::ExitDay;
use super::tenure::{TenureClock, TenureDuringLeave, TenureOnReturn, TenureRules};
use crate::episode::{EndReason, Standing};
use crate::register::{Entry, EpisodeView, Exit, Register};
use crate::time::Day;

/// Days on the roll during which the tenure runs, or stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Position of the episode among those of the person, from 0.
    pub(super) episode: usize,
    /// The day from which tenure counts in this stretch.
    pub(super) origin: Day,
    /// First day of the standing, when the tenure of one that stands still was reached.
    pub(super) start: Day,
    /// First day under observation.
    pub(super) observed: Day,
    /// First day under observation of the membership that it belongs to.
    pub(super) entry: Day,
    /// First day after it; `None` while it lasts.
    pub(super) end: Option<Day>,
    /// Whether tenure runs.
    pub(super) runs: bool,
    /// Why the membership ends with it; `None` when it does not.
    pub(super) exit: Option<EndReason>,
}

impl Stretch {
    /// The day on which the exit is booked, and why; never before the stretch that it ends.
    pub(super) fn booked_exit(&self, rule: ExitDay) -> Option<(Day, EndReason)> {
        let (end, reason) = (self.end?, self.exit?);
        Some((rule.day_of(self.observed, end), reason))
    }
}

/// The stretches of one person in time order; none from a membership on whose first day is not known, as long as no new tenure begins.
pub(super) fn stretches_of(register: &Register, person: usize, rules: TenureRules) -> Vec<Stretch> {
    let mut tenure = MemberTenure::new(rules);
    let mut entry = Day::MIN;
    let mut stretches = Vec::new();
    for (number, episode) in register.episodes_of(person).enumerate() {
        if episode.entry != Entry::Continued {
            entry = episode.observed;
        }
        tenure.enter(&episode);
        if let Some(clock) = tenure.clock {
            let exit = match episode.exit {
                Exit::Left(reason) => Some(reason),
                Exit::Open | Exit::Continued => None,
            };
            let runs = tenure_runs(&episode, rules);
            let EpisodeView { start, observed, end, .. } = episode;
            stretches.push(Stretch { episode: number, origin: clock.origin, start, observed, entry, end, runs, exit });
        }
        tenure.leave(&episode);
    }
    stretches
}

/// The tenure of a person as the episodes go by.
#[derive(Debug, Clone, Copy)]
pub(super) struct MemberTenure {
    rules: TenureRules,
    /// `None` while the first day is not known.
    pub(super) clock: Option<TenureClock>,
    last_end: Option<Day>,
}

impl MemberTenure {
    /// Before the first episode.
    pub(super) fn new(rules: TenureRules) -> Self {
        Self { rules, clock: None, last_end: None }
    }

    /// Goes on to the next episode of the person.
    pub(super) fn enter(&mut self, episode: &EpisodeView) {
        if episode.entry != Entry::Continued {
            self.clock = match (episode.entry, self.rules.on_return) {
                (Entry::Reinstated, TenureOnReturn::RunsOn) => self.clock,
                (Entry::Reinstated, TenureOnReturn::Resumes) => {
                    let away = self.last_end.map_or(0, |end| episode.start.since(end));
                    self.clock.map(|clock| clock.stopped_for(away))
                }
                _ => episode.start_known.then(|| TenureClock::started(episode.start)),
            };
        }
        self.last_end = episode.end;
    }

    /// Leaves an episode: tenure that stood still has begun later.
    pub(super) fn leave(&mut self, episode: &EpisodeView) {
        if let (Some(end), false) = (episode.end, self.runs(episode)) {
            self.clock = self.clock.map(|clock| clock.stopped_for(end.since(episode.start)));
        }
    }

    /// Whether tenure runs during an episode.
    pub(super) fn runs(&self, episode: &EpisodeView) -> bool {
        tenure_runs(episode, self.rules)
    }
}

/// Whether tenure runs during an episode.
pub(super) fn tenure_runs(episode: &EpisodeView, rules: TenureRules) -> bool {
    rules.during_leave == TenureDuringLeave::Runs || episode.standing != Standing::OnLeave
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::Episode;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Member from 2018-04-01, on leave from 2019-04-01 to 2020-03-31, gone on 2021-04-01, back on 2023-04-01.
    fn register() -> Register {
        let rows = [
            Episode::new("A", day("2018-04-01")).until(day("2019-04-01"), EndReason::Unstated),
            Episode::new("A", day("2019-04-01")).until(day("2020-04-01"), EndReason::Unstated).standing(Standing::OnLeave),
            Episode::new("A", day("2020-04-01")).until(day("2021-04-01"), EndReason::Arrears),
            Episode::new("A", day("2023-04-01")),
        ];
        Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap()
    }

    #[test]
    fn tenure_counts_from_a_day_that_moves_by_what_does_not_count() {
        let origins = |during_leave, on_return| -> Vec<String> {
            let stretches = stretches_of(&register(), 0, TenureRules { during_leave, on_return });
            stretches.iter().map(|stretch| stretch.origin.to_string()).collect()
        };
        use {TenureDuringLeave::*, TenureOnReturn::*};
        assert_eq!(origins(Runs, Restarts), ["2018-04-01", "2018-04-01", "2018-04-01", "2023-04-01"]);
        // The leave takes 366 days (29 February 2020), the absence 730.
        assert_eq!(origins(Stops, Restarts), ["2018-04-01", "2018-04-01", "2019-04-02", "2023-04-01"]);
        assert_eq!(origins(Runs, Resumes), ["2018-04-01", "2018-04-01", "2018-04-01", "2020-03-31"]);
        assert_eq!(origins(Stops, RunsOn), ["2018-04-01", "2018-04-01", "2019-04-02", "2019-04-02"]);
    }

    #[test]
    fn the_exit_belongs_to_the_stretch_that_it_ends() {
        let stretches = stretches_of(&register(), 0, TenureRules::default());
        let exits: Vec<_> = stretches.iter().map(|stretch| stretch.booked_exit(ExitDay::LastDayIn)).collect();
        assert_eq!(exits, [None, None, Some((day("2021-03-31"), EndReason::Arrears)), None]);
    }
}
