//! How probable lifetimes are when what is known of each row moves the logarithm of its time.

use crate::model::curve::CurveFamily;
use crate::model::curve::continuous::{log_density, log_survival};
use crate::model::jet::Jet;
use crate::model::number::Number;
use crate::model::parameter::Parameter;
use crate::model::{Derivatives, LogLikelihood};
use nalgebra::DMatrix;

/// One row of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TimeRow {
    pub(super) entry: f64,
    pub(super) time: f64,
    pub(super) is_event: bool,
    pub(super) weight: f64,
}

/// Σ weight × (ln f(t) where the row ended in an event, ln S(t) where not, less ln S(entry)).
pub(super) struct RegressionLikelihood<'a> {
    pub(super) family: &'a CurveFamily,
    pub(super) rows: &'a [TimeRow],
    /// One column a row of time, the first cell 1.
    pub(super) design: &'a DMatrix<f64>,
    /// Coefficients, and the logarithm of the width for all families but the exponential.
    pub(super) parameters: Vec<Parameter>,
}

impl RegressionLikelihood<'_> {
    fn term(&self, row: &TimeRow, place: Jet, width: Jet) -> Jet {
        let end = if row.is_event { log_density } else { log_survival };
        let whole = end(self.family, place, width, row.time);
        let seen = if row.entry > 0.0 { whole - log_survival(self.family, place, width, row.entry) } else { whole };
        seen.times(row.weight)
    }

    /// Adds a term in the place of the row, the first variable of the jet, and the width, the second.
    fn add(sum: &mut Derivatives, term: &Jet, row: &[f64]) {
        let columns = row.len();
        sum.value += term.value;
        for (at, x) in row.iter().enumerate().filter(|(_, x)| **x != 0.0) {
            sum.gradient[at] += term.slope[0] * x;
            for (other, y) in row.iter().enumerate().take(at + 1) {
                sum.hessian[(at, other)] += term.curvature(0, 0) * x * y;
            }
            if sum.gradient.len() > columns {
                sum.hessian[(columns, at)] += term.curvature(0, 1) * x;
            }
        }
        if sum.gradient.len() > columns {
            sum.gradient[columns] += term.slope[1];
            sum.hessian[(columns, columns)] += term.curvature(1, 1);
        }
    }
}

impl LogLikelihood for RegressionLikelihood<'_> {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn derivatives(&self, at: &[f64]) -> Option<Derivatives> {
        let columns = self.design.nrows();
        let width = at.get(columns).map_or(Jet::constant(0.0), |&width| Jet::parameter(width, 1));
        let mut sum = Derivatives::zero(at.len());
        for (row, known) in self.rows.iter().zip(self.design.as_slice().chunks_exact(columns)) {
            let place: f64 = known.iter().zip(at).map(|(x, coefficient)| x * coefficient).sum();
            let term = self.term(row, Jet::parameter(place, 0), width);
            Self::add(&mut sum, &term, known);
        }
        sum.hessian.fill_upper_triangle_with_lower_triangle();
        Some(sum)
    }
}
