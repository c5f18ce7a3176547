"""Signing in at an organisation's own provider (OpenID Connect Core 1.0, code flow with PKCE).

In: a provider of the settings and what a browser brings back from it. Out: who the provider says that is, checked; and
the account, which is found by what the provider calls the person, else by a verified e-mail address, else made if the
settings say so.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from cryptography.fernet import Fernet, InvalidToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import Connection, Engine, and_, func, insert, select

from dragoman.errors import Refused
from dragoman.office import audit, keys
from dragoman.office.accounts import account_of, added, checked
from dragoman.office.clock import Clock, stamp
from dragoman.office.model import Account, Act
from dragoman.office.schema import account, identity
from dragoman.office.services import Provider
from dragoman.store.database import writing

_SECONDS: Final = 10.0
_MINUTES: Final = 10
_SCOPE: Final = "openid email profile"
_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""Signed with keys that the provider publishes: never `none`, and no secret that we share with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a browser is sent with, and brings back closed in `state`, so that the answer is to our question."""

    provider: str
    nonce: str
    verifier: str
    browser: str
    onward: str


class Providers:
    """Signing in at providers."""

    def __init__(self, engine: Engine, key: bytes, clock: Clock) -> None:
        self._engine = engine
        self._box = Fernet(base64.urlsafe_b64encode(keys.derived_bytes(key, "provider")))
        self._clock = clock

    def away(self, name: str, provider: Provider, *, back: str, browser: str, onward: str) -> str:
        """The provider's address that the browser is sent to."""
        said = _discovered(provider)
        errand = Errand(
            provider=name,
            nonce=secrets.token_urlsafe(16),
            verifier=secrets.token_urlsafe(48),
            browser=keys.digest(browser),
            onward=onward,
        )
        with _client(provider, back) as client:
            address, _state = client.create_authorization_url(
                _of(said, "authorization_endpoint"),
                state=self._sealed(errand),
                nonce=errand.nonce,
                code_verifier=errand.verifier,
            )
        return str(address)

    def back(self, state: str, *, browser: str) -> Errand:
        """The errand that a browser comes back from, if it is the browser that was sent."""
        try:
            errand = Errand(**json.loads(self._box.decrypt(state.encode("utf-8", "replace"), ttl=_MINUTES * 60)))
        except InvalidToken:
            raise _failed("it was too long ago") from None
        if not keys.same(errand.browser, keys.digest(browser)):
            raise _failed("another browser was sent there")
        return errand

    def let_in(self, provider: Provider, errand: Errand, *, answer: str, back: str) -> Account:
        """The account of whom the provider names in its answer, which is the whole address that came back."""
        claims = _claims(provider, errand, answer, back)
        with writing(self._engine) as connection:
            return self._account(connection, provider, claims)

    def _account(self, connection: Connection, provider: Provider, claims: dict[str, Any]) -> Account:
        issuer, subject = provider.issuer, str(claims["sub"])
        known = and_(identity.c.issuer == issuer, identity.c.subject == subject)
        mine = select(account).join(identity, identity.c.account_id == account.c.id).where(known)
        row = connection.execute(mine).mappings().first()
        if row is None:
            email = str(claims.get("email") or "") if claims.get("email_verified") is True else ""
            who = self._by_email(connection, email) or self._new(connection, provider, claims, email)
            values = {"issuer": issuer, "subject": subject, "account_id": who.id}
            connection.execute(insert(identity).values(values))
            act = Act(actor=who.login, action="provider-linked", subject=who.login, detail=issuer)
            audit.note(connection, stamp(self._clock()), act)
        else:
            who = account_of(row)
        if not who.is_active:
            raise _failed("the account is disabled")
        return who

    def _by_email(self, connection: Connection, email: str) -> Account | None:
        if not email:
            return None
        rows = connection.execute(select(account).where(func.lower(account.c.email) == email.lower())).mappings().all()
        return account_of(rows[0]) if len(rows) == 1 else None

    def _new(self, connection: Connection, provider: Provider, claims: dict[str, Any], email: str) -> Account:
        if provider.new_accounts is None:
            raise _failed("there is no account for this person here")
        login = email or f"{claims.get('preferred_username') or claims['sub']}"
        values = checked(login, str(claims.get("name") or login), email or None)
        return added(connection, {**values, "role": provider.new_accounts}, by=provider.issuer, at=stamp(self._clock()))

    def _sealed(self, errand: Errand) -> str:
        said = {name: getattr(errand, name) for name in Errand.__slots__}
        return self._box.encrypt(json.dumps(said).encode()).decode("ascii")


def _claims(provider: Provider, errand: Errand, answer: str, back: str) -> dict[str, Any]:
    """What the provider says of the person, signed by it, for us, now, and in answer to this question."""
    try:
        said = _discovered(provider)
        with _client(provider, back) as client:
            token = client.fetch_token(
                _of(said, "token_endpoint"), authorization_response=answer, code_verifier=errand.verifier
            )
        published = KeySet.import_key_set(httpx.get(_of(said, "jwks_uri"), timeout=_SECONDS).json())
        opened = jwt.decode(str(token["id_token"]), published, algorithms=_ALGORITHMS)
        rules = jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": errand.nonce},
            sub={"essential": True},
        )
        rules.validate(opened.claims)
    except (AuthlibBaseError, JoseError, httpx.HTTPError, KeyError, ValueError) as error:
        raise _failed(f"{type(error).__name__}: {error}") from error
    return dict(opened.claims)


def _discovered(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself (OpenID Connect Discovery 1.0)."""
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        said = httpx.get(address, timeout=_SECONDS).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise _failed(f"{address}: {error}") from error
    if not isinstance(said, dict) or str(said.get("issuer", "")).rstrip("/") != provider.issuer.rstrip("/"):
        raise _failed(f"{address} names another issuer")
    return said


def _client(provider: Provider, back: str) -> OAuth2Client:
    return OAuth2Client(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        scope=_SCOPE,
        redirect_uri=back,
        code_challenge_method="S256",
        timeout=_SECONDS,
    )


def _of(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise _failed(f"it has no {name}")
    return value


def _failed(why: str) -> Refused:
    return Refused(
        "provider-failed", f"Signing in at the provider has failed: {why}.", "Try again, or ask an administrator."
    )
