//! Which texts mean the same: full width and half width, upper and lower case, with and without spaces.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The text without surrounding blanks and, where it is not ASCII, in Unicode form NFKC: full-width digits and letters, half-width
/// katakana and `㍻` become ordinary ones, and every kind of dash becomes `-`. Allocates only for text that is not ASCII.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.trim_ascii());
    }
    let normal: String = text.nfkc().map(dash_to_hyphen).collect();
    Cow::Owned(normal.trim().to_owned())
}

/// The many dashes that NFKC leaves alone. The katakana long-vowel mark is none of them: it is a letter (ステータス).
fn dash_to_hyphen(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// What two headers or words must have in common to be the same: [`plain`], lower case, without blanks and punctuation.
///
/// `Join_Date`, `join date` and `joinDate` have the key `joindate`; `会員Ｎｏ．` has the key `会員no`.
pub(crate) fn key(text: &str) -> String {
    plain(text).chars().filter(|c| c.is_alphanumeric() || *c == 'ー').flat_map(char::to_lowercase).collect()
}

/// The [`key`] of the text without what stands in parentheses: `入会日（西暦）` has the short key `入会日`.
pub(crate) fn short_key(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = |c: char| match c {
        '(' | '[' | '【' | '〔' => {
            depth += 1;
            None
        }
        ')' | ']' | '】' | '〕' => {
            depth = depth.saturating_sub(1);
            None
        }
        other => (depth == 0).then_some(other),
    };
    key(&plain(text).chars().filter_map(outside).collect::<String>())
}

/// Whether a text in plain form says that there is no value: blank, dashes, or the words that data frames and databases write.
pub(crate) fn is_nothing(plain: &str) -> bool {
    const WORDS: [&str; 6] = ["null", "nat", "nan", "\\n", "n/a", "#n/a"];
    plain.bytes().all(|byte| byte == b'-') || (plain.len() <= 4 && WORDS.iter().any(|word| plain.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_dashes_and_blanks_do_not_matter() {
        assert_eq!(plain(" ２０２４－０４−０１　"), "2024-04-01");
        assert_eq!(plain("㍻31年"), "平成31年");
        assert_eq!(plain("ﾃﾞｰﾀ"), "データ");
        assert!(matches!(plain("  a b "), Cow::Borrowed("a b")));
    }

    #[test]
    fn blanks_dashes_and_null_words_are_nothing() {
        for text in ["", "-", "--", "NULL", "NaT", "nan", "\\N", "#N/A"] {
            assert!(is_nothing(text), "{text}");
        }
        assert!(!is_nothing("0") && !is_nothing("none") && !is_nothing("-1"));
    }

    #[test]
    fn keys_ignore_case_and_punctuation() {
        for text in ["Join_Date", "join date", "joinDate", "JOIN-DATE:", "ｊｏｉｎ　ｄａｔｅ"] {
            assert_eq!(key(text), "joindate");
        }
        assert_eq!(key("会員Ｎｏ．"), "会員no");
        assert_eq!(key("ステータス"), "ステータス");
        assert_eq!(key("退会者数（死亡）"), "退会者数死亡");
        assert_eq!(short_key("入会日（西暦）"), "入会日");
        assert_eq!(short_key("免許取得日【yyyy/mm/dd】"), "免許取得日");
    }
}
