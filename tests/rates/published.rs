//! The published figures: fiscal 2019 of the Japanese physiotherapists, and a year of the judicial scriveners.

use super::{ANY_LAPSE, CENTRAL, CUMULATIVE_GIVEN, close, counts, why};
use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
use kaiin::licensees::{LicenceYear, Licensees, MonthDay, YearBasis};
use kaiin::rates::{CountingRule, MovementRates, Rate, RateKind};
use kaiin::{CohortRule, EndReason, FiscalCalendar, FiscalYear};
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

fn data(name: &str) -> Vec<Row> {
    let path = format!("{}/examples/data/{name}", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).unwrap().deserialize().collect::<Result<_, _>>().unwrap()
}

fn number(row: &Row, column: &str) -> Option<u64> {
    row[column].parse().ok()
}

/// Passers of the national examinations, announced on 25 March, counted towards a fiscal year that begins within `lead` days.
fn physiotherapists(lead: u16) -> Licensees {
    let rule = CohortRule::new(FiscalCalendar::japan(), lead).unwrap();
    let rows = data("jp_rehab_exams.csv").into_iter().filter(|row| row["profession"] == "PT").map(|row| LicenceYear {
        count: number(&row, "passers"),
        cumulative: number(&row, "cumulative_passers"),
        ..LicenceYear::new(FiscalYear(row["exam_year"].parse().unwrap()))
    });
    let announced = YearBasis::Examination { announced: MonthDay::new(3, 25).unwrap(), rule };
    Licensees::builder().years(announced).rows(rows).count_source("MHLW").cumulative_source("JPTA").build().unwrap()
}

/// 9,812 joined, 4,125 left, 112,518 members on 31 March 2020, 3,958 on leave.
fn jpta_2019() -> MovementTable {
    let row = data("jp_rehab_association_members.csv").into_iter().find(|row| row["association"] == "JPTA" && row["fy"] == "2019").unwrap();
    let totals = YearTotals {
        year: FiscalYear(2019),
        joined: number(&row, "joiners"),
        left: number(&row, "leavers"),
        closing: number(&row, "members"),
        on_leave: number(&row, "on_leave"),
        ..YearTotals::default()
    };
    assert_eq!((totals.joined, totals.left, totals.closing), (Some(9_812), Some(4_125), Some(112_518)));
    MovementTable::from_totals(FiscalCalendar::japan(), [totals], StatedJoiners::Kept).unwrap()
}

pub(super) fn jpta(kind: RateKind, lead: u16) -> Rate {
    let (movements, licensees) = (jpta_2019(), physiotherapists(lead));
    MovementRates::new(&movements).with_licensees(&licensees).rate(kind, FiscalYear(2019)).unwrap()
}

fn percent(rate: &Rate) -> f64 {
    (1_000.0 * rate.value.unwrap()).round() / 10.0
}

#[test]
fn the_entry_rate_of_2019_is_90_8_percent_with_the_shift_and_92_5_without() {
    let (shifted, unshifted) = (jpta(RateKind::EntryRateYear, 31), jpta(RateKind::EntryRateYear, 0));
    // 9,812 / 10,809 = 0.90776; 9,812 / 10,608 = 0.92496
    assert_eq!((counts(&shifted), percent(&shifted)), ((Some(9_812.0), Some(10_809.0)), 90.8));
    assert_eq!((counts(&unshifted), percent(&unshifted)), ((Some(9_812.0), Some(10_608.0)), 92.5));
    assert_eq!(shifted.definition.cohort_rule.unwrap().lead_days(), 31);
    assert_eq!(unshifted.definition.cohort_rule.unwrap().lead_days(), 0);
}

#[test]
fn rates_with_and_without_the_shift_refuse_to_be_compared_and_the_message_names_both() {
    let refused = jpta(RateKind::EntryRateYear, 31).change_from(&jpta(RateKind::EntryRateYear, 0)).unwrap_err();
    assert_eq!(refused.code(), "different_definitions");
    let message = refused.to_string();
    assert!(message.contains("the next one for licences of its last 31 days"), "{message}");
    assert!(message.contains("cohort = fiscal year of the licence (years begin on 04-01"), "{message}");
    assert!(jpta(RateKind::EntryRateYear, 31).change_from(&jpta(CUMULATIVE_GIVEN, 31)).is_err(), "a flow and a stock");
}

#[test]
fn the_literal_and_the_customary_organization_rate_of_2019() {
    let literal = jpta(RateKind::MembersPerNewLicensee, 31);
    // 112,518 / 10,809 = 10.4097
    assert_eq!((counts(&literal), percent(&literal)), ((Some(112_518.0), Some(10_809.0)), 1_041.0));
    assert!(literal.process_interval.is_none(), "a stock over a flow is no share of anyone");
    let customary = jpta(CUMULATIVE_GIVEN, 31);
    // 112,518 / 172,285 = 0.65309; Wilson at z = 1.959964: 0.65309 -+ 0.00225
    assert_eq!((counts(&customary), percent(&customary)), ((Some(112_518.0), Some(172_285.0)), 65.3));
    let interval = customary.process_interval.unwrap();
    assert_eq!([interval.lower, interval.upper].map(|limit| (1e4 * limit).round()), [6_508.0, 6_553.0]);
    assert_eq!(customary.to_string(), "65.3 % (65.1 % to 65.5 %; 112518 / 172285)");
}

#[test]
fn a_definition_card_says_everything_in_both_languages() {
    let shown = |rate: &Rate, english: bool| {
        let pick = |both: &kaiin::language::Bilingual| if english { both.english.clone() } else { both.japanese.clone() };
        rate.card().iter().map(|line| format!("{} | {}", pick(&line.label), pick(&line.text))).collect::<Vec<_>>().join("\n")
    };
    let rate = jpta(RateKind::EntryRateYear, 31);
    assert_eq!(shown(&rate, true), ENGLISH_CARD);
    assert_eq!(shown(&rate, false), JAPANESE_CARD);
}

const ENGLISH_CARD: &str = "\
numerator | persons who join for the first time in the fiscal year, of whatever cohort: 9812
denominator | new licence holders of the year's cohort (new licence holders of the cohort; MHLW): 10809
window | 2019-04-01 to 2020-03-31
calendar | years begin on 04-01, labelled by their first day
members on leave | counted as members
licence cohort | cohort = fiscal year of the licence, the next one for licences of its last 31 days (years begin on 04-01, labelled by their first day)
mind | the numerator holds late joiners of older cohorts, so the rate is not the share of the cohort and can exceed 100 %
process interval | 0.8899 – 0.9259 (95 %, Garwood exact): if people had decided again under the same conditions
finite-population view | exact: everyone is counted, there is no sampling error";
const JAPANESE_CARD: &str = "\
分子 | 当年度の新規入会者数（免許取得年度を問わない）：9812
分母 | 当年度の新規免許取得者数（新規免許取得者; MHLW）：10809
対象期間 | 2019-04-01～2020-03-31
年度 | 4月1日開始、開始日の属する年で表示
休会者 | 会員に含む
免許取得年度 | 年度開始前31日以内の取得は翌年度とみなす
注意 | 分子に過年度免許取得者の入会を含むため、当年度免許取得者に占める割合ではなく100%を超え得る
変動区間 | 0.8899 – 0.9259（95％、Garwood exact）：同じ条件で会員が改めて決定した場合の範囲
有限母集団としての見方 | 全数を把握しているため標本誤差なし";

#[test]
fn a_scriveners_year_by_reason() {
    // 1989: 15,908 members on 1 April; 202 died, 204 closed, 22 other, 428 in all; 16,174 a year later.
    let year = |row: &Row| YearTotals {
        year: FiscalYear(row["fiscal_year"].parse().unwrap()),
        opening: number(row, "members_apr1"),
        left: number(row, "cancel_total"),
        left_by_reason: [(EndReason::Death, "cancel_death"), (EndReason::Retirement, "cancel_closure"), (EndReason::Other, "cancel_other")]
            .into_iter()
            .filter_map(|(reason, column)| Some((reason, number(row, column)?)))
            .collect(),
        ..YearTotals::default()
    };
    let totals: Vec<YearTotals> = data("jp_shihoshoshi_flows.csv").iter().map(year).collect();
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept).unwrap();
    let rates = MovementRates::new(&movements);
    let of = |kind| rates.rate(kind, FiscalYear(1989)).unwrap();
    close(of(ANY_LAPSE).value, 428.0 / 15_908.0);
    close(of(RateKind::LapseRate { reason: Some(EndReason::Death) }).value, 202.0 / 15_908.0);
    close(of(RateKind::LapseRate { reason: Some(EndReason::Retirement) }).value, 204.0 / 15_908.0);
    close(of(RateKind::LapseRate { reason: Some(EndReason::Expelled) }).value, 0.0); // reasons are stated, this one did not occur
    close(of(RateKind::NetGrowth).value, 266.0 / 15_908.0);
    let central = of(CENTRAL);
    close(central.value, 428.0 / 16_041.0); // (15,908 + 16,174) / 2
    assert_eq!(central.definition.counting, Some(CountingRule::MeanOfStocks));
    assert_eq!(why(&of(RateKind::Retention)), "the count above the line is not known"); // who of the opening members stayed
    assert_eq!(why(&of(RateKind::LeaveShare)), "the count above the line is not known");
}
