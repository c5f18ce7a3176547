"""Published schemas as judges: those beside the tests, those of a development dependency, those in DRAGOMAN_SCHEMAS."""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

HERE = Path(__file__).parent / "fixtures" / "schemas"
LOCAL = {"xml.xsd", "simpledc20021212.xsd", "MARC21slim.xsd"}
OF_EULXML = {"oai_dc.xsd", "mods.xsd", "xlink.xsd"}


def path_of(name: str) -> Path:
    if name in LOCAL:
        return HERE / name
    if name in OF_EULXML:
        return Path(str(files("eulxml").joinpath("schema_data", name)))
    folder = os.environ.get("DRAGOMAN_SCHEMAS")
    if not folder:
        pytest.skip(f"{name} may not be kept with the project: name a folder that has it in DRAGOMAN_SCHEMAS")
    return Path(folder) / name


class _Resolver(etree.Resolver):
    """Schemas that other schemas refer to by an address are files here; nothing is fetched."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ARG002
        name = system_url.rsplit("/", 1)[-1]
        if system_url.startswith("http") and name in LOCAL | OF_EULXML:
            return self.resolve_filename(  # type: ignore[attr-defined]  # missing in the stubs
                str(path_of(name)), context
            )
        return None


@cache
def schema(*names: str) -> etree.XMLSchema:
    """One schema; or the first with others that say what stands inside its wildcards."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Resolver())
    if len(names) == 1:
        return etree.XMLSchema(etree.parse(str(path_of(names[0])), parser))
    spaces = {name: etree.parse(str(path_of(name))).getroot().get("targetNamespace") for name in names}
    imports = "".join(f'<import namespace="{spaces[n]}" schemaLocation="{path_of(n)}"/>' for n in names)
    return etree.XMLSchema(
        etree.fromstring(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>', parser)
    )


def judge(name: str, document: bytes | etree._Element, *inside: str) -> None:
    """Fails with the schema's words where the document is not as it says."""
    element = etree.fromstring(document) if isinstance(document, bytes) else document
    judged = schema(name, *inside)
    if not judged.validate(element):
        pytest.fail(f"{name}: {judged.error_log!s:.500}\n{etree.tostring(element, encoding='unicode')[:3000]}")
