//! One step of a search for a maximum: as far as the quadratic picture of the surface can be trusted.
//!
//! The step maximises the quadratic picture within a radius, exactly, by the eigenvalues of the curvature; so it also leaves places where
//! the surface bends upwards. Reference: J. Nocedal and S. J. Wright (2006), *Numerical Optimization*, 2nd ed., chapter 4.

use super::ending::Edge;
use super::maximum::{Derivatives, Searched};
use super::parameter::Parameter;
use super::picture::Picture;
use argmin::core::{Error, IterState, KV, Problem, Solver, TerminationReason, TerminationStatus};
use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// The state that the search keeps with the library; the point itself is kept here.
type State = IterState<(), (), (), (), (), f64>;

/// Below this many log likelihood units to the top, differences of the function are rounding and full Newton steps are taken.
const CLOSE: f64 = 1e-6;

/// A curvature below this share of the largest, both per unit of a parameter's own, is none.
const FLAT: f64 = 1e-11;

/// The search: where it is, how far it trusts, and whether it has settled.
pub(super) struct TrustRegion<'a> {
    parameters: &'a [Parameter],
    at: Vec<f64>,
    here: Derivatives,
    radius: f64,
    /// The lengths of the full Newton steps taken close to the top.
    newton: Vec<f64>,
    last_step: DVector<f64>,
    settled: bool,
    stuck: bool,
}

impl<'a> TrustRegion<'a> {
    pub(super) fn new(parameters: &'a [Parameter], at: Vec<f64>, here: Derivatives) -> Self {
        let last_step = DVector::zeros(at.len());
        Self { parameters, at, here, radius: 1.0, newton: Vec::new(), last_step, settled: false, stuck: false }
    }

    pub(super) fn at(&self) -> &[f64] {
        &self.at
    }

    pub(super) fn here(&self) -> &Derivatives {
        &self.here
    }

    pub(super) fn last_step(&self) -> &DVector<f64> {
        &self.last_step
    }

    pub(super) fn has_settled(&self) -> bool {
        self.settled
    }

    /// The parameters that run to an end of their range: held at it against a growing likelihood, or still moving by much while the
    /// likelihood no longer changes.
    pub(super) fn run_away(&self) -> impl Iterator<Item = (usize, Edge)> + '_ {
        let longest = self.last_step.amax();
        let drifts = self.drifts();
        (0..self.at.len()).filter_map(move |at| {
            let step = self.last_step[at];
            let drift = || (drifts && step.abs() > 0.1 * longest).then_some(if step > 0.0 { Edge::High } else { Edge::Low });
            self.pressed(at).or_else(drift).map(|edge| (at, edge))
        })
    }

    /// Whether full Newton steps close to the top do not become shorter, as they do where there is a top.
    fn drifts(&self) -> bool {
        let scale = 1e-6 * (1.0 + self.at.iter().fold(0f64, |most, free| most.max(free.abs())));
        match self.newton[..] {
            [.., before, last] => last > scale && last > 0.3 * before,
            _ => false,
        }
    }

    /// The parameters along which the surface is flat.
    pub(super) fn flat_directions(&self) -> Vec<usize> {
        let free = self.free();
        if free.is_empty() {
            return Vec::new();
        }
        let curvature = scaled(&(-part(&self.here.hessian, &free)));
        let eigen = SymmetricEigen::new(curvature);
        let Some(flattest) = eigen.eigenvalues.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map(|(at, _)| at) else {
            return Vec::new();
        };
        if eigen.eigenvalues[flattest] > FLAT * eigen.eigenvalues.amax() {
            return Vec::new();
        }
        let direction = eigen.eigenvectors.column(flattest);
        free.iter().zip(direction.iter()).filter(|(_, share)| share.abs() > 0.1).map(|(&at, _)| at).collect()
    }

    fn pressed(&self, at: usize) -> Option<Edge> {
        self.parameters[at].pressed(self.at[at], self.here.gradient[at])
    }

    /// The parameters that are not held at an end.
    fn free(&self) -> Vec<usize> {
        (0..self.at.len()).filter(|&at| self.pressed(at).is_none()).collect()
    }

    /// The step within the radius; `None` when nothing is free to move.
    fn step(&self) -> Option<Proposal> {
        let free = self.free();
        if free.is_empty() {
            return None;
        }
        let gradient = DVector::from_iterator(free.len(), free.iter().map(|&at| self.here.gradient[at]));
        let picture = Picture::new(-part(&self.here.hessian, &free), &gradient);
        let to_top = picture.to_top();
        let close = to_top.is_some_and(|to_top| to_top < CLOSE.max(1e-12 * self.here.value.abs()));
        let short = picture.step(if close { f64::INFINITY } else { self.radius });
        let mut step = DVector::zeros(self.at.len());
        free.iter().zip(short.iter()).for_each(|(&at, &length)| step[at] = length);
        Some(Proposal { step, close })
    }

    /// Takes the step where the function confirms it, and changes the radius by how well it did.
    fn take(&mut self, proposal: &Proposal, searched: &Searched<'_>) {
        let moved: Vec<f64> = self
            .parameters
            .iter()
            .zip(&self.at)
            .zip(proposal.step.iter())
            .map(|((parameter, at), step)| parameter.held(at + step))
            .collect();
        let step = DVector::from_iterator(moved.len(), moved.iter().zip(&self.at).map(|(moved, at)| moved - at));
        let there = searched.derivatives(&moved);
        let predicted = self.here.gradient.dot(&step) + 0.5 * step.dot(&(&self.here.hessian * &step));
        let gain = there.as_ref().map_or(f64::NEG_INFINITY, |there| there.value - self.here.value);
        let ratio = if predicted > 0.0 { gain / predicted } else { -1.0 };
        let length = step.norm();
        if ratio < 0.25 {
            self.radius = 0.25 * length.min(self.radius);
        } else if ratio > 0.75 && length > 0.9 * self.radius {
            self.radius *= 2.0;
        }
        match there {
            Some(there) if ratio > 0.05 => (self.at, self.here, self.last_step) = (moved, there, step),
            _ => self.stuck = self.radius < 1e-14,
        }
    }

    /// Takes a full Newton step close to the top, until steps no longer become shorter.
    fn polish(&mut self, proposal: &Proposal, searched: &Searched<'_>) {
        let length = proposal.step.norm();
        let scale = 1.0 + self.at.iter().fold(0f64, |most, free| most.max(free.abs()));
        let shrinks = self.newton.last().is_none_or(|before| length < 0.3 * before);
        self.newton.push(length);
        let moved: Vec<f64> = self
            .parameters
            .iter()
            .zip(&self.at)
            .zip(proposal.step.iter())
            .map(|((parameter, at), step)| parameter.held(at + step))
            .collect();
        self.settled = length <= 1e-15 * scale || !shrinks || self.newton.len() > 20;
        if shrinks && let Some(there) = searched.derivatives(&moved) {
            (self.at, self.here, self.last_step) = (moved, there, proposal.step.clone());
        }
    }
}

/// What the picture of the surface proposes.
struct Proposal {
    step: DVector<f64>,
    /// Whether the top is so close that full Newton steps lead there.
    close: bool,
}

/// The rows and columns of a matrix that are named.
fn part(matrix: &DMatrix<f64>, named: &[usize]) -> DMatrix<f64> {
    DMatrix::from_fn(named.len(), named.len(), |row, column| matrix[(named[row], named[column])])
}

/// A curvature with every parameter in units in which its own is 1.
fn scaled(curvature: &DMatrix<f64>) -> DMatrix<f64> {
    let unit: Vec<f64> = curvature.diagonal().iter().map(|own| if *own > 0.0 { own.sqrt() } else { 1.0 }).collect();
    DMatrix::from_fn(unit.len(), unit.len(), |row, column| curvature[(row, column)] / (unit[row] * unit[column]))
}

impl<'p> Solver<Searched<'p>, State> for TrustRegion<'_> {
    fn name(&self) -> &str {
        "Newton steps within a region of trust"
    }

    fn next_iter(&mut self, problem: &mut Problem<Searched<'p>>, state: State) -> Result<(State, Option<KV>), Error> {
        match self.step() {
            None => self.settled = true,
            Some(proposal) => problem.problem("derivatives", |searched| {
                if proposal.close {
                    self.polish(&proposal, searched)
                } else {
                    self.take(&proposal, searched)
                }
                Ok(())
            })?,
        }
        Ok((state.param(()).cost(-self.here.value), None))
    }

    fn terminate(&mut self, _state: &State) -> TerminationStatus {
        if self.settled || self.stuck {
            return TerminationStatus::Terminated(TerminationReason::SolverConverged);
        }
        TerminationStatus::NotTerminated
    }
}
