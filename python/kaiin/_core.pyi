from _typeshed import SupportsGetItem
from datetime import date
from kaiin._types import Action, AgeClock, BranchLevels, DateOrder, DayLike, Delimiter, Encoding, EndDay, IssueCode, LeapDay, LeaveSilence, Overlaps, Progress, ReversedDates, Role, SerialDates, Severity, SpellsCounted, TableData, TriangleCohort, Unmapped, YearLabel
from os import PathLike
from typing import Final, SupportsIndex, final

__all__ = ["__version__", "CohortRule", "CohortTable", "FiscalCalendar", "Issue", "MassExitDay", "MovementTable", "ReadSettings", "Register", "RetentionTriangle", "Table"]

__version__: Final[str]
"""
Version of the library.
"""

@final
class CohortRule:
    """
    Which licences make one licence cohort (免許取得コホート): the fiscal year in which their holders become able to join.

    Args:
        calendar: The fiscal calendar; the Japanese one by default.
        lead_days: A licence announced so many days or fewer before a fiscal year begins belongs to that next year's cohort, 0 (no shift)
            to 364. By default 31: an examination of February that is announced in late March.

    Raises:
        SettingError: The lead is a year or more.

    Examples:
        >>> CohortRule().cohort_of("2019-03-25"), CohortRule(lead_days=0).cohort_of("2019-03-25")
        (2019, 2018)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __getnewargs__(self, /) -> tuple[FiscalCalendar, int]: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, calendar: FiscalCalendar | None = None, lead_days: SupportsIndex | None = None) -> CohortRule: ...
    def __repr__(self, /) -> str: ...
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    def cohort_of(self, /, day: DayLike) -> int:
        """
        The licence cohort of a licence of this day, as a fiscal year.
        """
    @property
    def lead_days(self, /) -> int:
        """
        The lead in days.
        """

@final
class CohortTable:
    """
    Members by cohort, fiscal year and segment: stock by standing, joiners, reinstated, leavers by reason, days of membership.

    Whole numbers throughout: tables of parts of a register add up exactly, whatever the parts, and can be made coarser without loss.

    Args:
        register: The register.
        calendar: The fiscal calendar; the Japanese one by default.
        by: What to group by: ``"licence_cohort"``, ``"join_cohort"`` and names of segments; nothing by default.
        cohort_rule: Which fiscal year's cohort a licence date belongs to; without a shift by default.
        threads: Number of threads; as many as there are processors by default. The table does not depend on it.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        InputError: The register does not have a segment of that name.
        TableError: The groups times the years are too many to hold.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2021-04-01"},
        ...     {"person": "B", "start": "2022-05-01", "end": "2023-07-01"},
        ... ]
        >>> table = CohortTable(Register(rows, as_of="2024-03-31"))
        >>> last = table.movements().row(2023)
        >>> last["opening"], last["left"], last["closing"]
        (2, 1, 1)
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, by: SupportsGetItem[int, str] = ..., cohort_rule: CohortRule | None = None, threads: SupportsIndex | None = None, progress: Progress = ...) -> CohortTable: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def by(self, /) -> list[str]:
        """
        What the table is grouped by.
        """
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    def merge(self, /, other: CohortTable) -> CohortTable:
        """
        The sum of two tables of parts of one register that have no person in common.

        Raises:
            TableError: The tables were built with different settings.
        """
    def movements(self, /) -> MovementTable:
        """
        The movements of all members together.
        """
    def movements_by(self, /, segment: str) -> dict[str | None, MovementTable]:
        """
        The movements of each level of a segment; members without a level are under ``None``.

        Raises:
            KaiinError: The table is not grouped by this segment.
        """
    def regroup(self, /, by: SupportsGetItem[int, str]) -> CohortTable:
        """
        The table by some of what it is grouped by, without loss.

        Raises:
            KaiinError: The table is not grouped by one of these.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def years(self, /) -> list[int]:
        """
        The fiscal years covered, ascending.
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
    def __new__(cls, /, code: IssueCode, action: Action, row: SupportsIndex | None = None, person: str | None = None, column: str | None = None, value: str | None = None) -> Issue: ...
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
class MassExitDay:
    """
    A day on which far more members left than on any other: arrears struck off, an audit of inactive members, a change of system.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MassExitDay: ...
    @property
    def day(self, /) -> date:
        """
        The day.
        """
    @property
    def exits(self, /) -> int:
        """
        Members who left on it.
        """
    @property
    def exits_of_twelve_months(self, /) -> int:
        """
        Members who left in the twelve months that end with the day.
        """
    @property
    def judged(self, /) -> bool:
        """
        Whether the record covers those twelve months; where not, the day is a candidate only.
        """

@final
class MovementTable:
    """
    Movements by fiscal year: opening, joined, reinstated, left by reason, closing.

    From a register (`CohortTable.movements`) or from yearly totals (`MovementTable.from_totals`), on equal terms.
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> MovementTable: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calendar(self, /) -> FiscalCalendar:
        """
        The fiscal calendar.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        What was found in the totals.
        """
    @property
    def lapsed_stock(self, /) -> list[tuple[int, int | None]]:
        """
        Persons who left and did not come back, at the end of each year, as far as the table can tell.
        """
    @property
    def last_complete(self, /) -> int | None:
        """
        The last fiscal year that is covered completely and whose closing stock is known.
        """
    def row(self, /, year: SupportsIndex) -> "dict[str, object] | None":
        """
        The row of a fiscal year by column; ``None`` when the table does not reach it.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
        """
    @property
    def unbalanced(self, /) -> list[tuple[int, int]]:
        """
        The years whose totals do not balance, each with opening + in - out - closing.
        """

@final
class ReadSettings:
    """
    How a table of members is read: what the caller knows about it and the reader cannot know.

    Columns are found by their headers, in Japanese or English; what is not found is named here. Only columns that are mapped or found
    are ever kept.

    Args:
        columns: Header of the column for a role, for example ``{"person": "No.", "start": "Beitritt"}``.
        segments: Header of the column to keep as a segment, by the name of the segment: ``{"workplace": "勤務先区分"}``.
        only: Rows are read only where a column holds a value, by header: ``{"table": "members"}``.
        unmapped: What becomes of other columns: ``"by_vocabulary"`` (the default) or ``"ignored"``.
        encoding: Encoding of a file: ``"auto"`` (the default), ``"utf8"``, ``"cp932"``, ``"utf16_le"`` or ``"utf16_be"``.
        delimiter: What separates fields: ``"auto"`` (the default), ``"comma"``, ``"semicolon"`` or ``"tab"``.
        date_order: Order where the year does not come first; with ``"year_first"`` (the default) such dates are refused, because
            4/1/2024 is two different days.
        serial_dates: Whether a bare number such as 45383 is a date: ``"refused"`` (the default) or ``"excel1900"``.
        end_day: What the day of the end means: ``"first_day_out"`` (the default) or ``"last_day_included"``.
        leave_end_day: The same for the end of a leave of absence; ``"last_day_included"`` by default.
        branch_levels: Whether branches are ``"prefectures"`` (the default; other texts are kept as written) or ``"as_written"``.
        header_row: Number of the row that holds the headers, 1 by default.
        longest_row: Most bytes of one row of a file, 1,048,576 by default; a longer one is an error.
        threads: Number of threads that read a file; as many as there are processors by default. The result does not depend on it.

    Examples:
        >>> german = ReadSettings(columns={"start": "Beitritt"}, date_order="day_first")
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, columns: dict[Role, str] | None = None, segments: dict[str, str] | None = None, only: dict[str, str] | None = None, unmapped: Unmapped | None = None, encoding: Encoding | None = None, delimiter: Delimiter | None = None, date_order: DateOrder | None = None, serial_dates: SerialDates | None = None, end_day: EndDay | None = None, leave_end_day: EndDay | None = None, branch_levels: BranchLevels | None = None, header_row: SupportsIndex | None = None, longest_row: SupportsIndex | None = None, threads: SupportsIndex | None = None) -> ReadSettings: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> ReadSettings: ...

@final
class Register:
    """
    A register of members: validated episodes, grouped by person, immutable.

    One row is one person in one standing for one stretch of time; a plain list of memberships is the case with one standing. Rows that
    cannot be used are set aside, each with an `Issue`; rows read = kept + repaired + set aside, always.

    Args:
        data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
        as_of: Extract date: what happened on that day is known, nothing later is.
        read: How the table is read; headers in Japanese or English are found without it.
        record_start: The day on which the record begins, where people who left earlier are missing from it: memberships that began
            before are observed from that day on (delayed entry).
        grace_days: Longest gap in days between two episodes of a person that does not count as a lapse; 0 by default.
        reversed_dates: Rows that end before they begin are ``"set_aside"`` (the default) or have their dates exchanged, ``"swap"``.
        overlaps: Rows that overlap an earlier one of the person begin at its end, ``"trim"`` (the default), or are ``"set_aside"``.
        leave_silence: When a leave of absence ends and nothing follows, the membership ends, ``"lapse"`` (the default), or goes on,
            ``"return"``.
        strict: Raise `RegisterError` when any row has an issue of severity warning or error.
        progress: A function of the steps done and the steps in all, a tqdm bar, or True for a new bar.

    Raises:
        InputError: A needed column is missing, columns differ in length, or there is no row.
        RegisterError: With `strict`, when there are issues.

    Examples:
        >>> rows = [
        ...     {"会員番号": "A", "入会日": "令和3年4月1日"},
        ...     {"会員番号": "B", "入会日": "2022/4/1", "退会日": "2023/4/1"},
        ... ]
        >>> register = Register(rows, as_of="2024-03-31")
        >>> register.persons, register.members_on("2024-03-31")
        (2, 1)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, data: TableData, *, as_of: DayLike, read: ReadSettings | None = None, record_start: DayLike | None = None, grace_days: SupportsIndex | None = None, reversed_dates: ReversedDates | None = None, overlaps: Overlaps | None = None, leave_silence: LeaveSilence | None = None, strict: bool = False, progress: Progress = ...) -> Register: ...
    def __repr__(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date.
        """
    @property
    def episodes(self, /) -> int:
        """
        Number of episodes after validation.
        """
    @property
    def issue_counts(self, /) -> dict[str, int]:
        """
        How many issues there are of each kind.
        """
    @property
    def issues(self, /) -> list[Issue]:
        """
        Everything wrong or worth knowing about the rows, ordered by row.
        """
    @property
    def mass_exit_days(self, /) -> list[MassExitDay]:
        """
        Days on which far more members left than on any other: days on which records were closed, not days on which people decided.
        """
    def members_on(self, /, day: DayLike) -> int:
        """
        Number of persons on the roll on a day, in any standing.
        """
    @property
    def persons(self, /) -> int:
        """
        Number of persons.
        """
    @staticmethod
    def read_csv(path: str | PathLike[str], *, as_of: DayLike, read: ReadSettings | None = None, record_start: DayLike | None = None, grace_days: SupportsIndex | None = None, reversed_dates: ReversedDates | None = None, overlaps: Overlaps | None = None, leave_silence: LeaveSilence | None = None, strict: bool = False, progress: Progress = ...) -> Register:
        """
        A register from a CSV file as office tools write it: UTF-8, CP932 (Shift_JIS) or UTF-16; comma, semicolon or tab.

        Args:
            path: The file.
            as_of: Extract date. This and all other arguments are those of `Register`.

        Raises:
            OSError: The file cannot be opened: `FileNotFoundError`, `PermissionError` and so on.
        """
    @property
    def rows_kept(self, /) -> int:
        """
        Rows used as they are.
        """
    @property
    def rows_read(self, /) -> int:
        """
        Data rows read; equals `rows_kept` + `rows_repaired` + `rows_set_aside`.
        """
    @property
    def rows_repaired(self, /) -> int:
        """
        Rows used after a repair.
        """
    @property
    def rows_set_aside(self, /) -> int:
        """
        Rows not used.
        """
    @property
    def segments(self, /) -> dict[str, list[str]]:
        """
        Names and levels of the segments, such as branch (所属) or class (会員区分).
        """

@final
class RetentionTriangle:
    """
    How many of a cohort are still members after each year; a cell not yet seen is absent, never a loss.

    Args:
        register: The register.
        calendar: The fiscal calendar; the Japanese one by default.
        cohort: Who makes a cohort: all who ``"joined"`` (the default) or were ``"licensed"`` in one fiscal year.
        cohort_rule: Which fiscal year's cohort a licence date belongs to.
        clock: When members are looked at again: on each ``"anniversary"`` of joining (the default) or at each ``"fiscal_year_end"``.
        spells: Whether the ``"first"`` spell counts only (the default) or ``"all"``.
        leap_day: When someone who joined on 29 February completes a year: ``"feb28"`` (the default) or ``"mar1"``.

    Examples:
        >>> rows = [
        ...     {"person": "A", "start": "2021-04-01"},
        ...     {"person": "B", "start": "2021-06-01", "end": "2022-12-01"},
        ... ]
        >>> triangle = RetentionTriangle(Register(rows, as_of="2023-05-31"))
        >>> [triangle.remaining(2021, age) for age in range(3)]  # the second anniversary of B is not yet seen
        [2, 2, None]
    """
    def __arrow_c_schema__(self, /) -> "object": ...
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object": ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, register: Register, *, calendar: FiscalCalendar | None = None, cohort: TriangleCohort | None = None, cohort_rule: CohortRule | None = None, clock: AgeClock | None = None, spells: SpellsCounted | None = None, leap_day: LeapDay | None = None) -> RetentionTriangle: ...
    def __reduce__(self, /) -> "tuple[object, tuple[object, str]]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _from_json(text: str) -> RetentionTriangle: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> date:
        """
        Extract date of the register.
        """
    @property
    def cohorts(self, /) -> list[int]:
        """
        The cohorts as fiscal years, ascending.
        """
    @property
    def left_out(self, /) -> int:
        """
        Persons who belong to no cohort because their first day, or their licence, is not known or lies before observation.
        """
    def remaining(self, /, cohort: SupportsIndex, age: SupportsIndex) -> int | None:
        """
        Members of a cohort remaining at an age in years; ``None`` when the cell has not been seen.
        """
    def to_table(self, /) -> Table:
        """
        The result as named columns.
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
