//! Which measures are there, what do they work on, and which are worth their money?
//!
//! | question | answered by |
//! | --- | --- |
//! | which measures do associations take, and which lever does each turn? | [`Catalogue`], of [`Measure`]s |
//! | how large is its effect, how sure is that, and who says so? | [`Effect`], given by the user |
//! | what does it cost and whom does it reach? | [`MeasurePlan`] |
//! | is it worth its cost, or at which effect would it be? | [`MeasurePlan::assess`] |
//!
//! The catalogue holds no effect sizes. An effect is typed in with a note, or taken from an evaluation; without one the measure is listed
//! as "effect unknown", and the break-even effect is computed instead: a board can then ask whether so large an effect is likely.
//!
//! # What it does not say
//!
//! Measures are weighed one at a time. Two that work on the same people do not add up, and a person can be kept only once.

mod assessment;
mod break_even;
mod catalogue;
mod classification;
mod effect;
mod measure;
mod plan;
mod shipped;

pub use assessment::{Assessment, Outcome, Stake};
pub use break_even::BreakEven;
pub use catalogue::Catalogue;
pub use classification::{Action, Audience, Incentive};
pub use effect::{Change, Effect, EffectProvenance, Uncertainty};
pub use measure::Measure;
pub use plan::MeasurePlan;
