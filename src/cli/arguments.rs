//! Reads the options of a command; every option is named, none has two meanings.

use crate::error::{Error, Result};
use lexopt::Arg;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

/// The options of a command: for each name the values given, in order.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    values: BTreeMap<&'static str, Vec<String>>,
}

impl Arguments {
    /// Reads options; those in `flags` have no value, those in `options` have one and may be repeated.
    pub(super) fn parse(arguments: &[OsString], options: &[&'static str], flags: &[&'static str]) -> Result<Self> {
        let unusable = |problem: lexopt::Error| Error::setting("command line", "", format!("cannot be read: {problem}; see kaiin --help"));
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut parsed = Self::default();
        while let Some(argument) = parser.next().map_err(unusable)? {
            let name = match argument {
                Arg::Long(name) => name.to_owned(),
                Arg::Short(letter) => letter.to_string(),
                Arg::Value(value) => {
                    return Err(Error::setting("argument", value.to_string_lossy(), "belongs to no option; see kaiin --help"));
                }
            };
            if let Some(&flag) = flags.iter().find(|&&flag| flag == name) {
                parsed.values.entry(flag).or_default().push(String::new());
            } else if let Some(&option) = options.iter().find(|&&option| option == name) {
                let value = parser.value().map_err(unusable)?;
                let value = value.into_string().map_err(|value| Error::setting(option, value.to_string_lossy(), "is not valid text"))?;
                parsed.values.entry(option).or_default().push(value);
            } else {
                return Err(Error::setting("option", format!("--{name}"), "is not one of this command; see kaiin --help"));
            }
        }
        Ok(parsed)
    }

    /// Whether a flag was given.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.values.contains_key(flag)
    }

    /// The last value of an option.
    pub(super) fn text(&self, option: &str) -> Option<&str> {
        self.values.get(option).and_then(|values| values.last()).map(String::as_str)
    }

    /// All values of an option.
    pub(super) fn all(&self, option: &str) -> impl Iterator<Item = &str> {
        self.values.get(option).into_iter().flatten().map(String::as_str)
    }

    /// The last value of an option as a path.
    pub(super) fn path(&self, option: &str) -> Option<PathBuf> {
        self.text(option).map(PathBuf::from)
    }

    /// The last value of an option, read by its type; `hint` says what to write.
    pub(super) fn get<T: FromStr>(&self, option: &'static str, hint: &str) -> Result<Option<T>> {
        self.text(option)
            .map(|text| text.parse().map_err(|_| Error::setting(option, format!("{text:?}"), format!("is not usable; write {hint}"))))
            .transpose()
    }

    /// One of some words, each standing for a value; the first one unless given.
    pub(super) fn word<T: Copy>(&self, option: &'static str, words: &[(&str, T)]) -> Result<Option<T>> {
        let Some(text) = self.text(option) else { return Ok(None) };
        let listed = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        found.map(Some).ok_or_else(|| Error::setting(option, format!("{text:?}"), format!("is not known; write one of: {}", listed())))
    }

    /// All values of an option as pairs around the first `=`.
    pub(super) fn pairs(&self, option: &'static str) -> Result<Vec<(&str, &str)>> {
        let pair =
            |text| str::split_once(text, '=').ok_or_else(|| Error::setting(option, format!("{text:?}"), "has no '='; write NAME=VALUE"));
        self.all(option).map(pair).collect()
    }
}

/// A month and a day written MM-DD.
pub(super) fn month_day(option: &'static str, text: &str) -> Result<(u8, u8)> {
    let read = || {
        let (month, day) = text.split_once('-')?;
        Some((month.parse().ok()?, day.parse().ok()?))
    };
    read().ok_or_else(|| Error::setting(option, format!("{text:?}"), "is not a month and a day; write MM-DD, 04-01 for 1 April"))
}
