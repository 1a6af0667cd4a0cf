//! The one pass: every episode adds to two cells, one where it begins and one where it ends. Stocks follow by running sums, days of
//! membership by the days that remain of the year at either end. No episode is expanded into its years, nothing is sorted.
//!
//! A cell packs a count (upper bits) and the days that remained of the year (lower [`DAY_BITS`]) into one number, so that either end
//! of an episode costs one addition.

use super::grouping::Grouping;
use super::year_index::YearIndex;
use crate::error::Result;
use crate::progress::Progress;
use crate::register::RegisterColumns;
use std::collections::HashMap;

/// Bits of a packed cell that hold days. 2^27 episodes of at most 366 days need 36.
const DAY_BITS: u32 = 36;
/// One episode in a packed cell.
const ONE: u64 = 1 << DAY_BITS;
/// Episodes after which packed cells are emptied, so that neither half overflows.
const EPISODES_IN_PACKED_CELLS: usize = 1 << 27;
/// Episodes between two reports of progress.
const EPISODES_BETWEEN_REPORTS: usize = 1 << 22;
/// Number of codes of a beginning and of an ending: four times the kind plus the standing.
pub(super) const OPEN_CODES: usize = 16;
pub(super) const CLOSE_CODES: usize = 64;

const CONTINUED_ENTRY: u8 = 3;
const REINSTATED_ENTRY: u8 = 2;
const FIRST_REASON: u8 = 2;

/// Which codes occur, and at which position of a cell they are counted.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    open: [u8; OPEN_CODES],
    close: [[u8; CLOSE_CODES]; 2],
    lost_after_moving: u8,
    returned: u8,
    pub(super) len: usize,
}

/// What a position of a cell counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Episodes that began with this code.
    Open(u8),
    /// Episodes that ended with this code; whether the spell began in the same year (so that its member was not in the opening stock).
    Close(u8, bool),
    /// Members of the opening stock who moved to another group and left from there.
    LostAfterMoving,
    /// Members of the opening stock who left and were back at closing.
    Returned,
}

impl Slots {
    /// Positions for the codes that occur in a register.
    pub(super) fn of(columns: &RegisterColumns<'_>) -> (Self, Vec<Counted>) {
        let (mut opens, mut closes) = ([false; OPEN_CODES], [false; CLOSE_CODES]);
        columns.opens.iter().for_each(|&code| opens[usize::from(code) % OPEN_CODES] = true);
        columns.closes.iter().for_each(|&code| closes[usize::from(code) % CLOSE_CODES] = true);
        let mut slots = Self { open: [0; OPEN_CODES], close: [[0; CLOSE_CODES]; 2], lost_after_moving: 0, returned: 0, len: 0 };
        let mut counted = Vec::new();
        for code in (0..OPEN_CODES as u8).filter(|&code| opens[usize::from(code)]) {
            slots.open[usize::from(code)] = counted.len() as u8;
            counted.push(Counted::Open(code));
        }
        for code in (0..CLOSE_CODES as u8).filter(|&code| closes[usize::from(code)]) {
            let is_leaving = code >> 2 >= FIRST_REASON;
            for same_year in [false, true] {
                if is_leaving || !same_year {
                    counted.push(Counted::Close(code, same_year));
                }
                slots.close[usize::from(same_year)][usize::from(code)] = counted.len() as u8 - 1;
            }
        }
        slots.lost_after_moving = counted.len() as u8;
        counted.push(Counted::LostAfterMoving);
        slots.returned = counted.len() as u8;
        counted.push(Counted::Returned);
        slots.len = counted.len();
        (slots, counted)
    }
}

/// Where the cells of each group lie: keys as they are when there are few, else only those that occur.
pub(super) enum KeyMap {
    Dense(usize),
    Sparse { positions: HashMap<u64, u32>, keys: Vec<u64> },
}

impl KeyMap {
    /// Number of groups.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Dense(keys) => *keys,
            Self::Sparse { keys, .. } => keys.len(),
        }
    }

    /// The key of a group.
    pub(super) fn key(&self, position: usize) -> u64 {
        match self {
            Self::Dense(_) => position as u64,
            Self::Sparse { keys, .. } => keys[position],
        }
    }
}

/// Moves of members from group to group without a lapse: from, to, position of the year, and four times the standing before plus
/// the standing after.
pub(super) type Moves = HashMap<(u32, u32, u16, u8), u64>;

/// Unpacked sums of a pass.
pub(super) struct Sums {
    /// Episodes: group x year (one more than there are, for what lies beyond) x position of the cell.
    pub(super) counts: Vec<u64>,
    /// Days that remained of the year, the same shape.
    pub(super) days: Vec<u64>,
    pub(super) moves: Moves,
}

/// What a pass reads.
pub(super) struct Pass<'a> {
    pub(super) columns: RegisterColumns<'a>,
    pub(super) years: &'a YearIndex,
    /// For each year its exclusive end, or the day after the extract date when that comes first; one more for "beyond".
    pub(super) year_ends: &'a [i32],
    pub(super) slots: &'a Slots,
}

impl Pass<'_> {
    /// Runs the pass on `threads` threads and adds up what they found; persons are never split, so the sums do not depend on their
    /// number.
    pub(super) fn run(&self, grouping: &Grouping<'_>, keys: &KeyMap, threads: usize, progress: Progress<'_>) -> Result<Sums> {
        let episodes = self.columns.end.len();
        let bounds: Vec<usize> = (0..=threads).map(|part| self.person_boundary(episodes * part / threads)).collect();
        let parts = std::thread::scope(|scope| {
            let workers: Vec<_> =
                bounds.windows(2).map(|part| scope.spawn(|| self.run_range(part[0]..part[1], grouping, keys, progress))).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect::<Vec<_>>()
        });
        let mut total: Option<Sums> = None;
        for part in parts {
            let part = part?;
            match &mut total {
                None => total = Some(part),
                Some(total) => total.add(part),
            }
        }
        Ok(total.unwrap_or_else(|| Sums { counts: Vec::new(), days: Vec::new(), moves: Moves::new() }))
    }

    /// The first episode of the person whose episodes begin at or after a position.
    fn person_boundary(&self, episode: usize) -> usize {
        let first = self.columns.first;
        first[first.partition_point(|&begin| (begin as usize) < episode).min(first.len() - 1)] as usize
    }

    /// The pass over some episodes, in blocks.
    fn run_range(&self, range: std::ops::Range<usize>, grouping: &Grouping<'_>, keys: &KeyMap, progress: Progress<'_>) -> Result<Sums> {
        let cells = keys.len() * self.year_ends.len() * self.slots.len;
        let mut packed = vec![0u64; cells];
        let mut sums = Sums { counts: vec![0; cells], days: vec![0; cells], moves: Moves::new() };
        let mut from = range.start;
        let mut since_unpacked = 0;
        while from < range.end {
            // Blocks never split a person: a correction takes back what was added in the same block.
            let to = self.person_boundary(from + EPISODES_BETWEEN_REPORTS).min(range.end);
            let moves = &mut sums.moves;
            match (keys, grouping.licence_days_only()) {
                (KeyMap::Dense(1), _) => self.block(from..to, &mut packed, moves, |_| 0),
                (KeyMap::Dense(_), Some(days)) => {
                    let days = &days[..range.end];
                    self.block(from..to, &mut packed, moves, |at| grouping.licence.position(days[at]));
                }
                (KeyMap::Dense(_), None) => self.block(from..to, &mut packed, moves, |at| grouping.key(at) as usize),
                (KeyMap::Sparse { positions, .. }, _) => {
                    self.block(from..to, &mut packed, moves, |at| positions.get(&grouping.key(at)).map_or(0, |&at| at as usize));
                }
            }
            since_unpacked += to - from;
            if since_unpacked + EPISODES_BETWEEN_REPORTS > EPISODES_IN_PACKED_CELLS {
                sums.unpack(&mut packed);
                since_unpacked = 0;
            }
            progress.report((to - range.start) as u64, (range.end - range.start) as u64)?;
            from = to;
        }
        sums.unpack(&mut packed);
        Ok(sums)
    }

    /// The loop itself.
    #[inline(always)]
    fn block(&self, range: std::ops::Range<usize>, cells: &mut [u64], moves: &mut Moves, group: impl Fn(usize) -> usize) {
        let (years, width) = (self.year_ends.len(), self.slots.len);
        let (observed, end) = (&self.columns.observed[..range.end], &self.columns.end[..range.end]);
        let (opens, closes) = (&self.columns.opens[..range.end], &self.columns.closes[..range.end]);
        for at in range {
            let row = group(at) * years;
            let (from, to) = (self.years.position(observed[at]), self.years.position(end[at]));
            let (open, close) = (opens[at], closes[at]);
            let opening = (row + from) * width + usize::from(self.slots.open[usize::from(open) % OPEN_CODES]);
            let closing = (row + to) * width + usize::from(self.slots.close[usize::from(from == to)][usize::from(close) % CLOSE_CODES]);
            cells[opening] += self.packed(from, observed[at]);
            // What still lasts lands in the year "beyond", whose cells are never read.
            cells[closing] = cells[closing].wrapping_add(self.packed(to, end[at]));
            if open >> 2 >= REINSTATED_ENTRY {
                self.after_an_earlier_episode(at, cells, moves, &group);
            }
        }
    }

    /// One episode and the days that remain of the year on a day.
    #[inline(always)]
    fn packed(&self, year: usize, day: i32) -> u64 {
        ONE + u64::from(self.year_ends[year].wrapping_sub(day) as u32)
    }

    /// Corrections for an episode that is not the first of its person; there are few of them.
    #[cold]
    fn after_an_earlier_episode(&self, at: usize, cells: &mut [u64], moves: &mut Moves, group: &impl Fn(usize) -> usize) {
        if self.columns.opens[at] >> 2 == CONTINUED_ENTRY {
            self.join_continued(at, cells, moves, group);
            self.spell_began_earlier(at, cells, group);
        } else if let Some(opening) = self.came_back_within_the_year(at) {
            let year = self.years.position(self.columns.observed[at]);
            cells[(group(opening) * self.year_ends.len() + year) * self.slots.len + usize::from(self.slots.returned)] += ONE;
        }
    }

    /// An episode that continues another of the same group and standing is no event at all; one of another group is a move.
    fn join_continued(&self, at: usize, cells: &mut [u64], moves: &mut Moves, group: &impl Fn(usize) -> usize) {
        let (here, before) = (group(at), group(at - 1));
        let year = self.years.position(self.columns.observed[at]);
        if here != before {
            let standings = (self.columns.opens[at - 1] & 3) << 2 | self.columns.opens[at] & 3;
            *moves.entry((before as u32, here as u32, year as u16, standings)).or_insert(0) += 1;
        } else if self.columns.opens[at] & 3 == self.columns.opens[at - 1] & 3 {
            let cell = (here * self.year_ends.len() + year) * self.slots.len;
            let (open, close) = (usize::from(self.columns.opens[at]), usize::from(self.columns.closes[at - 1]));
            let twice = self.packed(year, self.columns.observed[at]);
            cells[cell + usize::from(self.slots.open[open % OPEN_CODES])] -= twice;
            cells[cell + usize::from(self.slots.close[0][close % CLOSE_CODES])] -= twice;
        }
    }

    /// A leaver whose last episode began this year but whose spell began earlier was in the opening stock: in that of the group in
    /// which the year began.
    fn spell_began_earlier(&self, at: usize, cells: &mut [u64], group: &impl Fn(usize) -> usize) {
        let close = self.columns.closes[at];
        let year = self.years.position(self.columns.end[at]);
        if close >> 2 < FIRST_REASON || self.years.position(self.columns.observed[at]) != year {
            return;
        }
        let Some(opening) = self.opening_episode(at, year) else { return };
        let (here, there) = (group(at), group(opening));
        let cell = |group: usize| (group * self.year_ends.len() + year) * self.slots.len;
        if here == there {
            let packed = self.packed(year, self.columns.end[at]);
            cells[cell(here) + usize::from(self.slots.close[1][usize::from(close) % CLOSE_CODES])] -= packed;
            cells[cell(here) + usize::from(self.slots.close[0][usize::from(close) % CLOSE_CODES])] += packed;
        } else {
            cells[cell(there) + usize::from(self.slots.lost_after_moving)] += ONE;
        }
    }

    /// The episode of the opening stock of someone who is brought back, within the year and until its end, by the reinstatement at `at`.
    fn came_back_within_the_year(&self, at: usize) -> Option<usize> {
        let year = self.years.position(self.columns.observed[at]);
        if self.years.position(self.columns.end[self.spell_end(at)]) <= year {
            return None;
        }
        let mut last = at;
        loop {
            // The spell before: it must end in this year too, and the earliest such spell must have begun before the year.
            let before = last - 1;
            if self.years.position(self.columns.end[before]) != year {
                return None;
            }
            let begun = self.spell_start(before);
            if self.years.position(self.columns.observed[begun]) < year {
                return self.opening_episode(before, year);
            }
            if self.columns.opens[begun] >> 2 != REINSTATED_ENTRY {
                return None;
            }
            last = begun;
        }
    }

    /// The episode, at `at` or before it in its spell, that lasted when the year began; `None` when the spell began within the year.
    fn opening_episode(&self, mut at: usize, year: usize) -> Option<usize> {
        while self.years.position(self.columns.observed[at]) >= year {
            if self.columns.opens[at] >> 2 != CONTINUED_ENTRY {
                return None;
            }
            at -= 1;
        }
        Some(at)
    }

    /// The first episode of the spell that an episode belongs to.
    fn spell_start(&self, mut at: usize) -> usize {
        while self.columns.opens[at] >> 2 == CONTINUED_ENTRY {
            at -= 1;
        }
        at
    }

    /// The last episode of the spell that an episode belongs to.
    fn spell_end(&self, mut at: usize) -> usize {
        while self.columns.opens.get(at + 1).is_some_and(|open| open >> 2 == CONTINUED_ENTRY) {
            at += 1;
        }
        at
    }
}

impl Sums {
    /// Moves packed cells into the sums.
    fn unpack(&mut self, packed: &mut [u64]) {
        for ((cell, count), days) in packed.iter_mut().zip(&mut self.counts).zip(&mut self.days) {
            *count += *cell >> DAY_BITS;
            *days += *cell & (ONE - 1);
            *cell = 0;
        }
    }

    /// Adds the sums of another part.
    fn add(&mut self, other: Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(sum, more)| *sum += more);
        self.days.iter_mut().zip(other.days).for_each(|(sum, more)| *sum += more);
        other.moves.into_iter().for_each(|(key, more)| *self.moves.entry(key).or_insert(0) += more);
    }
}
