//! How much do dues and entrance fees bring? From counts of members exactly, from expected members in expectation.

use super::amount::Money;
use super::member_group::{ExpectedMembers, MemberCount, MemberGroup};
use super::schedule::DuesSchedule;
use crate::episode::Standing;
use crate::error::{Error, Result};
use crate::projection::Projection;
use crate::special::compensated_sum;
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a class brings in a fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevenueRow {
    /// The fiscal year billed.
    pub year: FiscalYear,
    /// The class of members.
    pub class: String,
    /// Members.
    pub members: u64,
    /// Members who owe more than nothing.
    pub paying: u64,
    /// Members whose tenure is not known and might reduce their dues: `dues` is then an upper bound.
    pub tenure_unknown: u64,
    /// Dues before reductions.
    pub in_full: Money,
    /// What reductions and waivers cost.
    pub reductions: Money,
    /// Dues billed: `in_full - reductions`.
    pub dues: Money,
    /// Entrance fees.
    pub entrance_fees: Money,
    /// Dues and entrance fees.
    pub total: Money,
}

/// Revenue by fiscal year and class, exact to the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revenue {
    /// By fiscal year, then class.
    pub rows: Vec<RevenueRow>,
}

impl DuesSchedule {
    /// What counted members bring, by fiscal year and class.
    ///
    /// Amounts billed: who does not pay is left out by leaving out the members, or their instalments. Rows of one group add up. Where only
    /// totals are known, give one [`MemberCount`] a year and class without a tenure, and the joiners as those who are entering: reductions
    /// by tenure are then not given, and `tenure_unknown` says for how many.
    ///
    /// # Properties
    ///
    /// The same in any order of rows; counts that add up give revenues that add up, to the unit.
    ///
    /// # Errors
    ///
    /// As [`due`](Self::due); [`Error::NoRows`] without rows; [`Error::Setting`] when more enter than there are members;
    /// [`Error::Limit`] beyond [`MOST_MONEY`](super::MOST_MONEY).
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::FiscalYear;
    /// use kaiin::decision::money::{Dues, DuesSchedule, MemberCount, MemberGroup, Money, Reduction, ReductionRule};
    /// let schedule = DuesSchedule::new()
    ///     .dues("full", FiscalYear(2025), Dues::yearly(Money(15_000))?)?
    ///     .entrance_fee("full", FiscalYear(2025), Money(5_000))?
    ///     .reduce(ReductionRule::newcomers(1, Reduction::share(0.5)?)?);
    /// let group = MemberGroup::new(FiscalYear(2025), "full");
    /// let counts = [MemberCount::new(group.clone().tenure(0), 10), MemberCount::new(group.clone().tenure(7), 90)];
    /// let revenue = schedule.revenue(&counts)?;
    /// // 10 × 7,500 + 90 × 15,000 in dues and 10 × 5,000 in fees
    /// assert_eq!((revenue.rows[0].dues, revenue.rows[0].entrance_fees), (Money(1_425_000), Money(50_000)));
    /// assert_eq!(revenue.total()?, Money(1_475_000));
    /// // of totals only: 100 members, 10 of whom joined this year
    /// let totals = schedule.revenue(&[MemberCount::new(group, 100).with_entering(10)?])?;
    /// assert_eq!((totals.rows[0].dues, totals.rows[0].tenure_unknown), (Money(1_500_000), 100));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn revenue(&self, counts: &[MemberCount]) -> Result<Revenue> {
        let mut cells: BTreeMap<(FiscalYear, &str), Cell> = BTreeMap::new();
        for count in some(counts)? {
            let due = self.due(&count.group)?;
            count.check()?;
            cells.entry((count.group.year, count.group.class.as_str())).or_default().add(&due, count)?;
        }
        let rows = cells.into_iter().map(|((year, class), cell)| cell.row(year, class)).collect::<Result<_>>()?;
        Ok(Revenue { rows })
    }

    /// What expected members bring in expectation, by fiscal year and class: dues are linear in the counts, so that expected counts give
    /// expected revenue.
    ///
    /// # Errors
    ///
    /// As [`revenue`](Self::revenue).
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::FiscalYear;
    /// use kaiin::decision::money::{Dues, DuesSchedule, ExpectedMembers, MemberGroup, Money};
    /// let schedule = DuesSchedule::new().dues("full", FiscalYear(2025), Dues::yearly(Money(15_000))?)?;
    /// let expected = schedule.expected_revenue(&[ExpectedMembers::new(MemberGroup::new(FiscalYear(2026), "full"), 100.5)?])?;
    /// assert_eq!(expected.rows[0].total, 1_507_500.0);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn expected_revenue(&self, expected: &[ExpectedMembers]) -> Result<ExpectedRevenue> {
        let mut cells: BTreeMap<(FiscalYear, &str), [Vec<f64>; 3]> = BTreeMap::new();
        for row in some(expected)? {
            let due = self.due(&row.group)?;
            row.check()?;
            let [members, dues, fees] = cells.entry((row.group.year, row.group.class.as_str())).or_default();
            members.push(row.members);
            dues.push(row.members * due.payable.as_real());
            fees.push(row.entering * due.entrance_fee.as_real());
        }
        let row = |((year, class), parts): ((FiscalYear, &str), [Vec<f64>; 3])| {
            let [members, dues, entrance_fees] = parts.map(sum_in_order);
            ExpectedRevenueRow { year, class: class.to_owned(), members, dues, entrance_fees, total: dues + entrance_fees }
        };
        Ok(ExpectedRevenue { rows: cells.into_iter().map(row).collect() })
    }
}

impl DuesSchedule {
    /// What a projection brings in expectation, by fiscal year: the members of each projected year on its last day, by tenure, those on
    /// leave in the standing on leave, and the entrance fees of who joins within it.
    ///
    /// All are of one class, for the whole year. Members on leave are taken from all tenures alike. The longest tenure of the projection
    /// holds all longer ones; where it tells no tenures apart, reductions by tenure are not given. Who comes back counts with the tenure
    /// that the assumptions give on return, and pays no entrance fee. Who leaves within a year is not billed for it.
    ///
    /// # Errors
    ///
    /// As [`due`](Self::due).
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, decision::money::{Dues, DuesSchedule, Money}};
    /// use kaiin::projection::{Assumed, Assumptions, Population, Projection};
    /// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
    /// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
    /// let projection = Projection::of(&population, &assumptions, [0, 0]).run()?;
    /// let schedule = DuesSchedule::new().dues("full", FiscalYear(2020), Dues::yearly(Money(15_000))?)?;
    /// let revenue = schedule.projected_revenue(&projection, "full")?;
    /// assert_eq!(revenue.of_year(FiscalYear(2026)), Some(810.0 * 15_000.0));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn projected_revenue(&self, projection: &Projection, class: &str) -> Result<ExpectedRevenue> {
        let mut groups = Vec::new();
        for year in projection.years() {
            let members: f64 = year.members_by_tenure.iter().sum();
            let on_leave = if members > 0.0 { (year.on_leave.mean / members).clamp(0.0, 1.0) } else { 0.0 };
            for (at, &of_tenure) in year.members_by_tenure.iter().enumerate() {
                let group = MemberGroup::new(year.year, class);
                let group = if year.members_by_tenure.len() > 1 { group.tenure(at as u32) } else { group };
                let entering = if at == 0 { year.joined.mean.min(of_tenure * (1.0 - on_leave)) } else { 0.0 };
                groups.push(ExpectedMembers::new(group.clone(), of_tenure * (1.0 - on_leave))?.with_entering(entering)?);
                groups.push(ExpectedMembers::new(group.standing(Standing::OnLeave), of_tenure * on_leave)?.with_entering(0.0)?);
            }
        }
        self.expected_revenue(&groups)
    }
}

impl Revenue {
    /// All of it.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] beyond [`MOST_MONEY`](super::MOST_MONEY).
    pub fn total(&self) -> Result<Money> {
        Money::sum(self.rows.iter().map(|row| row.total))
    }

    /// That of one fiscal year; `None` when no row is of it.
    ///
    /// # Errors
    ///
    /// As [`total`](Self::total).
    pub fn of_year(&self, year: FiscalYear) -> Result<Option<Money>> {
        let of_year: Vec<Money> = self.rows.iter().filter(|row| row.year == year).map(|row| row.total).collect();
        if of_year.is_empty() { Ok(None) } else { Money::sum(of_year).map(Some) }
    }

    /// The rows as a table, amounts in whole units.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let money = |of: fn(&RevenueRow) -> Money| Values::Integers(self.rows.iter().map(|row| Some(of(row).0)).collect());
        let count = |of: fn(&RevenueRow) -> u64| Values::Integers(self.rows.iter().map(|row| i64::try_from(of(row)).ok()).collect());
        let columns = [
            ("year", Values::Integers(self.rows.iter().map(|row| Some(row.year.get().into())).collect())),
            ("class", Values::Texts(self.rows.iter().map(|row| Some(row.class.clone())).collect())),
            ("members", count(|row| row.members)),
            ("paying", count(|row| row.paying)),
            ("tenure_unknown", count(|row| row.tenure_unknown)),
            ("in_full", money(|row| row.in_full)),
            ("reductions", money(|row| row.reductions)),
            ("dues", money(|row| row.dues)),
            ("entrance_fees", money(|row| row.entrance_fees)),
            ("total", money(|row| row.total)),
        ];
        Table::of_columns("revenue", columns)
    }
}

/// What a class is expected to bring in a fiscal year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedRevenueRow {
    /// The fiscal year billed.
    pub year: FiscalYear,
    /// The class of members.
    pub class: String,
    /// Expected members.
    pub members: f64,
    /// Expected dues billed.
    pub dues: f64,
    /// Expected entrance fees.
    pub entrance_fees: f64,
    /// Dues and entrance fees.
    pub total: f64,
}

/// Expected revenue by fiscal year and class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedRevenue {
    /// By fiscal year, then class.
    pub rows: Vec<ExpectedRevenueRow>,
}

impl ExpectedRevenue {
    /// That of one fiscal year; `None` when no row is of it.
    #[must_use]
    pub fn of_year(&self, year: FiscalYear) -> Option<f64> {
        let of_year: Vec<f64> = self.rows.iter().filter(|row| row.year == year).map(|row| row.total).collect();
        if of_year.is_empty() { None } else { Some(compensated_sum(of_year)) }
    }

    /// The rows as a table.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let real = |of: fn(&ExpectedRevenueRow) -> f64| Values::Reals(self.rows.iter().map(|row| Some(of(row))).collect());
        let columns = [
            ("year", Values::Integers(self.rows.iter().map(|row| Some(row.year.get().into())).collect())),
            ("class", Values::Texts(self.rows.iter().map(|row| Some(row.class.clone())).collect())),
            ("members", real(|row| row.members)),
            ("dues", real(|row| row.dues)),
            ("entrance_fees", real(|row| row.entrance_fees)),
            ("total", real(|row| row.total)),
        ];
        Table::of_columns("expected_revenue", columns)
    }
}

/// Sums of a class and year, in more digits than any of them needs.
#[derive(Debug, Default)]
struct Cell {
    members: u64,
    paying: u64,
    tenure_unknown: u64,
    in_full: i128,
    payable: i128,
    fees: i128,
}

impl Cell {
    fn add(&mut self, due: &super::schedule::Due, count: &MemberCount) -> Result<()> {
        let more = |counted: u64, by: u64| {
            let too_many = || Error::Limit { what: "members", found: u64::MAX, limit: u64::MAX, advice: "correct the counts".into() };
            counted.checked_add(by).ok_or_else(too_many)
        };
        self.members = more(self.members, count.members)?;
        self.paying += if due.payable > Money::ZERO { count.members } else { 0 };
        self.tenure_unknown += if due.is_upper_bound { count.members } else { 0 };
        self.in_full += i128::from(due.in_full.times(count.members)?.0);
        self.payable += i128::from(due.payable.times(count.members)?.0);
        self.fees += i128::from(due.entrance_fee.times(count.entering)?.0);
        Ok(())
    }

    fn row(self, year: FiscalYear, class: &str) -> Result<RevenueRow> {
        let money = Money::of_whole;
        Ok(RevenueRow {
            year,
            class: class.to_owned(),
            members: self.members,
            paying: self.paying,
            tenure_unknown: self.tenure_unknown,
            in_full: money(self.in_full)?,
            reductions: money(self.in_full - self.payable)?,
            dues: money(self.payable)?,
            entrance_fees: money(self.fees)?,
            total: money(self.payable + self.fees)?,
        })
    }
}

/// The rows, when there are any.
fn some<T>(rows: &[T]) -> Result<&[T]> {
    if rows.is_empty() {
        return Err(Error::NoRows { input: "the counts of members".into(), advice: "give one row a year and class at least".into() });
    }
    Ok(rows)
}

/// A sum that is the same in any order of its parts.
fn sum_in_order(mut parts: Vec<f64>) -> f64 {
    parts.sort_by(f64::total_cmp);
    compensated_sum(parts)
}
