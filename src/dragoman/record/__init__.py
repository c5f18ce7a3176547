"""RECORD: Document → `Description` → `Work`, with the evidence of every statement. No I/O."""
