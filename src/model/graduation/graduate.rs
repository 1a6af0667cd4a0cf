//! From values and weights to a graduation: checks, the search for the smoothing, and the result.

use super::criterion::{Judged, best_exponents};
use super::grid::Grid;
use super::problem::{Fit, degrees_of_freedom};
use super::result::{GraduatedPoint, Graduation};
use super::settings::{Dispersion, Smoothing, WhittakerHenderson};
use crate::error::{Error, Result};
use crate::special::{Tails, normal_quantile};

/// Most cells of a table times the square of its band: a minute of work.
const MOST_WORK: u64 = 1 << 33;

impl WhittakerHenderson {
    /// Graduates a series of values with their weights (exposures, or reciprocal variances).
    ///
    /// A value with weight 0 is not looked at and is interpolated.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a value or a weight that is not a finite number, or a negative weight;
    /// [`Error::Missing`] when there are fewer values with weight than the order of differences.
    pub fn values(&self, values: &[f64], weights: &[f64]) -> Result<Graduation> {
        self.table(1, values, weights)
    }

    /// Graduates a table of values given row by row, `columns` to a row, with their weights: rows may be tenures and columns fiscal years.
    ///
    /// # Errors
    ///
    /// As [`WhittakerHenderson::values`]; [`Error::Setting`] when the values do not fill whole rows; [`Error::Limit`] for a table so large
    /// that its band would take minutes.
    pub fn table(&self, columns: usize, values: &[f64], weights: &[f64]) -> Result<Graduation> {
        let grid = self.grid(columns, values.len())?;
        let weights = kept_weights(&grid, "weight", weights, values.len())?;
        let mut kept = vec![0.0; values.len()];
        for (cell, &value) in values.iter().enumerate() {
            let place = grid.kept(cell);
            if weights[place] > 0.0 && !value.is_finite() {
                return Err(Error::setting("value", value, format!("in position {cell} is not a finite number; give it weight 0")));
            }
            kept[place] = if weights[place] > 0.0 { value } else { 0.0 };
        }
        let task = Task { settings: self, grid, weights, dispersion: self.dispersion.unwrap_or(Dispersion::Estimated) };
        task.check()?;
        let solved = task.solve(|task, lambdas| {
            let fit = Fit::new(&task.grid, &kept, &task.weights, lambdas);
            Ok(Solved { residual: fit.residual, weights: task.weights.clone(), fit, pearson: None })
        })?;
        let observed: Vec<Option<f64>> = (0..kept.len()).map(|place| (task.weights[place] > 0.0).then_some(kept[place])).collect();
        Ok(task.graduation(solved, &observed, |value| value))
    }

    pub(super) fn grid(&self, columns: usize, cells: usize) -> Result<Grid> {
        if cells == 0 {
            return Err(Error::NoRows { input: "the values".into(), advice: "give at least one value with a weight".into() });
        }
        if columns == 0 || !cells.is_multiple_of(columns) {
            let reason = format!("does not divide the {cells} values into whole rows; give all values of the table, row by row");
            return Err(Error::setting("columns", columns, reason));
        }
        let grid = Grid::new(cells / columns, columns, self.orders);
        let work = (cells as u64).saturating_mul((grid.band() as u64).saturating_mul(grid.band() as u64));
        if work > MOST_WORK {
            let advice = "group the shorter side of the table".into();
            return Err(Error::Limit { what: "cells times the square of the band", found: work, limit: MOST_WORK, advice });
        }
        Ok(grid)
    }
}

/// Weights in kept order, checked.
pub(super) fn kept_weights(grid: &Grid, name: &'static str, weights: &[f64], cells: usize) -> Result<Vec<f64>> {
    if weights.len() != cells {
        let (found, expected) = (weights.len(), cells);
        return Err(Error::ColumnLength { column: name.into(), found, reference: "values".into(), expected });
    }
    let mut kept = vec![0.0; cells];
    for (cell, &weight) in weights.iter().enumerate() {
        if !(weight >= 0.0 && weight.is_finite()) {
            return Err(Error::setting(name, weight, format!("in position {cell} is not a finite number of at least 0")));
        }
        kept[grid.kept(cell)] = weight;
    }
    Ok(kept)
}

/// What is graduated, in kept order.
pub(super) struct Task<'a> {
    pub(super) settings: &'a WhittakerHenderson,
    pub(super) grid: Grid,
    pub(super) weights: Vec<f64>,
    pub(super) dispersion: Dispersion,
}

/// A fit with the weights it was made with: those of the last step, for counts.
pub(super) struct Solved {
    pub(super) fit: Fit,
    pub(super) weights: Vec<f64>,
    /// Weighted squares, or the deviance.
    pub(super) residual: f64,
    /// Pearson's χ², for counts.
    pub(super) pearson: Option<f64>,
}

/// The chosen fit, its parameters, whether they are at the end of the search, and the criterion.
pub(super) struct Chosen {
    solved: Solved,
    lambdas: [f64; 2],
    at_end: bool,
    criterion: Option<f64>,
}

impl Task<'_> {
    /// An error when what was observed does not determine the graduated values.
    pub(super) fn check(&self) -> Result<()> {
        if self.grid.is_determined(&self.weights) {
            return Ok(());
        }
        let parameters = self.grid.unpenalised();
        let what = format!("a polynomial of {parameters} parameters through the values with weight");
        Err(Error::missing(what, "give more values with weight, in more rows and columns, or a lower order of differences"))
    }

    fn seen(&self) -> usize {
        self.weights.iter().filter(|weight| **weight > 0.0).count()
    }

    /// The fit with the smoothing given, or chosen among fits.
    pub(super) fn solve(&self, fit: impl Fn(&Self, [f64; 2]) -> Result<Solved>) -> Result<Chosen> {
        let criterion = match self.settings.smoothing {
            Smoothing::Chosen(criterion) => criterion,
            Smoothing::Fixed(lambda) => return self.given([lambda, lambda], fit),
            Smoothing::FixedByAxis { down, across } => return self.given([down, across], fit),
        };
        let axes: Vec<usize> = self.grid.axes().collect();
        if axes.is_empty() {
            return self.given([1.0, 1.0], fit);
        }
        let spectra = self.grid.spectra();
        let scale = self.weights.iter().sum::<f64>() / self.seen() as f64;
        let lambdas_at = |exponents: [f64; 2]| exponents.map(|exponent| scale * 10f64.powf(exponent));
        let mut failed = None;
        let value = |exponents: [f64; 2]| {
            let lambdas = lambdas_at(exponents);
            match fit(self, lambdas) {
                Ok(solved) => {
                    let freedom =
                        if criterion.needs_freedom() { degrees_of_freedom(&solved.fit.variances(), &solved.weights) } else { 0.0 };
                    let judged = Judged {
                        seen: self.seen(),
                        residual: solved.residual,
                        penalty: solved.fit.penalty,
                        log_determinant: solved.fit.log_determinant,
                        log_penalty: self.grid.log_penalty_determinant(lambdas, &spectra),
                        freedom,
                    };
                    criterion.value(judged, &self.grid, self.dispersion)
                }
                Err(error) => {
                    failed.get_or_insert(error);
                    f64::INFINITY
                }
            }
        };
        let (exponents, at_end, best) = {
            let mut value = value;
            let (exponents, at_end) = best_exponents(&axes, &mut value);
            let best = value(exponents);
            (exponents, at_end, best)
        };
        match failed {
            Some(error) if !best.is_finite() => Err(error),
            _ => {
                let lambdas = lambdas_at(exponents);
                Ok(Chosen { solved: fit(self, lambdas)?, lambdas, at_end, criterion: best.is_finite().then_some(best) })
            }
        }
    }

    fn given(&self, lambdas: [f64; 2], fit: impl Fn(&Self, [f64; 2]) -> Result<Solved>) -> Result<Chosen> {
        Ok(Chosen { solved: fit(self, lambdas)?, lambdas, at_end: false, criterion: None })
    }

    /// The result; `shown` turns a fitted value into a graduated one, `weights` of the task are those shown.
    pub(super) fn graduation(&self, chosen: Chosen, observed: &[Option<f64>], shown: impl Fn(f64) -> f64) -> Graduation {
        let Chosen { solved, lambdas, at_end, criterion } = chosen;
        let variances = solved.fit.variances();
        let freedom = degrees_of_freedom(&variances, &solved.weights);
        let free = self.seen() as f64 - freedom;
        let dispersion = match self.dispersion {
            Dispersion::Unit => Some(1.0),
            // what rounding leaves is nothing to estimate from
            Dispersion::Estimated => (free > 1e-6).then(|| solved.pearson.unwrap_or(solved.residual) / free),
        };
        let z = normal_quantile(Tails::of_upper((1.0 - self.settings.confidence.get()) / 2.0));
        let columns = self.grid.sides()[1];
        let points = (0..self.grid.cells()).map(|cell| {
            let kept = self.grid.kept(cell);
            let value = solved.fit.values[kept];
            let error = dispersion.map(|dispersion| (dispersion * variances[kept].max(0.0)).sqrt());
            GraduatedPoint {
                row: cell / columns,
                column: cell % columns,
                observed: observed[kept],
                weight: self.weights[kept],
                graduated: shown(value),
                error,
                lower: error.map(|error| shown(value - z * error)),
                upper: error.map(|error| shown(value + z * error)),
                interpolated: self.weights[kept] == 0.0,
            }
        });
        let own = (self.dispersion == Dispersion::Unit).then_some(solved.residual);
        Graduation {
            settings: *self.settings,
            sides: self.grid.sides(),
            points: points.collect(),
            smoothing: lambdas,
            at_end,
            criterion,
            fit: solved.residual,
            chi_squared: solved.pearson.or(own),
            smoothness: self.grid.roughness(&solved.fit.values),
            freedom,
            seen: self.seen(),
            kind: self.dispersion,
            dispersion,
        }
    }
}
