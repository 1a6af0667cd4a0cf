//! Licence cohorts: how many people are licensed in each fiscal year.

use crate::unit::FiscalYear;

/// Cumulative passers of the Japanese national examination for physiotherapists, by year of the examination, whose passers are the
/// licence cohort of the fiscal year that begins in that April.
///
/// Sources: 1966 to 2004, 2009, 2014 and 2019 as published by the Japanese Physical Therapy Association,
/// <https://www.japanpt.or.jp/english/about/>; the other years by adding the passers announced each year (2011 as first announced,
/// 2024 as corrected). Facts. Years between two figures are interpolated along a straight line.
#[rustfmt::skip]
const CUMULATIVE_PASSERS: [(i32, u32); 28] = [
    (1966, 183), (1969, 888), (1974, 1_726), (1979, 2_517), (1984, 4_526), (1989, 8_967), (1994, 14_185),
    (1999, 23_873), (2004, 41_243), (2007, 58_647), (2008, 65_571), (2009, 73_862), (2010, 82_974), (2011, 90_710),
    (2012, 100_560), (2013, 110_664), (2014, 119_979), (2015, 129_931), (2016, 139_203), (2017, 151_591),
    (2018, 161_476), (2019, 172_285), (2020, 182_893), (2021, 192_327), (2022, 202_423), (2023, 213_735),
    (2024, 225_017), (2025, 236_390),
];

/// The first licence cohort of the table.
pub(super) const FIRST_COHORT: FiscalYear = FiscalYear(1966);
/// The last licence cohort of the table.
pub(super) const LAST_COHORT: FiscalYear = FiscalYear(2025);

/// New physiotherapists of each cohort from [`FIRST_COHORT`] to [`LAST_COHORT`].
pub(super) fn physiotherapists() -> Vec<f64> {
    let (first, total) = CUMULATIVE_PASSERS[0];
    debug_assert_eq!(first, FIRST_COHORT.get());
    let steps = CUMULATIVE_PASSERS.windows(2).flat_map(|pair| {
        let ((from, before), (to, after)) = (pair[0], pair[1]);
        let years = (to - from) as usize;
        std::iter::repeat_n(f64::from(after - before) / years as f64, years)
    });
    std::iter::once(f64::from(total)).chain(steps).collect()
}

/// Shares out `total` people over the weights: each gets the whole part of its exact share, and those with the largest remainders
/// one more (the earlier of two equal ones first), so that the sum is `total`.
pub(super) fn share_out(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * (weight / sum)).collect();
    let mut shares: Vec<u64> = exact.iter().map(|share| share.floor() as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).filter(|&i| weights[i] > 0.0).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let missing = total.saturating_sub(shares.iter().sum());
    for &i in order.iter().cycle().take(missing as usize) {
        shares[i] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cohorts_add_up_to_the_published_cumulative_figures() {
        let cohorts = physiotherapists();
        assert_eq!(cohorts.len() as i32, LAST_COHORT.since(FIRST_COHORT) + 1);
        let until = |year: i32| cohorts[..=(year - 1966) as usize].iter().sum::<f64>();
        // 183 (1966), 172,285 (2019) and 236,390 (2025): the table above.
        assert_eq!([until(1966), until(2019), until(2025)].map(f64::round), [183.0, 172_285.0, 236_390.0]);
        // Fiscal 2019: 10,809 passers.
        assert_eq!(cohorts[53], 10_809.0);
        // 1966 to 1969: (888 - 183) / 3 = 235 a year.
        assert_eq!(cohorts[1..4], [235.0; 3]);
    }

    #[test]
    fn people_are_shared_out_by_largest_remainder() {
        // 10 x (1/6, 2/6, 3/6) = 1.67, 3.33, 5: the first has the largest remainder.
        assert_eq!(share_out(10, &[1.0, 2.0, 3.0]), [2, 3, 5]);
        assert_eq!(share_out(1, &[0.0, 1.0, 1.0]), [0, 1, 0]);
        assert_eq!(share_out(0, &[1.0]), [0]);
        assert_eq!(share_out(u64::from(u32::MAX), &physiotherapists()).iter().sum::<u64>(), u64::from(u32::MAX));
    }
}
