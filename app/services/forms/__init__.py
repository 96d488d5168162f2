"""Forms as data: the library and its authors, forms on paper, mapping of a checklist."""
