"""Sleep: nights and segments (wire-format 3.5)."""

from intervals import length
from sources import joined

PREFIX = "HKCategoryValueSleepAnalysis"
STAGES = {
    "InBed": "InBed", "Asleep": "Asleep", "AsleepUnspecified": "Asleep", "Awake": "Awake",
    "AsleepCore": "Core", "AsleepDeep": "Deep", "AsleepREM": "REM",
}
ASLEEP = ("Asleep", "Core", "Deep", "REM")
NOON = 12 * 3600
DAY = 86400


def stage(sample):
    """The wire's word for a segment, or None for one that nobody knows."""
    return STAGES.get(sample.value.removeprefix(PREFIX))


def nights(samples, zone):
    """The segments by night; a night is named by the day (since 1970-01-01) on which it ends."""
    found = {}
    noons = {}
    for sample in samples:
        day = zone.local_day(sample.start)
        if day not in noons:
            noons[day] = zone.instant_of(day * DAY + NOON)
        found.setdefault(day + (sample.start >= noons[day]), []).append(sample)
    return found


def _from_best(segments, stages, ranking):
    """The segments of the best source that has one of these stages, as {stage: [intervals]}."""
    able = [sample for sample in segments if stage(sample) in stages]
    if not able:
        return None, {}
    source = min(able, key=ranking.rank).source
    spans = {}
    for sample in segments:
        if sample.source == source:
            spans.setdefault(stage(sample), []).append((sample.start, sample.end))
    return source, spans


def night_fields(segments, ranking, text):
    """The fields of one night between `date` and `source`, and its sources; None if empty.

    `text` writes an instant as the wire does.
    """
    sleeper, spans = _from_best(segments, ASLEEP, ranking)
    bed, bed_spans = _from_best(segments, ("InBed",), ranking)
    if sleeper is None and bed is None:
        return None
    asleep = [span for name in ASLEEP for span in spans.get(name, [])]
    in_bed = bed_spans.get("InBed", [])
    asleep_ends = _ends(asleep or in_bed)
    bed_ends = _ends(in_bed or asleep)
    fields = {"totalSleep": length(asleep) / 3600}
    for key, name in (("asleep", "Asleep"), ("core", "Core"), ("deep", "Deep"), ("rem", "REM"),
                      ("awake", "Awake")):
        fields[key] = length(spans.get(name, [])) / 3600
    fields["inBed"] = length(in_bed) / 3600
    fields["sleepStart"], fields["sleepEnd"] = map(text, asleep_ends)
    fields["inBedStart"], fields["inBedEnd"] = map(text, bed_ends)
    return fields, joined(name for name in (sleeper, bed) if name is not None)


def _ends(spans):
    return min(start for start, _ in spans), max(end for _, end in spans)


def segment_body(sample, text):
    """One segment as sent with Summarize off; None for an unknown stage."""
    name = stage(sample)
    if name is None:
        return None
    return {"startDate": text(sample.start), "endDate": text(sample.end),
            "qty": (sample.end - sample.start) / 3600, "value": name, "source": sample.source}
