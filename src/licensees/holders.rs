//! How many people obtained the licence, by cohort and branch, as known when?

use super::attrition::Attrition;
use super::builder::YEARS;
use super::cohort_rule::CohortRule;
use super::denominator::{Amount, Denominator, DenominatorKind, When};
use super::figured::Figured;
use super::figures::Figure;
use super::month_day::MonthDay;
use super::series::{Accumulated, Series};
use super::{LicenceYear, LicenseesBuilder, YearBasis, agreement};
use crate::error::{Error, Result};
use crate::input::{Issue, IssueLog};
use crate::time::Day;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The most licence holders that all figures together may claim: up to here every count is exact as a real number.
const MOST_LICENSEES: u64 = 1 << 53;

/// New licence holders (新規免許取得者) by licence cohort, and by branch where known, with every revision that was published, and
/// cumulative totals (累計免許取得者) given or summed.
///
/// **Years.** A year is a licence cohort: the fiscal year in which its people become able to join ([`CohortRule`]).
///
/// **Revisions.** A number may have several figures, each with the day on which it became known (vintage); the newest holds, and
/// [`as_known_on`](Self::as_known_on) takes an older state. A figure without a day counts as known from the beginning. Two different
/// figures of one day contradict each other: an issue, and the number counts as not known.
///
/// **The whole.** A national figure is used where there is one. Where there is none, the whole is the sum over the branches, and only if
/// *every* branch has that year; otherwise it is `None`.
///
/// **Missing is not zero.** A year without a figure is `None`. It ends the summed total, until a published total lets it start again.
///
/// # Properties
///
/// The result does not depend on the order of the rows. Where the summed totals of two consecutive years come from one anchor they
/// differ by the new licence holders of the later one. A cohort rule moves people between years and never changes their number.
///
/// # Example
///
/// Examinations announced on 25 March make the licence cohort of the fiscal year that begins a week later:
///
/// ```
/// use kaiin::{FiscalYear, licensees::{CohortRule, Licensees, MonthDay}};
/// let passers = [(2019, 10_809), (2020, 10_608)];
/// let licensees = Licensees::from_examinations(passers, MonthDay::new(3, 25)?, CohortRule::default())?;
/// assert_eq!(licensees.new_licensees(FiscalYear(2019)).unwrap().value.count(), Some(10_809));
/// assert_eq!(licensees.cumulative_summed(FiscalYear(2020)).unwrap().value.count(), Some(21_417));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Figured", into = "Figured")]
pub struct Licensees {
    pub(super) of: Figured,
}

impl Licensees {
    /// New licence holders by licence cohort, for the whole.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when there is none; [`Error::Limit`] when there are more than 2^53 licence holders in all.
    pub fn by_cohort(counts: impl IntoIterator<Item = (FiscalYear, u64)>) -> Result<Self> {
        Self::builder().rows(counts.into_iter().map(|(year, count)| LicenceYear::new(year).with_count(count))).build()
    }

    /// New licence holders from examination results: calendar year of the examination and number of passers (合格者数).
    ///
    /// `announced` is the day of the year on which the results are announced; with it `rule` finds the licence cohort of each
    /// examination. Passers are counted as licence holders: those who never register the licence are in the number.
    ///
    /// # Errors
    ///
    /// As [`Licensees::by_cohort`].
    pub fn from_examinations(passers: impl IntoIterator<Item = (i32, u64)>, announced: MonthDay, rule: CohortRule) -> Result<Self> {
        let rows = passers.into_iter().map(|(year, count)| LicenceYear::new(FiscalYear(year)).with_count(count));
        Self::builder().years(YearBasis::Examination { announced, rule }).rows(rows).build()
    }

    /// A table to be filled row by row: branches, revisions, published totals.
    pub fn builder() -> LicenseesBuilder {
        LicenseesBuilder::default()
    }

    /// The table made of checked parts.
    pub(super) fn new(of: Figured) -> Result<Self> {
        if of.series().all(|(_, series)| series.counts.is_empty() && series.given.is_empty()) {
            let advice = "give at least one year with new licence holders or a cumulative total".into();
            return Err(Error::NoRows { input: "the table of licence holders".into(), advice });
        }
        let found = of.series().map(|(_, series)| series.upper_bound()).fold(0, u64::saturating_add);
        if found > MOST_LICENSEES {
            let advice = "correct the figures: no profession has so many people".into();
            return Err(Error::Limit { what: "licence holders in all", found, limit: MOST_LICENSEES, advice });
        }
        let wrong = of.series().flat_map(|(_, series)| series.years()).find(|year| !YEARS.contains(&year.get()));
        wrong.map_or(Ok(()), |year| Err(Error::setting("licence cohort", year, "lies outside 1800 to 2200; correct the year")))?;
        Ok(Self { of })
    }

    /// The same table with an assumption about licence holders who die or leave practice.
    #[must_use]
    pub fn with_attrition(mut self, attrition: Attrition) -> Self {
        self.of.attrition = attrition;
        self
    }

    /// The table as it was known at the end of a day: figures published later are left out.
    #[must_use]
    pub fn as_known_on(&self, day: Day) -> Self {
        let day = self.of.known_on.map_or(day, |earlier| earlier.min(day));
        let mut of = self.of.clone();
        of.national = of.national.known_on(day);
        of.branches.values_mut().for_each(|series| *series = series.known_on(day));
        of.known_on = Some(day);
        Self { of }
    }

    /// The table of one branch alone; `None` when there is no such branch. The log of rows stays with the table of all.
    #[must_use]
    pub fn of_branch(&self, branch: &str) -> Option<Self> {
        let series = self.of.branches.get(branch)?.clone();
        Some(self.only(Series::default(), BTreeMap::from([(branch.to_owned(), series)])))
    }

    /// A table of other series with the settings of this one.
    pub(super) fn only(&self, national: Series, branches: BTreeMap<String, Series>) -> Self {
        let Figured { rule, attrition, count_sources, total_sources, known_on, .. } = &self.of;
        let (attrition, count_sources, total_sources) = (attrition.clone(), count_sources.clone(), total_sources.clone());
        let log = IssueLog::default();
        Self { of: Figured { national, branches, rule: *rule, attrition, count_sources, total_sources, known_on: *known_on, log } }
    }

    /// This table and another as one: all figures of both.
    ///
    /// Merging tables of different branches, years or vintages in any order gives the same table; a figure that both hold counts once.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the two differ in cohort rule, attrition, day of knowledge, or the base of one series;
    /// [`Error::Limit`] as [`Licensees::by_cohort`].
    pub fn merge(&self, other: &Self) -> Result<Self> {
        let (mine, theirs) = (&self.of, &other.of);
        same("cohort rules", mine.rule, theirs.rule, |rule| rule.map_or("none given".into(), |rule| rule.to_string()))?;
        same("attrition", &mine.attrition, &theirs.attrition, |attrition| format!("{attrition:?}"))?;
        same("days of knowledge", mine.known_on, theirs.known_on, |day| day.map_or("newest".into(), |day| day.to_string()))?;
        let mut of = mine.clone();
        for (branch, series) in theirs.series() {
            let target = of.series_mut(branch.map(str::to_owned));
            if let (Some(left), Some(right)) = (target.base, series.base) {
                same("bases", left, right, |base| format!("{} through {}", base.total, base.year))?;
            }
            target.base = target.base.or(series.base);
            target.extend(series);
        }
        of.count_sources.extend(theirs.count_sources.iter().cloned());
        of.total_sources.extend(theirs.total_sources.iter().cloned());
        agreement::add_log(&mut of.log, &theirs.log);
        Self::new(of)
    }

    /// The names of the branches, sorted.
    pub fn branches(&self) -> impl Iterator<Item = &str> {
        self.of.branches.keys().map(String::as_str)
    }

    /// Every year from the first to the last with a figure, gaps included.
    #[must_use]
    pub fn years(&self) -> Vec<FiscalYear> {
        let spans = || self.of.series().filter_map(|(_, series)| series.span());
        match (spans().map(|span| span.0).min(), spans().map(|span| span.1).max()) {
            (Some(first), Some(last)) => (first.get()..=last.get()).map(FiscalYear).collect(),
            _ => Vec::new(),
        }
    }

    /// The rule that assigns licences to cohorts; `None` when the caller gave cohorts without one.
    #[must_use]
    pub fn rule(&self) -> Option<CohortRule> {
        self.of.rule
    }

    /// The assumption about licence holders who die or leave practice.
    #[must_use]
    pub fn attrition(&self) -> &Attrition {
        &self.of.attrition
    }

    /// The rows accounted for and what was wrong with single rows.
    #[must_use]
    pub fn log(&self) -> &IssueLog {
        &self.of.log
    }

    /// Everything worth knowing about the figures: single rows, revisions with both values, contradictions, published totals that are
    /// not the sum of the yearly figures, national figures that are not the sum of the branches. Each names its years.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = self.of.log.issues.clone();
        issues.extend(agreement::issues(&self.of));
        issues.sort();
        issues
    }

    /// New licence holders of one licence cohort.
    #[must_use]
    pub fn new_licensees(&self, year: FiscalYear) -> Option<Denominator> {
        let figure = self.sum_of(|series| series.count(year))?;
        let basis = self.summed_over_branches("new licence holders of the cohort".into());
        Some(self.denominator(DenominatorKind::NewLicensees, When::Cohort(year), Amount::Count(figure.value), figure.known, basis))
    }

    /// All who obtained the licence up to and including a cohort, as published. The dead and the retired are in it.
    #[must_use]
    pub fn cumulative_given(&self, year: FiscalYear) -> Option<Denominator> {
        let figure = self.sum_of(|series| series.given(year))?;
        let basis = self.summed_over_branches("as published".into());
        let when = When::ThroughCohort(year);
        Some(self.denominator(DenominatorKind::CumulativeGiven, when, Amount::Count(figure.value), figure.known, basis))
    }

    /// All who obtained the licence up to and including a cohort, summed from the yearly figures. The dead and the retired are in it.
    ///
    /// The sum starts from the base if one was stated; else from the earliest published total (years before it are `None`); else from
    /// the first cohort known, and then earlier licences are not in it. It goes forward one cohort at a time. Published totals on the
    /// way do not change it, except after a missing cohort: there the sum is `None` until the next published total, from which it
    /// starts again.
    #[must_use]
    pub fn cumulative_summed(&self, year: FiscalYear) -> Option<Denominator> {
        let parts = self.accumulated(year)?;
        let total = parts.iter().try_fold(0u64, |sum, part| sum.checked_add(part.total()?))?;
        let when = When::ThroughCohort(year);
        Some(self.denominator(DenominatorKind::CumulativeSummed, when, Amount::Count(total), vintage(&parts), self.words(&parts)))
    }

    /// Licence holders expected to be in practice at the end of a fiscal year, under the [`Attrition`] of this table.
    ///
    /// An assumption, not a count; with [`Attrition::None`] the same number as [`cumulative_summed`](Self::cumulative_summed). Those
    /// inside the base or published total from which the sum starts count as licensed in that year, because their cohorts are not
    /// known: the number is then too high.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(t) = Σ_c N(c) S(t - c)
    /// ```
    ///
    /// where `N(c)` is the number of new licence holders of cohort `c <= t` and `S(k)` is [`Attrition::survival`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, Probability, licensees::{Attrition, Licensees}};
    /// let licensees = Licensees::by_cohort([(FiscalYear(2018), 100), (FiscalYear(2019), 200)])?
    ///     .with_attrition(Attrition::Annual(Probability::new(0.1)?));
    /// assert_eq!(licensees.practising(FiscalYear(2019)).unwrap().value.get(), 290.0); // 100 × 0.9 + 200
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn practising(&self, year: FiscalYear) -> Option<Denominator> {
        let parts = self.accumulated(year)?;
        let value = parts.iter().map(|part| part.in_practice(year, &self.of.attrition)).sum();
        let basis = format!("{}; {}", self.words(&parts), self.of.attrition);
        let when = When::ThroughCohort(year);
        Some(self.denominator(DenominatorKind::Practising, when, Amount::Estimate(value), vintage(&parts), basis))
    }

    /// The denominator of a kind for a year; `None` when it is not known, and for [`DenominatorKind::Registered`], which only a
    /// [`LicenceRegister`](super::LicenceRegister) can count.
    #[must_use]
    pub fn get(&self, kind: DenominatorKind, year: FiscalYear) -> Option<Denominator> {
        match kind {
            DenominatorKind::NewLicensees => self.new_licensees(year),
            DenominatorKind::CumulativeGiven => self.cumulative_given(year),
            DenominatorKind::CumulativeSummed => self.cumulative_summed(year),
            DenominatorKind::Practising => self.practising(year),
            DenominatorKind::Registered => None,
        }
    }

    /// The series that make up the whole: the national one if there is any national figure, with the sums over the branches where it
    /// has none; else those of all branches.
    fn parts(&self) -> Vec<Cow<'_, Series>> {
        if self.of.national.is_empty() {
            return self.of.branches.values().map(Cow::Borrowed).collect();
        }
        if self.of.branches.is_empty() {
            return vec![Cow::Borrowed(&self.of.national)];
        }
        vec![Cow::Owned(agreement::filled(&self.of))]
    }

    /// The sum of one figure over the parts, if every part has it.
    fn sum_of(&self, figure: impl Fn(&Series) -> Option<Figure>) -> Option<Figure> {
        agreement::sum(self.parts().iter().map(|series| figure(series)))
    }

    /// The sums through a year, one a part, if every part has it.
    fn accumulated(&self, year: FiscalYear) -> Option<Vec<Accumulated>> {
        let parts: Vec<_> = self.parts().iter().map(|series| series.through(year)).collect::<Option<_>>()?;
        (!parts.is_empty()).then_some(parts)
    }

    /// How the parts were summed, in words.
    fn words(&self, parts: &[Accumulated]) -> String {
        match parts {
            [one] => one.words(),
            _ => self.summed_over_branches("summed over cohorts".into()),
        }
    }

    /// Adds how many branches were summed, where more than one was.
    fn summed_over_branches(&self, basis: String) -> String {
        let branches = self.of.branches.len();
        if self.of.national.is_empty() && branches > 1 { format!("{basis}, the sum of {branches} branches") } else { basis }
    }

    /// One number with its definition.
    fn denominator(&self, kind: DenominatorKind, when: When, value: Amount, vintage: Option<Day>, basis: String) -> Denominator {
        let sources = match kind {
            DenominatorKind::CumulativeGiven => &self.of.total_sources,
            _ => &self.of.count_sources,
        };
        let source = (!sources.is_empty()).then(|| sources.iter().map(String::as_str).collect::<Vec<_>>().join("; "));
        let only = self.of.national.is_empty() && self.of.branches.len() == 1;
        let branch = self.of.branches.keys().next().filter(|_| only).cloned();
        Denominator { value, kind, when, branch, vintage, known_on: self.of.known_on, basis, source, rule: self.of.rule }
    }
}

impl TryFrom<Figured> for Licensees {
    type Error = Error;
    fn try_from(of: Figured) -> Result<Self> {
        Self::new(of)
    }
}

impl From<Licensees> for Figured {
    fn from(licensees: Licensees) -> Self {
        licensees.of
    }
}

/// The newest vintage among sums.
fn vintage(parts: &[Accumulated]) -> Option<Day> {
    parts.iter().filter_map(|part| part.vintage).max()
}

/// Refuses two settings that differ.
fn same<T: PartialEq>(what: &'static str, left: T, right: T, shown: impl Fn(T) -> String) -> Result<()> {
    if left == right { Ok(()) } else { Err(Error::Mismatch { what, left: shown(left), right: shown(right) }) }
}
