//! The rates over the years, those computed and those published.

use super::document::Writer;
use super::value::PublishedSeries;
use crate::language::Bilingual;
use crate::rates::{Rate, RateKind, RateStatus, RateUnit};
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
    for series in report.rate_series.iter().filter(percent).filter(|series| !mirrors_retention(writer, series)) {
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

/// Whether a series is the lapse rate beside a picture of retention, of which it is nearly the complement.
fn mirrors_retention(writer: &Writer<'_>, series: &[Rate]) -> bool {
    let is = |series: &[Rate], kind| series.first().is_some_and(|rate| rate.definition.kind == kind);
    is(series, RateKind::LapseRate { reason: None }) && writer.report.rate_series.iter().any(|series| is(series, RateKind::Retention))
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
            writer.say(
                &format!("{name}: {first} in {from}, {last} in {to}."),
                &format!("{name}は{from}年度に{first}、{to}年度に{last}であった。"),
            )
        }
        _ => String::new(),
    };
    let band = series.iter().find_map(|rate| rate.process_interval).map(|interval| writer.band(&interval));
    let chart = RateSeries {
        title: writer.words(&title),
        description: description.clone(),
        year_label: writer.year_axis(),
        value_label: writer.say("share", "割合"),
        unit: ValueUnit::Percent,
        interval_label: band.unwrap_or_default(),
        lines: vec![RateLine { label: writer.words(&title), points }],
        breaks: Vec::new(),
    };
    let mut figure = ChartFigure::new(ChartSpec::RateSeries(chart), description);
    if let Some(last) = series.iter().rev().find(|rate| rate.value.is_some()) {
        figure.counts = Some(format!("{}{}{}", writer.year(last.window.year), writer.say(": ", "："), writer.counts_of(last)));
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
        table = table.with_column(writer.say("counts", "計算"), Alignment::Left);
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
    table.notes.push(writer.say(
        "A year that has not ended, or that the record does not cover, has no value (–): it is left out of the pictures and never shown as loss.",
        "終了していない年度や記録のない年度には値を示さず（–）、図にも描かない。損失として扱うことはない。",
    ));
    table
}

/// The counts of a rate; nothing where nobody was there to count.
fn fraction(writer: &Writer<'_>, rate: &Rate) -> String {
    let known = rate.numerator.is_some() && rate.denominator.is_some_and(|below| below > 0.0);
    if known { writer.fraction(rate) } else { String::new() }
}

/// A published series with its breaks.
fn published(writer: &Writer<'_>, section: Section, series: &PublishedSeries) -> Section {
    let name = writer.as_written(&series.name);
    let breaks = series
        .breaks
        .iter()
        .map(|found| SeriesBreak { before_year: found.before.get(), label: writer.say("definition changed?", "定義変更か") });
    let points = series.points.iter().map(|point| YearPoint::new(point.year.get(), point.rate()));
    let title = writer.say(&format!("{name}, as a share of licence holders"), &format!("免許保有者に占める割合：{name}"));
    let chart = RateSeries {
        title: title.clone(),
        description: writer.say("Members divided by licence holders, as published.", "公表された会員数を免許保有者数で割った率。"),
        year_label: writer.year_axis(),
        value_label: writer.say("members / licence holders", "会員数÷免許保有者数（累計）"),
        unit: ValueUnit::Percent,
        interval_label: String::new(),
        lines: vec![RateLine { label: title, points: points.collect() }],
        breaks: breaks.collect(),
    };
    let mut section = section.with(Block::Chart(Box::new(ChartFigure::new(
        ChartSpec::RateSeries(chart),
        writer.say(
            "Computed from the numbers of members and licence holders that the association published. Years without a figure are not filled in.",
            "協会が公表した会員数と免許保有者数から計算した。公表値のない年度は補間していない。",
        ),
    ))));
    for found in &series.breaks {
        let change = writer.language.real(100.0 * found.change_a_year, 1);
        let usual = writer.language.real(100.0 * found.usual_change_a_year, 1);
        let (after, before) = (found.after, found.before);
        section = section.with(Block::Warning(writer.say(
            &format!(
                "{name}: the series breaks between {after} and {before}: {change} points a year where {usual} is usual. Most likely members were \
                 counted differently from then on. Figures before and after are not comparable and are not joined."
            ),
            &format!(
                "{name}：{after}年度と{before}年度の間で系列が途切れている（1年当たり{change}ポイント、他の期間は{usual}ポイント）。会員の数え方が変わった\
                 可能性が高い。前後の値は比較できないため、線で結んでいない。"
            ),
        )));
    }
    section = disagreement(writer, series).into_iter().fold(section, |section, warning| section.with(Block::Warning(warning)));
    let mut table = DocTable::new("published_series", name)
        .with_column(writer.year_axis(), Alignment::Left)
        .with_column(writer.say("members", "会員数"), Alignment::Right)
        .with_column(writer.say("licence holders", "免許保有者（累計）"), Alignment::Right)
        .with_column(writer.say("members / licence holders", "会員数÷免許保有者"), Alignment::Right);
    for point in &series.points {
        let number = |count: Option<u64>| Cell::count(count.and_then(|count| i64::try_from(count).ok()));
        let cells = [Cell::year(point.year.get()), number(point.members), number(point.licensees), Cell::percent(point.rate(), 1)];
        table = table.with_row(cells);
    }
    section.with(Block::Table(table))
}

/// That the published series and the movements give different members for the year of the report.
fn disagreement(writer: &Writer<'_>, series: &PublishedSeries) -> Option<String> {
    let year = writer.report.reference_year;
    let point = series.points.iter().find(|point| point.year == year)?;
    let (members, closing) = (point.members?, writer.report.movements.row(year)?.closing?);
    if members == closing {
        return None;
    }
    let share = |count: u64| {
        point.licensees.filter(|holders| *holders > 0).map(|holders| writer.language.percent(count as f64 / holders as f64, 1))
    };
    let rates = share(members).zip(share(closing));
    let (name, year) = (writer.as_written(&series.name), writer.year(year));
    let (members, closing) = (writer.count(Some(members)), writer.count(Some(closing)));
    let rate = rates.as_ref().map_or(String::new(), |(low, high)| format!(": {low} against {high}"));
    let rate_ja = rates.map_or(String::new(), |(low, high)| format!("（{low}と{high}）"));
    Some(writer.say(
        &format!(
            "For {year} this series ({name}) has {members} members, the key figures have {closing}. The two count different people, so their \
             organization rates differ{rate}; quote each with its definition."
        ),
        &format!(
            "{year}の会員数は、この系列（{name}）では{members}人、主要指標では{closing}人である。数える対象が異なるため、組織率も異なる{rate_ja}。\
             引用の際は定義を併記されたい。"
        ),
    ))
}
