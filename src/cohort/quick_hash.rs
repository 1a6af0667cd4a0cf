//! Looking up small keys by the million: a hash of one multiplication, where the keys are the program's own and nobody can choose them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map with keys of the program's own.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// Multiplies and folds (Fibonacci hashing).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct QuickHasher(u64);

impl QuickHasher {
    fn mix(&mut self, part: u64) {
        let product = u128::from(self.0 ^ part ^ 0x2545_f491_4f6c_dd1d) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.chunks(8).for_each(|chunk| self.mix(chunk.iter().fold(0, |part, byte| part << 8 | u64::from(*byte))));
    }

    fn write_u64(&mut self, part: u64) {
        self.mix(part);
    }
}
