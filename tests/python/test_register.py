"""A register is the same whatever its table came from, and every aggregate can be worked by hand."""

import datetime as dt
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import kaiin
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

AS_OF = "2024-03-31"
Columns = dict[str, list[object]]

PRODUCERS: dict[str, Callable[[Columns], Any]] = {
    "mapping": lambda columns: columns,
    "rows": lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    "pyarrow": pa.table,
    "small batches": lambda columns: pa.Table.from_batches(pa.table(columns).to_batches(max_chunksize=2)),
    "polars": pl.DataFrame,
    "pandas": pd.DataFrame,
    "duckdb": lambda columns: duckdb.from_arrow(pa.table(columns)),
    "kaiin": lambda columns: kaiin.Table("toy", columns),
}


@pytest.fixture
def register(toy: Columns) -> kaiin.Register:
    return kaiin.Register(toy, as_of=AS_OF)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_producer_gives_the_same_register(producer: str, toy: Columns, register: kaiin.Register) -> None:
    assert kaiin.Register(PRODUCERS[producer](toy), as_of=AS_OF) == register


def test_the_register_accounts_for_every_row(register: kaiin.Register) -> None:
    # D has no start: set aside. C ends on the day it begins: kept, with an issue.
    assert (register.rows_read, register.rows_kept, register.rows_repaired, register.rows_set_aside) == (7, 6, 0, 1)
    assert register.issue_counts == {"missing_start": 1, "zero_length": 1}
    assert (register.persons, register.episodes) == (5, 6)
    assert register.as_of == dt.date(2024, 3, 31)
    assert set(register.segments["branch"]) == {
        "東京都",
        "大阪府",
        "沖縄県",
    }


def test_members_on_a_day(register: kaiin.Register) -> None:
    # 2020-02-29: A, B and E; 2020-04-01: B has left; 2024-03-31: A, B (back since 2021) and F
    assert [register.members_on(day) for day in ("2018-03-31", "2020-02-29", "2020-04-01", AS_OF)] == [0, 3, 2, 3]


def test_issues_name_row_person_and_what_was_done(register: kaiin.Register) -> None:
    issue = next(issue for issue in register.issues if issue.code == "missing_start")
    assert (issue.row, issue.person, issue.action, issue.severity) == (6, "D", "set_aside", "error")  # headers count as row 1


def test_strict_reading_fails_with_the_number_of_issues(toy: Columns) -> None:
    with pytest.raises(kaiin.RegisterError, match="strict") as caught:
        kaiin.Register(toy, as_of=AS_OF, strict=True)
    assert (caught.value.code, caught.value.count) == ("strict", 1)


def test_japanese_headers_eras_and_full_width_digits_are_read() -> None:
    rows: list[dict[str, object]] = [
        {"会員番号": "１２", "入会日": "令和３年４月１日", "退会日": None, "所属士会": "13"},
        {"会員番号": "13", "入会日": "S63.4.1", "退会日": "2019年3月31日", "所属士会": "大阪"},
    ]
    register = kaiin.Register(rows, as_of=AS_OF)
    assert (register.persons, register.rows_set_aside) == (2, 0)
    assert set(register.segments["branch"]) == {"東京都", "大阪府"}


def test_columns_can_be_mapped(toy: Columns) -> None:
    odd = {"No.": toy["person"], "von": toy["start"], "bis": toy["end"], "Land": toy["branch"], "Telefon": ["0"] * 7}
    read = kaiin.ReadSettings(columns={"person": "No.", "start": "von", "end": "bis"}, segments={"branch": "Land"}, unmapped="ignored")
    assert kaiin.Register(odd, as_of=AS_OF, read=read).segments.keys() == {"branch"}
    assert pickle.loads(pickle.dumps(read)) == read


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    with pytest.raises(kaiin.InputError, match="start") as caught:
        kaiin.Register({"person": [1], "since when": ["2020-04-01"]}, as_of=AS_OF)
    assert (caught.value.code, caught.value.found) == ("missing_column", ["person", "since when"])


def test_a_table_without_rows_is_an_error() -> None:
    empty: Columns = {"person": [], "start": []}
    for data in (empty, pa.table({"person": pa.array([], pa.int64()), "start": pa.array([], pa.date32())})):
        with pytest.raises(kaiin.InputError) as caught:
            kaiin.Register(data, as_of=AS_OF)
        assert caught.value.code == "no_rows"


def test_csv_as_office_tools_write_it(tmp_path: Path) -> None:
    path = tmp_path / "名簿.csv"
    path.write_bytes("会員番号,氏名,入会日,退会日\r\n1,山田,2018/4/1,\r\n2,鈴木,H31.4.1,令和5年4月1日\r\n".encode("cp932"))
    register = kaiin.Register.read_csv(path, as_of=AS_OF)
    assert (register.persons, register.members_on("2023-03-31"), register.members_on("2023-04-01")) == (2, 2, 1)


def test_a_file_that_is_not_there_raises_what_open_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        kaiin.Register.read_csv(tmp_path / "nowhere.csv", as_of=AS_OF)
    assert caught.value.filename == str(tmp_path / "nowhere.csv")
    with pytest.raises((IsADirectoryError, PermissionError)):
        kaiin.Register.read_csv(tmp_path, as_of=AS_OF)


def test_the_movement_table_by_hand(register: kaiin.Register) -> None:
    movements = kaiin.CohortTable(register).movements()
    table = movements.to_table().to_dict()
    # fiscal 2018: A and B join. 2019: C joins and leaves on one day, E joins on 2020-02-29. 2020: B leaves on the first day.
    # 2021: B is back. 2022: F joins. 2023: E leaves on 2024-02-29.
    assert table["year"] == [2018, 2019, 2020, 2021, 2022, 2023]
    assert table["opening"] == [0, 2, 3, 2, 3, 4]
    assert table["joined"] == [2, 2, 0, 0, 1, 0]
    assert table["reinstated"] == [0, 0, 0, 1, 0, 0]
    assert table["left"] == [0, 1, 1, 0, 0, 1]
    assert table["closing"] == [2, 3, 2, 3, 4, 3]
    assert movements.last_complete == 2023
    assert movements.unbalanced == []
    assert pickle.loads(pickle.dumps(movements)) == movements
    assert pl.DataFrame(movements)["closing"].to_list() == table["closing"]
    assert movements.row(1999) is None


def test_parts_add_up_to_the_whole_and_groups_to_their_sum(toy: Columns) -> None:
    def table(persons: str) -> kaiin.CohortTable:
        rows = [row for row in PRODUCERS["rows"](toy) if row["person"] in persons]
        rows.append({"person": persons[0] + "x", "start": dt.date(2018, 4, 1)})  # both parts begin on the same day
        return kaiin.CohortTable(kaiin.Register(rows, as_of=AS_OF), by=["join_cohort", "branch"])

    merged = table("ABC").merge(table("DEF"))
    assert merged == table("DEF").merge(table("ABC"))
    movements = merged.regroup([]).movements()
    assert movements == merged.movements()
    closing: Any = movements.row(2023)
    parts: Any = [part.row(2023) for part in merged.movements_by("branch").values()]
    assert closing["closing"] == sum(part["closing"] for part in parts) == 5
    with pytest.raises(kaiin.KaiinError):
        merged.regroup(["class"])
    with pytest.raises(kaiin.TableError) as caught:
        merged.merge(merged.regroup(["branch"]))
    assert caught.value.code == "mismatch"


def test_the_retention_triangle_by_hand(register: kaiin.Register) -> None:
    triangle = kaiin.RetentionTriangle(register)
    # 2018: A stays; B leaves exactly on the second anniversary, so one remains at age 2
    assert [triangle.remaining(2018, age) for age in range(4)] == [2, 2, 1, 1]
    assert triangle.cohorts == [2018, 2019, 2022]
    assert pickle.loads(pickle.dumps(triangle)) == triangle
    assert len(pa.table(triangle)) > 0


@pytest.mark.parametrize(
    ("setting", "code"), [({"reversed_dates": "x"}, "setting"), ({"overlaps": "x"}, "setting"), ({"leave_silence": "x"}, "setting")]
)
def test_an_unknown_word_is_a_setting_error(toy: Columns, setting: dict[str, Any], code: str) -> None:
    with pytest.raises(kaiin.SettingError) as caught:
        kaiin.Register(toy, as_of=AS_OF, **setting)
    assert caught.value.code == code


def many(rows: int = 200_000) -> Columns:
    return {"person": list(range(rows)), "start": ["2018-04-01"] * rows}


def test_progress_is_told_and_an_exception_in_it_stops_the_work() -> None:
    steps: list[tuple[int, int]] = []
    kaiin.Register(many(), as_of=AS_OF, progress=lambda done, total: steps.append((done, total)))
    assert steps
    assert all(0 <= done <= total == 200_000 for done, total in steps)

    def fail(done: int, total: int) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        kaiin.Register(many(), as_of=AS_OF, progress=fail)


def test_progress_follows_a_bar() -> None:
    class Bar:
        n: float = 0
        total: float | None = None

        def update(self, n: float | None = 1) -> None:
            self.n += n or 0

    bar = Bar()
    kaiin.Register(many(), as_of=AS_OF, progress=bar)
    assert bar.total == 200_000
    assert 0 < bar.n <= 200_000
    with pytest.raises(TypeError, match="progress"):
        kaiin.Register(many(1), as_of=AS_OF, progress="yes")  # type: ignore[arg-type]


def test_single_persons_can_be_looked_up(toy: Columns) -> None:
    register = kaiin.Register(toy, as_of="2024-03-31", grace_days=0)
    keys = register.person_keys
    b = keys.index("B")
    assert register.joined(b) == dt.date(2018, 4, 1)
    assert (register.licensed(b), register.born(b)) == (None, None)
    spells = register.spells_of(b)
    assert [(spell.start, spell.end, spell.number, spell.reason) for spell in spells] == [
        (dt.date(2018, 4, 1), dt.date(2020, 4, 1), 0, "unstated"),
        (dt.date(2021, 4, 1), None, 1, None),
    ]
    assert [spell for spell in register.spells() if spell.person == b] == spells
    episodes = register.episodes_of(b)
    assert [(episode.entry, episode.exit, episode.reason, episode.standing) for episode in episodes] == [
        ("joined", "left", "unstated", "active"),
        ("reinstated", "open", None, "active"),
    ]
    assert (episodes[0].start_known, episodes[0].observed, episodes[1].end) == (True, dt.date(2018, 4, 1), None)
    assert register.episode(10**6) is None
    assert (register.first_day, register.record_start, register.grace_days) == (dt.date(2018, 4, 1), None, 0)
    assert register.repairs
    assert repr(spells[1]).startswith("<kaiin.Spell person=1 number=1 start=datetime.date(2021, 4, 1)")
    assert repr(episodes[1]).startswith("<kaiin.EpisodeView person=1")


def test_licences_are_days_or_cohorts() -> None:
    for column, licence, found in (("licensed", "2021-03-25", dt.date(2021, 3, 25)), ("licence_cohort", 2021, 2021)):
        register = kaiin.Register([{"person": "A", "start": "2021-04-01", column: licence}], as_of="2024-03-31")
        assert register.licensed(0) == found


def test_closing_days_of_every_year_are_told_from_single_ones() -> None:
    simulated = kaiin.simulate(5, members=20_000, arrears=(6, 30))
    days = kaiin.Register(simulated, as_of=simulated.as_of).mass_exit_days
    recurring, single = kaiin.recurring_exit_days(days)
    assert {(day.month, day.day) for day in recurring} >= {(7, 1)}  # struck off at the end of 30 June
    july = next(day for day in recurring if (day.month, day.day) == (7, 1))
    assert july.exits == sum(day.exits for day in july.days)
    assert sum(len(day.days) for day in recurring) + len(single) == len(days)
    assert pickle.loads(pickle.dumps(july)) == july
