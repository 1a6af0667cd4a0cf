//! How many new licence holders, or joiners, will come, and how far the years may be off together?
//!
//! [`InflowForecast`] says it from the years that came. Which [`InflowMethod`] it uses unless told was chosen by
//! [back-tests](crate::projection::back_test).

mod forecast;
mod method;
mod smoothing;

pub use forecast::InflowForecast;
pub use method::InflowMethod;
