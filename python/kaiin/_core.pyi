from _typeshed import SupportsGetItem, SupportsLenAndGetItem
from datetime import date
from kaiin._types import Action, Adjustment, AdministrativeExits, AgeClock, ApcTerms, ArrayData, Arrears, AtBoundary, Attitude, Audience, BeforeJoining, BetweenSegments, Beyond, BeyondStandard, BicSize, BootstrapLimits, BranchLevels, CellsByPopulation, ClusterCorrection, CohortCells, CohortNumbers, Convergence, Coverage, CurveFamily, CurveInterval, DateOrder, DayLike, Delimiter, DenominatorKind, Dependence, DevelopmentInterval, DevelopmentPattern, DifferenceMethod, Dispersion, DurationClock, Edge, Encoding, EndDay, EndReason, Entry, EntryPrior, ExitDay, ExitTimes, ExposureConvention, Extra, FactorAverage, ForecastMethods, FullCredibility, GoalReach, HazardYear, Incentive, IncidenceVariance, InflowMethod, InitialShares, IssueCode, Known, Language, LapseDate, LapsesCounted, LeapDay, LeaveCounted, LeaveSilence, LeavingTime, Lever, LicenceRecord, LimitsOn, Link, LogRankWeight, LongTerm, LossRanking, Losses, MeasureAction, MemberState, MidTermSurvival, MovementsByLevel, MultistateVariance, NamedArrays, NearTies, Nesting, NumbersByPopulation, OnSeparation, OtherExits, Overlaps, PaidThrough, ParameterChanges, ParameterError, PartGroups, PastGaps, PaymentTiming, PeriodLength, PresetName, Progress, ProjectedTenureOnReturn, ProportionMethod, QuantileRule, Quantity, RateMethod, RateOfFactors, RateOfNumbers, RateTest, RateUnit, RatioMethod, ReasonStates, RenewalDate, Replacement, ReversedDates, RidgeScale, Role, Rounding, RowOrder, RowSplit, SegmentRates, SerialDates, Severity, SigmaSource, SimulatedTenureOnReturn, Slope, Smoothing, SpellsCounted, StandardBasis, Standing, StandingStates, StateClock, StatedJoiners, StepOrder, SurvivalEstimator, Swing, TableData, TailFactor, TailSigma, TenureDuringLeave, TenureOnReturn, TieVariance, TriangleCohort, UncertaintyModel, UnknownLevel, Unmapped, WithdrawalTiming, YearDependence, YearLabel, YearSeries, ZeroStart
from os import PathLike
from pathlib import Path
from typing import Any, Final, SupportsFloat, SupportsIndex, final

__all__ = ["__version__", "AbsorbingTimes", "AccountSettings", "ActualToExpected", "ActuarialExposure", "AgePeriodCohort", "AgePeriodCounts", "AllocatedLine", "Allocation", "AnnualReport", "ApcComparison", "ApcEffect", "ApcFit", "ApcSettings", "Arrival", "Assessment", "Assumed", "Assumptions", "AtRisk", "Attrition", "BackTestScore", "BackTestScores", "BenefitReturn", "Bootstrap", "BootstrapCurve", "BootstrapPoint", "BornhuetterFerguson", "BornhuetterFergusonCohort", "BornhuetterFergusonSettings", "BranchRow", "BreakEven", "BreakEvenRetention", "Budget", "BudgetAnswer", "BudgetAnswerLine", "BudgetLine", "CalendarEffects", "CalendarYearCount", "Calibration", "Catalogue", "ChainLadder", "ChainLadderSettings", "ChainProjection", "Chart", "CheapestMix", "ChiSquared", "Coefficient", "CohortPopulation", "CohortRates", "CohortRule", "CohortTable", "ComparedCurve", "ComparedGroups", "Composition", "Concordance", "Cost", "CountDistribution", "CountingProcess", "CountingProcessRows", "Covariates", "CumulativeIncidence", "Currency", "CurveComparison", "CurveEstimate", "CurveFit", "CurveLaw", "CurveModel", "CurvePoint", "Decomposition", "DecrementRow", "DecrementSettings", "DecrementTable", "Denominator", "DevelopedCell", "DevelopedCohort", "DevelopmentFactor", "DevelopmentLimits", "DevelopmentResidual", "DevelopmentRow", "DevelopmentTotal", "DevelopmentTriangle", "Due", "Dues", "DuesSchedule", "DurationTable", "EarlyRisk", "Effect", "EntryTriangle", "EntryTriangleRow", "EpisodeView", "Estimate", "ExpectedMembers", "ExpectedRevenue", "ExpectedRevenueRow", "Experience", "ExposureBasis", "ExposureRow", "ExposureSum", "ExposureTable", "Factor", "FactorCorrelation", "FiscalCalendar", "FitEnding", "FittedParameter", "Forecasts", "Fractions", "FutureEntrants", "Goal", "GoalAnswer", "GoalSeek", "GoodPractice", "GraduatedPoint", "Graduation", "GrayGroup", "GraySettings", "GrayTest", "HazardCell", "HazardFit", "HazardRate", "HazardRates", "HazardRegression", "HazardRows", "HazardTable", "HoldOut", "HoldOutPoint", "IncidenceSettings", "InflowForecast", "InnermostInterval", "InputDigest", "Interval", "IntervalObservations", "Issue", "LabelledRate", "LapseDates", "LapseRows", "LeftOut", "LengthOfStay", "LeverAnswer", "LeverAnswers", "LeverChange", "LexisGrid", "LicenceHolder", "LicenceRegister", "Licensees", "LifeTable", "LifeTableRow", "LifeTableSettings", "LifetimeRegression", "LifetimeRegressionFit", "LifetimeValue", "Lifetimes", "Lift", "LikelihoodRatio", "LimitedFluctuation", "Limits", "LineIntegral", "LineIntegralDecomposition", "Linkage", "LogRankSettings", "LogRankTest", "Manifest", "MarkovChain", "MassExitDay", "Measure", "MeasureAnswer", "MeasureEffect", "MeasureOutcome", "MeasurePlan", "MemberCount", "MemberDays", "MemberGroup", "MemberReturn", "MemberRisk", "MemberSide", "MemberValue", "MidTerm", "Mix", "MovementRates", "MovementTable", "MultistateSettings", "ObservationWindow", "Observations", "ObservedRate", "OneSampleTest", "OutOfTime", "OutOfTimeScores", "Outcome", "OutcomeLoss", "OutcomeLosses", "OutcomeShare", "PairTest", "PairwiseTests", "PanelEstimate", "PanelFit", "PanelModel", "PanelObservations", "PanelRate", "Parameters", "Part", "Payments", "PersonYearSettings", "PersonYearTable", "Plan", "Population", "Populations", "Predictions", "Prefecture", "Preset", "Projected", "ProjectedCurve", "ProjectedPoint", "ProjectedYear", "Projection", "ProjectionMethod", "ProjectionSettings", "PublishedPoint", "PublishedSeries", "RankCorrelation", "Rate", "RateAccount", "RateChange", "RateDifference", "RateRatio", "RateSettings", "RateStock", "RatioInterval", "Reached", "ReadSettings", "RecurringExitDay", "Reduction", "ReductionRule", "Register", "RegressionCoefficient", "Reinstatement", "ReinstatementRow", "ReinstatementShare", "ReinstatementTable", "Renewal", "RenewalCounts", "RenewalModel", "RenewalSettings", "RenewalYear", "ResidualLifetime", "Response", "RestrictedMean", "RestrictedMeanDifference", "RetentionCurve", "RetentionPoint", "RetentionTriangle", "Revenue", "RevenueRow", "Ridge", "RiskTable", "RollingScores", "RunAway", "Scenario", "ScenarioAnswer", "ScenarioComparison", "ScenarioOutcome", "ScenarioYear", "Schedule", "SegmentDecomposition", "SegmentSettings", "SegmentStock", "SegmentedProjection", "SegmentedRate", "Sensitivity", "SensitivityRow", "Separation", "SeriesBreak", "SimulatedPaths", "SimulatedRegister", "Span", "Spell", "Spline", "Stake", "StandardHazard", "StandardRates", "StandardisedFactor", "StandardisedRates", "StateObservations", "StateOccupation", "StateProbability", "StateTable", "StateTableSettings", "StateTime", "Staying", "SteadyState", "StepwiseReplacement", "SurvivalBounds", "SurvivalCurve", "SurvivalQuantile", "SurvivalSettings", "Table", "TenureBand", "TenureBands", "TenureRules", "Term", "TestedGroup", "TestedStratum", "TransitionCurves", "TransitionMatrix", "TransitionRiskTable", "Trend", "TurnbullCurve", "TurnbullSettings", "WhittakerHenderson", "YearVariation", "adjusted_p_values", "anniversary", "back_test", "completed_years", "end_reason_word", "equal_rates_p", "first_year_retention", "instalments", "main", "mgi_average_tenure", "mgi_lifetime_value", "mgi_maximum_acquisition_cost", "mgi_renewal_rate", "mgi_steady_state", "parse_date", "parse_fiscal_year", "product_of_factors", "proportion_interval", "rate_difference", "rate_interval", "rate_kinds", "rate_ratio", "recurring_exit_days", "series_breaks", "simulate", "standardise", "standing_word", "sum_of_factors", "sum_of_products"]

__version__: Final[str]
"""
Version of the library.
"""

@final
class AbsorbingTimes:
    """
    Times spent in the states of an absorbing chain. Steps include the one in which people are at the start: who leaves at once has
    spent one. J. G. Kemeny and J. L. Snell (1976), Finite Markov Chains, Springer, chapter III.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AbsorbingTimes: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def absorbing(self, /) -> list[str]:
        """
        States that nobody leaves.
        """
    @property
    def expected_steps(self, /) -> list[float]:
        """
        Expected steps until an absorbing state is reached, by the state of the start.
        """
    @property
    def probability_of_end(self, /) -> list[list[float]]:
        """
        Probability of ending in each absorbing state (columns), by the state of the start (rows).
        """
    @property
    def steps_in_state(self, /) -> list[list[float]]:
        """
        Expected steps spent in each transient state (columns), by the transient state of the start (rows).
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def transient(self, /) -> list[str]:
        """
        States that everyone leaves at last.
        """
    @property
    def variance_of_steps(self, /) -> list[float]:
        """
        Variance of these steps.
        """

@final
class AccountSettings:
    """
    How the account of an organization rate is made from movements or cohorts.

    Args:
        denominator: Over which licence holders: ``"cumulative_summed"`` (the default), ``"cumulative_given"`` or ``"practising"``.
        leave: Whether members on leave count as members: ``"in"`` (the default) or ``"out"``. When they do not, a part ``leave`` has those
            who went on leave less those who came back from it, and a part ``left_on_leave`` gives back those who left while on leave.
        losses: How those who left are told apart: ``"by_reason"`` (the default), ``"together"``, or ``("by_tenure", [0, 1, 3])``, in bands
            of fiscal years since that of first joining which begin at these years.

    Raises:
        SettingError: Tenure bands are none, do not begin with 0, or do not ascend.

    Examples:
        >>> totals = {"year": [2018, 2019], "joined": [12, 9], "left": [2, 4], "closing": [100, 105]}
        >>> movements, licensees = MovementTable.from_totals(totals), Licensees({"year": [2018, 2019], "count": [160, 15]})
        >>> change = AccountSettings().of_movements(movements, licensees, 2018, 2019).decompose()
        >>> [(part.name, part.persons) for part in change.parts]
        [('joined', 9), ('left_unstated', -4), ('new_licensees', 15)]
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, denominator: DenominatorKind | None = None, leave: LeaveCounted | None = None, losses: Losses | None = None) -> AccountSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AccountSettings: ...
    def each_year(self, /, movements: MovementTable, licensees: Licensees, from_year: SupportsIndex, to_year: SupportsIndex) -> list[Decomposition]:
        """
        A decomposition of `of_movements` for each fiscal year after the first until the last; `Decomposition.chained` makes one of them
        that follows the path.

        Raises:
            SettingError, RateError, TableError: As `of_movements`.
        """
    def each_year_of_cohorts(self, /, table: CohortTable, licensees: Licensees, from_year: SupportsIndex, to_year: SupportsIndex) -> list[Decomposition]:
        """
        A decomposition of `of_cohorts` for each fiscal year after the first until the last.

        Raises:
            InputError, TableError, SettingError, RateError: As `of_cohorts`.
        """
    def of_cohorts(self, /, table: CohortTable, licensees: Licensees, from_year: SupportsIndex, to_year: SupportsIndex) -> RateAccount:
        """
        The account from a table grouped by ``"licence_cohort"``, and by ``"join_cohort"`` for losses by tenure.

        As `of_movements`, with joiners told apart: ``new_cohorts`` joined by the end of the fiscal year of their licence, ``late_entry``
        later, ``joined_cohort_unknown`` have no known licence year.

        Args:
            table: Members and flows by cohort and year.
            licensees: Licence holders.
            from_year: The account begins with the last day of this fiscal year.
            to_year: It ends with the last day of this one.

        Raises:
            InputError: The table is not grouped by the cohorts needed.
            TableError: Licensees and table assign licences to cohorts by different rules, or there are more than 2^53 persons.
            SettingError, RateError: As `of_movements`.
        """
    def of_movements(self, /, movements: MovementTable, licensees: Licensees, from_year: SupportsIndex, to_year: SupportsIndex) -> RateAccount:
        """
        The account between the last days of two fiscal years, from a table of movements.

        Parts are ``joined``, ``reinstated``, ``left_...`` by reason (or ``left``), ``transferred_in`` and ``transferred_out`` for one group
        of several, ``came_under_observation``, and ``new_licensees``. Those of 0 persons are left out, except joiners, leavers and
        licensees. Years whose figures do not balance show as ``not_explained``.

        Args:
            movements: Members and flows of each year.
            licensees: Licence holders.
            from_year: The account begins with the last day of this fiscal year.
            to_year: It ends with the last day of this one.

        Raises:
            SettingError: The first year is not before the last, or losses are by tenure, which movements do not tell.
            RateError: A year is absent or not covered completely, or members, joiners, leavers or licence holders are not known.
            TableError: There are more than 2^53 persons.
        """
    @property
    def tenure(self, /) -> TenureRules:
        """
        When tenure runs in losses by tenure: from the fiscal year of first joining, through leave and lapses.
        """

@final
class ActualToExpected:
    """
    Actual exits against those expected by a standard, by group and in total (experience study).

    ``expected = sum over rows of exposure * standard rate``, with the exposure that the standard asks for. The standard is looked up for
    each row of the table, so a standard by tenure compared by branch allows for how long the members of each branch have been members
    (indirect standardisation). Assumes that the standard is known without error and that exits are Poisson: on a day of striking-off many
    leave at once and the limits are too near each other. D. B. Atkinson, J. K. McGarry, Experience Study Calculations, Society of
    Actuaries, 2016.

    Args:
        table: Years at risk and exits, by all that the standard and the result are by.
        standard: The standard.
        reasons: Exits for these reasons only; all by default.
        by: What has a ratio of its own: some of what the table is by; all of it by default.
        credibility: How far a group's own experience is believed; `LimitedFluctuation()` by default.
        confidence: How often the limits contain the true ratio; 0.95 by default.
        limits: Method, as in `rate_interval`; ``"garwood"``, the exact one, by default.

    Raises:
        SettingError: The table is not by something that the standard or the result is by, or the confidence is not strictly between 0 and 1.

    Examples:
        Expected are 4 * 0.5 in the first year and 3 * 0.1 in the second; one left.

        >>> members = [{"person": name, "start": "2022-04-01"} for name in "ABC"]
        >>> members.append({"person": "D", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"})
        >>> table = HazardTable(Register(members, as_of="2024-03-31"))
        >>> study = ActualToExpected(table, StandardRates.by_tenure("probability", [0.5, 0.1]))
        >>> study.rows[0][1].ratio, round(study.total.expected, 12)
        (0.5, 2.3)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, table: HazardTable, standard: StandardRates, *, reasons: SupportsGetItem[int, EndReason] | None = None, by: SupportsGetItem[int, str] | None = None, credibility: LimitedFluctuation | None = None, confidence: SupportsFloat | SupportsIndex | None = None, limits: RateMethod | None = None) -> ActualToExpected: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ActualToExpected: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def rows(self, /) -> list[tuple[dict[str, int | str | None], Experience]]:
        """
        The groups in order, each by what the study is by, with its experience; ``None`` is not known.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def total(self, /) -> Experience:
        """
        All groups together.
        """
    @property
    def unmatched_exits(self, /) -> int:
        """
        Exits in rows for which the standard has no rate: in no figure of the study.
        """
    @property
    def unmatched_exposure(self, /) -> float:
        """
        Exposure in years in such rows.
        """

@final
class ActuarialExposure:
    """
    The settings of the annual exposure method: window, periods, and the reasons for leaving that are studied.

    A member is exposed for the part of a period that was lived through, in days over the days of the period. Who leaves for a studied
    reason is exposed for the whole of the last period (Balducci hypothesis). Weak where periods are long; with periods of one month the
    difference to `MemberDays` is small.

    Args:
        window: The days under study.
        basis: What the periods are counted from.
        reasons: The reasons studied; without any, every exit is exposed only up to its day.
        exit_day: On which day an exit is booked: ``"first_day_out"`` (the default) or ``"last_day_in"``.
        convention: ``"by_day"`` (the default), or as R and Python ``"actxps"`` 1.1 count.

    Examples:
        >>> window = ObservationWindow.through("2020-01-01", "2023-12-31")
        >>> study = ActuarialExposure(window, ExposureBasis.anniversary(), ["voluntary"])
        >>> spans = [
        ...     Span("2021-10-20", end="2023-04-11", exit="voluntary"),  # 1, then 1
        ...     Span("2022-10-20"),  # 1, then 2023-10-20 to 2023-12-31: 73 of 366 days
        ... ]
        >>> table = study.table(spans)
        >>> number, second = table.periods[1]
        >>> number, second.claims, second.exposure == 1 + 73 / 366
        (2, 1, True)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, window: ObservationWindow, basis: ExposureBasis, reasons: SupportsGetItem[int, EndReason], *, exit_day: ExitDay | None = None, convention: ExposureConvention | None = None) -> ActuarialExposure: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ActuarialExposure: ...
    @property
    def basis(self, /) -> ExposureBasis:
        """
        The periods of the study.
        """
    @property
    def reasons(self, /) -> list[EndReason]:
        """
        The reasons studied.
        """
    def rows(self, /, spans: Register | SupportsGetItem[int, Span]) -> list[ExposureRow]:
        """
        The periods of all memberships one by one, in the order of the memberships and of time.

        Args:
            spans: A register, or spans.
        """
    def table(self, /, spans: Register | SupportsGetItem[int, Span]) -> ExposureTable:
        """
        The exposure and the exits of all memberships, added up by period.

        Args:
            spans: A register, or spans.
        """
    @property
    def window(self, /) -> ObservationWindow:
        """
        The window of the study.
        """

@final
class AgePeriodCohort:
    """
    The age-period-cohort view of a table of counts: five log-linear Poisson models, their comparison, and the full one displayed with a
    stated constraint; made by `ApcSettings.fit`.

    Cohort is period less age, so the three slopes cannot be told apart. What can be told: how each effect bends (`second_differences`), the
    sum of the slopes of period and cohort (`net_drift`), and which model fits. The display needs a constraint: the period effect has mean 0
    and slope 0 (Holford), the whole drift is given to the cohorts, ages are rates in the reference cohort. Weak at the corners of the table,
    where a cohort has one or two cells, and where counts are not Poisson: deviance far above its degrees of freedom says so. Holford
    (1983), *Biometrics* 39, 311-324; Clayton and Schifflers (1987), *Statistics in Medicine* 6, 449-481; Carstensen (2007), *Statistics in
    Medicine* 26, 3018-3045.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AgePeriodCohort: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def ages(self, /) -> list[ApcEffect]:
        """
        Rates by age in the reference cohort.
        """
    @property
    def cohorts(self, /) -> list[ApcEffect]:
        """
        Ratios of rates by cohort against the reference, with the whole drift.
        """
    @property
    def comparisons(self, /) -> list[ApcComparison]:
        """
        The table of deviances: is there any change, more than a steady one, does the other of period and cohort matter as well?
        """
    @property
    def counts(self, /) -> AgePeriodCounts:
        """
        The counts that were fitted.
        """
    def effects_table(self, /) -> Table:
        """
        The effects of the full model as a table: age, period and cohort, their labels, the effects with errors and limits.
        """
    @property
    def expected(self, /) -> list[float | None]:
        """
        Exits that the full model expects in each cell, row by row of age; ``None`` without exposure.
        """
    def fit_of(self, /, terms: ApcTerms) -> ApcFit:
        """
        How well one model fits.

        Args:
            terms: ``"age"``, ``"age_drift"``, ``"age_cohort"``, ``"age_period"`` or ``"age_period_cohort"``.
        """
    @property
    def fits(self, /) -> list[ApcFit]:
        """
        How well each model fits, from the smallest.
        """
    @property
    def made_by(self, /) -> ApcSettings:
        """
        The settings it was made with.
        """
    @property
    def net_drift(self, /) -> ApcEffect:
        """
        The change from one year to the next of the age-drift model, as a ratio: periods and cohorts change by it together. The label is 0.
        """
    @property
    def periods(self, /) -> list[ApcEffect]:
        """
        Ratios of rates by period, without mean and slope.
        """
    @property
    def reference_cohort(self, /) -> int:
        """
        The label of the cohort in which ages are rates.
        """
    @property
    def second_differences(self, /) -> tuple[list[ApcEffect], list[ApcEffect], list[ApcEffect]]:
        """
        How the age, the period and the cohort effect bend: ``exp`` of the second differences of the logarithm, by the middle level; 1 where
        the effect runs straight. Independent of any constraint.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class AgePeriodCounts:
    """
    Exits and exposure by age (or tenure) and period, in steps of one year along both.

    Args:
        first_age: The age, or completed years of membership, of the first row.
        first_period: The year of the first column.
        periods: Number of columns.
        events: Number of exits of each cell, row by row of age.
        exposure: Time at risk of each cell, row by row of age.

    Raises:
        InputError: The arrays differ in length, are empty, or an event is no count.
        SettingError: They do not fill whole rows, an exposure is negative or not a finite number, or there are events without exposure.

    Examples:
        >>> counts = AgePeriodCounts(0, 2022, 3, [20, 18, 22, 9, 8, 7], [100.0] * 6)
        >>> counts.ages, counts.periods, counts.cohorts, counts.cohort_label(0)  # tenure 1 in 2022
        (2, 3, 4, 2021)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, first_age: SupportsIndex, first_period: SupportsIndex, periods: SupportsIndex, events: ArrayData, exposure: ArrayData) -> AgePeriodCounts: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AgePeriodCounts: ...
    def _repr_html_(self, /) -> str: ...
    def age_label(self, /, age: SupportsIndex) -> int:
        """
        The age of a row, counted from 0.
        """
    @property
    def ages(self, /) -> int:
        """
        Number of ages.
        """
    def cohort_label(self, /, cohort: SupportsIndex) -> int:
        """
        A cohort, period less age, counted from 0 for the oldest.
        """
    @property
    def cohorts(self, /) -> int:
        """
        Number of cohorts: ages + periods - 1.
        """
    @property
    def events(self, /) -> list[int]:
        """
        Events row by row of age.
        """
    @property
    def exposure(self, /) -> list[float]:
        """
        Exposure row by row of age.
        """
    @staticmethod
    def of_member_days(table: MemberDays, last_tenure: SupportsIndex, reasons: SupportsGetItem[int, EndReason]) -> AgePeriodCounts:
        """
        Exits for some reasons and person-years by completed years of membership and fiscal year; only fiscal years that the window covers
        wholly are taken.

        Args:
            table: The table of a register.
            last_tenure: The last row: so many completed years of membership.
            reasons: The reasons that count as exits.

        Raises:
            InputError: No fiscal year is complete.
            SettingError: There is an exit in a cell without a day at risk: count exits on the last day in then.
        """
    def period_label(self, /, period: SupportsIndex) -> int:
        """
        The period of a column, counted from 0.
        """
    @property
    def periods(self, /) -> int:
        """
        Number of periods.
        """

@final
class AllocatedLine:
    """
    What is spent on one measure.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AllocatedLine: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float:
        """
        Its standard error.
        """
    @property
    def gain(self, /) -> float:
        """
        Expected gain.
        """
    @property
    def marginal(self, /) -> float | None:
        """
        What the next unit of money here would add to what is maximised: negative where its risk outweighs its gain, 0 for a measure
        whose fixed cost is not paid; ``None`` where it is infinite.
        """
    @property
    def name(self, /) -> str:
        """
        The measure.
        """
    @property
    def spent(self, /) -> float:
        """
        Money spent, fixed cost included.
        """

@final
class Allocation:
    """
    A budget shared among measures: of `Budget.allocate`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Allocation: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attitude(self, /) -> Attitude:
        """
        What was maximised.
        """
    @property
    def budget(self, /) -> float:
        """
        The money there was.
        """
    @property
    def dependence(self, /) -> Dependence:
        """
        How errors were taken to go together.
        """
    @property
    def error(self, /) -> float:
        """
        Its standard deviation.
        """
    @property
    def gain(self, /) -> float:
        """
        Expected gain of all measures.
        """
    @property
    def left(self, /) -> float:
        """
        Money left, because no measure brings anything for it or the next fixed cost is too high; 0 when rounding alone is left.
        """
    @property
    def lines(self, /) -> list[AllocatedLine]:
        """
        The measures, in the order given.
        """
    @property
    def objective(self, /) -> float:
        """
        What was maximised: the gain, less deviations where they were taken off.
        """
    @property
    def shadow_price(self, /) -> float | None:
        """
        What one more unit of money would add to it (潜在価格), with the same fixed costs paid; 0 when money is left; ``None`` where it is
        infinite.
        """
    @property
    def spent(self, /) -> float:
        """
        Money spent.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class AnnualReport:
    """
    Everything that a board asks about a year, as one value, rendered in English and Japanese.

    Args:
        association: Name of the association, or its names in English and Japanese.
        register: The register of members.
        movements: Movements from yearly totals, for an association without a register.
        licensees: Licence holders.
        other_licensees: Licence holders counted by another rule, whose entry rate is shown beside, under a label.
        published: Series that the association published itself, each a name, a CSV file, and its headers for ``year``, ``closing``
            (members) and ``cumulative`` (licence holders) where the vocabulary does not know them.
        calendar: The fiscal calendar; the Japanese one by default.
        segment: The segment whose levels are shown side by side, such as ``"branch"``.
        reference_year: The fiscal year that the report is about; the last complete one by default.
        horizon: How many fiscal years to project; 10 by default, 0 for none.
        inflow: New licence holders in each projected year; by default as many as in the last one, uncertain as far as the last years
            differed (`InflowForecast`), or, with fewer than three years in a row, the mean of those known.
        scenarios: Changes to levers, to be set beside the projection, each with a name of its own.
        goal: A goal in a projected year.
        levers: The levers by which the goal is sought, each alone: the kind of change, and the smallest and largest number.
        assessments: Measures weighed against their cost.
        allocation: A budget shared among the measures.
        settings: Confidence, interval methods, and whether members on leave count.
        inputs: Files whose digests the manifest is to hold.
        notes: Remarks to the reader, each a text or its English and Japanese forms.
        seed: The seed of what was simulated, for the manifest.
        manifest: Settings that the report cannot know, for the manifest, each a name and a value: which rows of a file were read, how
            many people were simulated.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        RateError: There is neither a register nor movements, or the reference year is not in them.
        SettingError: The goal is in a year that is not projected, two scenarios have one name, or a change makes no probability.

    Examples:
        >>> rows = [{"person": "A", "start": "2021-04-01"}, {"person": "B", "start": "2021-06-01", "end": "2023-03-31"}]
        >>> report = AnnualReport("Toy association", Register(rows, as_of="2024-03-31"))
        >>> report.reference_year
        2023
        >>> "Toy association" in report.html()
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, association: str | tuple[str, str], register: Register | None = None, *, movements: MovementTable | None = None, licensees: Licensees | None = None, other_licensees: SupportsGetItem[int, tuple[str | tuple[str, str], Licensees]] = ..., published: SupportsGetItem[int, tuple[str | tuple[str, str], str | PathLike[str], dict[str, str]]] = ..., calendar: FiscalCalendar | None = None, segment: str | None = None, reference_year: SupportsIndex | None = None, horizon: SupportsIndex | None = None, inflow: SupportsGetItem[int, SupportsIndex] | None = None, scenarios: SupportsGetItem[int, Scenario] = ..., goal: Goal | None = None, levers: SupportsGetItem[int, tuple[LeverChange, tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex]]] = ..., assessments: SupportsGetItem[int, Assessment] = ..., allocation: Allocation | None = None, settings: RateSettings | None = None, inputs: SupportsGetItem[int, str | PathLike[str]] = ..., notes: SupportsGetItem[int, str | tuple[str, str]] = ..., seed: SupportsIndex | None = None, manifest: SupportsGetItem[int, tuple[str | tuple[str, str], str | tuple[str, str]]] = ..., progress: Progress = ...) -> AnnualReport: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AnnualReport: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def association(self, /) -> tuple[str, str]:
        """
        The name of the association in English and Japanese.
        """
    @property
    def branches(self, /) -> list[BranchRow]:
        """
        The levels of a segment side by side; empty when none was asked for.
        """
    @property
    def budget(self, /) -> BudgetAnswer | None:
        """
        A budget shared among measures, where one was given.
        """
    def csv(self, /, language: Language | None = None, *, excel: bool = False) -> dict[str, str]:
        """
        The tables of the report as CSV, by file name; ``report_rates.csv`` is `rates_table`.
        """
    @property
    def curves(self, /) -> list[RetentionCurve]:
        """
        Retention of groups of join cohorts; only with a register.
        """
    @staticmethod
    def from_json(text: str) -> AnnualReport:
        """
        A report read back from its JSON.

        Raises:
            InputError: The text is not such a report, or one of another version of the format.
        """
    def html(self, /, language: Language | None = None) -> str:
        """
        The report as one self-contained HTML page: no network, no script, fit to print on A4.
        """
    @property
    def issue_counts(self, /) -> dict[str, int]:
        """
        How many issues of each kind were found.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        The first thousand issues of each kind.
        """
    def json(self, /) -> str:
        """
        The report as JSON; every number reads back as the same number.
        """
    @staticmethod
    def json_schema() -> str:
        """
        The JSON Schema of `json`, as JSON.
        """
    @property
    def labelled_rates(self, /) -> list[LabelledRate]:
        """
        The rates of the reference year, each under the labels that a reader sees, which tell it from others of the same name.
        """
    @property
    def levers(self, /) -> LeverAnswers | None:
        """
        What would it take: what the projection depends on, scenarios, a goal; ``None`` without a projection.
        """
    @property
    def manifest(self, /) -> Manifest:
        """
        What anyone needs to make the report again.
        """
    def markdown(self, /, language: Language | None = None) -> str:
        """
        The report as Markdown; pictures become tables.
        """
    @property
    def mass_exit_days(self, /) -> list[MassExitDay]:
        """
        Days on which records were closed in bulk.
        """
    @property
    def measures(self, /) -> list[MeasureAnswer]:
        """
        What pays: measures weighed against their cost, those of known effect by their net value, then those of unknown effect.
        """
    @property
    def movements(self, /) -> MovementTable:
        """
        Movements by year.
        """
    @property
    def not_computed(self, /) -> list[tuple[str, str]]:
        """
        The figures of the reference year that the data do not give, each with what it needs: absent, not zero.
        """
    @property
    def notes(self, /) -> list[tuple[str, str]]:
        """
        Remarks of the person who made the report, in English and Japanese.
        """
    def pictures(self, /, language: Language | None = None) -> list[tuple[str, str]]:
        """
        The pictures of the report: title and SVG of each, in the order of the report.
        """
    @property
    def projection(self, /) -> Projection | None:
        """
        What will happen if the assumptions hold; ``None`` when nothing was projected.
        """
    @property
    def published(self, /) -> list[PublishedSeries]:
        """
        Series that the association published, beside those computed.
        """
    @property
    def rate_changes(self, /) -> list[RateChange]:
        """
        Why the organization rate changed: over the reference year, and over up to five years that end with it. Empty where the data do not
        tell.
        """
    @property
    def rate_series(self, /) -> list[list[Rate]]:
        """
        Rates over the years, each with one entry a year.
        """
    @property
    def rates(self, /) -> list[Rate]:
        """
        The rates of the reference year, those that a board asks for first in front; `labelled_rates` has the labels beside them.
        """
    def rates_table(self, /) -> Table:
        """
        The rates of the reference year as a table: the stable name of each kind beside the labels that a reader sees (``label_en``,
        ``label_ja``), value, unit, counts, interval, status and definition.
        """
    @property
    def reference_year(self, /) -> int:
        """
        The fiscal year that the report is about.
        """
    @property
    def rows(self, /) -> dict[str, int] | None:
        """
        What became of the rows read: ``read``, ``kept``, ``repaired``, ``set_aside``, and the ``persons`` they make; only with a register.
        """
    def summary(self, /, language: Language | None = None) -> str:
        """
        The report on one screen: the answers in sentences, the first rates, what to mind, rows and issues.
        """
    @property
    def triangle(self, /) -> RetentionTriangle | None:
        """
        Members remaining of each join cohort; only with a register.
        """
    def write(self, /, folder: str | PathLike[str]) -> list[Path]:
        """
        Write the report in both languages into a folder, which is made when it is not there: pages, Markdown, tables, JSON.

        Returns:
            The files written.

        Raises:
            OSError: A file cannot be written.
        """

@final
class ApcComparison:
    """
    A likelihood-ratio test of one model of an `AgePeriodCohort` within another.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ApcComparison: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def deviance(self, /) -> float:
        """
        By how much the deviance falls.
        """
    @property
    def freedom(self, /) -> int:
        """
        By how many parameters the models differ.
        """
    @property
    def larger(self, /) -> ApcTerms:
        """
        The larger model.
        """
    @property
    def p(self, /) -> float | None:
        """
        The probability of so much or more when the smaller model is right; ``None`` when the models do not differ.
        """
    @property
    def smaller(self, /) -> ApcTerms:
        """
        The smaller model.
        """

@final
class ApcEffect:
    """
    One level of an effect of an `AgePeriodCohort`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ApcEffect: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effect(self, /) -> float:
        """
        The effect: a rate for ages, a ratio of rates for periods and cohorts.
        """
    @property
    def label(self, /) -> int:
        """
        The age, period or cohort.
        """
    @property
    def log_error(self, /) -> float:
        """
        Standard error of its logarithm; 0 for the reference cohort.
        """
    @property
    def lower(self, /) -> float:
        """
        Lower limit.
        """
    @property
    def upper(self, /) -> float:
        """
        Upper limit.
        """

@final
class ApcFit:
    """
    How well one model of an `AgePeriodCohort` fits.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ApcFit: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chi_squared(self, /) -> float:
        """
        Pearson's χ².
        """
    @property
    def deviance(self, /) -> float:
        """
        Poisson deviance from the observed counts.
        """
    @property
    def parameters(self, /) -> int:
        """
        Number of parameters.
        """
    @property
    def residual_freedom(self, /) -> int:
        """
        Cells with exposure less parameters.
        """
    @property
    def terms(self, /) -> ApcTerms:
        """
        The effects in it.
        """

@final
class ApcSettings:
    """
    How the age-period-cohort model is displayed.

    Args:
        reference_cohort: The cohort whose rates the age effects are, by its label; the cohort of the median event by default.
        confidence: Confidence of limits, 0.95 by default.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.

    Examples:
        Rates that halve with each year of membership and rise by a tenth from one year to the next: there is drift and nothing else.

        >>> events = [4000, 4400, 4840, 2000, 2200, 2420, 1000, 1100, 1210]
        >>> view = ApcSettings().fit(AgePeriodCounts(0, 2022, 3, events, [10_000] * 9))
        >>> f"{view.net_drift.effect:.6f}", view.fit_of("age_drift").deviance < 1e-9
        ('1.100000', True)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, reference_cohort: SupportsIndex | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> ApcSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ApcSettings: ...
    def fit(self, /, counts: AgePeriodCounts) -> AgePeriodCohort:
        """
        Fits the five models: age, age-drift, age-cohort, age-period, age-period-cohort.

        Raises:
            RateError: An age, a period or a cohort has no event, there are fewer than two ages or periods, or fewer cells than parameters.
            SettingError: The reference is not among the cohorts.
        """

@final
class Arrival:
    """
    The people who come into a state in one year: new licence holders, joiners.

    Their number matters for the variance: of 120 people known to come, only what becomes of them is chance; of 120 expected, the number is
    chance too.

    Args:
        people: A given number of people. For a number that is uncertain see `Arrival.poisson`, `Arrival.binomial` and
            `Arrival.uncertain`.

    Raises:
        SettingError: The number is negative, infinite or NaN.

    Examples:
        >>> Arrival(120).variance, Arrival.poisson(120).variance, Arrival.binomial(180, 0.5).variance
        (0.0, 120.0, 45.0)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, people: SupportsFloat | SupportsIndex) -> Arrival: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Arrival: ...
    @staticmethod
    def binomial(of: SupportsIndex, probability: SupportsFloat | SupportsIndex) -> Arrival:
        """
        Those of ``of`` licence holders who join, each with the same probability.

        Raises:
            SettingError: The probability is outside [0, 1].
        """
    @property
    def mean(self, /) -> float:
        """
        The expected number of people.
        """
    @staticmethod
    def poisson(mean: SupportsFloat | SupportsIndex) -> Arrival:
        """
        A Poisson number of people with the given mean.

        Raises:
            SettingError: The mean is negative, infinite or NaN.
        """
    @staticmethod
    def uncertain(mean: SupportsFloat | SupportsIndex, deviation: SupportsFloat | SupportsIndex) -> Arrival:
        """
        A number known by its mean and standard deviation only.

        Raises:
            SettingError: One of them is negative, infinite or NaN.
        """
    @property
    def variance(self, /) -> float:
        """
        The variance of their number.
        """

@final
class Assessment:
    """
    A measure weighed against its cost.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Assessment: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def break_even(self, /) -> BreakEven:
        """
        The effect at which the value equals the cost.
        """
    @property
    def cost(self, /) -> float:
        """
        The cost of all years, discounted to the start.
        """
    @property
    def lever(self, /) -> Lever | None:
        """
        The lever on which it is weighed; ``None`` when it has none.
        """
    @property
    def measure(self, /) -> Measure:
        """
        The measure.
        """
    @property
    def outcome(self, /) -> Outcome | None:
        """
        What it brings; ``None`` when the effect is unknown.
        """
    @property
    def rate(self, /) -> float:
        """
        The rate of the lever without the measure.
        """
    @property
    def reached(self, /) -> float:
        """
        Persons reached in each year.
        """
    @staticmethod
    def table(assessments: SupportsGetItem[int, Assessment]) -> Table:
        """
        Several assessments as a table, in their order: what is known of each, and what its effect would have to be.

        Examples:
            >>> plan = Catalogue.shipped().get("M15").for_audience_of(400, fixed_cost=600_000, cost_per_person=1_500)
            >>> Assessment.table([plan.assess(Stake(0.20, 60_000))]).to_dict()["break_even"]
            ['at']
        """
    @property
    def words(self, /) -> tuple[str, str]:
        """
        The assessment in a sentence, in English and in Japanese.
        """

@final
class Assumed:
    """
    A probability per fiscal year, with its standard error where one is known, and its provenance.

    Args:
        probability: The probability.
        note: Why this number, for the reader.
        standard_error: How far the probability that holds may lie from it; ``None``, the default, when that is not known, which a
            projection takes as no error.

    Raises:
        SettingError: The probability is outside [0, 1], or the standard error is negative.

    Examples:
        >>> Assumed(0.02, "guess").provenance
        'typed in: guess'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, probability: SupportsFloat | SupportsIndex, note: str = "", *, standard_error: SupportsFloat | SupportsIndex | None = None) -> Assumed: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Assumed: ...
    @staticmethod
    def estimated(from_year: SupportsIndex, to_year: SupportsIndex, events: SupportsIndex, exposed: SupportsIndex) -> Assumed:
        """
        The share of ``events`` among ``exposed`` persons in the fiscal years ``from_year`` to ``to_year``, with the deviation of Jeffreys'
        posterior as its standard error; 0, and not known, when nobody was exposed.

        Raises:
            SettingError: There are more events than persons exposed.

        Examples:
            >>> round(Assumed.estimated(2019, 2023, 37, 1_000).standard_error, 4)
            0.006
        """
    @property
    def probability(self, /) -> float:
        """
        The probability.
        """
    @property
    def provenance(self, /) -> str:
        """
        Where it comes from, in words.
        """
    @property
    def standard_error(self, /) -> float | None:
        """
        Its standard error; ``None`` when it is not known.
        """

@final
class Assumptions:
    """
    What a projection assumes for every fiscal year to come, each probability with its provenance. The last entry of a list holds for all
    later years. A probability is a number, or an `Assumed` with a note of its own.

    Args:
        entry: Probability that someone who has never joined joins, by years since the licence cohort; entry 0 is the licence year.
        lapse: Probability that a member leaves within the year and is not back at its end, by years since joining; entry 0 is the rest
            of the joining year.
        leave: Probability of going on leave.
        leave_end: Probability of coming back from leave.
        lapse_on_leave: Probability of leaving while on leave.
        reinstatement: Probability of coming back after a lapse, by years since the lapse; entry 0 is the year after the one of the lapse.
        reasons: Share of each reason among those who leave, by years since joining: ``{"death": [0.05], "arrears": [0.4, 0.2]}``. What is
            missing to 1 is unstated. Who dies or retires does not come back.
        exit: Probability that a licence holder who is not a member, and does not become one, leaves the profession for good.
        tenure_on_return: Tenure of those who come back: ``"reset"`` (the default; they lapse like newcomers), ``"longest"`` (like members of
            long standing), or ``"runs_on"`` (by the years since they first joined, as an estimate from a table measures lapse, and takes).
        note: Why these numbers, for the reader, where they have no note of their own.

    Raises:
        SettingError: A probability is outside [0, 1].
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, entry: SupportsGetItem[int, Assumed | SupportsFloat | SupportsIndex] | None = None, lapse: SupportsGetItem[int, Assumed | SupportsFloat | SupportsIndex] | None = None, leave: Assumed | SupportsFloat | SupportsIndex | None = None, leave_end: Assumed | SupportsFloat | SupportsIndex | None = None, lapse_on_leave: Assumed | SupportsFloat | SupportsIndex | None = None, reinstatement: SupportsGetItem[int, Assumed | SupportsFloat | SupportsIndex] | None = None, reasons: dict[EndReason, SupportsGetItem[int, Assumed | SupportsFloat | SupportsIndex]] | None = None, exit: Assumed | SupportsFloat | SupportsIndex | None = None, tenure_on_return: ProjectedTenureOnReturn | None = None, note: str = "") -> Assumptions: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Assumptions: ...
    def _repr_html_(self, /) -> str: ...
    def drawn_towards(self, /, group: Assumptions, persons: SupportsFloat | SupportsIndex) -> Assumptions:
        """
        The same with every estimated probability drawn towards that of a larger group.

        ``p' = (events + m q) / (exposed + m)`` with q the group's probability of the same year and m the `persons`: branches of few members
        get most of the group's rates, large ones keep their own. What was typed in stays.

        Args:
            group: The assumptions of the larger group.
            persons: How many persons the group's rates weigh as much as.

        Raises:
            SettingError: `persons` is negative or not finite.

        Examples:
            >>> branch, whole = (Assumptions(lapse=[Assumed.estimated(2020, 2024, *of)]) for of in ((6, 40), (500, 10_000)))
            >>> round(branch.drawn_towards(whole, 60).lapse[0].probability, 6)  # between 15 and 5 %
            0.09
        """
    @property
    def entry(self, /) -> list[Assumed]:
        """
        Probability that someone who has never joined joins, by fiscal years since the licence cohort; entry 0 is the licence year.
        """
    @staticmethod
    def estimate(table: CohortTable, window: tuple[SupportsIndex, SupportsIndex], licensees: Licensees | None = None) -> Assumptions:
        """
        The probabilities observed in a window of fiscal years, the last one included, in a cohort table grouped by ``"licence_cohort"``
        and ``"join_cohort"``.

        Reinstatement is by fiscal years since the lapse: those who had lapsed so long ago, for no final reason, and are members at the end of
        the year, over those not back before it; from the tenth year on all together. Years with few people are taken together. Lapse is by
        years since first joining, and so is the tenure of those who come back: ``tenure_on_return`` is ``"runs_on"``.

        Raises:
            InputError: The table is not grouped by both cohorts.
            RateError: A year of the window is not covered completely.
        """
    @property
    def exit(self, /) -> Assumed:
        """
        Probability that a licence holder who is not a member, and does not become one, leaves the profession for good within the year.
        """
    def fitted_lapse_beyond(self, /, model: CurveModel, years: tuple[SupportsIndex, SupportsIndex]) -> Assumptions:
        """
        The same with a curve fitted to the lapse of the earlier years: to the counts that these assumptions were estimated from.

        Args:
            model: The shape of the curve, and how it is fitted.
            years: First and last year since joining that are taken from it; the last one holds for all later years.

        Raises:
            RateError: No earlier year was estimated from members.
            SettingError: The years are none, or begin with the year of joining; or the shape does not count renewals.

        Examples:
            >>> lapse = [Assumed.estimated(2015, 2024, *of) for of in ((2, 100), (60, 600), (30, 300))]
            >>> beyond = Assumptions(lapse=lapse).fitted_lapse_beyond(CurveModel("geometric"), (3, 3)).lapse[3]
            >>> round(beyond.probability, 3), round(beyond.standard_error, 3)  # 90 of 900
            (0.1, 0.01)
        """
    @staticmethod
    def from_csv(text: str) -> Assumptions:
        """
        The assumptions of a text of comma-separated values, as ``to_csv`` writes it: to be edited in a spreadsheet.

        Raises:
            InputError: The text cannot be read; the message names row and column.
            SettingError: A probability is outside [0, 1], or a list has a gap.
        """
    def graduated_lapse(self, /, by: WhittakerHenderson) -> Assumptions:
        """
        The same with lapse graduated along the years since joining: the rates of neighbouring years support each other.

        Years that were taken over or typed in come from their neighbours; the year of joining and the last entry, which holds all later
        years, stay as they are. Errors of neighbouring years are taken as independent, which they no longer are: the spread of a projection
        comes out somewhat too small.

        Args:
            by: How it is smoothed.

        Raises:
            RateError: Fewer than three of the years were estimated, or nobody left in them.

        Examples:
            >>> counts = [(1, 50), (3, 10), (1, 10), (2, 20), (40, 900)]
            >>> rough = Assumptions(lapse=[Assumed.estimated(2020, 2024, left, exposed) for left, exposed in counts])
            >>> round(rough.graduated_lapse(WhittakerHenderson(order=1, smoothing=1e9)).lapse[1].probability, 6)  # 6 of 40
            0.15
        """
    @property
    def lapse(self, /) -> list[Assumed]:
        """
        Probability that a member leaves within the year and is not back at its end, by fiscal years since joining.
        """
    def lapse_beyond(self, /, curve: CurveFit | CurveLaw, years: tuple[SupportsIndex, SupportsIndex]) -> Assumptions:
        """
        The same with lapse in some years since joining taken from a retention curve: beyond the years in which enough members were seen.

        ``lapse(t) = 1 - S(t) / S(t - 1)`` with S the curve, which counts years from the end of the joining year on; the standard error is that of
        the fitted retention (delta method), and a projection lets the years of one curve err together. That the shape may be wrong is not
        in it. Earlier entries stay as they are.

        Args:
            curve: A fitted curve, or one with given parameters, whose error is not known.
            years: First and last year since joining; the last one holds for all later years.

        Raises:
            SettingError: The years are none, or begin with the year of joining, which is not a whole year.
            KaiinError: There are more than 1,000 years (code ``limit``).

        Examples:
            >>> seen = Assumptions(lapse=[0.02, 0.5, 0.3])
            >>> curve = CurveLaw("shifted_beta_geometric", [1, 1])  # S(t) = 1 / (t + 1)
            >>> [round(lapse.probability, 3) for lapse in seen.lapse_beyond(curve, (3, 5)).lapse]
            [0.02, 0.5, 0.3, 0.25, 0.2, 0.167]
        """
    def lapse_counts(self, /, before: SupportsIndex) -> RenewalCounts:
        """
        Members at the start of each year since joining before the year `before`, and how many of them lapsed, as far as these assumptions were
        estimated: to fit curves to them and compare them.

        The first renewal is that of the first year after the one of joining. Counts of years taken together are spread evenly over them. A
        person is counted in every year.

        Raises:
            RateError: No year before was estimated from members.

        Examples:
            >>> lapse = [Assumed.estimated(2015, 2024, *of) for of in ((2, 100), (60, 600), (30, 300))]
            >>> Assumptions(lapse=lapse).lapse_counts(3).at_risk
            [600, 300]
        """
    @property
    def lapse_on_leave(self, /) -> Assumed:
        """
        Probability that a member on leave at the start of a year leaves within it.
        """
    @property
    def leave(self, /) -> Assumed:
        """
        Probability that a member who stays and is active at the start of a year is on leave at its end.
        """
    @property
    def leave_end(self, /) -> Assumed:
        """
        Probability that a member who stays and is on leave at the start of a year is active at its end.
        """
    @property
    def reasons(self, /) -> dict[str, list[Assumed]]:
        """
        Share of each reason among those who leave, by fiscal years since joining; what is missing to 1 is unstated.
        """
    @property
    def reinstatement(self, /) -> list[Assumed]:
        """
        Probability that someone who lapsed and could come back is a member again at the end of the year, by fiscal years since the lapse;
        entry 0 is the year after the one of the lapse.
        """
    @property
    def tenure_on_return(self, /) -> ProjectedTenureOnReturn:
        """
        Tenure of those who come back.
        """
    def to_csv(self, /) -> str:
        """
        The assumptions as a text of comma-separated values: name, reason, year, probability, standard error and provenance.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class AtRisk:
    """
    Days at risk and exits of one group.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> AtRisk: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def days(self, /) -> int:
        """
        Days at risk, summed over persons.
        """
    @property
    def exits(self, /) -> dict[str, int]:
        """
        Exits by reason; reasons that did not occur are absent.
        """

@final
class Attrition:
    """
    The assumption about licence holders who die or leave practice (死亡・離職), by years since the licence. An assumption typed in, not
    an estimate: state where it is from.

    Args:
        probability: Probability of leaving in a year, or a list for the first, second, ... year since the licence, of which the last goes
            on; nobody by default.

    Raises:
        SettingError: A probability is outside [0, 1].

    Examples:
        >>> round(Attrition(0.1).survival(2), 12), Attrition([0.0, 0.5]).survival(3)
        (0.81, 0.25)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, probability: SupportsFloat | SupportsIndex | SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None) -> Attrition: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Attrition: ...
    def survival(self, /, years: SupportsIndex) -> float:
        """
        The probability of still being in practice so many years after the licence.
        """

@final
class BackTestScore:
    """
    How good a method was so many years ahead, over all origins.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BackTestScore: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def absolute_error(self, /) -> float:
        """
        Mean absolute error, in the unit of the series.
        """
    @property
    def ahead(self, /) -> int:
        """
        Years ahead.
        """
    @property
    def bias(self, /) -> float:
        """
        Mean of forecast less truth, in the unit of the series.
        """
    @property
    def forecasts(self, /) -> int:
        """
        Forecasts judged.
        """
    @property
    def held_50(self, /) -> float:
        """
        Share of the 50 % intervals that held what came.
        """
    @property
    def held_80(self, /) -> float:
        """
        Share of the 80 % intervals that held what came.
        """
    @property
    def held_95(self, /) -> float:
        """
        Share of the 95 % intervals that held what came.
        """
    @property
    def method(self, /) -> str:
        """
        The method.
        """
    @property
    def positions(self, /) -> list[float]:
        """
        Where what came lay in each forecast distribution, by origin: the probability integral transform.
        """
    @property
    def ranked_score(self, /) -> float:
        """
        Mean continuous ranked probability score, in the unit of the series; smaller is better.
        """
    @property
    def scaled_error(self, /) -> float | None:
        """
        Mean absolute error in units of the mean absolute yearly change before each origin (MASE); ``None`` where nothing ever changed.
        """

@final
class BackTestScores:
    """
    The scores of all methods, by years ahead. Forecasts from neighbouring origins share most of their years: a share of intervals that held,
    of twenty origins, is worth that of a few independent ones.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BackTestScores: ...
    def _repr_html_(self, /) -> str: ...
    def score(self, /, method: str, ahead: SupportsIndex) -> BackTestScore | None:
        """
        The score of a method so many years ahead; ``None`` when it was not judged.
        """
    @property
    def scores(self, /) -> list[BackTestScore]:
        """
        The scores, by method and years ahead.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class BenefitReturn:
    """
    What one benefit saves, and how much use of it pays the dues.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BenefitReturn: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def break_even_alone(self, /) -> int | None:
        """
        The least whole number of uses over the years that pays all, were this the only benefit; ``None`` when a use saves nothing.
        """
    @property
    def break_even_alone_a_year(self, /) -> float | None:
        """
        The same a year: not rounded, so that 1.5 is three uses in two years.
        """
    @property
    def break_even_beside_others(self, /) -> int | None:
        """
        The least whole number of uses that pays what the other benefits, used as expected, leave; ``None`` when a use saves nothing and
        something is left.
        """
    @property
    def name(self, /) -> str:
        """
        The benefit.
        """
    @property
    def saved(self, /) -> float:
        """
        What they save.
        """
    @property
    def saving(self, /) -> int:
        """
        What one use saves.
        """
    @property
    def uses(self, /) -> float:
        """
        Expected uses over the years.
        """

@final
class Bootstrap:
    """
    How persons are drawn again: the settings of a bootstrap.

    Each replicate draws as many persons as there are, with replacement, with all rows of each. The result is the same for any number of
    threads and on any machine. B. Efron (1981), J. Amer. Statist. Assoc. 76, 312-319.

    Args:
        seed: Where the random numbers begin.
        replicates: Number of replicates; 1,000 by default.
        limits: How limits are taken from the replicates: their quantiles (``"percentile"``, the default: shares stay between 0 and 1), or
            twice the estimate less the opposite quantile (``"basic"``).
        threads: Number of threads, 1 to 256; as many as there are processors by default.

    Raises:
        SettingError: There are fewer than 2 replicates.
        TableError: There are more than a million.

    Examples:
        >>> rows = Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1])
        >>> curve = Bootstrap(2026, replicates=500).curve(SurvivalSettings(), rows, [1])
        >>> first = curve.points[0]
        >>> first.survival, abs(first.error - 0.2165) < 0.02  # a share of 4 persons: sqrt(3/4 * 1/4 / 4)
        (0.75, True)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, seed: SupportsIndex, *, replicates: SupportsIndex | None = None, limits: BootstrapLimits | None = None, threads: SupportsIndex | None = None) -> Bootstrap: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Bootstrap: ...
    def curve(self, /, settings: SurvivalSettings, rows: Observations, times: ArrayData, group: str = "all") -> BootstrapCurve:
        """
        The curve of a group of rows at some times, with the spread that persons drawn again give it.

        Where a replicate is not followed as far as a time, its last share is taken. With few persons, and at times before anyone has left,
        all replicates agree and the limits are too narrow: take the intervals of `SurvivalCurve` there.

        Args:
            settings: How the curve is made.
            rows: The rows, without weights.
            times: The times.
            group: Name of the group; ``"all"`` when the rows are not grouped.

        Raises:
            SettingError: A time is no number or not seen in the rows, or rows have weights (draw persons, not weights).
            RateError: There is no such group.
            InputError: No row of it counts.
        """
    def durations(self, /, settings: SurvivalSettings, table: DurationTable, times: ArrayData, group: SupportsIndex = 0) -> BootstrapCurve:
        """
        The same for a group of a duration table, with a membership a person: times are days.

        Args:
            settings: How the curve is made.
            table: The table, of first memberships.
            times: The times, in days.
            group: Position of the group among ``table.groups``; the first by default.

        Raises:
            SettingError: A time is no number or not seen, there is no group at the position, or the table counts all memberships of a
                person, or has members who entered late: it does not know which entry belongs to which exit.
            InputError: The group has no members.
        """

@final
class BootstrapCurve:
    """
    A retention curve with the spread of its replicates. Made by `Bootstrap.curve` and `Bootstrap.durations`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BootstrapCurve: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bootstrap(self, /) -> Bootstrap:
        """
        How it was drawn; the number of threads is not kept.
        """
    @property
    def persons(self, /) -> int:
        """
        Number of persons, and so of draws a replicate.
        """
    @property
    def points(self, /) -> list[BootstrapPoint]:
        """
        The times asked for, in the order in which they were asked for.
        """
    @property
    def settings(self, /) -> SurvivalSettings:
        """
        The settings of the curve.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class BootstrapPoint:
    """
    One time of a `BootstrapCurve`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BootstrapPoint: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float:
        """
        Standard deviation of the share over the replicates.
        """
    @property
    def lower(self, /) -> float:
        """
        Lower limit.
        """
    @property
    def survival(self, /) -> float:
        """
        Share still there just after the time, of the persons as they are.
        """
    @property
    def time(self, /) -> float:
        """
        The time.
        """
    @property
    def upper(self, /) -> float:
        """
        Upper limit.
        """

@final
class BornhuetterFerguson:
    """
    Who will have joined in the end: those who have, plus what is left of the number expected beforehand.

    ``ultimate = C + U (1 - z)``: C those who joined, z the share of the final number reached by their age, U licence holders times the prior
    rate. Assumes that who has joined so far says nothing about who is still to join. Weak: as good as the prior. Bornhuetter and Ferguson
    (1972), *Proceedings of the Casualty Actuarial Society* 59, 181-195; Mack (2008), *ASTIN Bulletin* 38, 87-103.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BornhuetterFerguson: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cape_cod_rate(self, /) -> float | None:
        """
        The rate of all cohorts together, whether it was the prior or not; a check of the prior that was given.
        """
    @property
    def chain_ladder(self, /) -> ChainLadder:
        """
        The chain ladder of the same triangle.
        """
    @property
    def cohorts(self, /) -> list[BornhuetterFergusonCohort]:
        """
        The cohorts, ascending.
        """
    @property
    def settings(self, /) -> BornhuetterFergusonSettings:
        """
        How it was made.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class BornhuetterFergusonCohort:
    """
    One cohort of a `BornhuetterFerguson` estimate.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BornhuetterFergusonCohort: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cohort(self, /) -> int:
        """
        The licence cohort.
        """
    @property
    def developed(self, /) -> float | None:
        """
        Share of the final number that has joined by then, as in other cohorts.
        """
    @property
    def entry_rate(self, /) -> float | None:
        """
        The share of the licence holders that will have joined in the end.
        """
    @property
    def entry_rate_error(self, /) -> float | None:
        """
        Standard error of prediction of the entry rate.
        """
    @property
    def error(self, /) -> float | None:
        """
        Standard error of prediction.
        """
    @property
    def future(self, /) -> float | None:
        """
        Who is still to join.
        """
    @property
    def latest(self, /) -> float:
        """
        Who had joined by then; 0 of a cohort that was never seen.
        """
    @property
    def latest_age(self, /) -> int | None:
        """
        The last age at which the cohort was seen; ``None`` where it never was.
        """
    @property
    def licensees(self, /) -> float | None:
        """
        New licence holders of the cohort; ``None`` where not known.
        """
    @property
    def parameter_error(self, /) -> float | None:
        """
        Standard error from not knowing pattern and prior exactly; ``None`` unless the pattern has a model of it.
        """
    @property
    def prior_rate(self, /) -> float | None:
        """
        The entry rate expected beforehand.
        """
    @property
    def process_error(self, /) -> float | None:
        """
        Standard error from chance; ``None`` unless the pattern has a model of it.
        """
    @property
    def ultimate(self, /) -> float | None:
        """
        Who will have joined in the end.
        """

@final
class BornhuetterFergusonSettings:
    """
    How an estimate is made that leans on an entry rate expected beforehand.

    Args:
        prior: The entry rate in the end that is expected: a rate such as 0.6, a rate for each cohort, or ``"cape_cod"``, the rate of all
            cohorts together, each with the part of its licence holders that had time to join.
        prior_error: Standard error of the prior rate; 0 by default, for the method has no way to know it.
        pattern: From which growth the share that has joined by an age is taken: ``"chain_ladder"`` (the default; without errors), or the
            ``"increments"`` over the priors (Mack 2008; with errors, without a tail, not with ``"cape_cod"``).
        chain_ladder: How the chain ladder of the pattern is made.

    Examples:
        Half of those who will join do so in the licence year. A cohort of 200 in which nobody has joined yet:

        >>> triangle = DevelopmentTriangle({2021: [50, 100], 2022: [40, 80], 2023: [0]}, licensees={2023: 200})
        >>> estimate = BornhuetterFergusonSettings(0.6).fit(triangle)
        >>> estimate.cohorts[2].ultimate, estimate.chain_ladder.cohorts[2].ultimate  # 0 + 200 × 0.6 × (1 - 0.5)
        (60.0, 0.0)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, prior: EntryPrior, *, prior_error: SupportsFloat | SupportsIndex | None = None, pattern: DevelopmentPattern | None = None, chain_ladder: ChainLadderSettings | None = None) -> BornhuetterFergusonSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BornhuetterFergusonSettings: ...
    def fit(self, /, triangle: DevelopmentTriangle | EntryTriangle) -> BornhuetterFerguson:
        """
        The estimate of a triangle whose licence holders are known.

        Args:
            triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.

        Raises:
            RateError: The licence holders of no cohort are known.
            SettingError: A prior rate or its error is negative or not finite, ``"cape_cod"`` is asked for with the increments, or as for
                `ChainLadderSettings.fit`.
            InputError: No cell of the entrants is seen.
        """

@final
class BranchRow:
    """
    One level of a segment, such as one branch.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BranchRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def closing(self, /) -> int | None:
        """
        Members at the end of the reference year.
        """
    @property
    def joined(self, /) -> int | None:
        """
        Persons who joined in it.
        """
    @property
    def left(self, /) -> int | None:
        """
        Members who left in it.
        """
    @property
    def level(self, /) -> str | None:
        """
        The level; ``None`` is of members without one.
        """
    @property
    def net_transfers(self, /) -> int | None:
        """
        Members who came from another level, minus those who went to one.
        """
    @property
    def retention(self, /) -> Rate:
        """
        Retention of the year. Leavers count where they left; who moved to another level counts in neither.
        """

@final
class BreakEven:
    """
    The smallest change of a lever at which what a measure brings is worth what it costs.

    Examples:
        >>> plan = Catalogue.shipped().get("M15").for_audience_of(100, fixed_cost=200)
        >>> dear = plan.assess(Stake(0.1, 10)).break_even  # 20 of 100 would have to stay, of 10 who leave
        >>> dear.kind, round(dear.needed, 12), round(dear.most, 12), round(dear.returned, 12)
        ('infeasible', -0.2, -0.1, 0.5)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BreakEven: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def absolute(self, /) -> float | None:
        """
        What has to be added to the rate: negative for leaving, which must fall. ``None`` unless the kind is ``"at"``.
        """
    @property
    def change(self, /) -> float | None:
        """
        The change of the rate that is needed, feasible or not; ``None`` where there is none.
        """
    @property
    def kind(self, /) -> str:
        """
        ``"at"`` a change of the rate; ``"infeasible"``, no change within 0 and 1 is worth the cost; ``"nobody_reached"``;
        ``"worth_nothing"``, one person more is worth nothing or less; ``"no_lever"``, the measure turns none.
        """
    @property
    def most(self, /) -> float | None:
        """
        The most that can be added; ``None`` unless the kind is ``"infeasible"``.
        """
    @property
    def needed(self, /) -> float | None:
        """
        What would have to be added to the rate; ``None`` unless the kind is ``"infeasible"``.
        """
    @property
    def persons(self, /) -> float | None:
        """
        Persons to be gained or kept in each year; ``None`` unless the kind is ``"at"``.
        """
    @property
    def relative(self, /) -> float | None:
        """
        The same as a share of the rate; ``None`` for a rate of 0 too.
        """
    @property
    def returned(self, /) -> float | None:
        """
        The share of the cost that this would return; ``None`` unless the kind is ``"infeasible"``.
        """

@final
class BreakEvenRetention:
    """
    The constant yearly retention from which on winning a member pays.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BreakEvenRetention: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def kind(self, /) -> str:
        """
        ``"at"`` a retention at which value and cost are equal; ``"always"``, the first payment alone pays for it; ``"never"``, not even
        members who never leave pay for it.
        """
    @property
    def retention(self, /) -> float | None:
        """
        The retention at which value and cost are equal; ``None`` unless the kind is ``"at"``.
        """
    @property
    def returned(self, /) -> float | None:
        """
        The share of the cost that members who never leave return; ``None`` unless the kind is ``"never"``.
        """

@final
class Budget:
    """
    A sum of money to be shared among measures, and what shall be made as large as possible.

    Maximised is ``Σ g_i(x_i) - k D`` with ``Σ x_i`` within the budget, each ``x_i`` within its limits, and 0 or at least its fixed cost;
    ``D = sqrt(Σ (r_i g_i)^2)`` for independent errors with the relative errors ``r_i``, ``Σ r_i g_i`` for errors that go together.
    Responses are concave, so that the best allocation is where the next unit of money brings the same everywhere (Karush, Kuhn and Tucker);
    fixed costs are decided by branch and bound, exactly. Assumed: gains add up, and no person is counted twice. S. Boyd and L.
    Vandenberghe (2004), Convex Optimization, Cambridge University Press, example 5.2.

    Args:
        amount: The sum, in the unit of the responses.
        attitude: ``"mean"``, the expected gain, is the default: right for one decision among many; ``("mean_less_deviations", k)`` takes
            ``k`` standard deviations off, for a gain that is reached with some safety.
        dependence: How the errors of effects go together: ``"independent"``, the default, or ``"together"``, as when all were guessed by
            one person.

    Raises:
        SettingError: The amount or the number of deviations is negative or not finite.

    Examples:
        >>> lines = [BudgetLine("a", Response.power(6, 0.5)), BudgetLine("b", Response.power(8, 0.5))]
        >>> best = Budget(100).allocate(lines)  # 6 / (2 sqrt(36)) = 8 / (2 sqrt(64)) = 0.5
        >>> [round(line.spent, 6) for line in best.lines], round(best.gain, 6), round(best.shadow_price, 6)
        ([36.0, 64.0], 100.0, 0.5)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, amount: SupportsFloat | SupportsIndex, *, attitude: Attitude | None = None, dependence: Dependence | None = None) -> Budget: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Budget: ...
    def allocate(self, /, lines: SupportsGetItem[int, BudgetLine]) -> Allocation:
        """
        The best allocation. Measures that are equally good are funded in the order of their names.

        Args:
            lines: The measures on which the budget can be spent.

        Raises:
            InputError: There is no line.
            SettingError: A name is given twice, or the least amounts exceed the budget.
            TableError: More than 100,000 combinations of fixed costs would have to be looked at.
        """

@final
class BudgetAnswer:
    """
    A budget shared among measures.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BudgetAnswer: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def budget(self, /) -> float:
        """
        The money there was.
        """
    @property
    def deviations(self, /) -> float:
        """
        Standard deviations taken off the gain in what was made as large as possible; 0 for the expected gain itself.
        """
    @property
    def error(self, /) -> float:
        """
        Its standard deviation.
        """
    @property
    def gain(self, /) -> float:
        """
        Expected gain of all measures.
        """
    @property
    def left(self, /) -> float:
        """
        Money left.
        """
    @property
    def lines(self, /) -> list[BudgetAnswerLine]:
        """
        The measures, in the order given.
        """
    @property
    def shadow_price(self, /) -> float | None:
        """
        What one more unit of money would add to what was made as large as possible; ``None`` where it is without limit.
        """

@final
class BudgetAnswerLine:
    """
    What is spent on one measure.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BudgetAnswerLine: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float:
        """
        Its standard error.
        """
    @property
    def gain(self, /) -> float:
        """
        Expected gain.
        """
    @property
    def marginal(self, /) -> float | None:
        """
        What the next unit of money here would bring; ``None`` where it is without limit.
        """
    @property
    def name(self, /) -> str:
        """
        The measure, as named in the budget.
        """
    @property
    def spent(self, /) -> float:
        """
        Money spent, fixed cost included.
        """

@final
class BudgetLine:
    """
    A measure as a line of the budget: what money spent on it brings, how little and how much may be spent, and how sure that is.

    Args:
        name: The name of the measure.
        response: What money spent on it brings, after the fixed cost. Gains are in any unit, the same for all lines: members kept,
            points of a rate, or money.
        fixed_cost: A cost that comes first, before any money brings anything: all of it, or nothing is spent on the measure.
        at_least: An amount that must be spent, fixed cost included.
        at_most: The most that can be spent, fixed cost included; any amount unless given.
        relative_error: The standard error of the effect as a share of the effect; certain unless given.

    Raises:
        SettingError: An amount is negative or not finite, the most is below the least or the fixed cost, or the relative error is
            negative or not finite.

    Examples:
        >>> mentors = BudgetLine("mentors", Response.saturating(40, 1_000_000), fixed_cost=200_000, at_most=3_000_000, relative_error=0.5)
        >>> mentors.gain(200_000), round(mentors.gain(1_200_000), 6)  # nothing for the coordinator alone; 40 (1 - 1/e)
        (0.0, 25.284822)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str, response: Response, *, fixed_cost: SupportsFloat | SupportsIndex | None = None, at_least: SupportsFloat | SupportsIndex | None = None, at_most: SupportsFloat | SupportsIndex | None = None, relative_error: SupportsFloat | SupportsIndex | None = None) -> BudgetLine: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> BudgetLine: ...
    @staticmethod
    def all_or_nothing(name: str, cost: SupportsFloat | SupportsIndex, gain: SupportsFloat | SupportsIndex, *, relative_error: SupportsFloat | SupportsIndex | None = None) -> BudgetLine:
        """
        A measure that is bought whole or not at all.

        Args:
            name: The name of the measure.
            cost: Its price.
            gain: What it brings.
            relative_error: The standard error of the gain as a share of it; certain unless given.

        Raises:
            SettingError: The cost is not above 0 and finite, or the gain or the error is negative or not finite.
        """
    def gain(self, /, spent: SupportsFloat | SupportsIndex) -> float:
        """
        What so much money brings, fixed cost included; nothing below it.
        """
    @property
    def name(self, /) -> str:
        """
        The name.
        """
    @staticmethod
    def of_plan(plan: MeasurePlan, stake: Stake) -> BudgetLine:
        """
        A measure that is planned: each person reached costs and brings the same until all are reached, after the fixed cost. The gain is
        the value of the plan, in money, and its name is the id of the measure.

        Args:
            plan: The plan, with an effect.
            stake: What is at stake.

        Raises:
            RateError: The effect of the plan is unknown: nothing can be allocated to what is not known to work.
            SettingError: The effect is to the worse, or as `MeasurePlan.assess`.

        Examples:
            >>> effect = MeasureEffect.typed_in("lapse", "an assumption", absolute=-0.05)
            >>> mentors = Catalogue.shipped().get("M15")
            >>> plan = mentors.for_audience_of(500, fixed_cost=100_000, cost_per_person=1_000, effect=effect)
            >>> line = BudgetLine.of_plan(plan, Stake(0.2, 60_000))
            >>> round(Budget(300_000).allocate([line]).gain, 6)  # 200 persons are reached, of whom 10 more stay
            600000.0
        """
    @property
    def response(self, /) -> Response:
        """
        The response.
        """

@final
class CalendarEffects:
    """
    Mack's test for effects of calendar years: a campaign or a change of rules that touched all cohorts in one year.

    Every growth of a cohort is compared with the median of its age. With S small and L large growths of a year the statistic is
    ``min(S, L)``; its sum over years is tested as normal. Weak where a triangle is small; many years are looked at, so with twenty one
    p-value below 0.05 is no surprise. Mack (1994), *CAS Forum*, appendix H.

    Args:
        triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.

    Examples:
        >>> effects = CalendarEffects(DevelopmentTriangle({2020: [100, 150, 160], 2021: [100, 200, 240], 2022: [100, 150]}))
        >>> [(year.small, year.large) for year in effects.years if year.year == 2023]  # 240/200 is above the median of age 1
        [(0, 1)]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, triangle: DevelopmentTriangle | EntryTriangle) -> CalendarEffects: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CalendarEffects: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expected(self, /) -> float:
        """
        Its expected value without effects.
        """
    @property
    def p_value(self, /) -> float | None:
        """
        Two-sided p-value from the normal distribution; ``None`` where the statistic cannot vary.
        """
    @property
    def statistic(self, /) -> float:
        """
        The sum of the statistics of the years.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def variance(self, /) -> float:
        """
        Its variance without effects.
        """
    @property
    def years(self, /) -> list[CalendarYearCount]:
        """
        The years with a seen growth, ascending.
        """

@final
class CalendarYearCount:
    """
    The growths that were seen in one year, of `CalendarEffects`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CalendarYearCount: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expected(self, /) -> float:
        """
        Its expected value if small and large are equally likely.
        """
    @property
    def large(self, /) -> int:
        """
        Growths above the median of their age.
        """
    @property
    def p_value(self, /) -> float:
        """
        How probable so uneven a split is (binomial, two-sided); 1 where there is nothing to split.
        """
    @property
    def small(self, /) -> int:
        """
        Growths below the median of their age.
        """
    @property
    def statistic(self, /) -> int:
        """
        The smaller of the two counts.
        """
    @property
    def variance(self, /) -> float:
        """
        Its variance.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year in which the later age ended.
        """

@final
class Calibration:
    """
    Forecasts against outcomes: did as many leave as was forecast?

    ``logit P(event) = a + b logit(p)``: a slope b below 1 says that forecasts are too far apart (overfitted), above 1 too close. In the
    large, ``logit P(event) = a + logit(p)``: a above 0 says that more left than was forecast. As a table, one row a group: `from`, `to`,
    `trials`, `events`, `forecast`, `observed`, and exact limits of the share, `lower` and `upper`. Equal probabilities stay together, so
    there may be fewer groups than asked for.

    Source: D. R. Cox, *Biometrika* 45(3/4), 1958, 562-565; E. W. Steyerberg, *Clinical Prediction Models*, 2009, chapter 15.

    Examples:
        >>> forecasts = Forecasts.grouped([0.1, 0.5], [20, 70], [100, 100])
        >>> calibration = forecasts.calibration(2)
        >>> calibration.to_table()["observed"]
        [0.2, 0.7]
        >>> round(calibration.slope.value, 4)  # ln(28 / 3) / ln 9
        1.0166
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Calibration: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def in_the_large(self, /) -> Estimate | None:
        """
        The intercept at slope 1 (calibration in the large).
        """
    @property
    def intercept(self, /) -> Estimate | None:
        """
        The intercept that belongs to the slope.
        """
    @property
    def slope(self, /) -> Estimate | None:
        """
        The slope; ``None`` when a probability is 0 or 1, all are the same, or outcomes follow them without exception.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class Catalogue:
    """
    Measures by id: those shipped (`Catalogue.shipped`), and those that an association adds.

    The shipped ones are a list of what associations do or are advised to do, without a judgement of what works. **No effect sizes are
    shipped**: none are known well enough to be used elsewhere. 33 of the 57 work on leaving, 11 on entry, two each on late entry and
    reinstatement, one on new licences, none first of all on leave; three only measure and five have no lever.

    Args:
        measures: An association's own measures; none unless given.

    Raises:
        SettingError: The id of a measure is taken or empty.

    Examples:
        >>> catalogue = Catalogue.shipped()
        >>> len(catalogue), len(catalogue.of_lever("lapse")), catalogue.get("M50").name[1]
        (57, 33, '再入会の優遇')
        >>> [measure.id for measure in catalogue.without_lever()]
        ['M31', 'M32', 'M51', 'M52', 'M53', 'M54', 'M56', 'M57']
        >>> own = Measure("own-1", ("Call before the leave ends", "休会期間満了前の電話連絡"), "current_members", "leave_end", "non_monetary")
        >>> len(catalogue.with_measure(own).of_lever("leave_end"))
        1
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, measures: SupportsGetItem[int, Measure] = ...) -> Catalogue: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Catalogue: ...
    def _repr_html_(self, /) -> str: ...
    def get(self, /, id: str) -> Measure | None:
        """
        A measure by its id; ``None`` when there is none.
        """
    @property
    def measures(self, /) -> list[Measure]:
        """
        The measures, in their order.
        """
    def of_lever(self, /, lever: Lever) -> list[Measure]:
        """
        The measures that work on a lever first of all.
        """
    @staticmethod
    def shipped() -> Catalogue:
        """
        The 57 measures shipped with the library.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def touching(self, /, lever: Lever) -> list[Measure]:
        """
        The measures that work on a lever, first of all or beside.
        """
    def with_measure(self, /, measure: Measure) -> Catalogue:
        """
        The catalogue with one more measure.

        Raises:
            SettingError: Its id is taken or empty.
        """
    def without_lever(self, /) -> list[Measure]:
        """
        The measures that move no lever first of all: those that only measure, and those that have none.
        """

@final
class ChainLadder:
    """
    A triangle completed by the chain ladder, with Mack's standard errors; made by `ChainLadderSettings.fit`.

    Assumes that a cohort grows from an age to the next as the others did at that age, whatever it was before, and that cohorts are
    independent. Weak where the first ages hold few persons (a cohort of nobody stays nobody: use `BornhuetterFergusonSettings`), where
    fewer than ten cohorts were seen (limits are then too narrow), where a year was unlike others for all cohorts (`CalendarEffects`), and
    near everyone: nothing keeps an ultimate below the licence holders. Mack (1993), *ASTIN Bulletin* 23, 213-225; Mack (1999), *ASTIN
    Bulletin* 29, 361-366.

    Examples:
        >>> triangle = DevelopmentTriangle({2021: [60, 80, 88], 2022: [40, 70], 2023: [50]}, licensees={2023: 110})
        >>> ladder = ChainLadderSettings().fit(triangle)
        >>> youngest = ladder.cohorts[2]
        >>> round(youngest.ultimate, 9), round(youngest.entry_rate, 9)  # 50 × 150/100 × 88/80
        (82.5, 0.75)
        >>> round(ladder.future_entrants[0].expected, 9)  # 2024: 70 × 0.1 of cohort 2022 and 50 × 0.5 of cohort 2023
        32.0
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ChainLadder: ...
    def _repr_html_(self, /) -> str: ...
    def cell_table(self, /) -> Table:
        """
        The completed triangle as columns, one row a cell that is seen or expected.
        """
    @property
    def cohorts(self, /) -> list[DevelopedCohort]:
        """
        The cohorts, ascending.
        """
    def developed(self, /, age: SupportsIndex) -> float | None:
        """
        Share of the final number reached at an age; ``None`` where not known.
        """
    def entry_rate_limits(self, /, cohort: DevelopedCohort) -> DevelopmentLimits | None:
        """
        The limits of the entry rate of a cohort in the end.

        Args:
            cohort: One of `cohorts`.
        """
    def factor_table(self, /) -> Table:
        """
        The growth factors as columns.
        """
    @property
    def factors(self, /) -> list[DevelopmentFactor]:
        """
        Growth from each age to the next; a tail comes last.
        """
    @property
    def future_entrants(self, /) -> list[FutureEntrants]:
        """
        Late entrants of each coming year with their errors, ascending. A tail is not in it: it says how many, not when.
        """
    def future_table(self, /) -> Table:
        """
        The late entrants of coming years as columns.
        """
    def limits(self, /, cohort: DevelopedCohort) -> DevelopmentLimits | None:
        """
        The limits of the ultimate of a cohort: those who joined, plus the limits of those still to come.

        Args:
            cohort: One of `cohorts`.
        """
    def limits_of(self, /, expected: SupportsFloat | SupportsIndex, error: SupportsFloat | SupportsIndex) -> DevelopmentLimits | None:
        """
        The limits of a number still to come, such as ``expected`` of `FutureEntrants` with its error.
        """
    def residual_table(self, /) -> Table:
        """
        The residuals as columns.
        """
    @property
    def residuals(self, /) -> list[DevelopmentResidual]:
        """
        The residuals of all pairs of seen cells, by age and cohort.
        """
    @property
    def settings(self, /) -> ChainLadderSettings:
        """
        How it was made.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def total(self, /) -> DevelopmentTotal:
        """
        All cohorts together.
        """
    @property
    def total_limits(self, /) -> DevelopmentLimits | None:
        """
        The limits of the sum of all ultimates.
        """
    @property
    def triangle(self, /) -> DevelopmentTriangle:
        """
        The numbers that it was made from.
        """

@final
class ChainLadderSettings:
    """
    How a chain ladder is made.

    Args:
        average: How the growth of single cohorts is averaged, ``Σ C^α (D / C) / Σ C^α``: ``"volume_weighted"`` (α = 1, the default),
            ``"simple"`` (α = 0) or ``"regression"`` (α = 2).
        zero_start: Whether those who joined later of a cohort in which nobody had joined yet are ``"counted"`` (the default) or
            ``"left_out"``.
        tail_sigma: σ of growth that was seen in one cohort only: by the rule of ``"mack"`` (the default), ``"log_linear"`` (as
            chainladder for Python), ``"log_linear_or_mack"`` (as R), or a number.
        tail: Growth after the last age, none by default: the factor and its standard error and σ, such as ``(1.05, 0.02, 0.5)``, or
            ``(1.05, "log_linear")`` to read them off the lines through the logarithms as R does.
        parameter_error: ``"mack"`` (the default), or ``"independence"``, with the product of the errors of successive factors.
        interval: The distribution of those still to come: ``"log_normal"`` (the default) or ``"normal"``, to be taken where fewer than
            about five persons are still to come.
        confidence: Confidence of limits, 0.95 by default.

    Raises:
        SettingError: A word is not known, or the confidence is not strictly between 0 and 1.

    Examples:
        >>> triangle = DevelopmentTriangle({2021: [60, 88], 2022: [40, 62], 2023: [40]})
        >>> ladder = ChainLadderSettings().fit(triangle)
        >>> ladder.factors[0].factor, ladder.cohorts[2].ultimate  # 150 / 100
        (1.5, 60.0)
        >>> round(ladder.cohorts[2].error ** 2, 9) == round(28 / 3, 9)  # σ² = 1/6, 40 σ² + 40² σ² / 100
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, average: FactorAverage | None = None, zero_start: ZeroStart | None = None, tail_sigma: TailSigma | None = None, tail: TailFactor | None = None, parameter_error: ParameterError | None = None, interval: DevelopmentInterval | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> ChainLadderSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ChainLadderSettings: ...
    def fit(self, /, triangle: DevelopmentTriangle | EntryTriangle) -> ChainLadder:
        """
        Completes a triangle.

        Args:
            triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.

        Raises:
            SettingError: A given tail factor is below 1, or a given error or σ is negative or not finite.
            InputError: No cell of the entrants is seen.
        """

@final
class ChainProjection:
    """
    The expected number of people in every state after 0, 1, 2, ... steps, and the covariances of these numbers.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ChainProjection: ...
    def _repr_html_(self, /) -> str: ...
    def covariance(self, /, step: SupportsIndex, one: str, other: str) -> float:
        """
        The covariance of the numbers of people in two states after ``step`` steps; the variance when they are the same state.

        Raises:
            SettingError: So many steps were not followed, or there is no such state.
        """
    def expected(self, /, step: SupportsIndex) -> list[float]:
        """
        The expected number of people in each state after ``step`` steps.

        Raises:
            SettingError: So many steps were not followed.
        """
    def interval(self, /, step: SupportsIndex, states: SupportsGetItem[int, str], *, confidence: SupportsFloat | SupportsIndex | None = None) -> Interval:
        """
        The prediction interval of the number of people in any of ``states`` after ``step`` steps, by the normal approximation, never
        below 0. For few people use `MarkovChain.distribution`, which is exact.

        Args:
            step: After how many steps.
            states: The states counted.
            confidence: Confidence, 0.95 by default.

        Raises:
            SettingError: So many steps were not followed, or there is no such state.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states.
        """
    @property
    def steps(self, /) -> int:
        """
        Number of steps followed.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def together(self, /, step: SupportsIndex, states: SupportsGetItem[int, str]) -> tuple[float, float]:
        """
        The expected number of people in any of ``states`` after ``step`` steps, and the variance of that number.

        Raises:
            SettingError: So many steps were not followed, or there is no such state.
        """

@final
class Chart:
    """
    A picture as SVG: no script, no network, no font but the reader's own; it can be read by colour-blind readers and on a grey printer.

    A notebook shows it by itself; `svg` is the text to be put into a page or a file.

    Examples:
        >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
        >>> chart = Chart.tornado(Sensitivity(base, "members", 2026))
        >>> chart.title, chart.svg().startswith("<svg ")
        ('Which assumptions matter most?', True)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Chart: ...
    def _repr_html_(self, /) -> str: ...
    def _repr_svg_(self, /) -> str: ...
    @property
    def description(self, /) -> str:
        """
        What the picture shows, in words.
        """
    @staticmethod
    def fan(of: Projection | ScenarioComparison, quantity: Quantity | None = None, language: Language | None = None, *, history: SupportsGetItem[int, tuple[SupportsIndex, SupportsFloat | SupportsIndex | None]] | None = None, goal: Goal | None = None, title: str | None = None) -> Chart:
        """
        What will happen: history, projection with intervals of 50, 80 and 95 %, a line for each scenario, and a goal.

        Args:
            of: A projection, or scenarios beside each other.
            quantity: As in `ScenarioComparison.difference`.
            language: ``"en"`` (the default) or ``"ja"``.
            history: Years and values known before; what the projection starts from unless given.
            goal: A goal of the same quantity, marked in its year.
            title: The title.

        Raises:
            RateError: The projection knows the quantity in no year.
        """
    @staticmethod
    def frontier(points: SupportsGetItem[int, tuple[str, SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex]], without: SupportsFloat | SupportsIndex, quantity: Quantity, year: SupportsIndex, language: Language | None = None, *, goal: Goal | None = None, cost_label: str | None = None, title: str | None = None) -> Chart:
        """
        What is worth its cost: what each course costs against what it reaches; a line joins those that no other one beats.

        Args:
            points: Name, cost and value reached of each course.
            without: The value reached without any cost.
            quantity: What is reached, as in `ScenarioComparison.difference`.
            year: In which fiscal year.
            language: ``"en"`` (the default) or ``"ja"``.
            goal: A goal, drawn as a level line.
            cost_label: What a cost is, and in which unit.
            title: The title; a question by default.

        Examples:
            >>> points = [("mentors", 1_000_000, 0.56), ("posters", 2_000_000, 0.55)]
            >>> Chart.frontier(points, 0.54, "organization_rate", 2035).description
            'organization rate (cumulative licence holders), fiscal 2035. Without cost 54.0 %. mentors: 56.0 % for 1,000,000. Beaten by another one: posters.'
        """
    def svg(self, /, size: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None) -> str:
        """
        The picture as an ``<svg>`` element.

        Args:
            size: Width and height in CSS pixels, 96 to the inch; 680 by 370 unless given, higher where rows or a legend need it.

        Raises:
            SettingError: The size is outside 320 to 4000 by 200 to 4000.
            TableError: The picture would have more than 100,000 marks.
        """
    @property
    def title(self, /) -> str:
        """
        The title.
        """
    @staticmethod
    def tornado(sensitivity: Sensitivity, swing: Swing | None = None, language: Language | None = None, *, most: SupportsIndex | None = None, title: str | None = None) -> Chart:
        """
        Which assumptions matter most: one bar for each to both sides of what is expected.

        Effects are taken as proportional, as `Sensitivity` gives them; no assumption is moved below 0 or above 1.

        Args:
            sensitivity: How the quantity moves with every assumption.
            swing: ``"tenth"`` (the default): each rate a tenth of itself lower and higher, all years since licence, joining or lapse together;
                ``"tenth_of_one_year"``: each year alone; ``"standard_error"``: each by its standard error, those without one left out.
            language: ``"en"`` (the default) or ``"ja"``.
            most: How many assumptions are drawn; 10 by default. The others are summed up in a sentence.
            title: The title; a question by default.

        Raises:
            SettingError: ``most`` is 0.
            RateError: Standard errors are asked for and none is known.
        """
    @staticmethod
    def waterfall(decomposition: Decomposition, language: Language | None = None, *, title: str | None = None, value_label: str | None = None) -> Chart:
        """
        Why a rate changed: the rate before, one bar for each part from where the last one ended, and the rate after.

        Args:
            decomposition: The change and its parts.
            language: ``"en"`` (the default) or ``"ja"``.
            title: The title; a question by default.
            value_label: What the rate is, at the axis.

        Raises:
            TableError: The rate is beyond 2^43 units of the last decimal.
        """

@final
class CheapestMix:
    """
    Seeks the cheapest mix of changes that reaches a goal.

    Each change is made for a share of the people whom its reach names: none, all, or a part. What it costs is its `Cost`: what is paid once
    or yearly is paid in full as soon as it is made at all, what is paid for a person in proportion. Diminishing returns are told by several
    changes of one lever, the cheap part first.

    What each change brings is measured beside the others as they are, every subset is looked at, the one change that is made in part is
    turned until the projection itself reaches the goal, and gains are measured again there, until the mix stays. Weak: exact where gains
    add up; of several mixes that stay, the cheapest that was met is told, and another one could be a little cheaper.

    Args:
        goal: What is to be reached.
        changes: The changes, each at most as it is given, with its cost; 12 at most.
        scenario: On top of a scenario, whose cost is not counted.
        discount: A yearly rate by which later costs are discounted; none unless given.

    Raises:
        InputError: There is no change.
        TableError: There are more than 12.
        SettingError: The discount rate is negative or not finite.

    Examples:
        >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0])
        >>> calls = LeverChange("lapse", points=-0.02, years=(1, None), cost=Cost(per_person=30))
        >>> letters = LeverChange("lapse", points=-0.02, years=(1, None), cost=Cost(per_person=10))
        >>> mix = CheapestMix(Goal("members", 2025, 930), [calls, letters]).run(base)  # letters to all, calls to half
        >>> mix.kind, [round(share, 6) for share in mix.shares], round(mix.cost, 3)
        ('found', [0.5, 1.0], 25000.0)
    """
    def __new__(cls, /, goal: Goal, changes: SupportsGetItem[int, LeverChange], *, scenario: Scenario | None = None, discount: SupportsFloat | SupportsIndex | None = None) -> CheapestMix: ...
    def frontier(self, /, settings: ProjectionSettings | SegmentSettings, points: SupportsIndex) -> Table:
        """
        The cheapest mixes for goals between what is reached without any change and with all of them, evenly spaced: a table of ``cost``
        against what is ``reached``, with the goal itself left aside. The first row costs nothing.

        Args:
            settings: As in `run`.
            points: How many, from 2 to 100.

        Raises:
            SettingError: Fewer than two points or more than 100, or as `run`.
            RateError: As `run`.
        """
    def run(self, /, settings: ProjectionSettings | SegmentSettings) -> Mix:
        """
        Seeks, in one population or in the whole of segments.

        Raises:
            SettingError: All changes together make no probabilities, a change names a segment that there is not, or the year of the goal is
                not projected.
            RateError: The projection does not know the quantity.
        """

@final
class ChiSquared:
    """
    A chi-squared statistic, its degrees of freedom, and how probable one at least as large is when nothing differs.

    The p value keeps its digits in the far tail. It rests on many events: with fewer than about ten in all, or in groups of very
    unequal size, it is only a guide.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ChiSquared: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def degrees(self, /) -> int:
        """
        The degrees of freedom, at least 1.
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability of a statistic at least as large when nothing differs.
        """
    @property
    def statistic(self, /) -> float:
        """
        The statistic.
        """

@final
class Coefficient:
    """
    One coefficient, on the scale of the linear predictor; ``None`` where it has no estimate.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Coefficient: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def collinear_with(self, /) -> list[str]:
        """
        The columns that its own is a combination of, when it is collinear; empty when its column is 0 or constant.
        """
    @property
    def error(self, /) -> float | None:
        """
        Its standard error: clustered by person when that was asked for.
        """
    @property
    def estimate(self, /) -> float | None:
        """
        The estimate.
        """
    @property
    def lower(self, /) -> float | None:
        """
        Lower limit.
        """
    @property
    def name(self, /) -> str:
        """
        Its name: the term, for a category with ``=level``, ``(Intercept)`` for the intercept.
        """
    @property
    def p(self, /) -> float | None:
        """
        Two-sided p value of the hypothesis that it is 0 (Wald test, normal).
        """
    @property
    def ratio(self, /) -> float | None:
        """
        The odds ratio, or the hazard ratio under the complementary log-log link.
        """
    @property
    def ratio_lower(self, /) -> float | None:
        """
        Lower limit of the ratio.
        """
    @property
    def ratio_upper(self, /) -> float | None:
        """
        Upper limit of the ratio.
        """
    @property
    def status(self, /) -> str:
        """
        Whether it has an estimate: ``"estimated"``; ``"collinear"``: its column is 0, constant or a combination of others, where R
        prints NA; ``"minus_infinity"`` or ``"plus_infinity"``: nobody or everybody of its kind had the event (separation);
        ``"undetermined"``: the rows that are not separated say nothing about it.
        """
    @property
    def term(self, /) -> str:
        """
        The term that it belongs to.
        """
    @property
    def upper(self, /) -> float | None:
        """
        Upper limit.
        """
    @property
    def z(self, /) -> float | None:
        """
        Estimate by error.
        """

@final
class CohortPopulation:
    """
    The people of one licence cohort on the last day of the base year.

    Args:
        never_joined: Licence holders of the cohort who have never joined.
        active: Active members by fiscal years since joining.
        on_leave: Members on leave by fiscal years since joining.
        lapsed: Persons who lapsed within the record, could come back and have not, by fiscal years since the lapse.
        lapsed_by_tenure: Of the lapsed those whose joining is known: by fiscal years since the lapse, then since joining (the largest number
            for a joining before the record). It matters only where tenure runs on. The others count as joined in the year of the licence;
            where that is not known either, as of the longest tenure.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, never_joined: SupportsIndex = 0, active: dict[SupportsIndex, SupportsIndex] = ..., on_leave: dict[SupportsIndex, SupportsIndex] = ..., lapsed: dict[SupportsIndex, SupportsIndex] = ..., lapsed_by_tenure: dict[SupportsIndex, dict[SupportsIndex, SupportsIndex]] = ...) -> CohortPopulation: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CohortPopulation: ...
    @property
    def active(self, /) -> dict[int, int]:
        """
        Active members by fiscal years since joining.
        """
    @property
    def lapsed(self, /) -> dict[int, int]:
        """
        Persons who lapsed within the record, could come back and have not, by fiscal years since the lapse.
        """
    @property
    def lapsed_by_tenure(self, /) -> dict[int, dict[int, int]]:
        """
        Of the lapsed those whose joining is known: by fiscal years since the lapse, then since joining.
        """
    @property
    def members(self, /) -> int:
        """
        Members on the roll.
        """
    @property
    def never_joined(self, /) -> int:
        """
        Licence holders of the cohort who have never joined.
        """
    @property
    def on_leave(self, /) -> dict[int, int]:
        """
        Members on leave by fiscal years since joining.
        """

@final
class CohortRates:
    """
    The rates of licence cohorts: who entered, and when.

    Args:
        table: A cohort table that is grouped by ``"licence_cohort"``, among other things or alone.
        licensees: The licence holders.
        settings: Confidence and methods.

    Raises:
        InputError: The table is not grouped by licence cohort.
        TableError: Table and licensees assign licences to cohorts by different rules.
    """
    def __new__(cls, /, table: CohortTable, licensees: Licensees, *, settings: RateSettings | None = None) -> CohortRates: ...
    @property
    def cohorts(self, /) -> list[int]:
        """
        The licence cohorts that any member belongs to, ascending.
        """
    def entry_rate(self, /, cohort: SupportsIndex, within_years: SupportsIndex) -> Rate:
        """
        The share of a licence cohort that has joined within so many full fiscal years after the licence year. A cohort that is too young
        has no value and says so.
        """
    def late_entry_rate(self, /, year: SupportsIndex) -> Rate:
        """
        Of the persons of earlier licence cohorts who had never joined at the start of a year, the share that joins in it.
        """
    def licence_unknown(self, /, first: SupportsIndex, last: SupportsIndex) -> int:
        """
        Persons who joined in the fiscal years from the first to the last and whose licence year is not known: they are in no cohort, so
        the entry rates of those years may be too low by them.
        """

@final
class CohortRule:
    """
    Which licences make one licence cohort (免許取得コホート): the fiscal year in which their holders become able to join.

    Args:
        calendar: The fiscal calendar; the Japanese one by default.
        lead_days: A licence announced so many days or fewer before a fiscal year begins belongs to that next year's cohort, 0 (no shift)
            to 364. By default 31: an examination of February that is announced in late March.

    Raises:
        SettingError: The lead is a year or more.

    Examples:
        >>> CohortRule().cohort_of("2019-03-25"), CohortRule(lead_days=0).cohort_of("2019-03-25")
        (2019, 2018)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[FiscalCalendar, int]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, calendar: FiscalCalendar | None = None, lead_days: SupportsIndex | None = None) -> CohortRule: ...
    def __repr__(self, /) -> str: ...
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    def cohort_of(self, /, day: DayLike) -> int:
        """
        The licence cohort of a licence of this day, as a fiscal year.
        """
    @property
    def lead_days(self, /) -> int:
        """
        The lead in days.
        """

@final
class CohortTable:
    """
    Members by cohort, fiscal year and segment: stock by standing, joiners, reinstated, leavers by reason, days of membership.

    Whole numbers throughout: tables of parts of a register add up exactly, whatever the parts, and can be made coarser without loss.

    Args:
        register: The register.
        calendar: The fiscal calendar; the Japanese one by default.
        by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        exit_day: On which day a leaver counts as gone: ``"first_day_out"`` (the default: the closing stock is the members on the roll during
            the last day of the year) or ``"last_day_in"``, where who leaves as of 31 March (3月31日付退会) has left in the year that ends
            on that day and is not in its closing stock. Every row balances under both.
        threads: Number of threads; as many as there are processors by default. The table does not depend on it.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        InputError: The register does not have a segment of that name.
        TableError: The groups times the years are too many to hold.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2021-04-01"},
        ...     {"person": "B", "start": "2022-05-01", "end": "2023-07-01"},
        ... ]
        >>> table = CohortTable(Register(rows, as_of="2024-03-31"))
        >>> last = table.movements().row(2023)
        >>> last["opening"], last["left"], last["closing"]
        (2, 1, 1)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, by: SupportsGetItem[int, str] = ..., cohort_rule: CohortRule | None = None, exit_day: ExitDay | None = None, threads: SupportsIndex | None = None, progress: Progress = ...) -> CohortTable: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def by(self, /) -> list[str]:
        """
        What the table is grouped by.
        """
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    @property
    def cohort_rule(self, /) -> CohortRule:
        """
        Which fiscal year's cohort a licence date belongs to.
        """
    def coverage(self, /, year: SupportsIndex) -> Coverage:
        """
        How much of a fiscal year the record covers.
        """
    @property
    def exit_day(self, /) -> ExitDay:
        """
        On which day a leaver counts as gone.
        """
    @property
    def groups(self, /) -> list[dict[str, int | str | None]]:
        """
        The groups, each by what the table is grouped by, ascending; ``None`` is not known.
        """
    def merge(self, /, other: CohortTable) -> CohortTable:
        """
        The sum of two tables of parts of one register that have no person in common.

        Raises:
            TableError: The tables were built with different settings.
        """
    def movements(self, /) -> MovementTable:
        """
        The movements of all members together.
        """
    def movements_by(self, /, segment: str) -> dict[str | None, MovementTable]:
        """
        The movements of each level of a segment; members without a level are under ``None``.

        Raises:
            InputError: The table is not grouped by this segment.
        """
    @property
    def record_begins(self, /) -> date | None:
        """
        The day on which the record begins, where earlier members are missing from it.
        """
    def record_begins_after(self, /, year: SupportsIndex) -> bool:
        """
        Whether people who were able to join from the first day of a fiscal year on may have come and gone before the record began.
        """
    def regroup(self, /, by: SupportsGetItem[int, str]) -> CohortTable:
        """
        The table by some of what it is grouped by, without loss.

        Raises:
            InputError: The table is not grouped by one of these.
        """
    def tables_by(self, /, segment: str) -> dict[str | None, CohortTable]:
        """
        The table of each level of a segment by itself, grouped by the rest; members without a level are under ``None``.

        Members who moved between levels are transferred in and out. It is the way to assumptions of every branch.

        Raises:
            InputError: The table is not grouped by this segment.

        Examples:
            >>> import kaiin
            >>> rows = [{"person": who, "start": "2021-04-01", "branch": branch} for who, branch in [("A", "north"), ("B", "south")]]
            >>> register = kaiin.Register(rows, as_of="2022-03-31")
            >>> branches = kaiin.CohortTable(register, by=["join_cohort", "branch"]).tables_by("branch")
            >>> {name: of.movements().row(2021)["closing"] for name, of in branches.items()}
            {'north': 1, 'south': 1}
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def years(self, /) -> list[int]:
        """
        The fiscal years covered, ascending.
        """

@final
class ComparedCurve:
    """
    One curve of a `CurveComparison`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ComparedCurve: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic_difference(self, /) -> float:
        """
        Its AIC above the least of all.
        """
    @property
    def fit(self, /) -> CurveFit:
        """
        The fit.
        """
    @property
    def weight(self, /) -> float:
        """
        Its Akaike weight: how much the data favour it among these curves; weights sum to 1.
        """

@final
class ComparedGroups:
    """
    Groups to be compared, each with who was at risk in it; within strata when like must be compared with like.

    Made from rows (`of_rows`), from tables of who is at risk (`of_tables`), or from a `DurationTable` (`of_durations`), whose counts are
    read where they are. Nothing is copied from a table of durations.

    Examples:
        >>> rows = Observations.of_events([1, 3, 2, 4], [1, 1, 1, 1]).grouped(["a", "a", "b", "b"])
        >>> groups = ComparedGroups.of_rows(rows)
        >>> groups.names
        ['a', 'b']
        >>> round(LogRankSettings().test(groups).groups[0].expected, 12)  # 2/4 at time 1, 1/3 at 2, 1/2 at 3, 0 at 4
        1.333333333333
    """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def names(self, /) -> list[str]:
        """
        The names of the groups, in order.
        """
    @staticmethod
    def of_durations(durations: DurationTable) -> ComparedGroups:
        """
        The groups of a table of durations; times are days.

        Args:
            durations: The table.

        Raises:
            InputError: There is no group.
            TableError: There are more than 1,000 groups.
        """
    @staticmethod
    def of_durations_within(durations: DurationTable, compare: SupportsGetItem[int, str], within: SupportsGetItem[int, str]) -> ComparedGroups:
        """
        Groups and strata of a table of durations that was built by both: branches within licence cohorts.

        Args:
            durations: The table.
            compare: What is compared: some of what the table is grouped by.
            within: What makes the strata: all the rest of it.

        Raises:
            SettingError: The table is not grouped by one of these, or by something else besides; `DurationTable.regroup` takes it away.
            InputError: There is no group.
            TableError: There are more than 1,000 groups.
        """
    @staticmethod
    def of_rows(rows: Observations) -> ComparedGroups:
        """
        The groups of rows. A group whose rows all have weight 0 has nobody at risk.

        Args:
            rows: The rows, grouped.

        Raises:
            InputError: No row counts.
            TableError: There are more than 1,000 groups.
        """
    @staticmethod
    def of_rows_within(rows: Observations, stratum: ArrayData) -> ComparedGroups:
        """
        The groups of rows, compared within strata. A group may be absent from a stratum.

        Args:
            rows: The rows, grouped.
            stratum: The name of the stratum of each row.

        Raises:
            InputError: There is not one stratum a row, or no row counts.
            TableError: There are more than 1,000 groups.
        """
    @staticmethod
    def of_strata(strata: SupportsGetItem[int, tuple[str, SupportsGetItem[int, tuple[str, RiskTable]]]]) -> ComparedGroups:
        """
        Strata given by their names, each with the tables of its groups. Groups of one name are one group; they come in the order in which
        they are first named.

        Args:
            strata: The name of each stratum, and the name and the table of each of its groups.

        Raises:
            SettingError: A name occurs twice in a stratum.
            InputError: There is no group.
            TableError: There are more than 1,000 groups.
        """
    @staticmethod
    def of_tables(tables: SupportsGetItem[int, tuple[str, RiskTable]]) -> ComparedGroups:
        """
        Groups given by their tables, in the order given.

        Args:
            tables: The name and the table of each group, as `Observations.risk_tables` gives them.

        Raises:
            SettingError: A name occurs twice.
            InputError: There is no group.
            TableError: There are more than 1,000 groups.
        """

@final
class Composition:
    """
    The cells of two populations or more, cross-classified by one variable or more (age group, sex, branch), and their sizes.

    Args:
        sizes: Persons in each cell, or any numbers proportional to them: a list of cells for each population (also the rows of a
            two-dimensional array), or a table with a column for each, in the order of the populations.

    Raises:
        InputError: There is no population or no cell, populations differ in their number of cells, or a size is not a number.
        SettingError: A size is negative or not finite, or all of a population are 0.

    Examples:
        >>> holders = Composition([[30, 20, 40, 10], [20, 20, 40, 20]]).by("sex", ["f", "f", "m", "m"])
        >>> holders = holders.by("age", ["-39", "40+", "-39", "40+"])
        >>> years = Populations(["2013", "2023"]).factor_by_cell("members", [[0.8, 0.6, 0.7, 0.5], [0.7, 0.6, 0.6, 0.5]])
        >>> change = holders.standardise(years, product_of_factors).between("2013", "2023")
        >>> [part.name for part in change.parts], round(change.value("members"), 12)  # -0.1 in cells of 0.65 on the mean
        (['sex', 'age', 'members'], -0.065)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, sizes: CellsByPopulation) -> Composition: ...
    def __repr__(self, /) -> str: ...
    def by(self, /, variable: str, levels: ArrayData) -> Composition:
        """
        Classified by a variable. Given several times, the cells are cross-classified; two cells may have the same levels.

        Args:
            variable: Its name, and that of its part.
            levels: The level of each cell.

        Raises:
            InputError: There are not as many levels as cells, or one is absent.
            SettingError: The variable is given twice.
        """
    @property
    def cells(self, /) -> int:
        """
        Number of cells.
        """
    @property
    def populations(self, /) -> int:
        """
        Number of populations.
        """
    def standardise(self, /, populations: Populations, rate: RateOfNumbers) -> StandardisedRates:
        """
        Standardises a rate that is the mean of the rates of cells, weighted by their sizes: a part for each variable and for each factor.

        Composition and rates are weighed against each other first, each at the mean of the other; then composition is split among its
        variables and the rates among their factors, by Das Gupta's average over all orders. With one variable and one factor this is
        Kitagawa's decomposition. A cell that is empty in one population needs a rate in it all the same: give it that of the other. Weak:
        the part of a variable depends on which other variables are there, though not on their order.

        Source: Das Gupta (1993), chapter 5.

        Args:
            populations: The factors of the rate, by cell in the order of the cells here or one number for all.
            rate: The rate of a cell, a function of the list of its factors; `product_of_factors` where there is one factor, or they are
                multiplied, which is computed without calling Python.

        Raises:
            InputError: There is no variable or no factor, or numbers of populations or cells differ from the composition.
            TableError: There are more than 20 factors, or more than 2^27 evaluations in all.
            SettingError: A variable and a factor have one name, or the rate is not a finite number.
            Exception: One of the function's own comes out as it is.

        Examples:
            >>> branches = Composition([[50, 50], [60, 40]]).by("branch", ["A", "B"])
            >>> years = Populations(["2022", "2023"]).factor_by_cell("rate", [[0.8, 0.4], [0.7, 0.4]])
            >>> change = branches.standardise(years, product_of_factors).between("2022", "2023")
            >>> round(change.value("branch"), 12), round(change.value("rate"), 12)  # 0.1 * (0.75 - 0.4) and -0.1 * 0.55
            (0.035, -0.055)
        """
    @property
    def variables(self, /) -> list[str]:
        """
        The names of the variables, in the order given.
        """

@final
class Concordance:
    """
    The probability that a leaver had a higher forecast than one who stayed; equal forecasts count half (area under the ROC curve).
    0.5 is chance, 1 perfect order. It says nothing about whether the probabilities are right.

    Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, *Biometrics* 44(3), 1988, 837-845.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Concordance: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def confidence(self, /) -> float:
        """
        The confidence of the limits.
        """
    @property
    def error(self, /) -> float | None:
        """
        Its standard error; ``None`` with fewer than two leavers or stayers.
        """
    @property
    def lower(self, /) -> float | None:
        """
        Lower limit; ``None`` without an error, or when the value is 0 or 1.
        """
    @property
    def upper(self, /) -> float | None:
        """
        Upper limit; ``None`` without an error, or when the value is 0 or 1.
        """
    @property
    def value(self, /) -> float:
        """
        The probability.
        """

@final
class Cost:
    """
    The cost of a change. It is paid while the change is in force: from its first year until the last one of full strength; what fades
    afterwards costs nothing. While a change grows, as large a share of the people is reached as its strength says.

    Args:
        once: Paid in the first year in force, a whole number of the smallest unit of money.
        yearly: Paid in every year in force.
        per_person: Paid for each person reached in a year.

    Raises:
        SettingError: An amount is negative.
        TableError: An amount is beyond 2^53 units.

    Examples:
        >>> calls = Cost(once=2_000_000, yearly=500_000, per_person=300)
        >>> calls.of_year(True, 1_000), calls.of_year(False, 1_000)
        (2800000.0, 800000.0)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, once: SupportsIndex | None = None, yearly: SupportsIndex | None = None, per_person: SupportsIndex | None = None) -> Cost: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Cost: ...
    @property
    def is_nothing(self, /) -> bool:
        """
        Whether it costs nothing.
        """
    def of_year(self, /, first: bool, reached: SupportsFloat | SupportsIndex) -> float:
        """
        The cost of a year in force.

        Args:
            first: Whether it is the first one, in which what is paid once is paid.
            reached: How many people are reached.
        """
    @property
    def paid_once(self, /) -> int:
        """
        What is paid once.
        """
    @property
    def paid_per_person(self, /) -> int:
        """
        What is paid for each person.
        """
    @property
    def paid_yearly(self, /) -> int:
        """
        What is paid every year.
        """

@final
class CountDistribution:
    """
    The probability of every number of people in some states after some steps.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CountDistribution: ...
    def _repr_html_(self, /) -> str: ...
    def at_least(self, /, number: SupportsIndex) -> float:
        """
        The probability of at least ``number`` people: of reaching a target.
        """
    @property
    def mean(self, /) -> float:
        """
        The expected number of people.
        """
    @property
    def probabilities(self, /) -> list[float]:
        """
        The probability of 0, 1, 2, ... people.
        """
    def quantile(self, /, probability: SupportsFloat | SupportsIndex) -> int:
        """
        The smallest number of people that is not exceeded with at least the given probability.

        Raises:
            SettingError: The probability is outside [0, 1].
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def variance(self, /) -> float:
        """
        The variance of the number of people.
        """

@final
class CountingProcess:
    """
    Settings of the rows of a register for Cox regression in R or lifelines (counting process), which this library leaves to them.

    One row is ``(start, stop]`` in days since the first day of the membership, with the day of the exit as the event: who is seen from day
    100 on enters late. Memberships whose first day is not known, and those at risk on no day, are left out and counted.

    R: ``coxph(Surv(start, stop, event) ~ branch + factor(period), data = rows, id = person, cluster = person)``. lifelines:
    ``CoxTimeVaryingFitter().fit(rows, id_col="membership", start_col="start", stop_col="stop", event_col="event")``, which wants numbers:
    ``pandas.get_dummies`` first, and without the columns of words.

    Args:
        calendar: The fiscal calendar; the Japanese one by default.
        by: Columns for ``"licence_cohort"``, ``"join_cohort"`` and names of segments; none by default.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        split: Where the rows of a membership are cut: where the standing or a segment changes, ``"episodes"`` (the default), or there and
            at the start of each fiscal year, ``"fiscal_years"``, so that the year can be a covariate.
        reasons: Exits for other reasons are censored; every reason counts by default.
        leap_day: When those who joined on 29 February complete a year of tenure: ``"feb28"`` (the default) or ``"mar1"``.

    Examples:
        >>> rows = [{"person": "A", "start": "2020-04-01", "end": "2020-04-11", "end_reason": "voluntary"}]
        >>> found = CountingProcess().rows(Register(rows, as_of="2022-03-31")).to_table()
        >>> found["start"], found["stop"], found["event"]
        ([0], [10], [1])
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, calendar: FiscalCalendar | None = None, by: SupportsGetItem[int, str] = ..., cohort_rule: CohortRule | None = None, split: RowSplit | None = None, reasons: SupportsGetItem[int, EndReason] = ..., leap_day: LeapDay | None = None) -> CountingProcess: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CountingProcess: ...
    def rows(self, /, register: Register) -> CountingProcessRows:
        """
        The rows of a register; ``pandas.DataFrame.from_arrow(settings.rows(register))`` takes them as they are.

        Raises:
            InputError: The register has no segment of that name.
        """

@final
class CountingProcessRows:
    """
    The rows of a register for Cox regression elsewhere, and what is not in them; made by `CountingProcess.rows`.

    As a table, one row a stretch at risk, by person and time: `person` (its key), `membership` (a number), `start`, `stop`, `event` (0 or
    1), `reason`, `tenure` (completed years at the start of the row), `period` (the fiscal year of the start of the row), `standing`, and
    the columns of the groups.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CountingProcessRows: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def never_at_risk(self, /) -> int:
        """
        Memberships left out because they were at risk on no day.
        """
    @property
    def start_unknown(self, /) -> int:
        """
        Memberships left out because their first day is not known.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class Covariates:
    """
    Named columns of one length, one value a row: what a hazard is explained by.

    Integers, reals and flags (0 and 1) are numbers, words and days are levels. What is not known becomes the level ``"(not known)"`` in a
    column of words, and turns a column of numbers into levels.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts; no column yet without it.

    Raises:
        InputError: Columns differ in length, or two have one name.
        SettingError: A number is not finite, with its row counted from 0.

    Examples:
        >>> cells = Covariates({"tenure": [0, 1, 0], "branch": ["east", "east", "west"]})
        >>> len(cells), cells.names
        (3, ['tenure', 'branch'])
        >>> cells == Covariates().number("tenure", [0, 1, 0]).category("branch", ["east", "east", "west"])
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData | None = None) -> Covariates: ...
    def __repr__(self, /) -> str: ...
    def category(self, /, name: str, values: ArrayData) -> Covariates:
        """
        The same with a column of levels, which are in the order of their names.

        Raises:
            InputError: The column has another length, or a row has no value.
            SettingError: The name is taken.
        """
    @property
    def names(self, /) -> list[str]:
        """
        The names of the columns, in the order given.
        """
    def number(self, /, name: str, values: ArrayData) -> Covariates:
        """
        The same with a column of numbers.

        Raises:
            InputError: The column has another length or holds something else.
            SettingError: A number is not finite, with its row, or the name is taken.
        """
    @staticmethod
    def of_person_years(table: PersonYearTable) -> Covariates:
        """
        What tells the cells of a table of person-years apart: numbers ``period`` and ``tenure``, levels ``age`` and ``standing``, cohorts
        as numbers (as levels when some are not known), segments as levels.
        """
    def offset(self, /, values: ArrayData) -> Covariates:
        """
        The same with an offset: a number that is added to the linear predictor of each row with coefficient 1, such as the logarithm of
        the time at risk under the complementary log-log link.

        Raises:
            InputError: There is not one number a row.
            SettingError: A number is not finite, with its row.
        """

@final
class CumulativeIncidence:
    """
    The share that had left for each reason by each time (Aalen-Johansen), for one group, when reasons compete; made by
    `IncidenceSettings.incidence`.

    ``F(t) = sum over times up to t of S(before the time) d / n``, with ``d`` the events of the outcome, ``n`` those at risk and ``S`` the
    Kaplan-Meier curve of leaving at all. The shares of all reasons and the share still there add up to 1. One minus the Kaplan-Meier curve
    of one reason is not this: it is too high, because it tells what would happen if the other reasons did not exist.

    Assumes that who is no longer seen would have left like those who are, for the same reasons, and that who enters late is like those who
    were there. With fewer than about ten leavers for a reason no error or limits are worth much; with delayed entry look at `early_risk`
    first. O. Aalen, S. Johansen (1978), Scand. J. Statist. 5, 141-150.

    Examples:
        One of 4 left for arrears; then one of 3 died, 3/4 * 1/3; then the last one left for arrears.

        >>> rows = Observations.of_outcomes([1, 2, 2, 3], ["arrears", "death", None, "arrears"])
        >>> incidence = IncidenceSettings().incidence(rows.risk_table())
        >>> incidence.to_table()["incidence_arrears"], incidence.at("death", 2.5).share
        ([0.25, 0.25, 0.75], 0.25)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CumulativeIncidence: ...
    def _repr_html_(self, /) -> str: ...
    def at(self, /, outcome: str, time: SupportsFloat | SupportsIndex) -> OutcomeShare | None:
        """
        The share that had left for an outcome by a time: 0 before the first event; ``None`` before anyone was seen, and after the last time
        seen while anyone was left.

        Args:
            outcome: Name of the outcome.
            time: The time.

        Raises:
            RateError: There is no such outcome.
        """
    @property
    def early_risk(self, /) -> EarlyRisk | None:
        """
        What makes the early part unreliable, as `SurvivalCurve.early_risk`: with delayed entry few are at risk at first, and when all of
        them leave the incidences never move again. ``None`` when nothing does.
        """
    def given(self, /, start: SupportsFloat | SupportsIndex) -> CumulativeIncidence:
        """
        The incidence among those still there at a time: "leaves for arrears within ten years, given five". What happens at that time itself
        counts.

        Raises:
            SettingError: Nobody was at risk then or later.
            RateError: The incidence is robust; make it from the rows.
        """
    @property
    def is_robust(self, /) -> bool:
        """
        Whether errors allow for rows of one person and for weights that are not counts.
        """
    def limits(self, /, share: OutcomeShare) -> Limits | None:
        """
        The limits of a share, on the scale of the settings; ``None`` where the scale has none: at a share of 0, and at 1 on the log-log,
        logit and arcsine scales.

        Args:
            share: What `at` gave.
        """
    def limits_on(self, /, share: OutcomeShare, interval: CurveInterval, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Limits | None:
        """
        The limits of a share on any scale.

        Args:
            share: What `at` gave.
            interval: The scale.
            confidence: The confidence, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    def losses(self, /, horizon: SupportsFloat | SupportsIndex) -> OutcomeLosses:
        """
        Which outcome costs most by a horizon: members, and time of membership, lost to each; ranked by members.

        Time lost is the area under the incidence from the origin of the clock to the horizon. P. K. Andersen (2013), Statistics in Medicine
        32, 5278-5285.

        Args:
            horizon: The horizon, in the unit of the times.

        Raises:
            SettingError: The horizon is not after the origin or not finite.
            RateError: The incidence is robust; use `IncidenceSettings.robust_losses`.

        Examples:
            Two of four move after 4 years: half a year each a head. One of four falls into arrears after 1 year: one year a head.

            >>> rows = Observations.of_outcomes([1, 4, 4, 5], ["arrears", "moved", "moved", None])
            >>> losses = IncidenceSettings().incidence(rows.risk_table()).losses(5)
            >>> [(loss.outcome, loss.time_lost) for loss in losses.ranked], losses.time_kept
            ([('moved', 0.5), ('arrears', 1.0)], 3.5)
        """
    @property
    def outcomes(self, /) -> list[str]:
        """
        The names of the outcomes, in order.
        """
    @property
    def risk_table(self, /) -> RiskTable:
        """
        Who was at risk.
        """
    @property
    def settings(self, /) -> IncidenceSettings:
        """
        The settings it was made with.
        """
    def survival_at(self, /, time: SupportsFloat | SupportsIndex) -> OutcomeShare | None:
        """
        The share still there after a time, with the same ends as `at`.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class Currency:
    """
    How amounts of money are written for a reader.

    An amount that is billed is an ``int`` everywhere in this library: a whole number of the smallest unit, such as yen or cents, so that
    sums are exact in any order. What is only expected or discounted is a ``float`` of the same unit. One calculation is in one currency.

    Args:
        sign: What stands before amounts.
        decimals: The number of decimals of the smallest unit: 0 for yen, 2 for euros and dollars.

    Raises:
        SettingError: More than 4 decimals.

    Examples:
        >>> Currency.yen().format(-1_234_567), Currency("EUR ", 2).format(1_050)
        ('-¥1,234,567', 'EUR 10.50')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, sign: str, decimals: SupportsIndex) -> Currency: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Currency: ...
    @property
    def decimals(self, /) -> int:
        """
        The number of decimals of the smallest unit.
        """
    def format(self, /, amount: SupportsIndex) -> str:
        """
        An amount with the sign of the currency and its decimals.

        Args:
            amount: A whole number of the smallest unit.
        """
    @property
    def sign(self, /) -> str:
        """
        What stands before amounts.
        """
    @staticmethod
    def yen() -> Currency:
        """
        The yen, which has no smaller unit.
        """

@final
class CurveComparison:
    """
    Curves fitted to the same data, the best by AIC first.

    ``weight = exp(-Δ / 2) / Σ exp(-Δ / 2)``, Δ the AIC above the least. AIC and BIC judge the years that were seen; how a curve does beyond
    them, a `HoldOut` tells. Burnham and Anderson (2002), *Model Selection and Multimodel Inference*, chapter 2.

    Args:
        fits: The fits.

    Raises:
        InputError: There is no fit.
        TableError: Two were fitted to different data: renewals and time, or different numbers of persons or leavers.

    Examples:
        >>> seen = [1000, 869, 743, 653, 593, 551, 517, 491]
        >>> families = ["geometric", "shifted_beta_geometric", "beta_discrete_weibull"]
        >>> best = CurveComparison([CurveModel(family).fit(seen) for family in families]).curves[0]
        >>> best.fit.law.family, best.aic_difference
        ('beta_discrete_weibull', 0.0)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, fits: SupportsGetItem[int, CurveFit]) -> CurveComparison: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CurveComparison: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def curves(self, /) -> list[ComparedCurve]:
        """
        The curves, by ascending AIC.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class CurveEstimate:
    """
    A number read off a fitted curve. The error is that of the fitted parameters; that the shape may be wrong is not in it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CurveEstimate: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Its standard error; ``None`` where a parameter is at the edge of its range.
        """
    @property
    def limits(self, /) -> Limits | None:
        """
        Its limits; ``None`` where there is no error, and at shares of 0 and 1 on scales that have none there.
        """
    @property
    def value(self, /) -> float:
        """
        The number.
        """

@final
class CurveFit:
    """
    A curve fitted to data, made by `CurveModel.fit`; its table has a row a parameter.

    Examples:
        Lost by renewals that were due, 360 of 1,800; one cohort halves its loss a year:

        >>> fit = CurveModel("geometric").fit([1000, 800, 640])
        >>> round(fit.parameter("theta").value, 12), fit.people, fit.events
        (0.2, 1000.0, 360.0)
        >>> f"{fit.project(3).points[3].survival.value:.3f}"  # 0.8 cubed
        '0.512'
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CurveFit: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic(self, /) -> float:
        """
        Akaike's criterion, ``2 k - 2 ℓ`` with ``k`` parameters estimated: the smaller the better.
        """
    @property
    def bic(self, /) -> float:
        """
        The Bayesian criterion, ``k ln n - 2 ℓ`` with ``n`` persons: the smaller the better.
        """
    @property
    def covariance(self, /) -> list[list[float]] | None:
        """
        The covariance of the parameters, in their order; ``None`` where one is at the edge of its range.
        """
    def discounted_lifetime(self, /, discount: SupportsFloat | SupportsIndex) -> ResidualLifetime | None:
        """
        The expected number of periods of membership, discounted (DEL): see `CurveLaw.discounted_lifetime`, here with its standard error.

        Args:
            discount: The rate a period; 0 gives the mean duration.

        Raises:
            SettingError: The discount is negative or not finite.
        """
    def discounted_residual_lifetime(self, /, after: SupportsFloat | SupportsIndex, discount: SupportsFloat | SupportsIndex) -> ResidualLifetime | None:
        """
        The expected number of further periods, discounted (DERL): see `CurveLaw.discounted_residual_lifetime`, here with its standard error.

        Args:
            after: Renewals made so far (whole), or the time so far.
            discount: The rate a period.

        Raises:
            SettingError: The discount or ``after`` cannot be used.
        """
    @property
    def ending(self, /) -> FitEnding:
        """
        How the search for the curve that was asked for ended.
        """
    @property
    def estimated(self, /) -> int:
        """
        Number of parameters that were estimated.
        """
    @property
    def events(self, /) -> float:
        """
        How many left, or the sum of their weights.
        """
    @property
    def gradient_norm(self, /) -> float:
        """
        Length of the gradient of the log likelihood at the end, by the parameters of the search (logarithms and log odds).
        """
    @property
    def is_as_asked(self, /) -> bool:
        """
        Whether the curve is of the family that was asked for, with the long-term share that was asked for.
        """
    @property
    def law(self, /) -> CurveLaw:
        """
        The curve: of the family asked for, or the simpler one that it became at an edge.
        """
    @property
    def log_covariance(self, /) -> list[list[float]] | None:
        """
        The covariance of the logarithms of the parameters; ``None`` there too, and where a parameter is not above 0.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log likelihood; for renewals that of each person, without multinomial coefficients.
        """
    @property
    def model(self, /) -> CurveModel:
        """
        What was asked for.
        """
    def parameter(self, /, name: str) -> FittedParameter | None:
        """
        A parameter by its name; ``None`` when the curve has none of that name.
        """
    @property
    def parameters(self, /) -> list[FittedParameter]:
        """
        The parameters with their errors.
        """
    @property
    def people(self, /) -> float:
        """
        Number of persons, or the sum of their weights.
        """
    def project(self, /, horizon: SupportsIndex) -> ProjectedCurve:
        """
        The curve after 0, 1, 2, … periods, up to a horizon.

        Raises:
            TableError: There are more than 100,000 periods.
        """
    def project_at(self, /, times: SupportsGetItem[int, SupportsFloat | SupportsIndex]) -> ProjectedCurve:
        """
        The curve at some times.

        Raises:
            SettingError: A time is negative or not finite.
        """
    def quantile(self, /, share: SupportsFloat | SupportsIndex) -> CurveEstimate | None:
        """
        The time by which a share has left: see `CurveLaw.quantile`. A whole number of renewals has no standard error.

        Args:
            share: The share that has left, strictly between 0 and 1; 0.5 is the median.

        Raises:
            SettingError: The share is not strictly between 0 and 1.
        """
    def retention(self, /, time: SupportsFloat | SupportsIndex) -> CurveEstimate | None:
        """
        Share of those there one period before a time who are still there at it, for times of 1 and more.
        """
    @property
    def steps(self, /) -> int:
        """
        Steps of the search.
        """
    def survival(self, /, time: SupportsFloat | SupportsIndex) -> CurveEstimate | None:
        """
        Share still there after a time, or number of renewals. ``None`` for a negative time or NaN.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class CurveLaw:
    """
    A retention curve: a shape with its parameters, and possibly a share of members who never leave.

    ``S(t)`` is the share still there after ``t``. The first four shapes count renewals, the others measure time:

    * ``"geometric"`` (theta): ``(1 - theta)^t``;
    * ``"shifted_beta_geometric"`` (alpha, beta): ``B(alpha, beta + t) / B(alpha, beta)``, everyone has a theta of their own;
    * ``"discrete_weibull"`` (theta, c): ``(1 - theta)^(t^c)``;
    * ``"beta_discrete_weibull"`` (alpha, beta, c): ``B(alpha, beta + t^c) / B(alpha, beta)``;
    * ``"exponential"`` (rate): ``exp(-rate t)``;
    * ``"weibull"`` (shape, scale): ``exp(-(t / scale)^shape)``;
    * ``"log_normal"`` (meanlog, sdlog): ``Φ(-(ln t - meanlog) / sdlog)``;
    * ``"log_logistic"`` (shape, scale): ``1 / (1 + (t / scale)^shape)``;
    * ``("piecewise_exponential", cuts)`` (rate_1, rate_2, …): ``exp(-Σ rate of a piece × time in it)``.

    Sources: Fader and Hardie (2007), *J. Interactive Marketing* 21(1); Fader, Hardie, Liu, Davin and Steenburgh (2018), *J. Interactive
    Marketing* 43; Kalbfleisch and Prentice (2002), *The Statistical Analysis of Failure Time Data*, chapter 2.

    Args:
        family: The shape.
        parameters: Its parameters, in the order given above.
        long_term: Share of members who never leave, in [0, 1]; nobody when left out. The parameters are those of the others.

    Raises:
        SettingError: There are too few or too many parameters, or one is outside its range.

    Examples:
        >>> law = CurveLaw("shifted_beta_geometric", [1, 2])  # S(t) = 2 / (t + 2)
        >>> round(law.survival(2), 12), round(law.retention(2), 12), law.quantile(0.5)  # S(2) / S(1) = (2/4) / (2/3)
        (0.5, 0.75, 2.0)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, family: CurveFamily, parameters: SupportsGetItem[int, SupportsFloat | SupportsIndex], *, long_term: SupportsFloat | SupportsIndex | None = None) -> CurveLaw: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CurveLaw: ...
    @property
    def counts_renewals(self, /) -> bool:
        """
        Whether it counts renewals; the others measure time.
        """
    def discounted_lifetime(self, /, discount: SupportsFloat | SupportsIndex) -> ResidualLifetime | None:
        """
        The expected number of periods of membership of someone who joins now (DEL), each worth ``(1 + discount)`` less than the one before.

        ``Σ S(t) / (1 + d)^t`` over t = 0, 1, 2, … where renewals are counted, ``∫ S(t) / (1 + d)^t dt`` in time. Fader and Hardie (2010),
        *Marketing Science* 29, 85-93.

        Args:
            discount: The rate a period; 0 gives the mean duration.

        Returns:
            The number; ``None`` when it is infinite: many heavy tails have no mean, and who never leaves stays for ever.

        Raises:
            SettingError: The discount is negative or not finite.

        Examples:
            >>> years = CurveLaw("geometric", [0.2]).discounted_lifetime(0)
            >>> round(years.value, 12)  # 1 + 0.8 + 0.64 + … = 1 / 0.2
            5.0
        """
    def discounted_residual_lifetime(self, /, after: SupportsFloat | SupportsIndex, discount: SupportsFloat | SupportsIndex) -> ResidualLifetime | None:
        """
        The expected number of further periods of someone who has stayed so far, discounted (DERL).

        Where renewals are counted, the next one is due now and counts in full if it comes.

        Args:
            after: Renewals made so far (whole), or the time so far.
            discount: The rate a period.

        Returns:
            The number; ``None`` when it is infinite, or nobody is left then.

        Raises:
            SettingError: The discount is negative or not finite, or ``after`` is negative, not finite, or not whole where renewals are
                counted.
        """
    @property
    def family(self, /) -> CurveFamily:
        """
        The shape.
        """
    def hazard(self, /, time: SupportsFloat | SupportsIndex) -> float | None:
        """
        The rate of leaving: for curves in time the hazard per unit of time, for curves that count renewals the probability of leaving at a
        renewal.
        """
    def leaving(self, /, time: SupportsFloat | SupportsIndex) -> float | None:
        """
        Share of all who leave in the period that ends at a time, ``S(t - 1) - S(t)``, for times of 1 and more.
        """
    @property
    def long_term(self, /) -> float | None:
        """
        The share of members who never leave; ``None`` when the curve has none.
        """
    @property
    def parameter_names(self, /) -> list[str]:
        """
        The names of the parameters, in order.
        """
    @property
    def parameters(self, /) -> list[float]:
        """
        The parameters, in the order of their names.
        """
    def quantile(self, /, share: SupportsFloat | SupportsIndex) -> float | None:
        """
        The time by which a share has left; where renewals are counted, the first renewal after which at least that share is gone.

        Args:
            share: The share that has left, strictly between 0 and 1; 0.5 is the median.

        Returns:
            The time; ``None`` when so many never leave, or not within 10¹⁵ periods.

        Raises:
            SettingError: The share is not strictly between 0 and 1.
        """
    def retention(self, /, time: SupportsFloat | SupportsIndex) -> float | None:
        """
        Share of those still there one period before a time who are still there at it, ``S(t) / S(t - 1)``, for times of 1 and more.
        ``None`` where nobody was left.
        """
    def survival(self, /, time: SupportsFloat | SupportsIndex) -> float | None:
        """
        Share still there after a time, or after as many whole renewals. ``None`` for a negative time or NaN.
        """

@final
class CurveModel:
    """
    A retention curve to be fitted: its shape, whether some never leave, and how intervals are made.

    Args:
        family: The shape, as in `CurveLaw`. ``"geometric"``, ``"shifted_beta_geometric"``, ``"discrete_weibull"`` and
            ``"beta_discrete_weibull"`` count renewals; ``"exponential"``, ``"weibull"``, ``"log_normal"``, ``"log_logistic"`` and
            ``("piecewise_exponential", cuts)`` measure time.
        long_term: Whether everyone leaves in the end, ``"nobody"`` stays for ever (the default), or a ``"share"`` of members never leaves.
            Believe a share only where the observed curve has become level and many are seen beyond.
        confidence: Confidence of limits, 0.95 by default.
        survival_interval: The scale on which limits of shares still there are symmetric: ``"log_log"`` (the default), ``"log"``,
            ``"plain"``, ``"logit"`` or ``"arcsine"``.
        retention_interval: The same for retention rates, ``"logit"`` by default.

    Raises:
        SettingError: The family is not known, or the confidence is not strictly between 0 and 1.

    Examples:
        Regular customers of Fader and Hardie, per 1,000, after each of seven renewals; observed after the twelfth: 173.

        >>> fit = CurveModel("shifted_beta_geometric").fit([1000, 631, 468, 382, 326, 289, 262, 241])
        >>> fit.ending.kind, f"{fit.parameter('alpha').value:.3f}", f"{fit.survival(12).value:.3f}"
        ('interior', '0.704', '0.170')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, family: CurveFamily, *, long_term: LongTerm | None = None, confidence: SupportsFloat | SupportsIndex | None = None, survival_interval: CurveInterval | None = None, retention_interval: CurveInterval | None = None) -> CurveModel: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CurveModel: ...
    @property
    def family(self, /) -> CurveFamily:
        """
        The shape.
        """
    def fit(self, /, data: Lifetimes | Observations | RenewalCounts | RetentionTriangle | SupportsGetItem[int, SupportsIndex] | SupportsGetItem[int, SupportsGetItem[int, SupportsIndex]]) -> CurveFit:
        """
        Fits the curve by maximum likelihood; `CurveFit.ending` says how the fit ended.

        Where the likelihood has no maximum inside the range of the parameters, the answer is the simpler curve at the edge, with the errors
        of its own parameters. Variances are the inverse of the observed information, by the delta method for everything else.

        Args:
            data: For shapes that count renewals: `RenewalCounts`, a `RetentionTriangle`, the members of one cohort after 0, 1, 2, … renewals,
                or a list of such cohorts. For shapes in time: `Lifetimes`, or all rows of `Observations`.

        Raises:
            SettingError: The family and the data do not fit each other (renewals or time), nobody was at risk beyond a cut point, or the
                likelihood grows without limit, as it does when all leave at one time.
            InputError: Nobody was at risk.
        """
    @property
    def has_long_term(self, /) -> bool:
        """
        Whether some members never leave.
        """

@final
class CurvePoint:
    """
    One time of a `SurvivalCurve`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> CurvePoint: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def at_risk(self, /) -> float:
        """
        Weight at risk just before the time.
        """
    @property
    def censored(self, /) -> float:
        """
        Weight last seen at the time.
        """
    @property
    def error(self, /) -> float | None:
        """
        Standard error of the share; ``None`` once nobody is left.
        """
    @property
    def events(self, /) -> float:
        """
        Weight that left at the time.
        """
    @property
    def hazard(self, /) -> float:
        """
        Cumulative hazard: Nelson-Aalen, or Fleming-Harrington when the curve is of that estimator.
        """
    @property
    def hazard_error(self, /) -> float:
        """
        Standard error of the cumulative hazard.
        """
    @property
    def log_error(self, /) -> float | None:
        """
        Standard error of the logarithm of the share; ``None`` once nobody is left.
        """
    @property
    def survival(self, /) -> float:
        """
        Share still there just after the time.
        """
    @property
    def time(self, /) -> float:
        """
        The time.
        """

@final
class Decomposition:
    """
    The change of a rate between two dates or populations as a sum of named parts.

    Values are in the unit of the rate: for a share, 0.01 is one percentage point. The parts sum to the change but for `residue`, which is
    rounding of the last digits (for a `LineIntegral` the integration error). Parts are arithmetic, not causes: they say what the rate
    would have done had only this factor changed, on the average over what the others were.

    Examples:
        >>> years = Populations(["2022", "2023"]).factor("entry", [0.80, 0.70]).factor("retention", [0.90, 0.95])
        >>> change = standardise(years, sum_of_products).between("2022", "2023")
        >>> round(change.value("entry"), 12), round(change.value("retention"), 12)  # -0.1 * 0.925 and 0.05 * 0.75
        (-0.0925, 0.0375)
        >>> round(change.change, 12), abs(change.residue) < 1e-15
        (-0.055, True)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Decomposition: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> float:
        """
        The rate after.
        """
    @property
    def before(self, /) -> float:
        """
        The rate before.
        """
    @staticmethod
    def chained(consecutive: SupportsGetItem[int, Decomposition]) -> Decomposition:
        """
        Decompositions of consecutive periods as one of the whole time: parts of one name are added. It follows the path, and differs from
        one of the first and last date in its parts though not in its sum.

        Raises:
            InputError: There is none.
            TableError: One does not begin where the one before it ended, or differs in unit.
        """
    @property
    def change(self, /) -> float:
        """
        After minus before.
        """
    def chart(self, /, language: Language | None = None, *, title: str | None = None, value_label: str | None = None) -> str:
        """
        The decomposition as a picture: the rate before, one bar for each part from where the last one ended, and the rate after, in
        figures that add up. Where the axis leaves out 0 it says so, and the rates are points and not bars.

        Args:
            language: ``"en"`` (the default) or ``"ja"``; labels are what the parts count.
            title: The title; a question by default.
            value_label: What the rate is, at the axis.

        Returns:
            An ``<svg>`` element to be put into a page, or a file.

        Raises:
            TableError: The rate is beyond 2^43 units of the last decimal, or there are more than 100,000 parts.
        """
    @property
    def from_(self, /) -> str:
        """
        The date or population of ``before``.
        """
    def grouped(self, /, group: PartGroups) -> Decomposition:
        """
        Parts collected under common names, in the order in which these first appear.

        Args:
            group: The name of the group of a part: a mapping of names of parts, of which those not in it keep their names, or a function
                of a `Part`. An exception of the function comes out as it is.
        """
    @property
    def method(self, /) -> str:
        """
        The convention by which what changed together is shared, in words.
        """
    def part(self, /, name: str) -> Part | None:
        """
        The first part of a name; ``None`` when there is none.
        """
    @property
    def parts(self, /) -> list[Part]:
        """
        The parts, in the order of the factors.
        """
    @property
    def residue(self, /) -> float:
        """
        What the parts miss of the change: rounding of the last digits, or the integration error of a line integral.
        """
    def rounded(self, /, decimals: SupportsIndex) -> Decomposition:
        """
        The decomposition in figures of a few decimals that add up: the parts to the change, and the change to after minus before. Parts
        are rounded by largest remainder; one of 0 stays 0.

        Args:
            decimals: Decimals in the unit of the rate: 4 for hundredths of a percentage point.

        Raises:
            TableError: More than 15 decimals, or more than 2^43 units of the last one.
            SettingError: The parts miss the change by more than rounding, as after too few steps of a line integral.

        Examples:
            >>> account = RateAccount(RateStock("2022", 2, 3), RateStock("2023", 3, 6)).flow("joined", "persons who joined", 1)
            >>> printed = account.new_licensees("licensed", "new licence holders", 3).decompose().rounded(2)
            >>> printed.before, printed.after, printed.change, [part.value for part in printed.parts]  # 1/4 and -5/12
            (0.67, 0.5, -0.17, [0.25, -0.42])
        """
    def share(self, /, name: str) -> float | None:
        """
        The share of the change that the first part of a name makes up; ``None`` without such a part and where the rate did not change.
        Shares can exceed 1 and be negative; where parts of opposite sign nearly cancel they say little.
        """
    @property
    def sum_of_parts(self, /) -> float:
        """
        The sum of all parts, compensated for rounding.
        """
    @property
    def to(self, /) -> str:
        """
        The date or population of ``after``.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def unit(self, /) -> RateUnit | None:
        """
        The unit of the rate; ``None`` for a function of the caller's.
        """
    def value(self, /, name: str) -> float | None:
        """
        What the first part of a name added to the rate; ``None`` when there is none.
        """

@final
class DecrementRow:
    """
    One interval of a `DecrementTable`; lists are in the order of the outcomes of the table.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DecrementRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alone(self, /) -> list[float | None]:
        """
        Probability of leaving in it for each outcome if the others did not exist; ``None`` where the assumption on leaving has no
        answer.
        """
    @property
    def end(self, /) -> float:
        """
        When it ends.
        """
    @property
    def expectation(self, /) -> float | None:
        """
        Mean time from its start to leaving or to the end of the table (complete e); ``None`` when nobody is there.
        """
    @property
    def leavers(self, /) -> list[float]:
        """
        Members who leave in it, by outcome (d).
        """
    @property
    def member_time(self, /) -> float:
        """
        Time spent in it by all (L).
        """
    @property
    def member_time_after(self, /) -> float:
        """
        Time spent from its start to the end of the table by all (T).
        """
    @property
    def probabilities(self, /) -> list[float]:
        """
        Probability of leaving in it, by outcome, given that one is there at its start.
        """
    @property
    def probability(self, /) -> float:
        """
        Probability of leaving in it (q).
        """
    @property
    def retention(self, /) -> float:
        """
        Probability of staying through it (p).
        """
    @property
    def start(self, /) -> float:
        """
        When it starts.
        """
    @property
    def survivors(self, /) -> float:
        """
        Members there at its start (l).
        """
    @property
    def whole_expectation(self, /) -> float | None:
        """
        Mean time spent in intervals that are stayed through (curtate e): with intervals of a year the mean number of whole years.
        """

@final
class DecrementSettings:
    """
    How a multiple-decrement table is made.

    Args:
        radix: How many there are at the start; 100,000 by default.
        leaving: When in an interval those leave who leave in it, which decides how long they were there and how often they would leave for
            one reason alone: ``"uniform"`` (the default: evenly, for every reason), ``"constant_force"``, ``"uniform_alone"`` (each reason
            would take its members evenly if it were the only one) or ``"end_of_interval"`` (annual renewal).

    Raises:
        SettingError: The radix is not a finite number above 0.

    Examples:
        >>> settings = DecrementSettings(radix=1000, leaving="end_of_interval")
        >>> table = settings.of_probabilities([0, 1, 2], {"arrears": [0.2, 0.1], "retired": [0, 0.4]})
        >>> table.rows[1].survivors, table.rows[1].leavers
        (800.0, [80.0, 320.0])
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, radix: SupportsFloat | SupportsIndex | None = None, leaving: LeavingTime | None = None) -> DecrementSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DecrementSettings: ...
    def of_life_table(self, /, table: LifeTable) -> DecrementTable:
        """
        The table of the probabilities of a `LifeTable`, up to the first interval that is open or has no probability.

        Args:
            table: The life table.

        Raises:
            InputError: The first interval has none.
        """
    def of_probabilities(self, /, breaks: ArrayData, probabilities: NamedArrays) -> DecrementTable:
        """
        The table of probabilities typed in, or from a published table.

        Args:
            breaks: The times between which the intervals lie: two or more, ascending.
            probabilities: For each outcome by its name, one probability an interval: of leaving for it, given that one is there at the
                start.

        Raises:
            InputError: An outcome has not one probability an interval.
            SettingError: Times do not ascend, a probability is outside [0, 1], or those of an interval add up to more than 1.
        """

@final
class DecrementTable:
    """
    What becomes of a cohort that leaves with the given probabilities: a multiple-decrement life table. Made by `DecrementSettings`.

    With ``l`` members at the start of an interval, ``d_k = l q_k`` leave for outcome k. The table ends with its last interval; who is there
    then is `left_at_end`, and expectations are of the time until then. N. L. Bowers and others (1997), Actuarial Mathematics, 2nd ed.,
    chapters 3 and 10.

    Examples:
        Half leave in the first year, on average in its middle, the others in the middle of the second.

        >>> table = DecrementSettings().of_probabilities([0, 1, 2], {"arrears": [0.25, 0.5], "death": [0.25, 0.5]})
        >>> table.rows[0].expectation, table.rows[0].whole_expectation, table.share_by_outcome
        (1.0, 0.5, [0.5, 0.5])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DecrementTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def left_at_end(self, /) -> float:
        """
        Members still there at the end of the table.
        """
    @property
    def outcomes(self, /) -> list[str]:
        """
        The names of the outcomes, in order.
        """
    @property
    def rows(self, /) -> list[DecrementRow]:
        """
        The intervals, ascending.
        """
    @property
    def settings(self, /) -> DecrementSettings:
        """
        The settings it was made with.
        """
    @property
    def share_by_outcome(self, /) -> list[float]:
        """
        Share of the cohort that leaves for each outcome by the end of the table, in the order of the outcomes.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def without(self, /, outcome: str) -> DecrementTable:
        """
        The table if one outcome did not exist: who would have left for it stays, or leaves for another (cause-deleted life table).

        Assumes that the reasons do not depend on each other, which no count can show: who falls into arrears may be about to resign.

        Args:
            outcome: Name of the outcome.

        Raises:
            RateError: There is no such outcome, or the assumption on leaving has no answer in an interval.

        Examples:
            >>> table = DecrementSettings().of_probabilities([0, 1], {"arrears": [0.36], "death": [0]})
            >>> table.without("arrears").left_at_end
            100000.0
        """

@final
class Denominator:
    """
    A number of licence holders with everything that defines it: what is counted, when, where, from what, as known when.

    Examples:
        >>> licensees = Licensees({"year": [2018, 2019], "count": [9_885, 10_809]})
        >>> new = licensees.get("new_licensees", 2019)
        >>> new.value, new.is_estimate, str(new)
        (10809.0, False, '10809 new licence holders (licence cohort 2019)')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Denominator: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> str:
        """
        How the number came about, in words.
        """
    @property
    def branch(self, /) -> str | None:
        """
        The branch, when it is about one branch only.
        """
    @property
    def count(self, /) -> int | None:
        """
        The number when it was counted; ``None`` for an estimate.
        """
    @property
    def is_estimate(self, /) -> bool:
        """
        Whether it is an expected number under an assumption.
        """
    @property
    def kind(self, /) -> DenominatorKind:
        """
        What kind of licence holders.
        """
    @property
    def known_on(self, /) -> date | None:
        """
        The day as of which later revisions were left out; ``None`` is the newest figures.
        """
    @property
    def rule(self, /) -> CohortRule | None:
        """
        The rule that assigns licences to cohorts; ``None`` when the caller gave cohorts without one.
        """
    @property
    def source(self, /) -> str | None:
        """
        Who published the figures, where stated.
        """
    @property
    def value(self, /) -> float:
        """
        How many; exact when counted.
        """
    @property
    def vintage(self, /) -> date | None:
        """
        The newest day on which one of the figures used became known, where such a day was given.
        """
    @property
    def when(self, /) -> int | date:
        """
        Of which time: the licence cohort, the last of the cohorts added up, or the day.
        """

@final
class DevelopedCell:
    """
    One cell of a completed triangle.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopedCell: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Standard error of prediction: both together.
        """
    @property
    def parameter_error(self, /) -> float | None:
        """
        Standard error from not knowing the growth exactly (parameter); 0 where seen.
        """
    @property
    def process_error(self, /) -> float | None:
        """
        Standard error from chance (process); 0 where seen.
        """
    @property
    def seen(self, /) -> bool:
        """
        Whether it was seen.
        """
    @property
    def value(self, /) -> float | None:
        """
        Entrants so far, seen or expected; ``None`` where neither.
        """

@final
class DevelopedCohort:
    """
    One cohort carried forward by a chain ladder.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopedCohort: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cells(self, /) -> list[DevelopedCell]:
        """
        All ages, seen and expected; with a tail one cell more, the end.
        """
    @property
    def cohort(self, /) -> int:
        """
        The licence cohort.
        """
    @property
    def entry_rate(self, /) -> float | None:
        """
        The share of the licence holders that will have joined in the end. Nothing keeps it below 1.
        """
    @property
    def entry_rate_error(self, /) -> float | None:
        """
        Standard error of prediction of the entry rate.
        """
    @property
    def error(self, /) -> float | None:
        """
        Standard error of prediction of the ultimate, and of those still to join.
        """
    @property
    def future(self, /) -> float | None:
        """
        Who is still to join.
        """
    @property
    def latest(self, /) -> float | None:
        """
        Who had joined by then.
        """
    @property
    def latest_age(self, /) -> int | None:
        """
        The last age at which the cohort was seen; ``None`` where it never was.
        """
    @property
    def licensees(self, /) -> float | None:
        """
        New licence holders of the cohort; ``None`` where not known.
        """
    @property
    def parameter_error(self, /) -> float | None:
        """
        Standard error of the ultimate from not knowing the growth exactly.
        """
    @property
    def process_error(self, /) -> float | None:
        """
        Standard error of the ultimate from chance.
        """
    @property
    def stopped_at(self, /) -> int | None:
        """
        The first age from which growth is not known, where the ultimate is ``None`` for that.
        """
    @property
    def ultimate(self, /) -> float | None:
        """
        Who will have joined in the end; ``None`` where a growth that is needed is not known.
        """

@final
class DevelopmentFactor:
    """
    Growth from one age to the next: ``f = Σ C^(α-1) D / Σ C^α``, ``σ² = Σ C^α (D / C - f)² / (n - 1)``, ``Var f = σ² / Σ C^α``.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopmentFactor: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def developed(self, /) -> float | None:
        """
        Share of the final number reached at ``from_age``; 0 where all joined later, ``None`` where not known.
        """
    @property
    def error(self, /) -> float | None:
        """
        Standard error of the growth.
        """
    @property
    def factor(self, /) -> float | None:
        """
        The growth; ``None`` where no cohort was seen at both ages, or nobody had joined by the earlier.
        """
    @property
    def from_age(self, /) -> int:
        """
        The age from which growth is counted, in years; the next age is one more, or the end for a tail.
        """
    @property
    def pairs(self, /) -> int:
        """
        Cohorts seen at both ages from which it was learnt.
        """
    @property
    def sigma(self, /) -> float | None:
        """
        σ, the variation of growth between cohorts; ``None`` where it is neither estimated nor filled in.
        """
    @property
    def sigma_source(self, /) -> SigmaSource | None:
        """
        Where σ comes from.
        """

@final
class DevelopmentLimits:
    """
    Two limits of an expected number of persons, or of a share.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopmentLimits: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def lower(self, /) -> float:
        """
        The lower limit.
        """
    @property
    def upper(self, /) -> float:
        """
        The upper limit.
        """

@final
class DevelopmentResidual:
    """
    How far one seen growth is from what was expected of it: ``scaled = (D - f C) / (σ C^(1-α/2))``.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopmentResidual: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cohort(self, /) -> int:
        """
        The licence cohort.
        """
    @property
    def expected(self, /) -> float:
        """
        Entrants expected at the later age.
        """
    @property
    def from_age(self, /) -> int:
        """
        The earlier age, in years.
        """
    @property
    def scaled(self, /) -> float | None:
        """
        The residual in units of its standard deviation; ``None`` where σ is not estimated or 0, or nobody had joined.
        """
    @property
    def seen(self, /) -> float:
        """
        Entrants seen at the later age.
        """
    @property
    def standardised(self, /) -> float | None:
        """
        The same, with account of the cohort's own part in the factor; ``None`` also where the factor comes from this cohort alone.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year of the later age.
        """

@final
class DevelopmentRow:
    """
    One licence cohort of a `DevelopmentTriangle`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopmentRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cohort(self, /) -> int:
        """
        The licence cohort, or whatever year the numbers originate in.
        """
    @property
    def cumulative(self, /) -> list[float | None]:
        """
        Who had joined by age 0, 1, 2, …; ``None`` where not seen.
        """
    @property
    def latest(self, /) -> tuple[int, float] | None:
        """
        The last age with a seen cell, and that cell.
        """
    @property
    def licensees(self, /) -> float | None:
        """
        New licence holders of the cohort; ``None`` where not known.
        """

@final
class DevelopmentTotal:
    """
    All cohorts of a chain ladder together: their errors do not simply add, since all are carried forward with the same growth.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopmentTotal: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Standard error of prediction.
        """
    @property
    def future(self, /) -> float | None:
        """
        Who is still to join.
        """
    @property
    def latest(self, /) -> float:
        """
        Who has joined so far.
        """
    @property
    def parameter_error(self, /) -> float | None:
        """
        Standard error from not knowing the growth exactly, which is common to all cohorts.
        """
    @property
    def process_error(self, /) -> float | None:
        """
        Standard error from chance.
        """
    @property
    def ultimate(self, /) -> float | None:
        """
        Who will have joined in the end; ``None`` where that of any cohort is not known.
        """

@final
class DevelopmentTriangle:
    """
    Cumulative numbers by cohort and age. A cell that has not been seen is ``None``; a 0 is a number like others.

    Ages are steps of one length, for licence cohorts years since the licence: age 0 is the licence year itself. Cells may be missing
    anywhere.

    Args:
        cumulative: Of each cohort, who had joined by age 0, 1, 2, …; cells at the end may be left out.
        licensees: New licence holders of cohorts, the denominators of entry rates.

    Raises:
        InputError: No cell is seen.
        SettingError: A cell is negative, not finite or beyond 1e30, or the licence holders of a cohort are not above 0.

    Examples:
        >>> triangle = DevelopmentTriangle({2021: [60, 90, 99], 2022: [80, 110], 2023: [70]}, licensees={2023: 120})
        >>> triangle.ages, triangle.rows[1].latest, triangle.rows[2].licensees
        (3, (1, 110.0), 120.0)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, cumulative: CohortCells, *, licensees: CohortNumbers | None = None) -> DevelopmentTriangle: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DevelopmentTriangle: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def ages(self, /) -> int:
        """
        How many ages there are: 0 up to one less than this.
        """
    @staticmethod
    def of_entrants(entries: EntryTriangle) -> DevelopmentTriangle:
        """
        The triangle of the entrants of a register.

        Raises:
            InputError: No cell is seen.
        """
    @staticmethod
    def of_increments(increments: CohortCells) -> DevelopmentTriangle:
        """
        A triangle of the numbers that were added at each age; they are summed up to the first that was not seen.

        Raises:
            InputError: As for the class.
            SettingError: As for the class, of the sums.
        """
    @property
    def rows(self, /) -> list[DevelopmentRow]:
        """
        The cohorts, ascending, each with one cell for every age.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def with_licensees(self, /, licensees: CohortNumbers) -> DevelopmentTriangle:
        """
        The triangle with the new licence holders of cohorts; cohorts that are not in it are added as cohorts of which nothing is seen.

        Raises:
            SettingError: A number is not above 0, or above 1e30.
        """

@final
class Due:
    """
    What one member of a group owes for a year.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Due: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def entrance_fee(self, /) -> int:
        """
        The entrance fee of who joins this year; not part of ``payable``.
        """
    @property
    def in_full(self, /) -> int:
        """
        The dues of the instalments that the member pays, before a reduction.
        """
    @property
    def is_upper_bound(self, /) -> bool:
        """
        Whether a rule by tenure could apply and the tenure is not known, so that ``payable`` is an upper bound.
        """
    @property
    def payable(self, /) -> int:
        """
        What is left to pay: ``in_full - reduction``.
        """
    @property
    def reduction(self, /) -> int:
        """
        What is taken off.
        """
    @property
    def rule(self, /) -> str | None:
        """
        The name of the rule that gave the reduction; ``None`` when none did.
        """

@final
class Dues:
    """
    The dues of a class: so much an invoice, so many invoices a year. Made by `Dues.yearly`, `Dues.monthly` and `Dues.instalments`.

    Examples:
        >>> Dues.yearly(15_000).per_year(), Dues.monthly(1_500).per_year()
        (15000, 18000)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Dues: ...
    @property
    def a_year(self, /) -> int:
        """
        Invoices a year.
        """
    @property
    def each(self, /) -> int:
        """
        One invoice.
        """
    @staticmethod
    def instalments(each: SupportsIndex, a_year: SupportsIndex) -> Dues:
        """
        So many invoices a year.

        Raises:
            SettingError: The amount is negative, or there is no invoice or more than 366.
        """
    @staticmethod
    def monthly(each: SupportsIndex) -> Dues:
        """
        A flat monthly fee (月額制): twelve invoices a year.

        Raises:
            SettingError: The amount is negative.
        """
    def per_year(self, /) -> int:
        """
        A whole year.

        Raises:
            TableError: More than 2^53 units.
        """
    @staticmethod
    def yearly(amount: SupportsIndex) -> Dues:
        """
        One invoice a year (年会費).

        Args:
            amount: The invoice, a whole number of the smallest unit of money.

        Raises:
            SettingError: The amount is negative.
        """

@final
class DuesSchedule:
    """
    The dues of every class from which fiscal year on, entrance fees, and who pays less.

    Dues and fees hold from the year they are given for until the next given. Where several reductions apply to a member, the one that
    leaves the least to pay is given, and no other. An invoice is reduced and rounded before it is multiplied: what is billed is what is
    summed.

    Args:
        rounding: How a reduced invoice that is no whole number of units is rounded: ``"down"`` (the default, 端数切捨て), ``"half_up"``
            (四捨五入) or ``"up"`` (切上げ).

    Examples:
        >>> schedule = DuesSchedule().dues("full", 2020, Dues.yearly(12_000)).dues("full", 2025, Dues.yearly(15_000))
        >>> schedule = schedule.entrance_fee("full", 2020, 10_000)
        >>> schedule = schedule.reduce(ReductionRule.newcomers(2, Reduction.share(0.5)))
        >>> schedule = schedule.reduce(ReductionRule.in_standing("on_leave", Reduction.whole()))
        >>> newcomer = schedule.due(MemberGroup(2025, "full", tenure=1))
        >>> newcomer.in_full, newcomer.payable, newcomer.rule
        (15000, 7500, 'newcomers')
        >>> schedule.due(MemberGroup(2025, "full", tenure=9, standing="on_leave")).payable
        0
        >>> schedule.due(MemberGroup(2024, "full", tenure=9)).payable
        12000
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, rounding: Rounding | None = None) -> DuesSchedule: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DuesSchedule: ...
    @property
    def classes(self, /) -> list[str]:
        """
        The classes that have dues, in order of their names.
        """
    def due(self, /, group: MemberGroup) -> Due:
        """
        What one member of a group owes.

        Raises:
            RateError: The class has no dues in that year.
            SettingError: More instalments are paid than the year has.
        """
    def dues(self, /, class_: str, from_year: SupportsIndex, dues: Dues) -> DuesSchedule:
        """
        The schedule with the dues of a class from a fiscal year on.

        Raises:
            SettingError: They are given twice.
            TableError: More than 2^53 units a year.
        """
    def entrance_fee(self, /, class_: str, from_year: SupportsIndex, fee: SupportsIndex) -> DuesSchedule:
        """
        The schedule with the entrance fee of a class from a fiscal year on; without one there is none.

        Raises:
            SettingError: The fee is negative or given twice.
        """
    def expected_revenue(self, /, expected: SupportsGetItem[int, ExpectedMembers]) -> ExpectedRevenue:
        """
        What expected members bring in expectation, by fiscal year and class: dues are linear in the counts, so that expected counts give
        expected revenue.

        Args:
            expected: How many members each group is expected to have.

        Raises:
            RateError: As `revenue`.
            InputError: As `revenue`.
            SettingError: As `revenue`.

        Examples:
            >>> schedule = DuesSchedule().dues("full", 2025, Dues.yearly(15_000))
            >>> schedule.expected_revenue([ExpectedMembers(MemberGroup(2026, "full"), 100.5)]).of_year(2026)
            1507500.0
        """
    def projected_revenue(self, /, projection: Projection, of_class: str) -> ExpectedRevenue:
        """
        What a projection brings in expectation, by fiscal year: the members of each projected year on its last day, by tenure, those on
        leave in the standing on leave, and the entrance fees of who joins within it.

        All are of one class, for the whole year. Where the projection tells no tenures apart, reductions by tenure are not given.

        Args:
            projection: The projected years.
            of_class: The class of members, as the dues name it.

        Raises:
            SettingError: The class has no dues in a projected year.

        Examples:
            >>> settings = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
            >>> schedule = DuesSchedule().dues("full", 2020, Dues.yearly(15_000))
            >>> schedule.projected_revenue(settings.run(), "full").of_year(2026)
            12150000.0
        """
    def reduce(self, /, rule: ReductionRule) -> DuesSchedule:
        """
        The schedule with a reduction of dues. Entrance fees are not reduced: give a lower fee from a year on.
        """
    def revenue(self, /, counts: SupportsGetItem[int, MemberCount]) -> Revenue:
        """
        What counted members bring, by fiscal year and class, exact to the unit.

        Amounts billed: who does not pay is left out by leaving out the members, or their instalments. Rows of one group add up, in any
        order. Where only totals are known, give one `MemberCount` a year and class without a tenure, and the joiners as ``entering``:
        reductions by tenure are then not given, and ``tenure_unknown`` says for how many.

        Args:
            counts: How many members each group has.

        Raises:
            RateError: A class has no dues in a year.
            InputError: There are no counts.
            SettingError: More instalments are paid than the year has.
            TableError: An amount of more than 2^53 units.

        Examples:
            >>> schedule = DuesSchedule().dues("full", 2025, Dues.yearly(15_000)).entrance_fee("full", 2025, 5_000)
            >>> schedule = schedule.reduce(ReductionRule.newcomers(1, Reduction.share(0.5)))
            >>> counts = [MemberCount(MemberGroup(2025, "full", tenure=0), 10), MemberCount(MemberGroup(2025, "full", tenure=7), 90)]
            >>> revenue = schedule.revenue(counts)
            >>> revenue.rows[0].dues, revenue.rows[0].entrance_fees, revenue.total()  # 10 x 7,500 + 90 x 15,000 and 10 x 5,000
            (1425000, 50000, 1475000)
        """

@final
class DurationTable:
    """
    Memberships by their duration in days, with reasons, delayed entry and censoring, by group.

    Whole numbers throughout, built in one pass over the register; tables of parts of a register add. `RiskTable.of_durations` makes of
    each group what estimators take.

    Args:
        register: The register.
        calendar: The fiscal calendar of the cohorts; the Japanese one by default.
        by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default. A membership belongs to
            the group of its first episode.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        clock: From which day durations are counted: ``"since_joining"`` (the default) or ``"since_licence"``.
        spells: Which memberships count: the ``"first"`` of each person (the default) or ``"all"``.
        during: Only what happened on the days of this window counts (the period view): who was a member before enters late, who is one
            after is censored.
        threads: Number of threads; as many as there are processors by default. The table does not depend on it.

    Raises:
        InputError: The register does not have a segment of that name.
        RateError: The clock starts with the licence and no member has a licence day.
        TableError: More than 2^32 memberships meet in one cell.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2023-04-01"},
        ...     {"person": "B", "start": "2023-04-01", "end": "2023-04-11", "end_reason": "arrears"},
        ... ]
        >>> table = DurationTable(Register(rows, as_of="2024-03-31")).to_table()
        >>> table["days"], table["left_arrears"], table["censored"]  # 2024-03-31 was still seen
        ([10, 366], [1, 0], [0, 1])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, by: SupportsGetItem[int, str] = ..., cohort_rule: CohortRule | None = None, clock: DurationClock | None = None, spells: SpellsCounted | None = None, during: ObservationWindow | None = None, threads: SupportsIndex | None = None) -> DurationTable: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> DurationTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def clock_unknown(self, /) -> int:
        """
        Memberships left out because the day on which their clock starts is not known.
        """
    def from_start(self, /, group: SupportsIndex = 0) -> int:
        """
        Memberships of a group seen from the start of the clock on; the others entered late. 0 beyond the last group.
        """
    @property
    def groups(self, /) -> list[dict[str, int | str | None]]:
        """
        The groups, each by what the table is grouped by; a group is named elsewhere by its position in this list.
        """
    def merge(self, /, other: DurationTable) -> DurationTable:
        """
        The table of two registers with no person in both.

        Raises:
            TableError: The settings or the extract dates differ.
        """
    @property
    def never_at_risk(self, /) -> int:
        """
        Memberships that were at risk on no day.
        """
    def position(self, /, group: dict[str, SupportsIndex | str | None]) -> int | None:
        """
        The position of a group among `groups`, such as ``{"branch": "東京都"}``; ``None`` when nobody is in it.

        Raises:
            RateError: Something that the table is grouped by is not named.
            SettingError: Something is named that it is not grouped by.
        """
    @property
    def reasons(self, /) -> list[EndReason]:
        """
        The reasons that occur.
        """
    def regroup(self, /, by: SupportsGetItem[int, str]) -> DurationTable:
        """
        The table by some of what it is grouped by, without loss.

        Raises:
            SettingError: The table is not grouped by one of these.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class EarlyRisk:
    """
    Why the early part of a curve with delayed entry cannot be relied on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> EarlyRisk: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def at_risk(self, /) -> float | None:
        """
        How many were at risk at that time, when they were few.
        """
    @property
    def kind(self, /) -> str:
        """
        ``"fell_to_zero"`` when all who were at risk left at once while others entered later, so that the curve is 0 for ever; ``"few"``
        when so few were at risk that one leaver moved the whole curve by a tenth or more.
        """
    @property
    def time(self, /) -> float:
        """
        When the curve fell to 0, or the last time at which few were at risk.
        """

@final
class Effect:
    """
    A known difference from the common probabilities: of a branch, of some years, of a campaign. It multiplies odds, p / (1 - p).

    Args:
        branch: The branch it is limited to.
        years: The first and the last fiscal year it is limited to.
        entry_odds: Factor on the odds of entering.
        lapse_odds: Factor on the odds that an active member lapses at the end of the fiscal year.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, branch: str | None = None, years: tuple[SupportsIndex, SupportsIndex] | None = None, entry_odds: SupportsFloat | SupportsIndex = 1.0, lapse_odds: SupportsFloat | SupportsIndex = 1.0) -> Effect: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Effect: ...
    @property
    def branch(self, /) -> str | None:
        """
        The branch it is limited to; everywhere when ``None``.
        """
    @property
    def entry_odds(self, /) -> float:
        """
        Factor on the odds of entering.
        """
    @property
    def lapse_odds(self, /) -> float:
        """
        Factor on the odds of lapsing.
        """
    @property
    def years(self, /) -> tuple[int, int] | None:
        """
        The first and the last fiscal year it is limited to; always when ``None``.
        """

@final
class EntryTriangle:
    """
    Persons of each licence cohort who had joined by the end of each year since the licence.

    A person counts once, on first joining; who joined before the licence year counts at age 0. Years that had not ended on the extract date
    are not seen, not 0. The triangles of the parts of a register add to that of the whole.

    Args:
        table: Members by licence cohort, among other things or alone.
        licensees: The licence holders of each cohort, where they are known.

    Raises:
        InputError: The table is not grouped by licence cohort.
        TableError: Licensees and table assign licences to cohorts by different rules, or a cohort lies more than 1,000 years back.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2021-04-01", "licensed": "2021-04-01"},
        ...     {"person": "B", "start": "2022-06-01", "licensed": "2021-04-01"},  # a year late
        ...     {"person": "C", "start": "2022-06-01", "licensed": "2022-04-01"},
        ... ]
        >>> table = CohortTable(Register(rows, as_of="2023-03-31"), by=["licence_cohort"])
        >>> triangle = EntryTriangle(table)
        >>> [row.entered for row in triangle.rows]  # the second year of the younger cohort has not ended
        [[1, 2], [1, None]]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, table: CohortTable, *, licensees: Licensees | None = None) -> EntryTriangle: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> EntryTriangle: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        The extract date.
        """
    @staticmethod
    def by_segment(table: CohortTable, segment: str, *, licensees: Licensees | None = None) -> dict[str | None, EntryTriangle]:
        """
        A triangle for each level of a segment; ``None`` is the level of those without one.

        Args:
            table: Members by licence cohort and the segment.
            segment: Name of the segment.
            licensees: Licence holders, taken by branch: levels that are no branch of theirs have none.

        Raises:
            InputError: The table is not grouped by licence cohort and the segment.
            TableError: As for the class.
        """
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    @property
    def cohort_rule(self, /) -> CohortRule:
        """
        Which fiscal year's cohort a licence date belongs to.
        """
    def entered(self, /, cohort: SupportsIndex, age: SupportsIndex) -> int | None:
        """
        Persons of a cohort who had joined by an age in years; ``None`` when the cell has not been seen.
        """
    @property
    def left_out(self, /) -> list[int]:
        """
        Cohorts that are known of but not in the triangle: their licence year had not ended, or members of them may have come and gone before
        the record began.
        """
    @property
    def licence_unknown(self, /) -> int:
        """
        Persons who joined and whose licence cohort is not known: they are in no row, so entrants may be too few by them.
        """
    def merge(self, /, other: EntryTriangle) -> EntryTriangle:
        """
        The triangle of two parts together that have no person in common. A cell is seen where both have seen it.

        Raises:
            TableError: Calendar, cohort rule or extract date differ.
        """
    @property
    def rows(self, /) -> list[EntryTriangleRow]:
        """
        The cohorts, ascending, each with one cell for every age.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class EntryTriangleRow:
    """
    One licence cohort of an `EntryTriangle`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> EntryTriangleRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cohort(self, /) -> int:
        """
        The licence cohort.
        """
    @property
    def entered(self, /) -> list[int | None]:
        """
        Persons who had joined by the end of the licence year, of the year after, …; ``None`` where that year had not ended.
        """
    @property
    def licensees(self, /) -> int | None:
        """
        New licence holders of the cohort; ``None`` where not known.
        """

@final
class EpisodeView:
    """
    One episode of a register: a person in one standing for one stretch of time.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def end(self, /) -> date | None:
        """
        First day no longer in the standing; ``None`` while it lasts.
        """
    @property
    def entry(self, /) -> Entry:
        """
        How the episode begins.
        """
    @property
    def exit(self, /) -> str:
        """
        How the episode ends: ``"open"``, ``"continued"`` or ``"left"``.
        """
    @property
    def observed(self, /) -> date:
        """
        First day under observation; later than `start` when entry was delayed.
        """
    @property
    def person(self, /) -> int:
        """
        Position of the person in the register, from 0.
        """
    @property
    def reason(self, /) -> EndReason | None:
        """
        Why the membership ended with it; ``None`` when it did not.
        """
    @property
    def standing(self, /) -> Standing:
        """
        How the person stands with the association.
        """
    @property
    def start(self, /) -> date:
        """
        First day in the standing; where not known, the first day observed.
        """
    @property
    def start_known(self, /) -> bool:
        """
        Whether `start` is the true start.
        """

@final
class Estimate:
    """
    A number with its standard error.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Estimate: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float:
        """
        Its standard error.
        """
    @property
    def value(self, /) -> float:
        """
        The number.
        """

@final
class ExpectedMembers:
    """
    How many members a group is expected to have: the form in which projections give them.

    Args:
        group: Who.
        members: How many, in expectation.
        entering: How many of them are expected to pay the entrance fee; unless given, all in the year of joining (tenure 0) and none in
            another.

    Raises:
        SettingError: The number is negative or not finite, or more enter than there are members.

    Examples:
        >>> ExpectedMembers(MemberGroup(2026, "full", tenure=0), 118.4).entering
        118.4
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, group: MemberGroup, members: SupportsFloat | SupportsIndex, *, entering: SupportsFloat | SupportsIndex | None = None) -> ExpectedMembers: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ExpectedMembers: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def entering(self, /) -> float:
        """
        How many of them pay the entrance fee this year, in expectation.
        """
    @property
    def group(self, /) -> MemberGroup:
        """
        Who.
        """
    @property
    def members(self, /) -> float:
        """
        How many, in expectation.
        """

@final
class ExpectedRevenue:
    """
    Expected revenue by fiscal year and class: of `DuesSchedule.expected_revenue`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ExpectedRevenue: ...
    def _repr_html_(self, /) -> str: ...
    def of_year(self, /, year: SupportsIndex) -> float | None:
        """
        That of one fiscal year; ``None`` when no row is of it.
        """
    @property
    def rows(self, /) -> list[ExpectedRevenueRow]:
        """
        By fiscal year, then class.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class ExpectedRevenueRow:
    """
    What a class is expected to bring in a fiscal year.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ExpectedRevenueRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def class_(self, /) -> str:
        """
        The class of members.
        """
    @property
    def dues(self, /) -> float:
        """
        Expected dues billed.
        """
    @property
    def entrance_fees(self, /) -> float:
        """
        Expected entrance fees.
        """
    @property
    def members(self, /) -> float:
        """
        Expected members.
        """
    @property
    def total(self, /) -> float:
        """
        Dues and entrance fees.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year billed.
        """

@final
class Experience:
    """
    Actual exits of one group against those expected by a standard.

    ``credible A/E = Z A/E + (1 - Z)`` with the limited fluctuation credibility Z of the exits; limits are those of a Poisson count over the
    expected one.

    Args:
        actual: Exits that happened.
        exposure: Exposure in years in which they happened.
        expected: Exits that the standard expects in that exposure.
        credibility: How far the group's own experience is believed; `LimitedFluctuation()` by default.
        confidence: How often the limits contain the true ratio; 0.95 by default.
        method: Method, as in `rate_interval`; ``"garwood"``, the exact one, by default.

    Raises:
        SettingError: Exposure or expected is not a finite number of at least 0, or the confidence is not strictly between 0 and 1.

    Examples:
        Twelve left where eight were expected. Full credibility needs 1536.6 * 0.88 exits, so that Z is sqrt(12 / 1352.2) = 0.0942.

        >>> group = Experience(12, 100, 8)
        >>> group.ratio, group.rate, round(group.credible_ratio, 4)
        (1.5, 0.12, 1.0471)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, actual: SupportsIndex, exposure: SupportsFloat | SupportsIndex, expected: SupportsFloat | SupportsIndex, *, credibility: LimitedFluctuation | None = None, confidence: SupportsFloat | SupportsIndex | None = None, method: RateMethod | None = None) -> Experience: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Experience: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actual(self, /) -> int:
        """
        Exits that happened.
        """
    @property
    def credibility(self, /) -> float | None:
        """
        How far the group's own experience can be believed, from 0 to 1; ``None`` without exposure.
        """
    @property
    def credible_rate(self, /) -> float | None:
        """
        The group's rate, mixed with the expected one by credibility.
        """
    @property
    def credible_ratio(self, /) -> float | None:
        """
        Actual to expected, mixed with 1 by credibility.
        """
    @property
    def expected(self, /) -> float:
        """
        Exits that the standard expects in that exposure.
        """
    @property
    def expected_rate(self, /) -> float | None:
        """
        Expected exits a year of exposure; ``None`` without exposure.
        """
    @property
    def exposure(self, /) -> float:
        """
        Exposure in years, of the kind that the standard asks for.
        """
    @property
    def interval(self, /) -> Interval | None:
        """
        The limits of actual to expected; ``None`` when none are expected.
        """
    @property
    def rate(self, /) -> float | None:
        """
        Exits a year of exposure; ``None`` without exposure.
        """
    @property
    def ratio(self, /) -> float | None:
        """
        Actual to expected; ``None`` when none are expected.
        """

@final
class ExposureBasis:
    """
    What the periods of exposure are counted from.

    Examples:
        >>> print(ExposureBasis.anniversary("quarter"))
        quarters since joining
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ExposureBasis: ...
    @staticmethod
    def anniversary(length: PeriodLength | None = None) -> ExposureBasis:
        """
        From the day of joining: the first, second, ... period of membership (policy years).

        Args:
            length: ``"year"`` (the default), ``"quarter"`` or ``"month"``.
        """
    @staticmethod
    def calendar(length: PeriodLength | None = None, calendar: FiscalCalendar | None = None) -> ExposureBasis:
        """
        From the start of the fiscal year, the same for everybody.

        Args:
            length: ``"year"`` (the default), ``"quarter"`` or ``"month"``.
            calendar: The fiscal calendar; the Japanese one by default.
        """

@final
class ExposureRow:
    """
    The exposure of one person in one period.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ExposureRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def days(self, /) -> int:
        """
        Days exposed; all of the period after an exit for a studied reason.
        """
    @property
    def end(self, /) -> date:
        """
        First day after the period.
        """
    @property
    def exit(self, /) -> EndReason | None:
        """
        Why the person left in this period; ``None`` when the membership went on.
        """
    @property
    def exposure(self, /) -> float:
        """
        The part of the period exposed.
        """
    @property
    def length(self, /) -> int:
        """
        Days of the period.
        """
    @property
    def period(self, /) -> int | date:
        """
        The period: its number since joining, from 1, or the day on which the calendar period begins.
        """
    @property
    def span(self, /) -> int:
        """
        Position of the span among those given, from 0.
        """
    @property
    def start(self, /) -> date:
        """
        First day of the period.
        """
    @property
    def studied(self, /) -> bool:
        """
        Whether the exit is for a reason studied.
        """

@final
class ExposureSum:
    """
    Exposure and exits of one period, or of all together.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ExposureSum: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def claims(self, /) -> int:
        """
        Exits for a reason studied (in actuarial words: claims).
        """
    def credibility(self, /, tolerance: SupportsFloat | SupportsIndex, *, confidence: SupportsFloat | SupportsIndex | None = None) -> float | None:
        """
        How far the rate can be believed, from 0 to 1: the limited fluctuation credibility of its number of exits; ``None`` when nobody
        was exposed.

        Args:
            tolerance: The relative error that is allowed with the given confidence; 0.05 is usual.
            confidence: Confidence, 0.95 by default.

        Raises:
            SettingError: The tolerance or the confidence is not strictly between 0 and 1.
        """
    @property
    def exposure(self, /) -> float:
        """
        Exposure in whole periods.
        """
    @property
    def other_exits(self, /) -> int:
        """
        Exits for other reasons.
        """
    @property
    def rate(self, /) -> float | None:
        """
        The probability of leaving for a studied reason in a whole period; ``None`` when nobody was exposed.
        """
    @property
    def rows(self, /) -> int:
        """
        Number of persons and periods added up.
        """

@final
class ExposureTable:
    """
    Exposure and exits by period, made by `ActuarialExposure.table`.

    The order of the memberships changes nothing, and merged tables of any parts are the table of the whole, to the last digit.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ExposureTable: ...
    def _repr_html_(self, /) -> str: ...
    def merge(self, /, other: ExposureTable) -> ExposureTable:
        """
        The table of the memberships of both tables, which must be different ones.

        Raises:
            TableError: The settings differ.
        """
    @property
    def periods(self, /) -> list[tuple[int | date, ExposureSum]]:
        """
        The periods in order, each with its exposure and exits; a period is its number since joining, or the day on which it begins.
        """
    @property
    def study(self, /) -> ActuarialExposure:
        """
        The settings that made the table.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def total(self, /) -> ExposureSum:
        """
        Exposure and exits of all periods together.
        """

@final
class Factor:
    """
    One factor of a rate: its values in every population. Made by `Populations`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    def values_of(self, /, population: SupportsIndex) -> list[float]:
        """
        Its values in the population at a position: one, or one a cell; none beyond the last population.
        """

@final
class FactorCorrelation:
    """
    Mack's test for correlation of growth from age to age: the chain ladder takes it that there is none.

    A negative value is catching up: cohorts of which many joined early have fewer left to join. ``T = Σ (m - 1) T_age / Σ (m - 1)`` with
    variance ``1 / Σ (m - 1)`` over the m cohorts of each age. Mack looks at the middle 50 % of the normal distribution, because the test is
    rough. Mack (1994), *CAS Forum*, appendix G.

    Args:
        triangle: A `DevelopmentTriangle`, or the `EntryTriangle` of a register.

    Examples:
        Growths of 1.5, 1.2 and 1.1, then 1.1, 1.2 and 1.3:

        >>> found = FactorCorrelation(DevelopmentTriangle({2020: [100, 150, 165], 2021: [100, 120, 144], 2022: [100, 110, 143]}))
        >>> found.statistic, found.variance
        (-1.0, 0.5)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, triangle: DevelopmentTriangle | EntryTriangle) -> FactorCorrelation: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> FactorCorrelation: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def ages(self, /) -> list[RankCorrelation]:
        """
        The correlation at each age at which two or more cohorts can be ranked.
        """
    @property
    def p_value(self, /) -> float | None:
        """
        Two-sided p-value from the normal distribution.
        """
    @property
    def statistic(self, /) -> float | None:
        """
        The weighted mean of the correlations; ``None`` where there are none.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def variance(self, /) -> float | None:
        """
        Its variance without correlation.
        """

@final
class FiscalCalendar:
    """
    The twelve months that a fiscal year names: its first day, and whether it is labelled by its start or its end.

    Without arguments it is the Japanese fiscal year (年度): April to March, labelled by its first year.

    Args:
        start_month: Month in which a year begins, 1 to 12.
        start_day: Day of the month on which it begins, 1 to 28, so that the day exists every year.
        label: ``"start_year"`` (the default) when year 2024 begins in 2024, ``"end_year"`` when it ends in 2024.

    Raises:
        SettingError: A month or day is out of range.

    Examples:
        >>> calendar = FiscalCalendar()
        >>> calendar.year_of("2025-03-31")
        2024
        >>> calendar.start_of(2024)
        datetime.date(2024, 4, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[int, int, YearLabel]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, start_month: SupportsIndex = 4, start_day: SupportsIndex = 1, label: YearLabel | None = None) -> FiscalCalendar: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def calendar_year() -> FiscalCalendar:
        """
        January to December.
        """
    def end_of(self, /, year: SupportsIndex) -> date:
        """
        The day after the last day of a fiscal year: the exclusive end.
        """
    @staticmethod
    def japan() -> FiscalCalendar:
        """
        April to March, labelled by its first year (年度).
        """
    @property
    def label(self, /) -> YearLabel:
        """
        Whether a year is called after the calendar year in which it begins or in which it ends.
        """
    @property
    def start_day(self, /) -> int:
        """
        Day of the month on which a year begins, 1 to 28.
        """
    @property
    def start_month(self, /) -> int:
        """
        Month in which a year begins, 1 to 12.
        """
    def start_of(self, /, year: SupportsIndex) -> date:
        """
        The first day of a fiscal year.
        """
    def year_of(self, /, day: DayLike) -> int:
        """
        The fiscal year in which a day lies.
        """

@final
class FitEnding:
    """
    How the search for the maximum of a likelihood ended; as text, a sentence that can be printed.

    Parameters have standard errors only when the maximum is inside their range. A simpler model that is the answer instead has its own.

    Examples:
        >>> fit = CurveModel("shifted_beta_geometric").fit([1000, 850, 700, 550, 410])
        >>> fit.ending.kind, fit.law.family  # retention falls: the simpler curve is the answer
        ('boundary', 'geometric')
        >>> print(fit.ending)
        no maximum inside the range of the parameters: heterogeneity 1 / (alpha + beta) runs to the lower end of its range
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> FitEnding: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def is_interior(self, /) -> bool:
        """
        Whether there is a maximum inside the range of the parameters.
        """
    @property
    def kind(self, /) -> str:
        """
        ``"interior"``, a maximum with all parameters inside their range; ``"boundary"``, some run to the end of theirs and a simpler model
        is the answer; ``"not_concave"``, the data cannot tell some apart; ``"not_reached"``, the search did not settle.
        """
    @property
    def not_told_apart(self, /) -> list[str]:
        """
        The parameters that the data cannot tell apart; none unless the kind is ``"not_concave"``.
        """
    @property
    def run_away(self, /) -> list[RunAway]:
        """
        The parameters that run to the end of their range; none unless the kind is ``"boundary"``.
        """

@final
class FittedParameter:
    """
    A parameter of a `CurveFit` with its errors.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> FittedParameter: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Its standard error; ``None`` where the parameter is at the edge of its range.
        """
    @property
    def limits(self, /) -> Limits | None:
        """
        Limits: symmetric about the logarithm (shapes, scales, rates), the log odds (probabilities, shares) or the value (``meanlog``).
        """
    @property
    def log_error(self, /) -> float | None:
        """
        The standard error of its logarithm; ``None`` there too, and for ``meanlog``, which may be negative.
        """
    @property
    def name(self, /) -> str:
        """
        Its name; ``"long_term"`` is the share who never leave.
        """
    @property
    def value(self, /) -> float:
        """
        Its value.
        """

@final
class Forecasts:
    """
    Probabilities that were forecast, each with how many it was forecast for and how many of them had the event.

    Made by `grouped` or `of_outcomes`. Equal probabilities are one, and probabilities ascend: the order of rows never matters.

    Examples:
        >>> forecasts = Forecasts.of_outcomes([0.2, 0.8, 0.2, 0.5], [False, True, True, False])
        >>> round(forecasts.brier, 12)  # (0.04 + 0.04 + 0.64 + 0.25) / 4
        0.2425
        >>> round(forecasts.brier_skill(0.5), 12)  # against the constant 0.5, whose Brier score is 0.25
        0.03
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Forecasts: ...
    @property
    def brier(self, /) -> float:
        """
        The Brier score: the mean squared difference of probability and outcome. 0 is perfect.

        Source: G. W. Brier, *Monthly Weather Review* 78(1), 1950, 1-3.
        """
    def brier_skill(self, /, constant: SupportsFloat | SupportsIndex) -> float | None:
        """
        By how much the Brier score is better than that of a constant probability: 1 is perfect, 0 no better, below 0 worse. ``None`` when
        the constant is perfect itself.
        """
    def calibration(self, /, groups: SupportsIndex, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Calibration:
        """
        Whether as many left as was forecast, in groups of rising probability.

        Args:
            groups: Number of groups; 10 for deciles.
            confidence: Confidence of the limits of the shares, 0.95 by default.

        Raises:
            SettingError: There is no group, or the confidence is not strictly between 0 and 1.
        """
    def concordance(self, /, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Concordance | None:
        """
        How often a leaver had a higher probability than one who stayed; ``None`` without either.

        Args:
            confidence: Confidence of the limits, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.

        Examples:
            >>> Forecasts.of_outcomes([0.1, 0.4, 0.35, 0.8], [False, False, True, True]).concordance().value  # three of four pairs
            0.75
        """
    @property
    def events(self, /) -> int:
        """
        Number of events.
        """
    @property
    def expected(self, /) -> float:
        """
        Number of events that were to be expected: the sum of the probabilities.
        """
    @staticmethod
    def grouped(hazards: ArrayData, events: ArrayData, trials: ArrayData) -> Forecasts:
        """
        Forecasts for cells of so many trials and events.

        Args:
            hazards: The probabilities.
            events: How many had the event.
            trials: Of how many.

        Raises:
            InputError: The columns differ in length or hold something else, or there is no trial.
            SettingError: A probability is outside [0, 1], or there are more events than trials, with the row.
        """
    def lift(self, /, groups: SupportsIndex) -> Lift:
        """
        How many of the leavers are among those of highest probability.

        Args:
            groups: Number of groups; 10 for deciles.

        Raises:
            SettingError: There is no group.
        """
    @property
    def log_score(self, /) -> float | None:
        """
        The logarithmic score: the mean of minus the logarithm of the probability of what happened, in nats. 0 is perfect. ``None`` when
        something happened whose probability was 0.

        Source: I. J. Good, *Journal of the Royal Statistical Society B* 14(1), 1952, 107-114.
        """
    @staticmethod
    def of_outcomes(hazards: ArrayData, events: ArrayData) -> Forecasts:
        """
        Forecasts for single persons, and whether each had the event.

        Args:
            hazards: The probabilities.
            events: Whether each had the event.

        Raises:
            InputError: As for `grouped`.
            SettingError: As for `grouped`.
        """
    @property
    def trials(self, /) -> int:
        """
        Number of trials.
        """

@final
class Fractions:
    """
    The parts of an account as exact fractions with one denominator.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Fractions: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def change(self, /) -> int:
        """
        The numerator of the change: the sum of those of the parts.
        """
    @property
    def denominator(self, /) -> int:
        """
        The denominator of all: twice the product of the licence holders before and after.
        """
    @property
    def numerators(self, /) -> list[int]:
        """
        The numerators of the parts, in their order.
        """

@final
class FutureEntrants:
    """
    Late entrants of one coming year, of all cohorts that have been seen. Errors of years do not add up to that of the total.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> FutureEntrants: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cohorts(self, /) -> int:
        """
        Cohorts of which entrants are expected in it.
        """
    @property
    def error(self, /) -> float | None:
        """
        Standard error of prediction.
        """
    @property
    def expected(self, /) -> float | None:
        """
        How many; ``None`` where a growth that is needed is not known.
        """
    @property
    def parameter_error(self, /) -> float | None:
        """
        Standard error from not knowing the growth exactly.
        """
    @property
    def process_error(self, /) -> float | None:
        """
        Standard error from chance.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year.
        """

@final
class Goal:
    """
    A quantity to be reached in a fiscal year: in the mean, or with a given probability.

    Args:
        quantity: As in `ScenarioComparison.difference`.
        year: The fiscal year.
        value: What is to be reached; 0.6 for an organization rate of 60 %.
        probability: With which probability, by the normal approximation to everything that the projection holds as uncertain; in the mean
            unless given.

    Raises:
        SettingError: The value cannot be reached by its kind, or the probability is not strictly between 0 and 1.

    Examples:
        >>> Goal("organization_rate", 2035, 0.6, probability=0.9).value
        0.6
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, quantity: Quantity, year: SupportsIndex, value: SupportsFloat | SupportsIndex, *, probability: SupportsFloat | SupportsIndex | None = None) -> Goal: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Goal: ...
    @property
    def probability(self, /) -> float | None:
        """
        With which probability it is to be reached; ``None`` in the mean.
        """
    @property
    def quantity(self, /) -> Quantity:
        """
        The quantity.
        """
    def reached_by(self, /, projection: Projection) -> float:
        """
        What a projection reaches: its mean, or the number exceeded with the probability asked for.

        Raises:
            SettingError: The year is not projected.
            RateError: The projection does not know the quantity.
        """
    @property
    def value(self, /) -> float:
        """
        The value to be reached.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year.
        """

@final
class GoalAnswer:
    """
    A goal, and what each lever would have to do for it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> GoalAnswer: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def goal(self, /) -> Goal:
        """
        What is to be reached.
        """
    @property
    def levers(self, /) -> list[LeverAnswer]:
        """
        The levers, each sought alone.
        """

@final
class GoalSeek:
    """
    Seeks the turn of one lever that reaches a goal, by the method of R. P. Brent (1973).

    Args:
        goal: What is to be reached.
        change: The lever and the kind of change; its number is sought.
        range: The smallest and largest number; where a number makes no probability, the range ends there.
        scenario: On top of a scenario.

    Raises:
        SettingError: The range is empty, not finite, or holds numbers that the change cannot have.

    Examples:
        >>> assumptions = Assumptions(entry=[1.0, 0.0], lapse=[0.0, 0.1])
        >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [150])
        >>> found = GoalSeek(Goal("members", 2025, 1_100), LeverChange("licence_inflow", to=150), (0, 1_000)).run(base)
        >>> found.kind, round(found.amount, 6)
        ('at', 200.0)
    """
    def __new__(cls, /, goal: Goal, change: LeverChange, range: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex], *, scenario: Scenario | None = None) -> GoalSeek: ...
    def run(self, /, settings: ProjectionSettings | SegmentSettings) -> Reached:
        """
        Seeks, in one population or in the whole of segments.

        Raises:
            SettingError: No number of the range makes probabilities, or the year of the goal is not projected.
            RateError: The projection does not know the quantity.
        """

@final
class GoodPractice:
    """
    Copying good practice: the other segments close a share of the gap to the better ones.

    Segments are ranked by one rate of the lever, standardised to the people of all segments, so that a branch is not thought good for
    having members of long standing. The better ones are the best share of the segments; what they have by year since joining (licence,
    lapse), weighted by their people, is the mark. Each of the others closes the stated share of the gap to it in every year in which it lies
    behind; where it lies before, it stays: ``p'(t) = p(t) + strength x share x (mark(t) - p(t))``.

    The best of many branches are partly the luckiest, and luck cannot be copied: rates that were estimated are drawn towards those of all
    segments before anything is compared, by one shift of the log odds for each segment, ``logit p_b(t) = logit q(t) + d_b`` with
    ``sum over t of (y_b(t) - n_b(t) p_b(t)) = d_b / tau^2``; ``tau^2`` is how far the counts scatter beyond chance (R. DerSimonian and
    N. Laird, 1986). What is typed in, borrowed, smoothed or drawn before holds as it is. Of forty simulated branches that are all the
    same, face value promises 2.7 % more members, and what is drawn 0.2 %; where a quarter of them loses 25 % less than the others and 4.3 %
    are truly to be gained, face value comes nearer with 4.5 % against 3.2 %. What is drawn errs on the cautious side.

    Weak: what a branch does better in one year only is spread over all its years. With two or three segments ``tau^2`` is hardly known.
    That a practice can be copied is assumed, not shown.

    Args:
        lever: ``"entry"``, ``"late_entry"``, ``"lapse"`` or ``"reinstatement"``.
        share_of_gap: Which share of the gap is closed, in [0, 1].
        better: Which share of the segments are the better ones, one segment at least; the best quarter, 0.25, unless given.
        schedule: When it works: a ramp says how the others come closer year by year. From the first projected year on unless given.
        rates: How the rates of segments are read: ``"drawn"`` towards those of all (the default), or ``"at_face_value"``.

    Raises:
        SettingError: The share of the gap is outside [0, 1], the share of the better ones is not above 0 and below 1, or the lever or the
            word is another one.

    Examples:
        >>> people = Population.from_totals(2024, 1_000)
        >>> branches = [(name, ProjectionSettings(people, Assumptions(lapse=[p]), [0])) for name, p in (("north", 0.1), ("south", 0.2))]
        >>> segments = SegmentSettings(branches)
        >>> copying = Scenario("copying", GoodPractice("lapse", 0.5, better=0.5).changes(segments))
        >>> round(copying.run_segments(segments).segment("south").years[0].members.mean, 6)  # half way from 20 to 10 % leave
        850.0
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, lever: Lever, share_of_gap: SupportsFloat | SupportsIndex, *, better: SupportsFloat | SupportsIndex | None = None, schedule: Schedule | None = None, rates: SegmentRates | None = None) -> GoodPractice: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> GoodPractice: ...
    @property
    def better_share(self, /) -> float:
        """
        Which share of the segments are the better ones.
        """
    def changes(self, /, segments: SegmentSettings) -> list[LeverChange]:
        """
        The changes that it makes, segment by segment and year by year, to be put into a `Scenario`.

        Raises:
            SettingError: There are fewer than two segments, or as `SegmentSettings.run`.
            TableError: As `SegmentSettings.run`.
        """
    @property
    def lever(self, /) -> Lever:
        """
        The lever.
        """
    @property
    def segment_rates(self, /) -> SegmentRates:
        """
        How the rates of segments are read.
        """
    @property
    def share_of_gap(self, /) -> float:
        """
        Which share of the gap is closed.
        """
    @property
    def when(self, /) -> Schedule:
        """
        When it works.
        """

@final
class GraduatedPoint:
    """
    One cell of a `Graduation`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> GraduatedPoint: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> int:
        """
        Column of the table, from 0; 0 in a series.
        """
    @property
    def error(self, /) -> float | None:
        """
        Standard error of the graduated value; for counts, of its logarithm. ``None`` when the dispersion cannot be estimated.
        """
    @property
    def graduated(self, /) -> float:
        """
        The graduated value.
        """
    @property
    def interpolated(self, /) -> bool:
        """
        Whether nothing was observed here: the value comes from its neighbours alone.
        """
    @property
    def lower(self, /) -> float | None:
        """
        Lower limit.
        """
    @property
    def observed(self, /) -> float | None:
        """
        The observed value (events / exposure for counts); ``None`` where there is none.
        """
    @property
    def row(self, /) -> int:
        """
        Row of the table, from 0; the position in a series.
        """
    @property
    def upper(self, /) -> float | None:
        """
        Upper limit.
        """
    @property
    def weight(self, /) -> float:
        """
        The weight (the exposure for counts); 0 where nothing was observed.
        """

@final
class Graduation:
    """
    Graduated values, with how near they are to the observed ones and how smooth; made by `WhittakerHenderson`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Graduation: ...
    def _repr_html_(self, /) -> str: ...
    def at(self, /, row: SupportsIndex, column: SupportsIndex = 0) -> GraduatedPoint | None:
        """
        The cell in a row and a column counted from 0; ``None`` outside the table.
        """
    @property
    def chi_squared(self, /) -> float | None:
        """
        Pearson's χ² of observed against graduated values, to be compared with `residual_freedom`; ``None`` where weights are no variances.
        """
    @property
    def criterion(self, /) -> float | None:
        """
        The criterion at the chosen parameters; ``None`` when they were given.
        """
    @property
    def dispersion(self, /) -> float | None:
        """
        The factor of the variance: 1, or estimated; ``None`` when nothing is left to estimate it from.
        """
    @property
    def dispersion_rule(self, /) -> Dispersion:
        """
        Whether the dispersion was estimated.
        """
    @property
    def effective_freedom(self, /) -> float:
        """
        Effective degrees of freedom: about how many parameters the graduated values stand for.
        """
    @property
    def fit(self, /) -> float:
        """
        How near the graduated values are to the observed ones: the weighted sum of squared differences; the Poisson deviance for counts.
        """
    @property
    def is_at_end(self, /) -> bool:
        """
        Whether a chosen smoothing parameter is at the end of what was searched, from 10⁻⁴ to 10¹⁰ times the mean weight: the criterion
        wants the polynomial (or, rarely, the observed values) itself.
        """
    @property
    def made_by(self, /) -> WhittakerHenderson:
        """
        The settings it was made with.
        """
    @property
    def points(self, /) -> list[GraduatedPoint]:
        """
        The cells row by row.
        """
    @property
    def residual_freedom(self, /) -> float:
        """
        Observed values less effective degrees of freedom.
        """
    @property
    def sides(self, /) -> tuple[int, int]:
        """
        Number of rows and of columns.
        """
    @property
    def smoothing(self, /) -> tuple[float, float]:
        """
        The smoothing parameters down the rows and across the columns; in a series only the first counts.
        """
    @property
    def smoothness(self, /) -> tuple[float, float]:
        """
        How rough the graduated values are: the sums of squared differences down the rows and across the columns; of logarithms for counts.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class GrayGroup:
    """
    One group in a `GrayTest`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> GrayGroup: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def count(self, /) -> int:
        """
        Number of rows, whatever their weight.
        """
    @property
    def events(self, /) -> float:
        """
        Leavers with the outcome.
        """
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    @property
    def score(self, /) -> float:
        """
        Weighted events less those expected when all groups of the stratum have one incidence.
        """
    @property
    def variance(self, /) -> float:
        """
        Variance of the score; 0 when the group could not be compared.
        """

@final
class GraySettings:
    """
    How Gray's test is made.

    Args:
        outcome: The outcome.
        rho: How much more the early weigh than the late: the weight is one minus the pooled incidence before the time, to the power rho; 0
            by default, as R `cmprsk`: all times weigh the same.

    Raises:
        SettingError: The power is not a finite number of at least 0.

    Examples:
        >>> GraySettings("arrears").outcome
        'arrears'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, outcome: str, *, rho: SupportsFloat | SupportsIndex | None = None) -> GraySettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> GraySettings: ...
    @property
    def outcome(self, /) -> str:
        """
        The outcome.
        """
    def pairwise(self, /, groups: ComparedGroups, *, adjustment: Adjustment | None = None) -> PairwiseTests:
        """
        The test of every pair of groups, as if the other groups were not there.

        Args:
            groups: The groups.
            adjustment: How p values are adjusted for the number of pairs, as in `adjusted_p_values`; ``"holm"`` by default.

        Raises:
            TableError: There are more than 200 groups.
            RateError: No group has the outcome.
            SettingError: A group lost all its members before others entered it.
        """
    def test(self, /, groups: ComparedGroups) -> GrayTest:
        """
        The test.

        Args:
            groups: The groups.

        Raises:
            RateError: No group has the outcome.
            SettingError: A group lost all its members before others entered it.
        """

@final
class GrayTest:
    """
    Gray's test of whether groups have one cumulative incidence of an outcome: does the share that is ever struck off differ by branch?
    Made by `GraySettings.test`.

    A `LogRankTest` of the same outcome asks another question: whether those who are there leave for it at one rate. A branch in which many
    die early loses few by arrears, though its members fall into arrears at the same rate; Gray's test sees that, the log-rank test does
    not. ``z_k = sum over times of L (d_k - d R_k / R)`` with ``R = n (1 - F) / S`` just before the time. Censoring may differ between
    groups but must not depend on the outcome; needs some tens of events. Ties and limits as R `cmprsk`, which has no delayed entry; here
    those who enter late are at risk from then on. R. J. Gray (1988), Annals of Statistics 16, 1141-1154.

    Examples:
        At 1, 2 of 4 are in ``a``. At 3 who died still counts in ``b``: R is 1 in ``a`` and 2 in ``b``. At 4 only ``b`` is left.

        >>> rows = Observations.of_outcomes([1, 2, 3, 4], ["arrears", "death", "arrears", "arrears"]).grouped(["a", "b", "a", "b"])
        >>> test = GraySettings("arrears").test(ComparedGroups.of_rows(rows))
        >>> round(test.groups[0].score, 12)  # 2 - 1/2 - 1/3
        1.166666666667
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> GrayTest: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chi_squared(self, /) -> ChiSquared | None:
        """
        The test; ``None`` when no two groups could be compared.
        """
    @property
    def covariance(self, /) -> list[list[float]]:
        """
        Covariances of the scores, a list for each group.
        """
    @property
    def groups(self, /) -> list[GrayGroup]:
        """
        The groups, in the order of `ComparedGroups.names`.
        """
    @property
    def left_out(self, /) -> list[str]:
        """
        The names of the groups that could not be compared: never at risk beside another group while anyone left with the outcome.
        """
    @property
    def settings(self, /) -> GraySettings:
        """
        How it was made.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def trend(self, /, scores: ArrayData) -> Trend:
        """
        Whether the incidence rises or falls with a score of the groups.

        Args:
            scores: One score a group, in the order of the groups.

        Raises:
            InputError: There is not one score a group.
            SettingError: A score is not a finite number.
        """

@final
class HazardCell:
    """
    The years at risk of one row of a `HazardTable`: persons, exits, days. One person in one year is a year at risk.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HazardCell: ...
    def _repr_html_(self, /) -> str: ...
    def actuarial_years(self, /, reasons: SupportsGetItem[int, EndReason]) -> float:
        """
        Actuarial exposure in years for the exits of some reasons: days at risk over the days of the year, and the whole rest of the year for
        who left in it for one of them (Balducci).

        Args:
            reasons: The reasons studied.
        """
    @property
    def at_risk(self, /) -> int:
        """
        Persons at risk at the start of a year the whole of which lies in the record: the trials of a probability a year.
        """
    @property
    def days(self, /) -> int:
        """
        Exact days at risk: the denominator of a central rate.
        """
    @property
    def exits(self, /) -> dict[str, int]:
        """
        All exits by reason, also those of persons who came under observation within the year, and of years that are not on record to their
        end.
        """
    @property
    def left(self, /) -> dict[str, int]:
        """
        Of these, persons who left within the year, by reason; reasons that did not occur are absent.
        """
    @property
    def years(self, /) -> int:
        """
        Years at risk, whole or in part: persons who were at risk in such a year for at least one day, or left in it.
        """

@final
class HazardFit:
    """
    A fitted discrete-time hazard, made by `HazardRegression.fit`.

    It prints as R's ``summary`` does, and is a table of its coefficients; `predict` gives probabilities for other rows.

    Examples:
        >>> rows = HazardRows.grouped({"branch": ["east", "north", "south"]}, [10, 20, 0], [100, 100, 40])
        >>> fit = HazardRegression(terms=[Term.category("branch")]).fit(rows)
        >>> str(fit.separation)  # nobody left in the south: the likelihood has no maximum there
        'separation: no finite estimate for branch=south; the 0 events of 40 trials there are fitted exactly'
        >>> fit.coefficient("branch=south").estimate, round(fit.coefficient("branch=north").ratio, 12)  # (20 / 80) / (10 / 90)
        (None, 2.25)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HazardFit: ...
    def _repr_html_(self, /) -> str: ...
    def against(self, /, smaller: HazardFit, nesting: Nesting | None = None) -> LikelihoodRatio:
        """
        Tests this model against a smaller one of the same rows (likelihood ratio, chi-squared).

        Weak where cells are few and events rare, where rows of a person depend on each other (a clustered variance does not mend a
        likelihood), and at the boundary that separation is.

        Args:
            smaller: The smaller model.
            nesting: That every term of it is a term of this one is ``"checked"`` (the default) or ``"assumed"``.

        Raises:
            TableError: Rows or links differ.
            SettingError: A term of the smaller model is not one of this, this one has no more coefficients, or one has a ridge penalty.
        """
    @property
    def aic(self, /) -> float:
        """
        Akaike's information criterion, -2 l + 2 k.
        """
    def bic(self, /, size: BicSize | None = None) -> float:
        """
        The Bayesian information criterion, -2 l + k ln n.

        Args:
            size: What n is: the number of ``"trials"`` (the default, the same for cells and person-period rows), of ``"rows"``
                (R's ``BIC(glm)``), or of ``"events"``.
        """
    @property
    def cells(self, /) -> int:
        """
        Distinct rows: what the fit took its time by.
        """
    def clustered_by_person(self, /, register: Register, table: PersonYearTable, correction: ClusterCorrection | None = None) -> HazardFit:
        """
        The same fit with a variance clustered by person, for a fit to the cells of this table of this register.

        The register is read once more; no row a person and year is made.

        Args:
            register: The register.
            table: The table whose cells the fit was made from.
            correction: As `robust` of `HazardRegression`; ``"none"`` by default.

        Raises:
            TableError: The table has other counts than the fit.
            RateError: The data are separated; refit without the separated level.
            SettingError: The fit has clustered errors already.
        """
    def coefficient(self, /, name: str) -> Coefficient | None:
        """
        A coefficient by name; ``None`` when there is none.
        """
    @property
    def coefficients(self, /) -> list[Coefficient]:
        """
        The coefficients, in the order of the terms.
        """
    @property
    def collinear(self, /) -> list[Coefficient]:
        """
        Columns that are 0, constant or combinations of earlier ones, and so have no coefficient.
        """
    def covariance(self, /, row: SupportsIndex, column: SupportsIndex) -> float | None:
        """
        The covariance of two coefficients by their positions among `coefficients`; ``None`` when one has no estimate.
        """
    @property
    def degrees_of_freedom(self, /) -> float:
        """
        Number of coefficients that the data could tell apart; with a ridge penalty what they are worth (effective degrees of freedom).
        """
    @property
    def deviance(self, /) -> float:
        """
        The residual deviance against a probability for each row given. Cells and the person-period rows that they were made of differ by a
        constant. With separation: its limit.
        """
    @property
    def events(self, /) -> float:
        """
        Events, weighted.
        """
    @property
    def iterations(self, /) -> int:
        """
        Steps that it took.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood, with the binomial coefficients of the rows as R counts them; without the penalty. With separation: its limit.
        """
    @property
    def null_degrees_of_freedom(self, /) -> int:
        """
        Degrees of freedom of the null deviance.
        """
    @property
    def null_deviance(self, /) -> float:
        """
        The deviance of the model with the intercept and the offset alone (without an intercept: with the offset alone).
        """
    @property
    def persons(self, /) -> int | None:
        """
        Persons by whom the variance is clustered; ``None`` when it is not.
        """
    def predict(self, /, covariates: Covariates | TableData, *, unknown_levels: UnknownLevel | None = None) -> Predictions:
        """
        The probability of the event for other rows, with errors and limits.

        Args:
            covariates: `Covariates`, or a table that has the columns of the terms.
            unknown_levels: What to do with a level that the fit has not seen: ``"refuse"`` (the default), predict as for the
                ``"reference"`` level, or give no prediction, ``"leave_out"``.

        Raises:
            InputError: A covariate is missing or of the wrong kind.
            SettingError: A level is not known, and that is refused.

        Examples:
            >>> rows = HazardRows.grouped({"tenure": [0, 1]}, [10, 20], [100, 100])
            >>> fit = HazardRegression(terms=[Term.number("tenure")]).fit(rows)
            >>> round(fit.predict({"tenure": [2]}).hazards[0], 12)  # the odds go from 1/9 to 1/4, so next to 9/16
            0.36
        """
    @property
    def residual_degrees_of_freedom(self, /) -> int | None:
        """
        Rows less coefficients, as R counts them; ``None`` with a ridge penalty.
        """
    def risk_of_members(self, /, register: Register, settings: PersonYearSettings | None = None, *, unknown_levels: UnknownLevel | None = None) -> MemberRisk:
        """
        The probability of each current member to leave within the next year, for a fit to the cells of a register counted with these
        settings (`HazardRows.of_register`).

        A ``period`` that is a category has no level for the next year: use it as a number, leave it out, or let unknown levels be the
        reference.

        Args:
            register: The register.
            settings: The settings with which the cells of the fit were counted; those of `HazardRows.of_register` by default.
            unknown_levels: As for `predict`.

        Raises:
            InputError: The register has no segment of that name, or a covariate is missing.
            SettingError: A level is not known, and that is refused.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows with a trial and a weight above 0.
        """
    @property
    def separation(self, /) -> Separation | None:
        """
        The separation of the data, if there is one.
        """
    @property
    def settings(self, /) -> HazardRegression:
        """
        The settings that it was made with.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def trials(self, /) -> float:
        """
        Trials, weighted.
        """

@final
class HazardRate:
    """
    The three hazards of one row of a `HazardTable`; ``None`` where nobody was at risk.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HazardRate: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actuarial(self, /) -> float | None:
        """
        ``exits / actuarial years``, an estimate of the probability that also uses parts of years.
        """
    @property
    def actuarial_interval(self, /) -> Interval | None:
        """
        Its limits, with the number of exits taken as Poisson.
        """
    @property
    def actuarial_years(self, /) -> float:
        """
        Actuarial exposure in years, with the rest of the year of those who left for such a reason.
        """
    @property
    def at_risk(self, /) -> int:
        """
        Persons at risk at the start of a year that is wholly on record.
        """
    @property
    def central(self, /) -> float | None:
        """
        ``exits / person-years``, the central rate a year of 365.25 days.
        """
    @property
    def central_interval(self, /) -> Interval | None:
        """
        Its limits.
        """
    @property
    def days(self, /) -> int:
        """
        Exact days at risk.
        """
    @property
    def exits(self, /) -> int:
        """
        All exits for such a reason.
        """
    @property
    def key(self, /) -> dict[str, int | str | None]:
        """
        Which years at risk it is about, by what the table is by; ``None`` is not known.
        """
    @property
    def left(self, /) -> int:
        """
        Of these, persons who left within the year for a reason that counts.
        """
    @property
    def probability(self, /) -> float | None:
        """
        ``left / at_risk``, the probability of leaving within a year.
        """
    @property
    def probability_interval(self, /) -> Interval | None:
        """
        Its limits.
        """
    @property
    def years(self, /) -> int:
        """
        Years at risk, whole or in part.
        """

@final
class HazardRates:
    """
    The hazards of all rows of a `HazardTable`, each with the counts it came from.

    The probability ``left / at_risk`` uses only members whom the record shows for the whole year; it is a share and its limits are exact.
    The central rate ``exits / (days / 365.25)`` uses all time at risk; it is per year of exposure and can exceed 1. The actuarial rate
    ``exits / actuarial years`` uses all time too and estimates the probability, assuming that the force of leaving falls within the year
    (Balducci). Where all leave at the renewal date the probability is right and the actuarial rate equals it. Weak: rows of one person in
    several years are taken as independent. N. Keiding (1990), Phil. Trans. R. Soc. Lond. A 332, 487-509.

    Args:
        table: The table.
        reasons: Exits for these reasons only; of any by default. Who leaves for another counts as one who stayed in the probability, and is
            at risk up to that day in the rates.
        confidence: How often the limits contain the true value; 0.95 by default.
        probability_limits: Method for the probability, as in `proportion_interval`; ``"clopper_pearson"``, the exact one, by default.
        rate_limits: Method for the central and the actuarial rate, as in `rate_interval`; ``"garwood"``, the exact one, by default.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.

    Examples:
        >>> members = [{"person": name, "start": "2022-04-01"} for name in "ABC"]
        >>> members.append({"person": "D", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"})
        >>> rates = HazardRates(HazardTable(Register(members, as_of="2024-03-31")))
        >>> first = rates.rates[0]
        >>> first.probability, first.actuarial, round(first.central, 6)  # 1 / (1460 / 365.25)
        (0.25, 0.25, 0.250171)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, table: HazardTable, *, reasons: SupportsGetItem[int, EndReason] | None = None, confidence: SupportsFloat | SupportsIndex | None = None, probability_limits: ProportionMethod | None = None, rate_limits: RateMethod | None = None) -> HazardRates: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HazardRates: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def by(self, /) -> list[str]:
        """
        What each rate is by.
        """
    @property
    def rates(self, /) -> list[HazardRate]:
        """
        The rates, in the order of their keys.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class HazardRegression:
    """
    Settings of a discrete-time hazard regression: on what the probability to leave within a year depends.

    Maximum likelihood for binomial counts, ``ln(p / (1 - p)) = offset + x' b`` or ``ln(-ln(1 - p)) = offset + x' b``, as R's ``glm``. The
    trials of one cell are taken as independent with one probability; for several years of one person that is right as long as the
    covariates tell all that the years have in common, and else `robust` widens the errors.

    Source: P. McCullagh, J. A. Nelder, *Generalized Linear Models*, 2nd ed., 1989; J. D. Singer, J. B. Willett, *Journal of Educational
    Statistics* 18(2), 1993, 155-195; R. L. Prentice, L. A. Gloeckler, *Biometrics* 34(1), 1978, 57-67 (complementary log-log).

    Args:
        link: How the linear predictor becomes a probability: ``"logit"`` (the default), whose coefficients are logarithms of odds ratios,
            or ``"complementary_log_log"``, whose coefficients are logarithms of hazard ratios.
        terms: What the hazard depends on; nothing but the intercept by default.
        intercept: Without an intercept the first category has a coefficient for every level.
        ridge: A ridge penalty; none by default.
        robust: A variance that allows the rows of a person to depend on each other, multiplied by nothing, ``"none"`` (as R's ``survival``
            and lifelines), by G / (G - 1) for G persons, ``"persons"`` (``sandwich::vcovCL``), or by that and (n - 1) / (n - k),
            ``"persons_and_rows"`` (Stata). Not robust by default.
        on_separation: When the covariates separate leavers from stayers: fit the ``"limit"`` and say so (the default), or ``"refuse"``.
        convergence: Stop at the ``"maximum"`` (the default), or with ``("deviance", epsilon)`` where R's ``glm.control(epsilon)`` does.
        confidence: How often limits contain the true value; 0.95 by default.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1, or a word is not known.

    Examples:
        >>> rows = HazardRows({"tenure": [0, 1], "left": [10, 20], "members": [100, 100]}, events="left", trials="members")
        >>> fit = HazardRegression(terms=[Term.category("tenure")]).fit(rows)
        >>> second = fit.coefficient("tenure=1")  # the odds are 1/9 and 1/4
        >>> round(second.ratio, 12), round(second.error, 4)  # √(1/10 + 1/90 + 1/20 + 1/80)
        (2.25, 0.4167)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, link: Link | None = None, *, terms: SupportsGetItem[int, Term] = ..., intercept: bool = True, ridge: Ridge | None = None, robust: ClusterCorrection | None = None, on_separation: OnSeparation | None = None, convergence: Convergence | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> HazardRegression: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HazardRegression: ...
    def fit(self, /, rows: HazardRows) -> HazardFit:
        """
        Estimates the coefficients.

        Raises:
            RateError: Nobody left or everybody did; the data separate and that is refused; or a robust variance is asked for without
                persons.
            InputError: A term names no covariate, or one of the wrong kind.
            SettingError: A term does not fit the covariates: a reference level that does not occur, the logarithm of 0, a knot outside the
                boundary.
            TableError: There are more than 5,000 columns.
        """
    @property
    def has_intercept(self, /) -> bool:
        """
        Whether there is an intercept.
        """
    @property
    def link(self, /) -> Link:
        """
        How the linear predictor becomes a probability.
        """
    def term(self, /, term: Term) -> HazardRegression:
        """
        The same with one more term.
        """
    @property
    def terms(self, /) -> list[Term]:
        """
        The terms, in order.
        """

@final
class HazardRows:
    """
    Rows of a hazard regression: events and trials under covariates, with weights and persons where there are some.

    A row is either one person in one year (a person-period row, 0 or 1 event of 1 trial) or a cell of many; the estimates are the same.
    Columns that are named for nothing else are covariates.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
        events: Name of the column of events: how many of the trials had the event, or without `trials` whether the person had it.
        trials: Name of the column of trials; every row is one person in one period without it.
        offset: Name of the column that is added to the linear predictor with coefficient 1; none by default.
        weight: Name of the column of prior weights; every row counts once without it.
        person: Name of the column of persons, for errors that allow the rows of a person to depend on each other.
        covariates: Names of the covariates; all other columns by default.

    Raises:
        InputError: A column is missing, has another length or another type, or there is no row.
        SettingError: There are more events than trials, a number is not finite, or a weight is negative, each with its row counted from 0.

    Examples:
        >>> rows = HazardRows({"tenure": [0, 1], "left": [10, 4], "members": [100, 80]}, events="left", trials="members")
        >>> rows.events, rows.trials, rows.covariates.names
        (14.0, 180.0, ['tenure'])
        >>> rows == HazardRows.grouped({"tenure": [0, 1]}, [10, 4], [100, 80])
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, events: str, trials: str | None = None, offset: str | None = None, weight: str | None = None, person: str | None = None, covariates: SupportsGetItem[int, str] | None = None) -> HazardRows: ...
    def __repr__(self, /) -> str: ...
    @property
    def covariates(self, /) -> Covariates:
        """
        The covariates.
        """
    @property
    def events(self, /) -> float:
        """
        Events of all rows, weighted.
        """
    @staticmethod
    def grouped(covariates: Covariates | TableData, events: ArrayData, trials: ArrayData) -> HazardRows:
        """
        Cells: of so many trials so many had the event.

        Args:
            covariates: What is known of each cell: `Covariates` or a table.
            events: How many had the event.
            trials: Of how many.

        Raises:
            InputError: The columns differ in length, hold something else, or there is no row.
            SettingError: There are more events than trials, with the row.
        """
    @staticmethod
    def of_person_years(table: PersonYearTable) -> HazardRows:
        """
        The cells of a table of person-years.

        Raises:
            InputError: There is none.
        """
    @staticmethod
    def of_register(register: Register, settings: PersonYearSettings | None = None) -> HazardRows:
        """
        The members of a register at the start of each fiscal year and those who left within it, counted into cells.

        Args:
            register: The register.
            settings: How the cells are counted; by tenure and fiscal year of the Japanese calendar by default.

        Raises:
            InputError: The register has no segment of that name, or no fiscal year is complete.
            TableError: There are more possible cells than 2^62.

        Examples:
            >>> start = {"start": "2020-04-01"}
            >>> people = [{"person": str(n), "end": "2021-06-30" if n < 3 else "2022-06-30" if n < 9 else None, **start} for n in range(30)]
            >>> cells = HazardRows.of_register(Register(people, as_of="2023-03-31"))
            >>> len(cells), cells.events, cells.trials
            (2, 9.0, 57.0)
        """
    @staticmethod
    def person_periods(covariates: Covariates | TableData, events: ArrayData) -> HazardRows:
        """
        Person-period rows: whether the person of the row had the event in the period.

        Args:
            covariates: What is known of each row: `Covariates` or a table.
            events: Whether the person had the event.

        Raises:
            InputError: The columns differ in length, hold something else, or there is no row.
        """
    def persons(self, /, keys: ArrayData) -> HazardRows:
        """
        The same rows with the person that each is about, for a variance that allows the rows of a person to depend on each other.

        Raises:
            InputError: There is not one key a row.
        """
    @property
    def trials(self, /) -> float:
        """
        Trials of all rows, weighted.
        """
    def weighted(self, /, weights: ArrayData) -> HazardRows:
        """
        The same rows, each counted as often as its weight says (prior weights, whole or fractional).

        Raises:
            InputError: There is not one weight a row.
            SettingError: A weight is negative or not a finite number, with the row, or all are 0.
        """

@final
class HazardTable:
    """
    Years at risk and exits by tenure, fiscal year, attained age, cohort and segment, made in one pass over a register.

    A member has one row a year: the year of membership (or the fiscal year) that begins while the membership lasts. Its tenure, fiscal year,
    age and group are those of the first day at risk in it; who moves to another group within a year stays with the first. Whole numbers:
    tables of parts of a register add, and a regrouped table is the table built with fewer axes. `HazardRates` turns it into probabilities
    and rates with intervals.

    Args:
        register: The register.
        calendar: The fiscal calendar; the Japanese one by default.
        year: Which year a member is at risk for: that of ``"membership"`` (the default), or the ``"fiscal"`` one.
        by: What has a row of its own: ``"tenure"`` (the first year is 0), ``"period"`` (the fiscal year), ``"age"`` in completed years,
            ``"licence_cohort"``, ``"join_cohort"`` and names of segments; tenure by default.
        exit_day: On which day an exit is booked: the ``"last_day_in"`` (the default: who leaves when a year ends leaves in that year) or the
            ``"first_day_out"``.
        leap_day: When those who joined on 29 February complete a year: ``"feb28"`` or ``"mar1"``, as in `completed_years`.
        tenure: When tenure runs. Tenure that stops during leave needs fiscal years.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        during: Only the days of this window count; all days of the record by default.

    Raises:
        InputError: The register does not have a segment of that name.
        SettingError: Tenure stops during leave, with years of membership: such a year has no fixed length.

    Examples:
        B left with the last day of the first year; the first year of C has not ended, so that C is not among those at risk for a whole year.

        >>> members = [
        ...     {"person": "A", "start": "2021-04-01"},
        ...     {"person": "B", "start": "2021-04-01", "end": "2022-04-01", "end_reason": "arrears"},
        ...     {"person": "C", "start": "2023-10-01"},
        ... ]
        >>> table = HazardTable(Register(members, as_of="2024-03-31"))
        >>> key, first = table.cells[0]
        >>> key, first.at_risk, first.left, first.years, first.days  # 365 + 365 + 183 days
        ({'tenure': 0}, 2, {'arrears': 1}, 3, 913)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, year: HazardYear | None = None, by: SupportsGetItem[int, str] | None = None, exit_day: ExitDay | None = None, leap_day: LeapDay | None = None, tenure: TenureRules | None = None, cohort_rule: CohortRule | None = None, during: ObservationWindow | None = None) -> HazardTable: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HazardTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def by(self, /) -> list[str]:
        """
        What the table is by.
        """
    def cell(self, /, key: dict[str, SupportsIndex | str | None]) -> HazardCell | None:
        """
        The row of a key, such as ``{"tenure": 0, "branch": "東京都"}``; ``None`` when nobody was at risk.

        Args:
            key: All that the table is by.

        Raises:
            RateError: Something that the table is by is not named.
            SettingError: Something is named that it is not by, or a year is not a whole number.
        """
    @property
    def cells(self, /) -> list[tuple[dict[str, int | str | None], HazardCell]]:
        """
        The rows in which anybody was at risk, ascending, each with what the table is by; ``None`` is not known.
        """
    def merge(self, /, other: HazardTable) -> HazardTable:
        """
        The table of two registers with no person in both.

        Raises:
            TableError: The settings differ.
        """
    def regroup(self, /, by: SupportsGetItem[int, str]) -> HazardTable:
        """
        The table by fewer axes: rows that no longer differ are added.

        Args:
            by: Some of what the table is by.

        Raises:
            SettingError: The table is not by one of these.
        """
    @property
    def tenure_unknown(self, /) -> int:
        """
        Episodes left out because the first day of the membership is not known: it has no tenure.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def total(self, /) -> HazardCell:
        """
        All rows together.
        """
    @property
    def year(self, /) -> HazardYear:
        """
        Which year a member is at risk for.
        """

@final
class HoldOut:
    """
    A curve fitted to the first renewals and compared with the rest.

    Args:
        model: The curve to be fitted.
        counts: `RenewalCounts`, a `RetentionTriangle`, the members of one cohort after 0, 1, 2, … renewals, or a list of such cohorts.
        renewals: How many renewals the fit sees.

    Raises:
        SettingError: No renewal is left to judge on, or none to fit; or as for `CurveModel.fit`.
        InputError: Nobody was at risk.

    Examples:
        >>> regular = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
        >>> beta = HoldOut(CurveModel("shifted_beta_geometric"), regular, 7)
        >>> plain = HoldOut(CurveModel("geometric"), regular, 7)
        >>> len(beta.points), beta.mean_absolute_error < 0.004, plain.mean_absolute_error > 0.05
        (5, True, True)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, model: CurveModel, counts: RenewalCounts | RetentionTriangle | SupportsGetItem[int, SupportsIndex] | SupportsGetItem[int, SupportsGetItem[int, SupportsIndex]], renewals: SupportsIndex) -> HoldOut: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HoldOut: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def fit(self, /) -> CurveFit:
        """
        The fit to the first renewals.
        """
    @property
    def largest_absolute_error(self, /) -> float:
        """
        The largest absolute difference.
        """
    @property
    def mean_absolute_error(self, /) -> float:
        """
        Mean of the absolute differences of projected and observed shares.
        """
    @property
    def mean_absolute_percentage_error(self, /) -> float | None:
        """
        The same divided by the observed shares; ``None`` when nobody was left at some renewal.
        """
    @property
    def points(self, /) -> list[HoldOutPoint]:
        """
        The renewals that it did not see.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class HoldOutPoint:
    """
    One renewal that the fit of a `HoldOut` did not see.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> HoldOutPoint: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def observed(self, /) -> float:
        """
        Share still there as observed.
        """
    @property
    def projected(self, /) -> float:
        """
        Share still there as projected from the first renewals.
        """
    @property
    def renewals(self, /) -> int:
        """
        Number of renewals.
        """

@final
class IncidenceSettings:
    """
    How a cumulative incidence is made.

    Args:
        variance: How errors are estimated: ``"greenwood"`` (the default, as R `etm`: from counts alone, right with delayed entry),
            ``"infinitesimal_jackknife"`` (as R `survival`; with delayed entry or weights use `robust_incidence`), or ``"aalen"`` (as R
            `cmprsk`; larger where few are at risk, for whole counts). All three are right in large groups.
        interval: The scale on which limits are symmetric: ``"log_log"`` (the default), ``"log"``, ``"plain"``, ``"logit"`` or
            ``"arcsine"``.
        limits_on: Whose limits are computed: those of the ``"incidence"`` (the default, as R `survival`, SAS and lifelines) or of the
            ``"complement"``, turned over (as R `etm`). Only the log and log-log scales differ by it.
        confidence: How often the limits contain the true share; 0.95 by default.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.

    Examples:
        >>> rows = Observations.of_outcomes([1, 2, 3, 4], ["arrears", "death", None, "arrears"])
        >>> incidence = IncidenceSettings(variance="aalen", interval="plain").incidence(rows.risk_table())
        >>> incidence.at("arrears", 1).share
        0.25
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, variance: IncidenceVariance | None = None, interval: CurveInterval | None = None, limits_on: LimitsOn | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> IncidenceSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> IncidenceSettings: ...
    def incidence(self, /, table: RiskTable) -> CumulativeIncidence:
        """
        The incidence of each outcome of a group.

        Args:
            table: Who was at risk.

        Raises:
            RateError: The infinitesimal jackknife of a table with delayed entry or weights: it needs the rows (`robust_incidence`).
        """
    def robust_incidence(self, /, rows: Observations, group: str = "all") -> CumulativeIncidence:
        """
        The incidence with errors by person (infinitesimal jackknife), whatever variance the settings name: for rows of one person, for
        weights that are not counts, and for delayed entry as R `survival` does it.

        Args:
            rows: The rows.
            group: Name of the group; ``"all"`` when the rows are not grouped.

        Raises:
            RateError: There is no such group.
            InputError: No row of it counts.
        """
    def robust_losses(self, /, rows: Observations, horizon: SupportsFloat | SupportsIndex, group: str = "all") -> OutcomeLosses:
        """
        What each outcome costs, as `CumulativeIncidence.losses`, with errors by person.

        Args:
            rows: The rows.
            horizon: The horizon, in the unit of the times.
            group: Name of the group; ``"all"`` when the rows are not grouped.

        Raises:
            RateError: There is no such group.
            InputError: No row of it counts.
            SettingError: The horizon is not after the origin or not finite.
        """
    @property
    def variance_used(self, /) -> IncidenceVariance:
        """
        How errors are estimated.
        """

@final
class InflowForecast:
    """
    How many new licence holders, or joiners, come in each year ahead, and how far these numbers may be off.

    A year in which more come than expected raises what is expected of the years after it: the errors of different years hang together, and
    `Projection` carries them so to all numbers, exactly. The forecast knows the past of one number and nothing of a school that
    opens; with fewer than about ten years none of the methods knows how far it errs.

    Args:
        history: The numbers of the years that came, in order and without gaps; at most the last 20 are looked at.
        horizon: How many years ahead.
        method: ``"random_walk"`` (the default, chosen by back-tests: the last year, each year adds a change), ``"mean"`` (of the last five
            years, each differs on its own), ``"drift"`` (the mean change goes on) or ``"damped_trend"`` (Gardner and McKenzie 1985).

    Raises:
        SettingError: Fewer than three years, or horizon 0.
        TableError: More than 200 years ahead.

    Examples:
        >>> drift = InflowForecast([100, 104, 102, 106], 3, method="drift")  # changes 4, -2, 4: mean 2
        >>> drift.mean
        [108.0, 110.0, 112.0]
        >>> drift.covariance(0, 2) > 0
        True
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, history: SupportsGetItem[int, SupportsIndex], horizon: SupportsIndex, *, method: InflowMethod | None = None) -> InflowForecast: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> InflowForecast: ...
    def _repr_html_(self, /) -> str: ...
    def arrivals(self, /) -> list[Arrival]:
        """
        Each year with its mean and deviation, as if the years were independent: too certain for what adds up over years.
        """
    def covariance(self, /, one: SupportsIndex, other: SupportsIndex) -> float:
        """
        The covariance of the numbers of two years, counted from 0; 0 beyond the horizon.
        """
    @property
    def deviation(self, /) -> list[float]:
        """
        The standard deviation of the number of each year ahead.
        """
    @property
    def history(self, /) -> list[int]:
        """
        The years that it follows from.
        """
    @property
    def mean(self, /) -> list[float]:
        """
        The expected number of each year ahead; never below 0.
        """
    @property
    def method(self, /) -> InflowMethod:
        """
        How the inflow goes on.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class InnermostInterval:
    """
    An interval that holds mass; where in it is not known.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> InnermostInterval: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> float:
        """
        Share still there after it.
        """
    @property
    def before(self, /) -> float:
        """
        Share still there before it.
        """
    @property
    def from_(self, /) -> float:
        """
        The event lies after this time, or at it when `is_exact`; ``from`` is a word of the language.
        """
    @property
    def is_exact(self, /) -> bool:
        """
        Whether it is one time.
        """
    @property
    def mass(self, /) -> float:
        """
        The share that leaves in it.
        """
    @property
    def through(self, /) -> float:
        """
        The last time at which the event can lie.
        """

@final
class InputDigest:
    """
    The digest of one input.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> InputDigest: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bytes(self, /) -> int:
        """
        Its length in bytes.
        """
    @property
    def name(self, /) -> str:
        """
        Name of the file, without its folder, or of the table.
        """
    @property
    def sha256(self, /) -> str:
        """
        SHA-256 of its bytes, in hexadecimal digits.
        """

@final
class Interval:
    """
    An interval, with its confidence and method.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Interval: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def confidence(self, /) -> float:
        """
        How often such intervals contain the true value, according to the method.
        """
    def contains(self, /, value: SupportsFloat | SupportsIndex) -> bool:
        """
        Whether a value lies between the limits or on one.
        """
    @property
    def lower(self, /) -> float:
        """
        The lower limit.
        """
    @property
    def method(self, /) -> str:
        """
        How the limits were computed.
        """
    @property
    def upper(self, /) -> float:
        """
        The upper limit.
        """
    @property
    def width(self, /) -> float:
        """
        How far the limits are apart.
        """

@final
class IntervalObservations:
    """
    Rows of time to an event that is known to lie in an interval: one row is one person.

    Args:
        left: The event lies after this time, or at it where `right` is equal.
        right: The last time at which it can lie; ``None`` (or NaN) when it had not happened at `left` (right-censored).
        entry: The row is known only because its event lies after this time (delayed entry); all are under observation from the origin
            without it.
        weight: How often each row counts; once without it. A row of weight 0 counts nowhere.

    Raises:
        InputError: The arrays differ in length, or have another type.
        SettingError: A time is not a finite number, a right end is before the left one, an entry is not before its event, or a weight is
            negative, each with its row counted from 0.

    Examples:
        Left between 0 and 1 year; left at 2 years exactly; still a member at 3 years.

        >>> rows = IntervalObservations([0, 2, 3], [1, 2, None])
        >>> len(rows), rows.exact, rows.censored
        (3, 1, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, left: ArrayData, right: ArrayData, *, entry: ArrayData | None = None, weight: ArrayData | None = None) -> IntervalObservations: ...
    def __repr__(self, /) -> str: ...
    @property
    def censored(self, /) -> int:
        """
        Number of rows whose event had not happened when they were last seen.
        """
    def entering(self, /, entry: ArrayData) -> IntervalObservations:
        """
        The same rows, known only because their event lies after `entry` (delayed entry, left truncation).

        Raises:
            InputError: The arrays differ in length.
            SettingError: An entry is not a finite number, lies after the left end of its row or at the time of an exact event.
        """
    @property
    def exact(self, /) -> int:
        """
        Number of rows whose event happened at a known time.
        """
    @property
    def left(self, /) -> list[float]:
        """
        The left ends, in the order of the rows.
        """
    @property
    def right(self, /) -> list[float | None]:
        """
        The right ends, in the order of the rows; ``None`` where a row has none.
        """
    def weighted(self, /, weight: ArrayData) -> IntervalObservations:
        """
        The same rows, each counted as often as its weight says. A row of weight 0 counts nowhere.

        Raises:
            InputError: The arrays differ in length.
            SettingError: A weight is negative or not a finite number, with the row.
        """

@final
class Issue:
    """
    One thing wrong or worth knowing about one row of the input.

    Issues are collected for all rows: forty problems reported once beat forty runs. ``str(issue)`` is the sentence to show.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[IssueCode, Action, int | None, str | None, str | None, str | None]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, code: IssueCode, action: Action, row: SupportsIndex | None = None, person: str | None = None, column: str | None = None, value: str | None = None) -> Issue: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def action(self, /) -> Action:
        """
        What was done with the row: ``"kept"``, ``"repaired"`` or ``"set_aside"``.
        """
    @property
    def code(self, /) -> IssueCode:
        """
        What kind of thing is wrong: a stable name for programs.
        """
    @property
    def column(self, /) -> str | None:
        """
        The column concerned, where one is.
        """
    @property
    def message(self, /) -> str:
        """
        What is wrong and what was done, as an English sentence.
        """
    @property
    def message_ja(self, /) -> str:
        """
        What is wrong and what was done, as a Japanese sentence.
        """
    @property
    def person(self, /) -> str | None:
        """
        Key of the person, where known.
        """
    @property
    def row(self, /) -> int | None:
        """
        Number of the row; ``None`` when the issue is not about one row.
        """
    @property
    def severity(self, /) -> Severity:
        """
        How much it matters: ``"info"``, ``"warning"`` or ``"error"``.
        """
    def to_dict(self, /) -> "dict[str, str | int | None]":
        """
        The fields by name.
        """
    @property
    def value(self, /) -> str | None:
        """
        The value found, where one was.
        """

@final
class LabelledRate:
    """
    A rate under the label it is shown with, which tells it from others of the same name.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LabelledRate: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def label(self, /) -> tuple[str, str]:
        """
        The label in English and Japanese.
        """
    @property
    def rate(self, /) -> Rate:
        """
        The rate.
        """

@final
class LapseDates:
    """
    How the days of leaving of a register are read.

    Arrears are cleared, and rolls are audited, on one day. That day is no decision of the members who left on it: they had stopped paying,
    or taking part, at some time since the day up to which their dues were paid. The readings are conventions, not limits of the truth.

    Args:
        date: What the day of an administrative exit is taken for: leaving happened on it (``"as_recorded"``, the default), on the day up to
            which dues were paid (``"paid_through"``), or between the two (``"interval_censored"``, for `TurnbullSettings`).
        administrative: Which exits are administrative: those on the mass exit days that the register found (``"mass_exit_days"``, the
            default), those for some ``"reasons"`` on whatever day, or ``"mass_exit_days_or_reasons"``.
        reasons: These reasons, such as ``["arrears"]``.
        paid_through: The day up to which a member struck off was known to be one: the ``"previous_mass_exit_day"`` (the default; without
            one, the first day observed), the last ``"anniversary"`` of joining, ``("fiscal_years", years)`` (the start of the fiscal year
            so many years before that of the last day in), or ``("days_before", days)``.
        calendar: The fiscal calendar of ``"fiscal_years"``; the Japanese one by default.
        spells: Which memberships count: the ``"first"`` of each person (the default) or ``"all"``.

    Raises:
        SettingError: A word is not known, reasons are asked for and not named, or named and not asked for.

    Examples:
        >>> members = [
        ...     {"person": "A", "start": "2020-04-01", "end": "2022-07-10", "end_reason": "arrears"},  # 830 days
        ...     {"person": "B", "start": "2020-04-01", "end": "2021-05-01", "end_reason": "voluntary"},  # 395 days
        ...     {"person": "C", "start": "2020-04-01"},
        ... ]
        >>> register = Register(members, as_of="2024-03-31")
        >>> dates = LapseDates("interval_censored", administrative="reasons", reasons=["arrears"], paid_through="anniversary")
        >>> intervals = dates.rows(register).intervals
        >>> intervals.left, intervals.right  # A had paid through 2022-03-31
        ([730.0, 395.0, 1461.0], [830.0, 395.0, None])
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, date: LapseDate | None = None, *, administrative: AdministrativeExits | None = None, reasons: SupportsGetItem[int, EndReason] | None = None, paid_through: PaidThrough | None = None, calendar: FiscalCalendar | None = None, spells: SpellsCounted | None = None) -> LapseDates: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LapseDates: ...
    def rows(self, /, register: Register) -> LapseRows:
        """
        The memberships of a register as rows, in days since joining.

        Memberships whose first day is not known have no clock and are left out, and so are those seen for the first time when they ended;
        both are counted.

        Args:
            register: The register.

        Raises:
            InputError: No membership has a clock.
        """

@final
class LapseRows:
    """
    The memberships of a register as rows of time to leaving, made by `LapseDates.rows`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def administrative(self, /) -> int:
        """
        Exits that are administrative.
        """
    @property
    def clock_unknown(self, /) -> int:
        """
        Memberships left out because their first day is not known.
        """
    @property
    def intervals(self, /) -> IntervalObservations:
        """
        The rows, for `TurnbullSettings`.
        """
    @property
    def made_by(self, /) -> LapseDates:
        """
        The settings they were made with.
        """
    @property
    def never_at_risk(self, /) -> int:
        """
        Memberships left out because they were at risk on no day.
        """
    def observations(self, /) -> Observations:
        """
        The rows with exact times, for Kaplan-Meier and its intervals.

        Raises:
            RateError: Days are interval-censored.
        """

@final
class LeftOut:
    """
    Person-years that are in no cell.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LeftOut: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def other_exits(self, /) -> int:
        """
        The member left for a reason that is not studied.
        """
    @property
    def tenure_unknown(self, /) -> int:
        """
        The first day of membership is not known, and so no tenure.
        """

@final
class LengthOfStay:
    """
    The mean time spent in each state from a start to a horizon, given each state at the start; made by
    `MultistateSettings.length_of_stay`.

    ``L(s, t) = ∫ P(s, u) du``; the times in all states add up to the whole period.

    Source: R. B. Geskus, *Data Analysis with Competing Risks and Intermediate States*, 2016; R ``mstate``, function ``ELOS``, gives the
    means.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LengthOfStay: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def beyond_follow_up(self, /) -> bool:
        """
        Whether the horizon lies after the last time seen, so that the probabilities were drawn on flat.
        """
    @property
    def period(self, /) -> tuple[float, float]:
        """
        From which time to which.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    def time(self, /, from_: str, state: str) -> StateTime:
        """
        The mean time spent in a state, given a state at the start.

        Raises:
            RateError: There is no such state.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class LeverAnswer:
    """
    What one lever would have to do for a goal.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LeverAnswer: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def amount(self, /) -> float | None:
        """
        The number of that change, to its last digit.
        """
    @property
    def change(self, /) -> tuple[str, str] | None:
        """
        The change that reaches the goal, or the best, in words and to four decimals; ``None`` when none is needed.
        """
    @property
    def lever(self, /) -> Lever:
        """
        The lever.
        """
    @property
    def reach(self, /) -> GoalReach:
        """
        ``"already_met"`` without any change, ``"at"`` a turn of the lever, or ``"unreachable"``.
        """
    @property
    def reached(self, /) -> float:
        """
        What is reached.
        """

@final
class LeverAnswers:
    """
    What would it take: what follows from the assumptions of the projection, and from scenarios and a goal where they were given.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LeverAnswers: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def goal(self, /) -> GoalAnswer | None:
        """
        Whether and how the goal is reached; ``None`` without one.
        """
    @property
    def scenarios(self, /) -> list[ScenarioAnswer]:
        """
        What follows from each scenario, in the order given.
        """
    @property
    def sensitivity(self, /) -> Sensitivity:
        """
        How the organization rate (members, where that is not known) at the end of the last projected year moves with every assumption.
        """
    @property
    def steady_state(self, /) -> SteadyState | None:
        """
        Where the rates lead if they hold for ever; ``None`` where the membership still moves after thousands of years.
        """

@final
class LeverChange:
    """
    A change of one lever: by how much, for whom, when, and for which share of them. Exactly one of `points`, `factor`, `odds`,
    `complement` and `to` is given.

    Args:
        lever: ``"entry"``, ``"late_entry"``, ``"lapse"``, ``"leave_taken"``, ``"leave_end"``, ``"reinstatement"`` or
            ``"licence_inflow"``.
        points: Added: -0.02 is two percentage points less; for the inflow, persons a year.
        factor: Multiplied: 0.8 is a fifth less.
        odds: The odds p / (1 - p) multiplied; a probability stays between 0 and 1. Not for the inflow.
        complement: Of those to whom it does not happen, the share multiplied: of lapse, 1.02 lets 2 % more stay. Not for the inflow.
        to: Set to this value.
        years: Only for these years, the last one included, since joining (lapse), since the licence (late entry) or since the lapse
            (reinstatement); ``(1, None)`` for year 1 and all later ones. Year 0 is the one of the event itself; late entry and
            reinstatement begin with year 1.
        reason: Only for one reason of leaving.
        reach: For which share of those concerned; all unless given.
        schedule: When the change works; from the first projected year on unless given.
        segments: Only in these segments, by name; a projection of segments is needed then. In all unless given.
        cost: What it costs; nothing unless given.

    Raises:
        SettingError: Not exactly one amount, an amount that the lever cannot have, or years or a reason where the lever has none.
        TableError: Years beyond 900.

    Examples:
        >>> LeverChange("lapse", factor=0.8, years=(1, 3), schedule=Schedule(from_year=2026)).sentence[0]
        'Lapse in years 1 to 3: multiplied by 0.8, from fiscal 2026 on.'
        >>> LeverChange("lapse", to=0.03, years=(2, None), segments=["north"]).sentence[0]
        'Lapse in year 2 and later in north: set to 3 %.'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, lever: Lever, *, points: SupportsFloat | SupportsIndex | None = None, factor: SupportsFloat | SupportsIndex | None = None, odds: SupportsFloat | SupportsIndex | None = None, complement: SupportsFloat | SupportsIndex | None = None, to: SupportsFloat | SupportsIndex | None = None, years: tuple[SupportsIndex, SupportsIndex | None] | None = None, reason: EndReason | None = None, reach: SupportsFloat | SupportsIndex | None = None, schedule: Schedule | None = None, segments: SupportsGetItem[int, str] | None = None, cost: Cost | None = None) -> LeverChange: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LeverChange: ...
    @property
    def amount(self, /) -> tuple[str, float]:
        """
        By how much it turns: the kind of change and its number, such as ``("factor", 0.8)``.
        """
    @property
    def costs(self, /) -> Cost:
        """
        Its cost.
        """
    @property
    def for_reason(self, /) -> EndReason | None:
        """
        For which reason of leaving alone it works; ``None`` when it is for all.
        """
    @property
    def in_segments(self, /) -> list[str]:
        """
        The segments that it names; none when it is for all.
        """
    @property
    def in_years(self, /) -> tuple[int, int | None] | None:
        """
        For which years alone it works; ``(1, None)`` is year 1 and all later ones. ``None`` when it is for all.
        """
    @property
    def lever(self, /) -> Lever:
        """
        The lever.
        """
    @property
    def reached_share(self, /) -> float:
        """
        For which share of those concerned it works.
        """
    @property
    def sentence(self, /) -> tuple[str, str]:
        """
        The change as a sentence, in English and in Japanese.
        """
    @property
    def when(self, /) -> Schedule:
        """
        When it works.
        """
    def with_value(self, /, value: SupportsFloat | SupportsIndex) -> LeverChange:
        """
        The same change by another number.

        Raises:
            SettingError: The lever cannot have that number.
        """

@final
class LexisGrid:
    """
    The settings of a `MemberDays` table: which days, which periods, and when a year of membership is completed.

    Args:
        window: The days under study.
        calendar: The fiscal years that make the columns; the Japanese ones by default.
        leap_day: When those who joined on 29 February complete a year: ``"feb28"`` (the default) or ``"mar1"``.
        exit_day: On which day an exit is booked: ``"first_day_out"`` (the default) or ``"last_day_in"``.
        tenure: When tenure runs, for `count_register`; by default through leave, and from the start of each membership.

    Examples:
        >>> table = LexisGrid(ObservationWindow("2020-04-01", "2023-04-01")).count([
        ...     Span("2019-04-01"),  # second, third and fourth year of membership
        ...     Span("2021-10-01", end="2022-04-11", exit="voluntary"),  # 182 days, then 10
        ... ])
        >>> cell = table.cell(0, 2022)
        >>> cell.days, cell.exits, table.total.days == 3 * 365 + 192
        (10, {'voluntary': 1}, True)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, window: ObservationWindow, *, calendar: FiscalCalendar | None = None, leap_day: LeapDay | None = None, exit_day: ExitDay | None = None, tenure: TenureRules | None = None) -> LexisGrid: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LexisGrid: ...
    def count(self, /, spans: Register | SupportsGetItem[int, Span]) -> MemberDays:
        """
        The days at risk and the exits of all spans.
        """
    def count_register(self, /, register: Register) -> MemberDays:
        """
        The days at risk and the exits of all members of a register.

        Days on leave are days at risk; where tenure stops during leave they are counted at the years completed before it. Memberships
        whose first day is not known have no tenure and are left out.
        """

@final
class LicenceHolder:
    """
    One licence holder, all rows of the key taken together.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LicenceHolder: ...
    @property
    def branch(self, /) -> str | None:
        """
        The branch; ``None`` is not known, or contradictory.
        """
    @property
    def cohort(self, /) -> int | None:
        """
        The licence cohort, where it is given instead of the day.
        """
    @property
    def end(self, /) -> date | None:
        """
        The first day without the licence; ``None`` is in force, or contradictory.
        """
    @property
    def key(self, /) -> str:
        """
        The key.
        """
    @property
    def licensed(self, /) -> date | None:
        """
        The day of the licence; ``None`` when not known, or only the cohort is.
        """

@final
class LicenceRegister:
    """
    A register of licence holders (免許保有者名簿): one holder a key, sorted by key.

    Rows of one key are taken together: what one row leaves out is filled from another. Two licence dates: the earliest is used. Two
    branches, or two ends: not known. Each is an issue. The result does not depend on the order of the rows.

    Args:
        data: A table with one row a licence and the columns ``key`` (the key that links the licence holder to a member, 会員番号 or
            免許番号), ``licensed`` (day of the licence) or ``cohort`` (fiscal year of the licence cohort), and where known ``branch``
            and ``end`` (first day without the licence).
        columns: Header of a column that is called otherwise, by what it is for: ``{"key": "登録番号"}``.
        as_of: The day on which the register was extracted: the vintage of what is counted in it.

    Raises:
        InputError: No row is left, there is no column ``key``, or a day or a cohort cannot be read.

    Examples:
        >>> licences = LicenceRegister([
        ...     {"key": "A1", "licensed": "2019-03-25"},
        ...     {"key": 17, "licensed": "2019-05-07"},
        ...     {"key": "C3", "cohort": 2020},
        ... ])
        >>> licences.licensees(CohortRule()).new_licensees(2019)
        2
        >>> linkage = licences.link(["17", "C3", "X9"])
        >>> linkage.matched, linkage.unmatched_members, linkage.unmatched_licensees
        (2, ['X9'], ['A1'])
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, columns: dict[str, str] | None = None, as_of: DayLike | None = None) -> LicenceRegister: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LicenceRegister: ...
    @property
    def holders(self, /) -> list[LicenceHolder]:
        """
        The licence holders, sorted by key.
        """
    def in_force_on(self, /, day: DayLike, rule: CohortRule | None = None) -> Denominator | None:
        """
        Licences in force on a day: obtained on or before it and not ended by it; ``None`` when the day lies after the extract.

        Args:
            day: The day.
            rule: Which licences make one cohort; of those with a cohort only, the licence counts from the first day of that fiscal year.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        What was wrong with the rows.
        """
    def licence_of(self, /, key: str) -> LicenceHolder | None:
        """
        The licence holder of a key; ``None`` when there is none.
        """
    def licensees(self, /, rule: CohortRule | None = None) -> Licensees:
        """
        New licence holders by cohort, for the whole and for each branch.

        A register is complete: a year between the first and the last cohort in which nobody obtained the licence counts 0.

        Args:
            rule: Which licences make one cohort; the Japanese rule with its lead of 31 days by default.

        Raises:
            InputError: No licence is known.
            TableError: Branches times years are more than ten million.
        """
    def link(self, /, members: Register | SupportsGetItem[int, str]) -> Linkage:
        """
        Who of the members is a licence holder, and who of the licence holders a member. A key that comes several times counts once.

        Args:
            members: A register of members, or the keys of members.
        """
    @property
    def rows_kept(self, /) -> int:
        """
        Rows used as they are.
        """
    @property
    def rows_read(self, /) -> int:
        """
        Data rows read; equals `rows_kept` + `rows_repaired` + `rows_set_aside`.
        """
    @property
    def rows_repaired(self, /) -> int:
        """
        Rows used after a repair.
        """
    @property
    def rows_set_aside(self, /) -> int:
        """
        Rows not used.
        """

@final
class Licensees:
    """
    New licence holders (新規免許取得者) by licence cohort, and by branch where known, with revisions, and cumulative totals (累計免許取得者)
    given or summed. Denominators come only from here.

    Args:
        data: A table with one row a year (and branch); headers in Japanese or English are found, such as ``year``, ``count`` (new licence
            holders), ``cumulative`` (published total through the year), ``branch``, ``vintage`` (the day on which it became known).
        columns: Header of a column that is not found, by what it is for: ``{"count": "passers"}``.
        read: How the table is read otherwise.
        cohort_rule: The rule that made the years licence cohorts; with `announced`, the rule that finds the cohort.
        announced: When the years are calendar years of an examination: month and day on which its results are announced.
        base: All licence holders through a year, from which totals are summed: ``(2010, 82_974)``.
        branch_bases: The same for single branches, by branch: ``{"東京都": (2010, 8_297)}``.
        attrition: Probability that a licence holder dies or leaves practice in a year, a list by years since the licence, or an
            `Attrition`; nobody by default.
        count_source: Who published the yearly figures.
        cumulative_source: Who published the totals.

    Raises:
        InputError: There is no figure, or no column for the year or for a count.
        RegisterError: A year or a count cannot be read.
        SettingError: A year or a day is impossible, or two columns stand for one thing.

    Examples:
        >>> licensees = Licensees({"year": [2018, 2019], "count": [9_885, 10_809]}, base=(2017, 151_591))
        >>> licensees.new_licensees(2019), licensees.cumulative_summed(2019), licensees.new_licensees(2020)
        (10809, 172285, None)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, cohort_rule: CohortRule | None = None, announced: tuple[SupportsIndex, SupportsIndex] | None = None, base: tuple[SupportsIndex, SupportsIndex] | None = None, branch_bases: dict[str, tuple[SupportsIndex, SupportsIndex]] | None = None, attrition: Attrition | SupportsFloat | SupportsIndex | SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, count_source: str | None = None, cumulative_source: str | None = None) -> Licensees: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Licensees: ...
    def _repr_html_(self, /) -> str: ...
    def as_known_on(self, /, day: DayLike) -> Licensees:
        """
        The table as it was known at the end of a day: figures published later are left out.
        """
    @property
    def attrition(self, /) -> Attrition:
        """
        The assumption about licence holders who die or leave practice.
        """
    @property
    def branches(self, /) -> list[str]:
        """
        The branches.
        """
    def cumulative_given(self, /, year: SupportsIndex) -> int | None:
        """
        All who obtained the licence through a cohort, as published; ``None`` when not known.
        """
    def cumulative_summed(self, /, year: SupportsIndex) -> int | None:
        """
        All who obtained the licence through a cohort, summed from the yearly figures; ``None`` when not known.
        """
    def get(self, /, kind: DenominatorKind, year: SupportsIndex) -> Denominator | None:
        """
        The denominator of a kind for a year, with everything that defines it; ``None`` when it is not known, and for ``"registered"``, which
        only a `LicenceRegister` can count.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        What was found in the figures: revisions, contradictions, breaks.
        """
    def merge(self, /, other: Licensees) -> Licensees:
        """
        This table and another as one; a figure that both hold counts once.

        Raises:
            TableError: The two differ in a setting.
        """
    def new_licensees(self, /, year: SupportsIndex) -> int | None:
        """
        New licence holders of a licence cohort; ``None`` when not known.
        """
    def of_branch(self, /, branch: str) -> Licensees | None:
        """
        The table of one branch alone; ``None`` when there is no such branch.
        """
    def practising(self, /, year: SupportsIndex) -> float | None:
        """
        Licence holders estimated alive and in practice at the end of a year, under the attrition given; ``None`` when not known.
        """
    @staticmethod
    def read_csv(path: str | PathLike[str], *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, cohort_rule: CohortRule | None = None, announced: tuple[SupportsIndex, SupportsIndex] | None = None, base: tuple[SupportsIndex, SupportsIndex] | None = None, branch_bases: dict[str, tuple[SupportsIndex, SupportsIndex]] | None = None, attrition: Attrition | SupportsFloat | SupportsIndex | SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, count_source: str | None = None, cumulative_source: str | None = None) -> Licensees:
        """
        The same from a CSV file.

        Raises:
            OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
        """
    @property
    def rule(self, /) -> CohortRule | None:
        """
        The rule that assigns licences to cohorts; ``None`` when the caller gave cohorts without one.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def with_attrition(self, /, attrition: Attrition | SupportsFloat | SupportsIndex | SupportsGetItem[int, SupportsFloat | SupportsIndex]) -> Licensees:
        """
        The same table with an assumption about licence holders who die or leave practice.

        Raises:
            SettingError: A probability is outside [0, 1].
        """
    @property
    def years(self, /) -> list[int]:
        """
        The licence cohorts with a figure, ascending.
        """

@final
class LifeTable:
    """
    The actuarial life table of a cohort, when only the interval is known in which people left, or when a table by years is wanted. Made by
    `LifeTableSettings`.

    With ``n`` there at the start of an interval, ``c`` last seen in it, ``e`` entered in it and ``d`` left:
    ``q = d / (n + e/2 - c/2)``, and the share still there is the product of ``1 - q`` of the intervals before. Assumes that who is last seen
    in an interval, or enters in it, is spread over it as the timing of the settings says; where the days are known, the survival curve
    needs no such assumption. J. P. Klein and M. L. Moeschberger (2003), Survival Analysis, 2nd ed., section 5.4.

    Examples:
        Half of the 100 have left when 30 of the 40 of the second year have.

        >>> table = LifeTableSettings.every(1, 3).of_counts(100, [0, 0, 0], [20, 40, 20])
        >>> table.rows[0].median_residual, table.rows[0].density
        (1.75, 0.2)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LifeTable: ...
    def _repr_html_(self, /) -> str: ...
    def limits(self, /, row: LifeTableRow) -> Limits | None:
        """
        The limits of the share still there at the start of an interval; ``None`` where the scale has none.

        Args:
            row: One of `rows`.
        """
    @property
    def outcomes(self, /) -> list[str]:
        """
        The names of the outcomes, in order.
        """
    @property
    def rows(self, /) -> list[LifeTableRow]:
        """
        The intervals, ascending.
        """
    @property
    def settings(self, /) -> LifeTableSettings:
        """
        The settings it was made with.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class LifeTableRow:
    """
    One interval of a `LifeTable`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LifeTableRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def all_events(self, /) -> float:
        """
        Weight that left in it for any outcome.
        """
    @property
    def at_risk(self, /) -> float:
        """
        Weight that counts as at risk in the interval.
        """
    @property
    def censored(self, /) -> float:
        """
        Weight last seen in it.
        """
    @property
    def censored_at_end(self, /) -> float:
        """
        The part of it that was last seen exactly at the end of the interval and counts in full.
        """
    @property
    def density(self, /) -> float | None:
        """
        Share of the cohort that leaves per unit of time in it; ``None`` in the open interval.
        """
    @property
    def density_error(self, /) -> float | None:
        """
        Its standard error; ``None`` when nobody left.
        """
    @property
    def end(self, /) -> float | None:
        """
        When it ends; ``None`` for the open one.
        """
    @property
    def entered(self, /) -> float:
        """
        Weight there at its start.
        """
    @property
    def entered_late(self, /) -> float:
        """
        Weight first seen in it, that is, later than at its start.
        """
    @property
    def events(self, /) -> list[float]:
        """
        Weight that left in it, by outcome, in the order of the outcomes of the table.
        """
    @property
    def hazard(self, /) -> float | None:
        """
        Hazard per unit of time at its middle; ``None`` in the open interval.
        """
    @property
    def hazard_error(self, /) -> float | None:
        """
        Its standard error; ``None`` when nobody left.
        """
    @property
    def median_residual(self, /) -> float | None:
        """
        Time from its start in which half of those there leave; ``None`` when that is not seen.
        """
    @property
    def median_residual_error(self, /) -> float | None:
        """
        Its standard error.
        """
    @property
    def probability(self, /) -> float | None:
        """
        Probability of leaving in it, given that one is there at its start; ``None`` when nobody is at risk, and when more left than
        count as at risk (many entered late and left in the same interval: take narrower ones).
        """
    @property
    def start(self, /) -> float:
        """
        When it starts.
        """
    @property
    def survival(self, /) -> float | None:
        """
        Share still there at its start; ``None`` after an interval without a probability.
        """
    @property
    def survival_error(self, /) -> float | None:
        """
        Its standard error (Greenwood); ``None`` once nobody is left.
        """

@final
class LifeTableSettings:
    """
    How a life table is made; `between` and `every` make the settings.

    Examples:
        Of 100 members 10 are last seen and 19 leave in the first year, 4 and 12 in the second.

        >>> table = LifeTableSettings.every(1, 2).of_counts(100, [10, 4], [19, 12])
        >>> table.rows[0].probability, table.rows[1].survival  # 19 of 95
        (0.2, 0.8)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LifeTableSettings: ...
    @staticmethod
    def between(breaks: ArrayData, *, open_ended: bool = False, timing: WithdrawalTiming | None = None, boundary: AtBoundary | None = None, interval: CurveInterval | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> LifeTableSettings:
        """
        Intervals between the given times.

        Args:
            breaks: Two or more times, ascending.
            open_ended: Whether one more interval follows, from the last time on, without an end.
            timing: When in an interval people are last seen, or enter: ``"uniform"`` (the default, each counts for half), ``"at_start"``
                (they do not count) or ``"at_end"`` (each counts in full).
            boundary: To which interval a time belongs that ends one and starts the next: ``"before"`` (the default, intervals are
                ``(start, end]``: who does not renew after exactly a year belongs to the first year) or ``"after"`` (``[start, end)``, as in
                Klein and Moeschberger).
            interval: The scale on which limits of the share still there are symmetric: ``"log_log"`` (the default), ``"log"``, ``"plain"``,
                ``"logit"`` or ``"arcsine"``.
            confidence: How often the limits contain the true share; 0.95 by default.

        Raises:
            SettingError: There are fewer than two times, one is not finite or not after the one before it, or the confidence is not strictly
                between 0 and 1.
        """
    @staticmethod
    def every(width: SupportsFloat | SupportsIndex, intervals: SupportsIndex, *, open_ended: bool = False, timing: WithdrawalTiming | None = None, boundary: AtBoundary | None = None, interval: CurveInterval | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> LifeTableSettings:
        """
        So many intervals of one width, from 0 on.

        Args:
            width: The width, in the unit of the times; 365.25 for years of a `DurationTable`, which is in days.
            intervals: Number of intervals.
            open_ended: As for `between`.
            timing: As for `between`.
            boundary: As for `between`.
            interval: As for `between`.
            confidence: As for `between`.

        Raises:
            SettingError: The width is not above 0, there is no interval, or the confidence is not strictly between 0 and 1.
            TableError: There are more than a million intervals.
        """
    @property
    def intervals(self, /) -> int:
        """
        Number of intervals, with the open one.
        """
    def of_counts(self, /, initial: SupportsFloat | SupportsIndex, censored: ArrayData, events: ArrayData) -> LifeTable:
        """
        The life table of counts typed in.

        Args:
            initial: How many there are at the start.
            censored: For each interval, how many were last seen in it.
            events: For each interval, how many left in it.

        Raises:
            InputError: There is not one count an interval.
            SettingError: A count is negative or not finite, or more leave or are last seen than there are.
        """
    def of_durations(self, /, durations: DurationTable, group: SupportsIndex = 0) -> LifeTable:
        """
        The life table of a group of a `DurationTable`, in days.

        Args:
            durations: The table.
            group: Position of the group among ``durations.groups``; the first by default.

        Raises:
            SettingError: There is no group at the position.

        Examples:
            >>> rows = [
            ...     {"person": "A", "start": "2022-04-01"},
            ...     {"person": "B", "start": "2022-04-01", "end": "2023-04-01"},  # after 365 days
            ... ]
            >>> durations = DurationTable(Register(rows, as_of="2024-03-31"))
            >>> LifeTableSettings.every(365.25, 2).of_durations(durations).rows[0].probability
            0.5
        """
    def of_outcome_counts(self, /, initial: SupportsFloat | SupportsIndex, censored: ArrayData, events: NamedArrays) -> LifeTable:
        """
        The life table of counts typed in, by outcome.

        Args:
            initial: How many there are at the start.
            censored: For each interval, how many were last seen in it.
            events: For each outcome by its name, how many left for it in each interval.

        Raises:
            InputError: There is not one count an interval.
            SettingError: A count is negative or not finite, or more leave or are last seen than there are.
        """
    def of_risk_table(self, /, table: RiskTable) -> LifeTable:
        """
        The life table of a group of which is known who was at risk when.

        Args:
            table: Who was at risk.

        Raises:
            RateError: Someone entered after the start of the first interval: the table does not tell in which; use `of_rows`.
        """
    def of_rows(self, /, rows: Observations, group: str = "all") -> LifeTable:
        """
        The life table of a group of rows.

        Args:
            rows: The rows.
            group: Name of the group; ``"all"`` when the rows are not grouped.

        Raises:
            RateError: There is no such group.
            InputError: No row of it counts.
        """

@final
class LifetimeRegression:
    """
    A regression of the logarithm of time on what is known of each row (accelerated failure time), with right censoring, delayed entry and
    weights.

    ``ln T = intercept + Σ coefficient × value + scale × W``: one unit more of a value multiplies every time by exp(coefficient). This is the
    regression of R's `survreg`, with the coefficients and the scale that it prints. Assumes that each value multiplies time by the same
    factor at all tenures. Kalbfleisch and Prentice (2002), *The Statistical Analysis of Failure Time Data*, chapter 3.

    Args:
        family: ``"exponential"``, ``"weibull"``, ``"log_normal"`` or ``"log_logistic"``.
        confidence: Confidence of limits, 0.95 by default.

    Raises:
        SettingError: Another family, or the confidence is not strictly between 0 and 1.

    Examples:
        Without censoring, the exponential regression on two groups gives the logarithms of their mean times, 2 and 4:

        >>> rows = Observations.of_events([1, 3, 2, 6], [1, 1, 1, 1])
        >>> fit = LifetimeRegression("exponential").levels("branch", ["A", "A", "B", "B"]).fit(rows)
        >>> f"{fit.coefficient('branchB').estimate:.6f}"  # ln 2
        '0.693147'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, family: CurveFamily, *, confidence: SupportsFloat | SupportsIndex | None = None) -> LifetimeRegression: ...
    def __repr__(self, /) -> str: ...
    def fit(self, /, rows: Observations) -> LifetimeRegressionFit:
        """
        Fits the regression by maximum likelihood; the end of a row with any outcome is an event.

        Raises:
            InputError: No row counts or none ended in an event, or what is known is not as long as the rows.
            SettingError: A time is not above 0, a value is not finite, one value or combination of values explains nothing, or the
                likelihood grows without limit.
            RateError: A reference does not occur.
        """
    def levels(self, /, name: str, values: ArrayData, *, reference: str | None = None) -> LifetimeRegression:
        """
        The same with a level known of each row.

        Args:
            name: What it is called; a coefficient is named by it and the level in one word, as R does.
            values: The level of each row.
            reference: The level with which others are compared; the first by name when left out.

        Raises:
            InputError: A row has no level.
        """
    def numbers(self, /, name: str, values: ArrayData) -> LifetimeRegression:
        """
        The same with a number known of each row.

        Args:
            name: What it is called.
            values: The number of each row.

        Raises:
            InputError: A value is no number.
        """

@final
class LifetimeRegressionFit:
    """
    A fitted accelerated failure time regression, made by `LifetimeRegression.fit`; its table has a row a coefficient.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LifetimeRegressionFit: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic(self, /) -> float:
        """
        Akaike's criterion, ``2 k - 2 ℓ`` with ``k`` coefficients, the scale among them where it is estimated.
        """
    def coefficient(self, /, name: str) -> RegressionCoefficient | None:
        """
        A coefficient by its name; ``None`` when there is none of that name.
        """
    @property
    def coefficients(self, /) -> list[RegressionCoefficient]:
        """
        The coefficients, the intercept first and the logarithm of the scale last.
        """
    @property
    def covariance(self, /) -> list[list[float]] | None:
        """
        The covariance of the coefficients, in their order; ``None`` when any runs to infinity.
        """
    @property
    def ending(self, /) -> FitEnding:
        """
        How the search ended: ``"interior"``, or ``"boundary"`` where a coefficient runs to infinity. Other ends are errors of the fit.
        """
    @property
    def events(self, /) -> float:
        """
        Number of events, or the sum of their weights.
        """
    @property
    def family(self, /) -> CurveFamily:
        """
        The distribution of time.
        """
    def law(self, /, known: Known) -> CurveLaw:
        """
        The curve of a member of whom these values are known.

        Args:
            known: A number or a level for everything in the regression, such as ``{"age": 30, "branch": "東京都"}``.

        Raises:
            RateError: A value is missing, not finite, or a level that the rows did not have.
            SettingError: The curve cannot be, because a coefficient runs to infinity.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log likelihood, of times (not of their logarithms).
        """
    @property
    def null_log_likelihood(self, /) -> float:
        """
        The log likelihood with the intercept and the scale alone.
        """
    def quantile(self, /, known: Known, share: SupportsFloat | SupportsIndex) -> CurveEstimate:
        """
        The time by which a share of such members has left, with limits symmetric about the logarithm.

        Args:
            known: As for `law`.
            share: The share that has left, strictly between 0 and 1; 0.5 is the median.

        Raises:
            RateError: As for `law`.
            SettingError: As for `law`, or the share is not strictly between 0 and 1.
        """
    @property
    def rows(self, /) -> int:
        """
        Number of rows.
        """
    @property
    def scale(self, /) -> float:
        """
        The scale, 1 for the exponential: the inverse of the shape of a Weibull.
        """
    def survival(self, /, known: Known, time: SupportsFloat | SupportsIndex) -> CurveEstimate:
        """
        The share of such members still there after a time, with limits symmetric about ``log(-log S)``.

        Args:
            known: As for `law`.
            time: The time.

        Raises:
            RateError: As for `law`.
            SettingError: As for `law`, or the time is negative or not finite.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class LifetimeValue:
    """
    What a member is worth.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LifetimeValue: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def acquisition_cost(self, /) -> float:
        """
        The acquisition cost that was given.
        """
    @property
    def maximum_acquisition_cost(self, /) -> float:
        """
        The present value of margins and entrance fee: the most that winning a member may cost.
        """
    @property
    def numerical_error(self, /) -> float:
        """
        By how much the values can be off because sums and integrals that go on for ever were approached.
        """
    @property
    def payments(self, /) -> float:
        """
        The expected number of yearly payments, each discounted to the start of the first year.
        """
    @property
    def value(self, /) -> float:
        """
        The present value of margins and entrance fee, less the acquisition cost.
        """

@final
class Lifetimes:
    """
    When members left, were last seen, or entered late: right-censored and left-truncated lifetimes, in any one unit of time.

    Assumes that who is no longer seen would have left like those who are, and that who enters late is like those who were there.

    Examples:
        >>> rows = Observations.of_events([2, 3, 3], [1, 0, 1]).entering([0, 1, 0])
        >>> lifetimes = Lifetimes.of_observations(rows)
        >>> lifetimes.people, lifetimes.events, lifetimes.exposure
        (3.0, 2.0, 7.0)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Lifetimes: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def events(self, /) -> float:
        """
        Number of events, or the sum of their weights.
        """
    @property
    def exposure(self, /) -> float:
        """
        Time at risk of all together.
        """
    def in_units_of(self, /, size: SupportsFloat | SupportsIndex) -> Lifetimes:
        """
        The same times in a larger or smaller unit: days divided by 365.25 are years.

        Args:
            size: Length of the new unit in the old one.

        Raises:
            SettingError: The size is not finite and above 0.
        """
    @staticmethod
    def of_durations(durations: DurationTable, group: SupportsIndex = 0) -> Lifetimes:
        """
        A group of a table of durations, in days; leaving for any reason is an event.

        Args:
            durations: The table.
            group: Position of the group among ``durations.groups``.

        Raises:
            InputError: Nobody of it was seen for a day.
            SettingError: There is no group at the position.
        """
    @staticmethod
    def of_group(rows: Observations, group: str) -> Lifetimes:
        """
        The rows of one group.

        Raises:
            InputError: No row of it counts.
            RateError: There is no such group.
            SettingError: A row ends at 0 or before, with the row.
        """
    @staticmethod
    def of_observations(rows: Observations) -> Lifetimes:
        """
        All rows together; the end with any outcome is an event.

        Raises:
            InputError: No row counts.
            SettingError: A row ends at 0 or before, with the row.
        """
    @property
    def people(self, /) -> float:
        """
        Number of persons, or the sum of their weights.
        """

@final
class Lift:
    """
    Lift and gain by groups of falling probability with about the same number of members; equal probabilities stay together.

    As a table, one row a group: `from` (the lowest probability in it), `trials`, `events`, `lift` (the share that left, by the share that
    left of all), and the shares of members and of leavers in this group and those above, `share_of_members` and `share_of_leavers`.

    Examples:
        >>> lift = Forecasts.grouped([0.1, 0.4], [5, 15], [50, 50]).lift(2).to_table()
        >>> lift["lift"][0], lift["share_of_leavers"]  # 30 % against 20 %; 15 of 20
        (1.5, [0.75, 1.0])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Lift: ...
    def _repr_html_(self, /) -> str: ...
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class LikelihoodRatio:
    """
    The test of a larger model against a smaller one.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LikelihoodRatio: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def degrees_of_freedom(self, /) -> int:
        """
        Coefficients that the larger model has more.
        """
    @property
    def p(self, /) -> float:
        """
        Probability of such a gain by chance, by the chi-squared distribution.
        """
    @property
    def statistic(self, /) -> float:
        """
        Twice the gain in log-likelihood.
        """

@final
class LimitedFluctuation:
    """
    Limited fluctuation (classical) credibility: experience is believed fully when it lies within a share `tolerance` of its mean with a given
    confidence, and by the square root of the share of the exits needed otherwise.

    ``Z = min(1, sqrt(n / n_full))`` with ``n`` exits and ``n_full = (z / tolerance)^2`` times 1, ``1 - q`` or ``1 + c^2`` as the standard
    says. Weak: a convention for tables, not an estimate; what the experience is mixed with is not asked how good it is. L. H. Longley-Cook
    (1962), Proceedings of the Casualty Actuarial Society 49, 194-221.

    Args:
        confidence: The confidence; 0.95 by default.
        tolerance: The share, in (0, 1); 0.05 by default.
        standard: What full credibility is asked of: the number of exits (``"poisson"``), their rate (``"binomial"``, the default, as
            `actxps`), or a sum of amounts, ``("compound_poisson", variation)`` with standard deviation over mean of one amount.

    Raises:
        SettingError: The confidence or the tolerance is not in (0, 1), or the variation is negative or not a finite number.

    Examples:
        >>> rule = LimitedFluctuation(confidence=0.90, tolerance=0.05, standard="poisson")
        >>> round(rule.full_exits(0.1), 1), round(rule.credibility(271, 0.1), 2)  # the 1,082.2 of the textbooks
        (1082.2, 0.5)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, confidence: SupportsFloat | SupportsIndex | None = None, tolerance: SupportsFloat | SupportsIndex | None = None, standard: FullCredibility | None = None) -> LimitedFluctuation: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LimitedFluctuation: ...
    @property
    def confidence(self, /) -> float:
        """
        The confidence.
        """
    def credibility(self, /, exits: SupportsIndex, rate: SupportsFloat | SupportsIndex) -> float | None:
        """
        How far `exits` observed at a rate can be believed, from 0 to 1; ``None`` when the rate is not a finite number of at least 0.
        """
    def full_exits(self, /, rate: SupportsFloat | SupportsIndex) -> float | None:
        """
        The number of exits that earns full credibility, at an observed rate; ``None`` when the rate is not a finite number of at least 0.
        """
    def full_exposure(self, /, rate: SupportsFloat | SupportsIndex) -> float | None:
        """
        The exposure that earns full credibility, at an observed rate; ``None`` when the rate is 0 or not a finite number.
        """
    @property
    def tolerance(self, /) -> float:
        """
        The share of its mean within which experience is believed fully.
        """

@final
class Limits:
    """
    Two limits.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Limits: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def lower(self, /) -> float:
        """
        The lower limit.
        """
    @property
    def upper(self, /) -> float:
        """
        The upper limit.
        """

@final
class LineIntegral:
    """
    Horiuchi's decomposition: the parameters move on a straight line from before to after, and each is given the integral of what it did to
    the rate on the way, ``c(i) = int_0^1 dF/dx_i (x(t)) (b_i - a_i) dt``, by the rule of midpoints. Made by `of_steps` or `until`.

    For rates of many parameters, such as life expectancies or projections. Assumes a straight path, all parameters in proportion: if one
    changed early and another late, the joint effect was shared differently. Weak where the rate has a kink or a jump on the way: the error
    falls slowly; it is reported, not hidden.

    Source: Horiuchi, Wilmoth and Pletcher, Demography 45 (2008), 785-801; for the tangent Caswell, Ecological Modelling 46 (1989), 221-237.

    Examples:
        >>> changed = Parameters({"entry": (0.8, 0.7), "retention": (0.9, 0.95)})
        >>> fine = LineIntegral.until(1e-12).decompose(changed, lambda p: p[0] * p[1] ** 3)  # who join and are there after three years
        >>> abs(fine.integration_error) < 1e-12, round(fine.decomposition.change, 12)
        (True, 0.0169625)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LineIntegral: ...
    def decompose(self, /, parameters: Parameters, rate: RateOfNumbers) -> LineIntegralDecomposition:
        """
        Decomposes the change of a rate of these parameters.

        Args:
            parameters: The parameters before and after.
            rate: The rate, a function of the list of the parameters in their order; it is called twice a step and parameter.

        Raises:
            SettingError: There are 0 steps, or the rate is not a finite number on the way.
            TableError: There are more than 2^20 steps or 2^30 evaluations, or a precision is not reached in 2^14 steps.
            Exception: One of the function's own comes out as it is.
        """
    @staticmethod
    def of_steps(steps: SupportsIndex, *, slope: Slope | None = None) -> LineIntegral:
        """
        With a given number of steps, without extrapolation: as R ``DemoDecomp::horiuchi`` with ``N``.

        Args:
            steps: The number of steps.
            slope: How the slope along a parameter is taken in each step: ``"secant"`` (the default), the change of the rate across the step
                in this parameter alone, or ``"tangent"``, the derivative in its middle.
        """
    @staticmethod
    def until(precision: SupportsFloat | SupportsIndex, *, slope: Slope | None = None) -> LineIntegral:
        """
        With twice as many steps until no part changes by more than the precision and the parts sum to the change within it.

        Args:
            precision: A share of the largest of the rates and parts, from 1e-13 to 1: 1e-9 for nine digits.
            slope: As for `of_steps`.

        Raises:
            SettingError: The precision is outside [1e-13, 1).
        """

@final
class LineIntegralDecomposition:
    """
    The parts of a line integral, and how far they are from exact.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LineIntegralDecomposition: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def decomposition(self, /) -> Decomposition:
        """
        A part for each parameter.
        """
    @property
    def integration_error(self, /) -> float:
        """
        The change less the sum of the parts.
        """
    @property
    def part_error(self, /) -> float | None:
        """
        The largest difference of a part from that with half the steps; ``None`` when the number of steps was given.
        """
    @property
    def steps(self, /) -> int:
        """
        The number of steps taken; the last one when it was found by refinement.
        """

@final
class Linkage:
    """
    The register of licence holders linked to the members by key (名簿の突合); its table lists the unmatched of both sides.

    A member who is not among the licence holders is most often a key written in another way: see `alike`. A licence holder who is not
    among the members has never joined, or has joined under another key.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Linkage: ...
    def _repr_html_(self, /) -> str: ...
    def alike(self, /) -> list[tuple[str, str]]:
        """
        Pairs of an unmatched member and an unmatched licence holder whose keys are the same when white space, hyphens, leading zeros,
        full-width forms and the case of letters are ignored. They are not linked: correct the keys first.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        An issue for each member who is not among the licence holders.
        """
    @property
    def matched(self, /) -> int:
        """
        How many keys are in both.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def unmatched_licensees(self, /) -> list[str]:
        """
        The keys of licence holders who are not among the members, sorted.
        """
    @property
    def unmatched_members(self, /) -> list[str]:
        """
        The keys of members who are not among the licence holders, sorted.
        """

@final
class LogRankSettings:
    """
    How a log-rank test is made.

    Args:
        weight: How much a difference at a time weighs, to be chosen before the data are looked at: ``"log_rank"`` (the default: 1),
            ``"gehan_breslow"`` (the number at risk N), ``"tarone_ware"`` (its root), ``"peto_peto"``, ``"modified_peto_peto"``,
            ``("g_rho", rho)`` (the pooled share still there before the time, to the power rho, as R `survdiff(rho=)`), or
            ``("fleming_harrington", rho, gamma)`` (that share to the power rho times its complement to the power gamma; a gamma above 0
            looks at late differences).
        ties: How the variance treats several leavers at one time: ``"hypergeometric"`` (the default, as R `survdiff`), ``"cox_breslow"`` or
            ``"cox_efron"`` (the score tests of Cox regression with these ties).
        outcome: Only who left with this outcome has an event; others who leave count as censored. With any outcome by default. This
            compares rates of leaving for that reason among those who are there; for shares who ever leave for it take `GraySettings`.

    Raises:
        SettingError: A power is not a finite number, or gamma is below 0.

    Examples:
        Two leave in ``a`` at times 1 and 2, two in ``b`` at 3 and 4. Weights 1, 3/4, 1/2, 1/4: observed 1.75 in ``a``, expected 0.75,
        variance 1/4 + 9/16 * 2/9 = 3/8.

        >>> rows = Observations.of_events([1, 2, 3, 4], [1, 1, 1, 1]).grouped(["a", "a", "b", "b"])
        >>> test = LogRankSettings(weight=("g_rho", 1)).test(ComparedGroups.of_rows(rows))
        >>> round(test.chi_squared.statistic, 12)  # 1 / (3/8)
        2.666666666667
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, weight: LogRankWeight | None = None, ties: TieVariance | None = None, outcome: str | None = None) -> LogRankSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LogRankSettings: ...
    def pairwise(self, /, groups: ComparedGroups, *, adjustment: Adjustment | None = None) -> PairwiseTests:
        """
        The test of every pair of groups, as if the other groups were not there.

        Args:
            groups: The groups.
            adjustment: How p values are adjusted for the number of pairs, as in `adjusted_p_values`; ``"holm"`` by default.

        Raises:
            TableError: There are more than 200 groups.
            RateError: As for `test`.
            SettingError: As for `test`.

        Examples:
            >>> rows = Observations.of_events([1, 2, 3, 4, 3, 4], [1] * 6).grouped(["a", "a", "b", "b", "c", "c"])
            >>> tests = LogRankSettings().pairwise(ComparedGroups.of_rows(rows), adjustment="bonferroni")
            >>> tests.pairs[2].difference, tests.pairs[2].adjusted_p  # b and c are alike
            (0.0, 1.0)
        """
    def test(self, /, groups: ComparedGroups) -> LogRankTest:
        """
        The test of whether groups leave at one rate.

        Args:
            groups: The groups.

        Raises:
            RateError: No group has the outcome asked for.
            SettingError: A weight is infinite: a rho below 0 after the pooled curve has fallen to 0.
        """

@final
class LogRankTest:
    """
    A test of whether groups leave at one rate: log-rank and its weighted kin, with delayed entry, ties and strata. Made by
    `LogRankSettings.test`.

    With ``n`` at risk and ``d`` leavers of group g at a time, ``N`` and ``D`` of all groups, and the weight ``w``:
    ``O_g = sum w d_g``, ``E_g = sum w D n_g / N``, ``chi2 = (O - E)' V^- (O - E)`` with the hypergeometric covariance V and as many degrees
    of freedom as V has rank. Sums of strata are added.

    Assumes that who is no longer seen, and who enters late, is in each group like those who are there. It looks for one group leaving
    faster than another all the time; when curves cross it may see nothing. With sampling weights the variance is wrong. N. Mantel (1966);
    J. P. Klein and M. L. Moeschberger (2003), Survival Analysis, 2nd ed., sections 7.3 to 7.5.

    Examples:
        >>> rows = Observations.of_events([1, 2, 3, 4], [1, 1, 1, 1]).grouped(["a", "a", "b", "b"])
        >>> test = LogRankSettings().test(ComparedGroups.of_rows(rows))
        >>> test.chi_squared.degrees, round(test.chi_squared.statistic, 12)  # (2 - 5/6)^2 / (17/36) = 49/17
        (1, 2.882352941176)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> LogRankTest: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chi_squared(self, /) -> ChiSquared | None:
        """
        The test; ``None`` when no two groups could be compared.
        """
    @property
    def covariance(self, /) -> list[list[float]]:
        """
        Covariances of observed less expected, a list for each group.
        """
    def covariance_of(self, /, first: SupportsIndex, second: SupportsIndex) -> float | None:
        """
        Covariance of observed less expected of two groups, by position; ``None`` beyond the last group.
        """
    @property
    def groups(self, /) -> list[TestedGroup]:
        """
        The groups, in the order of `ComparedGroups.names`.
        """
    @property
    def left_out(self, /) -> list[str]:
        """
        The names of the groups that could not be compared: never at risk beside another group while anyone left.
        """
    @property
    def settings(self, /) -> LogRankSettings:
        """
        How it was made.
        """
    @property
    def strata(self, /) -> list[TestedStratum]:
        """
        The strata.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def trend(self, /, scores: ArrayData) -> Trend:
        """
        Whether the rate of leaving rises or falls with a score of the groups: size of the branch, age class, year of joining.

        Args:
            scores: One score a group, in the order of the groups.

        Raises:
            InputError: There is not one score a group.
            SettingError: A score is not a finite number.
        """
    @property
    def z(self, /) -> float | None:
        """
        Of two groups, the standardised difference: above 0 when the first leaves faster than expected; ``None`` with another number of
        groups, or when they could not be compared.
        """

@final
class Manifest:
    """
    What anyone needs to make the same report again. It names no time and no machine: the same inputs give the same bytes.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Manifest: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def inputs(self, /) -> list[InputDigest]:
        """
        The inputs.
        """
    @property
    def kaiin_version(self, /) -> str:
        """
        Version of the library.
        """
    @property
    def reference_year(self, /) -> int:
        """
        The fiscal year that the report is about.
        """
    @property
    def seed(self, /) -> int | None:
        """
        The seed of what was simulated; ``None`` when nothing was.
        """
    @property
    def settings(self, /) -> list[tuple[str, str, str]]:
        """
        The settings, defaults included: label and value of each by its stable name, in English.
        """

@final
class MarkovChain:
    """
    States, and for each step the probabilities of going from one to another: the model of manpower planning.

    Everyone moves once a step, independently, with probabilities that depend on state and step only.

    Args:
        states: The names of the states.
        probabilities: A square matrix by rows for all steps, or a list of matrices for the first, second, ... step, of which the last
            holds for all later steps. Row ``i`` holds the probabilities of going from state ``i`` to each state, and sums to 1: people who
            leave for good go to a state that they never leave.

    Raises:
        SettingError: A state is named twice, a probability is outside [0, 1], or a row does not sum to 1.
        TableError: A matrix is not square with a row and column for each state, or there are more than 1,000 states.

    References:
        D. J. Bartholomew, A. F. Forbes and S. I. McClean (1991), Statistical Techniques for Manpower Planning, 2nd ed., Wiley.

    Examples:
        >>> chain = MarkovChain(["member", "gone"], [[0.75, 0.25], [0, 1]])
        >>> later = chain.project([16, 0], 2)
        >>> later.expected(2)  # 16 x 0.75 x 0.75
        [9.0, 7.0]
        >>> later.covariance(2, "member", "member")
        3.9375
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, states: SupportsGetItem[int, str], probabilities: SupportsGetItem[int, SupportsGetItem[int, SupportsFloat | SupportsIndex]] | SupportsGetItem[int, SupportsGetItem[int, SupportsGetItem[int, SupportsFloat | SupportsIndex]]]) -> MarkovChain: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MarkovChain: ...
    def absorbing_times(self, /) -> AbsorbingTimes:
        """
        How long people stay before they end in a state that nobody leaves, and in which.

        Raises:
            SettingError: The probabilities differ from step to step, every state is left or none is, or some people never reach an end.
        """
    def distribution(self, /, start: SupportsGetItem[int, SupportsFloat | SupportsIndex], states: SupportsGetItem[int, str], steps: SupportsIndex, *, arrivals: dict[str, Arrival | SupportsFloat | SupportsIndex | SupportsGetItem[int, Arrival | SupportsFloat | SupportsIndex]] | None = None) -> CountDistribution:
        """
        The exact distribution of the number of people who are in one of ``states`` after ``steps`` steps.

        Args:
            start: The people in each state at the start: whole numbers.
            states: The states counted.
            steps: How many steps.
            arrivals: As in `project`; not `Arrival.uncertain`.

        Raises:
            SettingError: There is no such state, a number of people is not whole, or arrivals have no distribution.
            TableError: More than 20,000 people.

        Examples:
            >>> chain = MarkovChain(["member", "gone"], [[0.5, 0.5], [0, 1]])
            >>> [round(p, 12) for p in chain.distribution([2, 0], ["member"], 1).probabilities]
            [0.25, 0.5, 0.25]
        """
    def project(self, /, start: SupportsGetItem[int, SupportsFloat | SupportsIndex], steps: SupportsIndex, *, arrivals: dict[str, Arrival | SupportsFloat | SupportsIndex | SupportsGetItem[int, Arrival | SupportsFloat | SupportsIndex]] | None = None) -> ChainProjection:
        """
        Expected numbers and covariances after each of ``steps`` steps, exactly.

        Args:
            start: The people in each state at the start.
            steps: How many steps.
            arrivals: By state, the people who come at the end of the first, second, ... step; a single number or `Arrival` comes at the end
                of every step. They move for the first time in the step after.

        Raises:
            SettingError: There is no such state, or a number of people is negative.
            TableError: There is not one number for each state, or the steps are too many.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states.
        """

@final
class MassExitDay:
    """
    A day on which far more members left than on any other: arrears struck off, an audit of inactive members, a change of system.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MassExitDay: ...
    @property
    def day(self, /) -> date:
        """
        The day.
        """
    @property
    def exits(self, /) -> int:
        """
        Members who left on it.
        """
    @property
    def exits_of_twelve_months(self, /) -> int:
        """
        Members who left in the twelve months that end with the day.
        """
    @property
    def judged(self, /) -> bool:
        """
        Whether the record covers those twelve months; where not, the day is a candidate only.
        """

@final
class Measure:
    """
    Something an association can do for its rates (施策). How much it does is not part of it: that is a `MeasureEffect`.

    Args:
        id: A short id; ``"M01"`` to ``"M57"`` are those shipped.
        name: Its name in words, or in English and Japanese.
        audience: Whom it addresses: ``"new_licensees"``, ``"current_members"``, ``"lapsed_members"``, ``"branches"`` or
            ``"leadership"``.
        action: What it moves first of all: the name of a lever (``"entry"``, ``"late_entry"``, ``"lapse"``, ``"leave_taken"``,
            ``"leave_end"``, ``"reinstatement"``, ``"licence_inflow"``), ``"measurement"`` when it only finds something out, or
            ``"none"`` when it has no lever of its own.
        incentive: What it offers: ``"monetary"``, ``"non_monetary"``, ``"both"`` or ``"none"``.
        second: What it moves beside that; nothing unless given.

    Raises:
        SettingError: The audience, an action or the incentive is not known.

    Examples:
        >>> mentors = Catalogue.shipped().get("M15")
        >>> print(mentors)
        M15 Mentors for new and young members
        >>> mentors.moves("lapse"), mentors.moves("entry"), mentors.moves("reinstatement")
        (True, True, False)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, id: str, name: str | tuple[str, str], audience: Audience, action: MeasureAction, incentive: Incentive, *, second: MeasureAction | None = None) -> Measure: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Measure: ...
    def _repr_html_(self, /) -> str: ...
    def acting_on(self, /, lever: Lever) -> Measure:
        """
        The same measure, working on a lever that the catalogue does not name first: what it worked on first comes second.
        """
    @property
    def action(self, /) -> MeasureAction:
        """
        What it moves first of all: the name of a lever, ``"measurement"`` or ``"none"``.
        """
    @property
    def audience(self, /) -> Audience:
        """
        Whom it addresses.
        """
    def for_audience_of(self, /, persons: SupportsFloat | SupportsIndex, *, reach: SupportsFloat | SupportsIndex | None = None, fixed_cost: SupportsIndex | None = None, cost_per_person: SupportsIndex | None = None, years: SupportsIndex | None = None, effect: MeasureEffect | None = None) -> MeasurePlan:
        """
        A plan to take the measure for so many persons a year. Without an effect it is "effect unknown": its assessment then says how large
        the effect would have to be.

        Args:
            persons: The audience: persons a year.
            reach: The share of the audience that is reached; all unless given.
            fixed_cost: A cost paid once, at the start; money is a whole number of the smallest unit, such as yen or cents.
            cost_per_person: A cost for each person reached in each year.
            years: In how many years as many persons are reached; one unless given.
            effect: The effect on those reached, where one is known.

        Raises:
            SettingError: The persons are negative or not finite, the reach is outside [0, 1], a cost is negative, there is no year, or the
                effect is on a lever on which the measure does not work.
            TableError: More than 100 years.

        Examples:
            >>> plan = Catalogue.shipped().get("M15").for_audience_of(1_000, reach=0.4, fixed_cost=600_000, cost_per_person=1_500)
            >>> plan.reached, plan.present_cost(0.03)  # 600,000 + 400 x 1,500
            (400.0, 1200000.0)
        """
    @property
    def id(self, /) -> str:
        """
        A short id.
        """
    @property
    def incentive(self, /) -> Incentive:
        """
        What it offers.
        """
    @property
    def lever(self, /) -> Lever | None:
        """
        The lever it turns first of all; ``None`` when it turns none.
        """
    def moves(self, /, lever: Lever) -> bool:
        """
        Whether it turns a lever, first of all or beside.
        """
    @property
    def name(self, /) -> tuple[str, str]:
        """
        Its name in English and in Japanese.
        """
    @property
    def second(self, /) -> MeasureAction | None:
        """
        What it moves beside that; ``None`` for nothing.
        """

@final
class MeasureAnswer:
    """
    A measure weighed against its cost. Amounts are in the unit of the costs, those of later years discounted to the start.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MeasureAnswer: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def break_even(self, /) -> str:
        """
        The kind of answer to how large its effect must be: ``"at"``, ``"infeasible"``, ``"nobody_reached"``, ``"worth_nothing"`` or
        ``"no_lever"``.
        """
    @property
    def break_even_change(self, /) -> float | None:
        """
        The change of the rate at which it is worth its cost, feasible or not; ``None`` where there is none.
        """
    @property
    def break_even_persons(self, /) -> float | None:
        """
        Persons to be gained or kept in each year for it to be worth its cost; ``None`` where no number is.
        """
    @property
    def cost(self, /) -> float:
        """
        The cost of all years.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def lever(self, /) -> Lever | None:
        """
        The lever on which it is weighed; ``None`` when it has none.
        """
    @property
    def name(self, /) -> tuple[str, str]:
        """
        Its name in English and Japanese.
        """
    @property
    def outcome(self, /) -> MeasureOutcome | None:
        """
        What it brings; ``None`` when its effect is not known.
        """
    @property
    def rate(self, /) -> float:
        """
        The rate of the lever without it.
        """
    @property
    def reached_a_year(self, /) -> float:
        """
        Persons reached in each year.
        """

@final
class MeasureEffect:
    """
    The effect of a measure on those it reaches, in the year in which it reaches them: given by you, with its source.

    An effect is typed in with a note (`MeasureEffect.typed_in`) or taken from an evaluation (`MeasureEffect.evaluated`). `Effect` without
    "Measure" is another thing: a difference that `simulate` puts into a register.

    Examples:
        >>> trial = "mentors 2024 against waiting list"
        >>> effect = MeasureEffect.evaluated("lapse", trial, relative=-0.10, interval=(-0.198, -0.002))
        >>> round(effect.standard_error, 4)  # 0.196 / (2 x 1.96)
        0.05
        >>> print(effect)
        lapse -10.0 % of the rate (95 %: -19.8 % to -0.2 %); evaluated: mentors 2024 against waiting list
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MeasureEffect: ...
    @property
    def change(self, /) -> tuple[str, float]:
        """
        The kind of change, ``"relative"`` or ``"absolute"``, and its number.
        """
    @property
    def confidence(self, /) -> float | None:
        """
        The confidence of these limits; ``None`` without them.
        """
    @staticmethod
    def evaluated(lever: Lever, evaluation: str, *, relative: SupportsFloat | SupportsIndex | None = None, absolute: SupportsFloat | SupportsIndex | None = None, standard_error: SupportsFloat | SupportsIndex | None = None, interval: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> MeasureEffect:
        """
        An effect that an evaluation has estimated.

        Args:
            lever: The lever that it moves, as in `LeverChange`.
            evaluation: The name of the evaluation.
            relative: As in `MeasureEffect.typed_in`.
            absolute: As in `MeasureEffect.typed_in`.
            standard_error: As in `MeasureEffect.typed_in`.
            interval: As in `MeasureEffect.typed_in`.
            confidence: As in `MeasureEffect.typed_in`.

        Raises:
            SettingError: As `MeasureEffect.typed_in`.
            RateError: The evaluation is not named.
        """
    @property
    def interval(self, /) -> tuple[float, float] | None:
        """
        The limits of the change; ``None`` when none were given.
        """
    @property
    def lever(self, /) -> Lever:
        """
        The lever.
        """
    @property
    def provenance(self, /) -> tuple[str, str]:
        """
        Where it comes from: ``"typed_in"`` with the note, or ``"evaluated"`` with the evaluation.
        """
    @property
    def standard_error(self, /) -> float | None:
        """
        The standard error of the change; of an interval its width over twice the normal quantile. ``None`` when none was given.
        """
    @staticmethod
    def typed_in(lever: Lever, note: str, *, relative: SupportsFloat | SupportsIndex | None = None, absolute: SupportsFloat | SupportsIndex | None = None, standard_error: SupportsFloat | SupportsIndex | None = None, interval: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> MeasureEffect:
        """
        An effect that is assumed, with a note on why. Exactly one of ``relative`` and ``absolute`` is given, and at most one of
        ``standard_error`` and ``interval``; without either, what follows has no uncertainty and must not be read as certain.

        Args:
            lever: The lever that it moves, as in `LeverChange`.
            note: Why this number: who says so.
            relative: A share of the rate as it is: -0.1 lowers a rate of 8 % to 7.2 %.
            absolute: Added to the rate: -0.01 lowers a rate of 8 % to 7 %.
            standard_error: The standard error, in the unit of the change.
            interval: The lower and the upper limit of the change. They need not be symmetric; for calculations their width is read as that
                of a normal distribution.
            confidence: The confidence of the interval, 0.95 by default.

        Raises:
            SettingError: Not exactly one change, both kinds of uncertainty, a confidence without an interval, a change that is none of a
                rate (a relative one below -1, an absolute one outside [-1, 1]), a negative standard error, or an interval without the
                change.
            RateError: The note is blank.
        """

@final
class MeasureOutcome:
    """
    What a measure of known effect brings.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MeasureOutcome: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chance_of_paying(self, /) -> float | None:
        """
        The probability that the value exceeds the cost; ``None`` without a standard error.
        """
    @property
    def change(self, /) -> float:
        """
        What its effect adds to the rate of those reached.
        """
    @property
    def effect_from(self, /) -> str:
        """
        Where the effect comes from, in the words of who gave it.
        """
    @property
    def gained_a_year(self, /) -> float:
        """
        Persons gained or kept in each year.
        """
    @property
    def net(self, /) -> float:
        """
        Value less cost.
        """
    @property
    def net_error(self, /) -> float | None:
        """
        Its standard error, from that of the effect; ``None`` when none was given.
        """

@final
class MeasurePlan:
    """
    A measure with its audience, reach, cost and years, and with its effect where one is known: made by `Measure.for_audience_of`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MeasurePlan: ...
    def assess(self, /, stake: Stake) -> Assessment:
        """
        What the measure brings for its cost, or how much it would have to bring.

        With ``n`` persons reached a year, a change ``Δ`` of the rate to the better, a fixed cost ``F``, a cost per person ``c``, a worth of
        one person ``v`` and ``a`` the sum of ``(1 + discount)^-y`` over the years: gained a year ``g = n Δ``, cost ``C = F + c n a``, value
        ``g v a``, break-even change ``C / (n v a)``. Assumed: the effect lasts the year in which a person is reached, and those reached
        would have acted at the stated rate. Weak: measures are weighed one at a time; two that work on the same people do not add up.

        Args:
            stake: What is at stake.

        Raises:
            SettingError: The change would take the rate out of [0, 1].
            TableError: Amounts are beyond real numbers.

        Examples:
            >>> mentors = Catalogue.shipped().get("M15")
            >>> plan = mentors.for_audience_of(1_000, reach=0.4, fixed_cost=600_000, cost_per_person=1_500)
            >>> found = plan.assess(Stake(0.20, 60_000))  # 1,200,000 pay for 20 members kept of 400
            >>> found.outcome is None, found.break_even.kind, round(found.break_even.absolute, 12)
            (True, 'at', -0.05)
        """
    @property
    def effect(self, /) -> MeasureEffect | None:
        """
        The effect; ``None`` when it is not known.
        """
    @property
    def fixed_cost(self, /) -> float:
        """
        The cost that is paid once, whoever is reached.
        """
    @property
    def lever(self, /) -> Lever | None:
        """
        The lever of the effect, or else that on which the measure works first of all; ``None`` when there is neither.
        """
    @property
    def measure(self, /) -> Measure:
        """
        The measure.
        """
    @property
    def number_of_years(self, /) -> int:
        """
        The years.
        """
    def present_cost(self, /, discount: SupportsFloat | SupportsIndex) -> float:
        """
        The cost of all years, those of later years discounted to the start.

        Raises:
            SettingError: The discount rate is negative or not finite.
        """
    @property
    def reached(self, /) -> float:
        """
        Persons reached in each year.
        """
    def with_effect(self, /, effect: MeasureEffect) -> MeasurePlan:
        """
        The plan with an effect on those reached.

        Raises:
            SettingError: The effect is on a lever on which the measure does not work; say otherwise by `Measure.acting_on`.
        """

@final
class MemberCount:
    """
    How many members a group has, and how many of them pay an entrance fee this year.

    Args:
        group: Who.
        members: How many.
        entering: How many of them pay the entrance fee; unless given, all in the year of joining (tenure 0) and none in another.

    Raises:
        SettingError: More enter than there are members.

    Examples:
        >>> MemberCount(MemberGroup(2025, "full", tenure=0), 120).entering  # who joins this year pays the fee
        120
        >>> MemberCount(MemberGroup(2025, "full", tenure=6), 80, entering=3).entering  # and who comes back, where the rules say so
        3
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, group: MemberGroup, members: SupportsIndex, *, entering: SupportsIndex | None = None) -> MemberCount: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MemberCount: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def entering(self, /) -> int:
        """
        How many of them pay the entrance fee this year.
        """
    @property
    def group(self, /) -> MemberGroup:
        """
        Who.
        """
    @property
    def members(self, /) -> int:
        """
        How many.
        """

@final
class MemberDays:
    """
    Days at risk and exits by tenure year and fiscal year, made by `LexisGrid`.

    The total days are the days of all memberships inside the window. Merged tables of any parts are the table of the whole.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MemberDays: ...
    def _repr_html_(self, /) -> str: ...
    def by_period(self, /) -> dict[int, AtRisk]:
        """
        The table regrouped by fiscal year.
        """
    def by_tenure(self, /) -> dict[int, AtRisk]:
        """
        The table regrouped by completed years of membership.
        """
    def cell(self, /, tenure: SupportsIndex, period: SupportsIndex) -> AtRisk | None:
        """
        Days and exits in the year of membership that follows so many completed years, in one fiscal year; ``None`` when the window does
        not touch that fiscal year. Zero days mean that nobody was at risk.
        """
    def coverage(self, /, period: SupportsIndex) -> Coverage | None:
        """
        How much of a fiscal year the window covers: a year that it cuts is incomplete, not low; ``None`` when the window does not touch
        the year.
        """
    @property
    def grid(self, /) -> LexisGrid:
        """
        The settings that made the table.
        """
    def merge(self, /, other: MemberDays) -> MemberDays:
        """
        The table of the memberships of both tables, which must be different ones.

        Raises:
            TableError: The settings differ.
        """
    @property
    def periods(self, /) -> list[int]:
        """
        The fiscal years that the window touches, in order.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def total(self, /) -> AtRisk:
        """
        Days and exits of the whole table.
        """

@final
class MemberGroup:
    """
    Members who are billed alike: of one fiscal year, class, tenure and standing.

    Args:
        year: The fiscal year billed.
        class_: The class of members (会員種別), as the dues name it.
        tenure: Fiscal years since that of joining, 0 in that year; ``None``, the default, when it is not known.
        standing: ``"active"`` (the default), ``"on_leave"`` or ``"suspended"``.
        instalments: How many instalments of the year these members pay; all of them unless given. For members who pay monthly and join or
            leave in the course of the year.

    Examples:
        >>> group = MemberGroup(2025, "full", tenure=4, standing="on_leave")
        >>> group.class_, group.tenure, group.standing
        ('full', 4, 'on_leave')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, year: SupportsIndex, class_: str, *, tenure: SupportsIndex | None = None, standing: Standing | None = None, instalments: SupportsIndex | None = None) -> MemberGroup: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MemberGroup: ...
    @property
    def class_(self, /) -> str:
        """
        The class of members.
        """
    @property
    def instalments(self, /) -> int | None:
        """
        How many instalments of the year these members pay; ``None`` for all of them.
        """
    @property
    def standing(self, /) -> Standing:
        """
        The standing.
        """
    @property
    def tenure(self, /) -> int | None:
        """
        Fiscal years since that of joining; ``None`` when it is not known.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year billed.
        """

@final
class MemberReturn:
    """
    What membership costs a member and returns, over the years asked for: of `MemberSide.returns`. Its table has a row for each benefit.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MemberReturn: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def benefits(self, /) -> list[BenefitReturn]:
        """
        Each benefit, in the order given.
        """
    @property
    def net(self, /) -> float:
        """
        Savings less what is paid.
        """
    @property
    def paid(self, /) -> int:
        """
        Dues of all years and entrance fee.
        """
    @property
    def ratio(self, /) -> float | None:
        """
        Savings per unit paid; ``None`` when nothing is paid.
        """
    @property
    def saved(self, /) -> float:
        """
        Expected savings.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def years(self, /) -> int:
        """
        The years.
        """

@final
class MemberRisk:
    """
    The probability of each current member to leave within the year that begins on the day after the extract date; made by
    `HazardFit.risk_of_members`.

    Limits are those of the probability: how well the hazard of members of this kind is known. What the member does is a coin thrown with
    it. Weak where the extract date is not the last day of a fiscal year and leaving bunches on one day of it: the hazard is that of a whole
    year from its start.

    Examples:
        >>> ends = {"A": None, "B": "2021-09-01", "C": None, "D": None}
        >>> rows = [{"person": person, "start": "2020-04-01", "end": end} for person, end in ends.items()]
        >>> register = Register(rows, as_of="2022-03-31")
        >>> risk = HazardRegression().fit(HazardRows.of_register(register)).risk_of_members(register)
        >>> table = risk.to_table()
        >>> table["person"], [round(hazard, 9) for hazard in table["hazard"]]  # one of four left in 2021
        (['A', 'C', 'D'], [0.25, 0.25, 0.25])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MemberRisk: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        The extract date.
        """
    @property
    def confidence(self, /) -> float:
        """
        The confidence of the limits.
        """
    @property
    def expected(self, /) -> float:
        """
        Leavers to be expected: the sum of the probabilities.
        """
    @property
    def tenure_unknown(self, /) -> int:
        """
        Members left out because their first day of membership is not known.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def unknown_levels(self, /) -> int:
        """
        Members with a level that the fit has not seen.
        """

@final
class MemberSide:
    """
    What a member pays, and the benefits that save money.

    Savings are against what the same person would pay as a non-member. What has no price (standing, colleagues, advice) is not seen here.

    Args:
        dues: Dues a year, a whole number of the smallest unit of money.

    Raises:
        SettingError: The dues are negative.

    Examples:
        >>> member = MemberSide(15_000).benefit("seminar", 4_000, 2).benefit("insurance", 6_000, 1)
        >>> year = member.returns()
        >>> year.paid, year.saved, year.net
        (15000, 14000.0, -1000.0)
        >>> seminar = year.benefits[0]
        >>> seminar.break_even_alone, seminar.break_even_beside_others  # beside the insurance, 9,000 are left to pay
        (4, 3)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, dues: SupportsIndex) -> MemberSide: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MemberSide: ...
    def benefit(self, /, name: str, saving: SupportsIndex, uses_a_year: SupportsFloat | SupportsIndex) -> MemberSide:
        """
        The member with a benefit.

        Args:
            name: Its name.
            saving: What one use saves, a whole number of the smallest unit of money.
            uses_a_year: How often it is used a year, on average.

        Raises:
            SettingError: The saving is negative, the number of uses is negative or not finite, or the name is given twice.
        """
    @property
    def benefits(self, /) -> list[tuple[str, int, float]]:
        """
        The benefits in the order given: the name, what one use saves, and uses a year.
        """
    @property
    def dues(self, /) -> int:
        """
        Dues a year.
        """
    def entrance_fee(self, /, fee: SupportsIndex, over_years: SupportsIndex) -> MemberSide:
        """
        The member who also paid an entrance fee, to be earned back over so many years.

        Raises:
            SettingError: The fee is negative, or there is no year.
        """
    @property
    def entrance_fee_paid(self, /) -> int:
        """
        The entrance fee.
        """
    def returns(self, /) -> MemberReturn:
        """
        What is paid, what is saved, and how much use pays all: ``paid = entrance fee + years x dues``, ``saved = years Σ saving x uses``,
        break-even use ``ceil(paid / saving)``.

        Raises:
            TableError: An amount of more than 2^53 units.
        """
    @property
    def years(self, /) -> int:
        """
        The years over which the fee is to be earned back, and for which returns are told.
        """

@final
class MemberValue:
    """
    What a member pays and costs, from which follows what a member is worth.

    The margin of a year is dues plus other revenue less the cost of serving. Entrance fee and acquisition cost fall on the day of joining.
    Amounts are whole numbers of the smallest unit of money. Assumed: margins depend on tenure alone, and staying does not depend on them: a
    higher fee that drives members away is not seen here.

    Args:
        dues: Dues a year.
        first_years: Other dues in the first years: newcomers' discounts.
        other_revenue: What a member brings a year beside dues: events, publications.
        servicing: What serving a member costs a year: what would be saved if there were one member less.
        entrance_fee: The fee paid on joining.
        acquisition: What winning a member costs, on the day of joining.
        discount: The yearly discount rate: money in a year is worth ``1 / (1 + discount)`` of money now; none unless given.
        timing: When in its year a payment is made: ``"start_of_year"``, the default, as most associations bill so, or ``"mid_year"``.

    Raises:
        SettingError: An amount is negative, or the discount is negative or not finite.

    Examples:
        >>> member = MemberValue(10_000, servicing=4_000, acquisition=20_000, discount=0.25)
        >>> worth = member.lifetime_value(Staying.constant(0.75))  # a margin of 6,000, and 1 / (1 - 0.75 / 1.25) = 2.5 payments
        >>> round(worth.maximum_acquisition_cost, 6), round(worth.value, 6)
        (15000.0, -5000.0)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, dues: SupportsIndex, *, first_years: SupportsGetItem[int, SupportsIndex] | None = None, other_revenue: SupportsIndex | None = None, servicing: SupportsIndex | None = None, entrance_fee: SupportsIndex | None = None, acquisition: SupportsIndex | None = None, discount: SupportsFloat | SupportsIndex | None = None, timing: PaymentTiming | None = None) -> MemberValue: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MemberValue: ...
    @property
    def acquisition_cost(self, /) -> int:
        """
        What winning a member costs.
        """
    def break_even_retention(self, /) -> BreakEvenRetention:
        """
        The constant yearly retention at which a member who joins is worth the acquisition cost less the entrance fee.

        Raises:
            SettingError: The margin of a year after the first is negative: who stays longer then costs more.

        Examples:
            >>> MemberValue(10_000, acquisition=50_000).break_even_retention().retention  # 10 / (1 - 0.8) = 50
            0.8
        """
    @property
    def discount_rate(self, /) -> float:
        """
        The yearly discount rate.
        """
    @property
    def dues(self, /) -> int:
        """
        Dues a year.
        """
    @property
    def dues_of_first_years(self, /) -> list[int]:
        """
        Other dues in the first years.
        """
    @property
    def entrance_fee_paid(self, /) -> int:
        """
        The fee paid on joining.
        """
    def lifetime_value(self, /, staying: Staying) -> LifetimeValue | None:
        """
        What someone who joins is worth.

        ``value = E - A + Σ m(t) S(t) / (1 + d)^(t + τ)`` over t = 0, 1, 2, ... with the entrance fee ``E``, the acquisition cost ``A``, the
        margin ``m(t)`` of year ``t``, the share ``S(t)`` who make its payment, the discount ``d`` and ``τ`` 0, or ½ for payment in
        mid-year. P. S. Fader and B. G. S. Hardie (2010), Marketing Science 29, 85-93: why the curve, and not one retention
        rate, is to be used.

        Args:
            staying: How members stay.

        Returns:
            The value; ``None`` when it is infinite: without a discount for members who never leave, or leave so late that the mean has no
            end.
        """
    @staticmethod
    def of_schedule(schedule: DuesSchedule, class_: str, year: SupportsIndex, *, other_revenue: SupportsIndex | None = None, servicing: SupportsIndex | None = None, acquisition: SupportsIndex | None = None, discount: SupportsFloat | SupportsIndex | None = None, timing: PaymentTiming | None = None) -> MemberValue:
        """
        Active members of a class by a schedule of dues as it stands in a fiscal year, with entrance fee and reductions by tenure.

        Args:
            schedule: The dues.
            class_: The class of members.
            year: The fiscal year.
            other_revenue: As in `MemberValue`.
            servicing: As in `MemberValue`.
            acquisition: As in `MemberValue`.
            discount: As in `MemberValue`.
            timing: As in `MemberValue`.

        Raises:
            RateError: The class has no dues in that year.
            SettingError: As `MemberValue`.
            TableError: Dues change with tenure after 1,000 years.

        Examples:
            >>> schedule = DuesSchedule().dues("full", 2025, Dues.yearly(10_000))
            >>> schedule = schedule.reduce(ReductionRule.newcomers(1, Reduction.share(0.5)))
            >>> member = MemberValue.of_schedule(schedule, "full", 2025)
            >>> member.lifetime_value(Staying.constant(0.5)).value  # 5,000 + 5,000 + 2,500 + ...
            15000.0
        """
    @property
    def payment_timing(self, /) -> PaymentTiming:
        """
        When in its year a payment is made.
        """
    @property
    def revenue_beside_dues(self, /) -> int:
        """
        What a member brings a year beside dues.
        """
    @property
    def servicing_cost(self, /) -> int:
        """
        What serving a member costs a year.
        """
    def value_of_kept(self, /, staying: Staying, year: SupportsIndex) -> float | None:
        """
        What is lost with a member who does not renew for a year, and would otherwise have stayed as others do: the margins from the payment
        of that year on, discounted to its start. Who comes back is worth the same as who was kept, if tenure goes on.

        Weak: members whom a measure keeps were about to leave, and will mostly leave sooner than others; this is an upper bound.

        Args:
            staying: How members stay.
            year: The year of the payment, 0 that of joining.

        Returns:
            The value; ``None`` when it is infinite, or nobody gets there.

        Examples:
            >>> staying = Staying.shares([1, 0.5, 0.4, 0.2], "not_counted")
            >>> round(MemberValue(10_000).value_of_kept(staying, 1), 6)  # 10,000 x (0.5 + 0.4 + 0.2) / 0.5
            22000.0
        """

@final
class MidTerm:
    """
    Resignation within a year of membership.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MidTerm: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def days(self, /) -> int:
        """
        Days at risk in it.
        """
    @property
    def exits(self, /) -> dict[str, int]:
        """
        Members who left in it, by reason; reasons that did not occur are absent.
        """
    @property
    def force(self, /) -> float | None:
        """
        The force of resignation: exits a person-year; ``None`` without any day at risk.
        """
    @property
    def force_interval(self, /) -> Interval | None:
        """
        Its limits, exact.
        """
    @property
    def members(self, /) -> int:
        """
        Members at risk at some time of the mid-term.
        """
    @property
    def survival(self, /) -> float | None:
        """
        The share that stays from the start of the mid-term to its end; ``None`` when nobody was at risk.
        """

@final
class Mix:
    """
    Whether, how and for how much a mix of changes reaches a goal.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Mix: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cost(self, /) -> float | None:
        """
        The expected cost of that scenario until the year of the goal, discounted; ``None`` when none is needed.
        """
    @property
    def kind(self, /) -> str:
        """
        ``"already_met"`` without any change, ``"found"``, or ``"unreachable"``.
        """
    @property
    def reached(self, /) -> float:
        """
        What is reached: without any change, by the mix (the goal, to rounding, or more where a change made in full does more than is
        needed), or at best.
        """
    @property
    def scenario(self, /) -> Scenario | None:
        """
        The mix as a scenario, changes that are not made left out, or all changes that help where the goal is out of reach; ``None`` when
        none is needed.
        """
    @property
    def shares(self, /) -> list[float] | None:
        """
        For which share of its people each change is made, in the order given; ``None`` unless the kind is ``"found"``.
        """

@final
class MovementRates:
    """
    The rates that follow from a table of movements and, where licence holders stand below the line, from licensees.

    Args:
        movements: The movements.
        licensees: The licence holders.
        settings: Confidence, methods, and whether members on leave count.
        segment: Name of the segment level that the movements are of, which the rates then carry.

    Examples:
        >>> movements = MovementTable.from_totals({"year": [2019], "joined": [9_812], "left": [4_125], "closing": [112_518]})
        >>> rates = MovementRates(movements, Licensees({"year": [2019], "count": [10_809]}))
        >>> print(rates.rate("entry_rate_year", 2019))
        90.8 % (89.0 % to 92.6 %; 9812 / 10809)
    """
    def __new__(cls, /, movements: MovementTable, licensees: Licensees | None = None, *, settings: RateSettings | None = None, segment: str | None = None) -> MovementRates: ...
    def all(self, /, year: SupportsIndex) -> list[Rate]:
        """
        Every rate of a year that the movements, and the licensees if given, allow.
        """
    def rate(self, /, kind: str, year: SupportsIndex) -> Rate:
        """
        A rate of a fiscal year, by the stable name of its kind: ``"retention"``, ``"lapse_rate"``, ``"lapse_rate_arrears"``,
        ``"entry_rate_year"``, ``"organization_rate_cumulative_summed"`` and so on; see `rate_kinds`.

        A rate whose counts are not known has no value and says so; it is not an error.

        Raises:
            RateError: The movements do not reach the year, or the rate stands on licence holders and none were given.
        """
    def series(self, /, kind: str) -> list[Rate]:
        """
        A rate for every year of the movements, in order.
        """

@final
class MovementTable:
    """
    Movements by fiscal year: opening, joined, reinstated, left by reason, closing.

    From a register (`CohortTable.movements`) or from yearly totals (`MovementTable.from_totals`), on equal terms.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MovementTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date | None:
        """
        Extract date of the register that the movements were counted in; ``None`` for yearly totals.
        """
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    @property
    def exit_day(self, /) -> ExitDay | None:
        """
        On which day a leaver counts as gone; ``None`` for yearly totals, where only those who added them up know.
        """
    @staticmethod
    def from_totals(data: TableData, *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, calendar: FiscalCalendar | None = None, joiners: StatedJoiners | None = None) -> MovementTable:
        """
        Movements from the totals that an association prints for each fiscal year, in any order.

        Opening and closing fill each other in between neighbouring years; joiners, or leavers, follow from the balance when they alone
        are missing. Years that do not balance become issues.

        Args:
            data: A table with one row a year; headers in Japanese or English are found, such as ``year``, ``opening``, ``joined``,
                ``reinstated``, ``left``, ``left_arrears`` (and other reasons), ``closing``, ``on_leave``.
            columns: Header of a column that is not found, by what it is for: ``{"opening": "members_apr1"}``.
            read: How the table is read otherwise.
            calendar: The fiscal calendar; the Japanese one by default.
            joiners: When a stated number of joiners disagrees with the balance, it is ``"kept"`` and the year named as unbalanced (the
                default), or replaced by the ``"balanced"`` figure.

        Raises:
            InputError: There is no row, or no column for the year or for a count.
            RegisterError: A year or a count cannot be read.
            SettingError: A year is given twice, or two columns stand for one thing.

        Examples:
            >>> table = MovementTable.from_totals({"year": [1989, 1990], "opening": [15_908, 16_174], "left": [428, None]})
            >>> table.row(1989)["joined"]  # 16,174 - 15,908 + 428
            694
        """
    def imbalance(self, /, year: SupportsIndex) -> int | None:
        """
        Closing minus what follows from opening and flows: 0 when the year balances, ``None`` when a figure is not known.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        What was found in the totals.
        """
    @property
    def lapsed_stock(self, /) -> list[tuple[int, int | None]]:
        """
        Persons who left and did not come back, at the end of each year, as far as the table can tell.
        """
    @property
    def last_complete(self, /) -> int | None:
        """
        The last fiscal year that is covered completely and whose closing stock is known.
        """
    @property
    def last_with_flows(self, /) -> int | None:
        """
        The last fiscal year that is covered completely and of which stock, joiners and leavers are all known.
        """
    def net_growth(self, /, year: SupportsIndex) -> int | None:
        """
        Closing minus opening of a year; ``None`` when not known.
        """
    @staticmethod
    def read_csv(path: str | PathLike[str], *, columns: dict[str, str] | None = None, read: ReadSettings | None = None, calendar: FiscalCalendar | None = None, joiners: StatedJoiners | None = None) -> MovementTable:
        """
        The same from a CSV file.

        Raises:
            OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
        """
    def retained(self, /, year: SupportsIndex) -> int | None:
        """
        Of the opening members of a year, those still on the roll at its end; ``None`` when not known.
        """
    def row(self, /, year: SupportsIndex) -> "dict[str, object] | None":
        """
        The row of a fiscal year by column; ``None`` when the table does not reach it.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def unbalanced(self, /) -> list[tuple[int, int]]:
        """
        The years whose totals do not balance, each with opening + in - out - closing.
        """
    @property
    def years(self, /) -> list[int]:
        """
        The fiscal years, ascending.
        """

@final
class MultistateSettings:
    """
    How multi-state probabilities are estimated.

    All estimates are of Aalen and Johansen: products of the shares that move at each time. They are right for the share in each state even
    where the future depends on the past (not Markov), as long as who is censored or enters late is like the others; probabilities given a
    state need Markov, or a landmark.

    Source: P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding, *Statistical Models Based on Counting Processes*, 1993, section IV.4.

    Args:
        variance: ``"greenwood"`` (the default: a multinomial draw, as R ``etm``; right when many move on one day) or ``"aalen"`` (events
            one by one, as R ``mstate`` by default).
        initial_shares: Whether the shares at the start of `occupation` are ``"known"`` (the default, as R ``survfit``) or ``"estimated"``.
        interval: The scale on which limits are symmetric: ``"log_log"`` (the default), ``"log"``, ``"plain"``, ``"logit"`` or
            ``"arcsine"``.
        confidence: How often the limits contain the true probability; 0.95 by default.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, variance: MultistateVariance | None = None, initial_shares: InitialShares | None = None, interval: CurveInterval | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> MultistateSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MultistateSettings: ...
    def length_of_stay(self, /, table: TransitionRiskTable, start: SupportsFloat | SupportsIndex, horizon: SupportsFloat | SupportsIndex) -> LengthOfStay:
        """
        The mean time spent in each state from a start to a horizon, given each state at the start.

        Beyond the last time seen the probabilities are drawn on as they are then; `LengthOfStay.beyond_follow_up` says so.

        Args:
            table: Who was at risk in which state.
            start: The start, in the unit of the table.
            horizon: The horizon.

        Raises:
            SettingError: The start is not a time before the last one seen, or the horizon is not a finite time after it.
        """
    def occupation(self, /, rows: StateObservations, times: SupportsGetItem[int, SupportsFloat | SupportsIndex], *, start: SupportsFloat | SupportsIndex | None = None) -> StateOccupation:
        """
        The share of persons in each state at some times, with errors by person (infinitesimal jackknife).

        Takes time proportional to the rows for each time asked for: ask for the years, not for every day.

        Args:
            rows: The rows.
            times: The times, in the unit of the rows.
            start: Those seen just after this time tell the shares at first, and what came before does not count. Without it (the default,
                as R ``survfit``) those at risk at the first transition do; with delayed entry they may be few, or all in one state.

        Raises:
            InputError: No row counts.
            SettingError: The start lies at the last time seen or later.
        """
    def reinstatement(self, /, table: ReinstatementTable, years: SupportsGetItem[int, SupportsFloat | SupportsIndex], *, reason: EndReason | None = None) -> Reinstatement:
        """
        The share of those who lapsed for a reason, or for any, that came back within each of some numbers of years.

        Args:
            table: The lapses.
            years: Years since the lapse, of 365.25 days.
            reason: The reason for which they lapsed; any by default.

        Raises:
            InputError: Nobody lapsed so.
            SettingError: A number of years is negative or not a finite number.

        Examples:
            >>> rows = [
            ...     {"person": "A", "start": "2020-04-01", "end": "2021-04-01"},
            ...     {"person": "A", "start": "2021-05-01"},
            ...     {"person": "B", "start": "2020-04-01", "end": "2021-04-01"},
            ... ]
            >>> table = ReinstatementTable(Register(rows, as_of="2024-03-31"))
            >>> one, ten = MultistateSettings().reinstatement(table, [1, 10]).shares
            >>> one.returned.probability, ten.returned  # nobody was seen for ten years
            (0.5, None)
        """
    def state_times(self, /, rows: StateObservations, horizon: SupportsFloat | SupportsIndex, *, start: SupportsFloat | SupportsIndex | None = None) -> list[StateTime]:
        """
        The mean time that a person spends in each state from the start until a horizon, in the order of the states, with errors by person.

        Args:
            rows: The rows.
            horizon: The horizon, not after the last time seen.
            start: As for `occupation`; the earliest entry without it.

        Raises:
            InputError: No row counts.
            SettingError: The horizon does not lie after the start, or lies after the last time seen.
        """
    def transition_curves(self, /, table: TransitionRiskTable, start: SupportsFloat | SupportsIndex) -> TransitionCurves:
        """
        The probabilities of going from each state to each other, from a start to every later time at which somebody moves.

        Args:
            table: Who was at risk in which state.
            start: When probabilities start, in the unit of the table; what happens at the start itself has happened.

        Raises:
            SettingError: The start is not a finite number, or lies at the last time seen or later.
        """
    def transition_matrix(self, /, table: TransitionRiskTable, start: SupportsFloat | SupportsIndex, end: SupportsFloat | SupportsIndex) -> TransitionMatrix:
        """
        The probabilities of going from each state at one time to each state at another, with the covariance of all of them.

        Args:
            table: Who was at risk in which state.
            start: The one time, in the unit of the table.
            end: The other.

        Raises:
            SettingError: The start is not a time before the last one seen, or the end does not lie between the start and the last time seen.
        """

@final
class ObservationWindow:
    """
    The days under study, half-open: nothing before the first day, and nothing on ``to`` or after it, is counted.

    Args:
        first: First day of the window.
        to: First day after the window.

    Raises:
        SettingError: The window is empty, or does not lie between 1801-01-01 and 2199-01-01.

    Examples:
        >>> ObservationWindow("2016-01-01", "2024-01-01") == ObservationWindow.through("2016-01-01", "2023-12-31")
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, first: DayLike, to: DayLike) -> ObservationWindow: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ObservationWindow: ...
    def contains(self, /, day: DayLike) -> bool:
        """
        Whether a day lies in the window.
        """
    @property
    def first(self, /) -> date:
        """
        First day of the window.
        """
    @property
    def last(self, /) -> date:
        """
        Last day of the window.
        """
    @staticmethod
    def through(first: DayLike, last: DayLike) -> ObservationWindow:
        """
        The days from the first to the last, both included, as studies print them.

        Raises:
            SettingError: As for the constructor.
        """
    @property
    def to(self, /) -> date:
        """
        First day after the window.
        """

@final
class Observations:
    """
    Rows of observed time, from the columns of a table or from arrays.

    One row is one stretch of time at risk, ``(entry, time]``, and what ended it. A person may have several rows (start-stop rows); name
    `person` then, so that variances can tell. Times are in any one unit; results are in the same.

    Arrays typed in or computed elsewhere come in by `of_events` and `of_outcomes`; an array is a list, a numpy array or another buffer of
    numbers, a pandas or polars series, or an Arrow array.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
        time: Name of the column of times.
        event: Name of the column that says whether the row ended in the event: True or 1, and False or 0 when it was censored.
        outcome: Instead of `event`, name of the column of what the row ended in; a row without an outcome is censored.
        entry: Name of the column of times of entry (delayed entry); all are at risk from the origin without it.
        weight: Name of the column of weights; every row counts once without it.
        group: Name of the column of groups; all rows are one group without it.
        person: Name of the column of persons; every row is a person without it.

    Raises:
        InputError: A column is missing, has another length or another type.
        SettingError: A time is not a finite number, an entry is not before its time, or a weight is negative, each with its row counted
            from 0; or not exactly one of `event` and `outcome` is named.

    Examples:
        >>> rows = Observations({"years": [1, 2, 2, 3], "left": [True, True, False, True]}, time="years", event="left")
        >>> len(rows), rows.outcomes, rows.groups
        (4, ['event'], ['all'])
        >>> rows == Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1])
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, time: str, event: str | None = None, outcome: str | None = None, entry: str | None = None, weight: str | None = None, group: str | None = None, person: str | None = None) -> Observations: ...
    def __repr__(self, /) -> str: ...
    def entering(self, /, entry: ArrayData) -> Observations:
        """
        The same rows, at risk only after their entry (delayed entry, left truncation).

        Raises:
            InputError: The arrays differ in length.
            SettingError: An entry is not a finite number or not before the time of its row, with the row.
        """
    def grouped(self, /, group: ArrayData) -> Observations:
        """
        The same rows in groups, named. Groups are in the order of their names.

        Raises:
            InputError: There is not one name a row.
        """
    @property
    def groups(self, /) -> list[str]:
        """
        The names of the groups, in order; ``"all"`` when the rows are not grouped.
        """
    def merging(self, /, ties: NearTies) -> Observations:
        """
        The same rows with times that count as one made equal.

        Args:
            ties: Times closer than ``"rounding"`` (10⁻¹² of their size; estimators do this unless told otherwise), only equal numbers,
                ``"distinct"``, or as R `survival` does, ``"timefix"``.
        """
    @staticmethod
    def of_events(time: ArrayData, event: ArrayData) -> Observations:
        """
        Rows that end in one kind of event, or censored.

        Args:
            time: When each row ends.
            event: Whether it ended in the event: True or 1, and False or 0 when it was censored.

        Raises:
            InputError: The arrays differ in length, or have another type.
            SettingError: A time is not a finite number, with its row.
        """
    @staticmethod
    def of_outcomes(time: ArrayData, outcome: ArrayData) -> Observations:
        """
        Rows that end in one of several outcomes, named, or censored (``None``). Outcomes are numbered in the order of their names.

        Args:
            time: When each row ends.
            outcome: What it ended in.

        Raises:
            InputError: As for `of_events`.
            SettingError: As for `of_events`.
        """
    @property
    def outcomes(self, /) -> list[str]:
        """
        The names of the outcomes, in order.
        """
    def persons(self, /, person: ArrayData) -> Observations:
        """
        The same rows, with the person that each is about.

        Raises:
            InputError: There is not one key a row.
        """
    def risk_table(self, /) -> RiskTable:
        """
        Who is at risk in all groups together.

        Raises:
            InputError: No row counts.
        """
    def risk_tables(self, /) -> list[tuple[str, RiskTable]]:
        """
        Who is at risk in each group, by the name of the group.

        Raises:
            InputError: A group has no row that counts.
        """
    def weighted(self, /, weight: ArrayData) -> Observations:
        """
        The same rows, each counted as often as its weight says (whole or fractional). A row of weight 0 counts nowhere.

        Raises:
            InputError: The arrays differ in length.
            SettingError: A weight is negative or not a finite number, with the row, or all are 0.
        """

@final
class ObservedRate:
    """
    Events counted in an exposure (person-years, members at start): the evidence for one rate.

    Args:
        events: Events counted.
        exposure: Exposure in which they were counted, above 0.

    Raises:
        SettingError: The exposure is not a finite number above 0: without exposure there is no rate to compare.

    Examples:
        >>> ObservedRate(11, 44.0).rate
        0.25
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, events: SupportsIndex, exposure: SupportsFloat | SupportsIndex) -> ObservedRate: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ObservedRate: ...
    @property
    def events(self, /) -> int:
        """
        Events counted.
        """
    @property
    def exposure(self, /) -> float:
        """
        Exposure in which they were counted.
        """
    @property
    def rate(self, /) -> float:
        """
        Events per unit of exposure.
        """

@final
class OneSampleTest:
    """
    Observed leavers of a group against those expected under a given hazard: the one-sample log-rank test.

    ``E = sum over rows of H(time) - H(entry)`` with the cumulative hazard H of the standard, ``z = (O - E) / sqrt(E)``. The standard is
    taken as known. Allows for delayed entry. With fewer than about ten expected leavers take `exact_p_value`. N. E. Breslow (1975),
    International Statistical Review 43, 45-57.

    Examples:
        Three members seen for 10, 20 and 30 years, two of whom left; the standard is 0.05 a year.

        >>> rows = Observations.of_events([10, 20, 30], [1, 0, 1])
        >>> test = OneSampleTest.of_table(rows.risk_table(), StandardHazard.constant(0.05))
        >>> test.observed, test.expected, round(test.ratio, 12)
        (2.0, 3.0, 0.666666666667)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> OneSampleTest: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chi_squared(self, /) -> ChiSquared | None:
        """
        The square of `z` with its p value.
        """
    @property
    def exact_p_value(self, /) -> float | None:
        """
        The exact two-sided p value, twice the smaller Poisson tail and at most 1: below 0.05 exactly when the 95 % Garwood interval does not
        contain 1. ``None`` when leavers were weighted so that their sum is not a whole number, and when none are expected and none left.
        """
    @property
    def expected(self, /) -> float:
        """
        Leavers expected under the standard; their variance is the same number.
        """
    @property
    def observed(self, /) -> float:
        """
        Leavers.
        """
    @staticmethod
    def of_rows(event: ArrayData, expected: ArrayData) -> OneSampleTest:
        """
        The test when the standard gives each row its own expectation, for example by age and sex.

        Args:
            event: Whether each row left.
            expected: The hazard that each row accumulates while it is seen.

        Raises:
            InputError: The arrays differ in length.
            SettingError: An expectation is negative or not finite, with its row.
        """
    @staticmethod
    def of_table(table: RiskTable, standard: StandardHazard) -> OneSampleTest:
        """
        The test of a group against a standard, for leaving with any outcome; `RiskTable.of_outcome` chooses one.

        Args:
            table: Who was at risk.
            standard: The standard.

        Raises:
            RateError: Somebody was at risk at a time for which the standard is not known.
        """
    @staticmethod
    def of_totals(observed: SupportsFloat | SupportsIndex, expected: SupportsFloat | SupportsIndex) -> OneSampleTest:
        """
        The test from totals.

        Args:
            observed: Leavers.
            expected: Leavers expected.

        Raises:
            SettingError: A total is negative or not finite.
        """
    @property
    def p_value(self, /) -> float | None:
        """
        The two-sided normal p value of `z`.
        """
    @property
    def ratio(self, /) -> float | None:
        """
        Observed divided by expected, a standardised ratio: above 1 when the group leaves faster; ``None`` when none are expected.
        """
    def ratio_interval(self, /, *, confidence: SupportsFloat | SupportsIndex | None = None, method: RateMethod | None = None) -> Interval | None:
        """
        Limits of the ratio, leavers taken as Poisson; ``None`` when none are expected, and when leavers were weighted so that their sum is
        not a whole number.

        Args:
            confidence: Confidence, 0.95 by default.
            method: Method, as in `rate_interval`; ``"garwood"``, the exact one, by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def z(self, /) -> float | None:
        """
        The standardised difference: above 0 when the group leaves faster; ``None`` when none are expected.
        """

@final
class OutOfTime:
    """
    Settings of a validation out of time: a regression is fitted on the rows of all years up to one and judged on those of the next.

    No row can be in both: which rows train and which judge follows from one year.

    Args:
        regression: The regression.
        period: Name of the covariate of years; ``"period"`` by default.
        unknown_levels: What to do with a level that no training year had: ``"refuse"`` (the default), forecast as for the ``"reference"``
            level, or ``"leave_out"``. Rows without a forecast are counted and not judged.
        groups: Number of groups of calibration and lift; 10 by default.

    Examples:
        >>> cells = {"period": [2020, 2020, 2021, 2021], "tenure": [0, 1, 0, 1], "left": [20, 10, 18, 9], "members": [100] * 4}
        >>> rows = HazardRows(cells, events="left", trials="members")
        >>> judged = OutOfTime(HazardRegression(terms=[Term.category("tenure")])).judge(rows, 2020)
        >>> judged.judged_on, round(judged.brier, 12)  # (18 × 0.64 + 82 × 0.04 + 9 × 0.81 + 91 × 0.01) / 200
        (2021, 0.115)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, regression: HazardRegression, *, period: str | None = None, unknown_levels: UnknownLevel | None = None, groups: SupportsIndex | None = None) -> OutOfTime: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> OutOfTime: ...
    def judge(self, /, rows: HazardRows, trained_through: SupportsIndex) -> OutOfTimeScores:
        """
        Fits on all rows up to a year and judges on those of the next.

        Args:
            rows: The rows.
            trained_through: The last year that the fit sees.

        Raises:
            RateError: There are no rows of the one or the other, or the fit fails as in `HazardRegression.fit`.
            InputError: The years are no numbers, or a column is missing.
            SettingError: Weights are fractional, or a level is not known and that is refused.
        """
    def rolling(self, /, rows: HazardRows, first: SupportsIndex, last: SupportsIndex) -> RollingScores:
        """
        Judges one year after the other: for each of the years from the first to the last, a fit on all years up to it, judged on the next.

        Args:
            rows: The rows.
            first: The first year through which a fit is trained.
            last: The last one; it must be followed by a year with rows.

        Raises:
            SettingError: The last year is before the first.
            RateError: As for `judge`.
            InputError: As for `judge`.
        """

@final
class OutOfTimeScores:
    """
    How a regression fitted on the years up to one did in the next; made by `OutOfTime.judge`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> OutOfTimeScores: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def brier(self, /) -> float:
        """
        The Brier score.
        """
    @property
    def brier_skill(self, /) -> float | None:
        """
        Its skill against the constant.
        """
    @property
    def calibration(self, /) -> Calibration:
        """
        Whether as many left as was forecast.
        """
    @property
    def concordance(self, /) -> Concordance | None:
        """
        Whether leavers had the higher probabilities.
        """
    @property
    def constant(self, /) -> float:
        """
        The share of events in the training years: the constant that skill is measured against.
        """
    @property
    def events(self, /) -> int:
        """
        Events of these.
        """
    @property
    def expected(self, /) -> float:
        """
        Events that were forecast: the sum of the probabilities.
        """
    @property
    def fit(self, /) -> HazardFit:
        """
        The fit itself.
        """
    @property
    def judged_on(self, /) -> int:
        """
        The year that it was judged on.
        """
    @property
    def lift(self, /) -> Lift:
        """
        How many of the leavers are among the highest probabilities.
        """
    @property
    def log_score(self, /) -> float | None:
        """
        The logarithmic score.
        """
    @property
    def trained_through(self, /) -> int:
        """
        The last year that the fit has seen.
        """
    @property
    def trials(self, /) -> int:
        """
        Trials of that year with a forecast.
        """
    @property
    def unknown_levels(self, /) -> int:
        """
        Rows of that year with a level that no training year had.
        """
    @property
    def without_forecast(self, /) -> int:
        """
        Trials of that year without a forecast.
        """

@final
class Outcome:
    """
    What a measure of known effect brings.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Outcome: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chance_of_paying(self, /) -> float | None:
        """
        The probability that the value exceeds the cost, were the effect normally distributed; ``None`` without a standard error
        above 0.
        """
    @property
    def change(self, /) -> float:
        """
        What the effect adds to the rate of those reached.
        """
    @property
    def cost_of_one(self, /) -> float | None:
        """
        Cost over persons gained; ``None`` when none are.
        """
    @property
    def gained_a_year(self, /) -> float:
        """
        Persons gained or kept in each year; negative when the effect is to the worse.
        """
    @property
    def net(self, /) -> float:
        """
        Value less cost.
        """
    @property
    def net_error(self, /) -> float | None:
        """
        Standard error of value and net, from that of the effect alone; ``None`` when none was given.
        """
    @property
    def provenance(self, /) -> tuple[str, str]:
        """
        Where the effect comes from: ``"typed_in"`` with the note, or ``"evaluated"`` with the evaluation.
        """
    @property
    def value(self, /) -> float:
        """
        What they are worth, over all years, discounted to the start.
        """

@final
class OutcomeLoss:
    """
    What one outcome costs before a horizon.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> OutcomeLoss: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def events(self, /) -> float:
        """
        Weight that was seen to leave for it by the horizon.
        """
    @property
    def incidence(self, /) -> OutcomeShare:
        """
        Share of those who start that leaves for it by the horizon.
        """
    @property
    def incidence_limits(self, /) -> Limits | None:
        """
        The limits of the share, on the scale of the settings; ``None`` where that has none.
        """
    @property
    def outcome(self, /) -> str:
        """
        The outcome.
        """
    @property
    def share_of_time(self, /) -> float | None:
        """
        Share of all time lost that is lost to it; ``None`` when none is.
        """
    @property
    def time_error(self, /) -> float:
        """
        Its standard error.
        """
    @property
    def time_limits(self, /) -> Limits:
        """
        Normal limits of the time lost, cut at 0 and at the whole time.
        """
    @property
    def time_lost(self, /) -> float:
        """
        Mean time lost to it by the horizon, of all who start, in the unit of the times.
        """

@final
class OutcomeLosses:
    """
    What each outcome costs before a horizon, the costliest first; outcomes that cost the same by name. Made by
    `CumulativeIncidence.losses`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> OutcomeLosses: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def beyond_follow_up(self, /) -> bool:
        """
        Whether the horizon lies after the last time seen, so that incidences were drawn on flat: too little is lost then.
        """
    @property
    def costliest(self, /) -> OutcomeLoss | None:
        """
        The outcome that costs most; ``None`` when nobody left.
        """
    @property
    def horizon(self, /) -> float:
        """
        The horizon.
        """
    @property
    def ranked(self, /) -> list[OutcomeLoss]:
        """
        The outcomes, the costliest first.
        """
    def ranked_by(self, /, ranking: LossRanking) -> OutcomeLosses:
        """
        The same, ranked by another cost.

        Args:
            ranking: ``"members"``, by the share who leave for the outcome by the horizon, or ``"time"``, by the time lost: who leaves early
                costs more than who leaves late, and dues follow it.
        """
    @property
    def ranking(self, /) -> LossRanking:
        """
        By what they are ranked: ``"members"`` or ``"time"``.
        """
    @property
    def time_kept(self, /) -> float:
        """
        Mean time kept by the horizon, in the unit of the times: with all that is lost it makes the time from the origin to the horizon.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class OutcomeShare:
    """
    An estimated share with its standard error, which is 0 as long as the share is.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> OutcomeShare: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float:
        """
        Its standard error.
        """
    @property
    def share(self, /) -> float:
        """
        The share.
        """

@final
class PairTest:
    """
    Two groups and their test.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PairTest: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjusted_p(self, /) -> float | None:
        """
        Its p value adjusted for the number of pairs that could be compared.
        """
    @property
    def chi_squared(self, /) -> ChiSquared | None:
        """
        The test of the two alone; ``None`` when they could not be compared.
        """
    @property
    def difference(self, /) -> float:
        """
        Observed less expected in the first: above 0 when it leaves faster than the second.
        """
    @property
    def first(self, /) -> str:
        """
        Name of the first.
        """
    @property
    def second(self, /) -> str:
        """
        Name of the second.
        """

@final
class PairwiseTests:
    """
    Every pair of groups, tested as if the other groups were not there. Made by `LogRankSettings.pairwise` and `GraySettings.pairwise`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PairwiseTests: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjustment(self, /) -> Adjustment:
        """
        How p values were adjusted.
        """
    @property
    def pairs(self, /) -> list[PairTest]:
        """
        The pairs, by the order of the groups.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class PanelEstimate:
    """
    A value that follows from the rates, with the standard error that they give it (delta method).
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PanelEstimate: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Its standard error; ``None`` when the fit did not end at a maximum.
        """
    @property
    def value(self, /) -> float:
        """
        The value.
        """

@final
class PanelFit:
    """
    A Markov process fitted to snapshots; made by `PanelModel.fit`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PanelFit: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic(self, /) -> float:
        """
        Akaike's criterion: twice the number of rates less twice the log likelihood.
        """
    @property
    def ending(self, /) -> FitEnding:
        """
        How the fit ended. A rate at the lower end: the change is not needed to explain the snapshots; leave it out.
        """
    @property
    def log_covariance(self, /) -> list[list[float]] | None:
        """
        The covariance of the logarithms of the rates, in the order of the model; ``None`` when the fit did not end at a maximum.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log likelihood at the rates found.
        """
    def mean_stay(self, /, state: str) -> PanelEstimate | None:
        """
        The mean time of one stay in a state; ``None`` where nobody leaves.

        Raises:
            RateError: There is no such state.
        """
    @property
    def model(self, /) -> PanelModel:
        """
        What was asked for.
        """
    @property
    def observations(self, /) -> PanelObservations:
        """
        The snapshots it was fitted to.
        """
    def probability(self, /, from_: str, to: str, time: SupportsFloat | SupportsIndex) -> PanelEstimate:
        """
        The probability of being in a state so much later, given a state.

        Raises:
            RateError: There is no such state.
            SettingError: The time is negative or not a finite number.
        """
    def rate_out(self, /, state: str) -> PanelEstimate:
        """
        The rate at which a state is left, for any other.

        Raises:
            RateError: There is no such state.
        """
    @property
    def rates(self, /) -> list[PanelRate]:
        """
        The rates, in the order of the model.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    @property
    def steps(self, /) -> int:
        """
        Steps of the search.
        """
    def time_in_state(self, /, from_: str, state: str, horizon: SupportsFloat | SupportsIndex) -> PanelEstimate:
        """
        The mean time spent in a state until a horizon, all stays together, given a state at first.

        Raises:
            RateError: There is no such state.
            SettingError: The horizon is negative or not a finite number.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class PanelModel:
    """
    A Markov process in continuous time: which changes of state can happen at a moment. Others happen by way of these.

    ``P(t) = exp(Q t)`` with Q the rates; the likelihood is the product over pairs of snapshots of ``P(t; r, s)``. Assumes that rates do not
    change with time, and that how long a person was in a state, or what came before, says nothing on what comes next. Where tenure matters,
    as it does in most associations, fit newcomers and others apart, or take the rates as means.

    Source: J. D. Kalbfleisch, J. F. Lawless, *J. Amer. Statist. Assoc.* 80, 1985, 863-871; C. H. Jackson, *J. Statist. Software* 38(8),
    2011 (R ``msm``).

    Args:
        allowed: The changes that are possible, each from one state to another.
        confidence: How often limits contain the true value; 0.95 by default.

    Raises:
        SettingError: A change is named twice or is from a state to itself, or the confidence is not strictly between 0 and 1.
        InputError: No change is named.

    Examples:
        >>> people = [{"person": n, "time": t, "state": "out" if t and n < 20 else "in"} for n in range(100) for t in (0, 1)]
        >>> fit = PanelModel([("in", "out")]).fit(PanelObservations(people, states=["in", "out"]))
        >>> round(fit.rates[0].rate, 9)  # exp(-rate) = 0.8
        0.223143551
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, allowed: SupportsGetItem[int, tuple[str, str]], *, confidence: SupportsFloat | SupportsIndex | None = None) -> PanelModel: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PanelModel: ...
    def fit(self, /, observations: PanelObservations) -> PanelFit:
        """
        The rates that make the snapshots most probable.

        Raises:
            RateError: A change names a state that the observations do not have.
            SettingError: The observations contain a step that is not possible, even by way of other states, or a state with exact times can
                be left.
        """

@final
class PanelObservations:
    """
    Snapshots of persons, as counts of what is seen from one to the next.

    Whole numbers, and all that the likelihood needs; the observations of two groups of persons add.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
        states: The names of the states in the order of results.
        person: Name of the column of persons.
        time: Name of the column of times of the snapshots, in any one unit; rates are per that unit.
        state: Name of the column of the states seen.

    Raises:
        InputError: A column is missing or has another type, or nobody is seen twice.
        SettingError: With the row: a state that is listed twice or not at all, a time that is not a finite number, and two rows of one
            person at one time.

    Examples:
        >>> snapshots = {"person": "AAABB", "time": [2020, 2021, 2022, 2021, 2022], "state": ["in", "in", "out", "in", "in"]}
        >>> seen = PanelObservations(snapshots | {"person": list("AAABB")}, states=["in", "out"])
        >>> seen.count("in", "in"), seen.count("in", "out")
        (2, 1)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, states: SupportsGetItem[int, str], person: str = "person", time: str = "time", state: str = "state") -> PanelObservations: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PanelObservations: ...
    def _repr_html_(self, /) -> str: ...
    def count(self, /, from_: str, to: str) -> int:
        """
        How many times one state was seen after another, whatever the time between.

        Raises:
            RateError: There is no such state.
        """
    def exactly_observed(self, /, states: SupportsGetItem[int, str]) -> PanelObservations:
        """
        The same, with some states whose times are not those of a snapshot but of the change itself: deaths, or exits with their day.

        Raises:
            RateError: There is no such state.
            SettingError: Persons are seen again after reaching it.
        """
    def merge(self, /, other: PanelObservations) -> PanelObservations:
        """
        The observations of two groups with no person in both.

        Raises:
            TableError: The states differ.
        """
    @staticmethod
    def of_register(register: Register, *, calendar: FiscalCalendar | None = None, standings: StandingStates | None = None, final_reasons: SupportsGetItem[int, EndReason] | None = None, exits: ExitTimes | None = None) -> PanelObservations:
        """
        Snapshots of a register at the last days of its fiscal years; time is counted in years.

        Each person who has joined is in one state: a standing, lapsed, or exited for a final reason, after which the person is no longer
        followed.

        Args:
            register: The register.
            calendar: The fiscal calendar; the Japanese one by default.
            standings: Whether standings are states ``"apart"`` (the default) or one state, ``"together"``.
            final_reasons: The reasons after which a person is gone for good; death and retirement by default.
            exits: Whether a final exit is seen at the next ``"year_end"`` (the default) or on its day, ``"exact"``.

        Raises:
            InputError: Nobody is seen twice.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class PanelRate:
    """
    The rate of one change of state.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PanelRate: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Its standard error; ``None`` when the fit did not end at a maximum.
        """
    @property
    def from_(self, /) -> str:
        """
        The state left.
        """
    @property
    def limits(self, /) -> Limits | None:
        """
        Its limits, symmetric about the logarithm.
        """
    @property
    def log_error(self, /) -> float | None:
        """
        The standard error of its logarithm.
        """
    @property
    def rate(self, /) -> float:
        """
        How often per unit of time, of those in the state.
        """
    @property
    def to(self, /) -> str:
        """
        The state reached.
        """

@final
class Parameters:
    """
    The parameters of a rate before and after, each by name.

    Args:
        parameters: A mapping of names to pairs of before and after, or a list of name, before and after.

    Raises:
        InputError: There is none.
        SettingError: A value is not finite, or a name is given twice.

    Examples:
        >>> changed = Parameters({"entry": (0.8, 0.7), "retention": (0.90, 0.95)}).between("2022", "2023")
        >>> changed.names, changed.before, changed.after
        (['entry', 'retention'], [0.8, 0.9], [0.7, 0.95])
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, parameters: ParameterChanges) -> Parameters: ...
    def __repr__(self, /) -> str: ...
    @property
    def after(self, /) -> list[float]:
        """
        The values after.
        """
    @property
    def before(self, /) -> list[float]:
        """
        The values before.
        """
    def between(self, /, first: str, second: str) -> Parameters:
        """
        With the names of the two dates or populations.
        """
    @property
    def names(self, /) -> list[str]:
        """
        The names.
        """
    @staticmethod
    def of_lists(before: ArrayData, after: ArrayData) -> Parameters:
        """
        Parameters ``1``, ``2``, ... from two lists.

        Raises:
            InputError: The lists differ in length or are empty, or a value is not a number.
            SettingError: A value is not finite.
        """

@final
class Part:
    """
    What one factor, flow or segment added to a rate, or took from it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Part: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> float | None:
        """
        The rate with this factor as it was after and all others standardised.
        """
    @property
    def before(self, /) -> float | None:
        """
        The rate with this factor as it was before and all others standardised; ``None`` for methods that have no such rate.
        """
    @property
    def counts(self, /) -> tuple[str, str]:
        """
        What the part counts, in English and Japanese.
        """
    @property
    def name(self, /) -> str:
        """
        The name of the factor: as the caller gave it, or the stable name of a flow, such as ``"late_entry"``.
        """
    @property
    def persons(self, /) -> int | None:
        """
        The persons that came (positive) or went, for a flow of persons.
        """
    @property
    def value(self, /) -> float:
        """
        What it added to the rate, in the unit of the rate; negative where it took away. The parts sum to the change.
        """

@final
class Payments:
    """
    An expected number of yearly payments.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Payments: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def number(self, /) -> float:
        """
        The number, each payment discounted to the day of the first.
        """
    @property
    def numerical_error(self, /) -> float:
        """
        By how much it can be off because sums and integrals that go on for ever were approached.
        """

@final
class PersonYearSettings:
    """
    How a `PersonYearTable` is counted.

    Args:
        calendar: The fiscal calendar; the Japanese one by default.
        by: Also by ``"licence_cohort"``, ``"join_cohort"`` and names of segments, of the episode on the day before the year; by nothing by
            default.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        tenure: When tenure runs; by default from the start of each membership, leave included.
        longest_tenure: Tenures from so many completed years on are counted together; 100 by default, and at most.
        ages: Also by age on the day before the year, in bands that begin at these ages, such as ``[0, 30, 40, 50, 60]``.
        by_standing: Also by standing on the day before the year.
        reasons: Leavers for these reasons only; for all by default.
        other_exits: What a year counts as in which a member left for another reason: as a year at risk, ``"stayed"`` (the default), or as
            none, ``"left_out"``.
        exit_day: On which day an exit is booked: ``"first_day_out"`` (the default) or ``"last_day_in"``, where who leaves with the last
            day of a year left in that year.
        leap_day: When those complete a year who joined, or were born, on 29 February: ``"feb28"`` (the default) or ``"mar1"``.

    Raises:
        SettingError: Ages do not ascend, or the last is above 150.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, calendar: FiscalCalendar | None = None, by: SupportsGetItem[int, str] = ..., cohort_rule: CohortRule | None = None, tenure: TenureRules | None = None, longest_tenure: SupportsIndex | None = None, ages: SupportsGetItem[int, SupportsIndex] | None = None, by_standing: bool = False, reasons: SupportsGetItem[int, EndReason] = ..., other_exits: OtherExits | None = None, exit_day: ExitDay | None = None, leap_day: LeapDay | None = None) -> PersonYearSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PersonYearSettings: ...
    def count(self, /, register: Register) -> PersonYearTable:
        """
        Counts a register.

        Raises:
            InputError: The register has no segment of that name, or no fiscal year is complete.
            TableError: There are more possible cells than 2^62.
        """

@final
class PersonYearTable:
    """
    Members at the start of each fiscal year and leavers within it, by what is known at the start: what a hazard regression is made from.

    Made by `PersonYearSettings.count`. A member is one trial of a fiscal year who is on the roll on the day before it begins, whatever the
    standing, and has the event when the membership ends within the year (for a reason studied). Only years that the register covers to
    their last day count. Who joins and leaves within one fiscal year is in no trial.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2020-04-01"},
        ...     {"person": "B", "start": "2020-05-01", "end": "2022-06-30", "end_reason": "arrears"},
        ... ]
        >>> table = PersonYearSettings().count(Register(rows, as_of="2023-03-31")).to_table()
        >>> table["period"], table["tenure"], table["trials"], table["events"]  # 2020 had no member at its start
        ([2021, 2022], [0, 1], [2, 2], [0, 1])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PersonYearTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def left_out(self, /) -> LeftOut:
        """
        Person-years that are in no cell.
        """
    @property
    def made_by(self, /) -> PersonYearSettings:
        """
        How it was counted.
        """
    def merge(self, /, other: PersonYearTable) -> PersonYearTable:
        """
        The table of two registers with no person in both.

        Raises:
            TableError: The settings or the extract dates differ.
        """
    @property
    def periods(self, /) -> list[int]:
        """
        The fiscal years that have trials, ascending.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class Plan:
    """
    The assumptions and new licence holders of every projected year under a scenario.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Plan: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def assumptions(self, /) -> list[Assumptions]:
        """
        The assumptions of the first, second, ... projected year. What changed says so in its provenance.
        """
    @property
    def inflow(self, /) -> list[Arrival]:
        """
        The new licence holders of the first, second, ... projected year.
        """

@final
class Population:
    """
    Everyone on the last day of the base year, by licence cohort: members by tenure, on leave, lapsed, never joined.

    Args:
        base_year: The fiscal year on whose last day the people are counted.
        cohorts: The people by licence cohort; ``None`` is the cohort of those whose licence is not known.

    Examples:
        >>> Population(2019, [(2018, CohortPopulation(active={0: 90, 1: 10}, on_leave={1: 5}))]).members
        105
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, base_year: SupportsIndex, cohorts: SupportsGetItem[int, tuple[SupportsIndex | None, CohortPopulation]]) -> Population: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Population: ...
    @property
    def base_year(self, /) -> int:
        """
        The fiscal year on whose last day the people are counted.
        """
    @property
    def cohorts(self, /) -> list[tuple[int | None, CohortPopulation]]:
        """
        The people by licence cohort.
        """
    @staticmethod
    def from_table(table: CohortTable, base_year: SupportsIndex, licensees: Licensees | None = None) -> Population:
        """
        The people of a cohort table grouped by ``"licence_cohort"`` and ``"join_cohort"``.

        Raises:
            InputError: The table is not grouped by both cohorts.
            RateError: It does not cover the base year to its end.
        """
    @staticmethod
    def from_totals(base_year: SupportsIndex, members: SupportsIndex, *, on_leave: SupportsIndex = 0, never_joined: SupportsIndex = 0, lapsed: SupportsIndex = 0) -> Population:
        """
        A population of which only the totals are known: every member counts as one of long standing,
        and every lapse as long ago.
        """
    @property
    def members(self, /) -> int:
        """
        Members on the roll.
        """

@final
class Populations:
    """
    Two populations or more (dates, branches, associations), to which `factor` and `factor_by_cell` add the factors of a rate.

    A factor is one number a population, or one a cell (an age group, a branch), the same cells in the same order in every population.
    Factors of one number and factors of cells can stand side by side.

    Args:
        names: The names of the populations.

    Raises:
        SettingError: There are fewer than two, or one name is given twice.

    Examples:
        >>> dates = Populations(["2018", "2023"]).factor("pass rate", {"2018": 0.81, "2023": 0.87})
        >>> dates = dates.factor_by_cell("entry rate by school", {"2018": [0.9, 0.7, 0.8], "2023": [0.8, 0.7, 0.7]})
        >>> dates.names, len(dates.factors), dates.cells
        (['2018', '2023'], 2, 3)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, names: SupportsGetItem[int, str]) -> Populations: ...
    def __repr__(self, /) -> str: ...
    def cell(self, /, at: SupportsIndex) -> Populations:
        """
        One cell alone, counted from 0, of a rate that is a sum over cells: its parts are what this cell adds to those of the whole.

        Raises:
            RateError: It is beyond the last cell.
        """
    @property
    def cells(self, /) -> int:
        """
        Number of cells; 1 when every factor is one number, 0 without factors.
        """
    def counting(self, /, words: str | tuple[str, str]) -> Populations:
        """
        With words that say what the factor given last counts: one text, or its English and Japanese forms. Its part of the change carries
        them.
        """
    def factor(self, /, name: str, values: NumbersByPopulation) -> Populations:
        """
        With a factor of one number a population.

        Args:
            name: The name of the factor, and of its part.
            values: The numbers in the order of the populations, or by their names.

        Raises:
            InputError: There is not one number a population, or a value is not a number.
            RateError: A mapping lacks a population.
            SettingError: A value is not finite, or the name is given twice.
        """
    def factor_by_cell(self, /, name: str, values: CellsByPopulation) -> Populations:
        """
        With a factor of one number a cell.

        Args:
            name: The name of the factor, and of its part.
            values: A list of cells for each population in their order (also the rows of a two-dimensional array), or a table with a column
                for each population.

        Raises:
            InputError: There are not as many lists as populations, the numbers of cells differ, there is none, or one is not a number.
            SettingError: A value is not finite, or the name is given twice.
        """
    @property
    def factors(self, /) -> list[Factor]:
        """
        The factors, in the order given.
        """
    @property
    def names(self, /) -> list[str]:
        """
        The names of the populations.
        """
    def only(self, /, names: SupportsGetItem[int, str]) -> Populations:
        """
        Some of the populations, in the order asked for: with two, they are standardised against each other only.

        Raises:
            RateError: A name is not there.
            SettingError: There are fewer than two, or one is named twice.
        """

@final
class Predictions:
    """
    What a fit predicts for rows, in their order; made by `HazardFit.predict`.

    As a table: `predictor` (the linear predictor, offset included), `predictor_error`, `hazard` (the probability of the event in one
    trial), `hazard_error` (delta method), and `lower` and `upper` (limits of the linear predictor, turned).
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Predictions: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def confidence(self, /) -> float:
        """
        The confidence of the limits.
        """
    @property
    def hazards(self, /) -> list[float | None]:
        """
        The probabilities, in order; ``None`` where there is no prediction.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def unknown_levels(self, /) -> int:
        """
        Rows with a level that the fit has not seen.
        """

@final
class Prefecture:
    """
    A Japanese prefecture: the level under which a branch is kept.

    Examples:
        >>> Prefecture.named("tokyo-to").japanese, Prefecture.named("13").english, Prefecture.named("東京都理学療法士会")
        ('東京都', 'Tokyo', None)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[int]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, code: SupportsIndex) -> Prefecture:
        """
        The prefecture of a JIS X 0401 code.

        Raises:
            SettingError: The code is not one of 1 to 47.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def all() -> list[Prefecture]:
        """
        All 47, in the order of their codes.
        """
    @property
    def code(self, /) -> int:
        """
        The code of JIS X 0401.
        """
    @property
    def english(self, /) -> str:
        """
        The English name.
        """
    @property
    def japanese(self, /) -> str:
        """
        The Japanese name with its suffix.
        """
    @staticmethod
    def named(text: str) -> Prefecture | None:
        """
        The prefecture that a text names: with or without 都道府県, in Latin letters, or by its code; ``None`` when it names none.
        """

@final
class Preset:
    """
    A known association system and the table that is exported from it, for ``ReadSettings(preset=...)``.

    Args:
        name: ``"civicrm"``, ``"odoo"``, ``"tendenci"``, ``"byro"``, ``"hitobito"``, ``"galette"``, ``"frappe"`` or ``"imis"``.

    Raises:
        SettingError: There is no preset of that name.

    Examples:
        >>> Preset("civicrm").past_gaps  # a renewal overwrites the row
        'lost'
        >>> Preset("odoo").columns["date_from"]
        'start'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[PresetName]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: PresetName) -> Preset: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def all() -> list[Preset]:
        """
        All presets.
        """
    @property
    def columns(self, /) -> dict[str, str]:
        """
        The headers it knows, with what they are for.
        """
    @property
    def name(self, /) -> PresetName:
        """
        The stable name.
        """
    @property
    def note(self, /) -> str:
        """
        What to know before using it.
        """
    @property
    def past_gaps(self, /) -> PastGaps:
        """
        Whether the table remembers past gaps: ``"kept"``, or ``"lost"`` when a renewal overwrites the row. From a table that lost them
        reinstatement, and retention before the last return, cannot be computed.
        """
    @property
    def table(self, /) -> str:
        """
        The table to export.
        """

@final
class Projected:
    """
    A projected number: its mean, and its variance by where it comes from; the three sources are independent.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Projected: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chance(self, /) -> float:
        """
        Variance because each person decides by chance, the probabilities being known. Exact.
        """
    @property
    def deviation(self, /) -> float:
        """
        The standard deviation from all three sources.
        """
    @property
    def estimation(self, /) -> float:
        """
        Variance because the probabilities are estimated: from the standard errors of the assumptions, to first order.
        """
    def interval(self, /, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Interval:
        """
        The prediction interval by the normal approximation, never below 0.

        Without standard errors of the assumptions and variation between years it is the interval of chance alone, and with more than a few
        thousand members much too narrow for a plan.

        Args:
            confidence: Confidence, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    @property
    def mean(self, /) -> float:
        """
        The expected number.
        """
    def probability_of_reaching(self, /, target: SupportsFloat | SupportsIndex) -> float:
        """
        The probability that the number reaches ``target``, by the normal approximation.
        """
    @property
    def variance(self, /) -> float:
        """
        The variance from all three sources.
        """
    @property
    def year_to_year(self, /) -> float:
        """
        Variance because the probabilities differ from year to year, to first order; 0 where no variation is given.
        """

@final
class ProjectedCurve:
    """
    A fitted curve at many times; made by `CurveFit.project` and `CurveFit.project_at`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ProjectedCurve: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def points(self, /) -> list[ProjectedPoint]:
        """
        The times, in the order asked for.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class ProjectedPoint:
    """
    One time of a `ProjectedCurve`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ProjectedPoint: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def retention(self, /) -> CurveEstimate | None:
        """
        Share of those there one period before who are still there; ``None`` before the end of the first period.
        """
    @property
    def survival(self, /) -> CurveEstimate:
        """
        Share still there.
        """
    @property
    def time(self, /) -> float:
        """
        The time, or number of renewals.
        """

@final
class ProjectedYear:
    """
    One projected fiscal year.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ProjectedYear: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def entry_rate(self, /) -> float | None:
        """
        Persons who join within the year over new licence holders of the year: the projected entry rate in its literal form (mean).
        """
    @property
    def joined(self, /) -> Projected:
        """
        Persons who join for the first time within the year.
        """
    @property
    def lapsed(self, /) -> Projected:
        """
        Former members, in the profession, who could come back.
        """
    @property
    def left(self, /) -> Projected:
        """
        Members who leave within the year and are not back at its end; with the joiners of the year who leave at once.
        """
    @property
    def left_by_reason(self, /) -> dict[str, float]:
        """
        Those who leave, by reason (mean).
        """
    @property
    def licensees(self, /) -> float | None:
        """
        Cumulative licence holders at the end of the year; ``None`` when those at the base are not known.
        """
    @property
    def members(self, /) -> Projected:
        """
        Members on the last day of the year.
        """
    def members_by_age(self, /, ages: dict[SupportsIndex, SupportsIndex]) -> dict[int | None, float]:
        """
        Members on the last day of the year by age (mean); ``None`` is the age of those whose licence year is not known.

        Whether somebody joins or leaves is taken not to depend on the age at the licence, only on the years since; those who obtained it late
        in life leave earlier in fact, so that the oldest ages come out too large.

        Args:
            ages: How many people obtain the licence at each age in completed years, as of a census or an examination.

        Raises:
            InputError: Nobody was counted.
            SettingError: An age is above 120.

        Examples:
            >>> population = Population(2024, [(2021, CohortPopulation(active={3: 100}))])
            >>> ProjectionSettings(population, Assumptions(), [0]).run().years[0].members_by_age({22: 3, 30: 1})
            {26: 75.0, 34: 25.0}
        """
    @property
    def members_by_cohort(self, /) -> list[tuple[int | None, float]]:
        """
        Members by licence cohort on the last day of the year (mean); ``None`` is the cohort of those whose licence is not known.
        """
    @property
    def members_by_tenure(self, /) -> list[float]:
        """
        Members by fiscal years since joining on the last day of the year (mean); the last entry holds all longer tenures.
        """
    @property
    def members_per_new_licensee(self, /) -> float | None:
        """
        Members over new licence holders of the year (mean).
        """
    @property
    def never_joined(self, /) -> Projected:
        """
        Licence holders in the profession who have never been members.
        """
    @property
    def new_licensees(self, /) -> float:
        """
        New licence holders of the year, as given; their mean where their number is uncertain.
        """
    @property
    def on_leave(self, /) -> Projected:
        """
        Of these, members on leave.
        """
    @property
    def organization(self, /) -> Projected | None:
        """
        Members over cumulative licence holders; ``None`` when these are not known.
        """
    @property
    def organization_practising(self, /) -> Projected | None:
        """
        Members over licence holders in the profession: members, never joined and lapsed; ``None`` when the population at the start
        names nobody who never joined.
        """
    @property
    def organization_rate(self, /) -> float | None:
        """
        Members over cumulative licence holders: the projected organization rate (mean).
        """
    @property
    def reinstated(self, /) -> Projected:
        """
        Persons who come back within the year and are members at its end.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year.
        """

@final
class Projection:
    """
    A projection: the people at the start, the assumptions, and the years that follow, with prediction intervals.

    Means and variances by chance are exact; the standard errors of the assumptions and the variation between years are carried to first
    order.

    Args:
        population: The people at the start.
        assumptions: What is assumed: for all years, or a list for the first, second, ... year, of which the last holds for all later years.
        inflow: New licence holders in the first, second, ... projected year, as numbers as `Arrival` where they are
            uncertain, or an `InflowForecast`; as many years are projected as are given.
        year_variation: How much the probabilities vary between years; not at all unless given.
        licensees: Licence holders, for the projected organization rate.
        denominator: Which cumulative licence holders of the base year; ``"cumulative_summed"`` unless told.

    Raises:
        SettingError: There is no year, a list of assumptions is empty, or shares of reasons sum to more than 1.
        TableError: More than 200 years.

    Examples:
        >>> assumptions = Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])
        >>> projection = Projection(Population.from_totals(2019, 1_000), assumptions, [200, 200])
        >>> projection.to_table()["members"][0]  # 900 stay, 100 of 200 join
        1000.0
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, population: Population, assumptions: Assumptions | SupportsGetItem[int, Assumptions], inflow: InflowForecast | SupportsGetItem[int, Arrival | SupportsFloat | SupportsIndex], *, year_variation: YearVariation | None = None, licensees: Licensees | None = None, denominator: DenominatorKind | None = None) -> Projection: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Projection: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def assumptions(self, /) -> Assumptions | None:
        """
        The assumptions of the first year; ``None`` for the sum of segments, each of which has its own.
        """
    @property
    def base_members(self, /) -> int:
        """
        Members on that day.
        """
    @property
    def base_year(self, /) -> int:
        """
        The fiscal year on whose last day the projection starts.
        """
    @property
    def organization_rates(self, /) -> list[tuple[int, float | None]]:
        """
        Members over cumulative licence holders in each projected year; ``None`` where the licence holders are not known.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def year_variation(self, /) -> YearVariation:
        """
        The variation between years that its intervals hold; all 0 where none was given, and for the sum of segments, each of which has its
        own.
        """
    @property
    def years(self, /) -> list[ProjectedYear]:
        """
        The projected years, in order.
        """

@final
class ProjectionMethod:
    """
    A projection as a method of forecasting, made again at every origin with the years before it.

    Args:
        table: A cohort table grouped by ``"licence_cohort"`` and ``"join_cohort"``, or a table of movements from yearly totals.
        licensees: Licence holders, for a cohort table; without them the inflow is of joiners.
        window: Years before the origin from which assumptions and variation between years are estimated.
        dependence: How the effects of years hang together: ``"independent"`` (the default) or ``"random_walk"``.
        inflow: How the inflow goes on from all years up to the origin, as in `InflowForecast`; ``"random_walk"`` unless told.
    """
    def __new__(cls, /, table: CohortTable | MovementTable, licensees: Licensees | None = None, *, window: SupportsIndex, dependence: YearDependence | None = None, inflow: InflowMethod | None = None) -> ProjectionMethod: ...

@final
class ProjectionSettings:
    """
    Population, assumptions and inflow of a projection, to be run as they are or under a scenario.

    Args:
        population: As in `Projection`, like all others.
        assumptions: What is assumed: for all years, or a list for each.
        inflow: New licence holders in the first, second, ... projected year.
        year_variation: How much the probabilities vary between years.
        licensees: Licence holders, for the projected organization rate.
        denominator: Which cumulative licence holders of the base year; ``"cumulative_summed"`` unless told.

    Raises:
        SettingError: A number of the inflow is negative, infinite or NaN.
    """
    def __new__(cls, /, population: Population, assumptions: Assumptions | SupportsGetItem[int, Assumptions], inflow: InflowForecast | SupportsGetItem[int, Arrival | SupportsFloat | SupportsIndex], *, year_variation: YearVariation | None = None, licensees: Licensees | None = None, denominator: DenominatorKind | None = None) -> ProjectionSettings: ...
    def __repr__(self, /) -> str: ...
    def run(self, /) -> Projection:
        """
        Rolls the population forward.

        Raises:
            SettingError: There is no year, a list of assumptions is empty, or shares of reasons sum to more than 1.
            TableError: More than 200 years.
        """

@final
class PublishedPoint:
    """
    One point of a published series.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PublishedPoint: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def licensees(self, /) -> int | None:
        """
        Licence holders, where published.
        """
    @property
    def members(self, /) -> int | None:
        """
        Members, where published.
        """
    @property
    def rate(self, /) -> float | None:
        """
        Members over licence holders.
        """
    @property
    def year(self, /) -> int:
        """
        The year as published.
        """

@final
class PublishedSeries:
    """
    A series that an association published, with the places where its definition probably changed.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> PublishedSeries: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def breaks(self, /) -> list[SeriesBreak]:
        """
        Where the definition probably changed: found from the figures, never smoothed over.
        """
    @property
    def name(self, /) -> tuple[str, str]:
        """
        What the series is and who published it, in English and Japanese.
        """
    @property
    def points(self, /) -> list[PublishedPoint]:
        """
        The points, by year.
        """

@final
class RankCorrelation:
    """
    Spearman's rank correlation of growth to an age and growth from it, of `FactorCorrelation`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RankCorrelation: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def age(self, /) -> int:
        """
        The age between the two growths, in years.
        """
    @property
    def cohorts(self, /) -> int:
        """
        Cohorts of which both were seen.
        """
    @property
    def correlation(self, /) -> float:
        """
        The correlation of their ranks, -1 to 1.
        """

@final
class Rate:
    """
    A rate with its definition, its counts and its interval.

    A word alone never identifies a rate: 入会率 is a flow here and a stock elsewhere, 組織率 has at least three denominators. So each rate
    carries what is divided by what, and rates of different definition refuse to be compared.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Rate: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def assumption(self, /) -> str | None:
        """
        What must hold for the figure to mean what its name says; ``None`` where nothing needs to be assumed.
        """
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    def card(self, /) -> list[tuple[str, str]]:
        """
        The definition card in English: what each line is about, and what it says.
        """
    def card_ja(self, /) -> list[tuple[str, str]]:
        """
        The definition card in Japanese (定義票).
        """
    def change_from(self, /, earlier: Rate) -> float:
        """
        How much this rate exceeds an earlier one of the same definition.

        Raises:
            RateError: The definitions differ, or one of the two has no value.
        """
    @property
    def cohort_rule(self, /) -> CohortRule | None:
        """
        The rule that assigns licences to cohorts, where the rate has a licence denominator and the rule is known.
        """
    @property
    def counting(self, /) -> str | None:
        """
        How the counts came about, in words, where the kind leaves more than one way.
        """
    @property
    def definition(self, /) -> str:
        """
        Everything that makes two rates comparable, in one line.
        """
    @property
    def denominator(self, /) -> float | None:
        """
        What stands below the line.
        """
    @property
    def exit_day(self, /) -> ExitDay | None:
        """
        On which day a leaver counts as gone; ``None`` where nobody who left is counted, and for yearly totals, which do not tell.
        """
    @property
    def finite_population(self, /) -> float | None:
        """
        The finite-population view: every member is known, so what happened has no sampling error and the value stands without any width.
        """
    @property
    def kind(self, /) -> str:
        """
        Stable name of the kind: what is divided by what.
        """
    @property
    def leave(self, /) -> LeaveCounted:
        """
        Whether members on leave count as members.
        """
    @property
    def licence_unknown(self, /) -> int | None:
        """
        Persons who joined in the years of the window and whose licence year is not known, so that they are in no cohort and not above
        the line; ``None`` where the rate does not ask for the licence year.
        """
    @property
    def licensees(self, /) -> Denominator | None:
        """
        The licence holders below the line, with their provenance, where the rate has such.
        """
    @property
    def numerator(self, /) -> float | None:
        """
        What stands above the line, as counted so far.
        """
    @property
    def process_interval(self, /) -> Interval | None:
        """
        The interval as if the decisions of the people counted were draws of a process that could have gone otherwise. The whole register
        is known: for what did happen there is no sampling error.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why there is no value.
        """
    @property
    def segment(self, /) -> str | None:
        """
        The level of the segment, when the rate is about one only.
        """
    @property
    def status(self, /) -> str:
        """
        Whether the rate can be read as it stands: ``"complete"``, ``"incomplete"`` or ``"not_known"``.
        """
    @property
    def tenure(self, /) -> TenureRules | None:
        """
        When tenure runs, where the rate is of members by tenure.
        """
    @property
    def title(self, /) -> str:
        """
        The name that a reader sees, in English.
        """
    @property
    def title_ja(self, /) -> str:
        """
        The name that a reader sees, in Japanese.
        """
    @property
    def uncertainty(self, /) -> UncertaintyModel:
        """
        What the uncertainty is reckoned from.
        """
    @property
    def unit(self, /) -> RateUnit:
        """
        The unit of the value.
        """
    @property
    def value(self, /) -> float | None:
        """
        Numerator over denominator in the unit of the kind; ``None`` when incomplete or not known: never 0, never NaN.
        """
    @property
    def window(self, /) -> tuple[date | None, date | None]:
        """
        First day counted, and the day after the last one.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year, or the cohort.
        """

@final
class RateAccount:
    """
    The account of an organization rate: two dates, and what came and went between them. Typed in by hand here; `AccountSettings` makes it
    of tables.

    ``M1/L1 - M0/L0 = sum_f (1/L0 + 1/L1)/2 f - sum_g (M0 + M1)/(2 L0 L1) g`` with members M, licence holders L, flows f of members (joiners
    positive, leavers negative) and g of licence holders. What the flows do not explain is a part of its own, ``not_explained`` or
    ``other_licence_changes``. Over counted licence holders the parts sum to the change exactly (`fractions`).

    Weak where read singly: a new cohort of whom as many join as are members of the rest adds and takes away the same; read joiners and new
    licence holders together. Over many years chain the single ones (`Decomposition.chained`): the worth of a member changes.

    Source: Kitagawa, Journal of the American Statistical Association 50 (1955), 1168-1194.

    Args:
        before: Members and licence holders on the first date.
        after: The same on the second date.

    Examples:
        >>> account = RateAccount(RateStock("March 2019", 100, 160), RateStock("March 2020", 105, 175))
        >>> account = account.flow("joined", "persons who joined", 9).flow("left", "members who left", -4)
        >>> change = account.new_licensees("new_licensees", "new licence holders", 15).decompose()
        >>> round(change.change, 12), change.value("joined") == 9 * 67 / 11_200  # a member was worth (1/160 + 1/175) / 2
        (-0.025, True)
        >>> print(change)
        March 2019 62.50 % -> March 2020 60.00 %: -2.50 points
          joined         +5.38  persons who joined
          left           -2.39  members who left
          new_licensees  -5.49  new licence holders
          (account of flows at the mean worth of a person before and after)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, before: RateStock, after: RateStock) -> RateAccount: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RateAccount: ...
    @property
    def after(self, /) -> RateStock:
        """
        Members and licence holders on the second date.
        """
    @property
    def before(self, /) -> RateStock:
        """
        Members and licence holders on the first date.
        """
    def decompose(self, /) -> Decomposition:
        """
        What each flow added to the rate or took from it.

        Raises:
            TableError: A flow is of more than 2^53 persons.
        """
    def flow(self, /, name: str, counts: str | tuple[str, str], members: SupportsIndex) -> RateAccount:
        """
        The account with persons who became members (positive) or ceased to be (negative).

        Args:
            name: The name of the part.
            counts: What it counts, in words, or in English and Japanese.
            members: How many.
        """
    def fractions(self, /) -> Fractions | None:
        """
        The parts as exact fractions; ``None`` over estimated licence holders, which are no whole numbers.

        Raises:
            TableError: A flow is of more than 2^53 persons.
        """
    def new_licensees(self, /, name: str, counts: str | tuple[str, str], persons: SupportsIndex) -> RateAccount:
        """
        The account with persons who became licence holders (positive) or ceased to be (negative).

        Args:
            name: The name of the part.
            counts: What it counts, in words, or in English and Japanese.
            persons: How many.
        """

@final
class RateChange:
    """
    Why the organization rate changed over one fiscal year or several.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RateChange: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def decomposition(self, /) -> Decomposition:
        """
        The parts that sum to it; over several years, year by year added up.
        """
    @property
    def denominator(self, /) -> DenominatorKind:
        """
        The licence holders below the line.
        """
    @property
    def from_year(self, /) -> int:
        """
        The change begins with the last day of this fiscal year.
        """
    @property
    def leave(self, /) -> LeaveCounted:
        """
        Whether members on leave count.
        """
    @property
    def to_year(self, /) -> int:
        """
        It ends with the last day of this one.
        """

@final
class RateDifference:
    """
    The difference of two rates, with what it was computed from.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RateDifference: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def difference(self, /) -> float:
        """
        First rate minus second, per unit of exposure.
        """
    @property
    def first(self, /) -> ObservedRate:
        """
        The rate from which is subtracted.
        """
    @property
    def interval(self, /) -> Interval:
        """
        Limits of the difference.
        """
    @property
    def second(self, /) -> ObservedRate:
        """
        The rate that is subtracted.
        """

@final
class RateRatio:
    """
    The ratio of two rates, with what it was computed from.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RateRatio: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def first(self, /) -> ObservedRate:
        """
        The rate in the numerator.
        """
    @property
    def interval(self, /) -> RatioInterval | None:
        """
        Limits of the ratio; ``None`` when the method has none for these counts.
        """
    @property
    def ratio(self, /) -> float | None:
        """
        First rate divided by second; ``None`` when the second group had no event.
        """
    @property
    def second(self, /) -> ObservedRate:
        """
        The rate in the denominator.
        """

@final
class RateSettings:
    """
    How rates are computed.

    Args:
        confidence: Confidence of the intervals, 0.95 by default.
        proportion_method: Method for shares, ``"wilson"`` by default.
        rate_method: Method for events per exposure.
        leave: Whether members on leave count as members in the stock rates: ``"in"`` (the default) or ``"out"``.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, confidence: SupportsFloat | SupportsIndex | None = None, proportion_method: ProportionMethod | None = None, rate_method: RateMethod | None = None, leave: LeaveCounted | None = None) -> RateSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RateSettings: ...
    @property
    def confidence(self, /) -> float:
        """
        Confidence of the intervals.
        """
    @property
    def leave(self, /) -> LeaveCounted:
        """
        Whether members on leave count as members in the stock rates.
        """
    @property
    def proportion_method(self, /) -> ProportionMethod:
        """
        Method for shares.
        """
    @property
    def rate_method(self, /) -> RateMethod:
        """
        Method for events per exposure.
        """

@final
class RateStock:
    """
    Members and licence holders on a date.

    Args:
        on: The date in words.
        members: The members.
        licence_holders: The licence holders: an int where they were counted, a float for an estimate, such as those in practice.

    Raises:
        SettingError: There are no licence holders, or their number is not finite.
        TableError: There are more than 2^53 persons.

    Examples:
        >>> RateStock("2020-03-31", 105, 175).rate
        0.6
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, on: str, members: SupportsIndex, licence_holders: SupportsIndex | SupportsFloat) -> RateStock: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RateStock: ...
    @property
    def licence_holders(self, /) -> int | float:
        """
        The licence holders: an int where they were counted, a float for an estimate.
        """
    @property
    def members(self, /) -> int:
        """
        The members.
        """
    @property
    def on(self, /) -> str:
        """
        The date in words.
        """
    @property
    def rate(self, /) -> float:
        """
        Members over licence holders.
        """

@final
class RatioInterval:
    """
    Limits of a ratio; without an upper one the ratio may be as large as one likes.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RatioInterval: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def confidence(self, /) -> float:
        """
        How often such intervals contain the true ratio, according to the method.
        """
    def contains(self, /, value: SupportsFloat | SupportsIndex) -> bool:
        """
        Whether a value lies between the limits or on one.
        """
    @property
    def lower(self, /) -> float:
        """
        The lower limit, at least 0.
        """
    @property
    def method(self, /) -> str:
        """
        How the limits were computed.
        """
    @property
    def upper(self, /) -> float | None:
        """
        The upper limit; ``None`` when the data set none.
        """

@final
class Reached:
    """
    Whether and where a goal is reached.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Reached: ...
    @property
    def amount(self, /) -> float | None:
        """
        The number of the change that reaches the goal; ``None`` when none does or none is needed.
        """
    @property
    def change(self, /) -> LeverChange | None:
        """
        The change that reaches the goal, or the best; ``None`` when none is needed.
        """
    @property
    def kind(self, /) -> str:
        """
        ``"already_met"`` without any change, ``"at"`` a turn of the lever, or ``"unreachable"``.
        """
    @property
    def reached(self, /) -> float:
        """
        What is reached: without any change, at the turn found, or at best.
        """

@final
class ReadSettings:
    """
    How a table of members is read: what the caller knows about it and the reader cannot know.

    Columns are found by their headers, in Japanese or English; what is not found is named here. Only columns that are mapped or found
    are ever kept.

    Args:
        columns: Header of the column for a role, for example ``{"person": "No.", "start": "Beitritt"}``.
        segments: Header of the column to keep as a segment, by the name of the segment: ``{"workplace": "勤務先区分"}``.
        only: Rows are read only where a column holds a value, by header: ``{"table": "members"}``.
        unmapped: What becomes of other columns: ``"by_vocabulary"`` (the default) or ``"ignored"``.
        preset: The system that the table was exported from, see `Preset`; its columns take the place of the vocabulary, and its branches
            are kept as written.
        encoding: Encoding of a file: ``"auto"`` (the default), ``"utf8"``, ``"cp932"``, ``"utf16_le"`` or ``"utf16_be"``.
        delimiter: What separates fields: ``"auto"`` (the default), ``"comma"``, ``"semicolon"`` or ``"tab"``.
        date_order: Order where the year does not come first; with ``"year_first"`` (the default) such dates are refused, because
            4/1/2024 is two different days.
        serial_dates: Whether a bare number such as 45383 is a date: ``"refused"`` (the default) or ``"excel1900"``.
        end_day: What the day of the end means: ``"first_day_out"`` (the default) or ``"last_day_included"``.
        leave_end_day: The same for the end of a leave of absence; ``"last_day_included"`` by default.
        branch_levels: Whether branches are ``"prefectures"`` (the default; other texts are kept as written) or ``"as_written"``.
        header_row: Number of the row that holds the headers, 1 by default.
        longest_row: Most bytes of one row of a file, 1,048,576 by default; a longer one is an error.
        threads: Number of threads that read a file; as many as there are processors by default. The result does not depend on it.

    Examples:
        >>> german = ReadSettings(columns={"start": "Beitritt"}, date_order="day_first")
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, columns: dict[Role, str] | None = None, segments: dict[str, str] | None = None, only: dict[str, str] | None = None, unmapped: Unmapped | None = None, preset: PresetName | None = None, encoding: Encoding | None = None, delimiter: Delimiter | None = None, date_order: DateOrder | None = None, serial_dates: SerialDates | None = None, end_day: EndDay | None = None, leave_end_day: EndDay | None = None, branch_levels: BranchLevels | None = None, header_row: SupportsIndex | None = None, longest_row: SupportsIndex | None = None, threads: SupportsIndex | None = None) -> ReadSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ReadSettings: ...

@final
class RecurringExitDay:
    """
    Mass exit days that fall on one day of the year again and again: the association's own closing day.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RecurringExitDay: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def day(self, /) -> int:
        """
        The day of the month.
        """
    @property
    def days(self, /) -> list[MassExitDay]:
        """
        The mass exit days that fall on it, in order.
        """
    @property
    def exits(self, /) -> int:
        """
        Members who left on all these days together.
        """
    @property
    def month(self, /) -> int:
        """
        The month, 1 to 12.
        """

@final
class Reduction:
    """
    By how much an invoice is reduced. Made by `Reduction.whole`, `Reduction.amount` and `Reduction.share`.

    Examples:
        >>> half = Reduction.share(0.5)
        >>> half.payable(15_001), half.payable(15_001, rounding="half_up")
        (7500, 7501)
        >>> Reduction.amount(20_000).payable(15_000)  # never below nothing
        0
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Reduction: ...
    @staticmethod
    def amount(off: SupportsIndex) -> Reduction:
        """
        An amount off each invoice, down to nothing.

        Raises:
            SettingError: The amount is negative.
        """
    def payable(self, /, invoice: SupportsIndex, *, rounding: Rounding | None = None) -> int:
        """
        What is left to pay of an invoice that is not negative.

        Args:
            invoice: The invoice, a whole number of the smallest unit.
            rounding: ``"down"`` (the default), ``"half_up"`` or ``"up"``.
        """
    @staticmethod
    def share(off: SupportsFloat | SupportsIndex) -> Reduction:
        """
        A share of each invoice: 0.3 for 30 % off. It is kept in millionths, so that invoices are exact.

        Raises:
            SettingError: The share is outside [0, 1], or no whole number of millionths, such as 1 / 3.
        """
    @staticmethod
    def whole() -> Reduction:
        """
        A waiver: nothing is to be paid.
        """

@final
class ReductionRule:
    """
    Who gets a reduction, and which. Made by `ReductionRule.everyone`, `newcomers`, `seniors` and `in_standing`, and narrowed by `of_class`,
    `from_year` and `until_year`.

    Examples:
        >>> newcomers = ReductionRule.newcomers(3, Reduction.share(0.5)).of_class("full")
        >>> newcomers.covers(MemberGroup(2025, "full", tenure=2)), newcomers.covers(MemberGroup(2025, "full", tenure=3))
        (True, False)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ReductionRule: ...
    def covers(self, /, group: MemberGroup) -> bool:
        """
        Whether the rule is for such members. A rule by tenure is not for members of unknown tenure.
        """
    @staticmethod
    def everyone(name: str, reduction: Reduction) -> ReductionRule:
        """
        A rule for everyone, under a name.
        """
    def from_year(self, /, year: SupportsIndex) -> ReductionRule:
        """
        The rule, only in the fiscal years from one on.
        """
    @staticmethod
    def in_standing(standing: Standing, reduction: Reduction) -> ReductionRule:
        """
        For members in a standing, such as those on leave (休会).

        Args:
            standing: ``"active"``, ``"on_leave"`` or ``"suspended"``.
            reduction: The reduction.
        """
    @property
    def name(self, /) -> str:
        """
        The name of the rule.
        """
    def named(self, /, name: str) -> ReductionRule:
        """
        The rule under another name.
        """
    @staticmethod
    def newcomers(years: SupportsIndex, reduction: Reduction) -> ReductionRule:
        """
        For members in their first fiscal years (新人割引): tenure 0 until ``years - 1``.

        Raises:
            SettingError: No year.
        """
    def of_class(self, /, class_: str) -> ReductionRule:
        """
        The rule, only for a class of members.
        """
    @property
    def reduction(self, /) -> Reduction:
        """
        The reduction.
        """
    @staticmethod
    def seniors(from_tenure: SupportsIndex, reduction: Reduction) -> ReductionRule:
        """
        For members from a tenure on: of senior standing (永年会員).
        """
    def until_year(self, /, year: SupportsIndex) -> ReductionRule:
        """
        The rule, only in the fiscal years before one.
        """

@final
class Register:
    """
    A register of members: validated episodes, grouped by person, immutable.

    One row is one person in one standing for one stretch of time; a plain list of memberships is the case with one standing. Rows that
    cannot be used are set aside, each with an `Issue`; rows read = kept + repaired + set aside, always.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
        as_of: Extract date: what happened on that day is known, nothing later is.
        read: How the table is read; headers in Japanese or English are found without it.
        record_start: The day on which the record begins, where people who left earlier are missing from it: memberships that began
            before are observed from that day on (delayed entry).
        grace_days: Longest gap in days between two episodes of a person that does not count as a lapse; 0 by default.
        reversed_dates: Rows that end before they begin are ``"set_aside"`` (the default) or have their dates exchanged, ``"swap"``.
        overlaps: Rows that overlap an earlier one of the person begin at its end, ``"trim"`` (the default), or are ``"set_aside"``.
        leave_silence: When a leave of absence ends and nothing follows, the membership ends, ``"lapse"`` (the default), or goes on,
            ``"return"``.
        strict: Raise `RegisterError` when any row has an issue of severity warning or error.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        InputError: A needed column is missing, columns differ in length, or there is no row.
        RegisterError: With `strict`, when there are issues.

    Examples:
        >>> rows = [
        ...     {"会員番号": "A", "入会日": "令和3年4月1日"},
        ...     {"会員番号": "B", "入会日": "2022/4/1", "退会日": "2023/4/1"},
        ... ]
        >>> register = Register(rows, as_of="2024-03-31")
        >>> register.persons, register.members_on("2024-03-31")
        (2, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, as_of: DayLike, read: ReadSettings | None = None, record_start: DayLike | None = None, grace_days: SupportsIndex | None = None, reversed_dates: ReversedDates | None = None, overlaps: Overlaps | None = None, leave_silence: LeaveSilence | None = None, strict: bool = False, progress: Progress = ...) -> Register: ...
    def __repr__(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date.
        """
    def born(self, /, person: SupportsIndex) -> date | None:
        """
        The day of birth of a person counted from 0, where known.
        """
    def episode(self, /, at: SupportsIndex) -> EpisodeView | None:
        """
        An episode counted from 0; ``None`` beyond the end.
        """
    @property
    def episodes(self, /) -> int:
        """
        Number of episodes after validation.
        """
    def episodes_of(self, /, person: SupportsIndex) -> list[EpisodeView]:
        """
        The episodes of a person counted from 0, in time order.
        """
    @property
    def first_day(self, /) -> date | None:
        """
        First day of the earliest observed episode; ``None`` for an empty register.
        """
    @property
    def grace_days(self, /) -> int:
        """
        Longest gap in days between two episodes of a person that does not count as a lapse.
        """
    @property
    def issue_counts(self, /) -> dict[str, int]:
        """
        How many issues there are of each kind.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        Everything wrong or worth knowing about the rows, ordered by row.
        """
    def joined(self, /, person: SupportsIndex) -> date | None:
        """
        When a person counted from 0 joined for the first time; ``None`` when that lies before the record and is not known.
        """
    def licensed(self, /, person: SupportsIndex) -> date | int | None:
        """
        When a person counted from 0 was licensed: the day, or the licence cohort as a fiscal year; ``None`` when not known.
        """
    @property
    def mass_exit_days(self, /) -> list[MassExitDay]:
        """
        Days on which far more members left than on any other: days on which records were closed, not days on which people decided.
        """
    def members_on(self, /, day: DayLike) -> int:
        """
        Number of persons on the roll on a day, in any standing.
        """
    @property
    def person_keys(self, /) -> list[str]:
        """
        The keys of all persons, ascending; a person is named elsewhere by the position in this list.
        """
    @property
    def persons(self, /) -> int:
        """
        Number of persons.
        """
    @staticmethod
    def read_csv(path: str | PathLike[str], *, as_of: DayLike, read: ReadSettings | None = None, record_start: DayLike | None = None, grace_days: SupportsIndex | None = None, reversed_dates: ReversedDates | None = None, overlaps: Overlaps | None = None, leave_silence: LeaveSilence | None = None, strict: bool = False, progress: Progress = ...) -> Register:
        """
        A register from a CSV file as office tools write it: UTF-8, CP932 (Shift_JIS) or UTF-16; comma, semicolon or tab.

        Args:
            path: The file.
            as_of: Extract date. This and all other arguments are those of `Register`.

        Raises:
            OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
        """
    @property
    def record_start(self, /) -> date | None:
        """
        The day on which the record begins, where it was given.
        """
    @property
    def repairs(self, /) -> str:
        """
        The repair rules in words.
        """
    @property
    def rows_kept(self, /) -> int:
        """
        Rows used as they are.
        """
    @property
    def rows_read(self, /) -> int:
        """
        Data rows read; equals `rows_kept` + `rows_repaired` + `rows_set_aside`.
        """
    @property
    def rows_repaired(self, /) -> int:
        """
        Rows used after a repair.
        """
    @property
    def rows_set_aside(self, /) -> int:
        """
        Rows not used.
        """
    @property
    def segments(self, /) -> dict[str, list[str]]:
        """
        Names and levels of the segments, such as branch (所属) or class (会員区分).
        """
    def spells(self, /) -> list[Spell]:
        """
        All spells of membership, by person and time.
        """
    def spells_of(self, /, person: SupportsIndex) -> list[Spell]:
        """
        The spells of a person counted from 0, in time order.
        """

@final
class RegressionCoefficient:
    """
    One coefficient of a `LifetimeRegressionFit`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RegressionCoefficient: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Its standard error; ``None`` when any coefficient runs to infinity.
        """
    @property
    def estimate(self, /) -> float | None:
        """
        Its value; ``None`` where the likelihood drives it to infinity (no events in a level).
        """
    @property
    def limits(self, /) -> Limits | None:
        """
        Limits about the estimate.
        """
    @property
    def name(self, /) -> str:
        """
        Its name: ``(Intercept)``, the name of a number, the name and level of something with levels, ``Log(scale)``.
        """
    @property
    def p_value(self, /) -> float | None:
        """
        Two-sided p value of the estimate against 0 (Wald).
        """
    @property
    def z(self, /) -> float | None:
        """
        Estimate by error.
        """

@final
class Reinstatement:
    """
    The share of the lapsed who come back, by years since the lapse (Aalen-Johansen); made by `MultistateSettings.reinstatement`.

    Who is still lapsed on the extract date is censored; who is known to have died or left the profession cannot come back (a competing
    event). Who died unknown to the association stays among the lapsed: the share is then that of the lapsed as the register knows them.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Reinstatement: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def lapses(self, /) -> int:
        """
        How many lapses it rests on.
        """
    @property
    def reason(self, /) -> EndReason | None:
        """
        For which reason they lapsed; ``None`` for any.
        """
    @property
    def shares(self, /) -> list[ReinstatementShare]:
        """
        The shares, in the order of the years asked for.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class ReinstatementRow:
    """
    What became of the lapsed so many days after the lapse.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ReinstatementRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def censored(self, /) -> int:
        """
        Lapses last seen lasting: on the extract date.
        """
    @property
    def days(self, /) -> int:
        """
        Days since the lapse, from 1.
        """
    @property
    def departed(self, /) -> int:
        """
        Lapses of persons known to have died or left the profession then.
        """
    @property
    def returned(self, /) -> int:
        """
        Lapses that ended in a return.
        """

@final
class ReinstatementShare:
    """
    What had become of the lapsed so many years after the lapse.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ReinstatementShare: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def at_risk(self, /) -> int:
        """
        Lapses still under observation after so many years.
        """
    @property
    def departed(self, /) -> StateProbability | None:
        """
        Share known to have died or left the profession without coming back.
        """
    @property
    def returned(self, /) -> StateProbability | None:
        """
        Share that came back within these years; ``None`` when nobody was seen for so long.
        """
    @property
    def years(self, /) -> float:
        """
        Years since the lapse, of 365.25 days.
        """

@final
class ReinstatementTable:
    """
    Lapses by reason and by the days until the return, a departure or the extract date.

    Whole numbers throughout; tables of parts of a register add. `MultistateSettings.reinstatement` makes shares of it.

    Args:
        register: The register.
        lapses: Which lapses of a person count: the ``"first"`` (the default: the share of persons who ever come back) or ``"every"`` one
            (the share of lapses that end in a return; intervals are somewhat too narrow then).
        final_reasons: The reasons after which nobody comes back and which are no lapses; death and retirement by default.
        lapsed_during: Only lapses on the days of this window count; the lapsed are followed beyond it.
        departures: The days from which some of the persons, by their keys, can no longer come back: known to have died or left the
            profession after they lapsed, from a register of licences for example.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"},
        ...     {"person": "A", "start": "2023-05-01"},
        ...     {"person": "B", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"},
        ... ]
        >>> table = ReinstatementTable(Register(rows, as_of="2024-03-31")).to_table()
        >>> table["days"], table["returned"], table["censored"]
        ([30, 366], [1, 0], [0, 1])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, lapses: LapsesCounted | None = None, final_reasons: SupportsGetItem[int, EndReason] | None = None, lapsed_during: ObservationWindow | None = None, departures: dict[str, DayLike] = ...) -> ReinstatementTable: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ReinstatementTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    def merge(self, /, other: ReinstatementTable) -> ReinstatementTable:
        """
        The table of two registers with no person in both.

        Raises:
            TableError: The settings or the extract dates differ.
        """
    @property
    def never_at_risk(self, /) -> int:
        """
        Lapses that were followed on no day: they were seen on the last day of the record.
        """
    @property
    def reasons(self, /) -> list[EndReason]:
        """
        The reasons for which people lapsed.
        """
    def rows(self, /, reason: EndReason | None = None) -> list[ReinstatementRow]:
        """
        What became of those who lapsed for a reason, or for any, by ascending number of days.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class Renewal:
    """
    Lapse at the renewal date that ends a year of membership.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Renewal: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def interval(self, /) -> Interval | None:
        """
        Its limits, exact.
        """
    @property
    def lapsed(self, /) -> dict[str, int]:
        """
        Of these, members who left in the window, by reason; reasons that did not occur are absent.
        """
    @property
    def probability(self, /) -> float | None:
        """
        The probability of not renewing; ``None`` when nobody reached it.
        """
    @property
    def reached(self, /) -> int:
        """
        Members who reached the renewal window and were seen until it closed, or left in it.
        """

@final
class RenewalCounts:
    """
    Members up for their first, second, third … renewal, and how many of them were lost at it.

    The likelihood of every curve that counts renewals depends on these counts alone. Assumes that all cohorts follow one curve, and that a
    cohort is no longer seen for reasons that have nothing to do with renewing.

    Examples:
        100 joined, 80 renewed once, 70 twice; a year later 50 joined and 45 renewed once:

        >>> counts = RenewalCounts.of_cohorts([[100, 80, 70], [50, 45]])
        >>> counts.at_risk, counts.lost
        ([150, 80], [25, 10])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RenewalCounts: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def all_lost(self, /) -> int:
        """
        Members lost at all renewals.
        """
    def and_cohort_from(self, /, renewals: SupportsIndex, remaining: SupportsGetItem[int, SupportsIndex]) -> RenewalCounts:
        """
        The same and one more cohort, which was first seen after some renewals (delayed entry).

        Who had gone before is not counted and does not bias the fit.

        Args:
            renewals: Renewals made before the cohort was first seen.
            remaining: Members then, and after each later renewal.

        Raises:
            SettingError: As for `of_cohort`.
            TableError: There are more than 10,000 renewals.
        """
    @property
    def at_risk(self, /) -> list[int]:
        """
        Members up for each renewal, the first one first.
        """
    def first(self, /, periods: SupportsIndex) -> RenewalCounts:
        """
        The first renewals only.
        """
    @property
    def lost(self, /) -> list[int]:
        """
        Members lost at each renewal.
        """
    @staticmethod
    def of_cohort(remaining: SupportsGetItem[int, SupportsIndex]) -> RenewalCounts:
        """
        One cohort: how many joined, and how many were still there after each renewal.

        Args:
            remaining: Members after 0, 1, 2, … renewals, never rising.

        Raises:
            SettingError: There are more after a renewal than before it, or nobody at first.
        """
    @staticmethod
    def of_cohorts(cohorts: SupportsGetItem[int, SupportsGetItem[int, SupportsIndex]]) -> RenewalCounts:
        """
        Several cohorts, each with its own number of renewals seen.

        Args:
            cohorts: Of each cohort, members after 0, 1, 2, … renewals.

        Raises:
            SettingError: As for `of_cohort`.
        """
    @staticmethod
    def of_lifetimes(lost: SupportsGetItem[int, SupportsIndex], censored: SupportsGetItem[int, SupportsIndex]) -> RenewalCounts:
        """
        Lifetimes that were counted.

        Args:
            lost: How many were lost at the first, second, … renewal.
            censored: How many were still there and not seen after one, two, … renewals.

        Raises:
            InputError: The lists differ in length, or nobody is counted.

        Examples:
            >>> counts = RenewalCounts.of_lifetimes([3, 1], [2, 4])
            >>> counts.at_risk, counts.lost
            ([10, 5], [3, 1])
        """
    @staticmethod
    def of_triangle(triangle: RetentionTriangle) -> RenewalCounts:
        """
        The cohorts of a triangle, each from its first age to the last that was seen.

        Where members are looked at on the last days of fiscal years, the time before the first look is no renewal and is left out.

        Raises:
            SettingError: A cohort grows because who came back counts again: build the triangle with first spells only.
        """
    @property
    def people(self, /) -> int:
        """
        Number of persons.
        """
    @property
    def periods(self, /) -> int:
        """
        Number of renewals for which anyone was seen: the last one that was.
        """
    @property
    def retention(self, /) -> list[float | None]:
        """
        The share that stayed at each renewal; ``None`` where nobody was up for it.
        """
    @property
    def survival(self, /) -> list[float | None]:
        """
        The share still there after 0, 1, 2, … renewals; ``None`` from the first renewal on for which nobody was seen.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class RenewalModel:
    """
    Lapse at renewal and resignation in mid-term, year by year of membership; made by `RenewalSettings.fit`.

    Where dues are paid by the year, many decide when the invoice comes and few within the year; a rate per person-year mixes them.
    Renewal: ``left in the window / reached the window``; mid-term: exits per person-year; a year: the share that stays through the
    mid-term times the share that renews. Weak where the window is wide: who leaves in it for another reason (death) counts as not
    renewing; the counts by reason tell.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RenewalModel: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def clock_unknown(self, /) -> int:
        """
        Memberships left out because their first day is not known.
        """
    @property
    def made_by(self, /) -> RenewalSettings:
        """
        The settings it was fitted with.
        """
    @property
    def never_at_risk(self, /) -> int:
        """
        Memberships left out because no day of them was under observation.
        """
    @property
    def share_at_renewal(self, /) -> float | None:
        """
        Of those who left in years that have a renewal, the share that left at it; ``None`` when nobody left.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def years(self, /) -> list[RenewalYear]:
        """
        The years of membership, from the first.
        """

@final
class RenewalSettings:
    """
    How lapse at renewal and resignation in mid-term are told apart.

    Args:
        date: On which day memberships are renewed: the ``"anniversary"`` of joining, ``("anniversary", "mar1")`` where those who joined on
            29 February renew on 1 March in other years, or the `FiscalCalendar` of the association, for all on the first day of its year.
        window: How many days before and after the renewal date a first day out still counts as not renewing, such as (0, 90) where arrears
            are struck off after three months; none by default, so that only leaving on the renewal date itself does.
        mid_term: How the share that stays through the mid-term is estimated: ``"product_limit"`` (Kaplan-Meier, the default) or
            ``"constant_force"``, one number a year.
        spells: Which memberships count: the ``"first"`` of each person (the default) or ``"all"``.
        confidence: Confidence of limits, 0.95 by default.
        interval: The scale on which limits of the shares still there are symmetric, ``"log_log"`` by default.

    Raises:
        SettingError: The window is longer than 300 days together, the date is not known, or the confidence is not strictly between 0 and 1.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2022-04-01"},
        ...     {"person": "B", "start": "2022-04-01"},
        ...     {"person": "C", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"},  # not renewed
        ...     {"person": "D", "start": "2022-04-01", "end": "2022-10-01", "end_reason": "voluntary"},  # resigned
        ... ]
        >>> model = RenewalSettings("anniversary").fit(Register(rows, as_of="2024-03-31"))
        >>> first = model.years[0]
        >>> first.renewal.reached, first.renewal.lapsed, first.mid_term.survival, first.cumulative  # 3/4 × 2/3
        (3, {'arrears': 1}, 0.75, 0.5)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, date: RenewalDate, *, window: tuple[SupportsIndex, SupportsIndex] | None = None, mid_term: MidTermSurvival | None = None, spells: SpellsCounted | None = None, confidence: SupportsFloat | SupportsIndex | None = None, interval: CurveInterval | None = None) -> RenewalSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RenewalSettings: ...
    def fit(self, /, register: Register) -> RenewalModel:
        """
        Fits the model to a register, in one pass over its memberships and the years of each.
        """

@final
class RenewalYear:
    """
    One year of membership: its mid-term, its renewal, and both together.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RenewalYear: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cumulative(self, /) -> float | None:
        """
        The share of those who joined who are members after the renewal.
        """
    @property
    def limits(self, /) -> Limits | None:
        """
        Limits of the cumulative share.
        """
    @property
    def mid_term(self, /) -> MidTerm:
        """
        Resignation within the year.
        """
    @property
    def renewal(self, /) -> Renewal:
        """
        Lapse at its end.
        """
    @property
    def survival(self, /) -> float | None:
        """
        The share of those who begin the year who begin the next one; ``None`` when its end was reached by nobody.
        """
    @property
    def tenure(self, /) -> int:
        """
        Renewals before the year: 0 is the first.
        """

@final
class ResidualLifetime:
    """
    An expected number of periods, discounted or not.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ResidualLifetime: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float | None:
        """
        Standard error, from that of the fitted parameters; ``None`` for a curve that was typed in, or where a parameter is at the edge of
        its range.
        """
    @property
    def limits(self, /) -> Limits | None:
        """
        Limits, symmetric about the logarithm, where there is a standard error.
        """
    @property
    def numerical_error(self, /) -> float:
        """
        By how much the value can be off because endless sums and integrals were approached; rounding for closed forms.
        """
    @property
    def value(self, /) -> float:
        """
        The expected number of periods (renewals, or units of time).
        """

@final
class Response:
    """
    How much money spent on a measure brings: never less for more money, and each unit no more than the one before (diminishing returns,
    収穫逓減). Made by `Response.linear`, `Response.saturating`, `Response.power` and `Response.hill`.

    Weak: the form is an assumption until spending has been varied; two points of one measure fit all four. A response with a threshold is
    a `BudgetLine` with a fixed cost and diminishing returns from there on.

    Examples:
        >>> campaign = Response.saturating(100, 2_000_000)
        >>> round(campaign.gain(2_000_000), 9)  # 100 (1 - 1/e)
        63.212055883
        >>> Response.hill(30, 500_000, 1).gain(500_000)
        15.0
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Response: ...
    def gain(self, /, spent: SupportsFloat | SupportsIndex) -> float:
        """
        What so much money brings.
        """
    @staticmethod
    def hill(limit: SupportsFloat | SupportsIndex, half: SupportsFloat | SupportsIndex, exponent: SupportsFloat | SupportsIndex) -> Response:
        """
        Towards a limit, of which half is had at ``half``: ``gain = limit x^exponent / (half^exponent + x^exponent)``.

        Raises:
            SettingError: The limit is negative or not finite, ``half`` is not above 0 and finite, or the exponent is outside (0, 1].
        """
    @staticmethod
    def linear(per_unit: SupportsFloat | SupportsIndex) -> Response:
        """
        The same for every unit of money, ``gain = per_unit x``, as where each person reached costs and brings the same: give it a most.

        Raises:
            SettingError: The gain is negative or not finite.
        """
    @staticmethod
    def power(factor: SupportsFloat | SupportsIndex, exponent: SupportsFloat | SupportsIndex) -> Response:
        """
        A power of the money spent, ``gain = factor x^exponent``; with an exponent of 1 linear.

        Raises:
            SettingError: The factor is negative or not finite, or the exponent is outside (0, 1].
        """
    @staticmethod
    def saturating(limit: SupportsFloat | SupportsIndex, scale: SupportsFloat | SupportsIndex) -> Response:
        """
        Towards a limit, exponentially: ``gain = limit (1 - exp(-x / scale))``, 63 % of the limit at ``x = scale``.

        Raises:
            SettingError: The limit is negative or not finite, or the scale is not above 0 and finite.
        """
    def slope(self, /, spent: SupportsFloat | SupportsIndex) -> float:
        """
        What the next unit of money brings; infinite at 0 for powers, and for Hill curves with an exponent below 1.
        """

@final
class RestrictedMean:
    """
    Mean time spent by the horizon, in the unit of the times.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RestrictedMean: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def beyond_follow_up(self, /) -> bool:
        """
        Whether the horizon lies after the last time seen, so that the curve was drawn on flat: an upper bound then.
        """
    @property
    def error(self, /) -> float:
        """
        Its standard error.
        """
    @property
    def horizon(self, /) -> float:
        """
        The horizon.
        """
    def limits(self, /, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Limits:
        """
        Normal limits.

        Args:
            confidence: Confidence, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    @property
    def mean(self, /) -> float:
        """
        Mean time from the origin to leaving or to the horizon, whichever comes first.
        """
    def minus(self, /, other: RestrictedMean) -> RestrictedMeanDifference:
        """
        This mean less another one of the same horizon, from other persons.

        Raises:
            TableError: The horizons differ.
        """

@final
class RestrictedMeanDifference:
    """
    How much longer one group stays than another, within a horizon.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RestrictedMeanDifference: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def difference(self, /) -> float:
        """
        First mean less second mean, in the unit of the times.
        """
    @property
    def error(self, /) -> float:
        """
        Its standard error: groups are independent.
        """
    @property
    def horizon(self, /) -> float:
        """
        The horizon.
        """
    def limits(self, /, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Limits:
        """
        Normal limits.

        Args:
            confidence: Confidence, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    @property
    def p_value(self, /) -> float | None:
        """
        Two-sided p value of no difference; ``None`` when neither mean has an error.
        """

@final
class RetentionCurve:
    """
    The share of those who joined who are still members after each year, pooled over join cohorts (Kaplan-Meier, log-log limits).

    Every step from one age to the next uses all cohorts that have been seen at both, so young cohorts add what is known of them and
    nothing more. Weak where cohorts differ: the early years come from all cohorts, the late ones from the old alone.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2020-04-01"},
        ...     {"person": "B", "start": "2020-04-01", "end": "2021-03-31"},
        ...     {"person": "C", "start": "2022-04-01"},
        ... ]
        >>> triangle = RetentionTriangle(Register(rows, as_of="2023-03-31"))
        >>> curve = RetentionCurve.pooled(triangle, (2020, 2022))
        >>> curve.entrants, curve.points[1].at_risk, curve.points[1].share  # after one year only the cohort of 2020 has been seen
        (3, 2, 0.5)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RetentionCurve: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cohorts(self, /) -> tuple[int, int]:
        """
        First and last join cohort pooled.
        """
    @property
    def entrants(self, /) -> int:
        """
        Persons who joined in these cohorts.
        """
    @property
    def median(self, /) -> int | None:
        """
        The first age at which at most half are left; ``None`` when that has not been reached.
        """
    @property
    def points(self, /) -> list[RetentionPoint]:
        """
        The ages, from 0.
        """
    @staticmethod
    def pooled(triangle: RetentionTriangle, cohorts: tuple[SupportsIndex, SupportsIndex], *, confidence: SupportsFloat | SupportsIndex | None = None) -> RetentionCurve | None:
        """
        The curve of the join cohorts from the first to the last; ``None`` when the triangle has none of them.

        Args:
            triangle: The triangle.
            cohorts: First and last join cohort.
            confidence: Confidence of the limits, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class RetentionPoint:
    """
    One age of a `RetentionCurve`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RetentionPoint: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def age(self, /) -> int:
        """
        Years since joining.
        """
    @property
    def at_risk(self, /) -> int:
        """
        Members at the age before, in cohorts that have been seen at this age too; at age 0 the persons who joined.
        """
    @property
    def interval(self, /) -> Interval | None:
        """
        The interval of the share; ``None`` while nobody has left, where the method gives none.
        """
    @property
    def share(self, /) -> float:
        """
        The share of those who joined who are still members at this age.
        """
    @property
    def stayed(self, /) -> int:
        """
        Of these, members at this age.
        """

@final
class RetentionTriangle:
    """
    How many of a cohort are still members after each year; a cell not yet seen is absent, never a loss.

    Args:
        register: The register.
        calendar: The fiscal calendar; the Japanese one by default.
        cohort: Who makes a cohort: all who ``"joined"`` (the default) or were ``"licensed"`` in one fiscal year.
        cohort_rule: Which fiscal year's cohort a licence date belongs to.
        clock: When members are looked at again: on each ``"anniversary"`` of joining (the default) or at each ``"fiscal_year_end"``.
        spells: Whether the ``"first"`` spell counts only (the default) or ``"all"``.
        leap_day: When someone who joined on 29 February completes a year: ``"feb28"`` (the default) or ``"mar1"``.
        tenure: When tenure runs; by default an age is the time since joining (`TenureRules.since_joining`). Where tenure restarts on
            return, each membership enters its own cohort.
        exit_day: On which day a leaver counts as gone, when that is a day on which members are looked at: ``"first_day_out"`` (the
            default) or ``"last_day_in"``.

    Raises:
        SettingError: Members are looked at on the last days of fiscal years and tenure stops during leave or resumes on return: those days
            come whether tenure runs or not.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2021-04-01"},
        ...     {"person": "B", "start": "2021-06-01", "end": "2022-12-01"},
        ... ]
        >>> triangle = RetentionTriangle(Register(rows, as_of="2023-05-31"))
        >>> [triangle.remaining(2021, age) for age in range(3)]  # the second anniversary of B is not yet seen
        [2, 2, None]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, cohort: TriangleCohort | None = None, cohort_rule: CohortRule | None = None, clock: AgeClock | None = None, spells: SpellsCounted | None = None, leap_day: LeapDay | None = None, tenure: TenureRules | None = None, exit_day: ExitDay | None = None) -> RetentionTriangle: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RetentionTriangle: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    @property
    def clock(self, /) -> AgeClock:
        """
        When members are looked at again.
        """
    @property
    def cohorts(self, /) -> list[int]:
        """
        The cohorts as fiscal years, ascending.
        """
    @property
    def cohorts_of(self, /) -> TriangleCohort:
        """
        What a cohort is made of.
        """
    def entrants(self, /, cohort: SupportsIndex) -> int | None:
        """
        Persons of a cohort; ``None`` when there is no such cohort.
        """
    @property
    def exit_day(self, /) -> ExitDay:
        """
        On which day a leaver counts as gone.
        """
    @property
    def left_out(self, /) -> int:
        """
        Persons who belong to no cohort because their first day, or their licence, is not known or lies before observation.
        """
    def remaining(self, /, cohort: SupportsIndex, age: SupportsIndex) -> int | None:
        """
        Members of a cohort remaining at an age in years; ``None`` when the cell has not been seen.
        """
    @property
    def spells_counted(self, /) -> SpellsCounted:
        """
        Which memberships count.
        """
    @property
    def tenure(self, /) -> TenureRules:
        """
        When tenure runs.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class Revenue:
    """
    Revenue by fiscal year and class, exact to the unit: of `DuesSchedule.revenue`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Revenue: ...
    def _repr_html_(self, /) -> str: ...
    def of_year(self, /, year: SupportsIndex) -> int | None:
        """
        That of one fiscal year; ``None`` when no row is of it.

        Raises:
            TableError: More than 2^53 units.
        """
    @property
    def rows(self, /) -> list[RevenueRow]:
        """
        By fiscal year, then class.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def total(self, /) -> int:
        """
        All of it.

        Raises:
            TableError: More than 2^53 units.
        """

@final
class RevenueRow:
    """
    What a class brings in a fiscal year, in whole units of money.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RevenueRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def class_(self, /) -> str:
        """
        The class of members.
        """
    @property
    def dues(self, /) -> int:
        """
        Dues billed: ``in_full - reductions``.
        """
    @property
    def entrance_fees(self, /) -> int:
        """
        Entrance fees.
        """
    @property
    def in_full(self, /) -> int:
        """
        Dues before reductions.
        """
    @property
    def members(self, /) -> int:
        """
        Members.
        """
    @property
    def paying(self, /) -> int:
        """
        Members who owe more than nothing.
        """
    @property
    def reductions(self, /) -> int:
        """
        What reductions and waivers cost.
        """
    @property
    def tenure_unknown(self, /) -> int:
        """
        Members whose tenure is not known and might reduce their dues: ``dues`` is then an upper bound.
        """
    @property
    def total(self, /) -> int:
        """
        Dues and entrance fees.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year billed.
        """

@final
class Ridge:
    """
    A ridge penalty: half of lambda times the sum of squared coefficients is taken off the log-likelihood.

    The intercept is never penalised. With a penalty on a coefficient its estimate exists even where nobody of a level left (separation).
    Estimates are biased towards 0; standard errors are those of a normal prior with variance 1 / lambda. The likelihood is a sum, not a
    mean: glmnet's lambda is this one divided by the number of trials.

    Source: S. le Cessie, J. C. van Houwelingen, *Applied Statistics* 41(1), 1992, 191-201.

    Args:
        lambda_: How strong the penalty is; positive.
        scale: The scale on which coefficients are penalised: ``"standardised"`` (the default: of columns divided by their standard
            deviation, as in glmnet) or ``"original"``.
        terms: Names of the penalised terms as they print, such as ``"branch"``; all but the intercept by default.

    Raises:
        SettingError: Lambda is not a positive, finite number.

    Examples:
        >>> Ridge(2.0, terms=["branch"]).lambda_
        2.0
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, lambda_: SupportsFloat | SupportsIndex, *, scale: RidgeScale | None = None, terms: SupportsGetItem[int, str] = ...) -> Ridge: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Ridge: ...
    @property
    def lambda_(self, /) -> float:
        """
        How strong the penalty is.
        """

@final
class RiskTable:
    """
    Who was at risk and what happened, at each time at which something ended, for one group: what all estimators of this stage take.

    Made by `Observations.risk_table`, `Observations.risk_tables` or `RiskTable.of_durations`. Counts are numbers of rows, or sums of
    weights.

    Examples:
        >>> table = Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1]).risk_table()
        >>> table.to_table()["at_risk"], table.times
        ([4.0, 3.0, 1.0], [1.0, 2.0, 3.0])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RiskTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def count(self, /) -> int:
        """
        Number of rows counted, whatever their weight.
        """
    @property
    def first_entry(self, /) -> float | None:
        """
        The earliest time of entry, before which nobody was seen; ``None`` when some were at risk from the origin.
        """
    @property
    def last_entry(self, /) -> float | None:
        """
        The last time of entry; ``None`` when all were at risk from the origin.
        """
    @staticmethod
    def of_durations(durations: DurationTable, group: SupportsIndex = 0) -> RiskTable:
        """
        Who is at risk in a group of a `DurationTable`, in days; outcomes are the reasons of the table by their names.

        Args:
            durations: The table.
            group: Position of the group among ``durations.groups``; the first by default.

        Raises:
            SettingError: There is no group at the position.

        Examples:
            >>> rows = [{"person": "A", "start": "2023-04-01"}, {"person": "B", "start": "2023-04-01", "end": "2023-04-11"}]
            >>> table = RiskTable.of_durations(DurationTable(Register(rows, as_of="2024-03-31")))
            >>> SurvivalSettings().curve(table).at(30)
            0.5
        """
    def of_outcome(self, /, name: str) -> RiskTable:
        """
        The table with one outcome only; the others count as censored.

        Raises:
            RateError: There is no such outcome.
        """
    @property
    def origin(self, /) -> float:
        """
        Where the clock starts: 0, a time before 0 when there is one, or the start of a conditional table.
        """
    @property
    def outcomes(self, /) -> list[str]:
        """
        The names of the outcomes, in order.
        """
    @property
    def times(self, /) -> list[float]:
        """
        The times, ascending.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class RollingScores:
    """
    The scores of several years, each judged by a fit on the years before it; made by `OutOfTime.rolling`.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RollingScores: ...
    def _repr_html_(self, /) -> str: ...
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def years(self, /) -> list[OutOfTimeScores]:
        """
        One a year, ascending.
        """

@final
class RunAway:
    """
    A parameter that the likelihood drives to an end of its range.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RunAway: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def edge(self, /) -> Edge:
        """
        The end to which it runs: ``"low"`` (0 for a rate or a share) or ``"high"`` (infinity, or 1 for a share).
        """
    @property
    def parameter(self, /) -> str:
        """
        Name of the parameter.
        """

@final
class Scenario:
    """
    A named list of changes to levers, made one after the other.

    Args:
        name: The name: one text, or one in English and one in Japanese.
        changes: The changes; a scenario without changes is the base.

    Examples:
        >>> assumptions = Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])
        >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [200, 200])
        >>> fewer_leave = Scenario("half as many leave", [LeverChange("lapse", factor=0.5)])
        >>> fewer_leave.run(base).years[0].members.mean
        1050.0
        >>> Scenario(("mentors", "メンター制度")).name
        ('mentors', 'メンター制度')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str | tuple[str, str], changes: SupportsGetItem[int, LeverChange] = ...) -> Scenario: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Scenario: ...
    @property
    def changes(self, /) -> list[LeverChange]:
        """
        The changes, in the order in which they are made.
        """
    def costs(self, /, settings: ProjectionSettings | SegmentSettings) -> list[float]:
        """
        The expected cost of each projected year. A cost per person counts those whom the change concerns under the scenario itself, times
        its reach: for entry the new licence holders of the year, for late entry those who never joined, for lapse the members at the start
        of the year (with those who join within it, where year 0 is among the years), for reinstatement those who lapsed before.

        Raises:
            SettingError: As `run`.

        Examples:
            >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
            >>> calls = LeverChange("lapse", factor=0.5, reach=0.5, cost=Cost(once=9_000, per_person=10))
            >>> Scenario("calls", [calls]).costs(base)  # half of 1,000, and of the 925 of whom 7.5 % left
            [14000.0, 4625.0]
        """
    @property
    def name(self, /) -> tuple[str, str]:
        """
        The name in English and in Japanese.
        """
    def plan(self, /, settings: ProjectionSettings) -> Plan:
        """
        The assumptions and new licence holders of every projected year of one population under the scenario.

        Raises:
            SettingError: As `run`.
        """
    def run(self, /, settings: ProjectionSettings | SegmentSettings) -> Projection:
        """
        Projects under the scenario: population, licence holders and variation between years are those of the settings. Of segments, the
        whole.

        Raises:
            SettingError: A probability leaves [0, 1], an inflow becomes negative, a reason is one that the assumptions do not tell apart, or a
                change names a segment that there is not.
        """
    def run_segments(self, /, settings: SegmentSettings) -> SegmentedProjection:
        """
        Projects every segment under the scenario, and the whole.

        Raises:
            SettingError: As `run`.
        """
    @property
    def sentences(self, /) -> list[tuple[str, str]]:
        """
        The changes as sentences, in English and in Japanese.
        """
    def then(self, /, other: Scenario, name: str | tuple[str, str]) -> Scenario:
        """
        Both scenarios, the other one made after this one, under a name of their own: one text, or one in English and one in Japanese.
        """

@final
class ScenarioAnswer:
    """
    What follows from a scenario.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ScenarioAnswer: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def changes(self, /) -> list[tuple[str, str]]:
        """
        Its changes as sentences, in English and Japanese.
        """
    @property
    def name(self, /) -> tuple[str, str]:
        """
        Its name in English and Japanese.
        """
    @property
    def years(self, /) -> list[ScenarioYear]:
        """
        The projected years.
        """

@final
class ScenarioComparison:
    """
    Scenarios projected from one start, beside the base. Means are exact: the difference between two is what their changes do, not chance.

    Args:
        settings: Population, assumptions and inflow of the base, or segments, of which the whole is compared.
        scenarios: The scenarios, each with a name of its own.

    Raises:
        SettingError: Two scenarios have one name, in whichever language, or as `Scenario.run`.

    Examples:
        >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0])
        >>> compared = ScenarioComparison(base, [Scenario("half", [LeverChange("lapse", factor=0.5)])])
        >>> compared.difference("half", 2025)
        50.0
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, settings: ProjectionSettings | SegmentSettings, scenarios: SupportsGetItem[int, Scenario]) -> ScenarioComparison: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ScenarioComparison: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def base(self, /) -> Projection:
        """
        The projection if nothing changes.
        """
    def difference(self, /, name: str | tuple[str, str], year: SupportsIndex, quantity: Quantity | None = None) -> float | None:
        """
        By how much a scenario's mean lies above the base; ``None`` where the projection does not know the quantity.

        Args:
            name: The scenario, by its name in either language or both.
            year: The fiscal year.
            quantity: ``"members"`` (the default), ``"organization_rate"``, ``"organization_rate_practising"``, ``"entry_rate"``,
                ``"on_leave"``, ``"joined"``, ``"reinstated"`` or ``"left"``.

        Raises:
            SettingError: There is no such scenario, or the year is not projected.
        """
    def outcome(self, /, name: str | tuple[str, str]) -> ScenarioOutcome | None:
        """
        What follows from the scenario of a name, in either language or both; ``None`` when it was not compared.
        """
    @property
    def outcomes(self, /) -> list[ScenarioOutcome]:
        """
        What follows from each scenario, in the order given.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class ScenarioOutcome:
    """
    What follows from one scenario.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ScenarioOutcome: ...
    def _repr_html_(self, /) -> str: ...
    def cost_until(self, /, year: SupportsIndex, discount: SupportsFloat | SupportsIndex) -> float:
        """
        The cost of all years until a fiscal year, the last one included, those of later years than the first discounted to it: the sum of
        ``cost(y) / (1 + discount)^y`` over the years 0, 1, ...

        Args:
            year: The fiscal year.
            discount: The yearly discount rate, 0 for none.

        Raises:
            SettingError: The discount rate is negative or not finite.
        """
    @property
    def costs(self, /) -> list[float]:
        """
        Its expected cost, by projected year.
        """
    @property
    def projection(self, /) -> Projection:
        """
        The projection under it; of segments, the whole.
        """
    @property
    def scenario(self, /) -> Scenario:
        """
        The scenario.
        """

@final
class ScenarioYear:
    """
    A projected year under a scenario.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ScenarioYear: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def members(self, /) -> float:
        """
        Members on its last day (mean).
        """
    @property
    def organization_rate(self, /) -> float | None:
        """
        Members over cumulative licence holders; ``None`` when these are not known.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year.
        """

@final
class Schedule:
    """
    In which fiscal years a change works, and how strongly: it starts, grows evenly to its full strength, and may fade evenly.

    Args:
        from_year: First fiscal year; the first projected one unless given.
        ramp: Growing evenly over so many years, the first of them at one part in so many.
        until: Last fiscal year of full strength; without end unless given.
        fade: Fading evenly over so many years after it.

    Raises:
        SettingError: A ramp without a first year.

    Examples:
        >>> [Schedule(from_year=2026, ramp=2).strength(year) for year in (2025, 2026, 2027)]
        [0.0, 0.5, 1.0]
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, from_year: SupportsIndex | None = None, ramp: SupportsIndex | None = None, until: SupportsIndex | None = None, fade: SupportsIndex | None = None) -> Schedule: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    @staticmethod
    def _from_json(text: str) -> Schedule: ...
    def in_force(self, /, year: SupportsIndex) -> float:
        """
        The strength in a fiscal year in which the change is in force: what fades afterwards is not, and costs nothing.

        Examples:
            >>> schedule = Schedule(from_year=2026, until=2027, fade=1)
            >>> [(schedule.strength(year), schedule.in_force(year)) for year in (2027, 2028)]
            [(1.0, 1.0), (0.5, 0.0)]
        """
    def strength(self, /, year: SupportsIndex) -> float:
        """
        The strength in a fiscal year, from 0 to 1.
        """

@final
class SegmentDecomposition:
    """
    Why the rate of the whole changed, in two parts and by segment. Made by `SegmentedRate.decompose`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SegmentDecomposition: ...
    @property
    def by_segment(self, /) -> Decomposition:
        """
        Parts ``rate: ...`` and ``composition: ...`` of each segment, and ``unmatched: ...`` where it has such members.
        """
    @property
    def whole(self, /) -> Decomposition:
        """
        Parts ``rates`` and ``composition``, and ``unmatched`` where there are such members.
        """

@final
class SegmentSettings:
    """
    Settings for projections of branches, or other segments that share nobody, under their names.

    Every segment has a population, assumptions, inflow and licence holders of its own. Nobody moves between segments; who does so in fact is a
    leaver here and a joiner there, unless the assumptions were estimated with moves left out. `Scenario`, `GoalSeek`, `CheapestMix`,
    `Sensitivity` and `SteadyState` take segments too, and answer for the whole.

    Args:
        segments: The names and settings of the segments, in order.
        estimation: Whether errors of estimated assumptions are the same in all segments: ``"own_each"`` (the default) for assumptions that
            each segment estimated from its own members; ``"common"`` for those taken from the whole association.
        year_effects: Whether the effects of a year are the same in all segments: ``"common"`` (the default) for years that are good or bad
            everywhere, ``"own_each"`` where each segment has its own.

    Raises:
        InputError: There is no segment.
        SettingError: Two segments have one name, or base years or numbers of projected years differ.

    Examples:
        >>> north = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0])
        >>> south = ProjectionSettings(Population.from_totals(2024, 500), Assumptions(lapse=[0.2]), [0])
        >>> both = SegmentSettings([("north", north), ("south", south)]).run()
        >>> both.total.years[0].members.mean, both.segment("south").years[0].members.mean
        (1300.0, 400.0)
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, segments: SupportsGetItem[int, tuple[str, ProjectionSettings]], *, estimation: BetweenSegments | None = None, year_effects: BetweenSegments | None = None) -> SegmentSettings: ...
    def __repr__(self, /) -> str: ...
    def run(self, /) -> SegmentedProjection:
        """
        Projects every segment, and the whole.

        Means and variances by chance are sums over the segments, as people decide independently. What makes probabilities deviate adds up
        before it is squared where it is common to all, and after where each segment has its own. Members by tenure of the whole go as far as
        the segment with the shortest list of lapse. Licence holders are known where they are of all segments.

        Raises:
            SettingError: There is no year, a list of assumptions is empty, or shares of reasons sum to more than 1.
            TableError: More than 200 years.
        """
    @property
    def segments(self, /) -> list[tuple[str, ProjectionSettings]]:
        """
        The segments with their settings, in the order given.
        """

@final
class SegmentStock:
    """
    Members and licence holders of one segment on a date.

    Args:
        members: Members.
        licence_holders: Licence holders, counted or estimated.

    Examples:
        >>> SegmentStock(40, 50).licence_holders
        50.0
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, members: SupportsIndex, licence_holders: SupportsFloat | SupportsIndex) -> SegmentStock: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SegmentStock: ...
    @property
    def licence_holders(self, /) -> float:
        """
        Licence holders, counted or estimated.
        """
    @property
    def members(self, /) -> int:
        """
        Members.
        """

@final
class SegmentedProjection:
    """
    Projections of segments, and of the whole that they add up to: of `SegmentSettings.run`. Its table has a row for each segment and year,
    the whole last, its segment null.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SegmentedProjection: ...
    def _repr_html_(self, /) -> str: ...
    def segment(self, /, name: str) -> Projection | None:
        """
        The segment of a name; ``None`` when there is none.
        """
    @property
    def segments(self, /) -> list[tuple[str, Projection]]:
        """
        The segments with their names, in the order given.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def total(self, /) -> Projection:
        """
        The whole association. It has no assumptions and no variation between years of its own.
        """

@final
class SegmentedRate:
    """
    The organization rate of an association by segments (branches, sexes, professions) on two dates, to which `segment` adds them.

    ``R1 - R0 = sum_s (w0 + w1)/2 (r1 - r0) + sum_s (r0 + r1 - R0 - R1)/2 (w1 - w0)`` with the share w of the licence holders and the rate r
    of segment s, and the rate R of the whole. A segment without licence holders on one date takes its rate of the other there; members of
    a segment that has none when it has members are a part of their own, ``unmatched``.

    Weak: moves between branches at the same rate are invisible, and a change within a branch may itself be one of composition (age):
    cross-classify with `Composition`. The parts of single segments depend on how finely segments are cut.

    Source: Kitagawa (1955); Das Gupta (1993), chapter 5.

    Args:
        first: The date of before, in words.
        second: The date of after, in words.

    Examples:
        >>> rate = SegmentedRate("2022", "2023").segment("North", (40, 50), (42, 60)).segment("South", (20, 50), (16, 40))
        >>> change = rate.decompose()
        >>> round(change.whole.value("rates"), 12), round(change.whole.value("composition"), 12)  # 0.55 * -0.1; 0.1 * (0.75 - 0.4)
        (-0.055, 0.035)
        >>> round(change.by_segment.value("composition: North"), 12)  # 0.1 * (0.75 - 0.59)
        0.016
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, first: str, second: str) -> SegmentedRate: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SegmentedRate: ...
    def decompose(self, /) -> SegmentDecomposition:
        """
        Decomposes the change of the rate of the whole.

        Raises:
            InputError: There is no segment.
            SettingError: A name is given twice, licence holders are negative or not finite, or there are none in all on one of the dates.
        """
    @staticmethod
    def of_movements(movements: MovementsByLevel, licensees: Licensees, denominator: DenominatorKind, leave: LeaveCounted, from_year: SupportsIndex, to_year: SupportsIndex) -> SegmentedRate:
        """
        The segments of movements at the ends of two fiscal years, over licence holders by branch. Licence holders of branches without
        movements are segments without members; members without a level are ``not stated`` and have no licence holders.

        Args:
            movements: Movements by level, as `CohortTable.movements_by` gives them; segments are in the order of their names.
            licensees: Licence holders with their branches.
            denominator: Which licence holders, such as ``"cumulative_summed"``.
            leave: Whether members on leave count as members: ``"in"`` or ``"out"``.
            from_year: The last day of this fiscal year is the date of before.
            to_year: That of this one is the date of after.

        Raises:
            RateError: Licensees have no branches, a table does not reach a year or it has not ended, or members or licence holders are not
                known.
            SettingError: The denominator is new licensees.
        """
    def segment(self, /, name: str, before: SegmentStock | tuple[SupportsIndex, SupportsFloat | SupportsIndex], after: SegmentStock | tuple[SupportsIndex, SupportsFloat | SupportsIndex]) -> SegmentedRate:
        """
        With a segment on both dates, each a `SegmentStock` or a pair of members and licence holders.
        """

@final
class Sensitivity:
    """
    How a quantity of one projected year moves with every assumption, the largest first. Derivatives are exact, at the margin.

    What the share of a reason among those who leave gains, the unstated reason loses, and no other. Shares of reasons that are not final
    (final are death and retirement) move none of the quantities: their derivative is 0.

    Args:
        settings: Population, assumptions and inflow, or segments, of which the whole moves.
        quantity: As in `ScenarioComparison.difference`.
        year: The fiscal year.

    Raises:
        SettingError: The year is not projected.
        RateError: The projection does not know the quantity.

    Examples:
        >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
        >>> round(Sensitivity(base, "members", 2026).rows[0].derivative, 6)  # of 1,000 (1 - p)^2
        -1800.0
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, settings: ProjectionSettings | SegmentSettings, quantity: Quantity, year: SupportsIndex) -> Sensitivity: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Sensitivity: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def mean(self, /) -> float:
        """
        The quantity's mean under the assumptions as they are.
        """
    @property
    def quantity(self, /) -> Quantity:
        """
        The quantity.
        """
    @property
    def rows(self, /) -> list[SensitivityRow]:
        """
        The assumptions, those first that move the quantity most when they are a tenth higher.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def year(self, /) -> int:
        """
        The fiscal year.
        """

@final
class SensitivityRow:
    """
    How a quantity moves with one assumption.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SensitivityRow: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def assumption(self, /) -> str:
        """
        Name of the assumption: ``"entry"``, ``"lapse"``, ``"reason"``, ``"reinstatement"``, ``"leave"``, ``"leave_end"``,
        ``"lapse_on_leave"`` or ``"exit"``.
        """
    @property
    def derivative(self, /) -> float:
        """
        Change of the quantity for one unit more of the probability in all projected years, at the margin.
        """
    @property
    def elasticity(self, /) -> float | None:
        """
        Relative change of the quantity for a relative change of the probability; ``None`` where the quantity is 0.
        """
    @property
    def probability(self, /) -> float:
        """
        The assumed probability.
        """
    @property
    def reason(self, /) -> EndReason | None:
        """
        The reason of leaving whose share it is; ``None`` for other assumptions.
        """
    @property
    def segment(self, /) -> str | None:
        """
        The segment whose assumption it is; ``None`` where there are none.
        """
    @property
    def standard_error(self, /) -> float | None:
        """
        Its standard error, where known.
        """
    @property
    def swing(self, /) -> float | None:
        """
        By how much the quantity moves when the probability is one standard error higher; ``None`` without one.
        """
    @property
    def swing_of_a_tenth(self, /) -> float:
        """
        By how much the quantity moves when the probability is a tenth of itself higher.
        """
    @property
    def year(self, /) -> int | None:
        """
        Its year since licence, joining or lapse; the last one stands for all later years.
        """

@final
class Separation:
    """
    That, and how, the covariates separate those who had the event from those who had not.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Separation: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def coefficients(self, /) -> list[str]:
        """
        The coefficients without a finite estimate.
        """
    @property
    def events(self, /) -> float:
        """
        Events in these.
        """
    @property
    def terms(self, /) -> list[str]:
        """
        The terms that these belong to.
        """
    @property
    def trials(self, /) -> float:
        """
        Trials in the cells whose fitted probabilities are 0 or 1.
        """

@final
class SeriesBreak:
    """
    A stretch between two published figures in which the definition has probably changed.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SeriesBreak: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> int:
        """
        The last year of the old definition.
        """
    @property
    def before(self, /) -> int:
        """
        The first year of the new definition.
        """
    @property
    def change_a_year(self, /) -> float:
        """
        Mean change a year between the two, in the unit of the series.
        """
    @property
    def usual_change_a_year(self, /) -> float:
        """
        Median of the absolute changes a year elsewhere in the series.
        """

@final
class SimulatedPaths:
    """
    A projection lived through by lot, many times: every person decides by chance, with rates and years drawn too where they are uncertain.

    Means and variances are exact in `Projection`, at a fraction of the work. Paths are for what these do not say: the shape of a
    distribution, and as a check of the exact numbers. The same seed gives the same paths, on any number of threads.

    Args:
        settings: Population, assumptions and inflow.
        paths: How many paths.
        seed: Where they are drawn from.
        threads: At most so many threads; as many as the machine has unless given.

    Raises:
        SettingError: There is no path or no year.
        TableError: Paths times years exceed 55 million, or people two thousand million.

    Examples:
        >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
        >>> paths = SimulatedPaths(base, 1_000, seed=42)
        >>> 808 < paths.mean("members", 2026) < 812
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, settings: ProjectionSettings, paths: SupportsIndex, *, seed: SupportsIndex, threads: SupportsIndex | None = None) -> SimulatedPaths: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SimulatedPaths: ...
    @property
    def base_year(self, /) -> int:
        """
        The fiscal year on whose last day the paths start.
        """
    def mean(self, /, quantity: Quantity, year: SupportsIndex) -> float | None:
        """
        The mean of a quantity over all paths.

        Raises:
            SettingError: The year is not projected.
        """
    @property
    def paths(self, /) -> int:
        """
        Number of paths.
        """
    def quantile(self, /, quantity: Quantity, year: SupportsIndex, share: SupportsFloat | SupportsIndex) -> float | None:
        """
        The smallest value of a quantity that is not exceeded on at least the given share of the paths.

        Raises:
            SettingError: The year is not projected, or the share is outside [0, 1].
        """
    @property
    def seed(self, /) -> int:
        """
        The seed that they were drawn from.
        """
    def share_reaching(self, /, quantity: Quantity, year: SupportsIndex, target: SupportsFloat | SupportsIndex) -> float | None:
        """
        The share of the paths on which a quantity reaches ``target`` in a fiscal year.

        Raises:
            SettingError: The year is not projected.
        """
    def to_table(self, /, quantity: Quantity | None = None) -> Table:
        """
        The years as columns for one quantity: mean, deviation, and the quantiles of 2.5, 10, 25, 50, 75, 90 and 97.5 %.

        Args:
            quantity: As in `values`; ``"members"`` by default.
        """
    def values(self, /, quantity: Quantity, year: SupportsIndex) -> list[float] | None:
        """
        A quantity in a fiscal year on every path; ``None`` where the projection does not know it.

        Args:
            quantity: ``"members"``, ``"organization_rate"``, ``"organization_rate_practising"``, ``"entry_rate"``, ``"on_leave"``,
                ``"joined"``, ``"reinstated"`` or ``"left"``.
            year: The fiscal year.

        Raises:
            SettingError: The year is not projected.
        """
    def variance(self, /, quantity: Quantity, year: SupportsIndex) -> float | None:
        """
        The variance of a quantity over all paths.

        Raises:
            SettingError: The year is not projected.
        """
    @property
    def years(self, /) -> int:
        """
        Number of years of a path.
        """

@final
class SimulatedRegister:
    """
    A simulated register with what is true of it. It is an Arrow stream of its rows, so that ``Register(simulated, as_of=...)`` reads it.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __len__(self, /) -> int:
        """
        Number of rows.
        """
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        The extract date.
        """
    @property
    def licensees(self, /) -> Table:
        """
        Licence holders by licence cohort and branch: ``year``, ``branch``, ``count``, as `Licensees` reads them.
        """
    @property
    def seed(self, /) -> int:
        """
        The seed it was made from.
        """
    @property
    def tallies(self, /) -> Table:
        """
        Each probability that was used, with how often it was drawn and what came of it.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def truth_by_year(self, /) -> Table:
        """
        What happened in each fiscal year, counted while it happened.
        """

@final
class Span:
    """
    One uninterrupted membership, as far as exposure needs it.

    Tenure runs from ``start``. A membership cut in two stays the same when both parts keep ``start``, the first has no ``exit``, and the
    second has ``observed_from`` set to the cut.

    Args:
        start: The day of joining.
        observed_from: First day under observation where that is later (delayed entry).
        end: First day out; ``None`` while the membership lasts.
        exit: Why it ended at ``end``; ``None`` when it lasts, or when only the observation ended there.

    Examples:
        >>> Span("2020-04-01", end="2022-04-01", exit="voluntary").end
        datetime.date(2022, 4, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, start: DayLike, *, observed_from: DayLike | None = None, end: DayLike | None = None, exit: EndReason | None = None) -> Span: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Span: ...
    @property
    def end(self, /) -> date | None:
        """
        First day out.
        """
    @property
    def exit(self, /) -> EndReason | None:
        """
        Why the membership ended.
        """
    @property
    def observed_from(self, /) -> date | None:
        """
        First day under observation where that is later than the start.
        """
    @staticmethod
    def of_register(register: Register) -> list[Span]:
        """
        The spells of a register; those whose first day is not known have no tenure and are left out.
        """
    @property
    def start(self, /) -> date:
        """
        The day of joining, from which tenure is counted.
        """

@final
class Spell:
    """
    One uninterrupted spell of membership of one person.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def end(self, /) -> date | None:
        """
        First day no longer a member; ``None`` while the membership lasts.
        """
    @property
    def number(self, /) -> int:
        """
        Number of the spell within the person, from 0.
        """
    @property
    def observed(self, /) -> date:
        """
        First day under observation.
        """
    @property
    def person(self, /) -> int:
        """
        Position of the person in the register, from 0.
        """
    @property
    def reason(self, /) -> EndReason | None:
        """
        Why it ended; ``None`` while it lasts.
        """
    @property
    def start(self, /) -> date:
        """
        First day of membership; where not known, the first day observed.
        """
    @property
    def start_known(self, /) -> bool:
        """
        Whether `start` is the true start.
        """

@final
class Spline:
    """
    A cubic spline: pieces of third degree between knots, joined without a jump in value, slope or curvature.

    Columns are those of R's ``splines::ns(x, knots =, Boundary.knots =)`` and ``splines::bs``, without an intercept: coefficients compare
    directly. A single coefficient of a spline means nothing; look at predictions along the curve. Weak beyond the data: a B-spline leaves
    them with the third power, a natural spline in a straight line.

    Source: C. de Boor, *A Practical Guide to Splines*, Springer, 1978.

    Examples:
        >>> str(Term.spline("tenure", Spline.natural([2, 8], boundary=(0, 20))))
        'ns(tenure)'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Spline: ...
    @staticmethod
    def cubic(knots: SupportsGetItem[int, SupportsFloat | SupportsIndex], *, boundary: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None) -> Spline:
        """
        A cubic B-spline: K interior knots, K + 3 columns; the outermost pieces go on beyond the boundary knots.

        Args:
            knots: The interior knots.
            boundary: The boundary knots; the ends of the data by default.
        """
    @staticmethod
    def cubic_with_columns(columns: SupportsIndex, *, boundary: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None) -> Spline:
        """
        A cubic B-spline with so many columns; knots as for `natural_with_columns`.

        Args:
            columns: Number of columns, at least 3.
            boundary: The boundary knots; the ends of the data by default.
        """
    @staticmethod
    def natural(knots: SupportsGetItem[int, SupportsFloat | SupportsIndex], *, boundary: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None) -> Spline:
        """
        A natural cubic spline: K interior knots, K + 1 columns, straight beyond the boundary knots.

        Args:
            knots: The interior knots.
            boundary: The boundary knots; the ends of the data by default.
        """
    @staticmethod
    def natural_with_columns(columns: SupportsIndex, *, boundary: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None) -> Spline:
        """
        A natural cubic spline with so many columns: interior knots at evenly spaced quantiles (R's type 7), every trial counted once.

        Args:
            columns: Number of columns, at least 1.
            boundary: The boundary knots; the ends of the data by default.
        """

@final
class Stake:
    """
    What is at stake: the rate as it is without the measure, and what one person gained or kept is worth.

    The rate is that of the lever among the audience: leaving of members, joining of new licence holders. The worth is
    `MemberValue.lifetime_value` for who joins, `MemberValue.value_of_kept` for who stays or comes back, the dues of the years for who takes
    no leave, and for one more licence holder the probability of joining times the lifetime value.

    Args:
        rate: The rate, in [0, 1]: 0.08 for 8 % a year.
        value_of_one: What one person is worth, in the unit of the costs.
        discount: A yearly discount rate for measures of several years; none unless given.

    Raises:
        SettingError: The rate is outside [0, 1], the worth is not finite, or the discount is negative or not finite.

    Examples:
        >>> Stake(0.08, 60_000, discount=0.03).rate
        0.08
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, rate: SupportsFloat | SupportsIndex, value_of_one: SupportsFloat | SupportsIndex, *, discount: SupportsFloat | SupportsIndex | None = None) -> Stake: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Stake: ...
    @property
    def discount_rate(self, /) -> float:
        """
        The yearly discount rate.
        """
    @property
    def rate(self, /) -> float:
        """
        The rate without the measure.
        """
    @property
    def value_of_one(self, /) -> float:
        """
        What one person is worth.
        """

@final
class StandardHazard:
    """
    A given hazard, constant between given times: what leaving would be if the group were like the standard.

    Times are in the unit of the rows, rates per that unit. The standard is taken as known without error; when it was estimated from about
    as many members as the group has, compare the two with a log-rank test instead.

    Examples:
        >>> standard = StandardHazard.piecewise([0, 2], [0.1, 0.05])
        >>> round(standard.cumulative(4), 12), standard.cumulative(-1)  # 2 * 0.1 + 2 * 0.05
        (0.3, None)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StandardHazard: ...
    @staticmethod
    def constant(rate: SupportsFloat | SupportsIndex) -> StandardHazard:
        """
        One rate at all times.

        Raises:
            SettingError: It is negative or not finite.
        """
    def cumulative(self, /, time: SupportsFloat | SupportsIndex) -> float | None:
        """
        The cumulative hazard at a time, from the first start on (from 0 for a constant rate); ``None`` where it is not known.
        """
    @staticmethod
    def of_cumulative(times: ArrayData, cumulative: ArrayData) -> StandardHazard:
        """
        A table of cumulative hazards, with straight lines between the times; not known before the first and after the last.

        Args:
            times: The times, ascending.
            cumulative: The cumulative hazard at each.

        Raises:
            InputError: There is not one hazard a time, or fewer than two times.
            SettingError: Times do not ascend, or a cumulative hazard falls or is not finite.
        """
    @staticmethod
    def of_probabilities(times: ArrayData, probabilities: ArrayData) -> StandardHazard:
        """
        A life table: the probability of leaving within each interval, given there at its start; ``rate = -ln(1 - q) / width``.

        Args:
            times: The times between which the intervals lie, ascending: one more than probabilities.
            probabilities: One probability an interval, from 0 to below 1.

        Raises:
            InputError: There is not one time more than probabilities, or no interval.
            SettingError: Times do not ascend, or a probability is not in [0, 1).
        """
    @staticmethod
    def piecewise(starts: ArrayData, rates: ArrayData) -> StandardHazard:
        """
        Rates that hold from given times on, each until the next, the last for ever. Before the first start the hazard is not known.

        Args:
            starts: The times, ascending.
            rates: One rate a start.

        Raises:
            InputError: There is not one rate a start, or none at all.
            SettingError: A rate is negative or not finite, or starts do not ascend.
        """

@final
class StandardRates:
    """
    Rates of leaving by tenure, fiscal year, age, cohort or segment, to compare experience with.

    Examples:
        >>> standard = StandardRates.by_tenure("probability", [0.20, 0.12, 0.08], beyond="last_rate")
        >>> len(standard), standard.rate({"tenure": 1}), standard.rate({"tenure": 30})
        (3, 0.12, 0.08)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StandardRates: ...
    @property
    def basis(self, /) -> StandardBasis:
        """
        What its rates are.
        """
    @property
    def by(self, /) -> list[str]:
        """
        What its rates are by.
        """
    @staticmethod
    def by_tenure(basis: StandardBasis, rates: ArrayData, *, beyond: BeyondStandard | None = None) -> StandardRates:
        """
        One rate for each tenure, from 0.

        Args:
            basis: What the rates are: each the ``"probability"`` of leaving within a year (the q of a life table), to be multiplied by
                actuarial exposure, or ``"central"``, exits a person-year (the m), to be multiplied by exact time at risk.
            rates: The rates; 0.05 is 5 % a year.
            beyond: What the standard says of tenures beyond its last: nothing, such exposure is ``"unmatched"`` (the default), or the
                ``"last_rate"``.

        Raises:
            SettingError: A rate is negative, not a finite number, or above 1 where it is a probability.
            InputError: A rate is not a number.
        """
    @staticmethod
    def of_hazards(basis: StandardBasis, hazards: HazardRates, *, beyond: BeyondStandard | None = None) -> StandardRates:
        """
        The rates of another table: of another association, of other years, of all branches together. Rows without exposure have none.

        Args:
            basis: ``"probability"`` for the actuarial rates, ``"central"`` for the central ones.
            hazards: The rates.
            beyond: As for `by_tenure`.

        Raises:
            SettingError: An actuarial rate is above 1: it is no probability.
        """
    @staticmethod
    def of_keys(basis: StandardBasis, by: SupportsGetItem[int, str], rates: SupportsGetItem[int, tuple[dict[str, SupportsIndex | str | None], SupportsFloat | SupportsIndex]], *, beyond: BeyondStandard | None = None) -> StandardRates:
        """
        One rate for each key of some axes.

        Args:
            basis: As for `by_tenure`.
            by: What the rates are by, as in `HazardTable`.
            rates: Pairs of a key, such as ``{"tenure": 0, "branch": "東京都"}``, and its rate.
            beyond: As for `by_tenure`.

        Raises:
            SettingError: As for `by_tenure`; a key is given twice, or names something that the standard is not by.
            RateError: A key does not name all that the standard is by.

        Examples:
            >>> rates = [({"branch": "東京都"}, 0.05), ({"branch": "大阪府"}, 0.04)]
            >>> StandardRates.of_keys("central", ["branch"], rates).rate({"branch": "大阪府", "tenure": 3})
            0.04
        """
    def rate(self, /, key: dict[str, SupportsIndex | str | None]) -> float | None:
        """
        The rate of a key, of which only what the standard is by is looked at; ``None`` when the standard has none.

        Args:
            key: The key; it may name more than the standard is by.

        Raises:
            RateError: Something that the standard is by is not named.
            SettingError: A year is not a whole number.
        """

@final
class StandardisedFactor:
    """
    The rates of all populations as they would be if they differed in one factor only.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StandardisedFactor: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def counts(self, /) -> tuple[str, str]:
        """
        What it counts, in English and Japanese.
        """
    @property
    def name(self, /) -> str:
        """
        The factor that differs.
        """
    @property
    def rates(self, /) -> list[float]:
        """
        The standardised rate of each population.
        """

@final
class StandardisedRates:
    """
    Standardised rates of two populations or more. Made by `standardise` and `Composition.standardise`.

    For any two populations the differences of the standardised rates sum over the factors to the difference of the rates.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StandardisedRates: ...
    def _repr_html_(self, /) -> str: ...
    def between(self, /, first: str, second: str) -> Decomposition:
        """
        The difference of two populations, as the second less the first, by factor.

        Args:
            first: The population of before.
            second: The population of after.

        Raises:
            RateError: A population is not there.
            SettingError: A difference is beyond what real numbers hold.
        """
    def factor(self, /, name: str) -> StandardisedFactor | None:
        """
        The standardised rates of one factor; ``None`` when there is none of the name.
        """
    @property
    def factors(self, /) -> list[StandardisedFactor]:
        """
        The standardised rates, factor by factor.
        """
    @property
    def method(self, /) -> str:
        """
        The convention by which what changed together is shared, in words.
        """
    @property
    def populations(self, /) -> list[str]:
        """
        The populations.
        """
    @property
    def rates(self, /) -> list[float]:
        """
        The rate of each population as it is (the crude rate).
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class StateObservations:
    """
    Rows of time spent in states.

    One row is one stretch of one person in one state, ``(entry, time]``, and the state that follows at the time; none when the person was
    last seen there. A person has one row or several that do not overlap. Who is first seen late, or was out of sight for a while, is at
    risk from then on (delayed entry). A row that ends unseen, or in its own state, where another row of the person begins in the same state,
    is no end.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
        states: The names of the states, at most 64, in the order in which results list them.
        person: Name of the column of persons.
        from_: Name of the column of states.
        to: Name of the column of the states that follow.
        entry: Name of the column of times at which rows begin.
        time: Name of the column of times at which rows end, in any one unit.
        weight: Name of the column of weights; every row counts once without it.

    Raises:
        InputError: A column is missing or has another type, or there is no row.
        SettingError: With the row: a state that is listed twice or not at all, a time that is not a finite number, an entry that is not
            before its time, a negative weight, and rows of one person that overlap or do not fit.
        TableError: There are more than 64 states.

    Examples:
        >>> stays = [  # A lapses at 2 and is back at 3; B stays
        ...     {"person": "A", "from": "member", "to": "lapsed", "entry": 0, "time": 2},
        ...     {"person": "A", "from": "lapsed", "to": "member", "entry": 2, "time": 3},
        ...     {"person": "A", "from": "member", "to": None, "entry": 3, "time": 5},
        ...     {"person": "B", "from": "member", "to": None, "entry": 0, "time": 5},
        ... ]
        >>> rows = StateObservations(stays, states=["member", "lapsed"])
        >>> MultistateSettings().transition_curves(rows.risk_table(), 0).at("member", "lapsed", 2.5).probability
        0.5
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, states: SupportsGetItem[int, str], person: str = "person", from_: str = "from", to: str = "to", entry: str = "entry", time: str = "time", weight: str | None = None) -> StateObservations: ...
    def __repr__(self, /) -> str: ...
    def landmark(self, /, state: str, start: SupportsFloat | SupportsIndex) -> StateObservations:
        """
        The rows of the persons who are in a state just after a time, from that time on: what a landmark analysis looks at.

        Who comes into the state at the time itself is in it, who leaves it then is not.

        Raises:
            RateError: There is no such state.
            InputError: Nobody is in it then.
        """
    def merging(self, /, ties: NearTies) -> StateObservations:
        """
        The same rows with times that count as one made equal.

        Args:
            ties: As for `Observations.merging`; estimators take ``"rounding"`` unless told otherwise.
        """
    @staticmethod
    def of_register(register: Register, settings: StateTableSettings | None = None) -> StateObservations:
        """
        The rows of a register, in days of the clock of the settings: for errors by person. Tables are enough for everything else, and
        small; what the settings group by does not matter here.

        Args:
            register: The register.
            settings: How states are told apart and time is counted; those of `StateTableSettings()` by default.

        Raises:
            InputError: Nobody is at risk.
            RateError: Licence days are needed and the register has none, or nobody is ever in the state of the landmark.

        Examples:
            >>> rows = [
            ...     {"person": "A", "start": "2023-04-01", "end": "2023-04-11", "end_reason": "arrears"},
            ...     {"person": "A", "start": "2023-05-01"},
            ...     {"person": "B", "start": "2023-04-01"},
            ... ]
            >>> stays = StateObservations.of_register(Register(rows, as_of="2024-03-31"))
            >>> shares = MultistateSettings().occupation(stays, [20, 30])
            >>> shares.share("lapsed", 0).probability, shares.share("active", 1).probability
            (0.5, 1.0)
        """
    def risk_table(self, /) -> TransitionRiskTable:
        """
        Who was at risk in which state and who went where.

        Raises:
            InputError: No row counts.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    def weighted(self, /, weight: ArrayData) -> StateObservations:
        """
        The same rows, each counted as often as its weight says (whole or fractional). A row of weight 0 counts nowhere.

        Raises:
            InputError: There is not one weight a row.
            SettingError: A weight is negative or not a finite number, with the row, or all are 0.
        """

@final
class StateOccupation:
    """
    The share of persons in each state at some times (Aalen-Johansen), with errors by person; made by `MultistateSettings.occupation`.

    Right for those who were there at the start whether or not the future depends on the past, as long as who is censored or enters late is
    like those seen. The variance is the sum over persons of the squares of their influence (infinitesimal jackknife).

    Source: T. Therneau, *The survival package*, methods vignette.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StateOccupation: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def initial(self, /) -> list[float]:
        """
        The shares at the start, by state.
        """
    def share(self, /, state: str, position: SupportsIndex) -> StateProbability | None:
        """
        The share in a state at the time at a position among those asked for.

        ``None`` before anyone was seen, after the last time seen unless all have come to where nobody leaves, and beyond the last position.

        Raises:
            RateError: There is no such state.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    @property
    def times(self, /) -> list[float]:
        """
        The times asked for.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class StateProbability:
    """
    The probability of being in a state, or the share there.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StateProbability: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float:
        """
        Its standard error; 0 where nothing happened yet.
        """
    @property
    def limits(self, /) -> Limits | None:
        """
        Its limits on the scale of the settings; ``None`` where the scale has none (probabilities of 0 and 1) or the error is 0.
        """
    @property
    def probability(self, /) -> float:
        """
        The probability.
        """

@final
class StateTable:
    """
    The states of the persons of a register by day: who was first seen where, who went from where to where, who was last seen where.

    Made by `StateTableSettings.build`. Whole numbers throughout, built in one pass over the register; tables of parts of a register add.
    Persons stay under observation after a lapse, until they come back or until the extract: that they lapsed is known, that they died later
    is not. A state entered and left on one day is passed over. `TransitionRiskTable.of_states` makes of each group what estimators take.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2023-04-01", "end": "2023-04-11", "end_reason": "arrears"},
        ...     {"person": "A", "start": "2023-05-01"},
        ... ]
        >>> table = StateTableSettings().build(Register(rows, as_of="2024-03-31"))
        >>> table.states, table.transitions
        (['active', 'lapsed'], [('active', 'lapsed'), ('lapsed', 'active')])
        >>> table.to_table()["days"]  # joined, lapsed, back, last seen
        [0, 10, 30, 366]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StateTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def clock_unknown(self, /) -> int:
        """
        Persons left out because the day on which their clock starts is not known, or did not come (no lapse).
        """
    @property
    def groups(self, /) -> list[dict[str, int | str | None]]:
        """
        The groups, each by what the table is grouped by; a group is named elsewhere by its position in this list.
        """
    @property
    def made_by(self, /) -> StateTableSettings:
        """
        How it was built.
        """
    def merge(self, /, other: StateTable) -> StateTable:
        """
        The table of two registers with no person in both.

        Raises:
            TableError: The settings, the extract dates or the starts of the record differ.
        """
    @property
    def never_at_risk(self, /) -> int:
        """
        Persons who were at risk on no day: not in the window, not in the state of the landmark, or gone for good when first seen.
        """
    def position(self, /, group: dict[str, SupportsIndex | str | None]) -> int | None:
        """
        The position of a group among `groups`, such as ``{"branch": "東京都"}``; ``None`` when nobody is in it.

        Raises:
            RateError: Something that the table is grouped by is not named.
            SettingError: Something is named that it is not grouped by.
        """
    def regroup(self, /, by: SupportsGetItem[int, str]) -> StateTable:
        """
        The table by some of what it is grouped by, without loss.

        Raises:
            SettingError: The table is not grouped by one of these.
        """
    @property
    def returned_after_exit(self, /) -> int:
        """
        How often a person came back after an exit that was taken as final. When often, the reason is not final in this association.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The states, in the order in which results list them.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def transitions(self, /) -> list[tuple[str, str]]:
        """
        The transitions that occur: the state left and the state reached.
        """
    def with_never_joined(self, /, licence_days: SupportsGetItem[int, DayLike], group: SupportsIndex = 0) -> StateTable:
        """
        The table with persons who were licensed on some days and are in no register: they have not joined by the extract date.

        Args:
            licence_days: The day of the licence of each.
            group: Position of their group among `groups`.

        Raises:
            SettingError: The table does not count the time before joining, its clock starts at the first joining or lapse, or there is no
                group at the position.
        """

@final
class StateTableSettings:
    """
    How a `StateTable` is built.

    Args:
        calendar: The fiscal calendar of the cohorts; the Japanese one by default.
        by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default. A person belongs to the
            group of the first episode.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        clock: From which day time is counted: ``"since_joining"`` (the default: lapses and returns do not stop it), ``"since_licence"``,
            ``"since_lapse"`` (the first one; who never lapsed is left out), or the ``"calendar"`` (days since 1970-01-01).
        standings: Whether active, on leave and suspended are states ``"apart"`` (the default) or one state, ``"together"``.
        lapses: Whether the reasons after which people come back are states ``"apart"`` or one state, ``"together"`` (the default).
        exits: The same for the reasons after which nobody comes back.
        final_reasons: The reasons after which a person is gone for good and not followed any further; death and retirement by default.
        before_joining: Whether the time between licence and joining is ``"left_out"`` (the default) or counts, ``"since_licence"``. A
            register knows only those who did join: add the others by `with_never_joined`, or shares of people who join are far too high.
        landmark: A state and a day of the clock: only persons who are in it just after that day, from then on. Right for probabilities
            given a state even where the future depends on more than the state (not Markov).
        during: Only what happened on the days of this window counts: who was there before enters late, who is there after is censored.
        threads: Number of threads; as many as there are processors by default. The table does not depend on it.

    Raises:
        SettingError: The state of the landmark is not known.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, calendar: FiscalCalendar | None = None, by: SupportsGetItem[int, str] = ..., cohort_rule: CohortRule | None = None, clock: StateClock | None = None, standings: StandingStates | None = None, lapses: ReasonStates | None = None, exits: ReasonStates | None = None, final_reasons: SupportsGetItem[int, EndReason] | None = None, before_joining: BeforeJoining | None = None, landmark: tuple[MemberState, SupportsIndex] | None = None, during: ObservationWindow | None = None, threads: SupportsIndex | None = None) -> StateTableSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StateTableSettings: ...
    def build(self, /, register: Register) -> StateTable:
        """
        Builds the table of a register.

        Raises:
            InputError: The register does not have a segment of that name.
            RateError: Licence days are needed and the register has none, or nobody is ever in the state of the landmark.
            TableError: More than 2^32 persons meet in one cell.
        """

@final
class StateTime:
    """
    A mean time spent in a state.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StateTime: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def error(self, /) -> float:
        """
        Its standard error.
        """
    def limits(self, /, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Limits:
        """
        Normal limits, not below 0.

        Args:
            confidence: Confidence, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    @property
    def mean(self, /) -> float:
        """
        Mean time, in the unit of the times.
        """

@final
class Staying:
    """
    How members stay: the share of those who joined who make their payment of a later year. Made by `Staying.constant`, `Staying.shares` and
    `Staying.curve`.

    The payment of year 0 is made by all; that of year ``t`` by those who renewed ``t`` times.

    Examples:
        >>> constant = Staying.constant(0.9)
        >>> seen = Staying.shares([1, 0.9], "last_retention")
        >>> curve = Staying.curve(CurveLaw("geometric", [0.1]))
        >>> [round(staying.payments(0, 0).number, 9) for staying in (constant, seen, curve)]  # 1 / (1 - 0.9)
        [10.0, 10.0, 10.0]
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Staying: ...
    @staticmethod
    def constant(retention: SupportsFloat | SupportsIndex) -> Staying:
        """
        The same retention every year.

        Raises:
            SettingError: The retention is outside [0, 1].
        """
    @staticmethod
    def curve(law: CurveLaw) -> Staying:
        """
        A retention curve, whose unit of time is the year. Curves in time are read at whole years.
        """
    def payments(self, /, from_year: SupportsIndex, discount: SupportsFloat | SupportsIndex) -> Payments | None:
        """
        How many payments someone who makes that of a year is expected to make, that one included, discounted to its day.

        ``Σ S(t) / S(n) / (1 + discount)^(t - n)`` over t = n, n + 1, ... with the share ``S(t)`` who make the payment of year ``t``. For a
        constant retention ``r`` it is ``1 / (1 - r / (1 + discount))``. Curves in time are summed over whole years, and from 512 years on
        integrated.

        Args:
            from_year: The year, 0 for who joins.
            discount: The yearly discount rate.

        Returns:
            The number; ``None`` when it is infinite, or when nobody makes that payment.

        Raises:
            SettingError: The discount rate is negative or not finite.
        """
    def share(self, /, year: SupportsIndex) -> float:
        """
        The share of those who joined who make the payment of a year.
        """
    @staticmethod
    def shares(shares: SupportsGetItem[int, SupportsFloat | SupportsIndex], beyond: Beyond) -> Staying:
        """
        Shares that were seen.

        Args:
            shares: Of those who joined, who paid in year 0 (all: 1), 1, 2, ...
            beyond: What happens after the last share: ``"not_counted"``, nothing after it counts, a lower bound; or ``"last_retention"``,
                the retention of the last year seen goes on for ever. Retention mostly rises with tenure, so that this is on the low side
                too.

        Raises:
            InputError: There is no share.
            SettingError: The first share is not 1, one is negative, or one exceeds that before it.
            RateError: The last retention shall go on and there is one share only.
        """

@final
class SteadyState:
    """
    The membership to which a projection tends when the assumptions and the inflow of its last year hold for ever.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SteadyState: ...
    @property
    def base_members(self, /) -> float:
        """
        Members at the base.
        """
    @property
    def members(self, /) -> float:
        """
        Members in the end.
        """
    @property
    def momentum(self, /) -> float | None:
        """
        Members in the end over members at the base; ``None`` when there are none at the base.
        """
    @staticmethod
    def of(settings: ProjectionSettings | SegmentSettings) -> SteadyState | None:
        """
        The steady state of a projection, or of the whole of segments; ``None`` when the membership still moves after 5,000 years.

        Raises:
            SettingError: As `Projection`.

        Examples:
            >>> assumptions = Assumptions(entry=[1.0, 0.0], lapse=[0.0, 0.1])
            >>> found = SteadyState.of(ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [200]))
            >>> round(found.members), found.years_to_half  # 200 / 0.1; 0.9 ** 7 = 0.478
            (2000, 7)
        """
    @property
    def years_to_a_hundredth(self, /) -> int:
        """
        Fiscal years until no more than a hundredth of the way is left.
        """
    @property
    def years_to_half(self, /) -> int:
        """
        Fiscal years until half of the way is behind.
        """

@final
class StepwiseReplacement:
    """
    Stepwise replacement: parameters change one after the other, and each is given the step that the rate makes.

    Weak: the parts depend on the order in which the parameters are given, unless the rate is a sum of products of two; use `standardise`
    where they must not. It takes only two evaluations a parameter.

    Source: Andreev, Shkolnikov and Begun, Demographic Research 7 (2002), 499-522.

    Args:
        order: In which order: ``"first_to_last"`` (the default), ``"last_to_first"``, or the mean of ``"both"``.
        replacing: From where to where: ``"there_and_back"`` (the default), the mean of replacing those of before and, in the same order,
            those of after, so that reversing the two dates flips every sign; or ``"there"`` only.

    Examples:
        >>> changed = Parameters({"a": (2.0, 4.0), "b": (3.0, 5.0)})
        >>> [part.value for part in StepwiseReplacement().decompose(changed, product_of_factors).parts]
        [8.0, 6.0]
        >>> [part.value for part in StepwiseReplacement(replacing="there").decompose(changed, product_of_factors).parts]
        [6.0, 8.0]
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, order: StepOrder | None = None, replacing: Replacement | None = None) -> StepwiseReplacement: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> StepwiseReplacement: ...
    def decompose(self, /, parameters: Parameters, rate: RateOfNumbers) -> Decomposition:
        """
        Decomposes the change of a rate of these parameters.

        Args:
            parameters: The parameters before and after.
            rate: The rate, a function of the list of the parameters in their order.

        Raises:
            SettingError: The rate is not a finite number on the way.
            Exception: One of the function's own comes out as it is.
        """

@final
class SurvivalBounds:
    """
    The share still there at a time, between two values that the data do not tell apart. Not a confidence interval.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SurvivalBounds: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def lower(self, /) -> float:
        """
        When all mass of the interval that holds the time lies before it.
        """
    @property
    def upper(self, /) -> float:
        """
        When all lies after it.
        """

@final
class SurvivalCurve:
    """
    The share still there after each time (Kaplan-Meier and kin), for one group; made by `SurvivalSettings.curve`.

    Assumes that who is no longer seen would have left like those who are, and that who enters late is like those who were there.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SurvivalCurve: ...
    def _repr_html_(self, /) -> str: ...
    def at(self, /, time: SupportsFloat | SupportsIndex) -> float | None:
        """
        Share still there at a time: 1 before the first event; ``None`` before anyone was seen, and after the last time seen while anyone
        was left.
        """
    @property
    def early_risk(self, /) -> EarlyRisk | None:
        """
        What makes the early part of the curve unreliable: with delayed entry few are at risk at first, and one leaver weighs much.
        ``None`` when nothing does. Take `given` a time at which enough are at risk; `start_with` finds it.
        """
    def given(self, /, start: SupportsFloat | SupportsIndex) -> SurvivalCurve:
        """
        The curve of those still there at a time: "still a member after ten years, given five". What happens at that time itself counts.

        Raises:
            SettingError: Nobody was at risk then or later.
            RateError: The curve is robust; make it from the rows.
        """
    @property
    def is_robust(self, /) -> bool:
        """
        Whether errors allow for rows of one person and for weights that are not counts.
        """
    @property
    def last_time(self, /) -> float | None:
        """
        The last time at which anyone was seen; what comes after is not known.
        """
    def limits(self, /, point: CurvePoint) -> Limits | None:
        """
        The limits of the share at a point, on the scale of the settings; ``None`` where the scale has none: at a share of 0, and at 1 on
        the log-log, logit and arcsine scales.

        Args:
            point: One of `points`.
        """
    def limits_on(self, /, point: CurvePoint, interval: CurveInterval, *, confidence: SupportsFloat | SupportsIndex | None = None) -> Limits | None:
        """
        The limits of the share at a point on any scale.

        Args:
            point: One of `points`.
            interval: The scale.
            confidence: The confidence, 0.95 by default.

        Raises:
            SettingError: The confidence is not strictly between 0 and 1.
        """
    @property
    def median(self, /) -> float | None:
        """
        The time by which half had left; ``None`` when that was not reached.
        """
    @property
    def points(self, /) -> list[CurvePoint]:
        """
        The times at which something happened, ascending.
        """
    def quantile(self, /, share: SupportsFloat | SupportsIndex) -> SurvivalQuantile:
        """
        The time by which a share had left, with the limits found by cutting the limits of the curve (Brookmeyer and Crowley).

        Args:
            share: The share that had left, strictly between 0 and 1; 0.5 is the median.

        Raises:
            SettingError: The share is not between 0 and 1.
        """
    def restricted_mean(self, /, horizon: SupportsFloat | SupportsIndex) -> RestrictedMean:
        """
        Mean time within a horizon, from the origin of the clock; an upper bound where nobody was seen up to the horizon.

        Raises:
            SettingError: The horizon is not after the origin or not finite.
            RateError: The curve is robust; use `SurvivalSettings.robust_restricted_mean`.

        Examples:
            >>> curve = SurvivalSettings().curve(Observations.of_events([1, 2], [1, 1]).risk_table())
            >>> curve.restricted_mean(2).mean  # 1 year of all, 1 year of half
            1.5
        """
    @property
    def risk_table(self, /) -> RiskTable:
        """
        Who was at risk.
        """
    @property
    def settings(self, /) -> SurvivalSettings:
        """
        The settings it was made with.
        """
    def start_with(self, /, at_risk: SupportsFloat | SupportsIndex) -> float | None:
        """
        The earliest time from which on, as long as people still enter, at least so many were at risk; ``None`` when that never was.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class SurvivalQuantile:
    """
    A time by which a share had left, with limits.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SurvivalQuantile: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def lower(self, /) -> float | None:
        """
        The lower limit; ``None`` when the limits of the curve never fall so far.
        """
    @property
    def share(self, /) -> float:
        """
        The share that had left; 0.5 for the median.
        """
    @property
    def time(self, /) -> float | None:
        """
        The time; ``None`` when so many never left while anyone was seen.
        """
    @property
    def upper(self, /) -> float | None:
        """
        The upper limit; ``None`` when the limits of the curve never fall so far.
        """

@final
class SurvivalSettings:
    """
    How a survival curve is made.

    Args:
        estimator: ``"kaplan_meier"`` (the default), ``"nelson_aalen"`` or ``"fleming_harrington"``.
        interval: The scale on which limits are symmetric: ``"log_log"`` (the default, which stays in [0, 1] and keeps its level in small
            groups), ``"log"`` (the default of R), ``"plain"``, ``"logit"`` or ``"arcsine"``.
        confidence: How often the limits contain the true share; 0.95 by default.
        quantile_rule: Which time is a quantile when the curve is flat exactly at it: the ``"midpoint"`` (the default, as R), the first
            time ``"at_or_below"`` (lifelines), or the first ``"below"`` (statsmodels).

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.

    Examples:
        >>> rows = Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1])
        >>> curve = SurvivalSettings(interval="log").curve(rows.risk_table())
        >>> curve.at(1.5), curve.median  # three of four stay; 3/4 × 2/3 = 1/2 from 2 to 3, the middle of which is the median
        (0.75, 2.5)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, estimator: SurvivalEstimator | None = None, interval: CurveInterval | None = None, confidence: SupportsFloat | SupportsIndex | None = None, quantile_rule: QuantileRule | None = None) -> SurvivalSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> SurvivalSettings: ...
    def curve(self, /, table: RiskTable) -> SurvivalCurve:
        """
        The curve of a group for leaving with any outcome.

        Args:
            table: Who was at risk; ``table.of_outcome(...)`` for one outcome alone.
        """
    def curves(self, /, durations: DurationTable) -> list[SurvivalCurve]:
        """
        The curves of all groups of a duration table, in the order of ``durations.groups``; times are days.

        Examples:
            >>> rows = [
            ...     {"person": "A", "start": "2023-04-01", "branch": "Tokyo"},
            ...     {"person": "B", "start": "2023-04-01", "end": "2023-04-10", "branch": "Tokyo"},
            ...     {"person": "C", "start": "2023-04-01", "branch": "Osaka"},
            ... ]
            >>> durations = DurationTable(Register(rows, as_of="2024-03-31"), by=["branch"])
            >>> [curve.at(30) for curve in SurvivalSettings().curves(durations)]
            [1.0, 0.5]
        """
    def robust_curve(self, /, rows: Observations, group: str = "all") -> SurvivalCurve:
        """
        The curve of a group with errors by person (infinitesimal jackknife): for rows of one person, and for weights that are not counts.

        Args:
            rows: The rows.
            group: Name of the group; ``"all"`` when the rows are not grouped.

        Raises:
            RateError: There is no such group.
            InputError: No row of it counts.
        """
    def robust_restricted_mean(self, /, rows: Observations, horizon: SupportsFloat | SupportsIndex, group: str = "all") -> RestrictedMean:
        """
        Mean time within a horizon, as `SurvivalCurve.restricted_mean`, with its error by person.

        Args:
            rows: The rows.
            horizon: The horizon.
            group: Name of the group; ``"all"`` when the rows are not grouped.

        Raises:
            RateError: There is no such group.
            InputError: No row of it counts.
            SettingError: The horizon is not after the origin or not finite.
        """

@final
class Table:
    """
    A result as named columns of one length; a value that is not known or does not exist is ``None``, never 0 or NaN.

    The table is an Arrow stream: ``pandas.DataFrame.from_arrow(table)``, ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and
    ``duckdb.sql("select * from table")`` take it without a copy.

    Args:
        name: Stable name of the table.
        data: An Arrow stream, a mapping of columns, or a list of dicts.
        types: Type of each column that should not be told from its values: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or
            ``"flag"``. A column without any value is text unless named here.

    Raises:
        InputError: Columns differ in length, or a value does not fit the type of its column.

    Examples:
        >>> table = Table("movements", {"year": [2018, 2019], "joined": [120, None]})
        >>> table["joined"]
        [120, None]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __getitem__(self, column: str, /) -> Any:
        """
        One column by name.
        """
    def __getnewargs__(self, /) -> "tuple[str, dict[str, list[object]], dict[str, str]]": ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str, data: TableData, types: dict[str, str] | None = None) -> Table: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def columns(self, /) -> list[str]:
        """
        Names of the columns in order.
        """
    @property
    def name(self, /) -> str:
        """
        Stable name of the table.
        """
    def to_dict(self, /) -> "dict[str, list[object]]":
        """
        The columns as lists of ``int``, ``float``, ``datetime.date``, ``str`` or ``bool``, with ``None`` where there is no value.
        """
    @property
    def types(self, /) -> dict[str, str]:
        """
        Type of each column: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or ``"flag"``.
        """

@final
class TenureBand:
    """
    Time at risk and exits in one band of tenure.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TenureBand: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def exits(self, /) -> dict[str, int]:
        """
        Exits by reason; reasons that did not occur are absent.
        """
    @property
    def person_years(self, /) -> float:
        """
        Time at risk, in years of 365.25 days.
        """

@final
class TenureBands:
    """
    Person-years and exits by tenure in bands of 365.25 days, closed on the right: an exit exactly at the end of a band belongs to it.

    Exits are booked on the first day out. A membership without a day at risk in the window is dropped with its exit, as `Epi::Lexis` of R
    does; `MemberDays` keeps the exit.

    Examples:
        1,461 days are four years exactly: the exit belongs to the fourth band.

        >>> window = ObservationWindow("2020-01-01", "2026-01-01")
        >>> bands = TenureBands.count(window, [Span("2020-01-01", end="2024-01-01", exit="voluntary")])
        >>> bands.total.person_years, bands.bands[3].exits
        (4.0, {'voluntary': 1})
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TenureBands: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bands(self, /) -> list[TenureBand]:
        """
        The bands: the first is the first year of membership.
        """
    @staticmethod
    def count(window: ObservationWindow, spans: Register | SupportsGetItem[int, Span]) -> TenureBands:
        """
        The time at risk and the exits of all spans in a window; when tenure runs is what their starts say.
        """
    def merge(self, /, other: TenureBands) -> TenureBands:
        """
        The bands of both, which must be of different members.

        Raises:
            TableError: The windows or the rules of tenure differ.
        """
    @staticmethod
    def of_register(window: ObservationWindow, register: Register, rules: TenureRules | None = None) -> TenureBands:
        """
        The time at risk and the exits of all members of a register in a window.

        Args:
            window: The days under study.
            register: The register.
            rules: When tenure runs; by default through leave, and from the start of each membership.
        """
    @property
    def tenure(self, /) -> TenureRules | None:
        """
        When tenure ran; ``None`` for bands of spans, which say it themselves.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def total(self, /) -> TenureBand:
        """
        Time and exits of all bands.
        """
    @property
    def window(self, /) -> ObservationWindow:
        """
        The window that was counted.
        """

@final
class TenureRules:
    """
    When tenure (在籍年数) runs.

    Args:
        during_leave: Whether it ``"runs"`` during leave (the default) or ``"stops"``.
        on_return: Where it stands after a lapse: it ``"restarts"`` (the default), ``"resumes"`` where it ended, or ``"runs_on"`` as if
            there had been no lapse.

    Examples:
        >>> str(TenureRules(during_leave="stops"))
        'tenure stops during leave and restarts on return'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, during_leave: TenureDuringLeave | None = None, on_return: TenureOnReturn | None = None) -> TenureRules: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TenureRules: ...
    @property
    def during_leave(self, /) -> TenureDuringLeave:
        """
        Whether it runs during leave.
        """
    @property
    def on_return(self, /) -> TenureOnReturn:
        """
        Where it stands after a lapse.
        """
    @staticmethod
    def since_joining() -> TenureRules:
        """
        Time since joining: tenure runs during leave and runs on through a lapse.
        """
    def words(self, /) -> tuple[str, str]:
        """
        The rules in words, in English and Japanese, for a definition card.
        """

@final
class Term:
    """
    One term of a regression: a number, a category, a spline, or the interaction of two of these.

    Made by `number`, `log`, `category` and `spline`; `times` makes an interaction.

    Examples:
        >>> [str(term) for term in (Term.category("tenure", capped_at=5), Term.category("branch", reference="east"))]
        ['min(tenure, 5)', 'branch']
        >>> str(Term.number("tenure").times(Term.category("sex")))
        'tenure:sex'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Term: ...
    @staticmethod
    def category(column: str, *, reference: SupportsIndex | str | None = None, capped_at: SupportsFloat | SupportsIndex | None = None) -> Term:
        """
        A coefficient for each level but the reference (treatment coding). A column of numbers has its distinct numbers as levels, ascending.

        Args:
            column: Name of the covariate.
            reference: The level that others are compared with; the first by default. A fit refuses one that does not occur.
            capped_at: Numbers above this count as this: ``Term.category("tenure", capped_at=5)`` has the levels 0 to 5, the last for five
                years and more.
        """
    @staticmethod
    def log(column: str, *, capped_at: SupportsFloat | SupportsIndex | None = None) -> Term:
        """
        The natural logarithm of a number, which must be positive.

        Args:
            column: Name of the covariate.
            capped_at: Numbers above this count as this.
        """
    @staticmethod
    def number(column: str, *, capped_at: SupportsFloat | SupportsIndex | None = None) -> Term:
        """
        A number as it is: one coefficient, the change of the linear predictor by a unit.

        Args:
            column: Name of the covariate.
            capped_at: Numbers above this count as this.
        """
    @staticmethod
    def spline(column: str, spline: Spline) -> Term:
        """
        A smooth curve of a number.

        Args:
            column: Name of the covariate.
            spline: Which curve.
        """
    def times(self, /, other: Term) -> Term:
        """
        The interaction of two terms: their products. Give the two terms themselves as well, unless the model is to do without them. A
        category whose partner is no term of its own has a column for every level, as in R.
        """

@final
class TestedGroup:
    """
    One group in a `LogRankTest`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TestedGroup: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def count(self, /) -> int:
        """
        Number of rows, whatever their weight.
        """
    @property
    def events(self, /) -> float:
        """
        Leavers that were counted as events.
        """
    @property
    def expected(self, /) -> float:
        """
        What would be observed if all groups of the stratum left at one rate.
        """
    @property
    def is_compared(self, /) -> bool:
        """
        Whether the group could be compared: it was at risk beside another one while anyone left.
        """
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    @property
    def observed(self, /) -> float:
        """
        Leavers, each with the weight of the test: the number of events when that is 1.
        """
    @property
    def variance(self, /) -> float:
        """
        Variance of observed less expected; 0 when the group was never at risk beside another one while anyone left.
        """

@final
class TestedStratum:
    """
    Observed and expected in one stratum.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TestedStratum: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expected(self, /) -> list[float]:
        """
        Expected, by group.
        """
    @property
    def name(self, /) -> str:
        """
        Its name; ``"all"`` when there is one.
        """
    @property
    def observed(self, /) -> list[float]:
        """
        Observed, by group.
        """

@final
class TransitionCurves:
    """
    The probabilities of going from each state to each other, from a start to every later time (Aalen-Johansen); made by
    `MultistateSettings.transition_curves`.

    ``P(s, t) = product over times u in (s, t] of (I + dA(u))``, with dA the share of those at risk in a state that goes to another. From a
    state in which nobody was at risk at first, the probability of staying is 1 until somebody is: see `unsupported`.

    Source: O. O. Aalen, S. Johansen, *Scandinavian Journal of Statistics* 5, 1978, 141-150.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TransitionCurves: ...
    def _repr_html_(self, /) -> str: ...
    def at(self, /, from_: str, to: str, time: SupportsFloat | SupportsIndex) -> StateProbability | None:
        """
        The probability of being in a state at a time, given a state at the start.

        ``None`` before the start, for NaN, and after the last time seen unless all have come to where nobody leaves.

        Raises:
            RateError: There is no such state.
        """
    def at_risk(self, /, state: str) -> float:
        """
        Weight at risk in a state just after the start: on how many the probabilities from it rest at first.

        Raises:
            RateError: There is no such state.
        """
    @property
    def settings(self, /) -> MultistateSettings:
        """
        The settings it was made with.
        """
    @property
    def start(self, /) -> float:
        """
        When the probabilities start.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    @property
    def times(self, /) -> list[float]:
        """
        The start, and the later times at which somebody moved, ascending.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    def unsupported(self, /, from_: str, time: SupportsFloat | SupportsIndex) -> float | None:
        """
        The largest probability that, until a time, lay in a state in which nobody was at risk while others were seen: so much of the answer
        rests on nobody. 0 where all is well. With delayed entry an early risk set can be empty; start later then. ``None`` where the
        probabilities are not known.

        Raises:
            RateError: There is no such state.
        """

@final
class TransitionMatrix:
    """
    The probabilities of going from each state at one time to each state at another, with the covariance of all of them; made by
    `MultistateSettings.transition_matrix`.

    Examples:
        >>> stays = {  # of four members one goes on leave at 1; one of the other three resigns at 2
        ...     "person": ["A", "A", "B", "C", "D"],
        ...     "from": ["active", "on_leave", "active", "active", "active"],
        ...     "to": ["on_leave", None, "out", None, None],
        ...     "entry": [0, 1, 0, 0, 0],
        ...     "time": [1, 3, 2, 3, 3],
        ... }
        >>> table = StateObservations(stays, states=["active", "on_leave", "out"]).risk_table()
        >>> matrix = MultistateSettings().transition_matrix(table, 0, 3)
        >>> on_the_roll = matrix.share("active", ["active", "on_leave"])
        >>> on_the_roll.probability, round(on_the_roll.error, 12)  # as for 3 of 4: √(3/4 × 1/4 / 4)
        (0.75, 0.216506350946)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TransitionMatrix: ...
    def _repr_html_(self, /) -> str: ...
    def covariance(self, /, one: tuple[str, str], other: tuple[str, str]) -> float:
        """
        The covariance of two estimated probabilities, each of a state at the start and one at the end.

        Raises:
            RateError: There is no such state.
        """
    @property
    def period(self, /) -> tuple[float, float]:
        """
        From which time to which.
        """
    def probability(self, /, from_: str, to: str) -> StateProbability:
        """
        The probability of being in a state at the end, given a state at the start.

        Raises:
            RateError: There is no such state.
        """
    def share(self, /, from_: str, to: SupportsGetItem[int, str]) -> StateProbability:
        """
        The probability of being in any of some states at the end, given a state at the start.

        Raises:
            RateError: There is no such state.
            SettingError: A state is named twice.
        """
    def share_from(self, /, initial: SupportsGetItem[int, SupportsFloat | SupportsIndex], to: SupportsGetItem[int, str]) -> StateProbability:
        """
        The probability of being in any of some states at the end, when so many are in each state at the start.

        Args:
            initial: The share in each state at the start, in the order of the states; taken as known.
            to: The states at the end.

        Raises:
            InputError: There is not one share a state.
            SettingError: The shares do not add up to 1, or a state is named twice.
            RateError: There is no such state.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class TransitionRiskTable:
    """
    Who was at risk in which state and who went where, at each time at which anything ended: what multi-state estimators take.

    Made by `StateObservations.risk_table` or `TransitionRiskTable.of_states`. Counts are numbers of rows, or sums of weights.

    Examples:
        >>> rows = [{"person": "A", "start": "2023-04-01", "end": "2023-04-11"}, {"person": "B", "start": "2023-04-01"}]
        >>> table = TransitionRiskTable.of_states(StateTableSettings().build(Register(rows, as_of="2024-03-31")))
        >>> table.moved("active", "lapsed"), table.to_table()["at_risk_active"]
        (1.0, [2.0, 1.0])
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TransitionRiskTable: ...
    def _repr_html_(self, /) -> str: ...
    def censored(self, /, state: str) -> float:
        """
        Weight that was last seen in a state.

        Raises:
            RateError: There is no such state.
        """
    def cumulative_hazard(self, /, from_: str, to: str) -> list[float]:
        """
        The cumulative hazard of a transition (Nelson-Aalen) just after each of `times`; all 0 for a transition that does not occur.

        Raises:
            RateError: There is no such state.
        """
    @property
    def first_entry(self, /) -> float | None:
        """
        The earliest time of entry, before which nobody was seen.
        """
    @property
    def initial_shares(self, /) -> list[float] | None:
        """
        How those at risk at the first transition were spread over the states, as shares; ``None`` when nobody went anywhere.
        """
    def is_absorbing(self, /, state: SupportsIndex) -> bool:
        """
        Whether nobody was ever seen to be at risk in a state: it is only reached, never left.

        Args:
            state: Position of the state among `states`.
        """
    @property
    def last_time(self, /) -> float | None:
        """
        The last time at which anyone was seen; what comes after is not known.
        """
    def moved(self, /, from_: str, to: str) -> float:
        """
        Weight that ever went from one state to another.

        Raises:
            RateError: There is no such state.
        """
    @staticmethod
    def of_states(states: StateTable, group: SupportsIndex = 0) -> TransitionRiskTable:
        """
        Who is at risk in a group of a `StateTable`; times in days, as the table counts them.

        Args:
            states: The table.
            group: Position of the group among ``states.groups``; the first by default.

        Raises:
            SettingError: There is no group at the position.
        """
    @property
    def states(self, /) -> list[str]:
        """
        The names of the states, in order.
        """
    @property
    def times(self, /) -> list[float]:
        """
        The times, ascending.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def transitions(self, /) -> list[tuple[str, str]]:
        """
        The transitions that occur: the state left and the state reached.
        """

@final
class Trend:
    """
    A test of whether leaving rises or falls with a score of the groups (Tarone 1975).

    ``z = sum s (O - E) / sqrt(sum over g, h of s_g V_gh s_h)``. Stronger than the test of any difference when groups are ordered and the
    rate goes one way. Only the distances of the scores matter.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> Trend: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def p_value(self, /) -> float | None:
        """
        Two-sided p value of no trend.
        """
    @property
    def scores(self, /) -> list[float]:
        """
        The scores, one a group.
        """
    @property
    def statistic(self, /) -> float:
        """
        Sum of the scores, counted from the first, times observed less expected.
        """
    @property
    def variance(self, /) -> float:
        """
        Variance of the statistic.
        """
    @property
    def z(self, /) -> float | None:
        """
        The standardised statistic: above 0 when groups with high scores leave faster; ``None`` when groups that could be compared do
        not differ in score.
        """

@final
class TurnbullCurve:
    """
    The share still there after each time, when events are known to lie in intervals (Turnbull's estimator), with delayed entry. Made by
    `TurnbullSettings.curve`.

    The nonparametric maximum of the likelihood; given only when its conditions hold to the tolerance. Mass lies in innermost intervals
    only, and where it lies within one is not identified, so the curve has a lower and an upper value there. With exact and right-censored
    times alone it is the Kaplan-Meier estimator. Assumes that when people are looked at says nothing about when they leave. Has no standard
    errors: resample persons. B. W. Turnbull (1976), J. R. Statist. Soc. B 38, 290-295.

    Examples:
        Two left between 0 and 2, one between 1 and 3, one was still there at 2. With p in (1, 2] and 1 - p in (2, 3], p * p * (1 - p) is
        largest at p = 2/3.

        >>> curve = TurnbullSettings().curve(IntervalObservations([0, 0, 1, 2], [2, 2, 3, None]))
        >>> [(interval.from_, interval.through, round(interval.mass, 6)) for interval in curve.intervals]
        [(1.0, 2.0, 0.666667), (2.0, 3.0, 0.333333)]
        >>> bounds = curve.at(1.5)
        >>> round(bounds.lower, 6), bounds.upper
        (0.333333, 1.0)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TurnbullCurve: ...
    def _repr_html_(self, /) -> str: ...
    def at(self, /, time: SupportsFloat | SupportsIndex) -> SurvivalBounds | None:
        """
        The share still there at a time: after what happens at it. ``None`` before anyone was seen, and after the last time seen while
        anyone was left.
        """
    @property
    def beyond(self, /) -> float:
        """
        The share that leaves after the last time anyone was seen.
        """
    @property
    def count(self, /) -> int:
        """
        Number of rows counted.
        """
    @property
    def gap(self, /) -> float:
        """
        By how much the conditions of a maximum fail, against all weight; at most the tolerance.
        """
    @property
    def intervals(self, /) -> list[InnermostInterval]:
        """
        The innermost intervals with mass, ascending.
        """
    @property
    def is_local(self, /) -> bool:
        """
        Whether rows entered late: then the maximum is verified in its neighbourhood only.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The logarithm of the likelihood.
        """
    @property
    def steps(self, /) -> int:
        """
        Steps taken.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """

@final
class TurnbullSettings:
    """
    How far the estimate is driven.

    Args:
        tolerance: How nearly the conditions of a maximum must hold (`TurnbullCurve.gap`), from 1e-13 to 0.01; 1e-9 by default.
        most_steps: The most steps that are taken; 100,000 by default.

    Raises:
        SettingError: The tolerance is out of range.

    Examples:
        >>> rows = IntervalObservations([0, 0, 1, 2], [2, 2, 3, None])
        >>> TurnbullSettings(tolerance=1e-6).curve(rows).gap <= 1e-6
        True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, tolerance: SupportsFloat | SupportsIndex | None = None, most_steps: SupportsIndex | None = None) -> TurnbullSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> TurnbullSettings: ...
    def curve(self, /, rows: IntervalObservations) -> TurnbullCurve:
        """
        The curve of some rows.

        Args:
            rows: The rows.

        Raises:
            InputError: No row counts.
            TableError: The steps did not suffice: the estimate is not given unless it is verified to be a maximum.
        """

@final
class WhittakerHenderson:
    """
    Whittaker-Henderson graduation: values close to the observed ones and smooth, by differences of some order.

    It minimises ``Σ w (y - z)² + λ Σ (Δᵖ z)²`` for values, ``-2 Σ (d log(E r) - E r) + λ Σ (Δᵖ log r)²`` for counts d in exposures E. A
    polynomial of degree below the order is reproduced as it is. Values with weight 0 are interpolated, extrapolated at the ends, and marked
    so. Assumes that the truth has no jumps: a cliff at the first renewal is smeared over its neighbours; graduate from the second year on
    then. Whittaker (1923), *Proc. Edinburgh Math. Soc.* 41, 63-75; Biessy (2023), arXiv:2306.06932.

    Args:
        order: The order of differences, 1 to 5, or that down the rows and that across the columns of a table; 2 by default, so that a
            straight line is perfectly smooth.
        smoothing: λ, or λ down and λ across, in the unit of the weights; or by what it is chosen: ``"reml"`` (restricted marginal
            likelihood, the default), ``"gcv"`` (now and then it follows the noise) or ``"aic"``.
        dispersion: Whether a weight is the reciprocal of a variance, ``"unit"`` (the default for counts), or up to a factor that is
            ``"estimated"`` (the default for values).
        confidence: Confidence of limits, 0.95 by default, on average over all values.

    Raises:
        SettingError: An order is not 1 to 5, λ is not a finite number above 0, or the confidence is not strictly between 0 and 1.

    Examples:
        By symmetry z = (a, b, a) with 2a - b = 0 and 3b - 2a = 1:

        >>> graduation = WhittakerHenderson(order=1, smoothing=1.0).values([0, 1, 0], [1, 1, 1])
        >>> [round(point.graduated, 12) for point in graduation.points], round(graduation.fit, 12)
        ([0.25, 0.5, 0.25], 0.375)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, order: SupportsIndex | tuple[SupportsIndex, SupportsIndex] | None = None, smoothing: Smoothing | None = None, dispersion: Dispersion | None = None, confidence: SupportsFloat | SupportsIndex | None = None) -> WhittakerHenderson: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> WhittakerHenderson: ...
    def count_table(self, /, columns: SupportsIndex, events: ArrayData, exposure: ArrayData) -> Graduation:
        """
        Graduates the rates of a table of counts given row by row, such as those of `AgePeriodCounts`.

        Args:
            columns: Counts to a row.
            events: Number of events in each cell, row by row.
            exposure: Time at risk in each cell, row by row.

        Raises:
            InputError: As for `counts`.
            SettingError: As for `counts`, or the counts do not fill whole rows.
            RateError: As for `counts`.
            TableError: As for `table`.
        """
    def counts(self, /, events: ArrayData, exposure: ArrayData) -> Graduation:
        """
        Graduates the rates of a series of counts in their exposures, on the logarithm, with counts taken as Poisson.

        A rate that falls by the same share every year is perfectly smooth with order 2. Errors are of the logarithm; limits are of the rate.
        Weak where there are hardly any events: the logarithm of a rate of 0 has no bottom.

        Args:
            events: Number of events in each cell.
            exposure: Time at risk in each cell.

        Raises:
            InputError: The arrays differ in length, are empty, or an event is no count.
            SettingError: An exposure is negative or not a finite number, or there are events without exposure.
            RateError: There is no event at all, or too little exposure.

        Examples:
            With so much smoothing of first differences every rate becomes 6 / 40:

            >>> rates = WhittakerHenderson(order=1, smoothing=1e9).counts([3, 1, 2], [10, 10, 20])
            >>> [f"{point.graduated:.6f}" for point in rates.points]
            ['0.150000', '0.150000', '0.150000']
        """
    def table(self, /, columns: SupportsIndex, values: ArrayData, weights: ArrayData) -> Graduation:
        """
        Graduates a table of values given row by row: rows may be tenures and columns fiscal years.

        Args:
            columns: Values to a row.
            values: The values, row by row.
            weights: Their weights, row by row.

        Raises:
            InputError: The arrays differ in length, or are empty.
            SettingError: As for `values`, or the values do not fill whole rows.
            RateError: As for `values`.
            TableError: The table is so large that it would take minutes.
        """
    def values(self, /, values: ArrayData, weights: ArrayData) -> Graduation:
        """
        Graduates a series of values.

        Args:
            values: The values; anything, such as ``None``, where the weight is 0.
            weights: Their weights: exposures, or reciprocal variances; 0 where nothing was observed.

        Raises:
            InputError: The arrays differ in length, or are empty.
            SettingError: A value or a weight is not a finite number, or a weight is negative.
            RateError: There are fewer values with weight than the order of differences.
        """

@final
class YearVariation:
    """
    How much the odds of entry, lapse and reinstatement vary between fiscal years, beyond chance.

    Args:
        entry: Standard deviation of the yearly effect on the log odds of entry, common to all years since licence.
        lapse: The same of lapse, of members on leave too.
        reinstatement: The same of reinstatement.
        dependence: ``"independent"`` (the default): each year has an effect of its own; ``"random_walk"``: each year adds to the effect of
            the year before.

    Raises:
        SettingError: A deviation is negative, infinite or NaN.

    Examples:
        >>> YearVariation(lapse=0.1).lapse
        0.1
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, entry: SupportsFloat | SupportsIndex = 0.0, lapse: SupportsFloat | SupportsIndex = 0.0, reinstatement: SupportsFloat | SupportsIndex = 0.0, dependence: YearDependence | None = None, years: SupportsIndex | None = None) -> YearVariation: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> YearVariation: ...
    @property
    def dependence(self, /) -> YearDependence:
        """
        How the effects of different years hang together.
        """
    @property
    def entry(self, /) -> float:
        """
        Standard deviation of the yearly effect on the log odds of entry.
        """
    @staticmethod
    def estimate(table: CohortTable, window: tuple[SupportsIndex, SupportsIndex], licensees: Licensees | None = None) -> YearVariation:
        """
        The variation between the fiscal years of a window, the last one included, by the method of moments of DerSimonian and Laird (1986):
        what the events of the years differ more from those expected than by chance. With few years it is itself rough.

        Raises:
            InputError: The table is not grouped by both cohorts.
            RateError: A year of the window is not covered completely.
            SettingError: The window is one year.
        """
    @property
    def lapse(self, /) -> float:
        """
        The same of lapse.
        """
    @property
    def reinstatement(self, /) -> float:
        """
        The same of reinstatement.
        """
    @property
    def years(self, /) -> int:
        """
        Fiscal years that the rates were estimated from, whose mean effect is inside them; 0 where they are known.
        """

def adjusted_p_values(p_values: SupportsGetItem[int, SupportsFloat | SupportsIndex | None], adjustment: Adjustment | None = None) -> list[float | None]:
    """
    P values adjusted for the number of comparisons, in the order given, as R `p.adjust`; each is at most 1.

    Two promises are made. Family-wise (``"bonferroni"``, ``"holm"``, ``"hochberg"``): the probability that any group is called different
    when none is, is at most the level. False discovery rate (``"benjamini_hochberg"``, ``"benjamini_yekutieli"``): of those called
    different, the expected share that is not, is at most the level; suited to looking through many branches for some to visit.
    ``"hochberg"`` and ``"benjamini_hochberg"`` need comparisons that are independent or positively dependent.

    Args:
        p_values: The p values; what is ``None`` was not compared: it stays ``None`` and does not count.
        adjustment: ``"holm"`` (the default), ``"bonferroni"``, ``"hochberg"``, ``"benjamini_hochberg"``, ``"benjamini_yekutieli"`` or
            ``"none"``.

    Raises:
        SettingError: A value is not in [0, 1].

    Examples:
        >>> adjusted_p_values([0.25, None, 0.0625, 0.125])
        [0.25, None, 0.1875, 0.25]
        >>> adjusted_p_values([0.25, None, 0.0625, 0.125], "benjamini_hochberg")
        [0.25, None, 0.1875, 0.1875]
    """

def anniversary(start: DayLike, years: SupportsIndex, *, leap_day: LeapDay | None = None) -> date:
    """
    The day on which so many years are completed since a day.

    Args:
        start: The first day.
        years: Completed years.
        leap_day: When someone who joined on 29 February completes a year: ``"feb28"`` (the default) or ``"mar1"``.

    Examples:
        >>> anniversary("2020-02-29", 1), anniversary("2020-02-29", 1, leap_day="mar1")
        (datetime.date(2021, 2, 28), datetime.date(2021, 3, 1))
    """

def back_test(series: YearSeries, methods: ForecastMethods, *, horizon: SupportsIndex | None = None, fewest_years: SupportsIndex | None = None) -> BackTestScores:
    """
    Forecasts a series again from every earlier year with what was known then, and compares with what came.

    Args:
        series: The values by fiscal year, without a gap.
        methods: By name, ``"naive"`` (as last year), ``"drift"``, ``"constant_rate"``, a `ProjectionMethod`, or a function of the years
            up to the origin, as (year, value) pairs, and of the horizon, that returns (mean, deviation) for each year ahead, or ``None``.
            Methods are compared where all of them say something.
        horizon: How many years ahead.
        fewest_years: How many years a method sees at the first origin.

    Raises:
        SettingError: Years are not consecutive, a value is no number, there is no method, or the horizon is 0.
        InputError: No origin has enough years before and one after it.

    Examples:
        >>> line = {2000 + at: 100.0 + 5 * at for at in range(20)}
        >>> scores = back_test(line, {"naive": "naive", "drift": "drift"}, horizon=3)
        >>> scores.score("naive", 3).bias, scores.score("drift", 3).bias  # forecast less truth
        (-15.0, 0.0)
    """

def completed_years(start: DayLike, day: DayLike, *, leap_day: LeapDay | None = None) -> int:
    """
    How many years are completed between two days; 0 when the second is not after the first.

    Args:
        start: The first day.
        day: The later day.
        leap_day: As for `anniversary`.

    Examples:
        >>> completed_years("2020-04-01", "2023-03-31"), completed_years("2020-04-01", "2023-04-01")
        (2, 3)
    """

def end_reason_word(text: str) -> EndReason | None:
    """
    What a word for the end reason says; ``None`` when it is not known.

    Examples:
        >>> end_reason_word("会費滞納"), end_reason_word("Non-payment"), end_reason_word("気分")
        ('arrears', 'arrears', None)
    """

def equal_rates_p(first: ObservedRate, second: ObservedRate, *, test: RateTest | None = None) -> float:
    """
    The two-sided p-value of equal rates: how probable it is, if they are equal, to see counts at least as unlike as these.

    Without any event it is 1. A large p-value does not show that the rates are equal; look at the interval of their `rate_ratio`.

    Args:
        first: One rate.
        second: The other.
        test: Test, ``"exact_conditional"`` by default.

    Examples:
        Four lapses against none in the same exposure: all four on one side or on the other, 2/16.

        >>> round(equal_rates_p(ObservedRate(4, 100.0), ObservedRate(0, 100.0)), 12)
        0.125
    """

def first_year_retention(triangle: RetentionTriangle, cohort: SupportsIndex, *, settings: RateSettings | None = None) -> Rate:
    """
    Of those who joined in a fiscal year, the share still members on their first anniversary.

    Raises:
        RateError: The triangle does not hold the cohort.
    """

def instalments(amount: SupportsIndex, number: SupportsIndex) -> list[int]:
    """
    An amount in instalments that differ by one unit at most and sum to it: the first ones are the larger.

    Args:
        amount: A whole number of the smallest unit.
        number: How many instalments.

    Raises:
        SettingError: No instalment, or more than 366.

    Examples:
        >>> instalments(10_000, 3)
        [3334, 3333, 3333]
    """

def main(arguments: SupportsGetItem[int, str]) -> int:
    """
    Run the command line with these arguments, without the name of the program, and return its exit code.
    """

def mgi_average_tenure(lapse_rate: SupportsFloat | SupportsIndex) -> float | None:
    """
    Average tenure in years: ``1 / lapse rate``, at a constant lapse rate. ``None`` when nobody lapses.

    Raises:
        SettingError: The rate is outside [0, 1].

    Examples:
        >>> mgi.average_tenure(0.1)
        10.0
    """

def mgi_lifetime_value(dues: SupportsIndex, other_revenue: SupportsIndex, lapse_rate: SupportsFloat | SupportsIndex) -> float | None:
    """
    Lifetime value: what a member pays a year, times average tenure. Costs and discount do not enter. ``None`` when nobody lapses.

    Args:
        dues: Dues a year, a whole number of the smallest unit of money.
        other_revenue: What a member brings a year beside dues.
        lapse_rate: The share who lapse a year.

    Raises:
        SettingError: An amount is negative, or the rate is outside [0, 1].

    Examples:
        >>> mgi.lifetime_value(10_000, 2_000, 0.25)  # 12,000 x 4
        48000.0
    """

def mgi_maximum_acquisition_cost(dues: SupportsIndex, other_revenue: SupportsIndex, servicing: SupportsIndex, cost_of_goods: SupportsIndex, lapse_rate: SupportsFloat | SupportsIndex) -> float | None:
    """
    Maximum acquisition cost: what is left of what a member pays a year after the costs of serving and of goods, times average tenure.
    Negative when members cost more than they pay; ``None`` when nobody lapses.

    Args:
        dues: Dues a year, a whole number of the smallest unit of money.
        other_revenue: What a member brings a year beside dues.
        servicing: What serving a member costs a year.
        cost_of_goods: What goods for a member cost a year.
        lapse_rate: The share who lapse a year.

    Raises:
        SettingError: An amount is negative, or the rate is outside [0, 1].

    Examples:
        >>> mgi.maximum_acquisition_cost(10_000, 2_000, 3_000, 1_000, 0.25)  # 8,000 x 4
        32000.0
    """

def mgi_renewal_rate(members_now: SupportsIndex, new_members: SupportsIndex, members_a_year_ago: SupportsIndex) -> float:
    """
    The renewal rate by the method of stocks: of the members of a year ago, the share still there if all but this year's new members are.

    ``(members now - new members) / members a year ago``. Weak: who joined and left within the year is nowhere; who came back counts as new
    or as retained, as the count of new members has it.

    Args:
        members_now: Members now.
        new_members: Those of them who joined within the year.
        members_a_year_ago: Members a year ago.

    Raises:
        SettingError: Nobody was a member a year ago, more are new than there are members, or more were retained than there were.

    Examples:
        >>> mgi.renewal_rate(10_500, 1_500, 10_000)
        0.9
    """

def mgi_steady_state(new_members_a_year: SupportsFloat | SupportsIndex, lapse_rate: SupportsFloat | SupportsIndex) -> float | None:
    """
    Steady-state membership: the number at which as many lapse as join, if both rates stay. ``None`` when nobody lapses.

    Args:
        new_members_a_year: How many join a year.
        lapse_rate: The share who lapse a year.

    Raises:
        SettingError: The number is negative or not finite, or the rate is outside [0, 1].

    Examples:
        >>> mgi.steady_state(20_000, 0.25)
        80000.0
    """

def parse_date(text: str, *, date_order: DateOrder | None = None, serial_dates: SerialDates | None = None) -> date | None:
    """
    The day that a text means, as the readers of files understand it; ``None`` for a blank text, a dash, and the words for nothing that
    data frames write.

    Args:
        text: The text: ``2024-04-01``, ``2024/4/1``, ``20240401``, ``2024年4月1日``, ``令和6年4月1日``, ``R6.4.1``, in full width too.
        date_order: Order where the year does not come first; with ``"year_first"`` (the default) such dates are refused.
        serial_dates: Whether a bare number such as 45383 is a date: ``"refused"`` (the default) or ``"excel1900"``.

    Raises:
        SettingError: The text is not blank and means no usable day; its reason begins with ``unreadable``, ``ambiguous``,
            ``out_of_range`` or ``placeholder``.

    Examples:
        >>> parse_date("令和6年4月1日"), parse_date("Ｒ６．４．１"), parse_date("-")
        (datetime.date(2024, 4, 1), datetime.date(2024, 4, 1), None)
    """

def parse_fiscal_year(text: str) -> int | None:
    """
    The fiscal year (年度) that a text means; ``None`` for a blank text.

    平成31年度 and 令和元年度 are the same year. A whole date is refused: which year it lies in depends on the calendar.

    Raises:
        SettingError: The text is not blank and means no year from 1800 to 2199.

    Examples:
        >>> parse_fiscal_year("令和元年度"), parse_fiscal_year("FY2019"), parse_fiscal_year("")
        (2019, 2019, None)
    """

def product_of_factors(factors: ArrayData) -> float:
    """
    The product of the factors of one cell: the rate of `Composition.standardise` where the rate of a cell is a product, or one factor alone.

    Args:
        factors: The factors.

    Raises:
        InputError: A value is not a number.

    Examples:
        >>> product_of_factors([0.5, 0.5, 3.0])
        0.75
    """

def proportion_interval(successes: SupportsIndex, trials: SupportsIndex, *, confidence: SupportsFloat | SupportsIndex | None = None, method: ProportionMethod | None = None) -> Interval | None:
    """
    The interval of a share; ``None`` without trials.

    Args:
        successes: Events, at most `trials`.
        trials: Persons of whom each may or may not have the event.
        confidence: Confidence, 0.95 by default.
        method: Method, ``"wilson"`` by default.

    Raises:
        SettingError: More successes than trials, or the confidence is not strictly between 0 and 1.

    Examples:
        >>> print(proportion_interval(90, 100))
        0.8256 to 0.9448 (95 %, Wilson)
    """

def rate_difference(first: ObservedRate, second: ObservedRate, *, confidence: SupportsFloat | SupportsIndex | None = None, method: DifferenceMethod | None = None) -> RateDifference:
    """
    The first rate minus the second, with an interval; per unit of exposure, which must be the same unit in both.

    Events are taken as Poisson and the two groups as independent.

    Args:
        first: The rate from which is subtracted.
        second: The rate that is subtracted.
        confidence: Confidence, 0.95 by default.
        method: Method, ``"score"`` by default.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.

    Examples:
        Nine lapses in 10 years against four in 10: 0.5 ± 1.96 √13 / 10.

        >>> result = rate_difference(ObservedRate(9, 10.0), ObservedRate(4, 10.0), method="wald")
        >>> result.difference, round(result.interval.upper, 4)
        (0.5, 1.2067)
    """

def rate_interval(events: SupportsIndex, exposure: SupportsFloat | SupportsIndex, *, confidence: SupportsFloat | SupportsIndex | None = None, method: RateMethod | None = None) -> Interval | None:
    """
    The interval of events per exposure; ``None`` without exposure.

    Args:
        events: Events.
        exposure: What they are counted over, for example member-years.
        confidence: Confidence, 0.95 by default.
        method: Method, ``"garwood"`` (exact) by default.

    Raises:
        SettingError: The exposure is negative or not finite, or the confidence is not strictly between 0 and 1.
    """

def rate_kinds() -> list[str]:
    """
    The stable names of the kinds of rate that movements and licensees allow.
    """

def rate_ratio(first: ObservedRate, second: ObservedRate, *, confidence: SupportsFloat | SupportsIndex | None = None, method: RatioMethod | None = None) -> RateRatio:
    """
    The ratio of the first rate to the second, with an interval.

    Events are taken as Poisson and the two groups as independent. Exchanging the groups turns limits into their reciprocals.

    Args:
        first: The rate in the numerator.
        second: The rate in the denominator.
        confidence: Confidence, 0.95 by default.
        method: Method, ``"exact_conditional"`` by default: right where the stated confidence must be a guarantee; ``"score"`` and
            ``"mid_p"`` hold it on average only.

    Raises:
        SettingError: The confidence is not strictly between 0 and 1.

    Examples:
        Seven lapses in 80 years against none in 90: no upper limit.

        >>> result = rate_ratio(ObservedRate(7, 80.0), ObservedRate(0, 90.0))
        >>> result.ratio, result.interval.upper
        (None, None)
        >>> round(result.interval.lower, 4)  # 90/80 s/(1 - s) with s = 0.025 ^ (1/7)
        1.6215
    """

def recurring_exit_days(days: SupportsGetItem[int, MassExitDay]) -> tuple[list[RecurringExitDay], list[MassExitDay]]:
    """
    Mass exit days parted into those that recur on one day of the year, in at least three years, and those that stand alone.

    Args:
        days: Mass exit days, such as ``register.mass_exit_days``.
    """

def series_breaks(series: SupportsGetItem[int, tuple[SupportsIndex, SupportsFloat | SupportsIndex]]) -> list[SeriesBreak]:
    """
    Stretches of a series of shares that change by at least two percentage points a year and at least four times as fast as the median of
    the other stretches.

    A break is an inference from the figures, to be looked up in the association's own papers; figures before and after must not be
    joined by a line or fitted by one model. Series of fewer than four figures are not judged. A real collapse looks the same.

    Args:
        series: Fiscal years with their shares.

    Examples:
        Members over cumulative licence holders of the Japanese physiotherapists:

        >>> [found] = series_breaks([(1999, 0.868), (2004, 0.853), (2009, 0.807), (2014, 0.546), (2019, 0.576)])
        >>> found.after, found.before
        (2009, 2014)
    """

def simulate(seed: SupportsIndex, *, members: SupportsIndex | None = None, licensees: SupportsIndex | None = None, cohorts: tuple[SupportsIndex, SupportsIndex] | None = None, inflow: tuple[SupportsIndex, SupportsGetItem[int, SupportsFloat | SupportsIndex]] | None = None, as_of: DayLike | None = None, branches: SupportsGetItem[int, tuple[str, SupportsFloat | SupportsIndex]] | None = None, entry: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, late_entry: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, lapse: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, voluntary: SupportsFloat | SupportsIndex | None = None, joining_months: SupportsLenAndGetItem[SupportsFloat | SupportsIndex] | None = None, arrears: Arrears | None = None, leave: tuple[SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex, SupportsFloat | SupportsIndex] | None = None, reinstatement: SupportsGetItem[int, SupportsFloat | SupportsIndex] | None = None, tenure_on_return: SimulatedTenureOnReturn | None = None, transfer: SupportsFloat | SupportsIndex | None = None, death: SupportsGetItem[int, tuple[SupportsIndex, SupportsFloat | SupportsIndex]] | None = None, retirement: SupportsGetItem[int, tuple[SupportsIndex, SupportsFloat | SupportsIndex]] | None = None, effects: SupportsGetItem[int, Effect] = ..., licence_record: LicenceRecord | None = None, extras: SupportsGetItem[int, Extra] = ..., noise: dict[str, SupportsIndex] = ..., row_order: RowOrder | None = None, threads: SupportsIndex | None = None) -> SimulatedRegister:
    """
    A synthetic register with known truth, for tests, teaching and power. The same settings and seed give the same register on every
    machine and for any number of threads.

    Args:
        seed: The seed.
        members: So many different people who ever join, in expectation; 10,000 by default.
        licensees: So many licence holders, exactly; instead of `members`.
        cohorts: The first and the last licence cohort, 1966 to 2024 by default.
        inflow: Another inflow than the physiotherapists': the first licence cohort, and the relative sizes of the cohorts from it on.
        as_of: Extract date; by default the last day of the fiscal year of the last cohort.
        branches: Branches with their weights; the 47 prefectures by default.
        entry: Probability of joining in the fiscal year of the licence, for the first and the last cohort.
        late_entry: Probability of joining in the 1st, 2nd, … year after it; the last holds on.
        lapse: Probability of not continuing after the 1st, 2nd, … year of membership; the last holds on.
        voluntary: Share of those who resign; the others fall into arrears.
        joining_months: Relative frequency of the months in which people join or come back, from April to March.
        arrears: ``"at_year_end"``, month and day on which arrears are struck off, or ``("suspended", month, day)`` when rights are
            suspended until then; struck off on 30 June by default.
        leave: Probabilities of beginning a leave, of becoming active again, and of leaving the association from it.
        reinstatement: Probability of coming back in the 1st, 2nd, … year; the last holds on.
        tenure_on_return: Whether years of membership ``"restarts"`` (the default) or ``"resumes"`` on return.
        transfer: Probability of moving to another branch.
        death: Probability of dying by age, as steps (age from which it holds, probability).
        retirement: Probability of leaving the profession by age, as steps.
        effects: Known differences of branches, years or campaigns.
        licence_record: How the register records the licence.
        extras: Further columns.
        noise: Bad rows to add, by kind: ``"duplicates"``, ``"end_before_start"``, ``"covered"``, ``"overlaps"``, ``"start_after_as_of"``.
        row_order: The order of the rows.
        threads: Number of threads; as many as there are processors by default.

    Raises:
        SettingError: A probability is outside [0, 1], or another setting cannot be used.
        TableError: More than 2^32 - 2 people are asked for.

    Examples:
        >>> simulated = simulate(7, licensees=500, entry=(1.0, 1.0), lapse=[0.0], leave=(0.0, 0.0, 0.0), transfer=0.0, death=[], retirement=[])
        >>> Register(simulated, as_of=simulated.as_of).members_on(simulated.as_of)
        500
    """

def standardise(populations: Populations, rate: RateOfFactors) -> StandardisedRates:
    """
    Standardises a rate that is any function of its factors, for two populations or more, without an order of the factors (Das Gupta).

    The part of a factor is the mean over all orders in which the factors can be replaced (the Shapley value); with two factors it is
    Kitagawa's. With more than two populations the rates are made consistent: the effect between two is the sum of those by way of a third.
    The joint effect of factors that changed together is shared equally among them: that is the convention, and where factors changed much
    another one can give other parts. Weak with many factors: 20, the most there may be, take a million evaluations a pair.

    Source: Das Gupta, Standardization and Decomposition of Rates, U.S. Bureau of the Census P23-186 (1993), chapters 2 to 4 and 6.

    Args:
        populations: The populations and the factors of the rate in each.
        rate: The rate, a function of the list of the factors in their order, each the list of its cells (of one where it is a number):
            ``lambda f: f[0][0] * f[1][0] - f[2][0]``. It is called for every mixture of factors of two populations and must be defined for
            them all. `sum_of_products` and `sum_of_factors` are computed without calling Python.

    Returns:
        The standardised rates of every population, and the `Decomposition` between any two.

    Raises:
        InputError: There is no factor.
        TableError: There are more than 20 factors, or more than 2^27 evaluations in all.
        SettingError: The rate of a mixture is not a finite number, as where it divides by 0.
        Exception: One of the function's own comes out as it is.

    Examples:
        >>> years = Populations(["2013", "2023"]).factor("entry", [0.9, 0.7]).factor("stay", [0.8, 0.9]).factor("barred", [0.01, 0.01])
        >>> change = standardise(years, lambda f: f[0][0] * f[1][0] - f[2][0]).between("2013", "2023")
        >>> round(change.value("entry"), 12), round(change.value("stay"), 12), change.value("barred")  # -0.2 * 0.85 and 0.1 * 0.8
        (-0.17, 0.08, 0.0)
    """

def standing_word(text: str) -> str | None:
    """
    What a word for the standing says: ``"active"``, ``"on_leave"`` or ``"suspended"`` for members on the roll, ``"ended"``,
    ``"not_member"``; ``None`` when the word is not known.

    Examples:
        >>> standing_word("休会中"), standing_word("退会済"), standing_word("おそらく会員")
        ('on_leave', 'ended', None)
    """

def sum_of_factors(factors: SupportsGetItem[int, ArrayData]) -> float:
    """
    The sum over cells of the sum of all factors, a factor of one number counting once.

    Args:
        factors: The factors, each the list of its cells.

    Raises:
        InputError: A value is not a number.

    Examples:
        >>> sum_of_factors([[0.25, 0.125], [0.0625]])
        0.4375
    """

def sum_of_products(factors: SupportsGetItem[int, ArrayData]) -> float:
    """
    The sum over cells of the product of all factors, ``sum a b c ...``, a factor of one number counting in every cell: the rate of most
    decompositions. With factors of one number each it is their plain product; with shares and rates by cell the rate of the whole.

    Args:
        factors: The factors, each the list of its cells.

    Raises:
        InputError: A value is not a number.

    Examples:
        >>> sum_of_products([[0.25, 0.75], [0.8, 0.4], [100.0]])
        50.0
    """
