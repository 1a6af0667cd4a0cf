//! Rates that are constant between cut points: how long a time lies in each piece, and what happened there.

use super::lifetimes::Lifetimes;
use crate::error::{Error, Result};

/// The time of `t` in each piece.
pub(super) fn time_in_pieces(cuts: &[f64], t: f64) -> impl Iterator<Item = f64> + '_ {
    let starts = std::iter::once(0.0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(f64::INFINITY));
    starts.zip(ends).map(move |(start, end)| (t.min(end) - start).max(0.0))
}

/// The piece in which what happens at `t` happens: a cut point belongs to the piece that it ends.
pub(super) fn piece_of(cuts: &[f64], t: f64) -> usize {
    cuts.partition_point(|&cut| cut < t)
}

/// The cumulative hazard Σ rate × time in piece, with the logarithms of the rates; a piece not reached adds nothing whatever its rate.
pub(super) fn hazard(cuts: &[f64], log_rates: &[f64], t: f64) -> f64 {
    log_rates.iter().zip(time_in_pieces(cuts, t)).filter(|&(_, time)| time > 0.0).map(|(log_rate, time)| log_rate.exp() * time).sum()
}

/// Events and time at risk in each piece.
pub(super) struct Pieces {
    pub(super) events: Vec<f64>,
    pub(super) exposure: Vec<f64>,
}

impl Pieces {
    pub(super) fn new(cuts: &[f64], lifetimes: &Lifetimes) -> Result<Self> {
        let mut pieces = Self { events: vec![0.0; cuts.len() + 1], exposure: vec![0.0; cuts.len() + 1] };
        for &(time, weight) in lifetimes.left() {
            if let Some(events) = pieces.events.get_mut(piece_of(cuts, time)) {
                *events += weight;
            }
        }
        for (time, weight) in lifetimes.left().iter().copied().chain(lifetimes.still_there()) {
            pieces.exposure.iter_mut().zip(time_in_pieces(cuts, time)).for_each(|(sum, time)| *sum += weight * time);
        }
        let scale = lifetimes.exposure();
        match pieces.exposure.iter().position(|&exposure| exposure <= 1e-12 * scale) {
            Some(piece) => {
                let reason = format!("leave piece {} without anybody at risk; leave out one of its cut points", piece + 1);
                Err(Error::setting("cuts", format!("{cuts:?}"), reason))
            }
            None => Ok(pieces),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_add_to_the_whole_and_a_cut_belongs_before_it() {
        let cuts = [1.0, 5.0];
        for (t, expected) in [(0.5, [0.5, 0.0, 0.0]), (1.0, [1.0, 0.0, 0.0]), (7.0, [1.0, 4.0, 2.0])] {
            assert_eq!(time_in_pieces(&cuts, t).collect::<Vec<_>>(), expected);
        }
        assert_eq!([0.5, 1.0, 1.1, 5.0, 9.0].map(|t| piece_of(&cuts, t)), [0, 0, 1, 1, 2]);
    }

    #[test]
    fn hazard_by_hand() {
        // 0.3 × 1 + 0.2 × 4 + 0.1 × 2
        let log_rates = [0.3_f64, 0.2, 0.1].map(f64::ln);
        assert!((hazard(&[1.0, 5.0], &log_rates, 7.0) - 1.3).abs() < 1e-15);
    }
}
