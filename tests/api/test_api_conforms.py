"""Whatever is asked of the API, its answers are what its OpenAPI document says: schemathesis makes up the questions."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.api.app import create_api
from dragoman.surfaces.api.openapi import document

SAID = document("https://library.example.org")["paths"]
CASES = [
    pytest.param(path, mode, id=f"{path}-{mode.value}")
    for path, said in sorted(SAID.items())
    for mode in GenerationMode
    if said["get"]["parameters"] or mode is GenerationMode.POSITIVE
]
# A language that nobody speaks and a key that no answer gave are refused, and a schema can't tell them from others.
EXCLUDED: dict[str, list[CheckFunction]] = {
    "/api/v1/search": [positive_data_acceptance],
    "/api/v1/editions": [positive_data_acceptance],
}


@pytest.fixture(scope="module")
def described(library: Library) -> BaseSchema:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_api(library, open_index(library)))


@pytest.mark.parametrize(("path", "mode"), CASES)
def test_every_answer_is_as_described(described: BaseSchema, path: str, mode: GenerationMode) -> None:
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def conforms(case: Any) -> None:
        case.call_and_validate(excluded_checks=EXCLUDED.get(path, []))

    conforms()
