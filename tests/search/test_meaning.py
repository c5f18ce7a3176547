"""A question finds its answer in another language; what a model doesn't know has no vote; nothing is embedded twice."""

from collections.abc import Sequence

import numpy as np
import pytest

from dragoman.search.embedders import MUSE_LANGUAGES, Muse, installed
from dragoman.search.index import SearchIndex
from dragoman.search.matrices import Floats, unit
from dragoman.search.meaning import together
from dragoman.search.model import Query
from dragoman.store.library import Library
from dragoman.store.model import Filters

from .shelf import Edition, keep

ENGLISH = Edition(
    language="en",
    title="Report",
    pages=(
        "Rivers carry fish to the sea every spring.",
        "The court decides who may appeal against a deportation order.",
    ),
)
RUSSIAN = Edition(
    language="ru",
    title="Доклад",
    name="other",
    pages=("Весной реки несут рыбу в море.", "Пчёлы собирают мёд на лугах.", "Поезд отправляется рано утром."),
)
GREEK = Edition(language="el", title="Έκθεση", name="third", pages=("Οι μέλισσες μαζεύουν μέλι στα λιβάδια.",))


class Counting:
    """The quick model, or a made-up one that knows all languages; it counts the texts that it embeds."""

    dimensions = 512

    def __init__(self, name: str, languages: frozenset[str] | None) -> None:
        self.name = name
        self.languages = languages
        self.by_sentence = languages is not None
        self.embedded: list[str] = []
        self._muse = Muse()
        self.fails_after = 10_000

    def passages(self, texts: Sequence[str]) -> Floats:
        if len(self.embedded) + len(texts) > self.fails_after:
            raise KeyboardInterrupt
        self.embedded += texts
        return self._muse.passages(texts) if self.languages else self.questions(texts)

    def questions(self, texts: Sequence[str]) -> Floats:
        if self.languages:
            return self._muse.questions(texts)
        return unit(np.stack([np.random.default_rng(len(t)).normal(size=512) for t in texts]).astype(np.float32))


@pytest.fixture
def quick() -> Counting:
    return Counting("quick", MUSE_LANGUAGES)


@pytest.fixture
def index(library: Library, quick: Counting) -> SearchIndex:
    return SearchIndex.open(library.folder / "index", embedders=(quick,))


def first(index: SearchIndex, text: str, language: str | None = None, *, asked_in: str = "en") -> str:
    found = index.passages(Query(text=text, asked_in=asked_in, filters=Filters(language=language))).entries
    return found[0].hits[0].passage.text if found else ""


def brought_in(library: Library, index: SearchIndex) -> int:
    index.follow(library)
    return index.embed(library)


def test_an_answer_is_found_in_another_language(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    keep(library, "w2", RUSSIAN)
    assert brought_in(library, index) == 5
    assert first(index, "Where do bees gather honey?", "ru") == RUSSIAN.pages[1]
    assert first(index, "Где пчёлы собирают мёд?", asked_in="ru") == RUSSIAN.pages[1]
    assert first(index, "Who can appeal against a deportation?") == ENGLISH.pages[1]


def test_what_is_nearest_for_want_of_better_is_no_answer(library: Library, index: SearchIndex) -> None:
    """Regression: every passage of a small library was found, whatever was asked."""
    keep(library, "w1", ENGLISH)
    keep(library, "w2", RUSSIAN)
    brought_in(library, index)
    found = {
        entry.hits[0].passage.text for entry in index.passages(Query(text="fish in rivers", asked_in="en")).entries
    }
    assert found == {ENGLISH.pages[0], RUSSIAN.pages[0]}


def test_words_are_found_before_anything_is_embedded(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    assert first(index, "deportation order") == ENGLISH.pages[1]
    assert first(index, "bees and honey") == ""


@pytest.mark.parametrize("of_language", [None, "en"])
def test_what_is_not_embedded_yet_and_has_all_the_words_comes_first(
    library: Library, index: SearchIndex, of_language: str | None
) -> None:
    keep(library, "w2", RUSSIAN)
    brought_in(library, index)
    keep(library, "w1", ENGLISH)
    index.follow(library)
    assert first(index, "Who decides about a deportation order?", of_language) == ENGLISH.pages[1]
    index.embed(library)
    assert first(index, "Who decides about a deportation order?", of_language) == ENGLISH.pages[1]


def test_a_passage_with_one_sentence_that_answers_comes_before_one_that_is_about_the_matter(
    library: Library, index: SearchIndex
) -> None:
    about = "Der Richter kam spät. Das Gericht ist alt. Urteile sind lang. Die Anwälte reden viel. Der Saal ist kalt."
    answer = (
        "Im Frühling tragen Flüsse Fische ins Meer. Bienen sammeln Honig auf den Wiesen. "
        "Gegen eine Abschiebung kann man innerhalb von zehn Tagen klagen. Der Zug fährt am frühen Morgen ab."
    )
    keep(library, "w1", Edition(language="de", title="Bericht", pages=(about, answer)))
    brought_in(library, index)
    assert first(index, "How long may one appeal against deportation in court?", "de") == answer


def test_a_language_that_the_model_does_not_know_is_searched_by_words(
    library: Library, index: SearchIndex, quick: Counting
) -> None:
    keep(library, "w1", ENGLISH)
    keep(library, "w3", GREEK)
    assert brought_in(library, index) == 2
    assert GREEK.pages[0] not in quick.embedded
    assert first(index, "μέλισσες", "el", asked_in="el") == GREEK.pages[0]
    assert first(index, "Where do bees gather honey?", "el") == ""


def test_only_what_is_new_is_embedded(library: Library, index: SearchIndex, quick: Counting) -> None:
    keep(library, "w1", ENGLISH)
    brought_in(library, index)
    assert index.embed(library) == 0
    keep(library, "w2", RUSSIAN)
    assert brought_in(library, index) == 3
    assert len(quick.embedded) == 5


def test_a_rebuild_embeds_nothing_again(library: Library, index: SearchIndex, quick: Counting) -> None:
    keep(library, "w1", ENGLISH)
    brought_in(library, index)
    index.rebuild(library)
    assert index.embed(library) == 0
    assert len(quick.embedded) == 2
    assert first(index, "Who can appeal against a deportation?") == ENGLISH.pages[1]


def test_the_same_text_in_two_works_is_embedded_once(library: Library, index: SearchIndex, quick: Counting) -> None:
    keep(library, "w1", ENGLISH)
    keep(library, "w4", Edition(language="en", title="Copy", name="copy", pages=(str(ENGLISH.pages[1]),)))
    assert brought_in(library, index) == 3
    assert len(quick.embedded) == 2


def test_a_stopped_run_goes_on_where_it_was(
    library: Library, index: SearchIndex, quick: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.search.embedding._BATCH", 2)
    keep(library, "w1", ENGLISH)
    keep(library, "w2", RUSSIAN)
    index.follow(library)
    quick.fails_after = 3
    with pytest.raises(KeyboardInterrupt):
        index.embed(library)
    quick.fails_after = 10_000
    assert index.embed(library) == 3
    assert len(quick.embedded) == 5
    assert first(index, "Where do bees gather honey?", "ru") == RUSSIAN.pages[1]


def test_what_is_taken_out_is_not_found(library: Library, index: SearchIndex) -> None:
    keep(library, "w2", RUSSIAN)
    brought_in(library, index)
    assert first(index, "Where do bees gather honey?", "ru") == RUSSIAN.pages[1]
    changed = Edition(language="ru", title="Доклад", name="other", pages=RUSSIAN.pages[:1])
    keep(library, "w2", changed)
    brought_in(library, index)
    assert first(index, "Where do bees gather honey?", "ru") != RUSSIAN.pages[1]


def test_only_one_process_embeds(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    with index.vectors.writing() as free:
        assert free
        assert index.embed(library) == 0
    assert index.embed(library) == 2


def test_explained_is_what_each_way_of_finding_said(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    keep(library, "w2", RUSSIAN)
    brought_in(library, index)
    (entry, *_) = index.search(Query(text="Who may appeal?", asked_in="en", explain=True)).entries
    assert [vote.way for vote in entry.hits[0].votes][:3] == ["words", "coverage", "quick"]


def test_phrases_and_exclusions_are_a_matter_of_words(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    brought_in(library, index)
    assert index.passages(Query(text='"bees gather honey"')).unquoted
    assert index.passages(Query(text="appeal -court")).entries == ()


def test_both_models_are_installed() -> None:
    assert {embedder.name for embedder in installed()} == {"muse-3-sentences", "e5-small-q4"}


def test_what_the_slow_model_has_not_embedded_yet_is_neither_better_nor_worse_for_it() -> None:
    nan = np.float32(np.nan)
    quick = np.asarray([0.9, 0.5, 0.1, 0.7], np.float32)
    slow = np.asarray([0.6, 0.4, 0.2, nan], np.float32)
    scores = together({"quick": quick, "slow": slow})
    assert not np.isnan(scores).any()
    assert list(np.argsort(-scores)) == [0, 3, 1, 2]
    assert not np.isnan(together({"quick": quick, "slow": np.full(4, nan)})).any()


SEVERAL = Edition(
    language="ru",
    title="Сборник",
    name="several",
    pages=(
        (
            "Весной реки несут рыбу в море, и рыбаки выходят на берег. Пчёлы собирают мёд на лугах всё лето! "
            "Решение о высылке можно обжаловать в суде в течение десяти дней. Поезд отправляется рано утром с вокзала. "
            "Зимой дороги заносит снегом, и машины стоят. Дети ходят в школу пешком через лес."
        ),
    ),
)


def shown(index: SearchIndex, text: str) -> str:
    (entry,) = index.search(Query(text=text, asked_in="en")).entries
    return "".join(fragment.text for fragment in entry.hits[0].snippet)


def test_a_hit_in_another_language_shows_the_sentence_nearest_in_meaning(library: Library, index: SearchIndex) -> None:
    keep(library, "w5", SEVERAL)
    brought_in(library, index)
    assert shown(index, "Where do bees gather honey?").startswith("…Пчёлы собирают мёд")
    assert shown(index, "How can I appeal against a deportation?").startswith("…Решение о высылке")
    assert shown(index, "When does the train leave?").startswith("…Поезд отправляется")


def test_a_passage_whose_sentences_are_not_known_shows_its_beginning(library: Library, index: SearchIndex) -> None:
    keep(library, "w5", SEVERAL)
    brought_in(library, index)
    for file in index.vectors.folder.rglob("sentences.u64"):
        file.write_bytes(b"")
    again = SearchIndex.open(index.folder, embedders=[model.embedder for model in index.vectors.models])
    assert shown(again, "Where do bees gather honey?").startswith("Весной реки")


REPORT_EN = Edition(
    language="en",
    title="Findings",
    name="r",
    pages=(
        "Rivers carry fish to the sea every spring.",
        "Bees gather honey in the meadows all summer.",
        "The train leaves early in the morning.",
    ),
)
REPORT_AR = Edition(
    language="ar",
    title="النتائج",
    name="r",
    pages=(
        "تحمل الأنهار الأسماك إلى البحر كل ربيع.",
        "يجمع النحل العسل في المروج طوال الصيف.",
        "يغادر القطار في الصباح الباكر.",
    ),
)


def test_the_same_place_in_the_readers_edition_is_found_by_meaning(library: Library, index: SearchIndex) -> None:
    """Whoever reads Arabic is led to the Arabic page, also where the words of the question stand in the English one."""
    keep(library, "w6", REPORT_EN, REPORT_AR)
    brought_in(library, index)
    (entry,) = index.search(Query(text="bees gather honey", asked_in="en", reader_language="ar")).entries
    assert (entry.expression_id, entry.title) == ("w6-ar", "النتائج")
    first_hit = entry.hits[0]
    assert (first_hit.passage.expression_id, first_hit.passage.page) == ("w6-ar", 2)


def reopened(index: SearchIndex, quick: Counting) -> SearchIndex:
    return SearchIndex.open(index.folder, embedders=(quick,))


@pytest.mark.parametrize(
    "lost",
    ["index/ru/passages.u64", "index/ru/*", "index/ru/rows.u32", "index/ru/version.json", "index/ru/mean-1.f32", "raw"],
)
def test_lost_vectors_are_made_anew_and_words_answer_meanwhile(
    library: Library, index: SearchIndex, quick: Counting, lost: str
) -> None:
    keep(library, "w2", RUSSIAN)
    brought_in(library, index)
    for path in index.vectors.folder.glob(f"quick/{lost}*/*" if lost == "raw" else f"quick/{lost}"):
        path.write_bytes(path.read_bytes()[:5])
    again = reopened(index, quick)
    assert first(again, "реки", asked_in="ru") == RUSSIAN.pages[0]
    assert again.vectors.mend() != []
    again.embed(library)
    assert first(again, "Where do bees gather honey?", "ru") == RUSSIAN.pages[1]
    assert again.vectors.mend() == []
    assert len(quick.embedded) == (6 if lost == "raw" else 3)


def test_changed_signs_are_noticed(library: Library, index: SearchIndex, quick: Counting) -> None:
    keep(library, "w2", RUSSIAN)
    brought_in(library, index)
    for signs in index.vectors.folder.glob("quick/index/ru/signs-*"):
        signs.write_bytes(bytes(255 - byte for byte in signs.read_bytes()))
    assert [folder.name for folder in reopened(index, quick).vectors.mend()] == ["ru"]


def test_a_work_in_another_language_is_more_like_this(library: Library, index: SearchIndex) -> None:
    """It has no edition that shares a word with this one."""
    others = ("Rivers carry fish to the sea.", "The court decides on appeals.", "Winter closes the roads.")
    keep(library, "bees-en", Edition(language="en", title="Bees", name="b", pages=("Bees gather honey in meadows.",)))
    keep(library, "other-en", Edition(language="en", title="Other", name="o", pages=others))
    keep(library, "bees-ru", Edition(language="ru", title="Пчёлы", name="b", pages=("Пчёлы собирают мёд на лугах.",)))
    trains = ("Поезд уходит рано утром.", "Суд решает о высылке.", "Зимой дороги заносит снегом.")
    keep(library, "train-ru", Edition(language="ru", title="Поезд", name="t", pages=trains))
    brought_in(library, index)
    alike = index.similar("bees-en-en", reader_language="en", limit=5)
    assert [entry.work_id for entry in alike][:1] == ["bees-ru"]
