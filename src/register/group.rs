//! Brings the rows of one person together: persons in the order of their keys, rows in the order given.

use crate::episode::{PersonKeys, TextColumn};
use std::collections::HashMap;

/// Rows brought together by person.
pub(super) struct Grouped {
    /// The key of each person, ascending.
    pub(super) keys: PersonKeys,
    /// Positions of the rows, person by person.
    pub(super) order: Vec<u32>,
    /// Where each person's rows begin in `order`; one more entry than persons.
    pub(super) first: Vec<u32>,
}

/// Groups the rows for which `usable` holds.
pub(super) fn group(keys: &PersonKeys, usable: &[bool]) -> Grouped {
    match keys {
        PersonKeys::Integers(keys) => {
            let (distinct, order, first) = group_by(|row| keys[row], usable);
            Grouped { keys: PersonKeys::Integers(distinct), order, first }
        }
        PersonKeys::Texts(keys) => {
            let (distinct, order, first) = group_by(|row| keys.get(row), usable);
            Grouped { keys: PersonKeys::Texts(distinct.into_iter().collect::<TextColumn>()), order, first }
        }
    }
}

/// Distinct keys ascending, row positions by key, and where each key's rows begin.
fn group_by<K: Ord + Copy + std::hash::Hash>(key: impl Fn(usize) -> K, usable: &[bool]) -> (Vec<K>, Vec<u32>, Vec<u32>) {
    let rows = || (0..usable.len()).filter(|&row| usable[row]);
    if is_ascending(rows().map(&key)) {
        return already_grouped(rows(), key);
    }
    let (person_of_row, distinct) = number_by_appearance(rows(), &key);
    let mut by_key: Vec<u32> = (0..distinct.len() as u32).collect();
    by_key.sort_unstable_by_key(|&person| distinct[person as usize]);
    let mut rank = vec![0u32; distinct.len()];
    by_key.iter().enumerate().for_each(|(position, &person)| rank[person as usize] = position as u32);

    // A counting sort keeps the rows of a person in the order given.
    let mut first = vec![0u32; distinct.len() + 1];
    person_of_row.iter().for_each(|&person| first[rank[person as usize] as usize + 1] += 1);
    (0..distinct.len()).for_each(|person| first[person + 1] += first[person]);
    let mut next = first.clone();
    let mut order = vec![0u32; person_of_row.len()];
    for (row, &person) in rows().zip(&person_of_row) {
        let place = &mut next[rank[person as usize] as usize];
        order[*place as usize] = row as u32;
        *place += 1;
    }
    (by_key.into_iter().map(|person| distinct[person as usize]).collect(), order, first)
}

/// Whether keys never fall.
fn is_ascending<K: Ord>(mut keys: impl Iterator<Item = K>) -> bool {
    let Some(mut last) = keys.next() else { return true };
    keys.all(|key| {
        let rises = key >= last;
        last = key;
        rises
    })
}

/// The grouping of rows whose keys never fall: as databases export them, without hashing.
fn already_grouped<K: Ord>(rows: impl Iterator<Item = usize>, key: impl Fn(usize) -> K) -> (Vec<K>, Vec<u32>, Vec<u32>) {
    let (mut distinct, mut order, mut first) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let this = key(row);
        if distinct.last() != Some(&this) {
            distinct.push(this);
            first.push(order.len() as u32);
        }
        order.push(row as u32);
    }
    first.push(order.len() as u32);
    (distinct, order, first)
}

/// A number for the person of each row, in order of appearance, and the keys in that order.
fn number_by_appearance<K: Eq + Copy + std::hash::Hash>(rows: impl Iterator<Item = usize>, key: impl Fn(usize) -> K) -> (Vec<u32>, Vec<K>) {
    let mut known: HashMap<K, u32> = HashMap::new();
    let mut distinct = Vec::new();
    let person_of_row = rows
        .map(|row| {
            let this = key(row);
            *known.entry(this).or_insert_with(|| {
                distinct.push(this);
                distinct.len() as u32 - 1
            })
        })
        .collect();
    (person_of_row, distinct)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsorted_and_sorted_rows_group_alike() {
        let unsorted = group(&PersonKeys::Integers(vec![7, 3, 7, 5]), &[true; 4]);
        assert_eq!(unsorted.keys, PersonKeys::Integers(vec![3, 5, 7]));
        assert_eq!((unsorted.order, unsorted.first), (vec![1, 3, 0, 2], vec![0, 1, 2, 4]));
        let sorted = group(&PersonKeys::Integers(vec![3, 5, 7, 7]), &[true; 4]);
        assert_eq!((sorted.order, sorted.first), (vec![0, 1, 2, 3], vec![0, 1, 2, 4]));
    }

    #[test]
    fn unusable_rows_are_left_out() {
        let grouped = group(&PersonKeys::Texts(["b", "a", "b"].into_iter().collect()), &[true, false, true]);
        assert_eq!((grouped.order, grouped.first), (vec![0, 2], vec![0, 2]));
    }
}
