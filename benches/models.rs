//! How long do retention curves and hazard regressions take to fit?
//!
//! `cargo bench --bench models [-- ROUNDS]`; 21 rounds unless told. Fits are checked before they are timed.

#[path = "support/rounds.rs"]
mod rounds;

use kaiin::Result;
use kaiin::model::curve::{CurveFamily, CurveModel, RenewalCounts};
use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, Term};
use rounds::Contestant;
use std::hint::black_box;

/// Levels of tenure, fiscal year, region, class and sex: 9 + 5 + 3 + 2 + 1 = 20 coefficients beside the intercept.
const LEVELS: [(&str, usize); 5] = [("tenure", 10), ("period", 6), ("region", 4), ("class", 3), ("sex", 2)];
const PERSON_YEARS: u64 = 10_000_000;

fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let rounds = numbers.next().unwrap_or(21).max(1);
    // Fader and Hardie (2007), table 1: regular customers after 0 to 12 renewals, of 1,000.
    let counts = RenewalCounts::of_cohort(&[1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173])?;
    let curve = |family| CurveModel::new(family).fit(&counts);
    assert!(curve(CurveFamily::ShiftedBetaGeometric)?.ending().is_interior());
    assert!(curve(CurveFamily::BetaDiscreteWeibull)?.ending().is_interior());
    let rows = person_years()?;
    let regression = |link| LEVELS.iter().fold(HazardRegression::new(link), |model, (name, _)| model.term(Term::category(*name)));
    let fit = regression(Link::Logit).fit(&rows)?;
    assert_eq!((fit.coefficients().len(), fit.trials() as u64), (21, rows.trials() as u64));
    println!(
        "{} person-years in {} cells, {} coefficients; milliseconds, {rounds} rounds",
        fit.trials(),
        rows.len(),
        fit.coefficients().len()
    );
    let mut contestants: Vec<Contestant<'_>> = vec![
        ("shifted beta-geometric curve".into(), Box::new(|| drop(black_box(curve(CurveFamily::ShiftedBetaGeometric))))),
        ("beta-discrete-Weibull curve".into(), Box::new(|| drop(black_box(curve(CurveFamily::BetaDiscreteWeibull))))),
        ("hazard regression, logit".into(), Box::new(|| drop(black_box(regression(Link::Logit).fit(black_box(&rows)))))),
        (
            "hazard regression, complementary log-log".into(),
            Box::new(|| drop(black_box(regression(Link::ComplementaryLogLog).fit(black_box(&rows))))),
        ),
    ];
    rounds::run(rounds, &mut contestants);
    Ok(())
}

/// Cells of every combination of levels, each with the same number of person-years; the logit of leaving rises by a step a level.
fn person_years() -> Result<HazardRows> {
    let cells: usize = LEVELS.iter().map(|(_, levels)| levels).product();
    let mut covariates = Covariates::new();
    let mut logit = vec![-3.0; cells];
    let mut stride = 1;
    for (name, levels) in LEVELS {
        let values: Vec<f64> = (0..cells).map(|cell| (cell / stride % levels) as f64).collect();
        logit.iter_mut().zip(&values).for_each(|(logit, value)| *logit += 0.1 * value);
        covariates = covariates.number(name, &values)?;
        stride *= levels;
    }
    let trials = PERSON_YEARS / cells as u64;
    let events: Vec<u64> = logit.iter().map(|logit| (trials as f64 / (1.0 + (-logit).exp())) as u64).collect();
    HazardRows::grouped(covariates, &events, &vec![trials; cells])
}
