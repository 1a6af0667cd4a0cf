//! Laws of life tables and of multiple-decrement tables.

use kaiin::survival::{
    AtBoundary, DecrementSettings, IncidenceSettings, LeavingTime, LifeTableSettings, Observations, SurvivalSettings, WithdrawalTiming,
};
use proptest::prelude::*;

const NOISE: f64 = 1e-12;

const LEAVING: [LeavingTime; 4] = [LeavingTime::Uniform, LeavingTime::ConstantForce, LeavingTime::UniformAlone, LeavingTime::EndOfInterval];

fn failed(error: kaiin::Error) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// Times in half units and outcomes (0 is censored).
fn rows() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((1..16u8, 0..3u8), 1..40)
}

fn observations(rows: &[(u8, u8)]) -> Result<Observations, TestCaseError> {
    let time: Vec<f64> = rows.iter().map(|row| f64::from(row.0) / 2.0).collect();
    let outcome: Vec<Option<&str>> = rows.iter().map(|row| [None, Some("arrears"), Some("death")][usize::from(row.1)]).collect();
    Observations::of_outcomes(&time, &outcome).map_err(failed)
}

/// Probabilities of three outcomes in four intervals, not all leaving.
fn probabilities() -> impl Strategy<Value = Vec<[f64; 3]>> {
    prop::collection::vec([0.0..0.3f64, 0.0..0.3f64, 0.0..0.3f64], 4)
}

fn columns(intervals: &[[f64; 3]]) -> [Vec<f64>; 3] {
    std::array::from_fn(|outcome| intervals.iter().map(|values| values[outcome]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_censoring_the_life_table_is_the_survival_curve_at_its_ends(rows in rows()) {
        let rows: Vec<(u8, u8)> = rows.into_iter().map(|(time, outcome)| (time, outcome.max(1))).collect();
        let rows = observations(&rows)?;
        let curve = SurvivalSettings::new().curve(&rows.risk_table().map_err(failed)?);
        let table = LifeTableSettings::every(1.0, 9).map_err(failed)?.of_rows(&rows, "all").map_err(failed)?;
        for row in table.rows() {
            prop_assert!(row.survival.zip(curve.at(row.start)).is_some_and(|(one, other)| (one - other).abs() < NOISE), "{row:?}");
        }
    }

    #[test]
    fn everyone_is_counted_once(rows in rows(), after in any::<bool>()) {
        let boundary = if after { AtBoundary::After } else { AtBoundary::Before };
        let settings = LifeTableSettings::between(&[0.0, 1.0, 2.5, 4.0]).map_err(failed)?.open_ended().boundary(boundary);
        let table = settings.of_rows(&observations(&rows)?, "all").map_err(failed)?;
        let gone: f64 = table.rows().iter().map(|row| row.censored + row.all_events()).sum();
        prop_assert_eq!(gone, rows.len() as f64);
        for pair in table.rows().windows(2) {
            prop_assert_eq!(pair[0].entered + pair[0].entered_late - pair[0].censored - pair[0].all_events(), pair[1].entered);
        }
        let of_risk_table = settings.of_risk_table(&observations(&rows)?.risk_table().map_err(failed)?).map_err(failed)?;
        prop_assert_eq!(table, of_risk_table);
    }

    #[test]
    fn the_later_the_unseen_leave_the_smaller_the_probabilities(rows in rows()) {
        let rows = observations(&rows)?;
        let by = |timing| LifeTableSettings::every(2.0, 4).and_then(|settings| settings.timing(timing).of_rows(&rows, "all")).map_err(failed);
        let (start, middle, end) = (by(WithdrawalTiming::AtStart)?, by(WithdrawalTiming::Uniform)?, by(WithdrawalTiming::AtEnd)?);
        for ((start, middle), end) in start.rows().iter().zip(middle.rows()).zip(end.rows()) {
            if let (Some(start), Some(middle), Some(end)) = (start.probability, middle.probability, end.probability) {
                prop_assert!(start >= middle && middle >= end);
            }
        }
    }

    #[test]
    fn leavers_and_those_left_make_the_cohort(intervals in probabilities(), leaving in prop::sample::select(&LEAVING[..])) {
        let [a, b, c] = columns(&intervals);
        let settings = DecrementSettings::new().leaving(leaving);
        let table = settings.of_probabilities(&[0.0, 1.0, 2.0, 4.0, 5.0], &[("a", &a), ("b", &b), ("c", &c)]).map_err(failed)?;
        let shares: f64 = table.share_by_outcome().iter().sum();
        prop_assert!((shares + table.left_at_end() / 100_000.0 - 1.0).abs() < NOISE);
        let mut after = 0.0;
        for row in table.rows().iter().rev() {
            after += row.member_time;
            prop_assert!((row.member_time_after - after).abs() < 1e-6);
            prop_assert!(row.whole_expectation <= row.expectation && row.expectation <= Some(5.0 - row.start + NOISE), "{row:?}");
            let stay: f64 = row.alone.iter().map(|alone| 1.0 - alone.unwrap_or(f64::NAN)).product();
            prop_assert!((stay - row.retention).abs() < 1e-11, "staying for each reason alone is staying: {row:?}");
            for (alone, q) in row.alone.iter().zip(&row.probabilities) {
                prop_assert!(alone.is_some_and(|alone| alone >= q - NOISE), "{row:?}");
            }
        }
    }

    #[test]
    fn without_each_reason_in_turn_nobody_leaves(intervals in probabilities(), leaving in prop::sample::select(&LEAVING[..])) {
        let [a, b, c] = columns(&intervals);
        let settings = DecrementSettings::new().leaving(leaving);
        let table = settings.of_probabilities(&[0.0, 1.0, 2.0, 3.0, 4.0], &[("a", &a), ("b", &b), ("c", &c)]).map_err(failed)?;
        let less = table.without("a").map_err(failed)?;
        prop_assert!(less.left_at_end() >= table.left_at_end() - 1e-6);
        for (row, alone) in less.rows().iter().zip(table.rows()) {
            let stay: f64 = alone.alone[1..].iter().map(|alone| 1.0 - alone.unwrap_or(f64::NAN)).product();
            prop_assert!(row.probabilities[0] == 0.0 && (row.retention - stay).abs() < 1e-11, "{row:?}");
        }
        let none = less.without("b").and_then(|table| table.without("c")).map_err(failed)?;
        prop_assert_eq!(none.left_at_end(), 100_000.0);
    }

    #[test]
    fn without_censoring_the_decrement_table_has_the_cumulative_incidences(rows in rows()) {
        let rows: Vec<(u8, u8)> = rows.into_iter().map(|(time, outcome)| (time, outcome.max(1))).collect();
        let rows = observations(&rows)?;
        let life = LifeTableSettings::every(1.0, 8).and_then(|settings| settings.of_rows(&rows, "all")).map_err(failed)?;
        let shares = DecrementSettings::new().of_life_table(&life).map_err(failed)?.share_by_outcome();
        let incidence = rows.risk_table().and_then(|table| IncidenceSettings::new().incidence(&table)).map_err(failed)?;
        for (name, share) in incidence.outcomes().iter().zip(shares) {
            let found = incidence.at(name, 8.0).map_err(failed)?;
            prop_assert!(found.is_some_and(|found| (found.share - share).abs() < NOISE), "{name}");
        }
    }
}
