"""The projection beside AutoETS and AutoARIMA of statsforecast, on the members of the judicial scriveners.

statsforecast 2.1.1 needs a pandas before 3, so it is not among what the other tests use: ``tests/run.py`` runs this file in an
environment of its own (the extra ``peers``), and elsewhere it is skipped.
"""

import csv
import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kaiin
import pytest

np = pytest.importorskip("numpy")
models = pytest.importorskip("statsforecast.models", reason="install the extra `peers` in an environment of its own")

DATA = Path(__file__).resolve().parents[2] / "examples" / "data" / "jp_shihoshoshi_flows.csv"
ONE_DEVIATION = 68.26894921370859  # percent within one standard deviation of a normal distribution


def totals() -> list[dict[str, int | None]]:
    """Members at both ends of each fiscal year, joiners and leavers, as far as they are published."""
    with DATA.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    def number(row: dict[str, str], column: str) -> int | None:
        return int(row[column]) if row[column] else None

    return [
        {
            "year": int(row["fiscal_year"]),
            "opening": number(row, "members_apr1"),
            "closing": number(after, "members_apr1"),
            "joined": number(row, "new_registrations_derived"),
            "left": number(row, "cancel_total"),
        }
        for row, after in itertools.pairwise(rows)
    ]


def peer(model: Any) -> Callable[[list[tuple[int, float]], int], list[tuple[float, float]]]:
    """A model of statsforecast as a method of the back-test; its intervals are normal, so half a 68 % interval is a deviation."""

    def forecast(history: list[tuple[int, float]], horizon: int) -> list[tuple[float, float]]:
        found = model.forecast(y=np.array([value for _, value in history]), h=horizon, level=[ONE_DEVIATION])
        upper = found[f"hi-{ONE_DEVIATION}"]
        return [(float(mean), max(float(high - mean), 0.0)) for mean, high in zip(found["mean"], upper, strict=True)]

    return forecast


def judged() -> kaiin.BackTestScores:
    """All methods on the origins 1996 to 2008."""
    rows = totals()
    series = {int(row["year"] or 0): float(row["closing"]) for row in rows if row["closing"] is not None}
    movements = kaiin.MovementTable.from_totals([{name: value for name, value in row.items() if value is not None} for row in rows])
    methods: dict[str, Any] = {
        "projection": kaiin.ProjectionMethod(movements, window=5),
        "AutoETS": peer(models.AutoETS(model="ZZN")),
        "AutoARIMA": peer(models.AutoARIMA()),
    }
    return kaiin.back_test(series, methods, fewest_years=8)


@pytest.fixture(scope="module")
def scores() -> kaiin.BackTestScores:
    """The scores of all methods, made once."""
    return judged()


def row(scores: kaiin.BackTestScores, method: str, ahead: int) -> kaiin.BackTestScore:
    """The score of a method, which must be there."""
    found = scores.score(method, ahead)
    assert found is not None
    return found


@pytest.mark.filterwarnings("ignore")
def test_peers_are_judged_on_the_same_origins(scores: kaiin.BackTestScores) -> None:
    for ahead in (1, 3, 5, 10):
        assert {row(scores, method, ahead).forecasts for method in ("projection", "AutoETS", "AutoARIMA")} == {13}


@pytest.mark.filterwarnings("ignore")
def test_who_knows_joiners_and_leavers_is_nearer_than_who_knows_members_only(scores: kaiin.BackTestScores) -> None:
    for ahead in (1, 3, 5):
        ours = row(scores, "projection", ahead)
        for name in ("AutoETS", "AutoARIMA"):
            assert ours.ranked_score < row(scores, name, ahead).ranked_score, (name, ahead)


if __name__ == "__main__":  # the rows of the documented table
    for one in judged().scores:
        if one.ahead in (1, 3, 5, 10):
            cells = f"{one.bias:.0f} | {one.scaled_error:.2f} | {one.ranked_score:.0f}"
            held = " | ".join(f"{100 * share:.0f} %" for share in (one.held_50, one.held_80, one.held_95))
            sys.stdout.write(f"| {one.method} | {one.ahead} | {one.forecasts} | {cells} | {held} |\n")
