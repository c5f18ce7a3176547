"""What a cache may keep: entity tags and their comparison (RFC 9110 §8.8, §13.1.2)."""

import hashlib

from starlette.datastructures import Headers


def entity_tag(*parts: str) -> str:
    """A weak tag for what follows from these parts: the same page, compressed or not, counts as one."""
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def is_fresh(headers: Headers, tag: str) -> bool:
    """Whether `If-None-Match` names this tag; weak comparison."""
    known = headers.get("if-none-match")
    if known is None:
        return False
    bare = tag.removeprefix("W/")
    return known.strip() == "*" or bare in (each.strip().removeprefix("W/") for each in known.split(","))
