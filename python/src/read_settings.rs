//! How a table or file is to be read, in Python.

use crate::result::pickled;
use crate::words::Word;
use kaiin::input::{BranchLevels, DateOrder, Delimiter, Encoding, EndDay, Preset, Role, SerialDates, Unmapped};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// How a table of members is read: what the caller knows about it and the reader cannot know.
///
/// Columns are found by their headers, in Japanese or English; what is not found is named here. Only columns that are mapped or found
/// are ever kept.
///
/// Args:
///     columns: Header of the column for a role, for example ``{"person": "No.", "start": "Beitritt"}``.
///     segments: Header of the column to keep as a segment, by the name of the segment: ``{"workplace": "勤務先区分"}``.
///     only: Rows are read only where a column holds a value, by header: ``{"table": "members"}``.
///     unmapped: What becomes of other columns: ``"by_vocabulary"`` (the default) or ``"ignored"``.
///     preset: The system that the table was exported from, see `Preset`; its columns take the place of the vocabulary, and its branches
///         are kept as written.
///     encoding: Encoding of a file: ``"auto"`` (the default), ``"utf8"``, ``"cp932"``, ``"utf16_le"`` or ``"utf16_be"``.
///     delimiter: What separates fields: ``"auto"`` (the default), ``"comma"``, ``"semicolon"`` or ``"tab"``.
///     date_order: Order where the year does not come first; with ``"year_first"`` (the default) such dates are refused, because
///         4/1/2024 is two different days.
///     serial_dates: Whether a bare number such as 45383 is a date: ``"refused"`` (the default) or ``"excel1900"``.
///     end_day: What the day of the end means: ``"first_day_out"`` (the default) or ``"last_day_included"``.
///     leave_end_day: The same for the end of a leave of absence; ``"last_day_included"`` by default.
///     branch_levels: Whether branches are ``"prefectures"`` (the default; other texts are kept as written) or ``"as_written"``.
///     header_row: Number of the row that holds the headers, 1 by default.
///     longest_row: Most bytes of one row of a file, 1,048,576 by default; a longer one is an error.
///     threads: Number of threads that read a file; as many as there are processors by default. The result does not depend on it.
///
/// Examples:
///     >>> german = ReadSettings(columns={"start": "Beitritt"}, date_order="day_first")
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ReadSettings {
    pub(crate) inner: kaiin::input::ReadSettings,
}

#[pymethods]
impl ReadSettings {
    #[new]
    #[pyo3(signature = (*, columns = None, segments = None, only = None, unmapped = None, preset = None, encoding = None, delimiter = None,
        date_order = None, serial_dates = None, end_day = None, leave_end_day = None, branch_levels = None, header_row = None,
        longest_row = None, threads = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        columns: Option<BTreeMap<Word<Role>, String>>,
        segments: Option<BTreeMap<String, String>>,
        only: Option<BTreeMap<String, String>>,
        unmapped: Option<Word<Unmapped>>,
        preset: Option<Word<Preset>>,
        encoding: Option<Word<Encoding>>,
        delimiter: Option<Word<Delimiter>>,
        date_order: Option<Word<DateOrder>>,
        serial_dates: Option<Word<SerialDates>>,
        end_day: Option<Word<EndDay>>,
        leave_end_day: Option<Word<EndDay>>,
        branch_levels: Option<Word<BranchLevels>>,
        header_row: Option<u64>,
        longest_row: Option<usize>,
        threads: Option<usize>,
    ) -> Self {
        let mut inner = kaiin::input::ReadSettings::new();
        if let Some(Word(preset)) = preset {
            inner = inner.preset(preset);
        }
        for (role, header) in columns.unwrap_or_default() {
            inner = inner.column(role.0, header);
        }
        for (name, header) in segments.unwrap_or_default() {
            inner = inner.segment(name, header);
        }
        for (header, value) in only.unwrap_or_default() {
            inner = inner.only(header, value);
        }
        let mapping = inner.mapping.clone();
        set(&mut inner.mapping, unmapped.map(|word| Word(mapping.unmapped(word.0))));
        set(&mut inner.encoding, encoding);
        set(&mut inner.delimiter, delimiter);
        set(&mut inner.dates.order, date_order);
        set(&mut inner.dates.serials, serial_dates);
        set(&mut inner.end_day, end_day);
        set(&mut inner.leave_end_day, leave_end_day);
        set(&mut inner.branch_levels, branch_levels);
        set(&mut inner.header_row, header_row.map(Word));
        set(&mut inner.longest_row, longest_row.map(Word));
        set(&mut inner.threads, threads.map(|threads| Word(Some(threads))));
        Self { inner }
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ReadSettings {:?}>", self.inner)
    }
}

pickled!(ReadSettings, kaiin::input::ReadSettings);

/// Changes a setting where the caller gave one.
fn set<T>(setting: &mut T, given: Option<Word<T>>) {
    if let Some(Word(value)) = given {
        *setting = value;
    }
}
