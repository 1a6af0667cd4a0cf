"""Rates carry their definition and counts; the published figures of the Japanese Physical Therapy Association come out."""

import pickle
from pathlib import Path
from typing import Any

import kaiin
import polars as pl
import pytest

# Fiscal 2019: 9,812 joined, 112,518 members at the end; 10,809 passed the examination announced in March 2019 and 10,608 that of
# March 2020; 172,285 had ever been licensed (Japanese Physical Therapy Association; Ministry of Health, Labour and Welfare).
TOTALS = {"year": [2019], "joined": [9_812], "left": [4_125], "closing": [112_518]}
PASSERS = {"year": [2019, 2020], "count": [10_809, 10_608], "cumulative": [172_285, None]}


@pytest.fixture
def movements() -> kaiin.MovementTable:
    return kaiin.MovementTable.from_totals(TOTALS)


@pytest.fixture
def licensees() -> kaiin.Licensees:
    return kaiin.Licensees(PASSERS, announced=(3, 25), count_source="examination results")


def percent(rate: kaiin.Rate) -> str:
    assert rate.value is not None
    return f"{100 * rate.value:.1f}"


def test_the_published_rates_come_out(movements: kaiin.MovementTable, licensees: kaiin.Licensees) -> None:
    rates = kaiin.MovementRates(movements, licensees)
    assert percent(rates.rate("entry_rate_year", 2019)) == "90.8"  # 9,812 / 10,809
    assert percent(rates.rate("members_per_new_licensee", 2019)) == "1041.0"  # 112,518 / 10,809
    assert percent(rates.rate("organization_rate_cumulative_given", 2019)) == "65.3"  # 112,518 / 172,285
    unshifted = kaiin.Licensees(PASSERS, announced=(3, 25), cohort_rule=kaiin.CohortRule(lead_days=0))
    assert percent(kaiin.MovementRates(movements, unshifted).rate("entry_rate_year", 2019)) == "92.5"  # 9,812 / 10,608


def test_a_rate_says_what_it_is(movements: kaiin.MovementTable, licensees: kaiin.Licensees) -> None:
    rate = kaiin.MovementRates(movements, licensees).rate("entry_rate_year", 2019)
    assert (rate.kind, rate.year, rate.numerator, rate.denominator, rate.status, rate.reason) == (
        "entry_rate_year",
        2019,
        9_812,
        10_809,
        "complete",
        None,
    )
    card = dict(rate.card())
    assert "9812" in card["numerator"].replace(",", "")
    assert len(rate.card_ja()) == len(card)
    interval = rate.process_interval
    assert interval is not None
    assert interval.lower < 9_812 / 10_809 < interval.upper
    assert interval.confidence == 0.95
    assert pickle.loads(pickle.dumps(rate)) == rate
    assert "<caption>" in rate._repr_html_()


def test_rates_of_different_definition_refuse_to_be_compared(movements: kaiin.MovementTable, licensees: kaiin.Licensees) -> None:
    rates = kaiin.MovementRates(movements, licensees)
    entry, literal = rates.rate("entry_rate_year", 2019), rates.rate("members_per_new_licensee", 2019)
    with pytest.raises(kaiin.RateError, match="different rates") as caught:
        entry.change_from(literal)
    assert caught.value.code == "different_definitions"
    assert caught.value.left == entry.definition
    assert entry.change_from(entry) == 0


def test_what_is_not_known_has_no_value_and_says_so(movements: kaiin.MovementTable) -> None:
    rates = kaiin.MovementRates(movements)
    unknown = kaiin.MovementRates(kaiin.MovementTable.from_totals({"year": [2019], "joined": [5]})).rate("retention", 2019)
    assert (unknown.value, unknown.process_interval, unknown.status) == (None, None, "not_known")
    assert unknown.reason
    with pytest.raises(kaiin.RateError) as caught:
        rates.rate("entry_rate_year", 2019)
    assert caught.value.code == "missing"
    with pytest.raises(kaiin.RateError):
        rates.rate("retention", 1900)
    with pytest.raises(kaiin.SettingError, match="lapse_rate_arrears"):
        rates.rate("churn", 2019)


def test_every_kind_can_be_asked_for_by_name(movements: kaiin.MovementTable, licensees: kaiin.Licensees) -> None:
    rates = kaiin.MovementRates(movements, licensees, settings=kaiin.RateSettings(confidence=0.9, leave="out"))
    names = kaiin.rate_kinds()
    assert len(names) == len(set(names))
    assert {rate.kind for rate in rates.all(2019)} <= set(names)
    assert [rate.year for rate in rates.series("lapse_rate")] == [2019]


def test_totals_fill_each_other_in_and_name_what_does_not_balance() -> None:
    totals = {
        "year": [1989, 1990, 1991],
        "opening": [100, 110, 130],
        "joined": [None, 25, 5],
        "left": [5, 5, 10],
        "closing": [None, None, 999],
    }
    table = kaiin.MovementTable.from_totals(pl.DataFrame(totals))
    first: Any = table.row(1989)
    assert (first["closing"], first["joined"]) == (110, 15)  # 110 - 100 + 5
    assert [(year, abs(by)) for year, by in table.unbalanced] == [(1991, 999 - (130 + 5 - 10))]
    assert "unbalanced" in [issue.code for issue in table.issues]


@pytest.mark.parametrize(
    ("totals", "error", "code"),
    [
        ({"year": [2019], "members": ["?"]}, kaiin.InputError, "missing_column"),
        ({"year": [2019], "joined": [-1]}, kaiin.RegisterError, "strict"),
        ({"year": [2019], "joined": [1.5]}, kaiin.RegisterError, "strict"),
        ({"year": ["soon"], "joined": [1]}, kaiin.RegisterError, "strict"),
        ({"year": [2019, 2019], "joined": [1, 2]}, kaiin.SettingError, "setting"),
        ({"year": [], "joined": []}, kaiin.InputError, "no_rows"),
    ],
)
def test_totals_that_cannot_be_used_are_refused(totals: dict[str, list[Any]], error: type[kaiin.KaiinError], code: str) -> None:
    with pytest.raises(error) as caught:
        kaiin.MovementTable.from_totals(totals)
    assert caught.value.code == code


DATA = Path(__file__).resolve().parents[2] / "examples" / "data"


def test_published_series_are_read_from_their_files() -> None:
    passers = kaiin.ReadSettings(only={"profession": "PT"})
    licensees = kaiin.Licensees.read_csv(
        DATA / "jp_rehab_exams.csv", read=passers, columns={"year": "exam_year", "count": "passers"}, announced=(3, 25)
    )
    assert (licensees.new_licensees(2019), licensees.new_licensees(2020)) == (10_809, 10_608)
    flows = kaiin.MovementTable.read_csv(DATA / "jp_shihoshoshi_flows.csv", columns={"opening": "members_apr1"})
    assert flows.unbalanced == []
    assert flows.row(1989) is not None
    with pytest.raises(FileNotFoundError):
        kaiin.MovementTable.read_csv(DATA / "nowhere.csv")
    with pytest.raises(kaiin.SettingError, match="members"):
        kaiin.MovementTable.from_totals(TOTALS, columns={"members": "x"})


def test_licensees_are_summed_from_a_base_revised_and_branched() -> None:
    rows = [
        {"year": 2011, "count": 7_736, "vintage": "2011-03-31"},
        {"year": 2011, "count": 7_786, "vintage": "2012-03-31"},
    ]
    licensees = kaiin.Licensees(rows, base=(2010, 82_974), attrition=0.01)
    assert licensees.cumulative_summed(2011) == 90_760  # 82,974 + 7,786
    assert licensees.as_known_on("2011-12-31").new_licensees(2011) == 7_736
    assert [issue.code for issue in licensees.issues] == ["revised"]
    assert pickle.loads(pickle.dumps(licensees)) == licensees
    branches = kaiin.Licensees({"year": [2020, 2020], "branch": ["東京都", "大阪府"], "count": [3, 4]})
    tokyo = branches.of_branch("東京都")
    assert tokyo is not None
    assert (branches.new_licensees(2020), tokyo.new_licensees(2020), branches.of_branch("x")) == (7, 3, None)
    with pytest.raises(kaiin.SettingError):
        kaiin.Licensees({"year": [2020], "count": [3]}, attrition=1.5)


def test_cohort_rates_wait_until_a_cohort_is_old_enough() -> None:
    rows = [
        {"person": "A", "start": "2020-05-01", "licence_cohort": 2020},
        {"person": "B", "start": "2022-05-01", "licence_cohort": 2020},
    ]
    register = kaiin.Register(rows, as_of="2023-03-31", record_start="2020-04-01")
    table = kaiin.CohortTable(register, by=["licence_cohort"])
    rates = kaiin.CohortRates(table, kaiin.Licensees({"year": [2020], "count": [4]}))
    assert rates.cohorts == [2020]
    assert [rates.entry_rate(2020, within).value for within in (0, 2, 9)] == [0.25, 0.5, None]
    assert rates.entry_rate(2020, 9).status == "incomplete"
    triangle = kaiin.RetentionTriangle(register)
    assert kaiin.first_year_retention(triangle, 2020).value == 1.0
    with pytest.raises(kaiin.KaiinError):
        kaiin.CohortRates(table.regroup([]), kaiin.Licensees({"year": [2020], "count": [4]}))


def test_intervals_by_name() -> None:
    wilson = kaiin.proportion_interval(90, 100)
    assert wilson is not None
    assert str(wilson) == "0.8256 to 0.9448 (95 %, Wilson)"  # as in the documentation of the core
    exact = kaiin.proportion_interval(0, 10, method="clopper_pearson", confidence=0.9)
    assert exact is not None
    assert exact.lower == 0
    assert exact.upper == pytest.approx(1 - 0.05**0.1, rel=1e-12)  # (1 - u)^10 = 0.05
    assert kaiin.proportion_interval(0, 0) is None
    poisson = kaiin.rate_interval(0, 2.0)
    assert poisson is not None
    assert poisson.upper == pytest.approx(3.6888794541139363 / 2, rel=1e-9)  # -ln 0.025 over two years
    with pytest.raises(kaiin.SettingError):
        kaiin.proportion_interval(2, 1)
    with pytest.raises(kaiin.SettingError, match="95"):
        kaiin.proportion_interval(1, 2, confidence=95)


def test_two_rates_are_compared_with_their_intervals() -> None:
    first, second = kaiin.ObservedRate(9, 10.0), kaiin.ObservedRate(4, 10.0)
    difference = kaiin.rate_difference(first, second, method="wald")
    # 0.5 and 0.5 ± 1.96 sqrt(13) / 10
    assert (difference.difference, difference.interval.lower) == pytest.approx((0.5, 0.5 - 1.959963984540054 * 13**0.5 / 10))
    assert difference.interval.width == pytest.approx(2 * 1.959963984540054 * 13**0.5 / 10)
    assert (difference.interval.contains(0.0), difference.first, difference.second) == (True, first, second)
    ratio = kaiin.rate_ratio(first, second, method="wald_log", confidence=0.9)
    assert ratio.ratio == 9 / 4
    assert ratio.interval is not None
    # exp(ln 2.25 ± 1.645 sqrt(1/9 + 1/4))
    assert ratio.interval.upper == pytest.approx(9 / 4 * 2.718281828459045 ** (1.6448536269514722 * (1 / 9 + 1 / 4) ** 0.5))
    assert (ratio.interval.confidence, ratio.interval.contains(1.0)) == (0.9, True)
    assert kaiin.rate_ratio(first, kaiin.ObservedRate(0, 1.0), method="wald_log").interval is None
    for value in (first, difference, ratio, ratio.interval):
        assert pickle.loads(pickle.dumps(value)) == value
    assert repr(first) == "ObservedRate(9, 10.0)"
    assert "RateRatio first=ObservedRate(9, 10.0)" in repr(ratio)
    assert "<th>difference</th><td>0.5</td>" in difference._repr_html_()
    with pytest.raises(kaiin.SettingError, match="exposure"):
        kaiin.ObservedRate(1, 0.0)
    with pytest.raises(kaiin.SettingError, match="confidence"):
        kaiin.rate_ratio(first, second, confidence=95)


def test_equal_rates_are_tested() -> None:
    # four events against none in the same exposure: all on one side or on the other, 2/16
    four, none = kaiin.ObservedRate(4, 100.0), kaiin.ObservedRate(0, 100.0)
    assert kaiin.equal_rates_p(four, none) == pytest.approx(0.125)
    assert kaiin.equal_rates_p(four, none, test="mid_p") == pytest.approx(3 / 32)  # the division seen counts half
    assert kaiin.equal_rates_p(none, none) == 1.0


def test_retention_is_pooled_over_cohorts() -> None:
    rows = [
        {"person": "A", "start": "2020-04-01"},
        {"person": "B", "start": "2020-04-01", "end": "2021-03-31"},
        {"person": "C", "start": "2022-04-01"},
    ]
    triangle = kaiin.RetentionTriangle(kaiin.Register(rows, as_of="2023-03-31"))
    curve = kaiin.RetentionCurve.pooled(triangle, (2020, 2022))
    assert curve is not None
    assert (curve.cohorts, curve.entrants, curve.median) == ((2020, 2022), 3, 1)
    point = curve.points[1]
    assert (point.age, point.at_risk, point.stayed, point.share) == (1, 2, 1, 0.5)
    assert point.interval is not None
    assert point.interval.method
    assert curve.points[0].interval is None
    assert pl.DataFrame(curve).height == len(curve.points)
    for value in (curve, point):
        assert pickle.loads(pickle.dumps(value)) == value
    assert "<table" in curve._repr_html_()
    assert kaiin.RetentionCurve.pooled(triangle, (1990, 1991)) is None
    with pytest.raises(kaiin.SettingError):
        kaiin.RetentionCurve.pooled(triangle, (2020, 2022), confidence=0)


def test_breaks_of_a_published_series_are_named() -> None:
    series = [(1999, 0.868), (2004, 0.853), (2009, 0.807), (2014, 0.546), (2019, 0.576)]
    [found] = kaiin.series_breaks(series)
    assert (found.after, found.before) == (2009, 2014)
    assert found.change_a_year == pytest.approx((0.546 - 0.807) / 5)
    # the others: 0.003, 0.0092 and 0.006 a year
    assert found.usual_change_a_year == pytest.approx(0.006)
    assert pickle.loads(pickle.dumps(found)) == found
    assert kaiin.series_breaks(series[:3]) == []


def test_a_rate_tells_its_rules(movements: kaiin.MovementTable, licensees: kaiin.Licensees) -> None:
    rate = kaiin.MovementRates(movements, licensees).rate("entry_rate_year", 2019)
    assert (rate.unit, rate.title, rate.title_ja) == ("ratio", rate.title, rate.title_ja)
    assert rate.calendar == kaiin.FiscalCalendar.japan()
    assert rate.cohort_rule == kaiin.CohortRule()
    assert (rate.leave, rate.exit_day, rate.tenure, rate.counting, rate.licence_unknown) == ("in", None, None, None, None)
    assert rate.finite_population == rate.value
    assert rate.licensees is not None
    assert (rate.licensees.count, rate.licensees.kind) == (10_809, "new_licensees")
    assert [str(day) for day in rate.window] == ["2019-04-01", "2020-04-01"]
    assert rate.uncertainty in ("binomial", "poisson")
    half_life = kaiin.MovementRates(movements).rate("half_life", 2019)
    assert half_life.assumption
    assert half_life.unit == "years"


def test_members_without_a_licence_year_are_counted() -> None:
    rows = [{"person": "A", "start": "2020-04-01", "licensed": "2020-03-25"}, {"person": "B", "start": "2020-04-01"}]
    table = kaiin.CohortTable(kaiin.Register(rows, as_of="2021-03-31"), by=["licence_cohort"], cohort_rule=kaiin.CohortRule())
    rates = kaiin.CohortRates(table, kaiin.Licensees({"year": [2020], "count": [4]}, cohort_rule=kaiin.CohortRule()))
    assert rates.licence_unknown(2020, 2020) == 1
    assert rates.entry_rate(2020, 0).licence_unknown == 1


def test_movements_say_where_they_are_from(movements: kaiin.MovementTable) -> None:
    assert (movements.as_of, movements.exit_day, movements.years, movements.last_with_flows) == (None, None, [2019], 2019)
    rows = [{"person": "A", "start": "2019-04-01"}, {"person": "B", "start": "2019-04-01", "end": "2021-04-01"}]
    table = kaiin.CohortTable(kaiin.Register(rows, as_of="2022-03-31"), exit_day="last_day_in")
    counted = table.movements()
    assert (str(counted.as_of), counted.exit_day) == ("2022-03-31", "last_day_in")
    assert (counted.imbalance(2020), counted.retained(2020), counted.net_growth(2020), counted.net_growth(1999)) == (0, 1, -1, None)
    assert (table.coverage(2021), table.record_begins, table.record_begins_after(2019), table.groups) == ("complete", None, False, [{}])
