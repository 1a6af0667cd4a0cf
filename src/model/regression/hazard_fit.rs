//! A fitted hazard: coefficients, how well it fits, and what the data could not tell.

use super::clustered::ClusterCorrection;
use super::coefficient::{Coefficient, CoefficientStatus, Estimates};
use super::design::Design;
use super::hazard_regression::HazardRegression;
use super::hazard_summary::Separation;
use super::separation::Fate;
use super::standardised::Collinear;
use crate::error::{Error, Result};
use crate::special::{Tails, normal_quantile};
use crate::table::{Table, Values};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// What a fit was made from and how well it fits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct FitCounts {
    pub(super) rows: u64,
    pub(super) cells: u64,
    pub(super) events: f64,
    pub(super) trials: f64,
    pub(super) persons: Option<u64>,
    pub(super) rank: u64,
    pub(super) effective_degrees: f64,
    pub(super) deviance: f64,
    pub(super) null_deviance: f64,
    pub(super) log_likelihood: f64,
    pub(super) iterations: u64,
    pub(super) response: u64,
}

/// Which sample size the Bayesian information criterion goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BicSize {
    /// The number of trials: the same for cells and for the person-period rows that they were made of. The default for that reason.
    #[default]
    Trials,
    /// The number of rows given, as R's `BIC(glm)`: cells and person-period rows differ.
    Rows,
    /// The number of events, which is what a hazard is learnt from (as usual for Cox regression).
    Events,
}

/// A fitted discrete-time hazard.
///
/// `to_table` and `Display` show the coefficients as R's `summary` does; [`HazardFit::predict`] gives probabilities for other rows.
///
/// # Example
///
/// ```
/// use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, Term};
/// let cells = Covariates::new().category("branch", &["east", "north", "south"])?;
/// let rows = HazardRows::grouped(cells, &[10, 20, 0], &[100, 100, 40])?;
/// let fit = HazardRegression::new(Link::Logit).term(Term::category("branch")).fit(&rows)?;
/// // Nobody left in the south: the likelihood has no maximum there, and the fit says so instead of printing a large number.
/// assert_eq!(fit.separation().unwrap().coefficients, ["branch=south"]);
/// assert_eq!(fit.coefficient("branch=south").unwrap().estimate, None);
/// assert!((fit.coefficient("branch=north").unwrap().ratio.unwrap() - 2.25).abs() < 1e-12); // (20 / 80) / (10 / 90)
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HazardFit {
    pub(super) settings: HazardRegression,
    pub(super) design: Design,
    coefficients: Vec<Coefficient>,
    pub(super) estimates: Estimates,
    pub(super) counts: FitCounts,
    separation: Option<Separation>,
}

impl HazardFit {
    pub(super) fn new(
        settings: HazardRegression,
        design: Design,
        names: Vec<(String, String)>,
        collinear: &[Collinear],
        estimates: Estimates,
        counts: FitCounts,
    ) -> Self {
        let mut fit = Self { settings, design, coefficients: Vec::new(), estimates, counts, separation: None };
        fit.coefficients = fit.read_coefficients(&names, collinear);
        fit
    }

    /// The same fit with another covariance of its estimates; bread is the inverse information, so only a fit with model errors will do.
    pub(super) fn with_covariance(
        &self,
        change: impl FnOnce(&DMatrix<f64>) -> DMatrix<f64>,
        correction: ClusterCorrection,
        persons: u64,
    ) -> Result<Self> {
        if self.counts.persons.is_some() {
            return Err(Error::setting("fit", "clustered", "has clustered errors already; give the fit without them"));
        }
        let mut fit = self.clone();
        fit.estimates.covariance = change(&self.estimates.covariance);
        fit.settings.robust = Some(correction);
        fit.counts.persons = Some(persons);
        let (back, errors) = (fit.estimates.back(), fit.errors_in_limits());
        let kept = fit.estimates.kept.clone();
        for (at, &column) in kept.iter().enumerate() {
            let (estimate, error) = fit.estimates.value(&back.row(at).transpose());
            let found = &mut fit.coefficients[column];
            *found = Coefficient::estimated(found.name.clone(), found.term.clone(), estimate, error, errors);
        }
        Ok(fit)
    }

    fn read_coefficients(&self, names: &[(String, String)], collinear: &[Collinear]) -> Vec<Coefficient> {
        let (back, errors) = (self.estimates.back(), self.errors_in_limits());
        let named = |column: usize| {
            let (name, term) = names[column].clone();
            let Some(at) = self.estimates.kept.iter().position(|&kept| kept == column) else {
                let of = collinear.iter().find(|found| found.column == column);
                let of = of.map_or_else(Vec::new, |found| found.of.iter().map(|&other| names[other].0.clone()).collect());
                return Coefficient::none(name, term, CoefficientStatus::Collinear(of));
            };
            let combination = back.row(at).transpose();
            match self.estimates.fate(&combination) {
                Fate::Stays => {
                    let (estimate, error) = self.estimates.value(&combination);
                    Coefficient::estimated(name, term, estimate, error, errors)
                }
                Fate::Up => Coefficient::none(name, term, CoefficientStatus::PlusInfinity),
                Fate::Down => Coefficient::none(name, term, CoefficientStatus::MinusInfinity),
                Fate::Anywhere => Coefficient::none(name, term, CoefficientStatus::Undetermined),
            }
        };
        (0..names.len()).map(named).collect()
    }

    /// Says how many trials are separated, with how many events.
    pub(super) fn separating(mut self, events: f64, trials: f64) -> Self {
        use CoefficientStatus::{MinusInfinity, PlusInfinity, Undetermined};
        let open = |found: &&Coefficient| matches!(found.status, MinusInfinity | PlusInfinity | Undetermined);
        let coefficients = self.coefficients.iter().filter(open).map(|found| found.name.clone()).collect();
        let mut terms: Vec<String> = self.coefficients.iter().filter(open).map(|found| found.term.clone()).collect();
        terms.dedup();
        self.separation = Some(Separation { coefficients, terms, trials, events });
        self
    }

    /// Half the width of limits in errors.
    pub(super) fn errors_in_limits(&self) -> f64 {
        normal_quantile(Tails::of_upper((1.0 - self.settings.confidence.get()) / 2.0))
    }

    /// The settings that it was made with.
    pub fn settings(&self) -> &HazardRegression {
        &self.settings
    }

    /// The coefficients, in the order of the terms.
    #[must_use]
    pub fn coefficients(&self) -> &[Coefficient] {
        &self.coefficients
    }

    /// A coefficient by name.
    #[must_use]
    pub fn coefficient(&self, name: &str) -> Option<&Coefficient> {
        self.coefficients.iter().find(|found| found.name == name)
    }

    /// The covariance of two coefficients by position; `None` when one has no estimate.
    #[must_use]
    pub fn covariance(&self, row: usize, column: usize) -> Option<f64> {
        let back = self.estimates.back();
        let combination = |at: usize| {
            self.coefficients.get(at)?.estimate?;
            let place = self.estimates.kept.iter().position(|&kept| kept == at)?;
            Some(self.estimates.part(&back.row(place).transpose()))
        };
        Some((combination(row)?.transpose() * &self.estimates.covariance * combination(column)?)[(0, 0)])
    }

    /// The separation of the data, if there is one.
    #[must_use]
    pub fn separation(&self) -> Option<&Separation> {
        self.separation.as_ref()
    }

    /// Columns that are 0, constant or combinations of earlier ones, and so have no coefficient.
    pub fn collinear(&self) -> impl Iterator<Item = &Coefficient> + '_ {
        self.coefficients.iter().filter(|found| matches!(found.status, CoefficientStatus::Collinear(_)))
    }

    /// Rows with a trial and a weight above 0.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.counts.rows
    }

    /// Distinct rows: what the fit took its time by.
    #[must_use]
    pub fn cells(&self) -> u64 {
        self.counts.cells
    }

    /// Events, weighted.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.counts.events
    }

    /// Trials, weighted.
    #[must_use]
    pub fn trials(&self) -> f64 {
        self.counts.trials
    }

    /// Persons by whom the variance is clustered; `None` when it is not.
    #[must_use]
    pub fn persons(&self) -> Option<u64> {
        self.counts.persons
    }

    /// Number of coefficients that the data could tell apart; with a ridge penalty what they are worth (effective degrees of freedom, the
    /// trace of `(I + P)^-1 I`).
    #[must_use]
    pub fn degrees_of_freedom(&self) -> f64 {
        if self.settings.ridge.is_some() { self.counts.effective_degrees } else { self.counts.rank as f64 }
    }

    /// Rows less coefficients, as R counts them; `None` with a ridge penalty.
    #[must_use]
    pub fn residual_degrees_of_freedom(&self) -> Option<u64> {
        if self.settings.ridge.is_some() { None } else { self.counts.rows.checked_sub(self.counts.rank) }
    }

    /// Degrees of freedom of the null deviance.
    #[must_use]
    pub fn null_degrees_of_freedom(&self) -> u64 {
        self.counts.rows - u64::from(self.settings.has_intercept()).min(self.counts.rows)
    }

    /// The residual deviance against a probability for each row given. Cells and the person-period rows that they were made of differ by a
    /// constant. With separation: its limit.
    #[must_use]
    pub fn deviance(&self) -> f64 {
        self.counts.deviance
    }

    /// The deviance of the model with the intercept and the offset alone (without an intercept: with the offset alone).
    #[must_use]
    pub fn null_deviance(&self) -> f64 {
        self.counts.null_deviance
    }

    /// The log-likelihood, with the binomial coefficients of the rows as R counts them; without the penalty. With separation: its limit.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.counts.log_likelihood
    }

    /// Akaike's information criterion, `-2 l + 2 k`.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * (self.degrees_of_freedom() - self.counts.log_likelihood)
    }

    /// The Bayesian information criterion, `-2 l + k ln n`, for a sample size of this kind.
    #[must_use]
    pub fn bic(&self, size: BicSize) -> f64 {
        let size = match size {
            BicSize::Trials => self.counts.trials,
            BicSize::Rows => self.counts.rows as f64,
            BicSize::Events => self.counts.events,
        };
        self.degrees_of_freedom() * size.ln() - 2.0 * self.counts.log_likelihood
    }

    /// Steps that it took.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.counts.iterations
    }

    /// One row a coefficient: `name`, `term`, `status`, `estimate`, `std_error`, `z`, `p`, `lower`, `upper`, `ratio`, `ratio_lower`,
    /// `ratio_upper`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let texts =
            |value: &dyn Fn(&Coefficient) -> String| Values::Texts(self.coefficients.iter().map(|found| Some(value(found))).collect());
        let reals = |value: &dyn Fn(&Coefficient) -> Option<f64>| Values::Reals(self.coefficients.iter().map(value).collect());
        Table::of_columns(
            "coefficients",
            [
                ("name", texts(&|found| found.name.clone())),
                ("term", texts(&|found| found.term.clone())),
                ("status", texts(&|found| found.status.name().to_owned())),
                ("estimate", reals(&|found| found.estimate)),
                ("std_error", reals(&|found| found.error)),
                ("z", reals(&|found| found.z)),
                ("p", reals(&|found| found.p)),
                ("lower", reals(&|found| found.lower)),
                ("upper", reals(&|found| found.upper)),
                ("ratio", reals(&|found| found.ratio)),
                ("ratio_lower", reals(&|found| found.ratio_lower)),
                ("ratio_upper", reals(&|found| found.ratio_upper)),
            ],
        )
    }
}
