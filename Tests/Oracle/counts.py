"""The quick reading: number, sum, least and greatest value of each metric's samples, straight
from the XML, beside the same of an unsummarised payload. Differences are printed, not values."""

from math import fsum

from expect import prepared, selected_metrics
from judge import TOLERANCE, apart

HEADINGS = ("metric", "samples", "points", "sum off by", "min off by", "max off by", "verdict")


def _figures(values):
    return (fsum(values), min(values), max(values)) if values else (0.0, 0.0, 0.0)


def sample_values(metric, archive, automation):
    """One number a sample: its value, or its hours (sleep), or its upper pressure."""
    samples, _ = prepared(metric, archive, automation)
    if metric.rule == "sleep":
        return [(sample.end - sample.start) / 3600 for sample in samples]
    if metric.rule == "pressure":
        return [pair.systolic.value for pair in samples]
    if metric.rule == "sexual":
        return [1.0] * len(samples)
    return [sample.value for sample in samples]


def point_value(point):
    """The number of a point that stands for its sample."""
    for key in ("qty", "Avg", "systolic"):
        if key in point:
            return point[key]
    return sum(value for value in point.values() if isinstance(value, (int, float)))


def count_rows(archive, automation, received):
    """The rows of the table and whether all agree."""
    rows, good = [HEADINGS], True
    for metric in selected_metrics(automation, archive):
        name = automation.metric_names.get(metric.name, metric.name)
        values = sample_values(metric, archive, automation)
        points = [point_value(point) for point in received.points.get(name, [])]
        if not values and not points:
            continue
        off = [apart(one, other) for one, other in zip(_figures(values), _figures(points))]
        equal = len(values) == len(points) and max(off) <= TOLERANCE
        good = good and equal
        rows.append((name, str(len(values)), str(len(points)), *(f"{x:.1e}" for x in off),
                     "equal" if equal else "DIFFERS"))
    return rows, good
