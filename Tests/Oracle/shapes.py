"""The points of a metric, by its rule: buckets (Summarize on) and single samples (off).

A bucket maker takes samples whose values are in the wire's unit and yields
(start, end, fields, source names); a single maker gives the fields of one sample.
"""

from math import fsum

from means import MOMENT_SECONDS, equivalent_level, mean, time_mean
from merging import bucket_shares, merged, winners

MEALS = {"1": "Before Meal", "2": "After Meal"}
REASONS = {"1": "Basal", "2": "Bolus"}
PROTECTION = {"1": "Protection Used", "0": "Protection Not Used"}
COUNTERS = ("Unspecified", "Protection Used", "Protection Not Used")
COMPLETE_SECONDS = {"handwashing": 20, "toothbrushing": 120}


def _by_bucket(samples, context, instant=lambda sample: sample.start):
    """Samples by the bucket that holds their start: {start: (end, [samples])}."""
    found = {}
    low, high = context.window
    for sample in samples:
        moment = instant(sample)
        if low <= moment < high:
            start, end = context.buckets.find(moment)
            found.setdefault(start, (end, []))[1].append(sample)
    return found


def _names(samples):
    return {sample.source for sample in samples}


def sum_buckets(samples, context):
    """Cumulative: merged by source, divided over time."""
    shares = merged(samples, context.ranking)
    for start, (end, amounts, names) in bucket_shares(
            shares, context.buckets, context.window).items():
        yield start, end, {"qty": fsum(amounts)}, names


def stand_buckets(samples, context):
    """Hours stood, counted whole where they start."""
    kept = winners(samples, context.ranking)
    for start, (end, rows) in _by_bucket(kept, context).items():
        yield start, end, {"qty": fsum(row.value for row in rows)}, _names(rows)


def sexual_buckets(samples, context):
    """Three counters of whole events."""
    kept = winners(samples, context.ranking)
    for start, (end, rows) in _by_bucket(kept, context).items():
        fields = dict.fromkeys(COUNTERS, 0)
        for row in rows:
            fields[PROTECTION.get(row.tag.protection, "Unspecified")] += 1
        yield start, end, fields, _names(rows)


def mean_buckets(samples, context):
    """The plain mean of the samples that start in the bucket."""
    for start, (end, rows) in _by_bucket(samples, context).items():
        yield start, end, {"qty": mean([row.value for row in rows])}, _names(rows)


def wrist_buckets(samples, context):
    """As the mean, but the night belongs to its end."""
    for start, (end, rows) in _by_bucket(samples, context, lambda row: row.end).items():
        yield start, end, {"qty": mean([row.value for row in rows])}, _names(rows)


def time_mean_buckets(samples, context):
    """The Avg by time."""
    for start, (end, rows) in _by_bucket(samples, context).items():
        yield start, end, {"qty": time_mean(rows, end)}, _names(rows)


def range_buckets(samples, context):
    """Least, Avg by time, greatest."""
    for start, (end, rows) in _by_bucket(samples, context).items():
        values = [row.value for row in rows]
        fields = {"Min": min(values), "Avg": time_mean(rows, end), "Max": max(values)}
        yield start, end, fields, _names(rows)


def leq_buckets(samples, context):
    """Equivalent level over the overlap with the bucket."""
    found = {}
    low, high = context.window
    for sample in samples:
        start, end = max(sample.start, low), min(sample.end, high)
        if sample.end <= sample.start:
            start, end = sample.start, sample.start + MOMENT_SECONDS
            if not low <= start < high:
                continue
        while start < end:
            left, right = context.buckets.find(start)
            stop = end if sample.end <= sample.start else min(end, right)
            bucket = found.setdefault(left, (right, [], set()))
            bucket[1].append((sample.value, stop - start))
            bucket[2].add(sample.source)
            start = stop
    for start, (end, levels, names) in found.items():
        yield start, end, {"qty": equivalent_level(levels)}, names


def pressure_buckets(pairs, context):
    """Means of both values of the readings that start in the bucket."""
    for start, (end, rows) in _by_bucket(pairs, context).items():
        fields = {"systolic": mean([row.systolic.value for row in rows]),
                  "diastolic": mean([row.diastolic.value for row in rows])}
        yield start, end, fields, _names(rows)


BUCKET_MAKERS = {
    "sum": sum_buckets, "mindful": sum_buckets, "insulin": sum_buckets,
    "mean": mean_buckets, "glucose": mean_buckets, "wrist": wrist_buckets,
    "time_mean": time_mean_buckets, "range": range_buckets, "leq": leq_buckets,
    "stand": stand_buckets, "sexual": sexual_buckets, "pressure": pressure_buckets,
}


def single_fields(metric, sample):
    """The fields of one sample's point, without date, kind and source."""
    if metric.rule == "range":
        return {"Min": sample.value, "Avg": sample.value, "Max": sample.value}
    if metric.rule == "pressure":
        return {"systolic": sample.systolic.value, "diastolic": sample.diastolic.value}
    if metric.rule == "sexual":
        fields = dict.fromkeys(COUNTERS, 0)
        fields[PROTECTION.get(sample.tag.protection, "Unspecified")] = 1
        return fields
    return {"qty": sample.value}


def kind(metric, sample):
    """The kind of a point (3.4): (place in the listed order, key, word); key None without one."""
    if metric.rule == "glucose":
        word = MEALS.get(sample.tag.meal, "Unspecified")
        return ("Before Meal", "After Meal", "Unspecified").index(word), "mealTime", word
    if metric.rule == "insulin" and sample.tag.reason in REASONS:
        word = REASONS[sample.tag.reason]
        return ("Basal", "Bolus").index(word), "reason", word
    if metric.rule == "event":
        done = sample.end - sample.start >= COMPLETE_SECONDS[metric.name]
        return (0, "value", "Complete") if done else (1, "value", "Incomplete")
    return 2, None, None
