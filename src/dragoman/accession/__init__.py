"""FILE: a folder → `Item` or `Rejection`."""
