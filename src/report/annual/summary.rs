//! The report on one screen of a terminal.

use super::document::Writer;
use super::value::{AnnualReport, LabelledRate};
use super::{brief, overview_section};
use crate::input::IssueCode;
use crate::rates::RateKind;
use crate::register::{MassExitDay, recurring_exit_days};
use crate::report::Language;
use crate::report::chart::wrapped;
use unicode_width::UnicodeWidthStr;

/// Width of a line, in ems: about a hundred letters or forty-eight kanji.
const WIDTH: f64 = 48.0;
/// Mass exit days named one by one.
const MOST_DAYS: usize = 6;

impl AnnualReport {
    /// The report on one screen: the answers in sentences, the rates that a board asks for first with counts and intervals, what to mind,
    /// rows and issues.
    #[must_use]
    pub fn summary(&self, language: Language) -> String {
        let writer = Writer { report: self, language };
        let title = writer.say(", annual membership report, ", "　会員動態年次報告　");
        let mut text = format!("{}{title}{}\n", writer.as_written(&self.association), writer.year(self.reference_year));
        let mut list = |mark: &str, sentence: &str| {
            for (at, line) in wrapped(sentence, 1.0, WIDTH).into_iter().enumerate() {
                text.push_str(&format!("  {} {line}\n", if at == 0 { mark } else { " " }));
            }
        };
        brief::points(&writer).iter().for_each(|point| list("-", point));
        brief::warnings(&writer).iter().for_each(|warning| list("!", warning));
        text.push_str(&lines(&figures(&writer)));
        text.push_str(&lines(&data(&writer)));
        text
    }
}

/// The rates of the screen, and how many are left to the files.
fn figures(writer: &Writer<'_>) -> Vec<(String, String)> {
    let (main, further) = overview_section::parted(writer);
    let literal = |labelled: &&LabelledRate| labelled.rate.definition.kind == RateKind::MembersPerNewLicensee;
    let shown: Vec<&LabelledRate> = main.into_iter().chain(further.into_iter().filter(literal)).collect();
    let value = |labelled: &LabelledRate| writer.rate_cell(&labelled.rate).shown(writer.language);
    let width = shown.iter().map(|labelled| value(labelled).width()).max().unwrap_or(0);
    let aligned = |text: String| format!("{}{text}", " ".repeat(width - text.width()));
    let pair =
        |labelled: &&LabelledRate| (writer.label(labelled), format!("{}  {}", aligned(value(labelled)), writer.counts_of(&labelled.rate)));
    shown.iter().map(pair).collect()
}

/// Closing days, rows and issues.
fn data(writer: &Writer<'_>) -> Vec<(String, String)> {
    let between = writer.language.choose(", ", "、");
    let mut found = exit_days(writer);
    if let Some(rows) = writer.report.rows {
        let [read, kept, repaired, aside] = [rows.read, rows.kept, rows.repaired, rows.set_aside].map(|count| writer.count(Some(count)));
        let value = writer.say(
            &format!("{read} = {kept} kept + {repaired} repaired + {aside} set aside"),
            &format!("{read}＝使用{kept}＋修正{repaired}＋除外{aside}"),
        );
        found.push((writer.say("Rows read", "読込行数"), value));
    }
    let counts = writer.report.issue_counts.iter().filter(|count| count.code != IssueCode::MassExitDay);
    let issues: Vec<String> = counts
        .map(|issue| {
            let count = writer.count(Some(issue.count));
            writer.say(&format!("{count} {}", issue.code), &format!("{}{count}件", issue.code.japanese()))
        })
        .collect();
    let issues = if issues.is_empty() { writer.say("none", "なし") } else { issues.join(between) };
    found.push((writer.say("Issues", "データの問題"), issues));
    found
}

/// The days on which records were closed in bulk: those that recur, and the others.
fn exit_days(writer: &Writer<'_>) -> Vec<(String, String)> {
    let judged: Vec<MassExitDay> = writer.report.mass_exit_days.iter().copied().filter(|day| day.judged).collect();
    let (recurring, single) = recurring_exit_days(&judged);
    let between = writer.language.choose(", ", "、");
    let recurring = recurring.iter().map(|found| {
        let (month, day, years, exits) = (found.month, found.day, found.days.len(), writer.count(Some(found.exits())));
        writer.say(&format!("{month:02}-{day:02} ({exits} exits in {years} years)"), &format!("{month}月{day}日（{years}年で{exits}人）"))
    });
    let more = single.len().saturating_sub(MOST_DAYS);
    let single = single.iter().rev().take(MOST_DAYS).rev().map(|found| {
        let (day, exits) = (writer.language.day(found.day), writer.count(Some(found.exits)));
        writer.say(&format!("{day} ({exits} exits)"), &format!("{day}（{exits}人）"))
    });
    let more = (more > 0).then(|| writer.say(&format!("{more} earlier"), &format!("ほか{more}日")));
    let named = [
        (writer.say("Closing days of the records", "毎年の退会処理日"), recurring.collect::<Vec<_>>()),
        (writer.say("Mass exit days", "一斉の退会処理日"), single.chain(more).collect()),
    ];
    named.into_iter().filter(|(_, days)| !days.is_empty()).map(|(label, days)| (label, days.join(between))).collect()
}

/// Labels and values in two columns, however wide the letters.
fn lines(pairs: &[(String, String)]) -> String {
    let width = pairs.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    pairs.iter().map(|(label, value)| format!("  {label}{}  {value}\n", " ".repeat(width - label.width()))).collect()
}
