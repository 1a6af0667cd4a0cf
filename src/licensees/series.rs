//! What does one series of yearly figures (the nation's, or one branch's) add up to?

use super::attrition::Attrition;
use super::figures::{Figure, Figures};
use crate::time::Day;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All licence holders up to the end of a cohort year, from which a sum starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Base {
    /// The last cohort inside the total.
    pub(super) year: FiscalYear,
    /// The total.
    pub(super) total: u64,
}

/// New licence holders by cohort and published cumulative totals, each with its revisions, and where a sum starts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Series {
    /// New licence holders by cohort.
    pub(super) counts: BTreeMap<FiscalYear, Figures>,
    /// Published totals through a cohort.
    pub(super) given: BTreeMap<FiscalYear, Figures>,
    /// Where a sum starts.
    pub(super) base: Option<Base>,
}

impl Series {
    /// New licence holders of a cohort, the newest figure.
    pub(super) fn count(&self, year: FiscalYear) -> Option<Figure> {
        self.counts.get(&year).and_then(Figures::newest)
    }

    /// The published total through a cohort, the newest figure.
    pub(super) fn given(&self, year: FiscalYear) -> Option<Figure> {
        self.given.get(&year).and_then(Figures::newest)
    }

    /// Whether nothing at all is stated.
    pub(super) fn is_empty(&self) -> bool {
        self.base.is_none() && self.counts.is_empty() && self.given.is_empty()
    }

    /// First and last year with a figure.
    pub(super) fn span(&self) -> Option<(FiscalYear, FiscalYear)> {
        let years = || self.counts.keys().chain(self.given.keys()).copied();
        Some((years().min()?, years().max()?))
    }

    /// Every year named, the base's included.
    pub(super) fn years(&self) -> impl Iterator<Item = FiscalYear> {
        self.counts.keys().chain(self.given.keys()).copied().chain(self.base.map(|base| base.year))
    }

    /// Only what was known at the end of a day.
    pub(super) fn known_on(&self, day: Day) -> Self {
        let filtered = |figures: &BTreeMap<FiscalYear, Figures>| {
            figures.iter().map(|(&year, figures)| (year, figures.known_on(day))).filter(|(_, figures)| !figures.is_empty()).collect()
        };
        Self { counts: filtered(&self.counts), given: filtered(&self.given), base: self.base }
    }

    /// Adds all figures of another series; the base is left to the caller.
    pub(super) fn extend(&mut self, other: &Self) {
        for (mine, theirs) in [(&mut self.counts, &other.counts), (&mut self.given, &other.given)] {
            for (&year, figures) in theirs {
                mine.entry(year).or_default().extend(figures);
            }
        }
    }

    /// The most that all figures can add up to, whichever of them are chosen.
    pub(super) fn upper_bound(&self) -> u64 {
        let largest = |figures: &BTreeMap<FiscalYear, Figures>| figures.values().map(Figures::largest).collect::<Vec<_>>();
        let counts = largest(&self.counts).into_iter().fold(0, u64::saturating_add);
        let given = largest(&self.given).into_iter().max().unwrap_or(0);
        counts.saturating_add(given).saturating_add(self.base.map_or(0, |base| base.total))
    }

    /// The cohorts that make up all licence holders through `year`; `None` where a cohort is missing and no published total bridges it.
    pub(super) fn through(&self, year: FiscalYear) -> Option<Accumulated> {
        if self.span().is_none_or(|(_, last)| year > last) && self.base.is_none_or(|base| year != base.year) {
            return None;
        }
        let (mut sum, mut next) = self.start(year)?;
        while next <= year {
            sum = match (sum, self.count(next)) {
                (Some(sum), Some(count)) => Some(sum.plus(next, count)),
                _ => self.given(next).map(|figure| Accumulated::from_total(next, figure)),
            };
            next = next.plus(1);
        }
        sum
    }

    /// Where the sum through `year` starts, and the first cohort to add: the base; else the earliest published total; else, when there
    /// is neither, the first cohort known.
    fn start(&self, year: FiscalYear) -> Option<(Option<Accumulated>, FiscalYear)> {
        let base = self.base.filter(|base| base.year <= year).map(|base| (base.year, Figure { known: None, value: base.total }));
        let published = || self.given.range(..=year).find_map(|(&year, figures)| Some((year, figures.newest()?)));
        if let Some((anchor, total)) = base.or_else(published) {
            return Some((Some(Accumulated::from_total(anchor, total)), anchor.plus(1)));
        }
        let unanchored = self.base.is_none() && self.given.is_empty();
        let first = self.counts.keys().next().copied().filter(|&first| unanchored && first <= year)?;
        Some((Some(Accumulated::default()), first))
    }
}

/// A cumulative total taken apart: a total to start from, if there is one, and the cohorts added to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Accumulated {
    /// The last cohort of the total from which the sum starts, and that total.
    pub(super) anchor: Option<(FiscalYear, u64)>,
    /// The cohorts added, in order.
    pub(super) cohorts: Vec<(FiscalYear, u64)>,
    /// The newest day on which one of the figures became known.
    pub(super) vintage: Option<Day>,
}

impl Accumulated {
    fn from_total(year: FiscalYear, total: Figure) -> Self {
        Self { anchor: Some((year, total.value)), cohorts: Vec::new(), vintage: total.known }
    }

    fn plus(mut self, year: FiscalYear, count: Figure) -> Self {
        self.cohorts.push((year, count.value));
        self.vintage = self.vintage.max(count.known);
        self
    }

    /// All of them; `None` only beyond the range of counts.
    pub(super) fn total(&self) -> Option<u64> {
        self.cohorts.iter().try_fold(self.anchor.map_or(0, |(_, total)| total), |sum, &(_, count)| sum.checked_add(count))
    }

    /// How many of them are expected to be in practice at the end of `year`. Those of the anchor count as licensed in its year.
    pub(super) fn in_practice(&self, year: FiscalYear, attrition: &Attrition) -> f64 {
        let survivors =
            |&(cohort, count): &(FiscalYear, u64)| count as f64 * attrition.survival(u32::try_from(year.since(cohort)).unwrap_or(0)).get();
        self.anchor.iter().chain(&self.cohorts).map(survivors).sum()
    }

    /// How the sum came about, in words.
    pub(super) fn words(&self) -> String {
        let added = match (self.cohorts.first(), self.cohorts.last()) {
            (Some((first, _)), Some((last, _))) if first == last => format!("the new licence holders of cohort {first}"),
            (Some((first, _)), Some((last, _))) => format!("the new licence holders of cohorts {first} to {last}"),
            _ => "no cohort".into(),
        };
        match self.anchor {
            Some((year, total)) => format!("{total} through {year} plus {added}"),
            None => format!("{added}; earlier licences are not in it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(counts: &[(i32, u64)], given: &[(i32, u64)], base: Option<(i32, u64)>) -> Series {
        let figures = |list: &[(i32, u64)]| {
            let mut map: BTreeMap<FiscalYear, Figures> = BTreeMap::new();
            for &(year, value) in list {
                map.entry(FiscalYear(year)).or_default().insert(Figure { known: None, value });
            }
            map
        };
        let base = base.map(|(year, total)| Base { year: FiscalYear(year), total });
        Series { counts: figures(counts), given: figures(given), base }
    }

    fn total(series: &Series, year: i32) -> Option<u64> {
        series.through(FiscalYear(year)).and_then(|sum| sum.total())
    }

    #[test]
    fn without_an_anchor_the_sum_starts_with_the_first_cohort() {
        let s = series(&[(2001, 10), (2002, 20)], &[], None);
        assert_eq!([2000, 2001, 2002, 2003].map(|y| total(&s, y)), [None, Some(10), Some(30), None]);
    }

    #[test]
    fn a_base_comes_before_the_first_cohort_added() {
        let s = series(&[(2001, 10), (2002, 20)], &[(2002, 999)], Some((2000, 100)));
        assert_eq!([1999, 2000, 2001, 2002].map(|y| total(&s, y)), [None, Some(100), Some(110), Some(130)]);
    }

    #[test]
    fn without_a_base_the_earliest_published_total_is_the_anchor_and_years_before_it_stay_unknown() {
        let s = series(&[(2001, 10), (2002, 20), (2003, 30)], &[(2002, 500), (2003, 777)], None);
        assert_eq!([2001, 2002, 2003].map(|y| total(&s, y)), [None, Some(500), Some(530)]);
    }

    #[test]
    fn a_gap_ends_the_sum_until_a_published_total() {
        let s = series(&[(2001, 10), (2003, 30), (2005, 50)], &[(2004, 400)], Some((2000, 100)));
        let totals = [2001, 2002, 2003, 2004, 2005].map(|y| total(&s, y));
        assert_eq!(totals, [Some(110), None, None, Some(400), Some(450)]);
    }

    #[test]
    fn a_year_far_away_is_answered_at_once() {
        let s = series(&[(2001, 10)], &[], Some((2000, 1)));
        assert_eq!([i32::MAX, i32::MIN].map(|y| total(&s, y)), [None, None]);
    }
}
