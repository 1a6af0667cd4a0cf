//! Licence holders, the source of denominators, in Python.

use crate::attrition::{Attrition, AttritionArg};
use crate::cohort::CohortRule;
use crate::day::DayArg;
use crate::denominator::Denominator;
use crate::error::{enter, err};
use crate::issue::Issue;
use crate::read_settings::ReadSettings;
use crate::result::{pickled, tabular};
use crate::source::Source;
use crate::words::Word;
use crate::yearly;
use kaiin::FiscalYear;
use kaiin::input::{LicenseeRow, YearlyRead, licensee_rows, read_licensees_path};
use kaiin::licensees::{DenominatorKind, LicenseesBuilder, MonthDay, YearBasis};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// New licence holders (新規免許取得者) by licence cohort, and by branch where known, with revisions, and cumulative totals (累計免許取得者)
/// given or summed. Denominators come only from here.
///
/// Args:
///     data: A table with one row a year (and branch); headers in Japanese or English are found, such as ``year``, ``count`` (new licence
///         holders), ``cumulative`` (published total through the year), ``branch``, ``vintage`` (the day on which it became known).
///     columns: Header of a column that is not found, by what it is for: ``{"count": "passers"}``.
///     read: How the table is read otherwise.
///     cohort_rule: The rule that made the years licence cohorts; with `announced`, the rule that finds the cohort.
///     announced: When the years are calendar years of an examination: month and day on which its results are announced.
///     base: All licence holders through a year, from which totals are summed: ``(2010, 82_974)``.
///     branch_bases: The same for single branches, by branch: ``{"東京都": (2010, 8_297)}``.
///     attrition: Probability that a licence holder dies or leaves practice in a year, a list by years since the licence, or an
///         `Attrition`; nobody by default.
///     count_source: Who published the yearly figures.
///     cumulative_source: Who published the totals.
///
/// Raises:
///     InputError: There is no figure, or no column for the year or for a count.
///     RegisterError: A year or a count cannot be read.
///     SettingError: A year or a day is impossible, or two columns stand for one thing.
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
    #[pyo3(signature = (data, *, columns = None, read = None, cohort_rule = None, announced = None, base = None, branch_bases = None,
        attrition = None, count_source = None, cumulative_source = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        data: Source,
        columns: yearly::Columns,
        read: Option<ReadSettings>,
        cohort_rule: Option<CohortRule>,
        announced: Option<(u8, u8)>,
        base: Option<(i32, u64)>,
        branch_bases: Option<BTreeMap<String, (i32, u64)>>,
        attrition: Option<AttritionArg>,
        count_source: Option<String>,
        cumulative_source: Option<String>,
    ) -> PyResult<Self> {
        let builder = builder(cohort_rule, announced, base, branch_bases, attrition, count_source, cumulative_source).map_err(err)?;
        enter(py, |watch| {
            let settings = yearly::licensee_settings(read, columns)?;
            build(builder, licensee_rows(&yearly::table(data, "the table of licence holders", watch)?, &settings)?)
        })
    }

    /// The same from a CSV file.
    ///
    /// Raises:
    ///     OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
    #[staticmethod]
    #[pyo3(signature = (path, *, columns = None, read = None, cohort_rule = None, announced = None, base = None, branch_bases = None,
        attrition = None, count_source = None, cumulative_source = None))]
    #[allow(clippy::too_many_arguments)]
    fn read_csv(
        py: Python<'_>,
        path: PathBuf,
        columns: yearly::Columns,
        read: Option<ReadSettings>,
        cohort_rule: Option<CohortRule>,
        announced: Option<(u8, u8)>,
        base: Option<(i32, u64)>,
        branch_bases: Option<BTreeMap<String, (i32, u64)>>,
        attrition: Option<AttritionArg>,
        count_source: Option<String>,
        cumulative_source: Option<String>,
    ) -> PyResult<Self> {
        let builder = builder(cohort_rule, announced, base, branch_bases, attrition, count_source, cumulative_source).map_err(err)?;
        enter(py, |_| build(builder, read_licensees_path(&path, &yearly::licensee_settings(read, columns)?)?))
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

    /// The denominator of a kind for a year, with everything that defines it; ``None`` when it is not known, and for ``"registered"``, which
    /// only a `LicenceRegister` can count.
    fn get(&self, kind: Word<DenominatorKind>, year: i32) -> Option<Denominator> {
        self.inner.get(kind.0, FiscalYear(year)).map(Denominator::from)
    }

    /// The same table with an assumption about licence holders who die or leave practice.
    ///
    /// Raises:
    ///     SettingError: A probability is outside [0, 1].
    fn with_attrition(&self, attrition: AttritionArg) -> PyResult<Self> {
        Ok(Self { inner: self.inner.clone().with_attrition(attrition.attrition().map_err(err)?) })
    }

    /// The assumption about licence holders who die or leave practice.
    #[getter]
    fn attrition(&self) -> Attrition {
        Attrition { inner: self.inner.attrition().clone() }
    }

    /// The rule that assigns licences to cohorts; ``None`` when the caller gave cohorts without one.
    #[getter]
    fn rule(&self) -> Option<CohortRule> {
        self.inner.rule().map(|inner| CohortRule { inner })
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

fn year_basis(rule: Option<CohortRule>, announced: Option<(u8, u8)>) -> kaiin::Result<YearBasis> {
    Ok(match (announced, rule) {
        (Some((month, day)), rule) => {
            YearBasis::Examination { announced: MonthDay::new(month, day)?, rule: rule.map(|rule| rule.inner).unwrap_or_default() }
        }
        (None, Some(rule)) => YearBasis::CohortUnder(rule.inner),
        (None, None) => YearBasis::Cohort,
    })
}

fn builder(
    rule: Option<CohortRule>,
    announced: Option<(u8, u8)>,
    base: Option<(i32, u64)>,
    branch_bases: Option<BTreeMap<String, (i32, u64)>>,
    attrition: Option<AttritionArg>,
    count_source: Option<String>,
    cumulative_source: Option<String>,
) -> kaiin::Result<LicenseesBuilder> {
    let attrition = attrition.map(AttritionArg::attrition).transpose()?;
    let builder = kaiin::Licensees::builder().years(year_basis(rule, announced)?);
    let builder = attrition.into_iter().fold(builder, LicenseesBuilder::attrition);
    let builder = base.into_iter().fold(builder, |builder, (year, total)| builder.base(FiscalYear(year), total));
    let of_branch = |builder: LicenseesBuilder, (branch, (year, total))| builder.branch_base(branch, FiscalYear(year), total);
    let builder = branch_bases.into_iter().flatten().fold(builder, of_branch);
    let builder = count_source.into_iter().fold(builder, LicenseesBuilder::count_source);
    Ok(cumulative_source.into_iter().fold(builder, LicenseesBuilder::cumulative_source))
}

fn build(builder: LicenseesBuilder, read: YearlyRead<LicenseeRow>) -> kaiin::Result<Licensees> {
    builder.rows(yearly::licence_years(read)?).build().map(|inner| Licensees { inner })
}
