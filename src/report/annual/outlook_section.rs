//! What will happen if things stay as they are: the projection and what it assumes.

use super::document::Writer;
use super::wording;
use crate::cohort::MovementSource;
use crate::projection::{Assumed, EXIT_NOT_KNOWN, ProjectedYear, Projection, Provenance, Quantity, YearVariation};
use crate::report::chart::{ChartSpec, Fan, ValueUnit, YearPoint, bands};
use crate::report::{Alignment, Block, Cell, ChartFigure, DocTable, Section};
use crate::unit::Confidence;

/// The section; `None` without a projection.
pub(super) fn section(writer: &Writer<'_>) -> Option<Section> {
    let projection = writer.report.projection.as_ref()?;
    let mut section = Section::new(writer.say("What will happen if nothing changes?", "現状が続いた場合の見通し"))
        .with(Block::Chart(Box::new(fan(writer, projection))))
        .with(Block::Warning(what_the_intervals_hold(writer, projection)))
        .with(Block::Table(years(writer, projection)))
        .with(Block::Table(assumptions_by_year(writer, projection)));
    if let Some(table) = other_assumptions(writer, projection) {
        section = section.with(Block::Table(table));
    }
    section = left_out(writer, projection)
        .into_iter()
        .chain(from_totals(writer, projection))
        .chain(writer.report.inflow_basis.as_ref().map(|words| writer.words(words)))
        .fold(section, |section, note| section.with(Block::Note(note)));
    Some(section)
}

/// What is known of the variation between years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BetweenYears {
    /// The rates come from one year, or were typed in.
    NotEstimated,
    /// The years differ no more than by chance.
    NoneFound,
    /// The intervals hold it.
    Held,
}

fn between_years(projection: &Projection) -> BetweenYears {
    let of_several = |assumed: &Assumed| matches!(assumed.provenance, Provenance::Estimated { from, to, .. } if from < to);
    let estimated = projection.assumptions().is_some_and(|a| a.entry.iter().chain(&a.lapse).chain(&a.reinstatement).any(of_several));
    match estimated {
        _ if projection.year_variation() != YearVariation::default() => BetweenYears::Held,
        true => BetweenYears::NoneFound,
        false => BetweenYears::NotEstimated,
    }
}

/// What the intervals hold, and what they do not.
fn what_the_intervals_hold(writer: &Writer<'_>, projection: &Projection) -> String {
    let (held, held_ja, missing, missing_ja) = match between_years(projection) {
        BetweenYears::NotEstimated => (
            "the chance of individual decisions and the uncertainty of the estimated rates, but not",
            "会員個々の判断のばらつきと率の推定誤差を含むが、",
            "that rates change from year to year: the truth will spread wider",
            "率の年々の変動は含まず、実際の散らばりはこれより広い",
        ),
        BetweenYears::NoneFound => (
            "the chance of individual decisions and the uncertainty of the estimated rates; the years that these come from differ no more \
             than by chance, so that no variation between years is added. They do not hold",
            "会員個々の判断のばらつきと率の推定誤差を含む。推定に用いた年度間に偶然を超える差は認められず、年度間の変動は加えていない。ただし、",
            "a change of course: new fees, rules or competitors",
            "会費・制度の改定など状況そのものの変化は含まない",
        ),
        BetweenYears::Held => (
            "the chance of individual decisions, the uncertainty of the estimated rates and the variation between the years that these come \
             from, but not",
            "会員個々の判断のばらつき、率の推定誤差、および推定に用いた年度間の変動を含むが、",
            "a change of course: new fees, rules or competitors",
            "会費・制度の改定など状況そのものの変化は含まない",
        ),
    };
    writer.say(
        &format!("The intervals hold {held} {missing}. The projection says where the present rates lead, not what will be."),
        &format!("予測区間は{held_ja}{missing_ja}。この見通しは現在の率が続いた場合の帰結を示すものであり、将来の予言ではない。"),
    )
}

/// History and projection.
fn fan(writer: &Writer<'_>, projection: &Projection) -> ChartFigure {
    let history: Vec<YearPoint> = writer
        .report
        .movements
        .rows()
        .iter()
        .filter(|row| row.coverage.is_complete() && row.closing.is_some())
        .filter_map(|row| Some(YearPoint::new(row.year?.get(), row.closing.map(|closing| closing as f64))))
        .collect();
    let centre = projection.years().iter().map(|year| YearPoint::new(year.year.get(), year.members.mean)).collect();
    let last = projection.years().last();
    let description = last.map_or_else(String::new, |last| {
        let (year, [members, lower, upper]) = (writer.year(last.year), members_and_limits(writer, last));
        let (base, percent) = (writer.year(projection.base_year()), writer.level(Confidence::default()));
        writer.say(
            &format!("If the rates stay as they were until {base}, about {members} members at the end of {year} ({percent} % interval {lower} to {upper})."),
            &format!("{base}までの率が続けば、{year}末の会員数は約{members}人となる（{percent}％予測区間 {lower}～{upper}人）。"),
        )
    });
    let later = writer
        .report
        .movements
        .rows()
        .iter()
        .any(|row| row.closing.is_some() && row.coverage.is_complete() && row.year.is_some_and(|year| year > projection.base_year()));
    let base = writer.year(projection.base_year());
    let compared = later.then(|| {
        writer.say(
            &format!(" Members known after {base} are drawn for comparison; the projection does not use them."),
            &format!("{base}より後の実績は比較のために示したもので、見通しには用いていない。"),
        )
    });
    let caption = format!("{description}{}", compared.unwrap_or_default());
    let chart = Fan {
        title: writer.say("Members: history and projection", "会員数の実績と見通し"),
        description,
        year_label: writer.year_axis(),
        value_label: writer.say("members on the last day of the year", "年度末会員数"),
        unit: ValueUnit::Count,
        history_label: writer.say("history", "実績"),
        history,
        centre_label: writer.say("mean of the projection", "見通し（平均）"),
        centre,
        bands: bands(projection, Quantity::Members, writer.language),
        courses: Vec::new(),
        goal: None,
        reference: None,
        breaks: Vec::new(),
    };
    ChartFigure::new(ChartSpec::Fan(chart), caption)
}

/// Projected members and the limits of their interval, to the digit that the width of the interval leaves standing.
pub(super) fn members_and_limits(writer: &Writer<'_>, year: &ProjectedYear) -> [String; 3] {
    let interval = year.members.interval(Confidence::default());
    let digit = |number: f64| number.max(1.0).log10().floor() as i32;
    // However wide the interval, two digits of the mean stay.
    let unit = 10f64.powi(digit(interval.upper - interval.lower).min(digit(year.members.mean) - 1).max(0));
    [year.members.mean, interval.lower, interval.upper].map(|number| writer.language.integer(((number / unit).round() * unit) as i64))
}

/// Whether the inflow is of joiners, because no licence holders are known.
pub(super) fn of_joiners(projection: &Projection) -> bool {
    let given = |assumed: &Assumed| assumed.provenance == Provenance::TypedIn(wording::JOINERS_GIVEN.0.into());
    projection.assumptions().and_then(|of| of.entry.first()).is_some_and(given)
}

/// The projected years.
fn years(writer: &Writer<'_>, projection: &Projection) -> DocTable {
    let (licensed, back) = (!of_joiners(projection), projection.years().iter().any(|year| year.reinstated.mean > 0.0));
    let level = writer.level(Confidence::default());
    let mut heads = vec![("joined".to_owned(), "入会".to_owned()), ("left".into(), "退会".into()), ("members".into(), "会員数".into())];
    heads.push((format!("{level} % from"), format!("{level}％予測区間の下限")));
    heads.push((format!("{level} % to"), format!("{level}％予測区間の上限")));
    if back {
        heads.insert(1, ("reinstated".into(), "再入会".into()));
    }
    if licensed {
        heads.insert(0, ("new licence holders".into(), "新規免許取得者（設定）".into()));
    }
    let mut table = DocTable::new("projection", writer.say("Projected years, expected persons", "年度別の見通し（人、期待値）"))
        .with_column(writer.year_axis(), Alignment::Left);
    for (en, ja) in &heads {
        table = table.with_column(writer.say(en, ja), Alignment::Right);
    }
    let rate = projection.years().iter().any(|year| year.organization_rate().is_some());
    if rate {
        table = table.with_column(writer.say("organization rate, cumulative", "組織率（対累計免許取得者）"), Alignment::Right);
    }
    for year in projection.years() {
        let interval = year.members.interval(Confidence::default());
        let whole = |number: f64| Cell::count(number.round() as i64);
        let mut cells = vec![Cell::year(year.year.get())];
        cells.extend(licensed.then(|| whole(year.new_licensees)));
        cells.push(whole(year.joined.mean));
        cells.extend(back.then(|| whole(year.reinstated.mean)));
        cells.extend([whole(year.left.mean), whole(year.members.mean), whole(interval.lower), whole(interval.upper)]);
        cells.extend(rate.then(|| Cell::percent(year.organization_rate(), 1)));
        table = table.with_row(cells);
    }
    table
}

/// Entry and lapse by year, each with its provenance.
fn assumptions_by_year(writer: &Writer<'_>, projection: &Projection) -> DocTable {
    let caption =
        writer.say("What the projection assumes: entry and lapse in a fiscal year", "見通しの前提：1年度当たりの入会と退会の確率");
    let mut table = DocTable::new("assumptions", caption)
        .with_column(writer.say("years since", "経過年数"), Alignment::Left)
        .with_column(writer.say("entry, since licence", "入会（免許取得後）"), Alignment::Right)
        .with_column(writer.say("provenance", "根拠"), Alignment::Left)
        .with_column(writer.say("lapse, since joining", "退会（入会後）"), Alignment::Right)
        .with_column(writer.say("provenance", "根拠"), Alignment::Left);
    let Some(a) = projection.assumptions() else { return table };
    for year in 0..a.entry.len().max(a.lapse.len()) {
        let cells = |list: &[Assumed]| match list.get(year) {
            Some(assumed) => {
                [Cell::percent(assumed.probability.get(), 1), Cell::text(writer.words(&wording::provenance(&assumed.provenance)))]
            }
            None => [Cell::absent(), Cell::absent()],
        };
        table = table.with_row(std::iter::once(Cell::count(year as i64)).chain(cells(&a.entry)).chain(cells(&a.lapse)));
    }
    table.notes.push(writer.say(
        "Year 0 is the year of the licence, or of joining. The last value of a column holds for all later years.",
        "0年は免許取得年度（退会は入会年度）を指す。各列の最後の値は、それ以降のすべての年に用いる。",
    ));
    table
}

/// The assumptions that do not go by years since licence or joining.
fn singles(projection: &Projection) -> Vec<((String, String), &Assumed)> {
    let Some(a) = projection.assumptions() else { return Vec::new() };
    let named = |english: &str, japanese: &str| (english.to_owned(), japanese.to_owned());
    let shares = a.reasons.iter().filter_map(|(reason, list)| {
        let title = reason.title();
        let (en, ja) = (format!("{}, as a share of leavers", title.english), format!("退会者に占める{}の割合", title.japanese));
        list.first().map(|of| ((en, ja), of))
    });
    let others = [
        (named("taking leave", "休会"), &a.leave),
        (named("return from leave", "復会"), &a.leave_end),
        (named("lapse on leave", "休会中の退会"), &a.lapse_on_leave),
        (named("exit of non-members from the profession", "非会員の離職・死亡"), &a.exit),
    ];
    others.into_iter().chain(reinstatements(&a.reinstatement)).chain(shares).collect()
}

/// Reinstatement by years since the lapse; years taken together in one line.
fn reinstatements(list: &[Assumed]) -> Vec<((String, String), &Assumed)> {
    let own: Vec<usize> = (0..list.len()).filter(|&at| !matches!(list[at].provenance, Provenance::CarriedOver { .. })).collect();
    let name = |at: usize, first: usize| match (first, own.get(at + 1).copied()) {
        (0, None) => ("reinstatement of former members".to_owned(), "退会者の再入会".to_owned()),
        (first, None) => {
            (format!("reinstatement {} years after the lapse and later", first + 1), format!("退会{}年後以降の再入会", first + 1))
        }
        (0, Some(1)) => ("reinstatement in the year after the lapse".to_owned(), "退会の翌年度の再入会".to_owned()),
        (first, Some(next)) if next == first + 1 => {
            (format!("reinstatement {next} years after the lapse"), format!("退会{next}年後の再入会"))
        }
        (first, Some(next)) => {
            (format!("reinstatement {} to {next} years after the lapse", first + 1), format!("退会{}～{next}年後の再入会", first + 1))
        }
    };
    own.iter().enumerate().map(|(at, &first)| (name(at, first), &list[first])).collect()
}

/// Whether an assumption only says that something is left out.
fn is_left_out(assumed: &Assumed) -> bool {
    matches!(&assumed.provenance, Provenance::TypedIn(note) if note == wording::LEFT_OUT || note == EXIT_NOT_KNOWN)
}

/// The other assumptions; `None` when all of them are left out.
fn other_assumptions(writer: &Writer<'_>, projection: &Projection) -> Option<DocTable> {
    let caption = writer.say("What the projection assumes: other events in a fiscal year", "見通しの前提：1年度当たりのその他の異動の確率");
    let mut table = DocTable::new("other_assumptions", caption)
        .with_column(writer.say("assumption", "前提"), Alignment::Left)
        .with_column(writer.say("probability", "確率"), Alignment::Right)
        .with_column(writer.say("provenance", "根拠"), Alignment::Left);
    for ((en, ja), assumed) in singles(projection).into_iter().filter(|(_, assumed)| !is_left_out(assumed)) {
        let words = Cell::text(writer.words(&wording::provenance(&assumed.provenance)));
        table = table.with_row([Cell::text(writer.say(&en, &ja)), Cell::percent(assumed.probability.get(), 1), words]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// What the projection leaves out.
fn left_out(writer: &Writer<'_>, projection: &Projection) -> Option<String> {
    let names: Vec<(String, String)> =
        singles(projection).into_iter().filter(|(_, assumed)| is_left_out(assumed)).map(|(names, _)| names).collect();
    let joined = |pick: fn(&(String, String)) -> &str, between| names.iter().map(pick).collect::<Vec<_>>().join(between);
    let (en, ja) = (joined(|names| &names.0, ", "), joined(|names| &names.1, "、"));
    (!names.is_empty()).then(|| {
        writer.say(
            &format!("Left out, because the data tell nothing about it: {en}."),
            &format!("データがないため見通しで考慮していないもの：{ja}。"),
        )
    })
}

/// How thin the ground of a projection from totals is.
fn from_totals(writer: &Writer<'_>, projection: &Projection) -> Option<String> {
    let row = writer.report.movements.row(projection.base_year())?;
    if !matches!(writer.report.movements.source(), MovementSource::Totals) {
        return None;
    }
    let base = writer.year(projection.base_year());
    let below = match row.opening {
        Some(_) => String::new(),
        None => writer.say(
            " Members at its start are not known; the lapse rate is taken over members at its end, which makes it a little too low where \
             the membership grows.",
            "期首会員数が不明なため、退会率の分母には期末会員数を用いた。会員数が増加している場合、退会率はやや低めに出る。",
        ),
    };
    Some(writer.say(
        &format!("The rates of this projection rest on one year, {base}, and are the same at every tenure.{below}"),
        &format!("この見通しの率は{base}の1年度のみに基づき、在籍年数による違いを考慮していない。{below}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::{Assumptions, Population};
    use crate::unit::FiscalYear;

    fn projected(lapse: Assumed, variation: YearVariation) -> Projection {
        let population = Population::from_totals(FiscalYear(2023), 1_000, 0, 0, 0);
        let assumptions = Assumptions { lapse: vec![lapse], ..Assumptions::nothing_happens() };
        Projection::of(&population, &assumptions, [0]).year_variation(variation).run().unwrap()
    }

    #[test]
    fn years_that_differ_no_more_than_by_chance_are_not_years_that_were_not_compared() {
        let of = |from| Assumed::estimated(FiscalYear(from), FiscalYear(2023), 100, 1_000).unwrap();
        let none = YearVariation::default();
        assert_eq!(between_years(&projected(of(2023), none)), BetweenYears::NotEstimated);
        assert_eq!(between_years(&projected(of(2019), none)), BetweenYears::NoneFound);
        assert_eq!(between_years(&projected(of(2019), YearVariation::new(0.0, 0.1, 0.0).unwrap())), BetweenYears::Held);
    }

    #[test]
    fn what_is_not_in_the_table_counts_as_left_out() {
        for note in [wording::LEFT_OUT, EXIT_NOT_KNOWN] {
            assert!(is_left_out(&Assumed::typed_in(0.0, note).unwrap()));
        }
        assert!(!is_left_out(&Assumed::typed_in(0.0, "the committee").unwrap()));
    }
}
