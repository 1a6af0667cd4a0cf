//! The report in a few sentences: where are we, what moved it, who leaves and when, what will happen, and what to mind.

use super::change_section;
use super::document::Writer;
use super::outlook_section::members_and_limits;
use super::value::LabelledRate;
use crate::cohort::{MovementRow, MovementSource};
use crate::episode::EndReason;
use crate::projection::Provenance;
use crate::rates::RateKind;
use crate::register::{MassExitDay, recurring_exit_days};

/// Reasons named in a sentence.
const MOST_REASONS: usize = 2;

/// The answers, each with its question.
pub(super) fn points(writer: &Writer<'_>) -> Vec<String> {
    let Some(row) = writer.report.movements.row(writer.report.reference_year) else { return Vec::new() };
    let answers = [
        (("Where we are", "現状"), where_we_are(writer, row)),
        (("What moved it", "増減"), what_moved_it(writer, row)),
        (("Why the rate changed", "率の変化"), change_section::sentence_of_the_year(writer)),
        (("Who leaves, and when", "退会"), who_leaves(writer, row)),
        (("What will happen", "見通し"), what_will_happen(writer)),
    ];
    let lead = |((en, ja), answer): ((&str, &str), Option<String>)| {
        Some(format!("{}{}", writer.say(&format!("{en}: "), &format!("{ja}：")), answer?))
    };
    answers.into_iter().filter_map(lead).collect()
}

/// Without which the answers mislead: a clean-up of the records within the year, and a published series that breaks.
pub(super) fn warnings(writer: &Writer<'_>) -> Vec<String> {
    clean_ups(writer).into_iter().chain(breaks(writer)).collect()
}

/// Members, their change, and their share of the licence holders.
fn where_we_are(writer: &Writer<'_>, row: &MovementRow) -> Option<String> {
    let (year, closing) = (writer.year(writer.report.reference_year), writer.count(Some(row.closing?)));
    let change = row.net_growth().zip(row.opening.filter(|opening| *opening > 0)).map(|(net, opening)| {
        let (net, share) = (signed(&writer.language.integer(net)), signed(&writer.language.percent(net as f64 / opening as f64, 1)));
        writer.say(&format!(" ({net} in the year, {share})"), &format!("（前年度末比 {net}人、{share}）"))
    });
    let is_organization = |labelled: &&LabelledRate| matches!(labelled.rate.definition.kind, RateKind::OrganizationRate { .. });
    let organization = writer.report.rates.iter().find(is_organization).and_then(|labelled| {
        let (label, value) = (writer.words(&labelled.label), writer.language.percent(labelled.rate.value?, 1));
        let fraction = writer.fraction(&labelled.rate);
        Some(writer.say(&format!(" {label}: {value} ({fraction})."), &format!("{label}は{value}（{fraction}）。")))
    });
    let (change, organization) = (change.unwrap_or_default(), organization.unwrap_or_default());
    Some(writer.say(
        &format!("{closing} members at the end of {year}{change}.{organization}"),
        &format!("{year}末の会員数は{closing}人{change}。{organization}"),
    ))
}

/// A number with its sign.
fn signed(number: &str) -> String {
    if number.starts_with('-') { number.to_owned() } else { format!("+{number}") }
}

/// Who came and went, beside the year before.
fn what_moved_it(writer: &Writer<'_>, row: &MovementRow) -> Option<String> {
    let counts = |row: &MovementRow| Some([Some(row.joined?), row.reinstated, Some(row.left?)].map(|count| writer.count(count)));
    let [joined, back, left] = counts(row)?;
    let earlier = writer.report.movements.row(writer.report.reference_year.plus(-1)).filter(|row| row.coverage.is_complete());
    let earlier = earlier.filter(|earlier| earlier.reinstated.is_some() == row.reinstated.is_some()).and_then(counts);
    Some(match row.reinstated {
        Some(_) => {
            let (before, before_ja) = earlier.map_or((String::new(), String::new()), |[joined, back, left]| {
                (
                    format!(" (the year before {joined}, {back} and {left})"),
                    format!("（前年度は入会{joined}人、再入会{back}人、退会{left}人）"),
                )
            });
            writer.say(
                &format!("{joined} joined, {back} came back and {left} left{before}."),
                &format!("入会{joined}人、再入会{back}人、退会{left}人{before_ja}。"),
            )
        }
        None => {
            let (before, before_ja) = earlier.map_or((String::new(), String::new()), |[joined, _, left]| {
                (format!("; the year before {joined} and {left}"), format!("。前年度は入会{joined}人、退会{left}人"))
            });
            writer.say(
                &format!("{joined} joined and {left} left (persons who came back are not told apart{before})."),
                &format!("入会{joined}人、退会{left}人（再入会者の内訳は不明{before_ja}）。"),
            )
        }
    })
}

/// Reasons, the first year, and the year of membership in which the most leave.
fn who_leaves(writer: &Writer<'_>, row: &MovementRow) -> Option<String> {
    let found: Vec<String> = [reasons(writer, row), first_year(writer), when_most_leave(writer)].into_iter().flatten().collect();
    let from_totals = matches!(writer.report.movements.source(), MovementSource::Totals);
    let no_register = from_totals.then(|| match found.is_empty() {
        true => writer
            .say("Neither the reasons nor the years of membership of the leavers are in the data.", "退会の理由も在籍年数もデータにない。"),
        false => writer.say("The years of membership of the leavers are not in the data.", "退会者の在籍年数はデータにない。"),
    });
    let sentences: Vec<String> = found.into_iter().chain(no_register).collect();
    (!sentences.is_empty()).then(|| sentences.join(writer.language.choose(" ", "")))
}

/// The most frequent reasons of the leavers.
fn reasons(writer: &Writer<'_>, row: &MovementRow) -> Option<String> {
    let left = row.left.filter(|left| *left > 0)?;
    let mut stated: Vec<(EndReason, u64)> = row.left_by_reason.iter().map(|(reason, count)| (*reason, *count)).collect();
    stated.retain(|(reason, count)| *reason != EndReason::Unstated && *count > 0);
    stated.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    let named = stated.iter().take(MOST_REASONS).map(|(reason, count)| {
        let (title, share) = (writer.words(&reason.title()), writer.language.percent(*count as f64 / left as f64, 0));
        let count = writer.count(Some(*count));
        writer.say(&format!("{title} {count} ({share})"), &format!("{title}{count}人（{share}）"))
    });
    let named: Vec<String> = named.collect();
    let (most, left) = (named.join(writer.language.choose(", ", "、")), writer.count(Some(left)));
    (!named.is_empty())
        .then(|| writer.say(&format!("Main reasons of the {left} leavers: {most}."), &format!("退会者{left}人の主な理由は{most}。")))
}

/// How many of a year's joiners were still members a year later.
fn first_year(writer: &Writer<'_>) -> Option<String> {
    let first = |labelled: &&LabelledRate| labelled.rate.definition.kind == RateKind::FirstYearRetention;
    let rate = &writer.report.rates.iter().find(first)?.rate;
    let (stayed, joined) = (writer.number(rate.numerator?), writer.number(rate.denominator?));
    let (share, year) = (writer.language.percent(rate.value?, 1), writer.year(rate.window.year));
    Some(writer.say(
        &format!("Of the {joined} who joined in {year}, {stayed} ({share}) were members a year later."),
        &format!("{year}の入会者{joined}人のうち{stayed}人（{share}）が1年後も在籍していた。"),
    ))
}

/// The year of membership in which the most left, in the years from which the projection takes its rates. By number and not by
/// rate: the highest rate is that of the few who have been members for a lifetime.
fn when_most_leave(writer: &Writer<'_>) -> Option<String> {
    let MovementSource::Register { .. } = writer.report.movements.source() else { return None };
    let lapse = &writer.report.projection.as_ref()?.assumptions()?.lapse;
    // The last entry pools all later years.
    let single = lapse.iter().enumerate().take(lapse.len().saturating_sub(1)).rev();
    let estimated = single.filter_map(|(tenure, assumed)| match assumed.provenance {
        Provenance::Estimated { from, to, events, exposed } => Some((tenure, assumed.probability.get(), from, to, events, exposed)),
        _ => None,
    });
    let (tenure, probability, from, to, events, exposed) = estimated.filter(|year| year.4 > 0).max_by_key(|year| year.4)?;
    let (share, events, exposed) = (writer.language.percent(probability, 1), writer.count(Some(events)), writer.count(Some(exposed)));
    let (when, when_ja) = match tenure {
        0 => ("the year of joining".to_owned(), "入会年度".to_owned()),
        1 => ("the year after that of joining".to_owned(), "入会の翌年度".to_owned()),
        years => (format!("the {} year after that of joining", ordinal(years)), format!("入会から{years}年後の年度")),
    };
    Some(writer.say(
        &format!("The largest group left in {when}: {share} ({events} of {exposed}, {from} to {to})."),
        &format!("退会が最も多いのは{when_ja}で{share}（{exposed}人中{events}人、{from}～{to}年度）。"),
    ))
}

/// A number of order from 2 on.
fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Where the present rates lead.
fn what_will_happen(writer: &Writer<'_>) -> Option<String> {
    let projection = writer.report.projection.as_ref()?;
    let (last, base) = (projection.years().last()?, projection.base_members());
    let (year, from) = (writer.year(last.year), writer.year(projection.base_year()));
    let [members, ..] = members_and_limits(writer, last);
    let change = (base > 0).then(|| signed(&writer.language.percent(last.members.mean / base as f64 - 1.0, 0)));
    let (change, change_ja) = change.map_or((String::new(), String::new()), |change| (format!(" ({change})"), format!("（{change}）")));
    let rate = last.organization_rate().map(|rate| writer.language.percent(rate, 1));
    let (rate, rate_ja) =
        rate.map_or((String::new(), String::new()), |rate| (format!(", organization rate {rate}"), format!("、組織率は{rate}")));
    Some(writer.say(
        &format!("If the rates known until {from} stay, about {members} members at the end of {year}{change}{rate}."),
        &format!("{from}までの率が続けば、{year}末の会員数は約{members}人{change_ja}{rate_ja}となる。"),
    ))
}

/// Mass exit days of the year that do not recur: they, not decisions, make the retention of the year.
fn clean_ups(writer: &Writer<'_>) -> Vec<String> {
    let (year, calendar) = (writer.report.reference_year, writer.report.movements.calendar());
    let (Ok(start), Ok(end)) = (calendar.start_of(year), calendar.end_of(year)) else { return Vec::new() };
    let left = writer.report.movements.row(year).and_then(|row| row.left);
    let judged: Vec<MassExitDay> = writer.report.mass_exit_days.iter().copied().filter(|day| day.judged).collect();
    let (_, single) = recurring_exit_days(&judged);
    let sentence = |found: MassExitDay| {
        let (day, exits, left) = (writer.language.day(found.day), writer.count(Some(found.exits)), writer.count(left));
        writer.say(
            &format!(
                "{exits} of the {left} leavers of the year carry one date, {day}: records were closed in bulk. Retention and lapse of the \
                 year tell more about that clean-up than about decisions made in the year."
            ),
            &format!(
                "当年度の退会者{left}人のうち{exits}人は{day}の一括処理によるものである。当年度の継続率・退会率は、会員の判断よりもこの処理を反映している。"
            ),
        )
    };
    single.into_iter().filter(|found| found.day >= start && found.day < end).map(sentence).collect()
}

/// Published series whose figures before and after a year must not be compared.
fn breaks(writer: &Writer<'_>) -> Vec<String> {
    let of_series = writer.report.published.iter().flat_map(|series| series.breaks.iter().map(move |found| (series, found)));
    let sentence = of_series.map(|(series, found)| {
        let (name, after, before) = (writer.as_written(&series.name), found.after, found.before);
        writer.say(
            &format!("{name}: the figures until {after} and from {before} on are not comparable; the series breaks between them."),
            &format!("{name}：{after}年度以前と{before}年度以降の値は比較できない（その間で系列が途切れている）。"),
        )
    });
    sentence.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_order_end_as_they_are_spoken() {
        assert_eq!([2, 3, 4, 11, 12, 13, 21, 22].map(ordinal), ["2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]);
    }
}
