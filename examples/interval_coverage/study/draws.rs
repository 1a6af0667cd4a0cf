//! Random numbers of a study: the same on every machine.

/// Uniform numbers of [0, 1): the finaliser of splitmix64 (G. L. Steele, D. Lea, C. H. Flood 2014) on a counter.
#[derive(Debug)]
pub(crate) struct Draws(u64);

impl Draws {
    /// A stream of its own for each seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// The next number.
    pub(crate) fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something of a probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A whole number from 0 to below `n`.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        (self.share() * f64::from(n)) as u32
    }

    /// A time until something that happens at a rate.
    pub(crate) fn time(&mut self, rate: f64) -> f64 {
        -(-self.share()).ln_1p() / rate
    }

    /// A standard normal number (G. E. P. Box and M. E. Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (-self.share()).ln_1p()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }

    /// A position, each with its probability.
    pub(crate) fn position(&mut self, probabilities: &[f64]) -> usize {
        let mut left = self.share();
        let is_here = |probability: &f64| {
            left -= probability;
            left < 0.0
        };
        probabilities.iter().position(is_here).unwrap_or(probabilities.len() - 1)
    }
}
