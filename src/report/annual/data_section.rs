//! What the report rests on: the rows, the issues found in them, the definitions, the manifest.

use super::document::Writer;
use crate::input::Severity;
use crate::report::{Alignment, Block, Card, Cell, DocTable, Section};

/// Issues listed one by one in a document; the JSON form holds more.
const ISSUES_LISTED: usize = 50;

/// The section on rows and issues.
pub(super) fn section(writer: &Writer<'_>) -> Section {
    let report = writer.report;
    let mut section = Section::new(writer.say("How good are the data?", "データの状態"));
    if let Some(rows) = report.rows {
        let [read, kept, repaired, aside, persons] =
            [rows.read, rows.kept, rows.repaired, rows.set_aside, rows.persons].map(|count| writer.count(Some(count)));
        section = section.with(Block::Paragraph(writer.say(
            &format!("{read} rows were read: {kept} were used as they are, {repaired} after a repair, {aside} were set aside. They are of {persons} persons."),
            &format!("読込{read}行のうち、そのまま使用{kept}行、修正して使用{repaired}行、除外{aside}行。会員{persons}人。"),
        )));
    }
    if report.issue_counts.is_empty() {
        return section.with(Block::Paragraph(writer.say("No issues were found.", "問題は見つからなかった。")));
    }
    section.with(Block::Table(counts(writer))).with(Block::Table(issues(writer)))
}

/// How many issues of each kind there are.
fn counts(writer: &Writer<'_>) -> DocTable {
    let mut table = DocTable::new("issue_counts", writer.say("Issues by kind", "種類別の件数"))
        .with_column(writer.say("kind", "種類"), Alignment::Left)
        .with_column(writer.say("severity", "重大度"), Alignment::Left)
        .with_column(writer.say("count", "件数"), Alignment::Right)
        .with_column(writer.say("what it means and what was done", "内容と処理"), Alignment::Left);
    for count in &writer.report.issue_counts {
        table = table.with_row([
            Cell::text(count.code.name()),
            Cell::text(severity(writer, count.severity)),
            Cell::count(i64::try_from(count.count).ok()),
            Cell::text(writer.say(count.code.english(), count.code.japanese())),
        ]);
    }
    table
}

/// The name of a severity.
fn severity(writer: &Writer<'_>, severity: Severity) -> String {
    match severity {
        Severity::Info => writer.say("information", "情報"),
        Severity::Warning => writer.say("warning", "警告"),
        Severity::Error => writer.say("error", "エラー"),
    }
}

/// The first issues, those of the whole table first.
fn issues(writer: &Writer<'_>) -> DocTable {
    let mut issues: Vec<_> = writer.report.issues.iter().collect();
    issues.sort_by_key(|issue| (issue.row.is_some(), std::cmp::Reverse(issue.severity())));
    let mut table = DocTable::new("issues", writer.say("Issues one by one", "個別の問題"))
        .with_column(writer.say("row", "行"), Alignment::Right)
        .with_column(writer.say("person", "会員番号"), Alignment::Left)
        .with_column(writer.say("column", "列"), Alignment::Left)
        .with_column(writer.say("value", "値"), Alignment::Left)
        .with_column(writer.say("kind", "種類"), Alignment::Left);
    for issue in issues.iter().take(ISSUES_LISTED) {
        let text = |text: &Option<String>| text.as_ref().map_or_else(Cell::absent, Cell::text);
        let row = Cell::count(issue.row.and_then(|row| i64::try_from(row).ok()));
        table = table.with_row([row, text(&issue.person), text(&issue.column), text(&issue.value), Cell::text(issue.code.name())]);
    }
    let all: u64 = writer.report.issue_counts.iter().map(|count| count.count).sum();
    if all > issues.len().min(ISSUES_LISTED) as u64 {
        let (shown, all) = (writer.count(Some(issues.len().min(ISSUES_LISTED) as u64)), writer.count(Some(all)));
        table.notes.push(writer.say(
            &format!("{shown} of {all} issues are listed; the JSON form of the report holds up to a thousand of each kind."),
            &format!("全{all}件のうち{shown}件を掲載（JSON形式には種類ごとに1,000件まで収録）。"),
        ));
    }
    table
}

/// The definitions of all rates shown.
pub(super) fn definitions(writer: &Writer<'_>) -> Section {
    let cards = writer.report.rates.iter().map(|labelled| writer.card(&labelled.label, &labelled.rate));
    Section::new(writer.say("Definitions", "定義")).with(Block::DefinitionCards(cards.collect()))
}

/// What anyone needs to make the report again.
pub(super) fn manifest(writer: &Writer<'_>) -> Section {
    let manifest = &writer.report.manifest;
    let mut card = Card::new(writer.say("Manifest", "作成条件")).with("kaiin", manifest.kaiin_version.clone());
    card = card.with(writer.say("reference year", "対象年度"), writer.year(manifest.reference_year));
    for line in &manifest.settings {
        card = card.with(line.name.clone(), line.value.clone());
    }
    if let Some(seed) = manifest.seed {
        card = card.with(writer.say("seed of the simulation", "乱数の種"), seed.to_string());
    }
    let mut table = DocTable::new("inputs", writer.say("Inputs", "入力"))
        .with_column(writer.say("name", "名称"), Alignment::Left)
        .with_column(writer.say("bytes", "バイト数"), Alignment::Right)
        .with_column("SHA-256", Alignment::Left);
    for input in &manifest.inputs {
        let bytes = Cell::count(i64::try_from(input.bytes).ok());
        table = table.with_row([Cell::text(input.name.clone()), bytes, Cell::text(input.sha256.clone())]);
    }
    let section = Section::new(writer.say("How to make this report again", "再現方法")).with(Block::DefinitionCards(vec![card]));
    if manifest.inputs.is_empty() { section } else { section.with(Block::Table(table)) }
}
