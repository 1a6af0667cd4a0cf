//! The graduated values, with how near they are to the observed ones and how smooth.

use super::settings::{Dispersion, WhittakerHenderson};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// One cell of a [`Graduation`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GraduatedPoint {
    /// Row of the table, from 0; the position in a series.
    pub row: usize,
    /// Column of the table, from 0; 0 in a series.
    pub column: usize,
    /// The observed value (events / exposure for counts); `None` where there is none.
    pub observed: Option<f64>,
    /// The weight (the exposure for counts); 0 where nothing was observed.
    pub weight: f64,
    /// The graduated value.
    pub graduated: f64,
    /// Standard error of the graduated value; for counts, of its logarithm. `None` when the dispersion cannot be estimated.
    pub error: Option<f64>,
    /// Lower limit.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
    /// Whether nothing was observed here: the value comes from its neighbours alone.
    pub interpolated: bool,
}

/// Graduated values, made by [`WhittakerHenderson`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graduation {
    pub(super) settings: WhittakerHenderson,
    pub(super) sides: [usize; 2],
    pub(super) points: Vec<GraduatedPoint>,
    pub(super) smoothing: [f64; 2],
    pub(super) at_end: bool,
    pub(super) criterion: Option<f64>,
    pub(super) fit: f64,
    pub(super) chi_squared: Option<f64>,
    pub(super) smoothness: [f64; 2],
    pub(super) freedom: f64,
    pub(super) seen: usize,
    pub(super) kind: Dispersion,
    pub(super) dispersion: Option<f64>,
}

impl Graduation {
    /// The settings it was made with.
    pub fn made_by(&self) -> &WhittakerHenderson {
        &self.settings
    }

    /// The cells row by row.
    #[must_use]
    pub fn points(&self) -> &[GraduatedPoint] {
        &self.points
    }

    /// The cell in a row and a column counted from 0; column 0 in a series.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Option<&GraduatedPoint> {
        (column < self.sides[1]).then(|| self.points.get(row * self.sides[1] + column)).flatten()
    }

    /// Number of rows and of columns.
    #[must_use]
    pub fn sides(&self) -> [usize; 2] {
        self.sides
    }

    /// The smoothing parameters down the rows and across the columns; in a series only the first counts.
    #[must_use]
    pub fn smoothing(&self) -> [f64; 2] {
        self.smoothing
    }

    /// Whether a chosen smoothing parameter is at the end of what was searched, from 10⁻⁴ to 10¹⁰ times the mean weight: the criterion
    /// wants the polynomial (or, rarely, the observed values) itself.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.at_end
    }

    /// The criterion at the chosen parameters; `None` when they were given.
    #[must_use]
    pub fn criterion(&self) -> Option<f64> {
        self.criterion
    }

    /// How near the graduated values are to the observed ones: the weighted sum of squared differences; the Poisson deviance for counts.
    #[must_use]
    pub fn fit(&self) -> f64 {
        self.fit
    }

    /// Pearson's χ² of observed against graduated values: for counts, and for values whose weights are reciprocal variances. Compare it
    /// with [`Graduation::residual_freedom`].
    #[must_use]
    pub fn chi_squared(&self) -> Option<f64> {
        self.chi_squared
    }

    /// How rough the graduated values are: the sums of squared differences down the rows and across the columns; of logarithms for counts.
    #[must_use]
    pub fn smoothness(&self) -> [f64; 2] {
        self.smoothness
    }

    /// Effective degrees of freedom: about how many parameters the graduated values stand for.
    #[must_use]
    pub fn effective_freedom(&self) -> f64 {
        self.freedom
    }

    /// Observed values less effective degrees of freedom.
    #[must_use]
    pub fn residual_freedom(&self) -> f64 {
        self.seen as f64 - self.freedom
    }

    /// The factor φ of the variance: 1, or estimated; `None` when nothing is left to estimate it from.
    #[must_use]
    pub fn dispersion(&self) -> Option<f64> {
        self.dispersion
    }

    /// Whether the dispersion was estimated.
    #[must_use]
    pub fn dispersion_rule(&self) -> Dispersion {
        self.kind
    }

    /// One row a cell: `row`, `column`, `observed`, `weight`, `graduated`, `error`, `lower`, `upper`, `interpolated`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let points = || self.points.iter();
        let real = |value: &dyn Fn(&GraduatedPoint) -> Option<f64>| Values::Reals(points().map(value).collect());
        let whole =
            |value: &dyn Fn(&GraduatedPoint) -> usize| Values::Integers(points().map(|point| i64::try_from(value(point)).ok()).collect());
        let columns = [
            ("row", whole(&|point| point.row)),
            ("column", whole(&|point| point.column)),
            ("observed", real(&|point| point.observed)),
            ("weight", real(&|point| Some(point.weight))),
            ("graduated", real(&|point| Some(point.graduated))),
            ("error", real(&|point| point.error)),
            ("lower", real(&|point| point.lower)),
            ("upper", real(&|point| point.upper)),
            ("interpolated", Values::Flags(points().map(|point| Some(point.interpolated)).collect())),
        ];
        Table::of_columns("graduation", columns)
    }
}
