//! Making the register: people in blocks, blocks over threads, rows into columns.

use super::life::{Block, Life, Row};
use super::noise;
use super::plan::Plan;
use super::rules::{Extra, LicenceRecord, Noise, RowOrder};
use super::schedule::Schedule;
use super::settings::{MOST_ROWS, Simulation};
use super::truth::{BlockTruth, CohortTruth, Tally, Truth, add_counts};
use crate::episode::{DayColumn, EpisodeColumns, LicenceColumn, PersonKeys, SegmentColumn};
use crate::error::{Error, Result};
use crate::random::Draws;
use crate::time::Day;
use crate::unit::FiscalYear;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A simulated register with what is true of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedRegister {
    /// The rows, as any reader would deliver them; the person key is the number of the licence, from 1 in the order of the cohorts.
    pub columns: EpisodeColumns,
    /// Licence holders by licence cohort and branch of first membership, in the order of cohorts and branches; pairs without people
    /// are there with 0, so that every branch is known for every year.
    pub licensees: Vec<(FiscalYear, String, u64)>,
    /// What is true of it.
    pub truth: Truth,
    /// The seed it was made from.
    pub seed: u64,
    /// The extract date.
    pub as_of: Day,
}

/// People of one licence cohort who draw from one stream.
struct Task {
    cohort: usize,
    /// Number of the block within the cohort.
    block: u64,
    /// Number of the first licence.
    first_licence: u64,
    people: u64,
}

/// People of one block. Part of the definition of a register: another number gives other registers.
const BLOCK: u64 = 8_192;
/// The stream that noise and the order of rows are drawn from; those of people are far below.
const LAST_STREAM: u64 = u64::MAX;

impl Simulation {
    /// Makes the register. The same settings and seed give the same register on every machine and for any number of threads.
    ///
    /// A million members take about half a second of processor time and 100 MB.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the extract date is not after the beginning of the first cohort, no cohort before it has weight, an
    /// effect names an unknown branch, or a number of members is asked for where nobody joins; [`Error::Limit`] when more than
    /// 2^32 - 2 licence holders or rows are needed.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::simulate::Simulation;
    /// // Everyone licensed joins at once and nobody ever leaves or goes on leave: one open row each.
    /// let register = Simulation::new()
    ///     .licensees(500)?
    ///     .entry(1.0, 1.0)?
    ///     .lapse(&[0.0])?
    ///     .leave(0.0, 0.0, 0.0)?
    ///     .transfer(0.0)?
    ///     .death(&[])?
    ///     .retirement(&[])?
    ///     .run(7)?;
    /// assert_eq!(register.columns.rows()?, 500);
    /// assert_eq!(register.truth.years.last().unwrap().members_on_last_day(), 500);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn run(&self, seed: u64) -> Result<SimulatedRegister> {
        let plan = Plan::new(self)?;
        let tasks = tasks(&plan.licensees);
        let blocks = live_all(&plan, &tasks, seed, self.worker_threads());
        let (mut rows, licensees, mut truth) = gather(&plan, &tasks, blocks)?;
        let mut draws = Draws::new(seed, LAST_STREAM);
        truth.noise = noise::add(&mut rows, self.noise, &plan, &mut draws);
        if self.row_order == RowOrder::Shuffled {
            shuffle(&mut rows, &mut draws);
        }
        truth.rows = rows.len() as u64;
        Ok(SimulatedRegister {
            columns: columns(self, &rows),
            licensees: named(&plan, licensees),
            truth,
            seed,
            as_of: Day::from_days(i64::from(plan.as_of))?,
        })
    }

    /// How many threads work.
    fn worker_threads(&self) -> usize {
        self.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }
}

/// The blocks of people, in the order of the cohorts.
fn tasks(licensees: &[u64]) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut first_licence = 1;
    for (cohort, &count) in licensees.iter().enumerate() {
        for block in 0..count.div_ceil(BLOCK) {
            let people = BLOCK.min(count - block * BLOCK);
            tasks.push(Task { cohort, block, first_licence, people });
            first_licence += people;
        }
    }
    tasks
}

/// Lets all people live, on up to `threads` threads; the blocks come back in the order of the tasks.
fn live_all(plan: &Plan<'_>, tasks: &[Task], seed: u64, threads: usize) -> Vec<Block> {
    let next = AtomicUsize::new(0);
    let done: Vec<Mutex<Option<Block>>> = tasks.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let (Some(task), Some(slot)) = (tasks.get(index), done.get(index)) else { return };
            let block = live_block(plan, task, seed);
            if let Ok(mut slot) = slot.lock() {
                *slot = Some(block);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(tasks.len()) {
            // A machine that refuses another thread gets on with those it has.
            if std::thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    done.into_iter().map(|slot| slot.into_inner().ok().flatten().expect("every task was taken once and its slot filled")).collect()
}

/// Lets the people of one block live.
fn live_block(plan: &Plan<'_>, task: &Task, seed: u64) -> Block {
    let mut draws = Draws::new(seed, ((task.cohort as u64) << 32) | task.block);
    let mut block = Block {
        rows: Vec::with_capacity(task.people as usize * 2),
        licensees: vec![0; plan.settings.branches.len()],
        truth: BlockTruth::new(plan.empty_years()),
    };
    for person in 0..task.people {
        Life::new(plan, &mut draws, &mut block, task.cohort, (task.first_licence + person) as i64).live();
    }
    block
}

/// Rows, licence holders by cohort and branch, and truth of all blocks, in order.
fn gather(plan: &Plan<'_>, tasks: &[Task], blocks: Vec<Block>) -> Result<(Vec<Row>, Vec<Vec<u64>>, Truth)> {
    let good: u64 = blocks.iter().map(|block| block.rows.len() as u64).sum();
    let found = good + plan.settings.noise.rows().min(good); // a bad row is made from a row of its own
    if found > MOST_ROWS {
        let advice = "simulate several registers with different seeds".into();
        return Err(Error::Limit { what: "rows of a simulated register", found, limit: MOST_ROWS, advice });
    }
    let mut rows = Vec::with_capacity(found as usize);
    let mut licensees = vec![vec![0; plan.settings.branches.len()]; plan.licensees.len()];
    let mut truth = empty_truth(plan);
    for (task, block) in tasks.iter().zip(blocks) {
        add_counts(&mut licensees[task.cohort], &block.licensees);
        truth.add(task.cohort, &block.truth);
        rows.extend(block.rows);
    }
    Ok((rows, licensees, truth))
}

/// The truth before anything has happened.
fn empty_truth(plan: &Plan<'_>) -> Truth {
    let settings = plan.settings;
    let tally = |probability| Tally { probability, ..Tally::default() };
    let by_year = |schedule: &Schedule| (0..plan.years).map(|year| tally(schedule.at(year))).collect();
    let cohort = |(index, &licensees): (usize, &u64)| CohortTruth {
        cohort: plan.fiscal_year(index),
        licensees,
        joined: 0,
        entry: tally(plan.entry[index]),
    };
    Truth {
        licensees: plan.licensees.iter().sum(),
        members: 0,
        rows: 0,
        branches: settings.branches.iter().map(|(name, _)| name.clone()).collect(),
        cohorts: plan.licensees.iter().enumerate().map(cohort).collect(),
        years: plan.empty_years(),
        late_entry: by_year(&settings.late_entry),
        lapse: by_year(&settings.lapse),
        voluntary: tally(settings.voluntary),
        leave: tally(settings.leave),
        leave_return: tally(settings.leave_return),
        leave_lapse: tally(settings.leave_lapse),
        reinstatement: by_year(&settings.reinstatement),
        transfer: tally(settings.transfer),
        death: Tally::default(),
        retirement: Tally::default(),
        noise: Noise::default(),
    }
}

/// Licence holders by cohort and branch with their names.
fn named(plan: &Plan<'_>, licensees: Vec<Vec<u64>>) -> Vec<(FiscalYear, String, u64)> {
    let branches = &plan.settings.branches;
    let of_cohort = |(cohort, counts): (usize, Vec<u64>)| {
        branches.iter().zip(counts).map(|((name, _), count)| (plan.fiscal_year(cohort), name.clone(), count)).collect::<Vec<_>>()
    };
    licensees.into_iter().enumerate().flat_map(of_cohort).collect()
}

/// Brings the rows into an order in which all orders are equally likely (Fisher and Yates).
fn shuffle(rows: &mut [Row], draws: &mut Draws) {
    for last in (1..rows.len()).rev() {
        rows.swap(last, draws.below(last as u64 + 1) as usize);
    }
}

/// The rows as columns.
fn columns(settings: &Simulation, rows: &[Row]) -> EpisodeColumns {
    let has = |extra| settings.extras.contains(&extra);
    let persons = PersonKeys::Integers(rows.iter().map(|row| row.person).collect());
    let mut columns = EpisodeColumns::new(persons, days(rows, |row| row.start));
    columns.end = Some(days(rows, |row| row.end));
    columns.standing = Some(rows.iter().map(|row| row.standing).collect());
    columns.end_reason = Some(rows.iter().map(|row| row.reason).collect());
    columns.licensed = match settings.licence_record {
        LicenceRecord::Absent => LicenceColumn::Absent,
        LicenceRecord::Cohort => LicenceColumn::Cohorts(rows.iter().map(|row| Some(FiscalYear(row.cohort))).collect()),
        LicenceRecord::RegistrationDay | LicenceRecord::AnnouncementDay => LicenceColumn::Days(days(rows, |row| row.licensed)),
    };
    columns.born = has(Extra::Born).then(|| days(rows, |row| row.born));
    let branches = settings.branches.iter().map(|(name, _)| name.as_str());
    columns.segments.push(segment("branch", branches, rows, |row| u32::from(row.branch)));
    if has(Extra::Class) {
        columns.segments.push(segment("class", ["正会員", "永年会員"], rows, |row| u32::from(row.senior)));
    }
    if has(Extra::Sex) {
        columns.segments.push(segment("sex", ["女", "男"], rows, |row| u32::from(!row.woman)));
    }
    columns
}

/// A column of days.
fn days(rows: &[Row], day: impl Fn(&Row) -> i32) -> DayColumn {
    let shown = |row| Some(day(row)).filter(|&days| days != DayColumn::ABSENT).map(Day::from_days_unchecked);
    rows.iter().map(shown).collect()
}

/// A segment.
fn segment<'a>(name: &str, levels: impl IntoIterator<Item = &'a str>, rows: &[Row], code: impl Fn(&Row) -> u32) -> SegmentColumn {
    SegmentColumn { name: name.to_owned(), levels: levels.into_iter().map(str::to_owned).collect(), codes: rows.iter().map(code).collect() }
}
