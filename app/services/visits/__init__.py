"""Visits to facilities: planned, filled, joined, scored; findings and what becomes of them."""
