"""KEEP: `Work` ↔ storage root (OCFL, the truth) and catalogue database (answers questions). One writer, one journal."""
