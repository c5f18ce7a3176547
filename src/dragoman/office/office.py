"""The office of a library, open: accounts, sessions, links, log, uploads, and the key that its marks are made with."""

from typing import Self

from sqlalchemy import Engine

from dragoman.office import clock, keys
from dragoman.office.accounts import Accounts
from dragoman.office.attempts import Attempts
from dragoman.office.autosaves import Autosaves
from dragoman.office.database import engine_of
from dragoman.office.intake import Intake
from dragoman.office.links import Links
from dragoman.office.missed import Missed
from dragoman.office.passkeys import Passkeys
from dragoman.office.providers import Providers
from dragoman.office.second_factors import SecondFactors
from dragoman.office.sessions import Sessions
from dragoman.office.tokens import Tokens
from dragoman.office.uploads import Uploads
from dragoman.store.library import Library


class Office:
    """Who works on a library. Any number of processes may open it."""

    def __init__(self, library: Library, engine: Engine, key: bytes, now: clock.Clock = clock.now) -> None:
        self.engine = engine
        self.key = key
        self.clock = now
        self.accounts = Accounts(engine, now)
        self.sessions = Sessions(engine, now)
        self.links = Links(engine, now)
        self.second_factors = SecondFactors(engine, key, now)
        self.passkeys = Passkeys(engine, key, now)
        self.tokens = Tokens(engine, now)
        self.providers = Providers(engine, key, now)
        self.attempts = Attempts()
        self.uploads = Uploads(engine, library.folder, now)
        self.autosaves = Autosaves(engine, now)
        self.missed = Missed(engine, now)
        self.intake = Intake(library, self.uploads)

    @classmethod
    def of(cls, library: Library, now: clock.Clock = clock.now) -> Self:
        """The library's office; made where there is none."""
        return cls(library, engine_of(library), keys.own(library.folder), now)

    def close(self) -> None:
        """Writes down what was counted, and lets go of the database."""
        self.missed.write()
        self.engine.dispose()
