"""The OpenAPI 3.1 document, made from the table of operations and the types of the answers."""

import re
from functools import cache
from typing import Any, Final

import msgspec

from dragoman.surfaces.api import examples, model
from dragoman.surfaces.api.operations import OPERATIONS, Operation, Parameter, narrowed
from dragoman.surfaces.problems import MEDIA_TYPE

TAGS: Final = {
    "works": "The content, whatever the language.",
    "editions": "A work in one language, with its record and files.",
    "text": "Sections and pages, with their words.",
    "search": "Questions in any language.",
    "library": "What the library holds.",
}
ABOUT: Final = (
    "Everything may be read, nothing written, and no key is needed. Lists go on at `next`. "
    "`fields` narrows what is sent. Answers carry an `ETag`: "
    "ask again with `If-None-Match`, and 304 says that nothing has changed. "
    "Pages of other sites may read (CORS). Errors are problem details (RFC 9457)."
)
VERSION: Final = "1"
_CONVERTER: Final = re.compile(r":\w+\}")
_PROBLEMS: Final = {
    "400": "What was asked is not understood.",
    "403": "The text is not open to the public.",
    "404": "There is no such thing here.",
    "410": "It was withdrawn.",
    "429": "Asked too often.",
    "503": "The library can't answer just now.",
}
_REF: Final = "#/components/schemas/{name}"


@cache
def document(server: str) -> dict[str, Any]:
    """The document, for the API at this address."""
    types = (*(each.answer for each in OPERATIONS if each.answer), model.Problem)
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    by_type = dict(zip(types, schemas, strict=True))
    for name in _narrowed():
        components[name].pop("required", None)
    for told in components.values():
        if "prefixItems" in told:
            told["items"] = {}  # there are no others, but readers of older versions look for it
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        answer = by_type[operation.answer] if operation.answer else None
        paths[_CONVERTER.sub("}", operation.path)] = {"get": _operation(operation, answer)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": VERSION,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "contact": {"name": "The library", "url": server},
        },
        "servers": [{"url": server}],
        "security": [],
        "tags": [{"name": name, "description": says} for name, says in TAGS.items()],
        "paths": paths,
        "components": {"schemas": components, "responses": _problems(by_type[model.Problem])},
    }


def _narrowed() -> set[str]:
    """The types of which less is sent where `fields` says so: none of it is required."""
    answers = (each.answer for each in OPERATIONS if any(p.name == "fields" for p in each.parameters))
    return {narrowed(answer).__name__ for answer in answers if answer}


def _operation(operation: Operation, answer: dict[str, Any] | None) -> dict[str, Any]:
    headers = {"ETag": {"schema": {"type": "string"}, "description": "Names the state that this answer is of."}}
    given: dict[str, Any] = {"description": operation.summary}
    if operation.conditional:
        given["headers"] = headers
    if answer is None:
        given["content"] = {"application/gzip": {}}
    else:
        example = msgspec.to_builtins(operation.example)
        given["content"] = {"application/json": {"schema": answer, "example": example}}
    responses: dict[str, Any] = {"200": given}
    if operation.conditional:
        responses["304"] = {"description": "Nothing has changed.", "headers": headers}
    named = any(each.place == "path" or each.name == "after" for each in operation.parameters)
    codes = [code for code in _PROBLEMS if named or code not in {"403", "404", "410"}]
    responses |= {code: {"$ref": f"#/components/responses/Problem{code}"} for code in codes}
    return {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.says,
        "parameters": [_parameter(each) for each in operation.parameters],
        "responses": responses,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    commas = {"style": "form", "explode": False} if parameter.schema["type"] == "array" else {}
    return {
        **commas,
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.says,
        "schema": parameter.schema,
        "example": parameter.example,
    }


def _problems(schema: dict[str, Any]) -> dict[str, Any]:
    example = msgspec.to_builtins(examples.PROBLEM)
    return {
        f"Problem{code}": {
            "description": says,
            "content": {MEDIA_TYPE: {"schema": schema, "example": example} if code == "404" else {"schema": schema}},
        }
        for code, says in _PROBLEMS.items()
    }
