"""Hazards of a register: cells, the risk of each member, validation out of time, and rows for Cox regression elsewhere."""

import datetime as dt
import math
from typing import Any

import kaiin
import pandas as pd
import pytest
from kaiin import CountingProcess, Forecasts, HazardRegression, HazardRows, OutOfTime, PersonYearSettings, Register, Term
from result_contract import check_record, check_table, check_value


def left(person: int) -> str | None:
    """One of ten leaves in 2021, two of ten in 2022."""
    return "2021-06-30" if person < 3 else "2022-06-30" if person < 9 else None


def members(persons: range) -> Register:
    rows = [
        {"person": f"{n:02}", "start": "2020-04-01", "end": left(n), "end_reason": "arrears" if left(n) else None, "branch": "ab"[n % 2]}
        for n in persons
    ]
    return Register(rows, as_of="2023-03-31")


@pytest.fixture
def register() -> Register:
    return members(range(30))


def test_person_years_are_counted_into_cells(register: Register) -> None:
    table = PersonYearSettings().count(register)
    check_table(table, 2, {"period", "tenure", "trials", "events"})
    assert table.to_table().to_dict() == {"period": [2021, 2022], "tenure": [0, 1], "trials": [30, 27], "events": [3, 6]}
    assert (table.periods, len(table)) == ([2021, 2022], 2)
    check_record(table.left_out)
    assert (table.left_out.tenure_unknown, table.left_out.other_exits) == (0, 0)
    assert table.made_by == PersonYearSettings()
    check_value(table.made_by)
    rows = HazardRows.of_person_years(table)
    assert rows == HazardRows.of_register(register) == HazardRows.of_register(register, PersonYearSettings())
    assert rows.covariates == kaiin.Covariates.of_person_years(table)


def test_person_years_of_two_parts_add(register: Register) -> None:
    settings = PersonYearSettings(by=["branch"])
    parts = [settings.count(members(persons)) for persons in (range(10), range(10, 30))]
    assert parts[0].merge(parts[1]) == settings.count(register)
    with pytest.raises(kaiin.TableError) as caught:
        parts[0].merge(PersonYearSettings().count(register))
    assert caught.value.code == "mismatch"


def test_settings_of_person_years_reach_the_table(register: Register) -> None:
    settings = PersonYearSettings(
        calendar=kaiin.FiscalCalendar(),
        by=["branch"],
        tenure=kaiin.TenureRules(),
        longest_tenure=0,
        ages=[0, 30],
        by_standing=True,
        reasons=["voluntary"],
        other_exits="left_out",
        exit_day="last_day_in",
        leap_day="mar1",
    )
    table = settings.count(register)
    assert set(table.to_table().columns) == {"period", "tenure", "age", "standing", "branch", "trials", "events"}
    assert sum(table.to_table()["trials"]) == 57 - 9
    assert table.left_out.other_exits == 9
    assert set(table.to_table()["tenure"]) == {0}
    with pytest.raises(kaiin.SettingError) as caught:
        PersonYearSettings(ages=[30, 20])
    assert caught.value.code == "setting"
    with pytest.raises(kaiin.InputError) as missing:
        PersonYearSettings(by=["club"]).count(register)
    assert missing.value.code == "missing_column"
    with pytest.raises(kaiin.InputError) as early:
        HazardRows.of_register(Register([{"person": "A", "start": "2020-04-01"}], as_of="2020-05-01"))
    assert early.value.code == "no_rows"


def test_each_member_has_a_risk(register: Register) -> None:
    fit = HazardRegression(terms=[Term.category("tenure", capped_at=1)]).fit(HazardRows.of_register(register))
    risk = fit.risk_of_members(register)
    check_table(risk, 21, {"person", "tenure", "hazard", "lower", "upper"})
    table = risk.to_table()
    assert (table["person"][0], table["tenure"][0]) == ("09", 2)
    assert table["hazard"] == pytest.approx([6 / 27] * 21)
    assert risk.expected == pytest.approx(21 * 6 / 27)
    assert (risk.as_of, risk.tenure_unknown, risk.unknown_levels, risk.confidence) == (dt.date(2023, 3, 31), 0, 0, 0.95)
    strict = HazardRegression(terms=[Term.category("tenure")]).fit(HazardRows.of_register(register))
    with pytest.raises(kaiin.SettingError):
        strict.risk_of_members(register)
    assert strict.risk_of_members(register, unknown_levels="reference").unknown_levels == 21
    assert strict.risk_of_members(register, PersonYearSettings(longest_tenure=1)).unknown_levels == 0


def test_errors_of_a_register_are_clustered_without_making_rows(register: Register) -> None:
    table = PersonYearSettings().count(register)
    fit = HazardRegression().fit(HazardRows.of_person_years(table))
    # p = 9/57; 3 leave at once, 6 in their second year, 21 stay two years
    p = 9 / 57
    squares = 3 * (1 - p) ** 2 + 6 * (1 - 2 * p) ** 2 + 21 * (2 * p) ** 2
    clustered = fit.clustered_by_person(register, table)
    assert clustered.coefficients[0].error == pytest.approx(math.sqrt(squares) / (57 * p * (1 - p)))
    assert clustered.persons == 30
    wider = fit.clustered_by_person(register, table, "persons").coefficients[0].error
    assert wider == pytest.approx(math.sqrt(squares * 30 / 29) / (57 * p * (1 - p)))
    with pytest.raises(kaiin.SettingError, match="clustered"):
        clustered.clustered_by_person(register, table)
    with pytest.raises(kaiin.TableError):
        fit.clustered_by_person(register, PersonYearSettings(reasons=["voluntary"]).count(register))


def test_forecasts_are_scored() -> None:
    forecasts = Forecasts.grouped([0.1, 0.4], [5, 15], [50, 50])
    check_value(forecasts)
    assert (forecasts.trials, forecasts.events, forecasts.expected) == (100, 20, 25.0)
    assert forecasts.brier == pytest.approx((5 * 0.81 + 45 * 0.01 + 15 * 0.36 + 35 * 0.16) / 100)
    assert forecasts.brier_skill(0.2) == pytest.approx(1 - forecasts.brier / 0.16)
    logs = 5 * math.log(0.1) + 45 * math.log(0.9) + 15 * math.log(0.4) + 35 * math.log(0.6)
    assert forecasts.log_score == pytest.approx(-logs / 100)
    assert Forecasts.of_outcomes([0.0], [True]).log_score is None
    for wrong in (lambda: Forecasts.of_outcomes([1.5], [True]), lambda: forecasts.lift(0), lambda: forecasts.calibration(0)):
        with pytest.raises(kaiin.SettingError):
            wrong()
    with pytest.raises(kaiin.InputError) as caught:
        Forecasts.grouped([], [], [])
    assert caught.value.code == "no_rows"


def test_calibration_and_lift_are_tables() -> None:
    forecasts = Forecasts.grouped([0.1, 0.5], [20, 70], [100, 100])
    calibration = forecasts.calibration(2, confidence=0.9)
    check_table(calibration, 2, {"from", "to", "trials", "events", "forecast", "observed", "lower", "upper"})
    slope, intercept, large = calibration.slope, calibration.intercept, calibration.in_the_large
    assert slope is not None
    assert intercept is not None
    assert large is not None
    check_record(slope)
    assert (slope.value, intercept.value) == pytest.approx((math.log(28 / 3) / math.log(9), math.log(7 / 3)))
    assert large.value > 0 < large.error
    lift = forecasts.lift(2)
    check_table(lift, 2, {"from", "trials", "events", "lift", "share_of_members", "share_of_leavers"})
    assert lift.to_table()["lift"] == pytest.approx([0.7 / 0.45, 0.2 / 0.45])
    assert (len(lift), len(calibration)) == (2, 2)


def test_concordance_has_the_error_of_delong() -> None:
    found = Forecasts.of_outcomes([0.1, 0.4, 0.35, 0.8], [False, False, True, True]).concordance()
    assert found is not None
    check_record(found)
    assert (found.value, found.confidence) == (0.75, 0.95)
    assert found.error == pytest.approx(math.sqrt(0.125))
    assert Forecasts.of_outcomes([0.1], [True]).concordance() is None


def test_a_model_is_judged_on_the_next_year() -> None:
    cells = {
        "period": [year for year in (2019, 2020, 2021) for _ in (0, 1)],
        "tenure": [0, 1] * 3,
        "left": [20, 10, 20, 10, 18, 9],
        "members": [100] * 6,
    }
    rows = HazardRows(cells, events="left", trials="members")
    validation = OutOfTime(HazardRegression(terms=[Term.category("tenure")]), groups=2)
    check_value(validation)
    scores = validation.judge(rows, 2020)
    check_record(scores)
    assert (scores.trained_through, scores.judged_on, scores.trials, scores.events) == (2020, 2021, 200, 27)
    assert (scores.brier, scores.expected, scores.constant) == pytest.approx((0.115, 30, 0.15))
    assert (scores.without_forecast, scores.unknown_levels) == (0, 0)
    assert scores.brier_skill == pytest.approx(1 - 0.115 / ((27 * 0.85**2 + 173 * 0.15**2) / 200))
    assert scores.log_score is not None
    assert scores.concordance is not None
    assert len(scores.calibration) == len(scores.lift) == 2
    assert scores.fit.trials == 400
    rolling = validation.rolling(rows, 2019, 2020)
    check_table(rolling, 2, {"judged_on", "brier", "concordance", "calibration_slope"})
    assert rolling.years[1] == scores
    assert rolling.to_table()["judged_on"] == [2020, 2021]
    with pytest.raises(kaiin.SettingError):
        validation.rolling(rows, 2020, 2019)
    with pytest.raises(kaiin.RateError) as caught:
        validation.judge(rows, 2021)
    assert caught.value.code == "missing"
    with pytest.raises(kaiin.InputError):
        OutOfTime(HazardRegression(), period="year").judge(rows, 2020)
    levels = OutOfTime(HazardRegression(terms=[Term.category("period")]), unknown_levels="leave_out", period="period")
    with pytest.raises(kaiin.InputError):
        levels.judge(rows, 2020)  # nobody has a forecast


def test_rows_for_cox_regression_come_in_one_call() -> None:
    rows: list[dict[str, Any]] = [
        {"person": "A", "start": "2020-03-22", "end": "2021-04-11", "end_reason": "arrears"},
        {"person": "B", "start": "2021-12-31", "end": "2021-12-31", "end_reason": "death"},
        {"person": "C", "start": None, "observed_from": "2020-01-01"},
    ]
    register = Register(rows, as_of="2022-03-31")
    settings = CountingProcess(split="fiscal_years")
    check_value(settings)
    found = settings.rows(register)
    check_table(found, 3, {"person", "membership", "start", "stop", "event", "reason", "tenure", "period", "standing"})
    pandas: Any = pd.DataFrame  # its stubs do not know from_arrow yet
    frame = pandas.from_arrow(found)  # 10 days of March 2020, the 365 of fiscal 2020, 10 of April 2021
    assert frame[["start", "stop", "event", "period"]].to_numpy().tolist() == [[0, 10, 0, 2019], [10, 375, 0, 2020], [375, 385, 1, 2021]]
    assert (found.start_unknown, found.never_at_risk, len(found)) == (1, 1, 3)
    whole = CountingProcess(reasons=["voluntary"]).rows(register).to_table()
    assert (whole["stop"], whole["event"]) == ([385], [0])
    with pytest.raises(kaiin.InputError) as caught:
        CountingProcess(by=["club"]).rows(register)
    assert caught.value.code == "missing_column"


def test_tenure_of_rows_follows_the_leap_day() -> None:
    rows: list[dict[str, Any]] = [
        {"person": "A", "start": "2020-02-29", "end": "2021-02-28", "standing": "active"},
        {"person": "A", "start": "2021-02-28", "standing": "on_leave"},
    ]
    register = Register(rows, as_of="2021-03-31")
    tenure = {rule: CountingProcess(leap_day=rule).rows(register).to_table()["tenure"][-1] for rule in ("feb28", "mar1")}
    assert tenure == {"feb28": 1, "mar1": 0}
