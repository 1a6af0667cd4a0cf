"""Life tables and what becomes of a cohort when reasons compete, by hand and as KMsurv of R."""

import math
from collections.abc import Callable
from typing import Any

import kaiin
import numpy as np
import pytest
from oracle import case
from result_contract import check_record, check_table, check_value


def test_the_worked_example() -> None:
    table = kaiin.LifeTableSettings.every(1, 2).of_counts(100, [10, 4], [19, 12])
    first, second = table.rows
    assert (first.start, first.end, first.entered, first.censored, first.events, first.at_risk) == (0.0, 1.0, 100.0, 10.0, [19.0], 95.0)
    assert (first.probability, first.survival, first.all_events, first.entered_late, first.censored_at_end) == (0.2, 1.0, 19.0, 0.0, 0.0)
    # 71 enter the second year, of whom 4 count for half
    assert (second.probability, second.survival) == pytest.approx((12 / 69, 0.8))
    assert second.survival_error == pytest.approx(0.8 * math.sqrt(0.2 / (95 * 0.8)))
    assert (table.outcomes, len(table), table.settings.intervals) == (["event"], 2, 2)
    assert repr(table) == "<kaiin.LifeTable of 2 intervals, outcomes event>"
    limits = kaiin.LifeTableSettings.every(1, 2, interval="plain", confidence=0.5).of_counts(100, [10, 4], [19, 12])
    found = limits.limits(limits.rows[1])
    assert found is not None
    assert second.survival_error is not None
    assert found.lower == pytest.approx(0.8 - 0.6744897501960817 * second.survival_error)


def test_the_table_is_that_of_kmsurv() -> None:
    result = case("lifetable-lung")["results"][0]
    given, expected = result["input"], result["values"]
    breaks = [time for time in given["breaks"] if time != "NA"]
    settings = kaiin.LifeTableSettings.between(breaks, open_ended=True)
    table = settings.of_counts(given["n_init"], np.array(given["n_lost"]), np.array(given["n_event"])).to_table()
    names = {
        "entered": "n_enter",
        "at_risk": "n_risk_effective",
        "survival": "surv_at_start",
        "survival_error": "se_surv",
        "density": "pdf",
        "density_error": "se_pdf",
        "hazard": "hazard",
        "hazard_error": "se_hazard",
        "probability": "q",
    }
    for ours, theirs in names.items():
        values = [None if value in ("NA", "NaN") else value for value in expected[theirs]]
        assert table[ours] == [value if value is None else pytest.approx(value) for value in values], ours


def test_timing_and_boundary_are_conventions() -> None:
    rows = kaiin.Observations.of_events([1, 1, 2], [1, 0, 1])
    by_end = kaiin.LifeTableSettings.every(1, 2).of_rows(rows)
    assert by_end.rows[0].probability == pytest.approx(1 / 3)  # who was last seen at the end was there all the time
    assert by_end == kaiin.LifeTableSettings.every(1, 2).of_risk_table(rows.risk_table())
    by_start = kaiin.LifeTableSettings.every(1, 3, boundary="after").of_rows(rows)
    assert [row.probability for row in by_start.rows] == pytest.approx([0, 1 / 2.5, 1])
    probabilities = {
        timing: kaiin.LifeTableSettings.every(1, 1, timing=timing).of_counts(10, [4], [2]).rows[0].probability
        for timing in ("uniform", "at_start", "at_end")
    }
    assert probabilities == {"uniform": 2 / 8, "at_start": 2 / 6, "at_end": 2 / 10}


def test_a_table_of_durations_is_in_days() -> None:
    members = [{"person": "A", "start": "2022-04-01"}, {"person": "B", "start": "2022-04-01", "end": "2023-04-01"}]
    durations = kaiin.DurationTable(kaiin.Register(members, as_of="2024-03-31"))
    table = kaiin.LifeTableSettings.every(365.25, 2).of_durations(durations)
    assert (table.rows[0].probability, table.outcomes) == (0.5, ["unstated"])
    with pytest.raises(kaiin.SettingError):
        kaiin.LifeTableSettings.every(365.25, 2).of_durations(durations, 7)


def test_outcomes_keep_the_order_in_which_they_are_named() -> None:
    table = kaiin.LifeTableSettings.every(1, 2).of_outcome_counts(100, [0, 0], {"retired": [10, 0], "arrears": (20, 7)})
    assert (table.outcomes, table.rows[0].events) == (["retired", "arrears"], [10.0, 20.0])
    decrements = kaiin.DecrementSettings(radix=100).of_life_table(table)
    assert decrements.outcomes == ["retired", "arrears"]
    assert decrements.rows[0].leavers == pytest.approx([10, 20])
    assert decrements.left_at_end == pytest.approx(63)
    assert decrements.share_by_outcome == pytest.approx([0.1, 0.27])


def test_decrements_by_hand() -> None:
    table = kaiin.DecrementSettings().of_probabilities([0, 1, 2], {"arrears": [0.25, 0.5], "death": [0.25, 0.5]})
    first, second = table.rows
    assert (first.survivors, first.leavers, first.probability, first.retention) == (100_000.0, [25_000.0, 25_000.0], 0.5, 0.5)
    # half leave in the first year, on average in its middle, the others in the middle of the second
    assert (first.expectation, first.whole_expectation, first.member_time, first.member_time_after) == (1.0, 0.5, 75_000.0, 100_000.0)
    assert first.alone == pytest.approx([1 - 0.5**0.5] * 2)
    assert (second.start, second.end, second.probabilities) == (1.0, 2.0, [0.5, 0.5])
    assert (table.left_at_end, table.share_by_outcome, len(table)) == (0.0, [0.5, 0.5], 2)
    assert repr(table) == "<kaiin.DecrementTable of 2 intervals, outcomes arrears, death>"


def test_leaving_times_spend_different_time() -> None:
    spent = {}
    for leaving in ("uniform", "constant_force", "uniform_alone", "end_of_interval"):
        settings = kaiin.DecrementSettings(radix=1, leaving=leaving)
        spent[leaving] = settings.of_probabilities([0, 1], {"arrears": [0.36], "death": [0]}).rows[0].member_time
    assert spent == pytest.approx(
        {"uniform": 0.82, "constant_force": 0.36 / -math.log(0.64), "uniform_alone": 0.82, "end_of_interval": 1.0}
    )


def test_without_a_reason_who_would_have_left_for_it_stays() -> None:
    table = kaiin.DecrementSettings().of_probabilities([0, 1], {"arrears": [0.36], "death": [0.0]})
    assert table.without("arrears").left_at_end == 100_000.0
    with pytest.raises(kaiin.RateError) as caught:
        table.without("divorce")
    assert caught.value.code == "missing"


WRONG: Any = [0.1]


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda: kaiin.LifeTableSettings.between([0]), kaiin.SettingError, "setting"),
        (lambda: kaiin.LifeTableSettings.between([0, 1, 1]), kaiin.SettingError, "setting"),
        (lambda: kaiin.LifeTableSettings.between(["x"]), kaiin.InputError, "column_type"),
        (lambda: kaiin.LifeTableSettings.every(0, 1), kaiin.SettingError, "setting"),
        (lambda: kaiin.LifeTableSettings.every(1, 2_000_000), kaiin.TableError, "limit"),
        (lambda: kaiin.LifeTableSettings.every(1, 2, confidence=95), kaiin.SettingError, "setting"),
        (lambda: kaiin.LifeTableSettings.every(1, 2).of_counts(10, [0], [1, 1]), kaiin.InputError, "column_length"),
        (lambda: kaiin.LifeTableSettings.every(1, 1).of_counts(10, [0], [11]), kaiin.SettingError, "setting"),
        (lambda: kaiin.LifeTableSettings.every(1, 1).of_outcome_counts(10, [0], {"a": [math.nan]}), kaiin.SettingError, "setting"),
        (
            lambda: kaiin.LifeTableSettings.every(1, 1).of_risk_table(
                kaiin.Observations.of_events([1, 2], [1, 1]).entering([0, 0.5]).risk_table()
            ),
            kaiin.RateError,
            "missing",
        ),
        (lambda: kaiin.LifeTableSettings.every(1, 1).of_rows(kaiin.Observations.of_events([1], [1]), "b"), kaiin.RateError, "missing"),
        (lambda: kaiin.DecrementSettings(radix=0), kaiin.SettingError, "setting"),
        (lambda: kaiin.DecrementSettings().of_probabilities([0, 1], {"a": [0.6], "b": [0.6]}), kaiin.SettingError, "setting"),
        (lambda: kaiin.DecrementSettings().of_probabilities([0, 1], {"a": [0.6, 0.1]}), kaiin.InputError, "column_length"),
        (
            lambda: kaiin.DecrementSettings().of_life_table(kaiin.LifeTableSettings.every(1, 1).of_counts(0, [0], [0])),
            kaiin.InputError,
            "no_rows",
        ),
    ],
)
def test_what_cannot_be_answered_is_an_error(call: Callable[[], object], error: type[kaiin.KaiinError], code: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.code == code


def test_columns_by_name_must_be_named() -> None:
    with pytest.raises(TypeError):
        kaiin.DecrementSettings().of_probabilities([0, 1], WRONG)


def test_results_are_values_and_tables() -> None:
    table = kaiin.LifeTableSettings.between([0, 1, 3], open_ended=True, timing="at_end", boundary="after", interval="log").of_counts(
        10, [1, 1, 1], [1, 1, 1]
    )
    check_table(table, 3, {"start", "end", "events_event", "survival_lower", "median_residual"})
    check_record(table.rows[0])
    check_value(table.settings)
    decrements = kaiin.DecrementSettings(leaving="end_of_interval").of_life_table(table)
    check_table(decrements, 2, {"l", "d_event", "q_event", "q_alone_event", "expectation"})
    check_record(decrements.rows[0])
    check_value(decrements.settings)
