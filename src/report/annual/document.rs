//! The document of an annual report: its sections in the order in which a board asks.

use super::value::{AnnualReport, LabelledRate};
use super::wording::{self, without_fiscal_years};
use super::{
    change_section, data_section, lever_section, measure_section, movement_section, outlook_section, overview_section, rate_section,
    retention_section,
};
use crate::cohort::MovementSource;
use crate::language::Bilingual;
use crate::rates::{Interval, Rate, RateKind, RateStatus, RateUnit};
use crate::report::language::Language;
use crate::report::{Cell, Completeness, Document, Section};
use crate::time::FiscalCalendar;
use crate::unit::{Confidence, FiscalYear};

/// A report being written in one language.
pub(super) struct Writer<'a> {
    pub(super) report: &'a AnnualReport,
    pub(super) language: Language,
}

/// The document of a report in one language.
pub(super) fn document(report: &AnnualReport, language: Language) -> Document {
    let writer = Writer { report, language };
    let year = writer.year(report.reference_year);
    let title = writer.say(&format!("Annual membership report, {year}"), &format!("会員動態年次報告（{year}）"));
    let sections: Vec<Option<Section>> = vec![
        Some(overview_section::section(&writer)),
        Some(movement_section::section(&writer)),
        change_section::section(&writer),
        rate_section::section(&writer),
        retention_section::section(&writer),
        movement_section::branches(&writer),
        outlook_section::section(&writer),
        lever_section::section(&writer),
        measure_section::section(&writer),
        Some(data_section::section(&writer)),
        Some(data_section::definitions(&writer)),
        Some(data_section::manifest(&writer)),
    ];
    let document = Document::new(title, language).with_subtitle(subtitle(&writer));
    sections.into_iter().flatten().fold(document, Document::with)
}

/// The association, and the day on which its register was extracted.
fn subtitle(writer: &Writer<'_>) -> String {
    let name = writer.as_written(&writer.report.association);
    match writer.report.movements.source() {
        MovementSource::Register { as_of } => {
            let day = writer.language.day(*as_of);
            writer.language.choose(&format!("{name}; register of {day}"), &format!("{name}（名簿基準日 {day}）")).to_owned()
        }
        MovementSource::Totals => {
            writer.language.choose(&format!("{name}; from yearly totals"), &format!("{name}（年次集計による）")).to_owned()
        }
    }
}

impl Writer<'_> {
    /// One of two sentences, by language. An association that counts by calendar years reads of no fiscal year.
    pub(super) fn say(&self, english: &str, japanese: &str) -> String {
        let text = self.language.choose(english, japanese);
        if self.by_calendar_year() { without_fiscal_years(text) } else { text.to_owned() }
    }

    /// Words of the library in the language of the report.
    pub(super) fn words(&self, words: &Bilingual) -> String {
        self.say(&words.english, &words.japanese)
    }

    /// Words of the person who made the report, untouched.
    pub(super) fn as_written(&self, words: &Bilingual) -> String {
        self.language.choose(&words.english, &words.japanese).to_owned()
    }

    /// A count, or the mark for "not known".
    pub(super) fn count(&self, count: Option<u64>) -> String {
        count
            .and_then(|count| i64::try_from(count).ok())
            .map_or_else(|| self.language.absent().to_owned(), |count| self.language.integer(count))
    }

    /// A number of persons, member-years or events: whole where it is whole, with few digits otherwise.
    pub(super) fn number(&self, number: f64) -> String {
        match number {
            whole if whole.fract() == 0.0 => self.language.integer(whole as i64),
            small if small.abs() < 10.0 => self.language.real(small, 4),
            number => self.language.real(number, 1),
        }
    }

    /// A fiscal year in words; a calendar year where the association counts by those.
    pub(super) fn year(&self, year: FiscalYear) -> String {
        if self.by_calendar_year() { self.say(&year.to_string(), &format!("{year}年")) } else { self.language.fiscal_year(year) }
    }

    /// Whether the association's years are calendar years.
    fn by_calendar_year(&self) -> bool {
        self.report.movements.calendar() == FiscalCalendar::calendar_year()
    }

    /// The label of a rate with its unit, where that is not a percentage.
    pub(super) fn label(&self, labelled: &LabelledRate) -> String {
        let label = self.words(&labelled.label);
        match labelled.rate.definition.kind.unit() {
            RateUnit::Share | RateUnit::Ratio => label,
            RateUnit::PerMemberYear => self.say(&format!("{label}, per 100 member-years"), "退会率（100人年当たりの人数）"),
            RateUnit::Persons => self.say(&format!("{label}, persons"), &format!("{label}（人）")),
            RateUnit::Years => self.say(&format!("{label}, years"), &format!("{label}（年）")),
        }
    }

    /// The value of a rate as a cell, in the unit of its kind; marked when it is incomplete.
    pub(super) fn rate_cell(&self, rate: &Rate) -> Cell {
        let cell = match rate.definition.kind.unit() {
            RateUnit::Share | RateUnit::Ratio => Cell::percent(rate.value, 1),
            RateUnit::PerMemberYear => Cell::real(rate.value.map(|value| 100.0 * value), 1),
            RateUnit::Persons => Cell::count(rate.value.map(|value| value.round() as i64)),
            RateUnit::Years => Cell::real(rate.value, 1),
        };
        match rate.status {
            RateStatus::Incomplete(_) => cell.marked(Completeness::Incomplete),
            _ => cell,
        }
    }

    /// A number in the unit of a rate, as text.
    fn in_unit(&self, rate: &Rate, value: f64) -> String {
        match rate.definition.kind.unit() {
            RateUnit::Share | RateUnit::Ratio => self.language.percent(value, 1),
            RateUnit::PerMemberYear => self.language.real(100.0 * value, 1),
            RateUnit::Persons => self.language.integer(value.round() as i64),
            RateUnit::Years => self.language.real(value, 1),
        }
    }

    /// A level of confidence in percent.
    pub(super) fn level(&self, confidence: Confidence) -> String {
        let percent = 100.0 * confidence.get();
        self.language.real(percent, if (percent - percent.round()).abs() < 1e-9 { 0 } else { 1 })
    }

    /// The limits of the interval of a rate.
    pub(super) fn limits(&self, rate: &Rate) -> Option<String> {
        let interval = rate.process_interval.as_ref()?;
        let (lower, upper) = (self.in_unit(rate, interval.lower), self.in_unit(rate, interval.upper));
        Some(self.say(&format!("{} to {upper}", lower.trim_end_matches(" %")), &format!("{}～{upper}", lower.trim_end_matches('%'))))
    }

    /// What was divided by what.
    pub(super) fn fraction(&self, rate: &Rate) -> String {
        let number = |number: Option<f64>| number.map_or_else(|| self.language.absent().to_owned(), |number| self.number(number));
        let factor = if rate.definition.kind == RateKind::HalfLife { "ln 2 × " } else { "" };
        format!("{factor}{} ÷ {}", number(rate.numerator), number(rate.denominator))
    }

    /// Counts and interval of a rate in one line, and why it has no value where it has none.
    pub(super) fn counts_of(&self, rate: &Rate) -> String {
        let fraction = self.fraction(rate);
        let interval = rate.process_interval.as_ref().zip(self.limits(rate)).map(|(interval, limits)| {
            let percent = self.level(interval.confidence);
            self.say(&format!(" ({percent} % interval {limits})"), &format!("（{percent}％区間 {limits}）"))
        });
        let status = match &rate.status {
            RateStatus::Complete => None,
            RateStatus::Incomplete(why) | RateStatus::NotKnown(why) => Some(format!("{}{}", self.say("; ", "、"), self.words(why))),
        };
        [Some(fraction), interval, status].into_iter().flatten().collect()
    }

    /// What a band of intervals in a picture is.
    pub(super) fn band(&self, interval: &Interval) -> String {
        let (percent, method) = (self.level(interval.confidence), self.words(&wording::interval_method(interval.method)));
        self.say(&format!("band: {percent} % interval ({method})"), &format!("帯：{percent}％区間（{method}）"))
    }

    /// The label of an axis of fiscal years.
    pub(super) fn year_axis(&self) -> String {
        self.say("fiscal year", "年度")
    }
}
