//! The rates of licence cohorts and join cohorts: entry within some years, late entry, first-year retention.

use super::kind::RateKind;
use super::movement_rates::{RateSettings, finish};
use super::rate::{CountingRule, LeaveCounted, Rate, RateDefinition, RateStatus, RateWindow};
use crate::cohort::{AgeClock, CohortTable, GroupBy, MovementRow, RetentionTriangle, SpellsCounted, TriangleCohort};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::licensees::Licensees;
use crate::unit::FiscalYear;
use std::collections::BTreeMap;

/// The rates of licence cohorts, from a table grouped by licence cohort and the licence holders of each cohort.
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, FiscalCalendar, FiscalYear, Licensees, Register, cohort::{CohortTable, GroupBy}, rates::CohortRates};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2020, 4, 1)?).licensed(day(2020, 4, 1)?),
///     Episode::new("B", day(2022, 6, 1)?).licensed(day(2020, 4, 1)?), // joins two years late
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().licence_cohort()).build(&register)?;
/// let licensees = Licensees::by_cohort([(FiscalYear(2020), 4)])?;
/// let rates = CohortRates::new(&table, &licensees)?;
/// assert_eq!(rates.entry_rate(FiscalYear(2020), 0)?.value, Some(0.25));
/// assert_eq!(rates.entry_rate(FiscalYear(2020), 2)?.value, Some(0.5));
/// assert_eq!(rates.entry_rate(FiscalYear(2020), 9)?.value, None); // too young: not yet known, not a loss
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CohortRates<'a> {
    table: CohortTable,
    licensees: &'a Licensees,
    settings: RateSettings,
    joined: BTreeMap<FiscalYear, BTreeMap<FiscalYear, u64>>,
    /// Those who joined in each year and are of no known cohort.
    licence_unknown: BTreeMap<FiscalYear, u64>,
}

impl<'a> CohortRates<'a> {
    /// The rates of a table that is grouped by licence cohort, among other things or alone.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when the table is not grouped by licence cohort; [`Error::Missing`] when the licence of no member is known;
    /// [`Error::Mismatch`] when licensees and table assign
    /// licences to cohorts by different rules.
    pub fn new(table: &CohortTable, licensees: &'a Licensees) -> Result<Self> {
        if let Some(rule) = licensees.rule().filter(|rule| *rule != table.cohort_rule()) {
            let (left, right) = (table.cohort_rule().to_string(), rule.to_string());
            return Err(Error::Mismatch { what: "cohort rule", left, right });
        }
        let table = table.regroup(&GroupBy::nothing().licence_cohort())?;
        let mut joined: BTreeMap<FiscalYear, BTreeMap<FiscalYear, u64>> = BTreeMap::new();
        let mut licence_unknown = BTreeMap::new();
        for (at, group) in table.groups().iter().enumerate() {
            let entered = |row: MovementRow| Some((row.year?, row.joined?.saturating_add(row.present?)));
            let by_year = table.rows_of(at).into_iter().filter_map(entered).collect();
            match group.licence_cohort.flatten() {
                Some(cohort) => joined.insert(cohort, by_year).map_or((), drop),
                None => licence_unknown = by_year,
            }
        }
        if joined.is_empty() {
            return Err(Error::missing("the licence cohort of every member", "map the column with licence dates or cohorts when reading"));
        }
        Ok(Self { table, licensees, settings: RateSettings::default(), joined, licence_unknown })
    }

    /// With other settings.
    #[must_use]
    pub fn with_settings(mut self, settings: RateSettings) -> Self {
        self.settings = settings;
        self
    }

    /// The licence cohorts that any member belongs to, ascending.
    pub fn cohorts(&self) -> impl Iterator<Item = FiscalYear> + '_ {
        self.joined.keys().copied()
    }

    /// The share of a licence cohort that has joined within `within_years` full fiscal years after the licence year. Persons who joined
    /// before the licence year count; members whose licence year is not known are in no cohort, and [`Rate::licence_unknown`] says how
    /// many of them joined in these years.
    ///
    /// # Errors
    ///
    /// None at present for any cohort: a cohort without licence holders or too young has no value and says so.
    pub fn entry_rate(&self, cohort: FiscalYear, within_years: u32) -> Result<Rate> {
        let last = cohort.plus(i32::try_from(within_years).unwrap_or(i32::MAX));
        let denominator = self.licensees.new_licensees(cohort);
        let below = denominator.as_ref().map(|denominator| denominator.value.get());
        let status = match below {
            None => RateStatus::NotKnown(Bilingual::new("the licence holders of the cohort are not known", "当該年度の免許取得者数が不明")),
            Some(0.0) => RateStatus::NotKnown(Bilingual::new("the cohort has no licence holders", "免許取得者が0人")),
            Some(_) if !self.seen_through(last) => {
                RateStatus::Incomplete(Bilingual::new("the cohort is too young: the last year has not ended", "期間が経過していない"))
            }
            Some(_) if self.table.record_begins_after(cohort) => {
                RateStatus::Incomplete(Bilingual::new("the record begins after the licence year", "免許取得年度より後に記録が始まる"))
            }
            Some(_) => RateStatus::Complete,
        };
        let joined = self.joined_through(cohort, last) as f64;
        let window = self.window(cohort, last);
        let rate = self.rate(RateKind::EntryRateCohort { within_years }, window, Some(joined), below, denominator, status)?;
        Ok(Rate { licence_unknown: Some(self.licence_unknown(cohort, last)), ..rate })
    }

    /// Of the persons of earlier licence cohorts who had never joined at the start of `year`, the share that joins in it.
    ///
    /// Cohorts whose licence holders are not known, and cohorts of which members may have come and gone before the record began, are
    /// left out above and below the line.
    ///
    /// # Errors
    ///
    /// None at present: a year without such persons has no value and says so.
    pub fn late_entry_rate(&self, year: FiscalYear) -> Result<Rate> {
        let (mut late, mut never, mut known) = (0u64, 0u64, false);
        for cohort in self.licensees.years().into_iter().filter(|cohort| *cohort < year && !self.table.record_begins_after(*cohort)) {
            let Some(count) = self.licensees.new_licensees(cohort).and_then(|licensees| licensees.value.count()) else { continue };
            known = true;
            late = late.saturating_add(self.joined_in(cohort, year));
            never = never.saturating_add(count.saturating_sub(self.joined_through(cohort, year.plus(-1))));
        }
        let status = match (known, never) {
            (false, _) => {
                RateStatus::NotKnown(Bilingual::new("the licence holders of earlier cohorts are not known", "過年度の免許取得者数が不明"))
            }
            (true, 0) => RateStatus::NotKnown(Bilingual::new("everyone had joined before", "未入会者がいない")),
            (true, _) if !self.seen_through(year) => {
                RateStatus::Incomplete(Bilingual::new("the year has not ended", "年度が終了していない"))
            }
            (true, _) => RateStatus::Complete,
        };
        let count = |count: u64| known.then_some(count as f64);
        let rate = self.rate(RateKind::LateEntryRate, self.window(year, year), count(late), count(never), None, status)?;
        Ok(Rate { licence_unknown: Some(self.licence_unknown(year, year)), ..rate })
    }

    /// Persons who joined in the fiscal years from `first` to `last` and whose licence year is not known: they are in no cohort, so the
    /// entry rates of those years may be too low by them. Also in [`Rate::licence_unknown`] and on the definition card.
    #[must_use]
    pub fn licence_unknown(&self, first: FiscalYear, last: FiscalYear) -> u64 {
        if first > last { 0 } else { self.licence_unknown.range(first..=last).map(|(_, joined)| joined).sum() }
    }

    /// Persons of a cohort who joined in a year.
    fn joined_in(&self, cohort: FiscalYear, year: FiscalYear) -> u64 {
        self.joined.get(&cohort).and_then(|years| years.get(&year)).copied().unwrap_or(0)
    }

    /// Persons of a cohort who had joined by the end of a year.
    fn joined_through(&self, cohort: FiscalYear, year: FiscalYear) -> u64 {
        self.joined.get(&cohort).map_or(0, |years| years.range(..=year).map(|(_, joined)| joined).sum())
    }

    /// Whether a year has ended by the extract date.
    fn seen_through(&self, year: FiscalYear) -> bool {
        self.table.calendar().end_of(year).is_ok_and(|end| end <= self.table.as_of().next())
    }

    /// The fiscal years from `first` to `last`, as far as they are seen.
    fn window(&self, first: FiscalYear, last: FiscalYear) -> RateWindow {
        let calendar = self.table.calendar();
        let until = calendar.end_of(last).map_or(self.table.as_of().next(), |end| end.min(self.table.as_of().next()));
        let from = calendar.start_of(first).ok().filter(|from| *from < until);
        RateWindow { year: first, until: from.map(|_| until), from, segment: None }
    }

    /// A finished rate of a cohort or year.
    fn rate(
        &self,
        kind: RateKind,
        window: RateWindow,
        numerator: Option<f64>,
        denominator: Option<f64>,
        licensees: Option<crate::licensees::Denominator>,
        status: RateStatus,
    ) -> Result<Rate> {
        let (calendar, cohort_rule) = (self.table.calendar(), Some(self.table.cohort_rule()));
        let definition =
            RateDefinition { kind, calendar, leave: LeaveCounted::In, cohort_rule, counting: None, exit_day: None, tenure: None };
        finish(definition, window, numerator, denominator, licensees, status, &self.settings)
    }
}

/// The first-year retention of a join cohort: of those who joined in a fiscal year, the share still members one year later.
///
/// Which spells count, when tenure runs and on which day leavers are gone is what the triangle was built with, and is part of the
/// definition.
///
/// # Errors
///
/// [`Error::Missing`] when the triangle has no such cohort; [`Error::Setting`] when its cohorts are licence cohorts, or when it looks at
/// members at the end of fiscal years: that is another rate.
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, EndReason, FiscalCalendar, FiscalYear, Register, cohort::RetentionTriangle, rates::first_year_retention};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2021, 4, 1)?),
///     Episode::new("B", day(2021, 6, 1)?).until(day(2022, 3, 31)?, EndReason::Voluntary),
/// ];
/// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
/// let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).build(&register)?;
/// let rate = first_year_retention(&triangle, FiscalYear(2021), &Default::default())?;
/// assert_eq!(rate.value, Some(0.5));
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn first_year_retention(triangle: &RetentionTriangle, cohort: FiscalYear, settings: &RateSettings) -> Result<Rate> {
    if triangle.clock() != AgeClock::Anniversary {
        let advice = "looks at members at the end of fiscal years, some of them a few days after joining; build it with anniversaries";
        return Err(Error::setting("clock of the triangle", "fiscal_year_end", advice));
    }
    if triangle.cohorts_of() != TriangleCohort::Joined {
        let advice = "holds persons who joined in different years; build it with cohorts of joining";
        return Err(Error::setting("cohort of the triangle", "licensed", advice));
    }
    let row = triangle
        .rows()
        .iter()
        .find(|row| row.cohort == cohort)
        .ok_or_else(|| Error::missing(format!("join cohort {cohort} in the triangle"), "ask for a cohort that the triangle holds"))?;
    let remaining = row.remaining.get(1).copied().flatten();
    let status = match remaining {
        Some(_) => RateStatus::Complete,
        None => RateStatus::Incomplete(Bilingual::new(
            "not everyone of the cohort has been a member for a year",
            "入会後1年に達していない者がいる",
        )),
    };
    let definition = RateDefinition {
        kind: RateKind::FirstYearRetention,
        calendar: triangle.calendar(),
        leave: LeaveCounted::In,
        cohort_rule: None,
        counting: Some(match triangle.spells_counted() {
            SpellsCounted::First => CountingRule::FirstSpell,
            SpellsCounted::All => CountingRule::AllSpells,
        }),
        exit_day: Some(triangle.exit_day()),
        tenure: Some(triangle.tenure()),
    };
    let window = RateWindow {
        year: cohort,
        from: triangle.calendar().start_of(cohort).ok(),
        until: triangle.calendar().end_of(cohort).ok(),
        segment: None,
    };
    finish(definition, window, remaining.map(|n| n as f64), Some(row.entrants as f64), None, status, settings)
}
