//! What would it take? What the projection depends on, where the rates lead in the end, scenarios beside each other, and a goal.

use super::document::Writer;
use super::lever_value::{GoalAnswer, GoalReach, LeverAnswer, LeverAnswers, ScenarioAnswer};
use super::outlook_section::of_joiners;
use crate::decision::scenario::SteadyState;
use crate::projection::{Projection, Quantity};
use crate::rates::RateKind;
use crate::report::chart::{ChartSpec, Fan, FanCourse, FanGoal, Swing, Tornado, TornadoBar, YearPoint};
use crate::report::{Alignment, Block, Cell, ChartFigure, DocTable, Section};
use crate::unit::FiscalYear;

/// Years of history drawn before scenarios.
const LOOKED_BACK: i32 = 20;
/// Assumptions named in a sentence.
const NAMED: usize = 3;

/// The section; `None` without a projection.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let (answers, projection) = (writer.report.levers.as_ref()?, writer.report.projection.as_ref()?);
    let mut section = Section::new(writer.say("What would it take?", "目標達成に何が必要か"));
    if let Some(chart) = tornado(writer, answers, projection) {
        section = section.with(Block::Paragraph(what_matters(writer, answers, &chart)));
        section = section.with(Block::Chart(Box::new(ChartFigure::new(ChartSpec::Tornado(chart), reading(writer)))));
    }
    section = section.with(Block::Paragraph(match &answers.steady_state {
        Some(steady) => in_the_end(writer, steady, projection),
        None => without_end(writer),
    }));
    if !answers.scenarios.is_empty() {
        section = section.with(Block::Subheading(writer.say("Scenarios", "シナリオ")));
        section = section.with(Block::Table(scenarios(writer, answers, projection)));
        if let Some(figure) = courses(writer, answers, projection) {
            section = section.with(Block::Chart(Box::new(figure)));
        }
    }
    let Some(goal) = &answers.goal else { return Some(section) };
    let section = section.with(Block::Subheading(writer.say("The goal", "目標")));
    let section = section.with(Block::Paragraph(the_goal(writer, goal, projection)));
    Some(section.with(Block::Items(goal.levers.iter().map(|lever| lever_alone(writer, goal, lever)).collect())))
}

/// The quantity in words.
fn name_of(writer: &Writer<'_>, quantity: Quantity) -> String {
    match quantity {
        Quantity::Members => writer.say("number of members", "会員数"),
        Quantity::OrganizationRate => writer.say("organization rate", "組織率"),
        other => writer.words(&other.title()),
    }
}

/// A value of a quantity.
fn shown(writer: &Writer<'_>, quantity: Quantity, value: f64) -> String {
    if quantity.is_rate() { writer.language.percent(value, 1) } else { writer.language.real(value, 0) }
}

/// A difference of two values of a quantity, with its sign.
fn difference(writer: &Writer<'_>, quantity: Quantity, value: f64, decimals: u8) -> String {
    let number = if quantity.is_rate() { 100.0 * value } else { value };
    let text = writer.language.real(number, decimals);
    let text = if value > 0.0 { format!("+{text}") } else { text };
    match quantity.is_rate() {
        true => writer.say(&format!("{text} points"), &format!("{text}ポイント")),
        false => writer.say(&text, &format!("{text}人")),
    }
}

/// The picture of what the quantity depends on; joiners are named as such where they are what was assumed.
fn tornado(writer: &Writer<'_>, answers: &LeverAnswers, projection: &Projection) -> Option<Tornado> {
    let mut chart = Tornado::of(&answers.sensitivity, Swing::Tenth, Tornado::MOST, writer.language).ok()?;
    let (year, quantity) = (writer.year(answers.sensitivity.year()), answers.sensitivity.quantity());
    let title = writer.words(&quantity.title());
    chart.value_label = writer.say(&format!("{title}, {year}"), &format!("{year}の{title}"));
    for bar in &mut chart.bars {
        bar.label = writer.say(&bar.label, &bar.label);
    }
    if of_joiners(projection) {
        let entry = crate::report::chart::entry_name(&answers.sensitivity, writer.language);
        let entry = writer.say(&entry, &entry);
        chart.bars.iter_mut().filter(|bar| bar.label == entry).for_each(|bar| *bar = joiners(writer, bar, chart.centre, projection));
    }
    chart.description = chart.in_words(writer.language);
    Some(chart)
}

/// The bar of a given number of joiners, which knows no upper limit.
fn joiners(writer: &Writer<'_>, bar: &TornadoBar, centre: f64, projection: &Projection) -> TornadoBar {
    let first = projection.years().first().map_or(0.0, |year| year.new_licensees);
    let count = writer.language.real(first, 0);
    TornadoBar {
        label: writer.say("number of joiners", "入会者数"),
        note: Some(writer.say(&format!("{count} a year"), &format!("年{count}人"))),
        lower: bar.lower,
        higher: 2.0 * centre - bar.lower,
    }
}

/// The assumptions that matter most, each turned to the better.
fn what_matters(writer: &Writer<'_>, answers: &LeverAnswers, chart: &Tornado) -> String {
    let (quantity, year) = (answers.sensitivity.quantity(), writer.year(answers.sensitivity.year()));
    let (name, expected) = (name_of(writer, quantity), shown(writer, quantity, chart.centre));
    let better = chart.bars.iter().take(NAMED).map(|bar| {
        let up = bar.higher >= bar.lower;
        let (word, word_ja) = if up { ("higher", "高ければ") } else { ("lower", "低ければ") };
        let by = difference(writer, quantity, bar.higher.max(bar.lower) - chart.centre, chart.decimals);
        let assumed = bar.note.as_ref().map_or_else(String::new, |note| writer.say(&format!(" ({note} now)"), &format!("（現在{note}）")));
        writer.say(&format!("{}{assumed} a tenth {word}: {by}", bar.label), &format!("{}{assumed}が1割{word_ja}{by}", bar.label))
    });
    let better: Vec<String> = better.collect();
    let lapse = year_of_lapse(writer, answers).unwrap_or_default();
    let most = better.join(writer.language.choose("; ", "、"));
    if better.is_empty() {
        return writer.say(
            &format!("The {name} expected at the end of {year} is {expected}; none of the assumptions moves it."),
            &format!("{year}末に見込まれる{name}は{expected}であり、どの前提を変えても動かない。"),
        );
    }
    writer.say(
        &format!(
            "If nothing changes, the {name} at the end of {year} is expected at {expected}. It depends most on these assumptions, each alone \
             and in every projected year: {most}.{lapse}"
        ),
        &format!("現状が続けば、{year}末の{name}は{expected}と見込まれる。影響の大きい前提は次のとおり（それぞれ単独で、見通しの全期間に変えた場合）：{most}。{lapse}"),
    )
}

/// The year of membership in which lapse matters most, where years differ.
fn year_of_lapse(writer: &Writer<'_>, answers: &LeverAnswers) -> Option<String> {
    let chart = Tornado::of(&answers.sensitivity, Swing::TenthOfOneYear, usize::MAX, writer.language).ok()?;
    let lapse = |bar: &&TornadoBar| bar.label.starts_with("lapse") || bar.label.ends_with("の退会");
    let mut years = chart.bars.iter().filter(lapse);
    let (most, _) = (years.next()?, years.next()?);
    let label = writer.say(&most.label, &most.label);
    let by = difference(writer, answers.sensitivity.quantity(), most.lower.max(most.higher) - chart.centre, chart.decimals);
    Some(writer.say(
        &format!(" Of the years of membership one matters most: {label}, a tenth lower, {by}."),
        &format!("退会のうち影響が最も大きいのは{label}で、1割低ければ{by}。"),
    ))
}

/// How to read the tornado.
fn reading(writer: &Writer<'_>) -> String {
    writer.say(
        "Each bar: where the result moves when this assumption alone, at every length of membership, is a tenth of itself lower or higher in \
         every projected year (10 % becomes 9 % or 11 %). The effects are those of small changes; what larger ones or several together do, \
         scenarios tell.",
        "各棒は、その前提だけを（在籍年数を問わず）見通しの全期間にわたって1割低く、または高くした場合（10%なら9%または11%）に結果がどこまで\
         動くかを示す。小さな変化を想定した値であり、大きな変化や複数の組合せの影響はシナリオで確かめる。",
    )
}

/// Where the present rates lead when they hold for ever.
fn in_the_end(writer: &Writer<'_>, steady: &SteadyState, projection: &Projection) -> String {
    let about = |number: f64| {
        let unit = 10f64.powi((number.max(1.0).log10().floor() as i32 - 2).max(0));
        writer.language.real((number / unit).round() * unit, 0)
    };
    let (members, base, year) = (about(steady.members), writer.language.real(steady.base_members, 0), writer.year(projection.base_year()));
    let change = steady.momentum().map(|momentum| {
        let text = writer.language.percent(momentum - 1.0, 0);
        if momentum > 1.0 { format!("+{text}") } else { text }
    });
    let change = change.map_or_else(String::new, |change| writer.say(&format!(" ({change})"), &format!("（{change}）")));
    let inflow = if of_joiners(projection) { ("joiners", "入会者数") } else { ("new licence holders", "新規免許取得者数") };
    let (half, most) = (steady.years_to_half, steady.years_to_a_hundredth);
    writer.say(
        &format!(
            "If all rates and the number of {} stayed for ever as they are in the projection, the {base} members of {year} would in the end \
             become about {members}{change}: half of the way is behind after {half} years, 99 % of it after {most}.",
            inflow.0
        ),
        &format!(
            "すべての率と{}が見通しのまま変わらず続けば、{year}末の会員{base}人は最終的に約{members}人{change}となる。\
             その変化の半分までに{half}年、99%までに{most}年かかる。",
            inflow.1
        ),
    )
}

/// That the present rates lead nowhere in the end.
fn without_end(writer: &Writer<'_>) -> String {
    writer.say(
        "If all rates stayed for ever as they are in the projection, the membership would still be moving after thousands of years, and has \
         no steady state worth naming, as happens when hardly anyone is assumed to leave the profession for good and former members can \
         always come back.",
        "すべての率が見通しのまま変わらず続いたとしても、会員数は数千年後もなお動き続け、意味のある定常状態はない（離職・死亡がほとんど見込まれず、\
         退会者がいつまでも再入会し得る場合に起こる）。",
    )
}

/// The base and every scenario at the end of the projection.
fn scenarios(writer: &Writer<'_>, answers: &LeverAnswers, projection: &Projection) -> DocTable {
    let base = projection.years().last();
    let year = writer.year(answers.sensitivity.year());
    let with_rate = base.is_some_and(|base| base.organization.is_some());
    let caption = writer.say(&format!("Scenarios at the end of {year}, means"), &format!("{year}末のシナリオ比較（期待値）"));
    let mut table = DocTable::new("scenarios", caption)
        .with_column(writer.say("scenario", "シナリオ"), Alignment::Left)
        .with_column(writer.say("what changes", "変更点"), Alignment::Left)
        .with_column(writer.say("members", "会員数（人）"), Alignment::Right)
        .with_column(writer.say("difference", "差（人）"), Alignment::Right);
    if with_rate {
        table = table
            .with_column(writer.say("organization rate", "組織率"), Alignment::Right)
            .with_column(writer.say("difference, points", "差（ポイント）"), Alignment::Right);
    }
    let (members, rate) = (base.map(|base| base.members.mean), base.and_then(|base| base.organization_rate()));
    let whole = |number: Option<f64>| Cell::count(number.map(|number| number.round() as i64));
    let mut add = |name: String, changes: String, of: (Option<f64>, Option<f64>), differs: bool| {
        let less = |with: Option<f64>, without: Option<f64>| with.zip(without).map(|(with, without)| with - without).filter(|_| differs);
        let mut cells = vec![Cell::text(name), Cell::text(changes), whole(of.0), whole(less(of.0, members))];
        if with_rate {
            cells.extend([Cell::percent(of.1, 1), Cell::real(less(of.1, rate).map(|points| 100.0 * points), 2)]);
        }
        table.rows.push(cells);
    };
    add(writer.say("if nothing changes", "現状が続いた場合"), String::new(), (members, rate), false);
    for scenario in &answers.scenarios {
        let last = scenario.years.last();
        let reached = (last.map(|year| year.members), last.and_then(|year| year.organization_rate));
        add(writer.as_written(&scenario.name), changes(writer, scenario), reached, true);
    }
    table
}

/// The changes of a scenario in words.
fn changes(writer: &Writer<'_>, scenario: &ScenarioAnswer) -> String {
    let sentences: Vec<String> = scenario.changes.iter().map(|change| writer.words(change)).collect();
    sentences.join(writer.language.choose(" ", ""))
}

/// The projection with a line for each scenario, and the goal where it is one of the same quantity.
fn courses(writer: &Writer<'_>, answers: &LeverAnswers, projection: &Projection) -> Option<ChartFigure> {
    let quantity = answers.sensitivity.quantity();
    let mut chart = Fan::of(projection, quantity, writer.language).ok()?;
    let course = |scenario: &ScenarioAnswer| FanCourse {
        label: writer.as_written(&scenario.name),
        points: scenario.years.iter().map(|year| YearPoint::new(year.year.get(), year.get(quantity))).collect(),
    };
    chart.courses = answers.scenarios.iter().map(course).collect();
    let (year, title) = (writer.year(answers.sensitivity.year()), writer.words(&quantity.title()));
    chart.title = writer.say(&format!("Scenarios: {}", name_of(writer, quantity)), &format!("シナリオ別の{}", name_of(writer, quantity)));
    (chart.value_label, chart.year_label) = (title.clone(), writer.year_axis());
    chart.goal = answers.goal.as_ref().filter(|goal| goal.goal.quantity() == quantity).map(|goal| mark(writer, goal));
    chart.description = chart.in_words(&writer.say(&format!("{title}, {year}"), &format!("{year}の{title}")), writer.language);
    let start = chart.history.first().copied();
    if let Some(history) = history(writer, quantity, projection.base_year(), start) {
        chart = chart.after(history);
    }
    let caption = writer.say(
        "One line for each scenario; the bands are those of the projection if nothing changes. Scenarios are as uncertain as it is.",
        "線はシナリオごとの期待値。帯は現状が続いた場合の予測区間で、各シナリオにも同程度の不確実性がある。",
    );
    Some(ChartFigure::new(ChartSpec::Fan(chart), caption))
}

fn mark(writer: &Writer<'_>, goal: &GoalAnswer) -> FanGoal {
    let value = shown(writer, goal.goal.quantity(), goal.goal.value());
    let label = writer.say(&format!("goal: {value}"), &format!("目標：{value}"));
    FanGoal { year: goal.goal.year().get(), value: goal.goal.value(), label }
}

/// The last known years until that of the base; `None` where they do not end at what the projection starts from.
fn history(writer: &Writer<'_>, quantity: Quantity, base: FiscalYear, start: Option<YearPoint>) -> Option<Vec<YearPoint>> {
    let movements = writer.report.movements.rows().iter().filter(|row| row.coverage.is_complete());
    let points: Vec<YearPoint> = match quantity {
        Quantity::Members => {
            movements.filter_map(|row| Some(YearPoint::new(row.year?.get(), row.closing.map(|members| members as f64)))).collect()
        }
        _ => {
            let organization = |kind: &RateKind| matches!(kind, RateKind::OrganizationRate { .. });
            let series = writer.report.rate_series.iter().find(|series| series.iter().any(|rate| organization(&rate.definition.kind)))?;
            series.iter().map(|rate| YearPoint::new(rate.window.year.get(), rate.value)).collect()
        }
    };
    let shown = base.get() - LOOKED_BACK + 1..=base.get();
    let points: Vec<YearPoint> = points.into_iter().filter(|point| shown.contains(&point.year)).collect();
    let (last, start) = (points.last()?.value?, start?.value?);
    ((last - start).abs() <= 1e-9 * start.abs().max(1.0)).then_some(points)
}

/// The goal and how far the projection is from it.
fn the_goal(writer: &Writer<'_>, answer: &GoalAnswer, projection: &Projection) -> String {
    let goal = &answer.goal;
    let (quantity, year) = (goal.quantity(), writer.year(goal.year()));
    let (name, value) = (name_of(writer, quantity), shown(writer, quantity, goal.value()));
    let with = goal.probability().map(|probability| writer.language.percent(probability.get(), 0));
    let (with, with_ja) =
        with.map_or_else(Default::default, |share| (format!(", with a probability of {share}"), format!("（確率{share}で達成）")));
    let expected = projection.year(goal.year()).and_then(|year| quantity.of(year)).map(|found| {
        let (mean, chance) = (shown(writer, quantity, found.mean), likely(writer, found.probability_of_reaching(goal.value())));
        writer.say(
            &format!(" If nothing changes, {mean} is expected, and the goal is reached with a probability of {chance}."),
            &format!("現状が続けば{mean}と見込まれ、目標に達する確率は{chance}である。"),
        )
    });
    let expected = expected.unwrap_or_default();
    writer.say(
        &format!("The goal for the {name} at the end of {year} is {value}{with}.{expected} What each lever would have to do alone:"),
        &format!("目標は{year}末の{name}{value}{with_ja}。{expected}各率を単独で動かす場合に必要な変化は次のとおり："),
    )
}

/// A probability in whole percent; one that is not certain is not printed as if it were.
fn likely(writer: &Writer<'_>, probability: f64) -> String {
    match probability {
        little if little < 0.01 => writer.say("less than 1 %", "1%未満"),
        much if much > 0.99 => writer.say("more than 99 %", "99%超"),
        other => writer.language.percent(other, 0),
    }
}

/// What one lever would have to do.
fn lever_alone(writer: &Writer<'_>, answer: &GoalAnswer, lever: &LeverAnswer) -> String {
    let reached = shown(writer, answer.goal.quantity(), lever.reached);
    let change = lever.change.as_ref().map_or_else(String::new, |change| writer.words(change));
    match lever.reach {
        GoalReach::AlreadyMet => {
            let title = writer.words(&lever.lever.title());
            writer.say(
                &format!("{title}: nothing has to change, the goal is met ({reached})."),
                &format!("{title}：変更は不要（{reached}で達成済み）。"),
            )
        }
        GoalReach::At => writer.say(&format!("{change} This reaches {reached}."), &format!("{change}これで{reached}に達する。")),
        GoalReach::Unreachable => writer.say(
            &format!("{change} Even this does not reach the goal: {reached} at best."),
            &format!("{change}これでも目標に届かず、最大でも{reached}にとどまる。"),
        ),
    }
}
