//! Laws of late entry as development, for any triangle.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{CohortTable, EntryTriangle, GroupBy};
use kaiin::model::development::{
    BornhuetterFergusonSettings, CalendarEffects, ChainLadder, ChainLadderSettings, DevelopmentInterval, DevelopmentPattern,
    DevelopmentTriangle, EntryPrior, FactorAverage, FactorCorrelation, ParameterError, TailError, TailFactor, TailSigma, ZeroStart,
};
use kaiin::rates::CohortRates;
use kaiin::table::{Table, Values};
use kaiin::time::YearLabel;
use kaiin::{FiscalCalendar, FiscalYear, Licensees};
use proptest::prelude::*;
use support::{clean_persons, clean_register, rows_of};

type Rows = Vec<(FiscalYear, Vec<Option<f64>>)>;

/// A full triangle of counts that grow.
fn full_triangle() -> impl Strategy<Value = Rows> {
    (3..8usize).prop_flat_map(|size| {
        let row = (1..500u32, prop::collection::vec(0..60u32, size));
        prop::collection::vec(row, size).prop_map(move |rows| {
            let cells = |(at, (first, more)): (usize, (u32, Vec<u32>))| {
                let mut sum = f64::from(first);
                let cells = (0..size - at).map(|age| {
                    sum += if age == 0 { 0.0 } else { f64::from(more[age]) };
                    Some(sum)
                });
                (FiscalYear(2000 + at as i32), cells.collect())
            };
            rows.into_iter().enumerate().map(cells).collect()
        })
    })
}

/// Anything at all: zeros, gaps, falling numbers, cohorts of which nothing was seen.
fn any_triangle() -> impl Strategy<Value = Rows> {
    let cell = prop_oneof![
        3 => Just(None),
        2 => Just(Some(0.0)),
        5 => (0..50u32).prop_map(|n| Some(f64::from(n))),
        1 => Just(Some(1e30)),
        1 => Just(Some(1e-30)),
    ];
    let row = prop::collection::vec(cell, 1..6);
    prop::collection::vec(row, 1..7)
        .prop_map(|rows| rows.into_iter().enumerate().map(|(at, row)| (FiscalYear(at as i32), row)).collect::<Rows>())
        .prop_filter("a cell is seen", |rows| rows.iter().any(|(_, row)| row.iter().any(Option::is_some)))
}

fn any_settings() -> impl Strategy<Value = ChainLadderSettings> {
    let average = prop_oneof![Just(FactorAverage::VolumeWeighted), Just(FactorAverage::Simple), Just(FactorAverage::Regression)];
    let sigma =
        prop_oneof![Just(TailSigma::Mack), Just(TailSigma::LogLinear), Just(TailSigma::LogLinearOrMack), Just(TailSigma::Given(0.5))];
    let tail = prop_oneof![
        Just(TailFactor::None),
        Just(TailFactor::Given { factor: 1.1, error: TailError::LogLinear }),
        Just(TailFactor::Given { factor: 1.0, error: TailError::LogLinear }),
        Just(TailFactor::Given { factor: 1.05, error: TailError::Given { factor_error: 0.01, sigma: 0.2 } }),
    ];
    settings_of(average, sigma.boxed(), tail.boxed())
}

/// Settings of which nothing is given, so that all scales with the data.
fn estimated_settings() -> impl Strategy<Value = ChainLadderSettings> {
    let average = prop_oneof![Just(FactorAverage::VolumeWeighted), Just(FactorAverage::Simple), Just(FactorAverage::Regression)];
    let sigma = prop_oneof![Just(TailSigma::Mack), Just(TailSigma::LogLinear), Just(TailSigma::LogLinearOrMack)];
    settings_of(average, sigma.boxed(), Just(TailFactor::None).boxed())
}

fn settings_of(
    average: impl Strategy<Value = FactorAverage>,
    sigma: BoxedStrategy<TailSigma>,
    tail: BoxedStrategy<TailFactor>,
) -> impl Strategy<Value = ChainLadderSettings> {
    (average, sigma, tail, any::<[bool; 3]>()).prop_map(|(average, sigma, tail, [left_out, independence, normal])| {
        ChainLadderSettings::new()
            .average(average)
            .tail_sigma(sigma)
            .tail(tail)
            .zero_start(if left_out { ZeroStart::LeftOut } else { ZeroStart::Counted })
            .parameter_error(if independence { ParameterError::Independence } else { ParameterError::Mack })
            .interval(if normal { DevelopmentInterval::Normal } else { DevelopmentInterval::LogNormal })
    })
}

fn fit(settings: ChainLadderSettings, rows: &Rows) -> ChainLadder {
    settings.fit(&DevelopmentTriangle::of_cumulative(rows.clone()).unwrap()).unwrap()
}

fn near(found: Option<f64>, expected: Option<f64>, tolerance: f64) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= tolerance * (1.0 + expected.abs()),
        (found, expected) => found == expected,
    }
}

fn all_finite(table: &Table) -> bool {
    table.columns().iter().all(|column| match &column.values {
        Values::Reals(values) => values.iter().flatten().all(|value| value.is_finite()),
        _ => true,
    })
}

proptest! {
    #[test]
    fn scaling_all_counts_scales_what_comes_of_them(rows in full_triangle(), settings in estimated_settings(), by in 1..5u32) {
        // Growth is the same, σ of growth grows with c^(α/2), so numbers and errors of numbers grow with c.
        let scale = f64::from(by);
        let scaled: Rows = rows.iter().map(|(cohort, row)| (*cohort, row.iter().map(|cell| cell.map(|cell| cell * scale)).collect())).collect();
        let (ladder, larger) = (fit(settings, &rows), fit(settings, &scaled));
        for (one, other) in ladder.cohorts().iter().zip(larger.cohorts()) {
            prop_assert!(near(other.ultimate, one.ultimate.map(|value| value * scale), 1e-9));
            prop_assert!(near(other.process_error, one.process_error.map(|value| value * scale), 1e-6));
            prop_assert!(near(other.parameter_error, one.parameter_error.map(|value| value * scale), 1e-6));
        }
        prop_assert!(near(larger.total().error(), ladder.total().error().map(|value| value * scale), 1e-6));
    }

    #[test]
    fn exact_doubling_is_found_without_error(firsts in prop::collection::vec(1..1000u32, 3..7), settings in estimated_settings()) {
        let size = firsts.len();
        let row = |at: usize| (0..size - at).map(|age| Some(f64::from(firsts[at]) * 2f64.powi(age as i32))).collect();
        let rows: Rows = (0..size).map(|at| (FiscalYear(at as i32), row(at))).collect();
        let ladder = fit(settings, &rows);
        for (at, cohort) in ladder.cohorts().iter().enumerate() {
            prop_assert!(near(cohort.ultimate, Some(f64::from(firsts[at]) * 2f64.powi(size as i32 - 1)), 1e-12));
            prop_assert!(near(cohort.error().or(Some(0.0)), Some(0.0), 1e-9), "{:?}", cohort.error());
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in any_triangle(), settings in any_settings(), turn in 0..6usize) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        prop_assert_eq!(fit(settings, &rows), fit(settings, &turned));
    }

    #[test]
    fn cohorts_at_the_last_age_stay_as_they_are(rows in full_triangle(), settings in estimated_settings()) {
        let ladder = fit(settings, &rows);
        let oldest = &ladder.cohorts()[0];
        prop_assert_eq!((oldest.ultimate, oldest.error()), (oldest.latest, Some(0.0)));
        // A triangle of which all is seen.
        let square: Rows = ladder.cohorts().iter().map(|cohort| (cohort.cohort, cohort.cells.iter().map(|cell| cell.value).collect())).collect();
        let square = fit(settings, &square);
        prop_assert_eq!(square.total().error(), Some(0.0));
        prop_assert_eq!(square.total().future(), Some(0.0));
        prop_assert!(square.future_entrants().is_empty());
    }

    #[test]
    fn a_young_cohort_says_nothing_about_older_ones(rows in full_triangle(), settings in any_settings(), first in 0..900u32) {
        let ladder = fit(settings, &rows);
        let mut more = rows.clone();
        more.push((FiscalYear(2000 + rows.len() as i32), vec![Some(f64::from(first))]));
        let longer = fit(settings, &more);
        prop_assert_eq!(ladder.factors(), longer.factors());
        prop_assert_eq!(ladder.cohorts(), &longer.cohorts()[..rows.len()]);
    }

    #[test]
    fn years_add_up_and_limits_lie_around(rows in full_triangle(), settings in any_settings()) {
        let ladder = fit(settings, &rows);
        if !format!("{settings:?}").contains("factor:") {
            let years: Option<f64> = ladder.future_entrants().iter().map(|year| year.expected).sum();
            prop_assert!(near(years, ladder.total().future(), 1e-9));
        }
        for cohort in ladder.cohorts() {
            if let Some(limits) = ladder.limits(cohort) {
                let (latest, ultimate) = (cohort.latest.unwrap(), cohort.ultimate.unwrap());
                prop_assert!(limits.lower <= limits.upper);
                prop_assert!(limits.upper >= ultimate - 1e-9 * ultimate || cohort.error().unwrap() > cohort.future().unwrap());
                let normal = format!("{settings:?}").contains("interval: Normal");
                prop_assert!(normal || limits.lower >= latest - 1e-9 * latest);
            }
        }
    }

    #[test]
    fn with_the_chain_ladders_ultimates_as_priors_it_is_the_chain_ladder(rows in full_triangle(), settings in any_settings()) {
        let ladder = fit(settings, &rows);
        let licensees: Vec<_> = rows.iter().map(|(cohort, _)| (*cohort, 1000.0)).collect();
        let triangle = DevelopmentTriangle::of_cumulative(rows).unwrap().with_licensees(licensees).unwrap();
        let rates = ladder.cohorts().iter().map(|cohort| (cohort.cohort, cohort.ultimate.unwrap() / 1000.0)).collect();
        let estimate = BornhuetterFergusonSettings::new(EntryPrior::Rates(rates)).chain_ladder(settings).fit(&triangle).unwrap();
        for (cohort, of_ladder) in estimate.cohorts().iter().zip(ladder.cohorts()) {
            prop_assert!(near(cohort.ultimate, of_ladder.ultimate, 1e-9), "{:?} {:?}", cohort, of_ladder.ultimate);
        }
    }

    #[test]
    fn nothing_is_ever_infinite_or_not_a_number(rows in any_triangle(), settings in any_settings(), rate in 0..3u8) {
        let licensees: Vec<_> = rows.iter().map(|(cohort, _)| (*cohort, 10.0 * f64::from(cohort.get() + 1))).collect();
        let triangle = DevelopmentTriangle::of_cumulative(rows).unwrap().with_licensees(licensees).unwrap();
        let ladder = settings.fit(&triangle).unwrap();
        for table in [ladder.to_table(), ladder.factor_table(), ladder.cell_table(), ladder.future_table(), ladder.residual_table()] {
            prop_assert!(all_finite(&table), "{table:?}");
        }
        prop_assert!([ladder.total().future(), ladder.total().error()].iter().flatten().all(|value| value.is_finite()));
        prop_assert!(all_finite(&CalendarEffects::of(&triangle).to_table()));
        prop_assert!(all_finite(&FactorCorrelation::of(&triangle).to_table()));
        for (prior, pattern) in [
            (EntryPrior::Rate(f64::from(rate) / 2.0), DevelopmentPattern::ChainLadder),
            (EntryPrior::Rate(f64::from(rate) / 2.0), DevelopmentPattern::Increments),
            (EntryPrior::CapeCod, DevelopmentPattern::ChainLadder),
        ] {
            let estimate = BornhuetterFergusonSettings::new(prior).pattern(pattern).prior_error(0.1).chain_ladder(settings).fit(&triangle).unwrap();
            prop_assert!(all_finite(&estimate.to_table()), "{:?}", estimate.to_table());
        }
    }

    #[test]
    fn triangles_of_branches_add_to_that_of_the_whole(persons in clean_persons(true), month in 1..13u8) {
        let register = clean_register(&rows_of(&persons), 30);
        let calendar = FiscalCalendar::new(month, 1, YearLabel::StartYear).unwrap();
        let table = CohortTable::settings(calendar).by(GroupBy::nothing().licence_cohort().segment("branch")).build(&register).unwrap();
        let whole = EntryTriangle::of(&table, None).unwrap();
        let parts = EntryTriangle::by_segment(&table, "branch", None).unwrap();
        let merged = parts.iter().map(|(_, part)| part.clone()).reduce(|sum, part| sum.merge(&part).unwrap()).unwrap();
        prop_assert_eq!(&merged, &whole);
        // Entrants never get fewer, and licence holders of whom nobody joined are a row of zeros.
        for row in whole.rows() {
            prop_assert!(row.entered.iter().flatten().zip(row.entered.iter().flatten().skip(1)).all(|(before, after)| before <= after));
        }
        let licensees = Licensees::by_cohort([(FiscalYear(2009), 7)]).unwrap();
        let with = EntryTriangle::of(&table, Some(&licensees)).unwrap();
        let is_there = with.rows().iter().any(|row| row.cohort == FiscalYear(2009) && row.licensees == Some(7));
        prop_assert!(is_there || with.left_out().contains(&FiscalYear(2009)));
        // The cells are those of the entry rates of cohorts.
        if let Ok(rates) = CohortRates::new(&table, &licensees) {
            for age in 0..4 {
                let rate = rates.entry_rate(FiscalYear(2009), age).unwrap();
                prop_assert_eq!(with.entered(FiscalYear(2009), age as usize).map(|cell| cell as f64 / 7.0), rate.value);
            }
        }
    }
}
