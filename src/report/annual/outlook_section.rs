//! What will happen if things stay as they are: the projection and what it assumes.

use super::document::Writer;
use crate::projection::{Assumed, Projection};
use crate::report::chart::{ChartSpec, Fan, FanBand, ValueUnit, YearPoint};
use crate::report::{Alignment, Block, Cell, ChartFigure, DocTable, Section};
use crate::unit::Confidence;

/// Levels of the prediction intervals drawn.
const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// The section; `None` without a projection.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let projection = writer.report.projection.as_ref()?;
    let section = Section::new(writer.say("What will happen if nothing changes?", "現状が続いた場合の見通し"))
        .with(Block::Chart(Box::new(fan(writer, projection))))
        .with(Block::Warning(writer.say(
            "The intervals hold only the chance of individual decisions under fixed rates. Rates change from year to year, so the truth will \
             spread much wider. The projection says where the present rates lead, not what will be.",
            "予測区間は率を固定した場合の個々の決定の偶然のみを含む。実際には率も年々変わるため、より広く散らばる。本見通しは現在の率が続いた場合の帰結である。",
        )))
        .with(Block::Table(years(writer, projection)))
        .with(Block::Table(assumptions(writer, projection)));
    Some(section)
}

/// History and projection.
fn fan(writer: &Writer<'_>, projection: &Projection) -> ChartFigure {
    let history: Vec<YearPoint> = writer
        .report
        .movements
        .rows()
        .iter()
        .filter(|row| row.year.is_some_and(|year| year <= projection.base_year()))
        .filter_map(|row| Some(YearPoint::new(row.year?.get(), row.closing.map(|closing| closing as f64))))
        .collect();
    let centre = projection.years().iter().map(|year| YearPoint::new(year.year.get(), year.members.mean)).collect();
    let bands = LEVELS.iter().filter_map(|&level| {
        let confidence = Confidence::new(level).ok()?;
        let points = projection.years().iter().map(|year| {
            let interval = year.members.interval(confidence);
            YearPoint::new(year.year.get(), year.members.mean).with_interval(interval.lower, interval.upper)
        });
        let percent = writer.language.real(100.0 * level, 0);
        let label = writer.say(&format!("{percent} % prediction interval"), &format!("{percent}％予測区間"));
        Some(FanBand { label, points: points.collect() })
    });
    let last = projection.years().last();
    let description = last.map_or_else(String::new, |last| {
        let members = writer.language.integer(last.members.mean.round() as i64);
        let year = writer.year(last.year);
        writer
            .say(&format!("{members} members are expected at the end of {year}."), &format!("{year}末の会員数は{members}人と見込まれる。"))
    });
    let chart = Fan {
        title: writer.say("Members: history and projection", "会員数の実績と見通し"),
        description: description.clone(),
        year_label: writer.year_axis(),
        value_label: writer.say("members on the last day of the year", "年度末会員数"),
        unit: ValueUnit::Count,
        history_label: writer.say("history", "実績"),
        history,
        centre_label: writer.say("mean of the projection", "見通し（平均）"),
        centre,
        bands: bands.collect(),
        reference: None,
        breaks: Vec::new(),
    };
    ChartFigure::new(ChartSpec::Fan(chart), description)
}

/// The projected years.
fn years(writer: &Writer<'_>, projection: &Projection) -> DocTable {
    let heads = [
        ("new licence holders", "新規免許取得者"),
        ("joined", "入会"),
        ("reinstated", "再入会"),
        ("left", "退会"),
        ("members", "会員数"),
        ("95 % from", "95％下限"),
        ("95 % to", "95％上限"),
    ];
    let mut table = DocTable::new("projection", writer.say("Projected years (means)", "年度別見通し（平均）"))
        .with_column(writer.year_axis(), Alignment::Left);
    for (en, ja) in heads {
        table = table.with_column(writer.say(en, ja), Alignment::Right);
    }
    let rate = projection.years().iter().any(|year| year.organization_rate().is_some());
    if rate {
        table = table.with_column(writer.say("organization rate", "組織率（累計）"), Alignment::Right);
    }
    for year in projection.years() {
        let interval = year.members.interval(Confidence::default());
        let whole = |number: f64| Cell::count(number.round() as i64);
        let new = Cell::count(i64::try_from(year.new_licensees).ok());
        let mut cells = vec![Cell::year(year.year.get()), new, whole(year.joined), whole(year.reinstated), whole(year.left)];
        cells.extend([whole(year.members.mean), whole(interval.lower), whole(interval.upper)]);
        cells.extend(rate.then(|| Cell::percent(year.organization_rate(), 1)));
        table = table.with_row(cells);
    }
    table
}

/// What the projection assumes, with provenance.
fn assumptions(writer: &Writer<'_>, projection: &Projection) -> DocTable {
    let a = projection.assumptions();
    let lists =
        [("entry", "入会", "years since licence", "免許取得後", &a.entry), ("lapse", "退会", "years since joining", "入会後", &a.lapse)];
    let single = [
        (("taking leave", "休会"), &a.leave),
        (("return from leave", "復会"), &a.leave_end),
        (("lapse on leave", "休会中の退会"), &a.lapse_on_leave),
        (("reinstatement", "再入会"), &a.reinstatement),
        (("cannot come back (share of leavers)", "死亡（退会者に占める割合）"), &a.gone_for_good),
    ];
    let mut table = DocTable::new("assumptions", writer.say("What the projection assumes, per fiscal year", "見通しの前提（年度当たり）"))
        .with_column(writer.say("assumption", "前提"), Alignment::Left)
        .with_column(writer.say("probability", "確率"), Alignment::Right)
        .with_column(writer.say("provenance", "根拠"), Alignment::Left);
    let row = |name: String, assumed: &Assumed| {
        [Cell::text(name), Cell::percent(assumed.probability.get(), 2), Cell::text(writer.words(&assumed.provenance.words()))]
    };
    for (en, ja, since, since_ja, list) in lists {
        for (year, assumed) in list.iter().enumerate() {
            table = table.with_row(row(writer.say(&format!("{en}, {year} {since}"), &format!("{ja}（{since_ja}{year}年）")), assumed));
        }
    }
    for ((en, ja), assumed) in single {
        table = table.with_row(row(writer.say(en, ja), assumed));
    }
    table
}
