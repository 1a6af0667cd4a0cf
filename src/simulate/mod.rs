//! Stage simulate.
