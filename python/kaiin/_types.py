"""What functions that read a table accept, by behaviour: no package has to be installed for it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Literal, Protocol, TypeAlias


class ArrowStream(Protocol):
    """A table of a package that speaks the Arrow PyCapsule protocol: pandas, polars, pyarrow, duckdb and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand on the columns without a copy."""
        ...


TableData: TypeAlias = ArrowStream | Mapping[str, Iterable[object]] | Iterable[Mapping[str, object]]
"""An Arrow stream, a mapping of columns, or a list of dicts."""

DayLike: TypeAlias = datetime.date | str
"""A day: a date, a datetime, or text of the form YYYY-MM-DD."""

YearLabel: TypeAlias = Literal["start_year", "end_year"]
"""Whether a fiscal year is called after the calendar year in which it begins or in which it ends."""

Severity: TypeAlias = Literal["info", "warning", "error"]
"""How much an issue matters: worth knowing; doubtful, kept or repaired; unusable, the row was set aside."""

Action: TypeAlias = Literal["kept", "repaired", "set_aside"]
"""What was done with the row of an issue."""

ReversedDates: TypeAlias = Literal["set_aside", "swap"]
"""What is done with a row whose end lies before its start."""

Overlaps: TypeAlias = Literal["trim", "set_aside"]
"""What is done with a row that begins before an earlier one of the same person ends."""

LeaveSilence: TypeAlias = Literal["lapse", "return"]
"""What it means when a leave of absence ends and nothing follows."""

IssueCode: TypeAlias = Literal[
    "missing_person",
    "missing_start",
    "unreadable_date",
    "date_out_of_range",
    "date_ignored",
    "open_end_placeholder",
    "unreadable_number",
    "wrong_field_count",
    "undecodable_text",
    "nul_byte",
    "duplicate_row",
    "end_before_start",
    "ends_swapped",
    "zero_length",
    "overlap",
    "covered",
    "open_but_followed",
    "start_before_licence",
    "start_after_as_of",
    "end_after_as_of",
    "licence_conflict",
    "birth_conflict",
    "unknown_standing",
    "off_roll",
    "unknown_end_reason",
    "gap_within_grace",
    "leave_ended_silently",
    "before_record",
    "mass_exit_day",
    "unmatched_member",
    "unbalanced",
    "stated_differs",
    "series_break",
    "revised",
]
"""What kind of thing is wrong with a row."""
