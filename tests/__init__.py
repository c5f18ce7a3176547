"""Tests; `script/test` runs them."""
