//! What pays? Measures of known effect by their net value, those of unknown effect with the effect that they would need, and a budget.

use super::document::Writer;
use super::measure_value::{BudgetAnswer, MeasureAnswer, MeasureOutcome};
use crate::report::{Alignment, Block, Cell, DocTable, Section};

/// The section; `None` when neither measures nor a budget were given.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let (measures, budget) = (&writer.report.measures, writer.report.budget.as_ref());
    if measures.is_empty() && budget.is_none() {
        return None;
    }
    let (known, unknown): (Vec<_>, Vec<_>) = measures.iter().partition(|measure| measure.outcome.is_some());
    let mut section = Section::new(writer.say("What pays?", "費用に見合う施策はどれか"));
    if !measures.is_empty() {
        section = section.with(Block::Paragraph(in_short(writer, &known, unknown.len())));
    }
    if !known.is_empty() {
        section = section.with(Block::Table(of_known_effect(writer, &known)));
    }
    if !unknown.is_empty() {
        section = section.with(Block::Table(of_unknown_effect(writer, &unknown)));
    }
    let Some(budget) = budget else { return Some(section) };
    let section = section.with(Block::Subheading(writer.say("The budget", "予算の配分"))).with(Block::Paragraph(shared(writer, budget)));
    Some(section.with(Block::Table(lines(writer, budget))))
}

/// How many measures pay, and how many cannot be judged.
fn in_short(writer: &Writer<'_>, known: &[&MeasureAnswer], unknown: usize) -> String {
    let paying = known.iter().filter(|measure| measure.outcome.as_ref().is_some_and(|outcome| outcome.net > 0.0)).count();
    let count = known.len();
    let (judged, judged_ja) = match count {
        0 => ("The effect of none of the measures is known.".to_owned(), "効果が分かっている施策はない。".to_owned()),
        _ => (
            format!("Measures whose effect is given: {count}, of which worth more than they cost: {paying}."),
            format!("効果が示された{count}件の施策のうち、{paying}件が費用を上回る価値を生む。"),
        ),
    };
    let (rest, rest_ja) = match unknown {
        0 => Default::default(),
        _ => (
            format!(" Measures of unknown effect: {unknown}; for these stands how large it would have to be."),
            format!("効果が不明な{unknown}件については、採算に必要な効果の大きさを示す。"),
        ),
    };
    writer.say(
        &format!("{judged}{rest} Effects come from those who gave them and not from this report; amounts are in the unit of the costs."),
        &format!("{judged_ja}{rest_ja}効果は入力されたもので、本報告が推計したものではない。金額の単位は費用と同じ。"),
    )
}

/// Columns that every table of measures begins with.
fn table_of_measures(writer: &Writer<'_>, name: &str, caption: String) -> DocTable {
    DocTable::new(name, caption)
        .with_column(writer.say("measure", "施策"), Alignment::Left)
        .with_column(writer.say("moves", "動かす率"), Alignment::Left)
        .with_column(writer.say("persons reached a year", "対象者（人/年）"), Alignment::Right)
        .with_column(writer.say("cost", "費用"), Alignment::Right)
}

fn first_cells(writer: &Writer<'_>, measure: &MeasureAnswer) -> Vec<Cell> {
    let lever = measure.lever.map_or_else(Cell::absent, |lever| Cell::text(writer.words(&lever.title())));
    vec![Cell::text(name_of(writer, measure)), lever, Cell::real(measure.reached_a_year, 0), Cell::real(measure.cost, 0)]
}

fn name_of(writer: &Writer<'_>, measure: &MeasureAnswer) -> String {
    format!("{} {}", measure.id, writer.words(&measure.name))
}

fn of_known_effect(writer: &Writer<'_>, measures: &[&MeasureAnswer]) -> DocTable {
    let caption = writer.say("Measures of known effect, by net value", "効果が示された施策（純価値の順）");
    let mut table = table_of_measures(writer, "measures", caption)
        .with_column(writer.say("gained or kept a year", "増加・維持（人/年）"), Alignment::Right)
        .with_column(writer.say("net value", "純価値"), Alignment::Right)
        .with_column(writer.say("standard error", "標準誤差"), Alignment::Right)
        .with_column(writer.say("chance of paying", "採算の確率"), Alignment::Right)
        .with_column(writer.say("effect from", "効果の根拠"), Alignment::Left);
    for measure in measures {
        let of = |pick: &dyn Fn(&MeasureOutcome) -> Option<f64>| measure.outcome.as_ref().and_then(pick);
        let from = measure.outcome.as_ref().map_or_else(Cell::absent, |outcome| Cell::text(&outcome.effect_from));
        let mut cells = first_cells(writer, measure);
        cells.extend([
            Cell::real(of(&|outcome| Some(outcome.gained_a_year)), 1),
            Cell::real(of(&|outcome| Some(outcome.net)), 0),
            Cell::real(of(&|outcome| outcome.net_error), 0),
            Cell::percent(of(&|outcome| outcome.chance_of_paying), 0),
            from,
        ]);
        table = table.with_row(cells);
    }
    table.notes.push(writer.say(
        "Net value: what the persons gained or kept are worth, less the cost. Its standard error is that of the effect alone.",
        "純価値は、増加・維持した会員の価値から費用を引いたもの。標準誤差は効果の誤差のみによる。",
    ));
    table
}

fn of_unknown_effect(writer: &Writer<'_>, measures: &[&MeasureAnswer]) -> DocTable {
    let caption = writer.say("Measures of unknown effect, and the effect that they would need", "効果が不明な施策と、採算に必要な効果");
    let table = table_of_measures(writer, "measures_unknown", caption)
        .with_column(writer.say("persons needed a year", "必要な人数（人/年）"), Alignment::Right)
        .with_column(writer.say("is worth its cost when", "採算の条件"), Alignment::Left);
    measures.iter().fold(table, |table, measure| {
        let mut cells = first_cells(writer, measure);
        cells.extend([Cell::real(measure.break_even_persons, 1), Cell::text(break_even(writer, measure))]);
        table.with_row(cells)
    })
}

/// How large the effect must be.
fn break_even(writer: &Writer<'_>, measure: &MeasureAnswer) -> String {
    let lever = measure.lever.map_or_else(String::new, |lever| writer.words(&lever.title()));
    let to = |change: f64| {
        let share = |share: f64| writer.language.percent(share, 2);
        (share(measure.rate), share(measure.rate + change))
    };
    match (measure.break_even.as_str(), measure.break_even_change) {
        ("at", Some(change)) => {
            let (from, to) = to(change);
            writer
                .say(&format!("the rate of {lever} goes from {from} to {to} or better"), &format!("{lever}の率が{from}から{to}以上に改善"))
        }
        ("infeasible", _) => writer.say("never: even the largest effect is worth less", "なし（最大の効果でも費用に満たない）"),
        ("nobody_reached", _) => writer.say("never: nobody is reached", "なし（対象者がいない）"),
        ("worth_nothing", _) => writer.say("never: one person more is worth nothing", "なし（会員1人の価値が0以下）"),
        _ => writer.say("it moves no rate, so that this cannot be said", "率を直接動かさないため算出できない"),
    }
}

/// What the budget brings and what more of it would.
fn shared(writer: &Writer<'_>, budget: &BudgetAnswer) -> String {
    let amount = |amount: f64| writer.language.real(amount, 0);
    let (whole, gain, error, left) = (amount(budget.budget), amount(budget.gain), amount(budget.error), amount(budget.left));
    let price = budget.shadow_price.map(|price| writer.language.real(price, 2));
    let (more, more_ja) = match price {
        Some(price) => {
            (format!("One unit of money more would bring {price}."), format!("予算を1単位増やすごとに{price}の効果が見込まれる。"))
        }
        None => ("The next unit of money would bring more than any number.".to_owned(), "追加の1単位の効果には上限がない。".to_owned()),
    };
    let (cautious, cautious_ja) = match budget.deviations {
        0.0 => Default::default(),
        deviations => {
            let deviations = writer.language.real(deviations, 1);
            (format!(", less {deviations} standard deviations of it,"), format!("から標準偏差の{deviations}倍を引いた値"))
        }
    };
    writer.say(
        &format!(
            "{whole} shared so that the expected gain{cautious} is as large as possible: {gain}, with a standard deviation of {error}; {left} \
             stays unspent. {more}"
        ),
        &format!("予算{whole}を、期待される効果{cautious_ja}が最大になるように配分すると、効果は{gain}（標準偏差{error}）、残額は{left}。{more_ja}"),
    )
}

fn lines(writer: &Writer<'_>, budget: &BudgetAnswer) -> DocTable {
    let mut table = DocTable::new("budget", writer.say("The budget by measure", "施策別の配分"))
        .with_column(writer.say("measure", "施策"), Alignment::Left)
        .with_column(writer.say("spent", "支出"), Alignment::Right)
        .with_column(writer.say("expected gain", "期待される効果"), Alignment::Right)
        .with_column(writer.say("standard error", "標準誤差"), Alignment::Right)
        .with_column(writer.say("what one unit more would bring", "1単位追加の効果"), Alignment::Right);
    for line in &budget.lines {
        let measure = writer.report.measures.iter().find(|measure| measure.id == line.name);
        let name = measure.map_or_else(|| line.name.clone(), |measure| name_of(writer, measure));
        let amounts = [line.spent, line.gain, line.error].map(|amount| Cell::real(amount, 0));
        table = table.with_row(std::iter::once(Cell::text(name)).chain(amounts).chain([Cell::real(line.marginal, 2)]));
    }
    table
}
