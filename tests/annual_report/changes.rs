//! Why the organization rate changed: the parts worked again from what was true while a register was simulated, and from totals by hand.

use super::{KUBERNETES, MEMBERS, PHYSIOTHERAPISTS, SCRIVENERS, SIMULATED, assert_said, plain, sentences, table};
use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
use kaiin::language::Bilingual;
use kaiin::licensees::{DenominatorKind, LicenceYear};
use kaiin::rates::{LeaveCounted, RateKind};
use kaiin::report::chart::ChartSpec;
use kaiin::report::{AnnualReport, Block, CsvStyle, Language, RateChange};
use kaiin::simulate::{SimulatedRegister, Simulation, YearTruth};
use kaiin::{EndReason, FiscalCalendar, FiscalYear, Licensees};
use std::sync::LazyLock;

static POPULATION: LazyLock<SimulatedRegister> = LazyLock::new(|| Simulation::new().members(MEMBERS).unwrap().run(1).unwrap());

/// Members 80, 85, 90 over licence holders 100, 120, 140.
fn three_years(calendar: FiscalCalendar) -> AnnualReport {
    let year = |year, joined, left, closing| YearTotals {
        year: FiscalYear(year),
        joined: Some(joined),
        left: Some(left),
        closing: Some(closing),
        ..YearTotals::default()
    };
    let totals = [year(2021, 10, 0, 80), year(2022, 10, 5, 85), year(2023, 12, 7, 90)];
    let movements = MovementTable::from_totals(calendar, totals, StatedJoiners::Kept).unwrap();
    let licensees = Licensees::by_cohort([(FiscalYear(2021), 100), (FiscalYear(2022), 20), (FiscalYear(2023), 20)]).unwrap();
    AnnualReport::builder(Bilingual::both("Toy")).movements(&movements).licensees(&licensees).build().unwrap()
}

fn value(change: &RateChange, name: &str) -> f64 {
    change.decomposition.value(name).unwrap_or_else(|| panic!("no part {name} in {:?}", change.decomposition))
}

#[test]
fn the_parts_of_the_year_are_what_happened_in_the_simulated_register() {
    let (truth, change) = (&POPULATION.truth, &SIMULATED.rate_changes[0]);
    let [before, year] = [&truth.years[truth.years.len() - 2], truth.years.last().unwrap()];
    assert_eq!((change.from_year, change.to_year, change.leave), (FiscalYear(2023), FiscalYear(2024), LeaveCounted::In));
    assert_eq!(change.denominator, DenominatorKind::CumulativeSummed);
    let new = truth.cohorts.iter().find(|cohort| cohort.cohort == FiscalYear(2024)).unwrap().licensees;
    let (after, first) = (truth.licensees as f64, (truth.licensees - new) as f64);
    let members = [before, year].map(|year| year.members_on_last_day() as f64);
    let worth = (1.0 / first + 1.0 / after) / 2.0; // of one member, on the mean of the two dates
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-14, "{found} is not {expected}");
    close(value(change, "new_cohorts"), (year.joined() - year.joined_late) as f64 * worth);
    close(value(change, "late_entry"), year.joined_late as f64 * worth);
    close(value(change, "reinstated"), year.reinstated as f64 * worth);
    for reason in EndReason::ALL.into_iter().filter(|reason| year.ended[*reason as usize] > 0) {
        close(value(change, &format!("left_{}", reason.name())), -(year.ended[reason as usize] as f64) * worth);
    }
    close(value(change, "new_licensees"), -(new as f64) * (members[0] + members[1]) / (2.0 * first * after));
    close(change.decomposition.change, members[1] / after - members[0] / first);
    assert!(change.decomposition.residue().abs() < 1e-15);
    let kind = RateKind::OrganizationRate { denominator: change.denominator };
    let shown = SIMULATED.rates.iter().find(|labelled| labelled.rate.definition.kind == kind).unwrap();
    assert_eq!(shown.rate.value, Some(change.decomposition.after)); // the rate of the overview
}

#[test]
fn five_years_of_the_simulated_register_are_chained() {
    let (truth, change) = (&POPULATION.truth, &SIMULATED.rate_changes[1]);
    assert_eq!((SIMULATED.rate_changes.len(), change.from_year, change.to_year), (2, FiscalYear(2019), FiscalYear(2024)));
    let years = &truth.years[truth.years.len() - 5..];
    let persons = |name: &str| change.decomposition.part(name).unwrap().persons.unwrap();
    let sum = |count: &dyn Fn(&YearTruth) -> u64| i64::try_from(years.iter().map(count).sum::<u64>()).unwrap();
    assert_eq!(persons("late_entry"), sum(&|year| year.joined_late));
    assert_eq!(persons("left_arrears"), -sum(&|year| year.ended[EndReason::Arrears as usize]));
    assert_eq!(change.decomposition.after, SIMULATED.rate_changes[0].decomposition.after);
    assert!(change.decomposition.residue().abs() < 1e-14);
}

#[test]
fn a_sentence_a_picture_and_a_table_say_the_same() {
    let report = three_years(FiscalCalendar::japan());
    // one member of 2023 was worth (1/120 + 1/140) / 2, one licence cost 175 / (2 · 120 · 140): +9.29, -5.42 and -10.42 points, which in
    // figures that add up to 64.29 - 70.83 = -6.54 are +9.29, -5.41 and -10.42
    let sentence = [
        "Over fiscal 2023 the organization rate fell by 6.54 points, from 70.83 % to 64.29 %. The largest parts: ",
        "new licence holders -10.42 points; persons who joined for the first time +9.29 points; all others together -5.41 points.",
    ];
    assert_said(&report, Language::En, &sentence);
    assert!(report.summary(Language::En).contains("Why the rate changed: Over fiscal 2023 the organization rate fell"));
    assert_said(
        &report,
        Language::Ja,
        &[
            "2023年度に組織率は70.8",
            "64.29%へ6.54ポイント下がった。主な要因は新規免許取得者 -10.42ポイント、新規入会者 +9.29ポイント（その他の合計 -5.41ポイント）。",
        ],
    );
    assert_said(&report, Language::En, &["Over the 2 fiscal years 2022 to 2023 the organization rate fell by 15.71 points, from 80.00 %"]);
    let text = |text: &str| Some(text.to_owned());
    let printed = plain(&table(&report, Language::En, "organization_rate_change"));
    let joined = [text("persons who joined for the first time"), text("12"), text("9.29")];
    let left = [text("members who left, for any reason"), text("-7"), text("-5.41")];
    let licensed = [text("new licence holders"), text("20"), text("-10.42")];
    assert_eq!(printed, [joined, left, licensed, [text("change of the organization rate"), None, text("-6.54")]]);
    let rows = plain(&table(&report, Language::Ja, "organization_rate_change_years"));
    assert_eq!((rows[0][0].as_deref(), rows[0][1].as_deref()), (Some("新規入会者"), Some("22")));
    assert_said(
        &report,
        Language::En,
        &["New licence holders and those who joined, together: -1.13 points; all other parts: -5.41 points."],
    );
    let pictures = report.pictures(Language::En).unwrap();
    let (title, svg) = pictures.iter().find(|(title, _)| title.starts_with("Why")).unwrap();
    assert_eq!(title, "Why the organization rate changed, fiscal 2023");
    for figure in
        [">70.83 %<", ">+9.29<", ">-5.41<", ">-10.42<", ">64.29 %<", ">change -6.54 points<", ">+12 persons<", ">end of fiscal 2022<"]
    {
        assert!(svg.contains(figure), "{figure} is not in {svg}");
    }
    let files: Vec<String> = report.csv(Language::En, CsvStyle::default()).unwrap().into_iter().map(|file| file.name).collect();
    for name in ["organization_rate_change.csv", "organization_rate_change_years.csv"] {
        assert!(files.iter().any(|file| file == name), "{name} is not among {files:?}");
    }
}

#[test]
fn figures_of_every_picture_and_table_add_up() {
    for report in [&*SIMULATED, &three_years(FiscalCalendar::japan())] {
        let blocks = report.document(Language::En).sections.into_iter().flat_map(|section| section.blocks);
        let mut seen = 0;
        for block in blocks {
            let Block::Chart(figure) = block else { continue };
            let ChartSpec::Waterfall(chart) = figure.chart else { continue };
            let units = |value: f64| (10_000.0 * value).round() as i64;
            let sum: i64 = chart.parts.iter().map(|part| units(part.value)).sum();
            assert_eq!(sum, units(chart.after.value) - units(chart.before.value));
            seen += 1;
        }
        assert_eq!(seen, 2);
    }
}

#[test]
fn an_association_that_counts_by_calendar_years_reads_of_no_fiscal_year() {
    let report = three_years(FiscalCalendar::calendar_year());
    assert_said(&report, Language::En, &["Over 2023 the organization rate fell by 6.54 points"]);
    assert_said(&report, Language::Ja, &["2023年に組織率は70.83%から"]);
    let svg = &report.pictures(Language::Ja).unwrap().into_iter().find(|(title, _)| title.contains("なぜ")).unwrap().1;
    assert!(svg.contains("2022年末") && !svg.contains("年度"), "{svg}");
}

#[test]
fn a_total_published_for_one_year_only_gives_way_to_the_sum_of_yearly_figures() {
    let counts = [(2021, 100), (2022, 20), (2023, 20)].map(|(year, count)| LicenceYear::new(FiscalYear(year)).with_count(count));
    let [first, second, third] = counts;
    let rows = [first, second, third.with_cumulative(150)];
    let licensees = Licensees::builder().rows(rows).base(FiscalYear(2021), 100).build().unwrap();
    let movements = three_years(FiscalCalendar::japan()).movements;
    let report = AnnualReport::builder(Bilingual::both("Toy")).movements(&movements).licensees(&licensees).build().unwrap();
    let change = &report.rate_changes[0];
    assert_eq!((change.denominator, change.decomposition.after), (DenominatorKind::CumulativeSummed, 90.0 / 140.0));
    assert_said(&report, Language::En, &["from 70.83 % to 64.29 %"]);
}

#[test]
fn licence_holders_of_one_year_only_are_missing() {
    let licensees = Licensees::builder().rows([LicenceYear::new(FiscalYear(2023)).with_cumulative(150)]).build().unwrap();
    let movements = three_years(FiscalCalendar::japan()).movements;
    let report = AnnualReport::builder(Bilingual::both("Toy")).movements(&movements).licensees(&licensees).build().unwrap();
    assert!(report.rate_changes.is_empty());
    let needed =
        "Why the organization rate changed (needed: the number of all licence holders at the end of this year and the year before)";
    assert_said(&report, Language::En, &[needed]);
}

#[test]
fn what_is_missing_is_said_in_words() {
    for report in [&*PHYSIOTHERAPISTS, &*KUBERNETES, &*SCRIVENERS] {
        assert!(report.rate_changes.is_empty());
        assert!(report.not_computed.iter().any(|missing| missing.label.english == "Why the organization rate changed"));
        assert!(!sentences(report, Language::En).iter().any(|sentence| sentence.contains("organization rate fell")));
    }
    // the totals of one year, beside licence holders
    assert_said(&PHYSIOTHERAPISTS, Language::En, &["Why the organization rate changed (needed: members at the end of the year before)"]);
    assert_said(&PHYSIOTHERAPISTS, Language::Ja, &["組織率の変化の要因（必要なデータ：前年度末の会員数）"]);
    assert_said(&three_years(FiscalCalendar::japan()), Language::En, &["The change is not told for the years up to fiscal 2021"]);
}

#[test]
fn a_report_of_an_earlier_version_without_changes_is_read() {
    let mut value: serde_json::Value = serde_json::from_str(&three_years(FiscalCalendar::japan()).json().unwrap()).unwrap();
    value.as_object_mut().unwrap().remove("rate_changes").unwrap();
    assert!(AnnualReport::from_json(&value.to_string()).unwrap().rate_changes.is_empty());
}
