"""Papers as PDF: `papers` says what stands on each, `typesetting` makes the file."""
