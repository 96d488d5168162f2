"""Filling a form on the screen: parts at the side, questions in blocks, answers kept at once."""
