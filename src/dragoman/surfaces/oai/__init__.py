"""The library for harvesters: OAI-PMH 2.0, always in step with the catalogue, because it answers from it."""
