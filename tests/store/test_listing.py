"""Every page of every listing is one range of one index, however many editions there are."""

from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from dragoman.store import schema
from dragoman.store.library import Library
from dragoman.store.listing import Key, page
from dragoman.store.model import Filters

KEYS = [None, *(Key(value="m", edition="e1", backwards=backwards) for backwards in (False, True))]


FILTERS = [
    Filters(language=language, year=year, resource_type=kind)
    for language, year, kind in product((None, "fr"), (None, 2015), (None, "report"))
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("order", schema.ORDERS)
def test_a_page_is_read_from_one_index_and_not_sorted(
    order: str, key: Key | None, filters: Filters, plans: Library
) -> None:
    asked = page(filters, order=order, at=key, limit=20)
    statement = asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with plans.engine.connect() as connection:
        (step,) = connection.execute(text(f"EXPLAIN QUERY PLAN {statement}")).all()
    narrowed = [facet for facet in schema.FACETS if getattr(filters, facet) is not None]
    index = f"edition_by_{'_'.join((*narrowed, order))}"
    assert f"USING INDEX {index}" in step.detail
    assert all(f"{facet}=?" in step.detail for facet in narrowed)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(tmp_path_factory.mktemp("plans") / "library", create=True)
