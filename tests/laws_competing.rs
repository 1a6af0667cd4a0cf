//! Laws of cumulative incidences: what holds for every set of rows, not only for those with a reference value.

use kaiin::survival::{CumulativeIncidence, IncidenceSettings, IncidenceVariance, Observations, RiskTable, SurvivalSettings};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

/// One row: entry, time and outcome (0 is censored), in whole numbers, so that there are many ties.
type Row = (u8, u8, u8);

/// Two roundings of a number of the size of 1.
const NOISE: f64 = 1e-12;

fn rows_from_start() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((Just(0u8), 1..9u8, 0..4u8), 1..40)
}

fn rows_with_entry() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0..6u8, 1..7u8, 0..4u8).prop_map(|(entry, stay, outcome)| (entry, entry + stay, outcome)), 1..40)
}

fn failed(error: kaiin::Error) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

fn observations(rows: &[Row], shift: f64) -> Result<Observations, TestCaseError> {
    let time: Vec<f64> = rows.iter().map(|row| f64::from(row.1) + shift).collect();
    let entry: Vec<f64> = rows.iter().map(|row| f64::from(row.0) + shift).collect();
    let outcome: Vec<Option<String>> = rows.iter().map(|row| (row.2 > 0).then(|| format!("reason {}", row.2))).collect();
    Observations::of_outcomes(&time, &outcome).and_then(|made| made.entering(&entry)).map_err(failed)
}

fn table(rows: &[Row]) -> Result<RiskTable, TestCaseError> {
    observations(rows, 0.0)?.risk_table().map_err(failed)
}

fn incidence(rows: &[Row], variance: IncidenceVariance) -> Result<CumulativeIncidence, TestCaseError> {
    IncidenceSettings::new().variance(variance).incidence(&table(rows)?).map_err(failed)
}

fn robust(rows: &Observations) -> Result<CumulativeIncidence, TestCaseError> {
    IncidenceSettings::new().robust_incidence(rows, "all").map_err(failed)
}

/// Whether the shares of two incidences agree at all times of the first, and their errors but for a factor.
fn same(one: &CumulativeIncidence, other: &CumulativeIncidence, factor: f64) -> TestCaseResult {
    prop_assert_eq!(one.outcomes(), other.outcomes());
    for (left, right) in one.points().zip(other.points()) {
        let pairs = left.incidence.iter().zip(right.incidence).chain([(&left.survival, &right.survival)]);
        for (left, right) in pairs {
            prop_assert!((left.share - right.share).abs() < NOISE, "{left:?} {right:?}");
            // Variances, because the root of rounding is larger than rounding: of a share of 1 the error is 0, or 4e-9.
            prop_assert!(((left.error * factor).powi(2) - right.error.powi(2)).abs() < NOISE, "{left:?} {right:?}");
        }
    }
    Ok(())
}

const COUNTED: [IncidenceVariance; 2] = [IncidenceVariance::Greenwood, IncidenceVariance::Aalen];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn incidences_and_the_share_still_there_add_up_to_one_and_nothing_is_nan(rows in rows_with_entry()) {
        let of_rows = robust(&observations(&rows, 0.0)?)?;
        for found in [incidence(&rows, COUNTED[0])?, incidence(&rows, COUNTED[1])?, of_rows] {
            for point in found.points() {
                let shares: Vec<_> = point.incidence.iter().chain([&point.survival]).copied().collect();
                prop_assert!((shares.iter().map(|share| share.share).sum::<f64>() - 1.0).abs() < NOISE, "{point:?}");
                for share in shares {
                    prop_assert!(share.share >= 0.0 && share.error >= 0.0 && share.error.is_finite(), "{point:?}");
                    if let Some(limits) = found.limits(share) {
                        prop_assert!(0.0 <= limits.lower && limits.lower <= share.share + NOISE && limits.upper <= 1.0 + NOISE, "{limits:?}");
                        prop_assert!(share.share <= limits.upper + NOISE, "{limits:?} {share:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn without_censoring_incidences_are_the_observed_shares(rows in rows_from_start()) {
        let rows: Vec<Row> = rows.into_iter().map(|(entry, time, outcome)| (entry, time, outcome.max(1))).collect();
        let found = incidence(&rows, IncidenceVariance::Greenwood)?;
        for point in found.points() {
            for (name, share) in found.outcomes().iter().zip(point.incidence) {
                let left = rows.iter().filter(|row| f64::from(row.1) <= point.time && format!("reason {}", row.2) == *name).count();
                let (observed, n) = (left as f64 / rows.len() as f64, rows.len() as f64);
                prop_assert!((share.share - observed).abs() < NOISE, "{share:?} {observed}");
                prop_assert!((share.error - (observed * (1.0 - observed) / n).sqrt()).abs() < 1e-9, "{share:?} is not binomial");
            }
        }
    }

    #[test]
    fn when_all_are_seen_from_the_start_the_jackknife_is_greenwood(rows in rows_from_start()) {
        let counted = incidence(&rows, IncidenceVariance::Greenwood)?;
        same(&counted, &robust(&observations(&rows, 0.0)?)?, 1.0)?;
        same(&counted, &incidence(&rows, IncidenceVariance::InfinitesimalJackknife)?, 1.0)?;
    }

    #[test]
    fn one_outcome_is_the_survival_curve_turned_over(rows in rows_with_entry()) {
        let rows: Vec<Row> = rows.into_iter().map(|(entry, time, outcome)| (entry, time, outcome.min(1))).collect();
        let found = incidence(&rows, IncidenceVariance::Greenwood)?;
        let curve = SurvivalSettings::new().curve(&table(&rows)?);
        for (point, other) in curve.points().iter().zip(found.points()) {
            prop_assert!((point.survival - other.survival.share).abs() < NOISE);
            for share in other.incidence {
                prop_assert!((1.0 - point.survival - share.share).abs() < NOISE);
                if let Some(error) = point.error() {
                    prop_assert!((error - share.error).abs() < 1e-9 && (error - other.survival.error).abs() < 1e-9, "{point:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_show_in_the_last_digit((rows, other) in rows_with_entry().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        prop_assert_eq!(incidence(&rows, IncidenceVariance::Aalen)?, incidence(&other, IncidenceVariance::Aalen)?);
        prop_assert_eq!(robust(&observations(&rows, 0.0)?)?, robust(&observations(&other, 0.0)?)?);
    }

    #[test]
    fn twice_the_rows_have_half_the_variance(rows in rows_with_entry()) {
        let twice: Vec<Row> = rows.iter().chain(&rows).copied().collect();
        let (one, two) = (incidence(&rows, IncidenceVariance::Greenwood)?, incidence(&twice, IncidenceVariance::Greenwood)?);
        same(&one, &two, 0.5f64.sqrt())?;
        same(&robust(&observations(&rows, 0.0)?)?, &robust(&observations(&twice, 0.0)?)?, 0.5f64.sqrt())?;
        let weighted = observations(&rows, 0.0)?.weighted(&vec![2.0; rows.len()]).and_then(|rows| rows.risk_table()).map_err(failed)?;
        same(&two, &IncidenceSettings::new().incidence(&weighted).map_err(failed)?, 1.0)?;
    }

    #[test]
    fn a_shift_of_time_shifts_the_answer(rows in rows_with_entry(), shift in 1..1000u16) {
        let shift = f64::from(shift);
        let moved = observations(&rows, shift)?;
        let (one, other) = (robust(&observations(&rows, 0.0)?)?, robust(&moved)?);
        same(&one, &other, 1.0)?;
        for (left, right) in one.points().zip(other.points()) {
            prop_assert_eq!(left.time + shift, right.time);
        }
    }

    #[test]
    fn outcomes_counted_as_one_have_the_sum_of_their_incidences(rows in rows_with_entry()) {
        let apart = incidence(&rows, IncidenceVariance::Greenwood)?;
        let Some((last, joined)) = apart.outcomes().split_last().filter(|(_, joined)| !joined.is_empty()) else { return Ok(()) };
        let together = table(&rows)?.joining_outcomes(joined, "joined").map_err(failed)?;
        let together = IncidenceSettings::new().incidence(&together).map_err(failed)?;
        prop_assert_eq!(together.outcomes(), [last.clone(), "joined".to_owned()]);
        for (left, right) in apart.points().zip(together.points()) {
            let sum: f64 = left.incidence[..joined.len()].iter().map(|share| share.share).sum();
            prop_assert!((sum - right.incidence[1].share).abs() < NOISE);
            let (kept, alone) = (left.incidence[joined.len()], right.incidence[0]);
            prop_assert!((kept.share - alone.share).abs() < NOISE && (kept.error - alone.error).abs() < 1e-9, "{kept:?} {alone:?}");
        }
    }

    #[test]
    fn a_row_cut_in_two_of_one_person_changes_nothing(rows in rows_with_entry(), cut in 1..12u8) {
        let person = |row: usize| format!("person {row}");
        let names: Vec<String> = (0..rows.len()).map(person).collect();
        let whole = observations(&rows, 0.0)?.persons(&names).map_err(failed)?;
        let (mut pieces, mut owners) = (Vec::new(), Vec::new());
        for (row, &(entry, time, outcome)) in rows.iter().enumerate() {
            if entry < cut && cut < time {
                pieces.extend([(entry, cut, 0), (cut, time, outcome)]);
                owners.extend([person(row), person(row)]);
            } else {
                pieces.push((entry, time, outcome));
                owners.push(person(row));
            }
        }
        let pieces = observations(&pieces, 0.0)?.persons(&owners).map_err(failed)?;
        let (whole_found, found) = (robust(&whole)?, robust(&pieces)?);
        for point in whole_found.points() {
            let Some(other) = found.points().find(|other| other.time == point.time) else {
                return Err(TestCaseError::fail(format!("no time {}", point.time)));
            };
            for (left, right) in point.incidence.iter().zip(other.incidence) {
                prop_assert!((left.share - right.share).abs() < NOISE && (left.error - right.error).abs() < 1e-9, "{left:?} {right:?}");
            }
        }
        let losses = |rows: &Observations| IncidenceSettings::new().robust_losses(rows, "all", 7.5).map_err(failed);
        for (left, right) in losses(&whole)?.ranked.iter().zip(&losses(&pieces)?.ranked) {
            prop_assert!((left.time_lost - right.time_lost).abs() < NOISE && (left.time_error - right.time_error).abs() < 1e-9, "{left:?} {right:?}");
        }
    }

    #[test]
    fn time_kept_and_time_lost_make_the_horizon_and_are_areas(rows in rows_with_entry(), half_horizon in 1..30u8) {
        let horizon = f64::from(half_horizon) / 2.0;
        let found = incidence(&rows, IncidenceVariance::Greenwood)?;
        let losses = found.losses(horizon).map_err(failed)?;
        let lost: f64 = losses.ranked.iter().map(|loss| loss.time_lost).sum();
        prop_assert!((lost + losses.time_kept - horizon).abs() < NOISE * horizon);
        let curve = SurvivalSettings::new().curve(&table(&rows)?);
        prop_assert!((curve.restricted_mean(horizon).map_err(failed)?.mean - losses.time_kept).abs() < NOISE * horizon);
        for loss in &losses.ranked {
            let position = found.outcomes().iter().position(|name| *name == loss.outcome).unwrap_or_default();
            let mut steps: Vec<(f64, f64)> = found.points().map(|point| (point.time, point.incidence[position].share)).collect();
            steps.retain(|step| step.0 < horizon);
            let ends = steps.iter().skip(1).map(|step| step.0).chain([horizon]);
            let area: f64 = steps.iter().zip(ends).map(|(&(time, share), end)| share * (end - time)).sum();
            prop_assert!((area - loss.time_lost).abs() < NOISE * horizon, "{area} {loss:?}");
        }
        prop_assert!(losses.ranked.windows(2).all(|pair| pair[0].incidence.share >= pair[1].incidence.share));
    }

    #[test]
    fn when_all_are_seen_from_the_start_the_error_of_time_lost_is_the_same_from_counts_and_rows(rows in rows_from_start()) {
        let counted = incidence(&rows, IncidenceVariance::Greenwood)?.losses(6.5).map_err(failed)?;
        let by_person = IncidenceSettings::new().robust_losses(&observations(&rows, 0.0)?, "all", 6.5).map_err(failed)?;
        for (left, right) in counted.ranked.iter().zip(&by_person.ranked) {
            prop_assert!((left.time_error - right.time_error).abs() < 1e-9, "{left:?} {right:?}");
        }
    }

    #[test]
    fn the_conditional_incidence_goes_on_where_the_whole_one_stands(rows in rows_with_entry(), start in 1..10u8) {
        let start = f64::from(start);
        let whole = incidence(&rows, IncidenceVariance::Greenwood)?;
        let Ok(later) = whole.given(start) else { return Ok(()) };
        let before = whole.points().rev().find(|point| point.time < start);
        let still = before.map_or(1.0, |point| point.survival.share);
        for point in later.points() {
            let Some(all) = whole.points().find(|all| all.time == point.time) else { return Err(TestCaseError::fail("no time")) };
            for (at, share) in point.incidence.iter().enumerate() {
                let at_start = before.map_or(0.0, |point| point.incidence[at].share);
                prop_assert!((at_start + still * share.share - all.incidence[at].share).abs() < NOISE);
            }
        }
    }

    #[test]
    fn an_incidence_written_and_read_back_is_the_same(rows in rows_with_entry()) {
        let found = incidence(&rows, IncidenceVariance::Greenwood)?;
        let written = serde_json::to_string(&found).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let read: CumulativeIncidence = serde_json::from_str(&written).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(found, read);
    }
}
