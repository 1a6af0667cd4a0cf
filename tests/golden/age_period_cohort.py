"""Age-period-cohort models by dummy variables in statsmodels; for tests/age_period_cohort.rs. Nothing is parametrised as in the library:
factors with a reference level each, redundant columns dropped, and what is identified computed from the coefficients."""
import json
import numpy as np, scipy, statsmodels, statsmodels.api as sm
from scipy.stats import chi2

rng = np.random.default_rng(11)
A, P = 7, 6
age, per = np.meshgrid(np.arange(A), np.arange(P), indexing="ij")
coh = per - age + A - 1
exposure = np.round(rng.uniform(200, 2000, (A, P)), 1)
exposure[2, 3] = 0.0
log_rate = -2.0 - 0.5 * np.sqrt(age) + 0.05 * per + 0.1 * np.sin(per) - 0.04 * (coh - 6) ** 2 / 6
events = rng.poisson(exposure * np.exp(log_rate))
keep = exposure.ravel() > 0

def dummies(levels, n):
    return (levels.ravel()[:, None] == np.arange(1, n)[None, :]).astype(float)

one = np.ones((A * P, 1))
a, p, c = dummies(age, A), dummies(per, P), dummies(coh, A + P - 1)
lin = per.ravel()[:, None].astype(float)
designs = {
    "age": [one, a], "age-drift": [one, a, lin], "age-cohort": [one, a, c], "age-period": [one, a, p],
    # the last period dummy is dropped: one of the three slopes is redundant
    "age-period-cohort": [one, a, p[:, :-1], c],
}
out = {"versions": {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
       "ages": A, "periods": P, "events": events.ravel().tolist(), "exposure": exposure.ravel().tolist(), "fits": {}}
fits = {}
for name, parts in designs.items():
    X = np.hstack(parts)[keep]
    fit = sm.GLM(events.ravel()[keep], X, family=sm.families.Poisson(), offset=np.log(exposure.ravel()[keep])).fit(tol=1e-14, maxiter=200)
    fits[name] = fit
    out["fits"][name] = {"deviance": fit.deviance, "pearson": fit.pearson_chi2, "parameters": X.shape[1]}
out["p"] = {}
for small, large in [("age", "age-drift"), ("age-drift", "age-cohort"), ("age-cohort", "age-period-cohort"), ("age-period", "age-period-cohort"), ("age-drift", "age-period")]:
    d = fits[small].deviance - fits[large].deviance
    k = designs_k = out["fits"][large]["parameters"] - out["fits"][small]["parameters"]
    out["p"][small + "/" + large] = chi2.sf(d, k)
drift = fits["age-drift"]
out["drift"] = [float(drift.params[A]), float(drift.bse[A])]
fit = fits["age-period-cohort"]
b, V = fit.params, fit.cov_params()
n = len(b)
# each level's coefficient as a row of a selection matrix
def select(start, count, levels):
    S = np.zeros((levels, n))
    for level in range(1, count + 1):
        S[level, start + level - 1] = 1
    return S
SA, SP, SC = select(1, A - 1, A), select(A, P - 2, P), select(A + P - 2, A + P - 2, A + P - 1)
bends = {}
for name, S in (("age", SA), ("period", SP), ("cohort", SC)):
    D = np.diff(S, 2, axis=0)
    bends[name] = [(D @ b).tolist(), np.sqrt(np.diag(D @ V @ D.T)).tolist()]
out["bends"] = bends
# display: period without mean and slope, drift to cohorts, reference cohort 6
def detrend(S):
    k = S.shape[0]; X = np.column_stack([np.ones(k), np.arange(k)])
    H = X @ np.linalg.solve(X.T @ X, X.T)
    return S - H @ S, np.linalg.solve(X.T @ X, X.T) @ S
ref = 6
hP, (meanP, slopeP) = detrend(SP)
# h(p) = m + s p removed from the period; s p = s (c + a - (A - 1)): to cohort and to age
cohort = SC + slopeP[None, :] * np.arange(A + P - 1)[:, None]
ages = SA + slopeP[None, :] * (np.arange(A) - (A - 1))[:, None] + meanP[None, :]
ages[:, 0] += 1
ages = ages + cohort[ref][None, :]
cohort = cohort - cohort[ref][None, :]
out["display"] = {name: [(S @ b).tolist(), np.sqrt(np.maximum(np.diag(S @ V @ S.T), 0)).tolist()] for name, S in (("age", ages), ("period", hP), ("cohort", cohort))}
out["reference"] = ref
print(json.dumps(out, indent=1))
