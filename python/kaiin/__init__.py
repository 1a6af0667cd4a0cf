"""Membership mathematics for professional associations: who joins, stays, goes on leave, lapses and comes back.

Every function that reads a table takes a pandas, polars or pyarrow table, a duckdb relation or any other Arrow stream, a mapping of
columns, or a list of dicts; none of those packages is required. Every result is an Arrow stream itself.
"""

from kaiin._core import (
    CohortRule,
    CohortTable,
    FiscalCalendar,
    Issue,
    MassExitDay,
    MovementTable,
    ReadSettings,
    Register,
    RetentionTriangle,
    Table,
    __version__,
)
from kaiin._errors import InputError, KaiinError, RateError, RegisterError, SettingError, TableError
from kaiin._types import ArrowStream, DayLike, TableData

__all__ = [
    "ArrowStream",
    "CohortRule",
    "CohortTable",
    "DayLike",
    "FiscalCalendar",
    "InputError",
    "Issue",
    "KaiinError",
    "MassExitDay",
    "MovementTable",
    "RateError",
    "ReadSettings",
    "Register",
    "RegisterError",
    "RetentionTriangle",
    "SettingError",
    "Table",
    "TableData",
    "TableError",
    "__version__",
]
