//! Licence holders (免許保有者): the only source of denominators.
//!
//! An entry rate or an organization rate is a fraction of licence holders, and most disputes about such a rate are about which licence
//! holders were meant: of which year, counted when, from which publication, with or without the dead and the retired. Here every
//! number carries those answers.
//!
//! * [`CohortRule`] tells to which fiscal year a licence belongs (the examination-to-entry shift).
//! * [`Licensees`] holds new licence holders by cohort and branch, with revisions, and cumulative totals given or summed.
//! * [`LicenceRegister`] holds single licence holders by key; it gives [`Licensees`] and is linked to the members ([`Linkage`]).
//! * [`Denominator`] is one number with its definition. Nothing else is divided by.

mod agreement;
mod attrition;
mod builder;
mod cohort_rule;
mod denominator;
mod figured;
mod figures;
mod holders;
mod licence_holder;
mod licence_register;
mod licence_row;
mod licensees_table;
mod linkage;
mod month_day;
mod series;
mod stored;

pub use attrition::Attrition;
pub use builder::{LicenceYear, LicenseesBuilder, YearBasis};
pub use cohort_rule::CohortRule;
pub use denominator::{Amount, Denominator, DenominatorKind, When};
pub use holders::Licensees;
pub use licence_holder::LicenceHolder;
pub use licence_register::LicenceRegister;
pub use licence_row::{LicenceRow, LicenceStart};
pub use linkage::Linkage;
pub use month_day::MonthDay;
