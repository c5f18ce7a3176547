"""INDEX: journal → index; query → hits, each a passage with its page and section."""
