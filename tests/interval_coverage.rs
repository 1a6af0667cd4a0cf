//! How often intervals hold a known truth: the table in the documentation is what the study prints, and says what it must.

#![cfg(feature = "simulate")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that cannot build its example fails")]

#[path = "../examples/interval_coverage/study.rs"]
mod study;

use study::{Record, table};

#[test]
fn the_intervals_hold_the_truth_as_often_as_the_documentation_says() {
    let lines = study::study(&[25, 100, 1_000], 2_000).unwrap();
    let documented = include_str!("../src/survival/interval_coverage.md");
    assert!(documented.ends_with(&table(&lines)), "{}", table(&lines));

    let independent = |line: &&study::Line| line.record != Record::FromYearStart;
    for line in lines.iter().filter(independent).filter(|line| line.members == 1_000) {
        // 94 to 96 %, and three standard errors of 2,000 registers.
        let share = line.coverage.share();
        assert!((share - 0.95).abs() < 0.01 + 3.0 * (0.95f64 * 0.05 / 2_000.0).sqrt(), "{line:?}");
        assert_eq!(line.coverage.none, 0, "{line:?}");
    }
    // Where entry depends on leaving, the study sees it: a check that could not fail would not be worth its time.
    assert!(lines.iter().any(|line| line.record == Record::FromYearStart && line.members == 1_000 && line.coverage.share() < 0.9));
}
