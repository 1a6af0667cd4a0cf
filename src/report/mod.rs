//! Stage report.
