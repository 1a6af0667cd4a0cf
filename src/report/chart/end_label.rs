//! Which line is which? A name at the end of each, pushed apart where lines end close together, so that nobody has to look it up.

use super::canvas::{Canvas, Lettering};
use super::frame::{MARGIN, Plot, TICK};
use super::text_width::{text_width, wrapped};

/// Height of a line of a name.
const LINE: f64 = 12.5;
/// Distance between two names.
const GAP: f64 = 3.0;
/// From the end of a line to its name.
const LEADER: f64 = 16.0;
/// The widest that names may be, as a share of the picture.
const WIDEST: f64 = 0.26;
/// Lines of a name that are printed.
const MOST_LINES: usize = 3;

/// The name of a line, the value at its end, and where the line ends.
pub(super) struct EndLabel {
    pub(super) end: (f64, f64),
    pub(super) colour: &'static str,
    pub(super) name: String,
    pub(super) value: String,
}

/// Room right of a plot for names with values; 0 when there are none.
pub(super) fn room<'t>(names: impl Iterator<Item = (&'t str, &'t str)>, width: f64) -> f64 {
    let widest = names.map(|(name, value)| text_width(name, TICK) + text_width(" ", TICK) + text_width(value, TICK)).reduce(f64::max);
    widest.map_or(0.0, |widest| (1.04 * widest).min(WIDEST * width) + LEADER)
}

/// Height of all names below each other, in the room that [`room`] found.
pub(super) fn height<'t>(names: impl Iterator<Item = (&'t str, &'t str)>, room: f64) -> f64 {
    names.map(|(name, value)| LINE * lines_of(name, value, room - LEADER).len() as f64 + GAP).sum()
}

/// Draws the names right of the plot, each joined to the end of its line.
pub(super) fn draw(canvas: &mut Canvas, plot: Plot, mut labels: Vec<EndLabel>) {
    labels.sort_by(|one, other| one.end.1.total_cmp(&other.end.1));
    let left = plot.right + LEADER;
    let texts: Vec<Vec<String>> =
        labels.iter().map(|label| lines_of(&label.name, &label.value, canvas.width - left - MARGIN - 4.0)).collect();
    let heights: Vec<f64> = texts.iter().map(|lines| LINE * lines.len() as f64 + GAP).collect();
    let wanted: Vec<f64> = labels.iter().map(|label| label.end.1).collect();
    let middles = apart(&wanted, &heights, (plot.top, plot.bottom));
    for ((label, lines), middle) in labels.iter().zip(&texts).zip(middles) {
        canvas.path(&[(label.end.0 + 4.0, label.end.1), (plot.right + 2.0, label.end.1), (left - 3.0, middle)], label.colour, 0.8, "");
        let first = middle - LINE * (lines.len() as f64 - 1.0) / 2.0;
        for (at, line) in lines.iter().enumerate() {
            canvas.text((left, first + LINE * at as f64), line, Lettering::new(TICK, label.colour));
        }
    }
}

/// A name in so many lines as are printed, with the value at its end or below it.
fn lines_of(name: &str, value: &str, width: f64) -> Vec<String> {
    let mut lines = wrapped(name, TICK, width);
    let fits = lines.last().is_some_and(|last| text_width(last, TICK) + text_width(" ", TICK) + text_width(value, TICK) <= width);
    if !fits {
        lines.truncate(MOST_LINES - 1);
        lines.push(String::new());
    } else if lines.len() > MOST_LINES {
        lines.drain(MOST_LINES - 1..lines.len() - 1);
    }
    if let Some(last) = lines.last_mut() {
        *last = format!("{last} {value}").trim().to_owned();
    }
    lines
}

/// Middles as near to the wanted ones (ascending) as they can be without touching: each is pushed down by the one above, then all are
/// pushed up again from the lower end.
fn apart(wanted: &[f64], heights: &[f64], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut middles = Vec::with_capacity(wanted.len());
    let mut free = top - 8.0;
    for (wanted, height) in wanted.iter().zip(heights) {
        let middle = wanted.max(free + height / 2.0);
        middles.push(middle);
        free = middle + height / 2.0;
    }
    let mut free = bottom + 8.0;
    for (middle, height) in middles.iter_mut().zip(heights).rev() {
        *middle = middle.min(free - height / 2.0);
        free = *middle - height / 2.0;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lines_that_end_at_one_place_stand_below_each_other() {
        let middles = apart(&[50.0, 50.0, 50.0], &[10.0; 3], (0.0, 100.0));
        assert_eq!(middles, [50.0, 60.0, 70.0]);
        let at_the_end = apart(&[98.0, 99.0, 100.0], &[10.0; 3], (0.0, 100.0));
        assert_eq!(at_the_end, [83.0, 93.0, 103.0]);
        assert_eq!(apart(&[10.0, 90.0], &[10.0; 2], (0.0, 100.0)), [10.0, 90.0]);
    }

    #[test]
    fn a_long_name_keeps_the_value_at_its_end() {
        let lines = lines_of(&"word ".repeat(30), "58.2 %", 60.0);
        assert_eq!((lines.len(), lines.last().map(|line| line.ends_with("58.2 %"))), (MOST_LINES, Some(true)));
        assert_eq!(lines_of("all", "58.2 %", 80.0), ["all 58.2 %"]);
        assert_eq!(lines_of("all of it", "58.2 %", 50.0), ["all of it", "58.2 %"]);
        assert_eq!(lines_of("", "", 50.0), [""]);
    }
}
