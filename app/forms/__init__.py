"""The XLSForm engine: compile, evaluate, validate, score. Pure Python: no Qt, no database."""
