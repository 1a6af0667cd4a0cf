//! In which colours, dashes, markers and hatches are things drawn? Ones that colour-blind readers and grey printers can tell apart.
//!
//! The hues are those of Okabe and Ito (2008), "Color Universal Design", without yellow, which is too pale for a line.

/// Okabe-Ito hues: blue, vermillion, bluish green, reddish purple, orange, sky blue, black.
const HUES: [&str; 7] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#222222"];
/// Dashes, the plain line first; seven hues and five dashes have no common factor, so 35 lines differ.
const DASHES: [&str; 5] = ["", "7 3", "2.5 2.5", "9 3 2 3", "13 4"];
/// Markers in order.
const MARKERS: [Marker; 6] = [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Diamond, Marker::Pointer, Marker::Bar];
/// Pale to dark blue; luminance falls all the way, so that the scale survives a grey printer.
const SEQUENCE: [(f64, f64, f64); 5] =
    [(242.0, 246.0, 250.0), (186.0, 212.0, 233.0), (110.0, 168.0, 211.0), (37.0, 112.0, 171.0), (10.0, 45.0, 92.0)];

/// Colour of axes and texts.
pub(super) const INK: &str = "#222222";
/// Colour of secondary texts.
pub(super) const GREY: &str = "#595959";
/// Colour of grid lines.
pub(super) const PALE: &str = "#E3E3E3";
/// The background.
pub(super) const PAPER: &str = "#FFFFFF";

/// The shape of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A circle.
    Circle,
    /// A square.
    Square,
    /// A triangle that points up.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A triangle that points down.
    Pointer,
    /// An upright bar.
    Bar,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineStyle {
    /// The hue.
    pub(super) colour: &'static str,
    /// The dash array; empty for a plain line.
    pub(super) dash: &'static str,
    /// The shape of its points.
    pub(super) marker: Marker,
}

impl LineStyle {
    /// The style of the line with this position among its fellows.
    pub(super) fn nth(index: usize) -> Self {
        let pick = |length: usize| index % length;
        Self { colour: HUES[pick(HUES.len())], dash: DASHES[pick(DASHES.len())], marker: MARKERS[pick(MARKERS.len())] }
    }
}

/// Colours of courses beside a projection in blue and a goal in vermillion: Okabe-Ito hues that differ from both, darkened where a line
/// would be too pale.
const COURSES: [(&str, &str, Marker); 6] = [
    ("#009E73", "", Marker::Square),
    ("#A34D80", "9 3 2 3", Marker::Triangle),
    ("#B87A00", "2.5 2.5", Marker::Pointer),
    ("#595959", "13 4", Marker::Bar),
    ("#3C96CC", "", Marker::Diamond),
    ("#7A3E00", "5 2", Marker::Circle),
];

impl LineStyle {
    /// The style of the course with this position beside a projection.
    pub(super) fn course(index: usize) -> Self {
        let (colour, dash, marker) = COURSES[index % COURSES.len()];
        Self { colour, dash, marker }
    }
}

/// What lies over the colour of a filled area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hatch {
    /// Nothing.
    Plain,
    /// Lines that rise.
    Rising,
    /// Lines that fall.
    Falling,
    /// Dots.
    Dotted,
    /// Level lines.
    Level,
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fill {
    /// The hue.
    pub(super) colour: &'static str,
    /// What lies over it.
    pub(super) hatch: Hatch,
}

impl Fill {
    /// The fill of what raises a rate.
    pub(super) const RISE: Self = Self { colour: "#0072B2", hatch: Hatch::Plain };
    /// The fill of what lowers one.
    pub(super) const FALL: Self = Self { colour: "#D55E00", hatch: Hatch::Falling };

    /// The fill of the inflow with this position.
    pub(super) fn inflow(index: usize) -> Self {
        const CHOICE: [(&str, Hatch); 4] =
            [("#0072B2", Hatch::Plain), ("#56B4E9", Hatch::Rising), ("#009E73", Hatch::Dotted), ("#9AD0C0", Hatch::Level)];
        let (colour, hatch) = CHOICE[index % CHOICE.len()];
        Self { colour, hatch }
    }

    /// The fill of the outflow with this position.
    pub(super) fn outflow(index: usize) -> Self {
        const CHOICE: [(&str, Hatch); 9] = [
            ("#D55E00", Hatch::Plain),
            ("#E69F00", Hatch::Falling),
            ("#CC79A7", Hatch::Level),
            ("#F0E442", Hatch::Dotted),
            ("#3D3D3D", Hatch::Plain),
            ("#F4C7A1", Hatch::Rising),
            ("#8C5A7A", Hatch::Plain),
            ("#D9D9D9", Hatch::Falling),
            ("#B8B8B8", Hatch::Dotted),
        ];
        let (colour, hatch) = CHOICE[index % CHOICE.len()];
        Self { colour, hatch }
    }
}

/// A colour of the sequential scale at a position from 0 (pale) to 1 (dark).
pub(super) fn sequential(position: f64) -> String {
    let (r, g, b) = mixed(position);
    format!("#{:02X}{:02X}{:02X}", r.round() as u8, g.round() as u8, b.round() as u8)
}

/// The colour of a text that can be read on [`sequential`] at the position: the one with the higher contrast.
pub(super) fn ink_on(position: f64) -> &'static str {
    let (r, g, b) = mixed(position);
    let linear = |c: f64| ((c / 255.0 + 0.055) / 1.055).powf(2.4); // sRGB; no colour of the scale is in its straight part
    // (0.213 + 0.05) / (0.016 + 0.05) = 1.05 / (0.213 + 0.05): there the contrasts with both inks are equal (WCAG 2, 1.4.3)
    if 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) > 0.213 { INK } else { PAPER }
}

/// Red, green and blue, 0 to 255, of the sequential scale.
fn mixed(position: f64) -> (f64, f64, f64) {
    let place = position.clamp(0.0, 1.0) * (SEQUENCE.len() - 1) as f64;
    let below = (place as usize).min(SEQUENCE.len() - 2);
    let (a, b, share) = (SEQUENCE[below], SEQUENCE[below + 1], place - below as f64);
    let mix = |from: f64, to: f64| from + (to - from) * share;
    (mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequential_scale_darkens_all_the_way() {
        let grey = |position| {
            let (r, g, b) = mixed(position);
            0.299 * r + 0.587 * g + 0.114 * b
        };
        assert!((0..100).all(|step| grey(f64::from(step) / 100.0) > grey(f64::from(step + 1) / 100.0)));
        assert_eq!((sequential(-1.0).as_str(), sequential(2.0).as_str()), ("#F2F6FA", "#0A2D5C"));
    }

    #[test]
    fn thirty_five_lines_differ_in_hue_or_dash() {
        let styles: std::collections::BTreeSet<_> = (0..35).map(|i| (LineStyle::nth(i).colour, LineStyle::nth(i).dash)).collect();
        assert_eq!(styles.len(), 35);
    }
}
