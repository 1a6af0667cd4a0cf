//! Kaplan-Meier limits, shares of the first year, restricted means: registers simulated with known lapse probabilities.

use super::{Answer, REGISTERS, SIZES, Study, in_years};
use kaiin::cohort::{DurationTable, ObservationWindow};
use kaiin::rates::{ProportionMethod, proportion_interval};
use kaiin::simulate::{Arrears, Simulation};
use kaiin::survival::{CurveInterval, RiskTable, SurvivalCurve, SurvivalSettings};
use kaiin::{Confidence, Day, FiscalCalendar, FiscalYear, Register, Result};

pub(crate) const STUDY: Study = Study {
    name: "curves",
    document: "src/survival/curve/coverage.md",
    heading: "observed | question | interval",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

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
enum Record {
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

fn answers(members: usize, seed: u64) -> Result<Vec<Answer>> {
    let register = simulated(members as u64, seed)?;
    let plain = DurationTable::settings(FiscalCalendar::japan()).threads(1);
    let mut answers = first_year(&register)?;
    for record in Record::ALL {
        let settings = record.window()?.map_or(plain.clone(), |window| plain.clone().during(window));
        let durations = settings.build(&register)?;
        let curve = SurvivalSettings::new().curve(&RiskTable::of_durations(&durations, 0)?);
        answers.extend(of_curve(&curve, record.words())?);
    }
    Ok(answers)
}

/// The share of those who joined in 2010 to 2018 who stayed beyond the first year.
fn first_year(register: &Register) -> Result<Vec<Answer>> {
    let (mut stayed, mut joined) = (0, 0);
    for spell in register.spells() {
        joined += 1;
        stayed += u64::from(spell.end.is_none_or(|end| f64::from(end.since(spell.start)) > 366.0));
    }
    let answer = |method: ProportionMethod| {
        let interval = proportion_interval(stayed, joined, Confidence::default(), method)?;
        Ok(Answer::of_interval(format!("{} | first-year retention | {method}", Record::Complete.words()), interval, staying(1)))
    };
    [ProportionMethod::Wilson, ProportionMethod::ClopperPearson, ProportionMethod::Jeffreys].into_iter().map(answer).collect()
}

const SCALES: [CurveInterval; 5] =
    [CurveInterval::Plain, CurveInterval::Log, CurveInterval::LogLog, CurveInterval::Logit, CurveInterval::Arcsine];

fn of_curve(curve: &SurvivalCurve, observed: &str) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for years in [1, 5, 8] {
        let at = curve.points().iter().rev().find(|point| point.time <= days_after(years as usize));
        for scale in SCALES {
            let limits = at.and_then(|point| curve.limits_on(point, scale, Confidence::default()));
            answers.push(Answer::of_limits(
                format!("{observed} | still a member after {} | {scale}", in_years(years)),
                limits,
                staying(years as usize),
            ));
        }
    }
    let mean = curve.restricted_mean(days_after(5))?.limits(Confidence::default());
    answers.push(Answer::of_limits(format!("{observed} | mean days within 5 years | normal"), Some(mean), mean_days(5)));
    Ok(answers)
}
