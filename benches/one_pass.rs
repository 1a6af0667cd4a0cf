//! How long does the one pass take, beside a plain loop written for one layout only?
//!
//! `cargo bench --bench one_pass [-- ROWS ROUNDS]`; 10,000,000 spells and 15 rounds unless told. Answers are compared before times are.
//! Every contestant runs once a round, so that a machine that slows down slows all of them; the ratio is the median of the rounds'.

#[path = "support/spells.rs"]
mod spells;

use kaiin::cohort::{CohortTable, GroupBy};
use kaiin::{Day, FiscalCalendar, FiscalYear, Register, RegisterSettings, Result};
use spells::{FIRST_YEAR, Keys, Spells, YEARS, as_of};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.replace('_', "").parse::<usize>().ok());
    let (rows, rounds) = (numbers.next().unwrap_or(10_000_000), numbers.next().unwrap_or(15).max(1));
    println!("{rows} spells, {rounds} rounds; milliseconds");
    for rows in [1_000_000.min(rows), rows] {
        time_the_build(rows, rounds.min(5))?;
    }
    let spells = Spells::generate(rows, Keys::Ascending);
    let register = spells.register()?;
    time_the_pass(&spells, &register, rounds)
}

/// The first day of each fiscal year and of the one after the last.
fn year_starts() -> Vec<i32> {
    (0..=YEARS as i32).map(|offset| FiscalCalendar::japan().start_of(FiscalYear(FIRST_YEAR + offset)).map_or(0, Day::days)).collect()
}

/// Validation, linking and grouping of rows into a register.
fn time_the_build(rows: usize, rounds: usize) -> Result<()> {
    for (name, keys) in [("ascending", Keys::Ascending), ("shuffled", Keys::Shuffled), ("shuffled texts", Keys::ShuffledTexts)] {
        let columns = Spells::generate(rows, keys).columns();
        let mut times = Vec::new();
        for _ in 0..rounds {
            let from = Instant::now();
            let register = RegisterSettings::new(as_of()?).build(black_box(&columns))?;
            times.push(from.elapsed());
            assert_eq!((register.episodes(), register.issues().iter().filter(|issue| issue.row.is_some()).count()), (columns.rows()?, 0));
        }
        println!("{:<56} {}", format!("register of {rows} rows, keys {name}"), shown(&mut times));
    }
    Ok(())
}

/// The pass, beside the plain loops.
fn time_the_pass(spells: &Spells, register: &Register, rounds: usize) -> Result<()> {
    let settings = |by: GroupBy, threads: usize| CohortTable::settings(FiscalCalendar::japan()).by(by).threads(threads);
    let all = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let licence = || GroupBy::nothing().licence_cohort();
    let tables = [
        ("licence cohort, 1 thread".to_owned(), settings(licence(), 1)),
        (format!("licence cohort, {all} threads"), settings(licence(), all)),
        ("nothing, 1 thread".to_owned(), settings(GroupBy::nothing(), 1)),
        ("licence and join cohort, 1 thread".to_owned(), settings(licence().join_cohort(), 1)),
        ("licence cohort and 47 branches, 1 thread".to_owned(), settings(licence().segment("branch"), 1)),
        (format!("licence cohort and 47 branches, {all} threads"), settings(licence().segment("branch"), all)),
    ];
    let plain = PlainLoop::new();
    let expected = plain.count(spells);
    let mut in_c = LoopInC::start(spells);
    for (_, settings) in &tables {
        assert_eq!(stocks(&settings.build(register)?), expected.iter().copied().sum::<u64>());
    }
    assert_eq!(stock_table(&tables[0].1.build(register)?), expected, "the pass and the plain loop disagree");

    let mut plain_times = Vec::new();
    let mut c_times = Vec::new();
    let mut times = vec![Vec::new(); tables.len()];
    for _ in 0..rounds {
        let from = Instant::now();
        black_box(plain.count(black_box(spells)));
        plain_times.push(from.elapsed());
        c_times.extend(in_c.as_mut().and_then(LoopInC::run));
        for ((_, settings), times) in tables.iter().zip(&mut times) {
            let from = Instant::now();
            black_box(settings.build(black_box(register))?);
            times.push(from.elapsed());
        }
    }
    let yardstick = if c_times.len() == rounds { &c_times } else { &plain_times };
    let lines = tables.iter().map(|(name, _)| name.clone()).zip(times.clone());
    let mut lines: Vec<(String, Vec<Duration>)> = lines.map(|(name, times)| (format!("cohort table by {name}"), times)).collect();
    lines.insert(0, ("plain loop in Rust".into(), plain_times.clone()));
    if let Some(in_c) = in_c {
        assert_eq!(in_c.finish(), expected, "the plain loops disagree");
        lines.insert(1, ("plain loop in C".into(), c_times.clone()));
    }
    println!("ratios are to the plain loop in {}", if c_times.len() == rounds { "C" } else { "Rust" });
    for (name, times) in &mut lines {
        let mut ratios: Vec<f64> = times.iter().zip(yardstick).map(|(time, unit)| time.as_secs_f64() / unit.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        let fastest = times.iter().min().map_or(0.0, Duration::as_secs_f64) / yardstick.iter().min().map_or(1.0, Duration::as_secs_f64);
        println!("{name:<56} {}  ratio {:5.2} (of the fastest {fastest:5.2})", shown(times), ratios[ratios.len() / 2]);
    }
    Ok(())
}

/// Median and fastest, in milliseconds.
fn shown(times: &mut [Duration]) -> String {
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    format!("median {:8.1}  fastest {:8.1}", milliseconds(times[times.len() / 2]), milliseconds(times[0]))
}

/// Members at the end of each year, cohort by cohort.
fn stock_table(table: &CohortTable) -> Vec<u64> {
    let mut stock = vec![0; YEARS * YEARS];
    for (at, group) in table.groups().iter().enumerate() {
        let Some(cohort) = group.licence_cohort.flatten() else { continue };
        for row in table.rows_of(at) {
            let year = row.year.map_or(0, FiscalYear::get) - FIRST_YEAR;
            stock[(cohort.get() - FIRST_YEAR) as usize * YEARS + year as usize] += row.closing.unwrap_or(0);
        }
    }
    stock
}

/// The same, all cohorts and years together.
fn stocks(table: &CohortTable) -> u64 {
    (0..table.groups().len()).flat_map(|group| table.rows_of(group)).filter_map(|row| row.closing).sum()
}

/// The loop of `plain_loop.c`, in Rust.
struct PlainLoop {
    first_day: i32,
    last_day: i32,
    year_of: Vec<u8>,
}

impl PlainLoop {
    fn new() -> Self {
        let starts = year_starts();
        let (first_day, last_day) = (starts[0], starts[YEARS]);
        let year_of = (first_day..=last_day).map(|day| starts[1..].partition_point(|&start| start <= day) as u8).collect();
        Self { first_day, last_day, year_of }
    }

    fn count(&self, spells: &Spells) -> Vec<u64> {
        const WIDTH: usize = YEARS + 1;
        let (mut began, mut ended) = (vec![0u32; YEARS * WIDTH], vec![0u32; YEARS * WIDTH]);
        let year_of = |day: i32| usize::from(self.year_of[(day - self.first_day) as usize]);
        for ((&licensed, &start), &end) in spells.licensed.iter().zip(&spells.start).zip(&spells.end) {
            let cohort = year_of(licensed) * WIDTH;
            began[cohort + year_of(start)] += 1;
            ended[cohort + year_of(end.min(self.last_day))] += 1;
        }
        let mut stock = Vec::with_capacity(YEARS * YEARS);
        for cohort in 0..YEARS {
            let mut members = 0;
            for year in 0..YEARS {
                members += u64::from(began[cohort * WIDTH + year]);
                members -= u64::from(ended[cohort * WIDTH + year]);
                stock.push(members);
            }
        }
        stock
    }
}

/// `plain_loop.c`, compiled and waiting with the columns in memory; one run for each line that it is sent.
struct LoopInC {
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl LoopInC {
    /// `None`, with a word on why, where there is no C compiler.
    fn start(spells: &Spells) -> Option<Self> {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/plain_loop.c");
        let program = folder.join("plain_loop");
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".into());
        match Command::new(&compiler).arg("-O3").arg(&source).arg("-o").arg(&program).status() {
            Ok(status) if status.success() => {}
            other => {
                println!("no plain loop in C: {compiler} gave {other:?}");
                return None;
            }
        }
        let write = |name: &str, values: &[i32]| {
            let path = folder.join(name);
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_ne_bytes()).collect();
            std::fs::write(&path, bytes).ok().map(|()| path)
        };
        let starts = year_starts();
        let paths = [
            write("year_starts.i32", &starts)?,
            write("licensed.i32", &spells.licensed)?,
            write("start.i32", &spells.start)?,
            write("end.i32", &spells.end)?,
        ];
        let mut command = Command::new(program);
        command.args([spells.start.len().to_string(), starts[0].to_string(), YEARS.to_string()]).args(&paths);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let answers = BufReader::new(process.stdout.take()?);
        let mut this = Self { process, answers };
        this.run()?; // has read the columns
        paths.iter().for_each(|path| drop(std::fs::remove_file(path)));
        Some(this)
    }

    /// The time of one run.
    fn run(&mut self) -> Option<Duration> {
        let input = self.process.stdin.as_mut()?;
        input.write_all(b"\n").ok()?;
        input.flush().ok()?;
        let mut line = String::new();
        self.answers.read_line(&mut line).ok()?;
        line.trim().parse().ok().map(Duration::from_nanos)
    }

    /// The table that it counted.
    fn finish(mut self) -> Vec<u64> {
        drop(self.process.stdin.take());
        let stock = self.answers.by_ref().lines().map_while(|line| line.ok()?.parse().ok()).collect();
        drop(self.process.wait());
        stock
    }
}
