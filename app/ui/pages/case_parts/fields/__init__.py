"""The forms of a child, a case and its parts, and how their fields are made."""
