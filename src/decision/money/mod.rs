//! What do members pay, what are they worth, and does membership pay for them?
//!
//! | question | answered by |
//! | --- | --- |
//! | what does a member owe: dues by class and year, newcomers, leave, seniors, monthly fees? | [`DuesSchedule`] |
//! | what do dues bring, from counts or from a projection? | [`DuesSchedule::revenue`], [`DuesSchedule::expected_revenue`] |
//! | what is a member worth, and how much may winning or keeping one cost? | [`MemberValue`] over [`Staying`] |
//! | how well must members stay so that winning them pays? | [`MemberValue::break_even_retention`] |
//! | the quick formulas of consultants, with their assumption | [`mgi`] |
//! | what does the member get back, and how much use pays the dues? | [`MemberSide`] |
//!
//! Amounts that are billed are whole numbers ([`Money`], which says why), so that revenue is exact to the yen. Amounts that are expected
//! or discounted are real numbers of the same unit.

mod amount;
mod break_even_retention;
mod member_group;
mod member_side;
mod member_value;
pub mod mgi;
mod reduction;
mod revenue;
mod schedule;
mod staying;

pub use amount::{Currency, MOST_MONEY, Money};
pub use break_even_retention::BreakEvenRetention;
pub use member_group::{ExpectedMembers, MemberCount, MemberGroup};
pub use member_side::{BenefitReturn, MemberReturn, MemberSide};
pub use member_value::{LifetimeValue, MemberValue, PaymentTiming};
pub use reduction::{Reduction, ReductionRule, Rounding};
pub use revenue::{ExpectedRevenue, ExpectedRevenueRow, Revenue, RevenueRow};
pub use schedule::{Due, Dues, DuesSchedule};
pub use staying::{Beyond, Payments, Staying};

pub(crate) use amount::shown;
pub(crate) use staying::check_discount;
