"""Calendars and issues are values; errors can be caught by class or by code."""

import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any, get_args

import kaiin
import pytest
from kaiin import _types


def test_a_calendar_names_fiscal_years() -> None:
    japan = kaiin.FiscalCalendar()
    assert japan == kaiin.FiscalCalendar.japan() == kaiin.FiscalCalendar(4, 1, "start_year")
    assert japan.year_of(dt.date(2025, 3, 31)) == japan.year_of("2024-04-01") == japan.year_of(dt.datetime(2024, 4, 1, 12)) == 2024
    assert (japan.start_of(2024), japan.end_of(2024)) == (dt.date(2024, 4, 1), dt.date(2025, 4, 1))
    assert repr(japan) == 'FiscalCalendar(start_month=4, start_day=1, label="start_year")'
    assert eval(repr(japan), {"FiscalCalendar": kaiin.FiscalCalendar}) == japan


def test_values_hash_and_pickle() -> None:
    july = kaiin.FiscalCalendar(7, label="end_year")
    issue = kaiin.Issue("end_before_start", "set_aside", row=7, person="A", column="end", value="2019-01-01")
    for value in (july, issue):
        copy = pickle.loads(pickle.dumps(value))
        assert copy == value
        assert {value: 1}[copy] == 1
    assert july != kaiin.FiscalCalendar(7)


def test_an_issue_says_what_was_done() -> None:
    issue = kaiin.Issue("end_before_start", "set_aside", row=7, person="A")
    assert str(issue) == "row 7: person A: the end lies before the start; the row was set aside"
    assert (issue.code, issue.severity, issue.action, issue.row, issue.person) == ("end_before_start", "error", "set_aside", 7, "A")
    assert issue.column is None
    assert issue.message_ja == "終了日が開始日より前のため除外した"
    assert issue.to_dict()["severity"] == "error"


def test_a_setting_that_cannot_be_used_is_named_with_its_value() -> None:
    with pytest.raises(kaiin.SettingError, match="start_month 13 is not a month") as caught:
        kaiin.FiscalCalendar(13)
    error = caught.value
    assert (error.code, error.name, error.value) == ("setting", "start_month", "13")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.code, copy.value) == (kaiin.SettingError, str(error), "setting", "13")


def test_every_exception_is_a_value_error() -> None:
    for name in ("InputError", "RateError", "RegisterError", "SettingError", "TableError"):
        assert issubclass(getattr(kaiin, name), kaiin.KaiinError)
    assert issubclass(kaiin.KaiinError, ValueError)


@pytest.mark.parametrize("day", ["2024-02-30", "2024/4/1", "9999-12-31", "", dt.date(1, 1, 1)])
def test_a_day_that_cannot_be_used_is_a_setting_error(day: Any) -> None:
    with pytest.raises(kaiin.SettingError):
        kaiin.FiscalCalendar().year_of(day)


@pytest.mark.parametrize("day", [None, 5, 2024.0, dt.time(1)])
def test_what_is_no_day_is_a_type_error(day: Any) -> None:
    with pytest.raises(TypeError, match="is no day"):
        kaiin.FiscalCalendar().year_of(day)


def words_of(error: kaiin.SettingError) -> set[str]:
    """The words in quotes that a message offers."""
    return set(error.reason.split('"')[1::2])


WRONG: Any = "?"
DAY = "2024-04-01"
SPAN = kaiin.Span(DAY)
WINDOW = kaiin.ObservationWindow(DAY, "2025-04-01")
RATE = kaiin.ObservedRate(1, 1.0)
LOSSES = kaiin.IncidenceSettings().incidence(kaiin.Observations.of_outcomes([1], ["a"]).risk_table()).losses(1)
VIEW = kaiin.ApcSettings().fit(kaiin.AgePeriodCounts(0, 2022, 3, [1] * 9, [1] * 9))

# For each list of words, a call that takes one of them.
TAKERS: dict[str, Callable[[], object]] = {
    "YearLabel": lambda: kaiin.FiscalCalendar(label=WRONG),
    "IssueCode": lambda: kaiin.Issue(WRONG, "kept"),
    "Action": lambda: kaiin.Issue("overlap", WRONG),
    "LeapDay": lambda: kaiin.anniversary(DAY, 1, leap_day=WRONG),
    "ReversedDates": lambda: kaiin.Register([{"person": 1, "start": DAY}], as_of=DAY, reversed_dates=WRONG),
    "Overlaps": lambda: kaiin.Register([{"person": 1, "start": DAY}], as_of=DAY, overlaps=WRONG),
    "LeaveSilence": lambda: kaiin.Register([{"person": 1, "start": DAY}], as_of=DAY, leave_silence=WRONG),
    "Role": lambda: kaiin.ReadSettings(columns={WRONG: "x"}),
    "Unmapped": lambda: kaiin.ReadSettings(unmapped=WRONG),
    "PresetName": lambda: kaiin.Preset(WRONG),
    "Encoding": lambda: kaiin.ReadSettings(encoding=WRONG),
    "Delimiter": lambda: kaiin.ReadSettings(delimiter=WRONG),
    "DateOrder": lambda: kaiin.parse_date(DAY, date_order=WRONG),
    "SerialDates": lambda: kaiin.parse_date(DAY, serial_dates=WRONG),
    "EndDay": lambda: kaiin.ReadSettings(end_day=WRONG),
    "BranchLevels": lambda: kaiin.ReadSettings(branch_levels=WRONG),
    "EndReason": lambda: kaiin.Span(DAY, exit=WRONG),
    "ExitDay": lambda: kaiin.LexisGrid(WINDOW, exit_day=WRONG),
    "TenureDuringLeave": lambda: kaiin.TenureRules(during_leave=WRONG),
    "TenureOnReturn": lambda: kaiin.TenureRules(on_return=WRONG),
    "ExposureConvention": lambda: kaiin.ActuarialExposure(WINDOW, kaiin.ExposureBasis.anniversary(), [], convention=WRONG),
    "PeriodLength": lambda: kaiin.ExposureBasis.anniversary(WRONG),
    "ProportionMethod": lambda: kaiin.proportion_interval(1, 2, method=WRONG),
    "RateMethod": lambda: kaiin.rate_interval(1, 2.0, method=WRONG),
    "LeaveCounted": lambda: kaiin.RateSettings(leave=WRONG),
    "RatioMethod": lambda: kaiin.rate_ratio(RATE, RATE, method=WRONG),
    "DifferenceMethod": lambda: kaiin.rate_difference(RATE, RATE, method=WRONG),
    "RateTest": lambda: kaiin.equal_rates_p(RATE, RATE, test=WRONG),
    "DenominatorKind": lambda: kaiin.Licensees({"year": [2019], "count": [1]}).get(WRONG, 2019),
    "StatedJoiners": lambda: kaiin.MovementTable.from_totals({"year": [2019], "joined": [1]}, joiners=WRONG),
    "CurveInterval": lambda: kaiin.SurvivalSettings(interval=WRONG),
    "SurvivalEstimator": lambda: kaiin.SurvivalSettings(estimator=WRONG),
    "QuantileRule": lambda: kaiin.SurvivalSettings(quantile_rule=WRONG),
    "NearTies": lambda: kaiin.Observations.of_events([1], [1]).merging(WRONG),
    "SimulatedTenureOnReturn": lambda: kaiin.simulate(1, tenure_on_return=WRONG),
    "ProjectedTenureOnReturn": lambda: kaiin.Assumptions(tenure_on_return=WRONG),
    "LicenceRecord": lambda: kaiin.simulate(1, licence_record=WRONG),
    "RowOrder": lambda: kaiin.simulate(1, row_order=WRONG),
    "Extra": lambda: kaiin.simulate(1, extras=[WRONG]),
    "Adjustment": lambda: kaiin.adjusted_p_values([0.5], WRONG),
    "AdministrativeExits": lambda: kaiin.LapseDates(administrative=WRONG),
    "AtBoundary": lambda: kaiin.LifeTableSettings.every(1, 1, boundary=WRONG),
    "BeyondStandard": lambda: kaiin.StandardRates.by_tenure("central", [0.1], beyond=WRONG),
    "BootstrapLimits": lambda: kaiin.Bootstrap(1, limits=WRONG),
    "HazardYear": lambda: kaiin.HazardTable(kaiin.Register([{"person": 1, "start": DAY}], as_of=DAY), year=WRONG),
    "IncidenceVariance": lambda: kaiin.IncidenceSettings(variance=WRONG),
    "LapseDate": lambda: kaiin.LapseDates(WRONG),
    "LeavingTime": lambda: kaiin.DecrementSettings(leaving=WRONG),
    "LimitsOn": lambda: kaiin.IncidenceSettings(limits_on=WRONG),
    "LossRanking": lambda: LOSSES.ranked_by(WRONG),
    "StandardBasis": lambda: kaiin.StandardRates.by_tenure(WRONG, [0.1]),
    "TieVariance": lambda: kaiin.LogRankSettings(ties=WRONG),
    "WithdrawalTiming": lambda: kaiin.LifeTableSettings.every(1, 1, timing=WRONG),
    "ApcTerms": lambda: VIEW.fit_of(WRONG),
    "LongTerm": lambda: kaiin.CurveModel("geometric", long_term=WRONG),
    "DevelopmentInterval": lambda: kaiin.ChainLadderSettings(interval=WRONG),
    "DevelopmentPattern": lambda: kaiin.BornhuetterFergusonSettings(0.5, pattern=WRONG),
    "FactorAverage": lambda: kaiin.ChainLadderSettings(average=WRONG),
    "ParameterError": lambda: kaiin.ChainLadderSettings(parameter_error=WRONG),
    "ZeroStart": lambda: kaiin.ChainLadderSettings(zero_start=WRONG),
    "Dispersion": lambda: kaiin.WhittakerHenderson(dispersion=WRONG),
    "SmoothingCriterion": lambda: kaiin.WhittakerHenderson(smoothing=WRONG),
    "MidTermSurvival": lambda: kaiin.RenewalSettings("anniversary", mid_term=WRONG),
    "Replacement": lambda: kaiin.StepwiseReplacement(replacing=WRONG),
    "Slope": lambda: kaiin.LineIntegral.of_steps(1, slope=WRONG),
    "StepOrder": lambda: kaiin.StepwiseReplacement(order=WRONG),
}


@pytest.mark.parametrize("name", TAKERS)
def test_the_typed_words_are_those_of_the_library(name: str) -> None:
    with pytest.raises(kaiin.SettingError) as caught:
        TAKERS[name]()
    assert words_of(caught.value) == set(get_args(vars(_types)[name]))
