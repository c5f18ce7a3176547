"""A library is backed up while it is used, and comes back whole, its accounts too, on either database."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete

from dragoman.errors import LibraryError
from dragoman.office.backup import RESTORING, back_up, restore, verify
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.pipeline.upkeep import check, index
from dragoman.record.model import Work
from dragoman.store import mirror as mirroring
from dragoman.store import schema
from dragoman.store.database import writing
from dragoman.store.library import Library
from dragoman.store.model import Change
from tests.web import bookshelf as shelf


@pytest.fixture
def filled(library: Library) -> Library:
    placed = shelf.Shelf(library)
    placed.keep(shelf.study(placed), *(shelf.small(placed, number) for number in range(3)))
    (library.folder / "site.toml").write_text('name = "Border Institute"\n', encoding="utf-8")
    return library


@pytest.fixture
def staffed(filled: Library) -> Library:
    office = Office.of(filled)
    office.accounts.add(login="anna", name="Anna", role=Role.ADMINISTRATOR, by="test")
    return filled


def records(library: Library) -> dict[str, bytes]:
    return {work_id: library.root.record_json(work_id) for work_id in library.root.works()}


def test_a_library_comes_back_as_it_was_with_its_settings_and_accounts(staffed: Library, tmp_path: Path) -> None:
    done = back_up(staffed, tmp_path / "backup")
    assert done.troubles == ()
    assert done.copied.objects == sum(1 for _ in staffed.root.objects())
    assert verify(tmp_path / "backup") == []
    restored = restore(tmp_path / "backup", tmp_path / "again")
    assert restored.troubles == ()
    with closing(Library.open(tmp_path / "again")) as again:
        assert records(again) == records(staffed)
        assert again.identity == staffed.identity
        assert list(check(again)) == []
        office = Office.of(again)
        assert [account.login for account in office.accounts.all()] == ["anna"]
        assert office.key == Office.of(staffed).key
    assert (tmp_path / "again" / "site.toml").read_text("utf-8") == 'name = "Border Institute"\n'
    assert (tmp_path / "again" / "office.key").stat().st_mode & 0o077 == 0
    assert not (tmp_path / "again" / RESTORING).exists()


def test_what_can_be_made_anew_is_not_in_the_backup(filled: Library, tmp_path: Path) -> None:
    index(filled)
    back_up(filled, tmp_path / "backup")
    names = {each.name for each in (tmp_path / "backup").iterdir()}
    assert names == {"root", "files", "backup.json", "office.jsonl", "backup.lock", "backup.gate"}
    assert {each.name for each in (tmp_path / "backup" / "files").iterdir()} == {"site.toml"}


def test_again_only_what_is_new_is_copied(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    assert back_up(filled, tmp_path / "backup").copied.objects == 0
    placed = shelf.Shelf(filled)
    changed = filled.catalogue.work(shelf.STUDY)
    assert changed
    placed.keep(shelf.small(placed, 9), changed)
    done = back_up(filled, tmp_path / "backup")
    assert done.copied.objects == 3  # the new file, its work, and one more version of the study
    assert len(list(filled.root.work_folder(shelf.STUDY).glob("v*"))) == 2
    assert verify(tmp_path / "backup") == []


def test_what_changes_while_it_is_copied_is_in_it_whole(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = mirroring._object
    written: list[Work] = []

    def meanwhile(*arguments: object) -> None:
        done(*arguments)  # type: ignore[arg-type]
        if not written:
            placed = shelf.Shelf(filled)
            written.append(shelf.small(placed, 20))
            placed.keep(*written)

    monkeypatch.setattr(mirroring, "_object", meanwhile)
    assert back_up(filled, tmp_path / "backup").troubles == ()
    restore(tmp_path / "backup", tmp_path / "again")
    with closing(Library.open(tmp_path / "again")) as again:
        assert records(again) == records(filled)


def test_what_was_purged_leaves_the_next_backup(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    digest = next(filled.root.items())
    with writing(filled.engine) as connection:
        connection.execute(delete(schema.item).where(schema.item.c.digest == digest))
    shutil.rmtree(filled.root.item_folder(digest))
    done = back_up(filled, tmp_path / "backup")
    assert (done.copied.removed, done.troubles) == (1, ())
    assert digest not in " ".join(str(each) for each in (tmp_path / "backup").rglob("*"))


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_what_the_library_lost_or_damaged_stays_in_the_backup_as_it_was(
    filled: Library, tmp_path: Path, harm: str
) -> None:
    back_up(filled, tmp_path / "backup")
    digest = next(filled.root.items())
    folder = filled.root.item_folder(digest)
    if harm == "lost":
        shutil.rmtree(folder)
    else:
        (folder / "inventory.json").write_bytes(b"{}")
        (folder / "inventory.json.sha512").write_text("0 inventory.json\n", "ascii")
    done = back_up(filled, tmp_path / "backup")
    assert [str(folder.relative_to(filled.root.folder))] == [trouble.where for trouble in done.troubles]
    assert verify(tmp_path / "backup") == []
    restored = restore(tmp_path / "backup", tmp_path / "again")
    assert restored.troubles == ()


def test_a_damaged_file_of_a_new_object_is_not_copied_over(filled: Library, tmp_path: Path) -> None:
    digest = next(filled.root.items())
    filled.root.item_file(digest).write_bytes(b"other")
    done = back_up(filled, tmp_path / "backup")
    assert len(done.troubles) == 1
    assert "not those that were kept" in done.troubles[0].message


def test_a_changed_byte_in_the_backup_is_found(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    file = next((tmp_path / "backup" / "root").rglob("item.pdf"))
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    (tmp_path / "backup" / "files" / "site.toml").write_text("name = 1", "utf-8")
    assert sorted(trouble.where for trouble in verify(tmp_path / "backup")) == sorted(
        ["site.toml", str(file.relative_to(tmp_path / "backup" / "root"))]
    )


def test_a_restoration_that_was_interrupted_goes_on_where_it_was(
    staffed: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(staffed, tmp_path / "backup")
    copies: list[object] = []
    done = mirroring._object

    def broken(*arguments: object) -> None:
        if len(copies) == 3:
            raise KeyboardInterrupt
        copies.append(arguments)
        done(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(mirroring, "_object", broken)
        with pytest.raises(KeyboardInterrupt):
            restore(tmp_path / "backup", tmp_path / "again")
    assert restore(tmp_path / "backup", tmp_path / "again").works == 4
    with closing(Library.open(tmp_path / "again")) as again:
        assert list(check(again)) == []


def test_the_accounts_of_one_kind_of_database_come_back_in_the_other(postgresql: str, tmp_path: Path) -> None:
    with closing(Library.open(tmp_path / "one", create=True)) as one:
        Office.of(one).accounts.add(login="anna", name="Anna", role=Role.ADMINISTRATOR, by="test")
        back_up(one, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "two", database_url=postgresql)
    shutil.rmtree(tmp_path / "two")
    restore(tmp_path / "backup", tmp_path / "two", database_url=postgresql)  # into tables that are there already
    with closing(Library.open(tmp_path / "two", database_url=postgresql)) as two:
        assert [account.login for account in Office.of(two).accounts.all()] == ["anna"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("inside", "backup-inside"), ("full", "not-a-backup"), ("another", "backup-of-another")],
)
def test_a_backup_is_made_only_where_it_harms_nothing(filled: Library, tmp_path: Path, wrong: str, code: str) -> None:
    target = filled.folder / "backup" if wrong == "inside" else tmp_path / "target"
    if wrong == "full":
        target.mkdir()
        (target / "thesis.odt").write_text("mine", "utf-8")
    if wrong == "another":
        with closing(Library.open(tmp_path / "other", create=True)) as other:
            back_up(other, target)
    with pytest.raises(LibraryError) as refused:
        back_up(filled, target)
    assert refused.value.code == code


def test_a_library_is_restored_only_into_an_empty_folder_and_from_a_backup(filled: Library, tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as refused:
        restore(tmp_path, tmp_path / "again")
    assert refused.value.code == "no-backup"
    back_up(filled, tmp_path / "backup")
    with pytest.raises(LibraryError) as refused:
        restore(tmp_path / "backup", filled.folder)
    assert refused.value.code == "not-empty"


def test_a_change_goes_on_after_a_backup(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    changed = filled.catalogue.work(shelf.STUDY)
    assert changed
    with filled.writer() as writer:
        writer.keep(Change(works=(changed,)))
