"""OFFICE: who works on the library and what they did: accounts, sessions, links, tokens, the audit log.

None of it is in the storage root: it lies in `office.sqlite` in the library's folder, or beside the catalogue on
PostgreSQL, in tables of its own that `rebuild` never touches.
"""
