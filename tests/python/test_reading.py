"""Single texts are understood as the readers of files understand them."""

import datetime as dt
import pickle

import kaiin
import pytest

APRIL = dt.date(2024, 4, 1)


@pytest.mark.parametrize("text", ["2024-04-01", "2024/4/1", "20240401", "2024年4月1日", "令和6年4月1日", "R6.4.1", "Ｒ６．４．１"])
def test_dates_of_office_files(text: str) -> None:
    assert kaiin.parse_date(text) == APRIL


def test_what_is_no_date_is_told_apart_from_nothing() -> None:
    assert kaiin.parse_date(" ") is kaiin.parse_date("NULL") is None
    assert kaiin.parse_date("1/4/2024", date_order="day_first") == APRIL
    assert kaiin.parse_date("4/1/2024", date_order="month_first") == APRIL
    assert kaiin.parse_date("45383", serial_dates="excel1900") == APRIL
    for text, why in {
        "2023-02-29": "unreadable",
        "4/1/2024": "ambiguous",
        "0001-01-01": "out_of_range",
        "9999-12-31": "placeholder",
    }.items():
        with pytest.raises(kaiin.SettingError, match=why) as caught:
            kaiin.parse_date(text)
        assert (caught.value.name, caught.value.value) == ("date", f'"{text}"')


def test_fiscal_years_in_words() -> None:
    for text in ("2019", "2019年度", "令和元年度", "R1", "平成31年度", "FY2019"):
        assert kaiin.parse_fiscal_year(text) == 2019
    with pytest.raises(kaiin.SettingError, match="fiscal year"):
        kaiin.parse_fiscal_year("19")


def test_words_of_registers() -> None:
    words = {"休会中": "on_leave", "In good standing": "active", "退会済": "ended", "非会員": "not_member", "おそらく会員": None}
    assert {text: kaiin.standing_word(text) for text in words} == words
    assert [kaiin.end_reason_word(text) for text in ("退職（定年）", "Non-payment", "気分")] == ["retirement", "arrears", None]


def test_prefectures_by_any_of_their_names() -> None:
    tokyo = kaiin.Prefecture(13)
    for text in ("東京都", "東京", "Tokyo", "tokyo-to", "13", "１３"):
        assert kaiin.Prefecture.named(text) == tokyo
    assert (tokyo.code, tokyo.japanese, tokyo.english) == (13, "東京都", "Tokyo")
    assert len({prefecture.english for prefecture in kaiin.Prefecture.all()}) == 47
    assert {pickle.loads(pickle.dumps(tokyo)): 1}[tokyo] == 1
    with pytest.raises(kaiin.SettingError, match="48"):
        kaiin.Prefecture(48)


def test_presets_of_known_systems() -> None:
    lost = [preset.name for preset in kaiin.Preset.all() if preset.past_gaps == "lost"]
    assert lost == ["civicrm", "imis"]
    civicrm = kaiin.Preset("civicrm")
    assert (civicrm.columns["join_date" if "join_date" in civicrm.columns else "start_date"], bool(civicrm.note)) == ("start", True)
    assert "civicrm_membership" in civicrm.table
    assert eval(repr(civicrm), {"Preset": kaiin.Preset}) == pickle.loads(pickle.dumps(civicrm)) == civicrm
    rows = [{"contact_id": 17, "join_date": "2001-01-01", "start_date": "2019-01-01", "end_date": "2024-12-31"}]
    register = kaiin.Register(rows, as_of="2024-03-31", read=kaiin.ReadSettings(preset="civicrm"))
    assert register.spells()[0].start == dt.date(2019, 1, 1)


def test_anniversaries_of_the_leap_day() -> None:
    assert kaiin.anniversary("2020-02-29", 4, leap_day="mar1") == dt.date(2024, 2, 29)
    assert kaiin.completed_years("2020-02-29", "2021-02-28") == 1
    assert kaiin.completed_years("2020-02-29", "2021-02-28", leap_day="mar1") == 0
