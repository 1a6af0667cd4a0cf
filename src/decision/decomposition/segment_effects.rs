//! What does one segment add to the rate of the whole, by its rate and by its share?

use super::part::Part;
use crate::language::Bilingual;
use crate::special::CompensatedSum;
use serde::{Deserialize, Serialize};

/// Members and licence holders of one segment on a date.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SegmentStock {
    /// Members.
    pub members: u64,
    /// Licence holders, counted or estimated.
    pub licence_holders: f64,
}

/// One segment on both dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Segment {
    pub(super) name: String,
    pub(super) before: SegmentStock,
    pub(super) after: SegmentStock,
}

/// All segments on a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    members: f64,
    /// Members of segments with licence holders.
    pub(super) matched: f64,
    pub(super) licence_holders: f64,
}

impl Whole {
    pub(super) fn rate(&self) -> f64 {
        self.members / self.licence_holders
    }
}

pub(super) fn whole_of<'a>(stocks: impl Iterator<Item = &'a SegmentStock>) -> Whole {
    let (mut members, mut matched, mut holders) = (CompensatedSum::default(), CompensatedSum::default(), CompensatedSum::default());
    for stock in stocks {
        members.add(stock.members as f64);
        matched.add(if stock.licence_holders > 0.0 { stock.members as f64 } else { 0.0 });
        holders.add(stock.licence_holders);
    }
    Whole { members: members.value(), matched: matched.value(), licence_holders: holders.value() }
}

/// What one segment added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effects {
    pub(super) rate: f64,
    pub(super) composition: f64,
    pub(super) unmatched: Option<f64>,
}

impl Segment {
    /// What the segment added, at the mean rate of the whole on both dates.
    pub(super) fn effects(&self, wholes: &[Whole; 2], mean_rate: f64) -> Effects {
        let stocks = [self.before, self.after];
        let rates = stocks.map(|stock| (stock.licence_holders > 0.0).then(|| stock.members as f64 / stock.licence_holders));
        let rates = [rates[0].or(rates[1]).unwrap_or(0.0), rates[1].or(rates[0]).unwrap_or(0.0)];
        let shares = [0, 1].map(|at| stocks[at].licence_holders / wholes[at].licence_holders);
        let unmatched =
            [0, 1].map(|at| if stocks[at].licence_holders > 0.0 { 0.0 } else { stocks[at].members as f64 / wholes[at].licence_holders });
        Effects {
            rate: (shares[0] + shares[1]) / 2.0 * (rates[1] - rates[0]),
            composition: ((rates[0] + rates[1]) / 2.0 - mean_rate) * (shares[1] - shares[0]),
            unmatched: (unmatched != [0.0, 0.0]).then(|| unmatched[1] - unmatched[0]),
        }
    }
}

impl Effects {
    /// The parts of a segment by name.
    pub(super) fn parts(&self, segment: &str) -> Vec<Part> {
        let rate = Bilingual::new(format!("the rate within {segment}"), format!("{segment}の率の変化"));
        let composition = Bilingual::new(
            format!("the share of {segment} among licence holders, at how far its rate is from that of the whole"),
            format!("{segment}の構成比の変化"),
        );
        let both = [
            Part::new(format!("rate: {segment}"), rate, self.rate),
            Part::new(format!("composition: {segment}"), composition, self.composition),
        ];
        let unmatched = self.unmatched.map(|value| Part::new(format!("unmatched: {segment}"), unmatched_words(), value));
        both.into_iter().chain(unmatched).collect()
    }
}

pub(super) fn unmatched_words() -> Bilingual {
    Bilingual::new("members of segments whose licence holders are not known", "免許保有者数が不明な区分の会員")
}
