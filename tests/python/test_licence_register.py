"""A register of licence holders counts itself and is linked to the members by key."""

import datetime as dt
import pickle
from typing import Any

import kaiin
import polars as pl
import pyarrow as pa
import pytest

ROWS: list[dict[str, object]] = [
    {"key": "A1", "licensed": dt.date(2019, 3, 25), "branch": "東京都"},
    {"key": 17, "licensed": "令和元年5月7日"},
    {"key": "C3", "cohort": 2020, "branch": "大阪府", "end": "2022-04-01"},
    {"key": "C3", "cohort": "R2"},
]


@pytest.fixture
def licences() -> kaiin.LicenceRegister:
    return kaiin.LicenceRegister(ROWS, as_of="2023-03-31")


def test_rows_of_one_key_are_one_holder(licences: kaiin.LicenceRegister) -> None:
    assert len(licences) == 3
    assert [holder.key for holder in licences.holders] == ["17", "A1", "C3"]
    holder = licences.licence_of("C3")
    assert holder is not None
    assert (holder.licensed, holder.cohort, holder.branch, holder.end) == (None, 2020, "大阪府", dt.date(2022, 4, 1))
    seventeen = licences.licence_of("17")
    assert seventeen is not None
    assert (seventeen.licensed, seventeen.cohort) == (dt.date(2019, 5, 7), None)
    assert licences.licence_of("nobody") is None
    assert licences.rows_read == licences.rows_kept + licences.rows_repaired + licences.rows_set_aside == 4
    assert repr(holder).startswith("<kaiin.LicenceHolder key='C3'")


def test_holders_are_denominators(licences: kaiin.LicenceRegister) -> None:
    licensees = licences.licensees()
    assert (licensees.new_licensees(2019), licensees.new_licensees(2020)) == (2, 1)  # 25 March belongs to the next fiscal year
    assert licences.licensees(kaiin.CohortRule(lead_days=0)).new_licensees(2018) == 1
    in_force = licences.in_force_on("2022-04-01")
    assert in_force is not None
    assert (in_force.count, in_force.kind, in_force.when, in_force.is_estimate) == (2, "registered", dt.date(2022, 4, 1), False)
    assert in_force.vintage == dt.date(2023, 3, 31)
    assert licences.in_force_on("2024-01-01") is None  # the register knows nothing about later days


def test_both_sides_of_the_linkage_are_counted_and_listed(licences: kaiin.LicenceRegister) -> None:
    members = [{"person": key, "start": "2021-04-01"} for key in ("0017", "C3", "X9", "X9")]
    linkage = licences.link(kaiin.Register(members, as_of="2023-03-31"))
    assert (linkage.matched, linkage.unmatched_members, linkage.unmatched_licensees) == (1, ["0017", "X9"], ["17", "A1"])
    assert linkage.alike() == [("0017", "17")]
    assert [issue.code for issue in linkage.issues] == ["unmatched_member", "unmatched_member"]
    assert linkage == licences.link(["0017", "C3", "X9"])
    assert linkage.to_table().to_dict() == {"side": ["member", "member", "licensee", "licensee"], "key": ["0017", "X9", "17", "A1"]}
    assert pl.DataFrame(linkage).height == pa.table(linkage).num_rows == 4
    assert "<table" in linkage._repr_html_()
    assert repr(linkage) == "<kaiin.Linkage: 1 matched, 2 members and 2 licence holders unmatched>"


def test_registers_are_values(licences: kaiin.LicenceRegister) -> None:
    for value in (licences, licences.holders[0], licences.link(["17"]), licences.in_force_on("2021-04-01"), licences.licensees()):
        assert pickle.loads(pickle.dumps(value)) == value
    assert kaiin.LicenceRegister(ROWS[::-1], as_of="2023-03-31").holders == licences.holders


def test_columns_are_mapped() -> None:
    frame = pl.DataFrame({"登録番号": [1, 2], "登録日": [dt.date(2019, 5, 7), None]})
    licences = kaiin.LicenceRegister(frame, columns={"key": "登録番号", "licensed": "登録日"})
    assert [holder.licensed for holder in licences.holders] == [dt.date(2019, 5, 7), None]


@pytest.mark.parametrize(
    ("rows", "columns", "error", "said"),
    [
        ([{"number": 1}], None, kaiin.InputError, "key"),
        ([{"key": None}], None, kaiin.InputError, "rows"),
        ([{"key": 1, "licensed": "soon"}], None, kaiin.InputError, 'licensed: holds "soon" in row 0, which is not a day'),
        ([{"key": 1, "cohort": 2019.5}], None, kaiin.InputError, "cohort: holds 2019.5 in row 0, which is not a year"),
        ([{"key": 1}], {"name": "key"}, kaiin.SettingError, "what a column can be for"),
        (5, None, TypeError, "int is not a table"),
    ],
)
def test_what_cannot_be_used_is_refused(rows: Any, columns: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        kaiin.LicenceRegister(rows, columns=columns)


def test_denominators_say_what_they_are() -> None:
    table = {"year": [2018, 2019], "count": [100, 200], "vintage": ["2019-04-01", "2020-04-01"]}
    licensees = kaiin.Licensees(table, attrition=0.1, count_source="the ministry")
    practising = licensees.get("practising", 2019)
    assert practising is not None
    assert practising.value == pytest.approx(290.0)  # 100 x 0.9 + 200
    assert (practising.count, practising.is_estimate) == (None, True)
    summed = licensees.get("cumulative_summed", 2019)
    assert summed is not None
    assert (summed.count, summed.kind, summed.when, summed.branch, summed.source) == (300, "cumulative_summed", 2019, None, "the ministry")
    assert (summed.vintage, summed.known_on, summed.rule) == (dt.date(2020, 4, 1), None, None)
    known = licensees.as_known_on("2019-12-31").get("cumulative_summed", 2018)
    assert known is not None
    assert known.known_on == dt.date(2019, 12, 31)
    assert licensees.get("registered", 2019) is licensees.get("new_licensees", 1900) is None
    assert pickle.loads(pickle.dumps(summed)) == summed
    assert "<th>kind</th>" in summed._repr_html_()
    assert licensees.rule is None
    assert kaiin.Licensees({"year": [2019], "count": [1]}, cohort_rule=kaiin.CohortRule()).rule == kaiin.CohortRule()


def test_attrition_is_a_value_of_its_own() -> None:
    ageing = kaiin.Attrition([0.0, 0.5])
    assert [ageing.survival(years) for years in range(4)] == [1.0, 1.0, 0.5, 0.25]
    assert kaiin.Attrition().survival(50) == 1.0
    licensees = kaiin.Licensees({"year": [2018, 2019], "count": [100, 200]})
    assert licensees.with_attrition(ageing).attrition == ageing == pickle.loads(pickle.dumps(ageing))
    assert licensees.with_attrition(0.1).practising(2019) == kaiin.Licensees(
        {"year": [2018, 2019], "count": [100, 200]}, attrition=[0.1]
    ).practising(2019)
    with pytest.raises(kaiin.SettingError):
        kaiin.Attrition(1.5)


def test_single_branches_have_bases_of_their_own() -> None:
    rows = {"year": [2019, 2019], "branch": ["東京都", "大阪府"], "count": [10, 20]}
    licensees = kaiin.Licensees(rows, branch_bases={"東京都": (2018, 1_000)})
    tokyo = licensees.of_branch("東京都")
    assert tokyo is not None
    assert tokyo.cumulative_summed(2019) == 1_010
