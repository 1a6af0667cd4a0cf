//! Do members leave when the year ends, or within it: lapse at the renewal date and resignation in mid-term, in one model.

mod counts;
mod days;
mod result;
mod settings;

pub use result::{MidTerm, Renewal, RenewalModel, RenewalYear};
pub use settings::{MidTermSurvival, RenewalDate, RenewalSettings};
