//! One coefficient of a regression: its estimate with error, test and limits, or why it has none.

use super::separation::{Fate, Separated};
use super::standardised::{ColumnScales, quadratic};
use crate::special::normal_tails;
use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

/// Whether a coefficient has an estimate, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoefficientStatus {
    /// It has.
    Estimated,
    /// Its column is 0, constant, or a combination of the columns named (empty for the first two): R prints `NA`.
    Collinear(Vec<String>),
    /// The likelihood grows as it falls without end: nobody of its kind had the event (separation).
    MinusInfinity,
    /// The likelihood grows as it rises without end: everybody of its kind had the event (separation).
    PlusInfinity,
    /// The rows that are not separated say nothing about it.
    Undetermined,
}

impl CoefficientStatus {
    /// The stable name used in tables.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Estimated => "estimated",
            Self::Collinear(_) => "collinear",
            Self::MinusInfinity => "minus_infinity",
            Self::PlusInfinity => "plus_infinity",
            Self::Undetermined => "undetermined",
        }
    }
}

/// One coefficient, on the scale of the linear predictor; `None` where it has no estimate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// Its name: the term, for a category with `=level`, `(Intercept)` for the intercept.
    pub name: String,
    /// The term that it belongs to.
    pub term: String,
    /// Whether it has an estimate.
    pub status: CoefficientStatus,
    /// The estimate.
    pub estimate: Option<f64>,
    /// Its standard error: clustered by person when that was asked for.
    pub error: Option<f64>,
    /// Estimate by error.
    pub z: Option<f64>,
    /// Two-sided p value of the hypothesis that it is 0 (Wald test, normal).
    pub p: Option<f64>,
    /// Lower limit, `estimate - z error`.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
    /// `exp(estimate)`: the odds ratio, or the hazard ratio under the complementary log-log link.
    pub ratio: Option<f64>,
    /// Lower limit of the ratio.
    pub ratio_lower: Option<f64>,
    /// Upper limit of the ratio.
    pub ratio_upper: Option<f64>,
}

/// The estimates of a fit on the scales on which it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Estimates {
    /// The columns of the design that say something new.
    pub(super) kept: Vec<usize>,
    /// Which of these the values are of; the others count as 0. All, unless cells are separated.
    pub(super) columns: Vec<usize>,
    pub(super) values: DVector<f64>,
    pub(super) covariance: DMatrix<f64>,
    pub(super) scales: ColumnScales,
    pub(super) limit: Option<Separated>,
}

impl Estimates {
    /// The part of a combination of kept columns that has estimates.
    pub(super) fn part(&self, combination: &DVector<f64>) -> DVector<f64> {
        DVector::from_iterator(self.columns.len(), self.columns.iter().map(|&at| combination[at]))
    }

    /// The value and the error of a combination of kept columns that has an estimate.
    pub(super) fn value(&self, combination: &DVector<f64>) -> (f64, f64) {
        let part = self.part(combination);
        (part.dot(&self.values), quadratic(&self.covariance, &part).max(0.0).sqrt())
    }

    /// For each kept column its coefficient as a combination of those on scales.
    pub(super) fn back(&self) -> DMatrix<f64> {
        self.scales.back(&self.kept)
    }

    /// Whether a combination of kept columns has an estimate.
    pub(super) fn fate(&self, combination: &DVector<f64>) -> Fate {
        self.limit.as_ref().map_or(Fate::Stays, |limit| limit.fate(combination))
    }
}

impl Coefficient {
    /// A coefficient without an estimate.
    pub(super) fn none(name: String, term: String, status: CoefficientStatus) -> Self {
        let nothing = None;
        Self {
            name,
            term,
            status,
            estimate: nothing,
            error: nothing,
            z: nothing,
            p: nothing,
            lower: nothing,
            upper: nothing,
            ratio: nothing,
            ratio_lower: nothing,
            ratio_upper: nothing,
        }
    }

    /// A coefficient with limits so many errors apart.
    pub(super) fn estimated(name: String, term: String, estimate: f64, error: f64, errors: f64) -> Self {
        let (lower, upper) = (estimate - errors * error, estimate + errors * error);
        let z = (error > 0.0).then(|| estimate / error);
        let exp = |value: f64| Some(value.exp()).filter(|ratio| ratio.is_finite());
        Self {
            estimate: Some(estimate),
            error: Some(error),
            z,
            p: z.map(|z| 2.0 * normal_tails(z.abs()).upper()),
            lower: Some(lower),
            upper: Some(upper),
            ratio: exp(estimate),
            ratio_lower: exp(lower),
            ratio_upper: exp(upper),
            ..Self::none(name, term, CoefficientStatus::Estimated)
        }
    }
}
