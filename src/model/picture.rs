//! The quadratic picture of a surface at a point, and the best step by it.
//!
//! Reference: J. Nocedal and S. J. Wright (2006), *Numerical Optimization*, 2nd ed., section 4.3.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// The quadratic picture of a surface: its curvature by eigenvalues, and its slope along them.
pub(super) struct Picture {
    curvature: DVector<f64>,
    slope: DVector<f64>,
    axes: DMatrix<f64>,
}

impl Picture {
    /// An axis with neither curvature nor slope leads nowhere and is not walked along.
    pub(super) fn new(curvature: DMatrix<f64>, gradient: &DVector<f64>) -> Self {
        let SymmetricEigen { eigenvalues: mut curvature, eigenvectors: axes } = SymmetricEigen::new(curvature);
        let mut slope = axes.transpose() * gradient;
        let most = curvature.amax();
        for (slope, curvature) in slope.iter_mut().zip(curvature.iter_mut()) {
            if curvature.abs() <= 1e-13 * most && slope.abs() <= 1e-9 {
                (*slope, *curvature) = (0.0, most);
            }
        }
        Self { curvature, slope, axes }
    }

    /// Slope squared by curvature: twice the height of the top above here.
    pub(super) fn to_top(&self) -> Option<f64> {
        let bends = self.curvature.iter().all(|&curvature| curvature > 0.0);
        bends.then(|| self.slope.iter().zip(self.curvature.iter()).map(|(slope, curvature)| slope * slope / curvature).sum())
    }

    /// The step when every curvature is larger by `shift`, along the axes.
    fn shifted(&self, shift: f64) -> DVector<f64> {
        self.slope.zip_map(&self.curvature, |slope, curvature| if slope == 0.0 { 0.0 } else { slope / (curvature + shift) })
    }

    /// The best step not longer than the radius.
    pub(super) fn step(&self, radius: f64) -> DVector<f64> {
        let least = self.curvature.min();
        let whole = self.shifted(0.0);
        if least > 0.0 && whole.norm() <= radius {
            return &self.axes * whole;
        }
        let floor = (-least).max(0.0);
        let tiny = 1e-12 * (1.0 + self.curvature.amax());
        let mut step = self.shifted(self.shift(floor + tiny, radius));
        self.fill(&mut step, radius);
        &self.axes * step
    }

    /// The shift at which the step is as long as the radius, or the floor when even there it is shorter.
    fn shift(&self, floor: f64, radius: f64) -> f64 {
        if self.shifted(floor).norm() <= radius {
            return floor;
        }
        let (mut low, mut high) = (floor, floor + self.slope.norm() / radius);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if self.shifted(middle).norm() > radius { low = middle } else { high = middle }
        }
        high
    }

    /// Where the slope has no part along the axis that bends upwards most, goes along it to the edge of the region.
    fn fill(&self, step: &mut DVector<f64>, radius: f64) {
        let at = self.curvature.imin();
        let left = radius * radius - step.norm_squared();
        if self.curvature[at] < 0.0 && left > 0.01 * radius * radius {
            step[at] += if self.slope[at] < 0.0 { -left.sqrt() } else { left.sqrt() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(curvature: [f64; 2], slope: [f64; 2]) -> Picture {
        Picture::new(DMatrix::from_diagonal(&DVector::from_row_slice(&curvature)), &DVector::from_row_slice(&slope))
    }

    #[test]
    fn a_top_within_the_radius_is_reached_and_one_beyond_it_is_approached() {
        // slope / curvature = (1, 2); slope² / curvature = 2 + 4
        let near = picture([2.0, 1.0], [2.0, 2.0]);
        assert!((near.step(5.0) - DVector::from_row_slice(&[1.0, 2.0])).norm() < 1e-14);
        assert!((near.to_top().unwrap() - 6.0).abs() < 1e-14);
        assert!((near.step(0.5).norm() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn where_the_surface_bends_upwards_the_step_goes_to_the_edge_of_the_region() {
        for slope in [[0.3, 0.1], [0.0, 0.0], [0.0, 1.0]] {
            let saddle = picture([-1.0, 2.0], slope);
            assert!(saddle.to_top().is_none());
            assert!((saddle.step(0.7).norm() - 0.7).abs() < 1e-6, "{slope:?}");
        }
    }
}
