"""Dues, revenue, the value of members and the member's side, in Python: values worked by hand and the worked example of MGI."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kaiin
import pytest
from kaiin import (
    Currency,
    CurveLaw,
    Dues,
    DuesSchedule,
    ExpectedMembers,
    MemberCount,
    MemberGroup,
    MemberSide,
    MemberValue,
    Reduction,
    ReductionRule,
    Staying,
    instalments,
    mgi,
)
from results import check_record, check_table, check_value, near

SEEN = Staying.shares([1, 0.8, 0.5, 0.4], "not_counted")


def schedule() -> DuesSchedule:
    """Full members 15,000 a year, students 500 a month; a fee of 10,000; newcomers half for two years, leave free, seniors 10,000 less."""
    dues = DuesSchedule().dues("full", 2020, Dues.yearly(15_000)).dues("student", 2020, Dues.monthly(500))
    dues = dues.entrance_fee("full", 2020, 10_000)
    dues = dues.reduce(ReductionRule.newcomers(2, Reduction.share(0.5)).of_class("full"))
    dues = dues.reduce(ReductionRule.in_standing("on_leave", Reduction.whole()))
    return dues.reduce(ReductionRule.seniors(40, Reduction.amount(10_000)).of_class("full"))


def full(tenure: int, **more: Any) -> MemberGroup:
    """Full members of a tenure."""
    return MemberGroup(2025, "full", tenure=tenure, **more)


def student(**more: Any) -> MemberGroup:
    """Students in their second year."""
    return MemberGroup(2025, "student", tenure=1, **more)


# ---- amounts ----


def test_amounts_are_whole_and_written_with_their_currency() -> None:
    assert Currency.yen().format(2_222_200_022_222) == "¥2,222,200,022,222"
    assert Currency("EUR ", 2).format(-1_050) == "-EUR 10.50"
    assert instalments(10_000, 3) == [3_334, 3_333, 3_333]
    assert (Currency("EUR ", 2).sign, Currency("EUR ", 2).decimals, Currency.yen().sign, Currency.yen().decimals) == ("EUR ", 2, "¥", 0)
    check_value(Currency.yen(), Currency("$", 2))
    with pytest.raises(TypeError):
        Dues.yearly(0.5)  # type: ignore[arg-type]


# ---- dues ----


def test_dues_hold_from_their_year_and_the_best_rule_is_given() -> None:
    dues = DuesSchedule().dues("full", 2020, Dues.yearly(100)).dues("full", 2023, Dues.yearly(120))
    jubilee = ReductionRule.everyone("jubilee", Reduction.amount(50)).from_year(2022).until_year(2024)
    dues = dues.reduce(jubilee)
    assert [dues.due(MemberGroup(year, "full")).payable for year in (2021, 2022, 2023, 2024)] == [100, 50, 70, 120]
    assert dues.classes == ["full"]
    found = dues.due(MemberGroup(2023, "full"))
    assert (found.in_full, found.reduction, found.payable, found.entrance_fee) == (120, 50, 70, 0)
    assert (found.rule, found.is_upper_bound, jubilee.named("1974").name) == ("jubilee", False, "1974")
    check_value(dues, jubilee, jubilee.reduction, Dues.monthly(500), Dues.instalments(500, 4))
    check_record(found)


def test_a_rule_of_tenure_does_not_cover_an_unknown_one() -> None:
    rule = ReductionRule.newcomers(2, Reduction.share(0.5))
    assert (rule.covers(full(1)), rule.covers(full(2)), rule.covers(MemberGroup(2025, "full"))) == (True, False, False)
    assert schedule().due(MemberGroup(2025, "full")).is_upper_bound


def test_reduced_invoices_are_rounded_before_they_are_multiplied() -> None:
    third = ReductionRule.everyone("third", Reduction.share(0.333_333))
    dues = DuesSchedule(rounding="half_up").dues("full", 2025, Dues.yearly(33_333)).reduce(third)
    # 33,333 x 0.666667 = 22,222.011...: 22,222 each
    assert dues.revenue([MemberCount(full(9), 100_000_001)]).rows[0].dues == 2_222_200_022_222
    half = Reduction.share(0.5)
    assert [half.payable(15_001, rounding=rounding) for rounding in ("down", "half_up", "up")] == [7_500, 7_501, 7_501]


# ---- revenue ----


def test_revenue_is_worked_by_hand() -> None:
    counts = [
        MemberCount(full(0), 100),  # 100 x 7,500, fee 100 x 10,000
        MemberCount(full(1), 90),  # 90 x 7,500
        MemberCount(full(10), 700, entering=5),  # 700 x 15,000, fee 5 x 10,000
        MemberCount(full(10, standing="on_leave"), 30),  # nothing
        MemberCount(full(41), 20),  # 20 x 5,000
        MemberCount(student(), 40),  # 40 x 6,000
        MemberCount(student(instalments=3), 10),  # 10 x 1,500
    ]
    revenue = schedule().revenue(counts)
    of_full, of_students = revenue.rows
    assert (of_full.year, of_full.class_, of_full.members, of_full.paying, of_full.tenure_unknown) == (2025, "full", 940, 910, 0)
    assert of_full.in_full == 940 * 15_000
    assert of_full.dues == 190 * 7_500 + 700 * 15_000 + 20 * 5_000 == 12_025_000
    assert (of_full.reductions, of_full.entrance_fees, of_full.total) == (940 * 15_000 - 12_025_000, 1_050_000, 13_075_000)
    assert (of_students.dues, of_students.entrance_fees) == (255_000, 0)
    assert (revenue.total(), revenue.of_year(2025), revenue.of_year(2024)) == (13_330_000, 13_330_000, None)
    assert revenue == schedule().revenue(counts[::-1])
    assert revenue.to_table().to_dict()["total"] == [13_075_000, 255_000]
    check_table(revenue)
    check_record(of_full, counts[2])
    check_value(full(10, standing="on_leave"), student(instalments=3))


def test_totals_alone_give_an_upper_bound_that_says_so() -> None:
    totals = schedule().revenue([MemberCount(MemberGroup(2025, "full"), 940, entering=105)])
    assert (totals.rows[0].dues, totals.rows[0].tenure_unknown, totals.rows[0].entrance_fees) == (940 * 15_000, 940, 1_050_000)


def test_expected_members_bring_what_as_many_counted_ones_would() -> None:
    found = schedule().expected_revenue([ExpectedMembers(full(0), 100.5), ExpectedMembers(full(5), 10)])
    assert (found.rows[0].class_, found.rows[0].members, found.rows[0].dues) == ("full", 110.5, 100.5 * 7_500 + 150_000)
    assert (found.rows[0].entrance_fees, found.of_year(2025), found.of_year(2024)) == (1_005_000, 1_908_750, None)
    check_table(found)
    check_record(found.rows[0], ExpectedMembers(full(3), 10, entering=2.5))


# ---- the value of a member ----


def test_newcomers_dues_and_fees_make_a_value_by_hand() -> None:
    member = MemberValue.of_schedule(schedule(), "full", 2025, servicing=1_500, acquisition=20_000)
    value = member.lifetime_value(SEEN)
    assert value is not None
    # fee 10,000; (7,500 - 1,500) (1 + 0.8) + (15,000 - 1,500) (0.5 + 0.4) = 10,800 + 12,150
    assert (value.maximum_acquisition_cost, value.value, value.acquisition_cost) == (near(32_950), near(12_950), 20_000)
    same = MemberValue(15_000, first_years=[7_500, 7_500], servicing=1_500, entrance_fee=10_000, acquisition=20_000)
    assert (same.dues, same.dues_of_first_years, same.entrance_fee_paid) == (15_000, [7_500, 7_500], 10_000)
    assert (same.servicing_cost, same.acquisition_cost, same.revenue_beside_dues) == (1_500, 20_000, 0)
    assert (same.discount_rate, same.payment_timing) == (0, "start_of_year")
    assert MemberValue(1, other_revenue=2, discount=0.03, timing="mid_year").revenue_beside_dues == 2
    same_value = same.lifetime_value(SEEN)
    assert same_value is not None
    assert same_value.value == near(value.value)
    check_record(value)
    check_value(member, SEEN)


def test_who_is_kept_is_worth_the_years_from_then_on() -> None:
    member = MemberValue.of_schedule(schedule(), "full", 2025)
    assert member.value_of_kept(SEEN, 1) == near(7_500 + 15_000 * 0.9 / 0.8)  # the entrance fee is no part of it
    assert (member.value_of_kept(SEEN, 3), member.value_of_kept(SEEN, 4)) == (near(15_000), None)


def test_payment_in_mid_year_is_worth_half_a_year_less() -> None:
    staying = Staying.shares([1, 0.5], "not_counted")
    at_start = MemberValue(10_000, discount=0.21).lifetime_value(staying)
    in_middle = MemberValue(10_000, discount=0.21, timing="mid_year").lifetime_value(staying)
    assert at_start is not None
    assert in_middle is not None
    # 10,000 (1 + 0.5 / 1.21), and that over the root of 1.21, 1.1
    assert (at_start.value, in_middle.value) == (near(10_000 * (1 + 0.5 / 1.21)), near(at_start.value / 1.1))


def test_who_never_leaves_has_a_value_with_a_discount_only() -> None:
    for_ever = Staying.constant(1)
    assert MemberValue(10_000).lifetime_value(for_ever) is None
    value = MemberValue(10_000, discount=0.25).lifetime_value(for_ever)
    assert value is not None
    assert value.value == near(50_000)


def test_the_value_over_a_curve_is_the_discounted_lifetime() -> None:
    law = CurveLaw("shifted_beta_geometric", [0.668, 3.806])
    value, years = MemberValue(100, discount=0.1).lifetime_value(Staying.curve(law)), law.discounted_lifetime(0.1)
    assert value is not None
    assert years is not None
    assert value.value == near(100 * years.value)
    payments = Staying.curve(law).payments(0, 0.1)
    assert payments is not None
    assert payments.number == near(years.value)
    check_record(payments)
    check_value(Staying.curve(law), Staying.constant(0.9))


def test_the_formula_of_one_rate_is_wrong_where_retention_rises() -> None:
    # Fader and Hardie's regular segment: 63.1 % stay in the first year, and 24.1 % are there after seven
    seen = Staying.shares([1, 0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241], "last_retention")
    payments = seen.payments(0, 0)
    assert payments is not None
    # the shares sum to 3.599, and the last retention adds 0.241 (0.241 / 0.262) / (1 - 0.241 / 0.262)
    assert (payments.number, seen.share(8)) == (near(3.599 + 0.241 * 0.241 / 0.021), near(0.241 * 0.241 / 0.262))
    by_rate = mgi.average_tenure(1 - 0.631)
    assert by_rate is not None
    assert payments.number > 2 * by_rate


def test_the_break_even_retention_is_worked_by_hand() -> None:
    at = MemberValue(10_000, acquisition=50_000).break_even_retention()  # 10 / (1 - 0.8) = 50
    assert (at.kind, at.retention, at.returned) == ("at", 0.8, None)
    always = MemberValue(10_000, acquisition=10_000).break_even_retention()
    assert (always.kind, always.retention, always.returned) == ("always", None, None)
    # at 25 % money for ever is worth 5 payments
    never = MemberValue(10_000, acquisition=100_000, discount=0.25).break_even_retention()
    assert (never.kind, never.retention, never.returned) == ("never", None, near(0.5))
    # an entrance fee takes off the cost: 10 / (1 - r) = 50 - 10
    with_fee = MemberValue(10_000, acquisition=50_000, entrance_fee=10_000).break_even_retention()
    assert with_fee.retention == near(0.75)
    check_record(at, always, never)


# ---- the formulas of MGI ----


def test_the_worked_example_of_mgi() -> None:
    renewal = mgi.renewal_rate(10_500, 1_500, 10_000)
    assert (renewal, mgi.average_tenure(1 - renewal), mgi.average_tenure(0.1)) == (0.9, near(10), 10)
    assert mgi.steady_state(20_000, 0.25) == 80_000
    assert (mgi.average_tenure(0), mgi.steady_state(20_000, 0)) == (None, None)


def test_a_constant_lapse_rate_without_discount_gives_the_formulas_of_mgi() -> None:
    value = MemberValue(10_000, other_revenue=2_000).lifetime_value(Staying.constant(0.75))
    assert value is not None
    assert value.value == mgi.lifetime_value(10_000, 2_000, 0.25) == 48_000
    serviced = MemberValue(10_000, other_revenue=2_000, servicing=4_000).lifetime_value(Staying.constant(0.75))
    assert serviced is not None
    assert serviced.maximum_acquisition_cost == mgi.maximum_acquisition_cost(10_000, 2_000, 3_000, 1_000, 0.25) == 32_000


def test_every_formula_of_mgi_has_its_name_in_python() -> None:
    source = Path(__file__).resolve().parents[2] / "src" / "decision" / "money" / "mgi.rs"
    assert sorted(re.findall(r"^pub fn (\w+)", source.read_text(encoding="utf-8"), flags=re.MULTILINE)) == mgi.__all__


# ---- the member's side ----


def test_the_member_earns_dues_back_by_use() -> None:
    member = MemberSide(15_000).benefit("congress", 8_000, 1).benefit("journal", 0, 12)
    year = member.returns()
    assert (year.years, year.paid, year.saved, year.net, year.ratio) == (1, 15_000, 8_000, -7_000, near(8 / 15))
    congress, journal = year.benefits
    assert (congress.name, congress.saving, congress.uses, congress.saved) == ("congress", 8_000, 1, 8_000)
    assert (congress.break_even_alone, congress.break_even_beside_others) == (2, 2)
    assert (journal.break_even_alone, journal.break_even_beside_others) == (None, None)
    # a fee of 10,000 over 2 years: 40,000 in all, 5 congresses, 2.5 a year
    assert (member.dues, member.entrance_fee_paid, member.years) == (15_000, 0, 1)
    assert member.benefits == [("congress", 8_000, 1), ("journal", 0, 12)]
    longer = MemberSide(15_000).entrance_fee(10_000, 2).benefit("congress", 8_000, 1).returns()
    assert (longer.paid, longer.benefits[0].break_even_alone, longer.benefits[0].break_even_alone_a_year) == (40_000, 5, 2.5)
    check_table(year)
    check_record(congress)
    check_value(member)


# ---- what cannot be ----


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (lambda: Dues.yearly(-1), "setting", "dues -1 is negative; give an amount of 0 or more"),
        (lambda: Dues.instalments(1, 0), "setting", "12 for monthly payment"),
        (lambda: Dues.yearly(2**60), "limit", "check the unit"),
        (lambda: Reduction.share(1.2), "setting", "reduction 1.2 is outside [0, 1]; write 0.3 for 30 % off"),
        (lambda: Reduction.share(1 / 3), "setting", "0.333333"),
        (lambda: Reduction.amount(-1), "setting", "negative"),
        (lambda: ReductionRule.newcomers(0, Reduction.whole()), "setting", "cover nobody"),
        (lambda: DuesSchedule(rounding="nearest"), "setting", '"half_up"'),  # type: ignore[arg-type]
        (lambda: schedule().dues("full", 2020, Dues.yearly(1)), "setting", "given twice"),
        (lambda: schedule().entrance_fee("full", 2020, 1), "setting", "given twice"),
        (lambda: schedule().due(MemberGroup(2025, "guest")), "missing", "[full, student]"),
        (lambda: schedule().due(MemberGroup(2019, "full")), "missing", "2019"),
        (lambda: schedule().due(student(instalments=13)), "setting", "more than the 12"),
        (lambda: schedule().revenue([]), "no_rows", "one row a year and class"),
        (lambda: schedule().expected_revenue([]), "no_rows", "one row a year and class"),
        (lambda: schedule().revenue([MemberCount(full(9), 2**63)]), "limit", "amount of money"),
        (lambda: MemberCount(full(1), 3, entering=4), "setting", "more than the 3 members"),
        (lambda: ExpectedMembers(full(1), float("nan")), "setting", "no expected number"),
        (lambda: ExpectedMembers(full(1), 3, entering=4), "setting", "outside 0 and the 3 members"),
        (lambda: MemberValue(-1), "setting", "negative"),
        (lambda: MemberValue(1, first_years=[1, -1]), "setting", "negative"),
        (lambda: MemberValue(1, servicing=-1), "setting", "servicing cost"),
        (lambda: MemberValue(1, discount=-1), "setting", "0.03 for 3 % a year"),
        (lambda: MemberValue(1, discount=float("inf")), "setting", "discount"),
        (lambda: MemberValue(1, timing="end_of_year"), "setting", '"mid_year"'),  # type: ignore[arg-type]
        (lambda: MemberValue(1, servicing=2, acquisition=1).break_even_retention(), "setting", "margin"),
        (lambda: MemberValue.of_schedule(schedule(), "guest", 2025), "missing", "guest"),
        (
            lambda: MemberValue.of_schedule(schedule().reduce(ReductionRule.seniors(2**31, Reduction.whole())), "full", 2025),
            "limit",
            "1000",
        ),
        (lambda: Staying.constant(90), "setting", "0.9 for 90 %"),
        (lambda: Staying.shares([], "not_counted"), "no_rows", "give 1"),
        (lambda: Staying.shares([0.9], "not_counted"), "setting", "is not 1"),
        (lambda: Staying.shares([1, 0.5, 0.6], "not_counted"), "setting", "do not rise"),
        (lambda: Staying.shares([1], "last_retention"), "missing", "two shares"),
        (lambda: Staying.shares([1], "for_ever"), "setting", '"last_retention"'),  # type: ignore[arg-type]
        (lambda: Staying.constant(0.9).payments(0, -1), "setting", "discount"),
        (lambda: MemberSide(-1), "setting", "negative"),
        (lambda: MemberSide(1).entrance_fee(1, 0), "setting", "years"),
        (lambda: MemberSide(1).benefit("a", 1, -1), "setting", "number of uses"),
        (lambda: MemberSide(1).benefit("a", 1, 1).benefit("a", 1, 1), "setting", "given twice"),
        (lambda: Currency("XBT ", 8), "setting", "decimals"),
        (lambda: instalments(1, 0), "setting", "instalments"),
        (lambda: mgi.renewal_rate(1, 2, 3), "setting", "more than the 1 members"),
        (lambda: mgi.renewal_rate(10, 1, 0), "setting", "members a year ago"),
        (lambda: mgi.average_tenure(10), "setting", "0.1 for 10 % a year"),
        (lambda: mgi.lifetime_value(-1, 0, 0.1), "setting", "dues"),
        (lambda: mgi.steady_state(-1, 0.1), "setting", "new members a year"),
    ],
)
def test_what_cannot_be_is_refused_and_says_why(make: Callable[[], object], code: str, says: str) -> None:
    with pytest.raises(kaiin.KaiinError, match=re.escape(says)) as caught:
        make()
    assert caught.value.code == code
