"""The flow: file → document → record → kept → indexed. Begin at `ingest.py`."""
