"""Leaving known between two days only: Turnbull's estimator, and the days of leaving of a register."""

from collections.abc import Callable
from typing import Any

import kaiin
import numpy as np
import pandas as pd
import pytest
from result_contract import check_record, check_table, check_value

# Two left between 0 and 2, one between 1 and 3, one was still there at 2: p in (1, 2] and 1 - p in (2, 3], p p (1 - p) is largest at 2/3.
LEFT, RIGHT = [0.0, 0.0, 1.0, 2.0], [2.0, 2.0, 3.0, None]
MEMBERS = [
    {"person": "A", "start": "2020-04-01", "end": "2022-07-10", "end_reason": "arrears"},  # 830 days
    {"person": "B", "start": "2020-04-01", "end": "2021-05-01", "end_reason": "voluntary"},  # 395 days
    {"person": "C", "start": "2020-04-01"},
]
REGISTER = kaiin.Register(MEMBERS, as_of="2024-03-31")


@pytest.fixture
def rows() -> kaiin.IntervalObservations:
    return kaiin.IntervalObservations(LEFT, RIGHT)


def test_the_worked_example(rows: kaiin.IntervalObservations) -> None:
    curve = kaiin.TurnbullSettings().curve(rows)
    first, second = curve.intervals
    assert (first.from_, first.through, first.is_exact, first.before) == (1.0, 2.0, False, 1.0)
    assert (first.mass, first.after, second.mass) == pytest.approx((2 / 3, 1 / 3, 1 / 3), abs=1e-8)
    bounds = curve.at(1.5)
    assert bounds is not None
    assert (bounds.lower, bounds.upper) == pytest.approx((1 / 3, 1), abs=1e-8)
    assert (curve.count, curve.is_local, len(curve), curve.at(float("nan"))) == (4, False, 2, None)
    assert curve.log_likelihood == pytest.approx(np.log(4 / 27))
    assert curve.gap <= 1e-9
    assert curve.steps > 0
    assert curve.beyond == pytest.approx(0, abs=1e-8)
    assert repr(curve) == "<kaiin.TurnbullCurve of 4 rows, 2 intervals>"


def test_rows_come_from_arrays_of_any_kind(rows: kaiin.IntervalObservations) -> None:
    assert kaiin.IntervalObservations(np.array(LEFT), np.array([2, 2, 3, np.nan])) == rows
    assert kaiin.IntervalObservations(pd.Series(LEFT), pd.Series(RIGHT, dtype="Float64")) == rows
    assert (len(rows), rows.exact, rows.censored, rows.left, rows.right) == (4, 0, 1, LEFT, RIGHT)
    assert repr(rows) == "<kaiin.IntervalObservations: 4 rows, 0 exact, 1 censored>"
    entered = kaiin.IntervalObservations(LEFT, RIGHT, entry=[0, 0, 0, 1], weight=[1, 1, 2, 1])
    assert entered == rows.entering([0, 0, 0, 1]).weighted([1, 1, 2, 1]) != rows


def test_with_exact_times_it_is_the_kaplan_meier_estimator() -> None:
    time, event = [1.0, 2.0, 2.0, 3.0], [True, True, False, True]
    right = [at if left else None for at, left in zip(time, event, strict=True)]
    exact = kaiin.TurnbullSettings(tolerance=1e-12).curve(kaiin.IntervalObservations(time, right))
    curve = kaiin.SurvivalSettings().curve(kaiin.Observations.of_events(time, event).risk_table())
    for at in (0.5, 1.0, 2.5):
        bounds = exact.at(at)
        assert bounds is not None
        assert bounds.lower == bounds.upper == pytest.approx(curve.at(at))


def test_the_day_of_leaving_is_read_in_three_ways() -> None:
    kwargs: dict[str, Any] = {"administrative": "reasons", "reasons": ["arrears"], "paid_through": "anniversary"}
    interval = kaiin.LapseDates("interval_censored", **kwargs).rows(REGISTER)
    assert (interval.intervals.left, interval.intervals.right) == ([730.0, 395.0, 1461.0], [830.0, 395.0, None])
    assert (interval.administrative, interval.clock_unknown, interval.never_at_risk, len(interval)) == (1, 0, 0, 3)
    assert repr(interval) == "<kaiin.LapseRows: 3 rows, 1 administrative exits>"
    early = kaiin.LapseDates("paid_through", **kwargs).rows(REGISTER)
    assert early.observations() == kaiin.Observations.of_events([730, 395, 1461], [1, 1, 0])
    recorded = kaiin.LapseDates().rows(REGISTER)
    assert recorded.observations() == kaiin.Observations.of_events([830, 395, 1461], [1, 1, 0])
    assert recorded.made_by == kaiin.LapseDates("as_recorded") != early.made_by
    with pytest.raises(kaiin.RateError) as caught:
        interval.observations()
    assert caught.value.code == "missing"


def test_dues_are_paid_through_the_day_that_the_rule_says() -> None:
    def left(rule: Any, **kwargs: Any) -> float:
        dates = kaiin.LapseDates(
            "interval_censored", administrative="mass_exit_days_or_reasons", reasons=["arrears"], paid_through=rule, **kwargs
        )
        return dates.rows(REGISTER).intervals.left[0]

    assert left(("days_before", 100)) == 730.0
    assert left(("fiscal_years", 0)) == 730.0  # 1 April 2022
    assert left(("fiscal_years", 1)) == 365.0
    assert left(("fiscal_years", 0), calendar=kaiin.FiscalCalendar.calendar_year()) == 640.0  # 1 January 2022
    assert left("previous_mass_exit_day") == 0.0  # there is none
    assert left("anniversary", spells="all") == 730.0


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda: kaiin.IntervalObservations([1], [0]), kaiin.SettingError, "setting"),
        (lambda: kaiin.IntervalObservations([1, 2], [3]), kaiin.InputError, "column_length"),
        (lambda: kaiin.IntervalObservations([None], [1]), kaiin.SettingError, "setting"),
        (lambda: kaiin.IntervalObservations([1], ["x"]), kaiin.InputError, "column_type"),
        (lambda: kaiin.IntervalObservations([1], [2], entry=[2]), kaiin.SettingError, "setting"),
        (lambda: kaiin.IntervalObservations([1], [2], weight=[-1]), kaiin.SettingError, "setting"),
        (lambda: kaiin.LapseDates(administrative="reasons"), kaiin.SettingError, "setting"),
        (lambda: kaiin.LapseDates(administrative="mass_exit_days", reasons=["arrears"]), kaiin.SettingError, "setting"),
        (lambda: kaiin.LapseDates(reasons=["arrears"]), kaiin.SettingError, "setting"),
        (lambda: kaiin.TurnbullSettings(tolerance=1), kaiin.SettingError, "setting"),
        (lambda: kaiin.TurnbullSettings().curve(kaiin.IntervalObservations([], [])), kaiin.InputError, "no_rows"),
        (lambda: kaiin.TurnbullSettings(most_steps=0).curve(kaiin.IntervalObservations(LEFT, RIGHT)), kaiin.TableError, "limit"),
    ],
)
def test_what_cannot_be_answered_is_an_error(call: Callable[[], object], error: type[kaiin.KaiinError], code: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.code == code


def test_rules_that_are_not_known_are_refused_with_those_that_are() -> None:
    wrong: Any
    for wrong in ("never", ("days_before",), ("anniversary", 1), 3):
        with pytest.raises(kaiin.SettingError, match="previous_mass_exit_day"):
            kaiin.LapseDates(paid_through=wrong)
    wrong = ["divorce"]
    with pytest.raises(kaiin.SettingError, match="arrears"):
        kaiin.LapseDates(administrative="reasons", reasons=wrong)


def test_results_are_values_and_tables(rows: kaiin.IntervalObservations) -> None:
    curve = kaiin.TurnbullSettings(tolerance=1e-6, most_steps=1000).curve(rows)
    check_table(curve, 2, {"from", "through", "mass", "survival_after"})
    check_record(curve.intervals[0])
    check_record(curve.at(1.5))
    check_value(kaiin.TurnbullSettings(tolerance=1e-6))
    check_value(kaiin.LapseDates("paid_through", administrative="reasons", reasons=["arrears"], paid_through=("fiscal_years", 1)))
