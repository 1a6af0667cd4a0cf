"""Writes incomplete_beta.csv and incomplete_gamma.csv beside itself. Needs mpmath and, for first guesses only, scipy.

Each row: shapes, which tail, its level, the quantile at that level, the quantile rounded to a double, and the tail at that double.
Tails come from mpmath's own betainc/gammainc for small shapes and, where those are slow, from quadrature of the density in logit
(log) scale; the two are compared where both work. 50 digits throughout, 30 written.
"""
import csv
import pathlib
import sys

import mpmath as mp
from scipy import special as sc

mp.mp.dps = 50
HERE = pathlib.Path(__file__).parent


def density_tail(log_density, t, sign, slope, curvature):
    """Integral of exp(log_density) from t outwards, where it falls at least like slope and curvature say."""
    top = log_density(t)
    depth = mp.mpf(130)
    end = 2 * depth / (slope + mp.sqrt(slope**2 + 2 * depth * curvature))
    while log_density(t + sign * end) - top > -depth:
        end *= 2
    cuts = [t + sign * end * mp.mpf(k) / 8 for k in range(9)]
    return abs(mp.quad(lambda s: mp.exp(log_density(s) - top), cuts)) * mp.exp(top)


def beta_tail(a, b, odds, side, by="auto"):
    x = odds / (1 + odds)
    if by == "auto":
        by = "betainc" if max(a, b) <= 1000 else "quad"
    if by == "betainc" and side == "upper" and odds < mp.mpf("1e-10"):
        return 1 - mp.betainc(a, b, 0, x, regularized=True)
    if by == "betainc":
        return mp.betainc(a, b, 0, x, regularized=True) if side == "lower" else mp.betainc(b, a, 0, 1 / (1 + odds), regularized=True)
    constant = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    # both shapes and the sign are taken by a logit scale: density x^a y^b / B
    def log_density(t):
        return constant - a * mp.log1p(mp.exp(-t)) - b * mp.log1p(mp.exp(t))
    t, n = mp.log(odds), a + b
    sign = -1 if side == "lower" else 1
    slope = (n * x - a) * sign
    if slope < 0:  # the wrong side of the mode: take the other tail
        return 1 - beta_tail(a, b, odds, "upper" if side == "lower" else "lower", by)
    return density_tail(log_density, t, sign, slope, n * x / (1 + odds))


def gamma_tail(a, x, side, by="auto"):
    if by == "auto":
        by = "gammainc" if a <= 1000 else "quad"
    if by == "gammainc":
        return mp.gammainc(a, 0, x, regularized=True) if side == "lower" else mp.gammainc(a, x, mp.inf, regularized=True)
    constant = mp.loggamma(a)
    def log_density(t):
        return a * t - mp.exp(t) - constant
    sign = -1 if side == "lower" else 1
    slope = (x - a) * sign
    if slope < 0:
        return 1 - gamma_tail(a, x, "upper" if side == "lower" else "lower", by)
    return density_tail(log_density, mp.log(x), sign, slope, x)


def root(tail, density, level, guess, side):
    """x with tail(x) = level: Newton on ln tail against ln x."""
    x = mp.mpf(guess)
    sign = 1 if side == "lower" else -1
    for _ in range(400):
        value = tail(x)
        step = -sign * (mp.log(value) - mp.log(level)) * value / density(x)
        step = max(min(step, mp.mpf(3)), mp.mpf(-200))
        x *= mp.exp(step)
        if abs(step) < mp.mpf(10) ** -42:
            return x
    raise ArithmeticError("no convergence")


LEVELS = [("lower", l) for l in ("1e-200", "1e-30", "1e-9", "0.001", "0.025", "0.3", "0.5")]
LEVELS += [("upper", l) for l in ("1e-200", "1e-30", "1e-9", "0.001", "0.025", "0.3")]


def text(value):
    return mp.nstr(value, 30, strip_zeros=False)


def beta_rows():
    shapes = [(0.5, 0.5), (0.5, 1), (2.5, 7), (1, 1000), (0.5, 1000.5), (1000, 1000), (1e-3, 1), (1e-3, 1000), (30, 6000), (6000, 30),
              (37, 54285), (0.5, 1e7), (1, 1e8), (1e8, 1), (1e8, 0.5), (1000, 1e7), (4000, 1e9), (3e4, 1e8), (1e8, 3e4), (1e7, 1e7),
              (5e7, 50000001), (1e9, 1e9), (10, 1e9)]
    for a, b in shapes:
        a, b = mp.mpf(a), mp.mpf(b)
        def density(o):
            return mp.exp(mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b) - a * mp.log1p(1 / o) - b * mp.log1p(o))
        for side, level in LEVELS:
            p = mp.mpf(float(level))
            if side == "lower" and mp.log10(p) / a < -300 and a > 0.1:
                continue
            if min(a, b) < 0.1 and (float(level) < 0.3 or side == "lower" and level == "0.3"):
                continue  # quantiles below the smallest double, and small upper tails that are not promised
            guess = float(sc.betaincinv(float(a), float(b), float(p))) if side == "lower" else float(sc.betainccinv(float(a), float(b), float(p)))
            if not 0 < guess < 1 or p < 1e-8:
                guess = float(a / (a + b))
            odds = root(lambda o: beta_tail(a, b, o, side), density, p, mp.mpf(guess) / (1 - mp.mpf(guess)), side)
            x = float(odds / (1 + odds))
            if not 0 < x < 1:
                continue
            at = beta_tail(a, b, mp.mpf(x) / (1 - mp.mpf(x)), side)
            yield [repr(float(a)), repr(float(b)), side, repr(float(p)), text(odds / (1 + odds)), repr(x), text(at)]


def gamma_rows():
    for a in [1e-3, 0.5, 1, 2.5, 37, 1000, 4000, 6000, 123456, 1e7, 1e8, 1e9]:
        a = mp.mpf(a)
        def density(x):
            return mp.exp(a * mp.log(x) - x - mp.loggamma(a))
        for side, level in LEVELS:
            p = mp.mpf(float(level))
            if side == "lower" and mp.log10(p) / a < -300 and a > 0.1:
                continue
            if a < 0.1 and (float(level) < 0.3 or side == "lower" and level == "0.3"):
                continue
            guess = float(sc.gammaincinv(float(a), float(p))) if side == "lower" else float(sc.gammainccinv(float(a), float(p)))
            if not 0 < guess < 1e300 or p < 1e-8:
                guess = float(a)
            exact = root(lambda x: gamma_tail(a, x, side), density, p, guess, side)
            x = float(exact)
            if x == 0.0:
                continue
            yield [repr(float(a)), side, repr(float(p)), text(exact), repr(x), text(gamma_tail(a, mp.mpf(x), side))]


def check():
    """The two ways to a tail agree to 35 digits."""
    for a, b, o in [(2.5, 7, 0.1), (700, 900, 0.7), (0.5, 1000.5, 1e-4)]:
        a, b, o = mp.mpf(a), mp.mpf(b), mp.mpf(o)
        for side in ("lower", "upper"):
            one, two = beta_tail(a, b, o, side, "betainc"), beta_tail(a, b, o, side, "quad")
            assert abs(one / two - 1) < mp.mpf(10) ** -35, (a, b, side, one, two)
    for a, x in [(2.5, 1), (900, 950)]:
        for side in ("lower", "upper"):
            one, two = gamma_tail(mp.mpf(a), mp.mpf(x), side, "gammainc"), gamma_tail(mp.mpf(a), mp.mpf(x), side, "quad")
            assert abs(one / two - 1) < mp.mpf(10) ** -35, (a, x, side)


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            file.flush()


if __name__ == "__main__":
    check()
    print("mpmath", mp.__version__, "python", sys.version.split()[0])
    write("incomplete_gamma.csv", ["a", "side", "level", "quantile", "x", "tail_at_x"], gamma_rows())
    write("incomplete_beta.csv", ["a", "b", "side", "level", "quantile", "x", "tail_at_x"], beta_rows())
