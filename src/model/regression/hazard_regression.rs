//! What does the probability to leave within a year depend on (discrete-time hazard regression)?

use super::cells::{Cells, compensated_sum, saturated};
use super::clustered::{ClusterCorrection, cells_of, sandwich, scores_by_person};
use super::coefficient::Estimates;
use super::design::{Design, Learning, UnknownLevel};
use super::distinct_rows::DistinctRows;
use super::hazard_fit::{FitCounts, HazardFit};
use super::hazard_rows::HazardRows;
use super::link::Link;
use super::reweighted::{Likelihood, Maximum, Patience};
use super::reweighted_as_r::{Convergence, maximise_as_r};
use super::ridge::{Ridge, RidgeScale};
use super::separation::{Separated, separated};
use super::sparse_rows::SparseRows;
use super::standardised::{ColumnScales, factor, independent_columns};
use super::term::Term;
use crate::error::{Error, Result};
use crate::unit::Confidence;
use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};
use statrs::function::factorial::ln_binomial;

/// What a fit does when the covariates separate those who leave from those who stay, so that the likelihood has no maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnSeparation {
    /// Fit the limit, and say so: coefficients that grow without end have no estimate, those that do not have the estimates of the rows
    /// that are not separated ([`HazardFit::separation`]). The default: one branch without a leaver should not take the answer of all others.
    #[default]
    Limit,
    /// Refuse, and name the coefficients.
    Refuse,
}

/// Whether there is a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Intercept {
    Fitted,
    LeftOut,
}

/// Settings of a discrete-time hazard regression; [`HazardRegression::fit`] makes a [`HazardFit`].
///
/// Maximum likelihood for binomial counts, by iteratively reweighted least squares on the distinct rows, until steps are shorter than
/// 1e-8 standard errors or only rounding is left. The trials of one cell are taken as independent with one probability; for several
/// years of one person that is right as long as the covariates tell all that the years have in common, and else
/// [`HazardRegression::robust`] widens the errors.
///
/// # Formula
///
/// ```text
/// logit:  ln(p / (1 - p))   = offset + x' b
/// cloglog: ln(-ln(1 - p))   = offset + x' b
/// l(b) = sum over rows of w [ y ln p + (n - y) ln(1 - p) ]
/// Var(b) = (X' W X)^-1,  W = w n (dp / d eta)^2 / (p (1 - p))
/// ```
///
/// `p` the probability of the event in one trial, `x` the columns of the terms, `y` events of `n` trials, `w` prior weights. The
/// information is the expected one, as in R's `glm`.
///
/// # Example
///
/// 10 of 100 leave in the first year, 20 of 100 in the second: the odds are 1/9 and 1/4, their ratio 9/4, and the standard error of its
/// logarithm √(1/10 + 1/90 + 1/20 + 1/80) = 0.4167.
///
/// ```
/// use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, Term};
/// let cells = Covariates::new().number("tenure", &[0.0, 1.0])?;
/// let rows = HazardRows::grouped(cells, &[10, 20], &[100, 100])?;
/// let fit = HazardRegression::new(Link::Logit).term(Term::category("tenure")).fit(&rows)?;
/// let second = fit.coefficient("tenure=1").unwrap();
/// assert!((second.ratio.unwrap() - 2.25).abs() < 1e-12);
/// assert!((second.error.unwrap() - 0.4167).abs() < 1e-4);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// P. McCullagh, J. A. Nelder, *Generalized Linear Models*, 2nd ed., Chapman and Hall, 1989, chapters 2 and 4. J. D. Singer, J. B. Willett,
/// "It's about time: using discrete-time survival analysis to study duration and the timing of events", *Journal of Educational Statistics*
/// 18(2), 1993, 155-195. R. L. Prentice, L. A. Gloeckler, "Regression analysis of grouped survival data with application to breast cancer
/// data", *Biometrics* 34(1), 1978, 57-67 (complementary log-log).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `fit` is called"]
pub struct HazardRegression {
    pub(super) link: Link,
    pub(super) terms: Vec<Term>,
    intercept: Intercept,
    pub(super) ridge: Option<Ridge>,
    pub(super) robust: Option<ClusterCorrection>,
    on_separation: OnSeparation,
    convergence: Convergence,
    pub(super) confidence: Confidence,
}

/// The most columns of a design.
const MOST_COLUMNS: u64 = 5_000;

impl HazardRegression {
    /// A model with an intercept and no terms.
    pub fn new(link: Link) -> Self {
        Self {
            link,
            terms: Vec::new(),
            intercept: Intercept::Fitted,
            ridge: None,
            robust: None,
            on_separation: OnSeparation::default(),
            convergence: Convergence::default(),
            confidence: Confidence::default(),
        }
    }

    /// One more term.
    pub fn term(mut self, term: Term) -> Self {
        self.terms.push(term);
        self
    }

    /// Without an intercept: the first category then has a coefficient for every level.
    pub fn without_intercept(mut self) -> Self {
        self.intercept = Intercept::LeftOut;
        self
    }

    /// With a ridge penalty.
    pub fn ridge(mut self, ridge: Ridge) -> Self {
        self.ridge = Some(ridge);
        self
    }

    /// With a variance that allows the rows of a person to depend on each other; needs [`HazardRows::persons`].
    pub fn robust(mut self, correction: ClusterCorrection) -> Self {
        self.robust = Some(correction);
        self
    }

    /// What to do when the likelihood has no maximum.
    pub fn on_separation(mut self, policy: OnSeparation) -> Self {
        self.on_separation = policy;
        self
    }

    /// When the fit is done; at the maximum of the likelihood unless told.
    pub fn convergence(mut self, rule: Convergence) -> Self {
        self.convergence = rule;
        self
    }

    /// The confidence of limits; 95 % unless told.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// How the linear predictor becomes a probability.
    #[must_use]
    pub fn link(&self) -> Link {
        self.link
    }

    /// The terms, in order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether there is an intercept.
    #[must_use]
    pub fn has_intercept(&self) -> bool {
        self.intercept == Intercept::Fitted
    }

    /// Estimates the coefficients.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when nobody left or everybody did, when the covariates separate and the policy is [`OnSeparation::Refuse`], and
    /// when a robust variance is asked for without persons; [`Error::MissingColumn`], [`Error::ColumnType`] and [`Error::Setting`] for a term
    /// that does not fit the covariates (a reference level that does not occur, the logarithm of 0, a knot outside the boundary);
    /// [`Error::Limit`] beyond 5,000 columns.
    pub fn fit(&self, rows: &HazardRows) -> Result<HazardFit> {
        let problem = Problem::of(self, rows)?;
        let (mut maximum, limit) = problem.solve()?;
        if let Convergence::Deviance { epsilon } = self.convergence {
            maximum = problem.stop_as_r(epsilon, limit.as_ref())?;
        }
        problem.result(maximum, limit)
    }
}

/// A regression whose columns are known.
struct Problem<'a> {
    settings: &'a HazardRegression,
    rows: &'a HazardRows,
    distinct: DistinctRows,
    cells: Cells,
    names: Vec<(String, String)>,
    design: Design,
    scales: ColumnScales,
    /// The columns that say something new, and what the others are made of.
    kept: Vec<usize>,
    collinear: Vec<super::standardised::Collinear>,
    /// The kept columns on their scales.
    columns: SparseRows,
    penalty: DVector<f64>,
}

/// The maximum, and which of the kept columns it is over.
struct Reached {
    maximum: Maximum,
    columns: Vec<usize>,
    information: DMatrix<f64>,
}

impl<'a> Problem<'a> {
    fn of(settings: &'a HazardRegression, rows: &'a HazardRows) -> Result<Self> {
        if settings.robust.is_some() && rows.persons.is_empty() {
            return Err(Error::missing("the person of each row", "give HazardRows::persons, or ask for no robust variance"));
        }
        let mut used: Vec<&str> = settings.terms.iter().flat_map(Term::columns).collect();
        used.sort_unstable();
        used.dedup();
        let used = used.into_iter().map(|name| rows.covariates.column(name)).collect::<Result<Vec<_>>>()?;
        let distinct = DistinctRows::of(rows.len(), used, rows.covariates.offsets());
        let cells = cells_of(rows, &distinct.cell, distinct.len(), &distinct.example);
        check_outcomes(&cells)?;
        let learning = Learning { covariates: &rows.covariates, rows: &distinct.example, trials: &cells.trials };
        let design = Design::learn(&settings.terms, settings.has_intercept(), &learning)?;
        let names = design.names();
        check_width(names.len())?;
        // Only cells without a trial can have a level that was not learnt.
        let (raw, _) = design.rows(&rows.covariates, &distinct.example, UnknownLevel::Reference)?;
        let (scales, scaled) = ColumnScales::of(raw, &cells.trials, settings.has_intercept(), &design.is_dense());
        let (kept, collinear) = independent_columns(&scaled, &cells.trials);
        let columns = scaled.keep(&kept);
        let penalty = penalty(settings, &names, &scales, &kept)?;
        Ok(Self { settings, rows, distinct, cells, names, design, scales, kept, collinear, columns, penalty })
    }

    fn likelihood(&self, patience: Patience) -> Likelihood<'_> {
        Likelihood { rows: &self.columns, cells: &self.cells, link: self.settings.link, penalty: &self.penalty, patience }
    }

    /// The maximum, or that of the cells that are not separated.
    fn solve(&self) -> Result<(Reached, Option<Separated>)> {
        let all: Vec<usize> = (0..self.kept.len()).collect();
        let first = self.likelihood(Patience::Stop).maximise();
        let is_safe = first.converged && !self.likelihood(Patience::Stop).vanishes(&first.predictors);
        if is_safe {
            return Ok((self.reached(first, all), None));
        }
        let penalised: Vec<bool> = self.penalty.iter().map(|penalty| *penalty > 0.0).collect();
        match separated(&self.columns, &self.cells, &penalised) {
            Some(limit) if self.settings.on_separation == OnSeparation::Refuse => Err(self.refusal(&limit)),
            Some(limit) => Ok((self.solve_rest(&limit)?, Some(limit))),
            None => {
                let second = self.likelihood(Patience::GoOn).maximise();
                if second.converged { Ok((self.reached(second, all), None)) } else { Err(not_found()) }
            }
        }
    }

    /// The maximum over the cells that are not separated.
    fn solve_rest(&self, limit: &Separated) -> Result<Reached> {
        let cells = self.cells.select(&limit.others);
        let rest = self.columns.select(&limit.others);
        if limit.others.is_empty() {
            let nothing = DVector::zeros(0);
            let predictors = vec![0.0; self.cells.trials.len()];
            let maximum = Maximum { coefficients: nothing, predictors, information: DMatrix::zeros(0, 0), iterations: 0, converged: true };
            return Ok(Reached { information: maximum.information.clone(), maximum, columns: Vec::new() });
        }
        let (columns, _) = independent_columns(&rest, &cells.trials);
        let penalty = DVector::from_iterator(columns.len(), columns.iter().map(|&column| self.penalty[column]));
        let rest = rest.keep(&columns);
        let likelihood = Likelihood { rows: &rest, cells: &cells, link: self.settings.link, penalty: &penalty, patience: Patience::GoOn };
        let mut maximum = likelihood.maximise();
        if !maximum.converged {
            return Err(not_found());
        }
        let mut predictors = vec![0.0; self.cells.trials.len()];
        limit.others.iter().zip(&maximum.predictors).for_each(|(&cell, &eta)| predictors[cell] = eta);
        maximum.predictors = predictors;
        let information = &maximum.information + DMatrix::from_diagonal(&penalty);
        Ok(Reached { information, maximum, columns })
    }

    /// Where R's `glm` stops.
    fn stop_as_r(&self, epsilon: f64, limit: Option<&Separated>) -> Result<Reached> {
        if limit.is_some() || self.settings.ridge.is_some() {
            let reason = "as R's is only for data that do not separate and a model without penalty; use Convergence::Maximum";
            return Err(Error::setting("convergence", epsilon, reason));
        }
        let maximum = maximise_as_r(&self.likelihood(Patience::GoOn), self.rows, &self.distinct.cell, epsilon).ok_or_else(not_found)?;
        Ok(self.reached(maximum, (0..self.kept.len()).collect()))
    }

    fn reached(&self, maximum: Maximum, columns: Vec<usize>) -> Reached {
        Reached { information: &maximum.information + DMatrix::from_diagonal(&self.penalty), maximum, columns }
    }

    fn refusal(&self, limit: &Separated) -> Error {
        let width = self.kept.len();
        let grows = |at: &usize| !limit.tells(&DVector::from_fn(width, |row, _| f64::from(u8::from(row == *at))));
        let named: Vec<&str> = (0..width).filter(grows).map(|at| self.names[self.kept[at]].0.as_str()).collect();
        let what = format!("a maximum of the likelihood (the data separate leavers from stayers along {})", named.join(", "));
        Error::missing(what, "join levels in which nobody or everybody left, leave the term out, or use a ridge penalty")
    }

    fn result(self, reached: Reached, limit: Option<Separated>) -> Result<HazardFit> {
        let covariance = factor(reached.information.clone()).map(|factor| factor.inverse()).ok_or_else(not_found)?;
        let edf = (&covariance * &reached.maximum.information).trace() + (self.kept.len() - reached.columns.len()) as f64;
        let (covariance, persons) = self.clustered(&reached, limit.as_ref(), covariance);
        let numbers = self.counts(&reached, limit.as_ref(), edf, persons)?;
        let separated_counts = limit.as_ref().map(|limit| {
            let cells = self.cells.select(&limit.cells);
            (cells.events.iter().sum::<f64>(), cells.trials.iter().sum::<f64>())
        });
        let estimates = Estimates {
            kept: self.kept,
            columns: reached.columns,
            values: reached.maximum.coefficients,
            covariance,
            scales: self.scales,
            limit,
        };
        let fit = HazardFit::new(self.settings.clone(), self.design, self.names, &self.collinear, estimates, numbers);
        Ok(match separated_counts {
            Some((events, trials)) => fit.separating(events, trials),
            None => fit,
        })
    }

    /// The covariance that was asked for, and how many persons it is from.
    fn clustered(&self, reached: &Reached, limit: Option<&Separated>, bread: DMatrix<f64>) -> (DMatrix<f64>, Option<u64>) {
        let Some(correction) = self.settings.robust else { return (bread, None) };
        let mut columns = self.columns.keep(&reached.columns);
        if let Some(limit) = limit {
            // In the limit separated cells have no score: what happens there is certain.
            limit.cells.iter().for_each(|&cell| columns.clear(cell));
        }
        let scores = scores_by_person(self.rows, &self.distinct.cell, &columns, self.settings.link, &reached.maximum.predictors);
        let persons = scores.persons;
        let factor = correction.factor(persons as f64, self.counted_rows() as f64, self.kept.len() as f64);
        (sandwich(&bread, &scores.into_squares(), factor), Some(persons))
    }

    fn counted_rows(&self) -> u64 {
        (0..self.rows.len()).filter(|&row| self.rows.weight(row) * self.rows.trials[row] > 0.0).count() as u64
    }

    fn counts(&self, reached: &Reached, limit: Option<&Separated>, edf: f64, persons: Option<u64>) -> Result<FitCounts> {
        let link = self.settings.link;
        let others: Vec<usize> = limit.map_or_else(|| (0..self.cells.trials.len()).collect(), |limit| limit.others.clone());
        let (cells, predictors) =
            (self.cells.select(&others), others.iter().map(|&cell| reached.maximum.predictors[cell]).collect::<Vec<_>>());
        let within = 2.0 * self.within_cells();
        let row_total = self.counted_rows();
        Ok(FitCounts {
            rows: row_total,
            cells: self.cells.trials.iter().filter(|trials| **trials > 0.0).count() as u64,
            events: self.cells.events.iter().sum(),
            trials: self.cells.trials.iter().sum(),
            persons,
            rank: self.kept.len() as u64,
            effective_degrees: edf,
            deviance: (cells.deviance(link, &predictors) + within).max(0.0),
            null_deviance: (self.null_deviance()? + within).max(0.0),
            log_likelihood: cells.log_likelihood(link, &predictors) + self.ways(),
            iterations: reached.maximum.iterations as u64,
            response: fingerprint(self.rows),
        })
    }

    /// The deviance of the model that has nothing but the intercept and the offset.
    fn null_deviance(&self) -> Result<f64> {
        let link = self.settings.link;
        if !self.settings.has_intercept() {
            return Ok(self.cells.deviance(link, &self.cells.offset));
        }
        let mut ones = SparseRows::new(1);
        self.cells.trials.iter().for_each(|_| ones.push([(0, 1.0)]));
        let penalty = DVector::zeros(1);
        let likelihood = Likelihood { rows: &ones, cells: &self.cells, link, penalty: &penalty, patience: Patience::GoOn };
        let maximum = likelihood.maximise();
        if maximum.converged { Ok(self.cells.deviance(link, &maximum.predictors)) } else { Err(not_found()) }
    }

    /// How much more log-likelihood a probability for each row would have than a probability for each cell.
    fn within_cells(&self) -> f64 {
        let by_row =
            sorted_sum((0..self.rows.len()).map(|row| self.rows.weight(row) * saturated(self.rows.events[row], self.rows.trials[row])));
        by_row - sorted_sum(self.cells.events.iter().zip(&self.cells.trials).map(|(&events, &trials)| saturated(events, trials)))
    }

    /// The logarithm of the number of ways to choose who of the trials of a row had the event.
    fn ways(&self) -> f64 {
        let ways = |row: usize| {
            let (events, trials) = (self.rows.events[row], self.rows.trials[row]);
            if events == 0.0 || events == trials { 0.0 } else { self.rows.weight(row) * ln_binomial(trials as u64, events as u64) }
        };
        sorted_sum((0..self.rows.len()).map(ways))
    }
}

/// A sum that does not depend on the order of its parts.
fn sorted_sum(parts: impl Iterator<Item = f64>) -> f64 {
    let mut parts: Vec<f64> = parts.filter(|part| *part != 0.0).collect();
    parts.sort_unstable_by(f64::total_cmp);
    compensated_sum(parts.into_iter())
}

/// A number that tells the responses of two fits apart: rows, events and trials in any order.
fn fingerprint(rows: &HazardRows) -> u64 {
    let mix = |value: u64| (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let row = |row: usize| {
        let parts = [rows.events[row], rows.trials[row], rows.weight(row), rows.covariates.offset_of(row)];
        parts.iter().fold(0x9e37_79b9_7f4a_7c15, |hash: u64, part| mix(hash.rotate_left(17) ^ part.to_bits()))
    };
    (0..rows.len()).fold(0, |sum: u64, at| sum.wrapping_add(row(at)))
}

/// What a ridge penalty adds to the information of each kept column.
fn penalty(settings: &HazardRegression, names: &[(String, String)], scales: &ColumnScales, kept: &[usize]) -> Result<DVector<f64>> {
    let Some(ridge) = &settings.ridge else { return Ok(DVector::zeros(kept.len())) };
    if let Some(unknown) = ridge.terms.iter().find(|term| !names.iter().any(|(_, of)| of == *term)) {
        let known: Vec<String> = settings.terms.iter().map(Term::to_string).collect();
        let reason = format!("is no term of the model, which has [{}]; name one of these", known.join(", "));
        return Err(Error::setting("penalised term", unknown, reason));
    }
    let of = |&column: &usize| {
        let is_penalised = if ridge.terms.is_empty() { names[column].0 != "(Intercept)" } else { ridge.terms.contains(&names[column].1) };
        let unit = match ridge.scale {
            RidgeScale::Standardised => scales.deviation[column],
            RidgeScale::Original => 1.0,
        };
        if is_penalised { ridge.lambda * (unit / scales.scale[column]).powi(2) } else { 0.0 }
    };
    Ok(DVector::from_iterator(kept.len(), kept.iter().map(of)))
}

fn check_outcomes(cells: &Cells) -> Result<()> {
    let (events, trials) = (cells.events.iter().sum::<f64>(), cells.trials.iter().sum::<f64>());
    let advice = "a hazard of 0 or 1 has nothing to be explained; give more years, or an exact interval of the rate";
    match events {
        _ if trials <= 0.0 => Err(Error::missing("anybody at risk", "give rows with trials and a weight above 0")),
        0.0 => Err(Error::missing("a hazard to explain, as no trial has the event: it", advice)),
        all if cells.events.iter().zip(&cells.trials).all(|(events, trials)| events == trials) => {
            Err(Error::missing(format!("a hazard to explain, as all {all} trials have the event: it"), advice))
        }
        _ => Ok(()),
    }
}

fn check_width(columns: usize) -> Result<()> {
    if columns == 0 {
        return Err(Error::missing("what the hazard is to depend on", "add a term or the intercept"));
    }
    if columns as u64 > MOST_COLUMNS {
        let advice = "join levels, or give a category of many levels as a number or a spline".into();
        return Err(Error::Limit { what: "columns of the regression", found: columns as u64, limit: MOST_COLUMNS, advice });
    }
    Ok(())
}

fn not_found() -> Error {
    Error::missing(
        "the maximum of the likelihood, which was not reached in 100 steps: it",
        "measure covariates on comparable scales, drop terms, or use a ridge penalty",
    )
}
