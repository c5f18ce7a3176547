"""The reader's pages: server-rendered HTML in six languages, complete without JavaScript."""
