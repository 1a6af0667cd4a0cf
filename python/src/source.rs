//! The caller's table as a row of batches: an Arrow stream, a mapping of columns or a list of dicts.

use crate::array::{Array, missing_column};
use crate::arrow_in::{self, ArrowColumn};
use crate::arrow_stream::ArrowStream;
use crate::cell::{Cell, OwnedCell};
use crate::error::Watch;
use crate::python_in::{self, NamedCells};
use arrow_array::Array as _;
use arrow_array::cast::AsArray;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PyString};

/// How many batches are read before Python may handle its signals again.
const BATCHES_BETWEEN_CHECKS: usize = 32;

/// The most rows of a table: those of a register.
const MOST_ROWS: u64 = u32::MAX as u64 - 1;

/// What a caller may pass as a table.
pub(crate) enum Source {
    /// A stream with the names of its columns.
    Arrow(ArrowStream, Vec<String>),
    Objects(NamedCells),
}

/// Some rows of the table, with the columns that were asked for.
pub(crate) struct Batch {
    /// The columns in the order in which they were asked for.
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: usize,
}

/// One column of a batch.
pub(crate) enum Column {
    Arrow(ArrowColumn),
    Objects(Vec<OwnedCell>),
}

impl Column {
    /// The value in a row counted from 0 within the batch.
    pub(crate) fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Arrow(column) => column.cell(row),
            Self::Objects(cells) => cells.get(row).map_or(Cell::Absent, OwnedCell::view),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Source {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "TableData");

    fn extract(data: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Some(stream) = arrow_in::stream(&data)? {
            let names = stream.names().ok_or_else(|| not_a_table(&data))?;
            return Ok(Self::Arrow(stream, names));
        }
        if let Ok(mapping) = data.cast::<PyMapping>() {
            return python_in::columns(&mapping).map(Self::Objects);
        }
        if data.is_instance_of::<PyString>() || data.is_instance_of::<PyBytes>() || data.try_iter().is_err() {
            return Err(not_a_table(&data));
        }
        python_in::rows(&data).map(Self::Objects)
    }
}

fn not_a_table(data: &Bound<'_, PyAny>) -> PyErr {
    let kind = data.get_type().name().map_or_else(|_| "this object".into(), |name| name.to_string());
    PyTypeError::new_err(format!(
        "{kind} is not a table; pass a pandas, polars or pyarrow table, a duckdb relation or another object with \
         __arrow_c_stream__, a mapping of columns, or a list of dicts; a file is read by read_csv"
    ))
}

/// Refuses more rows than a register can have before the first of them is read: a stream may announce any number.
fn check_rows(rows: u64) -> kaiin::Result<()> {
    if rows <= MOST_ROWS {
        return Ok(());
    }
    let advice = "read the table in parts, build one table for each and merge the tables".into();
    Err(kaiin::Error::Limit { what: "rows of a table", found: rows, limit: MOST_ROWS, advice })
}

impl Source {
    /// Names of the columns.
    pub(crate) fn names(&self) -> Vec<String> {
        match self {
            Self::Arrow(_, names) => names.clone(),
            Self::Objects(columns) => columns.iter().map(|(name, _)| name.clone()).collect(),
        }
    }

    /// All columns as owned cells: for small tables.
    pub(crate) fn collect(self, watch: &Watch) -> kaiin::Result<NamedCells> {
        let names = self.names();
        let wanted: Vec<usize> = (0..names.len()).collect();
        let mut columns: NamedCells = names.into_iter().map(|name| (name, Vec::new())).collect();
        self.for_each(&wanted, watch, |batch| {
            for ((_, cells), column) in columns.iter_mut().zip(&batch.columns) {
                cells.extend((0..batch.rows).map(|row| OwnedCell::from(column.cell(row))));
            }
            Ok(())
        })?;
        Ok(columns)
    }

    /// The columns of these names, in their order, each in the parts in which it arrives.
    pub(crate) fn select(self, wanted: &[&str], watch: &Watch) -> kaiin::Result<Vec<Array>> {
        let names = self.names();
        let position = |wanted: &&str| {
            let at = names.iter().position(|name| name == wanted);
            at.ok_or_else(|| missing_column(wanted, names.clone()))
        };
        let positions: Vec<usize> = wanted.iter().map(position).collect::<kaiin::Result<_>>()?;
        let mut parts: Vec<Vec<(Column, usize)>> = wanted.iter().map(|_| Vec::new()).collect();
        self.for_each(&positions, watch, |batch| {
            for (parts, column) in parts.iter_mut().zip(batch.columns) {
                parts.push((column, batch.rows));
            }
            Ok(())
        })?;
        Ok(parts.into_iter().map(Array::Parts).collect())
    }

    /// Hands the columns at `wanted` (positions in [`Source::names`]) to `take`, batch by batch, until the end, the first error or
    /// Ctrl-C.
    pub(crate) fn for_each(self, wanted: &[usize], watch: &Watch, mut take: impl FnMut(Batch) -> kaiin::Result<()>) -> kaiin::Result<()> {
        match self {
            Self::Arrow(stream, names) => {
                let mut rows = 0;
                for (number, batch) in stream.enumerate() {
                    if number % BATCHES_BETWEEN_CHECKS == 0 {
                        watch.check()?;
                    }
                    let batch = batch?;
                    let batch = batch.as_struct();
                    rows += batch.len() as u64;
                    check_rows(rows)?;
                    let typed = |&at: &usize| {
                        let name = names.get(at).map_or("", String::as_str);
                        batch.columns().get(at).map_or(Ok(ArrowColumn::Absent), |array| ArrowColumn::new(name, array)).map(Column::Arrow)
                    };
                    take(Batch { columns: wanted.iter().map(typed).collect::<kaiin::Result<_>>()?, rows: batch.len() })?;
                }
                Ok(())
            }
            Self::Objects(mut named) => {
                let rows = named.first().map_or(0, |(_, cells)| cells.len());
                let taken = |(nth, at): (usize, &usize)| {
                    let again = wanted.iter().skip(nth + 1).any(|later| later == at);
                    let cells = named.get_mut(*at).map(|(_, cells)| if again { cells.clone() } else { std::mem::take(cells) });
                    Column::Objects(cells.unwrap_or_default())
                };
                take(Batch { columns: wanted.iter().enumerate().map(taken).collect(), rows })
            }
        }
    }
}
