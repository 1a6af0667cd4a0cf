//! The simple methods that every other must beat.

use super::forecast::{Forecast, Forecasts};
use crate::unit::FiscalYear;

/// The last value stays: a random walk, whose deviation grows with the square root of the years ahead.
///
/// # Errors
///
/// None; `Ok(None)` with fewer than two years.
pub fn naive(history: &[(FiscalYear, f64)], horizon: usize) -> Forecasts {
    let steps = steps(history);
    let Some(last) = history.last().filter(|_| !steps.is_empty()) else { return Ok(None) };
    let deviation = (steps.iter().map(|step| step * step).sum::<f64>() / steps.len() as f64).sqrt();
    Ok(Some((1..=horizon).map(|ahead| Forecast { mean: last.1, deviation: deviation * (ahead as f64).sqrt() }).collect()))
}

/// The mean yearly change goes on: a random walk with drift.
///
/// # Formula
///
/// ```text
/// mean = last + h d,   deviation = s sqrt(h (1 + h / (n - 1)))
/// ```
///
/// with d and s mean and standard deviation of the n - 1 yearly changes: R. J. Hyndman and G. Athanasopoulos (2021), *Forecasting: Principles and
/// Practice*, 3rd ed., section 5.5.
///
/// # Errors
///
/// None; `Ok(None)` with fewer than three years.
pub fn drift(history: &[(FiscalYear, f64)], horizon: usize) -> Forecasts {
    let Some(last) = history.last() else { return Ok(None) };
    Ok(wander(&steps(history), horizon).map(|ahead| ahead.map(|(mean, deviation)| Forecast { mean: last.1 + mean, deviation }).collect()))
}

/// The mean yearly growth in percent goes on: drift of the logarithm, with the deviation put back to first order.
///
/// # Errors
///
/// None; `Ok(None)` with fewer than three years, or a value that is not positive.
pub fn constant_rate(history: &[(FiscalYear, f64)], horizon: usize) -> Forecasts {
    let Some(last) = history.last().filter(|_| history.iter().all(|(_, value)| *value > 0.0)) else { return Ok(None) };
    let logs: Vec<(FiscalYear, f64)> = history.iter().map(|(year, value)| (*year, value.ln())).collect();
    let forecast = |(mean, deviation): (f64, f64)| Forecast { mean: last.1 * mean.exp(), deviation: last.1 * mean.exp() * deviation };
    Ok(wander(&steps(&logs), horizon).map(|ahead| ahead.map(forecast).collect()))
}

/// The changes from one year to the next.
fn steps(history: &[(FiscalYear, f64)]) -> Vec<f64> {
    history.windows(2).map(|pair| pair[1].1 - pair[0].1).collect()
}

/// Mean and deviation of a random walk with drift, by years ahead.
fn wander(steps: &[f64], horizon: usize) -> Option<impl Iterator<Item = (f64, f64)>> {
    let n = steps.len() as f64;
    if steps.len() < 2 {
        return None;
    }
    let mean = steps.iter().sum::<f64>() / n;
    let deviation = (steps.iter().map(|step| (step - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    Some((1..=horizon).map(move |ahead| {
        let h = ahead as f64;
        (h * mean, deviation * (h * (1.0 + h / n)).sqrt())
    }))
}
