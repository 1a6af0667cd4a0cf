//! Keys of persons under construction: whole numbers as long as all of them are, texts from the first that is not.
//!
//! Numbers are kept as numbers only where nothing is lost: `007` and `7` are two persons.

use super::plain_text::{is_nothing, plain};
use crate::episode::{PersonKeys, TextColumn};

/// Keys of persons; a missing one takes a place too.
#[derive(Debug, Clone)]
pub(crate) struct KeyField(PersonKeys);

impl KeyField {
    pub(crate) fn new() -> Self {
        Self(PersonKeys::Integers(Vec::new()))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a key, without blanks around it and with full-width characters made ordinary; `false` when the text is no key.
    pub(crate) fn push_text(&mut self, text: &str) -> bool {
        let text = plain(text);
        if is_nothing(&text) {
            return false;
        }
        match (&mut self.0, canonical_integer(&text)) {
            (PersonKeys::Integers(keys), Some(number)) => keys.push(number),
            _ => self.texts().push(&text),
        }
        true
    }

    /// Adds a key; `false` when the number means that there is none.
    pub(crate) fn push_integer(&mut self, number: i64) -> bool {
        match &mut self.0 {
            PersonKeys::Integers(keys) if number != PersonKeys::MISSING => keys.push(number),
            PersonKeys::Texts(keys) if number != PersonKeys::MISSING => keys.push(&number.to_string()),
            _ => return false,
        }
        true
    }

    /// Adds a row without a key.
    pub(crate) fn push_missing(&mut self) {
        match &mut self.0 {
            PersonKeys::Integers(keys) => keys.push(PersonKeys::MISSING),
            PersonKeys::Texts(keys) => keys.push(""),
        }
    }

    /// The key in a row, for messages.
    pub(crate) fn text(&self, row: usize) -> Option<String> {
        Some(self.0.text(row)).filter(|key| !key.is_empty())
    }

    pub(crate) fn finish(self) -> PersonKeys {
        self.0
    }

    /// The keys as texts from now on.
    fn texts(&mut self) -> &mut TextColumn {
        make_texts(&mut self.0)
    }
}

/// Turns keys into texts, where they are not yet.
pub(crate) fn make_texts(keys: &mut PersonKeys) -> &mut TextColumn {
    if let PersonKeys::Integers(_) = keys {
        *keys = PersonKeys::Texts((0..keys.len()).map(|row| keys.text(row)).collect());
    }
    match keys {
        PersonKeys::Texts(texts) => texts,
        PersonKeys::Integers(_) => unreachable!("keys were made texts above"),
    }
}

/// The number that is written in exactly this way: digits only, no leading zero, at most 18 of them.
fn canonical_integer(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let plain_digits = (1..=18).contains(&bytes.len()) && (bytes[0] != b'0' || bytes.len() == 1);
    if !plain_digits {
        return None;
    }
    bytes.iter().try_fold(0_i64, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(texts: &[&str]) -> PersonKeys {
        let mut field = KeyField::new();
        texts.iter().for_each(|text| {
            if !field.push_text(text) {
                field.push_missing();
            }
        });
        field.finish()
    }

    #[test]
    fn whole_numbers_stay_numbers_and_leading_zeros_stay_texts() {
        assert_eq!(keys(&["12", " 7 ", "１３"]), PersonKeys::Integers(vec![12, 7, 13]));
        assert_eq!(keys(&["12", "", "007"]), PersonKeys::Texts(["12", "", "007"].into_iter().collect()));
        assert_eq!(keys(&["A-1", "5"]), PersonKeys::Texts(["A-1", "5"].into_iter().collect()));
        assert_eq!(keys(&["1234567890123456789"]), PersonKeys::Texts(["1234567890123456789"].into_iter().collect()));
    }

    #[test]
    fn words_for_nothing_are_no_keys() {
        assert_eq!(keys(&["NaN", "-", "　", "0"]), PersonKeys::Integers(vec![i64::MIN, i64::MIN, i64::MIN, 0]));
    }
}
