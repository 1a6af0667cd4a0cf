"""Years at risk, hazards with exact limits, and experience against a standard: a register of four, each figure by hand."""

import math
from collections.abc import Callable
from typing import Any

import kaiin
import pytest
from result_contract import check_record, check_table, check_value

MEMBERS: list[dict[str, object]] = [
    {"person": "A", "start": "2022-04-01", "branch": "東京都", "born": "1980-01-01"},
    {"person": "B", "start": "2022-04-01", "branch": "東京都"},
    {"person": "C", "start": "2022-04-01", "branch": "大阪府"},
    {"person": "D", "start": "2022-04-01", "end": "2023-04-01", "end_reason": "arrears", "branch": "東京都"},
]
REGISTER = kaiin.Register(MEMBERS, as_of="2024-03-31")


@pytest.fixture
def table() -> kaiin.HazardTable:
    return kaiin.HazardTable(REGISTER)


def test_years_at_risk_are_counted(table: kaiin.HazardTable) -> None:
    assert [key for key, _ in table.cells] == [{"tenure": 0}, {"tenure": 1}]
    _, first = table.cells[0]
    assert (first.years, first.at_risk, first.left, first.exits, first.days) == (4, 4, {"arrears": 1}, {"arrears": 1}, 4 * 365)
    assert first.actuarial_years(["arrears"]) == 4.0
    assert (table.total.years, table.total.days, table.tenure_unknown) == (7, 4 * 365 + 3 * 366, 0)
    assert (table.by, table.year, len(table)) == (["tenure"], "membership", 2)
    assert (table.cell({"tenure": 0}), table.cell({"tenure": 9})) == (first, None)
    assert repr(table) == "<kaiin.HazardTable by tenure: 2 rows>"


def test_a_table_is_by_any_axes_and_regroups(table: kaiin.HazardTable) -> None:
    full = kaiin.HazardTable(REGISTER, by=["branch", "join_cohort", "tenure", "period", "age"])
    assert sorted(full.by) == ["age", "branch", "join_cohort", "period", "tenure"]
    keys = [key for key, _ in full.cells]
    assert {"branch": "東京都", "join_cohort": 2022, "tenure": 0, "period": 2022, "age": 42} in keys
    unknown = full.cell({"branch": "大阪府", "join_cohort": 2022, "tenure": 1, "period": 2023, "age": None})
    assert unknown is not None
    assert unknown.years == 1
    assert full.regroup(["tenure"]).cells == table.cells
    assert full.regroup([]).cells == [({}, table.total)]


def test_a_table_takes_its_settings() -> None:
    settings: dict[str, Any] = {
        "calendar": kaiin.FiscalCalendar(),
        "year": "fiscal",
        "by": ["tenure"],
        "exit_day": "first_day_out",
        "leap_day": "mar1",
        "tenure": kaiin.TenureRules(during_leave="stops"),
        "cohort_rule": kaiin.CohortRule(),
        "during": kaiin.ObservationWindow("2023-04-01", "2024-04-01"),
    }
    table = kaiin.HazardTable(REGISTER, **settings)
    assert table.year == "fiscal"
    # on the first day out D is at risk for no day of the next year and leaves in it
    assert [(key, cell.years, cell.exits) for key, cell in table.cells] == [({"tenure": 1}, 4, {"arrears": 1})]


def test_tables_of_parts_add(table: kaiin.HazardTable) -> None:
    parts = [kaiin.HazardTable(kaiin.Register(part, as_of="2024-03-31")) for part in (MEMBERS[:2], MEMBERS[2:])]
    assert parts[0].merge(parts[1]) == table
    with pytest.raises(kaiin.TableError) as caught:
        table.merge(kaiin.HazardTable(REGISTER, year="fiscal"))
    assert caught.value.code == "mismatch"


def test_three_hazards_with_exact_limits(table: kaiin.HazardTable) -> None:
    rates = kaiin.HazardRates(table)
    first = rates.rates[0]
    assert (first.key, first.years, first.at_risk, first.left, first.exits, first.days) == ({"tenure": 0}, 4, 4, 1, 1, 1460)
    assert (first.probability, first.actuarial, first.actuarial_years) == (0.25, 0.25, 4.0)
    assert first.central == pytest.approx(365.25 / 1460)
    assert first.probability_interval is not None
    upper = first.probability_interval.upper  # solves (1 - q)⁴ + 4 q (1 - q)³ = 0.025
    assert (1 - upper) ** 4 + 4 * upper * (1 - upper) ** 3 == pytest.approx(0.025)
    assert first.central_interval is not None
    assert first.central_interval.lower == pytest.approx(-math.log(0.975) * 365.25 / 1460)
    assert first.actuarial_interval is not None
    assert first.actuarial_interval.lower == pytest.approx(-math.log(0.975) / 4)
    assert (rates.by, len(rates), repr(rates)) == (["tenure"], 2, "<kaiin.HazardRates by tenure: 2 rows>")
    none = kaiin.HazardRates(table, reasons=["death"], confidence=0.9, probability_limits="wilson", rate_limits="byar").rates[0]
    assert (none.left, none.probability) == (0, 0.0)
    assert none.probability_interval is not None
    assert (none.probability_interval.confidence, none.probability_interval.method) == (0.9, "Wilson")


def test_standards_are_typed_in_or_taken_from_elsewhere(table: kaiin.HazardTable) -> None:
    typed = kaiin.StandardRates.by_tenure("probability", [0.5, 0.1])
    assert (typed.basis, typed.by, len(typed)) == ("probability", ["tenure"], 2)
    assert (typed.rate({"tenure": 1, "branch": "東京都"}), typed.rate({"tenure": 2})) == (0.1, None)
    assert kaiin.StandardRates.by_tenure("probability", [0.5, 0.1], beyond="last_rate").rate({"tenure": 40}) == 0.1
    keyed = kaiin.StandardRates.of_keys("probability", ["tenure"], [({"tenure": 1}, 0.1), ({"tenure": 0}, 0.5)])
    assert keyed == typed
    other = kaiin.StandardRates.of_hazards("central", kaiin.HazardRates(table), beyond="unmatched")
    assert other.rate({"tenure": 0}) == pytest.approx(365.25 / 1460)
    assert repr(typed) == "<kaiin.StandardRates by tenure: 2 rates>"


def test_experience_against_a_standard(table: kaiin.HazardTable) -> None:
    standard = kaiin.StandardRates.by_tenure("probability", [0.5, 0.1])
    study = kaiin.ActualToExpected(table, standard)
    # expected 4 · 0.5 in the first year and 3 · 0.1 in the second; one left
    assert [(key, row.ratio) for key, row in study.rows] == [({"tenure": 0}, 0.5), ({"tenure": 1}, 0.0)]
    total = study.total
    assert (total.actual, total.expected, total.exposure, total.ratio) == pytest.approx((1, 2.3, 7.0, 1 / 2.3))
    assert total.interval is not None
    assert total.interval.lower == pytest.approx(-math.log(0.975) / 2.3)
    assert (study.unmatched_exits, study.unmatched_exposure, len(study)) == (0, 0.0, 2)
    assert repr(study) == "<kaiin.ActualToExpected: 2 groups, 1 of 2.3 expected>"
    short = kaiin.ActualToExpected(table, kaiin.StandardRates.by_tenure("central", [0.5]), reasons=["arrears"])
    assert short.unmatched_exposure == pytest.approx(3 * 366 / 365.25)


def test_a_standard_by_tenure_is_compared_by_branch() -> None:
    table = kaiin.HazardTable(REGISTER, by=["tenure", "branch"])
    standard = kaiin.StandardRates.by_tenure("probability", [0.5, 0.1])
    rule = kaiin.LimitedFluctuation(confidence=0.9, tolerance=0.1, standard="poisson")
    study = kaiin.ActualToExpected(table, standard, by=["branch"], credibility=rule, confidence=0.9, limits="byar")
    by_branch: dict[Any, kaiin.Experience] = {key["branch"]: row for key, row in study.rows}
    assert by_branch["東京都"].expected == pytest.approx(3 * 0.5 + 2 * 0.1)
    assert by_branch["大阪府"].expected == pytest.approx(0.6)
    assert by_branch["東京都"].credibility == pytest.approx(math.sqrt(1 / (1.6448536269514722 / 0.1) ** 2))


def test_experience_is_mixed_with_the_standard_by_credibility() -> None:
    group = kaiin.Experience(12, 100, 8)
    # 1.96² / 0.05² · 0.88 exits earn full credibility
    z = math.sqrt(12 / ((1.959963984540054 / 0.05) ** 2 * 0.88))
    assert (group.ratio, group.rate, group.expected_rate) == (1.5, 0.12, 0.08)
    assert (group.credibility, group.credible_ratio, group.credible_rate) == pytest.approx((z, 1.5 * z + 1 - z, 0.12 * z + 0.08 * (1 - z)))
    assert kaiin.Experience(0, 0, 0).ratio is None
    assert kaiin.Experience(12, 100, 8, confidence=0.9, method="byar").interval != group.interval


def test_full_credibility_is_that_of_the_textbooks() -> None:
    rule = kaiin.LimitedFluctuation(confidence=0.90, tolerance=0.05, standard="poisson")
    assert rule.full_exits(0.1) == pytest.approx(1082.2, abs=0.05)
    assert rule.full_exposure(0.1) == pytest.approx(10822, abs=0.5)
    amounts = kaiin.LimitedFluctuation(confidence=0.90, tolerance=0.05, standard=("compound_poisson", 2))
    assert amounts.full_exits(0.1) == pytest.approx(5 * 1082.2, abs=0.25)
    default = kaiin.LimitedFluctuation()
    assert (default.confidence, default.tolerance, default.credibility(0, 0.1), default.full_exposure(0)) == (0.95, 0.05, 0.0, None)


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda: kaiin.HazardTable(REGISTER, by=["guild"]), kaiin.InputError, "missing_column"),
        (lambda: kaiin.HazardTable(REGISTER, tenure=kaiin.TenureRules(during_leave="stops")), kaiin.SettingError, "setting"),
        (lambda: kaiin.HazardTable(REGISTER).regroup(["age"]), kaiin.SettingError, "setting"),
        (lambda: kaiin.HazardTable(REGISTER).cell({}), kaiin.RateError, "missing"),
        (lambda: kaiin.HazardTable(REGISTER).cell({"tenure": 0, "age": 3}), kaiin.SettingError, "setting"),
        (lambda: kaiin.HazardTable(REGISTER).cell({"tenure": "first"}), kaiin.SettingError, "setting"),
        (lambda: kaiin.HazardTable(REGISTER).cell({"tenure": None}), kaiin.SettingError, "setting"),
        (lambda: kaiin.HazardTable(REGISTER).cell({"tenure": -1}), kaiin.SettingError, "setting"),
        (lambda: kaiin.HazardRates(kaiin.HazardTable(REGISTER), confidence=0), kaiin.SettingError, "setting"),
        (lambda: kaiin.StandardRates.by_tenure("probability", [1.5]), kaiin.SettingError, "setting"),
        (lambda: kaiin.StandardRates.by_tenure("central", ["x"]), kaiin.InputError, "column_type"),
        (lambda: kaiin.StandardRates.of_keys("central", ["age"], [({"age": 1}, 0.1), ({"age": 1}, 0.2)]), kaiin.SettingError, "setting"),
        (lambda: kaiin.StandardRates.by_tenure("central", [0.1]).rate({"age": 1}), kaiin.RateError, "missing"),
        (
            lambda: kaiin.ActualToExpected(kaiin.HazardTable(REGISTER, by=["period"]), kaiin.StandardRates.by_tenure("central", [0.1])),
            kaiin.SettingError,
            "setting",
        ),
        (lambda: kaiin.Experience(1, -1, 1), kaiin.SettingError, "setting"),
        (lambda: kaiin.LimitedFluctuation(tolerance=1), kaiin.SettingError, "setting"),
        (lambda: kaiin.LimitedFluctuation(standard=("compound_poisson", -1)), kaiin.SettingError, "setting"),
    ],
)
def test_what_cannot_be_answered_is_an_error(call: Callable[[], object], error: type[kaiin.KaiinError], code: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.code == code


def test_a_standard_of_credibility_that_is_not_known_is_refused() -> None:
    wrong: Any = ("poisson", 1)
    with pytest.raises(kaiin.SettingError, match="compound_poisson"):
        kaiin.LimitedFluctuation(standard=wrong)


def test_results_are_values_and_tables() -> None:
    table = kaiin.HazardTable(REGISTER, by=["tenure", "period", "age", "branch"])
    rates = kaiin.HazardRates(table)
    standard = kaiin.StandardRates.by_tenure("probability", [0.5], beyond="last_rate")
    study = kaiin.ActualToExpected(table, standard)
    check_table(table, len(table), {"branch", "tenure", "period", "age", "at_risk", "exits_arrears", "person_days"})
    check_table(rates, len(rates), {"probability_lower", "central", "actuarial_upper"})
    check_table(study, len(study), {"branch", "actual", "expected", "ratio_upper", "credible_rate"})
    for record in (table.total, rates.rates[0], study.total):
        check_record(record)
    check_value(standard)
    check_value(kaiin.LimitedFluctuation(standard=("compound_poisson", 0.5)))
    assert {table.total: 1}[table.total] == 1
