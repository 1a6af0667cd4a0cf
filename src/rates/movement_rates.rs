//! The rates of an association, of a branch or of a class, from its movements.

use super::interval::{Interval, ProportionMethod, RateMethod, proportion_interval, rate_interval};
use super::kind::{RateKind, UncertaintyModel};
use super::rate::{CountingRule, LeaveCounted, Rate, RateDefinition, RateStatus, RateWindow};
use crate::cohort::{Coverage, MovementRow, MovementSource, MovementTable};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::licensees::{Attrition, Denominator, DenominatorKind, Licensees};
use crate::time::Day;
use crate::unit::{Confidence, FiscalYear, PersonDays};
use serde::{Deserialize, Serialize};

/// How rates are computed: the confidence of their intervals, the methods, and whether members on leave count.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RateSettings {
    /// Confidence of the intervals.
    pub confidence: Confidence,
    /// Interval for shares.
    pub proportion_method: ProportionMethod,
    /// Interval for events per exposure.
    pub rate_method: RateMethod,
    /// Whether members on leave count as members in the stock rates.
    pub leave: LeaveCounted,
}

/// The rates that follow from a table of movements and, where licence holders stand below the line, from a table of licensees.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalCalendar, FiscalYear, Licensees, cohort::{MovementTable, StatedJoiners, YearTotals}};
/// use kaiin::rates::{MovementRates, RateKind};
/// let fiscal_2019 = YearTotals {
///     year: FiscalYear(2019), joined: Some(9_812), left: Some(4_125), closing: Some(112_518), ..YearTotals::default()
/// };
/// let movements = MovementTable::from_totals(FiscalCalendar::japan(), [fiscal_2019], StatedJoiners::Kept)?;
/// let licensees = Licensees::by_cohort([(FiscalYear(2019), 10_809)])?;
/// let rates = MovementRates::new(&movements).with_licensees(&licensees);
/// let entry = rates.rate(RateKind::EntryRateYear, FiscalYear(2019))?;
/// assert_eq!(format!("{:.1}", 100.0 * entry.value.unwrap()), "90.8");
/// let literal = rates.rate(RateKind::MembersPerNewLicensee, FiscalYear(2019))?;
/// assert_eq!(format!("{:.0}", 100.0 * literal.value.unwrap()), "1041");
/// assert!(entry.change_from(&literal).is_err()); // different rates are never compared
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct MovementRates<'a> {
    movements: &'a MovementTable,
    licensees: Option<&'a Licensees>,
    settings: RateSettings,
    segment: Option<String>,
}

/// The counts of one rate before it is divided.
struct Parts {
    numerator: Option<f64>,
    denominator: Option<f64>,
    licensees: Option<Denominator>,
    counting: Option<CountingRule>,
    spoken_of: Spoken,
}

/// Of which time a figure speaks, and so what must be covered for it to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spoken {
    /// Of what happened in the year: all of it must be covered.
    Year,
    /// The same, against the members at its start: nobody may come under observation later.
    YearFromOpening,
    /// Of its last day, or of the extract date when that comes first.
    Day,
    /// Of its last day: it must have ended.
    LastDay,
}

impl Parts {
    fn of(numerator: Option<u64>, denominator: Option<u64>) -> Self {
        let number = |count: Option<u64>| count.map(|count| count as f64);
        let (numerator, denominator) = (number(numerator), number(denominator));
        Self { numerator, denominator, licensees: None, counting: None, spoken_of: Spoken::Year }
    }

    fn spoken_of(self, spoken_of: Spoken) -> Self {
        Self { spoken_of, ..self }
    }
}

impl<'a> MovementRates<'a> {
    /// The rates of a table of movements.
    #[must_use]
    pub fn new(movements: &'a MovementTable) -> Self {
        Self { movements, licensees: None, settings: RateSettings::default(), segment: None }
    }

    /// With licence holders for the rates that stand on them.
    #[must_use]
    pub fn with_licensees(mut self, licensees: &'a Licensees) -> Self {
        self.licensees = Some(licensees);
        self
    }

    /// With other settings.
    #[must_use]
    pub fn with_settings(mut self, settings: RateSettings) -> Self {
        self.settings = settings;
        self
    }

    /// For the level of a segment, whose name the rates then carry.
    #[must_use]
    pub fn of_segment(mut self, level: impl Into<String>) -> Self {
        self.segment = Some(level.into());
        self
    }

    /// A rate of a fiscal year.
    ///
    /// A rate whose counts are not known has no value and says so; it is not an error.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when the movements do not reach the year, when the rate stands on licence holders and none were given, or when
    /// it needs cohorts ([`RateKind::EntryRateCohort`], [`RateKind::LateEntryRate`], [`RateKind::FirstYearRetention`]).
    pub fn rate(&self, kind: RateKind, year: FiscalYear) -> Result<Rate> {
        let row = self
            .movements
            .row(year)
            .ok_or_else(|| Error::missing(format!("fiscal year {year} in the movements"), "ask for a year that the table holds"))?;
        let parts = self.parts(kind, row, year)?;
        let window = self.window(year, &parts)?;
        let definition = RateDefinition {
            kind,
            calendar: self.movements.calendar(),
            leave: self.leave_of(kind),
            cohort_rule: self.licensees.filter(|_| stands_on_licensees(kind)).and_then(Licensees::rule),
            counting: parts.counting.clone(),
            exit_day: self.movements.exit_day().filter(|_| !counts_entries_alone(kind)),
            tenure: None,
        };
        let status = status(&parts, row);
        finish(definition, window, parts.numerator, parts.denominator, parts.licensees, status, &self.settings)
    }

    /// A rate for every year of the movements, in order.
    ///
    /// # Errors
    ///
    /// As [`MovementRates::rate`], except that all years are there.
    pub fn series(&self, kind: RateKind) -> Result<Vec<Rate>> {
        self.movements.rows().iter().filter_map(|row| row.year).map(|year| self.rate(kind, year)).collect()
    }

    /// Every rate of a year that the movements (and the licensees, if given) allow.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when the movements do not reach the year.
    pub fn all(&self, year: FiscalYear) -> Result<Vec<Rate>> {
        let row = self.movements.row(year);
        let reasons = row.map(|row| row.left_by_reason.keys().copied().collect::<Vec<_>>()).unwrap_or_default();
        self.kinds(&reasons).into_iter().map(|kind| self.rate(kind, year)).collect()
    }

    /// The kinds of rates that the tables allow.
    fn kinds(&self, reasons: &[EndReason]) -> Vec<RateKind> {
        let mut kinds = Vec::new();
        if self.licensees.is_some() {
            let organization = |denominator| RateKind::OrganizationRate { denominator };
            kinds.push(RateKind::EntryRateYear);
            kinds.extend([DenominatorKind::CumulativeGiven, DenominatorKind::CumulativeSummed].map(organization));
            // Without attrition everyone licensed counts as practising, which is the cumulative rate under another name.
            if self.licensees.is_some_and(|licensees| *licensees.attrition() != Attrition::None) {
                kinds.push(organization(DenominatorKind::Practising));
            }
            kinds.push(RateKind::MembersPerNewLicensee);
        }
        kinds.extend([RateKind::Retention, RateKind::LapseRate { reason: None }]);
        if reasons != [EndReason::Unstated] {
            kinds.extend(reasons.iter().map(|&reason| RateKind::LapseRate { reason: Some(reason) }));
        }
        kinds.extend([RateKind::CentralLapseRate { reason: None }, RateKind::LeaveShare, RateKind::ReinstatementRate]);
        kinds.extend([RateKind::ReplacementRatio, RateKind::NetGrowth, RateKind::SteadyStateMembership]);
        kinds.extend([RateKind::MeanTenure, RateKind::HalfLife]);
        kinds
    }

    /// The counts of a rate.
    fn parts(&self, kind: RateKind, row: &MovementRow, year: FiscalYear) -> Result<Parts> {
        let (member_years, counting) = match row.member_days {
            Some(days) => (Some(PersonDays(days).years().get()), Some(CountingRule::MemberDays)),
            None => (middle_stock(row), Some(CountingRule::MeanOfStocks)),
        };
        let came = row.joined.map(|joined| joined.saturating_add(row.reinstated.unwrap_or(0)));
        let number = |count: Option<u64>| count.map(|count| count as f64);
        Ok(match kind {
            RateKind::EntryRateYear => self.over_licensees(row.joined, DenominatorKind::NewLicensees, year)?,
            RateKind::MembersPerNewLicensee => {
                self.over_licensees(self.members(row), DenominatorKind::NewLicensees, year)?.spoken_of(Spoken::LastDay)
            }
            RateKind::OrganizationRate { denominator } => self.over_licensees(self.members(row), denominator, year)?.spoken_of(Spoken::Day),
            RateKind::Retention => Parts::of(row.retained(), row.opening).spoken_of(Spoken::YearFromOpening),
            RateKind::LapseRate { reason } => Parts::of(self.left(row, reason), row.opening).spoken_of(Spoken::YearFromOpening),
            RateKind::CentralLapseRate { reason } => {
                Parts { denominator: member_years, counting, ..Parts::of(self.left(row, reason), None) }
            }
            RateKind::LeaveShare => Parts::of(row.on_leave, row.closing).spoken_of(Spoken::Day),
            RateKind::ReinstatementRate => Parts::of(row.reinstated, self.lapsed_at_start(year)),
            RateKind::ReplacementRatio => Parts::of(came, row.left),
            RateKind::NetGrowth => {
                let net = row.net_growth().map(|net| net as f64);
                Parts { numerator: net, ..Parts::of(None, row.opening) }.spoken_of(Spoken::YearFromOpening)
            }
            RateKind::SteadyStateMembership => {
                let central = number(row.left).zip(member_years).filter(|(_, years)| *years > 0.0).map(|(left, years)| left / years);
                Parts { denominator: central, counting, ..Parts::of(came, None) }
            }
            RateKind::MeanTenure | RateKind::HalfLife => Parts { numerator: member_years, counting, ..Parts::of(None, row.left) },
            RateKind::EntryRateCohort { .. } | RateKind::LateEntryRate | RateKind::FirstYearRetention => {
                return Err(Error::missing(format!("the cohorts that {kind} needs"), "compute it from cohorts with CohortRates"));
            }
        })
    }

    /// A count over licence holders.
    fn over_licensees(&self, numerator: Option<u64>, kind: DenominatorKind, year: FiscalYear) -> Result<Parts> {
        let licensees = self.licensees.ok_or_else(|| Error::missing("the number of licence holders", "give a table of licensees"))?;
        let denominator = licensees.get(kind, year);
        let below = denominator.as_ref().map(|denominator| denominator.value.get());
        let attrition = || CountingRule::Attrition(licensees.attrition().to_string());
        let counting = (kind == DenominatorKind::Practising).then(attrition);
        Ok(Parts { denominator: below, licensees: denominator, counting, ..Parts::of(numerator, None) })
    }

    /// Members who left, for any or one reason. A reason that is absent is 0 only where it would have been told: in a register where any
    /// reason is stated, in yearly totals where the reasons printed make up all leavers.
    fn left(&self, row: &MovementRow, reason: Option<EndReason>) -> Option<u64> {
        let Some(reason) = reason else { return row.left };
        let stated = || row.left_by_reason.iter().filter(|(reason, _)| **reason != EndReason::Unstated).map(|(_, &count)| count);
        let told = row.left == Some(0)
            || match self.movements.source() {
                MovementSource::Register { .. } => stated().next().is_some(),
                MovementSource::Totals => row.left == Some(stated().fold(0, u64::saturating_add)),
            };
        row.left_by_reason.get(&reason).copied().or(told.then_some(0))
    }

    /// The lapsed stock at the start of a year; `None` when a year before it does not tell who came back from who joined.
    fn lapsed_at_start(&self, year: FiscalYear) -> Option<u64> {
        let known = |row: &MovementRow| row.year.is_some_and(|of| of >= year) || row.reinstated.is_some();
        let stock = self.movements.lapsed_stock().into_iter().find(|(of, _)| *of == year).and_then(|(_, stock)| stock);
        stock.filter(|_| self.movements.rows().iter().all(known))
    }

    /// Members at closing, with or without those on leave.
    fn members(&self, row: &MovementRow) -> Option<u64> {
        match self.settings.leave {
            LeaveCounted::In => row.closing,
            LeaveCounted::Out => row.closing?.checked_sub(row.on_leave?),
        }
    }

    /// How a kind treats members on leave: only the stock rates can leave them out.
    fn leave_of(&self, kind: RateKind) -> LeaveCounted {
        match kind {
            RateKind::OrganizationRate { .. } | RateKind::MembersPerNewLicensee => self.settings.leave,
            _ => LeaveCounted::In,
        }
    }

    /// The days that a figure speaks of.
    fn window(&self, year: FiscalYear, parts: &Parts) -> Result<RateWindow> {
        let calendar = self.movements.calendar();
        let (start, mut end) = (calendar.start_of(year)?, calendar.end_of(year)?);
        if let MovementSource::Register { as_of } = self.movements.source() {
            end = end.min(as_of.next());
        }
        let is_stock = matches!(parts.spoken_of, Spoken::Day | Spoken::LastDay);
        let from = if is_stock { end.plus_days(-1).unwrap_or(Day::MIN) } else { start };
        Ok(RateWindow { year, from: Some(from), until: Some(end), segment: self.segment.clone() })
    }
}

/// Member-years from the mean of opening and closing, where the days were not counted.
fn middle_stock(row: &MovementRow) -> Option<f64> {
    Some((row.opening? as f64 + row.closing? as f64) / 2.0)
}

/// Whether a rate of movements counts who came and neither members nor leavers.
fn counts_entries_alone(kind: RateKind) -> bool {
    kind == RateKind::EntryRateYear
}

/// Whether a rate of movements has licence holders below the line.
fn stands_on_licensees(kind: RateKind) -> bool {
    matches!(kind, RateKind::EntryRateYear | RateKind::MembersPerNewLicensee | RateKind::OrganizationRate { .. })
}

/// Whether a figure can be read as it stands.
fn status(parts: &Parts, row: &MovementRow) -> RateStatus {
    let came_under_observation = parts.spoken_of == Spoken::YearFromOpening && row.present.is_some_and(|present| present > 0);
    if parts.numerator.is_none() {
        return RateStatus::NotKnown(Bilingual::new("the count above the line is not known", "分子が不明"));
    }
    match parts.denominator {
        None => RateStatus::NotKnown(Bilingual::new("the count below the line is not known", "分母が不明")),
        Some(0.0) if !came_under_observation => RateStatus::NotKnown(Bilingual::new("nobody stands below the line", "分母が0")),
        Some(_) => match incomplete(parts.spoken_of, row.coverage).or_else(|| came_under_observation.then(begins_within)) {
            Some(why) => RateStatus::Incomplete(why),
            None => RateStatus::Complete,
        },
    }
}

/// Why the record does not cover what a figure speaks of; `None` when it does.
fn incomplete(spoken_of: Spoken, coverage: Coverage) -> Option<Bilingual> {
    let not_ended = || Bilingual::new("the year has not ended", "年度が終了していない");
    match (spoken_of, coverage) {
        (_, Coverage::Complete) | (Spoken::Day, _) | (Spoken::LastDay, Coverage::BeginsWithin) => None,
        (_, Coverage::BeginsWithin) => Some(begins_within()),
        _ => Some(not_ended()),
    }
}

/// Members were found who were members already: some of what happened before is missing.
fn begins_within() -> Bilingual {
    Bilingual::new("the record begins within the year", "年度途中から記録開始")
}

/// Divides, and adds the interval that belongs to the kind.
pub(super) fn finish(
    definition: RateDefinition,
    window: RateWindow,
    numerator: Option<f64>,
    denominator: Option<f64>,
    licensees: Option<Denominator>,
    status: RateStatus,
    settings: &RateSettings,
) -> Result<Rate> {
    let complete = status == RateStatus::Complete;
    let ratio = numerator.zip(denominator).filter(|(_, below)| complete && *below > 0.0).map(|(above, below)| above / below);
    let value = if definition.kind == RateKind::HalfLife { ratio.map(|ratio| ratio * std::f64::consts::LN_2) } else { ratio };
    // How uncertain an estimated number of licence holders is, nobody says; an interval from it would pretend to know.
    let estimated = licensees.as_ref().is_some_and(|licensees| licensees.value.count().is_none());
    let process_interval = match (value, numerator, denominator) {
        (Some(_), Some(above), Some(below)) if !estimated => interval_of(definition.kind, above, below, settings)?,
        _ => None,
    };
    Ok(Rate { definition, window, numerator, denominator, licensees, licence_unknown: None, value, process_interval, status })
}

/// The interval of a rate; `None` where the kind has none, or where a share has more above the line than below (a doubtful count, which
/// the value shows).
fn interval_of(kind: RateKind, above: f64, below: f64, settings: &RateSettings) -> Result<Option<Interval>> {
    let whole = |number: f64| (number.fract() == 0.0 && number >= 0.0).then_some(number as u64);
    match (kind.uncertainty(), whole(above), whole(below)) {
        (UncertaintyModel::Binomial, Some(above), Some(below)) if above <= below => {
            proportion_interval(above, below, settings.confidence, settings.proportion_method)
        }
        (UncertaintyModel::Poisson, Some(above), _) => rate_interval(above, below, settings.confidence, settings.rate_method),
        _ => Ok(None),
    }
}
