"""Members go on leave, lapse and come back: the numbers of etm, mstate and survfit, and of four members worked by hand."""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import kaiin
import numpy as np
import oracle
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from kaiin import MultistateSettings, Register, ReinstatementTable, StateObservations, StateTableSettings, TransitionRiskTable
from result_contract import check_record, check_table, check_value

# Of four members one goes on leave at 1; one of the other three resigns at 2.
STAYS: dict[str, Any] = {
    "person": ["A", "A", "B", "C", "D"],
    "from": ["active", "on_leave", "active", "active", "active"],
    "to": ["on_leave", None, "out", None, None],
    "entry": [0.0, 1.0, 0.0, 0.0, 0.0],
    "time": [1.0, 3.0, 2.0, 3.0, 3.0],
}
STATES = ["active", "on_leave", "out"]


@pytest.fixture
def rows() -> StateObservations:
    return StateObservations(STAYS, states=STATES)


@pytest.fixture
def table(rows: StateObservations) -> TransitionRiskTable:
    return rows.risk_table()


@pytest.fixture
def register() -> Register:
    """A lapses and is back after 30 days, B lapses for good, C dies, D stays."""
    return Register(
        [
            {"person": "A", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears", "branch": "x"},
            {"person": "A", "start": "2023-05-01", "branch": "x"},
            {"person": "B", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "voluntary", "branch": "y"},
            {"person": "C", "start": "2022-04-01", "end": "2023-06-01", "end_reason": "death", "branch": "y"},
            {"person": "D", "start": "2022-04-01", "branch": "y"},
        ],
        as_of="2024-03-31",
    )


TABLES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "mapping": dict,
    "numpy": lambda columns: {name: np.array(values, dtype=object if name == "to" else None) for name, values in columns.items()},
    "rows": lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
}


@pytest.mark.parametrize("kind", TABLES)
def test_tables_of_every_kind_are_the_same_rows(kind: str, rows: StateObservations) -> None:
    assert StateObservations(TABLES[kind](STAYS), states=STATES) == rows
    renamed = {f"my_{name}": values for name, values in STAYS.items()} | {"w": [1.0, 1.0, 2.0, 1.0, 1.0]}
    names = {"person": "my_person", "from_": "my_from", "to": "my_to", "entry": "my_entry", "time": "my_time"}
    assert StateObservations(TABLES[kind](renamed), states=STATES, weight="w", **names) == rows.weighted([1, 1, 2, 1, 1])
    assert (len(rows), rows.states) == (5, STATES)
    assert repr(rows) == "<kaiin.StateObservations: 5 rows, states active, on_leave, out>"
    assert rows.merging("distinct") == rows


def changed(**columns: list[Any]) -> dict[str, Any]:
    """The rows with other columns."""
    return STAYS | columns


@pytest.mark.parametrize(
    ("call", "error", "code", "said"),
    [
        (lambda: StateObservations(STAYS, states=["active", "out"]), kaiin.SettingError, "setting", "not among the states"),
        (lambda: StateObservations(STAYS, states=["out", "out"]), kaiin.SettingError, "setting", "listed twice"),
        (lambda: StateObservations(STAYS, states=[str(n) for n in range(65)]), kaiin.TableError, "limit", "states"),
        (lambda: StateObservations(STAYS, states=STATES, time="end"), kaiin.InputError, "missing_column", "end"),
        (lambda: StateObservations(changed(time=[1, 1, 2, 3, 3]), states=STATES), kaiin.SettingError, "setting", "row 1"),
        (lambda: StateObservations(changed(to=["out", None, "out", None, None]), states=STATES), kaiin.SettingError, "setting", "follow"),
        (lambda: StateObservations({name: [] for name in STAYS}, states=STATES), kaiin.InputError, "no_rows", "stretch"),
        (lambda: StateObservations(STAYS, states=STATES).weighted([0] * 5), kaiin.SettingError, "setting", "nothing is left"),
        (lambda: StateObservations(STAYS, states=STATES).landmark("out", 1), kaiin.InputError, "no_rows", "somebody is in it"),
        (lambda: StateObservations(STAYS, states=STATES).landmark("gone", 1), kaiin.RateError, "missing", "the states are"),
        (lambda: MultistateSettings(confidence=95), kaiin.SettingError, "setting", "confidence"),
    ],
)
def test_what_cannot_be_used_is_refused(call: Callable[[], object], error: type[kaiin.KaiinError], code: str, said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        call()
    assert caught.value.code == code


def test_a_table_counts_who_is_where(table: TransitionRiskTable) -> None:
    check_table(table, 3, {"time", "at_risk_active", "active_to_on_leave", "active_to_out", "censored_on_leave"})
    assert table.to_table()["at_risk_active"] == [4.0, 3.0, 2.0]
    assert (table.states, table.transitions) == (STATES, [("active", "on_leave"), ("active", "out")])
    assert (table.times, table.first_entry, table.last_time, len(table)) == ([1.0, 2.0, 3.0], 0.0, 3.0, 3)
    assert (table.moved("active", "out"), table.moved("out", "active"), table.censored("active")) == (1.0, 0.0, 2.0)
    assert table.cumulative_hazard("active", "out") == pytest.approx([0, 1 / 3, 1 / 3])
    assert [table.is_absorbing(state) for state in (0, 1, 2, 9)] == [False, False, True, False]
    assert table.initial_shares == [1.0, 0.0, 0.0]
    for wrong in (lambda: table.moved("active", "gone"), lambda: table.censored("gone"), lambda: table.cumulative_hazard("gone", "out")):
        with pytest.raises(kaiin.RateError, match="gone"):
            wrong()


def test_probabilities_are_those_of_the_worked_example(table: TransitionRiskTable) -> None:
    settings = MultistateSettings(interval="plain")
    check_value(settings)
    curves = settings.transition_curves(table, 0)
    check_table(curves, 3 * 9, {"time", "from", "to", "probability", "error", "lower", "upper"})
    at_two = curves.at("active", "active", 2.5)
    assert at_two is not None
    check_record(at_two)
    # 2 of 4 are active: as for a share of 4
    assert (at_two.probability, at_two.error) == pytest.approx((1 / 2, math.sqrt(1 / 4 / 4)))
    assert at_two.limits is not None
    assert at_two.limits.lower == pytest.approx(1 / 2 - 1.959963984540054 / 4)
    assert (curves.at("active", "out", -1), curves.at("active", "out", float("nan")), curves.at("active", "out", 4)) == (None, None, None)
    assert (curves.start, curves.times, curves.states, curves.settings) == (0.0, [0.0, 1.0, 2.0], STATES, settings)
    assert (curves.at_risk("active"), curves.at_risk("on_leave")) == (4.0, 0.0)
    assert curves.unsupported("active", 3) == 0.0
    assert curves.unsupported("on_leave", 3) == 1.0
    with pytest.raises(kaiin.RateError):
        curves.at("gone", "out", 1)
    with pytest.raises(kaiin.SettingError):
        settings.transition_curves(table, 3)


def test_a_matrix_knows_how_its_probabilities_hang_together(table: TransitionRiskTable) -> None:
    matrix = MultistateSettings().transition_matrix(table, 0, 3)
    check_table(matrix, 9, {"from", "to", "probability", "error", "lower", "upper"})
    roll = matrix.share("active", ["active", "on_leave"])
    assert (roll.probability, roll.error) == pytest.approx((3 / 4, math.sqrt(3 / 4 * 1 / 4 / 4)))
    assert matrix.share_from([1, 0, 0], ["active", "on_leave"]) == roll
    # multinomial: the covariance of two shares of 4 is -p q / 4
    assert matrix.covariance(("active", "active"), ("active", "out")) == pytest.approx(-1 / 2 * 1 / 4 / 4)
    assert matrix.probability("active", "out").probability == pytest.approx(1 / 4)
    assert (matrix.period, matrix.states) == ((0.0, 3.0), STATES)
    with pytest.raises(kaiin.SettingError, match="named twice"):
        matrix.share("active", ["out", "out"])
    with pytest.raises(kaiin.SettingError, match="add up to 1"):
        matrix.share_from([0.5, 0, 0], ["out"])
    with pytest.raises(kaiin.InputError):
        matrix.share_from([1], ["out"])
    with pytest.raises(kaiin.SettingError):
        MultistateSettings().transition_matrix(table, 0, 9)


def test_times_in_states_add_up(table: TransitionRiskTable, rows: StateObservations) -> None:
    stay = MultistateSettings().length_of_stay(table, 0, 3)
    check_table(stay, 9, {"from", "state", "mean_time", "error"})
    times = [stay.time("active", state) for state in STATES]
    check_record(times[0])
    assert [time.mean for time in times] == pytest.approx([1 + 3 / 4 + 1 / 2, 1 / 4 * 2, 1 / 4])
    assert times[0].limits(confidence=0.5).upper == pytest.approx(times[0].mean + 0.6744897501960817 * times[0].error)
    assert (stay.period, stay.states, stay.beyond_follow_up) == ((0.0, 3.0), STATES, False)
    assert MultistateSettings().length_of_stay(table, 0, 9).beyond_follow_up
    by_rows = MultistateSettings().state_times(rows, 3)
    assert [time.mean for time in by_rows] == pytest.approx([time.mean for time in times])
    with pytest.raises(kaiin.SettingError):
        MultistateSettings().length_of_stay(table, 0, math.inf)
    with pytest.raises(kaiin.SettingError):
        MultistateSettings().state_times(rows, 9)


def test_shares_in_states_have_errors_by_person(rows: StateObservations) -> None:
    occupation = MultistateSettings(initial_shares="known").occupation(rows, [0.5, 2.5, 9])
    check_table(occupation, 9, {"time", "state", "share", "error", "lower", "upper"})
    share = occupation.share("active", 1)
    assert share is not None
    assert (share.probability, share.error) == pytest.approx((1 / 2, math.sqrt(1 / 4 / 4)))
    assert (occupation.initial, occupation.times, occupation.states, len(occupation)) == ([1.0, 0.0, 0.0], [0.5, 2.5, 9.0], STATES, 3)
    assert (occupation.share("active", 2), occupation.share("active", 7)) == (None, None)
    later = MultistateSettings().occupation(rows, [2.5], start=1.0)
    assert later.initial == pytest.approx([3 / 4, 1 / 4, 0])
    with pytest.raises(kaiin.RateError):
        occupation.share("gone", 0)
    with pytest.raises(kaiin.SettingError):
        MultistateSettings().occupation(rows, [1], start=3)


def of_r(name: str, package: str) -> dict[str, Any]:
    """The values of a package of R."""
    found: dict[str, Any] = next(result["values"] for result in oracle.case(name)["results"] if result["by"]["package"] == package)
    return found


def test_ventilation_has_the_values_of_etm_and_survfit() -> None:
    data = oracle.columns("ms-sir-cont")
    columns = {"person": data["id"], "from": data["from"], "to": [to if to != "cens" else None for to in data["to"]]}
    times = {"entry": oracle.numbers(data["start"]), "time": oracle.numbers(data["stop"])}
    rows = StateObservations(columns | times, states=oracle.case("ms-sir-cont")["settings"]["states"])
    etm = of_r("ms-sir-cont", "etm")
    curves = MultistateSettings().transition_curves(rows.risk_table(), 0)
    found = [curves.at("noven", "noven", time) for time in etm["time"][:-1]]
    assert [value.probability for value in found if value] == pytest.approx(etm["P_noven_noven"][:-1], rel=1e-9)
    assert [value.error**2 for value in found if value] == pytest.approx(etm["var_noven_noven"][:-1], rel=1e-8)
    survfit = of_r("ms-sir-cont", "survival")
    occupation = MultistateSettings().occupation(rows, survfit["time"][:10])
    assert occupation.initial == pytest.approx(survfit["p0"])
    shares = [occupation.share(state, 9) for state in rows.states]
    assert [share.probability for share in shares if share] == pytest.approx(survfit["pstate"][9], rel=1e-9)


def test_the_states_of_a_register_are_a_table(register: Register) -> None:
    table = StateTableSettings().build(register)
    check_table(table, 5, {"days", "entered_active", "active_to_lapsed", "lapsed_to_active", "active_to_exited", "censored_lapsed"})
    assert table.to_table()["days"] == [0, 365, 395, 426, 731]
    assert table.states == ["active", "lapsed", "exited"]
    assert ("lapsed", "active") in table.transitions
    assert (table.as_of, table.clock_unknown, table.never_at_risk, table.returned_after_exit) == (dt.date(2024, 3, 31), 0, 0, 0)
    risk = TransitionRiskTable.of_states(table)
    assert (risk.moved("active", "lapsed"), risk.moved("lapsed", "active"), risk.moved("active", "exited")) == (2.0, 1.0, 1.0)
    gone = MultistateSettings().transition_curves(risk, 0).at("active", "lapsed", 370)
    assert gone is not None
    assert gone.probability == pytest.approx(2 / 4)
    with pytest.raises(kaiin.SettingError) as caught:
        TransitionRiskTable.of_states(table, 1)
    assert caught.value.code == "setting"


def test_the_rows_of_a_register_are_those_of_its_table(register: Register) -> None:
    rows = StateObservations.of_register(register)
    assert rows.risk_table() == TransitionRiskTable.of_states(StateTableSettings().build(register))
    together = StateObservations.of_register(register, StateTableSettings(standings="together"))
    assert together.states == ["member", "lapsed", "exited"]
    with pytest.raises(kaiin.InputError) as caught:
        StateObservations.of_register(register, StateTableSettings(during=kaiin.ObservationWindow("2010-01-01", "2011-01-01")))
    assert caught.value.code == "no_rows"
    with pytest.raises(kaiin.RateError) as missing:
        StateTableSettings(landmark=("on_leave", 10)).build(register)
    assert missing.value.code == "missing"


def test_settings_of_state_tables_reach_the_table(register: Register) -> None:
    assert StateTableSettings(standings="together").build(register).states[0] == "member"
    assert "lapsed_arrears" in StateTableSettings(lapses="apart").build(register).states
    assert "exited_death" in StateTableSettings(exits="apart").build(register).states
    assert StateTableSettings(final_reasons=["voluntary"]).build(register).states == ["active", "lapsed", "exited"]
    assert StateTableSettings(clock="since_lapse").build(register).clock_unknown == 2
    assert StateTableSettings(clock="calendar").build(register).to_table()["date"][0] == dt.date(2022, 4, 1)
    landmark = StateTableSettings(landmark=("lapsed", 365)).build(register)
    assert (landmark.never_at_risk, landmark.to_table()["entered_lapsed"][0]) == (2, 2)
    window = kaiin.ObservationWindow("2022-04-01", "2023-01-01")
    assert StateTableSettings(during=window, threads=2).build(register).transitions == []
    for wrong in ("nowhere", "lapsed_"):
        state: Any = wrong
        with pytest.raises(kaiin.SettingError, match="is no state"):
            StateTableSettings(landmark=(state, 3)).build(register)
    with pytest.raises(kaiin.InputError):
        StateTableSettings(by=["club"]).build(register)
    with pytest.raises(kaiin.SettingError, match="never joined"):
        StateTableSettings().build(register).with_never_joined(["2022-04-01"])


def test_groups_of_a_state_table_add(register: Register) -> None:
    table = StateTableSettings(by=["branch"]).build(register)
    assert table.groups == [{"branch": "x"}, {"branch": "y"}]
    assert (table.position({"branch": "y"}), table.position({"branch": "z"})) == (1, None)
    assert table.regroup([]) == StateTableSettings().build(register)
    assert table.made_by == StateTableSettings(by=["branch"])
    check_value(table.made_by)
    with pytest.raises(kaiin.SettingError):
        table.regroup(["club"])
    with pytest.raises(kaiin.TableError) as caught:
        table.merge(StateTableSettings().build(register))
    assert caught.value.code == "mismatch"
    assert sum(table.merge(table).to_table()["entered_active"]) == 8


def test_those_who_never_joined_can_be_added() -> None:
    licensed = [{"person": "A", "start": "2022-05-01", "licensed": "2022-04-01"}]
    register = Register(licensed, as_of="2023-03-31")
    table = StateTableSettings(clock="since_licence", before_joining="since_licence").build(register)
    assert table.states[0] == "never_joined"
    more = TransitionRiskTable.of_states(table.with_never_joined([dt.date(2022, 4, 1), "2022-04-01", "2022-04-01"]))
    joined = MultistateSettings().transition_curves(more, 0).at("never_joined", "active", 100)
    assert joined is not None
    assert joined.probability == pytest.approx(1 / 4)


def test_the_lapsed_come_back(register: Register) -> None:
    table = ReinstatementTable(register)
    check_table(table, 2, {"reason", "days", "returned", "departed", "censored"})
    assert (table.reasons, table.never_at_risk, table.as_of) == (["voluntary", "arrears"], 0, dt.date(2024, 3, 31))
    rows = table.rows()
    check_record(rows[0])
    assert [(row.days, row.returned, row.departed, row.censored) for row in rows] == [(30, 1, 0, 0), (366, 0, 0, 1)]
    assert [row.days for row in table.rows("arrears")] == [30]
    gone = ReinstatementTable(register, lapses="every", departures={"B": "2023-07-01"})
    assert [row.departed for row in gone.rows("voluntary")] == [1]
    none = ReinstatementTable(register, lapsed_during=kaiin.ObservationWindow("2020-01-01", "2021-01-01"), final_reasons=["death"])
    assert none.rows() == []
    back = MultistateSettings(variance="aalen").reinstatement(table, [0.05, 1, 10])
    check_table(back, 3, {"years", "at_risk", "returned", "error", "lower", "upper", "departed"})
    assert (back.lapses, back.reason) == (2, None)
    share = back.shares[1]
    check_record(share)
    assert share.returned is not None
    assert (share.years, share.at_risk, share.returned.probability) == (1.0, 1, 0.5)
    assert back.shares[2].returned is None
    assert MultistateSettings().reinstatement(table, [1], reason="arrears").reason == "arrears"
    with pytest.raises(kaiin.InputError) as caught:
        MultistateSettings().reinstatement(table, [1], reason="death")
    assert caught.value.code == "no_rows"
    with pytest.raises(kaiin.SettingError):
        MultistateSettings().reinstatement(table, [-1])
    assert table.merge(table).rows()[0].returned == 2
    with pytest.raises(kaiin.TableError):
        table.merge(none)
