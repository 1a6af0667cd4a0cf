"""Tables come in from any package that speaks Arrow, or as plain Python objects, and go out the same way."""

import datetime as dt
import decimal
import pickle
from collections.abc import Callable
from typing import Any

import duckdb
import kaiin
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

DAY = dt.date(2024, 4, 1)
COLUMNS: dict[str, list[object]] = {
    "year": [2018, 2019, None],
    "day": [DAY, None, dt.date(1899, 12, 31)],
    "rate": [1.0, 0.25, None],
    "branch": ["東京都", None, "<b>"],
    "flag": [True, False, None],
}
TYPES = {"year": "integer", "day": "day", "rate": "real", "branch": "text", "flag": "flag"}


def table() -> kaiin.Table:
    return kaiin.Table("toy", COLUMNS)


PRODUCERS: dict[str, Callable[[], Any]] = {
    "mapping": lambda: COLUMNS,
    "rows": lambda: [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)],
    "kaiin": table,
    "pyarrow table": lambda: pa.table(COLUMNS),
    "pyarrow batches": lambda: pa.RecordBatchReader.from_batches(pa.table(COLUMNS).schema, pa.table(COLUMNS).to_batches(max_chunksize=1)),
    "polars": lambda: pl.DataFrame(COLUMNS),
    "duckdb": lambda: duckdb.from_arrow(pa.table(COLUMNS)),
}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_producer_gives_the_same_table(producer: str) -> None:
    got = kaiin.Table("toy", PRODUCERS[producer]())
    assert got.to_dict() == COLUMNS
    assert got.types == TYPES
    assert got == table()


def test_a_polars_column_of_nothing_is_taken() -> None:
    # nobody has left yet: polars then has a column of the type of nothing, and sends a buffer with it that Arrow does not foresee
    frame = pl.DataFrame({"person": ["A", "B"], "start": [DAY, DAY], "end": [None, None]})
    assert kaiin.Table("t", frame).to_dict() == {"person": ["A", "B"], "start": [DAY, DAY], "end": [None, None]}
    assert kaiin.Register(frame, as_of=DAY).members_on(DAY) == 2
    assert kaiin.Table("t", pl.concat([frame, frame], rechunk=False))["end"] == [None] * 4


def test_a_series_is_no_table() -> None:
    with pytest.raises(TypeError, match="Series is not a table"):
        kaiin.Table("t", pl.Series([1, 2]))


def test_pandas_frames_are_taken_with_arrow_and_object_columns() -> None:
    frame = pd.DataFrame({"year": pd.array([2018, None], dtype="Int64"), "day": [DAY, None], "branch": pd.Categorical(["東京都", None])})
    got = kaiin.Table("toy", frame)
    assert got.to_dict() == {"year": [2018, None], "day": [DAY, None], "branch": ["東京都", None]}


def test_every_consumer_takes_the_table() -> None:
    ours = table()
    arrow = pa.table(ours)
    assert arrow.to_pydict() == COLUMNS
    assert [str(field.type) for field in pa.schema(ours)] == ["int64", "date32[day]", "double", "string", "bool"]
    assert pl.DataFrame(ours).to_dict(as_series=False) == COLUMNS
    frames: Any = pd.DataFrame  # the stubs of pandas do not know from_arrow yet
    assert frames.from_arrow(ours)["year"].sum() == 4037  # 2018 + 2019
    summed: Any = duckdb.sql("select sum(year) from ours")
    assert summed.fetchall() == [(4037,)]


ARROW_COLUMNS = {
    "date32": (pa.array([DAY, None], pa.date32()), [DAY, None]),
    "date64": (pa.array([DAY, None], pa.date64()), [DAY, None]),
    "timestamp s": (pa.array([dt.datetime(2024, 4, 1, 23, 59), None], pa.timestamp("s")), [DAY, None]),
    "timestamp us before 1970": (pa.array([dt.datetime(1969, 12, 31, 1)], pa.timestamp("us")), [dt.date(1969, 12, 31)]),
    "timestamp ns": (pa.array([dt.datetime(2024, 4, 1)], pa.timestamp("ns")), [DAY]),
    "timestamp UTC": (pa.array([dt.datetime(2024, 4, 1)], pa.timestamp("ms", tz="UTC")), [DAY]),
    # midnight in Tokyo is 15:00 of the day before in UTC
    "timestamp Tokyo": (pa.array([dt.datetime(2024, 3, 31, 15)], pa.timestamp("us", tz="Asia/Tokyo")), [DAY]),
    "timestamp offset": (pa.array([dt.datetime(2024, 4, 2, 3)], pa.timestamp("us", tz="-03:30")), [dt.date(2024, 4, 1)]),
    "int8": (pa.array([1, None], pa.int8()), [1, None]),
    "uint64": (pa.array([2**63 - 1], pa.uint64()), [2**63 - 1]),
    "decimal of duckdb sums": (pa.array([decimal.Decimal(7), None], pa.decimal128(38, 0)), [7, None]),
    "decimal money": (pa.array([decimal.Decimal("7.25")], pa.decimal128(10, 2)), [7.25]),
    "float32": (pa.array([0.5, None], pa.float32()), [0.5, None]),
    "NaN is absent": (pa.array([float("nan"), 1.0]), [None, 1.0]),
    "large string": (pa.array(["a", None], pa.large_string()), ["a", None]),
    "string view": (
        pa.array(["a long text that does not fit inline", None], pa.string_view()),
        ["a long text that does not fit inline", None],
    ),
    "dictionary": (pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
    "dictionary of nulls": (pa.array([None, None], pa.string()).dictionary_encode(), [None, None]),
    "null": (pa.nulls(2), [None, None]),
    "sliced": (pa.array([1, 2, None, 4]).slice(1, 2), [2, None]),
    "bool": (pa.array([True, None]), [True, None]),
}


@pytest.mark.parametrize("name", ARROW_COLUMNS)
def test_arrow_layouts_that_really_arrive(name: str) -> None:
    array, expected = ARROW_COLUMNS[name]
    assert kaiin.Table("t", pa.table({"c": array}))["c"] == expected


@pytest.mark.parametrize(
    ("array", "said"),
    [
        (pa.array([[1]]), "column c: has type List"),
        (pa.array([2**64 - 1], pa.uint64()), "18446744073709551615"),
        (pa.array([dt.datetime(2024, 4, 1)], pa.timestamp("us", tz="America/New_York")), "America/New_York"),
    ],
)
def test_arrow_layouts_that_cannot_be_read_are_named(array: Any, said: str) -> None:
    with pytest.raises(kaiin.InputError, match=said) as caught:
        kaiin.Table("t", pa.table({"c": array}))
    assert caught.value.code == "column_type"
    assert caught.value.column == "c"


def test_numpy_and_pandas_columns_keep_their_days() -> None:
    days = np.array(["2024-04-01", "NaT"], dtype="datetime64[ns]")
    columns: dict[str, Any] = {"array": days, "series": pd.Series(days), "scalars": list(days), "stamps": [pd.Timestamp(DAY), pd.NaT]}
    got = kaiin.Table("t", columns)
    assert got.to_dict() == {name: [DAY, None] for name in columns}
    mixed: dict[str, Any] = {"int": np.array([1, 2], dtype="int16"), "scalar": [np.int64(3), np.float32(0.5)]}
    assert kaiin.Table("t", mixed).to_dict() == {"int": [1, 2], "scalar": [3.0, 0.5]}


def test_a_row_that_lacks_a_key_is_absent_there() -> None:
    assert kaiin.Table("t", [{"a": 1}, {"b": "x"}, {}]).to_dict() == {"a": [1, None, None], "b": [None, "x", None]}


def test_a_number_beyond_64_bits_keeps_its_digits() -> None:
    assert kaiin.Table("t", {"key": [2**70]})["key"] == [str(2**70)]


def test_a_day_with_a_time_zone_is_the_day_on_its_own_clock() -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))
    assert kaiin.Table("t", {"d": [dt.datetime(2024, 4, 1, tzinfo=tokyo)]})["d"] == [DAY]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (5, "int is not a table"),
        ("members.csv", "str is not a table"),
        ([1], "row 1 is of type int, not a dict"),
        ({"c": "abc"}, "column c is one str"),
        ({"c": 5}, "column c is of type int, not a sequence"),
        ({1: [2]}, "column names must be str"),
        ({"c": [object()]}, "column c, row 1"),
        ({"c": [None, {}]}, "column c, row 2"),
    ],
)
def test_what_is_no_table_is_a_type_error_that_says_where(data: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        kaiin.Table("t", data)


def test_columns_of_different_length_are_named() -> None:
    with pytest.raises(kaiin.InputError, match="column b has 1 rows but a has 2") as caught:
        kaiin.Table("t", {"a": [1, 2], "b": [1]})
    assert (caught.value.code, caught.value.found, caught.value.expected) == ("column_length", 1, 2)


def test_a_column_without_values_keeps_the_type_it_was_given() -> None:
    empty = kaiin.Table("t", {"d": [None]}, types={"d": "day"})
    assert empty.types == {"d": "day"}
    assert pickle.loads(pickle.dumps(empty)).types == {"d": "day"}


def test_tables_are_values() -> None:
    ours = table()
    assert pickle.loads(pickle.dumps(ours)) == ours
    assert ours != kaiin.Table("other", COLUMNS)
    assert (len(ours), ours.name, ours.columns) == (3, "toy", list(COLUMNS))
    assert repr(ours) == "<kaiin.Table toy: 3 rows of year, day, rate, branch, flag>"
    with pytest.raises(KeyError, match="nobody"):
        ours["nobody"]


def test_a_notebook_shows_the_table_escaped_and_shortened() -> None:
    assert "&lt;b&gt;" in table()._repr_html_()
    long = kaiin.Table("long", {"n": range(1000)})._repr_html_()
    assert "60 of 1,000 rows shown" in long
    assert long.count("<tr>") == 61  # the head and sixty rows


def test_a_producer_that_fails_midway_is_an_error() -> None:
    def batches() -> Any:
        yield pa.record_batch({"a": [1]})
        raise RuntimeError("source went away")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"a": pa.int64()}), batches())
    with pytest.raises(kaiin.InputError, match="source went away"):
        kaiin.Table("t", reader)


def test_more_rows_than_a_register_can_have_are_refused_before_they_are_read() -> None:
    # a column of nothing announces any number of rows without a byte of memory
    announced = pa.table({"person": pa.nulls(2**32), "start": pa.nulls(2**32)})
    for read in (lambda: kaiin.Table("t", announced), lambda: kaiin.Register(announced, as_of=DAY)):
        with pytest.raises(kaiin.TableError) as caught:
            read()
        assert (caught.value.code, caught.value.found, caught.value.limit) == ("limit", 2**32, 2**32 - 2)
