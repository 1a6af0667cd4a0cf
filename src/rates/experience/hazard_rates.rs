//! How probable is it to leave in a year, and at which rate do members leave, by tenure, year, age and cohort, with exact intervals?

use crate::cohort::{HazardAxes, HazardCell, HazardKey, HazardTable, key_columns};
use crate::episode::EndReason;
use crate::error::Result;
use crate::rates::interval::{Interval, ProportionMethod, RateMethod, proportion_interval, rate_interval};
use crate::table::{Table, Values};
use crate::unit::{Confidence, PersonDays};
use serde::{Deserialize, Serialize};

/// Which exits count, and how limits are computed; consumed by [`HazardRateSettings::rates`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `rates` is called"]
pub struct HazardRateSettings {
    reasons: Vec<EndReason>,
    confidence: Confidence,
    probability: ProportionMethod,
    rate: RateMethod,
}

impl HazardRateSettings {
    /// Exits for some reasons only; who leaves for another counts as one who stayed in the probability, and is at risk up to that day in
    /// the rates.
    pub fn of(mut self, reasons: &[EndReason]) -> Self {
        self.reasons = reasons.to_vec();
        self.reasons.sort_unstable();
        self.reasons.dedup();
        self
    }

    /// How often the limits contain the true value.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// How the limits of the probability a year are computed; Clopper-Pearson, the exact ones, unless told.
    pub fn probability_limits(mut self, method: ProportionMethod) -> Self {
        self.probability = method;
        self
    }

    /// How the limits of the central and of the actuarial rate are computed; Garwood, the exact ones, unless told.
    pub fn rate_limits(mut self, method: RateMethod) -> Self {
        self.rate = method;
        self
    }

    /// The rates of every row of a table.
    ///
    /// # Errors
    ///
    /// None in practice: the counts of a table fit together.
    pub fn rates(&self, table: &HazardTable) -> Result<HazardRates> {
        let rates = table.cells().iter().map(|(key, cell)| self.rate(key.clone(), cell));
        Ok(HazardRates { settings: self.clone(), axes: table.made_by().axes().clone(), rates: rates.collect::<Result<_>>()? })
    }

    fn rate(&self, key: HazardKey, cell: &HazardCell) -> Result<HazardRate> {
        let of = |counts: crate::cohort::ExitCounts| self.reasons.iter().map(|&reason| counts.of(reason)).sum::<u64>();
        let (left, exits) = (of(cell.left()), of(cell.exits()));
        let (years, actuarial_years) = (cell.days().years().get(), cell.actuarial_years(&self.reasons));
        // Who left on the day of joining, and is the only one, left without any exposure: there is no rate then.
        let limits = |exposure: f64| if exposure > 0.0 { rate_interval(exits, exposure, self.confidence, self.rate) } else { Ok(None) };
        Ok(HazardRate {
            key,
            years: cell.years(),
            at_risk: cell.at_risk(),
            left,
            exits,
            days: cell.days(),
            actuarial_years,
            probability: ratio(left, cell.at_risk() as f64),
            probability_interval: proportion_interval(left, cell.at_risk(), self.confidence, self.probability)?,
            central: ratio(exits, years),
            central_interval: limits(years)?,
            actuarial: ratio(exits, actuarial_years),
            actuarial_interval: limits(actuarial_years)?,
        })
    }
}

fn ratio(events: u64, exposure: f64) -> Option<f64> {
    (exposure > 0.0).then(|| events as f64 / exposure)
}

/// The three hazards of one row of a [`HazardTable`]; `None` where nobody was at risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HazardRate {
    /// Which years at risk it is about.
    pub key: HazardKey,
    /// Years at risk, whole or in part.
    pub years: u64,
    /// Persons at risk at the start of a year that is wholly on record.
    pub at_risk: u64,
    /// Of these, persons who left within the year for a reason that counts.
    pub left: u64,
    /// All exits for such a reason.
    pub exits: u64,
    /// Exact days at risk.
    pub days: PersonDays,
    /// Actuarial exposure in years, with the rest of the year of those who left for such a reason.
    pub actuarial_years: f64,
    /// `left / at_risk`, the probability of leaving within a year.
    pub probability: Option<f64>,
    /// Its limits.
    pub probability_interval: Option<Interval>,
    /// `exits / person-years`, the central rate a year of 365.25 days.
    pub central: Option<f64>,
    /// Its limits.
    pub central_interval: Option<Interval>,
    /// `exits / actuarial years`, an estimate of the probability that also uses parts of years.
    pub actuarial: Option<f64>,
    /// Its limits, with the number of exits taken as Poisson.
    pub actuarial_interval: Option<Interval>,
}

/// The hazards of all rows of a [`HazardTable`], each with the counts it came from.
///
/// Three hazards answer three questions. The *probability* uses only members whom the record shows for the whole year; it is a share and
/// its limits are exact. The *central rate* uses all time at risk, to the day; it is per year of exposure and can exceed 1. The *actuarial*
/// rate uses all time too and estimates the probability, under the assumption (Balducci) that the force of leaving falls within the year.
/// Where all leave at the renewal date, the probability is right, the central rate is nearly it, and the actuarial rate equals it.
///
/// # Formula
///
/// ```text
/// q  = left / at_risk                          limits: binomial
/// m  = exits / (days / 365.25)                 limits: Poisson
/// qa = exits / actuarial years                 limits: Poisson
/// ```
///
/// Weak: rows of one person in several years are taken as independent, which they are as far as each year is a new decision.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::HazardTable, rates::HazardRates};
/// let day = |text: &str| text.parse::<Day>();
/// let row = |name: &str| Ok::<_, kaiin::Error>(Episode::new(name, day("2022-04-01")?));
/// let rows = [row("A")?, row("B")?, row("C")?, row("D")?.until(day("2023-04-01")?, EndReason::Arrears)];
/// let register = Register::settings_as_of(day("2024-03-31")?).build(&rows.into_iter().collect())?;
/// let table = HazardTable::settings(FiscalCalendar::japan()).build(&register)?;
/// let rates = HazardRates::settings().rates(&table)?;
/// let first = &rates.rates()[0];
/// assert_eq!(first.probability, Some(0.25));
/// assert_eq!(first.actuarial, Some(0.25));
/// assert_eq!(first.central, Some(1.0 / (1460.0 / 365.25)));
/// // exact limits of 1 of 4: the upper solves (1 - q)^4 + 4 q (1 - q)^3 = 0.025
/// let q = first.probability_interval.unwrap().upper;
/// assert!(((1.0 - q).powi(4) + 4.0 * q * (1.0 - q).powi(3) - 0.025).abs() < 1e-14);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// N. Keiding (1990), *Phil. Trans. R. Soc. Lond. A* 332, 487–509 (rates in the Lexis diagram); for the exposures see
/// [`ActuarialExposure`](crate::cohort::ActuarialExposure).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HazardRates {
    settings: HazardRateSettings,
    axes: HazardAxes,
    rates: Vec<HazardRate>,
}

impl HazardRates {
    /// Settings for exits of any reason with exact limits at 95 %.
    pub fn settings() -> HazardRateSettings {
        HazardRateSettings {
            reasons: EndReason::ALL.to_vec(),
            confidence: Confidence::default(),
            probability: ProportionMethod::ClopperPearson,
            rate: RateMethod::Garwood,
        }
    }

    /// The settings they were made with.
    pub fn made_by(&self) -> &HazardRateSettings {
        &self.settings
    }

    /// What each rate is by.
    pub fn axes(&self) -> &HazardAxes {
        &self.axes
    }

    /// The rates, in the order of their keys.
    #[must_use]
    pub fn rates(&self) -> &[HazardRate] {
        &self.rates
    }

    /// One row a rate: the axes, the counts, and each hazard with its limits.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let whole =
            |value: &dyn Fn(&HazardRate) -> u64| Values::Integers(self.rates.iter().map(|rate| i64::try_from(value(rate)).ok()).collect());
        let real = |value: &dyn Fn(&HazardRate) -> Option<f64>| Values::Reals(self.rates.iter().map(value).collect());
        let mut columns = key_columns(&self.axes, self.rates.iter().map(|rate| &rate.key));
        columns.push(("at_risk".into(), whole(&|rate| rate.at_risk)));
        columns.push(("left".into(), whole(&|rate| rate.left)));
        columns.push(("probability".into(), real(&|rate| rate.probability)));
        columns.push(("probability_lower".into(), real(&|rate| rate.probability_interval.map(|limits| limits.lower))));
        columns.push(("probability_upper".into(), real(&|rate| rate.probability_interval.map(|limits| limits.upper))));
        columns.push(("exits".into(), whole(&|rate| rate.exits)));
        columns.push(("person_days".into(), whole(&|rate| rate.days.get())));
        columns.push(("central".into(), real(&|rate| rate.central)));
        columns.push(("central_lower".into(), real(&|rate| rate.central_interval.map(|limits| limits.lower))));
        columns.push(("central_upper".into(), real(&|rate| rate.central_interval.map(|limits| limits.upper))));
        columns.push(("actuarial_years".into(), real(&|rate| Some(rate.actuarial_years))));
        columns.push(("actuarial".into(), real(&|rate| rate.actuarial)));
        columns.push(("actuarial_lower".into(), real(&|rate| rate.actuarial_interval.map(|limits| limits.lower))));
        columns.push(("actuarial_upper".into(), real(&|rate| rate.actuarial_interval.map(|limits| limits.upper))));
        Table::of_columns("hazard_rates", columns)
    }
}
