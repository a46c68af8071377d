"""How times and numbers are written on the pages: sandbox time, in the zone of this machine."""

from datetime import UTC, datetime

from linkedin_sandbox.state.clock import Clock

MINUTE, HOUR, DAY = 60, 3600, 86400


def at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone()


def time(milliseconds: int) -> str:
    """10:42:16.318"""
    return f"{at(milliseconds):%H:%M:%S}.{milliseconds % 1000:03d}"


def clock_time(milliseconds: int) -> str:
    """10:42:16"""
    return f"{at(milliseconds):%H:%M:%S}"


def moment(milliseconds: int) -> str:
    """19 Nov 10:42"""
    return f"{at(milliseconds).day} {at(milliseconds):%b %H:%M}"


def day(milliseconds: int) -> str:
    """19 Nov 2026"""
    return f"{at(milliseconds).day} {at(milliseconds):%b %Y}"


def long_day(milliseconds: int) -> str:
    """Thursday 19 November 2026"""
    return f"{at(milliseconds):%A} {at(milliseconds).day} {at(milliseconds):%B %Y}"


def long(milliseconds: int) -> str:
    """Thu 19 Nov 2026 10:42:16"""
    return f"{at(milliseconds):%a} {day(milliseconds)} {clock_time(milliseconds)}"


def offset(clock: Clock) -> str:
    """How far the clock is from real time: "+1 d 2 h", "frozen", "60 × as fast", or nothing."""
    if clock.frozen:
        return "frozen"
    if clock.speed != 1:
        return f"{clock.speed:g} × as fast"
    minutes = round(abs(clock.offset) / MINUTE)
    parts = ((minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min"))
    text = " ".join(f"{number} {unit}" for number, unit in parts if number)
    return f"{'+' if clock.offset > 0 else '−'}{text}" if text else ""


def number(count: int) -> str:
    """1 204, with a thin space between thousands."""
    return f"{count:,}".replace(",", "\u202f")


FILTERS = {
    "time": time,
    "clock_time": clock_time,
    "moment": moment,
    "day": day,
    "long_day": long_day,
    "number": number,
}
