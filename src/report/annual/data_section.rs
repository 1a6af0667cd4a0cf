//! What the report rests on: the rows, the issues found in them, the definitions, the manifest.

use super::document::Writer;
use super::{overview_section, wording};
use crate::input::{Issue, IssueCode, Severity};
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
            &format!("{read}行を読み込み、{kept}行をそのまま、{repaired}行を修正のうえ使用し、{aside}行を除外した。登録者は{persons}人。"),
        )));
    }
    if report.issue_counts.is_empty() {
        return section.with(Block::Paragraph(writer.say("No issues were found.", "データに問題は見つからなかった。")));
    }
    section = section.with(Block::Table(counts(writer)));
    match issues(writer) {
        Some(issues) => section.with(Block::Table(issues)),
        None => section,
    }
}

/// How many issues of each kind there are.
fn counts(writer: &Writer<'_>) -> DocTable {
    let mut table = DocTable::new("issue_counts", writer.say("Issues by kind", "種類別の件数"))
        .with_column(writer.say("what was found and what was done", "内容と処理"), Alignment::Left)
        .with_column(writer.say("severity", "重大度"), Alignment::Left)
        .with_column(writer.say("count", "件数"), Alignment::Right)
        .with_column(writer.say("code", "コード"), Alignment::Left);
    for count in &writer.report.issue_counts {
        table = table.with_row([
            Cell::text(writer.say(count.code.english(), count.code.japanese())),
            Cell::text(severity(writer, count.severity)),
            Cell::count(i64::try_from(count.count).ok()),
            Cell::text(count.code.name()),
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

/// The first issues, those of the whole table first; mass exit days stand with the movements.
fn issues(writer: &Writer<'_>) -> Option<DocTable> {
    let told = |code: IssueCode| code == IssueCode::MassExitDay;
    let mut issues: Vec<_> = writer.report.issues.iter().filter(|issue| !told(issue.code)).collect();
    issues.sort_by_key(|issue| (issue.row.is_some(), std::cmp::Reverse(issue.severity())));
    let any = |part: fn(&Issue) -> bool| issues.iter().take(ISSUES_LISTED).any(|issue| part(issue));
    let (rows, persons) = (any(|issue| issue.row.is_some()), any(|issue| issue.person.is_some()));
    let heads = [
        (rows, writer.say("row", "行"), Alignment::Right),
        (persons, writer.say("person", "会員番号"), Alignment::Left),
        (true, writer.say("column", "列"), Alignment::Left),
        (true, writer.say("found", "値"), Alignment::Left),
        (true, writer.say("code", "コード"), Alignment::Left),
    ];
    let table = DocTable::new("issues", writer.say("Issues one by one", "個別の問題"));
    let mut table = heads.into_iter().filter(|head| head.0).fold(table, |table, (_, label, side)| table.with_column(label, side));
    for issue in issues.iter().take(ISSUES_LISTED) {
        let text = |text: &Option<String>| text.as_ref().map_or_else(Cell::absent, Cell::text);
        let value = issue.value.as_ref().map_or_else(Cell::absent, |value| Cell::text(writer.as_written(&wording::found(value))));
        let column = issue.column.as_ref().map_or_else(Cell::absent, |column| Cell::text(writer.as_written(&wording::column(column))));
        let mut cells = Vec::new();
        cells.extend(rows.then(|| Cell::count(issue.row.and_then(|row| i64::try_from(row).ok()))));
        cells.extend(persons.then(|| text(&issue.person)));
        table = table.with_row(cells.into_iter().chain([column, value, Cell::text(issue.code.name())]));
    }
    let listed = table.rows.len() as u64;
    let all: u64 = writer.report.issue_counts.iter().filter(|count| !told(count.code)).map(|count| count.count).sum();
    if all > listed {
        let (shown, all) = (writer.count(Some(listed)), writer.count(Some(all)));
        table.notes.push(writer.say(
            &format!("{shown} of {all} issues are listed; the JSON form of the report holds up to a thousand of each kind."),
            &format!("全{all}件のうち{shown}件を掲載（JSON形式には種類ごとに1,000件まで収録）。"),
        ));
    }
    (listed > 0).then_some(table)
}

/// The definitions of all figures shown.
pub(super) fn definitions(writer: &Writer<'_>) -> Section {
    Section::new(writer.say("Definitions", "定義")).with(Block::DefinitionCards(overview_section::cards(writer)))
}

/// What anyone needs to make the report again.
pub(super) fn manifest(writer: &Writer<'_>) -> Section {
    let manifest = &writer.report.manifest;
    let mut card =
        Card::new(writer.say("Manifest", "作成条件")).with(writer.say("version of kaiin", "kaiinの版"), manifest.kaiin_version.clone());
    card = card.with(writer.say("reference year", "対象年度"), writer.year(manifest.reference_year));
    for line in &manifest.settings {
        card = card.with(writer.words(&line.label), writer.words(&line.value));
    }
    if let Some(seed) = manifest.seed {
        card = card.with(writer.say("seed of the simulation", "乱数の種（シミュレーション）"), seed.to_string());
    }
    let mut table = DocTable::new("inputs", writer.say("Inputs", "入力ファイル"))
        .with_column(writer.say("name", "ファイル名"), Alignment::Left)
        .with_column(writer.say("bytes", "バイト"), Alignment::Right)
        .with_column("SHA-256", Alignment::Left);
    for input in &manifest.inputs {
        let bytes = Cell::count(i64::try_from(input.bytes).ok());
        table = table.with_row([Cell::text(input.name.clone()), bytes, Cell::text(input.sha256.clone())]);
    }
    let section = Section::new(writer.say("How to make this report again", "再現方法")).with(Block::DefinitionCards(vec![card]));
    if manifest.inputs.is_empty() { section } else { section.with(Block::Table(table)) }
}
