"""How a budget is best shared among measures, in Python: allocations worked by hand and budgets that cannot be shared."""

import re
from collections.abc import Callable
from math import exp, inf, log, nan, sqrt

import kaiin
import pytest
from kaiin import Budget, BudgetLine, Catalogue, MeasureEffect, MeasurePlan, Response, Stake
from results import check_record, check_table, check_value, near

ROOT = Response.power(1, 0.5)
DOUBTFUL = BudgetLine("doubtful", ROOT, relative_error=0.75)


def spent(budget: Budget, *lines: BudgetLine) -> list[float]:
    """What is spent on each line."""
    return [line.spent for line in budget.allocate(list(lines)).lines]


def mentors(change: float | None, cost_per_person: int = 1_000) -> MeasurePlan:
    """A plan for 500 persons."""
    measure = Catalogue.shipped().get("M15")
    assert measure is not None
    plan = measure.for_audience_of(500, fixed_cost=100_000, cost_per_person=cost_per_person)
    return plan if change is None else plan.with_effect(MeasureEffect.typed_in("lapse", "a guess", absolute=change))


# ---- responses ----


def test_responses_are_worked_by_hand() -> None:
    responses = [Response.linear(2), Response.saturating(100, 5), Response.power(6, 0.5), Response.hill(30, 4, 1)]
    assert [response.gain(4) for response in responses] == [8, near(100 * (1 - exp(-0.8))), 12, 15]
    assert [response.slope(4) for response in responses] == [2, near(20 * exp(-0.8)), near(1.5), near(30 / 16)]
    assert Response.power(1, 0.5).slope(0) == inf
    assert Response.power(3, 1) == Response.linear(3)
    check_value(*responses)


def test_a_line_brings_nothing_before_its_fixed_cost() -> None:
    line = BudgetLine("mentors", Response.linear(3), fixed_cost=10, at_least=12, at_most=40, relative_error=0.5)
    assert (line.name, line.response, [line.gain(amount) for amount in (0, 9, 10, 12)]) == ("mentors", Response.linear(3), [0, 0, 0, 6])
    assert repr(line).startswith("<kaiin.BudgetLine name='mentors'")
    check_value(line, DOUBTFUL, BudgetLine.all_or_nothing("website", 8, 12))


# ---- allocations ----


def test_two_roots_share_a_budget_as_their_squares() -> None:
    # gains 6 sqrt(x) and 8 sqrt(x) share 100 as 36 to 64: there 6 / (2 sqrt(36)) = 8 / (2 sqrt(64)) = 0.5
    found = Budget(100).allocate([BudgetLine("a", Response.power(6, 0.5)), BudgetLine("b", Response.power(8, 0.5))])
    assert [(line.name, line.spent, line.gain, line.error) for line in found.lines] == [
        ("a", near(36), near(36), 0),
        ("b", near(64), near(64), 0),
    ]
    assert [line.marginal for line in found.lines] == [near(0.5), near(0.5)]
    assert (found.gain, found.objective, found.shadow_price, found.error) == (near(100), near(100), near(0.5), 0)
    assert (found.budget, found.spent, found.left, found.attitude, found.dependence) == (100, near(100), 0, "mean", "independent")
    check_table(found)
    check_record(found.lines[0])
    check_value(Budget(100), Budget(100, attitude=("mean_less_deviations", 1), dependence="together"))


def test_two_exponentials_share_a_budget_by_hand() -> None:
    # slopes 20 e^(-x/5) and 10 e^(-y/10) are equal at x = 5 ln 2 + y / 2; x + y = 20: y = (20 - 5 ln 2) / 1.5
    found = Budget(20).allocate([BudgetLine("steep", Response.saturating(100, 5)), BudgetLine("long", Response.saturating(100, 10))])
    long = (20 - 5 * log(2)) / 1.5
    assert [line.spent for line in found.lines] == [near(20 - long), near(long)]
    assert found.shadow_price == near(10 * exp(-long / 10))


def test_limits_bind_and_money_can_be_left() -> None:
    lines = [BudgetLine("best", Response.linear(2), at_most=30), BudgetLine("must", Response.linear(0.5), at_least=10, at_most=20)]
    assert (spent(Budget(35), *lines), Budget(35).allocate(lines).shadow_price) == ([25, 10], 2)
    rich = Budget(100).allocate(lines)
    assert (rich.spent, rich.left, rich.shadow_price) == (50, 50, 0)


def test_wholes_are_bought_whole() -> None:
    # gain for money is best for the first, but the other two fill the budget
    lines = [BudgetLine.all_or_nothing(name, cost, gain) for name, cost, gain in (("a", 6, 6.6), ("b", 5, 5), ("c", 5, 5))]
    found = Budget(10).allocate(lines)
    assert ([line.spent for line in found.lines], found.gain, found.left) == ([0, 5, 5], 10, 0)
    poor = Budget(4).allocate(lines)
    assert (poor.gain, poor.left, poor.shadow_price) == (0, 4, 0)


def test_a_fixed_cost_is_paid_when_it_pays() -> None:
    # after 10 each unit brings 3, without a fixed cost 1: from 15 on 3 (B - 10) > B
    lines = [BudgetLine("fixed", Response.linear(3), fixed_cost=10), BudgetLine("plain", Response.linear(1))]
    assert [spent(Budget(amount), *lines)[0] for amount in (9, 14.9, 15.1, 40)] == [0, 0, 15.1, 40]


def test_robust_allocations_are_worked_by_hand() -> None:
    # with one deviation taken off and errors that go together the doubtful line counts a quarter: 0.25 sqrt(x) against sqrt(y), 1 to 16
    sure = BudgetLine("sure", ROOT)
    for dependence in ("together", "independent"):  # alone in its doubt, independence changes nothing
        budget = Budget(17, attitude=("mean_less_deviations", 1), dependence=dependence)
        assert spent(budget, DOUBTFUL, sure) == [near(1), near(16)]
    both = Budget(17, attitude=("mean_less_deviations", 1)).allocate([DOUBTFUL, BudgetLine("other", ROOT, relative_error=0.75)])
    assert ([line.spent for line in both.lines], both.error) == ([near(8.5), near(8.5)], near(0.75 * sqrt(17)))
    assert (both.objective, both.attitude) == (near(both.gain - both.error), ("mean_less_deviations", 1))
    check_table(both)
    lump = BudgetLine.all_or_nothing("lump", 5, 10, relative_error=0.6)
    assert spent(Budget(10, attitude=("mean_less_deviations", 2)), lump) == [0]  # too doubtful


def test_a_budget_of_nothing_has_a_price() -> None:
    nothing = Budget(0).allocate([BudgetLine("a", ROOT)])
    assert (nothing.spent, nothing.gain, nothing.shadow_price, nothing.lines[0].marginal) == (0, 0, None, None)  # infinite
    assert Budget(0).allocate([BudgetLine("a", Response.linear(3))]).shadow_price == 3
    check_table(nothing)


def test_plans_become_lines_of_a_budget() -> None:
    # 25 kept of 500 are worth 1,500,000 for 600,000
    found = Budget(1_000_000).allocate([BudgetLine.of_plan(mentors(-0.05), Stake(0.2, 60_000))])
    assert (found.lines[0].name, found.lines[0].spent, found.left, found.gain) == ("M15", 600_000, 400_000, near(1_500_000))
    # a fixed cost alone is bought whole
    assert spent(Budget(99_999), BudgetLine.of_plan(mentors(-0.05, 0), Stake(0.2, 60_000))) == [0]


# ---- what cannot be ----


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (lambda: Budget(-1), "setting", "budget -1"),
        (lambda: Budget(nan), "setting", "budget NaN"),
        (lambda: Budget(inf), "setting", "budget inf"),
        (lambda: Budget(1, attitude="bold"), "setting", '("mean_less_deviations", 1.0)'),  # type: ignore[arg-type]
        (lambda: Budget(1, attitude=("mean_less_deviations", -1)), "setting", "deviations"),
        (lambda: Budget(1, dependence="some"), "setting", '"together"'),  # type: ignore[arg-type]
        (lambda: Budget(1).allocate([]), "no_rows", "lines of the budget"),
        (lambda: Budget(1).allocate([DOUBTFUL, DOUBTFUL]), "setting", "given twice"),
        (lambda: Budget(9).allocate([BudgetLine("must", ROOT, at_least=10)]), "setting", "less than the 10 that must be spent"),
        (lambda: BudgetLine("a", ROOT, at_most=inf), "setting", "most spending"),
        (lambda: BudgetLine("a", ROOT, at_least=5, at_most=4), "setting", "below the 5"),
        (lambda: BudgetLine("a", ROOT, fixed_cost=5, at_most=4), "setting", "below the 5"),
        (lambda: BudgetLine("a", ROOT, relative_error=-0.1), "setting", "relative error"),
        (lambda: BudgetLine.all_or_nothing("a", 0, 1), "setting", "cost"),
        (lambda: BudgetLine.of_plan(mentors(None), Stake(0.2, 60_000)), "missing", "the effect of measure M15"),
        (lambda: BudgetLine.of_plan(mentors(0.01), Stake(0.2, 60_000)), "setting", "gain"),
        (lambda: Response.linear(-1), "setting", "gain per unit"),
        (lambda: Response.saturating(1, 0), "setting", "scale"),
        (lambda: Response.power(1, 0), "setting", "exponent"),
        (lambda: Response.hill(30, 500_000, 2), "setting", "a fixed cost and diminishing returns"),
    ],
)
def test_what_cannot_be_is_refused_and_says_why(make: Callable[[], object], code: str, says: str) -> None:
    with pytest.raises(kaiin.KaiinError, match=re.escape(says)) as caught:
        make()
    assert caught.value.code == code
