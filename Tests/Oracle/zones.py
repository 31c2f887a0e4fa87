"""Local time in an IANA zone: where days, hours and the other buckets begin (wire-format 3.3).

Instants are integer seconds UTC. A table of the zone's offset changes is made once.
"""

from bisect import bisect_right
from datetime import date, datetime
from zoneinfo import ZoneInfo

DAY = 86400
STEP = DAY // 4  # no zone has changed its offset twice within six hours
MARGIN = 400 * DAY  # a year's bucket begins and ends within this of its samples
FIXED = {"seconds": 1, "minutes": 60, "hours": 3600}
GROUPINGS = (*FIXED, "days", "weeks", "months", "years")
EPOCH = date(1970, 1, 1).toordinal()


class Zone:
    """Offset changes of one zone over the instants of an archive."""

    def __init__(self, name, first, last):
        self.info = ZoneInfo(name)
        self.first, self.last = first - MARGIN, last + MARGIN
        self.starts, self.offsets = [float("-inf")], [self._asked(self.first)]
        for low in range(self.first, self.last, STEP):
            high = low + STEP
            if self._asked(high) != self.offsets[-1]:
                self._halve(low, high)
        self.ends = self.starts[1:] + [float("inf")]
        self._days, self._texts = {}, {}
        self.cuts = {}  # the buckets made of this zone

    def _asked(self, instant):
        moment = datetime.fromtimestamp(instant, self.info)
        return int(moment.utcoffset().total_seconds())

    def _halve(self, low, high):
        old = self._asked(low)
        while high - low > 1:
            middle = (low + high) // 2
            if self._asked(middle) == old:
                low = middle
            else:
                high = middle
        self.starts.append(high)
        self.offsets.append(self._asked(high))

    def index(self, instant):
        """The number of the stretch of constant offset in which the instant lies."""
        return bisect_right(self.starts, instant) - 1

    def instant_of(self, local):
        """The first instant at which the clock reads `local` (seconds since 1970 by the clock)
        or, when that hour is skipped, the first one after it."""
        for number in range(self.index(local - 2 * DAY), len(self.starts)):
            if self.ends[number] + self.offsets[number] > local:
                return max(self.starts[number], local - self.offsets[number])
        raise ValueError("local time outside the table")

    def midnight(self, day):
        """The first instant of a local day, given by its number since 1970-01-01."""
        if day not in self._days:
            self._days[day] = self.instant_of(day * DAY)
        return self._days[day]

    def local_day(self, instant):
        """The number of the local date that the clock shows."""
        return (instant + self.offsets[self.index(instant)]) // DAY

    def text(self, instant):
        """The wire's date: `yyyy-MM-dd HH:mm:ss ±hhmm` (1.3)."""
        made = self._texts.get(instant)
        if made is None:
            offset = self.offsets[self.index(instant)]
            day, clock = divmod(instant + offset, DAY)
            sign, size = ("-", -offset) if offset < 0 else ("+", offset)
            made = self._texts[instant] = (
                f"{date.fromordinal(EPOCH + day)} "
                f"{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02} "
                f"{sign}{size // 3600:02}{size // 60 % 60:02}")
        return made


class FixedBuckets:
    """Seconds, minutes or hours of the local clock. The hour that occurs twice makes two buckets;
    where the clock is turned back by less than a bucket's length, the bucket grows by it."""

    def __init__(self, zone, length):
        self.zone, self.length = zone, length

    def find(self, instant):
        """Start and end of the bucket that holds the instant."""
        zone, length = self.zone, self.length
        first = last = zone.index(instant)
        label = (instant + zone.offsets[first]) // length
        while label * length - zone.offsets[first] < zone.starts[first]:
            if not self._goes_on(label, first):
                break
            first -= 1
        while (label + 1) * length - zone.offsets[last] >= zone.ends[last]:
            if not self._goes_on(label, last + 1):
                break
            last += 1
        start = max(label * length - zone.offsets[first], zone.starts[first])
        return start, min((label + 1) * length - zone.offsets[last], zone.ends[last])

    def _goes_on(self, label, number):
        """Whether the clock shows this bucket on both sides of the change before `number`."""
        border, length = self.zone.starts[number], self.length
        before, after = self.zone.offsets[number - 1], self.zone.offsets[number]
        shown = ((border - 1 + before) // length, (border + after) // length)
        return shown == (label, label) and before - after < length


class CalendarBuckets:
    """Days, weeks, months or years: from the first instant of a local day to that of another."""

    def __init__(self, zone, grouping, week_start):
        first = zone.local_day(zone.first) + 2
        last = zone.local_day(zone.last) - 2
        self.borders = []
        for day in range(first, last):
            if _begins(day, grouping, week_start):
                start = zone.midnight(day)
                if not self.borders or self.borders[-1] < start:  # a skipped day has no length
                    self.borders.append(start)

    def find(self, instant):
        """Start and end of the bucket that holds the instant."""
        place = bisect_right(self.borders, instant)
        if not 0 < place < len(self.borders):
            raise ValueError("instant outside the table")
        return self.borders[place - 1], self.borders[place]


def _begins(day, grouping, week_start):
    if grouping == "days":
        return True
    moment = date.fromordinal(EPOCH + day)
    if grouping == "weeks":
        return moment.weekday() == (6 if week_start == "sunday" else 0)
    if grouping == "months":
        return moment.day == 1
    return moment.day == 1 and moment.month == 1


def buckets(zone, grouping, week_start="monday"):
    """The buckets of a grouping (3.3); made once a zone."""
    if grouping not in GROUPINGS:
        raise ValueError(f"no such grouping: {grouping}")
    key = (grouping, week_start)
    if key not in zone.cuts:
        zone.cuts[key] = (FixedBuckets(zone, FIXED[grouping]) if grouping in FIXED
                          else CalendarBuckets(zone, grouping, week_start))
    return zone.cuts[key]
