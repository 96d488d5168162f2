"""Khmer and English text: normal form, search and sort keys, digits, dates, names in Latin letters, words, places."""
