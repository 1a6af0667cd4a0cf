//! Which measures are there, and which are worth their money, in Python.

mod assessment;
mod catalogue;
mod classification;
mod effect;
mod measure;
mod plan;

pub(crate) use assessment::{Assessment, BreakEven, Outcome};
pub(crate) use catalogue::Catalogue;
pub(crate) use effect::MeasureEffect;
pub(crate) use measure::Measure;
pub(crate) use plan::{MeasurePlan, Stake};
