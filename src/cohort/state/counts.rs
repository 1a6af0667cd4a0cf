//! The counts of one group of a state table, by day of the clock.

use crate::cohort::grouping::Group;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// The days of one group on which anything happened, and what did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StateCounts {
    pub(super) group: Group,
    /// Ascending.
    pub(super) days: Vec<i32>,
    /// `counts[day * width + place]`.
    pub(super) counts: Vec<u32>,
}

impl StateCounts {
    /// Whether there are so many counts a day.
    pub(super) fn fits(&self, width: usize) -> bool {
        self.counts.len() == self.days.len() * width && self.days.windows(2).all(|pair| pair[0] < pair[1])
    }

    /// One count for each cell, a day and a place; a cell may occur again.
    pub(super) fn of_cells(group: Group, mut cells: Vec<(i32, usize)>, width: usize) -> Self {
        cells.sort_unstable();
        let mut counts = Self { group, days: Vec::new(), counts: Vec::new() };
        cells.into_iter().for_each(|(day, place)| counts.add(day, place, 1, width));
        counts
    }

    /// Adds to a cell; days come in ascending order.
    pub(super) fn add(&mut self, day: i32, place: usize, count: u32, width: usize) {
        if self.days.last() != Some(&day) {
            self.days.push(day);
            self.counts.resize(self.days.len() * width, 0);
        }
        let at = self.counts.len() - width + place;
        self.counts[at] += count;
    }

    /// The same counts, each moved to a new place among `width`.
    pub(super) fn laid_out(&self, places: &[usize], width: usize) -> Self {
        let mut counts = vec![0; self.days.len() * width];
        for (to, from) in counts.chunks_exact_mut(width.max(1)).zip(self.counts.chunks_exact(places.len().max(1))) {
            places.iter().zip(from).for_each(|(&place, &count)| to[place] = count);
        }
        Self { counts, ..self.clone() }
    }

    /// The counts of both, laid out alike.
    pub(super) fn plus(&self, other: &Self) -> Result<Self> {
        let width = [self, other].into_iter().find(|one| !one.days.is_empty()).map_or(0, |one| one.counts.len() / one.days.len());
        let (mut days, mut counts) = (Vec::with_capacity(self.days.len()), Vec::with_capacity(self.counts.len()));
        let (mut left, mut right) = (0, 0);
        while left < self.days.len() || right < other.days.len() {
            let (a, b) = (self.days.get(left).copied(), other.days.get(right).copied());
            let day = a.into_iter().chain(b).min().unwrap_or_default();
            let of = |one: &Self, at: usize, found: Option<i32>, place: usize| {
                if found == Some(day) { one.counts[at * width + place] } else { 0 }
            };
            for place in 0..width {
                let (a, b) = (of(self, left, a, place), of(other, right, b, place));
                counts.push(a.checked_add(b).ok_or_else(|| too_many(u64::from(a) + u64::from(b)))?);
            }
            days.push(day);
            left += usize::from(a == Some(day));
            right += usize::from(b == Some(day));
        }
        Ok(Self { group: self.group.clone(), days, counts })
    }
}

fn too_many(found: u64) -> Error {
    let advice = "keep the tables apart and add what is estimated from them".into();
    Error::Limit { what: "persons of one group, day and state", found, limit: u64::from(u32::MAX), advice }
}
