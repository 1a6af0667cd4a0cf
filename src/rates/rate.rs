//! One rate with everything that defines it: counts, window, rules, interval, and whether it is complete.

use super::interval::Interval;
use super::kind::{RateKind, RateUnit};
use crate::cohort::{ExitDay, TenureRules};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::licensees::{CohortRule, Denominator};
use crate::time::{Day, FiscalCalendar, YearLabel};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether members on leave count as members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum LeaveCounted {
    /// They count. The default: they are on the roll.
    #[default]
    In,
    /// They do not count.
    Out,
}

/// How the counts of a rate came about, where a kind leaves more than one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum CountingRule {
    /// Member-years are days of membership, counted in the register, over 365.25.
    MemberDays,
    /// Member-years are the mean of opening and closing members, because days of membership are not known.
    MeanOfStocks,
    /// Who left stays away: only the first spell of membership counts.
    FirstSpell,
    /// Who left and was back on the day counts as a member.
    AllSpells,
    /// Licence holders leave practice as assumed in these words.
    Attrition(String),
}

impl CountingRule {
    /// The rule in words.
    #[must_use]
    pub fn words(&self) -> Bilingual {
        match self {
            Self::MemberDays => Bilingual::new("member-years counted in days", "在籍人年は在籍日数から算出"),
            Self::MeanOfStocks => {
                Bilingual::new("member-years taken as the mean of opening and closing members", "在籍人年は期首と期末の会員数の平均")
            }
            Self::FirstSpell => Bilingual::new("first membership only: who left stays away", "最初の在籍期間のみ（再入会は数えない）"),
            Self::AllSpells => Bilingual::new("who left and came back counts again", "再入会者を含む"),
            Self::Attrition(words) => Bilingual::new(format!("licence holders: {words}"), format!("免許保有者の減耗：{words}")),
        }
    }
}

/// What makes two rates comparable: the kind and every rule that changes what is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RateDefinition {
    /// The kind: numerator and denominator.
    pub kind: RateKind,
    /// The fiscal calendar.
    pub calendar: FiscalCalendar,
    /// Whether members on leave count as members.
    pub leave: LeaveCounted,
    /// The rule that assigns licences to cohorts, where the rate has a licence denominator and the rule is known.
    pub cohort_rule: Option<CohortRule>,
    /// How the counts came about, where the kind leaves more than one way.
    pub counting: Option<CountingRule>,
    /// On which day a leaver counts as gone; `None` where nobody who left is counted, and for yearly totals, which do not tell.
    #[serde(default)]
    pub exit_day: Option<ExitDay>,
    /// When tenure runs, where the rate is of members by tenure.
    #[serde(default)]
    pub tenure: Option<TenureRules>,
}

impl RateDefinition {
    /// Whether figures of both may be compared: everything is the same, as far as both tell on which day leavers are gone.
    fn is_comparable(&self, other: &Self) -> bool {
        let told = self.exit_day.is_some() && other.exit_day.is_some();
        let other = if told { other.clone() } else { Self { exit_day: self.exit_day, ..other.clone() } };
        *self == other
    }
}

impl fmt::Display for RateDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} / {}", self.kind, self.kind.numerator().english, self.kind.denominator().english)?;
        write!(f, "; {}", self.calendar)?;
        if self.leave == LeaveCounted::Out {
            f.write_str("; members on leave not counted")?;
        }
        if let Some(rule) = self.cohort_rule {
            write!(f, "; {rule}")?;
        }
        if let Some(rule) = &self.counting {
            write!(f, "; {}", rule.words().english)?;
        }
        if self.exit_day == Some(ExitDay::LastDayIn) {
            write!(f, "; {}", ExitDay::LastDayIn)?;
        }
        match self.tenure {
            Some(rules) if rules != TenureRules::SINCE_JOINING => write!(f, "; {rules}"),
            _ => Ok(()),
        }
    }
}

/// Whether a rate can be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum RateStatus {
    /// It can.
    Complete,
    /// The period, or the time that the cohort needs, is not over or not covered: there are counts so far, but no value.
    Incomplete(Bilingual),
    /// A count that it needs is not known, or nobody was there to count.
    NotKnown(Bilingual),
}

/// Of which time and of whom a rate speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RateWindow {
    /// The fiscal year, or the cohort.
    pub year: FiscalYear,
    /// First day counted.
    pub from: Option<Day>,
    /// Exclusive end; for a stock the day after the day on which it is counted.
    pub until: Option<Day>,
    /// The segment level, when it is about one only.
    pub segment: Option<String>,
}

/// A rate with its definition and its counts.
///
/// `value` is `None` when the rate is incomplete or not known: never 0, never NaN.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Rate {
    /// What is divided by what.
    pub definition: RateDefinition,
    /// Of which time and of whom.
    pub window: RateWindow,
    /// What stands above the line, as counted so far.
    pub numerator: Option<f64>,
    /// What stands below the line.
    pub denominator: Option<f64>,
    /// The licence holders below the line, with their provenance, where the rate has such.
    pub licensees: Option<Denominator>,
    /// Persons who joined in the years of the window and whose licence year is not known, so that they are in no cohort and not above
    /// the line; `None` where the rate does not ask for the licence year.
    #[serde(default)]
    pub licence_unknown: Option<u64>,
    /// Numerator over denominator in the unit of the kind.
    pub value: Option<f64>,
    /// The interval as if the decisions of the people counted were draws of a process that could have gone otherwise.
    pub process_interval: Option<Interval>,
    /// Whether it can be read as it stands.
    pub status: RateStatus,
}

impl Rate {
    /// The finite-population view: every member is known, so what happened has no sampling error and the value stands without any
    /// width. For what could have happened or will happen, see [`Rate::process_interval`]. Over licence holders that are themselves an
    /// estimate the value is no more exact than they are.
    #[must_use]
    pub fn finite_population(&self) -> Option<f64> {
        self.value
    }

    /// How much `self` exceeds an earlier rate of the same definition.
    ///
    /// # Errors
    ///
    /// [`Error::DifferentDefinitions`] when kind, calendar, treatment of leave, cohort rule, way of counting, day of exits or tenure differ
    /// (yearly totals do not tell the day of exits and are compared all the same); [`Error::Missing`] when one of
    /// them has no value.
    pub fn change_from(&self, earlier: &Self) -> Result<f64> {
        if !self.definition.is_comparable(&earlier.definition) {
            let (left, right) = (self.definition.to_string(), earlier.definition.to_string());
            return Err(Error::DifferentDefinitions { left, right });
        }
        let value = |rate: &Self| {
            let what = || format!("the value of {} for {}", rate.definition.kind, rate.window.year);
            rate.value.ok_or_else(|| Error::missing(what(), "compare periods that are complete"))
        };
        Ok(value(self)? - value(earlier)?)
    }

    /// The definition card: one line for each thing that defines the figure, with its counts.
    #[must_use]
    pub fn card(&self) -> Vec<CardLine> {
        let kind = self.definition.kind;
        let mut lines = vec![
            CardLine::new("numerator", "分子", counted(&kind.numerator(), self.numerator)),
            CardLine::new("denominator", "分母", counted(&self.denominator_words(), self.denominator)),
            CardLine::new("window", "対象期間", self.window_words()),
            CardLine::new("calendar", "年度", calendar_words(self.definition.calendar)),
        ];
        lines.push(CardLine::new(
            "members on leave",
            "休会者",
            match self.definition.leave {
                LeaveCounted::In => Bilingual::new("counted as members", "会員に含む"),
                LeaveCounted::Out => Bilingual::new("not counted as members", "会員に含まない"),
            },
        ));
        if let Some(rule) = self.definition.cohort_rule {
            let ja = match rule.lead_days() {
                0 => "免許取得日の属する年度（繰越なし）".to_owned(),
                days => format!("年度開始前{days}日以内の取得は翌年度とみなす"),
            };
            lines.push(CardLine::new("licence cohort", "免許取得年度", Bilingual::new(rule.to_string(), ja)));
        }
        if let Some(rule) = &self.definition.counting {
            lines.push(CardLine::new("counting", "数え方", rule.words()));
        }
        if let Some(rule) = self.definition.exit_day {
            lines.push(CardLine::new("leavers counted", "退会の計上日", rule.words()));
        }
        if let Some(rules) = self.definition.tenure {
            lines.push(CardLine::new("tenure", "在籍年数", rules.words()));
        }
        if let Some(assumption) = kind.assumption() {
            lines.push(CardLine::new("mind", "注意", assumption));
        }
        if let Some(persons) = self.licence_unknown.filter(|persons| *persons > 0) {
            let en = format!("{persons} who joined in these years and whose licence year is not known: the rate may be too low");
            let ja = format!("同じ期間の入会者のうち免許取得年度が不明の{persons}人（その分、率は低めに出る）");
            lines.push(CardLine::new("not counted", "計上外", Bilingual::new(en, ja)));
        }
        if let Some(interval) = &self.process_interval {
            lines.push(CardLine::new("process interval", "変動区間", interval_words(interval)));
        }
        let estimated = self.licensees.as_ref().is_some_and(|licensees| licensees.value.count().is_none());
        if self.value.is_some() && !estimated {
            let exact = Bilingual::new("exact: everyone is counted, there is no sampling error", "全数を把握しているため標本誤差なし");
            lines.push(CardLine::new("finite-population view", "有限母集団としての見方", exact));
        }
        match &self.status {
            RateStatus::Complete => {}
            RateStatus::Incomplete(why) => lines.push(CardLine::new("incomplete", "未確定", why.clone())),
            RateStatus::NotKnown(why) => lines.push(CardLine::new("not known", "不明", why.clone())),
        }
        lines
    }

    /// What stands below the line, with the provenance of the licence holders.
    fn denominator_words(&self) -> Bilingual {
        let words = self.definition.kind.denominator();
        match &self.licensees {
            None => words,
            Some(licensees) => {
                let source = licensees.source.as_ref().map_or(String::new(), |source| format!("; {source}"));
                let vintage = licensees.vintage.map_or(String::new(), |day| format!("; {day}"));
                Bilingual::new(
                    format!("{} ({}{source}{vintage})", words.english, licensees.basis),
                    format!("{}（{}{source}{vintage}）", words.japanese, licensees.kind.japanese()),
                )
            }
        }
    }

    /// The window in words.
    fn window_words(&self) -> Bilingual {
        let year = self.window.year;
        let (en, ja) = match (self.window.from, self.window.until) {
            (Some(from), Some(until)) if until.since(from) == 1 => (format!("on {from}"), format!("{from}現在")),
            (Some(from), Some(until)) => {
                let last = until.plus_days(-1).unwrap_or(until);
                (format!("{from} to {last}"), format!("{from}～{last}"))
            }
            _ => (format!("fiscal year {year}"), format!("{year}年度")),
        };
        match &self.window.segment {
            None => Bilingual::new(en, ja),
            Some(level) => Bilingual::new(format!("{en}; {level}"), format!("{ja}、{level}")),
        }
    }
}

impl fmt::Display for Rate {
    /// The value with its interval and counts in one line: `65.3 % (65.1 to 65.5; 112518 / 172285)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: f64| match self.definition.kind.unit() {
            RateUnit::Share | RateUnit::Ratio => format!("{:.1} %", 100.0 * value),
            RateUnit::PerMemberYear => format!("{value:.4} per member-year"),
            RateUnit::Persons => format!("{value:.0} persons"),
            RateUnit::Years => format!("{value:.1} years"),
        };
        match (self.value, &self.status) {
            (Some(value), _) => f.write_str(&shown(value))?,
            (None, RateStatus::Incomplete(why) | RateStatus::NotKnown(why)) => write!(f, "no value: {}", why.english)?,
            (None, RateStatus::Complete) => f.write_str("no value")?,
        }
        let count = |count: Option<f64>| {
            count.map_or("?".to_owned(), |count| match count {
                whole if whole.fract() == 0.0 => format!("{whole:.0}"),
                small if small.abs() < 10.0 => format!("{small:.4}"),
                count => format!("{count:.1}"),
            })
        };
        let interval = self.process_interval.map_or(String::new(), |i| format!("{} to {}; ", shown(i.lower), shown(i.upper)));
        write!(f, " ({interval}{} / {})", count(self.numerator), count(self.denominator))
    }
}

/// One line of a definition card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct CardLine {
    /// What the line is about.
    pub label: Bilingual,
    /// What it says.
    pub text: Bilingual,
}

impl CardLine {
    fn new(english: &str, japanese: &str, text: Bilingual) -> Self {
        Self { label: Bilingual::new(english, japanese), text }
    }
}

/// Words with the number that was counted.
fn counted(words: &Bilingual, count: Option<f64>) -> Bilingual {
    let (en, ja) = match count {
        None => ("not known".to_owned(), "不明".to_owned()),
        Some(count) if count.fract() == 0.0 => (format!("{count:.0}"), format!("{count:.0}")),
        Some(count) => (format!("{count:.1}"), format!("{count:.1}")),
    };
    Bilingual::new(format!("{}: {en}", words.english), format!("{}：{ja}", words.japanese))
}

/// A fiscal calendar in words.
fn calendar_words(calendar: FiscalCalendar) -> Bilingual {
    let label = match calendar.label() {
        YearLabel::StartYear => "開始日",
        YearLabel::EndYear => "最終日",
    };
    let ja = format!("{}月{}日開始、{label}の属する年で表示", calendar.start_month(), calendar.start_day());
    Bilingual::new(calendar.to_string(), ja)
}

/// An interval in words.
fn interval_words(interval: &Interval) -> Bilingual {
    let percent = 100.0 * interval.confidence.get();
    let limits = format!("{:.4} – {:.4}", interval.lower, interval.upper);
    Bilingual::new(
        format!("{limits} ({percent:.4} %, {}): if people had decided again under the same conditions", interval.method)
            .replace(".0000 %", " %"),
        format!("{limits}（{percent:.4}％、{}）：同じ条件で会員が改めて決定した場合の範囲", interval.method).replace(".0000％", "％"),
    )
}
