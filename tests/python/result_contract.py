"""What every result has in common: it pickles, shows itself in a notebook, and is an Arrow stream when it is a table."""

import pickle
from typing import Any

import polars as pl
import pyarrow as pa


def check_value(value: Any) -> None:
    """It pickles to itself, and its text names its class."""
    assert pickle.loads(pickle.dumps(value)) == value
    assert repr(value).startswith(f"<kaiin.{type(value).__name__}")


def check_record(value: Any) -> None:
    """It is a value that a notebook shows as a small table."""
    check_value(value)
    assert value._repr_html_().startswith("<table>")


def check_table(value: Any, rows: int, columns: set[str]) -> None:
    """It is a value, and a table of so many rows with these columns among others."""
    check_value(value)
    assert value._repr_html_().startswith('<div class="kaiin-table"><table')
    assert pa.table(value).num_rows == pl.DataFrame(value).height == len(value.to_table()) == rows
    assert columns <= set(value.to_table().columns)
