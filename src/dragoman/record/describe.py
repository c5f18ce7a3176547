"""What one reading of one item says of it: every field's finder in one place.

Comes in: a `Document`. Goes out: a `Description`, each value a `Statement` with its evidence. Pure: no file, clock
or network.
"""

from dragoman.document.model import Document
from dragoman.record.abstract import find_abstract
from dragoman.record.contents import find_contents
from dragoman.record.creators import find_creators
from dragoman.record.date import find_date
from dragoman.record.fingerprint import fingerprint
from dragoman.record.identifiers import find_identifiers
from dragoman.record.language import find_language
from dragoman.record.model import Description
from dragoman.record.original_language import find_original_language
from dragoman.record.publisher import find_publisher
from dragoman.record.resource_type import find_resource_type
from dragoman.record.title import find_title


def describe(document: Document, *, file_name: str = "") -> Description:
    """Everything that can be read from a document; `file_name` is the least of the evidence."""
    language = find_language(document)
    title = find_title(document, language=language.value, file_name=file_name)
    contents = find_contents(document, title=title.value if title else None)
    abstract = find_abstract(document, contents.value if contents else ())
    return Description(
        item=document.item,
        pages=len(document.pages),
        flowed=document.flowed,
        language=language,
        title=title,
        abstract=abstract,
        sections=contents,
        date=find_date(document, file_name=file_name),
        contributions=find_creators(document, title.value if title else None),
        publisher=find_publisher(document),
        identifiers=find_identifiers(document),
        resource_type=find_resource_type(document, title, abstract),
        original_language=find_original_language(document, language.value),
        fingerprint=fingerprint(
            document,
            language=language.value,
            title=title.value if title else None,
            sections=contents.value if contents else (),
        ),
        recognition=document.recognition,
        unread=document.unread,
    )
