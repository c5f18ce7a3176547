"""The catalogue: what the library answers. Each call is one short reading transaction; any thread may call."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Select, func, select

from dragoman.errors import UsageError
from dragoman.record.model import Description, Work
from dragoman.record.public import is_public, public
from dragoman.store import likeness, listing, schema
from dragoman.store.database import reading
from dragoman.store.listing import Key
from dragoman.store.model import (
    AwaitingItem,
    Candidate,
    EditionSummary,
    Filters,
    HeldItem,
    Holdings,
    JournalLine,
    Listing,
    Overlap,
    Sibling,
    SourceFile,
)
from dragoman.store.root import StorageRoot
from dragoman.store.rows import storable
from dragoman.store.schema import ANY_TEXT, ANY_YEAR

MOST_LISTED: Final = 500
EVERYTHING: Final = Filters()


class Catalogue:
    """Answers from the database behind `engine`; `root` says where files are.

    What it says is what everybody may know (`record.public`); with `whole`, all that is kept.
    """

    def __init__(self, engine: Engine, root: StorageRoot, *, whole: bool = False) -> None:
        self._engine = engine
        self._root = root
        self._whole = whole

    def holdings(self, filters: Filters = EVERYTHING) -> Holdings:
        """Counts from the tally: the time does not depend on the number of editions, but for those about a subject."""
        if filters.subject:
            return self._about(filters)
        table = schema.tally.c
        language, year, kind = filters.language or ANY_TEXT, filters.year, filters.resource_type or ANY_TEXT
        year = ANY_YEAR if year is None else year
        of_language, of_year, of_type = table.language == language, table.year == year, table.resource_type == kind
        with reading(self._engine) as connection:
            total = connection.execute(
                select(table.works, table.expressions, table.pages).where(of_language, of_year, of_type)
            ).first()
            return Holdings(
                works=total.works if total else 0,
                expressions=total.expressions if total else 0,
                pages=total.pages if total else 0,
                languages=_facet(connection, table.language, table.language > ANY_TEXT, of_year, of_type),
                years=_facet(connection, table.year, table.year > ANY_YEAR, of_language, of_type),
                resource_types=_facet(
                    connection, table.resource_type, table.resource_type > ANY_TEXT, of_language, of_year
                ),
            )

    def _about(self, filters: Filters) -> Holdings:
        """Counts of the editions about a subject, one by one."""
        edition = schema.edition.c
        works, expressions, pages = func.count(edition.work_id.distinct()), func.count(), func.sum(edition.pages)

        def facet(connection: Connection, name: str) -> tuple[tuple[Any, int], ...]:
            others = {each: getattr(filters, each) for each in schema.FACETS if each != name}
            narrowed = listing.let_through(Filters(subject=filters.subject, **others), schema.edition)
            column = edition[name]
            asked = select(column, func.count()).where(column.is_not(None), *narrowed).group_by(column)
            found = ((value, count) for value, count in connection.execute(asked))
            return tuple(sorted(found, key=lambda f: (-f[1], f[0])))

        with reading(self._engine) as connection:
            asked = select(works, expressions, pages).where(*listing.let_through(filters, schema.edition))
            total = connection.execute(asked).one()
            return Holdings(
                works=total[0],
                expressions=total[1],
                pages=total[2] or 0,
                languages=facet(connection, "language"),
                years=facet(connection, "year"),
                resource_types=facet(connection, "resource_type"),
            )

    def subjects(self, filters: Filters = EVERYTHING) -> tuple[tuple[str, int], ...]:
        """How many active editions are about each concept, most first; the filter by subject is left out."""
        subject = schema.subject.c
        asked = select(subject.uri, func.count()).group_by(subject.uri)
        narrowed = listing.let_through(replace(filters, subject=()), schema.edition)
        if narrowed:
            asked = asked.join_from(schema.subject, schema.edition, schema.edition.c.id == subject.id).where(*narrowed)
        with reading(self._engine) as connection:
            found = [(uri, count) for uri, count in connection.execute(asked)]
        return tuple(sorted(found, key=lambda f: (-f[1], f[0])))

    def overlap(self, most: int) -> Overlap:
        """In how many works languages stand, and in how many each two of the `most` first of them stand together.

        One walk along the index of works: joining editions with editions takes ten times as long.
        """
        edition = schema.edition.c
        held: dict[str, set[str]] = {}
        with reading(self._engine) as connection:
            for work_id, language in connection.execute(select(edition.work_id, edition.language)):
                held.setdefault(work_id, set()).add(language)
        together = Counter(map(frozenset, held.values()))
        works: Counter[str] = Counter()
        for languages, count in together.items():
            works.update(dict.fromkeys(languages, count))
        order = sorted(works.items(), key=lambda row: (-row[1], row[0]))
        first = {tag for tag, _ in order[:most]}
        both: Counter[tuple[str, str]] = Counter()
        for languages, count in together.items():
            both.update(dict.fromkeys(permutations(languages & first, 2), count))
        return Overlap(works=tuple(order), both=both)

    def browse(
        self,
        filters: Filters = EVERYTHING,
        *,
        order: str = "newest",
        key: str | None = None,
        limit: int = 20,
        reader: str | None = None,
    ) -> Listing:
        """A page of the active editions: those after `key` (or before it), which an earlier page gave.

        With a `reader`, one edition a work: the one in that language, else the original, else the first.
        """
        if order not in schema.ORDERS:
            raise UsageError("no-such-order", f"There is no order {order}.", f"Use one of: {', '.join(schema.ORDERS)}.")
        at = listing.read_key(key, order=order) if key else None
        limit = max(1, min(limit, MOST_LISTED))
        asked = listing.page(filters, order=order, at=at, limit=limit, reader=reader)
        with reading(self._engine) as connection:
            rows = connection.execute(asked).mappings().all()
            return self._listing(connection, rows, order=order, at=at, limit=limit)

    def work(self, work_id: str) -> Work | None:
        """The work with this id; one that was merged into another has no expressions, and says where they went."""
        return self._shown(select(schema.work.c.record).where(schema.work.c.id == work_id))

    def successor(self, work_id: str) -> Work | None:
        """The work that has this one's editions now: itself, or the one that it was merged into."""
        met: set[str] = set()
        work = self.work(work_id)
        while work is not None and work.merged_into is not None and work.id not in met:
            met.add(work.id)
            work = self.work(work.merged_into)
        return work

    def expression(self, expression_id: str) -> Work | None:
        """The work that holds this expression now."""
        held = select(schema.expression.c.work_id).where(schema.expression.c.id == expression_id).scalar_subquery()
        work = self._shown(select(schema.work.c.record).where(schema.work.c.id == held))
        return work if work is not None and work.expression(expression_id) else None

    def holders(self, expression_ids: Sequence[str]) -> dict[str, Work]:
        """The works that hold these expressions now, by the expression's id; one that is not here is left out."""
        expression, work = schema.expression.c, schema.work.c
        held: dict[str, str] = {}
        records: dict[str, Work] = {}
        with reading(self._engine) as connection:
            for at in range(0, len(expression_ids), MOST_LISTED):
                ids = expression_ids[at : at + MOST_LISTED]
                found = select(expression.id, expression.work_id).where(expression.id.in_(ids))
                here = {row.id: row.work_id for row in connection.execute(found)}
                wanted = sorted({*here.values()} - {*records})
                rows = connection.execute(select(work.id, work.record).where(work.id.in_(wanted)))
                records.update((row.id, self._read(row.record)) for row in rows)
                held.update(here)
        works = {expression_id: records[work_id] for expression_id, work_id in held.items()}
        return {expression_id: work for expression_id, work in works.items() if work.expression(expression_id)}

    def editions_at(self, paths: Sequence[str]) -> dict[str, list[str]]:
        """The editions whose newest files stood at these paths when they were last looked at, by path."""
        source, held = schema.source.c, schema.held.c
        asked = select(source.path, held.expression_id).where(held.digest == source.digest, held.current)
        found: dict[str, list[str]] = {}
        with reading(self._engine) as connection:
            for at in range(0, len(paths), MOST_LISTED):
                rows = connection.execute(asked.where(source.path.in_(paths[at : at + MOST_LISTED])))
                for row in rows:
                    found.setdefault(row.path, []).append(row.expression_id)
        return found

    def works(self, *, after: str = "", limit: int = 100) -> tuple[Work, ...]:
        """The works with greater ids, in the order of their ids."""
        table = schema.work.c
        asked = select(table.record).where(table.id > after).order_by(table.id).limit(limit)
        with reading(self._engine) as connection:
            return tuple(self._read(record) for record in connection.execute(asked).scalars())

    def _shown(self, asked: Select[Any]) -> Work | None:
        with reading(self._engine) as connection:
            found = connection.execute(asked).scalar()
        work = self._read(found) if found is not None else None
        return work if work is not None and (self._whole or is_public(work)) else None

    def _read(self, record: str) -> Work:
        work = msgspec.json.decode(record, type=Work)
        return work if self._whole else public(work)

    def item(self, digest: str) -> HeldItem | None:
        """A file that is kept, as it is served."""
        item, held = schema.item.c, schema.held.c
        uses = select(held.expression_id, held.file_name).where(held.digest == digest)
        if not self._whole:
            uses = uses.where(held.open)
        with reading(self._engine) as connection:
            found = connection.execute(select(item.size, item.media_type).where(item.digest == digest)).first()
            if found is None:
                return None
            used = connection.execute(uses.order_by(held.work_id, held.place)).all()
        if not (used or self._whole):
            return None
        return HeldItem(
            digest=digest,
            path=str(self._root.item_file(digest, media_type=found.media_type)),
            file_name=used[-1].file_name if used else "",
            size=found.size,
            media_type=found.media_type,
            expression_ids=tuple(dict.fromkeys(use.expression_id for use in used)),
        )

    def description(self, digest: str) -> Description | None:
        """What was read from an item."""
        asked = select(schema.item.c.description).where(schema.item.c.digest == digest)
        with reading(self._engine) as connection:
            found = connection.execute(asked).scalar()
        return msgspec.json.decode(found, type=Description) if found is not None else None

    def awaiting(self) -> tuple[AwaitingItem, ...]:
        """The files, newest revisions only, with pages that OCR may read; those with the fewest first."""
        item, held = schema.item.c, schema.held.c
        newest = select(held.digest).where(held.digest == item.digest, held.current).exists()
        asked = select(item.digest, item.media_type, item.size, item.awaiting, item.description)
        with reading(self._engine) as connection:
            rows = connection.execute(asked.where(item.awaiting > 0, newest).order_by(item.awaiting, item.digest)).all()
        return tuple(
            AwaitingItem(
                digest=row.digest,
                path=str(self._root.item_file(row.digest, media_type=row.media_type)),
                media_type=row.media_type,
                size=row.size,
                pages=row.awaiting,
                description=msgspec.json.decode(row.description, type=Description),
            )
            for row in rows
        )

    def sources_of(self, digest: str) -> tuple[SourceFile, ...]:
        """The paths at which these bytes stood when they were last looked at."""
        table = schema.source.c
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(schema.source).where(table.digest == digest).order_by(table.path)
            ).mappings()
            return tuple(SourceFile(**row) for row in rows)

    def holder(self, path: str, digest: str) -> tuple[Work, str] | None:
        """The work and the manifestation that have these bytes as a file from this path, the newest revision first."""
        uses = select(schema.held.c.work_id).where(schema.held.c.digest == digest).distinct()
        with reading(self._engine) as connection:
            works = [self.work(work_id) for work_id in connection.execute(uses).scalars().all()]
        found = [
            (m.current.item == digest, work, m.id)
            for work in works
            if work is not None and work.merged_into is None
            for m in work.manifestations
            if any(f.item == digest and path in f.paths for f in m.files)
        ]
        return max(
            ((work, name) for current, work, name in found if current), default=None, key=lambda f: f[1]
        ) or next(((work, name) for _, work, name in found), None)

    def holding(self, digest: str) -> tuple[Work, ...]:
        """The works that have these bytes as a file, be the item itself here or lost."""
        uses = select(schema.held.c.work_id).where(schema.held.c.digest == digest).distinct()
        with reading(self._engine) as connection:
            works = connection.execute(uses.order_by(schema.held.c.work_id)).scalars().all()
        return tuple(work for work in map(self.work, works) if work is not None)

    def source(self, path: str) -> SourceFile | None:
        """What stood at a path when it was last looked at."""
        with reading(self._engine) as connection:
            found = connection.execute(select(schema.source).where(schema.source.c.path == path)).mappings().first()
        return SourceFile(**found) if found else None

    def alike(self, tokens: Sequence[int], *, least: int, limit: int = 10) -> tuple[Candidate, ...]:
        """All editions of the works of which one shares at least `least` of these fingerprint tokens.

        Of tokens that stand in very many items, only the rarest are counted (see `likeness.telling`); `limit` is of
        works, those that share what says most first.
        """
        with reading(self._engine) as connection:
            chosen = likeness.telling(connection, tokens)
            asked = likeness.sharing(chosen, least=least, limit=limit)
            works = connection.execute(asked).scalars().all() if chosen else ()
            found = connection.execute(likeness.members(works)).all() if works else ()
        order = {work_id: place for place, work_id in enumerate(works)}
        return tuple(
            Candidate(
                work_id=row.work_id,
                expression_id=row.expression_id,
                description=msgspec.json.decode(row.description, type=Description),
            )
            for row in sorted(found, key=lambda row: order[row.work_id])
        )

    def due(self, until: str) -> tuple[str, ...]:
        """The ids of works that are to change by themselves until an instant, the earliest first."""
        table = schema.due.c
        asked = select(table.work_id).where(table.instant <= until).order_by(table.instant, table.work_id)
        with reading(self._engine) as connection:
            return tuple(connection.execute(asked).scalars())

    def is_purged(self, digest: str) -> bool:
        """Whether a file was deleted for the law, and must not come in again."""
        asked = select(schema.purged.c.work_id).where(schema.purged.c.digest == digest).limit(1)
        with reading(self._engine) as connection:
            return connection.execute(asked).first() is not None

    def formerly_at(self, keys: Sequence[str]) -> str | None:
        """The edition that was to be found at an address before, by its keys (`store.former`), the surest first; of
        several at the same address the first, by its id.
        """
        table = schema.former_address.c
        asked = select(table.address, table.expression_id).where(table.address.in_([storable(key) for key in keys]))
        with reading(self._engine) as connection:
            found = connection.execute(asked).all() if keys else []
        order = {storable(key): place for place, key in enumerate(keys)}
        return min(found, key=lambda row: (order[row.address], row.expression_id)).expression_id if found else None

    def journal(self, *, after: int, limit: int = 1000) -> tuple[JournalLine, ...]:
        """The journal's lines with greater numbers."""
        table = schema.journal.c
        asked = select(schema.journal).where(table.number > after).order_by(table.number).limit(limit)
        with reading(self._engine) as connection:
            return tuple(JournalLine(**row) for row in connection.execute(asked).mappings())

    def head(self) -> int:
        """The number of the journal's last line; 0 before the first."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.coalesce(func.max(schema.journal.c.number), 0))).scalar_one())

    def version(self) -> str:
        """Something that is different after every change, and after a rebuild."""
        generation = select(schema.meta.c.value).where(schema.meta.c.name == "generation").scalar_subquery()
        head = select(func.coalesce(func.max(schema.journal.c.number), 0)).scalar_subquery()
        with reading(self._engine) as connection:
            found = connection.execute(select(generation.label("generation"), head.label("head"))).one()
        return f"{found.generation}-{found.head}"

    def _listing(
        self, connection: Connection, rows: Sequence[Any], *, order: str, at: Key | None, limit: int
    ) -> Listing:
        """`rows` are one more than are shown, where there are more."""
        more = len(rows) > limit
        shown = rows[:limit]
        backwards = at is not None and at.backwards
        if backwards:
            shown = shown[::-1]
        if not shown:
            return Listing(editions=())
        before, after = (more, True) if backwards else (at is not None, more)
        siblings = _siblings(connection, {row["work_id"] for row in shown})
        return Listing(
            editions=tuple(_summary(row, siblings) for row in shown),
            following=listing.write_key(shown[-1], order=order, backwards=False) if after else None,
            preceding=listing.write_key(shown[0], order=order, backwards=True) if before else None,
        )


def _facet(
    connection: Connection, column: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> tuple[tuple[Any, int], ...]:
    asked = select(column, schema.tally.c.expressions).where(*conditions)
    return tuple(sorted(((value, count) for value, count in connection.execute(asked)), key=lambda f: (-f[1], f[0])))


def _siblings(connection: Connection, work_ids: set[str]) -> dict[str, list[Sibling]]:
    table = schema.edition.c
    asked = select(table.work_id, table.id, table.language).where(table.work_id.in_(sorted(work_ids)))
    siblings: dict[str, list[Sibling]] = {}
    for row in connection.execute(asked.order_by(table.work_id, table.place)):
        siblings.setdefault(row.work_id, []).append(Sibling(expression_id=row.id, language=row.language))
    return siblings


def _summary(row: Any, siblings: dict[str, list[Sibling]]) -> EditionSummary:  # noqa: ANN401 - a row of `edition`
    return EditionSummary(
        work_id=row["work_id"],
        expression_id=row["id"],
        language=row["language"],
        title=row["title"],
        original_language=row["original_language"],
        is_original=row["is_original"],
        pages=row["pages"],
        year=row["year"],
        resource_type=row["resource_type"],
        publisher=row["publisher"],
        uploaded=row["uploaded"],
        abstract=row["abstract"],
        siblings=tuple(s for s in siblings.get(row["work_id"], ()) if s.expression_id != row["id"]),
    )
