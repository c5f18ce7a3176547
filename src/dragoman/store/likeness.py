"""Which works share fingerprint tokens with a new item, asked so that the library's size hardly changes the time."""

import math
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Float, Select, column, func, select, values

from dragoman.record.model import Status
from dragoman.store import schema

_GONE: Final = (Status.DELETED.value, Status.DISCARDED.value)
COMMON: Final = 200
VERY_COMMON: Final = 2_000
FEWEST: Final = 12
MOST_PLACES: Final = 3_000
"""A token that is in `COMMON` items says little, and is left out, unless fewer than `FEWEST` are rarer; of the others,
the rarest are looked up, until they stand in so many places together. In a small library all are looked up. Measured
among 100,000 editions: with 1,000 and 10,000 it takes 2.8 × the processor's time, and what is commoner misleads (37 of
40 found their works instead of 40)."""


def telling(connection: Connection, tokens: Sequence[int]) -> list[tuple[int, float]]:
    """The tokens that the library has, the rarest first, as many of them as can be looked up in a moment.

    Each comes with how much it says: the more items have it, the less.
    """
    if not tokens:
        return []
    rarest = _rarest(connection, tokens, common=COMMON)
    return rarest if len(rarest) >= FEWEST else _rarest(connection, tokens, common=VERY_COMMON)


def _rarest(connection: Connection, tokens: Sequence[int], *, common: int) -> list[tuple[int, float]]:
    """Of the tokens that fewer than `common` items have, the rarest first."""
    wanted = values(column("token", BigInteger), name="wanted").data([(token,) for token in sorted(set(tokens))])
    wanted_tokens = wanted.cte("wanted")
    token = schema.token.c.token
    some = select(token).where(token == wanted_tokens.c.token).correlate(wanted_tokens).limit(common)
    often = select(func.count()).select_from(some.subquery()).scalar_subquery()
    chosen: list[tuple[int, float]] = []
    places = 0
    found = connection.execute(select(wanted_tokens.c.token, often)).all()
    for value, count in sorted(found, key=lambda row: (row[1], row[0])):
        places += count
        if count == common or places > MOST_PLACES:
            break
        if count:
            chosen.append((value, round(1.0 / (1.0 + math.log(count)), 4)))
    return chosen


def sharing(tokens: Sequence[tuple[int, float]], *, least: int, limit: int) -> Select[Any]:
    """The works of which an edition's newest file shares at least `least` tokens, also one that is not public yet; most
    telling ones first.
    """
    item, held, review = schema.item.c, schema.held.c, schema.review.c
    wanted = (
        values(column("token", BigInteger), column("weight", Float), name="wanted").data(list(tokens)).cte("wanted")
    )
    said = func.sum(wanted.c.weight).label("said")
    counted = (
        select(schema.token.c.item, said)
        .join_from(wanted, schema.token, schema.token.c.token == wanted.c.token)
        .group_by(schema.token.c.item)
        .having(func.count() >= least)
        .subquery()
    )
    most = func.max(counted.c.said)
    return (
        select(review.work_id)
        .join_from(counted, schema.item, item.number == counted.c.item)
        .join(schema.held, (held.digest == item.digest) & held.current)
        .join(schema.review, review.id == held.expression_id)
        .where(review.status.not_in(_GONE))
        .group_by(review.work_id)
        .order_by(most.desc(), review.work_id)
        .limit(limit)
    )


def members(work_ids: Sequence[str]) -> Select[Any]:
    """The editions of works with what was read from the newest file of each form."""
    item, held = schema.item.c, schema.held.c
    return (
        select(held.work_id, held.expression_id, item.description)
        .join_from(schema.held, schema.item, (item.digest == held.digest) & held.current)
        .where(held.work_id.in_(work_ids))
        .order_by(held.work_id, held.place)
    )
