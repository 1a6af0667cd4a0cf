"""How long do other engines take for members by licence cohort and fiscal year? ``python benches/peers_one_pass.py [ROWS] [ROUNDS]``.

Needs ``pip install . duckdb polars pandas numpy`` (a release build). All answers are compared before anything is timed; every contestant
runs once a round and ratios are medians of the rounds' ratios. 1,000,000 spells and 3 rounds unless told.
"""

import datetime as dt
import statistics
import sys
import time

import duckdb
import kaiin
import numpy as np
import pandas as pd
import polars as pl
import spells

YEARS = range(spells.FIRST_YEAR, spells.FIRST_YEAR + spells.YEARS)
#: The last day of each fiscal year: who is a member on it counts.
CLOSINGS = [dt.date(year + 1, 3, 31) for year in YEARS]


def stocks(pairs):
    """Members by cohort and year as one array, from (cohort, year, members)."""
    found = np.zeros((spells.YEARS, spells.YEARS), dtype=np.int64)
    for cohort, year, members in pairs:
        found[cohort - spells.FIRST_YEAR, year - spells.FIRST_YEAR] = members
    return found


def of_kaiin(register, threads):
    """The cohort table."""
    return kaiin.CohortTable(register, by=["licence_cohort"], threads=threads)


def stocks_of_kaiin(table):
    """Closing stocks of the cohort table."""
    rows = pl.DataFrame(table).filter(pl.col("closing") > 0)
    return stocks(rows.select("licence_cohort", "year", "closing").iter_rows())


FISCAL = "CAST(year({0}) AS INTEGER) - CAST(month({0}) < 4 AS INTEGER)"

#: Every spell joined to the years in which it lasts.
EXPANDING = f"""
    SELECT {FISCAL.format("licensed")} AS cohort, y.year, count(*) AS members
    FROM register r JOIN years y ON r.start <= y.closing AND (r."end" IS NULL OR r."end" > y.closing)
    GROUP BY ALL
"""

#: Beginnings and ends counted, then running sums.
COUNTING = f"""
    WITH ends AS (
        SELECT {FISCAL.format("licensed")} AS cohort, {FISCAL.format("start")} AS year, count(*) AS n FROM register GROUP BY ALL
        UNION ALL
        SELECT {FISCAL.format("licensed")}, {FISCAL.format('"end"')}, -count(*) FROM register WHERE "end" IS NOT NULL GROUP BY ALL
    ), changes AS (SELECT cohort, year, sum(n) AS n FROM ends GROUP BY ALL),
    grid AS (SELECT c.cohort, y.year FROM (SELECT DISTINCT cohort FROM ends) c, years y)
    SELECT cohort, year, sum(coalesce(n, 0)) OVER (PARTITION BY cohort ORDER BY year) AS members
    FROM grid LEFT JOIN changes USING (cohort, year)
"""


def of_duckdb(connection, query):
    """A query's rows."""
    return connection.execute(query).fetchall()


def of_polars(register):
    """Every spell exploded into its years."""
    fiscal = lambda name: pl.col(name).dt.year() - (pl.col(name).dt.month() < 4).cast(pl.Int32)  # noqa: E731
    last = spells.FIRST_YEAR + spells.YEARS
    return (
        register.lazy()
        .select(cohort=fiscal("licensed"), start=fiscal("start"), end=fiscal("end").fill_null(last))
        .with_columns(year=pl.int_ranges("start", "end"))
        .select("cohort", "year")
        .explode("year")
        .group_by("cohort", "year")
        .len()
        .collect()
    )


def of_pandas(register):
    """Every spell repeated for each of its years."""
    fiscal = lambda days: days.dt.year - (days.dt.month < 4)  # noqa: E731
    last = spells.FIRST_YEAR + spells.YEARS
    start, end = fiscal(register["start"]), fiscal(register["end"]).fillna(last).astype("int64")
    times = (end - start).to_numpy()
    first = np.repeat(start.to_numpy(), times)
    step = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times)
    expanded = pd.DataFrame({"cohort": np.repeat(fiscal(register["licensed"]).to_numpy(), times), "year": first + step})
    return expanded.groupby(["cohort", "year"]).size()


def main():
    """Compare, then time."""
    rows = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    table = spells.frame(spells.generate(rows))
    begun = time.perf_counter()
    columns = {"end_reason": "reason", "licensed": "licensed", "branch": "branch"}
    register = kaiin.Register(table, as_of=spells.AS_OF, read=kaiin.ReadSettings(columns=columns))
    print(f"{rows:,} spells, {rounds} rounds; a register of them in {time.perf_counter() - begun:.2f} s ({len(register.issues)} issues)")
    connection = duckdb.connect()
    connection.register("spells", table)
    connection.execute('CREATE TABLE register AS SELECT licensed, start, "end" FROM spells')
    connection.register("closings", pl.DataFrame({"year": list(YEARS), "closing": CLOSINGS}))
    connection.execute("CREATE TABLE years AS SELECT * FROM closings")
    of_frame = table.select("licensed", "start", "end").to_pandas()
    contestants = {
        "kaiin, 1 thread": (lambda: of_kaiin(register, 1), stocks_of_kaiin),
        "kaiin, all threads": (lambda: of_kaiin(register, None), stocks_of_kaiin),
        "duckdb, counting beginnings and ends": (lambda: of_duckdb(connection, COUNTING), stocks),
        "duckdb, spells expanded into years": (lambda: of_duckdb(connection, EXPANDING), stocks),
        "polars, spells expanded into years": (lambda: of_polars(table), lambda found: stocks(found.iter_rows())),
        "pandas, spells expanded into years": (
            lambda: of_pandas(of_frame),
            lambda found: stocks((*key, members) for key, members in found.items()),
        ),
    }
    answers = {name: stocks_of(count()) for name, (count, stocks_of) in contestants.items()}
    expected = answers["kaiin, 1 thread"]
    different = [name for name, found in answers.items() if not np.array_equal(found, expected)]
    if different:
        sys.exit(f"different answers: {', '.join(different)}")
    print(f"{expected.sum():,} members over all cohorts and years: all agree")
    times = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, (count, _) in contestants.items():
            begun = time.perf_counter()
            count()
            times[name].append(time.perf_counter() - begun)
    fastest = times["kaiin, all threads"]
    for name, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, fastest, strict=True))
        print(f"{name:<40} {statistics.median(taken) * 1e3:10.1f} ms   {ratio:8.1f} times")


if __name__ == "__main__":
    main()
