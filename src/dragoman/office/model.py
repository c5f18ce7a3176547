"""Who works on the library: roles, accounts, sessions, links, tokens, lines of the audit log. Frozen; no I/O."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person may do; each may all that those before it may."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"

    def covers(self, needed: "Role") -> bool:
        """Whether who has this role may do what needs that one."""
        return RANKS[self] >= RANKS[needed]


RANKS: Final = {role: rank for rank, role in enumerate(Role)}


class Purpose(StrEnum):
    """What a one-time link is for."""

    FIRST = "first"
    INVITATION = "invitation"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who works on the library. `login` is what is typed to sign in; `disabled` says since when it may not."""

    id: str
    login: str
    name: str
    role: Role
    created: str
    email: str | None = None
    disabled: str | None = None
    has_password: bool = False
    has_totp: bool = False

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in."""
        return self.disabled is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in, in one browser. `waits_for` names the proof that is still to come, if any."""

    digest: str
    account: Account
    created: str
    seen: str
    agent: str
    waits_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A one-time link that was found valid: for whom (nobody yet, where it makes the first administrator), and why."""

    digest: str
    purpose: Purpose
    account: Account | None
    expires: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody did, as the audit log has it. `detail` never holds what lets anybody in."""

    actor: str
    action: str
    subject: str
    detail: str = ""
