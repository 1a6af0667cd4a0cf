//! The words by which Python names a choice: the same stable names under which the core stores it.

use crate::error::err;
use kaiin::Error;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

/// A choice of the core that Python writes as a word; its `Literal` type is in `kaiin/_types.py`.
pub(crate) trait Choice: Serialize + DeserializeOwned {
    /// Name of the setting, for messages.
    const SETTING: &'static str;
    /// Name of the `Literal` type.
    #[cfg(feature = "stubs")]
    const HINT: pyo3::inspect::PyStaticExpr;
}

macro_rules! choices {
    ($($type:ty, $setting:literal, $hint:literal;)+) => {
        $(impl Choice for $type {
            const SETTING: &'static str = $setting;
            #[cfg(feature = "stubs")]
            const HINT: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", $hint);
        })+
    };
}

choices! {
    kaiin::time::YearLabel, "label", "YearLabel";
    kaiin::IssueCode, "code", "IssueCode";
    kaiin::input::Action, "action", "Action";
    kaiin::input::Severity, "severity", "Severity";
    kaiin::time::LeapDay, "leap_day", "LeapDay";
    kaiin::input::Role, "columns", "Role";
    kaiin::input::Unmapped, "unmapped", "Unmapped";
    kaiin::input::Encoding, "encoding", "Encoding";
    kaiin::input::Delimiter, "delimiter", "Delimiter";
    kaiin::input::DateOrder, "date_order", "DateOrder";
    kaiin::input::SerialDates, "serial_dates", "SerialDates";
    kaiin::input::EndDay, "end_day", "EndDay";
    kaiin::input::BranchLevels, "branch_levels", "BranchLevels";
    kaiin::cohort::AgeClock, "clock", "AgeClock";
    kaiin::cohort::BeforeJoining, "before_joining", "BeforeJoining";
    kaiin::cohort::SpellsCounted, "spells", "SpellsCounted";
    kaiin::cohort::TriangleCohort, "cohort", "TriangleCohort";
    kaiin::cohort::StatedJoiners, "joiners", "StatedJoiners";
    kaiin::rates::LeaveCounted, "leave", "LeaveCounted";
    kaiin::rates::ProportionMethod, "proportion_method", "ProportionMethod";
    kaiin::rates::RateMethod, "rate_method", "RateMethod";
    kaiin::simulate::LicenceRecord, "licence_record", "LicenceRecord";
    kaiin::simulate::RowOrder, "row_order", "RowOrder";
    kaiin::simulate::Extra, "extras", "Extra";
    kaiin::simulate::TenureOnReturn, "tenure_on_return", "SimulatedTenureOnReturn";
    kaiin::report::GoalReach, "reach", "GoalReach";
    kaiin::report::Language, "language", "Language";
    kaiin::report::chart::Swing, "swing", "Swing";
    kaiin::licensees::DenominatorKind, "denominator", "DenominatorKind";
    kaiin::decision::Lever, "lever", "Lever";
    kaiin::projection::Quantity, "quantity", "Quantity";
    kaiin::decision::allocation::Dependence, "dependence", "Dependence";
    kaiin::decision::measures::Audience, "audience", "Audience";
    kaiin::decision::measures::Incentive, "incentive", "Incentive";
    kaiin::decision::money::Beyond, "beyond", "Beyond";
    kaiin::decision::money::PaymentTiming, "timing", "PaymentTiming";
    kaiin::decision::money::Rounding, "rounding", "Rounding";
    kaiin::decision::scenario::SegmentRates, "rates", "SegmentRates";
    kaiin::projection::BetweenSegments, "between_segments", "BetweenSegments";
    kaiin::projection::InflowMethod, "method", "InflowMethod";
    kaiin::projection::YearDependence, "dependence", "YearDependence";
    kaiin::projection::TenureOnReturn, "tenure_on_return", "ProjectedTenureOnReturn";
    kaiin::register::ReversedDates, "reversed_dates", "ReversedDates";
    kaiin::register::Overlaps, "overlaps", "Overlaps";
    kaiin::register::LeaveSilence, "leave_silence", "LeaveSilence";
    kaiin::EndReason, "reason", "EndReason";
    kaiin::Standing, "standing", "Standing";
    kaiin::input::PastGaps, "past_gaps", "PastGaps";
    kaiin::input::Preset, "preset", "PresetName";
    kaiin::cohort::Coverage, "coverage", "Coverage";
    kaiin::cohort::DurationClock, "clock", "DurationClock";
    kaiin::cohort::ExitDay, "exit_day", "ExitDay";
    kaiin::cohort::ExposureConvention, "convention", "ExposureConvention";
    kaiin::cohort::HazardYear, "year", "HazardYear";
    kaiin::cohort::LapsesCounted, "lapses", "LapsesCounted";
    kaiin::cohort::OtherExits, "other_exits", "OtherExits";
    kaiin::cohort::PeriodLength, "length", "PeriodLength";
    kaiin::cohort::ReasonStates, "reasons", "ReasonStates";
    kaiin::cohort::StandingStates, "standings", "StandingStates";
    kaiin::cohort::StateClock, "clock", "StateClock";
    kaiin::cohort::TenureDuringLeave, "during_leave", "TenureDuringLeave";
    kaiin::cohort::TenureOnReturn, "on_return", "TenureOnReturn";
    kaiin::decision::decomposition::Replacement, "replacing", "Replacement";
    kaiin::decision::decomposition::Slope, "slope", "Slope";
    kaiin::decision::decomposition::StepOrder, "order", "StepOrder";
    kaiin::model::Edge, "edge", "Edge";
    kaiin::model::age_period_cohort::ApcTerms, "terms", "ApcTerms";
    kaiin::model::curve::LongTerm, "long_term", "LongTerm";
    kaiin::model::development::DevelopmentInterval, "interval", "DevelopmentInterval";
    kaiin::model::development::DevelopmentPattern, "pattern", "DevelopmentPattern";
    kaiin::model::development::FactorAverage, "average", "FactorAverage";
    kaiin::model::development::ParameterError, "parameter_error", "ParameterError";
    kaiin::model::development::SigmaSource, "sigma_source", "SigmaSource";
    kaiin::model::development::ZeroStart, "zero_start", "ZeroStart";
    kaiin::model::graduation::Dispersion, "dispersion", "Dispersion";
    kaiin::model::graduation::SmoothingCriterion, "smoothing", "SmoothingCriterion";
    kaiin::model::renewal::MidTermSurvival, "mid_term", "MidTermSurvival";
    kaiin::model::panel::ExitTimes, "exits", "ExitTimes";
    kaiin::model::regression::BicSize, "size", "BicSize";
    kaiin::model::regression::ClusterCorrection, "robust", "ClusterCorrection";
    kaiin::model::regression::Link, "link", "Link";
    kaiin::model::regression::Nesting, "nesting", "Nesting";
    kaiin::model::regression::OnSeparation, "on_separation", "OnSeparation";
    kaiin::model::regression::RidgeScale, "scale", "RidgeScale";
    kaiin::model::regression::RowSplit, "split", "RowSplit";
    kaiin::model::regression::UnknownLevel, "unknown_levels", "UnknownLevel";
    kaiin::rates::BeyondStandard, "beyond", "BeyondStandard";
    kaiin::rates::DifferenceMethod, "method", "DifferenceMethod";
    kaiin::rates::RateTest, "test", "RateTest";
    kaiin::rates::RateUnit, "unit", "RateUnit";
    kaiin::rates::RatioMethod, "method", "RatioMethod";
    kaiin::rates::StandardBasis, "basis", "StandardBasis";
    kaiin::rates::UncertaintyModel, "uncertainty", "UncertaintyModel";
    kaiin::register::Entry, "entry", "Entry";
    kaiin::survival::Adjustment, "adjustment", "Adjustment";
    kaiin::survival::AtBoundary, "boundary", "AtBoundary";
    kaiin::survival::BootstrapLimits, "limits", "BootstrapLimits";
    kaiin::survival::CurveInterval, "interval", "CurveInterval";
    kaiin::survival::IncidenceVariance, "variance", "IncidenceVariance";
    kaiin::survival::InitialShares, "initial_shares", "InitialShares";
    kaiin::survival::LapseDate, "date", "LapseDate";
    kaiin::survival::LeavingTime, "leaving", "LeavingTime";
    kaiin::survival::LimitsOn, "limits_on", "LimitsOn";
    kaiin::survival::LossRanking, "ranking", "LossRanking";
    kaiin::survival::MultistateVariance, "variance", "MultistateVariance";
    kaiin::survival::NearTies, "ties", "NearTies";
    kaiin::survival::QuantileRule, "quantile_rule", "QuantileRule";
    kaiin::survival::SurvivalEstimator, "estimator", "SurvivalEstimator";
    kaiin::survival::TieVariance, "ties", "TieVariance";
    kaiin::survival::WithdrawalTiming, "timing", "WithdrawalTiming";
}

/// A choice as it crosses the border.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Word<T>(pub(crate) T);

impl<T: Choice> FromPyObject<'_, '_> for Word<T> {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = T::HINT;

    fn extract(value: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let word: &str = &value.extract::<std::borrow::Cow<'_, str>>()?;
        parse(T::SETTING, word).map(Self).map_err(err)
    }
}

impl<'py, T: Choice> IntoPyObject<'py> for Word<T> {
    type Target = pyo3::types::PyString;
    type Output = Bound<'py, Self::Target>;
    type Error = std::convert::Infallible;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = T::HINT;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        word(&self.0).into_pyobject(py)
    }
}

/// The choice of a stable name.
pub(crate) fn parse<T: DeserializeOwned>(setting: &'static str, word: &str) -> kaiin::Result<T> {
    let reader: StrDeserializer<'_, WordError> = word.into_deserializer();
    T::deserialize(reader).map_err(|cause| {
        let known = cause.to_string();
        let known = known.split_once("expected ").map_or(known.as_str(), |(_, known)| known);
        let reason = format!("is not known; write {}", known.replace('`', "\""));
        Error::Setting { name: setting, value: format!("{word:?}"), reason }
    })
}

/// The stable name of a choice, without what the choice holds.
pub(crate) fn tag(choice: impl Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::Object(held)) => held.into_iter().next().map_or_else(String::new, |(name, _)| name),
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(cause) => cause.to_string(),
    }
}

/// A word alone, or a tuple of a word and what belongs to it, such as `("g_rho", 1.0)`; no word when it is neither.
pub(crate) fn tagged<'py>(value: &Bound<'py, PyAny>) -> (String, Vec<Bound<'py, PyAny>>) {
    let Ok(tuple) = value.cast::<PyTuple>() else { return (value.extract().unwrap_or_default(), Vec::new()) };
    let mut parts = tuple.iter();
    let word = parts.next().and_then(|word| word.extract().ok()).unwrap_or_default();
    (word, parts.collect())
}

/// The stable name of a choice.
pub(crate) fn word(choice: impl Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(cause) => cause.to_string(),
    }
}
