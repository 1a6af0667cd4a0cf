//! Python bindings: conversions and calls only. No arithmetic and no defaults of its own; errors go through `error::err`, work
//! through `error::enter`.

mod age_period_cohort;
mod array;
mod arrow_in;
mod arrow_out;
mod attrition;
mod calendar;
mod cell;
mod chain_ladder;
mod cohort;
mod command_line;
mod curve_comparison;
mod curve_data;
mod curve_law;
mod curve_model;
mod curve_projection;
mod day;
mod denominator;
mod development_parts;
mod development_triangle;
mod durations;
mod entry_triangle;
mod error;
mod exposure;
mod fit_ending;
mod graduation;
mod grouping;
mod html;
mod issue;
mod licence_register;
mod licensees;
mod lifetime_regression;
mod mapping;
mod member_days;
mod observations;
mod people;
mod projection;
mod python_in;
mod rate_comparison;
mod rates;
mod read_settings;
mod reading;
mod register;
mod renewal;
mod report;
mod report_parts;
mod restricted_mean;
mod result;
mod retention_curve;
mod simulate;
mod source;
mod span;
mod survival;
mod table;
mod tenure;
mod words;
mod yearly;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use super::age_period_cohort::{AgePeriodCohort, AgePeriodCounts, ApcComparison, ApcEffect, ApcFit, ApcSettings};
    #[pymodule_export]
    use super::attrition::Attrition;
    #[pymodule_export]
    use super::calendar::{FiscalCalendar, anniversary, completed_years};
    #[pymodule_export]
    use super::chain_ladder::{BornhuetterFerguson, BornhuetterFergusonSettings, ChainLadder, ChainLadderSettings};
    #[pymodule_export]
    use super::cohort::{CohortRule, CohortTable, MovementTable, RetentionTriangle};
    #[pymodule_export]
    use super::command_line::main;
    #[pymodule_export]
    use super::curve_comparison::{ComparedCurve, CurveComparison, HoldOut, HoldOutPoint};
    #[pymodule_export]
    use super::curve_data::{Lifetimes, RenewalCounts};
    #[pymodule_export]
    use super::curve_law::CurveLaw;
    #[pymodule_export]
    use super::curve_model::{CurveFit, CurveModel, FittedParameter};
    #[pymodule_export]
    use super::curve_projection::{CurveEstimate, ProjectedCurve, ProjectedPoint, ResidualLifetime};
    #[pymodule_export]
    use super::denominator::Denominator;
    #[pymodule_export]
    use super::development_parts::{
        BornhuetterFergusonCohort, DevelopedCell, DevelopedCohort, DevelopmentFactor, DevelopmentLimits, DevelopmentResidual,
        DevelopmentTotal, FutureEntrants,
    };
    #[pymodule_export]
    use super::development_triangle::{
        CalendarEffects, CalendarYearCount, DevelopmentRow, DevelopmentTriangle, FactorCorrelation, RankCorrelation,
    };
    #[pymodule_export]
    use super::durations::DurationTable;
    #[pymodule_export]
    use super::entry_triangle::{EntryTriangle, EntryTriangleRow};
    #[pymodule_export]
    use super::exposure::{ActuarialExposure, ExposureBasis, ExposureRow, ExposureSum, ExposureTable};
    #[pymodule_export]
    use super::fit_ending::{FitEnding, RunAway};
    #[pymodule_export]
    use super::graduation::{GraduatedPoint, Graduation, WhittakerHenderson};
    #[pymodule_export]
    use super::issue::Issue;
    #[pymodule_export]
    use super::licence_register::{LicenceHolder, LicenceRegister, Linkage};
    #[pymodule_export]
    use super::licensees::Licensees;
    #[pymodule_export]
    use super::lifetime_regression::{LifetimeRegression, LifetimeRegressionFit, RegressionCoefficient};
    #[pymodule_export]
    use super::member_days::{AtRisk, LexisGrid, MemberDays};
    #[pymodule_export]
    use super::observations::Observations;
    #[pymodule_export]
    use super::people::{EpisodeView, MassExitDay, RecurringExitDay, Spell, recurring_exit_days};
    #[pymodule_export]
    use super::projection::{Assumed, Assumptions, CohortPopulation, Population, Projected, ProjectedYear, Projection};
    #[pymodule_export]
    use super::rate_comparison::{ObservedRate, RateDifference, RateRatio, RatioInterval, equal_rates_p, rate_difference, rate_ratio};
    #[pymodule_export]
    use super::rates::{
        CohortRates, Interval, MovementRates, Rate, RateSettings, first_year_retention, proportion_interval, rate_interval, rate_kinds,
    };
    #[pymodule_export]
    use super::read_settings::ReadSettings;
    #[pymodule_export]
    use super::reading::{Prefecture, Preset, end_reason_word, parse_date, parse_fiscal_year, standing_word};
    #[pymodule_export]
    use super::register::Register;
    #[pymodule_export]
    use super::renewal::{MidTerm, Renewal, RenewalModel, RenewalSettings, RenewalYear};
    #[pymodule_export]
    use super::report::AnnualReport;
    #[pymodule_export]
    use super::report_parts::{BranchRow, InputDigest, LabelledRate, Manifest, PublishedPoint, PublishedSeries};
    #[pymodule_export]
    use super::restricted_mean::{RestrictedMean, RestrictedMeanDifference};
    #[pymodule_export]
    use super::retention_curve::{RetentionCurve, RetentionPoint, SeriesBreak, series_breaks};
    #[pymodule_export]
    use super::simulate::{Effect, SimulatedRegister, simulate};
    #[pymodule_export]
    use super::span::{ObservationWindow, Span};
    #[pymodule_export]
    use super::survival::{CurvePoint, EarlyRisk, Limits, RiskTable, SurvivalCurve, SurvivalQuantile, SurvivalSettings};
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::tenure::{TenureBand, TenureBands, TenureRules};

    /// Version of the library.
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
