"""What one reading of one item says of it: every field's finder in one place.

Comes in: a `Document`. Goes out: a `Description`, each value a `Statement` with its evidence. Pure: no file, clock
or network.
"""

from collections.abc import Sequence

from dragoman.document.model import Document
from dragoman.record.abstract import find_abstract
from dragoman.record.contents import find_contents
from dragoman.record.creators import find_creators
from dragoman.record.date import find_date
from dragoman.record.fingerprint import fingerprint
from dragoman.record.identifiers import find_identifiers
from dragoman.record.language import find_language, undetermined
from dragoman.record.model import Alternatives, Description, Section, Statement
from dragoman.record.original_language import find_original_language
from dragoman.record.publisher import find_publisher
from dragoman.record.resource_type import find_resource_type
from dragoman.record.title import find_title
from dragoman.vocabulary.folding import squeeze


def describe(document: Document, *, file_name: str = "") -> Description:
    """Everything that can be read from a document; `file_name` is the least of the evidence."""
    languages = find_language(document)
    language = languages.best or undetermined(document)
    titles = find_title(document, language=language.value, file_name=file_name)
    title = titles.best
    contents = find_contents(document, title=title.value if title else None)
    abstracts = find_abstract(document, contents.value if contents else ())
    dates = find_date(document, file_name=file_name)
    publishers = find_publisher(document)
    originals = find_original_language(document, language.value)
    return Description(
        item=document.item,
        pages=len(document.pages),
        flowed=document.flowed,
        language=language,
        title=title,
        abstract=abstracts.best,
        sections=contents,
        date=dates.best,
        contributions=find_creators(document, title.value if title else None),
        publisher=publishers.best,
        identifiers=find_identifiers(document),
        resource_type=find_resource_type(document, title, abstracts.best),
        original_language=originals.best,
        fingerprint=fingerprint(
            document,
            language=language.value,
            title=title.value if title else None,
            sections=contents.value if contents else (),
        ),
        recognition=document.recognition,
        unread=document.unread,
        alternatives=Alternatives(
            title=_no_headings(titles.others, contents.value if contents else ()),
            language=languages.others,
            original_language=originals.others,
            abstract=abstracts.others,
            date=dates.others,
            publisher=publishers.others,
        ),
    )


def _no_headings(titles: Sequence[Statement[str]], sections: Sequence[Section]) -> tuple[Statement[str], ...]:
    """The titles that are not those of sections: a heading may be the next largest line after a title."""
    headings = {squeeze(said) for s in sections for said in (s.title, f"{s.label or ''} {s.title}")}
    return tuple(title for title in titles if squeeze(title.value) not in headings)
