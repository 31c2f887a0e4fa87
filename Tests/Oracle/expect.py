"""What an automation must deliver from an archive: the points of every metric, as sent."""

from dataclasses import dataclass
from typing import NamedTuple

import shapes
import sleep
from archive import DIASTOLIC, QUANTITY, SYSTOLIC, Pair
from automation import description_span, range_instants
from catalogue import BY_NAME, CATALOGUE, KNOWN_TYPES, LATER, later_metric
from sources import Ranking, joined
from units import converter, target_unit
from zones import Zone, buckets

EVERYTHING = (float("-inf"), float("inf"))


class Expected(NamedTuple):
    """One metric: name and units as sent, points in the order of 3.1 as they stand in JSON."""

    name: str
    units: str
    points: list


@dataclass
class Context:
    """What the rules of one metric need to know."""

    zone: Zone
    buckets: object
    ranking: Ranking
    range: tuple  # of instants, half-open
    window: tuple  # the range widened to whole buckets


def selected_metrics(automation, archive):
    """The catalogue's rows that the automation asks for, in the order of a body."""
    later = sorted((later_metric(kind) for kind in archive.samples
                    if kind.startswith(QUANTITY) and kind not in KNOWN_TYPES),
                   key=lambda metric: metric.name)
    rows = [*CATALOGUE, *sorted([*LATER, *later], key=lambda metric: metric.name)]
    if automation.metrics == "all":
        return rows
    unknown = set(automation.metrics) - {metric.name for metric in rows} - set(BY_NAME)
    if unknown:
        raise ValueError(f"metrics: not in the catalogue: {', '.join(sorted(unknown))}")
    return [metric for metric in rows if metric.name in automation.metrics]


def wanted_types(automation):
    """The identifiers to keep while reading; None for all of them."""
    if automation.metrics == "all" or not set(automation.metrics) <= set(BY_NAME):
        return None
    return {kind for name in automation.metrics for kind in BY_NAME[name].types}


def expect(archive, automation):
    """The metrics that must arrive, in order; metrics without points are left out."""
    spans = [archive.span(), description_span(automation) or archive.span()]
    zone = Zone(automation.zone, min(s for s, _ in spans), max(e for _, e in spans))
    found = []
    for metric in selected_metrics(automation, archive):
        context = _context(metric, automation, zone)
        samples, unit = prepared(metric, archive, automation)
        if metric.rule == "sleep":
            points = list(_sleep_points(samples, automation, context))
        else:
            points = list(_points(metric, samples, automation, context))
        if points:
            points.sort(key=lambda point: point[0])
            name = automation.metric_names.get(metric.name, metric.name)
            found.append(Expected(name, unit, [body for _, body in points]))
    return found


def _context(metric, automation, zone):
    made = buckets(zone, automation.grouping(metric), automation.week_start)
    limits = range_instants(automation, zone)
    if limits is None:
        return Context(zone, made, Ranking(automation.preferred(metric.name)),
                       EVERYTHING, EVERYTHING)
    start, end = limits
    window = (made.find(start)[0], made.find(end - 1)[1]) if start < end else (start, start)
    return Context(zone, made, Ranking(automation.preferred(metric.name)), limits, window)


def prepared(metric, archive, automation):
    """The samples of a metric with values in the wire's unit, and that unit."""
    samples = [row for kind in metric.types for row in archive.samples.get(kind, ())]
    override = automation.metric_units.get(metric.name)
    if metric.rule in ("sleep", "event", "mindful", "stand", "sexual"):
        return _prepared_category(metric, samples, override)
    if not samples:
        return [], ""
    newest = max(samples, key=lambda row: row[:4]).tag.unit
    unit = target_unit(metric, newest, automation.units, override)
    convert = {text: converter(text, unit) for text in {row.tag.unit for row in samples}}

    def converted(row):
        return row._replace(value=convert[row.tag.unit](row.value))

    if metric.rule == "pressure":
        return [pair._replace(systolic=converted(pair.systolic),
                              diastolic=converted(pair.diastolic))
                for pair in _pairs(archive)], unit
    return [converted(row) for row in samples], unit


def _prepared_category(metric, samples, override):
    unit = override or metric.metric_unit
    if metric.rule == "event":
        convert = converter("s", unit)
        samples = [row._replace(value=convert(row.end - row.start)) for row in samples]
    elif metric.rule == "mindful":
        convert = converter("s", unit)
        samples = [row._replace(value=convert(max(0, row.end - row.start))) for row in samples]
    elif metric.rule == "stand":
        samples = [row._replace(value=int(row.value.endswith("Stood"))) for row in samples]
    return samples, unit


def _pairs(archive):
    """Blood pressure readings: correlations, and records of equal start, end and source."""
    pairs = list(archive.pairs)
    used = {row[:4] for pair in pairs for row in (pair.systolic,)}
    used_low = {row[:4] for pair in pairs for row in (pair.diastolic,)}
    highs, lows = {}, {}
    for kind, taken, found in ((SYSTOLIC, used, highs), (DIASTOLIC, used_low, lows)):
        for row in archive.samples.get(kind, ()):
            if row[:4] not in taken:
                found.setdefault(row[:3], []).append(row)
    for key in sorted(highs.keys() & lows.keys()):
        pairs.extend(Pair(*key, high, low) for high, low in zip(highs[key], lows[key]))
    return pairs


def _parts(samples, automation):
    """All samples together, or each source's apart."""
    if not automation.separate_sources:
        return [samples]
    parts = {}
    for sample in samples:
        parts.setdefault(sample.source, []).append(sample)
    return list(parts.values())


def _points(metric, samples, automation, context):
    """Yields (sort key, body) of every point but those of sleep."""
    if not automation.summarize or metric.rule == "event":
        yield from _single_points(metric, samples, automation, context)
        return
    kinds = {}
    for sample in samples:
        kinds.setdefault(shapes.kind(metric, sample), []).append(sample)
    make = shapes.BUCKET_MAKERS[metric.rule]
    for kind, rows in kinds.items():
        for part in _parts(rows, automation):
            for start, end, fields, names in make(part, context):
                extent = (start, end) if automation.point_range else None
                yield _point(context, start, end, kind, fields, joined(names), extent)


def _single_points(metric, samples, automation, context):
    low, high = context.range
    for sample in samples:
        if low <= sample.start < high:
            always = metric.rule == "wrist"
            extent = sample[:2] if always or automation.point_range else None
            yield _point(context, sample.start, sample.end, shapes.kind(metric, sample),
                         shapes.single_fields(metric, sample), sample.source, extent)


def _point(context, start, end, kind, fields, source, extent):
    place, key, word = kind
    body = {"date": context.zone.text(start), **fields}
    if key:
        body[key] = word
    if source:
        body["source"] = source
    if extent:
        body["start"], body["end"] = map(context.zone.text, extent)
    return (start, source, place, end, tuple(fields.values())), body


def _sleep_points(samples, automation, context):
    text = context.zone.text
    low, high = context.range
    if not automation.summarize:
        for sample in samples:
            body = sleep.segment_body(sample, text) if low <= sample.start < high else None
            if body:
                yield (sample.start, sample.end, body["value"], sample.source), body
        return
    for part in _parts(samples, automation):
        for day, segments in sleep.nights(part, context.zone).items():
            date = context.zone.midnight(day)
            made = sleep.night_fields(segments, context.ranking, text)
            if made and low <= date < high:
                fields, source = made
                body = {"date": text(date), **fields, "source": source}
                yield (date, source), body
