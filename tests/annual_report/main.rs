//! The four annual reports of `examples/annual_report.rs`: every figure that can be worked by hand is worked again here, from the rows of
//! the files alone, and what holds of every report is asserted of all four.

#![cfg(all(feature = "csv", feature = "report", feature = "simulate"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test that cannot build its example fails")]

mod changes;
#[allow(dead_code, reason = "the example's own main")]
#[path = "../../examples/annual_report.rs"]
mod example;
mod kubernetes;
mod levers;
mod physiotherapists;
mod properties;
mod scriveners;
mod simulated;

use kaiin::projection::{Assumed, Provenance};
use kaiin::rates::{Rate, RateStatus};
use kaiin::report::{AnnualReport, Block, DocTable, Language};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Members of the simulated register of the tests.
const MEMBERS: u64 = 20_000;

static PHYSIOTHERAPISTS: LazyLock<AnnualReport> = LazyLock::new(|| example::physiotherapists().unwrap());
static KUBERNETES: LazyLock<AnnualReport> = LazyLock::new(|| example::kubernetes().unwrap());
static SCRIVENERS: LazyLock<AnnualReport> = LazyLock::new(|| example::scriveners().unwrap());
static SIMULATED: LazyLock<AnnualReport> = LazyLock::new(|| example::simulated(MEMBERS).unwrap());

/// The four reports.
fn all() -> [&'static AnnualReport; 4] {
    [&PHYSIOTHERAPISTS, &KUBERNETES, &SCRIVENERS, &SIMULATED]
}

/// One row of a source, by header.
type Row = BTreeMap<String, String>;

/// The rows of a file of `examples/data`, read without the library.
fn source(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(format!("{}/examples/data/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// A count of a row; `None` where the cell is empty.
fn count(row: &Row, column: &str) -> Option<u64> {
    let text = row[column].trim();
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// The rate under an English label.
fn rate<'r>(report: &'r AnnualReport, label: &str) -> &'r Rate {
    let found: Vec<_> = report.rates.iter().filter(|labelled| labelled.label.english == label).collect();
    assert_eq!(found.len(), 1, "{label}");
    &found[0].rate
}

/// Asserts counts and value of a rate, and that it has a definition card with both counts in both languages.
fn assert_rate(report: &AnnualReport, label: &str, numerator: f64, denominator: f64) {
    assert_value(report, label, numerator, denominator, numerator / denominator);
}

/// The same where the value is not the plain quotient.
fn assert_value(report: &AnnualReport, label: &str, numerator: f64, denominator: f64, value: f64) {
    let rate = rate(report, label);
    let close = |found: Option<f64>, expected: f64| found.is_some_and(|found| (found - expected).abs() <= 1e-12 * expected.abs().max(1.0));
    assert!(close(rate.numerator, numerator), "{label}: {:?} above the line, not {numerator}", rate.numerator);
    assert!(close(rate.denominator, denominator), "{label}: {:?} below the line, not {denominator}", rate.denominator);
    assert!(close(rate.value, value), "{label}: {:?}, not {value}", rate.value);
    assert_eq!(rate.status, RateStatus::Complete, "{label}");
}

/// The English labels of the rates of a report, in its order.
fn labels(report: &AnnualReport) -> Vec<&str> {
    report.rates.iter().map(|labelled| labelled.label.english.as_str()).collect()
}

/// A table of the document by its stable name.
fn table(report: &AnnualReport, language: Language, name: &str) -> DocTable {
    let document = report.document(language);
    let found = document.tables().find(|table| table.name == name).unwrap_or_else(|| panic!("no table {name}"));
    found.clone()
}

/// The cells of a table as a program reads them; `None` where there is nothing.
fn plain(table: &DocTable) -> Vec<Vec<Option<String>>> {
    let cell = |text: String| (!text.is_empty()).then_some(text);
    table.rows.iter().map(|row| table.cells(row).map(|(_, shown)| cell(shown.plain())).collect()).collect()
}

/// Every sentence of a document: paragraphs, lists, notes, warnings, captions and remarks.
fn sentences(report: &AnnualReport, language: Language) -> Vec<String> {
    let blocks = report.document(language).sections.into_iter().flat_map(|section| section.blocks);
    let texts = |block| match block {
        Block::Paragraph(text) | Block::Note(text) | Block::Warning(text) => vec![text],
        Block::Items(items) => items,
        Block::Chart(figure) => [Some(figure.caption), figure.counts].into_iter().flatten().collect(),
        Block::Table(table) => table.notes.into_iter().chain([table.caption]).collect(),
        _ => Vec::new(),
    };
    blocks.flat_map(texts).collect()
}

/// Asserts that one sentence of the report holds all the pieces.
fn assert_said(report: &AnnualReport, language: Language, pieces: &[&str]) {
    let sentences = sentences(report, language);
    let said = sentences.iter().any(|sentence| pieces.iter().all(|piece| sentence.contains(piece)));
    assert!(said, "no sentence holds {pieces:?} among {sentences:#?}");
}

/// Events and persons exposed of an estimated assumption.
fn estimated(assumed: &Assumed) -> (u64, u64) {
    match assumed.provenance {
        Provenance::Estimated { events, exposed, .. } => {
            assert!((assumed.probability.get() - events as f64 / exposed.max(1) as f64).abs() < 1e-12);
            (events, exposed)
        }
        ref other => panic!("not estimated: {other:?}"),
    }
}

/// Asserts the projected members, year by year.
fn assert_projected(report: &AnnualReport, expected: impl IntoIterator<Item = f64>) {
    let projection = report.projection.as_ref().unwrap();
    let mut years = projection.years().iter();
    for expected in expected {
        let year = years.next().unwrap();
        assert!((year.members.mean - expected).abs() < 1e-6, "{}: {} members, not {expected}", year.year, year.members.mean);
    }
    assert!(years.next().is_none(), "more years are projected than were worked by hand");
}
