//! The one pass that counts memberships by duration and group.

use super::table::{BEFORE_REASONS, DurationClock, DurationGroup, DurationTable, DurationTableSettings};
use crate::cohort::grouping::Grouping;
use crate::cohort::triangle::SpellsCounted;
use crate::episode::{EndReason, LicenceColumn};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::register::{Entry, Exit, Register, RegisterColumns};
use std::ops::Range;

/// Most cells that a thread counts in without looking up which occur: 512 MiB.
const MOST_DENSE_CELLS: u64 = 1 << 27;
/// Episodes whose keys are found at once, and after which progress is reported.
const CHUNK: usize = 1 << 10;
/// The end of an episode that lasts.
const OPEN: i32 = i32::MAX;
/// No licence day.
const NO_DAY: i32 = i32::MIN;

impl DurationTableSettings {
    /// Builds the table in one pass.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] for a segment that the register does not have; [`Error::Missing`] for the clock since licence when the
    /// register has no licence days.
    pub fn build(&self, register: &Register) -> Result<DurationTable> {
        self.build_with_progress(register, Progress::none())
    }

    /// The same, reporting progress in episodes; each thread reports its own part.
    ///
    /// # Errors
    ///
    /// As [`DurationTableSettings::build`]; [`Error::Cancelled`] when the callback asks to stop.
    pub fn build_with_progress(&self, register: &Register, progress: Progress<'_>) -> Result<DurationTable> {
        let columns = register.columns();
        let grouping = Grouping::new(register, &self.group_by, self.calendar, self.rule)?;
        let pass = Pass::new(self, register, columns)?;
        let episodes = columns.end.len();
        let cells = grouping.keys().saturating_mul(pass.days as u64 * pass.width as u64);
        let counted = if cells <= MOST_DENSE_CELLS.max(episodes as u64 / 4) {
            pass.run::<Dense>(&grouping, cells as usize, self.useful_threads(episodes, cells), progress)?
        } else {
            pass.run::<Sparse>(&grouping, 0, self.useful_threads(episodes, 0), progress)?
        };
        let (groups, left_out) = counted;
        Ok(DurationTable {
            settings: Self { threads: 1, ..self.clone() },
            as_of: register.as_of(),
            reasons: pass.reasons,
            groups,
            clock_unknown: left_out.clock_unknown,
            never_at_risk: left_out.never_at_risk,
        })
    }

    /// As many of the threads as save time and as memory allows: each has cells of its own.
    fn useful_threads(&self, episodes: usize, cells: u64) -> usize {
        let by_work = if episodes < 100_000 { 1 } else { episodes / 50_000 };
        let by_memory = usize::try_from(2 * MOST_DENSE_CELLS / cells.max(1)).unwrap_or(usize::MAX);
        self.threads.min(by_work).min(by_memory).max(1)
    }
}

/// Memberships that are in no group.
#[derive(Debug, Clone, Copy, Default)]
struct LeftOut {
    clock_unknown: u64,
    never_at_risk: u64,
}

/// What a pass over some persons found.
struct Part<C> {
    counts: C,
    /// How many memberships of each key were seen from the start of the clock on; a key may occur again.
    starts: Vec<(u64, u64)>,
    left_out: LeftOut,
}

impl<C: Counts> Part<C> {
    fn add(&mut self, other: Self) {
        self.counts.add(other.counts);
        self.starts.extend(other.starts);
        self.left_out.clock_unknown += other.left_out.clock_unknown;
        self.left_out.never_at_risk += other.left_out.never_at_risk;
    }
}

/// What a pass reads, and how what it counts is laid out.
struct Pass<'a> {
    settings: &'a DurationTableSettings,
    columns: RegisterColumns<'a>,
    /// The day on which the clock of each episode starts.
    clocks: &'a [i32],
    /// First day of the window, and the day after its last.
    window: Range<i32>,
    /// Number of durations.
    days: usize,
    /// Number of counts a duration.
    width: usize,
    reasons: Vec<EndReason>,
    /// Exits before this day were seen.
    seen_before: i32,
    /// For each [`Exit::code`] the place of its count; the place of "censored" where the exit is none.
    place: [u8; 64],
}

/// Counts by key and duration.
trait Counts: Sized + Send {
    fn new(cells: usize) -> Self;
    fn count(&mut self, cell: u64);
    fn add(&mut self, other: Self);
    /// The cells that are not 0, ascending.
    fn each(self, see: impl FnMut(u64, u32));
}

/// A count for every cell there is.
struct Dense(Vec<u32>);

impl Counts for Dense {
    fn new(cells: usize) -> Self {
        Self(vec![0; cells])
    }

    #[inline]
    fn count(&mut self, cell: u64) {
        if let Some(count) = self.0.get_mut(cell as usize) {
            *count += 1;
        }
    }

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }

    fn each(self, mut see: impl FnMut(u64, u32)) {
        for (cell, &count) in self.0.iter().enumerate().filter(|(_, count)| **count > 0) {
            see(cell as u64, count);
        }
    }
}

/// The cell of every count, for more groups than could all be kept.
struct Sparse(Vec<u64>);

impl Counts for Sparse {
    fn new(_: usize) -> Self {
        Self(Vec::new())
    }

    fn count(&mut self, cell: u64) {
        self.0.push(cell);
    }

    fn add(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    fn each(mut self, mut see: impl FnMut(u64, u32)) {
        self.0.sort_unstable();
        for equal in self.0.chunk_by(|a, b| a == b) {
            see(equal[0], equal.len() as u32);
        }
    }
}

impl<'a> Pass<'a> {
    fn new(settings: &'a DurationTableSettings, register: &Register, columns: RegisterColumns<'a>) -> Result<Self> {
        let clocks: &[i32] = match (settings.clock, columns.licensed) {
            (DurationClock::SinceJoining, _) => columns.start,
            (DurationClock::SinceLicence, LicenceColumn::Days(days)) => days.raw(),
            (DurationClock::SinceLicence, LicenceColumn::Absent | LicenceColumn::Cohorts(_)) => {
                return Err(Error::missing(
                    "the licence day of each member",
                    "map a column of licence days, or count durations since joining",
                ));
            }
        };
        let after = register.as_of().days() + 1;
        let window = settings.window.map_or(i32::MIN..after, |window| window.from().days()..window.to().days().min(after));
        let earliest = match settings.clock {
            DurationClock::SinceJoining => columns.extent.starts,
            DurationClock::SinceLicence => columns.extent.licence_days,
        };
        let latest = earliest.map_or(after, |(_, last)| after.max(last));
        let days = earliest.map_or(1, |(first, _)| i64::from(latest) - i64::from(first) + 1).max(1) as usize;
        let reasons: Vec<EndReason> = EndReason::ALL.into_iter().filter(|&reason| occurs(&columns, reason)).collect();
        let place = |code: u8| match Exit::from_code(code) {
            Exit::Left(reason) => reasons.iter().position(|&found| found == reason).map_or(1, |at| BEFORE_REASONS + at) as u8,
            Exit::Open | Exit::Continued => 1,
        };
        // Who left on the last day of the window or later was seen to its end.
        let seen_before = if settings.window.is_some() { window.end } else { OPEN };
        let place = std::array::from_fn(|code| place(code as u8));
        Ok(Self { settings, columns, clocks, window, days, width: BEFORE_REASONS + reasons.len(), reasons, seen_before, place })
    }

    fn run<C: Counts>(
        &self,
        grouping: &Grouping<'_>,
        cells: usize,
        threads: usize,
        progress: Progress<'_>,
    ) -> Result<(Vec<DurationGroup>, LeftOut)> {
        let episodes = self.columns.end.len();
        let bounds: Vec<usize> = (0..=threads).map(|part| self.person_boundary(episodes * part / threads)).collect();
        let parts = std::thread::scope(|scope| {
            let workers: Vec<_> =
                bounds.windows(2).map(|part| scope.spawn(|| self.run_range(part[0]..part[1], C::new(cells), grouping, progress))).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect::<Vec<_>>()
        });
        let mut total: Option<Part<C>> = None;
        for part in parts {
            let part = part?;
            match &mut total {
                None => total = Some(part),
                Some(total) => total.add(part),
            }
        }
        let Some(total) = total else { return Ok((Vec::new(), LeftOut::default())) };
        Ok((self.groups(total.counts, total.starts, grouping), total.left_out))
    }

    /// The first episode of the person whose episodes begin at or after a position.
    fn person_boundary(&self, episode: usize) -> usize {
        let first = self.columns.first;
        first[first.partition_point(|&begin| (begin as usize) < episode).min(first.len() - 1)] as usize
    }

    /// Counts the memberships of some persons.
    fn run_range<C: Counts>(&self, range: Range<usize>, mut counts: C, grouping: &Grouping<'_>, progress: Progress<'_>) -> Result<Part<C>> {
        let mut noted = Noted::new(grouping.keys());
        let mut keys = [0u64; CHUNK];
        let mut open = Membership::default();
        for first in range.clone().step_by(CHUNK) {
            let chunk = first..(first + CHUNK).min(range.end);
            let keys = &mut keys[..chunk.len()];
            grouping.keys_of(chunk.clone(), keys);
            let columns = &self.columns;
            let begins = columns.observed[chunk.clone()].iter().zip(&columns.opens[chunk.clone()]).zip(&self.clocks[chunk.clone()]);
            let ends = columns.end[chunk.clone()].iter().zip(&columns.closes[chunk.clone()]);
            for (offset, ((((&observed, &opens), &clock), (&end, &closes)), &key)) in begins.zip(ends).zip(keys.iter()).enumerate() {
                if opens >> 2 != Entry::Continued as u8 {
                    open = Membership { at: first + offset, observed, clock, key, entry: opens >> 2 };
                }
                if closes >> 2 != CONTINUED {
                    self.note(&open, end, closes >> 2, &mut noted);
                }
            }
            noted.count(&mut counts);
            progress.report((chunk.end - range.start) as u64, range.len() as u64)?;
        }
        Ok(Part { counts, starts: noted.starts.into_counts(), left_out: noted.left_out })
    }

    /// Notes where one membership counts.
    #[inline(always)] // called once, ten million times
    fn note(&self, open: &Membership, end: i32, exit: u8, noted: &mut Noted) {
        if self.settings.spells == SpellsCounted::First && open.entry == Entry::Reinstated as u8 {
            return;
        }
        if !self.is_clock_known(open) {
            noted.left_out.clock_unknown += 1;
            return;
        }
        let clock = open.clock;
        let from = open.observed.max(self.window.start);
        let is_seen = end < self.seen_before;
        let to = if is_seen { end } else { self.window.end };
        let is_late = from > clock;
        if to < from || (to <= from && is_late) || to < clock {
            noted.left_out.never_at_risk += 1;
            return;
        }
        let cell = |days: i32, slot: u8| (open.key * self.days as u64 + days as u64) * self.width as u64 + u64::from(slot);
        // Whether somebody enters late is a toss of a coin for the processor: without a branch it need not guess.
        noted.push_if(is_late, cell((from - clock).max(0), 0));
        noted.starts.count(open.key, u64::from(!is_late));
        let place = self.place[usize::from(exit & 63)];
        noted.push_if(true, cell(to - clock, if is_seen { place } else { 1 }));
    }

    /// Whether the day on which the clock of a membership starts is known.
    #[inline]
    fn is_clock_known(&self, open: &Membership) -> bool {
        match self.settings.clock {
            DurationClock::SinceJoining => {
                self.columns.start_unknown.is_empty() || self.columns.start_unknown.binary_search(&(open.at as u32)).is_err()
            }
            DurationClock::SinceLicence => open.clock != NO_DAY,
        }
    }

    /// The counts by group, in the order of groups.
    fn groups<C: Counts>(&self, counts: C, mut starts: Vec<(u64, u64)>, grouping: &Grouping<'_>) -> Vec<DurationGroup> {
        starts.sort_unstable();
        let mut starts = starts.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|(_, count)| count).sum())).peekable();
        let mut groups: Vec<DurationGroup> = Vec::new();
        let empty =
            |key: u64, from_start: u64| DurationGroup { group: grouping.group(key), from_start, days: Vec::new(), counts: Vec::new() };
        let (days, width) = (self.days as u64, self.width as u64);
        let mut last_key = None;
        counts.each(|cell, count| {
            let (row, slot) = (cell / width, cell % width);
            let (key, day) = (row / days, (row % days) as u32);
            if last_key != Some(key) {
                last_key = Some(key);
                let from_start = starts.next_if(|&(start, _)| start == key).map_or(0, |(_, count)| count);
                groups.push(empty(key, from_start));
            }
            let Some(group) = groups.last_mut() else { return };
            if group.days.last() != Some(&day) {
                group.days.push(day);
                group.counts.resize(group.days.len() * self.width, 0);
            }
            let at = group.counts.len() - self.width + slot as usize;
            group.counts[at] += count;
        });
        groups.sort_by(|a, b| a.group.cmp(&b.group));
        groups
    }
}

/// The code of an exit that another episode follows.
const CONTINUED: u8 = 1;

/// The membership being read.
#[derive(Debug, Clone, Copy, Default)]
struct Membership {
    /// Its first episode.
    at: usize,
    observed: i32,
    clock: i32,
    key: u64,
    /// The [`Entry`] of its first episode.
    entry: u8,
}

/// The cells in which the memberships of some episodes count, noted first and counted then: the processor waits for many cells of a table
/// larger than its caches at once when nothing stands between them.
struct Noted {
    /// Room for an entry and an exit of every episode of a chunk.
    cells: Vec<u64>,
    len: usize,
    starts: Starts,
    left_out: LeftOut,
}

impl Noted {
    fn new(keys: u64) -> Self {
        Self { cells: vec![0; 2 * CHUNK], len: 0, starts: Starts::new(keys), left_out: LeftOut::default() }
    }

    #[inline]
    fn push_if(&mut self, counts: bool, cell: u64) {
        if let Some(place) = self.cells.get_mut(self.len) {
            *place = cell;
            self.len += usize::from(counts);
        }
    }

    /// Counts what was noted, and forgets it.
    fn count<C: Counts>(&mut self, counts: &mut C) {
        self.cells[..self.len].iter().for_each(|&cell| counts.count(cell));
        self.len = 0;
    }
}

/// How many memberships of each key were seen from the start of the clock on.
enum Starts {
    Dense(Vec<u64>),
    Sparse(std::collections::HashMap<u64, u64>),
}

impl Starts {
    fn new(keys: u64) -> Self {
        if keys <= 1 << 20 { Self::Dense(vec![0; keys as usize]) } else { Self::Sparse(std::collections::HashMap::new()) }
    }

    #[inline]
    fn count(&mut self, key: u64, by: u64) {
        match self {
            Self::Dense(counts) => {
                if let Some(count) = counts.get_mut(key as usize) {
                    *count += by;
                }
            }
            Self::Sparse(counts) => *counts.entry(key).or_default() += by,
        }
    }

    fn into_counts(self) -> Vec<(u64, u64)> {
        match self {
            Self::Dense(counts) => {
                counts.into_iter().enumerate().filter(|(_, count)| *count > 0).map(|(key, count)| (key as u64, count)).collect()
            }
            Self::Sparse(counts) => counts.into_iter().filter(|(_, count)| *count > 0).collect(),
        }
    }
}

/// Whether memberships end for a reason.
fn occurs(columns: &RegisterColumns<'_>, reason: EndReason) -> bool {
    let code = Exit::Left(reason).code();
    (0..4).any(|standing| columns.extent.closes >> ((code << 2 | standing) & 63) & 1 == 1)
}
