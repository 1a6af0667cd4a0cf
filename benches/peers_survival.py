"""How long do survival curves, incidences and tests take elsewhere? ``python benches/peers_survival.py [ROWS] [ROUNDS]``.

Needs ``pip install . lifelines statsmodels polars pyarrow`` (a release build), in an environment of its own, because lifelines takes an
older pandas. Three questions about the same seeded spells: the curve of each of 94 groups with delayed entry, the incidence of three
reasons with its error, the log-rank test between 94 groups with delayed entry.
All answers are compared before anything is timed; every contestant runs once a round and ratios are medians of the rounds' ratios.
1,000,000 spells and 3 rounds unless told. Ours begin with the register, the others with arrays of durations that are ready for them.
"""

import datetime as dt
import statistics
import sys
import time

import kaiin
import lifelines
import numpy as np
import polars as pl
import spells
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff

#: The record begins here: who joined before enters late.
FROM = dt.date(1990, 4, 1)
REASONS = ["voluntary", "arrears", "retirement"]


def observed(columns):
    """Durations from joining as other packages take them: entry, time, event, group."""
    first, after = spells.day(FROM), spells.day(spells.AS_OF) + 1
    start, end = columns["start"].astype(np.int64), columns["end"].astype(np.int64)
    seen = end < after
    entry, exit_ = np.maximum(start, first) - start, np.where(seen, end, after) - start
    reason = np.where(seen, np.searchsorted(REASONS, columns["reason"], sorter=[1, 2, 0]), -1)
    reason = np.where(seen, np.array([1, 2, 0])[np.clip(reason, 0, 2)] + 1, 0)
    whole = {"time": exit_, "event": seen, "reason": reason}
    late = exit_ > entry
    return whole, {"entry": entry[late], "time": exit_[late], "event": seen[late], "group": columns["group"][late]}


def sharing(values):
    """For each group its rows, found once."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    return np.split(order, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)


def curves_of_kaiin(register):
    """The curves of 94 groups from the register."""
    window = kaiin.ObservationWindow.through(FROM, spells.AS_OF)
    table = kaiin.DurationTable(register, by=["group"], spells="all", during=window)
    return kaiin.SurvivalSettings().curves(table)


def curves_of_lifelines(rows, groups):
    """The same by lifelines."""
    fit = lambda at: lifelines.KaplanMeierFitter().fit(rows["time"][at], rows["event"][at], entry=rows["entry"][at])  # noqa: E731
    return [fit(at) for at in groups]


def curves_of_statsmodels(rows, groups):
    """The same by statsmodels."""
    return [SurvfuncRight(rows["time"][at], rows["event"][at].astype(np.int64), entry=rows["entry"][at]) for at in groups]


def curves_of_polars(rows):
    """The same by counting, sorting and running sums in polars."""
    frame = pl.DataFrame(rows)
    ends = frame.group_by("group", day="time").agg(left=pl.col("event").sum(), out=pl.len())
    begins = frame.group_by("group", day="entry").agg(entered=pl.len())
    days = ends.join(begins, on=["group", "day"], how="full", coalesce=True).fill_null(0).sort("group", "day")
    before = (pl.col("entered").cast(pl.Int64) - pl.col("out").cast(pl.Int64)).cum_sum().shift(1, fill_value=0).over("group")
    days = days.with_columns(at_risk=before).filter(pl.col("left") > 0)
    return days.with_columns(survival=(1 - pl.col("left") / pl.col("at_risk")).cum_prod().over("group"))


def incidences_of_kaiin(register):
    """The incidence of three reasons with its error, from the register."""
    table = kaiin.DurationTable(register, spells="all")
    return kaiin.IncidenceSettings().incidence(kaiin.RiskTable.of_durations(table, 0))


def test_of_kaiin(register):
    """The log-rank test between 94 groups from the register."""
    window = kaiin.ObservationWindow.through(FROM, spells.AS_OF)
    table = kaiin.DurationTable(register, by=["group"], spells="all", during=window)
    return kaiin.LogRankSettings().test(kaiin.ComparedGroups.of_durations(table))


def check(name, found, expected, within):
    """Stop when two answers differ."""
    worst = np.nanmax(np.abs(np.asarray(found) - np.asarray(expected)))
    if not worst <= within:
        sys.exit(f"{name} differ by {worst}")


def compare(register, whole, late, groups):
    """All answers agree, or the program ends."""
    ours, days = curves_of_kaiin(register), [365, 3650, 9000, 12000]
    expected = [[curve.at(day) for day in days] for curve in ours]
    check("lifelines' curves", [curve.predict(days) for curve in curves_of_lifelines(late, groups)], expected, 1e-9)
    at = lambda curve: [curve.surv_prob[np.searchsorted(curve.surv_times, day, side="right") - 1] for day in days]  # noqa: E731
    check("statsmodels' curves", [at(curve) for curve in curves_of_statsmodels(late, groups)], expected, 1e-9)
    frame = curves_of_polars(late)
    last = lambda group, day: frame.filter((pl.col("group") == group) & (pl.col("day") <= day))["survival"].last()  # noqa: E731
    names = frame["group"].unique().sort()
    check("polars' curves", [[last(name, day) for day in days] for name in names], expected, 1e-9)
    incidence = incidences_of_kaiin(register)
    other = CumIncidenceRight(whole["time"], whole["reason"])
    for reason, (name, shares) in enumerate(zip(REASONS, other.cinc, strict=True)):
        place = [np.searchsorted(other.times, day, side="right") - 1 for day in days]
        found = [incidence.at(name, day) for day in days]
        check("statsmodels' incidences", shares[place], [share.share for share in found], 1e-9)
        theirs = other.cinc_se[reason][place[1]]
        print(f"  error of the incidence of {name} at {days[1]} days: ours {found[1].error:.3e}, theirs {theirs:.3e}")
    chi = test_of_kaiin(register).chi_squared
    statistic, _ = survdiff(late["time"], late["event"], late["group"], entry=late["entry"])
    check("log-rank statistics", statistic / chi.statistic, 1, 1e-8)
    print("all answers agree")


def timed(rounds, contestants):
    """Every contestant once a round."""
    times = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            begun = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - begun)
    ours = next(iter(times.values()))
    for name, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, ours, strict=True))
        print(f"{name:<48} {statistics.median(taken) * 1e3:10.1f} ms   {ratio:8.1f} times")


def main():
    """Compare, then time."""
    rows = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    columns = spells.generate(rows)
    columns["group"] = np.char.zfill((columns["branch"] * 2 + columns["licensed"] % 2).astype(str), 2)
    register = kaiin.Register(
        spells.frame(columns),
        as_of=spells.AS_OF,
        read=kaiin.ReadSettings(columns={"end_reason": "reason", "licensed": "licensed"}, segments={"group": "group"}),
    )
    whole, late = observed(columns)
    groups = sharing(late["group"])
    print(f"{rows:,} spells, {rounds} rounds, {len(groups)} groups")
    compare(register, whole, late, groups)
    timed(
        rounds,
        {
            "curves of 94 groups, kaiin": lambda: curves_of_kaiin(register),
            "curves of 94 groups, lifelines": lambda: curves_of_lifelines(late, groups),
            "curves of 94 groups, statsmodels": lambda: curves_of_statsmodels(late, groups),
            "curves of 94 groups, polars by hand": lambda: curves_of_polars(late),
        },
    )
    timed(
        rounds,
        {
            "incidence of 3 reasons, kaiin": lambda: incidences_of_kaiin(register),
            "incidence of 3 reasons, statsmodels": lambda: CumIncidenceRight(whole["time"], whole["reason"]),
        },
    )
    timed(
        rounds,
        {
            "log-rank of 94 groups, kaiin": lambda: test_of_kaiin(register),
            "log-rank of 94 groups, statsmodels": lambda: survdiff(late["time"], late["event"], late["group"], entry=late["entry"]),
        },
    )


if __name__ == "__main__":
    main()
