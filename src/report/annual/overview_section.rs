//! Where are we? The answers in sentences, and the figures of the reference year: what a board asks for first in boxes, the rest in a
//! table, the missing in a sentence.

use super::brief;
use super::document::Writer;
use super::value::LabelledRate;
use crate::cohort::MovementSource;
use crate::rates::{RateKind, RateStatus};
use crate::report::{Alignment, Block, Card, Cell, DocTable, KeyFigure, Section};

/// The section.
pub(super) fn section(writer: &Writer<'_>) -> Section {
    let report = writer.report;
    let mut section = Section::new(writer.say("Where are we?", "現状"));
    let points = brief::points(writer);
    if !points.is_empty() {
        section = section.with(Block::Items(points));
    }
    let (main, further) = parted(writer);
    let figures = members(writer).into_iter().chain(main.into_iter().map(|rate| key_figure(writer, rate))).collect();
    section = section.with(Block::KeyFigures(figures));
    section = brief::warnings(writer).into_iter().fold(section, |section, warning| section.with(Block::Warning(warning)));
    section = report.notes.iter().fold(section, |section, note| section.with(Block::Note(writer.as_written(note))));
    section = not_computed(writer).into_iter().chain(later_stock(writer)).fold(section, |section, note| section.with(Block::Note(note)));
    if !further.is_empty() {
        section = section.with(Block::Table(table(writer, &further)));
    }
    section.with(Block::Note(reading(writer)))
}

/// How to read intervals and definitions.
fn reading(writer: &Writer<'_>) -> String {
    let basis = match writer.report.movements.source() {
        MovementSource::Register { .. } => writer
            .say("The register holds everyone, so what happened has no sampling error.", "名簿は全数であるため、実績値に標本誤差はない。"),
        MovementSource::Totals => {
            writer.say("The figures are published totals, not a sample.", "数値は公表された全数であり、標本調査によるものではない。")
        }
    };
    writer.say(
        &format!(
            "An interval tells how far a figure could have been different if people had decided again under the same conditions. {basis} \
             Figures of different definition must not be compared; the definition of each stands in the section Definitions."
        ),
        &format!(
            "区間は、同じ条件のもとで会員が改めて判断した場合に数値が動き得る範囲を示す。{basis}定義の異なる率どうしは比較できない。\
             各指標の定義は「定義」の節に示す。"
        ),
    )
}

/// The rates of the boxes, and those of the table.
pub(super) fn parted<'w>(writer: &Writer<'w>) -> (Vec<&'w LabelledRate>, Vec<&'w LabelledRate>) {
    let (mut main, mut further): (Vec<&LabelledRate>, Vec<&LabelledRate>) = (Vec::new(), Vec::new());
    for labelled in &writer.report.rates {
        let another = |labelled: &LabelledRate| matches!(labelled.rate.definition.kind, RateKind::OrganizationRate { .. });
        let first = match labelled.rate.definition.kind {
            RateKind::OrganizationRate { .. } => !main.iter().any(|before| another(before)),
            RateKind::EntryRateYear | RateKind::Retention | RateKind::FirstYearRetention | RateKind::NetGrowth => true,
            RateKind::LapseRate { reason: None } | RateKind::ReinstatementRate => true,
            RateKind::LeaveShare => matches!(writer.report.movements.source(), MovementSource::Register { .. }),
            _ => false,
        };
        if first { main.push(labelled) } else { further.push(labelled) }
    }
    (main, further)
}

/// Members at the end of the year, as the first figure.
fn members(writer: &Writer<'_>) -> Option<KeyFigure> {
    let row = writer.report.movements.row(writer.report.reference_year)?;
    let closing = row.closing?;
    let note = row.net_growth().map(|net| {
        let change = format!("{}{}", if net > 0 { "+" } else { "" }, writer.language.integer(net));
        writer.say(&format!("{change} in the year"), &format!("前年度末比 {change}人"))
    });
    let label = writer.say("Members at the end of the year", "年度末会員数（人）");
    Some(KeyFigure { label, value: Cell::count(i64::try_from(closing).ok()?), note, definition: Some(writer.members_card(closing)) })
}

/// A rate as a key figure.
fn key_figure(writer: &Writer<'_>, labelled: &LabelledRate) -> KeyFigure {
    let LabelledRate { label, rate } = labelled;
    let (value, note) = (writer.rate_cell(rate), Some(writer.counts_of(rate)));
    KeyFigure { label: writer.label(labelled), value, note, definition: Some(writer.card(label, rate)) }
}

/// The other rates, each with what must be assumed to read it.
fn table(writer: &Writer<'_>, rates: &[&LabelledRate]) -> DocTable {
    let mut table = DocTable::new("further_figures", writer.say("Further figures, and what to mind", "その他の指標と、読むうえでの注意"))
        .with_column(writer.say("figure", "指標"), Alignment::Left)
        .with_column(writer.say("value", "値"), Alignment::Right)
        .with_column(writer.say("counts", "計算"), Alignment::Left)
        .with_column(writer.say("interval", "区間"), Alignment::Left)
        .with_column(writer.say("mind", "注意・前提"), Alignment::Left);
    for labelled in rates {
        let rate = &labelled.rate;
        let mind = match &rate.status {
            RateStatus::Incomplete(why) | RateStatus::NotKnown(why) => Some(why.clone()),
            RateStatus::Complete => rate.definition.kind.assumption(),
        };
        table = table.with_row([
            Cell::text(writer.label(labelled)),
            writer.rate_cell(rate),
            Cell::text(writer.fraction(rate)),
            Cell::text(writer.limits(rate).unwrap_or_default()),
            Cell::text(mind.map(|mind| writer.words(&mind)).unwrap_or_default()),
        ]);
    }
    table
}

/// What was not computed and why, in one sentence.
fn not_computed(writer: &Writer<'_>) -> Option<String> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for missing in &writer.report.not_computed {
        let (needs, label) = (writer.words(&missing.needs), writer.words(&missing.label));
        match reasons.iter_mut().find(|(reason, _)| *reason == needs) {
            Some((_, labels)) => labels.push(label),
            None => reasons.push((needs, vec![label])),
        }
    }
    if reasons.is_empty() {
        return None;
    }
    let english: Vec<String> = reasons.iter().map(|(needs, labels)| format!("{} (needed: {needs})", labels.join(", "))).collect();
    let japanese: Vec<String> = reasons.iter().map(|(needs, labels)| format!("{}（必要なデータ：{needs}）", labels.join("、"))).collect();
    let (english, japanese) = (english.join("; "), japanese.join("、"));
    Some(writer.say(&format!("Not computed: {english}."), &format!("算出していない指標：{japanese}。")))
}

/// That the stock is known for later years than the flows.
fn later_stock(writer: &Writer<'_>) -> Option<String> {
    let year = writer.report.reference_year;
    let last = writer.report.movements.rows().iter().rev().find(|row| row.coverage.is_complete() && row.closing.is_some())?;
    let (last_year, closing) = (last.year.filter(|last| *last > year)?, writer.count(last.closing));
    let (year, last_year) = (writer.year(year), writer.year(last_year));
    Some(writer.say(
        &format!(
            "This report is about {year}, the last year of which both joiners and leavers are known. Members are known until the end of \
             {last_year}: {closing}."
        ),
        &format!("本報告は、入会者数と退会者数がともに判明している最後の年度である{year}を対象とする。会員数は{last_year}末（{closing}人）まで判明している。"),
    ))
}

/// The definition cards of all figures of the section.
pub(super) fn cards(writer: &Writer<'_>) -> Vec<Card> {
    let members = members(writer).and_then(|figure| figure.definition);
    members.into_iter().chain(writer.report.rates.iter().map(|labelled| writer.card(&labelled.label, &labelled.rate))).collect()
}
