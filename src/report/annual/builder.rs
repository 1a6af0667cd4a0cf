//! Collects what a report is made from, and computes it.

use super::manifest::{InputDigest, Manifest, SettingLine};
use super::measure_value::{BudgetAnswer, MeasureAnswer};
use super::value::{
    AnnualReport, BranchRow, BranchTable, IssueCount, LabelledRate, NotComputed, PublishedPoint, PublishedSeries, RowAccount,
};
use super::{missing, wording};
use crate::cohort::{CohortTable, GroupBy, MovementTable, RetentionTriangle};
use crate::decision::allocation::Allocation;
use crate::decision::measures::Assessment;
use crate::decision::scenario::{Goal, LeverChange, Scenario};
use crate::error::{Error, Result};
use crate::input::Issue;
use crate::language::Bilingual;
use crate::licensees::{CohortRule, DenominatorKind, Licensees};
use crate::progress::Progress;
use crate::rates::{
    CohortRates, MovementRates, Rate, RateKind, RateSettings, RateStatus, RetentionCurve, first_year_retention, series_breaks,
};
use crate::register::Register;
use crate::time::FiscalCalendar;
use crate::unit::FiscalYear;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Issues of one kind that a report lists one by one; the rest is counted.
const MOST_ISSUES_OF_A_KIND: usize = 1_000;
/// Groups of join cohorts for which retention is shown.
const CURVES: usize = 4;

/// A kind of change, and the range in which its number is sought.
type SoughtLever = (LeverChange, RangeInclusive<f64>);

/// Collects what a report is made from; consumed by [`AnnualReportBuilder::build`].
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct AnnualReportBuilder<'a> {
    pub(super) association: Bilingual,
    pub(super) calendar: FiscalCalendar,
    pub(super) register: Option<&'a Register>,
    pub(super) movements: Option<&'a MovementTable>,
    pub(super) licensees: Option<&'a Licensees>,
    pub(super) other_licensees: Vec<(Bilingual, &'a Licensees)>,
    pub(super) published: Vec<(Bilingual, Vec<PublishedPoint>)>,
    pub(super) segment: Option<String>,
    pub(super) reference_year: Option<FiscalYear>,
    pub(super) horizon: u32,
    pub(super) inflow: Option<Vec<u64>>,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) goal: Option<(Goal, Vec<SoughtLever>)>,
    pub(super) assessments: Vec<Assessment>,
    pub(super) allocation: Option<Allocation>,
    pub(super) settings: RateSettings,
    pub(super) inputs: Vec<InputDigest>,
    pub(super) issues: Vec<Issue>,
    pub(super) notes: Vec<Bilingual>,
    pub(super) seed: Option<u64>,
    pub(super) further_settings: Vec<SettingLine>,
    pub(super) progress: Progress<'a>,
}

impl<'a> AnnualReportBuilder<'a> {
    /// A builder for the report of an association, by Japanese fiscal years, with ten projected years.
    pub fn new(association: Bilingual) -> Self {
        Self {
            association,
            calendar: FiscalCalendar::japan(),
            register: None,
            movements: None,
            licensees: None,
            other_licensees: Vec::new(),
            published: Vec::new(),
            segment: None,
            reference_year: None,
            horizon: 10,
            inflow: None,
            scenarios: Vec::new(),
            goal: None,
            assessments: Vec::new(),
            allocation: None,
            settings: RateSettings::default(),
            inputs: Vec::new(),
            issues: Vec::new(),
            notes: Vec::new(),
            seed: None,
            further_settings: Vec::new(),
            progress: Progress::none(),
        }
    }

    /// The fiscal calendar; the Japanese one unless told. Movements from totals bring their own.
    pub fn calendar(mut self, calendar: FiscalCalendar) -> Self {
        self.calendar = calendar;
        self
    }

    /// The register of members.
    pub fn register(mut self, register: &'a Register) -> Self {
        self.register = Some(register);
        self
    }

    /// Movements from yearly totals, for an association without a register.
    pub fn movements(mut self, movements: &'a MovementTable) -> Self {
        self.movements = Some(movements);
        self
    }

    /// Licence holders.
    pub fn licensees(mut self, licensees: &'a Licensees) -> Self {
        self.licensees = Some(licensees);
        self
    }

    /// Licence holders counted by another rule, whose entry rate is shown beside, under a label that tells the two apart.
    pub fn other_licensees(mut self, label: Bilingual, licensees: &'a Licensees) -> Self {
        self.other_licensees.push((label, licensees));
        self
    }

    /// A series that the association published itself; its breaks are found and shown.
    pub fn published(mut self, name: Bilingual, points: impl IntoIterator<Item = PublishedPoint>) -> Self {
        self.published.push((name, points.into_iter().collect()));
        self
    }

    /// The segment of the register whose levels are shown side by side, such as `"branch"`.
    pub fn segment(mut self, name: impl Into<String>) -> Self {
        self.segment = Some(name.into());
        self
    }

    /// The fiscal year that the report is about; the last complete one whose movements are known unless told.
    pub fn reference_year(mut self, year: FiscalYear) -> Self {
        self.reference_year = Some(year);
        self
    }

    /// How many fiscal years to project; 10 unless told, 0 for none.
    pub fn horizon(mut self, years: u32) -> Self {
        self.horizon = years;
        self
    }

    /// New licence holders (without a table of licensees: joiners) in each projected year; unless told as many as in the last one, uncertain as
    /// far as the last years differed ([`InflowForecast`](crate::projection::InflowForecast)), or, with fewer than three years in a row, the
    /// mean of those known.
    pub fn inflow(mut self, inflow: impl IntoIterator<Item = u64>) -> Self {
        self.inflow = Some(inflow.into_iter().collect());
        self
    }

    /// Changes to levers, to be set beside the projection: what would it take?
    pub fn scenarios(mut self, scenarios: impl IntoIterator<Item = Scenario>) -> Self {
        self.scenarios.extend(scenarios);
        self
    }

    /// A goal in a projected year, and the levers by which it is sought, each alone: the kind of change and the range of its number.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
    /// use kaiin::decision::{Lever, scenario::{Amount, Goal, LeverChange}};
    /// use kaiin::{FiscalCalendar, FiscalYear, language::Bilingual, projection::Quantity, report::{AnnualReport, GoalReach}};
    /// let (opening, joined, left, closing) = (Some(1_000), Some(90), Some(100), Some(990));
    /// let year = YearTotals { year: FiscalYear(2024), opening, joined, left, closing, ..YearTotals::default() };
    /// let totals = MovementTable::from_totals(FiscalCalendar::japan(), [year], StatedJoiners::Kept)?;
    /// let goal = Goal::new(Quantity::Members, FiscalYear(2025), 1_000.0)?;
    /// let lapse = LeverChange::of(Lever::Lapse, Amount::Factor(1.0))?;
    /// let report = AnnualReport::builder(Bilingual::both("Toy")).movements(&totals).goal(goal, [(lapse, 0.0..=1.0)]).build()?;
    /// let found = &report.levers.as_ref().unwrap().goal.as_ref().unwrap().levers[0];
    /// assert_eq!(found.reach, GoalReach::At);
    /// assert!((found.amount.unwrap() - 80.0 / 99.0).abs() < 1e-9); // 990 - 99 f + 90 = 1,000
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn goal(mut self, goal: Goal, levers: impl IntoIterator<Item = (LeverChange, RangeInclusive<f64>)>) -> Self {
        self.goal = Some((goal, levers.into_iter().collect()));
        self
    }

    /// Measures weighed against their cost: what pays?
    pub fn assessments(mut self, assessments: impl IntoIterator<Item = Assessment>) -> Self {
        self.assessments.extend(assessments);
        self
    }

    /// A budget shared among the measures.
    pub fn allocation(mut self, allocation: Allocation) -> Self {
        self.allocation = Some(allocation);
        self
    }

    /// Confidence, interval methods, and whether members on leave count.
    pub fn rate_settings(mut self, settings: RateSettings) -> Self {
        self.settings = settings;
        self
    }

    /// The digest of an input, for the manifest.
    pub fn input(mut self, digest: InputDigest) -> Self {
        self.inputs.push(digest);
        self
    }

    /// Issues found in an input other than the register.
    pub fn issues(mut self, issues: impl IntoIterator<Item = Issue>) -> Self {
        self.issues.extend(issues);
        self
    }

    /// A remark to the reader, printed with the key figures.
    pub fn note(mut self, note: Bilingual) -> Self {
        self.notes.push(note);
        self
    }

    /// The seed of what was simulated, for the manifest.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// A setting that the report cannot know, for the manifest: which rows and columns of a file were read, how many people were simulated.
    pub fn setting(mut self, name: impl Into<String>, label: Bilingual, value: Bilingual) -> Self {
        self.further_settings.push(SettingLine { name: name.into(), label, value });
        self
    }

    /// Reports progress to a callback, in episodes.
    pub fn progress(mut self, progress: Progress<'a>) -> Self {
        self.progress = progress;
        self
    }

    /// Computes the report.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] without a register or movements, or when the reference year is not in them; errors of the tables and rates;
    /// [`Error::Setting`] for a goal in a year that is not projected, two scenarios of one name, and a change that makes no probability.
    pub fn build(self) -> Result<AnnualReport> {
        let by_cohort = self.register.map(|register| self.cohort_table(register)).transpose()?;
        let movements = match (&by_cohort, self.movements) {
            (_, Some(movements)) => movements.clone(),
            (Some(table), None) => table.movements(),
            (None, None) => return Err(Error::missing("what the report is about", "give a register or yearly totals")),
        };
        let last = movements
            .last_with_flows()
            .or(movements.last_complete())
            .and_then(|row| row.year)
            .or_else(|| movements.rows().last().and_then(|row| row.year));
        let year =
            self.reference_year.or(last).ok_or_else(|| Error::missing("a fiscal year with members", "check the dates of the register"))?;
        let triangle = self.register.map(|register| RetentionTriangle::settings(movements.calendar()).build(register)).transpose()?;
        let issues = self.all_issues(&movements);
        let (rates, mut not_computed) = self.rates(&movements, by_cohort.as_ref(), triangle.as_ref(), year)?;
        let rate_changes = self.rate_changes(&movements, by_cohort.as_ref(), year)?;
        if rate_changes.is_empty() {
            not_computed.push(missing::change(&movements, self.licensees, self.change_kinds(), year));
        }
        let prospect = self.prospect(&movements, by_cohort.as_ref(), year)?;
        let projected = prospect.as_ref().map(|prospect| self.projected(prospect));
        let projection = projected.as_ref().map(|settings| settings.run()).transpose()?;
        let levers = match (&projected, &projection) {
            (Some(settings), Some(projection)) => self.lever_answers(settings, projection)?,
            _ => None,
        };
        not_computed.extend(missing::levers(levers.as_ref(), self.goal.is_some()));
        not_computed.extend(missing::measures(&self.assessments));
        Ok(AnnualReport {
            format: AnnualReport::FORMAT.into(),
            association: self.association.clone(),
            reference_year: year,
            rates,
            not_computed,
            rate_series: self.rate_series(&movements)?,
            rate_changes,
            published: self.published.iter().map(|(name, points)| published(name, points)).collect(),
            branches: self.branches(by_cohort.as_ref(), year)?,
            curves: triangle.as_ref().map(|triangle| self.curves(triangle)).unwrap_or_default(),
            triangle,
            inflow_basis: prospect.as_ref().filter(|_| projection.is_some()).map(|prospect| prospect.inflow.words()),
            projection,
            levers,
            measures: MeasureAnswer::ranked(&self.assessments),
            budget: self.allocation.as_ref().map(BudgetAnswer::of),
            rows: self.register.map(row_account),
            mass_exit_days: self.register.map(|register| register.mass_exit_days().to_vec()).unwrap_or_default(),
            issue_counts: count_issues(&issues),
            issues: first_of_each_kind(issues),
            notes: self.notes.clone(),
            manifest: self.manifest(&movements, year),
            movements,
        })
    }

    /// The table by licence cohort, join cohort and the segment asked for.
    fn cohort_table(&self, register: &Register) -> Result<CohortTable> {
        let by = GroupBy::nothing().licence_cohort().join_cohort();
        let rule = self.licensees.and_then(Licensees::rule).unwrap_or_else(|| CohortRule::of(self.calendar));
        let settings = CohortTable::settings(self.calendar).cohort_rule(rule);
        settings.by(by).build_with_progress(register, self.progress)
    }

    /// All issues: of the register, of the licensees, of the movements, of other inputs.
    fn all_issues(&self, movements: &MovementTable) -> Vec<Issue> {
        let of_register = self.register.map(|register| register.issues().to_vec()).unwrap_or_default();
        let of_licensees = self.licensees.map(Licensees::issues).unwrap_or_default();
        of_register.into_iter().chain(of_licensees).chain(movements.issues().to_vec()).chain(self.issues.iter().cloned()).collect()
    }

    /// The rates of the reference year that are known, in the order of [`rank`], and what is not known.
    fn rates(
        &self,
        movements: &MovementTable,
        table: Option<&CohortTable>,
        triangle: Option<&RetentionTriangle>,
        year: FiscalYear,
    ) -> Result<(Vec<LabelledRate>, Vec<NotComputed>)> {
        let mut rates = Vec::new();
        for rate in self.movement_rates(movements, self.licensees).all(year)? {
            let entry = rate.definition.kind == RateKind::EntryRateYear;
            rates.push(labelled(rate));
            for (label, licensees) in self.other_licensees.iter().filter(|_| entry) {
                let rate = self.movement_rates(movements, Some(licensees)).rate(RateKind::EntryRateYear, year)?;
                let title = rate.definition.kind.title();
                let label =
                    Bilingual::new(format!("{}, {}", title.english, label.english), format!("{}（{}）", title.japanese, label.japanese));
                rates.push(LabelledRate { label, rate });
            }
        }
        if let (Some(table), Some(licensees)) = (table, self.licensees)
            && table.groups().iter().any(|group| group.licence_cohort.flatten().is_some())
        {
            rates.extend(self.cohort_rates(table, licensees, year)?);
        }
        if let Some(triangle) = triangle
            && let Some(row) = triangle.rows().iter().rev().find(|row| row.remaining.get(1).copied().flatten().is_some())
        {
            rates.push(of_cohort(first_year_retention(triangle, row.cohort, &self.settings)?));
        }
        let (unknown, mut rates): (Vec<_>, Vec<_>) =
            rates.into_iter().partition(|labelled| matches!(labelled.rate.status, RateStatus::NotKnown(_)));
        let mut missing = self.not_computed(&unknown, &rates, movements);
        if self.register.is_some() && !movements.rows().iter().any(|row| row.on_leave.is_some_and(|count| count > 0)) {
            rates.retain(|labelled| labelled.rate.definition.kind != RateKind::LeaveShare);
            missing.push(missing::without_leave());
        }
        rates.sort_by_key(|labelled| rank(labelled.rate.definition.kind));
        Ok((rates, missing))
    }

    /// The figures that the data do not give: those tried in vain, and those whose tables were not given.
    fn not_computed(&self, unknown: &[LabelledRate], known: &[LabelledRate], movements: &MovementTable) -> Vec<NotComputed> {
        let organization = |labelled: &LabelledRate| matches!(labelled.rate.definition.kind, RateKind::OrganizationRate { .. });
        let one_known = known.iter().any(organization);
        let tried = unknown.iter().filter(|labelled| !(one_known && organization(labelled)));
        let mut missing: Vec<NotComputed> = if self.licensees.is_none() { missing::without_licensees() } else { Vec::new() };
        missing.extend(tried.map(|labelled| missing::not_known(labelled, movements)));
        if self.register.is_none() {
            missing.push(missing::without_register());
        }
        missing
    }

    /// Entry of licence cohorts within 0, 1 and 3 years, each of the youngest cohort that has had the time, and late entry.
    fn cohort_rates(&self, table: &CohortTable, licensees: &Licensees, year: FiscalYear) -> Result<Vec<LabelledRate>> {
        let rates = CohortRates::new(table, licensees)?.with_settings(self.settings);
        let mut found = Vec::new();
        for within in [0, 1, 3] {
            found.push(of_cohort(rates.entry_rate(year.plus(-(within as i32)), within)?));
        }
        found.push(labelled(rates.late_entry_rate(year)?));
        Ok(found)
    }

    /// The rates that follow from movements.
    fn movement_rates<'m>(&self, movements: &'m MovementTable, licensees: Option<&'m Licensees>) -> MovementRates<'m> {
        let rates = MovementRates::new(movements).with_settings(self.settings);
        match licensees {
            Some(licensees) => rates.with_licensees(licensees),
            None => rates,
        }
    }

    /// The rates that are worth a line over the years: those known in at least two of them.
    fn rate_series(&self, movements: &MovementTable) -> Result<Vec<Vec<Rate>>> {
        let rates = self.movement_rates(movements, self.licensees);
        let organization = |denominator| RateKind::OrganizationRate { denominator };
        let mut kinds = vec![RateKind::Retention, RateKind::LapseRate { reason: None }];
        if self.licensees.is_some() {
            kinds.extend([RateKind::EntryRateYear, organization(self.organization_kind())]);
        }
        let mut series = Vec::new();
        for kind in kinds {
            let of_kind = rates.series(kind)?;
            if of_kind.iter().filter(|rate| rate.value.is_some()).count() >= 2 {
                series.push(of_kind);
            }
        }
        Ok(series)
    }

    /// The denominator of the organization rate: published totals where there are any, else the sum.
    pub(super) fn organization_kind(&self) -> DenominatorKind {
        let given =
            self.licensees.is_some_and(|licensees| licensees.years().iter().any(|&year| licensees.cumulative_given(year).is_some()));
        if given { DenominatorKind::CumulativeGiven } else { DenominatorKind::CumulativeSummed }
    }

    /// The levels of the segment asked for.
    fn branches(&self, _: Option<&CohortTable>, year: FiscalYear) -> Result<Option<BranchTable>> {
        let (Some(register), Some(segment)) = (self.register, &self.segment) else { return Ok(None) };
        let by_segment = CohortTable::settings(self.calendar).by(GroupBy::nothing().segment(segment)).build(register)?;
        let mut rows = Vec::new();
        for (level, movements) in by_segment.movements_by(segment)? {
            let Some(row) = movements.row(year) else { continue };
            let net = |inward: Option<u64>, outward: Option<u64>| Some(i64::try_from(inward?).ok()? - i64::try_from(outward?).ok()?);
            let shown = level.clone().unwrap_or_else(|| "—".into());
            rows.push(BranchRow {
                closing: row.closing,
                joined: row.joined,
                left: row.left,
                net_transfers: net(row.transferred_in, row.transferred_out),
                retention: self.movement_rates(&movements, None).of_segment(shown).rate(RateKind::Retention, year)?,
                level,
            });
        }
        Ok(Some(BranchTable { segment: segment.clone(), rows }))
    }

    /// Retention of up to four groups of neighbouring join cohorts.
    fn curves(&self, triangle: &RetentionTriangle) -> Vec<RetentionCurve> {
        let cohorts: Vec<FiscalYear> = triangle.rows().iter().map(|row| row.cohort).collect();
        let size = cohorts.len().div_ceil(CURVES).max(1);
        let pooled = |group: &[FiscalYear]| {
            let (first, last) = group.first().zip(group.last())?;
            RetentionCurve::pooled(triangle, *first..=*last, self.settings.confidence)
        };
        cohorts.chunks(size).filter_map(pooled).filter(|curve| curve.points.len() > 1).collect()
    }

    /// The manifest.
    fn manifest(&self, movements: &MovementTable, year: FiscalYear) -> Manifest {
        let number = |text: String| Bilingual::both(text);
        let mut settings = vec![
            ("fiscal_calendar", "fiscal calendar", "年度", wording::calendar(movements.calendar())),
            ("confidence", "confidence", "信頼水準", number(self.settings.confidence.get().to_string())),
            ("interval_of_shares", "interval of shares", "割合の区間", wording::proportion_method(self.settings.proportion_method)),
            ("interval_of_rates", "interval of rates", "発生率の区間", wording::rate_method(self.settings.rate_method)),
            ("leave", "members on leave in stock rates", "組織率等での休会者", wording::leave(self.settings.leave)),
            ("projected_years", "projected years", "見通しの年数", number(self.horizon.to_string())),
        ];
        if let Some(register) = self.register {
            let rules = register.settings();
            let start = rules.record_start_day().map_or(Bilingual::new("not set", "指定なし"), |day| number(day.to_string()));
            settings.extend([
                ("extract_date", "extract date", "名簿基準日", number(rules.as_of().to_string())),
                ("grace_days", "grace days", "退会とみなさない空白（日）", number(rules.grace().to_string())),
                ("record_start", "record start", "記録開始日", start),
                ("repair_rules", "repair rules", "データの修正規則", wording::repairs(&rules.repairs())),
            ]);
        }
        if let Some(rule) = self.licensees.and_then(Licensees::rule) {
            settings.push(("cohort_rule", "licence cohort", "免許取得年度", wording::cohort_rule(rule)));
        }
        let line =
            |(name, en, ja, value): (&str, &str, &str, Bilingual)| SettingLine { name: name.into(), label: Bilingual::new(en, ja), value };
        let settings = settings.into_iter().map(line).chain(self.further_settings.iter().cloned()).collect();
        let kaiin_version = env!("CARGO_PKG_VERSION").into();
        Manifest { kaiin_version, inputs: self.inputs.clone(), settings, seed: self.seed, reference_year: year }
    }
}

/// The place of a kind among the figures: what a board asks for first in front, indices that need an assumption at the end.
fn rank(kind: RateKind) -> u8 {
    match kind {
        RateKind::OrganizationRate { .. } => 0,
        RateKind::EntryRateYear => 1,
        RateKind::Retention => 2,
        RateKind::FirstYearRetention => 3,
        RateKind::LapseRate { reason: None } => 4,
        RateKind::LeaveShare => 5,
        RateKind::ReinstatementRate => 6,
        RateKind::NetGrowth => 7,
        RateKind::LapseRate { reason: Some(_) } => 8,
        RateKind::CentralLapseRate { .. } => 9,
        RateKind::EntryRateCohort { .. } => 10,
        RateKind::LateEntryRate => 11,
        RateKind::MembersPerNewLicensee => 12,
        RateKind::ReplacementRatio => 13,
        RateKind::SteadyStateMembership => 14,
        RateKind::MeanTenure => 15,
        _ => 16,
    }
}

/// A rate under the title of its kind.
fn labelled(rate: Rate) -> LabelledRate {
    LabelledRate { label: rate.definition.kind.title(), rate }
}

/// A rate under the title of its kind and its cohort.
fn of_cohort(rate: Rate) -> LabelledRate {
    let (title, cohort) = (rate.definition.kind.title(), rate.window.year);
    let label = Bilingual::new(format!("{} ({cohort})", title.english), format!("{}（{cohort}年度）", title.japanese));
    LabelledRate { label, rate }
}

/// A published series with its breaks.
fn published(name: &Bilingual, points: &[PublishedPoint]) -> PublishedSeries {
    let mut points = points.to_vec();
    points.sort_by_key(|point| point.year);
    let rates: Vec<(FiscalYear, f64)> = points.iter().filter_map(|point| Some((point.year, point.rate()?))).collect();
    PublishedSeries { name: name.clone(), breaks: series_breaks(&rates), points }
}

/// What became of the rows of a register.
fn row_account(register: &Register) -> RowAccount {
    let log = register.log();
    RowAccount {
        read: log.rows_read,
        kept: log.rows_kept,
        repaired: log.rows_repaired,
        set_aside: log.rows_set_aside,
        persons: register.persons() as u64,
    }
}

/// How many issues of each kind there are, the gravest first.
fn count_issues(issues: &[Issue]) -> Vec<IssueCount> {
    let mut counts: BTreeMap<_, u64> = BTreeMap::new();
    issues.iter().for_each(|issue| *counts.entry((std::cmp::Reverse(issue.severity()), issue.code)).or_default() += 1);
    counts.into_iter().map(|((severity, code), count)| IssueCount { code, severity: severity.0, count }).collect()
}

/// The first issues of each kind.
fn first_of_each_kind(issues: Vec<Issue>) -> Vec<Issue> {
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    let few = |issue: &Issue| {
        let count = seen.entry(issue.code).or_default();
        *count += 1;
        *count <= MOST_ISSUES_OF_A_KIND
    };
    let mut few = few;
    issues.into_iter().filter(|issue| few(issue)).collect()
}
