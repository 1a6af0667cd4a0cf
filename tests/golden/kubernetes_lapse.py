"""Curves of leaving the kubernetes organisation under three readings of the audit days; for tests/turnbull.rs.

Nothing shared with the library: Kaplan-Meier by counting, Turnbull by self-consistency of masses (not of hazards) on cumulative sums,
verified by the condition of a maximum in every elementary interval. Python 3.11, numpy 2.4.6. Run in the root of the repository.
"""
import csv, datetime as dt, json
import numpy as np

AUDITS = [dt.date(2020, 7, 20), dt.date(2024, 2, 16), dt.date(2025, 7, 24)]
AS_OF = dt.date(2026, 8, 21)
day = lambda text: dt.date.fromisoformat(text) if text else None

rows, unknown, audited = [], 0, 0
for row in csv.DictReader(open("examples/data/kubernetes_org_member_spells.csv")):
    if row["spell"] != "1":
        continue
    start, end = day(row["join_date"]), day(row["leave_date"])
    if start is None:
        unknown += 1
        continue
    last = (end or AS_OF + dt.timedelta(days=1)) - start
    left = right = last.days
    if last.days == 0:  # never at risk
        continue
    if end is None:
        rows.append((last.days, None, last.days))
        continue
    if end in AUDITS:
        audited += 1
        before = [a for a in AUDITS if a < end and a > start]
        left = (before[-1] - start).days if before else 0
    rows.append((left, right, right))

def kaplan_meier(times, events):
    times, events = np.array(times), np.array(events)
    curve, share = {}, 1.0
    for t in np.unique(times[events]):
        share *= 1 - np.sum((times == t) & events) / np.sum(times >= t)
        curve[int(t)] = share
    return curve

def read(curve, t):
    past = [time for time in curve if time <= t]
    return curve[max(past)] if past else 1.0

recorded = kaplan_meier([r[2] for r in rows], [r[1] is not None for r in rows])
paid = kaplan_meier([max(r[0], 1) if r[1] is not None else r[2] for r in rows], [r[1] is not None for r in rows])

# cuts: 2t for just before t, 2t + 1 for just after
L = np.array([2 * l + (l != r) if r is not None else 2 * l + 1 for l, r, _ in rows])
R = np.array([2 * r + 1 if r is not None else 10**9 for _, r, _ in rows])
cuts = np.unique(np.concatenate([L, R]))
low, high = np.searchsorted(cuts, L), np.searchsorted(cuts, R)
m = len(cuts) - 1
p = np.full(m, 1 / m)
for step in range(60000):
    total = np.concatenate([[0], np.cumsum(p)])
    chance = total[high] - total[low]
    change = np.zeros(m + 1)
    np.add.at(change, low, 1 / chance)
    np.add.at(change, high, -1 / chance)
    ratio = np.cumsum(change)[:m] / len(rows)
    p = p * ratio
gap = float(np.max(ratio) - 1)
loglik = float(np.sum(np.log(chance)))
def bounds(t):
    cut = 2 * t + 1
    gone = p[cuts[1:] <= cut].sum()
    open_ = p[(cuts[:-1] < cut) & (cuts[1:] > cut)].sum()
    return [1 - gone - open_, 1 - gone]

print(json.dumps({
    "rows": len(rows), "unknown": unknown, "audited": audited, "gap": gap, "log_likelihood": loglik,
    "curves": [{"days": t, "recorded": read(recorded, t), "paid_through": read(paid, t), "interval": bounds(t)}
               for t in (182, 365, 730, 1095, 1826, 2500)],
}, indent=1))
