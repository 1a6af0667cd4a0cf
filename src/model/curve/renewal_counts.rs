//! How many were up for each renewal and how many did not renew: all that a curve of renewals needs to know.

use crate::cohort::RetentionTriangle;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Members up for their first, second, third … renewal, and how many of them were lost at it.
///
/// The likelihood of every curve that counts renewals depends on these counts alone, however many cohorts they come from, however long
/// each was seen, and whether it was seen from the beginning. Cohorts are added by adding their counts.
///
/// Assumes that all cohorts follow one curve, and that a cohort is no longer seen for reasons that have nothing to do with renewing.
///
/// # Example
///
/// ```
/// use kaiin::model::curve::RenewalCounts;
/// // 100 joined, 80 renewed once, 70 twice; a year later 50 joined and 45 renewed once
/// let counts = RenewalCounts::of_cohorts(&[vec![100, 80, 70], vec![50, 45]])?;
/// assert_eq!(counts.at_risk(), [150, 80]);
/// assert_eq!(counts.lost(), [25, 10]);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct RenewalCounts {
    at_risk: Vec<u64>,
    lost: Vec<u64>,
    /// Persons of whom a renewal is the first that was seen.
    entered: Vec<u64>,
}

#[derive(Deserialize)]
struct Unchecked {
    at_risk: Vec<u64>,
    lost: Vec<u64>,
    entered: Vec<u64>,
}

impl TryFrom<Unchecked> for RenewalCounts {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { at_risk, lost, entered } = read;
        let fits = at_risk.len() == lost.len() && at_risk.len() == entered.len();
        if !fits || at_risk.iter().zip(&lost).any(|(at_risk, lost)| lost > at_risk) {
            let reason = "have columns that do not fit; write them again";
            return Err(Error::setting("renewal counts", format!("of {} periods", at_risk.len()), reason));
        }
        Ok(Self { at_risk, lost, entered })
    }
}

impl RenewalCounts {
    /// One cohort: how many joined, and how many were still there after each renewal.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there are more after a renewal than before it, or nobody at first.
    pub fn of_cohort(remaining: &[u64]) -> Result<Self> {
        Self::default().and_cohort_from(0, remaining)
    }

    /// Several cohorts, each with its own number of renewals seen.
    ///
    /// # Errors
    ///
    /// As [`RenewalCounts::of_cohort`].
    pub fn of_cohorts<C: AsRef<[u64]>>(cohorts: &[C]) -> Result<Self> {
        cohorts.iter().try_fold(Self::default(), |counts, cohort| counts.and_cohort_from(0, cohort.as_ref()))
    }

    /// The same and one more cohort, which was first seen after some renewals (delayed entry): how many were there then, and after each
    /// later renewal. Who had gone before is not counted and does not bias the fit.
    ///
    /// # Errors
    ///
    /// As [`RenewalCounts::of_cohort`]; [`Error::Limit`] for more than 10,000 renewals.
    pub fn and_cohort_from(mut self, renewals: usize, remaining: &[u64]) -> Result<Self> {
        if remaining.first().is_none_or(|&first| first == 0) {
            return Err(Error::setting("cohort", format!("{remaining:?}"), "has nobody at first; leave it out"));
        }
        for (step, pair) in remaining.windows(2).enumerate() {
            let &[before, after] = pair else { continue };
            if after > before {
                let reason = format!(
                    "are more than the {before} there before renewal {}; count those of the cohort who never left, without who came back",
                    renewals + step + 1
                );
                return Err(Error::setting("members left", after, reason));
            }
            self.add(renewals + step, before, before - after, if step == 0 { before } else { 0 })?;
        }
        Ok(self)
    }

    /// Lifetimes that were counted: how many were lost at the first, second, … renewal, and how many were still there and not seen after
    /// as many renewals.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when the lists differ in length; [`Error::NoRows`] when nobody is counted.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::model::curve::RenewalCounts;
    /// // ten persons: 3 lost at the first renewal, 1 at the second; 2 seen for one renewal only, 4 for two
    /// let counts = RenewalCounts::of_lifetimes(&[3, 1], &[2, 4])?;
    /// assert_eq!((counts.at_risk(), counts.lost()), (&[10, 5][..], &[3, 1][..]));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_lifetimes(lost: &[u64], censored: &[u64]) -> Result<Self> {
        if lost.len() != censored.len() {
            let (column, reference) = ("censored".to_owned(), "lost".to_owned());
            return Err(Error::ColumnLength { column, found: censored.len(), reference, expected: lost.len() });
        }
        let mut counts = Self::default();
        let mut at_risk = 0;
        for (period, (&lost, &censored)) in lost.iter().zip(censored).enumerate().rev() {
            at_risk = sum(at_risk, sum(lost, censored)?)?;
            counts.add(period, at_risk, lost, if period == 0 { at_risk } else { 0 })?;
        }
        if at_risk == 0 {
            return Err(Error::NoRows { input: "the lifetimes".into(), advice: "give at least one person".into() });
        }
        Ok(counts)
    }

    /// The cohorts of a triangle, each from its first age to the last that was seen.
    ///
    /// Where members are looked at on the last days of fiscal years, the time before the first look is no renewal and is left out. A
    /// cohort without members is left out.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a cohort grows because who came back counts again: build the triangle with first spells only.
    pub fn of_triangle(triangle: &RetentionTriangle) -> Result<Self> {
        let mut counts = Self::default();
        for row in triangle.rows() {
            let seen: Vec<u64> = row.remaining.iter().copied().map_while(|remaining| remaining).collect();
            if seen.first().is_some_and(|&first| first > 0) {
                counts = counts.and_cohort_from(0, &seen)?;
            }
        }
        Ok(counts)
    }

    fn add(&mut self, period: usize, at_risk: u64, lost: u64, entered: u64) -> Result<()> {
        const MOST: usize = 10_000;
        if period >= MOST {
            let advice = "count in longer periods".into();
            return Err(Error::Limit { what: "renewals", found: period as u64 + 1, limit: MOST as u64, advice });
        }
        let size = self.at_risk.len().max(period + 1);
        for (column, value) in [(&mut self.at_risk, at_risk), (&mut self.lost, lost), (&mut self.entered, entered)] {
            column.resize(size, 0);
            if let Some(cell) = column.get_mut(period) {
                *cell = sum(*cell, value)?;
            }
        }
        Ok(())
    }

    /// Members up for each renewal, the first one first.
    #[must_use]
    pub fn at_risk(&self) -> &[u64] {
        &self.at_risk
    }

    /// Members lost at each renewal.
    #[must_use]
    pub fn lost(&self) -> &[u64] {
        &self.lost
    }

    /// Number of persons.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.entered.iter().fold(0, |people, &entered| people.saturating_add(entered))
    }

    /// Members lost at all renewals.
    #[must_use]
    pub fn all_lost(&self) -> u64 {
        self.lost.iter().fold(0, |all, &lost| all.saturating_add(lost))
    }

    /// Number of renewals for which anyone was seen: the last one that was.
    #[must_use]
    pub fn periods(&self) -> usize {
        self.at_risk.iter().rposition(|&at_risk| at_risk > 0).map_or(0, |last| last + 1)
    }

    /// The first renewals only.
    #[must_use]
    pub fn first(&self, periods: usize) -> Self {
        let first = |column: &[u64]| column.iter().copied().take(periods).collect();
        Self { at_risk: first(&self.at_risk), lost: first(&self.lost), entered: first(&self.entered) }
    }

    /// The share that stayed at each renewal; `None` where nobody was up for it.
    #[must_use]
    pub fn retention(&self) -> Vec<Option<f64>> {
        let share = |(&at_risk, &lost): (&u64, &u64)| (at_risk > 0).then(|| (at_risk - lost) as f64 / at_risk as f64);
        self.at_risk.iter().zip(&self.lost).map(share).collect()
    }

    /// The share still there after 0, 1, 2, … renewals: the product of the shares that stayed. `None` from the first renewal on for which
    /// nobody was seen.
    #[must_use]
    pub fn survival(&self) -> Vec<Option<f64>> {
        let steps = self.retention().into_iter().scan(Some(1.0), |left, share| {
            *left = left.zip(share).map(|(left, share)| left * share);
            Some(*left)
        });
        std::iter::once(Some(1.0)).chain(steps).collect()
    }

    /// The table: a row a renewal.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let integers = |values: &[u64]| Values::Integers(values.iter().map(|&value| i64::try_from(value).ok()).collect());
        let columns = [
            ("renewal", Values::Integers((1..=self.at_risk.len()).map(|t| i64::try_from(t).ok()).collect())),
            ("at_risk", integers(&self.at_risk)),
            ("lost", integers(&self.lost)),
            ("retention", Values::Reals(self.retention())),
            ("survival", Values::Reals(self.survival().into_iter().skip(1).collect())),
        ];
        Table::of_columns("renewal_counts", columns)
    }
}

fn sum(a: u64, b: u64) -> Result<u64> {
    let advice = || "give counts of persons".into();
    a.checked_add(b).ok_or_else(|| Error::Limit { what: "members of one renewal", found: u64::MAX, limit: u64::MAX, advice: advice() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cohorts_add_and_one_seen_late_counts_from_then_on() {
        let counts = RenewalCounts::of_cohort(&[10, 8, 6]).unwrap().and_cohort_from(1, &[5, 4, 4]).unwrap();
        assert_eq!((counts.at_risk(), counts.lost()), (&[10, 13, 4][..], &[2, 3, 0][..]));
        assert_eq!((counts.people(), counts.all_lost(), counts.periods()), (15, 5, 3));
        assert_eq!(counts.first(1), RenewalCounts::of_cohort(&[10, 8]).unwrap());
        assert_eq!(counts.survival()[1], Some(0.8));
    }

    #[test]
    fn lifetimes_and_cohorts_are_the_same_counts() {
        let cohort = RenewalCounts::of_cohort(&[1000, 631, 468]).unwrap();
        assert_eq!(RenewalCounts::of_lifetimes(&[369, 163], &[0, 468]).unwrap(), cohort);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let message = |result: Result<RenewalCounts>| result.unwrap_err().to_string();
        let grown = message(RenewalCounts::of_cohorts(&[vec![9, 8], vec![10, 7, 8]]));
        assert!(grown.starts_with("members left 8 are more than the 7 there before renewal 2"), "{grown}");
        assert!(message(RenewalCounts::of_cohort(&[])).contains("nobody"));
        assert!(message(RenewalCounts::of_cohort(&[0, 0])).contains("nobody"));
        assert_eq!(RenewalCounts::of_lifetimes(&[1], &[1, 2]).unwrap_err().code(), "column_length");
        assert_eq!(RenewalCounts::of_lifetimes(&[0], &[0]).unwrap_err().code(), "no_rows");
        assert_eq!(RenewalCounts::of_lifetimes(&[u64::MAX], &[1]).unwrap_err().code(), "limit");
        assert_eq!(RenewalCounts::default().and_cohort_from(20_000, &[2, 1]).unwrap_err().code(), "limit");
    }
}
