//! Stage licensees.
