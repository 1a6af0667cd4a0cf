//! The straight line through the logarithms of numbers, by position: how a sequence that falls by a constant share goes on.

use crate::special::incomplete_beta;

/// A line through `(x, log y)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogLine {
    intercept: f64,
    slope: f64,
    /// Two-sided p-value of the slope being 0; `None` with two points, or where nothing varies.
    pub(super) p_value: Option<f64>,
}

impl LogLine {
    /// The least-squares line through the points with `y > 0`; `None` with fewer than two of them at different places.
    pub(super) fn through(points: &[(f64, f64)]) -> Option<Self> {
        let points: Vec<(f64, f64)> = points.iter().filter(|(_, y)| *y > 0.0).map(|&(x, y)| (x, y.ln())).collect();
        let n = points.len() as f64;
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
        let (mean_x, mean_y) = (mean(&|point| point.0), mean(&|point| point.1));
        let sum = |of: &dyn Fn(f64, f64) -> f64| points.iter().map(|&(x, y)| of(x - mean_x, y - mean_y)).sum::<f64>();
        let (xx, xy) = (sum(&|x, _| x * x), sum(&|x, y| x * y));
        if points.len() < 2 || xx <= 0.0 {
            return None;
        }
        let slope = xy / xx;
        let rest = sum(&|x, y| (y - slope * x).powi(2));
        Some(Self { intercept: mean_y - slope * mean_x, slope, p_value: p_value(slope * slope * xx, rest, n - 2.0) })
    }

    /// `y` of the line at a place.
    pub(super) fn at(&self, x: f64) -> f64 {
        (self.intercept + self.slope * x).exp()
    }

    /// The place at which the line has the value `y`; `None` where it has none.
    pub(super) fn place_of(&self, y: f64) -> Option<f64> {
        let place = (y.ln() - self.intercept) / self.slope;
        place.is_finite().then_some(place)
    }
}

/// The p-value of a slope: the tail of Student's t with `freedom` degrees, `t² = explained / (rest / freedom)`.
///
/// `P(|T| > t) = I_x(ν/2, 1/2)` with `x = ν / (ν + t²)`, DLMF 8.17 with the density of T.
fn p_value(explained: f64, rest: f64, freedom: f64) -> Option<f64> {
    if freedom < 1.0 || explained + rest <= 0.0 {
        return None;
    }
    incomplete_beta(0.5 * freedom, 0.5, rest / (rest + explained)).ok().map(|tails| tails.lower())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_geometric_sequence_is_a_line_and_two_points_have_no_p_value() {
        let line = LogLine::through(&[(0.0, 8.0), (1.0, 4.0), (3.0, 1.0), (4.0, 0.0)]).unwrap();
        assert!((line.at(5.0) - 0.25).abs() < 1e-14);
        assert!((line.place_of(2.0).unwrap() - 2.0).abs() < 1e-14);
        assert!(line.p_value.unwrap() < 1e-6);
        assert_eq!(LogLine::through(&[(0.0, 8.0), (1.0, 4.0)]).unwrap().p_value, None);
        assert_eq!(LogLine::through(&[(0.0, 8.0), (1.0, 0.0)]), None);
        assert_eq!(LogLine::through(&[(1.0, 8.0), (1.0, 4.0)]), None);
        assert_eq!(LogLine::through(&[]), None);
    }

    #[test]
    fn the_p_value_is_that_of_student() {
        // By hand: logs 0, 1, 0 at 0, 1, 2: slope 0, p = 1. Logs 0, 1, 1: slope 1/2, rest 1/6, t² = (1/2) / (1/6) = 3 with one degree
        // of freedom, P(|T| > √3) = 1 - 2 atan(√3) / π = 1/3.
        let e = std::f64::consts::E;
        let flat = LogLine::through(&[(0.0, 1.0), (1.0, e), (2.0, 1.0)]).unwrap();
        assert!((flat.p_value.unwrap() - 1.0).abs() < 1e-12);
        let rising = LogLine::through(&[(0.0, 1.0), (1.0, e), (2.0, e)]).unwrap();
        assert!((rising.p_value.unwrap() - 1.0 / 3.0).abs() < 1e-12);
    }
}
