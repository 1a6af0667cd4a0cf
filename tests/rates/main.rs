//! Every named rate worked by hand: on the physiotherapists' published figures of fiscal 2019, and on a register of eleven people. What
//! must not have a value has none, and says why. Source and checks of the real data: examples/data/README.md.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its data fails")]

mod eleven_people;
mod intervals;
mod no_value;
mod published;

use kaiin::Day;
use kaiin::licensees::DenominatorKind;
use kaiin::rates::{Rate, RateKind, RateStatus};

const CUMULATIVE_GIVEN: RateKind = RateKind::OrganizationRate { denominator: DenominatorKind::CumulativeGiven };
const CUMULATIVE_SUMMED: RateKind = RateKind::OrganizationRate { denominator: DenominatorKind::CumulativeSummed };
const PRACTISING: RateKind = RateKind::OrganizationRate { denominator: DenominatorKind::Practising };
const ANY_LAPSE: RateKind = RateKind::LapseRate { reason: None };
const CENTRAL: RateKind = RateKind::CentralLapseRate { reason: None };

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd(y, m, d).unwrap()
}

fn close(value: Option<f64>, expected: f64) {
    let value = value.unwrap();
    assert!((value - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{value} is not {expected}");
}

fn counts(rate: &Rate) -> (Option<f64>, Option<f64>) {
    (rate.numerator, rate.denominator)
}

fn why(rate: &Rate) -> &str {
    assert!(rate.value.is_none() && rate.process_interval.is_none() && rate.finite_population().is_none());
    match &rate.status {
        RateStatus::Complete => "complete",
        RateStatus::Incomplete(why) | RateStatus::NotKnown(why) => &why.english,
    }
}

fn is_incomplete(rate: &Rate) -> bool {
    matches!(rate.status, RateStatus::Incomplete(_))
}
