"""How long do simulated paths take elsewhere? ``python benches/peers_projection.py [PATHS] [ROUNDS]``.

Needs ``pip install . numpy numba`` (a release build). The model of ``benches/projection.rs``: 47 branches, states by years since licence,
joining and lapse, 30 years; every move a binomial draw. Means are compared before anything is timed; every contestant runs once a
round and ratios are medians of the rounds' ratios. 200 paths and 3 rounds unless told.
"""

import statistics
import sys
import time

import kaiin
import numba
import numpy as np

BRANCHES, COHORTS, YEARS, NEW = 47, 60, 30, 200
SINCE = np.arange(COHORTS, dtype=float)


def probabilities(branch):
    """Probabilities by name: lists by year, and single ones."""
    shift = 1 + branch / 200
    return {
        "entry": np.where(SINCE == 0, 0.6, 0.05 / (1 + SINCE)) * shift,
        "lapse": (0.02 + 0.06 / (1 + SINCE)) * shift,
        "reinstatement": 0.08 / (1 + SINCE) * shift,
        "leave": 0.02,
        "leave_end": 0.3,
        "lapse_on_leave": 0.15,
        "exit": 0.01,
    }


def settings(branch):
    """The branch as kaiin takes it."""
    cohorts = [
        (2024 - since, kaiin.CohortPopulation(never_joined=40, active={since: 100}, on_leave={since: 4}, lapsed={since: 20}))
        for since in range(COHORTS)
    ]
    of = {name: list(p) if isinstance(p, np.ndarray) else p for name, p in probabilities(branch).items()}
    return kaiin.ProjectionSettings(kaiin.Population(2024, cohorts), kaiin.Assumptions(**of), [NEW] * YEARS)


def of_kaiin(branches, paths):
    """Members in the last year, by branch and path."""
    return np.array(
        [kaiin.SimulatedPaths(branch, paths, seed=1 + at).values("members", 2024 + YEARS) for at, branch in enumerate(branches)]
    )


def shifted(counts):
    """Everyone a year further on; the last year holds all later ones."""
    moved = np.roll(counts, 1, axis=-1)
    moved[..., -1] += moved[..., 0]
    moved[..., 0] = 0
    return moved


def of_numpy(paths):
    """The same by arrays over branches, paths and years: states are named by the year about to be lived."""
    generator = np.random.default_rng(1)
    p = [probabilities(branch) for branch in range(BRANCHES)]
    entry, lapse, back = (np.array([of[name] for of in p])[:, None, :] for name in ("entry", "lapse", "reinstatement"))
    shape = (BRANCHES, paths, COHORTS)
    never, active, leave, lapsed = (np.full(shape, count) for count in (40, 100, 4, 20))
    never = shifted(never)
    # Tenure t is about to be lived as year t + 1, of which the last list entry holds for all later ones; the same since the lapse.
    active, leave = shifted(active), shifted(leave)
    draw = generator.binomial
    for _ in range(YEARS):
        never[..., 0] += NEW
        joins = draw(never, entry)
        rest = never - joins
        never = shifted(rest - draw(rest, 0.01))
        at_once = draw(joins.sum(-1), lapse[..., 0])
        newcomers = joins.sum(-1) - at_once
        left = draw(active, lapse)
        stay = active - left
        begin = draw(stay, 0.02)
        left_on_leave = draw(leave, 0.15)
        stay_on_leave = leave - left_on_leave
        end = draw(stay_on_leave, 0.3)
        returned = draw(lapsed, back)
        out = lapsed - returned
        lapsed = shifted(out - draw(out, 0.01))
        lapsed[..., 0] += at_once + left.sum(-1) + left_on_leave.sum(-1)
        active, leave = shifted(stay - begin + end), shifted(stay_on_leave - end + begin)
        active[..., 1] += newcomers + returned.sum(-1)
    return active.sum(-1) + leave.sum(-1)


@numba.njit(parallel=True)
def branches_of_numba(paths, entry, lapse, back):
    """Members in the last year, by branch and path: compiled loops, all threads; moves as in ``of_numpy``."""
    branches, cohorts = entry.shape
    members = np.empty((branches, paths), np.int64)
    for path in numba.prange(paths):
        for branch in range(branches):
            never, active, leave, lapsed = np.full(cohorts, 40), np.full(cohorts, 100), np.full(cohorts, 4), np.full(cohorts, 20)
            for people in (never, active, leave, lapsed):
                shift(people)
            for _ in range(YEARS):
                never[0] += NEW
                joined, out, returned = 0, 0, 0
                for since in range(cohorts):
                    joins = np.random.binomial(never[since], entry[branch, since])
                    rest = never[since] - joins
                    never[since] = rest - np.random.binomial(rest, 0.01)
                    joined += joins
                at_once = np.random.binomial(joined, lapse[branch, 0])
                for tenure in range(cohorts):
                    left = np.random.binomial(active[tenure], lapse[branch, tenure])
                    stay = active[tenure] - left
                    begin = np.random.binomial(stay, 0.02)
                    left_on_leave = np.random.binomial(leave[tenure], 0.15)
                    stay_on_leave = leave[tenure] - left_on_leave
                    end = np.random.binomial(stay_on_leave, 0.3)
                    active[tenure], leave[tenure] = stay - begin + end, stay_on_leave - end + begin
                    out += left + left_on_leave
                    came_back = np.random.binomial(lapsed[tenure], back[branch, tenure])
                    rest = lapsed[tenure] - came_back
                    lapsed[tenure] = rest - np.random.binomial(rest, 0.01)
                    returned += came_back
                for people in (never, active, leave, lapsed):
                    shift(people)
                lapsed[0] += at_once + out
                active[1] += joined - at_once + returned
            members[branch, path] = active.sum() + leave.sum()
    return members


@numba.njit
def shift(people):
    """Everyone a year further on; the last year holds all later ones."""
    last = people.shape[0] - 1
    people[last] += people[last - 1]
    for year in range(last - 1, 0, -1):
        people[year] = people[year - 1]
    people[0] = 0


def of_numba(paths):
    """The probabilities of all branches, then compiled loops."""
    p = [probabilities(branch) for branch in range(BRANCHES)]
    return branches_of_numba(paths, *(np.array([of[name] for of in p]) for name in ("entry", "lapse", "reinstatement")))


def main():
    """Compare, then time."""
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    branches = [settings(branch) for branch in range(BRANCHES)]
    exact = [branch.run().years[-1].members for branch in branches]
    for name, found in (("kaiin", of_kaiin(branches, paths)), ("numpy", of_numpy(paths)), ("numba", of_numba(paths))):
        for branch, (members, values) in enumerate(zip(exact, found, strict=True)):
            error = (members.variance / paths) ** 0.5
            assert abs(values.mean() - members.mean) < 6 * error, (name, branch, values.mean(), members.mean)
    contestants = {"kaiin": lambda: of_kaiin(branches, paths), "numpy": lambda: of_numpy(paths), "numba": lambda: of_numba(paths)}
    times = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    print(f"{BRANCHES} branches, {YEARS} years, {paths} paths, {rounds} rounds")
    for name, seconds in times.items():
        ratio = statistics.median(one / ours for one, ours in zip(seconds, times["kaiin"], strict=True))
        print(f"{name:10} median {1e3 * statistics.median(seconds):10.0f} ms  {ratio:6.1f} times kaiin")


if __name__ == "__main__":
    main()
