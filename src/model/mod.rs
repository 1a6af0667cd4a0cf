//! Models: what the tables say beyond what has been seen.
//!
//! * Late entry as development: how many of each licence cohort will have joined in the end ([`ChainLadderSettings`],
//!   [`BornhuetterFergusonSettings`]).

mod development;

pub use development::{
    BornhuetterFerguson, BornhuetterFergusonCohort, BornhuetterFergusonSettings, CalendarEffects, CalendarYearCount, ChainLadder,
    ChainLadderSettings, DevelopedCell, DevelopedCohort, DevelopmentFactor, DevelopmentInterval, DevelopmentLimits, DevelopmentPattern,
    DevelopmentResidual, DevelopmentRow, DevelopmentTotal, DevelopmentTriangle, EntryPrior, FactorAverage, FactorCorrelation,
    FutureEntrants, ParameterError, RankCorrelation, SigmaSource, TailError, TailFactor, TailSigma, ZeroStart,
};
