//! From rows of a table of licence holders to the table.

use super::attrition::Attrition;
use super::cohort_rule::CohortRule;
use super::figured::Figured;
use super::figures::Figure;
use super::holders::Licensees;
use super::month_day::MonthDay;
use super::series::Base;
use crate::error::{Error, Result};
use crate::input::{Action, Issue, IssueCode, LicenseeRow};
use crate::time::Day;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// Cohorts outside these years are typing mistakes; a bounded range keeps the tables small.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// One row of a table of licence holders: what was published about one year (and branch).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceYear {
    /// Number of the row as the reader counted it, for messages.
    pub row: Option<u64>,
    /// The year; whether it is a licence cohort or the calendar year of an examination is told by [`YearBasis`].
    pub year: FiscalYear,
    /// The branch (支部、都道府県士会); `None` is the whole.
    pub branch: Option<String>,
    /// New licence holders of the year; `None` is not known.
    pub count: Option<u64>,
    /// Published total through the year; `None` is not known.
    pub cumulative: Option<u64>,
    /// The day on which the figures of this row became known; `None` is from the beginning.
    pub vintage: Option<Day>,
}

impl LicenceYear {
    /// A year of which nothing is known yet.
    #[must_use]
    pub fn new(year: FiscalYear) -> Self {
        Self { row: None, year, branch: None, count: None, cumulative: None, vintage: None }
    }

    /// With the number of new licence holders.
    #[must_use]
    pub fn with_count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// With a published total through the year.
    #[must_use]
    pub fn with_cumulative(mut self, total: u64) -> Self {
        self.cumulative = Some(total);
        self
    }

    /// For one branch.
    #[must_use]
    pub fn with_branch(mut self, branch: impl Into<String>) -> Self {
        self.branch = Some(branch.into());
        self
    }

    /// With the day on which the figures became known.
    #[must_use]
    pub fn with_vintage(mut self, day: Day) -> Self {
        self.vintage = Some(day);
        self
    }
}

impl From<LicenseeRow> for LicenceYear {
    /// A row as read from a table.
    fn from(row: LicenseeRow) -> Self {
        Self { branch: row.branch, count: row.count, cumulative: row.cumulative, vintage: row.vintage, ..Self::new(FiscalYear(row.year)) }
    }
}

/// What the years of the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum YearBasis {
    /// Licence cohorts; by which rule is not stated.
    #[default]
    Cohort,
    /// Licence cohorts made by a rule.
    CohortUnder(CohortRule),
    /// Calendar years of an examination announced every year on `announced`; the rule finds the cohort. Published totals and bases are
    /// then totals through that examination.
    Examination {
        /// The day of the year on which the results are announced.
        announced: MonthDay,
        /// Which licences make one cohort.
        rule: CohortRule,
    },
}

impl YearBasis {
    /// The rule, where one is stated.
    fn rule(self) -> Option<CohortRule> {
        match self {
            Self::Cohort => None,
            Self::CohortUnder(rule) | Self::Examination { rule, .. } => Some(rule),
        }
    }

    /// The licence cohort of a year, if it lies in the range of years.
    fn cohort(self, year: FiscalYear) -> Option<FiscalYear> {
        let cohort = match self {
            Self::Cohort | Self::CohortUnder(_) => year,
            Self::Examination { announced, rule } => {
                // One shift for all years, found in a common year: a lead that ends on the edge of a fiscal year must not put the
                // examinations of a leap year and of the year before it into one cohort.
                let common_year = FiscalYear(2001);
                year.plus(rule.cohort_of(announced.in_year(common_year.get()).ok()?).since(common_year))
            }
        };
        YEARS.contains(&cohort.get()).then_some(cohort)
    }
}

/// Collects rows and settings for [`Licensees`].
///
/// # Example
///
/// A revised figure and a published total:
///
/// ```
/// use kaiin::{Day, FiscalYear, licensees::{LicenceYear, Licensees}};
/// let licensees = Licensees::builder()
///     .base(FiscalYear(2010), 82_974)
///     .row(LicenceYear::new(FiscalYear(2011)).with_count(7_736).with_vintage(Day::from_ymd(2011, 3, 31)?))
///     .row(LicenceYear::new(FiscalYear(2011)).with_count(7_786).with_vintage(Day::from_ymd(2012, 3, 31)?))
///     .build()?;
/// assert_eq!(licensees.cumulative_summed(FiscalYear(2011)).unwrap().value.count(), Some(90_760));
/// let then = licensees.as_known_on(Day::from_ymd(2011, 12, 31)?);
/// assert_eq!(then.new_licensees(FiscalYear(2011)).unwrap().value.count(), Some(7_736));
/// assert_eq!(licensees.issues()[0].value.as_deref(), Some("2011: 7736 (known 2011-03-31), 7786 (known 2012-03-31)"));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct LicenseesBuilder {
    years: YearBasis,
    rows: Vec<LicenceYear>,
    bases: Vec<(Option<String>, FiscalYear, u64)>,
    attrition: Attrition,
    count_source: Option<String>,
    total_source: Option<String>,
}

impl LicenseesBuilder {
    /// What the years of rows and bases are; licence cohorts unless told otherwise.
    pub fn years(mut self, basis: YearBasis) -> Self {
        self.years = basis;
        self
    }

    /// One more row.
    pub fn row(mut self, row: LicenceYear) -> Self {
        self.rows.push(row);
        self
    }

    /// More rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = LicenceYear>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// All licence holders through `year`, from which the total is summed; 0 in the year before the very first licence.
    pub fn base(mut self, year: FiscalYear, total: u64) -> Self {
        self.bases.push((None, year, total));
        self
    }

    /// The same for one branch.
    pub fn branch_base(mut self, branch: impl Into<String>, year: FiscalYear, total: u64) -> Self {
        self.bases.push((Some(branch.into()), year, total));
        self
    }

    /// The assumption about licence holders who die or leave practice; nobody unless told otherwise.
    pub fn attrition(mut self, attrition: Attrition) -> Self {
        self.attrition = attrition;
        self
    }

    /// Who published the yearly figures.
    pub fn count_source(mut self, name: impl Into<String>) -> Self {
        self.count_source = Some(name.into());
        self
    }

    /// Who published the cumulative totals.
    pub fn cumulative_source(mut self, name: impl Into<String>) -> Self {
        self.total_source = Some(name.into());
        self
    }

    /// The table.
    ///
    /// A row of an impossible year and a row that repeats another are set aside with an issue; a row without any figure is kept and says
    /// nothing.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row holds a figure; [`Error::Limit`] when there are more than 2^53 licence holders in all;
    /// [`Error::Setting`] when a base has an impossible year, or a series has two bases.
    pub fn build(self) -> Result<Licensees> {
        let mut of = Figured { rule: self.years.rule(), attrition: self.attrition, ..Figured::default() };
        of.count_sources.extend(self.count_source);
        of.total_sources.extend(self.total_source);
        for (branch, year, total) in self.bases {
            add_base(&mut of, self.years, branch, year, total)?;
        }
        for row in self.rows {
            add_row(&mut of, self.years, row);
        }
        of.log.issues.sort_by(|a, b| (a.row, a).cmp(&(b.row, b)));
        Licensees::new(of)
    }
}

/// Adds a base; refuses an impossible year and a second base.
fn add_base(of: &mut Figured, years: YearBasis, branch: Option<String>, year: FiscalYear, total: u64) -> Result<()> {
    let cohort = years.cohort(year).ok_or_else(|| Error::setting("base year", year, "lies outside 1800 to 2200; correct the year"))?;
    let base = Base { year: cohort, total };
    match of.series_mut(branch).base.replace(base) {
        Some(other) if other != base => Err(Error::setting(
            "base",
            format!("{total} through {cohort}"),
            format!("is the second; keep it or {} through {}", other.total, other.year),
        )),
        _ => Ok(()),
    }
}

/// Adds a row, or sets it aside with an issue.
fn add_row(of: &mut Figured, years: YearBasis, row: LicenceYear) {
    of.log.rows_read += 1;
    let problem = match years.cohort(row.year) {
        None => Some((IssueCode::DateOutOfRange, row.year.to_string())),
        Some(cohort) if add_figures(of, cohort, &row) => None,
        Some(cohort) => Some((IssueCode::DuplicateRow, cohort.to_string())),
    };
    let Some((code, value)) = problem else {
        of.log.rows_kept += 1;
        return;
    };
    of.log.rows_set_aside += 1;
    let (column, value) = (Some("year".into()), Some(value));
    of.log.issues.push(Issue { row: row.row, code, action: Action::SetAside, person: None, column, value });
}

/// Adds the figures of a row; false if there are some and all were there already.
fn add_figures(of: &mut Figured, cohort: FiscalYear, row: &LicenceYear) -> bool {
    let series = of.series_mut(row.branch.clone());
    let figure = |value| Figure { known: row.vintage, value };
    let counted = row.count.map(|count| series.counts.entry(cohort).or_default().insert(figure(count)));
    let given = row.cumulative.map(|total| series.given.entry(cohort).or_default().insert(figure(total)));
    counted.is_none() && given.is_none() || counted == Some(true) || given == Some(true)
}
