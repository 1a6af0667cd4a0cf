//! The rates over the years, those computed and those published.

use super::document::Writer;
use super::value::PublishedSeries;
use crate::language::Bilingual;
use crate::rates::{Rate, RateStatus, RateUnit};
use crate::report::chart::{ChartSpec, RateLine, RateSeries, SeriesBreak, ValueUnit, YearPoint};
use crate::report::{Alignment, Block, Cell, ChartFigure, DocTable, Section};

/// The section; `None` when no rate is known in two years.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let report = writer.report;
    if report.rate_series.is_empty() && report.published.is_empty() {
        return None;
    }
    let mut section = Section::new(writer.say("How have the rates moved?", "率の推移"));
    let percent =
        |series: &&Vec<Rate>| series.first().is_some_and(|rate| matches!(rate.definition.kind.unit(), RateUnit::Share | RateUnit::Ratio));
    for series in report.rate_series.iter().filter(percent) {
        section = section.with(Block::Chart(Box::new(picture(writer, series))));
    }
    if !report.rate_series.is_empty() {
        section = section.with(Block::Table(table(writer)));
    }
    for series in &report.published {
        section = published(writer, section, series);
    }
    Some(section)
}

/// The title of the kind that a series is of.
fn title(series: &[Rate]) -> Bilingual {
    series.first().map(|rate| rate.definition.kind.title()).unwrap_or_default()
}

/// One rate over the years with its intervals.
fn picture(writer: &Writer<'_>, series: &[Rate]) -> ChartFigure {
    let title = title(series);
    let points = series.iter().map(|rate| {
        let point = YearPoint::new(rate.window.year.get(), rate.value);
        let point = rate.process_interval.map_or(point, |interval| point.with_interval(interval.lower, interval.upper));
        if rate.status == RateStatus::Complete { point } else { point.incomplete() }
    });
    let points: Vec<YearPoint> = points.collect();
    let known = series.iter().filter_map(|rate| Some((rate.window.year, rate.value?)));
    let description = match (known.clone().next(), known.clone().next_back()) {
        (Some((from, first)), Some((to, last))) => {
            let (first, last) = (writer.language.percent(first, 1), writer.language.percent(last, 1));
            let name = writer.words(&title);
            writer
                .say(&format!("{name} was {first} in {from} and {last} in {to}."), &format!("{name}は{from}年度{first}、{to}年度{last}。"))
        }
        _ => String::new(),
    };
    let method = series.iter().find_map(|rate| rate.process_interval).map(|interval| {
        let percent = writer.language.real(100.0 * interval.confidence.get(), 0);
        writer.say(&format!("band: {percent} % {} interval", interval.method), &format!("帯：{percent}％{}区間", interval.method))
    });
    let chart = RateSeries {
        title: writer.words(&title),
        description,
        year_label: writer.year_axis(),
        value_label: writer.words(&title),
        unit: ValueUnit::Percent,
        interval_label: method.unwrap_or_default(),
        lines: vec![RateLine { label: writer.words(&title), points }],
        breaks: Vec::new(),
    };
    let caption = writer.say(
        "Years that have not ended, or that the record does not cover, have no value: they are left out and never drawn as loss.",
        "終了していない年度・記録が覆わない年度には値がなく、損失として描かない。",
    );
    let mut figure = ChartFigure::new(ChartSpec::RateSeries(chart), caption);
    if let Some(last) = series.iter().rev().find(|rate| rate.value.is_some()) {
        figure.counts = Some(format!("{}: {}", writer.year(last.window.year), writer.counts_of(last)));
        figure.definition = Some(writer.card(&title, last));
    }
    figure
}

/// All rates over the years as one table.
fn table(writer: &Writer<'_>) -> DocTable {
    let series = &writer.report.rate_series;
    let mut table = DocTable::new("rates", writer.say("Rates by year", "年度別の率")).with_column(writer.year_axis(), Alignment::Left);
    for series in series {
        table = table.with_column(writer.words(&title(series)), Alignment::Right);
        table = table.with_column(writer.say("counts", "計数"), Alignment::Left);
    }
    for at in 0..series.iter().map(Vec::len).max().unwrap_or(0) {
        let Some(year) = series.iter().find_map(|series| series.get(at)).map(|rate| rate.window.year) else { continue };
        let mut cells = vec![Cell::year(year.get())];
        for series in series {
            match series.get(at) {
                Some(rate) => cells.extend([writer.rate_cell(rate), Cell::text(fraction(writer, rate))]),
                None => cells.extend([Cell::absent(), Cell::absent()]),
            }
        }
        table = table.with_row(cells);
    }
    table
}

/// The counts of a rate.
fn fraction(writer: &Writer<'_>, rate: &Rate) -> String {
    let number = |number: f64| writer.language.real(number, u8::from(number.fract() != 0.0));
    match rate.numerator.zip(rate.denominator) {
        Some((above, below)) => format!("{} / {}", number(above), number(below)),
        None => String::new(),
    }
}

/// A published series with its breaks.
fn published(writer: &Writer<'_>, section: Section, series: &PublishedSeries) -> Section {
    let name = writer.words(&series.name);
    let breaks = series
        .breaks
        .iter()
        .map(|found| SeriesBreak { before_year: found.before.get(), label: writer.say("definition changed?", "定義変更か") });
    let points = series.points.iter().map(|point| YearPoint::new(point.year.get(), point.rate()));
    let chart = RateSeries {
        title: name.clone(),
        description: name.clone(),
        year_label: writer.year_axis(),
        value_label: writer.say("members / licence holders", "会員数÷免許保有者数"),
        unit: ValueUnit::Percent,
        interval_label: String::new(),
        lines: vec![RateLine { label: name.clone(), points: points.collect() }],
        breaks: breaks.collect(),
    };
    let mut section = section.with(Block::Chart(Box::new(ChartFigure::new(
        ChartSpec::RateSeries(chart),
        writer.say("As published by the association; computed here from its members and licence holders.", "協会公表値から計算。"),
    ))));
    for found in &series.breaks {
        let change = writer.language.percent(found.change_a_year, 1);
        let usual = writer.language.percent(found.usual_change_a_year, 1);
        let (after, before) = (found.after, found.before);
        section = section.with(Block::Warning(writer.say(
            &format!(
                "{name}: the series breaks between {after} and {before}: {change} a year where {usual} is usual. Most likely members were \
                 counted differently from then on. Figures before and after are not comparable and are not joined."
            ),
            &format!(
                "{name}：{after}年と{before}年の間で系列が断絶（年{change}、通常は{usual}）。会員の数え方が変わった可能性が高く、前後は比較できないため線で結ばない。"
            ),
        )));
    }
    let mut table = DocTable::new("published_series", name)
        .with_column(writer.year_axis(), Alignment::Left)
        .with_column(writer.say("members", "会員数"), Alignment::Right)
        .with_column(writer.say("licence holders", "免許保有者"), Alignment::Right)
        .with_column(writer.say("members / licence holders", "会員数÷免許保有者"), Alignment::Right);
    for point in &series.points {
        let number = |count: Option<u64>| Cell::count(count.and_then(|count| i64::try_from(count).ok()));
        let cells = [Cell::year(point.year.get()), number(point.members), number(point.licensees), Cell::percent(point.rate(), 1)];
        table = table.with_row(cells);
    }
    section.with(Block::Table(table))
}
