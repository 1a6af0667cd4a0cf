"""Durations, member-days and exposure of the toy register and of single spans, each figure by hand."""

import datetime as dt
import pickle
from typing import Any

import kaiin
import polars as pl
import pyarrow as pa
import pytest

ROWS: list[dict[str, object]] = [
    {"person": "A", "start": "2023-04-01", "branch": "東京都"},
    {"person": "B", "start": "2023-04-01", "end": "2023-04-11", "end_reason": "arrears", "branch": "大阪府"},
    {"person": "C", "start": "2022-10-01", "end": "2023-04-11", "end_reason": "voluntary"},
]
AS_OF = "2024-03-31"
WINDOW = kaiin.ObservationWindow("2020-04-01", "2023-04-01")
SPANS = [kaiin.Span("2019-04-01"), kaiin.Span("2021-10-01", end="2022-04-11", exit="voluntary")]


@pytest.fixture
def register() -> kaiin.Register:
    return kaiin.Register(ROWS, as_of=AS_OF)


def test_durations_count_who_left_after_how_many_days(register: kaiin.Register) -> None:
    table = kaiin.DurationTable(register)
    columns = table.to_table().to_dict()
    # B after 10 days, C after 192 (1 October to 11 April), A was seen through the last day of 366
    assert columns["days"] == [10, 192, 366]
    assert (columns["left_arrears"], columns["left_voluntary"], columns["censored"]) == ([1, 0, 0], [0, 1, 0], [0, 0, 1])
    assert (table.groups, table.from_start(), table.clock_unknown, table.never_at_risk) == ([{}], 3, 0, 0)
    assert set(table.reasons) == {"arrears", "voluntary"}
    assert table.as_of == dt.date(2024, 3, 31)


def test_durations_by_group_regroup_and_merge(register: kaiin.Register) -> None:
    table = kaiin.DurationTable(register, by=["branch", "join_cohort"], spells="all", threads=1)
    assert {"branch": "東京都", "join_cohort": 2023} in table.groups
    assert {"branch": None, "join_cohort": 2022} in table.groups
    position = table.position({"branch": "大阪府", "join_cohort": 2023})
    assert position is not None
    risk = kaiin.RiskTable.of_durations(table, position)
    assert (risk.times, risk.of_outcome("arrears").to_table()["events_arrears"]) == ([10.0], [1.0])
    assert table.position({"branch": "北海道", "join_cohort": 2023}) is None
    assert table.regroup([]) == kaiin.DurationTable(register, spells="all")
    parts = [kaiin.DurationTable(kaiin.Register(part, as_of=AS_OF)) for part in (ROWS[:1], ROWS[1:])]
    assert parts[0].merge(parts[1]) == kaiin.DurationTable(register)
    with pytest.raises(kaiin.TableError) as caught:
        parts[0].merge(table)
    assert caught.value.code == "mismatch"
    with pytest.raises(kaiin.SettingError):
        table.regroup(["class"])
    with pytest.raises(kaiin.RateError, match="join_cohort"):
        table.position({"branch": "東京都"})
    with pytest.raises(kaiin.SettingError, match="sex"):
        table.position({"branch": "東京都", "join_cohort": 2023, "sex": "女"})
    with pytest.raises(kaiin.SettingError, match="group"):
        kaiin.RiskTable.of_durations(table, 99)


def test_a_window_makes_the_period_view(register: kaiin.Register) -> None:
    window = kaiin.ObservationWindow("2023-04-01", "2024-04-01")
    table = kaiin.DurationTable(register, during=window)
    columns = table.to_table().to_dict()
    assert sum(columns["entered_late"]) == 1  # type: ignore[arg-type]  # C was a member before the window
    assert table.from_start() == 2


def test_a_clock_from_the_licence_leaves_out_who_has_none(register: kaiin.Register) -> None:
    rows = [{**ROWS[0], "licensed": "2023-03-25"}, ROWS[1]]
    table = kaiin.DurationTable(kaiin.Register(rows, as_of=AS_OF), clock="since_licence")
    assert (table.clock_unknown, table.from_start()) == (1, 0)  # A joined a week after the licence and so entered late
    with pytest.raises(kaiin.RateError, match="licence day"):
        kaiin.DurationTable(register, clock="since_licence")


def test_member_days_by_tenure_and_fiscal_year() -> None:
    table = kaiin.LexisGrid(WINDOW).count(SPANS)
    # the first is in the second, third and fourth year of membership; the second has 182 days in fiscal 2021, then 10
    assert table.total.days == 3 * 365 + 192
    cell = table.cell(0, 2022)
    assert cell is not None
    assert (cell.days, cell.exits) == (10, {"voluntary": 1})
    assert table.cell(0, 1999) is None
    assert (table.periods, table.coverage(2021), table.coverage(1999)) == ([2020, 2021, 2022], "complete", None)
    assert {tenure: at_risk.days for tenure, at_risk in table.by_tenure().items()} == {0: 192, 1: 365, 2: 365, 3: 365}
    assert {period: at_risk.days for period, at_risk in table.by_period().items()} == {2020: 365, 2021: 365 + 182, 2022: 365 + 10}
    parts = [kaiin.LexisGrid(WINDOW).count([span]) for span in SPANS]
    assert parts[0].merge(parts[1]) == table
    with pytest.raises(kaiin.TableError):
        table.merge(kaiin.LexisGrid(WINDOW, exit_day="last_day_in").count(SPANS))
    assert repr(table.total) == "<kaiin.AtRisk days=1287 exits={'voluntary': 1}>"


def test_an_exit_is_booked_where_the_rule_says() -> None:
    span = kaiin.Span("2021-04-01", end="2022-04-01", exit="arrears")
    booked = {}
    for rule in ("first_day_out", "last_day_in"):
        cells = kaiin.LexisGrid(WINDOW, exit_day=rule).count([span]).by_period()
        booked[rule] = [year for year, at_risk in cells.items() if at_risk.exits]
    assert booked == {"first_day_out": [2022], "last_day_in": [2021]}


@pytest.mark.parametrize(("on_return", "tenure"), [("restarts", 0), ("resumes", 2), ("runs_on", 3)])
def test_tenure_after_a_return(on_return: Any, tenure: int) -> None:
    rows = [{"person": "A", "start": "2020-04-01", "end": "2022-04-01"}, {"person": "A", "start": "2023-04-01"}]
    rules = kaiin.TenureRules(on_return=on_return)
    grid = kaiin.LexisGrid(kaiin.ObservationWindow.through("2023-04-01", "2024-03-31"), tenure=rules)
    cell = grid.count_register(kaiin.Register(rows, as_of=AS_OF)).cell(tenure, 2023)
    assert cell is not None
    assert cell.days == 366
    assert rules.on_return == on_return


def test_spans_of_a_register_are_its_spells(register: kaiin.Register) -> None:
    spans = kaiin.Span.of_register(register)
    assert kaiin.Span("2023-04-01", end="2023-04-11", exit="arrears") in spans
    window = kaiin.ObservationWindow("2020-04-01", "2024-04-01")
    assert (
        kaiin.LexisGrid(window).count(register) == kaiin.LexisGrid(window).count(spans) == kaiin.LexisGrid(window).count_register(register)
    )
    assert kaiin.TenureBands.count(window, register).to_table() == kaiin.TenureBands.of_register(window, register).to_table()


def test_exposure_is_a_part_of_a_period_or_all_of_it() -> None:
    window = kaiin.ObservationWindow.through("2020-01-01", "2023-12-31")
    study = kaiin.ActuarialExposure(window, kaiin.ExposureBasis.anniversary("year"), ["voluntary"])
    spans = [kaiin.Span("2021-10-20", end="2023-04-11", exit="voluntary"), kaiin.Span("2022-10-20")]
    table = study.table(spans)
    [(first, one), (second, two)] = table.periods
    assert (first, one.claims, one.exposure, one.rate) == (1, 0, 2.0, 0.0)
    assert (second, two.claims, two.other_exits, two.rows) == (2, 1, 0, 2)
    assert two.exposure == 1 + 73 / 366
    assert two.rate == 1 / (1 + 73 / 366)
    total = table.total
    assert (total.exposure, total.rows) == (3 + 73 / 366, 4)
    credibility = total.credibility(0.05)
    assert credibility is not None
    assert 0 < credibility < 1
    with pytest.raises(kaiin.SettingError):
        total.credibility(2.0)
    rows = study.rows(spans)
    assert [(row.span, row.period, row.exposure, row.exit, row.studied) for row in rows] == [
        (0, 1, 1.0, None, False),
        (0, 2, 1.0, "voluntary", True),
        (1, 1, 1.0, None, False),
        (1, 2, 73 / 366, None, False),
    ]
    assert (rows[3].days, rows[3].length, rows[3].start, rows[3].end) == (73, 366, dt.date(2023, 10, 20), dt.date(2024, 10, 20))
    merged = study.table(spans[:1]).merge(study.table(spans[1:]))
    assert merged == table
    assert (study.window, study.basis, study.reasons, table.study) == (window, kaiin.ExposureBasis.anniversary(), ["voluntary"], study)


def test_calendar_periods_are_named_by_their_first_day() -> None:
    window = kaiin.ObservationWindow("2020-01-01", "2020-03-01")
    basis = kaiin.ExposureBasis.calendar("month", kaiin.FiscalCalendar.calendar_year())
    table = kaiin.ActuarialExposure(window, basis, []).table([kaiin.Span("2019-01-01")])
    assert [period for period, _ in table.periods] == [dt.date(2020, 1, 1), dt.date(2020, 2, 1)]
    assert table.to_table()["exposure"] == [1.0, 1.0]


def test_bands_of_tenure_are_closed_on_the_right() -> None:
    window = kaiin.ObservationWindow("2020-01-01", "2026-01-01")
    bands = kaiin.TenureBands.count(window, [kaiin.Span("2020-01-01", end="2024-01-01", exit="voluntary")])
    assert [band.person_years for band in bands.bands] == [1.0] * 4  # 1,461 days
    assert [band.exits for band in bands.bands] == [{}, {}, {}, {"voluntary": 1}]
    assert (bands.total.person_years, bands.window, bands.tenure) == (4.0, window, None)


@pytest.mark.parametrize(
    "value",
    [
        kaiin.DurationTable(kaiin.Register(ROWS, as_of=AS_OF), by=["branch"]),
        kaiin.LexisGrid(WINDOW).count(SPANS),
        kaiin.ActuarialExposure(WINDOW, kaiin.ExposureBasis.calendar(), ["voluntary"]).table(SPANS),
        kaiin.TenureBands.of_register(WINDOW, kaiin.Register(ROWS, as_of=AS_OF), kaiin.TenureRules(during_leave="stops")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_results_are_values_and_tables(value: Any) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert pa.table(value).num_rows == pl.DataFrame(value).height == len(value.to_table())
    assert "<table" in value._repr_html_()
    assert repr(value).startswith(f"<kaiin.{type(value).__name__}")


@pytest.mark.parametrize(
    "value",
    [
        WINDOW,
        SPANS[1],
        kaiin.TenureRules(on_return="resumes"),
        kaiin.ExposureBasis.calendar("quarter"),
        kaiin.LexisGrid(WINDOW, leap_day="mar1"),
        kaiin.ActuarialExposure(WINDOW, kaiin.ExposureBasis.anniversary(), [], exit_day="last_day_in", convention="actxps"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_settings_are_values(value: Any) -> None:
    assert {pickle.loads(pickle.dumps(value)): 1}[value] == 1


def test_windows_say_what_they_hold() -> None:
    assert (WINDOW.first, WINDOW.to, WINDOW.last) == (dt.date(2020, 4, 1), dt.date(2023, 4, 1), dt.date(2023, 3, 31))
    assert (WINDOW.contains("2023-03-31"), WINDOW.contains("2023-04-01")) == (True, False)
    assert eval(repr(WINDOW), {"ObservationWindow": kaiin.ObservationWindow}) == WINDOW
    with pytest.raises(kaiin.SettingError):
        kaiin.ObservationWindow("2023-04-01", "2023-04-01")


def test_the_last_day_in_moves_leavers_at_the_end_of_a_year() -> None:
    register = kaiin.Register([{"person": "A", "start": "2021-04-01", "end": "2023-04-01"}], as_of=AS_OF)
    found = {}
    for rule in ("first_day_out", "last_day_in"):
        table = kaiin.CohortTable(register, exit_day=rule)
        row = table.movements().row(2022)
        assert row is not None
        found[rule] = (table.exit_day, row["left"], row["closing"], row["member_days"])
    assert found == {"first_day_out": ("first_day_out", 0, 1, 365), "last_day_in": ("last_day_in", 1, 0, 365)}


def test_triangles_take_the_rules_of_tenure(register: kaiin.Register) -> None:
    rules = kaiin.TenureRules(during_leave="stops", on_return="runs_on")
    triangle = kaiin.RetentionTriangle(register, tenure=rules, exit_day="last_day_in")
    assert (triangle.tenure, triangle.exit_day, triangle.clock, triangle.cohorts_of) == (rules, "last_day_in", "anniversary", "joined")
    assert (triangle.spells_counted, triangle.entrants(2023), triangle.entrants(1999)) == ("first", 2, None)
    assert kaiin.RetentionTriangle(register).tenure == kaiin.TenureRules.since_joining()
    with pytest.raises(kaiin.SettingError):
        kaiin.RetentionTriangle(register, clock="fiscal_year_end", tenure=rules)
