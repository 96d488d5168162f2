"""The care for the file itself: keys, backups, putting back, examining, sealed files."""
