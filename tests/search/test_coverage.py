"""What passages have of a question's words: the telling ones weigh more, best together in a sentence, or nearly so."""

from dragoman.search.answers import State
from dragoman.search.coverage import Coverage
from dragoman.search.index import SearchIndex
from dragoman.search.question import ask
from dragoman.search.ranking import ranked
from dragoman.search.schema import ordinal
from dragoman.search.syntax import parse
from dragoman.store.library import Library

from .shelf import Edition, keep


def covered(library: Library, index: SearchIndex, question: str, *pages: str, language: str = "en") -> list[float]:
    """How far each of these pages covers a question; other pages stand beside them, so that words have a rarity."""
    others = tuple(f"{'Mills ' * (n % 3)} meadow {n}." for n in range(12))
    work = keep(library, "w1", Edition(language=language, pages=(*pages, *others)))
    index.follow(library)
    state = State(index._opened(), index.vectors)
    asked = ask(parse(question), state.vocabulary, state.records, asked_in=language, reader_language=language)
    coverage = Coverage(state.searcher, asked)
    edition = state.editions.all_of(*state.editions.of([ordinal(work.expressions[0].id)]))
    passages = sorted(ranked(state.searcher, edition, 100), key=lambda passage: passage.address.doc)
    coverage.read(passages)
    return [coverage.of(passage.passage) or 0.0 for passage in passages[: len(pages)]]


def test_words_in_one_sentence_count_for_more_than_the_same_words_apart(library: Library, index: SearchIndex) -> None:
    together, apart = covered(
        library,
        index,
        "deportation appeal",
        "An appeal stops the deportation. The judge may wait.",
        "An appeal costs little. The judge may order deportation.",
    )
    assert together > apart > 0.0


def test_how_often_a_word_stands_there_says_nothing(library: Library, index: SearchIndex) -> None:
    often, once = covered(library, index, "deportation", "Deportation, deportation, deportation.", "A deportation.")
    assert often == once > 0.0


def test_a_rare_word_weighs_more_than_a_common_one(library: Library, index: SearchIndex) -> None:
    rare, common = covered(
        library, index, "bee mill", "A bee was there.", "A mill was there.", "The mill stands.", "One more mill."
    )[:2]
    assert rare > common


def test_a_word_in_another_form_counts_for_what_it_shares(library: Library, index: SearchIndex) -> None:
    compound, other = covered(
        library,
        index,
        "Wie groß ist die Waldbrandgefahr?",
        "Ein Waldbrand kann jederzeit ausbrechen.",
        "Morgen kommt Regen.",
        language="de",
    )
    assert compound > other == 0.0


def test_chinese_is_covered_by_its_pairs(library: Library, index: SearchIndex) -> None:
    answer, other = covered(library, index, "遣返令的上诉", "可以对遣返令提出上诉。", "收成很好。", language="zh")
    assert answer > 0.3 > other
