//! Decompositions worked by hand, and published ones.

use super::real_data::fiscal_2019;
use kaiin::cohort::{CohortTable, MovementTable, StatedJoiners, YearTotals};
use kaiin::decision::decomposition::{
    AccountSettings, Composition, Decomposition, DecompositionMethod, Populations, SegmentStock, SegmentedRate, product_of_factors,
    standardise, sum_of_products,
};
use kaiin::licensees::{Attrition, DenominatorKind};
use kaiin::rates::{LeaveCounted, MovementRates, RateKind};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Licensees, Probability, Register, Standing};
use std::collections::BTreeMap;

#[test]
fn das_gupta_published_effects_of_black_and_white_earnings() {
    // Das Gupta (1993), example 2.1: 4369.913 and 1487.262, sum 5857.175
    let populations = Populations::of(["black", "white"]).unwrap();
    let populations = populations.factor("earnings", &[10930.0, 16591.0]).unwrap().factor("earners", &[0.717892, 0.825974]).unwrap();
    let change = standardise(&populations, sum_of_products).unwrap().between("black", "white").unwrap();
    assert_eq!(change.method, DecompositionMethod::DasGupta { populations: 2 });
    for (name, published) in [("earnings", 4369.913), ("earners", 1487.262)] {
        assert!((change.value(name).unwrap() - published).abs() < 5e-4);
    }
    assert!((change.change - 5857.175).abs() < 5e-4);
}

#[test]
fn three_factors_are_the_mean_of_all_six_orders() {
    // 1·2·3 against 2·4·5
    let (old, new) = ([1.0, 2.0, 3.0], [2.0, 4.0, 5.0]);
    let populations =
        (0..3).fold(Populations::of(["old", "new"]).unwrap(), |all, at| all.factor(format!("{at}"), &[old[at], new[at]]).unwrap());
    let change = standardise(&populations, sum_of_products).unwrap().between("old", "new").unwrap();
    let mut sums = [0.0; 3];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut values = old;
        for at in order {
            let before: f64 = values.iter().product();
            values[at] = new[at];
            sums[at] += values.iter().product::<f64>() - before;
        }
    }
    for (part, sum) in change.parts.iter().zip(sums) {
        assert!((part.value - sum / 6.0).abs() < 1e-14, "{}: {} {}", part.name, part.value, sum / 6.0);
    }
}

#[test]
fn cross_classified_parts_are_the_mean_over_all_orders_that_keep_composition_and_rates_together() {
    // sizes of 2 × 3 cells, and a rate of a cell that is a product of two factors
    let sizes = [[30.0, 20.0, 10.0, 15.0, 25.0, 40.0], [10.0, 30.0, 20.0, 25.0, 5.0, 35.0]];
    let entry = [[0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [0.8, 0.8, 0.6, 0.7, 0.5, 0.3]];
    let stay = [[0.5, 0.6, 0.7, 0.8, 0.9, 0.95], [0.6, 0.5, 0.7, 0.9, 0.8, 0.9]];
    let (rows, columns) = ([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]);
    let structure = |date: usize| -> [Vec<f64>; 2] {
        let sum = |keep: &dyn Fn(usize) -> bool| (0..6).filter(|&cell| keep(cell)).map(|cell| sizes[date][cell]).sum::<f64>();
        let factor = |own: [usize; 6], other: [usize; 6], cell: usize| {
            let (of_own, of_other) = (sum(&|at| own[at] == own[cell]), sum(&|at| other[at] == other[cell]));
            (sizes[date][cell] / of_other * of_own / sum(&|_| true)).sqrt()
        };
        [(0..6).map(|cell| factor(rows, columns, cell)).collect(), (0..6).map(|cell| factor(columns, rows, cell)).collect()]
    };
    let both = [structure(0), structure(1)];
    // the rate of the whole when each of the four factors is that of its date
    let rate = |dates: [usize; 4]| -> f64 {
        (0..6).map(|cell| both[dates[0]][0][cell] * both[dates[1]][1][cell] * entry[dates[2]][cell] * stay[dates[3]][cell]).sum()
    };
    let mut sums = [0.0; 4];
    for order in [[0, 1, 2, 3], [1, 0, 2, 3], [0, 1, 3, 2], [1, 0, 3, 2], [2, 3, 0, 1], [2, 3, 1, 0], [3, 2, 0, 1], [3, 2, 1, 0]] {
        let mut dates = [0; 4];
        for at in order {
            let before = rate(dates);
            dates[at] = 1;
            sums[at] += rate(dates) - before;
        }
    }
    let composition = Composition::of_sizes(&sizes).unwrap().by("sex", &rows).unwrap().by("age", &columns).unwrap();
    let dates = Populations::of(["2013", "2023"]).unwrap().factor_by_cell("entry", &entry).unwrap().factor_by_cell("stay", &stay).unwrap();
    let change = composition.standardise(&dates, product_of_factors).unwrap().between("2013", "2023").unwrap();
    for (name, sum) in ["sex", "age", "entry", "stay"].into_iter().zip(sums) {
        assert!((change.value(name).unwrap() - sum / 8.0).abs() < 1e-15, "{name}: {} is not {}", change.value(name).unwrap(), sum / 8.0);
    }
    assert!((change.change - (rate([1; 4]) - rate([0; 4]))).abs() < 1e-15);
}

#[test]
fn twenty_factors_are_decomposed_and_more_are_refused() {
    let factors = |count: usize| {
        (0..count).fold(Populations::of(["a", "b"]).unwrap(), |all, at| {
            all.factor(format!("{at}"), &[1.0, if at == 7 { 3.0 } else { 1.0 }]).unwrap()
        })
    };
    let change = standardise(&factors(20), |values| values.iter().map(|cells| cells[0]).product()).unwrap().between("a", "b").unwrap();
    assert!((change.value("7").unwrap() - 2.0).abs() < 1e-12);
    assert_eq!(change.value("6"), Some(0.0));
    assert_eq!(standardise(&factors(21), sum_of_products).unwrap_err().code(), "limit");
}

#[test]
fn cells_of_a_sum_add_up_to_the_whole() {
    let populations = Populations::of(["a", "b"]).unwrap();
    let populations = populations.factor_by_cell("share", &[[0.4, 0.6], [0.7, 0.3]]).unwrap();
    let populations = populations.factor_by_cell("rate", &[[0.9, 0.5], [0.8, 0.6]]).unwrap();
    let whole = standardise(&populations, sum_of_products).unwrap().between("a", "b").unwrap();
    let cells: Vec<Decomposition> =
        (0..2).map(|at| standardise(&populations.cell(at).unwrap(), sum_of_products).unwrap().between("a", "b").unwrap()).collect();
    for name in ["share", "rate"] {
        let sum: f64 = cells.iter().map(|cell| cell.value(name).unwrap()).sum();
        assert!((whole.value(name).unwrap() - sum).abs() < 1e-15);
    }
}

#[test]
fn segments_are_kitagawa_of_shares_and_rates() {
    let (before, after) = ([(40, 50.0), (20, 50.0)], [(42, 60.0), (16, 40.0)]);
    let stock = |(members, licence_holders)| SegmentStock { members, licence_holders };
    let segments = ["North", "South"]
        .into_iter()
        .enumerate()
        .fold(SegmentedRate::between("2022", "2023"), |all, (at, name)| all.segment(name, stock(before[at]), stock(after[at])));
    let change = segments.decompose().unwrap();
    let sizes = Composition::of_sizes(&[[50.0, 50.0], [60.0, 40.0]]).unwrap().by("composition", &["North", "South"]).unwrap();
    let rates = Populations::of(["2022", "2023"]).unwrap().factor_by_cell("rates", &[[0.8, 0.4], [0.7, 0.4]]).unwrap();
    let general = sizes.standardise(&rates, product_of_factors).unwrap().between("2022", "2023").unwrap();
    for name in ["rates", "composition"] {
        assert!((change.whole().value(name).unwrap() - general.value(name).unwrap()).abs() < 1e-15);
    }
}

#[test]
fn a_new_branch_is_composition_and_members_without_licence_holders_are_unmatched() {
    let stock = |members, licence_holders| SegmentStock { members, licence_holders };
    // 50/100 to 50/100 + 30/50 with 2 and 3 members of no branch: 0.52 to 83/150
    let change = SegmentedRate::between("2022", "2023")
        .segment("Old", stock(50, 100.0), stock(50, 100.0))
        .segment("New", stock(0, 0.0), stock(30, 50.0))
        .segment("not stated", stock(2, 0.0), stock(3, 0.0))
        .decompose()
        .unwrap();
    let whole = change.whole();
    assert_eq!(whole.value("rates"), Some(0.0));
    assert!((whole.value("composition").unwrap() - (0.6 - 0.5) / 3.0).abs() < 1e-15); // a third of the holders move from 0.5 to 0.6
    assert!((whole.value("unmatched").unwrap() - (3.0 / 150.0 - 2.0 / 100.0)).abs() < 1e-15);
    assert!((whole.change - (83.0 / 150.0 - 0.52)).abs() < 1e-15);
    assert!(whole.residue().abs() < 1e-15 && change.by_segment().residue().abs() < 1e-15);
}

#[test]
fn members_on_leave_leave_the_rate_when_they_do_not_count() {
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
    let rows = [
        Episode::new("A", day(2021, 4, 1)),
        // on leave from October 2022
        Episode::new("B", day(2021, 4, 1)).until(day(2022, 10, 1), EndReason::Unstated),
        Episode::new("B", day(2022, 10, 1)).standing(Standing::OnLeave),
        // on leave since 2021, leaves in 2022
        Episode::new("C", day(2021, 4, 1)).until(day(2021, 10, 1), EndReason::Unstated),
        Episode::new("C", day(2021, 10, 1)).standing(Standing::OnLeave).until(day(2022, 6, 1), EndReason::Arrears),
    ];
    let register = Register::settings_as_of(day(2023, 3, 31)).build(&rows.into_iter().collect()).unwrap();
    let movements = CohortTable::settings(FiscalCalendar::japan()).build(&register).unwrap().movements();
    let licensees = Licensees::by_cohort([(FiscalYear(2021), 10), (FiscalYear(2022), 0)]).unwrap();
    let change = |leave| {
        let account = AccountSettings::new().leave(leave).of_movements(&movements, &licensees, FiscalYear(2021), FiscalYear(2022));
        account.unwrap().decompose().unwrap()
    };
    let persons = |change: &Decomposition| -> BTreeMap<String, i64> {
        change.parts.iter().map(|part| (part.name.clone(), part.persons.unwrap())).collect()
    };
    // counted: 3/10 to 2/10; not counted: A and B of 10 to A of 10
    let (counted, not) = (change(LeaveCounted::In), change(LeaveCounted::Out));
    assert_eq!((counted.before, counted.after), (0.3, 0.2));
    assert_eq!(persons(&counted), BTreeMap::from([("joined".into(), 0), ("left_arrears".into(), -1), ("new_licensees".into(), 0)]));
    assert_eq!((not.before, not.after), (0.2, 0.1));
    assert_eq!(persons(&not)["leave"], -1);
    assert_eq!(persons(&not)["left_on_leave"], 1);
    assert_eq!(persons(&not).values().sum::<i64>(), -1);
}

#[test]
fn the_account_agrees_with_the_rates_and_with_das_gupta() {
    let (movements, licensees) = fiscal_2019();
    let change = AccountSettings::new().over(DenominatorKind::CumulativeSummed);
    let change = change.of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap().decompose().unwrap();
    let kind = RateKind::OrganizationRate { denominator: DenominatorKind::CumulativeSummed };
    let rates = MovementRates::new(&movements).with_licensees(&licensees);
    let (before, after) = (rates.rate(kind, FiscalYear(2018)).unwrap(), rates.rate(kind, FiscalYear(2019)).unwrap());
    assert_eq!((Some(change.before), Some(change.after)), (before.value, after.value));
    // members and 1 / licence holders as two factors
    let factors = Populations::of(["2018", "2019"]).unwrap().factor("members", &[106_831.0, 112_518.0]).unwrap();
    let factors = factors.factor("holders", &[161_476.0, 172_285.0]).unwrap();
    let two = standardise(&factors, |f| f[0][0] / f[1][0]).unwrap().between("2018", "2019").unwrap();
    let members = change.value("joined").unwrap() + change.value("left_unstated").unwrap();
    assert!((two.value("members").unwrap() - members).abs() < 1e-15);
    assert!((two.value("holders").unwrap() - change.value("new_licensees").unwrap()).abs() < 1e-15);
}

#[test]
fn estimated_licence_holders_have_a_part_of_their_own_for_those_who_left_practice() {
    let (movements, licensees) = fiscal_2019();
    let licensees = licensees.with_attrition(Attrition::Annual(Probability::new(0.02).unwrap()));
    let settings = AccountSettings::new().over(DenominatorKind::Practising);
    let account = settings.of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap();
    assert_eq!(account.fractions().unwrap(), None);
    let change = account.decompose().unwrap();
    assert!(change.value("other_licence_changes").unwrap() > 0.0); // fewer to divide by
    assert!(change.residue().abs() < 1e-15);
}

#[test]
fn what_the_figures_do_not_explain_is_a_part() {
    let year = |year, joined, left, closing| YearTotals {
        year: FiscalYear(year),
        joined: Some(joined),
        left: Some(left),
        closing: Some(closing),
        ..YearTotals::default()
    };
    // 100 + 10 - 4 is 106, not 107
    let movements =
        MovementTable::from_totals(FiscalCalendar::japan(), [year(2021, 0, 0, 100), year(2022, 10, 4, 107)], StatedJoiners::Kept).unwrap();
    let licensees = Licensees::by_cohort([(FiscalYear(2021), 200), (FiscalYear(2022), 10)]).unwrap();
    let account = AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2021), FiscalYear(2022)).unwrap();
    let change = account.decompose().unwrap();
    assert_eq!(change.part("not_explained").unwrap().persons, Some(1));
    let exact = account.fractions().unwrap().unwrap();
    assert_eq!(exact.numerators.iter().sum::<i128>(), exact.change);
}
