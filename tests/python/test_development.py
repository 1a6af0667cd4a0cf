"""Late entry in Python: triangles, the chain ladder against Mack's figures, and the prior of Bornhuetter and Ferguson."""

import json
import math
from pathlib import Path
from typing import Any

import kaiin
import pytest
from results import check_record, check_table, check_value, near

ORACLES = Path(__file__).resolve().parents[1] / "oracles"


def raa() -> tuple[dict[int, list[float | None]], dict[str, Any]]:
    """The triangle of the Reinsurance Association of America, and Mack's figures for it."""
    oracle = json.loads((ORACLES / "mack-raa.json").read_text(encoding="utf-8"))
    rows = [[None if cell == "NaN" else cell for cell in row] for row in oracle["settings"]["cumulative_triangle"]]
    return {1981 + at: row for at, row in enumerate(rows)}, oracle["results"][0]["values"]


@pytest.fixture
def small() -> kaiin.DevelopmentTriangle:
    return kaiin.DevelopmentTriangle({2021: [60, 80, 88], 2022: [40, 70], 2023: [50]}, licensees={2023: 110})


def test_the_chain_ladder_has_the_figures_of_mack() -> None:
    triangle, expected = raa()
    ladder = kaiin.ChainLadderSettings(tail_sigma="log_linear").fit(kaiin.DevelopmentTriangle(triangle))
    assert [factor.factor for factor in ladder.factors] == near(expected["f"], rel=1e-12)
    assert [factor.sigma for factor in ladder.factors] == near(expected["sigma"], rel=1e-9)
    assert [factor.error for factor in ladder.factors] == near(expected["f_se"], rel=1e-9)
    assert [factor.sigma_source for factor in ladder.factors] == ["estimated"] * 8 + ["log_linear"]
    assert [cohort.ultimate for cohort in ladder.cohorts] == near(expected["ultimate"], rel=1e-12)
    assert [cohort.future for cohort in ladder.cohorts] == near(expected["ibnr"], rel=1e-10)
    assert [cohort.process_error for cohort in ladder.cohorts] == near(expected["process_se"], rel=1e-9)
    assert [cohort.parameter_error for cohort in ladder.cohorts] == near(expected["parameter_se"], rel=1e-9)
    assert ladder.total.ultimate == near(sum(expected["ultimate"]))
    assert (len(ladder), ladder.triangle.ages, ladder.settings == kaiin.ChainLadderSettings(tail_sigma="log_linear")) == (10, 10, True)


def test_a_small_triangle_is_worked_by_hand(small: kaiin.DevelopmentTriangle) -> None:
    ladder = kaiin.ChainLadderSettings().fit(small)
    youngest = ladder.cohorts[2]
    assert (youngest.ultimate, youngest.entry_rate) == (near(50 * 1.5 * 1.1), near(0.75))
    assert (youngest.latest, youngest.latest_age, youngest.future) == (50.0, 0, near(32.5))
    assert (youngest.error, ladder.limits(youngest)) == (None, None)  # Mack's rule needs two ages before
    assert (ladder.developed(0), ladder.developed(2), ladder.developed(3)) == (near(1 / 1.65), 1.0, None)
    following = ladder.future_entrants[0]
    assert (following.year, following.cohorts, following.expected) == (2024, 2, near(70 * 0.1 + 50 * 0.5))
    assert (small.rows[1].latest, small.rows[1].cumulative, len(small)) == ((1, 70.0), [40.0, 70.0, None], 3)
    residual = ladder.residuals[0]
    assert (residual.cohort, residual.seen, residual.expected) == (2021, 80.0, 90.0)
    check_table(small, ladder)
    check_record(small.rows[0], ladder.factors[0], youngest, youngest.cells[1], ladder.total, following, residual)
    check_value(ladder.settings)
    assert ladder.factor_table()["cohorts"] == [2, 1]
    assert len(ladder.cell_table()) == 9
    assert ladder.future_table()["year"] == [2024, 2025]
    assert len(ladder.residual_table()) == len(ladder.residuals) == 3


def test_limits_are_those_of_the_distribution() -> None:
    triangle = kaiin.DevelopmentTriangle({2021: [60, 88], 2022: [40, 62], 2023: [40]}, licensees={2023: 100})
    ladder = kaiin.ChainLadderSettings(interval="normal").fit(triangle)
    youngest = ladder.cohorts[2]
    assert youngest.error == near(math.sqrt(28 / 3))
    half = 1.959963984540054 * math.sqrt(28 / 3)
    limits, rates = ladder.limits(youngest), ladder.entry_rate_limits(youngest)
    assert limits is not None
    assert rates is not None
    assert (limits.lower, limits.upper) == near((60 - half, 60 + half))
    assert (rates.lower, youngest.entry_rate_error) == near((limits.lower / 100, math.sqrt(28 / 3) / 100))
    total, given = ladder.total_limits, ladder.limits_of(20, math.sqrt(28 / 3))
    assert total is not None
    assert given is not None
    assert total.upper == near(88 + 62 + 60 + half)
    assert given.upper == near(20 + half)
    assert (ladder.total.error, ladder.total.future) == (near(math.sqrt(28 / 3)), near(20))
    log_normal = kaiin.ChainLadderSettings(confidence=0.9).fit(triangle).limits(youngest)
    assert log_normal is not None
    assert log_normal.lower > 40
    check_record(limits)


def test_settings_change_what_they_say() -> None:
    triangle, _ = raa()
    triangle_of = kaiin.DevelopmentTriangle(triangle)

    def first(**settings: Any) -> float | None:
        return kaiin.ChainLadderSettings(**settings).fit(triangle_of).factors[0].factor

    growths = [row[1] / row[0] for row in triangle.values() if row[0] and row[1]]
    assert first(average="simple") == near(sum(growths) / 9)
    assert first(average="volume_weighted") == first() != first(average="regression")
    tail = kaiin.ChainLadderSettings(tail=(1.05, 0.02, 0.5), tail_sigma=3.0).fit(triangle_of).factors
    assert (tail[-1].factor, tail[-1].error, tail[-1].sigma, tail[-1].sigma_source) == (1.05, 0.02, 0.5, "given")
    assert (tail[-2].sigma, tail[-2].sigma_source) == (3.0, "given")
    assert kaiin.ChainLadderSettings(tail=(1.05, "log_linear")).fit(triangle_of).factors[-1].sigma_source == "log_linear"
    errors = [kaiin.ChainLadderSettings(parameter_error=rule).fit(triangle_of).total.error for rule in ("mack", "independence")]
    assert errors[0] is not None
    assert errors[1] is not None
    assert errors[0] < errors[1]
    zero = kaiin.DevelopmentTriangle({2021: [0, 4], 2022: [4, 8]})
    factors = {rule: kaiin.ChainLadderSettings(zero_start=rule).fit(zero).factors[0].factor for rule in ("counted", "left_out")}
    assert factors == {"counted": 3.0, "left_out": 2.0}
    wrong: list[dict[str, Any]] = [{"tail": 1.05}, {"tail_sigma": "best"}, {"confidence": 2}, {"average": "median"}]
    for settings in wrong:
        with pytest.raises(kaiin.SettingError):
            kaiin.ChainLadderSettings(**settings)
    with pytest.raises(kaiin.SettingError, match="at least 1"):
        kaiin.ChainLadderSettings(tail=(0.9, 0.0, 0.0)).fit(triangle_of)


def test_a_prior_speaks_for_a_cohort_that_is_too_young() -> None:
    triangle = kaiin.DevelopmentTriangle({2021: [50, 100], 2022: [40, 80], 2023: [0]}, licensees={2022: 160, 2023: 200})
    estimate = kaiin.BornhuetterFergusonSettings(0.6).fit(triangle)
    youngest = estimate.cohorts[2]
    assert (youngest.ultimate, youngest.developed, youngest.prior_rate, youngest.entry_rate) == (60.0, 0.5, 0.6, 0.3)
    assert (youngest.future, youngest.error, youngest.entry_rate_error) == (60.0, None, None)
    assert estimate.chain_ladder.cohorts[2].ultimate == 0.0
    cape_cod = kaiin.BornhuetterFergusonSettings("cape_cod").fit(triangle)
    assert cape_cod.cape_cod_rate == estimate.cape_cod_rate == near(80 / (160 + 200 * 0.5))
    by_cohort = kaiin.BornhuetterFergusonSettings({2023: 0.5}, prior_error=0.05, pattern="increments").fit(triangle)
    assert [cohort.prior_rate for cohort in by_cohort.cohorts] == [None, None, 0.5]
    simple = kaiin.ChainLadderSettings(average="simple")
    assert kaiin.BornhuetterFergusonSettings(0.6, chain_ladder=simple).fit(triangle).chain_ladder.settings == simple
    check_table(estimate)
    check_record(youngest)
    check_value(estimate.settings, by_cohort.settings, cape_cod.settings)
    assert len(estimate) == 3
    with pytest.raises(kaiin.RateError) as caught:
        kaiin.BornhuetterFergusonSettings(0.6).fit(kaiin.DevelopmentTriangle({2021: [1, 2]}))
    assert caught.value.code == "missing"
    with pytest.raises(kaiin.SettingError, match="60 %"):
        kaiin.BornhuetterFergusonSettings(-0.6).fit(triangle)
    with pytest.raises(kaiin.SettingError, match="cape_cod"):
        kaiin.BornhuetterFergusonSettings("bayes")  # type: ignore[arg-type]


def test_tests_of_the_triangle() -> None:
    effects = kaiin.CalendarEffects(kaiin.DevelopmentTriangle({2020: [100, 150, 160], 2021: [100, 200, 240], 2022: [100, 150]}))
    [year] = [year for year in effects.years if year.year == 2023]
    assert (year.small, year.large, year.statistic, year.expected, year.p_value) == (0, 1, 0, 0.0, near(1.0))
    # 2022: one small growth and one large, of which 1 - 2/4 is expected with variance 2/4 - 2/4 + 1/2 - 1/4
    assert (effects.statistic, effects.expected, effects.variance) == (1.0, 0.5, 0.25)
    assert effects.p_value == near(math.erfc(1 / math.sqrt(2)))
    correlation = kaiin.FactorCorrelation(kaiin.DevelopmentTriangle({2020: [100, 150, 165], 2021: [100, 120, 144], 2022: [100, 110, 143]}))
    assert (correlation.statistic, correlation.variance) == (-1.0, 0.5)
    assert correlation.p_value == near(math.erfc(1 / math.sqrt(0.5) / math.sqrt(2)))
    assert (correlation.ages[0].age, correlation.ages[0].cohorts, correlation.ages[0].correlation) == (1, 3, -1.0)
    check_table(effects, correlation)
    check_record(year, correlation.ages[0])


@pytest.fixture
def register() -> kaiin.Register:
    rows: list[dict[str, str | None]] = [
        {"person": "A", "start": "2021-04-01", "licensed": "2021-04-01", "branch": "東京都"},
        {"person": "B", "start": "2022-06-01", "licensed": "2021-04-01", "branch": "大阪府"},  # a year late
        {"person": "C", "start": "2022-06-01", "licensed": "2022-04-01", "branch": "東京都"},
        {"person": "D", "start": "2022-06-01", "licensed": None, "branch": "東京都"},
    ]
    return kaiin.Register(rows, as_of="2023-03-31")


def test_a_register_becomes_a_triangle(register: kaiin.Register) -> None:
    table = kaiin.CohortTable(register, by=["licence_cohort", "branch"])
    licensees = kaiin.Licensees({"year": [2021, 2022], "count": [4, 5]})
    entries = kaiin.EntryTriangle(table, licensees=licensees)
    assert [(row.cohort, row.licensees, row.entered) for row in entries.rows] == [(2021, 4, [1, 2]), (2022, 5, [1, None])]
    assert (entries.entered(2021, 1), entries.entered(2022, 1), entries.licence_unknown, entries.left_out) == (2, None, 1, [])
    assert (str(entries.as_of), entries.calendar, entries.cohort_rule, len(entries)) == (
        "2023-03-31",
        kaiin.FiscalCalendar(),
        table.cohort_rule,
        2,
    )
    ladder = kaiin.ChainLadderSettings().fit(entries)
    assert ladder == kaiin.ChainLadderSettings().fit(kaiin.DevelopmentTriangle.of_entrants(entries))
    assert (ladder.cohorts[1].ultimate, ladder.cohorts[1].entry_rate) == (2.0, 0.4)
    parts = kaiin.EntryTriangle.by_segment(table, "branch")
    assert set(parts) == {"東京都", "大阪府"}
    merged = parts["東京都"].merge(parts["大阪府"])
    assert [row.entered for row in merged.rows] == [[1, 2], [1, None]]
    check_table(entries)
    check_record(entries.rows[0])
    with pytest.raises(kaiin.InputError):
        kaiin.EntryTriangle(kaiin.CohortTable(register))


def test_triangles_that_cannot_be() -> None:
    assert kaiin.DevelopmentTriangle.of_increments({2021: [60, 20], 2022: [40]}) == kaiin.DevelopmentTriangle({2021: [60, 80], 2022: [40]})
    added = kaiin.DevelopmentTriangle({2021: [1]}).with_licensees({2022: 5})
    assert [(row.cohort, row.licensees, row.latest) for row in added.rows] == [(2021, None, (0, 1.0)), (2022, 5.0, None)]
    with pytest.raises(kaiin.InputError) as caught:
        kaiin.DevelopmentTriangle({2021: [None]})
    assert caught.value.code == "no_rows"
    with pytest.raises(kaiin.SettingError, match="cohort 2021"):
        kaiin.DevelopmentTriangle({2021: [-1]})
    with pytest.raises(kaiin.SettingError, match="licensees"):
        kaiin.DevelopmentTriangle({2021: [1]}, licensees={2021: 0})
