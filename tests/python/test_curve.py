"""Retention curves in Python: the published fits, how fits end, and what is read off them."""

import csv
import itertools
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kaiin
import numpy as np
import pytest
from results import check_record, check_table, check_value, near

ORACLES = Path(__file__).resolve().parents[1] / "oracles"

# Fader and Hardie (2007), per 1,000 customers after 0 to 12 renewals.
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]


@pytest.fixture
def fit() -> kaiin.CurveFit:
    return kaiin.CurveModel("shifted_beta_geometric").fit(REGULAR[:8])


def test_the_published_fit_is_found(fit: kaiin.CurveFit) -> None:
    parameters = {parameter.name: parameter for parameter in fit.parameters}
    assert f"{parameters['alpha'].value:.3f} {parameters['beta'].value:.3f}" == "0.704 1.182"  # Fader and Hardie (2007)
    assert (fit.ending.kind, fit.ending.is_interior, fit.is_as_asked, fit.estimated) == ("interior", True, True, 2)
    assert str(fit.ending) == "maximum inside the range of the parameters"
    assert (fit.people, fit.events, fit.steps > 0, fit.gradient_norm < 1e-4) == (1000.0, 759.0, True, True)
    assert fit.aic == near(4 - 2 * fit.log_likelihood)
    assert fit.bic == near(2 * math.log(1000) - 2 * fit.log_likelihood)
    alpha = parameters["alpha"]
    assert fit.parameter("alpha") == alpha
    assert fit.parameter("theta") is None
    assert alpha.error is not None
    assert fit.covariance is not None
    assert fit.log_covariance is not None
    assert fit.covariance[0][0] == near(alpha.error**2)
    assert math.sqrt(fit.log_covariance[0][0]) == near(alpha.log_error) == near(alpha.error / alpha.value)
    assert alpha.limits is not None
    assert alpha.limits.lower == near(alpha.value * math.exp(-1.959963984540054 * alpha.error / alpha.value))


def test_shares_follow_the_formula(fit: kaiin.CurveFit) -> None:
    alpha, beta = fit.law.parameters
    share = 1.0
    for renewal in range(1, 13):
        share *= (beta + renewal - 1) / (alpha + beta + renewal - 1)
    projected = fit.survival(12)
    assert projected is not None
    assert projected.value == near(share)
    assert projected.limits is not None
    assert projected.limits.lower < share < projected.limits.upper
    curve = fit.project(12)
    assert (len(curve), curve.points[12].survival, curve.points[12].retention) == (13, projected, fit.retention(12))
    assert fit.project_at([12]).points == curve.points[12:]
    assert (fit.survival(-1), curve.points[0].retention) == (None, None)
    median = fit.quantile(0.5)
    assert median is not None
    assert (median.value, median.error) == (2.0, None)  # 631, then 468
    check_table(fit, curve)
    check_record(fit.parameters[0], projected, curve.points[1])
    assert repr(fit).startswith("<kaiin.CurveFit shifted beta-geometric of 1000 persons: maximum inside")


def test_lifetimes_are_worth_what_the_oracle_says() -> None:
    law = kaiin.CurveLaw("geometric", [0.2])
    mean, worth = law.discounted_lifetime(0.0), law.discounted_lifetime(0.1)
    assert mean is not None
    assert worth is not None
    assert mean.value == near(1 / 0.2)
    assert worth.value == near(1 / (1 - 0.8 / 1.1))  # a geometric series
    further = law.discounted_residual_lifetime(3, 0.0)
    assert further is not None
    assert (further.value, further.error, further.limits) == (near(0.8 / 0.2), None, None)
    fitted = kaiin.CurveModel("geometric").fit([1000, 800, 640])
    value = fitted.discounted_lifetime(0.0)
    assert value is not None
    assert value.error == near(math.sqrt(0.2 * 0.8 / 1800) / 0.2**2, rel=1e-5)  # sd of theta by the slope of 1 / theta
    later = fitted.discounted_residual_lifetime(1, 0.05)
    assert later is not None
    assert later.error is not None
    check_record(value)
    assert kaiin.CurveLaw("shifted_beta_geometric", [0.5, 1]).discounted_lifetime(0) is None  # no mean
    with pytest.raises(kaiin.SettingError, match="5 % a period"):
        law.discounted_lifetime(-0.1)
    with pytest.raises(kaiin.SettingError, match="whole number of renewals"):
        law.discounted_residual_lifetime(1.5, 0.1)


def test_a_fit_at_the_edge_says_so_in_words() -> None:
    fit = kaiin.CurveModel("shifted_beta_geometric").fit([1000, 850, 700, 550, 410])  # retention falls
    assert (fit.ending.kind, fit.ending.is_interior, fit.is_as_asked, fit.law.family) == ("boundary", False, False, "geometric")
    assert [(run.parameter, run.edge) for run in fit.ending.run_away] == [("heterogeneity 1 / (alpha + beta)", "low")]
    assert fit.ending.not_told_apart == []
    assert "runs to the lower end of its range" in str(fit.ending)
    theta = fit.parameter("theta")
    assert theta is not None
    share = 590 / 3100  # lost by renewals that were due, with the error of a share
    assert (theta.value, theta.error, fit.covariance) == (near(share), None, None)  # an edge has no errors
    plain = kaiin.CurveModel("geometric").fit([1000, 850, 700, 550, 410]).parameter("theta")
    assert plain is not None
    assert (plain.value, plain.error) == near((share, math.sqrt(share * (1 - share) / 3100)))
    nobody = kaiin.CurveModel("geometric").fit([10, 10, 10])
    assert (nobody.ending.kind, nobody.law.parameters, nobody.parameters[0].error, nobody.covariance) == ("boundary", [0.0], None, None)
    assert fit.model.family == "shifted_beta_geometric"
    check_record(fit.ending, fit.ending.run_away[0])
    assert repr(fit.ending).startswith("<kaiin.FitEnding boundary: no maximum inside")


DATA: dict[str, Callable[[], Any]] = {
    "list": lambda: REGULAR,
    "tuple": lambda: tuple(REGULAR),
    "numpy": lambda: np.array(REGULAR),
    "cohorts": lambda: [REGULAR],
    "counts": lambda: kaiin.RenewalCounts.of_cohort(REGULAR),
    "lifetimes": lambda: kaiin.RenewalCounts.of_lifetimes(
        [before - after for before, after in itertools.pairwise(REGULAR)], [0] * 11 + [173]
    ),
}


@pytest.mark.parametrize("kind", DATA)
def test_counts_of_every_kind_give_one_fit(kind: str) -> None:
    model = kaiin.CurveModel("shifted_beta_geometric")
    assert model.fit(DATA[kind]()) == model.fit(REGULAR)


def test_a_register_gives_a_curve() -> None:
    rows = [{"person": n, "start": "2020-04-01", "end": f"{2021 + n % 3}-04-01" if n % 2 else None} for n in range(12)]
    register = kaiin.Register(rows, as_of="2023-04-01")
    triangle = kaiin.RetentionTriangle(register)
    counts = kaiin.RenewalCounts.of_triangle(triangle)
    assert counts.people == 12
    fit = kaiin.CurveModel("geometric").fit(triangle)
    assert fit == kaiin.CurveModel("geometric").fit(counts)
    lifetimes = kaiin.Lifetimes.of_durations(kaiin.DurationTable(register)).in_units_of(365.25)
    weibull = kaiin.CurveModel("exponential").fit(lifetimes)
    rate = weibull.parameter("rate")
    assert rate is not None
    assert rate.value == near(lifetimes.events / lifetimes.exposure)


def test_renewals_are_counted_by_hand() -> None:
    counts = kaiin.RenewalCounts.of_cohorts([[100, 80, 70], [50, 45]])
    assert (counts.at_risk, counts.lost, counts.people, counts.all_lost, counts.periods, len(counts)) == (
        [150, 80],
        [25, 10],
        150,
        35,
        2,
        2,
    )
    assert counts.retention == near([125 / 150, 70 / 80])
    assert counts.survival == near([1, 125 / 150, 125 / 150 * 70 / 80])
    later = counts.and_cohort_from(1, [20, 15])
    assert (later.at_risk, later.lost, later.first(1).at_risk) == ([150, 100], [25, 15], [150])
    check_table(counts)
    with pytest.raises(kaiin.SettingError, match="more than the 80"):
        kaiin.RenewalCounts.of_cohort([80, 81])
    with pytest.raises(kaiin.InputError) as caught:
        kaiin.RenewalCounts.of_lifetimes([1], [])
    assert caught.value.code == "column_length"


def test_lifetimes_are_the_fits_of_r() -> None:
    oracle = json.loads((ORACLES / "par-lung.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader((ORACLES / oracle["data"]["file"]).read_text(encoding="utf-8").splitlines()))
    observed = kaiin.Observations.of_events([float(row["time"]) for row in rows], [int(row["status"]) for row in rows])
    expected = next(value for value in oracle["results"][0]["values"] if value["dist"] == "weibull" and value["rhs"] == "1")
    fit = kaiin.CurveModel("weibull").fit(observed)
    assert fit.log_likelihood == near(expected["loglik"], rel=1e-10)
    shape, scale = fit.law.parameters
    assert (math.log(scale), -math.log(shape)) == near((expected["coef"][0], expected["log_scale"]), rel=1e-7)
    quantiles = [fit.quantile(share) for share in expected["quantiles_first_row"]["p"]]
    assert [q.value for q in quantiles if q] == near(expected["quantiles_first_row"]["q"], rel=1e-7)
    assert [q.error for q in quantiles if q] == near(expected["quantiles_first_row"]["se"], rel=1e-6)
    assert fit == kaiin.CurveModel("weibull").fit(kaiin.Lifetimes.of_observations(observed))
    assert kaiin.Lifetimes.of_group(observed, "all").people == 228


LAWS: dict[Any, tuple[list[float], float, float]] = {
    "geometric": ([0.2], 2, 0.64),
    "shifted_beta_geometric": ([1, 2], 2, 0.5),
    "discrete_weibull": ([0.2, 2], 2, 0.8**4),
    "beta_discrete_weibull": ([1, 2, 1], 2, 0.5),
    "exponential": ([0.5], 2, math.exp(-1)),
    "weibull": ([2, 2], 4, math.exp(-4)),
    "log_normal": ([1, 2], math.e, 0.5),
    "log_logistic": ([2, 3], 6, 0.2),
    ("piecewise_exponential", (1.0, 3.0)): ([0.1, 0.2, 0.3], 4, math.exp(-0.1 - 0.4 - 0.3)),
}


@pytest.mark.parametrize("family", LAWS)
def test_every_family_has_its_formula(family: Any) -> None:
    parameters, time, share = LAWS[family]
    law = kaiin.CurveLaw(family, parameters)
    assert law.survival(time) == near(share)
    assert len(law.parameter_names) == len(law.parameters)
    assert law.counts_renewals == (family in ("geometric", "shifted_beta_geometric", "discrete_weibull", "beta_discrete_weibull"))
    assert law.family == (family if isinstance(family, str) else ("piecewise_exponential", [1.0, 3.0]))
    check_value(law, kaiin.CurveModel(family))
    assert law.leaving(1) == near(1 - (law.survival(1) or 0))
    assert law.hazard(1) is not None
    assert law.long_term is None
    always = kaiin.CurveLaw(family, parameters, long_term=0.5)
    assert (always.long_term, always.survival(time)) == (0.5, near(0.5 + 0.5 * share))
    assert always.discounted_lifetime(0) is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: kaiin.CurveModel("cox"), "log_logistic"),  # type: ignore[arg-type]
        (lambda: kaiin.CurveModel("piecewise_exponential"), "needs cut points"),  # type: ignore[arg-type]
        (lambda: kaiin.CurveModel(("piecewise_exponential", [3, 1])).fit(kaiin.Observations.of_events([1], [1])), "ascending"),
        (lambda: kaiin.CurveModel("geometric", confidence=95), "confidence"),
        (lambda: kaiin.CurveModel("weibull").fit([10, 8]), "measures time"),
        (lambda: kaiin.CurveModel("geometric").fit(kaiin.Observations.of_events([1], [1])), "counts renewals"),
        (lambda: kaiin.CurveModel("geometric").fit([]), "has nobody at first"),
        (lambda: kaiin.CurveLaw("geometric", [0.1, 0.2]), "has 1: theta"),
        (lambda: kaiin.CurveLaw("geometric", [0.1], long_term=2), "outside"),
        (lambda: kaiin.CurveLaw("geometric", [0.1]).quantile(1), "outside"),
        (lambda: kaiin.CurveModel("geometric").fit([10, 8]).project_at([math.inf]), "finite time"),
        (lambda: kaiin.Lifetimes.of_observations(kaiin.Observations.of_events([0], [1])), "row 0"),
        (lambda: kaiin.HoldOut(kaiin.CurveModel("geometric"), [10, 8], 1), "leaves none"),
    ],
)
def test_what_cannot_be_is_a_setting_error(call: Callable[[], object], said: str) -> None:
    with pytest.raises(kaiin.SettingError, match=said) as caught:
        call()
    assert caught.value.code == "setting"


def test_too_far_and_nothing_are_errors_of_their_own() -> None:
    with pytest.raises(kaiin.TableError) as caught:
        kaiin.CurveModel("geometric").fit([10, 8]).project(1_000_000)
    assert caught.value.code == "limit"
    with pytest.raises(kaiin.InputError) as nothing:
        kaiin.CurveModel("weibull").fit(kaiin.Observations.of_events([], []))
    assert nothing.value.code == "no_rows"
    with pytest.raises(kaiin.RateError):
        kaiin.Lifetimes.of_group(kaiin.Observations.of_events([1], [1]), "nobody")
    with pytest.raises(TypeError):
        kaiin.CurveModel("geometric").fit("1000")  # type: ignore[arg-type]


def test_a_long_term_share_is_found() -> None:
    law = kaiin.CurveLaw("geometric", [0.5], long_term=0.4)
    seen = [round(100_000 * (law.survival(time) or 0)) for time in range(8)]
    fit = kaiin.CurveModel("geometric", long_term="share").fit(seen)
    share = fit.parameter("long_term")
    assert share is not None
    assert share.value == near(0.4, abs=0.01)
    assert fit.model.has_long_term
    assert fit.law.long_term == share.value


def test_curves_are_compared_and_judged_on_the_rest() -> None:
    names: list[Any] = ["geometric", "shifted_beta_geometric", "beta_discrete_weibull"]
    fits = [kaiin.CurveModel(family).fit([1000, 869, 743, 653, 593, 551, 517, 491]) for family in names]
    comparison = kaiin.CurveComparison(fits)
    assert comparison.curves[0].fit.law.family == "beta_discrete_weibull"
    assert (sum(curve.weight for curve in comparison.curves), comparison.curves[0].aic_difference) == (near(1), 0)
    assert comparison.to_table()["ending"][0] == "maximum inside the range of the parameters"
    check_table(comparison)
    check_record(comparison.curves[1])
    with pytest.raises(kaiin.TableError) as caught:
        kaiin.CurveComparison([fits[0], kaiin.CurveModel("geometric").fit(REGULAR)])
    assert caught.value.code == "mismatch"
    with pytest.raises(kaiin.InputError):
        kaiin.CurveComparison([])

    judged = kaiin.HoldOut(kaiin.CurveModel("shifted_beta_geometric"), REGULAR, 7)
    off = [abs(point.projected - point.observed) for point in judged.points]
    assert (judged.mean_absolute_error, judged.largest_absolute_error) == (near(sum(off) / 5), near(max(off)))
    assert judged.mean_absolute_percentage_error is not None
    assert judged.points[0].renewals == 8
    assert judged.fit == kaiin.CurveModel("shifted_beta_geometric").fit(REGULAR[:8])
    check_table(judged)
    check_record(judged.points[0], kaiin.Lifetimes.of_observations(kaiin.Observations.of_events([1, 2], [1, 0])))
