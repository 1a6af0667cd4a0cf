//! How many of each licence cohort had joined after each year, in Python.

use crate::calendar::FiscalCalendar;
use crate::cohort::{CohortRule, CohortTable};
use crate::day::DayOut;
use crate::error::enter;
use crate::licensees::Licensees;
use crate::result::{pickled, record, tabular, wraps};
use kaiin::FiscalYear;
use pyo3::prelude::*;
use std::collections::BTreeMap;

record! {
    /// One licence cohort of an `EntryTriangle`.
    EntryTriangleRow of kaiin::cohort::EntryTriangleRow {
        /// The licence cohort.
        cohort: i32,
        /// New licence holders of the cohort; ``None`` where not known.
        licensees: Option<u64>,
        /// Persons who had joined by the end of the licence year, of the year after, …; ``None`` where that year had not ended.
        entered: Vec<Option<u64>>,
    }
}

/// Persons of each licence cohort who had joined by the end of each year since the licence.
///
/// A person counts once, on first joining; who joined before the licence year counts at age 0. Years that had not ended on the extract date
/// are not seen, not 0. The triangles of the parts of a register add to that of the whole.
///
/// Args:
///     table: Members by licence cohort, among other things or alone.
///     licensees: The licence holders of each cohort, where they are known.
///
/// Raises:
///     InputError: The table is not grouped by licence cohort.
///     TableError: Licensees and table assign licences to cohorts by different rules, or a cohort lies more than 1,000 years back.
///
/// Examples:
///     >>> rows = [
///     ...     {"person": "A", "start": "2021-04-01", "licensed": "2021-04-01"},
///     ...     {"person": "B", "start": "2022-06-01", "licensed": "2021-04-01"},  # a year late
///     ...     {"person": "C", "start": "2022-06-01", "licensed": "2022-04-01"},
///     ... ]
///     >>> table = CohortTable(Register(rows, as_of="2023-03-31"), by=["licence_cohort"])
///     >>> triangle = EntryTriangle(table)
///     >>> [row.entered for row in triangle.rows]  # the second year of the younger cohort has not ended
///     [[1, 2], [1, None]]
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct EntryTriangle {
    pub(crate) inner: kaiin::cohort::EntryTriangle,
}

#[pymethods]
impl EntryTriangle {
    #[new]
    #[pyo3(signature = (table, *, licensees = None))]
    fn new(py: Python<'_>, table: PyRef<'_, CohortTable>, licensees: Option<PyRef<'_, Licensees>>) -> PyResult<Self> {
        let (table, licensees) = (&table.inner, licensees.as_ref().map(|licensees| &licensees.inner));
        enter(py, |_| kaiin::cohort::EntryTriangle::of(table, licensees)).map(Self::from)
    }

    /// A triangle for each level of a segment; ``None`` is the level of those without one.
    ///
    /// Args:
    ///     table: Members by licence cohort and the segment.
    ///     segment: Name of the segment.
    ///     licensees: Licence holders, taken by branch: levels that are no branch of theirs have none.
    ///
    /// Raises:
    ///     InputError: The table is not grouped by licence cohort and the segment.
    ///     TableError: As for the class.
    #[staticmethod]
    #[pyo3(signature = (table, segment, *, licensees = None))]
    fn by_segment(
        py: Python<'_>,
        table: PyRef<'_, CohortTable>,
        segment: &str,
        licensees: Option<PyRef<'_, Licensees>>,
    ) -> PyResult<BTreeMap<Option<String>, Self>> {
        let (table, licensees) = (&table.inner, licensees.as_ref().map(|licensees| &licensees.inner));
        let triangles = enter(py, |_| kaiin::cohort::EntryTriangle::by_segment(table, segment, licensees))?;
        Ok(triangles.into_iter().map(|(level, inner)| (level, Self { inner })).collect())
    }

    /// The triangle of two parts together that have no person in common. A cell is seen where both have seen it.
    ///
    /// Raises:
    ///     TableError: Calendar, cohort rule or extract date differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(Self::from)
    }

    /// The cohorts, ascending, each with one cell for every age.
    #[getter]
    fn rows(&self) -> Vec<EntryTriangleRow> {
        self.inner.rows().iter().cloned().map(EntryTriangleRow::from).collect()
    }

    /// Cohorts that are known of but not in the triangle: their licence year had not ended, or members of them may have come and gone before
    /// the record began.
    #[getter]
    fn left_out(&self) -> Vec<i32> {
        self.inner.left_out().iter().map(|cohort| cohort.get()).collect()
    }

    /// Persons who joined and whose licence cohort is not known: they are in no row, so entrants may be too few by them.
    #[getter]
    fn licence_unknown(&self) -> u64 {
        self.inner.licence_unknown()
    }

    /// The fiscal calendar.
    #[getter]
    fn calendar(&self) -> FiscalCalendar {
        FiscalCalendar { inner: self.inner.calendar() }
    }

    /// Which fiscal year's cohort a licence date belongs to.
    #[getter]
    fn cohort_rule(&self) -> CohortRule {
        CohortRule { inner: self.inner.cohort_rule() }
    }

    /// The extract date.
    #[getter]
    fn as_of(&self) -> DayOut {
        DayOut(self.inner.as_of())
    }

    /// Persons of a cohort who had joined by an age in years; ``None`` when the cell has not been seen.
    fn entered(&self, cohort: i32, age: usize) -> Option<u64> {
        self.inner.entered(FiscalYear(cohort), age)
    }

    fn __len__(&self) -> usize {
        self.inner.rows().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.EntryTriangle of {} licence cohorts as of {}>", self.inner.rows().len(), self.inner.as_of())
    }
}

wraps!(EntryTriangle, kaiin::cohort::EntryTriangle);
tabular!(EntryTriangle);
pickled!(EntryTriangle, kaiin::cohort::EntryTriangle);
