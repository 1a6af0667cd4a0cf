//! Draws whole numbers of people: binomial and Poisson, exactly distributed for any size.

use super::tables::Tables;
use crate::random::FastDraws;

/// Expected number below which the numbers are gone through one by one.
const FEW: f64 = 12.0;
/// Expected number up to which tables are kept: with more, their many numbers would push each other out of the cache.
const MOST_EXPECTED: f64 = 96.0;
/// Most people for whose number a table is kept.
const MOST_PEOPLE: u32 = 1_024;
/// Fewest draws side by side for which tables are worth making.
const FEWEST_DRAWS: usize = 32;

/// What is so much less probable than the rest is never drawn.
const NEGLIGIBLE: f64 = f64::EPSILON * 0.01;
/// Random numbers drawn at once. It is part of what a seed means.
const AT_ONCE: usize = 64;

/// A probability of one move, for many draws.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    /// The smaller of the two probabilities.
    p: f64,
    /// Its odds.
    odds: f64,
    /// Whether the number drawn is that of those who do not move.
    turned: bool,
    tables: Tables,
}

impl Chance {
    /// A probability.
    pub(super) fn new(p: f64) -> Self {
        let turned = p > 0.5;
        let p = if turned { 1.0 - p } else { p };
        Self { p, odds: p / (1.0 - p), turned, tables: Tables::default() }
    }

    /// How many of the people on each of some paths move.
    pub(super) fn draw_each(&mut self, draws: &mut FastDraws, people: &[u32], moved: &mut [u32]) {
        if self.p == 0.0 {
            return if self.turned { moved.copy_from_slice(people) } else { moved.fill(0) };
        }
        if people.len() < FEWEST_DRAWS {
            moved.iter_mut().zip(people).for_each(|(moved, &people)| *moved = self.draw(draws, people));
            return;
        }
        let mut at_once = [0; AT_ONCE];
        for (people, moved) in people.chunks(AT_ONCE).zip(moved.chunks_mut(AT_ONCE)) {
            let random = &mut at_once[..people.len()];
            draws.fill(random);
            for ((moved, &people), &random) in moved.iter_mut().zip(people).zip(&*random) {
                let number = self.tables.draw(people, random).unwrap_or_else(|| self.seldom(draws, people, random));
                *moved = if self.turned { people - number } else { number };
            }
        }
    }

    /// How many of `people` move.
    pub(super) fn draw(&self, draws: &mut FastDraws, people: u32) -> u32 {
        if self.p == 0.0 || people == 0 {
            return if self.turned { people } else { 0 };
        }
        let number = self.without_table(draws, people);
        if self.turned { people - number } else { number }
    }

    /// What no table tells at once: the number of people is met for the first time, or there are too many for a table, or the number drawn
    /// is beyond it.
    #[cold]
    fn seldom(&mut self, draws: &mut FastDraws, people: u32, random: u64) -> u32 {
        let for_a_table = people <= MOST_PEOPLE && self.p * f64::from(people) <= MOST_EXPECTED;
        let none = none(people, self.p);
        if self.tables.beyond(people).is_none() && !(for_a_table && self.tables.make(people, none, self.odds)) {
            return self.without_table(draws, people);
        }
        let beyond = || one_by_one_from(self.tables.beyond(people).unwrap_or(0), draws, people, self.odds, none);
        self.tables.draw(people, random).unwrap_or_else(beyond)
    }

    fn without_table(&self, draws: &mut FastDraws, people: u32) -> u32 {
        if self.p * f64::from(people) >= FEW {
            many(draws, people, self.p)
        } else {
            one_by_one(draws, people, self.odds, none(people, self.p))
        }
    }
}

/// The probability that nobody moves.
fn none(people: u32, p: f64) -> f64 {
    power(1.0 - p, people).unwrap_or_else(|| libm::exp(f64::from(people) * libm::log1p(-p)))
}

/// A binomial number by inversion: the numbers from 0 on are passed until their probability is used up.
fn one_by_one(draws: &mut FastDraws, people: u32, odds: f64, none: f64) -> u32 {
    let (mut left, mut probability) = (draws.uniform(), none);
    for number in 0..people {
        if left < probability {
            return number;
        }
        left -= probability;
        probability *= odds * f64::from(people - number) / (f64::from(number) + 1.0);
    }
    people
}

/// A binomial number that is not less than the first one, which lies beyond the most probable one: by inversion of what is left of the
/// distribution.
fn one_by_one_from(first: u32, draws: &mut FastDraws, people: u32, odds: f64, none: f64) -> u32 {
    let next = |number: u32, probability: f64| probability * odds * f64::from(people - number) / (f64::from(number) + 1.0);
    let at_first = (0..first.min(people)).fold(none, |probability, number| next(number, probability));
    let beyond = || {
        (first..=people).scan(at_first, |probability, number| {
            let of_number = *probability;
            *probability = next(number, of_number);
            Some((number, of_number))
        })
    };
    // The rest is smaller than the steps between uniform numbers.
    let few = |(_, probability): &(u32, f64)| *probability > at_first * NEGLIGIBLE;
    let mut left = draws.uniform() * beyond().take_while(few).map(|(_, probability)| probability).sum::<f64>();
    let reached = beyond().take_while(few).find(|(_, probability)| {
        left -= probability;
        left < 0.0
    });
    reached.map_or(first.min(people), |(number, _)| number)
}

/// A whole power, by squares; `None` where so many products would lose digits.
fn power(of: f64, exponent: u32) -> Option<f64> {
    let (mut power, mut square, mut left) = (1.0, of, exponent);
    while left > 0 {
        power *= if left & 1 == 1 { square } else { 1.0 };
        square *= square;
        left >>= 1;
    }
    (exponent <= 1_024).then_some(power)
}

/// A binomial number by transformed rejection, for at least ten expected: W. Hörmann (1993), *The generation of binomial random variates*,
/// J. Stat. Comput. Simul. 46, 101-110, algorithm BTRS.
fn many(draws: &mut FastDraws, people: u32, p: f64) -> u32 {
    let n = f64::from(people);
    let q = 1.0 - p;
    let deviation = (n * p * q).sqrt();
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let centre = n * p + 0.5;
    let at_once = 0.92 - 4.2 / b;
    loop {
        let (u, v) = (draws.uniform() - 0.5, draws.uniform());
        let edge = 0.5 - u.abs();
        let number = ((2.0 * a / edge + b) * u + centre).floor();
        if edge >= 0.07 && v <= at_once {
            return number as u32;
        }
        if number < 0.0 || number > n {
            continue;
        }
        let alpha = (2.83 + 5.1 / b) * deviation;
        let height = libm::log(v * alpha / (a / (edge * edge) + b));
        if height <= log_ratio(n, p / q, ((n + 1.0) * p).floor(), number) {
            return number as u32;
        }
    }
}

/// The logarithm of how probable a number is beside the most probable one.
fn log_ratio(n: f64, odds: f64, mode: f64, number: f64) -> f64 {
    (mode + 0.5) * libm::log((mode + 1.0) / (odds * (n - mode + 1.0)))
        + (n + 1.0) * libm::log((n - mode + 1.0) / (n - number + 1.0))
        + (number + 0.5) * libm::log(odds * (n - number + 1.0) / (number + 1.0))
        + stirling(mode)
        + stirling(n - mode)
        - stirling(number)
        - stirling(n - number)
}

/// What Stirling's formula misses of ln k!, written with k + 1.
fn stirling(k: f64) -> f64 {
    const SMALL: [f64; 10] = [
        0.081_061_466_795_327_26,
        0.041_340_695_955_409_29,
        0.027_677_925_684_998_34,
        0.020_790_672_103_765_09,
        0.016_644_691_189_821_19,
        0.013_876_128_823_070_75,
        0.011_896_709_945_891_77,
        0.010_411_265_261_972_1,
        0.009_255_462_182_712_733,
        0.008_330_563_433_362_87,
    ];
    if let Some(&missed) = SMALL.get(k as usize) {
        return missed;
    }
    let square = (k + 1.0) * (k + 1.0);
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / (k + 1.0)
}

/// A Poisson number of the given mean.
pub(super) fn poisson(draws: &mut FastDraws, mean: f64) -> u32 {
    if mean >= FEW { many_rare(draws, mean) } else { few_rare(draws, mean) }
}

/// A Poisson number by inversion.
fn few_rare(draws: &mut FastDraws, mean: f64) -> u32 {
    let (mut left, mut probability) = (draws.uniform(), libm::exp(-mean));
    for number in 0..1_000 {
        if left < probability {
            return number;
        }
        left -= probability;
        probability *= mean / f64::from(number + 1);
    }
    1_000
}

/// A Poisson number by transformed rejection, for at least ten expected: W. Hörmann (1993), *The transformed rejection method for generating
/// Poisson random variables*, Insurance: Math. Econ. 12, 39-45, algorithm PTRS.
fn many_rare(draws: &mut FastDraws, mean: f64) -> u32 {
    let b = 0.931 + 2.53 * mean.sqrt();
    let a = -0.059 + 0.024_83 * b;
    let alpha = 1.1239 + 1.1328 / (b - 3.4);
    let at_once = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let (u, v) = (draws.uniform() - 0.5, draws.uniform());
        let edge = 0.5 - u.abs();
        let number = ((2.0 * a / edge + b) * u + mean + 0.43).floor();
        if edge >= 0.07 && v <= at_once {
            return number as u32;
        }
        if number < 0.0 || (edge < 0.013 && v > edge) {
            continue;
        }
        let height = libm::log(v) + libm::log(alpha) - libm::log(a / (edge * edge) + b);
        if height <= number * libm::log(mean) - mean - libm::lgamma(number + 1.0) {
            return number as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::{binomial_probability, poisson_probability};

    /// Pearson's statistic of 200,000 draws against the exact probabilities, cells of at least five expected, must lie within five
    /// deviations of its mean, which is the number of cells less one.
    fn assert_fits(mut drawn: impl FnMut(&mut FastDraws) -> u32, probability: impl Fn(u64) -> f64, most: u64, what: &str) {
        let mut draws = FastDraws::new(42, 7);
        let size = 200_000;
        let mut counts = vec![0u32; most as usize + 1];
        for _ in 0..size {
            counts[drawn(&mut draws).min(most as u32) as usize] += 1;
        }
        let (mut statistic, mut cells, mut rest) = (0.0, 0.0, (0.0, 0.0));
        for (number, &count) in counts.iter().enumerate() {
            let expected = f64::from(size) * probability(number as u64);
            rest = (rest.0 + f64::from(count), rest.1 + expected);
            if rest.1 >= 5.0 {
                statistic += (rest.0 - rest.1).powi(2) / rest.1;
                (cells, rest) = (cells + 1.0, (0.0, 0.0));
            }
        }
        let freedom: f64 = cells - 1.0;
        assert!((statistic - freedom).abs() <= 5.0 * (2.0 * freedom).sqrt() + 5.0, "{what}: {statistic} of {freedom}");
    }

    #[test]
    fn numbers_are_distributed_as_they_should_be() {
        for (people, p) in [
            (1, 0.3),
            (40, 0.05),
            (40, 0.95),
            (30, 0.5),
            (200, 0.5),
            (1_000, 0.02),
            (5_000, 0.9),
            (100_000, 0.001),
            (100_000, 0.000_05),
            (200, 0.6),
            (900, 0.1),
        ] {
            let mut chance = Chance::new(p);
            let exact = |number: u64| binomial_probability(number, u64::from(people), p).unwrap();
            assert_fits(|draws| chance.draw(draws, people), exact, u64::from(people), &format!("{people} {p}, one by one"));
            let side_by_side = [people; FEWEST_DRAWS];
            let (mut moved, mut next) = ([0; FEWEST_DRAWS], FEWEST_DRAWS);
            let drawn = |draws: &mut FastDraws| {
                if next == FEWEST_DRAWS {
                    chance.draw_each(draws, &side_by_side, &mut moved);
                    next = 0;
                }
                next += 1;
                moved[next - 1]
            };
            assert_fits(drawn, exact, u64::from(people), &format!("{people} {p}, side by side"));
        }
        for mean in [0.3, 5.0, 11.9, 12.1, 300.0] {
            assert_fits(|draws| poisson(draws, mean), |number| poisson_probability(number, mean).unwrap(), 1_000, &format!("{mean}"));
        }
    }

    #[test]
    fn what_is_certain_is_not_left_to_chance() {
        let mut draws = FastDraws::new(1, 1);
        for people in [0, 1, 1_000_000] {
            assert_eq!((Chance::new(0.0).draw(&mut draws, people), Chance::new(1.0).draw(&mut draws, people)), (0, people));
        }
        assert_eq!(poisson(&mut draws, 0.0), 0);
    }
}
