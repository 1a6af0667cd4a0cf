//! Who came and who went: stock and flows by year, and the branches side by side.

use super::document::Writer;
use crate::cohort::MovementRow;
use crate::episode::EndReason;
use crate::register::recurring_exit_days;
use crate::report::chart::{ChartSpec, Flow, StockFlow, YearPoint};
use crate::report::{Alignment, Block, Cell, ChartFigure, Completeness, DocTable, Section};

/// The section.
pub(super) fn section(writer: &Writer<'_>) -> Section {
    let rows = writer.report.movements.rows();
    let mut section = Section::new(writer.say("Who came and who went?", "会員の増減"));
    section = section.with(Block::Chart(Box::new(picture(writer, rows))));
    section = section.with(Block::Table(table(writer, rows)));
    mass_exits(writer).into_iter().fold(section, |section, warning| section.with(Block::Warning(warning)))
}

/// The mass exit days: those that recur in one sentence each, the others one by one.
fn mass_exits(writer: &Writer<'_>) -> Vec<String> {
    let judged: Vec<_> = writer.report.mass_exit_days.iter().copied().filter(|day| day.judged).collect();
    let (recurring, single) = recurring_exit_days(&judged);
    let recurring = recurring.into_iter().map(|found| {
        let (month, day, years) = (found.month, found.day, found.days.len());
        let exits = writer.count(Some(found.exits()));
        writer.say(
            &format!(
                "{month:02}-{day:02} is a closing day of the records: in {years} years a third or more of a year's leavers carry this date \
                 ({exits} in all). It says when records were closed, not when people decided."
            ),
            &format!(
                "{month}月{day}日は退会処理日：{years}年にわたり年間退会者の3分の1以上がこの日付（計{exits}人）。記録を閉じた日であり、会員が決めた日ではない。"
            ),
        )
    });
    let single = single.into_iter().map(|day| {
        let (shown, exits, of) =
            (writer.language.day(day.day), writer.count(Some(day.exits)), writer.count(Some(day.exits_of_twelve_months)));
        writer.say(
            &format!(
                "{shown} is a mass exit day: {exits} of the {of} members who left within twelve months left on it. That is when the \
                 records were closed, not when people decided."
            ),
            &format!(
                "{shown}は一斉退会処理日：直近12か月の退会者{of}人のうち{exits}人がこの日付。記録を閉じた日であり、会員が決めた日ではない。"
            ),
        )
    });
    recurring.chain(single).collect()
}

/// A count of a row as a point of a chart.
fn point(row: &MovementRow, count: Option<u64>) -> Option<YearPoint> {
    let point = YearPoint::new(row.year?.get(), count.map(|count| count as f64));
    Some(if row.coverage.is_complete() { point } else { point.incomplete() })
}

/// The picture of stock and flows.
fn picture(writer: &Writer<'_>, rows: &[MovementRow]) -> ChartFigure {
    let flow = |label: String, count: &dyn Fn(&MovementRow) -> Option<u64>| Flow {
        label,
        points: rows.iter().filter_map(|row| point(row, count(row))).collect(),
    };
    let happened = |count: fn(&MovementRow) -> Option<u64>| rows.iter().any(|row| count(row).is_some_and(|count| count > 0));
    let mut inflows = vec![flow(writer.say("joined", "入会"), &|row| row.joined)];
    if happened(|row| row.reinstated) {
        inflows.push(flow(writer.say("reinstated", "再入会"), &|row| row.reinstated));
    }
    if happened(|row| row.present) {
        inflows.push(flow(writer.say("present when the record began", "記録開始時に在籍"), &|row| row.present));
    }
    let reasons = reasons(rows);
    let outflows: Vec<Flow> = match reasons.as_slice() {
        [] | [EndReason::Unstated] => vec![flow(writer.say("left", "退会"), &|row| row.left)],
        reasons => reasons
            .iter()
            .map(|&reason| {
                let label = writer.words(&reason.title());
                flow(label, &move |row| row.left_by_reason.get(&reason).copied().or(row.left.map(|_| 0)))
            })
            .collect(),
    };
    let stock: Vec<YearPoint> = rows.iter().filter_map(|row| point(row, row.closing)).collect();
    let title = writer.say("Members, and who came and went", "会員数と増減");
    let known = stock.iter().filter_map(|point| point.value.map(|value| (point.year, value)));
    let description = match (known.clone().next(), known.clone().next_back()) {
        (Some((from, first)), Some((to, last))) => {
            let (first, last) = (writer.language.integer(first as i64), writer.language.integer(last as i64));
            writer.say(
                &format!("Members went from {first} in {from} to {last} in {to}."),
                &format!("会員数は{from}年度の{first}人から{to}年度の{last}人。"),
            )
        }
        _ => String::new(),
    };
    let chart = StockFlow {
        title,
        description,
        year_label: writer.year_axis(),
        stock_label: writer.say("members on the last day of the year", "年度末会員数"),
        flow_label: writer.say("persons a year", "人／年度"),
        stock,
        inflows,
        outflows,
    };
    let caption = writer.say(
        "Members on the last day of each year, and below the persons who came (upwards) and went (downwards) within it. Years that the \
         record does not cover to the end are drawn dashed.",
        "各年度末の会員数と、年度内の増（上）減（下）。記録が全期間を覆わない年度は破線で示す。",
    );
    ChartFigure::new(ChartSpec::StockFlow(chart), caption)
}

/// The reasons that occur.
fn reasons(rows: &[MovementRow]) -> Vec<EndReason> {
    EndReason::ALL.into_iter().filter(|reason| rows.iter().any(|row| row.left_by_reason.contains_key(reason))).collect()
}

/// The table of movements.
fn table(writer: &Writer<'_>, rows: &[MovementRow]) -> DocTable {
    type Count = fn(&MovementRow) -> Option<u64>;
    let columns: [(&str, &str, Count); 6] = [
        ("opening", "期首", |row| row.opening),
        ("present when the record began", "記録開始時に在籍", |row| row.present.filter(|count| *count > 0)),
        ("joined", "入会", |row| row.joined),
        ("reinstated", "再入会", |row| row.reinstated),
        ("left", "退会", |row| row.left),
        ("closing", "期末", |row| row.closing),
    ];
    let caption = writer.say("Movements by year", "年度別増減");
    let mut table = DocTable::new("movements", caption).with_column(writer.year_axis(), Alignment::Left);
    let shown: Vec<_> = columns.into_iter().filter(|(.., count)| rows.iter().any(|row| count(row).is_some())).collect();
    for (en, ja, _) in &shown {
        table = table.with_column(writer.say(en, ja), Alignment::Right);
    }
    let reasons = reasons(rows);
    let by_reason: &[EndReason] = if reasons == [EndReason::Unstated] { &[] } else { &reasons };
    for reason in by_reason {
        let title = writer.words(&reason.title());
        table = table.with_column(writer.say(&format!("left: {title}"), &format!("退会：{title}")), Alignment::Right);
    }
    let leave = rows.iter().any(|row| row.on_leave.is_some_and(|count| count > 0));
    if leave {
        table = table.with_column(writer.say("on leave at the end", "期末休会者"), Alignment::Right);
    }
    for row in rows {
        let number = |count: Option<u64>| Cell::count(count.and_then(|count| i64::try_from(count).ok()));
        let completeness = if row.coverage.is_complete() { Completeness::Complete } else { Completeness::Incomplete };
        let mut cells = vec![row.year.map_or_else(Cell::absent, |year| Cell::year(year.get()))];
        cells.extend(shown.iter().map(|(.., count)| number(count(row)).marked(completeness)));
        cells.extend(by_reason.iter().map(|reason| number(row.left_by_reason.get(reason).copied().or(row.left.map(|_| 0)))));
        cells.extend(leave.then(|| number(row.on_leave)));
        table = table.with_row(cells);
    }
    table.notes.push(writer.say(
        "Opening and closing: members on the roll on the last day before and of the year, leave included. Opening + joined + reinstated - \
         left = closing in every year from a register; events count on their recorded day.",
        "期首・期末：前年度末日・当年度末日の在籍者（休会者を含む）。名簿による年度では 期首＋入会＋再入会－退会＝期末。異動は記録された日付で数える。",
    ));
    let derived: Vec<String> =
        rows.iter().filter(|row| !row.derived.is_empty()).filter_map(|row| row.year).map(|year| year.to_string()).collect();
    if let (Some(first), Some(last)) = (derived.first(), derived.last()) {
        let count = derived.len();
        table.notes.push(writer.say(
            &format!("In {count} years from {first} to {last} joiners were not given; they follow from the balance."),
            &format!("{first}～{last}年度のうち{count}年度の入会者数は公表されておらず、収支から算出した。"),
        ));
    }
    table
}

/// The branches side by side.
pub(super) fn branches(writer: &Writer<'_>) -> Option<Section> {
    let branches = writer.report.branches.as_ref()?;
    let year = writer.year(writer.report.reference_year);
    let caption = writer.say(&format!("{}, {year}", branches.segment), &format!("{}別（{year}）", branches.segment));
    let mut table = DocTable::new("segments", caption)
        .with_column(branches.segment.clone(), Alignment::Left)
        .with_column(writer.say("closing", "期末会員"), Alignment::Right)
        .with_column(writer.say("joined", "入会"), Alignment::Right)
        .with_column(writer.say("left", "退会"), Alignment::Right)
        .with_column(writer.say("net transfers", "転入－転出"), Alignment::Right)
        .with_column(writer.say("retention", "継続率"), Alignment::Right)
        .with_column(writer.say("interval", "区間"), Alignment::Left);
    for row in &branches.rows {
        let number = |count: Option<u64>| Cell::count(count.and_then(|count| i64::try_from(count).ok()));
        let interval = row.retention.process_interval.map_or_else(String::new, |interval| {
            format!("{} – {}", writer.in_unit(&row.retention, interval.lower), writer.in_unit(&row.retention, interval.upper))
        });
        table = table.with_row([
            Cell::text(row.level.clone().unwrap_or_else(|| writer.say("(none)", "（不明）"))),
            number(row.closing),
            number(row.joined),
            number(row.left),
            Cell::count(row.net_transfers),
            writer.rate_cell(&row.retention),
            Cell::text(interval),
        ]);
    }
    table.notes.push(writer.say(
        "Neighbouring ranks differ by chance as long as their intervals overlap. Transfers are neither joining nor leaving.",
        "区間が重なる間は順位の差は偶然の範囲にある。支部間の異動は入会にも退会にも数えない。",
    ));
    Some(Section::new(writer.say("By branch or segment", "支部・区分別")).with(Block::Table(table)))
}
