//! Tables of binomial numbers: for one probability and many numbers of people, drawn from in one step.

use std::hint::select_unpredictable;

/// Most columns of a table.
const MOST_NUMBERS: usize = 128;
/// Most columns of all tables of one probability: with more, one begins anew, which changes no number drawn.
const MOST_COLUMNS: usize = 1 << 15;
/// Bits of a column that say which number stands in its upper part.
const NAME: u64 = 0xFF;
/// Bits of a place that say how large the table is.
const SIZE_BITS: u32 = 4;
/// How probable the numbers beyond a table may be: seldom enough to cost nothing, and the tables stay small enough for the cache.
const SELDOM: f64 = 1.0 / 1_024.0;

/// The tables of one probability, each made when it is first needed.
///
/// A table has a power of two columns, all equally likely; each is cut in two, its lower part one number and its upper part another. So one
/// random number finds the column with its first bits and the part with the others, whatever the distribution: A. J. Walker (1977), *An
/// efficient method for generating discrete random variables with general distributions*, ACM Trans. Math. Softw. 3(3), 253-256; filled as
/// M. D. Vose (1991), *A linear algorithm for generating random numbers with a given distribution*, IEEE Trans. Softw. Eng. 17(9), 972-975.
/// The last column is no number but stands for all that are beyond the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    /// By number of people, where the table begins and, in the last bits, the logarithm of its size; 0 where there is none.
    places: Vec<u32>,
    /// The columns: where each is cut, as a share of 2^64, of which the last bits name the number of the upper part.
    columns: Vec<u64>,
}

impl Tables {
    /// A number, where there is a table for so many people and it is not beyond it.
    #[inline]
    pub(super) fn draw(&self, people: u32, random: u64) -> Option<u32> {
        let place = self.places.get(people as usize).copied().filter(|place| *place != 0)?;
        let bits = place & ((1 << SIZE_BITS) - 1);
        let column = random >> (u64::BITS - bits);
        let cut = *self.columns.get((place >> SIZE_BITS) as usize + column as usize)?;
        // With the bits of the name filled, a number of no height is never drawn. The choice is as good as random: no processor foresees it.
        let number = select_unpredictable((random << bits) | NAME < cut, column, cut & NAME);
        (number + 1 != 1 << bits).then_some(number as u32)
    }

    /// The first number beyond the table for so many people, where there is one.
    pub(super) fn beyond(&self, people: u32) -> Option<u32> {
        let place = self.places.get(people as usize).copied().filter(|place| *place != 0)?;
        Some((1 << (place & ((1 << SIZE_BITS) - 1))) - 1)
    }

    /// Makes the table of so many people, of whom nobody moves with probability `none`; whether there is one now.
    pub(super) fn make(&mut self, people: u32, none: f64, odds: f64) -> bool {
        let mut probabilities = [0.0; MOST_NUMBERS];
        let Some(size) = binomial(people, none, odds, &mut probabilities) else { return false };
        if self.columns.len() + size > MOST_COLUMNS {
            self.places.fill(0);
            self.columns.clear();
        }
        let begin = self.columns.len();
        self.places.resize(self.places.len().max(people as usize + 1), 0);
        self.places[people as usize] = (begin as u32) << SIZE_BITS | size.trailing_zeros();
        self.columns.resize(begin + size, 0);
        fill(&mut self.columns[begin..], &mut probabilities[..size]);
        true
    }
}

/// The probabilities of each number, the last one that of all beyond, and how many there are: a power of two; `None` when there are too
/// many.
fn binomial(people: u32, none: f64, odds: f64, probabilities: &mut [f64; MOST_NUMBERS]) -> Option<usize> {
    let (mut probability, mut beyond) = (none, 1.0);
    for (number, place) in (0u32..).zip(probabilities) {
        if (number + 1).is_power_of_two() && number > 0 && (number > people || beyond <= SELDOM) {
            *place = if number > people { 0.0 } else { beyond.max(0.0) };
            return Some(number as usize + 1);
        }
        if number <= people {
            *place = probability;
            beyond -= probability;
            probability *= odds * f64::from(people - number) / (f64::from(number) + 1.0);
        }
    }
    None
}

/// Fills the columns so that each number gets its probability; these are used up.
fn fill(columns: &mut [u64], probabilities: &mut [f64]) {
    let size = columns.len();
    let scale = size as f64 / probabilities.iter().sum::<f64>();
    probabilities.iter_mut().for_each(|probability| *probability *= scale);
    // Columns that their own number does not fill from the front of the list, the others from its back.
    let (mut list, mut poor, mut rich) = ([0u8; MOST_NUMBERS], 0, size);
    for (number, &probability) in (0u8..).zip(probabilities.iter()) {
        if probability < 1.0 {
            list[poor] = number;
            poor += 1;
        } else {
            rich -= 1;
            list[rich] = number;
        }
    }
    while poor > 0 && rich < size {
        poor -= 1;
        let (lower, upper) = (list[poor], list[rich]);
        let share = probabilities[usize::from(lower)];
        columns[usize::from(lower)] = cut(share, upper);
        let left = probabilities[usize::from(upper)] - (1.0 - share);
        probabilities[usize::from(upper)] = left;
        if left < 1.0 {
            rich += 1;
            list[poor] = upper;
            poor += 1;
        }
    }
    // What is left of either kind is full but for rounding.
    list[..poor].iter().chain(&list[rich..size]).for_each(|&number| columns[usize::from(number)] = cut(1.0, number));
}

/// A column cut at a share of its height, with another number above.
fn cut(share: f64, above: u8) -> u64 {
    (share * 2f64.powi(64)) as u64 & !NAME | u64::from(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::binomial_probability;

    /// How probable the table makes each number: its own column up to the cut, and the parts of other columns above theirs.
    fn probabilities(tables: &Tables) -> [f64; MOST_NUMBERS] {
        let mut found = [0.0; MOST_NUMBERS];
        let size = tables.columns.len() as f64;
        for (number, cut) in tables.columns.iter().enumerate() {
            let share = (cut & !NAME) as f64 / 2f64.powi(64);
            found[number] += share / size;
            found[(cut & NAME) as usize] += (1.0 - share) / size;
        }
        found
    }

    #[test]
    fn a_table_gives_every_number_its_probability() {
        for (people, p) in
            [(0, 0.3_f64), (1, 0.3), (2, 0.5), (40, 0.05), (48, 0.5), (100, 0.24), (1_000, 0.000_1), (1_024, 0.023), (3, 0.01)]
        {
            let mut tables = Tables::default();
            assert!(tables.make(people, (1.0 - p).powi(people as i32), p / (1.0 - p)));
            let (beyond, mut left) = (u64::from(tables.beyond(people).unwrap()), 1.0);
            for (number, found) in (0..beyond).zip(probabilities(&tables)) {
                let exact = if number > u64::from(people) { 0.0 } else { binomial_probability(number, u64::from(people), p).unwrap() };
                assert!((found - exact).abs() < 1e-13, "{number} of {people}, {p}: {found} {exact}");
                left -= exact;
            }
            let found = probabilities(&tables)[beyond as usize];
            assert!(found <= SELDOM && (found - left).abs() < 1e-13, "beyond {beyond} of {people}, {p}: {found} {left}");
        }
    }

    #[test]
    fn the_ends_of_the_unit_interval_are_numbers_too() {
        // One of one with probability 1/4: four columns, two of them no numbers, so that three are none and one is one.
        let mut tables = Tables::default();
        assert!(tables.make(1, 0.75, 1.0 / 3.0));
        let ends = [0, 1, 2, 3].map(|column: u64| [column << 62, (column << 62) + (u64::MAX >> 2)].map(|random| tables.draw(1, random)));
        let of_one = ends.as_flattened().iter().filter(|number| **number == Some(1)).count();
        assert_eq!((of_one, ends.as_flattened().iter().filter(|number| **number == Some(0)).count()), (2, 6));
        assert_eq!((tables.draw(0, 0), tables.draw(2, 0), tables.beyond(1), tables.beyond(2)), (None, None, Some(3), None));
    }

    #[test]
    fn tables_are_made_again_rather_than_filling_the_memory() {
        let (mut tables, p) = (Tables::default(), 0.02_f64);
        let make = |tables: &mut Tables, people: u32| assert!(tables.make(people, (1.0 - p).powi(people as i32), p / (1.0 - p)));
        make(&mut tables, 500);
        let before = tables.draw(500, 1 << 60);
        (1..=1_024).for_each(|people| make(&mut tables, people));
        assert!(tables.columns.len() <= MOST_COLUMNS && tables.draw(1_024, 0).is_some());
        assert_eq!(tables.draw(1, 0), None);
        make(&mut tables, 500);
        assert_eq!((tables.draw(500, 1 << 60), before.is_some()), (before, true));
    }

    #[test]
    fn numbers_too_many_for_a_table_are_refused() {
        let mut tables = Tables::default();
        assert!(!tables.make(1_000, 0.5f64.powi(1_000), 1.0));
        assert_eq!(tables.draw(1_000, 0), None);
    }
}
