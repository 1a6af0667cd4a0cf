//! The one pass: every episode adds to two cells, one where it begins and one where it ends. Stocks follow by running sums, days of
//! membership by the days that remain of the year at either end. No episode is expanded into its years, nothing is sorted.
//!
//! A cell packs a count (upper bits) and a sum of day numbers (lower [`DAY_BITS`], signed) into one number, so that either end of an
//! episode costs one addition. Cells lie by what they count, then by group, then by year: what is common (joining,
//! still lasting, the two or three usual reasons) stays close together in memory and so in the processor's cache.

use crate::cohort::grouping::Grouping;
use crate::cohort::quick_hash::QuickMap;
use crate::cohort::year_index::YearIndex;
use crate::episode::EndReason;
use crate::error::Result;
use crate::progress::Progress;
use crate::register::{Exit, RegisterColumns};
use std::collections::HashMap;

/// Bits of a packed cell that hold a signed sum of day numbers: fewer than 2^23 episodes, each less than 2^17 days from 1970.
const DAY_BITS: u32 = 41;
/// One episode in a packed cell.
const ONE: u64 = 1 << DAY_BITS;
/// Episodes after which packed cells are emptied, so that neither half overflows, and progress is reported.
const EPISODES_IN_PACKED_CELLS: usize = 1 << 22;
/// Episodes whose places are worked out together, in loops that the compiler turns into vector instructions, before they are counted.
/// Few, so that columns are read on steadily: with 512 a pass takes a fifth longer.
const EPISODES_IN_CHUNK: usize = 128;
/// Number of codes of a beginning and of an ending: four times the kind plus the standing.
pub(super) const OPEN_CODES: usize = 16;
pub(super) const CLOSE_CODES: usize = 64;

/// Days of a leap year: whoever came back after more did so in another year.
const LONGEST_YEAR: i32 = 366;
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
        let (opens, closes) = (columns.extent.opens, columns.extent.closes);
        let mut slots = Self { open: [0; OPEN_CODES], close: [[0; CLOSE_CODES]; 2], lost_after_moving: 0, returned: 0, len: 0 };
        let mut counted = Vec::new();
        for code in (0..OPEN_CODES as u8).filter(|code| opens >> code & 1 == 1) {
            slots.open[usize::from(code)] = counted.len() as u8;
            counted.push(Counted::Open(code));
        }
        for code in (0..CLOSE_CODES as u8).filter(|code| closes >> code & 1 == 1) {
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

    /// The first cells of what the codes count, with so many cells for each position.
    fn first_cells(&self, width: usize) -> FirstCells {
        let cell = |slot: u8| u32::from(slot) * width as u32;
        let open = std::array::from_fn(|code| cell(self.open[code % OPEN_CODES]));
        let close = self.close.map(|slots| std::array::from_fn(|code| cell(slots[code % CLOSE_CODES])));
        FirstCells { open, close }
    }
}

/// Where both ends of a chunk of episodes lie within the cells of a code.
struct Places {
    from: [u32; EPISODES_IN_CHUNK],
    to: [u32; EPISODES_IN_CHUNK],
}

/// The first cell of what each code counts, for any byte, so that looking it up needs no check.
struct FirstCells {
    open: [u32; 256],
    /// Of spells that began in an earlier year than they ended in, and of those that began and ended in the same.
    close: [[u32; 256]; 2],
}

impl FirstCells {
    /// Counts both ends of episodes: the loop that takes the time. A function of its own, so that all it needs stays in registers.
    #[inline(never)]
    fn count(&self, places: &Places, [observed, end]: [&[i32]; 2], [opens, closes]: [&[u8]; 2], cells: &mut [u64]) {
        for (((((&from, &to), &observed), &end), &open), &close) in
            places.from.iter().zip(&places.to).zip(observed).zip(end).zip(opens).zip(closes)
        {
            let opening = &mut cells[(self.open[usize::from(open)] + from) as usize];
            *opening += packed(observed);
            // What still lasts lands in the year "beyond", whose cells are never read.
            let closing = &mut cells[(self.close[usize::from(from == to)][usize::from(close)] + to) as usize];
            *closing = closing.wrapping_add(packed(end));
        }
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

    /// The position of the group of a key that occurs.
    fn position(&self, key: u64) -> usize {
        match self {
            Self::Dense(_) => key as usize,
            Self::Sparse { positions, .. } => positions.get(&key).map_or(0, |&position| position as usize),
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

/// Returns after a lapse for a reason that is not final: the group that was left, then, packed into one number, twice the positions of the
/// year of the lapse and of the return, and whether the person was a member at the end of that year.
pub(super) type Returns = QuickMap<u64, u64>;

/// A return as one number.
fn packed_return(group: usize, lapsed: usize, returned: usize, stays: bool) -> u64 {
    (group as u64) << 32 | (lapsed as u64) << 17 | (returned as u64) << 1 | u64::from(stays)
}

/// Group, year of the lapse, year of the return, and whether the person was a member at its end.
pub(super) fn unpacked_return(packed: u64) -> (u32, u16, u16, bool) {
    ((packed >> 32) as u32, (packed >> 17 & 0x7fff) as u16, (packed >> 1 & 0xffff) as u16, packed & 1 == 1)
}

/// What two episodes of one person tell together.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) moves: Moves,
    pub(super) returns: Returns,
}

/// Unpacked sums of a pass.
pub(super) struct Sums {
    /// Episodes: position of what is counted x group x year (one more than there are, for what lies beyond).
    pub(super) counts: Vec<u64>,
    /// Days that remained of the year, the same shape.
    pub(super) days: Vec<u64>,
    pub(super) linked: Linked,
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
        Ok(total.unwrap_or_else(|| Sums { counts: Vec::new(), days: Vec::new(), linked: Linked::default() }))
    }

    /// The first episode of the person whose episodes begin at or after a position.
    fn person_boundary(&self, episode: usize) -> usize {
        let first = self.columns.first;
        first[first.partition_point(|&begin| (begin as usize) < episode).min(first.len() - 1)] as usize
    }

    /// The pass over some episodes, in blocks that never split a person: a correction takes back what was added in the same block.
    fn run_range(&self, range: std::ops::Range<usize>, grouping: &Grouping<'_>, keys: &KeyMap, progress: Progress<'_>) -> Result<Sums> {
        let cells = keys.len() * self.year_ends.len() * self.slots.len;
        let mut packed = vec![0u64; cells];
        let mut sums = Sums { counts: vec![0; cells], days: vec![0; cells], linked: Linked::default() };
        let mut from = range.start;
        while from < range.end {
            let to = self.person_boundary(from + EPISODES_IN_PACKED_CELLS).min(range.end);
            self.block(from..to, &mut packed, &mut sums.linked, grouping, keys);
            sums.unpack(&mut packed, self.year_ends);
            progress.report((to - range.start) as u64, (range.end - range.start) as u64)?;
            from = to;
        }
        Ok(sums)
    }

    /// The pass over a block, in chunks: where the ends of the episodes lie, counting them, corrections.
    fn block(&self, range: std::ops::Range<usize>, cells: &mut [u64], linked: &mut Linked, grouping: &Grouping<'_>, keys: &KeyMap) {
        let first_cells = self.slots.first_cells(cells.len() / self.slots.len);
        let group = |at: usize| keys.position(grouping.key(at));
        let mut rows = [0; EPISODES_IN_CHUNK];
        let mut places = Places { from: [0; EPISODES_IN_CHUNK], to: [0; EPISODES_IN_CHUNK] };
        for first in range.clone().step_by(EPISODES_IN_CHUNK) {
            let chunk = first..(first + EPISODES_IN_CHUNK).min(range.end);
            let days = [&self.columns.observed[chunk.clone()], &self.columns.end[chunk.clone()]];
            let codes = [&self.columns.opens[chunk.clone()], &self.columns.closes[chunk.clone()]];
            let rows = &mut rows[..chunk.len()];
            self.rows(chunk, grouping, keys, rows);
            self.years.places(rows, days, [&mut places.from, &mut places.to]);
            first_cells.count(&places, days, codes, cells);
            for (at, _) in codes[0].iter().enumerate().filter(|(_, open)| **open >> 2 >= REINSTATED_ENTRY) {
                self.after_an_earlier_episode(first + at, cells, linked, &group);
            }
        }
    }

    /// The first cell of the row of each episode: its group's number times the years of a row.
    fn rows(&self, episodes: std::ops::Range<usize>, grouping: &Grouping<'_>, keys: &KeyMap, rows: &mut [u32]) {
        match keys {
            KeyMap::Dense(_) => grouping.keys_of(episodes, rows),
            KeyMap::Sparse { .. } => rows.iter_mut().zip(episodes).for_each(|(row, at)| *row = keys.position(grouping.key(at)) as u32),
        }
        let years = self.year_ends.len() as u32;
        rows.iter_mut().for_each(|row| *row *= years);
    }

    /// Where what is counted at a position lies for a group and year, in so many cells.
    fn cell(&self, cells: usize, slot: u8, group: usize, year: usize) -> usize {
        cells / self.slots.len * usize::from(slot) + group * self.year_ends.len() + year
    }

    /// Corrections for an episode that is not the first of its person; there are few of them.
    #[cold]
    fn after_an_earlier_episode(&self, at: usize, cells: &mut [u64], linked: &mut Linked, group: &impl Fn(usize) -> usize) {
        if self.columns.opens[at] >> 2 == CONTINUED_ENTRY {
            self.join_continued(at, cells, &mut linked.moves, group);
            self.spell_began_earlier(at, cells, group);
            return;
        }
        self.end_lapse(at, &mut linked.returns, group);
        if self.columns.observed[at] - self.columns.end[at - 1] <= LONGEST_YEAR
            && let Some(opening) = self.came_back_within_the_year(at)
        {
            let year = self.years.position(self.columns.observed[at]);
            cells[self.cell(cells.len(), self.slots.returned, group(opening), year)] += ONE;
        }
    }

    /// A return ends a lapse, of the group that was left, unless the reason was final.
    fn end_lapse(&self, at: usize, returns: &mut Returns, group: &impl Fn(usize) -> usize) {
        let could_return = |exit| matches!(exit, Exit::Left(reason) if !EndReason::FINAL.contains(&reason));
        if could_return(Exit::from_code(self.columns.closes[at - 1] >> 2)) {
            let [lapsed, returned] = [self.columns.end[at - 1], self.columns.observed[at]].map(|day| self.years.position(day));
            let stays = self.years.position(self.columns.end[self.spell_end(at)]) > returned;
            *returns.entry(packed_return(group(at - 1), lapsed, returned, stays)).or_insert(0) += 1;
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
            let (open, close) = (usize::from(self.columns.opens[at]), usize::from(self.columns.closes[at - 1]));
            let twice = packed(self.columns.observed[at]);
            cells[self.cell(cells.len(), self.slots.open[open % OPEN_CODES], here, year)] -= twice;
            cells[self.cell(cells.len(), self.slots.close[0][close % CLOSE_CODES], here, year)] -= twice;
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
        if here == there {
            let leaver = packed(self.columns.end[at]);
            let slot = |same_year: usize| self.slots.close[same_year][usize::from(close) % CLOSE_CODES];
            cells[self.cell(cells.len(), slot(1), here, year)] -= leaver;
            cells[self.cell(cells.len(), slot(0), here, year)] += leaver;
        } else {
            cells[self.cell(cells.len(), self.slots.lost_after_moving, there, year)] += ONE;
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

/// One episode and a day, to be added to a packed cell.
#[inline(always)]
fn packed(day: i32) -> u64 {
    ONE.wrapping_add_signed(i64::from(day))
}

impl Sums {
    /// Moves packed cells into the sums: `count` episodes whose day numbers add up to `sum` leave `count` x (end of the year) - `sum`
    /// days of the year. What lies beyond the last year has no end and is never read.
    fn unpack(&mut self, packed: &mut [u64], year_ends: &[i32]) {
        let years = year_ends.len();
        for ((cells, counts), days) in packed.chunks_mut(years).zip(self.counts.chunks_mut(years)).zip(self.days.chunks_mut(years)) {
            for (((cell, count), days), &year_end) in cells.iter_mut().zip(counts).zip(days).zip(year_ends) {
                let sum = (*cell << (64 - DAY_BITS)) as i64 >> (64 - DAY_BITS);
                let episodes = cell.wrapping_sub(sum as u64) >> DAY_BITS;
                *count += episodes;
                *days = days.wrapping_add_signed((episodes as i64).wrapping_mul(i64::from(year_end)).wrapping_sub(sum));
                *cell = 0;
            }
        }
    }

    /// Adds the sums of another part. What lies beyond the last year has days without meaning, which may wrap.
    fn add(&mut self, other: Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(sum, more)| *sum += more);
        self.days.iter_mut().zip(other.days).for_each(|(sum, more)| *sum = sum.wrapping_add(more));
        other.linked.moves.into_iter().for_each(|(key, more)| *self.linked.moves.entry(key).or_insert(0) += more);
        other.linked.returns.into_iter().for_each(|(key, more)| *self.linked.returns.entry(key).or_insert(0) += more);
    }
}
