"""A case from its registration to its closing: its parts, its way, what it asks, its history."""
