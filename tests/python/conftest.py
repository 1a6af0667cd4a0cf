"""The toy register that all tests share: seven rows, worked out by hand."""

import datetime as dt

import pytest

TOY: dict[str, list[object]] = {
    "person": ["A", "B", "B", "C", "D", "E", "F"],
    "start": [
        dt.date(2018, 4, 1),
        dt.date(2018, 4, 1),
        dt.date(2021, 4, 1),
        dt.date(2019, 6, 1),
        None,
        dt.date(2020, 2, 29),
        dt.date(2022, 4, 1),
    ],
    "end": [None, dt.date(2020, 4, 1), None, dt.date(2019, 6, 1), dt.date(2023, 4, 1), dt.date(2024, 2, 29), None],
    "branch": ["東京都", "東京都", "大阪府", None, "大阪府", "沖縄県", "沖縄県"],
}


@pytest.fixture
def toy() -> dict[str, list[object]]:
    """Columns of the toy register."""
    return {name: list(values) for name, values in TOY.items()}
