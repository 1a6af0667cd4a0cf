"""The spells that every benchmark counts: seeded, integers only, the same numbers as ``one_pass.rs`` makes.

Licence cohorts from 1966 to 2024 that grow by equal steps; most people join within half a year of the licence, some years later; one in
twenty left within two years and came back. Days are counted from 1970-01-01; ``OPEN`` is the end of a spell that lasts.
"""

import datetime as dt

import numpy as np

FIRST_YEAR, YEARS = 1966, 59
EPOCH = dt.date(1970, 1, 1)
AS_OF = dt.date(2025, 3, 31)
OPEN = np.iinfo(np.int32).max
REASONS = np.array(["voluntary", "voluntary", "arrears", "retirement"])


def day(date):
    """Days since 1970-01-01."""
    return (date - EPOCH).days


def draw(person, number):
    """The finaliser of splitmix64 (Steele, Lea, Flood 2014) on the number of a draw."""
    with np.errstate(over="ignore"):
        z = (person * np.uint64(8) + np.uint64(number + 1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def below(drawn, limit):
    """A number from 0 to below the limit."""
    return (drawn % np.asarray(limit, dtype=np.uint64)).astype(np.int64)


def generate(rows):
    """Columns ``person``, ``licensed``, ``start``, ``end`` (days), ``reason`` (texts) and ``branch`` (1 to 47) of so many spells."""
    person = np.arange(rows, dtype=np.uint64)  # more than enough: every person has a spell
    first, last = day(dt.date(FIRST_YEAR, 4, 5)), day(AS_OF)
    back = person % 20 == 0
    cohort = np.minimum(np.maximum(below(draw(person, 0), YEARS), below(draw(person, 1), YEARS)), np.where(back, 49, 58))
    licensed = first + cohort * 1461 // 4 + below(draw(person, 2), 60)
    third, fourth, sixth = draw(person, 3), draw(person, 4), draw(person, 6)
    late = (third % 10 >= 7) & ~back
    start = np.minimum(licensed + below(third >> np.uint64(8), np.where(late, 3650, 180)), last)
    low = np.uint64(0xFFFFFFFF)
    tenure = ((fourth >> np.uint64(32)) * (fourth & low)) >> np.uint64(32)
    tenure = 30 + ((tenure * np.uint64(20_000)) >> np.uint64(32)).astype(np.int64)
    left = start + 200 + below(sixth, 400)
    again = left + 30 + below(sixth >> np.uint64(16), 1000)
    final_start = np.where(back, again, start)
    final_end = final_start + tenure
    final_end = np.where(final_end > last, OPEN, final_end)
    # The first spell of those who came back lies before their last.
    order = np.argsort(np.concatenate([person[back] * 2, person * 2 + 1]), kind="stable")[:rows]
    column = lambda earlier, final: np.concatenate([earlier[back], final])[order]  # noqa: E731
    reason = lambda drawn: (drawn % 4).astype(np.int64)  # noqa: E731
    return {
        "person": column(person, person).astype(np.int64),
        "licensed": column(licensed, licensed).astype(np.int32),
        "start": column(start, final_start).astype(np.int32),
        "end": column(left, final_end).astype(np.int32),
        "reason": REASONS[column(reason(sixth >> np.uint64(32)), reason(fourth))],
        "branch": column(below(draw(person, 5), 47), below(draw(person, 5), 47)).astype(np.int32) + 1,
    }


def frame(columns):
    """The same as a polars table with dates, as a register is kept."""
    import polars as pl

    table = pl.DataFrame(columns).with_columns(pl.when(pl.col("end") != OPEN).then("end").alias("end"))
    table = table.with_columns(pl.col("licensed", "start", "end").cast(pl.Date))
    return table.with_columns(pl.when(pl.col("end").is_not_null()).then("reason").alias("reason"))
