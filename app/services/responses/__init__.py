"""Forms that somebody fills: begun with what is known, saved, finished, corrected, taken to records and to Excel."""
