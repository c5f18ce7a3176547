"""Passkeys (WebAuthn level 2): signing in by what a person has and unlocks, in one step and without a password.

In: what a browser answered to options that were made here. Out: the passkey kept, or the account that it lets in. The
challenge travels in the form, closed with the office's key, for ten minutes and for the browser that it was made for.
"""

import base64
import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import webauthn
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Engine, and_, delete, insert, select, update
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dragoman.errors import NotHere, Refused
from dragoman.office import audit, keys
from dragoman.office.accounts import account_of
from dragoman.office.clock import Clock, stamp
from dragoman.office.model import Account, Act
from dragoman.office.schema import account, passkey
from dragoman.store.database import reading, writing

_MINUTES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Where passkeys are for: the library's address, and its name as the browser shows it."""

    origin: str
    name: str

    @property
    def host(self) -> str:
        """What a passkey is bound to."""
        return urlsplit(self.origin).hostname or "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey as its person sees it."""

    id: str
    name: str
    created: str
    used: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a browser is asked, as JSON, and the closed challenge that comes back with its answer."""

    options: str
    sealed: str


class Passkeys:
    """The passkeys of an office."""

    def __init__(self, engine: Engine, key: bytes, clock: Clock) -> None:
        self._engine = engine
        self._box = Fernet(base64.urlsafe_b64encode(keys.derived_bytes(key, "passkey")))
        self._clock = clock

    def of(self, who: Account) -> list[Passkey]:
        """A person's passkeys."""
        mine = select(passkey).where(passkey.c.account_id == who.id).order_by(passkey.c.created, passkey.c.id)
        with reading(self._engine) as connection:
            rows = connection.execute(mine).mappings()
            return [Passkey(id=r["id"], name=r["name"], created=r["created"], used=r["used"]) for r in rows]

    def asked_for_new(self, who: Account, party: Party, browser: str) -> Asked:
        """How a browser is asked to make one; those that there are already are not made again."""
        challenge = secrets.token_bytes(32)
        known = [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in self.of(who)]
        options = webauthn.generate_registration_options(
            rp_id=party.host,
            rp_name=party.name,
            user_name=who.login,
            user_display_name=who.name,
            user_id=who.id.encode(),
            challenge=challenge,
            exclude_credentials=known,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
        )
        return Asked(options=webauthn.options_to_json(options), sealed=self._sealed(challenge, browser))

    def keep(self, who: Account, party: Party, *, answer: str, challenge: bytes, name: str) -> None:
        """The passkey that a browser has made."""
        try:
            made = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=party.host,
                expected_origin=party.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise _unfit() from error
        label, at = " ".join(name.split())[:80] or "passkey", stamp(self._clock())
        row = {
            "id": bytes_to_base64url(made.credential_id),
            "account_id": who.id,
            "public_key": bytes_to_base64url(made.credential_public_key),
            "uses": made.sign_count,
            "name": label,
            "created": at,
        }
        with writing(self._engine) as connection:
            if connection.execute(select(passkey.c.id).where(passkey.c.id == row["id"])).first():
                raise _unfit()
            connection.execute(insert(passkey).values(row))
            audit.note(connection, at, Act(actor=who.login, action="passkey-made", subject=label))

    def asked_for_one(self, party: Party, browser: str) -> Asked:
        """How a browser is asked for any passkey that it has for this library; no account is named."""
        challenge = secrets.token_bytes(32)
        options = webauthn.generate_authentication_options(
            rp_id=party.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
        )
        return Asked(options=webauthn.options_to_json(options), sealed=self._sealed(challenge, browser))

    def let_in(self, party: Party, *, answer: str, challenge: bytes) -> Account:
        """The account whose passkey answered."""
        try:
            parsed = parse_authentication_credential_json(answer)
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise _unfit() from error
        question = select(passkey, *(c.label(f"who_{c.name}") for c in account.c)).join(
            account, account.c.id == passkey.c.account_id
        )
        mine = and_(passkey.c.id == bytes_to_base64url(parsed.raw_id), account.c.disabled.is_(None))
        with reading(self._engine) as connection:
            row = connection.execute(question.where(mine)).mappings().first()
        if row is None:
            raise _unfit()
        try:
            found = webauthn.verify_authentication_response(
                credential=parsed,
                expected_challenge=challenge,
                expected_rp_id=party.host,
                expected_origin=party.origin,
                credential_public_key=base64url_to_bytes(row["public_key"]),
                credential_current_sign_count=row["uses"],
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError) as error:
            raise _unfit() from error
        with writing(self._engine) as connection:
            values = {"uses": found.new_sign_count, "used": stamp(self._clock())}
            connection.execute(update(passkey).where(passkey.c.id == row["id"]).values(values))
        return account_of({name.removeprefix("who_"): v for name, v in row.items() if name.startswith("who_")})

    def end(self, who: Account, passkey_id: str) -> None:
        """One of a person's own passkeys lets nobody in any more."""
        with writing(self._engine) as connection:
            mine = and_(passkey.c.id == passkey_id, passkey.c.account_id == who.id)
            row = connection.execute(select(passkey.c.name).where(mine)).first()
            if row is None:
                raise NotHere("passkey-not-here", "There is no such passkey.", "Choose one from the list.")
            connection.execute(delete(passkey).where(mine))
            audit.note(connection, stamp(self._clock()), Act(actor=who.login, action="passkey-ended", subject=row.name))

    def challenge(self, sealed: str, browser: str) -> bytes:
        """The challenge that was closed for this browser, while it is fresh."""
        try:
            opened = self._box.decrypt(sealed.encode("utf-8", "replace"), ttl=_MINUTES * 60)
        except InvalidToken:
            raise _unfit() from None
        challenge, _, told = opened.partition(b"|")
        if told.decode("ascii") != keys.digest(browser):
            raise _unfit()
        return base64.b64decode(challenge)

    def _sealed(self, challenge: bytes, browser: str) -> str:
        return self._box.encrypt(base64.b64encode(challenge) + b"|" + keys.digest(browser).encode()).decode("ascii")


def _unfit() -> Refused:
    return Refused("passkey-unfit", "The passkey could not be used.", "Try again, or sign in by name and password.")
