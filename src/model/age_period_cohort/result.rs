//! What age, period and cohort tell apart, and what they do not.

use super::counts::AgePeriodCounts;
use super::fit::{Design, Fitted};
use super::model::{ApcSettings, ApcTerms};
use crate::special::{Tails, incomplete_gamma, normal_quantile};
use crate::table::{Table, Values};
use nalgebra::DVector;
use serde::{Deserialize, Serialize};

/// How well one model fits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ApcFit {
    /// The effects in it.
    pub terms: ApcTerms,
    /// Poisson deviance from the observed counts.
    pub deviance: f64,
    /// Pearson's χ².
    pub chi_squared: f64,
    /// Number of parameters.
    pub parameters: usize,
    /// Cells with exposure less parameters.
    pub residual_freedom: usize,
}

/// A likelihood-ratio test of one model within another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ApcComparison {
    /// The smaller model.
    pub smaller: ApcTerms,
    /// The larger model.
    pub larger: ApcTerms,
    /// By how much the deviance falls.
    pub deviance: f64,
    /// By how many parameters the models differ.
    pub freedom: usize,
    /// The probability of so much or more when the smaller model is right; `None` when the models do not differ.
    pub p: Option<f64>,
}

/// One level of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ApcEffect {
    /// The age, period or cohort.
    pub label: i32,
    /// The effect: a rate for ages, a ratio of rates for periods and cohorts.
    pub effect: f64,
    /// Standard error of its logarithm; 0 for the reference cohort.
    pub log_error: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// The age-period-cohort view of a table of counts: five log-linear Poisson models, their comparison, and the full one displayed with a
/// stated constraint.
///
/// Cohort is period less age, so the three slopes cannot be told apart: adding a straight line to the age and cohort effects and taking it
/// from the period effect changes no rate. What can be told is
///
/// * how each effect bends: its second differences ([`AgePeriodCohort::second_differences`]);
/// * the net drift, the sum of the slopes of period and cohort ([`AgePeriodCohort::net_drift`]);
/// * which of the five models fits.
///
/// The display ([`AgePeriodCohort::ages`], [`periods`](AgePeriodCohort::periods), [`cohorts`](AgePeriodCohort::cohorts)) needs a
/// constraint, and this is it: the period effect has mean 0 and slope 0 over its levels, each counted once (Holford); the whole drift is
/// given to the cohorts; ages are rates in the reference cohort. Whoever believes in a change by calendar year reads the cohort slope as a
/// period slope.
///
/// # Formula
///
/// ```text
/// log rate(a, p) = f(a) + h(p) + g(c),   c = p − a,   g(reference) = 0,   Σ h = Σ p h = 0
/// ```
///
/// Weak: at the corners of the table a cohort has one or two cells, and its effect is what happened in these. On a day of striking-off the
/// counts are not Poisson; deviance far above its degrees of freedom says so, and p-values are then too small.
///
/// # Example
///
/// Rates that halve with each year of membership and rise by a tenth from one year to the next: there is drift and nothing else.
///
/// ```
/// use kaiin::model::age_period_cohort::{AgePeriodCounts, ApcSettings, ApcTerms};
/// let events = [4000, 4400, 4840, 2000, 2200, 2420, 1000, 1100, 1210];
/// let view = ApcSettings::new().fit(&AgePeriodCounts::new(0, 2022, 3, &events, &[10_000.0; 9])?)?;
/// assert!(view.fit_of(ApcTerms::AgeDrift).deviance < 1e-9);
/// assert!((view.net_drift().effect - 1.1).abs() < 1e-9);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// T. R. Holford (1983), *Biometrics* 39, 311–324; D. Clayton and E. Schifflers (1987), *Statistics in Medicine* 6, 449–481 (drift, comparison of
/// models); B. Carstensen (2007), *Statistics in Medicine* 26, 3018–3045 (display).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgePeriodCohort {
    settings: ApcSettings,
    counts: AgePeriodCounts,
    reference: i32,
    fits: Vec<ApcFit>,
    drift: ApcEffect,
    ages: Vec<ApcEffect>,
    periods: Vec<ApcEffect>,
    cohorts: Vec<ApcEffect>,
    /// For age, period, cohort: second differences of the logarithms, by the middle level, with errors of logarithms.
    bends: [Vec<ApcEffect>; 3],
    expected: Vec<Option<f64>>,
}

/// The comparisons of models, each of a smaller one within a larger.
const COMPARISONS: [(ApcTerms, ApcTerms); 5] = [
    (ApcTerms::Age, ApcTerms::AgeDrift),
    (ApcTerms::AgeDrift, ApcTerms::AgeCohort),
    (ApcTerms::AgeCohort, ApcTerms::AgePeriodCohort),
    (ApcTerms::AgePeriod, ApcTerms::AgePeriodCohort),
    (ApcTerms::AgeDrift, ApcTerms::AgePeriod),
];

impl AgePeriodCohort {
    pub(super) fn new(
        settings: ApcSettings,
        counts: &AgePeriodCounts,
        design: &Design,
        reference: usize,
        fits: &[(ApcTerms, Fitted)],
    ) -> Self {
        let cells = design.cells.len();
        let summary = |(terms, fit): &(ApcTerms, Fitted)| ApcFit {
            terms: *terms,
            deviance: fit.deviance,
            chi_squared: fit.pearson,
            parameters: fit.parameters,
            residual_freedom: cells - fit.parameters,
        };
        let of = |wanted: ApcTerms| fits.iter().find(|(terms, _)| *terms == wanted).map(|(_, fit)| fit);
        let display = Display { settings, counts, design, reference, fit: of(ApcTerms::AgePeriodCohort) };
        let drift_model = Display { fit: of(ApcTerms::AgeDrift), ..display };
        let mut expected = vec![None; counts.events.len()];
        if let Some(fit) = of(ApcTerms::AgePeriodCohort) {
            design.cells.iter().zip(&fit.expected).for_each(|(&cell, &value)| expected[cell] = Some(value));
        }
        Self {
            settings,
            counts: counts.clone(),
            reference: counts.cohort_label(reference),
            fits: fits.iter().map(summary).collect(),
            drift: drift_model.drift(),
            ages: display.ages(),
            periods: display.periods(),
            cohorts: display.cohorts(),
            bends: [0, 1, 2].map(|factor| display.bends(factor)),
            expected,
        }
    }

    /// The settings it was made with.
    pub fn made_by(&self) -> &ApcSettings {
        &self.settings
    }

    /// The counts that were fitted.
    #[must_use]
    pub fn counts(&self) -> &AgePeriodCounts {
        &self.counts
    }

    /// The label of the cohort in which ages are rates.
    #[must_use]
    pub fn reference_cohort(&self) -> i32 {
        self.reference
    }

    /// How well each model fits, from the smallest.
    #[must_use]
    pub fn fits(&self) -> &[ApcFit] {
        &self.fits
    }

    /// How well one model fits.
    #[must_use]
    pub fn fit_of(&self, terms: ApcTerms) -> &ApcFit {
        self.fits.iter().find(|fit| fit.terms == terms).unwrap_or(&self.fits[0])
    }

    /// The table of deviances: age against age-drift (is there any change?), age-drift against age-cohort and age-period (more than a
    /// steady one?), each of these against all three (does the other matter as well?).
    #[must_use]
    pub fn comparisons(&self) -> Vec<ApcComparison> {
        let compare = |(smaller, larger): (ApcTerms, ApcTerms)| {
            let (small, large) = (self.fit_of(smaller), self.fit_of(larger));
            let freedom = large.parameters - small.parameters;
            let deviance = (small.deviance - large.deviance).max(0.0);
            let p = (freedom > 0).then(|| incomplete_gamma(0.5 * freedom as f64, 0.5 * deviance).ok()).flatten().map(|tails| tails.upper());
            ApcComparison { smaller, larger, deviance, freedom, p }
        };
        COMPARISONS.map(compare).to_vec()
    }

    /// The change from one year to the next of the age-drift model, as a ratio: periods and cohorts change by it together. The label is 0.
    #[must_use]
    pub fn net_drift(&self) -> &ApcEffect {
        &self.drift
    }

    /// Rates by age in the reference cohort.
    #[must_use]
    pub fn ages(&self) -> &[ApcEffect] {
        &self.ages
    }

    /// Ratios of rates by period, without mean and slope.
    #[must_use]
    pub fn periods(&self) -> &[ApcEffect] {
        &self.periods
    }

    /// Ratios of rates by cohort against the reference, with the whole drift.
    #[must_use]
    pub fn cohorts(&self) -> &[ApcEffect] {
        &self.cohorts
    }

    /// How the age, the period and the cohort effect bend: `exp` of the second differences of the logarithm, by the middle level. 1 where
    /// the effect runs straight. Independent of any constraint.
    #[must_use]
    pub fn second_differences(&self) -> [&[ApcEffect]; 3] {
        [&self.bends[0], &self.bends[1], &self.bends[2]]
    }

    /// Exits that the full model expects in each cell, row by row of age; `None` without exposure.
    #[must_use]
    pub fn expected(&self) -> &[Option<f64>] {
        &self.expected
    }

    /// The comparisons of models as a table.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows = self.comparisons();
        let text = |value: fn(&ApcComparison) -> ApcTerms| Values::Texts(rows.iter().map(|row| Some(value(row).to_string())).collect());
        let columns = [
            ("smaller", text(|row| row.smaller)),
            ("larger", text(|row| row.larger)),
            ("deviance", Values::Reals(rows.iter().map(|row| Some(row.deviance)).collect())),
            ("freedom", Values::Integers(rows.iter().map(|row| i64::try_from(row.freedom).ok()).collect())),
            ("p", Values::Reals(rows.iter().map(|row| row.p).collect())),
        ];
        Table::of_columns("age_period_cohort", columns)
    }

    /// The effects of the full model as a table: `effect` (age, period, cohort), `label`, the effect with its error and limits.
    #[must_use]
    pub fn effects_table(&self) -> Table {
        let named = [("age", &self.ages), ("period", &self.periods), ("cohort", &self.cohorts)];
        let rows: Vec<(&str, &ApcEffect)> =
            named.into_iter().flat_map(|(name, effects)| effects.iter().map(move |effect| (name, effect))).collect();
        let real = |value: fn(&ApcEffect) -> f64| Values::Reals(rows.iter().map(|(_, row)| Some(value(row))).collect());
        let columns = [
            ("effect", Values::Texts(rows.iter().map(|(name, _)| Some((*name).to_owned())).collect())),
            ("label", Values::Integers(rows.iter().map(|(_, row)| Some(i64::from(row.label))).collect())),
            ("value", real(|row| row.effect)),
            ("log_error", real(|row| row.log_error)),
            ("lower", real(|row| row.lower)),
            ("upper", real(|row| row.upper)),
        ];
        Table::of_columns("age_period_cohort_effects", columns)
    }
}

/// Linear functions of the coefficients of one model.
#[derive(Clone, Copy)]
struct Display<'a> {
    settings: ApcSettings,
    counts: &'a AgePeriodCounts,
    design: &'a Design,
    reference: usize,
    fit: Option<&'a Fitted>,
}

impl Display<'_> {
    /// A linear function of the coefficients, as an effect.
    fn effect(&self, label: i32, weights: Vec<f64>) -> ApcEffect {
        let weights = DVector::from_vec(weights);
        let (log, variance) =
            self.fit.map_or((0.0, 0.0), |fit| (fit.coefficients.dot(&weights), (&fit.covariance * &weights).dot(&weights)));
        let log_error = variance.max(0.0).sqrt();
        let half = log_error * normal_quantile(Tails::of_upper((1.0 - self.settings.confidence.get()) / 2.0));
        ApcEffect { label, effect: log.exp(), log_error, lower: (log - half).exp(), upper: (log + half).exp() }
    }

    fn drift(&self) -> ApcEffect {
        let mut weights = vec![0.0; self.design.width()];
        weights[2] = 1.0;
        self.effect(0, weights)
    }

    /// Rates of the reference cohort without the period effect: the drift goes on beyond the periods of the table.
    fn ages(&self) -> Vec<ApcEffect> {
        let one = |age: usize| {
            let mut weights = self.design.row(self.counts, [age, 0, self.reference]);
            let period = self.reference as f64 + age as f64 - (self.counts.ages() as f64 - 1.0);
            weights[2] = period - (self.counts.periods() as f64 - 1.0) / 2.0;
            let (from, width) = self.design.curvature(1);
            weights[from..from + width].fill(0.0);
            self.effect(self.counts.age_label(age), weights)
        };
        (0..self.counts.ages()).map(one).collect()
    }

    fn periods(&self) -> Vec<ApcEffect> {
        let one = |period: usize| self.effect(self.counts.period_label(period), self.design.curvature_row(1, period));
        (0..self.counts.periods()).map(one).collect()
    }

    fn cohorts(&self) -> Vec<ApcEffect> {
        let one = |cohort: usize| {
            let mut weights = self.design.curvature_row(2, cohort);
            let reference = self.design.curvature_row(2, self.reference);
            weights.iter_mut().zip(reference).for_each(|(weight, reference)| *weight -= reference);
            weights[2] = cohort as f64 - self.reference as f64;
            self.effect(self.counts.cohort_label(cohort), weights)
        };
        (0..self.counts.cohorts()).map(one).collect()
    }

    fn bends(&self, factor: usize) -> Vec<ApcEffect> {
        let label = |level: usize| match factor {
            0 => self.counts.age_label(level),
            1 => self.counts.period_label(level),
            _ => self.counts.cohort_label(level),
        };
        let one = |level: usize| {
            let [before, at, after] = [level - 1, level, level + 1].map(|level| self.design.curvature_row(factor, level));
            let weights = before.iter().zip(&at).zip(&after).map(|((before, at), after)| before - 2.0 * at + after);
            self.effect(label(level), weights.collect())
        };
        (1..self.counts.levels()[factor].saturating_sub(1)).map(one).collect()
    }
}
