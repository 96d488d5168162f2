"""Use cases: one module a subject, functions over a unit of work or a reader, permissions checked inside, plain records out."""
