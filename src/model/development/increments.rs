//! Mack's model of Bornhuetter and Ferguson's method: entrants of each age as a share of the number expected in the end.

use super::sigma::TailSigma;
use super::triangle::{DevelopmentRow, DevelopmentTriangle};

/// Share of the final number that joins at each age, with its variation.
#[derive(Debug, Clone)]
pub(super) struct Increments {
    ages: Vec<AgeShare>,
}

#[derive(Debug, Clone, Copy)]
struct AgeShare {
    /// ŷ, the share that joins at the age.
    share: Option<f64>,
    /// ŝ², the variance of an increment per expected entrant.
    variance: Option<f64>,
    /// Variance of the share.
    share_variance: Option<f64>,
}

impl Increments {
    /// The shares of a triangle given the expected final number of each row.
    pub(super) fn of(triangle: &DevelopmentTriangle, priors: &[Option<f64>], tail_sigma: TailSigma) -> Self {
        let cells = |age: usize| {
            let of_row = move |(row, prior): (&DevelopmentRow, &Option<f64>)| Some((increment(row, age)?, (*prior)?));
            triangle.rows().iter().zip(priors).filter_map(of_row)
        };
        let raw: Vec<(f64, f64)> =
            (0..triangle.ages()).map(|age| cells(age).fold((0.0, 0.0), |(s, u), cell| (s + cell.0, u + cell.1))).collect();
        let raw_shares: Option<Vec<f64>> = raw.iter().map(|(above, below)| (*below > 0.0).then(|| above / below)).collect();
        let sum: f64 = raw_shares.iter().flatten().sum();
        let shares = raw_shares
            .filter(|_| sum > 0.0 && sum.is_finite())
            .map(|shares| shares.into_iter().map(|share| share / sum).collect::<Vec<f64>>());
        let share_at = |age: usize| shares.as_ref().and_then(|shares| shares.get(age)).copied();
        let deviation = |age: usize| {
            let share = share_at(age)?;
            let count = cells(age).filter(|(_, prior)| *prior > 0.0).count();
            let squares = cells(age).filter(|(_, prior)| *prior > 0.0).map(|(seen, prior)| (seen - prior * share).powi(2) / prior);
            (count > 1).then(|| (squares.sum::<f64>() / (count - 1) as f64).sqrt()).filter(|deviation| deviation.is_finite())
        };
        let estimated: Vec<Option<f64>> = (0..triangle.ages()).map(deviation).collect();
        let missing: Vec<usize> = (0..triangle.ages()).filter(|&age| estimated[age].is_none() && share_at(age).is_some()).collect();
        let filled = tail_sigma.fill(&estimated, &missing);
        let ages = filled.iter().enumerate().map(|(age, sigma)| {
            let variance = sigma.map(|(sigma, _)| sigma * sigma);
            let below = raw.get(age).map_or(0.0, |raw| raw.1);
            AgeShare { share: share_at(age), variance, share_variance: variance.filter(|_| below > 0.0).map(|variance| variance / below) }
        });
        Self { ages: ages.collect() }
    }

    /// ẑ, the share reached at an age; 0 before the first, exactly 1 at the last.
    pub(super) fn developed(&self, age: Option<usize>) -> Option<f64> {
        let reached = age.map_or(0, |age| age + 1);
        let later: Option<f64> = self.ages.iter().skip(reached).map(|age| age.share).sum();
        later.map(|later| if reached == 0 { 0.0 } else { (1.0 - later).max(0.0) })
    }

    /// Variance per expected entrant of what joins after an age.
    pub(super) fn future_variance(&self, age: Option<usize>) -> Option<f64> {
        self.ages.iter().skip(age.map_or(0, |age| age + 1)).map(|age| age.variance).sum()
    }

    /// Variance of ẑ: that of the shares so far or of those to come, whichever is less, since both sum to 1.
    pub(super) fn developed_variance(&self, age: Option<usize>) -> Option<f64> {
        let reached = age.map_or(0, |age| age + 1);
        let before: Option<f64> = self.ages.iter().take(reached).map(|age| age.share_variance).sum();
        let after: Option<f64> = self.ages.iter().skip(reached).map(|age| age.share_variance).sum();
        Some(before?.min(after?))
    }
}

/// Who joined at an age, where that and the age before were seen.
fn increment(row: &DevelopmentRow, age: usize) -> Option<f64> {
    let before = match age {
        0 => 0.0,
        age => row.at(age - 1)?,
    };
    Some(row.at(age)? - before)
}
