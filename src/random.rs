//! Random numbers that are the same on every machine: streams of a seed, and whole numbers drawn from them.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
#[cfg(feature = "simulate")]
use rand_xoshiro::Xoshiro256PlusPlus;

/// One stream of random numbers. Only integer arithmetic and exactly rounded products are used, no logarithm or power of the
/// platform, so that the same seed gives the same bits everywhere.
pub(crate) struct Draws(ChaCha8Rng);

impl Draws {
    /// The stream numbered `stream` of a seed; streams do not overlap.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// 64 random bits.
    #[cfg_attr(not(feature = "simulate"), allow(dead_code))]
    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number in [0, 1): 53 random bits.
    #[cfg(feature = "simulate")]
    pub(crate) fn uniform(&mut self) -> f64 {
        in_unit(self.bits())
    }

    /// A position in `0..n`, each equally likely; 0 when `n` is 0.
    ///
    /// The upper half of a product, drawn again where that would favour some positions: D. Lemire (2019), *ACM Trans. Model. Comput. Simul.*
    /// 29(1), article 3.
    pub(crate) fn position_below(&mut self, n: u32) -> u32 {
        loop {
            let product = u64::from(self.0.next_u32()) * u64::from(n);
            let (position, rest) = ((product >> 32) as u32, product as u32);
            if rest >= n || rest >= n.wrapping_neg().checked_rem(n).unwrap_or(0) {
                return position;
            }
        }
    }
}

/// A stream for numbers by the hundred million, each at a fraction of the cost of one of [`Draws`]. It begins at a place that `Draws` of the
/// same seed and stream give it, one of 2^256: that two streams ever meet is out of the question.
#[cfg(feature = "simulate")]
pub(crate) struct FastDraws(Xoshiro256PlusPlus);

#[cfg(feature = "simulate")]
impl FastDraws {
    /// The stream numbered `stream` of a seed.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        Self(Xoshiro256PlusPlus::from_rng(&mut Draws::new(seed, stream).0))
    }

    /// 64 random bits.
    #[inline]
    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// 64 random bits for each place.
    pub(crate) fn fill(&mut self, places: &mut [u64]) {
        // A generator of its own stays in the processor's registers.
        let mut generator = self.0.clone();
        places.iter_mut().for_each(|place| *place = generator.next_u64());
        self.0 = generator;
    }

    /// A number in [0, 1): 53 random bits.
    pub(crate) fn uniform(&mut self) -> f64 {
        in_unit(self.bits())
    }
}

/// The first 53 of random bits as a number in [0, 1).
#[cfg(feature = "simulate")]
fn in_unit(bits: u64) -> f64 {
    (bits >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let first = |stream| Draws::new(7, stream).bits();
        assert_eq!(first(0), first(0));
        assert_ne!(first(0), first(1));
    }

    #[cfg(feature = "simulate")]
    #[test]
    fn fast_streams_of_one_seed_differ_and_repeat() {
        let first = |stream| FastDraws::new(7, stream).bits();
        assert_eq!(first(0), first(0));
        assert_ne!(first(0), first(1));
        assert_ne!(first(0), Draws::new(7, 0).bits());
    }

    #[test]
    fn positions_lie_below_and_are_equally_likely() {
        let mut draws = Draws::new(1, 0);
        let mut counts = [0u32; 3];
        (0..30_000).for_each(|_| counts[draws.position_below(3) as usize] += 1);
        // 10,000 each; the standard deviation is 82.
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 400), "{counts:?}");
        assert_eq!((draws.position_below(0), draws.position_below(1)), (0, 0));
        // Two thirds of 2^32: without drawing again, one position in two would be twice as likely.
        let n = 0xAAAA_AAAA;
        let odd = (0..30_000).filter(|_| draws.position_below(n) % 2 == 1).count();
        assert!(odd.abs_diff(15_000) < 400, "{odd}");
    }
}
