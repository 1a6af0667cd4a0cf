//! The exponential of a matrix of rates, with its first and second derivatives by the logarithm of each rate.

/// A rate: the position of the state left, that of the state reached, and how often a year (or other unit of time).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rate {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) rate: f64,
}

/// Terms of the series: with a norm of at most 1, what follows is below 10⁻¹⁹.
const TERMS: usize = 20;
/// The largest norm for which the series is summed; larger ones are halved until they are smaller.
const LARGEST_NORM: f64 = 1.0;

/// `exp(Q t)` and its derivatives, square matrices by rows.
///
/// Summed as a series for `Q t / 2^s`, and squared `s` times: `P ← P P`, `P' ← P' P + P P'`, `P'' ← P'' P + P' P' + P' P' + P P''`.
#[derive(Debug, Clone)]
pub(super) struct Exponential {
    size: usize,
    pub(super) value: Vec<f64>,
    /// One square after the other, for each rate.
    first: Vec<f64>,
    /// For pairs of rates `(a, b)`, `a <= b`, in the order (0,0), (0,1), … (1,1), …
    second: Vec<f64>,
}

impl Exponential {
    /// With derivatives up to an order of 0, 1 or 2.
    pub(super) fn new(rates: &[Rate], size: usize, time: f64, order: usize) -> Self {
        let (scaled, halvings, _) = halved(rates, size, time);
        let (mut sum, _) = Self::series(&scaled, size, order);
        (0..halvings).for_each(|_| sum.square());
        sum
    }

    /// The integral of `exp(Q u)` from 0 to a time, with its first derivatives: `L(2 t) = L(t) + P(t) L(t)`.
    pub(super) fn integral(rates: &[Rate], size: usize, time: f64) -> Self {
        let (scaled, halvings, short) = halved(rates, size, time);
        let (mut power, mut integral) = Self::series(&scaled, size, 1);
        integral.value.iter_mut().chain(&mut integral.first).for_each(|value| *value *= short);
        for _ in 0..halvings {
            let before = integral.clone();
            add_product(&mut integral.value, &power.value, &before.value, size);
            for ((to, slope), own) in squares_mut(&mut integral.first, size).zip(power.first()).zip(before.first()) {
                add_product(to, slope, &before.value, size);
                add_product(to, &power.value, own, size);
            }
            power.square();
        }
        integral
    }

    fn zero(rates: usize, size: usize, order: usize) -> Self {
        let squares = |count: usize, kept: bool| vec![0.0; if kept { count * size * size } else { 0 }];
        Self { size, value: squares(1, true), first: squares(rates, order > 0), second: squares(rates * (rates + 1) / 2, order > 1) }
    }

    /// The first derivatives, by rate.
    pub(super) fn first(&self) -> std::slice::ChunksExact<'_, f64> {
        self.first.chunks_exact((self.size * self.size).max(1))
    }

    /// The second derivatives, by [pair](pairs) of rates.
    pub(super) fn second(&self) -> std::slice::ChunksExact<'_, f64> {
        self.second.chunks_exact((self.size * self.size).max(1))
    }

    /// The series: each term is `A` times the one before it, divided by its number. And its mean from 0 to the time, whose terms are
    /// divided once more.
    fn series(rates: &[Rate], size: usize, order: usize) -> (Self, Self) {
        let mut sum = Self::zero(rates.len(), size, order);
        (0..size).for_each(|state| sum.value[state * size + state] = 1.0);
        let (mut term, mut mean, mut next) = (sum.clone(), sum.clone(), sum.clone());
        for number in 1..=TERMS {
            term.next(rates, 1.0 / number as f64, &mut next);
            std::mem::swap(&mut term, &mut next);
            sum.add(&term, 1.0);
            mean.add(&term, 1.0 / (number + 1) as f64);
        }
        (sum, mean)
    }

    /// `A X factor`, with the derivatives: `A` times those of `X`, and those of `A` times `X`.
    fn next(&self, rates: &[Rate], factor: f64, next: &mut Self) {
        let size = self.size;
        next.value.iter_mut().chain(&mut next.first).chain(&mut next.second).for_each(|value| *value = 0.0);
        let all = |to: &mut [f64], from: &[f64]| rates.iter().for_each(|rate| add_moved(to, rate, from, size, factor));
        all(&mut next.value, &self.value);
        for ((rate, to), from) in rates.iter().zip(squares_mut(&mut next.first, size)).zip(self.first()) {
            all(to, from);
            add_moved(to, rate, &self.value, size, factor);
        }
        let first = |a: usize| &self.first[a * size * size..(a + 1) * size * size];
        for (((a, b), to), from) in pairs(rates.len()).zip(squares_mut(&mut next.second, size)).zip(self.second()) {
            all(to, from);
            add_moved(to, &rates[a], first(b), size, factor);
            add_moved(to, &rates[b], first(a), size, factor);
            if a == b {
                add_moved(to, &rates[a], &self.value, size, factor);
            }
        }
    }

    fn add(&mut self, other: &Self, factor: f64) {
        let add = |to: &mut [f64], from: &[f64]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from * factor);
        add(&mut self.value, &other.value);
        add(&mut self.first, &other.first);
        add(&mut self.second, &other.second);
    }

    /// Doubles the time.
    fn square(&mut self) {
        let size = self.size;
        let mut squared =
            Self { value: vec![0.0; self.value.len()], first: vec![0.0; self.first.len()], second: vec![0.0; self.second.len()], size };
        add_product(&mut squared.value, &self.value, &self.value, size);
        for (to, first) in squares_mut(&mut squared.first, size).zip(self.first()) {
            add_product(to, first, &self.value, size);
            add_product(to, &self.value, first, size);
        }
        let first = |a: usize| &self.first[a * size * size..(a + 1) * size * size];
        let rates = self.first.len() / (size * size).max(1);
        for (((a, b), to), second) in pairs(rates).zip(squares_mut(&mut squared.second, size)).zip(self.second()) {
            add_product(to, second, &self.value, size);
            add_product(to, first(a), first(b), size);
            add_product(to, first(b), first(a), size);
            add_product(to, &self.value, second, size);
        }
        *self = squared;
    }
}

/// The squares of a list that lie one after the other.
fn squares_mut(squares: &mut [f64], size: usize) -> std::slice::ChunksExactMut<'_, f64> {
    squares.chunks_exact_mut((size * size).max(1))
}

/// The rates for a part of a time that is so short that the series can be summed, how often that is to be doubled, and the part.
fn halved(rates: &[Rate], size: usize, time: f64) -> (Vec<Rate>, i32, f64) {
    let out = |state: usize| rates.iter().filter(|rate| rate.from == state).map(|rate| rate.rate).sum::<f64>();
    let norm = 2.0 * time * (0..size).map(out).fold(0.0, f64::max);
    let halvings = if norm > LARGEST_NORM { (norm / LARGEST_NORM).log2().ceil() as i32 } else { 0 };
    let short = time / 2f64.powi(halvings);
    (rates.iter().map(|rate| Rate { rate: rate.rate * short, ..*rate }).collect(), halvings, short)
}

/// The pairs of rates whose second derivatives are kept.
pub(super) fn pairs(rates: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..rates).flat_map(move |a| (a..rates).map(move |b| (a, b)))
}

/// Adds what one rate does: the row of the state left gains the difference of the rows of the state reached and its own.
fn add_moved(to: &mut [f64], rate: &Rate, rows: &[f64], size: usize, factor: f64) {
    let factor = rate.rate * factor;
    for column in 0..size {
        to[rate.from * size + column] += factor * (rows[rate.to * size + column] - rows[rate.from * size + column]);
    }
}

/// Adds a product of two square matrices.
fn add_product(to: &mut [f64], left: &[f64], right: &[f64], size: usize) {
    for (row, to) in to.chunks_exact_mut(size).enumerate() {
        for (middle, right) in right.chunks_exact(size).enumerate() {
            let factor = left[row * size + middle];
            if factor != 0.0 {
                to.iter_mut().zip(right).for_each(|(to, right)| *to += factor * right);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rates between three states, the third of which nobody leaves.
    fn rates(change: &[f64; 4]) -> Vec<Rate> {
        let of = |at: usize, from, to, rate: f64| Rate { from, to, rate: rate * change[at].exp() };
        vec![of(0, 0, 1, 0.6), of(1, 0, 2, 0.1), of(2, 1, 0, 1.5), of(3, 1, 2, 0.3)]
    }

    #[test]
    fn two_states_have_the_known_formula() {
        // From a to b at 0.2, back at 0.3: P(a, b) = 0.4 (1 - exp(-0.5 t)).
        let rates = [Rate { from: 0, to: 1, rate: 0.2 }, Rate { from: 1, to: 0, rate: 0.3 }];
        for time in [1e-9, 0.1, 1.0, 7.0, 300.0] {
            let found = Exponential::new(&rates, 2, time, 0).value;
            let expected = -0.4 * (-0.5f64 * time).exp_m1();
            assert!((found[1] - expected).abs() <= 1e-12 * expected, "{time}: {} {expected}", found[1]);
            assert!((found[0] + found[1] - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn derivatives_are_those_by_differences() {
        let (time, width) = (3.7, 1e-4);
        let found = Exponential::new(&rates(&[0.0; 4]), 3, time, 2);
        let moved = |a: usize, by: f64| {
            let mut change = [0.0; 4];
            change[a] = by;
            Exponential::new(&rates(&change), 3, time, 1)
        };
        let slope_of = |one: &Exponential, a: usize, place: usize| one.first().nth(a).unwrap()[place];
        let mut second = found.second();
        for a in 0..4 {
            for place in 0..9 {
                let slope = (moved(a, width).value[place] - moved(a, -width).value[place]) / (2.0 * width);
                assert!((found.first().nth(a).unwrap()[place] - slope).abs() < 1e-8, "{a} {place}");
            }
            for b in a..4 {
                let second = second.next().unwrap();
                for (place, second) in second.iter().enumerate().take(9) {
                    let slope = (slope_of(&moved(b, width), a, place) - slope_of(&moved(b, -width), a, place)) / (2.0 * width);
                    assert!((second - slope).abs() < 1e-8, "{a} {b} {place}");
                }
            }
        }
    }

    #[test]
    fn the_integral_is_that_of_the_formula() {
        // As above: ∫ P(a, b) = 0.4 (t - (1 - exp(-0.5 t)) / 0.5).
        let rates = [Rate { from: 0, to: 1, rate: 0.2 }, Rate { from: 1, to: 0, rate: 0.3 }];
        for time in [0.1f64, 1.0, 7.0, 300.0] {
            let found = Exponential::integral(&rates, 2, time);
            let expected = 0.4 * (time + 2.0 * (-0.5 * time).exp_m1());
            assert!((found.value[1] - expected).abs() <= 1e-13 * time, "{time}: {} {expected}", found.value[1]);
            let moved = |by: f64| {
                let rates = [Rate { rate: 0.2 * by.exp(), ..rates[0] }, rates[1]];
                Exponential::integral(&rates, 2, time).value[1]
            };
            assert!((found.first().next().unwrap()[1] - (moved(1e-5) - moved(-1e-5)) / 2e-5).abs() < 1e-8 * time);
        }
    }
}
