//! The one pass that counts the years at risk of every member.

use super::axes::{AttainedAge, HazardKey};
use super::settings::{HazardTableSettings, HazardYear};
use super::table::{HazardCell, HazardTable};
use crate::cohort::grouping::{GroupBy, Grouping};
use crate::cohort::span::ObservationWindow;
use crate::cohort::stretch::{Stretch, stretches_of};
use crate::cohort::tenure::TenureDuringLeave;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::register::Register;
use crate::time::{Day, anniversary, completed_years};
use std::collections::HashMap;

impl HazardTableSettings {
    /// Builds the table in one pass, O(years at risk).
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] for a segment that the register does not have. [`Error::Setting`] for tenure that stops during leave
    /// together with [`HazardYear::Membership`]: such a year has no fixed length.
    pub fn build(&self, register: &Register) -> Result<HazardTable> {
        if self.year == HazardYear::Membership && self.tenure.during_leave == TenureDuringLeave::Stops {
            let reason = "makes years of membership of any length; choose HazardYear::Fiscal or let tenure run during leave";
            return Err(Error::setting("tenure", self.tenure, reason));
        }
        let pass = Pass::new(self, register)?;
        let mut counts = Counts::default();
        let mut counted = 0;
        for person in 0..register.persons() {
            let stretches = stretches_of(register, person, self.tenure);
            counted += stretches.len() as u64;
            for membership in stretches.chunk_by(|stretch, _| stretch.exit.is_none()) {
                pass.count(person, membership, &mut counts);
            }
        }
        let mut cells: Vec<_> = counts.into_iter().map(|(key, cell)| (pass.key(key), cell)).collect();
        cells.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let tenure_unknown = register.episodes() as u64 - counted;
        Ok(HazardTable { settings: self.clone(), cells, tenure_unknown })
    }
}

/// The key of a cell while counting: group, tenure, fiscal year, age; 0 in the place of what the table is not by.
type RawKey = (u64, u32, i32, u32);
type Counts = HashMap<RawKey, HazardCell>;

/// In the place of an age that is not known.
const NO_AGE: u32 = u32::MAX;

/// What the pass reads.
struct Pass<'a> {
    settings: &'a HazardTableSettings,
    register: &'a Register,
    grouping: Grouping<'a>,
    /// First day that counts, and the first that no longer does.
    from: Day,
    to: Day,
}

/// One membership in the window: first day at risk, first day no longer at risk, exit, and the last day that has a year at risk.
struct AtRisk {
    from: Day,
    to: Day,
    exit: Option<(Day, EndReason)>,
    last: Day,
}

/// A year in which a member may be at risk.
struct Year {
    start: Day,
    end: Day,
    tenure: u32,
}

impl<'a> Pass<'a> {
    fn new(settings: &'a HazardTableSettings, register: &'a Register) -> Result<Self> {
        let grouping = Grouping::new(register, settings.axes.group(), settings.calendar, settings.rule)?;
        let known = register.as_of().next();
        let from = settings.window.map_or(Day::MIN, ObservationWindow::from);
        let to = settings.window.map_or(known, |window| window.to().min(known));
        Ok(Self { settings, register, grouping, from, to })
    }

    /// Counts the years at risk of one membership.
    fn count(&self, person: usize, membership: &[Stretch], counts: &mut Counts) {
        let Some(at_risk) = self.at_risk(membership) else { return };
        let mut day = at_risk.from;
        loop {
            let stretch = in_force(membership, day);
            let year = self.year(stretch, day);
            let cell = counts.entry(self.raw_key(person, stretch, &year, day)).or_default();
            self.add(cell, &at_risk, &year, day);
            if year.end > at_risk.last || year.end <= day {
                return;
            }
            day = year.end;
        }
    }

    /// A membership as far as it lies in the window; `None` when it does not.
    fn at_risk(&self, membership: &[Stretch]) -> Option<AtRisk> {
        let (first, ending) = (membership.first()?, membership.last()?);
        let from = first.observed.max(self.from);
        let to = ending.end.map_or(self.to, |end| end.min(self.to));
        let exit = ending.booked_exit(self.settings.exit_day).filter(|(day, _)| from <= *day && *day < self.to);
        let last_day_in = to.plus_days(-1).unwrap_or(to);
        let last = exit.map_or(last_day_in, |(day, _)| day.max(last_day_in));
        (from <= last && from < self.to).then_some(AtRisk { from, to, exit, last })
    }

    /// The year that holds a day of a stretch.
    fn year(&self, stretch: &Stretch, day: Day) -> Year {
        let (calendar, leap_day) = (self.settings.calendar, self.settings.leap_day);
        match self.settings.year {
            HazardYear::Membership => {
                let tenure = completed_years(stretch.origin, day, leap_day);
                let start = anniversary(stretch.origin, tenure, leap_day);
                Year { start, end: anniversary(stretch.origin, tenure.saturating_add(1), leap_day), tenure }
            }
            HazardYear::Fiscal => {
                let year = calendar.year_of(day);
                let reached = if stretch.runs { day } else { stretch.start.min(day) };
                let since = calendar.year_of(reached).since(calendar.year_of(stretch.origin));
                let (start, end) = (calendar.start_of(year).unwrap_or(Day::MIN), calendar.end_of(year).unwrap_or(Day::MAX));
                Year { start, end, tenure: u32::try_from(since).unwrap_or(0) }
            }
        }
    }

    fn raw_key(&self, person: usize, stretch: &Stretch, year: &Year, day: Day) -> RawKey {
        let axes = &self.settings.axes;
        let episode = self.register.range_of(person).start + stretch.episode;
        let group = if axes.group() == &GroupBy::nothing() { 0 } else { self.grouping.key(episode) };
        let age = || self.register.born(person).map_or(NO_AGE, |born| completed_years(born, day, self.settings.leap_day));
        (
            group,
            if axes.has_tenure() { year.tenure } else { 0 },
            if axes.has_period() { self.settings.calendar.year_of(day).get() } else { 0 },
            if axes.has_age() { age() } else { 0 },
        )
    }

    /// The key that stands for the numbers of the pass.
    fn key(&self, (group, tenure, period, age): RawKey) -> HazardKey {
        let axes = &self.settings.axes;
        let age = if age == NO_AGE { AttainedAge::Unknown } else { AttainedAge::Years(age) };
        HazardKey {
            group: self.grouping.group(group),
            tenure: axes.has_tenure().then_some(tenure),
            period: axes.has_period().then_some(crate::unit::FiscalYear(period)),
            age: axes.has_age().then_some(age),
        }
    }

    /// Adds one year at risk that begins with `first` for its member.
    fn add(&self, cell: &mut HazardCell, at_risk: &AtRisk, year: &Year, first: Day) {
        let length = usize::from(year.end.since(year.start) == 366);
        let until = year.end.min(at_risk.to).max(first);
        let days = |from: Day, to: Day| u64::try_from(to.since(from)).unwrap_or(0);
        cell.years += 1;
        cell.days[length] += days(first, until);
        let whole = first == year.start && year.end <= self.to;
        cell.at_risk += u64::from(whole);
        let Some((_, reason)) = at_risk.exit.filter(|(day, _)| first <= *day && *day < year.end) else { return };
        cell.exits.count(reason);
        if whole {
            cell.left.count(reason);
        }
        if let Some(rest) = cell.rest.get_mut(reason as usize) {
            rest[length] += days(until, year.end);
        }
    }
}

/// The stretch of a membership that holds a day, or the one before it.
fn in_force(membership: &[Stretch], day: Day) -> &Stretch {
    let after = membership.partition_point(|stretch| stretch.start <= day);
    &membership[after.saturating_sub(1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{ExitDay, HazardAxes, TenureRules};
    use crate::episode::Episode;
    use crate::time::FiscalCalendar;
    use crate::unit::FiscalYear;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn register(rows: impl IntoIterator<Item = Episode>) -> Register {
        Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap()
    }

    fn japan() -> HazardTableSettings {
        HazardTable::settings(FiscalCalendar::japan())
    }

    fn tenures(table: &HazardTable) -> Vec<(u32, u64, u64, u64)> {
        table.cells().iter().map(|(key, cell)| (key.tenure.unwrap(), cell.years(), cell.at_risk(), cell.exits().total())).collect()
    }

    #[test]
    fn a_leaver_at_the_end_of_a_year_leaves_in_it_unless_the_first_day_out_counts() {
        let rows = || [Episode::new("A", day("2020-04-01")).until(day("2021-04-01"), EndReason::Voluntary)];
        let table = japan().build(&register(rows())).unwrap();
        assert_eq!(tenures(&table), [(0, 1, 1, 1)]);
        assert_eq!(table.total().days().get(), 365);
        let table = japan().exit_day(ExitDay::FirstDayOut).build(&register(rows())).unwrap();
        assert_eq!(tenures(&table), [(0, 1, 1, 0), (1, 1, 1, 1)]);
    }

    #[test]
    fn fiscal_years_begin_with_a_part_and_end_with_one_that_is_not_over() {
        let rows = [Episode::new("A", day("2021-07-01"))];
        let register = register(rows);
        let axes = HazardAxes::tenure().and_period();
        let window = ObservationWindow::new(day("2021-01-01"), day("2023-10-01")).unwrap();
        let table = japan().year(HazardYear::Fiscal).by(axes).during(window).build(&register).unwrap();
        let found: Vec<_> =
            table.cells().iter().map(|(key, cell)| (key.period.unwrap().get(), cell.at_risk(), cell.days().get())).collect();
        // July to March, a whole year, April to September
        assert_eq!(found, [(2021, 0, 274), (2022, 1, 365), (2023, 0, 183)]);
        assert_eq!(tenures(&table), [(0, 1, 0, 0), (1, 1, 1, 0), (2, 1, 0, 0)]);
    }

    #[test]
    fn actuarial_exposure_gives_a_leaver_the_rest_of_the_year() {
        let rows = [
            Episode::new("A", day("2021-04-01")).until(day("2021-04-11"), EndReason::Voluntary), // 10 of 365 days
            Episode::new("B", day("2021-04-01")).until(day("2021-04-11"), EndReason::Death),
            Episode::new("C", day("2023-04-01")), // 366 of 366 days
        ];
        let total = japan().build(&register(rows)).unwrap().total();
        assert_eq!(total.days().get(), 386);
        assert_eq!(total.actuarial_years(&[]), 20.0 / 365.0 + 1.0);
        assert_eq!(total.actuarial_years(&[EndReason::Voluntary]), 375.0 / 365.0 + 1.0);
        assert_eq!(total.actuarial_years(&EndReason::ALL), 3.0);
    }

    #[test]
    fn age_is_that_of_the_first_day_at_risk_where_birth_is_known() {
        let born = Episode { born: Some(day("1990-06-15")), ..Episode::new("A", day("2022-06-01")) };
        let table = japan().by(HazardAxes::nothing().and_age()).build(&register([born, Episode::new("B", day("2023-06-01"))])).unwrap();
        let found: Vec<_> = table.cells().iter().map(|(key, cell)| (key.age.unwrap(), cell.years())).collect();
        assert_eq!(found, [(AttainedAge::Years(31), 1), (AttainedAge::Years(32), 1), (AttainedAge::Unknown, 1)]);
    }

    #[test]
    fn a_membership_without_a_first_day_is_left_out_and_counted() {
        let unknown = Episode { start: None, observed_from: Some(day("2020-04-01")), ..Episode::new("A", Day::MIN) };
        let table = japan().build(&register([unknown])).unwrap();
        assert_eq!((table.cells().len(), table.tenure_unknown()), (0, 1));
    }

    #[test]
    fn delayed_entry_is_a_part_of_a_year_and_no_trial() {
        let present = Episode { observed_from: Some(day("2022-10-01")), ..Episode::new("A", day("2020-04-01")) };
        let table = japan().build(&register([present])).unwrap();
        assert_eq!(tenures(&table), [(2, 1, 0, 0), (3, 1, 1, 0)]);
        assert_eq!(table.total().days().get(), 182 + 366);
    }

    #[test]
    fn stopped_tenure_needs_fiscal_years() {
        let rules = TenureRules { during_leave: TenureDuringLeave::Stops, ..TenureRules::default() };
        let register = register([Episode::new("A", day("2020-04-01"))]);
        assert_eq!(japan().tenure(rules).build(&register).unwrap_err().code(), "setting");
        let table = japan().tenure(rules).year(HazardYear::Fiscal).build(&register).unwrap();
        assert_eq!(table.cells().last().unwrap().0.tenure, Some(3));
        assert_eq!(FiscalCalendar::japan().year_of(day("2023-04-01")), FiscalYear(2023));
    }
}
