"""Services of others that the office may use, as settings name them: a mail server, providers of sign-in. No I/O."""

from dataclasses import dataclass

from dragoman.office.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters are handed in, and who they are from. `security` is `starttls`, `tls` or `none`."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An OpenID provider. `new_accounts` is the role of who has no account yet; None lets in nobody without one."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    new_accounts: Role | None = None
