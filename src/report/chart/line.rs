//! How is a series of years drawn? Joined where it is continuous, broken where it is not, hollow where it is not complete.

use super::canvas::Canvas;
use super::frame::Scale;
use super::legend::INCOMPLETE_DASH;
use super::palette::LineStyle;
use super::point::{SeriesBreak, YearPoint};
use super::unit::ValueUnit;
use crate::report::cell::Completeness;

/// The two scales of a plot and the breaks in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'c> {
    pub(super) x: Scale,
    pub(super) y: Scale,
    pub(super) unit: ValueUnit,
    pub(super) breaks: &'c [SeriesBreak],
}

impl Field<'_> {
    /// Where a point lies; one without a value lies at 0.
    pub(super) fn place(&self, point: &YearPoint) -> (f64, f64) {
        (self.x.at(f64::from(point.year)), self.y.at(point.known().unwrap_or_default()))
    }
}

/// The points in the order of their years.
pub(super) fn in_order(points: &[YearPoint]) -> Vec<YearPoint> {
    let mut points = points.to_vec();
    points.sort_by_key(|point| point.year);
    points
}

/// Stretches of points that may be joined: broken at unknown values, at breaks, and where years are left out (more than the usual
/// distance between the points of the series, so that a count of every fifth year is still a line).
pub(super) fn stretches(points: &[YearPoint], breaks: &[SeriesBreak], has: impl Fn(&YearPoint) -> bool) -> Vec<Vec<YearPoint>> {
    let usual = usual_distance(points);
    let mut stretches: Vec<Vec<YearPoint>> = Vec::new();
    let mut before: Option<YearPoint> = None;
    for point in points {
        let joined = before.is_some_and(|b| {
            has(&b)
                && i64::from(point.year) - i64::from(b.year) <= usual
                && !breaks.iter().any(|k| b.year < k.before_year && k.before_year <= point.year)
        });
        before = Some(*point);
        match stretches.last_mut() {
            Some(stretch) if has(point) && joined => stretch.push(*point),
            _ if has(point) => stretches.push(vec![*point]),
            _ => {}
        }
    }
    stretches
}

/// The median distance between neighbouring points in years.
fn usual_distance(points: &[YearPoint]) -> i64 {
    let mut distances: Vec<i64> = points.windows(2).map(|pair| i64::from(pair[1].year) - i64::from(pair[0].year)).collect();
    distances.sort_unstable();
    distances.get(distances.len() / 2).copied().unwrap_or(1).max(1)
}

/// Draws the intervals of a series: a band over each stretch, an upright bar where a point stands alone.
pub(super) fn draw_intervals(canvas: &mut Canvas, field: Field<'_>, points: &[YearPoint], colour: &str, opacity: f64) {
    for stretch in stretches(points, field.breaks, |point| point.limits().is_some()) {
        let limits: Vec<_> = stretch
            .iter()
            .filter_map(|p| p.limits().map(|(low, high)| (field.x.at(f64::from(p.year)), field.y.at(low), field.y.at(high))))
            .collect();
        if let [(x, low, high)] = limits[..] {
            canvas.line((x, low), (x, high), colour, 1.2, "");
            canvas.line((x - 3.0, low), (x + 3.0, low), colour, 1.2, "");
            canvas.line((x - 3.0, high), (x + 3.0, high), colour, 1.2, "");
        } else {
            let outline: Vec<_> =
                limits.iter().map(|(x, low, _)| (*x, *low)).chain(limits.iter().rev().map(|(x, _, high)| (*x, *high))).collect();
            canvas.area(&outline, colour, opacity);
        }
    }
}

/// Draws the line and the points of a series; `label` is named in the hints.
pub(super) fn draw_line(canvas: &mut Canvas, field: Field<'_>, points: &[YearPoint], style: LineStyle, label: &str) {
    let place = |point: &YearPoint| field.place(point);
    for stretch in stretches(points, field.breaks, |point| point.known().is_some()) {
        let complete = |p: &&YearPoint| p.completeness == Completeness::Complete;
        for run in stretch.chunk_by(|a, b| complete(&a) && complete(&b)) {
            canvas.path(&run.iter().map(place).collect::<Vec<_>>(), style.colour, 2.0, style.dash);
        }
        for pair in stretch.windows(2).filter(|pair| !pair.iter().all(|p| complete(&p))) {
            canvas.path(&[place(&pair[0]), place(&pair[1])], style.colour, 1.6, INCOMPLETE_DASH);
        }
        let radius = if field.x.density() < 8.0 { 2.2 } else { 3.2 };
        for point in &stretch {
            let hint = point.known().map(|value| hint(canvas, label, point, &field.unit.brief(value, canvas.language)));
            canvas.marker(place(point), style, radius, point.completeness, hint.as_deref());
        }
    }
}

/// What is shown where the pointer rests on a point.
pub(super) fn hint(canvas: &Canvas, label: &str, point: &YearPoint, value: &str) -> String {
    let mark = if point.completeness == Completeness::Incomplete { canvas.language.choose(" (incomplete)", "（未確定）") } else { "" };
    format!("{label}, {}: {value}{mark}", point.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(points: &[YearPoint], breaks: &[SeriesBreak]) -> Vec<Vec<i32>> {
        stretches(points, breaks, |p| p.known().is_some()).iter().map(|s| s.iter().map(|p| p.year).collect()).collect()
    }

    #[test]
    fn a_line_is_not_drawn_across_unknown_values_breaks_or_years_left_out() {
        let at = |year: i32| YearPoint::new(year, 1.0);
        assert_eq!(years(&[at(1), at(2), YearPoint::new(3, None), at(4)], &[]), [vec![1, 2], vec![4]]);
        assert_eq!(years(&[at(1), at(2), at(3)], &[SeriesBreak { before_year: 3, label: String::new() }]), [vec![1, 2], vec![3]]);
        assert_eq!(years(&[at(2008), at(2009), at(2014), at(2015)], &[]), [vec![2008, 2009], vec![2014, 2015]]);
    }

    #[test]
    fn a_count_of_every_fifth_year_is_still_one_line() {
        let points: Vec<_> = [1990, 1995, 2000].map(|year| YearPoint::new(year, 1.0)).to_vec();
        assert_eq!(years(&points, &[]), [vec![1990, 1995, 2000]]);
    }
}
