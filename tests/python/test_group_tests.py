"""Tests between groups: log-rank and its kin, Gray's test, pairs, trends, and one group against a standard."""

import math
from collections.abc import Callable
from typing import Any

import kaiin
import numpy as np
import pytest
from oracle import case, columns, numbers
from result_contract import check_record, check_table, check_value

# Two leave in a at times 1 and 2, two in b at 3 and 4.
# Expected in a: 2/4 + 1/3 = 5/6; variance 1/4 + 2/9 = 17/36; chi-squared (7/6)² / (17/36) = 49/17.
ROWS = kaiin.Observations.of_events([1, 2, 3, 4], [1, 1, 1, 1]).grouped(["a", "a", "b", "b"])
GROUPS = kaiin.ComparedGroups.of_rows(ROWS)
REASONS = kaiin.Observations.of_outcomes([1, 2, 3, 4], ["arrears", "death", "arrears", "arrears"]).grouped(["a", "b", "a", "b"])


def of_durations() -> kaiin.DurationTable:
    days = [("A", "a", 1), ("B", "a", 2), ("C", "b", 3), ("D", "b", 4)]
    members = [
        {"person": name, "branch": branch, "start": "2023-04-01", "end": f"2023-04-0{1 + after}", "class": "x"}
        for name, branch, after in days
    ]
    return kaiin.DurationTable(kaiin.Register(members, as_of="2024-03-31"), by=["branch", "class"])


def test_the_worked_example() -> None:
    test = kaiin.LogRankSettings().test(GROUPS)
    first = test.groups[0]
    assert (first.name, first.count, first.events, first.observed, first.is_compared) == ("a", 2, 2.0, 2.0, True)
    assert (first.expected, first.variance) == pytest.approx((5 / 6, 17 / 36))
    assert test.chi_squared is not None
    assert (test.chi_squared.statistic, test.chi_squared.degrees) == pytest.approx((49 / 17, 1))
    assert test.chi_squared.p_value == pytest.approx(math.erfc(math.sqrt(49 / 17 / 2)))
    assert test.z == pytest.approx(7 / math.sqrt(17))
    assert np.array(test.covariance) == pytest.approx(17 / 36 * np.array([[1, -1], [-1, 1]]))
    assert test.covariance_of(0, 1) == pytest.approx(-17 / 36)
    assert test.covariance_of(2, 0) is None
    assert (test.left_out, test.strata[0].name) == ([], "all")
    assert test.strata[0].expected == pytest.approx([5 / 6, 19 / 6])
    assert repr(test).startswith("<kaiin.LogRankTest of 2 groups, chi-squared 2.8824 on 1 degrees, p 0.08")


def test_a_trend_of_two_groups_is_their_difference() -> None:
    trend = kaiin.LogRankSettings().test(GROUPS).trend([2, 1])
    assert trend.z == pytest.approx(7 / math.sqrt(17))
    assert trend.scores == [2.0, 1.0]
    assert trend.variance == pytest.approx(17 / 36)
    assert trend.p_value == pytest.approx(math.erfc(7 / math.sqrt(17) / math.sqrt(2)))


@pytest.mark.parametrize("value", case("logrank-aml")["results"][0]["values"], ids=lambda value: f"rho {value['rho']}")
def test_the_g_rho_family_is_that_of_r(value: dict[str, Any]) -> None:
    data = columns("logrank-aml")
    rows = kaiin.Observations(
        data | {"time": numbers(data["time"]), "status": numbers(data["status"])}, time="time", event="status", group="x"
    )
    test = kaiin.LogRankSettings(weight=("g_rho", value["rho"])).test(kaiin.ComparedGroups.of_rows(rows))
    assert [group.observed for group in test.groups] == pytest.approx(value["observed"])
    assert [group.expected for group in test.groups] == pytest.approx(value["expected"])
    assert test.chi_squared is not None
    assert (test.chi_squared.statistic, test.chi_squared.p_value) == pytest.approx((value["chisq"], value["p"]))


def test_every_weight_and_every_variance_is_taken() -> None:
    # weights at 1, 2 with 4 and 3 at risk: observed less expected in a is w₁/2 + w₂ 2/3, its variance w₁²/4 + w₂² 2/9
    weights: dict[Any, tuple[float, float]] = {
        "log_rank": (1, 1),
        "gehan_breslow": (4, 3),
        "tarone_ware": (2, math.sqrt(3)),
        "peto_peto": (4 / 5, 4 / 5 * 3 / 4),
        "modified_peto_peto": (4 / 5 * 4 / 5, 4 / 5 * 3 / 4 * 3 / 4),
        ("g_rho", 1): (1, 3 / 4),
        ("fleming_harrington", 0, 1): (0, 1 / 4),
    }
    for weight, (one, two) in weights.items():
        test = kaiin.LogRankSettings(weight=weight).test(GROUPS)
        assert test.chi_squared is not None
        assert test.chi_squared.statistic == pytest.approx((one / 2 + two * 2 / 3) ** 2 / (one**2 / 4 + two**2 * 2 / 9)), weight
    for ties in ("hypergeometric", "cox_breslow", "cox_efron"):  # all one without ties
        test = kaiin.LogRankSettings(ties=ties).test(GROUPS)
        assert test.chi_squared is not None
        assert test.chi_squared.statistic == pytest.approx(49 / 17)


def test_groups_come_from_rows_tables_and_durations() -> None:
    table = of_durations()
    same = [
        GROUPS,
        kaiin.ComparedGroups.of_rows_within(ROWS, ["x"] * 4),
        kaiin.ComparedGroups.of_tables(ROWS.risk_tables()),
        kaiin.ComparedGroups.of_strata([("x", ROWS.risk_tables())]),
        kaiin.ComparedGroups.of_durations(table),
        kaiin.ComparedGroups.of_durations_within(table, ["branch"], ["class"]),
    ]
    for groups in same:
        test = kaiin.LogRankSettings().test(groups)
        assert test.chi_squared is not None
        assert test.chi_squared.statistic == pytest.approx(49 / 17)
        assert len(groups) == 2
    assert (GROUPS.names, repr(GROUPS)) == (["a", "b"], "<kaiin.ComparedGroups a, b>")
    assert same[5].names == ["a", "b"]


def test_strata_have_their_own_expectations() -> None:
    rows = kaiin.Observations.of_events([1, 2, 1, 2], [1, 1, 1, 1]).grouped(["a", "b", "a", "b"])
    test = kaiin.LogRankSettings().test(kaiin.ComparedGroups.of_rows_within(rows, ["s", "s", "t", "t"]))
    # in each stratum 1/2 is expected in a at 1, and 0 at 2 where only b is left
    assert [stratum.name for stratum in test.strata] == ["s", "t"]
    assert [stratum.expected[0] for stratum in test.strata] == [0.5, 0.5]
    assert [stratum.observed for stratum in test.strata] == [[1.0, 1.0], [1.0, 1.0]]


def test_who_was_never_beside_another_is_left_out() -> None:
    rows = kaiin.Observations.of_events([1, 2, 9], [1, 1, 1]).entering([0, 0, 5]).grouped(["a", "b", "c"])
    test = kaiin.LogRankSettings().test(kaiin.ComparedGroups.of_rows(rows))
    assert test.left_out == ["c"]
    assert test.z is None


def test_grays_test_by_hand() -> None:
    # at 1: 2 of 4 in a. At 3, who died still counts in b: R is 1 in a and 2 in b. At 4 only b is left.
    test = kaiin.GraySettings("arrears").test(kaiin.ComparedGroups.of_rows(REASONS))
    assert [group.score for group in test.groups] == pytest.approx([2 - 1 / 2 - 1 / 3, -(2 - 1 / 2 - 1 / 3)])
    assert (test.groups[0].name, test.groups[0].count, test.groups[0].events, test.left_out) == ("a", 2, 2.0, [])
    assert test.covariance[0][0] == pytest.approx(test.groups[0].variance)
    trend = test.trend(np.array([1, 0]))
    assert test.chi_squared is not None
    assert trend.z is not None
    assert trend.z**2 == pytest.approx(test.chi_squared.statistic)
    assert repr(test).startswith("<kaiin.GrayTest for arrears of 2 groups, chi-squared ")


@pytest.mark.parametrize("value", case("gray-mgus2")["results"][0]["values"], ids=lambda value: f"rho {value['rho']} {value['strata']}")
def test_grays_test_is_that_of_cmprsk(value: dict[str, Any]) -> None:
    data = columns("gray-mgus2")
    causes = [None if cause == "0" else cause for cause in data["cause"]]
    rows = kaiin.Observations.of_outcomes(numbers(data["time"]), causes).grouped(data["sex"])
    whole = value["strata"] == "NA"
    groups = kaiin.ComparedGroups.of_rows(rows) if whole else kaiin.ComparedGroups.of_rows_within(rows, data[value["strata"]])
    for cause, statistic, p_value in zip(value["cause"], value["stat"], value["p"], strict=True):
        test = kaiin.GraySettings(cause, rho=value["rho"]).test(groups)
        assert test.chi_squared is not None
        assert (test.chi_squared.statistic, test.chi_squared.p_value) == pytest.approx((statistic, p_value))


def test_pairs_are_adjusted_for_their_number() -> None:
    rows = kaiin.Observations.of_events([1, 2, 3, 4, 3, 4], [1] * 6).grouped(["a", "a", "b", "b", "c", "c"])
    groups = kaiin.ComparedGroups.of_rows(rows)
    tests = kaiin.LogRankSettings().pairwise(groups, adjustment="bonferroni")
    assert [(pair.first, pair.second) for pair in tests.pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert (tests.adjustment, tests.pairs[2].difference, tests.pairs[2].adjusted_p) == ("bonferroni", 0.0, 1.0)
    first = tests.pairs[0]
    assert first.chi_squared is not None
    assert (first.difference, first.chi_squared.statistic) == pytest.approx((7 / 6, 49 / 17))
    assert first.adjusted_p == pytest.approx(3 * first.chi_squared.p_value)
    assert kaiin.LogRankSettings().pairwise(groups).adjustment == "holm"
    gray = kaiin.GraySettings("arrears").pairwise(kaiin.ComparedGroups.of_rows(REASONS))
    assert gray.pairs[0].difference == pytest.approx(2 - 1 / 2 - 1 / 3)


def test_p_values_are_adjusted_as_by_r() -> None:
    # R 4.2.2, p.adjust(c(.01, .02, .03, .04), method): 4 p, (4 - i + 1) p, ...
    p = [0.01, 0.02, 0.03, 0.04]
    harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4
    adjusted = {
        "none": p,
        "bonferroni": [0.04, 0.08, 0.12, 0.16],
        "holm": [0.04, 0.06, 0.06, 0.06],
        "hochberg": [0.04, 0.04, 0.04, 0.04],
        "benjamini_hochberg": [0.04, 0.04, 0.04, 0.04],
        "benjamini_yekutieli": [0.04 * harmonic] * 4,
    }
    for name, values in adjusted.items():
        method: Any = name
        assert kaiin.adjusted_p_values(p, method) == pytest.approx(values), name
    assert kaiin.adjusted_p_values([None]) == [None]


def test_one_group_against_a_standard() -> None:
    # three members seen for 10, 20 and 30 years at 0.05 a year: 3 expected, 2 left
    rows = kaiin.Observations.of_events([10, 20, 30], [1, 0, 1])
    test = kaiin.OneSampleTest.of_table(rows.risk_table(), kaiin.StandardHazard.constant(0.05))
    assert (test.observed, test.expected) == pytest.approx((2.0, 3.0))
    assert (test.ratio, test.z) == pytest.approx((2 / 3, -1 / math.sqrt(3)))
    assert test.chi_squared is not None
    assert test.chi_squared.statistic == pytest.approx(1 / 3)
    assert test.p_value == pytest.approx(math.erfc(1 / math.sqrt(6)))
    assert test.exact_p_value == pytest.approx(2 * math.exp(-3) * (1 + 3 + 9 / 2))  # twice P(at most 2 of 3)
    limits = test.ratio_interval()
    byar = test.ratio_interval(method="byar", confidence=0.9)
    assert limits is not None
    assert byar is not None
    assert limits.upper == pytest.approx(7.224687 / 3, abs=1e-6)  # half the 97.5 % quantile of chi-squared with 6 degrees, over 3
    assert byar.upper < limits.upper
    assert kaiin.OneSampleTest.of_rows([True, False, True], [0.5, 1.0, 1.5]) == test == kaiin.OneSampleTest.of_totals(2, 3)
    assert kaiin.OneSampleTest.of_totals(2, 0).ratio is None


def test_the_one_sample_test_is_that_of_r() -> None:
    data, expected = columns("logrank-one-sample-veteran"), case("logrank-one-sample-veteran")["results"][0]["values"]
    rows = kaiin.Observations.of_events(numbers(data["time"]), numbers(data["status"]))
    test = kaiin.OneSampleTest.of_table(rows.risk_table(), kaiin.StandardHazard.constant(0.006))
    assert (test.observed, test.expected) == pytest.approx((expected["observed"], expected["expected"]))
    assert test.chi_squared is not None
    assert (test.chi_squared.statistic, test.chi_squared.p_value) == pytest.approx((expected["chisq"], expected["p"]))


def test_standards_of_every_kind() -> None:
    rates = kaiin.StandardHazard.piecewise([0, 2], [0.1, 0.05])
    assert rates.cumulative(4) == pytest.approx(0.3)
    assert rates.cumulative(-1) is None
    line = kaiin.StandardHazard.of_cumulative([0, 2, 4], [0, 0.2, 0.3])
    assert line.cumulative(3) == pytest.approx(0.25)
    assert line.cumulative(5) is None
    table = kaiin.StandardHazard.of_probabilities([0, 1, 3], [0.5, 0.75])
    assert table.cumulative(2) == pytest.approx(2 * math.log(2))  # ln 2, and half of ln 4


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda: kaiin.LogRankSettings(weight=("g_rho", math.nan)), kaiin.SettingError, "setting"),
        (lambda: kaiin.LogRankSettings(weight=("fleming_harrington", 0, -1)), kaiin.SettingError, "setting"),
        (lambda: kaiin.LogRankSettings(outcome="divorce").test(GROUPS), kaiin.RateError, "missing"),
        (lambda: kaiin.LogRankSettings().test(GROUPS).trend([1]), kaiin.InputError, "column_length"),
        (lambda: kaiin.LogRankSettings().test(GROUPS).trend([1, None]), kaiin.SettingError, "setting"),
        (lambda: kaiin.GraySettings("arrears", rho=-1), kaiin.SettingError, "setting"),
        (lambda: kaiin.GraySettings("arrears").test(GROUPS), kaiin.RateError, "missing"),
        (lambda: kaiin.ComparedGroups.of_tables([]), kaiin.InputError, "no_rows"),
        (lambda: kaiin.ComparedGroups.of_tables([("a", ROWS.risk_table())] * 2), kaiin.SettingError, "setting"),
        (lambda: kaiin.ComparedGroups.of_rows_within(ROWS, ["x"]), kaiin.InputError, "column_length"),
        (lambda: kaiin.ComparedGroups.of_durations_within(of_durations(), ["branch"], []), kaiin.SettingError, "setting"),
        (lambda: kaiin.adjusted_p_values([2.0]), kaiin.SettingError, "setting"),
        (lambda: kaiin.StandardHazard.constant(-1), kaiin.SettingError, "setting"),
        (lambda: kaiin.StandardHazard.piecewise([0], [0.1, 0.2]), kaiin.InputError, "column_length"),
        (lambda: kaiin.StandardHazard.of_cumulative([0, 1], [1, 0]), kaiin.SettingError, "setting"),
        (lambda: kaiin.StandardHazard.of_probabilities([0, 1], [1]), kaiin.SettingError, "setting"),
        (lambda: kaiin.OneSampleTest.of_totals(-1, 1), kaiin.SettingError, "setting"),
        (lambda: kaiin.OneSampleTest.of_rows([True], [math.inf]), kaiin.SettingError, "setting"),
        (
            lambda: kaiin.OneSampleTest.of_table(ROWS.risk_table(), kaiin.StandardHazard.of_cumulative([0, 1], [0, 1])),
            kaiin.RateError,
            "missing",
        ),
    ],
)
def test_what_cannot_be_answered_is_an_error(call: Callable[[], object], error: type[kaiin.KaiinError], code: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.code == code


def test_a_weight_that_is_not_known_is_refused_with_those_that_are() -> None:
    for wrong in ("cox", ("g_rho",), ("log_rank", 1.0), 3, ()):
        weight: Any = wrong
        with pytest.raises(kaiin.SettingError, match="tarone_ware") as caught:
            kaiin.LogRankSettings(weight=weight)
        assert caught.value.name == "weight"


def test_results_are_values_and_tables() -> None:
    test = kaiin.LogRankSettings(weight=("g_rho", 1), outcome="event").test(GROUPS)
    gray = kaiin.GraySettings("arrears", rho=1).test(kaiin.ComparedGroups.of_rows(REASONS))
    pairs = kaiin.LogRankSettings().pairwise(GROUPS)
    check_table(test, 2, {"group", "observed", "expected", "compared"})
    check_table(gray, 2, {"group", "score", "variance"})
    check_table(pairs, 1, {"first", "second", "p_value", "adjusted_p"})
    check_table(kaiin.OneSampleTest.of_totals(2, 3), 1, {"ratio", "exact_p_value"})
    for record in (test.groups[0], test.strata[0], test.chi_squared, test.trend([1, 2]), gray.groups[0], pairs.pairs[0]):
        check_record(record)
    check_value(test.settings)
    check_value(gray.settings)
    check_value(kaiin.StandardHazard.piecewise([0, 2], [0.1, 0.05]))
    assert gray.settings.outcome == "arrears"
    assert len(pairs) == 1
