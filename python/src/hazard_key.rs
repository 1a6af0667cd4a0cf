//! What hazard tables are by, and which years at risk a row is about, as Python writes them.

use crate::grouping::{GroupArg, LevelArg, group, group_by, group_of};
use crate::result::Field;
use kaiin::cohort::{AttainedAge, HazardAxes, HazardKey};
use kaiin::{Error, FiscalYear};
use std::collections::BTreeMap;

/// Axes and cohorts and segments by their names; what is not known is `None`.
pub(crate) type Key = BTreeMap<String, Option<LevelArg>>;

/// The axes of these names: `tenure`, `period`, `age`, two names of cohorts, and names of segments.
pub(crate) fn axes_of(names: Vec<String>) -> HazardAxes {
    let (own, groups): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| matches!(name.as_str(), "tenure" | "period" | "age"));
    own.iter().fold(HazardAxes::nothing().and_group(group_by(groups)), |axes, name| match name.as_str() {
        "tenure" => axes.and_tenure(),
        "period" => axes.and_period(),
        _ => axes.and_age(),
    })
}

impl Field<Key> for HazardKey {
    fn field(&self) -> Key {
        let whole = |years: u32| Some(LevelArg::Cohort(i32::try_from(years).unwrap_or(i32::MAX)));
        let age = |age| match age {
            AttainedAge::Years(years) => whole(years),
            AttainedAge::Unknown => None,
        };
        let own = [
            ("tenure", self.tenure.map(whole)),
            ("period", self.period.map(|year| Some(LevelArg::Cohort(year.get())))),
            ("age", self.age.map(age)),
        ];
        let own = own.into_iter().filter_map(|(name, level)| Some((name.to_owned(), level?)));
        group(&self.group).into_iter().chain(own).collect()
    }
}

/// The key of a table by `axes` that a caller names.
pub(crate) fn key_of(mut named: GroupArg, axes: &HazardAxes) -> kaiin::Result<HazardKey> {
    let mut take = |is_by: bool, name: &str| {
        let advice = format!("the table is by {axes}; name them all");
        let missing = || Error::Missing { what: format!("{name} of the key"), advice };
        is_by.then(|| named.remove(name).ok_or_else(missing)).transpose()
    };
    let tenure = take(axes.has_tenure(), "tenure")?.map(|level| years("tenure", level)).transpose()?;
    let period = take(axes.has_period(), "period")?.map(|level| year("period", level)).transpose()?;
    let age = take(axes.has_age(), "age")?.map(age_of).transpose()?;
    Ok(HazardKey { group: group_of(named, axes.group())?, tenure, period, age })
}

/// The same of a key that may name more than the axes.
pub(crate) fn key_within(mut named: GroupArg, axes: &HazardAxes) -> kaiin::Result<HazardKey> {
    let names = axes.names();
    named.retain(|name, _| names.contains(name));
    key_of(named, axes)
}

fn year(name: &'static str, level: Option<LevelArg>) -> kaiin::Result<FiscalYear> {
    match level {
        Some(LevelArg::Cohort(number)) => Ok(FiscalYear(number)),
        Some(LevelArg::Level(text)) => Err(crate::error::setting(name, text, "is a text; give a whole number")),
        None => Err(crate::error::setting(name, "None", "is not known; give a whole number")),
    }
}

fn years(name: &'static str, level: Option<LevelArg>) -> kaiin::Result<u32> {
    let number = year(name, level)?.get();
    u32::try_from(number).map_err(|_| crate::error::setting(name, number, "is below 0; the first year of membership is 0"))
}

fn age_of(level: Option<LevelArg>) -> kaiin::Result<AttainedAge> {
    match level {
        None => Ok(AttainedAge::Unknown),
        known => years("age", known).map(AttainedAge::Years),
    }
}
