//! Movements from published yearly totals: the judicial scriveners of Japan (司法書士), 1989 to 2019.
//!
//! Source of the figures: `examples/data/jp_shihoshoshi_flows.csv` (see `examples/data/README.md`). Its column
//! `new_registrations_derived` was computed outside this library as members next April - members this April + cancellations.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::cohort::{MovementRow, MovementTable, StatedJoiners, YearTotals};
use kaiin::input::Action;
use kaiin::{EndReason, FiscalCalendar, FiscalYear, IssueCode};
use std::collections::BTreeMap;

/// One line of the file: the totals, the joiners derived elsewhere, the joiners stated.
struct Line {
    totals: YearTotals,
    derived: Option<u64>,
    stated: Option<u64>,
}

fn lines() -> Vec<Line> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/jp_shihoshoshi_flows.csv");
    let line = |record: csv::StringRecord| {
        let number = |at: usize| record[at].parse::<u64>().ok();
        let reasons = [(EndReason::Death, number(2)), (EndReason::Retirement, number(3)), (EndReason::Other, number(4))];
        let left_by_reason = reasons.into_iter().filter_map(|(reason, count)| Some((reason, count?))).collect();
        let totals = YearTotals {
            year: FiscalYear(record[0].parse().unwrap()),
            opening: number(1),
            left: number(5),
            left_by_reason,
            ..YearTotals::default()
        };
        Line { totals, derived: number(6), stated: number(7) }
    };
    csv::Reader::from_path(path).unwrap().records().map(|record| line(record.unwrap())).collect()
}

fn table(totals: Vec<YearTotals>, joiners: StatedJoiners) -> MovementTable {
    MovementTable::from_totals(FiscalCalendar::japan(), totals, joiners).unwrap()
}

fn with_stated_joiners() -> Vec<YearTotals> {
    lines().into_iter().map(|line| YearTotals { joined: line.stated, ..line.totals }).collect()
}

#[test]
fn joiners_follow_from_the_balance_in_every_year_whose_leavers_are_known() {
    let table = table(lines().into_iter().map(|line| line.totals).collect(), StatedJoiners::Kept);
    assert_eq!((table.rows().len(), table.issues().len()), (31, 0));
    let mut known = 0;
    for line in lines() {
        let row = table.row(line.totals.year).unwrap();
        assert_eq!(row.joined, line.derived, "{}", line.totals.year);
        assert_eq!(row.imbalance(), line.derived.map(|_| 0));
        known += usize::from(row.joined.is_some());
    }
    assert_eq!(known, 21, "1989 to 2008 and 2012");
    // Each closing is the next opening, also where the leavers are not known; the last year has no next one.
    assert!(table.rows().windows(2).all(|pair| pair[0].closing == pair[1].opening));
    assert_eq!(table.row(FiscalYear(2019)).unwrap().closing, None);
    // By hand, 2005: 18,059 - 17,735 + 733.
    assert_eq!(table.row(FiscalYear(2005)).unwrap().joined, Some(1_057));
}

#[test]
fn leavers_are_told_apart_by_reason_and_unknown_years_stay_unknown() {
    let table = table(lines().into_iter().map(|line| line.totals).collect(), StatedJoiners::Kept);
    let row = table.row(FiscalYear(2012)).unwrap();
    let expected = [(EndReason::Death, 116), (EndReason::Retirement, 536), (EndReason::Other, 13)];
    assert_eq!((row.left, &row.left_by_reason), (Some(665), &BTreeMap::from(expected)));
    for year in [2009, 2010, 2011, 2013, 2018, 2019].map(FiscalYear) {
        let row = table.row(year).unwrap();
        assert_eq!((row.joined, row.left, row.imbalance()), (None, None, None), "{year}");
    }
    // In 2018 only the closures of practices are known: a part of the reasons is no total.
    assert_eq!(table.row(FiscalYear(2018)).unwrap().left_by_reason, BTreeMap::from([(EndReason::Retirement, 497)]));
    assert_eq!(table.last_complete().unwrap().year, Some(FiscalYear(2018)));
}

#[test]
fn stated_joiners_that_disagree_with_the_balance_are_named() {
    // 544 stated and 543 by the balance in 1992, 969 and 974 in 2012: closing minus what follows is -1 and +5.
    let kept = table(with_stated_joiners(), StatedJoiners::Kept);
    assert_eq!(kept.unbalanced(), [(FiscalYear(1992), -1), (FiscalYear(2012), 5)]);
    let named: Vec<_> =
        kept.issues().iter().map(|issue| (issue.code, issue.column.clone().unwrap(), issue.value.clone().unwrap())).collect();
    let expected =
        [("closing 1992", "-1"), ("closing 2012", "+5")].map(|(what, by)| (IssueCode::Unbalanced, what.to_owned(), by.to_owned()));
    assert_eq!(named, expected);
    assert_eq!(kept.row(FiscalYear(1992)).unwrap().joined, Some(544));

    let balanced = table(with_stated_joiners(), StatedJoiners::Balanced);
    assert_eq!(balanced.unbalanced(), []);
    assert_eq!([1992, 2012].map(|year| balanced.row(FiscalYear(year)).unwrap().joined), [Some(543), Some(974)]);
    let named: Vec<_> = balanced.issues().iter().map(|issue| (issue.code, issue.action, issue.value.clone().unwrap())).collect();
    let expected = ["544 stated, 543 by the balance", "969 stated, 974 by the balance"];
    assert_eq!(named, expected.map(|value| (IssueCode::StatedDiffers, Action::Repaired, value.to_owned())));
}

#[test]
fn the_lapsed_stock_leaves_the_dead_out_and_ends_where_leavers_are_not_known() {
    let table = table(lines().into_iter().map(|line| line.totals).collect(), StatedJoiners::Kept);
    let stock: BTreeMap<FiscalYear, Option<u64>> = table.lapsed_stock().into_iter().collect();
    // 1989: 428 left, 202 of them died; 1990: 430 and 213.
    assert_eq!([1989, 1990, 1991].map(|year| stock[&FiscalYear(year)]), [Some(0), Some(226), Some(226 + 217)]);
    assert_eq!([2009, 2010, 2012, 2013].map(|year| stock[&FiscalYear(year)].is_some()), [true, false, false, false]);
}

fn year(year: i32) -> YearTotals {
    YearTotals { year: FiscalYear(year), ..YearTotals::default() }
}

fn refusal(totals: Vec<YearTotals>) -> kaiin::Error {
    MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept).unwrap_err()
}

#[test]
fn no_year_and_a_year_given_twice_are_refused() {
    assert_eq!(refusal(Vec::new()).code(), "no_rows");
    let message = refusal(vec![year(2019), year(2020), year(2019)]).to_string();
    assert_eq!(message, "fiscal year 2019 is given twice in the yearly totals; keep one row for each year");
}

#[test]
fn figures_that_no_association_has_are_refused() {
    let huge = Some(u64::MAX);
    let fields = [
        YearTotals { opening: huge, ..year(2019) },
        YearTotals { joined: huge, ..year(2019) },
        YearTotals { reinstated: huge, ..year(2019) },
        YearTotals { left: huge, ..year(2019) },
        YearTotals { closing: huge, ..year(2019) },
        YearTotals { on_leave: huge, ..year(2019) },
        YearTotals { left_by_reason: BTreeMap::from([(EndReason::Death, u64::MAX)]), ..year(2019) },
    ];
    for totals in fields {
        let error = refusal(vec![totals]);
        assert_eq!(error.code(), "limit");
        assert!(error.to_string().contains("18446744073709551615") && error.to_string().contains("2019"), "{error}");
    }
    let largest = Some(1u64 << 53);
    let most = YearTotals { opening: largest, joined: largest, reinstated: largest, left: largest, closing: largest, ..year(2019) };
    assert_eq!(table(vec![most], StatedJoiners::Kept).unbalanced(), [(FiscalYear(2019), -(1 << 53))]);
}

#[test]
fn rows_filled_with_the_largest_numbers_neither_panic_nor_balance() {
    let huge = Some(u64::MAX);
    let full = MovementRow {
        opening: Some(0),
        present: huge,
        joined: huge,
        reinstated: huge,
        transferred_in: huge,
        left: Some(0),
        transferred_out: Some(0),
        closing: Some(0),
        opening_lost: huge,
        ..MovementRow::default()
    };
    assert_eq!((full.imbalance(), full.retained(), full.net_growth()), (Some(i64::MIN), None, Some(0)));
    let grown =
        MovementRow { closing: huge, joined: Some(0), left: huge, transferred_out: huge, opening: Some(0), ..MovementRow::default() };
    assert_eq!((grown.imbalance(), grown.net_growth()), (Some(i64::MAX), Some(i64::MAX)));
}

#[test]
fn years_at_the_ends_of_the_range_do_not_touch() {
    let ends = vec![YearTotals { closing: Some(1), ..year(i32::MIN) }, YearTotals { opening: Some(2), ..year(i32::MAX) }];
    let table = table(ends, StatedJoiners::Kept);
    assert_eq!((table.rows()[0].closing, table.rows()[1].opening), (Some(1), Some(2)));
}

#[test]
fn a_total_and_its_reasons_that_disagree_are_named_and_the_rest_has_no_reason() {
    let totals = YearTotals { left: Some(10), left_by_reason: BTreeMap::from([(EndReason::Death, 4)]), ..year(2019) };
    let table = table(vec![totals], StatedJoiners::Kept);
    assert_eq!(table.issues()[0].value.as_deref(), Some("10 stated, 4 summed over the reasons"));
    let row = &table.rows()[0];
    assert_eq!((row.left, row.left_by_reason.get(&EndReason::Unstated)), (Some(10), Some(&6)));
}

#[test]
fn leavers_follow_from_the_balance_when_they_alone_are_missing() {
    // 100 + 20 + 5 - 110 = 15.
    let totals = YearTotals { opening: Some(100), joined: Some(20), reinstated: Some(5), closing: Some(110), ..year(2019) };
    assert_eq!(table(vec![totals], StatedJoiners::Kept).rows()[0].left, Some(15));
    // More members at the end than could be: no number of leavers is possible.
    let impossible = YearTotals { opening: Some(100), joined: Some(20), closing: Some(130), ..year(2019) };
    assert_eq!(table(vec![impossible], StatedJoiners::Kept).rows()[0].left, None);
}

#[test]
fn leavers_without_a_stated_reason_are_unstated_in_every_year_whatever_the_other_years_print() {
    let reasons = BTreeMap::from([(EndReason::Death, 4), (EndReason::Voluntary, 6)]);
    let totals = vec![
        YearTotals { left: Some(10), left_by_reason: reasons, ..year(2018) },
        YearTotals { left: Some(10), left_by_reason: BTreeMap::from([(EndReason::Death, 3)]), ..year(2019) },
        YearTotals { left: Some(10), ..year(2020) },
    ];
    let table = table(totals, StatedJoiners::Kept);
    let unstated: Vec<Option<u64>> = table.rows().iter().map(|row| row.left_by_reason.get(&EndReason::Unstated).copied()).collect();
    assert_eq!(unstated, [None, Some(7), Some(10)]);
    assert!(table.rows().iter().all(|row| row.left_by_reason.values().sum::<u64>() == 10));
}
