"""The care for the server's data: backups, what outlives them, checks, erasure by law."""
