//! Did more members leave than a standard expects, in which groups, and how sure is that (experience study)?

use super::credibility::LimitedFluctuation;
use super::group_experience::Experience;
use super::standard_rates::{StandardBasis, StandardRates};
use crate::cohort::{HazardAxes, HazardCell, HazardKey, HazardTable, key_columns};
use crate::episode::EndReason;
use crate::error::Result;
use crate::rates::interval::RateMethod;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which exits are compared with which standard, and how; consumed by [`ActualToExpectedSettings::of_table`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `of_table` is called"]
pub struct ActualToExpectedSettings {
    standard: StandardRates,
    reasons: Vec<EndReason>,
    by: Option<HazardAxes>,
    credibility: LimitedFluctuation,
    confidence: Confidence,
    method: RateMethod,
}

impl ActualToExpectedSettings {
    /// Exits for some reasons only; all unless told.
    pub fn of(mut self, reasons: &[EndReason]) -> Self {
        self.reasons = reasons.to_vec();
        self.reasons.sort_unstable();
        self.reasons.dedup();
        self
    }

    /// What has a ratio of its own: axes that the table has. Those of the table unless told.
    pub fn by(mut self, axes: HazardAxes) -> Self {
        self.by = Some(axes);
        self
    }

    /// How far a group's own experience is believed.
    pub fn credibility(mut self, rule: LimitedFluctuation) -> Self {
        self.credibility = rule;
        self
    }

    /// How often the limits contain the true ratio.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// How limits are computed; Garwood, the exact ones, unless told.
    pub fn limits(mut self, method: RateMethod) -> Self {
        self.method = method;
        self
    }

    /// The experience of the rows of a table.
    ///
    /// The standard is looked up for each row, so a standard by tenure compared by branch allows for how long the members of each branch
    /// have been members (indirect standardisation).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`](crate::Error::Setting) when the table does not have an axis of the standard, or of the result.
    pub fn of_table(&self, table: &HazardTable) -> Result<ActualToExpected> {
        let axes = table.made_by().axes();
        self.standard.axes().must_be_within(axes)?;
        let by = self.by.as_ref().unwrap_or(axes);
        by.must_be_within(axes)?;
        let mut sums = BTreeMap::<HazardKey, Sums>::new();
        let (mut total, mut unmatched) = (Sums::default(), Sums::default());
        for (key, cell) in table.cells() {
            let (actual, exposure) = self.counts(cell);
            let Some(rate) = self.standard.rate(key) else {
                unmatched.add(actual, exposure, 0.0);
                continue;
            };
            total.add(actual, exposure, rate * exposure);
            sums.entry(by.project(key)).or_default().add(actual, exposure, rate * exposure);
        }
        let rows = sums.into_iter().map(|(key, sums)| Ok((key, self.experience(sums)?))).collect::<Result<_>>()?;
        Ok(ActualToExpected {
            settings: Self { by: Some(by.clone()), ..self.clone() },
            axes: by.clone(),
            rows,
            total: self.experience(total)?,
            unmatched_exits: unmatched.actual,
            unmatched_exposure: unmatched.exposure,
        })
    }

    /// Exits that count, and the exposure that the standard asks for.
    fn counts(&self, cell: &HazardCell) -> (u64, f64) {
        let actual = self.reasons.iter().map(|&reason| cell.exits().of(reason)).sum();
        let exposure = match self.standard.basis() {
            StandardBasis::Probability => cell.actuarial_years(&self.reasons),
            StandardBasis::Central => cell.days().years().get(),
        };
        (actual, exposure)
    }

    fn experience(&self, sums: Sums) -> Result<Experience> {
        Experience::new(sums.actual, sums.exposure, sums.expected, self.credibility, self.confidence, self.method)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    actual: u64,
    exposure: f64,
    expected: f64,
}

impl Sums {
    fn add(&mut self, actual: u64, exposure: f64, expected: f64) {
        self.actual += actual;
        self.exposure += exposure;
        self.expected += expected;
    }
}

/// Actual exits against those expected by a standard, by group and in total.
///
/// # Formula
///
/// ```text
/// expected = sum over rows of exposure × standard rate       A/E = actual / expected
/// ```
///
/// with the exposure that the standard asks for ([`StandardBasis`]); limits and credibility as in [`Experience`].
///
/// Assumes that the standard itself is known without error, and that exits are Poisson: on a day of striking-off many leave at once and
/// the limits are too near each other.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::HazardTable};
/// use kaiin::rates::{ActualToExpected, StandardBasis, StandardRates};
/// let day = |text: &str| text.parse::<Day>();
/// let row = |name: &str| Ok::<_, kaiin::Error>(Episode::new(name, day("2022-04-01")?));
/// let rows = [row("A")?, row("B")?, row("C")?, row("D")?.until(day("2023-04-01")?, EndReason::Arrears)];
/// let register = Register::settings_as_of(day("2024-03-31")?).build(&rows.into_iter().collect())?;
/// let table = HazardTable::settings(FiscalCalendar::japan()).build(&register)?;
/// let standard = StandardRates::by_tenure(StandardBasis::Probability, [0.5, 0.1])?;
/// let study = ActualToExpected::against(standard).of_table(&table)?;
/// // expected 4 × 0.5 in the first year and 3 × 0.1 in the second, one left
/// assert_eq!(study.rows()[0].1.ratio(), Some(0.5));
/// assert!((study.total().expected() - 2.3).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// D. B. Atkinson, J. K. McGarry, *Experience Study Calculations*, Society of Actuaries, 2016.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActualToExpected {
    settings: ActualToExpectedSettings,
    axes: HazardAxes,
    rows: Vec<(HazardKey, Experience)>,
    total: Experience,
    unmatched_exits: u64,
    unmatched_exposure: f64,
}

impl ActualToExpected {
    /// Settings for exits of any reason against a standard.
    pub fn against(standard: StandardRates) -> ActualToExpectedSettings {
        ActualToExpectedSettings {
            standard,
            reasons: EndReason::ALL.to_vec(),
            by: None,
            credibility: LimitedFluctuation::default(),
            confidence: Confidence::default(),
            method: RateMethod::default(),
        }
    }

    /// The settings it was made with.
    pub fn made_by(&self) -> &ActualToExpectedSettings {
        &self.settings
    }

    /// The groups in order, each with its experience.
    #[must_use]
    pub fn rows(&self) -> &[(HazardKey, Experience)] {
        &self.rows
    }

    /// All groups together.
    #[must_use]
    pub fn total(&self) -> &Experience {
        &self.total
    }

    /// Exits in rows for which the standard has no rate: in no figure of the study.
    #[must_use]
    pub fn unmatched_exits(&self) -> u64 {
        self.unmatched_exits
    }

    /// Exposure in years in such rows.
    #[must_use]
    pub fn unmatched_exposure(&self) -> f64 {
        self.unmatched_exposure
    }

    /// One row a group: the axes, `actual`, `exposure`, `expected`, `ratio` with limits, `credibility`, `credible_ratio`, `credible_rate`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows = || self.rows.iter().map(|(_, row)| row);
        let real = |value: &dyn Fn(&Experience) -> Option<f64>| Values::Reals(rows().map(value).collect());
        let mut columns = key_columns(&self.axes, self.rows.iter().map(|(key, _)| key));
        columns.push(("actual".into(), Values::Integers(rows().map(|row| i64::try_from(row.actual()).ok()).collect())));
        columns.push(("exposure".into(), real(&|row| Some(row.exposure()))));
        columns.push(("expected".into(), real(&|row| Some(row.expected()))));
        columns.push(("rate".into(), real(&Experience::rate)));
        columns.push(("ratio".into(), real(&Experience::ratio)));
        columns.push(("ratio_lower".into(), real(&|row| row.interval().map(|limits| limits.lower))));
        columns.push(("ratio_upper".into(), real(&|row| row.interval().map(|limits| limits.upper))));
        columns.push(("credibility".into(), real(&Experience::credibility)));
        columns.push(("credible_ratio".into(), real(&Experience::credible_ratio)));
        columns.push(("credible_rate".into(), real(&Experience::credible_rate)));
        Table::of_columns("actual_to_expected", columns)
    }
}
