//! What the library says about its methods and rules, in the words of a report's reader, in both languages.

use crate::language::Bilingual;
use crate::licensees::CohortRule;
use crate::projection::Provenance;
use crate::rates::{IntervalMethod, LeaveCounted, ProportionMethod, RateMethod};
use crate::report::language::Language;
use crate::time::{FiscalCalendar, YearLabel};

/// Why an entry probability of 1 was typed in.
pub(super) const JOINERS_GIVEN: (&str, &str) = ("the yearly inflow is of joiners", "毎年の新規流入を入会者数で与えるため");
/// Why there is no late entry without licence holders.
pub(super) const NOBODY_LATER: (&str, &str) = ("no later entry", "後年の入会は考えない");
/// Why there is no late entry beside the entry rate of totals.
pub(super) const LATE_INSIDE: (&str, &str) =
    ("late entry is inside the entry rate of the year", "後年の入会は当年度の入会率に含まれるため");
/// Why nobody lapses in the joining year when only totals are known.
pub(super) const FIRST_YEAR_UNKNOWN: (&str, &str) = (
    "lapse in the joining year is not known and inside the lapse of later years",
    "入会年度内の退会は不明で、翌年度以降の退会に含めるため",
);
/// What an assumption says that stands for something left out.
pub(super) const LEFT_OUT: &str = "does not happen";

const NOTES: [(&str, &str); 4] = [JOINERS_GIVEN, NOBODY_LATER, LATE_INSIDE, FIRST_YEAR_UNKNOWN];

/// The name of an interval's method.
pub(super) fn interval_method(method: IntervalMethod) -> Bilingual {
    let name = method.to_string();
    let japanese = match method {
        IntervalMethod::Proportion(method) => proportion_method(method).japanese,
        IntervalMethod::Rate(method) => rate_method(method).japanese,
        IntervalMethod::LogLog => "二重対数変換法".to_owned(),
        IntervalMethod::NormalPrediction => "正規近似による予測".to_owned(),
        _ => name.clone(),
    };
    Bilingual::new(name, japanese)
}

/// The name of the method for shares.
pub(super) fn proportion_method(method: ProportionMethod) -> Bilingual {
    let japanese = match method {
        ProportionMethod::Wilson => "ウィルソン法",
        ProportionMethod::WilsonContinuityCorrected => "ウィルソン法（連続修正）",
        ProportionMethod::ClopperPearson => "クロッパー・ピアソン法",
        ProportionMethod::Jeffreys => "ジェフリーズ法",
        ProportionMethod::JeffreysEqualTailed => "ジェフリーズ法（等裾）",
        ProportionMethod::AgrestiCoull => "アグレスティ・クール法",
        ProportionMethod::AgrestiCoullUnclipped => "アグレスティ・クール法（打切りなし）",
        ProportionMethod::Wald => "ワルド法",
        ProportionMethod::MidP => "mid-p法",
        ProportionMethod::MinimumLikelihood => "最小尤度法",
    };
    Bilingual::new(method.to_string(), japanese)
}

/// The name of the method for events per exposure.
pub(super) fn rate_method(method: RateMethod) -> Bilingual {
    let japanese = match method {
        RateMethod::Garwood => "ガーウッドの正確法",
        RateMethod::Byar => "バイヤー法",
        RateMethod::ByarUnclipped => "バイヤー法（打切りなし）",
        RateMethod::Score => "スコア法",
        RateMethod::Wald => "ワルド法",
        RateMethod::WaldHalfEvent => "ワルド法（0.5件加算）",
        RateMethod::Jeffreys => "ジェフリーズ法",
        RateMethod::MidP => "mid-p法",
        RateMethod::SquareRootAnscombe => "平方根変換法（アンスコム）",
        RateMethod::SquareRootVandenbroucke => "平方根変換法（ファンデンブルック）",
    };
    Bilingual::new(method.to_string(), japanese)
}

/// Whether members on leave count.
pub(super) fn leave(leave: LeaveCounted) -> Bilingual {
    match leave {
        LeaveCounted::In => Bilingual::new("counted", "会員に含む"),
        LeaveCounted::Out => Bilingual::new("not counted", "会員に含まない"),
    }
}

/// A fiscal calendar.
pub(super) fn calendar(calendar: FiscalCalendar) -> Bilingual {
    if calendar == FiscalCalendar::calendar_year() {
        return Bilingual::new("calendar years", "暦年（1月～12月）");
    }
    let (label, ja) = match calendar.label() {
        YearLabel::StartYear => ("first", "始まる年"),
        YearLabel::EndYear => ("last", "終わる年"),
    };
    let (month, day) = (calendar.start_month(), calendar.start_day());
    Bilingual::new(
        format!("years begin on {month:02}-{day:02} and are named after their {label} day"),
        format!("{month}月{day}日に始まり、{ja}の西暦で呼ぶ"),
    )
}

/// The rule that assigns licences to cohorts.
pub(super) fn cohort_rule(rule: CohortRule) -> Bilingual {
    match rule.lead_days() {
        0 => Bilingual::new("the fiscal year in which the licence was obtained", "免許を取得した日の属する年度"),
        days => Bilingual::new(
            format!("the fiscal year of the licence; licences of its last {days} days belong to the next one"),
            format!("免許を取得した日の属する年度。ただし年度末の{days}日間に取得した者は翌年度に数える"),
        ),
    }
}

/// The repair rules of a register.
pub(super) fn repairs(rules: &str) -> Bilingual {
    const RULES: [(&str, &str); 6] = [
        ("rows that end before they begin are set aside", "終了日が開始日より前の行は除外"),
        ("rows that end before they begin are turned round", "終了日が開始日より前の行は日付を入れ替え"),
        ("overlaps are trimmed", "期間の重複は後の行を切り詰め"),
        ("overlaps are set aside", "期間の重複する行は除外"),
        ("silence at the end of a leave is a lapse", "休会終了後に届出がなければ退会とみなす"),
        ("silence at the end of a leave is a return", "休会終了後に届出がなければ復会とみなす"),
    ];
    let japanese = |rule| RULES.iter().find(|(english, _)| *english == rule).map_or(rule, |(_, japanese)| *japanese);
    Bilingual::new(rules, rules.split("; ").map(japanese).collect::<Vec<_>>().join("、"))
}

/// Where an assumed probability comes from.
pub(super) fn provenance(provenance: &Provenance) -> Bilingual {
    match provenance {
        Provenance::Estimated { from, to, events, exposed } if *exposed > 0 => {
            let (years, years_ja) = if from == to {
                (format!("{from}"), format!("{from}年度"))
            } else {
                (format!("{from}–{to}"), format!("{from}～{to}年度"))
            };
            let [events, exposed] = [*events, *exposed].map(|count| Language::En.integer(i64::try_from(count).unwrap_or(i64::MAX)));
            Bilingual::new(format!("{events} of {exposed}, {years}"), format!("{years_ja}の実績：{exposed}人中{events}人"))
        }
        Provenance::TypedIn(note) => match NOTES.iter().find(|(english, _)| english == note) {
            Some((english, japanese)) => Bilingual::new(*english, *japanese),
            None if note == LEFT_OUT => Bilingual::new("left out", "考慮しない"),
            None => provenance.words(),
        },
        _ => provenance.words(),
    }
}

/// What was found at an issue. The library names it in English; the forms that it uses are put into Japanese, a value from a file
/// stays as it is.
pub(super) fn found(value: &str) -> Bilingual {
    Bilingual::new(value, found_in_japanese(value).unwrap_or_else(|| value.to_owned()))
}

/// Where an issue was found. A figure of yearly totals, such as `joined 1992`, is put into Japanese; a header of a file stays as it is.
pub(super) fn column(name: &str) -> Bilingual {
    const FIGURES: [(&str, &str); 6] = [
        ("opening", "期首会員数"),
        ("joined", "入会者数"),
        ("reinstated", "再入会者数"),
        ("left", "退会者数"),
        ("closing", "期末会員数"),
        ("on_leave", "休会者数"),
    ];
    let of_year = name.split_once(' ').filter(|(_, year)| year.parse::<i32>().is_ok());
    let japanese = of_year.and_then(|(figure, year)| {
        let (_, japanese) = FIGURES.iter().find(|(english, _)| *english == figure)?;
        Some(format!("{year}年度の{japanese}"))
    });
    Bilingual::new(name, japanese.unwrap_or_else(|| name.to_owned()))
}

fn found_in_japanese(value: &str) -> Option<String> {
    if let Some((stated, rest)) = value.split_once(" stated, ") {
        if let Some(balance) = rest.strip_suffix(" by the balance") {
            return Some(format!("公表値{stated}、収支からは{balance}"));
        }
        if let Some(summed) = rest.strip_suffix(" summed over the reasons") {
            return Some(format!("公表値{stated}、理由別の合計は{summed}"));
        }
        let (year, stated) = stated.split_once(": ")?;
        let (start, rest) = rest.split_once(" through ")?;
        let (from, rest) = rest.split_once(" plus the cohorts since is ")?;
        let (summed, why) = rest.split_once("; it holds ").map_or((rest, None), |(summed, why)| (summed, Some(why)));
        let why = why.and_then(|why| {
            let (older, rest) = why.split_once(" for ")?;
            let (of, newest) = rest.split_once(", now ")?;
            Some(format!("。{of}年度を改定前の{older}としている（現在は{newest}）"))
        });
        let why = why.unwrap_or_default();
        return Some(format!("{year}年度の公表値{stated}に対し、{from}年度の{start}に以後の取得者を加えると{summed}{why}"));
    }
    if let Some(days) = value.strip_suffix(" days").filter(|days| days.parse::<u32>().is_ok()) {
        return Some(format!("{days}日"));
    }
    let days = value.split_once(" to ").filter(|(from, to)| [from, to].iter().all(|day| day.contains('-')));
    days.map(|(from, to)| format!("{from}～{to}"))
}

/// A text for an association that counts by calendar years: it has no fiscal years.
pub(super) fn without_fiscal_years(text: &str) -> String {
    const CHANGES: [(&str, &str); 7] = [
        ("過年度", "前年以前の"),
        ("年度途中", "年の途中"),
        ("当該年度", "当該年"),
        ("年度", "年"),
        ("fiscal years", "years"),
        ("fiscal year", "year"),
        ("fiscal ", ""),
    ];
    CHANGES.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_the_library_words_are_put_into_japanese_and_values_of_a_file_are_not() {
        let ja = |text| found(text).japanese;
        assert_eq!(ja("694 stated, 700 by the balance"), "公表値694、収支からは700");
        assert_eq!(ja("12 days"), "12日");
        assert_eq!(ja("2020-01-01 to 2019-01-01"), "2020-01-01～2019-01-01");
        let revised = "2014: 119979 stated, 73862 through 2009 plus the cohorts since is 120029; it holds 7736 for 2011, now 7786";
        assert_eq!(
            ja(revised),
            "2014年度の公表値119979に対し、2009年度の73862に以後の取得者を加えると120029。2011年度を改定前の7736としている（現在は7786）"
        );
        assert_eq!(ja("not stated"), "not stated");
        assert_eq!([column("joined 1992").japanese, column("退会日 2").japanese], ["1992年度の入会者数", "退会日 2"]);
    }

    #[test]
    fn a_body_that_counts_by_calendar_years_reads_of_no_fiscal_year() {
        assert_eq!(without_fiscal_years("2025年度末の会員数、当年度の退会者数"), "2025年末の会員数、当年の退会者数");
    }
}
