"""The reader of licence expressions, on expressions whose answer is plain."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from licences import allowed, refused

NAMES = {"MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"}


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("MIT", True),
        ("GPL-3.0", False),
        ("MIT OR GPL-3.0", True),
        ("MIT AND GPL-3.0", False),
        ("MIT/Apache-2.0", True),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", True),
        ("GPL-3.0 OR MIT AND GPL-2.0", False),  # AND binds tighter
        ("Apache-2.0 WITH LLVM-exception", True),
        ("MIT WITH Other-exception", False),
    ],
)
def test_an_expression_is_met_or_not(expression: str, answer: bool) -> None:
    assert allowed(expression, NAMES) is answer


@pytest.mark.parametrize("expression", ["(MIT", "MIT AND", "MIT MIT", ")"])
def test_an_expression_that_cannot_be_read_is_an_error(expression: str) -> None:
    with pytest.raises(ValueError, match="licence expression"):
        allowed(expression, NAMES)


def test_a_package_without_a_licence_is_refused() -> None:
    packages: list[dict[str, Any]] = [{"name": "a", "version": "1", "license": "MIT"}, {"name": "b", "version": "2", "license": None}]
    assert refused(packages, NAMES) == [("b", "2", None)]
