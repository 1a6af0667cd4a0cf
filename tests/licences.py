"""Whether the licence of every dependency is on the allow list of ``deny.toml``."""

import re
import sys
from pathlib import Path
from typing import Any


def allowed(expression: str, names: set[str]) -> bool:
    """Whether an SPDX expression can be met with the licences in ``names``.

    ``OR`` (or the older ``/``) needs one side, ``AND`` both; ``AND`` binds tighter; ``A WITH B`` is one licence.
    """
    tokens = re.findall(r"[()/]|[^\s()/]+", expression)

    def term() -> bool:
        if tokens and tokens[0] == "(":
            tokens.pop(0)
            result = either()
            if not tokens or tokens.pop(0) != ")":
                raise ValueError(f"licence expression {expression!r} lacks a closing parenthesis")
            return result
        if not tokens or tokens[0] in (")", "AND", "OR", "/"):
            raise ValueError(f"licence expression {expression!r} lacks a name")
        name = tokens.pop(0)
        if tokens[:1] == ["WITH"]:
            name = f"{name} WITH {tokens[1]}"
            del tokens[:2]
        return name in names

    def both() -> bool:
        result = term()
        while tokens[:1] == ["AND"]:
            tokens.pop(0)
            result = term() and result
        return result

    def either() -> bool:
        result = both()
        while tokens[:1] in (["OR"], ["/"]):
            tokens.pop(0)
            result = both() or result
        return result

    result = either()
    if tokens:
        raise ValueError(f"licence expression {expression!r} cannot be read from {tokens[0]!r} on")
    return result


def refused(packages: list[dict[str, Any]], names: set[str]) -> list[tuple[str, str, str | None]]:
    """Name, version and licence of each package whose licence is not allowed."""
    shown = ((p["name"], p["version"], p.get("license")) for p in packages)
    return [(name, version, licence) for name, version, licence in shown if not licence or not allowed(licence, names)]


def check(metadata: dict[str, Any], deny_toml: Path) -> None:
    """Stop when a dependency in ``cargo metadata`` has a licence that is not allowed."""
    import tomllib  # here, because Python 3.10 must get as far as the sentence that says it is too old

    names = set(tomllib.loads(deny_toml.read_text(encoding="utf-8"))["licenses"]["allow"])
    packages = metadata["packages"]
    bad = refused(packages, names)
    for name, version, licence in bad:
        print(f"{name} {version}: licence {licence!r} is not on the allow list of {deny_toml.name}", file=sys.stderr)
    if bad:
        sys.exit("replace these dependencies, or argue the licence and add it to the allow list")
    print(f"licences of {len(packages)} packages are allowed")
