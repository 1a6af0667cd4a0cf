//! The document of an annual report: its sections in the order in which a board asks.

use super::value::AnnualReport;
use super::{data_section, movement_section, outlook_section, overview_section, rate_section, retention_section};
use crate::language::Bilingual;
use crate::rates::{Rate, RateStatus, RateUnit};
use crate::report::language::Language;
use crate::report::{Card, Cell, Completeness, Document, Section};
use crate::time::FiscalCalendar;
use crate::unit::FiscalYear;

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
        rate_section::section(&writer),
        retention_section::section(&writer),
        movement_section::branches(&writer),
        outlook_section::section(&writer),
        Some(data_section::section(&writer)),
        Some(data_section::definitions(&writer)),
        Some(data_section::manifest(&writer)),
    ];
    let document = Document::new(title, language).with_subtitle(writer.words(&report.association));
    sections.into_iter().flatten().fold(document, Document::with)
}

impl Writer<'_> {
    /// One of two sentences, by language.
    pub(super) fn say(&self, english: &str, japanese: &str) -> String {
        match self.language {
            Language::En => english.to_owned(),
            Language::Ja => japanese.to_owned(),
        }
    }

    /// Words in the language of the report.
    pub(super) fn words(&self, words: &Bilingual) -> String {
        self.say(&words.english, &words.japanese)
    }

    /// A count, or the mark for "not known".
    pub(super) fn count(&self, count: Option<u64>) -> String {
        count
            .and_then(|count| i64::try_from(count).ok())
            .map_or_else(|| self.language.absent().to_owned(), |count| self.language.integer(count))
    }

    /// A fiscal year in words; a calendar year where the association counts by those.
    pub(super) fn year(&self, year: FiscalYear) -> String {
        if self.by_calendar_year() { self.say(&year.to_string(), &format!("{year}年")) } else { self.language.fiscal_year(year) }
    }

    /// Whether the association's years are calendar years.
    fn by_calendar_year(&self) -> bool {
        self.report.movements.calendar() == FiscalCalendar::calendar_year()
    }

    /// The value of a rate as a cell, in the unit of its kind; marked when it is incomplete.
    pub(super) fn rate_cell(&self, rate: &Rate) -> Cell {
        let cell = match rate.definition.kind.unit() {
            RateUnit::Share | RateUnit::Ratio => Cell::percent(rate.value, 1),
            RateUnit::PerMemberYear => Cell::real(rate.value, 4),
            RateUnit::Persons => Cell::count(rate.value.map(|value| value.round() as i64)),
            RateUnit::Years => Cell::real(rate.value, 1),
        };
        match rate.status {
            RateStatus::Incomplete(_) => cell.marked(Completeness::Incomplete),
            _ => cell,
        }
    }

    /// A number in the unit of a rate, as text.
    pub(super) fn in_unit(&self, rate: &Rate, value: f64) -> String {
        match rate.definition.kind.unit() {
            RateUnit::Share | RateUnit::Ratio => self.language.percent(value, 1),
            RateUnit::PerMemberYear => self.language.real(value, 4),
            RateUnit::Persons => self.language.integer(value.round() as i64),
            RateUnit::Years => self.language.real(value, 1),
        }
    }

    /// Interval and counts of a rate in one line.
    pub(super) fn counts_of(&self, rate: &Rate) -> String {
        let number = |number: Option<f64>| match number {
            None => self.language.absent().to_owned(),
            Some(number) if number.fract() == 0.0 => self.language.integer(number as i64),
            Some(small) if small.abs() < 10.0 => self.language.real(small, 4),
            Some(number) => self.language.real(number, 1),
        };
        let fraction = format!("{} / {}", number(rate.numerator), number(rate.denominator));
        let status = match &rate.status {
            RateStatus::Complete => None,
            RateStatus::Incomplete(why) | RateStatus::NotKnown(why) => Some(self.words(why)),
        };
        let interval = rate.process_interval.map(|interval| {
            let percent = self.language.real(100.0 * interval.confidence.get(), 0);
            let (lower, upper) = (self.in_unit(rate, interval.lower), self.in_unit(rate, interval.upper));
            self.say(
                &format!("{lower} to {upper} ({percent} % {} interval)", interval.method),
                &format!("{lower}～{upper}（{percent}％{}区間）", interval.method),
            )
        });
        [Some(fraction), interval, status].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// The definition card of a rate.
    pub(super) fn card(&self, title: &Bilingual, rate: &Rate) -> Card {
        rate.card().into_iter().fold(Card::new(self.words(title)), |card, line| card.with(self.words(&line.label), self.words(&line.text)))
    }

    /// The label of an axis of fiscal years.
    pub(super) fn year_axis(&self) -> String {
        if self.by_calendar_year() { self.say("year", "年") } else { self.say("fiscal year", "年度") }
    }
}
