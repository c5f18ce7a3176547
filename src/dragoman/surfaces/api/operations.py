"""What may be asked: one `Operation` an address. The routes and the OpenAPI document are both made from this table."""

from dataclasses import dataclass, fields
from typing import Any, Final, get_args, get_type_hints

from dragoman.search.model import Order
from dragoman.surfaces import addresses
from dragoman.surfaces.api import examples, model, resources
from dragoman.surfaces.api.dump import dump
from dragoman.surfaces.api.resources import MOST, MOST_PAGES, USUAL, USUAL_PAGES, Endpoint
from dragoman.surfaces.api.search import GROUPS, search
from dragoman.surfaces.api.search import MOST as MOST_HITS
from dragoman.surfaces.api.search import USUAL as USUAL_HITS
from dragoman.surfaces.asked import LONGEST_QUESTION, ORDERS, TAG
from dragoman.surfaces.citations import STYLES
from dragoman.surfaces.citations import USUAL as USUAL_STYLE

Schema = dict[str, Any]
_TAG: Final[Schema] = {"type": "string", "pattern": f"^{TAG.pattern}$"}
_KEY: Final[Schema] = {"type": "string", "pattern": "^[!-~]{1,8000}$"}
_NAME: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,200}$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A part of an address that whoever asks fills in."""

    name: str
    says: str
    schema: Schema
    example: str | int | list[str]
    place: str = "query"
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An address, what it gives, and what may be asked of it. `conditional`: who has the answer is told so by 304."""

    path: str
    endpoint: Endpoint
    name: str
    tag: str
    summary: str
    says: str
    parameters: tuple[Parameter, ...] = ()
    answer: type | None = None
    example: object = None
    conditional: bool = True


def _limit(usual: int, most: int, *, clamps: bool = True) -> Parameter:
    schema: Schema = {"type": "integer", "minimum": 1, "default": usual}
    if not clamps:
        return Parameter(name="limit", says="The most hits.", schema={**schema, "maximum": most}, example=5)
    says = f"How many; {most} where more are asked for."
    return Parameter(name="limit", says=says, schema={**schema, "maximum": 999_999_999}, example=5)


def _fields(answer: type) -> Parameter:
    says = "The fields that are wanted, separated by commas; in a list, those of its members."
    names = [each.name for each in fields(narrowed(answer))]
    schema: Schema = {"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1}
    return Parameter(name="fields", says=says, schema=schema, example=names[:2])


def narrowed(answer: type) -> type:
    """The type of which `fields` names what is sent: that of a list's members, else the answer's own."""
    member = get_type_hints(answer).get("data", answer)
    found: type = next(iter(get_args(member)), member)
    return found


def _part(name: str, says: str, example: str | int, schema: Schema = _NAME) -> Parameter:
    return Parameter(name=name, says=says, schema=schema, example=example, place="path", required=True)


_AFTER: Final = Parameter(
    name="after", says="Where a list goes on, as its `next` link has it.", schema=_KEY, example=examples.KEY
)
_EDITION: Final = _part("expression_id", "The id of an edition.", examples.EDITION_ID)
_NARROWING: Final = (
    Parameter(name="language", says="Editions in this language.", schema=_TAG, example="ru"),
    Parameter(
        name="year",
        says="Editions published in this year.",
        schema={"type": "integer", "minimum": 0, "maximum": 9999},
        example=2021,
    ),
    Parameter(
        name="type",
        says="Editions of this kind, as the statistics name it.",
        schema={"type": "string", "pattern": "^[A-Za-z0-9_.:/-]{1,80}$"},
        example="report",
    ),
    Parameter(
        name="subject",
        says="Editions about this concept, or one under it: its address, as the list of subjects has it.",
        schema={"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]{1,20}:[!#-;=?-~]{1,500}$"},
        example="urn:dragoman:subject:water",
    ),
)
_ORDER: Final = Parameter(
    name="order", says="The order of the list.", schema={"type": "string", "enum": list(ORDERS)}, example="title"
)
_ASKED: Final = (
    Parameter(
        name="q",
        says="The question.",
        schema={"type": "string", "minLength": 1, "maxLength": LONGEST_QUESTION, "pattern": "[A-Za-z0-9]"},
        example="rights",
        required=True,
    ),
    Parameter(name="asked_in", says="The language of the question.", schema=_TAG, example="en"),
    Parameter(name="reader", says="The language whose editions come first.", schema=_TAG, example="ru"),
    *_NARROWING,
    Parameter(
        name="publisher",
        says="Editions of this publisher.",
        schema={"type": "string", "pattern": "^[^\\x00-\\x1f\\x7f-\\x9f]{1,300}$"},
        example="United Nations",
    ),
    Parameter(
        name="group",
        says="What a hit is.",
        schema={"type": "string", "enum": list(GROUPS)},
        example="passage",
    ),
    Parameter(
        name="sort",
        says="The order of the hits.",
        schema={"type": "string", "enum": [order.value for order in Order]},
        example="newest",
    ),
    _limit(USUAL_HITS, MOST_HITS, clamps=False),
    _AFTER,
    Parameter(
        name="explain",
        says="Whether to say what made each score.",
        schema={"type": "string", "enum": ["true", "false"]},
        example="false",
    ),
)

OPERATIONS: Final = (
    Operation(
        path=addresses.API_WORKS,
        endpoint=resources.works,
        name="listWorks",
        tag="works",
        summary="Works",
        says="The works in the order of their ids. A work is the content, whatever the language.",
        parameters=(_AFTER, _limit(USUAL, MOST), _fields(model.Publications)),
        answer=model.Publications,
        example=examples.WORKS,
    ),
    Operation(
        path=addresses.API_WORK,
        endpoint=resources.work,
        name="getWork",
        tag="works",
        summary="A work",
        says="A work with its language editions; one that was merged into another gives that.",
        parameters=(_part("work_id", "The id of a work.", examples.WORK_ID), _fields(model.Publication)),
        answer=model.Publication,
        example=examples.WORK,
    ),
    Operation(
        path=addresses.API_EDITIONS,
        endpoint=resources.editions,
        name="listEditions",
        tag="editions",
        summary="Editions",
        says="The language editions, narrowed by language, year and type.",
        parameters=(*_NARROWING, _ORDER, _AFTER, _limit(USUAL, MOST), _fields(model.Editions)),
        answer=model.Editions,
        example=examples.EDITIONS,
    ),
    Operation(
        path=addresses.API_EDITION,
        endpoint=resources.edition,
        name="getEdition",
        tag="editions",
        summary="The record of an edition",
        says="All that is known of an edition: statements with their evidence, its siblings, its formats and files.",
        parameters=(_EDITION, _fields(model.Edition)),
        answer=model.Edition,
        example=examples.EDITION,
    ),
    Operation(
        path=addresses.API_FORMATS,
        endpoint=resources.formats,
        name="listFormats",
        tag="editions",
        summary="Formats and files of an edition",
        says="The published forms of an edition, each with every revision of its file.",
        parameters=(_EDITION, _fields(model.Formats)),
        answer=model.Formats,
        example=examples.FORMATS,
    ),
    Operation(
        path=addresses.API_CITATION,
        endpoint=resources.citation,
        name="citeEdition",
        tag="editions",
        summary="How to cite an edition",
        says="The reference to an edition in one of the usual styles, its words in a reader's language.",
        parameters=(
            _EDITION,
            Parameter(
                name="style",
                says="The style.",
                schema={"type": "string", "enum": [style.name for style in STYLES], "default": USUAL_STYLE.name},
                example="apa",
            ),
            Parameter(name="locale", says="The reader's language; English unless said.", schema=_TAG, example="fr"),
            Parameter(
                name="accessed",
                says="The day of reading, which some styles name; none unless said.",
                schema={"type": "string", "format": "date"},
                example="2026-11-25",
            ),
            _fields(model.Citation),
        ),
        answer=model.Citation,
        example=examples.CITATION,
    ),
    Operation(
        path=addresses.API_SECTIONS,
        endpoint=resources.sections,
        name="listSections",
        tag="text",
        summary="Contents of an edition",
        says="The sections of an edition in reading order, with their levels and pages.",
        parameters=(_EDITION, _fields(model.Sections)),
        answer=model.Sections,
        example=examples.SECTIONS,
    ),
    Operation(
        path=addresses.API_SECTION,
        endpoint=resources.section,
        name="getSection",
        tag="text",
        summary="The text of a section",
        says="A section's own words; those of the sections under it are theirs.",
        parameters=(
            _EDITION,
            _part("section", "The last part of a section's id.", "s1"),
            _fields(model.SectionText),
        ),
        answer=model.SectionText,
        example=examples.SECTION_TEXT,
    ),
    Operation(
        path=addresses.API_PAGES,
        endpoint=resources.pages,
        name="listPages",
        tag="text",
        summary="Pages of an edition",
        says="The pages of an edition, with their printed numbers and pictures.",
        parameters=(
            _EDITION,
            Parameter(
                name="after",
                says="The number of the page after which to begin.",
                schema={"type": "integer", "minimum": 1, "maximum": 999_999_999},
                example=1,
            ),
            _limit(USUAL_PAGES, MOST_PAGES),
            _fields(model.Pages),
        ),
        answer=model.Pages,
        example=examples.PAGES,
    ),
    Operation(
        path=addresses.API_PAGE,
        endpoint=resources.page,
        name="getPage",
        tag="text",
        summary="The text of a page",
        says="A page's words in reading order, without running heads and page numbers, and where its picture is.",
        parameters=(
            _EDITION,
            _part(
                "number",
                "Place of the page in the file, from 1.",
                1,
                {"type": "integer", "minimum": 1, "maximum": 999_999_999},
            ),
            _fields(model.PageText),
        ),
        answer=model.PageText,
        example=examples.PAGE_TEXT,
    ),
    Operation(
        path=addresses.API_LANGUAGES,
        endpoint=resources.languages,
        name="listLanguages",
        tag="library",
        summary="Languages",
        says="The languages that there are editions in.",
        parameters=(_fields(model.Languages),),
        answer=model.Languages,
        example=examples.LANGUAGES,
    ),
    Operation(
        path=addresses.API_SUBJECTS,
        endpoint=resources.subjects,
        name="listSubjects",
        tag="library",
        summary="Subjects",
        says="The concepts of the library's vocabularies, with their names in each language and how many editions are"
        " about them.",
        parameters=(_fields(model.Subjects),),
        answer=model.Subjects,
        example=examples.SUBJECTS,
    ),
    Operation(
        path=addresses.API_HOLDINGS,
        endpoint=resources.holdings,
        name="getHoldings",
        tag="library",
        summary="Statistics of the holdings",
        says="How many works, editions and pages there are, by language, year, type and subject.",
        parameters=(*_NARROWING, _fields(model.Statistics)),
        answer=model.Statistics,
        example=examples.STATISTICS,
    ),
    Operation(
        path=addresses.API_SEARCH,
        endpoint=search,
        name="search",
        tag="search",
        summary="Search",
        says="Answers to a question in any language, a work or a passage a hit. Its addresses are relative.",
        parameters=_ASKED,
        answer=model.Answers,
        example=examples.ANSWERS,
        conditional=False,
    ),
    Operation(
        path=addresses.API_DUMP,
        endpoint=dump,
        name="dump",
        tag="library",
        summary="All records",
        says="Every record with its evidence, one a line (JSON Lines, gzip), as they are now.",
        conditional=False,
    ),
)
