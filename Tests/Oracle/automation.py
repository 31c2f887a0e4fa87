"""The JSON description of an automation, as the oracle reads it (keys: README.md)."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zones import DAY, EPOCH, GROUPINGS

DEFAULT_PREFERRED = ["Apple Watch", "iPhone"]


class AutomationError(ValueError):
    """The description is wrong; the text says where."""


@dataclass
class Automation:
    """One automation; the defaults are those of the configuration file."""

    metrics: object = "all"
    version: int = 2
    summarize: bool = True
    time_grouping: str = "default"
    zone: str = "UTC"
    units: str = "as-recorded"
    metric_units: dict = field(default_factory=dict)
    metric_names: dict = field(default_factory=dict)
    preferred_sources: dict = field(default_factory=dict)
    separate_sources: bool = False
    week_start: str = "monday"
    point_range: bool = False
    range: object = "all"

    def __post_init__(self):
        if isinstance(self.preferred_sources, list):
            self.preferred_sources = {"default": self.preferred_sources}
        self._one_of("time_grouping", ("default", *GROUPINGS))
        self._one_of("units", ("as-recorded", "metric", "us"))
        self._one_of("week_start", ("monday", "sunday"))
        self._one_of("version", (1, 2))
        if self.range != "all" and set(self.range) != {"from", "to"}:
            raise AutomationError('range: "all" or {"from": …, "to": …}')

    def _one_of(self, key, allowed):
        if getattr(self, key) not in allowed:
            raise AutomationError(f"{key}: one of {', '.join(map(str, allowed))}")

    def preferred(self, name):
        """The preferred list of a metric: its own, else the default one."""
        default = self.preferred_sources.get("default", DEFAULT_PREFERRED)
        return self.preferred_sources.get(name, default)

    def grouping(self, metric):
        """The grouping of a metric; Default is seconds for heart rate, else minutes (3.3)."""
        if self.time_grouping == "default":
            return "seconds" if metric.name == "heart_rate" else "minutes"
        return self.time_grouping


def read_automation(path):
    """Reads a description from a JSON file; unknown keys are errors."""
    with open(path, encoding="utf-8") as stream:
        values = json.load(stream)
    known = Automation.__dataclass_fields__
    for key in values:
        if key not in known:
            raise AutomationError(f"{path}: unknown key {key!r}; known: {', '.join(known)}")
    return Automation(**values)


def range_instants(automation, zone):
    """The range as instants [from, to), or None for all.

    A date begins with its day; as `to` it includes that day (0.4).
    """
    if automation.range == "all":
        return None
    return tuple(_instant(automation.range[end], zone, end == "to") for end in ("from", "to"))


def _instant(text, zone, includes_day):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = datetime.fromisoformat(text).date().toordinal() - EPOCH
        return zone.midnight(day + includes_day)
    tidy = re.sub(r" ([+-])", r"\1", text.strip()).replace(" ", "T")
    moment = datetime.fromisoformat(tidy)
    if moment.tzinfo is None:
        raise AutomationError(f"range: {text} has no offset")
    return int(moment.timestamp())


def description_span(automation):
    """First and last instant that the description itself names, roughly; None for all."""
    if automation.range == "all":
        return None
    days = [datetime.fromisoformat(automation.range[end][:10]) for end in ("from", "to")]
    start = datetime(1970, 1, 1)
    return tuple((day - start + shift).days * DAY
                 for day, shift in zip(days, (timedelta(-2), timedelta(3))))
