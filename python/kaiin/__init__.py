"""Membership mathematics for professional associations: who joins, stays, goes on leave, lapses and comes back.

Every function that reads a table takes a pandas, polars or pyarrow table, a duckdb relation or any other Arrow stream, a mapping of
columns, or a list of dicts; none of those packages is required. Every result is an Arrow stream itself.
"""

from kaiin._core import FiscalCalendar, Issue, Table, __version__
from kaiin._errors import InputError, KaiinError, RateError, RegisterError, SettingError, TableError
from kaiin._types import ArrowStream, DayLike, TableData

__all__ = [
    "ArrowStream",
    "DayLike",
    "FiscalCalendar",
    "InputError",
    "Issue",
    "KaiinError",
    "RateError",
    "RegisterError",
    "SettingError",
    "Table",
    "TableData",
    "TableError",
    "__version__",
]
