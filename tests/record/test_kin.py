"""A likely newer release of what is here is named, so that nobody has two versions unawares."""

from dataclasses import replace

from dragoman.record.kin import newer_release_of
from dragoman.record.model import Description, Evidence, Fingerprint, Source, Statement
from dragoman.vocabulary.languages import LanguageTag


def described(item: str, title: str, *, language: str = "en", tokens: tuple[int, ...] = ()) -> Description:
    seen = Evidence(item=item, source=Source.TITLE_PAGE, method="test", confidence=0.9)
    return Description(
        item=item,
        pages=10,
        language=Statement(value=LanguageTag(language), evidence=seen),
        title=Statement(value=title, evidence=seen),
        fingerprint=Fingerprint(tokens=tuple((token, 1) for token in tokens)),
    )


OLD = described("old", "Water Standard 4.0.3", tokens=tuple(range(100)))
NEW = described("new", "Water Standard 5.0", tokens=tuple(range(40, 160)))


def test_a_title_that_differs_in_its_figures_is_a_release() -> None:
    assert newer_release_of(replace(NEW, fingerprint=Fingerprint()), [("e1", OLD)]) == "e1"


def test_a_text_that_shares_much_is_one_under_another_title() -> None:
    renamed = described("new", "Standard for Clean Water", tokens=tuple(range(40, 160)))
    assert newer_release_of(renamed, [("e1", OLD)]) == "e1"


def test_the_likeliest_is_named() -> None:
    far = described("far", "Rivers", tokens=tuple(range(40, 80)))
    assert newer_release_of(NEW, [("far", far), ("e1", OLD)]) == "e1"


def test_another_language_another_text_or_the_same_file_is_none() -> None:
    assert newer_release_of(NEW, [("e1", replace(OLD, language=described("", "", language="fr").language))]) is None
    assert newer_release_of(NEW, [("e1", described("x", "Rivers", tokens=tuple(range(155, 300))))]) is None
    assert newer_release_of(NEW, [("e1", replace(OLD, item="new"))]) is None
    assert newer_release_of(NEW, []) is None
