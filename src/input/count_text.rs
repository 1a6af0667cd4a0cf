//! Which count a text means: `1,234`, `１２３４人`, `56.0`.

use super::plain_text::plain;

/// The count that a text means; `None` where the text says that there is none (blank, a dash, `…`, 不明).
///
/// A dash is "not known" here, not zero: tables use it for both, and a wrong zero does more harm than a gap.
///
/// # Errors
///
/// `Err` for what is no count: negative, with a fraction, NaN, words.
pub(crate) fn parse_count(text: &str) -> Result<Option<u64>, ()> {
    let text = plain(text);
    let is_gap = text.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'*'))
        || ["不明", "未詳", "n/a", "N/A", "na", "NA", "null", "NULL"].contains(&&*text);
    if is_gap {
        return Ok(None);
    }
    let number = text.trim_end_matches(['人', '名']).trim_end();
    let whole = number.strip_suffix(".0").unwrap_or(number);
    if whole.contains(',') {
        return grouped(whole).map(Some).ok_or(());
    }
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    if digits { whole.parse().map(Some).map_err(|_| ()) } else { Err(()) }
}

/// The count of a number: `None` for NaN, which data frames write where there is none.
pub(crate) fn real_count(number: f64) -> Result<Option<u64>, ()> {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53
    match number {
        number if number.is_nan() => Ok(None),
        number if number.fract() == 0.0 && (0.0..=EXACT).contains(&number) => Ok(Some(number as u64)),
        _ => Err(()),
    }
}

/// A number whose digits stand in groups of three.
fn grouped(text: &str) -> Option<u64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let sound = (1..=3).contains(&first.len()) && digits(first) && groups.all(|group| group.len() == 3 && digits(group));
    sound.then(|| text.replace(',', "").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_tables_print_them() {
        for text in ["1234", "1,234", "１，２３４", "1,234人", "1234名", "1234.0", " 1234 "] {
            assert_eq!(parse_count(text), Ok(Some(1_234)), "{text}");
        }
        assert_eq!(parse_count("0"), Ok(Some(0)));
        assert_eq!(parse_count("18446744073709551615"), Ok(Some(u64::MAX)));
    }

    #[test]
    fn gaps_are_not_zero() {
        for text in ["", "-", "－", "…", "***", "不明"] {
            assert_eq!(parse_count(text), Ok(None), "{text}");
        }
        assert_eq!(real_count(f64::NAN), Ok(None));
    }

    #[test]
    fn what_is_no_count_is_refused() {
        for text in ["-5", "NaN", "inf", "1.5", "12,34", "1e3", "約100", "99999999999999999999", "人"] {
            assert_eq!(parse_count(text), Err(()), "{text}");
        }
        for number in [-1.0, 1.5, f64::INFINITY, 1e300] {
            assert_eq!(real_count(number), Err(()), "{number}");
        }
    }
}
