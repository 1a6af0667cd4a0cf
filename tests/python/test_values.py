"""Calendars and issues are values; errors can be caught by class or by code."""

import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any, get_args

import kaiin
import pytest
from kaiin import _types


def test_a_calendar_names_fiscal_years() -> None:
    japan = kaiin.FiscalCalendar()
    assert japan == kaiin.FiscalCalendar.japan() == kaiin.FiscalCalendar(4, 1, "start_year")
    assert japan.year_of(dt.date(2025, 3, 31)) == japan.year_of("2024-04-01") == japan.year_of(dt.datetime(2024, 4, 1, 12)) == 2024
    assert (japan.start_of(2024), japan.end_of(2024)) == (dt.date(2024, 4, 1), dt.date(2025, 4, 1))
    assert repr(japan) == 'FiscalCalendar(start_month=4, start_day=1, label="start_year")'
    assert eval(repr(japan), {"FiscalCalendar": kaiin.FiscalCalendar}) == japan


def test_values_hash_and_pickle() -> None:
    july = kaiin.FiscalCalendar(7, label="end_year")
    issue = kaiin.Issue("end_before_start", "set_aside", row=7, person="A", column="end", value="2019-01-01")
    for value in (july, issue):
        copy = pickle.loads(pickle.dumps(value))
        assert copy == value
        assert {value: 1}[copy] == 1
    assert july != kaiin.FiscalCalendar(7)


def test_an_issue_says_what_was_done() -> None:
    issue = kaiin.Issue("end_before_start", "set_aside", row=7, person="A")
    assert str(issue) == "row 7: person A: the end lies before the start; the row was set aside"
    assert (issue.code, issue.severity, issue.action, issue.row, issue.person) == ("end_before_start", "error", "set_aside", 7, "A")
    assert issue.column is None
    assert issue.message_ja == "終了日が開始日より前のため除外した"
    assert issue.to_dict()["severity"] == "error"


def test_a_setting_that_cannot_be_used_is_named_with_its_value() -> None:
    with pytest.raises(kaiin.SettingError, match="start_month 13 is not a month") as caught:
        kaiin.FiscalCalendar(13)
    error = caught.value
    assert (error.code, error.name, error.value) == ("setting", "start_month", "13")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.code, copy.value) == (kaiin.SettingError, str(error), "setting", "13")


def test_every_exception_is_a_value_error() -> None:
    for name in ("InputError", "RateError", "RegisterError", "SettingError", "TableError"):
        assert issubclass(getattr(kaiin, name), kaiin.KaiinError)
    assert issubclass(kaiin.KaiinError, ValueError)


@pytest.mark.parametrize("day", ["2024-02-30", "2024/4/1", "9999-12-31", "", dt.date(1, 1, 1)])
def test_a_day_that_cannot_be_used_is_a_setting_error(day: Any) -> None:
    with pytest.raises(kaiin.SettingError):
        kaiin.FiscalCalendar().year_of(day)


@pytest.mark.parametrize("day", [None, 5, 2024.0, dt.time(1)])
def test_what_is_no_day_is_a_type_error(day: Any) -> None:
    with pytest.raises(TypeError, match="is no day"):
        kaiin.FiscalCalendar().year_of(day)


def words_of(error: kaiin.SettingError) -> set[str]:
    """The words in quotes that a message offers."""
    return set(error.reason.split('"')[1::2])


def test_the_typed_words_are_those_of_the_library() -> None:
    wrong: Any = "?"
    calls: dict[Any, Callable[[], object]] = {
        _types.YearLabel: lambda: kaiin.FiscalCalendar(label=wrong),
        _types.IssueCode: lambda: kaiin.Issue(wrong, "kept"),
        _types.Action: lambda: kaiin.Issue("overlap", wrong),
    }
    for literal, call in calls.items():
        with pytest.raises(kaiin.SettingError) as caught:
            call()
        assert words_of(caught.value) == set(get_args(literal))
