"""Names of persons in two parts, for the standards that ask for them: family and given names.

Only what is sure is taken apart: at a comma; else before the last word, with the particles that go with it. A name in a
script or language that puts the family first, or of one word, stays whole.
"""

import re
from typing import Final, NamedTuple

from dragoman.record.model import AgentKind, Contribution
from dragoman.vocabulary.folding import spaced

_FAMILY_FIRST: Final = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PARTICLES: Final = frozenset(
    spaced("von van der den de del della di da dos das do du la le al el ibn bin ben ten ter zu zur af av y e фон ван")
)


class Name(NamedTuple):
    """A name; `given` is None where it can't be taken apart, and all of it is `family`."""

    family: str
    given: str | None = None

    @property
    def inverted(self) -> str:
        """Family name first."""
        return f"{self.family}, {self.given}" if self.given else self.family


def parted(agent: Contribution) -> Name:
    """The name of an agent in two parts; an organisation's in one."""
    name = " ".join(agent.name.split())
    if agent.kind is AgentKind.ORGANIZATION:
        return Name(name)
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip():
        return Name(family.strip(), given.strip())
    words = name.split(" ")
    if len(words) < 2 or _FAMILY_FIRST.search(name):
        return Name(name)
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return Name(" ".join(words[at:]), " ".join(words[:at]))
