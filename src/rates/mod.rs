//! Stage rates.
