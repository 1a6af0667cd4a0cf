//! Exponential smoothing with a damped trend: level and trend of the last year, and how a surprise carries on.

/// Weights that are tried for a surprise in the level, and for it in the trend as a part of that.
const WEIGHTS: [f64; 11] = [0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99];
/// Damping factors that are tried: the range usual in practice; nearer to 1 the trend hardly fades, below 0.8 it hardly lasts.
const DAMPING: [f64; 5] = [0.8, 0.85, 0.9, 0.95, 0.98];
/// First yearly changes whose mean starts the trend.
const FIRST_CHANGES: usize = 3;

/// A smoothed series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Smoothed {
    level: f64,
    trend: f64,
    level_weight: f64,
    trend_weight: f64,
    damping: f64,
    /// Sum of squares of the one-year errors.
    squares: f64,
}

impl Smoothed {
    /// The weights and the damping, among those tried, with the smallest one-year errors; the first ones of equal worth.
    pub(super) fn best(series: &[f64]) -> Option<Self> {
        let first = *series.first()?;
        let changes: Vec<f64> = series.windows(2).take(FIRST_CHANGES).map(|pair| pair[1] - pair[0]).collect();
        let trend = changes.iter().sum::<f64>() / changes.len().max(1) as f64;
        let mut best: Option<Self> = None;
        for damping in DAMPING {
            for level_weight in WEIGHTS {
                for part in WEIGHTS {
                    let start = Self { level: first, trend, level_weight, trend_weight: level_weight * part, damping, squares: 0.0 };
                    let found = series.iter().skip(1).fold(start, |smoothed, value| smoothed.after(*value));
                    if best.is_none_or(|best| found.squares < best.squares) {
                        best = Some(found);
                    }
                }
            }
        }
        best
    }

    /// One year on.
    fn after(self, value: f64) -> Self {
        let trend = self.damping * self.trend;
        let error = value - self.level - trend;
        Self {
            level: self.level + trend + self.level_weight * error,
            trend: trend + self.trend_weight * error,
            squares: self.squares + error * error,
            ..self
        }
    }

    /// The forecast of each year ahead.
    pub(super) fn ahead(&self, horizon: usize) -> Vec<f64> {
        let (mut level, mut trend) = (self.level, self.trend);
        let mut next = || {
            trend *= self.damping;
            level += trend;
            level
        };
        (0..horizon).map(|_| next()).collect()
    }

    /// By how much a surprise of 1 moves its own year and the years after it.
    pub(super) fn carried_on(&self, horizon: usize) -> Vec<f64> {
        let (mut fading, mut sum) = (1.0, 0.0);
        let mut later = || {
            fading *= self.damping;
            sum += fading;
            self.level_weight + self.trend_weight * sum
        };
        std::iter::once(1.0).chain((1..horizon).map(|_| later())).take(horizon).collect()
    }

    /// The sum of squares of the one-year errors.
    pub(super) fn squares(&self) -> f64 {
        self.squares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weight 1/2 in the level and 1/4 in the trend, damping 0.8, level 100, trend 10; 120 comes: expected 108, error 12.
    #[test]
    fn one_year_by_hand() {
        let start = Smoothed { level: 100.0, trend: 10.0, level_weight: 0.5, trend_weight: 0.25, damping: 0.8, squares: 0.0 };
        let after = start.after(120.0);
        assert_eq!((after.level, after.trend, after.squares), (114.0, 11.0, 144.0));
        // 114 + 0.8 × 11 = 122.8; + 0.64 × 11 = 129.84.
        let ahead = after.ahead(2);
        assert!((ahead[0] - 122.8).abs() < 1e-12 && (ahead[1] - 129.84).abs() < 1e-12);
        // 1; 0.5 + 0.25 × 0.8; 0.5 + 0.25 × (0.8 + 0.64).
        let carried = after.carried_on(3);
        assert!(carried.iter().zip([1.0, 0.7, 0.86]).all(|(found, expected)| (found - expected).abs() < 1e-12));
    }

    #[test]
    fn a_constant_series_has_no_error() {
        let smoothed = Smoothed::best(&[7.0; 6]).unwrap();
        assert_eq!((smoothed.squares(), smoothed.ahead(3)), (0.0, vec![7.0; 3]));
        assert_eq!(Smoothed::best(&[]), None);
    }
}
