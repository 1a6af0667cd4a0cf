//! Probabilities and rates of leaving within a year, and actual to expected exits.

use super::{Answer, Draws, REGISTERS, SIZES, Study};
use kaiin::cohort::{HazardKey, HazardTable, ObservationWindow};
use kaiin::rates::{ActualToExpected, BeyondStandard, HazardRate, HazardRates, ProportionMethod, RateMethod, StandardBasis, StandardRates};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, Result};

pub(crate) const STUDY: Study = Study {
    name: "hazards",
    document: "src/rates/experience/coverage.md",
    heading: "members leave | question | limits",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

/// Probability of leaving at the end of the 1st, 2nd, ... year of membership.
const LAPSE: [f64; 6] = [0.10, 0.08, 0.065, 0.055, 0.045, 0.04];
/// Rate of leaving a year where members leave on any day.
const RATE: f64 = 0.10;
/// How many times as many leave as the standard expects.
const RATIO: f64 = 1.25;

const PROBABILITY: [ProportionMethod; 7] = [
    ProportionMethod::ClopperPearson,
    ProportionMethod::MidP,
    ProportionMethod::Wilson,
    ProportionMethod::AgrestiCoull,
    ProportionMethod::Jeffreys,
    ProportionMethod::MinimumLikelihood,
    ProportionMethod::Wald,
];
const RATES: [RateMethod; 9] = [
    RateMethod::Garwood,
    RateMethod::MidP,
    RateMethod::Byar,
    RateMethod::Score,
    RateMethod::Jeffreys,
    RateMethod::SquareRootVandenbroucke,
    RateMethod::SquareRootAnscombe,
    RateMethod::WaldHalfEvent,
    RateMethod::Wald,
];
const BRIEFLY: [RateMethod; 2] = [RateMethod::Garwood, RateMethod::MidP];

/// When members leave and what is seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// At the end of a year of membership; all years are seen whole.
    AtRenewal,
    /// On any day, each with the same probability; all years are seen whole.
    AnyDay,
    /// The same, seen from October 2012 to the end of 2014: many first years are seen in part.
    PartsOfYears,
}

impl Case {
    fn words(self) -> &'static str {
        match self {
            Self::AtRenewal => "at the renewal date",
            Self::AnyDay => "on any day",
            Self::PartsOfYears => "on any day, parts of years seen",
        }
    }

    /// The day on which a member who joined on a day is no longer one, if not after an end.
    fn left(self, joined: Day, end: Day, draws: &mut Draws) -> Result<Option<Day>> {
        if self != Self::AtRenewal {
            // Days until the first success, when each day has the same probability.
            let days = draws.time(-(-RATE / 365.25).ln_1p()).ceil().max(1.0);
            return if days <= f64::from(end.since(joined)) { joined.plus_days(days as i32).map(Some) } else { Ok(None) };
        }
        for year in 1.. {
            let day = Day::from_ymd(joined.year() + year, 4, 1)?;
            if day > end {
                break;
            }
            if draws.happens(LAPSE[(year as usize - 1).min(LAPSE.len() - 1)]) {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }

    /// The members joined on the first day of April 2012, 2013 and 2014: their first years have 365 days each.
    fn table(self, size: usize, seed: u64) -> Result<HazardTable> {
        let mut draws = Draws::new(seed);
        let (start, end) = match self {
            Self::PartsOfYears => (Day::from_ymd(2012, 10, 1)?, Day::from_ymd(2015, 1, 1)?),
            _ => (Day::from_ymd(2012, 4, 1)?, Day::from_ymd(2020, 4, 1)?),
        };
        let mut episodes = Vec::with_capacity(size);
        for person in 0..size {
            let joined = Day::from_ymd(2012 + draws.below(3) as i32, 4, 1)?;
            let episode = Episode::new(person.to_string(), joined);
            episodes.push(match self.left(joined, end, &mut draws)? {
                Some(day) => episode.until(day, EndReason::Arrears),
                None => episode,
            });
        }
        let register = Register::settings_as_of(end).build(&episodes.into_iter().collect())?;
        HazardTable::settings(FiscalCalendar::japan()).during(ObservationWindow::new(start, end)?).build(&register)
    }

    /// The probability of leaving in the first year, and the rate a year of 365.25 days.
    fn truth(self) -> (f64, f64) {
        match self {
            // Everyone is there for all 365 days.
            Self::AtRenewal => (LAPSE[0], LAPSE[0] * 365.25 / 365.0),
            _ => (-(365.0 * (-RATE / 365.25).ln_1p()).exp_m1(), RATE),
        }
    }
}

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for case in [Case::AtRenewal, Case::AnyDay, Case::PartsOfYears] {
        let table = case.table(size, seed)?;
        answers.extend(first_year(case, &table)?);
        if case != Case::PartsOfYears {
            answers.extend(against_standard(case, &table)?);
        }
    }
    Ok(answers)
}

/// The first year of membership.
fn first_year(case: Case, table: &HazardTable) -> Result<Vec<Answer>> {
    let (probability, rate) = case.truth();
    let key = HazardKey { tenure: Some(0), ..HazardKey::default() };
    let found = |probability: ProportionMethod, rate: RateMethod| -> Result<Option<HazardRate>> {
        let rates = HazardRates::settings().probability_limits(probability).rate_limits(rate).rates(table)?;
        Ok(rates.rates().iter().find(|rate| rate.key == key).cloned())
    };
    let mut answers = Vec::new();
    let line = |question: &str, method: &dyn std::fmt::Display| format!("{} | {question} | {method}", case.words());
    for method in PROBABILITY {
        let limits = found(method, RateMethod::Garwood)?.and_then(|rate| rate.probability_interval);
        answers.push(Answer::of_interval(line("probability in the first year", &method), limits, probability));
    }
    for &method in if case == Case::AtRenewal { &BRIEFLY[..] } else { &RATES[..] } {
        let limits = found(ProportionMethod::ClopperPearson, method)?.and_then(|rate| rate.central_interval);
        answers.push(Answer::of_interval(line("central rate of the first year", &method), limits, rate));
    }
    for method in BRIEFLY {
        let limits = found(ProportionMethod::ClopperPearson, method)?.and_then(|rate| rate.actuarial_interval);
        answers.push(Answer::of_interval(line("actuarial rate of the first year", &method), limits, probability));
    }
    Ok(answers)
}

/// All years, against a standard that expects fewer.
fn against_standard(case: Case, table: &HazardTable) -> Result<Vec<Answer>> {
    let standard = match case {
        Case::AtRenewal => StandardRates::by_tenure(StandardBasis::Probability, LAPSE.map(|lapse| lapse / RATIO))?,
        _ => StandardRates::by_tenure(StandardBasis::Central, [RATE / RATIO])?,
    };
    let settings = ActualToExpected::against(standard.beyond(BeyondStandard::LastRate));
    let answer = |&method: &RateMethod| {
        let found = settings.clone().limits(method).of_table(table)?;
        let line = format!("{} | actual to expected | {method}", case.words());
        Ok(Answer::of_interval(line, found.total().interval(), RATIO))
    };
    RATES.iter().map(answer).collect()
}
