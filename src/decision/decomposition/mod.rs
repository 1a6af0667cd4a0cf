//! Why did the rate change? Its change between two dates as a sum of named parts.
//!
//! A rate has several causes at once, and a plain "before and after" does not tell them apart: members grew, yet the organization rate
//! (組織率) fell, because licence holders grew faster. A decomposition (要因分解) gives each cause the points that it added or took away.
//!
//! | question | answered by |
//! | --- | --- |
//! | which flows moved the organization rate: joiners, leavers, leave, new licences? | [`RateAccount`], [`AccountSettings`] |
//! | did the branches change, or the mix of branches? | [`SegmentedRate`] |
//! | a rate that is any function of factors: how much is each factor's? | [`standardise`] (Das Gupta; two populations or more) |
//! | a rate over a population cross-classified by age, sex, branch …: the mix by each of them, and the rates? | [`Composition`] |
//! | a rate with many parameters, changed little by little | [`LineIntegral`] (Horiuchi), [`StepwiseReplacement`] |
//!
//! # The parts sum to the change
//!
//! * [`RateAccount`] over counted licence holders is exact: all parts are whole numbers over one denominator ([`RateAccount::fractions`])
//!   and their sum is the change, digit for digit.
//! * Elsewhere sums are compensated (Neumaier), so that what is missing is rounding of the last digits:
//!   [`Decomposition::residue`] says how much. Nothing is spread over the parts to hide it.
//! * [`LineIntegral`] is numerical; what its parts miss of the change is its integration error, reported as such.
//! * On paper, [`Decomposition::rounded`] gives figures of a few decimals that still add up.
//!
//! # What it does not say
//!
//! Parts are arithmetic, not causes: they say what the rate would have done had only this factor changed, on the average over what the
//! others were. They have no sampling error of their own when everyone is counted. How the joint change of two factors is shared
//! is a convention, named in [`Decomposition::method`]; where factors changed much, other conventions share it differently.

mod account;
mod account_settings;
mod account_years;
mod cohort_account;
mod composition;
mod cross_classified;
mod das_gupta;
mod flow_name;
mod line_integral;
mod method;
mod movement_account;
mod pair;
mod parameters;
mod part;
mod populations;
mod rate_functions;
mod rate_stock;
mod result;
mod rounding;
mod segment_effects;
mod segments;
mod standardised;
mod stepwise;

pub use account::{Fractions, RateAccount};
pub use account_settings::{AccountSettings, Losses};
pub use composition::Composition;
pub use das_gupta::{MOST_FACTORS, standardise};
pub use line_integral::{LineIntegral, LineIntegralDecomposition, Slope};
pub use method::DecompositionMethod;
pub use parameters::Parameters;
pub use part::Part;
pub use populations::{Factor, Populations};
pub use rate_functions::{product_of_factors, sum_of_factors, sum_of_products};
pub use rate_stock::RateStock;
pub use result::Decomposition;
pub use segment_effects::SegmentStock;
pub use segments::{SegmentDecomposition, SegmentedRate};
pub use standardised::{StandardisedFactor, StandardisedRates};
pub use stepwise::{Replacement, StepOrder, StepwiseReplacement};
