"""Extractions and Entities → Statements → quads."""
