//! Which fiscal year a text means: `2019`, `2019年度`, `令和元年度`, `H31`, `FY2019`.

use super::date_text::DateProblem;
use super::era::Era;
use super::plain_text::plain;
use crate::unit::FiscalYear;

/// The fiscal year (年度) that a text means; `None` for a blank text.
///
/// 平成31年度 and 令和元年度 are the same year. A whole date is refused: which year it lies in depends on the calendar.
///
/// # Errors
///
/// [`DateProblem`], when the text is not blank and means no year from 1800 to 2199.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, input::parse_fiscal_year};
/// for text in ["2019", "2019年度", "令和元年度", "R1", "平成31年度", "FY2019"] {
///     assert_eq!(parse_fiscal_year(text), Ok(Some(FiscalYear(2019))));
/// }
/// assert_eq!(parse_fiscal_year(""), Ok(None));
/// assert!(parse_fiscal_year("19").is_err());
/// ```
pub fn parse_fiscal_year(text: &str) -> Result<Option<FiscalYear>, DateProblem> {
    let text = plain(text);
    let text = text.trim_end_matches("年度").trim_end_matches('年').trim_end();
    let text = text.strip_suffix(".0").unwrap_or(text);
    if text.is_empty() {
        return Ok(None);
    }
    let year = match Era::strip(text) {
        Some((era, "元")) => era.common_year(1),
        Some((era, year)) => year.parse().ok().and_then(|year| era.common_year(year)),
        None => common_year(text),
    };
    in_range(year.ok_or(DateProblem::Unreadable)?).map(Some)
}

/// A year of four digits, with or without `FY`.
fn common_year(text: &str) -> Option<i32> {
    let text = text.strip_prefix("FY").or_else(|| text.strip_prefix("fy")).unwrap_or(text).trim_start();
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The year, when days of it can be made.
pub(crate) fn in_range(year: i32) -> Result<FiscalYear, DateProblem> {
    if (1800..=2199).contains(&year) { Ok(FiscalYear(year)) } else { Err(DateProblem::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_with_and_without_era() {
        // 平成31 = 1989 + 30 = 2019; 昭和41 = 1926 + 40 = 1966.
        for text in [
            "2019",
            "２０１９",
            "2019年",
            "2019 年度",
            "令和元年度",
            "令和1年",
            "R1",
            "R元",
            "平成31年度",
            "H31",
            "FY2019",
            "fy 2019",
            "2019.0",
        ] {
            assert_eq!(parse_fiscal_year(text), Ok(Some(FiscalYear(2019))), "{text}");
        }
        assert_eq!(parse_fiscal_year("昭和41年度"), Ok(Some(FiscalYear(1966))));
    }

    #[test]
    fn what_is_no_year_is_refused() {
        for text in ["19", "2019-04-01", "20190401", "x", "令和", "昭和99", "-2019", "2019/20"] {
            assert_eq!(parse_fiscal_year(text), Err(DateProblem::Unreadable), "{text}");
        }
        assert_eq!(parse_fiscal_year("0001"), Err(DateProblem::OutOfRange));
        assert_eq!(parse_fiscal_year("9999年度"), Err(DateProblem::OutOfRange));
        assert_eq!(parse_fiscal_year("年度"), Ok(None));
    }
}
