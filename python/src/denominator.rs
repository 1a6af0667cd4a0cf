//! A number of licence holders with everything that defines it, in Python.

use crate::cohort::CohortRule;
use crate::day::DayOut;
use crate::result::pickled;
use crate::words::Word;
use kaiin::licensees::{DenominatorKind, When};
use pyo3::prelude::*;

/// A number of licence holders with everything that defines it: what is counted, when, where, from what, as known when.
///
/// Examples:
///     >>> licensees = Licensees({"year": [2018, 2019], "count": [9_885, 10_809]})
///     >>> new = licensees.get("new_licensees", 2019)
///     >>> new.value, new.is_estimate, str(new)
///     (10809.0, False, '10809 new licence holders (licence cohort 2019)')
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Denominator {
    inner: kaiin::licensees::Denominator,
}

impl From<kaiin::licensees::Denominator> for Denominator {
    fn from(inner: kaiin::licensees::Denominator) -> Self {
        Self { inner }
    }
}

/// A fiscal year or a day.
#[derive(IntoPyObject)]
enum WhenOut {
    Cohort(i32),
    Day(DayOut),
}

#[pymethods]
impl Denominator {
    /// How many; exact when counted.
    #[getter]
    fn value(&self) -> f64 {
        self.inner.value.get()
    }

    /// The number when it was counted; ``None`` for an estimate.
    #[getter]
    fn count(&self) -> Option<u64> {
        self.inner.value.count()
    }

    /// Whether it is an expected number under an assumption.
    #[getter]
    fn is_estimate(&self) -> bool {
        self.inner.value.count().is_none()
    }

    /// What kind of licence holders.
    #[getter]
    fn kind(&self) -> Word<DenominatorKind> {
        Word(self.inner.kind)
    }

    /// Of which time: the licence cohort, the last of the cohorts added up, or the day.
    #[getter]
    fn when(&self) -> WhenOut {
        match self.inner.when {
            When::Cohort(year) | When::ThroughCohort(year) => WhenOut::Cohort(year.get()),
            When::On(day) => WhenOut::Day(DayOut(day)),
        }
    }

    /// The branch, when it is about one branch only.
    #[getter]
    fn branch(&self) -> Option<&str> {
        self.inner.branch.as_deref()
    }

    /// The newest day on which one of the figures used became known, where such a day was given.
    #[getter]
    fn vintage(&self) -> Option<DayOut> {
        self.inner.vintage.map(DayOut)
    }

    /// The day as of which later revisions were left out; ``None`` is the newest figures.
    #[getter]
    fn known_on(&self) -> Option<DayOut> {
        self.inner.known_on.map(DayOut)
    }

    /// How the number came about, in words.
    #[getter]
    fn basis(&self) -> &str {
        &self.inner.basis
    }

    /// Who published the figures, where stated.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.inner.source.as_deref()
    }

    /// The rule that assigns licences to cohorts; ``None`` when the caller gave cohorts without one.
    #[getter]
    fn rule(&self) -> Option<CohortRule> {
        self.inner.rule.map(|inner| CohortRule { inner })
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Denominator {}>", self.inner)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let names = ["value", "kind", "when", "branch", "vintage", "known_on", "basis", "source", "rule"];
        crate::result::html(slf, "Denominator", &names)
    }
}

pickled!(Denominator, kaiin::licensees::Denominator);
