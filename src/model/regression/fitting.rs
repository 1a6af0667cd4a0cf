//! From settings and rows to the maximum: columns, the search, what is left where the data separate, and the figures of the fit.

use super::cells::{Cells, saturated};
use super::clustered::{cells_of, sandwich, scores_by_person};
use super::coefficient::Estimates;
use super::design::{Design, Learning};
use super::distinct_rows::DistinctRows;
use super::hazard_fit::{FitCounts, HazardFit};
use super::hazard_regression::{HazardRegression, OnSeparation};
use super::hazard_rows::HazardRows;
use super::levels::UnknownLevel;
use super::reweighted::{Likelihood, Maximum, Patience};
use super::reweighted_as_r::maximise_as_r;
use super::ridge::RidgeScale;
use super::separation::{Separated, separated};
use super::sparse_rows::SparseRows;
use super::standardised::{Collinear, ColumnScales, factor, independent_columns};
use super::term::Term;
use crate::error::{Error, Result};
use crate::special::CompensatedSum;
use nalgebra::{DMatrix, DVector};
use statrs::function::factorial::ln_binomial;

/// The most columns of a design.
const MOST_COLUMNS: u64 = 5_000;

/// A regression whose columns are known.
pub(super) struct Problem<'a> {
    settings: &'a HazardRegression,
    rows: &'a HazardRows,
    distinct: DistinctRows,
    cells: Cells,
    names: Vec<(String, String)>,
    design: Design,
    scales: ColumnScales,
    /// The columns that say something new, and what the others are made of.
    kept: Vec<usize>,
    collinear: Vec<Collinear>,
    /// The kept columns on their scales.
    columns: SparseRows,
    penalty: DVector<f64>,
}

/// The maximum, and which of the kept columns it is over.
pub(super) struct Reached {
    maximum: Maximum,
    columns: Vec<usize>,
    information: DMatrix<f64>,
}

impl<'a> Problem<'a> {
    pub(super) fn of(settings: &'a HazardRegression, rows: &'a HazardRows) -> Result<Self> {
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
    pub(super) fn solve(&self) -> Result<(Reached, Option<Separated>)> {
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
    pub(super) fn stop_as_r(&self, epsilon: f64, limit: Option<&Separated>) -> Result<Reached> {
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

    pub(super) fn result(self, reached: Reached, limit: Option<Separated>) -> Result<HazardFit> {
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
    parts.into_iter().sum::<CompensatedSum>().value()
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
