"""Makes a small synthetic archive for the oracle's comparison: seeded, the same bytes every time.

    python3 Tests/Oracle/make_archive.py OUT.zip [--records 100000] [--seed 4] [--contested]

All values are invented. About 500 records a day from 2025-10-24 on: sources that overlap, odd
lengths, samples without length, mixed units, copies, nights of several sources, both changes of
the clock of 2025 and 2026. `--contested` adds cases that the reference leaves open (README.md).
"""

import argparse
import random
import sys
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import quoteattr

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))

import recipes

ME = " ".join(f'HKCharacteristicTypeIdentifier{name}="{value}"' for name, value in (
    ("BiologicalSex", "HKBiologicalSexNotSet"), ("BloodType", "HKBloodTypeNotSet"),
    ("FitzpatrickSkinType", "HKFitzpatrickSkinTypeNotSet"),
    ("CardioFitnessMedicationsUse", "None")))
FIRST_DAY = int(datetime(2025, 10, 24, tzinfo=timezone.utc).timestamp())
DAY = 86400
RECORDS_A_DAY = 500
EXPORT_ZONE = timezone(timedelta(hours=2))
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>
<HealthData locale="en_GB">
 <ExportDate value="{export}"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="" {me}/>
"""


def date_text(instant):
    """The archive's date: one fixed offset for the whole file."""
    return f"{datetime.fromtimestamp(instant, EXPORT_ZONE):%Y-%m-%d %H:%M:%S} +0200"


def value_text(value):
    """Six significant digits, as the phone writes them."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


class Writer:
    """Turns what the recipes make into elements."""

    def __init__(self, rng):
        self.rng = rng

    def record(self, row, indent=" "):
        """One Record; the device's pointer is another one each time."""
        fields = [("type", row.kind), ("sourceName", row.source.name)]
        if row.source.device:
            pointer = f"0x{self.rng.getrandbits(36):x}"
            fields.append(("device", f"<<HKDevice: {pointer}>, {row.source.device}>"))
        if row.unit:
            fields.append(("unit", row.unit))
        created = date_text(max(row.start, row.end) + self.rng.randrange(1, 600))
        fields += [("creationDate", created), ("startDate", date_text(row.start)),
                   ("endDate", date_text(row.end))]
        if row.value is not None:
            fields.append(("value", value_text(row.value)))
        opened = f"{indent}<Record " + " ".join(f"{k}={quoteattr(v)}" for k, v in fields)
        if not row.metadata:
            return opened + "/>\n"
        entries = "".join(f"{indent} <MetadataEntry key={quoteattr(k)} value={quoteattr(v)}/>\n"
                          for k, v in row.metadata)
        return f"{opened}>\n{entries}{indent}</Record>\n"

    def correlation(self, rows):
        """A Correlation around its records."""
        first = rows[0]
        fields = [("type", "HKCorrelationTypeIdentifierBloodPressure"),
                  ("sourceName", first.source.name), ("creationDate", date_text(first.end + 1)),
                  ("startDate", date_text(first.start)), ("endDate", date_text(first.end))]
        opened = " <Correlation " + " ".join(f"{k}={quoteattr(v)}" for k, v in fields) + ">\n"
        return opened + "".join(self.record(row, "  ") for row in rows) + " </Correlation>\n"


def elements(records, seed, contested):
    """Yields the text of the main XML, piece by piece."""
    rng = random.Random(seed)
    writer = Writer(rng)
    days = max(3, round(records / RECORDS_A_DAY))
    yield HEAD.format(me=ME, export=date_text(FIRST_DAY + (days + 2) * DAY))
    for recipe in recipes.RECIPES + (recipes.CONTESTED if contested else ()):
        rows = [row for number in range(days)
                for row in recipe(rng, FIRST_DAY + number * DAY, number)]
        copies = [row for row in rows if rng.random() < 0.01]
        for row in rows + copies:
            yield writer.record(row)
    for number in range(days):
        rows = recipes.pressure(rng, FIRST_DAY + number * DAY, number)
        if number % 3 != 1:  # nested only, top level only, both
            yield writer.correlation(rows)
        if number % 3 != 0:
            yield "".join(writer.record(row) for row in rows)
    yield "</HealthData>\n"


def make(path, records, seed, contested=False):
    """Writes the archive to a zip file."""
    text = "".join(elements(records, seed, contested)).encode("utf-8")
    with zipfile.ZipFile(path, "w") as container:
        member = zipfile.ZipInfo("apple_health_export/export.xml", (2026, 4, 10, 12, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        container.writestr(member, text)
    return text.count(b"<Record ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--contested", action="store_true")
    options = parser.parse_args()
    made = make(options.path, options.records, options.seed, options.contested)
    print(f"{options.path}: {made} records, seed {options.seed}")


if __name__ == "__main__":
    main()
