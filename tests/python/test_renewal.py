"""Lapse at renewal and resignation in mid-term, in Python."""

import math
from typing import Any

import kaiin
import pytest
from results import check_record, check_table, check_value, near

ROWS = [
    {"person": "A", "start": "2022-04-01"},
    {"person": "B", "start": "2022-04-01"},
    {"person": "C", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears"},  # not renewed
    {"person": "D", "start": "2022-04-01", "end": "2022-10-01", "end_reason": "voluntary"},  # resigned after 183 days
]


@pytest.fixture
def register() -> kaiin.Register:
    return kaiin.Register(ROWS, as_of="2024-03-31")


def test_years_are_worked_by_hand(register: kaiin.Register) -> None:
    model = kaiin.RenewalSettings("anniversary").fit(register)
    first, second = model.years
    assert (first.tenure, first.survival, first.cumulative) == (0, 0.5, 0.5)  # 3/4 × 2/3
    assert (first.renewal.reached, first.renewal.lapsed, first.renewal.probability) == (3, {"arrears": 1}, 1 / 3)
    assert (first.mid_term.members, first.mid_term.exits, first.mid_term.days) == (4, {"voluntary": 1}, 3 * 365 + 183)
    assert (first.mid_term.survival, first.mid_term.force) == (0.75, near(365.25 / (3 * 365 + 183)))
    assert first.renewal.interval == kaiin.proportion_interval(1, 3, method="clopper_pearson")
    assert first.mid_term.force_interval is not None
    assert first.limits is not None
    assert first.limits.lower < 0.5 < first.limits.upper
    assert second.renewal.probability == 0.0
    assert (model.share_at_renewal, model.clock_unknown, model.never_at_risk, len(model)) == (0.5, 0, 0, 2)
    check_table(model)
    check_record(first, first.mid_term, first.renewal)
    check_value(model.made_by)


def test_settings_change_what_they_say(register: kaiin.Register) -> None:
    def first(date: Any = "anniversary", **settings: Any) -> kaiin.RenewalYear:
        return kaiin.RenewalSettings(date, **settings).fit(register).years[0]

    assert first(("anniversary", "mar1")) == first(kaiin.FiscalCalendar()) == first()  # all joined on 1 April
    assert first(kaiin.FiscalCalendar(10)).mid_term.exits == {}  # half a year, and D leaves on the first day of the next
    force = first(mid_term="constant_force").mid_term
    assert force.force is not None
    assert force.survival == near(math.exp(-force.force))
    wide = first(window=(200, 0))
    assert (wide.renewal.reached, wide.renewal.lapsed) == (4, {"arrears": 1, "voluntary": 1})
    ninety = first(confidence=0.9).limits
    limits = first().limits
    assert ninety is not None
    assert limits is not None
    assert limits.lower < ninety.lower
    assert first(spells="all") == first()
    assert first(interval="plain").limits != limits


@pytest.mark.parametrize(
    ("date", "settings", "said"),
    [
        ("monthly", {}, "FiscalCalendar"),
        (("anniversary", "feb30"), {}, "feb28"),
        ("anniversary", {"window": (200, 101)}, "300"),
        ("anniversary", {"confidence": 95}, "confidence"),
        ("anniversary", {"mid_term": "weibull"}, "product_limit"),
    ],
)
def test_what_cannot_be_is_a_setting_error(date: Any, settings: dict[str, Any], said: str) -> None:
    with pytest.raises(kaiin.SettingError, match=said) as caught:
        kaiin.RenewalSettings(date, **settings)
    assert caught.value.code == "setting"
