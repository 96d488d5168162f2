"""Lists: rows that stay still while they are refreshed."""
