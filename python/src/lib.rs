//! Python bindings: conversions and calls only. No arithmetic and no defaults of its own; errors go through `error::err`, work
//! through `error::enter`.

mod age_period_cohort;
mod allocation;
mod array;
mod arrow_in;
mod arrow_out;
mod arrow_stream;
mod attrition;
mod back_test;
mod bootstrap;
mod calendar;
mod cell;
mod chain_ladder;
mod chart;
mod cohort;
mod command_line;
mod compared_groups;
mod curve_comparison;
mod curve_data;
mod curve_law;
mod curve_model;
mod curve_projection;
mod day;
mod decomposition;
mod decrement_table;
mod denominator;
mod development_parts;
mod development_triangle;
mod durations;
mod entry_triangle;
mod error;
mod experience;
mod exposure;
mod fit_ending;
mod graduation;
mod gray_test;
mod grouping;
mod hazard_key;
mod hazard_rates;
mod hazard_table;
mod html;
mod incidence;
mod interval_censored;
mod issue;
mod lapse_dates;
mod licence_register;
mod licensees;
mod life_table;
mod lifetime_regression;
mod log_rank;
mod losses;
mod mapping;
mod measures;
mod member_days;
mod money;
mod multistate;
mod observations;
mod one_sample;
mod pairwise;
mod panel;
mod people;
mod person_years;
mod projection;
mod python_in;
mod rate_comparison;
mod rates;
mod read_settings;
mod reading;
mod register;
mod regression;
mod renewal;
mod report;
mod report_answers;
mod report_parts;
mod restricted_mean;
mod result;
mod retention_curve;
mod scenario;
mod simulate;
mod source;
mod span;
mod standard_rates;
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
    use super::allocation::{AllocatedLine, Allocation, Budget, BudgetLine, Response};
    #[pymodule_export]
    use super::attrition::Attrition;
    #[pymodule_export]
    use super::back_test::{BackTestScore, BackTestScores, ProjectionMethod, back_test};
    #[pymodule_export]
    use super::bootstrap::{Bootstrap, BootstrapCurve, BootstrapPoint};
    #[pymodule_export]
    use super::calendar::{FiscalCalendar, anniversary, completed_years};
    #[pymodule_export]
    use super::chain_ladder::{BornhuetterFerguson, BornhuetterFergusonSettings, ChainLadder, ChainLadderSettings};
    #[pymodule_export]
    use super::chart::Chart;
    #[pymodule_export]
    use super::cohort::{CohortRule, CohortTable, MovementTable, RetentionTriangle};
    #[pymodule_export]
    use super::command_line::main;
    #[pymodule_export]
    use super::compared_groups::ComparedGroups;
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
    use super::decomposition::{
        AccountSettings, Composition, Decomposition, Factor, Fractions, LineIntegral, LineIntegralDecomposition, Parameters, Part,
        Populations, RateAccount, RateStock, SegmentDecomposition, SegmentStock, SegmentedRate, StandardisedFactor, StandardisedRates,
        StepwiseReplacement, product_of_factors, standardise, sum_of_factors, sum_of_products,
    };
    #[pymodule_export]
    use super::decrement_table::{DecrementRow, DecrementSettings, DecrementTable};
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
    use super::experience::{ActualToExpected, Experience, LimitedFluctuation};
    #[pymodule_export]
    use super::exposure::{ActuarialExposure, ExposureBasis, ExposureRow, ExposureSum, ExposureTable};
    #[pymodule_export]
    use super::fit_ending::{FitEnding, RunAway};
    #[pymodule_export]
    use super::graduation::{GraduatedPoint, Graduation, WhittakerHenderson};
    #[pymodule_export]
    use super::gray_test::{GrayGroup, GraySettings, GrayTest};
    #[pymodule_export]
    use super::hazard_rates::{HazardRate, HazardRates};
    #[pymodule_export]
    use super::hazard_table::{HazardCell, HazardTable};
    #[pymodule_export]
    use super::incidence::{CumulativeIncidence, IncidenceSettings, OutcomeShare};
    #[pymodule_export]
    use super::interval_censored::{InnermostInterval, IntervalObservations, SurvivalBounds, TurnbullCurve, TurnbullSettings};
    #[pymodule_export]
    use super::issue::Issue;
    #[pymodule_export]
    use super::lapse_dates::{LapseDates, LapseRows};
    #[pymodule_export]
    use super::licence_register::{LicenceHolder, LicenceRegister, Linkage};
    #[pymodule_export]
    use super::licensees::Licensees;
    #[pymodule_export]
    use super::life_table::{LifeTable, LifeTableRow, LifeTableSettings};
    #[pymodule_export]
    use super::lifetime_regression::{LifetimeRegression, LifetimeRegressionFit, RegressionCoefficient};
    #[pymodule_export]
    use super::log_rank::{ChiSquared, LogRankSettings, LogRankTest, TestedGroup, TestedStratum, Trend};
    #[pymodule_export]
    use super::losses::{OutcomeLoss, OutcomeLosses};
    #[pymodule_export]
    use super::measures::{Assessment, BreakEven, Catalogue, Measure, MeasureEffect, MeasurePlan, Outcome, Stake};
    #[pymodule_export]
    use super::member_days::{AtRisk, LexisGrid, MemberDays};
    #[pymodule_export]
    use super::money::{
        BenefitReturn, BreakEvenRetention, Currency, Due, Dues, DuesSchedule, ExpectedMembers, ExpectedRevenue, ExpectedRevenueRow,
        LifetimeValue, MemberCount, MemberGroup, MemberReturn, MemberSide, MemberValue, Payments, Reduction, ReductionRule, Revenue,
        RevenueRow, Staying, instalments, mgi_average_tenure, mgi_lifetime_value, mgi_maximum_acquisition_cost, mgi_renewal_rate,
        mgi_steady_state,
    };
    #[pymodule_export]
    use super::multistate::{
        LengthOfStay, MultistateSettings, Reinstatement, ReinstatementRow, ReinstatementShare, ReinstatementTable, StateObservations,
        StateOccupation, StateProbability, StateTable, StateTableSettings, StateTime, TransitionCurves, TransitionMatrix,
        TransitionRiskTable,
    };
    #[pymodule_export]
    use super::observations::Observations;
    #[pymodule_export]
    use super::one_sample::{OneSampleTest, StandardHazard};
    #[pymodule_export]
    use super::pairwise::{PairTest, PairwiseTests, adjusted_p_values};
    #[pymodule_export]
    use super::panel::{PanelEstimate, PanelFit, PanelModel, PanelObservations, PanelRate};
    #[pymodule_export]
    use super::people::{EpisodeView, MassExitDay, RecurringExitDay, Spell, recurring_exit_days};
    #[pymodule_export]
    use super::person_years::{LeftOut, PersonYearSettings, PersonYearTable};
    #[pymodule_export]
    use super::projection::arrival::Arrival;
    #[pymodule_export]
    use super::projection::assumptions::{Assumed, Assumptions};
    #[pymodule_export]
    use super::projection::chain::{AbsorbingTimes, ChainProjection, CountDistribution, MarkovChain};
    #[pymodule_export]
    use super::projection::inflow::InflowForecast;
    #[pymodule_export]
    use super::projection::outlook::{Projected, ProjectedYear, Projection, ProjectionSettings, YearVariation};
    #[pymodule_export]
    use super::projection::paths::SimulatedPaths;
    #[pymodule_export]
    use super::projection::population::{CohortPopulation, Population};
    #[pymodule_export]
    use super::projection::segments::{SegmentSettings, SegmentedProjection};
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
    use super::regression::{
        Calibration, Coefficient, Concordance, CountingProcess, CountingProcessRows, Covariates, Estimate, Forecasts, HazardFit,
        HazardRegression, HazardRows, Lift, LikelihoodRatio, MemberRisk, OutOfTime, OutOfTimeScores, Predictions, Ridge, RollingScores,
        Separation, Spline, Term,
    };
    #[pymodule_export]
    use super::renewal::{MidTerm, Renewal, RenewalModel, RenewalSettings, RenewalYear};
    #[pymodule_export]
    use super::report::AnnualReport;
    #[pymodule_export]
    use super::report_answers::{
        BudgetAnswer, BudgetAnswerLine, GoalAnswer, LeverAnswer, LeverAnswers, MeasureAnswer, MeasureOutcome, ScenarioAnswer, ScenarioYear,
    };
    #[pymodule_export]
    use super::report_parts::{BranchRow, InputDigest, LabelledRate, Manifest, PublishedPoint, PublishedSeries, RateChange};
    #[pymodule_export]
    use super::restricted_mean::{RestrictedMean, RestrictedMeanDifference};
    #[pymodule_export]
    use super::retention_curve::{RetentionCurve, RetentionPoint, SeriesBreak, series_breaks};
    #[pymodule_export]
    use super::scenario::{
        CheapestMix, Cost, Goal, GoalSeek, GoodPractice, LeverChange, Mix, Plan, Reached, Scenario, ScenarioComparison, ScenarioOutcome,
        Schedule, Sensitivity, SensitivityRow, SteadyState,
    };
    #[pymodule_export]
    use super::simulate::{Effect, SimulatedRegister, simulate};
    #[pymodule_export]
    use super::span::{ObservationWindow, Span};
    #[pymodule_export]
    use super::standard_rates::StandardRates;
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
