//! Laws of tests between groups: what holds for all rows; and the closed loop: without a difference, p values are uniform.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::FiscalCalendar;
use kaiin::cohort::{DurationTable, GroupBy, ObservationWindow, SpellsCounted};
use kaiin::survival::{
    Adjustment, ChiSquared, ComparedGroups, GraySettings, LogRankSettings, LogRankTest, LogRankWeight, Observations, OneSampleTest,
    RiskTable, StandardHazard, TieVariance,
};
use proptest::prelude::*;
use support::{after_2010, clean_persons, clean_register, rows_of};

/// One row: entry, time, outcome (0 is censored), group, stratum.
#[derive(Debug, Clone, Copy)]
struct Row {
    entry: f64,
    time: f64,
    outcome: u8,
    group: usize,
    stratum: usize,
}

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// Rows on few distinct times, so that there are many ties and late entries; some groups small or absent.
fn rows(groups: usize) -> impl Strategy<Value = Vec<Row>> {
    let row = (0..12u8, 1..8u8, 0..3u8, 0..groups, 0..3usize);
    let row = row.prop_map(|(entry, length, outcome, group, stratum)| {
        let entry = if entry < 6 { 0.0 } else { f64::from(entry - 5) };
        Row { entry, time: entry + f64::from(length), outcome, group, stratum }
    });
    prop::collection::vec(row, 2..50)
}

fn observations(rows: &[Row]) -> Observations {
    let time: Vec<f64> = rows.iter().map(|row| row.time).collect();
    let outcomes: Vec<Option<&str>> = rows.iter().map(|row| [None, Some("arrears"), Some("death")][row.outcome as usize]).collect();
    let groups: Vec<&str> = rows.iter().map(|row| NAMES[row.group]).collect();
    let entry: Vec<f64> = rows.iter().map(|row| row.entry).collect();
    Observations::of_outcomes(&time, &outcomes).unwrap().entering(&entry).unwrap().grouped(&groups).unwrap()
}

fn compared(rows: &[Row]) -> ComparedGroups<'static> {
    ComparedGroups::of_rows(&observations(rows)).unwrap()
}

fn compared_within(rows: &[Row]) -> ComparedGroups<'static> {
    let strata: Vec<String> = rows.iter().map(|row| row.stratum.to_string()).collect();
    ComparedGroups::of_rows_within(&observations(rows), &strata).unwrap()
}

fn weights() -> impl Strategy<Value = LogRankSettings> {
    let weight = prop_oneof![
        Just(LogRankWeight::LogRank),
        Just(LogRankWeight::GehanBreslow),
        Just(LogRankWeight::TaroneWare),
        Just(LogRankWeight::PetoPeto),
        Just(LogRankWeight::ModifiedPetoPeto),
        (0.0..2.0f64).prop_map(LogRankWeight::GRho),
        (0.0..2.0f64, 0.0..2.0f64).prop_map(|(rho, gamma)| LogRankWeight::FlemingHarrington { rho, gamma }),
    ];
    let ties = prop_oneof![Just(TieVariance::Hypergeometric), Just(TieVariance::CoxBreslow), Just(TieVariance::CoxEfron)];
    (weight, ties).prop_map(|(weight, ties)| LogRankSettings::new().weight(weight).unwrap().ties(ties))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 * a.abs().max(b.abs()).max(1.0)
}

fn alike(a: Option<ChiSquared>, b: Option<ChiSquared>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => near(a.statistic, b.statistic) && a.degrees == b.degrees,
        (a, b) => a == b,
    }
}

fn by_name(test: &LogRankTest) -> Vec<(&str, f64, f64, f64)> {
    let mut groups: Vec<_> =
        test.groups.iter().map(|group| (group.name.as_str(), group.observed, group.expected, group.variance)).collect();
    groups.sort_by(|a, b| a.0.cmp(b.0));
    groups
}

/// Whether a row is at risk before and after a time.
fn is_on(row: &Row, time: f64) -> bool {
    row.entry < time && time < row.time
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn observed_and_expected_have_one_sum_and_covariances_add_up_to_nothing(rows in rows(4), settings in weights()) {
        let test = settings.test(&compared_within(&rows)).unwrap();
        let sum = |value: &dyn Fn(usize) -> f64| (0..test.groups.len()).map(value).sum::<f64>();
        prop_assert!(near(sum(&|at| test.groups[at].observed), sum(&|at| test.groups[at].expected)));
        for at in 0..test.groups.len() {
            prop_assert!(near(sum(&|other| test.covariance_of(at, other).unwrap()), 0.0));
            prop_assert!(test.groups[at].variance >= 0.0);
        }
        if let Some(chi_squared) = test.chi_squared {
            prop_assert!((0.0..=1.0).contains(&chi_squared.p_value) && chi_squared.degrees < test.groups.len());
        }
        prop_assert_eq!(test.chi_squared.is_none(), test.left_out().count() == test.groups.len());
    }

    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(4), settings in weights(), by in 1..40usize) {
        let mut moved = rows.clone();
        moved.rotate_left(by % rows.len());
        prop_assert_eq!(settings.test(&compared_within(&rows)).unwrap(), settings.test(&compared_within(&moved)).unwrap());
    }

    #[test]
    fn stretching_time_in_its_order_changes_nothing(rows in rows(4), settings in weights()) {
        let stretched: Vec<Row> =
            rows.iter().map(|row| Row { entry: row.entry.powi(3) - 50.0, time: row.time.powi(3) - 50.0, ..*row }).collect();
        prop_assert_eq!(settings.test(&compared(&rows)).unwrap(), settings.test(&compared(&stretched)).unwrap());
        let gray = |rows: &[Row]| GraySettings::new("arrears").test(&compared(rows)).map(|test| test.chi_squared).map_err(|error| error.code());
        if rows.iter().any(|row| row.outcome == 1) {
            prop_assert_eq!(gray(&rows), gray(&stretched));
        }
    }

    #[test]
    fn exchanging_groups_exchanges_results(rows in rows(4), settings in weights()) {
        let exchanged: Vec<Row> = rows.iter().map(|row| Row { group: 3 - row.group, ..*row }).collect();
        let (test, other) = (settings.test(&compared(&rows)).unwrap(), settings.test(&compared(&exchanged)).unwrap());
        prop_assert!(alike(test.chi_squared, other.chi_squared), "{test:?} {other:?}");
        for (name, observed, expected, variance) in by_name(&test) {
            let other_name = NAMES[3 - NAMES.iter().position(|known| *known == name).unwrap()];
            let found = by_name(&other).into_iter().find(|group| group.0 == other_name).unwrap();
            prop_assert!(near(found.1, observed) && near(found.2, expected) && near(found.3, variance));
        }
    }

    #[test]
    fn doubling_rows_doubles_observed_and_expected(rows in rows(3)) {
        let twice: Vec<Row> = rows.iter().chain(&rows).copied().collect();
        for ties in [TieVariance::Hypergeometric, TieVariance::CoxBreslow] {
            let settings = LogRankSettings::new().ties(ties);
            let (one, two) = (settings.test(&compared(&rows)).unwrap(), settings.test(&compared(&twice)).unwrap());
            for (one, two) in one.groups.iter().zip(&two.groups) {
                prop_assert!(near(2.0 * one.observed, two.observed) && near(2.0 * one.expected, two.expected));
            }
            if let (Some(one), Some(two)) = (one.chi_squared, two.chi_squared) {
                // Drawn without replacement the variance is 2 (2N − 2) / (2N − 1) times as large, between 4/3 and 2.
                let most = if ties == TieVariance::CoxBreslow { 2.0 } else { 3.0 };
                prop_assert!(two.statistic >= 2.0 * one.statistic - 1e-8 && two.statistic <= most * one.statistic + 1e-8);
            }
        }
    }

    #[test]
    fn a_row_of_weight_two_is_two_rows(rows in rows(4), settings in weights()) {
        let twice: Vec<Row> = rows.iter().chain(rows.iter().filter(|row| row.stratum == 0)).copied().collect();
        let weight: Vec<f64> = rows.iter().map(|row| if row.stratum == 0 { 2.0 } else { 1.0 }).collect();
        let weighted = ComparedGroups::of_rows(&observations(&rows).weighted(&weight).unwrap()).unwrap();
        prop_assert!(alike(settings.test(&weighted).unwrap().chi_squared, settings.test(&compared(&twice)).unwrap().chi_squared));
    }

    #[test]
    fn a_stretch_cut_in_two_changes_nothing(rows in rows(4), settings in weights(), cut in 1..12u8) {
        let cut = f64::from(cut);
        let mut parts: Vec<Row> = rows.iter().map(|row| if is_on(row, cut) { Row { entry: cut, ..*row } } else { *row }).collect();
        parts.extend(rows.iter().filter(|row| is_on(row, cut)).map(|row| Row { time: cut, outcome: 0, ..*row }));
        let (whole, parts) = (settings.test(&compared(&rows)).unwrap(), settings.test(&compared(&parts)).unwrap());
        prop_assert_eq!(whole.chi_squared, parts.chi_squared);
        prop_assert_eq!(whole.covariance, parts.covariance);
    }

    #[test]
    fn one_stratum_is_no_stratum_and_a_group_of_its_own_stratum_is_left_out(rows in rows(3), settings in weights()) {
        let one: Vec<Row> = rows.iter().map(|row| Row { stratum: 0, ..*row }).collect();
        let (plain, within) = (settings.test(&compared(&rows)).unwrap(), settings.test(&compared_within(&one)).unwrap());
        prop_assert_eq!(&plain.groups, &within.groups);
        prop_assert_eq!(plain.chi_squared, within.chi_squared);
        let apart: Vec<Row> = rows.iter().map(|row| Row { stratum: row.group, ..*row }).collect();
        prop_assert_eq!(settings.test(&compared_within(&apart)).unwrap().chi_squared, None);
    }

    #[test]
    fn two_groups_have_one_standard_score(rows in rows(2), settings in weights()) {
        let test = settings.test(&compared(&rows)).unwrap();
        prop_assume!(test.groups.len() == 2);
        prop_assert_eq!(test.z().is_some(), test.chi_squared.is_some());
        if let (Some(z), Some(chi_squared)) = (test.z(), test.chi_squared) {
            prop_assert!(near(z * z, chi_squared.statistic) && chi_squared.degrees == 1);
            let trend = test.trend(&[7.0, 3.0]).unwrap();
            prop_assert!(near(trend.z.unwrap(), z) && (trend.p_value.unwrap() - chi_squared.p_value).abs() < 1e-9);
            let pairs = settings.pairwise(&compared(&rows), Adjustment::Holm).unwrap();
            prop_assert_eq!(pairs.pairs[0].adjusted_p, Some(chi_squared.p_value));
        }
    }

    #[test]
    fn a_trend_knows_neither_origin_nor_unit_of_its_scores(rows in rows(4), settings in weights(), origin in -9.0..9.0f64, unit in 0.1..9.0f64) {
        let test = settings.test(&compared(&rows)).unwrap();
        let scores: Vec<f64> = (0..test.groups.len()).map(|at| (at * at) as f64).collect();
        let moved: Vec<f64> = scores.iter().map(|score| origin + unit * score).collect();
        let (one, other) = (test.trend(&scores).unwrap(), test.trend(&moved).unwrap());
        prop_assert_eq!(one.z.is_some(), other.z.is_some());
        prop_assert!(one.z.zip(other.z).is_none_or(|(one, other)| near(one, other)));
    }

    #[test]
    fn groups_that_are_alike_do_not_differ(rows in rows(1), settings in weights()) {
        let alike: Vec<Row> = rows.iter().flat_map(|row| (0..3).map(|group| Row { group, ..*row })).collect();
        if let Some(chi_squared) = settings.test(&compared(&alike)).unwrap().chi_squared {
            prop_assert!(chi_squared.statistic < 1e-12 && chi_squared.p_value > 0.999);
        }
        if let Some(chi_squared) = rows.iter().any(|row| row.outcome == 1).then(|| GraySettings::new("arrears").test(&compared(&alike)).ok()?.chi_squared).flatten() {
            prop_assert!(chi_squared.statistic < 1e-12);
        }
    }

    #[test]
    fn with_one_outcome_the_scores_of_gray_are_those_of_the_log_rank_test(rows in rows(4)) {
        let rows: Vec<Row> = rows.iter().map(|row| Row { entry: 0.0, outcome: row.outcome.min(1), ..*row }).collect();
        prop_assume!(rows.iter().any(|row| row.outcome == 1));
        let (gray, log_rank) = (GraySettings::new("arrears").test(&compared(&rows)).unwrap(), LogRankSettings::new().test(&compared(&rows)).unwrap());
        for (gray, log_rank) in gray.groups.iter().zip(&log_rank.groups) {
            prop_assert!(near(gray.score, log_rank.observed - log_rank.expected), "{gray:?} {log_rank:?}");
            prop_assert_eq!(gray.events, log_rank.events);
        }
    }

    #[test]
    fn grays_scores_add_up_to_nothing_and_exchange_with_the_groups(rows in rows(4), rho in 0.0..2.0f64) {
        let rows: Vec<Row> = rows.iter().map(|row| Row { entry: 0.0, ..*row }).collect();
        prop_assume!(rows.iter().any(|row| row.outcome == 1));
        let exchanged: Vec<Row> = rows.iter().map(|row| Row { group: 3 - row.group, ..*row }).collect();
        let gray = |rows: &[Row]| GraySettings::new("arrears").rho(rho).unwrap().test(&compared_within(rows)).unwrap();
        let (one, other) = (gray(&rows), gray(&exchanged));
        prop_assert!(near(one.groups.iter().map(|group| group.score).sum(), 0.0));
        prop_assert!(alike(one.chi_squared, other.chi_squared), "{one:?} {other:?}");
    }

    #[test]
    fn a_table_of_durations_gives_what_its_tables_of_risk_give(persons in clean_persons(true), (first, length) in (0..3_500i32, 1..2_000i32), settings in weights()) {
        let register = clean_register(&rows_of(&persons), 30);
        let window = ObservationWindow::new(after_2010(first), after_2010(first + length)).unwrap();
        let by = GroupBy::nothing().segment("branch").licence_cohort();
        let build = DurationTable::settings(FiscalCalendar::japan()).by(by).spells(SpellsCounted::All).during(window).build(&register);
        let Ok(durations) = build else { return Ok(()) };
        prop_assume!(durations.groups().len() > 0);
        let named = |at: usize| (durations.groups().nth(at).unwrap().label(), RiskTable::of_durations(&durations, at).unwrap());
        let tables: Vec<_> = (0..durations.groups().len()).map(named).collect();
        let groups = ComparedGroups::of_durations(&durations).unwrap();
        prop_assert_eq!(settings.test(&groups).unwrap(), settings.test(&ComparedGroups::of_tables(&tables).unwrap()).unwrap());
        // Branches within cohorts are the tables of each cohort, put together.
        let (branch, cohort) = (GroupBy::nothing().segment("branch"), GroupBy::nothing().licence_cohort());
        let mut strata: Vec<(String, Vec<(String, RiskTable)>)> = Vec::new();
        for (at, group) in durations.groups().enumerate() {
            let year = group.licence_cohort.flatten().map_or("?".to_owned(), |year| year.to_string());
            let level = group.levels[0].level.clone().unwrap_or("?".to_owned());
            if strata.last().is_none_or(|stratum| stratum.0 != year) {
                strata.push((year, Vec::new()));
            }
            strata.last_mut().unwrap().1.push((level, tables[at].1.clone()));
        }
        let within = settings.test(&ComparedGroups::of_durations_within(&durations, &branch, &cohort).unwrap()).unwrap();
        let by_hand = settings.test(&ComparedGroups::of_strata(&strata).unwrap()).unwrap();
        prop_assert_eq!(by_name(&within), by_name(&by_hand));
        prop_assert!(alike(within.chi_squared, by_hand.chi_squared));
    }

    #[test]
    fn expected_under_a_standard_is_rate_times_time_at_risk(rows in rows(1), rate in 0.0..2.0f64, cut in 1..12u8) {
        let table = observations(&rows).risk_table().unwrap();
        let years: f64 = rows.iter().map(|row| row.time - row.entry).sum();
        let test = OneSampleTest::of_table(&table, &StandardHazard::constant(rate).unwrap()).unwrap();
        prop_assert!(near(test.expected, rate * years));
        prop_assert_eq!(test.observed, rows.iter().filter(|row| row.outcome > 0).count() as f64);
        // A rate cut in two pieces of one height is the same rate; the same standard as a table of cumulative hazards is the same standard.
        let cut = f64::from(cut);
        let pieces = StandardHazard::piecewise(&[0.0, cut], &[rate, rate]).unwrap();
        prop_assert!(near(OneSampleTest::of_table(&table, &pieces).unwrap().expected, test.expected));
        let cumulative = StandardHazard::of_cumulative(&[0.0, cut, 40.0], &[0.0, rate * cut, rate * 40.0]).unwrap();
        prop_assert!(near(OneSampleTest::of_table(&table, &cumulative).unwrap().expected, test.expected));
    }

    #[test]
    fn adjusted_values_keep_their_order_and_holm_lies_between(p_values in prop::collection::vec(0.0..=1.0f64, 1..30)) {
        let given: Vec<Option<f64>> = p_values.iter().copied().map(Some).collect();
        let adjusted = |rule: Adjustment| rule.adjust(&given).unwrap().into_iter().flatten().collect::<Vec<f64>>();
        let all = [Adjustment::None, Adjustment::BenjaminiHochberg, Adjustment::Hochberg, Adjustment::Holm, Adjustment::Bonferroni].map(adjusted);
        for at in 0..p_values.len() {
            prop_assert!(all.windows(2).all(|pair| pair[0][at] <= pair[1][at] + 1e-15), "{all:?}");
            for other in 0..p_values.len() {
                prop_assert!(p_values[at] > p_values[other] || all.iter().all(|values| values[at] <= values[other]));
            }
        }
        let yekutieli = adjusted(Adjustment::BenjaminiYekutieli);
        prop_assert!((0..p_values.len()).all(|at| yekutieli[at] >= all[1][at] && yekutieli[at] <= 1.0));
    }
}

/// Uniform numbers by SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014, OOPSLA): the same on every machine.
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Years until something happens at a rate a year, rounded up to a unit.
    fn wait(&mut self, rate: f64, unit: f64) -> f64 {
        (-(1.0 - self.next()).ln() / rate / unit).ceil() * unit
    }
}

/// The share of p values below a level, and whether it is the level within four standard errors and an allowance for small samples.
fn assert_uniform(what: &str, p_values: &[f64], allowance: f64) {
    let n = p_values.len() as f64;
    for level in [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9] {
        let share = p_values.iter().filter(|p| **p <= level).count() as f64 / n;
        let error: f64 = (level * (1.0 - level) / n).sqrt();
        assert!((share - level).abs() < 4.0 * error + allowance, "{what}: {share} of {n} p values are below {level}");
    }
}

/// 150 members in three groups that leave at one rate; ties on whole months; each group is censored at its own rate. With delayed entry, who
/// left before entry was never seen.
fn without_difference(random: &mut Uniform, delayed: bool) -> Observations {
    let (mut time, mut event, mut entry, mut group) = (vec![], vec![], vec![], vec![]);
    while time.len() < 150 {
        let at = time.len() % 3;
        let enters = if delayed { (random.next() * (1.0 + at as f64) * 12.0).floor() / 12.0 } else { -1.0 };
        let (leaves, censored) = (random.wait(0.4, 1.0 / 12.0), random.wait(0.2 + 0.1 * at as f64, 1.0 / 12.0));
        if leaves.min(censored) > enters {
            time.push(leaves.min(censored));
            event.push(leaves <= censored);
            entry.push(enters);
            group.push(NAMES[at]);
        }
    }
    Observations::of_events(&time, &event).unwrap().entering(&entry).unwrap().grouped(&group).unwrap()
}

#[test]
fn without_a_difference_p_values_of_log_rank_tests_are_uniform() {
    let mut random = Uniform(3);
    let weights = [LogRankWeight::LogRank, LogRankWeight::TaroneWare, LogRankWeight::GRho(1.0)];
    for delayed in [false, true] {
        let mut p_values = vec![Vec::new(); weights.len() + 1];
        for _ in 0..2_000 {
            let groups = ComparedGroups::of_rows(&without_difference(&mut random, delayed)).unwrap();
            for (p_values, weight) in p_values.iter_mut().zip(weights) {
                p_values.push(LogRankSettings::new().weight(weight).unwrap().test(&groups).unwrap().chi_squared.unwrap().p_value);
            }
            let trend = LogRankSettings::new().test(&groups).unwrap().trend(&[1.0, 2.0, 3.0]).unwrap();
            p_values[weights.len()].push(trend.p_value.unwrap());
        }
        for (what, p_values) in ["log-rank", "Tarone-Ware", "G-rho 1", "trend"].iter().zip(&p_values) {
            assert_uniform(&format!("{what}, delayed entry {delayed}"), p_values, 0.005);
        }
    }
}

#[test]
fn without_a_difference_p_values_of_one_sample_tests_are_uniform() {
    let mut random = Uniform(5);
    let standard = StandardHazard::constant(0.4).unwrap();
    let p_values: Vec<f64> = (0..2_000)
        .map(|_| {
            // The standard is a rate in continuous time: no rounding to months.
            let (mut time, mut event, mut entry) = (vec![], vec![], vec![]);
            while time.len() < 300 {
                let enters = random.next() * 2.0;
                let (leaves, censored) = (random.wait(0.4, 1e-9), random.wait(0.2, 1e-9));
                if leaves.min(censored) > enters {
                    time.push(leaves.min(censored));
                    event.push(leaves <= censored);
                    entry.push(enters);
                }
            }
            let rows = Observations::of_events(&time, &event).unwrap().entering(&entry).unwrap();
            OneSampleTest::of_table(&rows.risk_table().unwrap(), &standard).unwrap().p_value().unwrap()
        })
        .collect();
    assert_uniform("one sample", &p_values, 0.01);
}

/// 240 members in two groups. Of both 40 % are struck off in the end, at one pace; the others die, in b three times as fast. With delayed entry
/// half of them are seen only from a later time on, if they are still there.
fn without_difference_of_incidence(random: &mut Uniform, delayed: bool) -> Observations {
    let (mut time, mut outcome, mut entry, mut group) = (vec![], vec![], vec![], vec![]);
    while time.len() < 240 {
        let at = time.len() % 2;
        let enters = if delayed && time.len() % 4 < 2 { (random.next() * 24.0).floor() / 12.0 } else { 0.0 };
        let is_arrears = random.next() < 0.4;
        let leaves = random.wait(if is_arrears { 0.5 } else { 0.3 + 0.6 * at as f64 }, 1.0 / 12.0);
        let censored = random.wait(0.1, 1.0 / 12.0);
        if leaves.min(censored) > enters {
            time.push(leaves.min(censored));
            outcome.push((leaves <= censored).then_some(if is_arrears { "arrears" } else { "death" }));
            entry.push(enters);
            group.push(NAMES[at]);
        }
    }
    Observations::of_outcomes(&time, &outcome).unwrap().entering(&entry).unwrap().grouped(&group).unwrap()
}

#[test]
fn without_a_difference_of_incidence_p_values_of_grays_test_are_uniform() {
    // Gray's test must see no difference; the log-rank test of the same outcome sees one, because it asks another question.
    let mut random = Uniform(7);
    for delayed in [false, true] {
        let (mut gray, mut log_rank) = (Vec::new(), Vec::new());
        for _ in 0..2_000 {
            let groups = ComparedGroups::of_rows(&without_difference_of_incidence(&mut random, delayed)).unwrap();
            gray.push(GraySettings::new("arrears").test(&groups).unwrap().chi_squared.unwrap().p_value);
            log_rank.push(LogRankSettings::new().outcome("arrears").test(&groups).unwrap().chi_squared.unwrap().p_value);
        }
        assert_uniform(&format!("Gray, delayed entry {delayed}"), &gray, 0.005);
        let rejected = log_rank.iter().filter(|p| **p < 0.05).count();
        assert!(rejected > 300, "the log-rank test of the outcome rejects {rejected} of 2,000");
    }
}

#[test]
fn in_large_groups_that_do_not_differ_gray_without_other_outcomes_has_the_variance_of_the_log_rank_test() {
    // The difference falls with the root of the number of members.
    let mut random = Uniform(11);
    let (mut time, mut outcome, mut group) = (vec![], vec![], vec![]);
    for row in 0..60_000 {
        let (leaves, censored) = (random.wait(0.4, 1.0 / 365.0), random.wait(0.2, 1.0 / 365.0));
        time.push(leaves.min(censored));
        outcome.push((leaves <= censored).then_some("arrears"));
        group.push(NAMES[row % 3]);
    }
    let rows = Observations::of_outcomes(&time, &outcome).unwrap().grouped(&group).unwrap();
    let groups = ComparedGroups::of_rows(&rows).unwrap();
    let (gray, log_rank) = (GraySettings::new("arrears").test(&groups).unwrap(), LogRankSettings::new().test(&groups).unwrap());
    for (gray, log_rank) in gray.covariance.iter().zip(&log_rank.covariance) {
        assert!((gray / log_rank - 1.0).abs() < 0.02, "{gray} {log_rank}");
    }
}
