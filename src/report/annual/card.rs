//! The definition cards of a report: what each figure divides by what, counted how, in the numbers and words of its language.

use super::document::Writer;
use super::wording;
use crate::cohort::MovementSource;
use crate::language::Bilingual;
use crate::rates::{CountingRule, LeaveCounted, Rate};
use crate::report::{Card, Language};
use crate::time::Day;

impl Writer<'_> {
    /// The definition card of a rate.
    pub(super) fn card(&self, title: &Bilingual, rate: &Rate) -> Card {
        let mut card = Card::new(self.words(title));
        for line in rate.card() {
            let (label, text) = match line.label.english.as_str() {
                "numerator" => (line.label, self.counted(&rate.definition.kind.numerator(), rate.numerator)),
                "denominator" => (line.label, self.counted(&self.below(rate), rate.denominator)),
                "window" => (line.label, self.window(rate)),
                "calendar" => (line.label, self.words(&wording::calendar(rate.definition.calendar))),
                "members on leave" => (line.label, self.words(&self.leave(rate))),
                "licence cohort" => match rate.definition.cohort_rule {
                    Some(rule) => (line.label, self.words(&wording::cohort_rule(rule))),
                    None => continue,
                },
                "counting" => (line.label, self.words(&counting(rate, &line.text))),
                "process interval" => match self.interval_sentence(rate) {
                    Some(sentence) => (Bilingual::new("interval", "変動区間"), sentence),
                    None => continue,
                },
                "finite-population view" => (Bilingual::new("sampling error", "標本誤差"), self.words(&self.sampling())),
                _ => (line.label, self.words(&line.text)),
            };
            card = card.with(self.words(&label), text);
        }
        card
    }

    /// The definition card of the number of members.
    pub(super) fn members_card(&self, closing: u64) -> Card {
        let year = self.report.reference_year;
        let calendar = self.report.movements.calendar();
        let day = calendar.end_of(year).ok().and_then(|end| end.plus_days(-1).ok());
        let counted = match self.report.movements.source() {
            MovementSource::Register { .. } => Bilingual::new(
                "persons on the roll of the register on the day, those on leave included",
                "基準日に名簿に在籍する者（休会者を含む）",
            ),
            MovementSource::Totals => Bilingual::new(
                "members as stated in the yearly totals; who counts as a member is the publisher's definition",
                "年次集計の公表値（会員の範囲は公表元の定義による）",
            ),
        };
        let mut card = Card::new(self.say("Members at the end of the year", "年度末会員数"))
            .with(self.say("counted", "数える対象"), self.counted(&counted, Some(closing as f64)));
        if let Some(day) = day {
            card = card.with(self.say("day", "基準日"), self.language.day(day));
        }
        card.with(self.say("calendar", "年度"), self.words(&wording::calendar(calendar)))
    }

    /// Words with the number that was counted.
    fn counted(&self, words: &Bilingual, count: Option<f64>) -> String {
        let number = count.map_or_else(|| self.say("not known", "不明"), |count| self.number(count));
        format!("{}{}{number}", self.words(words), self.language.choose(": ", "："))
    }

    /// What stands below the line, with the provenance of the licence holders.
    fn below(&self, rate: &Rate) -> Bilingual {
        let words = rate.definition.kind.denominator();
        let Some(licensees) = &rate.licensees else { return words };
        let branches = licensees.basis.split_once("the sum of ").map(|(_, rest)| rest.trim_end_matches(" branches"));
        let when = match licensees.when {
            crate::licensees::When::Cohort(year) => format!("{year}年度取得者"),
            crate::licensees::When::ThroughCohort(year) => format!("{year}年度取得者まで"),
            crate::licensees::When::On(day) => format!("{}現在", Language::Ja.day(day)),
        };
        let branches = branches.map_or(String::new(), |branches| format!("、{branches}支部の合計"));
        let source = licensees.source.as_ref().map_or(String::new(), |source| format!("; {source}"));
        let vintage = licensees.vintage.map_or(String::new(), |day| format!("; figures of {day}"));
        let vintage_ja = licensees.vintage.map_or(String::new(), |day| format!("、{}時点の数値", Language::Ja.day(day)));
        let source_ja = source.replacen("; ", "、", 1);
        Bilingual::new(
            format!("{} ({}; {}{source}{vintage})", words.english, licensees.when, licensees.basis),
            format!("{}（{when}{branches}{source_ja}{vintage_ja}）", words.japanese),
        )
    }

    /// The days that a rate speaks of.
    fn window(&self, rate: &Rate) -> String {
        let shown = |day: Day| self.language.day(day);
        let words = match (rate.window.from, rate.window.until) {
            (Some(from), Some(until)) if until.since(from) == 1 => {
                self.say(&format!("on {}", shown(from)), &format!("{}現在", shown(from)))
            }
            (Some(from), Some(until)) => {
                let last = until.plus_days(-1).unwrap_or(until);
                self.say(&format!("{} to {}", shown(from), shown(last)), &format!("{}～{}", shown(from), shown(last)))
            }
            _ => self.year(rate.window.year),
        };
        match &rate.window.segment {
            None => words,
            Some(level) => format!("{words}{}{level}", self.language.choose("; ", "、")),
        }
    }

    /// Whether members on leave are inside; of totals nobody knows but who published them.
    fn leave(&self, rate: &Rate) -> Bilingual {
        match (self.report.movements.source(), rate.definition.leave) {
            (MovementSource::Totals, LeaveCounted::In) => Bilingual::new(
                "as the publisher of the totals counts them; not told here",
                "公表元の数え方による（含むか否かは確認できない）",
            ),
            (_, LeaveCounted::In) => Bilingual::new("counted as members", "会員に含む"),
            (_, LeaveCounted::Out) => Bilingual::new("not counted as members", "会員に含まない"),
        }
    }

    /// What the figure rests on, so that nobody asks for a margin of error.
    fn sampling(&self) -> Bilingual {
        match self.report.movements.source() {
            MovementSource::Register { .. } => {
                Bilingual::new("none: everyone in the register is counted", "なし（名簿の全員を数えている）")
            }
            MovementSource::Totals => {
                Bilingual::new("none: a ratio of published totals, no sample", "なし（公表された全数の比であり、標本調査ではない）")
            }
        }
    }

    /// The interval of a rate with its meaning.
    fn interval_sentence(&self, rate: &Rate) -> Option<String> {
        let interval = rate.process_interval.as_ref()?;
        let (limits, percent) = (self.limits(rate)?, self.level(interval.confidence));
        let method = self.words(&wording::interval_method(interval.method));
        Some(self.say(
            &format!("{limits} ({percent} %, {method}): the range if people had decided again under the same conditions"),
            &format!("{limits}（{percent}％、{method}）：同じ条件のもとで会員が改めて判断した場合に動き得る範囲"),
        ))
    }
}

/// How the counts came about.
fn counting(rate: &Rate, words: &Bilingual) -> Bilingual {
    match rate.definition.counting {
        Some(CountingRule::Attrition(_)) => Bilingual::new(words.english.clone(), "免許保有者は、設定した率で死亡・離職すると仮定して推計"),
        _ => words.clone(),
    }
}
