"""Pure Python rules of the field: no Qt, no database, no network."""
