//! Every named rate worked by hand: on the physiotherapists' published figures of fiscal 2019, and on a register of eleven people. What
//! must not have a value has none, and says why. Source and checks of the real data: examples/data/README.md.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its data fails")]

use kaiin::cohort::{
    AgeClock, CohortTable, ExitDay, GroupBy, MovementTable, RetentionTriangle, SpellsCounted, StatedJoiners, TenureDuringLeave,
    TenureRules, TriangleCohort, YearTotals,
};
use kaiin::licensees::{Attrition, DenominatorKind, LicenceYear, Licensees, MonthDay, YearBasis};
use kaiin::rates::{
    CohortRates, CountingRule, LeaveCounted, MovementRates, ProportionMethod, Rate, RateKind, RateMethod, RateSettings, RateStatus,
    UncertaintyModel, first_year_retention,
};
use kaiin::{
    CohortRule, Confidence, Day, EndReason, Episode, FiscalCalendar, FiscalYear, Probability, Register, RegisterSettings, Standing,
};
use std::collections::BTreeMap;

const CUMULATIVE_GIVEN: RateKind = RateKind::OrganizationRate { denominator: DenominatorKind::CumulativeGiven };
const CUMULATIVE_SUMMED: RateKind = RateKind::OrganizationRate { denominator: DenominatorKind::CumulativeSummed };
const PRACTISING: RateKind = RateKind::OrganizationRate { denominator: DenominatorKind::Practising };
const ANY_LAPSE: RateKind = RateKind::LapseRate { reason: None };
const CENTRAL: RateKind = RateKind::CentralLapseRate { reason: None };

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd(y, m, d).unwrap()
}

fn close(value: Option<f64>, expected: f64) {
    let value = value.unwrap();
    assert!((value - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{value} is not {expected}");
}

fn counts(rate: &Rate) -> (Option<f64>, Option<f64>) {
    (rate.numerator, rate.denominator)
}

fn why(rate: &Rate) -> &str {
    assert!(rate.value.is_none() && rate.process_interval.is_none() && rate.finite_population().is_none());
    match &rate.status {
        RateStatus::Complete => "complete",
        RateStatus::Incomplete(why) | RateStatus::NotKnown(why) => &why.english,
    }
}

fn is_incomplete(rate: &Rate) -> bool {
    matches!(rate.status, RateStatus::Incomplete(_))
}

// ---------------------------------------------------------------- fiscal 2019 of the Japanese physiotherapists

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

fn jpta(kind: RateKind, lead: u16) -> Rate {
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

// ---------------------------------------------------------------- a register of eleven people

/// Fiscal 2021 (1 April 2021 to 31 March 2022), seen from 30 September 2022:
///
/// | | licence | member | days in fiscal 2021 |
/// |---|---|---|---|
/// | A | 2019 | from 2019-04-15 | 365 |
/// | B | 2019 | 2019-06-01 to 2021-06-30, resigned | 30 + 31 + 30 = 91 |
/// | C | 2020 | 2020-05-01 to 2021-09-30, arrears; again from 2022-01-01 | 183 + 90 = 273 |
/// | D | 2020 | from 2020-05-01, on leave from 2021-04-01 | 365 |
/// | E | 2019 | 2019-05-01 to 2020-09-30, died | 0 |
/// | F | 2019 | 2019-05-01 to 2020-08-31, resigned; again from 2021-06-01 | 365 - 61 = 304 |
/// | G | 2021 | from 2021-04-20 | 365 - 19 = 346 |
/// | H | 2019 | 2021-08-01 to 2022-01-31, died | 31 + 30 + 31 + 30 + 31 + 31 = 184 |
/// | I | 2021 | 2021-05-01 to 2021-11-30, resigned | 31 + 30 + 31 + 31 + 30 + 31 + 30 = 214 |
/// | J | 2019 | 2019-05-01 to 2020-05-31, retired | 0 |
/// | K | 2022 | from 2022-05-01 | 0 |
///
/// Opening A B C D = 4; joined G H I = 3; back C F = 2; left B C H I = 4; closing A C D F G = 5, D on leave. Still there: A C D = 3.
/// Lapsed at the start F J = 2 (E is dead). Days: 365 + 91 + 273 + 365 + 304 + 346 + 184 + 214 = 2,142.
fn people() -> Vec<Episode> {
    use EndReason::{Arrears, Death, Retirement, Voluntary};
    let row = |who: &str, licence: i32, start: Day| Episode::new(who, start).licensed(day(licence, 4, 10));
    vec![
        row("A", 2019, day(2019, 4, 15)),
        row("B", 2019, day(2019, 6, 1)).until(day(2021, 7, 1), Voluntary),
        row("C", 2020, day(2020, 5, 1)).until(day(2021, 10, 1), Arrears),
        row("C", 2020, day(2022, 1, 1)),
        row("D", 2020, day(2020, 5, 1)).until(day(2021, 4, 1), EndReason::Unstated),
        Episode { standing: Standing::OnLeave, ..row("D", 2020, day(2021, 4, 1)) },
        row("E", 2019, day(2019, 5, 1)).until(day(2020, 10, 1), Death),
        row("F", 2019, day(2019, 5, 1)).until(day(2020, 9, 1), Voluntary),
        row("F", 2019, day(2021, 6, 1)),
        row("G", 2021, day(2021, 4, 20)),
        row("H", 2019, day(2021, 8, 1)).until(day(2022, 2, 1), Death),
        row("I", 2021, day(2021, 5, 1)).until(day(2021, 12, 1), Voluntary),
        row("J", 2019, day(2019, 5, 1)).until(day(2020, 6, 1), Retirement),
        row("K", 2022, day(2022, 5, 1)),
    ]
}

fn built(settings: RegisterSettings) -> Register {
    settings.build(&people().into_iter().collect()).unwrap()
}

fn register() -> Register {
    built(Register::settings_as_of(day(2022, 9, 30)))
}

fn table(register: &Register) -> CohortTable {
    CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().licence_cohort()).build(register).unwrap()
}

/// 8 licence holders of 2019, 4 of 2020, 5 of 2021, 6 of 2022.
fn licensees() -> Licensees {
    Licensees::by_cohort([(2019, 8), (2020, 4), (2021, 5), (2022, 6)].map(|(year, count)| (FiscalYear(year), count))).unwrap()
}

fn toy_with(kind: RateKind, year: i32, settings: RateSettings) -> Rate {
    let (movements, licensees) = (table(&register()).movements(), licensees());
    MovementRates::new(&movements).with_licensees(&licensees).with_settings(settings).rate(kind, FiscalYear(year)).unwrap()
}

fn toy(kind: RateKind) -> Rate {
    toy_with(kind, 2021, RateSettings::default())
}

#[test]
fn each_rate_of_movements_of_fiscal_2021() {
    let checks = [
        (RateKind::EntryRateYear, 3.0, 5.0),
        (RateKind::MembersPerNewLicensee, 5.0, 5.0),
        (CUMULATIVE_SUMMED, 5.0, 17.0), // 8 + 4 + 5
        (RateKind::Retention, 3.0, 4.0),
        (ANY_LAPSE, 4.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Voluntary) }, 2.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Arrears) }, 1.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Death) }, 1.0, 4.0),
        (RateKind::LapseRate { reason: Some(EndReason::Expelled) }, 0.0, 4.0),
        (CENTRAL, 4.0, 2_142.0 / 365.25),
        (RateKind::CentralLapseRate { reason: Some(EndReason::Voluntary) }, 2.0, 2_142.0 / 365.25),
        (RateKind::LeaveShare, 1.0, 5.0),
        (RateKind::ReinstatementRate, 2.0, 2.0), // C and F; C was still a member at the start, so that it can exceed 1
        (RateKind::ReplacementRatio, 5.0, 4.0),
        (RateKind::NetGrowth, 1.0, 4.0),
        (RateKind::MeanTenure, 2_142.0 / 365.25, 4.0),
    ];
    for (kind, above, below) in checks {
        let rate = toy(kind);
        assert_eq!(rate.status, RateStatus::Complete, "{kind}");
        close(rate.numerator, above);
        close(rate.denominator, below);
        close(rate.value, above / below);
    }
    // 5 came; 4 left in 2,142 / 365.25 member-years: 5 x 2,142 / 1,461 = 7.33
    close(toy(RateKind::SteadyStateMembership).value, 5.0 * 2_142.0 / 1_461.0);
    close(toy(RateKind::HalfLife).value, std::f64::consts::LN_2 * 2_142.0 / 1_461.0);
}

#[test]
fn member_years_say_whether_they_were_counted_in_days() {
    let counted = toy(CENTRAL);
    assert_eq!(counted.definition.counting, Some(CountingRule::MemberDays));
    let totals = YearTotals { year: FiscalYear(2021), opening: Some(4), left: Some(4), closing: Some(5), ..YearTotals::default() };
    let stated = MovementTable::from_totals(FiscalCalendar::japan(), [totals], StatedJoiners::Kept).unwrap();
    let approximate = MovementRates::new(&stated).rate(CENTRAL, FiscalYear(2021)).unwrap();
    close(approximate.value, 4.0 / 4.5);
    let message = counted.change_from(&approximate).unwrap_err().to_string();
    assert!(message.contains("member-years counted in days") && message.contains("mean of opening and closing members"), "{message}");
}

#[test]
fn members_on_leave_counted_in_and_out() {
    let out = RateSettings { leave: LeaveCounted::Out, ..RateSettings::default() };
    close(toy_with(CUMULATIVE_SUMMED, 2021, out).value, 4.0 / 17.0);
    close(toy_with(RateKind::MembersPerNewLicensee, 2021, out).value, 4.0 / 5.0);
    assert_eq!(toy_with(RateKind::Retention, 2021, out), toy(RateKind::Retention), "on the roll either way");
    let refused = toy(CUMULATIVE_SUMMED).change_from(&toy_with(CUMULATIVE_SUMMED, 2021, out)).unwrap_err();
    assert!(refused.to_string().contains("members on leave not counted"));
}

#[test]
fn practising_licence_holders_are_an_estimate_with_its_assumption_and_without_an_interval() {
    let movements = table(&register()).movements();
    let with = |yearly: f64| {
        let licensees = licensees().with_attrition(Attrition::Annual(Probability::new(yearly).unwrap()));
        MovementRates::new(&movements).with_licensees(&licensees).rate(PRACTISING, FiscalYear(2021)).unwrap()
    };
    let tenth = with(0.1);
    close(tenth.value, 5.0 / 15.08); // 8 x 0.81 + 4 x 0.9 + 5
    let half = with(0.5);
    close(half.value, 5.0 / 9.0); // 8 / 4 + 4 / 2 + 5: a whole number, and an estimate all the same
    assert!(tenth.process_interval.is_none() && half.process_interval.is_none());
    assert_eq!(tenth.change_from(&half).unwrap_err().code(), "different_definitions", "different attrition");
}

#[test]
fn the_rates_of_cohorts() {
    let (table, licensees) = (table(&register()), licensees());
    let rates = CohortRates::new(&table, &licensees).unwrap();
    let entry = |cohort: i32, within: u32| rates.entry_rate(FiscalYear(cohort), within).unwrap();
    // 2019: A B E F J in the licence year, H in 2021
    for (cohort, within, joined, of) in
        [(2019, 0, 5, 8), (2019, 1, 5, 8), (2019, 2, 6, 8), (2020, 0, 2, 4), (2020, 1, 2, 4), (2021, 0, 2, 5)]
    {
        let rate = entry(cohort, within);
        assert_eq!(counts(&rate), (Some(f64::from(joined)), Some(f64::from(of))), "{cohort} within {within}");
        close(rate.value, f64::from(joined) / f64::from(of));
    }
    let window = entry(2019, 2).window;
    assert_eq!((window.year, window.from, window.until), (FiscalYear(2019), Some(day(2019, 4, 1)), Some(day(2022, 4, 1))));
    assert_eq!(why(&entry(2019, 3)), "the cohort is too young: the last year has not ended");
    assert!(is_incomplete(&entry(2022, 0)) && is_incomplete(&entry(2019, u32::MAX)));
    assert_eq!(why(&entry(2018, 0)), "the licence holders of the cohort are not known");
    assert!(entry(2019, 0).change_from(&entry(2019, 2)).is_err(), "another horizon is another rate");
    // At the start of 2021 never joined: 8 - 5 of 2019 and 4 - 2 of 2020; H joins.
    let late = rates.late_entry_rate(FiscalYear(2021)).unwrap();
    assert_eq!((counts(&late), late.value), ((Some(1.0), Some(5.0)), Some(0.2)));
    assert_eq!(why(&rates.late_entry_rate(FiscalYear(2022)).unwrap()), "the year has not ended");
    let first = rates.late_entry_rate(FiscalYear(2019)).unwrap();
    assert_eq!((why(&first), first.numerator), ("the licence holders of earlier cohorts are not known", None));
}

#[test]
fn members_whose_licence_year_is_not_known_are_told_beside_the_entry_rate() {
    // Three more members without a licence date: two join in fiscal 2019, one of them again in 2021; one joins in fiscal 2021.
    let mut rows = people();
    rows.push(Episode::new("X", day(2019, 7, 1)).until(day(2020, 7, 1), EndReason::Voluntary));
    rows.push(Episode::new("X", day(2021, 7, 1)));
    rows.extend([Episode::new("Y", day(2019, 8, 1)), Episode::new("Z", day(2021, 8, 1))]);
    let register = Register::settings_as_of(day(2022, 9, 30)).build(&rows.into_iter().collect()).unwrap();
    let (table, licensees) = (table(&register), licensees());
    let rates = CohortRates::new(&table, &licensees).unwrap();
    let unknown = |cohort: i32, within: u32| rates.entry_rate(FiscalYear(cohort), within).unwrap().licence_unknown;
    assert_eq!((unknown(2019, 0), unknown(2019, 2), unknown(2020, 0), unknown(2020, 1)), (Some(2), Some(3), Some(0), Some(1)));
    assert_eq!(rates.late_entry_rate(FiscalYear(2021)).unwrap().licence_unknown, Some(1));
    let rate = rates.entry_rate(FiscalYear(2019), 2).unwrap();
    assert_eq!(counts(&rate), (Some(6.0), Some(8.0)), "the counts are those of the cohort alone");
    let told = |rate: &Rate| rate.card().into_iter().find(|line| line.label.english == "not counted").map(|line| line.text);
    let text = told(&rate).unwrap();
    assert!(text.english.starts_with("3 who joined in these years") && text.japanese.contains("3人"), "{text:?}");
    assert!(told(&rates.entry_rate(FiscalYear(2020), 0).unwrap()).is_none(), "nobody: nothing to tell");
    assert_eq!(toy(RateKind::Retention).licence_unknown, None, "does not ask for the licence year");
}

#[test]
fn the_day_of_exits_is_on_the_card_and_two_days_refuse_to_be_compared() {
    // B, whose last day is 2021-06-30, and C (2021-09-30) leave in fiscal 2021 by either rule; L's last day is 2022-03-31.
    let mut rows = people();
    rows.push(Episode::new("L", day(2019, 5, 1)).until(day(2022, 4, 1), EndReason::Retirement));
    let register = Register::settings_as_of(day(2022, 9, 30)).build(&rows.into_iter().collect()).unwrap();
    let movements = |rule| CohortTable::settings(FiscalCalendar::japan()).exit_day(rule).build(&register).unwrap().movements();
    let retention = |rule| MovementRates::new(&movements(rule)).rate(RateKind::Retention, FiscalYear(2021)).unwrap();
    let (out, within) = (retention(ExitDay::FirstDayOut), retention(ExitDay::LastDayIn));
    // Opening A B C D L; still there A C D, and L while the last day counts as one of membership.
    assert_eq!((counts(&out), counts(&within)), ((Some(4.0), Some(5.0)), (Some(3.0), Some(5.0))));
    let line = |rate: &Rate| rate.card().into_iter().find(|line| line.label.english == "leavers counted").unwrap().text.english;
    assert!(line(&out).starts_with("on the first day out") && line(&within).starts_with("on the last day in"));
    let refusal = out.change_from(&within).unwrap_err();
    assert_eq!(refusal.code(), "different_definitions");
    assert!(refusal.to_string().contains("exits on the last day in"), "{refusal}");
    // Yearly totals do not tell the day: nothing on the card, and compared with either.
    let totals = YearTotals { year: FiscalYear(2020), opening: Some(5), joined: Some(0), left: Some(0), ..YearTotals::default() };
    let totals = MovementTable::from_totals(FiscalCalendar::japan(), [totals], StatedJoiners::Kept).unwrap();
    let stated = MovementRates::new(&totals).rate(RateKind::LapseRate { reason: None }, FiscalYear(2020)).unwrap();
    assert!(stated.definition.exit_day.is_none() && stated.card().iter().all(|line| line.label.english != "leavers counted"));
    let lapse = MovementRates::new(&movements(ExitDay::LastDayIn)).rate(RateKind::LapseRate { reason: None }, FiscalYear(2021)).unwrap();
    assert_eq!(lapse.change_from(&stated).unwrap(), lapse.value.unwrap());
}

#[test]
fn first_year_retention_says_when_tenure_runs() {
    let settings = RetentionTriangle::settings(FiscalCalendar::japan());
    let rate = |settings: kaiin::cohort::TriangleSettings| {
        first_year_retention(&settings.build(&register()).unwrap(), FiscalYear(2020), &RateSettings::default()).unwrap()
    };
    let stops = TenureRules { during_leave: TenureDuringLeave::Stops, ..TenureRules::SINCE_JOINING };
    let (runs, stops) = (rate(settings), rate(settings.tenure(stops)));
    let line = |rate: &Rate| rate.card().into_iter().find(|line| line.label.english == "tenure").unwrap().text.english;
    assert_eq!(line(&runs), "tenure runs during leave and runs on through a lapse");
    // D joins on 2020-05-01 and goes on leave on 2021-04-01, after eleven months, for good: a year of tenure is never completed.
    assert_eq!((runs.value, stops.value), (Some(1.0), None));
    assert!(is_incomplete(&stops) && line(&stops).starts_with("tenure stops during leave"));
    assert!(runs.change_from(&stops).is_err());
}

#[test]
fn first_year_retention_by_year_of_joining() {
    let settings = RetentionTriangle::settings(FiscalCalendar::japan());
    let triangle = settings.build(&register()).unwrap();
    let of = |year: i32| first_year_retention(&triangle, FiscalYear(year), &RateSettings::default()).unwrap();
    // 2019: A B E F J were all members a year later. 2021: G on 2022-04-20; not H, not I.
    assert_eq!([2019, 2020, 2021].map(|year| counts(&of(year))), [(5.0, 5.0), (2.0, 2.0), (1.0, 3.0)].map(|(a, b)| (Some(a), Some(b))));
    assert_eq!(why(&of(2022)), "not everyone of the cohort has been a member for a year");
    assert_eq!(first_year_retention(&triangle, FiscalYear(2018), &RateSettings::default()).unwrap_err().code(), "missing");
    let all = settings.spells(SpellsCounted::All).build(&register()).unwrap();
    let all = first_year_retention(&all, FiscalYear(2021), &RateSettings::default()).unwrap();
    assert_eq!(of(2021).change_from(&all).unwrap_err().code(), "different_definitions");
    for other in [settings.clock(AgeClock::FiscalYearEnd), settings.cohort(TriangleCohort::Licensed)] {
        let refused = first_year_retention(&other.build(&register()).unwrap(), FiscalYear(2021), &RateSettings::default()).unwrap_err();
        assert_eq!(refused.code(), "setting", "{refused}");
    }
}

// ---------------------------------------------------------------- what has no value

fn flow_kinds() -> [RateKind; 11] {
    let reason = Some(EndReason::Voluntary);
    [
        RateKind::EntryRateYear,
        RateKind::Retention,
        ANY_LAPSE,
        RateKind::LapseRate { reason },
        CENTRAL,
        RateKind::CentralLapseRate { reason },
        RateKind::ReinstatementRate,
        RateKind::NetGrowth,
        RateKind::SteadyStateMembership,
        RateKind::MeanTenure,
        RateKind::HalfLife,
    ]
}

#[test]
fn a_year_that_has_not_ended_has_counts_but_no_rate_of_what_happened_in_it() {
    let mut rows = people();
    rows.push(Episode::new("L", day(2020, 4, 1)).until(day(2022, 8, 1), EndReason::Voluntary));
    let register = Register::settings_as_of(day(2022, 9, 30)).build(&rows.into_iter().collect()).unwrap();
    let (movements, licensees) = (table(&register).movements(), licensees());
    let rates = MovementRates::new(&movements).with_licensees(&licensees);
    for kind in flow_kinds().into_iter().chain([RateKind::MembersPerNewLicensee]) {
        let rate = rates.rate(kind, FiscalYear(2022)).unwrap();
        assert_eq!(why(&rate), "the year has not ended", "{kind}");
        assert!(rate.numerator.is_some() && rate.denominator.is_some(), "{kind}");
    }
    // A stock is what it is on the day: A C D F G K on 30 September 2022, D on leave; 23 licences.
    for (kind, above, below) in [(RateKind::LeaveShare, 1.0, 6.0), (CUMULATIVE_SUMMED, 6.0, 23.0)] {
        let rate = rates.rate(kind, FiscalYear(2022)).unwrap();
        assert_eq!(
            (counts(&rate), rate.window.from, rate.window.until),
            ((Some(above), Some(below)), Some(day(2022, 9, 30)), Some(day(2022, 10, 1)))
        );
        close(rate.value, above / below);
        assert!(rate.card().iter().any(|line| line.text.english == "on 2022-09-30"));
    }
}

#[test]
fn a_year_within_which_the_record_begins_has_no_rate_of_what_happened_in_it() {
    let register = built(Register::settings_as_of(day(2022, 9, 30)).record_start(day(2020, 7, 1)));
    let (table, licensees) = (table(&register), licensees());
    let movements = table.movements();
    let rates = MovementRates::new(&movements).with_licensees(&licensees);
    for kind in flow_kinds() {
        let rate = rates.rate(kind, FiscalYear(2020)).unwrap();
        assert!(rate.value.is_none() && rate.status != RateStatus::Complete, "{kind}: {rate}");
    }
    assert_eq!(rates.rate(CUMULATIVE_SUMMED, FiscalYear(2020)).unwrap().value, Some(4.0 / 12.0), "a stock at the end is known");
    assert_eq!(rates.rate(RateKind::MembersPerNewLicensee, FiscalYear(2020)).unwrap().value, Some(1.0));
    let cohorts = CohortRates::new(&table, &licensees).unwrap();
    // J came and went before: 2019 would look as if four had joined. 2020 could have lost someone in spring.
    for cohort in [2019, 2020] {
        assert_eq!(why(&cohorts.entry_rate(FiscalYear(cohort), 0).unwrap()), "the record begins after the licence year", "{cohort}");
    }
    assert_eq!(cohorts.entry_rate(FiscalYear(2021), 0).unwrap().value, Some(0.4));
    assert_eq!(why(&cohorts.late_entry_rate(FiscalYear(2021)).unwrap()), "the licence holders of earlier cohorts are not known");
}

#[test]
fn a_record_that_begins_with_a_year_has_no_opening_members_to_divide_by() {
    let register = built(Register::settings_as_of(day(2022, 9, 30)).record_start(day(2021, 4, 1)));
    let movements = table(&register).movements();
    let row = movements.row(FiscalYear(2021)).unwrap();
    assert_eq!((row.opening, row.present, row.coverage.is_complete()), (Some(0), Some(4), true));
    for kind in [RateKind::Retention, ANY_LAPSE, RateKind::NetGrowth] {
        assert_eq!(
            why(&MovementRates::new(&movements).rate(kind, FiscalYear(2021)).unwrap()),
            "the record begins within the year",
            "{kind}"
        );
    }
    close(MovementRates::new(&movements).rate(CENTRAL, FiscalYear(2021)).unwrap().value, 4.0 * 365.25 / 2_142.0); // days are all there
}

#[test]
fn nobody_below_the_line_is_not_known_and_never_a_number() {
    let movements = table(&register()).movements();
    let rates = MovementRates::new(&movements);
    // Fiscal 2019 began without members and nobody left in it.
    for kind in [RateKind::Retention, ANY_LAPSE, RateKind::NetGrowth, RateKind::ReplacementRatio, RateKind::MeanTenure, RateKind::HalfLife]
    {
        assert_eq!(why(&rates.rate(kind, FiscalYear(2019)).unwrap()), "nobody stands below the line", "{kind}");
    }
    for kind in [RateKind::SteadyStateMembership, RateKind::ReinstatementRate] {
        assert_eq!(why(&rates.rate(kind, FiscalYear(2019)).unwrap()), "nobody stands below the line", "{kind}");
    }
    let none = Licensees::by_cohort([(FiscalYear(2019), 0), (FiscalYear(2020), 4)]).unwrap();
    let table = table(&register());
    let cohorts = CohortRates::new(&table, &none).unwrap();
    assert_eq!(why(&cohorts.entry_rate(FiscalYear(2019), 0).unwrap()), "the cohort has no licence holders");
    assert_eq!(why(&cohorts.late_entry_rate(FiscalYear(2020)).unwrap()), "everyone had joined before");
}

#[test]
fn missing_licensees_and_cohorts_are_an_error_and_missing_counts_are_not_known() {
    let movements = table(&register()).movements();
    let rates = MovementRates::new(&movements);
    for kind in [RateKind::EntryRateYear, RateKind::MembersPerNewLicensee, CUMULATIVE_GIVEN, CUMULATIVE_SUMMED, PRACTISING] {
        assert_eq!(
            rates.rate(kind, FiscalYear(2021)).unwrap_err().to_string(),
            "the number of licence holders is not known; give a table of licensees"
        );
    }
    for kind in [RateKind::EntryRateCohort { within_years: 0 }, RateKind::LateEntryRate, RateKind::FirstYearRetention] {
        assert_eq!(rates.rate(kind, FiscalYear(2021)).unwrap_err().code(), "missing", "{kind}");
    }
    assert_eq!(rates.rate(ANY_LAPSE, FiscalYear(1999)).unwrap_err().code(), "missing");
    assert_eq!(why(&toy(CUMULATIVE_GIVEN)), "the count below the line is not known");
    // JPTA prints no opening members, no reasons, and nobody who came back.
    for kind in [RateKind::Retention, ANY_LAPSE, CENTRAL, RateKind::NetGrowth, RateKind::ReinstatementRate, RateKind::HalfLife] {
        let rate = jpta(kind, 31);
        assert!(matches!(rate.status, RateStatus::NotKnown(_)) && rate.value.is_none(), "{kind}");
    }
    assert_eq!(why(&jpta(RateKind::LapseRate { reason: Some(EndReason::Death) }, 31)), "the count above the line is not known");
    close(jpta(RateKind::ReplacementRatio, 31).value, 9_812.0 / 4_125.0);
}

#[test]
fn a_reason_that_is_not_printed_is_zero_only_where_the_others_make_up_all_leavers() {
    let year = |year: i32, left_by_reason: &[(EndReason, u64)]| YearTotals {
        year: FiscalYear(year),
        opening: Some(100),
        left: Some(10),
        left_by_reason: left_by_reason.iter().copied().collect(),
        ..YearTotals::default()
    };
    let all = [(EndReason::Death, 2), (EndReason::Voluntary, 8)];
    let totals = [year(2019, &all), year(2020, &all[..1]), year(2021, &[])];
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept).unwrap();
    let value = |year: i32, reason| {
        let kind = RateKind::LapseRate { reason: Some(reason) };
        MovementRates::new(&movements).rate(kind, FiscalYear(year)).unwrap().value
    };
    assert_eq!([2019, 2020, 2021].map(|year| value(year, EndReason::Death)), [Some(0.02), Some(0.02), None]);
    assert_eq!([2019, 2020, 2021].map(|year| value(year, EndReason::Voluntary)), [Some(0.08), None, None]);
    assert_eq!([2019, 2020, 2021].map(|year| value(year, EndReason::Expelled)), [Some(0.0), None, None]);
}

#[test]
fn who_came_back_in_an_earlier_year_must_be_known_for_the_lapsed_stock() {
    let year = |year: i32, reinstated: Option<u64>| YearTotals {
        year: FiscalYear(year),
        opening: Some(100),
        joined: Some(10),
        reinstated,
        left_by_reason: [(EndReason::Death, 2), (EndReason::Voluntary, 8)].into(),
        ..YearTotals::default()
    };
    let rate = |first: Option<u64>| {
        let totals = [year(2019, first), year(2020, Some(3))];
        let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept).unwrap();
        MovementRates::new(&movements).rate(RateKind::ReinstatementRate, FiscalYear(2020)).unwrap()
    };
    close(rate(Some(0)).value, 3.0 / 8.0); // 10 left, 2 of them dead
    close(rate(Some(2)).value, 3.0 / 6.0);
    assert_eq!(why(&rate(None)), "the count below the line is not known");
}

#[test]
fn a_year_without_licensees_does_not_pass_for_another_definition() {
    let movements = table(&register()).movements();
    let shifted = Licensees::from_examinations([(2021, 5)], MonthDay::new(3, 25).unwrap(), CohortRule::default()).unwrap();
    let rates = MovementRates::new(&movements).with_licensees(&shifted);
    let [known, unknown] = [2021, 2020].map(|year| rates.rate(RateKind::EntryRateYear, FiscalYear(year)).unwrap());
    assert_eq!(known.change_from(&unknown).unwrap_err().code(), "missing");
}

// ---------------------------------------------------------------- intervals

#[test]
fn the_interval_follows_the_model_of_the_kind() {
    let table = table(&register());
    let (movements, licensees) = (table.movements(), licensees().with_attrition(Attrition::Annual(Probability::new(0.1).unwrap())));
    let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).build(&register()).unwrap();
    use ProportionMethod::{AgrestiCoull, ClopperPearson, Jeffreys, MidP, Wald, Wilson, WilsonContinuityCorrected};
    for proportion_method in [Wilson, WilsonContinuityCorrected, ClopperPearson, Jeffreys, AgrestiCoull, Wald, MidP] {
        for rate_method in [RateMethod::Garwood, RateMethod::Byar, RateMethod::Score, RateMethod::Wald, RateMethod::MidP] {
            let settings =
                RateSettings { confidence: Confidence::new(0.9).unwrap(), proportion_method, rate_method, leave: LeaveCounted::In };
            let rates = MovementRates::new(&movements).with_licensees(&licensees).with_settings(settings);
            let cohorts = CohortRates::new(&table, &licensees).unwrap().with_settings(settings);
            let mut found: Vec<Rate> = rates.all(FiscalYear(2021)).unwrap();
            found.push(cohorts.entry_rate(FiscalYear(2019), 2).unwrap());
            found.push(cohorts.late_entry_rate(FiscalYear(2021)).unwrap());
            found.push(first_year_retention(&triangle, FiscalYear(2021), &settings).unwrap());
            assert_eq!(found.len(), 21); // 18 kinds of movements, 3 of them for the reasons that occurred; 3 of cohorts
            for rate in found.iter().filter(|rate| rate.value.is_some()) {
                let (kind, value) = (rate.definition.kind, rate.value.unwrap());
                match (kind.uncertainty(), rate.process_interval) {
                    (UncertaintyModel::None, None) => {}
                    (UncertaintyModel::Binomial, None) => assert_eq!(kind, PRACTISING),
                    (model, Some(interval)) => {
                        assert!(interval.lower >= 0.0 && interval.contains(value), "{rate}");
                        assert!(model == UncertaintyModel::Poisson || interval.upper <= 1.0, "{rate}");
                        assert_eq!(interval.confidence, settings.confidence);
                    }
                    (model, None) => panic!("{kind} is {model:?} and has no interval"),
                }
            }
        }
    }
}

#[test]
fn more_above_than_below_gives_a_value_without_an_interval() {
    let (table, few) = (table(&register()), Licensees::by_cohort([(FiscalYear(2019), 5), (FiscalYear(2021), 2)]).unwrap());
    let rate = CohortRates::new(&table, &few).unwrap().entry_rate(FiscalYear(2019), 2).unwrap();
    assert_eq!((rate.value, rate.process_interval), (Some(1.2), None)); // 6 of 5: a count is doubtful, and the value shows it
    let movements = table.movements();
    let entry = MovementRates::new(&movements).with_licensees(&few).rate(RateKind::EntryRateYear, FiscalYear(2021)).unwrap();
    assert_eq!(entry.value, Some(1.5));
    assert!(entry.process_interval.unwrap().contains(1.5), "3 joiners over 2 licence holders: a Poisson rate may exceed 1");
}

#[test]
fn no_figure_is_ever_a_nan_and_none_without_a_value_passes_for_complete() {
    for as_of in [day(2019, 4, 20), day(2020, 3, 31), day(2021, 3, 31), day(2022, 3, 31), day(2022, 9, 30)] {
        let (movements, licensees) = (table(&built(Register::settings_as_of(as_of))).movements(), licensees());
        let rates = MovementRates::new(&movements).with_licensees(&licensees);
        for year in movements.rows().iter().filter_map(|row| row.year) {
            for rate in rates.all(year).unwrap() {
                assert_eq!(rate.value.is_some(), rate.status == RateStatus::Complete, "{as_of} {year} {rate}");
                assert!(rate.value.is_none_or(f64::is_finite), "{rate}");
                assert!(!rate.to_string().contains("NaN") && !rate.card().is_empty());
            }
        }
    }
}
