"""Other systems' descriptions → records as said there: the inverse of `record.crosswalks`. Bytes in, no I/O."""
