"""Units of the archive and of the wire, and the factors between them (wire-format 3.8).

Factors are exact rationals; a value is multiplied once. Temperature alone has an offset.
"""

from fractions import Fraction as F

ALIASES = {
    "bpm": "count/min", "spm": "count/min", "rpm": "count/min",
    "mph": "mi/hr", "kmph": "km/hr", "km/h": "km/hr",
    "steps": "count", "times": "count", "falls": "count",
    "watts": "W", "hours": "hr", "µg": "mcg", "µV": "mcV",
    "ºF": "degF", "°F": "degF", "°C": "degC", "MET": "kcal/hr·kg",
    "mL/min·kg": "ml/(kg·min)", "mL/kg·min": "ml/(kg·min)",
    "mmol<180.1558800000541>/L": "mmol/L", "Cal": "kcal",
}

# name: (dimension, how many of the dimension's base unit one of it is)
TABLE = {
    "J": ("energy", F(1)), "kJ": ("energy", F(1000)),
    "cal": ("energy", F("4.184")), "kcal": ("energy", F(4184)),
    "m": ("length", F(1)), "km": ("length", F(1000)), "cm": ("length", F(1, 100)),
    "mm": ("length", F(1, 1000)), "mi": ("length", F("1609.344")), "yd": ("length", F("0.9144")),
    "ft": ("length", F("0.3048")), "in": ("length", F("0.0254")),
    "g": ("mass", F(1)), "kg": ("mass", F(1000)), "mg": ("mass", F(1, 1000)),
    "mcg": ("mass", F(1, 10**6)), "lb": ("mass", F("453.59237")),
    "L": ("volume", F(1)), "mL": ("volume", F(1, 1000)), "dL": ("volume", F(1, 10)),
    "fl_oz_us": ("volume", F("0.0295735295625")),
    "s": ("time", F(1)), "ms": ("time", F(1, 1000)), "min": ("time", F(60)),
    "hr": ("time", F(3600)), "d": ("time", F(86400)),
    "count": ("count", F(1)), "%": ("percent", F(1)), "IU": ("international units", F(1)),
    "W": ("power", F(1)), "kW": ("power", F(1000)),
    "mmHg": ("pressure", F(1)), "dBASPL": ("sound", F(1)),
    "S": ("conductance", F(1)), "mcS": ("conductance", F(1, 10**6)),
    "mg/dL": ("glucose", F(1)), "mmol/L": ("glucose", F("18.01558800000541")),
    "ml/(kg·min)": ("oxygen uptake", F(1)), "kcal/hr·kg": ("effort", F(1)),
    "appleEffortScore": ("effort score", F(1)),
}


class UnitError(ValueError):
    """Two units that do not measure the same thing, or one that nobody knows."""


def canonical(text):
    """The wire's spelling of a recorded unit; an unknown one stays as it is."""
    return ALIASES.get(text, text)


def _measure(unit):
    if unit in TABLE:
        return TABLE[unit]
    above, slash, below = unit.partition("/")
    if slash and above in TABLE and below in TABLE:
        return (TABLE[above][0] + " by " + TABLE[below][0], TABLE[above][1] / TABLE[below][1])
    raise UnitError(f"unknown unit {unit}")


def converter(recorded, wanted):
    """A function from values in the recorded unit to values in the wanted one.

    Percent comes as a fraction 0..1 and leaves as a number 0..100 (1.4).
    """
    recorded, wanted = canonical(recorded), canonical(wanted)
    if recorded == wanted == "%":
        return lambda value: value * 100
    if recorded == wanted:
        return lambda value: value
    if (recorded, wanted) == ("degC", "degF"):
        return lambda value: value * 9 / 5 + 32
    if (recorded, wanted) == ("degF", "degC"):
        return lambda value: (value - 32) * 5 / 9
    have, want = _measure(recorded), _measure(wanted)
    if have[0] != want[0]:
        raise UnitError(f"{recorded} does not convert to {wanted}")
    factor = float(have[1] / want[1])
    return lambda value: value * factor


def target_unit(metric, newest_unit, units="as-recorded", override=None):
    """The unit in which a metric is sent (3.8)."""
    if override:
        return canonical(override)
    if units == "as-recorded" or metric.metric_unit == metric.us_unit:
        return canonical(newest_unit)
    return metric.metric_unit if units == "metric" else metric.us_unit
