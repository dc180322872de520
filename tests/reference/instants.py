"""Instants, durations and the calendar (docs/policies.md, J2).

An instant is a number of milliseconds since 1970 UTC. A duration is None (`none`: no deadline) or a Duration.
"""
import bisect
import datetime
import re
from collections import namedtuple

DAY = 86_400_000
EPOCH = datetime.datetime(1970, 1, 1)
INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?Z\Z", re.ASCII)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_instant(text):
    """RFC 3339 in UTC. Raises ValueError."""
    match = INSTANT.match(text) if isinstance(text, str) else None
    if not match:
        raise ValueError("a time is written as 2026-01-05T08:00:00Z")
    year, month, day, hour, minute, second = (int(group) for group in match.groups()[:6])
    fraction = (match.group(7) or "0").ljust(3, "0")
    moment = datetime.datetime(year, month, day, hour, minute, second)
    return (moment - EPOCH) // datetime.timedelta(milliseconds=1) + int(fraction)


def format_instant(instant):
    moment = EPOCH + datetime.timedelta(milliseconds=instant)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (instant % 1000)


# business: n business days; days: n calendar days; ms: exact time, added after the days.
Duration = namedtuple("Duration", "business days ms")
ZERO = Duration(0, 0, 0)

ISO = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\Z", re.ASCII)
BUSINESS = re.compile(r"B(\d+)D\Z", re.ASCII)


def parse_duration(text):
    """`none`, `0`, `P5D`, `PT48H`, `B3D`. Raises ValueError."""
    if text == "none":
        return None
    if text == "0":
        return ZERO
    match = BUSINESS.match(text)
    if match:
        return Duration(int(match.group(1)), 0, 0)
    match = ISO.match(text)
    if not match or not any(match.groups()):
        raise ValueError("a duration is none, 0, P5D, PT48H or B3D")
    weeks, days, hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return Duration(0, weeks * 7 + days, ((hours * 60 + minutes) * 60 + seconds) * 1000)


class Calendar:
    """The policy's calendar: an offset from UTC that may change at given instants, the weekend, the holidays."""

    def __init__(self, offsets=None, weekend=(5, 6), holidays=()):
        changes = sorted((offsets or {None: 0}).items(), key=lambda item: -1 if item[0] is None else item[0])
        self.starts = [start for start, _ in changes[1:]]  # the instants at which a further offset begins
        self.offsets = [offset for _, offset in changes]
        self.weekend = frozenset(weekend)    # 0 is Monday
        self.holidays = frozenset(holidays)  # days since 1970-01-01

    def to_local(self, instant):
        return instant + self.offsets[bisect.bisect_right(self.starts, instant)]

    def from_local(self, local):
        """A local time that occurs twice is the first of the two; one that is skipped is read with the offset that
        was in force before the change."""
        for index, start in enumerate(self.starts):
            instant = local - self.offsets[index]
            if instant < start:
                return instant
            if local - self.offsets[index + 1] < start:  # skipped by the change at `start`
                return instant
        return local - self.offsets[-1]

    def is_business_day(self, day):
        return (day + 3) % 7 not in self.weekend and day not in self.holidays  # 1970-01-01 was a Thursday

    def add(self, instant, duration):
        """The instant `duration` after `instant`; None where the duration is none."""
        if duration is None:
            return None
        if duration.business or duration.days:
            day, time = divmod(self.to_local(instant), DAY)
            day += duration.days
            for _ in range(duration.business):
                day += 1
                while not self.is_business_day(day):
                    day += 1
            instant = self.from_local(day * DAY + time)
        return instant + duration.ms
