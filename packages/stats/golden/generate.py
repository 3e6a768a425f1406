"""Writes the golden files of packages/stats with SciPy, scikit-learn, statsmodels and NumPy.

    python -m venv /tmp/golden && /tmp/golden/bin/pip install scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0
    /tmp/golden/bin/python packages/stats/golden/generate.py

Deterministic: a second run changes nothing. Every number in them comes from those libraries or from simulation,
never from Driftline's own code.
"""
import json
from pathlib import Path

import numpy as np
from scipy import special, stats
from scipy.spatial.distance import jensenshannon
from sklearn import isotonic, metrics
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

SRC = Path(__file__).resolve().parent.parent / "src"


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def write(folder, name, cases):
    path = SRC / folder / "golden" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join("  " + json.dumps(plain(case)) for case in cases)
    path.write_text(f"[\n{lines}\n]\n")


def distributions():
    ps = [1e-12, 1e-5, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999, 1 - 1e-9]
    zs = [-9.0, -3.3, -1.0, -1e-3, 0.0, 0.4, 1.96, 5.0, 12.0, 30.0]
    shapes = [(0.5, 0.5), (2, 5), (30, 3), (400.5, 1200.5), (1e4, 10)]
    grid = [0.001, 0.05, 0.5, 0.9, 0.999]
    rows = [{"f": "normalQuantile", "args": [p], "value": stats.norm.ppf(p)} for p in ps]
    rows += [{"f": "normalCdf", "args": [z], "value": stats.norm.cdf(z)} for z in zs]
    rows += [{"f": "normalSurvival", "args": [z], "value": stats.norm.sf(z)} for z in zs]
    rows += [{"f": "logGamma", "args": [x], "value": special.gammaln(x)} for x in [1e-3, 0.3, 0.5, 3.7, 10, 171.5, 1e5]]
    for degrees in [1, 2, 9, 100, 5000]:
        for scale in [0.1, 0.9, 1.0, 1.3, 3.0]:
            x = degrees * scale
            rows.append({"f": "chiSquareSurvival", "args": [x, degrees], "value": stats.chi2.sf(x, degrees)})
    for shape in [0.3, 0.5, 1, 7.3, 250]:
        for p in grid:
            rows.append({"f": "gammaQuantile", "args": [shape, p], "value": stats.gamma.ppf(p, shape)})
            x = shape * (0.2 + 2 * p)
            rows.append({"f": "gammaSurvival", "args": [shape, x], "value": stats.gamma.sf(x, shape)})
    for a, b in shapes:
        for p in grid:
            rows.append({"f": "betaQuantile", "args": [p, a, b], "value": stats.beta.ppf(p, a, b)})
            rows.append({"f": "betaCdf", "args": [p, a, b], "value": stats.beta.cdf(p, a, b)})
    write("distributions", "distributions", rows)
    wilson = []
    for successes, trials in [(0, 1), (0, 30), (3, 3), (7, 20), (500, 1000), (99_990, 100_000)]:
        for level in [0.8, 0.95, 0.999]:
            low, high = proportion_confint(successes, trials, alpha=1 - level, method="wilson")
            wilson.append({"successes": successes, "trials": trials, "level": level, "low": low, "high": high})
    write("distributions", "wilsonInterval", wilson)


def distance_values(p, q, positions):
    """All distances of two vectors of counts. PSI floors shares at 1e-4, as the implementation documents."""
    p, q = p / p.sum(), q / q.sum()
    pf, qf = np.maximum(p, 1e-4), np.maximum(q, 1e-4)
    placed = ~np.isnan(positions)
    pos, pp, qp = positions[placed], p[placed] / p[placed].sum(), q[placed] / q[placed].sum()
    mean = np.average(pos, weights=pp)
    deviation = np.sqrt(np.average((pos - mean) ** 2, weights=pp))
    return {
        "jensenShannon": jensenshannon(p, q, base=2),
        "hellinger": np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / np.sqrt(2),
        "psi": special.rel_entr(qf, pf).sum() + special.rel_entr(pf, qf).sum(),
        "totalVariation": np.abs(p - q).sum() / 2,
        "lInfinity": np.abs(p - q).max(),
        "kolmogorovSmirnov": np.abs(np.cumsum(pp) - np.cumsum(qp)).max(),
        "wasserstein": stats.wasserstein_distance(pos, pos, pp, qp) / deviation,
    }


def distances():
    random = np.random.default_rng(1)
    cases = []
    for bins, rows in [(2, 40), (5, 300), (12, 5000), (30, 100_000)]:
        p = random.multinomial(rows, random.dirichlet(np.ones(bins))).astype(float)
        q = random.multinomial(rows // 2, random.dirichlet(np.ones(bins))).astype(float)
        positions = np.sort(random.normal(0, 10, bins))
        cases.append((p, q, positions))
    p, q, positions = cases[2]
    with_nulls = positions.copy()
    with_nulls[-1] = np.nan
    cases.append((p, q, with_nulls))
    write("distances", "distances", [
        {
            "reference": p, "window": q,
            "positions": [None if np.isnan(x) else x for x in positions],
            "expected": distance_values(p, q, positions),
        }
        for p, q, positions in cases
    ])


def null_quantiles():
    """Quantiles of each distance by brute force: 20,000 pairs of samples drawn from the same truth."""
    random = np.random.default_rng(2)
    out = []
    for name, bins, rows, reference_rows in [
        ("two even bins", 2, 2000, 1_000_000), ("ten bins", 10, 1000, 1_000_000),
        ("thirty bins, large window", 30, 100_000, 1_000_000), ("skewed, small window", 12, 200, 1_000_000),
        ("reference no larger than the window", 10, 3000, 3000),
    ]:
        truth = np.full(bins, 1 / bins) if bins == 2 else np.sort(random.dirichlet(np.full(bins, 2.0)))
        positions = np.arange(bins, dtype=float)
        draws = 20_000 if bins < 30 else 8_000
        references = random.multinomial(reference_rows, truth, draws).astype(float)
        windows = random.multinomial(rows, truth, draws).astype(float)
        values = [distance_values(p, q, positions) for p, q in zip(references, windows)]
        quantiles = {key: np.quantile([v[key] for v in values], [0.5, 0.95, 0.99, 0.999]) for key in values[0]}
        counts = np.round(truth * reference_rows)
        out.append({"name": name, "rows": rows, "reference": counts, "positions": positions, "quantiles": quantiles})
    write("distances", "nullQuantiles", out)


def calibration():
    random = np.random.default_rng(3)
    cases = []
    for bins, rows in [(3, 20), (15, 400), (60, 30_000)]:
        score = np.sort(random.random(bins))
        total = random.multinomial(rows, np.ones(bins) / bins) + 1
        positives = random.binomial(total, score**1.7)
        model = isotonic.IsotonicRegression(out_of_bounds="clip").fit(score, positives / total, sample_weight=total)
        at = np.concatenate([[0, 1], random.random(20)])
        cases.append({"score": score, "positives": positives, "total": total, "at": at, "expected": model.predict(at)})
    write("calibration", "isotonicRegression", cases)


def bootstrap(counts, draws, metric, seed):
    """Standard deviation of a metric over multinomial resamples of a table of counts."""
    random = np.random.default_rng(seed)
    shares = counts.ravel() / counts.sum()
    samples = random.multinomial(int(counts.sum()), shares, draws).reshape(draws, *counts.shape)
    return np.std([metric(sample) for sample in samples])


def confusion():
    def labels(table):
        tp, fp, fn, tn = (int(x) for x in table)
        return [1] * tp + [0] * fp + [1] * fn + [0] * tn, [1] * (tp + fp) + [0] * (fn + tn)

    measures = {
        "accuracy": (metrics.accuracy_score, lambda t: (t[0] + t[3]) / t.sum()),
        "precision": (metrics.precision_score, lambda t: t[0] / (t[0] + t[1])),
        "recall": (metrics.recall_score, lambda t: t[0] / (t[0] + t[2])),
        "specificity": (lambda y, x: metrics.recall_score(y, x, pos_label=0), lambda t: t[3] / (t[3] + t[1])),
        "f1": (metrics.f1_score, lambda t: 2 * t[0] / (2 * t[0] + t[1] + t[2])),
        "f2": (lambda y, x: metrics.fbeta_score(y, x, beta=2), lambda t: 5 * t[0] / (5 * t[0] + t[1] + 4 * t[2])),
        "fHalf": (
            lambda y, x: metrics.fbeta_score(y, x, beta=0.5),
            lambda t: 1.25 * t[0] / (1.25 * t[0] + t[1] + 0.25 * t[2]),
        ),
        "matthewsCorrelation": (
            metrics.matthews_corrcoef,
            lambda t: (t[0] * t[3] - t[1] * t[2])
            / np.sqrt(float((t[0] + t[1]) * (t[0] + t[2]) * (t[3] + t[1]) * (t[3] + t[2]))),
        ),
    }
    cases = []
    for table in [[300, 120, 80, 1500], [60, 40, 90, 210], [4000, 200, 300, 700]]:
        y, x = labels(table)
        cases.append({
            "counts": dict(zip(["truePositives", "falsePositives", "falseNegatives", "trueNegatives"], table)),
            "expected": {
                name: {"value": score(y, x), "standardError": bootstrap(np.array(table), 20_000, fast, 4)}
                for name, (score, fast) in measures.items()
            },
        })
    write("metrics", "confusion", cases)


def binned_auc(table):
    """ROC AUC of a table (positives, negatives) per ascending bin, via the Mann-Whitney statistic."""
    positives, negatives = table.astype(float)
    below = np.cumsum(negatives) - negatives
    return (positives * (below + negatives / 2)).sum() / positives.sum() / negatives.sum()


def binned_ap(table):
    positives, negatives = table[:, ::-1].astype(float)
    tp, predicted = np.cumsum(positives), np.cumsum(positives + negatives)
    return (positives / tp[-1] * tp / np.maximum(predicted, 1)).sum()


def score_table(random, bins, rows):
    score = (np.arange(bins) + 0.5) / bins
    total = random.multinomial(rows, random.dirichlet(np.full(bins, 3.0)))
    positives = random.binomial(total, score**1.5)
    return score, np.array([positives, total - positives])


def ranking():
    random = np.random.default_rng(5)
    cases = []
    for bins, rows in [(4, 300), (20, 2000), (50, 20_000)]:
        score, table = score_table(random, bins, rows)
        y = np.repeat([1, 0], table.sum(axis=1))
        s = np.concatenate([np.repeat(score, row) for row in table])
        cases.append({
            "positives": table[0], "negatives": table[1],
            "expected": {
                "rocAuc": {"value": metrics.roc_auc_score(y, s),
                           "standardError": bootstrap(table, 10_000, binned_auc, 6)},
                "averagePrecision": {"value": metrics.average_precision_score(y, s),
                                     "standardError": bootstrap(table, 10_000, binned_ap, 7)},
            },
        })
    write("metrics", "ranking", cases)


def losses():
    random = np.random.default_rng(8)
    score = np.clip(random.beta(0.7, 1.5, 4000), 1e-6, 1 - 1e-6)
    label = random.random(4000) < score**1.2
    edges = np.linspace(0, 1, 201)[1:-1]
    cells = []
    for positive in (True, False):
        for cell in range(200):
            s = score[(label == positive) & (np.digitize(score, edges) == cell)]
            if len(s):
                cells.append({
                    "positive": positive, "rows": len(s), "weight": len(s), "sumScore": s.sum(),
                    "sumSquaredScore": (s**2).sum(), "sumLogScore": np.log(s).sum(),
                    "sumLogOneMinusScore": np.log1p(-s).sum(),
                })
    per_row = -np.where(label, np.log(score), np.log1p(-score))
    squared = (score - label) ** 2
    error = {"logLoss": stats.sem(per_row), "brier": stats.sem(squared)}
    write("metrics", "losses", [{
        "cells": cells,
        "logLoss": {"value": metrics.log_loss(label, score), "standardError": error["logLoss"]},
        "brier": {"value": metrics.brier_score_loss(label, score), "standardError": error["brier"]},
    }])


def multiclass():
    random = np.random.default_rng(9)
    cases = []
    for names, rows in [(["a", "b"], 200), (["a", "b", "c", "d"], 3000)]:
        k = len(names)
        weights = random.dirichlet(np.ones(k * k)).reshape(k, k) + np.diag(random.dirichlet(np.ones(k))) * 3
        table = random.multinomial(rows, (weights / weights.sum()).ravel()).reshape(k, k)
        y = np.repeat(np.repeat(names, k), table.ravel())
        x = np.repeat(np.tile(names, k), table.ravel())

        def fast_f1(t):
            return np.mean(2 * np.diag(t) / (t.sum(axis=0) + t.sum(axis=1)))

        cases.append({
            "cells": [{"label": a, "prediction": b, "rows": table[i, j]}
                      for i, a in enumerate(names) for j, b in enumerate(names)],
            "accuracy": {"value": metrics.accuracy_score(y, x),
                         "standardError": bootstrap(table, 20_000, lambda t: np.trace(t) / t.sum(), 10)},
            "macroF1": {"value": metrics.f1_score(y, x, average="macro"),
                        "standardError": bootstrap(table, 20_000, fast_f1, 11)},
        })
    write("metrics", "multiclass", cases)


def regression():
    random = np.random.default_rng(12)
    cases = []
    for n, noise in [(300, 1.0), (5000, 0.2)]:
        label = random.normal(20, 3, n)
        prediction = label + random.laplace(0.1, noise, n)

        def measure(rows):
            y, x = label[rows], prediction[rows]
            return (metrics.mean_absolute_error(y, x), metrics.root_mean_squared_error(y, x), metrics.r2_score(y, x))

        draws = np.array([measure(random.integers(0, n, n)) for _ in range(2000)])
        error = np.abs(prediction - label)
        values = measure(slice(None))
        cases.append({
            "sums": {
                "rows": n, "weight": n, "sumAbsoluteError": error.sum(), "sumSquaredError": (error**2).sum(),
                "sumFourthPowerError": (error**4).sum(), "sumLabel": label.sum(), "sumSquaredLabel": (label**2).sum(),
            },
            "expected": {
                name: {"value": value, "standardError": spread}
                for name, value, spread in zip(
                    ["meanAbsoluteError", "rootMeanSquaredError", "rSquared"], values, draws.std(axis=0))
            },
        })
    write("metrics", "regression", cases)


def cbpe():
    """Means and scatter of realised metrics over 20,000 draws of Bernoulli labels for fixed rows."""
    random = np.random.default_rng(13)
    cases = []
    for bins, rows, threshold in [(10, 500, 0.5), (40, 5000, 0.3)]:
        score = (np.arange(bins) + 0.5) / bins
        probability = 0.05 + 0.8 * score**1.3
        count = random.multinomial(rows, random.dirichlet(np.full(bins, 3.0)))
        positives = random.binomial(count, probability, (20_000, bins))
        negatives = count - positives
        flagged = score >= threshold
        tp, fp = positives[:, flagged].sum(axis=1), negatives[:, flagged].sum(axis=1)
        fn, tn = positives[:, ~flagged].sum(axis=1), negatives[:, ~flagged].sum(axis=1)
        tables = np.stack([positives, negatives], axis=1)
        log_loss = -(positives * np.log(score) + negatives * np.log1p(-score)).sum(axis=1) / rows
        brier = (positives * (1 - score) ** 2 + negatives * score**2).sum(axis=1) / rows
        realised = {
            "accuracy": (tp + tn) / rows, "precision": tp / (tp + fp), "recall": tp / (tp + fn),
            "specificity": tn / (tn + fp), "f1": 2 * tp / (2 * tp + fp + fn),
            "rocAuc": [binned_auc(table) for table in tables],
            "averagePrecision": [binned_ap(table) for table in tables],
            "logLoss": log_loss, "brier": brier,
        }
        cases.append({
            "cells": [{"predictedPositive": f, "rows": c, "probability": p, "score": s}
                      for f, c, p, s in zip(flagged, count, probability, score)],
            "expected": {name: {"value": np.mean(v), "standardError": np.std(v)} for name, v in realised.items()},
        })
    write("cbpe", "cbpe", cases)


def robust():
    random = np.random.default_rng(14)
    cases = []
    for values in [random.normal(3, 2, 25), random.exponential(1, 12), np.array([1.0, 1, 1, 2, 9])]:
        x = np.arange(len(values), dtype=float)
        cases.append({
            "values": values, "median": np.median(values), "quantile90": np.quantile(values, 0.9),
            "medianAbsoluteDeviation": stats.median_abs_deviation(values, scale="normal"),
            "theilSenSlope": stats.theilslopes(values, x).slope,
        })
    write("robust", "robust", cases)


def multiple():
    random = np.random.default_rng(15)
    cases = []
    for p in [random.random(1), random.random(40) ** 3, np.array([0.01, 0.01, 0.02, 0.9, 0.05])]:
        cases.append({"pValues": p, "adjusted": multipletests(p, method="fdr_bh")[1]})
    write("multiple", "benjaminiHochberg", cases)


def blend():
    cases = []
    for values, errors in [([0.8, 0.82], [0.01, 0.02]), ([0.8, 0.7, 0.9], [0.01, 0.01, 0.05])]:
        result = combine_effects(np.array(values), np.array(errors) ** 2)
        cases.append({
            "values": values, "errors": errors, "value": result.mean_effect_fe, "fixedError": result.sd_eff_w_fe,
            "hksjError": result.sd_eff_w_fe_hksj, "agreement": stats.chi2.sf(result.q, result.df),
        })
    write("blend", "inverseVarianceBlend", cases)


if __name__ == "__main__":
    for generate in [distributions, distances, null_quantiles, calibration, confusion, ranking, losses, multiclass,
                     regression, cbpe, robust, multiple, blend]:
        generate()
