//! Which day a text means, as office tools write it.
//!
//! | written | read as |
//! |---|---|
//! | `2024-04-01`, `2024/4/1`, `2024.4.1`, `20240401`, `2024年4月1日` | 2024-04-01 |
//! | `令和6年4月1日`, `令6.4.1`, `R6.4.1`, `r06/04/01`, `R060401` | 2024-04-01 |
//! | `令和元年5月1日`, `H元.5.1` | the first year of the era |
//! | `2024-04-01 00:00:00`, `2024-04-01T09:00:00+09:00`, `2024/4/1(月)` | the date part, as written |
//! | `1 Apr 2024`, `April 1, 2024`, `01-Apr-2024` | 2024-04-01 |
//! | `4/1/2024`, `01.04.2024` | refused, unless a [`DateOrder`] is named |
//! | `24/4/1`, `6.4.1` | refused: a year of two digits has no century |
//! | `45383` | refused, unless [`SerialDates::Excel1900`] is named |
//!
//! Full-width digits and letters are read like ordinary ones. An era counts on beyond its last day for ten years, and its first
//! year is the whole calendar year: 平成31年6月1日 and 令和元年4月1日 stand in real forms and have one meaning only.

use super::era::Era;
use super::plain_text::{is_nothing, plain};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The order of day, month and year in dates such as `4/1/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Year first; any other order is refused, because `4/1/2024` is two different days. The default.
    #[default]
    YearFirst,
    /// Day, month, year where the year does not come first.
    DayFirst,
    /// Month, day, year where the year does not come first.
    MonthFirst,
}

/// Whether a bare number such as `45383` is a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SerialDates {
    /// It is not. The default.
    #[default]
    Refused,
    /// It is the serial number of a spreadsheet whose day 1 is 1900-01-01 (Excel; counts a 29 February 1900 that never was).
    /// Read from 61 (1900-03-01) on.
    Excel1900,
}

/// How dates are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct DateReading {
    /// The order where the year does not come first.
    pub order: DateOrder,
    /// What a bare number means.
    pub serials: SerialDates,
}

/// Why a text is not a usable day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateProblem {
    /// Not a date, or no day of the calendar (month 13, 29 February 2023).
    Unreadable,
    /// The order of day and month is not known, or the year has two digits and no era.
    Ambiguous,
    /// A date outside 1800 to 2199.
    OutOfRange,
    /// Stands for "none": the year 9999 or 2999, `0000-00-00`, or `1900/1/0`.
    Placeholder,
}

/// The day that a text means; `None` for a blank text, a dash, and the words for nothing that data frames write (`NaT`, `NULL`).
///
/// # Errors
///
/// [`DateProblem`], when the text is not blank and means no usable day.
///
/// # Example
///
/// ```
/// use kaiin::input::{DateProblem, DateReading, parse_date};
/// let read = |text| parse_date(text, DateReading::default());
/// let april_first = Some("2024-04-01".parse::<kaiin::Day>()?);
/// for text in ["2024/4/1", "20240401", "令和6年4月1日", "Ｒ６．４．１", "2024-04-01T00:00:00Z"] {
///     assert_eq!(read(text), Ok(april_first));
/// }
/// assert_eq!(read(" "), Ok(None));
/// assert_eq!(read("2023-02-29"), Err(DateProblem::Unreadable));
/// assert_eq!(read("4/1/2024"), Err(DateProblem::Ambiguous));
/// assert_eq!(read("0001-01-01"), Err(DateProblem::OutOfRange));
/// assert_eq!(read("9999-12-31"), Err(DateProblem::Placeholder));
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn parse_date(text: &str, reading: DateReading) -> Result<Option<Day>, DateProblem> {
    if let Some((year, month, day)) = ten_byte_date(text.as_bytes()) {
        return day_of(year, month, day).map(Some);
    }
    let text = plain(text);
    if is_nothing(&text) { Ok(None) } else { parse_plain(&text, reading).map(Some) }
}

/// The hot path: `dddd-dd-dd` with any of the usual separators, without a copy.
fn ten_byte_date(text: &[u8]) -> Option<(u32, u32, u32)> {
    let &[a, b, c, d, s, e, f, t, g, h] = text else { return None };
    let digit = |byte: u8| u32::from(byte.wrapping_sub(b'0'));
    let digits = [a, b, c, d, e, f, g, h].map(digit);
    if s != t || !matches!(s, b'-' | b'/' | b'.') || digits.iter().any(|&digit| digit > 9) {
        return None;
    }
    let [a, b, c, d, e, f, g, h] = digits;
    Some((a * 1000 + b * 100 + c * 10 + d, e * 10 + f, g * 10 + h))
}

/// The day of a year, month and day of the month, or what is wrong with them.
fn day_of(year: u32, month: u32, day: u32) -> Result<Day, DateProblem> {
    match (year, month, day) {
        (2999 | 9999, ..) | (0, 0, 0) | (1900, 1, 0) => Err(DateProblem::Placeholder),
        (1800..=2199, ..) => Day::from_ymd(year as i32, month, day).map_err(|_| DateProblem::Unreadable),
        (_, 1..=12, 1..=31) => Err(DateProblem::OutOfRange),
        _ => Err(DateProblem::Unreadable),
    }
}

/// The day of a text in plain form that is not blank.
fn parse_plain(text: &str, reading: DateReading) -> Result<Day, DateProblem> {
    let text = without_weekday(without_time(text));
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return bare_number(text, reading.serials);
    }
    if let Some((era, rest)) = Era::strip(text) {
        return era_date(era, rest);
    }
    if text.bytes().any(|byte| byte.is_ascii_alphabetic()) { named_month(text) } else { three_numbers(text, reading.order) }
}

/// The text before a time of day: everything up to the digits in front of the first colon.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let date = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    date.strip_suffix(['T', 't', ' ']).map_or(text, str::trim_end)
}

/// The text before a day of the week in parentheses: `2024/4/1(月)`.
fn without_weekday(text: &str) -> &str {
    let Some((date, rest)) = text.split_once('(') else { return text };
    let day = rest.strip_suffix(')').unwrap_or("").trim_end_matches("曜日").trim_end_matches('曜');
    if matches!(day, "月" | "火" | "水" | "木" | "金" | "土" | "日") { date.trim_end() } else { text }
}

/// `20240401`, or a serial number where these are asked for.
fn bare_number(text: &str, serials: SerialDates) -> Result<Day, DateProblem> {
    let number: u32 = text.parse().map_err(|_| DateProblem::Unreadable)?;
    match (text.len(), serials) {
        (8, _) => day_of(number / 10_000, number / 100 % 100, number % 100),
        (2..=6, SerialDates::Excel1900) => serial_day(i64::from(number)),
        _ => Err(DateProblem::Unreadable),
    }
}

/// The day of a spreadsheet's serial number: 61 is 1900-03-01, so day 0 is 1899-12-30, 25,569 days before 1970-01-01.
pub(crate) fn serial_day(number: i64) -> Result<Day, DateProblem> {
    if number < 61 {
        return Err(DateProblem::Unreadable);
    }
    Day::from_days(number.saturating_sub(25_569)).map_err(|_| DateProblem::OutOfRange)
}

/// A date whose year counts in an era; `rest` begins with the year.
fn era_date(era: Era, rest: &str) -> Result<Day, DateProblem> {
    let common = |year| era.common_year(year).and_then(|year| u32::try_from(year).ok()).ok_or(DateProblem::Unreadable);
    if rest.len() == 6
        && let Ok(number) = rest.parse::<u32>()
    {
        return day_of(common(number / 10_000)?, number / 100 % 100, number % 100);
    }
    let mut scan = Scan(rest);
    let year = if scan.eat(&['元']) { 1 } else { scan.number()?.0 };
    let (month, day) = scan.month_and_day()?;
    day_of(common(year)?, month, day)
}

/// Three numbers without an era: year first, or in the order that the caller named.
fn three_numbers(text: &str, order: DateOrder) -> Result<Day, DateProblem> {
    let mut scan = Scan(text);
    let (first, first_digits) = scan.number()?;
    let (second, third) = scan.month_and_day()?;
    let year_is_last = third > 31 || (first_digits < 3 && third >= 1000);
    match (first_digits, order) {
        (4, _) => day_of(first, second, third),
        (1 | 2, DateOrder::DayFirst) if year_is_last && third >= 1000 => day_of(third, second, first),
        (1 | 2, DateOrder::MonthFirst) if year_is_last && third >= 1000 => day_of(third, first, second),
        (1 | 2, _) => Err(DateProblem::Ambiguous),
        _ => Err(DateProblem::Unreadable),
    }
}

/// A date whose month is an English name: `1 Apr 2024`, `April 1st, 2024`.
fn named_month(text: &str) -> Result<Day, DateProblem> {
    let mut parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(DateProblem::Unreadable);
    };
    let parsed = match (month_number(a), month_number(b)) {
        (Some(month), _) => (year_number(c), month, day_number(b)),
        (_, Some(month)) if a.len() == 4 => (year_number(a), month, day_number(c)),
        (_, Some(month)) => (year_number(c), month, day_number(a)),
        _ => return Err(DateProblem::Unreadable),
    };
    let (Some(year), month, Some(day)) = parsed else { return Err(DateProblem::Ambiguous) };
    day_of(year, month, day)
}

/// The number of a month by its English name or the first three letters of it.
fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.to_ascii_lowercase();
    let found = MONTHS.iter().position(|month| word == *month || word == month[..3] || (word == "sept" && *month == "september"))?;
    u32::try_from(found + 1).ok()
}

/// A year of four digits.
fn year_number(word: &str) -> Option<u32> {
    (word.len() == 4).then(|| word.parse().ok())?
}

/// A day of the month, with or without an ordinal ending.
fn day_number(word: &str) -> Option<u32> {
    word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok().filter(|&day: &u32| (1..=31).contains(&day))
}

/// Reads numbers and separators from the front of a text.
struct Scan<'a>(&'a str);

impl Scan<'_> {
    /// A number of at most eight digits, and how many digits it has.
    fn number(&mut self) -> Result<(u32, usize), DateProblem> {
        let text = self.0.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = text[..digits].parse().map_err(|_| DateProblem::Unreadable)?;
        self.0 = &text[digits..];
        if digits > 8 { Err(DateProblem::Unreadable) } else { Ok((number, digits)) }
    }

    /// Steps over one of the characters, and the blanks before it.
    fn eat(&mut self, any: &[char]) -> bool {
        let text = self.0.trim_start();
        text.strip_prefix(any).map(|rest| self.0 = rest).is_some()
    }

    /// What follows the first number of a date: separator, number, separator, number, end.
    fn month_and_day(&mut self) -> Result<(u32, u32), DateProblem> {
        let separated = self.eat(&['年', '-', '/', '.']);
        let month = self.number()?.0;
        let separated = separated && self.eat(&['月', '-', '/', '.']);
        let day = self.number()?.0;
        self.eat(&['日', '.']);
        if separated && self.0.trim().is_empty() { Ok((month, day)) } else { Err(DateProblem::Unreadable) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, DateProblem> {
        parse_date(text, DateReading::default()).map(|day| day.map_or("blank".into(), |day| day.to_string()))
    }

    fn reads_as(expected: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn dates_with_the_year_first_are_read() {
        reads_as("2024-04-01", &["2024-04-01", "2024/04/01", "2024/4/1", "2024.4.1", "2024. 4. 1.", "20240401", " 2024/4/1 "]);
        reads_as("2024-04-01", &["2024年4月1日", "2024年04月01日", "２０２４年４月１日", "2024年 4月 1日", "２０２４／０４／０１"]);
    }

    #[test]
    fn dates_of_the_eras_are_read() {
        // 令和6 = 2024, 昭和63 = 1988, 平成元 = 1989, 大正15 = 1926, 明治45 = 1912.
        reads_as(
            "2024-04-01",
            &["令和6年4月1日", "令和６年４月１日", "R6.4.1", "r6/4/1", "Ｒ６．４．１", "令6.4.1", "R060401", "R06-04-01", "R 6. 4. 1"],
        );
        reads_as("2019-05-01", &["令和元年5月1日", "R元.5.1", "R1.5.1", "㋿元年5月1日"]);
        reads_as("1988-03-31", &["S63.3.31", "昭和63年3月31日", "昭63.3.31", "S630331"]);
        reads_as("1989-04-01", &["H元.4.1", "㍻元年4月1日", "平成1年4月1日"]);
        reads_as("1926-12-24", &["T15.12.24", "大正15年12月24日"]);
        reads_as("1912-07-29", &["M45.7.29", "明治45年7月29日"]);
    }

    #[test]
    fn an_era_is_read_beyond_its_bounds_where_forms_do_so() {
        reads_as("2019-06-01", &["平成31年6月1日"]);
        reads_as("1989-02-01", &["昭和64年2月1日"]);
        reads_as("2019-04-01", &["令和元年4月1日"]);
        reads_as("2023-03-31", &["平成35年3月31日"]);
        assert_eq!(read("昭和99年1月1日"), Err(DateProblem::Unreadable));
        assert_eq!(read("令和0年1月1日"), Err(DateProblem::Unreadable));
    }

    #[test]
    fn a_time_of_day_and_a_weekday_are_left_away() {
        let times =
            ["2024-04-01 00:00:00", "2024-04-01T00:00:00Z", "2024-04-01T09:00:00+09:00", "2024/4/1 0:00", "2024/04/01 12:34:56.789"];
        reads_as("2024-04-01", &times);
        reads_as("2024-04-01", &["2024/4/1(月)", "2024年4月1日（月曜日）", "令和6年4月1日 10:00"]);
    }

    #[test]
    fn english_month_names_are_read() {
        reads_as("2024-04-01", &["1 Apr 2024", "01-Apr-2024", "April 1, 2024", "Apr 1st, 2024", "2024 Apr 1"]);
        reads_as("2024-09-03", &["Sept 3 2024", "3 SEP 2024"]);
        reads_as("2024-03-03", &["March 3, 2024"]);
        for text in ["Apr 2024", "1 Foo 2024", "1 Apr 24"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_unreadable() {
        for text in [
            "2023-02-29",
            "2024/13/1",
            "2024-00-10",
            "2024-04-31",
            "令和5年2月29日",
            "20230229",
            "2024-4",
            "2024",
            "2024年4月",
            "x",
            "2024-04-01x",
        ] {
            assert_eq!(read(text), Err(DateProblem::Unreadable), "{text}");
        }
    }

    #[test]
    fn dates_that_could_be_two_days_are_refused_until_the_order_is_named() {
        for text in ["4/1/2024", "01.04.2024", "24/4/1", "6.4.1", "31/12/99", "04-01-2024"] {
            assert_eq!(read(text), Err(DateProblem::Ambiguous), "{text}");
        }
        let with = |order, text| parse_date(text, DateReading { order, ..DateReading::default() }).map(|day| day.unwrap().to_string());
        assert_eq!(with(DateOrder::MonthFirst, "4/1/2024").as_deref(), Ok("2024-04-01"));
        assert_eq!(with(DateOrder::DayFirst, "01.04.2024").as_deref(), Ok("2024-04-01"));
        assert_eq!(with(DateOrder::DayFirst, "2024-04-01").as_deref(), Ok("2024-04-01"));
        assert_eq!(with(DateOrder::DayFirst, "1/4/24"), Err(DateProblem::Ambiguous));
        assert_eq!(with(DateOrder::MonthFirst, "31/12/2024"), Err(DateProblem::Unreadable));
    }

    #[test]
    fn bare_numbers_are_serial_dates_only_when_asked() {
        assert_eq!(read("45383"), Err(DateProblem::Unreadable));
        let serials = DateReading { serials: SerialDates::Excel1900, ..DateReading::default() };
        // 45,383 - 25,569 = 19,814 days after 1970-01-01: 54 years (13 of them leap) to 2024-01-01 are 19,723; 91 more to 1 April.
        assert_eq!(parse_date("45383", serials).unwrap().unwrap().to_string(), "2024-04-01");
        assert_eq!(parse_date("60", serials), Err(DateProblem::Unreadable));
    }

    #[test]
    fn far_years_and_placeholders_are_told_apart() {
        for text in ["0001-01-01", "1799-12-31", "2200/1/1", "99981231", "3000-01-01"] {
            assert_eq!(read(text), Err(DateProblem::OutOfRange), "{text}");
        }
        for text in ["9999-12-31", "9999/12/31", "99991231", "2999-12-31", "0000-00-00", "0000-00-00 00:00:00", "1900/1/0", "99999999"] {
            assert_eq!(read(text), Err(DateProblem::Placeholder), "{text}");
        }
    }

    #[test]
    fn blank_text_is_no_date_and_no_problem() {
        reads_as("blank", &["", " ", "\u{3000}", "-", "―", "NaT", "NULL", "\\N"]);
    }
}
