//! How much of what segments differ by is luck, and what is left of their rates without it?

use crate::error::Result;
use crate::projection::{Assumed, Assumptions, Provenance};
use crate::special::compensated_sum;
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// The least share of real differences that is told apart from none: what is drawn has a weight that is finite.
const LEAST_SHARE: f64 = 1e-12;

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

/// Events and persons exposed behind an assumption.
fn counts(of: &Assumed) -> Option<(f64, f64)> {
    match of.provenance {
        Provenance::Estimated { events, exposed, .. } if exposed > 0 => Some((events as f64, exposed as f64)),
        _ => None,
    }
}

/// The assumptions of each segment, the estimated ones drawn towards those of all; `list` names those by which segments are compared.
pub(super) fn drawn(segments: &[&Assumptions], list: impl Fn(&Assumptions) -> &[Assumed]) -> Result<Vec<Assumptions>> {
    let of_all = Assumptions {
        entry: together(&lists(segments, |of| &of.entry))?,
        lapse: together(&lists(segments, |of| &of.lapse))?,
        reinstatement: together(&lists(segments, |of| &of.reinstatement))?,
        ..Assumptions::nothing_happens()
    };
    let share = share_beyond_luck(&lists(segments, list)).max(LEAST_SHARE);
    segments.iter().map(|of| of.drawn_towards(&of_all, (1.0 - share) / share)).collect()
}

/// One list of all segments: by year, the counts of those that have any.
fn lists(segments: &[&Assumptions], list: impl Fn(&Assumptions) -> &[Assumed]) -> Vec<Vec<(f64, f64)>> {
    let years = segments.iter().map(|of| list(of).len()).max().unwrap_or(0);
    (0..years).map(|year| segments.iter().filter_map(|of| list(of).get(year).and_then(counts)).collect()).collect()
}

/// Events and persons exposed of all.
fn sums(of: &[(f64, f64)]) -> (f64, f64) {
    (of.iter().map(|(events, _)| events).sum(), of.iter().map(|(_, exposed)| exposed).sum())
}

/// The rates of all segments together, by year; 0 where nobody was exposed, and nothing is drawn.
fn together(by_year: &[Vec<(f64, f64)>]) -> Result<Vec<Assumed>> {
    let rate = |(events, exposed): (f64, f64)| Probability::new(if exposed > 0.0 { events / exposed } else { 0.0 });
    by_year.iter().map(|of| Ok(Assumed::of(rate(sums(of))?, Provenance::Shrunk("all segments together".into())))).collect()
}

/// The variance of the segments' true rates q over q (1 - q), from how far the counts scatter beyond what chance alone would do
/// (Kleinman's moments of the beta-binomial); 0 where they scatter no further.
fn share_beyond_luck(by_year: &[Vec<(f64, f64)>]) -> f64 {
    let (mut beyond, mut scale) = (Vec::new(), Vec::new());
    for of in by_year {
        let (events, exposed) = sums(of);
        let q = events / exposed;
        if !(q > 0.0 && q < 1.0) {
            continue;
        }
        let others = of.len() as f64 - 1.0;
        beyond.extend(of.iter().map(|(events, exposed)| (events - exposed * q).powi(2) / (exposed * q * (1.0 - q))));
        beyond.push(-others);
        scale.push(exposed - of.iter().map(|(_, exposed)| exposed * exposed).sum::<f64>() / exposed - others);
    }
    let (beyond, scale) = (compensated_sum(beyond), compensated_sum(scale));
    if scale > 0.0 { (beyond / scale).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::FiscalYear;

    #[test]
    fn the_share_beyond_luck_by_hand() {
        // 10 and 30 of 100 each, q = 0.2: 100 / 16 twice is 12.5, one of which is luck's; 200 - 100 - 1 = 99
        let share = share_beyond_luck(&[vec![(10.0, 100.0), (30.0, 100.0)]]);
        assert!((share - 11.5 / 99.0).abs() < 1e-15);
        // alike, alone, and where nobody or everybody goes there is nothing beyond luck
        assert_eq!(share_beyond_luck(&[vec![(20.0, 100.0), (20.0, 100.0)]]), 0.0);
        assert_eq!(share_beyond_luck(&[vec![(20.0, 100.0)], vec![(0.0, 9.0), (0.0, 8.0)], vec![(3.0, 3.0), (2.0, 2.0)], vec![]]), 0.0);
        // all or nothing: the segments share nothing
        assert_eq!(share_beyond_luck(&[vec![(0.0, 100.0), (100.0, 100.0)]]), 1.0);
    }

    #[test]
    fn what_was_estimated_is_drawn_and_what_was_typed_in_stays() {
        let estimated = |events| Assumed::estimated(FiscalYear(2020), FiscalYear(2024), events, 100).unwrap();
        let of = |lapse| Assumptions { lapse: vec![lapse], ..Assumptions::nothing_happens() };
        let segments = [of(estimated(10)), of(estimated(30)), of(Assumed::typed_in(0.5, "guess").unwrap())];
        let drawn = drawn(&segments.each_ref(), |of| &of.lapse).unwrap();
        // own weight 100 / (100 + m), m = 99 / 11.5 - 1
        let weight = 100.0 / (99.0 + 99.0 / 11.5);
        let found = drawn.iter().map(|of| of.lapse[0].probability.get()).collect::<Vec<_>>();
        assert!((found[0] - (0.2 - 0.1 * weight)).abs() < 1e-12 && (found[1] - (0.2 + 0.1 * weight)).abs() < 1e-12, "{found:?}");
        assert_eq!(found[2], 0.5);
    }
}
