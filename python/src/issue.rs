//! One thing wrong or worth knowing about one row, in Python.

use crate::words::Word;
use kaiin::IssueCode;
use kaiin::input::{Action, Severity};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// One thing wrong or worth knowing about one row of the input.
///
/// Issues are collected for all rows: forty problems reported once beat forty runs. ``str(issue)`` is the sentence to show.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Issue {
    inner: kaiin::Issue,
}

impl From<kaiin::Issue> for Issue {
    fn from(inner: kaiin::Issue) -> Self {
        Self { inner }
    }
}

type Fields = (Word<IssueCode>, Word<Action>, Option<u64>, Option<String>, Option<String>, Option<String>);

#[pymethods]
impl Issue {
    #[new]
    #[pyo3(signature = (code, action, row = None, person = None, column = None, value = None))]
    fn new(
        code: Word<IssueCode>,
        action: Word<Action>,
        row: Option<u64>,
        person: Option<String>,
        column: Option<String>,
        value: Option<String>,
    ) -> Self {
        Self { inner: kaiin::Issue { row, code: code.0, action: action.0, person, column, value } }
    }

    /// What kind of thing is wrong: a stable name for programs.
    #[getter]
    fn code(&self) -> Word<IssueCode> {
        Word(self.inner.code)
    }

    /// How much it matters: ``"info"``, ``"warning"`` or ``"error"``.
    #[getter]
    fn severity(&self) -> Word<Severity> {
        Word(self.inner.severity())
    }

    /// What was done with the row: ``"kept"``, ``"repaired"`` or ``"set_aside"``.
    #[getter]
    fn action(&self) -> Word<Action> {
        Word(self.inner.action)
    }

    /// Number of the row; ``None`` when the issue is not about one row.
    #[getter]
    fn row(&self) -> Option<u64> {
        self.inner.row
    }

    /// Key of the person, where known.
    #[getter]
    fn person(&self) -> Option<&str> {
        self.inner.person.as_deref()
    }

    /// The column concerned, where one is.
    #[getter]
    fn column(&self) -> Option<&str> {
        self.inner.column.as_deref()
    }

    /// The value found, where one was.
    #[getter]
    fn value(&self) -> Option<&str> {
        self.inner.value.as_deref()
    }

    /// What is wrong and what was done, as an English sentence.
    #[getter]
    fn message(&self) -> &'static str {
        self.inner.code.english()
    }

    /// What is wrong and what was done, as a Japanese sentence.
    #[getter]
    fn message_ja(&self) -> &'static str {
        self.inner.code.japanese()
    }

    /// The fields by name.
    #[pyo3(signature = () -> "dict[str, str | int | None]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("row", self.row())?;
        dict.set_item("code", self.code())?;
        dict.set_item("severity", self.severity())?;
        dict.set_item("action", self.action())?;
        dict.set_item("person", self.person())?;
        dict.set_item("column", self.column())?;
        dict.set_item("value", self.value())?;
        dict.set_item("message", self.message())?;
        Ok(dict)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Issue {}: {}>", self.inner.code, self.inner)
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (self.inner.row, self.inner.code, self.inner.action, &self.inner.person, &self.inner.value).hash(&mut hasher);
        hasher.finish()
    }

    fn __getnewargs__(&self) -> Fields {
        let issue = self.inner.clone();
        (self.code(), self.action(), issue.row, issue.person, issue.column, issue.value)
    }
}
