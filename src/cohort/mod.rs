//! Stage cohort.
