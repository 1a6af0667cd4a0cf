"""Why a rate changed, in Python: values worked by hand, values of R ``DasGuptR`` and ``DemoDecomp``, and what cannot be decomposed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import kaiin
import numpy as np
import oracle
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from kaiin import (
    AccountSettings,
    CohortTable,
    Composition,
    Decomposition,
    Licensees,
    LineIntegral,
    MovementTable,
    Parameters,
    Populations,
    RateAccount,
    RateStock,
    SegmentedRate,
    SegmentStock,
    StepwiseReplacement,
    product_of_factors,
    standardise,
    sum_of_factors,
    sum_of_products,
)
from results import check_record, check_table, check_value, near

YEARS = Populations(["2022", "2023"]).factor("entry", [0.8, 0.7]).factor("retention", [0.9, 0.95])
CHANGED = Parameters({"entry": (0.8, 0.7), "retention": (0.9, 0.95)})


def toy_account() -> RateAccount:
    """62.5 % to 60 %; one member was worth (1/160 + 1/175) / 2 = 67/11200, one licence cost 205 / (2 * 160 * 175) = 41/11200."""
    account = RateAccount(RateStock("March 2019", 100, 160), RateStock("March 2020", 105, 175))
    account = account.flow("joined", ("persons who joined", "入会者"), 9).flow("left", "members who left", -4)
    return account.new_licensees("new_licensees", ("new licence holders", "新規免許取得者"), 15)


# ---- the account ----


def test_an_account_is_worked_by_hand() -> None:
    account = toy_account()
    change = account.decompose()
    assert [(part.name, part.value, part.persons) for part in change.parts] == [
        ("joined", 9 * 67 / 11_200, 9),
        ("left", -4 * 67 / 11_200, -4),
        ("new_licensees", -15 * 41 / 11_200, 15),
    ]
    assert (change.from_, change.to, change.unit, change.before, change.after) == ("March 2019", "March 2020", "share", 0.625, 0.6)
    assert (change.change, change.sum_of_parts, change.residue) == (near(-0.025), near(-0.025), near(0.0, abs=1e-16))
    assert change.method == "account of flows at the mean worth of a person before and after"
    assert str(change).splitlines()[0] == "March 2019 62.50 % -> March 2020 60.00 %: -2.50 points"
    assert change.share("joined") == near(9 * 67 / 11_200 / -0.025)
    assert (change.part("nothing"), change.value("nothing"), change.share("nothing"), len(change)) == (None, None, None, 3)
    joined = change.part("joined")
    assert joined is not None
    assert (joined.counts, joined.before, joined.after) == (("persons who joined", "入会者"), None, None)
    check_table(change)
    check_record(joined)
    check_value(account, account.before)


def test_the_parts_of_an_account_are_exact_fractions() -> None:
    fractions = toy_account().fractions()
    assert fractions is not None
    # over 2 * 160 * 175; the change is 2 * (105 * 160 - 100 * 175)
    assert (fractions.numerators, fractions.change, fractions.denominator) == ([9 * 335, -4 * 335, -15 * 205], -1_400, 56_000)
    assert sum(fractions.numerators) == fractions.change
    check_record(fractions)
    large = RateAccount(RateStock("a", 2**52, 2**53), RateStock("b", 2**52, 2**53 - 1)).fractions()
    assert large is not None
    assert large.denominator == 2 * 2**53 * (2**53 - 1)
    assert sum(large.numerators) == large.change
    check_record(large)


def test_estimated_licence_holders_are_no_whole_numbers() -> None:
    account = RateAccount(RateStock("a", 100, 160), RateStock("b", 105, 175.5)).flow("grew", "members", 5)
    assert (account.before.licence_holders, account.after.licence_holders) == (160, 175.5)
    assert isinstance(account.before.licence_holders, int)
    assert account.fractions() is None
    assert [part.name for part in account.decompose().parts] == ["grew", "other_licence_changes"]


def test_what_flows_do_not_explain_is_a_part_of_its_own() -> None:
    change = RateAccount(RateStock("a", 10, 20), RateStock("b", 12, 30)).flow("joined", "joined", 1).decompose()
    assert [(part.name, part.persons) for part in change.parts] == [("joined", 1), ("not_explained", 1), ("other_licence_changes", 10)]
    assert change.parts[1].counts[1] == "増減内訳に現れない会員数の差"


TOTALS = {"year": [2021, 2022, 2023], "joined": [10, 10, 12], "left": [0, 5, 7], "closing": [80, 85, 90]}
HOLDERS = {"year": [2021, 2022, 2023], "count": [100, 20, 20]}


@pytest.mark.parametrize("tabled", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_an_account_of_yearly_totals(tabled: Callable[[Any], Any]) -> None:
    movements, licensees = MovementTable.from_totals(tabled(TOTALS)), Licensees(tabled(HOLDERS))
    settings = AccountSettings()
    years = settings.each_year(movements, licensees, 2021, 2023)
    all_years = Decomposition.chained(years)
    joined = all_years.part("joined")
    assert joined is not None
    # 10 joiners at (1/100 + 1/120) / 2 and 12 at (1/120 + 1/140) / 2
    assert (len(years), joined.persons, joined.value) == (2, 22, near(5 / 100 + 5 / 120 + 6 / 120 + 6 / 140))
    assert (all_years.before, all_years.after, all_years.method) == (0.8, 90 / 140, "consecutive periods added up")
    assert all_years.sum_of_parts == near(90 / 140 - 0.8)
    whole = settings.of_movements(movements, licensees, 2021, 2023).decompose()
    assert whole.value("joined") == near(11 / 100 + 11 / 140)
    together = AccountSettings(losses="together", denominator="cumulative_summed", leave="in").of_movements(
        movements, licensees, 2021, 2022
    )
    assert [part.name for part in together.decompose().parts] == ["joined", "left", "new_licensees"]
    check_value(settings, AccountSettings(losses=("by_tenure", [0, 1, 3])))
    assert settings.tenure == kaiin.TenureRules.since_joining()


MEMBERS = {
    "person": ["A", "B", "C", "D"],
    "start": ["2021-04-01", "2021-04-01", "2022-05-01", "2022-04-01"],
    "end": [None, "2022-09-01", None, None],
    "licensed": ["2021-04-01", "2021-04-01", "2021-04-01", "2022-04-01"],
    "branch": ["North", "North", "South", "South"],
}


def test_an_account_of_cohorts_is_worked_by_hand() -> None:
    register = kaiin.Register(MEMBERS, as_of="2023-03-31")
    table = CohortTable(register, by=["licence_cohort", "join_cohort"])
    licensees = Licensees({"year": [2021, 2022], "count": [4, 4]})
    settings = AccountSettings(losses=("by_tenure", [0, 1, 3]))
    change = settings.of_cohorts(table, licensees, 2021, 2022).decompose()
    # 2/4 to 3/8; one member was worth (1/4 + 1/8) / 2 = 3/16, one licence cost 5/64
    assert {part.name: part.value for part in change.parts} == {
        "new_cohorts": 3 / 16,
        "late_entry": 3 / 16,
        "left_tenure_0": 0.0,
        "left_tenure_1_2": -3 / 16,
        "left_tenure_3_plus": 0.0,
        "new_licensees": -20 / 64,
    }
    assert (change.change, change.residue) == (-0.125, 0.0)
    assert settings.each_year_of_cohorts(table, licensees, 2021, 2022) == [change]
    with pytest.raises(kaiin.InputError):
        settings.of_cohorts(CohortTable(register), licensees, 2021, 2022)


def test_parts_are_collected_and_rounded() -> None:
    change = toy_account().decompose()
    by_name = change.grouped({"joined": "members", "left": "members"})
    assert [(part.name, part.persons) for part in by_name.parts] == [("members", 5), ("new_licensees", 15)]
    assert change.grouped(lambda part: "up" if part.value > 0 else "down").value("up") == change.value("joined")
    printed = change.rounded(4)
    assert [part.value for part in printed.parts] == [0.0538, -0.0239, -0.0549]
    assert (printed.before, printed.after, printed.change) == (0.625, 0.6, -0.025)

    def stops(part: kaiin.Part) -> str:
        raise LookupError(part.name)

    with pytest.raises(LookupError, match="joined"):
        change.grouped(stops)


def test_a_decomposition_is_a_picture() -> None:
    change = toy_account().decompose()
    picture, bild = change.chart(), change.chart("ja", title="組織率はなぜ下がったか", value_label="組織率")
    for figure in ("Why did the rate change?", "62.50 %", "+5.38", "-2.39", "-5.49", "60.00 %", "+9 persons", "without 0"):
        assert figure in picture
    for figure in ("組織率はなぜ下がったか", "入会者", "+9人", "0を含まない", 'lang="ja"'):
        assert figure in bild
    assert picture == change.chart("en")
    ElementTree.fromstring(picture)
    by_caller = standardise(YEARS, sum_of_products).between("2022", "2023").chart(title="Who stays")
    assert "+0.03750" in by_caller  # not known to be a share
    with pytest.raises(kaiin.SettingError):
        change.chart("fr")  # type: ignore[arg-type]


# ---- branches ----


def test_branches_are_worked_by_hand() -> None:
    rate = SegmentedRate("2022", "2023").segment("North", (40, 50), SegmentStock(42, 60)).segment("South", (20, 50.0), (16, 40))
    change = rate.decompose()
    assert {part.name: part.value for part in change.whole.parts} == {"rates": near(-0.055), "composition": near(0.035)}
    assert change.by_segment.value("composition: North") == near(0.016)
    assert change.by_segment.sum_of_parts == near(change.whole.change)
    check_value(rate, change, SegmentStock(1, 2))
    check_table(change.by_segment)


def test_branches_of_a_register() -> None:
    register = kaiin.Register(MEMBERS, as_of="2023-03-31", read=kaiin.ReadSettings(branch_levels="as_written"))
    movements = CohortTable(register, by=["branch"]).movements_by("branch")
    assert list(movements) == ["North", "South"]
    licensees = Licensees(
        {"year": [2021, 2021, 2022, 2022], "branch": ["North", "South"] * 2, "count": [2, 2, 0, 0]},
        read=kaiin.ReadSettings(branch_levels="as_written"),
    )
    rate = SegmentedRate.of_movements(movements, licensees, "cumulative_summed", "in", 2021, 2022)
    # North from 2/2 to 1/2 and South from 0/2 to 2/2, half of the licence holders each
    change = rate.decompose().by_segment
    assert (change.value("rate: North"), change.value("rate: South"), change.value("composition: North")) == (-0.25, 0.5, 0.0)
    with pytest.raises(kaiin.RateError):
        SegmentedRate.of_movements(movements, Licensees(HOLDERS), "cumulative_summed", "in", 2021, 2022)


# ---- any function of factors ----


def test_two_factors_are_kitagawas() -> None:
    standardised = standardise(YEARS, sum_of_products)
    change = standardised.between("2022", "2023")
    assert [part.value for part in change.parts] == near([-0.1 * 0.925, 0.05 * 0.75])
    entry = standardised.factor("entry")
    assert entry is not None
    assert (entry.rates, entry.counts[0], standardised.factor("other")) == (near([0.8 * 0.925, 0.7 * 0.925]), "the change of entry", None)
    assert (standardised.populations, standardised.rates, len(standardised)) == (["2022", "2023"], near([0.72, 0.665]), 2)
    assert standardised.factors[0] == entry
    assert change.method == standardised.method == "Das Gupta: average over all orders of replacement"
    assert change.unit is None
    check_table(standardised)
    check_record(entry)


def test_a_function_of_the_callers_is_the_same_as_the_librarys() -> None:
    assert standardise(YEARS, lambda factors: factors[0][0] * factors[1][0]) == standardise(YEARS, sum_of_products)
    assert standardise(YEARS, lambda factors: float(np.prod(factors))).rates == near([0.72, 0.665])
    added = standardise(YEARS, sum_of_factors).between("2022", "2023")
    assert [part.value for part in added.parts] == near([-0.1, 0.05])
    assert (sum_of_products([[1, 2], np.array([3.0, 4.0])]), sum_of_factors([[1, 2], [3]]), product_of_factors((2, 3))) == (11, 6, 6)


@pytest.mark.parametrize(
    "cells",
    [
        [[0.9, 0.7], [0.8, 0.6]],
        np.array([[0.9, 0.7], [0.8, 0.6]]),
        [np.array([0.9, 0.7]), pa.array([0.8, 0.6])],
        {"2023": [0.8, 0.6], "2022": (0.9, 0.7)},
        pd.DataFrame({"2023": [0.8, 0.6], "2022": [0.9, 0.7]}),
        pl.DataFrame({"2023": [0.8, 0.6], "2022": [0.9, 0.7], "more": ["x", "y"]}),
        pa.table({"2022": [0.9, 0.7], "2023": [0.8, 0.6]}),
        kaiin.Table("cells", {"2022": [0.9, 0.7], "2023": [0.8, 0.6]}),
    ],
)
def test_cells_are_lists_arrays_and_tables(cells: Any) -> None:
    years = Populations(["2022", "2023"]).factor_by_cell("rate", cells).counting(("rates", "率"))
    assert [years.factors[0].values_of(at) for at in range(3)] == [[0.9, 0.7], [0.8, 0.6], []]
    assert years == Populations(["2022", "2023"]).factor_by_cell("rate", [[0.9, 0.7], [0.8, 0.6]]).counting(("rates", "率"))
    assert (years.cells, years.names, years.factors[0].name) == (2, ["2022", "2023"], "rate")
    change = standardise(years.factor("share", {"2023": 0.5, "2022": 0.5}), sum_of_products).between("2022", "2023")
    assert change.value("rate") == near(-0.1)
    assert change.parts[0].counts == ("rates", "率")
    assert standardise(years.cell(1), sum_of_products).rates == near([0.7, 0.6])


def test_populations_are_chosen() -> None:
    three = Populations(["a", "b", "c"]).factor("x", np.array([1, 2, 4])).factor("y", [3, 5, 7])
    assert three.only(["c", "a"]).factors[0].values_of(0) == [4.0]
    direct = standardise(three, sum_of_products)
    first, second = direct.between("a", "c").value("x"), direct.between("c", "b").value("x")
    assert first is not None
    assert second is not None
    assert direct.between("a", "b").value("x") == near(first + second)


def test_a_composition_by_one_variable_is_kitagawas() -> None:
    table = {"2022": [50, 50], "2023": [60, 40]}
    branches = Composition(table).by("branch", ["A", "B"])
    years = Populations(["2022", "2023"]).factor_by_cell("rate", [[0.8, 0.4], [0.7, 0.4]])
    change = branches.standardise(years, product_of_factors).between("2022", "2023")
    assert [(part.name, part.value) for part in change.parts] == [("branch", near(0.035)), ("rate", near(-0.055))]
    assert change.parts[0].counts == ("the composition by branch", "branchの構成")
    assert branches.standardise(years, lambda factors: factors[0]).between("2022", "2023") == change
    assert (branches.variables, branches.cells, branches.populations) == (["branch"], 2, 2)
    assert repr(branches) == "<kaiin.Composition of 2 populations in 2 cells by branch>"
    assert branches == Composition(np.array([[50.0, 50.0], [60.0, 40.0]])).by("branch", pa.array(["A", "B"]))
    assert branches == Composition(pl.DataFrame(table)).by("branch", pd.Series(["A", "B"]))


# ---- many parameters ----


def test_a_line_integral() -> None:
    rate: Callable[[list[float]], float] = lambda p: p[0] * p[1] ** 3  # noqa: E731
    fine = LineIntegral.until(1e-12).decompose(CHANGED.between("2022", "2023"), rate)
    # with e = 0.8 - 0.1 t and r = 0.9 + 0.05 t the part of entry is the integral of -0.1 r^3, that is -0.1 (0.95^4 - 0.9^4) / (4 * 0.05)
    assert fine.decomposition.value("entry") == near(-0.1 * (0.95**4 - 0.9**4) / 0.2, abs=1e-13)
    assert fine.decomposition.change == near(0.7 * 0.95**3 - 0.8 * 0.9**3)
    assert (fine.decomposition.from_, fine.decomposition.to) == ("2022", "2023")
    assert abs(fine.integration_error) < 1e-12
    assert fine.part_error is not None
    coarse = LineIntegral.of_steps(10, slope="tangent").decompose(CHANGED, rate)
    assert (coarse.steps, coarse.part_error, coarse.decomposition.method) == (10, None, "Horiuchi: line integral in 10 steps")
    assert coarse.integration_error == coarse.decomposition.residue
    check_record(fine)
    check_value(LineIntegral.until(1e-9), LineIntegral.of_steps(3, slope="secant"))


def test_stepwise_replacement() -> None:
    changed = Parameters.of_lists([2, 3], np.array([4.0, 5.0]))
    assert (changed.names, len(changed)) == (["1", "2"], 2)

    def values(settings: StepwiseReplacement) -> list[float]:
        return [part.value for part in settings.decompose(changed, product_of_factors).parts]

    assert values(StepwiseReplacement()) == [8, 6]
    assert values(StepwiseReplacement(replacing="there")) == [6, 8]  # 2 * 3, 4 * 3, 4 * 5
    assert values(StepwiseReplacement(replacing="there", order="last_to_first")) == [10, 4]
    assert values(StepwiseReplacement(order="both")) == [8, 6]
    check_value(StepwiseReplacement(order="both"))


# ---- values of R ----


def argument(call: str, name: str) -> list[str]:
    """The quoted words after ``name=`` in a call of R."""
    found = re.search(rf"\b{name}\s*=\s*(c\([^)]*\)|'[^']*')", call)
    return re.findall(r"'([^']*)'", found[1]) if found else []


def by_population(result: dict[str, Any], column: str) -> dict[str, list[float]]:
    """A column by population, in the order in which these first appear."""
    cells: dict[str, list[float]] = {}
    for population, value in zip(result["input"]["pop"], result["input"][column], strict=True):
        cells.setdefault(str(population), []).append(value)
    return cells


# The rate functions of the cases that are no plain products, in Python.
RATES: dict[str, Callable[[list[list[float]]], float]] = {
    "crude_birth-crude_death": lambda f: f[0][0] - f[1][0],
    "sum((size/sum(size))*rate)": lambda f: sum(size * rate for size, rate in zip(*f, strict=True)) / sum(f[0]),
}
CASES = sorted(path.stem for path in Path(oracle.ORACLES).glob("decomp-*.json") if oracle.case(path.stem)["kind"] == "decomposition")


@pytest.mark.parametrize("name", CASES)
def test_das_gupta_is_that_of_r(name: str) -> None:
    for result in oracle.case(name)["results"]:
        call = result["by"]["call"]
        factors, populations = argument(call, "factors"), Populations(list(by_population(result, "pop")))
        for factor in factors:
            populations = populations.factor_by_cell(factor, by_population(result, factor))
        if size := argument(call, "crossclassified"):
            composition = Composition(by_population(result, size[0]))
            for variable in argument(call, "id_vars"):
                composition = composition.by(variable, next(iter(by_population(result, variable).values())))
            standardised = composition.standardise(populations, product_of_factors)
        else:
            function = "".join(argument(call, "ratefunction"))
            standardised = standardise(populations, RATES.get(function, sum_of_products))
        rates = result["values"]["rates"]
        scale = max(map(abs, standardised.rates))
        for rate, population, factor in zip(rates["rate"], rates["pop"], rates["factor"], strict=True):
            at = standardised.populations.index(population.removeprefix("pop."))
            found = standardised.factor(factor.removesuffix("_struct"))
            assert (standardised.rates if found is None else found.rates)[at] == near(rate, abs=1e-9 * max(scale, 1)), factor
        table = result["values"]
        if table["table_cols"][2] == "diff":
            change = standardised.between(*(column.removeprefix("pop.") for column in table["table_cols"][:2]))
            for row, values in zip(table["table_rows"], table["table"], strict=True):
                value = change.change if row == "crude" else change.value(row.removesuffix("_struct"))
                assert value == near(values[2], abs=1e-9 * max(scale, 1)), row


def test_the_cases_of_r_are_there() -> None:
    assert len(CASES) >= 10


def test_continuous_change_is_that_of_r() -> None:
    for result in oracle.case("decomp-horiuchi-5.1")["results"]:
        changed = Parameters.of_lists(result["input"]["pars1"], result["input"]["pars2"])
        half, values = len(changed) // 2, result["values"]

        def rate(p: list[float], half: int = half) -> float:
            return sum(w * r for w, r in zip(p[:half], p[half:], strict=True))

        found = {
            "horiuchi": LineIntegral.of_steps(100).decompose(changed, rate).decomposition,
            "ltre": LineIntegral.of_steps(100, slope="tangent").decompose(changed, rate).decomposition,
            "stepwise": StepwiseReplacement().decompose(changed, rate),
        }
        for method, change in found.items():
            tolerance = 1e-5 if method == "ltre" else 1e-9  # R takes the derivative numerically
            assert [part.value for part in change.parts] == near(values[method], abs=tolerance * 50), method
            assert change.change == near(values["total"])


# ---- what cannot be decomposed ----


class Stop(Exception):
    """Something that only the caller raises."""


def test_an_exception_of_the_callers_comes_out_as_it_is() -> None:
    calls = []

    def stops(values: Any) -> float:
        calls.append(values)
        raise Stop("enough")

    branches = Composition([[50, 50], [60, 40]]).by("branch", ["A", "B"])
    works: list[Callable[[], object]] = [
        lambda: standardise(YEARS, stops),
        lambda: branches.standardise(YEARS, stops),
        lambda: LineIntegral.of_steps(3).decompose(CHANGED, stops),
        lambda: StepwiseReplacement().decompose(CHANGED, stops),
    ]
    for number, work in enumerate(works, 1):
        with pytest.raises(Stop, match="enough"):
            work()
        assert len(calls) == number  # it is not called again
    with pytest.raises(KeyboardInterrupt):
        standardise(YEARS, lambda factors: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(TypeError):
        standardise(YEARS, lambda factors: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(TypeError, match="is not a function"):
        standardise(YEARS, "product")  # type: ignore[arg-type]


NOT_A_NUMBER = float("nan")


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: RateStock("x", 1, 0), kaiin.SettingError, "licence holders"),
        (lambda: RateStock("x", 1, NOT_A_NUMBER), kaiin.SettingError, "licence holders"),
        (lambda: RateStock("x", 2**60, 1), kaiin.TableError, "members"),
        (lambda: toy_account().flow("all", "all", 2**60).decompose(), kaiin.TableError, "flows"),
        (lambda: AccountSettings(losses=("by_tenure", [1, 3])), kaiin.SettingError, "begin with 0"),
        (lambda: AccountSettings(losses="by_age"), kaiin.SettingError, "by_tenure"),  # type: ignore[arg-type]
        (
            lambda: AccountSettings().of_movements(MovementTable.from_totals(TOTALS), Licensees(HOLDERS), 2023, 2021),
            kaiin.SettingError,
            "not before",
        ),
        (
            lambda: AccountSettings().each_year(MovementTable.from_totals(TOTALS), Licensees(HOLDERS), 2021, 2030),
            kaiin.RateError,
            "fiscal year",
        ),
        (
            lambda: AccountSettings(denominator="new_licensees").of_movements(
                MovementTable.from_totals(TOTALS), Licensees(HOLDERS), 2021, 2022
            ),
            kaiin.SettingError,
            "cumulative_summed",
        ),
        (lambda: Decomposition.chained([]), kaiin.InputError, "at least one"),
        (lambda: Decomposition.chained([toy_account().decompose()] * 2), kaiin.TableError, "consecutive"),
        (lambda: toy_account().decompose().rounded(16), kaiin.TableError, "decimals"),
        (lambda: Populations(["one"]), kaiin.SettingError, "at least two"),
        (lambda: Populations(["a", "a"]), kaiin.SettingError, "twice"),
        (lambda: YEARS.factor("x", [1.0]), kaiin.InputError, "x"),
        (lambda: YEARS.factor("x", {"2022": 1.0}), kaiin.RateError, "2023"),
        (lambda: YEARS.factor("x", [1.0, None]), kaiin.SettingError, "finite"),
        (lambda: YEARS.factor("x", ["a", "b"]), kaiin.InputError, "a number"),
        (lambda: YEARS.factor("entry", [1.0, 2.0]), kaiin.SettingError, "twice"),
        (lambda: YEARS.factor_by_cell("x", {"2022": [1.0]}), kaiin.InputError, "2023"),
        (lambda: YEARS.factor_by_cell("x", [[1.0], [1.0, 2.0]]), kaiin.InputError, "x"),
        (lambda: YEARS.only(["2022", "2024"]), kaiin.RateError, "2024"),
        (lambda: YEARS.cell(1), kaiin.RateError, "cell 1"),
        (lambda: standardise(Populations(["a", "b"]), sum_of_products), kaiin.InputError, "factor"),
        (lambda: standardise(YEARS, lambda factors: NOT_A_NUMBER), kaiin.SettingError, "finite"),
        (lambda: standardise(YEARS, sum_of_products).between("2022", "2030"), kaiin.RateError, "2030"),
        (lambda: Composition([[1.0, -1.0]]), kaiin.SettingError, "size"),
        (lambda: Composition([]), kaiin.InputError, "sizes"),
        (lambda: Composition([[1, 2], [3, 4]]).by("sex", ["f"]), kaiin.InputError, "sex"),
        (lambda: Composition([[1, 2], [3, 4]]).by("sex", ["f", None]), kaiin.InputError, "row 1"),
        (lambda: Composition([[1, 2], [3, 4]]).standardise(YEARS, product_of_factors), kaiin.InputError, "variable"),
        (lambda: Parameters({}), kaiin.InputError, "parameters"),
        (lambda: Parameters([("a", 1, 2), ("a", 1, 2)]), kaiin.SettingError, "twice"),
        (lambda: Parameters.of_lists([1], [1, 2]), kaiin.InputError, "after"),
        (lambda: LineIntegral.until(2.0), kaiin.SettingError, "precision"),
        (lambda: LineIntegral.of_steps(0).decompose(CHANGED, product_of_factors), kaiin.SettingError, "steps"),
        (lambda: StepwiseReplacement().decompose(CHANGED, lambda p: 1 / p[0] * float("inf")), kaiin.SettingError, "finite"),
        (lambda: SegmentedRate("a", "b").decompose(), kaiin.InputError, "segments"),
        (lambda: SegmentedRate("a", "b").segment("x", (1, -1), (1, 1)).decompose(), kaiin.SettingError, "licence holders"),
    ],
)
def test_what_cannot_be_decomposed_is_refused(call: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        call()
