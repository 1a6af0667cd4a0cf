//! Who stays, and for how long: the retention triangle and the curves of cohort groups.

use super::document::Writer;
use crate::cohort::{AgeClock, RetentionTriangle};
use crate::rates::RetentionCurve;
use crate::report::chart::{AtRisk, ChartSpec, HeatCell, HeatRow, Heatmap, StepPoint, Survival, SurvivalCurve, ValueUnit};
use crate::report::{Alignment, Block, Cell, ChartFigure, DocTable, Section};

/// The section; `None` without a register.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let triangle = writer.report.triangle.as_ref().filter(|triangle| !triangle.rows().is_empty())?;
    let mut section = Section::new(writer.say("Who stays, and for how long?", "会員の継続"));
    section = section.with(Block::Chart(Box::new(heatmap(writer, triangle))));
    if triangle.left_out() > 0 {
        let count = writer.count(Some(triangle.left_out()));
        section = section.with(Block::Note(writer.say(
            &format!(
                "{count} persons were already members when their record began; when they joined is not known, so they belong to no cohort."
            ),
            &format!("記録開始時に在籍していた{count}人は入会時期が不明のため、どの年度にも含まない。"),
        )));
    }
    if !writer.report.curves.is_empty() {
        section = section.with(Block::Chart(Box::new(curves(writer))));
        section = section.with(Block::Table(curve_table(writer)));
    }
    Some(section)
}

/// The triangle as a heat map.
fn heatmap(writer: &Writer<'_>, triangle: &RetentionTriangle) -> ChartFigure {
    let ages = triangle.rows().iter().map(|row| row.remaining.len()).max().unwrap_or(0);
    let rows = triangle.rows().iter().map(|row| HeatRow {
        label: row.cohort.to_string(),
        size: i64::try_from(row.entrants).ok(),
        cells: row.remaining.iter().map(|seen| HeatCell::new(seen.map(|remaining| remaining as f64 / row.entrants as f64))).collect(),
    });
    let chart = Heatmap {
        title: writer.say("Share of each year's joiners who are still members", "入会年度別の継続率"),
        description: writer.say(
            "Rows are the years of joining, columns the years since joining, colours the share still members.",
            "行は入会年度、列は入会後の年数、色は継続率。",
        ),
        row_label: writer.say("joined in", "入会年度"),
        column_label: writer.say("years since joining", "入会後の年数"),
        value_label: writer.say("share still members", "継続率"),
        size_label: Some(writer.say("joined", "入会者")),
        unit: ValueUnit::Percent,
        columns: (0..ages).map(|age| age.to_string()).collect(),
        rows: rows.collect(),
    };
    let clock = match triangle.clock() {
        AgeClock::Anniversary => writer.say("on the anniversary of each member's own first day", "各会員の入会応当日"),
        AgeClock::FiscalYearEnd => writer.say("on the last day of the fiscal year", "年度末"),
    };
    let caption = writer.say(
        &format!("First memberships only; counted {clock}. Hatched cells have not been seen yet: they are not losses."),
        &format!("初回の在籍期間のみ、{clock}に計数。斜線は未到来のセルであり、損失ではない。"),
    );
    ChartFigure::new(ChartSpec::Heatmap(chart), caption)
}

/// The years of joining of a curve.
fn label(curve: &RetentionCurve) -> String {
    if curve.from == curve.to { curve.from.to_string() } else { format!("{}–{}", curve.from, curve.to) }
}

/// The curves of the cohort groups.
fn curves(writer: &Writer<'_>) -> ChartFigure {
    let curve = |curve: &RetentionCurve| {
        let steps = curve.points.iter().map(|point| StepPoint {
            time: f64::from(point.age),
            value: Some(point.share),
            lower: point.interval.map(|interval| interval.lower),
            upper: point.interval.map(|interval| interval.upper),
        });
        let at_risk =
            curve.points.iter().map(|point| AtRisk { time: f64::from(point.age), count: i64::try_from(point.stayed).unwrap_or(i64::MAX) });
        SurvivalCurve {
            label: writer.say(&format!("joined {}", label(curve)), &format!("{}年度入会", label(curve))),
            steps: steps.collect(),
            watched_until: curve.points.last().map(|point| f64::from(point.age)),
            at_risk: at_risk.collect(),
        }
    };
    let all = &writer.report.curves;
    let method = all.iter().flat_map(|curve| &curve.points).find_map(|point| point.interval);
    let interval_label = method.map_or_else(String::new, |interval| {
        let percent = writer.language.real(100.0 * interval.confidence.get(), 0);
        writer.say(&format!("band: {percent} % {} interval", interval.method), &format!("帯：{percent}％{}区間", interval.method))
    });
    let chart = Survival {
        title: writer.say("How long members stay, by years of joining", "入会年度群別の継続曲線"),
        description: writer.say("The share still members after each year since joining.", "入会後の各年における継続率。"),
        time_label: writer.say("years since joining", "入会後の年数"),
        value_label: writer.say("share still members", "継続率"),
        interval_label,
        curves: all.iter().map(curve).collect(),
    };
    let caption = writer.say(
        "Each step uses all cohorts of the group that have been seen at both ages (product-limit estimate). The late years rest on the \
         oldest cohorts alone.",
        "各段は両年齢が観察済みの全入会年度による（積極限推定）。後半は古い入会年度のみに基づく。",
    );
    let mut figure = ChartFigure::new(ChartSpec::Survival(chart), caption);
    let counts = all.iter().map(|curve| format!("{}: {}", label(curve), writer.count(Some(curve.entrants))));
    figure.counts = Some(format!("{} {}", writer.say("joined:", "入会者数："), counts.collect::<Vec<_>>().join(", ")));
    figure
}

/// The curves as a table.
fn curve_table(writer: &Writer<'_>) -> DocTable {
    let curves = &writer.report.curves;
    let caption = writer.say("Share still members after so many years, by years of joining", "入会後年数別の継続率（入会年度群別）");
    let mut table =
        DocTable::new("retention_curves", caption).with_column(writer.say("years since joining", "入会後の年数"), Alignment::Right);
    for curve in curves {
        table = table.with_column(label(curve), Alignment::Right);
    }
    for age in 0..curves.iter().map(|curve| curve.points.len()).max().unwrap_or(0) {
        let share = |curve: &RetentionCurve| Cell::percent(curve.points.get(age).map(|point| point.share), 1);
        table = table.with_row(std::iter::once(Cell::count(age as i64)).chain(curves.iter().map(share)));
    }
    table
}
