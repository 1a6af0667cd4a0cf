//! Why did the organization rate of Japan's physiotherapists fall in fiscal 2019, although the association grew? And since 1999?
//!
//! Members at the start of the year follow from the balance: 112,518 - 9,812 + 4,125. The long series ends in 2009, where the way of
//! counting members changes.
//!
//! ```text
//! cargo run --example why_did_the_rate_fall
//! ```

use kaiin::cohort::{MovementTable, StatedJoiners, YearTotals};
use kaiin::decision::decomposition::{AccountSettings, Decomposition, RateAccount, RateStock};
use kaiin::{Error, FiscalCalendar, FiscalYear, Licensees, Result};
use std::collections::BTreeMap;
use std::path::Path;

type Row = BTreeMap<String, String>;

fn main() -> Result<()> {
    println!("{}\n", fiscal_2019()?);
    let periods = since_1999()?;
    for period in &periods {
        println!("{period}\n");
    }
    println!("{}", Decomposition::chained(&periods)?);
    Ok(())
}

/// The flows of fiscal 2019 over cumulative licence holders.
fn fiscal_2019() -> Result<Decomposition> {
    let members = rows("jp_rehab_association_members.csv")?;
    let of_2019 = members.iter().find(|row| is(row, "association", "JPTA") && is(row, "fy", "2019"));
    let (joined, left, closing) = (count(of_2019, "joiners")?, count(of_2019, "leavers")?, count(of_2019, "members")?);
    let opening = (closing + left).checked_sub(joined);
    let before = YearTotals { year: FiscalYear(2018), closing: opening, ..YearTotals::default() };
    let year =
        YearTotals { year: FiscalYear(2019), joined: Some(joined), left: Some(left), closing: Some(closing), ..YearTotals::default() };
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), [before, year], StatedJoiners::Kept)?;
    let passers = rows("jp_pt_cumulative_derived.csv")?;
    let holders = |year: &str| count(passers.iter().find(|row| is(row, "exam_year", year)), "cumulative_passers_published_basis");
    let (first, last) = (holders("2018")?, holders("2019")?);
    let licensees = Licensees::by_cohort([(FiscalYear(2018), first), (FiscalYear(2019), last.saturating_sub(first))])?;
    AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019))?.decompose()
}

/// Members and licence holders of 1999, 2004 and 2009: only the stocks are known.
fn since_1999() -> Result<Vec<Decomposition>> {
    let series = rows("jp_pt_members_1966_2019.csv")?;
    let stock = |year: &str| {
        let row = series.iter().find(|row| is(row, "year", year));
        RateStock::counted(year, count(row, "members")?, count(row, "cumulative_passers")?)
    };
    let period = |from: &str, to: &str| {
        let (before, after) = (stock(from)?, stock(to)?);
        let more = after.members() as i64 - before.members() as i64;
        let licences = (after.licence_holders().get() - before.licence_holders().get()) as i64;
        let account = RateAccount::between(before, after).flow("members", "members more", more);
        account.new_licensees("new_licensees", "new licence holders", licences).decompose()
    };
    Ok(vec![period("1999", "2004")?, period("2004", "2009")?])
}

/// The rows of a file of `examples/data`.
fn rows(file: &str) -> Result<Vec<Row>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(file);
    let malformed = |error: csv::Error| Error::Malformed { input: file.to_owned(), row: None, reason: error.to_string() };
    csv::Reader::from_path(path).map_err(malformed)?.deserialize().collect::<std::result::Result<_, _>>().map_err(malformed)
}

fn is(row: &Row, column: &str, value: &str) -> bool {
    row.get(column).is_some_and(|found| found == value)
}

/// A count of a row that is there.
fn count(row: Option<&Row>, column: &str) -> Result<u64> {
    let found = row.and_then(|row| row.get(column)?.parse().ok());
    found.ok_or_else(|| Error::Missing { what: column.to_owned(), advice: "look at the file".into() })
}
