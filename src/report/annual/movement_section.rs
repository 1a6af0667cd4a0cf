//! Who came and who went: stock and flows by year, and the branches side by side.

use super::document::Writer;
use crate::cohort::{MovementRow, MovementSource};
use crate::episode::EndReason;
use crate::input::Prefecture;
use crate::register::recurring_exit_days;
use crate::report::chart::{ChartSpec, Flow, StockFlow, YearPoint};
use crate::report::{Alignment, Block, Cell, ChartFigure, Completeness, DocTable, Section};

/// Years that a picture of stock and flows needs: one year is a row of the table.
const FEWEST_YEARS: usize = 2;

/// The section.
pub(super) fn section(writer: &Writer<'_>) -> Section {
    let rows = writer.report.movements.rows();
    let mut section = Section::new(writer.say("Who came and who went?", "会員の増減"));
    if rows.iter().filter(|row| row.closing.is_some()).count() >= FEWEST_YEARS {
        section = section.with(Block::Chart(Box::new(picture(writer, rows))));
    }
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
                 ({exits} in all). It tells when records were closed, not when people decided."
            ),
            &format!(
                "{month}月{day}日は毎年の退会処理日とみられる（{years}年で、退会者の3分の1以上がこの日付、計{exits}人）。事務処理の日であり、会員が退会を\
                 決めた日ではない。"
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
                "{shown}に一斉の退会処理が行われたとみられる（それまでの12か月の退会者{of}人のうち{exits}人）。事務処理の日であり、会員が退会を決めた日\
                 ではない。"
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
                flow(label, &move |row| row.left.and(of_reason(row, reason)))
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
                &format!("会員数は{from}年度末の{first}人から{to}年度末の{last}人となった。"),
            )
        }
        _ => String::new(),
    };
    let chart = StockFlow {
        title,
        description,
        year_label: writer.year_axis(),
        stock_label: writer.say("members on the last day of the year", "年度末会員数"),
        flow_label: writer.say("persons in the year", "年度中の人数"),
        stock,
        inflows,
        outflows,
    };
    let source = match writer.report.movements.source() {
        MovementSource::Register { .. } => writer.say(
            "Years that the record does not cover from the first day to the last are drawn faintly with a dashed outline.",
            "記録が年度の全期間に及ばない年度は、破線の枠で薄く示す。",
        ),
        MovementSource::Totals => {
            writer.say("Years of which the flows were not published have no bars below.", "増減の公表値がない年度には、下段の棒がない。")
        }
    };
    let caption = writer.say(
        &format!("Above, members on the last day of each year; below, persons who came (upwards) and went (downwards) within it. {source}"),
        &format!("上段は各年度末の会員数、下段は年度中の増（上向き）と減（下向き）。{source}"),
    );
    ChartFigure::new(ChartSpec::StockFlow(chart), caption)
}

/// The reasons that occur.
fn reasons(rows: &[MovementRow]) -> Vec<EndReason> {
    EndReason::ALL.into_iter().filter(|reason| rows.iter().any(|row| row.left_by_reason.contains_key(reason))).collect()
}

/// The leavers for a reason; one that is absent did not occur only where the stated reasons make up all leavers.
fn of_reason(row: &MovementRow, reason: EndReason) -> Option<u64> {
    let stated = row.left_by_reason.iter().filter(|(reason, _)| **reason != EndReason::Unstated);
    let stated = stated.fold(0u64, |sum, (_, &count)| sum.saturating_add(count));
    let none = row.left_by_reason.contains_key(&EndReason::Unstated) || row.left == Some(stated);
    row.left_by_reason.get(&reason).copied().or(none.then_some(0))
}

/// A count of a row.
type Count = Box<dyn Fn(&MovementRow) -> Option<u64>>;

/// The columns of the table of movements, in the order in which they add up.
fn columns(writer: &Writer<'_>, rows: &[MovementRow]) -> Vec<(String, Count)> {
    let some = |count: fn(&MovementRow) -> Option<u64>| rows.iter().any(|row| count(row).is_some_and(|count| count > 0));
    let known = |count: fn(&MovementRow) -> Option<u64>| rows.iter().any(|row| count(row).is_some());
    let mut columns: Vec<(String, Count)> = Vec::new();
    let mut add = |shown: bool, label: String, count: Count| {
        if shown {
            columns.push((label, count));
        }
    };
    add(known(|row| row.opening), writer.say("opening", "期首"), Box::new(|row| row.opening));
    let present = writer.say("present when the record began", "記録開始時に在籍");
    add(some(|row| row.present), present, Box::new(|row| row.present));
    add(known(|row| row.joined), writer.say("joined", "入会"), Box::new(|row| row.joined));
    add(known(|row| row.reinstated), writer.say("reinstated", "再入会"), Box::new(|row| row.reinstated));
    add(known(|row| row.left), writer.say("left", "退会"), Box::new(|row| row.left));
    let reasons = reasons(rows);
    for reason in reasons.iter().copied().filter(|_| reasons != [EndReason::Unstated]) {
        let title = writer.words(&reason.title());
        let count = move |row: &MovementRow| of_reason(row, reason);
        add(true, writer.say(&format!("of these: {title}"), &format!("うち{title}")), Box::new(count));
    }
    add(known(|row| row.closing), writer.say("closing", "期末"), Box::new(|row| row.closing));
    let leave = match writer.report.movements.source() {
        MovementSource::Register { .. } => writer.say("of these: on leave", "うち休会中"),
        MovementSource::Totals => writer.say("on leave", "休会者"),
    };
    add(some(|row| row.on_leave), leave, Box::new(|row| row.on_leave));
    columns
}

/// The table of movements.
fn table(writer: &Writer<'_>, rows: &[MovementRow]) -> DocTable {
    let caption = writer.say("Movements by year, persons", "年度別の増減（人）");
    let mut table = DocTable::new("movements", caption).with_column(writer.year_axis(), Alignment::Left);
    let columns = columns(writer, rows);
    for (label, _) in &columns {
        table = table.with_column(label.clone(), Alignment::Right);
    }
    for row in rows {
        let completeness = if row.coverage.is_complete() { Completeness::Complete } else { Completeness::Incomplete };
        let number = |count: Option<u64>| Cell::count(count.and_then(|count| i64::try_from(count).ok()));
        let cells = columns.iter().map(|(_, count)| match count(row) {
            Some(count) => number(Some(count)).marked(completeness),
            None => Cell::absent(),
        });
        let year = row.year.map_or_else(Cell::absent, |year| Cell::year(year.get()));
        table = table.with_row(std::iter::once(year).chain(cells));
    }
    table.notes = table_notes(writer, rows);
    table
}

/// What the table of movements counts, and which of its numbers follow from others.
fn table_notes(writer: &Writer<'_>, rows: &[MovementRow]) -> Vec<String> {
    let mut notes = vec![match writer.report.movements.source() {
        MovementSource::Register { .. } => writer.say(
            "Opening and closing are the members on the roll on the last day before and of the year, those on leave included. Opening + \
             joined + reinstated − left = closing (in the first year members present when the record began are added). Events count on \
             their recorded day.",
            "期首は前年度末、期末は当年度末の在籍者数（休会者を含む）。期首＋入会＋再入会－退会＝期末（記録の初年度は記録開始時の在籍者を加える）。\
             異動は名簿に記録された日付で数える。",
        ),
        MovementSource::Totals => writer.say(
            "Figures as published; – is not known, not 0. Whether members on leave are inside the members depends on the publisher.",
            "公表値による。–は不明であり、0ではない。会員数に休会者を含むか否かは公表元の定義による。",
        ),
    }];
    let derived = |column: &str| -> Vec<String> {
        rows.iter()
            .filter(|row| row.derived.iter().any(|name| name == column))
            .filter_map(|row| row.year)
            .map(|year| year.to_string())
            .collect()
    };
    for (column, en, ja) in [("joined", "joiners", "入会者数"), ("left", "leavers", "退会者数")] {
        let years = derived(column);
        if let (Some(first), Some(last)) = (years.first(), years.last()) {
            let count = years.len();
            notes.push(writer.say(
                &format!("In {count} years between {first} and {last} the {en} were not published, or disagree with the balance: they follow from it."),
                &format!("{first}～{last}年度のうち{count}年度の{ja}は、公表値がないか収支と合わないため、期首・期末と他の増減から算出した。"),
            ));
        }
    }
    notes
}

/// The branches side by side.
pub(super) fn branches(writer: &Writer<'_>) -> Option<Section> {
    let branches = writer.report.branches.as_ref()?;
    let year = writer.year(writer.report.reference_year);
    let segment = segment(writer, &branches.segment);
    let level = branches.rows.iter().find_map(|row| row.retention.process_interval).map(|interval| writer.level(interval.confidence));
    let level = level.unwrap_or_else(|| "95".into());
    let mut table =
        DocTable::new("segments", writer.say(&format!("By {segment}, {year}"), &format!("{segment}別の増減と継続率（{year}）")))
            .with_column(segment.clone(), Alignment::Left)
            .with_column(writer.say("closing", "期末会員"), Alignment::Right)
            .with_column(writer.say("joined", "入会"), Alignment::Right)
            .with_column(writer.say("left", "退会"), Alignment::Right)
            .with_column(writer.say("net transfers", "転入－転出"), Alignment::Right)
            .with_column(writer.say("retention", "継続率"), Alignment::Right)
            .with_column(writer.say(&format!("{level} % interval"), &format!("{level}％区間")), Alignment::Left);
    let mut rows: Vec<_> = branches.rows.iter().collect();
    // Prefectures in their official order; other levels keep theirs.
    rows.sort_by_key(|row| row.level.as_deref().and_then(Prefecture::named).map(|prefecture| prefecture.code()));
    for row in rows {
        let number = |count: Option<u64>| Cell::count(count.and_then(|count| i64::try_from(count).ok()));
        table = table.with_row([
            Cell::text(level_name(writer, row.level.as_deref())),
            number(row.closing),
            number(row.joined),
            number(row.left),
            Cell::count(row.net_transfers),
            writer.rate_cell(&row.retention),
            Cell::text(writer.limits(&row.retention).unwrap_or_default()),
        ]);
    }
    table.notes.push(writer.say(
        "The order is no ranking: as long as intervals overlap, differences may be chance. Transfers are neither joining nor leaving. \
         Retention counts who stayed in the group; who moved to another one counts in neither.",
        "順位を示す表ではない。区間が重なる場合、差は偶然の範囲にあり得る。異動（転入・転出）は入会にも退会にも数えない。継続率は、他へ異動した者を\
         分子・分母のいずれにも含めない。",
    ));
    Some(Section::new(writer.say(&format!("How do they differ by {segment}?"), &format!("{segment}別の状況"))).with(Block::Table(table)))
}

/// The name of a level; a prefecture in the language of the report.
fn level_name(writer: &Writer<'_>, level: Option<&str>) -> String {
    match (level, level.and_then(Prefecture::named)) {
        (None, _) => writer.say("(none)", "（不明）"),
        (_, Some(prefecture)) => writer.language.choose(prefecture.english(), prefecture.japanese()).to_owned(),
        (Some(level), None) => level.to_owned(),
    }
}

/// The name of a segment, in Japanese where it is one of the library's.
fn segment(writer: &Writer<'_>, name: &str) -> String {
    let known = [("branch", "支部"), ("class", "会員区分"), ("sex", "性別")];
    let japanese = known.iter().find(|(english, _)| *english == name).map_or(name, |(_, japanese)| *japanese);
    writer.language.choose(name, japanese).to_owned()
}
