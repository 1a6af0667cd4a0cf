//! What does each line and colour mean? A legend above the plot, broken into rows, so that it never covers data.

use super::canvas::{Anchor, Canvas, Lettering};
use super::palette::{Fill, GREY, INK, LineStyle};
use super::text_width::{fitted, text_width};
use crate::report::cell::Completeness;

const SIZE: f64 = 11.0;
const ROW: f64 = 18.0;
const KEY: f64 = 28.0;
const GAP: f64 = 18.0;

/// The sample in front of a label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Key {
    /// A line with its marker.
    Line(LineStyle),
    /// A line without a marker.
    Plain(LineStyle),
    /// A filled area.
    Area(Fill),
    /// A pale band of this colour and opacity.
    Band(&'static str, f64),
    /// A hollow point: not complete.
    Hollow,
    /// A hollow point that stands alone: beaten by another one.
    Beaten(LineStyle),
    /// A faint rectangle with a dashed outline: not complete.
    Open,
}

/// Draws the entries in rows from `top` and returns where the next thing can be drawn.
pub(super) fn draw(canvas: &mut Canvas, top: f64, left: f64, right: f64, entries: &[(Key, String)]) -> f64 {
    let (mut x, mut y) = (left, top + ROW / 2.0);
    for (key, label) in entries {
        let label = fitted(label, SIZE, right - left - KEY);
        let width = KEY + text_width(&label, SIZE);
        if x > left && x + width > right {
            (x, y) = (left, y + ROW);
        }
        sample(canvas, *key, x, y);
        canvas.text((x + KEY, y), &label, Lettering::new(SIZE, INK).at(Anchor::Start));
        x += width + GAP;
    }
    if entries.is_empty() { top } else { y + ROW / 2.0 + 2.0 }
}

/// Draws the sample of one entry, 24 wide and centred on `y`.
fn sample(canvas: &mut Canvas, key: Key, x: f64, y: f64) {
    let (ends, corner, size) = (((x, y), (x + 24.0, y)), (x + 4.0, y - 5.5), (18.0, 11.0));
    match key {
        Key::Line(style) => {
            canvas.line(ends.0, ends.1, style.colour, 2.0, style.dash);
            canvas.marker((x + 12.0, y), style, 3.2, Completeness::Complete, None);
        }
        Key::Plain(style) => canvas.line(ends.0, ends.1, style.colour, 2.0, style.dash),
        Key::Area(fill) => {
            let paint = canvas.paint(fill);
            canvas.rectangle(corner, size, &paint, GREY, None);
        }
        Key::Band(colour, opacity) => {
            canvas.area(&[(x + 4.0, y - 5.5), (x + 22.0, y - 5.5), (x + 22.0, y + 5.5), (x + 4.0, y + 5.5)], colour, opacity)
        }
        Key::Hollow => {
            let style = LineStyle { colour: GREY, ..LineStyle::nth(0) };
            canvas.line(ends.0, ends.1, GREY, 1.6, INCOMPLETE_DASH);
            canvas.marker((x + 12.0, y), style, 3.2, Completeness::Incomplete, None);
        }
        Key::Beaten(style) => canvas.marker((x + 12.0, y), style, 4.2, Completeness::Incomplete, None),
        Key::Open => canvas.open_rectangle(corner, size, GREY, GREY, None),
    }
}

/// The dash of a line that leads to or from a point that is not complete.
pub(super) const INCOMPLETE_DASH: &str = "1.5 2.5";
