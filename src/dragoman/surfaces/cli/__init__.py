"""The command `dragoman`: one module a group of verbs, `main.py` puts them together."""
