"""The age-period-cohort view in Python, against dummy variables in statsmodels."""

import json
import math
from pathlib import Path
from typing import Any, get_args

import kaiin
import pytest
from kaiin._types import ApcTerms
from results import check_record, check_table, check_value, near

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "age_period_cohort.json"

# Rates that halve with each year of membership and rise by a tenth from one year to the next.
EVENTS = [4000, 4400, 4840, 2000, 2200, 2420, 1000, 1100, 1210]


@pytest.fixture
def counts() -> kaiin.AgePeriodCounts:
    return kaiin.AgePeriodCounts(0, 2022, 3, EVENTS, [10_000.0] * 9)


def test_drift_and_nothing_else(counts: kaiin.AgePeriodCounts) -> None:
    view = kaiin.ApcSettings(reference_cohort=2022).fit(counts)
    assert (view.net_drift.effect, view.net_drift.label) == (near(1.1), 0)
    assert [fit.terms for fit in view.fits] == list(get_args(ApcTerms))
    assert view.fit_of("age_drift").deviance == near(0, abs=1e-9)
    assert view.fit_of("age").parameters == 3
    assert [effect.effect for effect in view.ages] == near([0.4, 0.22, 0.121])  # on the diagonal of cohort 2022
    assert [effect.effect for effect in view.periods] == near([1, 1, 1])
    assert [(effect.label, effect.effect) for effect in view.cohorts[:3]] == [
        (2020, near(1.1**-2)),
        (2021, near(1 / 1.1)),
        (2022, near(1)),
    ]
    assert [effect.effect for bends in view.second_differences for effect in bends] == near([1] * 5)
    assert view.expected == near(EVENTS)
    assert (view.reference_cohort, view.counts, view.made_by) == (2022, counts, kaiin.ApcSettings(reference_cohort=2022))
    test = view.comparisons[0]
    assert (test.smaller, test.larger, test.freedom) == ("age", "age_drift", 1)
    assert test.p is not None
    assert test.p < 1e-6
    assert len(view.effects_table()) == 3 + 3 + 5
    check_table(view)
    check_record(view.fits[0], test, view.ages[0], counts)
    check_value(view.made_by)


def test_the_models_are_those_of_statsmodels() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    counts = kaiin.AgePeriodCounts(0, 0, golden["periods"], golden["events"], golden["exposure"])
    view = kaiin.ApcSettings(reference_cohort=counts.cohort_label(golden["reference"])).fit(counts)
    for fit in view.fits:
        assert fit.deviance == near(golden["fits"][fit.terms.replace("_", "-")]["deviance"], rel=1e-9)
    effects: dict[str, Any] = {"age": view.ages, "period": view.periods, "cohort": view.cohorts}
    for name, shown in effects.items():
        assert [math.log(effect.effect) for effect in shown] == near(golden["display"][name][0], abs=1e-8)
        assert [effect.log_error for effect in shown] == near(golden["display"][name][1], abs=1e-7)


def test_counts_of_a_register(counts: kaiin.AgePeriodCounts) -> None:
    assert (counts.ages, counts.periods, counts.cohorts) == (3, 3, 5)
    assert (counts.age_label(2), counts.period_label(1), counts.cohort_label(0)) == (2, 2023, 2020)
    grid = kaiin.LexisGrid(kaiin.ObservationWindow("2020-04-01", "2023-04-01"), exit_day="last_day_in")
    days = grid.count([kaiin.Span("2019-04-01"), kaiin.Span("2021-10-01", end="2022-04-11", exit="voluntary")])
    members = kaiin.AgePeriodCounts.of_member_days(days, 3, ["voluntary"])
    assert (members.ages, members.periods, sum(members.events)) == (4, 3, 1)
    assert sum(members.exposure) == near(days.total.days / 365.25)
    cut = kaiin.LexisGrid(kaiin.ObservationWindow("2020-05-01", "2020-08-01")).count([kaiin.Span("2019-04-01")])
    with pytest.raises(kaiin.InputError) as caught:
        kaiin.AgePeriodCounts.of_member_days(cut, 3, ["voluntary"])
    assert caught.value.code == "no_rows"


def test_what_cannot_be_is_refused(counts: kaiin.AgePeriodCounts) -> None:
    calls: list[tuple[Any, type[Exception], str]] = [
        (lambda: kaiin.AgePeriodCounts(0, 2022, 2, [1, 2, 3], [1, 1, 1]), kaiin.SettingError, "whole rows"),
        (lambda: kaiin.AgePeriodCounts(0, 2022, 1, [1], [0]), kaiin.SettingError, "cell 0 with 1 events"),
        (lambda: kaiin.AgePeriodCounts(0, 2022, 1, [1], []), kaiin.InputError, "exposure"),
        (lambda: kaiin.AgePeriodCounts(0, 2022, 1, [1.5], [1]), kaiin.InputError, "whole number"),
        (lambda: kaiin.ApcSettings(confidence=95), kaiin.SettingError, "confidence"),
        (lambda: kaiin.ApcSettings(reference_cohort=1999).fit(counts), kaiin.SettingError, "2020 to 2024"),
        (lambda: kaiin.ApcSettings().fit(kaiin.AgePeriodCounts(0, 2022, 1, [1], [1])), kaiin.RateError, "at least two"),
    ]
    for call, error, said in calls:
        with pytest.raises(error, match=said):
            call()
