//! What do members pay, what are they worth, and does membership pay for them, in Python. An amount of money is an `int` there: a whole
//! number of the smallest unit that is billed.

mod currency;
mod dues_schedule;
mod member_group;
mod member_side;
mod member_value;
mod mgi;
mod reduction;
mod revenue;
mod staying;

pub(crate) use currency::{Currency, instalments};
pub(crate) use dues_schedule::{Due, Dues, DuesSchedule};
pub(crate) use member_group::{ExpectedMembers, MemberCount, MemberGroup};
pub(crate) use member_side::{BenefitReturn, MemberReturn, MemberSide};
pub(crate) use member_value::{BreakEvenRetention, LifetimeValue, MemberValue};
pub(crate) use mgi::{mgi_average_tenure, mgi_lifetime_value, mgi_maximum_acquisition_cost, mgi_renewal_rate, mgi_steady_state};
pub(crate) use reduction::{Reduction, ReductionRule};
pub(crate) use revenue::{ExpectedRevenue, ExpectedRevenueRow, Revenue, RevenueRow};
pub(crate) use staying::{Payments, Staying};
