"""Letters by SMTP, where the settings name a server. None is needed: links can be handed on by other means.

In: a `Letter` and where it is to be handed in. Out: nothing, or `NotSent` with the server's reason.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Final

from dragoman.errors import Refused
from dragoman.office.services import MailServer

_SECONDS: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in plain text."""

    to: str
    subject: str
    text: str
    language: str


class NotSent(Refused):
    """The server did not take the letter."""


def send(server: MailServer, letter: Letter) -> None:
    """Hands a letter in; its certificate is checked wherever the connection is encrypted."""
    made = EmailMessage()
    made["From"], made["To"] = server.sender, letter.to
    made["Subject"] = " ".join(letter.subject.split())
    made["Date"], made["Message-ID"] = formatdate(), make_msgid(domain=server.sender.rpartition("@")[2])
    made["Content-Language"] = letter.language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    context = ssl.create_default_context()
    try:
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        with connection:
            if server.security == "starttls":
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password or "")
            connection.send_message(made)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(
            "mail-not-sent",
            f"The letter to {letter.to} could not be handed in at {server.host}: {error}.",
            "Hand the link on by other means, and look at [mail] in site.toml.",
        ) from error
