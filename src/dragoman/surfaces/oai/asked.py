"""What a harvester asks: verbs and their arguments (OAI-PMH 2.0 §3.1.1, §3.6, §4), dates (§3.3), checked.

Comes in: the arguments as pairs. Goes out: `Asked`, or a `UsageError` whose code is one of the protocol's.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from dragoman.errors import UsageError

VERBS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
}
"""Each verb's arguments: those that are required, and those that may be given; a token stands alone."""
DAY: Final = "%Y-%m-%d"
SECOND: Final = "%Y-%m-%dT%H:%M:%SZ"
_FORMS: Final = {
    DAY: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    SECOND: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that the protocol allows."""

    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)


def asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    """The request; errors: badVerb, badArgument."""
    repeated = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    given = dict(pairs)
    verb = given.pop("verb", "")
    if verb not in VERBS or "verb" in repeated:
        said = f"{verb[:40]!r} is no verb of OAI-PMH, or is given twice." if verb else "There is no verb."
        raise UsageError("badVerb", said, f"Use one of {', '.join(VERBS)}.")
    required, allowed = VERBS[verb]
    if repeated:
        raise _bad(f"Given more than once: {', '.join(repeated)[:80]}.")
    if unknown := sorted(set(given) - required - allowed):
        raise _bad(f"{verb} has no argument {', '.join(unknown)[:80]}.")
    if "resumptionToken" in given:
        if len(given) > 1:
            raise _bad("A resumptionToken stands alone with its verb.")
    elif missing := sorted(required - set(given)):
        raise _bad(f"{verb} needs {', '.join(missing)}.")
    return Asked(verb=verb, arguments=given)


def dates(arguments: Mapping[str, str]) -> tuple[str | None, str | None]:
    """From when until when, in seconds, both included; errors: badArgument."""
    forms = {name: _form(name, arguments[name]) for name in ("from", "until") if name in arguments}
    if len(set(forms.values())) > 1:
        raise _bad("from and until are not of the same granularity.")
    since, until = arguments.get("from"), arguments.get("until")
    if since and forms["from"] == DAY:
        since += "T00:00:00Z"
    if until and forms["until"] == DAY:
        until += "T23:59:59Z"
    if since and until and since > until:
        raise _bad("from is later than until.")
    return since, until


def _form(name: str, value: str) -> str:
    for form, shape in _FORMS.items():
        if shape.fullmatch(value):
            try:
                datetime.strptime(value, form)  # noqa: DTZ007 - only whether there is such a day
            except ValueError:
                break
            return form
    raise _bad(f"{name}={value[:40]!r} is no date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def _bad(said: str) -> UsageError:
    return UsageError(
        "badArgument", said, "See the protocol: http://www.openarchives.org/OAI/openarchivesprotocol.html"
    )
