//! Who stays, and for how long: the retention triangle and the curves of cohort groups.

use super::document::Writer;
use crate::cohort::{AgeClock, RetentionTriangle};
use crate::rates::RetentionCurve;
use crate::report::chart::{AtRisk, ChartSpec, HeatCell, HeatRow, Heatmap, StepPoint, Survival, SurvivalCurve, ValueUnit};
use crate::report::{Alignment, Block, Cell, ChartFigure, DocTable, Section};

/// Years since joining of which the table shows each.
const EVERY_YEAR_TO: usize = 10;
/// Step of the later years.
const THEN_EVERY: usize = 5;

/// The section; `None` without a register.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let triangle = writer.report.triangle.as_ref().filter(|triangle| !triangle.rows().is_empty())?;
    let mut section = Section::new(writer.say("Who stays, and for how long?", "会員の定着"));
    section = section.with(Block::Chart(Box::new(heatmap(writer, triangle))));
    if triangle.left_out() > 0 {
        let count = writer.count(Some(triangle.left_out()));
        section = section.with(Block::Note(writer.say(
            &format!(
                "{count} persons were already members when their record began; when they joined is not known, so they belong to no cohort."
            ),
            &format!("記録開始時にすでに在籍していた{count}人は入会時期が不明なため、どの入会年度にも含めていない。"),
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
            "行は入会年度、列は入会後の年数、色は継続率を表す。",
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
        AgeClock::Anniversary => writer.say("on the anniversary of each member's own first day", "各会員の入会日の応当日ごと"),
        AgeClock::FiscalYearEnd => writer.say("on the last day of the fiscal year", "年度末ごと"),
    };
    let caption = writer.say(
        &format!("First memberships only; counted {clock}. Hatched cells have not been seen yet: they are not losses."),
        &format!("最初の在籍期間のみを、{clock}に数えた。斜線の部分はまだ観察できていない期間であり、退会を意味しない。"),
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
    let interval_label = method.map_or_else(String::new, |interval| writer.band(&interval));
    let chart = Survival {
        title: writer.say("How long members stay, by years of joining", "入会時期別の継続率の推移"),
        description: writer.say("The share still members after each year since joining.", "入会後の年数ごとの継続率を、入会時期別に示す。"),
        time_label: writer.say("years since joining", "入会後の年数"),
        value_label: writer.say("share still members", "継続率"),
        interval_label,
        curves: all.iter().map(curve).collect(),
    };
    let caption = writer.say(
        "Each step uses all cohorts of the group that have been seen at both ages (product-limit estimate). The late years rest on the \
         oldest cohorts alone.",
        "各年の値は、その年と前年をともに観察できた入会年度をすべて用いて推定した（積極限推定）。年数の長い部分は古い入会年度のみに基づく。",
    );
    let mut figure = ChartFigure::new(ChartSpec::Survival(chart), caption);
    let counts = all.iter().map(|curve| {
        writer.say(
            &format!("{}: {}", label(curve), writer.count(Some(curve.entrants))),
            &format!("{}年度 {}人", label(curve), writer.count(Some(curve.entrants))),
        )
    });
    figure.counts =
        Some(format!("{}{}", writer.say("joined: ", "入会者数："), counts.collect::<Vec<_>>().join(writer.language.choose(", ", "、"))));
    figure
}

/// The curves as a table.
fn curve_table(writer: &Writer<'_>) -> DocTable {
    let curves = &writer.report.curves;
    let caption = writer.say("Share still members after so many years, by years of joining", "入会後の年数別の継続率（入会時期別）");
    let mut table =
        DocTable::new("retention_curves", caption).with_column(writer.say("years since joining", "入会後の年数"), Alignment::Right);
    for curve in curves {
        table = table.with_column(label(curve), Alignment::Right);
    }
    let ages = curves.iter().map(|curve| curve.points.len()).max().unwrap_or(0);
    for age in (0..ages).filter(|age| *age <= EVERY_YEAR_TO || age.is_multiple_of(THEN_EVERY)) {
        let share = |curve: &RetentionCurve| Cell::percent(curve.points.get(age).map(|point| point.share), 1);
        table = table.with_row(std::iter::once(Cell::count(age as i64)).chain(curves.iter().map(share)));
    }
    let shown =
        writer.say("– has not been seen yet, or nobody was left to follow.", "–は、まだ観察できていないか、対象者がいないことを示す。");
    let thinned = writer.say("All years stand in the numbers of the figure.", "全年数の値は図の数値表にある。");
    table.notes.push(if ages > EVERY_YEAR_TO + 1 { format!("{shown}{}{thinned}", writer.language.choose(" ", "")) } else { shown });
    table
}
