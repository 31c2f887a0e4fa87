"""An independent, streaming reading of an Apple Health archive (zip, folder member or bare XML).

Well-formed archives only; the malformed ones have tests elsewhere. Exact and near copies fold:
a record is its type, start, end, source and value (apple-health-export 19, item 16).
"""

import zipfile
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from catalogue import KNOWN_TYPES, QUANTITY

EPOCH = date(1970, 1, 1).toordinal()
PRESSURE = "HKCorrelationTypeIdentifierBloodPressure"
SYSTOLIC = QUANTITY + "BloodPressureSystolic"
DIASTOLIC = QUANTITY + "BloodPressureDiastolic"


class ArchiveError(Exception):
    """The file is no archive that this reader understands."""


class Tag(NamedTuple):
    """What a record has beside its identity; equal tags are one object."""

    unit: str = ""
    manufacturer: str = ""
    model: str = ""
    user_entered: bool = False
    meal: str = ""
    reason: str = ""
    protection: str = ""
    has_metadata: bool = False


class Sample(NamedTuple):
    """One record: instants in seconds UTC, value a number (quantities) or a text."""

    start: int
    end: int
    source: str
    value: object
    tag: Tag


class Pair(NamedTuple):
    """One blood pressure reading of a correlation, with its two samples."""

    start: int
    end: int
    source: str
    systolic: Sample
    diastolic: Sample


class Archive:
    """What was read: samples by type, sorted and folded; pairs; workouts; activity summaries."""

    def __init__(self):
        self.samples = {}
        self.pairs = []
        self.workouts = []
        self.summaries = {}
        self.folded = 0

    def span(self):
        """First start and last end of all samples, in seconds UTC."""
        starts = [rows[0].start for rows in self.samples.values() if rows]
        ends = [row.end for rows in self.samples.values() for row in rows]
        return (min(starts), max(max(ends), max(starts))) if starts else (0, 0)


class Times:
    """Instants from the archive's dates; each day's text is understood once."""

    def __init__(self):
        self.days, self.offsets = {}, {}

    def instant(self, text):
        """Seconds UTC of `yyyy-MM-dd HH:mm:ss ±hhmm`."""
        day = self.days.get(text[:10])
        if day is None:
            day = (date.fromisoformat(text[:10]).toordinal() - EPOCH) * 86400
            self.days[text[:10]] = day
        offset = self.offsets.get(text[20:])
        if offset is None:
            size = int(text[21:23]) * 3600 + int(text[23:25]) * 60
            offset = self.offsets[text[20:]] = -size if text[20] == "-" else size
        seconds = int(text[11:13]) * 3600 + int(text[14:16]) * 60 + int(text[17:19])
        return day + seconds - offset


class Reader:
    """The handlers of one parse."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.archive = Archive()
        self.instant = Times().instant
        self.tags, self.names, self.devices = {}, {}, {}
        self.record = None  # attributes of the open Record
        self.metadata = None  # metadata of the open Record
        self.correlation = None  # (attributes, samples by type) of the open Correlation
        self.workout = None

    def start(self, name, attributes):
        if name == "Record":
            self.record = attributes
            self.metadata = None
        elif name == "MetadataEntry":
            if self.record is not None:
                if self.metadata is None:
                    self.metadata = {}
                self.metadata.setdefault(_bare(attributes["key"]), attributes["value"])
        elif name == "Correlation":
            self.correlation = (attributes, {})
        elif name == "Workout":
            self.workout = dict(attributes, statistics=[])
        elif name == "WorkoutStatistics" and self.workout is not None:
            self.workout["statistics"].append(attributes)
        elif name == "ActivitySummary":
            self.archive.summaries[attributes.get("dateComponents", "")] = attributes

    def end(self, name):
        if name == "Record":
            self._keep(self.record)
            self.record = None
        elif name == "Correlation":
            self._keep_pair(*self.correlation)
            self.correlation = None
        elif name == "Workout":
            self.archive.workouts.append(self.workout)
            self.workout = None

    def _keep(self, attributes):
        kind = attributes["type"]
        if self.wanted is not None and kind not in self.wanted:
            return
        value = attributes.get("value", "")
        if kind.startswith(QUANTITY):
            try:
                value = float(value)
            except ValueError:
                return  # no number: kept by the store, never sent
        else:
            value = self.names.setdefault(value, value)
        start = self.instant(attributes["startDate"])
        end = self.instant(attributes["endDate"]) if "endDate" in attributes else start
        source = attributes.get("sourceName", "")
        sample = Sample(start, end, self.names.setdefault(source, source), value,
                        self._tag(attributes, self.metadata))
        self.archive.samples.setdefault(kind, []).append(sample)
        if self.correlation is not None:
            self.correlation[1].setdefault(kind, sample)

    def _tag(self, attributes, metadata):
        device = attributes.get("device", "")
        if ">, " in device:
            device = device.partition(">, ")[2].removesuffix(">")  # the pointer changes
        key = (attributes.get("unit", ""), device, tuple(metadata.items()) if metadata else None)
        tag = self.tags.get(key)
        if tag is None:
            fields = {k: v for k, _, v in (part.partition(":") for part in device.split(", "))}
            metadata = metadata or {}
            tag = self.tags[key] = Tag(
                unit=key[0], manufacturer=fields.get("manufacturer", ""),
                model=fields.get("model", ""),
                user_entered=metadata.get("WasUserEntered", "0").lower() in ("1", "true", "yes"),
                meal=metadata.get("BloodGlucoseMealTime", ""),
                reason=metadata.get("InsulinDeliveryReason", ""),
                protection=metadata.get("SexualActivityProtectionUsed", ""),
                has_metadata=bool(metadata))
        return tag

    def _keep_pair(self, attributes, samples):
        if attributes["type"] == PRESSURE and SYSTOLIC in samples and DIASTOLIC in samples:
            start = self.instant(attributes["startDate"])
            end = self.instant(attributes.get("endDate", attributes["startDate"]))
            self.archive.pairs.append(Pair(start, end, attributes.get("sourceName", ""),
                                           samples[SYSTOLIC], samples[DIASTOLIC]))


def _bare(key):
    for prefix in ("HKMetadataKey", "HK"):
        if key.startswith(prefix):
            return key[len(prefix):]
    return key


def _fold(rows):
    """Sorts by identity and keeps one of each: the first, or the first that has metadata."""
    rows.sort(key=lambda row: row[:4])
    kept = []
    for row in rows:
        if kept and kept[-1][:4] == row[:4]:
            if row.tag.has_metadata and not kept[-1].tag.has_metadata:
                kept[-1] = row
        else:
            kept.append(row)
    return kept


def _open_main(path):
    """The main XML as a binary stream, found by content (apple-health-export 2.3)."""
    if not zipfile.is_zipfile(path):
        return open(path, "rb")
    container = zipfile.ZipFile(path)
    for member in container.infolist():
        base = member.filename.rsplit("/", 1)[-1]
        if member.filename.startswith("__MACOSX/") or base.startswith("._"):
            continue
        with container.open(member) as stream:
            head = stream.read(16384)
        if b"<!DOCTYPE HealthData" in head or b"<HealthData" in head:
            return container.open(member)
    raise ArchiveError(f"{path}: no member holds Health data")


def read_archive(path, types=KNOWN_TYPES):
    """Reads an archive. `types`: identifiers whose records are kept; None keeps all."""
    path = Path(path)
    if path.is_dir():
        path = next(p for p in sorted(path.rglob("*.xml"))
                    if b"<HealthData" in p.open("rb").read(16384))
    reader = Reader(types)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    with _open_main(path) as stream:
        parser.ParseFile(stream)
    archive = reader.archive
    for kind, rows in archive.samples.items():
        kept = archive.samples[kind] = _fold(rows)
        archive.folded += len(rows) - len(kept)
    archive.pairs = sorted({pair[:5]: pair for pair in archive.pairs}.values(),
                           key=lambda pair: pair[:4])
    return archive
