"""DOCUMENT: Item → `Document`: what the file says, before cataloguing."""
