//! Who holds a licence, since when, and where?

use super::cohort_rule::CohortRule;
use super::denominator::{Amount, Denominator, DenominatorKind, When};
use super::holders::Licensees;
use super::licence_holder::{LicenceHolder, holder, order};
use super::licence_row::{LicenceRow, LicenceStart};
use super::licensees_table::check_rows;
use super::linkage::Linkage;
use super::stored::StoredRegister;
use super::{LicenceYear, YearBasis};
use crate::error::{Error, Result};
use crate::input::{Action, Issue, IssueCode, IssueLog};
use crate::time::Day;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A register of licence holders (免許保有者名簿): one holder a key, sorted by key.
///
/// Rows of one key are taken together: what one row leaves out is filled from another. Two licence dates: the earliest is used. A day
/// and a cohort that fit together: the day is used. Two branches, or two ends: not known. Each is an issue. The result does not depend
/// on the order of the rows.
///
/// # Example
///
/// ```
/// use kaiin::{Day, FiscalYear, licensees::{CohortRule, LicenceRegister, LicenceRow}};
/// let register = LicenceRegister::new([
///     LicenceRow::new("A1").licensed_on(Day::from_ymd(2019, 3, 25)?),
///     LicenceRow::new(17).licensed_on(Day::from_ymd(2019, 5, 7)?),
///     LicenceRow::new("C3").of_cohort(FiscalYear(2020)),
/// ])?;
/// let licensees = register.licensees(CohortRule::default())?;
/// assert_eq!(licensees.new_licensees(FiscalYear(2019)).unwrap().value.count(), Some(2));
/// let linkage = register.link(["17", "C3", "X9"]);
/// assert_eq!((linkage.matched, linkage.unmatched_members, linkage.unmatched_licensees), (2, vec!["X9".into()], vec!["A1".into()]));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredRegister")]
pub struct LicenceRegister {
    holders: Vec<LicenceHolder>,
    log: IssueLog,
    as_of: Option<Day>,
}

impl LicenceRegister {
    /// A register made of rows in any order.
    ///
    /// Rows without a key, rows that repeat another, and rows whose licence ends before it begins are set aside, each with an issue.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row is left.
    pub fn new(rows: impl IntoIterator<Item = LicenceRow>) -> Result<Self> {
        let mut rows: Vec<LicenceRow> = rows.into_iter().collect();
        rows.sort_by(|a, b| order(a).cmp(&order(b)));
        let mut log = IssueLog { rows_read: rows.len() as u64, ..IssueLog::default() };
        let holders = rows.chunk_by(|a, b| a.key == b.key).filter_map(|rows| holder(rows, &mut log)).collect::<Vec<_>>();
        log.issues.sort();
        if holders.is_empty() {
            let advice = "give at least one row with a key".into();
            return Err(Error::NoRows { input: "the register of licence holders".into(), advice });
        }
        Ok(Self { holders, log, as_of: None })
    }

    /// With the day on which the register was extracted: the vintage of what is counted in it.
    ///
    /// A licence of a later day, or of a cohort more than one year after that day, is an issue
    /// ([`LicenceAfterAsOf`](IssueCode::LicenceAfterAsOf)); it is kept and counted in its cohort. The cohort after the extract is none:
    /// an examination of February belongs to the next one.
    #[must_use]
    pub fn as_of(mut self, day: Day) -> Self {
        self.as_of = Some(day);
        self.log.issues.retain(|issue| issue.code != IssueCode::LicenceAfterAsOf);
        let late = self.holders.iter().filter_map(|holder| Some((holder, holder.licence?))).filter(|(_, licence)| licence.is_after(day));
        let issue = |(holder, licence): (&LicenceHolder, LicenceStart)| Issue {
            row: None,
            code: IssueCode::LicenceAfterAsOf,
            action: Action::Kept,
            person: Some(holder.key.clone()),
            column: Some("licence".into()),
            value: Some(licence.to_string()),
        };
        self.log.issues.extend(late.map(issue));
        self.log.issues.sort();
        self
    }

    /// A register of parts that were checked.
    pub(super) fn of_parts(holders: Vec<LicenceHolder>, log: IssueLog, as_of: Option<Day>) -> Self {
        Self { holders, log, as_of }
    }

    /// The licence holders, sorted by key.
    #[must_use]
    pub fn holders(&self) -> &[LicenceHolder] {
        &self.holders
    }

    /// The rows accounted for and what was wrong with them.
    #[must_use]
    pub fn log(&self) -> &IssueLog {
        &self.log
    }

    /// The licence holder of a key.
    #[must_use]
    pub fn licence_of(&self, key: &str) -> Option<&LicenceHolder> {
        let at = self.holders.binary_search_by(|holder| holder.key.as_str().cmp(key)).ok()?;
        self.holders.get(at)
    }

    /// Who of the members is a licence holder, and who of the licence holders a member. A key that comes several times counts once.
    #[must_use]
    pub fn link<'a>(&self, member_keys: impl IntoIterator<Item = &'a str>) -> Linkage {
        let members: BTreeSet<&str> = member_keys.into_iter().collect();
        let unmatched_members: Vec<String> =
            members.iter().filter(|key| self.licence_of(key).is_none()).map(|key| (*key).to_owned()).collect();
        let unmatched = self.holders.iter().filter(|holder| !members.contains(holder.key.as_str()));
        let unmatched_licensees = unmatched.map(|holder| holder.key.clone()).collect();
        Linkage { matched: (members.len() - unmatched_members.len()) as u64, unmatched_members, unmatched_licensees }
    }

    /// New licence holders by cohort, for the whole and for each branch.
    ///
    /// A register is complete: a year between the first and the last cohort in which nobody obtained the licence counts 0, in the whole
    /// and in each branch. Those whose branch is not known are in the whole only; those whose licence is not known in neither (each
    /// has an issue). Licences that have ended are counted in their cohort.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no licence is known; [`Error::Limit`] when branches times years are more than ten million.
    pub fn licensees(&self, rule: CohortRule) -> Result<Licensees> {
        let mut counts: BTreeMap<Option<&str>, BTreeMap<FiscalYear, u64>> = BTreeMap::new();
        for holder in &self.holders {
            let Some(cohort) = holder.licence.map(|licence| licence.cohort(rule)) else { continue };
            for branch in std::iter::once(None).chain(holder.branch.as_deref().map(Some)) {
                *counts.entry(branch).or_default().entry(cohort).or_default() += 1;
            }
        }
        let years = counts.get(&None).map(all_years).unwrap_or_default();
        check_rows("branches times years in the register of licence holders", counts.len(), years.len())?;
        let row = |branch: Option<&str>, year, count| LicenceYear {
            branch: branch.map(str::to_owned),
            vintage: self.as_of,
            ..LicenceYear::new(year).with_count(count)
        };
        let rows = counts.iter().flat_map(|(branch, of)| years.iter().map(|year| row(*branch, *year, of.get(year).copied().unwrap_or(0))));
        Licensees::builder().years(YearBasis::CohortUnder(rule)).count_source("register of licence holders").rows(rows).build()
    }

    /// Licences in force on a day: obtained on or before it and not ended by it.
    ///
    /// Of those with a cohort only, the licence counts from the first day of that fiscal year. Those whose licence is not known are not
    /// in it. `None` when the day lies after the extract, about which the register knows nothing.
    #[must_use]
    pub fn in_force_on(&self, day: Day, rule: CohortRule) -> Option<Denominator> {
        if self.as_of.is_some_and(|as_of| day > as_of) {
            return None;
        }
        let begun = |licence| match licence {
            LicenceStart::Day(start) => start <= day,
            LicenceStart::Cohort(year) => year <= rule.calendar().year_of(day),
        };
        let in_force = |holder: &&LicenceHolder| holder.licence.is_some_and(begun) && holder.end.is_none_or(|end| day < end);
        Some(Denominator {
            value: Amount::Count(self.holders.iter().filter(in_force).count() as u64),
            kind: DenominatorKind::Registered,
            when: When::On(day),
            branch: None,
            vintage: self.as_of,
            known_on: None,
            basis: "licences obtained on or before the day and not ended by it".into(),
            source: Some("register of licence holders".into()),
            rule: Some(rule),
        })
    }
}

/// Every year from the first cohort to the last.
fn all_years(counts: &BTreeMap<FiscalYear, u64>) -> Vec<FiscalYear> {
    match (counts.keys().next(), counts.keys().next_back()) {
        (Some(first), Some(last)) => (first.get()..=last.get()).map(FiscalYear).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd(y, m, d).unwrap()
    }

    fn register(rows: Vec<LicenceRow>) -> LicenceRegister {
        let register = LicenceRegister::new(rows).unwrap();
        let log = register.log();
        assert_eq!(log.rows_read, log.rows_kept + log.rows_repaired + log.rows_set_aside);
        register
    }

    fn codes(register: &LicenceRegister) -> Vec<IssueCode> {
        register.log().issues.iter().map(|issue| issue.code).collect()
    }

    #[test]
    fn rows_of_one_key_fill_each_other_in() {
        let r = register(vec![
            LicenceRow::new("a").in_branch("13"),
            LicenceRow::new("a").of_cohort(FiscalYear(2019)).ended_on(day(2024, 1, 1)),
        ]);
        let a = r.licence_of("a").unwrap();
        assert_eq!(
            (a.licence, a.branch.as_deref(), a.end),
            (Some(LicenceStart::Cohort(FiscalYear(2019))), Some("13"), Some(day(2024, 1, 1)))
        );
        assert!(codes(&r).is_empty() && r.log().rows_kept == 2);
    }

    #[test]
    fn the_earliest_of_two_licence_days_is_used_in_any_order() {
        let rows = [LicenceRow::new("a").licensed_on(day(2010, 4, 1)), LicenceRow::new("a").licensed_on(day(2009, 4, 1))];
        for rows in [vec![rows[0].clone(), rows[1].clone()], vec![rows[1].clone(), rows[0].clone()]] {
            let r = register(rows);
            assert_eq!(r.licence_of("a").unwrap().licence, Some(LicenceStart::Day(day(2009, 4, 1))));
            assert_eq!(codes(&r), [IssueCode::LicenceConflict]);
            assert_eq!((r.log().rows_kept, r.log().rows_repaired), (1, 1));
        }
    }

    #[test]
    fn a_day_is_used_before_a_cohort_that_fits_it() {
        let fits = register(vec![LicenceRow::new(1).of_cohort(FiscalYear(2019)), LicenceRow::new(1).licensed_on(day(2019, 3, 25))]);
        assert_eq!(fits.licence_of("1").unwrap().licence, Some(LicenceStart::Day(day(2019, 3, 25))));
        assert!(codes(&fits).is_empty());
        let contradicts = register(vec![LicenceRow::new(1).of_cohort(FiscalYear(2005)), LicenceRow::new(1).licensed_on(day(2019, 3, 25))]);
        assert_eq!(contradicts.licence_of("1").unwrap().licence, Some(LicenceStart::Cohort(FiscalYear(2005))));
        assert_eq!(codes(&contradicts), [IssueCode::LicenceConflict]);
    }

    #[test]
    fn contradictory_branches_are_unknown_and_bad_rows_are_set_aside() {
        let r = register(vec![
            LicenceRow::new("a").of_cohort(FiscalYear(2019)).in_branch("13"),
            LicenceRow::new("a").of_cohort(FiscalYear(2019)).in_branch("14"),
            LicenceRow::new("b"),
            LicenceRow::new("b"),
            LicenceRow::new(" "),
            LicenceRow::new("c").licensed_on(day(2019, 4, 1)).ended_on(day(2018, 4, 1)),
            LicenceRow::new("d").of_cohort(FiscalYear(20_190)),
        ]);
        assert_eq!(r.holders().len(), 2);
        assert_eq!(r.licence_of("a").unwrap().branch, None);
        let mut found = codes(&r);
        found.sort();
        let mut expected = [
            IssueCode::Conflicting,
            IssueCode::Conflicting,
            IssueCode::MissingLicence,
            IssueCode::DuplicateRow,
            IssueCode::MissingPerson,
            IssueCode::EndBeforeStart,
            IssueCode::DateOutOfRange,
        ];
        expected.sort();
        assert_eq!(found, expected);
        assert_eq!((r.log().rows_kept, r.log().rows_repaired, r.log().rows_set_aside), (1, 2, 4));
    }

    #[test]
    fn a_year_without_a_licence_counts_zero_and_the_branches_add_up() {
        let r = register(vec![
            LicenceRow::new("a").of_cohort(FiscalYear(2001)).in_branch("13"),
            LicenceRow::new("b").of_cohort(FiscalYear(2003)).in_branch("14"),
        ]);
        let licensees = r.licensees(CohortRule::default()).unwrap();
        let counts = |l: &Licensees| [2000, 2001, 2002, 2003].map(|y| l.new_licensees(FiscalYear(y)).and_then(|d| d.value.count()));
        assert_eq!(counts(&licensees), [None, Some(1), Some(0), Some(1)]);
        assert_eq!(counts(&licensees.of_branch("13").unwrap()), [None, Some(1), Some(0), Some(0)]);
        assert!(licensees.issues().is_empty());
    }

    #[test]
    fn a_licence_is_in_force_from_its_day_until_its_end() {
        let r = register(vec![
            LicenceRow::new("a").licensed_on(day(2019, 4, 10)).ended_on(day(2024, 1, 1)),
            LicenceRow::new("b").of_cohort(FiscalYear(2020)),
            LicenceRow::new("c"),
        ])
        .as_of(day(2024, 3, 31));
        let in_force = |d| r.in_force_on(d, CohortRule::default()).and_then(|x| x.value.count());
        assert_eq!(in_force(day(2019, 4, 9)), Some(0));
        assert_eq!(in_force(day(2019, 4, 10)), Some(1));
        assert_eq!(in_force(day(2020, 4, 1)), Some(2));
        assert_eq!(in_force(day(2023, 12, 31)), Some(2));
        assert_eq!(in_force(day(2024, 1, 1)), Some(1));
        assert_eq!(in_force(day(2024, 4, 1)), None);
    }

    #[test]
    fn an_empty_register_is_an_error() {
        assert_eq!(LicenceRegister::new([]).unwrap_err().code(), "no_rows");
        let unknown = register(vec![LicenceRow::new("a")]);
        assert_eq!(unknown.licensees(CohortRule::default()).unwrap_err().code(), "no_rows");
    }
}
