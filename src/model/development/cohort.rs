//! How one cohort goes on from the last age at which it was seen.

use super::factor::DevelopmentFactor;
use super::settings::{ChainLadderSettings, ParameterError};
use super::triangle::DevelopmentRow;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// One cell of a completed triangle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DevelopedCell {
    /// Entrants so far, seen or expected; `None` where neither.
    pub value: Option<f64>,
    /// Whether it was seen.
    pub seen: bool,
    /// Standard error from what happens to differ from what is expected (process); 0 where seen.
    pub process_error: Option<f64>,
    /// Standard error from not knowing the growth exactly (parameter); 0 where seen.
    pub parameter_error: Option<f64>,
}

impl DevelopedCell {
    /// Standard error of prediction: both together.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        Some(self.process_error?.hypot(self.parameter_error?))
    }

    /// A cell as it is in the triangle.
    fn seen(value: Option<f64>) -> Self {
        let error = value.map(|_| 0.0);
        Self { value, seen: value.is_some(), process_error: error, parameter_error: error }
    }

    /// The cell after this one.
    fn next(&self, step: &DevelopmentFactor, settings: &ChainLadderSettings) -> Self {
        let finite = |number: Option<f64>| number.filter(|number| number.is_finite());
        let value = finite(self.value.zip(step.factor).map(|(value, factor)| value * factor));
        let process = || {
            let chance = settings.average.variance_scale(self.value?) * step.sigma?.powi(2);
            Some((chance + (self.process_error? * step.factor?).powi(2)).sqrt())
        };
        let parameter = || {
            let product = match settings.parameter_error {
                ParameterError::Mack => 0.0,
                ParameterError::Independence => (self.parameter_error? * step.error?).powi(2),
            };
            Some(((self.value? * step.error?).powi(2) + (self.parameter_error? * step.factor?).powi(2) + product).sqrt())
        };
        Self { value, seen: false, process_error: finite(process()), parameter_error: finite(parameter()) }
    }
}

/// One cohort carried forward.
///
/// # Formula
///
/// From the last seen age on, with `C` of the cohort at an age, `f`, `σ` and `e(f)` of [`DevelopmentFactor`]:
///
/// ```text
/// C'           = f C
/// process'²    = C^(2-α) σ² + f² process²
/// parameter'²  = C² e(f)²   + f² parameter²
/// error²       = process² + parameter²
/// ```
///
/// # References
///
/// T. Mack (1999), *ASTIN Bulletin* 29, 361–366 (recursion).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DevelopedCohort {
    /// The licence cohort.
    pub cohort: FiscalYear,
    /// New licence holders of the cohort; `None` where not known.
    pub licensees: Option<f64>,
    /// The last age at which the cohort was seen; `None` where it never was.
    pub latest_age: Option<usize>,
    /// Who had joined by then.
    pub latest: Option<f64>,
    /// Who will have joined in the end; `None` where a growth that is needed is not known.
    pub ultimate: Option<f64>,
    /// Standard error of the ultimate from chance.
    pub process_error: Option<f64>,
    /// Standard error of the ultimate from not knowing the growth exactly.
    pub parameter_error: Option<f64>,
    /// The first age from which growth is not known, where the ultimate is `None` for that.
    pub stopped_at: Option<usize>,
    /// All ages, seen and expected; with a tail one cell more, the end.
    pub cells: Vec<DevelopedCell>,
}

impl DevelopedCohort {
    /// Carries a cohort to the end.
    pub(super) fn of(row: &DevelopmentRow, steps: &[DevelopmentFactor], settings: &ChainLadderSettings) -> Self {
        let latest = row.latest();
        let mut cells: Vec<DevelopedCell> = Vec::with_capacity(steps.len() + 1);
        for age in 0..=steps.len() {
            let carried = match (latest, cells.last(), age.checked_sub(1).and_then(|before| steps.get(before))) {
                (Some((seen_to, _)), Some(before), Some(step)) if age > seen_to => before.next(step, settings),
                _ => DevelopedCell::seen(row.at(age)),
            };
            cells.push(carried);
        }
        let end = cells.last().copied().unwrap_or(DevelopedCell::seen(None));
        let needed = |from: usize| steps.iter().skip(from).find(|step| step.factor.is_none()).map(|step| step.from_age);
        Self {
            cohort: row.cohort,
            licensees: row.licensees,
            latest_age: latest.map(|(age, _)| age),
            latest: latest.map(|(_, value)| value),
            ultimate: end.value,
            process_error: end.process_error,
            parameter_error: end.parameter_error,
            stopped_at: latest.and_then(|(age, _)| needed(age)),
            cells,
        }
    }

    /// Who is still to join.
    #[must_use]
    pub fn future(&self) -> Option<f64> {
        Some(self.ultimate? - self.latest?)
    }

    /// Standard error of prediction of the ultimate, and of those still to join.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        Some(self.process_error?.hypot(self.parameter_error?))
    }

    /// The share of the licence holders that will have joined in the end. Nothing keeps it below 1.
    #[must_use]
    pub fn entry_rate(&self) -> Option<f64> {
        Some(self.ultimate? / self.licensees?).filter(|rate| rate.is_finite())
    }

    /// Standard error of prediction of the entry rate.
    #[must_use]
    pub fn entry_rate_error(&self) -> Option<f64> {
        Some(self.error()? / self.licensees?).filter(|error| error.is_finite())
    }
}
