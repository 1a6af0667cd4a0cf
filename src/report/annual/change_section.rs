//! Why did it change? The change of the organization rate as a sum of parts: a sentence, a picture and a table.

use super::document::Writer;
use super::value::RateChange;
use crate::decision::decomposition::{Decomposition, Part};
use crate::rates::RateKind;
use crate::report::chart::{ChartSpec, Waterfall};
use crate::report::{Alignment, Block, Cell, ChartFigure, DocTable, Section};

/// Decimals of a share in the figures that are printed: hundredths of a percentage point.
const DECIMALS: u32 = 4;
/// Parts named in a sentence.
const NAMED: usize = 2;
/// The flows of new licence holders, and of those among them and before them who join: what they add must be read together.
const ENTRY: [&str; 5] = ["joined", "new_cohorts", "late_entry", "joined_cohort_unknown", "new_licensees"];

/// The section; `None` where the data do not tell the parts.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let changes = &writer.report.rate_changes;
    if changes.is_empty() {
        return None;
    }
    let mut section = Section::new(writer.say("Why did it change?", "なぜ変わったか"));
    for change in changes {
        section = section.with(Block::Paragraph(sentence(writer, change)));
        if let Some(figure) = picture(writer, change) {
            section = section.with(Block::Chart(Box::new(figure)));
        }
        section = section.with(Block::Table(table(writer, change)));
    }
    let section = earlier_years(writer).into_iter().fold(section, |section, note| section.with(Block::Note(note)));
    Some(section.with(Block::Note(reading(writer))))
}

/// The change over the reference year in a sentence; `None` where the data do not tell it.
pub(super) fn sentence_of_the_year(writer: &Writer<'_>) -> Option<String> {
    writer.report.rate_changes.first().map(|change| sentence(writer, change))
}

/// The change and its two largest parts.
fn sentence(writer: &Writer<'_>, change: &RateChange) -> String {
    let printed = printed(&change.decomposition);
    let [before, after] = [printed.before, printed.after].map(|rate| writer.language.percent(rate, 2));
    let (over, over_ja) = period(writer, change);
    let by = writer.language.real(100.0 * printed.change.abs(), 2);
    let largest = largest(writer, &printed);
    if printed.change == 0.0 {
        return writer.say(
            &format!("Over {over} the organization rate stayed at {after}.{}", said(&largest.0)),
            &format!("{over_ja}の組織率は{after}のまま変わらなかった。{}", said_ja(&largest.1)),
        );
    }
    let (went, went_ja) = if printed.change > 0.0 { ("rose", "上がった") } else { ("fell", "下がった") };
    writer.say(
        &format!("Over {over} the organization rate {went} by {by} points, from {before} to {after}.{}", said(&largest.0)),
        &format!("{over_ja}に組織率は{before}から{after}へ{by}ポイント{went_ja}。{}", said_ja(&largest.1)),
    )
}

fn said(parts: &str) -> String {
    if parts.is_empty() { String::new() } else { format!(" The largest parts: {parts}.") }
}

fn said_ja(parts: &str) -> String {
    if parts.is_empty() { String::new() } else { format!("主な要因は{parts}。") }
}

/// The parts that moved the rate most and the sum of the others, in both languages.
fn largest(writer: &Writer<'_>, printed: &Decomposition) -> (String, String) {
    let mut parts: Vec<&Part> = printed.parts.iter().filter(|part| part.value != 0.0).collect();
    parts.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    let (named, others) = parts.split_at(parts.len().min(NAMED));
    let others = (!others.is_empty()).then(|| points(writer, sum_of(others.iter().copied())));
    let english = named.iter().map(|part| format!("{} {} points", part.counts.english, points(writer, part.value)));
    let english = english.chain(others.iter().map(|rest| format!("all others together {rest} points")));
    let english = english.collect::<Vec<_>>().join("; ");
    let japanese = named.iter().map(|part| format!("{} {}ポイント", part.counts.japanese, points(writer, part.value)));
    let rest = others.map_or(String::new(), |rest| format!("（その他の合計 {rest}ポイント）"));
    (english, format!("{}{rest}", japanese.collect::<Vec<_>>().join("、")))
}

/// The sum of printed parts, in printed figures.
fn sum_of<'p>(parts: impl Iterator<Item = &'p Part>) -> f64 {
    let units = 10f64.powi(DECIMALS as i32);
    parts.map(|part| (units * part.value).round()).sum::<f64>() / units
}

/// Points with their sign.
fn points(writer: &Writer<'_>, value: f64) -> String {
    let text = writer.language.real(100.0 * value, 2);
    if value > 0.0 { format!("+{text}") } else { text }
}

/// Figures that add up.
fn printed(decomposition: &Decomposition) -> Decomposition {
    decomposition.rounded(DECIMALS).unwrap_or_else(|_| decomposition.clone())
}

/// The years of a change, in words.
fn period(writer: &Writer<'_>, change: &RateChange) -> (String, String) {
    let (first, last) = (change.from_year.plus(1), change.to_year);
    let years = last.since(first) + 1;
    match years {
        1 => (writer.year(last), format!("{last}年度")),
        _ => (format!("the {years} fiscal years {first} to {last}"), format!("{first}～{last}年度の{years}年間")),
    }
}

/// The picture of a change.
fn picture(writer: &Writer<'_>, change: &RateChange) -> Option<ChartFigure> {
    let mut chart = Waterfall::of(&change.decomposition, writer.language).ok()?;
    let (over, over_ja) = period(writer, change);
    chart.title = writer.say(&format!("Why the organization rate changed, {over}"), &format!("組織率はなぜ変わったか（{over_ja}）"));
    chart.value_label = writer.words(&RateKind::OrganizationRate { denominator: change.denominator }.title());
    let end = |year| writer.say(&format!("end of {}", writer.year(year)), &format!("{year}年度末"));
    (chart.before.label, chart.after.label) = (end(change.from_year), end(change.to_year));
    for (shown, part) in chart.parts.iter_mut().zip(&change.decomposition.parts) {
        shown.label = writer.words(&part.counts);
    }
    chart.description = chart.in_words(writer.language);
    let caption = writer.say(
        "From the rate before, down to the rate after: each bar begins where the one above it ended, and its length is what the part added \
         to the rate (plain, to the right) or took from it (hatched, to the left). The figures on the right add up.",
        "変化前の率から始まり、各要因の棒は直前の棒の終わりから始まる。長さは率を上げた幅（無地・右向き）または下げた幅（斜線・左向き）を表す。\
         右端の数値を合計すると変化に一致する。",
    );
    let mut figure = ChartFigure::new(ChartSpec::Waterfall(chart), caption);
    let kind = RateKind::OrganizationRate { denominator: change.denominator };
    let of_kind = writer.report.rates.iter().find(|labelled| labelled.rate.definition.kind == kind);
    figure.definition = of_kind.map(|labelled| writer.card(&labelled.label, &labelled.rate));
    Some(figure)
}

/// The parts of a change, and the change.
fn table(writer: &Writer<'_>, change: &RateChange) -> DocTable {
    let printed = printed(&change.decomposition);
    let (over, over_ja) = period(writer, change);
    let name = if change.to_year.since(change.from_year) == 1 { "organization_rate_change" } else { "organization_rate_change_years" };
    let caption = writer.say(&format!("Parts of the change, {over}"), &format!("変化の内訳（{over_ja}）"));
    let points = |value: f64| Cell::real(100.0 * value, 2);
    let mut table = DocTable::new(name, caption)
        .with_column(writer.say("part", "要因"), Alignment::Left)
        .with_column(writer.say("persons", "人数（人）"), Alignment::Right)
        .with_column(writer.say("points", "ポイント"), Alignment::Right);
    for part in &printed.parts {
        table = table.with_row([Cell::text(writer.words(&part.counts)), Cell::count(part.persons), points(part.value)]);
    }
    let whole = writer.say("change of the organization rate", "組織率の変化");
    table = table.with_row([Cell::text(whole), Cell::absent(), points(printed.change)]);
    table.notes.push(together(writer, &printed));
    table
}

/// What new licence holders and joiners did together, and all else.
fn together(writer: &Writer<'_>, printed: &Decomposition) -> String {
    let sum = |entry: bool| {
        let chosen = printed.parts.iter().filter(|part| ENTRY.contains(&part.name.as_str()) == entry);
        points(writer, sum_of(chosen))
    };
    let (entry, rest) = (sum(true), sum(false));
    writer.say(
        &format!(
            "New licence holders lower the rate until they join. New licence holders and those who joined, together: {entry} points; all \
             other parts: {rest} points."
        ),
        &format!(
            "新規免許取得者は、入会するまでは率を下げる。新規免許取得者と新規入会者を合わせると{entry}ポイント、その他の要因の合計は{rest}ポイント。"
        ),
    )
}

/// That the change over several years is not told, or over fewer than five, and why.
fn earlier_years(writer: &Writer<'_>) -> Option<String> {
    let first = writer.report.rate_changes.iter().map(|change| change.from_year).min()?;
    let years = writer.report.reference_year.since(first);
    let first = writer.year(first);
    (years < 5).then(|| {
        writer.say(
            &format!(
                "The change is not told for the years up to {first}: members, joiners, leavers and licence holders must be known for every \
                 year, and members and licence holders also for the end of the year before."
            ),
            &format!(
                "{first}以前の変化の内訳は示していない。各年度の会員数・入会者数・退会者数・免許保有者数と、その前年度末の会員数・免許保有者数が必要である。"
            ),
        )
    })
}

/// How to read the parts.
fn reading(writer: &Writer<'_>) -> String {
    writer.say(
        "A part is what its persons did to the rate, each with what one member, or one licence holder, was worth on the mean of the two dates \
         (over several years, year by year added up). Parts are arithmetic and not causes: they say who came and went, not why. Everyone is \
         counted, so they have no sampling error.",
        "各要因の値は、その人数に、期首と期末を平均した会員1人（免許保有者1人）当たりの率への影響を掛けたものである（複数年度の場合は各年度の値を合計）。\
         要因は計算上の内訳であって原因ではない。だれが加わり、だれが去ったかを示すが、その理由までは示さない。全数を数えているため標本誤差はない。",
    )
}
