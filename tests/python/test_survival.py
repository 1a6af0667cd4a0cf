"""Observations come in as tables or as arrays of any package; curves say what a worked example says."""

import array
import math
import pickle
from collections.abc import Callable
from typing import Any

import kaiin
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

# Four rows: one leaves at 1; of two at 2 one leaves and one is last seen; the last leaves at 3.
# S = 3/4 from 1, 3/4 * 2/3 = 1/2 from 2, 0 from 3; Var log S at 2 = 1/(4*3) + 1/(3*2) = 1/4.
TIME = [1.0, 2.0, 2.0, 3.0]
EVENT = [True, True, False, True]


@pytest.fixture
def rows() -> kaiin.Observations:
    return kaiin.Observations.of_events(TIME, EVENT)


@pytest.fixture
def curve(rows: kaiin.Observations) -> kaiin.SurvivalCurve:
    return kaiin.SurvivalSettings(interval="log").curve(rows.risk_table())


ARRAYS: dict[str, Callable[[], tuple[Any, Any]]] = {
    "lists": lambda: (TIME, EVENT),
    "tuples of int": lambda: (tuple(int(time) for time in TIME), (1, 1, 0, 1)),
    "generator": lambda: ((time for time in TIME), (event for event in EVENT)),
    "numpy": lambda: (np.array(TIME), np.array(EVENT)),
    "numpy int": lambda: (np.array(TIME, dtype="int32"), np.array(EVENT, dtype="uint8")),
    "numpy float32 strided": lambda: (np.repeat(np.array(TIME, dtype="float32"), 2)[::2], np.array([[e, False] for e in EVENT])[:, 0]),
    "array module": lambda: (array.array("d", TIME), array.array("b", [1, 1, 0, 1])),
    "memoryview": lambda: (memoryview(array.array("q", [1, 2, 2, 3])), memoryview(bytes([1, 1, 0, 1]))),
    "pandas": lambda: (pd.Series(TIME), pd.Series(EVENT)),
    "pandas nullable": lambda: (pd.Series(TIME, dtype="Float64"), pd.Series(EVENT, dtype="boolean")),
    "polars": lambda: (pl.Series(TIME), pl.Series(EVENT)),
    "pyarrow": lambda: (pa.array(TIME), pa.array(EVENT)),
    "pyarrow chunks": lambda: (pa.chunked_array([TIME[:1], TIME[1:]]), pa.chunked_array([EVENT[:3], EVENT[3:]])),
    "decimal": lambda: (pa.array([1, 2, 2, 3], pa.decimal128(5, 2)), EVENT),
}


@pytest.mark.parametrize("kind", ARRAYS)
def test_arrays_of_every_kind_are_the_same_rows(kind: str, rows: kaiin.Observations) -> None:
    time, event = ARRAYS[kind]()
    assert kaiin.Observations.of_events(time, event) == rows


TABLES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "mapping": dict,
    "mapping of numpy": lambda columns: {name: np.array(values) for name, values in columns.items()},
    "rows": lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
    "batches": lambda columns: pa.Table.from_batches(pa.table(columns).to_batches(max_chunksize=1)),
    "kaiin": lambda columns: kaiin.Table("rows", columns),
}


@pytest.mark.parametrize("kind", TABLES)
def test_tables_of_every_kind_are_the_same_rows(kind: str) -> None:
    columns: dict[str, Any] = {
        "years": TIME,
        "why": ["moved", "arrears", None, "moved"],
        "since": [0.0, 1.0, 0.5, 0.0],
        "w": [1.0, 2.0, 0.5, 1.0],
        "branch": ["b", "a", "b", "a"],
        "member": ["P", "Q", "R", "P"],
        "not asked for": [None, None, None, None],
    }
    by_name = {"time": "years", "outcome": "why", "entry": "since", "weight": "w", "group": "branch", "person": "member"}
    got = kaiin.Observations(TABLES[kind](columns), **by_name)
    chained = kaiin.Observations.of_outcomes(TIME, columns["why"]).entering(columns["since"]).weighted(columns["w"])
    assert got == chained.grouped(columns["branch"]).persons(columns["member"])
    assert (len(got), got.outcomes, got.groups) == (4, ["arrears", "moved"], ["a", "b"])
    assert repr(got) == "<kaiin.Observations: 4 rows, outcomes arrears, moved, 2 groups>"


def test_one_column_can_serve_twice() -> None:
    for table in ([{"t": 1.0, "e": 1, "id": 7}, {"t": 2.0, "e": 0, "id": 8}], {"t": [1.0, 2.0], "e": [1, 0], "id": [7, 8]}):
        rows = kaiin.Observations(table, time="t", event="e", group="id", person="id")
        assert rows.groups == ["7", "8"]


def test_keys_keep_all_their_digits() -> None:
    large = 2**62
    rows = kaiin.Observations.of_events([1, 2], [1, 1]).grouped(np.array([large, large + 1]))
    assert rows.groups == [str(large), str(large + 1)]


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: kaiin.Observations.of_events([1, float("nan")], [1, 1]), kaiin.SettingError, "time NaN in row 1"),
        (lambda: kaiin.Observations.of_events([1, None], [1, 1]), kaiin.SettingError, "time NaN in row 1"),
        (lambda: kaiin.Observations.of_events([1, math.inf], [1, 1]), kaiin.SettingError, "time inf in row 1"),
        (lambda: kaiin.Observations.of_events(["x"], [1]), kaiin.InputError, 'column time: holds "x" in row 0; give a number'),
        (lambda: kaiin.Observations.of_events([1], [2]), kaiin.InputError, "column event: holds 2 in row 0; give True, False, 1 or 0"),
        (lambda: kaiin.Observations.of_events([1], [None]), kaiin.InputError, "column event: holds nothing in row 0"),
        (lambda: kaiin.Observations.of_events([1, 2], [True]), kaiin.InputError, "event has 1 rows but time has 2"),
        (lambda: kaiin.Observations.of_events("12", [1]), TypeError, "not a sequence of values"),
        (
            lambda: kaiin.Observations.of_events(5, [1]),  # type: ignore[arg-type]
            TypeError,
            "not a sequence of values",
        ),
        (lambda: kaiin.Observations.of_events(np.zeros((2, 2)), [1, 1]), TypeError, "2 dimensions"),
        (lambda: kaiin.Observations.of_events(pa.array([[1.0]]), [1]), kaiin.InputError, "has type List"),
        (lambda: kaiin.Observations.of_events([1], [1]).grouped([None]), kaiin.InputError, "column group: has no value in row 0"),
        (lambda: kaiin.Observations.of_events([1], [1]).entering([1]), kaiin.SettingError, "entry 1 in row 0 is not before"),
        (lambda: kaiin.Observations.of_events([1], [1]).weighted([-1]), kaiin.SettingError, "weight -1 in row 0 is negative"),
        (lambda: kaiin.Observations({"t": [1], "e": [1]}, time="t", event="left"), kaiin.InputError, "left"),
        (lambda: kaiin.Observations([{"t": 1, "e": 1}], time="t", event="left"), kaiin.InputError, "left"),
        (lambda: kaiin.Observations({"t": [1], "e": [1]}, time="t"), kaiin.SettingError, "name the column of events"),
        (lambda: kaiin.Observations({"t": [1], "e": [1]}, time="t", event="e", outcome="e"), kaiin.SettingError, "one of the two"),
        (
            lambda: kaiin.Observations("table.csv", time="t", event="e"),  # type: ignore[arg-type]
            TypeError,
            "str is not a table",
        ),
        (lambda: kaiin.Observations.of_events([], []).risk_table(), kaiin.InputError, "has no data rows"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(call: Callable[[], object], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        call()


def test_missing_columns_are_listed() -> None:
    with pytest.raises(kaiin.InputError) as caught:
        kaiin.Observations({"t": [1], "e": [1]}, time="t", event="left")
    assert (caught.value.code, caught.value.column, caught.value.found) == ("missing_column", "left", ["t", "e"])


def test_a_risk_table_counts_who_is_there(rows: kaiin.Observations) -> None:
    table = rows.risk_table()
    assert (table.times, table.count, table.outcomes, table.origin) == ([1.0, 2.0, 3.0], 4, ["event"], 0.0)
    assert (table.first_entry, table.last_entry, len(table)) == (None, None, 3)
    columns = table.to_table().to_dict()
    assert (columns["at_risk"], columns["censored"]) == ([4.0, 3.0, 1.0], [0.0, 1.0, 0.0])
    assert pickle.loads(pickle.dumps(table)) == table
    assert pa.table(table).num_rows == pl.DataFrame(table).height == 3
    assert "<table" in table._repr_html_()
    assert table.of_outcome("event") == table
    with pytest.raises(kaiin.RateError) as caught:
        table.of_outcome("divorce")
    assert caught.value.code == "missing"


def test_the_curve_is_that_of_the_worked_example(curve: kaiin.SurvivalCurve) -> None:
    assert [point.survival for point in curve.points] == pytest.approx([3 / 4, 1 / 2, 0.0])
    assert [curve.at(time) for time in (0.5, 1.0, 2.9, 3.0)] == pytest.approx([1.0, 0.75, 0.5, 0.0])
    assert (curve.at(float("nan")), curve.last_time, curve.median, len(curve), curve.is_robust) == (None, 3.0, 2.5, 3, False)
    second = curve.points[1]
    assert (second.log_error, second.error) == pytest.approx((0.5, 0.25))  # sqrt(1/4), and that times S
    assert (second.hazard, second.hazard_error) == pytest.approx((1 / 4 + 1 / 3, math.sqrt(1 / 16 + 1 / 9)))
    assert (second.at_risk, second.events, second.censored, second.time) == (3.0, 1.0, 1.0, 2.0)
    limits = curve.limits(second)
    assert limits is not None
    assert (limits.lower, limits.upper) == pytest.approx((0.5 * math.exp(-1.959963984540054 * 0.5), 1.0))
    plain = curve.limits_on(second, "plain", confidence=0.5)
    assert plain is not None
    assert plain.lower == pytest.approx(0.5 - 0.6744897501960817 * 0.25)
    assert curve.limits(curve.points[2]) is None
    assert curve.points[2].error is None


def test_a_curve_is_a_value_and_a_table(curve: kaiin.SurvivalCurve) -> None:
    for value in (curve, curve.points[1], curve.quantile(0.5), curve.limits(curve.points[1]), curve.settings, curve.restricted_mean(3)):
        assert pickle.loads(pickle.dumps(value)) == value
    assert pl.DataFrame(curve)["survival"].to_list() == pytest.approx([0.75, 0.5, 0.0])
    assert pa.table(curve).num_rows == 3
    assert "<table" in curve._repr_html_()
    assert repr(curve) == "<kaiin.SurvivalCurve of 4 rows, 3 times>"
    assert repr(curve.quantile(0.25)).startswith("<kaiin.SurvivalQuantile share=0.25 time=")
    assert "<th>survival</th><td>0.5</td>" in curve.points[1]._repr_html_()


def test_quantiles_follow_the_rule_of_the_settings(rows: kaiin.Observations) -> None:
    medians = {
        rule: kaiin.SurvivalSettings(quantile_rule=rule).curve(rows.risk_table()).median for rule in ("midpoint", "at_or_below", "below")
    }
    assert medians == {"midpoint": 2.5, "at_or_below": 2.0, "below": 3.0}
    curve = kaiin.SurvivalSettings().curve(rows.risk_table())
    quarter = curve.quantile(0.75)
    assert (quarter.share, quarter.time) == (0.75, 3.0)
    with pytest.raises(kaiin.SettingError, match="outside"):
        curve.quantile(1.5)


def test_estimators_differ_as_their_formulas_do(rows: kaiin.Observations) -> None:
    table = rows.risk_table()
    assert kaiin.SurvivalSettings(estimator="nelson_aalen").curve(table).at(2) == pytest.approx(math.exp(-(1 / 4 + 1 / 3)))
    assert kaiin.SurvivalSettings(estimator="fleming_harrington").curve(table).at(1) == pytest.approx(math.exp(-1 / 4))


def test_restricted_means_are_areas_and_compare(curve: kaiin.SurvivalCurve) -> None:
    mean = curve.restricted_mean(3)
    assert mean.mean == pytest.approx(1 + 3 / 4 + 1 / 2)
    assert (mean.horizon, mean.beyond_follow_up) == (3.0, False)
    # Greenwood: area after 1 squared x 1/12 + area after 2 squared x 1/6 = (5/4)²/12 + (1/2)²/6
    assert mean.error == pytest.approx(math.sqrt((5 / 4) ** 2 / 12 + (1 / 2) ** 2 / 6))
    limits = mean.limits(confidence=0.5)
    assert limits.upper - limits.lower == pytest.approx(2 * 0.6744897501960817 * mean.error)
    none = mean.minus(mean)
    assert (none.difference, none.p_value, none.error) == pytest.approx((0.0, 1.0, math.sqrt(2) * mean.error))
    assert none.limits().upper == pytest.approx(1.959963984540054 * none.error)
    assert pickle.loads(pickle.dumps(none)) == none
    with pytest.raises(kaiin.TableError) as caught:
        mean.minus(curve.restricted_mean(2))
    assert caught.value.code == "mismatch"
    with pytest.raises(kaiin.SettingError):
        curve.restricted_mean(0)


def test_who_is_still_there_after_a_time(curve: kaiin.SurvivalCurve) -> None:
    assert curve.given(2.0).at(2.0) == pytest.approx(2 / 3)
    with pytest.raises(kaiin.SettingError):
        curve.given(9.0)


def test_late_entry_is_named_where_it_spoils_the_curve() -> None:
    # at 1 the only one at risk leaves while two enter at 2
    curve = kaiin.SurvivalSettings().curve(kaiin.Observations.of_events([1, 5, 6], [1, 1, 0]).entering([0, 2, 2]).risk_table())
    early = curve.early_risk
    assert early is not None
    assert (early.kind, early.time, early.at_risk) == ("fell_to_zero", 1.0, None)
    assert pickle.loads(pickle.dumps(early)) == early
    assert repr(early) == "<kaiin.EarlyRisk kind='fell_to_zero' time=1.0 at_risk=None>"
    assert curve.start_with(2) == 5.0  # the first time seen with two at risk
    assert curve.start_with(99) is None


def test_robust_errors_allow_for_rows_of_one_person() -> None:
    # one membership cut in two rows is one person: the robust error is that of the uncut rows
    whole = kaiin.Observations.of_events(TIME, EVENT)
    cut = kaiin.Observations.of_events([*TIME[:3], 1.5, 3.0], [*EVENT[:3], False, True])
    cut = cut.entering([0, 0, 0, 0, 1.5]).persons(["A", "B", "C", "D", "D"])
    settings = kaiin.SurvivalSettings()
    robust, expected = settings.robust_curve(cut), settings.robust_curve(whole)
    assert robust.is_robust
    at = {point.time: point.log_error for point in robust.points}
    for point in expected.points[:2]:
        assert at[point.time] == pytest.approx(point.log_error)
    mean = settings.robust_restricted_mean(cut, 3.0)
    assert mean.error == pytest.approx(settings.robust_restricted_mean(whole, 3.0).error)
    with pytest.raises(kaiin.RateError):
        robust.restricted_mean(3.0)
    with pytest.raises(kaiin.RateError, match="the groups are"):
        settings.robust_curve(whole, "nobody")


def test_groups_have_a_table_each(rows: kaiin.Observations) -> None:
    tables = dict(rows.grouped(["b", "a", "b", "a"]).risk_tables())
    assert {group: table.count for group, table in tables.items()} == {"a": 2, "b": 2}


def test_curves_of_all_groups_are_those_of_each() -> None:
    rows = [{"person": f"{n}", "start": "2020-04-01", "end": f"2021-04-{n:02}", "branch": "ba"[n % 2]} for n in range(1, 21)]
    durations = kaiin.DurationTable(kaiin.Register(rows, as_of="2023-03-31"), by=["branch"])
    settings = kaiin.SurvivalSettings(interval="log_log", confidence=0.9)
    each = [settings.curve(kaiin.RiskTable.of_durations(durations, group)) for group in range(len(durations.groups))]
    assert settings.curves(durations) == each
    assert len(each) == 2


def test_near_ties_are_one_time() -> None:
    rows = kaiin.Observations.of_events([0.1 + 0.2, 0.3], [1, 1])
    assert len(rows.merging("rounding").risk_table()) == 1
    assert rows.merging("rounding") != rows
    assert rows.merging("distinct") == rows


def test_settings_are_values() -> None:
    settings = kaiin.SurvivalSettings(interval="logit", confidence=0.9)
    assert pickle.loads(pickle.dumps(settings)) == settings != kaiin.SurvivalSettings()
    with pytest.raises(kaiin.SettingError):
        kaiin.SurvivalSettings(confidence=95)
    wrong: Any = "cox"
    with pytest.raises(kaiin.SettingError, match="kaplan_meier"):
        kaiin.SurvivalSettings(estimator=wrong)
