"""Dragoman: a folder of reports in several languages becomes the library that its readers need."""
