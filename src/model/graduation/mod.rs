//! How do rates run when chance is taken out of them: Whittaker-Henderson graduation of a series, or of a table by tenure and year.
//!
//! ```text
//! values and weights, or events and exposure ──> WhittakerHenderson ──> Graduation: values, errors, fit, smoothness
//! ```

mod counts;
mod criterion;
mod graduate;
mod grid;
mod problem;
mod result;
mod settings;
mod triangle;

pub use result::{GraduatedPoint, Graduation};
pub use settings::{Dispersion, Smoothing, SmoothingCriterion, WhittakerHenderson};
