"""What functions that read a table accept, by behaviour: no package has to be installed for it."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, Union, runtime_checkable

if TYPE_CHECKING:
    from kaiin._core import FiscalCalendar, MovementTable, Part, ProjectionMethod


class ArrowStream(Protocol):
    """A table of a package that speaks the Arrow PyCapsule protocol: pandas, polars, pyarrow, duckdb and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand on the columns without a copy."""
        ...


TableData: TypeAlias = ArrowStream | Mapping[str, Any] | Iterable[Mapping[str, Any]]
"""An Arrow stream, a mapping of columns, or a list of dicts."""

ArrayData: TypeAlias = Iterable[Any]
"""One column: a list, a numpy array or another buffer of numbers, a pandas or polars series, an Arrow array."""

NamedArrays: TypeAlias = Mapping[str, ArrayData]
"""Columns by their names, in order."""

DayLike: TypeAlias = datetime.date | str
"""A day: a date, a datetime, or text of the form YYYY-MM-DD."""


@runtime_checkable
class ProgressBar(Protocol):
    """A bar in the manner of tqdm."""

    n: float
    total: float | None

    def update(self, n: float | None = 1) -> object:
        """Go ``n`` steps on."""
        ...


Progress: TypeAlias = Callable[[int, int], object] | ProgressBar | bool | None
"""Who is told how far long work has come: a function of the steps done and the steps in all, a tqdm bar, or True for a new bar."""

YearLabel: TypeAlias = Literal["start_year", "end_year"]
"""Whether a fiscal year is called after the calendar year in which it begins or in which it ends."""

Severity: TypeAlias = Literal["info", "warning", "error"]
"""How much an issue matters: worth knowing; doubtful, kept or repaired; unusable, the row was set aside."""

Action: TypeAlias = Literal["kept", "repaired", "set_aside"]
"""What was done with the row of an issue."""

ReversedDates: TypeAlias = Literal["set_aside", "swap"]
"""What is done with a row whose end lies before its start."""

Overlaps: TypeAlias = Literal["trim", "set_aside"]
"""What is done with a row that begins before an earlier one of the same person ends."""

LeaveSilence: TypeAlias = Literal["lapse", "return"]
"""What it means when a leave of absence ends and nothing follows."""

LeapDay: TypeAlias = Literal["feb28", "mar1"]
"""When someone who joined on 29 February completes a year, in years that have no such day."""

Role: TypeAlias = Literal[
    "person",
    "start",
    "end",
    "last_day",
    "observed_from",
    "standing",
    "status_now",
    "end_reason",
    "licensed",
    "licence_cohort",
    "born",
    "leave_start",
    "leave_end",
    "leave_return",
    "branch",
    "class",
    "sex",
]
"""What a column of a register of members is for."""

Unmapped: TypeAlias = Literal["by_vocabulary", "ignored"]
"""What becomes of columns that the caller did not map: read when their header is known, or not read."""

Encoding: TypeAlias = Literal["auto", "utf8", "cp932", "utf16_le", "utf16_be"]
"""In which encoding a file is written; ``"auto"`` finds out."""

Delimiter: TypeAlias = Literal["auto", "comma", "semicolon", "tab"]
"""What separates the fields of a row; ``"auto"`` finds out."""

DateOrder: TypeAlias = Literal["year_first", "day_first", "month_first"]
"""The order of day, month and year where the year does not come first; with ``"year_first"`` such dates are refused."""

SerialDates: TypeAlias = Literal["refused", "excel1900"]
"""Whether a bare number such as 45383 is a date."""

EndDay: TypeAlias = Literal["first_day_out", "last_day_included"]
"""What the day in a column for an end means."""

BranchLevels: TypeAlias = Literal["prefectures", "as_written"]
"""What the texts in the column for the branch are."""

AgeClock: TypeAlias = Literal["anniversary", "fiscal_year_end"]
"""When a member of a cohort is looked at again."""

SpellsCounted: TypeAlias = Literal["first", "all"]
"""Which memberships count: who lapsed stays lapsed, or who came back counts again."""

TriangleCohort: TypeAlias = Literal["joined", "licensed"]
"""What a cohort is made of: who joined, or who was licensed, in one fiscal year."""

StatedJoiners: TypeAlias = Literal["kept", "balanced"]
"""Which figure gives way when a stated number of joiners disagrees with the balance."""

LeaveCounted: TypeAlias = Literal["in", "out"]
"""Whether members on leave count as members in the stock rates."""

ProportionMethod: TypeAlias = Literal[
    "wilson",
    "wilson_continuity_corrected",
    "clopper_pearson",
    "jeffreys",
    "jeffreys_equal_tailed",
    "agresti_coull",
    "agresti_coull_unclipped",
    "wald",
    "mid_p",
    "minimum_likelihood",
]
"""By which method the interval of a share is computed."""

RateMethod: TypeAlias = Literal[
    "garwood",
    "byar",
    "byar_unclipped",
    "score",
    "wald",
    "wald_half_event",
    "jeffreys",
    "mid_p",
    "square_root_anscombe",
    "square_root_vandenbroucke",
]
"""By which method the interval of events per exposure is computed."""

LicenceRecord: TypeAlias = Literal["cohort", "registration_day", "announcement_day", "absent"]
"""How a simulated register records when a person was licensed."""

RowOrder: TypeAlias = Literal["by_person", "shuffled"]
"""The order of the rows of a simulated register."""

Extra: TypeAlias = Literal["born", "sex", "class"]
"""A column that a simulated register may hold beside the usual ones."""

SimulatedTenureOnReturn: TypeAlias = Literal["restarts", "resumes"]
"""What becomes of the years of membership of someone who comes back after a lapse."""

Arrears: TypeAlias = Literal["at_year_end"] | tuple[int, int] | tuple[Literal["suspended"], int, int]
"""When a simulated register ends a membership in arrears: at the end of the year paid for, or on a month and day of the next."""

Language: TypeAlias = Literal["en", "ja"]
"""The language of a report."""

DenominatorKind: TypeAlias = Literal["new_licensees", "cumulative_given", "cumulative_summed", "practising", "registered"]
"""Which licence holders stand below the line."""

ProjectedTenureOnReturn: TypeAlias = Literal["reset", "longest", "runs_on"]
"""Where the tenure of a member who comes back starts again in a projection."""

Lever: TypeAlias = Literal["entry", "late_entry", "lapse", "leave_taken", "leave_end", "reinstatement", "licence_inflow"]
"""A rate that an association can try to change."""

Attitude: TypeAlias = Literal["mean"] | tuple[Literal["mean_less_deviations"], float]
"""What an allocation maximises: the expected gain, or that less so many standard deviations of it."""

Audience: TypeAlias = Literal["new_licensees", "current_members", "lapsed_members", "branches", "leadership"]
"""Whom a measure addresses."""

Beyond: TypeAlias = Literal["not_counted", "last_retention"]
"""What happens after the last share of members who stay that was given."""

Dependence: TypeAlias = Literal["independent", "together"]
"""How the errors of effects go together: not at all, or completely."""

Incentive: TypeAlias = Literal["monetary", "non_monetary", "both", "none"]
"""What a measure offers."""

MeasureAction: TypeAlias = Lever | Literal["measurement", "none"]
"""What a measure moves: a lever, nothing because it only finds something out, or no lever of its own."""

PaymentTiming: TypeAlias = Literal["start_of_year", "mid_year"]
"""When in its year a payment is made."""

Rounding: TypeAlias = Literal["down", "half_up", "up"]
"""How a reduced invoice that is no whole number of units is rounded."""

GoalReach: TypeAlias = Literal["already_met", "at", "unreachable"]
"""Whether a goal is reached by turning one lever: met without any change, at a turn found, or not within the range."""

Swing: TypeAlias = Literal["tenth", "tenth_of_one_year", "standard_error"]
"""By how much each assumption of a tornado picture is lowered and raised: by a tenth of itself in all years since licence, joining or
lapse together (the default), each year alone, or by its standard error."""

Quantity: TypeAlias = Literal[
    "members",
    "organization_rate",
    "organization_rate_practising",
    "entry_rate",
    "on_leave",
    "joined",
    "reinstated",
    "left",
]
"""A number of a projected year that scenarios are compared by and goals are set for."""

YearSeries: TypeAlias = Mapping[int, float]
"""Values by fiscal year."""

ForecastMethods: TypeAlias = Mapping[
    str,
    Union[
        Literal["naive", "drift", "constant_rate"],
        "ProjectionMethod",
        Callable[[list[tuple[int, float]], int], Sequence[tuple[float, float]] | None],
    ],
]
"""Ways to forecast a series, by name: a word, a projection, or a function of the years up to the origin and of the horizon."""

SegmentRates: TypeAlias = Literal["drawn", "at_face_value"]
"""How the rates of segments are read before the better ones are told from the others: drawn towards those of all, or as assumed."""

BetweenSegments: TypeAlias = Literal["own_each", "common"]
"""Whether what makes probabilities deviate is the same in all segments: each has its own, or one is common to all."""

InflowMethod: TypeAlias = Literal["mean", "random_walk", "drift", "damped_trend"]
"""How an inflow goes on: the mean of the last five years, the last year, the mean change, or a trend that fades out."""

YearDependence: TypeAlias = Literal["independent", "random_walk"]
"""How the effects of different years hang together: each year has one of its own, or adds to that of the year before."""

IssueCode: TypeAlias = Literal[
    "missing_person",
    "missing_start",
    "unreadable_date",
    "ambiguous_date",
    "date_out_of_range",
    "date_ignored",
    "open_end_placeholder",
    "unreadable_number",
    "wrong_field_count",
    "undecodable_text",
    "nul_byte",
    "duplicate_row",
    "end_before_start",
    "ends_swapped",
    "zero_length",
    "overlap",
    "covered",
    "open_but_followed",
    "start_before_licence",
    "start_after_as_of",
    "end_after_as_of",
    "licence_after_as_of",
    "licence_conflict",
    "birth_conflict",
    "unknown_standing",
    "standing_since_unknown",
    "leave_ignored",
    "off_roll",
    "unknown_end_reason",
    "gap_within_grace",
    "leave_ended_silently",
    "before_record",
    "mass_exit_day",
    "unmatched_member",
    "missing_licence",
    "conflicting",
    "total_differs",
    "unbalanced",
    "stated_differs",
    "series_break",
    "revised",
]
"""What kind of thing is wrong with a row."""

EndReason: TypeAlias = Literal[
    "unstated",
    "voluntary",
    "arrears",
    "death",
    "retirement",
    "expelled",
    "transferred",
    "unknown_address",
    "other",
]
"""Why a membership ended."""

Standing: TypeAlias = Literal["active", "on_leave", "suspended"]
"""How a member stands with the association."""

Entry: TypeAlias = Literal["present", "joined", "reinstated", "continued"]
"""How an episode begins: already a member when observation began, joined, came back, or went on without a lapse."""

Exit: TypeAlias = Literal["open", "continued", "left"]
"""How an episode ends: it lasts, another one follows without a lapse, or the membership ends."""

PastGaps: TypeAlias = Literal["kept", "lost"]
"""Whether a table remembers that a member was away and came back."""

PresetName: TypeAlias = Literal["civicrm", "odoo", "tendenci", "byro", "hitobito", "galette", "frappe", "imis"]
"""A known association system."""

Coverage: TypeAlias = Literal["complete", "begins_within", "not_ended", "begins_within_and_not_ended"]
"""How much of a fiscal year the record covers."""

DurationClock: TypeAlias = Literal["since_joining", "since_licence"]
"""From which day durations are counted."""

ExitDay: TypeAlias = Literal["first_day_out", "last_day_in"]
"""On which day an exit is booked: on the first day out, or on the day before."""

ExposureConvention: TypeAlias = Literal["by_day", "actxps"]
"""How the last period of exposure of a person is found."""

PeriodLength: TypeAlias = Literal["year", "quarter", "month"]
"""How long a period of exposure is."""

TenureDuringLeave: TypeAlias = Literal["runs", "stops"]
"""Whether tenure runs while a member is on leave."""

TenureOnReturn: TypeAlias = Literal["restarts", "resumes", "runs_on"]
"""Where the tenure of a member stands who comes back: at the beginning, where it ended, or where it would be without the lapse."""

DifferenceMethod: TypeAlias = Literal["score", "mover", "wald", "wald_half_event"]
"""By which method the limits of a difference of two rates are computed."""

RatioMethod: TypeAlias = Literal["exact_conditional", "mid_p", "score", "score_log", "wald_log", "wald_log_half_event", "mover"]
"""By which method the limits of a ratio of two rates are computed."""

RateTest: TypeAlias = Literal["exact_conditional", "exact_central", "mid_p", "score", "wald"]
"""A test of whether two rates are equal."""

RateUnit: TypeAlias = Literal["share", "ratio", "per_member_year", "persons", "years"]
"""The unit of a rate."""

UncertaintyModel: TypeAlias = Literal["binomial", "poisson", "none"]
"""What the uncertainty of a rate is reckoned from."""

CurveInterval: TypeAlias = Literal["plain", "log", "log_log", "logit", "arcsine"]
"""On which scale the limits of a survival curve are symmetric."""

NearTies: TypeAlias = Literal["rounding", "distinct", "timefix"]
"""Which times count as one."""

QuantileRule: TypeAlias = Literal["midpoint", "at_or_below", "below"]
"""Which time is a quantile when a survival curve is flat exactly at it."""

SurvivalEstimator: TypeAlias = Literal["kaplan_meier", "nelson_aalen", "fleming_harrington"]
"""How the share still there is estimated."""

Edge: TypeAlias = Literal["low", "high"]
"""At which end of its range a parameter is: 0 for a rate or a share, or infinity, or 1 for a share."""

CurveFamily: TypeAlias = (
    Literal[
        "geometric",
        "shifted_beta_geometric",
        "discrete_weibull",
        "beta_discrete_weibull",
        "exponential",
        "weibull",
        "log_normal",
        "log_logistic",
    ]
    | tuple[Literal["piecewise_exponential"], Sequence[float]]
)
"""The shape of a retention curve; a piecewise exponential with the times at which its rate changes."""

LongTerm: TypeAlias = Literal["nobody", "share"]
"""Whether some members never leave."""

FactorAverage: TypeAlias = Literal["volume_weighted", "simple", "regression"]
"""How the growth of single cohorts from one age to the next is averaged."""

ZeroStart: TypeAlias = Literal["counted", "left_out"]
"""What is learnt from a cohort in which nobody had joined at the earlier age."""

TailSigma: TypeAlias = Literal["mack", "log_linear", "log_linear_or_mack"] | float
"""The variation of growth that was seen in one cohort only: a rule, or the number."""

SigmaSource: TypeAlias = Literal["estimated", "mack", "log_linear", "given"]
"""Where the variation of growth between cohorts comes from."""

TailFactor: TypeAlias = tuple[float, float, float] | tuple[float, Literal["log_linear"]]
"""Growth after the last age: the factor with its standard error and sigma, or with both read off the lines through the logarithms."""

ParameterError: TypeAlias = Literal["mack", "independence"]
"""Whether the uncertainty of one growth factor multiplies that of another."""

DevelopmentInterval: TypeAlias = Literal["log_normal", "normal"]
"""The distribution of those still to come."""

DevelopmentPattern: TypeAlias = Literal["chain_ladder", "increments"]
"""From which growth the share that has joined by an age is taken."""

CohortCells: TypeAlias = Mapping[int, Sequence[float | None]]
"""Numbers of each cohort by age; None is not seen."""

CohortNumbers: TypeAlias = Mapping[int, float]
"""A number of each cohort."""

EntryPrior: TypeAlias = float | CohortNumbers | Literal["cape_cod"]
"""The entry rate expected beforehand: of all cohorts, of each, or that of all together."""

SmoothingCriterion: TypeAlias = Literal["reml", "gcv", "aic"]
"""By what the smoothing parameter of a graduation is chosen."""

Smoothing: TypeAlias = float | tuple[float, float] | SmoothingCriterion
"""The smoothing parameter, that down and that across a table, or by what it is chosen."""

Dispersion: TypeAlias = Literal["unit", "estimated"]
"""Whether a weight is the reciprocal of a variance, or up to a factor."""

RenewalDate: TypeAlias = Union[Literal["anniversary"], tuple[Literal["anniversary"], LeapDay], "FiscalCalendar"]
"""On which day memberships are renewed."""

MidTermSurvival: TypeAlias = Literal["product_limit", "constant_force"]
"""How the share that stays through the mid-term of a year of membership is estimated."""

CovariateValue: TypeAlias = float | str
"""A value of something known of a member: a number or a level."""

Known: TypeAlias = Mapping[str, CovariateValue]
"""What is known of a member, by name."""

ApcTerms: TypeAlias = Literal["age", "age_drift", "age_cohort", "age_period", "age_period_cohort"]
"""The effects in a model of age, period and cohort."""
Adjustment: TypeAlias = Literal["none", "bonferroni", "holm", "hochberg", "benjamini_hochberg", "benjamini_yekutieli"]
"""How p values are adjusted for the number of comparisons."""

AdministrativeExits: TypeAlias = Literal["mass_exit_days", "reasons", "mass_exit_days_or_reasons"]
"""Which exits are administrative: on a mass exit day, for some reasons, or both."""

AtBoundary: TypeAlias = Literal["before", "after"]
"""To which interval of a life table a time belongs that ends one and starts the next."""

BeyondStandard: TypeAlias = Literal["unmatched", "last_rate"]
"""What standard rates say of tenures beyond their last one."""

BootstrapLimits: TypeAlias = Literal["percentile", "basic"]
"""How limits are taken from replicates."""

FullCredibility: TypeAlias = Literal["poisson", "binomial"] | tuple[Literal["compound_poisson"], float]
"""What full credibility is asked of; for a sum of amounts with standard deviation over mean of one amount."""

HazardYear: TypeAlias = Literal["membership", "fiscal"]
"""Which year a member is at risk for."""

IncidenceVariance: TypeAlias = Literal["greenwood", "infinitesimal_jackknife", "aalen"]
"""How the error of a cumulative incidence is estimated."""

LapseDate: TypeAlias = Literal["as_recorded", "paid_through", "interval_censored"]
"""What the day of an administrative exit is taken for."""

LeavingTime: TypeAlias = Literal["uniform", "constant_force", "uniform_alone", "end_of_interval"]
"""When in an interval those leave who leave in it."""

LimitsOn: TypeAlias = Literal["incidence", "complement"]
"""The limits of which share are computed."""

LogRankWeight: TypeAlias = (
    Literal["log_rank", "gehan_breslow", "tarone_ware", "peto_peto", "modified_peto_peto"]
    | tuple[Literal["g_rho"], float]
    | tuple[Literal["fleming_harrington"], float, float]
)
"""How much a difference at a time weighs, early against late."""

LossRanking: TypeAlias = Literal["members", "time"]
"""By what outcomes are ranked."""

PaidThrough: TypeAlias = (
    Literal["previous_mass_exit_day", "anniversary"] | tuple[Literal["fiscal_years"], int] | tuple[Literal["days_before"], int]
)
"""The day up to which a member struck off was known to be one; with whole years of arrears, or days before the recorded one."""

StandardBasis: TypeAlias = Literal["probability", "central"]
"""What standard rates are: probabilities of leaving within a year, or exits a person-year."""

TieVariance: TypeAlias = Literal["hypergeometric", "cox_breslow", "cox_efron"]
"""How the variance of a log-rank test treats several leavers at one time."""

WithdrawalTiming: TypeAlias = Literal["uniform", "at_start", "at_end"]
"""When in an interval of a life table people are last seen, or enter."""

BeforeJoining: TypeAlias = Literal["left_out", "since_licence"]
"""Whether the time between licence and joining counts."""

LapsesCounted: TypeAlias = Literal["first", "every"]
"""Which lapses of a person count."""

MemberState: TypeAlias = Literal[
    "never_joined",
    "member",
    "active",
    "on_leave",
    "suspended",
    "lapsed",
    "lapsed_unstated",
    "lapsed_voluntary",
    "lapsed_arrears",
    "lapsed_death",
    "lapsed_retirement",
    "lapsed_expelled",
    "lapsed_transferred",
    "lapsed_unknown_address",
    "lapsed_other",
    "exited",
    "exited_unstated",
    "exited_voluntary",
    "exited_arrears",
    "exited_death",
    "exited_retirement",
    "exited_expelled",
    "exited_transferred",
    "exited_unknown_address",
    "exited_other",
]
"""How a person stands towards the association on a day."""

OtherExits: TypeAlias = Literal["stayed", "left_out"]
"""What a year counts as in which a member left for a reason that is not studied."""

ReasonStates: TypeAlias = Literal["together", "apart"]
"""Whether the reasons of lapses, or of final exits, are states of their own."""

StandingStates: TypeAlias = Literal["apart", "together"]
"""Whether standings are states of their own."""

StateClock: TypeAlias = Literal["since_joining", "since_licence", "since_lapse", "calendar"]
"""From which day the time in states is counted."""

BicSize: TypeAlias = Literal["trials", "rows", "events"]
"""Which sample size the Bayesian information criterion goes by."""

ClusterCorrection: TypeAlias = Literal["none", "persons", "persons_and_rows"]
"""By what a clustered variance is multiplied."""

Convergence: TypeAlias = Literal["maximum"] | tuple[Literal["deviance"], float]
"""When a fit is done: at the maximum, or where R's ``glm.control(epsilon)`` stops."""

Link: TypeAlias = Literal["logit", "complementary_log_log"]
"""How the linear predictor becomes a probability."""

Nesting: TypeAlias = Literal["checked", "assumed"]
"""Whether one model is known to be part of the other."""

OnSeparation: TypeAlias = Literal["limit", "refuse"]
"""What a fit does when the covariates separate those who leave from those who stay."""

RidgeScale: TypeAlias = Literal["standardised", "original"]
"""The scale on which coefficients are penalised."""

RowSplit: TypeAlias = Literal["episodes", "fiscal_years"]
"""Where the rows of one membership are cut."""

UnknownLevel: TypeAlias = Literal["refuse", "reference", "leave_out"]
"""What predictions do with a level that the fit has not seen."""

InitialShares: TypeAlias = Literal["known", "estimated"]
"""Whether the errors of state occupation allow for chance in the shares at the start."""

MultistateVariance: TypeAlias = Literal["greenwood", "aalen"]
"""From what the variance of transition probabilities is worked out."""

ExitTimes: TypeAlias = Literal["year_end", "exact"]
"""Whether the day of a final exit is used, or only that it is seen at the next year end."""

CellsByPopulation: TypeAlias = Sequence[ArrayData] | TableData
"""A list of cells for each population in their order (also the rows of a two-dimensional array), or a table with a column for each."""

Losses: TypeAlias = Literal["by_reason", "together"] | tuple[Literal["by_tenure"], Sequence[int]]
"""How those who left are told apart; with the fiscal years since joining at which bands begin."""

MovementsByLevel: TypeAlias = Mapping[str | None, "MovementTable"]
"""Movements by level of a segment; None is not stated."""

NumbersByPopulation: TypeAlias = ArrayData | Mapping[str, float]
"""One number a population: in the order of the populations, or by their names."""

ParameterChanges: TypeAlias = Mapping[str, tuple[float, float]] | Sequence[tuple[str, float, float]]
"""Parameters with their values before and after."""

PartGroups: TypeAlias = Mapping[str, str] | Callable[["Part"], str]
"""The group of a part of a decomposition: by its name, or as a function says."""

RateOfFactors: TypeAlias = Callable[[list[list[float]]], float]
"""A rate as a function of the list of its factors, each the list of its cells."""

RateOfNumbers: TypeAlias = Callable[[list[float]], float]
"""A rate as a function of a list of numbers: of the factors of a cell, or of parameters."""

Replacement: TypeAlias = Literal["there_and_back", "there"]
"""From where to where parameters are replaced."""

Slope: TypeAlias = Literal["secant", "tangent"]
"""How the slope of a rate along a parameter is taken in a step of a line integral."""

StepOrder: TypeAlias = Literal["first_to_last", "last_to_first", "both"]
"""In which order parameters are replaced."""
