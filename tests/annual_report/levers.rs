//! What would it take, and what pays: the numbers of both sections worked by hand from yearly totals, and the measures of the example.

use super::{SCRIVENERS, SIMULATED, assert_said, plain, sentences, table};
use kaiin::FiscalYear;
use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
use kaiin::decision::Lever;
use kaiin::decision::scenario::{Amount, Goal, LeverChange, Scenario, Schedule};
use kaiin::language::Bilingual;
use kaiin::projection::Quantity;
use kaiin::report::{AnnualReport, AnnualReportBuilder, GoalReach, Language, LeverAnswers};
use kaiin::{Error, FiscalCalendar};

/// 1,000 members of whom 100 leave while 90 join: 990 at the end of 2024, 981 a year later, then 972.9.
fn totals(calendar: FiscalCalendar) -> MovementTable {
    let (opening, joined, left, closing) = (Some(1_000), Some(90), Some(100), Some(990));
    let year = YearTotals { year: FiscalYear(2024), opening, joined, left, closing, ..YearTotals::default() };
    MovementTable::from_totals(calendar, [year], StatedJoiners::Kept).unwrap()
}

fn builder(movements: &MovementTable) -> AnnualReportBuilder<'_> {
    AnnualReport::builder(Bilingual::both("Toy")).movements(movements).horizon(2)
}

fn answers(report: &AnnualReport) -> &LeverAnswers {
    report.levers.as_ref().unwrap()
}

fn members(value: f64) -> Goal {
    Goal::new(Quantity::Members, FiscalYear(2026), value).unwrap()
}

fn change(lever: Lever, amount: Amount) -> LeverChange {
    LeverChange::of(lever, amount).unwrap()
}

#[test]
fn what_matters_most_is_worked_by_hand_and_said_in_plain_words() {
    let movements = totals(FiscalCalendar::japan());
    let report = builder(&movements).build().unwrap();
    let found = &answers(&report).sensitivity;
    assert_eq!((found.quantity(), found.year()), (Quantity::Members, FiscalYear(2026)));
    assert!((found.mean() - 972.9).abs() < 1e-9);
    // d/dp of 990 (1 - p)² + 90 (1 - p) + 90 at 0.1: -(1,980 × 0.9 + 90) = -1,872; joiners, a tenth: 9 × 0.9 + 9 = 17.1
    let lapse = found.rows().iter().find(|row| row.assumption == "lapse" && row.year == Some(1)).unwrap();
    assert!((lapse.derivative + 1_872.0).abs() < 1e-9);
    assert_said(
        &report,
        Language::En,
        &["expected at 973", "lapse (10.0 % now) a tenth lower: +19; number of joiners (90 a year now) a tenth higher: +17."],
    );
    assert_said(&report, Language::Ja, &["退会（現在10.0%）が1割低ければ+19人、入会者数（現在年90人）が1割高ければ+17人"]);
    let pictures = report.pictures(Language::En).unwrap();
    let (_, svg) = pictures.iter().find(|(title, _)| title == "Which assumptions matter most?").unwrap();
    for figure in [">+19<", ">-19<", ">-17<", ">+17<", ">number of joiners<"] {
        assert!(svg.contains(figure), "{figure} is not in {svg}");
    }
    // 90 / 0.1 in the end; 0.9^7 = 0.478, 0.9^44 = 0.0097
    let steady = answers(&report).steady_state.unwrap();
    assert!((steady.members - 900.0).abs() < 1e-6 && (steady.years_to_half, steady.years_to_a_hundredth) == (7, 44));
    assert_said(&report, Language::En, &["the 990 members of fiscal 2024 would in the end become about 900 (-9 %): half", "7 years", "44"]);
    assert_said(&report, Language::Ja, &["2024年度末の会員990人は最終的に約900人（-9%）となる"]);
}

#[test]
fn scenarios_stand_beside_the_base() {
    let movements = totals(FiscalCalendar::japan());
    let half = Scenario::named(Bilingual::new("half", "半減")).with(change(Lever::Lapse, Amount::Factor(0.5)));
    let report = builder(&movements).scenarios([half]).build().unwrap();
    let last = answers(&report).scenarios[0].years[1];
    // 990 × 0.95 + 90 = 1,030.5, and × 0.95 + 90 = 1,068.975
    assert!((last.members - 1_068.975).abs() < 1e-9 && last.organization_rate.is_none());
    let text = |text: &str| Some(text.to_owned());
    let rows = plain(&table(&report, Language::En, "scenarios"));
    let base = vec![text("if nothing changes"), None, text("973"), None];
    assert_eq!(rows, [base, vec![text("half"), text("Lapse: multiplied by 0.5."), text("1069"), text("96")]]);
    assert_eq!(plain(&table(&report, Language::Ja, "scenarios"))[1][..2], [text("半減"), text("退会：0.5倍。")]);
    let pictures = report.pictures(Language::Ja).unwrap();
    let (_, svg) = pictures.iter().find(|(title, _)| title == "シナリオ別の会員数").unwrap();
    assert!(svg.contains(">半減 1,069.0<") && svg.contains(">現状が続いた場合 972.9<"), "{svg}");
}

#[test]
fn a_goal_is_met_reached_or_out_of_reach_by_each_lever() {
    let movements = totals(FiscalCalendar::japan());
    let levers = || {
        [
            (change(Lever::Lapse, Amount::Factor(1.0)), 0.0..=1.0),
            (change(Lever::Reinstatement, Amount::Points(0.0)), 0.0..=0.1),
            (change(Lever::LicenceInflow, Amount::Points(0.0)), 0.0..=100.0),
        ]
    };
    let report = builder(&movements).goal(members(1_000.0), levers()).build().unwrap();
    let found = &answers(&report).goal.as_ref().unwrap().levers;
    // 990 q² + 90 q + 90 = 1,000 with q = 1 - 0.1 f
    let q = (-90.0 + (90.0f64 * 90.0 + 4.0 * 990.0 * 910.0).sqrt()) / 1_980.0;
    assert_eq!(found[0].reach, GoalReach::At);
    assert!((found[0].amount.unwrap() - 10.0 * (1.0 - q)).abs() < 1e-9);
    // of those who lapse in 2025, 99, a tenth come back in 2026
    assert_eq!(found[1].reach, GoalReach::Unreachable);
    assert!((found[1].reached - 982.8).abs() < 1e-9);
    // n more joiners each year: 1.9 n = 27.1
    assert!((found[2].amount.unwrap() - 27.1 / 1.9).abs() < 1e-9);
    assert_said(&report, Language::En, &["The goal for the number of members at the end of fiscal 2026 is 1,000. If nothing changes, 973"]);
    assert_said(&report, Language::En, &["Lapse: multiplied by 0.8563. This reaches 1,000."]);
    assert_said(&report, Language::En, &["Reinstatement: +10 percentage points. Even this does not reach the goal: 983 at best."]);
    assert_said(&report, Language::Ja, &["新規免許取得：年+14人。これで1,000に達する。"]);
    let met = builder(&movements).goal(members(900.0).with_probability(0.9).unwrap(), levers()).build().unwrap();
    assert!(answers(&met).goal.as_ref().unwrap().levers.iter().all(|lever| lever.reach == GoalReach::AlreadyMet));
    assert_said(&met, Language::En, &["is 900, with a probability of 90 %.", "probability of more than 99 %"]);
    assert_said(&met, Language::Ja, &["退会：変更は不要"]);
}

#[test]
fn what_was_not_asked_for_is_named_with_what_it_needs() {
    let movements = totals(FiscalCalendar::japan());
    let needs = |report: &AnnualReport, label: &str| {
        let found = report.not_computed.iter().find(|missing| missing.label.english == label);
        found.map(|missing| missing.needs.english.clone())
    };
    let (goal, scenarios) = ("By how much rates must change for a goal", "Scenarios beside each other");
    let plain = builder(&movements).build().unwrap();
    assert!(needs(&plain, goal).unwrap().contains("a goal") && needs(&plain, scenarios).unwrap().contains("scenarios"));
    assert!(needs(&plain, "Which measures pay").unwrap().contains("cost"));
    assert_said(&plain, Language::Ja, &["算出していない指標：", "費用に見合う施策（必要なデータ：施策の費用と対象者数）"]);
    // the organization rate is not known without licence holders
    let rate = Goal::new(Quantity::OrganizationRate, FiscalYear(2026), 0.6).unwrap();
    let unknown = builder(&movements).goal(rate, [(change(Lever::Lapse, Amount::Factor(1.0)), 0.0..=1.0)]).build().unwrap();
    assert_eq!(needs(&unknown, goal).as_deref(), Some("the number of licence holders"));
    let without = builder(&movements).horizon(0).build().unwrap();
    assert!(without.levers.is_none() && needs(&without, "What it would take to change course").is_some());
    assert_eq!(SIMULATED.not_computed.iter().filter(|missing| missing.label.english == goal).count(), 0);
}

#[test]
fn a_goal_beyond_the_projection_and_two_scenarios_of_one_name_are_errors() {
    let movements = totals(FiscalCalendar::japan());
    let far = Goal::new(Quantity::Members, FiscalYear(2040), 1_000.0).unwrap();
    let lapse = change(Lever::Lapse, Amount::Factor(1.0));
    let error = builder(&movements).goal(far, [(lapse, 0.0..=1.0)]).build().unwrap_err();
    assert!(matches!(error, Error::Setting { .. }) && error.to_string().contains("2040"), "{error}");
    let twice = [Scenario::named("A"), Scenario::named("A")];
    assert_eq!(builder(&movements).scenarios(twice).build().unwrap_err().code(), "setting");
}

#[test]
fn an_association_that_counts_by_calendar_years_reads_of_no_fiscal_year_here_either() {
    let movements = totals(FiscalCalendar::calendar_year());
    let soon = Schedule::from(FiscalYear(2025)).until(FiscalYear(2026));
    let half = Scenario::named("half").with(change(Lever::Lapse, Amount::Factor(0.5)).schedule(soon));
    let lapse = change(Lever::Lapse, Amount::Factor(1.0)).schedule(soon);
    let report = builder(&movements).scenarios([half]).goal(members(1_000.0), [(lapse, 0.0..=1.0)]).build().unwrap();
    assert_said(&report, Language::En, &["Lapse: multiplied by 0.8563, from 2025 on, until 2026."]);
    assert!(!report.html(Language::En).unwrap().contains("fiscal"));
    let section = report.document(Language::Ja).sections.into_iter().find(|section| section.title.contains("目標")).unwrap();
    assert!(!format!("{section:?}").contains("年度"));
}

#[test]
fn measures_are_ranked_by_what_they_bring_and_unknown_ones_say_what_they_need() {
    // M04: 800 × 0.05 = 40 more join, worth 90,000 each, for 100,000 + 800 × 3,000; the error 800 × 0.01 × 90,000
    // M15: 1,200 × 0.08 × 0.25 = 24 more stay, worth 60,000 each, for 300,000 + 1,200 × 1,500
    let found: Vec<_> = SIMULATED.measures.iter().map(|measure| (measure.id.as_str(), measure.cost.round() as i64)).collect();
    assert_eq!(found, [("M04", 2_500_000), ("M15", 2_100_000), ("M17", 2_500_000), ("M57", 2_000_000)]);
    let known = plain(&table(&SIMULATED, Language::En, "measures"));
    let number = |row: &[Option<String>], at: usize| row[at].as_ref().unwrap().parse::<f64>().unwrap();
    assert!((number(&known[0], 5) - 1_100_000.0).abs() < 1e-3 && (number(&known[0], 6) - 720_000.0).abs() < 1e-3);
    assert!((number(&known[0], 7) - 0.936_724).abs() < 1e-5); // the normal distribution at 1,100 / 720 = 1.527778: scipy 1.16 norm.cdf
    assert!((number(&known[1], 5) + 660_000.0).abs() < 1e-3);
    let unknown = plain(&table(&SIMULATED, Language::En, "measures_unknown"));
    // 500,000 + 5,000 × 400 = 2,500,000 are 41.7 members of 60,000: of 5,000 reached, 0.833 points of 8 %
    assert!((number(&unknown[0], 4) - 41.666_667).abs() < 1e-5);
    assert_eq!(unknown[0][5].as_deref(), Some("the rate of lapse goes from 8.00 % to 7.17 % or better"));
    assert_eq!((unknown[1][1].as_deref(), unknown[1][4].as_deref()), (None, None)); // no lever, no number
    assert_said(
        &SIMULATED,
        Language::En,
        &["Measures whose effect is given: 2, of which worth more than they cost: 1.", "unknown effect: 2"],
    );
}

#[test]
fn the_budget_names_its_measures_and_what_more_of_it_would_bring() {
    // all of M04 first, 3.6 / 2.4 = 1.5 a unit after its fixed cost; the rest to M15, 1.44 / 1.8 = 0.8 a unit
    let rows = plain(&table(&SIMULATED, Language::En, "budget"));
    let spent: Vec<f64> = rows.iter().map(|row| row[1].as_ref().unwrap().parse().unwrap()).collect();
    assert_eq!(rows.iter().map(|row| row[0].clone().unwrap().split(' ').next().unwrap().to_owned()).collect::<Vec<_>>(), ["M15", "M04"]);
    assert!((spent[0] - 1_000_000.0).abs() < 1e-3 && (spent[1] - 2_500_000.0).abs() < 1e-3);
    assert_said(&SIMULATED, Language::En, &["3,500,000 shared", "One unit of money more would bring 0.80."]);
    assert_said(&SIMULATED, Language::Ja, &["予算3,500,000を", "1単位増やすごとに0.80"]);
    assert!(SCRIVENERS.measures.is_empty() && SCRIVENERS.budget.is_none());
    assert!(!sentences(&SCRIVENERS, Language::En).iter().any(|sentence| sentence.contains("unit of money")));
}
