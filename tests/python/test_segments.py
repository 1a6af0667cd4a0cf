"""Branches that add up to an association, changes aimed at branches and priced, good practice, and the cheapest mix."""

import re
from collections.abc import Callable
from typing import Any

import kaiin
import pyarrow as pa
import pytest
from kaiin import Assumed, Assumptions, CheapestMix, Cost, Goal, GoodPractice, LeverChange, Population, Scenario, Schedule, SegmentSettings
from results import check_record, check_table, check_value, near


def branch(members: int, lapse: float | Assumed, inflow: int = 0, years: int = 2, varying: float = 0) -> kaiin.ProjectionSettings:
    """Members of long standing of whom a share leaves each year; new licence holders who all stay outside."""
    variation = kaiin.YearVariation(lapse=varying)
    people, assumptions = Population.from_totals(2024, members), Assumptions(lapse=[lapse])
    return kaiin.ProjectionSettings(people, assumptions, [inflow] * years, year_variation=variation)


def two() -> SegmentSettings:
    """1,000 members in the north, of whom a tenth leaves, and 500 in the south, of whom a fifth does."""
    return SegmentSettings([("north", branch(1_000, 0.1)), ("south", branch(500, 0.2))])


def half(*segments: str) -> LeverChange:
    """Half as many leave."""
    return LeverChange("lapse", factor=0.5, segments=list(segments))


def fewer(price: int, **more: int) -> LeverChange:
    """Two in a hundred members fewer leave, for a price a member."""
    return LeverChange("lapse", points=-0.02, years=(1, None), cost=Cost(per_person=price, **more))


# ---- branches ----


def test_branches_add_up_to_the_whole() -> None:
    both = two().run()
    assert [year.members.mean for year in both.total.years] == near([900 + 400, 810 + 320])
    assert both.total.years[0].members.chance == near(1_000 * 0.09 + 500 * 0.16)
    assert (both.total.base_members, both.total.assumptions, len(both)) == (1_500, None, 2)
    assert [name for name, _ in both.segments] == ["north", "south"]
    assert both.segment("south") == branch(500, 0.2).run() == dict(both.segments)["south"]
    assert both.segment("west") is None
    assert repr(both) == "<kaiin.SegmentedProjection of 2 years: north, south>"
    check_table(both)
    table = pa.table(both).to_pydict()
    assert table["segment"] == ["north", "north", "south", "south", None, None]
    assert table["members"] == near([900, 810, 400, 320, 1_300, 1_130])


def test_every_branch_of_a_register_is_projected_by_its_own_rates() -> None:
    # Forty joined in the north and sixty in the south; ten and six of them leave in fiscal 2022.
    def rows(branch: str, members: int, leavers: int) -> list[dict[str, str | None]]:
        end = ["2022-09-01" if at < leavers else None for at in range(members)]
        return [{"person": f"{branch} {at}", "start": "2021-04-01", "end": end[at], "branch": branch} for at in range(members)]

    register = kaiin.Register(rows("north", 40, 10) + rows("south", 60, 6), as_of="2023-03-31")
    table = kaiin.CohortTable(register, by=["licence_cohort", "join_cohort", "branch"])
    branches = table.tables_by("branch")
    assert {name: of.movements() for name, of in branches.items()} == table.movements_by("branch")
    rates = {name: Assumptions.estimate(of, window=(2021, 2022)) for name, of in branches.items()}
    assert {name: of.lapse[1].probability for name, of in rates.items()} == {"north": 0.25, "south": 0.1}
    settings = [(str(name), kaiin.ProjectionSettings(Population.from_table(branches[name], 2022), of, [0])) for name, of in rates.items()]
    assert SegmentSettings(settings).run().total.years[0].members.mean == near(30 * 0.75 + 54 * 0.9)


def test_branches_keep_their_settings() -> None:
    settings = two()
    (north, of_north), (south, _) = settings.segments
    assert (north, south, len(settings), repr(settings)) == ("north", "south", 2, "<kaiin.SegmentSettings of 2 segments>")
    assert of_north.run() == branch(1_000, 0.1).run()


def test_errors_cancel_where_each_branch_has_its_own_and_add_up_where_they_are_common() -> None:
    # Twice the same branch: common deviations double, so that their variance is four times as large; others double it.
    one = branch(1_000, Assumed(0.1, standard_error=0.01), varying=0.2)
    alone = one.run().years[0].members
    pair = [("a", one), ("b", one)]
    default = SegmentSettings(pair).run().total.years[0].members
    assert (default.estimation, default.year_to_year) == near((2 * alone.estimation, 4 * alone.year_to_year))
    assert SegmentSettings(pair, estimation="own_each", year_effects="common").run() == SegmentSettings(pair).run()
    turned = SegmentSettings(pair, estimation="common", year_effects="own_each").run().total.years[0].members
    assert (turned.estimation, turned.year_to_year) == near((4 * alone.estimation, 2 * alone.year_to_year))
    assert turned.chance == near(2 * alone.chance)


# ---- changes of branches ----


def test_a_change_is_made_in_the_branches_that_it_names() -> None:
    change = half("south")
    assert change.sentence[0] == "Lapse in south: multiplied by 0.5."
    assert (change.in_segments, half().in_segments) == (["south"], [])
    scenario = Scenario("south", [change])
    parts = scenario.run_segments(two())
    assert [parts.total.years[0].members.mean, *(of.years[0].members.mean for _, of in parts.segments)] == near([1_350, 900, 450])
    assert scenario.run(two()) == parts.total
    compared = kaiin.ScenarioComparison(two(), [scenario, Scenario("all", [half()])])
    assert compared.base == two().run().total
    assert [compared.difference(name, 2025) for name in ("south", "all")] == near([50, 100])


def test_what_a_change_was_made_of_can_be_read_back() -> None:
    schedule, cost = Schedule(from_year=2026, ramp=2), Cost(once=1, yearly=2, per_person=3)
    change = LeverChange(
        "lapse", odds=0.5, years=(2, None), reason="arrears", reach=0.25, schedule=schedule, segments=["a", "b"], cost=cost
    )
    assert (change.in_years, change.for_reason, change.when, change.reached_share) == ((2, None), "arrears", schedule, 0.25)
    assert (change.in_segments, change.costs) == (["a", "b"], cost)
    assert LeverChange("lapse", odds=0.5, years=(1, 3)).in_years == (1, 3)
    plain = LeverChange("entry", odds=0.5)
    assert (plain.in_years, plain.for_reason, plain.when, plain.reached_share, plain.costs) == (None, None, Schedule(), 1, Cost())
    check_value(change, plain)


def test_years_without_an_end_are_changed_from_the_first_one_on() -> None:
    base = kaiin.ProjectionSettings(Population.from_totals(2024, 1), Assumptions(lapse=[0.02, 0.1, 0.05]), [0])
    plan = Scenario("", [LeverChange("lapse", to=0.01, years=(1, None))]).plan(base)
    assert [of.probability for of in plan.assumptions[0].lapse] == [0.02, 0.01, 0.01]


def test_the_whole_is_asked_for_a_goal_what_matters_and_where_it_leads() -> None:
    found = kaiin.GoalSeek(Goal("members", 2025, 1_340), LeverChange("lapse", factor=1, segments=["south"]), (0, 1)).run(two())
    assert (found.kind, found.amount) == ("at", near(0.6))  # 40 of the 100 who leave the south are kept
    rows = kaiin.Sensitivity(two(), "members", 2026).rows
    derivatives = {(row.segment, row.assumption): row.derivative for row in rows}
    assert derivatives["north", "lapse"] == near(-1_800)  # of 1,000 (1 - p)^2
    assert derivatives["south", "lapse"] == near(-800)  # of 500 (1 - p)^2
    assert {row.segment for row in kaiin.Sensitivity(branch(1, 0.1), "members", 2026).rows} == {None}
    steady = kaiin.SteadyState.of(two())
    assert steady is not None
    assert (steady.base_members, steady.members) == near((1_500, 0), abs=1e-6)


# ---- costs ----


def test_a_cost_is_paid_once_each_year_and_for_each_person() -> None:
    cost = Cost(once=1_000, yearly=100, per_person=2)
    assert (cost.of_year(True, 450), cost.of_year(False, 450)) == (2_000, 1_000)
    assert (cost.paid_once, cost.paid_yearly, cost.paid_per_person, cost.is_nothing, Cost().is_nothing) == (1_000, 100, 2, False, True)
    assert Cost(yearly=5) != Cost(once=5)
    assert repr(cost) == "<kaiin.Cost paid_once=1000 paid_yearly=100 paid_per_person=2>"
    check_value(cost, Cost())


def test_costs_are_paid_while_a_change_is_in_force() -> None:
    # From 2026, growing over two years, until 2028, fading in 2029: paid in 2026, 2027 and 2028 only.
    schedule = Schedule(from_year=2026, ramp=2, until=2028, fade=1)
    assert [schedule.in_force(year) for year in range(2025, 2030)] == [0, 0.5, 1, 1, 0]
    assert schedule.strength(2029) == 0.5
    change = LeverChange("lapse", factor=0, schedule=schedule, cost=Cost(once=1_000, yearly=100, per_person=2))
    scenario, base = Scenario("calls", [change]), branch(1_000, 0.1, years=6)
    # Members at the start: 900 in 2026, of whom half is reached and 5 % leave; 855 in 2027 and 2028.
    costs = [0, 1_000 + 100 + 900, 100 + 2 * 855, 100 + 2 * 855, 0, 0]
    assert scenario.costs(base) == near(costs)
    compared = kaiin.ScenarioComparison(base, [scenario])
    outcome = compared.outcomes[0]
    assert outcome.costs == near(costs)
    assert outcome.cost_until(2027, 0) == near(3_810)
    assert outcome.cost_until(2027, 0.25) == near(2_000 / 1.25 + 1_810 / 1.5625)
    assert pa.table(compared)["cost"].to_pylist() == near([0] * 6 + costs)
    with pytest.raises(kaiin.SettingError, match="discount"):
        outcome.cost_until(2027, -1)
    check_record(outcome)


def test_costs_count_the_people_of_the_branches_concerned() -> None:
    south = LeverChange("lapse", factor=1, segments=["south"], cost=Cost(yearly=7, per_person=1))
    assert Scenario("", [south]).costs(two()) == near([507, 407])
    newcomers = LeverChange("entry", factor=1, cost=Cost(per_person=1))
    assert Scenario("", [newcomers]).costs(branch(1, 0.1, inflow=30)) == [30, 30]


# ---- good practice ----


def test_a_branch_that_lies_behind_comes_half_way_to_the_better_one() -> None:
    copying = GoodPractice("lapse", 0.5, better=0.5, schedule=Schedule(from_year=2026))
    assert (copying.lever, copying.share_of_gap, copying.better_share, copying.when) == ("lapse", 0.5, 0.5, Schedule(from_year=2026))
    assert GoodPractice("entry", 1).better_share == 0.25
    changes = copying.changes(two())
    assert [(change.in_segments, change.amount, change.reached_share) for change in changes] == [(["south"], ("to", near(0.1)), 0.5)]
    after = Scenario("copying", changes).run_segments(two())
    south = after.segment("south")
    assert south is not None
    assert [year.members.mean for year in south.years] == near([400, 400 * 0.85])
    assert after.segment("north") == two().run().segment("north")
    assert GoodPractice("reinstatement", 1).changes(two()) == []  # the same everywhere
    check_value(copying)


def test_luck_is_not_copied_unless_asked_for() -> None:
    def of(events: int) -> kaiin.ProjectionSettings:
        return branch(1_000, Assumed.estimated(2020, 2024, events, 100))

    segments = SegmentSettings([("north", of(9)), ("south", of(11))])  # 10 % of both, and chance alone does more than that
    assert GoodPractice("lapse", 1).segment_rates == "drawn"
    assert GoodPractice("lapse", 1).changes(segments) == []
    face_value = GoodPractice("lapse", 1, rates="at_face_value")
    [change] = face_value.changes(segments)
    assert (change.in_segments, change.amount) == (["south"], ("to", near(0.09)))
    check_value(face_value)
    with pytest.raises(kaiin.SettingError, match="drawn"):
        GoodPractice("lapse", 1, rates="lucky")  # type: ignore[arg-type]


def test_a_scenario_is_called_by_its_name_in_either_language() -> None:
    mentors = Scenario(("mentors", "メンター制度"), [fewer(0)])
    compared = kaiin.ScenarioComparison(two(), [mentors, mentors.then(Scenario("nothing"), "both")])
    assert [outcome.scenario.name for outcome in compared.outcomes] == [("mentors", "メンター制度"), ("both", "both")]
    assert compared.outcome("メンター制度") == compared.outcome("mentors") != compared.outcome("both")
    assert compared.to_table().to_dict()["scenario_japanese"][2] == "メンター制度"
    with pytest.raises(kaiin.SettingError, match="name of two"):
        kaiin.ScenarioComparison(two(), [mentors, Scenario("メンター制度")])
    check_value(mentors)


def test_what_is_read_is_checked_as_what_is_made() -> None:
    half = LeverChange("lapse", factor=0.5, reach=0.5)
    cases: list[tuple[Any, str, str, str]] = [
        (half, '"factor":0.5', '"factor":-0.5', "amount -0.5 is negative"),
        (half, '"reach":0.5', '"reach":1.5', "probability 1.5 is outside"),
        (Goal("organization_rate", 2035, 0.6), "0.6", "60", "goal 60 is no share"),
        (Cost(once=10), '"once":10', '"once":-10', "cost paid once -10 is negative"),
        (GoodPractice("lapse", 0.5), '"lapse"', '"leave_taken"', "lever leave_taken is no practice"),
    ]
    for value, good, bad, error in cases:
        _, (_, text) = value.__reduce__()
        assert good in text
        with pytest.raises(kaiin.KaiinError, match=error):
            type(value)._from_json(text.replace(good, bad))


# ---- the cheapest mix ----


def test_the_cheap_change_goes_to_all_and_the_dear_one_to_half() -> None:
    base = branch(1_000, 0.1, years=1)
    mix = CheapestMix(Goal("members", 2025, 930), [fewer(30), fewer(10)]).run(base)
    assert (mix.kind, mix.shares, mix.cost, mix.reached) == ("found", near([0.5, 1]), near(25_000), near(930))
    assert mix.scenario is not None
    assert [change.reached_share for change in mix.scenario.changes] == near([0.5, 1])
    assert mix.scenario.run(base).years[0].members.mean == near(930)
    assert sum(mix.scenario.costs(base)) == near(25_000)
    check_record(mix)


def test_later_costs_are_discounted_and_those_of_a_scenario_below_are_not_counted() -> None:
    base = branch(1_000, 0.1)
    goal = Goal("members", 2026, 1_000 * 0.92**2)  # letters to all in both years
    mix = CheapestMix(goal, [fewer(10)], discount=0.25).run(base)
    assert (mix.shares, mix.cost) == (near([1]), near(10_000 + 9_200 / 1.25))
    below = Scenario("below", [LeverChange("lapse", points=-0.01, years=(1, None), cost=Cost(once=10**9))])
    on_top = CheapestMix(Goal("members", 2025, 920), [fewer(10)], scenario=below).run(base)
    assert (on_top.shares, on_top.cost) == (near([0.5]), near(5_000))


def test_a_mix_that_is_not_needed_or_not_enough_is_said() -> None:
    already = CheapestMix(Goal("members", 2025, 1_000), [fewer(10)]).run(two())
    assert (already.kind, already.reached, already.scenario, already.cost, already.shares) == ("already_met", near(1_300), None, None, None)
    never = CheapestMix(Goal("members", 2025, 1_400), [fewer(10), fewer(30)]).run(two())
    assert (never.kind, never.reached, never.cost, never.shares) == ("unreachable", near(1_360), near(60_000), None)
    assert never.scenario is not None
    assert len(never.scenario.changes) == 2
    check_record(already, never)


def test_the_frontier_is_cost_against_what_is_reached() -> None:
    # The first 20 members are kept for 10 each of 1,000, the next 20 for 30: the price of a member kept rises from 500 to 1,500.
    frontier = CheapestMix(Goal("members", 2025, 1_000), [fewer(30), fewer(10)]).frontier(branch(1_000, 0.1, years=1), 5)
    assert frontier.columns == ["cost", "reached"]
    assert frontier["reached"] == near([900, 910, 920, 930, 940])
    assert frontier["cost"] == near([0, 5_000, 10_000, 25_000, 40_000], abs=1e-3)
    assert pa.table(frontier).num_rows == 5


# ---- what cannot be ----

GOAL = Goal("members", 2025, 1_400)


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (lambda: SegmentSettings([]), "no_rows", "one projection a branch"),
        (lambda: SegmentSettings([("a", branch(1, 0.1)), ("a", branch(1, 0.1))]), "setting", "the name of two"),
        (lambda: SegmentSettings([("a", branch(1, 0.1)), ("b", branch(1, 0.1, years=3))]), "setting", '"b"'),
        (lambda: SegmentSettings([("a", branch(1, 0.1))], estimation="each"), "setting", '"own_each"'),  # type: ignore[arg-type]
        (lambda: SegmentSettings([("a", branch(1, 0.1, years=0))]).run(), "setting", "names no year"),
        (lambda: Scenario("", [half("east")]).run(two()), "setting", "there are [north, south]"),
        (lambda: Scenario("", [half("north")]).run(branch(1, 0.1)), "setting", "one population"),
        (lambda: Scenario("", [half("east")]).run_segments(two()), "setting", "east"),
        (lambda: Scenario("", [half("east")]).costs(two()), "setting", "east"),
        (lambda: LeverChange("lapse", factor=1, years=(901, None)), "limit", "leave the years out"),
        (lambda: LeverChange("entry", factor=1, years=(1, None)), "setting", "the same in all years"),
        (lambda: Cost(once=-1), "setting", "cost paid once -1 is negative"),
        (lambda: Cost(yearly=-1), "setting", "yearly cost"),
        (lambda: Cost(per_person=-1), "setting", "cost per person"),
        (lambda: Cost(once=2**60), "limit", "amount of money"),
        (lambda: GoodPractice("licence_inflow", 1), "setting", "entry, late_entry, lapse or reinstatement"),
        (lambda: GoodPractice("lapse", 2), "setting", "2"),
        (lambda: GoodPractice("lapse", 1, better=1), "setting", "0.25 for the best quarter"),
        (lambda: GoodPractice("lapse", 1).changes(SegmentSettings([("a", branch(1, 0.1))])), "setting", "two or more"),
        (lambda: CheapestMix(GOAL, []), "no_rows", "each with its cost"),
        (lambda: CheapestMix(GOAL, [fewer(1)] * 13), "limit", "changes of a mix"),
        (lambda: CheapestMix(GOAL, [fewer(1)], discount=-1), "setting", "discount"),
        (lambda: CheapestMix(GOAL, [fewer(1)]).frontier(two(), 1), "setting", "between 2 and 100"),
        (lambda: CheapestMix(Goal("members", 2035, 1), [fewer(1)]).run(two()), "setting", "2035"),
        (lambda: CheapestMix(Goal("organization_rate", 2025, 0.5), [fewer(1)]).run(two()), "missing", "licence holders"),
    ],
)
def test_what_cannot_be_is_refused_and_says_why(make: Callable[[], object], code: str, says: str) -> None:
    with pytest.raises(kaiin.KaiinError, match=re.escape(says)) as caught:
        make()
    assert caught.value.code == code


def test_other_settings_are_refused() -> None:
    with pytest.raises(TypeError, match="SegmentSettings"):
        Scenario("").run(Assumptions())  # type: ignore[arg-type]
