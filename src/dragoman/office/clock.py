"""What time it is, and how instants are written: ISO 8601 in UTC, to the second, so that they sort as texts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


def stamp(instant: datetime, *, later: timedelta = timedelta()) -> str:
    """An instant, or one so much later, as it is kept."""
    return (instant + later).strftime("%Y-%m-%dT%H:%M:%SZ")
