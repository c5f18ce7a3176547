"""The library for machines: JSON over HTTP, errors as problem details (RFC 9457)."""
