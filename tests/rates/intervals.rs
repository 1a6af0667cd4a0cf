//! Intervals follow the model of the rate.

use super::eleven_people::{built, licensees, register, table};
use super::{PRACTISING, day};
use kaiin::cohort::RetentionTriangle;
use kaiin::licensees::{Attrition, Licensees};
use kaiin::rates::{
    CohortRates, LeaveCounted, MovementRates, ProportionMethod, Rate, RateKind, RateMethod, RateSettings, RateStatus, UncertaintyModel,
    first_year_retention,
};
use kaiin::{Confidence, FiscalCalendar, FiscalYear, Probability, Register};

#[test]
fn the_interval_follows_the_model_of_the_kind() {
    let table = table(&register());
    let (movements, licensees) = (table.movements(), licensees().with_attrition(Attrition::Annual(Probability::new(0.1).unwrap())));
    let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).build(&register()).unwrap();
    use ProportionMethod::{AgrestiCoull, ClopperPearson, Jeffreys, MidP, Wald, Wilson, WilsonContinuityCorrected};
    for proportion_method in [Wilson, WilsonContinuityCorrected, ClopperPearson, Jeffreys, AgrestiCoull, Wald, MidP] {
        for rate_method in [RateMethod::Garwood, RateMethod::Byar, RateMethod::Score, RateMethod::Wald, RateMethod::MidP] {
            let settings =
                RateSettings { confidence: Confidence::new(0.9).unwrap(), proportion_method, rate_method, leave: LeaveCounted::In };
            let rates = MovementRates::new(&movements).with_licensees(&licensees).with_settings(settings);
            let cohorts = CohortRates::new(&table, &licensees).unwrap().with_settings(settings);
            let mut found: Vec<Rate> = rates.all(FiscalYear(2021)).unwrap();
            found.push(cohorts.entry_rate(FiscalYear(2019), 2).unwrap());
            found.push(cohorts.late_entry_rate(FiscalYear(2021)).unwrap());
            found.push(first_year_retention(&triangle, FiscalYear(2021), &settings).unwrap());
            assert_eq!(found.len(), 21); // 18 kinds of movements, 3 of them for the reasons that occurred; 3 of cohorts
            for rate in found.iter().filter(|rate| rate.value.is_some()) {
                let (kind, value) = (rate.definition.kind, rate.value.unwrap());
                match (kind.uncertainty(), rate.process_interval) {
                    (UncertaintyModel::None, None) => {}
                    (UncertaintyModel::Binomial, None) => assert_eq!(kind, PRACTISING),
                    (model, Some(interval)) => {
                        assert!(interval.lower >= 0.0 && interval.contains(value), "{rate}");
                        assert!(model == UncertaintyModel::Poisson || interval.upper <= 1.0, "{rate}");
                        assert_eq!(interval.confidence, settings.confidence);
                    }
                    (model, None) => panic!("{kind} is {model:?} and has no interval"),
                }
            }
        }
    }
}

#[test]
fn more_above_than_below_gives_a_value_without_an_interval() {
    let (table, few) = (table(&register()), Licensees::by_cohort([(FiscalYear(2019), 5), (FiscalYear(2021), 2)]).unwrap());
    let rate = CohortRates::new(&table, &few).unwrap().entry_rate(FiscalYear(2019), 2).unwrap();
    assert_eq!((rate.value, rate.process_interval), (Some(1.2), None)); // 6 of 5: a count is doubtful, and the value shows it
    let movements = table.movements();
    let entry = MovementRates::new(&movements).with_licensees(&few).rate(RateKind::EntryRateYear, FiscalYear(2021)).unwrap();
    assert_eq!(entry.value, Some(1.5));
    assert!(entry.process_interval.unwrap().contains(1.5), "3 joiners over 2 licence holders: a Poisson rate may exceed 1");
}

#[test]
fn no_figure_is_ever_a_nan_and_none_without_a_value_passes_for_complete() {
    for as_of in [day(2019, 4, 20), day(2020, 3, 31), day(2021, 3, 31), day(2022, 3, 31), day(2022, 9, 30)] {
        let (movements, licensees) = (table(&built(Register::settings_as_of(as_of))).movements(), licensees());
        let rates = MovementRates::new(&movements).with_licensees(&licensees);
        for year in movements.rows().iter().filter_map(|row| row.year) {
            for rate in rates.all(year).unwrap() {
                assert_eq!(rate.value.is_some(), rate.status == RateStatus::Complete, "{as_of} {year} {rate}");
                assert!(rate.value.is_none_or(f64::is_finite), "{rate}");
                assert!(!rate.to_string().contains("NaN") && !rate.card().is_empty());
            }
        }
    }
}
