//! Which column of a table is what: the caller's word first, then the vocabulary.

use super::licensee_rows::LicenseeRole;
use super::plain_text::key;
use super::total_rows::TotalsRole;
use super::vocabulary::Role;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// What becomes of columns that the caller did not map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmapped {
    /// They are read when the vocabulary knows their header. The default.
    #[default]
    ByVocabulary,
    /// They are not read.
    Ignored,
}

/// What a column is used for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnUse {
    /// A role in a register of members.
    Role(Role),
    /// A segment of this name.
    Segment(String),
    /// Rows are read only where the column holds this value.
    Only(String),
    /// A role in a table of licensees.
    Licensee(LicenseeRole),
    /// A role in a table of yearly totals.
    Totals(TotalsRole),
}

impl ColumnUse {
    /// The use in words, for messages and for the list of columns read.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Role(role) => role.name().into(),
            Self::Segment(name) => name.clone(),
            Self::Only(value) => format!("rows with {value:?}"),
            Self::Licensee(role) => role.name().into(),
            Self::Totals(role) => role.name(),
        }
    }
}

/// The caller's word on which columns are what. Columns that are neither mapped nor in the vocabulary are never kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ColumnMapping {
    columns: Vec<(ColumnUse, String)>,
    unmapped: Unmapped,
}

impl ColumnMapping {
    /// No columns mapped: the vocabulary decides.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that a column has a role.
    #[must_use]
    pub fn column(self, role: Role, header: impl Into<String>) -> Self {
        self.with(ColumnUse::Role(role), header)
    }

    /// Keeps a column as a segment under a name.
    #[must_use]
    pub fn segment(self, name: impl Into<String>, header: impl Into<String>) -> Self {
        self.with(ColumnUse::Segment(name.into()), header)
    }

    /// Reads only the rows in which a column holds a value (compared without case and width).
    #[must_use]
    pub fn only(self, header: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(ColumnUse::Only(value.into()), header)
    }

    /// Says what a column is used for.
    #[must_use]
    pub fn with(mut self, usage: ColumnUse, header: impl Into<String>) -> Self {
        self.columns.push((usage, header.into()));
        self
    }

    /// What becomes of columns that were not mapped.
    #[must_use]
    pub fn unmapped(mut self, unmapped: Unmapped) -> Self {
        self.unmapped = unmapped;
        self
    }

    /// Whether the caller mapped a column with this header.
    #[cfg(feature = "csv")]
    pub(crate) fn names(&self, header: &str) -> bool {
        self.columns.iter().any(|(_, wanted)| key(wanted) == key(header))
    }

    /// The columns of a table that are read, each with its use; `word` is the vocabulary of the kind of table.
    pub(crate) fn resolve(&self, headers: &[String], input: &str, word: impl Fn(&str) -> Option<ColumnUse>) -> Result<Vec<Assigned>> {
        let mut assigned = self.mapped(headers, input)?;
        if self.unmapped == Unmapped::ByVocabulary {
            let mapped: Vec<usize> = assigned.iter().map(|column| column.position).collect();
            for (position, header) in headers.iter().enumerate().filter(|(position, _)| !mapped.contains(position)) {
                let Some(usage) = word(header) else { continue };
                let taken = assigned.iter().find(|column| same_use(&column.usage, &usage)).map(|column| (column.position, column.mapped));
                match taken {
                    Some((_, true)) => {}
                    Some((other, false)) => return Err(two_columns(headers, other, position, &usage)),
                    None => assigned.push(Assigned { position, header: header.clone(), usage, mapped: false }),
                }
            }
        }
        Ok(assigned)
    }

    /// The columns that the caller mapped.
    fn mapped(&self, headers: &[String], input: &str) -> Result<Vec<Assigned>> {
        let mut assigned: Vec<Assigned> = Vec::new();
        for (usage, wanted) in &self.columns {
            let position = find_header(headers, wanted, usage, input)?;
            let other = assigned.iter().find(|column| same_use(&column.usage, usage) && !matches!(usage, ColumnUse::Only(_)));
            if let Some(other) = other {
                return Err(two_columns(headers, other.position, position, usage));
            }
            assigned.push(Assigned { position, header: headers[position].clone(), usage: usage.clone(), mapped: true });
        }
        Ok(assigned)
    }
}

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assigned {
    /// Its position in the table, from 0.
    pub(crate) position: usize,
    /// Its header as written.
    pub(crate) header: String,
    /// What it is used for.
    pub(crate) usage: ColumnUse,
    /// Whether the caller said so.
    pub(crate) mapped: bool,
}

/// Refuses columns that were mapped to a role of another kind of table.
pub(crate) fn check_kind(assigned: &[Assigned], belongs: impl Fn(&ColumnUse) -> bool) -> Result<()> {
    match assigned.iter().find(|column| !belongs(&column.usage) && !matches!(column.usage, ColumnUse::Only(_))) {
        Some(odd) => Err(Error::setting(
            "columns",
            format!("{:?}", odd.header),
            format!("was mapped to {}, which is no role in this kind of table; map it to one that is, or leave it out", odd.usage.name()),
        )),
        None => Ok(()),
    }
}

/// The position of a header: as written, or else by its key.
fn find_header(headers: &[String], wanted: &str, usage: &ColumnUse, input: &str) -> Result<usize> {
    let as_written: Vec<usize> = positions(headers, |header| header.trim() == wanted.trim());
    let found =
        if as_written.is_empty() { positions(headers, |header| !key(wanted).is_empty() && key(header) == key(wanted)) } else { as_written };
    match found.as_slice() {
        [position] => Ok(*position),
        [] => Err(Error::MissingColumn {
            input: input.into(),
            column: format!("{} (mapped to {wanted:?})", usage.name()),
            found: headers.to_vec(),
            advice: "map it to one of these".into(),
        }),
        [first, second, ..] => Err(two_columns(headers, *first, *second, usage)),
    }
}

fn positions(headers: &[String], matches: impl Fn(&String) -> bool) -> Vec<usize> {
    headers.iter().enumerate().filter(|(_, header)| matches(header)).map(|(position, _)| position).collect()
}

/// Whether two uses exclude each other.
fn same_use(a: &ColumnUse, b: &ColumnUse) -> bool {
    let segment = |usage: &ColumnUse| match usage {
        ColumnUse::Role(role) => role.segment().map(str::to_owned),
        ColumnUse::Segment(name) => Some(name.clone()),
        _ => None,
    };
    a == b || (segment(a).is_some() && segment(a) == segment(b))
}

/// Two columns for one use.
fn two_columns(headers: &[String], first: usize, second: usize, usage: &ColumnUse) -> Error {
    let shown = |position: usize| format!("{:?} (column {})", headers.get(position).map_or("", String::as_str), position + 1);
    Error::setting(
        "columns",
        format!("{} and {}", shown(first), shown(second)),
        format!("both stand for {0}; map {0} to the one to use, or give them different headers", usage.name()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn resolve(mapping: &ColumnMapping, names: &[&str]) -> Result<Vec<(String, String)>> {
        let columns = mapping.resolve(&headers(names), "members.csv", |header| Role::of_header(header).map(ColumnUse::Role))?;
        Ok(columns.into_iter().map(|column| (column.header, column.usage.name())).collect())
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect()
    }

    #[test]
    fn known_headers_are_read_and_others_are_not_kept() {
        let found = resolve(&ColumnMapping::new(), &["会員番号", "氏名", "入会日", "所属士会", "メール"]).unwrap();
        assert_eq!(found, pairs(&[("会員番号", "person"), ("入会日", "start"), ("所属士会", "branch")]));
    }

    #[test]
    fn the_callers_word_comes_before_the_vocabulary() {
        let mapping = ColumnMapping::new().column(Role::Start, "初回入会日").segment("branch", "勤務地");
        let found = resolve(&mapping, &["会員番号", "入会日", "初回入会日", "支部", "勤務地"]).unwrap();
        assert_eq!(found, pairs(&[("初回入会日", "start"), ("勤務地", "branch"), ("会員番号", "person")]));
    }

    #[test]
    fn two_headers_for_one_role_are_refused_with_both_named() {
        let message = resolve(&ColumnMapping::new(), &["会員番号", "入会日（西暦）", "入会日（和暦）"]).unwrap_err().to_string();
        let expected = "columns \"入会日（西暦）\" (column 2) and \"入会日（和暦）\" (column 3) both stand for start; map start to the one to use, \
                        or give them different headers";
        assert_eq!(message, expected);
    }

    #[test]
    fn a_mapped_header_that_is_not_there_is_an_error_that_lists_the_headers() {
        let mapping = ColumnMapping::new().column(Role::Person, "番号");
        let message = resolve(&mapping, &["会員番号", "入会日"]).unwrap_err().to_string();
        assert_eq!(
            message,
            "no column for person (mapped to \"番号\") in members.csv; its columns are [会員番号, 入会日]; map it to one of these"
        );
    }

    #[test]
    fn only_mapped_columns_are_read_when_asked() {
        let mapping = ColumnMapping::new().column(Role::Person, "id").unmapped(Unmapped::Ignored);
        assert_eq!(resolve(&mapping, &["id", "start"]).unwrap(), pairs(&[("id", "person")]));
    }
}
