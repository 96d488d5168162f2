"""Papers that are made, signed, scanned and kept: the case file, the ministry's forms, letters, documents."""
