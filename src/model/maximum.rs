//! Maximum likelihood: which parameters make the data most probable, how certain they are, and whether such parameters exist at all.

use super::ending::{FitEnding, RunAway};
use super::parameter::Parameter;
use super::trust_region::TrustRegion;
use argmin::core::{Executor, IterState};
use nalgebra::{Cholesky, DMatrix, DVector};

/// The search gives up after so many steps; a dozen is usual.
const MAX_STEPS: u64 = 300;

/// A log likelihood at a point, with its slope and curvature.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Derivatives {
    pub(crate) value: f64,
    pub(crate) gradient: DVector<f64>,
    pub(crate) hessian: DMatrix<f64>,
}

impl Derivatives {
    /// Nothing yet, for `parameters` parameters: what terms are added to.
    pub(crate) fn zero(parameters: usize) -> Self {
        Self { value: 0.0, gradient: DVector::zeros(parameters), hessian: DMatrix::zeros(parameters, parameters) }
    }

    /// Whether no number is infinite or NaN.
    fn is_finite(&self) -> bool {
        self.value.is_finite() && self.gradient.iter().chain(self.hessian.iter()).all(|number| number.is_finite())
    }
}

/// A smooth log likelihood of parameters that are written on a line without ends (see [`Scale`](super::parameter::Scale)).
pub(crate) trait LogLikelihood {
    /// The parameters, in order.
    fn parameters(&self) -> &[Parameter];

    /// The log likelihood with its first and second derivatives; `None` where it is not defined. Infinite values and NaN are taken for
    /// not defined.
    fn derivatives(&self, at: &[f64]) -> Option<Derivatives>;

    /// The log likelihood alone, where that is cheaper.
    fn value(&self, at: &[f64]) -> Option<f64> {
        self.derivatives(at).map(|here| here.value)
    }
}

/// Value, gradient and second derivatives of a function of which only value and gradient are known: the second derivatives are central
/// differences of the gradient, good to about ten digits.
#[cfg_attr(not(test), allow(dead_code, reason = "for likelihoods whose second derivatives are not known"))]
pub(crate) fn differenced(at: &[f64], gradient: impl Fn(&[f64]) -> Option<(f64, DVector<f64>)>) -> Option<Derivatives> {
    let (value, slope) = gradient(at)?;
    let mut hessian = DMatrix::zeros(at.len(), at.len());
    let mut moved = at.to_vec();
    for column in 0..at.len() {
        let centre = *at.get(column)?;
        let width = 6e-6 * centre.abs().max(1.0);
        let mut side = |step: f64| {
            *moved.get_mut(column)? = centre + step;
            gradient(&moved).map(|(_, slope)| slope)
        };
        let difference = (side(width)? - side(-width)?) / (2.0 * width);
        side(0.0)?;
        hessian.set_column(column, &difference);
    }
    Some(Derivatives { value, gradient: slope, hessian: (&hessian + hessian.transpose()) * 0.5 })
}

/// Where the search for the maximum of a log likelihood ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Maximum {
    /// The parameters as the search has them.
    pub(crate) free: Vec<f64>,
    /// The log likelihood there.
    pub(crate) log_likelihood: f64,
    /// Inverse of the observed information, of the parameters as the search has them; `None` unless the maximum is interior.
    pub(crate) covariance: Option<DMatrix<f64>>,
    /// Length of the gradient.
    pub(crate) gradient_norm: f64,
    /// Steps taken.
    pub(crate) steps: u64,
    /// The last step: the direction in which parameters run away, where they do.
    pub(crate) drift: DVector<f64>,
    /// How it ended.
    pub(crate) ending: FitEnding,
}

/// Searches the maximum of a log likelihood from a start, by Newton steps within a region of trust and then full Newton steps until
/// rounding is all that is left.
///
/// `None` when the likelihood is not defined at the start.
pub(crate) fn maximise(likelihood: &dyn LogLikelihood, start: &[f64]) -> Option<Maximum> {
    let held: Vec<f64> = likelihood.parameters().iter().zip(start).map(|(parameter, &free)| parameter.held(free)).collect();
    let first = checked(likelihood, &held)?;
    let region = TrustRegion::new(likelihood.parameters(), held, first);
    let configure = |state: IterState<(), (), (), (), (), f64>| state.param(()).max_iters(MAX_STEPS);
    let search = Executor::new(Searched(likelihood), region).configure(configure).ctrlc(false).timer(false).run().ok()?;
    Some(judged(likelihood.parameters(), &search.solver, search.state.iter))
}

/// The derivatives where they are defined and finite.
fn checked(likelihood: &dyn LogLikelihood, at: &[f64]) -> Option<Derivatives> {
    likelihood.derivatives(at).filter(Derivatives::is_finite)
}

/// The likelihood as the search sees it.
pub(super) struct Searched<'a>(&'a dyn LogLikelihood);

impl Searched<'_> {
    pub(super) fn derivatives(&self, at: &[f64]) -> Option<Derivatives> {
        checked(self.0, at)
    }
}

/// What the end of the search means.
fn judged(parameters: &[Parameter], region: &TrustRegion<'_>, steps: u64) -> Maximum {
    let here = region.here();
    let run_away: Vec<RunAway> = region.run_away().map(|(at, edge)| RunAway { parameter: parameters[at].name.clone(), edge }).collect();
    let flat = region.flat_directions();
    let ending = if !run_away.is_empty() {
        FitEnding::Boundary(run_away)
    } else if !region.has_settled() {
        FitEnding::NotReached
    } else if !flat.is_empty() {
        FitEnding::NotConcave(flat.into_iter().map(|at| parameters[at].name.clone()).collect())
    } else {
        FitEnding::Interior
    };
    let inverse = || Cholesky::new(-here.hessian.clone()).map(|factor| factor.inverse());
    Maximum {
        free: region.at().to_vec(),
        log_likelihood: here.value,
        covariance: if ending.is_interior() { inverse() } else { None },
        gradient_norm: here.gradient.norm(),
        steps,
        drift: region.last_step().clone(),
        ending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edge;
    use crate::model::parameter::Scale;

    struct Function<F: Fn(&[f64]) -> Option<Derivatives>>(Vec<Parameter>, F);

    impl<F: Fn(&[f64]) -> Option<Derivatives>> LogLikelihood for Function<F> {
        fn parameters(&self) -> &[Parameter] {
            &self.0
        }
        fn derivatives(&self, at: &[f64]) -> Option<Derivatives> {
            self.1(at)
        }
    }

    fn one(value: f64, slope: f64, curvature: f64) -> Option<Derivatives> {
        Some(Derivatives { value, gradient: DVector::from_element(1, slope), hessian: DMatrix::from_element(1, 1, curvature) })
    }

    fn run_away(name: &str, edge: Edge) -> FitEnding {
        FitEnding::Boundary(vec![RunAway { parameter: name.into(), edge }])
    }

    /// Events and exposure of an exponential law, by the logarithm of its rate: the maximum is at events / exposure, and the variance of
    /// the logarithm 1 / events.
    fn exponential(events: f64, exposure: f64) -> impl LogLikelihood {
        let parameters = vec![Parameter::new("rate", Scale::Log)];
        Function(parameters, move |at: &[f64]| {
            let expected = exposure * at[0].exp();
            one(events * at[0] - expected, events - expected, -expected)
        })
    }

    #[test]
    fn a_rate_is_events_by_exposure_from_any_start() {
        for start in [-30.0, 0.0, 5.0] {
            let found = maximise(&exponential(5.0, 200.0), &[start]).unwrap();
            assert_eq!(found.ending, FitEnding::Interior, "{start}: {found:?}");
            assert!((found.free[0].exp() - 0.025).abs() < 1e-16);
            assert!((found.covariance.unwrap()[(0, 0)] - 0.2).abs() < 1e-14);
        }
    }

    #[test]
    fn a_rate_without_events_runs_to_zero() {
        assert_eq!(maximise(&exponential(0.0, 200.0), &[0.0]).unwrap().ending, run_away("rate", Edge::Low));
    }

    #[test]
    fn a_limit_with_the_likelihood_growing_beyond_it_is_an_edge() {
        let parameters = vec![Parameter::new("slope", Scale::Identity).between(-10.0, 10.0)];
        let line = Function(parameters, |at: &[f64]| one(at[0], 1.0, 0.0));
        let found = maximise(&line, &[0.0]).unwrap();
        assert_eq!((found.ending, found.free[0]), (run_away("slope", Edge::High), 10.0));
    }

    #[test]
    fn a_separated_coefficient_runs_to_infinity() {
        // log of a logistic share that only grows
        let parameters = vec![Parameter::new("x", Scale::Identity)];
        let separated = Function(parameters, |at: &[f64]| {
            let left = 1.0 / (1.0 + at[0].exp());
            one(-(-at[0]).exp().ln_1p(), left, -left * (1.0 - left))
        });
        assert_eq!(maximise(&separated, &[0.0]).unwrap().ending, run_away("x", Edge::High));
    }

    #[test]
    fn parameters_that_only_matter_by_their_sum_are_named() {
        let parameters = vec![Parameter::new("a", Scale::Identity), Parameter::new("b", Scale::Identity)];
        let ridge = Function(parameters, |at: &[f64]| {
            let off = at[0] + at[1] - 3.0;
            let gradient = DVector::from_element(2, -off);
            Some(Derivatives { value: -0.5 * off * off, gradient, hessian: DMatrix::from_element(2, 2, -1.0) })
        });
        assert_eq!(maximise(&ridge, &[0.0, 0.0]).unwrap().ending, FitEnding::NotConcave(vec!["a".into(), "b".into()]));
    }

    #[test]
    fn a_start_where_the_surface_bends_upwards_is_left() {
        // -(x² - 1)² - (y - x)²: two maxima at x = y = ±1, a saddle at 0
        let parameters = vec![Parameter::new("x", Scale::Identity), Parameter::new("y", Scale::Identity)];
        let saddle = Function(parameters, |at: &[f64]| {
            let (x, y) = (at[0], at[1]);
            let bend = x * x - 1.0;
            let gradient = DVector::from_vec(vec![-4.0 * x * bend + 2.0 * (y - x), -2.0 * (y - x)]);
            let hessian = DMatrix::from_row_slice(2, 2, &[-12.0 * x * x + 4.0 - 2.0, 2.0, 2.0, -2.0]);
            Some(Derivatives { value: -bend * bend - (y - x).powi(2), gradient, hessian })
        });
        let found = maximise(&saddle, &[0.0, 0.0]).unwrap();
        assert_eq!(found.ending, FitEnding::Interior);
        assert!((found.free[0].abs() - 1.0).abs() < 1e-12 && (found.free[0] - found.free[1]).abs() < 1e-12);
    }

    #[test]
    fn where_it_is_not_defined_the_search_turns_back_and_a_start_there_is_none() {
        // ln x - x on x > 0, written as it is
        let parameters = vec![Parameter::new("x", Scale::Identity)];
        let half_line = Function(parameters, |at: &[f64]| {
            let x = at[0];
            if x > 0.0 { one(x.ln() - x, 1.0 / x - 1.0, -1.0 / (x * x)) } else { one(f64::NAN, 0.0, 0.0) }
        });
        assert!((maximise(&half_line, &[50.0]).unwrap().free[0] - 1.0).abs() < 1e-12);
        assert!(maximise(&half_line, &[-1.0]).is_none());
    }

    #[test]
    fn second_derivatives_by_differences_are_those_of_the_function() {
        // x²y + y³ at (2, 3): Hessian [2y, 2x; 2x, 6y]
        let gradient = |at: &[f64]| {
            Some((at[0].powi(2) * at[1] + at[1].powi(3), DVector::from_vec(vec![2.0 * at[0] * at[1], at[0].powi(2) + 3.0 * at[1].powi(2)])))
        };
        let found = differenced(&[2.0, 3.0], gradient).unwrap();
        let expected = DMatrix::from_row_slice(2, 2, &[6.0, 4.0, 4.0, 18.0]);
        assert!((found.hessian - expected).amax() < 1e-8);
    }
}
