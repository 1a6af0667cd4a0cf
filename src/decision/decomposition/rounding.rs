//! How are parts printed so that the printed figures add up?

use crate::error::{Error, Result};
use crate::special::compensated_sum;

/// Most decimals that figures are rounded to.
const MOST_DECIMALS: u32 = 15;

/// Largest number of units of the last decimal: 2^43, of which a real number holds ten binary digits after the point.
const LARGEST_WHOLE: f64 = 8_796_093_022_208.0;

/// A change in rounded figures that add up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RoundedChange {
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) change: f64,
    pub(super) parts: Vec<f64>,
}

/// Rounds before and after to the nearest, and the parts by largest remainder so that they sum to the difference.
pub(super) fn rounded_change(before: f64, after: f64, parts: &[f64], decimals: u32) -> Result<RoundedChange> {
    let scale = power_of_ten(decimals)?;
    if let Some(large) = parts.iter().chain([&before, &after]).find(|value| (*value * scale).abs() >= LARGEST_WHOLE) {
        let advice = format!("{large} has not {decimals} decimals; round to fewer");
        return Err(Error::Limit { what: "decimals", found: decimals.into(), limit: MOST_DECIMALS.into(), advice });
    }
    let missing = (after - before - compensated_sum(parts.iter().copied())) * scale;
    if missing.abs() > 0.5 {
        let reason = "of the last decimal is missed by the parts; take more steps, or round to fewer decimals";
        return Err(Error::setting("part of the change", format!("{missing:.1} units"), reason));
    }
    // Half up for both, so that their difference is never a whole unit off.
    let half_up = |value: f64| (value * scale + 0.5).floor() as i64;
    let (first, last) = (half_up(before), half_up(after));
    let units = apportioned(&parts.iter().map(|part| snapped(part * scale)).collect::<Vec<_>>(), last - first);
    let figure = |units: i64| units as f64 / scale;
    let parts = units.into_iter().map(figure).collect();
    Ok(RoundedChange { before: figure(first), after: figure(last), change: figure(last - first), parts })
}

/// Ten to the number of decimals.
fn power_of_ten(decimals: u32) -> Result<f64> {
    if decimals > MOST_DECIMALS {
        let advice = "real numbers hold no more digits; round to fewer".into();
        return Err(Error::Limit { what: "decimals", found: decimals.into(), limit: MOST_DECIMALS.into(), advice });
    }
    Ok((0..decimals).fold(1.0, |power, _| power * 10.0))
}

/// A number that misses a whole one by rounding only, as that whole one.
fn snapped(value: f64) -> f64 {
    let whole = value.round();
    if (value - whole).abs() <= 1e-9 + 4.0 * f64::EPSILON * whole.abs() { whole } else { value }
}

/// Whole numbers next to `values` that sum to `total`: each rounded down, then those with the largest remainders raised.
fn apportioned(values: &[f64], total: i64) -> Vec<i64> {
    let mut units: Vec<i64> = values.iter().map(|value| value.floor() as i64).collect();
    let mut by_remainder: Vec<usize> = (0..values.len()).filter(|&at| values[at].fract() != 0.0).collect();
    let remainder = |at: usize| values[at] - values[at].floor();
    by_remainder.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let mut short = i128::from(total) - units.iter().map(|&units| i128::from(units)).sum::<i128>();
    for at in by_remainder {
        if short <= 0 {
            break;
        }
        units[at] += 1;
        short -= 1;
    }
    // Where all parts are whole and before and after are not, the largest part takes the unit.
    if let Some(largest) = (0..values.len()).max_by(|&a, &b| values[a].abs().total_cmp(&values[b].abs())) {
        units[largest] = units[largest].saturating_add(i64::try_from(short).unwrap_or(0));
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_sum_to_one() {
        // 1/3 each: 33, 33 and 33 hundredths are one short; the first of equal remainders takes it.
        assert_eq!(apportioned(&[100.0 / 3.0; 3], 100), [34, 33, 33]);
        assert_eq!(apportioned(&[-0.5, 0.0, -0.5], -1), [0, 0, -1]);
    }

    #[test]
    fn whole_parts_stay_as_they_are() {
        let rounded = rounded_change(0.5, 0.75, &[0.35, -0.10], 2).unwrap();
        assert_eq!(rounded.parts, [0.35, -0.10]);
    }

    #[test]
    fn what_has_not_so_many_decimals_is_refused() {
        assert_eq!(rounded_change(0.1, 0.2, &[0.1], 16).unwrap_err().code(), "limit");
        assert_eq!(rounded_change(1e12, 1e12, &[0.0], 10).unwrap_err().code(), "limit");
        assert_eq!(rounded_change(0.0, 1.0, &[0.5], 2).unwrap_err().code(), "setting");
    }
}
