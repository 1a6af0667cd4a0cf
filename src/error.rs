//! The one error type: why an answer is impossible, and what to do about it.
//!
//! A bad row is not an error but an [`Issue`](crate::input::Issue); an error ends the call. Every message says what, what was
//! found, and what to do, and repeats the value.

/// Why an answer is impossible.
///
/// Match on the variant or on [`Error::code`]; both are stable. New variants may be added.
///
/// # Example
///
/// ```
/// let error = kaiin::Confidence::new(95.0).unwrap_err();
/// assert_eq!(error.code(), "setting");
/// assert_eq!(error.to_string(), "confidence 95 is outside (0, 1); write 0.95");
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A setting or argument has a value that cannot be used.
    #[error("{name} {value} {reason}")]
    Setting {
        /// Name of the setting, as the caller wrote it.
        name: &'static str,
        /// The value given.
        value: String,
        /// Why it cannot be used and what to write instead; continues the sentence "name value …".
        reason: String,
    },
    /// A file could not be read or written.
    #[error("cannot use file {path}: {source}")]
    Io {
        /// The path as given.
        path: String,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The input holds no data row.
    #[error("{input} has no data rows: {advice}")]
    NoRows {
        /// The file or table.
        input: String,
        /// What to do.
        advice: String,
    },
    /// A column that is needed was not found.
    #[error("no column for {column} in {input}; its columns are [{}]; {advice}", found.join(", "))]
    MissingColumn {
        /// The file or table.
        input: String,
        /// What was looked for.
        column: String,
        /// The columns that are there.
        found: Vec<String>,
        /// What to do.
        advice: String,
    },
    /// A column has the wrong type.
    #[error("column {column}: {reason}")]
    ColumnType {
        /// The column.
        column: String,
        /// What was expected and found.
        reason: String,
    },
    /// Two columns of one table differ in length.
    #[error("column {column} has {found} rows but {reference} has {expected}; give columns of one length")]
    ColumnLength {
        /// The column that differs.
        column: String,
        /// Its number of rows.
        found: usize,
        /// The column compared with.
        reference: String,
        /// The number of rows expected.
        expected: usize,
    },
    /// The input as a whole cannot be read (encoding, quoting, a line beyond the limit).
    #[error("{input}{}: {reason}", row.map(|r| format!(", row {r}")).unwrap_or_default())]
    Malformed {
        /// The file or table.
        input: String,
        /// The row, counted from 1 with the header as row 1, where known.
        row: Option<u64>,
        /// What is wrong and what to do.
        reason: String,
    },
    /// `strict` was asked for and there are issues.
    #[error("strict reading found {count} issue(s); the first: {first}")]
    Strict {
        /// How many issues were found.
        count: usize,
        /// The first of them, as text.
        first: String,
    },
    /// A request needs more than the stated limit.
    #[error("{what}: {found} is more than the limit of {limit}; {advice}")]
    Limit {
        /// What is limited.
        what: &'static str,
        /// What was asked for.
        found: u64,
        /// The limit.
        limit: u64,
        /// What to do.
        advice: String,
    },
    /// Two rates of different definition were compared.
    #[error(
        "these are different rates and cannot be compared: ({left}) and ({right}); recompute one of them with the definition of the other"
    )]
    DifferentDefinitions {
        /// Definition of the first.
        left: String,
        /// Definition of the second.
        right: String,
    },
    /// Two tables that differ in a setting were merged.
    #[error("tables with different {what} cannot be merged: {left} and {right}; build both with the same settings")]
    Mismatch {
        /// The setting that differs.
        what: &'static str,
        /// Its value in the first.
        left: String,
        /// Its value in the second.
        right: String,
    },
    /// Something that the answer needs was not given.
    #[error("{what} is not known; {advice}")]
    Missing {
        /// What is missing.
        what: String,
        /// What to do.
        advice: String,
    },
    /// The caller's progress callback asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
}

/// Shorthand for a result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A short stable name of the kind of error, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Setting { .. } => "setting",
            Self::Io { .. } => "io",
            Self::NoRows { .. } => "no_rows",
            Self::MissingColumn { .. } => "missing_column",
            Self::ColumnType { .. } => "column_type",
            Self::ColumnLength { .. } => "column_length",
            Self::Malformed { .. } => "malformed",
            Self::Strict { .. } => "strict",
            Self::Limit { .. } => "limit",
            Self::DifferentDefinitions { .. } => "different_definitions",
            Self::Mismatch { .. } => "mismatch",
            Self::Missing { .. } => "missing",
            Self::Cancelled => "cancelled",
        }
    }

    /// A setting `name` with a `value` that cannot be used, because of `reason`.
    pub(crate) fn setting(name: &'static str, value: impl ToString, reason: impl Into<String>) -> Self {
        Self::Setting { name, value: value.to_string(), reason: reason.into() }
    }

    /// Something that the answer needs was not given.
    pub(crate) fn missing(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Missing { what: what.into(), advice: advice.into() }
    }
}
