"""Rates from lists at year ends: the numbers of R's msm, and of a hundred members of whom twenty left."""

import math
from collections.abc import Callable

import kaiin
import oracle
import pytest
from kaiin import PanelModel, PanelObservations, Register
from result_contract import check_record, check_table, check_value

# Of 100 members 20 are gone a year later: exp(-rate) = 0.8.
PEOPLE = [{"person": n, "time": t, "state": "out" if t and n < 20 else "in"} for n in range(100) for t in (0, 1)]


@pytest.fixture
def seen() -> PanelObservations:
    return PanelObservations(PEOPLE, states=["in", "out"])


@pytest.fixture
def fit(seen: PanelObservations) -> kaiin.PanelFit:
    return PanelModel([("in", "out")]).fit(seen)


def test_snapshots_are_counted(seen: PanelObservations) -> None:
    check_table(seen, 2, {"from", "to", "interval", "count"})
    assert (seen.count("in", "in"), seen.count("in", "out"), seen.states, len(seen)) == (80, 20, ["in", "out"], 2)
    assert seen.merge(seen).count("in", "out") == 40
    exact = seen.exactly_observed(["out"])
    assert exact != seen
    columns = {"who": [row["person"] for row in PEOPLE], "when": [row["time"] for row in PEOPLE], "what": [row["state"] for row in PEOPLE]}
    assert PanelObservations(columns, states=["in", "out"], person="who", time="when", state="what") == seen
    with pytest.raises(kaiin.TableError) as caught:
        seen.merge(exact)
    assert caught.value.code == "mismatch"


def test_a_rate_is_what_can_be_worked_by_hand(fit: kaiin.PanelFit) -> None:
    check_table(fit, 1, {"from", "to", "rate", "error", "lower", "upper"})
    rate = fit.rates[0]
    check_record(rate)
    assert (rate.from_, rate.to) == ("in", "out")
    assert rate.rate == pytest.approx(math.log(1.25), rel=1e-9)
    # the error of -ln of a share of 80 in 100: √(0.2 / 0.8 / 100)
    assert rate.error == pytest.approx(0.05, rel=1e-6)
    assert rate.log_error == pytest.approx(0.05 / rate.rate, rel=1e-6)
    assert rate.limits is not None
    assert rate.limits.upper == pytest.approx(rate.rate * math.exp(1.959963984540054 * 0.05 / rate.rate), rel=1e-6)
    likelihood = 80 * math.log(0.8) + 20 * math.log(0.2)
    assert (fit.log_likelihood, fit.aic) == pytest.approx((likelihood, 2 - 2 * likelihood))
    assert (fit.ending.kind, fit.states, fit.steps > 0) == ("interior", ["in", "out"], True)
    assert fit.log_covariance is not None
    assert fit.log_covariance[0] == pytest.approx([(0.05 / rate.rate) ** 2], rel=1e-6)


def test_what_follows_from_the_rates(fit: kaiin.PanelFit, seen: PanelObservations) -> None:
    two = fit.probability("in", "in", 2)
    check_record(two)
    assert (two.value, two.error) == pytest.approx((0.64, 0.64 * 2 * 0.05), rel=1e-6)
    assert fit.rate_out("in").value == pytest.approx(math.log(1.25))
    stay = fit.mean_stay("in")
    assert stay is not None
    assert stay.value == pytest.approx(1 / math.log(1.25))
    assert fit.mean_stay("out") is None
    assert fit.time_in_state("in", "in", 2).value == pytest.approx(0.36 / math.log(1.25))
    assert (fit.observations, fit.model) == (seen, PanelModel([("in", "out")]))
    check_value(PanelModel([("in", "out")], confidence=0.9))
    assert PanelModel([("in", "out")], confidence=0.9) != fit.model


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda seen, fit: PanelModel([]), kaiin.InputError, "no_rows"),
        (lambda seen, fit: PanelModel([("in", "in")]), kaiin.SettingError, "setting"),
        (lambda seen, fit: PanelModel([("in", "out")], confidence=2), kaiin.SettingError, "setting"),
        (lambda seen, fit: PanelModel([("in", "gone")]).fit(seen), kaiin.RateError, "missing"),
        (lambda seen, fit: PanelModel([("out", "in")]).fit(seen), kaiin.SettingError, "setting"),
        (lambda seen, fit: PanelObservations(PEOPLE, states=["in"]), kaiin.SettingError, "setting"),
        (lambda seen, fit: PanelObservations(PEOPLE[:1], states=["in", "out"]), kaiin.InputError, "no_rows"),
        (lambda seen, fit: PanelObservations(PEOPLE, states=["in"], person="id"), kaiin.InputError, "missing_column"),
        (lambda seen, fit: seen.count("in", "gone"), kaiin.RateError, "missing"),
        (lambda seen, fit: seen.exactly_observed(["in"]), kaiin.SettingError, "setting"),
        (lambda seen, fit: fit.probability("in", "out", -1), kaiin.SettingError, "setting"),
        (lambda seen, fit: fit.rate_out("gone"), kaiin.RateError, "missing"),
    ],
)
def test_what_cannot_be_used_is_refused(
    call: Callable[[PanelObservations, kaiin.PanelFit], object],
    error: type[kaiin.KaiinError],
    code: str,
    seen: PanelObservations,
    fit: kaiin.PanelFit,
) -> None:
    with pytest.raises(error) as caught:
        call(seen, fit)
    assert caught.value.code == code


def test_members_have_the_rates_of_msm() -> None:
    case = oracle.case("panel-members-sim")
    data, allowed = oracle.columns("panel-members-sim"), case["settings"]["qmatrix_allowed"]
    states = [str(state + 1) for state in range(len(allowed))]
    columns = {"person": data["id"], "time": oracle.numbers(data["year"]), "state": data["state"]}
    changes = [(states[r], states[s]) for r, row in enumerate(allowed) for s, is_allowed in enumerate(row) if is_allowed and r != s]
    fit = PanelModel(changes).fit(PanelObservations(columns, states=states))
    values = case["results"][0]["values"]
    assert -2 * fit.log_likelihood == pytest.approx(values["minus2loglik"], rel=1e-9)
    for rate in fit.rates:
        assert rate.rate == pytest.approx(values["Q"][int(rate.from_) - 1][int(rate.to) - 1], rel=1e-4)


def test_the_year_ends_of_a_register_are_snapshots() -> None:
    rows = [{"person": "A", "start": "2020-04-01", "end": "2022-04-01", "end_reason": "arrears"}, {"person": "A", "start": "2023-03-01"}]
    register = Register(rows, as_of="2024-03-31")
    seen = PanelObservations.of_register(register)
    assert seen.count("active", "active") == 3
    assert PanelObservations.of_register(register, standings="together").states == ["member"]
    died = Register([{"person": "A", "start": "2020-04-01", "end": "2022-10-01", "end_reason": "death"}], as_of="2024-03-31")
    assert PanelObservations.of_register(died).states == ["active", "exited"]
    exact = PanelObservations.of_register(died, exits="exact").to_table()
    assert 0.4 < exact["interval"][exact["to"].index("exited")] < 0.6
    assert PanelObservations.of_register(died, final_reasons=["retirement"]).states == ["active", "lapsed"]
