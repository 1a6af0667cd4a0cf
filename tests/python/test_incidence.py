"""Competing reasons: incidences, their limits, and what each reason costs."""

from collections.abc import Callable

import kaiin
import pytest
from oracle import case, columns, numbers
from result_contract import check_record, check_table, check_value

# One of 4 left for arrears at 1; of 3 at 2 one died and one was last seen; the last left for arrears at 3.
ROWS = kaiin.Observations.of_outcomes([1, 2, 2, 3], ["arrears", "death", None, "arrears"])


@pytest.fixture
def incidence() -> kaiin.CumulativeIncidence:
    return kaiin.IncidenceSettings().incidence(ROWS.risk_table())


def test_the_worked_example(incidence: kaiin.CumulativeIncidence) -> None:
    table = incidence.to_table()
    assert table["incidence_arrears"] == pytest.approx([1 / 4, 1 / 4, 3 / 4])
    assert table["incidence_death"] == pytest.approx([0, 3 / 4 * 1 / 3, 1 / 4])
    assert table["survival"] == pytest.approx([3 / 4, 1 / 2, 0])
    first = incidence.at("arrears", 1)
    assert first is not None
    assert (first.share, first.error) == pytest.approx((1 / 4, (1 / 4 * 3 / 4 / 4) ** 0.5))  # of a share of four
    still = incidence.survival_at(2.5)
    assert still is not None
    assert still.share == pytest.approx(1 / 2)
    assert incidence.at("death", 0.5) == incidence.at("death", 1)
    assert (incidence.outcomes, len(incidence), incidence.is_robust, incidence.early_risk) == (["arrears", "death"], 3, False, None)
    assert incidence.risk_table == ROWS.risk_table()
    assert repr(incidence) == "<kaiin.CumulativeIncidence of 4 rows, 3 times, outcomes arrears, death>"


def test_limits_are_on_the_scale_of_the_settings(incidence: kaiin.CumulativeIncidence) -> None:
    share = incidence.at("arrears", 1)
    assert share is not None
    plain = incidence.limits_on(share, "plain", confidence=0.5)
    assert plain is not None
    assert plain.upper == pytest.approx(share.share + 0.6744897501960817 * share.error)
    assert incidence.limits(share) == incidence.limits_on(share, "log_log")
    nothing = incidence.at("death", 1)
    assert nothing is not None
    assert incidence.limits(nothing) is None


def test_incidences_and_errors_are_those_of_r() -> None:
    data, expected = columns("cr-tiny"), case("cr-tiny")["results"][0]["values"]["all"]
    causes = [None if cause == "0" else f"c{cause}" for cause in data["cause"]]
    rows = kaiin.Observations.of_outcomes(numbers(data["time"]), causes)
    got = kaiin.IncidenceSettings(variance="infinitesimal_jackknife", interval="log").incidence(rows.risk_table())
    robust = kaiin.IncidenceSettings(interval="log").robust_incidence(rows)
    assert robust.is_robust
    for result in (got, robust):
        table = result.to_table()
        assert table["time"] == expected["time"]
        for at, outcome in ((1, "c1"), (2, "c2")):
            assert table[f"incidence_{outcome}"] == pytest.approx([row[at] for row in expected["pstate"]])
            assert table[f"error_{outcome}"] == pytest.approx([row[at] for row in expected["se_ij"]])
        assert table["survival"] == pytest.approx([row[0] for row in expected["pstate"]])


def test_the_costliest_reason_depends_on_what_is_counted() -> None:
    # Two of four move after 4 years, half a year each a head; one falls into arrears after 1 year, one year a head.
    rows = kaiin.Observations.of_outcomes([1, 4, 4, 5], ["arrears", "moved", "moved", None])
    losses = kaiin.IncidenceSettings().incidence(rows.risk_table()).losses(5)
    assert [(loss.outcome, loss.time_lost, loss.events) for loss in losses.ranked] == [("moved", 0.5, 2.0), ("arrears", 1.0, 1.0)]
    assert (losses.horizon, losses.ranking, losses.time_kept, losses.beyond_follow_up, len(losses)) == (5.0, "members", 3.5, False, 2)
    by_time = losses.ranked_by("time")
    assert by_time.costliest is not None
    assert (by_time.ranking, by_time.costliest.outcome) == ("time", "arrears")
    moved = losses.ranked[0]
    assert (moved.incidence.share, moved.share_of_time) == pytest.approx((1 / 2, 1 / 3))
    # 1 year lost by a share of two in four: variance 1/4 · 1/4 · ... of a binomial share
    assert moved.time_error == pytest.approx((1 / 2 * 1 / 2 / 4) ** 0.5)
    assert moved.time_limits.lower == pytest.approx(0.5 - 1.959963984540054 * 0.25)
    robust = kaiin.IncidenceSettings().robust_losses(rows, 5)
    assert robust.ranked[0].time_error == pytest.approx(moved.time_error)


def test_nobody_left_is_no_costliest_reason() -> None:
    rows = kaiin.Observations.of_outcomes([1, 2], ["moved", None]).entering([0, 1])
    assert kaiin.IncidenceSettings().incidence(rows.risk_table()).losses(0.5).costliest is None


def test_who_leaves_given_that_they_stayed_until_a_time(incidence: kaiin.CumulativeIncidence) -> None:
    given = incidence.given(2).at("death", 2)
    assert given is not None
    assert given.share == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda: kaiin.IncidenceSettings(confidence=1), kaiin.SettingError, "setting"),
        (lambda: kaiin.IncidenceSettings().incidence(ROWS.risk_table()).at("divorce", 1), kaiin.RateError, "missing"),
        (lambda: kaiin.IncidenceSettings().incidence(ROWS.risk_table()).given(9), kaiin.SettingError, "setting"),
        (lambda: kaiin.IncidenceSettings().incidence(ROWS.risk_table()).losses(0), kaiin.SettingError, "setting"),
        (lambda: kaiin.IncidenceSettings().robust_incidence(ROWS, "nobody"), kaiin.RateError, "missing"),
        (lambda: kaiin.IncidenceSettings().robust_incidence(ROWS).losses(2), kaiin.RateError, "missing"),
        (lambda: kaiin.IncidenceSettings().robust_incidence(ROWS).given(2), kaiin.RateError, "missing"),
        (
            lambda: kaiin.IncidenceSettings(variance="infinitesimal_jackknife").incidence(ROWS.weighted([1, 2, 1, 1]).risk_table()),
            kaiin.RateError,
            "missing",
        ),
    ],
)
def test_what_cannot_be_answered_is_an_error(call: Callable[[], object], error: type[kaiin.KaiinError], code: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.code == code


def test_results_are_values_and_tables(incidence: kaiin.CumulativeIncidence) -> None:
    losses = incidence.losses(3)
    check_table(incidence, 3, {"time", "incidence_death", "error_death", "lower_death", "upper_death"})
    check_table(losses, 2, {"outcome", "incidence", "time_lost", "share_of_time"})
    check_record(losses.ranked[0])
    check_record(incidence.at("death", 2))
    settings = kaiin.IncidenceSettings(variance="aalen", interval="plain", limits_on="complement", confidence=0.9)
    check_value(settings)
    assert settings.variance_used == "aalen"
    assert settings.incidence(ROWS.risk_table()).settings == settings != incidence.settings
