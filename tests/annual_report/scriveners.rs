//! The judicial scriveners' report, worked again from `jp_shihoshoshi_flows.csv`.

use super::{Row, SCRIVENERS, assert_projected, assert_rate, assert_said, assert_value, count, estimated, labels, plain, source, table};
use kaiin::report::{AnnualReport, Language};
use kaiin::{EndReason, FiscalYear};

fn report() -> &'static AnnualReport {
    &SCRIVENERS
}

/// The rows of the file beside the rows of the report.
fn years() -> Vec<(Row, &'static kaiin::cohort::MovementRow)> {
    let rows = source("jp_shihoshoshi_flows.csv");
    assert_eq!(rows.len(), report().movements.rows().len());
    let pairs: Vec<_> = rows.into_iter().zip(report().movements.rows()).collect();
    assert!(pairs.iter().all(|(file, row)| row.year.unwrap().to_string() == file["fiscal_year"]));
    pairs
}

#[test]
fn the_balance_holds_in_every_year() {
    let mut checked = 0;
    for pair in years().windows(2) {
        let ((file, row), (next, _)) = (&pair[0], &pair[1]);
        assert_eq!((row.opening, row.closing), (count(file, "members_apr1"), count(next, "members_apr1")));
        if let (Some(joined), Some(left)) = (row.joined, row.left) {
            assert_eq!(row.opening.unwrap() + joined - left, row.closing.unwrap(), "{:?}", row.year);
            checked += 1;
        }
    }
    assert_eq!(checked, 21); // fiscal 1989 to 2008, and 2012
    assert_eq!(report().movements.unbalanced(), []);
}

#[test]
fn joiners_are_derived_where_they_were_not_printed_and_the_report_says_so() {
    let mut derived = 0;
    for (file, row) in years() {
        assert_eq!(row.joined, count(&file, "new_registrations_derived"), "{:?}", row.year); // a column that the report does not read
        if row.joined.is_some() {
            assert!(row.derived.iter().any(|column| column == "joined"), "{:?}", row.year);
            derived += 1;
        }
    }
    assert_eq!(derived, 21);
    assert_said(report(), Language::En, &["21 years between 1989 and 2012", "joiners"]);
    assert_said(report(), Language::Ja, &["1989～2012年度", "21年度", "入会者数"]);
    // Two years print joiners that disagree with the balance: 544 for 1992, 969 for 2012. Neither is used, both are named.
    let mut found: Vec<_> = report().issues.iter().map(|issue| (issue.column.clone().unwrap(), issue.value.clone().unwrap())).collect();
    found.sort();
    let expected = [("joined 1992", "544 stated, 543 by the balance"), ("joined 2012", "969 stated, 974 by the balance")];
    assert_eq!(found, expected.map(|(column, value)| (column.to_owned(), value.to_owned())));
}

#[test]
fn leavers_stand_by_reason() {
    let reasons = [("cancel_death", EndReason::Death), ("cancel_closure", EndReason::Retirement), ("cancel_other", EndReason::Other)];
    for (file, row) in years() {
        assert_eq!(row.left, count(&file, "cancel_total"), "{:?}", row.year);
        for (column, reason) in reasons {
            assert_eq!(row.left_by_reason.get(&reason).copied(), count(&file, column), "{:?} {column}", row.year);
        }
        if let Some(left) = row.left {
            assert_eq!(row.left_by_reason.values().sum::<u64>(), left);
        }
    }
    let columns =
        ["fiscal_year", "members_apr1", "new_registrations_derived", "cancel_total", "cancel_death", "cancel_closure", "cancel_other"];
    for language in Language::ALL {
        for (printed, (file, _)) in plain(&table(report(), language, "movements")).iter().zip(years()) {
            let expected = columns.map(|column| count(&file, column).map(|count| count.to_string()));
            assert_eq!(printed[..7], expected);
        }
    }
}

#[test]
fn every_rate_of_2012_follows_from_one_row() {
    // 2012: 20,670 members on 1 April, 116 + 536 + 13 = 665 cancelled; 20,979 on 1 April 2013, so 20,979 - 20,670 + 665 = 974 registered.
    assert_eq!(report().reference_year, FiscalYear(2012));
    let (opening, closing, left, joined) = (20_670.0, 20_979.0, 665.0, 974.0);
    assert_rate(report(), "Lapse rate", left, opening);
    assert_rate(report(), "Lapse rate, death", 116.0, opening);
    assert_rate(report(), "Lapse rate, closure or retirement", 536.0, opening);
    assert_rate(report(), "Lapse rate, other", 13.0, opening);
    assert_rate(report(), "Net growth", closing - opening, opening);
    assert_rate(report(), "Replacement ratio", joined, left);
    let years = (opening + closing) / 2.0; // days of membership are not known: the mean of the stocks
    assert_rate(report(), "Central lapse rate", left, years);
    assert_rate(report(), "Steady-state membership", joined, left / years);
    assert_rate(report(), "Mean tenure", years, left);
    assert_value(report(), "Half-life", years, left, 2f64.ln() * years / left);
    assert_eq!(labels(report()).len(), 10, "a rate that is not worked by hand: {:?}", labels(report()));
}

#[test]
fn the_answers_come_first() {
    // Row 2012: 309 / 20,670 = 1.5 %, 536 / 665 = 81 %, 116 / 665 = 17 %. Joiners and leavers of 2011 are not known.
    assert_said(report(), Language::En, &["Where we are: 20,979 members at the end of fiscal 2012 (+309 in the year, +1.5 %)"]);
    assert_said(report(), Language::En, &["What moved it: 974 joined and 665 left (persons who came back are not told apart)"]);
    assert_said(
        report(),
        Language::En,
        &["closure or retirement 536 (81 %), death 116 (17 %)", "years of membership of the leavers are not in the data"],
    );
    assert_said(report(), Language::Ja, &["廃業・引退536人（81%）、死亡116人（17%）", "退会者の在籍年数はデータにない"]);
}

#[test]
fn the_lapse_rate_over_the_years_is_known_where_the_leavers_are() {
    let [lapse] = &report().rate_series[..] else { panic!("one series") };
    for (rate, (file, _)) in lapse.iter().zip(years()) {
        let (left, opening) = (count(&file, "cancel_total"), count(&file, "members_apr1").unwrap());
        assert_eq!(rate.value, left.map(|left| left as f64 / opening as f64), "{}", rate.window.year);
    }
}

#[test]
fn the_projection_rolls_the_rates_of_2012_forward() {
    let projection = report().projection.as_ref().unwrap();
    assert_eq!(estimated(&projection.assumptions().unwrap().lapse[1]), (665, 20_670));
    let inflow = 1_056.0; // joiners are known of 2008 and 2012 only, of the five years to 2012: (1,138 + 974) / 2
    let mut members = 20_979.0;
    let expected = std::iter::repeat_with(|| {
        members = members * (1.0 - 665.0 / 20_670.0) + inflow;
        members
    });
    assert_projected(report(), expected.take(10));
    assert_said(report(), Language::En, &["fiscal 2018", "22,632"]); // members are known for longer: row 2019
    assert_said(report(), Language::Ja, &["2018年度末", "22,632人"]);
}
