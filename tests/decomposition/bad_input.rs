//! What cannot be decomposed or read is refused, and says why.

use super::real_data::fiscal_2019;
use kaiin::cohort::{CohortTable, GroupBy};
use kaiin::decision::decomposition::{
    AccountSettings, Composition, Decomposition, LineIntegral, Losses, Parameters, Populations, RateAccount, RateStock, SegmentStock,
    SegmentedRate, StepwiseReplacement, product_of_factors, standardise, sum_of_products,
};
use kaiin::licensees::{Amount, DenominatorKind};
use kaiin::rates::LeaveCounted;
use kaiin::{Day, Episode, FiscalCalendar, FiscalYear, Licensees, Register};

#[test]
fn a_rate_that_is_no_number_is_an_error_that_names_the_mixture() {
    let populations = Populations::of(["a", "b"]).unwrap().factor("members", &[1.0, 2.0]).unwrap().factor("holders", &[4.0, 0.0]).unwrap();
    let error = standardise(&populations, |f| f[0][0] / f[1][0]).unwrap_err();
    assert_eq!(error.code(), "setting");
    assert!(error.to_string().contains("\"b\"") && error.to_string().contains("holders"), "{error}");
    let none = Populations::of(["a", "b"]).unwrap();
    assert_eq!(standardise(&none, sum_of_products).unwrap_err().code(), "no_rows");
    let one = Populations::of(["a", "b"]).unwrap().factor("x", &[1.0, 2.0]).unwrap();
    assert_eq!(standardise(&one, sum_of_products).unwrap().between("a", "c").unwrap_err().code(), "missing");
    assert_eq!(standardise(&one, |_| f64::NAN).unwrap_err().code(), "setting");
    let huge = Populations::of(["a", "b"]).unwrap().factor("x", &[-f64::MAX, f64::MAX]).unwrap();
    assert_eq!(standardise(&huge, sum_of_products).unwrap().between("a", "b").unwrap_err().code(), "setting");
}

#[test]
fn compositions_and_factors_must_fit() {
    let sizes = Composition::of_sizes(&[[1.0, 2.0], [2.0, 1.0]]).unwrap();
    let rates = Populations::of(["a", "b"]).unwrap().factor_by_cell("rate", &[[0.1, 0.2], [0.3, 0.4]]).unwrap();
    assert_eq!(sizes.standardise(&rates, product_of_factors).unwrap_err().code(), "no_rows");
    let by = sizes.by("age", &["young", "old"]).unwrap();
    assert!(by.standardise(&rates, product_of_factors).is_ok());
    let three = Populations::of(["a", "b", "c"]).unwrap().factor("rate", &[0.1, 0.2, 0.3]).unwrap();
    assert_eq!(by.standardise(&three, product_of_factors).unwrap_err().code(), "column_length");
    let cells = Populations::of(["a", "b"]).unwrap().factor_by_cell("rate", &[[0.1; 3], [0.3; 3]]).unwrap();
    assert_eq!(by.standardise(&cells, product_of_factors).unwrap_err().code(), "column_length");
    let named = Populations::of(["a", "b"]).unwrap().factor("age", &[0.1, 0.2]).unwrap();
    assert_eq!(by.standardise(&named, product_of_factors).unwrap_err().code(), "setting");
    assert_eq!(by.standardise(&rates, |_| f64::INFINITY).unwrap_err().code(), "setting");
    let many = (0..21).fold(Composition::of_sizes(&[[1.0], [2.0]]).unwrap(), |all, at| all.by(at.to_string(), &[1]).unwrap());
    let one = Populations::of(["a", "b"]).unwrap().factor("rate", &[0.1, 0.2]).unwrap();
    assert_eq!(many.standardise(&one, product_of_factors).unwrap_err().code(), "limit");
}

#[test]
fn integrals_say_when_they_cannot_be_taken() {
    let parameters = Parameters::of_lists(&[-1.0], &[1.0]).unwrap();
    assert_eq!(LineIntegral::of_steps(0).decompose(&parameters, |p| p[0]).unwrap_err().code(), "setting");
    assert_eq!(LineIntegral::of_steps(usize::MAX).decompose(&parameters, |p| p[0]).unwrap_err().code(), "limit");
    assert_eq!(LineIntegral::of_steps(10).decompose(&parameters, |p| p[0].ln()).unwrap_err().code(), "setting");
    for precision in [0.0, 1.0, f64::NAN, 1e-20] {
        assert_eq!(LineIntegral::until(precision).unwrap_err().code(), "setting");
    }
    // two parameters and a jump between: no number of steps brings the parts to rest
    let two = Parameters::of_lists(&[0.0, 0.0], &[1.0, 1.0]).unwrap();
    let jump = |p: &[f64]| f64::from(p[0] + p[1] * p[1] > 0.777);
    assert_eq!(LineIntegral::until(1e-9).unwrap().decompose(&two, jump).unwrap_err().code(), "limit");
    assert_eq!(StepwiseReplacement::new().decompose(&parameters, |p| p[0].ln()).unwrap_err().code(), "setting");
    // nothing moved, rates of 0
    let still = LineIntegral::until(1e-9).unwrap().decompose(&Parameters::of_lists(&[0.0], &[0.0]).unwrap(), |p| p[0]).unwrap();
    assert_eq!((still.decomposition.change, still.integration_error), (0.0, 0.0));
    assert_eq!(still.decomposition.share("1"), None);
}

#[test]
fn accounts_refuse_what_cannot_be_divided_or_is_not_known() {
    assert_eq!(RateStock::counted("2020", 1, 0).unwrap_err().code(), "setting");
    assert_eq!(RateStock::counted("2020", u64::MAX, 1).unwrap_err().code(), "limit");
    for wrong in [f64::NAN, -1.0, f64::INFINITY] {
        assert_eq!(RateStock::new("2020", 1, Amount::Estimate(wrong)).unwrap_err().code(), "setting");
    }
    let stock = |members| RateStock::counted("a date", members, 10).unwrap();
    let account = RateAccount::between(stock(1), stock(2));
    assert_eq!(account.clone().flow("joined", "", i64::MIN).decompose().unwrap_err().code(), "limit");
    assert_eq!(account.decompose().unwrap().part("not_explained").unwrap().persons, Some(1));

    let (movements, licensees) = fiscal_2019();
    let settings = AccountSettings::new();
    let code = |settings: &AccountSettings, from, to| {
        settings.of_movements(&movements, &licensees, FiscalYear(from), FiscalYear(to)).unwrap_err().code()
    };
    assert_eq!(code(&settings, 2019, 2018), "setting");
    assert_eq!(code(&settings, 2019, 2019), "setting");
    assert_eq!(code(&settings, 2018, i32::MAX), "missing");
    assert_eq!(code(&settings, i32::MIN, 2019), "missing");
    assert_eq!(code(&settings.clone().leave(LeaveCounted::Out), 2018, 2019), "missing");
    assert_eq!(code(&settings.clone().over(DenominatorKind::NewLicensees), 2018, 2019), "setting");
    assert_eq!(code(&settings.clone().over(DenominatorKind::CumulativeGiven), 2018, 2019), "missing");
    assert_eq!(code(&settings.clone().losses(Losses::ByTenure(vec![0])).unwrap(), 2018, 2019), "setting");
    for bands in [vec![], vec![1], vec![0, 0], vec![0, 3, 1]] {
        assert_eq!(settings.clone().losses(Losses::ByTenure(bands)).unwrap_err().code(), "setting");
    }
    assert_eq!(settings.each_year(&movements, &licensees, FiscalYear(2019), FiscalYear(2018)).unwrap_err().code(), "setting");
}

#[test]
fn cohort_accounts_need_the_cohorts_that_they_tell_apart() {
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
    let rows = [Episode::new("A", day(2021, 4, 1)), Episode::new("B", day(2022, 4, 1)).licensed(day(2022, 4, 1))];
    let register = Register::settings_as_of(day(2023, 3, 31)).build(&rows.into_iter().collect()).unwrap();
    let table = |by| CohortTable::settings(FiscalCalendar::japan()).by(by).build(&register).unwrap();
    let licensees = Licensees::by_cohort([(FiscalYear(2021), 4), (FiscalYear(2022), 4)]).unwrap();
    let account =
        |settings: &AccountSettings, table: &CohortTable| settings.of_cohorts(table, &licensees, FiscalYear(2021), FiscalYear(2022));
    let settings = AccountSettings::new();
    assert_eq!(account(&settings, &table(GroupBy::nothing())).unwrap_err().code(), "missing_column");
    let by_licence = table(GroupBy::nothing().licence_cohort());
    assert!(account(&settings, &by_licence).is_ok());
    let by_tenure = settings.losses(Losses::ByTenure(vec![0, 1])).unwrap();
    assert_eq!(account(&by_tenure, &by_licence).unwrap_err().code(), "missing_column");
}

#[test]
fn segments_without_anyone_to_divide_by_are_refused() {
    let stock = |licence_holders| SegmentStock { members: 1, licence_holders };
    let code = |rate: SegmentedRate| rate.decompose().unwrap_err().code();
    assert_eq!(code(SegmentedRate::between("a", "b")), "no_rows");
    assert_eq!(code(SegmentedRate::between("a", "b").segment("x", stock(0.0), stock(1.0))), "setting");
    for wrong in [f64::NAN, -1.0, f64::INFINITY] {
        assert_eq!(code(SegmentedRate::between("a", "b").segment("x", stock(1.0), stock(wrong))), "setting");
    }
    assert_eq!(code(SegmentedRate::between("a", "b").segment("x", stock(1.0), stock(1.0)).segment("x", stock(1.0), stock(1.0))), "setting");
}

#[test]
fn periods_that_do_not_meet_are_not_chained() {
    let (movements, licensees) = fiscal_2019();
    let change =
        AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap().decompose().unwrap();
    assert_eq!(Decomposition::chained(&[change.clone(), change]).unwrap_err().code(), "mismatch");
    assert_eq!(Decomposition::chained(&[]).unwrap_err().code(), "no_rows");
}

#[test]
fn results_survive_json_and_have_a_table() {
    let (movements, licensees) = fiscal_2019();
    let change =
        AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap().decompose().unwrap();
    let read: Decomposition = serde_json::from_str(&serde_json::to_string(&change).unwrap()).unwrap();
    assert_eq!(read, change);
    let table = change.to_table();
    assert_eq!((table.rows(), table.column("part").unwrap().text(0)), (3, "joined".to_owned()));
    assert_eq!(table.column("persons").unwrap().text(1), "-4125");
}

#[test]
fn stored_stocks_are_checked_when_they_are_read() {
    let stock = RateStock::counted("2020", 5, 10).unwrap();
    let text = serde_json::to_string(&RateAccount::between(stock.clone(), stock)).unwrap();
    assert!(serde_json::from_str::<RateAccount>(&text).is_ok());
    assert!(serde_json::from_str::<RateAccount>(&text.replace("10", "0")).is_err());
    assert!(serde_json::from_str::<RateAccount>(&text.replace("5", "18446744073709551615")).is_err());
}

#[test]
fn segments_need_licence_holders_by_branch() {
    let (movements, licensees) = fiscal_2019();
    let segments = [(Some("North".to_owned()), movements)];
    let (kind, from, to) = (DenominatorKind::CumulativeSummed, FiscalYear(2018), FiscalYear(2019));
    let rate = SegmentedRate::of_movements(&segments, &licensees, kind, LeaveCounted::In, from, to);
    assert_eq!(rate.unwrap_err().code(), "missing");
}
