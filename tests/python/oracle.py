"""The reference cases of the Rust tests (tests/oracles), for tests of the bindings: values of R, read and not retyped."""

import csv
import json
from pathlib import Path
from typing import Any

ORACLES = Path(__file__).resolve().parents[1] / "oracles"


def case(name: str) -> dict[str, Any]:
    """A case by its name."""
    found: dict[str, Any] = json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def columns(name: str) -> dict[str, list[str]]:
    """The rows of the data of a case, as columns of text."""
    with (ORACLES / case(name)["data"]["file"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def numbers(values: list[str]) -> list[float]:
    """Text as numbers."""
    return [float(value) for value in values]


def of_kind(kind: str) -> list[dict[str, Any]]:
    """All cases of a kind."""
    cases = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(ORACLES.glob("*.json")))
    return [case for case in cases if case.get("kind") == kind]
