//! The quick formulas of Marketing General Incorporated (MGI) in Python, where they are `kaiin.mgi`.

use crate::error::err;
use kaiin::decision::money::{Money, mgi};
use pyo3::prelude::*;

/// The renewal rate by the method of stocks: of the members of a year ago, the share still there if all but this year's new members are.
///
/// ``(members now - new members) / members a year ago``. Weak: who joined and left within the year is nowhere; who came back counts as new
/// or as retained, as the count of new members has it.
///
/// Args:
///     members_now: Members now.
///     new_members: Those of them who joined within the year.
///     members_a_year_ago: Members a year ago.
///
/// Raises:
///     SettingError: Nobody was a member a year ago, more are new than there are members, or more were retained than there were.
///
/// Examples:
///     >>> mgi.renewal_rate(10_500, 1_500, 10_000)
///     0.9
#[pyfunction]
pub(crate) fn mgi_renewal_rate(members_now: u64, new_members: u64, members_a_year_ago: u64) -> PyResult<f64> {
    mgi::renewal_rate(members_now, new_members, members_a_year_ago).map_err(err)
}

/// Average tenure in years: ``1 / lapse rate``, at a constant lapse rate. ``None`` when nobody lapses.
///
/// Raises:
///     SettingError: The rate is outside [0, 1].
///
/// Examples:
///     >>> mgi.average_tenure(0.1)
///     10.0
#[pyfunction]
pub(crate) fn mgi_average_tenure(lapse_rate: f64) -> PyResult<Option<f64>> {
    mgi::average_tenure(lapse_rate).map_err(err)
}

/// Lifetime value: what a member pays a year, times average tenure. Costs and discount do not enter. ``None`` when nobody lapses.
///
/// Args:
///     dues: Dues a year, a whole number of the smallest unit of money.
///     other_revenue: What a member brings a year beside dues.
///     lapse_rate: The share who lapse a year.
///
/// Raises:
///     SettingError: An amount is negative, or the rate is outside [0, 1].
///
/// Examples:
///     >>> mgi.lifetime_value(10_000, 2_000, 0.25)  # 12,000 x 4
///     48000.0
#[pyfunction]
pub(crate) fn mgi_lifetime_value(dues: i64, other_revenue: i64, lapse_rate: f64) -> PyResult<Option<f64>> {
    mgi::lifetime_value(Money(dues), Money(other_revenue), lapse_rate).map_err(err)
}

/// Maximum acquisition cost: what is left of what a member pays a year after the costs of serving and of goods, times average tenure.
/// Negative when members cost more than they pay; ``None`` when nobody lapses.
///
/// Args:
///     dues: Dues a year, a whole number of the smallest unit of money.
///     other_revenue: What a member brings a year beside dues.
///     servicing: What serving a member costs a year.
///     cost_of_goods: What goods for a member cost a year.
///     lapse_rate: The share who lapse a year.
///
/// Raises:
///     SettingError: An amount is negative, or the rate is outside [0, 1].
///
/// Examples:
///     >>> mgi.maximum_acquisition_cost(10_000, 2_000, 3_000, 1_000, 0.25)  # 8,000 x 4
///     32000.0
#[pyfunction]
pub(crate) fn mgi_maximum_acquisition_cost(
    dues: i64,
    other_revenue: i64,
    servicing: i64,
    cost_of_goods: i64,
    lapse_rate: f64,
) -> PyResult<Option<f64>> {
    let [dues, other_revenue, servicing, cost_of_goods] = [dues, other_revenue, servicing, cost_of_goods].map(Money);
    mgi::maximum_acquisition_cost(dues, other_revenue, servicing, cost_of_goods, lapse_rate).map_err(err)
}

/// Steady-state membership: the number at which as many lapse as join, if both rates stay. ``None`` when nobody lapses.
///
/// Args:
///     new_members_a_year: How many join a year.
///     lapse_rate: The share who lapse a year.
///
/// Raises:
///     SettingError: The number is negative or not finite, or the rate is outside [0, 1].
///
/// Examples:
///     >>> mgi.steady_state(20_000, 0.25)
///     80000.0
#[pyfunction]
pub(crate) fn mgi_steady_state(new_members_a_year: f64, lapse_rate: f64) -> PyResult<Option<f64>> {
    mgi::steady_state(new_members_a_year, lapse_rate).map_err(err)
}
