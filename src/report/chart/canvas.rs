//! What can be drawn? Lines, areas, points and texts, written as SVG by the `svg` crate, which escapes what must be escaped.
//!
//! Everything is in CSS pixels from the top left corner, written with two decimals, so that the same picture has the same bytes.

use super::palette::{Fill, Hatch, INK, LineStyle, Marker, PAPER};
use super::text_width::FONT_FAMILY;
use crate::report::cell::Completeness;
use crate::report::language::Language;
use svg::node::Node;
use svg::node::Text as TextNode;
use svg::node::element::Element;

/// Where the given point of a text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// How a text is set; its vertical middle lies at the given point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lettering {
    /// Font size.
    pub(super) size: f64,
    /// Colour.
    pub(super) colour: &'static str,
    /// Bold or not.
    pub(super) weight: Weight,
    /// Where the given point lies.
    pub(super) anchor: Anchor,
}

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Running text.
    Regular,
    /// Headings.
    Bold,
}

impl Lettering {
    /// Regular text that starts at the given point.
    pub(super) const fn new(size: f64, colour: &'static str) -> Self {
        Self { size, colour, weight: Weight::Regular, anchor: Anchor::Start }
    }

    /// The same in bold.
    pub(super) const fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    /// The same with another anchor.
    pub(super) const fn at(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }
}

/// A picture that is being drawn.
#[derive(Debug)]
pub(super) struct Canvas {
    id: String,
    pub(super) language: Language,
    pub(super) width: f64,
    patterns: Vec<(Fill, Element)>,
    marks: Vec<Element>,
}

impl Canvas {
    /// An empty picture; `id` is unique among the pictures of a page.
    pub(super) fn new(id: &str, language: Language, width: f64) -> Self {
        Self { id: id.to_string(), language, width, patterns: Vec::new(), marks: Vec::new() }
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, thickness: f64, dash: &str) {
        let mut line = element("line", &[("x1", px(from.0)), ("y1", px(from.1)), ("x2", px(to.0)), ("y2", px(to.1))]);
        stroke(&mut line, colour, thickness, dash);
        self.marks.push(line);
    }

    /// A line through points; nothing for fewer than two.
    pub(super) fn path(&mut self, points: &[(f64, f64)], colour: &str, thickness: f64, dash: &str) {
        if points.len() < 2 {
            return;
        }
        let mut path = element("path", &[("d", path_data(points)), ("fill", "none".into()), ("stroke-linejoin", "round".into())]);
        stroke(&mut path, colour, thickness, dash);
        self.marks.push(path);
    }

    /// A filled area.
    pub(super) fn area(&mut self, points: &[(f64, f64)], colour: &str, opacity: f64) {
        let data = format!("{}Z", path_data(points));
        self.marks.push(element("path", &[("d", data), ("fill", colour.into()), ("fill-opacity", px(opacity)), ("stroke", "none".into())]));
    }

    /// A filled rectangle, with a hint shown where the pointer rests.
    pub(super) fn rectangle(&mut self, corner: (f64, f64), size: (f64, f64), fill: &str, outline: &str, hint: Option<&str>) {
        let mut rectangle = place(corner, size);
        rectangle.assign("fill", fill);
        if !outline.is_empty() {
            stroke(&mut rectangle, outline, 0.6, "");
        }
        add_hint(&mut rectangle, hint);
        self.marks.push(rectangle);
    }

    /// A rectangle painted faintly with a dashed outline: something that is not complete.
    pub(super) fn open_rectangle(&mut self, corner: (f64, f64), size: (f64, f64), paint: &str, outline: &str, hint: Option<&str>) {
        let mut rectangle = place(corner, size);
        rectangle.assign("fill", paint);
        rectangle.assign("fill-opacity", "0.3");
        if size.1 > 4.0 {
            stroke(&mut rectangle, outline, 1.0, "3 2");
        }
        add_hint(&mut rectangle, hint);
        self.marks.push(rectangle);
    }

    /// A dashed outline and nothing within.
    pub(super) fn outline(&mut self, corner: (f64, f64), size: (f64, f64), colour: &str) {
        let mut rectangle = place(corner, size);
        rectangle.assign("fill", "none");
        stroke(&mut rectangle, colour, 1.0, "2 1.5");
        self.marks.push(rectangle);
    }

    /// A point of a line; hollow for what is not complete.
    pub(super) fn marker(&mut self, at: (f64, f64), style: LineStyle, radius: f64, completeness: Completeness, hint: Option<&str>) {
        let hollow = completeness == Completeness::Incomplete;
        let fill = if hollow { PAPER } else { style.colour };
        let mut marker = element("path", &[("d", outline_of(style.marker, at, radius)), ("fill", fill.into())]);
        stroke(&mut marker, style.colour, if hollow { 1.4 } else { 0.8 }, "");
        add_hint(&mut marker, hint);
        self.marks.push(marker);
    }

    /// A text on one line; characters that no document may hold are left out.
    pub(super) fn text(&mut self, at: (f64, f64), text: &str, lettering: Lettering) {
        let baseline = at.1 + lettering.size * 0.36;
        let mut node =
            element("text", &[("x", px(at.0)), ("y", px(baseline)), ("font-size", px(lettering.size)), ("fill", lettering.colour.into())]);
        match lettering.anchor {
            Anchor::Start => {}
            Anchor::Middle => node.assign("text-anchor", "middle"),
            Anchor::End => node.assign("text-anchor", "end"),
        }
        if lettering.weight == Weight::Bold {
            node.assign("font-weight", "bold");
        }
        node.append(TextNode::new(printable(text)));
        self.marks.push(node);
    }

    /// The paint for a fill: its colour, or the pattern that is added to the picture when it is first used.
    pub(super) fn paint(&mut self, fill: Fill) -> String {
        if fill.hatch == Hatch::Plain {
            return fill.colour.to_string();
        }
        let index = self.patterns.iter().position(|(known, _)| *known == fill).unwrap_or_else(|| {
            let pattern = pattern(&format!("{}-p{}", self.id, self.patterns.len()), fill);
            self.patterns.push((fill, pattern));
            self.patterns.len() - 1
        });
        format!("url(#{}-p{index})", self.id)
    }

    /// The finished picture with its accessible name and description.
    pub(super) fn finish(self, height: f64, title: &str, description: &str) -> String {
        let (width, height) = (px(self.width), px(height));
        let mut picture = element(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg".into()),
                ("viewBox", format!("0 0 {width} {height}")),
                ("width", width),
                ("height", height),
                ("role", "img".into()),
                ("lang", self.language.code().into()),
                ("aria-label", printable(title)),
                ("font-family", FONT_FAMILY.into()),
                ("fill", INK.into()),
            ],
        );
        for (name, text) in [("title", title), ("desc", description)] {
            let mut node = Element::new(name);
            node.append(TextNode::new(printable(text)));
            picture.append(node);
        }
        if !self.patterns.is_empty() {
            let mut definitions = Element::new("defs");
            self.patterns.into_iter().for_each(|(_, pattern)| definitions.append(pattern));
            picture.append(definitions);
        }
        picture.append(element("rect", &[("width", "100%".into()), ("height", "100%".into()), ("fill", PAPER.into())]));
        self.marks.into_iter().for_each(|mark| picture.append(mark));
        picture.to_string()
    }
}

/// A length with at most two decimals.
fn px(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".into() } else { short.into() }
}

/// The text without the characters that XML does not allow; line breaks and tabs become spaces.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

/// An element with attributes.
fn element(name: &str, attributes: &[(&str, String)]) -> Element {
    let mut element = Element::new(name);
    attributes.iter().for_each(|(name, value)| element.assign(*name, value.as_str()));
    element
}

/// A rectangle at a place; a size below 0 counts as 0.
fn place(corner: (f64, f64), size: (f64, f64)) -> Element {
    element("rect", &[("x", px(corner.0)), ("y", px(corner.1)), ("width", px(size.0.max(0.0))), ("height", px(size.1.max(0.0)))])
}

/// Gives an element an outline.
fn stroke(element: &mut Element, colour: &str, thickness: f64, dash: &str) {
    element.assign("stroke", colour);
    element.assign("stroke-width", px(thickness));
    if !dash.is_empty() {
        element.assign("stroke-dasharray", dash);
    }
}

/// Gives an element a text that is shown where the pointer rests.
fn add_hint(element: &mut Element, hint: Option<&str>) {
    if let Some(hint) = hint {
        let mut title = Element::new("title");
        title.append(TextNode::new(printable(hint)));
        element.append(title);
    }
}

/// Path data through points.
fn path_data(points: &[(f64, f64)]) -> String {
    let mut data = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        data.push_str(if index == 0 { "M" } else { "L" });
        data.push_str(&px(*x));
        data.push(' ');
        data.push_str(&px(*y));
    }
    data
}

/// Path data of a marker; the shapes have about the same area.
fn outline_of(marker: Marker, (x, y): (f64, f64), r: f64) -> String {
    let closed = |corners: &[(f64, f64)]| {
        let points: Vec<_> = corners.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect();
        format!("{}Z", path_data(&points))
    };
    match marker {
        Marker::Circle => {
            let (left, right, r2) = (px(x - r), px(x + r), px(r));
            format!("M{left} {y0}A{r2} {r2} 0 1 1 {right} {y0}A{r2} {r2} 0 1 1 {left} {y0}Z", y0 = px(y))
        }
        Marker::Square => closed(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        Marker::Triangle => closed(&[(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)]),
        Marker::Diamond => closed(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
        Marker::Pointer => closed(&[(0.0, 1.25), (1.15, -0.85), (-1.15, -0.85)]),
        Marker::Bar => closed(&[(-0.5, -1.3), (0.5, -1.3), (0.5, 1.3), (-0.5, 1.3)]),
    }
}

/// The definition of a hatched fill.
fn pattern(id: &str, fill: Fill) -> Element {
    let mut pattern =
        element("pattern", &[("id", id.into()), ("width", "6".into()), ("height", "6".into()), ("patternUnits", "userSpaceOnUse".into())]);
    pattern.append(element("rect", &[("width", "6".into()), ("height", "6".into()), ("fill", fill.colour.into())]));
    let drawing = match fill.hatch {
        Hatch::Plain => return pattern,
        Hatch::Rising => "M-1 1L1 -1M0 6L6 0M5 7L7 5",
        Hatch::Falling => "M-1 5L1 7M0 0L6 6M5 -1L7 1",
        Hatch::Level => "M0 3L6 3",
        Hatch::Dotted => "M2 2L3.4 2L3.4 3.4L2 3.4ZM5 5L6.4 5L6.4 6.4L5 6.4Z",
    };
    let mut hatching = element(
        "path",
        &[
            ("d", drawing.into()),
            ("fill", if fill.hatch == Hatch::Dotted { INK.into() } else { "none".into() }),
            ("opacity", "0.55".into()),
        ],
    );
    if fill.hatch != Hatch::Dotted {
        stroke(&mut hatching, INK, 0.9, "");
    }
    pattern.append(hatching);
    pattern
}
