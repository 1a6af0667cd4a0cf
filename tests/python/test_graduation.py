"""Whittaker-Henderson graduation in Python."""

import math
from typing import Any

import kaiin
import numpy as np
import pytest
from results import check_record, check_table, check_value, near


def test_three_values_are_worked_by_hand() -> None:
    # z = (a, b, a) with 2a - b = 0 and 3b - 2a = 1
    graduation = kaiin.WhittakerHenderson(order=1, smoothing=1.0, dispersion="unit").values([0, 1, 0], [1, 1, 1])
    assert [point.graduated for point in graduation.points] == near([0.25, 0.5, 0.25])
    assert (graduation.fit, graduation.smoothness[0], graduation.smoothing) == (near(0.375), near(0.125), (1.0, 1.0))
    # (W + P) = [[2,-1,0],[-1,3,-1],[0,-1,2]], determinant 8; diagonal of the inverse (5/8, 4/8, 5/8)
    assert graduation.effective_freedom == near(14 / 8)
    assert graduation.residual_freedom == near(3 - 14 / 8)
    errors = [point.error for point in graduation.points]
    assert errors == near([math.sqrt(5 / 8), math.sqrt(4 / 8), math.sqrt(5 / 8)])
    first = graduation.at(0)
    assert first is not None
    assert first.upper == near(0.25 + 1.959963984540054 * math.sqrt(5 / 8))
    assert (first.row, first.column, first.observed, first.weight, first.interpolated) == (0, 0, 0.0, 1.0, False)
    assert (graduation.at(3), graduation.sides, len(graduation), graduation.criterion, graduation.is_at_end) == (
        None,
        (3, 1),
        3,
        None,
        False,
    )
    assert (graduation.dispersion, graduation.dispersion_rule, graduation.chi_squared) == (1.0, "unit", near(0.375))
    assert graduation.made_by == kaiin.WhittakerHenderson(order=1, smoothing=1.0, dispersion="unit")
    check_table(graduation)
    check_record(first)
    check_value(graduation.made_by)


def test_what_was_not_observed_is_interpolated() -> None:
    graduation = kaiin.WhittakerHenderson(smoothing=1.0).values([1, None, 3, 4], [1, 0, 1, 1])
    point = graduation.points[1]
    assert (point.graduated, point.interpolated, point.observed) == (near(2.0), True, None)  # a straight line is smooth


def test_counts_are_graduated_on_the_logarithm() -> None:
    rates = kaiin.WhittakerHenderson(order=1, smoothing=1e9).counts([3, 1, 2], np.array([10.0, 10.0, 20.0]))
    assert [point.graduated for point in rates.points] == near([0.15] * 3, abs=1e-7)
    assert rates.points[0].observed == 0.3
    assert rates.dispersion_rule == "unit"
    table = kaiin.WhittakerHenderson(order=(1, 1), smoothing=(1e9, 1e9)).count_table(3, [3, 1, 2, 3, 1, 2], [10, 10, 20] * 2)
    assert (table.sides, [point.graduated for point in table.points]) == ((2, 3), near([0.15] * 6, abs=1e-7))


@pytest.mark.parametrize("criterion", ["reml", "gcv", "aic"])
def test_smoothing_is_chosen(criterion: Any) -> None:
    values = [math.sin(place / 4) + (-1) ** place / 20 for place in range(30)]
    chosen = kaiin.WhittakerHenderson(smoothing=criterion).values(values, [1] * 30)
    assert chosen.criterion is not None
    assert 3 < chosen.effective_freedom < 29
    again = kaiin.WhittakerHenderson(smoothing=chosen.smoothing[0]).values(values, [1] * 30)
    assert again.points[7].graduated == near(chosen.points[7].graduated)
    if criterion == "reml":
        assert kaiin.WhittakerHenderson().values(values, [1] * 30).points == chosen.points
    plane = kaiin.WhittakerHenderson(smoothing=1.0).table(2, [1, 2, 2, 3, 3, 4], [1] * 6)
    assert [point.graduated for point in plane.points] == near([1, 2, 2, 3, 3, 4])


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: kaiin.WhittakerHenderson(order=6), kaiin.SettingError, "outside 1 to 5"),
        (lambda: kaiin.WhittakerHenderson(smoothing=-1.0), kaiin.SettingError, "finite number above 0"),
        (lambda: kaiin.WhittakerHenderson(smoothing="ols"), kaiin.SettingError, "reml"),  # type: ignore[arg-type]
        (lambda: kaiin.WhittakerHenderson(smoothing=[1, 2, 3]), kaiin.SettingError, "two numbers"),  # type: ignore[arg-type]
        (lambda: kaiin.WhittakerHenderson().values([1, 2], [1]), kaiin.InputError, "rows"),
        (lambda: kaiin.WhittakerHenderson().values([], []), kaiin.InputError, "at least one value"),
        (lambda: kaiin.WhittakerHenderson().values([1, None, 2], [1, 1, 1]), kaiin.SettingError, "position 1"),
        (lambda: kaiin.WhittakerHenderson().values([1, 2], [1, 0]), kaiin.RateError, "weight"),
        (lambda: kaiin.WhittakerHenderson().counts([1, 2.5], [1, 1]), kaiin.InputError, "a whole number of at least 0"),
        (lambda: kaiin.WhittakerHenderson().counts([1, -2], [1, 1]), kaiin.InputError, "holds -2 in row 1"),
        (lambda: kaiin.WhittakerHenderson().counts([0, 0, 0], [1, 1, 1]), kaiin.RateError, "no event"),
        (lambda: kaiin.WhittakerHenderson().table(2, [1, 2, 3], [1, 1, 1]), kaiin.SettingError, "whole rows"),
    ],
)
def test_what_cannot_be_graduated_is_refused(call: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        call()
