//! How many will have joined in the end, when a rate was expected beforehand and the cohort is too young to speak for itself?

use super::chain_ladder::ChainLadder;
use super::increments::Increments;
use super::pattern::Pattern;
use super::prior::{DevelopmentPattern, EntryPrior};
use super::settings::ChainLadderSettings;
use super::triangle::{DevelopmentRow, DevelopmentTriangle};
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// How a [`BornhuetterFerguson`] estimate is made.
///
/// # Example
///
/// Half of those who will join do so in the licence year. A cohort of 200 licence holders in which nobody has joined yet:
///
/// ```
/// use kaiin::{FiscalYear, model::development::{BornhuetterFergusonSettings, DevelopmentTriangle, EntryPrior}};
/// let triangle = DevelopmentTriangle::of_cumulative([
///     (FiscalYear(2021), vec![Some(50.0), Some(100.0)]),
///     (FiscalYear(2022), vec![Some(40.0), Some(80.0)]),
///     (FiscalYear(2023), vec![Some(0.0)]),
/// ])?
/// .with_licensees([(FiscalYear(2023), 200.0)])?;
/// let estimate = BornhuetterFergusonSettings::new(EntryPrior::Rate(0.6)).fit(&triangle)?;
/// let youngest = &estimate.cohorts()[2];
/// assert_eq!(youngest.ultimate, Some(60.0)); // 0 + 200 × 0.6 × (1 - 0.5); the chain ladder says 0
/// assert_eq!(estimate.chain_ladder().cohorts()[2].ultimate, Some(0.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `fit` is called"]
pub struct BornhuetterFergusonSettings {
    prior: EntryPrior,
    prior_error: f64,
    pattern: DevelopmentPattern,
    chain_ladder: ChainLadderSettings,
}

impl BornhuetterFergusonSettings {
    /// With a prior entry rate, taken as exact, and the pattern of the chain ladder.
    pub fn new(prior: EntryPrior) -> Self {
        let chain_ladder = ChainLadderSettings::new();
        Self { prior, prior_error: 0.0, pattern: DevelopmentPattern::default(), chain_ladder }
    }

    /// Standard error of the prior entry rate: 0.05 when it is 60 % give or take 5 points. 0 unless told; the method has no way to know it.
    pub fn prior_error(mut self, error: f64) -> Self {
        self.prior_error = error;
        self
    }

    /// From which growth the share that has joined by an age is taken.
    pub fn pattern(mut self, pattern: DevelopmentPattern) -> Self {
        self.pattern = pattern;
        self
    }

    /// How the chain ladder of the pattern is made; its rule for the last σ is also that of [`DevelopmentPattern::Increments`].
    pub fn chain_ladder(mut self, settings: ChainLadderSettings) -> Self {
        self.chain_ladder = settings;
        self
    }

    /// The estimate of a triangle whose licence holders are known.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when the licence holders of no cohort are known; [`Error::Setting`] when a prior rate or its error is negative or
    /// not finite, when Cape Cod's rate is asked for with the pattern of increments, or as [`ChainLadderSettings::fit`].
    pub fn fit(&self, triangle: &DevelopmentTriangle) -> Result<BornhuetterFerguson> {
        self.check(triangle)?;
        let ladder = self.chain_ladder.fit(triangle)?;
        let cape_cod = cape_cod(triangle, &ladder);
        let rates: Vec<Option<f64>> = triangle.rows().iter().map(|row| self.prior.rate(row.cohort, cape_cod)).collect();
        let pattern = match self.pattern {
            DevelopmentPattern::ChainLadder => Pattern::ChainLadder(&ladder),
            DevelopmentPattern::Increments => {
                let priors: Vec<_> = triangle.rows().iter().zip(&rates).map(|(row, rate)| Some(row.licensees? * (*rate)?)).collect();
                Pattern::Increments(Increments::of(triangle, &priors, self.chain_ladder.tail_sigma))
            }
        };
        let cohort = |(row, rate): (&DevelopmentRow, &Option<f64>)| cohort_of(row, *rate, self.prior_error, &pattern);
        let cohorts = triangle.rows().iter().zip(&rates).map(cohort).collect();
        Ok(BornhuetterFerguson { settings: self.clone(), cape_cod, cohorts, chain_ladder: ladder })
    }

    /// Refuses what cannot be answered.
    fn check(&self, triangle: &DevelopmentTriangle) -> Result<()> {
        self.prior.check()?;
        if !(self.prior_error.is_finite() && self.prior_error >= 0.0) {
            return Err(Error::setting("prior error", self.prior_error, "is not a number of at least 0; write 0.05 for 5 points"));
        }
        if self.pattern == DevelopmentPattern::Increments && self.prior == EntryPrior::CapeCod {
            let advice = "needs a pattern first, which the increments give only with a prior; use the pattern of the chain ladder";
            return Err(Error::setting("prior", "cape_cod", advice));
        }
        if triangle.rows().iter().all(|row| row.licensees.is_none()) {
            return Err(Error::missing("the number of licence holders of any cohort", "give them with `with_licensees`"));
        }
        Ok(())
    }
}

/// One cohort of a [`BornhuetterFerguson`] estimate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BornhuetterFergusonCohort {
    /// The licence cohort.
    pub cohort: FiscalYear,
    /// New licence holders of the cohort; `None` where not known.
    pub licensees: Option<f64>,
    /// The last age at which the cohort was seen; `None` where it never was.
    pub latest_age: Option<usize>,
    /// Who had joined by then; 0 of a cohort that was never seen.
    pub latest: f64,
    /// Share of the final number that has joined by then, as in other cohorts.
    pub developed: Option<f64>,
    /// The entry rate expected beforehand.
    pub prior_rate: Option<f64>,
    /// Who will have joined in the end.
    pub ultimate: Option<f64>,
    /// Standard error from chance; `None` unless the pattern has a model of it.
    pub process_error: Option<f64>,
    /// Standard error from not knowing pattern and prior exactly; `None` unless the pattern has a model of it.
    pub parameter_error: Option<f64>,
}

impl BornhuetterFergusonCohort {
    /// Who is still to join.
    #[must_use]
    pub fn future(&self) -> Option<f64> {
        Some(self.ultimate? - self.latest)
    }

    /// Standard error of prediction.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        Some(self.process_error?.hypot(self.parameter_error?))
    }

    /// The share of the licence holders that will have joined in the end.
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

/// Who will have joined in the end: those who have, plus what is left of the number expected beforehand.
///
/// Assumes that who has joined so far says nothing about who is still to join; only the prior does.
///
/// # Formula
///
/// With `C` those who joined, `z` the share of the final number reached by their age, `U` licence holders times the prior rate, `y` the share
/// that joins at an age and `s²` the variance per expected entrant (of [`DevelopmentPattern::Increments`]):
///
/// ```text
/// ultimate   = C + U (1 - z)
/// Cape Cod   = Σ C / Σ licensees z                                   (the prior rate of all cohorts)
/// process²   = U Σ s² over later ages
/// parameter² = (U² + e(U)²) e(z)² + e(U)² (1 - z)²
/// ŷ          = Σ increments / Σ U, scaled to a sum of 1;   ŝ² = Σ (increment - U ŷ)² / U / (n - 1)
/// e(y)²      = ŝ² / Σ U;   e(z)² = the smaller of Σ e(y)² so far and Σ e(y)² to come
/// ```
///
/// Weak: as good as the prior. The error of the sum of all cohorts is not given: it needs correlations that are assumptions.
///
/// # References
///
/// R. L. Bornhuetter and R. E. Ferguson (1972), *Proceedings of the Casualty Actuarial Society* 59, 181–195; T. Mack (2008), *ASTIN Bulletin* 38,
/// 87–103, sections 4 and 5.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BornhuetterFerguson {
    settings: BornhuetterFergusonSettings,
    cape_cod: Option<f64>,
    cohorts: Vec<BornhuetterFergusonCohort>,
    chain_ladder: ChainLadder,
}

impl BornhuetterFerguson {
    /// How it was made.
    pub fn settings(&self) -> &BornhuetterFergusonSettings {
        &self.settings
    }

    /// The cohorts, ascending.
    #[must_use]
    pub fn cohorts(&self) -> &[BornhuetterFergusonCohort] {
        &self.cohorts
    }

    /// The rate of all cohorts together, whether it was the prior or not; a check of the prior that was given. `None` where no cohort has
    /// both licence holders and a share reached.
    #[must_use]
    pub fn cape_cod_rate(&self) -> Option<f64> {
        self.cape_cod
    }

    /// The chain ladder of the same triangle.
    #[must_use]
    pub fn chain_ladder(&self) -> &ChainLadder {
        &self.chain_ladder
    }

    /// The cohorts as columns.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |of: &dyn Fn(&BornhuetterFergusonCohort) -> Option<f64>| Values::Reals(self.cohorts.iter().map(of).collect());
        let columns = [
            ("cohort", Values::Integers(self.cohorts.iter().map(|cohort| Some(i64::from(cohort.cohort.get()))).collect())),
            ("licensees", reals(&|cohort| cohort.licensees)),
            ("latest_age_years", Values::Integers(self.cohorts.iter().map(|cohort| cohort.latest_age.map(|age| age as i64)).collect())),
            ("latest", reals(&|cohort| Some(cohort.latest))),
            ("developed", reals(&|cohort| cohort.developed)),
            ("prior_rate", reals(&|cohort| cohort.prior_rate)),
            ("ultimate", reals(&|cohort| cohort.ultimate)),
            ("future", reals(&BornhuetterFergusonCohort::future)),
            ("process_error", reals(&|cohort| cohort.process_error)),
            ("parameter_error", reals(&|cohort| cohort.parameter_error)),
            ("error", reals(&BornhuetterFergusonCohort::error)),
            ("entry_rate", reals(&BornhuetterFergusonCohort::entry_rate)),
            ("entry_rate_error", reals(&BornhuetterFergusonCohort::entry_rate_error)),
        ];
        Table::of_columns("bornhuetter_ferguson", columns)
    }
}

/// Cape Cod's rate: all who joined over the licence holders that had time to.
fn cape_cod(triangle: &DevelopmentTriangle, ladder: &ChainLadder) -> Option<f64> {
    let (mut above, mut below) = (0.0, 0.0);
    for row in triangle.rows() {
        let Some((age, latest)) = row.latest() else { continue };
        if let (Some(licensees), Some(developed)) = (row.licensees, ladder.developed(age)) {
            above += latest;
            below += licensees * developed;
        }
    }
    (below > 0.0).then(|| above / below).filter(|rate| rate.is_finite())
}

/// The estimate of one cohort.
fn cohort_of(row: &DevelopmentRow, rate: Option<f64>, rate_error: f64, pattern: &Pattern<'_>) -> BornhuetterFergusonCohort {
    let latest_age = row.latest().map(|(age, _)| age);
    let latest = row.latest().map_or(0.0, |(_, value)| value);
    let developed = pattern.developed(latest_age);
    let prior = row.licensees.zip(rate).map(|(licensees, rate)| licensees * rate);
    let ultimate = prior.zip(developed).map(|(prior, developed)| latest + prior * (1.0 - developed));
    let model = pattern.increments();
    let process = || Some((prior? * model?.future_variance(latest_age)?).sqrt());
    let parameter = || {
        let (variance, prior_variance) = (model?.developed_variance(latest_age)?, (row.licensees? * rate_error).powi(2));
        Some(((prior?.powi(2) + prior_variance) * variance + prior_variance * (1.0 - developed?).powi(2)).sqrt())
    };
    let finite = |number: Option<f64>| number.filter(|number| number.is_finite());
    BornhuetterFergusonCohort {
        cohort: row.cohort,
        licensees: row.licensees,
        latest_age,
        latest,
        developed,
        prior_rate: rate,
        ultimate: finite(ultimate),
        process_error: finite(process()),
        parameter_error: finite(parameter()),
    }
}
