//! Where do the marks of an axis stand? On round numbers, whole where the quantity is whole, and on whole years.

use super::ValueUnit;
use super::text_width::text_width;
use crate::report::language::Language;

/// The round numbers of an axis and the range that they span.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ticks {
    /// The lowest value of the axis.
    pub(super) from: f64,
    /// The highest value of the axis; above `from`.
    pub(super) to: f64,
    /// The round numbers, ascending.
    pub(super) values: Vec<f64>,
    /// The distance between them.
    step: f64,
}

impl Ticks {
    /// Ticks for the values of an axis that are known; about `wanted` of them. The axis starts at 0 unless all values lie in the
    /// upper quarter of what that would show.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, unit: ValueUnit, wanted: usize) -> Option<Self> {
        let (low, high) = range(values)?;
        let high = if high <= low && high <= 0.0 { low.max(0.0) + unit.smallest_range() } else { high };
        let low = if low >= 0.0 && (low <= 0.75 * high || high <= low) { 0.0 } else { low };
        Some(Self::spanning(low, high, unit, wanted))
    }

    /// Ticks that span `low` to `high`, `low` below `high`.
    pub(super) fn spanning(low: f64, high: f64, unit: ValueUnit, wanted: usize) -> Self {
        let rough = (high - low) / wanted.max(1) as f64;
        let magnitude = 10_f64.powf(rough.log10().floor());
        let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * magnitude >= rough * 0.999).unwrap_or(10.0);
        let step = (factor * magnitude).max(unit.smallest_step());
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil().max((low / step + 1e-9).floor() + 1.0));
        let count = (last - first).min(1_000.0) as usize;
        let values: Vec<f64> = (0..=count).map(|index| (first + index as f64) * step).collect();
        Self { from: first * step, to: last * step, values, step }
    }

    /// A tick at every `step` from 0 to `high`.
    pub(super) fn every(step: i64, high: f64) -> Self {
        let count = (high / step as f64).min(1_000.0) as i64;
        Self { from: 0.0, to: high, values: (0..=count).map(|k| (k * step) as f64).collect(), step: step as f64 }
    }

    /// The text of a tick, with as many decimals as the step needs.
    pub(super) fn label(&self, value: f64, unit: ValueUnit, language: Language) -> String {
        unit.shown(value, decimals_of(self.step * unit.factor()), language)
    }

    /// The widest label in a font of `size`.
    pub(super) fn label_width(&self, unit: ValueUnit, language: Language, size: f64) -> f64 {
        self.values.iter().map(|value| text_width(&self.label(*value, unit, language), size)).fold(0.0, f64::max)
    }
}

/// Lowest and highest of some numbers.
pub(super) fn range(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|v| v.is_finite()).fold(None, |range: Option<(f64, f64)>, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    })
}

/// The years of an axis that carry a label: every `step`-th, so far apart that labels `label_width` wide keep clear of each other.
pub(super) fn labelled_years(first: i64, last: i64, pixels_a_year: f64, label_width: f64) -> Vec<i64> {
    let step = whole_step(pixels_a_year, label_width);
    (first.div_euclid(step)..=last.div_euclid(step)).map(|k| k * step).filter(|year| (first..=last).contains(year)).take(1_000).collect()
}

/// The smallest of 1, 2, 5, 10, 20, 50 … for which labels `label_width` wide at that distance keep clear of each other.
pub(super) fn whole_step(pixels_a_unit: f64, label_width: f64) -> i64 {
    let mut magnitude = 1_i64;
    loop {
        for factor in [1, 2, 5] {
            let step = magnitude.saturating_mul(factor);
            if step as f64 * pixels_a_unit >= label_width || step > i64::from(u32::MAX) {
                return step;
            }
        }
        magnitude = magnitude.saturating_mul(10);
    }
}

/// Digits after the point that tell multiples of a step apart.
fn decimals_of(step: f64) -> u8 {
    (0..=9_u8)
        .find(|digits| ((step * 10_f64.powi(i32::from(*digits))).round() / 10_f64.powi(i32::from(*digits)) - step).abs() < step * 1e-6)
        .unwrap_or(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_whole_ticks_from_zero() {
        let ticks = Ticks::around([1.0, 3.0], ValueUnit::Count, 6).unwrap();
        assert_eq!(ticks.values, [0.0, 1.0, 2.0, 3.0]);
        let ticks = Ticks::around([0.0, 1e8], ValueUnit::Count, 5).unwrap();
        assert_eq!(ticks.label(1e8, ValueUnit::Count, Language::En), "100,000,000");
    }

    #[test]
    fn all_zero_and_a_single_value_still_span_an_axis() {
        assert_eq!(Ticks::around([0.0, 0.0], ValueUnit::Count, 5).map(|t| (t.from, t.to)), Some((0.0, 1.0)));
        assert_eq!(Ticks::around([5.0], ValueUnit::Count, 5).map(|t| (t.from, t.to)), Some((0.0, 5.0)));
        assert_eq!(Ticks::around([-5.0], ValueUnit::Count, 5).map(|t| t.from <= -5.0 && t.to > t.from), Some(true));
        assert_eq!(Ticks::around([f64::NAN], ValueUnit::Count, 5), None);
    }

    #[test]
    fn an_axis_leaves_zero_out_only_when_the_values_are_close_together() {
        assert_eq!(Ticks::around([0.60, 0.90], ValueUnit::Percent, 5).map(|t| t.from), Some(0.0));
        assert!(Ticks::around([0.90, 0.92], ValueUnit::Percent, 5).unwrap().from >= 0.88);
    }

    #[test]
    fn percentages_show_the_decimals_that_their_step_needs() {
        let ticks = Ticks::around([0.0, 0.004], ValueUnit::Percent, 4).unwrap();
        assert_eq!(ticks.label(ticks.values[1], ValueUnit::Percent, Language::Ja), "0.1%");
    }

    #[test]
    fn years_are_whole_and_thinned() {
        assert_eq!(labelled_years(2012, 2016, 50.0, 30.0), [2012, 2013, 2014, 2015, 2016]);
        assert_eq!(labelled_years(1966, 2024, 10.0, 30.0), [1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020]);
        assert!(labelled_years(i64::from(i32::MIN), i64::from(i32::MAX), 1e-7, 30.0).len() < 20);
    }
}
