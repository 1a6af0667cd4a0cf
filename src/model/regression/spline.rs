//! Smooth curves of a number, such as tenure: natural cubic splines and B-splines with named knots, as R's `splines::ns` and `bs`.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// A cubic spline: pieces of third degree between knots, joined without a jump in value, slope or curvature.
///
/// # Formula
///
/// ```text
/// natural:  K interior knots, K + 1 columns; straight beyond the boundary knots
/// B-spline: K interior knots, K + 3 columns; the outermost pieces go on beyond the boundary knots
/// ```
///
/// Columns are those of R's `splines::ns(x, knots =, Boundary.knots =)` and `splines::bs`, without an intercept: coefficients compare
/// directly. A single coefficient of a spline means nothing; look at predictions along the curve.
///
/// Weak beyond the data: a B-spline leaves them with the third power, a natural spline in a straight line.
///
/// # References
///
/// C. de Boor, *A Practical Guide to Splines*, Springer, 1978. T. Hastie, "Generalized additive models", chapter 7 of *Statistical Models
/// in S*, 1992.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spline {
    kind: SplineKind,
    knots: Knots,
    /// The ends of the data unless named.
    boundary: Option<(f64, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum SplineKind {
    Natural,
    Cubic,
}

/// Where the interior knots are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Knots {
    At(Vec<f64>),
    /// So many columns: knots at evenly spaced quantiles of the trials.
    Columns(usize),
}

impl Spline {
    /// A natural cubic spline with interior knots at these values. The boundary knots are the ends of the data unless named.
    #[must_use]
    pub fn natural(knots: &[f64]) -> Self {
        Self { kind: SplineKind::Natural, knots: Knots::At(knots.to_vec()), boundary: None }
    }

    /// A natural cubic spline with so many columns, at least 1: interior knots at evenly spaced quantiles (R's type 7), every trial counted
    /// once.
    #[must_use]
    pub fn natural_with_columns(columns: usize) -> Self {
        Self { kind: SplineKind::Natural, knots: Knots::Columns(columns), boundary: None }
    }

    /// A cubic B-spline with interior knots at these values.
    #[must_use]
    pub fn cubic(knots: &[f64]) -> Self {
        Self { kind: SplineKind::Cubic, knots: Knots::At(knots.to_vec()), boundary: None }
    }

    /// A cubic B-spline with so many columns, at least 3; knots as [`Spline::natural_with_columns`].
    #[must_use]
    pub fn cubic_with_columns(columns: usize) -> Self {
        Self { kind: SplineKind::Cubic, knots: Knots::Columns(columns), boundary: None }
    }

    /// Names the boundary knots.
    #[must_use]
    pub fn boundary(self, lower: f64, upper: f64) -> Self {
        Self { boundary: Some((lower, upper)), ..self }
    }

    /// The name in coefficients: `ns` or `bs`.
    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            SplineKind::Natural => "ns",
            SplineKind::Cubic => "bs",
        }
    }

    /// The basis for values each of which counts so often.
    pub(super) fn basis(&self, values: &[f64], trials: &[f64]) -> Result<SplineBasis> {
        let counted = || values.iter().zip(trials).filter(|(_, trials)| **trials > 0.0).map(|(value, _)| *value);
        let ends = (counted().fold(f64::INFINITY, f64::min), counted().fold(f64::NEG_INFINITY, f64::max));
        let (lower, upper) = self.boundary.unwrap_or(ends);
        if !(lower < upper && lower.is_finite() && upper.is_finite()) {
            let reason =
                "are not two different finite numbers, the lower first; a spline needs a covariate with two values or named boundaries";
            return Err(Error::setting("boundary knots", format!("{lower} and {upper}"), reason));
        }
        let mut interior = self.interior(values, trials, (lower, upper))?;
        interior.sort_by(f64::total_cmp);
        if let Some(knot) = interior.iter().find(|knot| !(lower < **knot && **knot < upper)) {
            let reason = format!("does not lie between the boundary knots {lower} and {upper}; move it or name other boundary knots");
            return Err(Error::setting("knot", knot, reason));
        }
        if let Some(pair) = interior.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Error::setting("knot", pair[0], "is there twice; name different knots, or ask for fewer columns"));
        }
        let knots = [vec![lower; ORDER], interior, vec![upper; ORDER]].concat();
        Ok(SplineBasis::new(self.kind, knots))
    }

    fn interior(&self, values: &[f64], trials: &[f64], (lower, upper): (f64, f64)) -> Result<Vec<f64>> {
        let least = if self.kind == SplineKind::Natural { 1 } else { 3 };
        match &self.knots {
            Knots::At(knots) => Ok(knots.clone()),
            Knots::Columns(columns) if *columns < least => {
                Err(Error::setting("spline columns", columns, format!("are too few; write at least {least}")))
            }
            Knots::Columns(columns) => {
                let mut inside: Vec<(f64, f64)> =
                    values.iter().copied().zip(trials.iter().copied()).filter(|(value, _)| lower <= *value && *value <= upper).collect();
                inside.sort_by(|a, b| a.0.total_cmp(&b.0));
                let knots = columns - least;
                Ok((1..=knots).filter_map(|k| quantile(&inside, k as f64 / (knots + 1) as f64)).collect())
            }
        }
    }
}

/// The quantile of type 7 of ascending values, each counted so often.
fn quantile(ascending: &[(f64, f64)], share: f64) -> Option<f64> {
    let total: f64 = ascending.iter().map(|(_, count)| count).sum();
    let at = (total - 1.0).max(0.0) * share;
    let value = |rank: f64| {
        let mut passed = 0.0;
        ascending.iter().find(|(_, count)| {
            passed += count;
            passed > rank
        })
    };
    let (below, above) = (value(at.floor())?.0, value(at.ceil()).or(ascending.last())?.0);
    Some(below + (at - at.floor()) * (above - below))
}

/// Cubic pieces.
const ORDER: usize = 4;

/// A spline whose knots are known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SplineBasis {
    kind: SplineKind,
    /// The boundary knots four times each, the interior knots between them.
    knots: Vec<f64>,
    /// Two Householder vectors that turn the second derivatives at the boundary into the first two coordinates; empty for a B-spline.
    reflections: Vec<Vec<f64>>,
}

impl SplineBasis {
    fn new(kind: SplineKind, knots: Vec<f64>) -> Self {
        let mut basis = Self { kind, knots, reflections: Vec::new() };
        if kind == SplineKind::Natural {
            let mut curvature = [basis.lower(), basis.upper()].map(|end| basis.derivatives(ORDER, 2, end)[1..].to_vec());
            for at in 0..2 {
                let reflection = householder(&curvature[at], at);
                curvature.iter_mut().for_each(|column| reflect(&reflection, column));
                basis.reflections.push(reflection);
            }
        }
        basis
    }

    fn lower(&self) -> f64 {
        self.knots[0]
    }

    fn upper(&self) -> f64 {
        self.knots[self.knots.len() - 1]
    }

    /// Number of columns.
    pub(super) fn width(&self) -> usize {
        self.knots.len() - ORDER - 1 - self.reflections.len()
    }

    /// The columns at a value.
    pub(super) fn values(&self, x: f64) -> Vec<f64> {
        if self.kind == SplineKind::Cubic {
            return self.derivatives(ORDER, 0, x).split_off(1);
        }
        let end = x.clamp(self.lower(), self.upper());
        let mut values = self.derivatives(ORDER, 0, end).split_off(1);
        if x != end {
            let slopes = self.derivatives(ORDER, 1, end);
            values.iter_mut().zip(&slopes[1..]).for_each(|(value, slope)| *value += (x - end) * slope);
        }
        self.reflections.iter().for_each(|reflection| reflect(reflection, &mut values));
        values.split_off(2)
    }

    /// A derivative of every basis function of an order.
    fn derivatives(&self, order: usize, derivative: usize, x: f64) -> Vec<f64> {
        if derivative == 0 {
            return self.functions(order, x);
        }
        let lower = self.derivatives(order - 1, derivative - 1, x);
        let step = |at: usize| {
            let width = self.knots[at + order - 1] - self.knots[at];
            if width > 0.0 { (order - 1) as f64 / width * lower[at] } else { 0.0 }
        };
        (0..self.knots.len() - order).map(|at| step(at) - step(at + 1)).collect()
    }

    /// Every basis function of an order (Cox-de Boor). Beyond the boundary the outermost pieces go on.
    fn functions(&self, order: usize, x: f64) -> Vec<f64> {
        let (t, last) = (&self.knots, self.knots.len() - ORDER - 1);
        let piece = t.partition_point(|knot| *knot <= x).saturating_sub(1).clamp(ORDER - 1, last);
        let mut values: Vec<f64> = (0..t.len() - 1).map(|at| f64::from(u8::from(at == piece))).collect();
        for degree in 1..order {
            let part = |numerator: f64, from: usize| {
                let width = t[from + degree] - t[from];
                if width > 0.0 { numerator / width } else { 0.0 }
            };
            values = (0..t.len() - degree - 1)
                .map(|at| part(x - t[at], at) * values[at] + part(t[at + degree + 1] - x, at + 1) * values[at + 1])
                .collect();
        }
        values
    }
}

/// The vector of the reflection that turns a column into one that is 0 below `at`; the sign that R's QR has.
fn householder(column: &[f64], at: usize) -> Vec<f64> {
    let mut vector = column.to_vec();
    vector[..at].fill(0.0);
    let norm = vector.iter().map(|value| value * value).sum::<f64>().sqrt();
    vector[at] += norm.copysign(column[at]);
    vector
}

fn reflect(reflection: &[f64], column: &mut [f64]) {
    let square: f64 = reflection.iter().map(|value| value * value).sum();
    if square > 0.0 {
        let product: f64 = reflection.iter().zip(column.iter()).map(|(a, b)| a * b).sum();
        column.iter_mut().zip(reflection).for_each(|(value, direction)| *value -= 2.0 * product / square * direction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_splines_are_a_partition_of_one_and_a_single_piece_is_bernstein() {
        let basis = Spline::cubic(&[]).boundary(0.0, 1.0).basis(&[0.0, 1.0], &[1.0, 1.0]).unwrap();
        // Bernstein polynomials of degree 3 at 1/4: 27/64, 27/64, 9/64, 1/64; the first is left out.
        assert_eq!(basis.values(0.25), [27.0 / 64.0, 9.0 / 64.0, 1.0 / 64.0]);
        let basis = Spline::cubic(&[1.0, 4.0]).basis(&[0.0, 9.0], &[1.0, 1.0]).unwrap();
        for x in [0.0, 0.5, 1.0, 3.0, 8.9, 9.0] {
            assert!((basis.functions(ORDER, x).iter().sum::<f64>() - 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn a_natural_spline_is_straight_beyond_its_ends() {
        let basis = Spline::natural(&[2.0, 5.0]).boundary(1.0, 9.0).basis(&[1.0, 9.0], &[1.0, 1.0]).unwrap();
        assert_eq!(basis.width(), 3);
        for (a, b, c) in [(-2.0, -1.0, 0.0), (9.5, 10.5, 11.5), (0.9999, 1.0, 1.0001), (8.9999, 9.0, 9.0001)] {
            for column in 0..3 {
                let curvature = basis.values(a)[column] - 2.0 * basis.values(b)[column] + basis.values(c)[column];
                assert!(curvature.abs() < 1e-9, "{a} {column} {curvature}");
            }
        }
    }

    #[test]
    fn columns_are_those_of_r_signs_included() {
        let assert_rows = |basis: &SplineBasis, rows: &[(f64, &[f64])], tolerance: f64| {
            for (x, expected) in rows {
                let found = basis.values(*x);
                assert_eq!(found.len(), expected.len());
                found.iter().zip(*expected).for_each(|(a, b)| assert!((a - b).abs() < tolerance, "{x}: {found:?}"));
            }
        };
        // The first rows of ns(women$height, df = 5), example of R's help page of splines::ns, heights 58 to 72; nine digits by
        // scipy 1.17 BSpline and numpy's QR with the same definition.
        let heights: Vec<f64> = (58..=72).map(f64::from).collect();
        let women = Spline::natural_with_columns(5).basis(&heights, &[1.0; 15]).unwrap();
        let rows: [(f64, &[f64]); 2] = [
            (59.0, &[0.007592323, 0.0, -0.086702231, 0.260106694, -0.173404463]),
            (60.0, &[0.060738581, 0.0, -0.150304401, 0.450913203, -0.300608802]),
        ];
        assert_rows(&women, &rows, 1e-9);
        // The same script, beyond the boundary too.
        let natural = Spline::natural(&[5.0, 2.0]).boundary(0.0, 12.0).basis(&[], &[]).unwrap();
        let rows: [(f64, &[f64]); 4] = [
            (-1.0, &[0.137830174084214, -0.334730422775949, 0.196900248691734]),
            (3.0, &[-0.047127976696983, 0.61564413388315, -0.360182823852834]),
            (9.0, &[0.332316031138074, 0.345497801929984, 0.290043309789085]),
            (15.0, &[-0.714611872146119, 0.449771689497717, 1.264840182648402]),
        ];
        assert_rows(&natural, &rows, 1e-14);
        // patsy 1.0.3, bs(x, knots=(2, 5), degree=3) within 0 to 12.
        let cubic = Spline::cubic(&[2.0, 5.0]).boundary(0.0, 12.0).basis(&[], &[]).unwrap();
        let rows: [(f64, &[f64]); 3] = [
            (1.0, &[0.645, 0.221666666666667, 0.008333333333333, 0.0, 0.0]),
            (8.0, &[0.0, 0.076190476190476, 0.387482993197279, 0.457609329446064, 0.078717201166181]),
            (12.0, &[0.0, 0.0, 0.0, 0.0, 1.0]),
        ];
        assert_rows(&cubic, &rows, 1e-14);
    }

    #[test]
    fn knots_are_quantiles_of_trials_and_impossible_knots_are_refused() {
        // 0, 0, 0, 1, 2, 2: the median is between the third and the fourth, 0.5.
        assert_eq!(quantile(&[(0.0, 3.0), (1.0, 1.0), (2.0, 2.0)], 0.5), Some(0.5));
        let basis = |spline: Spline| spline.basis(&[0.0, 1.0, 3.0], &[1.0; 3]);
        for wrong in [Spline::natural(&[3.0]), Spline::natural(&[1.0, 1.0]), Spline::cubic_with_columns(2), Spline::cubic(&[f64::NAN])] {
            assert_eq!(basis(wrong).unwrap_err().code(), "setting");
        }
        assert!(Spline::natural(&[]).basis(&[2.0], &[1.0]).is_err());
    }
}
