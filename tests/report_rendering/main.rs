//! Do pictures, pages, Markdown and CSV show what the document says, whatever is in it, and always the same bytes?
//!
//! All numbers in the samples are constructed.

#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod decision_pictures;
mod pages;
mod pictures;
mod samples;

use kaiin::report::chart::{RateLine, RateSeries, YearPoint};
use kaiin::report::{ChartSize, ChartSpec, Language};
use samples::rates;

/// Whether the tags of the text open and close in order: what an XML parser would refuse first.
fn is_well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let Some((inside, text)) = tag.split_once('>') else { return false };
        let name = inside.split_whitespace().next().unwrap_or_default().trim_end_matches('/');
        match inside.strip_prefix('/') {
            Some(closed) if open.pop() != Some(closed) => return false,
            None if !inside.ends_with('/') => open.push(name),
            _ => {}
        }
        if text.contains('"') && text.contains("=\"") {
            return false; // an attribute that was ended by its own content
        }
    }
    open.is_empty()
}

fn drawn(chart: &ChartSpec, language: Language) -> String {
    let svg = chart.to_svg(language, ChartSize::default()).unwrap();
    assert!(is_well_formed(&svg), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    svg
}

/// A rate series with one line.
fn one_line(label: &str, points: Vec<YearPoint>) -> RateSeries {
    let ChartSpec::RateSeries(mut chart) = rates(Language::En) else { panic!("not a rate series") };
    chart.lines = vec![RateLine { label: label.into(), points }];
    chart.breaks.clear();
    chart
}
