//! Decompositions of the change of a rate against R `DasGuptR` and `DemoDecomp`, hand-worked cases, real data and bad input.
//!
//! `tests/oracles/decomp-*.json` name the version and the call of each value. Factors, rate function, cross-classification and baseline are
//! read from the call, so that any further case of the same kinds runs.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "../support/oracle.rs"]
mod oracle;
#[path = "../support/r_expression.rs"]
mod r_expression;

mod bad_input;
mod by_hand;
mod real_data;
mod reference;

fn near(found: f64, expected: f64, scale: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance * scale.max(1.0), "{what}: {found} is not {expected}");
}
