//! The real denominators: the physiotherapists' examinations and the association's own cumulative series, and the laws of the table.
//! Source and checks of the data: examples/data/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use kaiin::input::IssueCode;
use kaiin::licensees::{
    Amount, Attrition, CohortRule, DenominatorKind, LicenceRegister, LicenceRow, LicenceYear, Licensees, Linkage, MonthDay, When, YearBasis,
};
use kaiin::{Day, FiscalCalendar, FiscalYear, Probability};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Row = BTreeMap<String, String>;

fn data(name: &str) -> Vec<Row> {
    let path = format!("{}/examples/data/{name}", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).unwrap().deserialize().collect::<Result<_, _>>().unwrap()
}

fn number(row: &Row, column: &str) -> Option<u64> {
    row[column].parse().ok()
}

fn year(row: &Row, column: &str) -> FiscalYear {
    FiscalYear(row[column].parse().unwrap())
}

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd(y, m, d).unwrap()
}

fn japan(lead: u16) -> CohortRule {
    CohortRule::new(FiscalCalendar::japan(), lead).unwrap()
}

/// Announced on 25 March, counted towards a fiscal year that begins within `lead` days.
fn announced(lead: u16) -> YearBasis {
    YearBasis::Examination { announced: MonthDay::new(3, 25).unwrap(), rule: japan(lead) }
}

fn examinations(profession: &str) -> impl Iterator<Item = LicenceYear> {
    let seen = data("jp_rehab_exams.csv").into_iter().filter(move |row| row["profession"] == profession);
    seen.map(|row| LicenceYear {
        count: number(&row, "passers"),
        cumulative: number(&row, "cumulative_passers"),
        ..LicenceYear::new(year(&row, "exam_year"))
    })
}

fn counted(year: i32, count: u64) -> LicenceYear {
    LicenceYear::new(FiscalYear(year)).with_count(count)
}

/// Passers of the physiotherapists' examinations with the two revisions on record, and the published totals where they were seen.
/// The day of the 2011 revision is not on record (it was in print by 2012-03-30); that of 2024 is 2024-04-02.
fn physiotherapists(lead: u16) -> Licensees {
    let rows = examinations("PT").map(|row| match row.year.get() {
        2011 => row.with_vintage(day(2012, 3, 30)),
        2024 => row.with_vintage(day(2024, 4, 2)),
        _ => row,
    });
    Licensees::builder()
        .years(announced(lead))
        .rows(rows)
        .row(counted(2011, 7_736).with_vintage(day(2011, 3, 31)))
        .row(counted(2024, 11_266).with_vintage(day(2024, 3, 22)))
        .base(FiscalYear(2007), 58_647)
        .count_source("MHLW")
        .cumulative_source("JPTA")
        .build()
        .unwrap()
}

fn new(licensees: &Licensees, year: i32) -> Option<u64> {
    licensees.new_licensees(FiscalYear(year)).and_then(|d| d.value.count())
}

fn given(licensees: &Licensees, year: i32) -> Option<u64> {
    licensees.cumulative_given(FiscalYear(year)).and_then(|d| d.value.count())
}

fn summed(licensees: &Licensees, year: i32) -> Option<u64> {
    licensees.cumulative_summed(FiscalYear(year)).and_then(|d| d.value.count())
}

#[test]
fn the_shift_decides_whether_2019_has_10809_or_10608_new_licensees() {
    assert_eq!(new(&physiotherapists(31), 2019), Some(10_809)); // the examination of 2019, announced a week before fiscal 2019
    assert_eq!(new(&physiotherapists(0), 2019), Some(10_608)); // that of 2020, announced in the last week of fiscal 2019
    // 25 March + 7 days = 1 April; with 6 days the shift does not reach.
    assert_eq!(new(&physiotherapists(7), 2019), Some(10_809));
    assert_eq!(new(&physiotherapists(6), 2019), Some(10_608));
}

#[test]
fn the_entry_rate_of_2019_is_90_8_percent_with_the_shift_and_92_5_without() {
    let flows = data("jp_rehab_association_members.csv").into_iter().find(|row| row["association"] == "JPTA" && row["fy"] == "2019");
    let joiners = number(&flows.unwrap(), "joiners").unwrap();
    assert_eq!(joiners, 9_812);
    let permille = |lead| 1_000.0 * joiners as f64 / physiotherapists(lead).new_licensees(FiscalYear(2019)).unwrap().value.get();
    assert_eq!([permille(31).round(), permille(0).round()], [908.0, 925.0]);
}

#[test]
fn cumulative_2019_is_172285_as_published_and_172335_as_summed() {
    let pt = physiotherapists(31);
    assert_eq!((given(&pt, 2019), summed(&pt, 2019)), (Some(172_285), Some(172_335)));
}

#[test]
fn every_row_of_the_derived_series_is_reproduced() {
    let revised = physiotherapists(31);
    // The published series holds 2011 as first announced and 2024 as corrected.
    let held = |y| if y == 2011 { 7_736 } else { new(&revised, y).unwrap() };
    let published = Licensees::builder().base(FiscalYear(2007), 58_647).rows((2008..=2025).map(|y| counted(y, held(y)))).build().unwrap();
    let rows = data("jp_pt_cumulative_derived.csv");
    assert_eq!(rows.len(), 19);
    for row in rows {
        let y = year(&row, "exam_year").get();
        assert_eq!(new(&revised, y), number(&row, "passers"), "{y}");
        assert_eq!(summed(&revised, y), number(&row, "cumulative_passers_with_2011_revision"), "{y}");
        assert_eq!(summed(&published, y), number(&row, "cumulative_passers_published_basis"), "{y}");
    }
}

#[test]
fn a_published_total_that_misses_a_revision_is_named_with_the_year() {
    let issues = physiotherapists(31).issues();
    let values = |code| issues.iter().filter(|i| i.code == code).filter_map(|i| i.value.as_deref()).collect::<Vec<_>>();
    // 73,862 + 9,112 + 7,786 + 9,850 + 10,104 + 9,315 = 120,029, published 119,979. The other published totals agree with the one
    // before: 58,647 + 6,924 + 8,291 = 73,862 (2009); the cohorts of 2015-2019 and of 2020-2022 add up; those of 1967-2007 are unknown.
    assert_eq!(
        values(IssueCode::TotalDiffers),
        ["2014: 119979 stated, 73862 through 2009 plus the cohorts since is 120029; it holds 7736 for 2011, now 7786"]
    );
    assert_eq!(
        values(IssueCode::Revised),
        ["2011: 7736 (known 2011-03-31), 7786 (known 2012-03-30)", "2024: 11266 (known 2024-03-22), 11282 (known 2024-04-02)"]
    );
    assert_eq!(issues.len(), 3);
}

#[test]
fn a_total_published_every_year_names_the_one_year_that_differs() {
    let rows = data("jp_pt_cumulative_derived.csv").into_iter().map(|row| LicenceYear {
        count: number(&row, "passers"),
        cumulative: number(&row, "cumulative_passers_published_basis"),
        ..LicenceYear::new(year(&row, "exam_year"))
    });
    let issues = Licensees::builder().rows(rows).build().unwrap().issues();
    assert_eq!(issues.len(), 1);
    assert_eq!(issues[0].value.as_deref(), Some("2011: 90710 stated, 82974 through 2010 plus the cohorts since is 90760"));
}

#[test]
fn an_older_state_of_knowledge_can_be_taken() {
    let pt = physiotherapists(31);
    for (known, cohort, passers) in
        [(day(2012, 3, 29), 2011, 7_736), (day(2012, 3, 30), 2011, 7_786), (day(2024, 4, 1), 2024, 11_266), (day(2024, 4, 2), 2024, 11_282)]
    {
        assert_eq!(new(&pt.as_known_on(known), cohort), Some(passers), "{known}");
    }
    assert_eq!(new(&pt.as_known_on(day(2011, 3, 30)), 2011), None); // not announced yet
    let then = pt.as_known_on(day(2012, 1, 1)).new_licensees(FiscalYear(2011)).unwrap();
    assert_eq!((then.vintage, then.known_on), (Some(day(2011, 3, 31)), Some(day(2012, 1, 1))));
}

#[test]
fn a_denominator_says_what_it_is() {
    let total = physiotherapists(31).cumulative_given(FiscalYear(2019)).unwrap();
    assert_eq!((total.kind, total.when), (DenominatorKind::CumulativeGiven, When::ThroughCohort(FiscalYear(2019))));
    assert_eq!((total.source.as_deref(), total.branch, total.rule), (Some("JPTA"), None, Some(CohortRule::default())));
    let sum = physiotherapists(31).cumulative_summed(FiscalYear(2019)).unwrap();
    assert_eq!(sum.basis, "58647 through 2007 plus the new licence holders of cohorts 2008 to 2019");
    assert_eq!((sum.source.as_deref(), sum.vintage), (Some("MHLW"), Some(day(2012, 3, 30))));
}

#[test]
fn the_associations_own_series_has_gaps_that_stay_gaps() {
    let rows = data("jp_pt_members_1966_2019.csv");
    let totals = rows.iter().map(|row| LicenceYear::new(year(row, "year")).with_cumulative(number(row, "cumulative_passers").unwrap()));
    let licensees = Licensees::builder().rows(totals).build().unwrap();
    assert_eq!([1966, 1967, 2019, 2020].map(|y| given(&licensees, y)), [Some(183), None, Some(172_285), None]);
    assert_eq!([1966, 1967, 2019, 2020].map(|y| summed(&licensees, y)), [Some(183), None, Some(172_285), None]);
    assert_eq!(new(&licensees, 2019), None); // the difference of totals five years apart is no cohort
}

#[test]
fn the_speech_therapists_sum_starts_again_after_a_gap_at_a_published_total() {
    let st = Licensees::builder().years(announced(31)).rows(examinations("ST")).build().unwrap();
    assert_eq!([1999, 2000, 2016].map(|y| summed(&st, y)), [Some(4_003), None, None]);
    // 29,225 published through 2017; 29,225 + 2,008 = 31,233; + 1,630 = 32,863.
    assert_eq!([2017, 2018, 2019].map(|y| summed(&st, y)), [Some(29_225), Some(31_233), Some(32_863)]);
    assert_eq!(new(&st, 2000), None); // only the pass rate was seen
    assert!(st.issues().is_empty(), "{:?}", st.issues());
}

#[test]
fn practising_licensees_follow_the_stated_attrition() {
    let three = Licensees::by_cohort([(2017, 100), (2018, 200), (2019, 400)].map(|(y, n)| (FiscalYear(y), n))).unwrap();
    assert_eq!(three.practising(FiscalYear(2019)).unwrap().value.get(), 700.0);
    let q = |x| Probability::new(x).unwrap();
    let by_years = three.clone().with_attrition(Attrition::ByYears(vec![q(0.5), q(0.0)]));
    assert_eq!(by_years.practising(FiscalYear(2019)).unwrap().value, Amount::Estimate(550.0)); // 100/2 + 200/2 + 400
    // A base counts as licensed in its year: 1000 × 0.5 × 0.5 + 100 × 0.5 + 200.
    let builder = Licensees::builder().base(FiscalYear(2016), 1_000).rows([counted(2017, 100), counted(2018, 200)]);
    let based = builder.attrition(Attrition::Annual(q(0.5))).build().unwrap();
    assert_eq!(based.practising(FiscalYear(2018)).unwrap().value.get(), 500.0);
}

fn branch(name: &str, counts: &[(i32, u64)]) -> Licensees {
    Licensees::builder().rows(counts.iter().map(|&(y, n)| counted(y, n).with_branch(name))).build().unwrap()
}

#[test]
fn the_whole_is_the_sum_of_the_branches_only_where_every_branch_is_known() {
    let both = branch("13", &[(2018, 10), (2019, 20)]).merge(&branch("27", &[(2019, 5), (2020, 7)])).unwrap();
    assert_eq!(both.branches().collect::<Vec<_>>(), ["13", "27"]);
    assert_eq!([2018, 2019, 2020].map(|y| new(&both, y)), [None, Some(25), None]);
    let tokyo = both.of_branch("13").unwrap().new_licensees(FiscalYear(2018)).unwrap();
    assert_eq!((tokyo.value, tokyo.branch.as_deref()), (Amount::Count(10), Some("13")));
    assert!(both.of_branch("99").is_none());
    assert_eq!(both.new_licensees(FiscalYear(2019)).unwrap().basis, "new licence holders of the cohort, the sum of 2 branches");
}

#[test]
fn a_national_figure_is_used_before_the_branches_and_a_difference_is_named() {
    let national = Licensees::by_cohort([(FiscalYear(2019), 26)]).unwrap();
    let branches = branch("13", &[(2019, 20), (2020, 1)]).merge(&branch("27", &[(2019, 5), (2020, 2)])).unwrap();
    let all = branches.merge(&national).unwrap();
    assert_eq!([2019, 2020].map(|y| new(&all, y)), [Some(26), Some(3)]);
    assert_eq!(summed(&all, 2020), Some(29));
    let issues = all.issues();
    assert_eq!(issues.len(), 1);
    assert_eq!(issues[0].code, IssueCode::TotalDiffers);
    assert_eq!(issues[0].value.as_deref(), Some("2019: 26 stated for the whole, the branches add up to 25"));
}

#[test]
fn the_table_has_a_row_for_each_branch_and_year_and_leaves_the_unknown_empty() {
    let both = branch("13", &[(2018, 10), (2019, 20)]).merge(&branch("27", &[(2019, 5)])).unwrap();
    let table = both.to_table().unwrap();
    assert_eq!(table.rows(), 6);
    let row = |at| ["branch", "year", "new_licensees", "cumulative_summed"].map(|c| table.column(c).unwrap().text(at));
    assert_eq!(row(0), ["", "2018", "", ""]);
    assert_eq!(row(1), ["", "2019", "25", "35"]); // 10 + 20 + 5: branch 27 is known from 2019
    assert_eq!(row(3), ["13", "2019", "20", "30"]);
    assert_eq!(row(4), ["27", "2018", "", ""]);
}

#[test]
fn contradictory_figures_are_not_known_and_named() {
    let licensees = Licensees::builder().rows([counted(2011, 7_736), counted(2011, 7_786)]).build().unwrap();
    assert_eq!(new(&licensees, 2011), None);
    let issues = licensees.issues();
    assert_eq!(issues.iter().map(|i| i.code).collect::<Vec<_>>(), [IssueCode::Conflicting]);
    assert_eq!(issues[0].value.as_deref(), Some("2011: 7736 (undated), 7786 (undated)"));
}

#[test]
fn bad_rows_are_counted() {
    let rows = [2019, 2019, 999_999, 0].map(|y| counted(y, 5));
    let licensees = Licensees::builder().rows(rows).row(LicenceYear::new(FiscalYear(2020))).build().unwrap();
    let log = licensees.log();
    assert_eq!((log.rows_read, log.rows_kept, log.rows_repaired, log.rows_set_aside), (5, 2, 0, 3));
    assert_eq!(log.counts(), BTreeMap::from([(IssueCode::DateOutOfRange, 2), (IssueCode::DuplicateRow, 1)]));
}

#[test]
fn impossible_tables_are_refused() {
    let one = || Licensees::builder().row(counted(2018, 1));
    assert_eq!(Licensees::by_cohort([]).unwrap_err().code(), "no_rows");
    assert_eq!(Licensees::by_cohort([(FiscalYear(i32::MIN), 1)]).unwrap_err().code(), "no_rows");
    assert_eq!(Licensees::builder().row(LicenceYear::new(FiscalYear(2018))).build().unwrap_err().code(), "no_rows");
    let absurd = Licensees::by_cohort([(FiscalYear(2018), u64::MAX), (FiscalYear(2019), 1)]).unwrap_err();
    assert!(absurd.to_string().starts_with("licence holders in all: 18446744073709551615 is more than the limit of 9007199254740992"));
    assert_eq!(one().base(FiscalYear(2017), u64::MAX).build().unwrap_err().code(), "limit");
    assert_eq!(one().base(FiscalYear(i32::MIN), 1).build().unwrap_err().code(), "setting");
    let second = one().base(FiscalYear(2017), 1).base(FiscalYear(2016), 1).build().unwrap_err();
    assert_eq!(second.to_string(), "base 1 through 2016 is the second; keep it or 1 through 2017");
}

#[test]
fn tables_made_by_different_rules_do_not_merge() {
    let message = physiotherapists(31).merge(&physiotherapists(0)).unwrap_err().to_string();
    assert!(message.starts_with("tables with different cohort rules cannot be merged"), "{message}");
}

#[test]
fn a_table_survives_json_and_a_forged_one_is_refused() {
    let pt = physiotherapists(31);
    let json = serde_json::to_string(&pt).unwrap();
    assert_eq!(serde_json::from_str::<Licensees>(&json).unwrap(), pt);
    assert!(serde_json::from_str::<Licensees>(&json.replace("9885", "18446744073709551615")).is_err());
    assert!(serde_json::from_str::<Licensees>(&json.replace("\"2025\"", "\"2000000000\"")).is_err());
}

#[test]
fn licences_of_persons_are_shifted_by_the_same_rule_as_examinations() {
    let register = LicenceRegister::new((0..10).map(|n| LicenceRow::new(n).licensed_on(day(2019, 3, 25)))).unwrap();
    for lead in [0, 31] {
        let examination = Licensees::from_examinations([(2019, 10)], MonthDay::new(3, 25).unwrap(), japan(lead)).unwrap();
        let counted = register.licensees(japan(lead)).unwrap();
        for y in 2017..2021 {
            assert_eq!(new(&counted, y), new(&examination, y), "lead {lead}, cohort {y}");
        }
    }
}

#[test]
fn a_hundred_thousand_branches_are_a_table_and_too_many_cells_an_error() {
    let rows = |last: i32| (0..100_000).map(move |b| counted(if b == 0 { last } else { 2019 }, 1).with_branch(b.to_string()));
    let many = Licensees::builder().rows(rows(2019)).build().unwrap();
    assert_eq!(new(&many, 2019), Some(100_000));
    assert_eq!(many.to_table().unwrap().rows(), 100_001);
    let far_off = Licensees::builder().rows(rows(1819)).build().unwrap();
    assert_eq!(far_off.to_table().unwrap_err().code(), "limit");
    let register = LicenceRegister::new(
        (0..100_000).map(|n| LicenceRow::new(n).in_branch(n.to_string()).of_cohort(FiscalYear(if n == 0 { 1819 } else { 2019 }))),
    );
    assert_eq!(register.unwrap().licensees(CohortRule::default()).unwrap_err().code(), "limit");
}

proptest! {
    #[test]
    fn merging_in_any_order_gives_the_same_table(
        rows in prop::collection::vec((2000..2010i32, 0..3u8, 0..50u64, prop::option::of(0..3i32)), 2..40),
        cut in 1..39usize,
    ) {
        let row = |&(y, b, n, v): &(i32, u8, u64, Option<i32>)| LicenceYear {
            branch: (b > 0).then(|| b.to_string()),
            vintage: v.map(|v| day(2020 + v, 1, 1)),
            ..counted(y, n)
        };
        let build = |rows: &[(i32, u8, u64, Option<i32>)]| Licensees::builder().rows(rows.iter().map(row)).build().unwrap();
        let whole = build(&rows);
        let (a, b) = rows.split_at(cut.min(rows.len() - 1));
        let (ab, ba) = (build(a).merge(&build(b)).unwrap(), build(b).merge(&build(a)).unwrap());
        prop_assert_eq!(&ab, &ba);
        prop_assert_eq!(ab.to_table().unwrap(), whole.to_table().unwrap());
        let reversed: Vec<_> = rows.iter().rev().copied().collect();
        prop_assert_eq!(build(&reversed), whole);
    }

    #[test]
    fn the_shift_conserves_the_total(
        counts in prop::collection::btree_map(1990..2020i32, 0..20_000u64, 1..30), lead in 0..365u16, m in 1..=12u8, d in 1..=28u8,
    ) {
        let licensees = Licensees::from_examinations(counts.clone(), MonthDay::new(m, d).unwrap(), japan(lead)).unwrap();
        let total: u64 = licensees.years().into_iter().filter_map(|y| new(&licensees, y.get())).sum();
        prop_assert_eq!(total, counts.values().sum::<u64>());
    }

    #[test]
    fn totals_differ_by_the_new_licensees_and_practising_never_exceeds_them(
        counts in prop::collection::vec(0..20_000u64, 2..40), base in 0..100_000u64, q in 0.0..1.0f64,
    ) {
        let rows = counts.iter().zip(1980..).map(|(&n, y)| counted(y, n));
        let attrition = Attrition::Annual(Probability::new(q).unwrap());
        let licensees = Licensees::builder().base(FiscalYear(1979), base).rows(rows).attrition(attrition).build().unwrap();
        let mut before = (base, base as f64);
        for y in licensees.years() {
            let (total, count) = (summed(&licensees, y.get()).unwrap(), new(&licensees, y.get()).unwrap());
            prop_assert_eq!(total, before.0 + count);
            // P(t) = P(t - 1) (1 - q) + N(t): the recursion that the sum over cohorts solves.
            let practising = licensees.practising(y).unwrap().value.get();
            let expected = before.1 * (1.0 - q) + count as f64;
            prop_assert!((practising - expected).abs() <= 1e-9 * (1.0 + expected));
            prop_assert!(practising <= total as f64 * (1.0 + 1e-12));
            before = (total, practising);
        }
    }

    #[test]
    fn a_linkage_accounts_for_both_sides(members in prop::collection::vec(0..60u32, 0..80), holders in prop::collection::vec(0..60u32, 1..80)) {
        let register = LicenceRegister::new(holders.iter().map(LicenceRow::new)).unwrap();
        let keys: Vec<String> = members.iter().map(u32::to_string).collect();
        let linkage = register.link(keys.iter().map(String::as_str));
        let distinct = |list: &[u32]| list.iter().collect::<BTreeSet<_>>().len();
        prop_assert_eq!(linkage.matched as usize + linkage.unmatched_members.len(), distinct(&members));
        prop_assert_eq!(linkage.matched as usize + linkage.unmatched_licensees.len(), distinct(&holders));
        prop_assert!(linkage.unmatched_members.is_sorted() && linkage.unmatched_licensees.is_sorted());
        prop_assert_eq!(linkage.to_table().unwrap().rows(), linkage.unmatched_members.len() + linkage.unmatched_licensees.len());
    }

    #[test]
    fn the_order_of_register_rows_does_not_matter(
        rows in prop::collection::vec((0..8u32, prop::option::of(2000..2004i32), prop::option::of(1..3u32), any::<bool>()), 1..30),
    ) {
        let row = |&(key, licence, branch, exact): &(u32, Option<i32>, Option<u32>, bool)| {
            let mut row = LicenceRow::new(key);
            row.branch = branch.map(|b| b.to_string());
            match licence {
                Some(y) if exact => row.licensed_on(day(y, 5, 1)),
                Some(y) => row.of_cohort(FiscalYear(y)),
                None => row,
            }
        };
        let register = LicenceRegister::new(rows.iter().map(row)).unwrap();
        let log = register.log();
        prop_assert_eq!(log.rows_read, log.rows_kept + log.rows_repaired + log.rows_set_aside);
        prop_assert_eq!(&LicenceRegister::new(rows.iter().rev().map(row)).unwrap(), &register);
    }
}

fn stored_register() -> LicenceRegister {
    let rows = [
        LicenceRow::new("a").licensed_on(day(2019, 3, 25)).in_branch("13").ended_on(day(2024, 1, 1)),
        LicenceRow::new("b").of_cohort(FiscalYear(2020)),
        LicenceRow::new("b").of_cohort(FiscalYear(2020)),
        LicenceRow::new("c"),
    ];
    LicenceRegister::new(rows).unwrap().as_of(day(2024, 3, 31))
}

#[test]
fn a_register_of_licence_holders_survives_json_and_a_forged_one_is_refused() {
    let register = stored_register();
    let text = serde_json::to_string(&register).unwrap();
    assert_eq!(serde_json::from_str::<LicenceRegister>(&text).unwrap(), register);
    let forged = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} in {text}");
        serde_json::from_str::<LicenceRegister>(&text.replacen(from, to, 1)).unwrap_err().to_string()
    };
    assert!(forged(r#""key":"b""#, r#""key":"a""#).contains("does not come after a"));
    assert!(forged(r#""key":"a""#, r#""key":" ""#).contains("is blank"));
    assert!(forged(r#""cohort":2020"#, r#""cohort":20200"#).contains("lies outside 1800 to 2200"));
    assert!(forged("2024-01-01", "2018-01-01").contains("lies before its beginning on 2019-03-25"));
    assert!(forged(r#""rows_read":4"#, r#""rows_read":5"#).contains("not the sum"));
    assert!(
        serde_json::from_str::<LicenceRegister>(
            r#"{"holders":[],"log":{"rows_read":0,"rows_kept":0,"rows_repaired":0,"rows_set_aside":0,"issues":[]},"as_of":null}"#
        )
        .is_err()
    );
}

#[test]
fn a_linkage_survives_json_and_a_forged_one_is_refused() {
    let linkage = stored_register().link(["a", "x", "y"]);
    let text = serde_json::to_string(&linkage).unwrap();
    assert_eq!(text, r#"{"matched":1,"unmatched_members":["x","y"],"unmatched_licensees":["b","c"]}"#);
    assert_eq!(serde_json::from_str::<Linkage>(&text).unwrap(), linkage);
    for (from, to) in [(r#""x","y""#, r#""y","x""#), (r#""b","c""#, r#""b","b""#), (r#""b","c""#, r#""b","x""#), (r#""x""#, r#""""#)] {
        assert!(serde_json::from_str::<Linkage>(&text.replacen(from, to, 1)).is_err(), "{to}");
    }
}

#[test]
fn licences_after_the_extract_are_named_and_stay_in_their_cohort() {
    let rows = [
        LicenceRow::new("a").licensed_on(day(2024, 3, 31)),
        LicenceRow::new("b").licensed_on(day(2024, 4, 1)),
        LicenceRow::new("c").of_cohort(FiscalYear(2025)),
        LicenceRow::new("d").of_cohort(FiscalYear(2026)),
    ];
    let register = LicenceRegister::new(rows).unwrap().as_of(day(2024, 3, 31));
    let late = |register: &LicenceRegister| {
        let issues = register.log().issues.iter().filter(|issue| issue.code == IssueCode::LicenceAfterAsOf);
        issues.map(|issue| (issue.person.clone().unwrap(), issue.value.clone().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(late(&register), [("b".into(), "2024-04-01".into()), ("d".into(), "2026".into())]);
    assert_eq!((register.log().rows_read, register.log().rows_kept), (4, 4));
    assert_eq!(new(&register.licensees(japan(0)).unwrap(), 2026), Some(1));
    assert_eq!(late(&register.as_of(day(2026, 3, 31))), [], "a later extract knows them");
}
