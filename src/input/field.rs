//! One column under construction: takes values as text, days or numbers and notes what is wrong with each.
//!
//! The CSV reader and the bindings push the same values through here, so that a date means the same wherever it comes from.

use super::date_text::{DateProblem, DateReading, SerialDates, parse_date, serial_day};
use super::issue::{Action, IssueCode};
use super::key_field::KeyField;
use super::level_field::LevelField;
use super::plain_text::{is_nothing, key, plain};
use super::vocabulary::Role;
use super::words::{StandingWord, end_reason_word, standing_word};
use super::year_text::{in_range, parse_fiscal_year};
use crate::episode::{DayColumn, EndReason};
use crate::time::Day;
use crate::unit::FiscalYear;
use std::collections::HashMap;

/// Something to say about one value; rows count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) row: usize,
    pub(crate) code: IssueCode,
    pub(crate) action: Action,
    pub(crate) value: Option<String>,
}

/// What kind of values a column collects.
#[derive(Debug, Clone)]
pub(crate) enum Cells {
    /// Keys of persons.
    Keys(KeyField),
    /// Days; the role decides what becomes of a bad one.
    Days { role: Role, reading: DateReading, last_day_included: bool, days: DayColumn },
    /// Fiscal years of licence cohorts.
    Years(Vec<Option<FiscalYear>>),
    /// Standings in words.
    Standings { known: Memo<Option<StandingWord>>, words: Vec<Option<StandingWord>> },
    /// End reasons in words.
    Reasons { known: Memo<Option<EndReason>>, reasons: Vec<EndReason> },
    /// Levels of a segment.
    Levels(LevelField),
    /// Whether the row is read at all.
    Only { wanted: String, matches: Vec<bool> },
}

/// A column under construction: push one value for each row.
///
/// Made by [`EpisodeInterpreter`](super::EpisodeInterpreter). A value that cannot be used becomes an issue, never an error.
#[derive(Debug, Clone)]
pub struct FieldBuilder {
    pub(crate) position: usize,
    pub(crate) header: String,
    pub(crate) cells: Cells,
    pub(crate) notes: Vec<Note>,
}

impl FieldBuilder {
    pub(crate) fn new(position: usize, header: String, cells: Cells) -> Self {
        Self { position, header, cells, notes: Vec::new() }
    }

    /// Position of the column in the table that is read, from 0.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Header of the column as written.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Number of rows pushed.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Keys(keys) => keys.len(),
            Cells::Days { days, .. } => days.len(),
            Cells::Years(years) => years.len(),
            Cells::Standings { words, .. } => words.len(),
            Cells::Reasons { reasons, .. } => reasons.len(),
            Cells::Levels(levels) => levels.len(),
            Cells::Only { matches, .. } => matches.len(),
        }
    }

    /// Whether no row was pushed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a row without a value.
    pub fn push_null(&mut self) {
        if let Cells::Keys(_) = self.cells {
            self.note(IssueCode::MissingPerson, Action::SetAside, None);
        }
        self.push_nothing();
    }

    /// Adds a row from text as people write it.
    pub fn push_text(&mut self, text: &str) {
        if text.is_empty() && !matches!(self.cells, Cells::Only { .. }) {
            return self.push_null();
        }
        match &mut self.cells {
            Cells::Keys(keys) => {
                if !keys.push_text(text) {
                    self.push_null();
                }
            }
            Cells::Days { reading, .. } => match parse_date(text, *reading) {
                Ok(day) => self.push_some_day(day),
                Err(problem) => self.bad_date(problem, text),
            },
            Cells::Years(years) => match parse_fiscal_year(text) {
                Ok(year) => years.push(year),
                Err(_) => self.bad_value(IssueCode::DateIgnored, Action::Kept, text),
            },
            Cells::Standings { known, words } => {
                let word = known.get(text, standing_word);
                words.push(word);
                if word.is_none() && !is_nothing(&plain(text)) {
                    self.note_last(IssueCode::UnknownStanding, text);
                }
            }
            Cells::Reasons { known, reasons } => {
                let reason = known.get(text, end_reason_word);
                let nothing = reason.is_none() && is_nothing(&plain(text));
                reasons.push(reason.unwrap_or(if nothing { EndReason::Unstated } else { EndReason::Other }));
                if reason.is_none() && !nothing {
                    self.note_last(IssueCode::UnknownEndReason, text);
                }
            }
            Cells::Levels(levels) => levels.push_text(text),
            Cells::Only { wanted, matches } => matches.push(key(text) == *wanted),
        }
    }

    /// Adds a row from a day.
    pub fn push_day(&mut self, day: Day) {
        match &self.cells {
            Cells::Days { .. } => self.push_some_day(Some(day)),
            _ => self.push_text(&day.to_string()),
        }
    }

    /// Adds a row from days since 1970-01-01, as Arrow's `date32` counts; years 2999 and 9999 stand for "none" as they do in text.
    pub fn push_days_since_1970(&mut self, days: i64) {
        match Day::from_days(days) {
            Ok(day) => self.push_day(day),
            Err(_) if (375_846..=376_210).contains(&days) || (2_932_532..=2_932_896).contains(&days) => {
                self.bad_date(DateProblem::Placeholder, &format!("day {days} after 1970-01-01"));
            }
            Err(_) => self.bad_date(DateProblem::OutOfRange, &format!("day {days} after 1970-01-01")),
        }
    }

    /// Adds a row from a whole number: a key, a year, a code, `20240401`, or a serial date where these are asked for.
    pub fn push_integer(&mut self, number: i64) {
        match &mut self.cells {
            Cells::Keys(keys) => {
                if !keys.push_integer(number) {
                    self.push_null();
                }
            }
            Cells::Years(years) => match i32::try_from(number).map_err(|_| DateProblem::OutOfRange).and_then(in_range) {
                Ok(year) => years.push(Some(year)),
                Err(_) => self.bad_value(IssueCode::DateIgnored, Action::Kept, &number.to_string()),
            },
            Cells::Days { reading: DateReading { serials: SerialDates::Excel1900, .. }, .. } if number < 1_000_000 => {
                match serial_day(number) {
                    Ok(day) => self.push_some_day(Some(day)),
                    Err(problem) => self.bad_date(problem, &number.to_string()),
                }
            }
            _ => self.push_text(&number.to_string()),
        }
    }

    /// Adds a row from a real number. NaN is "no value", as data frames mean it; a number with a fraction or an infinite one is an
    /// issue.
    pub fn push_real(&mut self, number: f64) {
        const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53: beyond it a real number cannot tell neighbours apart
        if number.is_nan() {
            self.push_null();
        } else if number.fract() == 0.0 && number.abs() <= EXACT {
            self.push_integer(number as i64);
        } else if let Cells::Levels(_) | Cells::Only { .. } = self.cells {
            self.push_text(&number.to_string());
        } else {
            self.bad_value(IssueCode::UnreadableNumber, Action::SetAside, &number.to_string());
        }
    }

    /// Adds a row from yes or no.
    pub fn push_flag(&mut self, flag: bool) {
        self.push_text(if flag { "true" } else { "false" });
    }

    /// Adds a row whose value cannot be used for a reason that lies in the file; the row is set aside.
    #[cfg(feature = "csv")]
    pub(crate) fn push_unusable(&mut self, code: IssueCode, shown: String) {
        self.note(code, Action::SetAside, Some(shown));
        self.push_nothing();
    }

    /// Adds a row without a value and without a word about it.
    pub(crate) fn push_nothing(&mut self) {
        match &mut self.cells {
            Cells::Keys(keys) => keys.push_missing(),
            Cells::Days { days, .. } => days.push(None),
            Cells::Years(years) => years.push(None),
            Cells::Standings { words, .. } => words.push(None),
            Cells::Reasons { reasons, .. } => reasons.push(EndReason::Unstated),
            Cells::Levels(levels) => levels.push_absent(),
            Cells::Only { matches, .. } => matches.push(false),
        }
    }

    fn push_some_day(&mut self, day: Option<Day>) {
        if let Cells::Days { days, last_day_included, .. } = &mut self.cells {
            days.push(if *last_day_included { day.map(Day::next) } else { day });
        }
    }

    /// A date that cannot be used: the membership's own dates set the row aside, others count as not known.
    fn bad_date(&mut self, problem: DateProblem, text: &str) {
        use Role::{End, LastDay, LeaveEnd, LeaveReturn, ObservedFrom, Start};
        let Cells::Days { role, .. } = &self.cells else { return self.bad_value(IssueCode::UnreadableDate, Action::SetAside, text) };
        let (code, action) = match (role, problem) {
            (End | LastDay | LeaveEnd | LeaveReturn, DateProblem::Placeholder) => (IssueCode::OpenEndPlaceholder, Action::Kept),
            (Start | End | LastDay | ObservedFrom, DateProblem::Unreadable) => (IssueCode::UnreadableDate, Action::SetAside),
            (Start | End | LastDay | ObservedFrom, DateProblem::Ambiguous) => (IssueCode::AmbiguousDate, Action::SetAside),
            (Start | End | LastDay | ObservedFrom, _) => (IssueCode::DateOutOfRange, Action::SetAside),
            _ => (IssueCode::DateIgnored, Action::Kept),
        };
        self.bad_value(code, action, text);
    }

    fn bad_value(&mut self, code: IssueCode, action: Action, value: &str) {
        self.note(code, action, Some(shown(value)));
        self.push_nothing();
    }

    /// Notes something about the row that comes next.
    fn note(&mut self, code: IssueCode, action: Action, value: Option<String>) {
        let row = self.len();
        self.notes.push(Note { row, code, action, value });
    }

    /// Notes something about the row that was pushed last, which is kept.
    fn note_last(&mut self, code: IssueCode, value: &str) {
        let row = self.len().saturating_sub(1);
        self.notes.push(Note { row, code, action: Action::Kept, value: Some(shown(value)) });
    }
}

/// A value for a message: no more than 80 characters of it.
pub(crate) fn shown(value: &str) -> String {
    const LONGEST: usize = 80;
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// Remembers what each different text means, so that a word is looked up once and not once a row.
#[derive(Debug, Clone)]
pub(crate) struct Memo<T>(HashMap<Box<str>, T>);

impl<T: Copy> Memo<T> {
    /// More different texts than this are not words of a list but free text, which is looked up each time.
    const MOST: usize = 4_096;

    pub(crate) fn new() -> Self {
        Self(HashMap::new())
    }

    fn get(&mut self, text: &str, read: impl Fn(&str) -> T) -> T {
        if let Some(&known) = self.0.get(text) {
            return known;
        }
        let meaning = read(text);
        if self.0.len() < Self::MOST {
            self.0.insert(text.into(), meaning);
        }
        meaning
    }
}
