//! Stage projection.
