//! In which language is a report written, and how are numbers, days and fiscal years written in it?

use crate::error::{Error, Result};
use crate::time::Day;
use crate::unit::FiscalYear;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The language of a report.
///
/// # Example
///
/// ```
/// use kaiin::report::Language;
/// use kaiin::{Day, FiscalYear};
/// assert_eq!(Language::En.percent(112_518.0 / 172_285.0, 1), "65.3 %");
/// assert_eq!(Language::Ja.percent(112_518.0 / 172_285.0, 1), "65.3%");
/// assert_eq!(Language::Ja.day(Day::from_ymd(2024, 4, 1)?), "2024年4月1日");
/// assert_eq!(Language::Ja.fiscal_year(FiscalYear(2019)), "2019年度");
/// assert_eq!("ja".parse::<Language>()?, Language::Ja);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese (日本語).
    Ja,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// The language tag of BCP 47: what stands in the `lang` attribute of a page.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.choose("en", "ja")
    }

    /// A whole number with thousands separators: 12,345.
    #[must_use]
    pub fn integer(self, value: i64) -> String {
        let sign = if value < 0 { "-" } else { "" };
        format!("{sign}{}", grouped(&value.unsigned_abs().to_string()))
    }

    /// A real number with `decimals` digits after the point (at most 12) and thousands separators: 12,345.7. What is not finite
    /// is shown as the mark for "not known"; from 10^15 on the exponential form is used.
    #[must_use]
    pub fn real(self, value: f64, decimals: u8) -> String {
        if !value.is_finite() {
            return self.absent().to_string();
        }
        if value.abs() >= 1e15 {
            return format!("{value:e}");
        }
        let text = format!("{:.*}", usize::from(decimals.min(12)), value.abs());
        let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
        let sign = if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { "-" } else { "" };
        fraction.map_or_else(|| format!("{sign}{}", grouped(whole)), |fraction| format!("{sign}{}.{fraction}", grouped(whole)))
    }

    /// A share as a percentage with `decimals` digits: 0.653 is "65.3 %", in Japanese "65.3%".
    #[must_use]
    pub fn percent(self, share: f64, decimals: u8) -> String {
        if !share.is_finite() {
            return self.absent().to_string();
        }
        format!("{}{}", self.real(share * 100.0, decimals), self.choose(" %", "%"))
    }

    /// A day: 2024-04-01, in Japanese 2024年4月1日.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        let (year, month, day_of_month) = day.ymd();
        match self {
            Self::En => day.to_string(),
            Self::Ja => format!("{year}年{month}月{day_of_month}日"),
        }
    }

    /// A fiscal year: fiscal 2019, in Japanese 2019年度.
    #[must_use]
    pub fn fiscal_year(self, year: FiscalYear) -> String {
        match self {
            Self::En => format!("fiscal {year}"),
            Self::Ja => format!("{year}年度"),
        }
    }

    /// Yes or no: はい, いいえ.
    #[must_use]
    pub fn flag(self, value: bool) -> &'static str {
        if value { self.choose("yes", "はい") } else { self.choose("no", "いいえ") }
    }

    /// The mark printed where a number is not known or does not exist; never 0.
    #[must_use]
    pub fn absent(self) -> &'static str {
        "–"
    }

    /// The text that belongs to the language.
    pub(crate) fn choose<'t>(self, english: &'t str, japanese: &'t str) -> &'t str {
        match self {
            Self::En => english,
            Self::Ja => japanese,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Language {
    type Err = Error;

    /// Reads "en" and "ja", with or without a region ("ja-JP", "en_GB"), in any case.
    fn from_str(text: &str) -> Result<Self> {
        match text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Ok(Self::En),
            "ja" => Ok(Self::Ja),
            _ => Err(Error::setting("language", format!("{text:?}"), "is not a language of the reports; write en or ja")),
        }
    }
}

/// Digits with a comma before every third from the end.
fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_grouped_by_three() {
        let shown: Vec<_> = [0, 7, 999, 1_000, -12_345, 123_456_789].iter().map(|v| Language::En.integer(*v)).collect();
        assert_eq!(shown, ["0", "7", "999", "1,000", "-12,345", "123,456,789"]);
        assert_eq!(Language::Ja.integer(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn reals_are_rounded_grouped_and_never_minus_zero() {
        assert_eq!(Language::En.real(12_345.678, 1), "12,345.7");
        assert_eq!(Language::En.real(-0.001, 1), "0.0");
        assert_eq!(Language::En.real(-1234.5, 0), "-1,234"); // ties go to the even digit
        assert_eq!(Language::En.real(f64::NAN, 1), "–");
        assert_eq!(Language::En.real(1e300, 1), "1e300");
    }

    #[test]
    fn a_share_that_does_not_exist_is_not_zero_percent() {
        assert_eq!(Language::En.percent(f64::INFINITY, 1), "–");
        assert_eq!(Language::En.percent(10.409_659, 0), "1,041 %");
    }

    #[test]
    fn an_unknown_language_is_refused_with_its_name() {
        assert_eq!("fr".parse::<Language>().unwrap_err().to_string(), "language \"fr\" is not a language of the reports; write en or ja");
        assert_eq!("ja-JP".parse::<Language>().unwrap(), Language::Ja);
    }
}
