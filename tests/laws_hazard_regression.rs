//! Laws of the hazard regression: what must hold whatever the data.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::model::regression::{
    ClusterCorrection, Convergence, Covariates, HazardFit, HazardRegression, HazardRows, Link, OnSeparation, Ridge, Spline, Term,
    UnknownLevel,
};
use kaiin::survival::Observations;
use proptest::prelude::*;

/// Cells: tenure, branch, events, trials.
#[derive(Debug, Clone)]
struct Cells(Vec<(f64, &'static str, u64, u64)>);

const BRANCHES: [&str; 3] = ["east", "north", "south"];

/// Every branch with four tenures, each with some who left and some who stayed, so that the maximum exists for every model.
fn cells() -> impl Strategy<Value = Cells> {
    prop::collection::vec((1u64..20, 1u64..60), 12).prop_map(|counts| {
        let cell = |(at, (events, others)): (usize, (u64, u64))| ((at % 4) as f64, BRANCHES[at / 4], events, events + others);
        Cells(counts.into_iter().enumerate().map(cell).collect())
    })
}

impl Cells {
    fn rows(&self) -> HazardRows {
        let (events, trials): (Vec<u64>, Vec<u64>) = self.0.iter().map(|cell| (cell.2, cell.3)).unzip();
        HazardRows::grouped(self.covariates(1.0), &events, &trials).unwrap()
    }

    /// The covariates, with tenure in another unit.
    fn covariates(&self, unit: f64) -> Covariates {
        let tenure: Vec<f64> = self.0.iter().map(|cell| cell.0 * unit).collect();
        let branch: Vec<&str> = self.0.iter().map(|cell| cell.1).collect();
        Covariates::new().number("tenure", &tenure).unwrap().category("branch", &branch).unwrap()
    }

    /// One row a trial.
    fn ungrouped(&self) -> (Self, HazardRows) {
        let each = |cell: &(f64, &'static str, u64, u64)| {
            let cell = *cell;
            (0..cell.3).map(move |trial| (cell.0, cell.1, u64::from(trial < cell.2), 1))
        };
        let rows = Self(self.0.iter().flat_map(each).collect());
        let events: Vec<bool> = rows.0.iter().map(|row| row.2 == 1).collect();
        let built = HazardRows::person_periods(rows.covariates(1.0), &events).unwrap();
        (rows, built)
    }
}

fn link() -> impl Strategy<Value = Link> {
    prop_oneof![Just(Link::Logit), Just(Link::ComplementaryLogLog)]
}

fn regression(link: Link) -> HazardRegression {
    HazardRegression::new(link).term(Term::number("tenure")).term(Term::category("branch"))
}

fn estimates(fit: &HazardFit) -> Vec<f64> {
    fit.coefficients().iter().map(|found| found.estimate.unwrap()).collect()
}

fn errors(fit: &HazardFit) -> Vec<f64> {
    fit.coefficients().iter().map(|found| found.error.unwrap()).collect()
}

fn assert_all_near(left: &[f64], right: &[f64], tolerance: f64) {
    assert_eq!(left.len(), right.len());
    for (left, right) in left.iter().zip(right) {
        assert!((left - right).abs() <= tolerance * right.abs().max(1.0), "{left} is not {right}");
    }
}

fn hazards(fit: &HazardFit, covariates: &Covariates) -> Vec<f64> {
    fit.predict(covariates).unwrap().hazards().into_iter().map(Option::unwrap).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_rows_changes_nothing_at_all(cells in cells(), link in link(), seed in any::<u64>()) {
        let mut shuffled = cells.clone();
        let mut state = seed | 1;
        for at in (1..shuffled.0.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.0.swap(at, (state >> 33) as usize % (at + 1));
        }
        let settings = regression(link).robust(ClusterCorrection::None);
        let fit = |cells: &Cells| {
            let (rows, built) = cells.ungrouped();
            let person: Vec<String> = rows.0.iter().map(|row| format!("{}{}", row.0, row.3)).collect();
            let weights: Vec<f64> = rows.0.iter().map(|row| 0.3 + row.0 / 7.0).collect();
            settings.fit(&built.persons(&person).unwrap().weighted(&weights).unwrap()).unwrap()
        };
        prop_assert_eq!(fit(&cells), fit(&shuffled));
    }

    #[test]
    fn doubling_the_rows_keeps_the_coefficients_and_shrinks_errors_by_the_root_of_two(cells in cells(), link in link()) {
        let (single, doubled) = (cells.rows(), Cells([cells.0.clone(), cells.0.clone()].concat()).rows());
        let (single, doubled) = (regression(link).fit(&single).unwrap(), regression(link).fit(&doubled).unwrap());
        assert_all_near(&estimates(&doubled), &estimates(&single), 1e-10);
        let shrunk: Vec<f64> = errors(&single).iter().map(|error| error / 2f64.sqrt()).collect();
        assert_all_near(&errors(&doubled), &shrunk, 1e-10);
        prop_assert!((doubled.deviance() - 2.0 * single.deviance()).abs() < 1e-9);
        // A weight of 2 is the same.
        let weighted = cells.rows().weighted(&vec![2.0; cells.0.len()]).unwrap();
        let weighted = regression(link).fit(&weighted).unwrap();
        assert_all_near(&estimates(&weighted), &estimates(&doubled), 1e-12);
        assert_all_near(&errors(&weighted), &errors(&doubled), 1e-12);
    }

    #[test]
    fn a_cell_split_in_two_and_rows_one_by_one_are_the_same_model(cells in cells(), link in link()) {
        let split = Cells(cells.0.iter().flat_map(|&(tenure, branch, events, trials)| {
            let (some, half) = (events / 2, (trials - events) / 2);
            [(tenure, branch, some, some + half), (tenure, branch, events - some, trials - some - half)]
        }).collect());
        let grouped = regression(link).fit(&cells.rows()).unwrap();
        for other in [split.rows(), cells.ungrouped().1] {
            let other = regression(link).fit(&other).unwrap();
            assert_all_near(&estimates(&other), &estimates(&grouped), 1e-12);
            assert_all_near(&errors(&other), &errors(&grouped), 1e-12);
            prop_assert_eq!(other.cells(), grouped.cells());
            let (gain, same) = (other.null_deviance() - other.deviance(), grouped.null_deviance() - grouped.deviance());
            prop_assert!((gain - same).abs() < 1e-8 * same.max(1.0), "{gain} {same}");
        }
    }

    #[test]
    fn another_reference_level_leaves_predictions_and_fit_alone(cells in cells(), link in link()) {
        let with = |reference: &str| {
            let branch = Term::category("branch").reference(reference);
            HazardRegression::new(link).term(Term::number("tenure")).term(branch).fit(&cells.rows()).unwrap()
        };
        let (east, south) = (with("east"), with("south"));
        let new = cells.covariates(1.0);
        let (left, right) = (east.predict(&new).unwrap(), south.predict(&new).unwrap());
        for (left, right) in left.rows.iter().zip(&right.rows) {
            let parts = |row: &kaiin::model::regression::Prediction| [row.predictor, row.predictor_error, row.lower, row.upper].map(Option::unwrap);
            assert_all_near(&parts(left), &parts(right), 1e-10);
        }
        prop_assert!((east.deviance() - south.deviance()).abs() < 1e-9);
        let swapped = south.coefficient("branch=east").unwrap().estimate.unwrap();
        prop_assert!((swapped + east.coefficient("branch=south").unwrap().estimate.unwrap()).abs() < 1e-10);
    }

    #[test]
    fn another_unit_of_a_number_scales_its_coefficient(cells in cells(), link in link()) {
        let (events, trials): (Vec<u64>, Vec<u64>) = cells.0.iter().map(|cell| (cell.2, cell.3)).unzip();
        let months = HazardRows::grouped(cells.covariates(12.0), &events, &trials).unwrap();
        let (years, months) = (regression(link).fit(&cells.rows()).unwrap(), regression(link).fit(&months).unwrap());
        let slope = |fit: &HazardFit| fit.coefficient("tenure").unwrap().estimate.unwrap();
        prop_assert!((slope(&years) - 12.0 * slope(&months)).abs() < 1e-10);
        assert_all_near(&hazards(&years, &cells.covariates(1.0)), &hazards(&months, &cells.covariates(12.0)), 1e-12);
        // A standardised ridge penalty does not see the unit either.
        let ridge = |settings: HazardRegression| settings.ridge(Ridge::new(2.5).unwrap());
        let rows = HazardRows::grouped(cells.covariates(12.0), &events, &trials).unwrap();
        let (years, months) = (ridge(regression(link)).fit(&cells.rows()).unwrap(), ridge(regression(link)).fit(&rows).unwrap());
        prop_assert!((slope(&years) - 12.0 * slope(&months)).abs() < 1e-9);
    }

    #[test]
    fn a_saturated_model_has_the_observed_shares(cells in cells(), link in link()) {
        let (tenure, branch) = (Term::category("tenure"), Term::category("branch"));
        let settings = HazardRegression::new(link).term(tenure.clone()).term(branch.clone()).term(tenure.times(branch));
        let fit = settings.fit(&cells.rows()).unwrap();
        let shares: Vec<f64> = cells.0.iter().map(|cell| cell.2 as f64 / cell.3 as f64).collect();
        assert_all_near(&hazards(&fit, &cells.covariates(1.0)), &shares, 1e-11);
        prop_assert!(fit.deviance() < 1e-10, "{}", fit.deviance());
        // Without the terms themselves the interaction has every combination.
        let alone = HazardRegression::new(link).without_intercept().term(Term::category("tenure").times(Term::category("branch")));
        let fit = alone.fit(&cells.rows()).unwrap();
        assert_all_near(&hazards(&fit, &cells.covariates(1.0)), &shares, 1e-11);
        prop_assert_eq!(fit.collinear().count(), 0);
    }

    #[test]
    fn with_tenure_alone_hazards_are_those_of_the_table_of_who_was_at_risk(
        people in prop::collection::vec((1u32..6, any::<bool>()), 30..80), link in link()
    ) {
        let years: Vec<f64> = people.iter().map(|person| f64::from(person.0)).collect();
        let left: Vec<bool> = people.iter().map(|person| person.1).collect();
        let table = Observations::of_events(&years, &left).unwrap().risk_table().unwrap();
        let mut rows: Vec<(f64, bool)> = Vec::new();
        for (&(last, left), _) in people.iter().zip(&years) {
            rows.extend((1..=last).map(|year| (f64::from(year), left && year == last)));
        }
        let (tenure, events): (Vec<f64>, Vec<bool>) = rows.into_iter().unzip();
        prop_assume!(events.iter().any(|event| *event) && !events.iter().all(|event| *event));
        let periods = HazardRows::person_periods(Covariates::new().number("tenure", &tenure).unwrap(), &events).unwrap();
        let fit = HazardRegression::new(link).term(Term::category("tenure")).fit(&periods).unwrap();
        for row in table.rows() {
            let expected = row.events.iter().sum::<f64>() / row.at_risk;
            let new = Covariates::new().number("tenure", &[row.time]).unwrap();
            let found = fit.predict(&new).unwrap().rows[0].hazard;
            // A year in which nobody or everybody left is fitted exactly: its probability is 0 or 1.
            prop_assert!((found.unwrap() - expected).abs() < 1e-10, "{found:?} is not {expected}");
        }
    }

    #[test]
    fn fits_add_what_is_fitted_to_what_was_seen(cells in cells()) {
        // With an intercept and the logit link the fitted events are the observed ones, in every level of a category too.
        let fit = regression(Link::Logit).fit(&cells.rows()).unwrap();
        let fitted = hazards(&fit, &cells.covariates(1.0));
        for branch in BRANCHES {
            let of = |value: &dyn Fn(usize) -> f64| {
                (0..cells.0.len()).filter(|&at| cells.0[at].1 == branch).map(value).sum::<f64>()
            };
            let (expected, seen) = (of(&|at| fitted[at] * cells.0[at].3 as f64), of(&|at| cells.0[at].2 as f64));
            prop_assert!((expected - seen).abs() < 1e-8, "{branch}: {expected} is not {seen}");
        }
    }

    #[test]
    fn a_ridge_penalty_draws_to_the_middle_and_a_weak_one_changes_nothing(cells in cells(), link in link()) {
        let size = |lambda: f64| {
            let fit = regression(link).ridge(Ridge::new(lambda).unwrap()).fit(&cells.rows()).unwrap();
            estimates(&fit)[1..].iter().map(|b| b * b).sum::<f64>()
        };
        let plain = estimates(&regression(link).fit(&cells.rows()).unwrap());
        let weak = estimates(&regression(link).ridge(Ridge::new(1e-10).unwrap()).fit(&cells.rows()).unwrap());
        assert_all_near(&weak, &plain, 1e-6);
        prop_assert!(size(1.0) <= size(0.1) + 1e-12 || size(1.0) < 1e-3);
        prop_assert!(size(1e8) < 1e-10);
    }

    #[test]
    fn the_steps_of_r_end_at_the_maximum(cells in cells()) {
        let settings = regression(Link::Logit);
        let (ours, as_r) = (settings.fit(&cells.rows()).unwrap(), settings.convergence(Convergence::Deviance { epsilon: 1e-14 }).fit(&cells.rows()).unwrap());
        assert_all_near(&estimates(&as_r), &estimates(&ours), 1e-6);
    }

    #[test]
    fn overlapping_data_are_never_called_separated(cells in cells(), link in link(), big in 1u64..1_000_000) {
        // Rare events, many trials, collinear and constant columns: no false alarm.
        let rare = Cells(cells.0.iter().map(|&(tenure, branch, events, trials)| (tenure, branch, events, trials * big + 50)).collect());
        let fit = regression(link).fit(&rare.rows()).unwrap();
        prop_assert!(fit.separation().is_none(), "{}", fit);
    }
}

/// Whether rows (1, x, y) with outcomes are separated, by trying every candidate: the directions of growth form a cone without a line, whose
/// edges are perpendicular to two of the rows each. Whole numbers, so that nothing is rounded.
fn is_separated_by_trial(rows: &[([i64; 3], bool)]) -> bool {
    let signed: Vec<[i64; 3]> = rows.iter().map(|(row, event)| if *event { *row } else { row.map(|value| -value) }).collect();
    let dot = |a: &[i64; 3], b: &[i64; 3]| a.iter().zip(b).map(|(a, b)| a * b).sum::<i64>();
    let cross = |a: &[i64; 3], b: &[i64; 3]| [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    let grows = |direction: &[i64; 3]| {
        let products: Vec<i64> = signed.iter().map(|row| dot(row, direction)).collect();
        products.iter().all(|product| *product >= 0) && products.iter().any(|product| *product > 0)
    };
    signed.iter().any(|a| {
        signed.iter().any(|b| {
            let edge = cross(a, b);
            edge != [0; 3] && (grows(&edge) || grows(&edge.map(|value| -value)))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn separation_is_found_exactly_when_there_is_one(
        points in prop::collection::vec((-2i64..3, -2i64..3, any::<bool>()), 4..16), link in link(), unit in prop_oneof![Just(1.0), Just(1e4), Just(1e-3)]
    ) {
        let events: Vec<bool> = points.iter().map(|point| point.2).collect();
        prop_assume!(events.iter().any(|event| *event) && !events.iter().all(|event| *event));
        let column = |of: fn(&(i64, i64, bool)) -> i64, unit: f64| points.iter().map(|point| of(point) as f64 * unit).collect::<Vec<f64>>();
        let covariates = Covariates::new().number("x", &column(|point| point.0, unit)).unwrap();
        let covariates = covariates.number("y", &column(|point| point.1, 1.0)).unwrap();
        let rows = HazardRows::person_periods(covariates, &events).unwrap();
        let fit = HazardRegression::new(link).term(Term::number("x")).term(Term::number("y")).fit(&rows).unwrap();
        prop_assume!(fit.collinear().count() == 0);
        let plain: Vec<([i64; 3], bool)> = points.iter().map(|point| ([1, point.0, point.1], point.2)).collect();
        prop_assert_eq!(fit.separation().is_some(), is_separated_by_trial(&plain), "{}", fit);
        prop_assert!(fit.deviance().is_finite() && fit.coefficients().iter().all(|found| found.estimate.is_none_or(f64::is_finite)));
        for (row, predicted) in points.iter().zip(fit.predict(rows.covariates()).unwrap().rows) {
            // Rows of the data always have a prediction, and one that is certain is right.
            let hazard = predicted.hazard;
            prop_assert!(hazard.is_some(), "{fit}");
            let exact = hazard.filter(|hazard| predicted.predictor.is_none() && (*hazard == 0.0 || *hazard == 1.0));
            prop_assert!(exact.is_none_or(|hazard| (hazard == 1.0) == row.2), "{row:?} {hazard:?}");
        }
    }
}

#[test]
fn a_maximum_in_a_narrow_wedge_is_reached() {
    // Everybody left at x = 0 and nobody at two points on either side: steps by the expected information need more than a hundred.
    let points = [(0, -1, true), (0, 0, true), (2, -1, false), (-1, 0, false), (0, 0, true), (0, -1, true), (0, 1, true), (0, 0, true)];
    let column = |of: fn(&(i32, i32, bool)) -> i32| points.iter().map(|point| f64::from(of(point))).collect::<Vec<f64>>();
    let covariates = Covariates::new().number("x", &column(|point| point.0)).unwrap().number("y", &column(|point| point.1)).unwrap();
    let rows = HazardRows::person_periods(covariates, &points.map(|point| point.2)).unwrap();
    let fit = HazardRegression::new(Link::ComplementaryLogLog).term(Term::number("x")).term(Term::number("y")).fit(&rows).unwrap();
    assert!(fit.separation().is_none(), "{fit}");
    assert!(fit.iterations() < 20, "{fit}");
}

#[test]
fn a_probability_so_small_that_it_looks_like_separation_is_none() {
    // x = 0, 1, 2, …: one of 10^12 leaves at 0, and so on upwards; the ends have nobody, but the middle overlaps.
    let cells = Covariates::new().number("x", &[-40.0, 0.0, 1.0, 2.0, 3.0]).unwrap();
    let rows = HazardRows::grouped(cells, &[0, 1, 30, 400, 0], &[50, 1_000, 1_000, 1_000, 1]).unwrap();
    let fit = HazardRegression::new(Link::Logit).term(Term::number("x")).fit(&rows).unwrap();
    assert!(fit.separation().is_none());
    let far = fit.predict(&Covariates::new().number("x", &[-40.0]).unwrap()).unwrap().rows[0].hazard.unwrap();
    assert!(far > 0.0 && far < 1e-40, "{far}");
}

#[test]
fn separation_of_a_number_of_two_levels_and_of_an_interaction_is_found_and_the_rest_estimated() {
    let settings = |terms: &[Term]| terms.iter().cloned().fold(HazardRegression::new(Link::Logit), HazardRegression::term);
    // A threshold: nobody below 3 left, everybody from 3 on did.
    let x = Covariates::new().number("x", &[1.0, 2.0, 3.0, 4.0]).unwrap();
    let rows = HazardRows::grouped(x, &[0, 0, 5, 5], &[5, 5, 5, 5]).unwrap();
    let fit = settings(&[Term::number("x")]).fit(&rows).unwrap();
    assert_eq!(fit.separation().unwrap().coefficients, ["(Intercept)", "x"]);
    assert_eq!(fit.deviance(), 0.0);
    let new = |x: f64| fit.predict(&Covariates::new().number("x", &[x]).unwrap()).unwrap().rows[0].hazard;
    assert_eq!((new(0.0), new(2.0), new(2.5), new(3.0), new(9.0)), (Some(0.0), Some(0.0), None, Some(1.0), Some(1.0)));
    // Two empty levels, and the others as without them.
    let branch = |names: &[&str]| Covariates::new().category("branch", names).unwrap();
    let rows = HazardRows::grouped(branch(&["a", "b", "c", "d"]), &[10, 0, 20, 0], &[100, 7, 100, 1]).unwrap();
    let fit = settings(&[Term::category("branch")]).fit(&rows).unwrap();
    let separation = fit.separation().unwrap();
    assert_eq!((separation.coefficients.join(" "), separation.trials, separation.events), ("branch=b branch=d".into(), 8.0, 0.0));
    let few = HazardRows::grouped(branch(&["a", "c"]), &[10, 20], &[100, 100]).unwrap();
    let few = settings(&[Term::category("branch")]).fit(&few).unwrap();
    for name in ["(Intercept)", "branch=c"] {
        let of = |fit: &HazardFit| fit.coefficient(name).map(|found| (found.estimate.unwrap(), found.error.unwrap())).unwrap();
        assert!((of(&fit).0 - of(&few).0).abs() < 1e-12 && (of(&fit).1 - of(&few).1).abs() < 1e-12);
    }
    let hazards = fit.predict(&branch(&["a", "b", "c", "d"])).unwrap().hazards();
    assert!((hazards[0].unwrap() - 0.1).abs() < 1e-12 && hazards[1] == Some(0.0) && hazards[3] == Some(0.0));
    // A ridge penalty makes all of them finite.
    let rows = HazardRows::grouped(branch(&["a", "b", "c", "d"]), &[10, 0, 20, 0], &[100, 7, 100, 1]).unwrap();
    let fit = settings(&[Term::category("branch")]).ridge(Ridge::new(0.1).unwrap()).fit(&rows).unwrap();
    assert!(fit.separation().is_none() && fit.coefficients().iter().all(|found| found.estimate.is_some()));
    // A penalty on another term does not.
    let two = branch(&["a", "b", "c", "d"]).number("x", &[1.0, 2.0, 5.0, 3.0]).unwrap();
    let rows = HazardRows::grouped(two, &[10, 0, 20, 0], &[100, 7, 100, 1]).unwrap();
    let fit = settings(&[Term::number("x"), Term::category("branch")]).ridge(Ridge::new(0.1).unwrap().term("x")).fit(&rows).unwrap();
    assert!(fit.separation().is_some(), "{fit}");
}

#[test]
fn collinear_and_constant_columns_are_named() {
    let cells = Covariates::new()
        .number("age", &[30.0, 40.0, 50.0, 60.0])
        .unwrap()
        .number("licensed", &[5.0, 12.0, 28.0, 31.0])
        .unwrap()
        .number("both", &[35.0, 52.0, 78.0, 91.0])
        .unwrap()
        .number("era", &[2018.0; 4])
        .unwrap();
    let rows = HazardRows::grouped(cells, &[10, 8, 9, 4], &[100; 4]).unwrap();
    let settings = ["age", "era", "licensed", "both"]
        .iter()
        .fold(HazardRegression::new(Link::Logit), |settings, &name| settings.term(Term::number(name)));
    let fit = settings.fit(&rows).unwrap();
    let status = |name: &str| format!("{:?}", fit.coefficient(name).unwrap().status);
    assert_eq!(status("era"), "Collinear([])");
    assert_eq!(status("both"), "Collinear([\"age\", \"licensed\"])");
    assert_eq!((fit.collinear().count(), fit.residual_degrees_of_freedom()), (2, Some(1)));
    assert!(fit.to_string().contains("follows from age, licensed"), "{fit}");
}

#[test]
fn impossible_regressions_are_refused_with_a_reason() {
    let rows = |events: &[u64], trials: &[u64]| {
        let x = Covariates::new().number("x", &[0.0, 1.0]).unwrap().category("branch", &["a", "b"]).unwrap();
        HazardRows::grouped(x, events, trials)
    };
    let fit = |settings: HazardRegression| settings.fit(&rows(&[1, 2], &[5, 5]).unwrap()).unwrap_err();
    let new = || HazardRegression::new(Link::Logit);
    assert!(fit(new().term(Term::category("branch").reference("c"))).to_string().contains("[a, b]"));
    assert_eq!(fit(new().term(Term::number("branch"))).code(), "column_type");
    assert_eq!(fit(new().term(Term::number("y"))).code(), "missing_column");
    assert_eq!(fit(new().term(Term::log("x"))).code(), "setting");
    assert_eq!(fit(new().term(Term::number("x")).term(Term::number("x"))).code(), "setting");
    assert_eq!(fit(new().without_intercept()).code(), "missing");
    assert_eq!(fit(new().robust(ClusterCorrection::None)).code(), "missing");
    assert_eq!(fit(new().term(Term::number("x")).ridge(Ridge::new(1.0).unwrap().term("y"))).code(), "setting");
    assert_eq!(fit(new().term(Term::spline("x", Spline::natural(&[7.0])))).code(), "setting");
    let twice = Term::number("x").times(Term::category("branch"));
    assert_eq!(fit(new().term(twice.clone().times(Term::number("x")))).code(), "setting");
    for nobody in [rows(&[0, 0], &[5, 5]), rows(&[5, 5], &[5, 5]), rows(&[0, 0], &[0, 0])] {
        assert_eq!(new().fit(&nobody.unwrap()).unwrap_err().code(), "missing");
    }
    assert_eq!(rows(&[6, 0], &[5, 5]).unwrap_err().code(), "setting");
    assert_eq!(rows(&[1], &[5]).unwrap_err().code(), "column_length");
    assert_eq!(HazardRows::grouped(Covariates::new(), &[], &[]).unwrap_err().code(), "no_rows");
    assert!(Covariates::new().number("x", &[f64::NAN]).is_err() && Covariates::new().number("x", &[f64::INFINITY]).is_err());
    assert!(rows(&[1, 2], &[5, 5]).unwrap().weighted(&[0.0, 0.0]).is_err());
    assert!(rows(&[1, 2], &[5, 5]).unwrap().weighted(&[1.0, -1.0]).is_err());
    assert!(Ridge::new(0.0).is_err() && Ridge::new(f64::NAN).is_err());
    let separated = rows(&[0, 2], &[5, 5]).unwrap();
    let refused = new().term(Term::category("branch")).on_separation(OnSeparation::Refuse).fit(&separated).unwrap_err();
    assert!(refused.to_string().contains("(Intercept), branch=b"), "{refused}");
}

#[test]
fn unknown_levels_are_refused_counted_or_left_out() {
    let branch = |names: &[&str]| Covariates::new().category("branch", names).unwrap();
    let rows = HazardRows::grouped(branch(&["a", "b"]), &[10, 20], &[100, 100]).unwrap();
    let fit = HazardRegression::new(Link::Logit).term(Term::category("branch")).fit(&rows).unwrap();
    let new = branch(&["b", "z", "a"]);
    assert!(fit.predict(&new).unwrap_err().to_string().contains("level z"));
    let reference = fit.predict_with(&new, UnknownLevel::Reference).unwrap();
    assert_eq!((reference.unknown_levels, reference.rows[1]), (1, reference.rows[2]));
    let left_out = fit.predict_with(&new, UnknownLevel::LeaveOut).unwrap();
    assert_eq!((left_out.unknown_levels, left_out.rows[1].hazard, left_out.rows[0]), (1, None, reference.rows[0]));
}
