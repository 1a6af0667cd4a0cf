//! How probable is it to leave in a year, and at which rate do members leave, with exact intervals? In Python.

use crate::error::enter;
use crate::hazard_key::Key;
use crate::hazard_table::{HazardTable, unwrapped};
use crate::rates::{Interval, confidence_or_default};
use crate::result::{Field, pickled, record, tabular};
use crate::words::Word;
use kaiin::EndReason;
use kaiin::rates::{HazardRateSettings, ProportionMethod, RateMethod};
use pyo3::prelude::*;

record! {
    /// The three hazards of one row of a `HazardTable`; ``None`` where nobody was at risk.
    HazardRate of kaiin::rates::HazardRate {
        /// Which years at risk it is about, by what the table is by; ``None`` is not known.
        key: Key,
        /// Years at risk, whole or in part.
        years: u64,
        /// Persons at risk at the start of a year that is wholly on record.
        at_risk: u64,
        /// Of these, persons who left within the year for a reason that counts.
        left: u64,
        /// All exits for such a reason.
        exits: u64,
        /// Exact days at risk.
        days: u64,
        /// Actuarial exposure in years, with the rest of the year of those who left for such a reason.
        actuarial_years: f64,
        /// ``left / at_risk``, the probability of leaving within a year.
        probability: Option<f64>,
        /// Its limits.
        probability_interval: Option<Interval>,
        /// ``exits / person-years``, the central rate a year of 365.25 days.
        central: Option<f64>,
        /// Its limits.
        central_interval: Option<Interval>,
        /// ``exits / actuarial years``, an estimate of the probability that also uses parts of years.
        actuarial: Option<f64>,
        /// Its limits, with the number of exits taken as Poisson.
        actuarial_interval: Option<Interval>,
    }
}

/// The hazards of all rows of a `HazardTable`, each with the counts it came from.
///
/// The probability ``left / at_risk`` uses only members whom the record shows for the whole year; it is a share and its limits are exact.
/// The central rate ``exits / (days / 365.25)`` uses all time at risk; it is per year of exposure and can exceed 1. The actuarial rate
/// ``exits / actuarial years`` uses all time too and estimates the probability, assuming that the force of leaving falls within the year
/// (Balducci). Where all leave at the renewal date the probability is right and the actuarial rate equals it. Weak: rows of one person in
/// several years are taken as independent. N. Keiding (1990), Phil. Trans. R. Soc. Lond. A 332, 487-509.
///
/// Args:
///     table: The table.
///     reasons: Exits for these reasons only; of any by default. Who leaves for another counts as one who stayed in the probability, and is
///         at risk up to that day in the rates.
///     confidence: How often the limits contain the true value; 0.95 by default.
///     probability_limits: Method for the probability, as in `proportion_interval`; ``"clopper_pearson"``, the exact one, by default.
///     rate_limits: Method for the central and the actuarial rate, as in `rate_interval`; ``"garwood"``, the exact one, by default.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
///
/// Examples:
///     >>> members = [{"person": name, "start": "2022-04-01"} for name in "ABC"]
///     >>> members.append({"person": "D", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"})
///     >>> rates = HazardRates(HazardTable(Register(members, as_of="2024-03-31")))
///     >>> first = rates.rates[0]
///     >>> first.probability, first.actuarial, round(first.central, 6)  # 1 / (1460 / 365.25)
///     (0.25, 0.25, 0.250171)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct HazardRates {
    pub(crate) inner: kaiin::rates::HazardRates,
}

#[pymethods]
impl HazardRates {
    #[new]
    #[pyo3(signature = (table, *, reasons = None, confidence = None, probability_limits = None, rate_limits = None))]
    fn new(
        py: Python<'_>,
        table: PyRef<'_, HazardTable>,
        reasons: Option<Vec<Word<EndReason>>>,
        confidence: Option<f64>,
        probability_limits: Option<Word<ProportionMethod>>,
        rate_limits: Option<Word<RateMethod>>,
    ) -> PyResult<Self> {
        let settings = kaiin::rates::HazardRates::settings();
        let settings = reasons.into_iter().fold(settings, |settings, reasons| settings.of(&unwrapped(reasons)));
        let settings = probability_limits.into_iter().fold(settings, |settings, method| settings.probability_limits(method.0));
        let settings = rate_limits.into_iter().fold(settings, |settings, method| settings.rate_limits(method.0));
        let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
        let settings = confidence.into_iter().fold(settings, HazardRateSettings::confidence);
        let table = &table.inner;
        enter(py, |_| settings.rates(table)).map(|inner| Self { inner })
    }

    /// What each rate is by.
    #[getter]
    fn by(&self) -> Vec<String> {
        self.inner.axes().names()
    }

    /// The rates, in the order of their keys.
    #[getter]
    fn rates(&self) -> Vec<HazardRate> {
        self.inner.rates().iter().map(Field::field).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.rates().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.HazardRates by {}: {} rows>", self.inner.axes(), self.inner.rates().len())
    }
}

tabular!(HazardRates);
pickled!(HazardRates, kaiin::rates::HazardRates);
