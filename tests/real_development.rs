//! A real entry curve: new lawyers in Japan, who must register to practise, looked at on their first day, after a month and years later.
//!
//! Source: `examples/data/jp_bengoshi_cohorts.csv` (see `examples/data/README.md`). No cohort was seen both early and late, so how one grows into
//! the other cannot be said, and is not.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::FiscalYear;
use kaiin::model::development::{
    BornhuetterFergusonSettings, CalendarEffects, ChainLadderSettings, DevelopmentTriangle, EntryPrior, FactorCorrelation,
};
use std::collections::BTreeMap;

/// The points at which cohorts were looked at: the first day, early January, some time in the years after (first look, September 2012).
const POINTS: [&str; 3] =
    ["registered on the first (mass) registration day", "registered by early January", "members of the cohort on the roll"];

/// Cumulative registrations by cohort (of the final examination: the 60th in 2007) and point of observation; the first look counts.
fn triangle() -> DevelopmentTriangle {
    let path = format!("{}/examples/data/jp_bengoshi_cohorts.csv", env!("CARGO_MANIFEST_DIR"));
    let mut cells: BTreeMap<FiscalYear, Vec<Option<f64>>> = BTreeMap::new();
    let mut eligible: BTreeMap<FiscalYear, f64> = BTreeMap::new();
    for row in csv::Reader::from_path(path).unwrap().records().map(Result::unwrap) {
        let cohort = FiscalYear(row[0].parse::<i32>().unwrap() + 1947);
        eligible.insert(cohort, row[4].parse().unwrap());
        if let Some(point) = POINTS.iter().position(|measure| *measure == &row[5]) {
            cells.entry(cohort).or_insert_with(|| vec![None; 3])[point].get_or_insert(row[7].parse::<f64>().unwrap());
        }
    }
    DevelopmentTriangle::of_cumulative(cells).unwrap().with_licensees(eligible).unwrap()
}

/// The shares at a point of observation, in per mille, by cohort.
fn shares(triangle: &DevelopmentTriangle, point: usize) -> Vec<(i32, f64)> {
    let share = |row: &kaiin::model::development::DevelopmentRow| {
        Some((row.cohort.get() - 1947, (1000.0 * row.cumulative[point]? / row.licensees?).round()))
    };
    triangle.rows().iter().filter_map(share).collect()
}

#[test]
fn seven_in_ten_register_on_the_first_day_and_nearly_all_in_the_end() {
    let triangle = triangle();
    // The percentages are printed in the source: 71.5, 69.3, 69.4, 70.7 and 75.5 on the first day, 81.0, 79.6, 76.0 in January.
    assert_eq!(shares(&triangle, 0), [(65, 715.0), (66, 693.0), (67, 694.0), (68, 707.0), (71, 755.0)]);
    assert_eq!(shares(&triangle, 1), [(65, 810.0), (66, 796.0), (67, 760.0)]);
    // By hand: 2076/2145, 2114/2148, 2096/2162, 1920/1972, 1903/1983.
    assert_eq!(shares(&triangle, 2), [(60, 968.0), (61, 984.0), (62, 969.0), (63, 974.0), (64, 960.0)]);
}

#[test]
fn what_was_not_seen_is_not_said() {
    let ladder = ChainLadderSettings::new().fit(&triangle()).unwrap();
    let month = &ladder.factors()[0];
    // 1552 + 1478 + 1367 = 4397 in January of 1370 + 1286 + 1248 = 3904 on the first day.
    assert_eq!((month.pairs, month.factor), (3, Some(4397.0 / 3904.0)));
    assert!(month.error.is_some());
    let years = &ladder.factors()[1];
    assert_eq!((years.pairs, years.factor, years.error, years.developed), (0, None, None, None), "no cohort was seen early and late");
    for cohort in ladder.cohorts() {
        if cohort.cohort < FiscalYear(2012) {
            assert_eq!((cohort.future(), cohort.error(), cohort.stopped_at), (Some(0.0), Some(0.0), None), "{}", cohort.cohort);
            let rate = cohort.entry_rate().unwrap();
            assert!((0.955..=0.985).contains(&rate), "{rate}");
        } else {
            // The cohorts 68 and 71 can be carried to January, not further; the answer says from where on.
            assert!(cohort.cells[1].value.is_some());
            assert_eq!((cohort.ultimate, cohort.entry_rate(), cohort.error(), cohort.stopped_at), (None, None, None, Some(1)));
        }
    }
    assert_eq!((ladder.total().ultimate, ladder.total().error()), (None, None));
    let prior = BornhuetterFergusonSettings::new(EntryPrior::Rate(0.97)).fit(&triangle()).unwrap();
    assert!(prior.cohorts().iter().filter(|cohort| cohort.cohort >= FiscalYear(2012)).all(|cohort| cohort.ultimate.is_none()));
    assert_eq!(FactorCorrelation::of(&triangle()).statistic, None);
    let effects = CalendarEffects::of(&triangle());
    assert_eq!(effects.years.iter().map(|year| year.small + year.large).sum::<u64>(), 2, "three growths, one of them the median");
}
