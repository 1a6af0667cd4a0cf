//! How often intervals hold a known truth: the tables in the documentation are what the studies find, and say what they must.
//!
//! Each study is run here with fewer registers than its table has, so that it takes a second;
//! `cargo test --release --test interval_coverage -- --ignored` makes every table again, to the digit, which takes many minutes.

#![cfg(feature = "simulate")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that cannot build its example fails")]

#[path = "../examples/interval_coverage/study/mod.rs"]
mod study;

use study::Study;

fn named(name: &str) -> &'static Study {
    study::ALL.iter().find(|study| study.name == name).unwrap()
}

fn document(study: &Study) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(study.document)).unwrap()
}

/// A row of a documented table: what comes first, and for each size the share that held the truth and how many had no interval.
struct Documented {
    name: String,
    cells: Vec<(Option<f64>, u32)>,
}

/// The rows of the table of a study.
fn documented(study: &Study) -> Vec<Documented> {
    let text = document(study);
    let rows = text.lines().skip_while(|line| !line.starts_with(&format!("| {} |", study.heading))).skip(2);
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let (name, cells) = cells.split_at(cells.len() - study.sizes.len());
        Documented { name: name.join(" | "), cells: cells.iter().map(|cell| read(cell)).collect() }
    };
    rows.map(row).collect()
}

/// `95.0 % (3 without)`.
fn read(cell: &str) -> (Option<f64>, u32) {
    let share = cell.split_once(" %").map(|(share, _)| share.parse::<f64>().unwrap() / 100.0);
    let without = cell.split_once('(').map_or(0, |(_, without)| without.trim_end_matches(" without)").parse().unwrap());
    (share, without)
}

/// A part of the study finds what its table says, row by row, within four standard errors of the part.
fn finds_what_is_documented(study: &Study, size: usize, registers: u64) {
    let place = study.sizes.iter().position(|known| *known == size).unwrap();
    let found = study.run(&[size], registers).unwrap();
    let documented = documented(study);
    assert_eq!(found.lines.len(), documented.len(), "rows of {}", study.document);
    for (line, documented) in found.lines.iter().zip(&documented) {
        assert_eq!(line.name, documented.name, "{}", study.document);
        let (coverage, (expected, without)) = (line.coverage[0], documented.cells[place]);
        let n = f64::from(coverage.with_interval());
        // One more register on either side, so that a share of 100 % has an error too.
        let tolerance = |p: f64, n: f64| 4.0 * ((p * (1.0 - p) + 1.0 / n) / n).sqrt();
        if let (Some(share), Some(expected)) = (coverage.share(), expected) {
            assert!((share - expected).abs() < tolerance(expected, n), "{} of {size}: {share}, and not {expected}", line.name);
        }
        let (none, expected) = (f64::from(coverage.none) / registers as f64, f64::from(without) / study.registers as f64);
        assert!((none - expected).abs() < tolerance(expected, registers as f64), "{} of {size}: {none} without", line.name);
    }
}

/// In large registers every method of the table holds 94 to 96 %, but for those named that fail, and those named that hold more.
///
/// Three standard errors of the registers are allowed for. A name is a part of a row.
fn holds_in_large_registers_except(study: &Study, failing: &[&str], wide: &[&str]) {
    let margin = 0.01 + 3.0 * (0.95f64 * 0.05 / study.registers as f64).sqrt();
    for row in documented(study) {
        let is_named = |names: &[&str]| names.iter().any(|name| row.name.contains(name));
        let share = row.cells.last().and_then(|(share, _)| *share).unwrap();
        assert_eq!(share < 0.95 - margin, is_named(failing), "{}: {share}", row.name);
        assert!(share < 0.95 + margin || is_named(wide), "{}: {share}", row.name);
    }
}

#[test]
fn limits_of_curves() {
    finds_what_is_documented(named("curves"), 100, 50);
    // Where entry depends on leaving, the study sees it: a check that could not fail would not be worth its time.
    holds_in_large_registers_except(named("curves"), &["late entry on the day of departures"], &[]);
}

#[test]
fn limits_of_quantiles() {
    finds_what_is_documented(named("quantiles"), 100, 100);
    holds_in_large_registers_except(named("quantiles"), &[], &["leaving at quarter ends"]);
}

#[test]
fn limits_of_curves_drawn_again() {
    finds_what_is_documented(named("bootstrap"), 25, 40);
    holds_in_large_registers_except(named("bootstrap"), &[], &[]);
}

#[test]
fn limits_of_incidences() {
    finds_what_is_documented(named("incidences"), 100, 100);
    holds_in_large_registers_except(named("incidences"), &[], &[]);
}

#[test]
fn limits_between_states() {
    finds_what_is_documented(named("multistate"), 100, 25);
    holds_in_large_registers_except(named("multistate"), &["the past counts | active at year 5, given active at year 1 | Greenwood"], &[]);
}

#[test]
fn limits_of_reinstatement() {
    finds_what_is_documented(named("reinstatement"), 100, 100);
    holds_in_large_registers_except(named("reinstatement"), &[], &[]);
}

#[test]
fn limits_of_hazards() {
    finds_what_is_documented(named("hazards"), 100, 50);
    holds_in_large_registers_except(named("hazards"), &[], &[]);
}

#[test]
fn limits_of_regressions() {
    finds_what_is_documented(named("regression"), 100, 30);
    // Years of one member that are alike, taken as independent.
    let questions = ["constant", "north against east", "probability in the third year in the north"];
    let failing = |link: &str| questions.map(|question| format!("alike, the event can recur | {link}, {question} | model"));
    let failing = [failing("logit"), failing("cloglog")].concat();
    holds_in_large_registers_except(named("regression"), &failing.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
}

#[test]
fn limits_of_retention_curves() {
    finds_what_is_documented(named("retention"), 100, 20);
    holds_in_large_registers_except(named("retention"), &[], &[]);
}

#[test]
fn limits_of_panel_rates() {
    finds_what_is_documented(named("panel"), 100, 20);
    holds_in_large_registers_except(named("panel"), &[], &[]);
}

#[test]
fn limits_of_projections() {
    let study = named("projection");
    finds_what_is_documented(study, 1_000, 12);
    let error = |level: f64| (level * (1.0 - level) / study.registers as f64).sqrt();
    for row in documented(study) {
        let large = row.cells[1].0.unwrap();
        if row.name.starts_with("the model holds |") {
            let level = [0.5, 0.8, 0.95].into_iter().find(|level| row.name.contains(&format!(", {:.0} %", 100.0 * level))).unwrap();
            let margin = if level == 0.95 { 0.02 } else { 0.03 };
            assert!(row.cells.iter().all(|(share, _)| (share.unwrap() - level).abs() < margin + 2.0 * error(level)), "{}", row.name);
        }
        // A check that could not fail would not be worth its time.
        let fails = ["left out", "falls by half a point a year |", "wanders, mean"].iter().any(|part| row.name.contains(part));
        assert!(!fails || !row.name.ends_with("| 10") || large < 0.9, "{}: {large}", row.name);
    }
}

#[test]
#[ignore = "takes many minutes; with --release"]
fn every_table_is_what_its_study_prints() {
    for study in study::ALL {
        let found = study.run(study.sizes, study.registers).unwrap().to_markdown();
        assert!(document(study).ends_with(&found), "{}\n{found}", study.document);
    }
}
