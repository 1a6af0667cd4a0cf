"""What leaving depends on: the numbers of R's glm, of cells worked by hand, and errors that say what to do."""

import math
import pickle
from collections.abc import Callable
from typing import Any

import kaiin
import numpy as np
import oracle
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from kaiin import Covariates, HazardRegression, HazardRows, Ridge, Spline, Term
from result_contract import check_record, check_table, check_value

# 10 of 100 leave in the first year, 20 of 100 in the second: odds 1/9 and 1/4.
CELLS = {"tenure": [0, 1], "left": [10, 20], "members": [100, 100]}
FIT_COLUMNS = {"name", "term", "status", "estimate", "std_error", "z", "p", "lower", "upper", "ratio", "ratio_lower", "ratio_upper"}


@pytest.fixture
def rows() -> HazardRows:
    return HazardRows(CELLS, events="left", trials="members")


@pytest.fixture
def fit(rows: HazardRows) -> kaiin.HazardFit:
    return HazardRegression(terms=[Term.category("tenure")]).fit(rows)


def estimates(fit: kaiin.HazardFit) -> list[float]:
    """The estimates, all of which are there."""
    found = [coefficient.estimate for coefficient in fit.coefficients]
    return [estimate for estimate in found if estimate is not None]


@pytest.mark.parametrize("position", [0, 1])
def test_grouped_cells_have_the_values_of_glm(position: int) -> None:
    expected = oracle.case("dth-renewal-grouped")["results"][0]["values"][position]
    assert expected["formula"] == "cbind(lapse,n-lapse) ~ log(tenure) + branch"
    cells = pd.DataFrame(oracle.columns("dth-renewal-grouped")).astype({"tenure": int, "lapse": int, "n": int})
    link: Any = {"logit": "logit", "cloglog": "complementary_log_log"}[expected["link"]]
    terms = [Term.log("tenure"), Term.category("branch")]
    fit = HazardRegression(link, terms=terms).fit(HazardRows(cells, events="lapse", trials="n"))
    assert estimates(fit) == pytest.approx(expected["coef"], rel=1e-9)
    assert [coefficient.error for coefficient in fit.coefficients] == pytest.approx(expected["se"], rel=1e-9)
    assert fit.covariance(1, 3) == pytest.approx(expected["vcov"][1][3], rel=1e-8)
    found = (fit.deviance, fit.null_deviance, fit.log_likelihood, fit.aic, fit.residual_degrees_of_freedom)
    assert found == pytest.approx([expected[name] for name in ("deviance", "null_deviance", "loglik", "aic", "df_residual")], rel=1e-9)


def test_a_fit_is_what_can_be_worked_by_hand(fit: kaiin.HazardFit) -> None:
    second = fit.coefficient("tenure=1")
    assert second is not None
    assert (second.name, second.term, second.status, second.collinear_with) == ("tenure=1", "tenure", "estimated", [])
    error = math.sqrt(1 / 10 + 1 / 90 + 1 / 20 + 1 / 80)
    assert (second.estimate, second.error, second.ratio) == pytest.approx((math.log(9 / 4), error, 9 / 4))
    assert second.upper == pytest.approx(math.log(9 / 4) + 1.959963984540054 * error)
    assert (second.z, second.ratio_upper) == pytest.approx((math.log(9 / 4) / error, math.exp(second.upper or 0)))
    assert (fit.rows, fit.cells, fit.events, fit.trials, fit.persons) == (2, 2, 30.0, 200.0, None)
    assert (fit.degrees_of_freedom, fit.residual_degrees_of_freedom, fit.null_degrees_of_freedom) == (2.0, 0, 1)
    assert fit.deviance == pytest.approx(0, abs=1e-12)
    sizes = {"trials": 200, "rows": 2, "events": 30}
    for size, n in sizes.items():
        word: Any = size
        assert fit.bic(word) == pytest.approx(2 * math.log(n) - 2 * fit.log_likelihood)
    assert fit.bic() == fit.bic("trials")
    assert (fit.coefficient("nobody"), fit.covariance(0, 9), fit.separation, fit.collinear) == (None, None, None, [])
    assert fit.iterations > 0


def test_a_fit_is_a_value_that_reads_like_a_summary(fit: kaiin.HazardFit) -> None:
    assert pickle.loads(pickle.dumps(fit)) == fit
    assert pa.table(fit).num_rows == pl.DataFrame(fit).height == 2
    assert set(fit.to_table().columns) == FIT_COLUMNS
    lines = repr(fit).splitlines()
    assert lines[0] == "discrete-time hazard, logit link: 30 events of 200 trials in 2 cells"
    assert lines[1].split() == ["estimate", "std", "error", "z", "p", "odds", "ratio", "95", "%", "limits"]
    assert lines[3].startswith("tenure=1 ")
    assert lines[-1].startswith("AIC ")
    html = fit._repr_html_()
    assert html.startswith('<div class="kaiin-table"><table')
    assert "<th>residual deviance</th>" in html
    assert "odds ratio" in html
    check_record(fit.coefficients[0])
    check_value(fit.settings)
    assert (fit.settings.link, [str(term) for term in fit.settings.terms], fit.settings.has_intercept) == ("logit", ["tenure"], True)


TABLES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "mapping": dict,
    "numpy": lambda columns: {name: np.array(values) for name, values in columns.items()},
    "rows": lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
    "batches": lambda columns: pa.Table.from_batches(pa.table(columns).to_batches(max_chunksize=2)),
    "kaiin": lambda columns: kaiin.Table("rows", columns),
}
PERIODS: dict[str, Any] = {
    "person": ["A", "A", "B", "B", "C", "D"],
    "tenure": [0, 1, 0, 1, 0, 0],
    "branch": ["east", "east", "west", "west", "west", "east"],
    "age": [30.5, 31.5, 40.0, 41.0, 50.0, 60.0],
    "licensed": [True, True, False, False, True, False],
    "left": [False, True, False, False, True, False],
    "w": [1.0, 1.0, 2.0, 2.0, 1.0, 0.5],
    "log_time": [0.0, 0.0, 0.0, -0.5, 0.0, 0.0],
}


@pytest.mark.parametrize("kind", TABLES)
def test_tables_of_every_kind_are_the_same_rows(kind: str) -> None:
    got = HazardRows(TABLES[kind](PERIODS), events="left", weight="w", person="person", offset="log_time")
    names = ["tenure", "branch", "age", "licensed"]
    assert sorted(got.covariates.names) == sorted(names)
    known = Covariates()
    for name in got.covariates.names:
        known = known.category(name, PERIODS[name]) if name == "branch" else known.number(name, np.array(PERIODS[name], dtype=float))
    chained = HazardRows.person_periods(known.offset(PERIODS["log_time"]), PERIODS["left"])
    assert got == chained.weighted(PERIODS["w"]).persons(PERIODS["person"])
    assert (len(got), got.events, got.trials) == (6, 2.0, 7.5)
    few = HazardRows(TABLES[kind](PERIODS), events="left", covariates=["tenure"])
    assert few.covariates == Covariates({"tenure": PERIODS["tenure"]})
    assert repr(few) == "<kaiin.HazardRows: 6 rows, 2 events of 6 trials, covariates tenure>"


def test_cells_and_the_periods_they_are_made_of_give_the_same() -> None:
    periods = HazardRows.person_periods({"tenure": [0] * 100 + [1] * 100}, [n < 10 for n in range(100)] + [n < 20 for n in range(100)])
    regression = HazardRegression(terms=[Term.number("tenure")])
    one, other = regression.fit(periods), regression.fit(HazardRows(CELLS, events="left", trials="members"))
    assert estimates(one) == pytest.approx(estimates(other))
    assert one.bic() - one.bic("trials") == 0
    assert Covariates().offset([0.0, 1.0]) == Covariates().offset(np.array([0, 1]))
    assert repr(Covariates(CELLS)) == "<kaiin.Covariates: 2 rows of tenure, left, members>"


def test_what_is_not_known_is_a_level() -> None:
    known = Covariates({"branch": ["east", None], "age": [30, None]})
    assert known == Covariates().category("branch", ["east", "(not known)"]).category("age", ["30", "(not known)"])


@pytest.mark.parametrize(
    ("call", "error", "code", "said"),
    [
        (lambda: HazardRows(CELLS, events="gone", trials="members"), kaiin.InputError, "missing_column", "gone"),
        (lambda: HazardRows(CELLS, events="left", trials="left2"), kaiin.InputError, "missing_column", "left2"),
        (lambda: HazardRows(CELLS, events="left", covariates=["branch"]), kaiin.InputError, "missing_column", "branch"),
        (lambda: HazardRows(CELLS, events="left"), kaiin.InputError, "column_type", "True, False, 1 or 0"),
        (lambda: HazardRows(CELLS, events="members", trials="left"), kaiin.SettingError, "setting", "more than its 10 trials"),
        (lambda: HazardRows({"e": []}, events="e"), kaiin.InputError, "no_rows", "at least one row at risk"),
        (lambda: HazardRows.grouped({"t": [0]}, [0.5], [1]), kaiin.InputError, "column_type", "holds 0.5 in row 0"),
        (lambda: HazardRows.grouped({"t": [0]}, [1], [1, 2]), kaiin.InputError, "column_length", "trials"),
        (lambda: HazardRows.grouped({"t": [0, 1], "u": [0]}, [1], [1]), kaiin.InputError, "column_length", "u has 1"),
        (lambda: HazardRows.grouped({"t": [0]}, [1], [1]).weighted([-1]), kaiin.SettingError, "setting", "negative"),
        (lambda: HazardRows.grouped({"t": [0]}, [1], [1]).persons([None]), kaiin.InputError, "column_type", "no value in row 0"),
        (lambda: Covariates({"t": [math.inf]}), kaiin.SettingError, "setting", "row 0"),
        (lambda: Covariates().number("t", [1]).number("t", [2]), kaiin.SettingError, "setting", "there already"),
        (lambda: Covariates().number("t", [None]), kaiin.SettingError, "setting", "row 0"),
        (lambda: Ridge(0), kaiin.SettingError, "setting", "not a positive number"),
        (lambda: HazardRegression(confidence=1.0), kaiin.SettingError, "setting", "confidence"),
    ],
)
def test_what_cannot_be_used_is_refused(call: Callable[[], object], error: type[kaiin.KaiinError], code: str, said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        call()
    assert caught.value.code == code


def test_words_that_are_not_known_are_refused(rows: HazardRows) -> None:
    wrong: Any = "probit"
    with pytest.raises(kaiin.SettingError, match="complementary_log_log"):
        HazardRegression(wrong)
    for rule in ("deviance", ("maximum", 1e-8), 3):
        bad: Any = rule
        with pytest.raises(kaiin.SettingError, match="deviance"):
            HazardRegression(convergence=bad)
    text: Any = "tenure"
    with pytest.raises(TypeError):
        HazardRows.grouped(5, [1], [1])  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        HazardRegression(terms=[text])


@pytest.mark.parametrize(
    ("term", "error", "code"),
    [
        (Term.category("branch"), kaiin.InputError, "missing_column"),
        (Term.category("tenure", reference=7), kaiin.SettingError, "setting"),
        (Term.log("tenure"), kaiin.SettingError, "setting"),  # of 0
        (Term.spline("tenure", Spline.natural([5], boundary=(0, 1))), kaiin.SettingError, "setting"),
    ],
)
def test_terms_that_do_not_fit_are_refused(term: Term, error: type[kaiin.KaiinError], code: str, rows: HazardRows) -> None:
    with pytest.raises(error) as caught:
        HazardRegression(terms=[term]).fit(rows)
    assert caught.value.code == code


def test_terms_are_values() -> None:
    terms = {
        "min(tenure, 5)": Term.number("tenure", capped_at=5),
        "log(min(tenure, 5))": Term.log("tenure", capped_at=5),
        "ns(tenure)": Term.spline("tenure", Spline.natural_with_columns(3)),
        "bs(tenure)": Term.spline("tenure", Spline.cubic([2.0], boundary=(0, 9))),
        "tenure:branch": Term.number("tenure").times(Term.category("branch", reference="east")),
    }
    for text, term in terms.items():
        assert str(term) == text
        check_value(term)
    assert Term.category("a", reference=1) == Term.category("a", reference="1") != Term.category("a")
    for value in (Spline.cubic_with_columns(4), Spline.natural([1.0]), Ridge(2.0, scale="original", terms=["branch"])):
        assert pickle.loads(pickle.dumps(value)) == value
    assert HazardRegression().term(terms["ns(tenure)"]) == HazardRegression("logit", terms=[terms["ns(tenure)"]])


def test_a_natural_spline_has_the_columns_of_r() -> None:
    # one interior knot gives two columns; a straight line is among them, so that the fit is that of a number when the data are straight
    tenure = [0, 1, 2, 3, 4]
    odds = [1 / 9 * 2**n for n in tenure]
    rows = HazardRows.grouped({"tenure": tenure}, [round(9000 * o / (1 + o)) for o in odds], [9000] * 5)
    curve = HazardRegression(terms=[Term.spline("tenure", Spline.natural([2]))]).fit(rows)
    line = HazardRegression(terms=[Term.number("tenure")]).fit(rows)
    assert [c.name for c in curve.coefficients] == ["(Intercept)", "ns(tenure)1", "ns(tenure)2"]
    assert curve.predict({"tenure": [2.5]}).hazards == pytest.approx(line.predict({"tenure": [2.5]}).hazards, abs=1e-3)
    assert curve.against(line, "assumed").degrees_of_freedom == 1


def test_without_an_intercept_every_level_has_a_coefficient(rows: HazardRows) -> None:
    fit = HazardRegression(terms=[Term.category("tenure")], intercept=False).fit(rows)
    assert estimates(fit) == pytest.approx([math.log(1 / 9), math.log(1 / 4)])
    assert not fit.settings.has_intercept


def test_the_other_link_gives_ratios_of_hazards(rows: HazardRows) -> None:
    fit = HazardRegression("complementary_log_log", terms=[Term.category("tenure")]).fit(rows)
    second = fit.coefficient("tenure=1")
    assert second is not None
    assert second.ratio == pytest.approx(math.log(0.8) / math.log(0.9))
    assert "hazard ratio" in repr(fit)
    more = HazardRows.grouped({"tenure": [0, 1, 2]}, [10, 20, 24], [100, 100, 100])
    line = HazardRegression("complementary_log_log", terms=[Term.number("tenure")])
    as_r = HazardRegression("complementary_log_log", terms=[Term.number("tenure")], convergence=("deviance", 1e-10))
    assert estimates(as_r.fit(more)) == pytest.approx(estimates(line.fit(more)), abs=1e-4)


def test_separation_is_said_or_refused() -> None:
    rows = HazardRows.grouped({"branch": ["east", "north", "south"]}, [10, 20, 0], [100, 100, 40])
    regression = HazardRegression(terms=[Term.category("branch")])
    separation = regression.fit(rows).separation
    assert separation is not None
    check_record(separation)
    assert (separation.coefficients, separation.terms, separation.trials, separation.events) == (["branch=south"], ["branch"], 40.0, 0.0)
    south = regression.fit(rows).coefficient("branch=south")
    assert south is not None
    assert (south.status, south.estimate) == ("minus_infinity", None)
    assert "separation: no finite estimate" in repr(regression.fit(rows))
    assert "no finite estimate" in regression.fit(rows)._repr_html_()
    with pytest.raises(kaiin.RateError, match="branch=south") as caught:
        HazardRegression(terms=[Term.category("branch")], on_separation="refuse").fit(rows)
    assert caught.value.code == "missing"
    drawn = HazardRegression(terms=[Term.category("branch")], ridge=Ridge(1.0)).fit(rows)
    assert drawn.separation is None
    assert drawn.residual_degrees_of_freedom is None
    assert drawn.degrees_of_freedom < 3
    with pytest.raises(kaiin.RateError, match="no trial has the event"):
        regression.fit(HazardRows.grouped({"branch": ["east"]}, [0], [10]))


def test_columns_that_follow_from_others_have_no_coefficient(rows: HazardRows) -> None:
    twice = HazardRows.grouped({"tenure": [0, 1, 2], "twice": [0, 2, 4]}, [1, 2, 2], [9, 9, 9])
    fit = HazardRegression(terms=[Term.number("tenure"), Term.number("twice")]).fit(twice)
    assert [(c.name, c.status, c.collinear_with) for c in fit.collinear] == [("twice", "collinear", ["tenure"])]


def test_predictions_come_from_tables_too(fit: kaiin.HazardFit) -> None:
    predictions = fit.predict(pd.DataFrame({"tenure": [1, 0]}))
    assert predictions.hazards == pytest.approx([0.2, 0.1])
    assert predictions == fit.predict(Covariates({"tenure": [1, 0]}))
    check_table(predictions, 2, {"predictor", "predictor_error", "hazard", "hazard_error", "lower", "upper"})
    assert (predictions.unknown_levels, predictions.confidence, len(predictions)) == (0, 0.95, 2)
    # the odds 1/4 of 100, whose logit has the error √(1/20 + 1/80) = 1/4
    upper = 1 / (1 + math.exp(-(math.log(1 / 4) + 1.959963984540054 / 4)))
    assert predictions.to_table()["upper"] == pytest.approx([upper, predictions.to_table()["upper"][1]])
    with pytest.raises(kaiin.SettingError):
        fit.predict({"tenure": [5]})
    as_reference = fit.predict({"tenure": [5]}, unknown_levels="reference")
    assert as_reference.unknown_levels == 1
    assert as_reference.hazards == pytest.approx([0.1])
    assert fit.predict({"tenure": [5, 1]}, unknown_levels="leave_out").hazards == [None, pytest.approx(0.2)]
    with pytest.raises(kaiin.InputError):
        fit.predict({"branch": [5]})


def test_larger_models_are_tested_against_smaller_ones(fit: kaiin.HazardFit, rows: HazardRows) -> None:
    small = HazardRegression().fit(rows)
    test = fit.against(small)
    terms = [10 * math.log(0.1 / 0.15), 90 * math.log(0.9 / 0.85), 20 * math.log(0.2 / 0.15), 80 * math.log(0.8 / 0.85)]
    assert (test.statistic, test.degrees_of_freedom) == pytest.approx((2 * sum(terms), 1))
    assert test.p == pytest.approx(math.erfc(math.sqrt(test.statistic / 2)))
    check_record(test)
    assert str(test).startswith("likelihood ratio 3.987 on 1 degrees of freedom")
    with pytest.raises(kaiin.SettingError, match="exchange"):
        small.against(small)
    with pytest.raises(kaiin.SettingError, match="not in the larger model"):
        small.against(fit)
    other = HazardRegression().fit(HazardRows.grouped({"t": [0]}, [1], [9]))
    with pytest.raises(kaiin.TableError) as caught:
        fit.against(other)
    assert caught.value.code == "mismatch"


def test_errors_by_person_are_the_sandwich() -> None:
    # an intercept alone: the score of a person is the sum of y - p, the information n p (1 - p)
    left, person = [1, 1, 0, 0, 0, 1], ["A", "A", "B", "B", "C", "D"]
    rows = HazardRows.person_periods(Covariates().offset([0.0] * 6), left).persons(person)
    plain, robust = HazardRegression().fit(rows), HazardRegression(robust="none").fit(rows)
    scores = [1.0, -1.0, -0.5, 0.5]
    expected = math.sqrt(sum(score**2 for score in scores)) / 1.5
    assert robust.coefficients[0].error == pytest.approx(expected)
    assert HazardRegression(robust="persons").fit(rows).coefficients[0].error == pytest.approx(expected * math.sqrt(4 / 3))
    assert HazardRegression(robust="persons_and_rows").fit(rows).coefficients[0].error == pytest.approx(expected * math.sqrt(4 / 3))
    assert (robust.persons, plain.persons) == (4, None)
    assert "errors clustered by 4 persons" in repr(robust)
    with pytest.raises(kaiin.RateError, match="person"):
        HazardRegression(robust="none").fit(HazardRows.person_periods(Covariates().offset([0.0] * 6), left))
