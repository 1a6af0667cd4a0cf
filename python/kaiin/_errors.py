"""The exceptions of kaiin: one for each group of stages, all of them `KaiinError`, which is a `ValueError`.

A file that cannot be opened raises `FileNotFoundError`, `PermissionError` or another `OSError`, as `open` does.
"""


class KaiinError(ValueError):
    """An answer is impossible; the message says what, what was found, and what to do.

    Attributes:
        code: Short stable name of the kind of error, for programs: ``"setting"``, ``"missing_column"``, ``"strict"`` ...
    """

    code: str = "kaiin"

    def __init__(self, message: str = "", **fields: object) -> None:
        """Keep the message as the only argument and every field as an attribute; so the exception pickles."""
        super().__init__(message)
        self.__dict__.update(fields)


class SettingError(KaiinError):
    """A setting or argument has a value that cannot be used.

    Attributes:
        name: The setting.
        value: The value given, as text.
        reason: Why it cannot be used and what to write instead.
    """

    name: str
    value: str
    reason: str


class InputError(KaiinError):
    """The input as a whole cannot be read: a column is missing, has the wrong type or length, or the file is malformed.

    Which attributes there are depends on `code`:

    * ``"no_rows"``: input, advice
    * ``"missing_column"``: input, column, found (the columns that are there), advice
    * ``"column_type"``: column, reason
    * ``"column_length"``: column, found, reference, expected
    * ``"malformed"``: input, row, reason
    """

    input: str
    column: str
    found: list[str] | int
    advice: str
    reason: str
    reference: str
    expected: int
    row: int | None


class RegisterError(KaiinError):
    """Strict reading was asked for and there are issues.

    Attributes:
        count: How many issues there are.
        first: The first of them, as text.
    """

    count: int
    first: str


class TableError(KaiinError):
    """A table would be larger than the limit, or two tables made with different settings were merged.

    Which attributes there are depends on `code`:

    * ``"limit"``: what, found, limit, advice
    * ``"mismatch"``: what, left, right
    """

    what: str
    found: int
    limit: int
    advice: str
    left: str
    right: str


class RateError(KaiinError):
    """A rate or an estimate cannot be had: what it needs is not known, or rates of different definition were compared.

    Which attributes there are depends on `code`:

    * ``"missing"``: what, advice
    * ``"different_definitions"``: left, right
    """

    what: str
    advice: str
    left: str
    right: str
