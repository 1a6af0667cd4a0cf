"""Assumptions, projections, scenarios, goals and Markov chains, by hand and against exact fractions."""

import pickle
from fractions import Fraction
from typing import Any

import kaiin
import pyarrow as pa
import pytest
from oracle import of_kind
from result_contract import check_record, check_table, check_value


def near(value: Any, **tolerance: Any) -> Any:
    """Equal but for rounding."""
    return pytest.approx(value, **tolerance)


def fraction(value: Any) -> float:
    return float(Fraction(value)) if isinstance(value, str) else float(value)


def settings(inflow: list[Any], **more: Any) -> kaiin.ProjectionSettings:
    """1,000 members of long standing, half of the new licence holders join, a tenth of the members leaves."""
    assumptions = kaiin.Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])
    return kaiin.ProjectionSettings(kaiin.Population.from_totals(2024, 1_000), assumptions, inflow, **more)


def test_every_assumption_in_one_year_by_hand() -> None:
    people = kaiin.CohortPopulation(never_joined=100, active={1: 100}, on_leave={1: 20}, lapsed={0: 40})
    assumptions = kaiin.Assumptions(
        entry=[0.5, 0.2, 0.1],
        lapse=[0.1, 0.2, 0.4],
        reasons={"arrears": [0.5], "death": [0.25]},
        leave=0.1,
        leave_end=0.5,
        lapse_on_leave=0.2,
        reinstatement=[0.3, 0.1],
        exit=0.05,
        note="by hand",
    )
    year = kaiin.Projection(kaiin.Population(2024, [(2023, people)]), assumptions, [50]).years[0]
    # the working stands in tests/scenarios.rs
    assert (year.members.mean, year.on_leave.mean, year.joined.mean, year.reinstated.mean, year.left.mean) == near(
        (119.5, 14, 35, 12, 47.5)
    )
    assert year.left_by_reason == near({"unstated": 11.875, "arrears": 23.75, "death": 11.875})
    assert year.lapsed.mean == near(62.225)
    assert year.organization_practising is not None
    assert year.organization_practising.mean == near(119.5 / 290.975)
    assert (year.entry_rate, year.members_per_new_licensee, year.organization_rate) == (near(0.7), near(2.39), None)
    assert sum(year.members_by_tenure) == near(119.5)
    assert kaiin.Assumptions.from_csv(assumptions.to_csv()) == assumptions
    with pytest.raises(kaiin.KaiinError, match="row 2"):
        kaiin.Assumptions.from_csv("assumption,probability\nentri,0.5\n")
    with pytest.raises(kaiin.SettingError, match="more than all"):
        kaiin.Projection(kaiin.Population(2024, []), kaiin.Assumptions(reasons={"death": [0.7], "arrears": [0.7]}), [1])
    check_record(year)
    check_value(people)


def test_where_uncertainty_comes_from() -> None:
    lapse = kaiin.Assumed(0.1, standard_error=0.01)
    assert lapse.standard_error == 0.01
    population = kaiin.Population.from_totals(2024, 1_000)
    variation = kaiin.YearVariation(lapse=0.2)
    projection = kaiin.Projection(population, kaiin.Assumptions(lapse=[lapse]), [0, 0], year_variation=variation)
    members = projection.years[1].members
    assert (members.chance, members.estimation) == near((1_000 * 0.81 * 0.19, 18.0**2))
    assert members.year_to_year == near(2 * (1_000 * 0.9 * 0.09 * 0.2) ** 2)
    assert members.variance == near(members.chance + members.estimation + members.year_to_year)
    assert members.probability_of_reaching(810) == near(0.5)
    assert projection.year_variation == variation
    assert (variation.dependence, kaiin.YearVariation(dependence="random_walk").dependence) == ("independent", "random_walk")
    uncertain = kaiin.Projection(population, kaiin.Assumptions(entry=[0.5]), [kaiin.Arrival.uncertain(100, 20)])
    assert uncertain.years[0].members.chance == near(25 + 100)
    for arrival in (kaiin.Arrival(3), kaiin.Arrival.poisson(2.5), kaiin.Arrival.binomial(4, 0.5)):
        assert pickle.loads(pickle.dumps(arrival)) == arrival
    with pytest.raises(kaiin.SettingError, match="not a standard error"):
        kaiin.Assumed(0.1, standard_error=-1)
    with pytest.raises(kaiin.SettingError, match="log odds"):
        kaiin.YearVariation(entry=-1)
    with pytest.raises(kaiin.SettingError, match="number of people"):
        kaiin.Arrival(-1)


def test_scenarios_side_by_side() -> None:
    base = settings([200, 200])
    half = kaiin.Scenario("half", [kaiin.LeverChange("lapse", factor=0.5)])
    later = kaiin.Scenario("later", [kaiin.LeverChange("lapse", to=0, schedule=kaiin.Schedule(from_year=2026))])
    compared = kaiin.ScenarioComparison(base, [half, later, half.then(later, "both")])
    assert compared.base == base.run() == kaiin.Projection(*toy(), [200, 200])
    assert [compared.difference(name, 2025) for name in ("half", "later", "both")] == near([50, 0, 50])
    assert compared.difference("later", 2026) == near(100)
    assert compared.difference("half", 2025, "left") == near(-50)
    assert compared.difference("half", 2025, "organization_rate") is None
    assert half.sentences == [("Lapse: multiplied by 0.5.", "退会：0.5倍。")]
    plan = later.plan(base)
    assert [years.lapse[1].probability for years in plan.assumptions] == [0.1, 0.0]
    assert plan.assumptions[1].lapse[1].provenance.startswith("changed: Lapse: set to 0 %")
    outcome = compared.outcome("half")
    assert outcome is not None
    assert outcome.scenario == half
    assert compared.outcome("none") is None
    check_table(compared, 4 * 2, {"scenario", "year", "members", "members_more"})
    for value in (half, half.changes[0], compared, plan, outcome, kaiin.Schedule(from_year=2026, until=2030, fade=2)):
        assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(kaiin.SettingError, match="one of points, factor, odds, complement and to"):
        kaiin.LeverChange("lapse", factor=0.5, to=0.1)
    with pytest.raises(kaiin.SettingError, match="one of points"):
        kaiin.LeverChange("lapse")
    with pytest.raises(kaiin.SettingError, match="only lapse has reasons"):
        kaiin.LeverChange("entry", factor=0.5, reason="death")
    with pytest.raises(kaiin.SettingError, match="change the odds"):
        kaiin.Scenario("", [kaiin.LeverChange("lapse", points=-0.5)]).run(base)


def toy() -> tuple[kaiin.Population, kaiin.Assumptions]:
    return kaiin.Population.from_totals(2024, 1_000), kaiin.Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])


def test_goals_are_met_reached_or_out_of_reach() -> None:
    base = settings([200])
    lapse = kaiin.LeverChange("lapse", factor=1)
    already = kaiin.GoalSeek(kaiin.Goal("members", 2025, 900), lapse, (0, 1)).run(base)
    assert (already.kind, already.reached, already.change, already.amount) == ("already_met", 1_000, None, None)
    found = kaiin.GoalSeek(kaiin.Goal("members", 2025, 1_050), lapse, (0, 1)).run(base)
    assert (found.kind, found.amount, found.reached) == ("at", near(0.5), near(1_050))
    assert found.change is not None
    assert found.change.amount == ("factor", near(0.5))
    goal = kaiin.Goal("members", 2025, 1_050)
    assert goal.reached_by(kaiin.Scenario("", [found.change]).run(base)) == near(1_050)
    never = kaiin.GoalSeek(kaiin.Goal("members", 2025, 1_200), lapse, (0, 1)).run(base)
    assert (never.kind, never.reached, never.amount) == ("unreachable", near(1_100), None)
    surely = kaiin.GoalSeek(kaiin.Goal("members", 2025, 1_050, probability=0.9), lapse, (0, 1)).run(base)
    assert surely.amount is not None
    assert surely.amount < 0.5
    more = kaiin.Scenario("", [kaiin.LeverChange("entry", to=0.75)])
    on_top = kaiin.GoalSeek(kaiin.Goal("members", 2025, 1_100), lapse, (0, 1), scenario=more).run(base)
    assert on_top.amount == near(0.5)
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(kaiin.SettingError, match=r"write 0\.6"):
        kaiin.Goal("organization_rate", 2035, 60)
    with pytest.raises(kaiin.KaiinError, match="licence holders of the base year"):
        kaiin.GoalSeek(kaiin.Goal("organization_rate", 2025, 0.6), lapse, (0, 1)).run(base)


def test_what_matters_and_where_it_leads() -> None:
    found = kaiin.Sensitivity(settings([200, 200]), "members", 2026)
    assert (found.quantity, found.year, found.mean) == ("members", 2026, near(1_000))
    lapse = next(row for row in found.rows if (row.assumption, row.year) == ("lapse", 1))
    assert lapse.derivative == near(-1_900)  # of 1,000 (1 - p)^2 + 100 (1 - p) + 100
    assert lapse.swing is None
    assert (lapse.elasticity, lapse.swing_of_a_tenth) == near((-0.19, -19))
    assert pa.table(found).column_names[:3] == ["segment", "assumption", "reason"]
    steady = kaiin.SteadyState.of(settings([200]))
    assert steady is not None
    assert (steady.members, steady.momentum) == near((1_000, 1))
    assert kaiin.SteadyState.of(kaiin.ProjectionSettings(toy()[0], kaiin.Assumptions(entry=[1]), [5])) is None
    for value in (found, lapse, steady):
        assert pickle.loads(pickle.dumps(value)) == value


def test_means_and_covariances_agree_with_exact_fractions() -> None:
    cases = of_kind("markov_projection")
    assert len(cases) >= 4
    for case in cases:
        states, steps = case["settings"]["states"], case["settings"]["steps"]
        given, values = case["results"][0]["input"], case["results"][0]["values"]
        matrix = [
            [[fraction(p) for p in row] for row in step] for step in (given["P"] if isinstance(given["P"][0][0], list) else [given["P"]])
        ]
        arrivals: dict[str, Any] = {}
        for kind, of in (("fixed_arrivals", kaiin.Arrival), ("poisson_arrivals", kaiin.Arrival.poisson)):
            for at, state in enumerate(states):
                if given[kind]:
                    arrivals[state] = [of(fraction(step[at])) for step in given[kind]]
        for one in given["binomial_arrivals"] or []:
            arrivals.setdefault(one["into"], []).append(kaiin.Arrival.binomial(int(one["N"]), fraction(one["p"])))
        found = kaiin.MarkovChain(states, matrix).project([fraction(n) for n in given["n0"]], steps, arrivals=arrivals)
        for step in range(steps + 1):
            assert found.expected(step) == near(values["expected"][step], rel=1e-12)
            covariance = [[found.covariance(step, one, other) for other in states] for one in states]
            for row, expected in zip(covariance, values["covariance"][step], strict=True):
                assert row == near(expected, rel=1e-12, abs=1e-9), case["id"]


def test_a_small_chain_by_hand() -> None:
    chain = kaiin.MarkovChain(["member", "gone"], [[0.75, 0.25], [0.0, 1.0]])
    found = chain.project([16, 0], 2, arrivals={"member": 4})
    assert found.expected(2) == near([16 * 0.5625 + 4 * 0.75 + 4, 16 * 0.4375 + 1])
    assert found.together(1, ["member", "gone"]) == near((20, 0))
    interval = found.interval(2, ["member"])
    assert interval.lower < 16 < interval.upper
    times = chain.absorbing_times()
    assert (times.expected_steps, times.variance_of_steps, times.probability_of_end) == ([4.0], [12.0], [[1.0]])
    counted = chain.distribution([2, 0], ["member"], 1)
    assert counted.probabilities == near([1 / 16, 6 / 16, 9 / 16])
    assert (counted.mean, counted.variance, counted.at_least(1), counted.quantile(0.5)) == near((1.5, 0.375, 15 / 16, 2))
    assert pa.table(found).num_rows == 6
    for value in (chain, found, times, counted):
        assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(kaiin.SettingError, match="must be 1"):
        kaiin.MarkovChain(["a", "b"], [[0.5, 0.6], [0.0, 1.0]])
    with pytest.raises(kaiin.SettingError, match="its states are member, gone"):
        chain.project([1, 0], 1, arrivals={"lapsed": 3})
    with pytest.raises(kaiin.KaiinError, match="limit"):
        chain.project([1, 0], 20_000)


def test_paths_agree_with_the_exact_numbers() -> None:
    base = settings([200, 200], licensees=kaiin.Licensees({"year": [2023, 2024], "count": [3_000, 500]}))
    paths = kaiin.SimulatedPaths(base, 2_000, seed=7)
    assert (paths.paths, paths.years, paths.base_year, paths.seed) == (2_000, 2, 2024, 7)
    exact = base.run().years[1]
    mean, variance = paths.mean("members", 2026), paths.variance("members", 2026)
    assert mean == near(exact.members.mean, abs=5 * (exact.members.variance / 2_000) ** 0.5)
    assert variance == near(exact.members.variance, rel=0.2)
    assert exact.organization_rate is not None
    assert paths.mean("organization_rate", 2026) == near(exact.organization_rate, rel=0.01)
    assert paths.share_reaching("members", 2026, 0) == 1
    values = paths.values("members", 2026)
    assert values is not None
    assert paths.quantile("members", 2026, 0) == min(values)
    assert paths == kaiin.SimulatedPaths(base, 2_000, seed=7, threads=1)
    assert len(paths.to_table()) == 2
    check_value(paths)
    with pytest.raises(kaiin.SettingError, match="are none"):
        kaiin.SimulatedPaths(base, 0, seed=1)
    with pytest.raises(kaiin.SettingError, match="not on the paths"):
        paths.mean("members", 2024)


def test_a_back_test_with_a_method_of_the_callers() -> None:
    line = {2000 + at: 100.0 + 5 * at for at in range(20)}
    seen: list[int] = []

    def perfect(history: list[tuple[int, float]], horizon: int) -> list[tuple[float, float]]:
        seen.append(len(history))
        return [(history[-1][1] + 5 * ahead, 1.0) for ahead in range(1, horizon + 1)]

    scores = kaiin.back_test(line, {"naive": "naive", "mine": perfect}, horizon=3)
    assert seen == list(range(10, 20))
    naive, mine = scores.score("naive", 2), scores.score("mine", 2)
    assert naive is not None
    assert mine is not None
    assert (naive.bias, mine.bias, mine.held_50, naive.forecasts) == (-10, 0, 1, 9)
    assert mine.positions == near([0.5] * 9)
    check_table(scores, 6, {"method", "ahead", "held_95"})
    check_record(mine)

    def fails(history: list[tuple[int, float]], horizon: int) -> None:
        raise ZeroDivisionError(f"{len(history)} {horizon}")

    with pytest.raises(ZeroDivisionError, match="10 3"):
        kaiin.back_test(line, {"fails": fails}, horizon=3)
    with pytest.raises(kaiin.SettingError, match='"drift"'):
        kaiin.back_test(line, {"magic": "magic"})  # type: ignore[dict-item]
    with pytest.raises(kaiin.SettingError, match="without a gap"):
        kaiin.back_test({2000: 1, 2002: 1}, {"naive": "naive"})


def test_totals_are_projected_from_every_origin() -> None:
    rows, members = [], 100_000
    for year in range(2000, 2015):
        left = members // 10
        rows.append({"year": year, "opening": members, "joined": 15_000, "left": left, "closing": members - left + 15_000})
        members += 15_000 - left
    movements = kaiin.MovementTable.from_totals(rows)
    series = {row["year"]: float(row["closing"]) for row in rows}
    method = kaiin.ProjectionMethod(movements, window=5, dependence="random_walk")
    score = kaiin.back_test(series, {"projection": method}, horizon=2).score("projection", 2)
    assert score is not None
    assert score.absolute_error < 3
