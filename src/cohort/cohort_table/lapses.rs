//! Who lapsed in which fiscal year, and when did they come back?

use super::CohortTable;
use super::table::Measure;
use crate::episode::{EndReason, Standing};
use crate::unit::FiscalYear;
use std::collections::BTreeMap;

/// Members of a group who lapsed in one fiscal year for a reason that is not final, and were not back at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lapses {
    /// The year of the lapse.
    pub(crate) year: FiscalYear,
    lapsed: u64,
    /// Returns in each later year: members at its end, and those who had left again by then.
    ended: BTreeMap<FiscalYear, [u64; 2]>,
}

impl Lapses {
    /// Those not back by the end of a year, the one of the lapse or a later one.
    pub(crate) fn out_after(&self, year: FiscalYear) -> u64 {
        let back: u64 = self.ended.range(..=year).flat_map(|(_, ended)| ended).sum();
        self.lapsed.saturating_sub(back)
    }

    /// Of those not back before a year, how many were members at its end. Who came back and left again within it was not; that is a
    /// lapse of its own.
    pub(crate) fn back_at_end_of(&self, year: FiscalYear) -> u64 {
        self.ended.get(&year).map_or(0, |[members, _]| *members)
    }
}

impl CohortTable {
    /// The lapses of the group at a position, by fiscal year; empty beyond the end. Years are those of the table, by its rule on the day of
    /// exits; who moved to another group without a lapse counts in the group that was left at the lapse.
    pub(crate) fn lapses_of(&self, group: usize) -> Vec<Lapses> {
        let cells = group.saturating_mul(self.years)..group.saturating_add(1).saturating_mul(self.years);
        let mut lapsed = vec![0u64; self.years];
        let reasons = EndReason::ALL.into_iter().filter(|reason| !EndReason::FINAL.contains(reason));
        for measure in reasons.flat_map(|reason| Standing::ALL.map(|standing| Measure::Left(reason, standing))) {
            let left = self.measures.get(&measure).and_then(|column| column.get(cells.clone())).unwrap_or_default();
            lapsed.iter_mut().zip(left).for_each(|(sum, left)| *sum += left);
        }
        let with_year = |(year, lapsed)| Lapses { year, lapsed, ended: BTreeMap::new() };
        let mut lapses: Vec<Lapses> = self.years().zip(lapsed).map(with_year).collect();
        let of_group = |position: u32| (position, 0, 0, false)..=(position, u16::MAX, u16::MAX, true);
        let Ok(position) = u32::try_from(group) else { return Vec::new() };
        for (&(_, lapsed, returned, stays), &count) in self.returns.range(of_group(position)) {
            let Some(of_year) = lapses.get_mut(usize::from(lapsed)) else { continue };
            if lapsed == returned {
                // Out for a part of the year only.
                of_year.lapsed = of_year.lapsed.saturating_sub(count);
            } else {
                let ended = of_year.ended.entry(self.first_year.plus(i32::from(returned))).or_default();
                ended[usize::from(!stays)] += count;
            }
        }
        lapses.retain(|of_year| of_year.lapsed > 0);
        lapses
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{ExitDay, GroupBy};
    use crate::episode::Episode;
    use crate::register::Register;
    use crate::time::{Day, FiscalCalendar};

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd(y, m, d).unwrap()
    }

    /// A dozen people who join on 1 May 2016; extract of 31 March 2022.
    ///
    /// | who | what they do | lapse counted in | ends |
    /// |---|---|---|---|
    /// | A | stay | | |
    /// | B | resign on 2017-06-01, never back | 2017 | |
    /// | C | resign on 2017-06-01, back 2018-05-01 | 2017 | 2018, a member |
    /// | D | resign on 2017-06-01, back 2019-05-01 | 2017 | 2019, a member |
    /// | E | resign on 2017-06-01, back 2017-12-01: out for a part of the year | | |
    /// | F | resign on 2017-06-01, back 2018-05-01, gone again 2018-12-01 | 2017, 2018 | 2018, no member; still out |
    /// | G | die on 2017-06-01 | | |
    /// | H | resign on 2018-04-01, back 2020-05-01 | 2018 (on the last day in: 2017) | 2020, a member |
    /// | I | on leave from 2017-04-01, leave 2017-06-01, back 2020-05-01 | 2017 | 2020, a member |
    /// | J | resign on 2017-06-01, back 2018-05-01, resign 2019-06-01, back 2021-05-01 | 2017, 2019 | 2018; 2021 |
    /// | K | struck off 2017-06-01, back 2017-12-01, gone 2018-02-01, back 2020-05-01 | 2017 | 2020, a member |
    /// | L | said to have retired 2017-06-01, back 2019-05-01 | | |
    fn dozen() -> Register {
        use EndReason::{Arrears, Death, Retirement, Unstated, Voluntary};
        let row = |who: &str, start: Day| Episode::new(who, start).licensed(day(2016, 4, 10));
        let joined = |who: &str| row(who, day(2016, 5, 1));
        let resigned = day(2017, 6, 1);
        let rows = [
            joined("A"),
            joined("B").until(resigned, Voluntary),
            joined("C").until(resigned, Voluntary),
            row("C", day(2018, 5, 1)),
            joined("D").until(resigned, Voluntary),
            row("D", day(2019, 5, 1)),
            joined("E").until(resigned, Voluntary),
            row("E", day(2017, 12, 1)),
            joined("F").until(resigned, Voluntary),
            row("F", day(2018, 5, 1)).until(day(2018, 12, 1), Voluntary),
            joined("G").until(resigned, Death),
            joined("H").until(day(2018, 4, 1), Voluntary),
            row("H", day(2020, 5, 1)),
            joined("I").until(day(2017, 4, 1), Unstated),
            Episode { standing: Standing::OnLeave, ..row("I", day(2017, 4, 1)).until(resigned, Voluntary) },
            row("I", day(2020, 5, 1)),
            joined("J").until(resigned, Voluntary),
            row("J", day(2018, 5, 1)).until(day(2019, 6, 1), Voluntary),
            row("J", day(2021, 5, 1)),
            joined("K").until(resigned, Arrears),
            row("K", day(2017, 12, 1)).until(day(2018, 2, 1), Arrears),
            row("K", day(2020, 5, 1)),
            joined("L").until(resigned, Retirement),
            row("L", day(2019, 5, 1)),
        ];
        Register::settings_as_of(day(2022, 3, 31)).build(&rows.into_iter().collect()).unwrap()
    }

    fn table(register: &Register, rule: ExitDay) -> CohortTable {
        let by_both = GroupBy::nothing().licence_cohort().join_cohort();
        CohortTable::settings(FiscalCalendar::japan()).by(by_both).exit_day(rule).build(register).unwrap()
    }

    /// For each year of a lapse: those out at the end of each year from it to 2021, and those back at the end of each year after it.
    fn followed(table: &CohortTable) -> Vec<(i32, Vec<u64>, Vec<u64>)> {
        let of_year = |of: &Lapses| {
            let years = |first: i32| (first..=2021).map(FiscalYear);
            let (out, back) = (years(of.year.get()).map(|year| of.out_after(year)), years(of.year.get() + 1));
            (of.year.get(), out.collect(), back.map(|year| of.back_at_end_of(year)).collect())
        };
        (0..table.groups().len()).flat_map(|group| table.lapses_of(group)).map(|of| of_year(&of)).collect()
    }

    #[test]
    fn a_dozen_people_by_hand() {
        // 2017: B C D F I J K are out at its end. 2018: C and J are back, F has ended too: B D I K out. 2019: D is back. 2020: I and K are.
        let of_2017 = (2017, vec![7, 4, 3, 1, 1], vec![2, 1, 2, 0]);
        // 2018: F and H; H is back in 2020. 2019: J, back in 2021.
        let of_2018 = (2018, vec![2, 2, 1, 1], vec![0, 1, 0]);
        let of_2019 = (2019, vec![1, 1, 0], vec![0, 1]);
        assert_eq!(followed(&table(&dozen(), ExitDay::FirstDayOut)), [of_2017, of_2018, of_2019]);
    }

    #[test]
    fn the_last_day_in_moves_a_lapse_to_the_year_before() {
        // H lapses in 2017.
        let expected =
            [(2017, vec![8, 5, 4, 1, 1], vec![2, 1, 3, 0]), (2018, vec![1, 1, 1, 1], vec![0, 0, 0]), (2019, vec![1, 1, 0], vec![0, 1])];
        assert_eq!(followed(&table(&dozen(), ExitDay::LastDayIn)), expected);
    }

    #[test]
    fn lapses_add_and_can_be_coarsened() {
        let whole = table(&dozen(), ExitDay::FirstDayOut);
        let coarse = whole.regroup(&GroupBy::nothing()).unwrap();
        assert_eq!(coarse, CohortTable::settings(FiscalCalendar::japan()).build(&dozen()).unwrap());
        assert_eq!(followed(&coarse), followed(&whole));
        // The same people twice, once five years earlier: years are aligned at their end.
        let row_of_z = |start| Episode::new("Z", start).licensed(day(2011, 4, 10));
        let early = row_of_z(day(2011, 5, 1)).until(day(2012, 6, 1), EndReason::Voluntary);
        let late = row_of_z(day(2014, 5, 1));
        let register = Register::settings_as_of(day(2022, 3, 31)).build(&[early, late].into_iter().collect()).unwrap();
        let both = whole.merge(&table(&register, ExitDay::FirstDayOut)).unwrap();
        let found = followed(&both);
        assert_eq!(found.len(), 4);
        assert!(found.contains(&(2012, vec![1, 1, 0, 0, 0, 0, 0, 0, 0, 0], vec![0, 1, 0, 0, 0, 0, 0, 0, 0])));
        assert!(followed(&whole).iter().all(|of_year| found.contains(of_year)));
    }
}
