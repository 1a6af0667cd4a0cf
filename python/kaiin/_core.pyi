from datetime import date
from kaiin._types import Action, DayLike, IssueCode, Severity, TableData, YearLabel
from typing import Final, SupportsIndex, final

__all__ = ["__version__", "FiscalCalendar", "Issue", "Table"]

__version__: Final[str]
"""
Version of the library.
"""

@final
class FiscalCalendar:
    """
    The twelve months that a fiscal year names: its first day, and whether it is labelled by its start or its end.

    Without arguments it is the Japanese fiscal year (年度): April to March, labelled by its first year.

    Args:
        start_month: Month in which a year begins, 1 to 12.
        start_day: Day of the month on which it begins, 1 to 28, so that the day exists every year.
        label: ``"start_year"`` (the default) when year 2024 begins in 2024, ``"end_year"`` when it ends in 2024.

    Raises:
        SettingError: A month or day is out of range.

    Examples:
        >>> calendar = FiscalCalendar()
        >>> calendar.year_of("2025-03-31")
        2024
        >>> calendar.start_of(2024)
        datetime.date(2024, 4, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[int, int, YearLabel]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, start_month: SupportsIndex = 4, start_day: SupportsIndex = 1, label: YearLabel | None = None) -> FiscalCalendar: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def calendar_year() -> FiscalCalendar:
        """
        January to December.
        """
    def end_of(self, /, year: SupportsIndex) -> date:
        """
        The day after the last day of a fiscal year: the exclusive end.
        """
    @staticmethod
    def japan() -> FiscalCalendar:
        """
        April to March, labelled by its first year (年度).
        """
    @property
    def label(self, /) -> YearLabel:
        """
        Whether a year is called after the calendar year in which it begins or in which it ends.
        """
    @property
    def start_day(self, /) -> int:
        """
        Day of the month on which a year begins, 1 to 28.
        """
    @property
    def start_month(self, /) -> int:
        """
        Month in which a year begins, 1 to 12.
        """
    def start_of(self, /, year: SupportsIndex) -> date:
        """
        The first day of a fiscal year.
        """
    def year_of(self, /, day: DayLike) -> int:
        """
        The fiscal year in which a day lies.
        """

@final
class Issue:
    """
    One thing wrong or worth knowing about one row of the input.

    Issues are collected for all rows: forty problems reported once beat forty runs. ``str(issue)`` is the sentence to show.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[IssueCode, Action, int | None, str | None, str | None, str | None]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        code: IssueCode,
        action: Action,
        row: SupportsIndex | None = None,
        person: str | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> Issue: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def action(self, /) -> Action:
        """
        What was done with the row: ``"kept"``, ``"repaired"`` or ``"set_aside"``.
        """
    @property
    def code(self, /) -> IssueCode:
        """
        What kind of thing is wrong: a stable name for programs.
        """
    @property
    def column(self, /) -> str | None:
        """
        The column concerned, where one is.
        """
    @property
    def message(self, /) -> str:
        """
        What is wrong and what was done, as an English sentence.
        """
    @property
    def message_ja(self, /) -> str:
        """
        What is wrong and what was done, as a Japanese sentence.
        """
    @property
    def person(self, /) -> str | None:
        """
        Key of the person, where known.
        """
    @property
    def row(self, /) -> int | None:
        """
        Number of the row; ``None`` when the issue is not about one row.
        """
    @property
    def severity(self, /) -> Severity:
        """
        How much it matters: ``"info"``, ``"warning"`` or ``"error"``.
        """
    def to_dict(self, /) -> "dict[str, str | int | None]":
        """
        The fields by name.
        """
    @property
    def value(self, /) -> str | None:
        """
        The value found, where one was.
        """

@final
class Table:
    """
    A result as named columns of one length; a value that is not known or does not exist is ``None``, never 0 or NaN.

    The table is an Arrow stream: ``pandas.DataFrame.from_arrow(table)``, ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and
    ``duckdb.sql("select * from table")`` take it without a copy.

    Args:
        name: Stable name of the table.
        data: An Arrow stream, a mapping of columns, or a list of dicts.
        types: Type of each column that should not be told from its values: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or
            ``"flag"``. A column without any value is text unless named here.

    Raises:
        InputError: Columns differ in length, or a value does not fit the type of its column.

    Examples:
        >>> table = Table("movements", {"year": [2018, 2019], "joined": [120, None]})
        >>> table["joined"]
        [120, None]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __getitem__(self, column: str, /) -> list:
        """
        One column by name.
        """
    def __getnewargs__(self, /) -> "tuple[str, dict[str, list[object]], dict[str, str]]": ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str, data: TableData, types: dict[str, str] | None = None) -> Table: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def columns(self, /) -> list[str]:
        """
        Names of the columns in order.
        """
    @property
    def name(self, /) -> str:
        """
        Stable name of the table.
        """
    def to_dict(self, /) -> "dict[str, list[object]]":
        """
        The columns as lists of ``int``, ``float``, ``datetime.date``, ``str`` or ``bool``, with ``None`` where there is no value.
        """
    @property
    def types(self, /) -> dict[str, str]:
        """
        Type of each column: ``"integer"``, ``"real"``, ``"day"``, ``"text"`` or ``"flag"``.
        """
