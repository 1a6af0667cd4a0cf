//! Why did a rate change, in Python.

mod account;
mod account_settings;
mod cells;
mod change;
mod composition;
mod parameters;
mod path;
mod populations;
mod rate_function;
mod segments;
mod standardised;

pub(crate) use account::{Fractions, RateAccount, RateStock};
pub(crate) use account_settings::AccountSettings;
pub(crate) use change::{Decomposition, Part};
pub(crate) use composition::Composition;
pub(crate) use parameters::Parameters;
pub(crate) use path::{LineIntegral, LineIntegralDecomposition, StepwiseReplacement};
pub(crate) use populations::{Factor, Populations};
pub(crate) use rate_function::{product_of_factors, sum_of_factors, sum_of_products};
pub(crate) use segments::{SegmentDecomposition, SegmentStock, SegmentedRate};
pub(crate) use standardised::{StandardisedFactor, StandardisedRates, standardise};
