"""Assumptions estimated from a register in which people come back, and lapse beyond the years seen from a fitted curve."""

import pickle
from datetime import date

import kaiin
import pytest
from kaiin import Assumed, Assumptions, CohortPopulation, CurveFit, CurveLaw, CurveModel, Population, Projection

LAPSED, BACK = date(2017, 6, 1), date(2018, 5, 1)


def table() -> kaiin.CohortTable:
    """100 who join in 2016: 60 resign in June 2017, of whom 30 are back in May 2018; extract of 31 March 2020."""
    rows: dict[str, list[object]] = {"person": [], "start": [], "end": [], "end_reason": []}

    def add(person: int, start: date, end: date | None) -> None:
        row = (person, start, end, "voluntary" if end else None)
        for column, value in zip(rows.values(), row, strict=True):
            column.append(value)

    for person in range(100):
        add(person, date(2016, 5, 1), LAPSED if person < 60 else None)
        if person < 30:
            add(person, BACK, None)
    return kaiin.CohortTable(kaiin.Register(rows, as_of=date(2020, 3, 31)), by=["licence_cohort", "join_cohort"])


def counts(list_of: list[Assumed]) -> list[float]:
    return [assumed.probability for assumed in list_of]


def test_reinstatement_is_told_apart_by_years_since_the_lapse() -> None:
    assumptions = Assumptions.estimate(table(), (2017, 2019))
    # 2018: 30 of 60 in the year after the lapse; 2019: 0 of 30 in the second
    assert counts(assumptions.reinstatement) == [0.5, 0.0]
    assert assumptions.reinstatement[0].provenance == "estimated from fiscal years 2017 to 2019: 30 of 60"
    assert assumptions.tenure_on_return == "runs_on"
    assert Assumptions.from_csv(assumptions.to_csv()) == assumptions
    population = Population.from_table(table(), 2019)
    ((_, people),) = population.cohorts
    assert (people.active, people.lapsed, people.lapsed_by_tenure) == ({3: 70}, {2: 30}, {2: {3: 30}})
    assert pickle.loads(pickle.dumps(people)) == people


def test_who_comes_back_lapses_by_the_tenure_on_return() -> None:
    # the working stands in tests/projection.rs
    population = Population(2020, [(2020, CohortPopulation(active={0: 64}))])

    def third_year(**tenure: str) -> float:
        assumptions = Assumptions(lapse=[0, 0.5, 0.25, 0.125, 0], reinstatement=[0.5, 0.25], **tenure)  # type: ignore[arg-type]
        return Projection(population, assumptions, [0, 0, 0]).years[2].members.mean

    assert third_year() == third_year(tenure_on_return="reset") == 37.0
    assert (third_year(tenure_on_return="longest"), third_year(tenure_on_return="runs_on")) == (45.0, 43.0)


def test_the_lapsed_of_the_base_year_keep_their_years_since_joining() -> None:
    people = CohortPopulation(lapsed={0: 16}, lapsed_by_tenure={0: {1: 8}})
    assumptions = Assumptions(lapse=[0, 0, 0, 0.5, 0.25, 0.125], reinstatement=[0.5, 0], tenure_on_return="runs_on")
    years = Projection(Population(2020, [(2018, people)]), assumptions, [0, 0]).years
    assert (years[0].reinstated.mean, years[1].left.mean) == (8.0, 3.0)  # 4 / 2 + 4 / 4


def fitted(family: str = "shifted_beta_geometric") -> CurveFit:
    cohort = [1000, 631, 468, 382, 326, 289, 262, 241]
    return CurveModel(family).fit(kaiin.RenewalCounts.of_cohort(cohort))  # type: ignore[arg-type]


def test_lapse_beyond_the_years_seen_is_that_of_the_curve() -> None:
    seen = Assumptions(lapse=[0.02, 0.5, 0.3])
    fit = fitted()
    beyond = seen.lapse_beyond(fit, (8, 10))
    assert len(beyond.lapse) == 11
    for year in (8, 9, 10):
        retention = fit.retention(year)
        assert retention is not None
        assert beyond.lapse[year].probability == pytest.approx(1 - retention.value, abs=1e-15)
        assert beyond.lapse[year].standard_error == retention.error
    assert "fitted to 1000 persons, of whom 759 left; from year 8 on" in beyond.lapse[8].provenance
    assert beyond.lapse[7].provenance == "taken over from year 2"
    # 1 - S(t) / S(t - 1) with S(t) = 1 / (t + 1)
    given = seen.lapse_beyond(CurveLaw("shifted_beta_geometric", [1, 1]), (3, 5))
    assert counts(given.lapse) == pytest.approx([0.02, 0.5, 0.3, 1 / 4, 1 / 5, 1 / 6])
    assert given.lapse[3].standard_error is None
    assert "error not known" in given.lapse[3].provenance
    assert Assumptions.from_csv(beyond.to_csv()) == beyond
    assert pickle.loads(pickle.dumps(beyond)) == beyond


def test_a_curve_fitted_to_the_counts_of_the_assumptions() -> None:
    seen = Assumptions(lapse=[Assumed.estimated(2015, 2024, *of) for of in ((2, 100), (60, 600), (30, 300))])
    assert (seen.lapse_counts(3).at_risk, seen.lapse_counts(3).lost) == ([600, 300], [60, 30])
    by_hand = seen.lapse_beyond(CurveModel("geometric").fit(seen.lapse_counts(3)), (3, 6))
    in_one = seen.fitted_lapse_beyond(CurveModel("geometric"), (3, 6))
    assert counts(by_hand.lapse) == counts(in_one.lapse)
    assert "fitted to the lapse of years 1 to 2, 90 of 900; from year 3 on" in in_one.lapse[3].provenance


def test_years_that_cannot_be_are_refused() -> None:
    seen, law = Assumptions(lapse=[0.1, 0.1]), CurveLaw("geometric", [0.1])
    for years in ((0, 4), (5, 4)):
        with pytest.raises(kaiin.SettingError):
            seen.lapse_beyond(law, years)
    with pytest.raises(kaiin.KaiinError) as far:
        seen.lapse_beyond(law, (3, 1_000))
    assert far.value.code == "limit"
    with pytest.raises(kaiin.KaiinError) as typed_in:
        seen.fitted_lapse_beyond(CurveModel("geometric"), (2, 4))
    assert typed_in.value.code == "missing"
