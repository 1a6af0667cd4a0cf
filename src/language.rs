//! Sentences in both languages of the library.

use serde::{Deserialize, Serialize};

/// The same words in English and Japanese.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Bilingual {
    /// In English.
    pub english: String,
    /// In Japanese.
    pub japanese: String,
}

impl Bilingual {
    /// The same words in English and Japanese.
    #[must_use]
    pub fn new(english: impl Into<String>, japanese: impl Into<String>) -> Self {
        Self { english: english.into(), japanese: japanese.into() }
    }

    /// Words that are the same in both languages, such as numbers and dates.
    #[must_use]
    pub fn both(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { english: text.clone(), japanese: text }
    }
}

impl From<String> for Bilingual {
    /// One text, used in both languages.
    fn from(text: String) -> Self {
        Self::both(text)
    }
}

impl From<&str> for Bilingual {
    /// One text, used in both languages.
    fn from(text: &str) -> Self {
        Self::both(text)
    }
}
