"""Accelerated failure time regression in Python, against R's survreg."""

import csv
import json
import math
from pathlib import Path
from typing import Any

import kaiin
import pytest
from results import check_record, check_table, near

ORACLES = Path(__file__).resolve().parents[1] / "oracles"


def two_groups() -> kaiin.LifetimeRegressionFit:
    rows = kaiin.Observations.of_events([1, 3, 2, 6], [1, 1, 1, 1])
    return kaiin.LifetimeRegression("exponential").levels("branch", ["A", "A", "B", "B"]).fit(rows)


def test_two_groups_are_worked_by_hand() -> None:
    fit = two_groups()
    south = fit.coefficient("branchB")
    assert south is not None
    assert south.estimate == near(math.log(2))  # mean 4 against mean 2
    assert south.error == near(1.0)  # √(1/2 + 1/2)
    assert south.z == near(math.log(2))
    assert south.p_value == near(math.erfc(math.log(2) / math.sqrt(2)))
    assert south.limits is not None
    assert south.limits.upper == near(math.log(2) + 1.959963984540054)
    assert [coefficient.name for coefficient in fit.coefficients] == ["(Intercept)", "branchB"]
    assert (fit.ending.kind, fit.family, fit.rows, fit.events, fit.scale) == ("interior", "exponential", 4, 4.0, 1.0)
    assert fit.covariance == [[near(0.5), near(-0.5)], [near(-0.5), near(1.0)]]
    assert fit.aic == near(4 - 2 * fit.log_likelihood)
    assert fit.log_likelihood == near(-2 * math.log(2) - 2 * math.log(4) - 4)
    assert fit.null_log_likelihood == near(-4 * math.log(3) - 4)
    law = fit.law({"branch": "B"})
    assert (law.family, law.parameters) == ("exponential", [near(0.25)])
    share, median = fit.survival({"branch": "B"}, 4), fit.quantile({"branch": "A"}, 0.5)
    assert (share.value, median.value) == (near(math.exp(-1)), near(2 * math.log(2)))
    assert (share.error, median.error) == (near(math.exp(-1) * math.sqrt(0.5)), near(2 * math.log(2) * math.sqrt(0.5)))
    check_table(fit)
    check_record(south)
    assert repr(fit) == "<kaiin.LifetimeRegressionFit exponential of 4 rows: maximum inside the range of the parameters>"


def test_a_reference_turns_the_comparison_round() -> None:
    rows = kaiin.Observations.of_events([1, 3, 2, 6], [1, 1, 1, 1])
    regression = kaiin.LifetimeRegression("exponential").levels("branch", ["A", "A", "B", "B"], reference="B")
    north = regression.fit(rows).coefficient("branchA")
    assert north is not None
    assert north.estimate == near(-math.log(2))
    assert regression != kaiin.LifetimeRegression("exponential")


def test_a_level_without_events_is_named() -> None:
    rows = kaiin.Observations.of_events([1, 3, 2, 6], [1, 1, 0, 0])
    fit = kaiin.LifetimeRegression("exponential").levels("branch", ["A", "A", "B", "B"]).fit(rows)
    assert (fit.ending.kind, [run.parameter for run in fit.ending.run_away], fit.covariance) == ("boundary", ["branchB"], None)
    south = fit.coefficient("branchB")
    assert south is not None
    assert (south.estimate, south.error) == (None, None)


def test_numbers_have_the_coefficients_of_r() -> None:
    oracle = json.loads((ORACLES / "par-lung.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader((ORACLES / oracle["data"]["file"]).read_text(encoding="utf-8").splitlines()))
    columns = {name: [float(row[name]) for row in rows] for name in ("time", "status", "age", "sex")}
    names = {"exponential": "exponential", "weibull": "weibull", "lognormal": "log_normal", "loglogistic": "log_logistic"}
    expected = [value for value in oracle["results"][0]["values"] if value["rhs"] == "age+sex"]
    observed = kaiin.Observations.of_events(columns["time"], columns["status"])
    assert len(expected) == 4
    for value in expected:
        family: Any = names[value["dist"]]
        regression = kaiin.LifetimeRegression(family)
        fit = regression.numbers("age", columns["age"]).numbers("sex", columns["sex"]).fit(observed)
        estimates = [coefficient.estimate for coefficient in fit.coefficients if coefficient.name != "Log(scale)"]
        assert estimates == near(value["coef"], rel=1e-6)
        assert [coefficient.error for coefficient in fit.coefficients] == near(value["se"], rel=1e-5)
        assert fit.log_likelihood == near(value["loglik"], rel=1e-10)


def test_what_cannot_be_is_refused() -> None:
    rows = kaiin.Observations.of_events([1, 3, 2, 6], [1, 1, 1, 1])
    fit = two_groups()
    calls: list[tuple[Any, type[Exception], str]] = [
        (lambda: kaiin.LifetimeRegression("geometric"), kaiin.SettingError, "choose exponential"),
        (lambda: kaiin.LifetimeRegression("weibull", confidence=2), kaiin.SettingError, "confidence"),
        (lambda: kaiin.LifetimeRegression("weibull").numbers("age", [1, 2]).fit(rows), kaiin.InputError, "age"),
        (lambda: kaiin.LifetimeRegression("weibull").numbers("age", ["old"]), kaiin.InputError, "give a number"),
        (lambda: kaiin.LifetimeRegression("weibull").numbers("age", [1, 1, 1, 1]).fit(rows), kaiin.SettingError, "explains nothing"),
        (lambda: kaiin.LifetimeRegression("weibull").levels("b", list("AABB"), reference="C").fit(rows), kaiin.RateError, "C"),
        (lambda: fit.law({}), kaiin.RateError, "branch"),
        (lambda: fit.law({"branch": "C"}), kaiin.RateError, "its levels are: A, B"),
        (lambda: fit.survival({"branch": "A"}, -1), kaiin.SettingError, "time"),
        (lambda: fit.quantile({"branch": "A"}, 1), kaiin.SettingError, "share"),
    ]
    for call, error, said in calls:
        with pytest.raises(error, match=said):
            call()
