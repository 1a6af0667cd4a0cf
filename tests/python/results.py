"""What every result must be in Python: a value that pickles, shows itself, and is an Arrow table where it has columns."""

import pickle
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

near: Any = pytest.approx
"""Nearly equal; typed so that it can stand beside exact values in one comparison."""


def check_value(*values: Any) -> None:
    """Each is equal to its copy through pickle, and shows its class in its text."""
    for value in values:
        assert pickle.loads(pickle.dumps(value)) == value
        assert repr(value).startswith(f"<kaiin.{type(value).__name__}"), repr(value)


def check_record(*values: Any) -> None:
    """The same, of a value that shows its fields in a notebook."""
    check_value(*values)
    for value in values:
        assert "<table" in value._repr_html_()


def check_table(*values: Any) -> None:
    """The same, of a result that has columns."""
    check_value(*values)
    for value in values:
        table = value.to_table()
        assert pa.table(value).column_names == pl.DataFrame(value).columns == table.columns
        assert pa.table(value).num_rows == len(table) > 0
        assert value._repr_html_() == table._repr_html_()
        assert "<table" in value._repr_html_()
