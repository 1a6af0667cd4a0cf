//! Members who leave at the ends of quarters for arrears or by resigning, and are seen for up to ten years.

use super::Draws;

/// Of those there, the share that is struck off for arrears at the end of each year.
const ARREARS: f64 = 0.08;
/// Of those there, the share that resigns at the end of each quarter.
const RESIGNED: f64 = 0.01;

/// Shares still there, struck off and resigned after so many quarters, and the mean time lost to arrears until then, in years.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Truth {
    pub(crate) still: f64,
    pub(crate) arrears: f64,
    pub(crate) resigned: f64,
    pub(crate) lost: f64,
}

impl Truth {
    pub(crate) fn after(quarters: u32) -> Self {
        let mut truth = Self { still: 1.0, arrears: 0.0, resigned: 0.0, lost: 0.0 };
        for quarter in 1..=quarters {
            truth.lost += truth.arrears / 4.0;
            truth.arrears += truth.still * struck_off(quarter);
            truth.resigned += truth.still * RESIGNED;
            truth.still *= 1.0 - struck_off(quarter) - RESIGNED;
        }
        truth
    }
}

fn struck_off(quarter: u32) -> f64 {
    if quarter.is_multiple_of(4) { ARREARS } else { 0.0 }
}

/// How members come under observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// All from joining on.
    FromJoining,
    /// Half of them only from some time in their first three years on, if they are there then.
    HalfLater,
}

impl Seen {
    pub(crate) const BOTH: [Self; 2] = [Self::FromJoining, Self::HalfLater];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::FromJoining => "from joining on",
            Self::HalfLater => "half from later on",
        }
    }

    /// When a member comes under observation, in years, in the middle of a quarter.
    pub(crate) fn entry(self, draws: &mut Draws) -> f64 {
        if self == Self::HalfLater && draws.happens(0.5) { f64::from(draws.below(12)) / 4.0 + 0.125 } else { 0.0 }
    }
}

/// Until when a member who comes under observation then is seen, in years: never at the end of a quarter.
pub(crate) fn seen_until(entry: f64, draws: &mut Draws) -> f64 {
    entry + f64::from(draws.below(40)) / 4.0 + 0.25 + 0.0625
}

/// What ended a row; nothing when it was censored.
pub(crate) type Outcome = Option<&'static str>;

/// Entry and time in sixteenths of a year, and the outcome.
pub(crate) type Row = (u16, u16, Outcome);

pub(crate) fn years(sixteenths: u16) -> f64 {
    f64::from(sixteenths) / 16.0
}

/// So many members under observation.
pub(crate) fn simulated(size: usize, seen: Seen, seed: u64) -> Vec<Row> {
    let mut draws = Draws::new(seed);
    let mut rows = Vec::with_capacity(size);
    while rows.len() < size {
        let entry = seen.entry(&mut draws);
        let until = seen_until(entry, &mut draws);
        let (time, outcome) = left(until, &mut draws);
        if time > entry {
            rows.push(((entry * 16.0) as u16, (time * 16.0) as u16, outcome));
        }
    }
    rows
}

/// When and why a member leaves, or is last seen.
fn left(until: f64, draws: &mut Draws) -> (f64, Outcome) {
    let mut quarter = 0;
    loop {
        quarter += 1;
        let (time, draw) = (f64::from(quarter) / 4.0, draws.share());
        match draw {
            _ if time > until => return (until, None),
            draw if draw < struck_off(quarter) => return (time, Some("arrears")),
            draw if draw < struck_off(quarter) + RESIGNED => return (time, Some("resigned")),
            _ => {}
        }
    }
}
