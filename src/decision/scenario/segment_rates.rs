//! How much of what segments differ by is luck, and what is left of their rates without it?

use crate::error::Result;
use crate::projection::{Assumed, Assumptions, Provenance};
use crate::special::compensated_sum;
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// Steps in which the shift of a segment is found, and the change of it that ends them.
const STEPS: usize = 100;
const STILL: f64 = 1e-13;

/// How the rates of segments are read before the better ones are told from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentRates {
    /// Estimated rates are drawn towards those of all segments together, the more the fewer people stand behind them and the less the
    /// segments differ beyond luck. The default: the best of many rates at face value are good partly by luck, which cannot be copied.
    #[default]
    Drawn,
    /// As they are assumed. For rates that are not estimated each from its own few people, or have been drawn already.
    AtFaceValue,
}

/// Events of persons exposed in a year, and the rate of all segments in it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    events: f64,
    exposed: f64,
    of_all: f64,
}

impl Seen {
    /// By how much more events there were than at the rate of all.
    fn excess(&self) -> f64 {
        self.events - self.exposed * self.of_all
    }

    /// The variance of the events by chance.
    fn variance(&self) -> f64 {
        self.exposed * self.of_all * (1.0 - self.of_all)
    }
}

/// The assumptions of each segment, what was estimated of one list drawn towards the rates of all; `years` are those by which segments
/// are compared.
pub(super) fn drawn(
    segments: &[&Assumptions],
    list: fn(&mut Assumptions) -> &mut Vec<Assumed>,
    years: std::ops::Range<usize>,
) -> Result<Vec<Assumptions>> {
    let mut drawn: Vec<Assumptions> = segments.iter().map(|of| (*of).clone()).collect();
    let mut lists: Vec<&mut Vec<Assumed>> = drawn.iter_mut().map(list).collect();
    let longest = lists.iter().map(|list| list.len()).max().unwrap_or(0);
    let of_all: Vec<Option<f64>> = (0..longest).map(|year| rate_of_all(lists.iter().filter_map(|list| list.get(year)))).collect();
    let seen: Vec<Vec<Seen>> = lists.iter().map(|list| seen(list, &of_all, years.clone())).collect();
    let variance = variance_beyond_luck(&seen);
    for (list, seen) in lists.iter_mut().zip(&seen) {
        let shift = shift(seen, variance);
        for year in 0..list.len() {
            let probability = match (&list[year].provenance, of_all[year]) {
                (Provenance::Estimated { .. }, Some(of_all)) => Probability::new(shifted(of_all, shift))?,
                (Provenance::CarriedOver { from_year }, _) if (*from_year as usize) < year => list[*from_year as usize].probability,
                _ => continue,
            };
            list[year].probability = probability;
        }
    }
    Ok(drawn)
}

/// Events and persons exposed behind an assumption.
fn counts(of: &Assumed) -> Option<(f64, f64)> {
    match of.provenance {
        Provenance::Estimated { events, exposed, .. } if exposed > 0 => Some((events as f64, exposed as f64)),
        _ => None,
    }
}

/// The rate of all segments in a year; `None` where nobody was exposed.
fn rate_of_all<'a>(of: impl Iterator<Item = &'a Assumed>) -> Option<f64> {
    let (events, exposed) = of.filter_map(counts).fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (exposed > 0.0).then(|| events / exposed)
}

/// What was seen of a segment in the years in which chance could have made a difference. The last entry stands for all later years.
fn seen(list: &[Assumed], of_all: &[Option<f64>], years: std::ops::Range<usize>) -> Vec<Seen> {
    let seen = (years.start.min(list.len().saturating_sub(1))..years.end.min(list.len())).filter_map(|year| {
        let ((events, exposed), of_all) = (list.get(year).and_then(counts)?, *of_all.get(year)?);
        Some(Seen { events, exposed, of_all: of_all? })
    });
    seen.filter(|seen| seen.variance() > 0.0).collect()
}

/// The sum of what was seen in all years.
fn sum(of: &[Seen], what: fn(&Seen) -> f64) -> f64 {
    compensated_sum(of.iter().map(what))
}

/// The variance of the segments' true shifts, from how far their counts scatter beyond what chance does (moments of DerSimonian and
/// Laird); 0 where they scatter no further.
fn variance_beyond_luck(segments: &[Vec<Seen>]) -> f64 {
    let found: Vec<(f64, f64)> =
        segments.iter().filter(|of| !of.is_empty()).map(|of| (sum(of, Seen::excess), sum(of, Seen::variance))).collect();
    let weights = compensated_sum(found.iter().map(|(_, weight)| *weight));
    let scatter = compensated_sum(found.iter().map(|(excess, weight)| excess * excess / weight));
    let scale = weights - compensated_sum(found.iter().map(|(_, weight)| weight * weight)) / weights;
    if scale > 0.0 { ((scatter - (found.len() as f64 - 1.0)) / scale).max(0.0) } else { 0.0 }
}

/// The shift of a segment's log odds from those of all: the most probable one when shifts are normal with this variance.
fn shift(of: &[Seen], variance: f64) -> f64 {
    if variance == 0.0 {
        return 0.0;
    }
    let mut shift = 0.0;
    for _ in 0..STEPS {
        let at = |seen: &Seen| Seen { of_all: shifted(seen.of_all, shift), ..*seen };
        let slope = compensated_sum(of.iter().map(|seen| at(seen).excess())) - shift / variance;
        let curvature = compensated_sum(of.iter().map(|seen| at(seen).variance())) + 1.0 / variance;
        // One unit of log odds at a time keeps the step from leaping to where everything is certain.
        let step = (slope / curvature).clamp(-1.0, 1.0);
        shift += step;
        if step.abs() < STILL {
            break;
        }
    }
    shift
}

/// A probability whose log odds are shifted.
fn shifted(p: f64, by: f64) -> f64 {
    let odds = p * by.exp();
    odds / (1.0 - p + odds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::FiscalYear;

    fn estimated(events: u64, exposed: u64) -> Assumed {
        Assumed::estimated(FiscalYear(2020), FiscalYear(2024), events, exposed).unwrap()
    }

    fn lapse(segments: &[Vec<Assumed>]) -> Vec<Vec<f64>> {
        let of = |lapse: &Vec<Assumed>| Assumptions { lapse: lapse.clone(), ..Assumptions::nothing_happens() };
        let segments: Vec<Assumptions> = segments.iter().map(of).collect();
        let found = drawn(&segments.iter().collect::<Vec<_>>(), |of| &mut of.lapse, 0..9).unwrap();
        found.iter().map(|of| of.lapse.iter().map(|one| one.probability.get()).collect()).collect()
    }

    #[test]
    fn the_variance_beyond_luck_by_hand() {
        let seen = |events| vec![Seen { events, exposed: 100.0, of_all: 0.2 }];
        // An excess of 10 either way with a variance of 16: 2 × 100 / 16 = 12.5, 1 of it luck's; 32 - 2 × 256 / 32 = 16
        assert!((variance_beyond_luck(&[seen(10.0), seen(30.0)]) - 11.5 / 16.0).abs() < 1e-15);
        // Alike, alone, or nobody: nothing beyond luck
        assert_eq!(variance_beyond_luck(&[seen(20.0), seen(20.0)]), 0.0);
        assert_eq!(variance_beyond_luck(&[seen(20.0), Vec::new()]), 0.0);
        assert_eq!(variance_beyond_luck(&[]), 0.0);
    }

    #[test]
    fn a_shift_is_that_of_the_odds_when_nothing_draws_it_and_none_when_all_does() {
        // 30 of 100 against 20 %: the odds are 3/7 in place of 1/4
        let seen = [Seen { events: 30.0, exposed: 100.0, of_all: 0.2 }];
        assert!((shift(&seen, 1e12) - (12.0f64 / 7.0).ln()).abs() < 1e-9);
        assert_eq!(shift(&seen, 0.0), 0.0);
        // Half way: the excess that is left is the shift over its variance
        let found = shift(&seen, 0.1);
        assert!((30.0 - 100.0 * shifted(0.2, found) - found / 0.1).abs() < 1e-9 && found > 0.0);
        // Nobody left: no shift without end
        assert!(shift(&[Seen { events: 0.0, exposed: 100.0, of_all: 0.2 }], 1.0).is_finite());
    }

    #[test]
    fn segments_that_scatter_by_chance_alone_become_one_and_large_ones_that_differ_stay() {
        let same = lapse(&[vec![estimated(9, 100), estimated(21, 100)], vec![estimated(11, 100), estimated(19, 100)]]);
        assert!(same.iter().flatten().zip([0.1, 0.2, 0.1, 0.2]).all(|(found, all)| (found - all).abs() < 1e-12), "{same:?}");
        let differ = lapse(&[vec![estimated(10_000, 100_000)], vec![estimated(30_000, 100_000)]]);
        assert!((differ[0][0] - 0.1).abs() < 1e-4 && (differ[1][0] - 0.3).abs() < 1e-4, "{differ:?}");
    }

    #[test]
    fn what_was_taken_over_follows_its_source_what_was_not_known_is_that_of_all_and_what_was_typed_in_stays() {
        let carried = |of: Assumed| Assumed { provenance: Provenance::CarriedOver { from_year: 0 }, ..of };
        let typed = Assumed::typed_in(0.5, "guess").unwrap();
        let found = lapse(&[vec![estimated(9, 100), carried(estimated(9, 100))], vec![estimated(11, 100), typed], vec![estimated(0, 0)]]);
        let expected = [vec![0.1, 0.1], vec![0.1, 0.5], vec![0.1]];
        assert!(found.iter().flatten().zip(expected.iter().flatten()).all(|(one, other)| (one - other).abs() < 1e-12), "{found:?}");
        // Nobody leaves anywhere: nothing is known to differ
        assert_eq!(lapse(&[vec![estimated(0, 9)], vec![estimated(0, 7)]]), [[0.0], [0.0]]);
    }
}
