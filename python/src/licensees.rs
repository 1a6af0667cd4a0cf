//! Licence holders, the source of denominators, in Python.

use crate::cohort::CohortRule;
use crate::day::DayArg;
use crate::error::{enter, err};
use crate::issue::Issue;
use crate::result::{pickled, tabular};
use crate::small_table::SmallTable;
use crate::source::Source;
use kaiin::licensees::{Attrition, LicenceYear, LicenseesBuilder, MonthDay, YearBasis};
use kaiin::{FiscalYear, Probability};
use pyo3::prelude::*;

/// New licence holders (新規免許取得者) by licence cohort, and by branch where known, with revisions, and cumulative totals (累計免許取得者)
/// given or summed. Denominators come only from here.
///
/// Args:
///     data: A table with the columns ``year`` and any of ``count`` (new licence holders), ``cumulative`` (published total through the
///         year), ``branch`` and ``vintage`` (the day on which the figures became known).
///     cohort_rule: The rule that made the years licence cohorts; with `announced`, the rule that finds the cohort.
///     announced: When the years are calendar years of an examination: month and day on which its results are announced.
///     base: All licence holders through a year, from which totals are summed: ``(2010, 82_974)``.
///     attrition: Probability that a licence holder dies or leaves practice in a year, or a list by years since the licence; nobody by
///         default.
///     count_source: Who published the yearly figures.
///     cumulative_source: Who published the totals.
///
/// Raises:
///     InputError: There is no figure, or a column holds something else.
///     SettingError: A year or a day is impossible.
///
/// Examples:
///     >>> licensees = Licensees({"year": [2018, 2019], "count": [9_885, 10_809]}, base=(2017, 151_591))
///     >>> licensees.new_licensees(2019), licensees.cumulative_summed(2019), licensees.new_licensees(2020)
///     (10809, 172285, None)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Licensees {
    pub(crate) inner: kaiin::Licensees,
}

#[pymethods]
impl Licensees {
    #[new]
    #[pyo3(signature = (data, *, cohort_rule = None, announced = None, base = None, attrition = None, count_source = None,
        cumulative_source = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        data: Source,
        cohort_rule: Option<CohortRule>,
        announced: Option<(u8, u8)>,
        base: Option<(i32, u64)>,
        attrition: Option<AttritionArg>,
        count_source: Option<String>,
        cumulative_source: Option<String>,
    ) -> PyResult<Self> {
        let basis = year_basis(cohort_rule, announced).map_err(err)?;
        let attrition = attrition.map_or(Ok(Attrition::None), AttritionArg::attrition).map_err(err)?;
        enter(py, |watch| {
            let table = SmallTable::new("the table of licence holders", data.collect(watch)?);
            let builder = kaiin::Licensees::builder().years(basis).attrition(attrition).rows(rows(&table)?);
            let builder = base.into_iter().fold(builder, |builder, (year, total)| builder.base(FiscalYear(year), total));
            let builder = count_source.into_iter().fold(builder, LicenseesBuilder::count_source);
            cumulative_source.into_iter().fold(builder, LicenseesBuilder::cumulative_source).build().map(|inner| Self { inner })
        })
    }

    /// New licence holders of a licence cohort; ``None`` when not known.
    fn new_licensees(&self, year: i32) -> Option<u64> {
        self.inner.new_licensees(FiscalYear(year)).and_then(|denominator| denominator.value.count())
    }

    /// All who obtained the licence through a cohort, as published; ``None`` when not known.
    fn cumulative_given(&self, year: i32) -> Option<u64> {
        self.inner.cumulative_given(FiscalYear(year)).and_then(|denominator| denominator.value.count())
    }

    /// All who obtained the licence through a cohort, summed from the yearly figures; ``None`` when not known.
    fn cumulative_summed(&self, year: i32) -> Option<u64> {
        self.inner.cumulative_summed(FiscalYear(year)).and_then(|denominator| denominator.value.count())
    }

    /// Licence holders estimated alive and in practice at the end of a year, under the attrition given; ``None`` when not known.
    fn practising(&self, year: i32) -> Option<f64> {
        self.inner.practising(FiscalYear(year)).map(|denominator| denominator.value.get())
    }

    /// The licence cohorts with a figure, ascending.
    #[getter]
    fn years(&self) -> Vec<i32> {
        self.inner.years().into_iter().map(FiscalYear::get).collect()
    }

    /// The branches.
    #[getter]
    fn branches(&self) -> Vec<&str> {
        self.inner.branches().collect()
    }

    /// The table of one branch alone; ``None`` when there is no such branch.
    fn of_branch(&self, branch: &str) -> Option<Self> {
        self.inner.of_branch(branch).map(|inner| Self { inner })
    }

    /// The table as it was known at the end of a day: figures published later are left out.
    fn as_known_on(&self, day: DayArg) -> Self {
        Self { inner: self.inner.as_known_on(day.0) }
    }

    /// This table and another as one; a figure that both hold counts once.
    ///
    /// Raises:
    ///     TableError: The two differ in a setting.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    /// What was found in the figures: revisions, contradictions, breaks.
    #[getter]
    fn issues(&self) -> Vec<Issue> {
        self.inner.issues().into_iter().map(Issue::from).collect()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Licensees of {} cohorts, {} branches>", self.inner.years().len(), self.inner.branches().count())
    }
}

tabular!(Licensees);
pickled!(Licensees, kaiin::Licensees);

/// One probability for all years, or one for each year since the licence.
#[derive(FromPyObject)]
enum AttritionArg {
    #[pyo3(transparent, annotation = "float")]
    Annual(f64),
    #[pyo3(transparent, annotation = "list of float")]
    ByYears(Vec<f64>),
}

impl AttritionArg {
    fn attrition(self) -> kaiin::Result<Attrition> {
        match self {
            Self::Annual(q) => Probability::new(q).map(Attrition::Annual),
            Self::ByYears(list) => list.into_iter().map(Probability::new).collect::<kaiin::Result<_>>().map(Attrition::ByYears),
        }
    }
}

fn year_basis(rule: Option<CohortRule>, announced: Option<(u8, u8)>) -> kaiin::Result<YearBasis> {
    Ok(match (announced, rule) {
        (Some((month, day)), rule) => {
            YearBasis::Examination { announced: MonthDay::new(month, day)?, rule: rule.map(|rule| rule.inner).unwrap_or_default() }
        }
        (None, Some(rule)) => YearBasis::CohortUnder(rule.inner),
        (None, None) => YearBasis::Cohort,
    })
}

fn rows(table: &SmallTable) -> kaiin::Result<Vec<LicenceYear>> {
    table.only(&["year", "count", "cumulative", "branch", "vintage"])?;
    let row = |row: usize| {
        Ok(LicenceYear {
            row: Some(row as u64 + 1),
            year: table.year("year", row)?,
            branch: table.text("branch", row),
            count: table.count("count", row)?,
            cumulative: table.count("cumulative", row)?,
            vintage: table.day("vintage", row)?,
        })
    };
    (0..table.rows()).map(row).collect()
}
