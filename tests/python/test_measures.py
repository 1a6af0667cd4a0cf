"""The catalogue of measures, effects and break-even effects, in Python: values worked by hand and what cannot be planned."""

import re
from collections.abc import Callable
from typing import Any, get_args

import kaiin
import pytest
from kaiin import Assessment, Catalogue, Measure, MeasureEffect, MeasurePlan, Stake
from kaiin._types import Lever
from results import check_record, check_table, check_value, near

CATALOGUE = Catalogue.shipped()
CALL = Measure("own-1", ("Call before the leave ends", "休会期間満了前の電話連絡"), "current_members", "leave_end", "non_monetary")


def measure(id: str) -> Measure:
    """A shipped measure."""
    found = CATALOGUE.get(id)
    assert found is not None
    return found


def plan(id: str, audience: float, **more: Any) -> MeasurePlan:
    """A plan to take it."""
    return measure(id).for_audience_of(audience, **more)


# ---- the catalogue ----


def test_the_catalogue_has_57_measures_told_apart_in_both_languages() -> None:
    measures = CATALOGUE.measures
    assert [measure.id for measure in measures] == [f"M{at:02}" for at in range(1, 58)]
    assert len({measure.name[0] for measure in measures}) == len({measure.name[1] for measure in measures}) == len(CATALOGUE) == 57
    assert [len(CATALOGUE.of_lever(lever)) for lever in get_args(Lever)] == [11, 2, 33, 0, 0, 2, 1]
    assert [[measure.id for measure in CATALOGUE.touching(lever)] for lever in ("leave_taken", "leave_end")] == [["M24"], ["M27"]]
    assert {measure.action for measure in CATALOGUE.without_lever()} == {"measurement", "none"}
    assert CATALOGUE.get("M58") is None


def test_a_measure_says_what_it_moves() -> None:
    mentors = measure("M15")
    assert (mentors.name[0], mentors.audience, mentors.incentive) == ("Mentors for new and young members", "new_licensees", "non_monetary")
    assert (mentors.action, mentors.second, mentors.lever) == ("lapse", "entry", "lapse")
    assert (mentors.moves("entry"), mentors.moves("reinstatement")) == (True, False)
    survey = measure("M51")
    assert (survey.action, survey.second, survey.lever, survey.incentive) == ("measurement", None, None, "none")
    lobbying = measure("M32").acting_on("entry")
    assert (lobbying.action, lobbying.second) == ("entry", "none")
    check_record(mentors, survey, CALL)


def test_an_association_adds_its_own_measures() -> None:
    more = CATALOGUE.with_measure(CALL)
    assert (len(more), more.of_lever("leave_end"), len(CATALOGUE)) == (58, [CALL], 57)
    assert Catalogue([CALL]).measures == [CALL]
    assert Measure("own-2", "Kaigi", "branches", "none", "both", second="lapse").name == ("Kaigi", "Kaigi")
    with pytest.raises(kaiin.SettingError, match="taken or empty"):
        more.with_measure(CALL)


def test_the_catalogue_is_a_table_in_both_languages() -> None:
    rows = CATALOGUE.to_table().to_dict()
    assert (rows["id"][23], rows["lever"][23], rows["second_lever"][23]) == ("M24", "lapse", "leave_taken")
    assert (rows["name_japanese"][23], rows["lever_japanese"][23]) == ("退職した会員向けの企画", "退会")
    assert (rows["lever"][50], rows["second_lever"][50]) == ("measurement", None)
    check_table(CATALOGUE)


# ---- effects ----


def test_an_effect_says_where_it_comes_from_and_how_sure_it_is() -> None:
    z = 1.959963984540054  # the normal quantile of 97.5 %
    effect = MeasureEffect.typed_in("lapse", "a guess", absolute=-0.02, interval=(-0.02 - z * 0.01, -0.02 + z * 0.01))
    assert (effect.lever, effect.change, effect.provenance) == ("lapse", ("absolute", -0.02), ("typed_in", "a guess"))
    assert (effect.standard_error, effect.confidence) == (near(0.01), 0.95)
    assert effect.interval == (near(-0.0396, abs=1e-4), near(-0.0004, abs=1e-4))
    trial = MeasureEffect.evaluated("entry", "trial of 2024", relative=0.1, standard_error=0.05)
    assert (trial.change, trial.standard_error, trial.interval, trial.confidence) == (("relative", 0.1), 0.05, None, None)
    assert str(trial) == "entry +10.0 % of the rate (standard error 5.0); evaluated: trial of 2024"
    unsure = MeasureEffect.typed_in("lapse", "a guess", absolute=-0.02)
    assert (unsure.standard_error, str(unsure)) == (None, "lapse -2.0 points (no uncertainty given); typed in: a guess")
    check_value(effect, trial, unsure)


# ---- assessments ----


def test_an_effect_unknown_gives_a_break_even_effect() -> None:
    # 2,000 x 25 % = 500 reached a year for 3 years: 300,000 + 3 x 500 x 1,000 = 1,800,000; one kept is worth 60,000,
    # a point of 500 over 3 years 3 x 5 x 60,000 = 900,000: 2 points, 10 members a year
    education = plan("M17", 2_000, reach=0.25, fixed_cost=300_000, cost_per_person=1_000, years=3)
    assert (education.measure, education.effect, education.lever) == (measure("M17"), None, "lapse")
    assert (education.reached, education.fixed_cost, education.number_of_years, education.present_cost(0)) == (500, 300_000, 3, 1_800_000)
    found = education.assess(Stake(0.08, 60_000))
    needed = found.break_even
    assert (needed.kind, needed.absolute, needed.relative, needed.persons) == ("at", near(-0.02), near(-0.25), near(10))
    assert (needed.change, needed.needed, needed.most, needed.returned) == (needed.absolute, None, None, None)
    assert (found.measure.id, found.lever, found.rate, found.reached, found.cost) == ("M17", "lapse", 0.08, 500, 1_800_000)
    assert found.outcome is None
    assert found.words[0] == (
        "M17 Continuing education: costs 1,800,000; effect unknown; "
        "breaks even when the rate of lapse goes from 8.00 % to 6.00 % (10.0 persons a year)"
    )
    assert "効果は不明" in found.words[1]
    check_record(found, needed)
    stake = Stake(0.08, 60_000, discount=0.03)
    assert (stake.rate, stake.value_of_one, stake.discount_rate, Stake(0.08, 1).discount_rate) == (0.08, 60_000, 0.03, 0)
    check_value(education, stake)


def test_a_known_effect_is_worked_by_hand() -> None:
    # 200 reached, entry from 60 % up by a tenth of it: 6 points, 12 joiners a year, 2 years; at 25 % the years are worth 1.8
    effect = MeasureEffect.evaluated("entry", "trial of 2024", relative=0.1, standard_error=0.05)
    discount = plan("M04", 200, fixed_cost=100_000, cost_per_person=2_000, years=2, effect=effect)
    assert discount == plan("M04", 200, fixed_cost=100_000, cost_per_person=2_000, years=2).with_effect(effect)
    assert (discount.effect, discount.lever) == (effect, "entry")
    found = discount.assess(Stake(0.6, 50_000, discount=0.25))
    outcome = found.outcome
    assert outcome is not None
    assert (found.cost, outcome.change, outcome.gained_a_year) == (near(100_000 + 200 * 2_000 * 1.8), near(0.06), near(12))
    assert (outcome.value, outcome.net, outcome.net_error) == (near(12 * 50_000 * 1.8), near(260_000), near(540_000))
    # the normal distribution function at 260 / 540
    assert (outcome.chance_of_paying, outcome.cost_of_one) == (near(0.68491, abs=1e-5), near(820_000 / 24))
    assert outcome.provenance == ("evaluated", "trial of 2024")
    check_record(found, outcome)
    check_value(discount)


def test_assessments_are_a_table() -> None:
    stake = Stake(0.1, 10)
    plans = [plan("M15", 100, fixed_cost=50), plan("M15", 100, fixed_cost=200), plan("M15", 0), plan("M57", 100)]
    found = [each.assess(stake) for each in plans] + [plans[0].assess(Stake(0.1, -1))]
    kinds = ["at", "infeasible", "nobody_reached", "no_lever", "worth_nothing"]
    assert [each.break_even.kind for each in found] == kinds
    dear = found[1].break_even
    assert (dear.change, dear.needed, dear.most, dear.returned) == (near(-0.2), near(-0.2), near(-0.1), near(0.5))
    assert (dear.absolute, dear.relative, dear.persons, found[3].lever) == (None, None, None, None)
    table = Assessment.table(found)
    assert (table["id"][3], table["effect"], table["break_even"]) == ("M57", ["unknown"] * 5, kinds)
    assert table["break_even_change"] == [near(-0.05), near(-0.2), None, None, None]
    check_record(*(each.break_even for each in found))


# ---- what cannot be ----


def lapse(**more: Any) -> MeasureEffect:
    """An effect on leaving."""
    return MeasureEffect.typed_in("lapse", "a guess", **more)


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (lambda: MeasureEffect.typed_in("lapse", " ", absolute=-0.01), "missing", "number without a source"),
        (lambda: MeasureEffect.evaluated("lapse", "", absolute=-0.01), "missing", "name of the evaluation"),
        (lambda: MeasureEffect.typed_in("dues", "a guess", absolute=-0.01), "setting", '"licence_inflow"'),  # type: ignore[arg-type]
        (lambda: lapse(), "setting", "write relative or absolute"),
        (lambda: lapse(relative=-0.1, absolute=-0.1), "setting", "write relative or absolute"),
        (lambda: lapse(absolute=-10), "setting", "no change of a rate"),
        (lambda: lapse(relative=float("nan")), "setting", "no change of a rate"),
        (lambda: lapse(relative=-0.1, standard_error=-1), "setting", "standard error"),
        (lambda: lapse(relative=-0.1, interval=(0, 0.1)), "setting", "does not hold the change"),
        (lambda: lapse(relative=-0.1, interval=(-0.2, 0), confidence=95), "setting", "confidence"),
        (lambda: lapse(relative=-0.1, interval=(-0.2, 0), standard_error=0.1), "setting", "must be given once"),
        (lambda: lapse(relative=-0.1, confidence=0.9), "setting", "interval with a confidence"),
        (lambda: Measure("x", "x", "members", "lapse", "both"), "setting", '"current_members"'),  # type: ignore[arg-type]
        (lambda: Measure("x", "x", "branches", "measures", "both"), "setting", '"measurement"'),  # type: ignore[arg-type]
        (lambda: Measure("x", "x", "branches", "lapse", "cash"), "setting", '"non_monetary"'),  # type: ignore[arg-type]
        (lambda: Catalogue([Measure("", "x", "branches", "lapse", "both")]), "setting", "taken or empty"),
        (lambda: plan("M01", -1), "setting", "no number of persons"),
        (lambda: plan("M01", float("inf")), "setting", "no number of persons"),
        (lambda: plan("M01", 10, reach=1.5), "setting", "0.3 for 30 %"),
        (lambda: plan("M01", 10, fixed_cost=-1), "setting", "fixed cost"),
        (lambda: plan("M01", 10, cost_per_person=-1), "setting", "cost per person"),
        (lambda: plan("M01", 10, years=0), "setting", "years"),
        (lambda: plan("M01", 10, years=101), "limit", "years of a measure"),
        (lambda: plan("M01", 10).present_cost(-1), "setting", "discount"),
        (lambda: plan("M12", 10, effect=lapse(relative=-0.1)), "setting", "entry and late_entry"),
        (lambda: plan("M17", 10, effect=lapse(absolute=-0.1)).assess(Stake(0.08, 1)), "setting", "takes the rate of lapse from 0.08"),
        (lambda: Stake(8, 1), "setting", "8"),
        (lambda: Stake(0.1, float("inf")), "setting", "not finite"),
        (lambda: Stake(0.1, 1, discount=-1), "setting", "discount"),
    ],
)
def test_what_cannot_be_is_refused_and_says_why(make: Callable[[], object], code: str, says: str) -> None:
    with pytest.raises(kaiin.KaiinError, match=re.escape(says)) as caught:
        make()
    assert caught.value.code == code
