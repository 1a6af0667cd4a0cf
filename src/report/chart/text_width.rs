//! How wide is a text that no font has measured yet? An estimate, so that labels in Japanese and English keep clear of each other.
//!
//! The page chooses the font, so the widths are those of Noto Sans JP and Meiryo, the widest of the fonts asked for.

use unicode_width::UnicodeWidthChar;

/// The fonts asked for: present on Linux, macOS and Windows, all with Japanese glyphs.
pub(super) const FONT_FAMILY: &str =
    "\"Noto Sans JP\",\"Hiragino Kaku Gothic ProN\",\"Yu Gothic\",\"Meiryo\",\"Noto Sans CJK JP\",sans-serif";

/// Estimated width of a line of text in a font of `size`, in the unit of `size`.
pub(in crate::report) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em_width).sum::<f64>() * size
}

/// The text, cut with an ellipsis where it is wider than `width`.
pub(super) fn fitted(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_string();
    }
    let mut left = width - text_width("…", size);
    let mut cut: String = text
        .chars()
        .take_while(|c| {
            left -= em_width(*c) * size;
            left >= 0.0
        })
        .collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// The text in lines no wider than `width`: broken at spaces, between full-width characters, and inside a word only where the
/// word alone is too wide.
pub(in crate::report) fn wrapped(text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in breakable_pieces(text) {
        let line = lines.last().map_or("", String::as_str);
        if !line.is_empty() && text_width(line, size) + text_width(piece.trim_end(), size) > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    lines.iter().map(|line| fitted(line.trim(), size, width)).filter(|line| !line.is_empty()).collect()
}

/// Pieces between which a line may be broken; no piece starts with a character that must not start a Japanese line (行頭禁則).
fn breakable_pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, None::<char>);
    for (at, c) in text.char_indices() {
        let after_space = before.is_some_and(char::is_whitespace) && !c.is_whitespace();
        let beside_wide = before.is_some_and(|b| is_wide(b) || is_wide(c)) && !"、。，．・：；？！）」』】〕％ー".contains(c);
        let after_opening = before.is_some_and(|b| "（「『【〔(".contains(b));
        if (after_space || beside_wide) && !after_opening && at > start {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Whether a character takes the width of a kanji.
fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// Estimated width of a character in units of the font size.
fn em_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '|' | '\'' | '!' => 0.3,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.93,
        'A'..='Z' | '&' | '<' | '>' | '=' | '+' => 0.68,
        _ => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.57,
            Some(_) => 1.0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kanji_is_one_em_wide_and_a_digit_little_more_than_half() {
        assert_eq!(text_width("会員数", 10.0), 30.0);
        assert!((text_width("2019", 10.0) - 22.8).abs() < 1e-9); // 4 x 0.57 x 10
    }

    #[test]
    fn a_cut_text_fits_and_ends_in_an_ellipsis() {
        let cut = fitted("会費滞納による退会", 10.0, 55.0);
        assert_eq!(cut, "会費滞納…"); // four kanji and the ellipsis are 45.7 or 50 wide, five would be too wide
        assert!(text_width(&cut, 10.0) <= 55.0);
        assert_eq!(fitted("short", 10.0, 55.0), "short");
    }

    #[test]
    fn lines_break_between_words_and_between_kanji_but_not_before_a_full_stop() {
        assert_eq!(wrapped("aa bb cc", 10.0, 31.0), ["aa bb", "cc"]);
        assert_eq!(wrapped("会員数。入会", 10.0, 35.0), ["会員", "数。入", "会"]);
        assert!(wrapped("   ", 10.0, 31.0).is_empty());
    }
}
