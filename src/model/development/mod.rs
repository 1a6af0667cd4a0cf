//! How many of a licence cohort will have joined in the end? Late entry as the development of a triangle.
//!
//! The rows of a triangle are licence cohorts, its columns years since the licence, its cells the persons who had joined by then. Young
//! cohorts have few cells. [`ChainLadderSettings`] carries them forward with the growth that older cohorts had at the same age, with Mack's
//! standard errors; [`BornhuetterFergusonSettings`] leans on an entry rate that is expected beforehand where a cohort is too young to speak for
//! itself. [`CalendarEffects`], [`FactorCorrelation`] and [`ChainLadder::residuals`] tell where that is not to be trusted.
//!
//! # Where packages differ
//!
//! | question | setting | kaiin | chainladder (Python) | R `ChainLadder` |
//! | --- | --- | --- | --- | --- |
//! | σ of the last growth, of which there is one only | [`TailSigma`] | Mack's rule | log-linear | log-linear, Mack's rule when the slope has p > 0.05 |
//! | which mean of the growth of single cohorts | [`FactorAverage`] | volume | `average` | `alpha` = 1 volume, 0 simple, 2 regression |
//! | a cohort in which nobody had joined yet | [`ZeroStart`] | counted | left out | refused |
//! | product of two errors | [`ParameterError`] | Mack, without | without | `mse.method` |
//! | residuals | [`DevelopmentResidual`] | both | by σ | by σ and leverage |
//!
//! # References
//!
//! T. Mack (1993), Distribution-free calculation of the standard error of chain ladder reserve estimates, *ASTIN Bulletin* 23, 213–225;
//! T. Mack (1994), Measuring the variability of chain ladder reserve estimates, *CAS Forum*, Spring 1994 (appendices G and H);
//! T. Mack (1999), The standard error of chain ladder reserve estimates: recursive calculation and inclusion of a tail factor, *ASTIN
//! Bulletin* 29, 361–366; T. Mack (2008), The prediction error of Bornhuetter/Ferguson, *ASTIN Bulletin* 38, 87–103.

mod average;
mod bornhuetter_ferguson;
mod calendar_effects;
mod chain_ladder;
mod cohort;
mod correlation;
mod factor;
mod future;
mod increments;
mod interval;
mod log_linear;
mod pattern;
mod prior;
mod residual;
mod settings;
mod sigma;
mod tail;
mod total;
mod triangle;

pub use average::{FactorAverage, ZeroStart};
pub use bornhuetter_ferguson::{BornhuetterFerguson, BornhuetterFergusonCohort, BornhuetterFergusonSettings};
pub use calendar_effects::{CalendarEffects, CalendarYearCount};
pub use chain_ladder::ChainLadder;
pub use cohort::{DevelopedCell, DevelopedCohort};
pub use correlation::{FactorCorrelation, RankCorrelation};
pub use factor::DevelopmentFactor;
pub use future::FutureEntrants;
pub use interval::{DevelopmentInterval, DevelopmentLimits};
pub use prior::{DevelopmentPattern, EntryPrior};
pub use residual::DevelopmentResidual;
pub use settings::{ChainLadderSettings, ParameterError};
pub use sigma::{SigmaSource, TailSigma};
pub use tail::{TailError, TailFactor};
pub use total::DevelopmentTotal;
pub use triangle::{DevelopmentRow, DevelopmentTriangle};
