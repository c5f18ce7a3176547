"""Changes of the office's schema, in the order of their numbers."""
