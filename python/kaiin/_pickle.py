"""Restoring pickled results: each writes itself as JSON, in which every number reads back as the same number."""

from typing import Protocol, TypeVar

T = TypeVar("T", covariant=True)


class Restorable(Protocol[T]):
    """A class that can read what it wrote."""

    def _from_json(self, text: str) -> T: ...


def restore(kind: Restorable[T], text: str) -> T:
    """The object of a class from its own text."""
    return kind._from_json(text)
