//! Do the figures agree with each other, and with what was published before?

use super::figured::Figured;
use super::figures::{Figure, Figures};
use super::series::Series;
use crate::input::{Action, Issue, IssueCode, IssueLog};
use crate::unit::FiscalYear;
use std::collections::{BTreeMap, BTreeSet};

/// Revisions, contradictions, published totals that differ from the sum, national figures that differ from the branches.
pub(super) fn issues(of: &Figured) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (branch, series) in of.series() {
        for (column, figures) in [(COUNT, &series.counts), (TOTAL, &series.given)] {
            issues.extend(figures.iter().flat_map(|(&year, figures)| vintages(branch, column, year, figures)));
        }
        issues.extend(totals(branch, series));
    }
    issues.extend(branches(of));
    issues
}

const COUNT: &str = "new_licensees";
const TOTAL: &str = "cumulative";

fn issue(code: IssueCode, column: &str, branch: Option<&str>, text: String) -> Issue {
    let value = branch.map_or(text.clone(), |branch| format!("{branch}, {text}"));
    Issue { row: None, code, action: Action::Kept, person: None, column: Some(column.into()), value: Some(value) }
}

/// The revisions and contradictions of one number.
fn vintages(branch: Option<&str>, column: &str, year: FiscalYear, figures: &Figures) -> Vec<Issue> {
    let shown = |figure: &Figure| match figure.known {
        Some(day) => format!("{} (known {day})", figure.value),
        None => format!("{} (undated)", figure.value),
    };
    let text = || format!("{year}: {}", figures.iter().map(shown).collect::<Vec<_>>().join(", "));
    let of_code = |code| issue(code, column, branch, text());
    let conflict = figures.conflict().then(|| of_code(IssueCode::Conflicting));
    let revised = figures.revised().then(|| of_code(IssueCode::Revised));
    conflict.into_iter().chain(revised).collect()
}

/// Published totals (and the base) that are not the one before plus the cohorts between.
fn totals(branch: Option<&str>, series: &Series) -> Vec<Issue> {
    let mut stated: Vec<(FiscalYear, u64)> = series.base.iter().map(|base| (base.year, base.total)).collect();
    stated.extend(series.given.iter().filter_map(|(&year, figures)| Some((year, figures.newest()?.value))));
    stated.sort_unstable();
    let pairs = stated.iter().zip(stated.iter().skip(1));
    pairs
        .filter_map(|(&earlier, &later)| total_differs(series, earlier, later))
        .map(|text| issue(IssueCode::TotalDiffers, TOTAL, branch, text))
        .collect()
}

/// How a later total differs from an earlier one plus the cohorts between, and which older figure would explain it.
fn total_differs(series: &Series, (from, start): (FiscalYear, u64), (to, stated): (FiscalYear, u64)) -> Option<String> {
    let years = || (from.get() + 1..=to.get()).map(FiscalYear);
    let added = sum(years().map(|year| series.count(year))).map_or((from == to).then_some(0), |figure| Some(figure.value))?;
    let summed = start.checked_add(added)?;
    if summed == stated {
        return None;
    }
    let explained = |year: FiscalYear| {
        let (figures, newest) = (series.counts.get(&year)?, series.count(year)?.value);
        let older = figures.iter().find(|older| i128::from(summed) - i128::from(newest) + i128::from(older.value) == i128::from(stated))?;
        Some(format!("; it holds {} for {year}, now {newest}", older.value))
    };
    let why = years().find_map(explained).unwrap_or_default();
    Some(format!("{to}: {stated} stated, {start} through {from} plus the cohorts since is {summed}{why}"))
}

/// National figures that are not the sum of all branches.
fn branches(of: &Figured) -> Vec<Issue> {
    let sums = branch_sums(of);
    let differing = |column, national: &BTreeMap<FiscalYear, Figures>, summed: &BTreeMap<FiscalYear, Figure>| {
        let pairs = national.iter().filter_map(|(year, figures)| Some((year, figures.newest()?.value, summed.get(year)?.value)));
        let differing = pairs.filter(|(_, stated, summed)| stated != summed);
        let text = |(year, stated, summed)| format!("{year}: {stated} stated for the whole, the branches add up to {summed}");
        differing.map(|found| issue(IssueCode::TotalDiffers, column, None, text(found))).collect::<Vec<_>>()
    };
    let mut issues = differing(COUNT, &of.national.counts, &sums.0);
    issues.extend(differing(TOTAL, &of.national.given, &sums.1));
    issues
}

/// New licence holders and published totals summed over the branches, for the years that every branch has.
fn branch_sums(of: &Figured) -> (BTreeMap<FiscalYear, Figure>, BTreeMap<FiscalYear, Figure>) {
    let years = |of_series: fn(&Series) -> &BTreeMap<FiscalYear, Figures>| -> BTreeSet<FiscalYear> {
        of.branches.values().next().map(|series| of_series(series).keys().copied().collect()).unwrap_or_default()
    };
    let sums = |years: BTreeSet<FiscalYear>, figure: fn(&Series, FiscalYear) -> Option<Figure>| {
        years.into_iter().filter_map(|year| Some((year, sum(of.branches.values().map(|series| figure(series, year)))?))).collect()
    };
    (sums(years(|series| &series.counts), Series::count), sums(years(|series| &series.given), Series::given))
}

/// The national series with the sums over the branches in the years in which it has no figure.
pub(super) fn filled(of: &Figured) -> Series {
    let mut series = of.national.clone();
    let sums = branch_sums(of);
    for (figures, sums) in [(&mut series.counts, sums.0), (&mut series.given, sums.1)] {
        for (year, figure) in sums {
            let known = figures.entry(year).or_default();
            if known.is_empty() {
                known.insert(figure);
            }
        }
    }
    series
}

/// The sum of figures and the newest of their vintages; `None` if one is missing, or there is none at all.
pub(super) fn sum(mut figures: impl Iterator<Item = Option<Figure>>) -> Option<Figure> {
    let first = figures.next()??;
    figures.try_fold(first, |sum, figure| {
        let figure = figure?;
        Some(Figure { known: sum.known.max(figure.known), value: sum.value.checked_add(figure.value)? })
    })
}

/// Adds the rows and issues of another reading.
pub(super) fn add_log(log: &mut IssueLog, other: &IssueLog) {
    log.rows_read += other.rows_read;
    log.rows_kept += other.rows_kept;
    log.rows_repaired += other.rows_repaired;
    log.rows_set_aside += other.rows_set_aside;
    log.issues.extend(other.issues.iter().cloned());
    log.issues.sort();
}
