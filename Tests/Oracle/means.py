"""Averages of a bucket (wire-format 3.3, rule 6). All sources count."""

from math import fsum, log10

HOLD_SECONDS = 300  # how long a value without length counts at most
MOMENT_SECONDS = 1  # how long a sound level without length counts


def mean(values):
    """The arithmetic mean."""
    return fsum(values) / len(values)


def time_mean(samples, bucket_end):
    """The Avg by time of the samples that start in one bucket.

    A sample counts for its length; one without length until the next sample begins, at most
    300 s; neither beyond the bucket. A single sample counts as itself.
    """
    samples = sorted(samples, key=lambda sample: sample[:4])
    if len(samples) == 1:
        return samples[0].value
    weights = []
    for place, sample in enumerate(samples):
        if sample.end > sample.start:
            until = sample.end
        else:
            until = sample.start + HOLD_SECONDS
            if place + 1 < len(samples):
                until = min(until, samples[place + 1].start)
        weights.append(min(until, bucket_end) - sample.start)
    total = fsum(weight * sample.value for weight, sample in zip(weights, samples))
    return total / sum(weights)


def equivalent_level(levels):
    """The energy mean of sound levels, given as (level, seconds)."""
    energy = fsum(seconds * 10 ** (level / 10) for level, seconds in levels)
    return 10 * log10(energy / fsum(seconds for _, seconds in levels))
