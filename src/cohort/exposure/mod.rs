//! How much of each period was each member exposed to leaving, and what share of those exposed left, as actuaries count it.

mod actuarial;
mod period;
mod table;

pub use actuarial::{ActuarialExposure, ExposureConvention, ExposureRow};
pub use period::{ExposureBasis, ExposurePeriod, PeriodLength};
pub use table::{ExposureSum, ExposureTable};
