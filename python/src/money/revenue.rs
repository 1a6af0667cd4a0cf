//! How much dues and entrance fees bring, in Python.

use crate::error::err;
use crate::result::{fields, pickled, tabular, wraps};
use kaiin::FiscalYear;
use pyo3::prelude::*;

/// What a class brings in a fiscal year, in whole units of money.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RevenueRow {
    inner: kaiin::decision::money::RevenueRow,
}

fields!(RevenueRow {
    /// The fiscal year billed.
    year: i32,
    /// Members.
    members: u64,
    /// Members who owe more than nothing.
    paying: u64,
    /// Members whose tenure is not known and might reduce their dues: ``dues`` is then an upper bound.
    tenure_unknown: u64,
    /// Dues before reductions.
    in_full: i64,
    /// What reductions and waivers cost.
    reductions: i64,
    /// Dues billed: ``in_full - reductions``.
    dues: i64,
    /// Entrance fees.
    entrance_fees: i64,
    /// Dues and entrance fees.
    total: i64,
});

#[pymethods]
impl RevenueRow {
    /// The class of members.
    #[getter]
    fn class_(&self) -> &str {
        &self.inner.class
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "RevenueRow", &["year", "class_", "members", "dues", "entrance_fees", "total"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let names = ["year", "class_", "members", "paying", "tenure_unknown", "in_full", "reductions", "dues", "entrance_fees", "total"];
        crate::result::html(slf, "RevenueRow", &names)
    }
}

pickled!(RevenueRow, kaiin::decision::money::RevenueRow);
wraps!(RevenueRow, kaiin::decision::money::RevenueRow);

/// Revenue by fiscal year and class, exact to the unit: of `DuesSchedule.revenue`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Revenue {
    inner: kaiin::decision::money::Revenue,
}

fields!(Revenue {
    /// By fiscal year, then class.
    rows: Vec<RevenueRow>,
});

#[pymethods]
impl Revenue {
    /// All of it.
    ///
    /// Raises:
    ///     TableError: More than 2^53 units.
    fn total(&self) -> PyResult<i64> {
        self.inner.total().map(|amount| amount.0).map_err(err)
    }

    /// That of one fiscal year; ``None`` when no row is of it.
    ///
    /// Raises:
    ///     TableError: More than 2^53 units.
    fn of_year(&self, year: i32) -> PyResult<Option<i64>> {
        self.inner.of_year(FiscalYear(year)).map(|amount| amount.map(|amount| amount.0)).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Revenue of {} rows>", self.inner.rows.len())
    }
}

tabular!(Revenue);
pickled!(Revenue, kaiin::decision::money::Revenue);
wraps!(Revenue, kaiin::decision::money::Revenue);

/// What a class is expected to bring in a fiscal year.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ExpectedRevenueRow {
    inner: kaiin::decision::money::ExpectedRevenueRow,
}

fields!(ExpectedRevenueRow {
    /// The fiscal year billed.
    year: i32,
    /// Expected members.
    members: f64,
    /// Expected dues billed.
    dues: f64,
    /// Expected entrance fees.
    entrance_fees: f64,
    /// Dues and entrance fees.
    total: f64,
});

#[pymethods]
impl ExpectedRevenueRow {
    /// The class of members.
    #[getter]
    fn class_(&self) -> &str {
        &self.inner.class
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "ExpectedRevenueRow", &["year", "class_", "members", "dues", "entrance_fees", "total"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "ExpectedRevenueRow", &["year", "class_", "members", "dues", "entrance_fees", "total"])
    }
}

pickled!(ExpectedRevenueRow, kaiin::decision::money::ExpectedRevenueRow);
wraps!(ExpectedRevenueRow, kaiin::decision::money::ExpectedRevenueRow);

/// Expected revenue by fiscal year and class: of `DuesSchedule.expected_revenue`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ExpectedRevenue {
    inner: kaiin::decision::money::ExpectedRevenue,
}

fields!(ExpectedRevenue {
    /// By fiscal year, then class.
    rows: Vec<ExpectedRevenueRow>,
});

#[pymethods]
impl ExpectedRevenue {
    /// That of one fiscal year; ``None`` when no row is of it.
    fn of_year(&self, year: i32) -> Option<f64> {
        self.inner.of_year(FiscalYear(year))
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ExpectedRevenue of {} rows>", self.inner.rows.len())
    }
}

tabular!(ExpectedRevenue);
pickled!(ExpectedRevenue, kaiin::decision::money::ExpectedRevenue);
wraps!(ExpectedRevenue, kaiin::decision::money::ExpectedRevenue);
