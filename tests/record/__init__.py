"""Tests of what is read out of documents and made of them."""
