//! The one tabular form: every result can be had as a table of named, typed columns.
//!
//! Reports print it, CSV and JSON are written from it, and the Python bindings hand it on as Arrow data.

use crate::error::{Error, Result};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The values of one column; `None` is "not known" or "does not exist", never 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Values {
    /// Whole numbers: counts, years, days.
    Integers(Vec<Option<i64>>),
    /// Real numbers: rates, limits, years of time.
    Reals(Vec<Option<f64>>),
    /// Calendar days.
    Days(Vec<Option<Day>>),
    /// Words.
    Texts(Vec<Option<String>>),
    /// Yes or no.
    Flags(Vec<Option<bool>>),
}

impl Values {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(v) => v.len(),
            Self::Reals(v) => v.len(),
            Self::Days(v) => v.len(),
            Self::Texts(v) => v.len(),
            Self::Flags(v) => v.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row as plain text, the empty text where there is none: what a CSV cell holds. Reals are written with the
    /// fewest digits that read back as the same number.
    #[must_use]
    pub fn text(&self, row: usize) -> String {
        fn shown<T: ToString>(values: &[Option<T>], row: usize) -> String {
            values.get(row).and_then(Option::as_ref).map_or(String::new(), T::to_string)
        }
        match self {
            Self::Integers(v) => shown(v, row),
            Self::Reals(v) => shown(v, row),
            Self::Days(v) => shown(v, row),
            Self::Texts(v) => shown(v, row),
            Self::Flags(v) => shown(v, row),
        }
    }
}

/// One column: a stable name and its values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct TableColumn {
    /// The stable name, in `snake_case`; the unit is part of it where the name alone does not tell it.
    pub name: String,
    /// The values, one a row.
    pub values: Values,
}

/// A result as named columns of one length.
///
/// # Example
///
/// ```
/// use kaiin::table::{Table, Values};
/// let table = Table::new("movements")
///     .with("year", Values::Integers(vec![Some(2018), Some(2019)]))?
///     .with("joined", Values::Integers(vec![Some(120), None]))?;
/// assert_eq!(table.rows(), 2);
/// assert_eq!(table.column("joined").unwrap().text(1), "");
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Table {
    name: String,
    columns: Vec<TableColumn>,
}

impl Table {
    /// A table without columns.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), columns: Vec::new() }
    }

    /// The table with one more column.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when the column is not as long as those before it.
    pub fn with(mut self, name: impl Into<String>, values: Values) -> Result<Self> {
        let name = name.into();
        if let Some(first) = self.columns.first().filter(|first| first.values.len() != values.len()) {
            let (found, expected) = (values.len(), first.values.len());
            return Err(Error::ColumnLength { column: name, found, reference: first.name.clone(), expected });
        }
        self.columns.push(TableColumn { name, values });
        Ok(self)
    }

    /// A table of columns that were made from the same rows, so that they have one length.
    pub(crate) fn of_columns<N: Into<String>>(name: impl Into<String>, columns: impl IntoIterator<Item = (N, Values)>) -> Self {
        let columns: Vec<TableColumn> = columns.into_iter().map(|(name, values)| TableColumn { name: name.into(), values }).collect();
        debug_assert!(columns.windows(2).all(|pair| pair[0].values.len() == pair[1].values.len()), "columns of one table differ in length");
        Self { name: name.into(), columns }
    }

    /// The stable name of the table.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns in order.
    #[must_use]
    pub fn columns(&self) -> &[TableColumn] {
        &self.columns
    }

    /// The values of a column by name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Values> {
        self.columns.iter().find(|column| column.name == name).map(|column| &column.values)
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }
}
