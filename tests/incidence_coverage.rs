//! How often the limits of incidences hold a known truth: the table in the documentation is what this study finds, and says what it must.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test that cannot build its example fails")]

use kaiin::Confidence;
use kaiin::survival::{CumulativeIncidence, CurveInterval, IncidenceSettings, IncidenceVariance, Limits, Observations, OutcomeLosses};
use std::collections::BTreeMap;
use std::fmt::Write;

const SIZES: [usize; 3] = [25, 100, 1_000];
const GROUPS: u64 = 2_000;
/// Of those there, the share that is struck off for arrears at the end of each year.
const ARREARS: f64 = 0.08;
/// Of those there, the share that resigns at the end of each quarter.
const RESIGNED: f64 = 0.01;

/// Incidences of arrears and of resigning after so many quarters, and the mean time lost to arrears until then, in years.
fn truth(quarters: u32) -> [f64; 3] {
    let (mut still, mut arrears, mut resigned, mut lost) = (1.0, 0.0, 0.0, 0.0);
    for quarter in 1..=quarters {
        lost += arrears / 4.0;
        let struck_off = if quarter % 4 == 0 { ARREARS } else { 0.0 };
        arrears += still * struck_off;
        resigned += still * RESIGNED;
        still *= 1.0 - struck_off - RESIGNED;
    }
    [arrears, resigned, lost]
}

/// Uniform numbers of [0, 1): the finaliser of splitmix64 (Steele, Lea, Flood 2014) on a counter.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// What ended a row; nothing when it was censored.
type Outcome = Option<&'static str>;

/// Entry and time in sixteenths of a year, and the outcome.
type Row = (u16, u16, Outcome);

/// Members seen from joining on, or half of them from some time in their first three years on, until some time in the ten years after.
fn simulated(size: usize, late: bool, seed: u64) -> Vec<Row> {
    let mut draws = Draws(seed.wrapping_mul(0xd134_2543_de82_ef95));
    let mut rows = Vec::with_capacity(size);
    while rows.len() < size {
        let entry = if late && draws.next() < 0.5 { (draws.next() * 12.0).floor() / 4.0 + 0.125 } else { 0.0 };
        let until = entry + (draws.next() * 40.0).floor() / 4.0 + 0.25 + 0.0625;
        let left = (1..).find_map(|quarter| {
            let (time, draw) = (f64::from(quarter) / 4.0, draws.next());
            let struck_off = if quarter % 4 == 0 { ARREARS } else { 0.0 };
            match draw {
                _ if time > until => Some((until, None)),
                draw if draw < struck_off => Some((time, Some("arrears"))),
                draw if draw < struck_off + RESIGNED => Some((time, Some("resigned"))),
                _ => None,
            }
        });
        let (time, outcome) = left.unwrap();
        if time > entry {
            rows.push(((entry * 16.0) as u16, (time * 16.0) as u16, outcome));
        }
    }
    rows
}

/// The rows, each with a weight.
fn observations(rows: impl Iterator<Item = (Row, f64)>) -> Observations {
    let (rows, weights): (Vec<Row>, Vec<f64>) = rows.unzip();
    let years = |sixteenths: u16| f64::from(sixteenths) / 16.0;
    let times: Vec<f64> = rows.iter().map(|row| years(row.1)).collect();
    let entries: Vec<f64> = rows.iter().map(|row| years(row.0)).collect();
    let outcomes: Vec<Outcome> = rows.iter().map(|row| row.2).collect();
    Observations::of_outcomes(&times, &outcomes).unwrap().entering(&entries).unwrap().weighted(&weights).unwrap()
}

/// Equal rows as one that counts as often: all that variances of counts need.
fn counted(rows: &[Row]) -> Observations {
    let mut counts: BTreeMap<Row, u32> = BTreeMap::new();
    for row in rows {
        *counts.entry(*row).or_default() += 1;
    }
    observations(counts.into_iter().map(|(row, count)| (row, f64::from(count))))
}

/// How often an interval held the truth, and how often there was none.
#[derive(Default)]
struct Coverage {
    held: u32,
    none: u32,
    groups: u32,
}

impl Coverage {
    fn count(&mut self, limits: Option<Limits>, truth: f64) {
        self.groups += 1;
        match limits {
            None => self.none += 1,
            Some(limits) => self.held += u32::from(limits.lower <= truth && truth <= limits.upper),
        }
    }

    fn share(&self) -> f64 {
        f64::from(self.held) / f64::from(self.groups - self.none)
    }

    fn shown(&self) -> String {
        let share = format!("{:.1} %", 100.0 * self.share());
        if self.none == 0 { share } else { format!("{share} ({} without)", self.none) }
    }
}

const SCALES: [CurveInterval; 5] =
    [CurveInterval::Plain, CurveInterval::Log, CurveInterval::LogLog, CurveInterval::Logit, CurveInterval::Arcsine];

/// The limits of every question and method for one group. The jackknife is Greenwood's variance when all are seen from joining on.
fn answers(rows: &[Row], late: bool) -> Vec<(String, Option<Limits>, f64)> {
    let settings = IncidenceSettings::new();
    let table = counted(rows).risk_table().unwrap();
    let counted = settings.incidence(&table).unwrap();
    let aalen = settings.variance(IncidenceVariance::Aalen).incidence(&table).unwrap();
    let mut found = Vec::new();
    let mut methods: Vec<(&CumulativeIncidence, CurveInterval)> = SCALES.map(|scale| (&counted, scale)).to_vec();
    methods.push((&aalen, CurveInterval::LogLog));
    for (outcome, years) in [("arrears", 1), ("arrears", 5), ("resigned", 5)] {
        for (incidence, scale) in &methods {
            let has_outcome = incidence.outcomes().iter().any(|name| name == outcome);
            let share = has_outcome.then(|| incidence.at(outcome, f64::from(years) + 0.1).unwrap()).flatten();
            let limits = share.and_then(|share| incidence.limits_on(share, *scale, Confidence::default()));
            let truth = truth(4 * years)[usize::from(outcome == "resigned")];
            found.push((format!("{outcome} by year {years} | {}, {scale}", incidence.settings().variance_used()), limits, truth));
        }
    }
    let losses = |name: &str, losses: OutcomeLosses| {
        let of = |outcome: &str| losses.ranked.iter().find(|loss| loss.outcome == outcome).cloned();
        let [arrears, resigned, lost] = truth(20);
        let share = |outcome: &str| of(outcome).and_then(|loss| loss.incidence_limits);
        [
            (format!("arrears by year 5 | {name}, log-log"), share("arrears"), arrears),
            (format!("resigned by year 5 | {name}, log-log"), share("resigned"), resigned),
            (format!("years lost to arrears by year 5 | {name}, normal"), of("arrears").map(|loss| loss.time_limits), lost),
        ]
    };
    found.extend(losses("Greenwood", counted.losses(5.0).unwrap()).into_iter().skip(2));
    if late {
        let rows = observations(rows.iter().map(|row| (*row, 1.0)));
        found.extend(losses("infinitesimal jackknife", settings.robust_losses(&rows, "all", 5.0).unwrap()));
    }
    found
}

#[test]
fn the_limits_of_incidences_hold_the_truth_as_often_as_the_documentation_says() {
    let mut text = String::from("| observed | question | variance, interval | 25 members | 100 members | 1000 members |\n");
    text.push_str("| --- | --- | --- | ---: | ---: | ---: |\n");
    for (late, words) in [(false, "from joining on"), (true, "half from later on")] {
        let mut lines: Vec<(String, [Coverage; 3])> = Vec::new();
        for (place, size) in SIZES.into_iter().enumerate() {
            for group in 0..GROUPS {
                for (at, (name, limits, truth)) in answers(&simulated(size, late, 1 + group), late).into_iter().enumerate() {
                    if at == lines.len() {
                        lines.push((name, <[Coverage; 3]>::default()));
                    }
                    lines[at].1[place].count(limits, truth);
                }
            }
        }
        for (name, coverage) in &lines {
            let shown: Vec<String> = coverage.iter().map(Coverage::shown).collect();
            let _ = writeln!(text, "| {words} | {name} | {} |", shown.join(" | "));
            // 94 to 96 %, and three standard errors of 2,000 groups.
            let share = coverage[2].share();
            assert!((share - 0.95).abs() < 0.01 + 3.0 * (0.95f64 * 0.05 / 2_000.0).sqrt(), "{words}, {name}: {share}");
            assert_eq!(coverage[2].none, 0, "{words}, {name}");
        }
    }
    let documented = include_str!("../src/survival/incidence_coverage.md");
    assert!(documented.ends_with(&text), "{text}");
}
