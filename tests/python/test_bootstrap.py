"""Curves of persons drawn again."""

from collections.abc import Callable

import kaiin
import pytest
from result_contract import check_record, check_table, check_value

ROWS = kaiin.Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1])
CURVE = kaiin.SurvivalSettings()


def test_the_spread_is_that_of_a_share() -> None:
    curve = kaiin.Bootstrap(2026).curve(CURVE, ROWS, [1, 2.5])
    first, second = curve.points
    assert (first.time, first.survival, second.survival) == pytest.approx((1.0, 0.75, 0.5))
    assert first.error == pytest.approx((3 / 4 * 1 / 4 / 4) ** 0.5, abs=0.02)
    assert (first.lower, first.upper) == (0.25, 1.0)  # 2.5 % and 97.5 % of a binomial share of 4 with probability 3/4
    assert (curve.persons, curve.settings, len(curve)) == (4, CURVE, 2)
    assert repr(curve) == "<kaiin.BootstrapCurve of 4 persons, 2 times>"


def test_the_seed_decides_and_not_the_threads() -> None:
    one, two = (kaiin.Bootstrap(7, replicates=100, threads=threads).curve(CURVE, ROWS, [1]) for threads in (1, 2))
    assert one == two
    assert kaiin.Bootstrap(8, replicates=100).curve(CURVE, ROWS, [1]) != one
    assert one.bootstrap == kaiin.Bootstrap(7, replicates=100, threads=1)


def test_basic_limits_are_percentile_limits_turned_round() -> None:
    percentile, basic = (kaiin.Bootstrap(7, limits=limits).curve(CURVE, ROWS, [1]).points[0] for limits in ("percentile", "basic"))
    assert (basic.lower, basic.upper) == pytest.approx((1.5 - percentile.upper, 1.5 - percentile.lower))


def test_memberships_of_a_register_are_drawn() -> None:
    members = [{"person": str(at), "start": "2023-04-01", "end": f"2023-04-{at + 2:02}"} for at in range(4)]
    durations = kaiin.DurationTable(kaiin.Register(members, as_of="2024-03-31"))
    curve = kaiin.Bootstrap(1, replicates=50).durations(CURVE, durations, [1])
    assert curve.points[0].survival == 0.75
    with pytest.raises(kaiin.SettingError):
        kaiin.Bootstrap(1).durations(CURVE, durations, [1], 3)


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda: kaiin.Bootstrap(1, replicates=1), kaiin.SettingError, "setting"),
        (lambda: kaiin.Bootstrap(1, replicates=2_000_000), kaiin.TableError, "limit"),
        (lambda: kaiin.Bootstrap(1).curve(CURVE, ROWS, [float("nan")]), kaiin.SettingError, "setting"),
        (lambda: kaiin.Bootstrap(1).curve(CURVE, ROWS.weighted([1, 2, 1, 1]), [1]), kaiin.SettingError, "setting"),
        (lambda: kaiin.Bootstrap(1).curve(CURVE, ROWS, [1], "nobody"), kaiin.RateError, "missing"),
    ],
)
def test_what_cannot_be_answered_is_an_error(call: Callable[[], object], error: type[kaiin.KaiinError], code: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.code == code


def test_results_are_values_and_tables() -> None:
    curve = kaiin.Bootstrap(3, replicates=10, limits="basic", threads=1).curve(CURVE, ROWS, [1, 2])
    check_table(curve, 2, {"time", "survival", "error", "lower", "upper"})
    check_record(curve.points[0])
    check_value(curve.bootstrap)
