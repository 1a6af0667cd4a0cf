"""A forecast inflow in Python, and the projection that carries its errors."""

import kaiin
import pytest
from result_contract import check_table, check_value

HISTORY = [100, 104, 102, 106]  # changes 4, -2, 4


def test_an_inflow_by_hand() -> None:
    walk = kaiin.InflowForecast(HISTORY, 3)
    assert (walk.method, walk.history, walk.mean) == ("random_walk", HISTORY, [106.0] * 3)
    assert walk.covariance(0, 2) == pytest.approx(12)  # (16 + 4 + 16) / 3
    assert walk.deviation == pytest.approx([12**0.5, 24**0.5, 36**0.5])
    assert [arrival.variance for arrival in walk.arrivals()] == pytest.approx([12, 24, 36])
    assert kaiin.InflowForecast(HISTORY, 1, method="drift").mean == [108.0]
    assert walk != kaiin.InflowForecast(HISTORY, 3, method="mean")
    check_value(walk)
    check_table(walk, 3, {"ahead", "mean", "deviation"})


def test_what_cannot_be_forecast_is_refused() -> None:
    with pytest.raises(kaiin.SettingError, match="too few"):
        kaiin.InflowForecast([1, 2], 3)
    with pytest.raises(kaiin.SettingError, match="no year ahead"):
        kaiin.InflowForecast([1, 2, 3], 0)
    with pytest.raises((kaiin.SettingError, ValueError), match="method"):
        kaiin.InflowForecast(HISTORY, 3, method="magic")  # type: ignore[arg-type]


def test_errors_of_the_inflow_add_up_in_members() -> None:
    """Everyone joins and nobody leaves: the variance of the sum of three years of a random walk is 12 (1 + 4 + 9)."""
    forecast = kaiin.InflowForecast(HISTORY, 3)
    assumptions = kaiin.Assumptions(entry=[1.0, 0.0], lapse=[0.0])
    population = kaiin.Population.from_totals(2020, 0)
    members = kaiin.Projection(population, assumptions, forecast).years[2].members
    assert [members.mean, members.variance] == pytest.approx([318, 12 * 14])
    settings = kaiin.ProjectionSettings(population, assumptions, forecast)
    assert settings.run().years[2].members == members
    assert "3 years" in repr(settings)


def test_rates_of_few_years_are_uncertain_where_years_differ() -> None:
    known, estimated = (kaiin.YearVariation(lapse=0.2, years=years) for years in (0, 4))
    assumptions = kaiin.Assumptions(entry=[0.0], lapse=[0.0, 0.1])
    population = kaiin.Population.from_totals(2020, 1_000)
    variance = [
        kaiin.Projection(population, assumptions, [0], year_variation=of).years[0].members.year_to_year for of in (known, estimated)
    ]
    assert variance == pytest.approx([18.0**2, 18.0**2 * 1.25])  # 1,000 × 0.1 × 0.9 × 0.2
    assert (known.years, estimated.years) == (0, 4)


def test_a_projection_is_judged_with_the_inflow_told() -> None:
    """Joiners rise by 500 a year: drift knows it, a random walk lags behind."""
    rows, members = [], 100_000
    for year in range(2000, 2020):
        left, joined = members // 10, 10_000 + 500 * (year - 2000)
        rows.append({"year": year, "opening": members, "joined": joined, "left": left, "closing": members - left + joined})
        members += joined - left
    movements = kaiin.MovementTable.from_totals(rows)
    series = {row["year"]: float(row["closing"]) for row in rows}
    methods = {
        "drift": kaiin.ProjectionMethod(movements, window=5, inflow="drift"),
        "walk": kaiin.ProjectionMethod(movements, window=5),
    }
    scores = kaiin.back_test(series, methods, horizon=3)
    drift, walk = scores.score("drift", 3), scores.score("walk", 3)
    assert drift is not None
    assert walk is not None
    assert drift.absolute_error < 5
    assert walk.bias == pytest.approx(-(500 * 0.81 + 1_000 * 0.9 + 1_500), rel=0.01)
