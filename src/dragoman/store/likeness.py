"""Which items share fingerprint tokens with a new one, asked so that the library's size hardly changes the time."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Select, column, func, select, values

from dragoman.store import schema

COMMON: Final = 4_000
MOST_PLACES: Final = 40_000
"""A token that is in so many items says little, and is left out; of the others, the rarest are looked up, until they
stand in so many places together. In a small library all are looked up."""


def telling(connection: Connection, tokens: Sequence[int]) -> list[int]:
    """The tokens that the library has, the rarest first, as many of them as can be looked up in a moment."""
    if not tokens:
        return []
    wanted = values(column("token", BigInteger), name="wanted").data([(token,) for token in sorted(set(tokens))])
    wanted_tokens = wanted.cte("wanted")
    token = schema.token.c.token
    some = select(token).where(token == wanted_tokens.c.token).correlate(wanted_tokens).limit(COMMON)
    often = select(func.count()).select_from(some.subquery()).scalar_subquery()
    chosen: list[int] = []
    places = 0
    found = connection.execute(select(wanted_tokens.c.token, often)).all()
    for value, count in sorted(found, key=lambda row: (row[1], row[0])):
        places += count
        if count == COMMON or places > MOST_PLACES:
            break
        if count:
            chosen.append(value)
    return chosen


def sharing(tokens: Sequence[int], *, least: int, limit: int) -> Select[Any]:
    """Active expressions whose newest file shares at least `least` tokens: work, id and description; most first."""
    token, item, held, edition = schema.token.c, schema.item.c, schema.held.c, schema.edition.c
    shared = func.count()
    counted = (
        select(token.item, shared.label("shared"))
        .where(token.token.in_(tokens))
        .group_by(token.item)
        .having(shared >= least)
        .subquery()
    )
    return (
        select(edition.work_id, edition.id, item.description)
        .join_from(counted, schema.item, item.number == counted.c.item)
        .join(schema.held, (held.digest == item.digest) & held.current)
        .join(schema.edition, edition.id == held.expression_id)
        .order_by(counted.c.shared.desc(), edition.id, item.number)
        .limit(limit)
    )
