//! What was said about one number, and when?

use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A published figure and the day on which it became known. Ordered by that day, an undated figure first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Figure {
    /// When it became known; `None` is from the beginning.
    pub(super) known: Option<Day>,
    /// The figure.
    pub(super) value: u64,
}

/// All that was published about one number: a set, so that order does not matter and saying the same thing twice changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Figures(BTreeSet<Figure>);

impl Figures {
    /// Adds a figure; false if it was there already.
    pub(super) fn insert(&mut self, figure: Figure) -> bool {
        self.0.insert(figure)
    }

    /// The figure that became known last; `None` if two different ones became known on that day.
    pub(super) fn newest(&self) -> Option<Figure> {
        let last = self.0.last()?;
        let rival = self.0.iter().rev().nth(1).is_some_and(|before| before.known == last.known);
        (!rival).then_some(*last)
    }

    /// Only what was known at the end of a day.
    pub(super) fn known_on(&self, day: Day) -> Self {
        Self(self.0.iter().filter(|figure| figure.known.is_none_or(|known| known <= day)).copied().collect())
    }

    /// In order of the day on which they became known.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.0.iter()
    }

    /// Whether two different figures became known on one day, so that nothing tells which holds.
    pub(super) fn conflict(&self) -> bool {
        self.iter().zip(self.iter().skip(1)).any(|(a, b)| a.known == b.known)
    }

    /// Whether a later figure differs from an earlier one.
    pub(super) fn revised(&self) -> bool {
        self.iter().zip(self.iter().skip(1)).any(|(a, b)| a.known != b.known && a.value != b.value)
    }

    /// The largest figure ever published, 0 if there is none.
    pub(super) fn largest(&self) -> u64 {
        self.iter().map(|figure| figure.value).max().unwrap_or(0)
    }

    /// Adds all of another set.
    pub(super) fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// Whether nothing was published.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(known: &[(Option<i32>, u64)]) -> Figures {
        Figures(known.iter().map(|&(year, value)| Figure { known: year.map(|y| Day::from_ymd(y, 3, 31).unwrap()), value }).collect())
    }

    #[test]
    fn the_newest_figure_holds_and_an_undated_one_is_the_oldest() {
        let revised = figures(&[(Some(2012), 7_786), (None, 7_736)]);
        assert_eq!(revised.newest().unwrap().value, 7_786);
        assert!(revised.revised() && !revised.conflict());
        assert_eq!(revised.known_on(Day::from_ymd(2011, 12, 31).unwrap()).newest().unwrap().value, 7_736);
    }

    #[test]
    fn two_figures_of_one_day_contradict_each_other_and_none_is_taken() {
        let both = figures(&[(Some(2012), 7_786), (Some(2012), 7_736)]);
        assert!(both.conflict() && both.newest().is_none());
    }

    #[test]
    fn an_old_contradiction_does_not_hide_a_later_figure() {
        let settled = figures(&[(None, 1), (None, 2), (Some(2012), 3)]);
        assert!(settled.conflict());
        assert_eq!(settled.newest().unwrap().value, 3);
    }
}
