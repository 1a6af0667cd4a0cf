//! Why did the rate of the Japanese physiotherapists fall?

use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
use kaiin::decision::decomposition::{AccountSettings, Decomposition, RateAccount, RateStock};
use kaiin::{FiscalCalendar, FiscalYear, Licensees};
use std::collections::BTreeMap;
use std::path::Path;

/// Rows of a CSV file of `examples/data` as column name to text.
fn rows_of(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(file);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader.records().map(|row| names.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect()).collect()
}

/// The physiotherapists' fiscal year 2019: 9,812 joined, 4,125 left, 112,518 members at its end, and cumulative licence holders.
pub(super) fn fiscal_2019() -> (MovementTable, Licensees) {
    let rows = rows_of("jp_rehab_association_members.csv");
    let row = rows.iter().find(|row| row["association"] == "JPTA" && row["fy"] == "2019").unwrap();
    let count = |name: &str| row[name].parse::<u64>().unwrap();
    let (joined, left, closing) = (count("joiners"), count("leavers"), count("members"));
    let last_year = YearTotals { year: FiscalYear(2018), closing: Some(closing + left - joined), ..YearTotals::default() };
    let year =
        YearTotals { year: FiscalYear(2019), joined: Some(joined), left: Some(left), closing: Some(closing), ..YearTotals::default() };
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), [last_year, year], StatedJoiners::Kept).unwrap();
    let passers = rows_of("jp_pt_cumulative_derived.csv");
    let holders =
        |year: &str| passers.iter().find(|row| row["exam_year"] == year).unwrap()["cumulative_passers_published_basis"].parse().unwrap();
    let (before, after): (u64, u64) = (holders("2018"), holders("2019"));
    (movements, Licensees::by_cohort([(FiscalYear(2018), before), (FiscalYear(2019), after - before)]).unwrap())
}

#[test]
fn the_physiotherapists_rate_fell_in_fiscal_2019_although_members_grew() {
    let (movements, licensees) = fiscal_2019();
    let account = AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap();
    let change = account.decompose().unwrap();
    // 106,831 / 161,476 = 66.16 %, 112,518 / 172,285 = 65.31 %. A member was worth ½ (1/161,476 + 1/172,285) = 5.99836e-6:
    // 9,812 joined +5.886, 4,125 left -2.474, 10,809 new licences -4.261 points; printed so that the figures add up to -0.85
    assert_eq!(
        change.to_string(),
        "end of 2018 66.16 % -> end of 2019 65.31 %: -0.85 points\n  joined         +5.89  persons who joined for the first time\n  \
         left_unstated  -2.48  members who left: no reason stated\n  new_licensees  -4.26  new licence holders\n  \
         (account of flows at the mean worth of a person before and after)"
    );
}

#[test]
fn the_long_rise_and_fall_of_the_physiotherapists_rate_adds_up() {
    // Members and cumulative passers 1966-2009, before the break of the series
    let rows: Vec<(String, u64, u64)> = rows_of("jp_pt_members_1966_2019.csv")
        .iter()
        .filter(|row| row["year"].parse::<i32>().unwrap() <= 2009)
        .map(|row| (row["year"].clone(), row["members"].parse().unwrap(), row["cumulative_passers"].parse().unwrap()))
        .collect();
    let periods: Vec<Decomposition> = rows
        .windows(2)
        .map(|pair| {
            let stock = |(year, members, holders): &(String, u64, u64)| RateStock::counted(year, *members, *holders).unwrap();
            let account = RateAccount::between(stock(&pair[0]), stock(&pair[1]));
            let account = account.flow("members", "members more", pair[1].1 as i64 - pair[0].1 as i64);
            account.new_licensees("licences", "new licence holders", pair[1].2 as i64 - pair[0].2 as i64).decompose().unwrap()
        })
        .collect();
    let all = Decomposition::chained(&periods).unwrap();
    assert_eq!(all.part("members").unwrap().persons, Some(59_476)); // 59,586 - 110
    assert!((all.change - (59_586.0 / 73_862.0 - 110.0 / 183.0)).abs() < 1e-15);
    assert!(all.residue().abs() < 1e-14);
    assert!(periods.iter().all(|period| period.residue().abs() < 1e-15));
}
