//! What do the quick formulas of association consultants give? Those of Marketing General Incorporated (MGI), under their names.
//!
//! All but the first rest on one assumption: **everyone leaves at the same rate every year, whatever their tenure**, and money is not
//! discounted. First-year members leave far more often than others, so that `1 / lapse rate` is wrong for every new member, and
//! in a growing association it mixes young and old. They are here because boards know them; [`MemberValue`](super::MemberValue) with a
//! retention curve answers the same questions without the assumption.
//!
//! ```text
//! renewal rate                (members now - new members of the year) / members a year ago
//! lapse rate                  1 - renewal rate
//! average tenure              1 / lapse rate
//! lifetime value              (dues + other revenue) × average tenure
//! maximum acquisition cost    (dues + other revenue - servicing - cost of goods) × average tenure
//! steady-state membership     new members a year / lapse rate
//! ```
//!
//! # References
//!
//! Marketing General Incorporated, *Membership Marketing Benchmarking Report*.

use super::amount::Money;
use crate::error::{Error, Result};

/// The renewal rate by the method of stocks: of the members of a year ago, the share still there if all but this year's new members are.
///
/// # Weakness
///
/// Who joined and left within the year is nowhere; who came back counts as new or as retained, as the count of new members has it.
///
/// # Errors
///
/// [`Error::Setting`] when nobody was a member a year ago, when more are new than there are members, or when more were retained than there
/// were.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::mgi;
/// assert_eq!(mgi::renewal_rate(10_500, 1_500, 10_000)?, 0.9);
/// assert!((mgi::average_tenure(1.0 - 0.9)?.unwrap() - 10.0).abs() < 1e-14);
/// assert_eq!(mgi::steady_state(20_000.0, 0.25)?, Some(80_000.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn renewal_rate(members_now: u64, new_members: u64, members_a_year_ago: u64) -> Result<f64> {
    let Some(retained) = members_now.checked_sub(new_members) else {
        let reason = format!("are more than the {members_now} members there are; give those who joined within the year");
        return Err(Error::setting("new members", new_members, reason));
    };
    if members_a_year_ago == 0 || retained > members_a_year_ago {
        let reason = format!("are fewer than the {retained} who were retained; give all who were members a year ago (more than 0)");
        return Err(Error::setting("members a year ago", members_a_year_ago, reason));
    }
    Ok(retained as f64 / members_a_year_ago as f64)
}

/// Average tenure in years: `1 / lapse rate`, at a constant lapse rate. `None` when nobody lapses.
///
/// # Errors
///
/// [`Error::Setting`] when the rate is outside [0, 1].
pub fn average_tenure(lapse_rate: f64) -> Result<Option<f64>> {
    if !(0.0..=1.0).contains(&lapse_rate) {
        return Err(Error::setting("lapse rate", lapse_rate, "is outside [0, 1]; write 0.1 for 10 % a year"));
    }
    Ok(Some(1.0 / lapse_rate).filter(|years| years.is_finite()))
}

/// Lifetime value: what a member pays a year, times average tenure. Costs and discount do not enter. `None` when nobody lapses.
///
/// # Errors
///
/// [`Error::Setting`] for a negative amount or a rate outside [0, 1].
///
/// # Example
///
/// ```
/// use kaiin::decision::money::{Money, mgi};
/// assert_eq!(mgi::lifetime_value(Money(10_000), Money(2_000), 0.25)?, Some(48_000.0)); // 12,000 × 4
/// assert_eq!(mgi::maximum_acquisition_cost(Money(10_000), Money(2_000), Money(3_000), Money(1_000), 0.25)?, Some(32_000.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn lifetime_value(dues: Money, other_revenue: Money, lapse_rate: f64) -> Result<Option<f64>> {
    let paid = dues.not_negative("dues")?.as_real() + other_revenue.not_negative("other revenue")?.as_real();
    Ok(average_tenure(lapse_rate)?.map(|years| paid * years))
}

/// Maximum acquisition cost: what is left of what a member pays a year after the costs of serving and of goods, times average tenure.
/// Negative when members cost more than they pay; `None` when nobody lapses.
///
/// # Errors
///
/// As [`lifetime_value`].
pub fn maximum_acquisition_cost(
    dues: Money,
    other_revenue: Money,
    servicing: Money,
    cost_of_goods: Money,
    lapse_rate: f64,
) -> Result<Option<f64>> {
    let paid = dues.not_negative("dues")?.as_real() + other_revenue.not_negative("other revenue")?.as_real();
    let costs = servicing.not_negative("servicing cost")?.as_real() + cost_of_goods.not_negative("cost of goods")?.as_real();
    Ok(average_tenure(lapse_rate)?.map(|years| (paid - costs) * years))
}

/// Steady-state membership: the number at which as many lapse as join, if both rates stay. `None` when nobody lapses.
///
/// # Errors
///
/// [`Error::Setting`] for a number of new members that is negative or not finite, or a rate outside [0, 1].
pub fn steady_state(new_members_a_year: f64, lapse_rate: f64) -> Result<Option<f64>> {
    if !(new_members_a_year >= 0.0 && new_members_a_year.is_finite()) {
        return Err(Error::setting("new members a year", new_members_a_year, "is no number of members; give a finite one of 0 or more"));
    }
    // Divided, not multiplied by a tenure: 20,000 / 0.25 is exact, and rounding is done once.
    Ok(average_tenure(lapse_rate)?.map(|_| new_members_a_year / lapse_rate).filter(|members| members.is_finite()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_formulas_cannot_take_is_refused() {
        assert_eq!(renewal_rate(10, 11, 5).unwrap_err().code(), "setting");
        assert_eq!(renewal_rate(0, 0, 0).unwrap_err().code(), "setting");
        assert_eq!(renewal_rate(12, 1, 10).unwrap_err().code(), "setting");
        for rate in [-0.1, 1.1, f64::NAN] {
            assert_eq!(average_tenure(rate).unwrap_err().code(), "setting");
            assert_eq!(steady_state(1.0, rate).unwrap_err().code(), "setting");
            assert_eq!(lifetime_value(Money(1), Money(0), rate).unwrap_err().code(), "setting");
        }
        assert_eq!(lifetime_value(Money(-1), Money(0), 0.5).unwrap_err().code(), "setting");
        assert_eq!(maximum_acquisition_cost(Money(1), Money(0), Money(-1), Money(0), 0.5).unwrap_err().code(), "setting");
        assert_eq!(steady_state(f64::INFINITY, 0.5).unwrap_err().code(), "setting");
    }

    #[test]
    fn nobody_lapses_has_no_end() {
        assert_eq!(average_tenure(0.0).unwrap(), None);
        assert_eq!(steady_state(100.0, 0.0).unwrap(), None);
        assert_eq!(lifetime_value(Money(1), Money(0), 0.0).unwrap(), None);
        assert_eq!(maximum_acquisition_cost(Money(1), Money(0), Money(2), Money(0), 1.0).unwrap(), Some(-1.0));
    }
}
