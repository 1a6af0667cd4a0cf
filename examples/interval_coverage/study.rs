//! The study: registers simulated with known lapse probabilities, and how often each interval holds the truth.

use kaiin::cohort::{DurationTable, ObservationWindow};
use kaiin::rates::{ProportionMethod, proportion_interval};
use kaiin::simulate::{Arrears, Simulation};
use kaiin::survival::{CurveInterval, RiskTable, SurvivalCurve, SurvivalSettings};
use kaiin::{Confidence, Day, FiscalCalendar, FiscalYear, Register, Result};
use std::fmt::Write;

/// Probability of not continuing after the 1st, 2nd, ... fiscal year of membership.
const LAPSE: [f64; 8] = [0.10, 0.08, 0.065, 0.055, 0.045, 0.04, 0.035, 0.03];
/// Mean number of days in April before the day of joining.
const MEAN_JOINING_DAY: f64 = 14.5;

/// Share that is still a member after so many years.
fn staying(years: usize) -> f64 {
    (0..years).map(|year| 1.0 - LAPSE[year.min(LAPSE.len() - 1)]).product()
}

/// Half a year after the end of the fiscal year of membership: nobody leaves then.
fn days_after(years: usize) -> f64 {
    365.25 * years as f64 + 180.0
}

/// Mean days of membership until `days_after(years)`: who leaves does so with the last day of March.
fn mean_days(years: usize) -> f64 {
    let leaving = |year: usize| staying(year - 1) - staying(year);
    let left: f64 = (1..=years).map(|year| leaving(year) * (365.25 * year as f64 - MEAN_JOINING_DAY)).sum();
    left + staying(years) * days_after(years)
}

/// How members come under observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Record {
    /// All from joining on, for 1 to 10 years.
    Complete,
    /// Only from October 2014 on: who joined before enters late.
    FromAutumn,
    /// Only from 1 April 2015 on, the day after the departures of a year. Who joined at the end of April 2014 enters at a shorter duration
    /// than that at which others are still to leave, but is past that point: entry is not independent of leaving, and no interval holds.
    FromYearStart,
}

impl Record {
    fn words(self) -> &'static str {
        match self {
            Self::Complete => "from joining on",
            Self::FromAutumn => "late entry",
            Self::FromYearStart => "late entry on the day of departures",
        }
    }
}

impl Record {
    const ALL: [Self; 3] = [Self::Complete, Self::FromAutumn, Self::FromYearStart];

    fn window(self) -> Result<Option<ObservationWindow>> {
        let from = match self {
            Self::Complete => return Ok(None),
            Self::FromAutumn => Day::from_ymd(2014, 10, 1)?,
            Self::FromYearStart => Day::from_ymd(2015, 4, 1)?,
        };
        ObservationWindow::new(from, Day::from_ymd(2020, 10, 1)?).map(Some)
    }
}

/// How often an interval held the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Coverage {
    /// Registers.
    pub(crate) registers: u32,
    /// Registers whose interval held the truth.
    pub(crate) held: u32,
    /// Registers without an interval: nobody had left, or nobody was left.
    pub(crate) none: u32,
}

impl Coverage {
    fn count(&mut self, limits: Option<(f64, f64)>, truth: f64) {
        self.registers += 1;
        match limits {
            None => self.none += 1,
            Some((lower, upper)) => self.held += u32::from(lower <= truth && truth <= upper),
        }
    }

    /// Of the registers that have an interval, the share that holds the truth.
    pub(crate) fn share(&self) -> f64 {
        f64::from(self.held) / f64::from(self.registers - self.none)
    }
}

/// One interval method, asked one question about registers of one size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) record: Record,
    pub(crate) members: u64,
    pub(crate) question: String,
    pub(crate) method: String,
    pub(crate) coverage: Coverage,
}

/// Counts for every question and method, in the order in which they were first asked.
#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn count(&mut self, (record, members): (Record, u64), question: &str, method: &str, limits: Option<(f64, f64)>, truth: f64) {
        let same =
            |line: &&mut Line| line.record == record && line.members == members && line.question == question && line.method == method;
        if let Some(line) = self.0.iter_mut().find(same) {
            return line.coverage.count(limits, truth);
        }
        let mut line = Line { record, members, question: question.into(), method: method.into(), coverage: Coverage::default() };
        line.coverage.count(limits, truth);
        self.0.push(line);
    }
}

/// Members who all joined in April of 2010 to 2019, seen until the middle of 2020; nobody dies, moves or comes back.
fn simulated(members: u64, seed: u64) -> Result<Register> {
    let mut april = [0.0; 12];
    april[0] = 1.0;
    let simulation = Simulation::new()
        .members(members)?
        .cohorts(FiscalYear(2010), FiscalYear(2019))?
        .as_of(Day::from_ymd(2020, 9, 30)?)?
        .joining_months(april)?
        .entry(1.0, 1.0)?
        .late_entry(&[0.0])?
        .lapse(&LAPSE)?
        .arrears(Arrears::AtYearEnd)?
        .leave(0.0, 0.0, 0.0)?
        .reinstatement(&[0.0])?
        .transfer(0.0)?
        .death(&[])?
        .retirement(&[])?
        .threads(1)?
        .run(seed)?;
    Register::settings_as_of(simulation.as_of).build(&simulation.columns)
}

/// Asks every question about one register after the other.
pub(crate) fn study(sizes: &[u64], registers: u64) -> Result<Vec<Line>> {
    let mut lines = Lines::default();
    for &members in sizes {
        for seed in 0..registers {
            let register = simulated(members, seed)?;
            let plain = DurationTable::settings(FiscalCalendar::japan()).threads(1);
            first_year(&register, members, &mut lines)?;
            for record in Record::ALL {
                let settings = record.window()?.map_or(plain.clone(), |window| plain.clone().during(window));
                let durations = settings.build(&register)?;
                let curve = SurvivalSettings::new().curve(&RiskTable::of_durations(&durations, 0)?);
                questions(&curve, (record, members), &mut lines)?;
            }
        }
    }
    Ok(lines.0)
}

/// The share of those who joined in 2010 to 2018 who stayed beyond the first year.
fn first_year(register: &Register, members: u64, lines: &mut Lines) -> Result<()> {
    let (mut stayed, mut joined) = (0, 0);
    for spell in register.spells() {
        joined += 1;
        stayed += u64::from(spell.end.is_none_or(|end| f64::from(end.since(spell.start)) > 366.0));
    }
    for method in [ProportionMethod::Wilson, ProportionMethod::ClopperPearson, ProportionMethod::Jeffreys] {
        let interval = proportion_interval(stayed, joined, Confidence::default(), method)?;
        let limits = interval.map(|interval| (interval.lower, interval.upper));
        lines.count((Record::Complete, members), "first-year retention", &format!("{method:?}"), limits, staying(1));
    }
    Ok(())
}

const SCALES: [(&str, CurveInterval); 5] = [
    ("plain", CurveInterval::Plain),
    ("log", CurveInterval::Log),
    ("log-log", CurveInterval::LogLog),
    ("logit", CurveInterval::Logit),
    ("arcsine", CurveInterval::Arcsine),
];

fn questions(curve: &SurvivalCurve, case: (Record, u64), lines: &mut Lines) -> Result<()> {
    for years in [1, 5, 8] {
        let at = curve.points().iter().rev().find(|point| point.time <= days_after(years));
        for (name, scale) in SCALES {
            let limits = at.and_then(|point| curve.limits_on(point, scale, Confidence::default()));
            let question = format!("still a member after {years} years");
            lines.count(case, &question, name, limits.map(|limits| (limits.lower, limits.upper)), staying(years));
        }
    }
    let mean = curve.restricted_mean(days_after(5))?.limits(Confidence::default());
    lines.count(case, "mean days within 5 years", "normal", Some((mean.lower, mean.upper)), mean_days(5));
    Ok(())
}

/// The table as Markdown: one line a question and method, one column a size.
pub(crate) fn table(lines: &[Line]) -> String {
    let mut sizes: Vec<u64> = lines.iter().map(|line| line.members).collect();
    sizes.dedup();
    let mut text = String::from("| observed | question | interval |");
    for size in &sizes {
        let _ = write!(text, " {size} members |");
    }
    let _ = write!(text, "\n| --- | --- | --- |{}\n", " ---: |".repeat(sizes.len()));
    for first in lines.iter().filter(|line| line.members == sizes[0]) {
        let _ = write!(text, "| {} | {} | {} |", first.record.words(), first.question, first.method);
        for &size in &sizes {
            let same = |line: &&Line| {
                line.members == size && line.record == first.record && line.question == first.question && line.method == first.method
            };
            let shown = lines.iter().find(same).map_or(String::new(), |line| shown(&line.coverage));
            let _ = write!(text, " {shown} |");
        }
        text.push('\n');
    }
    text
}

fn shown(coverage: &Coverage) -> String {
    let share = format!("{:.1} %", 100.0 * coverage.share());
    if coverage.none == 0 { share } else { format!("{share} ({} without)", coverage.none) }
}
