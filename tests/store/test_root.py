"""The storage root is OCFL 1.1, by ocfl-py, after every step; and what a change did to it can be undone."""

import logging
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LibraryError
from dragoman.record import assembly
from dragoman.store.ocfl_object import object_path
from dragoman.store.root import ITEM, WORK, StorageRoot
from tests.store.made import Made

MADE = Made(name="a")
OTHER = Made(name="b", language="fr")


@pytest.fixture
def root(tmp_path: Path) -> StorageRoot:
    made = StorageRoot(tmp_path / "root", staging=tmp_path / "staging")
    made.create()
    made.staging.mkdir()
    (tmp_path / "spool").mkdir()
    return made


@pytest.fixture
def snapshot(root: StorageRoot) -> Callable[[], dict[str, bytes]]:
    """All files and folders of the root, as they are when it is called."""

    def look() -> dict[str, bytes]:
        return {str(p.relative_to(root.folder)): p.read_bytes() if p.is_file() else b"" for p in root.folder.rglob("*")}

    return look


def put(root: StorageRoot, made: Made) -> None:
    root.put_item(made.item(root.folder.parent / "spool"), staging=root.staging)


def assert_valid(root: StorageRoot, *, objects: int) -> None:
    logging.disable(logging.CRITICAL)
    store = import_module("ocfl").StorageRoot(root=str(root.folder))
    valid = store.validate(log_warnings=True)
    logging.disable(logging.NOTSET)
    assert (valid, store.errors, store.log.messages) == (True, [], [])
    assert (store.num_objects, store.good_objects) == (objects, objects)


def test_an_empty_root_is_valid(root: StorageRoot) -> None:
    assert_valid(root, objects=0)
    root.create()
    assert_valid(root, objects=0)


def test_items_and_works_are_valid_objects(root: StorageRoot) -> None:
    put(root, MADE)
    root.put_works([MADE.work], staging=root.staging)
    assert_valid(root, objects=2)
    joined = assembly.join(MADE.work, OTHER.arrival)
    root.put_works([joined], staging=root.staging / "2")
    root.put_works([assembly.also_at(joined, MADE.digest, "/elsewhere")], staging=root.staging / "3")
    root.put_works([joined], staging=root.staging / "4")
    assert_valid(root, objects=2)
    assert root.versions(joined.id) == 4
    assert root.work(joined.id) == joined
    assert root.item_file(MADE.digest).read_bytes() == MADE.bytes
    assert root.description(MADE.digest) == MADE.description
    assert root.document(MADE.digest).item == MADE.digest
    assert (list(root.items()), list(root.works())) == ([MADE.digest], [joined.id])


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_objects_stand_where_the_layout_says(identifier: str) -> None:
    layout = import_module("ocfl.layout_registry").get_layout("0003-hash-and-id-n-tuple-storage-layout")
    layout.tuple_size = layout.number_of_tuples = 2
    for prefix in (ITEM, WORK, ""):
        assert object_path(prefix + identifier) == layout.identifier_to_path(prefix + identifier)


def test_the_layout_is_declared_with_its_parameters(root: StorageRoot) -> None:
    store = import_module("ocfl").StorageRoot(root=str(root.folder))
    assert store.object_path(ITEM + MADE.digest) == str(root.item_folder(MADE.digest).relative_to(root.folder))


def test_new_objects_are_undone(root: StorageRoot, snapshot: Callable[[], dict[str, bytes]]) -> None:
    put(root, OTHER)
    before = snapshot()
    put(root, MADE)
    root.put_works([MADE.work], staging=root.staging)
    for _ in range(2):
        root.undo(items=(MADE.digest,), works=((MADE.work.id, 0),))
        assert snapshot() == before
    assert_valid(root, objects=1)


def test_a_new_version_is_undone(root: StorageRoot, snapshot: Callable[[], dict[str, bytes]]) -> None:
    root.put_works([MADE.work], staging=root.staging / "1")
    before = snapshot()
    root.put_works([assembly.join(MADE.work, OTHER.arrival)], staging=root.staging / "2")
    for _ in range(2):
        root.undo(items=(), works=((MADE.work.id, 1),))
        assert snapshot() == before
    assert_valid(root, objects=1)
    assert root.work(MADE.work.id) == MADE.work


def test_a_damaged_object_is_said(root: StorageRoot) -> None:
    put(root, MADE)
    with pytest.raises(LibraryError) as missing:
        root.work("w0")
    assert missing.value.code == "object-missing"
    inventory = root.item_folder(MADE.digest) / "inventory.json"
    inventory.write_bytes(inventory.read_bytes()[:-9])
    with pytest.raises(LibraryError) as damaged:
        root.document(MADE.digest)
    assert damaged.value.code == "object-damaged"


def test_every_version_says_who_made_it_and_why(root: StorageRoot) -> None:
    root.put_works([MADE.work], staging=root.staging)
    inventory = msgspec.json.decode((root.work_folder(MADE.work.id) / "inventory.json").read_bytes())
    assert inventory["versions"]["v1"]["message"] == "Revision 1"
    assert inventory["versions"]["v1"]["user"]["name"] == "Dragoman"
