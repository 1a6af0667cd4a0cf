//! Where are we? The rates of the reference year, each with its counts and its definition.

use super::document::Writer;
use super::value::LabelledRate;
use crate::rates::RateKind;
use crate::report::{Block, Cell, KeyFigure, Section};

/// The section.
pub(super) fn section(writer: &Writer<'_>) -> Section {
    let report = writer.report;
    let mut section = Section::new(writer.say("Where are we?", "現状"));
    if let Some(sentence) = in_one_sentence(writer) {
        section = section.with(Block::Paragraph(sentence));
    }
    let figures: Vec<KeyFigure> = members(writer).into_iter().chain(report.rates.iter().map(|rate| key_figure(writer, rate))).collect();
    section = section.with(Block::KeyFigures(figures));
    section = report.notes.iter().fold(section, |section, note| section.with(Block::Note(writer.words(note))));
    section.with(Block::Note(writer.say(
        "Intervals tell how far the figure could have been different if people had decided again under the same conditions. The register itself \
         is complete: what happened has no sampling error. Rates of different definition must not be compared; every figure carries its own.",
        "区間は、同じ条件で会員が改めて決定した場合に数値が動き得る範囲を示す。名簿は全数であり、実績値に標本誤差はない。定義の異なる率は比較できない。\
         各数値に定義を付した。",
    )))
}

/// The year in one sentence.
fn in_one_sentence(writer: &Writer<'_>) -> Option<String> {
    let row = writer.report.movements.row(writer.report.reference_year)?;
    let year = writer.year(writer.report.reference_year);
    let (closing, joined, left) = (row.closing?, row.joined, row.left);
    let came = writer.count(joined.map(|joined| joined.saturating_add(row.reinstated.unwrap_or(0))));
    let (closing, left) = (writer.count(Some(closing)), writer.count(left));
    Some(writer.say(
        &format!("At the end of {year} there were {closing} members; {came} joined or came back and {left} left in the year."),
        &format!("{year}末の会員数は{closing}人。当年度の入会（再入会を含む）は{came}人、退会は{left}人。"),
    ))
}

/// Members at the end of the year, as the first figure.
fn members(writer: &Writer<'_>) -> Option<KeyFigure> {
    let row = writer.report.movements.row(writer.report.reference_year)?;
    let closing = i64::try_from(row.closing?).ok()?;
    let growth = row.net_growth().map(|net| format!("{net:+}"));
    let note = growth.map(|net| writer.say(&format!("{net} in the year"), &format!("前年度比{net}人")));
    let label = writer.say("Members at the end of the year", "年度末会員数");
    Some(KeyFigure { label, value: Cell::count(closing), note, definition: None })
}

/// A rate as a key figure.
fn key_figure(writer: &Writer<'_>, labelled: &LabelledRate) -> KeyFigure {
    let LabelledRate { label, rate } = labelled;
    let mut note = writer.counts_of(rate);
    if rate.definition.kind == RateKind::MembersPerNewLicensee {
        note = format!("{note}; {}", writer.say("a stock over a flow: exceeds 100 % by nature", "ストック÷フローのため100%を超える"));
    }
    KeyFigure { label: writer.words(label), value: writer.rate_cell(rate), note: Some(note), definition: Some(writer.card(label, rate)) }
}
