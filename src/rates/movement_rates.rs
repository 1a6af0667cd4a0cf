//! The rates of an association, of a branch or of a class, from its movements.

use super::interval::Interval;
use super::kind::{RateKind, UncertaintyModel};
use super::proportion_interval::{ProportionMethod, proportion_interval};
use super::rate::{LeaveCounted, Rate, RateDefinition, RateStatus, RateWindow};
use super::rate_interval::{RateMethod, rate_interval};
use crate::cohort::{Coverage, MovementRow, MovementSource, MovementTable};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::licensees::{Denominator, DenominatorKind, Licensees};
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
    /// Whether the figure speaks of one day instead of a whole year.
    is_stock: bool,
}

impl Parts {
    fn of(numerator: Option<u64>, denominator: Option<u64>) -> Self {
        let number = |count: Option<u64>| count.map(|count| count as f64);
        Self { numerator: number(numerator), denominator: number(denominator), licensees: None, is_stock: false }
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
        let rule = parts.licensees.as_ref().and_then(|licensees| licensees.rule);
        let definition = RateDefinition { kind, calendar: self.movements.calendar(), leave: self.leave_of(kind), cohort_rule: rule };
        let status = status(&parts, row.coverage);
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
            kinds.extend(
                [DenominatorKind::CumulativeGiven, DenominatorKind::CumulativeSummed, DenominatorKind::Practising].map(organization),
            );
            kinds.push(RateKind::MembersPerNewLicensee);
        }
        kinds.extend([RateKind::Retention, RateKind::LapseRate { reason: None }]);
        kinds.extend(reasons.iter().map(|&reason| RateKind::LapseRate { reason: Some(reason) }));
        kinds.extend([RateKind::CentralLapseRate { reason: None }, RateKind::LeaveShare, RateKind::ReinstatementRate]);
        kinds.extend([RateKind::ReplacementRatio, RateKind::NetGrowth, RateKind::SteadyStateMembership]);
        kinds.extend([RateKind::MeanTenure, RateKind::HalfLife]);
        kinds
    }

    /// The counts of a rate.
    fn parts(&self, kind: RateKind, row: &MovementRow, year: FiscalYear) -> Result<Parts> {
        let left = |reason: Option<EndReason>| match reason {
            None => row.left,
            Some(reason) => row.left_by_reason.get(&reason).copied().or(row.left.map(|_| 0)),
        };
        let member_years = row.member_days.map(|days| PersonDays(days).years().get()).or_else(|| middle_stock(row));
        let came = row.joined.map(|joined| joined.saturating_add(row.reinstated.unwrap_or(0)));
        let number = |count: Option<u64>| count.map(|count| count as f64);
        Ok(match kind {
            RateKind::EntryRateYear => self.over_licensees(row.joined, DenominatorKind::NewLicensees, year)?,
            RateKind::MembersPerNewLicensee => {
                Parts { is_stock: true, ..self.over_licensees(self.members(row), DenominatorKind::NewLicensees, year)? }
            }
            RateKind::OrganizationRate { denominator } => {
                Parts { is_stock: true, ..self.over_licensees(self.members(row), denominator, year)? }
            }
            RateKind::Retention => Parts::of(row.retained(), row.opening),
            RateKind::LapseRate { reason } => Parts::of(left(reason), row.opening),
            RateKind::CentralLapseRate { reason } => Parts { denominator: member_years, ..Parts::of(left(reason), None) },
            RateKind::LeaveShare => Parts { is_stock: true, ..Parts::of(row.on_leave, row.closing) },
            RateKind::ReinstatementRate => {
                let lapsed = self.movements.lapsed_stock().into_iter().find(|(of, _)| *of == year).and_then(|(_, stock)| stock);
                Parts::of(row.reinstated, lapsed.filter(|_| row.reinstated.is_some()))
            }
            RateKind::ReplacementRatio => Parts::of(came, row.left),
            RateKind::NetGrowth => Parts { numerator: row.net_growth().map(|net| net as f64), ..Parts::of(None, row.opening) },
            RateKind::SteadyStateMembership => {
                let central = number(row.left).zip(member_years).filter(|(_, years)| *years > 0.0).map(|(left, years)| left / years);
                Parts { denominator: central, ..Parts::of(came, None) }
            }
            RateKind::MeanTenure | RateKind::HalfLife => Parts { numerator: member_years, ..Parts::of(None, row.left) },
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
        Ok(Parts { denominator: below, licensees: denominator, ..Parts::of(numerator, None) })
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
        let from = if parts.is_stock { end.plus_days(-1).unwrap_or(Day::MIN) } else { start };
        Ok(RateWindow { year, from: Some(from), until: Some(end), segment: self.segment.clone() })
    }
}

/// Member-years from the mean of opening and closing, where the days were not counted.
fn middle_stock(row: &MovementRow) -> Option<f64> {
    Some((row.opening? as f64 + row.closing? as f64) / 2.0)
}

/// Whether a figure can be read as it stands.
fn status(parts: &Parts, coverage: Coverage) -> RateStatus {
    if parts.numerator.is_none() {
        return RateStatus::NotKnown(Bilingual::new("the count above the line is not known", "分子が不明"));
    }
    match parts.denominator {
        None => RateStatus::NotKnown(Bilingual::new("the count below the line is not known", "分母が不明")),
        Some(0.0) => RateStatus::NotKnown(Bilingual::new("nobody stands below the line", "分母が0")),
        Some(_) if parts.is_stock => RateStatus::Complete,
        Some(_) => match coverage {
            Coverage::Complete => RateStatus::Complete,
            Coverage::BeginsWithin => RateStatus::Incomplete(Bilingual::new("the record begins within the year", "年度途中から記録開始")),
            _ => RateStatus::Incomplete(Bilingual::new("the year has not ended", "年度が終了していない")),
        },
    }
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
    let process_interval = match (value, numerator, denominator) {
        (Some(_), Some(above), Some(below)) => interval_of(definition.kind, above, below, settings)?,
        _ => None,
    };
    Ok(Rate { definition, window, numerator, denominator, licensees, value, process_interval, status })
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
