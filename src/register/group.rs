//! Brings the rows of one person together: persons in the order of their keys, rows in the order given.

use crate::episode::{PersonKeys, TextColumn};

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
            let (distinct, order, first) = group_by(|row| keys[row], |key| *key, usable);
            Grouped { keys: PersonKeys::Integers(distinct), order, first }
        }
        PersonKeys::Texts(keys) => {
            let (distinct, order, first) = group_by(|row| keys.get(row), |key| beginning(key), usable);
            Grouped { keys: PersonKeys::Texts(distinct.into_iter().collect::<TextColumn>()), order, first }
        }
    }
}

/// The first eight bytes of a text as a number that orders texts as far as they go: most keys are told apart by it, without a look
/// at the text itself.
fn beginning(key: &str) -> u64 {
    let mut first = [0; 8];
    let length = key.len().min(8);
    first[..length].copy_from_slice(&key.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

/// Distinct keys ascending, row positions by key and then in the order given, and where each key's rows begin. `coarse` never orders
/// two keys otherwise than they are.
fn group_by<K: Ord + Copy, C: Ord + Copy>(
    key: impl Fn(usize) -> K,
    coarse: impl Fn(&K) -> C,
    usable: &[bool],
) -> (Vec<K>, Vec<u32>, Vec<u32>) {
    let rows = || (0..usable.len()).filter(|&row| usable[row]);
    if is_ascending(rows().map(&key)) {
        return already_grouped(rows(), key);
    }
    let mut sorted: Vec<(C, u32)> = rows().map(|row| (coarse(&key(row)), row as u32)).collect();
    sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a.1 as usize).cmp(&key(b.1 as usize))).then(a.1.cmp(&b.1)));
    already_grouped(sorted.into_iter().map(|(_, row)| row as usize), key)
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

/// The grouping of rows in the order of their keys, as databases export them.
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
    fn texts_are_ordered_by_all_their_bytes() {
        let keys = ["member-0002", "member-0001", "m", "member-0002", "会員"];
        let grouped = group(&PersonKeys::Texts(keys.into_iter().collect()), &[true; 5]);
        assert_eq!(grouped.keys, PersonKeys::Texts(["m", "member-0001", "member-0002", "会員"].into_iter().collect()));
        assert_eq!((grouped.order, grouped.first), (vec![2, 1, 0, 3, 4], vec![0, 1, 2, 4, 5]));
    }

    #[test]
    fn unusable_rows_are_left_out() {
        let grouped = group(&PersonKeys::Texts(["b", "a", "b"].into_iter().collect()), &[true, false, true]);
        assert_eq!((grouped.order, grouped.first), (vec![0, 2], vec![0, 2]));
    }
}
