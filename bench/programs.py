"""What strangers' programs read of the site: spectral of the API's description; extruct, signposting and
ultimate-sitemap-parser of its pages. Each runs by itself, as a command: some are under the GPL, and none is imported.

Comes in: the site's address, pages of editions, where the tools are. Goes out: faults in words.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

_SITE_MAP: Final = (
    "import sys; from usp.tree import sitemap_tree_for_homepage as tree; "
    "print('\\n'.join(sorted({page.url for page in tree(sys.argv[1]).all_pages()})))"
)
_TYPED: Final = ("CiteAs:", "Type:", "DescribedBy:", "Item:", "Linkset:")


def faults(site: str, editions: list[str], held: int, tools: Path) -> Iterator[str]:
    """What is wrong, of the API, of the pages of these editions, of the site maps of so many editions."""
    yield from _spectral(site, tools)
    for page in editions:
        yield from _read_back(page, tools)
        yield from _signposts(page, tools)
    found = _said([str(tools / "judges/bin/python"), "-c", _SITE_MAP, f"{site}/"]).splitlines()
    if len(found) != held:
        yield f"ultimate-sitemap-parser: {len(found)} pages in the site maps of {held} editions."


def _spectral(site: str, tools: Path) -> Iterator[str]:
    """Its default rules, on the description that the site gives."""
    with tempfile.TemporaryDirectory() as folder:
        described, rules = Path(folder) / "openapi.json", Path(folder) / "rules.yaml"
        with urlopen(f"{site}/api/v1/openapi.json") as answer:
            described.write_bytes(answer.read())
        rules.write_text('extends: ["spectral:oas"]\n', "utf-8")
        program = tools / "node_modules/.bin/spectral"
        said = _said(["node", str(program), "lint", "--quiet", "-f", "json", "-r", str(rules), str(described)])
    for each in json.loads(said[said.find("[") :] or "[]"):
        yield f"spectral: {each['code']} at {'.'.join(map(str, each['path']))}: {each['message']}"


def _read_back(page: str, tools: Path) -> Iterator[str]:
    """extruct finds in the page what its record says."""
    found: dict[str, Any] = json.loads(_said([str(tools / "judges/bin/extruct"), page]))
    edition = page.rpartition("/")[2]
    with urlopen(
        f"{page.partition('/editions/')[0].rpartition('/')[0]}/editions/{edition}?format=schema-org"
    ) as answer:
        record = json.load(answer)
    said = found["json-ld"][0] if found["json-ld"] else {}
    for name in (
        "@id",
        "@type",
        "name",
        "inLanguage",
        "author",
        "datePublished",
        "translationOfWork",
        "workTranslation",
    ):
        if said.get(name) != record.get(name):
            yield f"extruct: {page}: {name} is {said.get(name)!r} on the page and {record.get(name)!r} in the record."
    graph = {name for each in found["opengraph"] for name, _ in each["properties"]}
    core = {each["name"] for some in found["dublincore"] for each in some["elements"]}
    for name in {"og:title", "og:type", "og:url", "og:image"} - graph | {"DC.title", "DC.identifier"} - core:
        yield f"extruct: {page} has no {name}."


def _signposts(page: str, tools: Path) -> Iterator[str]:
    """The client of FAIR Signposting finds the typed links."""
    said = _said([str(tools / "judges/bin/signposting"), page])
    yield from (f"signposting: {page} has no {name[:-1]}." for name in _TYPED if name not in said)


def _said(command: list[str]) -> str:
    """What a program says, on standard output or, as extruct does, as its only words on standard error."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return done.stdout or done.stderr
