"""Languages, scripts, roles, resource types, word lists: what the field has agreed on. No I/O."""
